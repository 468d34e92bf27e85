//! Issuing a card: a persona's data becomes files, keys and data objects, laid out as card.md §1.8
//! to §1.12 has them and signed by the test authority.
#![forbid(unsafe_code)]

mod jpki;
mod surface;
#[cfg(test)]
mod tests;
mod text;

use iso7816_tlv::simple::{Tag, Tlv};
use std::collections::BTreeMap;
use std::sync::Arc;

use super::authority::keys::TestKey;
use super::authority::{CvPlace, cv};
use super::image::{Access, App, Change, File, Image, KeyRule, KeyUse};
use super::persona::attributes::{CardKind, Damage, KeySet};
use super::persona::resolved::Resolved;
use super::{Day, EmulatorError};

/// The contact ATR without its first byte, as data object 5F51 has it; the last byte checks the
/// others.
pub(crate) const CONTACT_ATR: [u8; 9] = [0x3B, 0xE0, 0x00, 0xFF, 0x81, 0x31, 0xFE, 0x45, 0x14];

/// A card's own keys.
struct CardKeys {
    authentication: TestKey,
    signature: TestKey,
    surface: TestKey,
    text: TestKey,
    common: TestKey,
    session: TestKey,
}

impl CardKeys {
    const fn of(set: KeySet) -> Self {
        match set {
            KeySet::A => Self {
                authentication: TestKey::AuthenticationA,
                signature: TestKey::SignatureA,
                surface: TestKey::SurfaceA,
                text: TestKey::TextA,
                common: TestKey::CommonA,
                session: TestKey::SessionA,
            },
            KeySet::B => Self {
                authentication: TestKey::AuthenticationB,
                signature: TestKey::SignatureB,
                surface: TestKey::SurfaceB,
                text: TestKey::TextB,
                common: TestKey::CommonB,
                session: TestKey::SessionB,
            },
        }
    }
}

/// The chip's memory for this person and this kind of card.
pub(crate) fn issue(person: &Resolved) -> Result<Image, EmulatorError> {
    let keys = CardKeys::of(person.keys);
    let mut image = match person.kind {
        CardKind::MyNumber => my_number_card(person, &keys)?,
        CardKind::Android | CardKind::Iphone => Image {
            applications: vec![(App::Jpki, jpki::application(person, &keys)?)],
            last_command_indicator: person.kind == CardKind::Iphone,
            ..Image::default()
        },
        CardKind::Juki => Image {
            applications: vec![
                (App::Jpki, jpki::application(person, &keys)?),
                (App::Juki, juki_application(person)),
            ],
            ..Image::default()
        },
        // Any other chip card: a card manager, and no application that we know.
        CardKind::Other => Image {
            security_domain: true,
            ..Image::default()
        },
    };
    match person.damage {
        Damage::None => {}
        // Writing stopped in the middle of the photo: the rest is what an erased chip holds.
        Damage::HalfWrittenFaceRecord => {
            image.alter_content(App::Surface, 0x0002, |content| {
                let half = content.len() / 2;
                content.iter_mut().skip(half).for_each(|byte| *byte = 0xFF);
            });
        }
        // One bit of the photo is not what was signed.
        Damage::AlteredPhoto => {
            image.alter_content(App::Surface, 0x0002, |content| {
                let middle = content.len() / 2;
                if let Some(byte) = content.get_mut(middle) {
                    *byte ^= 0x01;
                }
            });
        }
    }
    Ok(image)
}

fn my_number_card(person: &Resolved, keys: &CardKeys) -> Result<Image, EmulatorError> {
    Ok(Image {
        applications: vec![
            (App::Jpki, jpki::application(person, keys)?),
            (App::Common, common_application(person, keys)),
            (App::Juki, juki_application(person)),
            (App::Surface, surface::application(person, keys)?),
            (App::Text, text::application(person, keys)?),
        ],
        // An internal file that can be selected, and read with 6981 [M][1].
        master: BTreeMap::from([(0x001E, File::Internal)]),
        objects: data_objects(person, keys)?,
        contact_atr: Some(CONTACT_ATR.iter().copied().skip(1).collect()),
        security_domain: true,
        last_command_indicator: false,
    })
}

/// card.md §1.12. Serial, municipality and expiry in record 1; a key reference that the 住基
/// application has too.
fn common_application(person: &Resolved, keys: &CardKeys) -> BTreeMap<u16, File> {
    let information = format!(
        "{}{}{}",
        person.serial,
        person.municipality,
        person.card_end.map_or_else(String::new, Day::digits)
    );
    BTreeMap::from([
        (0x0001, records(0x01, information.as_bytes())),
        (0x0002, records(0x02, &JUKI_KEY_REFERENCE)),
        (
            0x0019,
            File::PrivateKey {
                key: keys.common,
                role: KeyUse::InternalAuthenticate,
            },
        ),
        (
            0x001C,
            secret(
                person.pins.juki.as_deref(),
                person.pins.juki.as_ref().map_or(0, |_| 3),
                FOUR_DIGITS_BY_KEY,
            ),
        ),
    ])
}

fn juki_application(person: &Resolved) -> BTreeMap<u16, File> {
    BTreeMap::from([
        (0x0002, records(0x02, &JUKI_KEY_REFERENCE)),
        (
            0x001C,
            secret(
                person.pins.juki.as_deref(),
                person.pins.juki.as_ref().map_or(0, |_| 3),
                FOUR_DIGITS_BY_KEY,
            ),
        ),
    ])
}

const JUKI_KEY_REFERENCE: [u8; 16] = cv::key_id(*b"9900140", b'1');

const FOUR_DIGITS_BY_KEY: KeyRule = KeyRule {
    tries: Some(3),
    change: Change::Key,
    lengths: (4, 4),
};

/// What answers to GET DATA with no application selected \[M\]\[1\].
fn data_objects(
    person: &Resolved,
    keys: &CardKeys,
) -> Result<BTreeMap<u16, Arc<[u8]>>, EmulatorError> {
    let expiry = person.card_end.map_or_else(String::new, Day::digits);
    let mut objects: BTreeMap<u16, Arc<[u8]>> = BTreeMap::from([
        (0x0042, CvPlace::MasterFile.issuer_key_id().into()),
        (0x0045, person.serial.as_bytes().into()),
        // GlobalPlatform's card recognition data: the arc 1.2.840.114283.1.
        (
            0x0066,
            [
                0x73, 0x09, 0x06, 0x07, 0x2A, 0x86, 0x48, 0x86, 0xFC, 0x6B, 0x01,
            ]
            .into(),
        ),
        (0x00F0, person.municipality.as_bytes().into()),
        (0x00F2, expiry.as_bytes().into()),
        (0x00F7, CvPlace::MasterFile.issuer_key_id().into()),
        (0x00F8, cv::upper_chain()?.into()),
    ]);
    // Absent on older cards.
    if person.keys == KeySet::A {
        objects.insert(0x7F21, cv::lower_chain(keys.common)?.into());
    }
    Ok(objects)
}

/// A transparent file: the object, and behind it the filler that cards have (card.md §1.9).
fn file(object: &[u8], access: Access) -> File {
    let physical = (object.len() / 128 + 1) * 128;
    let mut content = object.to_vec();
    content.resize(physical, 0xFF);
    exact_file(&content, access)
}

/// A transparent file as long as its content.
fn exact_file(content: &[u8], access: Access) -> File {
    File::Transparent {
        content: content.into(),
        access,
    }
}

/// A record file with one SIMPLE-TLV record.
fn records(tag: u8, value: &[u8]) -> File {
    // The tags here are constants of ours, and no record is long.
    let record = Tag::try_from(tag)
        .and_then(|tag| Tlv::new(tag, value.to_vec()))
        .map_or_else(|_| Vec::new(), |object| object.to_vec());
    File::Records {
        records: [record].into(),
        access: Access::Free,
    }
}

/// A key that VERIFY takes; one that was never set matches nothing and has no tries.
fn secret(value: Option<&str>, tries: u8, rule: KeyRule) -> File {
    File::Secret {
        value: value.unwrap_or_default().as_bytes().to_vec(),
        tries: Some(if value.is_some() { tries } else { 0 }),
        rule,
    }
}
