//! The ladder against an oracle written from the documents: in every situation somebody can be
//! seen, and no step contradicts the situation. The oracle states, per code and state, which steps
//! must be closed; it knows nothing of the rules' tables.

use std::collections::BTreeSet;

use mynareader_facts::calendar::Date;
use mynareader_facts::{CertificateState as Cert, Mode, Place, TokenKind, Tries};
use mynareader_reception::fault::{Category, FaultCode, KNOWN, Maker, Step, known};
use mynareader_reception::guidance::{
    AtHand, Book, FaceOnly, Facility, Guidance, Isolation, LadderStep as S, Language, LeafletId,
    Note, Panel, Paper, Party, Phrase, Present, SeenToday, Situation, StaffAction, StaffPart,
    Standing, StepSet, Trouble, Upset, Visit, Why, advise,
};

fn date(text: &str) -> Date {
    text.parse().unwrap()
}

/// A day in each era, most of them the first of a change.
const DAYS: [&str; 8] = [
    "2023-07-09",
    "2023-07-10",
    "2024-12-01",
    "2024-12-02",
    "2025-04-01",
    "2025-09-19",
    "2025-12-02",
    "2026-08-01",
];

const MODES: [Mode; 3] = [Mode::Unattended, Mode::Visual, Mode::PinOnly];
const CERTIFICATES: [Cert; 8] = [
    Cert::Valid,
    Cert::Notice,
    Cert::Grace,
    Cert::PastGrace,
    Cert::NotYetValid,
    Cert::Revoked,
    Cert::Absent,
    Cert::Unknown,
];
const PINS: [Tries; 4] = [
    Tries::Unknown,
    Tries::Left(2),
    Tries::Left(1),
    Tries::Blocked,
];

/// Everything on the reader's own path with the card in it.
const ON_THIS_READER: [S; 6] = [
    S::Face,
    S::Pin,
    S::RepresentativePin,
    S::StaffCheckOnReader,
    S::VisualMode,
    S::PinOnlyMode,
];
const WITH_PIN: [S; 3] = [S::Pin, S::RepresentativePin, S::PinOnlyMode];
const BY_STAFF: [S; 2] = [S::StaffCheckOnReader, S::VisualMode];
const OTHER_DEVICES: [S; 3] = [S::SecondReader, S::GeneralReader, S::MobileTerminal];

fn codes() -> Vec<FaultCode> {
    let mut codes: Vec<_> = KNOWN.iter().map(|known| known.code).collect();
    codes.push(FaultCode::vendor(Maker::ALMEX, 0x8100_0001));
    codes.push(FaultCode::national(18));
    codes
}

/// Which steps must be closed, by the documents.
fn must_be_closed(code: FaultCode, s: &Situation) -> BTreeSet<S> {
    let mut closed = BTreeSet::new();
    let mut close = |steps: &[S]| closed.extend(steps.iter().copied());
    let number = if code.is_national() { code.number() } else { 0 };
    let day = s.date;

    // Tried is tried.
    for step in S::ALL {
        if s.tried.contains(*step) {
            close(&[*step]);
        }
    }
    // Keys.
    let face_only = s.face_only == FaceOnly::Likely;
    let few = matches!(s.pin, Tries::Blocked | Tries::Left(1));
    if few || face_only || number == 4 || (number == 3 && s.pin == Tries::Unknown) {
        close(&WITH_PIN);
        if number == 3 {
            close(&[S::Retry]);
        }
    }
    if face_only {
        close(&[S::PortalScreen, S::PortalPdf, S::Smartphone]);
    }
    if s.code_b == Tries::Blocked || number == 5 {
        close(&[S::Face]);
    }
    // The certificate. Grace is known since 2024-12-02; the centre's 006 outranks the dates.
    let no_grace = day < date("2024-12-02");
    let ended = match s.certificate {
        Cert::PastGrace | Cert::NotYetValid | Cert::Revoked | Cert::Absent => true,
        Cert::Grace => no_grace,
        Cert::Valid | Cert::Notice => number == 6,
        _ => number == 6 && no_grace,
    };
    if ended {
        close(&ON_THIS_READER);
        close(&OTHER_DEVICES);
        close(&[S::UnattendedMode, S::Smartphone, S::PortalScreen, S::Retry]);
    }
    if ended && number == 6 {
        close(&[S::Continue]);
    }
    if number == 6 || s.certificate == Cert::Grace {
        close(&[S::Smartphone, S::PortalScreen]);
    }
    // What each code takes away.
    match number {
        7 => {
            close(&ON_THIS_READER);
            close(&OTHER_DEVICES);
            close(&[S::UnattendedMode, S::Retry]);
        }
        8 | 906 => {
            close(&ON_THIS_READER);
            close(&[S::Smartphone, S::UnattendedMode]);
        }
        10 | 16 | 17 => {
            close(&ON_THIS_READER);
            close(&OTHER_DEVICES);
            close(&[S::Smartphone, S::PortalScreen, S::UnattendedMode]);
        }
        11..=14 | 904 | 905 => {
            close(&ON_THIS_READER);
            close(&[
                S::SecondReader,
                S::GeneralReader,
                S::Smartphone,
                S::UnattendedMode,
            ]);
            if !matches!(number, 11 | 12) {
                // The outage mode is used at the terminal.
                close(&[S::OutageMode]);
            }
        }
        901 if s.step != Step::Register => {
            close(&ON_THIS_READER);
            close(&[S::SecondReader, S::GeneralReader, S::Smartphone]);
        }
        15 | 101 | 102 => close(&[S::Face]),
        103 => {
            close(&WITH_PIN);
            close(&[S::StaffCheckOnReader]);
            if s.panel == Panel::Dead {
                close(&ON_THIS_READER);
                close(&[S::Smartphone, S::UnattendedMode]);
            }
        }
        902 | 903 => {
            close(&[S::Face]);
            close(&BY_STAFF);
        }
        _ => {}
    }
    if matches!(number, 16 | 17) {
        close(&[S::Continue]);
    }
    let phone = matches!(s.token, TokenKind::Android | TokenKind::Iphone);
    if code == FaultCode::NO_CARD {
        close(&ON_THIS_READER);
        close(&OTHER_DEVICES);
        close(&[S::EligibilityNotice, S::PortalPdf, S::UnattendedMode]);
    }
    // Neither a phone nor the check by sight registers there.
    if code == FaultCode::REGISTRATION_NOT_THIS_WAY {
        close(&[S::Smartphone]);
        if !phone {
            close(&BY_STAFF);
            close(&[S::Retry]);
        }
    }
    if code == FaultCode::FACE_NOT_MATCHED {
        close(&[S::Face, S::Retry]);
    }
    // The mode that is on.
    match s.mode {
        Mode::Unattended => close(&[S::UnattendedMode]),
        Mode::Visual => close(&[
            S::Face,
            S::Pin,
            S::RepresentativePin,
            S::StaffCheckOnReader,
            S::Smartphone,
        ]),
        Mode::PinOnly => close(&[S::Face, S::StaffCheckOnReader, S::PinOnlyMode]),
    }
    // Who is here.
    if s.present == Present::Proxy {
        close(&BY_STAFF);
        close(&[S::Face, S::Pin, S::Smartphone, S::PortalScreen]);
    }
    if matches!(s.present, Present::Patient | Present::WithHelper) {
        close(&[S::RepresentativePin]);
    }
    if s.visit == Visit::First {
        close(&[S::OralConfirmation]);
    }
    // What is here.
    let lacks = |flag| s.facility_lacks.contains(flag);
    if lacks(Facility::ADMINISTRATOR) {
        close(&[S::UnattendedMode, S::PinOnlyMode]);
        if s.mode != Mode::Visual {
            close(&[S::VisualMode]);
        }
    }
    for (flag, step) in [
        (Facility::SECOND_READER, S::SecondReader),
        (Facility::GENERAL_READER, S::GeneralReader),
        (Facility::MOBILE_TERMINAL, S::MobileTerminal),
        (Facility::SMARTPHONE, S::Smartphone),
        (Facility::STAFF_CHECK_ON_READER, S::StaffCheckOnReader),
        (Facility::PHARMACY, S::Prescription),
    ] {
        if lacks(flag) {
            close(&[step]);
        }
    }
    if !s.facility.contains(Facility::DISASTER) {
        close(&[S::DisasterRule]);
    }
    // What chip.
    let card_is_wanted = [
        FaultCode::PHONE_INSTEAD_OF_CARD,
        FaultCode::REGISTRATION_NOT_THIS_WAY,
    ];
    if phone && !card_is_wanted.contains(&code) {
        close(&BY_STAFF);
        close(&OTHER_DEVICES);
        close(&[S::Face]);
    }
    if s.token == TokenKind::JukiCard {
        close(&ON_THIS_READER);
        close(&OTHER_DEVICES);
        close(&[S::EligibilityNotice, S::PortalPdf, S::UnattendedMode]);
    }
    // The day.
    for (first, step) in [
        ("2023-07-10", S::PortalScreen),
        ("2023-07-10", S::PortalPdf),
        ("2023-07-10", S::OralConfirmation),
        ("2023-07-10", S::Declaration),
        ("2024-12-02", S::EligibilityCertificate),
        ("2025-04-01", S::MobileTerminal),
        ("2025-09-19", S::Smartphone),
    ] {
        if day < date(first) {
            close(&[step]);
        }
    }
    if day > date("2026-07-31") {
        close(&[S::OldInsuranceCard]);
    }
    closed
}

fn check(code: FaultCode, situation: &Situation, guidance: &Guidance<'_>) {
    let closed = must_be_closed(code, situation);
    assert_eq!(guidance.next_steps.len(), S::ALL.len());
    for next in &guidance.next_steps {
        assert!(
            !(next.is_possible() && closed.contains(&next.step)),
            "{code}: {} must be closed\n{next:?}\n{situation:#?}",
            next.step
        );
        assert_eq!(next.is_possible(), next.why.opens(), "{code} {next:?}");
        assert_eq!(
            next.standing == Standing::Possible,
            next.why == Why::Open,
            "{code} {next:?}"
        );
        assert!(!next.reason.is_empty() && !next.name.is_empty());
    }
    let pay = guidance
        .next_steps
        .iter()
        .find(|next| next.step == S::PayInFull)
        .unwrap();
    let is = |step| {
        guidance
            .next_steps
            .iter()
            .find(|next| next.step == step)
            .unwrap()
    };
    match guidance.seen_today {
        SeenToday::Yes(step) => {
            assert!(is(step).is_possible() && is(step).standing == Standing::Possible);
            assert!(!pay.is_possible(), "{code}: paying in full beside {step}");
            // Trying again, noting, calling or paying in full does not count as being seen.
            assert!(!matches!(step, S::Retry | S::NoteFourItems | S::PayInFull));
        }
        SeenToday::OnCondition(step) => {
            assert!(is(step).is_possible());
            assert!(!matches!(step, S::Retry | S::NoteFourItems | S::PayInFull));
            assert!(has_note(guidance, Note::OnlyConditional));
        }
        SeenToday::No => assert!(has_note(guidance, Note::NoOrdinaryStep)),
    }
    // With the patient here, from 保発0710第1号 on, some step is open without any condition.
    if situation.patient_is_here()
        && situation.date >= date("2023-07-10")
        && situation.tried == StepSet::EMPTY
    {
        assert!(
            matches!(guidance.seen_today, SeenToday::Yes(_)),
            "{code}: {situation:#?}"
        );
    }
    assert!(!guidance.patient.is_empty() && !guidance.title.is_empty());
    // The patient's words ask for nothing that is closed.
    let asks_again = ["もう一度", "はじめから", "置いてください"];
    if asks_again
        .iter()
        .any(|words| guidance.patient.contains(words))
    {
        assert!(is(S::Retry).is_possible(), "{code}: {situation:#?}");
    }
    if guidance.patient.contains("進") {
        assert!(is(S::Continue).is_possible(), "{code}: {situation:#?}");
    }
    assert!(
        !guidance.staff.is_empty() || !guidance.notes.is_empty(),
        "{code}: {situation:#?}"
    );
}

fn has_note(guidance: &Guidance<'_>, note: Note) -> bool {
    guidance.notes.iter().any(|it| it.note == note)
}

/// Every code × mode × card state × date era, in four scenes at the counter.
#[test]
fn somebody_is_seen_and_no_step_contradicts_the_situation() {
    let scenes = [
        // A facility that has nothing, two that have all, and one that has said nothing.
        (
            Present::Patient,
            Visit::First,
            Facility::empty(),
            Facility::all(),
        ),
        (
            Present::Patient,
            Visit::Repeated,
            Facility::all() - Facility::DISASTER,
            Facility::empty(),
        ),
        (
            Present::Proxy,
            Visit::Unknown,
            Facility::all() - Facility::DISASTER,
            Facility::empty(),
        ),
        (
            Present::WithLegalRepresentative,
            Visit::Unknown,
            Facility::empty(),
            Facility::empty(),
        ),
    ];
    let codes = codes();
    std::thread::scope(|scope| {
        for half in codes.chunks(codes.len().div_ceil(2)) {
            scope.spawn(move || {
                for &code in half {
                    for (present, visit, has, lacks) in scenes {
                        every_state(code, present, visit, has, lacks);
                    }
                }
            });
        }
    });
}

fn every_state(code: FaultCode, present: Present, visit: Visit, has: Facility, lacks: Facility) {
    for day in DAYS {
        let mut s = Situation::on(date(day));
        s.present = present;
        s.visit = visit;
        s.facility = has;
        s.facility_lacks = lacks;
        for mode in MODES {
            s.mode = mode;
            for pin in PINS {
                s.pin = pin;
                for code_b in [Tries::Unknown, Tries::Blocked] {
                    s.code_b = code_b;
                    for certificate in CERTIFICATES {
                        s.certificate = certificate;
                        for face_only in [FaceOnly::Unknown, FaceOnly::Likely] {
                            s.face_only = face_only;
                            check(code, &s, &advise(code, &s));
                        }
                    }
                }
            }
            // The kind of chip, beside the plain states.
            s.pin = Tries::Left(3);
            s.code_b = Tries::Unknown;
            s.face_only = FaceOnly::Unknown;
            for token in [
                TokenKind::Card,
                TokenKind::Android,
                TokenKind::Iphone,
                TokenKind::JukiCard,
            ] {
                s.token = token;
                for certificate in CERTIFICATES {
                    s.certificate = certificate;
                    check(code, &s, &advise(code, &s));
                }
            }
            s.token = TokenKind::Unknown;
        }
    }
}

/// What was tried is never offered again, one step and any two steps at a time; and with
/// everything tried, the guidance says why there is none.
#[test]
fn what_was_tried_is_not_offered_again() {
    let mut s = Situation::on(date("2026-06-01"));
    s.facility = Facility::all();
    s.certificate = Cert::Valid;
    s.pin = Tries::Left(3);
    s.visit = Visit::Repeated;
    for code in codes() {
        for first in S::ALL {
            for second in S::ALL {
                s.tried = [*first, *second].into_iter().collect();
                check(code, &s, &advise(code, &s));
            }
        }
        s.tried = S::ALL.iter().copied().collect();
        let guidance = advise(code, &s);
        check(code, &s, &guidance);
        assert_eq!(guidance.seen_today, SeenToday::No);
    }
}

fn open_for(code: &str, change: impl FnOnce(&mut Situation)) -> BTreeSet<S> {
    let mut s = Situation::on(date("2026-06-01"));
    s.facility = Facility::all() - Facility::DISASTER;
    s.certificate = Cert::Valid;
    s.pin = Tries::Left(3);
    s.code_b = Tries::Left(10);
    s.visit = Visit::Repeated;
    change(&mut s);
    let guidance = advise(code.parse().unwrap(), &s);
    guidance.open_steps().map(|next| next.step).collect()
}

fn includes(open: &BTreeSet<S>, wanted: &[S]) {
    for step in wanted {
        assert!(open.contains(step), "{step} must be open: {open:?}");
    }
}

/// Which of the nearest ways remain, by error: `reception.md`, end of 2.6, and the corrections.
#[test]
fn the_ways_that_remain_are_open() {
    for (code, wanted) in [
        ("001", &[S::Retry, S::Pin, S::VisualMode][..]),
        ("002", &[S::Retry]),
        ("003", &[S::Retry, S::Face, S::VisualMode]),
        ("005", &[S::Pin, S::VisualMode, S::StaffCheckOnReader]),
        (
            "008",
            &[
                S::Retry,
                S::SecondReader,
                S::GeneralReader,
                S::MobileTerminal,
            ],
        ),
        ("009", &[S::Retry]),
        (
            "010",
            &[S::Retry, S::EligibilityCertificate, S::OralConfirmation],
        ),
        ("011", &[S::MobileTerminal, S::NoteFourItems, S::OutageMode]),
        ("012", &[S::MobileTerminal, S::NoteFourItems, S::OutageMode]),
        ("015", &[S::Retry, S::Pin, S::VisualMode]),
        (
            "016",
            &[
                S::EligibilityCertificate,
                S::EligibilityNotice,
                S::Declaration,
            ],
        ),
        (
            "017",
            &[
                S::EligibilityCertificate,
                S::EligibilityNotice,
                S::Declaration,
            ],
        ),
        ("101", &[S::Retry, S::Pin, S::VisualMode]),
        ("102", &[S::Retry, S::Pin, S::VisualMode]),
        ("103", &[S::Face, S::VisualMode, S::SecondReader]),
        ("901", &[S::MobileTerminal, S::NoteFourItems]),
        ("902", &[S::Pin]),
        ("903", &[S::Pin]),
        ("906", &[S::SecondReader, S::GeneralReader]),
        ("950", &[S::Continue]),
        ("L01", &[S::Pin, S::VisualMode, S::StaffCheckOnReader]),
    ] {
        includes(&open_for(code, |_| {}), wanted);
    }
    includes(
        &open_for("004", |s| s.pin = Tries::Blocked),
        &[S::Face, S::VisualMode, S::StaffCheckOnReader],
    );
    let grace = open_for("006", |s| s.certificate = Cert::Grace);
    includes(&grace, &[S::Continue]);
    let past = open_for("006", |s| s.certificate = Cert::PastGrace);
    includes(
        &past,
        &[
            S::PortalPdf,
            S::EligibilityNotice,
            S::EligibilityCertificate,
            S::OralConfirmation,
        ],
    );
    includes(
        &open_for("007", |_| {}),
        &[
            S::EligibilityNotice,
            S::EligibilityCertificate,
            S::Declaration,
        ],
    );
    includes(
        &open_for("103", |s| s.panel = Panel::Dead),
        &[S::SecondReader, S::GeneralReader, S::MobileTerminal],
    );
    // A dead end of the PIN-only mode: change of mode or staff check.
    includes(
        &open_for("L06", |s| {
            s.mode = Mode::PinOnly;
            s.face_only = FaceOnly::Likely;
        }),
        &[S::VisualMode, S::UnattendedMode],
    );
    // A proxy at a pharmacy: the prescription or 資格確認書.
    includes(
        &open_for("004", |s| s.present = Present::Proxy),
        &[S::Prescription, S::EligibilityCertificate],
    );
    // An old card: as of right, then provisionally, then no longer.
    for (day, open) in [
        ("2025-12-01", true),
        ("2026-07-31", true),
        ("2026-08-01", false),
    ] {
        let steps = open_for("007", |s| s.date = date(day));
        assert_eq!(steps.contains(&S::OldInsuranceCard), open, "{day}");
    }
}

/// Every step, reason, staff action, party, phrase, leaflet and note comes up somewhere.
#[test]
fn everything_that_can_be_said_is_said_somewhere() {
    let mut steps = BTreeSet::new();
    let mut whys = BTreeSet::new();
    let mut actions = BTreeSet::new();
    let mut parties = BTreeSet::new();
    let mut phrases = BTreeSet::new();
    let mut leaflets = BTreeSet::new();
    let mut notes = BTreeSet::new();
    let mut see = |guidance: Guidance<'_>| {
        for next in &guidance.next_steps {
            whys.insert(next.why);
            if next.is_possible() {
                steps.insert(next.step);
            }
        }
        actions.extend(guidance.staff.iter().map(|step| step.action));
        parties.extend(guidance.calls.iter().map(|call| call.party));
        phrases.extend(guidance.phrase.map(|(phrase, _)| phrase));
        leaflets.extend(guidance.leaflets.iter().copied());
        notes.extend(guidance.notes.iter().map(|note| note.note));
    };
    for code in codes() {
        for day in [&DAYS[..], &["2027-01-01"]].concat() {
            let base = {
                let mut s = Situation::on(date(day));
                s.facility = Facility::all() - Facility::OUTAGE_MODE_OPEN - Facility::DISASTER;
                s
            };
            let mut all = [base; 20];
            all[19].isolation = Isolation::OtherCardReads;
            all[16].facility = Facility::empty();
            all[16].facility_lacks = Facility::all();
            all[17].facility |= Facility::DISASTER;
            all[18].place = Place::PhoneReader;
            all[0].facility = Facility::empty();
            all[1].pin = Tries::Left(1);
            all[1].code_b = Tries::Left(1);
            all[2].face_only = FaceOnly::Likely;
            all[3].certificate = Cert::Grace;
            all[4].certificate = Cert::Notice;
            all[4].card_expiry = Some(date("2040-01-01"));
            all[5].mode = Mode::PinOnly;
            all[5].certificate = Cert::PastGrace;
            all[5].card_expiry = Some(date("2040-01-01"));
            all[6].mode = Mode::Visual;
            all[7].present = Present::Proxy;
            all[7].visit = Visit::Repeated;
            all[8].present = Present::WithLegalRepresentative;
            all[8].visit = Visit::First;
            all[8].certificate = Cert::Revoked;
            all[9].tried = S::ALL.iter().copied().collect();
            all[10].card_expiry = Some(date("2020-01-01"));
            all[10].certificate = Cert::PastGrace;
            all[11].token = TokenKind::JukiCard;
            all[12].token = TokenKind::Iphone;
            all[12].facility |= Facility::OUTAGE_MODE_OPEN;
            all[13].panel = Panel::Dead;
            all[13].isolation = Isolation::NoCardReads;
            all[14].pin = Tries::Blocked;
            all[14].code_b = Tries::Blocked;
            all[14].at_hand = AtHand::all();
            all[15].face_only = FaceOnly::Likely;
            all[15].present = Present::Proxy;
            for s in &all {
                see(advise(code, s));
            }
            for model in Book::built_in().models() {
                let mut s = base;
                s.reader_model = model.number.into();
                see(advise(code, &s));
            }
        }
    }
    fn missing<T: Copy + Ord + std::fmt::Display>(all: &[T], seen: &BTreeSet<T>) -> Vec<String> {
        all.iter()
            .filter(|it| !seen.contains(it))
            .map(ToString::to_string)
            .collect()
    }
    assert_eq!(missing(S::ALL, &steps), [""; 0]);
    assert_eq!(missing(Why::ALL, &whys), [""; 0]);
    // No source tells how the card goes into any model; with one of a maker's file: `models.rs`.
    actions.insert(StaffAction::PlaceByModel);
    assert_eq!(missing(StaffAction::ALL, &actions), [""; 0]);
    assert_eq!(missing(Party::ALL, &parties), [""; 0]);
    assert_eq!(missing(Phrase::ALL, &phrases), [""; 0]);
    assert_eq!(missing(LeafletId::ALL, &leaflets), [""; 0]);
    assert_eq!(missing(Note::ALL, &notes), [""; 0]);
}

/// The two ends are mixed up daily: which of them came is always said.
#[test]
fn which_of_card_and_certificate_ended_is_said() {
    let ended = [
        Note::CertificateEndedFirst,
        Note::CardEnded,
        Note::CertificateEnded,
    ];
    let said = |certificate, card: Option<&str>| {
        let mut s = Situation::on(date("2026-11-22"));
        s.certificate = certificate;
        s.card_expiry = card.map(date);
        advise(FaultCode::CERTIFICATE_ENDED, &s)
            .notes
            .iter()
            .map(|note| note.note)
            .filter(|note| ended.contains(note))
            .collect::<Vec<_>>()
    };
    for state in [Cert::Grace, Cert::PastGrace] {
        assert_eq!(
            said(state, Some("2026-11-22")),
            [Note::CertificateEndedFirst]
        );
        assert_eq!(said(state, Some("2026-11-21")), [Note::CardEnded]);
        assert_eq!(said(state, None), [Note::CertificateEnded]);
    }
    for state in [Cert::Valid, Cert::Notice, Cert::Revoked, Cert::Unknown] {
        assert_eq!(said(state, Some("2026-11-22")), []);
        assert_eq!(said(state, None), []);
    }
}

#[test]
fn the_words_follow_the_situation() {
    let mut s = Situation::on(date("2026-06-01"));
    s.language = Language::EN;
    let words = |code: FaultCode, s: &Situation| advise(code, s).patient.to_owned();
    s.pin = Tries::Left(2);
    assert!(words(FaultCode::PIN_WRONG, &s).contains("once more"));
    for few in [Tries::Left(1), Tries::Unknown, Tries::Blocked] {
        s.pin = few;
        assert!(words(FaultCode::PIN_WRONG, &s).contains("another way"));
    }
    s.certificate = Cert::Grace;
    assert!(words(FaultCode::CERTIFICATE_ENDED, &s).contains("goes on"));
    s.date = date("2024-12-01");
    assert!(!words(FaultCode::CERTIFICATE_ENDED, &s).contains("goes on"));
    s.face_only = FaceOnly::Likely;
    let guidance = advise(FaultCode::PIN_BLOCKED, &s);
    assert!(guidance.patient.contains("needs no number"));
    assert_eq!(guidance.leaflets, [LeafletId::FaceOnlyCard]);
    assert_eq!(guidance.phrase, None);
    assert!(guidance.calls.is_empty());
}

#[test]
fn the_mode_is_settled_before_the_check_in_starts_over() {
    let guidance = advise(FaultCode::MODE_CHANGED, &Situation::on(date("2026-11-22")));
    let place = |wanted| {
        guidance
            .staff
            .iter()
            .position(|step| step.action == wanted)
            .unwrap()
    };
    assert!(place(StaffAction::FinishModeChange) < place(StaffAction::StartOver));
}

#[test]
fn a_region_finds_its_language() {
    let mut s = Situation::on(date("2026-06-01"));
    s.language = "en-US".parse().unwrap();
    let guidance = advise(FaultCode::NETWORK, &s);
    assert_eq!(guidance.title, "Network error");
    assert!(guidance.patient.starts_with("The connection"));
}

#[test]
fn staff_see_codes_and_official_title_in_every_language() {
    let mut s = Situation::on(date("2026-06-01"));
    s.terminal_code = Some(FaultCode::NETWORK);
    for language in [Language::JA, Language::EN] {
        s.language = language;
        let guidance = advise(FaultCode::CENTRE_OUTAGE, &s);
        let line = guidance.codes_line();
        for part in ["901", "011", "オンライン資格確認等システムの障害発生"] {
            assert!(line.contains(part), "{line}");
        }
    }
    let makers = advise(FaultCode::vendor(Maker::ALMEX, 0x8100_0001), &s);
    assert_eq!(makers.maker, Some("ALMEX"));
    assert!(makers.codes_line().contains("0x81000001"));
}

#[test]
fn the_isolation_test_decides_whose_fault_it_is() {
    use mynareader_reception::fault::DeviceFault;
    let mut s = Situation::on(date("2026-06-01"));
    let fault = |s: &Situation| advise(FaultCode::CARD_NOT_RECOGNISED, s);
    assert_eq!(fault(&s).device_fault, Some(DeviceFault::Maybe));
    s.isolation = Isolation::OtherCardReads;
    assert_eq!(fault(&s).device_fault, Some(DeviceFault::No));
    s.isolation = Isolation::NoCardReads;
    s.facility = Facility::SECOND_READER;
    let guidance = fault(&s);
    assert_eq!(guidance.device_fault, Some(DeviceFault::Yes));
    let open: Vec<_> = guidance.open_steps().map(|next| next.step).collect();
    assert!(
        open.contains(&S::SecondReader) && !open.contains(&S::Face),
        "{open:?}"
    );
    // A sound reader leaves nothing for another of its kind to do better.
    s.isolation = Isolation::OtherCardReads;
    for code in [1, 15, 101].map(FaultCode::national) {
        let guidance = advise(code, &s);
        let open: Vec<_> = guidance.open_steps().map(|next| next.step).collect();
        assert!(!open.contains(&S::SecondReader), "{code} {open:?}");
        assert!(open.contains(&S::Pin), "{code} {open:?}");
    }
}

/// Rules go on after the day up to which they are known, and the staff are told.
#[test]
fn later_days_are_answered_with_a_note() {
    let known = mynareader_reception::guidance::Book::built_in().known_up_to();
    for (day, noted) in [(known, false), (date("2031-01-01"), true)] {
        let guidance = advise(FaultCode::NETWORK, &Situation::on(day));
        assert_eq!(has_note(&guidance, Note::BeyondKnown), noted);
        assert!(matches!(guidance.seen_today, SeenToday::Yes(_)));
    }
}

/// Whoever stands at the counter is helped before a cable is looked at; what can wait comes last.
#[test]
fn the_patient_comes_first_in_every_code() {
    for code in codes() {
        for facility in [Facility::empty(), Facility::all() - Facility::DISASTER] {
            let mut s = Situation::on(date("2026-11-27"));
            s.facility = facility;
            let guidance = advise(code, &s);
            let parts: Vec<_> = guidance.staff.iter().map(|step| step.part).collect();
            assert!(parts.is_sorted(), "{code}: {parts:?}");
            assert_eq!(parts.first(), Some(&StaffPart::ThisPatient), "{code}");
        }
    }
}

/// The line about the device says only what a try with another card can tell.
#[test]
fn the_reader_is_called_sound_only_where_another_card_can_tell() {
    let mut s = Situation::on(date("2026-11-27"));
    s.isolation = Isolation::OtherCardReads;
    let told: Vec<_> = codes()
        .into_iter()
        .filter(|code| advise(*code, &s).device_fault.is_some())
        .map(|code| code.to_string())
        .collect();
    assert_eq!(
        told,
        ["001", "002", "015", "101", "3:0x81000001", "018"],
        "not for cables, lines, lenses, terminals and settings"
    );
}

#[test]
fn what_the_facility_has_not_said_is_not_known() {
    let mut s = Situation::on(date("2026-11-27"));
    s.certificate = Cert::Valid;
    let why = |s: &Situation, step| {
        let guidance = advise(FaultCode::CARD_FACE_UNREADABLE, s);
        let next = guidance.next_steps.iter().find(|next| next.step == step);
        next.map(|next| (next.standing, next.why)).unwrap()
    };
    for (step, flag, condition, closed) in [
        (
            S::VisualMode,
            Facility::ADMINISTRATOR,
            Why::IfAdministrator,
            Why::NoAdministrator,
        ),
        (
            S::SecondReader,
            Facility::SECOND_READER,
            Why::IfHere,
            Why::NotHere,
        ),
        (
            S::StaffCheckOnReader,
            Facility::STAFF_CHECK_ON_READER,
            Why::IfHere,
            Why::NotHere,
        ),
        (
            S::Prescription,
            Facility::PHARMACY,
            Why::IfPharmacy,
            Why::NotAPharmacy,
        ),
    ] {
        assert_eq!(why(&s, step), (Standing::Conditional, condition), "{step}");
        s.facility_lacks = flag;
        assert_eq!(why(&s, step), (Standing::NotPossible, closed), "{step}");
        // What it has counts, should it say both.
        s.facility = flag;
        assert_ne!(why(&s, step).0, Standing::NotPossible, "{step}");
        s.facility = Facility::empty();
        s.facility_lacks = Facility::empty();
    }
}

/// The rules of one day and of the next: X
#[test]
fn the_notes_follow_the_day() {
    let notes = |day: &str, certificate| {
        let mut s = Situation::on(date(day));
        s.certificate = certificate;
        s.age_of_rules_told = true;
        let code = match certificate {
            Cert::PastGrace => FaultCode::CERTIFICATE_ENDED,
            _ => FaultCode::NETWORK,
        };
        let guidance = advise(code, &s);
        guidance
            .notes
            .iter()
            .map(|note| note.note)
            .collect::<Vec<_>>()
    };
    use Note::{ElderlyHaveCertificate, OlderMayHaveCertificate, RegistrationEndsAfterGrace};
    for (day, before, after) in [
        ("2024-12-01", false, false),
        ("2024-12-02", true, false),
        ("2026-07-31", true, false),
        ("2026-08-01", false, true),
        ("2026-11-27", false, true),
    ] {
        let notes = notes(day, Cert::Valid);
        assert_eq!(notes.contains(&ElderlyHaveCertificate), before, "{day}");
        assert_eq!(notes.contains(&OlderMayHaveCertificate), after, "{day}");
        assert!(!notes.contains(&RegistrationEndsAfterGrace), "{day}");
    }
    assert!(notes("2026-11-27", Cert::PastGrace).contains(&RegistrationEndsAfterGrace));
}

#[test]
fn the_age_of_the_rules_is_told_once_and_not_with_what_just_goes_on() {
    let known = mynareader_reception::guidance::Book::built_in().known_up_to();
    let mut s = Situation::on(known);
    let told = |s: &Situation| has_note(&advise(FaultCode::NETWORK, s), Note::BeyondKnown);
    assert!(!told(&s));
    s.date = known.add_days(1).unwrap();
    assert!(told(&s));
    s.age_of_rules_told = true;
    assert!(!told(&s));
    // The e-prescription service is down, and the check-in goes on.
    assert_eq!(advise(FaultCode::PRESCRIPTION_OUTAGE, &s).notes, []);
}

/// After a disaster the facility opens a way without card and paper, for its area and period.
#[test]
fn a_disaster_is_a_step_of_its_own_that_the_facility_opens() {
    let mut s = Situation::on(date("2026-11-27"));
    let first = |s: &Situation| {
        let guidance = advise(FaultCode::NETWORK, s);
        let open = guidance
            .open_steps()
            .any(|next| next.step == S::DisasterRule);
        (open, guidance.staff[0].action, guidance.papers)
    };
    let (open, _, papers) = first(&s);
    assert!(!open);
    assert_eq!(
        papers,
        [
            Paper::FourItems,
            Paper::Declaration,
            Paper::OutageMode,
            Paper::AfterRecovery
        ]
    );
    s.facility = Facility::DISASTER;
    let (open, action, papers) = first(&s);
    assert!(open);
    assert_eq!(action, StaffAction::UseDisasterRule);
    assert!(!papers.contains(&Paper::Declaration));
}

/// Each outage points to its papers; the outage mode needs a terminal that works.
#[test]
fn the_codes_that_need_papers_point_to_them() {
    let s = Situation::on(date("2026-11-27"));
    for (code, mode) in [
        ("011", true),
        ("012", true),
        ("013", false),
        ("014", false),
        ("901", true),
        ("902", true),
        ("903", true),
        ("904", false),
        ("905", false),
    ] {
        let guidance = advise(code.parse().unwrap(), &s);
        let has = |paper| guidance.papers.contains(&paper);
        assert!(has(Paper::FourItems) && has(Paper::Declaration), "{code}");
        assert_eq!(has(Paper::OutageMode), mode, "{code}");
        let asks = |action| guidance.staff.iter().any(|step| step.action == action);
        assert_eq!(asks(StaffAction::AskForOutageMode), mode, "{code}");
    }
    assert_eq!(advise(FaultCode::PRESCRIPTION_OUTAGE, &s).papers, []);
}

/// 016: whether an oral word is enough was not read in the notice. 017: no record contradicts it.
#[test]
fn an_oral_confirmation_stands_by_what_the_record_says() {
    let why = |code, visit| {
        let mut s = Situation::on(date("2026-11-27"));
        s.visit = visit;
        let guidance = advise(code, &s);
        let steps = &guidance.next_steps;
        let oral = steps.iter().find(|next| next.step == S::OralConfirmation);
        oral.unwrap().why
    };
    let [none, absent] = [FaultCode::NO_ELIGIBILITY, FaultCode::INSURER_NOT_REGISTERED];
    assert_eq!(why(none, Visit::Repeated), Why::IfNoticeAllows);
    assert_eq!(why(none, Visit::First), Why::FirstVisit);
    assert_eq!(why(absent, Visit::Repeated), Why::Open);
}

/// What an upset patient is told is true of the code: it names the machine only where the machine is at
/// fault, and clears the card only where the card is not.
#[test]
fn an_upset_patient_is_told_what_is_true_of_the_code() {
    let answers = |code| {
        let guidance = advise(code, &Situation::on(date("2026-11-27")));
        assert_eq!(guidance.upset.len(), Upset::ALL.len());
        for it in &guidance.upset {
            assert!(
                it.complaint.starts_with('「') && it.answer.starts_with('「'),
                "{code}"
            );
        }
        guidance
            .upset
            .iter()
            .map(|it| it.answer)
            .collect::<Vec<_>>()
            .concat()
    };
    for code in codes() {
        let said = answers(code);
        let (category, person) = known(code).map_or((Category::Reader, false), |known| {
            (known.category, known.category == Category::Person)
        });
        let prescription = category == Category::Prescription;
        assert_eq!(
            said.contains("電子の処方箋"),
            prescription,
            "{code}: {said}"
        );
        let ours = matches!(
            category,
            Category::Reader | Category::Terminal | Category::TerminalCertificate | Category::Mode
        );
        assert_eq!(said.contains("おっしゃるとおり"), ours, "{code}: {said}");
        let outside = matches!(
            category,
            Category::Network | Category::Registration | Category::Centre
        );
        assert_eq!(said.contains("外のシステム"), outside, "{code}: {said}");
        // Nobody can know at the counter that this card is sound.
        let of_the_card = matches!(category, Category::Card | Category::Certificate);
        assert!(
            !(of_the_card && said.contains("カードは悪くありません")),
            "{code}: {said}"
        );
        assert!(!(person && said.contains("読み取")), "{code}: {said}");
    }
    // Each trouble has words of its own.
    let all: BTreeSet<_> = codes().into_iter().map(answers).collect();
    // All but that of a card without a PIN, which hangs on the situation.
    assert_eq!(all.len(), Trouble::ALL.len() - 1);
    let mut situation = Situation::on(date("2026-11-27"));
    let first = |code, situation: &Situation| advise(code, situation).upset[0].answer;
    situation.face_only = FaceOnly::Likely;
    assert!(first(FaultCode::PIN_BLOCKED, &situation).contains("番号のいらないカード"));
    // A reader that reads no card at all is to blame, and the card is not.
    situation = Situation::on(date("2026-11-27"));
    situation.isolation = Isolation::NoCardReads;
    assert!(first(FaultCode::CARD_NOT_RECOGNISED, &situation).contains("こちらの機械の都合"));
}

/// Ways of which one is taken do not read as steps that follow each other.
#[test]
fn the_steps_of_one_way_stand_together_and_belong_to_a_way_that_is_open() {
    let mut with_ways = 0;
    for code in codes() {
        let mut situation = Situation::on(date("2026-11-27"));
        situation.facility = Facility::all() - Facility::DISASTER;
        let guidance = advise(code, &situation);
        let ways: Vec<_> = guidance
            .staff_by_way()
            .filter_map(|steps| steps.first()?.way)
            .collect();
        let once: BTreeSet<_> = ways.iter().collect();
        assert_eq!(
            once.len(),
            ways.len(),
            "{code}: a way is told in two pieces"
        );
        for step in &guidance.staff {
            assert_eq!(step.way.is_some(), guidance.way(step).is_some());
            assert!(
                guidance.way(step).is_none_or(|way| way.is_possible()),
                "{code}"
            );
        }
        with_ways += usize::from(ways.len() == 2);
    }
    assert!(with_ways > 5, "{with_ways} codes have two ways");
}

#[test]
fn who_has_no_card_along_is_checked_in_by_what_is_there() {
    let mut situation = Situation::on(date("2026-11-27"));
    situation.at_hand = AtHand::OLD_INSURANCE_CARD;
    let guidance = advise(FaultCode::NO_CARD, &situation);
    assert_eq!(guidance.seen_today, SeenToday::Yes(S::Declaration));
    assert!(has_note(&guidance, Note::OldCardEnded));
    assert!(has_note(&guidance, Note::NeitherCardNorPaper));
    assert_eq!(guidance.leaflets, [LeafletId::WithoutCertificate]);
    assert_eq!(guidance.papers, [Paper::Declaration]);
    // While the old card was taken it needs no note.
    situation.date = date("2026-07-31");
    assert!(!has_note(
        &advise(FaultCode::NO_CARD, &situation),
        Note::OldCardEnded
    ));
}

/// A line or a reader that is down says nothing of the patient's papers.
#[test]
fn the_leaflet_for_who_has_no_certificate_comes_with_what_the_patient_lacks() {
    for code in codes() {
        let mut situation = Situation::on(date("2026-11-27"));
        situation.certificate = Cert::PastGrace;
        let guidance = advise(code, &situation);
        let handed = guidance.leaflets.contains(&LeafletId::WithoutCertificate);
        let of_the_patient = ["002", "006", "007", "010", "016", "017", "L09", "L10"];
        assert_eq!(
            handed,
            of_the_patient.contains(&code.to_string().as_str()),
            "{code}"
        );
        assert_eq!(
            handed,
            has_note(&guidance, Note::NeitherCardNorPaper),
            "{code}"
        );
    }
}

#[test]
fn what_the_staff_have_found_out_or_opened_is_not_asked_for_again() {
    let mut situation = Situation::on(date("2026-11-27"));
    let has =
        |guidance: &Guidance<'_>, action| guidance.staff.iter().any(|step| step.action == action);
    for (isolation, told, not_told) in [
        (
            Isolation::OtherCardReads,
            StaffAction::ReaderWasSound,
            StaffAction::ReaderWasAtFault,
        ),
        (
            Isolation::NoCardReads,
            StaffAction::ReaderWasAtFault,
            StaffAction::ReaderWasSound,
        ),
    ] {
        situation.isolation = isolation;
        let guidance = advise(FaultCode::CARD_NOT_RECOGNISED, &situation);
        assert!(has(&guidance, told) && !has(&guidance, not_told));
        for asked in [
            StaffAction::TryKnownGoodCard,
            StaffAction::ReaderIsSound,
            StaffAction::ReaderIsAtFault,
        ] {
            assert!(!has(&guidance, asked), "{asked}");
        }
    }
    situation.facility = Facility::OUTAGE_MODE_OPEN;
    let guidance = advise(FaultCode::CENTRE_OUTAGE, &situation);
    assert!(has(&guidance, StaffAction::UseOutageMode));
    assert!(!has(&guidance, StaffAction::AskForOutageMode));
}

/// The first words on the telephone read well where no code of the terminal is known.
#[test]
fn nobody_reads_a_dash_on_the_telephone() {
    for code in codes() {
        for isolation in Isolation::ALL {
            for terminal in [None, Some(FaultCode::NETWORK)] {
                let mut situation = Situation::on(date("2026-11-27"));
                situation.isolation = *isolation;
                situation.terminal_code = terminal;
                if let Some(opening) = advise(code, &situation).opening {
                    assert!(!opening.contains('—'), "{opening}");
                    assert_eq!(
                        opening.contains("資格確認端末"),
                        terminal.is_some(),
                        "{opening}"
                    );
                }
            }
        }
    }
}

/// Another card was read: the reader's maker cannot help, and the municipality looks at the card.
#[test]
fn a_card_that_alone_is_not_read_leads_to_the_municipality() {
    for code in [
        FaultCode::CARD_NOT_RECOGNISED,
        FaultCode::PHOTO_UNREADABLE,
        FaultCode::CARD_FACE_UNREADABLE,
    ] {
        let mut situation = Situation::on(date("2026-11-27"));
        let called = |situation: &Situation| -> Vec<Party> {
            advise(code, situation)
                .calls
                .iter()
                .map(|call| call.party)
                .collect()
        };
        assert_eq!(called(&situation), [Party::ReaderMaker]);
        situation.isolation = Isolation::OtherCardReads;
        assert_eq!(called(&situation), [Party::Municipality]);
        assert_eq!(advise(code, &situation).opening, None);
    }
}

/// A paper of the insurance before the change of job is no proof of the one that holds now.
#[test]
fn a_paper_at_016_serves_only_if_it_is_of_the_new_insurance() {
    let mut situation = Situation::on(date("2026-11-27"));
    situation.at_hand = AtHand::ELIGIBILITY_CERTIFICATE | AtHand::ELIGIBILITY_NOTICE;
    let guidance = advise(FaultCode::NO_ELIGIBILITY, &situation);
    for step in [S::EligibilityCertificate, S::EligibilityNotice] {
        let next = guidance.next_steps.iter().find(|next| next.step == step);
        assert_eq!(next.unwrap().why, Why::IfOfNewInsurance);
    }
    assert!(guidance.papers.contains(&Paper::Declaration));
    // Elsewhere it serves by itself, and nothing is to be declared.
    let guidance = advise(FaultCode::CARD_APPLICATION_BROKEN, &situation);
    assert_eq!(guidance.seen_today, SeenToday::Yes(S::EligibilityNotice));
    assert_eq!(guidance.papers, []);
}

/// An outage mode that was opened serves where the terminal gets through, and wants no record of its
/// beginning any more.
#[test]
fn an_open_outage_mode_is_used_where_the_line_is_up() {
    let mut situation = Situation::on(date("2026-11-27"));
    situation.facility = Facility::OUTAGE_MODE_OPEN;
    for (code, reached) in [
        (FaultCode::CENTRE_OUTAGE, true),
        (FaultCode::NETWORK, false),
    ] {
        let guidance = advise(code, &situation);
        let uses = guidance
            .staff
            .iter()
            .any(|step| step.action == StaffAction::UseOutageMode);
        assert_eq!(uses, reached, "{code}");
        assert!(!guidance.papers.contains(&Paper::OutageMode), "{code}");
    }
}

#[test]
fn a_phone_has_no_grace_and_who_may_try_again_has_forgotten_nothing() {
    let mut situation = Situation::on(date("2026-11-27"));
    situation.certificate = Cert::Grace;
    situation.token = TokenKind::Iphone;
    let guidance = advise(FaultCode::CERTIFICATE_ENDED, &situation);
    assert!(!open_step(&guidance, S::Continue) && !open_step(&guidance, S::Smartphone));
    let mut situation = Situation::on(date("2026-11-27"));
    situation.pin = Tries::Left(2);
    let guidance = advise(FaultCode::PIN_WRONG, &situation);
    assert!(guidance.calls.is_empty() && guidance.phrase.is_none());
    assert!(!guidance.leaflets.contains(&LeafletId::PinReset));
    situation.pin = Tries::Left(1);
    let guidance = advise(FaultCode::PIN_WRONG, &situation);
    assert!(guidance.phrase.is_some() && guidance.leaflets.contains(&LeafletId::PinReset));
}

/// Whoever helps is told how, whatever the code.
#[test]
fn a_helper_is_told_how_to_help() {
    for code in codes() {
        let mut situation = Situation::on(date("2026-11-27"));
        situation.present = Present::WithHelper;
        let guidance = advise(code, &situation);
        let helps = guidance
            .staff
            .iter()
            .filter(|step| step.action == StaffAction::OfferHelp);
        assert_eq!(helps.count(), 1, "{code}");
    }
}

fn open_step(guidance: &Guidance<'_>, step: S) -> bool {
    guidance.open_steps().any(|next| next.step == step)
}
