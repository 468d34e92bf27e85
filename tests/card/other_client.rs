//! The virtual card, read by a client that others wrote: the crate `myna-card`, in process.
//!
//! The same hands wrote the card side and the virtual card, so neither is proof of the other. This
//! client was measured on real cards by its author; what it accepts, verifies and refuses is.

use std::time::Duration;

use myna_card::ap::common::CommonAp;
use myna_card::ap::jpki::{JpkiAp, SignatureScheme, TokenType};
use myna_card::ap::surface::{self, SurfaceAp};
use myna_card::ap::text::{self, TextAp};
use myna_card::data::{self, Date, ImageFormat};
use myna_card::{Card, Error, Pin, Retries, Transmit};
use mynareader::transport::{ResponseBuffer, Transport};
use mynareader_emulator::{CardHandle, CardKind, Day, Persona, Personas, Sex, VirtualCard};

struct Link(VirtualCard);

impl Transmit for Link {
    fn transmit(&mut self, command: &[u8]) -> Result<Vec<u8>, Error> {
        let mut response = ResponseBuffer::new();
        self.0
            .transmit(command, &mut response, Duration::from_secs(60))
            .expect("the virtual link carries everything");
        Ok(response.as_bytes().to_vec())
    }
}

fn personas() -> Personas {
    Personas::at("2026-11-22".parse::<Day>().unwrap()).unwrap()
}

fn persona(name: &str) -> Persona {
    personas().get(name).unwrap().clone()
}

fn card(persona: &Persona) -> (Card<Link>, CardHandle) {
    let card = persona.card().unwrap();
    let handle = card.handle();
    (Card::new(Link(card)), handle)
}

/// `YYYY-MM-DD`, as personas and this client both write a date.
fn text(date: Date) -> String {
    format!("{:04}-{:02}-{:02}", date.year, date.month, date.day)
}

fn sex(persona: &Persona) -> data::Sex {
    match persona.sex() {
        Sex::Male => data::Sex::Male,
        Sex::Female => data::Sex::Female,
        Sex::NotApplicable => data::Sex::NotApplicable,
        Sex::Unknown => data::Sex::Unknown,
    }
}

fn pin(value: &str) -> Pin {
    Pin::new(value).unwrap()
}

#[test]
fn the_face_record_is_opened_by_code_b_and_signed_in_its_three_groups() {
    let persona = persona("adult");
    let (mut card, _) = card(&persona);
    let mut surface = SurfaceAp::select(&mut card).unwrap();
    assert!(surface.read_card_face().is_err(), "closed before the code");
    assert_eq!(
        surface.retries(surface::ef::CODE_B).unwrap(),
        Retries::Remaining(10)
    );
    let code_b = persona.code_b().unwrap();
    surface.verify_code_b(&pin(&code_b)).unwrap();

    let face = surface.read_card_face().unwrap();
    assert_eq!(text(face.birth_date), persona.birth_date());
    assert_eq!(text(face.expiry), persona.card_end().unwrap().to_string());
    assert_eq!(face.sex, sex(&persona));
    assert_eq!(face.photo.format, ImageFormat::Jpeg2000);
    assert_eq!(face.photo.data.as_slice(), persona.photo().unwrap());

    let issuer = surface.read_certificate().unwrap().public_key;
    face.verify(&issuer)
        .expect("the signature of the face record");

    // The live-card challenge, by the key in the record.
    let challenge = [0x5A; 32];
    let signature = surface.sign(&challenge).unwrap();
    face.public_key
        .verify_pkcs1_sha256(&challenge, &signature)
        .expect("the challenge");
    let mut forged = signature;
    forged[0] ^= 1;
    assert!(
        face.public_key
            .verify_pkcs1_sha256(&challenge, &forged)
            .is_err()
    );
}

#[test]
fn code_b_is_built_by_this_client_as_it_is_printed_on_the_persona() {
    // It knows eras only, so personas printed in the Japanese way.
    for name in ["adult", "gannen", "child"] {
        let persona = persona(name);
        let face = persona.face().unwrap();
        let birth = Date::parse(persona.birth_date().replace('-', "").as_bytes()).unwrap();
        let year = u16::try_from(face.expiry.year()).unwrap();
        let built = data::verification_code_b(birth, year, face.security_code.as_bytes()).unwrap();
        assert_eq!(
            built.as_bytes(),
            persona.code_b().unwrap().as_bytes(),
            "{name}"
        );
    }
}

#[test]
fn every_face_record_is_read_and_its_signature_judged() {
    let mut read = 0;
    for persona in &personas() {
        let Some(code_b) = persona.code_b() else {
            continue;
        };
        let (mut card, _) = card(persona);
        let mut surface = SurfaceAp::select(&mut card).unwrap();
        let opened = surface.verify_code_b(&pin(&code_b));
        if persona.name() == "code-b-locked" {
            assert!(opened.is_err(), "{}", persona.name());
            continue;
        }
        opened.unwrap_or_else(|error| panic!("{}: {error}", persona.name()));
        let raw = surface.read_ef(surface::ef::CARD_FACE).unwrap();
        if matches!(persona.name(), "unknown-birthday" | "infant-without-photo") {
            // A date that no calendar has, and a record without a photo: more than this client
            // was made for, whatever it makes of them.
            continue;
        }
        let issuer = surface.read_certificate().unwrap().public_key;
        let genuine = surface::CardFace::parse(&raw).is_ok_and(|face| face.verify(&issuer).is_ok());
        let expected = !matches!(persona.name(), "damaged-face-record" | "altered-photo");
        assert_eq!(genuine, expected, "{}", persona.name());
        read += 1;
    }
    assert!(read >= 15, "only {read} records");
}

#[test]
fn the_age_record_is_opened_by_the_birth_date_and_signed() {
    let persona = persona("adult");
    let (mut card, _) = card(&persona);
    let mut surface = SurfaceAp::select(&mut card).unwrap();
    let digits = &persona.face().unwrap().birth_digits;
    surface.verify_birth_date(&pin(digits)).unwrap();
    let age = surface.read_age_record().unwrap();
    assert_eq!(text(age.birth_date), persona.birth_date());
    let issuer = surface.read_certificate().unwrap().public_key;
    age.verify(&issuer)
        .expect("the signature of the age record");
    assert!(surface.read_card_face().is_err(), "not opened by the date");
    assert!(surface.read_ap_basic_data().is_ok());
}

#[test]
fn the_basic_four_are_opened_by_the_pin_and_held_together_by_the_integrity_record() {
    let persona = persona("adult");
    let (mut card, _) = card(&persona);
    let mut text_ap = TextAp::select(&mut card).unwrap();
    assert_eq!(
        text_ap.retries(text::ef::PIN).unwrap(),
        Retries::Remaining(3)
    );
    assert!(text_ap.read_attributes().is_err(), "closed before the PIN");
    text_ap
        .verify_pin(&pin(persona.text_pin().unwrap()))
        .unwrap();

    let attributes = text_ap.read_attributes().unwrap();
    assert_eq!(attributes.name, persona.holder_name());
    assert_eq!(attributes.address, persona.address());
    assert_eq!(text(attributes.birth_date), persona.birth_date());
    assert_eq!(attributes.sex, sex(&persona));

    let issuer = text_ap.read_certificate().unwrap().public_key;
    let integrity = text_ap.read_integrity_record().unwrap();
    integrity.verify(&issuer).expect("the integrity record");
    let raw = text_ap.read_ef(text::ef::ATTRIBUTES).unwrap();
    assert!(integrity.matches_attributes_file(&raw).unwrap());

    let signed_key = text_ap.read_signed_public_key().unwrap();
    signed_key.verify(&issuer).expect("the signed key");
    let signature = text_ap.sign(b"challenge").unwrap();
    signed_key
        .public_key
        .verify_pkcs1_sha256(b"challenge", &signature)
        .expect("the challenge");
    assert!(text_ap.read_ap_basic_data().is_ok());
    assert!(text_ap.read_session_key_public_key().is_ok());
}

#[test]
fn the_text_application_is_opened_by_its_own_code_b_too() {
    let persona = persona("adult");
    let (mut card, _) = card(&persona);
    let mut text_ap = TextAp::select(&mut card).unwrap();
    let code_b = persona.code_b().unwrap();
    text_ap.verify_code_b(&pin(&code_b)).unwrap();
    let attributes = text_ap.read_attributes().unwrap();
    assert_eq!(attributes.name, persona.holder_name());
}

#[test]
fn certificates_tries_and_all_six_signatures() {
    let persona = persona("adult");
    let (mut card, handle) = card(&persona);
    let mut jpki = JpkiAp::select(&mut card).unwrap();
    assert_eq!(jpki.read_token_type().unwrap(), TokenType::Card);
    assert!(jpki.read_token_info().is_ok());
    assert!(
        jpki.read_certificate_availability()
            .unwrap()
            .has_sign_certificate()
    );
    assert_eq!(jpki.auth_pin_retries().unwrap(), Retries::Remaining(3));
    assert_eq!(jpki.sign_pin_retries().unwrap(), Retries::Remaining(5));

    let before = handle.presentations();
    match jpki.verify_auth_pin(&pin("0000")) {
        Err(Error::PinIncorrect { retries }) => assert_eq!(retries, Some(2)),
        other => panic!("{other:?}"),
    }
    assert_eq!(handle.presentations(), before + 1);
    jpki.verify_auth_pin(&pin(persona.pin().unwrap())).unwrap();

    let certificate = jpki.read_auth_certificate().unwrap();
    let authority = jpki.read_auth_ca_certificate().unwrap();
    certificate.verify_signature(&authority).expect("the chain");
    let key = certificate.public_key().unwrap();
    let message = [0xA5; 32];
    for scheme in [
        SignatureScheme::Verbatim,
        SignatureScheme::Sha256Bare,
        SignatureScheme::PreHashedDigestInfo,
        SignatureScheme::Sha256DigestInfo,
        SignatureScheme::PreHashedPss,
        SignatureScheme::Sha256Pss,
    ] {
        let signature = jpki.sign_with_auth_key(scheme, &message).unwrap();
        scheme
            .verify(&key, &message, &signature)
            .unwrap_or_else(|error| panic!("{scheme:?}: {error}"));
    }

    jpki.verify_sign_pin(&pin(persona.signature_password().unwrap()))
        .unwrap();
    let certificate = jpki.read_sign_certificate().unwrap();
    let authority = jpki.read_sign_ca_certificate().unwrap();
    certificate.verify_signature(&authority).expect("the chain");
    let signature = jpki
        .sign_with_sign_key(SignatureScheme::Sha256DigestInfo, &message)
        .unwrap();
    SignatureScheme::Sha256DigestInfo
        .verify(&certificate.public_key().unwrap(), &message, &signature)
        .expect("the signature key");
}

#[test]
fn the_common_application_and_the_contact_atr_answer() {
    let persona = persona("adult");
    let (mut card, _) = card(&persona);
    let mut common = CommonAp::select(&mut card).unwrap();
    let info = common.read_card_info().unwrap();
    assert_eq!(text(info.expiry), persona.card_end().unwrap().to_string());
    let atr = common.card().contact_atr().unwrap();
    assert!(atr.len() > 4, "an answer to reset without its TS");
}

#[test]
fn a_phone_is_known_by_its_token_and_a_foreign_card_has_no_application() {
    for persona in &personas() {
        let (mut card, _) = card(persona);
        let expected = match persona.kind() {
            CardKind::MyNumber => Some(TokenType::Card),
            CardKind::Android => Some(TokenType::Android),
            CardKind::Iphone => Some(TokenType::IPhone),
            _ => None,
        };
        let token = JpkiAp::select(&mut card).and_then(|mut jpki| jpki.read_token_type());
        match (expected, token) {
            (Some(expected), Ok(token)) => assert_eq!(token, expected, "{}", persona.name()),
            (None, Err(_) | Ok(TokenType::Other(_))) => {}
            (_, token) => panic!("{}: {token:?}", persona.name()),
        }
    }
}
