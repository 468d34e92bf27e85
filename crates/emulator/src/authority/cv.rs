//! Card-verifiable certificates: issuer, subject, key, signature.
//!
//! `7F21 { 5F4E issuer id16 ‖ subject id16 ‖ key, 5F37 signature }`; the signature covers the value
//! of `5F4E` (recomputed on published test-card records) \[V\].
#![forbid(unsafe_code)]

use super::keys::{self, TestKey};
use super::{CvPlace, Made, once};
use crate::EmulatorError;
use crate::encoding::long_object;

/// A key identifier of the shape that the cards have: seven digits, `08 05`, three digits and four
/// zero bytes \[V\]. Real ones begin with 5 and J-LIS test cards' with 6 \[1\]; ours begin with
/// 9900, which neither has.
pub(crate) const fn key_id(name: [u8; 7], last: u8) -> [u8; 16] {
    let [n1, n2, n3, n4, n5, n6, n7] = name;
    [
        n1, n2, n3, n4, n5, n6, n7, 0x08, 0x05, b'0', b'0', last, 0, 0, 0, 0,
    ]
}

/// The two objects of a certificate, without the template around them.
pub(crate) fn contents(
    issuer: (&[u8; 16], TestKey),
    subject: (&[u8; 16], TestKey),
) -> Result<Vec<u8>, EmulatorError> {
    let body = [
        issuer.0.as_slice(),
        subject.0,
        &keys::card_public_key(subject.1)?,
    ]
    .concat();
    let signature = keys::sign(issuer.1, &body)?;
    Ok([long_object(0x5F4E, &body), long_object(0x5F37, &signature)].concat())
}

/// EF 0004 of the surface and the text application: the key that signs this place's records.
pub(crate) fn issuer_certificate(place: CvPlace) -> Result<Vec<u8>, EmulatorError> {
    Ok(long_object(0x7F21, &issuer_contents(place)?))
}

/// The certificate of a place's issuer, without the template around it.
fn issuer_contents(place: CvPlace) -> Result<Vec<u8>, EmulatorError> {
    static MADE: [Made; 3] = [const { Made::new() }; 3];
    let [surface, text, master] = &MADE;
    let slot = match place {
        CvPlace::Surface => surface,
        CvPlace::Text => text,
        CvPlace::MasterFile => master,
    };
    once(slot, || {
        contents(
            (&place.ca_key_id(), place.ca_key()),
            (&place.issuer_key_id(), place.issuer_key()),
        )
    })
}

/// The header list in front of the certificates outside any application \[V\].
const HEADER_LIST: [u8; 12] = [
    0x4D, 0x0A, 0x42, 0x10, 0x5F, 0x20, 0x10, 0x5F, 0x49, 0x82, 0x01, 0x09,
];

/// Data object 00F8: the CA certifies the intermediate.
pub(crate) fn upper_chain() -> Result<Vec<u8>, EmulatorError> {
    let body = issuer_contents(CvPlace::MasterFile)?;
    Ok([HEADER_LIST.as_slice(), &body].concat())
}

/// Data object 7F21: the intermediate certifies the card's own key.
pub(crate) fn lower_chain(card: TestKey) -> Result<Vec<u8>, EmulatorError> {
    let place = CvPlace::MasterFile;
    let body = contents(
        (&place.issuer_key_id(), place.issuer_key()),
        (&key_id(*b"9900050", b'1'), card),
    )?;
    Ok([HEADER_LIST.as_slice(), &body].concat())
}
