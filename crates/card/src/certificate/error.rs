//! What can be wrong with a certificate, and which of several faults is worth reporting.
#![forbid(unsafe_code)]

use core::fmt;

use super::{KeyError, Oid, Verdict};

/// A part of a certificate, by its name in RFC 5280.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Field {
    /// The certificate as a whole.
    Certificate,
    /// What is signed, `tbsCertificate`.
    TbsCertificate,
    /// `version`
    Version,
    /// `serialNumber`
    SerialNumber,
    /// `signature` or `signatureAlgorithm`
    SignatureAlgorithm,
    /// `issuer`
    Issuer,
    /// `validity`
    Validity,
    /// `notBefore`
    NotBefore,
    /// `notAfter`
    NotAfter,
    /// `subject`
    Subject,
    /// `subjectPublicKeyInfo`
    PublicKey,
    /// `extensions`
    Extensions,
    /// `signatureValue`
    Signature,
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Certificate => "certificate",
            Self::TbsCertificate => "signed part",
            Self::Version => "version",
            Self::SerialNumber => "serial number",
            Self::SignatureAlgorithm => "signature algorithm",
            Self::Issuer => "issuer",
            Self::Validity => "validity",
            Self::NotBefore => "first moment of validity",
            Self::NotAfter => "last moment of validity",
            Self::Subject => "subject",
            Self::PublicKey => "public key",
            Self::Extensions => "extensions",
            Self::Signature => "signature",
        })
    }
}

/// Why a certificate is not accepted.
///
/// Three groups, in this order: the certificate's form, found by [`super::Certificate::parse`],
/// which stops at the first fault; its role and its chain, found by
/// [`super::TrustAnchors::verify`], which finds all and ranks them, see [`Self::rank`]. `at` is
/// the offset in bytes from the start of the certificate. Nothing of the content is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CertificateError {
    // --- Form -----------------------------------------------------------------------------
    /// Longer than [`super::Certificate::MAX_LENGTH`].
    #[error("the certificate has {length} bytes, more than a certificate of the card can have")]
    TooLarge {
        /// Its length.
        length: usize,
    },
    /// The bytes end inside an element.
    #[error("the certificate ends inside the element at byte {at}")]
    Truncated {
        /// Where the element starts.
        at: usize,
    },
    /// A length of indefinite form, which DER does not have.
    #[error("the element at byte {at} has a length of indefinite form")]
    IndefiniteLength {
        /// Where the element starts.
        at: usize,
    },
    /// A length written with more bytes than it needs, which DER does not allow.
    #[error("the length of the element at byte {at} is not written in the shortest way")]
    NonMinimalLength {
        /// Where the element starts.
        at: usize,
    },
    /// A tag of more than one byte, or the tag 0. X.509 has neither.
    #[error("the element at byte {at} has a tag that certificates do not have")]
    BadTag {
        /// Where the element starts.
        at: usize,
    },
    /// Elements in elements, deeper than any certificate needs.
    #[error("the elements at byte {at} are nested too deeply")]
    TooDeep {
        /// Where the innermost element starts.
        at: usize,
    },
    /// Bytes after the end of an element in which they lie, or after the certificate.
    #[error("bytes that belong to nothing follow at byte {at}")]
    TrailingBytes {
        /// Where they start.
        at: usize,
    },
    /// A field is missing, or something else stands in its place.
    #[error("the {field} of the certificate is not there or malformed at byte {at}")]
    Malformed {
        /// Where it should start.
        at: usize,
        /// The field.
        field: Field,
    },
    /// A field is longer than any genuine one.
    #[error("the {field} at byte {at} has more than {most} bytes")]
    FieldTooLong {
        /// Where it starts.
        at: usize,
        /// The field.
        field: Field,
        /// The greatest length accepted.
        most: usize,
    },
    /// The version is not 3.
    #[error("the certificate at byte {at} is not of version 3")]
    Version {
        /// Where the version is, or should be.
        at: usize,
    },
    /// The serial number is negative.
    #[error("the serial number at byte {at} is negative")]
    SerialNegative {
        /// Where it starts.
        at: usize,
    },
    /// The serial number is zero.
    #[error("the serial number at byte {at} is zero")]
    SerialZero {
        /// Where it starts.
        at: usize,
    },
    /// The serial number has more than 20 bytes.
    #[error("the serial number at byte {at} has more than 20 bytes")]
    SerialTooLong {
        /// Where it starts.
        at: usize,
    },
    /// An INTEGER has a byte in front that it does not need, or no byte.
    #[error("the number at byte {at} is not written in the shortest way")]
    NonMinimalInteger {
        /// Where it starts.
        at: usize,
    },
    /// An OBJECT IDENTIFIER without content, of more than 39 bytes, with an arc that is not whole, not
    /// in its shortest form, or of more than 32 bits.
    #[error(
        "the object identifier at byte {at} is empty, too long, not written in the shortest way, or \
         has a number of more than 32 bits"
    )]
    ObjectIdentifier {
        /// Where it starts.
        at: usize,
    },
    /// Signed with something else than RSASSA-PKCS1-v1_5 with SHA-256, the only algorithm of the
    /// card's hierarchy \[V\]; behind the feature `p384` also ECDSA with SHA-384.
    #[error("the certificate is not signed with RSA and SHA-256 (byte {at})")]
    UnsupportedAlgorithm {
        /// Where the algorithm starts.
        at: usize,
    },
    /// The algorithm that is signed and the one beside the signature differ.
    #[error("the signature algorithm at byte {at} differs from the one that is signed")]
    AlgorithmMismatch {
        /// Where the outer algorithm starts.
        at: usize,
    },
    /// An issuer or subject without any attribute.
    #[error("the {field} at byte {at} is empty")]
    EmptyName {
        /// Where it starts.
        at: usize,
        /// Issuer or subject.
        field: Field,
    },
    /// A time not written as RFC 5280 4.1.2.5 requires: seconds present, `Z` at the end, no
    /// fraction, a day and time that exist.
    #[error("the {field} at byte {at} is not written as a certificate's time")]
    TimeForm {
        /// Where it starts.
        at: usize,
        /// `notBefore` or `notAfter`.
        field: Field,
    },
    /// GeneralizedTime before 2050, where RFC 5280 4.1.2.5 requires UTCTime.
    #[error("the {field} at byte {at} has the form that belongs to 2050 and later")]
    TimeChoice {
        /// Where it starts.
        at: usize,
        /// `notBefore` or `notAfter`.
        field: Field,
    },
    /// The end of validity lies before its start.
    #[error("the validity at byte {at} ends before it starts")]
    ValidityReversed {
        /// Where it starts.
        at: usize,
    },
    /// The key is of no algorithm that is known here: RSA, and P-384 behind its feature.
    #[error("the public key at byte {at} is of an unknown algorithm")]
    KeyAlgorithm {
        /// Where it starts.
        at: usize,
    },
    /// The key is an RSA key that deserves no trust.
    #[error("the public key at byte {at} is refused: {reason}")]
    Key {
        /// Where it starts.
        at: usize,
        /// Why.
        reason: KeyError,
    },
    /// Unique identifiers, which RFC 5280 forbids authorities to write.
    #[error("the certificate has a unique identifier at byte {at}")]
    UniqueIdentifier {
        /// Where it starts.
        at: usize,
    },
    /// No extensions, although key usage and policy are among them.
    #[error("the certificate has no extensions")]
    NoExtensions,
    /// More extensions than any genuine certificate has.
    #[error("the certificate has too many extensions (byte {at})")]
    TooManyExtensions {
        /// Where the first one too many starts.
        at: usize,
    },
    /// One extension twice.
    #[error("the extension {oid} at byte {at} is there twice")]
    DuplicateExtension {
        /// Where the second one starts.
        at: usize,
        /// The extension.
        oid: Oid,
    },
    /// An extension that is critical and not known here.
    #[error("the extension {oid} at byte {at} is critical and unknown")]
    UnknownCriticalExtension {
        /// Where it starts.
        at: usize,
        /// The extension.
        oid: Oid,
    },
    /// An extension of which the content is not what it must be.
    #[error("the extension {oid} is malformed at byte {at}")]
    MalformedExtension {
        /// The byte, or the start of the extension.
        at: usize,
        /// The extension.
        oid: Oid,
    },

    // --- Role -----------------------------------------------------------------------------
    /// A certificate authority's certificate where a person's is expected.
    #[error("this is a certificate of an authority, not of a person")]
    IsAuthority,
    /// A person's certificate where an authority's is expected: no basic constraints, or they do
    /// not say CA.
    #[error("this is not a certificate of an authority")]
    NotAuthority,
    /// The certificate of the other kind: a signature certificate (署名用) where an
    /// authentication certificate (利用者証明用) is expected, or the other way round.
    #[error("this is the card's other certificate")]
    OtherRole,
    /// No key usage.
    #[error("the certificate has no key usage")]
    KeyUsageMissing,
    /// The key usage does not allow what the certificate is for, or allows to sign certificates.
    #[error("the key usage does not fit what the certificate is for")]
    KeyUsage,
    /// No extended key usage, which an authentication certificate has.
    #[error("the certificate has no extended key usage")]
    ExtendedKeyUsageMissing,
    /// The extended key usage does not allow client authentication.
    #[error("the extended key usage does not allow client authentication")]
    ExtendedKeyUsage,
    /// No policy.
    #[error("the certificate names no policy")]
    PolicyMissing,
    /// A policy that is not one of the known ones of the card's certificates.
    #[error("the policy {oid} is none of the card's certificates")]
    PolicyUnknown {
        /// The first policy that the certificate names.
        oid: Oid,
    },
    /// Issued by, or under the policy of, a test hierarchy, and that was not asked for.
    #[error("the certificate belongs to a test hierarchy, which is not accepted here")]
    TestHierarchy,

    // --- Chain ----------------------------------------------------------------------------
    /// There are no trust anchors at all.
    #[error("no trust anchors are loaded")]
    NoAnchors,
    /// No trust anchor has the issuer's name.
    #[error("no trust anchor has the name of the certificate's issuer")]
    UnknownIssuer,
    /// Trust anchors have the issuer's name, but none the key that the certificate says it was
    /// signed with: a generation of the authority that is not loaded.
    #[error("the authority's key that signed the certificate is not among the trust anchors")]
    UnknownGeneration,
    /// The signature was not made with the authority's key over this content.
    #[error("the signature of the authority does not verify: forged or damaged")]
    SignatureMismatch,
    /// The signature verifies, but the certificate names another key of the authority.
    #[error("the certificate names another key of its authority than the one that signed it")]
    KeyIdentifierMismatch,
    /// The certificate starts outside the validity of the authority's certificate.
    #[error("the certificate was issued outside the validity of its authority")]
    IssuedOutsideAuthority,
    /// The card's copy of its authority's certificate has none of the trusted fingerprints.
    #[error("the authority's certificate from the card has no fingerprint that is trusted")]
    AuthorityNotTrusted,
    /// A trust anchor that did not sign itself.
    #[error("the authority's certificate is not signed by itself")]
    NotSelfSigned,
}

impl CertificateError {
    /// Where in the certificate, in bytes from its start, for errors of the form.
    pub const fn at(&self) -> Option<usize> {
        match *self {
            Self::Truncated { at }
            | Self::IndefiniteLength { at }
            | Self::NonMinimalLength { at }
            | Self::BadTag { at }
            | Self::TooDeep { at }
            | Self::TrailingBytes { at }
            | Self::Malformed { at, .. }
            | Self::FieldTooLong { at, .. }
            | Self::Version { at }
            | Self::SerialNegative { at }
            | Self::SerialZero { at }
            | Self::SerialTooLong { at }
            | Self::NonMinimalInteger { at }
            | Self::ObjectIdentifier { at }
            | Self::UnsupportedAlgorithm { at }
            | Self::AlgorithmMismatch { at }
            | Self::EmptyName { at, .. }
            | Self::TimeForm { at, .. }
            | Self::TimeChoice { at, .. }
            | Self::ValidityReversed { at }
            | Self::KeyAlgorithm { at }
            | Self::Key { at, .. }
            | Self::UniqueIdentifier { at }
            | Self::TooManyExtensions { at }
            | Self::DuplicateExtension { at, .. }
            | Self::UnknownCriticalExtension { at, .. }
            | Self::MalformedExtension { at, .. } => Some(at),
            _ => None,
        }
    }

    /// How useful the error is when several apply; the highest is reported first.
    ///
    /// | Rank | Errors | Because |
    /// | --- | --- | --- |
    /// | 100 | all of the form | nothing else can be said of such bytes |
    /// | 90 | signature mismatch | nothing in the content can be believed |
    /// | 80 | authority or other certificate given | the wrong file was read: a fault of the program |
    /// | 70 | test hierarchy | explains an unknown issuer and an unusual policy |
    /// | 60 | no anchors, unknown issuer or generation, fingerprint not trusted, not self-signed | the anchors must be loaded |
    /// | 50 | key usage, extended key usage | the key may not do what is asked |
    /// | 40 | policy missing or unknown | perhaps a card newer than this library |
    /// | 30 | key identifier, issued outside the authority's validity | the signature holds all the same |
    pub const fn rank(&self) -> u8 {
        match self {
            Self::SignatureMismatch => 90,
            Self::IsAuthority | Self::NotAuthority | Self::OtherRole => 80,
            Self::TestHierarchy => 70,
            Self::NoAnchors
            | Self::UnknownIssuer
            | Self::UnknownGeneration
            | Self::AuthorityNotTrusted
            | Self::NotSelfSigned => 60,
            Self::KeyUsageMissing
            | Self::KeyUsage
            | Self::ExtendedKeyUsageMissing
            | Self::ExtendedKeyUsage => 50,
            Self::PolicyMissing | Self::PolicyUnknown { .. } => 40,
            Self::KeyIdentifierMismatch | Self::IssuedOutsideAuthority => 30,
            _ => 100,
        }
    }

    /// Whether the certificate is invalid by this error, or merely not trusted with the anchors
    /// at hand.
    pub const fn verdict(&self) -> Verdict {
        match self {
            Self::TestHierarchy
            | Self::NoAnchors
            | Self::UnknownIssuer
            | Self::UnknownGeneration
            | Self::AuthorityNotTrusted
            | Self::PolicyUnknown { .. } => Verdict::Untrusted,
            _ => Verdict::Invalid,
        }
    }
}
