//! Signatures: docs/facts/card.md §3, §8.4, §8.6.
#![forbid(unsafe_code)]

use rsa::pkcs1::DecodeRsaPrivateKey;
use rsa::{Pkcs1v15Sign, Pss, RsaPrivateKey, RsaPublicKey};
use sha2::{Digest, Sha256};

use super::*;

fn public(der: &[u8]) -> RsaPublicKey {
    RsaPrivateKey::from_pkcs1_der(der).unwrap().to_public_key()
}

fn authentication_key() -> RsaPublicKey {
    public(include_bytes!("../../keys/card-a-authentication.der"))
}

fn signer() -> Chip {
    let mut chip = adult();
    chip.app(JPKI);
    chip.present(0x18, "1234");
    chip
}

fn sign(chip: &mut Chip, p1: u8, p2: u8, input: &[u8]) -> (Vec<u8>, u16) {
    let length = u8::try_from(input.len()).unwrap();
    chip.send_bytes(&[&[0x80, 0x2A, p1, p2, length], input, &[0x00]].concat())
}

/// The `DigestInfo` of SHA-256 as RFC 8017 §9.2 has it.
fn digest_info(message: &[u8]) -> Vec<u8> {
    [
        bytes("3031300D060960864801650304020105000420"),
        Sha256::digest(message).to_vec(),
    ]
    .concat()
}

#[test]
fn all_six_schemes() {
    let mut chip = signer();
    let key = authentication_key();
    let message = b"challenge".as_slice();
    let digest = Sha256::digest(message).to_vec();
    let info = digest_info(message);
    for (p1, input, block) in [
        (0x00, info.as_slice(), Some(info.as_slice())),
        (0x01, message, Some(digest.as_slice())),
        (0x02, &digest, Some(&info)),
        (0x03, message, Some(&info)),
        (0x04, &digest, None),
        (0x05, message, None),
    ] {
        let (signature, status) = sign(&mut chip, p1, 0x97, input);
        assert_eq!((signature.len(), status), (256, 0x9000), "{p1:02X}");
        match block {
            Some(block) => key
                .verify(Pkcs1v15Sign::new_unprefixed(), block, &signature)
                .unwrap(),
            None => key
                .verify(Pss::new::<Sha256>(), &digest, &signature)
                .unwrap(),
        }
    }
    assert_eq!(sign(&mut chip, 0x06, 0x97, message).1, 0x6A86);
    assert_eq!(sign(&mut chip, 0xFF, 0x97, message).1, 0x6A86);
}

#[test]
fn the_current_key_signs_as_the_named_one() {
    let mut chip = signer();
    let named = sign(&mut chip, 0x02, 0x97, &[7; 32]);
    chip.status("00 A4 02 0C 02 0017");
    assert_eq!(sign(&mut chip, 0x02, 0x80, &[7; 32]), named);
}

#[test]
fn lengths_that_do_not_fit() {
    let mut chip = signer();
    assert_eq!(sign(&mut chip, 0x02, 0x97, &[7; 31]).1, 0x6985);
    assert_eq!(sign(&mut chip, 0x04, 0x97, &[7; 33]).1, 0x6985);
    assert_eq!(sign(&mut chip, 0x00, 0x97, &[7; 245]).1, 0x9000);
    assert_eq!(sign(&mut chip, 0x00, 0x97, &[7; 246]).1, 0x6985);
    // No Le, or one into which the signature does not fit.
    assert_eq!(chip.status("80 2A 00 97 01 31"), 0x6700);
    assert_eq!(chip.status("80 2A 00 97 01 31 80"), 0x6700);
    assert_eq!(chip.status("80 2A 00 97 00"), 0x6700);
}

#[test]
fn each_key_wants_its_own_pin() {
    let mut chip = adult();
    chip.app(JPKI);
    assert_eq!(sign(&mut chip, 0x02, 0x97, &[7; 32]).1, 0x6982);
    assert_eq!(sign(&mut chip, 0x02, 0x9A, &[7; 32]).1, 0x6982);
    chip.present(0x1B, "TEST1234");
    assert_eq!(sign(&mut chip, 0x02, 0x97, &[7; 32]).1, 0x6982);
    let (signature, status) = sign(&mut chip, 0x02, 0x9A, &Sha256::digest(b"m"));
    assert_eq!(status, 0x9000);
    public(include_bytes!("../../keys/card-a-signature.der"))
        .verify(
            Pkcs1v15Sign::new_unprefixed(),
            &digest_info(b"m"),
            &signature,
        )
        .unwrap();
    // A PIN is no key, a file neither, and JPKI has none by default.
    assert_eq!(sign(&mut chip, 0x02, 0x98, &[7; 32]).1, 0x6985);
    assert_eq!(sign(&mut chip, 0x02, 0x8A, &[7; 32]).1, 0x6981);
    assert_eq!(sign(&mut chip, 0x02, 0x00, &[7; 32]).1, 0x6A86);
}

#[test]
fn the_applications_own_keys_want_no_credential() {
    // §3: 80 2A 00 00 with a 51-byte DigestInfo; §9: the key is DF24 of the face record.
    for (aid, key) in [
        (
            SURFACE,
            include_bytes!("../../keys/card-a-surface.der").as_slice(),
        ),
        (TEXT, include_bytes!("../../keys/card-a-text.der")),
    ] {
        let mut chip = adult();
        chip.app(aid);
        let info = digest_info(b"live");
        assert_eq!(info.len(), 51);
        let (signature, status) = sign(&mut chip, 0x00, 0x00, &info);
        assert_eq!(status, 0x9000);
        public(key)
            .verify(Pkcs1v15Sign::new_unprefixed(), &info, &signature)
            .unwrap();
    }
    let mut chip = adult();
    assert_eq!(sign(&mut chip, 0x00, 0x00, &[7; 51]).1, 0x6986);
}

#[test]
fn internal_authentication_is_the_common_applications_only() {
    let mut chip = adult();
    chip.app(COMMON);
    let (signature, status) = chip.send("00 88 00 99 04 01020304 00");
    assert_eq!(status, 0x9000);
    public(include_bytes!("../../keys/card-a-common.der"))
        .verify(
            Pkcs1v15Sign::new_unprefixed(),
            &digest_info(&[1, 2, 3, 4]),
            &signature,
        )
        .unwrap();
    assert_eq!(chip.status("00 88 00 9C 04 01020304 00"), 0x6985);
    let mut chip = signer();
    assert_eq!(chip.status("00 88 00 97 04 01020304 00"), 0x6982);
    assert_eq!(chip.status("00 88 00 98 04 01020304 00"), 0x6985);
}

#[test]
fn terminal_authentication_is_refused() {
    // §8.6: 00C1 with junk 6700; other parameters 6A86.
    let mut chip = adult();
    chip.app(JPKI);
    for parameters in ["0000", "00AE", "8000", "00B6"] {
        assert_eq!(chip.status(&format!("80 A2 {parameters} 01 31")), 0x6A86);
    }
    let junk = [&[0x80, 0xA2, 0x00, 0xC1, 0x00, 0x01, 0x00][..], &[9; 256]].concat();
    assert_eq!(chip.send_bytes(&junk).1, 0x6700);
    assert_eq!(chip.status("80 82 00 96 00"), 0x6985);
}
