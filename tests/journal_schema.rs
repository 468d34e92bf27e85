//! The JSON Schema of a journal's line (`docs/journal.schema.json`), by a validator that others wrote: it
//! holds for the journals of every scenario, knows every word of the library, and refuses what is not a journal.

use std::collections::BTreeSet;

use jsonschema::Validator;
use mynareader::calendar::Date;
use mynareader::desk::Unshared;
use mynareader::fault::{CauseKind, Step};
use mynareader::guidance::Language;
use mynareader::journal::{Filed, Journal};
use mynareader::reception::{Actor, EndReason, Number, PhoneReader, State};
use mynareader_emulator::{Day, Personas};
use mynareader_rehearsal::scenario::Scenario;
use mynareader_rehearsal::stage::{self, Live, Play, Shared, Stand};
use serde_json::{Value, json};

const SCHEMA: &str = include_str!("../docs/journal.schema.json");

fn schema() -> Value {
    serde_json::from_str(SCHEMA).unwrap()
}

fn validator() -> Validator {
    jsonschema::validator_for(&schema()).unwrap()
}

/// The journals of all check-ins of a scenario.
fn journals(scenario: &Scenario) -> Vec<Journal> {
    let day: Date = scenario.day.unwrap_or("2026-11-24".parse().unwrap());
    let personas = Personas::at(day.to_string().parse::<Day>().unwrap()).unwrap();
    let persona = personas.get(&scenario.persona).unwrap();
    let card = Shared::new(
        persona
            .card()
            .unwrap()
            .with_faults(scenario.faults.iter().cloned()),
    );
    let mut options = stage::trusting_the_test_authority().unwrap();
    options.release_day = options.release_day.min(day);
    let mut play = Play {
        persona: Some(persona.clone()),
        forgets: scenario.forgets,
        national_card: Some(Box::new(card.clone())),
        ..Play::new(
            scenario.config.clone(),
            day,
            Language::EN,
            scenario.script(),
            options,
        )
    };
    if play.config.phone_reader == PhoneReader::Paired {
        play.phone_reader = Some(Box::new(Unshared(card.clone())));
    }
    let mut live = Live::new(play, Unshared(card), |_| {});
    assert_eq!(live.go_on().unwrap(), Stand::Over, "{}", scenario.name);
    live.journals().to_vec()
}

fn line(journal: Journal) -> Value {
    let number = Number {
        station: 1,
        session: 17,
        sequence: 1,
    };
    let mut filed = Filed::new(number, 101, "2026-11-24".parse().unwrap(), journal);
    filed.facility = Some("c0042".parse().unwrap());
    filed.hour = Some(9);
    serde_json::to_value(filed).unwrap()
}

/// The name of an entry.
fn name(entry: &Value) -> String {
    let text = entry.as_str().map(str::to_owned);
    text.unwrap_or_else(|| entry.as_object().unwrap().keys().next().unwrap().clone())
}

#[test]
fn it_holds_for_the_journals_of_every_scenario() {
    let validator = validator();
    let mut seen = BTreeSet::new();
    let mut count = 0;
    for scenario in Scenario::built_in() {
        let scenario = scenario.unwrap();
        for journal in journals(&scenario) {
            count += 1;
            let line = line(journal);
            let problems: Vec<String> = validator
                .iter_errors(&line)
                .map(|error| error.to_string())
                .collect();
            assert_eq!(problems, [""; 0], "{}", scenario.name);
            let entries = line["journal"]["lines"].as_array().unwrap();
            seen.extend(entries.iter().map(|one| name(&one["entry"])));
        }
    }
    assert!(count >= 138, "{count}");
    // Every entry that the schema names, but for what no scenario comes to.
    let mut named = BTreeSet::new();
    for entry in schema()["$defs"]["entry"]["anyOf"].as_array().unwrap() {
        let words = entry["enum"].as_array();
        let words = words.into_iter().flatten();
        named.extend(words.map(|word| word.as_str().unwrap().to_owned()));
        let members = entry["properties"].as_object();
        named.extend(members.into_iter().flat_map(|one| one.keys().cloned()));
    }
    let unseen: Vec<_> = named.difference(&seen).map(String::as_str).collect();
    assert_eq!(unseen, UNSEEN);
    assert!(seen.is_subset(&named));
}

/// What a facility's policy or a package of rules would have to bring about.
const UNSEEN: [&str; 3] = ["expiry-differs", "record-untraced", "rules-expired"];

#[test]
fn it_knows_every_word_of_the_library_and_no_other() {
    let schema = schema();
    let words = |name: &str| -> Vec<String> {
        let words = schema["$defs"][name]["enum"].as_array().unwrap();
        words
            .iter()
            .map(|word| word.as_str().unwrap().to_owned())
            .collect()
    };
    let of = |value: Value| -> String { value.as_str().unwrap().to_owned() };
    let texts = |all: Vec<Value>| -> Vec<String> { all.into_iter().map(of).collect() };
    let states = State::ALL.iter().map(|one| json!(one)).collect();
    assert_eq!(words("state"), texts(states));
    let steps = Step::ALL.iter().map(|one| json!(one)).collect();
    assert_eq!(words("step"), texts(steps));
    assert_eq!(
        words("actor"),
        texts(Actor::ALL.map(|one| json!(one)).to_vec())
    );
    let causes = &schema["$defs"]["origin"]["properties"]["cause"]["properties"]["kind"]["enum"];
    let kinds: Vec<Value> = CauseKind::ALL.iter().map(|one| json!(one)).collect();
    assert_eq!(causes, &json!(kinds));
    let reasons = &schema["$defs"]["outcome"]["anyOf"][2]["properties"]["ended"]["properties"]["reason"]
        ["enum"];
    assert_eq!(reasons, &json!(EndReason::ALL.map(EndReason::name)));
}

#[test]
fn it_refuses_what_is_no_journal() {
    let validator = validator();
    let scenario = Scenario::find("code-003-wrong-pin-then-staff").unwrap();
    let sound = line(journals(&scenario).remove(0));
    assert!(validator.is_valid(&sound));
    let text = sound.to_string();
    for (from, to) in [
        ("\"line\":1", "\"line\":2"),
        ("\"schema\":1", "\"schema\":2"),
        ("\"c0042\"", "\"Dr. Yamada\""),
        ("\"patient\"", "\"山田\""),
        ("\"omitted\"", "\"name\":\"山田\",\"omitted\""),
        ("\"after_ms\":0", "\"after_ms\":0,\"name\":\"山田\""),
        (
            "\"judgement\":\"wrong\"",
            "\"judgement\":\"wrong\",\"pin\":\"1234\"",
        ),
        ("\"hour\":9", "\"hour\":24"),
        ("\"code\":\"", "\"code\":\"x"),
    ] {
        let changed = text.replacen(from, to, 1);
        assert_ne!(changed, text, "{from}");
        assert!(
            !validator.is_valid(&serde_json::from_str(&changed).unwrap()),
            "{to}"
        );
    }
    for member in ["line", "station", "session", "model", "day", "journal"] {
        let mut without = sound.clone();
        without.as_object_mut().unwrap().remove(member);
        assert!(!validator.is_valid(&without), "{member}");
    }
}
