//! 券面事項確認AP (card.md §1.9).
#![forbid(unsafe_code)]

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use super::{CardKeys, exact_file, file, secret};
use crate::authority::{CvPlace, cv, keys};
use crate::encoding::{long_object, object};
use crate::image::{Access, Change, File, KeyRule, KeyUse};
use crate::persona::resolved::Resolved;
use crate::{Day, EmulatorError};

const BIRTH_DATE: u16 = 0x0011;
const CODE_B: u16 = 0x0012;
const CODE_A: u16 = 0x0013;

const TEN_TRIES: KeyRule = KeyRule {
    tries: Some(10),
    change: Change::No,
    lengths: (1, 16),
};

pub(super) fn application(
    person: &Resolved,
    card: &CardKeys,
) -> Result<BTreeMap<u16, File>, EmulatorError> {
    let public_key = keys::card_public_key(card.surface)?;
    let code_b = person.code_b();
    Ok(BTreeMap::from([
        (
            0x0001,
            file(
                &age_record(person, &public_key)?,
                Access::AnyOf(&[BIRTH_DATE]),
            ),
        ),
        (
            0x0002,
            file(
                &face_record(person, &public_key)?,
                Access::AnyOf(&[CODE_A, CODE_B]),
            ),
        ),
        (0x0003, exact_file(&basic_data(person), Access::Free)),
        (
            0x0004,
            exact_file(&cv::issuer_certificate(CvPlace::Surface)?, Access::Free),
        ),
        (
            0x0005,
            file(
                &individual_number_record(person, &public_key)?,
                Access::AnyOf(&[CODE_A]),
            ),
        ),
        (
            0x0006,
            exact_file(&[0xFF; 16], Access::AnyOf(&[CODE_A, CODE_B])),
        ),
        (
            BIRTH_DATE,
            secret(
                code_b.as_deref().and_then(|code| code.get(..6)),
                person.tries.birth_date.unwrap_or(10),
                TEN_TRIES,
            ),
        ),
        (
            CODE_B,
            secret(
                code_b.as_deref(),
                person.tries.code_b.unwrap_or(10),
                TEN_TRIES,
            ),
        ),
        (
            CODE_A,
            secret(Some(&person.individual_number), 10, TEN_TRIES),
        ),
        (
            0x001A,
            File::PrivateKey {
                key: card.surface,
                role: KeyUse::Sign(&[]),
            },
        ),
    ]))
}

/// EF 0001: signed over its two other objects as they stand.
fn age_record(person: &Resolved, public_key: &[u8]) -> Result<Vec<u8>, EmulatorError> {
    let content = [
        object(0xDF11, person.birth_record.as_bytes()),
        long_object(0xDF12, public_key),
    ]
    .concat();
    signed_record(0xFF10, &content, 0xDF13)
}

/// EF 0005.
fn individual_number_record(
    person: &Resolved,
    public_key: &[u8],
) -> Result<Vec<u8>, EmulatorError> {
    let content = [
        long_object(0xDF41, person.images.individual_number),
        long_object(0xDF42, public_key),
    ]
    .concat();
    signed_record(0xFF40, &content, 0xDF43)
}

fn signed_record(tag: u32, content: &[u8], signature_tag: u32) -> Result<Vec<u8>, EmulatorError> {
    let signature = keys::sign(CvPlace::Surface.issuer_key(), content)?;
    Ok(long_object(
        tag,
        &[content, &long_object(signature_tag, &signature)].concat(),
    ))
}

/// EF 0002. The signature covers three groups of whole objects; expiry and security code are not
/// signed \[V\].
fn face_record(person: &Resolved, public_key: &[u8]) -> Result<Vec<u8>, EmulatorError> {
    let first = [
        object(0xDF22, person.birth_record.as_bytes()),
        object(0xDF23, &[person.sex.byte()]),
        long_object(0xDF24, public_key),
    ];
    let second = [
        long_object(0xDF25, person.images.name),
        long_object(0xDF26, person.images.address),
    ];
    // A card for an infant has no photo; that the object is there and empty is assumed [I].
    let third = long_object(0xDF27, person.photo.unwrap_or_default());
    let digests = [
        Sha256::digest(first.concat()),
        Sha256::digest(second.concat()),
        Sha256::digest(&third),
    ]
    .concat();
    let signature = keys::sign_digest(CvPlace::Surface.issuer_key(), &digests)?;
    let expiry = person.card_end.map_or_else(String::new, Day::digits);
    let objects: Vec<Vec<u8>> = first
        .into_iter()
        .chain(second)
        .chain([
            third,
            long_object(0xDF28, &signature),
            object(0xDF29, expiry.as_bytes()),
            object(0xDF2A, person.images.security_code),
        ])
        .collect();
    // DF21: where each object begins, from the start of the file.
    let table_length = objects.len() * 2;
    let mut at = 5 + 3 + table_length;
    let mut table = Vec::with_capacity(table_length);
    for object in &objects {
        table.extend(u16::try_from(at).unwrap_or(u16::MAX).to_be_bytes());
        at += object.len();
    }
    let content = [object(0xDF21, &table), objects.concat()].concat();
    Ok(long_object(0xFF20, &content))
}

/// EF 0003: version, key identifiers, municipality, and 256 bytes that nobody explains \[V\].
fn basic_data(person: &Resolved) -> Vec<u8> {
    let opaque: Vec<u8> = [
        cv::key_id(*b"9900025", b'1').as_slice(),
        &Sha256::digest(b"mynareader test: opaque").repeat(8),
    ]
    .concat();
    let content = [
        object(0xDF31, &[0x06, 0x03, 0x0E, 0x01]),
        object(0xDF32, &cv::key_id(*b"9900024", b'1')),
        object(0xDF33, &[0x00]),
        object(0xDF34, person.municipality.as_bytes()),
        long_object(0xDF35, &opaque),
    ]
    .concat();
    long_object(0xFF30, &content)
}
