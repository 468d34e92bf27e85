//! The log callback: the one thing that the ABI keeps for the whole process.

use core::cell::Cell;
use core::ffi::{c_char, c_void};
use std::ffi::CString;
use std::sync::{Mutex, PoisonError, TryLockError};

use super::failure::Failure;
use super::guard;
use super::status::{MNR_ERROR_BUFFER, MNR_ERROR_BUSY, MNR_ERROR_NOT_FOUND};

/// A level of the log: errors only.
pub const MNR_LOG_ERROR: i32 = 1;
/// A level of the log: warnings too.
pub const MNR_LOG_WARNING: i32 = 2;
/// A level of the log: what happens too.
pub const MNR_LOG_INFO: i32 = 3;
/// A level of the log: every exchange with the card too, by header, lengths and status word.
pub const MNR_LOG_TRACE: i32 = 4;

/// The caller's function and what to call it with.
#[derive(Clone, Copy)]
struct Sink {
    user: *mut c_void,
    write: unsafe extern "C" fn(*mut c_void, i32, *const c_char),
    level: i32,
}

// SAFETY: the header asks for a function that may be called, with its user pointer, in any thread.
unsafe impl Send for Sink {}

static SINK: Mutex<Option<Sink>> = Mutex::new(None);

thread_local! {
    /// Whether this thread is inside the callback.
    static INSIDE: Cell<bool> = const { Cell::new(false) };
}

/// Sets the callback or takes it away. When this returns, the one before runs no more.
fn set(sink: Option<Sink>) -> Result<(), Failure> {
    if INSIDE.get() {
        return Err(Failure::new(
            MNR_ERROR_BUSY,
            "the log callback cannot be replaced from inside it",
        ));
    }
    *SINK.lock().unwrap_or_else(PoisonError::into_inner) = sink;
    Ok(())
}

/// Hands a line to the callback, where there is one that wants it. What is logged from inside the
/// callback is dropped.
pub(super) fn line(level: i32, text: impl FnOnce() -> String) {
    if INSIDE.get() {
        return;
    }
    let sink = match SINK.try_lock() {
        Ok(sink) => sink,
        Err(TryLockError::Poisoned(poisoned)) => poisoned.into_inner(),
        // Another thread is writing a line: wait for it, so that lines do not interleave.
        Err(TryLockError::WouldBlock) => SINK.lock().unwrap_or_else(PoisonError::into_inner),
    };
    let Some(sink) = sink.as_ref().filter(|sink| level <= sink.level) else {
        return;
    };
    let Ok(text) = CString::new(text()) else {
        return;
    };
    INSIDE.set(true);
    // SAFETY: the header asks for a function that does not unwind and takes any thread.
    unsafe { (sink.write)(sink.user, level, text.as_ptr()) };
    INSIDE.set(false);
}

/// Logs why an export failed. That a list has come to its end or a buffer must be larger is the
/// ordinary way of things and goes to the trace.
pub(super) fn failure(name: &'static str, failure: &Failure) {
    let level = match failure.status {
        MNR_ERROR_NOT_FOUND | MNR_ERROR_BUFFER => MNR_LOG_TRACE,
        _ => MNR_LOG_ERROR,
    };
    line(level, || {
        format!("{name}: {} ({})", failure.text(), failure.status)
    });
}

/// Sets the log function for the whole process; NULL turns logging off. When this returns, the
/// previous function is not running and will not be called again.
///
/// The text is one line of UTF-8, NUL-terminated, and valid until the log function returns. It
/// never holds a PIN, a code, a name, an address, a photo or a certificate, at any level.
///
/// user: passed to the function unchanged. write: the log function. It is called from any thread,
/// one call at a time. It must not throw or longjmp. Functions of this library that it calls log
/// nothing. Other threads that want to log wait for it, so it must not wait for a thread that is
/// inside this library, and must not take a lock that the program holds while it calls this
/// library. level: the highest level wanted, one of MNR_LOG_*.
///
/// Errors: MNR_ERROR_ARGUMENT if level is not one of MNR_LOG_*, MNR_ERROR_BUSY if called from
/// inside the log function.
/// Any thread. Blocks while the previous function runs.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_set_log(
    user: *mut c_void,
    write: Option<unsafe extern "C" fn(user: *mut c_void, level: i32, text: *const c_char)>,
    level: i32,
) -> i32 {
    guard!("mnr_set_log", {
        if !(MNR_LOG_ERROR..=MNR_LOG_TRACE).contains(&level) {
            return Err(Failure::argument("level", level));
        }
        set(write.map(|write| Sink { user, write, level }))
    })
}
