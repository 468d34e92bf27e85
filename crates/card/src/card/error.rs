//! What can go wrong with a chip: at which operation, after how many exchanges, and how.
#![forbid(unsafe_code)]

use core::fmt;

use super::profile::{Application, DataObject, File, SigningKey};
use crate::apdu::StatusWord;
use crate::tlv::TlvError;
use mynareader_facts::{Key, Tries};
use mynareader_transport::LinkError;

/// What was being done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Operation {
    /// Selecting an application.
    Select(Application),
    /// Reading a file.
    Read(File),
    /// Reading a data object outside any application.
    ReadDataObject(DataObject),
    /// Reading how many tries a key has left.
    Tries(Key),
    /// Presenting a secret.
    Verify(Key),
    /// Changing a PIN.
    Change(Key),
    /// Making a signature.
    Sign(SigningKey),
    /// Resetting the chip.
    Reset,
    /// Taking its power away.
    PowerDown,
}

impl fmt::Display for Operation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Select(application) => write!(f, "selecting {application}"),
            Self::Read(file) => write!(f, "reading {file}"),
            Self::ReadDataObject(object) => write!(f, "reading {object}"),
            Self::Tries(key) => write!(f, "reading the tries of {key}"),
            Self::Verify(key) => write!(f, "presenting {key}"),
            Self::Change(key) => write!(f, "changing {key}"),
            Self::Sign(key) => write!(f, "signing with {key}"),
            Self::Reset => f.write_str("resetting the card"),
            Self::PowerDown => f.write_str("powering the card down"),
        }
    }
}

/// An operation failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CardError {
    /// What was being done.
    pub operation: Operation,
    /// How many exchanges the session had cost by then; the number of the last one, from 1.
    pub exchange: u32,
    /// What went wrong.
    pub kind: CardErrorKind,
}

/// What went wrong. Closed on purpose: each must have a code at the
/// counter, and whoever maps them learns of a new one from the compiler.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CardErrorKind {
    /// The link failed.
    Link(LinkError),
    /// The card answered with a status word that ends the operation.
    Status(StatusWord),
    /// The answer has so many bytes and therefore no status word.
    IncompleteAnswer(usize),
    /// The card said that it signed and gave no signature.
    NoSignature,
    /// A VERIFY or a change may have been judged or not: the counter of this key must be read
    /// before anything else.
    OutcomeUnknown {
        /// The key.
        key: Key,
        /// Why the outcome is not known.
        cause: UnknownCause,
    },
    /// Refused, nothing was sent: the outcome of a VERIFY with this key is not known yet.
    Unsettled(Key),
    /// Refused, nothing was presented: too few tries are left, or the card does not tell.
    TooFewTries {
        /// The key.
        key: Key,
        /// What the card said.
        tries: Tries,
        /// How many were to be kept.
        kept: u8,
    },
    /// What the file begins with is not what it must be.
    Record(TlvError),
    /// The card answered in a way that would cost more exchanges than any card needs.
    TooManyExchanges,
    /// Refused, nothing was sent: the card or the reader is gone.
    SessionOver,
    /// Refused, nothing was sent: the profile has no such application, file, key or object.
    NotInProfile,
    /// Refused, nothing was sent: the data do not fit a command.
    Unsendable,
}

/// Why the outcome of a VERIFY is not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnknownCause {
    /// The link failed after the card may have seen the command.
    Link(LinkError),
    /// The answer has so many bytes and therefore no status word.
    Incomplete(usize),
    /// The card answered with a status word that does not tell.
    Status(StatusWord),
}

impl CardError {
    /// The status word of the card, where that was the cause.
    pub const fn status_word(&self) -> Option<StatusWord> {
        match self.kind {
            CardErrorKind::Status(status)
            | CardErrorKind::OutcomeUnknown {
                cause: UnknownCause::Status(status),
                ..
            } => Some(status),
            _ => None,
        }
    }

    /// The error of the link, where that was the cause.
    pub const fn link(&self) -> Option<LinkError> {
        match self.kind {
            CardErrorKind::Link(error)
            | CardErrorKind::OutcomeUnknown {
                cause: UnknownCause::Link(error),
                ..
            } => Some(error),
            _ => None,
        }
    }
}

impl fmt::Display for CardError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} failed at exchange {}: ",
            self.operation, self.exchange
        )?;
        match self.kind {
            CardErrorKind::Link(error) if self.operation == Operation::PowerDown => write!(
                f,
                "{error}; until the card is taken away, what the patient unlocked may stay usable",
            ),
            CardErrorKind::Link(error) => error.fmt(f),
            CardErrorKind::Status(status) => {
                write!(f, "the card answered {status}, {}", status.meaning())
            }
            CardErrorKind::IncompleteAnswer(bytes) => {
                write!(f, "the answer has {bytes} bytes and no status word")
            }
            CardErrorKind::NoSignature => {
                f.write_str("the card said that it signed and gave no signature")
            }
            CardErrorKind::OutcomeUnknown { key, cause } => {
                write!(
                    f,
                    "whether {key} was judged is not known, its tries must be read first; "
                )?;
                match cause {
                    UnknownCause::Link(error) => error.fmt(f),
                    UnknownCause::Incomplete(bytes) => {
                        write!(f, "the answer has {bytes} bytes and no status word")
                    }
                    UnknownCause::Status(status) => {
                        write!(f, "the card answered {status}, {}", status.meaning())
                    }
                }
            }
            CardErrorKind::Unsettled(key) => write!(
                f,
                "the tries of {key} must be read first, because the outcome of its last use is not \
                 known",
            ),
            CardErrorKind::TooFewTries { key, tries, kept } => write!(
                f,
                "{key} was not presented: tries left {tries}, to be kept {kept}",
            ),
            CardErrorKind::Record(error) => error.fmt(f),
            CardErrorKind::TooManyExchanges => {
                f.write_str("the card does not come to an end of its answer")
            }
            CardErrorKind::SessionOver => f.write_str("the card or the reader is gone"),
            CardErrorKind::NotInProfile => f.write_str("the card's profile does not have it"),
            CardErrorKind::Unsendable => f.write_str("the data do not fit a command"),
        }
    }
}

impl core::error::Error for CardError {}
