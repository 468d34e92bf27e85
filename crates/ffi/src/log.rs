//! The log callback: the one thing that the ABI keeps for the whole process.

use core::cell::Cell;
use core::ffi::{c_char, c_void};
use std::ffi::CString;
use std::sync::{Mutex, PoisonError, TryLockError};

use super::status::{Failure, MNR_ERROR_BUFFER, MNR_ERROR_BUSY, MNR_ERROR_NOT_FOUND};

/// The caller's function and what to call it with.
#[derive(Clone, Copy)]
pub(super) struct Sink {
    pub(super) user: *mut c_void,
    pub(super) write: unsafe extern "C" fn(*mut c_void, i32, *const c_char),
    pub(super) level: i32,
}

// SAFETY: the header asks for a function that may be called, with its user pointer, in any thread.
unsafe impl Send for Sink {}

static SINK: Mutex<Option<Sink>> = Mutex::new(None);

thread_local! {
    /// Whether this thread is inside the callback.
    static INSIDE: Cell<bool> = const { Cell::new(false) };
}

/// Sets the callback or takes it away. When this returns, the one before runs no more.
pub(super) fn set(sink: Option<Sink>) -> Result<(), Failure> {
    if INSIDE.get() {
        return Err(Failure::new(
            MNR_ERROR_BUSY,
            "the log callback cannot be replaced from inside it",
        ));
    }
    *SINK.lock().unwrap_or_else(PoisonError::into_inner) = sink;
    Ok(())
}

/// Something went wrong.
pub(super) const ERROR: i32 = super::library::MNR_LOG_ERROR;
/// Every exchange with the card: header, lengths, status word.
pub(super) const TRACE: i32 = super::library::MNR_LOG_TRACE;

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
        MNR_ERROR_NOT_FOUND | MNR_ERROR_BUFFER => TRACE,
        _ => ERROR,
    };
    line(level, || {
        format!("{name}: {} ({})", failure.text(), failure.status)
    });
}
