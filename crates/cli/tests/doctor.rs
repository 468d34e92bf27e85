//! `doctor` over a scripted PC/SC service with every trouble, and as a program without a service.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::time::Duration;

use mynareader::transport::pcsc::{Code, Context, Service};
use mynareader_cli::doctor::report::{Report, Verdict};
use mynareader_cli::doctor::{readers, system};
use mynareader_console::Lang;
use mynareader_kit::service::{NAME, Scripted as Fake};
use serde_json::Value;

const LIMIT: Duration = Duration::from_secs(20);

fn examined(service: impl Service + 'static) -> Report {
    let mut report = Report::default();
    readers::examine(Arc::new(service), LIMIT, Lang::En, &mut report);
    report
}

/// Verdict, check and the state in its values.
fn told(report: &Report) -> Vec<(Verdict, &'static str, String)> {
    let state = |values: &Value| values["state"].as_str().unwrap_or_default().to_owned();
    let checks = report.0.iter();
    checks
        .map(|check| (check.verdict, check.name, state(&check.values)))
        .collect()
}

#[test]
fn a_sound_reader_is_good_by_its_japanese_name_and_nothing_is_done_to_its_card() {
    let fake = Fake::new();
    let report = examined(fake.clone());
    assert_eq!(report.verdict(), Verdict::Good);
    assert!(report.0[1].found.contains(NAME));
    assert_eq!(report.0[1].values["state"], "empty");
    fake.insert(1);
    assert_eq!(examined(fake.clone()).0[1].values["state"], "card");
    assert_eq!(fake.calls(), [], "no connection, no command");
}

#[test]
fn each_trouble_is_named_with_what_to_do() {
    let fake = Fake::new();
    fake.unplug();
    let report = examined(fake.clone());
    assert_eq!(report.verdict(), Verdict::Broken);
    assert_eq!(report.0[1].name, "readers");
    fake.stop_service();
    let report = examined(fake.clone());
    assert_eq!(
        told(&report),
        [(Verdict::Broken, "service", "stopped".to_owned())]
    );
    assert!(report.0[0].found.contains("0x8010001D"), "{report:?}");

    for (code, state) in [
        (Code::SECURITY_VIOLATION, "refused"),
        (Code::NO_ACCESS, "refused"),
        (Code::UNKNOWN_ERROR, "failed"),
    ] {
        let fake = Fake::new();
        fake.script().establish_fails.push_back(code);
        let report = examined(fake);
        assert_eq!(
            told(&report),
            [(Verdict::Broken, "service", state.to_owned())]
        );
        assert!(report.0[0].act.is_some());
    }

    let fake = Fake::new();
    fake.script().waits_fail.push_back(Code::READER_UNAVAILABLE);
    assert_eq!(
        told(&examined(fake))[1],
        (Verdict::Broken, "reader", "failed".to_owned())
    );
}

/// A service that gives its readers a state.
struct Says(Fake, u32);

struct SaysContext(Box<dyn Context>, u32);

impl Service for Says {
    fn establish(&self) -> Result<Box<dyn Context>, Code> {
        Ok(Box::new(SaysContext(self.0.establish()?, self.1)))
    }
}

impl Context for SaysContext {
    fn readers(&mut self) -> Result<Vec<mynareader::transport::pcsc::ReaderName>, Code> {
        self.0.readers()
    }

    fn status_change(
        &mut self,
        _: &mynareader::transport::pcsc::ReaderName,
        _: mynareader::transport::pcsc::ReaderState,
        _: Duration,
    ) -> Result<mynareader::transport::pcsc::ReaderState, Code> {
        Ok(mynareader::transport::pcsc::ReaderState(self.1))
    }

    fn canceller(&self) -> Box<dyn mynareader::transport::pcsc::Canceller> {
        self.0.canceller()
    }

    fn connect(
        &mut self,
        _: &mynareader::transport::pcsc::ReaderName,
    ) -> Result<Box<dyn mynareader::transport::pcsc::Channel>, Code> {
        panic!("doctor connects to no card")
    }

    fn max_apdu_data(
        &mut self,
        _: &mynareader::transport::pcsc::ReaderName,
    ) -> Result<Option<usize>, Code> {
        assert_eq!(
            self.1, 0x0010,
            "the driver of a reader with a card in it is asked"
        );
        Ok(Some(65_536))
    }
}

#[test]
fn every_state_of_a_reader_has_its_verdict() {
    // The bits of winscard.h.
    for (bits, verdict, state) in [
        (0x0010, Verdict::Good, "empty"),
        (0x0020, Verdict::Good, "card"),
        (0x0120, Verdict::Look, "shared"),
        (0x01A0, Verdict::Look, "held"),
        (0x0220, Verdict::Look, "mute"),
        (0x0004, Verdict::Broken, "gone"),
        (0x0008, Verdict::Broken, "gone"),
        (0x0028, Verdict::Broken, "gone"),
        (0x0000, Verdict::Look, "unknown"),
    ] {
        let report = examined(Says(Fake::new(), bits));
        assert_eq!(told(&report)[1], (verdict, "reader", state.to_owned()));
        assert_eq!(report.0[1].act.is_some(), verdict != Verdict::Good);
    }
}

/// What an empty reader carries is told as its driver says it, also that it does not.
#[test]
fn what_an_empty_reader_carries_is_told() {
    for (says, extended, words) in [
        (None, None, "no card"),
        (Some(65_536), Some(true), "up to 65536 bytes"),
        (Some(256), Some(false), "short APDUs only"),
    ] {
        let fake = Fake::new();
        fake.script().max_apdu_data = says;
        let mut report = Report::default();
        readers::examine(
            Arc::new(fake),
            Duration::from_secs(5),
            Lang::En,
            &mut report,
        );
        let reader = &report.0[1];
        assert_eq!(reader.verdict, Verdict::Good);
        assert_eq!(reader.values["max_apdu_data"], serde_json::json!(says));
        assert_eq!(reader.values["extended"], serde_json::json!(extended));
        assert!(reader.found.contains(words), "{}", reader.found);
    }
}

/// A service that never answers.
struct Hangs;

impl Service for Hangs {
    fn establish(&self) -> Result<Box<dyn Context>, Code> {
        loop {
            std::thread::park();
        }
    }
}

#[test]
fn a_service_that_hangs_is_not_waited_for() {
    let mut report = Report::default();
    let limit = Duration::from_millis(50);
    readers::examine(Arc::new(Hangs), limit, Lang::Ja, &mut report);
    assert_eq!(
        told(&report),
        [(Verdict::Broken, "service", "no-answer".to_owned())]
    );
}

#[test]
fn power_saving_is_told_of_card_readers_and_of_nothing_else() {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("usb");
    let _ = fs::remove_dir_all(&root);
    for (device, class, control) in [
        ("1-1", "0b", "auto"),
        ("1-2", "0b", "on"),
        ("1-3", "03", "auto"),
    ] {
        let folder = root.join(device);
        fs::create_dir_all(folder.join("power")).unwrap();
        fs::create_dir_all(folder.join(format!("{device}:1.0"))).unwrap();
        fs::write(folder.join("product"), format!("Reader {device}\u{1b}\n")).unwrap();
        fs::write(folder.join("power/control"), control).unwrap();
        let interface = folder.join(format!("{device}:1.0")).join("bInterfaceClass");
        fs::write(interface, class).unwrap();
    }
    let mut report = Report::default();
    system::power_saving(&root, Lang::En, &mut report);
    let verdicts: Vec<Verdict> = report.0.iter().map(|check| check.verdict).collect();
    assert_eq!(verdicts, [Verdict::Look, Verdict::Good]);
    assert!(report.0[0].found.starts_with("USB Reader 1-1:"));
}

#[test]
fn clock_zone_and_certificate_have_their_days() {
    let verdict = |check: &dyn Fn(&mut Report)| {
        let mut report = Report::default();
        check(&mut report);
        report.verdict()
    };
    let clock =
        |day: &str| verdict(&|report| system::clock(day.parse().unwrap(), Lang::Ja, report));
    assert_eq!(clock("2026-11-22"), Verdict::Good);
    assert_eq!(clock("2026-11-21"), Verdict::Broken);
    let zone = |zone| verdict(&|report| system::zone(zone, Lang::Ja, report));
    assert_eq!(zone(Some("Asia/Tokyo")), Verdict::Good);
    assert_eq!(zone(Some("Etc/UTC")), Verdict::Look);
    assert_eq!(zone(None), Verdict::Look);
    let certificate = |day: &str| {
        let last = Some("2027-03-31".parse().unwrap());
        verdict(&|report| {
            system::terminal_certificate(day.parse().unwrap(), last, Lang::En, report);
        })
    };
    // 90 days before: \[1\] crates/terminal/src/certificate.rs.
    assert_eq!(certificate("2026-12-30"), Verdict::Good);
    assert_eq!(certificate("2026-12-31"), Verdict::Look);
    assert_eq!(certificate("2027-03-31"), Verdict::Look);
    assert_eq!(certificate("2027-04-01"), Verdict::Broken);
}

fn program(arguments: &[&str]) -> (Option<i32>, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_mynareader"))
        .arg("doctor")
        .args(arguments)
        // No service listens there.
        .env("PCSCLITE_CSOCK_NAME", "/nonexistent/pcscd.comm")
        .env("TZ", "Asia/Tokyo")
        .output()
        .unwrap();
    (
        output.status.code(),
        String::from_utf8(output.stdout).unwrap(),
    )
}

#[test]
fn the_program_says_it_in_both_languages_and_in_json() {
    let expected = if cfg!(feature = "pcsc") {
        Some(1)
    } else {
        Some(3)
    };
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("doctor-folder");
    fs::create_dir_all(&folder).unwrap();
    let folder = folder.to_str().unwrap();
    let (status, text) = program(&["--json", "--date", "2026-11-28", "--folder", folder]);
    assert_eq!(status, expected, "{text}");
    let value: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(value["format"], "mynareader-doctor");
    assert_eq!(value["version"], 1);
    let find = |name: &str| {
        let checks = value["checks"].as_array().unwrap();
        checks.iter().find(|check| check["check"] == name).unwrap()
    };
    assert_eq!(find("folder")["values"]["finding"], "ready");
    assert_eq!(
        find("library")["values"]["abi"],
        system::abi(env!("CARGO_PKG_VERSION"))
    );
    assert_eq!(find("library")["values"]["version"], "0.1.0");
    assert_eq!(fs::read_dir(folder).unwrap().count(), 0, "nothing is left");

    assert!(program(&["--lang", "ja"]).1.contains("時計: 日本では"));
    assert!(program(&["--lang", "en"]).1.contains("clock: "));
    let missing = program(&["--lang", "en", "--folder", "/nonexistent"]);
    assert_eq!(missing.0, Some(1));
    assert!(missing.1.contains("013"));
    assert_eq!(program(&["--date", "yesterday"]).0, Some(2));
}

/// No name of the program's own stands where a person reads.
#[test]
fn a_folder_is_spoken_of_in_words_of_both_languages() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("doctor-folders");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    let file = folder.join("file");
    fs::write(&file, "").unwrap();
    let cases = [
        (folder.clone(), "ready", "使えます", "it can be used"),
        (
            folder.join("none"),
            "missing",
            "ありません",
            "there is none",
        ),
        (
            file,
            "not-a-folder",
            "フォルダではありません",
            "it is no folder",
        ),
    ];
    for (path, name, ja, en) in cases {
        for (lang, words) in [(Lang::Ja, ja), (Lang::En, en)] {
            let mut report = Report::default();
            system::folders(std::slice::from_ref(&path), lang, &mut report);
            let check = &report.0[0];
            assert!(check.found.ends_with(&format!(": {words}")), "{check:?}");
            assert_eq!(check.values["finding"], name);
        }
    }
}

/// As the script says that names the C library.
#[test]
#[cfg(unix)]
fn the_version_of_the_abi_is_that_of_the_c_library() {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tools/soversion");
    for version in [
        "0.1.0",
        "0.12.3",
        "1.0.0",
        "2.7.1",
        env!("CARGO_PKG_VERSION"),
    ] {
        let output = Command::new("sh").args([script, version]).output().unwrap();
        let expected = String::from_utf8(output.stdout).unwrap();
        assert_eq!(system::abi(version), expected.trim(), "{version}");
    }
}
