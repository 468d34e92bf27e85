//! RSA public keys: limits on what is accepted as a key, and the three ways in which this card
//! and its authorities sign.
#![forbid(unsafe_code)]

use core::fmt;

use rsa::traits::PublicKeyParts as _;
use rsa::{BigUint, Pkcs1v15Sign, Pss};
use sha2::{Digest as _, Sha256};

/// An RSA public key of a size and exponent that deserve trust: 2048 to 4096 bits, odd, with an
/// odd public exponent of at least 65537.
///
/// Every key of the card, of its authorities and of its records known so far has 2048 bits and
/// the exponent 65537 (\[V\] on published test-card records). The `rsa` crate underneath accepts
/// 3 as an exponent and moduli of a few bits; the limits are therefore kept here.
///
/// A public key identifies its holder as surely as the certificate around it, so `Debug` shows
/// the size alone.
#[derive(Clone, PartialEq, Eq)]
pub struct RsaPublicKey {
    inner: rsa::RsaPublicKey,
    modulus: Vec<u8>,
    exponent: Vec<u8>,
}

/// Why a modulus and an exponent are not accepted as a public key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum KeyError {
    /// The modulus has fewer than 2048 bits.
    #[error("the RSA modulus has {bits} bits, fewer than 2048")]
    ModulusTooSmall {
        /// Its size in bits.
        bits: usize,
    },
    /// The modulus has more than 4096 bits.
    #[error("the RSA modulus has {bits} bits, more than 4096")]
    ModulusTooLarge {
        /// Its size in bits.
        bits: usize,
    },
    /// The modulus is even, so it is no product of two large primes.
    #[error("the RSA modulus is even")]
    EvenModulus,
    /// The public exponent is below 65537. Small exponents make flaws in padding checks
    /// exploitable.
    #[error("the RSA public exponent is smaller than 65537")]
    ExponentTooSmall,
    /// The public exponent has more than 32 bits.
    #[error("the RSA public exponent has more than 32 bits")]
    ExponentTooLarge,
    /// The public exponent is even, so it cannot be inverted.
    #[error("the RSA public exponent is even")]
    EvenExponent,
    /// The point of an ECDSA key is not written as `04` and two coordinates of 48 bytes.
    #[cfg(feature = "p384")]
    #[error("the point of the key is not written in the uncompressed form")]
    PointForm,
    /// The point of an ECDSA key is not on the curve.
    #[cfg(feature = "p384")]
    #[error("the point of the key is not on the curve P-384")]
    NotOnCurve,
}

/// Why a signature is not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SignatureError {
    /// The signature is not as long as the key's modulus.
    #[error("the signature has {found} bytes where the key makes {expected}")]
    Length {
        /// The length of the key's modulus in bytes.
        expected: usize,
        /// The length of the signature.
        found: usize,
    },
    /// The signature, read as a number, is not below the modulus. Such a number can stand for
    /// the same signature a second time, so it is refused (RFC 8017, 5.2.2 step 1).
    #[error("the signature is not below the key's modulus")]
    OutOfRange,
    /// What was called a digest does not fit into a signature of this key.
    #[error("a digest of {length} bytes does not fit into a signature of this key")]
    DigestTooLong {
        /// The length of the digest.
        length: usize,
    },
    /// The signature was made by another key or over other data.
    #[error("the signature was made by another key or over other data")]
    Mismatch,
    /// The key makes signatures of another algorithm.
    #[cfg(feature = "p384")]
    #[error("the key makes signatures of another algorithm")]
    OtherAlgorithm,
    /// An ECDSA signature that is not the DER of two numbers.
    #[cfg(feature = "p384")]
    #[error("the signature is not the DER of two numbers")]
    NotTwoNumbers,
}

impl RsaPublicKey {
    /// The smallest modulus accepted, in bits.
    pub const MIN_BITS: usize = 2048;
    /// The largest modulus accepted, in bits.
    pub const MAX_BITS: usize = 4096;
    /// The smallest public exponent accepted.
    pub const MIN_EXPONENT: u32 = 65537;
    /// The length of the salt that [`Self::verify_pss_sha256`] expects, that of the hash.
    pub const PSS_SALT_LENGTH: usize = 32;

    /// A key from its modulus and public exponent, both as unsigned numbers, the most
    /// significant byte first. Zero bytes in front are not counted.
    ///
    /// ```
    /// use mynareader_card::certificate::{KeyError, RsaPublicKey};
    ///
    /// let small = RsaPublicKey::from_parts(&[0xFF; 128], &[1, 0, 1]);
    /// assert_eq!(small, Err(KeyError::ModulusTooSmall { bits: 1024 }));
    /// ```
    pub fn from_parts(modulus: &[u8], exponent: &[u8]) -> Result<Self, KeyError> {
        let modulus = without_leading_zeros(modulus);
        let bits = bit_length(modulus);
        if bits < Self::MIN_BITS {
            return Err(KeyError::ModulusTooSmall { bits });
        }
        if bits > Self::MAX_BITS {
            return Err(KeyError::ModulusTooLarge { bits });
        }
        if !is_odd(modulus) {
            return Err(KeyError::EvenModulus);
        }

        let exponent = without_leading_zeros(exponent);
        if exponent.len() > size_of::<u32>() {
            return Err(KeyError::ExponentTooLarge);
        }
        let value = exponent
            .iter()
            .fold(0_u32, |value, &byte| (value << 8) | u32::from(byte));
        if value < Self::MIN_EXPONENT {
            return Err(KeyError::ExponentTooSmall);
        }
        if !is_odd(exponent) {
            return Err(KeyError::EvenExponent);
        }

        let inner = rsa::RsaPublicKey::new(
            BigUint::from_bytes_be(modulus),
            BigUint::from_bytes_be(exponent),
        )
        // Everything that crate checks is within the limits above, the size last.
        .map_err(|_| KeyError::ModulusTooLarge { bits })?;
        Ok(Self {
            inner,
            modulus: modulus.to_vec(),
            exponent: exponent.to_vec(),
        })
    }

    /// The modulus without zero bytes in front, the most significant byte first.
    pub fn modulus(&self) -> &[u8] {
        &self.modulus
    }

    /// The public exponent without zero bytes in front, the most significant byte first.
    pub fn exponent(&self) -> &[u8] {
        &self.exponent
    }

    /// The size of the modulus in bits.
    pub fn bits(&self) -> usize {
        bit_length(&self.modulus)
    }

    /// The length of a signature that this key checks, in bytes.
    pub fn signature_length(&self) -> usize {
        self.inner.size()
    }

    /// Checks an RSASSA-PKCS1-v1_5 signature with SHA-256 over `message` (RFC 8017, 8.2.2): the
    /// way of the X.509 certificates and of the certificates' private keys.
    pub fn verify_pkcs1v15_sha256(
        &self,
        message: &[u8],
        signature: &[u8],
    ) -> Result<(), SignatureError> {
        self.verify_pkcs1v15_sha256_digest(&Sha256::digest(message), signature)
    }

    /// Checks an RSASSA-PKCS1-v1_5 signature over a DigestInfo that names SHA-256 and carries
    /// `digest`.
    ///
    /// The digest may have any length that fits. That is not by the book, but it is how the
    /// card's face record (券面事項確認AP EF 0002) is signed: its DigestInfo names SHA-256 and
    /// carries the 96 bytes of three hashes in a row (\[V\] recomputed on published test-card
    /// records).
    pub fn verify_pkcs1v15_sha256_digest(
        &self,
        digest: &[u8],
        signature: &[u8],
    ) -> Result<(), SignatureError> {
        self.check_range(signature)?;
        let too_long = SignatureError::DigestTooLong {
            length: digest.len(),
        };
        let prefix = digest_info_prefix(digest.len()).ok_or(too_long)?;
        // 00 01, at least eight FF, 00, the DigestInfo (RFC 8017, 9.2).
        if prefix.len() + digest.len() + 11 > self.signature_length() {
            return Err(too_long);
        }
        let scheme = Pkcs1v15Sign {
            hash_len: Some(digest.len()),
            prefix: prefix.into_boxed_slice(),
        };
        self.inner
            .verify(scheme, digest, signature)
            .map_err(|_| SignatureError::Mismatch)
    }

    /// Checks an RSASSA-PSS signature with SHA-256, MGF1 with SHA-256 and a salt of 32 bytes
    /// over `message` (RFC 8017, 8.1.2).
    ///
    /// The card makes such signatures for the parameters P1 = 04 and 05 of COMPUTE DIGITAL
    /// SIGNATURE (\[1\] myna-card 3.3.4, measured on a card). The length of its salt is not
    /// published; 32 is what RFC 8017 recommends.
    pub fn verify_pss_sha256(
        &self,
        message: &[u8],
        signature: &[u8],
    ) -> Result<(), SignatureError> {
        self.verify_pss_sha256_digest(&Sha256::digest(message).into(), signature)
    }

    /// The same as [`Self::verify_pss_sha256`] for a message of which the SHA-256 is at hand.
    pub fn verify_pss_sha256_digest(
        &self,
        digest: &[u8; 32],
        signature: &[u8],
    ) -> Result<(), SignatureError> {
        // The `rsa` crate's own PSS check (0.9.10) lets numbers above the modulus pass.
        self.check_range(signature)?;
        self.inner
            .verify(
                Pss::new_with_salt::<Sha256>(Self::PSS_SALT_LENGTH),
                digest,
                signature,
            )
            .map_err(|_| SignatureError::Mismatch)
    }

    fn check_range(&self, signature: &[u8]) -> Result<(), SignatureError> {
        let expected = self.signature_length();
        if signature.len() != expected {
            return Err(SignatureError::Length {
                expected,
                found: signature.len(),
            });
        }
        // Of one length, so the order of the bytes is the order of the numbers.
        if signature >= self.modulus.as_slice() {
            return Err(SignatureError::OutOfRange);
        }
        Ok(())
    }
}

impl fmt::Debug for RsaPublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RsaPublicKey({} bits)", self.bits())
    }
}

/// What stands before the digest in a DigestInfo that names SHA-256 with parameters NULL:
///
/// ```text
/// DigestInfo ::= SEQUENCE {
///     digestAlgorithm AlgorithmIdentifier,
///     digest OCTET STRING }
/// ```
fn digest_info_prefix(digest_length: usize) -> Option<Vec<u8>> {
    /// 2.16.840.1.101.3.4.2.1 with parameters NULL.
    const SHA_256: [u8; 15] = [
        0x30, 0x0D, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x05, 0x00,
    ];
    let mut octets = vec![0x04];
    push_length(&mut octets, digest_length)?;
    let inside = SHA_256.len() + octets.len() + digest_length;
    let mut prefix = vec![0x30];
    push_length(&mut prefix, inside)?;
    prefix.extend(SHA_256);
    prefix.extend(octets);
    Some(prefix)
}

/// A DER length. None for lengths that no signature has room for.
fn push_length(out: &mut Vec<u8>, length: usize) -> Option<()> {
    let [high, low] = u16::try_from(length).ok()?.to_be_bytes();
    match (high, low) {
        (0, 0..=0x7F) => out.push(low),
        (0, _) => out.extend([0x81, low]),
        (_, _) => out.extend([0x82, high, low]),
    }
    Some(())
}

fn without_leading_zeros(number: &[u8]) -> &[u8] {
    let zeros = number.iter().take_while(|&&byte| byte == 0).count();
    number.get(zeros..).unwrap_or_default()
}

/// The bits of a number that has no zero byte in front.
fn bit_length(number: &[u8]) -> usize {
    let in_first = number.first().map_or(0, |first| first.ilog2() + 1);
    usize::try_from(in_first).unwrap_or(usize::MAX) + number.len().saturating_sub(1) * 8
}

fn is_odd(number: &[u8]) -> bool {
    number.last().is_some_and(|last| last & 1 == 1)
}
