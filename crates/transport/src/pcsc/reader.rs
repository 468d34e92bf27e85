//! A reader: waiting for a card and for its removal.
#![forbid(unsafe_code)]

use core::fmt;
use core::time::Duration;
use std::sync::Arc;
use std::time::Instant;

use crate::{LinkError, LinkErrorKind, Sent};

use super::Code;
use super::connection::Connection;
use super::connector::Connector;
use super::debt::Debt;
use super::latch::{SharedLatch, has_counted_on};
use super::options::Options;
use super::service::{ReaderName, ReaderState, Service};
use super::wait::{CancelHandle, Deadline, Line, Waker};

/// The longest single call of `SCardGetStatusChange`. A cancellation that falls between the look
/// at the flag and the start of the call is seen after this time at the latest.
const SLICE: Duration = Duration::from_millis(500);

/// How long to pause before asking again for a service or a reader that is gone.
const AWAY: Duration = Duration::from_millis(200);

/// How often in a row a wait puts up with being refused: each time with a new context, and [`AWAY`] in
/// between.
const REFUSALS: u32 = 5;

/// A reader by its name.
///
/// The reader need not be there, nor the service run, when it is made: the waits begin when they
/// come and go on when they come back. A wait that ends with its limit says what it lacked:
/// [`LinkErrorKind::TimedOut`] a card (or its removal), [`LinkErrorKind::ReaderGone`] the reader,
/// [`LinkErrorKind::ServiceGone`] the service, and whatever else failed until then with its code. Each
/// failure is met with a new context and a pause. The system's refusal to admit this program
/// ([`LinkErrorKind::Refused`] with `SCARD_W_SECURITY_VIOLATION` or `SCARD_E_NO_ACCESS`) alone is
/// returned before the limit, when it was told five times in a row.
/// [`LinkErrorKind::Cancelled`] is the [`CancelHandle`]'s work and nobody else's: the system
/// cancels waits too when a session or the service ends, and that is the service gone.
///
/// # A reader that comes back under another index
///
/// The service ends names with numbers of its own, and a reader that is plugged in again can come
/// back with another one (`00 00`, then `01 00`). A wait goes on with it if the name differs in
/// that number alone ([`ReaderName::differs_by_index`]), if there is exactly one such reader, and if
/// there was no other such reader when this one was last seen by a wait: among two of one make
/// nothing tells which is which, and the wrong counter's is not taken. [`name`](Self::name) then
/// gives the new name. A reader that no wait has ever seen is not looked for under other names.
///
/// # One card, one check-in
///
/// After [`connect`](Self::connect) the reader keeps in mind that this card had its turn.
/// [`wait_for_card`](Self::wait_for_card) returns only after its removal was seen, either as an
/// empty reader or by the count of insertions and removals that the service keeps. When the count
/// is lost, because the service was restarted or the reader unplugged, the card is taken for the
/// same one until the reader was empty. [`take_present_card`](Self::take_present_card) lifts this.
///
/// # Power that could not be taken
///
/// Where [`Connection`]'s end could not take the power, a thread of the reader goes on trying, also after
/// both were dropped: until it succeeds or the service sees no card. A [`connect`](Self::connect) before
/// that takes it first.
pub struct Reader {
    name: ReaderName,
    line: Line,
    connector: Arc<Connector>,
    waker: Arc<Waker>,
    latch: SharedLatch,
    debt: Debt,
    options: Options,
    /// Whether the reader was there at last, with no other that differs by its index.
    was_alone: bool,
}

impl Reader {
    /// The reader called `name` at `service`.
    pub fn new(service: Arc<dyn Service>, name: ReaderName, options: Options) -> Self {
        let waker = Arc::new(Waker::default());
        let latch = SharedLatch::new();
        Self {
            debt: Debt::new(Arc::clone(&service), name.clone(), latch.clone()),
            connector: Connector::new(Arc::clone(&service), name.clone(), Arc::clone(&waker)),
            name,
            line: Line::new(service, Some(Arc::clone(&waker))),
            waker,
            latch,
            options,
            was_alone: false,
        }
    }

    /// The reader's name.
    pub const fn name(&self) -> &ReaderName {
        &self.name
    }

    /// From the next [`connect`](Self::connect) on, how long other programs that hold the card are put
    /// up with: [`Options::sharing_patience`].
    pub const fn set_sharing_patience(&mut self, patience: Duration) {
        self.options.sharing_patience = patience;
    }

    /// What ends a wait, [`connect`](Self::connect)'s patience included, from another thread.
    pub fn cancel_handle(&self) -> CancelHandle {
        CancelHandle(Arc::clone(&self.waker))
    }

    /// The readers that differ from this one by their index.
    fn siblings(&mut self) -> Option<Vec<ReaderName>> {
        let mut listed = match self.line.call(|context| context.readers()) {
            Err(Code::NO_READERS_AVAILABLE) => Vec::new(),
            other => other.ok()?,
        };
        listed.retain(|name| name.differs_by_index(&self.name));
        Some(listed)
    }

    /// Goes on with the reader under the name that it came back with, if that is certain.
    fn follow(&mut self) {
        if !self.was_alone {
            return;
        }
        let found = self.siblings().map(<[ReaderName; 1]>::try_from);
        let Some(Ok([name])) = found else {
            return;
        };
        self.connector = Connector::new(self.line.service(), name.clone(), Arc::clone(&self.waker));
        self.debt.rename(name.clone());
        self.name = name;
        if self.latch.is_closed() {
            // Its count says nothing of the old one's.
            self.latch.close(None);
        }
    }

    /// Whether a card is there now, whoever's turn it is.
    pub fn has_card(&mut self) -> Result<bool, LinkError> {
        let name = &self.name;
        let state = self
            .line
            .call(|context| context.status_change(name, ReaderState::UNAWARE, Duration::ZERO))
            .map_err(Code::aside)?;
        if state.is_gone() {
            return Err(Code::UNKNOWN_READER.aside());
        }
        Ok(state.is_present())
    }

    /// Lets the card that is there have another turn, as when the staff ask for a repetition.
    pub fn take_present_card(&mut self) {
        self.latch.open();
    }

    /// Waits for a card whose turn it is, for at most `limit`. A card that is there already and
    /// has not had its turn counts.
    pub fn wait_for_card(&mut self, limit: Duration) -> Result<(), LinkError> {
        let latch = self.latch.clone();
        self.wait(limit, |_, state| latch.admits(state))
    }

    /// Waits until the card is gone, for at most `limit`. A card that was exchanged while nobody
    /// looked counts as gone.
    pub fn wait_for_removal(&mut self, limit: Duration) -> Result<(), LinkError> {
        let latch = self.latch.clone();
        self.wait(limit, |first, state| {
            let had_its_turn = latch.is_closed();
            let is_another = latch.admits(state) && had_its_turn;
            let was_exchanged =
                first.is_some_and(|first: ReaderState| has_counted_on(first.events(), state));
            state.is_empty() || is_another || was_exchanged
        })
    }

    /// Waits until `done`, which is handed the first state of this wait and the one now.
    fn wait(
        &mut self,
        limit: Duration,
        mut done: impl FnMut(Option<ReaderState>, ReaderState) -> bool,
    ) -> Result<(), LinkError> {
        let deadline = Deadline::after(limit);
        let unsettled = self.latch.unsettled(self.options.flicker);
        if !unsettled.is_zero() {
            self.waker.pause(unsettled.min(deadline.left()));
        }
        let believable = self.latch.unsettled(self.options.flicker).is_zero();

        let mut first = None;
        let mut known = ReaderState::UNAWARE;
        let mut refusals = 0;
        loop {
            if self.waker.take_cancelled() {
                return Err(LinkError::new(LinkErrorKind::Cancelled, Sent::No));
            }
            let name = &self.name;
            let slice = deadline.left().min(SLICE);
            let began = Instant::now();
            let seen = self
                .line
                .call(|context| context.status_change(name, known, slice));
            let lacking = match seen {
                Ok(state) if state.is_gone() => Some(Code::UNKNOWN_READER),
                Ok(state) => {
                    if first.is_none() {
                        self.was_alone = self.siblings().is_some_and(|names| names.is_empty());
                    }
                    if believable && state.is_empty() {
                        self.debt.settle();
                    }
                    if believable && done(first, state) {
                        return Ok(());
                    }
                    first.get_or_insert(state);
                    if state.seen() == known {
                        // A service that reports a change where there is none must not make
                        // this a busy loop.
                        self.waker.pause(AWAY.min(deadline.left()));
                    }
                    known = state.seen();
                    None
                }
                // The end of a slice. A service that says so at once must not make this a busy loop.
                Err(Code::TIMEOUT) => {
                    let early = slice.min(AWAY).saturating_sub(began.elapsed());
                    self.waker.pause(early.min(deadline.left()));
                    None
                }
                // Ours is seen at the head of the loop.
                Err(code) => Some(code),
            };
            refusals = match lacking {
                Some(code) if code.stays() => refusals + 1,
                _ => 0,
            };
            if let Some(code) = lacking.filter(|_| refusals >= REFUSALS) {
                return Err(code.aside());
            }
            if deadline.has_passed() {
                return Err(lacking.map_or(
                    LinkError::new(LinkErrorKind::TimedOut, Sent::No),
                    Code::aside,
                ));
            }
            if lacking.is_some() {
                // What comes back starts its count afresh, so the state must be read anew.
                known = ReaderState::UNAWARE;
                first = None;
                if lacking.is_some_and(|code| code.kind() == LinkErrorKind::ReaderGone) {
                    self.follow();
                }
                self.waker.pause(AWAY.min(deadline.left()));
            }
        }
    }

    /// Connects to the card, exclusively, and asks the driver what the link can carry.
    ///
    /// A sharing violation is put up with for [`Options::sharing_patience`], and so is a service that
    /// does not return, as pcsc-lite while another program holds a transaction: the call is made by
    /// a thread, and this returns [`LinkErrorKind::Shared`] when the patience is over (after half a
    /// second at least, whatever the patience) or [`LinkErrorKind::Cancelled`] as soon as it is
    /// cancelled. The thread then waits for the service alone, powers the card down if it gets it, and
    /// is taken up by the next attempt. Every other error is returned at once. When this succeeds, the
    /// card has had its turn.
    pub fn connect(&mut self) -> Result<Connection, LinkError> {
        Connection::open(
            self.line.service(),
            self.name.clone(),
            Arc::clone(&self.connector),
            Arc::clone(&self.waker),
            self.latch.clone(),
            self.debt.clone(),
            self.options,
        )
    }
}

impl fmt::Debug for Reader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reader")
            .field("name", &self.name)
            .field("latch", &self.latch)
            .field("options", &self.options)
            .finish_non_exhaustive()
    }
}
