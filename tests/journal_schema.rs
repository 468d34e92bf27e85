//! The JSON Schema of a journal's line (`docs/journal.schema.json`), by a validator that others wrote: it
//! holds for the journals of every scenario, knows every word of the library, and refuses what is not a journal.

#![allow(unsafe_code, reason = "calls the C ABI")]

use core::ffi::{c_char, c_void};
use core::ptr::{null, null_mut};
use std::collections::BTreeSet;

use jsonschema::Validator;
use mynareader::calendar::Date;
use mynareader::desk::Unshared;
use mynareader::fault::{CauseKind, Step};
use mynareader::guidance::Language;
use mynareader::journal::{Filed, Journal, Statistics};
use mynareader::reception::{Actor, EndReason, Number, PhoneReader, State};
use mynareader_emulator::{Day, Personas};
use mynareader_ffi::date::mnr_date;
use mynareader_ffi::desk::event::{mnr_desk_card_placed, mnr_desk_card_removed};
use mynareader_ffi::desk::{mnr_desk_free, mnr_desk_new, mnr_desk_poll, mnr_devices, mnr_material};
use mynareader_ffi::guidance::mnr_situation;
use mynareader_ffi::link::mnr_link;
use mynareader_ffi::reception::action::{mnr_action, mnr_number};
use mynareader_ffi::reception::config::mnr_reception_config;
use mynareader_ffi::reception::happening::{
    mnr_reception_card_placed, mnr_reception_card_removed, mnr_reception_phone_placed,
};
use mynareader_ffi::reception::{mnr_reception_free, mnr_reception_journal, mnr_reception_new};
use mynareader_ffi::status::{MNR_ERROR_NOT_NOW, MNR_ERROR_READER_GONE, MNR_OK};
use mynareader_rehearsal::scenario::Scenario;
use mynareader_rehearsal::stage::{self, Live, Play, Shared, Stand};
use serde_json::{Value, json};

static DAY: mnr_date = mnr_date {
    year: 2026,
    month: 11,
    day: 24,
};
static ANOTHER: mnr_date = mnr_date {
    year: 2027,
    month: 1,
    day: 1,
};

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

/// What a program in C files, a reception's and a desk's: it passes the schema, and is read and counted.
#[test]
fn it_holds_for_what_a_program_in_c_files() {
    let lines = [filed_by_a_reception(), filed_by_a_desk()];
    let mut statistics = Statistics::default();
    for (text, (station, session)) in lines.iter().zip([(7, 42), (1, 1)]) {
        let value: Value = serde_json::from_str(text).unwrap();
        let problems: Vec<String> = validator()
            .iter_errors(&value)
            .map(|error| error.to_string())
            .collect();
        assert_eq!(problems, [""; 0], "{text}");
        let filed: Filed = serde_json::from_str(text).unwrap();
        assert_eq!((filed.station, filed.session), (station, session));
        assert_eq!(filed.day.to_string(), "2026-11-24");
        statistics.add(&filed.journal);
    }
    assert_eq!(serde_json::from_str::<Filed>(&lines[0]).unwrap().model, 101);
    assert_eq!(statistics.check_ins(), 2);
}

fn filed_by_a_reception() -> String {
    // SAFETY: the record's fields are numbers, all of which may be zero.
    let mut config: mnr_reception_config = unsafe { std::mem::zeroed() };
    config.struct_size = size_of_val(&config);
    config.station = 7;
    config.sessions_after = 41;
    config.reader_model = 101;
    let mut reception = null_mut();
    let mut text = [0_u8; 4096];
    let mut needed = 0;
    // SAFETY: each pointer is to something that is there for so long.
    unsafe {
        assert_eq!(
            mnr_reception_new(&raw const config, &raw mut reception),
            MNR_OK
        );
        // A phone that nobody offers here begins no check-in: its day is none of a journal.
        let wanted = mnr_reception_phone_placed(reception, 5, &raw const ANOTHER);
        assert_eq!(wanted, MNR_ERROR_NOT_NOW);
        assert_eq!(
            mnr_reception_card_placed(reception, 5, &raw const DAY),
            MNR_OK
        );
        assert_eq!(mnr_reception_card_removed(reception, 9), MNR_OK);
        let text = text.as_mut_ptr().cast();
        assert_eq!(
            mnr_reception_journal(reception, text, 4096, &raw mut needed),
            MNR_OK
        );
        assert_eq!(mnr_reception_free(reception), MNR_OK);
    }
    String::from_utf8(text[..needed - 1].to_vec()).unwrap()
}

fn filed_by_a_desk() -> String {
    unsafe extern "C" fn connect(_: *mut c_void, _: *mut *mut mnr_link) -> i32 {
        MNR_ERROR_READER_GONE
    }
    unsafe extern "C" fn order(_: *mut c_void, _: *const mnr_action, _: *const mnr_situation) {}
    unsafe extern "C" fn request(_: *mut c_void, _: *const mnr_action, _: *const mnr_material) {}
    unsafe extern "C" fn journal(
        user: *mut c_void,
        number: *const mnr_number,
        line: *const c_char,
        length: usize,
    ) {
        // SAFETY: the test's own place, and what the header says of the rest.
        unsafe {
            assert_eq!(((*number).station, (*number).session), (1, 1));
            let line = std::slice::from_raw_parts(line.cast::<u8>(), length);
            *user.cast::<String>() = String::from_utf8(line.to_vec()).unwrap();
        }
    }
    let devices = mnr_devices {
        struct_size: size_of::<mnr_devices>(),
        connect: Some(connect),
        order: Some(order),
        request: Some(request),
        journal: Some(journal),
        release: None,
        connect_phone: None,
    };
    let mut filed = String::new();
    let mut desk = null_mut();
    let mut wait = 0;
    // SAFETY: each pointer is to something that is there for so long.
    unsafe {
        let user = (&raw mut filed).cast();
        let made = mnr_desk_new(null(), null(), user, &raw const devices, &raw mut desk);
        assert_eq!(made, MNR_OK);
        assert_eq!(mnr_desk_card_placed(desk, &raw const DAY), MNR_OK);
        assert_eq!(mnr_desk_card_removed(desk), MNR_OK);
        assert_eq!(mnr_desk_poll(desk, &raw mut wait), MNR_OK);
        assert_eq!(mnr_desk_free(desk), MNR_OK);
    }
    filed
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
