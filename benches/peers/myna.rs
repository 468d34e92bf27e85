//! The tasks by the crate `myna-card`: its shortest calls for each.

use myna_card::ap::jpki::{JpkiAp, SignatureScheme, TokenType};
use myna_card::ap::surface::{self, CardFace, SurfaceAp};
use myna_card::{Card, Error, Pin, Retries, Transmit};
use mynareader_emulator::Persona;

use crate::meter::Metering;
use crate::{CHALLENGE, DIGEST, Task};

struct Link(Metering);

impl Transmit for Link {
    fn transmit(&mut self, command: &[u8]) -> Result<Vec<u8>, Error> {
        Ok(self.0.exchange(command))
    }
}

pub fn run(task: Task, persona: &Persona, link: &Metering) {
    let mut card = Card::new(Link(link.clone()));
    match task {
        Task::Certificate => {
            let mut jpki = JpkiAp::select(&mut card).expect("JPKI");
            let certificate = jpki.read_auth_certificate().expect("a certificate");
            assert!(certificate.der().len() > 1000);
        }
        Task::Tries => {
            let mut jpki = JpkiAp::select(&mut card).expect("JPKI");
            assert_eq!(
                jpki.auth_pin_retries().expect("tries"),
                Retries::Remaining(3)
            );
        }
        Task::PinAndSign => {
            let mut jpki = JpkiAp::select(&mut card).expect("JPKI");
            let pin = Pin::numeric(persona.pin().expect("a PIN")).expect("digits");
            jpki.verify_auth_pin(&pin).expect("accepted");
            let signature = jpki
                .sign_with_auth_key(SignatureScheme::PreHashedDigestInfo, &DIGEST)
                .expect("a signature");
            assert_eq!(signature.len(), 256);
        }
        Task::Record => {
            let mut surface = SurfaceAp::select(&mut card).expect("the surface");
            let face = record(&mut surface, persona);
            assert_eq!(Some(face.photo.data.as_slice()), persona.photo());
        }
        Task::Photo => face(&mut card, persona),
        Task::FaceFlow => {
            let expiry = card.get_data(0x00F2).expect("the card's expiry");
            assert!(!expiry.is_empty());
            let mut jpki = JpkiAp::select(&mut card).expect("JPKI");
            assert_eq!(jpki.read_token_type().expect("a kind"), TokenType::Card);
            assert!(jpki.read_certificate_availability().is_ok());
            assert_eq!(
                jpki.auth_pin_retries().expect("tries"),
                Retries::Remaining(3)
            );
            assert!(jpki.read_auth_certificate().is_ok());
            face(&mut card, persona);
        }
    }
    link.done();
}

fn record(surface: &mut SurfaceAp<'_, Link>, persona: &Persona) -> CardFace {
    let code = Pin::numeric(persona.code_b().expect("a code")).expect("digits");
    surface.verify_code_b(&code).expect("accepted");
    surface.read_card_face().expect("a record")
}

fn face(card: &mut Card<Link>, persona: &Persona) {
    let mut surface = SurfaceAp::select(card).expect("the surface");
    // The guard that this library has in front of each VERIFY.
    let tries = surface.retries(surface::ef::CODE_B).expect("tries");
    assert_eq!(tries, Retries::Remaining(10));
    let face = record(&mut surface, persona);
    let issuer = surface
        .read_certificate()
        .expect("a certificate")
        .public_key;
    face.verify(&issuer).expect("the signature of the record");
    let signature = surface.sign(&CHALLENGE).expect("a signature");
    face.public_key
        .verify_pkcs1_sha256(&CHALLENGE, &signature)
        .expect("the challenge");
    assert_eq!(Some(face.photo.data.as_slice()), persona.photo());
}

/// How many tries a PIN has lost that was wrong once.
pub fn wrong_pin(link: &Metering) {
    let mut card = Card::new(Link(link.clone()));
    let mut jpki = JpkiAp::select(&mut card).expect("JPKI");
    let refused = jpki.verify_auth_pin(&Pin::numeric(crate::WRONG).expect("digits"));
    assert!(matches!(refused, Err(Error::PinIncorrect { .. })));
    link.done();
}
