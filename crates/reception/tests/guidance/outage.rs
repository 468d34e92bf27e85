//! The records behind the papers for outages: what is wanted, what is missing, in which order.

use mynareader_facts::calendar::Date;
use mynareader_reception::guidance::outage::{
    AfterRecovery, Declaration, EntryError, FourItems, Incomplete, InsuranceKind, Item, NotReady,
    OutageMode, Sex, Share, StartStep, Task, TooSoon,
};

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// Of the entries named, a paper; k = name in kanji, a = in kana, s = sex, b = birth date,
/// j = address, i = insurer.
fn items(entries: &str) -> FourItems {
    let mut items = FourItems::new();
    for entry in entries.chars() {
        match entry {
            'k' => items.set_name("見本　花子").unwrap(),
            'a' => items.set_name_kana("ミホン　ハナコ").unwrap(),
            's' => items.set_sex(Some(Sex::Female)),
            'b' => items.set_birth_date(Some(day("1980-02-29").into())),
            'j' => items.set_address("東京都見本区").unwrap(),
            'i' => items.set_insurer("見本健康保険組合").unwrap(),
            other => panic!("{other}"),
        }
    }
    items
}

/// At least one of the two names, and the sex, and the date of birth, and address or insurer.
#[test]
fn four_items_are_wanted_in_either_form() {
    use Item::{AddressOrInsurer, BirthDate, Name, Sex};
    let today = day("2026-11-22");
    for entries in ["ksbj", "asbj", "ksbi", "asbi", "kasbji", "kasbi"] {
        assert_eq!(items(entries).check(today), Ok(()), "{entries}");
    }
    let cases: [(&str, &[Item]); 10] = [
        ("", &[Name, Sex, BirthDate, AddressOrInsurer]),
        ("sbj", &[Name]),
        ("kabj", &[Sex]),
        ("kasj", &[BirthDate]),
        ("kasb", &[AddressOrInsurer]),
        ("ka", &[Sex, BirthDate, AddressOrInsurer]),
        ("ji", &[Name, Sex, BirthDate]),
        ("s", &[Name, BirthDate, AddressOrInsurer]),
        ("b", &[Name, Sex, AddressOrInsurer]),
        ("ki", &[Sex, BirthDate]),
    ];
    for (entries, missing) in cases {
        let error = items(entries).check(today).unwrap_err();
        assert_eq!(error.missing(), missing, "{entries}");
        assert!(!error.birth_date_is_in_future());
    }
}

#[test]
fn the_error_names_what_is_missing() {
    let error = items("sj").check(day("2026-11-22")).unwrap_err();
    assert_eq!(
        error.to_string(),
        "missing: the name (in kanji or in kana), the date of birth"
    );
    assert_eq!(
        error.japanese(),
        "氏名（漢字またはカナ）、生年月日を書いてください。"
    );
    let mut future = items("ksj");
    future.set_birth_date(Some(day("2026-11-23").into()));
    let error = future.check(day("2026-11-22")).unwrap_err();
    assert!(error.birth_date_is_in_future() && error.missing().is_empty());
    assert_eq!(error.to_string(), "the date of birth is in the future");
    assert_eq!(error.japanese(), "生年月日が今日より後になっています。");
    assert_eq!(future.check(day("2026-11-23")), Ok(()), "born today");
}

#[test]
fn what_was_entered_can_be_read_back_and_taken_back() {
    let mut paper = items("kasbji");
    assert_eq!(paper.name(), Some("見本　花子"));
    assert_eq!(paper.name_kana(), Some("ミホン　ハナコ"));
    assert_eq!(paper.sex(), Some(Sex::Female));
    assert_eq!(paper.birth_date(), Some(day("1980-02-29").into()));
    assert_eq!(paper.address(), Some("東京都見本区"));
    assert_eq!(paper.insurer(), Some("見本健康保険組合"));
    assert_eq!(
        paper.set_name_kana("みほん"),
        Err(EntryError::NotKana),
        "the old one stays"
    );
    assert_eq!(paper.name_kana(), Some("ミホン　ハナコ"));
    paper.set_name("").unwrap();
    paper.set_name_kana("").unwrap();
    paper.set_sex(None);
    paper.set_birth_date(None);
    paper.set_address(" ").unwrap();
    paper.set_insurer("").unwrap();
    let error = paper.check(day("2026-11-22")).unwrap_err();
    assert_eq!(error.missing(), Item::ALL);
}

/// No record shows in Debug what was entered, and no error repeats it.
#[test]
fn records_show_nothing_in_debug() {
    let paper = items("kasbji");
    let mut declaration = Declaration::from_four_items(&paper);
    declaration.set_kind(Some(InsuranceKind::Elderly));
    declaration.set_share(Some(Share::Ten));
    let mut mode = OutageMode::new();
    mode.set_caller("見本 次郎").unwrap();
    mode.set_institution_code("1234567").unwrap();
    let mut future = items("kas");
    future.set_birth_date(Some(day("2030-01-01").into()));
    let error: Incomplete = future.check(day("2026-11-22")).unwrap_err();
    let entry = paper_error();
    let shown = format!("{paper:?} {declaration:?} {mode:?} {error:?} {error} {entry:?} {entry}");
    for hidden in [
        "見本",
        "花子",
        "ハナコ",
        "Female",
        "1980",
        "2030",
        "東京",
        "次郎",
        "1234567",
        "Elderly",
        "Ten",
    ] {
        assert!(!shown.contains(hidden), "{hidden}: {shown}");
    }
    assert!(shown.starts_with("FourItems { .. } Declaration { .. } OutageMode { .. }"));
}

fn paper_error() -> EntryError {
    FourItems::new().set_name("花\n子").unwrap_err()
}

#[test]
fn a_declaration_wants_what_the_card_shows_and_no_more() {
    let today = day("2026-11-22");
    let declaration = Declaration::from_four_items(&items("ksbj"));
    assert_eq!(declaration.check(today), Ok(()));
    let kana_alone = Declaration::from_four_items(&items("asbj"));
    assert_eq!(kana_alone.check(today), Ok(()));
    // The insurer does not stand for the address here.
    let error = Declaration::from_four_items(&items("ksbi"))
        .check(today)
        .unwrap_err();
    assert_eq!(error.missing(), [Item::AddressOrInsurer]);
    let error = Declaration::new().check(today).unwrap_err();
    assert_eq!(error.missing(), Item::ALL);
}

#[test]
fn a_declaration_reads_back_as_it_was_filled() {
    let mut declaration = Declaration::from_four_items(&items("kasbji"));
    declaration.set_contact("090-0000-0000").unwrap();
    declaration.set_workplace("見本商店").unwrap();
    assert_eq!(declaration.name(), Some("見本　花子"));
    assert_eq!(declaration.birth_date(), Some(day("1980-02-29").into()));
    assert_eq!(declaration.sex(), Some(Sex::Female));
    assert_eq!(declaration.address(), Some("東京都見本区"));
    assert_eq!(declaration.insurer(), Some("見本健康保険組合"));
    assert_eq!(declaration.contact(), Some("090-0000-0000"));
    assert_eq!(declaration.workplace(), Some("見本商店"));
    for kind in [
        InsuranceKind::Employer,
        InsuranceKind::National,
        InsuranceKind::Elderly,
        InsuranceKind::Other,
        InsuranceKind::NotKnown,
    ] {
        declaration.set_kind(Some(kind));
        assert_eq!(declaration.kind(), Some(kind));
    }
    for share in [Share::Ten, Share::Twenty, Share::Thirty, Share::NotKnown] {
        declaration.set_share(Some(share));
        assert_eq!(declaration.share(), Some(share));
    }
    declaration.set_kind(None);
    declaration.set_share(None);
    assert_eq!((declaration.kind(), declaration.share()), (None, None));
}

#[test]
fn an_institution_code_is_of_seven_or_ten_digits() {
    let mut mode = OutageMode::new();
    for good in ["1234567", "1234567890", " 1234567890 ", ""] {
        assert_eq!(mode.set_institution_code(good), Ok(()), "{good}");
    }
    for bad in [
        "123456",
        "12345678",
        "12345678901",
        "123456789a",
        "１２３４５６７",
    ] {
        assert_eq!(
            mode.set_institution_code(bad),
            Err(EntryError::NotACode),
            "{bad}"
        );
    }
}

#[test]
fn what_the_call_centre_asks_must_be_at_hand() {
    let mut mode = OutageMode::new();
    assert_eq!(
        mode.missing(),
        [
            NotReady::InstitutionCode,
            NotReady::InstitutionName,
            NotReady::Caller,
            NotReady::RegisteredPhone
        ]
    );
    mode.set_institution_code("1234567890").unwrap();
    mode.set_institution_name("みどり台クリニック").unwrap();
    mode.set_registered_phone("03-0000-0000").unwrap();
    assert_eq!(mode.missing(), [NotReady::Caller]);
    mode.set_caller("見本").unwrap();
    assert!(mode.missing().is_empty());
    assert_eq!(OutageMode::call_centre(), "0800-080-4583");
}

/// Call, call back and report form in either order, open, use, report.
#[test]
fn the_steps_of_the_start_come_in_order() {
    use StartStep::{Called, CalledBack, Enabled, ReportReceived, ReportSent, Used};
    let on = day("2026-11-22");
    let mut mode = OutageMode::new();
    assert_eq!(mode.next(), Some(Called));
    for (step, first) in [
        (CalledBack, Called),
        (ReportReceived, Called),
        (Enabled, CalledBack),
        (Used, Enabled),
        (ReportSent, ReportReceived),
    ] {
        assert_eq!(mode.finish(step, on), Err(TooSoon { first }), "{step:?}");
        assert_eq!(mode.when(step), None);
    }
    mode.finish(Called, on).unwrap();
    mode.finish(CalledBack, on).unwrap();
    assert!(!mode.is_open());
    mode.finish(Enabled, on).unwrap();
    assert!(mode.is_open());
    mode.finish(Used, day("2026-11-23")).unwrap();
    // The report form may come late; the report cannot go before it.
    assert_eq!(mode.next(), Some(ReportReceived));
    assert_eq!(
        mode.finish(ReportSent, on),
        Err(TooSoon {
            first: ReportReceived
        })
    );
    mode.finish(ReportReceived, on).unwrap();
    mode.finish(ReportSent, day("2026-11-25")).unwrap();
    assert_eq!(mode.next(), None);
    assert_eq!(mode.when(Used), Some(day("2026-11-23")));
}

#[test]
fn recovery_leaves_what_the_outage_made() {
    let on = day("2026-11-22");
    let always = [
        Task::TestReader,
        Task::RestoreMode,
        Task::PassOn,
        Task::UpdateReadiness,
    ];
    assert_eq!(AfterRecovery::new(0, 0).remaining(), always);
    assert!(AfterRecovery::new(0, 0).papers_may_go());

    let mut mode = OutageMode::new();
    for step in [StartStep::Called, StartStep::CalledBack, StartStep::Enabled] {
        mode.finish(step, on).unwrap();
    }
    let mut left = AfterRecovery::new(3, 1).with_outage_mode(&mode);
    assert_eq!(left.remaining(), Task::ALL);
    for task in [
        Task::LookUpNoted,
        Task::LookUpDeclarations,
        Task::AskInsurers,
        Task::SettleClaims,
    ] {
        assert!(!left.papers_may_go());
        left.finish(task);
        left.finish(task);
    }
    assert!(!left.papers_may_go(), "the report is still to be sent");
    left.finish(Task::SendReport);
    assert!(left.papers_may_go());
    assert_eq!(
        left.remaining(),
        [
            Task::TestReader,
            Task::RestoreMode,
            Task::PassOn,
            Task::TidyPapers,
            Task::UpdateReadiness
        ]
    );

    let noted = AfterRecovery::new(1, 0).remaining();
    assert!(noted.contains(&Task::LookUpNoted) && !noted.contains(&Task::LookUpDeclarations));
    assert!(
        !noted.contains(&Task::SendReport),
        "the mode was not opened"
    );
}

#[test]
fn a_report_sent_already_is_not_left() {
    let on = day("2026-11-22");
    let mut mode = OutageMode::new();
    for step in StartStep::ALL {
        mode.finish(step, on).unwrap();
    }
    let left = AfterRecovery::new(1, 0).with_outage_mode(&mode);
    assert!(!left.remaining().contains(&Task::SendReport));
}
