//! What a card may decide differently, in one place: application ids, file ids, key references,
//! formats, tries and limits. The next generation of the card is to be a second value.
//!
//! J-LIS publishes none of this. Sources and marks stand beside each value in
//! [`Profile::my_number_card`]; `docs/card.md` explains the marks.
#![forbid(unsafe_code)]

mod data;
mod my_number_card;

pub use data::{ProfileError, ProfileFault};

use core::fmt;
use core::time::Duration;
use std::collections::BTreeMap;

use crate::tlv::{Structure, Tag};
use mynareader_facts::Key;

/// An application on the chip.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
#[non_exhaustive]
pub enum Application {
    /// 公的個人認証AP: certificates and signatures.
    Jpki,
    /// 券面事項確認AP: the card's face as images.
    Surface,
    /// 券面事項入力補助AP: the card's face as text.
    Text,
    /// 住基AP.
    Juki,
    /// 共通カードAP.
    Common,
    /// The issuer security domain: outside any application.
    IssuerSecurityDomain,
}

/// A file on the chip, by what is in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
#[non_exhaustive]
pub enum File {
    /// 利用者証明用電子証明書.
    AuthenticationCertificate,
    /// The certificate of its issuer, as the card holds it.
    AuthenticationCaCertificate,
    /// 署名用電子証明書.
    SignatureCertificate,
    /// The certificate of its issuer, as the card holds it.
    SignatureCaCertificate,
    /// What kind of token it is.
    TokenInformation,
    /// Which certificates there are.
    CertificateAvailability,
    /// The age record.
    AgeRecord,
    /// The face record (券面情報).
    FaceRecord,
    /// The basic data of 券面事項確認AP.
    SurfaceBasicData,
    /// The card-verifiable certificate of the key that signs the records of 券面事項確認AP.
    SurfaceCertificate,
    /// The rendered 個人番号.
    NumberRecord,
    /// The 個人番号 as text.
    IndividualNumber,
    /// The four basic attributes (基本4情報).
    BasicAttributes,
    /// The integrity record of 券面事項入力補助AP.
    IntegrityRecord,
    /// The card-verifiable certificate of the key that signs the records of 券面事項入力補助AP.
    TextCertificate,
    /// The basic data of 券面事項入力補助AP.
    TextBasicData,
    /// The signed key of 券面事項入力補助AP.
    TextKeyRecord,
    /// The card information of 共通カードAP.
    CardInformation,
}

impl File {
    /// The record that the file holds.
    pub const fn structure(self) -> Structure {
        match self {
            Self::AuthenticationCertificate
            | Self::AuthenticationCaCertificate
            | Self::SignatureCertificate
            | Self::SignatureCaCertificate => Structure::Certificate,
            Self::TokenInformation => Structure::TokenInformation,
            Self::CertificateAvailability => Structure::CertificateAvailability,
            Self::AgeRecord => Structure::AgeRecord,
            Self::FaceRecord => Structure::FaceRecord,
            Self::SurfaceBasicData => Structure::SurfaceBasicData,
            Self::SurfaceCertificate | Self::TextCertificate => Structure::CvCertificate,
            Self::NumberRecord => Structure::NumberRecord,
            Self::IndividualNumber => Structure::IndividualNumber,
            Self::BasicAttributes => Structure::BasicAttributes,
            Self::IntegrityRecord => Structure::IntegrityRecord,
            Self::TextBasicData => Structure::TextBasicData,
            Self::TextKeyRecord => Structure::TextKeyRecord,
            Self::CardInformation => Structure::CardInformation,
        }
    }
}

/// A data object outside any application.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
#[non_exhaustive]
pub enum DataObject {
    /// The identification of the issuer.
    Issuer,
    /// The card identification number: what tells this card from all others.
    CardIdentification,
    /// The card recognition data of GlobalPlatform.
    CardRecognition,
    /// The municipality code.
    Municipality,
    /// The day until which the card is valid.
    Expiry,
    /// The identifier of the card's key.
    KeyIdentifier,
    /// A card-verifiable certificate.
    Certificate,
    /// The contact ATR, over either interface.
    ContactAtr,
}

/// A key on the chip that signs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
#[non_exhaustive]
pub enum SigningKey {
    /// The key of the authentication certificate; needs the PIN.
    Authentication,
    /// The key of the signature certificate; needs the password.
    Signature,
    /// The key of 券面事項確認AP; needs nothing.
    Surface,
    /// The key of 券面事項入力補助AP; needs nothing.
    Text,
}

/// What a file looks like from outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
#[non_exhaustive]
pub enum Shape {
    /// Of a fixed length, 1 to 256 bytes.
    Bytes(u16),
    /// One object with this tag, then filler.
    Object {
        /// The tag of the outer object.
        #[cfg_attr(feature = "serde", serde(with = "tag_number"))]
        tag: Tag,
        /// How many foreign bytes may stand before it.
        junk: usize,
    },
    /// This record of a record file.
    Record(u8),
}

/// Where a file lies and how large it may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct FileEntry {
    /// The application.
    pub application: Application,
    /// The short identifier, 1 to 30; the file's identifier is `00` and this.
    pub id: u8,
    /// What it looks like.
    pub shape: Shape,
    /// The longest content that is taken, in bytes.
    pub most: usize,
}

/// Where a key lies and how many tries it has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct KeyEntry {
    /// The application.
    pub application: Application,
    /// The short identifier, 1 to 30.
    pub id: u8,
    /// How many tries it has when the counter is full: at least 1 and at most
    /// [`Key::most_tries`]. What says that more are left is not the card.
    pub tries: u8,
}

/// Where a signing key lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct SigningKeyEntry {
    /// The application.
    pub application: Application,
    /// P2 of COMPUTE DIGITAL SIGNATURE.
    pub reference: u8,
}

/// What to do about cards that stumble over their first command after power-up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
#[non_exhaustive]
pub enum FirstCommand {
    /// Nothing.
    Plain,
    /// Send it once more if the answer is `6F00`. Costs nothing with other cards.
    #[default]
    RepeatAfter6F00,
    /// Send one command in vain first.
    ThrowAway,
}

/// How long to wait for answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct Limits {
    /// For one command, in milliseconds.
    pub exchange_ms: u32,
    /// For one extended read, in milliseconds. 10 kB over contacts at the default rate take 11
    /// seconds (computed).
    pub long_read_ms: u32,
    /// For one signature, in milliseconds. Implementers wait 5 to 20 seconds \[C\].
    pub signature_ms: u32,
}

impl Limits {
    /// For one command.
    pub fn exchange(&self) -> Duration {
        Duration::from_millis(u64::from(self.exchange_ms))
    }

    /// For one extended read.
    pub fn long_read(&self) -> Duration {
        Duration::from_millis(u64::from(self.long_read_ms))
    }

    /// For one signature.
    pub fn signature(&self) -> Duration {
        Duration::from_millis(u64::from(self.signature_ms))
    }
}

/// An application identifier, 5 to 16 bytes.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(try_from = "String", into = "String"))]
pub struct Aid(Vec<u8>);

/// Not an application identifier: 5 to 16 bytes, in text as hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an application identifier has 5 to 16 bytes, written as hexadecimal digits")]
pub struct BadAid;

impl Aid {
    /// From its bytes.
    pub fn new(bytes: &[u8]) -> Result<Self, BadAid> {
        if (5..=16).contains(&bytes.len()) {
            Ok(Self(bytes.to_vec()))
        } else {
            Err(BadAid)
        }
    }

    /// Its bytes.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

impl TryFrom<String> for Aid {
    type Error = BadAid;

    fn try_from(text: String) -> Result<Self, BadAid> {
        let nibbles: Option<Vec<u8>> = text
            .chars()
            .filter(|character| *character != ' ')
            .map(|character| u8::try_from(character.to_digit(16)?).ok())
            .collect();
        let nibbles = nibbles.ok_or(BadAid)?;
        let (pairs, []) = nibbles.as_chunks::<2>() else {
            return Err(BadAid);
        };
        let bytes: Vec<u8> = pairs.iter().map(|[high, low]| high << 4 | low).collect();
        Self::new(&bytes)
    }
}

impl From<Aid> for String {
    fn from(aid: Aid) -> Self {
        aid.to_string()
    }
}

impl fmt::Display for Aid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02X}"))
    }
}

impl fmt::Debug for Aid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Aid({self})")
    }
}

/// What a kind of card looks like.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct Profile {
    /// A name for journals and errors.
    pub name: String,
    /// The applications.
    pub applications: BTreeMap<Application, Aid>,
    /// The files.
    pub files: BTreeMap<File, FileEntry>,
    /// The keys that are presented.
    pub keys: BTreeMap<Key, KeyEntry>,
    /// The keys that sign.
    pub signing_keys: BTreeMap<SigningKey, SigningKeyEntry>,
    /// The tags of the data objects outside any application.
    pub data_objects: BTreeMap<DataObject, u16>,
    /// What to do about the first command after power-up.
    pub first_command: FirstCommand,
    /// How long to wait.
    pub limits: Limits,
}

impl Profile {
    /// The My Number card as it is known today, and the tokens on phones that speak the same
    /// protocol.
    pub fn my_number_card() -> Self {
        my_number_card::profile()
    }

    /// The AID of an application.
    pub fn aid(&self, application: Application) -> Option<&[u8]> {
        self.applications.get(&application).map(Aid::as_bytes)
    }

    /// Where a file lies; nothing for an identifier that no short form has.
    pub fn file(&self, file: File) -> Option<FileEntry> {
        self.files
            .get(&file)
            .copied()
            .filter(|entry| is_short(entry.id))
    }

    /// Where a key lies; nothing for an identifier that no short form has. It never has more tries
    /// than [`Key::most_tries`], whatever the profile says.
    pub fn key(&self, key: Key) -> Option<KeyEntry> {
        self.keys
            .get(&key)
            .copied()
            .filter(|entry| is_short(entry.id))
            .map(|entry| KeyEntry {
                tries: entry.tries.min(key.most_tries()),
                ..entry
            })
    }

    /// Where a signing key lies.
    pub fn signing_key(&self, key: SigningKey) -> Option<SigningKeyEntry> {
        self.signing_keys.get(&key).copied()
    }

    /// The tag of a data object.
    pub fn data_object(&self, object: DataObject) -> Option<u16> {
        self.data_objects.get(&object).copied()
    }
}

impl Default for Profile {
    fn default() -> Self {
        Self::my_number_card()
    }
}

/// Short identifiers have five bits; 0 and 31 are no files (ISO 7816-4).
const fn is_short(id: u8) -> bool {
    matches!(id, 1..=30)
}

#[cfg(feature = "serde")]
mod tag_number {
    use serde::{Deserialize as _, Deserializer, Serializer};

    use crate::tlv::Tag;

    #[allow(clippy::trivially_copy_pass_by_ref)] // The form that serde calls.
    pub(super) fn serialize<S: Serializer>(tag: &Tag, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u32(tag.value())
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Tag, D::Error> {
        u32::deserialize(deserializer).map(Tag::new)
    }
}

impl fmt::Display for Application {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Jpki => "the JPKI application",
            Self::Surface => "the surface application",
            Self::Text => "the text application",
            Self::Juki => "the Juki application",
            Self::Common => "the common application",
            Self::IssuerSecurityDomain => "the issuer security domain",
        })
    }
}

impl fmt::Display for File {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::AuthenticationCertificate => "the authentication certificate",
            Self::AuthenticationCaCertificate => "the issuer's certificate for authentication",
            Self::SignatureCertificate => "the signature certificate",
            Self::SignatureCaCertificate => "the issuer's certificate for signatures",
            Self::TokenInformation => "the token information",
            Self::CertificateAvailability => "the certificate availability",
            Self::AgeRecord => "the age record",
            Self::FaceRecord => "the face record",
            Self::SurfaceBasicData => "the basic data of the surface application",
            Self::SurfaceCertificate => "the certificate of the surface application",
            Self::NumberRecord => "the record of the rendered individual number",
            Self::IndividualNumber => "the individual number",
            Self::BasicAttributes => "the basic attributes",
            Self::IntegrityRecord => "the integrity record",
            Self::TextCertificate => "the certificate of the text application",
            Self::TextBasicData => "the basic data of the text application",
            Self::TextKeyRecord => "the key record of the text application",
            Self::CardInformation => "the card information",
        })
    }
}

impl fmt::Display for DataObject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Issuer => "the issuer's identification",
            Self::CardIdentification => "the card identification number",
            Self::CardRecognition => "the card recognition data",
            Self::Municipality => "the municipality code",
            Self::Expiry => "the card's expiry",
            Self::KeyIdentifier => "the key identifier",
            Self::Certificate => "the card's certificate",
            Self::ContactAtr => "the contact ATR",
        })
    }
}

impl fmt::Display for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Authentication => "the authentication key",
            Self::Signature => "the signature key",
            Self::Surface => "the key of the surface application",
            Self::Text => "the key of the text application",
        })
    }
}
