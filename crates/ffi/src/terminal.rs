//! The terminal beside the reader: when to warn of the end of its certificate (012), and what is
//! the matter with its output folder (013).

use core::ffi::c_char;
use core::time::Duration;
use std::path::Path;

use super::date::mnr_date;
use super::facts::numbers;
use super::failure::Failure;
use super::guard;
use super::handle::{self, Handle};
use super::pointer::{self, Buffer, Extensible, Out};
use super::status::MNR_ERROR_NOT_FOUND;
use mynareader_facts::calendar::Date;
use mynareader_reception::guidance::{Book, FolderText, Language, Message};
use mynareader_terminal::certificate::{self, Schedule};
use mynareader_terminal::folder::{self, Check, Examination, Finding, Limits};

/// The terminal's certificate: no warning is due yet.
pub const MNR_SCHEDULE_QUIET: i32 = 0;
/// The terminal's certificate: a warning fell due today or earlier.
pub const MNR_SCHEDULE_WARNED: i32 = 1;
/// The terminal's certificate: its end has passed; 012 is to be expected.
pub const MNR_SCHEDULE_ENDED: i32 = 2;

/// The position of a day in the schedule of warnings before the end of the terminal's certificate.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct mnr_terminal_schedule {
    /// The size of the structure that the caller was compiled with.
    pub struct_size: usize,
    /// One of MNR_SCHEDULE_*.
    pub standing: i32,
    /// Days to the last day, 0 on it; days since it for MNR_SCHEDULE_ENDED.
    pub days: i32,
    /// 1 if a warning must be shown today: the latest due warning has not been shown yet.
    pub show: i32,
    /// The day on which the latest warning fell due: year, or 0 if there is none.
    pub due_year: i32,
    /// Its month.
    pub due_month: i32,
    /// Its day.
    pub due_day: i32,
    /// The day of the next warning: year, or 0 if there is none.
    pub next_year: i32,
    /// Its month.
    pub next_month: i32,
    /// Its day.
    pub next_day: i32,
}

// SAFETY: laid out for C, begins with its size, numbers only.
unsafe impl Extensible for mnr_terminal_schedule {
    const FIRST: usize = size_of::<Self>();
}

/// A folder: it exists, can be written, and has room as far as is known.
pub const MNR_FINDING_READY: i32 = 0;
/// A folder: the name does not exist.
pub const MNR_FINDING_MISSING: i32 = 1;
/// A folder: the name exists, but it is not a folder.
pub const MNR_FINDING_NOT_A_FOLDER: i32 = 2;
/// A folder: this account may not look at it.
pub const MNR_FINDING_ACCESS_DENIED: i32 = 3;
/// A folder: this account may not write into it, or it is read-only.
pub const MNR_FINDING_NOT_WRITABLE: i32 = 4;
/// A folder: there is no room.
pub const MNR_FINDING_FULL: i32 = 5;
/// A folder: it can be written, but there is less room than asked for.
pub const MNR_FINDING_LITTLE_SPACE: i32 = 6;
/// A folder: the computer that holds it cannot be reached.
pub const MNR_FINDING_NOT_REACHABLE: i32 = 7;
/// A folder: it did not answer within the time limit.
pub const MNR_FINDING_NO_ANSWER: i32 = 8;
/// A folder: earlier examinations still wait for an answer; this one was not started.
pub const MNR_FINDING_STILL_WAITING: i32 = 9;
/// A folder: the data that was read back differs from what was written.
pub const MNR_FINDING_ALTERED: i32 = 10;
/// A folder: it can be written, but files cannot be removed from it.
pub const MNR_FINDING_PROBE_LEFT: i32 = 11;
/// A folder: another error of the system; see os_code.
pub const MNR_FINDING_OTHER: i32 = 12;

numbers!(
    finding_number,
    finding,
    Finding,
    "finding",
    Finding::Ready = MNR_FINDING_READY,
    Finding::Missing = MNR_FINDING_MISSING,
    Finding::NotAFolder = MNR_FINDING_NOT_A_FOLDER,
    Finding::AccessDenied = MNR_FINDING_ACCESS_DENIED,
    Finding::NotWritable = MNR_FINDING_NOT_WRITABLE,
    Finding::Full = MNR_FINDING_FULL,
    Finding::LittleSpace = MNR_FINDING_LITTLE_SPACE,
    Finding::NotReachable = MNR_FINDING_NOT_REACHABLE,
    Finding::NoAnswer = MNR_FINDING_NO_ANSWER,
    Finding::StillWaiting = MNR_FINDING_STILL_WAITING,
    Finding::Altered = MNR_FINDING_ALTERED,
    Finding::ProbeLeft = MNR_FINDING_PROBE_LEFT,
    Finding::Other = MNR_FINDING_OTHER,
);

/// How far an examination came: looking whether the folder is there.
pub const MNR_EXAMINED_LOOK: i32 = 0;
/// How far an examination came: making the probe file.
pub const MNR_EXAMINED_CREATE: i32 = 1;
/// How far an examination came: writing it.
pub const MNR_EXAMINED_WRITE: i32 = 2;
/// How far an examination came: reading it back.
pub const MNR_EXAMINED_READ_BACK: i32 = 3;
/// How far an examination came: removing it.
pub const MNR_EXAMINED_REMOVE: i32 = 4;
/// How far an examination came: asking how much room is left.
pub const MNR_EXAMINED_SPACE: i32 = 5;

numbers!(
    step_number,
    step,
    Check,
    "step",
    Check::Look = MNR_EXAMINED_LOOK,
    Check::Create = MNR_EXAMINED_CREATE,
    Check::Write = MNR_EXAMINED_WRITE,
    Check::ReadBack = MNR_EXAMINED_READ_BACK,
    Check::Remove = MNR_EXAMINED_REMOVE,
    Check::Space = MNR_EXAMINED_SPACE,
);

/// A text of an examination: for the staff in Japanese, what is wrong and what to do next.
pub const MNR_FOLDER_TEXT_JAPANESE: i32 = 0;
/// A text of an examination: the same in English.
pub const MNR_FOLDER_TEXT_ENGLISH: i32 = 1;
/// A text of an examination: the path of the probe file that could not be removed.
pub const MNR_FOLDER_TEXT_PROBE_LEFT: i32 = 2;

/// The result of examining a folder.
///
/// Any thread. A second thread waits for the first; the wait is short.
pub struct mnr_folder {
    _opaque: [u8; 0],
}

impl Handle for mnr_folder {
    type State = Examination;
    type Side = ();
    const NAME: &'static str = "mnr_folder";
    const WAITS: bool = true;
}

/// The result of examining a folder, in numbers.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct mnr_folder_facts {
    /// The size of the structure that the caller was compiled with.
    pub struct_size: usize,
    /// The room left in bytes; meaningful if has_free_bytes is 1.
    pub free_bytes: u64,
    /// The finding, one of MNR_FINDING_*.
    pub finding: i32,
    /// 1 if the terminal can write its results there.
    pub usable: i32,
    /// The last step that was begun, one of MNR_EXAMINED_*.
    pub step: i32,
    /// The operating system's error number; meaningful if has_os_code is 1.
    pub os_code: i32,
    /// Whether os_code means something.
    pub has_os_code: i32,
    /// Whether free_bytes means something.
    pub has_free_bytes: i32,
    /// 1 if the path names another computer.
    pub names_a_share: i32,
    /// How long it took, in milliseconds.
    pub took_ms: u32,
}

// SAFETY: laid out for C, begins with its size, numbers only.
unsafe impl Extensible for mnr_folder_facts {
    const FIRST: usize = size_of::<Self>();
}

fn parts(day: Option<Date>) -> (i32, i32, i32) {
    day.map_or((0, 0, 0), |day| {
        (
            i32::from(day.year()),
            i32::from(day.month()),
            i32::from(day.day()),
        )
    })
}

/// Finds the position of a day in the schedule of warnings before the end of the terminal's
/// certificate: 90, 60, 30 and 15 days before, and daily from 7 days before.
///
/// last: its last day. today: today in Japan. shown: when a warning was last shown, or NULL. schedule:
/// where to put it; set its struct_size before.
///
/// Errors: MNR_ERROR_DATE, MNR_ERROR_STRUCT_SIZE.
/// Any thread. Does not block.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_terminal_schedule_on(
    last: *const mnr_date,
    today: *const mnr_date,
    shown: *const mnr_date,
    schedule: *mut mnr_terminal_schedule,
) -> i32 {
    guard!("mnr_terminal_schedule_on", {
        pointer::struct_size(schedule, "schedule")?;
        let last = pointer::day(last, "last")?;
        let today = pointer::day(today, "today")?;
        let shown = if shown.is_null() {
            None
        } else {
            Some(pointer::day(shown, "shown")?)
        };
        let days = |count: u32| i32::try_from(count).unwrap_or(i32::MAX);
        let (standing, days, due) = match certificate::standing(today, last) {
            Schedule::Quiet { days_left } => (MNR_SCHEDULE_QUIET, days(days_left), None),
            Schedule::Warned { latest, days_left } => {
                (MNR_SCHEDULE_WARNED, i32::from(days_left), Some(latest.due))
            }
            Schedule::Ended { days_since } => (MNR_SCHEDULE_ENDED, days(days_since), None),
        };
        let (due_year, due_month, due_day) = parts(due);
        let next = certificate::next_warning(today, last).map(|warning| warning.due);
        let (next_year, next_month, next_day) = parts(next);
        let record = mnr_terminal_schedule {
            struct_size: 0,
            standing,
            days,
            show: i32::from(certificate::warning_to_show(today, last, shown).is_some()),
            due_year,
            due_month,
            due_day,
            next_year,
            next_month,
            next_day,
        };
        pointer::put_struct(schedule, record, "schedule")
    })
}

/// Examines the folder into which the terminal writes its results: whether it exists, can be
/// written, answers in time and has room. It writes one small file with an unpredictable name,
/// never over another file, reads it back and removes it. A problem with the folder is not a
/// failure of the call.
///
/// path, length: UTF-8. limit_ms: how long the folder may take to answer; 0 for the default, five
/// seconds. least_free: how much room there should be, in bytes; 0 for the default, 64 MiB.
/// folder: where to put the handle; free it with mnr_folder_free.
///
/// Errors: MNR_ERROR_TEXT, MNR_ERROR_LENGTH.
/// Any thread. Blocks until the folder answers or the time limit has passed; a thread of the
/// library continues to wait for a folder that does not answer, at most four such threads.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_folder_examine(
    path: *const c_char,
    length: usize,
    limit_ms: u32,
    least_free: u64,
    folder: *mut *mut mnr_folder,
) -> i32 {
    guard!("mnr_folder_examine", {
        let out = Out::new(folder, "folder")?;
        let path = pointer::text(path, length, "path")?;
        let mut limits = Limits::default();
        if limit_ms != 0 {
            limits.deadline = Duration::from_millis(u64::from(limit_ms));
        }
        if least_free != 0 {
            limits.least_free = least_free;
        }
        let found = folder::examine_within(Path::new(path), &limits);
        out.put(handle::make::<mnr_folder>(found, ())?);
        Ok(())
    })
}

/// Gets the result in numbers.
///
/// folder: the examination. facts: where to put it; set its struct_size before.
///
/// Errors: MNR_ERROR_STRUCT_SIZE.
/// Any thread; waits while another thread uses the handle. Does not block otherwise.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_folder_read_facts(
    folder: *mut mnr_folder,
    facts: *mut mnr_folder_facts,
) -> i32 {
    guard!("mnr_folder_read_facts", {
        pointer::struct_size(facts, "facts")?;
        let record = handle::with(folder, |found| {
            Ok(mnr_folder_facts {
                struct_size: 0,
                free_bytes: found.free().unwrap_or(0),
                finding: finding_number(found.finding()),
                usable: i32::from(found.is_usable()),
                step: step_number(found.step()),
                os_code: found.os_code().unwrap_or(0),
                has_os_code: i32::from(found.os_code().is_some()),
                has_free_bytes: i32::from(found.free().is_some()),
                names_a_share: i32::from(found.names_a_share()),
                took_ms: u32::try_from(found.took().as_millis()).unwrap_or(u32::MAX),
            })
        })?;
        pointer::put_struct(facts, record, "facts")
    })
}

/// What to tell the staff. A test holds that each name has its words.
fn words(found: &Examination, language: Language) -> &'static str {
    FolderText::from_name(found.text()).map_or("", |text| {
        Book::built_in().text(Message::Folder(text), language)
    })
}

/// A text of an examination.
///
/// folder: the examination. which: one of MNR_FOLDER_TEXT_*. text, capacity: where to put it,
/// UTF-8, NUL-terminated; NULL and 0 to ask for the size. needed: the size with the NUL.
///
/// Errors: MNR_ERROR_NOT_FOUND if no probe file was left, MNR_ERROR_ARGUMENT, MNR_ERROR_BUFFER.
/// Any thread; waits while another thread uses the handle. Does not block otherwise.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_folder_text(
    folder: *mut mnr_folder,
    which: i32,
    text: *mut c_char,
    capacity: usize,
    needed: *mut usize,
) -> i32 {
    guard!("mnr_folder_text", {
        let buffer = Buffer::new(text.cast(), capacity, needed, "text")?;
        let found = handle::with(folder, |found| match which {
            MNR_FOLDER_TEXT_JAPANESE => Ok(words(found, Language::JA).to_owned()),
            MNR_FOLDER_TEXT_ENGLISH => Ok(match found.os_code() {
                Some(code) => format!("{} (system error {code})", words(found, Language::EN)),
                None => words(found, Language::EN).to_owned(),
            }),
            MNR_FOLDER_TEXT_PROBE_LEFT => found
                .probe_left()
                .map(str::to_owned)
                .ok_or_else(|| Failure::new(MNR_ERROR_NOT_FOUND, "no probe file was left")),
            other => Err(Failure::argument("which", other)),
        })?;
        buffer.put_text(&found)
    })
}

/// Frees an examination. NULL is allowed and does nothing.
///
/// Errors: MNR_ERROR_HANDLE.
/// Any thread; waits while another thread uses the handle. Does not block otherwise.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_folder_free(folder: *mut mnr_folder) -> i32 {
    guard!("mnr_folder_free", { handle::free(folder) })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The terminal's side names what it found, and the words stand with all others.
    #[test]
    fn what_is_told_of_a_folder_has_its_words() {
        for name in folder::TEXTS {
            assert!(FolderText::from_name(name).is_some(), "{name}");
        }
        assert_eq!(folder::TEXTS.len(), FolderText::ALL.len());
    }
}
