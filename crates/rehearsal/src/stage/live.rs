//! A play that stops wherever nobody has said yet what is done, and goes on from there.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use mynareader_desk::{
    CardLink, Clock, Desk, Devices, Given, Material, Parts, Posted, Progress, Served, View,
};
use mynareader_facts::{Mode, Place};
use mynareader_reception::journal::Journal;
use mynareader_reception::reception::{
    Actor, Number, Offers, Order, Reception, Request, State, Tick,
};

use super::{Idle, Leave, MOST_NOTED, Play, Player, Said, Stage};
use crate::words;

/// What a play waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stand {
    /// Somebody is asked in this state; with the methods that are open, where one is chosen.
    Asked(State, Option<Offers>),
    /// No card lies there.
    Idle,
    /// The check-in is over and the card lies there.
    Leaving,
    /// Nobody comes any more.
    Over,
}

/// A clock that goes on by half a second with every step, and leaps to the next deadline where
/// nobody does anything.
struct StageClock(Cell<u64>);

impl StageClock {
    const STEP: u64 = 500;

    fn leap(&self, to: Tick) {
        self.0.set(self.0.get().max(to.millis()));
    }
}

impl Clock for StageClock {
    fn now(&self) -> Tick {
        Tick::from_millis(self.0.get())
    }
}

/// In which part of a check-in the play is.
#[derive(Clone, Copy)]
enum Part {
    NoCard,
    CheckIn { begun: bool },
    Over,
    TheEnd,
}

/// A play that goes on step by step. [`play`](super::play()) is one that never waits.
pub struct Live<'s> {
    desk: Desk<'s>,
    stage: Rc<Stage<'s>>,
    clock: StageClock,
    forgets: u8,
    part: Part,
    /// How much of the trace belongs to events that are noted.
    noted: Cell<usize>,
    pub(super) journals: Vec<Journal>,
}

impl<'s> Live<'s> {
    /// A play that has not begun yet. `sink` hears what is said.
    pub fn new(play: Play<'s>, link: impl CardLink + 's, sink: impl FnMut(Said) + 's) -> Self {
        let Play {
            config,
            day,
            language,
            book,
            cues,
            persona,
            pin,
            code_b,
            phone_reader,
            national_card,
            options,
            forgets,
            full,
        } = play;
        let stage = Rc::new(Stage {
            said: RefCell::new(Box::new(sink)),
            language,
            book,
            reader_model: config.reader_model,
            day,
            cues: RefCell::new(cues),
            persona,
            pin: RefCell::new(pin),
            code_b: RefCell::new(code_b),
            national_card: RefCell::new(national_card),
            profile: options.profile.clone(),
            handle: RefCell::new(None),
            to_come: RefCell::default(),
            full,
            open: RefCell::new(None),
            looked_at: Cell::new(false),
            waits: Cell::new(None),
            trace: RefCell::new(Vec::new()),
            place: Cell::new(Place::Reader),
            phone_place: if phone_reader.is_some() {
                Place::PhoneReader
            } else {
                Place::Reader
            },
        });
        let players = Player(Rc::clone(&stage));
        let mut desk = Desk::new(Reception::new(config), players, link, options.clone());
        if let Some(phone_reader) = phone_reader {
            desk = desk.with_phone_reader(phone_reader, options);
        }
        *stage.handle.borrow_mut() = Some(desk.handle());
        Self {
            desk,
            stage,
            clock: StageClock(Cell::new(0)),
            forgets,
            part: Part::NoCard,
            noted: Cell::new(0),
            journals: Vec::new(),
        }
    }

    /// The journals of the check-ins that have ended.
    pub fn journals(&self) -> &[Journal] {
        &self.journals
    }

    /// The time on the stage, and when something happens by itself.
    pub fn times(&self) -> (Tick, Option<Tick>) {
        (self.clock.now(), self.desk.reception().next_deadline())
    }

    /// The mode and the state of the reception.
    pub fn reception(&self) -> (Mode, State) {
        let reception = self.desk.reception();
        (reception.mode(), reception.state())
    }

    /// Goes on to where nobody has said yet what is done.
    pub fn go_on(&mut self) -> Result<Stand, &'static str> {
        loop {
            let waits = match self.part {
                Part::NoCard => self.without_card()?,
                Part::CheckIn { begun } => self.check_in(begun),
                Part::Over => self.leave(),
                Part::TheEnd => Some(Stand::Over),
            };
            self.journals.extend(self.desk.take_journals());
            if let Some(stand) = waits {
                return Ok(stand);
            }
        }
    }

    fn without_card(&mut self) -> Result<Option<Stand>, &'static str> {
        // The screen that waits for a card, first of all.
        self.settle();
        let idle = self.stage.cues.borrow_mut().idle();
        match idle {
            Idle::NotYet => return Ok(Some(Stand::Idle)),
            Idle::Happens(happening) => {
                self.stage.happen(happening);
                self.settle();
            }
            Idle::TimePasses => {
                if let Some(at) = self.settle() {
                    self.clock.leap(at);
                }
                self.settle();
            }
            Idle::CardPlaced | Idle::PhoneWanted => {
                self.begin(idle)?;
                self.part = Part::CheckIn { begun: false };
            }
            Idle::NobodyComes => self.part = Part::TheEnd,
        }
        Ok(None)
    }

    /// A card is placed, or a phone is wanted.
    fn begin(&self, with: Idle) -> Result<(), &'static str> {
        let closed = "the desk takes nothing more";
        let stage = &self.stage;
        let handle = self.desk.handle();
        stage.place.set(Place::Reader);
        if with == Idle::PhoneWanted {
            stage.act(words::phone_wanted(stage.language).to_owned());
            handle
                .phone_wanted(stage.day, Actor::Patient)
                .map_err(|_| closed)
        } else {
            stage.act(words::card_placed(stage.language).to_owned());
            handle.card_placed(stage.day).map_err(|_| closed)
        }
    }

    /// Polls until the check-in is over, or nobody has said what is done, or nothing would ever happen
    /// by itself.
    fn check_in(&mut self, mut begun: bool) -> Option<Stand> {
        loop {
            begun |= self.desk.reception().pending().is_some();
            let state = self.desk.reception().state();
            if begun && matches!(state, State::Ended | State::Idle) {
                break;
            }
            match self.poll() {
                Progress::Idle { until } => {
                    let answered = self.stage.goes_on(&self.desk);
                    if let Some((state, offers)) = self.stage.waits.take() {
                        self.part = Part::CheckIn { begun };
                        return Some(Stand::Asked(state, offers));
                    }
                    match until {
                        _ if answered => {}
                        Some(at) => self.clock.leap(at),
                        None => break,
                    }
                }
                _ => {
                    self.note_event();
                    self.step();
                }
            }
        }
        self.settle();
        for _ in 0..self.forgets {
            self.remind();
        }
        self.part = Part::Over;
        None
    }

    fn leave(&mut self) -> Option<Stand> {
        if self.desk.reception().state() != State::Ended {
            self.part = Part::NoCard;
            return None;
        }
        let leave = self.stage.cues.borrow_mut().leave();
        match leave {
            Leave::NotYet => return Some(Stand::Leaving),
            Leave::Forgets => self.remind(),
            Leave::Takes => {
                self.stage
                    .act(words::card_taken(self.stage.language).to_owned());
                self.stage.post(Posted::Input(self.stage.removal()));
                while self.desk.reception().state() != State::Idle {
                    match self.poll() {
                        Progress::Idle { until: Some(at) } => self.clock.leap(at),
                        Progress::Idle { until: None } => break,
                        _ => {
                            self.note_event();
                            self.step();
                        }
                    }
                }
                self.settle();
                self.part = Part::NoCard;
            }
        }
        None
    }

    /// Polls until an event was handled, or there is nothing to do even after all was heard.
    fn poll(&mut self) -> Progress {
        loop {
            match self.desk.poll(&self.clock) {
                Progress::Ahead => {}
                Progress::Idle { .. } if self.stage.deliver() => {}
                progress => return progress,
            }
        }
    }

    /// The card is forgotten, up to the next reminder.
    fn remind(&mut self) {
        if let Some(at) = self.desk.reception().next_deadline() {
            self.clock.leap(at);
            self.settle();
        }
    }

    fn step(&self) {
        self.clock
            .leap(Tick::from_millis(self.clock.0.get() + StageClock::STEP));
    }

    /// Polls until nothing is left to be done now; no deadline passes.
    fn settle(&mut self) -> Option<Tick> {
        loop {
            match self.poll() {
                Progress::Idle { until } => return until,
                _ => self.note_event(),
            }
        }
    }

    /// Keeps what the desk handled: before its actions, which were carried out within its poll.
    fn note_event(&self) {
        let mut trace = self.stage.trace.borrow_mut();
        if trace.len() < MOST_NOTED {
            let event = format!("< {}", self.desk.last_event());
            let at = self.noted.get().min(trace.len());
            trace.insert(at, event);
        }
        self.noted.set(trace.len());
    }

    /// The events and the actions since the last call, in order. No secret stands in them.
    pub fn take_trace(&self) -> Vec<String> {
        self.noted.set(0);
        std::mem::take(&mut *self.stage.trace.borrow_mut())
    }
}

/// One player is all devices at once, each by its small trait.
impl Player<'_> {
    fn with_parts<R>(&self, run: impl FnOnce(Parts<'_>) -> R) -> R {
        let [mut panel, mut keypad, mut scanner] = [(); 3].map(|()| Player(Rc::clone(&self.0)));
        let [mut engine, mut national, mut staff] = [(); 3].map(|()| Player(Rc::clone(&self.0)));
        run(Parts {
            panel: &mut panel,
            keypad: &mut keypad,
            scanner: &mut scanner,
            engine: &mut engine,
            national: &mut national,
            staff: &mut staff,
        })
    }
}

impl Devices for Player<'_> {
    fn order(&mut self, number: Number, order: &Order, view: View) {
        // The situation of advice is the page's to show, in words.
        self.0.note(match order {
            Order::Advise { fault, .. } => format!("> advise {}", fault.code),
            order => format!("> {order:?}"),
        });
        self.with_parts(|mut parts| parts.order(number, order, view));
    }

    fn request(
        &mut self,
        number: Number,
        request: &Request,
        material: Material<'_>,
        view: View,
    ) -> Served<Given> {
        self.0.note(format!("> {number} {request:?}"));
        self.with_parts(|mut parts| parts.request(number, request, material, view))
    }
}
