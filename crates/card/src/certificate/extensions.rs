//! The extensions of a certificate: which there are, which are critical, what they say.
#![forbid(unsafe_code)]

use x509_cert::der::Decode;
use x509_cert::der::asn1::{ObjectIdentifier, OctetString};
use x509_cert::ext::pkix as ext;
use x509_cert::ext::pkix::name::{DistributionPointName, GeneralName};

use super::der::{self, Reader};
use super::holder::SignatureHolder;
use super::name::text_of_name;
use super::{CertificateError, Field, Oid};

/// The most extensions accepted. Certificates of the card have about ten.
const MAX_EXTENSIONS: usize = 32;

/// The longest value of one extension accepted.
const MAX_EXTENSION_LENGTH: usize = 4096;

bitflags::bitflags! {
    /// What a key may be used for (RFC 5280 4.2.1.3).
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    pub struct KeyUsage: u16 {
        /// `digitalSignature`: to authenticate, and to sign.
        const DIGITAL_SIGNATURE = 1;
        /// `nonRepudiation` (contentCommitment): to sign with legal effect.
        const NON_REPUDIATION = 1 << 1;
        /// `keyEncipherment`
        const KEY_ENCIPHERMENT = 1 << 2;
        /// `dataEncipherment`
        const DATA_ENCIPHERMENT = 1 << 3;
        /// `keyAgreement`
        const KEY_AGREEMENT = 1 << 4;
        /// `keyCertSign`: to sign certificates.
        const SIGN_CERTIFICATES = 1 << 5;
        /// `cRLSign`: to sign revocation lists.
        const SIGN_REVOCATION_LISTS = 1 << 6;
        /// `encipherOnly`
        const ENCIPHER_ONLY = 1 << 7;
        /// `decipherOnly`
        const DECIPHER_ONLY = 1 << 8;
    }
}

/// Where a list of revoked certificates is published. Nothing is fetched from there: the lists
/// are open to accredited verifiers alone \[D\].
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum CrlPointer {
    /// A name in a directory, which on the card's certificates names the municipality \[V\].
    Directory(String),
    /// An address.
    Uri(String),
}

/// Shows the kind alone: the directory name tells where the holder lives.
impl core::fmt::Debug for CrlPointer {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(match self {
            Self::Directory(_) => "CrlPointer::Directory(..)",
            Self::Uri(_) => "CrlPointer::Uri(..)",
        })
    }
}

/// What the extensions say, read once.
#[derive(Clone, Default, PartialEq, Eq)]
pub(super) struct Extensions {
    pub(super) key_usage: Option<KeyUsage>,
    pub(super) extended_key_usage: Option<Vec<Oid>>,
    /// Whether basic constraints are there, and whether they say CA.
    pub(super) is_authority: Option<bool>,
    pub(super) policies: Vec<Oid>,
    pub(super) subject_key: Option<Vec<u8>>,
    pub(super) authority_key: Option<Vec<u8>>,
    pub(super) crl_pointers: Vec<CrlPointer>,
    pub(super) ocsp: Vec<String>,
    pub(super) holder: Option<SignatureHolder>,
}

/// One extension as it is written.
struct Raw<'a> {
    oid: Oid,
    at: usize,
    critical: bool,
    value: &'a [u8],
    value_at: usize,
}

impl Extensions {
    /// Reads the SEQUENCE of extensions in `list`.
    pub(super) fn parse(mut list: Reader<'_>) -> Result<Self, CertificateError> {
        let mut met: Vec<Oid> = Vec::new();
        let mut extensions = Self::default();
        if list.is_at_end() {
            return Err(CertificateError::NoExtensions);
        }
        while !list.is_at_end() {
            let raw = Raw::parse(&mut list)?;
            if met.len() == MAX_EXTENSIONS {
                return Err(CertificateError::TooManyExtensions { at: raw.at });
            }
            if met.contains(&raw.oid) {
                return Err(CertificateError::DuplicateExtension {
                    at: raw.at,
                    oid: raw.oid,
                });
            }
            met.push(raw.oid);
            extensions.take(&raw)?;
        }
        Ok(extensions)
    }

    fn take(&mut self, raw: &Raw<'_>) -> Result<(), CertificateError> {
        match raw.oid {
            Oid::KEY_USAGE => self.key_usage = Some(raw.key_usage()?),
            Oid::EXTENDED_KEY_USAGE => {
                let usage: ext::ExtendedKeyUsage = raw.decode()?;
                if usage.0.is_empty() {
                    return Err(raw.malformed());
                }
                self.extended_key_usage = Some(raw.oids(usage.0)?);
            }
            Oid::BASIC_CONSTRAINTS => {
                let constraints: ext::BasicConstraints = raw.decode()?;
                if constraints.path_len_constraint.is_some() && !constraints.ca {
                    return Err(raw.malformed());
                }
                self.is_authority = Some(constraints.ca);
            }
            Oid::CERTIFICATE_POLICIES => {
                let policies: ext::CertificatePolicies = raw.decode()?;
                if policies.0.is_empty() {
                    return Err(raw.malformed());
                }
                let identifiers = policies
                    .0
                    .into_iter()
                    .map(|policy| policy.policy_identifier);
                self.policies = raw.oids(identifiers)?;
            }
            Oid::SUBJECT_KEY_IDENTIFIER => {
                self.subject_key = Some(raw.decode::<OctetString>()?.into_bytes());
            }
            Oid::AUTHORITY_KEY_IDENTIFIER => {
                self.authority_key = raw
                    .decode::<ext::AuthorityKeyIdentifier>()?
                    .key_identifier
                    .map(OctetString::into_bytes);
            }
            Oid::CRL_DISTRIBUTION_POINTS => {
                let points: ext::CrlDistributionPoints = raw.decode()?;
                self.crl_pointers = points
                    .0
                    .into_iter()
                    .filter_map(|point| match point.distribution_point {
                        Some(DistributionPointName::FullName(names)) => Some(names),
                        _ => None,
                    })
                    .flatten()
                    .filter_map(crl_pointer)
                    .collect();
            }
            Oid::AUTHORITY_INFO_ACCESS => {
                let access: ext::AuthorityInfoAccessSyntax = raw.decode()?;
                self.ocsp = access
                    .0
                    .into_iter()
                    .filter(|entry| Oid::from_inner(entry.access_method) == Some(Oid::OCSP))
                    .filter_map(|entry| match entry.access_location {
                        GeneralName::UniformResourceIdentifier(uri) => Some(uri.to_string()),
                        _ => None,
                    })
                    .collect();
            }
            Oid::SUBJECT_ALT_NAME => {
                let names: ext::SubjectAltName = raw.decode()?;
                self.holder = SignatureHolder::from_names(&names.0);
            }
            // The authority's name in Japanese; nothing follows from it.
            Oid::ISSUER_ALT_NAME => drop(raw.decode::<ext::IssuerAltName>()?),
            oid if raw.critical => {
                return Err(CertificateError::UnknownCriticalExtension { at: raw.at, oid });
            }
            _ => {}
        }
        Ok(())
    }
}

impl<'a> Raw<'a> {
    fn parse(list: &mut Reader<'a>) -> Result<Self, CertificateError> {
        let extension = list.expect(der::SEQUENCE, Field::Extensions)?;
        let mut inside = extension.inside();
        let identifier = inside.expect(der::OBJECT_IDENTIFIER, Field::Extensions)?;
        let oid = Oid::from_value(identifier.value)
            .ok_or(CertificateError::ObjectIdentifier { at: identifier.at })?;
        let mut critical = false;
        if inside.next_is(der::BOOLEAN) {
            let flag = inside.element()?;
            // FALSE is the default, which DER leaves out; TRUE is FF and nothing else.
            if flag.value != [0xFF] {
                return Err(CertificateError::MalformedExtension { at: flag.at, oid });
            }
            critical = true;
        }
        let value = inside.expect(der::OCTET_STRING, Field::Extensions)?;
        inside.finish()?;
        if value.value.len() > MAX_EXTENSION_LENGTH {
            return Err(CertificateError::FieldTooLong {
                at: extension.at,
                field: Field::Extensions,
                most: MAX_EXTENSION_LENGTH,
            });
        }
        Ok(Self {
            oid,
            at: extension.at,
            critical,
            value: value.value,
            value_at: value.value_at(),
        })
    }

    fn malformed(&self) -> CertificateError {
        self.malformed_at(self.at)
    }

    fn malformed_at(&self, at: usize) -> CertificateError {
        CertificateError::MalformedExtension { at, oid: self.oid }
    }

    fn decode<T: Decode<'a>>(&self) -> Result<T, CertificateError> {
        // Form first, with the place counted from the start of the certificate.
        der::check_form_at(self.value, self.value_at)?;
        T::from_der(self.value).map_err(|error| {
            let inside = error
                .position()
                .and_then(|length| usize::try_from(length).ok())
                .unwrap_or(0);
            self.malformed_at(self.value_at + inside)
        })
    }

    fn oids(
        &self,
        found: impl IntoIterator<Item = ObjectIdentifier>,
    ) -> Result<Vec<Oid>, CertificateError> {
        let oids: Option<_> = found.into_iter().map(Oid::from_inner).collect();
        oids.ok_or_else(|| self.malformed())
    }

    fn key_usage(&self) -> Result<KeyUsage, CertificateError> {
        let usage: ext::KeyUsage = self.decode()?;
        let flags = [
            (usage.digital_signature(), KeyUsage::DIGITAL_SIGNATURE),
            (usage.non_repudiation(), KeyUsage::NON_REPUDIATION),
            (usage.key_encipherment(), KeyUsage::KEY_ENCIPHERMENT),
            (usage.data_encipherment(), KeyUsage::DATA_ENCIPHERMENT),
            (usage.key_agreement(), KeyUsage::KEY_AGREEMENT),
            (usage.key_cert_sign(), KeyUsage::SIGN_CERTIFICATES),
            (usage.crl_sign(), KeyUsage::SIGN_REVOCATION_LISTS),
            (usage.encipher_only(), KeyUsage::ENCIPHER_ONLY),
            (usage.decipher_only(), KeyUsage::DECIPHER_ONLY),
        ];
        let usage = flags
            .into_iter()
            .filter_map(|(set, flag)| set.then_some(flag))
            .collect::<KeyUsage>();
        // At least one use must be named (RFC 5280 4.2.1.3).
        if usage.is_empty() {
            return Err(self.malformed());
        }
        Ok(usage)
    }
}

fn crl_pointer(name: GeneralName) -> Option<CrlPointer> {
    match name {
        GeneralName::DirectoryName(name) => Some(CrlPointer::Directory(text_of_name(&name))),
        GeneralName::UniformResourceIdentifier(uri) => Some(CrlPointer::Uri(uri.to_string())),
        _ => None,
    }
}
