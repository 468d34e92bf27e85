//! The record of what went wrong, beside the status.

use core::ffi::c_char;

use super::facts::{MNR_TRIES_UNKNOWN, tries_number};
use super::failure::Failure;
use super::pointer::{self, Extensible};
use super::status::{
    MNR_ERROR_ARGUMENT, MNR_ERROR_BUFFER, MNR_ERROR_BUSY, MNR_ERROR_CARD_ANSWER,
    MNR_ERROR_CARD_MUTE, MNR_ERROR_CARD_REMOVED, MNR_ERROR_CARD_RESET, MNR_ERROR_DATE,
    MNR_ERROR_DRIVER, MNR_ERROR_HANDLE, MNR_ERROR_INVALID_COMMAND, MNR_ERROR_LENGTH,
    MNR_ERROR_LINK_BROKEN, MNR_ERROR_LINK_TIMED_OUT, MNR_ERROR_NO_CARD, MNR_ERROR_NULL,
    MNR_ERROR_OUTCOME_UNKNOWN, MNR_ERROR_READER_GONE, MNR_ERROR_READER_REFUSED,
    MNR_ERROR_READER_SHARED, MNR_ERROR_READINGS_DISAGREE, MNR_ERROR_SECRET_FORMAT,
    MNR_ERROR_SERVICE_GONE, MNR_ERROR_STATE, MNR_ERROR_STRUCT_SIZE, MNR_ERROR_TEXT,
    MNR_ERROR_TIME_LIMIT, MNR_ERROR_UNSETTLED,
};

/// What may help after a failure: nothing is known to help.
pub const MNR_RECOVERY_NONE: i32 = 0;
/// The same call may be repeated.
pub const MNR_RECOVERY_REPEAT: i32 = 1;
/// End the card, and start again when it is placed again.
pub const MNR_RECOVERY_PLACE_AGAIN: i32 = 2;
/// Read the tries of the key before anything else.
pub const MNR_RECOVERY_READ_TRIES: i32 = 3;
/// The program must be corrected; the call was wrong.
pub const MNR_RECOVERY_MEND_PROGRAM: i32 = 4;
/// Check the service, the reader and its cable.
pub const MNR_RECOVERY_CHECK_READER: i32 = 5;

/// The size of the text in a detail record, including the NUL.
pub const MNR_DETAIL_TEXT: usize = 240;

/// Details of a failure. It is written on failure only; on failure nothing else is written except a
/// needed size. Set struct_size before the call, for example with MNR_INIT.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct mnr_detail {
    /// The size of the structure that the caller was compiled with.
    pub struct_size: usize,
    /// The status that the call returned.
    pub status: i32,
    /// What may help, one of MNR_RECOVERY_*.
    pub recovery: i32,
    /// Tries left of the key in use: 0 when blocked, or MNR_TRIES_UNKNOWN.
    pub tries_left: i32,
    /// The code of the driver or of PC/SC, unchanged; meaningful if has_driver_code is 1.
    pub driver_code: u32,
    /// The number of the exchange with the card, from 1; 0 if there was none.
    pub exchange: u32,
    /// The offset in the record, in bytes from its start; UINT32_MAX if there is none.
    pub offset: u32,
    /// The status word of the card; 0 if the cause was not a status word.
    pub status_word: u16,
    /// Whether driver_code means something.
    pub has_driver_code: u8,
    /// Whether the card may have seen the command that failed.
    pub may_have_been_sent: u8,
    /// A sentence in English for logs, UTF-8, NUL-terminated. Never a PIN, a name or a number of
    /// the card.
    pub text: [c_char; MNR_DETAIL_TEXT],
}

// SAFETY: laid out for C, begins with its size, numbers and characters only.
unsafe impl Extensible for mnr_detail {
    const FIRST: usize = size_of::<Self>();
}

/// What may help after a failure.
fn recovery(status: i32) -> i32 {
    match status {
        MNR_ERROR_NULL
        | MNR_ERROR_ARGUMENT
        | MNR_ERROR_LENGTH
        | MNR_ERROR_BUFFER
        | MNR_ERROR_TEXT
        | MNR_ERROR_STRUCT_SIZE
        | MNR_ERROR_DATE
        | MNR_ERROR_HANDLE
        | MNR_ERROR_STATE
        | MNR_ERROR_INVALID_COMMAND => MNR_RECOVERY_MEND_PROGRAM,
        MNR_ERROR_OUTCOME_UNKNOWN | MNR_ERROR_UNSETTLED => MNR_RECOVERY_READ_TRIES,
        MNR_ERROR_BUSY
        | MNR_ERROR_TIME_LIMIT
        | MNR_ERROR_READINGS_DISAGREE
        | MNR_ERROR_SECRET_FORMAT => MNR_RECOVERY_REPEAT,
        MNR_ERROR_NO_CARD
        | MNR_ERROR_CARD_REMOVED
        | MNR_ERROR_CARD_RESET
        | MNR_ERROR_CARD_MUTE
        | MNR_ERROR_LINK_TIMED_OUT
        | MNR_ERROR_LINK_BROKEN
        | MNR_ERROR_CARD_ANSWER => MNR_RECOVERY_PLACE_AGAIN,
        MNR_ERROR_READER_SHARED
        | MNR_ERROR_READER_GONE
        | MNR_ERROR_SERVICE_GONE
        | MNR_ERROR_READER_REFUSED
        | MNR_ERROR_DRIVER => MNR_RECOVERY_CHECK_READER,
        _ => MNR_RECOVERY_NONE,
    }
}

/// Refuses a detail record of a wrong size before anything is done.
pub unsafe fn check(detail: *mut mnr_detail) -> Result<(), Failure> {
    if detail.is_null() {
        return Ok(());
    }
    // SAFETY: the caller gives NULL or a record with its size in front.
    unsafe { pointer::struct_size(detail, "detail") }.map(|_| ())
}

/// Fills the detail record, where there is one of a right size.
pub unsafe fn report(detail: *mut mnr_detail, failure: &Failure) {
    let mut text: [c_char; MNR_DETAIL_TEXT] = [0; MNR_DETAIL_TEXT];
    pointer::fill_text(&mut text, failure.text());
    let record = mnr_detail {
        struct_size: 0,
        status: failure.status,
        recovery: recovery(failure.status),
        tries_left: failure.tries.map_or(MNR_TRIES_UNKNOWN, tries_number),
        driver_code: failure.driver_code.unwrap_or_default(),
        exchange: failure.exchange,
        offset: failure
            .offset
            .and_then(|offset| u32::try_from(offset).ok())
            .unwrap_or(u32::MAX),
        status_word: failure.status_word,
        has_driver_code: u8::from(failure.driver_code.is_some()),
        may_have_been_sent: u8::from(failure.may_have_been_sent),
        text,
    };
    // SAFETY: as [`check`]; a record that does not pass is left alone.
    let _ = unsafe { pointer::put_struct(detail, record, "detail") };
}
