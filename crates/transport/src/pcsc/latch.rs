//! One card, one check-in: what a reader and the connection that it gave know together.
#![forbid(unsafe_code)]

use core::fmt;
use core::time::Duration;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use super::service::ReaderState;

/// Whether the card in the reader may start a check-in.
#[derive(Clone, Copy, Debug)]
enum Latch {
    /// It may.
    Open,
    /// It may not: it is the card of the last patient until its removal was seen.
    Closed {
        /// When the power was taken from it.
        since: Instant,
        /// The count of events with that card in place, once known.
        events: Option<u32>,
    },
}

/// The latch, shared by a reader and the connection it gave.
#[derive(Clone)]
pub(super) struct SharedLatch(Arc<Mutex<Latch>>);

impl SharedLatch {
    pub(super) fn new() -> Self {
        Self(Arc::new(Mutex::new(Latch::Open)))
    }

    fn lock(&self) -> MutexGuard<'_, Latch> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A patient's session has begun or ended with this card in place.
    pub(super) fn close(&self, events: Option<u32>) {
        *self.lock() = Latch::Closed {
            since: Instant::now(),
            events,
        };
    }

    /// The power was taken once more from a card that had its turn: what the reader reports of that is
    /// not to be believed either. A card that may start a check-in is none of these.
    pub(super) fn unsettle(&self) {
        let mut latch = self.lock();
        if let Latch::Closed { since, events } = &mut *latch {
            *since = Instant::now();
            *events = None;
        }
    }

    /// The removal was seen.
    pub(super) fn open(&self) {
        *self.lock() = Latch::Open;
    }

    /// How long the reader's events are still not to be believed.
    pub(super) fn unsettled(&self, flicker: Duration) -> Duration {
        match *self.lock() {
            Latch::Open => Duration::ZERO,
            Latch::Closed { since, .. } => flicker.saturating_sub(since.elapsed()),
        }
    }

    pub(super) fn is_closed(&self) -> bool {
        matches!(*self.lock(), Latch::Closed { .. })
    }

    /// Takes note of a state. Gives whether a card that may start a check-in is there.
    pub(super) fn admits(&self, state: ReaderState) -> bool {
        let mut latch = self.lock();
        if state.is_empty() {
            *latch = Latch::Open;
            return false;
        }
        if !state.is_present() {
            return false;
        }
        let Latch::Closed { events, .. } = &mut *latch else {
            return true;
        };
        let removed = has_counted_on(*events, state);
        if removed {
            *latch = Latch::Open;
        } else {
            // A count that went back is a service or a reader that started afresh: from here on
            // this one is the count with the old card in place.
            *events = state.events();
        }
        removed
    }
}

/// Shows the state.
impl fmt::Debug for SharedLatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.lock().fmt(f)
    }
}

/// Whether the service counted a removal or an insertion since it counted `before`.
pub(super) fn has_counted_on(before: Option<u32>, now: ReaderState) -> bool {
    matches!((before, now.events()), (Some(before), Some(now)) if now > before)
}
