//! A task on the card is broken off within one exchange: when its time is over, when an exchange timed
//! out, and when something was posted by which nobody waits for the task any more.

use super::later::{DAY, Later, card, pin, reading, with_link};
use mynareader::desk::{CardLink, Desk, Handle, Posted, Progress, Secret};
use mynareader::facts::{Method, Mode};
use mynareader::fault::FaultCode;
use mynareader::reception::{Actor, Config, EndReason, Outcome, State, Tick};
use mynareader::transport::{
    LinkCapabilities, LinkError, LinkErrorKind, ResponseBuffer, Sent, Transport,
};
use mynareader_emulator::VirtualCard;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;

/// What happens in the middle of an exchange.
type Happening = fn(&Handle);

/// What a slow driver does, and what it was asked for.
#[derive(Default)]
struct Script {
    /// The time, which the exchanges use up.
    now: Cell<u64>,
    /// How long an exchange takes, in milliseconds. `None`: as long as it may, and no answer comes.
    takes: Cell<Option<u64>>,
    /// During which exchange something happens, counted from when this was set.
    happens: RefCell<Option<(usize, Handle, Happening)>>,
    /// Instruction and limit of each exchange.
    seen: RefCell<Vec<(u8, Duration)>>,
    /// How many exchanges had begun when it happened.
    happened_at: Cell<Option<usize>>,
}

impl mynareader::desk::Clock for &Script {
    fn now(&self) -> Tick {
        Tick::from_millis(self.now.get())
    }
}

struct Slow {
    card: VirtualCard,
    script: Rc<Script>,
}

impl Transport for Slow {
    fn transmit(
        &mut self,
        command: &[u8],
        response: &mut ResponseBuffer,
        limit: Duration,
    ) -> Result<(), LinkError> {
        let script = &self.script;
        script.seen.borrow_mut().push((command[1], limit));
        let mut happens = script.happens.borrow_mut();
        if let Some((after, handle, happening)) = happens.as_mut() {
            if *after == 0 {
                happening(handle);
                script.happened_at.set(Some(script.seen.borrow().len()));
                *happens = None;
            } else {
                *after -= 1;
            }
        }
        let given = u64::try_from(limit.as_millis()).unwrap();
        let takes = script.takes.get().unwrap_or(given);
        script.now.set(script.now.get() + takes);
        if script.takes.get().is_none() {
            response.clear();
            return Err(LinkError::new(LinkErrorKind::TimedOut, Sent::Maybe));
        }
        self.card.transmit(command, response, limit)
    }
    fn capabilities(&self) -> LinkCapabilities {
        self.card.capabilities()
    }
    fn reset(&mut self) -> Result<(), LinkError> {
        self.card.reset()
    }
    fn power_down(&mut self) -> Result<(), LinkError> {
        self.card.power_down()
    }
}

impl CardLink for Slow {
    fn transport(&mut self) -> &mut dyn Transport {
        self
    }
    fn release(&mut self) -> Result<(), LinkError> {
        Ok(())
    }
    fn reacquire(
        &mut self,
        _left: &mut dyn FnMut() -> Option<Duration>,
        same_chip: &mut dyn FnMut(&mut dyn Transport) -> Result<bool, LinkError>,
    ) -> Result<(), LinkError> {
        if same_chip(self)? {
            return Ok(());
        }
        Err(LinkError::new(LinkErrorKind::CardRemoved, Sent::No))
    }
}

/// A desk over a slow link, with its script.
fn with_slow(config: Config, test: impl FnOnce(&mut Desk<'_>, &Script)) {
    let script = Rc::new(Script::default());
    script.takes.set(Some(10));
    let mut link = Slow {
        card: card("adult"),
        script: Rc::clone(&script),
    };
    with_link(&mut link, config, &mut Later, |desk| test(desk, &script));
}

fn settle(desk: &mut Desk<'_>, script: &Script) {
    while !matches!(desk.poll(&script), Progress::Idle { .. }) {}
}

/// The tasks on the card of which a check-in is made.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Task {
    Identify,
    ReadFace,
    VerifyPin,
}

/// Leads up to a task and posts what begins it.
fn lead_to(task: Task, desk: &mut Desk<'_>, script: &Script) {
    let placed = |desk: &mut Desk<'_>| {
        desk.handle().card_placed(DAY.parse().unwrap()).unwrap();
    };
    placed(desk);
    if task == Task::Identify {
        return;
    }
    settle(desk, script);
    let method = if task == Task::ReadFace {
        Method::Face
    } else {
        Method::Pin
    };
    let number = desk.reception().pending().unwrap();
    let handle = desk.handle();
    handle
        .answer(
            number,
            mynareader::reception::Answer::Method(method),
            Actor::Patient,
        )
        .unwrap();
    settle(desk, script);
    let number = desk.reception().pending().unwrap();
    let secret = if task == Task::ReadFace {
        Secret::Reading(reading(2))
    } else {
        Secret::Pin(pin("1234"), Actor::Patient)
    };
    handle.post(Posted::Secret(number, secret)).unwrap();
}

const TASKS: [Task; 3] = [Task::Identify, Task::ReadFace, Task::VerifyPin];

/// What ends a check-in, whoever is at what.
fn endings() -> Vec<(&'static str, Happening)> {
    vec![
        ("the patient calls off", |desk| {
            desk.cancel(Actor::Patient).unwrap();
        }),
        ("the staff call off", |desk| {
            desk.cancel(Actor::Staff).unwrap();
        }),
        ("the card is taken", |desk| {
            desk.card_removed().unwrap();
        }),
        ("the mode is switched", |desk| {
            desk.mode_changed(Mode::Visual, Actor::Administrator)
                .unwrap()
        }),
        // In the middle of others.
        ("more time, a wrong answer, and off", |desk| {
            desk.more_time(Actor::Patient).unwrap();
            desk.cancel(Actor::Patient).unwrap();
        }),
        ("the desk is stopped", Handle::stop),
    ]
}

/// Whatever task runs, and whichever of its exchanges: after this one nothing is sent but what leaves the
/// application and ends the patient, and no secret.
#[test]
fn what_ends_the_check_in_breaks_a_task_off_within_one_exchange() {
    for task in TASKS {
        for (name, _) in endings() {
            for at in 0.. {
                let mut reached = false;
                with_slow(Config::default(), |desk, script| {
                    lead_to(task, desk, script);
                    let happening = endings().into_iter().find(|one| one.0 == name).unwrap().1;
                    let before = script.seen.borrow().len();
                    script.happens.replace(Some((at, desk.handle(), happening)));
                    while !desk.handle().is_stopped()
                        && !matches!(desk.poll(&script), Progress::Idle { .. })
                    {
                    }
                    // The task had fewer exchanges than that.
                    if script.happened_at.get().is_none() {
                        script.happens.take();
                        return;
                    }
                    reached = true;
                    let happened = script.happened_at.get().unwrap();
                    assert_eq!(happened, before + at + 1);
                    let seen = script.seen.borrow();
                    let after = &seen[happened..];
                    let what = format!("{task:?}, exchange {at}, {name}: {after:?}");
                    // At most one SELECT to leave what was verified, and one at the end.
                    assert!(after.len() <= 2, "{what}");
                    assert!(after.iter().all(|one| one.0 == 0xA4), "{what}");
                    if !desk.handle().is_stopped() {
                        assert!(
                            matches!(desk.reception().state(), State::Ended | State::Idle),
                            "{what}"
                        );
                    }
                    drop(seen);
                });
                if !reached {
                    assert!(at > 2, "{task:?} has more exchanges than {at}");
                    break;
                }
            }
        }
    }
}

/// What does not end the check-in breaks nothing off.
#[test]
fn what_ends_nothing_breaks_nothing_off() {
    let harmless: [(&str, Happening); 5] = [
        ("more time", |desk| {
            desk.more_time(Actor::Patient).unwrap();
        }),
        ("the same mode", |desk| {
            desk.mode_changed(Mode::Unattended, Actor::Administrator)
                .unwrap();
        }),
        // A reader cannot call off.
        ("a cancel by the reader", |desk| {
            desk.cancel(Actor::Reader).unwrap();
        }),
        // And no phone lies there that could be taken.
        ("a phone is removed", |desk| {
            desk.phone_removed().unwrap();
        }),
        ("another card", |desk| {
            desk.card_placed(DAY.parse().unwrap()).unwrap();
        }),
    ];
    for (name, happening) in harmless {
        with_slow(Config::default(), |desk, script| {
            lead_to(Task::Identify, desk, script);
            script.happens.replace(Some((1, desk.handle(), happening)));
            settle(desk, script);
            assert_eq!(desk.reception().state(), State::ChoosingMethod, "{name}");
        });
    }
}

/// The limit of an exchange is the lesser of its own and what is left of the task, and a task ends with
/// its time.
#[test]
fn a_task_ends_with_its_time() {
    let mut config = Config::default();
    config.patience.card = Duration::from_millis(1000);
    with_slow(config, |desk, script| {
        script.takes.set(Some(400));
        lead_to(Task::Identify, desk, script);
        settle(desk, script);
        let seen = script.seen.borrow();
        let limits: Vec<u128> = seen.iter().map(|one| one.1.as_millis()).collect();
        assert_eq!(limits[..3], [1000, 600, 200], "{seen:?}");
        assert_eq!(seen.len(), 4, "and the end: {seen:?}");
        assert_eq!(
            desk.reception().outcome(),
            Some(Outcome::Ended {
                reason: EndReason::Fault,
                fault: FaultCode::CARD_NOT_RECOGNISED
            })
        );
    });
}

/// After the first time-out nothing more is sent but what ends the patient.
#[test]
fn a_silent_link_is_not_asked_again() {
    for task in [Task::Identify, Task::ReadFace] {
        with_slow(Config::default(), |desk, script| {
            lead_to(task, desk, script);
            let before = script.seen.borrow().len();
            script.takes.set(None);
            settle(desk, script);
            let seen = script.seen.borrow();
            // One of the task. The end asks the chip to leave its application, and takes its power.
            let sent: Vec<u8> = seen[before..].iter().map(|one| one.0).collect();
            assert!(sent.len() <= 2, "{task:?}: {seen:?}");
            assert!(
                sent[1..].iter().all(|ins| *ins == 0xA4),
                "{task:?}: {seen:?}"
            );
        });
    }
}

/// With a clock that stands, as a program has it that polls with a time of its own, a task has all of its
/// time for each exchange.
#[test]
fn a_standing_clock_lets_each_exchange_have_its_time() {
    with_slow(Config::default(), |desk, script| {
        script.takes.set(Some(60_000));
        desk.handle().card_placed(DAY.parse().unwrap()).unwrap();
        while !matches!(desk.poll(&Tick::ZERO), Progress::Idle { .. }) {}
        assert_eq!(desk.reception().state(), State::ChoosingMethod);
    });
}
