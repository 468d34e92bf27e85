//! 共通カードAP: what identifies the card, readable without a code.
#![forbid(unsafe_code)]

use core::fmt;

use iso7816_tlv::simple::Tlv;

use super::ApplicationError;
use super::record::RecordedDate;
use crate::card::{Card, CardError, File};
use crate::tlv::{Structure, TlvError, TlvErrorKind};

/// The application on a card. Making one sends nothing.
#[derive(Debug)]
pub struct Common<'a, 't>(&'a mut Card<'t>);

impl<'a, 't> Common<'a, 't> {
    /// The application on this card.
    pub const fn new(card: &'a mut Card<'t>) -> Self {
        Self(card)
    }

    /// Selects the application. The step does so itself; to see whether the card has it.
    pub fn select(&mut self) -> Result<(), CardError> {
        self.0.select(crate::card::Application::Common)
    }

    /// The card information. Free.
    pub fn card_information(&mut self) -> Result<CardInformation, ApplicationError> {
        Ok(CardInformation::parse(
            &self.0.read(File::CardInformation)?,
        )?)
    }
}

/// The tag of the card information.
const TAG: u8 = 0x01;

/// Tag and length, one byte each.
const HEADER: usize = 2;

/// Serial number, municipality and expiry.
const DIGITS: usize = 28;

/// The card information, EF 0001 record 1: SIMPLE-TLV `01 1C` and 28 ASCII digits, serial number
/// (15), municipality (5), expiry (8) \[M\]\[1\].
#[derive(Clone, PartialEq, Eq)]
pub struct CardInformation {
    serial: [u8; 15],
    municipality: [u8; 5],
    expiry: RecordedDate,
}

impl CardInformation {
    /// Takes the record apart.
    pub fn parse(record: &[u8]) -> Result<Self, TlvError> {
        let error = |offset, kind| TlvError::new(Structure::CardInformation, offset, kind);
        let truncated = error(
            0,
            TlvErrorKind::Truncated {
                needed: HEADER + DIGITS,
                available: record.len(),
            },
        );
        // A record is no longer than one READ RECORD gives, and SIMPLE-TLV does not nest.
        let (object, _) = Tlv::parse(record);
        let object = match object {
            Ok(object) => object,
            Err(iso7816_tlv::TlvError::TruncatedInput) => return Err(truncated),
            Err(_) => return Err(error(0, TlvErrorKind::BadPattern)),
        };
        let digits = object.value();
        let tag: u8 = object.tag().into();
        if tag != TAG || digits.len() != DIGITS {
            return Err(error(0, TlvErrorKind::BadPattern));
        }
        if let Some(at) = digits.iter().position(|byte| !byte.is_ascii_digit()) {
            return Err(error(at + HEADER, TlvErrorKind::BadPattern));
        }
        let (serial, rest) = digits.split_first_chunk::<15>().ok_or(truncated)?;
        let (municipality, expiry) = rest.split_first_chunk::<5>().ok_or(truncated)?;
        Ok(Self {
            serial: *serial,
            municipality: *municipality,
            expiry: RecordedDate::from_ascii(expiry).ok_or(truncated)?,
        })
    }

    /// The serial number, fifteen ASCII digits. With the identification outside any application
    /// it is what tells this card from others; ATR and UID do not (R5).
    pub const fn serial(&self) -> &[u8; 15] {
        &self.serial
    }

    /// The municipality code, five ASCII digits.
    pub const fn municipality(&self) -> &[u8; 5] {
        &self.municipality
    }

    /// The day until which the card is valid.
    pub const fn expiry(&self) -> RecordedDate {
        self.expiry
    }
}

/// Shows nothing.
impl fmt::Debug for CardInformation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CardInformation")
    }
}
