//! ECDSA over P-384 (FIPS 186-5), for certificates of the card's planned next generation. No such
//! card or certificate was seen; what is certain is the algorithm's own definition.
#![forbid(unsafe_code)]

use core::fmt;

use p384::ecdsa::signature::Verifier as _;
use p384::ecdsa::{DerSignature, VerifyingKey};

use super::{KeyError, SignatureError};

/// An ECDSA public key over P-384: a point on the curve, not the one at infinity.
///
/// A public key identifies its holder as surely as the certificate around it, so `Debug` shows the
/// curve alone.
#[derive(Clone, PartialEq, Eq)]
pub struct EcdsaPublicKey(VerifyingKey);

impl EcdsaPublicKey {
    /// The length of a point that is not compressed: `04`, then both coordinates.
    pub const POINT_LENGTH: usize = 97;

    /// A key from its point as SEC 1 2.3.3 writes it, not compressed (RFC 5480 2.2: the form that
    /// everybody must support).
    pub fn from_sec1(point: &[u8]) -> Result<Self, KeyError> {
        if point.len() != Self::POINT_LENGTH || point.first() != Some(&0x04) {
            return Err(KeyError::PointForm);
        }
        VerifyingKey::from_sec1_bytes(point)
            .map(Self)
            .map_err(|_| KeyError::NotOnCurve)
    }

    /// Checks a signature with SHA-384 over `message`. It is written as DER, `SEQUENCE { r, s }`
    /// (RFC 5480, appendix A).
    pub fn verify_sha384(&self, message: &[u8], signature: &[u8]) -> Result<(), SignatureError> {
        let signature =
            DerSignature::from_bytes(signature).map_err(|_| SignatureError::NotTwoNumbers)?;
        self.0
            .verify(message, &signature)
            .map_err(|_| SignatureError::Mismatch)
    }
}

impl fmt::Debug for EcdsaPublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("EcdsaPublicKey(P-384)")
    }
}
