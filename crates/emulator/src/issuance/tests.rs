//! The records against docs/facts/card.md §8 to §12, read with a walk that shares nothing with
//! the writer, and with the signatures checked by the published keys of the test authority.
#![forbid(unsafe_code)]

use rsa::{BigUint, Pkcs1v15Sign, RsaPublicKey};
use sha2::{Digest, Sha256};
use x509_cert::Certificate;
use x509_cert::der::Decode;
use x509_cert::der::Encode;

use crate::authority::{CvPlace, Root};
use crate::persona::for_tests;
use crate::{App, Day, Persona, Personas};

fn persona(name: &str) -> Persona {
    for_tests().get(name).unwrap().clone()
}

fn content(name: &str, app: App, ef: u16) -> Vec<u8> {
    persona(name)
        .image()
        .unwrap()
        .content(app, ef)
        .unwrap()
        .to_vec()
}

struct Object {
    tag: u16,
    value: Vec<u8>,
    whole: Vec<u8>,
    offset: usize,
}

/// The objects in `bytes`, up to the filler.
fn walk(bytes: &[u8], start: usize) -> Vec<Object> {
    let mut objects = Vec::new();
    let mut at = 0;
    while at < bytes.len() && bytes[at..] != vec![0xFF; bytes.len() - at] {
        let begin = at;
        let mut tag = u16::from(bytes[at]);
        at += 1;
        if tag & 0x1F == 0x1F {
            tag = tag << 8 | u16::from(bytes[at]);
            at += 1;
        }
        let first = usize::from(bytes[at]);
        at += 1;
        let length = if first < 0x80 {
            first
        } else {
            let digits = &bytes[at..at + (first & 0x7F)];
            at += first & 0x7F;
            digits.iter().fold(0, |n, &b| n << 8 | usize::from(b))
        };
        objects.push(Object {
            tag,
            value: bytes[at..at + length].to_vec(),
            whole: bytes[begin..at + length].to_vec(),
            offset: start + begin,
        });
        at += length;
    }
    objects
}

/// The objects inside the one object of a file.
fn inside(file: &[u8], tag: u16) -> Vec<Object> {
    let outer = walk(file, 0);
    assert_eq!(outer.len(), 1);
    assert_eq!(outer[0].tag, tag);
    walk(&outer[0].value, outer[0].whole.len() - outer[0].value.len())
}

fn tags(objects: &[Object]) -> Vec<u16> {
    objects.iter().map(|object| object.tag).collect()
}

fn wholes(objects: &[Object]) -> Vec<u8> {
    objects
        .iter()
        .flat_map(|object| object.whole.clone())
        .collect()
}

/// `90 03 010001 | 91 820100 …`.
fn card_key(value: &[u8]) -> RsaPublicKey {
    let parts = walk(value, 0);
    assert_eq!(tags(&parts), [0x90, 0x91]);
    assert_eq!(parts[0].value, [1, 0, 1]);
    assert_eq!(parts[1].value.len(), 256);
    RsaPublicKey::new(
        BigUint::from_bytes_be(&parts[1].value),
        BigUint::from_bytes_be(&parts[0].value),
    )
    .unwrap()
}

/// The key that a card-verifiable certificate certifies, its signature checked with the anchor.
fn issuer(name: &str, app: App, place: CvPlace) -> RsaPublicKey {
    let parts = inside(&content(name, app, 0x0004), 0x7F21);
    assert_eq!(tags(&parts), [0x5F4E, 0x5F37]);
    let anchor = place.anchor().unwrap();
    assert_eq!(parts[0].value[..16], anchor.key_id);
    assert_eq!(&anchor.key_id[..4], b"9900");
    let ca = RsaPublicKey::new(
        BigUint::from_bytes_be(&anchor.modulus),
        BigUint::from_bytes_be(&anchor.exponent),
    )
    .unwrap();
    ca.verify(
        Pkcs1v15Sign::new::<Sha256>(),
        &Sha256::digest(&parts[0].value),
        &parts[1].value,
    )
    .unwrap();
    card_key(&parts[0].value[32..])
}

fn verify(key: &RsaPublicKey, message: &[u8], signature: &[u8]) {
    key.verify(
        Pkcs1v15Sign::new::<Sha256>(),
        &Sha256::digest(message),
        signature,
    )
    .unwrap();
}

/// Whether the three-group signature holds: a digest of 96 bytes under one SHA-256 identifier.
fn face_signature_holds(name: &str) -> bool {
    let parts = inside(&content(name, App::Surface, 0x0002), 0xFF20);
    let digests = [
        Sha256::digest(wholes(&parts[1..4])),
        Sha256::digest(wholes(&parts[4..6])),
        Sha256::digest(wholes(&parts[6..7])),
    ]
    .concat();
    // SEQUENCE { SEQUENCE { sha256, NULL }, OCTET STRING of 96 bytes }.
    let info = [
        &[
            0x30, 0x71, 0x30, 0x0D, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65,
        ][..],
        &[0x03, 0x04, 0x02, 0x01, 0x05, 0x00, 0x04, 0x60],
        &digests,
    ]
    .concat();
    issuer(name, App::Surface, CvPlace::Surface)
        .verify(Pkcs1v15Sign::new_unprefixed(), &info, &parts[7].value)
        .is_ok()
}

#[test]
fn the_face_record() {
    for name in [
        "adult",
        "foreigner",
        "unknown-birthday",
        "infant-without-photo",
    ] {
        let persona = persona(name);
        let file = content(name, App::Surface, 0x0002);
        let parts = inside(&file, 0xFF20);
        assert_eq!(
            tags(&parts),
            [
                0xDF21, 0xDF22, 0xDF23, 0xDF24, 0xDF25, 0xDF26, 0xDF27, 0xDF28, 0xDF29, 0xDF2A
            ]
        );
        // Nine offsets from the start of the file, as on the test card: 1A, 25, 29, 137, …
        let table: Vec<usize> = parts[0]
            .value
            .chunks(2)
            .map(|pair| usize::from(u16::from_be_bytes([pair[0], pair[1]])))
            .collect();
        let offsets: Vec<usize> = parts[1..].iter().map(|object| object.offset).collect();
        assert_eq!(table, offsets);
        assert_eq!(table[..4], [0x1A, 0x25, 0x29, 0x137]);
        assert_eq!(
            String::from_utf8(parts[1].value.clone()).unwrap(),
            persona.birth_date().replace('-', "")
        );
        assert_eq!(parts[6].value, persona.photo().unwrap_or_default());
        assert_eq!(
            String::from_utf8(parts[8].value.clone()).unwrap(),
            persona.card_end().unwrap().digits()
        );
        card_key(&parts[3].value);
        assert!(face_signature_holds(name), "{name}");
        // Production cards are larger than the test card: plan for 10 kB (docs/facts/card.md §9).
        if persona.photo().is_some() {
            assert!((9_000..16_000).contains(&file.len()), "{}", file.len());
        }
    }
}

#[test]
fn an_altered_photo_breaks_the_signature_and_nothing_else() {
    assert!(!face_signature_holds("altered-photo"));
    let parts = inside(&content("altered-photo", App::Surface, 0x0002), 0xFF20);
    let as_issued = persona("altered-photo").photo().unwrap();
    let differences = parts[6]
        .value
        .iter()
        .zip(as_issued)
        .filter(|(on_chip, drawn)| on_chip != drawn)
        .count();
    assert_eq!(differences, 1);
}

#[test]
fn a_damaged_record_stops_in_the_photo() {
    let file = content("damaged-face-record", App::Surface, 0x0002);
    let half = file.len() / 2;
    assert!(file[half..].iter().all(|&byte| byte == 0xFF));
    assert_eq!(file[..2], [0xFF, 0x20]);
    let photo_begins = usize::from(u16::from_be_bytes([file[8 + 10], file[8 + 11]]));
    assert_eq!(file[photo_begins..photo_begins + 2], [0xDF, 0x27]);
    assert!(photo_begins + 1_000 < half);
}

#[test]
fn the_other_surface_records() {
    let key = issuer("adult", App::Surface, CvPlace::Surface);
    let age = inside(&content("adult", App::Surface, 0x0001), 0xFF10);
    assert_eq!(tags(&age), [0xDF11, 0xDF12, 0xDF13]);
    assert_eq!(age[0].value, b"19800217");
    verify(&key, &wholes(&age[..2]), &age[2].value);
    let number = inside(&content("adult", App::Surface, 0x0005), 0xFF40);
    assert_eq!(tags(&number), [0xDF41, 0xDF42, 0xDF43]);
    verify(&key, &wholes(&number[..2]), &number[2].value);
    // The same public key in all three.
    let face = inside(&content("adult", App::Surface, 0x0002), 0xFF20);
    assert_eq!(age[1].value, face[3].value);
    assert_eq!(number[1].value, face[3].value);
    let basic = content("adult", App::Surface, 0x0003);
    assert_eq!(basic.len(), 320);
    let basic = inside(&basic, 0xFF30);
    assert_eq!(tags(&basic), [0xDF31, 0xDF32, 0xDF33, 0xDF34, 0xDF35]);
    assert_eq!(basic[0].value, [0x06, 0x03, 0x0E, 0x01]);
    assert_eq!(basic[3].value, b"99101");
    assert_eq!(basic[4].value.len(), 16 + 256);
    assert_eq!(content("adult", App::Surface, 0x0004).len(), 568);
}

#[test]
fn the_text_records() {
    let key = issuer("adult", App::Text, CvPlace::Text);
    let number = content("adult", App::Text, 0x0001);
    assert_eq!(number.len(), 17);
    assert_eq!(number[..3], [0xFF, 0x10, 0x0C]);
    assert_eq!(number[15..], [0xFF, 0xFF]);
    let file = content("adult", App::Text, 0x0002);
    let four = inside(&file, 0xFF20);
    assert_eq!(tags(&four), [0xDF21, 0xDF22, 0xDF23, 0xDF24, 0xDF25]);
    let offsets: Vec<u8> = four[1..]
        .iter()
        .flat_map(|object| u16::try_from(object.offset).unwrap().to_be_bytes())
        .collect();
    assert_eq!(four[0].value, offsets);
    assert_eq!(four[1].value, "見本　花子".as_bytes());
    assert_eq!(four[3].value, b"19800217");
    assert_eq!(four[4].value, b"2");
    // docs/facts/card.md §10: the physical EF 0001 with its filler; EF 0002 after its table.
    let integrity = inside(&content("adult", App::Text, 0x0003), 0xFF30);
    assert_eq!(content("adult", App::Text, 0x0003).len(), 336);
    assert_eq!(tags(&integrity), [0xDF31, 0xDF32, 0xDF33]);
    assert_eq!(integrity[0].value, Sha256::digest(&number).to_vec());
    assert_eq!(
        integrity[1].value,
        Sha256::digest(wholes(&four[1..])).to_vec()
    );
    verify(&key, &wholes(&integrity[..2]), &integrity[2].value);
    let basic = content("adult", App::Text, 0x0005);
    assert_eq!(basic.len(), 164);
    assert_eq!(tags(&inside(&basic, 0xFF40)), [0xDF41, 0xDF42, 0xDF43]);
    let session = content("adult", App::Text, 0x0006);
    assert_eq!(session.len(), 269);
    card_key(&walk(&session, 0)[0].value);
    let own = content("adult", App::Text, 0x0007);
    assert_eq!(own.len(), 536);
    let own = inside(&own, 0xFF50);
    card_key(&own[0].value);
    verify(&key, &own[0].whole, &own[1].value);
}

/// The certificate in a file, without filler.
fn certificate(name: &str, ef: u16) -> Vec<u8> {
    let file = content(name, App::Jpki, ef);
    let length = 4 + usize::from(u16::from_be_bytes([file[2], file[3]]));
    file[..length].to_vec()
}

fn signed_by(child: &[u8], root: Root) -> bool {
    let parent = Certificate::from_der(&root.certificate().unwrap()).unwrap();
    let info = parent.tbs_certificate.subject_public_key_info;
    let key: RsaPublicKey = {
        use rsa::pkcs1::DecodeRsaPublicKey;
        RsaPublicKey::from_pkcs1_der(info.subject_public_key.raw_bytes()).unwrap()
    };
    let child = Certificate::from_der(child).unwrap();
    key.verify(
        Pkcs1v15Sign::new::<Sha256>(),
        &Sha256::digest(child.tbs_certificate.to_der().unwrap()),
        child.signature.raw_bytes(),
    )
    .is_ok()
}

#[test]
fn certificates_chain_to_their_roots() {
    let authentication = certificate("adult", 0x000A);
    assert!(signed_by(&authentication, Root::Authentication));
    assert!(!signed_by(&authentication, Root::PreviousAuthentication));
    assert!(!signed_by(&authentication, Root::Signature));
    assert!(signed_by(&certificate("adult", 0x0001), Root::Signature));
    assert_eq!(
        certificate("adult", 0x000B),
        Root::Authentication.certificate().unwrap()
    );
    assert_eq!(
        certificate("adult", 0x0002),
        Root::Signature.certificate().unwrap()
    );
    let name = |root: Root| {
        Certificate::from_der(&root.certificate().unwrap())
            .unwrap()
            .tbs_certificate
            .subject
            .to_string()
    };
    // Two generations share one name, and every name says TEST.
    assert_eq!(
        name(Root::Authentication),
        name(Root::PreviousAuthentication)
    );
    for root in Root::ALL {
        assert!(name(root).contains("TEST"));
        assert!(signed_by(&root.certificate().unwrap(), root));
    }
}

#[test]
fn the_authentication_certificate_has_the_shape_of_the_published_one() {
    // docs/facts/card.md §8.1.
    let parsed = Certificate::from_der(&certificate("adult", 0x000A)).unwrap();
    let body = parsed.tbs_certificate;
    let subject = body.subject.to_string();
    let common_name = subject
        .split(',')
        .find_map(|part| part.strip_prefix("CN="))
        .unwrap();
    assert_eq!(common_name.len(), 23);
    assert!(common_name.ends_with("99101003A"));
    assert!(subject.ends_with("C=JP") || subject.starts_with("C=JP"));
    // 14:59:59 UTC is 23:59:59 in Japan, on the birthday.
    assert_eq!(body.validity.not_after.to_string(), "2030-02-17T14:59:59Z");
    let extensions: Vec<(String, bool)> = body
        .extensions
        .unwrap()
        .iter()
        .map(|extension| (extension.extn_id.to_string(), extension.critical))
        .collect();
    let expected: Vec<(String, bool)> = [
        ("2.5.29.15", true),
        ("2.5.29.37", false),
        ("2.5.29.32", true),
        ("2.5.29.18", false),
        ("2.5.29.31", false),
        ("1.3.6.1.5.5.7.1.1", false),
        ("2.5.29.35", false),
        ("2.5.29.14", false),
    ]
    .map(|(oid, critical)| (oid.to_owned(), critical))
    .to_vec();
    assert_eq!(extensions, expected);
}

#[test]
fn the_signature_certificate_carries_the_four_attributes() {
    let der = certificate("adult", 0x0001);
    let contains = |text: &str| {
        der.windows(text.len())
            .any(|window| window == text.as_bytes())
    };
    assert!(contains("見本　花子"));
    assert!(contains("東京都見本区試験町１－２－３"));
    // Era digit and Gregorian date: 3 for 昭和.
    assert!(contains("319800217"));
    let foreign = certificate("foreigner", 0x0001);
    assert!(foreign.windows(9).any(|window| window == b"019910405"));
    // Without a certificate the file is erased, and still closed.
    let none = content("child", App::Jpki, 0x0001);
    assert!(none.iter().all(|&byte| byte == 0xFF));
}

#[test]
fn certificates_past_2049_use_the_longer_form_of_time() {
    let day: Day = "2048-06-01".parse().unwrap();
    let personas = Personas::at(day).unwrap();
    let image = personas.get("adult").unwrap().image().unwrap();
    let file = image.content(App::Jpki, 0x000A).unwrap();
    let length = 4 + usize::from(u16::from_be_bytes([file[2], file[3]]));
    let parsed = Certificate::from_der(&file[..length]).unwrap();
    assert_eq!(
        parsed.tbs_certificate.validity.not_after.to_string(),
        "2051-02-17T14:59:59Z"
    );
}
