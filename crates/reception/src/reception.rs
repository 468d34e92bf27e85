//! What happens at the counter: a state machine that says what to do next.
//!
//! A [`Reception`] belongs to one reader. It does no I/O, reads no clock, holds no card handle and
//! no secret: events go in, actions come out, and whoever owns the devices carries them out.
//! `mynareader-desk` is one such owner; a maker with a program of their own may be another.
//!
//! ```
//! use mynareader_facts::Place;
//! use mynareader_facts::calendar::Date;
//! use mynareader_reception::reception::{Config, Event, Input, Reception, Request, Task, Tick};
//!
//! let mut reception = Reception::new(Config::default());
//! let reply = reception.handle(Event::new(
//!     Tick::ZERO,
//!     Input::CardPlaced { day: Date::new(2026, 11, 24)? },
//! ));
//! let asked = Task::Request(Request::IdentifyCard { at: Place::Reader });
//! assert!(reply.actions.iter().any(|action| action.task == asked));
//! # Ok::<(), mynareader_facts::calendar::NoSuchDay>(())
//! ```
//!
//! - Every action carries a [`Number`]. The answer to a request repeats it; an answer with another
//!   number is late, repeated or foreign, is refused, and changes nothing.
//! - At most one request is waited for at a time. Its time limit is among the
//!   [`deadlines`](Reception::deadlines); when one has passed, hand in [`Input::Tick`]. Beside it
//!   [`Request::ReadAhead`] may be open, for which nobody waits.
//! - Time is monotonic ticks; the calendar day in Japan is fixed when the card is placed.
//! - Any event in any state is answered, and nothing here panics.
//!
//! The table of states and events, generated from this code, is in `docs/reception.md`.
#![forbid(unsafe_code)]

mod action;
mod ahead;
mod asked;
mod config;
mod context;
mod ending;
mod entry;
mod event;
mod face;
mod identity;
mod names;
mod number;
mod offer;
mod outcome;
mod phone;
mod pin;
mod service;
mod sight;
mod situation;
mod state;
mod visit;
mod words;

pub use action::{
    Action, Cue, Notice, Order, Path, Request, Screen, Secrets, SightPlace, StaffNotice, Task, Work,
};
pub use asked::{Asked, WrongAnswer};
pub use config::{
    Ahead, CodeBScanning, Config, ConsentProfile, Consents, FacePolicy, Fitted, Patience,
    PhoneReader, PinVerifier, PrescriptionChoice, StaffCheck,
};
pub use entry::{Entry, PinJudgement};
pub use event::{
    Actor, Answer, CardFacts, Comparison, Confirmed, Eligibility, Event, FaceDecision,
    FurtherFacts, Input, LastTry, Liveness, Mark, Phone, Prescription, Scan, ScanOutcome, Sighting,
    Tick,
};
pub use number::Number;
pub use offer::{Closed, Offer, Offers};
pub use outcome::{EndReason, Outcome, Proof, Scope};
pub use state::{Deadline, DeadlineKind, State, Waits};
pub use words::Words;

use crate::fault::{Fault, FaultCode};
use context::{Context, Flow, Numbers, Setting};
use ending::Ended;
use mynareader_facts::{Mode, Place};
use visit::Visit;

/// The reception at one reader. See the [module](self).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Reception {
    setting: Setting,
    stage: Stage,
    /// Until when a staff check from before the card may be used.
    waiting_proof: Option<Tick>,
    /// When to remind the staff that the visual mode is still on.
    visual_reminder: Option<Tick>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Stage {
    Idle {
        /// Until when the screen of the check-in before stays.
        welcome_at: Option<Tick>,
    },
    CheckIn(Visit),
    Ended(Ended),
}

impl Stage {
    const fn state(&self) -> State {
        match self {
            Self::Idle { .. } => State::Idle,
            Self::CheckIn(visit) => visit.state(),
            Self::Ended(_) => State::Ended,
        }
    }

    /// The check-in one of whose open requests has this number.
    fn visit_that_asked(&self, number: Number) -> Result<&Visit, Refusal> {
        match self {
            Self::CheckIn(visit) if visit.asked(number) => Ok(visit),
            Self::CheckIn(_) => Err(Refusal::ForeignNumber),
            Self::Idle { .. } | Self::Ended(_) => Err(Refusal::NothingAsked),
        }
    }
}

/// How a reception stands, without its set-up: a small copy for whoever answers from another thread.
#[derive(Clone, Debug)]
pub struct Standing {
    station: u16,
    stage: Stage,
}

impl Standing {
    /// As [`Reception::state`].
    pub const fn state(&self) -> State {
        self.stage.state()
    }

    /// As [`Reception::may_take`].
    pub fn may_take(&self, number: Number, answer: Answer, by: Actor) -> Result<(), Refusal> {
        self.stage
            .visit_that_asked(number)?
            .may_take(number, answer, by)
    }
}

/// What came of an event.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reply {
    /// What is to be done, in this order.
    pub actions: Vec<Action>,
    /// Why the event was refused, if it was. The actions then come from deadlines that had passed
    /// before it.
    pub refused: Option<Refusal>,
}

/// Why an event was refused. It changed nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
pub enum Refusal {
    /// No request is open.
    #[error("nothing was asked")]
    NothingAsked,
    /// The answer bears the number of another request: it is late, repeated or foreign.
    #[error("the answer bears the number of another request")]
    ForeignNumber,
    /// The answer does not belong to the request.
    #[error("the answer does not belong to the request")]
    WrongAnswer,
    /// Somebody answered or acted who may not.
    #[error("this actor may not do this")]
    WrongActor,
    /// A phone was wanted, and phones are closed for this reason.
    #[error("a phone is not offered now: {0}")]
    NotOffered(Closed),
    /// The event means nothing in this state or mode.
    #[error("the event means nothing in this state")]
    NotNow,
}

impl Reception {
    /// A reception that waits for its first card. It goes by the set-up as
    /// [`Config::fit`] gives it.
    pub fn new(config: Config) -> Self {
        let config = config.fit();
        let mode = config.mode;
        let visual_reminder =
            (mode == Mode::Visual).then(|| Tick::ZERO.after(config.patience.visual_mode));
        Self {
            setting: Setting {
                numbers: Numbers::new(&config),
                config,
                mode,
                now: Tick::ZERO,
            },
            stage: Stage::Idle { welcome_at: None },
            waiting_proof: None,
            visual_reminder,
        }
    }

    /// What is to be done before the first event: the screen that waits for a card. Whatever else there is
    /// to do comes as the reply to an event.
    pub fn open(&mut self) -> Vec<Action> {
        let mut actions = Vec::new();
        if matches!(self.stage, Stage::Idle { .. }) {
            self.welcome(&mut actions);
        }
        actions
    }

    /// How the facility's reader is set up.
    pub const fn config(&self) -> &Config {
        &self.setting.config
    }

    /// Replaces the set-up between patients; the mode stays as it is. A staff check that waits
    /// lapses: one made in a rehearsal, say, must not serve a patient. Refused while a check-in
    /// runs or a card waits to be taken. As in [`new`](Self::new), the set-up is made to fit.
    pub fn configure(&mut self, config: Config) -> Result<(), Refusal> {
        if !matches!(self.stage, Stage::Idle { .. }) {
            return Err(Refusal::NotNow);
        }
        self.waiting_proof = None;
        self.setting.config = config.fit();
        self.setting.numbers.configure(&self.setting.config);
        Ok(())
    }

    /// The operation mode.
    pub const fn mode(&self) -> Mode {
        self.setting.mode
    }

    /// Where the check-in stands.
    pub const fn state(&self) -> State {
        self.stage.state()
    }

    /// How it stands now, as a copy.
    pub fn standing(&self) -> Standing {
        Standing {
            station: self.setting.config.station,
            stage: self.stage.clone(),
        }
    }

    /// The number of the request that is waited for, if one is.
    pub const fn pending(&self) -> Option<Number> {
        match &self.stage {
            Stage::CheckIn(visit) => Some(visit.pending()),
            Stage::Idle { .. } | Stage::Ended(_) => None,
        }
    }

    /// The number of [`Request::ReadAhead`] as long as it is open.
    pub const fn reading_ahead(&self) -> Option<Number> {
        match &self.stage {
            Stage::CheckIn(visit) => visit.ahead(),
            Stage::Idle { .. } | Stage::Ended(_) => None,
        }
    }

    /// Whether this answer, by this one and under this number, would be taken now, or why it would
    /// be refused. Ask before a secret that goes with an answer is kept: by the same rule the
    /// answer is taken afterwards. Nothing changes, and deadlines are not looked at.
    pub fn may_take(&self, number: Number, answer: Answer, by: Actor) -> Result<(), Refusal> {
        self.stage
            .visit_that_asked(number)?
            .may_take(number, answer, by)
    }

    /// Whether the patient may go back to the methods now: whether [`Answer::Back`] would be taken. A
    /// screen that shows the button 「もどる」 asks this.
    pub const fn may_go_back(&self) -> bool {
        match &self.stage {
            Stage::CheckIn(visit) => visit.may_go_back(),
            Stage::Idle { .. } | Stage::Ended(_) => false,
        }
    }

    /// Whether a phone may be chosen now ([`Input::PhoneWanted`]), or why not: what the screen that waits
    /// for a card says of it.
    pub fn phone_offer(&self) -> Offer {
        phone::offer(&self.setting)
    }

    /// How the check-in ended whose card still lies there.
    pub const fn outcome(&self) -> Option<Outcome> {
        match &self.stage {
            Stage::Ended(ended) => Some(ended.outcome),
            Stage::Idle { .. } | Stage::CheckIn(_) => None,
        }
    }

    /// What proved who the patient is, once it did.
    pub const fn proof(&self) -> Option<Proof> {
        match &self.stage {
            Stage::CheckIn(visit) => visit.proof(),
            Stage::Idle { .. } | Stage::Ended(_) => None,
        }
    }

    /// What the chip said of itself, once it did.
    pub const fn card(&self) -> Option<&CardFacts> {
        match &self.stage {
            Stage::CheckIn(visit) => visit.facts(),
            Stage::Idle { .. } | Stage::Ended(_) => None,
        }
    }

    /// Whether a staff check waits for the next card.
    pub const fn proof_waits(&self) -> bool {
        self.waiting_proof.is_some()
    }

    /// When to hand in [`Input::Tick`] at the latest, and what for.
    pub fn deadlines(&self) -> impl Iterator<Item = Deadline> {
        let stage = match &self.stage {
            Stage::Idle { welcome_at } => {
                welcome_at.map(|at| Deadline::new(DeadlineKind::Welcome, at))
            }
            Stage::CheckIn(visit) => Some(Deadline::new(DeadlineKind::Answer, visit.deadline())),
            Stage::Ended(ended) => {
                Some(Deadline::new(DeadlineKind::ForgottenCard, ended.remind_at))
            }
        };
        let proof = self
            .waiting_proof
            .map(|at| Deadline::new(DeadlineKind::WaitingProof, at));
        let visual = self
            .visual_reminder
            .map(|at| Deadline::new(DeadlineKind::VisualMode, at));
        [stage, proof, visual].into_iter().flatten()
    }

    /// Until when the open request may be answered, where one is open.
    pub const fn answer_deadline(&self) -> Option<Tick> {
        match &self.stage {
            Stage::CheckIn(visit) => Some(visit.deadline()),
            Stage::Idle { .. } | Stage::Ended(_) => None,
        }
    }

    /// The earliest deadline.
    pub fn next_deadline(&self) -> Option<Tick> {
        self.deadlines().map(|deadline| deadline.at).min()
    }

    /// Takes an event and says what is to be done. Deadlines that have passed by the event's time
    /// come first: an answer that arrives after its deadline is late.
    pub fn handle(&mut self, event: Event) -> Reply {
        let mut actions = Vec::new();
        self.setting.now = self.setting.now.max(event.at);
        self.pass_deadlines(&mut actions);
        let refused = self.take(event.input, &mut actions).err();
        Reply { actions, refused }
    }

    /// The same reception with its clock and its numbering moved to their start. Two receptions
    /// that are equal in this form answer alike, up to that move: this is what an exploration of
    /// all states compares.
    #[must_use]
    pub fn normalised(&self) -> Self {
        let mut moved = self.clone();
        let back = |at: Tick| match at.millis() {
            // The end of time stays where it is.
            u64::MAX => at,
            millis => Tick::from_millis(millis.saturating_sub(self.setting.now.millis())),
        };
        moved.setting.now = Tick::ZERO;
        moved.waiting_proof = self.waiting_proof.map(back);
        moved.visual_reminder = self.visual_reminder.map(back);
        moved.setting.numbers = Numbers::new(&self.setting.config);
        match &mut moved.stage {
            Stage::Idle { welcome_at } => *welcome_at = welcome_at.map(back),
            Stage::CheckIn(visit) => visit.normalise(&mut moved.setting.numbers, back),
            Stage::Ended(ended) => ended.remind_at = back(ended.remind_at),
        }
        moved
    }

    fn order(&mut self, actions: &mut Vec<Action>, order: Order) {
        Context::new(&mut self.setting, actions).order(order);
    }

    fn welcome(&mut self, actions: &mut Vec<Action>) {
        let screen = Screen::Welcome {
            mode: self.setting.mode,
            phone: self.phone_offer(),
        };
        self.order(actions, Order::Show(screen));
    }

    /// A staff check that waits lapses, and the staff hear of it.
    fn drop_waiting_proof(&mut self, actions: &mut Vec<Action>) {
        if self.waiting_proof.take().is_some() {
            self.order(actions, Order::Tell(StaffNotice::ProofLapsed));
        }
    }

    fn pass_deadlines(&mut self, actions: &mut Vec<Action>) {
        if self.waiting_proof.is_some_and(|at| at <= self.setting.now) {
            self.drop_waiting_proof(actions);
        }
        if self
            .visual_reminder
            .is_some_and(|at| at <= self.setting.now)
        {
            self.visual_reminder = Some(
                self.setting
                    .now
                    .after(self.setting.config.patience.visual_mode),
            );
            self.order(actions, Order::Tell(StaffNotice::VisualModeStillOn));
        }
        match &mut self.stage {
            Stage::Idle { welcome_at } => {
                if welcome_at.is_some_and(|at| at <= self.setting.now) {
                    *welcome_at = None;
                    self.welcome(actions);
                }
            }
            Stage::CheckIn(visit) => {
                if visit.deadline() <= self.setting.now {
                    let mut context = Context::new(&mut self.setting, actions);
                    let flow = visit.silent(&mut context);
                    self.follow(flow, actions);
                }
            }
            Stage::Ended(ended) => {
                if ended.remind_at <= self.setting.now {
                    let mut context = Context::new(&mut self.setting, actions);
                    ended.remind(&mut context);
                }
            }
        }
    }

    fn take(&mut self, input: Input, actions: &mut Vec<Action>) -> Result<(), Refusal> {
        if input.is_by_the_wrong_one() {
            return Err(Refusal::WrongActor);
        }
        match input {
            Input::Tick => Ok(()),
            Input::CardPlaced { day } => self.placed(day, Place::Reader, actions),
            Input::CardRemoved => self.removed(Place::Reader, actions),
            Input::PhoneWanted { day, .. } => self.phone_wanted(day, actions),
            Input::PhonePlaced { day } => self.placed(day, Place::PhoneReader, actions),
            Input::PhoneRemoved => self.removed(Place::PhoneReader, actions),
            Input::Answered { number, answer, by } => self.answered(number, answer, by, actions),
            Input::ModeChanged { to, .. } => {
                self.mode_changed(to, actions);
                Ok(())
            }
            Input::Cancelled { by } => self.cancelled(by, actions),
            Input::MoreTime { by } => self.in_check_in(actions, |visit, context| {
                visit.give_time(context, by);
                Ok(Flow::On)
            }),
            Input::StaffConfirmed { person, .. } => self.staff_confirmed(person, actions),
            Input::FaceOnlyMark { valid, .. } => self.in_check_in(actions, |visit, context| {
                visit.face_only_mark(context, valid)
            }),
            Input::Fault { fault, .. } => {
                self.fault(fault, actions);
                Ok(())
            }
        }
    }

    /// Lets the running check-in do something, and follows where it leads.
    fn in_check_in(
        &mut self,
        actions: &mut Vec<Action>,
        act: impl FnOnce(&mut Visit, &mut Context<'_>) -> Result<Flow, Refusal>,
    ) -> Result<(), Refusal> {
        let Stage::CheckIn(visit) = &mut self.stage else {
            return Err(Refusal::NotNow);
        };
        let mut context = Context::new(&mut self.setting, actions);
        let flow = act(visit, &mut context)?;
        self.follow(flow, actions);
        Ok(())
    }

    fn follow(&mut self, flow: Flow, actions: &mut Vec<Action>) {
        let Flow::End(outcome) = flow else {
            return;
        };
        let Stage::CheckIn(visit) = &mut self.stage else {
            return;
        };
        let mut context = Context::new(&mut self.setting, actions);
        let ended = visit.finish(&mut context, outcome);
        self.stage = if visit.token {
            Stage::Ended(ended)
        } else {
            // Nothing lies there that could be taken. The screen with the end stays for a while.
            self.idle_for_a_while()
        };
    }

    fn idle_for_a_while(&self) -> Stage {
        let stays = self.setting.config.patience.forgotten_card;
        Stage::Idle {
            welcome_at: Some(self.setting.now.after(stays)),
        }
    }

    fn placed(
        &mut self,
        day: mynareader_facts::calendar::Date,
        at: Place,
        actions: &mut Vec<Action>,
    ) -> Result<(), Refusal> {
        if at == Place::PhoneReader && self.setting.config.phone_reader != PhoneReader::Paired {
            return Err(Refusal::NotNow);
        }
        match &self.stage {
            Stage::Idle { .. } => {
                self.setting.numbers.next_session();
                let proof_waited = self.waiting_proof.take().is_some();
                let mut context = Context::new(&mut self.setting, actions);
                self.stage = Stage::CheckIn(Visit::begin(&mut context, day, at, proof_waited));
                Ok(())
            }
            Stage::CheckIn(visit) if visit.awaits_token() => self.in_check_in(
                actions,
                |visit, context| Ok(visit.token_placed(context, at)),
            ),
            // A card that is still there, or bounces, does not start a second check-in.
            Stage::CheckIn(_) | Stage::Ended(_) => Err(Refusal::NotNow),
        }
    }

    fn phone_wanted(
        &mut self,
        day: mynareader_facts::calendar::Date,
        actions: &mut Vec<Action>,
    ) -> Result<(), Refusal> {
        if !matches!(self.stage, Stage::Idle { .. }) {
            return Err(Refusal::NotNow);
        }
        if let Offer::Closed(closed) = phone::offer_on(&self.setting, day) {
            return Err(Refusal::NotOffered(closed));
        }
        self.setting.numbers.next_session();
        // The staff looked at somebody with a card: it is not for them that the phone comes.
        self.drop_waiting_proof(actions);
        let mut context = Context::new(&mut self.setting, actions);
        self.stage = Stage::CheckIn(Visit::begin_with_phone(&mut context, day));
        Ok(())
    }

    fn removed(&mut self, from: Place, actions: &mut Vec<Action>) -> Result<(), Refusal> {
        match &mut self.stage {
            Stage::CheckIn(visit) if visit.place == from && visit.token => {
                visit.token = false;
                if visit.may_lose_token() {
                    let mut context = Context::new(&mut self.setting, actions);
                    context.order(Order::EndCard);
                    return Ok(());
                }
                self.follow(
                    Flow::end(EndReason::CardRemoved, FaultCode::CARD_REMOVED),
                    actions,
                );
                Ok(())
            }
            Stage::Ended(ended) if ended.place == from => {
                self.stage = Stage::Idle { welcome_at: None };
                self.welcome(actions);
                Ok(())
            }
            // Nothing lay there.
            Stage::Idle { .. } | Stage::CheckIn(_) | Stage::Ended(_) => Err(Refusal::NotNow),
        }
    }

    fn answered(
        &mut self,
        number: Number,
        answer: Answer,
        by: Actor,
        actions: &mut Vec<Action>,
    ) -> Result<(), Refusal> {
        self.stage.visit_that_asked(number)?;
        self.in_check_in(actions, |visit, context| {
            visit.answered(context, number, answer, by)
        })
    }

    fn mode_changed(&mut self, to: Mode, actions: &mut Vec<Action>) {
        if to == self.setting.mode {
            return;
        }
        // In the middle of a check-in it is 009, whatever the check-in was at.
        self.follow(
            Flow::end(EndReason::ModeChanged, FaultCode::MODE_CHANGED),
            actions,
        );
        self.setting.mode = to;
        // A look taken under another mode does not serve this one.
        self.drop_waiting_proof(actions);
        self.visual_reminder = (to == Mode::Visual).then(|| {
            self.setting
                .now
                .after(self.setting.config.patience.visual_mode)
        });
        self.order(actions, Order::Tell(StaffNotice::ModeChanged(to)));
        if matches!(self.stage, Stage::Idle { .. }) {
            self.welcome(actions);
        }
    }

    fn cancelled(&mut self, by: Actor, actions: &mut Vec<Action>) -> Result<(), Refusal> {
        match &self.stage {
            Stage::CheckIn(visit) => {
                let flow = visit.cancelled(by);
                self.follow(flow, actions);
                Ok(())
            }
            // The staff take back a check that waits.
            Stage::Idle { .. } if self.waiting_proof.is_some() && by.is_staff() => {
                self.drop_waiting_proof(actions);
                Ok(())
            }
            Stage::Idle { .. } | Stage::Ended(_) => Err(Refusal::NotNow),
        }
    }

    fn staff_confirmed(
        &mut self,
        person: Confirmed,
        actions: &mut Vec<Action>,
    ) -> Result<(), Refusal> {
        let allowed = match self.setting.mode {
            Mode::Visual => true,
            Mode::Unattended => self.setting.config.staff_check != StaffCheck::InVisualModeOnly,
            Mode::PinOnly => false,
        };
        if !allowed || !matches!(self.stage, Stage::Idle { .. }) {
            return Err(Refusal::NotNow);
        }
        if person == Confirmed::Proxy {
            // Whoever was looked at before: it is not for them that the card comes.
            self.drop_waiting_proof(actions);
            self.order(actions, Order::Tell(StaffNotice::ProxyCannotBeSighted));
            return Ok(());
        }
        self.waiting_proof = Some(
            self.setting
                .now
                .after(self.setting.config.patience.waiting_proof),
        );
        self.order(actions, Order::Tell(StaffNotice::ProofWaits));
        Ok(())
    }

    fn fault(&mut self, fault: Fault, actions: &mut Vec<Action>) {
        self.order(actions, Order::Tell(StaffNotice::Fault(fault.code)));
        match &mut self.stage {
            Stage::CheckIn(visit) => {
                let mut context = Context::new(&mut self.setting, actions);
                let flow = visit.fault_from_outside(&mut context, fault);
                self.follow(flow, actions);
            }
            Stage::Idle { .. } | Stage::Ended(_) => {}
        }
    }
}
