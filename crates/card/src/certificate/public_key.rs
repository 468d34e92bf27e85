//! Public keys by their algorithm, and the algorithms by which certificates are signed.
//!
//! The card and its authorities sign with RSA \[V\]. The next generation of the card is planned with
//! ECDSA over P-384 (public plan, docs/card.md); until there is a card, that stands behind the
//! feature `p384`, which shipped libraries leave out.
#![forbid(unsafe_code)]

use super::{RsaPublicKey, SignatureError};

#[cfg(feature = "p384")]
use super::EcdsaPublicKey;

/// The public key of a certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PublicKey {
    /// An RSA key.
    Rsa(RsaPublicKey),
    /// An ECDSA key over P-384 (secp384r1).
    #[cfg(feature = "p384")]
    EcdsaP384(EcdsaPublicKey),
}

/// How a certificate is signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum SignatureAlgorithm {
    /// RSASSA-PKCS1-v1_5 with SHA-256 (RFC 8017 8.2, RFC 4055 5): the only one of the card's
    /// hierarchy \[V\].
    RsaSha256,
    /// ECDSA over P-384 with SHA-384 (RFC 5758 3.2).
    #[cfg(feature = "p384")]
    EcdsaP384Sha384,
}

impl PublicKey {
    /// The key, where it is one of RSA.
    pub const fn as_rsa(&self) -> Option<&RsaPublicKey> {
        match self {
            Self::Rsa(key) => Some(key),
            #[cfg(feature = "p384")]
            Self::EcdsaP384(_) => None,
        }
    }

    /// The size of the key in bits: of an RSA modulus, or of the curve.
    pub fn bits(&self) -> usize {
        match self {
            Self::Rsa(key) => key.bits(),
            #[cfg(feature = "p384")]
            Self::EcdsaP384(_) => 384,
        }
    }

    /// Checks a signature over `message`. A key makes signatures of its own algorithm alone.
    pub fn verify(
        &self,
        algorithm: SignatureAlgorithm,
        message: &[u8],
        signature: &[u8],
    ) -> Result<(), SignatureError> {
        match (self, algorithm) {
            (Self::Rsa(key), SignatureAlgorithm::RsaSha256) => {
                key.verify_pkcs1v15_sha256(message, signature)
            }
            #[cfg(feature = "p384")]
            (Self::EcdsaP384(key), SignatureAlgorithm::EcdsaP384Sha384) => {
                key.verify_sha384(message, signature)
            }
            #[cfg(feature = "p384")]
            (Self::Rsa(_) | Self::EcdsaP384(_), _) => Err(SignatureError::OtherAlgorithm),
        }
    }
}
