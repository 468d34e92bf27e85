//! Trust anchors, and the check of a card's certificate against them.
#![forbid(unsafe_code)]

use core::fmt;
use std::collections::BTreeSet;

use sha2::{Digest as _, Sha256};

use super::name::has_organization_ending;
use super::{
    Accept, Certificate, CertificateError, Hierarchy, KeyUsage, Oid, Policy, Role, Validity,
};

/// What becomes of a certificate: what a display shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
// Exhaustive: every fault falls into one of the two groups.
pub enum Verdict {
    /// The chain leads to a trust anchor and everything checked holds.
    Trusted,
    /// Nothing wrong was found, but the anchors at hand do not vouch for it.
    Untrusted,
    /// Something is wrong with the certificate.
    Invalid,
}

impl Verdict {
    /// The verdict of a check.
    pub fn of(result: &Result<Chain, ChainFailure>) -> Self {
        match result {
            Ok(_) => Self::Trusted,
            Err(failure) => failure.verdict(),
        }
    }
}

/// The `trusted`, `untrusted` or `invalid` of the displays.
impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Trusted => "trusted",
            Self::Untrusted => "untrusted",
            Self::Invalid => "invalid",
        })
    }
}

/// An authority's certificate that the caller trusts.
#[derive(Clone, Debug)]
pub struct Anchor {
    certificate: Certificate,
    hierarchy: Hierarchy,
}

impl Anchor {
    /// The certificate.
    pub fn certificate(&self) -> &Certificate {
        &self.certificate
    }

    /// The hierarchy that it anchors.
    pub fn hierarchy(&self) -> Hierarchy {
        self.hierarchy
    }
}

/// The authorities' certificates that the caller trusts.
///
/// The hierarchy is one step deep: a root of J-LIS issues the card's certificate. Several
/// generations of a root share one name (authca01, 02 and 03; signca01, 02 and 03 \[V\]), so the
/// name narrows the search and the signature decides. The library ships no anchors; see
/// `docs/certificates.md` for where a maker gets them.
///
/// An authority is judged by what it was when it issued: the card's certificate must start within
/// the validity of its authority's certificate. That the authority's certificate has ended since
/// does not matter, or the grace period of a certificate that a retired root issued would end
/// with the root.
///
/// ```no_run
/// use mynareader_card::certificate::{Accept, Certificate, Hierarchy, Role, TrustAnchors, Verdict};
///
/// let mut anchors = TrustAnchors::new();
/// anchors.add_pem(&std::fs::read_to_string("authca.pem")?, Hierarchy::Production)?;
///
/// let read_from_card = std::fs::read("000A.der")?;
/// let certificate = Certificate::parse(&read_from_card)?;
/// let result = anchors.verify(&certificate, Role::Authentication, Accept::ProductionOnly);
/// println!("{}", Verdict::of(&result));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Default)]
pub struct TrustAnchors {
    anchors: Vec<Anchor>,
    /// The SHA-256 of each anchor, so that none is checked twice.
    known: BTreeSet<[u8; 32]>,
    fingerprints: Vec<([u8; 32], Hierarchy)>,
    policies: Vec<(Oid, Role, Hierarchy)>,
}

/// Why anchors in PEM are refused: which certificate of the text, counted from 1, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("certificate {number} of the PEM text is refused: {reason}")]
pub struct PemError {
    /// Which one, counted from 1.
    pub number: usize,
    /// Why.
    #[source]
    pub reason: PemFault,
}

/// What is wrong with one certificate in a PEM text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PemFault {
    /// The text is longer than [`TrustAnchors::MAX_PEM_LENGTH`].
    #[error("the text is longer than 1 MiB")]
    TooLong,
    /// There is no certificate at all.
    #[error("there is no BEGIN CERTIFICATE")]
    Missing,
    /// The end is missing.
    #[error("there is no END CERTIFICATE")]
    Unfinished,
    /// Between beginning and end stands something that is neither Base64 nor white space.
    #[error("line {line} of the text has a character that is neither Base64 nor white space")]
    Character {
        /// The line of the text, counted from 1.
        line: usize,
    },
    /// The Base64 is not whole: its padding is missing or stands in its middle.
    #[error("its Base64 is not whole")]
    Encoding,
    /// The certificate inside is refused.
    #[error(transparent)]
    Certificate(#[from] CertificateError),
}

/// A certificate's chain that holds.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Chain {
    /// Which certificate it is.
    pub role: Role,
    /// Production, or test if the certificate or its anchor is.
    pub hierarchy: Hierarchy,
    /// SHA-256 of the anchor that issued it.
    pub anchor_fingerprint: [u8; 32],
    /// The validity of that anchor.
    pub anchor_validity: Validity,
}

/// Why a chain does not hold: everything that was found, the most useful first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChainFailure {
    errors: Vec<CertificateError>,
}

impl ChainFailure {
    /// The most useful error; see [`CertificateError::rank`].
    pub fn error(&self) -> CertificateError {
        // There is always one; the fallback is never reached.
        self.errors
            .first()
            .copied()
            .unwrap_or(CertificateError::SignatureMismatch)
    }

    /// All errors, the most useful first.
    pub fn errors(&self) -> &[CertificateError] {
        &self.errors
    }

    /// Invalid if any of the errors is of the certificate itself, otherwise untrusted.
    pub fn verdict(&self) -> Verdict {
        let invalid = |error: &CertificateError| error.verdict() == Verdict::Invalid;
        if self.errors.iter().any(invalid) {
            Verdict::Invalid
        } else {
            Verdict::Untrusted
        }
    }
}

impl fmt::Display for ChainFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.error().fmt(f)
    }
}

impl core::error::Error for ChainFailure {}

impl TrustAnchors {
    /// The longest PEM text accepted, in bytes: as long as a trust store may be.
    pub const MAX_PEM_LENGTH: usize = 1024 * 1024;

    /// No anchors: every certificate is untrusted.
    pub fn new() -> Self {
        Self::default()
    }

    /// The anchors.
    pub fn anchors(&self) -> &[Anchor] {
        &self.anchors
    }

    /// Adds a root in DER, checked whole: an authority by its basic constraints, allowed to sign
    /// certificates, signed by itself.
    ///
    /// A root whose organisation ends in `-TEST` counts as a test root, whatever `hierarchy` says:
    /// J-LIS's are `JPKI-TEST` \[1\]. The same certificate a second time changes nothing, and is not
    /// checked again.
    pub fn add_der(&mut self, der: &[u8], hierarchy: Hierarchy) -> Result<(), CertificateError> {
        let fingerprint = fingerprint(der);
        if !self.known.contains(&fingerprint) {
            self.anchors.push(Anchor::check(der, hierarchy)?);
            self.known.insert(fingerprint);
        }
        Ok(())
    }

    /// Adds every certificate of a PEM text, or none if one of them is refused. Returns how many
    /// the text has, those that were there before included. What stands between the certificates is
    /// not read. The text may have [`Self::MAX_PEM_LENGTH`] bytes.
    ///
    /// White space does not count (the lax form of RFC 7468): editors indent, join lines, and break
    /// them at 76 columns.
    pub fn add_pem(&mut self, text: &str, hierarchy: Hierarchy) -> Result<usize, PemError> {
        const BEGIN: &str = "-----BEGIN CERTIFICATE-----";
        const END: &str = "-----END CERTIFICATE-----";
        if text.len() > Self::MAX_PEM_LENGTH {
            return Err(PemError {
                number: 1,
                reason: PemFault::TooLong,
            });
        }
        let mut taken = Self::default();
        let mut number = 0;
        let mut rest = text;
        while let Some((_, after)) = rest.split_once(BEGIN) {
            number += 1;
            let refused = |reason| PemError { number, reason };
            let (body, after) = after.split_once(END).ok_or(refused(PemFault::Unfinished))?;
            // Where the body begins in the text.
            let before = text.len() - after.len() - END.len() - body.len();
            rest = after;
            let digits = base64_of(body).map_err(|place| {
                let read = text.get(..before + place).unwrap_or(text);
                let line = 1 + read.bytes().filter(|byte| *byte == b'\n').count();
                refused(PemFault::Character { line })
            })?;
            let block = [BEGIN, "\n", &digits, END, "\n"].concat();
            let (_, der) = x509_cert::der::pem::decode_vec(block.as_bytes())
                .map_err(|_| refused(PemFault::Encoding))?;
            if self.known.contains(&fingerprint(&der)) {
                continue;
            }
            taken.add_der(&der, hierarchy).map_err(|error| PemError {
                number,
                reason: error.into(),
            })?;
        }
        if number == 0 {
            return Err(PemError {
                number: 1,
                reason: PemFault::Missing,
            });
        }
        self.anchors.append(&mut taken.anchors);
        self.known.append(&mut taken.known);
        Ok(number)
    }

    /// Trusts an authority's certificate by its SHA-256, to be taken from the card later with
    /// [`Self::adopt`]. The caller must have the fingerprint from the authority, not from a card.
    pub fn trust_fingerprint(&mut self, sha256: [u8; 32], hierarchy: Hierarchy) {
        self.fingerprints.push((sha256, hierarchy));
    }

    /// Takes the card's own copy of its authority's certificate (JPKI EF 000B or 0002) as an
    /// anchor, if its fingerprint is one that the caller trusts. Without that it proves nothing:
    /// it came off the same card.
    pub fn adopt(&mut self, der: &[u8]) -> Result<(), CertificateError> {
        let fingerprint = fingerprint(der);
        let (_, hierarchy) = self
            .fingerprints
            .iter()
            .find(|(trusted, _)| *trusted == fingerprint)
            .ok_or(CertificateError::AuthorityNotTrusted)?;
        self.add_der(der, *hierarchy)
    }

    /// Makes a policy known that the library does not know, for example that of phones'
    /// certificates, with what its certificates are for. A known policy keeps its meaning.
    pub fn add_policy(&mut self, policy: Oid, role: Role, hierarchy: Hierarchy) {
        self.policies.push((policy, role, hierarchy));
    }

    /// Checks a certificate of the card: its role, its policy, and its signature by an anchor.
    ///
    /// Not checked here: whether it is still valid ([`super::Assessment`]), whether it is revoked
    /// (the centre says so), and whether the card has the key (a challenge shows it).
    pub fn verify(
        &self,
        certificate: &Certificate,
        role: Role,
        accept: Accept,
    ) -> Result<Chain, ChainFailure> {
        let mut errors = Vec::new();
        check_usage(certificate, role, &mut errors);
        let mut hierarchy = self.check_policy(certificate, role, &mut errors);
        let anchor = self
            .find_anchor(certificate)
            .map_err(|error| errors.push(error))
            .ok();
        if let Some(anchor) = anchor {
            if anchor.hierarchy == Hierarchy::Test {
                hierarchy = Hierarchy::Test;
            }
            check_against(certificate, &anchor.certificate, &mut errors);
        }
        if hierarchy == Hierarchy::Test && accept == Accept::ProductionOnly {
            errors.push(CertificateError::TestHierarchy);
        }
        match anchor {
            Some(anchor) if errors.is_empty() => Ok(Chain {
                role,
                hierarchy,
                anchor_fingerprint: anchor.certificate.fingerprint(),
                anchor_validity: anchor.certificate.validity(),
            }),
            _ => {
                errors.sort_by_key(|error| core::cmp::Reverse(error.rank()));
                Err(ChainFailure { errors })
            }
        }
    }

    /// Records what is wrong with the policy and says which hierarchy it tells of.
    fn check_policy(
        &self,
        certificate: &Certificate,
        role: Role,
        errors: &mut Vec<CertificateError>,
    ) -> Hierarchy {
        let Some(policy) = certificate.policy() else {
            errors.push(CertificateError::PolicyMissing);
            return Hierarchy::Production;
        };
        let meaning = policy.meaning().or_else(|| match policy {
            Policy::Unknown(oid) => self
                .policies
                .iter()
                .find(|(known, ..)| *known == oid)
                .map(|(_, role, hierarchy)| (*role, *hierarchy)),
            _ => None,
        });
        match (meaning, policy) {
            (Some((found, hierarchy)), _) => {
                if found != role {
                    errors.push(CertificateError::OtherRole);
                }
                hierarchy
            }
            (None, Policy::Unknown(oid)) => {
                errors.push(CertificateError::PolicyUnknown { oid });
                Hierarchy::Production
            }
            (None, _) => Hierarchy::Production,
        }
    }

    /// The anchor that signed the certificate, found by name and decided by signature.
    fn find_anchor(&self, certificate: &Certificate) -> Result<&Anchor, CertificateError> {
        if self.anchors.is_empty() {
            return Err(CertificateError::NoAnchors);
        }
        let mut named = self
            .anchors
            .iter()
            .filter(|anchor| anchor.certificate.subject_der() == certificate.issuer_der())
            .peekable();
        if named.peek().is_none() {
            return Err(CertificateError::UnknownIssuer);
        }
        let stated = certificate.authority_key_identifier();
        let mut generation_known = stated.is_none();
        for anchor in named {
            let authority = &anchor.certificate;
            if certificate.verify_signature(authority.public_key()).is_ok() {
                return Ok(anchor);
            }
            // An anchor without an identifier could be the one that is named.
            let identifier = authority.subject_key_identifier();
            generation_known |= identifier.is_none() || identifier == stated;
        }
        Err(if generation_known {
            CertificateError::SignatureMismatch
        } else {
            CertificateError::UnknownGeneration
        })
    }
}

/// Base64 in lines of 64, as RFC 7468 has them; or where something else stands.
fn base64_of(body: &str) -> Result<String, usize> {
    let mut lines = String::with_capacity(body.len() + body.len() / 64 + 1);
    let mut column = 0;
    for (place, character) in body.char_indices() {
        // Some editors put a mark at the beginning of what is pasted.
        if character.is_ascii_whitespace()
            || matches!(character, '\u{FEFF}' | '\u{3000}' | '\u{A0}')
        {
            continue;
        }
        if !(character.is_ascii_alphanumeric() || matches!(character, '+' | '/' | '=')) {
            return Err(place);
        }
        lines.push(character);
        column += 1;
        if column == 64 {
            lines.push('\n');
            column = 0;
        }
    }
    if column > 0 {
        lines.push('\n');
    }
    Ok(lines)
}

fn fingerprint(der: &[u8]) -> [u8; 32] {
    Sha256::digest(der).into()
}

/// Shows how many there are.
impl fmt::Debug for TrustAnchors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "TrustAnchors({})", self.anchors.len())
    }
}

impl Anchor {
    fn check(der: &[u8], hierarchy: Hierarchy) -> Result<Self, CertificateError> {
        const TEST_ENDING: &str = "-TEST";
        let certificate = Certificate::parse(der)?;
        if certificate.is_authority() != Some(true) {
            return Err(CertificateError::NotAuthority);
        }
        let usage = certificate
            .key_usage()
            .ok_or(CertificateError::KeyUsageMissing)?;
        if !usage.contains(KeyUsage::SIGN_CERTIFICATES) {
            return Err(CertificateError::KeyUsage);
        }
        let signs_itself = certificate.issuer_der() == certificate.subject_der()
            && certificate
                .verify_signature(certificate.public_key())
                .is_ok();
        if !signs_itself {
            return Err(CertificateError::NotSelfSigned);
        }
        let hierarchy = if has_organization_ending(certificate.subject_name(), TEST_ENDING) {
            Hierarchy::Test
        } else {
            hierarchy
        };
        Ok(Self {
            certificate,
            hierarchy,
        })
    }
}

/// Key usage and extended key usage, by role \[V\] on published certificates: digitalSignature and
/// clientAuth for authentication, digitalSignature and nonRepudiation for signatures.
fn check_usage(certificate: &Certificate, role: Role, errors: &mut Vec<CertificateError>) {
    if certificate.is_authority() == Some(true) {
        errors.push(CertificateError::IsAuthority);
    }
    let (needed, forbidden) = match role {
        Role::Authentication => (KeyUsage::DIGITAL_SIGNATURE, KeyUsage::NON_REPUDIATION),
        Role::Signature => (
            KeyUsage::DIGITAL_SIGNATURE.union(KeyUsage::NON_REPUDIATION),
            KeyUsage::empty(),
        ),
    };
    let forbidden = forbidden
        .union(KeyUsage::SIGN_CERTIFICATES)
        .union(KeyUsage::SIGN_REVOCATION_LISTS);
    match certificate.key_usage() {
        None => errors.push(CertificateError::KeyUsageMissing),
        Some(usage) if !usage.contains(needed) || usage.intersects(forbidden) => {
            errors.push(CertificateError::KeyUsage);
        }
        Some(_) => {}
    }
    if role == Role::Authentication {
        match certificate.extended_key_usage() {
            None => errors.push(CertificateError::ExtendedKeyUsageMissing),
            Some(usages) if !usages.contains(&Oid::CLIENT_AUTHENTICATION) => {
                errors.push(CertificateError::ExtendedKeyUsage);
            }
            Some(_) => {}
        }
    }
}

/// What must agree between a certificate and the authority that signed it.
fn check_against(
    certificate: &Certificate,
    authority: &Certificate,
    errors: &mut Vec<CertificateError>,
) {
    let stated = certificate.authority_key_identifier();
    let actual = authority.subject_key_identifier();
    if stated.is_some() && actual.is_some() && stated != actual {
        errors.push(CertificateError::KeyIdentifierMismatch);
    }
    let issued = certificate.validity().not_before();
    let validity = authority.validity();
    if issued < validity.not_before() || issued > validity.not_after() {
        errors.push(CertificateError::IssuedOutsideAuthority);
    }
}
