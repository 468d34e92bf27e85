//! `doctor` and `qualify` over a real PC/SC service: a private pcscd with the virtual card of three
//! personas, and with readers and services that misbehave.

#[path = "../../../tests/support/pcscd.rs"]
mod pcscd;
#[path = "../../../tests/support/runner.rs"]
mod runner;
#[path = "../../../tests/support/skip.rs"]
mod skip;
#[path = "../../../tests/support/vicc.rs"]
mod vicc;

use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Command, ExitCode, Stdio};
use std::sync::Arc;
use std::time::Duration;

use mynareader::transport::pcsc::{Options, Reader, ReaderName, SystemService};
use mynareader_emulator::{Day, Personas};
use pcscd::{Pcscd, Process, wait_until};
use runner::{Service, Test};
use serde_json::Value;
use vicc::BareCard;

const LONG: Duration = Duration::from_secs(20);

fn main() -> ExitCode {
    let tests: &[Test] = &[
        ("doctor_names_the_readers_and_who_holds_a_card", doctor),
        ("three_personas_are_qualified", personas),
        ("what_was_recorded_over_a_reader_replays", recorded),
        ("a_card_without_extended_is_named", no_extended),
        ("a_card_held_by_another_program_is_named", held),
        ("how_late_a_removal_is_told_is_measured", late),
        ("a_card_taken_away_in_the_middle_is_named", removed),
        ("a_service_that_stops_in_the_middle_is_named", stopped),
    ];
    runner::run("on_service", tests)
}

fn reader(service: &Service) -> Reader {
    let name = ReaderName::new(service.reader.as_str()).unwrap();
    Reader::new(Arc::new(SystemService), name, Options::default())
}

/// The program's own virtual card in the reader.
fn insert(service: &Service, persona: &str, more: &[&str]) -> Process {
    reader(service).wait_for_removal(LONG).unwrap();
    let card = Process::start(
        "virtual-card",
        Command::new(env!("CARGO_BIN_EXE_mynareader"))
            .args(["virtual-card", "--persona", persona, "--date", "2026-11-22"])
            .args(["--port", &service.port.to_string()])
            .args(more)
            .stdout(Stdio::null())
            .stderr(Stdio::null()),
    )
    .unwrap();
    reader(service).wait_for_card(LONG).unwrap();
    card
}

struct Said {
    status: Option<i32>,
    json: Value,
    stderr: String,
}

fn run(arguments: &[&str], input: &str) -> Said {
    said(
        Command::new(env!("CARGO_BIN_EXE_mynareader")).args(arguments),
        input,
    )
}

/// The same at another service than that of these tests.
fn run_at(other: &Pcscd, arguments: &[&str]) -> Said {
    let mut program = Command::new(env!("CARGO_BIN_EXE_mynareader"));
    program.env("PCSCLITE_CSOCK_NAME", other.socket());
    said(program.args(arguments), "")
}

fn said(program: &mut Command, input: &str) -> Said {
    let mut child = program
        .args(["--json", "--lang", "en"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    let output = child.wait_with_output().unwrap();
    Said {
        status: output.status.code(),
        json: serde_json::from_slice(&output.stdout).unwrap_or_default(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

/// What `doctor` says of the reader.
fn state(service: &Service) -> String {
    let said = run(&["doctor"], "");
    let checks = said.json["checks"].as_array().unwrap();
    let ours = checks
        .iter()
        .find(|check| check["values"]["name"] == service.reader.as_str());
    ours.unwrap()["values"]["state"]
        .as_str()
        .unwrap()
        .to_owned()
}

fn doctor(service: &Service) -> Result<(), String> {
    reader(service).wait_for_removal(LONG).unwrap();
    assert_eq!(state(service), "empty");
    let card = insert(service, "adult", &[]);
    assert_eq!(state(service), "card");
    let mut other = reader(service);
    let connection = other.connect().unwrap();
    assert_eq!(state(service), "held");
    drop(connection);
    assert!(wait_until(LONG, || state(service) == "card"));
    drop(card);
    Ok(())
}

fn personas(service: &Service) -> Result<(), String> {
    let personas = Personas::at("2026-11-22".parse::<Day>().unwrap()).unwrap();
    for (name, query) in [
        ("adult", "63C3"),
        ("pin-locked", "63C0"),
        ("pin-last-try", "63C1"),
    ] {
        let persona = personas.get(name).unwrap();
        let _card = insert(service, name, &[]);
        let code_b = persona.code_b().unwrap();
        let said = run(
            &["qualify", "--reader", &service.reader, "--code-b", "-"],
            &format!("{code_b}\n"),
        );
        assert_eq!(
            said.status,
            Some(0),
            "{name}: {} {}",
            said.json,
            said.stderr
        );
        assert_eq!(said.stderr.matches("about to send code B once").count(), 3);
        let questions = &said.json["questions"];
        assert_eq!(
            questions["4_availability_and_pin_query"]["pin_query"],
            query
        );
        assert_eq!(questions["2_extended_read_binary"], true);
        assert_eq!(questions["6_verified_after_loss_of_power"], false);
        assert!(questions["5_face_record_bytes"].as_u64().unwrap() > 1000);
        assert_eq!(said.json["second_program"], "shared");
        assert!(said.json["exchange"]["p95_microseconds"].as_u64().unwrap() > 0);
        assert!(!said.json.to_string().contains(&code_b));
    }
    Ok(())
}

/// A file for a recording.
fn recording(name: &str) -> String {
    let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_file(&path);
    path.to_str().unwrap().to_owned()
}

fn recorded(service: &Service) -> Result<(), String> {
    let personas = Personas::at("2026-11-22".parse::<Day>().unwrap()).unwrap();
    for (name, more) in [
        ("adult", &[][..]),
        ("pin-locked", &[]),
        ("adult", &["--no-extended"]),
    ] {
        let _card = insert(service, name, more);
        let code_b = personas.get(name).unwrap().code_b().unwrap();
        for command in ["qualify", "inspect"] {
            let file = recording("over-a-reader.jsonl");
            let arguments = [
                command,
                "--reader",
                &service.reader,
                "--code-b",
                "-",
                "--record",
                &file,
            ];
            let made = run(&arguments, &format!("{code_b}\n"));
            assert_ne!(made.status, Some(2), "{}", made.stderr);
            let text = std::fs::read_to_string(&file).unwrap();
            assert!(!text.contains(&code_b) && text.contains("took_us"));
            let arguments = ["replay", &file, "--persona", name, "--date", "2026-11-22"];
            let said = run(&arguments, "");
            assert_eq!(
                said.status,
                Some(0),
                "{name} {command}: {} {}",
                said.json,
                said.stderr
            );
            assert_eq!(said.json["run"], format!("{command} code-b"));
        }
    }
    Ok(())
}

fn no_extended(service: &Service) -> Result<(), String> {
    let _card = insert(service, "adult", &["--no-extended"]);
    let said = run(&["qualify", "--reader", &service.reader], "");
    assert_eq!(said.status, Some(1));
    let troubles = said.json["troubles"].to_string();
    assert!(
        troubles.contains("extended READ BINARY does not work"),
        "{troubles}"
    );
    Ok(())
}

fn held(service: &Service) -> Result<(), String> {
    let _card = insert(service, "adult", &[]);
    let mut other = reader(service);
    let connection = other.connect().unwrap();
    let said = run(&["qualify", "--reader", &service.reader], "");
    assert_eq!(said.status, Some(2));
    assert!(
        said.stderr.contains("another program holds the card"),
        "{}",
        said.stderr
    );
    drop(connection);
    Ok(())
}

fn late(service: &Service) -> Result<(), String> {
    let card = insert(service, "adult", &[]);
    let mut child = Command::new(env!("CARGO_BIN_EXE_mynareader"))
        .args([
            "qualify",
            "--reader",
            &service.reader,
            "--removal",
            "--json",
            "--lang",
            "en",
        ])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut asked = BufReader::new(child.stderr.take().unwrap()).lines();
    let mut is_asked = |what: &str| asked.any(|line| line.unwrap().contains(what));
    assert!(is_asked("take the card away"));
    drop(card);
    assert!(is_asked("lay the card down again"));
    let _card = insert(service, "adult", &[]);
    let output = child.wait_with_output().unwrap();
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let told = report["removal"]["told_after_ms"].as_u64().unwrap();
    // pcsc-lite looks every 0.4 s.
    assert!(told < 5_000, "{report}");
    assert!(report["removal"]["ready_after_ms"].is_u64(), "{report}");
    Ok(())
}

fn removed(service: &Service) -> Result<(), String> {
    // Taken away under the thirtieth exchange, before its answer.
    reader(service).wait_for_removal(LONG).unwrap();
    let (reached, at_thirty) = std::sync::mpsc::channel();
    let mut exchanges = 0;
    let card = BareCard::insert(service.port, move |_| {
        exchanges += 1;
        if exchanges == 30 {
            let _ = reached.send(());
            std::thread::sleep(Duration::from_millis(500));
        }
        vec![0x90, 0x00]
    })
    .unwrap();
    reader(service).wait_for_card(LONG).unwrap();
    let taking = std::thread::spawn(move || {
        at_thirty.recv_timeout(LONG).unwrap();
        drop(card);
    });
    let file = recording("taken-away.jsonl");
    let said = run(
        &["qualify", "--reader", &service.reader, "--record", &file],
        "",
    );
    taking.join().unwrap();
    assert_eq!(said.status, Some(1), "{}", said.stderr);
    let told = said.json["troubles"].to_string();
    assert!(told.contains("the card was taken away"), "{told}");
    // The fault from the field is a test now: played again, the program says the same of it.
    let replayed = run(&["replay", &file], "");
    assert_eq!(replayed.status, Some(0), "{}", replayed.json);
    let result = replayed.json["result"].to_string();
    assert!(result.contains("the card was taken away"), "{result}");
    Ok(())
}

fn stopped(_: &Service) -> Result<(), String> {
    let mut own = Pcscd::start().map_err(|error| error.to_string())?;
    let (reached, at_thirty) = std::sync::mpsc::channel();
    let mut exchanges = 0;
    let _card = BareCard::insert(own.port(), move |_| {
        exchanges += 1;
        if exchanges == 30 {
            let _ = reached.send(());
            std::thread::sleep(Duration::from_millis(500));
        }
        vec![0x90, 0x00]
    })
    .unwrap();
    let name = own.reader();
    let sees_the_card = || {
        let said = run_at(&own, &["doctor"]);
        let checks = said.json["checks"].as_array().unwrap().clone();
        checks
            .iter()
            .any(|check| check["values"]["state"] == "card")
    };
    assert!(wait_until(LONG, sees_the_card));
    let program = {
        let socket = own.socket();
        std::thread::spawn(move || {
            let mut program = Command::new(env!("CARGO_BIN_EXE_mynareader"));
            program.env("PCSCLITE_CSOCK_NAME", socket);
            said(program.args(["qualify", "--reader", &name]), "")
        })
    };
    at_thirty.recv_timeout(LONG).unwrap();
    own.stop();
    let told = program.join().unwrap();
    assert_eq!(told.status, Some(1), "{}", told.stderr);
    let troubles = told.json["troubles"].to_string();
    assert!(
        troubles.contains("the smart card service stopped"),
        "{troubles}"
    );
    let doctor = run_at(&own, &["doctor"]);
    assert_eq!(doctor.status, Some(1));
    assert_eq!(doctor.json["checks"][0]["values"]["state"], "stopped");
    Ok(())
}
