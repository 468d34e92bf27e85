//! The virtual card behind a real PC/SC service, read by programs that others wrote (OpenSC) and
//! by this library.
//!
//! Counts and bytes are those of tools.md section 3, which were measured with another virtual card
//! whose certificates had other lengths; what depends on the lengths is computed from those of
//! ours.

#[path = "support/example.rs"]
mod example;
#[path = "support/pcscd.rs"]
mod pcscd;
#[path = "support/runner.rs"]
mod runner;
#[path = "support/served.rs"]
mod served;
#[path = "support/skip.rs"]
mod skip;

use std::fs;
use std::io::{Read as _, Write as _};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Output};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use mynareader::application::face_flow;
use mynareader::application::vouched::{DifferingExpiry, Terms};
use mynareader::card::{Card, Profile};
use mynareader::certificate::{Accept, CvAnchors, UntracedIssuer};
use mynareader::secret::{CodeB, CodeBPolicy};
use mynareader::transport::pcsc::{Options, Reader, ReaderName, SystemService};
use mynareader::transport::recording::{Recording, Totals};
use mynareader::transport::{ResponseBuffer, ShortBlock, Transport};
use mynareader_emulator::{Day, Personas, VirtualCard};
use pcscd::wait_until;
use runner::{Service, Test};
use served::Served;

const LONG: Duration = Duration::from_secs(20);

fn main() -> ExitCode {
    let tests: &[Test] = &[
        ("opensc_tool_knows_the_card", opensc_tool),
        ("pkcs15_tool_lists_the_pins", list_pins),
        ("pkcs15_tool_dumps", dump),
        ("pkcs15_tool_reads_the_certificates", read_certificates),
        ("a_wrong_pin_costs_one_try", wrong_pin),
        (
            "pkcs11_tool_signs_with_the_authentication_key",
            sign_authentication,
        ),
        ("pkcs11_tool_signs_with_the_signature_key", sign_signature),
        ("pkcs11_tool_tests_the_token", pkcs11_test),
        (
            "the_library_reads_the_same_as_in_process",
            same_as_in_process,
        ),
        ("inspect_shows_the_same_as_in_process", inspect),
        ("checkin_runs_on_a_reader", checkin),
        ("a_program_that_panics_leaves_nothing_verified", abandoned),
        ("two_hundred_exchanges_are_fast", latency),
        ("a_contactless_card_is_read_in_framed_blocks", framed),
    ];
    runner::run("acceptance", tests)
}

// ---------------------------------------------------------------------------------------------
// The card's certificates, read in process with bare commands.

const JPKI: &[u8] = b"\xD3\x92\xF0\x00\x26\x01\x00\x00\x00\x01";

fn adult() -> VirtualCard {
    let day: Day = served::DAY.parse().unwrap();
    let personas = Personas::at(day).unwrap();
    personas.get("adult").unwrap().card().unwrap()
}

fn pin() -> String {
    secret(|persona| persona.pin())
}

fn password() -> String {
    secret(|persona| persona.signature_password())
}

fn secret(which: impl Fn(&mynareader_emulator::Persona) -> Option<&str>) -> String {
    let personas = Personas::at(served::DAY.parse::<Day>().unwrap()).unwrap();
    which(personas.get("adult").unwrap()).unwrap().to_owned()
}

fn send(link: &mut dyn Transport, command: &[u8]) -> Vec<u8> {
    let mut response = ResponseBuffer::new();
    link.transmit(command, &mut response, LONG).unwrap();
    response.as_bytes().to_vec()
}

fn select_jpki(link: &mut dyn Transport) {
    let select = [&[0x00, 0xA4, 0x04, 0x0C, 0x0A], JPKI].concat();
    assert_eq!(send(link, &select), [0x90, 0x00]);
}

/// A certificate's DER, of the length that its outer header says.
fn certificate(file: u8) -> Vec<u8> {
    let mut card = adult();
    select_jpki(&mut card);
    if file == 0x01 {
        send(&mut card, &[0x00, 0xA4, 0x02, 0x0C, 0x02, 0x00, 0x1B]);
        let password = password();
        let length = u8::try_from(password.len()).unwrap();
        let verify = [&[0x00, 0x20, 0x00, 0x80, length], password.as_bytes()].concat();
        assert_eq!(send(&mut card, &verify), [0x90, 0x00]);
    }
    send(&mut card, &[0x00, 0xA4, 0x02, 0x0C, 0x02, 0x00, file]);
    let mut content = send(&mut card, &[0x00, 0xB0, 0x00, 0x00, 0x00, 0x00, 0x00]);
    assert_eq!(content.split_off(content.len() - 2), [0x90, 0x00]);
    let [0x30, 0x82, high, low, ..] = content[..] else {
        panic!("a certificate of two length bytes");
    };
    content.truncate(4 + usize::from(u16::from_be_bytes([high, low])));
    content
}

/// The files of the certificates, and the lengths that they had when the counts were measured.
const MEASURED: [(u8, usize); 4] = [(0x0A, 927), (0x0B, 920), (0x01, 1171), (0x02, 916)];

/// The public certificates, in the order in which OpenSC reads them.
const PUBLIC: [u8; 3] = [0x0A, 0x0B, 0x02];
/// What the PKCS #11 module reads: the authentication certificate once more, for its key.
const PUBLIC_AND_KEY: [u8; 4] = [0x0A, 0x0B, 0x02, 0x0A];

/// What was measured (exchanges, bytes sent, bytes received), for certificates of our lengths:
/// OpenSC reads them in blocks of 256 bytes, each a command of five bytes and a status word more.
fn expected(measured: (usize, usize, usize), read: &[u8]) -> (usize, usize, usize) {
    let (mut exchanges, mut sent, mut received) = measured;
    for file in read {
        let (_, then) = MEASURED.iter().find(|(known, _)| known == file).unwrap();
        let now = certificate(*file).len();
        let (blocks_then, blocks_now) = (then.div_ceil(256), now.div_ceil(256));
        exchanges = exchanges + blocks_now - blocks_then;
        sent = sent + 5 * blocks_now - 5 * blocks_then;
        received = received + now + 2 * blocks_now - then - 2 * blocks_then;
    }
    (exchanges, sent, received)
}

/// What was measured with a signature password of nine characters (the counts of `pkcs15-crypt`
/// differ by five between a PIN of four and it), for one that is presented so many times.
fn with_password(
    measured: (usize, usize, usize),
    times: usize,
    password: &str,
) -> (usize, usize, usize) {
    let (exchanges, sent, received) = measured;
    (
        exchanges,
        sent + times * password.len() - times * 9,
        received,
    )
}

// ---------------------------------------------------------------------------------------------
// OpenSC.

/// Where OpenSC's PKCS #11 module is, or what is missing.
fn opensc() -> Result<PathBuf, String> {
    for tool in ["opensc-tool", "pkcs15-tool", "pkcs11-tool", "openssl"] {
        if Command::new(tool).arg("--version").output().is_err() {
            return Err(format!(
                "{tool} is not there (Debian packages opensc, openssl)"
            ));
        }
    }
    fs::read_dir("/usr/lib")
        .map_err(|error| error.to_string())?
        .filter_map(Result::ok)
        .map(|entry| entry.path().join("opensc-pkcs11.so"))
        .find(|path| path.exists())
        .ok_or_else(|| "opensc-pkcs11.so is not there (Debian package opensc)".to_owned())
}

/// A fresh card of the adult in the reader, seen by the service.
fn insert(service: &Service, atr: &str) -> Served {
    let mut reader = reader(service);
    reader.wait_for_removal(LONG).unwrap();
    let card = Served::insert(service.port, &service.directory, "adult", atr);
    reader.wait_for_card(LONG).unwrap();
    card
}

fn reader(service: &Service) -> Reader {
    let name = ReaderName::new(service.reader.as_str()).unwrap();
    let mut options = Options::default();
    options.flicker = Duration::ZERO;
    Reader::new(Arc::new(SystemService), name, options)
}

/// Runs a client with a home of its own, so that it keeps and finds no caches.
fn client(service: &Service, program: &str, driver: Option<&str>, arguments: &[&str]) -> Output {
    let mut command = Command::new(program);
    command
        .args(arguments)
        .current_dir(&service.directory)
        .env("HOME", &service.directory)
        .env_remove("XDG_CACHE_HOME");
    match driver {
        Some(driver) => command.env("OPENSC_DRIVER", driver),
        None => command.env_remove("OPENSC_DRIVER"),
    };
    command.output().unwrap()
}

fn text(output: &Output) -> String {
    format!(
        "{}\n{}\n{}",
        output.status,
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    )
}

const DRIVER: Option<&str> = Some("jpki");

fn opensc_tool(service: &Service) -> Result<(), String> {
    opensc()?;
    let card = insert(service, "contact");
    let known = client(service, "opensc-tool", DRIVER, &["-n"]);
    assert!(known.status.success(), "{}", text(&known));
    assert_eq!(card.totals(), (0, 0, 0));

    // Without a hint it tries the applications of some forty other cards first. All are refused,
    // and refused as they must be, or it would take this card for another.
    let card = insert_anew(service, card);
    let known = client(service, "opensc-tool", None, &["-n", "-a"]);
    assert!(
        text(&known).to_lowercase().contains("jpki"),
        "{}",
        text(&known)
    );
    assert_eq!(card.totals(), (29, 382, 58));
    drop(card);

    let card = insert(service, "contactless");
    let known = client(service, "opensc-tool", DRIVER, &["-n"]);
    assert!(known.status.success(), "{}", text(&known));
    // The name of the application, because its answer to reset says nothing.
    assert_eq!(card.totals(), (1, 15, 2));
    Ok(())
}

/// Takes a card out and puts a fresh one in.
fn insert_anew(service: &Service, card: Served) -> Served {
    drop(card);
    insert(service, "contact")
}

fn list_pins(service: &Service) -> Result<(), String> {
    opensc()?;
    let card = insert(service, "contact");
    let listed = client(service, "pkcs15-tool", DRIVER, &["--list-pins"]);
    assert!(listed.status.success(), "{}", text(&listed));
    assert_eq!(tries(&listed), [3, 5]);
    assert_eq!(card.totals(), (5, 37, 10));
    Ok(())
}

/// The tries left that `pkcs15-tool --list-pins` prints, authentication and signature.
fn tries(listed: &Output) -> Vec<u32> {
    String::from_utf8_lossy(&listed.stdout)
        .lines()
        .filter(|line| line.contains("Tries left"))
        .filter_map(|line| line.split(':').nth(1)?.trim().parse().ok())
        .collect()
}

fn dump(service: &Service) -> Result<(), String> {
    opensc()?;
    let card = insert(service, "contact");
    let dumped = client(service, "pkcs15-tool", DRIVER, &["--dump"]);
    assert!(dumped.status.success(), "{}", text(&dumped));
    let shown = text(&dumped);
    for object in ["PIN [", "Private RSA Key [", "X.509 Certificate ["] {
        assert!(shown.contains(object), "{object} in {shown}");
    }
    assert_eq!(card.totals(), expected((25, 145, 2825), &PUBLIC));

    // With the probing in front.
    let card = insert_anew(service, card);
    let dumped = client(service, "pkcs15-tool", None, &["--dump"]);
    assert!(dumped.status.success(), "{}", text(&dumped));
    assert_eq!(card.totals(), expected((54, 527, 2883), &PUBLIC));
    Ok(())
}

fn read_certificates(service: &Service) -> Result<(), String> {
    opensc()?;
    let mut card = insert(service, "contact");
    for (id, file, measured) in [
        ("1", 0x0A, (11, 69, 953)),
        ("3", 0x0B, (11, 69, 946)),
        ("4", 0x02, (11, 69, 942)),
    ] {
        let output = service.directory.join("certificate.pem");
        let path = output.to_str().unwrap();
        let read = client(
            service,
            "pkcs15-tool",
            DRIVER,
            &["--read-certificate", id, "--output", path],
        );
        assert!(read.status.success(), "{}", text(&read));
        assert_eq!(
            card.totals(),
            expected(measured, &[file]),
            "certificate {id}"
        );
        assert!(der(&output) == certificate(file), "certificate {id}");
        card = insert_anew(service, card);
    }

    // The signature certificate is closed, and opened by its password.
    let closed = client(service, "pkcs15-tool", DRIVER, &["--read-certificate", "2"]);
    assert!(!closed.status.success(), "{}", text(&closed));
    assert_eq!(card.totals(), (7, 49, 14));
    let card = insert_anew(service, card);
    let (password, output) = (password(), service.directory.join("certificate.pem"));
    let read = client(
        service,
        "pkcs15-tool",
        DRIVER,
        &[
            "--read-certificate",
            "2",
            "--verify-pin",
            "--auth-id",
            "2",
            "--pin",
            &password,
            "--output",
            output.to_str().unwrap(),
        ],
    );
    assert!(read.status.success(), "{}", text(&read));
    assert!(der(&output) == certificate(0x01));
    let measured = with_password((14, 95, 1203), 1, &password);
    assert_eq!(card.totals(), expected(measured, &[0x01]));
    Ok(())
}

/// The DER in a PEM file, by openssl.
fn der(pem: &Path) -> Vec<u8> {
    let output = Command::new("openssl")
        .args(["x509", "-outform", "DER", "-in"])
        .arg(pem)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", text(&output));
    output.stdout
}

fn wrong_pin(service: &Service) -> Result<(), String> {
    let module = opensc()?;
    let card = insert(service, "contact");
    let wrong = client(
        service,
        "pkcs15-tool",
        DRIVER,
        &["--verify-pin", "--auth-id", "1", "--pin", "9999"],
    );
    assert_eq!(wrong.status.code(), Some(255), "{}", text(&wrong));
    assert_eq!(card.totals(), (7, 53, 14));
    assert_eq!(card.presentations(), 1);
    let listed = client(service, "pkcs15-tool", DRIVER, &["--list-pins"]);
    assert_eq!(tries(&listed), [2, 5]);

    // The right one gives them back.
    let pin = pin();
    let right = client(
        service,
        "pkcs15-tool",
        DRIVER,
        &["--verify-pin", "--auth-id", "1", "--pin", &pin],
    );
    assert!(right.status.success(), "{}", text(&right));
    let listed = client(service, "pkcs15-tool", DRIVER, &["--list-pins"]);
    assert_eq!(tries(&listed), [3, 5]);

    // And by PKCS #11.
    let card = insert_anew(service, card);
    let data = service.directory.join("data");
    fs::write(&data, "data").unwrap();
    let wrong = client(
        service,
        "pkcs11-tool",
        DRIVER,
        &[
            "--module",
            module.to_str().unwrap(),
            "--slot-index",
            "0",
            "--sign",
            "--login",
            "--pin",
            "9999",
            "-m",
            "SHA256-RSA-PKCS",
            "--id",
            "01",
            "-i",
            data.to_str().unwrap(),
        ],
    );
    assert!(!wrong.status.success());
    assert!(
        text(&wrong).contains("CKR_PIN_INCORRECT"),
        "{}",
        text(&wrong)
    );
    assert_eq!(card.totals(), expected((37, 215, 3780), &PUBLIC_AND_KEY));
    assert_eq!(card.presentations(), 1);
    let listed = client(service, "pkcs15-tool", DRIVER, &["--list-pins"]);
    assert_eq!(tries(&listed), [2, 5]);
    Ok(())
}

/// Signs with `pkcs11-tool` and verifies with `openssl`.
fn sign(
    service: &Service,
    slot: &str,
    id: &str,
    pin: &str,
    file: u8,
    measured: (usize, usize, usize),
    presentations: usize,
) -> Result<(), String> {
    let module = opensc()?;
    let path = |name: &str| service.directory.join(name).to_str().unwrap().to_owned();
    let (data, signature, key) = (path("data"), path("signature"), path("key.pem"));
    fs::write(&data, "診療の受付 2026-11-22").unwrap();
    let _ = fs::remove_file(&signature);

    let card = insert(service, "contact");
    let signed = client(
        service,
        "pkcs11-tool",
        DRIVER,
        &[
            "--module",
            module.to_str().unwrap(),
            "--slot-index",
            slot,
            "--sign",
            "--login",
            "--pin",
            pin,
            "-m",
            "SHA256-RSA-PKCS",
            "--id",
            id,
            "-i",
            &data,
            "-o",
            &signature,
        ],
    );
    assert!(signed.status.success(), "{}", text(&signed));
    assert_eq!(card.totals(), expected(measured, &PUBLIC_AND_KEY));
    assert_eq!(card.presentations(), presentations);

    fs::write(path("certificate.der"), certificate(file)).unwrap();
    let extracted = Command::new("openssl")
        .args(["x509", "-inform", "DER", "-pubkey", "-noout", "-in"])
        .arg(path("certificate.der"))
        .output()
        .unwrap();
    fs::write(&key, &extracted.stdout).unwrap();
    let verify = |data: &str| {
        let verified = Command::new("openssl")
            .args([
                "dgst",
                "-sha256",
                "-verify",
                &key,
                "-signature",
                &signature,
                data,
            ])
            .output()
            .unwrap();
        text(&verified)
    };
    let verified = verify(&data);
    assert!(verified.contains("Verified OK"), "{verified}");
    assert!(!verify(&key).contains("Verified OK"), "anything verifies");
    Ok(())
}

fn sign_authentication(service: &Service) -> Result<(), String> {
    sign(service, "0", "01", &pin(), 0x0A, (39, 279, 4040), 1)
}

fn sign_signature(service: &Service) -> Result<(), String> {
    // This key asks for its password anew for each signature, so there are two.
    let password = password();
    let measured = with_password((43, 316, 4048), 2, &password);
    sign(service, "1", "02", &password, 0x01, measured, 2)
}

fn pkcs11_test(service: &Service) -> Result<(), String> {
    let module = opensc()?;
    let card = insert(service, "contact");
    let pin = pin();
    let tested = client(
        service,
        "pkcs11-tool",
        DRIVER,
        &[
            "--module",
            module.to_str().unwrap(),
            "--slot-index",
            "0",
            "--login",
            "--pin",
            &pin,
            "--test",
        ],
    );
    assert!(tested.status.success(), "{}", text(&tested));
    assert!(text(&tested).contains("No errors"), "{}", text(&tested));
    assert_eq!(card.totals(), expected((70, 853, 7128), &PUBLIC_AND_KEY));
    Ok(())
}

// ---------------------------------------------------------------------------------------------
// This library.

/// What the check-in by face reads, in a form that can be compared. Made-up persons only.
#[derive(Debug, PartialEq)]
struct Reading {
    identified: String,
    certificate: Result<Vec<u8>, String>,
    tries_of_code_b: String,
    verification: String,
    face: Option<String>,
    photo: Option<Vec<u8>>,
    proofs: String,
    ended: bool,
    totals: Totals,
}

fn read(link: &mut dyn Transport, code_b: Option<&str>) -> Reading {
    let mut link = Recording::new(link);
    let mut card = Card::new(&mut link, Profile::my_number_card());
    let identified = face_flow::identify(&mut card);
    let certificate = face_flow::certificate(&mut card, identified.token_kind());
    let readings: Vec<CodeB> = code_b
        .map(|code| CodeB::from_ascii(code.as_bytes()).unwrap())
        .into_iter()
        .collect();
    let face = CodeBPolicy::TYPED
        .agree(&readings, 0)
        .ok()
        .map(|agreed| face_flow::face(&mut card, agreed, &[0x5A; 32]));
    let ended = card.end().is_ok();
    let (tries_of_code_b, verification) = (
        format!("{:?}", face.as_ref().map(|face| face.tries_before)),
        format!("{:?}", face.as_ref().map(|face| &face.verification)),
    );
    let record = face.and_then(|face| face.record?.ok());
    let proofs = record
        .as_ref()
        .map(|record| (record.signature(), record.presence()));
    let fields = record.as_ref().map(|record| {
        let record = record.record();
        format!(
            "{:?} {:?} {:?}",
            record.birth_date().digits(),
            record.sex(),
            record.unsigned_expiry().digits()
        )
    });
    let anchors = CvAnchors::new();
    let terms = Terms {
        anchors: &anchors,
        accept: Accept::ProductionAndTest,
        untraced: UntracedIssuer::Report,
        differing_expiry: DifferingExpiry::Refuse,
        expiry_outside: None,
        certificate_last_day: None,
    };
    let vouched = record.and_then(|record| record.judge(&terms).ok());
    Reading {
        identified: format!(
            "{:?} {:?} {:?} {:?}",
            identified.expiry.map(|date| *date.digits()),
            identified.token.map(|token| token.kind()),
            identified.availability,
            identified.authentication_tries,
        ),
        certificate: certificate
            .map(|certificate| certificate.as_der().to_vec())
            .map_err(|error| error.to_string()),
        tries_of_code_b,
        verification,
        face: fields,
        photo: vouched
            .as_ref()
            .and_then(|record| record.photo())
            .map(|photo| photo.as_bytes().to_vec()),
        proofs: format!("{proofs:?}"),
        ended,
        totals: link.totals(),
    }
}

fn same_as_in_process(service: &Service) -> Result<(), String> {
    let personas = Personas::at(served::DAY.parse::<Day>().unwrap()).unwrap();
    let mut faces = 0;
    for name in [
        "adult",
        "foreigner",
        "pin-locked",
        "code-b-locked",
        "infant-without-photo",
        "android",
        "old-juki-card",
        "not-a-mynumber-card",
    ] {
        let persona = personas.get(name).unwrap();
        let code_b = persona.code_b();
        let mut in_process = persona.card().unwrap();
        let expected = read(&mut in_process, code_b.as_deref());

        reader(service).wait_for_removal(LONG).unwrap();
        let card = Served::insert(service.port, &service.directory, name, "contact");
        let mut reader = reader(service);
        reader.wait_for_card(LONG).unwrap();
        let mut connection = reader.connect().unwrap();
        let over_pcsc = read(&mut connection, code_b.as_deref());

        assert!(over_pcsc == expected, "{name}: {over_pcsc:?}\n{expected:?}");
        assert!(over_pcsc.ended, "{name}");
        faces += usize::from(over_pcsc.face.is_some());
        // The card's own log agrees with what the library counted.
        let Totals {
            exchanges,
            bytes_sent,
            bytes_received,
        } = over_pcsc.totals;
        let counted = [exchanges, bytes_sent, bytes_received].map(|n| usize::try_from(n).unwrap());
        let logged = card.totals();
        assert_eq!(counted, [logged.0, logged.1, logged.2], "{name}");
        assert!(wait_until(LONG, || card.lost_its_power()), "{name}");
    }
    assert!(faces >= 4, "only {faces} face records");
    Ok(())
}

/// Runs an example with secrets on standard input.
fn with_input(name: &str, arguments: &[&str], input: &str) -> (Option<i32>, String) {
    let dated = [arguments, &["--date", served::DAY]].concat();
    let output = example::run_with_input(name, &dated, input.as_bytes());
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(
        output.stderr.is_empty(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    (output.status.code(), said)
}

fn inspect(service: &Service) -> Result<(), String> {
    let personas = Personas::at(served::DAY.parse::<Day>().unwrap()).unwrap();
    for name in [
        "adult",
        "foreigner",
        "pin-locked",
        "damaged-face-record",
        "old-juki-card",
    ] {
        let expected = with_input("inspect", &["--json", "--persona", name], "");

        reader(service).wait_for_removal(LONG).unwrap();
        let card = Served::insert(service.port, &service.directory, name, "contact");
        reader(service).wait_for_card(LONG).unwrap();
        let code_b = personas.get(name).unwrap().code_b();
        let mut arguments = vec!["--json", "--reader", &service.reader];
        if code_b.is_some() {
            arguments.extend(["--code-b", "-"]);
        }
        let line = format!("{}\n", code_b.unwrap_or_default());
        let shown = with_input("inspect", &arguments, &line);
        assert_eq!(shown, expected, "{name}");
        assert!(wait_until(LONG, || card.lost_its_power()), "{name}");
    }
    // With the root named, the certificate that comes over the reader is trusted.
    let root = service.directory.join("root.der");
    fs::write(&root, certificate(0x0B)).unwrap();
    let _card = insert(service, "contactless");
    let arguments = [
        "--json",
        "--only",
        "certificate",
        "--reader",
        &service.reader,
    ];
    let anchored = [&arguments[..], &["--anchor", root.to_str().unwrap()]].concat();
    assert!(
        with_input("inspect", &arguments, "")
            .1
            .contains(r#""chain":"untrusted""#)
    );
    assert!(
        with_input("inspect", &anchored, "")
            .1
            .contains(r#""chain":"trusted""#)
    );
    Ok(())
}

/// What the last line of a check-in says.
fn outcome(said: &str) -> serde_json::Value {
    serde_json::from_str(said.lines().last().unwrap()).unwrap()
}

fn checkin(service: &Service) -> Result<(), String> {
    let card = insert(service, "contact");
    let by_pin = [
        "--json",
        "--method",
        "pin",
        "--reader",
        &service.reader,
        "--pin",
        "-",
    ];
    let (status, said) = with_input("checkin", &by_pin, &format!("{}\n", pin()));
    assert_eq!(status, Some(0), "{said}");
    // Nobody is checked in where camera and centre are simulated.
    assert_eq!(outcome(&said)["outcome"], "rehearsed", "{said}");
    assert_eq!(card.presentations(), 1);
    assert!(wait_until(LONG, || card.lost_its_power()));
    assert!(!said.contains(&pin()), "{said}");

    // A wrong PIN costs one try, and nobody is admitted.
    let card = insert_anew(service, card);
    let (status, said) = with_input("checkin", &by_pin, "0000\n");
    assert_eq!(status, Some(1), "{said}");
    assert_eq!(outcome(&said)["fault"], "003", "{said}");
    assert_eq!(card.presentations(), 1);
    Ok(())
}

/// A program that panics in the middle of a session leaves the card without power: what was
/// verified is not there for the next.
fn abandoned(service: &Service) -> Result<(), String> {
    let card = insert(service, "contact");
    let mut connection = reader(service).connect().unwrap();
    let session = std::panic::catch_unwind(std::panic::AssertUnwindSafe(move || {
        select_jpki(&mut connection);
        send(&mut connection, &[0x00, 0xA4, 0x02, 0x0C, 0x02, 0x00, 0x18]);
        let verify = [&[0x00, 0x20, 0x00, 0x80, 4], pin().as_bytes()].concat();
        assert_eq!(send(&mut connection, &verify), [0x90, 0x00]);
        std::panic::resume_unwind(Box::new("in the middle"));
    }));
    assert!(session.is_err());
    assert!(wait_until(LONG, || card.lost_its_power()));

    let mut connection = reader(service).connect().unwrap();
    select_jpki(&mut connection);
    send(&mut connection, &[0x00, 0xA4, 0x02, 0x0C, 0x02, 0x00, 0x17]);
    let sign = [&[0x80, 0x2A, 0x02, 0x80, 32], &[0x5A; 32][..], &[0x00]].concat();
    assert_eq!(send(&mut connection, &sign), [0x69, 0x82]);
    Ok(())
}

/// How long `count` exchanges with a plain program on this machine take, over the same kind of
/// connection and with messages of the same lengths.
fn local_echo(count: u32) -> Duration {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let address = listener.local_addr().unwrap();
    let echo = thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        stream.set_nodelay(true).unwrap();
        let mut message = [0; 7];
        while stream.read_exact(&mut message).is_ok() {
            stream.write_all(&message).unwrap();
        }
    });
    let mut stream = TcpStream::connect(address).unwrap();
    stream.set_nodelay(true).unwrap();
    let start = Instant::now();
    let mut message = [0; 7];
    for _ in 0..count {
        stream.write_all(&message).unwrap();
        stream.read_exact(&mut message).unwrap();
    }
    let elapsed = start.elapsed();
    drop(stream);
    echo.join().unwrap();
    elapsed
}

fn latency(service: &Service) -> Result<(), String> {
    /// What each exchange costs when the virtual reader's two writes wait for an acknowledgement
    /// that is itself delayed (measured).
    const TRAP: Duration = Duration::from_millis(44);
    const COUNT: u32 = 200;

    let card = insert(service, "contact");
    let mut connection = reader(service).connect().unwrap();
    select_jpki(&mut connection);
    let start = Instant::now();
    for _ in 0..COUNT {
        let select = [0x00, 0xA4, 0x02, 0x0C, 0x02, 0x00, 0x18];
        assert_eq!(send(&mut connection, &select), [0x90, 0x00]);
    }
    let elapsed = start.elapsed();
    let echo = local_echo(COUNT);
    // A quarter of what the trap would cost, and as much more as this machine is busy now: an
    // exchange over the service is some ten local ones.
    let bound = COUNT * TRAP / 4 + 10 * echo;
    assert!(
        elapsed < bound,
        "{COUNT} exchanges took {elapsed:?}, {COUNT} local echoes {echo:?}"
    );
    assert_eq!(card.totals().0, 1 + 200);
    Ok(())
}

fn framed(service: &Service) -> Result<(), String> {
    let _card = insert(service, "contactless");
    let connection = reader(service).connect().unwrap();
    assert_eq!(connection.capabilities().short_block, ShortBlock::Framed);
    Ok(())
}
