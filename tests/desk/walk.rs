//! A walk on the real desk with the real card side and the virtual card: any card, any set-up,
//! answers at once, later, twice, never, by anybody and under any number, events from outside at any
//! moment between two polls, a clock that leaps, and a card that tears, falls silent, is taken,
//! exchanged or reset behind the desk's back. What must hold is looked at from outside
//! (`counter/watch.rs`), with secrets sought in every `Debug` output and journal on the way. Walked at
//! random by `walks.rs`, and by the fuzz target `desk`.

use super::counter;

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use counter::answers::{answer, anything, outside};
use counter::parts::{AllParts, Asked, Counter, Lent, Mind};
use counter::watch::Watch;
use counter::{DAY, PASSCODE, WRONG_PIN};
use mynareader::desk::{Desk, Options, Posted, Progress, Unshared};
use mynareader::reception::{Actor, Config, Input, Number, Reception, Secrets, State, Tick};
use mynareader::transport::{LinkErrorKind, Sent};
use mynareader_emulator::{At, Fault, Link, Misbehaviour, Persona};

/// One thing that happens between polls.
#[derive(Clone, Debug)]
pub enum Move {
    /// The open question is answered, so or so; by who usually does, or by anybody.
    Answer { how: u8, by: Option<Actor> },
    /// An answer that fits the open question comes under another number.
    Foreign { how: u8, number: u8 },
    /// The question before is answered, late or again.
    Late { how: u8 },
    /// The open request is answered with anything.
    Anything { how: u8, by: Actor },
    /// Something from outside, by who may or by anybody.
    Outside { what: u8, by: Option<Actor> },
    /// The card misbehaves at one of its next exchanges.
    Misbehave { how: u8, after: u32 },
    /// Somebody does something with the card.
    Hand { how: u8 },
    /// So many seconds pass.
    Time(u64),
    /// The desk is polled so often.
    Poll(u8),
    /// The desk is polled until it waits.
    Settle,
    /// A card is placed where none lies.
    Place,
    /// The card is taken, and the desk hears of it.
    Take,
}

/// Remembers what is asked, and answers some of it with the call.
struct Memory {
    asked: Vec<(Number, Asked)>,
    persona: Persona,
    /// How the next questions are answered with the call; from behind.
    at_once: Vec<u8>,
}

impl Mind for Memory {
    fn asked(&mut self, number: Number, asked: Asked) -> Vec<Posted> {
        self.asked.push((number, asked));
        match self.at_once.pop() {
            Some(how) if how < 128 => vec![answer(&self.persona, number, asked, how, None)],
            _ => Vec::new(),
        }
    }
}

/// None of these tells a lie about a counter.
fn misbehaviour(how: u8) -> Misbehaviour {
    let kinds = [
        LinkErrorKind::Broken,
        LinkErrorKind::TimedOut,
        LinkErrorKind::Driver,
    ];
    let kind = kinds[usize::from(how / 16) % 3];
    match how % 12 {
        0..=2 => Misbehaviour::TornAfter { kind },
        3 => Misbehaviour::TornBefore {
            kind,
            sent: Sent::Maybe,
        },
        4 => Misbehaviour::TornBefore {
            kind,
            sent: Sent::No,
        },
        5 => Misbehaviour::Reset,
        6 => Misbehaviour::RemovedBefore,
        7 => Misbehaviour::RemovedAfter,
        8 => Misbehaviour::Mute,
        9 => Misbehaviour::Truncate(usize::from(how / 12) % 2),
        10 => Misbehaviour::Slow(Duration::from_secs(60)),
        _ => Misbehaviour::status([0x6F00, 0x6A82, 0x6985][usize::from(how / 12) % 3]),
    }
}

/// A whole walk.
#[derive(Clone, Debug)]
pub struct Walk {
    pub persona: usize,
    pub config: Config,
    pub link: usize,
    pub at_once: Vec<u8>,
    pub moves: Vec<Move>,
}

/// Goes it, and gives how its check-ins ended.
pub fn go(walk: &Walk, personas: &[&Persona], options: &Options) -> Vec<&'static str> {
    let persona = personas[walk.persona];
    let link = [Link::EXTENDED, Link::SHORT, Link::SHORT_FRAMED][walk.link];
    let card = persona.card().unwrap().with_link(link);
    let chip = card.handle();
    let mut other = Some(
        personas[(walk.persona + 1) % personas.len()]
            .chip()
            .unwrap(),
    );
    let watch = Watch::new(persona, chip.clone(), &walk.config, &[WRONG_PIN, PASSCODE]);
    let lent = Lent(Rc::new(RefCell::new(card)));
    let counter = Rc::new(Counter {
        mind: RefCell::new(Memory {
            asked: Vec::new(),
            persona: persona.clone(),
            at_once: walk.at_once.clone(),
        }),
        watch: RefCell::new(watch),
        handle: RefCell::new(None),
        at_once: true,
        card: lent.clone(),
    });
    let mut parts = AllParts::of(&counter);
    let mut link = Unshared(lent);
    let mut desk = Desk::new(
        Reception::new(walk.config.clone()),
        parts.lend(),
        &mut link,
        options.clone(),
    );
    let handle = desk.handle();
    *counter.handle.borrow_mut() = Some(handle.clone());
    let mut at = Tick::ZERO;
    let post = |posted: Posted| {
        counter.watch.borrow_mut().handed_in(&posted);
        let _ = handle.post(posted);
        counter.watch.borrow().debugged(&handle);
    };
    let poll = |desk: &mut Desk<'_>, at: Tick| {
        counter.watch.borrow_mut().before_poll();
        let progress = desk.poll(&at);
        counter.watch.borrow_mut().after_poll(desk, progress);
        progress
    };
    let question = |back: usize| {
        let mind = counter.mind.borrow();
        mind.asked.iter().rev().nth(back).copied()
    };
    for one in &walk.moves {
        match *one {
            Move::Answer { how, by } => {
                if let Some((number, asked)) = question(0) {
                    post(answer(persona, number, asked, how, by));
                }
            }
            Move::Foreign { how, number: which } => {
                if let Some((mut number, asked)) = question(0) {
                    match which % 4 {
                        0 => number.sequence += 1,
                        1 => number.sequence = number.sequence.wrapping_sub(1),
                        2 => number.session += 1,
                        _ => number.station += 1,
                    }
                    post(answer(persona, number, asked, how, None));
                }
            }
            Move::Late { how } => {
                if let Some((number, asked)) = question(1) {
                    post(answer(persona, number, asked, how, None));
                }
            }
            Move::Anything { how, by } => {
                if let Some(number) = desk.reception().pending() {
                    let answer = anything(how);
                    post(Posted::Input(Input::Answered { number, answer, by }));
                }
            }
            Move::Outside { what, by } => post(Posted::Input(outside(what, by))),
            Move::Misbehave { how, after } => chip.add_fault(Fault {
                at: At::Exchange(chip.exchanges() + after),
                what: misbehaviour(how),
            }),
            Move::Hand { how } => match how % 4 {
                0 => chip.remove(),
                1 => chip.reset_behind_the_back(),
                2 => {
                    chip.remove();
                    chip.insert();
                }
                _ => {
                    if let (Some(chip_in_hand), true) =
                        (other.take(), desk.reception().pending().is_some())
                    {
                        let mut watch = counter.watch.borrow_mut();
                        watch.honest = false;
                        watch.exchanged = desk.reception().proof().is_none()
                            || matches!(
                                desk.reception().state(),
                                State::Authenticating
                                    | State::AuthenticatingWithPin
                                    | State::ReacquiringCard
                                    | State::OfferingRegistration
                                    | State::Registering
                            );
                        // What becomes of the patient's own card does not matter any more.
                        let _ = chip.exchange_chip(chip_in_hand);
                    }
                }
            },
            Move::Time(seconds) => at = Tick::from_millis(at.millis() + 1_000 * seconds),
            Move::Poll(times) => {
                for _ in 0..times {
                    poll(&mut desk, at);
                }
            }
            Move::Settle => while !matches!(poll(&mut desk, at), Progress::Idle { .. }) {},
            Move::Place => {
                if desk.reception().state() == State::Idle && counter.watch.borrow().honest {
                    chip.clear_faults();
                    chip.insert();
                    let day = DAY.parse().unwrap();
                    post(Posted::Input(Input::CardPlaced { day }));
                }
            }
            Move::Take => {
                chip.remove();
                post(Posted::Input(Input::CardRemoved));
            }
        }
    }
    // Nobody does anything any more: it comes to an end by itself.
    let mut polls = 0;
    while desk.reception().pending().is_some() {
        polls += 1;
        assert!(polls < 2_000, "no end");
        if let Progress::Idle { until } = poll(&mut desk, at) {
            at = until.expect("a deadline");
        }
    }
    assert_eq!(desk.held_secrets(), Secrets::empty());
    drop(desk);
    assert!(chip.exchanges() == 0 || !chip.is_powered());
    counter.watch.borrow().debugged(&handle);
    let outcomes = &counter.watch.borrow().outcomes;
    outcomes.iter().map(|outcome| outcome.name()).collect()
}
