//! Every state that the shipped [`Reception::handle`] can reach over an abstract card, with every
//! event in each of them, and the nine invariants of the design held against all of it.
//!
//! The search is breadth first, so that the sequence of events printed for a broken invariant is a
//! shortest one. It prints what it covered. The abstract card keeps the counters; the ghost beside
//! it remembers what happened in the session independently of the reception.

mod reception {
    pub mod explore;
    pub mod ghost;
    pub mod world;
}

use mynareader::facts::Mode;
use mynareader::reception::{Fitted, PinVerifier, PrescriptionChoice, StaffCheck, State};
use reception::explore::{Coverage, explore};
use reception::world::{quick, quick_with};

fn report(name: &str, coverage: &Coverage) {
    println!(
        "{name}: {} states, {} transitions, longest shortest path {}, {} checked beside",
        coverage.states, coverage.transitions, coverage.depth, coverage.probes
    );
}

/// The reader as it is delivered, every card, every mode reached by switching.
#[test]
fn every_state_of_the_unattended_reader_keeps_the_invariants() {
    let coverage = explore(quick());
    report("staff check after a failure", &coverage);
    assert_eq!(coverage.unvisited(), Vec::<String>::new());
}

/// The staff check from the method screen, the PIN handed over, prescriptions asked.
#[test]
fn every_state_with_the_pin_handed_over_keeps_the_invariants() {
    let coverage = explore(quick_with(|config| {
        config.pin_verifier = PinVerifier::NationalSoftware;
        config.staff_check = StaffCheck::FromMethodScreen;
        config.prescription = PrescriptionChoice::BeforeConsent;
        config.methods_after_read_error = true;
        config.face.liveness_required = true;
    }));
    report("PIN handed over, prescription before consent", &coverage);
}

/// A reader of the first days: no staff check on it, no registration after one.
#[test]
fn every_state_without_a_staff_check_on_the_reader_keeps_the_invariants() {
    let coverage = explore(quick_with(|config| {
        config.staff_check = StaffCheck::InVisualModeOnly;
        config.registration_after_staff_check = false;
        config.prescription = PrescriptionChoice::AfterConsent;
        config.fitted = Fitted::FACE | Fitted::KEYPAD;
    }));
    report("no staff check on the reader", &coverage);
}

/// A rehearsal asks the national software for nothing and admits nobody.
#[test]
fn every_state_of_a_rehearsal_keeps_the_invariants() {
    for verifier in [PinVerifier::Library, PinVerifier::NationalSoftware] {
        let coverage = explore(quick_with(|config| {
            config.rehearsal = true;
            config.pin_verifier = verifier;
            config.staff_check = StaffCheck::FromMethodScreen;
        }));
        report("rehearsal", &coverage);
        assert!(!coverage.saw(State::Authenticating));
        assert!(!coverage.saw(State::QueryingEligibility));
    }
}

/// A reader without camera or keypad has the staff check, or says that nothing is left.
#[test]
fn every_state_of_a_bare_reader_keeps_the_invariants() {
    for (fitted, mode) in [
        (Fitted::empty(), Mode::Unattended),
        (Fitted::KEYPAD, Mode::PinOnly),
        (Fitted::FACE, Mode::Unattended),
    ] {
        let coverage = explore(quick_with(|config| {
            config.fitted = fitted;
            config.mode = mode;
            config.face.attempts = 2;
            config.face.captures = 2;
            config.code_b.scans = 2;
        }));
        report("bare reader", &coverage);
    }
}
