//! `support-bundle`: nothing of a person is in it, whatever stands in the files that are handed in, and it is
//! written only where somebody agrees. The same search finds what is there.

#[path = "../../../tests/support/fed.rs"]
mod fed;

use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use fed::program;
use mynareader::card::{Application, Card, File, Profile};
use mynareader_emulator::{Day, Persona, Personas};
use serde_json::Value;

const DAY: &str = "2026-11-22";

/// A folder of its own for each test.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("bundle-{name}"));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn persona() -> Persona {
    let personas = Personas::at(DAY.parse::<Day>().unwrap()).unwrap();
    personas.get("adult").unwrap().clone()
}

/// The serial number of the persona's certificate: the bytes of the first INTEGER after the version.
fn serial(persona: &Persona) -> Vec<u8> {
    let mut link = persona.card().unwrap();
    let mut card = Card::new(&mut link, Profile::my_number_card());
    card.select(Application::Jpki).unwrap();
    let certificate = card.read(File::AuthenticationCertificate).unwrap();
    let bytes = certificate.as_bytes();
    let version = [0xA0, 0x03, 0x02, 0x01, 0x02, 0x02];
    let at = bytes.windows(6).position(|part| part == version).unwrap();
    let length = usize::from(bytes[at + 6]);
    bytes[at + 7..at + 7 + length].to_vec()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// PIN, code B, name, address, birth, photo, certificate serial; in each way in which somebody may write them.
/// A PIN of four digits is looked for as a word, because any hash may have four digits.
fn canaries(persona: &Persona) -> Vec<Vec<u8>> {
    let photo = persona.photo().unwrap();
    let serial = serial(persona);
    assert!(serial.len() > 2, "{serial:?}");
    let texts = [
        persona.code_b().unwrap(),
        persona.holder_name().to_owned(),
        persona.address().to_owned(),
        persona.birth_date(),
        hex(&serial),
        hex(&serial).to_uppercase(),
        hex(&photo[..24]),
    ];
    let mut canaries: Vec<Vec<u8>> = texts.into_iter().map(String::into_bytes).collect();
    canaries.push(photo[64..96].to_vec());
    canaries.push(format!("\"{}\"", persona.pin().unwrap()).into_bytes());
    canaries
}

/// Which of them are there.
fn found(canaries: &[Vec<u8>], bytes: &[u8]) -> Vec<usize> {
    let is_there = |canary: &Vec<u8>| bytes.windows(canary.len()).any(|part| part == canary);
    (0..canaries.len())
        .filter(|index| is_there(&canaries[*index]))
        .collect()
}

/// The names and the contents of a zip.
fn contents(path: &Path) -> Vec<(String, Vec<u8>)> {
    let mut zip = zip::ZipArchive::new(fs::File::open(path).unwrap()).unwrap();
    (0..zip.len())
        .map(|index| {
            let mut entry = zip.by_index(index).unwrap();
            let mut content = Vec::new();
            entry.read_to_end(&mut content).unwrap();
            (entry.name().unwrap().into_owned(), content)
        })
        .collect()
}

fn a_journal(folder: &Path) -> String {
    let path = folder.join("fleet.jsonl");
    let out = path.to_str().unwrap();
    let made = program(
        &["fleet", "--facilities", "1", "--days", "1", "--out", out],
        "",
    );
    assert!(made.status.success());
    fs::read_to_string(path).unwrap()
}

/// Everything in every place where somebody might have written it.
fn poisoned(persona: &Persona, journal: &str) -> Vec<u8> {
    let name = persona.holder_name();
    let sound = journal.lines().next().unwrap();
    let mut lines: Vec<Vec<u8>> = journal
        .lines()
        .map(|line| line.as_bytes().to_vec())
        .collect();
    let mut add = |line: String| lines.push(line.into_bytes());
    add(format!("{name} {}", persona.address()));
    add(sound.replacen("\"line\":1", &format!("\"line\":1,\"name\":\"{name}\""), 1));
    add(sound.replacen(
        "\"facility\":\"c00001\"",
        &format!("\"facility\":\"{name}\""),
        1,
    ));
    add(sound.replacen(
        "\"rehearsal\":false",
        &format!("\"rehearsal\":false,\"pin\":\"{}\"", persona.pin().unwrap()),
        1,
    ));
    add(sound.replacen(
        "\"session\":1",
        &format!("\"session\":{}", persona.code_b().unwrap()),
        1,
    ));
    add(sound.replacen(
        "\"after_ms\":0",
        &format!("\"after_ms\":{}", persona.code_b().unwrap()),
        1,
    ));
    // Read by the form, and left out of it: an entry's own members of another version.
    add(sound.replacen(
        "\"at\":\"reader\"",
        &format!("\"at\":\"reader\",\"serial\":\"{}\"", hex(&serial(persona))),
        1,
    ));
    add(sound.replacen("c00001", "Yamada-Taro", 1));
    let mut bytes = lines.join(&b'\n');
    bytes.push(b'\n');
    bytes.extend(persona.photo().unwrap());
    bytes
}

#[test]
fn a_bundle_holds_none_of_the_canaries_whatever_is_handed_in() {
    let persona = persona();
    let canaries = canaries(&persona);
    let folder = folder("canaries");
    let journal = a_journal(&folder);
    let sound = journal.lines().count();
    let files = [
        ("journal.jsonl", poisoned(&persona, &journal)),
        ("photo.jsonl", persona.photo().unwrap().to_vec()),
    ];
    for (name, content) in &files {
        fs::write(folder.join(name), content).unwrap();
    }
    // The search finds each of them where it is: the test cannot pass by looking at the wrong thing.
    let mut all = files[0].1.clone();
    for canary in &canaries {
        all.extend(canary);
    }
    assert_eq!(found(&canaries, &all).len(), canaries.len());
    assert!(found(&canaries, &files[0].1).len() >= 5);

    let record = folder.join("run.jsonl");
    let record = record.to_str().unwrap();
    let made = program(
        &[
            "inspect",
            "--persona",
            "adult",
            "--date",
            DAY,
            "--record",
            record,
        ],
        "",
    );
    assert!(made.status.code() != Some(2));
    let run = fs::read_to_string(record).unwrap();
    let poisoned_run = run.replacen(
        "{\"exchange\":1",
        &format!("{{\"name\":\"{}\",\"exchange\":1", persona.holder_name()),
        1,
    );
    assert_ne!(run, poisoned_run);
    fs::write(record, poisoned_run).unwrap();
    let long_run = folder.join("long.jsonl");
    let code = persona.code_b().unwrap();
    fs::write(
        &long_run,
        run.replacen("\"at_us\":0", &format!("\"at_us\":{code}"), 1),
    )
    .unwrap();

    let named = folder.join(persona.holder_name());
    fs::create_dir_all(&named).unwrap();
    let library = named.join(format!("{}.so", persona.holder_name()));
    fs::write(&library, "a library").unwrap();

    let out = folder.join("bundle.zip");
    let path = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    let output = program(
        &[
            "support-bundle",
            "--yes",
            "--lang",
            "en",
            "--out",
            out.to_str().unwrap(),
            "--journal",
            &path("journal.jsonl"),
            "--journal",
            &path("photo.jsonl"),
            "--recording",
            record,
            "--recording",
            long_run.to_str().unwrap(),
            "--recording",
            &path("photo.jsonl"),
            "--library",
            library.to_str().unwrap(),
            "--folder",
            named.to_str().unwrap(),
        ],
        "",
    );
    assert_eq!(
        output.status.code(),
        Some(0),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let contents = contents(&out);
    let names: Vec<&str> = contents.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(
        names,
        [
            "manifest.json",
            "doctor.json",
            "journals/1.jsonl",
            "journals/2.jsonl",
            "statistics.json",
            "recordings/1.jsonl",
            "libraries.json"
        ]
    );
    for (name, content) in &contents {
        assert_eq!(found(&canaries, content), [0; 0], "{name}");
        assert_eq!(found(&canaries, name.as_bytes()), [0; 0], "{name}");
        let text = String::from_utf8(content.clone()).unwrap();
        for word in ["Yamada", "c00001"] {
            assert!(!text.contains(word), "{word} in {name}");
        }
    }
    // What is sound is there, written as it was but for the clinic's name.
    let text = |name: &str| {
        let (_, content) = contents.iter().find(|(one, _)| one == name).unwrap();
        String::from_utf8(content.clone()).unwrap()
    };
    let without = journal.replace("\"facility\":\"c00001\",", "");
    assert!(text("journals/1.jsonl").starts_with(&without));
    // The two lines that were sound but for a name or a member that the form has no place for.
    assert_eq!(text("journals/1.jsonl").lines().count(), sound + 2);
    assert_eq!(text("journals/2.jsonl"), "");
    assert_eq!(text("recordings/1.jsonl"), run);
    let manifest: Value = serde_json::from_str(&text("manifest.json")).unwrap();
    assert!(
        manifest["sources"][0]["refused"].as_u64().unwrap() >= 6,
        "{manifest}"
    );
    for file in manifest["files"].as_array().unwrap() {
        let content = text(file["name"].as_str().unwrap());
        assert_eq!(file["bytes"], content.len(), "{file}");
        let sum = mynareader_cli::support_bundle::collect::hash_of(&content);
        assert_eq!(file["sha256"], sum, "{file}");
    }
    let libraries: Value = serde_json::from_str(&text("libraries.json")).unwrap();
    assert_eq!(libraries[0]["name"], "another file");
    assert_eq!(libraries[0]["bytes"], 9);
    let doctor: Value = serde_json::from_str(&text("doctor.json")).unwrap();
    let checks = doctor["checks"].as_array().unwrap();
    for check in ["rules", "library", "folder", "clock"] {
        assert!(checks.iter().any(|one| one["check"] == check), "{check}");
    }
}

#[test]
fn nothing_is_written_unless_somebody_agrees_and_nothing_is_overwritten() {
    let folder = folder("agreement");
    let out = folder.join("bundle.zip");
    let arguments = [
        "support-bundle",
        "--out",
        out.to_str().unwrap(),
        "--lang",
        "en",
    ];
    for answer in ["", "\n", "n\n", "yess\n", "no\ny\n"] {
        let output = program(&arguments, answer);
        assert_eq!(output.status.code(), Some(1), "{answer:?}");
        assert!(!out.exists(), "{answer:?}");
        // It is printed all the same.
        let said = String::from_utf8(output.stdout).unwrap();
        for name in [
            "manifest.json",
            "doctor.json",
            "statistics.json",
            "libraries.json",
        ] {
            assert!(said.contains(name), "{said}");
        }
    }
    assert_eq!(program(&arguments, "y\n").status.code(), Some(0));
    let written = fs::read(&out).unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(
            fs::metadata(&out).unwrap().permissions().mode() & 0o777,
            0o600
        );
    }
    assert_eq!(
        program(&arguments, "y\n").status.code(),
        Some(2),
        "it exists"
    );
    assert_eq!(fs::read(&out).unwrap(), written);
    let missing = program(
        &["support-bundle", "--yes", "--journal", "/nowhere/at/all"],
        "",
    );
    assert_eq!(missing.status.code(), Some(2));
}
