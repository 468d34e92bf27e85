//! One play of a case: a check-in, whole or broken off, and after that another whole one.

use core::cell::Cell;
use core::time::Duration;
use std::cell::RefCell;
use std::rc::Rc;
use std::time::Instant;

use mynareader_card::certificate::{Accept, UntracedIssuer};
use mynareader_desk::{Clock, Desk, Handle, Progress, Unshared, What};
use mynareader_emulator::{CardHandle, KeyRef, Persona, VirtualCard};
use mynareader_facts::Mode;
use mynareader_facts::calendar::Date;
use mynareader_reception::reception::{
    Actor, Number, Outcome, Reception, Refusal, Secrets, State, Tick,
};

use super::watched::{Seen, Watched};
use super::{BreakOff, Case, KitError, Maker, Options, Patient};

/// The system's clock, which can be put ahead to the next deadline.
struct KitClock {
    begun: Instant,
    ahead: Cell<Duration>,
}

impl Clock for KitClock {
    fn now(&self) -> Tick {
        let elapsed = self.begun.elapsed().saturating_add(self.ahead.get());
        Tick::from_millis(u64::try_from(elapsed.as_millis()).unwrap_or(u64::MAX))
    }
}

impl KitClock {
    fn leap_to(&self, at: Tick) {
        let left = at.since(self.now());
        self.ahead.set(self.ahead.get().saturating_add(left));
    }
}

/// How long to sleep where nothing is to be done: short, since devices answer from other threads.
const NAP: Duration = Duration::from_millis(1);

/// What a check-in came to.
#[derive(Default)]
struct CheckIn {
    /// Each state in which devices were asked, with what went wrong there.
    asked: Vec<(State, Option<String>)>,
    /// What went wrong otherwise.
    trouble: Option<String>,
    /// What was left behind when it was over.
    left_behind: Option<String>,
}

impl CheckIn {
    /// What went wrong first: where devices were asked, or otherwise.
    fn any_trouble(&self) -> Option<String> {
        let mut asked = self.asked.iter();
        asked
            .find_map(|(state, trouble)| Some(format!("in {state}: {}", trouble.as_ref()?)))
            .or_else(|| self.trouble.clone())
    }
}

/// What came of a case.
pub(super) struct Played {
    first: CheckIn,
    /// The check-in after it.
    next: Option<CheckIn>,
}

impl Played {
    /// The states in which devices were asked, each once, with what went wrong there.
    pub(super) fn asked(&self) -> Vec<(State, Option<String>)> {
        let mut once: Vec<(State, Option<String>)> = Vec::new();
        for (state, trouble) in &self.first.asked {
            match once.iter_mut().find(|(known, _)| known == state) {
                Some((_, known)) => {
                    if known.is_none() {
                        known.clone_from(trouble);
                    }
                }
                None => once.push((*state, trouble.clone())),
            }
        }
        once
    }

    /// What went wrong in the first check-in.
    pub(super) fn first_trouble(&self) -> Option<String> {
        self.first.any_trouble()
    }

    /// What the first check-in left behind.
    pub(super) fn left_behind(&self) -> Option<String> {
        self.first.left_behind.clone()
    }

    /// What went wrong in either.
    pub(super) fn trouble(&self) -> Option<String> {
        let next = self.next.as_ref().and_then(|next| {
            let trouble = next.any_trouble().or_else(|| next.left_behind.clone())?;
            Some(format!("the check-in after it: {trouble}"))
        });
        self.first
            .trouble
            .clone()
            .or_else(|| self.left_behind())
            .or(next)
    }
}

/// A case that is to be played.
pub(super) struct Play<'p> {
    case: &'p Case,
    options: &'p Options,
    broken_off: Option<(State, BreakOff)>,
    patient: Patient,
    card: VirtualCard,
    day: Date,
}

impl<'p> Play<'p> {
    pub(super) fn new(
        case: &'p Case,
        persona: &Persona,
        options: &'p Options,
        broken_off: Option<(State, BreakOff)>,
    ) -> Result<Self, KitError> {
        let patient = Patient {
            method: case.method(),
            pin: persona.pin().map(str::to_owned),
            code_b: persona.code_b(),
            phone: case.phone(),
            registered: persona.centre().registered,
            subsidy: case.config().subsidy,
        };
        Ok(Self {
            case,
            options,
            broken_off,
            patient,
            card: persona.card()?.without_log(),
            day: options.day,
        })
    }

    pub(super) fn run(self, maker: &mut dyn Maker) -> Played {
        let seen = Rc::new(RefCell::new(Seen::default()));
        let slot = Rc::new(RefCell::new(None));
        let watched = Watched {
            inner: maker.devices(self.case),
            seen: Rc::clone(&seen),
            handle: Rc::clone(&slot),
        };
        let card = self.card.handle();
        let options = mynareader_desk::Options {
            accept: Accept::ProductionAndTest,
            untraced: UntracedIssuer::Report,
            // The day is rehearsed, and may be a past one.
            release_day: self.day,
            ..mynareader_desk::Options::default()
        };
        let desk = Desk::new(
            Reception::new(self.case.config().clone()),
            watched,
            Unshared(self.card),
            options,
        );
        slot.replace(Some(desk.handle()));
        let mut table = Table {
            handle: desk.handle(),
            desk,
            seen,
            card,
            clock: KitClock {
                begun: Instant::now(),
                ahead: Cell::new(Duration::ZERO),
            },
            patience: self.options.patience,
            day: self.day,
            mode: self.case.config().mode,
        };
        maker.patient(&self.patient, &table.handle);
        let first = table.check_in(&self.patient, self.broken_off);
        let next = self.broken_off.is_some().then(|| {
            maker.patient(&self.patient, &table.handle);
            table.check_in(&self.patient, None)
        });
        Played { first, next }
    }
}

/// A desk with a maker's devices, and what stands around it.
struct Table {
    desk: Desk<'static>,
    handle: Handle,
    seen: Rc<RefCell<Seen>>,
    card: CardHandle,
    clock: KitClock,
    patience: Duration,
    day: Date,
    mode: Mode,
}

/// Why a check-in did not go on.
enum Halt {
    /// A device did not answer in this state.
    Silent(State),
    /// The desk's inbox was full, or closed.
    Inbox,
}

impl Table {
    /// A check-in, from the card on to the card off.
    fn check_in(&mut self, patient: &Patient, broken_off: Option<(State, BreakOff)>) -> CheckIn {
        let mut check_in = CheckIn::default();
        let lose = broken_off
            .filter(|(_, how)| *how == BreakOff::Lost)
            .map(|(state, _)| state);
        self.seen.borrow_mut().begin_anew(lose);
        if let Err(halt) = self.until_it_is_over(patient, broken_off, &mut check_in) {
            let trouble = match halt {
                Halt::Silent(state) => {
                    let trouble = format!("no answer within {} s", self.patience.as_secs_f32());
                    if let Some((_, known)) = check_in
                        .asked
                        .iter_mut()
                        .rev()
                        .find(|(asked, known)| *asked == state && known.is_none())
                    {
                        *known = Some(trouble.clone());
                    }
                    format!("it stands still in {state}: {trouble}")
                }
                Halt::Inbox => "the desk takes nothing more: its inbox is full".to_owned(),
            };
            check_in.trouble.get_or_insert(trouble);
            // So that the next one finds an empty reader.
            let _ = self.handle.cancel(Actor::Staff);
        }
        let outcome = self.desk.reception().outcome();
        if broken_off.is_none() && check_in.trouble.is_none() {
            check_in.trouble = match outcome {
                Some(Outcome::Admitted(_)) => None,
                Some(other) => Some(format!("it ended with {other}, and not with an admission")),
                None => Some("it has no end".to_owned()),
            };
        }
        check_in.left_behind = self.leave(&mut check_in);
        check_in
    }

    /// Places what is to be placed and plays until the check-in is over.
    fn until_it_is_over(
        &mut self,
        patient: &Patient,
        broken_off: Option<(State, BreakOff)>,
        check_in: &mut CheckIn,
    ) -> Result<(), Halt> {
        self.card.insert();
        let placed = match patient.phone {
            Some(_) => self.handle.phone_wanted(self.day, Actor::Patient),
            None => self.handle.card_placed(self.day),
        };
        placed.map_err(|_| Halt::Inbox)?;
        let (mut begun, mut off) = (false, false);
        let mut quiet_since = Instant::now();
        loop {
            let asked_before = self.seen.borrow().asked.len();
            let progress = self.desk.poll(&self.clock);
            let state = self.desk.reception().state();
            begun |= !matches!(state, State::Idle | State::Ended);
            self.note(asked_before, progress, check_in);
            if begun && matches!(state, State::Ended | State::Idle) {
                return Ok(());
            }
            let asked_now = self.seen.borrow().asked.len() > asked_before;
            if let Some((at, how)) = broken_off
                && asked_now
                && at == state
                && !off
            {
                off = true;
                self.break_off(how)?;
            }
            // The phone comes, unless the check-in is broken off.
            if asked_now && state == State::AwaitingPhone && !off {
                self.handle.card_placed(self.day).map_err(|_| Halt::Inbox)?;
            }
            match progress {
                Progress::Idle { until } => {
                    if self.seen.borrow().lost
                        && let Some(at) = until
                    {
                        // What was lost is not to be waited for in real time.
                        self.clock.leap_to(at);
                        quiet_since = Instant::now();
                    } else if quiet_since.elapsed() > self.patience {
                        return Err(Halt::Silent(state));
                    } else {
                        self.handle.wait(Some(NAP));
                    }
                }
                _ => quiet_since = Instant::now(),
            }
        }
    }

    /// Notes in which state a device was asked, and what it did that it may not.
    fn note(&self, asked_before: usize, progress: Progress, check_in: &mut CheckIn) {
        let seen = self.seen.borrow();
        let new = seen.asked.iter().skip(asked_before);
        check_in.asked.extend(new.map(|(_, state)| (*state, None)));
        let (Progress::Refused(refusal), What::Answer(number, _)) =
            (progress, self.desk.last_event())
        else {
            return;
        };
        // Late for something that was called off, or for a check-in that is over, is nobody's fault.
        if seen.is_over(number) {
            return;
        }
        let place = seen.asked.iter().position(|(asked, _)| *asked == number);
        let trouble = refused(refusal, number);
        match place.and_then(|place| check_in.asked.get_mut(place)) {
            Some((_, known)) => {
                known.get_or_insert(trouble);
            }
            None => {
                check_in.trouble.get_or_insert(trouble);
            }
        }
    }

    fn break_off(&self, how: BreakOff) -> Result<(), Halt> {
        let posted = match how {
            BreakOff::Cancelled => self.handle.cancel(Actor::Staff),
            BreakOff::CardRemoved => {
                self.card.remove();
                self.handle.card_removed()
            }
            BreakOff::ModeChanged => {
                let other = match self.mode {
                    Mode::Visual => Mode::Unattended,
                    Mode::Unattended | Mode::PinOnly => Mode::Visual,
                };
                self.handle
                    .mode_changed(other, Actor::Terminal)
                    .and_then(|()| self.handle.mode_changed(self.mode, Actor::Terminal))
            }
            BreakOff::Lost => Ok(()),
        };
        posted.map_err(|_| Halt::Inbox)
    }

    /// The card is taken; what is left behind then, where something is.
    fn leave(&mut self, check_in: &mut CheckIn) -> Option<String> {
        let verified = [KeyRef::AUTHENTICATION_PIN, KeyRef::CODE_B]
            .iter()
            .any(|key| self.card.is_verified(*key));
        let offered = self.seen.borrow().card_was_offered;
        let ended = self.desk.reception().state() == State::Ended;
        let held = self.desk.held_secrets();
        // It has no power any more; that it is gone is told by the event.
        let _ = self.handle.card_removed();
        let begun = Instant::now();
        while self.desk.reception().state() != State::Idle {
            let progress = self.desk.poll(&self.clock);
            // An answer that was given twice may come as late as this.
            self.note(usize::MAX, progress, check_in);
            match progress {
                Progress::Idle { until: Some(at) } => self.clock.leap_to(at),
                Progress::Idle { until: None } => self.handle.wait(Some(NAP)),
                _ => {}
            }
            if begun.elapsed() > self.patience {
                return Some("the reader does not get ready for the next patient".to_owned());
            }
        }
        self.desk.take_journals();
        if verified {
            return Some("a key of the card is still verified".to_owned());
        }
        if ended && held != Secrets::empty() {
            return Some("the desk still holds secrets".to_owned());
        }
        (ended && !offered).then(|| "nobody was asked to take the card".to_owned())
    }
}

fn refused(refusal: Refusal, number: Number) -> String {
    match refusal {
        Refusal::WrongActor => "it was answered by somebody who may not".to_owned(),
        Refusal::WrongAnswer => "the answer does not belong to the request".to_owned(),
        Refusal::ForeignNumber | Refusal::NothingAsked => {
            format!("an answer to request {number}, which does not wait: late, or given twice")
        }
        other => other.to_string(),
    }
}
