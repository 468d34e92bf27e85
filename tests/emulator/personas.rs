//! Every persona checks in by every method in every mode, through the example's own stage, and
//! ends as `tests/emulator/personas.toml` says. The table is reasoned from the rules of the counter,
//! not copied from output; where it looks odd, it says why.
//!
//! A canary: nothing secret or personal is found in any journal, word, error or `Debug` output.

use mynareader_rehearsal::stage;

use std::collections::BTreeMap;

use mynareader::calendar::Date;
use mynareader::certificate::{Accept, UntracedIssuer};
use mynareader::desk::{Options, Unshared};
use mynareader::facts::{Method, Mode};
use mynareader::guidance::Language;
use mynareader::journal::{Entry, Statistics};
use mynareader::reception::{Config, Outcome, Scope, StaffCheck};
use mynareader::secret::{CodeB, Pin};
use mynareader_emulator::{KeyRef, Persona, Personas};
use stage::{Habit, Play, Played, Said, play, trusting_the_test_authority};

const DAY: &str = "2026-11-24";

fn day() -> Date {
    DAY.parse().unwrap()
}

fn personas() -> Personas {
    Personas::at(DAY.parse().unwrap()).unwrap()
}

fn config(mode: Mode) -> Config {
    let mut config = Config::default();
    config.mode = mode;
    config.staff_check = StaffCheck::FromMethodScreen;
    config
}

fn code_b(persona: &Persona) -> Vec<CodeB> {
    let digits = persona.code_b();
    (0..3)
        .filter_map(|_| {
            digits
                .as_ref()
                .map(|digits| CodeB::from_ascii(digits.as_bytes()).unwrap())
        })
        .collect()
}

struct Result {
    played: Played,
    said: Vec<Said>,
    presentations: u32,
    powered: bool,
}

fn run(persona: &Persona, config: Config, method: Method, pin: Option<&str>) -> Result {
    let options = trusting_the_test_authority().unwrap();
    run_with(persona, config, method, pin, options)
}

fn run_with(
    persona: &Persona,
    config: Config,
    method: Method,
    pin: Option<&str>,
    options: Options,
) -> Result {
    let card = persona.card().unwrap();
    let handle = card.handle();
    let mut link = Unshared(card);
    let mut said = Vec::new();
    let pin = pin.or(persona.pin());
    let played = play(
        Play {
            persona: Some(persona.clone()),
            pin: pin.map(|pin| Pin::from_ascii(pin.as_bytes()).unwrap()),
            code_b: code_b(persona),
            ..Play::new(config, day(), Language::JA, Habit::new(method), options)
        },
        &mut link,
        &mut |line| said.push(line),
    )
    .unwrap();
    Result {
        played,
        said,
        presentations: handle.presentations(),
        powered: handle.is_powered(),
    }
}

const CASES: [(&str, Mode, Method); 7] = [
    ("face", Mode::Unattended, Method::Face),
    ("pin", Mode::Unattended, Method::Pin),
    ("staff", Mode::Unattended, Method::Staff),
    ("visual-staff", Mode::Visual, Method::Staff),
    ("visual-face", Mode::Visual, Method::Face),
    ("pin-pin", Mode::PinOnly, Method::Pin),
    ("pin-face", Mode::PinOnly, Method::Face),
];

/// As the table writes it.
fn shown(outcome: Outcome) -> String {
    match outcome {
        Outcome::Admitted(Scope::Full) => "admitted".to_owned(),
        Outcome::Admitted(Scope::EligibilityOnly) => "admitted, eligibility only".to_owned(),
        Outcome::Rehearsed => "rehearsed".to_owned(),
        Outcome::Ended { reason, fault } => format!("{} {fault}", reason.name()),
    }
}

#[test]
fn every_persona_ends_as_the_table_says() {
    let table: BTreeMap<String, BTreeMap<String, String>> =
        toml::from_str(include_str!("personas.toml")).unwrap();
    let personas = personas();
    let names: Vec<_> = personas.iter().map(|persona| persona.name()).collect();
    for name in table.keys() {
        assert!(names.contains(&name.as_str()), "{name} is no persona");
    }
    let mut wrong = Vec::new();
    for persona in &personas {
        let row = table.get(persona.name());
        for (column, mode, method) in CASES {
            let expected = row
                .and_then(|row| row.get(column))
                .map_or("(missing)", |e| e);
            let result = run(persona, config(mode), method, None);
            let found = shown(result.played.outcome);
            if found != expected {
                wrong.push(format!(
                    "{} {column}: expected {expected}, found {found}",
                    persona.name()
                ));
            }
            assert!(
                !result.powered,
                "{} {column}: power is left on",
                persona.name()
            );
            if method == Method::Staff {
                assert_eq!(result.presentations, 0, "{} {column}", persona.name());
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What the rehearsal with a real card does, on the virtual one: nothing of the persona but the
/// card, no comparison, no national software, and never "admitted".
#[test]
fn a_rehearsal_reads_the_card_and_admits_nobody() {
    for (method, presentations) in [(Method::Face, 1), (Method::Pin, 1), (Method::Staff, 0)] {
        let personas = personas();
        let persona = personas.get("adult").unwrap();
        let mut config = config(Mode::Unattended);
        config.rehearsal = true;
        let card = persona.card().unwrap();
        let handle = card.handle();
        let mut link = Unshared(card);
        let mut said = Vec::new();
        let played = play(
            Play {
                pin: Some(Pin::from_ascii(persona.pin().unwrap().as_bytes()).unwrap()),
                code_b: code_b(persona),
                ..Play::new(
                    config,
                    day(),
                    Language::JA,
                    Habit::new(method),
                    trusting_the_test_authority().unwrap(),
                )
            },
            &mut link,
            &mut |line| said.push(line),
        )
        .unwrap();
        assert_eq!(played.outcome, Outcome::Rehearsed, "{method:?}");
        assert!(played.journal.is_rehearsal());
        assert_eq!(handle.presentations(), presentations, "{method:?}");
        assert!(said.iter().all(|said| said.who.name() != "centre"));
    }
}

/// A wrong PIN costs one try, is told with what is left, and the patient's next step is told too.
#[test]
fn a_wrong_pin_costs_one_try() {
    let personas = personas();
    let persona = personas.get("adult").unwrap();
    let result = run(persona, config(Mode::Unattended), Method::Pin, Some("0000"));
    assert_eq!(shown(result.played.outcome), "not-identified 003");
    assert_eq!(result.presentations, 1);
    assert!(
        result
            .said
            .iter()
            .any(|said| said.lines.iter().any(|line| line.contains("あと2回")))
    );
}

/// A reader's staff check is refused without touching a counter; code B is not presented when few
/// tries are left.
#[test]
fn code_b_is_not_presented_against_a_low_counter() {
    let personas = personas();
    let persona = personas.get("code-b-last-try").unwrap();
    let card = persona.card().unwrap();
    let before = card.handle().tries_left(KeyRef::CODE_B);
    assert_eq!(before, Some(1));
    let result = run(persona, config(Mode::Unattended), Method::Face, None);
    assert_eq!(result.presentations, 0);
}

/// Nothing secret or personal anywhere.
#[test]
fn no_secret_is_shown() {
    let personas = personas();
    for persona in &personas {
        let mut canaries: Vec<String> = vec![persona.holder_name().to_owned()];
        canaries.push(persona.address().to_owned());
        // The given name by itself, where it is long enough to mean somebody; family names turn
        // up in the names of insurers.
        let given = persona.holder_name().split('\u{3000}').nth(1);
        canaries.extend(
            given
                .filter(|name| name.chars().count() > 1)
                .map(str::to_owned),
        );
        canaries.extend(persona.code_b());
        canaries.extend(persona.code_a().map(str::to_owned));
        canaries.extend(persona.signature_password().map(str::to_owned));
        for (column, mode, method) in CASES {
            let result = run(persona, config(mode), method, None);
            let journal = serde_json::to_string(&result.played.journal).unwrap();
            let debug = format!("{:?}", result.played.journal);
            let said: String = result
                .said
                .iter()
                .flat_map(|said| said.lines.iter())
                .map(|line| format!("{line}\n"))
                .collect();
            for canary in canaries.iter().filter(|canary| !canary.is_empty()) {
                for text in [&journal, &debug, &said] {
                    assert!(
                        !text.contains(canary.as_str()),
                        "{} {column} shows {canary}",
                        persona.name()
                    );
                }
            }
            // Four digits may turn up by chance where milliseconds are counted: the journal is
            // looked at without them.
            if let Some(pin) = persona.pin() {
                let entries: Vec<&Entry> = result
                    .played
                    .journal
                    .lines()
                    .iter()
                    .map(|line| &line.entry)
                    .collect();
                assert!(!format!("{entries:?}").contains(pin), "{}", persona.name());
                assert!(!said.contains(pin), "{} {column}", persona.name());
            }
            if let Some(photo) = persona.photo() {
                let start: String = photo[..8].iter().map(|byte| format!("{byte}, ")).collect();
                assert!(!debug.contains(start.trim_end_matches(", ")));
            }
        }
    }
}

#[test]
fn statistics_count_what_failed() {
    let personas = personas();
    let mut statistics = Statistics::new();
    for name in ["adult", "expired", "revoked", "no-eligibility"] {
        let persona = personas.get(name).unwrap();
        let result = run(persona, config(Mode::Unattended), Method::Face, None);
        statistics.add(&result.played.journal);
    }
    assert_eq!(statistics.check_ins(), 4);
    assert_eq!(statistics.admitted(), 1);
    let faults: Vec<_> = statistics
        .faults()
        .map(|(code, count)| (code.to_string(), count))
        .collect();
    assert_eq!(faults, [("006".to_owned(), 2), ("016".to_owned(), 1)]);
}

/// A record that agrees with itself proves nothing: a forged chip brings its own record, key and
/// certificate. Only an authority whose key is at hand vouches for the photo.
#[test]
fn a_record_that_nobody_vouches_for_admits_nobody_by_the_face() {
    let personas = personas();
    let adult = personas.get("adult").unwrap();
    let face = |options| {
        let config = config(Mode::Unattended);
        let result = run_with(adult, config, Method::Face, None, options);
        result.played.outcome.name()
    };
    let trusting = trusting_the_test_authority().unwrap();
    assert_eq!(face(trusting.clone()), "admitted");

    // No key of any authority, as after `Options::default()`.
    assert_eq!(face(Options::default()), "not-identified");
    // The maker decided otherwise.
    let reporting = Options {
        untraced: UntracedIssuer::Report,
        ..Options::default()
    };
    assert_eq!(face(reporting), "admitted");

    // The authority is known to be one of tests, and a production reader asks for none: that is
    // a failed check, which no policy forgives.
    let production = Options {
        accept: Accept::ProductionOnly,
        untraced: UntracedIssuer::Report,
        ..trusting
    };
    assert_eq!(face(production), "not-identified");
}
