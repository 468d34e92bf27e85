//! Data objects outside any application: the card's expiry and identification.
//!
//! They are to be had only while no application is selected \[M\]\[1\]: first after power-up, or
//! last, when the applications have been left anyway. Phones have none of them.
#![forbid(unsafe_code)]

use core::fmt;

use super::ApplicationError;
use super::record::RecordedDate;
use crate::card::{Card, Content, DataObject};
use crate::tlv::{Structure, TlvError, TlvErrorKind};

/// The day until which the card is valid, data object 00F2: eight digits.
pub fn expiry(card: &mut Card<'_>) -> Result<RecordedDate, ApplicationError> {
    let bytes = card.data_object(DataObject::Expiry)?;
    let value = value(&bytes, 0xF2, 8);
    RecordedDate::from_ascii(value)
        .ok_or_else(|| TlvError::new(Structure::CardDataObject, 0, TlvErrorKind::BadPattern).into())
}

/// The municipality code, data object 00F0: five ASCII digits.
pub fn municipality(card: &mut Card<'_>) -> Result<[u8; 5], ApplicationError> {
    let bytes = card.data_object(DataObject::Municipality)?;
    let error = TlvError::new(Structure::CardDataObject, 0, TlvErrorKind::BadPattern);
    let digits: [u8; 5] = value(&bytes, 0xF0, 5).try_into().map_err(|_| error)?;
    if digits.iter().all(u8::is_ascii_digit) {
        Ok(digits)
    } else {
        Err(error.into())
    }
}

/// The card identification number, data object 0045: what proves that it is the same card, before
/// and after it was handed to somebody else. Neither ATR nor UID can (R5).
pub fn card_identification(card: &mut Card<'_>) -> Result<CardIdentification, ApplicationError> {
    let bytes = card.data_object(DataObject::CardIdentification)?;
    let kind = match bytes.len() {
        0 => TlvErrorKind::Truncated {
            needed: 1,
            available: 0,
        },
        1..=CardIdentification::MOST => return Ok(CardIdentification(bytes)),
        found => TlvErrorKind::TooLong {
            most: CardIdentification::MOST,
            found,
        },
    };
    Err(TlvError::new(Structure::CardDataObject, 0, kind).into())
}

/// A card's identification number. To be compared; it is personal data and not shown.
#[derive(Clone, PartialEq, Eq)]
pub struct CardIdentification(Content);

impl CardIdentification {
    /// The longest that is taken, in bytes.
    pub const MOST: usize = 64;

    /// The bytes, as the card gives them.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

/// Shows the length only.
impl fmt::Debug for CardIdentification {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CardIdentification({} bytes)", self.0.len())
    }
}

/// The value of a data object, which may come bare or with its tag and length \[?\].
fn value(bytes: &[u8], tag: u8, length: usize) -> &[u8] {
    match bytes {
        [found, stated, rest @ ..]
            if *found == tag && usize::from(*stated) == length && rest.len() == length =>
        {
            rest
        }
        bare => bare,
    }
}
