//! Connecting within a limit, though `SCardConnect` may block for as long as it likes.
#![forbid(unsafe_code)]

use core::time::Duration;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::{LinkCapabilities, LinkError, LinkErrorKind, Sent};

use super::service::{Channel, Disposition, ReaderName, Service};
use super::wait::{Deadline, Waker};
use super::{Code, capability};

/// How long to pause before asking again for a card that another program holds.
const HELD: Duration = Duration::from_millis(50);

/// The least that a call to the service gets, so that a patience of nothing still connects where
/// nobody holds the card.
const LEAST: Duration = Duration::from_millis(500);

/// A channel, and what it can carry.
pub(super) type Open = (Box<dyn Channel>, LinkCapabilities);

/// Connects to the card in one reader, on a thread of its own: `SCardConnect` returns only when
/// another program's transaction is over (PCSC#254 \[C\]), it cannot be cancelled, and nobody can be
/// left waiting for it at the counter.
///
/// There is one such thread at most for each reader: one that is still in its call is taken up by
/// the next attempt. Where nobody wants its connection any more when the call returns, the thread
/// powers the card down and ends.
pub(super) struct Connector {
    service: Arc<dyn Service>,
    name: ReaderName,
    waker: Arc<Waker>,
    stage: Arc<Mutex<Stage>>,
}

enum Stage {
    Idle,
    /// The thread is at it. For how long it is to put up with other programs, while it is wanted.
    Working {
        wanted: Option<Deadline>,
        /// What the service said at last, if it did: that another program holds the card.
        held: Option<Code>,
    },
    Done(Result<Open, Code>),
}

impl Connector {
    pub(super) fn new(service: Arc<dyn Service>, name: ReaderName, waker: Arc<Waker>) -> Arc<Self> {
        Arc::new(Self {
            service,
            name,
            waker,
            stage: Arc::new(Mutex::new(Stage::Idle)),
        })
    }

    /// Connects, putting up with other programs that hold the card for at most `patience`.
    ///
    /// Returns within `patience` (but half a second at least) or when it is cancelled, whatever the
    /// service does.
    pub(super) fn connect(&self, patience: Duration) -> Result<Open, LinkError> {
        self.within(patience, true)
    }

    /// Powers the card down by a connection of its own: at the end of a session, so that a cancel
    /// does not keep it from it.
    pub(super) fn power_down(&self, patience: Duration) -> Result<(), LinkError> {
        let (mut channel, _) = self.within(patience, false)?;
        channel
            .disconnect(Disposition::Unpower)
            .map_err(Code::aside)
    }

    fn within(&self, patience: Duration, cancellable: bool) -> Result<Open, LinkError> {
        if cancellable && self.waker.take_cancelled() {
            return Err(LinkError::new(LinkErrorKind::Cancelled, Sent::No));
        }
        let limit = Deadline::after(patience.max(LEAST));
        self.start(Deadline::after(patience))?;
        loop {
            let cancelled = cancellable && self.waker.take_cancelled();
            let over = cancelled || limit.has_passed();
            let mut said = None;
            {
                let mut stage = lock(&self.stage);
                match core::mem::replace(&mut *stage, Stage::Idle) {
                    // A connection that was made is not thrown away for a cancel in the same moment
                    // unless it was one: then the power goes off here.
                    Stage::Done(Ok((mut channel, _))) if cancelled => {
                        drop(stage);
                        let _ = channel.disconnect(Disposition::Unpower);
                        return Err(LinkError::new(LinkErrorKind::Cancelled, Sent::No));
                    }
                    Stage::Done(outcome) if !cancelled => return outcome.map_err(refused),
                    Stage::Working { wanted, held } => {
                        said = held;
                        *stage = Stage::Working {
                            wanted: wanted.filter(|_| !over),
                            held,
                        };
                    }
                    Stage::Idle | Stage::Done(_) => {}
                }
            }
            if cancelled {
                return Err(LinkError::new(LinkErrorKind::Cancelled, Sent::No));
            }
            if over {
                // What blocks `SCardConnect` is another program's transaction.
                let blocked = LinkError::new(LinkErrorKind::Shared, Sent::No);
                return Err(said.map_or(blocked, Code::aside));
            }
            let stage = Arc::clone(&self.stage);
            self.waker.pause_until(limit.left(), cancellable, || {
                matches!(*lock(&stage), Stage::Done(_))
            });
        }
    }

    /// Has a thread connect, or takes up the one that is at it.
    fn start(&self, patience: Deadline) -> Result<(), LinkError> {
        let mut stage = lock(&self.stage);
        let before = core::mem::replace(
            &mut *stage,
            Stage::Working {
                wanted: Some(patience),
                held: None,
            },
        );
        match before {
            Stage::Idle => drop(stage),
            Stage::Working { .. } => return Ok(()),
            // Another thread's attempt, which has just ended: whoever is first takes it.
            Stage::Done(_) => {
                *stage = before;
                return Ok(());
            }
        }
        let (service, name) = (Arc::clone(&self.service), self.name.clone());
        let (waker, stage) = (Arc::clone(&self.waker), Arc::clone(&self.stage));
        let spawned = std::thread::Builder::new()
            .name(String::from("mynareader-connect"))
            .spawn(move || {
                let ended = Ended(&stage);
                work(service.as_ref(), &name, &stage);
                drop(ended);
                waker.nudge();
            });
        if spawned.is_err() {
            *lock(&self.stage) = Stage::Idle;
            return Err(LinkError::new(LinkErrorKind::Driver, Sent::No));
        }
        Ok(())
    }
}

/// Why there is no connection. An empty reader is one thing, though the service tells it as an empty
/// reader or as a card that was removed, by driver.
const fn refused(code: Code) -> LinkError {
    let mut error = code.aside();
    if code.proves_removal() {
        error.kind = LinkErrorKind::NoCard;
    }
    error
}

/// The thread has ended, however: a service that panicked is not waited for for ever.
struct Ended<'a>(&'a Mutex<Stage>);

impl Drop for Ended<'_> {
    fn drop(&mut self) {
        let mut stage = lock(self.0);
        if matches!(*stage, Stage::Working { .. }) {
            *stage = Stage::Idle;
        }
    }
}

fn lock(stage: &Mutex<Stage>) -> MutexGuard<'_, Stage> {
    stage.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What the thread does: connects, and leaves the outcome or, where nobody wants it, no trace.
fn work(service: &dyn Service, name: &ReaderName, stage: &Mutex<Stage>) {
    loop {
        let outcome = connect(service, name);
        let held = match outcome {
            Err(code @ (Code::SHARING_VIOLATION | Code::SERVER_TOO_BUSY)) => Some(code),
            _ => None,
        };
        let mut now = lock(stage);
        let wanted = match *now {
            Stage::Working { wanted, .. } => wanted,
            _ => None,
        };
        match wanted {
            Some(patience) if held.is_some() && !patience.has_passed() => {
                *now = Stage::Working { wanted, held };
                drop(now);
                std::thread::sleep(HELD.min(patience.left()));
            }
            Some(_) => {
                *now = Stage::Done(outcome);
                return;
            }
            None => {
                *now = Stage::Idle;
                drop(now);
                if let Ok((mut channel, _)) = outcome {
                    // Nobody is left to tell; the chip must not keep its power.
                    let _ = channel.disconnect(Disposition::Unpower);
                }
                return;
            }
        }
    }
}

/// One connection, with a context of its own, which no other thread uses meanwhile.
fn connect(service: &dyn Service, name: &ReaderName) -> Result<Open, Code> {
    let mut channel = service.establish()?.connect(name)?;
    let capabilities = capability::of(channel.as_mut());
    Ok((channel, capabilities))
}
