//! 券面事項入力補助AP: the card's face as text.
#![forbid(unsafe_code)]

use core::fmt;
use core::ops::Range;

use sha2::{Digest as _, Sha256};

use super::ApplicationError;
use super::record::{RecordedDate, Sex};
use crate::card::{Card, CardError, Content, File, Floor, Verification};
use crate::certificate::{CvCertificate, RsaPublicKey, SignatureError};
use crate::secret::Expose as _;
use crate::secret::{AgreedCodeB, TextPin};
use crate::tlv::{self, Structure, Tag, TlvError, TlvErrorKind};
use mynareader_facts::{Key, Tries};

/// The application on a card. Making one sends nothing; each step selects it where needed.
#[derive(Debug)]
pub struct Text<'a, 't>(&'a mut Card<'t>);

impl<'a, 't> Text<'a, 't> {
    /// The application on this card.
    pub const fn new(card: &'a mut Card<'t>) -> Self {
        Self(card)
    }

    /// Selects the application. Each step does so itself; to see whether the card has it.
    pub fn select(&mut self) -> Result<(), CardError> {
        self.0.select(crate::card::Application::Text)
    }

    /// How many tries the PIN has left.
    pub fn pin_tries(&mut self) -> Result<Tries, CardError> {
        self.0.tries(Key::TextPin)
    }

    /// How many tries code B has left here; its counter is not that of 券面事項確認AP.
    pub fn code_b_tries(&mut self) -> Result<Tries, CardError> {
        self.0.tries(Key::TextCodeB)
    }

    /// Presents the PIN, once.
    pub fn verify_pin(&mut self, pin: &TextPin, floor: Floor) -> Result<Verification, CardError> {
        self.0.verify(Key::TextPin, pin.expose(), floor)
    }

    /// Presents code B, once, if more tries are left than its policy keeps.
    pub fn verify_code_b(&mut self, code: AgreedCodeB<'_>) -> Result<Verification, CardError> {
        let floor = Floor::Keep(code.tries_kept());
        self.0.verify(Key::TextCodeB, code.code().expose(), floor)
    }

    /// Changes the PIN: presents the old one and sets the new one.
    pub fn change_pin(
        &mut self,
        old: &TextPin,
        new: &TextPin,
        floor: Floor,
    ) -> Result<Verification, CardError> {
        self.0
            .change(Key::TextPin, old.expose(), new.expose(), floor)
    }

    /// Name, address, birth date and sex (基本4情報). Needs the PIN or code B.
    pub fn basic_attributes(&mut self) -> Result<BasicAttributes, ApplicationError> {
        Ok(BasicAttributes::parse(self.0.read(File::BasicAttributes)?)?)
    }

    /// The integrity record. Needs the PIN, code A or code B \[X\].
    pub fn integrity_record(&mut self) -> Result<IntegrityRecord, ApplicationError> {
        Ok(IntegrityRecord::parse(
            &self.0.read(File::IntegrityRecord)?,
        )?)
    }

    /// The certificate of the key that signs the records. Free.
    pub fn certificate(&mut self) -> Result<CvCertificate, ApplicationError> {
        Ok(CvCertificate::parse(&self.0.read(File::TextCertificate)?)?)
    }
}

/// 個人番号.
#[cfg(feature = "individual-number")]
impl Text<'_, '_> {
    /// The 個人番号: twelve ASCII digits. Needs the PIN or code A. Never used by the reception.
    pub fn individual_number(&mut self) -> Result<IndividualNumber, ApplicationError> {
        Ok(IndividualNumber::parse(
            self.0.read(File::IndividualNumber)?,
        )?)
    }
}

/// The four basic attributes (基本4情報), EF 0002 \[V\].
///
/// ```text
/// FF20 { DF21 four offsets, DF22 name, DF23 address, DF24 birth date, DF25 sex }
/// ```
pub struct BasicAttributes {
    file: Content,
    name: Range<usize>,
    address: Range<usize>,
    /// The value of the outer object after the table of offsets: what the integrity record covers.
    covered: Range<usize>,
    birth_date: RecordedDate,
    sex: Sex,
}

impl BasicAttributes {
    /// Takes the file apart.
    pub fn parse(file: Content) -> Result<Self, TlvError> {
        let outer = tlv::locate(Structure::BasicAttributes, &file, Tag::new(0xFF20))?;
        let mut reader = outer.children()?;
        let table = reader.expect(Tag::new(0xDF21))?;
        let (stated, _) = table.exactly::<8>()?.as_chunks::<2>();
        let covered = reader.offset()..outer.range().end;
        let mut next = |tag, stated: Option<&[u8; 2]>| {
            let object = reader.expect(Tag::new(tag))?;
            let stated = usize::from(u16::from_be_bytes(*stated.unwrap_or(&[0, 0])));
            let from_record = object.offset().saturating_sub(outer.offset());
            if stated == object.offset() || stated == from_record {
                Ok(object)
            } else {
                Err(object.error(TlvErrorKind::OffsetTable {
                    stated,
                    actual: object.offset(),
                }))
            }
        };
        let name = next(0xDF22, stated.first())?;
        let address = next(0xDF23, stated.get(1))?;
        let birth_date = next(0xDF24, stated.get(2))?;
        let sex = next(0xDF25, stated.get(3))?;
        if reader.offset() != outer.range().end {
            return Err(reader.error(TlvErrorKind::TrailingBytes));
        }
        for text in [&name, &address] {
            core::str::from_utf8(text.between(0, 2048)?)
                .map_err(|_| text.error(TlvErrorKind::BadValue(text.tag())))?;
        }
        let (birth_date, sex) = (RecordedDate::of(&birth_date)?, Sex::of(&sex)?);
        let (name, address) = (name.value_range(), address.value_range());
        Ok(Self {
            file,
            name,
            address,
            covered,
            birth_date,
            sex,
        })
    }

    /// The name: family name, U+3000, given name \[V\].
    pub fn name(&self) -> &str {
        self.text(&self.name)
    }

    /// The address; its digits are full-width \[V\].
    pub fn address(&self) -> &str {
        self.text(&self.address)
    }

    /// The birth date, western, as recorded.
    pub const fn birth_date(&self) -> RecordedDate {
        self.birth_date
    }

    /// The sex.
    pub const fn sex(&self) -> Sex {
        self.sex
    }

    fn text(&self, range: &Range<usize>) -> &str {
        // Checked to be UTF-8 when it was taken apart.
        self.file
            .get(range.clone())
            .and_then(|bytes| core::str::from_utf8(bytes).ok())
            .unwrap_or_default()
    }
}

/// Shows the length only.
impl fmt::Debug for BasicAttributes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "BasicAttributes({} bytes)", self.file.len())
    }
}

/// The integrity record, EF 0003: digests of EF 0001 and EF 0002, signed.
///
/// ```text
/// FF30 { DF31 SHA-256 of EF 0001, DF32 SHA-256 of EF 0002, DF33 signature }
/// ```
///
/// DF31 covers the whole file, filler included; DF32 the value of EF 0002 after its table of
/// offsets \[V\] both. That the signature covers DF31 and DF32 as whole objects is \[I\], after the
/// other records.
pub struct IntegrityRecord {
    individual_number: [u8; 32],
    attributes: [u8; 32],
    signed: Vec<u8>,
    signature: Vec<u8>,
}

/// Why attributes are not what the integrity record vouches for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum IntegrityError {
    /// The digest in the record is that of other attributes.
    #[error("the integrity record vouches for other attributes")]
    Digest,
    /// The record's signature does not hold.
    #[error("the signature of the integrity record does not hold: {0}")]
    Signature(SignatureError),
}

impl IntegrityRecord {
    /// Takes the file apart.
    pub fn parse(file: &[u8]) -> Result<Self, TlvError> {
        let outer = tlv::locate(Structure::IntegrityRecord, file, Tag::new(0xFF30))?;
        let mut reader = outer.children()?;
        let number = reader.expect(Tag::new(0xDF31))?;
        let attributes = reader.expect(Tag::new(0xDF32))?;
        let signature = reader.expect(Tag::new(0xDF33))?;
        reader.finish()?;
        Ok(Self {
            individual_number: *number.exactly::<32>()?,
            attributes: *attributes.exactly::<32>()?,
            signed: [number.whole(), attributes.whole()].concat(),
            signature: signature.between(128, 1024)?.to_vec(),
        })
    }

    /// Checks that the record vouches for these attributes, and its signature with the key that
    /// signs the application's records.
    pub fn verify(
        &self,
        attributes: &BasicAttributes,
        signer: &RsaPublicKey,
    ) -> Result<(), IntegrityError> {
        let covered = attributes
            .file
            .get(attributes.covered.clone())
            .unwrap_or_default();
        if Sha256::digest(covered).as_slice() != self.attributes {
            return Err(IntegrityError::Digest);
        }
        signer
            .verify_pkcs1v15_sha256(&self.signed, &self.signature)
            .map_err(IntegrityError::Signature)
    }

    /// Whether the record vouches for this 個人番号 file, filler included.
    #[cfg(feature = "individual-number")]
    pub fn vouches_for(&self, number: &IndividualNumber) -> bool {
        Sha256::digest(number.0.as_bytes()).as_slice() == self.individual_number
    }
}

/// Shows nothing of the digests: that of a 個人番号 gives the number away to whoever counts.
impl fmt::Debug for IntegrityRecord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "IntegrityRecord({} bytes signed)", self.signed.len())
    }
}

impl Drop for IntegrityRecord {
    fn drop(&mut self) {
        use zeroize::Zeroize as _;
        self.individual_number.zeroize();
        self.signed.zeroize();
    }
}

/// The 個人番号, EF 0001: `FF10 0C`, twelve digits, filler \[V\].
#[cfg(feature = "individual-number")]
pub struct IndividualNumber(Content);

#[cfg(feature = "individual-number")]
impl IndividualNumber {
    /// Takes the file apart.
    pub fn parse(file: Content) -> Result<Self, TlvError> {
        let object = tlv::locate(Structure::IndividualNumber, &file, Tag::new(0xFF10))?;
        if !object.exactly::<12>()?.iter().all(u8::is_ascii_digit) {
            return Err(object.error(TlvErrorKind::BadValue(object.tag())));
        }
        Ok(Self(file))
    }

    /// The twelve digits, ASCII.
    pub fn digits(&self) -> &[u8] {
        tlv::locate(Structure::IndividualNumber, &self.0, Tag::new(0xFF10))
            .map_or(&[], |object| object.value())
    }
}

/// Shows nothing.
#[cfg(feature = "individual-number")]
impl fmt::Debug for IndividualNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("IndividualNumber")
    }
}
