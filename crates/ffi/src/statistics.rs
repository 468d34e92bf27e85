//! Journals added up: what failed how often.

use core::ffi::c_char;

use super::failure::Failure;
use super::guard;
use super::handle::{self, Handle};
use super::pointer::{self, Buffer, Out};
use super::status::{MNR_ERROR_DATA_FILE, MNR_ERROR_LENGTH};
use mynareader_reception::journal::{Filed, Statistics};

/// The longest line that is taken, in bytes: several times that of the longest journal.
const MOST: usize = 1 << 20;

/// Journals added up, as `mynareader stats` adds files of them up, without the times of day.
///
/// Any thread. A second thread waits for the first; the wait is short.
pub struct mnr_statistics {
    _opaque: [u8; 0],
}

impl Handle for mnr_statistics {
    type State = Statistics;
    type Side = ();
    const NAME: &'static str = "mnr_statistics";
    const WAITS: bool = true;
}

/// Makes statistics in which nothing is counted yet.
///
/// statistics: where to put the handle; free it with mnr_statistics_free.
///
/// Errors: those of pointers and handles.
/// Any thread. Does not block.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_statistics_new(statistics: *mut *mut mnr_statistics) -> i32 {
    guard!("mnr_statistics_new", {
        let out = Out::new(statistics, "statistics")?;
        out.put(handle::make::<mnr_statistics>(Statistics::new(), ())?);
        Ok(())
    })
}

/// Adds the journal of a check-in: a line as the journal function of a desk and mnr_reception_journal give it.
/// Rehearsals are counted apart.
///
/// statistics: the statistics. line, length: the line, UTF-8, at most 1 MiB.
///
/// Errors: MNR_ERROR_DATA_FILE if it is no journal of a known form; then nothing was added;
/// MNR_ERROR_LENGTH, MNR_ERROR_TEXT.
/// Any thread; waits while another thread uses the handle. Does not block otherwise.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_statistics_add(
    statistics: *mut mnr_statistics,
    line: *const c_char,
    length: usize,
) -> i32 {
    guard!("mnr_statistics_add", {
        if length > MOST {
            return Err(Failure::new(
                MNR_ERROR_LENGTH,
                "a line of a journal has at most 1 MiB",
            ));
        }
        let line = pointer::text(line, length, "line")?;
        // What a line of another form holds is not repeated.
        let filed: Filed = serde_json::from_str(line).map_err(|error| {
            Failure::new(
                MNR_ERROR_DATA_FILE,
                format_args!("no journal of a known form, from column {}", error.column()),
            )
        })?;
        handle::with(statistics, |statistics| {
            statistics.add(&filed.journal);
            Ok(())
        })
    })
}

/// What was counted, as JSON: check_ins, admitted, rehearsals, outcomes by name, faults by code, proofs by name,
/// and duration_ms of all check-ins together.
///
/// statistics: the statistics. json, capacity: where to put it, UTF-8, NUL-terminated; NULL and 0 to ask for
/// the size. needed: the size with the NUL.
///
/// Errors: MNR_ERROR_BUFFER.
/// Any thread; waits while another thread uses the handle. Does not block otherwise.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_statistics_json(
    statistics: *mut mnr_statistics,
    json: *mut c_char,
    capacity: usize,
    needed: *mut usize,
) -> i32 {
    guard!("mnr_statistics_json", {
        let buffer = Buffer::new(json.cast(), capacity, needed, "json")?;
        let text = handle::with(statistics, |statistics| {
            serde_json::to_string(statistics).map_err(|_| Failure::panicked())
        })?;
        buffer.put_text(&text)
    })
}

/// Frees statistics. NULL is allowed and does nothing.
///
/// Errors: MNR_ERROR_HANDLE.
/// Any thread; waits while another thread uses the handle. Does not block otherwise.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_statistics_free(statistics: *mut mnr_statistics) -> i32 {
    guard!("mnr_statistics_free", { handle::free(statistics) })
}
