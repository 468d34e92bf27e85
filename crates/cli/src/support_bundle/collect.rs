//! What goes into a bundle. Nothing is copied: every file is read by its own form and written anew from what
//! was understood, so that what has no place in the form has no place in the bundle.

use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use mynareader::journal::Filed;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use crate::doctor::report::Report as Doctor;
use crate::replay::file::{Event, File as Recording};
use crate::stats::read::{Blocks, open};
use crate::stats::tally::Tally;

/// How many journals of a file go into the bundle: the last ones. Statistics are of all.
pub const MOST_JOURNALS: usize = 20_000;

/// Numbers of a journal and of a recording are below these, or the line was not made by a reader. So no
/// number has as many digits as that of a person (12) or code B (14).
const MOST_SESSION: u64 = 100_000_000_000;
const MOST_MILLISECONDS: u64 = 1_000_000_000;
const MOST_MICROSECONDS: u64 = 100_000_000_000;

/// The journals of a file.
#[derive(Default)]
pub struct Journals {
    pub lines: VecDeque<String>,
    /// Lines that are no journal, or have numbers that no reader writes.
    pub refused: u64,
    /// Journals before the last [`MOST_JOURNALS`].
    pub older: u64,
}

fn is_a_readers(filed: &Filed) -> bool {
    let journal = &filed.journal;
    let times = || journal.lines().iter().map(|line| line.after_ms);
    let duration = u64::try_from(journal.duration().as_millis()).unwrap_or(u64::MAX);
    filed.session < MOST_SESSION
        && duration < MOST_MILLISECONDS
        && times().all(|time| time < MOST_MILLISECONDS)
}

impl Journals {
    fn take(&mut self, line: &[u8], tally: &mut Tally) {
        if line.trim_ascii().is_empty() {
            return;
        }
        let filed = serde_json::from_slice::<Filed>(line).ok();
        let Some(mut filed) = filed.filter(is_a_readers) else {
            self.refused += 1;
            return;
        };
        // A maker's name for the clinic is a free text, short as it is.
        filed.facility = None;
        if let Ok(line) = serde_json::to_string(&filed) {
            match serde_json::from_str(&line) {
                Ok(counted) => tally.add(counted),
                Err(_) => tally.reject(),
            }
            if self.lines.len() == MOST_JOURNALS {
                self.lines.pop_front();
                self.older += 1;
            }
            self.lines.push_back(line);
        }
    }

    /// Reads a file of any length.
    pub fn read(path: &Path, tally: &mut Tally) -> io::Result<Self> {
        let mut blocks = Blocks::new(open(path)?);
        let mut journals = Self::default();
        while let Some(block) = blocks.next_block()? {
            for line in block.split(|byte| *byte == b'\n') {
                journals.take(line, tally);
            }
        }
        journals.refused += blocks.too_long();
        Ok(journals)
    }
}

/// A recording, written anew; or what is wrong with it.
pub fn recording(path: &Path) -> Result<String, String> {
    let file = File::open(path).map_err(|error| error.to_string())?;
    let recording = Recording::read(file).map_err(|wrong| wrong.to_string())?;
    let plausible = |event: &Event| {
        let times = [event.at, event.took];
        event.number < MOST_SESSION
            && times
                .into_iter()
                .flatten()
                .all(|time| time < MOST_MICROSECONDS)
    };
    if recording.left_out >= MOST_SESSION || !recording.events.iter().all(plausible) {
        return Err("it has numbers that no reader writes".to_owned());
    }
    Ok(recording.to_lines())
}

/// Where systems have the libraries, with those of Debian's architectures.
fn places() -> Vec<PathBuf> {
    let mut places: Vec<PathBuf> = ["/usr/lib", "/usr/local/lib"].map(PathBuf::from).to_vec();
    for place in places.clone() {
        let inner = std::fs::read_dir(place).into_iter().flatten().flatten();
        places.extend(inner.map(|entry| entry.path()).filter(|path| {
            path.to_str()
                .is_some_and(|path| path.ends_with("-linux-gnu"))
        }));
    }
    places
}

/// The name of a library of ours, without its folder, which may be a person's.
fn library_name(path: &Path) -> Option<&str> {
    let name = path.file_name()?.to_str()?;
    let ours = name
        .strip_prefix("lib")
        .unwrap_or(name)
        .starts_with("mynareader");
    let plain = name
        .bytes()
        .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"._-".contains(&b));
    (ours && plain && name.len() <= 40).then_some(name)
}

/// The libraries that are installed where systems have them.
pub fn installed() -> Vec<PathBuf> {
    let entries = places()
        .into_iter()
        .filter_map(|place| std::fs::read_dir(place).ok());
    let paths = entries.flatten().flatten().map(|entry| entry.path());
    let mut found: Vec<PathBuf> = paths
        .filter(|path| path.is_file() && library_name(path).is_some())
        .collect();
    found.sort();
    found
}

/// A file's hash and length, read in pieces.
fn hash(path: &Path) -> io::Result<(String, u64)> {
    let mut file = File::open(path)?;
    let mut hash = Sha256::new();
    let mut piece = vec![0; 1 << 16];
    let mut length = 0;
    loop {
        let read = file.read(&mut piece)?;
        if read == 0 {
            return Ok((hex(&hash.finalize()), length));
        }
        hash.update(piece.get(..read).unwrap_or_default());
        length += u64::try_from(read).unwrap_or(u64::MAX);
    }
}

/// The hash of a text of the bundle.
pub fn hash_of(text: &str) -> String {
    hex(&Sha256::digest(text.as_bytes()))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The libraries, each with its hash; one that cannot be read says so.
pub fn libraries(paths: &[PathBuf]) -> Value {
    let libraries = paths.iter().map(|path| {
        let name = library_name(path).unwrap_or("another file");
        match hash(path) {
            Ok((sha256, bytes)) => json!({ "name": name, "bytes": bytes, "sha256": sha256 }),
            Err(_) => json!({ "name": name, "bytes": null, "sha256": null }),
        }
    });
    Value::Array(libraries.collect())
}

/// A text as values may be: short, and nothing that acts on a terminal.
fn short(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(80).collect()
}

fn tidy(value: &Value) -> Value {
    match value {
        Value::String(text) => short(text).into(),
        Value::Array(values) => values.iter().map(tidy).collect(),
        Value::Object(members) => members
            .iter()
            .map(|(name, value)| match (name.as_str(), value.as_u64()) {
                // As many digits as a person's number may have; the bytes tell nobody anything.
                ("free_bytes", Some(bytes)) => ("free_mib".to_owned(), (bytes >> 20).into()),
                _ => (name.clone(), tidy(value)),
            })
            .collect::<serde_json::Map<_, _>>()
            .into(),
        other => other.clone(),
    }
}

/// What `doctor` found, without its sentences, in which the paths of folders stand.
pub fn doctor(report: &Doctor) -> Value {
    let checks = report.0.iter().map(|check| {
        json!({ "check": check.name, "verdict": check.verdict.name(), "values": tidy(&check.values) })
    });
    json!({ "verdict": report.verdict().name(), "checks": checks.collect::<Vec<_>>() })
}
