//! Values that several records have: dates, sex, certificates, public keys.
#![forbid(unsafe_code)]

use core::fmt;

use super::ApplicationError;
use crate::card::Content;
use crate::certificate::RsaPublicKey;
use crate::tlv::{Object, Tag, TlvError, TlvErrorKind};
use mynareader_facts::calendar::Date;

/// An X.509 certificate as the card holds it: DER, without filler. It is personal data, so
/// nothing shows it.
#[derive(Clone, PartialEq, Eq)]
pub struct DerCertificate(Content);

impl DerCertificate {
    pub(super) const fn new(bytes: Content) -> Self {
        Self(bytes)
    }

    /// The DER bytes.
    pub fn as_der(&self) -> &[u8] {
        &self.0
    }
}

/// Shows the length only.
impl fmt::Debug for DerCertificate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DerCertificate({} bytes)", self.0.len())
    }
}

/// A date in a record: eight digits, YYYYMMDD, which need not be a day of the calendar. People
/// whose birth date is not known have cards too.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct RecordedDate([u8; 8]);

impl RecordedDate {
    /// From eight ASCII digits.
    pub fn from_ascii(digits: &[u8]) -> Option<Self> {
        let digits: [u8; 8] = digits.try_into().ok()?;
        digits
            .iter()
            .all(u8::is_ascii_digit)
            .then_some(Self(digits))
    }

    /// The eight digits, ASCII.
    pub const fn digits(&self) -> &[u8; 8] {
        &self.0
    }

    /// The day, if the calendar has it.
    pub fn day(&self) -> Option<Date> {
        let [y3, y2, y1, y0, m1, m0, d1, d0] = self.0.map(|digit| digit & 0x0F);
        let year = [y3, y2, y1, y0]
            .iter()
            .fold(0_i16, |sum, &digit| sum * 10 + i16::from(digit));
        Date::new(year, m1 * 10 + m0, d1 * 10 + d0).ok()
    }

    pub(super) fn of(object: &Object<'_>) -> Result<Self, TlvError> {
        let digits = object.exactly::<8>()?;
        Self::from_ascii(digits).ok_or_else(|| object.error(TlvErrorKind::BadValue(object.tag())))
    }
}

/// Shows nothing of the date: most are birth dates.
impl fmt::Debug for RecordedDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RecordedDate")
    }
}

/// The sex that the card states \[C\].
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
#[allow(clippy::exhaustive_enums)] // ISO/IEC 5218 has these four.
pub enum Sex {
    /// 1.
    Male,
    /// 2.
    Female,
    /// 9.
    NotApplicable,
    /// 0.
    Unknown,
}

impl Sex {
    pub(super) fn of(object: &Object<'_>) -> Result<Self, TlvError> {
        match object.exactly::<1>()? {
            b"1" => Ok(Self::Male),
            b"2" => Ok(Self::Female),
            b"9" => Ok(Self::NotApplicable),
            b"0" => Ok(Self::Unknown),
            _ => Err(object.error(TlvErrorKind::BadValue(object.tag()))),
        }
    }
}

/// Shows nothing of the value.
impl fmt::Debug for Sex {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Sex")
    }
}

/// A public key in a record: `90` exponent, `91` modulus \[V\], under a tag that says primitive.
pub(super) fn public_key(object: &Object<'_>) -> Result<RsaPublicKey, ApplicationError> {
    let mut inside = object.inside()?;
    let exponent = inside.expect(Tag::new(0x90))?;
    let modulus = inside.expect(Tag::new(0x91))?;
    inside.finish()?;
    Ok(RsaPublicKey::from_parts(modulus.value(), exponent.value())?)
}

/// A signature that the card made.
#[derive(Clone, PartialEq, Eq)]
pub struct Signature(Vec<u8>);

impl Signature {
    pub(super) const fn new(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }

    /// The bytes.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

/// Shows the length only.
impl fmt::Debug for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Signature({} bytes)", self.0.len())
    }
}

/// What became of a signature that needs a PIN.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
#[allow(clippy::exhaustive_enums)] // Closed: the PIN was accepted or it was not.
pub enum Signed {
    /// The signature.
    Signature(Signature),
    /// The PIN was not accepted; nothing was signed.
    Refused(crate::card::Verification),
}
