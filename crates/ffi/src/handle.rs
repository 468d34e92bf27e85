//! Handles: what C sees as pointers to structures that it does not know.
//!
//! A handle is a ticket, not an address: a number that this process never gives out twice, which
//! a table maps to the state behind it. So a handle that was freed, that is of another type or
//! that never was one is refused with [`MNR_ERROR_HANDLE`], whatever the caller does; a second
//! call on a link, card or reader at work, from another thread or from a callback, with
//! [`MNR_ERROR_BUSY`]; and a handle of which a call panicked with [`MNR_ERROR_POISONED`]. Handles
//! that neither block nor call back ([`Handle::WAITS`]) let a second thread wait instead. The price is a lock and a look
//! into a tree, a ten thousandth of what one exchange with a card costs.

use core::any::Any;
use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, TryLockError};
#[cfg(not(all(loom, test)))]
use std::sync::{Mutex, MutexGuard};

#[cfg(all(loom, test))]
use loom::sync::{Mutex, MutexGuard};

use super::failure::Failure;
use super::status::{MNR_ERROR_BUSY, MNR_ERROR_HANDLE, MNR_ERROR_POISONED};

/// A type that C knows by name only.
pub trait Handle: Sized + 'static {
    /// What stands behind the handle. For one thread at a time, whichever it is.
    type State: Send + 'static;
    /// What other threads may use while the handle is at work, such as a cancel.
    type Side: Send + Sync + 'static;
    /// The type's name in the header.
    const NAME: &'static str;
    /// Whether a second thread waits instead of being refused. Only where no work with the state
    /// blocks or calls back, so that the wait is short and cannot be for oneself.
    const WAITS: bool = false;
    /// Whether it is ended before the others: what it has at work may be theirs.
    const ENDS_FIRST: bool = false;

    /// Makes a call that is at work with the handle return soon, where that can be done.
    fn interrupt(_side: &Self::Side) {}
}

struct Slot<H: Handle> {
    state: Mutex<Option<H::State>>,
    side: H::Side,
}

/// A slot of whatever type.
trait Kept: Any + Send + Sync {
    fn ends_first(&self) -> bool;
    /// Interrupts what is at work with it, and drops the state. Whether nothing is left at work.
    fn end(&self) -> bool;
}

impl<H: Handle> Kept for Slot<H> {
    fn ends_first(&self) -> bool {
        H::ENDS_FIRST
    }

    fn end(&self) -> bool {
        H::interrupt(&self.side);
        let mut state = match self.state.try_lock() {
            Ok(state) => state,
            Err(TryLockError::Poisoned(poisoned)) => poisoned.into_inner(),
            Err(TryLockError::WouldBlock) => return false,
        };
        drop(state.take());
        true
    }
}

struct Table {
    given_out: usize,
    slots: BTreeMap<usize, Arc<dyn Kept>>,
}

impl Table {
    const EMPTY: Self = Self {
        given_out: 0,
        slots: BTreeMap::new(),
    };
}

#[cfg(not(all(loom, test)))]
static TABLE: Mutex<Table> = Mutex::new(Table::EMPTY);
#[cfg(all(loom, test))]
loom::lazy_static! {
    static ref TABLE: Mutex<Table> = Mutex::new(Table::EMPTY);
}

/// The table. Nothing panics while it is locked, so a poisoned lock means nothing.
fn table() -> MutexGuard<'static, Table> {
    TABLE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// How many handles there are.
pub fn alive() -> usize {
    table().slots.len()
}

/// A new handle.
pub fn make<H: Handle>(state: H::State, side: H::Side) -> Result<*mut H, Failure> {
    let slot: Arc<dyn Kept> = Arc::new(Slot::<H> {
        state: Mutex::new(Some(state)),
        side,
    });
    let mut table = table();
    // Multiples of 16 look aligned to whoever checks; the first pages are never mapped, so that a
    // program that reads through a young handle stops at once.
    let ticket = table
        .given_out
        .checked_add(16)
        .ok_or_else(|| refused::<H>(MNR_ERROR_HANDLE, "no number is left for a further handle"))?;
    table.given_out = ticket;
    table.slots.insert(ticket, slot);
    Ok(core::ptr::without_provenance_mut(ticket))
}

fn slot<H: Handle>(handle: *const H) -> Result<Arc<Slot<H>>, Failure> {
    if handle.is_null() {
        return Err(Failure::null(H::NAME));
    }
    let found = table().slots.get(&handle.addr()).cloned();
    found
        .and_then(|slot| downcast(slot))
        .ok_or_else(|| not_a::<H>())
}

/// `Arc::downcast` for a slot.
fn downcast<H: Handle>(slot: Arc<dyn Kept>) -> Option<Arc<Slot<H>>> {
    let slot: Arc<dyn Any + Send + Sync> = slot;
    slot.downcast().ok()
}

/// Something is wrong with a handle.
fn refused<H: Handle>(status: i32, text: &str) -> Failure {
    Failure::new(status, format_args!("{}: {text}", H::NAME))
}

fn not_a<H: Handle>() -> Failure {
    refused::<H>(
        MNR_ERROR_HANDLE,
        "this is no such handle, or one that was freed",
    )
}

type Locked<'a, H> = MutexGuard<'a, Option<<H as Handle>::State>>;

/// The state, at once or after a short wait.
fn lock<H: Handle>(slot: &Slot<H>) -> Result<Locked<'_, H>, TryLockError<Locked<'_, H>>> {
    if H::WAITS {
        slot.state.lock().map_err(TryLockError::Poisoned)
    } else {
        slot.state.try_lock()
    }
}

/// Works with the state behind a handle.
pub fn with<H: Handle, R>(
    handle: *const H,
    work: impl FnOnce(&mut H::State) -> Result<R, Failure>,
) -> Result<R, Failure> {
    let slot = slot(handle)?;
    let mut state = match lock(&slot) {
        Ok(state) => state,
        Err(TryLockError::WouldBlock) => {
            return Err(refused::<H>(
                MNR_ERROR_BUSY,
                "the handle is at work in another thread or in the call that runs this callback",
            ));
        }
        Err(TryLockError::Poisoned(_)) => {
            return Err(refused::<H>(
                MNR_ERROR_POISONED,
                "a call with this handle panicked; only free it",
            ));
        }
    };
    match state.as_mut() {
        Some(state) => work(state),
        None => Err(not_a::<H>()),
    }
}

/// Works with what other threads may use while the handle is at work.
pub fn beside<H: Handle>(handle: *const H, work: impl FnOnce(&H::Side)) -> Result<(), Failure> {
    work(&slot(handle)?.side);
    Ok(())
}

/// Takes the state out and forgets the handle. Refused while it is at work; a poisoned one gives
/// its state too, to be dropped.
pub fn take<H: Handle>(handle: *const H) -> Result<H::State, Failure> {
    let slot = slot(handle)?;
    let mut state = match lock(&slot) {
        Ok(state) => state,
        Err(TryLockError::Poisoned(poisoned)) => poisoned.into_inner(),
        Err(TryLockError::WouldBlock) => {
            return Err(refused::<H>(
                MNR_ERROR_BUSY,
                "the handle is at work and was not freed",
            ));
        }
    };
    let taken = state.take().ok_or_else(|| not_a::<H>())?;
    table().slots.remove(&handle.addr());
    Ok(taken)
}

/// Frees a handle; nothing for NULL.
pub fn free<H: Handle>(handle: *mut H) -> Result<(), Failure> {
    if handle.is_null() {
        return Ok(());
    }
    take(handle).map(drop)
}

/// Ends all handles: those that end first, and when none of these is at work any more the others, the
/// youngest first, which may lie over the older ones. How many are left, since they are at work.
pub fn end_all() -> usize {
    for first in [true, false] {
        let slots: Vec<_> = {
            let table = table();
            let of_this_turn = table.slots.iter().rev();
            of_this_turn
                .filter(|(_, slot)| slot.ends_first() == first)
                .map(|(ticket, slot)| (*ticket, Arc::clone(slot)))
                .collect()
        };
        let mut at_work = 0_usize;
        for (ticket, slot) in slots {
            // Outside of the table's lock: a state that goes may call back.
            if slot.end() {
                table().slots.remove(&ticket);
            } else {
                at_work = at_work.saturating_add(1);
            }
        }
        if at_work > 0 {
            return at_work;
        }
    }
    0
}

#[cfg(all(loom, test))]
mod model;

#[cfg(all(test, not(loom)))]
mod tests {
    use super::*;
    use std::panic::AssertUnwindSafe;

    struct One;
    impl Handle for One {
        type State = u32;
        type Side = ();
        const NAME: &'static str = "one";
    }
    struct Other;
    impl Handle for Other {
        type State = String;
        type Side = ();
        const NAME: &'static str = "other";
    }

    /// Holds: A4
    #[test]
    fn a_handle_is_good_from_make_to_free_and_for_its_type_only() {
        let one = make::<One>(7, ()).unwrap();
        assert_eq!(with(one, |state| Ok(*state)).unwrap(), 7);
        let wrong = with(one.cast::<Other>(), |_| Ok(())).unwrap_err();
        assert_eq!(wrong.status, MNR_ERROR_HANDLE);
        free(one).unwrap();
        assert_eq!(with(one, |_| Ok(())).unwrap_err().status, MNR_ERROR_HANDLE);
        assert_eq!(free(one).unwrap_err().status, MNR_ERROR_HANDLE);
        assert!(free::<One>(core::ptr::null_mut()).is_ok());
    }

    /// Holds: A5
    #[test]
    fn a_handle_at_work_is_neither_used_nor_freed() {
        let one = make::<One>(7, ()).unwrap();
        with(one, |_| {
            assert_eq!(with(one, |_| Ok(())).unwrap_err().status, MNR_ERROR_BUSY);
            assert_eq!(free(one).unwrap_err().status, MNR_ERROR_BUSY);
            Ok(())
        })
        .unwrap();
        free(one).unwrap();
    }

    /// Holds: A5
    #[test]
    fn where_it_is_allowed_a_second_thread_waits() {
        struct Waiting;
        impl Handle for Waiting {
            type State = u32;
            type Side = ();
            const NAME: &'static str = "waiting";
            const WAITS: bool = true;
        }
        let handle = make::<Waiting>(0, ()).unwrap().addr();
        let add = move || {
            for _ in 0..1000 {
                let handle = core::ptr::without_provenance::<Waiting>(handle);
                with(handle, |state| {
                    *state += 1;
                    Ok(())
                })
                .unwrap();
            }
        };
        let threads = [std::thread::spawn(add), std::thread::spawn(add)];
        for thread in threads {
            thread.join().unwrap();
        }
        let handle = core::ptr::without_provenance_mut::<Waiting>(handle);
        assert_eq!(take(handle).unwrap(), 2000);
    }

    /// What is at work ends when it is done; whatever else there is ends at once, a poisoned one too.
    #[test]
    fn a_slot_ends_unless_it_is_at_work() {
        let slot = Slot::<One> {
            state: Mutex::new(Some(7)),
            side: (),
        };
        let at_work = slot.state.lock().unwrap();
        assert!(!slot.end());
        drop(at_work);
        assert!(slot.end());
        assert!(slot.state.lock().unwrap().is_none());

        let poisoned = Slot::<One> {
            state: Mutex::new(Some(7)),
            side: (),
        };
        let caught = std::panic::catch_unwind(AssertUnwindSafe(|| {
            let _state = poisoned.state.lock().unwrap();
            panic!();
        }));
        assert!(caught.is_err() && poisoned.end());
    }

    /// Holds: A7
    #[test]
    fn a_panic_poisons_the_handle_and_it_can_still_be_freed() {
        let one = make::<One>(7, ()).unwrap();
        let caught =
            std::panic::catch_unwind(|| with(one, |_| -> Result<(), Failure> { panic!() }));
        assert!(caught.is_err());
        let refused = with(one, |_| Ok(())).unwrap_err();
        assert_eq!(refused.status, MNR_ERROR_POISONED);
        free(one).unwrap();
    }
}
