//! The power that was to be taken from a card and, as far as is known, was not.
#![forbid(unsafe_code)]

use core::time::Duration;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::latch::SharedLatch;
use super::service::{Disposition, ReaderName, Service};

/// How long until the power is tried to be taken again, at first.
const SOON: Duration = Duration::from_millis(100);

/// The longest pause between two attempts.
const LATER: Duration = Duration::from_secs(2);

/// What one reader's connections leave behind where they could not take the power: a service that
/// was stopped has not taken it, and neither has a reader with a mains supply that was unplugged from
/// this machine. A chip that keeps its power keeps what the patient unlocked.
///
/// A thread of its own then tries until the power is taken, the service says that no card is there,
/// or a new connection has taken it. It outlives the connection and the reader that it is of: who has
/// given both up is not there to try.
#[derive(Clone)]
pub(super) struct Debt {
    service: Arc<dyn Service>,
    latch: SharedLatch,
    state: Arc<Mutex<State>>,
}

struct State {
    name: ReaderName,
    owed: bool,
    /// Whether the thread is there.
    at_work: bool,
}

impl Debt {
    pub(super) fn new(service: Arc<dyn Service>, name: ReaderName, latch: SharedLatch) -> Self {
        Self {
            service,
            latch,
            state: Arc::new(Mutex::new(State {
                name,
                owed: false,
                at_work: false,
            })),
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        // Plain values, which no panic leaves half changed.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn is_owed(&self) -> bool {
        self.lock().owed
    }

    /// The power is off, or the card was seen to be gone.
    pub(super) fn settle(&self) {
        self.lock().owed = false;
    }

    /// The reader came back under another name.
    pub(super) fn rename(&self, name: ReaderName) {
        self.lock().name = name;
    }

    /// The power could not be taken: from here on it is tried again.
    pub(super) fn owe(&self) {
        let mut state = self.lock();
        state.owed = true;
        if state.at_work {
            return;
        }
        state.at_work = true;
        drop(state);
        let debt = self.clone();
        let spawned = std::thread::Builder::new()
            .name(String::from("mynareader-power-down"))
            .spawn(move || debt.work());
        if spawned.is_err() {
            // Then the next connection takes it, or the next call of `power_down`.
            self.lock().at_work = false;
        }
    }

    fn work(&self) {
        let mut pause = SOON;
        loop {
            std::thread::sleep(pause);
            pause = LATER.min(pause.saturating_mul(2));
            let mut state = self.lock();
            if !state.owed {
                state.at_work = false;
                return;
            }
            let name = state.name.clone();
            drop(state);
            let taken = take(self.service.as_ref(), &name);
            let mut state = self.lock();
            if taken && state.owed {
                self.latch.unsettle();
                state.owed = false;
            }
        }
    }
}

/// Takes the power by a connection of its own. Gives whether the chip certainly has none now: taken,
/// or the service sees no card. That there is no such reader is no proof.
fn take(service: &dyn Service, name: &ReaderName) -> bool {
    let ended = service
        .establish()
        .and_then(|mut context| context.connect(name))
        .and_then(|mut channel| channel.disconnect(Disposition::Unpower));
    match ended {
        Ok(()) => true,
        Err(code) => code.proves_removal(),
    }
}
