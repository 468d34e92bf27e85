//! The table of diagnosis against expectations written from the documents, not from the table.

use mynareader_facts::{CertificateState, Key, TokenKind, Tries};
use mynareader_reception::fault::{
    CATCH_ALLS, CameraTrouble, Cause, CauseKind, CentreTrouble, FaultCode, FolderTrouble, Happened,
    KNOWN, LinkFailure, Maker, NetworkTrouble, PanelTrouble, PersonTrouble, RULE_COUNT,
    ReaderTrouble, RecordStructure, RecordTrouble, ScanTrouble, Step, Symptom, TerminalTrouble,
    diagnose, rule_lines,
};

fn code(symptom: Symptom) -> String {
    diagnose(&symptom).code.to_string()
}

fn at(step: Step, happened: Happened) -> Symptom {
    Symptom::new(step, happened)
}

const PIN: Key = Key::AuthenticationPin;

#[test]
fn the_key_decides_between_004_and_005() {
    for word in [0x6984, 0x6983, 0x63C0] {
        let happened = Happened::StatusWord(word);
        assert_eq!(code(at(Step::VerifyPin, happened).with_key(PIN)), "004");
        for key in [Key::CodeB, Key::TextCodeB] {
            assert_eq!(code(at(Step::VerifyCodeB, happened).with_key(key)), "005");
        }
    }
}

#[test]
fn the_step_decides_what_a_missing_file_means() {
    let missing = Happened::StatusWord(0x6A82);
    assert_eq!(code(at(Step::Identify, missing)), "002");
    assert_eq!(code(at(Step::ReadCertificate, missing)), "007");
    assert_eq!(code(at(Step::VerifyPin, missing).with_key(PIN)), "007");
    assert_eq!(code(at(Step::OpenSurface, missing)), "L05");
    let card = at(Step::OpenSurface, missing).with_token(TokenKind::Card);
    assert_eq!(code(card), "007");
    assert_eq!(code(at(Step::ReadPhoto, missing)), "015");
}

#[test]
fn wrong_values_are_003_for_the_pin_and_a_misread_face_for_code_b() {
    for word in [0x63C1, 0x63C2] {
        let happened = Happened::StatusWord(word);
        assert_eq!(code(at(Step::VerifyPin, happened).with_key(PIN)), "003");
        assert_eq!(
            code(at(Step::VerifyCodeB, happened).with_key(Key::CodeB)),
            "101"
        );
    }
    // Of ten tries nine are left; of three that is not the card's word, as 6300 is of none. Nobody
    // is told that the PIN was wrong, and the face leads to another method.
    let at_the_pin = |word| code(at(Step::VerifyPin, Happened::StatusWord(word)).with_key(PIN));
    let at_the_code =
        |word| code(at(Step::VerifyCodeB, Happened::StatusWord(word)).with_key(Key::CodeB));
    for word in [0x63C4, 0x63C9, 0x63CF, 0x6300] {
        assert_eq!(at_the_pin(word), "001", "{word:04X}");
    }
    for word in [0x63C9, 0x63CB, 0x63CF, 0x6300] {
        assert_eq!(at_the_code(word), "101", "{word:04X}");
    }
    let left = |n| Happened::Tries(Tries::Left(n));
    assert_eq!(code(at(Step::VerifyPin, left(2)).with_key(PIN)), "003");
    let blocked = Happened::Tries(Tries::Blocked);
    assert_eq!(code(at(Step::ChooseMethod, blocked).with_key(PIN)), "004");
    assert_eq!(
        code(at(Step::ChooseMethod, blocked).with_key(Key::CodeB)),
        "005"
    );
}

/// One symptom for every row of the table of codes: each is reachable.
#[test]
fn every_known_code_is_reachable_by_a_symptom() {
    let rows = [
        (
            at(
                Step::Detect,
                Happened::Link {
                    failure: LinkFailure::Mute,
                    code: None,
                },
            ),
            "001",
        ),
        (
            at(Step::Identify, Happened::Token(TokenKind::JukiCard)),
            "002",
        ),
        (
            at(Step::VerifyPin, Happened::StatusWord(0x63C2)).with_key(PIN),
            "003",
        ),
        (
            at(Step::VerifyPin, Happened::StatusWord(0x6984)).with_key(PIN),
            "004",
        ),
        (
            at(Step::VerifyCodeB, Happened::StatusWord(0x6984)).with_key(Key::CodeB),
            "005",
        ),
        (
            at(
                Step::CheckCertificate,
                Happened::Certificate(CertificateState::Revoked),
            ),
            "006",
        ),
        (
            at(
                Step::ReadCertificate,
                Happened::Record {
                    structure: RecordStructure::Certificate,
                    trouble: RecordTrouble::Truncated,
                    offset: 4,
                },
            ),
            "007",
        ),
        (
            at(Step::Idle, Happened::Reader(ReaderTrouble::Disconnected)),
            "008",
        ),
        (
            at(
                Step::CaptureFace,
                Happened::Terminal(TerminalTrouble::ModeChanged),
            ),
            "009",
        ),
        (
            at(
                Step::Register,
                Happened::Centre(CentreTrouble::RegistrationFailed),
            ),
            "010",
        ),
        (
            at(
                Step::QueryEligibility,
                Happened::Network(NetworkTrouble::NoLink),
            ),
            "011",
        ),
        (
            at(
                Step::QueryEligibility,
                Happened::Terminal(TerminalTrouble::Certificate),
            ),
            "012",
        ),
        (
            at(Step::Deliver, Happened::Folder(FolderTrouble::NotWritable)),
            "013",
        ),
        (
            at(Step::Idle, Happened::Terminal(TerminalTrouble::Hardware)),
            "014",
        ),
        (
            at(
                Step::ReadPhoto,
                Happened::Record {
                    structure: RecordStructure::FaceRecord,
                    trouble: RecordTrouble::Signature,
                    offset: 0,
                },
            ),
            "015",
        ),
        (
            at(
                Step::QueryEligibility,
                Happened::Centre(CentreTrouble::NoEligibility),
            ),
            "016",
        ),
        (
            at(
                Step::Register,
                Happened::Centre(CentreTrouble::InsurerNotRegistered),
            ),
            "017",
        ),
        (
            at(Step::ScanCardFace, Happened::Scan(ScanTrouble::Unreadable)),
            "101",
        ),
        (
            at(
                Step::CaptureFace,
                Happened::Camera(CameraTrouble::PoorPicture),
            ),
            "102",
        ),
        (
            at(Step::EnterPin, Happened::Panel(PanelTrouble::KeypadDead)),
            "103",
        ),
        (
            at(
                Step::QueryEligibility,
                Happened::Centre(CentreTrouble::Outage),
            ),
            "901",
        ),
        (
            at(
                Step::AuthenticateWithoutPin,
                Happened::Centre(CentreTrouble::InstitutionAuthentication),
            ),
            "902",
        ),
        (
            at(
                Step::AuthenticateWithoutPin,
                Happened::Centre(CentreTrouble::InstitutionCertificate),
            ),
            "903",
        ),
        (
            at(Step::Idle, Happened::Terminal(TerminalTrouble::Application)),
            "904",
        ),
        (
            at(Step::Idle, Happened::Terminal(TerminalTrouble::Setup)),
            "905",
        ),
        (
            at(Step::Idle, Happened::Reader(ReaderTrouble::Setup)),
            "906",
        ),
        (
            at(
                Step::Prescription,
                Happened::Centre(CentreTrouble::PrescriptionOutage),
            ),
            "950",
        ),
        (
            at(Step::MatchFace, Happened::Camera(CameraTrouble::NoMatch)),
            "L01",
        ),
        (
            at(Step::Consent, Happened::Person(PersonTrouble::RemovedCard)),
            "L02",
        ),
        (
            at(Step::EnterPin, Happened::Person(PersonTrouble::TimedOut)),
            "L03",
        ),
        (
            at(Step::Consent, Happened::Person(PersonTrouble::Cancelled)),
            "L04",
        ),
        (
            at(Step::OpenSurface, Happened::Token(TokenKind::Iphone)),
            "L05",
        ),
        (
            at(
                Step::ChooseMethod,
                Happened::Person(PersonTrouble::NoMethod),
            ),
            "L06",
        ),
        (
            at(Step::Remove, Happened::Person(PersonTrouble::LeftCard)),
            "L07",
        ),
        (
            at(
                Step::ReadPhoto,
                Happened::Record {
                    structure: RecordStructure::FaceRecord,
                    trouble: RecordTrouble::Differs,
                    offset: 0,
                },
            ),
            "L08",
        ),
        (
            at(Step::Register, Happened::Person(PersonTrouble::NotThisWay)),
            "L09",
        ),
        (
            at(Step::Idle, Happened::Person(PersonTrouble::NoCard)),
            "L10",
        ),
    ];
    for (symptom, expected) in rows {
        let diagnosis = diagnose(&symptom);
        assert_eq!(diagnosis.code.to_string(), expected, "{symptom:?}");
        assert!(!diagnosis.catch_all, "{symptom:?}");
    }
    let reached: Vec<_> = rows.iter().map(|(_, code)| (*code).to_owned()).collect();
    let known: Vec<_> = KNOWN.iter().map(|row| row.code.to_string()).collect();
    assert_eq!(reached, known);
}

#[test]
fn a_given_code_outranks_every_guess() {
    for given in [
        FaultCode::NO_ELIGIBILITY,
        FaultCode::national(18),
        FaultCode::vendor(Maker::ALMEX, 0x8100_0001),
    ] {
        let symptom = at(Step::VerifyPin, Happened::Code(given)).with_key(PIN);
        assert_eq!(diagnose(&symptom).code, given);
    }
}

#[test]
fn the_diagnosis_keeps_its_cause_as_numbers() {
    let record = diagnose(&at(
        Step::ReadPhoto,
        Happened::Record {
            structure: RecordStructure::FaceRecord,
            trouble: RecordTrouble::Malformed,
            offset: 1234,
        },
    ));
    assert_eq!(
        record.origin.cause,
        Cause {
            kind: CauseKind::Record,
            detail: 3 * 256 + 2,
            extra: Some(1234),
        }
    );
    let link = diagnose(&at(
        Step::Detect,
        Happened::Link {
            failure: LinkFailure::Broken,
            code: Some(0x8010_002F),
        },
    ));
    assert_eq!(link.origin.cause.detail, 6);
    assert_eq!(link.origin.cause.extra, Some(0x8010_002F));
    assert_eq!(
        diagnose(&at(Step::Detect, Happened::Pcsc(0x8010_0069)))
            .origin
            .cause
            .detail,
        0x8010_0069
    );
}

/// A healthy answer never becomes a fault, and a certificate in its notice period is healthy.
#[test]
fn nothing_wrong_is_no_fault() {
    for step in Step::ALL {
        assert_eq!(
            diagnose(&at(*step, Happened::StatusWord(0x9000))).code,
            FaultCode::NONE
        );
    }
    for state in [CertificateState::Valid, CertificateState::Notice] {
        let symptom = at(Step::CheckCertificate, Happened::Certificate(state));
        assert_eq!(diagnose(&symptom).code, FaultCode::NONE);
    }
}

const KEYS: [Option<Key>; 8] = [
    None,
    Some(Key::AuthenticationPin),
    Some(Key::SignaturePassword),
    Some(Key::TextPin),
    Some(Key::CodeB),
    Some(Key::TextCodeB),
    Some(Key::BirthDate),
    Some(Key::CodeA),
];

/// Every status word at every step with every key: no panic, a known code, and no blocked key
/// taken for anything but 004, 005 or a key that no check-in asks for.
#[test]
fn every_status_word_has_a_code_at_every_step() {
    for &step in Step::ALL {
        for key in KEYS {
            for word in (0x6000..=0x6FFF).chain((0..=u16::MAX).step_by(251)) {
                let mut symptom = at(step, Happened::StatusWord(word));
                symptom.key = key;
                let diagnosis = diagnose(&symptom);
                assert_ne!(diagnosis.origin.rule, u16::MAX);
                assert!(
                    diagnosis.code == FaultCode::NONE
                        || KNOWN.iter().any(|known| known.code == diagnosis.code)
                );
                if diagnosis.code == FaultCode::PIN_BLOCKED {
                    assert_eq!(key, Some(PIN), "{symptom:?}");
                }
                if diagnosis.code == FaultCode::NONE {
                    assert_eq!(word, 0x9000);
                }
            }
        }
    }
}

/// The catch-alls, counted and listed: a new one, or one that went, is a decision.
#[test]
fn the_catch_alls_are_these() {
    let listed: Vec<_> = rule_lines()
        .filter(|line| line.catch_all)
        .map(|line| format!("{} {}", line.code, line.note))
        .collect();
    assert_eq!(
        listed,
        [
            "904 a My Number card reported as trouble: the caller's mistake",
            "007 any other record",
            "002 an unusual answer to the first commands",
            "904 a sequence or length the card refuses: the program's mistake, not the card's",
            "008 the driver failed otherwise",
            "008 any other code of PC/SC",
            "901 an answer nobody understands",
            "904 whatever no rule knows",
        ]
    );
    assert_eq!(CATCH_ALLS, listed.len());
    assert_eq!(RULE_COUNT, rule_lines().count());
}

/// The table of diagnosis as a page, so that a maker can review it; `UPDATE_TEXTS=1 cargo test
/// --test fault` writes it anew.
#[test]
fn the_table_in_the_docs_is_the_one_that_decides() {
    use std::fmt::Write as _;
    let mut page = String::from(
        "# From a symptom to a code\n\nGenerated from `crates/reception/src/fault/rules.rs` by `crates/reception/tests/guidance/fault.rs`; do \
         not edit by hand. The first line that fits decides; an empty cell fits everything. A code \
         given by the national software or by the maker's own program passes through before any \
         line. Catch-alls give the nearest code, not a known one.\n\n| Line | Step | Key | Chip | \
         Symptom | Numbers | Code | | Says |\n|---|---|---|---|---|---|---|---|---|\n",
    );
    for line in rule_lines() {
        let steps: Vec<_> = line.steps.iter().map(|step| step.name()).collect();
        let keys: Vec<_> = line.keys.iter().map(|key| format!("{key:?}")).collect();
        let tokens: Vec<_> = line.tokens.iter().map(|it| format!("{it:?}")).collect();
        let hex = matches!(line.kind, Some(CauseKind::StatusWord | CauseKind::Pcsc));
        let show = |number: u32| {
            if hex {
                format!("{number:04X}")
            } else {
                number.to_string()
            }
        };
        let numbers: Vec<_> = line
            .details
            .iter()
            .map(|&(low, high)| {
                if low == high {
                    show(low)
                } else {
                    format!("{}–{}", show(low), show(high))
                }
            })
            .collect();
        writeln!(
            page,
            "| {} | {} | {} | {} | {} | {} | {} | {} | {} |",
            line.number,
            steps.join(", "),
            keys.join(", "),
            tokens.join(", "),
            line.kind.map_or("any", CauseKind::name),
            numbers.join(", "),
            line.code,
            if line.catch_all { "catch-all" } else { "" },
            line.note,
        )
        .unwrap();
    }
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/diagnosis.md");
    if std::env::var_os("UPDATE_TEXTS").is_some() {
        std::fs::write(&path, &page).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        kept == page,
        "docs/diagnosis.md is old; UPDATE_TEXTS=1 cargo test -p mynareader-reception --test guidance fault"
    );
}

/// No rule stands where an earlier one always fits first: each decides some symptom.
#[test]
fn every_rule_but_the_last_decides_something() {
    let mut decided = [false; RULE_COUNT + 1];
    let mut try_one = |happened: Happened| {
        for &step in Step::ALL {
            for key in KEYS {
                for token in [TokenKind::Unknown, TokenKind::Card] {
                    let mut symptom = at(step, happened).with_token(token);
                    symptom.key = key;
                    decided[usize::from(diagnose(&symptom).origin.rule)] = true;
                }
            }
        }
    };
    for word in (0x6000..=0x6FFF).chain([0x9000]) {
        try_one(Happened::StatusWord(word));
    }
    for code in 0x8010_0000..=0x8010_007F {
        try_one(Happened::Pcsc(code));
    }
    for tries in [Tries::Blocked, Tries::Left(1), Tries::Unknown] {
        try_one(Happened::Tries(tries));
    }
    for state in [
        CertificateState::Valid,
        CertificateState::Revoked,
        CertificateState::Unknown,
    ] {
        try_one(Happened::Certificate(state));
    }
    for token in [
        TokenKind::Card,
        TokenKind::Android,
        TokenKind::Iphone,
        TokenKind::JukiCard,
        TokenKind::Unknown,
    ] {
        try_one(Happened::Token(token));
    }
    for &failure in LinkFailure::ALL {
        try_one(Happened::Link {
            failure,
            code: None,
        });
    }
    for &structure in RecordStructure::ALL {
        for &trouble in RecordTrouble::ALL {
            try_one(Happened::Record {
                structure,
                trouble,
                offset: 0,
            });
        }
    }
    try_one(Happened::CardExpired);
    try_one(Happened::NotGenuine);
    macro_rules! all {
        ($($kind:ident($name:ty)),+) => {
            $(for &trouble in <$name>::ALL { try_one(Happened::$kind(trouble)); })+
        };
    }
    all!(
        Scan(ScanTrouble),
        Camera(CameraTrouble),
        Panel(PanelTrouble),
        Terminal(TerminalTrouble),
        Reader(ReaderTrouble),
        Folder(FolderTrouble),
        Network(NetworkTrouble),
        Centre(CentreTrouble),
        Person(PersonTrouble),
        CertificateRefused(mynareader_reception::fault::CertificateRefusal)
    );
    let idle: Vec<_> = rule_lines()
        .filter(|line| !decided[usize::from(line.number)])
        .map(|line| line.note)
        .collect();
    assert_eq!(idle, ["whatever no rule knows"]);
}
