//! Trust anchors and authority keys from a file, checked whole before use.
//!
//! Makers hold some of them under agreements, and authorities change their keys; neither should
//! need a new library.
#![forbid(unsafe_code)]

use super::{
    CertificateError, CvAnchors, Hierarchy, KeyError, KeyId, NotAnOid, Oid, PemError, Role,
    RsaPublicKey, TrustAnchors,
};
use mynareader_toml as toml_text;

/// The version of the file's format that this library reads.
const SCHEMA: u32 = 1;

/// The longest file accepted. Ten roots and ten keys take 30 kB.
const MAX_LENGTH: usize = 1024 * 1024;

/// Trust anchors for X.509 and for card-verifiable certificates, as a file holds them.
///
/// The format is TOML:
///
/// ```toml
/// schema = 1
///
/// [[anchor]]                       # a root, as PEM, one or several
/// hierarchy = "production"         # or "test"
/// pem = """
/// -----BEGIN CERTIFICATE-----
/// ...
/// -----END CERTIFICATE-----
/// """
///
/// [[fingerprint]]                  # a root to be taken from the card, by its SHA-256
/// hierarchy = "production"
/// sha256 = "64 hexadecimal digits"
///
/// [[policy]]                       # a policy that the library does not know
/// oid = "1.2.392.200149.8.5.1.3.99"
/// role = "authentication"          # or "signature"
/// hierarchy = "production"
///
/// [[authority-key]]                # a key of card-verifiable certificates
/// hierarchy = "production"
/// id = "32 hexadecimal digits"
/// modulus = "hexadecimal digits"
/// exponent = "010001"
/// ```
///
/// Every table is optional; unknown ones, and unknown keys in them, are refused, because a
/// mistyped name must not leave an anchor out in silence.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct TrustStore {
    /// Anchors of X.509 certificates.
    pub x509: TrustAnchors,
    /// Keys of card-verifiable certificates.
    pub card_verifiable: CvAnchors,
}

/// Why a file is refused, and where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the trust store is refused at {place}: {fault}")]
pub struct TrustStoreError {
    /// The place: a line of the file, or an entry such as `anchor 2`, counted from 1.
    pub place: String,
    /// Why.
    #[source]
    pub fault: TrustStoreFault,
}

/// What is wrong in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TrustStoreFault {
    /// Longer than any file of anchors.
    #[error("it is longer than 1 MiB")]
    TooLong,
    /// Not TOML, or not of this format: a name that is not known, a value of another kind, a name
    /// that is missing.
    #[error("it is not written as the format has it")]
    Format,
    /// Written for another version of the format.
    #[error("it is of schema {found}, and this library reads schema 1")]
    Schema {
        /// The version found.
        found: u32,
    },
    /// A text that should be hexadecimal digits, two for each byte, of a certain length.
    #[error("{name} is not a row of hexadecimal digits of the right length")]
    Hexadecimal {
        /// The name of the value.
        name: &'static str,
    },
    /// Not an object identifier.
    #[error("oid: {NotAnOid}")]
    Oid,
    /// A key identifier that does not begin with seven letters or digits.
    #[error("id is not a key identifier")]
    KeyIdentifier,
    /// Certificates that are refused.
    #[error(transparent)]
    Pem(#[from] PemError),
    /// A certificate that is refused.
    #[error(transparent)]
    Certificate(#[from] CertificateError),
    /// A key that is refused.
    #[error(transparent)]
    Key(#[from] KeyError),
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct File {
    /// Checked before, with [`SchemaOnly`]; here so that it counts as known.
    #[serde(rename = "schema")]
    _schema: u32,
    #[serde(default)]
    anchor: Vec<AnchorEntry>,
    #[serde(default)]
    fingerprint: Vec<FingerprintEntry>,
    #[serde(default)]
    policy: Vec<PolicyEntry>,
    #[serde(default)]
    authority_key: Vec<AuthorityKeyEntry>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct AnchorEntry {
    hierarchy: Hierarchy,
    pem: String,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct FingerprintEntry {
    hierarchy: Hierarchy,
    sha256: String,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct PolicyEntry {
    oid: String,
    role: Role,
    hierarchy: Hierarchy,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct AuthorityKeyEntry {
    hierarchy: Hierarchy,
    id: String,
    modulus: String,
    exponent: String,
}

/// Only the version, read first, so that a later format is named as such and not as a fault.
#[derive(serde::Deserialize)]
struct SchemaOnly {
    schema: u32,
}

impl TrustStore {
    /// Reads a file. Either all of it holds, or nothing is taken.
    ///
    /// ```
    /// use mynareader_card::certificate::TrustStore;
    ///
    /// let error = TrustStore::from_toml("schema = 1\n[[anchors]]\n").unwrap_err();
    /// assert_eq!(
    ///     error.to_string(),
    ///     "the trust store is refused at line 2: it is not written as the format has it"
    /// );
    /// ```
    pub fn from_toml(text: &str) -> Result<Self, TrustStoreError> {
        if text.len() > MAX_LENGTH {
            return Err(refused("its end", TrustStoreFault::TooLong));
        }
        let format = |line| refused(format!("line {line}"), TrustStoreFault::Format);
        let version: SchemaOnly = toml_text::read(text).map_err(format)?;
        if version.schema != SCHEMA {
            let found = version.schema;
            return Err(refused("schema", TrustStoreFault::Schema { found }));
        }
        let file: File = toml_text::read(text).map_err(format)?;

        let mut store = Self::default();
        each("anchor", &file.anchor, |entry| {
            store.x509.add_pem(&entry.pem, entry.hierarchy)?;
            Ok(())
        })?;
        each("fingerprint", &file.fingerprint, |entry| {
            let sha256 = exact(&entry.sha256, "sha256")?;
            store.x509.trust_fingerprint(sha256, entry.hierarchy);
            Ok(())
        })?;
        each("policy", &file.policy, |entry| {
            let oid: Oid = entry.oid.parse().map_err(|_| TrustStoreFault::Oid)?;
            store.x509.add_policy(oid, entry.role, entry.hierarchy);
            Ok(())
        })?;
        each("authority-key", &file.authority_key, |entry| {
            let id = KeyId::new(exact(&entry.id, "id")?).ok_or(TrustStoreFault::KeyIdentifier)?;
            let modulus = bytes(&entry.modulus, "modulus")?;
            let exponent = bytes(&entry.exponent, "exponent")?;
            let key = RsaPublicKey::from_parts(&modulus, &exponent)?;
            store.card_verifiable.add(id, key, entry.hierarchy);
            Ok(())
        })?;
        Ok(store)
    }
}

fn refused(place: impl Into<String>, fault: TrustStoreFault) -> TrustStoreError {
    TrustStoreError {
        place: place.into(),
        fault,
    }
}

fn each<T>(
    table: &str,
    entries: &[T],
    mut take: impl FnMut(&T) -> Result<(), TrustStoreFault>,
) -> Result<(), TrustStoreError> {
    for (entry, number) in entries.iter().zip(1_usize..) {
        take(entry).map_err(|fault| refused(format!("{table} {number}"), fault))?;
    }
    Ok(())
}

fn exact<const N: usize>(text: &str, name: &'static str) -> Result<[u8; N], TrustStoreFault> {
    bytes(text, name)?
        .try_into()
        .map_err(|_| TrustStoreFault::Hexadecimal { name })
}

/// Hexadecimal digits, two for each byte; white space between them is left out.
fn bytes(text: &str, name: &'static str) -> Result<Vec<u8>, TrustStoreFault> {
    let fault = TrustStoreFault::Hexadecimal { name };
    let digits = text
        .chars()
        .filter(|character| !character.is_ascii_whitespace())
        .map(|character| {
            character
                .to_digit(16)
                .and_then(|digit| u8::try_from(digit).ok())
        })
        .collect::<Option<Vec<u8>>>()
        .ok_or(fault)?;
    let (pairs, []) = digits.as_chunks::<2>() else {
        return Err(fault);
    };
    Ok(pairs.iter().map(|[high, low]| high << 4 | low).collect())
}
