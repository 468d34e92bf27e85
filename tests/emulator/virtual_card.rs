//! The card side against the virtual card, which was written from the same facts by other hands
//! and imports nothing of it. What was issued there, and what is read here, must be the same.

use mynareader::application::common::Common;
use mynareader::application::face_flow;
use mynareader::application::jpki::{Jpki, Protected};
use mynareader::application::record::{Sex, Signed};
use mynareader::application::surface::{PhotoSize, Surface};
use mynareader::application::text::Text;
use mynareader::application::vouched::{DifferingExpiry, FaceRefusal, Terms, Unvouched, Vouched};
use mynareader::application::{ApplicationError, ToSign, outside};
use mynareader::calendar::PrintedDate;
use mynareader::card::{Card, CardErrorKind, File, Floor, Profile, Verification};
use mynareader::certificate::{
    Accept, Certificate, CvAnchors, RsaPublicKey, SignatureError, UntracedIssuer,
};
use mynareader::facts::{Key, TokenKind, Tries};
use mynareader::secret::{CodeB, CodeBPolicy, Pin, PrintedBirthDate, SignaturePassword, TextPin};
use mynareader::tlv::TlvErrorKind;
use mynareader_emulator::{
    BlockedAnswer, Day, Extended, ExtendedFailure, KeyRef, Link, Personas, Policy, VirtualCard,
};
use sha2::{Digest as _, Sha256};

fn personas() -> Personas {
    Personas::at("2026-11-22".parse::<Day>().unwrap()).unwrap()
}

fn virtual_card(persona: &str) -> VirtualCard {
    personas().get(persona).unwrap().card().unwrap()
}

fn with_policy(persona: &str, policy: Policy) -> VirtualCard {
    VirtualCard::new(personas().get(persona).unwrap().chip_with(policy).unwrap())
}

/// The default with a change.
fn policy(change: impl FnOnce(&mut Policy)) -> Policy {
    let mut policy = Policy::DEFAULT;
    change(&mut policy);
    policy
}

fn open(card: &mut VirtualCard) -> Card<'_> {
    Card::new(card, Profile::my_number_card())
}

fn code_b(persona: &str) -> CodeB {
    let code = personas().get(persona).unwrap().code_b().unwrap();
    CodeB::from_ascii(code.as_bytes()).unwrap()
}

fn pin(persona: &str) -> Pin {
    Pin::from_ascii(personas().get(persona).unwrap().pin().unwrap().as_bytes()).unwrap()
}

fn face(card: &mut Card<'_>, persona: &str) -> face_flow::Face {
    let readings = [code_b(persona)];
    let agreed = CodeBPolicy::TYPED.agree(&readings, 0).unwrap();
    face_flow::face(card, agreed, &[7; 32])
}

/// The record as one may use it whose maker holds no authority keys.
fn vouched(record: Unvouched) -> Result<Vouched, FaceRefusal> {
    let anchors = CvAnchors::new();
    let terms = Terms {
        anchors: &anchors,
        accept: Accept::ProductionAndTest,
        untraced: UntracedIssuer::Report,
        differing_expiry: DifferingExpiry::Refuse,
        expiry_outside: None,
        certificate_last_day: None,
    };
    record.judge(&terms).map_err(|(refusal, _)| refusal)
}

/// Every persona's card gives what was issued, or says what it lacks.
#[test]
fn every_persona_is_read() {
    for persona in personas().iter() {
        let name = persona.name();
        let mut chip = persona.card().unwrap();
        let handle = chip.handle();
        let mut card = open(&mut chip);
        let identified = face_flow::identify(&mut card);
        let expected = match name {
            "android" => TokenKind::Android,
            "iphone" => TokenKind::Iphone,
            "old-juki-card" => TokenKind::JukiCard,
            "not-a-mynumber-card" => TokenKind::Unknown,
            _ => TokenKind::Card,
        };
        assert_eq!(identified.token_kind(), expected, "{name}");
        if let (Some(end), TokenKind::Card) = (persona.card_end(), expected) {
            let read = identified.expiry.unwrap();
            assert_eq!(read.digits()[..], *end.digits().as_bytes(), "{name}");
        }
        let certificate = face_flow::certificate(&mut card, expected);
        match name {
            "android" => assert_eq!(certificate, Err(ApplicationError::PinNeeded)),
            "old-juki-card" | "not-a-mynumber-card" => assert!(certificate.is_err(), "{name}"),
            _ => {
                Certificate::parse(certificate.unwrap().as_der()).unwrap();
            }
        }
        if persona.code_b().is_some() && expected == TokenKind::Card {
            let face = face(&mut card, name);
            match name {
                "code-b-locked" => assert_eq!(face.verification, Ok(Verification::Blocked)),
                "code-b-last-try" => assert!(face.verification.is_err()),
                "damaged-face-record" => {
                    let Some(Err(ApplicationError::Record(error))) = face.record else {
                        panic!("{name}: {:?}", face.record)
                    };
                    assert!(matches!(error.kind, TlvErrorKind::Missing(_)));
                    assert!(error.offset > 10_000);
                }
                "altered-photo" => {
                    let mismatch = ApplicationError::Signature(SignatureError::Mismatch);
                    let record = face.record.unwrap().unwrap();
                    assert_eq!(record.signature(), Err(mismatch));
                    assert_eq!(record.presence(), Ok(()));
                    let refused = vouched(record).unwrap_err();
                    assert_eq!(refused, FaceRefusal::Signature(mismatch));
                }
                _ => {
                    let record = face.record.unwrap().unwrap();
                    assert_eq!(record.signature(), Ok(()), "{name}");
                    assert_eq!(record.presence(), Ok(()), "{name}");
                    let record = vouched(record).unwrap();
                    assert_eq!(
                        record.record().birth_date().digits()[..],
                        *persona.birth_date().replace('-', "").as_bytes(),
                        "{name}"
                    );
                    assert_eq!(
                        record.photo().map(|photo| photo.as_bytes()),
                        persona.photo(),
                        "{name}"
                    );
                    for image in [
                        record.record().name(),
                        record.record().address(),
                        record.record().unsigned_security_code(),
                    ] {
                        image.size().unwrap();
                    }
                }
            }
        }
        card.end().unwrap();
        assert!(!handle.is_powered(), "{name}");
    }
}

/// Code B from what is printed opens every card: 元年, western years, dates that no calendar has.
#[test]
fn code_b_from_the_printed_face_is_the_cards_own() {
    for persona in personas().iter() {
        let Some(face) = persona.face() else { continue };
        if persona.kind() != mynareader_emulator::CardKind::MyNumber {
            continue;
        }
        let born = match face.birth.parse::<PrintedDate>() {
            Ok(date) => PrintedBirthDate::from(date),
            // 生年月日不詳: by its digits.
            Err(_) => PrintedBirthDate::raw(face.birth_digits.as_bytes()).unwrap(),
        };
        let year = u16::try_from(face.expiry.year()).unwrap();
        let code = CodeB::from_printed(&born, year, face.security_code.as_bytes()).unwrap();
        let mut chip = persona.card().unwrap();
        let handle = chip.handle();
        let mut card = open(&mut chip);
        let readings = [code];
        let agreed = CodeBPolicy::TYPED.agree(&readings, 0).unwrap();
        let result = Surface::new(&mut card).verify_code_b(agreed);
        drop(card);
        let judged = handle.counts(KeyRef::CODE_B);
        assert_eq!(judged.wrong, 0, "{}", persona.name());
        let open = !matches!(persona.name(), "code-b-locked" | "code-b-last-try");
        assert_eq!(
            result == Ok(Verification::Accepted),
            open,
            "{}",
            persona.name()
        );
    }
}

/// R7: three groups of whole objects; each signed object counts, expiry and security code do not.
///
/// Holds: R7
#[test]
fn the_signature_of_the_face_record_covers_whole_objects_in_three_groups() {
    let mut chip = virtual_card("adult");
    let mut card = open(&mut chip);
    let face = face(&mut card, "adult");
    let read = face.record.unwrap().unwrap();
    let (signer, intact) = (read.certificate().unwrap(), read.record());
    assert!(intact.verify(signer.public_key()).is_ok());
    // Under another key of the right size it does not hold.
    let other = intact.public_key().unwrap();
    assert!(intact.verify(&other).is_err());

    let readings = [code_b("adult")];
    let agreed = CodeBPolicy::TYPED.agree(&readings, 0).unwrap();
    drop(card);
    let mut card = open(&mut chip);
    let accepted = Surface::new(&mut card).verify_code_b(agreed);
    assert_eq!(accepted, Ok(Verification::Accepted));
    let file = card.read(File::FaceRecord).unwrap();
    let outer = mynareader::tlv::locate(
        mynareader::tlv::Structure::FaceRecord,
        &file,
        mynareader::tlv::Tag::new(0xFF20),
    )
    .unwrap();
    let mut reader = outer.children().unwrap();
    while let Some(object) = reader.next().unwrap() {
        let tag = object.tag().value();
        if matches!(tag, 0xDF21 | 0xDF23) {
            continue;
        }
        let mut altered = file.to_vec();
        let at = object.value_range().start + object.value().len() / 2;
        // Digits stay digits, so that only the signature can object.
        altered[at] ^= 0x01;
        let Ok(record) = mynareader::application::surface::FaceRecord::parse(altered.into()) else {
            panic!("{tag:X} no longer parses")
        };
        let holds = record.verify(signer.public_key()).is_ok();
        assert_eq!(holds, matches!(tag, 0xDF29 | 0xDF2A), "{tag:X}");
    }
}

/// The photo's headers are read without decoding it.
#[test]
fn the_size_of_the_photo_is_known_before_it_is_decoded() {
    let mut chip = virtual_card("adult");
    let mut card = open(&mut chip);
    let record = face(&mut card, "adult").record.unwrap().unwrap();
    let grey = PhotoSize {
        width: 378,
        height: 472,
        components: 1,
    };
    assert_eq!(record.record().photo_size(), Some(Ok(grey)));
    assert!(matches!(record.record().sex(), Sex::Female));

    let mut chip = virtual_card("infant-without-photo");
    let mut card = open(&mut chip);
    let record = face(&mut card, "infant-without-photo")
        .record
        .unwrap()
        .unwrap();
    assert_eq!(record.record().photo_size(), None);
    assert!(vouched(record).unwrap().photo().is_none());
}

/// The age record opens with the birth date alone, and holds the same chip's key.
#[test]
fn the_age_record_is_read_and_holds() {
    let mut chip = virtual_card("gannen");
    let mut card = open(&mut chip);
    let mut surface = Surface::new(&mut card);
    let key = code_b("gannen").birth_date_key();
    let accepted = surface.verify_birth_date(&key, Floor::DEFAULT);
    assert_eq!(accepted, Ok(Verification::Accepted));
    let record = surface.age_record().unwrap();
    assert_eq!(record.birth_date().digits(), b"19890331");
    let certificate = surface.certificate().unwrap();
    record.verify(certificate.public_key()).unwrap();
    surface
        .prove_presence(&[3; 32], &record.public_key().unwrap())
        .unwrap();
    surface.basic_data().unwrap();
}

/// The challenge is answered by this chip and by no other.
///
/// Holds: R7
#[test]
fn a_copied_record_does_not_pass_the_challenge() {
    let key = |persona: &str| -> RsaPublicKey {
        let mut chip = virtual_card(persona);
        let mut card = open(&mut chip);
        face(&mut card, persona)
            .record
            .unwrap()
            .unwrap()
            .record()
            .public_key()
            .unwrap()
    };
    let own = key("adult");
    let all = personas();
    let other = all
        .iter()
        .filter(|persona| persona.code_b().is_some())
        .map(|persona| persona.name())
        .filter(|name| !name.starts_with("code-b") && !name.starts_with("damaged"))
        .map(key)
        .find(|other| *other != own)
        .unwrap();
    let mut chip = virtual_card("adult");
    let mut card = open(&mut chip);
    let mut surface = Surface::new(&mut card);
    assert_eq!(surface.prove_presence(&[9; 32], &own), Ok(()));
    assert_eq!(
        surface.prove_presence(&[9; 32], &other),
        Err(ApplicationError::Signature(SignatureError::Mismatch))
    );
    // A signature over another challenge does not do.
    let signature = surface.sign_challenge(&[1; 32]).unwrap();
    let check = mynareader::application::surface::check_challenge;
    assert!(check(&[1; 32], &signature, &own).is_ok());
    assert!(check(&[2; 32], &signature, &own).is_err());
}

/// The four attributes, and the record that vouches for them.
#[test]
fn the_text_application_is_read_and_holds() {
    let all = personas();
    let persona = all.get("adult").unwrap();
    let mut chip = virtual_card("adult");
    let mut card = open(&mut chip);
    let mut text = Text::new(&mut card);
    let pin = TextPin::from_ascii(persona.text_pin().unwrap().as_bytes()).unwrap();
    assert_eq!(text.pin_tries(), Ok(Tries::Left(3)));
    assert_eq!(
        text.verify_pin(&pin, Floor::DEFAULT),
        Ok(Verification::Accepted)
    );
    let attributes = text.basic_attributes().unwrap();
    assert_eq!(attributes.name(), persona.holder_name());
    assert_eq!(attributes.address(), persona.address());
    assert_eq!(attributes.birth_date().digits(), b"19800217");
    let integrity = text.integrity_record().unwrap();
    let certificate = text.certificate().unwrap();
    assert_eq!(
        integrity.verify(&attributes, certificate.public_key()),
        Ok(())
    );

    // Somebody else's attributes are not vouched for.
    let mut chip = virtual_card("gannen");
    let mut card = open(&mut chip);
    let mut text = Text::new(&mut card);
    let readings = [code_b("gannen")];
    let agreed = CodeBPolicy::TYPED.agree(&readings, 0).unwrap();
    assert_eq!(text.verify_code_b(agreed), Ok(Verification::Accepted));
    let others = text.basic_attributes().unwrap();
    assert!(integrity.verify(&others, certificate.public_key()).is_err());
}

/// What identifies the card is the same in both places, and differs between cards.
///
/// Holds: R5
#[test]
fn the_card_is_identified() {
    let read = |persona: &str| {
        let mut chip = virtual_card(persona);
        let mut card = open(&mut chip);
        let identification = outside::card_identification(&mut card).unwrap();
        let expiry = outside::expiry(&mut card).unwrap();
        let information = Common::new(&mut card).card_information().unwrap();
        assert_eq!(information.expiry(), expiry);
        assert_eq!(
            &outside::municipality(&mut card).unwrap(),
            information.municipality()
        );
        // Outside again, after an application was selected.
        let again = outside::card_identification(&mut card).unwrap();
        assert!(again == identification);
        (identification, *information.serial())
    };
    let (one, other) = (read("adult"), read("gannen"));
    assert!(one.0 != other.0);
    assert_ne!(one.1, other.1);
}

/// All six ways to sign, checked with the key of the certificate.
#[test]
fn the_six_schemes_sign_what_was_to_be_signed() {
    let mut chip = virtual_card("adult");
    let mut card = open(&mut chip);
    let mut jpki = Jpki::new(&mut card);
    let certificate = jpki
        .authentication_certificate(TokenKind::Card, None)
        .unwrap();
    let certificate = certificate.certificate().unwrap();
    let certificate = Certificate::parse(certificate.as_der()).unwrap();
    let key = certificate.public_key().as_rsa().unwrap();
    let message = b"a challenge of the centre";
    let digest: [u8; 32] = Sha256::digest(message).into();
    let mut sign = |input: &ToSign| match jpki.authenticate(input, &pin("adult"), Floor::DEFAULT) {
        Ok(Signed::Signature(signature)) => signature,
        other => panic!("{other:?}"),
    };
    for input in [
        ToSign::digest(&digest),
        ToSign::message(message).unwrap(),
        ToSign::digest_info(&digest),
    ] {
        let signature = sign(&input);
        key.verify_pkcs1v15_sha256(message, signature.as_bytes())
            .unwrap();
    }
    for input in [
        ToSign::pss_digest(&digest),
        ToSign::pss_message(message).unwrap(),
    ] {
        let signature = sign(&input);
        key.verify_pss_sha256(message, signature.as_bytes())
            .unwrap();
    }
    // The bare hash and padded data give one and the same where the data are that hash.
    let bare = sign(&ToSign::bare_hash(message).unwrap());
    let padded = sign(&ToSign::padded(&digest).unwrap());
    assert_eq!(bare.as_bytes(), padded.as_bytes());
    assert!(
        key.verify_pkcs1v15_sha256(message, bare.as_bytes())
            .is_err()
    );
}

/// The signature certificate and its key, behind the password.
#[test]
fn the_signature_certificate_needs_the_password() {
    let all = personas();
    let password = all.get("adult").unwrap().signature_password().unwrap();
    let password = SignaturePassword::from_ascii(password.as_bytes()).unwrap();
    let mut chip = virtual_card("adult");
    let handle = chip.handle();
    let mut card = open(&mut chip);
    let error = card.read(File::SignatureCertificate).unwrap_err();
    assert_eq!(error.status_word().unwrap().value(), 0x6982);
    let mut jpki = Jpki::new(&mut card);
    let certificate = jpki
        .signature_certificate(&password, Floor::DEFAULT)
        .unwrap();
    let certificate = Certificate::parse(certificate.certificate().unwrap().as_der()).unwrap();
    let signed = jpki
        .sign(&ToSign::digest(&[5; 32]), &password, Floor::DEFAULT)
        .unwrap();
    let Signed::Signature(signature) = signed else {
        panic!("refused")
    };
    certificate
        .public_key()
        .as_rsa()
        .unwrap()
        .verify_pkcs1v15_sha256_digest(&[5; 32], signature.as_bytes())
        .unwrap();
    // The issuers' certificates are free.
    jpki.signature_ca_certificate().unwrap();
    jpki.authentication_ca_certificate().unwrap();
    drop(card);
    // A VERIFY for the certificate and one for the signature: each call presents for itself.
    assert_eq!(handle.presentations(), 2);
}

/// A phone's certificate comes after the PIN, and the PIN is presented once.
///
/// Holds: R11
#[test]
fn an_android_phone_gives_its_certificate_after_the_pin() {
    let mut chip = virtual_card("android");
    let handle = chip.handle();
    let mut card = open(&mut chip);
    let mut jpki = Jpki::new(&mut card);
    let kind = jpki.token().unwrap().kind();
    let value = pin("android");
    let given = Some((&value, Floor::DEFAULT));
    let certificate = jpki.authentication_certificate(kind, given).unwrap();
    assert!(matches!(certificate, Protected::Certificate(_)));
    assert!(jpki.authentication_certificate(kind, None).is_ok());
    drop(card);
    assert_eq!(handle.presentations(), 1);
}

/// Changing a PIN: the old one no longer opens, the new one does.
#[test]
fn a_pin_is_changed() {
    let mut chip = virtual_card("adult");
    let handle = chip.handle();
    let new = Pin::from_ascii(b"0987").unwrap();
    let mut card = open(&mut chip);
    let changed =
        Jpki::new(&mut card).change_authentication_pin(&pin("adult"), &new, Floor::DEFAULT);
    assert_eq!(changed, Ok(Verification::Accepted));
    drop(card);
    let mut card = open(&mut chip);
    let mut jpki = Jpki::new(&mut card);
    let old = jpki.verify_authentication_pin(&pin("adult"), Floor::DEFAULT);
    assert_eq!(old, Ok(Verification::Wrong(Tries::Left(2))));
    let accepted = jpki.verify_authentication_pin(&new, Floor::DEFAULT);
    assert_eq!(accepted, Ok(Verification::Accepted));
    // A wrong old value changes nothing.
    let refused = jpki.change_authentication_pin(&pin("adult"), &new, Floor::DEFAULT);
    assert_eq!(refused, Ok(Verification::Wrong(Tries::Left(2))));
    drop(card);
    assert_eq!(handle.counts(KeyRef::AUTHENTICATION_PIN).wrong, 2);

    let mut chip = virtual_card("adult");
    let mut card = open(&mut chip);
    let all = personas();
    let old = all.get("adult").unwrap().signature_password().unwrap();
    let old = SignaturePassword::from_ascii(old.as_bytes()).unwrap();
    let new = SignaturePassword::from_ascii(b"NEWPASS123").unwrap();
    let mut jpki = Jpki::new(&mut card);
    let changed = jpki.change_signature_password(&old, &new, Floor::DEFAULT);
    assert_eq!(changed, Ok(Verification::Accepted));
    let accepted = jpki.verify_signature_password(&new, Floor::DEFAULT);
    assert_eq!(accepted, Ok(Verification::Accepted));
}

/// Where cards may differ, the same is read.
#[test]
fn cards_may_differ() {
    let policies = [
        policy(|policy| {
            policy.first_command_fails = true;
        }),
        policy(|policy| {
            policy.extended = Extended::NotForReading;
        }),
        policy(|policy| {
            policy.extended = Extended::None;
        }),
        policy(|policy| {
            policy.short_read_answers_6282 = true;
        }),
        policy(|policy| {
            policy.end_of_file_is_out_of_range = false;
        }),
    ];
    for policy in policies {
        let mut chip = with_policy("adult", policy);
        let mut card = open(&mut chip);
        let identified = face_flow::identify(&mut card);
        assert!(
            identified.expiry.is_ok() && identified.token.is_ok(),
            "{policy:?}"
        );
        face_flow::certificate(&mut card, TokenKind::Card).unwrap();
        let record = face(&mut card, "adult").record.unwrap().unwrap();
        assert_eq!(record.signature(), Ok(()), "{policy:?}");
        assert_eq!(record.presence(), Ok(()), "{policy:?}");
    }
    for answer in [
        BlockedAnswer::CounterZero,
        BlockedAnswer::Locked,
        BlockedAnswer::IsoBlocked,
    ] {
        let policy = policy(|policy| {
            policy.blocked_query = answer;
            policy.blocked_verify = answer;
        });
        let mut chip = with_policy("pin-locked", policy);
        let mut card = open(&mut chip);
        assert_eq!(card.tries(Key::AuthenticationPin), Ok(Tries::Blocked));
    }
    // A card that answers 9000 to the query of a verified key tells nothing, and so the key is
    // not presented again by default.
    let policy = policy(|policy| {
        policy.verified_query_answers_ok = true;
    });
    let mut chip = with_policy("adult", policy);
    let mut card = open(&mut chip);
    let mut jpki = Jpki::new(&mut card);
    let accepted = jpki.verify_authentication_pin(&pin("adult"), Floor::DEFAULT);
    assert_eq!(accepted, Ok(Verification::Accepted));
    assert_eq!(jpki.authentication_tries(), Ok(Tries::Unknown));
    let again = jpki.verify_authentication_pin(&pin("adult"), Floor::DEFAULT);
    assert!(matches!(
        again.unwrap_err().kind,
        CardErrorKind::TooFewTries { .. }
    ));
}

/// However the link fails extended length, the records are read.
///
/// Holds: R10
#[test]
fn links_may_fail_extended_length() {
    for failure in [
        ExtendedFailure::Broken,
        ExtendedFailure::Refused(0x6700),
        ExtendedFailure::Refused(0x6A86),
        ExtendedFailure::Refused(0x6D00),
        ExtendedFailure::Truncated(522),
        ExtendedFailure::Truncated(256),
        ExtendedFailure::Truncated(1),
        ExtendedFailure::Truncated(0),
    ] {
        let name = format!("{failure:?}");
        let mut chip = virtual_card("adult").with_link(Link::failing_extended(failure));
        let mut card = open(&mut chip);
        let identified = face_flow::identify(&mut card);
        assert!(identified.token.is_ok(), "{name}");
        face_flow::certificate(&mut card, TokenKind::Card).unwrap();
        let record = face(&mut card, "adult").record.unwrap().unwrap();
        assert_eq!(record.signature(), Ok(()), "{name}");
        assert_eq!(record.presence(), Ok(()), "{name}");
    }
}

/// Whatever is shown of a session, nothing of the person and no secret is in it.
#[test]
fn nothing_of_the_person_is_shown() {
    let all = personas();
    let persona = all.get("adult").unwrap();
    let mut chip = virtual_card("adult");
    let mut card = open(&mut chip);
    let mut shown = String::new();
    let mut show = |value: &dyn std::fmt::Debug| shown += &format!("{value:?}\n");
    show(&face_flow::identify(&mut card));
    show(&face_flow::certificate(&mut card, TokenKind::Card));
    let code = code_b("adult");
    show(&code);
    show(&code.birth_date_key());
    let wrong = Pin::from_ascii(b"7391").unwrap();
    let challenge = ToSign::padded(b"a challenge with TEST1234 in it").unwrap();
    show(&challenge);
    show(&Jpki::new(&mut card).authenticate(&challenge, &wrong, Floor::DEFAULT));
    show(&Jpki::new(&mut card).authenticate(&challenge, &pin("adult"), Floor::DEFAULT));
    show(&face(&mut card, "adult"));
    show(&outside::card_identification(&mut card));
    show(&Common::new(&mut card).card_information());
    let mut text = Text::new(&mut card);
    let text_pin = TextPin::from_ascii(persona.text_pin().unwrap().as_bytes()).unwrap();
    show(&text_pin);
    show(&text.verify_pin(&text_pin, Floor::DEFAULT));
    show(&text.basic_attributes());
    show(&text.integrity_record());
    show(&card);
    let birth = persona.birth_date();
    for secret in [
        "7391",
        "TEST1234",
        persona.pin().unwrap(),
        persona.text_pin().unwrap(),
        persona.code_a().unwrap(),
        &persona.code_b().unwrap(),
        persona.holder_name(),
        persona.address(),
        &birth,
        &birth.replace('-', ""),
        "550217",
    ] {
        assert!(!shown.contains(secret), "{secret} is shown");
    }
}

/// 個人番号: only in builds with the feature.
#[cfg(feature = "individual-number")]
#[test]
fn the_individual_number_is_read() {
    let all = personas();
    let persona = all.get("adult").unwrap();
    let mut chip = virtual_card("adult");
    let mut card = open(&mut chip);
    let mut text = Text::new(&mut card);
    let pin = TextPin::from_ascii(persona.text_pin().unwrap().as_bytes()).unwrap();
    assert_eq!(
        text.verify_pin(&pin, Floor::DEFAULT),
        Ok(Verification::Accepted)
    );
    let number = text.individual_number().unwrap();
    assert_eq!(Some(number.digits()), persona.code_a().map(str::as_bytes));
    assert!(text.integrity_record().unwrap().vouches_for(&number));
    let code = mynareader::secret::CodeA::from_ascii(number.digits()).unwrap();
    let mut surface = Surface::new(&mut card);
    let accepted = surface.verify_code_a(&code, Floor::DEFAULT);
    assert_eq!(accepted, Ok(Verification::Accepted));
    surface.number_record().unwrap().image().size().unwrap();
}
