//! What a whole check-in costs on the wire as the desk really runs it, step by step, from the virtual
//! card's log. `docs/exchanges.md` shows what each exchange is for.

use mynareader_rehearsal::stage;

use mynareader::desk::Unshared;
use mynareader::facts::Method;
use mynareader::guidance::Language;
use mynareader::reception::{Config, Outcome, Scope, StaffCheck};
use mynareader_emulator::{ExtendedFailure, Link, Personas};
use stage::{Habit, Play, play, trusting_the_test_authority};

const DAY: &str = "2026-11-24";

/// The letters of `docs/exchanges.md`: the instruction, in lower case where it leaves the
/// application.
fn letter(command: &[u8]) -> char {
    match command {
        [_, 0xA4, 0x04, ..] if command.windows(5).any(|part| part == ISSUER) => 's',
        [_, 0xA4, ..] => 'S',
        [_, 0x20, _, _] => 'Q',
        [_, 0x20, ..] => 'V',
        [_, 0xB0, _, _, 0, _, _] => 'X',
        [_, 0xB0, ..] => 'R',
        [_, 0x2A, ..] | [_, 0x88, ..] => 'G',
        [_, 0xCA, ..] => 'D',
        other => panic!(
            "an instruction that no check-in needs: {:02X?}",
            other.get(1)
        ),
    }
}

/// The beginning of the issuer security domain's AID (GlobalPlatform).
const ISSUER: &[u8] = &[0xA0, 0x00, 0x00, 0x01, 0x51];

fn flow(link: Link, method: Method) -> String {
    let personas = Personas::at(DAY.parse().unwrap()).unwrap();
    let persona = personas.get("adult").unwrap();
    let card = persona.card().unwrap().with_link(link);
    let handle = card.handle();
    let mut config = Config::default();
    config.staff_check = StaffCheck::FromMethodScreen;
    let played = play(
        Play::new(
            config,
            DAY.parse().unwrap(),
            Language::EN,
            Habit::new(method),
            trusting_the_test_authority().unwrap(),
        )
        .about(persona, persona.pin().unwrap())
        .unwrap(),
        &mut Unshared(card),
        &mut |_| {},
    )
    .unwrap();
    assert_eq!(played.outcome, Outcome::Admitted(Scope::Full));
    assert!(!handle.is_powered());
    handle
        .log()
        .iter()
        .map(|exchange| letter(&exchange.command))
        .collect()
}

/// Identification, then (after the patient's choice) the task, then what the national software
/// costs, then the end.
const IDENTIFY: &str = "DDSRRQXSQ";
const FACE: &str = "SQVXXGs";
const PIN: &str = "SQVGs";
const TAKEN_AGAIN: &str = "sD";
const END: &str = "s";

#[test]
fn with_extended_reads() {
    let whole = |task: &str| format!("{IDENTIFY}{task}{TAKEN_AGAIN}{END}");
    assert_eq!(flow(Link::EXTENDED, Method::Face), whole(FACE));
    assert_eq!(flow(Link::EXTENDED, Method::Face).len(), 19);
    assert_eq!(flow(Link::EXTENDED, Method::Pin), whole(PIN));
    assert_eq!(flow(Link::EXTENDED, Method::Pin).len(), 17);
    assert_eq!(flow(Link::EXTENDED, Method::Staff), whole(""));
    assert_eq!(flow(Link::EXTENDED, Method::Staff).len(), 12);
}

/// In short blocks the three long files take more; everything else stays.
#[test]
fn with_short_reads() {
    let short = flow(Link::SHORT, Method::Face);
    let others = |text: &str| -> String { text.replace(['R', 'X'], "") };
    assert_eq!(
        others(&short),
        others(&format!("{IDENTIFY}{FACE}{TAKEN_AGAIN}{END}"))
    );
    // A link that claims extended reads and fails: one exchange in the whole check-in, though each
    // task has a session of its own.
    for failure in [ExtendedFailure::Refused(0x6700), ExtendedFailure::Broken] {
        let pretending = flow(Link::failing_extended(failure), Method::Face);
        assert_eq!(pretending.matches('X').count(), 1);
        assert_eq!(pretending.replacen('X', "", 1), short);
    }
}
