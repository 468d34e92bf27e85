//! The tasks by this library.

use mynareader::application::ToSign;
use mynareader::application::face_flow;
use mynareader::application::jpki::Jpki;
use mynareader::application::record::Signed;
use mynareader::application::surface::Surface;
use mynareader::application::vouched::{DifferingExpiry, Terms, Unvouched};
use mynareader::card::{Card, Floor, Profile, Verification};
use mynareader::certificate::{Accept, CvAnchors, UntracedIssuer};
use mynareader::facts::{TokenKind, Tries};
use mynareader::secret::{CodeB, CodeBPolicy, Pin};
use mynareader_emulator::Persona;

use crate::meter::Metering;
use crate::{CHALLENGE, DIGEST, Task};

pub fn run(task: Task, persona: &Persona, link: &Metering) {
    let mut transport = link.clone();
    let mut card = Card::new(&mut transport, Profile::my_number_card());
    match task {
        Task::Certificate => {
            let read = Jpki::new(&mut card).authentication_certificate(TokenKind::Card, None);
            let certificate = read.expect("read").certificate().expect("needs no PIN");
            assert!(certificate.as_der().len() > 1000);
        }
        Task::Tries => {
            let tries = Jpki::new(&mut card).authentication_tries();
            assert_eq!(tries, Ok(Tries::Left(3)));
        }
        Task::PinAndSign => {
            let pin = Pin::from_ascii(persona.pin().expect("a PIN").as_bytes()).expect("digits");
            let signed =
                Jpki::new(&mut card).authenticate(&ToSign::digest(&DIGEST), &pin, Floor::DEFAULT);
            assert!(matches!(signed, Ok(Signed::Signature(_))));
        }
        Task::Record => {
            let readings = [code(persona)];
            let agreed = CodeBPolicy::TYPED.agree(&readings, 0).expect("agreed");
            let mut surface = Surface::new(&mut card);
            assert_eq!(surface.verify_code_b(agreed), Ok(Verification::Accepted));
            assert!(
                surface
                    .face_record()
                    .expect("a record")
                    .photo_size()
                    .is_some()
            );
        }
        Task::Photo => face(&mut card, persona),
        Task::FaceFlow => {
            let identified = face_flow::identify(&mut card);
            assert!(identified.expiry.is_ok() && identified.availability.is_ok());
            assert_eq!(identified.authentication_tries, Ok(Tries::Left(3)));
            let certificate = face_flow::certificate(&mut card, identified.token_kind());
            assert!(certificate.is_ok());
            face(&mut card, persona);
        }
    }
    link.done();
}

fn code(persona: &Persona) -> CodeB {
    CodeB::from_ascii(persona.code_b().expect("a code").as_bytes()).expect("digits")
}

/// Code B, and the photo when record and chip are proved: it is given out in no other way.
fn face(card: &mut Card<'_>, persona: &Persona) {
    let readings = [code(persona)];
    let agreed = CodeBPolicy::TYPED.agree(&readings, 0).expect("agreed");
    let face = face_flow::face(card, agreed, &CHALLENGE);
    let record: Unvouched = face.record.expect("opened").expect("a record");
    assert_eq!((record.signature(), record.presence()), (Ok(()), Ok(())));
    let anchors = CvAnchors::new();
    let terms = Terms {
        anchors: &anchors,
        accept: Accept::ProductionAndTest,
        untraced: UntracedIssuer::Report,
        differing_expiry: DifferingExpiry::Refuse,
        expiry_outside: None,
        certificate_last_day: None,
    };
    let vouched = record
        .judge(&terms)
        .map_err(|(why, _)| why)
        .expect("vouched for");
    let photo = vouched.photo().expect("a photo");
    assert_eq!(Some(photo.as_bytes()), persona.photo());
}

/// How many tries a PIN has lost that was wrong once.
pub fn wrong_pin(link: &Metering) {
    let mut transport = link.clone();
    let mut card = Card::new(&mut transport, Profile::my_number_card());
    let pin = Pin::from_ascii(crate::WRONG.as_bytes()).expect("digits");
    let signed = Jpki::new(&mut card).authenticate(&ToSign::digest(&DIGEST), &pin, Floor::DEFAULT);
    assert!(matches!(signed, Ok(Signed::Refused(_))));
    link.done();
}
