//! X.509 certificates of the card and of its authorities.
#![forbid(unsafe_code)]

use core::fmt;
use core::ops::Range;

use sha2::{Digest as _, Sha256};
use x509_cert::der::Decode as _;
use x509_cert::name::Name;

use super::der::{self, Element, IntegerFault, Reader};
use super::extensions::{CrlPointer, Extensions, KeyUsage};
use super::name::text_of_name;
use super::{
    CertificateError, Field, Oid, Policy, PublicKey, RsaPublicKey, SignatureAlgorithm,
    SignatureError, SignatureHolder, Validity,
};
use mynareader_facts::calendar::{Date, Moment};

/// The longest issuer or subject accepted.
const MAX_NAME_LENGTH: usize = 1024;

/// The longest serial number accepted (RFC 5280 4.1.2.2).
const MAX_SERIAL_LENGTH: usize = 20;

/// An X.509 certificate of which the form is sound: an authentication certificate
/// (利用者証明用電子証明書), a signature certificate (署名用電子証明書) or an authority's.
///
/// That it parses says nothing of trust; see [`super::TrustAnchors::verify`]. Whether it is still
/// valid is judged by [`super::Assessment`], and whether it is revoked is the centre's to say.
///
/// Personal data: the subject embeds the municipality, a signature certificate the four
/// attributes. `Debug` shows the length alone.
#[derive(Clone, PartialEq, Eq)]
pub struct Certificate {
    der: Vec<u8>,
    tbs: Range<usize>,
    signature: Range<usize>,
    serial: Vec<u8>,
    issuer: Range<usize>,
    subject: Range<usize>,
    issuer_name: Name,
    subject_name: Name,
    validity: Validity,
    key: PublicKey,
    algorithm: SignatureAlgorithm,
    extensions: Extensions,
}

impl Certificate {
    /// The longest certificate accepted. Those of the card have up to 1.8 kB \[V\].
    pub const MAX_LENGTH: usize = 16 * 1024;

    /// Reads a certificate, strictly: DER without exception, version 3, positive serial numbers,
    /// known algorithms, times as RFC 5280 writes them, keys within the limits of
    /// [`RsaPublicKey`], no extension twice, no unknown critical extension, nothing left over.
    ///
    /// The file on the card may be longer than the certificate; cut it to the length of the
    /// first object first ([`crate::tlv::Header`]).
    ///
    /// ```
    /// use mynareader_card::certificate::{Certificate, CertificateError};
    ///
    /// let error = Certificate::parse(&[0x30, 0x80, 0x00, 0x00]).unwrap_err();
    /// assert_eq!(error, CertificateError::IndefiniteLength { at: 0 });
    /// assert_eq!(error.to_string(), "the element at byte 0 has a length of indefinite form");
    /// ```
    pub fn parse(der: &[u8]) -> Result<Self, CertificateError> {
        if der.len() > Self::MAX_LENGTH {
            return Err(CertificateError::TooLarge { length: der.len() });
        }
        // Only the certificate's own bytes are walked; what follows it is reported as such.
        let mut outer = Reader::new(der, 0);
        let whole = outer.expect(der::SEQUENCE, Field::Certificate)?;
        outer.finish()?;
        der::check_form(der)?;

        let mut inside = whole.inside();
        let tbs = inside.expect(der::SEQUENCE, Field::TbsCertificate)?;
        let algorithm = inside.expect(der::SEQUENCE, Field::SignatureAlgorithm)?;
        let signature = inside.expect(der::BIT_STRING, Field::Signature)?;
        inside.finish()?;

        let mut body = tbs.inside();
        let version_at = body.at();
        check_version(&mut body, version_at)?;
        let serial = serial_number(&mut body)?;
        let signed_algorithm = body.expect(der::SEQUENCE, Field::SignatureAlgorithm)?;
        let known_algorithm = signature_algorithm(&signed_algorithm)?;
        if signed_algorithm.whole != algorithm.whole {
            return Err(CertificateError::AlgorithmMismatch { at: algorithm.at });
        }
        let (issuer, issuer_name) = name(&mut body, Field::Issuer)?;
        let validity = validity(&mut body)?;
        let (subject, subject_name) = name(&mut body, Field::Subject)?;
        let key = public_key(&mut body)?;
        let extensions = extensions(&mut body)?;
        body.finish()?;

        let signature = signature_bits(&signature)?;
        // A second opinion: what the `x509-cert` crate cannot read is not accepted either.
        x509_cert::Certificate::from_der(der).map_err(|error| CertificateError::Malformed {
            at: error
                .position()
                .and_then(|position| usize::try_from(position).ok())
                .unwrap_or(0),
            field: Field::Certificate,
        })?;

        Ok(Self {
            der: der.to_vec(),
            tbs: tbs.range(),
            signature,
            serial,
            issuer,
            subject,
            issuer_name,
            subject_name,
            validity,
            key,
            algorithm: known_algorithm,
            extensions,
        })
    }

    /// The certificate as it was given.
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// SHA-256 over the certificate.
    pub fn fingerprint(&self) -> [u8; 32] {
        Sha256::digest(&self.der).into()
    }

    /// The serial number in lower-case hexadecimal digits, two for each byte.
    pub fn serial(&self) -> String {
        self.serial.iter().fold(String::new(), |mut text, byte| {
            use fmt::Write as _;
            // Writing to a String does not fail.
            let _ = write!(text, "{byte:02x}");
            text
        })
    }

    /// The issuer in the form of RFC 4514.
    pub fn issuer(&self) -> String {
        text_of_name(&self.issuer_name)
    }

    /// The issuer as it is written.
    pub fn issuer_der(&self) -> &[u8] {
        self.part(&self.issuer)
    }

    /// The subject in the form of RFC 4514. On an authentication certificate a common name that
    /// is no person's name but embeds the municipality \[V\].
    pub fn subject(&self) -> String {
        text_of_name(&self.subject_name)
    }

    /// The subject as it is written.
    pub fn subject_der(&self) -> &[u8] {
        self.part(&self.subject)
    }

    /// From when to when it is valid.
    pub fn validity(&self) -> Validity {
        self.validity
    }

    /// The public key.
    pub const fn public_key(&self) -> &PublicKey {
        &self.key
    }

    /// How it is signed.
    pub const fn signature_algorithm(&self) -> SignatureAlgorithm {
        self.algorithm
    }

    /// The policy, as far as it is one of the card's: the first known one that the certificate
    /// names, or else the first one.
    pub fn policy(&self) -> Option<Policy> {
        let policies = || self.extensions.policies.iter().copied().map(Policy::of);
        policies()
            .find(|policy| !matches!(policy, Policy::Unknown(_)))
            .or_else(|| policies().next())
    }

    /// The key usage.
    pub fn key_usage(&self) -> Option<KeyUsage> {
        self.extensions.key_usage
    }

    /// The extended key usages.
    pub fn extended_key_usage(&self) -> Option<&[Oid]> {
        self.extensions.extended_key_usage.as_deref()
    }

    /// Whether the basic constraints say that this is an authority; none if there are no basic
    /// constraints.
    pub fn is_authority(&self) -> Option<bool> {
        self.extensions.is_authority
    }

    /// The identifier of the subject's key.
    pub fn subject_key_identifier(&self) -> Option<&[u8]> {
        self.extensions.subject_key.as_deref()
    }

    /// The identifier of the authority's key.
    pub fn authority_key_identifier(&self) -> Option<&[u8]> {
        self.extensions.authority_key.as_deref()
    }

    /// Where revocation lists are published; see [`CrlPointer`].
    pub fn crl_pointers(&self) -> &[CrlPointer] {
        &self.extensions.crl_pointers
    }

    /// Where the state can be asked for by OCSP; open to accredited verifiers alone \[D\].
    pub fn ocsp(&self) -> &[String] {
        &self.extensions.ocsp
    }

    /// The four attributes of the holder, on a signature certificate.
    pub fn holder(&self) -> Option<&SignatureHolder> {
        self.extensions.holder.as_ref()
    }

    /// Checks the authority's signature over the certificate's original bytes.
    ///
    /// One link, not trust: see [`super::TrustAnchors::verify`].
    pub fn verify_signature(&self, authority: &PublicKey) -> Result<(), SignatureError> {
        let (message, signature) = (self.part(&self.tbs), self.part(&self.signature));
        authority.verify(self.algorithm, message, signature)
    }

    pub(super) fn subject_name(&self) -> &Name {
        &self.subject_name
    }

    fn part(&self, range: &Range<usize>) -> &[u8] {
        // The ranges were taken from these bytes.
        self.der.get(range.clone()).unwrap_or_default()
    }
}

/// Shows the length alone.
impl fmt::Debug for Certificate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Certificate({} bytes)", self.der.len())
    }
}

fn check_version(body: &mut Reader<'_>, at: usize) -> Result<(), CertificateError> {
    /// `[0] EXPLICIT Version DEFAULT v1`
    const EXPLICIT_VERSION: u8 = 0xA0;
    const VERSION_3: [u8; 1] = [2];
    if !body.next_is(EXPLICIT_VERSION) {
        return Err(CertificateError::Version { at });
    }
    let wrapper = body.element()?;
    let mut inside = wrapper.inside();
    let version = inside.expect(der::INTEGER, Field::Version)?;
    inside.finish()?;
    if version.value == VERSION_3 {
        Ok(())
    } else {
        Err(CertificateError::Version { at: version.at })
    }
}

fn serial_number(body: &mut Reader<'_>) -> Result<Vec<u8>, CertificateError> {
    let element = body.expect(der::INTEGER, Field::SerialNumber)?;
    let at = element.at;
    let number = der::unsigned(&element).map_err(|fault| match fault {
        IntegerFault::NonMinimal => CertificateError::NonMinimalInteger { at },
        IntegerFault::Negative => CertificateError::SerialNegative { at },
    })?;
    if number == [0] {
        return Err(CertificateError::SerialZero { at });
    }
    if element.value.len() > MAX_SERIAL_LENGTH {
        return Err(CertificateError::SerialTooLong { at });
    }
    Ok(number.to_vec())
}

/// The parameters of a key over P-384: the curve's name, 1.3.132.0.34 (RFC 5480 2.1.1).
#[cfg(feature = "p384")]
const SECP384R1: &[u8] = &[der::OBJECT_IDENTIFIER, 0x05, 0x2B, 0x81, 0x04, 0x00, 0x22];

/// Parameters NULL, as RSA's algorithms have them (RFC 4055).
const NULL: &[u8] = &[der::NULL, 0x00];

/// `sha256WithRSAEncryption` with parameters NULL; `ecdsa-with-SHA384` without any.
fn signature_algorithm(element: &Element<'_>) -> Result<SignatureAlgorithm, CertificateError> {
    match algorithm(element, Field::SignatureAlgorithm)? {
        (Some(Oid::SHA256_WITH_RSA), NULL) => Ok(SignatureAlgorithm::RsaSha256),
        #[cfg(feature = "p384")]
        (Some(Oid::ECDSA_WITH_SHA384), []) => Ok(SignatureAlgorithm::EcdsaP384Sha384),
        _ => Err(CertificateError::UnsupportedAlgorithm { at: element.at }),
    }
}

/// An algorithm's identifier, if it is one, and its parameters as they are written.
fn algorithm<'a>(
    element: &Element<'a>,
    field: Field,
) -> Result<(Option<Oid>, &'a [u8]), CertificateError> {
    let identifier = element.inside().expect(der::OBJECT_IDENTIFIER, field)?;
    let parameters = element.value.get(identifier.whole.len()..);
    Ok((
        Oid::from_value(identifier.value),
        parameters.unwrap_or_default(),
    ))
}

fn name(body: &mut Reader<'_>, field: Field) -> Result<(Range<usize>, Name), CertificateError> {
    let element = body.expect(der::SEQUENCE, field)?;
    let at = element.at;
    if element.whole.len() > MAX_NAME_LENGTH {
        return Err(CertificateError::FieldTooLong {
            at,
            field,
            most: MAX_NAME_LENGTH,
        });
    }
    if element.value.is_empty() {
        return Err(CertificateError::EmptyName { at, field });
    }
    let name =
        Name::from_der(element.whole).map_err(|_| CertificateError::Malformed { at, field })?;
    Ok((element.range(), name))
}

fn validity(body: &mut Reader<'_>) -> Result<Validity, CertificateError> {
    let element = body.expect(der::SEQUENCE, Field::Validity)?;
    let mut inside = element.inside();
    let not_before = time(&mut inside, Field::NotBefore)?;
    let not_after = time(&mut inside, Field::NotAfter)?;
    inside.finish()?;
    Validity::new(not_before, not_after)
        .ok_or(CertificateError::ValidityReversed { at: element.at })
}

/// `UTCTime` (`YYMMDDHHMMSSZ`) until 2049, `GeneralizedTime` (`YYYYMMDDHHMMSSZ`) from 2050 on.
fn time(inside: &mut Reader<'_>, field: Field) -> Result<Moment, CertificateError> {
    let at = inside.at();
    let utc = inside.next_is(der::UTC_TIME);
    if !utc && !inside.next_is(der::GENERALIZED_TIME) {
        return Err(CertificateError::Malformed { at, field });
    }
    let element = inside.element()?;
    let form = CertificateError::TimeForm { at, field };
    let [digits @ .., b'Z'] = element.value else {
        return Err(form);
    };
    let (year, rest) = match (utc, digits) {
        (true, [y1, y2, rest @ ..]) => {
            let century = if *y1 < b'5' { b"20" } else { b"19" };
            ([century[0], century[1], *y1, *y2], rest)
        }
        (false, [y1, y2, y3, y4, rest @ ..]) => ([*y1, *y2, *y3, *y4], rest),
        _ => return Err(form),
    };
    let &[m1, m2, d1, d2, h1, h2, n1, n2, s1, s2] = rest else {
        return Err(form);
    };
    let [y1, y2, y3, y4] = year;
    let day = Date::from_digits(&[y1, y2, y3, y4, m1, m2, d1, d2]).map_err(|_| form)?;
    let two = |high: u8, low: u8| {
        (high.is_ascii_digit() && low.is_ascii_digit())
            .then(|| (high - b'0') * 10 + (low - b'0'))
            .ok_or(form)
    };
    let moment =
        Moment::from_utc(day, two(h1, h2)?, two(n1, n2)?, two(s1, s2)?).map_err(|_| form)?;
    if !utc && day.year() < 2050 {
        return Err(CertificateError::TimeChoice { at, field });
    }
    Ok(moment)
}

fn public_key(body: &mut Reader<'_>) -> Result<PublicKey, CertificateError> {
    let element = body.expect(der::SEQUENCE, Field::PublicKey)?;
    let at = element.at;
    let malformed = CertificateError::Malformed {
        at,
        field: Field::PublicKey,
    };
    let mut inside = element.inside();
    let named = inside.expect(der::SEQUENCE, Field::PublicKey)?;
    let bits = inside.expect(der::BIT_STRING, Field::PublicKey)?;
    inside.finish()?;
    let named = algorithm(&named, Field::PublicKey)?;
    let is_rsa = named == (Some(Oid::RSA_ENCRYPTION), NULL);
    #[cfg(feature = "p384")]
    let is_p384 = named == (Some(Oid::EC_PUBLIC_KEY), SECP384R1);
    #[cfg(not(feature = "p384"))]
    let is_p384 = false;
    if !(is_rsa || is_p384) {
        return Err(CertificateError::KeyAlgorithm { at });
    }
    let [0, key @ ..] = bits.value else {
        return Err(malformed);
    };
    #[cfg(feature = "p384")]
    if is_p384 {
        return super::EcdsaPublicKey::from_sec1(key)
            .map(PublicKey::EcdsaP384)
            .map_err(|reason| CertificateError::Key { at, reason });
    }
    let key_at = bits.value_at() + 1;
    der::check_form_at(key, key_at)?;
    let mut key = Reader::new(key, key_at);
    let sequence = key.expect(der::SEQUENCE, Field::PublicKey)?;
    key.finish()?;
    let mut parts = sequence.inside();
    let mut number = || {
        let element = parts.expect(der::INTEGER, Field::PublicKey)?;
        der::unsigned(&element).map_err(|fault| match fault {
            IntegerFault::NonMinimal => CertificateError::NonMinimalInteger { at: element.at },
            IntegerFault::Negative => malformed,
        })
    };
    let modulus = number()?;
    let exponent = number()?;
    parts.finish()?;
    RsaPublicKey::from_parts(modulus, exponent)
        .map(PublicKey::Rsa)
        .map_err(|reason| CertificateError::Key { at, reason })
}

fn extensions(body: &mut Reader<'_>) -> Result<Extensions, CertificateError> {
    /// `[1] IMPLICIT UniqueIdentifier`, `[2]`: primitive bit strings.
    const UNIQUE_IDENTIFIERS: [u8; 4] = [0x81, 0x82, 0xA1, 0xA2];
    /// `[3] EXPLICIT Extensions`
    const EXPLICIT_EXTENSIONS: u8 = 0xA3;
    if UNIQUE_IDENTIFIERS.iter().any(|tag| body.next_is(*tag)) {
        return Err(CertificateError::UniqueIdentifier { at: body.at() });
    }
    if body.is_at_end() {
        return Err(CertificateError::NoExtensions);
    }
    let wrapper = body.expect(EXPLICIT_EXTENSIONS, Field::Extensions)?;
    let mut inside = wrapper.inside();
    let list = inside.expect(der::SEQUENCE, Field::Extensions)?;
    inside.finish()?;
    Extensions::parse(list.inside())
}

/// Where the signature's bytes lie: a BIT STRING without unused bits.
fn signature_bits(element: &Element<'_>) -> Result<Range<usize>, CertificateError> {
    let start = element.value_at();
    match element.value {
        [0, _, ..] => Ok(start + 1..start + element.value.len()),
        _ => Err(CertificateError::Malformed {
            at: element.at,
            field: Field::Signature,
        }),
    }
}
