//! X.509 certificates in the exact shape of those on the card (card.md §1.8.1), written by hand.
#![forbid(unsafe_code)]

use sha2::{Digest, Sha256};

use super::Root;
use super::keys::{self, TestKey};
use crate::encoding::{der, object};
use crate::{Day, EmulatorError};

/// 1.2.392.200149.8.5: J-LIS's arc for JPKI.
const JPKI: [u32; 6] = [1, 2, 392, 200_149, 8, 5];
const CE: [u32; 3] = [2, 5, 29];

/// What an end-entity certificate says.
pub(crate) struct Subject<'a> {
    pub(crate) serial: u32,
    pub(crate) issued: Day,
    pub(crate) last_day: Day,
    pub(crate) municipality: &'a str,
    pub(crate) key: TestKey,
}

/// The four attributes of the signature certificate's subjectAltName.
pub(crate) struct Attributes<'a> {
    pub(crate) name: &'a str,
    pub(crate) address: &'a str,
    pub(crate) sex: char,
    /// Era digit and `YYYYMMDD`.
    pub(crate) birth: &'a str,
}

/// A self-signed root.
pub(crate) fn root(root: Root) -> Result<Vec<u8>, EmulatorError> {
    let key = root.key();
    let name = root_name(root);
    let extensions = [
        extension(15, true, &[0x03, 0x02, 0x01, 0x06]),
        extension(
            17,
            false,
            &der::sequence(&[der::context(4, &service_name())]),
        ),
        extension(19, true, &der::sequence(&[der::boolean_true()])),
        extension(31, false, &distribution_point(&name)),
        extension(14, false, &der::octets(&key_identifier(key)?)),
    ];
    let (first, last) = match root {
        Root::PreviousAuthentication => ((2005, 4, 1), (2045, 3, 31)),
        Root::Authentication | Root::Signature => ((2015, 4, 1), (2075, 3, 31)),
    };
    let day = |(year, month, day)| Day::new(year, month, day).unwrap_or(FALLBACK);
    let to_be_signed = der::sequence(&[
        der::context(0, &der::integer(&[2])),
        der::integer(&root_serial(root)),
        algorithm(),
        name.clone(),
        validity(day(first), day(last)),
        name,
        public_key_info(key)?,
        der::context(3, &der::sequence(&extensions)),
    ]);
    signed(key, &to_be_signed)
}

/// 利用者証明用電子証明書.
pub(crate) fn authentication(subject: &Subject<'_>) -> Result<Vec<u8>, EmulatorError> {
    // 14 characters, the municipality's five digits, `003A`: 23 in all [V].
    let common_name = format!("TEST{:010}{}003A", subject.serial, subject.municipality);
    let name = distinguished_name(&[(CN, &common_name)]);
    let extensions = [
        extension(15, true, &[0x03, 0x02, 0x07, 0x80]),
        extension(
            37,
            false,
            &der::sequence(&[der::oid(&[1, 3, 6, 1, 5, 5, 7, 3, 2])]),
        ),
        extension(32, true, &policies(30)),
        issuer_alternative_name(),
        extension(
            31,
            false,
            &municipality_distribution_point(Root::Authentication),
        ),
        extension_of(
            &[1, 3, 6, 1, 5, 5, 7, 1, 1],
            false,
            &der::sequence(&[der::sequence(&[
                der::oid(&[1, 3, 6, 1, 5, 5, 7, 48, 1]),
                der::ia5(0x86, "http://test-ocspauthnorm.jpki.example"),
            ])]),
        ),
        extension(35, false, &authority_key_identifier(Root::Authentication)?),
        extension(14, false, &der::octets(&key_identifier(subject.key)?)),
    ];
    end_entity(Root::Authentication, subject, name, &extensions)
}

/// 署名用電子証明書.
pub(crate) fn signature(
    subject: &Subject<'_>,
    attributes: &Attributes<'_>,
) -> Result<Vec<u8>, EmulatorError> {
    let common_name = format!(
        "{}172600{:05}{}003A",
        subject.issued.digits(),
        subject.serial % 100_000,
        subject.municipality
    );
    let name = distinguished_name(&[(L, "TEST-to"), (L, "Mihon-shi"), (CN, &common_name)]);
    let other = |last: u32, value: &str| {
        let arcs = [JPKI.as_slice(), &[5, last]].concat();
        der::context(
            0,
            &[der::oid(&arcs), der::context(0, &der::utf8(value))].concat(),
        )
    };
    // The order and the two filler attributes as on a published test card [V].
    let alternative = der::sequence(&[
        other(1, attributes.name),
        other(4, attributes.birth),
        other(3, &attributes.sex.to_string()),
        other(5, attributes.address),
        other(2, "00000"),
        other(6, &"0".repeat(attributes.address.chars().count())),
    ]);
    let extensions = [
        extension(15, true, &[0x03, 0x02, 0x06, 0xC0]),
        extension(17, false, &alternative),
        extension(32, true, &policies(20)),
        issuer_alternative_name(),
        extension(31, false, &municipality_distribution_point(Root::Signature)),
        extension(35, false, &authority_key_identifier(Root::Signature)?),
        extension(14, false, &der::octets(&key_identifier(subject.key)?)),
    ];
    end_entity(Root::Signature, subject, name, &extensions)
}

fn end_entity(
    root: Root,
    subject: &Subject<'_>,
    name: Vec<u8>,
    extensions: &[Vec<u8>],
) -> Result<Vec<u8>, EmulatorError> {
    let to_be_signed = der::sequence(&[
        der::context(0, &der::integer(&[2])),
        der::integer(&subject.serial.to_be_bytes()),
        algorithm(),
        root_name(root),
        validity(subject.issued, subject.last_day),
        name,
        public_key_info(subject.key)?,
        der::context(3, &der::sequence(extensions)),
    ]);
    signed(root.key(), &to_be_signed)
}

fn signed(key: TestKey, to_be_signed: &[u8]) -> Result<Vec<u8>, EmulatorError> {
    let signature = keys::sign(key, to_be_signed)?;
    Ok(der::sequence(&[
        to_be_signed.to_vec(),
        algorithm(),
        der::bits(&signature),
    ]))
}

/// sha256WithRSAEncryption.
fn algorithm() -> Vec<u8> {
    der::sequence(&[der::oid(&[1, 2, 840, 113_549, 1, 1, 11]), der::null()])
}

/// Any day of the calendar, where a constant day cannot fail to exist.
const FALLBACK: Day = crate::Era::Reiwa.first_day();

const O: u32 = 10;
const OU: u32 = 11;
const CN: u32 = 3;
const L: u32 = 7;

/// `C=JP` and then the given attributes as UTF-8 strings, each in a set of its own.
fn distinguished_name(attributes: &[(u32, &str)]) -> Vec<u8> {
    let attribute = |last: u32, value: Vec<u8>| {
        der::set(&[der::sequence(&[der::oid(&[2, 5, 4, last]), value])])
    };
    let mut parts = vec![attribute(6, der::printable("JP"))];
    parts.extend(
        attributes
            .iter()
            .map(|&(last, text)| attribute(last, der::utf8(text))),
    );
    der::sequence(&parts)
}

fn purpose(root: Root) -> &'static str {
    match root {
        Root::Authentication | Root::PreviousAuthentication => "JPKI for user authentication",
        Root::Signature => "JPKI for digital signature",
    }
}

/// The shape of the real names, with an organization and an agency that nobody can mistake.
fn root_name(root: Root) -> Vec<u8> {
    distinguished_name(&[
        (O, "MYNAREADER-TEST"),
        (OU, purpose(root)),
        (OU, "TEST authority of mynareader, worthless outside tests"),
    ])
}

fn root_serial(root: Root) -> [u8; 3] {
    match root {
        Root::PreviousAuthentication => [0x00, 0xBF, 0x01],
        Root::Authentication => [0x21, 0x88, 0x01],
        Root::Signature => [0x1E, 0xA8, 0x01],
    }
}

/// The Japanese name in issuerAltName.
fn service_name() -> Vec<u8> {
    distinguished_name(&[(O, "試験用公的個人認証サービス（無価値）")])
}

fn issuer_alternative_name() -> Vec<u8> {
    extension(
        18,
        false,
        &der::sequence(&[der::context(4, &service_name())]),
    )
}

fn distribution_point(name: &[u8]) -> Vec<u8> {
    let full_name = der::context(0, &der::context(4, name));
    der::sequence(&[der::sequence(&[der::context(0, &full_name)])])
}

/// One distribution point for each municipality, as a directory name.
fn municipality_distribution_point(root: Root) -> Vec<u8> {
    distribution_point(&distinguished_name(&[
        (O, "MYNAREADER-TEST"),
        (OU, purpose(root)),
        (OU, "CRL Distribution Points"),
        (OU, "TEST-to"),
        (CN, "Mihon-shi CRLDP"),
    ]))
}

/// The test policy (`…5.1.0.n`; production is `…5.1.3.n`) with its CPS.
fn policies(last: u32) -> Vec<u8> {
    let policy = [JPKI.as_slice(), &[1, 0, last]].concat();
    der::sequence(&[der::sequence(&[
        der::oid(&policy),
        der::sequence(&[der::sequence(&[
            der::oid(&[1, 3, 6, 1, 5, 5, 7, 2, 1]),
            der::ia5(0x16, "http://www.jpki.example/cps.html"),
        ])]),
    ])])
}

fn authority_key_identifier(root: Root) -> Result<Vec<u8>, EmulatorError> {
    Ok(der::sequence(&[
        der::context_primitive(0, &key_identifier(root.key())?),
        der::context(1, &der::context(4, &root_name(root))),
        der::context_primitive(2, integer_content(&root_serial(root))),
    ]))
}

/// A positive integer without the zero bytes that it does not need.
fn integer_content(bytes: &[u8; 3]) -> &[u8] {
    match bytes {
        [0, second, ..] if *second < 0x80 => bytes.get(1..).unwrap_or(bytes),
        _ => bytes,
    }
}

/// The first 160 bits of the SHA-256 of the public key (RFC 7093, method 1).
fn key_identifier(key: TestKey) -> Result<Vec<u8>, EmulatorError> {
    let digest = Sha256::digest(rsa_public_key(key)?);
    Ok(digest.iter().copied().take(20).collect())
}

fn rsa_public_key(key: TestKey) -> Result<Vec<u8>, EmulatorError> {
    Ok(der::sequence(&[
        der::integer(&keys::modulus(key)?),
        der::integer(&keys::exponent(key)?),
    ]))
}

fn public_key_info(key: TestKey) -> Result<Vec<u8>, EmulatorError> {
    Ok(der::sequence(&[
        der::sequence(&[der::oid(&[1, 2, 840, 113_549, 1, 1, 1]), der::null()]),
        der::bits(&rsa_public_key(key)?),
    ]))
}

fn extension(last: u32, critical: bool, value: &[u8]) -> Vec<u8> {
    let [a, b, c] = CE;
    extension_of(&[a, b, c, last], critical, value)
}

fn extension_of(arcs: &[u32], critical: bool, value: &[u8]) -> Vec<u8> {
    let mut parts = vec![der::oid(arcs)];
    if critical {
        parts.push(der::boolean_true());
    }
    parts.push(der::octets(value));
    der::sequence(&parts)
}

/// From 10:35:42 in Japan on the first day to 23:59:59 in Japan on the last \[V\].
fn validity(first: Day, last: Day) -> Vec<u8> {
    der::sequence(&[time(first, "013542Z"), time(last, "145959Z")])
}

/// `UTCTime` before 2050, `GeneralizedTime` from then on (RFC 5280 §4.1.2.5).
fn time(day: Day, of_day: &str) -> Vec<u8> {
    if (1950..2050).contains(&day.year()) {
        let text = format!(
            "{:02}{:02}{:02}{of_day}",
            day.year() % 100,
            day.month(),
            day.day()
        );
        object(0x17, text.as_bytes())
    } else {
        object(0x18, format!("{}{of_day}", day.digits()).as_bytes())
    }
}
