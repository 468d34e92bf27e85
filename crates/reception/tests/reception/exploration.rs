//! Every state that the shipped `Reception::handle` can reach over an abstract card, with every
//! event in each of them, and the ten invariants held against all of it
//! (docs/boundary.md, "What always holds").
//!
//! The search is breadth first, so that the sequence of events printed for a broken invariant is a
//! shortest one. The abstract card keeps the counters; the ghost beside it remembers what happened
//! in the session independently of the reception. What the search saw is `docs/reception.md`.

use crate::model::explore::{Coverage, explore};
use crate::model::world::quick_with;
use crate::model::{quick, table};
use mynareader_facts::Mode;
use mynareader_reception::reception::{
    Ahead, Config, Fitted, Patience, PhoneReader, PinVerifier, PrescriptionChoice, StaffCheck,
    State,
};

/// A set-up to explore; with a few of the cards only, or with all.
struct SetUp {
    name: &'static str,
    few: bool,
    config: Config,
}

fn set_ups() -> Vec<SetUp> {
    let set_up = |name, few, change: fn(&mut Config)| SetUp {
        name,
        few,
        config: quick_with(change),
    };
    vec![
        set_up("everything read at once, every card", false, |_| ()),
        set_up("read ahead, without phones", true, |config| {
            config.ahead = Ahead::all();
            config.fitted = Fitted::FACE | Fitted::KEYPAD;
            config.pins = 1;
        }),
        set_up(
            "PIN handed over, staff check from the method screen, prescription first",
            true,
            |config| {
                config.pin_verifier = PinVerifier::NationalSoftware;
                config.staff_check = StaffCheck::FromMethodScreen;
                config.prescription = PrescriptionChoice::BeforeConsent;
                config.ahead = Ahead::CERTIFICATE;
                config.fitted = Fitted::FACE | Fitted::KEYPAD;
                config.face.liveness_required = true;
            },
        ),
        set_up(
            "no staff check on the reader, no phones, prescription last",
            true,
            |config| {
                config.staff_check = StaffCheck::InVisualModeOnly;
                config.registration_by_sight = None;
                config.methods_after_read_error = true;
                config.prescription = PrescriptionChoice::AfterConsent;
                config.fitted = Fitted::FACE | Fitted::KEYPAD;
            },
        ),
        set_up("camera only, everything tried twice", true, |config| {
            config.fitted = Fitted::FACE;
            config.face.attempts = 2;
            config.face.captures = 2;
            config.code_b.scans = 2;
            config.passcodes = 2;
            config.refusals = 2;
        }),
        set_up("keypad only, in the PIN-only mode", true, |config| {
            config.fitted = Fitted::KEYPAD;
            config.mode = Mode::PinOnly;
            config.pins = 3;
        }),
        set_up("neither camera nor keypad", true, |config| {
            config.fitted = Fitted::empty()
        }),
        set_up(
            "ways back, and the staff check after a failure",
            true,
            |config| {
                config.ways_back = 1;
                config.pins = 1;
                config.staff_check = StaffCheck::AfterFailure;
            },
        ),
        set_up(
            "phones on a paired reader, ways back, 医療費助成",
            true,
            |config| {
                config.phone_reader = PhoneReader::Paired;
                config.ways_back = 1;
                config.pins = 1;
                config.subsidy = true;
                config.pin_verifier = PinVerifier::NationalSoftware;
            },
        ),
        set_up(
            "phones in the PIN-only mode, more time, a bound on the whole",
            true,
            |config| {
                config.mode = Mode::PinOnly;
                config.fitted = Fitted::KEYPAD | Fitted::PHONES;
                config.ways_back = 1;
                config.pins = 1;
                config.patience.check_in = 2 * Patience::LEAST;
                config.patience.more_time = 2;
            },
        ),
        set_up("rehearsal", true, |config| {
            config.rehearsal = true;
            config.staff_check = StaffCheck::FromMethodScreen;
            config.ahead = Ahead::CERTIFICATE;
        }),
        set_up("rehearsal, PIN handed over", true, |config| {
            config.rehearsal = true;
            config.pin_verifier = PinVerifier::NationalSoftware;
        }),
    ]
}

/// Holds: I1, I2, I3, I4, I5, I6, I7, I8, I9, I10
#[test]
fn every_reachable_state_keeps_the_invariants() {
    let set_ups = set_ups();
    let next = std::sync::Mutex::new(set_ups.into_iter());
    let done = std::sync::Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                // A broken invariant is enough: nothing more is begun.
                let _stop = Stop(&next);
                loop {
                    let Some(set_up) = next.lock().unwrap().next() else {
                        break;
                    };
                    let coverage = explore(set_up.config, set_up.few);
                    println!(
                        "{}: {} states, {} transitions, longest shortest path {}, longest \
                         check-in {}, {} looked at beside",
                        set_up.name,
                        coverage.states,
                        coverage.transitions,
                        coverage.depth,
                        coverage.longest,
                        coverage.probes
                    );
                    done.lock()
                        .unwrap()
                        .push((set_up.name.to_owned(), coverage));
                }
            });
        }
    });
    let mut coverages = done.into_inner().unwrap();
    coverages.sort_by_key(|(name, _)| self::set_ups().iter().position(|one| one.name == name));

    for (name, coverage) in &coverages {
        if name.starts_with("rehearsal") {
            rehearsal_asks_nobody(coverage);
        }
    }
    assert_eq!(table::unvisited(&coverages), Vec::<String>::new());
    println!("{}", table::summary(&coverages));
    is_current("docs/reception.md", &table::page(&coverages));
    let header = std::fs::read_to_string(root().join("include/mynareader.h")).unwrap();
    is_current("docs/quick-reference.md", &quick::page(&coverages, &header));
}

/// Empties the queue when its thread panics.
struct Stop<'a>(&'a std::sync::Mutex<std::vec::IntoIter<SetUp>>);

impl Drop for Stop<'_> {
    fn drop(&mut self) {
        if std::thread::panicking()
            && let Ok(mut queue) = self.0.lock()
        {
            *queue = Vec::new().into_iter();
        }
    }
}

fn rehearsal_asks_nobody(coverage: &Coverage) {
    for state in [
        State::ObtainingChallenge,
        State::CheckingPasscode,
        State::AuthenticatingWithPin,
        State::Authenticating,
        State::Registering,
        State::QueryingEligibility,
        State::Delivering,
    ] {
        assert!(!coverage.by_state.contains_key(&state), "{state}");
    }
}

fn root() -> std::path::PathBuf {
    std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn is_current(name: &str, page: &str) {
    let path = root().join(name);
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, page).unwrap();
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        written == page,
        "{name} is not what the code does: UPDATE_DOCS=1 cargo test -p mynareader-reception \
         --test reception exploration"
    );
}
