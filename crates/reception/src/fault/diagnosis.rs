//! From a symptom to a code.
#![forbid(unsafe_code)]

use super::rules::{RULES, Rule};
use super::{FaultCode, Happened, Step, Symptom, numbered};
use mynareader_facts::{CertificateState, Key, TokenKind, Tries};

numbered! {
    /// What sort of thing a cause's numbers are.
    pub enum CauseKind {
        /// A status word of the card.
        StatusWord = 1, "status-word";
        /// A failure of the link.
        Link = 2, "link";
        /// A code of PC/SC.
        Pcsc = 3, "pcsc";
        /// A record on the card.
        Record = 4, "record";
        /// The state of the certificate.
        Certificate = 5, "certificate";
        /// A certificate refused.
        CertificateRefused = 6, "certificate-refused";
        /// The card's own day has passed.
        CardExpired = 7, "card-expired";
        /// A counter.
        Tries = 8, "tries";
        /// A kind of chip.
        Token = 9, "token";
        /// The challenge.
        NotGenuine = 10, "not-genuine";
        /// The scan of the card's face.
        Scan = 11, "scan";
        /// The camera.
        Camera = 12, "camera";
        /// The panel.
        Panel = 13, "panel";
        /// The terminal.
        Terminal = 14, "terminal";
        /// The reader.
        Reader = 15, "reader";
        /// The folder.
        Folder = 16, "folder";
        /// The network.
        Network = 17, "network";
        /// The centre.
        Centre = 18, "centre";
        /// People.
        Person = 19, "person";
        /// A code that was given.
        Code = 20, "code";
    }
}

/// What happened, as numbers: for journals, for the C ABI, for a maker's support.
///
/// `detail` and `extra` are, by kind: the status word; the number of the
/// [`LinkFailure`](super::LinkFailure) and the driver's code; the PC/SC code; the number of the
/// [`RecordStructure`](super::RecordStructure) times 256 plus that of the
/// [`RecordTrouble`](super::RecordTrouble), and the offset; the certificate state, 1 to 8 in the
/// order of [`CertificateState`]; tries left (0 blocked, 255 unknown); the kind of
/// chip, 1 to 5 in the order of [`TokenKind`]; the number of the trouble; a given code's number
/// and its maker.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Cause {
    /// What sort of thing.
    pub kind: CauseKind,
    /// Its first number.
    pub detail: u32,
    /// Its second number, where it has one.
    pub extra: Option<u32>,
}

/// What a symptom means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Diagnosis {
    /// The code.
    pub code: FaultCode,
    /// At which step it happened.
    pub step: Step,
    /// With which key.
    pub key: Option<Key>,
    /// What happened, as numbers.
    pub cause: Cause,
    /// The number of the rule that decided, for a maker's support. It may change between
    /// versions.
    pub rule: u16,
    /// Whether only a catch-all fitted: the code is then the nearest, not a known one.
    pub catch_all: bool,
}

pub(super) const UNKNOWN: u32 = 255;

pub(super) const fn certificate_number(state: CertificateState) -> u32 {
    match state {
        CertificateState::Valid => 1,
        CertificateState::Notice => 2,
        CertificateState::Grace => 3,
        CertificateState::PastGrace => 4,
        CertificateState::NotYetValid => 5,
        CertificateState::Revoked => 6,
        CertificateState::Absent => 7,
        CertificateState::Unknown => 8,
    }
}

pub(super) const fn token_number(token: TokenKind) -> u32 {
    match token {
        TokenKind::Card => 1,
        TokenKind::Android => 2,
        TokenKind::Iphone => 3,
        TokenKind::JukiCard => 4,
        TokenKind::Unknown => 5,
    }
}

fn tries_number(tries: Tries) -> u32 {
    match tries {
        Tries::Blocked => 0,
        Tries::Left(n) => u32::from(n).min(UNKNOWN - 1),
        Tries::Unknown => UNKNOWN,
    }
}

impl Cause {
    /// The numbers of what happened.
    pub fn of(happened: Happened) -> Self {
        let one = |kind, detail: u32| Self {
            kind,
            detail,
            extra: None,
        };
        let number = |kind, number: u16| one(kind, u32::from(number));
        match happened {
            Happened::StatusWord(word) => number(CauseKind::StatusWord, word),
            Happened::Link { failure, code } => Self {
                kind: CauseKind::Link,
                detail: u32::from(failure.number()),
                extra: code,
            },
            Happened::Pcsc(code) => one(CauseKind::Pcsc, code),
            Happened::Record {
                structure,
                trouble,
                offset,
            } => Self {
                kind: CauseKind::Record,
                detail: u32::from(structure.number()) * 256 + u32::from(trouble.number()),
                extra: Some(offset),
            },
            Happened::Certificate(state) => one(CauseKind::Certificate, certificate_number(state)),
            Happened::CertificateRefused(why) => {
                number(CauseKind::CertificateRefused, why.number())
            }
            Happened::CardExpired => one(CauseKind::CardExpired, 0),
            Happened::Tries(tries) => one(CauseKind::Tries, tries_number(tries)),
            Happened::Token(token) => one(CauseKind::Token, token_number(token)),
            Happened::NotGenuine => one(CauseKind::NotGenuine, 0),
            Happened::Scan(outcome) => number(CauseKind::Scan, outcome.number()),
            Happened::Camera(trouble) => number(CauseKind::Camera, trouble.number()),
            Happened::Panel(trouble) => number(CauseKind::Panel, trouble.number()),
            Happened::Terminal(trouble) => number(CauseKind::Terminal, trouble.number()),
            Happened::Reader(trouble) => number(CauseKind::Reader, trouble.number()),
            Happened::Folder(trouble) => number(CauseKind::Folder, trouble.number()),
            Happened::Network(trouble) => number(CauseKind::Network, trouble.number()),
            Happened::Centre(trouble) => number(CauseKind::Centre, trouble.number()),
            Happened::Person(trouble) => number(CauseKind::Person, trouble.number()),
            Happened::Code(code) => Self {
                kind: CauseKind::Code,
                detail: code.number(),
                extra: Some(u32::from(code.maker().number())),
            },
        }
    }
}

/// The code of a symptom, by the committed table (see [`rule_lines`](super::rule_lines)).
///
/// A code that the national software or the maker gave is passed through: it outranks a guess.
/// Every other symptom meets a rule; where only a catch-all fits, the diagnosis says so.
pub fn diagnose(symptom: &Symptom) -> Diagnosis {
    let cause = Cause::of(symptom.happened);
    let decided = RULES
        .iter()
        .zip(1_u16..)
        .find(|(rule, _)| rule.fits(symptom, &cause));
    let (code, rule, catch_all) = match (symptom.happened, decided) {
        (Happened::Code(code), _) => (code, 0, false),
        (_, Some((rule, number))) => (rule.code, number, rule.catch_all),
        // The last rule fits everything; a test holds it to that.
        (_, None) => (FaultCode::TERMINAL_APPLICATION, u16::MAX, true),
    };
    Diagnosis {
        code,
        step: symptom.step,
        key: symptom.key,
        cause,
        rule,
        catch_all,
    }
}

impl Rule {
    fn fits(&self, symptom: &Symptom, cause: &Cause) -> bool {
        (self.steps.is_empty() || self.steps.contains(&symptom.step))
            && (self.keys.is_empty() || symptom.key.is_some_and(|key| self.keys.contains(&key)))
            && (self.tokens.is_empty() || self.tokens.contains(&symptom.token))
            && self.kind.is_none_or(|kind| kind == cause.kind)
            && (self.details.is_empty()
                || self
                    .details
                    .iter()
                    .any(|&(low, high)| (low..=high).contains(&cause.detail)))
    }
}
