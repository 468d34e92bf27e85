//! The parsers and signature checks against records that were read off J-LIS test cards.
//!
//! The crate `myna-card` publishes them with its tests (MIT): test certificates of `O=JPKI-TEST`,
//! a made-up holder. They are read from the package of the development dependency, not copied
//! into this one. What is expected of them is what that crate's documentation says of the card:
//! its holder was born on 1980-02-17, its authentication certificate is valid from 2025-10-27 to
//! 2030-02-17, the card until 2035-02-17.

use crate::published;

use mynareader::application::record::Sex;
use mynareader::application::surface::{AgeRecord, BasicData, FaceRecord};
use mynareader::application::text::{BasicAttributes, IntegrityRecord};
use mynareader::card::Content;
use mynareader::certificate::{Certificate, CvCertificate, SignatureError};
use published::fixture;

fn cv(name: &str) -> CvCertificate {
    CvCertificate::parse(&fixture(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// The same bytes with one bit of one byte turned.
fn with_bit_turned(mut bytes: Vec<u8>, at: usize) -> Vec<u8> {
    bytes[at] ^= 0x01;
    bytes
}

#[test]
fn the_face_record_is_read_and_its_signature_holds() {
    let signer = cv("surface-0004.bin");
    let face = FaceRecord::parse(Content::from(fixture("surface-0002.bin"))).unwrap();
    assert_eq!(face.birth_date().digits(), b"19800217");
    assert_eq!(face.unsigned_expiry().digits(), b"20350217");
    assert_eq!(face.sex(), Sex::Male);
    face.verify(signer.public_key()).expect("the signature");

    let size = face.photo_size().expect("a photo").unwrap();
    assert!(size.width > 0 && size.height > size.width, "a portrait");
    face.public_key().unwrap();
    for image in [face.name(), face.address(), face.unsigned_security_code()] {
        image.size().unwrap();
    }
}

/// Holds: R7
#[test]
fn a_turned_bit_anywhere_in_a_signed_group_of_the_face_record_is_found() {
    let signer = cv("surface-0004.bin");
    let original = fixture("surface-0002.bin");
    let genuine = FaceRecord::parse(Content::from(original.clone())).unwrap();
    let position = |part: &[u8]| {
        original
            .windows(part.len())
            .position(|window| window == part)
            .unwrap()
    };
    let birth_date = position(genuine.birth_date().digits());
    let name = position(genuine.name().as_bytes()) + genuine.name().as_bytes().len() - 1;
    let inside_photo = position(b"\x00\x00\x00\x0cjP  \r\n\x87\n") + 1_000;
    for at in [birth_date + 7, name, inside_photo] {
        let altered = with_bit_turned(original.clone(), at);
        let face = FaceRecord::parse(Content::from(altered)).unwrap();
        assert!(face.verify(signer.public_key()).is_err(), "byte {at}");
    }
    // The expiry stands after the signature and is not covered: nobody may build on it.
    let expiry = original
        .windows(8)
        .rposition(|window| window == genuine.unsigned_expiry().digits())
        .unwrap();
    let altered = with_bit_turned(original, expiry + 7);
    let face = FaceRecord::parse(Content::from(altered)).unwrap();
    assert_eq!(face.unsigned_expiry().digits(), b"20350216");
    face.verify(signer.public_key()).unwrap();
}

#[test]
fn the_age_record_is_read_and_its_signature_holds() {
    let signer = cv("surface-0004.bin");
    let age = AgeRecord::parse(Content::from(fixture("surface-0001.bin"))).unwrap();
    assert_eq!(age.birth_date().digits(), b"19800217");
    age.verify(signer.public_key()).expect("the signature");
    let other = cv("text-0004.bin");
    assert!(age.verify(other.public_key()).is_err(), "another's key");
}

#[test]
fn the_records_of_the_surface_application_name_one_key_of_the_chip() {
    let face = FaceRecord::parse(Content::from(fixture("surface-0002.bin"))).unwrap();
    let age = AgeRecord::parse(Content::from(fixture("surface-0001.bin"))).unwrap();
    let (face, age) = (face.public_key().unwrap(), age.public_key().unwrap());
    assert_eq!(face.modulus(), age.modulus());
    assert_ne!(
        face.modulus(),
        cv("surface-0004.bin").public_key().modulus()
    );
}

#[test]
fn card_verifiable_certificates_are_read_with_their_identifiers() {
    let surface = cv("surface-0004.bin");
    assert_eq!(surface.issuer().label(), "6000023");
    assert_eq!(surface.subject().label(), "1322121");
    assert!(surface.issuer().is_test_authority());
    assert_eq!(surface.public_key().bits(), 2048);
    let text = cv("text-0004.bin");
    assert_eq!(text.issuer().label(), "6000033");

    // Outside the applications: without the template, with a header list in front.
    let upper = CvCertificate::parse_data_object(&fixture("mf-do-F8.bin")).unwrap();
    let lower = CvCertificate::parse_data_object(&fixture("mf-do-7F21.bin")).unwrap();
    assert_eq!(lower.issuer(), upper.subject());
    lower.verify(upper.public_key()).expect("the chain");
    assert_eq!(
        upper.verify(lower.public_key()),
        Err(SignatureError::Mismatch)
    );
}

#[test]
fn the_basic_data_of_the_surface_application_is_read() {
    let basic = BasicData::parse(&fixture("surface-0003.bin")).unwrap();
    // docs/facts/card.md §9: DF31 is 06 03 0E 01.
    assert_eq!(basic.features(), [0x06, 0x03, 0x0E, 0x01]);
    assert!(basic.municipality().iter().all(u8::is_ascii_digit));
}

#[test]
fn the_basic_attributes_are_what_the_integrity_record_vouches_for() {
    let signer = cv("text-0004.bin");
    let raw = fixture("text-0002.bin");
    let attributes = BasicAttributes::parse(Content::from(raw.clone())).unwrap();
    assert_eq!(attributes.birth_date().digits(), b"19800217");
    assert_eq!(attributes.sex(), Sex::Male);
    assert!(attributes.name().contains('\u{3000}'));
    assert!(!attributes.address().is_empty());

    let integrity = IntegrityRecord::parse(&fixture("text-0003.bin")).unwrap();
    integrity
        .verify(&attributes, signer.public_key())
        .expect("the integrity record");

    let last = raw.iter().rposition(|&byte| byte == b'1').unwrap();
    let altered = BasicAttributes::parse(Content::from({
        let mut raw = raw;
        raw[last] = b'2';
        raw
    }))
    .unwrap();
    assert!(integrity.verify(&altered, signer.public_key()).is_err());
    assert!(
        integrity
            .verify(&attributes, cv("surface-0004.bin").public_key())
            .is_err(),
        "another's key"
    );
}

#[test]
fn certificates_are_read_and_each_authority_verifies_its_own() {
    let read = |name: &str| {
        Certificate::parse(&fixture(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    };
    let (authentication, signature) = (read("jpki-auth-cert.der"), read("jpki-sign-cert.der"));
    let (authentication_ca, signature_ca) =
        (read("jpki-auth-ca-cert.der"), read("jpki-sign-ca-cert.der"));
    for (leaf, own, other) in [
        (&authentication, &authentication_ca, &signature_ca),
        (&signature, &signature_ca, &authentication_ca),
    ] {
        leaf.verify_signature(own.public_key()).expect("its own");
        assert!(leaf.verify_signature(other.public_key()).is_err());
        assert_eq!(leaf.issuer_der(), own.subject_der());
    }
    // Of the same name and another key: a look-up by name alone takes the wrong one.
    for (leaf, older) in [
        (&authentication, "jpki-auth-ca-cert-2019.der"),
        (&signature, "jpki-sign-ca-cert-2019.der"),
    ] {
        let older = read(older);
        assert_eq!(leaf.issuer_der(), older.subject_der());
        assert!(leaf.verify_signature(older.public_key()).is_err());
    }
    let validity = authentication.validity();
    assert_eq!(validity.first_day().to_string(), "2025-10-27");
    assert_eq!(validity.last_day().to_string(), "2030-02-17");
    assert!(authentication.holder().is_none(), "names nobody");
    assert!(signature.holder().is_some());
}

#[test]
fn every_prefix_of_every_record_is_refused_and_none_panics() {
    let face = fixture("surface-0002.bin");
    for length in 0..face.len() - 1 {
        let cut = Content::from(face[..length].to_vec());
        assert!(FaceRecord::parse(cut).is_err(), "{length} bytes");
    }
    let certificate = fixture("jpki-auth-cert.der");
    for length in 0..certificate.len() {
        assert!(
            Certificate::parse(&certificate[..length]).is_err(),
            "{length} bytes"
        );
    }
    let cv = fixture("surface-0004.bin");
    for length in 0..cv.len() {
        assert!(
            CvCertificate::parse(&cv[..length]).is_err(),
            "{length} bytes"
        );
    }
}
