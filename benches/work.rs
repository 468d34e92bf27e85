//! What is measured, set up the same for its times (`times.rs`) and its instructions (`instructions.rs`).
//! Each piece gives back what it made, so that freeing it is not measured unless it is the piece.
#![allow(dead_code)] // Each benchmark uses its part.

use std::ptr::{null, null_mut};

use mynareader::application::jpki::Jpki;
use mynareader::application::surface::{FaceRecord, Surface};
use mynareader::card::{Card, Content, File, Profile};
use mynareader::certificate::{RsaPublicKey, SignatureError};
use mynareader::desk::{Desk, Devices, Given, Material, Options, Served, Unshared, View};
use mynareader::facts::{CertificateState, Method, TokenKind, Tries};
use mynareader::fault::FaultCode;
use mynareader::guidance::{Guidance, Situation, advise};
use mynareader::reception::{
    Actor, Answer, CardFacts, Comparison, Config, Consents, Eligibility, Event, FaceDecision,
    Input, Liveness, Mark, Number, Order, Reception, Reply, Request, Scan, ScanOutcome, State,
    Tick,
};
use mynareader::secret::{CodeB, CodeBPolicy};
use mynareader_emulator::{Persona, Personas, VirtualCard};
use mynareader_ffi::reception::{mnr_reception, mnr_reception_mode, mnr_reception_new};
use mynareader_ffi::status::MNR_OK;

pub const DAY: &str = "2026-11-24";

/// The states in which an event of a check-in by face arrives, in their order. The last comes twice: the
/// card is taken in it.
pub const STATES: [State; 12] = [
    State::Idle,
    State::Identifying,
    State::ChoosingMethod,
    State::ScanningCardFace,
    State::ReadingFaceRecord,
    State::ComparingFace,
    State::Authenticating,
    State::ReacquiringCard,
    State::QueryingEligibility,
    State::AskingConsent,
    State::Delivering,
    State::Ended,
];

/// What is answered in each state of a check-in by face.
fn answer(state: State) -> (Answer, Actor) {
    match state {
        State::Identifying => {
            let facts = CardFacts {
                kind: TokenKind::Card,
                pin_tries: Tries::Left(3),
                code_b_tries: Tries::Left(10),
                face_only: false,
                certificate: CertificateState::Valid,
                card_expiry: None,
            };
            (Answer::Identified(facts), Actor::Reader)
        }
        State::ChoosingMethod => (Answer::Method(Method::Face), Actor::Patient),
        State::ScanningCardFace => {
            let scan = Scan {
                outcome: ScanOutcome::Read { agreeing: 3 },
                mark: Mark::NotSeen,
            };
            (Answer::Scanned(scan), Actor::Reader)
        }
        State::ReadingFaceRecord => (Answer::RecordRead, Actor::Reader),
        State::ComparingFace => {
            let comparison = Comparison {
                decision: FaceDecision::Match,
                liveness: Liveness::Live,
            };
            (Answer::Compared(comparison), Actor::Reader)
        }
        State::Authenticating => (Answer::Authenticated { registered: true }, Actor::Centre),
        State::ReacquiringCard => (Answer::Reacquired { same: true }, Actor::Reader),
        State::QueryingEligibility => (
            Answer::Eligibility {
                eligibility: Eligibility::Valid,
                subsidy: false,
            },
            Actor::Centre,
        ),
        State::AskingConsent => (Answer::Consented(Consents::all()), Actor::Patient),
        _ => (Answer::Delivered, Actor::Terminal),
    }
}

/// The event that comes next.
fn next(reception: &Reception) -> Event {
    let input = match (reception.state(), reception.pending()) {
        (State::Idle, _) => Input::CardPlaced {
            day: DAY.parse().expect("a day"),
        },
        (state, Some(number)) => {
            let (answer, by) = answer(state);
            Input::Answered { number, answer, by }
        }
        (_, None) => Input::CardRemoved,
    };
    Event::new(Tick::ZERO, input)
}

/// A reception in this state, and the event that it hears next.
pub fn before(state: State) -> (Box<Reception>, Event) {
    let mut reception = Box::new(Reception::new(Config::default()));
    while reception.state() != state {
        let event = next(&reception);
        assert_eq!(reception.handle(event).refused, None, "{state}");
        assert_ne!(
            reception.state(),
            State::Idle,
            "no check-in comes by {state}"
        );
    }
    let event = next(&reception);
    (reception, event)
}

/// One event.
pub fn event((mut reception, event): (Box<Reception>, Event)) -> (Box<Reception>, Reply) {
    let reply = reception.handle(event);
    (reception, reply)
}

/// A whole check-in by face, from the card on to the card off.
pub fn check_in(reception: &mut Reception) -> usize {
    let mut actions = 0;
    loop {
        let event = next(reception);
        let last = event.input == Input::CardRemoved;
        let reply = reception.handle(event);
        assert_eq!(reply.refused, None);
        actions += reply.actions.len();
        if last {
            return actions;
        }
    }
}

/// The words and steps for a code.
pub fn guidance((code, situation): (FaultCode, Situation)) -> Guidance<'static> {
    advise(code, &situation)
}

/// A code on a usual day. The built-in texts are unpacked at the first guidance of a process, by this.
pub fn situation(code: FaultCode) -> (FaultCode, Situation) {
    let situation = Situation::on(DAY.parse().expect("a day"));
    drop(advise(code, &situation));
    (code, situation)
}

pub fn adult() -> Persona {
    let personas = Personas::at(DAY.parse().expect("a day")).expect("the personas");
    personas.get("adult").expect("the adult").clone()
}

/// The adult's face record as it is read, and a key of another length than its signer's: with it the
/// signature is refused by its length, after everything but RSA was done.
pub fn face_file() -> (Content, RsaPublicKey) {
    let persona = adult();
    let mut chip = persona.card().expect("a card");
    let code = persona.code_b().expect("a code");
    let readings = [CodeB::from_ascii(code.as_bytes()).expect("digits")];
    let agreed = CodeBPolicy::TYPED.agree(&readings, 0).expect("agreed");
    let mut card = Card::new(&mut chip, Profile::my_number_card());
    let _ = Surface::new(&mut card)
        .verify_code_b(agreed)
        .expect("accepted");
    let file = card.read(File::FaceRecord).expect("the record");
    let mut modulus = [0xFF; 384];
    modulus[383] = 0xFD;
    let key = RsaPublicKey::from_parts(&modulus, &[1, 0, 1]).expect("a key");
    (file, key)
}

/// Parses the record and hashes its three groups.
pub fn face_record((file, key): (Content, RsaPublicKey)) -> (FaceRecord, RsaPublicKey) {
    let record = FaceRecord::parse(file).expect("a record");
    let size = record.photo_size();
    assert!(matches!(size, Some(Ok(_))));
    let refused = record.verify(&key);
    assert!(matches!(refused, Err(SignatureError::Length { .. })));
    (record, key)
}

/// Devices that do nothing.
pub struct Nothing;

impl Devices for Nothing {
    fn order(&mut self, _: Number, _: &Order, _: View) {}

    fn request(&mut self, _: Number, _: &Request, _: Material<'_>, _: View) -> Served<Given> {
        Served::Later
    }
}

pub fn link() -> Box<Unshared<VirtualCard>> {
    Box::new(Unshared(adult().card().expect("a card")))
}

/// A desk is opened at a card's link, says that it waits for a card, and is closed.
pub fn desk(mut link: Box<Unshared<VirtualCard>>) -> Box<Unshared<VirtualCard>> {
    let reception = Reception::new(Config::default());
    let mut desk = Desk::new(reception, Nothing, &mut *link, Options::default());
    desk.poll(&Tick::ZERO);
    drop(desk);
    link
}

/// A reception of the C ABI.
pub fn handle() -> *mut mnr_reception {
    let mut reception = null_mut();
    // SAFETY: the place for the handle is there, and no configuration is the usual one.
    let status = unsafe { mnr_reception_new(null(), &raw mut reception) };
    assert_eq!(status, MNR_OK);
    reception
}

/// One call of the C ABI: the mode of a reception, by its handle.
pub fn c_call(reception: *mut mnr_reception) -> i32 {
    let mut mode = 0;
    // SAFETY: the place for the number is there; a handle that is none is refused.
    let status = unsafe { mnr_reception_mode(reception, &raw mut mode) };
    assert_eq!(status, MNR_OK);
    mode
}

/// The adult's authentication certificate.
pub fn certificate() -> Vec<u8> {
    let mut chip = adult().card().expect("a card");
    let mut card = Card::new(&mut chip, Profile::my_number_card());
    let read = Jpki::new(&mut card).authentication_certificate(TokenKind::Card, None);
    let certificate = read.expect("read").certificate().expect("needs no PIN");
    certificate.as_der().to_vec()
}

/// The length of the photo that is lent.
pub fn photo(material: Material<'_>) -> usize {
    match material {
        Material::Photo(photo) => photo.len(),
        _ => 0,
    }
}
