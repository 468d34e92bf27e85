//! What led to a code, as numbers: for journals, for the C ABI, for a maker's support.
#![forbid(unsafe_code)]

use core::fmt;

use super::{FaultCode, Happened, LinkFailure, RecordStructure, RecordTrouble, Step, numbered};
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
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct Cause {
    /// What sort of thing.
    pub kind: CauseKind,
    /// Its first number.
    pub detail: u32,
    /// Its second number, where it has one.
    pub extra: Option<u32>,
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

/// Where a code comes from: the step, the key, what happened, and the rule that chose the code.
/// Numbers of closed lists alone; nothing personal can stand in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct Origin {
    /// At which step it happened.
    pub step: Step,
    /// With which key.
    #[cfg_attr(
        feature = "serde",
        serde(default, skip_serializing_if = "Option::is_none")
    )]
    pub key: Option<Key>,
    /// What happened, as numbers.
    pub cause: Cause,
    /// The number of the rule that decided, see [`rule_lines`](super::rule_lines); 0 where the code
    /// was given and none had to. It may change between versions.
    pub rule: u16,
}

/// A code on its way to the screen, with what led to it.
///
/// A code alone ([`From`]) is one that somebody outside gave: where it comes from is not known
/// here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct Fault {
    /// The code.
    pub code: FaultCode,
    /// Where it comes from, as far as that is known.
    #[cfg_attr(
        feature = "serde",
        serde(default, skip_serializing_if = "Option::is_none")
    )]
    pub origin: Option<Origin>,
}

impl From<FaultCode> for Fault {
    fn from(code: FaultCode) -> Self {
        Self { code, origin: None }
    }
}

/// One line for a log, such as `read-photo code-b status-word 6F00 (rule 21)`.
impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.step.fmt(f)?;
        if let Some(key) = self.key {
            write!(f, ", {key}")?;
        }
        write!(f, ": {} (rule {})", self.cause, self.rule)
    }
}

/// The kind and its numbers: codes of PC/SC, drivers and the card in hexadecimal, as their lists
/// have them.
impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            kind,
            detail,
            extra,
        } = *self;
        kind.fmt(f)?;
        let low = u16::try_from(detail).ok();
        let high = u16::try_from(detail / 256).ok();
        let trouble = u16::try_from(detail % 256).ok();
        match kind {
            CauseKind::StatusWord => write!(f, " {detail:04X}"),
            CauseKind::Pcsc => write!(f, " {detail:08X}"),
            CauseKind::Link => {
                match low.and_then(LinkFailure::from_number) {
                    Some(failure) => write!(f, " {failure}")?,
                    None => write!(f, " {detail}")?,
                }
                match extra {
                    Some(code) => write!(f, " {code:08X}"),
                    None => Ok(()),
                }
            }
            CauseKind::Record => {
                match (
                    high.and_then(RecordStructure::from_number),
                    trouble.and_then(RecordTrouble::from_number),
                ) {
                    (Some(structure), Some(trouble)) => write!(f, " {structure} {trouble}")?,
                    _ => write!(f, " {detail}")?,
                }
                match extra {
                    Some(offset) => write!(f, " at {offset}"),
                    None => Ok(()),
                }
            }
            _ => {
                write!(f, " {detail}")?;
                match extra {
                    Some(extra) => write!(f, "/{extra}"),
                    None => Ok(()),
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fault::Symptom;

    /// No number of tries is that of an unknown one.
    #[test]
    fn known_tries_are_not_taken_for_unknown_ones() {
        let of = |tries| Cause::of(Happened::Tries(tries)).detail;
        assert_eq!(of(Tries::Unknown), UNKNOWN);
        assert_eq!(of(Tries::Left(u8::MAX)), UNKNOWN - 1);
        assert_eq!(of(Tries::Left(3)), 3);
        assert_eq!(of(Tries::Blocked), 0);
    }

    /// The line names what a maker's support asks for: step, key, number, rule.
    #[test]
    fn an_origin_is_one_line_for_a_log() {
        let rows = [
            (
                Symptom::new(Step::ReadPhoto, Happened::StatusWord(0x6F00)),
                "read-photo: status-word 6F00",
            ),
            (
                Symptom::new(Step::VerifyCodeB, Happened::StatusWord(0x63C2)).with_key(Key::CodeB),
                "verify-code-b, code B: status-word 63C2",
            ),
            (
                Symptom::new(
                    Step::Detect,
                    Happened::Link {
                        failure: LinkFailure::Driver,
                        code: Some(0x8010_002F),
                    },
                ),
                "detect: link driver 8010002F",
            ),
            (
                Symptom::new(Step::Detect, Happened::Pcsc(0x8010_000C)),
                "detect: pcsc 8010000C",
            ),
            (
                Symptom::new(
                    Step::ReadPhoto,
                    Happened::Record {
                        structure: RecordStructure::FaceRecord,
                        trouble: RecordTrouble::Truncated,
                        offset: 12,
                    },
                ),
                "read-photo: record face-record truncated at 12",
            ),
        ];
        for (symptom, expected) in rows {
            let fault = Fault::from(&symptom);
            let origin = fault.origin.unwrap();
            let line = origin.to_string();
            assert_eq!(line, format!("{expected} (rule {})", origin.rule));
        }
        assert_eq!(Fault::from(FaultCode::NETWORK).origin, None);
    }
}
