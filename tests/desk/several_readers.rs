//! Several readers in one process: each has its desk, its card and its check-ins, and what belongs to
//! one never reaches another.

use crate::later;

use later::{answer, card, ended, pin, settle, to_pin, with_desk};
use mynareader::desk::{Desk, Posted, Progress, Secret};
use mynareader::facts::Mode;
use mynareader::fault::FaultCode;
use mynareader::reception::{
    Actor, Answer, Config, Consents, Eligibility, EndReason, Outcome, Refusal, Scope, State, Tick,
};

fn station(number: u16) -> Config {
    let mut config = Config::default();
    config.station = number;
    config
}

/// From the card being placed to its end, by the PIN.
fn check_in(desk: &mut Desk<'_>) {
    let number = to_pin(desk);
    let entered = Posted::Secret(number, Secret::Pin(pin("1234"), Actor::Patient));
    desk.handle().post(entered).unwrap();
    settle(desk, 0);
    answer(
        desk,
        Answer::Eligibility {
            eligibility: Eligibility::Valid,
            subsidy: false,
        },
        Actor::Centre,
    );
    answer(desk, Answer::Consented(Consents::empty()), Actor::Patient);
    answer(desk, Answer::Delivered, Actor::Terminal);
}

/// Two readers stand at the same step of their first check-in: their numbers differ in the station
/// alone, and that is enough.
///
/// Holds: I8
#[test]
fn an_answer_for_one_reader_is_none_for_another() {
    with_desk(card("adult"), station(1), |one, one_chip| {
        with_desk(card("adult"), station(2), |other, other_chip| {
            let number = to_pin(one);
            let others = to_pin(other);
            assert_eq!(
                (number.session, number.sequence),
                (others.session, others.sequence)
            );
            assert_ne!(number, others);
            let strays = Posted::Secret(number, Secret::Pin(pin("1234"), Actor::Patient));
            other.handle().post(strays).unwrap();
            assert_eq!(
                other.poll(&Tick::ZERO),
                Progress::Refused(Refusal::ForeignNumber)
            );
            assert!(other.held_secrets().is_empty());
            // What happens at one is nothing to the other.
            one.handle()
                .mode_changed(Mode::Visual, Actor::Administrator)
                .unwrap();
            settle(one, 0);
            assert_eq!(
                one.reception().outcome(),
                Some(ended(EndReason::ModeChanged, FaultCode::MODE_CHANGED))
            );
            assert!(!one_chip.is_powered());
            settle(other, 0);
            assert_eq!(other.reception().state(), State::EnteringPin);
            assert_eq!(other.reception().mode(), Mode::Unattended);
            assert!(other_chip.is_powered());
        });
    });
}

/// Four readers, each on a thread of its own, all at once: every patient is checked in, with one PIN
/// on each card.
#[test]
fn readers_on_threads_of_their_own_do_not_meet() {
    let start = std::sync::Barrier::new(4);
    std::thread::scope(|scope| {
        for number in 1..=4 {
            let start = &start;
            scope.spawn(move || {
                with_desk(card("adult"), station(number), |desk, chip| {
                    start.wait();
                    for round in 1..=3 {
                        check_in(desk);
                        assert_eq!(
                            desk.reception().outcome(),
                            Some(Outcome::Admitted(Scope::Full))
                        );
                        assert_eq!(chip.presentations(), round);
                        desk.handle().card_removed().unwrap();
                        settle(desk, 0);
                    }
                    assert_eq!(desk.take_journals().len(), 3);
                });
            });
        }
    });
}
