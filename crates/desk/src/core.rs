//! The desk itself: polled, or in a loop that blocks.
#![forbid(unsafe_code)]

mod serving;

use core::fmt;
use std::collections::VecDeque;
#[cfg(feature = "system")]
use std::time::Instant;

use super::ahead::ReadingAhead;
use super::answer::FaceResult;
use super::card_side::CardSide;
use super::chip::Options;
use super::devices::{Devices, View};
use super::inbox::{Handle, Posted, What};
use super::link::CardLink;
use super::slot::Slot;
use super::symptom::link_symptom;
use mynareader_facts::calendar::Date;
use mynareader_facts::{Place, TokenKind};
use mynareader_reception::fault::{Step, diagnose};
#[cfg(feature = "serde")]
use mynareader_reception::journal::Filed;
use mynareader_reception::journal::{Entry, Journal, Recorder};
use mynareader_reception::reception::{
    Action, Event, Input, Number, Order, Reception, Refusal, Secrets, State, Task, Tick,
};

/// A clock that never steps back.
pub trait Clock {
    /// The time now.
    fn now(&self) -> Tick;
}

/// A clock that stands: time passes only from one [`Desk::poll`] to the next, and none within a task on
/// the card.
impl Clock for Tick {
    fn now(&self) -> Tick {
        *self
    }
}

/// The system's monotonic clock.
#[cfg(feature = "system")]
#[derive(Clone, Copy, Debug)]
pub struct SystemClock(Instant);

#[cfg(feature = "system")]
impl SystemClock {
    /// A clock that starts now.
    pub fn new() -> Self {
        Self(Instant::now())
    }
}

#[cfg(feature = "system")]
impl Default for SystemClock {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(feature = "system")]
impl Clock for SystemClock {
    fn now(&self) -> Tick {
        Tick::from_millis(u64::try_from(self.0.elapsed().as_millis()).unwrap_or(u64::MAX))
    }
}

/// What a poll did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// An event was handled; poll again.
    Worked,
    /// An event was refused, for this reason; poll again.
    Refused(Refusal),
    /// No event was waiting, and one exchange was made of what is read of the card ahead; poll again.
    /// A program with one thread looks for what its patient does before it does so.
    Ahead,
    /// Nothing is to be done before this time, or before something is posted.
    Idle {
        /// The next deadline, if there is one.
        until: Option<Tick>,
    },
}

/// A reception with its card, its devices and its secrets.
pub struct Desk<'a> {
    reception: Reception,
    devices: Box<dyn Devices + 'a>,
    card: CardSide<'a>,
    /// The second link, of the paired reader for phones, while the first is in use, and the other way
    /// round.
    other: Option<CardSide<'a>>,
    /// At which reader that which `card` links lies.
    place: Place,
    handle: Handle,
    answers: VecDeque<Posted>,
    slot: Slot,
    /// What is still to be done of the last reply: more than nothing only if a part panicked.
    to_do: VecDeque<Action>,
    /// What is read of the card while people are asked something.
    ahead: Option<ReadingAhead>,
    recorder: Recorder,
    journals: Vec<Closed>,
    /// Of the action that is or was carried out last.
    number: Number,
    /// The day in Japan of the check-in that runs or ran last.
    day: Option<Date>,
    last_event: What,
    /// The first screen was shown.
    open: bool,
}

/// The journal of a check-in that ended, with what stands around it in a file.
#[derive(Debug)]
struct Closed {
    number: Number,
    day: Option<Date>,
    journal: Journal,
}

/// How many journals wait to be taken; the oldest go first.
const MOST_JOURNALS: usize = 64;

impl<'a> Desk<'a> {
    /// A desk with a maker's devices, [`Parts`](super::Parts) or another implementation of
    /// [`Devices`], and the place where the card lies; each its own or borrowed.
    pub fn new(
        reception: Reception,
        devices: impl Devices + 'a,
        link: impl CardLink + 'a,
        options: Options,
    ) -> Self {
        let handle = Handle::new();
        handle.stands(&reception);
        Self {
            reception,
            devices: Box::new(devices),
            card: CardSide::new(link, options),
            other: None,
            place: Place::Reader,
            handle,
            answers: VecDeque::new(),
            slot: Slot::default(),
            to_do: VecDeque::new(),
            ahead: None,
            recorder: Recorder::new(),
            journals: Vec::new(),
            number: Number {
                station: 0,
                session: 0,
                sequence: 0,
            },
            day: None,
            last_event: What::Event("nothing"),
            open: false,
        }
    }

    /// The same with the reader for phones that is paired with this one
    /// ([`PhoneReader::Paired`](mynareader_reception::reception::PhoneReader::Paired)): where a phone
    /// lies, and what its tasks go by, since a phone may have a profile and a validity of its own.
    #[must_use]
    pub fn with_phone_reader(mut self, link: impl CardLink + 'a, options: Options) -> Self {
        self.other = Some(CardSide::new(link, options));
        self
    }

    /// Turns to the reader at which something was placed. Whether there is a link to it.
    fn turn_to(&mut self, now: Tick, place: Place) -> bool {
        if place == self.place {
            return true;
        }
        let Some(other) = self.other.take() else {
            return false;
        };
        // What may still lie at the other one is let go of: no secret is presented there any more.
        self.end_card(now);
        self.other = Some(core::mem::replace(&mut self.card, other));
        self.place = place;
        true
    }

    /// A handle for other threads.
    pub fn handle(&self) -> Handle {
        self.handle.clone()
    }

    /// The reception.
    pub const fn reception(&self) -> &Reception {
        &self.reception
    }

    /// Which secrets are held now.
    pub fn held_secrets(&self) -> Secrets {
        self.slot.held()
    }

    /// The journals of the check-in that ended since the last call.
    pub fn take_journals(&mut self) -> Vec<Journal> {
        let closed = core::mem::take(&mut self.journals);
        closed.into_iter().map(|closed| closed.journal).collect()
    }

    /// The same as lines of a file (`docs/journal.md`), each with the number of the action that closed it.
    #[cfg(feature = "serde")]
    pub fn take_filed(&mut self) -> Vec<(Number, Filed)> {
        let model = self.reception.config().reader_model;
        let closed = core::mem::take(&mut self.journals);
        closed
            .into_iter()
            .filter_map(
                |Closed {
                     number,
                     day,
                     journal,
                 }| {
                    // A check-in begins with a day.
                    Some((number, Filed::new(number, model, day?, journal)))
                },
            )
            .collect()
    }

    /// What the face engine last found, with its score. Not for a journal.
    pub const fn last_face_result(&self) -> Option<&FaceResult> {
        self.slot.last_face.as_ref()
    }

    /// What the last event was, for a log of [`Progress::Refused`].
    pub const fn last_event(&self) -> What {
        self.last_event
    }

    /// Handles one event, if there is one, and carries its actions out. The first call shows the screen that
    /// waits for a card.
    ///
    /// Should a part of the maker's panic and the caller catch that, the next call carries out what
    /// was left of the actions, wiping and power-down among them, before anything else.
    ///
    /// A task on the card looks at the clock and at the inbox before each exchange. It ends with its time
    /// ([`Patience::card`](mynareader_reception::reception::Patience::card)), and as soon as something
    /// posted means that nobody waits for it any more: a cancel, a removal, a switch of the mode. So this
    /// returns within one exchange and the end of the patient's session on the chip, also where the
    /// driver is slow.
    ///
    /// Where nothing was posted and no deadline is due, it makes one exchange of what is read of the
    /// card ahead ([`Request::ReadAhead`](mynareader_reception::reception::Request::ReadAhead)), as
    /// long as there is one.
    pub fn poll(&mut self, clock: &dyn Clock) -> Progress {
        let now = clock.now();
        if !core::mem::replace(&mut self.open, true) {
            self.last_event = What::Event("the opening");
            self.to_do.extend(self.reception.open());
        }
        if self.carry_out_all(clock) {
            return Progress::Worked;
        }
        let until = self.reception.next_deadline();
        let input = if until.is_some_and(|at| at <= now) {
            // First of all: a device that posts without end must not keep time from passing.
            Input::Tick
        } else {
            let posted = self.answers.pop_front().or_else(|| self.handle.next());
            let Some(posted) = posted else {
                // Nobody waits: time for one more exchange of what is read ahead.
                return if self.read_on(clock) {
                    Progress::Ahead
                } else {
                    Progress::Idle { until }
                };
            };
            self.last_event = posted.what();
            let answer = posted.answer();
            match self.unpack(posted) {
                Ok(input) => input,
                Err(refusal) => {
                    if let Some((number, answer, _)) = answer {
                        self.handle.was(number, &answer, Some(refusal));
                    }
                    return Progress::Refused(refusal);
                }
            }
        };
        // A deadline that has passed may end a check-in before this event begins the next.
        let was_idle = self.reception.state() == State::Idle;
        let reply = self.reception.handle(Event::new(now, input));
        if let (true, None, Some(day)) = (was_idle, reply.refused, input.day()) {
            self.day = Some(day);
        }
        if let Input::Answered { number, answer, .. } = &input {
            self.handle.was(*number, answer, reply.refused);
        }
        // Before the devices hear of it: they may answer from inside.
        self.handle.stands(&self.reception);
        self.to_do.extend(reply.actions);
        let placed = match input {
            Input::CardPlaced { day } => Some((Place::Reader, day)),
            Input::PhonePlaced { day } => Some((Place::PhoneReader, day)),
            _ => None,
        };
        if let (Some((place, day)), None) = (placed, reply.refused)
            && self.turn_to(now, place)
        {
            self.card.begin(day);
        }
        self.carry_out_all(clock);
        match reply.refused {
            Some(refusal) => Progress::Refused(refusal),
            None => Progress::Worked,
        }
    }

    /// Carries out what is to be done. Whether there was anything.
    fn carry_out_all(&mut self, clock: &dyn Clock) -> bool {
        let any = !self.to_do.is_empty();
        while let Some(action) = self.to_do.pop_front() {
            self.carry_out(clock, action);
        }
        any
    }

    /// Polls until `done` says so or the [`Handle`] stops it, and sleeps in between.
    #[cfg(feature = "system")]
    pub fn run(&mut self, clock: &dyn Clock, mut done: impl FnMut(&Self) -> bool) {
        while !done(self) && !self.handle.is_stopped() {
            if let Progress::Idle { until } = self.poll(clock) {
                self.handle
                    .wait(until.map(|until| until.since(clock.now())));
            }
        }
    }

    /// Puts the secret of what was posted into the slot and leaves the plain event. What the
    /// reception would not take is dropped before it touches the slot: it must not take the place
    /// of the one that is held.
    fn unpack(&mut self, posted: Posted) -> Result<Input, Refusal> {
        match posted {
            Posted::Input(input) => Ok(input),
            Posted::Secret(number, secret) => {
                let (answer, by) = secret.plain();
                self.reception.may_take(number, answer, by)?;
                self.slot.keep(secret);
                Ok(Input::Answered { number, answer, by })
            }
        }
    }

    fn view(&self) -> View {
        View {
            mode: self.reception.mode(),
            rehearsal: self.reception.config().rehearsal,
            may_go_back: self.reception.may_go_back(),
        }
    }

    fn kind(&self) -> TokenKind {
        self.reception
            .card()
            .map_or(TokenKind::Unknown, |facts| facts.kind)
    }

    fn carry_out(&mut self, clock: &dyn Clock, action: Action) {
        self.number = action.number;
        match action.task {
            Task::Order(order) => self.obey(clock.now(), action.number, order),
            Task::Request(request) => {
                self.handle.asks(action.number, &request);
                if let Some(posted) = self.serve(clock, action.number, &request) {
                    self.answers.push_back(posted);
                }
            }
        }
    }

    fn obey(&mut self, now: Tick, number: Number, order: Order) {
        match order {
            Order::Wipe(which) => self.slot.wipe(which),
            Order::ReleaseCard => self.card.release(),
            Order::EndCard => self.end_card(now),
            Order::Record(entry) => self.record(now, entry),
            Order::Show(_)
            | Order::Remind
            | Order::Tell(_)
            | Order::Advise { .. }
            | Order::Abandon(_)
            | Order::PromptRemoval
            | Order::Sound(_)
            | Order::SoundAlarm { .. } => {
                if let Order::Abandon(which) = order {
                    self.answers.retain(|posted| !posted.answers(which));
                    self.ahead.take_if(|reading| reading.number == which);
                }
                let view = self.view();
                self.devices.order(number, &order, view);
            }
        }
    }

    /// Ends what lies at the reader in use. Where the power may have stayed, the card is asked for and
    /// the alarm sounds as long as it lies there; the journal says why that mattered.
    fn end_card(&mut self, now: Tick) {
        if let Err(error) = self.card.end() {
            let symptom = link_symptom(Step::Remove, error);
            self.record(now, Entry::Seen(diagnose(&symptom).origin));
        }
    }

    fn record(&mut self, now: Tick, entry: Entry) {
        if let Some(journal) = self.recorder.record(now, entry) {
            if self.journals.len() >= MOST_JOURNALS {
                self.journals.remove(0);
            }
            self.journals.push(Closed {
                number: self.number,
                day: self.day,
                journal,
            });
        }
    }
}

/// However the desk goes, the card loses its power and the secrets go.
impl Drop for Desk<'_> {
    fn drop(&mut self) {
        self.slot.wipe(Secrets::all());
        // Before the card, which may take a while: secrets wait in the inbox too.
        self.handle.close();
        // Nobody is left to tell; a reader of PC/SC goes on trying.
        let _ = self.card.end();
        if let Some(other) = &mut self.other {
            let _ = other.end();
        }
    }
}

/// Shows the state, and nothing of the secrets.
impl fmt::Debug for Desk<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Desk")
            .field("state", &self.reception.state())
            .field("slot", &self.slot)
            .finish_non_exhaustive()
    }
}
