//! What is to be signed, at hand before a PIN is presented.
#![forbid(unsafe_code)]

use core::fmt;

use zeroize::Zeroizing;

use crate::card::SignatureInput;

/// What is to be signed, and how the card pads and hashes it: P1 of COMPUTE DIGITAL SIGNATURE
/// \[M\]\[1\] myna-card 3.3.4.
///
/// It has to be there before the PIN is presented, so that nobody waits for a person or a server
/// while a key is unlocked.
#[derive(Clone)]
pub struct ToSign {
    scheme: Scheme,
    data: Zeroizing<Vec<u8>>,
}

/// How the card pads and hashes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(clippy::exhaustive_enums)] // The card knows these six; other values get 6A86.
pub enum Scheme {
    /// P1 00: PKCS #1 v1.5 around the data as they are, usually a DigestInfo.
    Padded,
    /// P1 01: PKCS #1 v1.5 around the bare SHA-256 of the message, without DigestInfo.
    BareHash,
    /// P1 02: PKCS #1 v1.5 with the DigestInfo of a SHA-256 digest.
    Digest,
    /// P1 03: PKCS #1 v1.5 with the DigestInfo of the message's SHA-256, hashed by the card.
    Message,
    /// P1 04: PSS over a SHA-256 digest.
    PssDigest,
    /// P1 05: PSS over a message, hashed by the card.
    PssMessage,
}

impl Scheme {
    const fn p1(self) -> u8 {
        match self {
            Self::Padded => 0x00,
            Self::BareHash => 0x01,
            Self::Digest => 0x02,
            Self::Message => 0x03,
            Self::PssDigest => 0x04,
            Self::PssMessage => 0x05,
        }
    }
}

/// Data of a length that cannot be signed in this way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the card signs 1 to {most} bytes in this way and {found} were given")]
pub struct InputError {
    /// The greatest length.
    pub most: usize,
    /// The length given.
    pub found: usize,
}

impl ToSign {
    /// The longest data for [`Self::padded`]: a 2048-bit block without the padding.
    pub const MOST_PADDED: usize = 245;

    /// The longest message that the card hashes itself: what a short command carries. Extended
    /// length is never tried on a signature.
    pub const MOST_MESSAGE: usize = 255;

    /// Data to pad as they are, 1 to 245 bytes.
    pub fn padded(data: &[u8]) -> Result<Self, InputError> {
        Self::new(Scheme::Padded, data, Self::MOST_PADDED)
    }

    /// A message of which the card signs the bare hash, 1 to 255 bytes.
    pub fn bare_hash(message: &[u8]) -> Result<Self, InputError> {
        Self::new(Scheme::BareHash, message, Self::MOST_MESSAGE)
    }

    /// A SHA-256 digest: the usual way.
    pub fn digest(sha256: &[u8; 32]) -> Self {
        Self::whole(Scheme::Digest, sha256)
    }

    /// A message that the card hashes itself, 1 to 255 bytes.
    pub fn message(message: &[u8]) -> Result<Self, InputError> {
        Self::new(Scheme::Message, message, Self::MOST_MESSAGE)
    }

    /// A SHA-256 digest, to be signed with PSS.
    pub fn pss_digest(sha256: &[u8; 32]) -> Self {
        Self::whole(Scheme::PssDigest, sha256)
    }

    /// A message that the card hashes itself, to be signed with PSS, 1 to 255 bytes.
    pub fn pss_message(message: &[u8]) -> Result<Self, InputError> {
        Self::new(Scheme::PssMessage, message, Self::MOST_MESSAGE)
    }

    /// The DigestInfo of a SHA-256 digest, to be padded as it is. The application keys of the
    /// card, which need no PIN, take this form \[C\].
    pub fn digest_info(sha256: &[u8; 32]) -> Self {
        /// `SEQUENCE { SEQUENCE { sha256, NULL }, OCTET STRING (32) }` up to the digest (RFC 8017,
        /// 9.2, note 1).
        const PREFIX: [u8; 19] = [
            0x30, 0x31, 0x30, 0x0D, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02,
            0x01, 0x05, 0x00, 0x04, 0x20,
        ];
        let mut data = Vec::with_capacity(PREFIX.len() + sha256.len());
        data.extend_from_slice(&PREFIX);
        data.extend_from_slice(sha256);
        Self::whole(Scheme::Padded, &data)
    }

    /// How the card pads and hashes it.
    pub const fn scheme(&self) -> Scheme {
        self.scheme
    }

    fn new(scheme: Scheme, data: &[u8], most: usize) -> Result<Self, InputError> {
        if (1..=most).contains(&data.len()) {
            Ok(Self::whole(scheme, data))
        } else {
            Err(InputError {
                most,
                found: data.len(),
            })
        }
    }

    fn whole(scheme: Scheme, data: &[u8]) -> Self {
        Self {
            scheme,
            data: Zeroizing::new(data.to_vec()),
        }
    }

    pub(crate) fn as_input(&self) -> SignatureInput<'_> {
        SignatureInput {
            p1: self.scheme.p1(),
            data: &self.data,
        }
    }
}

/// Shows scheme and length.
impl fmt::Debug for ToSign {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ToSign({:?}, {} bytes)", self.scheme, self.data.len())
    }
}
