//! Cases checked by hand, and what cannot be found by counting.

use super::{assess, day, other, validity};
use mynareader::calendar::Moment;
use mynareader::certificate::{
    Assessment, CardIssue, CertificateIssue, Doubt, GRACE_SINCE, GraceLength, RELEASE_DAY,
    Revocation, RevocationReason, Validity, ValidityPolicy,
};
use mynareader::facts::{CertificateState, TokenKind};

#[test]
fn certificates_by_hand() {
    // birth, issue, early renewal, card's end, end of stay -> likely, other reading
    #[rustfmt::skip]
    let cases = [
        // An ordinary one: 2024, 2025, 2026, 2027, 2028.
        ("1980-02-17", "2023-06-01", false, None, None, "2028-02-17", None),
        // On the eve of the birthday: the very next day is the first.
        ("1980-02-17", "2023-02-16", false, None, None, "2027-02-17", None),
        // On the birthday itself, which does not count.
        ("1980-02-17", "2023-02-17", false, None, None, "2028-02-17", None),
        ("1980-02-17", "2023-02-18", false, None, None, "2028-02-17", None),
        // Renewed before the end: the sixth.
        ("1980-02-17", "2022-12-01", true, None, None, "2028-02-17", None),
        // A child has five birthdays too.
        ("2020-07-01", "2023-06-01", false, None, None, "2027-07-01", None),
        // Never past the card, nor the stay.
        ("1980-02-17", "2023-06-01", false, Some("2026-02-17"), None, "2026-02-17", None),
        ("1980-02-17", "2023-06-01", false, Some("2033-02-17"), Some("2025-09-30"), "2025-09-30", None),
        // 29 February: the fifth birthday falls in 2028, which has the day.
        ("1988-02-29", "2023-06-01", false, None, None, "2028-02-29", None),
        // The fifth falls in 2027, which has not.
        ("1988-02-29", "2022-06-01", false, None, None, "2027-02-28", Some("2027-03-01")),
        // Issued on 28 February of a year without: it is the birthday, or the eve of it.
        ("1988-02-29", "2022-02-28", false, None, None, "2027-02-28", Some("2026-03-01")),
        // Issued on 1 March of such a year: the day after, or the birthday itself.
        ("1988-02-29", "2022-03-01", false, None, None, "2027-02-28", Some("2027-03-01")),
        // In a leap year the 28th is the eve.
        ("1988-02-29", "2024-02-28", false, None, None, "2028-02-29", None),
        // An end of stay before both readings leaves no doubt.
        ("1988-02-29", "2022-06-01", false, None, Some("2026-10-01"), "2026-10-01", None),
    ];
    for (birth, issue, renewal_before_end, card, stay, likely, reading) in cases {
        let estimate = CertificateIssue {
            birth: day(birth),
            issue: day(issue),
            renewal_before_end,
            card_expiry: card.map(day),
            end_of_stay: stay.map(day),
        }
        .estimate_expiry()
        .unwrap();
        assert_eq!(estimate.likely, day(likely), "born {birth}, issued {issue}");
        let others: Vec<_> = estimate
            .others
            .iter()
            .map(|other| (other.day, other.doubt))
            .collect();
        let expected: Vec<_> = reading
            .map(|reading| (day(reading), Doubt::LeapDay))
            .into_iter()
            .collect();
        assert_eq!(others, expected, "born {birth}, issued {issue}");
    }
}

#[test]
fn cards_by_hand() {
    use Doubt::{EveOfMajority, LeapDay};
    type Others = &'static [(&'static str, Doubt)];
    type Case = (
        &'static str,
        &'static str,
        &'static str,
        Option<&'static str>,
        &'static str,
        Others,
    );
    // birth, application, issue, end of stay -> likely, others
    #[rustfmt::skip]
    let cases: &[Case] = &[
        // An adult: 2024 to 2033.
        ("1980-02-17", "2023-05-01", "2023-06-01", None, "2033-02-17", &[]),
        // Issued on the eve of the birthday: nine years and a day.
        ("1980-02-17", "2023-01-20", "2023-02-16", None, "2032-02-17", &[]),
        // 17 at the application, 18 at the issue: the application decides.
        ("2005-06-10", "2023-06-01", "2023-06-20", None, "2028-06-10", &[]),
        ("2005-06-10", "2023-06-10", "2023-06-20", None, "2033-06-10", &[]),
        // On the eve of turning 18 the year is complete at the day's end.
        ("2005-06-10", "2023-06-09", "2023-06-20", None, "2028-06-10", &[("2033-06-10", EveOfMajority)]),
        // 18 and 19 before and after 2022-04-01.
        ("2003-06-10", "2022-03-31", "2022-04-20", None, "2026-06-10", &[]),
        ("2003-06-10", "2022-04-01", "2022-04-20", None, "2031-06-10", &[]),
        ("2002-03-31", "2022-03-31", "2022-04-20", None, "2032-03-31", &[]),
        ("2002-04-01", "2022-03-31", "2022-04-20", None, "2027-04-01", &[("2032-04-01", EveOfMajority)]),
        // The end of a foreign resident's stay comes first.
        ("1990-08-08", "2023-05-01", "2023-06-01", Some("2025-03-31"), "2025-03-31", &[]),
        // 29 February: the tenth birthday falls in 2033.
        ("1980-02-29", "2023-05-01", "2023-06-01", None, "2033-02-28", &[("2033-03-01", LeapDay)]),
        ("1980-02-29", "2022-05-01", "2022-06-01", None, "2032-02-29", &[]),
        // Born on 29 February 2008, 18 at the end of 28 February 2026: the eve as for everybody.
        ("2008-02-29", "2026-02-28", "2026-03-15", None, "2031-02-28", &[("2031-03-01", LeapDay), ("2036-02-29", EveOfMajority)]),
        ("2008-02-29", "2026-03-01", "2026-03-15", None, "2036-02-29", &[]),
    ];
    for (birth, application, issue, stay, likely, others) in cases {
        let estimate = CardIssue {
            birth: day(birth),
            application: day(application),
            issue: day(issue),
            end_of_stay: stay.map(day),
        }
        .estimate_expiry()
        .unwrap();
        assert_eq!(
            estimate.likely,
            day(likely),
            "born {birth}, applied {application}"
        );
        let found: Vec<_> = estimate
            .others
            .iter()
            .map(|other| (other.day, other.doubt))
            .collect();
        let expected: Vec<_> = others
            .iter()
            .map(|(other, doubt)| (day(other), *doubt))
            .collect();
        assert_eq!(found, expected, "born {birth}, applied {application}");
    }
}

#[test]
fn nobody_is_issued_anything_before_birth() {
    let issue = CertificateIssue {
        birth: day("2020-01-02"),
        issue: day("2020-01-01"),
        renewal_before_end: false,
        card_expiry: None,
        end_of_stay: None,
    };
    assert!(issue.estimate_expiry().is_none());
    let card = CardIssue {
        birth: day("2020-01-02"),
        application: day("2020-01-01"),
        issue: day("2020-02-01"),
        end_of_stay: None,
    };
    assert!(card.estimate_expiry().is_none());
    let far = CertificateIssue {
        birth: day("9990-01-01"),
        issue: day("9998-01-01"),
        ..issue
    };
    assert!(far.estimate_expiry().is_none());
}

#[test]
fn states_by_hand() {
    // The certificate ends on Sunday 2025-05-11. Both readings of its grace.
    let certificate = validity(other(2020, 6, 1), other(2025, 5, 11));
    let state = |on, length| {
        assess(
            certificate,
            day(on),
            ValidityPolicy::CARD.with_grace(length),
        )
        .state
    };
    use CertificateState::{Grace, NotYetValid, Notice, PastGrace, Valid};
    for (on, end_of_month, exact) in [
        ("2020-05-31", NotYetValid, NotYetValid),
        ("2020-06-01", Valid, Valid),
        ("2025-02-10", Valid, Valid),
        ("2025-02-11", Notice, Notice),
        ("2025-05-11", Notice, Notice),
        ("2025-05-12", Grace, Grace),
        ("2025-08-11", Grace, Grace),
        ("2025-08-12", Grace, PastGrace),
        ("2025-08-31", Grace, PastGrace),
        ("2025-09-01", PastGrace, PastGrace),
    ] {
        assert_eq!(
            state(on, GraceLength::EndOfMonthPlus3),
            end_of_month,
            "{on}"
        );
        assert_eq!(state(on, GraceLength::ExactPlus3Months), exact, "{on}");
    }
    let last = assess(certificate, day("2025-08-31"), ValidityPolicy::CARD);
    assert_eq!(
        (last.days_left, last.grace_days_left),
        (Some(-112), Some(0))
    );
    let first = assess(certificate, day("2025-05-12"), ValidityPolicy::CARD);
    assert_eq!(
        (first.days_left, first.grace_days_left),
        (Some(-1), Some(111))
    );
    // The last day of November: three months later is the last of February.
    let november = validity(other(2020, 6, 1), other(2025, 11, 30));
    let grace = assess(november, day("2025-12-01"), ValidityPolicy::CARD)
        .grace
        .unwrap();
    assert_eq!(grace.exact_plus_3_months, day("2026-02-28"));
    assert_eq!(grace.end_of_month_plus_3, day("2026-02-28"));
}

#[test]
fn grace_begins_with_its_rules() {
    assert_eq!(GRACE_SINCE, day("2024-12-02"));
    let certificate = validity(other(2019, 12, 1), other(2024, 11, 20));
    let state = |on| assess(certificate, day(on), ValidityPolicy::CARD).state;
    assert_eq!(state("2024-12-01"), CertificateState::PastGrace);
    assert_eq!(state("2024-12-02"), CertificateState::Grace);
    for token in [TokenKind::Android, TokenKind::Iphone, TokenKind::JukiCard] {
        let policy = ValidityPolicy::CARD.with_token(token);
        let found = assess(certificate, day("2024-12-02"), policy);
        assert_eq!(found.state, CertificateState::PastGrace, "{token:?}");
    }
    let policy = ValidityPolicy::CARD.with_token(TokenKind::Unknown);
    let found = assess(certificate, day("2024-12-02"), policy);
    assert_eq!(found.state, CertificateState::Grace);
}

/// Holds: R8
#[test]
fn an_end_within_a_day_is_the_end_of_the_day_before() {
    let first = day("2025-01-01").start_in_japan();
    let ending = |seconds: i64| {
        let end = day("2026-02-17").end_in_japan().unix_seconds() + seconds;
        Validity::new(first, Moment::from_unix_seconds(end).unwrap()).unwrap()
    };
    assert_eq!(ending(0).last_day(), day("2026-02-17"));
    assert_eq!(ending(-1).last_day(), day("2026-02-16"));
    assert_eq!(ending(1).last_day(), day("2026-02-17"));
    assert_eq!(ending(86_399).last_day(), day("2026-02-17"));
    assert_eq!(ending(86_400).last_day(), day("2026-02-18"));
    assert!(Validity::new(first, day("2024-12-31").end_in_japan()).is_none());
}

#[test]
fn the_centre_decides_on_revocation() {
    let certificate = validity(other(2022, 6, 1), other(2030, 5, 11));
    let revoked = Revocation::Revoked {
        since: Some(day("2026-10-01").start_in_japan()),
        reason: Some(RevocationReason::from_code(6)),
    };
    assert!(matches!(
        revoked,
        Revocation::Revoked {
            reason: Some(RevocationReason::Hold),
            ..
        }
    ));
    // On whatever day, and with whatever clock: no grace, no unknown.
    for on in ["2000-01-01", "2026-12-01", "2030-05-12", "2040-01-01"] {
        let found = Assessment::of(certificate, revoked, day(on), ValidityPolicy::CARD);
        assert_eq!(found.state, CertificateState::Revoked);
        assert_eq!(found.grace_days_left, None);
        assert_eq!(found.revocation, revoked);
    }
    for said in [Revocation::Good, Revocation::Unknown] {
        let found = Assessment::of(certificate, said, day("2027-01-01"), ValidityPolicy::CARD);
        assert_eq!(found.state, CertificateState::Valid);
    }
}

#[test]
fn a_clock_before_the_release_is_not_believed() {
    // Long expired, valid and not yet valid: a wrong clock says nothing of any.
    for (first, last) in [(2015, 2019), (2022, 2030), (2040, 2045)] {
        let certificate = validity(other(first, 1, 1), other(last, 1, 1));
        let judge = |on| Assessment::of(certificate, Revocation::Unknown, on, ValidityPolicy::CARD);
        for on in [day("1970-01-01"), RELEASE_DAY.add_days(-1).unwrap()] {
            let found = judge(on);
            assert_eq!(found.state, CertificateState::Unknown);
            assert_eq!((found.days_left, found.grace_days_left), (None, None));
        }
        assert_ne!(judge(RELEASE_DAY).state, CertificateState::Unknown);
    }
}

#[test]
fn the_release_day_is_not_in_the_future() {
    // A release day in the future would make every right clock unbelievable.
    let now = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .unwrap()
        .as_secs();
    let today = Moment::from_unix_seconds(i64::try_from(now).unwrap())
        .unwrap()
        .day_in_japan();
    assert!(RELEASE_DAY <= today, "{RELEASE_DAY} {today}");
}

#[test]
fn debug_shows_no_birthday() {
    let certificate = validity(other(2022, 6, 1), other(2030, 5, 11));
    let found = assess(certificate, day("2029-01-01"), ValidityPolicy::CARD);
    let issue = CertificateIssue {
        birth: day("1980-05-11"),
        issue: day("2025-06-01"),
        renewal_before_end: false,
        card_expiry: None,
        end_of_stay: None,
    };
    let shown = format!(
        "{found:?} {:?} {certificate:?} {issue:?} {:?}",
        found.grace,
        issue.estimate_expiry()
    );
    assert!(
        !shown.contains("05-11") && !shown.contains("1980"),
        "{shown}"
    );
}
