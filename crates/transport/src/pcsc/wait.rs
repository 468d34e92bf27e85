//! Waiting with a limit and a way to cancel, over a service that may stop and come back.
#![forbid(unsafe_code)]

use core::fmt;
use core::time::Duration;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use super::Code;
use super::service::{Canceller, Context, Service};

/// Ends a wait from another thread.
///
/// [`cancel`](Self::cancel) ends the wait that is running or, if none is, the next one. Clones
/// speak of the same reader.
#[derive(Clone)]
pub struct CancelHandle(pub(super) Arc<Waker>);

impl CancelHandle {
    /// Ends the wait that is running, or else the next one, with
    /// [`LinkErrorKind::Cancelled`](crate::LinkErrorKind::Cancelled). It is never a
    /// command to the chip that is cancelled.
    pub fn cancel(&self) {
        self.0.cancel();
    }
}

impl fmt::Debug for CancelHandle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CancelHandle").finish_non_exhaustive()
    }
}

/// What a wait and its canceller share.
#[derive(Default)]
pub(super) struct Waker {
    state: Mutex<WakerState>,
    woken: Condvar,
}

#[derive(Default)]
struct WakerState {
    cancelled: bool,
    canceller: Option<Box<dyn Canceller>>,
}

impl Waker {
    fn lock(&self) -> MutexGuard<'_, WakerState> {
        // The state is two plain values that no panic leaves half changed.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn cancel(&self) {
        let mut state = self.lock();
        state.cancelled = true;
        if let Some(canceller) = &state.canceller {
            canceller.cancel();
        }
        self.woken.notify_all();
    }

    /// Whether the wait is to end; asks once, so that the next wait starts afresh.
    pub(super) fn take_cancelled(&self) -> bool {
        core::mem::take(&mut self.lock().cancelled)
    }

    /// Whether the wait is to end; does not take the cancellation.
    fn is_cancelled(&self) -> bool {
        self.lock().cancelled
    }

    fn set_canceller(&self, canceller: Option<Box<dyn Canceller>>) {
        self.lock().canceller = canceller;
    }

    /// Wakes whoever waits, to look again.
    pub(super) fn nudge(&self) {
        // With the lock held nobody is between the look and the sleep.
        let state = self.lock();
        self.woken.notify_all();
        drop(state);
    }

    /// Sleeps until `done`, for at most `time`, or wakes at once when cancelled if that counts. The
    /// cancellation stays to be taken.
    pub(super) fn pause_until(&self, time: Duration, cancellable: bool, done: impl Fn() -> bool) {
        let state = self.lock();
        let waited = self.woken.wait_timeout_while(state, time, |state| {
            !(done() || cancellable && state.cancelled)
        });
        drop(waited);
    }

    /// Sleeps, or wakes at once when cancelled. The cancellation stays to be taken.
    pub(super) fn pause(&self, time: Duration) {
        let state = self.lock();
        let waited = self
            .woken
            .wait_timeout_while(state, time, |state| !state.cancelled);
        drop(waited);
    }
}

/// The end of a time limit.
#[derive(Clone, Copy, Debug)]
pub(super) struct Deadline(Option<Instant>);

impl Deadline {
    /// The end of a limit that starts now. A limit beyond what the clock can hold never ends.
    pub(super) fn after(limit: Duration) -> Self {
        Self(Instant::now().checked_add(limit))
    }

    /// How much is left.
    pub(super) fn left(self) -> Duration {
        self.0.map_or(Duration::MAX, |end| {
            end.saturating_duration_since(Instant::now())
        })
    }

    /// Whether nothing is left.
    pub(super) fn has_passed(self) -> bool {
        self.left().is_zero()
    }
}

/// A line to the service that is made when needed and made anew when the service was away.
pub(super) struct Line {
    service: Arc<dyn Service>,
    context: Option<Box<dyn Context>>,
    /// Gets the canceller of each new context, if waits on this line can be cancelled.
    waker: Option<Arc<Waker>>,
}

impl Line {
    pub(super) fn new(service: Arc<dyn Service>, waker: Option<Arc<Waker>>) -> Self {
        Self {
            service,
            context: None,
            waker,
        }
    }

    pub(super) fn service(&self) -> Arc<dyn Service> {
        Arc::clone(&self.service)
    }

    /// Calls the service. A context that may have gone stale is replaced, and the call made once
    /// more with the new one: none of the calls of a context carries a command. What fails with the
    /// new one too is returned, and the next call begins with another.
    pub(super) fn call<T>(
        &mut self,
        mut function: impl FnMut(&mut dyn Context) -> Result<T, Code>,
    ) -> Result<T, Code> {
        if let Some(context) = &mut self.context {
            match function(context.as_mut()) {
                Err(Code::CANCELLED)
                    if self
                        .waker
                        .as_ref()
                        .is_some_and(|waker| waker.is_cancelled()) =>
                {
                    return Err(Code::CANCELLED);
                }
                Err(code) if code.needs_new_context() => self.hang_up(),
                outcome => return outcome,
            }
        }
        let mut context = self.service.establish()?;
        if let Some(waker) = &self.waker {
            waker.set_canceller(Some(context.canceller()));
        }
        let outcome = function(context.as_mut());
        self.context = Some(context);
        if matches!(&outcome, Err(code) if code.needs_new_context()) {
            self.hang_up();
        }
        outcome
    }

    fn hang_up(&mut self) {
        if let Some(waker) = &self.waker {
            waker.set_canceller(None);
        }
        self.context = None;
    }
}

impl Drop for Line {
    /// The canceller holds the context too; without this it would outlive its reader.
    fn drop(&mut self) {
        self.hang_up();
    }
}
