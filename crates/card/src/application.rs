//! What is on the card, application by application, as typed records.
//!
//! * [`jpki`]: 公的個人認証AP: certificates, token kind, PINs, signatures.
//! * [`surface`]: 券面事項確認AP: face record with photo, age record, live-card challenge.
//! * [`text`]: 券面事項入力補助AP: the four basic attributes.
//! * [`common`]: 共通カードAP: card information.
//! * [`outside`]: data objects outside any application: expiry, card identification.
//! * [`face_flow`]: what the check-in by face reads, in the order that costs the fewest exchanges.
//! * [`vouched`]: whether the face record that was read may be used; the photo comes from there.
//!
//! Each record's `Debug` shows sizes and places, never content.
#![forbid(unsafe_code)]

pub mod common;
pub mod face_flow;
mod input;
pub mod jpki;
pub mod outside;
pub mod record;
pub mod surface;
pub mod text;
pub mod vouched;

pub use input::{InputError, Scheme, ToSign};

use core::fmt;

use crate::card::CardError;
use crate::certificate::{CvError, KeyError, SignatureError};
use crate::tlv::TlvError;

/// Why a step with an application gave nothing. Closed on purpose: each must have a code at the
/// counter, and whoever maps them learns of a new one from the compiler.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ApplicationError {
    /// The card or the link failed.
    Card(CardError),
    /// A record is not what it must be.
    Record(TlvError),
    /// The public key in a record is not one.
    Key(KeyError),
    /// A signature does not hold.
    Signature(SignatureError),
    /// The card-verifiable certificate of an application is not one.
    Certificate(CvError),
    /// Refused, nothing was sent: on this token the certificate can be read only after the PIN.
    PinNeeded,
}

impl fmt::Display for ApplicationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Card(error) => error.fmt(f),
            Self::Record(error) => error.fmt(f),
            Self::Key(error) => error.fmt(f),
            Self::Signature(error) => error.fmt(f),
            Self::Certificate(error) => error.fmt(f),
            Self::PinNeeded => {
                f.write_str("this token gives its certificate only after the PIN was presented")
            }
        }
    }
}

impl core::error::Error for ApplicationError {}

impl From<CardError> for ApplicationError {
    fn from(error: CardError) -> Self {
        Self::Card(error)
    }
}

impl From<TlvError> for ApplicationError {
    fn from(error: TlvError) -> Self {
        Self::Record(error)
    }
}

impl From<KeyError> for ApplicationError {
    fn from(error: KeyError) -> Self {
        Self::Key(error)
    }
}

impl From<SignatureError> for ApplicationError {
    fn from(error: SignatureError) -> Self {
        Self::Signature(error)
    }
}

impl From<CvError> for ApplicationError {
    fn from(error: CvError) -> Self {
        Self::Certificate(error)
    }
}
