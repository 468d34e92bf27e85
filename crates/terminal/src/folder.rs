//! Looking at the output folder (連携フォルダ) when the terminal reports 013: is it there, is it a
//! folder, can it be written, does it answer in time, is there room.
//!
//! \[C\] The folder's rights, and a folder on another computer that is switched off, are what 013
//! comes from. A folder on a dead network share may hold a call for minutes; so the work is done
//! in a thread of its own, and the answer comes within the time limit either way. Such a thread
//! cannot be stopped: it ends, and takes its probe file away, when the system gives it an answer.
//! No more than [`MOST_WAITING`] of them are let wait at a time.
//!
//! The examination writes one small file of an unpredictable name, never over another, reads it
//! back and removes it. Its name does not fit the patterns by which receipt computers
//! (レセコン) collect results (`OQSsi….xml`).
#![forbid(unsafe_code)]

use core::fmt;
use core::time::Duration;
use std::collections::hash_map::RandomState;
use std::fs::{self, File, OpenOptions};
use std::hash::{BuildHasher, Hasher};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU8, AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Instant;

/// How many examinations may wait at a time for folders that do not answer.
pub const MOST_WAITING: usize = 4;

/// What is written into the probe: a block of most file systems, so that a full one shows.
const PROBE_BYTES: [u8; 4096] = [0x2E; 4096];

/// The bounds of an examination.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// How long the folder may take to answer. 5 seconds unless set.
    pub deadline: Duration,
    /// How much room there should be, in bytes. 64 MiB unless set: no source says how much the
    /// terminal needs; a result file has some kilobytes, and receipt computers take up to 4 MB.
    pub least_free: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            deadline: Duration::from_secs(5),
            least_free: 64 * 1024 * 1024,
        }
    }
}

/// A step of the examination.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Step {
    /// Looking whether it is there and a folder.
    Look,
    /// Making the probe file.
    Create,
    /// Writing it.
    Write,
    /// Reading it back.
    ReadBack,
    /// Removing it.
    Remove,
    /// Asking how much room is left.
    Space,
}

impl Step {
    const ALL: [Self; 6] = [
        Self::Look,
        Self::Create,
        Self::Write,
        Self::ReadBack,
        Self::Remove,
        Self::Space,
    ];

    const fn number(self) -> u8 {
        match self {
            Self::Look => 0,
            Self::Create => 1,
            Self::Write => 2,
            Self::ReadBack => 3,
            Self::Remove => 4,
            Self::Space => 5,
        }
    }

    fn from_number(number: u8) -> Self {
        Self::ALL
            .into_iter()
            .find(|step| step.number() == number)
            .unwrap_or(Self::Look)
    }
}

/// What is the matter with the folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Finding {
    /// It is there, can be written, and has room as far as is known.
    Ready,
    /// There is nothing of that name.
    Missing,
    /// There is something of that name, but no folder.
    NotAFolder,
    /// This account may not look at it.
    AccessDenied,
    /// This account may not write into it, or it is read-only.
    NotWritable,
    /// There is no room.
    Full,
    /// It can be written, but there is less room than asked for.
    LittleSpace,
    /// The computer that holds it is not reached.
    NotReachable,
    /// It did not answer within the time limit.
    NoAnswer,
    /// Earlier examinations still wait for an answer; this one was not begun.
    StillWaiting,
    /// What was written read back otherwise.
    Altered,
    /// It can be written, but files cannot be removed from it: the probe is still there.
    ProbeLeft,
    /// Another error of the system; see [`Examination::os_code`].
    Other,
}

/// Every name that [`Examination::text`] gives.
pub const TEXTS: [&str; 15] = [
    "ready",
    "missing-on-a-share",
    "missing",
    "not-a-folder",
    "access-denied",
    "not-writable",
    "full",
    "little-space",
    "not-reachable",
    "no-answer-on-a-share",
    "no-answer",
    "still-waiting",
    "altered",
    "probe-left",
    "other",
];

/// The result of an examination.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Examination {
    finding: Finding,
    step: Step,
    os_code: Option<i32>,
    free: Option<u64>,
    names_a_share: bool,
    probe: Option<String>,
    took: Duration,
}

impl Examination {
    /// What is the matter.
    pub fn finding(&self) -> Finding {
        self.finding
    }

    /// Whether the terminal can write its results there.
    pub fn is_usable(&self) -> bool {
        matches!(self.finding, Finding::Ready | Finding::LittleSpace)
    }

    /// The last step that was begun.
    pub fn step(&self) -> Step {
        self.step
    }

    /// The operating system's error number.
    pub fn os_code(&self) -> Option<i32> {
        self.os_code
    }

    /// The room left, in bytes, where the system tells.
    pub fn free(&self) -> Option<u64> {
        self.free
    }

    /// Whether the path names another computer (`\\PC\OQS\face`). A drive letter may stand for
    /// another computer too, which a path does not tell.
    pub fn names_a_share(&self) -> bool {
        self.names_a_share
    }

    /// The probe file that could not be removed, and should be by hand.
    pub fn probe_left(&self) -> Option<&str> {
        self.probe.as_deref()
    }

    /// How long it took.
    pub fn took(&self) -> Duration {
        self.took
    }

    /// The name of what to tell the staff, one of [`TEXTS`]: what is the matter, and what to do next.
    /// The words stand with all others, in `mynareader-reception` (`folder.…`).
    pub fn text(&self) -> &'static str {
        let share = self.names_a_share;
        match self.finding {
            Finding::Ready => "ready",
            Finding::Missing if share => "missing-on-a-share",
            Finding::Missing => "missing",
            Finding::NotAFolder => "not-a-folder",
            Finding::AccessDenied => "access-denied",
            Finding::NotWritable => "not-writable",
            Finding::Full => "full",
            Finding::LittleSpace => "little-space",
            Finding::NotReachable => "not-reachable",
            Finding::NoAnswer if share => "no-answer-on-a-share",
            Finding::NoAnswer => "no-answer",
            Finding::StillWaiting => "still-waiting",
            Finding::Altered => "altered",
            Finding::ProbeLeft => "probe-left",
            Finding::Other => "other",
        }
    }
}

/// What was found, by its name.
impl fmt::Display for Examination {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the output folder: {}", self.text())?;
        if let Some(code) = self.os_code {
            write!(f, " (system error {code})")?;
        }
        Ok(())
    }
}

/// Examines the folder within the usual [`Limits`].
pub fn examine(path: &Path) -> Examination {
    examine_within(path, &Limits::default())
}

/// Examines the folder. The call returns when the answer is there or the deadline has passed,
/// whichever comes first.
pub fn examine_within(path: &Path, limits: &Limits) -> Examination {
    static WAITING: AtomicUsize = AtomicUsize::new(0);
    examine_with(path, limits, &WAITING, |_| Ok(()))
}

/// `before` is called before each step; tests put a slow or failing disk there.
fn examine_with(
    path: &Path,
    limits: &Limits,
    waiting: &'static AtomicUsize,
    before: impl Fn(Step) -> io::Result<()> + Send + 'static,
) -> Examination {
    let begun = Instant::now();
    let mut examination = Examination {
        finding: Finding::StillWaiting,
        step: Step::Look,
        os_code: None,
        free: None,
        names_a_share: names_a_share(path),
        probe: None,
        took: Duration::ZERO,
    };
    let Some(place) = Place::take(waiting) else {
        return examination;
    };
    let progress = Arc::new(AtomicU8::new(Step::Look.number()));
    let answer = Arc::new((Mutex::new(None), Condvar::new()));
    let work = {
        let progress = Arc::clone(&progress);
        let answer = Arc::clone(&answer);
        let path = path.to_owned();
        let least_free = limits.least_free;
        move || {
            let at = |step: Step| {
                progress.store(step.number(), Ordering::Relaxed);
                before(step)
            };
            let outcome = run(&path, least_free, &at);
            drop(place);
            // Nobody may be waiting any more; then the answer is not wanted.
            let (slot, told) = &*answer;
            *slot.lock().unwrap_or_else(PoisonError::into_inner) = Some(outcome);
            told.notify_one();
        }
    };
    let spawned = std::thread::Builder::new()
        .name("mnr-folder".to_owned())
        .spawn(work);
    let outcome = match spawned {
        Err(error) => Outcome::of(Finding::Other, Some(&error)),
        Ok(thread) => match wait(&answer, limits.deadline) {
            Some(outcome) => {
                // It has nothing left to do: no thread outlives a folder that answered.
                let _ = thread.join();
                outcome
            }
            None => Outcome::of(Finding::NoAnswer, None),
        },
    };
    examination.step = Step::from_number(progress.load(Ordering::Relaxed));
    examination.finding = outcome.finding;
    examination.os_code = outcome.os_code;
    examination.free = outcome.free;
    examination.probe = outcome.probe;
    examination.took = begun.elapsed();
    examination
}

/// What is told within a time limit. Not a channel: to wait at one, Rust makes a record of the
/// caller's thread, which checkers of C programs take for a leak.
fn wait<T>(answer: &(Mutex<Option<T>>, Condvar), limit: Duration) -> Option<T> {
    let (slot, told) = answer;
    let slot = slot.lock().unwrap_or_else(PoisonError::into_inner);
    told.wait_timeout_while(slot, limit, |answer| answer.is_none())
        .unwrap_or_else(PoisonError::into_inner)
        .0
        .take()
}

/// One of the places for examinations that wait, given back on drop.
struct Place(&'static AtomicUsize);

impl Place {
    fn take(waiting: &'static AtomicUsize) -> Option<Self> {
        waiting
            .fetch_update(Ordering::AcqRel, Ordering::Acquire, |count| {
                (count < MOST_WAITING).then(|| count.saturating_add(1))
            })
            .ok()
            .map(|_| Self(waiting))
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::AcqRel);
    }
}

struct Outcome {
    finding: Finding,
    os_code: Option<i32>,
    free: Option<u64>,
    probe: Option<String>,
}

impl Outcome {
    fn of(finding: Finding, error: Option<&io::Error>) -> Self {
        Self {
            finding,
            os_code: error.and_then(io::Error::raw_os_error),
            free: None,
            probe: None,
        }
    }

    fn error(step: Step, error: &io::Error) -> Self {
        Self::of(finding(step, error), Some(error))
    }
}

fn run(path: &Path, least_free: u64, at: &dyn Fn(Step) -> io::Result<()>) -> Outcome {
    match at(Step::Look).and_then(|()| fs::metadata(path)) {
        Err(error) => return Outcome::error(Step::Look, &error),
        Ok(metadata) if !metadata.is_dir() => return Outcome::of(Finding::NotAFolder, None),
        Ok(_) => {}
    }
    let (file, probe) = match at(Step::Create).and_then(|()| create_probe(path)) {
        Err(error) => return Outcome::error(Step::Create, &error),
        Ok(made) => made,
    };
    let written = write_and_read(file, &probe, at);
    // The probe is taken away whatever became of it.
    let removed = at(Step::Remove).and_then(|()| fs::remove_file(&probe));
    let left = removed.is_err().then(|| {
        probe
            .file_name()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default()
    });
    let mut outcome = match (written, removed) {
        (Err((step, error)), _) => Outcome::error(step, &error),
        (Ok(false), _) => Outcome::of(Finding::Altered, None),
        (Ok(true), Err(error)) => Outcome::of(Finding::ProbeLeft, Some(&error)),
        (Ok(true), Ok(())) => Outcome::of(Finding::Ready, None),
    };
    outcome.probe = left;
    outcome.free = at(Step::Space)
        .and_then(|()| fs4::available_space(path))
        .ok();
    if outcome.finding == Finding::Ready && outcome.free.is_some_and(|free| free < least_free) {
        outcome.finding = Finding::LittleSpace;
    }
    outcome
}

fn create_probe(folder: &Path) -> io::Result<(File, PathBuf)> {
    // The hash of nothing under fresh keys: the standard library's one source of numbers that
    // cannot be guessed.
    let number = || RandomState::new().build_hasher().finish();
    let probe = folder.join(format!("mnr-probe-{:016x}{:016x}.tmp", number(), number()));
    Ok((create_new(&probe)?, probe))
}

/// Makes a file where there is none: what is there, a link included, is left alone.
fn create_new(path: &Path) -> io::Result<File> {
    OpenOptions::new().write(true).create_new(true).open(path)
}

/// Whether what was written reads back the same.
fn write_and_read(
    mut file: File,
    probe: &Path,
    at: &dyn Fn(Step) -> io::Result<()>,
) -> Result<bool, (Step, io::Error)> {
    at(Step::Write)
        .and_then(|()| file.write_all(&PROBE_BYTES))
        .and_then(|()| file.sync_all())
        .map_err(|error| (Step::Write, error))?;
    drop(file);
    let mut read = Vec::with_capacity(PROBE_BYTES.len());
    at(Step::ReadBack)
        .and_then(|()| File::open(probe))
        // One byte more than was written would show, and no more is read.
        .and_then(|file| file.take(4097).read_to_end(&mut read))
        .map_err(|error| (Step::ReadBack, error))?;
    Ok(read == PROBE_BYTES)
}

fn finding(step: Step, error: &io::Error) -> Finding {
    // Windows: 51 to 53 computer not found or name doubled, 59 network error, 64 connection gone,
    // 67 no such share, 121 time-out, 1222 no network, 1231 no route.
    const NETWORK: [i32; 9] = [51, 52, 53, 59, 64, 67, 121, 1222, 1231];
    // Windows: 65 network access denied, 1326 logon refused, 1331 account off.
    const REFUSED: [i32; 3] = [65, 1326, 1331];
    if cfg!(windows)
        && let Some(code) = error.raw_os_error()
    {
        if NETWORK.contains(&code) {
            return Finding::NotReachable;
        }
        if REFUSED.contains(&code) {
            return Finding::AccessDenied;
        }
    }
    match error.kind() {
        ErrorKind::NotFound => Finding::Missing,
        ErrorKind::NotADirectory => Finding::NotAFolder,
        ErrorKind::PermissionDenied if step == Step::Look => Finding::AccessDenied,
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => Finding::NotWritable,
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Finding::Full,
        ErrorKind::HostUnreachable
        | ErrorKind::NetworkUnreachable
        | ErrorKind::NetworkDown
        | ErrorKind::NotConnected
        | ErrorKind::ConnectionAborted
        | ErrorKind::ConnectionRefused
        | ErrorKind::ConnectionReset
        | ErrorKind::StaleNetworkFileHandle
        | ErrorKind::TimedOut => Finding::NotReachable,
        _ => Finding::Other,
    }
}

/// Whether the path names another computer: `\\PC\share`, `//PC/share`, `\\?\UNC\PC\share`, but
/// not the local `\\?\C:\` and `\\.\`.
fn names_a_share(path: &Path) -> bool {
    let text = path.to_string_lossy().replace('/', "\\");
    let Some(rest) = text.strip_prefix("\\\\") else {
        return false;
    };
    if let Some(verbatim) = rest.strip_prefix("?\\") {
        return verbatim
            .get(..4)
            .is_some_and(|start| start.eq_ignore_ascii_case("UNC\\"));
    }
    !rest.starts_with(".\\") && !rest.is_empty()
}

#[cfg(test)]
mod tests;
