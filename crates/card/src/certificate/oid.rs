//! Object identifiers, and those that certificates of the card use.
//!
//! They are read and written here and not with `const-oid` 0.9.6, which lies under `x509-cert`. There
//! (all tried) an arc of more than 32 bits in a text overflows, or becomes another identifier where
//! overflow is not checked; a text is read by one call inside another for each character; arcs such
//! as 128 and 16384 are encoded as 0; and the first bits of a long arc in DER are lost.
#![forbid(unsafe_code)]

use core::fmt;

use x509_cert::der::asn1::ObjectIdentifier;

/// The longest value of an OBJECT IDENTIFIER that is accepted, in bytes: what `x509-cert` accepts.
/// Those of the card's certificates have up to twelve.
const MAX_LENGTH: usize = 39;

/// The longest dotted form that can have a value of [`MAX_LENGTH`] bytes: no byte of a value makes
/// more than four characters (`.127`, or `1.39` for the first).
const MAX_TEXT_LENGTH: usize = 4 * MAX_LENGTH;

/// An object identifier, written with dots: `2.5.29.15`.
///
/// It has at least two arcs, each of at most 32 bits. The first is 0, 1 or 2; the second is below 40
/// where the first is 0 or 1 (X.660). In its dotted form no number has a sign or a zero in front. In
/// DER its value has at most 39 bytes.
///
/// ```
/// use mynareader_card::certificate::Oid;
///
/// assert!("1.2.392.200149.8.5.1.3.4294967295".parse::<Oid>().is_ok());
/// assert!("1.2.392.200149.8.5.1.3.4294967296".parse::<Oid>().is_err());
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Oid {
    /// The value in DER, and zeros behind it. [`number`] finds whole numbers up to its end.
    bytes: [u8; MAX_LENGTH],
    length: usize,
}

impl Oid {
    /// organizationName
    pub(super) const ORGANIZATION: Self = Self::known(&[2, 5, 4, 10]);

    pub(super) const KEY_USAGE: Self = Self::known(&[2, 5, 29, 15]);
    pub(super) const SUBJECT_KEY_IDENTIFIER: Self = Self::known(&[2, 5, 29, 14]);
    pub(super) const SUBJECT_ALT_NAME: Self = Self::known(&[2, 5, 29, 17]);
    pub(super) const ISSUER_ALT_NAME: Self = Self::known(&[2, 5, 29, 18]);
    pub(super) const BASIC_CONSTRAINTS: Self = Self::known(&[2, 5, 29, 19]);
    pub(super) const CRL_DISTRIBUTION_POINTS: Self = Self::known(&[2, 5, 29, 31]);
    pub(super) const CERTIFICATE_POLICIES: Self = Self::known(&[2, 5, 29, 32]);
    pub(super) const AUTHORITY_KEY_IDENTIFIER: Self = Self::known(&[2, 5, 29, 35]);
    pub(super) const EXTENDED_KEY_USAGE: Self = Self::known(&[2, 5, 29, 37]);
    pub(super) const AUTHORITY_INFO_ACCESS: Self = Self::known(&[1, 3, 6, 1, 5, 5, 7, 1, 1]);

    pub(super) const OCSP: Self = Self::known(&[1, 3, 6, 1, 5, 5, 7, 48, 1]);
    /// id-kp-clientAuth
    pub const CLIENT_AUTHENTICATION: Self = Self::known(&[1, 3, 6, 1, 5, 5, 7, 3, 2]);

    pub(super) const SHA256_WITH_RSA: Self = Self::known(&[1, 2, 840, 113_549, 1, 1, 11]);
    #[cfg(feature = "p384")]
    pub(super) const ECDSA_WITH_SHA384: Self = Self::known(&[1, 2, 840, 10_045, 4, 3, 3]);
    #[cfg(feature = "p384")]
    pub(super) const EC_PUBLIC_KEY: Self = Self::known(&[1, 2, 840, 10_045, 2, 1]);
    pub(super) const RSA_ENCRYPTION: Self = Self::known(&[1, 2, 840, 113_549, 1, 1, 1]);

    pub(super) const HOLDER_NAME: Self = Self::known(&[1, 2, 392, 200_149, 8, 5, 5, 1]);
    pub(super) const HOLDER_NAME_SUBSTITUTES: Self = Self::known(&[1, 2, 392, 200_149, 8, 5, 5, 2]);
    pub(super) const HOLDER_SEX: Self = Self::known(&[1, 2, 392, 200_149, 8, 5, 5, 3]);
    pub(super) const HOLDER_BIRTH: Self = Self::known(&[1, 2, 392, 200_149, 8, 5, 5, 4]);
    pub(super) const HOLDER_ADDRESS: Self = Self::known(&[1, 2, 392, 200_149, 8, 5, 5, 5]);
    pub(super) const HOLDER_ADDRESS_SUBSTITUTES: Self =
        Self::known(&[1, 2, 392, 200_149, 8, 5, 5, 6]);

    pub(super) const POLICY_AUTHENTICATION: Self =
        Self::known(&[1, 2, 392, 200_149, 8, 5, 1, 3, 30]);
    pub(super) const POLICY_SIGNATURE: Self = Self::known(&[1, 2, 392, 200_149, 8, 5, 1, 1, 20]);
    pub(super) const POLICY_TEST_AUTHENTICATION: Self =
        Self::known(&[1, 2, 392, 200_149, 8, 5, 1, 0, 30]);
    pub(super) const POLICY_TEST_SIGNATURE: Self =
        Self::known(&[1, 2, 392, 200_149, 8, 5, 1, 0, 20]);

    const fn known(arcs: &[u32]) -> Self {
        match Self::from_arcs(arcs) {
            Some(oid) => oid,
            #[expect(
                clippy::panic,
                reason = "for constants alone, where it fails the build"
            )]
            None => panic!("these are not the arcs of an object identifier"),
        }
    }

    const fn from_arcs(arcs: &[u32]) -> Option<Self> {
        let [root @ 0..=2, second, rest @ ..] = arcs else {
            return None;
        };
        if *root < 2 && *second >= 40 {
            return None;
        }
        // The first two arcs make one number (X.690 8.19.4).
        let Some(both) = second.checked_add(*root * 40) else {
            return None;
        };
        let nothing = Self {
            bytes: [0; MAX_LENGTH],
            length: 0,
        };
        let mut oid = nothing.and(both);
        let mut rest = rest;
        while let (Some(so_far), [arc, after @ ..]) = (oid, rest) {
            oid = so_far.and(*arc);
            rest = after;
        }
        oid
    }

    /// With a further number, if there is room for it.
    const fn and(mut self, number: u32) -> Option<Self> {
        let mut shift = 28;
        while shift > 0 && number >> shift == 0 {
            shift -= 7;
        }
        loop {
            let Some((_, [slot, ..])) = self.bytes.split_at_mut_checked(self.length) else {
                return None;
            };
            let [low, ..] = (number >> shift).to_le_bytes();
            self.length += 1;
            if shift == 0 {
                *slot = low & 0x7F;
                return Some(self);
            }
            *slot = low | 0x80;
            shift -= 7;
        }
    }

    /// From the value of an OBJECT IDENTIFIER in DER, if it is one: each number whole, in its
    /// shortest form (X.690 8.19.2) and of at most 32 bits.
    pub(super) fn from_value(value: &[u8]) -> Option<Self> {
        let mut bytes = [0; MAX_LENGTH];
        bytes.get_mut(..value.len())?.copy_from_slice(value);
        let mut rest = value;
        loop {
            (_, rest) = number(rest)?;
            if rest.is_empty() {
                let length = value.len();
                return Some(Self { bytes, length });
            }
        }
    }

    /// From one that `x509-cert` has read, which is less strict.
    pub(super) fn from_inner(inner: ObjectIdentifier) -> Option<Self> {
        Self::from_value(inner.as_bytes())
    }
}

/// The number at the start of a value in DER, and what follows it.
fn number(value: &[u8]) -> Option<(u32, &[u8])> {
    let mut rest = value;
    let mut number = 0_u32;
    while let [byte, after @ ..] = rest {
        // A leading zero of seven bits, or a bit that would fall off the front.
        if (number == 0 && *byte == 0x80) || number > u32::MAX >> 7 {
            return None;
        }
        number = number << 7 | u32::from(*byte & 0x7F);
        rest = after;
        if *byte < 0x80 {
            return Some((number, rest));
        }
    }
    None
}

impl fmt::Display for Oid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut rest = self.bytes.get(..self.length).unwrap_or_default();
        let mut first = true;
        while let Some((number, after)) = number(rest) {
            if first {
                let root = (number / 40).min(2);
                write!(f, "{root}.{}", number - root * 40)?;
            } else {
                write!(f, ".{number}")?;
            }
            first = false;
            rest = after;
        }
        Ok(())
    }
}

impl fmt::Debug for Oid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// From the dotted form.
impl core::str::FromStr for Oid {
    type Err = NotAnOid;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text.len() > MAX_TEXT_LENGTH {
            return Err(NotAnOid);
        }
        let arcs: Option<Vec<u32>> = text.split('.').map(arc).collect();
        arcs.and_then(|arcs| Self::from_arcs(&arcs)).ok_or(NotAnOid)
    }
}

/// A number as the dotted form has it: digits alone, none of them a zero in front.
fn arc(digits: &str) -> Option<u32> {
    let shortest = digits == "0" || !digits.starts_with('0');
    let all_digits = digits.bytes().all(|byte| byte.is_ascii_digit());
    (shortest && all_digits).then(|| digits.parse().ok())?
}

/// The text is not an object identifier in its dotted form; see [`Oid`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "the text is not an object identifier: numbers below 4294967296 with dots between them, no zero \
     in front, the first at most 2, the second below 40 where the first is 0 or 1"
)]
pub struct NotAnOid;
