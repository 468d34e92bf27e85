//! The inbox in every order in which two threads can come: `tools/loom`.

use loom::thread;

use super::{Handle, NotPosted, Posted, Secret};
use mynareader_card::secret::Pin;
use mynareader_reception::reception::{Actor, Number};

fn secret() -> Posted {
    let pin = Pin::from_ascii(b"1234").unwrap();
    let number = Number {
        station: 1,
        session: 1,
        sequence: 1,
    };
    Posted::Secret(number, Secret::Pin(pin, Actor::Patient))
}

/// Who sleeps when something comes is woken by it, whenever it comes.
#[test]
fn nobody_sleeps_beside_an_event() {
    loom::model(|| {
        let handle = Handle::new();
        let other = handle.clone();
        let poster = thread::spawn(move || other.card_removed().unwrap());
        handle.wait(None);
        assert!(handle.next().is_some());
        poster.join().unwrap();
    });
}

/// The same for the stop.
#[test]
fn nobody_sleeps_beside_a_stop() {
    loom::model(|| {
        let handle = Handle::new();
        let other = handle.clone();
        let stopper = thread::spawn(move || other.stop());
        handle.wait(None);
        assert!(handle.is_stopped());
        stopper.join().unwrap();
    });
}

/// A secret that is posted while the desk goes is refused or dropped; none stays.
///
/// Holds: A8
#[test]
fn no_secret_stays_in_a_closed_inbox() {
    loom::model(|| {
        let handle = Handle::new();
        let other = handle.clone();
        let poster = thread::spawn(move || other.post(secret()));
        handle.close();
        let posted = poster.join().unwrap();
        assert!(matches!(posted, Ok(()) | Err(NotPosted::Closed)));
        assert!(handle.next().is_none(), "a secret stays");
        assert_eq!(handle.post(secret()), Err(NotPosted::Closed));
    });
}
