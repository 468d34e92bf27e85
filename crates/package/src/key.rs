//! The public keys of who may sign, and hexadecimal as it stands in packages.
#![forbid(unsafe_code)]

use core::fmt::{self, Write as _};
use core::str::FromStr;

use ed25519_dalek::{Signature, VerifyingKey};

/// How long a public key is, in bytes.
pub(crate) const KEY_LENGTH: usize = 32;
/// How long a signature is, in bytes.
pub const SIGNATURE_LENGTH: usize = 64;

/// A public key of Ed25519, by which packages are checked.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct PublicKey(VerifyingKey);

/// The bytes or digits are no public key that may be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NoSuchKey {
    /// Not 64 hexadecimal digits in lower case.
    #[error("a public key is written with 64 hexadecimal digits in lower case")]
    Form,
    /// No point of the curve, or one of the few under which anybody could sign.
    #[error("these bytes are no public key of Ed25519 that may be used")]
    Value,
}

impl PublicKey {
    /// The key of these bytes.
    ///
    /// # Errors
    ///
    /// Bytes that are no point of the curve, and keys of small order, under which a signature says
    /// nothing.
    pub fn from_bytes(bytes: &[u8; KEY_LENGTH]) -> Result<Self, NoSuchKey> {
        VerifyingKey::from_bytes(bytes)
            .ok()
            .filter(|key| !key.is_weak())
            .map(Self)
            .ok_or(NoSuchKey::Value)
    }

    /// Its bytes.
    pub fn to_bytes(self) -> [u8; KEY_LENGTH] {
        self.0.to_bytes()
    }

    /// Whether a signature over exactly these bytes is this key's.
    pub(crate) fn verifies(&self, message: &[u8], signature: &[u8; SIGNATURE_LENGTH]) -> bool {
        let signature = Signature::from_bytes(signature);
        self.0.verify_strict(message, &signature).is_ok()
    }
}

impl FromStr for PublicKey {
    type Err = NoSuchKey;

    fn from_str(text: &str) -> Result<Self, NoSuchKey> {
        Self::from_bytes(&from_hex(text).ok_or(NoSuchKey::Form)?)
    }
}

impl fmt::Display for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex(&self.to_bytes()))
    }
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PublicKey({self})")
    }
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut out, byte| {
        // Writing to a String does not fail.
        let _ = write!(out, "{byte:02x}");
        out
    })
}

/// Exactly as many bytes, in lower case, so that each value is written in one way.
pub(crate) fn from_hex<const N: usize>(text: &str) -> Option<[u8; N]> {
    let digit = |byte: &u8| match byte {
        b'0'..=b'9' => byte.checked_sub(b'0'),
        b'a'..=b'f' => byte.checked_sub(b'a')?.checked_add(10),
        _ => None,
    };
    let (pairs, rest) = text.as_bytes().as_chunks::<2>();
    if pairs.len() != N || !rest.is_empty() {
        return None;
    }
    let mut bytes = [0; N];
    for (byte, [high, low]) in bytes.iter_mut().zip(pairs) {
        *byte = digit(high)? << 4 | digit(low)?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_read_in_one_way_only() {
        assert_eq!(from_hex("00ff7a"), Some([0, 255, 0x7A]));
        for bad in ["00ff7", "00FF7a", "00ff7aa", "00 f7a", "", "00ff7あ"] {
            assert_eq!(from_hex::<3>(bad), None, "{bad}");
        }
        assert_eq!(hex(&[0, 255, 0x7A]), "00ff7a");
    }

    /// A key under which every signature of a certain form is right for every message.
    #[test]
    fn a_key_of_small_order_is_refused() {
        let mut identity = [0; 32];
        identity[0] = 1;
        assert_eq!(PublicKey::from_bytes(&identity), Err(NoSuchKey::Value));
        assert_eq!(PublicKey::from_bytes(&[0; 32]), Err(NoSuchKey::Value));
        // No point of the curve at all.
        let mut none = [0; 32];
        none[0] = 2;
        assert_eq!(PublicKey::from_bytes(&none), Err(NoSuchKey::Value));
        assert_eq!("12".parse::<PublicKey>(), Err(NoSuchKey::Form));
    }

    /// RFC 8032, section 7.1, tests 1 to 3.
    #[test]
    fn signatures_are_those_of_the_standard() {
        for (key, message, signature) in [
            (
                "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
                &[][..],
                "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
            ),
            (
                "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
                &[0x72],
                "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
            ),
            (
                "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
                &[0xaf, 0x82],
                "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
            ),
        ] {
            let public: PublicKey = key.parse().unwrap();
            assert_eq!(public.to_string(), key);
            let signature: [u8; 64] = from_hex(signature).unwrap();
            assert!(public.verifies(message, &signature));
            assert!(!public.verifies(&[message, &[0]].concat(), &signature));
            // The same scalar and once the group's order more, which a lax check takes.
            let order: [u8; 32] =
                from_hex("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010")
                    .unwrap();
            let mut other = signature;
            let mut carry = 0;
            for (byte, more) in other[32..].iter_mut().zip(order) {
                let sum = u16::from(*byte) + u16::from(more) + carry;
                [*byte, _] = sum.to_le_bytes();
                carry = sum >> 8;
            }
            assert_ne!(other, signature);
            assert!(!public.verifies(message, &other));
        }
    }
}
