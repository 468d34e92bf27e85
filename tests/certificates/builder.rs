//! A builder of certificates, byte by byte, so that every rule can be broken. It knows nothing of
//! the library and nothing of the parsing crates.

use rsa::pkcs8::DecodePrivateKey as _;
use rsa::traits::PublicKeyParts as _;
use rsa::{Pkcs1v15Sign, RsaPrivateKey};
use sha2::{Digest as _, Sha256};
use std::sync::LazyLock;

macro_rules! test_key {
    ($name:ident, $file:literal) => {
        pub static $name: LazyLock<RsaPrivateKey> = LazyLock::new(|| {
            RsaPrivateKey::from_pkcs8_pem(include_str!(concat!("../data/certificates/", $file)))
                .unwrap()
        });
    };
}

test_key!(ROOT_1, "root1.key.pem");
test_key!(ROOT_2, "root2.key.pem");
test_key!(OTHER, "other.key.pem");
test_key!(HOLDER, "auth.key.pem");
test_key!(SMALL, "small.key.pem");
test_key!(EXPONENT_3, "exponent3.key.pem");

pub const BASIC_CONSTRAINTS: &str = "2.5.29.19";
pub const KEY_USAGE: &str = "2.5.29.15";
pub const EXTENDED_KEY_USAGE: &str = "2.5.29.37";
pub const POLICIES: &str = "2.5.29.32";
pub const SUBJECT_KEY: &str = "2.5.29.14";
pub const AUTHORITY_KEY: &str = "2.5.29.35";
pub const SUBJECT_ALT_NAME: &str = "2.5.29.17";

pub fn tlv(tag: u8, value: &[u8]) -> Vec<u8> {
    let mut out = vec![tag];
    match value.len() {
        short @ 0..=0x7F => out.push(short as u8),
        long @ 0x80..=0xFF => out.extend([0x81, long as u8]),
        long => {
            out.push(0x82);
            out.extend(u16::try_from(long).unwrap().to_be_bytes());
        }
    }
    out.extend(value);
    out
}

pub fn sequence(parts: &[Vec<u8>]) -> Vec<u8> {
    tlv(0x30, &parts.concat())
}

pub fn oid(dotted: &str) -> Vec<u8> {
    let mut arcs = dotted.split('.').map(|arc| arc.parse::<u32>().unwrap());
    let mut value = vec![(arcs.next().unwrap() * 40 + arcs.next().unwrap()) as u8];
    for arc in arcs {
        let mut groups = vec![(arc & 0x7F) as u8];
        let mut rest = arc >> 7;
        while rest > 0 {
            groups.push((rest & 0x7F) as u8 | 0x80);
            rest >>= 7;
        }
        value.extend(groups.iter().rev());
    }
    tlv(0x06, &value)
}

/// C=JP, the organisation, and a common name.
pub fn name(organization: &str, common: &str) -> Vec<u8> {
    let attribute = |kind: &str, tag: u8, text: &str| {
        tlv(0x31, &sequence(&[oid(kind), tlv(tag, text.as_bytes())]))
    };
    sequence(&[
        attribute("2.5.4.6", 0x13, "JP"),
        attribute("2.5.4.10", 0x0C, organization),
        attribute("2.5.4.3", 0x0C, common),
    ])
}

pub fn utc_time(text: &str) -> Vec<u8> {
    tlv(0x17, text.as_bytes())
}

pub fn generalized_time(text: &str) -> Vec<u8> {
    tlv(0x18, text.as_bytes())
}

pub fn sha256_with_rsa() -> Vec<u8> {
    sequence(&[oid("1.2.840.113549.1.1.11"), tlv(0x05, &[])])
}

/// An INTEGER that is not negative.
pub fn integer(bytes: &[u8]) -> Vec<u8> {
    let mut value = bytes.to_vec();
    if value.first().is_none_or(|first| *first >= 0x80) {
        value.insert(0, 0);
    }
    tlv(0x02, &value)
}

pub fn public_key(key: &RsaPrivateKey) -> Vec<u8> {
    public_key_of(&key.n().to_bytes_be(), &key.e().to_bytes_be())
}

pub fn public_key_of(modulus: &[u8], exponent: &[u8]) -> Vec<u8> {
    let mut bits = vec![0];
    bits.extend(sequence(&[integer(modulus), integer(exponent)]));
    sequence(&[
        sequence(&[oid("1.2.840.113549.1.1.1"), tlv(0x05, &[])]),
        tlv(0x03, &bits),
    ])
}

pub fn extension(kind: &str, critical: bool, value: &[u8]) -> Vec<u8> {
    let mut parts = vec![oid(kind)];
    if critical {
        parts.push(tlv(0x01, &[0xFF]));
    }
    parts.push(tlv(0x04, value));
    sequence(&parts)
}

/// Flags as the last byte of the BIT STRING has them: 0x80 digitalSignature, 0x40 nonRepudiation,
/// 0x04 keyCertSign, 0x02 cRLSign.
pub fn key_usage(flags: u8) -> Vec<u8> {
    let unused = flags.trailing_zeros() as u8;
    extension(KEY_USAGE, true, &tlv(0x03, &[unused, flags]))
}

pub fn policy(dotted: &str) -> Vec<u8> {
    extension(POLICIES, true, &sequence(&[sequence(&[oid(dotted)])]))
}

pub fn key_identifier(key: &RsaPrivateKey) -> Vec<u8> {
    Sha256::digest(key.n().to_bytes_be())[..20].to_vec()
}

pub fn authority_key(identifier: &[u8]) -> Vec<u8> {
    extension(AUTHORITY_KEY, false, &sequence(&[tlv(0x80, identifier)]))
}

pub fn subject_key(identifier: &[u8]) -> Vec<u8> {
    extension(SUBJECT_KEY, false, &tlv(0x04, identifier))
}

pub fn client_authentication() -> Vec<u8> {
    extension(
        EXTENDED_KEY_USAGE,
        false,
        &sequence(&[oid("1.3.6.1.5.5.7.3.2")]),
    )
}

/// All parts of a certificate, each as its bytes.
#[derive(Clone)]
pub struct Builder {
    pub version: Option<Vec<u8>>,
    pub serial: Vec<u8>,
    pub signed_algorithm: Vec<u8>,
    pub algorithm: Vec<u8>,
    pub issuer: Vec<u8>,
    pub not_before: Vec<u8>,
    pub not_after: Vec<u8>,
    pub subject: Vec<u8>,
    pub key: Vec<u8>,
    pub before_extensions: Vec<u8>,
    pub extensions: Option<Vec<Vec<u8>>>,
    pub after_extensions: Vec<u8>,
    pub after_signature: Vec<u8>,
}

impl Builder {
    /// A root whose name has this organisation.
    pub fn root(organization: &str, key: &RsaPrivateKey) -> Self {
        let name = name(organization, "for user authentication");
        Self {
            subject: name.clone(),
            issuer: name,
            not_before: utc_time("190914000000Z"),
            not_after: utc_time("290913145959Z"),
            key: public_key(key),
            extensions: Some(vec![
                extension(BASIC_CONSTRAINTS, true, &sequence(&[tlv(0x01, &[0xFF])])),
                key_usage(0x06),
                subject_key(&key_identifier(key)),
            ]),
            ..Self::authentication(organization, key)
        }
    }

    /// An authentication certificate of a production card, issued by a root of this organisation
    /// with this key.
    pub fn authentication(organization: &str, authority: &RsaPrivateKey) -> Self {
        Self {
            version: Some(tlv(0xA0, &tlv(0x02, &[2]))),
            serial: tlv(0x02, &[0x01, 0xC2, 0xD3, 0xE4]),
            signed_algorithm: sha256_with_rsa(),
            algorithm: sha256_with_rsa(),
            issuer: name(organization, "for user authentication"),
            not_before: utc_time("220601030000Z"),
            not_after: utc_time("270217145959Z"),
            subject: name("holder", "00000000AAAAAA13221003A"),
            key: public_key(&HOLDER),
            before_extensions: Vec::new(),
            extensions: Some(vec![
                key_usage(0x80),
                client_authentication(),
                policy("1.2.392.200149.8.5.1.3.30"),
                authority_key(&key_identifier(authority)),
            ]),
            after_extensions: Vec::new(),
            after_signature: Vec::new(),
        }
    }

    /// The same with an extension replaced, or added if there is none of its kind.
    pub fn with_extension(mut self, kind: &str, replacement: Vec<u8>) -> Self {
        self = self.without_extension(kind);
        self.extensions.as_mut().unwrap().push(replacement);
        self
    }

    /// The same without an extension.
    pub fn without_extension(mut self, kind: &str) -> Self {
        let kind = oid(kind);
        self.extensions
            .as_mut()
            .unwrap()
            .retain(|extension| !contains(extension, &kind));
        self
    }

    pub fn body(&self) -> Vec<u8> {
        let mut parts = vec![];
        parts.extend(self.version.clone());
        parts.extend([
            self.serial.clone(),
            self.signed_algorithm.clone(),
            self.issuer.clone(),
            sequence(&[self.not_before.clone(), self.not_after.clone()]),
            self.subject.clone(),
            self.key.clone(),
            self.before_extensions.clone(),
        ]);
        if let Some(extensions) = &self.extensions {
            parts.push(tlv(0xA3, &sequence(extensions)));
        }
        parts.push(self.after_extensions.clone());
        sequence(&parts)
    }

    /// The certificate, signed.
    pub fn sign(&self, key: &RsaPrivateKey) -> Vec<u8> {
        let body = self.body();
        let signature = sign(key, &body);
        let mut bits = vec![0];
        bits.extend(signature);
        sequence(&[
            body,
            self.algorithm.clone(),
            tlv(0x03, &bits),
            self.after_signature.clone(),
        ])
    }
}

pub fn sign(key: &RsaPrivateKey, message: &[u8]) -> Vec<u8> {
    key.sign(Pkcs1v15Sign::new::<Sha256>(), &Sha256::digest(message))
        .unwrap()
}

pub fn contains(bytes: &[u8], part: &[u8]) -> bool {
    position(bytes, part).is_some()
}

pub fn position(bytes: &[u8], part: &[u8]) -> Option<usize> {
    bytes.windows(part.len()).position(|window| window == part)
}

pub fn pem(der: &[u8]) -> String {
    use x509_cert::der::pem::{LineEnding, encode_string};
    encode_string("CERTIFICATE", LineEnding::LF, der).unwrap()
}
