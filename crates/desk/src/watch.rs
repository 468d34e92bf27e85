//! What bounds a task on the card: its time, a link that fell silent, and what was posted meanwhile.
//!
//! A task is many exchanges, and each may take as long as the driver takes. The desk looks at its
//! inbox and at the clock between them, so that a patient who calls off waits for one exchange and
//! not for the whole task.
#![forbid(unsafe_code)]

use core::cell::Cell;
use core::time::Duration;

use super::core::Clock;
use super::inbox::Handle;
use mynareader_reception::reception::{Event, Number, Reception, Tick};
use mynareader_transport::{
    LinkCapabilities, LinkError, LinkErrorKind, ResponseBuffer, Sent, Transport,
};

/// Watches over one task on the card.
pub(super) struct Watch<'a> {
    reception: &'a Reception,
    handle: &'a Handle,
    clock: &'a dyn Clock,
    /// The request that the task serves.
    number: Number,
    state: Cell<State>,
    /// The task is over, and the chip is left. That is done even if nobody waits any more; but not over a
    /// link that fell silent, where losing its power is what ends the patient.
    leaving: Cell<bool>,
}

/// How far the task has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum State {
    /// It goes on.
    #[default]
    On,
    /// An exchange timed out: nothing more is sent.
    Silent,
    /// Nobody waits for its answer any more.
    Overtaken,
}

impl<'a> Watch<'a> {
    /// Over the task that serves this request.
    pub(super) fn new(
        reception: &'a Reception,
        handle: &'a Handle,
        clock: &'a dyn Clock,
        number: Number,
    ) -> Self {
        Self {
            reception,
            handle,
            clock,
            number,
            state: Cell::default(),
            leaving: Cell::default(),
        }
    }

    /// A secret was presented and nobody knows what became of it: its counter is asked for once, also
    /// over a link that fell silent, since only that tells whether the patient has lost a try.
    pub(super) fn settle(&self) {
        if self.state.get() == State::Silent {
            self.state.set(State::On);
        }
    }

    /// From here on the chip is left.
    pub(super) fn leave(&self) {
        self.leaving.set(true);
    }

    /// How much time the task has left, or `None` where it is to be broken off.
    pub(super) fn left(&self) -> Option<Duration> {
        if self.state.get() != State::On {
            return None;
        }
        let now = self.clock.now();
        let deadline = self.reception.answer_deadline()?;
        if deadline <= now || self.handle.is_stopped() || self.is_overtaken(now) {
            self.state.set(State::Overtaken);
            return None;
        }
        Some(deadline.since(now))
    }

    /// Whether the task was broken off because nobody waits for its answer any more.
    pub(super) fn was_overtaken(&self) -> bool {
        self.state.get() == State::Overtaken
    }

    /// Whether the reception will no longer wait for this task once it has heard what is in the inbox.
    /// It is asked itself, in a copy: which event ends a check-in, and from whom, is said there alone.
    fn is_overtaken(&self, now: Tick) -> bool {
        let waiting = self.handle.waiting();
        if waiting.is_empty() {
            return false;
        }
        let mut ahead = self.reception.clone();
        waiting.into_iter().any(|input| {
            let _ = ahead.handle(Event::new(now, input));
            ahead.pending() != Some(self.number)
        })
    }
}

/// The link of a task that is watched over.
pub(super) struct Watched<'a> {
    pub(super) link: &'a mut dyn Transport,
    pub(super) watch: &'a Watch<'a>,
}

impl Transport for Watched<'_> {
    fn transmit(
        &mut self,
        command: &[u8],
        response: &mut ResponseBuffer,
        limit: Duration,
    ) -> Result<(), LinkError> {
        let state = &self.watch.state;
        let limit = match self.watch.left() {
            Some(left) => limit.min(left),
            None if state.get() == State::Silent => {
                response.clear();
                return Err(LinkError::new(LinkErrorKind::TimedOut, Sent::No));
            }
            None if self.watch.leaving.get() => limit,
            None => {
                response.clear();
                return Err(LinkError::new(LinkErrorKind::Cancelled, Sent::No));
            }
        };
        let answered = self.link.transmit(command, response, limit);
        if matches!(answered, Err(error) if error.kind == LinkErrorKind::TimedOut) {
            state.set(State::Silent);
        }
        answered
    }

    fn capabilities(&self) -> LinkCapabilities {
        self.link.capabilities()
    }

    fn reset(&mut self) -> Result<(), LinkError> {
        self.link.reset()
    }

    fn power_down(&mut self) -> Result<(), LinkError> {
        self.link.power_down()
    }
}
