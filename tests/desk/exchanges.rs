//! What a whole check-in costs on the wire as the desk really runs it, step by step, from the virtual
//! card's log. `docs/exchanges.md` shows what each exchange is for.

use super::unhurried::Unhurried;
use mynareader::facts::Method;
use mynareader::reception::{Ahead, Config, Outcome, Scope};
use mynareader_emulator::{CardHandle, ExtendedFailure, Link, Personas};

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

/// With this read ahead, where everybody takes their time.
fn flow_with(link: Link, method: Method, ahead: Ahead) -> String {
    let personas = Personas::at(DAY.parse().unwrap()).unwrap();
    let persona = personas.get("adult").unwrap();
    let card = persona.card().unwrap().with_link(link);
    let mut config = Config::default();
    config.ahead = ahead;
    let mut check_in = Unhurried::new(persona, card, config, method);
    check_in.run(DAY);
    assert_eq!(
        check_in.desk.reception().outcome(),
        Some(Outcome::Admitted(Scope::Full))
    );
    assert!(!check_in.card.is_powered());
    letters(&check_in.card)
}

/// What was sent so far.
pub fn letters(card: &CardHandle) -> String {
    let log = card.log();
    log.iter().map(|made| letter(&made.command)).collect()
}

fn flow(link: Link, method: Method) -> String {
    flow_with(link, method, Ahead::all())
}

/// Identification, then what is read ahead, then (after the patient's choice) the task, then what the
/// national software costs, then the end.
const IDENTIFY: &str = "DDSRQ";
const AHEAD: &str = "SRXSQX";
const FACE: &str = "SQVXGs";
const PIN: &str = "SQVGs";
const TAKEN_AGAIN: &str = "sD";
const END: &str = "s";

#[test]
fn with_extended_reads() {
    let whole = |task: &str| format!("{IDENTIFY}{AHEAD}{task}{TAKEN_AGAIN}{END}");
    assert_eq!(flow(Link::EXTENDED, Method::Face), whole(FACE));
    assert_eq!(flow(Link::EXTENDED, Method::Face).len(), 20);
    assert_eq!(flow(Link::EXTENDED, Method::Pin), whole(PIN));
    assert_eq!(flow(Link::EXTENDED, Method::Pin).len(), 19);
    assert_eq!(flow(Link::EXTENDED, Method::Staff), whole(""));
    assert_eq!(flow(Link::EXTENDED, Method::Staff).len(), 14);
}

/// Everything before the screen with the methods: fewer exchanges, and the patient waits for them.
#[test]
fn with_nothing_read_ahead() {
    let whole = |task: &str| format!("DDSRQRXSQ{task}{TAKEN_AGAIN}{END}");
    for (method, task, exchanges) in [
        (Method::Face, "SQVXXGs", 19),
        (Method::Pin, PIN, 17),
        (Method::Staff, "", 12),
    ] {
        let made = flow_with(Link::EXTENDED, method, Ahead::empty());
        assert_eq!(made, whole(task));
        assert_eq!(made.len(), exchanges);
    }
    // Of each part by itself.
    for (ahead, begin) in [
        (Ahead::CERTIFICATE, "DDSRQSQSRX"),
        (Ahead::CODE_B_TRIES, "DDSRQRXSQ"),
        // It is read beside the tries of code B, and otherwise with the record.
        (Ahead::RECORD_SIGNER, "DDSRQRXSQ"),
        (Ahead::CODE_B_TRIES | Ahead::RECORD_SIGNER, "DDSRQRXSQX"),
    ] {
        let made = flow_with(Link::EXTENDED, Method::Pin, ahead);
        assert!(made.starts_with(begin), "{ahead:?}: {made}");
    }
}

/// In short blocks the three long files take more; everything else stays.
#[test]
fn with_short_reads() {
    let short = flow(Link::SHORT, Method::Face);
    let others = |text: &str| -> String { text.replace(['R', 'X'], "") };
    assert_eq!(
        others(&short),
        others(&format!("{IDENTIFY}{AHEAD}{FACE}{TAKEN_AGAIN}{END}"))
    );
    // A link that claims extended reads and fails: one exchange in the whole check-in, though each
    // task has a session of its own.
    for failure in [ExtendedFailure::Refused(0x6700), ExtendedFailure::Broken] {
        let pretending = flow(Link::failing_extended(failure), Method::Face);
        assert_eq!(pretending.matches('X').count(), 1);
        assert_eq!(pretending.replacen('X', "", 1), short);
    }
}
