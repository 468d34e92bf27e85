//! A reader that answers the query of tries by itself (nfc-pcsc#37, acsccid#30) makes no desk spend a
//! try that nobody decided on: neither of the PIN nor of code B.

use mynareader::desk::Unshared;
use mynareader::facts::Method;
use mynareader::guidance::Language;
use mynareader::journal::Entry;
use mynareader::reception::{Config, LastTry, PinVerifier, StaffCheck};
use mynareader_emulator::{KeyRef, Personas, hostile};
use mynareader_rehearsal::stage::{Habit, Play, play, trusting_the_test_authority};

const DAY: &str = "2026-11-24";

/// Whoever it is comes to the counter, in front of such a reader, and enters a wrong PIN.
fn visit(name: &str, method: Method, answer: u16) {
    let personas = Personas::at(DAY.parse().unwrap()).unwrap();
    let persona = personas.get(name).unwrap();
    let card = persona.card().unwrap();
    let seen = card.handle();
    seen.add_fault(hostile::answers_queries_itself(answer));
    let before = seen.tries_left(KeyRef::CODE_B);
    let mut config = Config::default();
    config.staff_check = StaffCheck::FromMethodScreen;
    config.pin_verifier = PinVerifier::Library;
    let played = play(
        Play::new(
            config,
            DAY.parse().unwrap(),
            Language::EN,
            Habit::new(method),
            trusting_the_test_authority().unwrap(),
        )
        .about(persona, "9713")
        .unwrap(),
        &mut Unshared(card),
        &mut |_| {},
    )
    .unwrap();
    let entries: Vec<_> = played
        .journal
        .lines()
        .iter()
        .map(|line| &line.entry)
        .collect();
    let decided = |wanted: LastTry| {
        entries
            .iter()
            .filter(|entry| matches!(entry, Entry::LastTry { decision, .. } if *decision == wanted))
            .count()
    };
    let case = format!("{name}, {method:?}, {answer:04X}");
    let judged = usize::try_from(seen.counts(KeyRef::AUTHENTICATION_PIN).wrong).unwrap();
    assert!(judged <= decided(LastTry::Spend), "{case}: {judged} tries");
    if method == Method::Pin {
        assert!(
            decided(LastTry::Spend) + decided(LastTry::Keep) > 0,
            "{case}: nobody was asked"
        );
    }
    assert_eq!(seen.tries_left(KeyRef::CODE_B), before, "{case}");
    assert!(!seen.is_powered(), "{case}");
}

/// Holds: R3, I2
#[test]
fn a_reader_that_counts_by_itself_spends_no_try() {
    let answers = (0x63C4..=0x63CF_u16).chain([0x6300, 0x9000]);
    for answer in answers {
        visit("pin-last-try", Method::Pin, answer);
        visit("adult", Method::Pin, answer);
    }
    // Code B has ten tries: with fewer the reader's word passes for the card's.
    for answer in (0x63CB..=0x63CF_u16).chain([0x6300, 0x9000]) {
        visit("code-b-last-try", Method::Face, answer);
        visit("adult", Method::Face, answer);
    }
}
