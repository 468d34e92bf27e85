//! The committed table (step, key, symptom) → code.
//!
//! Read from the top; the first rule that fits decides. A rule with no steps fits every step, one
//! with no keys every key. Rules marked as catch-alls give the nearest code, not a known one; how
//! many there are is held by a test, so that a new one is a decision and not an accident.
//!
//! Marks: what a status word means on this card stands in `docs/card.md` (`6984` and `63C0`
//! blocked \[C\], `6983` accepted as blocked \[X\], `6A82` no such file or application \[C\]).
//! Which code a symptom gets is inferred \[I\] from the codes' names and from what a public list
//! says to do about them; no maker's table was at hand.
#![forbid(unsafe_code)]

use super::cause::{CauseKind, certificate_number, token_number};
use super::{
    CameraTrouble, CentreTrouble, CertificateRefusal, FaultCode, LinkFailure, PanelTrouble,
    PersonTrouble, ReaderTrouble, RecordStructure, RecordTrouble, ScanTrouble, Step,
    TerminalTrouble,
};
use mynareader_facts::{CertificateState, Key, TokenKind};

/// One line of the table.
#[derive(Debug)]
pub(super) struct Rule {
    pub(super) steps: &'static [Step],
    pub(super) keys: &'static [Key],
    pub(super) tokens: &'static [TokenKind],
    pub(super) kind: Option<CauseKind>,
    /// Inclusive ranges of the cause's first number; empty for any.
    pub(super) details: &'static [(u32, u32)],
    pub(super) code: FaultCode,
    pub(super) catch_all: bool,
    pub(super) note: &'static str,
}

/// A line of the table, for documents and for a maker's review.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RuleLine {
    /// Its number, as in a diagnosis.
    pub number: u16,
    /// At which steps; empty for every step.
    pub steps: &'static [Step],
    /// With which keys; empty for every key and for none.
    pub keys: &'static [Key],
    /// For which kinds of chip; empty for every kind.
    pub tokens: &'static [TokenKind],
    /// What sort of cause; `None` for every sort.
    pub kind: Option<CauseKind>,
    /// Inclusive ranges of the cause's first number; empty for any.
    pub details: &'static [(u32, u32)],
    /// The code.
    pub code: FaultCode,
    /// Whether it is a catch-all.
    pub catch_all: bool,
    /// What it says in words.
    pub note: &'static str,
}

/// How many lines the table has.
pub const RULE_COUNT: usize = RULES.len();

/// How many of them are catch-alls.
pub const CATCH_ALLS: usize = {
    let mut count = 0;
    let mut rest: &[Rule] = RULES;
    while let Some((rule, tail)) = rest.split_first() {
        if rule.catch_all {
            count += 1;
        }
        rest = tail;
    }
    count
};

/// The lines of the table, in the order in which they are tried.
pub fn rule_lines() -> impl Iterator<Item = RuleLine> {
    RULES.iter().zip(1..).map(|(rule, number)| RuleLine {
        number,
        steps: rule.steps,
        keys: rule.keys,
        tokens: rule.tokens,
        kind: rule.kind,
        details: rule.details,
        code: rule.code,
        catch_all: rule.catch_all,
        note: rule.note,
    })
}

const fn on(
    kind: CauseKind,
    details: &'static [(u32, u32)],
    code: FaultCode,
    note: &'static str,
) -> Rule {
    Rule {
        steps: &[],
        keys: &[],
        tokens: &[],
        kind: Some(kind),
        details,
        code,
        catch_all: false,
        note,
    }
}

impl Rule {
    const fn at(mut self, steps: &'static [Step]) -> Self {
        self.steps = steps;
        self
    }

    const fn with(mut self, keys: &'static [Key]) -> Self {
        self.keys = keys;
        self
    }

    const fn of(mut self, tokens: &'static [TokenKind]) -> Self {
        self.tokens = tokens;
        self
    }

    const fn catch_all(mut self) -> Self {
        self.catch_all = true;
        self
    }
}

const fn one(value: u32) -> (u32, u32) {
    (value, value)
}

/// `u32::from`, which is not yet const.
const fn wide(number: u16) -> u32 {
    let [high, low] = number.to_be_bytes();
    u32::from_be_bytes([0, 0, high, low])
}

/// Details of a numbered enum.
macro_rules! is {
    ($($name:ident::$variant:ident),+) => {
        const { &[$(one(wide($name::$variant.number()))),+] }
    };
}

/// All troubles of record structures.
macro_rules! record {
    ($($variant:ident),+) => {
        const { &[$({
            let number = wide(RecordStructure::$variant.number()) * 256;
            (number, number + 255)
        }),+] }
    };
}

const PIN: &[Key] = &[Key::AuthenticationPin];
const OTHER_PINS: &[Key] = &[Key::SignaturePassword, Key::TextPin];
const CODES: &[Key] = &[Key::CodeB, Key::TextCodeB, Key::BirthDate, Key::CodeA];
/// `63C0`, `6983`, `6984`: no try is left.
const BLOCKED: &[(u32, u32)] = &[one(0x63C0), one(0x6983), one(0x6984)];
/// `63C1` up to one less than the key has tries: the value was wrong. The query of a full counter
/// gives one more.
const PIN_WRONG: &[(u32, u32)] = &[(0x63C1, 0x63C3)];
const CODE_WRONG: &[(u32, u32)] = &[(0x63C1, 0x63CA)];
/// What no key of this card can answer: readers say it by themselves (nfc-pcsc#37, acsccid#30).
const NOT_THE_PINS: &[(u32, u32)] = &[one(0x6300), (0x63C4, 0x63CF)];
const NOT_THE_CODES: &[(u32, u32)] = &[one(0x6300), (0x63CB, 0x63CF)];
/// `6A82`, `6A83`, `6A88`: not there.
const ABSENT: &[(u32, u32)] = &[(0x6A82, 0x6A83), one(0x6A88)];
/// Statuses by which a card says that memory or an application is damaged or locked.
const DAMAGED: &[(u32, u32)] = &[one(0x6281), one(0x6283), (0x6400, 0x65FF), (0x6F00, 0x6FFF)];

use CauseKind as K;
use FaultCode as C;
use Step as S;

#[rustfmt::skip]
pub(super) const RULES: &[Rule] = &[
    // Nothing is wrong.
    on(K::StatusWord, &[one(0x9000)], C::NONE, "the card is content"),
    on(K::Certificate, &[
        one(certificate_number(CertificateState::Valid)),
        one(certificate_number(CertificateState::Notice)),
    ], C::NONE, "a valid certificate, in the notice period too, is no fault"),

    // Keys. The same status word is 004 or 005 by the key.
    on(K::StatusWord, BLOCKED, C::PIN_BLOCKED, "PIN blocked").with(PIN),
    on(K::StatusWord, PIN_WRONG, C::PIN_WRONG, "PIN wrong").with(PIN),
    on(K::StatusWord, NOT_THE_PINS, C::CARD_NOT_RECOGNISED,
        "not the card's word: whether the PIN was judged is not known").with(PIN),
    on(K::StatusWord, BLOCKED, C::CODE_B_BLOCKED, "code blocked").with(CODES),
    on(K::StatusWord, CODE_WRONG, C::CARD_FACE_UNREADABLE,
        "code B wrong: the digits were misread off the card's face").with(CODES),
    on(K::StatusWord, NOT_THE_CODES, C::CARD_FACE_UNREADABLE,
        "not the card's word: whether code B was judged is not known").with(CODES),
    on(K::StatusWord, &[(0x6300, 0x63FF), (0x6983, 0x6984)], C::TERMINAL_APPLICATION,
        "a key that no check-in asks for").with(OTHER_PINS),
    on(K::Tries, &[one(0)], C::PIN_BLOCKED, "PIN counter at its end").with(PIN),
    on(K::Tries, &[one(0)], C::CODE_B_BLOCKED, "code B counter at its end").with(CODES),
    on(K::Tries, &[], C::PIN_WRONG, "PIN wrong, tries left given").with(PIN),
    on(K::Tries, &[], C::CARD_FACE_UNREADABLE, "code B wrong, tries left given").with(CODES),
    on(K::Tries, &[], C::TERMINAL_APPLICATION, "a counter that no check-in asks for"),
    on(K::StatusWord, ABSENT, C::CARD_APPLICATION_BROKEN, "the PIN is not on the card").with(PIN),

    // Which chip is it?
    on(K::StatusWord, &[one(0x6A82), one(0x6A86), one(0x6D00), one(0x6E00)],
        C::NOT_A_MY_NUMBER_CARD, "no JPKI application: not a My Number card")
        .at(&[S::Detect, S::Identify]),
    on(K::StatusWord, &[one(0x6A82)], C::CARD_APPLICATION_BROKEN,
        "a card whose 券面事項確認AP is gone").at(&[S::OpenSurface]).of(&[TokenKind::Card]),
    on(K::StatusWord, &[one(0x6A82)], C::PHONE_INSTEAD_OF_CARD,
        "JPKI answers, 券面事項確認AP does not: a phone").at(&[S::OpenSurface]),
    on(K::Token, &[
        one(token_number(TokenKind::Android)),
        one(token_number(TokenKind::Iphone)),
    ], C::PHONE_INSTEAD_OF_CARD, "a phone"),
    on(K::Token, &[
        one(token_number(TokenKind::JukiCard)),
        one(token_number(TokenKind::Unknown)),
    ], C::NOT_A_MY_NUMBER_CARD, "住民基本台帳カード or an unknown chip"),
    on(K::Token, &[], C::TERMINAL_APPLICATION,
        "a My Number card reported as trouble: the caller's mistake").catch_all(),
    on(K::NotGenuine, &[], C::NOT_A_MY_NUMBER_CARD, "the chip does not hold the card's key"),

    // The photo and the rest of 券面事項確認AP.
    on(K::StatusWord, DAMAGED, C::CARD_NOT_RECOGNISED,
        "some cards answer so right after power-up: seat the card again")
        .at(&[S::Detect, S::Identify]),
    on(K::StatusWord, &[], C::PHOTO_UNREADABLE, "the photo cannot be read")
        .at(&[S::ReadPhoto]),
    on(K::Record, const { &[one(wide(RecordStructure::FaceRecord.number()) * 256
        + wide(RecordTrouble::Differs.number()))] }, C::EXPIRY_DIFFERS,
        "two places of the card tell different last days"),
    on(K::Record, record![FaceRecord, AgeRecord], C::PHOTO_UNREADABLE,
        "the face record is damaged or not genuine"),
    on(K::StatusWord, DAMAGED, C::CARD_APPLICATION_BROKEN, "an application on the card is damaged"),
    on(K::StatusWord, ABSENT, C::CARD_APPLICATION_BROKEN,
        "a file that every My Number card has is missing")
        .at(&[S::Identify, S::OpenSurface, S::VerifyCodeB, S::VerifyPin, S::ReadCertificate,
            S::ProveGenuine, S::Sign]),
    on(K::Record, record![TokenInformation, Certificate, CommonData, Attributes, CardKey],
        C::CARD_APPLICATION_BROKEN, "a record of the card is damaged"),
    on(K::Record, &[], C::CARD_APPLICATION_BROKEN, "any other record").catch_all(),
    on(K::StatusWord, &[], C::NOT_A_MY_NUMBER_CARD, "an unusual answer to the first commands")
        .at(&[S::Detect, S::Identify]).catch_all(),
    on(K::StatusWord, &[], C::TERMINAL_APPLICATION,
        "a sequence or length the card refuses: the program's mistake, not the card's")
        .catch_all(),

    // The certificate.
    on(K::Certificate, &[
        one(certificate_number(CertificateState::Grace)),
        one(certificate_number(CertificateState::PastGrace)),
        one(certificate_number(CertificateState::Revoked)),
        one(certificate_number(CertificateState::NotYetValid)),
        one(certificate_number(CertificateState::Absent)),
    ], C::CERTIFICATE_ENDED, "expired, revoked, not yet valid or not there"),
    on(K::Certificate, &[one(certificate_number(CertificateState::Unknown))],
        C::TERMINAL_SETUP, "the day is not known: the terminal's clock"),
    on(K::CardExpired, &[], C::CERTIFICATE_ENDED,
        "the card has expired, and its certificate never outlives it"),
    on(K::CertificateRefused, is![CertificateRefusal::UnknownIssuer], C::READER_SETUP,
        "a root that this reader was not given"),
    on(K::CertificateRefused, is![CertificateRefusal::Malformed, CertificateRefusal::Purpose],
        C::CARD_APPLICATION_BROKEN, "not the certificate that belongs there"),
    on(K::CertificateRefused, is![CertificateRefusal::Signature, CertificateRefusal::KeyMismatch],
        C::NOT_A_MY_NUMBER_CARD, "not issued as it claims"),

    // The link.
    on(K::Link, is![LinkFailure::CardRemoved], C::CARD_REMOVED, "the card was taken out"),
    on(K::Link, is![LinkFailure::NoCard], C::CARD_NOT_RECOGNISED, "no chip is sensed")
        .at(&[S::Idle, S::Detect, S::Identify]),
    on(K::Link, is![LinkFailure::NoCard], C::CARD_REMOVED, "the card is gone"),
    on(K::Link, is![LinkFailure::Mute, LinkFailure::TimedOut, LinkFailure::Broken,
        LinkFailure::Reset], C::CARD_NOT_RECOGNISED, "the card stopped answering: seat it again"),
    on(K::Link, is![LinkFailure::ReaderGone, LinkFailure::ServiceGone], C::READER_DISCONNECTED,
        "the reader does not answer"),
    on(K::Link, is![LinkFailure::Refused], C::TERMINAL_SETUP,
        "the terminal does not let this program use the reader: rights, not the cable"),
    on(K::Link, is![LinkFailure::Shared], C::TERMINAL_APPLICATION,
        "another program on the terminal holds the card"),
    on(K::Link, is![LinkFailure::Oversized], C::READER_SETUP,
        "the driver breaks its own limits"),
    on(K::Link, is![LinkFailure::Cancelled], C::CANCELLED, "cancelled"),
    on(K::Link, &[], C::READER_DISCONNECTED, "the driver failed otherwise").catch_all(),

    // PC/SC, by the values of the PC/SC specification [D], and the codes of Windows that drivers hand
    // through. The same as `Code::kind` in the crate for links says by way of `K::Link`, and more
    // exact where that says no more than that the driver failed; tests/pcsc_codes.rs holds both.
    on(K::Pcsc, &[
        one(1_112), one(0x8010_000C),
    ], C::CARD_NOT_RECOGNISED,
        "no chip is sensed")
        .at(&[S::Idle, S::Detect, S::Identify]),
    on(K::Pcsc, &[
        one(1_112), one(0x8010_000C),
    ], C::CARD_REMOVED,
        "the card is gone"),
    on(K::Pcsc, &[
        one(0x8010_0069),
    ], C::CARD_REMOVED,
        "card removed"),
    on(K::Pcsc, &[
        one(21), one(22), one(23), one(31), one(121), one(995), one(1_110), one(1_117),
        one(1_460), one(1_785), one(0x8010_0007), one(0x8010_000A), one(0x8010_000D),
        one(0x8010_000E), one(0x8010_000F), one(0x8010_0010), one(0x8010_0013),
        one(0x8010_0014), one(0x8010_0015), one(0x8010_0016), one(0x8010_001C),
        one(0x8010_001F), one(0x8010_002B), one(0x8010_002F), one(0x8010_0065),
        one(0x8010_0066), one(0x8010_0067), one(0x8010_0068),
    ], C::CARD_NOT_RECOGNISED,
        "the card stopped answering or was not understood: seat it again, not the cable"),
    on(K::Pcsc, &[
        one(2), one(6), one(55), one(109), one(433), one(1_058), one(1_062), one(1_167),
        one(1_223), one(1_617), one(1_722), one(1_726), one(1_727), one(0x8010_0002), one(0x8010_0003),
        one(0x8010_0009), one(0x8010_0012), one(0x8010_0017), one(0x8010_0018),
        one(0x8010_001D), one(0x8010_001E), one(0x8010_002E),
    ], C::READER_DISCONNECTED,
        "reader unknown, gone, unavailable; no service, stopped, or ended by the system"),
    on(K::Pcsc, &[
        one(5), one(0x8010_0027), one(0x8010_006A),
    ], C::TERMINAL_SETUP,
        "the terminal does not let this program use the reader: rights, not the cable"),
    on(K::Pcsc, &[
        one(32), one(170), one(0x8010_000B), one(0x8010_0031),
    ], C::TERMINAL_APPLICATION,
        "another program holds the card, or the service is too busy"),
    on(K::Pcsc, &[
        one(0x8010_0006),
    ], C::TERMINAL_HARDWARE,
        "out of memory"),
    on(K::Pcsc, &[
        one(122), one(234), one(0x8010_0008),
    ], C::READER_SETUP,
        "the driver breaks its own limits"),
    on(K::Pcsc, &[
        one(0x8010_001A), one(0x8010_001B), one(0x8010_0022),
    ], C::READER_SETUP,
        "the reader's driver is not what the service needs"),
    on(K::Pcsc, &[
        one(0x8010_006E),
    ], C::CANCELLED,
        "a person cancelled in a window of the system"),
    on(K::Pcsc, &[
        one(0x8010_0020), one(0x8010_0021), one(0x8010_0023), one(0x8010_0024),
        one(0x8010_0025), one(0x8010_0026), one(0x8010_0028), one(0x8010_0029),
        one(0x8010_002A), one(0x8010_002C), one(0x8010_002D), one(0x8010_0030),
        one(0x8010_0032), one(0x8010_0033), one(0x8010_0034), one(0x8010_006B),
        one(0x8010_006C), one(0x8010_006D), one(0x8010_006F), one(0x8010_0070),
        one(0x8010_0071), one(0x8010_0072),
    ], C::TERMINAL_APPLICATION,
        "of card modules of Windows, which no check-in calls"),
    on(K::Pcsc, &[
        one(0x8010_0001), one(0x8010_0004), one(0x8010_0005), one(0x8010_0011),
        one(0x8010_0019),
    ], C::READER_DISCONNECTED,
        "a failure inside service or driver"),
    on(K::Pcsc, &[], C::READER_DISCONNECTED, "any other code of PC/SC").catch_all(),

    // The printed face, the camera, the panel.
    on(K::Scan, is![ScanTrouble::Misplaced], C::CARD_NOT_RECOGNISED, "wrong side or askew"),
    on(K::Scan, is![ScanTrouble::TriesTooLow], C::CARD_FACE_UNREADABLE,
        "too few tries left to risk: another method"),
    on(K::Scan, is![ScanTrouble::CameraBroken], C::CARD_FACE_UNREADABLE,
        "the camera for the card: every card fails"),
    on(K::Scan, &[], C::CARD_FACE_UNREADABLE, "unreadable, doubtful, too slow"),
    on(K::Camera, is![CameraTrouble::NoMatch], C::FACE_NOT_MATCHED, "no match is no fault"),
    on(K::Camera, is![CameraTrouble::ComparisonFailed], C::READER_SETUP,
        "the comparing program failed"),
    on(K::Camera, &[], C::FACE_NOT_CAPTURED, "no usable picture of one face"),
    on(K::Panel, is![PanelTrouble::KeypadDead, PanelTrouble::PanelDead, PanelTrouble::Unclear],
        C::KEYPAD, "keypad or panel"),

    // The terminal, the reader, the folder, the network.
    on(K::Terminal, is![TerminalTrouble::Disconnected], C::READER_DISCONNECTED, "no terminal"),
    on(K::Terminal, is![TerminalTrouble::ModeChanged], C::MODE_CHANGED, "mode changed"),
    on(K::Terminal, is![TerminalTrouble::Certificate], C::TERMINAL_CERTIFICATE,
        "the terminal's certificate"),
    on(K::Terminal, is![TerminalTrouble::Hardware], C::TERMINAL_HARDWARE, "memory, hardware"),
    on(K::Terminal, is![TerminalTrouble::Application], C::TERMINAL_APPLICATION, "a program"),
    on(K::Terminal, is![TerminalTrouble::Setup, TerminalTrouble::Clock], C::TERMINAL_SETUP,
        "set-up, clock"),
    on(K::Reader, is![ReaderTrouble::Disconnected], C::READER_DISCONNECTED, "no reader"),
    on(K::Reader, is![ReaderTrouble::Setup, ReaderTrouble::Internal], C::READER_SETUP,
        "the reader's own failure"),
    on(K::Folder, &[], C::TERMINAL_SETTINGS, "the output folder"),
    on(K::Network, &[], C::NETWORK, "the network"),

    // The centre.
    on(K::Centre, is![CentreTrouble::Outage, CentreTrouble::RegistrationDelayed],
        C::CENTRE_OUTAGE, "outage; seen once when registration alone was late [1]"),
    on(K::Centre, is![CentreTrouble::InstitutionAuthentication], C::INSTITUTION_AUTHENTICATION,
        "特定機関認証"),
    on(K::Centre, is![CentreTrouble::InstitutionCertificate], C::INSTITUTION_CERTIFICATE,
        "機関認証用電子証明書"),
    on(K::Centre, is![CentreTrouble::NoEligibility], C::NO_ELIGIBILITY, "no valid eligibility"),
    on(K::Centre, is![CentreTrouble::InsurerNotRegistered], C::INSURER_NOT_REGISTERED,
        "the insurer's data is missing"),
    on(K::Centre, is![CentreTrouble::RegistrationFailed], C::REGISTRATION_FAILED,
        "registration failed"),
    on(K::Centre, is![CentreTrouble::PrescriptionOutage], C::PRESCRIPTION_OUTAGE,
        "e-prescriptions"),
    on(K::Centre, is![CentreTrouble::PinBlocked], C::PIN_BLOCKED, "PIN blocked"),
    on(K::Centre, is![CentreTrouble::PinWrong], C::PIN_WRONG, "PIN wrong"),
    on(K::Centre, is![CentreTrouble::Unintelligible], C::CENTRE_OUTAGE,
        "an answer nobody understands").catch_all(),

    // People.
    on(K::Person, is![PersonTrouble::RemovedCard], C::CARD_REMOVED, "taken out early"),
    on(K::Person, is![PersonTrouble::TimedOut], C::TIMED_OUT, "nobody acted"),
    on(K::Person, is![PersonTrouble::Cancelled], C::CANCELLED, "ended on purpose"),
    on(K::Person, is![PersonTrouble::LeftCard], C::CARD_LEFT, "card left behind"),
    on(K::Person, is![PersonTrouble::NotThisWay], C::REGISTRATION_NOT_THIS_WAY,
        "a phone, or a look that does not serve for the registration"),
    on(K::Person, is![PersonTrouble::NoCard], C::NO_CARD, "no My Number card along"),
    on(K::Person, is![PersonTrouble::NoMethod], C::NO_METHOD, "no method in this mode"),

    Rule { steps: &[], keys: &[], tokens: &[], kind: None, details: &[],
        code: C::TERMINAL_APPLICATION, catch_all: true, note: "whatever no rule knows" },
];
