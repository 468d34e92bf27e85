//! Writes the seeds and the dictionaries of the targets, from the virtual card and the built-in data:
//! `seeds FOLDER` makes `FOLDER/seeds/TARGET/NAME` and `FOLDER/dictionaries/TARGET.dict`.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use mynareader::application::jpki::Jpki;
use mynareader::application::surface::Surface;
use mynareader::application::text::Text;
use mynareader::card::{Card, File, Floor, Profile};
use mynareader::emulator::Persona;
use mynareader::emulator::authority::Root;
use mynareader::guidance::Book;
use mynareader::secret::{CodeB, CodeBPolicy, SignaturePassword, TextPin};
use mynareader::transport::LinkCapabilities;
use mynareader_fuzz::packages::sealed;
use mynareader_fuzz::people;
use mynareader_fuzz::steps::{STEPS, Session};
use mynareader_fuzz::wire::{Happened, Whole, Wire};

/// What is longer is left out: the repository stays small, and a fuzzer fast.
const LONGEST: usize = 8 * 1024;

struct Seeds(PathBuf);

impl Seeds {
    fn put(&self, target: &str, name: &str, parts: &[&[u8]]) {
        let bytes = parts.concat();
        if bytes.len() > LONGEST {
            return;
        }
        let folder = self.0.join("seeds").join(target);
        std::fs::create_dir_all(&folder).expect("a folder for seeds");
        std::fs::write(folder.join(name), bytes).expect("a seed is written");
    }

    fn dictionary(&self, target: &str, words: impl IntoIterator<Item = Vec<u8>>) {
        let words: BTreeSet<Vec<u8>> = words.into_iter().filter(|word| !word.is_empty()).collect();
        let mut text = String::new();
        for word in words {
            let _ = write!(text, "\"");
            for byte in word {
                match byte {
                    b'"' | b'\\' => write!(text, "\\{}", char::from(byte)),
                    0x20..0x7F => write!(text, "{}", char::from(byte)),
                    _ => write!(text, "\\x{byte:02X}"),
                }
                .expect("a string takes all");
            }
            let _ = writeln!(text, "\"");
        }
        let folder = self.0.join("dictionaries");
        std::fs::create_dir_all(&folder).expect("a folder for dictionaries");
        std::fs::write(folder.join(format!("{target}.dict")), text).expect("it is written");
    }
}

fn main() {
    let folder = std::env::args().nth(1).expect("a folder to write to");
    let seeds = Seeds(Path::new(&folder).to_owned());
    for name in ["adult", "child", "android", "infant-without-photo"] {
        let persona = people::all().get(name).expect("a persona");
        files(&seeds, persona);
    }
    commands(&seeds);
    certificates(&seeds);
    printed(&seeds);
    sessions(&seeds);
    texts(&seeds);
    walks(&seeds);
    others(&seeds);
    c_calls(&seeds);
    words(&seeds);
}

/// What lies on a person's card, each file for its parser.
fn files(seeds: &Seeds, persona: &Persona) {
    let who = persona.name();
    let mut chip = persona.card().expect("a card");
    let mut card = Card::new(&mut chip, Profile::my_number_card());
    let read = |card: &mut Card<'_>, file: File, target: &str, which: u8| {
        if let Ok(content) = card.read(file) {
            let name = format!("{who}-{file:?}");
            if which == 9 {
                let length = u16::try_from(content.len()).expect("a file");
                seeds.put(target, &name, &[&[which], &length.to_le_bytes(), &content]);
            } else {
                seeds.put(target, &name, &[&[which], &content]);
            }
        }
    };
    read(&mut card, File::TokenInformation, "records", 7);
    read(&mut card, File::CertificateAvailability, "records", 8);
    read(
        &mut card,
        File::AuthenticationCertificate,
        "certificates",
        0,
    );
    read(
        &mut card,
        File::AuthenticationCaCertificate,
        "certificates",
        3,
    );
    if let Some(password) = persona.signature_password() {
        let password = SignaturePassword::from_ascii(password.as_bytes()).expect("a password");
        let _ = Jpki::new(&mut card).verify_signature_password(&password, Floor::DEFAULT);
        read(&mut card, File::SignatureCertificate, "certificates", 0);
    }
    if let Some(code) = persona.code_b() {
        let code = [CodeB::from_ascii(code.as_bytes()).expect("a code")];
        let agreed = || CodeBPolicy::TYPED.agree(&code, 0).expect("one reading");
        let _ = Surface::new(&mut card).verify_code_b(agreed());
        read(&mut card, File::FaceRecord, "records", 2);
        read(&mut card, File::SurfaceBasicData, "records", 4);
        read(&mut card, File::SurfaceCertificate, "records", 9);
        let key = code[0].birth_date_key();
        let _ = Surface::new(&mut card).verify_birth_date(&key, Floor::DEFAULT);
        read(&mut card, File::AgeRecord, "records", 3);
    }
    if let Some(pin) = persona.text_pin() {
        let pin = TextPin::from_ascii(pin.as_bytes()).expect("a PIN");
        let _ = Text::new(&mut card).verify_pin(&pin, Floor::DEFAULT);
        if let (Ok(attributes), Ok(integrity)) = (
            card.read(File::BasicAttributes),
            card.read(File::IntegrityRecord),
        ) {
            let length = u16::try_from(attributes.len())
                .expect("a file")
                .to_le_bytes();
            let parts: [&[u8]; 4] = [&[5], &length, &attributes, &integrity];
            seeds.put("records", &format!("{who}-attributes"), &parts);
        }
        read(&mut card, File::TextCertificate, "records", 9);
        read(&mut card, File::IndividualNumber, "records", 12);
    }
    read(&mut card, File::CardInformation, "records", 6);
    // And for the walk through all objects.
    read(&mut card, File::CardInformation, "records", 0);
    read(&mut card, File::TokenInformation, "records", 1);
}

fn commands(seeds: &Seeds) {
    let all: [(&str, &[u8]); 5] = [
        ("select", &[0x00, 0xA4, 0x04, 0x0C, 2, 0xD3, 0x92]),
        ("read", &[0x00, 0xB0, 0x86, 0x00, 0x00]),
        ("read-extended", &[0x00, 0xB0, 0x86, 0x00, 0, 0x12, 0x34]),
        ("sign", &[0x80, 0x2A, 0x02, 0x80, 2, 1, 2, 0]),
        (
            "sign-extended",
            &[0x80, 0x2A, 0x02, 0x80, 0, 0, 2, 1, 2, 0, 0],
        ),
    ];
    for (name, command) in all {
        seeds.put("records", &format!("command-{name}"), &[&[10], command]);
        let length = u16::try_from(command.len()).expect("short").to_le_bytes();
        seeds.put(
            "chip",
            name,
            &[&[0, 0, 0, 0, 0, 0, 0, 0], &[0, 0], &length, command],
        );
    }
    for word in [0x9000_u16, 0x63C2, 0x6983, 0x6300, 0x6A82] {
        seeds.put(
            "records",
            &format!("answer-{word:04x}"),
            &[&[11, 1, 2], &word.to_be_bytes()],
        );
    }
    let mut key = vec![13, 0x00, 0x01];
    key.extend([0xC1; 256]);
    key.extend([3, 1, 0, 1, 2, 7, 7]);
    key.extend([9; 256]);
    seeds.put("records", "key", &[&key]);
}

fn certificates(seeds: &Seeds) {
    for (number, root) in Root::ALL.iter().enumerate() {
        let der = root.certificate().expect("a root");
        seeds.put("certificates", &format!("root-{number}"), &[&[0], &der]);
    }
    let pem = include_str!("../../tests/data/certificates/root1.pem");
    seeds.put("certificates", "pem", &[&[4], pem.as_bytes()]);
    let indented = pem.replace('\n', "\r\n  ");
    seeds.put("certificates", "pem-indented", &[&[4], indented.as_bytes()]);
    let store = format!(
        "schema = 1\n[[anchor]]\nhierarchy = \"test\"\npem = \"\"\"\n{pem}\"\"\"\n\
         [[fingerprint]]\nhierarchy = \"production\"\nsha256 = \"{}\"\n\
         [[policy]]\noid = \"1.2.392.200149.8.5.1.3.99\"\nrole = \"signature\"\nhierarchy = \"test\"\n\
         [[authority-key]]\nhierarchy = \"test\"\nid = \"{}\"\nmodulus = \"{}\"\nexponent = \"010001\"\n",
        "ab".repeat(32),
        "31".repeat(16),
        "c1".repeat(256),
    );
    seeds.put("certificates", "store", &[&[5], store.as_bytes()]);
    for which in 0..6_u8 {
        seeds.put(
            "certificates",
            &format!("altered-{which}"),
            &[&[2, which, 40, 1, 1]],
        );
    }
    let days = [
        0xEA, 0x07, 11, 24, 0xF0, 0x07, 2, 17, 0xBC, 0x07, 2, 17, 0xF3, 0x07, 5, 1,
    ];
    seeds.put(
        "certificates",
        "days",
        &[&[6, 0], &days, &days, &[0xFB, 0, 0, 0, 0x70]],
    );
    seeds.put(
        "certificates",
        "oid",
        &[&[6], &[0; 60], b"1.2.392.200149.8.5.1.1.10"],
    );
}

fn printed(seeds: &Seeds) {
    let dates = [
        "昭和55年2月17日生",
        "平成元年３月３１日",
        "2025年3月31日まで有効",
        "S55.2.17",
        "1980/2/17",
        "2026-11-24",
        "令和8年12月31日",
        "19800217",
    ];
    for (number, date) in dates.iter().enumerate() {
        seeds.put(
            "printed",
            &format!("date-{number}"),
            &[&[0], date.as_bytes()],
        );
        let composed = [&[4, 0xF3, 0x07, 4][..], b"1234", date.as_bytes()].concat();
        seeds.put("printed", &format!("code-{number}"), &[&composed]);
    }
    for (number, value) in [
        &b"1234"[..],
        b"ABC123",
        b"55021720352285",
        b"123456789018",
        b"550217",
    ]
    .iter()
    .enumerate()
    {
        seeds.put("printed", &format!("secret-{number}"), &[&[2], value]);
    }
    seeds.put("printed", "readings", &[&[3, 2, 5, 1, 0, 0, 1, 0, 0]]);
    seeds.put(
        "printed",
        "arithmetic",
        &[&[
            1, 0xEA, 7, 11, 24, 0xD0, 7, 2, 29, 12, 0, 0, 0, 5, 3, 8, 1, 7,
        ]],
    );
}

/// Sessions of a few steps, as the virtual card answers them.
fn sessions(seeds: &Seeds) {
    let who = ["adult", "child", "android", "pin-locked", "old-juki-card"];
    let plans: [&[u8]; 12] = [
        &[0, 1],
        &[2, 3, 49],
        &[4, 50],
        &[5],
        &[6, 8],
        &[7, 7, 38],
        &[10, 13],
        &[11],
        &[14, 48],
        &[15, 16],
        &[17, 18, 19],
        &[51, 52, 53, 54, 55, 45, 46, 47],
    ];
    for name in who {
        for plan in plans {
            // Even at first: extended APDUs.
            let atr: Vec<u8> = [46].iter().chain(plan).copied().collect();
            let script = recorded(name, &atr, LinkCapabilities::EXTENDED);
            seeds.put("session", &format!("{name}-{}", plan[0]), &[&script]);
        }
    }
    let short = recorded("adult", &[47, 0, 1], LinkCapabilities::SHORT);
    seeds.put("session", "adult-short", &[&short]);
    // In OpenSC's own order of things: the answer to reset of a card with contacts.
    let atr = [0x3B, 0xE0, 0x00, 0xFF, 0x81, 0x31, 0xFE, 0x45, 0x14];
    let length = u16::try_from(atr.len()).expect("short").to_le_bytes();
    seeds.put(
        "session",
        "atr",
        &[&length, &atr, &[2, 0, 0x90, 0x00, 2, 0, 0x63, 0xC3]],
    );
    for step in (0..STEPS).step_by(2) {
        let steps = [0, step, step + 1];
        seeds.put(
            "torn",
            &format!("steps-{step}"),
            &[&[0, step, 0, 3], &steps],
        );
        // Through a maker's driver, on a link with short APDUs, and with the last try given free.
        let free = steps.map(|step| step | 0x80);
        seeds.put(
            "torn",
            &format!("driver-{step}"),
            &[&[0, 0x80 | step, 2, 3], &free],
        );
    }
    for how in [
        0xC0, 0xC8, 0xCC, 0xD4, 0xDC, 0xE4, 0xEA, 0xEC, 0xF2, 0xF8, 0xFC, 0xFD, 0xFE,
    ] {
        let steps = [0, 5, 6, 8, 38];
        let trouble = [0, 0, 0, 0, how, 4, 0, 1, 2, 3, 4, 0, 0, how, 1, 0, 7];
        seeds.put(
            "torn",
            &format!("trouble-{how:02x}"),
            &[&[0, 0x80, 0, 5], &steps, &trouble],
        );
    }
}

fn recorded(name: &str, atr: &[u8], capabilities: LinkCapabilities) -> Vec<u8> {
    let persona = people::all().get(name).expect("a persona");
    let end = Whole(persona.card().expect("a card"));
    let mut wire = Wire {
        end,
        capabilities,
        log: Vec::new(),
    };
    let mut session = Session::default();
    {
        let mut card = Card::new(&mut wire, Profile::my_number_card());
        for step in atr {
            session.step(&mut card, *step, false);
        }
    }
    let answers = wire.log.into_iter().filter_map(|one| match one {
        Happened::Sent { answer, .. } => answer.ok(),
        _ => None,
    });
    let mut script = Vec::new();
    for chunk in core::iter::once(atr.to_vec()).chain(answers) {
        script.extend(u16::try_from(chunk.len()).expect("a chunk").to_le_bytes());
        script.extend(chunk);
    }
    script
}

/// A head with a file after it: as it is, changed, signed, drafted.
fn packages(seeds: &Seeds) {
    let file = "schema = 1\nedition = \"t\"\nknown-up-to = \"2090-01-01\"\n";
    let head = "mynareader-guidance 1\nversion 9\nissued 2090-01-01\nexpires 2099-12-31\ncontents amendment\n\n";
    let signed = format!("{head}{file}");
    let today: [u8; 4] = [0x2B, 0x08, 6, 15];
    let package = sealed(signed.as_bytes());
    seeds.put("packages", "sealed", &[&[0], &package]);
    seeds.put("packages", "changed", &[&[1, 0, 1, 1], signed.as_bytes()]);
    for (name, accepted) in [("signed", 3), ("again", 9), ("older", 10)] {
        seeds.put(
            "packages",
            name,
            &[&[2, accepted], &today, signed.as_bytes()],
        );
    }
    let whole = signed.replace("amendment", "whole");
    seeds.put("packages", "whole", &[&[2, 0], &today, whole.as_bytes()]);
    let late: [u8; 4] = [0x08, 0x07, 1, 1];
    seeds.put(
        "packages",
        "draft",
        &[&[3, 9], &today, &today, &[0], file.as_bytes()],
    );
    seeds.put(
        "packages",
        "draft-old",
        &[&[3, 9], &late, &today, &[0], file.as_bytes()],
    );
    let marks = [
        "mynareader-package 1 ",
        "mynareader-guidance 1\n",
        "version ",
        "issued ",
        "expires ",
        "contents ",
        "amendment\n\n",
        "whole\n\n",
        "schema = 1\n",
    ];
    seeds.dictionary("packages", marks.map(|mark| mark.as_bytes().to_vec()));
}

fn texts(seeds: &Seeds) {
    let amendments = [
        "[[replace]]\nreader-model = 7\nmessage = 100010\nlanguage = \"ja\"\nwords = \"カードを、下の口に入れてください。\"\nreading = \"カードを、したの くちに いれてください。\"\n",
        "[[vendor-code]]\ncode = \"3:0x81000001\"\nlike = \"906\"\ntitle = { ja = \"登録済みの機器\", en = \"Device\" }\n",
        "grace-from = \"2024-12-02\"\nelderly-until = \"2026-07-31\"\n[[step]]\nstep = \"pin\"\nneeds = [\"pin\"]\nordinary-share = true\nfrom = \"2020-01-01\"\n",
        "[[code]]\ncode = \"004\"\nstaff = []\nbreaks = [\"pin\"]\ncontinues = true\n",
        "[text.en]\n\"patient.004\" = { words = \"Please ask at the desk.\" }\n",
        "[[maker]]\nnumber = 9\nname = \"x\"\n[[model]]\nmaker = 1\nnumber = 10001\nname = \"a\"\nnotes = [{ mark = \"1\", source = \"a\" }]\n",
    ];
    for (number, text) in amendments.iter().enumerate() {
        seeds.put(
            "guidance",
            &format!("amendment-{number}"),
            &[&[2], text.as_bytes()],
        );
        let whole = format!("schema = 1\n{text}");
        seeds.put(
            "guidance",
            &format!("file-{number}"),
            &[&[1], whole.as_bytes()],
        );
        let length = u16::try_from(text.len()).expect("short").to_le_bytes();
        let path = u8::try_from(number).expect("few");
        seeds.put(
            "guidance",
            &format!("folder-{number}"),
            &[&[4, path], &length, text.as_bytes()],
        );
    }
    let page = "# A page {patient}\n\na **b** {place}\n\n## c\n\n| a | b |\n|---|---|\n| c | d |\n\n- [ ] a{b}\n\na: ____{name}\n";
    for form in *b"_abcde" {
        seeds.put(
            "guidance",
            &format!("page-{}", char::from(form)),
            &[&[3, form], page.as_bytes()],
        );
    }
    for (number, name) in [
        "Hi-CARA",
        "ja-JP",
        "patient.004",
        "012",
        "3:0x81000001",
        "face",
    ]
    .iter()
    .enumerate()
    {
        seeds.put(
            "guidance",
            &format!("name-{number}"),
            &[&[5], name.as_bytes()],
        );
    }
    packages(seeds);
    let profile = Profile::my_number_card().to_toml();
    seeds.put("profile", "sound", &[&[0], profile.as_bytes()]);
    for (number, line) in profile
        .lines()
        .filter(|line| line.contains('='))
        .step_by(3)
        .enumerate()
    {
        let at = u8::try_from(number * 4 % 252).expect("below 253") | 2;
        seeds.put(
            "profile",
            &format!("line-{number}"),
            &[&[at], line.as_bytes()],
        );
    }
    let mut paper = vec![0, 0xEA, 7, 11, 24, 3];
    paper.extend(b"abc");
    seeds.put(
        "papers",
        "leaflet",
        &[&paper, &[0, 1, 0, 1, 0, 1, 1, 1, 1, 3]],
    );
    let entries = "山田　太郎,ヤマダ　タロウ,東京都１－２,01234567";
    for (number, entry) in entries.split(',').enumerate() {
        let length = [u8::try_from(entry.len()).expect("short")];
        let one = [&length[..], entry.as_bytes()].concat();
        let rest = one.repeat(16);
        let name = format!("paper-{number}");
        seeds.put("papers", &name, &[&paper, &[0, 0, 0, 0, 0], &rest]);
    }
}

/// Bytes that look like noise, the same each time.
fn noise(seed: u64, length: usize) -> Vec<u8> {
    let mut state = seed;
    (0..length)
        .map(|_| {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            state.to_be_bytes()[0]
        })
        .collect()
}

fn walks(seeds: &Seeds) {
    for seed in 0..12 {
        seeds.put("reception", &format!("walk-{seed}"), &[&noise(seed, 900)]);
        seeds.put("advise", &format!("case-{seed}"), &[&noise(100 + seed, 60)]);
        seeds.put("pcsc", &format!("day-{seed}"), &[&noise(200 + seed, 160)]);
        seeds.put("chip", &format!("noise-{seed}"), &[&noise(300 + seed, 200)]);
        // A card is placed, and the desk goes on until it waits; then what is asked is answered.
        let mut day = vec![0, 0, 1, 1, 0, 0, 2, 2, 2, 0, 1, 0, 1, 0];
        day.extend([0; 30]);
        for (number, byte) in noise(400 + seed, 40).into_iter().enumerate() {
            day.extend(if number % 12 == 0 { [71, 49] } else { [49, 49] });
            day.extend([1, byte, 49]);
        }
        seeds.put("desk", &format!("day-{seed}"), &[&day]);
    }
}

fn others(seeds: &Seeds) {
    let messages: [&[u8]; 6] = [
        &[0],
        &[1],
        &[2],
        &[4],
        &[0, 0xA4, 4, 0x0C, 2, 1, 2],
        &[0, 0xB0, 0x86, 0, 0],
    ];
    let mut sent = vec![0, 1];
    let mut raw = vec![0, 0];
    for message in messages {
        sent.push(u8::try_from(message.len()).expect("short"));
        sent.extend(message);
        raw.extend(u16::try_from(message.len()).expect("short").to_be_bytes());
        raw.extend(message);
    }
    seeds.put("vpcd", "messages", &[&sent]);
    seeds.put("vpcd", "raw", &[&raw]);
    for who in (0..58_u8).step_by(4) {
        let year = 126_u16.to_le_bytes();
        seeds.put(
            "personas",
            &format!("day-{who}"),
            &[&[who], &year, &[11, 24]],
        );
    }
    seeds.put(
        "personas",
        "text",
        &[&[1, 10], b"2026-11-24", &[5], b"adult"],
    );
    for place in 0..10_u8 {
        seeds.put(
            "folder",
            &format!("place-{place}"),
            &[&[1, place, 3, 65, 66, 67, 100, 0]],
        );
    }
    seeds.put(
        "folder",
        "days",
        &[&[0, 0xEA, 7, 11, 24, 0xEB, 7, 1, 31, 0xEA, 7, 11, 20]],
    );
    let journal = r#"{"schema":1,"mode":"unattended","rehearsal":false,"lines":[{"after_ms":0,"entry":"record-read"}]}"#;
    seeds.put("journal", "journal", &[&[0], journal.as_bytes()]);
    seeds.put("journal", "entry", &[&[2], b"\"record-read\""]);
    for (number, journal) in mynareader_fuzz::reception::journals(&noise(1, 4000))
        .iter()
        .take(6)
        .enumerate()
    {
        let text = serde_json::to_string(journal).expect("a journal can be written");
        seeds.put(
            "journal",
            &format!("walk-{number}"),
            &[&[0], text.as_bytes()],
        );
    }
    let fault = mynareader::fault::Fault::from(&mynareader::fault::Symptom::new(
        mynareader::fault::Step::ALL[3],
        mynareader::fault::Happened::StatusWord(0x6F00),
    ));
    let text = serde_json::to_string(&fault).expect("a fault can be written");
    seeds.put("journal", "fault", &[&[3], text.as_bytes()]);
}

/// The flows of a sound program, with answers that look like noise, and every call with what comes
/// first of each thing.
fn c_calls(seeds: &Seeds) {
    let calls = u8::try_from(mynareader_fuzz::capi::exports()).expect("fewer than 256 exports");
    for number in 0..12_u8 {
        let flow = calls.saturating_add(number);
        let low: Vec<u8> = noise(500 + u64::from(number), 600)
            .into_iter()
            .map(|byte| byte % 0xE8)
            .collect();
        seeds.put("capi", &format!("flow-{number}"), &[&[flow], &low]);
    }
    for first in (0..calls).step_by(8) {
        let mut sequence = Vec::new();
        for call in first..calls.min(first + 8) {
            sequence.push(call);
            sequence.extend([1; 14]);
        }
        seeds.put("capi", &format!("calls-{first}"), &[&sequence]);
    }
}

/// The names of tables and keys in a text of TOML.
fn keys(text: &str) -> Vec<Vec<u8>> {
    let mut found = Vec::new();
    for line in text.lines() {
        if line.starts_with('[') {
            found.push(line.as_bytes().to_vec());
        } else if let Some((key, _)) = line.split_once('=') {
            found.push(format!("{} = ", key.trim()).into_bytes());
        }
    }
    found.retain(|word| word.len() < 60);
    found.sort();
    found.dedup();
    found
}

fn words(seeds: &Seeds) {
    let book = Book::built_in().to_toml();
    // The keys of rules, and a tenth of those of texts: there are two thousand.
    let (texts, rules): (Vec<_>, Vec<_>) =
        keys(&book).into_iter().partition(|word| word[0] == b'"');
    let texts = texts.into_iter().step_by(10);
    let marks = [
        "**",
        "{ruby|",
        "｜漢《かん》",
        "- [ ] ",
        "____{",
        "|---|",
        "'''",
        "\"\"\"",
        "words = ",
    ];
    seeds.dictionary(
        "guidance",
        rules
            .into_iter()
            .chain(texts)
            .chain(marks.map(|mark| mark.as_bytes().to_vec())),
    );
    seeds.dictionary("profile", keys(&Profile::my_number_card().to_toml()));
    let store = [
        "schema = 1",
        "[[anchor]]",
        "[[fingerprint]]",
        "[[policy]]",
        "[[authority-key]]",
        "hierarchy = \"test\"",
        "hierarchy = \"production\"",
        "role = \"signature\"",
        "pem = \"\"\"",
        "-----BEGIN CERTIFICATE-----",
        "-----END CERTIFICATE-----",
        "1.2.392.200149.8.5.",
    ];
    let der: [&[u8]; 12] = [
        b"\x30\x82",
        b"\x06\x03\x55\x1D",
        b"\x06\x03\x55\x04",
        b"\xA3\x82",
        b"\xA0\x03\x02\x01\x02",
        b"\x2A\x83\x08\x8C\x9B\x55\x08\x05",
        b"\x2A\x86\x48\x86\xF7\x0D\x01\x01\x0B",
        b"\x03\x82\x01\x01\x00",
        b"\x17\x0D",
        b"\x18\x0F",
        b"\x01\x01\xFF",
        b"\x05\x00",
    ];
    seeds.dictionary(
        "certificates",
        store
            .iter()
            .map(|word| word.as_bytes().to_vec())
            .chain(der.iter().map(|word| word.to_vec())),
    );
    let tags: [&[u8]; 14] = [
        b"\xFF\x20\x82",
        b"\xFF\x30\x82",
        b"\xFF\x40\x82",
        b"\x7F\x21\x82",
        b"\x5F\x4E\x82",
        b"\x5F\x37\x82\x01\x00",
        b"\xDF\x21",
        b"\xDF\x22\x08",
        b"\xDF\x23\x01",
        b"\xDF\x24\x82",
        b"\xDF\x27",
        b"\xDF\x28\x82\x01\x00",
        b"\x90\x03\x01\x00\x01",
        b"\x91\x82\x01\x00",
    ];
    for target in ["records", "session", "torn"] {
        seeds.dictionary(target, tags.iter().map(|tag| tag.to_vec()));
    }
    let eras = [
        "明治",
        "大正",
        "昭和",
        "平成",
        "令和",
        "元年",
        "年",
        "月",
        "日",
        "生",
        "まで有効",
        "S",
        "H",
        "R",
        "0",
        "１",
        ".",
    ];
    seeds.dictionary("printed", eras.map(|era| era.as_bytes().to_vec()));
    let names: BTreeSet<String> = mynareader_fuzz::reception::journals(&noise(2, 60_000))
        .iter()
        .filter_map(|journal| serde_json::to_string(journal).ok())
        .flat_map(|text| {
            text.split('"')
                .skip(1)
                .step_by(2)
                .map(str::to_owned)
                .collect::<Vec<_>>()
        })
        .filter(|word| word.len() < 40)
        .collect();
    seeds.dictionary(
        "journal",
        names
            .into_iter()
            .map(|name| format!("\"{name}\"").into_bytes()),
    );
}
