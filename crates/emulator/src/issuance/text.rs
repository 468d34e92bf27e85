//! 券面事項入力補助AP (card.md §1.10).
#![forbid(unsafe_code)]

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use super::{CardKeys, exact_file, file, secret};
use crate::EmulatorError;
use crate::authority::{CvPlace, cv, keys};
use crate::encoding::{long_object, object};
use crate::image::{Access, Change, File, KeyRule, KeyUse};
use crate::persona::resolved::Resolved;

const PIN: u16 = 0x0011;
const CODE_A: u16 = 0x0014;
const CODE_B: u16 = 0x0015;

const PIN_OR_A: Access = Access::AnyOf(&[PIN, CODE_A]);
const PIN_OR_B: Access = Access::AnyOf(&[PIN, CODE_B]);
const PIN_A_OR_B: Access = Access::AnyOf(&[PIN, CODE_A, CODE_B]);

const PIN_RULE: KeyRule = KeyRule {
    tries: Some(3),
    change: Change::ReferenceData,
    lengths: (4, 4),
};
const TEN_TRIES: KeyRule = KeyRule {
    tries: Some(10),
    change: Change::No,
    lengths: (1, 16),
};

pub(super) fn application(
    person: &Resolved,
    card: &CardKeys,
) -> Result<BTreeMap<u16, File>, EmulatorError> {
    let number = individual_number(person);
    let (attributes, after_table) = basic_four(person);
    let integrity = integrity_record(&number, &after_table)?;
    Ok(BTreeMap::from([
        (0x0001, exact_file(&number, PIN_OR_A)),
        (0x0002, file(&attributes, PIN_OR_B)),
        (0x0003, exact_file(&integrity, PIN_A_OR_B)),
        (
            0x0004,
            exact_file(&cv::issuer_certificate(CvPlace::Text)?, Access::Free),
        ),
        (0x0005, exact_file(&basic_data(), Access::Free)),
        (
            0x0006,
            exact_file(
                &long_object(0xA1, &keys::card_public_key(card.session)?),
                PIN_A_OR_B,
            ),
        ),
        (
            0x0007,
            exact_file(&signed_application_key(card)?, PIN_A_OR_B),
        ),
        (0x0008, exact_file(&[0xFF; 16], Access::Never)),
        (
            PIN,
            secret(
                person.pins.text.as_deref(),
                person.tries.text.unwrap_or(3),
                PIN_RULE,
            ),
        ),
        // Blocked from issuance; nobody found what it opens.
        (0x0012, secret(None, 0, TEN_TRIES)),
        (
            0x0013,
            File::PrivateKey {
                key: card.text,
                role: KeyUse::Sign(&[]),
            },
        ),
        (
            CODE_A,
            secret(Some(&person.individual_number), 10, TEN_TRIES),
        ),
        (
            CODE_B,
            secret(
                person.code_b().as_deref(),
                person.tries.text_code_b.unwrap_or(10),
                TEN_TRIES,
            ),
        ),
    ]))
}

/// EF 0001: 17 bytes with two of filler.
fn individual_number(person: &Resolved) -> Vec<u8> {
    [
        object(0xFF10, person.individual_number.as_bytes()),
        vec![0xFF, 0xFF],
    ]
    .concat()
}

/// EF 0002, and what stands in it after the table of offsets.
fn basic_four(person: &Resolved) -> (Vec<u8>, Vec<u8>) {
    let objects = [
        object(0xDF22, person.name.as_bytes()),
        object(0xDF23, person.address.as_bytes()),
        object(0xDF24, person.birth_record.as_bytes()),
        object(0xDF25, &[person.sex.byte()]),
    ];
    let after_table = objects.concat();
    // The header is the tag and a length of one, two or three bytes.
    let header = match 3 + 8 + after_table.len() {
        0..0x80 => 3,
        0x80..0x100 => 4,
        _ => 5,
    };
    let mut at = header + 3 + 8;
    let mut table = Vec::with_capacity(8);
    for object in &objects {
        table.extend(u16::try_from(at).unwrap_or(u16::MAX).to_be_bytes());
        at += object.len();
    }
    let value = [object(0xDF21, &table), after_table.clone()].concat();
    (object(0xFF20, &value), after_table)
}

/// EF 0003: the digest of the whole physical EF 0001, the digest of what stands in EF 0002 after
/// its table, and a signature over both objects \[V\].
fn integrity_record(number: &[u8], after_table: &[u8]) -> Result<Vec<u8>, EmulatorError> {
    let digests = [
        object(0xDF31, &Sha256::digest(number)),
        object(0xDF32, &Sha256::digest(after_table)),
    ]
    .concat();
    let signature = keys::sign(CvPlace::Text.issuer_key(), &digests)?;
    Ok(long_object(
        0xFF30,
        &[digests, long_object(0xDF33, &signature)].concat(),
    ))
}

/// EF 0005.
fn basic_data() -> Vec<u8> {
    let mut opaque = Sha256::digest(b"mynareader test: text").to_vec();
    opaque.resize(128, 0xFF);
    let content = [
        object(0xDF41, &[0x01, 0x03, 0x0E, 0x01]),
        object(0xDF42, &cv::key_id(*b"9900034", b'1')),
        long_object(0xDF43, &opaque),
    ]
    .concat();
    long_object(0xFF40, &content)
}

/// EF 0007: the application's public key, signed over its whole object \[V\].
fn signed_application_key(card: &CardKeys) -> Result<Vec<u8>, EmulatorError> {
    let key = long_object(0xDF51, &keys::card_public_key(card.text)?);
    let signature = keys::sign(CvPlace::Text.issuer_key(), &key)?;
    Ok(long_object(
        0xFF50,
        &[key, long_object(0xDF52, &signature)].concat(),
    ))
}
