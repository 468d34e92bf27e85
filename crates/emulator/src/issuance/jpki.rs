//! 公的個人認証AP (card.md §1.8).
#![forbid(unsafe_code)]

use std::collections::BTreeMap;

use super::{CardKeys, exact_file, file, secret};
use crate::EmulatorError;
use crate::authority::{Root, x509};
use crate::image::{Access, Change, File, KeyRule, KeyUse};
use crate::persona::attributes::CardKind;
use crate::persona::resolved::Resolved;

/// 利用者証明用暗証番号.
const PIN: u16 = 0x0018;
/// 署名用パスワード.
const PASSWORD: u16 = 0x001B;

const PIN_RULE: KeyRule = KeyRule {
    tries: Some(3),
    change: Change::ReferenceData,
    lengths: (4, 4),
};
const PASSWORD_RULE: KeyRule = KeyRule {
    tries: Some(5),
    change: Change::ReferenceData,
    lengths: (6, 16),
};

pub(super) fn application(
    person: &Resolved,
    keys: &CardKeys,
) -> Result<BTreeMap<u16, File>, EmulatorError> {
    let mut files = BTreeMap::from([
        (0x0006, exact_file(&token_information(person), Access::Free)),
        (
            PASSWORD,
            secret(
                person.pins.signature.as_deref(),
                person.tries.signature.unwrap_or(5),
                PASSWORD_RULE,
            ),
        ),
        (
            0x001A,
            File::PrivateKey {
                key: keys.signature,
                role: KeyUse::Sign(&[PASSWORD]),
            },
        ),
        (0x0002, file(&Root::Signature.certificate()?, Access::Free)),
        (0x0001, signature_certificate(person, keys)?),
    ]);
    // The predecessor card had a signature certificate only [I].
    if person.kind != CardKind::Juki {
        files.extend(authentication(person, keys)?);
    }
    Ok(files)
}

fn authentication(
    person: &Resolved,
    keys: &CardKeys,
) -> Result<BTreeMap<u16, File>, EmulatorError> {
    let free_unless_android = if person.kind == CardKind::Android {
        Access::AnyOf(&[PIN])
    } else {
        Access::Free
    };
    let certificate = x509::authentication(&x509::Subject {
        serial: person.certificate_serial,
        issued: person.certificate_issued,
        last_day: person.certificate_end,
        municipality: &person.municipality,
        key: keys.authentication,
    })?;
    let present = |yes: bool| if yes { 0x8F } else { 0x00 };
    Ok(BTreeMap::from([
        // Byte 0: signature certificate, byte 1: authentication certificate [M][1].
        (
            0x0008,
            exact_file(
                &[
                    present(person.has_signature_certificate),
                    present(true),
                    0x00,
                ],
                Access::Free,
            ),
        ),
        // Sixteen FF that nothing has opened yet.
        (0x0009, exact_file(&[0xFF; 16], Access::Never)),
        (0x000A, file(&certificate, free_unless_android)),
        (
            0x000B,
            file(&Root::Authentication.certificate()?, Access::Free),
        ),
        // What others list as unknown, and the key of the terminal authority: they can be
        // selected, and that is all that is known.
        (0x0010, File::Internal),
        (0x0016, File::Internal),
        (0x0019, File::Internal),
        (0x001C, File::Internal),
        (0x001E, File::Internal),
        (
            0x0017,
            File::PrivateKey {
                key: keys.authentication,
                role: KeyUse::Sign(&[PIN]),
            },
        ),
        (
            PIN,
            secret(
                person.pins.authentication.as_deref(),
                person.tries.authentication.unwrap_or(3),
                PIN_RULE,
            ),
        ),
    ]))
}

/// Without a certificate the file is there, erased; what a real card holds then is not known \[?\].
fn signature_certificate(person: &Resolved, keys: &CardKeys) -> Result<File, EmulatorError> {
    if !person.has_signature_certificate {
        return Ok(exact_file(&[0xFF; 128], Access::AnyOf(&[PASSWORD])));
    }
    let certificate = x509::signature(
        &x509::Subject {
            serial: person.certificate_serial.wrapping_add(1),
            issued: person.certificate_issued,
            last_day: person.certificate_end,
            municipality: &person.municipality,
            key: keys.signature,
        },
        &x509::Attributes {
            name: &person.name,
            address: &person.address,
            sex: person.sex.digit(),
            birth: &person.certificate_birth,
        },
    )?;
    Ok(file(&certificate, Access::AnyOf(&[PASSWORD])))
}

/// EF 0006, 160 bytes: a `CK_TOKEN_INFO` in big-endian order. Values as on a test card \[M\]\[1\].
fn token_information(person: &Resolved) -> Vec<u8> {
    const UNAVAILABLE: u32 = u32::MAX;
    let (label, model) = match person.kind {
        CardKind::MyNumber | CardKind::Other => ("JPKIAPICCTOKEN2", "TESTCARD"),
        CardKind::Juki => ("JPKIAPICCTOKEN", "TESTJUKI"),
        CardKind::Android => ("JPKIAPGPSETOKEN", "TESTGPSE"),
        CardKind::Iphone => ("JPKIAPIOSTOKEN", "TESTIOS"),
    };
    // Flags; sessions (at most one, none open; the same for read-write ones); longest and
    // shortest PIN; memory.
    let numbers: [u32; 11] = [
        0x0000_040D,
        1,
        0,
        1,
        0,
        16,
        6,
        UNAVAILABLE,
        UNAVAILABLE,
        UNAVAILABLE,
        UNAVAILABLE,
    ];
    let mut bytes = Vec::with_capacity(160);
    bytes.extend(padded(label, 32));
    bytes.extend(padded("MYNAREADER TEST", 32));
    bytes.extend(padded(model, 16));
    bytes.extend(padded(&format!("{:016}", person.certificate_serial), 16));
    for number in numbers {
        bytes.extend(number.to_be_bytes());
    }
    bytes.extend(b"03");
    bytes.extend(b"01");
    bytes.extend([b'9'; 16]);
    bytes
}

/// The text, filled with spaces to `width`.
fn padded(text: &str, width: usize) -> Vec<u8> {
    let mut bytes = text.as_bytes().to_vec();
    bytes.resize(width, b' ');
    bytes
}
