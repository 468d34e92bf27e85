//! Object identifiers, and those that certificates of the card use.
#![forbid(unsafe_code)]

use core::fmt;

use x509_cert::der::asn1::ObjectIdentifier;

/// An object identifier, written with dots: `2.5.29.15`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Oid(ObjectIdentifier);

impl Oid {
    pub(super) const KEY_USAGE: Self = Self::known("2.5.29.15");
    pub(super) const SUBJECT_KEY_IDENTIFIER: Self = Self::known("2.5.29.14");
    pub(super) const SUBJECT_ALT_NAME: Self = Self::known("2.5.29.17");
    pub(super) const ISSUER_ALT_NAME: Self = Self::known("2.5.29.18");
    pub(super) const BASIC_CONSTRAINTS: Self = Self::known("2.5.29.19");
    pub(super) const CRL_DISTRIBUTION_POINTS: Self = Self::known("2.5.29.31");
    pub(super) const CERTIFICATE_POLICIES: Self = Self::known("2.5.29.32");
    pub(super) const AUTHORITY_KEY_IDENTIFIER: Self = Self::known("2.5.29.35");
    pub(super) const EXTENDED_KEY_USAGE: Self = Self::known("2.5.29.37");
    pub(super) const AUTHORITY_INFO_ACCESS: Self = Self::known("1.3.6.1.5.5.7.1.1");

    pub(super) const OCSP: Self = Self::known("1.3.6.1.5.5.7.48.1");
    /// id-kp-clientAuth
    pub const CLIENT_AUTHENTICATION: Self = Self::known("1.3.6.1.5.5.7.3.2");

    pub(super) const SHA256_WITH_RSA: Self = Self::known("1.2.840.113549.1.1.11");
    pub(super) const RSA_ENCRYPTION: Self = Self::known("1.2.840.113549.1.1.1");

    pub(super) const HOLDER_NAME: Self = Self::known("1.2.392.200149.8.5.5.1");
    pub(super) const HOLDER_NAME_SUBSTITUTES: Self = Self::known("1.2.392.200149.8.5.5.2");
    pub(super) const HOLDER_SEX: Self = Self::known("1.2.392.200149.8.5.5.3");
    pub(super) const HOLDER_BIRTH: Self = Self::known("1.2.392.200149.8.5.5.4");
    pub(super) const HOLDER_ADDRESS: Self = Self::known("1.2.392.200149.8.5.5.5");
    pub(super) const HOLDER_ADDRESS_SUBSTITUTES: Self = Self::known("1.2.392.200149.8.5.5.6");

    pub(super) const POLICY_AUTHENTICATION: Self = Self::known("1.2.392.200149.8.5.1.3.30");
    pub(super) const POLICY_SIGNATURE: Self = Self::known("1.2.392.200149.8.5.1.1.20");
    pub(super) const POLICY_TEST_AUTHENTICATION: Self = Self::known("1.2.392.200149.8.5.1.0.30");
    pub(super) const POLICY_TEST_SIGNATURE: Self = Self::known("1.2.392.200149.8.5.1.0.20");

    const fn known(dotted: &str) -> Self {
        // A mistyped constant fails the build.
        Self(ObjectIdentifier::new_unwrap(dotted))
    }

    /// From the value of an OBJECT IDENTIFIER.
    pub(super) fn from_value(value: &[u8]) -> Option<Self> {
        ObjectIdentifier::from_bytes(value).ok().map(Self)
    }

    pub(super) fn from_inner(inner: ObjectIdentifier) -> Self {
        Self(inner)
    }
}

impl fmt::Display for Oid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for Oid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// From the dotted form.
impl core::str::FromStr for Oid {
    type Err = NotAnOid;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        ObjectIdentifier::new(text).map(Self).map_err(|_| NotAnOid)
    }
}

/// The text is not an object identifier in its dotted form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the text is not an object identifier")]
pub struct NotAnOid;
