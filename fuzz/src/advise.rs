//! From any symptom to a code, and from any code in any situation to words and next steps.

use mynareader::calendar::Date;
use mynareader::facts::{CertificateState, Key, Mode, TokenKind, Tries};
use mynareader::fault::{
    CameraTrouble, Cause, CentreTrouble, CertificateRefusal, Fault, FaultCode, FolderTrouble,
    Happened, LinkFailure, Maker, NetworkTrouble, PanelTrouble, PersonTrouble, ReaderTrouble,
    RecordStructure, RecordTrouble, ScanTrouble, Step, Symptom, TerminalTrouble, diagnose, known,
    rule_lines,
};
use mynareader::guidance::{
    AtHand, Book, FaceOnly, Facility, Isolation, LadderStep, Language, Panel, Present, Situation,
    StepSet, Visit,
};

use crate::certificates::day;
use crate::input::Input;
use crate::said;

const TOKENS: [TokenKind; 5] = [
    TokenKind::Card,
    TokenKind::Android,
    TokenKind::Iphone,
    TokenKind::JukiCard,
    TokenKind::Unknown,
];

const STATES: [CertificateState; 8] = [
    CertificateState::Valid,
    CertificateState::Notice,
    CertificateState::Grace,
    CertificateState::PastGrace,
    CertificateState::NotYetValid,
    CertificateState::Revoked,
    CertificateState::Absent,
    CertificateState::Unknown,
];

const KEYS: [Key; 7] = [
    Key::AuthenticationPin,
    Key::SignaturePassword,
    Key::TextPin,
    Key::CodeB,
    Key::TextCodeB,
    Key::BirthDate,
    Key::CodeA,
];

/// A symptom, then a situation, then codes of makers.
pub fn run(data: &[u8]) {
    let mut input = Input::new(data);
    let mut symptom = Symptom::new(input.one(Step::ALL), happened(&mut input));
    symptom.key = input.maybe(|input| input.one(&KEYS));
    symptom.token = input.one(&TOKENS);
    let diagnosis = diagnose(&symptom);
    said::debug(&diagnosis);
    let cause = Cause::of(symptom.happened);
    said::plain(&cause.to_string());
    let fault = Fault::from(diagnosis);
    if let Some(origin) = fault.origin {
        said::plain(&origin.to_string());
    }
    let written = serde_json::to_string(&fault).expect("a fault can be written");
    assert_eq!(serde_json::from_str::<Fault>(&written).ok(), Some(fault));

    let mut situation = situation(&mut input);
    let language = input.one(&["ja", "en", "vi", "ja-JP", "pt-BR"]);
    situation.language = language.parse().expect("a tag");
    let codes = [
        fault.code,
        FaultCode::national(input.long()),
        FaultCode::vendor(Maker::new(input.word()), input.long()),
        input.one(&FaultCode::NATIONAL[..]),
    ];
    let book = Book::built_in();
    for code in codes {
        let guidance = book.advise(code, &situation);
        assert!(!guidance.patient.is_empty());
        said::plain(&guidance.codes_line());
        said::debug(&guidance);
        // What is open is possible, and a step that was tried is not the first again.
        assert!(guidance.open_steps().all(|step| step.is_possible()));
        situation.language = Language::JA;
        said::debug((known(code), code.to_string()));
    }
    let _ = (situation.card_has_expired(), situation.patient_is_here());
    // Always the same: once is enough.
    static LINES: std::sync::Once = std::sync::Once::new();
    LINES.call_once(|| {
        for line in rule_lines() {
            said::debug(line);
        }
    });
}

fn tries(input: &mut Input<'_>) -> Tries {
    match input.byte() % 5 {
        0 => Tries::Blocked,
        1 => Tries::Unknown,
        2 => Tries::Left(1),
        _ => Tries::Left(input.byte()),
    }
}

fn happened(input: &mut Input<'_>) -> Happened {
    match input.byte() % 22 {
        0 => Happened::StatusWord(input.word()),
        1 => Happened::Link {
            failure: input.one(LinkFailure::ALL),
            code: input.maybe(Input::long),
        },
        2 => Happened::Pcsc(input.long()),
        3 => Happened::Record {
            structure: input.one(RecordStructure::ALL),
            trouble: input.one(RecordTrouble::ALL),
            offset: input.long(),
        },
        4 => Happened::Certificate(input.one(&STATES)),
        5 => Happened::CertificateRefused(input.one(CertificateRefusal::ALL)),
        6 => Happened::CardExpired,
        7 => Happened::Tries(tries(input)),
        8 => Happened::Token(input.one(&TOKENS)),
        9 => Happened::NotGenuine,
        10 => Happened::Scan(input.one(ScanTrouble::ALL)),
        11 => Happened::Camera(input.one(CameraTrouble::ALL)),
        12 => Happened::Panel(input.one(PanelTrouble::ALL)),
        13 => Happened::Terminal(input.one(TerminalTrouble::ALL)),
        14 => Happened::Reader(input.one(ReaderTrouble::ALL)),
        15 => Happened::Folder(input.one(FolderTrouble::ALL)),
        16 => Happened::Network(input.one(NetworkTrouble::ALL)),
        17 => Happened::Centre(input.one(CentreTrouble::ALL)),
        18 => Happened::Person(input.one(PersonTrouble::ALL)),
        19 => Happened::Code(FaultCode::national(input.long())),
        20 => Happened::Code(FaultCode::vendor(Maker::new(input.word()), input.long())),
        // PC/SC's own codes.
        _ => Happened::Pcsc(0x8010_0000 | u32::from(input.byte())),
    }
}

fn situation(input: &mut Input<'_>) -> Situation {
    let mut situation = Situation::on(match input.byte() % 4 {
        0 => Date::MIN,
        1 => Date::MAX,
        2 => "2026-11-24".parse().expect("a day"),
        _ => day(input).unwrap_or(Date::MIN),
    });
    situation.reader_model = u32::from(input.byte() % 12);
    situation.mode = input.one(&[Mode::Unattended, Mode::Visual, Mode::PinOnly]);
    situation.step = input.one(Step::ALL);
    situation.token = input.one(&TOKENS);
    situation.pin = tries(input);
    situation.code_b = tries(input);
    situation.certificate = input.one(&STATES);
    situation.card_expiry = day(input);
    situation.face_only = input.one(FaceOnly::ALL);
    situation.panel = input.one(Panel::ALL);
    situation.isolation = input.one(Isolation::ALL);
    situation.facility = Facility::from_bits_truncate(input.long());
    situation.at_hand = AtHand::from_bits_truncate(input.long());
    situation.visit = input.one(Visit::ALL);
    situation.present = input.one(Present::ALL);
    situation.tried = StepSet::from_bits(input.long()).with(input.one(LadderStep::ALL));
    situation.terminal_code = input.maybe(|input| FaultCode::national(u32::from(input.word())));
    situation
}
