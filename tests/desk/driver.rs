//! The desk over a maker's own driver: a link that is over once its card was powered down, as
//! `transport::callback` has it and PC/SC too. The virtual card by itself is kinder: it comes on
//! again with the next command, and would hide what these tests look for.

use mynareader_rehearsal::stage;

use std::cell::RefCell;
use std::time::Duration;

use mynareader::calendar::Date;
use mynareader::desk::Unshared;
use mynareader::facts::Method;
use mynareader::guidance::Language;
use mynareader::reception::Config;
use mynareader::transport::callback::{Callback, Driver};
use mynareader::transport::{
    LinkCapabilities, LinkError, LinkErrorKind, ResponseBuffer, Transport as _,
};
use mynareader_emulator::{Fault, KeyRef, Misbehaviour, Personas, VirtualCard};
use stage::{Habit, Play, Played, play, trusting_the_test_authority};

const DAY: &str = "2026-11-24";

/// A maker's driver in front of the virtual card.
struct Own(RefCell<VirtualCard>);

impl Driver for Own {
    fn transmit(
        &mut self,
        command: &[u8],
        response: &mut [u8],
        limit: Duration,
    ) -> Result<usize, LinkError> {
        let mut answer = ResponseBuffer::new();
        self.0.borrow_mut().transmit(command, &mut answer, limit)?;
        let bytes = answer.as_bytes();
        response[..bytes.len()].copy_from_slice(bytes);
        Ok(bytes.len())
    }

    fn reset(&mut self) -> Result<(), LinkError> {
        self.0.borrow_mut().reset()
    }

    fn power_down(&mut self) -> Result<(), LinkError> {
        self.0.borrow_mut().power_down()
    }
}

fn check_in(card: VirtualCard, method: Method, entered: &str) -> Played {
    let personas = Personas::at(DAY.parse().unwrap()).unwrap();
    let adult = personas.get("adult").unwrap();
    let mut link = Unshared(Callback::new(
        Own(RefCell::new(card)),
        LinkCapabilities::EXTENDED,
    ));
    play(
        Play::new(
            Config::default(),
            DAY.parse::<Date>().unwrap(),
            Language::JA,
            Habit::new(method),
            trusting_the_test_authority().unwrap(),
        )
        .about(adult, entered)
        .unwrap(),
        &mut link,
        &mut |_| {},
    )
    .unwrap()
}

fn adult() -> VirtualCard {
    let personas = Personas::at(DAY.parse().unwrap()).unwrap();
    personas.get("adult").unwrap().card().unwrap()
}

/// The whole check-in, with the card lent to the national software in the middle.
#[test]
fn a_makers_driver_carries_a_whole_check_in() {
    for method in [Method::Face, Method::Pin] {
        let card = adult();
        let handle = card.handle();
        let played = check_in(card, method, "1234");
        assert_eq!(
            played.outcome.name(),
            "admitted",
            "{method:?}: {:?}",
            played.outcome
        );
        assert!(!handle.is_powered());
    }
}

/// The answer to the VERIFY is lost. The card is still there, and its counter is read, once, over
/// the same link; the check-in does not end with a card that is said to be gone.
#[test]
fn after_a_lost_answer_the_counter_is_read_over_the_same_link() {
    let card = adult();
    let handle = card.handle();
    handle.add_fault(Fault::at_presentation(
        1,
        Misbehaviour::TornAfter {
            kind: LinkErrorKind::TimedOut,
        },
    ));
    let played = check_in(card, Method::Pin, "1234");
    assert_eq!(
        handle.presentations(),
        1 + u32::from(played.outcome.name() == "admitted")
    );
    assert_eq!(handle.tries_left(KeyRef::AUTHENTICATION_PIN), Some(3));
    let log = handle.log();
    let torn = log.iter().position(|one| one.is_presentation()).unwrap();
    let next = &log[torn + 1];
    assert_eq!(next.command[1], 0xA4, "the application is selected anew");
    assert_eq!(log[torn + 2].command, [0x00, 0x20, 0x00, 0x98], "{log:?}");
    assert!(!handle.is_powered());
    assert_ne!(
        played.outcome.fault(),
        Some(mynareader::fault::FaultCode::CARD_REMOVED)
    );
}
