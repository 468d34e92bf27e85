//! The table of handles in every order in which two threads can come: `tools/loom`.

use core::ptr::without_provenance_mut;

use loom::sync::Arc;
use loom::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use loom::thread;

use super::super::status::{MNR_ERROR_BUSY, MNR_ERROR_HANDLE};
use super::{Failure, Handle, free, make, with};

/// Counts how often a state is dropped.
struct State(Arc<AtomicUsize>);

impl Drop for State {
    fn drop(&mut self) {
        self.0.fetch_add(1, SeqCst);
    }
}

struct Refusing;
impl Handle for Refusing {
    type State = State;
    type Side = ();
    const NAME: &'static str = "refusing";
}

struct Waiting;
impl Handle for Waiting {
    type State = usize;
    type Side = ();
    const NAME: &'static str = "waiting";
    const WAITS: bool = true;
}

fn status<T>(result: Result<T, Failure>) -> i32 {
    result.map_or_else(|failure| failure.status, |_| 0)
}

/// No number is given out twice.
///
/// Holds: A4
#[test]
fn two_handles_that_are_made_at_once_are_two() {
    loom::model(|| {
        let one = thread::spawn(|| make::<Waiting>(1, ()).unwrap().addr());
        let two = make::<Waiting>(2, ()).unwrap();
        let one = one.join().unwrap();
        assert_ne!(one, two.addr());
        let value = |handle| with::<Waiting, _>(handle, |state| Ok(*state)).unwrap();
        assert_eq!((value(without_provenance_mut(one)), value(two)), (1, 2));
    });
}

/// Of two that free one handle one does, and the state goes once; who works with it meanwhile is
/// either served or refused.
///
/// Holds: A4, A5
#[test]
fn a_handle_is_freed_once_and_not_under_who_works_with_it() {
    loom::model(|| {
        let dropped = Arc::new(AtomicUsize::new(0));
        let handle = make::<Refusing>(State(dropped.clone()), ()).unwrap();
        let number = handle.addr();
        let (other, seen) = (number, dropped.clone());
        let freeing =
            thread::spawn(move || status(free::<Refusing>(without_provenance_mut(other))));
        let worked = status(with::<Refusing, _>(handle, |state| {
            assert_eq!(state.0.load(SeqCst), 0, "freed while it is at work");
            Ok(())
        }));
        assert!(
            [0, MNR_ERROR_BUSY, MNR_ERROR_HANDLE].contains(&worked),
            "{worked}"
        );
        let here = status(free::<Refusing>(handle));
        let there = freeing.join().unwrap();
        let freed = [here, there].iter().filter(|status| **status == 0).count();
        // Both may have met the other at work; then it is still there.
        assert!(freed <= 1, "freed twice");
        assert_eq!(seen.load(SeqCst), freed);
        if freed == 1 {
            let gone = status(with::<Refusing, _>(handle, |_| Ok(())));
            assert_eq!(gone, MNR_ERROR_HANDLE);
        }
    });
}

/// Where waiting is allowed, nobody is refused and nothing is lost.
///
/// Holds: A5
#[test]
fn two_that_wait_for_each_other_are_both_served() {
    loom::model(|| {
        let handle = make::<Waiting>(0, ()).unwrap();
        let number = handle.addr();
        let add = |handle: *mut Waiting| {
            with(handle, |state| {
                // The other may come in between.
                thread::yield_now();
                *state += 1;
                Ok(())
            })
        };
        let other = thread::spawn(move || status(add(without_provenance_mut(number))));
        assert_eq!(status(add(handle)), 0);
        assert_eq!(other.join().unwrap(), 0);
        assert_eq!(super::take(handle).unwrap(), 2);
    });
}
