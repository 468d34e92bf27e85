//! The tasks by the crate `jpki`, as far as it has them.
//!
//! It hands each command over with a buffer of the length that the command asks for, without the status
//! word, and begins anew when it is told that the buffer was too small. The command has run by then: its
//! own PC/SC handler sends each command twice, a VERIFY included. Here it is driven in two ways: as that
//! handler does, and by one that keeps the answer for the second time, the best that a program can do.

use std::cell::RefCell;
use std::rc::Rc;

use jpki::ap::crypto::CertType;
use jpki::ap::surface::Pin;
use jpki::ap::{CryptoAp, SurfaceAp};
use jpki::nfc::{HandleError, HandlerInCtx, Result};
use mynareader_emulator::Persona;

use crate::meter::Metering;
use crate::{DIGEST, Task};

/// What becomes of an answer that did not fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Handler {
    /// Lost, as in the crate's own PC/SC handler.
    Own,
    /// Kept for the second call with the same command.
    Keeping,
}

struct Link {
    metering: Metering,
    handler: Handler,
    kept: RefCell<Option<Vec<u8>>>,
}

impl HandlerInCtx<()> for Link {
    fn handle_in_ctx(&self, (): (), command: &[u8], response: &mut [u8]) -> Result {
        let kept = self.kept.take();
        let answer = kept.unwrap_or_else(|| self.metering.exchange(command));
        let length = answer.len();
        if let Some(room) = response.get_mut(..length) {
            room.copy_from_slice(&answer);
            return Ok(length);
        }
        if self.handler == Handler::Keeping {
            self.kept.replace(Some(answer));
        }
        Err(HandleError::NotEnoughBuffer(length))
    }
}

type Card = Rc<jpki::Card<Link, ()>>;

fn card(handler: Handler, link: &Metering) -> Card {
    Rc::new(jpki::Card::new(Box::new(Link {
        metering: link.clone(),
        handler,
        kept: RefCell::new(None),
    })))
}

/// Whether it has all of this task, some of it, or nothing.
pub fn can(task: Task) -> std::result::Result<Option<&'static str>, &'static str> {
    match task {
        Task::Certificate | Task::Tries | Task::PinAndSign | Task::Record => Ok(None),
        Task::Photo => Err("no certificate of the issuer, no challenge, no check of a signature"),
        Task::FaceFlow => Ok(Some(
            "without expiry, kind of token, availability, tries of code B, proof of record and chip",
        )),
    }
}

pub fn run(handler: Handler, task: Task, persona: &Persona, link: &Metering) {
    let card = card(handler, link);
    let jpki = || CryptoAp::open((), Rc::clone(&card)).expect("JPKI");
    let certificate = |ap: &CryptoAp<Link, ()>| {
        let der = ap.read_certificate((), CertType::Auth, Vec::new());
        assert!(der.expect("a certificate").len() > 1000);
    };
    match task {
        Task::Certificate => certificate(&jpki()),
        Task::Tries => assert_eq!(jpki().auth_pin_status(()).expect("tries"), 3),
        Task::PinAndSign => {
            let pin = persona.pin().expect("a PIN").as_bytes().to_vec();
            let signed = jpki().auth((), pin, digest_info());
            assert_eq!(signed.expect("a signature").len(), 256);
        }
        Task::Record => record(&card, persona),
        Task::Photo => unreachable!("{:?}", can(task)),
        Task::FaceFlow => {
            let ap = jpki();
            assert_eq!(ap.auth_pin_status(()).expect("tries"), 3);
            certificate(&ap);
            record(&card, persona);
        }
    }
    link.done();
}

fn record(card: &Card, persona: &Persona) {
    let surface = SurfaceAp::open((), Rc::clone(card)).expect("the surface");
    let code = Pin::B(persona.code_b().expect("a code").into_bytes());
    let face = surface.read_surface((), code).expect("a record");
    assert_eq!(Some(face.photo.as_slice()), persona.photo());
}

/// It signs what it is given as it is: the digest in its DigestInfo (RFC 8017, 9.2).
fn digest_info() -> Vec<u8> {
    const SHA_256: [u8; 19] = [
        0x30, 0x31, 0x30, 0x0D, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01,
        0x05, 0x00, 0x04, 0x20,
    ];
    [&SHA_256[..], &DIGEST].concat()
}

/// How many tries a PIN has lost that was wrong once.
pub fn wrong_pin(handler: Handler, link: &Metering) {
    let ap = CryptoAp::open((), card(handler, link)).expect("JPKI");
    let refused = ap.auth((), crate::WRONG.as_bytes().to_vec(), digest_info());
    assert!(refused.is_err());
    link.done();
}
