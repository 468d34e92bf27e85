//! `qualify` on the virtual card: what it measures, what it keeps to itself, and, over random schedules of
//! faults, that no secret goes out that was not announced and none at or below the floor. The wire
//! counts, not the program.

#[path = "../../../tests/support/fed.rs"]
mod fed;
#[path = "../../../tests/schedules/random.rs"]
mod random;

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use mynareader::card::Profile;
use mynareader::facts::Key;
use mynareader::secret::{CodeB, Pin};
use mynareader::transport::{
    LinkCapabilities, LinkError, LinkErrorKind, ResponseBuffer, Sent, Transport,
};
use mynareader_cli::qualify::guard::{Bench, Guarded};
use mynareader_cli::qualify::measure::{Measured, Presented, Secrets, measure};
use mynareader_cli::qualify::plan::{Act, Effect, plan, text};
use mynareader_cli::qualify::report::{Report, percentile};
use mynareader_console::Lang;
use mynareader_emulator::{
    CardHandle, Chip, Day, Fault, Image, KeyRef, Link, Misbehaviour, Persona, Personas, Policy,
    VirtualCard, hostile,
};
use random::Random;
use serde_json::Value;

const DAY: &str = "2026-11-22";

/// What happened, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Event {
    Announced(Key),
    /// A command with a secret reached the wire, with so many tries left on the chip before.
    OnTheWire(Key, u8),
}

/// The wire under the program, which notes every command that holds a secret.
struct Wire {
    card: VirtualCard,
    handle: CardHandle,
    events: Rc<RefCell<Vec<Event>>>,
    headers: Rc<RefCell<Vec<[u8; 4]>>>,
}

impl Transport for Wire {
    fn transmit(
        &mut self,
        command: &[u8],
        response: &mut ResponseBuffer,
        limit: Duration,
    ) -> Result<(), LinkError> {
        self.headers
            .borrow_mut()
            .push(*command.first_chunk().unwrap());
        if matches!(command[1], 0x20 | 0x21 | 0x24 | 0x2C) && command.len() > 4 {
            // The PIN has four digits, code B fourteen.
            let (key, chip) = match command[4] {
                4 => (Key::AuthenticationPin, KeyRef::AUTHENTICATION_PIN),
                14 => (Key::CodeB, KeyRef::CODE_B),
                other => panic!("a secret of {other} bytes"),
            };
            let left = self.handle.tries_left(chip).unwrap();
            self.events.borrow_mut().push(Event::OnTheWire(key, left));
        }
        self.card.transmit(command, response, limit)
    }

    fn capabilities(&self) -> LinkCapabilities {
        self.card.capabilities()
    }

    fn reset(&mut self) -> Result<(), LinkError> {
        self.card.reset()
    }

    fn power_down(&mut self) -> Result<(), LinkError> {
        self.card.power_down()
    }
}

impl Bench for Wire {
    fn reopen(&mut self) -> Result<(), LinkError> {
        self.card.reset()
    }
}

struct Run {
    measured: Measured,
    events: Vec<Event>,
    headers: Vec<[u8; 4]>,
    handle: CardHandle,
    acts: Vec<Act>,
}

fn qualified(card: VirtualCard, secrets: &Secrets) -> Run {
    let handle = card.handle();
    let events = Rc::new(RefCell::new(Vec::new()));
    let headers = Rc::new(RefCell::new(Vec::new()));
    let wire = Wire {
        card,
        handle: handle.clone(),
        events: events.clone(),
        headers: headers.clone(),
    };
    let acts = plan(&Profile::my_number_card(), &secrets.keys());
    let measured = measure(wire, &acts, secrets, &mut |announcement| {
        events.borrow_mut().push(Event::Announced(announcement.key));
        true
    });
    let events = events.borrow().clone();
    let headers = headers.borrow().clone();
    Run {
        measured,
        events,
        headers,
        handle,
        acts,
    }
}

fn secrets(pin: Option<&str>, code_b: Option<&str>) -> Secrets {
    Secrets {
        pin: pin.map(|pin| Pin::from_ascii(pin.as_bytes()).unwrap()),
        code_b: code_b.map(|code| CodeB::from_ascii(code.as_bytes()).unwrap()),
    }
}

fn personas() -> Personas {
    Personas::at(DAY.parse::<Day>().unwrap()).unwrap()
}

fn of(persona: &Persona) -> Secrets {
    secrets(persona.pin(), persona.code_b().as_deref())
}

#[test]
fn without_a_secret_nothing_is_presented_and_the_plan_is_what_is_sent() {
    let personas = personas();
    for name in ["adult", "pin-locked", "pin-last-try"] {
        let card = personas.get(name).unwrap().card().unwrap();
        let run = qualified(card, &secrets(None, None));
        assert_eq!(run.events, []);
        assert_eq!(run.handle.presentations(), 0);
        assert_eq!(run.measured.broke, None);
        let planned: Vec<[u8; 4]> = run
            .acts
            .iter()
            .filter_map(|act| match act {
                Act::Send(_, command) => command.first_chunk().copied(),
                _ => None,
            })
            .collect();
        assert_eq!(run.headers, planned);
        assert!(!run.handle.is_powered());
    }
}

#[test]
fn with_both_secrets_the_report_tells_what_the_virtual_card_is_known_to_do() {
    let personas = personas();
    let persona = personas.get("adult").unwrap();
    for clears in [false, true] {
        let mut policy = Policy::DEFAULT;
        policy.warm_reset_clears_security = clears;
        let card = VirtualCard::new(persona.chip_with(policy).unwrap());
        let run = qualified(card, &of(persona));
        let code_b = |effect| {
            let mut presented = run.measured.presented.iter();
            let found = presented.find(|(key, one, _)| *key == Key::CodeB && *one == effect);
            found.unwrap().2.clone()
        };
        let accepted = |still| Presented::Accepted {
            still_verified: Some(still),
        };
        assert_eq!(code_b(Effect::Reselection), accepted(false));
        assert_eq!(code_b(Effect::WarmReset), accepted(!clears));
        assert_eq!(code_b(Effect::PowerDown), accepted(false));
        assert_eq!(
            run.events.len(),
            12,
            "three of each, announced: {:?}",
            run.events
        );
        let size = run.measured.face_record.unwrap();
        assert!(size > 1000, "{size}");
        let report = Report {
            measured: &run.measured,
            link: LinkCapabilities::EXTENDED,
        };
        let json = report.json();
        assert_eq!(json["questions"]["5_face_record_bytes"], size);
        assert_eq!(json["questions"]["6_verified_after_loss_of_power"], false);
        assert_eq!(json["questions"]["2_extended_read_binary"], true);
        assert_eq!(json["counters"][0]["status"], "63C3");
        assert_eq!(json["exchange"]["count"], 40);
        let told = json.to_string() + &report.text(Lang::Ja) + &report.text(Lang::En);
        // The secrets, and what stands on the card.
        for canary in [persona.pin().unwrap(), &persona.code_b().unwrap()] {
            let quoted = told.split(|c: char| !c.is_ascii_digit());
            assert_eq!(quoted.filter(|word| word == &canary).count(), 0);
        }
    }
}

#[test]
fn a_blocked_key_and_a_last_try_are_told_and_left_alone() {
    let personas = personas();
    for (name, word) in [("pin-locked", "63C0"), ("pin-last-try", "63C1")] {
        let persona = personas.get(name).unwrap();
        let given = secrets(Some("1234"), None);
        let run = qualified(persona.card().unwrap(), &given);
        assert_eq!(run.events, [], "{name}");
        let kept = &run.measured.presented[0].2;
        assert!(matches!(kept, Presented::KeptBack(_)), "{name}: {kept:?}");
        assert_eq!(run.measured.presented[1].2, Presented::NotBegun);
        let link = LinkCapabilities::EXTENDED;
        let report = Report {
            measured: &run.measured,
            link,
        };
        assert_eq!(report.json()["counters"][0]["status"], word);
        assert!(!report.troubles(Lang::En).is_empty());
    }
}

#[test]
fn after_a_wrong_secret_none_is_sent_any_more() {
    let personas = personas();
    let persona = personas.get("adult").unwrap();
    let given = secrets(Some("9999"), persona.code_b().as_deref());
    let run = qualified(persona.card().unwrap(), &given);
    let expected = [
        Event::Announced(Key::AuthenticationPin),
        Event::OnTheWire(Key::AuthenticationPin, 3),
    ];
    assert_eq!(run.events, expected);
    assert_eq!(run.measured.presented[0].2, Presented::Wrong);
    assert_eq!(run.handle.tries_left(KeyRef::AUTHENTICATION_PIN), Some(2));
}

#[test]
fn a_secret_that_cannot_be_announced_is_not_sent() {
    let personas = personas();
    let persona = personas.get("adult").unwrap();
    let card = persona.card().unwrap();
    let handle = card.handle();
    let given = of(persona);
    let acts = plan(&Profile::my_number_card(), &given.keys());
    let measured = measure(card, &acts, &given, &mut |_| false);
    assert_eq!(handle.presentations(), 0);
    assert!(matches!(measured.presented[0].2, Presented::KeptBack(_)));
}

#[test]
fn a_reader_without_extended_and_a_card_taken_away_are_named() {
    let personas = personas();
    let persona = personas.get("adult").unwrap();
    let run = |card| {
        let measured = qualified(card, &secrets(None, None)).measured;
        let link = LinkCapabilities::EXTENDED;
        let report = Report {
            measured: &measured,
            link,
        };
        report.troubles(Lang::En).join("\n")
    };
    let short = run(persona.card().unwrap().with_link(Link::SHORT));
    assert!(
        short.contains("extended READ BINARY does not work"),
        "{short}"
    );
    let removed = Fault::at_exchange(20, Misbehaviour::RemovedBefore);
    let gone = run(persona.card().unwrap().with_faults([removed]));
    assert!(gone.contains("the card was taken away"), "{gone}");
    for (kind, named) in [
        (LinkErrorKind::ServiceGone, "the smart card service stopped"),
        (LinkErrorKind::Reset, "another program used the card"),
        (LinkErrorKind::ReaderGone, "the reader is gone"),
    ] {
        let torn = Misbehaviour::TornBefore {
            kind,
            sent: Sent::No,
        };
        let told = run(persona
            .card()
            .unwrap()
            .with_faults([Fault::at_exchange(30, torn)]));
        assert!(told.contains(named), "{told}");
    }
}

#[test]
fn the_guard_lets_no_secret_through_that_was_not_permitted() {
    let personas = personas();
    let card = personas.get("adult").unwrap().card().unwrap();
    let handle = card.handle();
    let mut link = Guarded::new(card);
    let ledger = link.ledger();
    let mut answer = ResponseBuffer::new();
    let mut send = |command: &[u8]| link.transmit(command, &mut answer, Duration::from_secs(1));
    for command in [
        &b"\x00\x20\x00\x98\x041234"[..],
        b"\x00\x24\x01\x80\x041234",
        b"\x00\x2C\x00\x98",
    ] {
        let refused = send(command).unwrap_err();
        assert_eq!(
            (refused.kind, refused.sent),
            (LinkErrorKind::Cancelled, Sent::No)
        );
    }
    assert_eq!((handle.exchanges(), ledger.held_back()), (0, 3));
    ledger.permit_one();
    assert!(send(b"\x00\x20\x00\x98\x041234").is_ok());
    assert!(send(b"\x00\x20\x00\x98\x041234").is_err(), "one, not two");
    ledger.permit_one();
    ledger.revoke();
    assert!(send(b"\x00\x20\x00\x98\x041234").is_err());
}

#[test]
fn percentiles_are_of_the_nearest_rank() {
    let hundred: Vec<u64> = (1..=100).collect();
    assert_eq!(percentile(&hundred, 50), Some(50));
    assert_eq!(percentile(&hundred, 95), Some(95));
    assert_eq!(percentile(&[7], 95), Some(7));
    assert_eq!(percentile(&[], 50), None);
}

fn misbehaviour(random: &mut Random) -> Misbehaviour {
    let kind = random.one(&[
        LinkErrorKind::TimedOut,
        LinkErrorKind::Broken,
        LinkErrorKind::Mute,
        LinkErrorKind::Driver,
        LinkErrorKind::Reset,
        LinkErrorKind::CardRemoved,
    ]);
    match random.below(10) {
        0..=2 => Misbehaviour::TornAfter { kind },
        3 => Misbehaviour::TornBefore {
            kind,
            sent: Sent::Maybe,
        },
        4 => Misbehaviour::Reset,
        5 => Misbehaviour::RemovedAfter,
        6 => Misbehaviour::Mute,
        7 => Misbehaviour::Truncate(1),
        _ => {
            let status = random.one(&[0x6104_u16, 0x6C04, 0x6F00, 0x6300, 0x9000, 0x63CF]);
            Misbehaviour::rewrite(move |_, _| status.to_be_bytes().to_vec())
        }
    }
}

/// One schedule: what happened on the wire.
fn schedule(case: u64, persona: &Persona, image: &Arc<Image>) -> Run {
    let mut random = Random(case);
    let random = &mut random;
    let mut policy = Policy::DEFAULT;
    policy.wrong_verify_revokes = random.once_in(2);
    policy.warm_reset_clears_security = random.once_in(2);
    let mut chip = Chip::new(image.clone(), policy);
    for (key, most) in [(KeyRef::AUTHENTICATION_PIN, 3), (KeyRef::CODE_B, 10)] {
        let left = match random.below(6) {
            0 => 0,
            1 => 1,
            2 => 2,
            _ => most,
        };
        chip.eeprom_mut().set_tries_left(key, left);
    }
    let mut faults = Vec::new();
    if random.once_in(2) {
        let nth = random.one(&[1, 1, 2, 3, 4]);
        faults.push(Fault::at_presentation(nth, misbehaviour(random)));
    }
    for _ in 0..random.below(3) {
        // The part without secrets has about 80 exchanges; many faults are to fall behind it.
        let number = u32::try_from(1 + random.below(140)).unwrap();
        faults.push(Fault::at_exchange(number, misbehaviour(random)));
    }
    match random.below(8) {
        0 => faults.push(hostile::answers_queries_itself(0x63CF)),
        1 => faults.push(hostile::speaks_over_verify(0x6300)),
        _ => {}
    }
    let link = random.one(&[Link::EXTENDED, Link::SHORT]);
    let card = VirtualCard::new(chip).with_link(link).with_faults(faults);
    let right = |random: &mut Random| !random.once_in(4);
    let pin = if right(random) {
        persona.pin().unwrap()
    } else {
        "9999"
    };
    let code = persona.code_b().unwrap();
    let code_b = if right(random) {
        &code
    } else {
        "00000000000000"
    };
    let given = secrets(
        (!random.once_in(5)).then_some(pin),
        (!random.once_in(5)).then_some(code_b),
    );
    qualified(card, &given)
}

/// Holds: R2, R3
#[test]
fn no_secret_goes_out_unannounced_and_none_at_the_floor_over_ten_thousand_schedules() {
    let personas = personas();
    let persona = personas.get("adult").unwrap();
    let image = persona.image().unwrap();
    let (mut on_the_wire, mut kept_back, mut failed, mut broke) = (0, 0, 0, 0);
    for case in 0..10_000 {
        let run = schedule(case, persona, &image);
        let mut announced = None;
        for event in &run.events {
            match *event {
                Event::Announced(key) => announced = Some(key),
                Event::OnTheWire(key, left) => {
                    assert_eq!(announced.take(), Some(key), "case {case}: {:?}", run.events);
                    assert!(left >= 2, "case {case}: {key} with {left} tries left");
                    on_the_wire += 1;
                }
            }
        }
        assert_eq!(run.measured.held_back, 0, "case {case}");
        let outcomes = run.measured.presented.iter().map(|(_, _, outcome)| outcome);
        let outcomes: Vec<&Presented> = outcomes.collect();
        // After one that did not come to its end there is none.
        let end = outcomes
            .iter()
            .position(|outcome| !matches!(outcome, Presented::Accepted { .. }));
        if let Some(end) = end {
            let rest = &outcomes[end + 1..];
            assert!(rest.iter().all(|outcome| **outcome == Presented::NotBegun));
        }
        let count = |wanted: fn(&&&Presented) -> bool| outcomes.iter().filter(wanted).count();
        kept_back += count(|one| matches!(one, Presented::KeptBack(_)));
        failed += count(|one| matches!(one, Presented::Failed(_)));
        broke += usize::from(run.measured.broke.is_some());
    }
    // The schedules are worth something.
    println!("{on_the_wire} secrets, {kept_back} kept back, {failed} failed, {broke} broke off");
    assert!(on_the_wire > 5_000, "{on_the_wire}");
    assert!(kept_back > 1_000 && failed > 200 && broke > 200);
}

fn program(arguments: &[&str], input: &str) -> (Option<i32>, String, String) {
    let output = fed::program(&[&["qualify"], arguments].concat(), input);
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (
        output.status.code(),
        text(output.stdout),
        text(output.stderr),
    )
}

#[test]
fn the_program_prints_its_plan_announces_secrets_and_takes_none_from_its_arguments() {
    let (status, printed, _) = program(&["--dry-run", "--pin", "-", "--lang", "en"], "");
    assert_eq!(status, Some(0));
    let profile = Profile::my_number_card();
    let acts = plan(&profile, &[Key::AuthenticationPin]);
    assert_eq!(printed, text(&acts, Lang::En));
    assert_eq!(
        printed
            .matches("announce and send the authentication PIN")
            .count(),
        3
    );
    assert!(printed.contains("×40"));

    let personas = personas();
    let pin = personas.get("adult").unwrap().pin().unwrap().to_owned();
    let given = ["--persona", "adult", "--json", "--lang", "en", "--pin", "-"];
    let (status, report, told) = program(&given, &format!("{pin}\n"));
    assert_eq!(status, Some(0), "{report} {told}");
    let report: Value = serde_json::from_str(&report).unwrap();
    assert_eq!(report["secrets"].as_array().unwrap().len(), 3);
    let expected = "about to send the authentication PIN once (3 tries left)\n".repeat(3);
    assert_eq!(told, expected);

    let (status, _, told) = program(&["--persona", "adult", "--pin", "1234"], "");
    assert_eq!(status, Some(2));
    assert!(!told.contains("1234"), "{told}");
    assert_eq!(program(&[], "").0, Some(2));
}
