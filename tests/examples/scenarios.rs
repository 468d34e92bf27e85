//! The scenarios of `checkin`: each is played by the program and compared with its transcript in
//! `crates/rehearsal/scenarios/`, which is written anew by `UPDATE_GOLDEN=1 cargo test -p proof --test examples scenarios` and
//! is meant to be read.

use crate::example;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

use mynareader::fault::{FaultCode, known};
use mynareader::reception::EndReason;
use mynareader_emulator::Personas;
use serde_json::Value;

/// The day on which transcripts are made of scenarios that name none: all that the guidance knows holds.
const USUAL_DAY: &str = "2026-10-01";

fn folder(of: &str) -> PathBuf {
    proof::root().join(of)
}

/// The files of a folder with this ending, by their names without it.
fn files(of: &str, ending: &str) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder(of)).unwrap() {
        let path = entry.unwrap().path();
        if path
            .extension()
            .is_some_and(|extension| extension == ending)
        {
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            found.insert(name, fs::read_to_string(&path).unwrap());
        }
    }
    found
}

fn scenarios() -> BTreeMap<String, String> {
    files("crates/rehearsal/scenarios", "toml")
}

fn play(name: &str, options: &[&str]) -> String {
    // One that names a day is about that day.
    let day: &[&str] = match scenarios().get(name) {
        Some(text) if text.contains("\nday = ") => &[],
        _ => &["--date", USUAL_DAY],
    };
    let output = example::run("checkin", &[&["--scenario", name], day, options].concat());
    assert_eq!(
        output.status.code(),
        Some(0),
        "{name}: {}{}",
        example::stdout(&output),
        example::stderr(&output)
    );
    example::stdout(&output)
}

/// The objects of a scenario that is played for a program.
fn objects(name: &str) -> Vec<Value> {
    play(name, &["--json"])
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

#[test]
fn each_scenario_plays_as_its_transcript_says() {
    let update = std::env::var_os("UPDATE_GOLDEN").is_some();
    let golden = folder("crates/rehearsal/scenarios");
    let scenarios = scenarios();
    let mut differ = Vec::new();
    for name in scenarios.keys() {
        let played = play(name, &[]);
        let path = golden.join(format!("{name}.txt"));
        if update {
            fs::write(&path, &played).unwrap();
            continue;
        }
        let expected = fs::read_to_string(&path).unwrap_or_default();
        if played == expected {
            continue;
        }
        let line = played
            .lines()
            .zip(expected.lines().chain(std::iter::repeat("(the end)")))
            .enumerate()
            .find(|(_, (played, expected))| played != expected);
        differ.push(match line {
            Some((at, (played, expected))) => format!(
                "{name}, line {}:\n  expected {expected}\n  played   {played}",
                at + 1
            ),
            None => format!("{name}: ends too early"),
        });
    }
    assert!(differ.is_empty(), "{}", differ.join("\n"));
    // No transcript is left of a scenario that has gone.
    for name in files("crates/rehearsal/scenarios", "txt").keys() {
        assert!(scenarios.contains_key(name), "{name}.txt: no such scenario");
    }
}

/// Short enough to be read by a person.
#[test]
fn a_transcript_fits_on_two_screens() {
    for (name, text) in files("crates/rehearsal/scenarios", "txt") {
        let lines = text.lines().count();
        assert!(lines <= 100, "{name}: {lines} lines");
    }
}

#[test]
fn the_program_has_every_file_of_the_folder() {
    let output = example::run("checkin", &["--list", "--json"]);
    let listed: BTreeSet<String> = example::stdout(&output)
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap())
        .filter_map(|object| Some(object.get("scenario")?.as_str()?.to_owned()))
        .collect();
    let there: BTreeSet<String> = scenarios().into_keys().collect();
    assert_eq!(listed, there);
}

#[test]
fn every_code_mode_and_persona_has_its_scenario() {
    let scenarios = scenarios();
    let mut missing = Vec::new();
    for number in 0..1000 {
        let code = FaultCode::national(number);
        if known(code).is_some()
            && !scenarios
                .keys()
                .any(|name| name.starts_with(&format!("code-{code}-")))
        {
            missing.push(code.to_string());
        }
    }
    let codes = scenarios
        .keys()
        .filter(|name| name.starts_with("code-"))
        .count();
    assert_eq!(codes, 27);
    for mode in ["unattended", "visual", "pin-only", "staff-check-on-reader"] {
        if !scenarios.contains_key(&format!("mode-{mode}")) {
            missing.push(mode.to_owned());
        }
    }
    for persona in &Personas::at(USUAL_DAY.parse().unwrap()).unwrap() {
        let name = format!("persona-{}", persona.name());
        let own = format!("persona = \"{}\"\n", persona.name());
        if !scenarios.get(&name).is_some_and(|text| text.contains(&own)) {
            missing.push(name);
        }
    }
    assert!(missing.is_empty(), "no scenario for {missing:?}");
}

/// A scenario about a code shows that code to the staff, and the patient something too.
#[test]
fn a_code_comes_up_where_its_scenario_says() {
    for name in scenarios().keys().filter(|name| name.starts_with("code-")) {
        let code = &name[5..8];
        let objects = objects(name);
        for who in ["patient", "staff"] {
            assert!(
                objects
                    .iter()
                    .any(|object| object["who"] == who && object["code"] == code),
                "{name}: nothing about {code} for the {who}"
            );
        }
    }
}

/// What the card, the camera or the scan can cause is found by the library and handed in by nobody.
#[test]
fn the_codes_of_card_and_reader_arise_by_themselves() {
    for (name, text) in scenarios() {
        let Some(code) = name.strip_prefix("code-").map(|rest| &rest[..3]) else {
            continue;
        };
        let arises = matches!(
            code,
            "001" | "002" | "003" | "004" | "005" | "006" | "007" | "015" | "101" | "102" | "103"
        );
        let turns = text
            .split("[ends]")
            .next()
            .unwrap()
            .lines()
            .filter(|line| !line.starts_with("code =") && !line.starts_with("source ="))
            .any(|line| line.contains(code));
        if arises {
            assert!(!turns, "{name}: {code} is handed in");
        }
    }
}

/// Neither secrets nor the person are found in what is printed, the journal included, however it
/// ended.
#[test]
fn nothing_secret_is_printed_at_any_end() {
    let mut reasons = BTreeSet::new();
    let personas = Personas::at(USUAL_DAY.parse().unwrap()).unwrap();
    for name in scenarios().into_keys() {
        let objects = objects(&name);
        let last = objects.last().unwrap();
        reasons.insert(last["outcome"].as_str().unwrap().to_owned());
        let persona = personas.get(last["persona"].as_str().unwrap()).unwrap();
        let mut canaries: Vec<String> = Vec::new();
        canaries.extend(persona.pin().map(str::to_owned));
        canaries.extend(persona.code_b());
        // What was typed or read wrongly is as secret: it differs in one digit only.
        canaries.extend(persona.code_b().map(|code| code[..13].to_owned()));
        canaries.extend(persona.pin().map(|pin| format!("2{}", &pin[1..])));
        if let Some(face) = persona.face() {
            canaries.push(face.name.clone());
        }
        for line in play(&name, &[])
            .lines()
            .map(str::to_owned)
            .chain(objects.iter().map(Value::to_string))
        {
            for canary in &canaries {
                assert!(
                    !line.contains(canary.as_str()),
                    "{name}: {canary} in {line}"
                );
            }
        }
    }
    // Every way to end is among them but one: a card cannot be exchanged here, see desk tests.
    for reason in EndReason::ALL {
        let name = reason.name();
        assert_eq!(
            reasons.contains(name),
            reason != EndReason::CardExchanged,
            "{name}: {reasons:?}"
        );
    }
}

fn file(text: &str) -> (Option<i32>, String) {
    use std::sync::atomic::{AtomicU32, Ordering};
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let path = std::env::temp_dir().join(format!(
        "mynareader-scenario-{}-{}.toml",
        std::process::id(),
        NEXT.fetch_add(1, Ordering::Relaxed)
    ));
    fs::write(&path, text).unwrap();
    let output = example::run("checkin", &["--scenario", path.to_str().unwrap()]);
    let _ = fs::remove_file(&path);
    (output.status.code(), example::stderr(&output))
}

const WRITTEN: &str = r#"
title.ja = "顔認証"
title.en = "the face"
source = "a test"

[turns]
choosing-method = ["face"]

[ends]
outcome = "admitted"
scope = "full"
"#;

#[test]
fn a_file_of_ones_own_is_played_and_held_to_its_end() {
    assert_eq!(file(WRITTEN).0, Some(0));
    for (what, with, complaint) in [
        (
            "\"admitted\"",
            "\"fault\"",
            "outcome: admitted instead of fault",
        ),
        ("\"full\"", "\"eligibility-only\"", "scope: full instead of"),
        (
            "[\"face\"]",
            "[\"face\", \"pin\"]",
            "turns.choosing-method: not all of them",
        ),
        (
            "scope = \"full\"",
            "scope = \"full\"\npresented = 3",
            "presented: 1 instead of 3",
        ),
    ] {
        let (status, said) = file(&WRITTEN.replace(what, with));
        assert_eq!(status, Some(1), "{said}");
        assert!(said.contains(complaint), "{said}");
    }
}

#[test]
fn a_file_that_says_what_cannot_be_is_refused_in_words() {
    for (what, with, complaint) in [
        ("source", "sauce", "sauce"),
        ("\"a test\"", "\" \"", "source: must say"),
        ("choosing-method", "choosing-a-method", "choosing-a-method"),
        (
            "choosing-method = [\"face\"]",
            "idle = [\"silent\"]",
            "turns.idle: nobody is asked",
        ),
        (
            "[\"face\"]",
            "[\"iris\"]",
            "\"iris\" is nothing that can be done",
        ),
        ("[\"face\"]", "[\"face by robot\"]", "\"robot\" is nobody"),
        ("[\"face\"]", "[\"fault 777\"]", "fault 777"),
        ("[\"face\"]", "[\"011\"]", "\"011\" is nothing"),
        ("[turns]", "persona = \"nobody\"\n[turns]", "nobody"),
        ("[turns]", "day = \"2026-02-30\"\n[turns]", "2026-02-30"),
        ("[turns]", "mode = \"night\"\n[turns]", "night"),
        (
            "[turns]",
            "before = [\"remove-card\"]\n[turns]",
            "nothing without a card",
        ),
        ("[turns]", "again = [\"face\"]\n[turns]", "again: \"face\""),
        ("[turns]", "[reader]\nfitted = [\"iris\"]\n[turns]", "iris"),
        (
            "[turns]",
            "[reader]\nfacility = [\"sauna\"]\n[turns]",
            "sauna",
        ),
        (
            "[turns]",
            "[[card]]\ndoes = \"mute\"\n[turns]",
            "card 1: one of exchange",
        ),
        (
            "[turns]",
            "[[card]]\nfrom = 1\ndoes = \"sing\"\n[turns]",
            "\"sing\"",
        ),
        (
            "[turns]",
            "[[card]]\nfrom = 1\ndoes = \"status 90\u{3042}\"\n[turns]",
            "status",
        ),
    ] {
        let (status, said) = file(&WRITTEN.replace(what, with));
        assert_eq!(status, Some(2), "{with}: {said}");
        assert!(said.contains(complaint), "{with}: {said}");
    }
    let output = example::run("checkin", &["--scenario", "code-999"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(example::stderr(&output).contains("neither a scenario's name"));
}

/// The page that describes the format shows a file that the program understands.
#[test]
fn the_described_format_is_the_one_that_is_read() {
    let page = fs::read_to_string(folder("crates/rehearsal/scenarios/README.md")).unwrap();
    let example = page
        .split("```toml\n")
        .nth(1)
        .and_then(|rest| rest.split("```").next())
        .unwrap();
    let (status, said) = file(example);
    assert_ne!(status, Some(2), "{said}");
}

/// The page for those who rehearse names every scenario.
#[test]
fn the_page_for_rehearsals_lists_them_all() {
    let listed = |language: &str| -> Vec<Value> {
        let output = example::run("checkin", &["--list", "--json", "--lang", language]);
        example::stdout(&output)
            .lines()
            .map(|line| serde_json::from_str::<Value>(line).unwrap())
            .filter(|object| object.get("scenario").is_some())
            .collect()
    };
    let mut table = String::from("\n| | | |\n|---|---|---|\n");
    for (ja, en) in listed("ja").iter().zip(listed("en")) {
        let text = |object: &Value, key: &str| object[key].as_str().unwrap_or("").to_owned();
        table += &format!(
            "| {} | `{}` | {} ・ {} |\n",
            text(ja, "code"),
            text(ja, "scenario"),
            text(ja, "title"),
            text(&en, "title"),
        );
    }
    let path = folder("docs/scenes.md");
    let page = fs::read_to_string(&path).unwrap();
    let mark =
        "<!-- Written by `UPDATE_GOLDEN=1 cargo test -p proof --test examples scenarios`. -->\n";
    let (head, found) = page.split_once(mark).unwrap();
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(&path, format!("{head}{mark}{table}")).unwrap();
    } else {
        assert_eq!(found, table, "docs/scenes.md");
    }
}
