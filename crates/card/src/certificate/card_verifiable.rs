//! Card-verifiable certificates (CV証明書): who vouches for the key that signed the card's records.
#![forbid(unsafe_code)]

use core::fmt;
use std::collections::BTreeSet;

use super::{Accept, Hierarchy, KeyError, RsaPublicKey, SignatureError};
use crate::tlv::{self, Reader, Structure, Tag, TlvError, TlvErrorKind};

const CERTIFICATE: Tag = Tag::new(0x7F21);
const HEADER_LIST: Tag = Tag::new(0x4D);
const BODY: Tag = Tag::new(0x5F4E);
const SIGNATURE: Tag = Tag::new(0x5F37);
const EXPONENT: Tag = Tag::new(0x90);
const MODULUS: Tag = Tag::new(0x91);

/// The longest header list accepted. The known one has 10 bytes \[V\].
const MAX_HEADER_LIST: usize = 64;

/// A key identifier of the card's own hierarchy: seven ASCII characters and nine further bytes
/// \[V\], the latter a date-like part and a serial \[1\].
///
/// Known authorities \[1\]: `5000020` for the chip as a whole, `5000023` for 券面事項確認AP,
/// `5000033` for 券面入力補助AP; those of test cards begin with `60000`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct KeyId([u8; 16]);

impl KeyId {
    /// How many bytes the readable part has.
    const LABEL: usize = 7;

    /// The identifier, if its first seven bytes are ASCII letters or digits.
    pub fn new(bytes: [u8; 16]) -> Option<Self> {
        let readable = |byte: &u8| byte.is_ascii_alphanumeric();
        bytes
            .iter()
            .take(Self::LABEL)
            .all(readable)
            .then_some(Self(bytes))
    }

    /// The readable part, for example `5000023`.
    pub fn label(&self) -> &str {
        // ASCII since it was made.
        self.0
            .get(..Self::LABEL)
            .and_then(|label| core::str::from_utf8(label).ok())
            .unwrap_or_default()
    }

    /// The nine further bytes.
    pub fn tail(&self) -> &[u8] {
        self.0.get(Self::LABEL..).unwrap_or_default()
    }

    /// All sixteen bytes. Two identifiers are the same key only if all are equal.
    pub fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }

    /// Whether this is an authority of test cards by its label: `60000` in front \[1\], or `TEST`
    /// as the virtual card has it.
    pub fn is_test_authority(&self) -> bool {
        ["60000", "TEST"]
            .iter()
            .any(|mark| self.label().starts_with(mark))
    }
}

/// `5000023-080530303100000000`
impl fmt::Display for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-", self.label())?;
        self.tail()
            .iter()
            .try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "KeyId({self})")
    }
}

/// Why a card-verifiable certificate, or a chain of them, is not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CvError {
    /// It has not the form of such a certificate.
    #[error(transparent)]
    Record(#[from] TlvError),
    /// A key identifier does not begin with seven letters or digits.
    #[error("the key identifier at byte {at} of the card-verifiable certificate is malformed")]
    KeyIdentifier {
        /// Where it starts.
        at: usize,
    },
    /// The certified key deserves no trust.
    #[error("the key in the card-verifiable certificate is refused: {0}")]
    Key(#[source] KeyError),
    /// There is no certificate in the chain.
    #[error("the chain has no certificate")]
    EmptyChain,
    /// No key with the identifier of the issuer is at hand. Nothing was checked: the issuer
    /// cannot be traced.
    #[error("the authority key {issuer} is not at hand, so that the issuer cannot be traced")]
    UnknownIssuer {
        /// The issuer that the first certificate names.
        issuer: KeyId,
    },
    /// The authority is one of test cards, and those were not asked for.
    #[error("the authority key {issuer} belongs to test cards, which are not accepted here")]
    TestHierarchy {
        /// The issuer.
        issuer: KeyId,
    },
    /// A certificate of the chain names another issuer than the certificate before it.
    #[error("certificate {number} of the chain was not issued by the one before it")]
    BrokenChain {
        /// Which one, counted from 1.
        number: usize,
    },
    /// A signature does not verify: forged or damaged.
    #[error("the signature of certificate {number} of the chain does not verify: {reason}")]
    Signature {
        /// Which one, counted from 1.
        number: usize,
        /// Why.
        reason: SignatureError,
    },
}

/// A card-verifiable certificate: an authority says that a key belongs to an identifier.
///
/// ```text
/// 7F21 {                    absent in data objects, which begin with a header list 4D
///     5F4E  issuer key identifier (16), subject key identifier (16), 90 exponent, 91 modulus
///     5F37  signature
/// }
/// ```
///
/// The layout is \[V\], and so is that the signature is RSASSA-PKCS1-v1_5 with SHA-256 over the
/// *value* of 5F4E, without its tag and length: recomputed on published test-card records with the
/// authority keys that myna-card 3.3.4 has collected.
#[derive(Clone, PartialEq, Eq)]
pub struct CvCertificate {
    issuer: KeyId,
    subject: KeyId,
    key: RsaPublicKey,
    body: Vec<u8>,
    signature: Vec<u8>,
}

impl CvCertificate {
    /// Reads the file of an application: 券面事項確認AP EF 0004, 券面入力補助AP EF 0004. Filler after
    /// the certificate is allowed.
    pub fn parse(file: &[u8]) -> Result<Self, CvError> {
        let outer = tlv::locate(Structure::CvCertificate, file, CERTIFICATE)?;
        Self::read(outer.children()?)
    }

    /// Reads a data object outside the applications, 00F8 or 7F21: the same without the outer
    /// tag, and with a header list before it \[V\].
    pub fn parse_data_object(object: &[u8]) -> Result<Self, CvError> {
        Self::read(Reader::new(Structure::CvCertificate, object))
    }

    fn read(mut reader: Reader<'_>) -> Result<Self, CvError> {
        if let Some(list) = reader.optional(HEADER_LIST)? {
            list.between(0, MAX_HEADER_LIST)?;
        }
        let body = reader.expect(BODY)?;
        let signature = reader.expect(SIGNATURE)?;
        reader.finish()?;

        let at = body.value_range().start;
        let bad_length = || {
            body.error(TlvErrorKind::BadLength {
                tag: BODY,
                least: 297,
                most: 297,
                found: body.value().len(),
            })
        };
        let (issuer, rest) = body
            .value()
            .split_first_chunk::<16>()
            .ok_or_else(bad_length)?;
        let (subject, key) = rest.split_first_chunk::<16>().ok_or_else(bad_length)?;
        let mut parts = Reader::at(Structure::CvCertificate, key, at + 32);
        let exponent = parts.expect(EXPONENT)?;
        let modulus = parts.expect(MODULUS)?;
        // Filler belongs behind the certificate; inside, every byte is accounted for.
        if parts.offset() != body.range().end {
            return Err(parts.error(TlvErrorKind::TrailingBytes).into());
        }
        let key_id = |bytes: &[u8; 16], at| KeyId::new(*bytes).ok_or(CvError::KeyIdentifier { at });
        Ok(Self {
            issuer: key_id(issuer, at)?,
            subject: key_id(subject, at + 16)?,
            key: RsaPublicKey::from_parts(modulus.value(), exponent.value())
                .map_err(CvError::Key)?,
            body: body.value().to_vec(),
            signature: signature.value().to_vec(),
        })
    }

    /// Whose key signed it (証明者鍵ID).
    pub fn issuer(&self) -> KeyId {
        self.issuer
    }

    /// Whose key it certifies (被証明者鍵ID).
    pub fn subject(&self) -> KeyId {
        self.subject
    }

    /// The key that it certifies. It is worth what the check of the certificate is worth.
    pub fn public_key(&self) -> &RsaPublicKey {
        &self.key
    }

    /// Checks the signature with the authority's key.
    pub fn verify(&self, authority: &RsaPublicKey) -> Result<(), SignatureError> {
        authority.verify_pkcs1v15_sha256(&self.body, &self.signature)
    }
}

/// Shows the identifiers alone.
impl fmt::Debug for CvCertificate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CvCertificate({} by {})", self.subject, self.issuer)
    }
}

/// Keys of the authorities of card-verifiable certificates, which the caller supplies.
#[derive(Clone, Default)]
pub struct CvAnchors {
    keys: Vec<(KeyId, RsaPublicKey, Hierarchy)>,
    /// Each of them, with modulus, exponent and whether it is a test's, so that none stands twice.
    known: BTreeSet<(KeyId, Vec<u8>, Vec<u8>, bool)>,
}

/// A chain of card-verifiable certificates that holds.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct CvChain {
    /// The authority's key that the chain begins with.
    pub authority: KeyId,
    /// The identifier of the last certificate's key.
    pub subject: KeyId,
    /// The last certificate's key: what the card's records are checked with.
    pub key: RsaPublicKey,
    /// Production or test.
    pub hierarchy: Hierarchy,
}

/// Shows the identifiers alone.
impl fmt::Debug for CvChain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CvChain({} by {})", self.subject, self.authority)
    }
}

impl CvAnchors {
    /// No keys: no issuer can be traced.
    pub fn new() -> Self {
        Self::default()
    }

    /// Whether there are no keys.
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    /// How many keys there are.
    pub fn len(&self) -> usize {
        self.keys.len()
    }

    /// Adds an authority's key. One with a label of test authorities counts as test, whatever
    /// `hierarchy` says. Several keys may have one identifier; the signature decides.
    pub fn add(&mut self, id: KeyId, key: RsaPublicKey, hierarchy: Hierarchy) {
        let hierarchy = if id.is_test_authority() {
            Hierarchy::Test
        } else {
            hierarchy
        };
        let entry = (
            id,
            key.modulus().to_vec(),
            key.exponent().to_vec(),
            hierarchy == Hierarchy::Test,
        );
        if self.known.insert(entry) {
            self.keys.push((id, key, hierarchy));
        }
    }

    /// Walks a chain, the certificate that an authority issued first, each further one issued
    /// with the key of the one before: one certificate for the applications, two (00F8, then
    /// 7F21) for the chip as a whole.
    pub fn verify(&self, chain: &[CvCertificate], accept: Accept) -> Result<CvChain, CvError> {
        let (first, rest) = chain.split_first().ok_or(CvError::EmptyChain)?;
        let issuer = first.issuer;
        let mut failure = CvError::UnknownIssuer { issuer };
        let mut authority = None;
        for (id, key, hierarchy) in &self.keys {
            if *id != issuer {
                continue;
            }
            if *hierarchy == Hierarchy::Test && accept == Accept::ProductionOnly {
                failure = CvError::TestHierarchy { issuer };
                continue;
            }
            match first.verify(key) {
                Ok(()) => {
                    authority = Some(*hierarchy);
                    break;
                }
                Err(reason) => failure = CvError::Signature { number: 1, reason },
            }
        }
        let hierarchy = authority.ok_or(failure)?;
        let mut last = first;
        for (certificate, number) in rest.iter().zip(2..) {
            if certificate.issuer != last.subject {
                return Err(CvError::BrokenChain { number });
            }
            certificate
                .verify(&last.key)
                .map_err(|reason| CvError::Signature { number, reason })?;
            last = certificate;
        }
        Ok(CvChain {
            authority: issuer,
            subject: last.subject,
            key: last.key.clone(),
            hierarchy,
        })
    }
}

/// Shows how many there are.
impl fmt::Debug for CvAnchors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CvAnchors({})", self.keys.len())
    }
}

/// What the face flow does with a record whose issuer cannot be traced ([`CvError::UnknownIssuer`]),
/// because the reader holds no key of that authority.
///
/// A record that *fails* a check is refused under either policy: a signature that does not
/// verify, an authority of test cards that was not asked for, a broken chain.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
// Exhaustive: one refuses or one does not.
pub enum UntracedIssuer {
    /// The face flow ends and offers the other methods. A photo that nobody vouches for can be
    /// anybody's: a forged chip could show its own photo and pass everything else on to a stolen
    /// card.
    #[default]
    Refuse,
    /// The face flow goes on although the issuer was not traced; [`CvAnchors::verify`] says so to
    /// those who ask, and the desk notes it in the journal. For readers whose maker holds no authority keys: what remains is the record's own signature and the
    /// challenge that the key in it is on the chip.
    Report,
}

impl UntracedIssuer {
    /// Whether the flow may go on after this error.
    pub fn allows(self, error: &CvError) -> bool {
        self == Self::Report && matches!(error, CvError::UnknownIssuer { .. })
    }
}
