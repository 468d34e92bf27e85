//! Recordings: made on one persona they replay, a library that does otherwise is told from one that does
//! not, and no file whatever makes the program do more than say what is wrong with it.

#[path = "../../../tests/support/fed.rs"]
mod fed;
#[path = "../../../tests/schedules/random.rs"]
#[allow(dead_code)] // Each test takes what it needs.
mod random;

use std::fs;
use std::path::{Path, PathBuf};

use fed::program;
use mynareader::calendar::Date;
use mynareader_cli::replay::Verdict;
use mynareader_cli::replay::file::File;
use mynareader_cli::replay::run::{Run, replay};
use mynareader_console::record::MOST_ENTRIES;
use mynareader_emulator::{Day, Personas};
use random::Random;
use serde_json::Value;

const DAY: &str = "2026-11-22";

fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(name)
}

/// What `inspect` of a persona's card records.
fn inspected(persona: &str, more: &[&str], name: &str) -> String {
    let file = path(name);
    let mut arguments = vec!["inspect", "--persona", persona, "--date", DAY, "--record"];
    arguments.push(file.to_str().unwrap());
    arguments.extend(more);
    let output = program(&arguments, "");
    assert_ne!(output.status.code(), Some(2), "{output:?}");
    fs::read_to_string(file).unwrap()
}

fn read(text: &str) -> File {
    File::read(text.as_bytes()).unwrap()
}

fn is_same(file: &File, persona: Option<&str>) -> (bool, usize) {
    let day: Date = DAY.parse().unwrap();
    let replayed = replay(file, Run::of(&file.run).unwrap(), day, persona, false).unwrap();
    (
        Verdict::of(file, &replayed).same(),
        replayed.progress.agreed(),
    )
}

#[test]
fn what_was_recorded_on_a_persona_replays_and_comes_back_as_it_was_written() {
    let personas = Personas::at(DAY.parse::<Day>().unwrap()).unwrap();
    assert!(personas.iter().count() > 20);
    for persona in &personas {
        let text = inspected(persona.name(), &[], "each.jsonl");
        let file = read(&text);
        assert_eq!(file.to_lines(), text, "{}", persona.name());
        assert!(file.events.len() > 2, "{}", persona.name());
        assert!(file.events.iter().all(|event| event.took.is_some()));
        let all = file.events.len();
        assert_eq!(
            is_same(&file, Some(persona.name())),
            (true, all),
            "{}",
            persona.name()
        );
    }
}

#[test]
fn a_recording_holds_nothing_of_the_card() {
    let personas = Personas::at(DAY.parse::<Day>().unwrap()).unwrap();
    let text = inspected("adult", &[], "nothing.jsonl");
    let persona = personas.get("adult").unwrap();
    let face = persona.face().unwrap();
    for secret in [
        persona.code_b().unwrap(),
        format!("\"{}\"", persona.pin().unwrap()),
        face.security_code.clone(),
        face.birth.clone(),
    ] {
        assert!(!text.contains(&secret), "{secret}");
    }
}

#[test]
fn qualify_with_its_secrets_replays_as_a_program() {
    let personas = Personas::at(DAY.parse::<Day>().unwrap()).unwrap();
    let adult = personas.get("adult").unwrap();
    let secrets = format!("{}\n{}\n", adult.pin().unwrap(), adult.code_b().unwrap());
    let file = path("qualify.jsonl");
    let file = file.to_str().unwrap();
    let output = program(
        &[
            "qualify",
            "--persona",
            "adult",
            "--pin",
            "-",
            "--code-b",
            "-",
            "--record",
            file,
        ],
        &secrets,
    );
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let output = program(&["replay", file, "--persona", "adult", "--json"], "");
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["run"], "qualify pin code-b");
    assert_eq!(report["same"], true);
    assert_eq!(report["agreed"], report["events"]);
}

/// A line in place of another.
fn with_line(text: &str, index: usize, line: &str) -> String {
    let mut lines: Vec<&str> = text.lines().collect();
    lines[index] = line;
    lines.join("\n") + "\n"
}

#[test]
fn a_library_that_does_otherwise_is_told() {
    let text = inspected("adult", &[], "otherwise.jsonl");
    let all = read(&text).events.len();
    // As an older library may have done: another command, one more, one less.
    let other = r#"{"exchange":3,"header":"00B08500","sent":5,"received":2,"status":"6A82"}"#;
    let changed = with_line(&text, 3, other);
    assert_eq!(is_same(&read(&changed), Some("adult")), (false, 2));
    let more = text.clone() + other + "\n";
    assert_eq!(is_same(&read(&more), Some("adult")), (false, all));
    let (less, _) = text.trim_end().rsplit_once('\n').unwrap();
    assert_eq!(is_same(&read(less), Some("adult")), (false, all - 1));

    let file = path("changed.jsonl");
    fs::write(&file, changed).unwrap();
    let output = program(&["replay", file.to_str().unwrap(), "--lang", "en"], "");
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(said.contains("departs at event 3"), "{said}");
    assert!(said.contains("recorded  00 B0 85 00 (5 B)"), "{said}");
}

#[test]
fn recorded_words_and_failures_reach_the_library_whatever_the_persona_would_say() {
    // The PIN of this card is locked: that is recorded, and played with a card whose PIN is not.
    let text = inspected("pin-locked", &["--only", "attempts"], "locked.jsonl");
    let file = read(&text);
    let day: Date = DAY.parse().unwrap();
    let run = Run::of(&file.run).unwrap();
    let replayed = replay(&file, run, day, Some("adult"), false).unwrap();
    assert!(Verdict::of(&file, &replayed).same());
    assert!(replayed.progress.adapted() > 0);

    // The card is taken away in the fourth exchange.
    let text = inspected("adult", &[], "away.jsonl");
    let mut lines: Vec<&str> = text.lines().take(4).collect();
    let taken = read(&text).events[3];
    let header = text.lines().nth(4).unwrap().split('"').nth(5).unwrap();
    let failed = format!(
        "{{\"exchange\":{},\"header\":\"{header}\",\"sent\":{},\"failed\":\"card-removed\",\"arrived\":\"no\"}}",
        taken.number,
        match taken.act {
            mynareader_cli::replay::file::Act::Command { sent, .. } => sent,
            other => panic!("{other}"),
        }
    );
    lines.push(&failed);
    let file = read(&lines.join("\n"));
    let replayed = replay(
        &file,
        Run::of(&file.run).unwrap(),
        day,
        Some("adult"),
        false,
    )
    .unwrap();
    assert_eq!(replayed.progress.agreed(), 4);
    assert!(
        replayed.says.iter().any(|line| line.contains("taken away")),
        "{:?}",
        replayed.says
    );
}

#[test]
fn what_is_wrong_with_a_file_is_told_with_its_line_and_without_its_content() {
    let head = r#"{"format":"mynareader-recording","version":1,"library":"0.1.0","run":"inspect","extended":true,"short_block":256,"max_command":65544,"max_response":65538,"left_out":0}"#;
    let line = |line: &str| format!("{head}\n{{\"reset\":\"done\"}}\n{line}\n");
    let many = format!("{head}\n") + &"{\"reset\":\"done\"}\n".repeat(MOST_ENTRIES + 1);
    let long = line(&format!(
        "{{\"reset\":\"done\",\"more\":\"{}\"}}",
        "山".repeat(400)
    ));
    let cases = [
        (String::new(), "empty"),
        ("山田".to_owned(), "line 1: not JSON"),
        (
            head.replace("mynareader-recording", "山田"),
            "line 1: the format is not",
        ),
        (
            head.replace("\"version\":1", "\"version\":2"),
            "line 1: the form is of version 2",
        ),
        (head.replace("0.1.0", "山田"), "line 1: \"library\""),
        (head.replace("\"inspect\"", "\"山田\""), "line 1: \"run\""),
        (head.replace(":256", ":9"), "line 1: \"short_block\""),
        (head.replace(":65544", ":99999999"), "line 1: the link"),
        (
            head.replace("\"left_out\":0", "\"left_out\":-1"),
            "line 1: a member",
        ),
        (line("{}"), "line 3: one of \"exchange\""),
        (line("[山田]"), "line 3: not JSON"),
        (
            line("{\"reset\":\"山田\"}"),
            "line 3: a failure of the link",
        ),
        (
            line("{\"reset\":\"done\",\"power_down\":\"done\"}"),
            "line 3: one of",
        ),
        (line("{\"exchange\":1}"), "line 3: \"header\""),
        (
            line(
                "{\"exchange\":1,\"header\":\"山田山田山田山田\",\"sent\":5,\"received\":2,\"status\":\"9000\"}",
            ),
            "line 3: \"header\"",
        ),
        (
            line(
                "{\"exchange\":1,\"header\":\"+0B00000\",\"sent\":5,\"received\":2,\"status\":\"9000\"}",
            ),
            "line 3: \"header\"",
        ),
        (
            line(
                "{\"exchange\":1,\"header\":\"00B00000\",\"sent\":3,\"received\":2,\"status\":\"9000\"}",
            ),
            "line 3: \"sent\"",
        ),
        (
            line("{\"exchange\":1,\"header\":\"00B00000\",\"sent\":5,\"received\":2}"),
            "line 3: \"status\"",
        ),
        (
            line(
                "{\"exchange\":1,\"header\":\"00B00000\",\"sent\":5,\"received\":1,\"status\":\"9000\"}",
            ),
            "line 3: \"received\"",
        ),
        (
            line(
                "{\"exchange\":1,\"header\":\"00B00000\",\"sent\":5,\"received\":99999999,\"status\":\"9000\"}",
            ),
            "line 3: \"received\"",
        ),
        (
            line("{\"exchange\":1,\"header\":\"00B00000\",\"sent\":5}"),
            "line 3: one of \"received\"",
        ),
        (
            line("{\"exchange\":1,\"header\":\"00B00000\",\"sent\":5,\"failed\":\"broken\"}"),
            "line 3: \"arrived\"",
        ),
        (long, "line 3: longer than"),
        (many, "more than 16384 events"),
    ];
    for (text, expected) in cases {
        let told = File::read(text.as_bytes()).unwrap_err().to_string();
        assert!(told.contains(expected), "{told} for {expected}");
        assert!(!told.contains('山'), "{told}");
    }
    let told = File::read(&b"{\n\xFF"[..]).unwrap_err().to_string();
    assert_eq!(told, "line 2: not UTF-8");
    let endless = std::io::repeat(b'{');
    let told = File::read(endless).unwrap_err().to_string();
    assert!(told.contains("longer than"), "{told}");

    let file = path("bad.jsonl");
    fs::write(&file, line("{}")).unwrap();
    let output = program(&["replay", file.to_str().unwrap()], "");
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8(output.stderr).unwrap().contains("line 3"));
    for (head, expected) in [
        (
            head.replace("\"left_out\":0", "\"left_out\":7"),
            "first 7 events are missing",
        ),
        (head.replace("inspect", "walk"), "no run \"walk\""),
    ] {
        fs::write(&file, head).unwrap();
        let output = program(&["replay", file.to_str().unwrap()], "");
        assert_eq!(output.status.code(), Some(2));
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(said.contains(expected), "{said}");
    }
}

/// Files that were cut, and files with bytes changed, left out or doubled: read or refused, and what is read
/// is played to its end.
#[test]
fn mangled_files_are_refused_or_played_and_never_more() {
    let text = inspected("adult", &[], "mangled.jsonl");
    let mut random = Random(15);
    let (mut refused, mut played) = (0, 0);
    for _ in 0..3_000 {
        let mut bytes = text.clone().into_bytes();
        for _ in 0..=random.below(3) {
            let at = usize::try_from(random.below(u64::try_from(bytes.len()).unwrap())).unwrap();
            match random.below(5) {
                0 => bytes.truncate(at.max(1)),
                1 => bytes[at] = u8::try_from(random.below(256)).unwrap(),
                2 => bytes[at] = b"0123456789ABCDEF\"{},:"[at % 21],
                // One byte always stays, to be mangled further.
                3 if bytes.len() > 1 => drop(bytes.remove(at)),
                _ => bytes.insert(at, bytes[at]),
            }
        }
        match File::read(bytes.as_slice()) {
            Err(_) => refused += 1,
            Ok(file) => {
                if let Some(run) = Run::of(&file.run) {
                    let day = DAY.parse().unwrap();
                    let _ = replay(&file, run, day, Some("adult"), false).unwrap();
                    played += 1;
                }
            }
        }
    }
    assert!(refused > 500 && played > 100, "{refused} {played}");
}
