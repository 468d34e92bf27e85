//! What a record is called, and what can be wrong with it.
#![forbid(unsafe_code)]

use core::fmt;

use super::Tag;

/// A record of the card, by name, so that an error says which one was wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Structure {
    /// An X.509 certificate of the JPKI application (電子証明書).
    Certificate,
    /// A card-verifiable certificate, `7F21`.
    CvCertificate,
    /// The token information, JPKI EF 0006.
    TokenInformation,
    /// The certificate availability, JPKI EF 0008.
    CertificateAvailability,
    /// The age record of 券面事項確認AP, EF 0001.
    AgeRecord,
    /// The face record (券面情報) of 券面事項確認AP, EF 0002.
    FaceRecord,
    /// The basic data of 券面事項確認AP, EF 0003.
    SurfaceBasicData,
    /// The record of the rendered 個人番号, 券面事項確認AP EF 0005.
    NumberRecord,
    /// The 個人番号 of 券面事項入力補助AP, EF 0001.
    IndividualNumber,
    /// The four basic attributes (基本4情報) of 券面事項入力補助AP, EF 0002.
    BasicAttributes,
    /// The integrity record of 券面事項入力補助AP, EF 0003.
    IntegrityRecord,
    /// The basic data of 券面事項入力補助AP, EF 0005.
    TextBasicData,
    /// The signed key of 券面事項入力補助AP, EF 0007.
    TextKeyRecord,
    /// The card information of 共通カードAP, EF 0001.
    CardInformation,
    /// A data object outside any application, from GET DATA.
    CardDataObject,
    /// A JPEG 2000 image.
    Jpeg2000,
    /// A PNG image.
    Png,
    /// A public key in a record (`90` exponent, `91` modulus).
    PublicKey,
    /// Bytes that no record of the card is known for.
    Other,
}

impl fmt::Display for Structure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Certificate => "certificate",
            Self::CvCertificate => "card-verifiable certificate",
            Self::TokenInformation => "token information",
            Self::CertificateAvailability => "certificate availability",
            Self::AgeRecord => "age record",
            Self::FaceRecord => "face record",
            Self::SurfaceBasicData => "basic data of the surface application",
            Self::NumberRecord => "record of the rendered individual number",
            Self::IndividualNumber => "individual number record",
            Self::BasicAttributes => "basic attributes",
            Self::IntegrityRecord => "integrity record",
            Self::TextBasicData => "basic data of the text application",
            Self::TextKeyRecord => "key record of the text application",
            Self::CardInformation => "card information",
            Self::CardDataObject => "card data object",
            Self::Jpeg2000 => "JPEG 2000 image",
            Self::Png => "PNG image",
            Self::PublicKey => "public key",
            Self::Other => "record",
        })
    }
}

/// What is wrong with a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TlvErrorKind {
    /// The bytes end inside a tag, a length or a value.
    Truncated {
        /// How many bytes the object needs from the offset on, as far as it says so.
        needed: usize,
        /// How many there are.
        available: usize,
    },
    /// A tag of more than three bytes, or an empty one.
    BadTag,
    /// A length of indefinite form, which no signed record can have.
    IndefiniteLength,
    /// A length of more than four bytes, or more than this machine can address.
    LengthTooLong,
    /// Objects in objects, deeper than [`super::MAX_DEPTH`].
    TooDeep,
    /// More objects than [`super::MAX_OBJECTS`].
    TooManyObjects,
    /// Another object than the one that belongs here.
    Unexpected {
        /// What belongs here.
        expected: Tag,
        /// What stands here.
        found: Tag,
    },
    /// An object that must be there is not.
    Missing(Tag),
    /// An object that may be there once is there again.
    Repeated(Tag),
    /// A value of another length than it must have.
    BadLength {
        /// The object.
        tag: Tag,
        /// The least length that would do.
        least: usize,
        /// The greatest length that would do.
        most: usize,
        /// The length that it has.
        found: usize,
    },
    /// A value that this object cannot have.
    BadValue(Tag),
    /// A primitive object where objects in it are looked for.
    NotConstructed(Tag),
    /// Bytes after the end that are no filler.
    TrailingBytes,
    /// A table of offsets that disagrees with where the objects lie.
    OffsetTable {
        /// Where the table says that the object lies.
        stated: usize,
        /// Where it lies.
        actual: usize,
    },
    /// Longer than a record of this kind may be.
    TooLong {
        /// The greatest length.
        most: usize,
        /// The length found or announced.
        found: usize,
    },
    /// A fixed byte pattern (a magic number, a constant field) is not there.
    BadPattern,
}

/// A record is not what it must be: which record, at which byte, and why.
///
/// The offset counts from the start of the file. No content of the record is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TlvError {
    /// The record.
    pub structure: Structure,
    /// The byte, from the start of the file.
    pub offset: usize,
    /// What is wrong there.
    pub kind: TlvErrorKind,
}

impl TlvError {
    /// An error at a byte of a record.
    pub const fn new(structure: Structure, offset: usize, kind: TlvErrorKind) -> Self {
        Self {
            structure,
            offset,
            kind,
        }
    }
}

impl fmt::Display for TlvError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "the {} is malformed at byte {}: ",
            self.structure, self.offset
        )?;
        match self.kind {
            TlvErrorKind::Truncated { needed, available } => {
                write!(f, "{needed} bytes are needed and {available} are there")
            }
            TlvErrorKind::BadTag => f.write_str("the tag is longer than three bytes"),
            TlvErrorKind::IndefiniteLength => f.write_str("the length is of indefinite form"),
            TlvErrorKind::LengthTooLong => f.write_str("the length is longer than four bytes"),
            TlvErrorKind::TooDeep => f.write_str("objects are nested too deeply"),
            TlvErrorKind::TooManyObjects => f.write_str("there are too many objects"),
            TlvErrorKind::Unexpected { expected, found } => {
                write!(f, "object {expected} belongs here and {found} was found")
            }
            TlvErrorKind::Missing(tag) => write!(f, "object {tag} is missing"),
            TlvErrorKind::Repeated(tag) => write!(f, "object {tag} is there twice"),
            TlvErrorKind::BadLength {
                tag,
                least,
                most,
                found,
            } => {
                if least == most {
                    write!(f, "object {tag} must be {least} bytes long and has {found}")
                } else {
                    write!(
                        f,
                        "object {tag} must be {least} to {most} bytes long and has {found}"
                    )
                }
            }
            TlvErrorKind::BadValue(tag) => {
                write!(f, "object {tag} has a value that it cannot have")
            }
            TlvErrorKind::NotConstructed(tag) => {
                write!(f, "object {tag} holds no objects by its tag")
            }
            TlvErrorKind::TrailingBytes => f.write_str("bytes follow that are no filler"),
            TlvErrorKind::OffsetTable { stated, actual } => write!(
                f,
                "the table of offsets says {stated} for an object at {actual}"
            ),
            TlvErrorKind::TooLong { most, found } => {
                write!(
                    f,
                    "at most {most} bytes are allowed and {found} were announced"
                )
            }
            TlvErrorKind::BadPattern => f.write_str("a fixed pattern of bytes is not there"),
        }
    }
}

impl core::error::Error for TlvError {}
