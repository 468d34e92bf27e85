//! The inbox of a desk, and the handle by which any thread posts into it.
#![forbid(unsafe_code)]

use core::fmt;
#[cfg(feature = "system")]
use core::time::Duration;
use std::collections::VecDeque;
use std::sync::{Arc, PoisonError};

use super::answer::Secret;
use super::sync::{Condvar, Mutex, MutexGuard};
use mynareader_facts::Mode;
use mynareader_facts::calendar::Date;
use mynareader_reception::fault::Fault;
use mynareader_reception::reception::{
    Actor, Answer, Asked, Confirmed, Input, Number, Reception, Refusal, Request, Standing, State,
    WrongAnswer,
};

/// How many events may wait. Far more than a check-in ever has; a limit, so that a device that
/// runs wild cannot fill the memory.
const MOST: usize = 256;

/// How many more may wait of what nobody asked for: a removal, a mode change, a cancel or a fault
/// must get through where answers have filled the inbox.
const RESERVE: usize = 64;

/// Something posted into a desk.
#[derive(Debug)]
#[non_exhaustive]
pub enum Posted {
    /// An event of the reception.
    Input(Input),
    /// An answer with its secret, to the request of this number.
    Secret(Number, Secret),
}

impl Posted {
    /// What it is, without what stands in it.
    pub(super) fn what(&self) -> What {
        match self {
            Self::Input(Input::Tick) => What::Event("the time"),
            Self::Input(Input::CardPlaced { .. }) => What::Event("the placing of a card"),
            Self::Input(Input::CardRemoved) => What::Event("the removal of the card"),
            Self::Input(Input::PhoneWanted { .. }) => What::Event("the wish to use a phone"),
            Self::Input(Input::PhonePlaced { .. }) => What::Event("the placing of a phone"),
            Self::Input(Input::PhoneRemoved) => What::Event("the removal of the phone"),
            Self::Input(Input::MoreTime { .. }) => What::Event("the wish for more time"),
            Self::Input(Input::ModeChanged { .. }) => What::Event("the switch of the mode"),
            Self::Input(Input::Cancelled { .. }) => What::Event("the calling off"),
            Self::Input(Input::StaffConfirmed { .. }) => What::Event("the staff check"),
            Self::Input(Input::FaceOnlyMark { .. }) => What::Event("the look for the mark"),
            Self::Input(Input::Fault { .. }) => What::Event("the fault from outside"),
            Self::Input(Input::Answered { number, answer, .. }) => {
                What::Answer(*number, answer.name())
            }
            Self::Secret(number, secret) => What::Answer(*number, secret.kind()),
        }
    }

    /// The answer that it is, without its secret.
    pub(super) fn answer(&self) -> Option<(Number, Answer, Actor)> {
        match self {
            Self::Input(Input::Answered { number, answer, by }) => Some((*number, *answer, *by)),
            Self::Secret(number, secret) => {
                let (answer, by) = secret.plain();
                Some((*number, answer, by))
            }
            Self::Input(_) => None,
        }
    }

    /// Whether it answers the request of this number.
    pub(super) fn answers(&self, which: Number) -> bool {
        match self {
            Self::Input(Input::Answered { number, .. }) | Self::Secret(number, _) => {
                *number == which
            }
            Self::Input(_) => false,
        }
    }

    /// Whether only the desk itself can know this answer. Posted by anybody else it would stand for
    /// a card that nobody read.
    const fn is_the_desks(&self) -> bool {
        matches!(self, Self::Input(Input::Answered { answer, .. }) if only_the_desk_knows(*answer))
    }
}

/// Whether only the desk itself can know this: what the card said, and that a secret lies in the
/// slot.
pub(super) const fn only_the_desk_knows(answer: Answer) -> bool {
    match answer {
        Answer::Identified(_)
        | Answer::ReadAhead(_)
        | Answer::Scanned(_)
        | Answer::RecordRead
        | Answer::CodeBWrong { .. }
        | Answer::PinEntered
        | Answer::ChallengeObtained
        | Answer::PinVerified
        | Answer::TriesRead { .. }
        | Answer::Reacquired { .. } => true,
        // How a PIN was judged, a face compared and a patient sighted others may say, too: the
        // national software, and engines and staff of which the desk keeps nothing.
        Answer::PinWrong { .. }
        | Answer::PinUnjudged
        | Answer::Compared(_)
        | Answer::Sighted(_)
        | Answer::Failed(_)
        | Answer::Phone(_)
        | Answer::Method(_)
        | Answer::Back
        | Answer::LastTry(_)
        | Answer::Passcode { .. }
        | Answer::PhoneConfirmed
        | Answer::Authenticated { .. }
        | Answer::RegistrationWanted(_)
        | Answer::Registered
        | Answer::RegistrationDelayed
        | Answer::Eligibility { .. }
        | Answer::NoticeRead
        | Answer::Prescription(_)
        | Answer::Consented(_)
        | Answer::Subsidy(_)
        | Answer::Delivered => false,
    }
}

/// What an event was, for a log: nothing of what stands in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum What {
    /// Something that happened.
    Event(&'static str),
    /// The answer to the request of this number, and the name of its kind.
    Answer(Number, &'static str),
}

impl fmt::Display for What {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Event(event) => f.write_str(event),
            Self::Answer(number, kind) => write!(f, "the answer {kind} to request {number}"),
        }
    }
}

/// Why something was not posted. It is dropped, and its secrets are wiped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotPosted {
    /// Too many events wait.
    #[error("too many events wait at the desk")]
    Full,
    /// The desk was stopped or is gone.
    #[error("the desk takes no events any more")]
    Closed,
    /// Only the desk itself can give this answer: post the secret instead, or leave it to the desk.
    #[error("only the desk itself can give this answer")]
    OfTheDesk,
}

/// Why something was not handed in: it is dropped, its secrets are wiped, and nothing changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotTaken {
    /// It does not get into the inbox.
    #[error("{0}")]
    NotPosted(NotPosted),
    /// Only the desk itself can give this answer: hand in the secret instead, or leave it to the desk.
    #[error("only the desk itself can give the answer {0}")]
    OfTheDesk(&'static str),
    /// An answer that the reception would refuse.
    #[error("{0}")]
    Answer(WrongAnswer),
    /// An event, and whoever says this may not say it.
    #[error("{what} is not for the {by} to tell")]
    WrongActor {
        /// What happened.
        what: What,
        /// Who said so.
        by: &'static str,
    },
}

/// Posts events into a running desk and wakes it. Cheap to clone; for any thread.
#[derive(Clone, Debug)]
pub struct Handle {
    shared: Arc<Shared>,
}

#[derive(Debug, Default)]
struct Shared {
    queue: Mutex<Queue>,
    wake: Condvar,
}

#[derive(Debug, Default)]
struct Queue {
    posted: VecDeque<Posted>,
    stopped: bool,
    /// As it was after the last event, for whoever answers or asks from another thread.
    standing: Option<Standing>,
    asked: Asked,
}

impl Queue {
    fn post(&mut self, posted: Posted) -> Result<(), NotPosted> {
        let most = match &posted {
            Posted::Input(Input::Answered { .. } | Input::Tick) | Posted::Secret(..) => MOST,
            Posted::Input(
                Input::CardPlaced { .. }
                | Input::CardRemoved
                | Input::PhoneWanted { .. }
                | Input::PhonePlaced { .. }
                | Input::PhoneRemoved
                | Input::MoreTime { .. }
                | Input::ModeChanged { .. }
                | Input::Cancelled { .. }
                | Input::StaffConfirmed { .. }
                | Input::FaceOnlyMark { .. }
                | Input::Fault { .. },
            ) => MOST + RESERVE,
        };
        if self.stopped {
            return Err(NotPosted::Closed);
        }
        if self.posted.len() >= most {
            return Err(NotPosted::Full);
        }
        self.posted.push_back(posted);
        Ok(())
    }

    /// Whether this is wrong whatever happens before its turn comes.
    fn check(&self, posted: &Posted) -> Result<(), NotTaken> {
        if let Posted::Input(input) = posted
            && input.is_by_the_wrong_one()
        {
            let by = input.actor().map_or("nobody", Actor::name);
            let what = posted.what();
            return Err(NotTaken::WrongActor { what, by });
        }
        let (Some((number, answer, by)), Some(standing)) = (posted.answer(), &self.standing) else {
            return Ok(());
        };
        self.asked
            .check(standing, number, &answer, by)
            .map_err(NotTaken::Answer)
    }
}

impl Handle {
    pub(super) fn new() -> Self {
        Self {
            shared: Arc::default(),
        }
    }

    /// Posts anything. It is looked at when its turn comes; see [`hand_in`](Self::hand_in).
    pub fn post(&self, posted: Posted) -> Result<(), NotPosted> {
        if posted.is_the_desks() {
            return Err(NotPosted::OfTheDesk);
        }
        self.lock().post(posted)?;
        self.shared.wake.notify_all();
        Ok(())
    }

    /// Posts something that is right as things stand, and refuses at once what would be refused in its
    /// turn whatever happens before: an answer to a request that is not open, was answered before or
    /// asks for something else, and what the actor may not say. What was taken can still be refused in
    /// its turn ([`Progress::Refused`](super::Progress::Refused)), if by then nobody waits for it.
    pub fn hand_in(&self, posted: Posted) -> Result<(), NotTaken> {
        if let (Some((_, answer, _)), true) = (posted.answer(), posted.is_the_desks()) {
            return Err(NotTaken::OfTheDesk(answer.name()));
        }
        let mut queue = self.lock();
        // A desk that was stopped asks nothing any more: that is what is told.
        if !queue.stopped {
            queue.check(&posted)?;
        }
        let answer = posted.answer();
        queue.post(posted).map_err(NotTaken::NotPosted)?;
        if let Some((number, answer, _)) = answer {
            queue.asked.answered(number, &answer);
        }
        drop(queue);
        self.shared.wake.notify_all();
        Ok(())
    }

    /// A card was placed, on this day in Japan.
    pub fn card_placed(&self, day: Date) -> Result<(), NotPosted> {
        self.post(Posted::Input(Input::CardPlaced { day }))
    }

    /// The card was taken away.
    pub fn card_removed(&self) -> Result<(), NotPosted> {
        self.post(Posted::Input(Input::CardRemoved))
    }

    /// The patient wants to use a phone, on this day in Japan.
    pub fn phone_wanted(&self, day: Date, by: Actor) -> Result<(), NotPosted> {
        self.post(Posted::Input(Input::PhoneWanted { day, by }))
    }

    /// A phone was held to the paired reader for phones, on this day in Japan.
    pub fn phone_placed(&self, day: Date) -> Result<(), NotPosted> {
        self.post(Posted::Input(Input::PhonePlaced { day }))
    }

    /// The phone was taken from the paired reader.
    pub fn phone_removed(&self) -> Result<(), NotPosted> {
        self.post(Posted::Input(Input::PhoneRemoved))
    }

    /// This patient needs more time.
    pub fn more_time(&self, by: Actor) -> Result<(), NotPosted> {
        self.post(Posted::Input(Input::MoreTime { by }))
    }

    /// The operation mode was switched.
    pub fn mode_changed(&self, to: Mode, by: Actor) -> Result<(), NotPosted> {
        self.post(Posted::Input(Input::ModeChanged { to, by }))
    }

    /// The check-in is called off.
    pub fn cancel(&self, by: Actor) -> Result<(), NotPosted> {
        self.post(Posted::Input(Input::Cancelled { by }))
    }

    /// The staff confirmed a patient by sight before the card came.
    pub fn staff_confirmed(&self, person: Confirmed, by: Actor) -> Result<(), NotPosted> {
        self.post(Posted::Input(Input::StaffConfirmed { person, by }))
    }

    /// The staff looked for the printed mark 「顔認証」: whether it stands there and is not struck
    /// through.
    pub fn face_only_mark(&self, valid: bool, by: Actor) -> Result<(), NotPosted> {
        self.post(Posted::Input(Input::FaceOnlyMark { valid, by }))
    }

    /// Something outside failed.
    pub fn fault(&self, fault: impl Into<Fault>, by: Actor) -> Result<(), NotPosted> {
        let fault = fault.into();
        self.post(Posted::Input(Input::Fault { fault, by }))
    }

    /// An answer to the request of this number.
    pub fn answer(&self, number: Number, answer: Answer, by: Actor) -> Result<(), NotPosted> {
        self.post(Posted::Input(Input::Answered { number, answer, by }))
    }

    /// Where the check-in stands, for a display in another thread. From inside a device it is already the
    /// state that the actions lead to.
    pub fn state(&self) -> State {
        self.lock()
            .standing
            .as_ref()
            .map_or(State::Idle, Standing::state)
    }

    /// Where the reception stands now, for the threads that hand in.
    pub(super) fn stands(&self, reception: &Reception) {
        self.lock().standing = Some(reception.standing());
    }

    /// A request goes out.
    pub(super) fn asks(&self, number: Number, request: &Request) {
        self.lock().asked.ask(number, request);
    }

    /// What became of an answer when its turn came.
    pub(super) fn was(&self, number: Number, answer: &Answer, refused: Option<Refusal>) {
        let mut queue = self.lock();
        match refused {
            None => queue.asked.answered(number, answer),
            // Late, or a second one: the first keeps its place.
            Some(Refusal::ForeignNumber | Refusal::NothingAsked) => {}
            Some(_) => queue.asked.reopened(number),
        }
    }

    /// Makes [`Desk::run`](super::Desk::run) return.
    pub fn stop(&self) {
        self.lock().stopped = true;
        self.shared.wake.notify_all();
    }

    /// Stops, and drops what waits: handles may outlive their desk, and the secrets posted through
    /// them must not.
    pub(super) fn close(&self) {
        self.stop();
        self.lock().posted.clear();
    }

    /// Whether the desk was stopped or is gone.
    pub fn is_stopped(&self) -> bool {
        self.lock().stopped
    }

    /// What waits and carries no secret, in its order.
    pub(super) fn waiting(&self) -> Vec<Input> {
        let queue = self.lock();
        let plain = queue.posted.iter().filter_map(|posted| match posted {
            Posted::Input(input) => Some(*input),
            Posted::Secret(..) => None,
        });
        plain.collect()
    }

    pub(super) fn next(&self) -> Option<Posted> {
        self.lock().posted.pop_front()
    }

    /// Waits until something is posted, the desk is stopped, or the time is over: for a loop of
    /// one's own around [`Desk::poll`](super::Desk::poll).
    #[cfg(feature = "system")]
    pub fn wait(&self, limit: Option<Duration>) {
        let queue = self.lock();
        let idle = |queue: &mut Queue| queue.posted.is_empty() && !queue.stopped;
        match limit {
            Some(limit) => {
                drop(
                    self.shared
                        .wake
                        .wait_timeout_while(queue, limit, idle)
                        .unwrap_or_else(PoisonError::into_inner),
                );
            }
            None => drop(
                self.shared
                    .wake
                    .wait_while(queue, idle)
                    .unwrap_or_else(PoisonError::into_inner),
            ),
        }
    }

    /// A thread that panicked while it posted left the queue whole: pushing is one step.
    fn lock(&self) -> MutexGuard<'_, Queue> {
        self.shared
            .queue
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(all(loom, test))]
mod model;
