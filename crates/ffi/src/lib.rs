//! The C ABI (feature `capi`): what `include/mynareader.h` declares.
//!
//! The conventions are written once, in `docs/abi.md`, and at the head of the header. In short:
//! a function gives 0 or a negative status; handles are opaque; results go through out-parameters
//! that are written on success only; a panic ends as [`status::MNR_ERROR_PANIC`] and poisons the
//! handle at work; nothing is remembered in a thread or in the process but the log callback.
//!
//! Each export is written out by hand and its body stands in the macro `guard`: cbindgen skips functions
//! that a macro makes. `tools/abi` writes the header and refuses an export without the guard,
//! without documentation, or with a Rust path in its documentation.
#![allow(
    unsafe_code,
    unused_unsafe,
    non_camel_case_types,
    // Handles are names, and records may hold what must not be shown.
    missing_debug_implementations,
    // The contract of all exports is stated once, at the head of the header.
    clippy::missing_safety_doc,
    // The header's documentation speaks C.
    clippy::doc_markdown,
    clippy::too_many_arguments,
    clippy::missing_errors_doc,
    // The body of an export is unsafe as a whole: see the macro.
    clippy::macro_metavars_in_unsafe
)]

pub mod card;
pub mod certificate;
pub mod date;
pub mod desk;
pub mod detail;
pub mod face;
pub mod facts;
pub mod failure;
pub mod guidance;
pub mod handle;
pub mod library;
pub mod link;
pub mod log;
pub mod model;
pub mod names;
pub mod page;
pub mod pointer;
pub mod process;
pub mod profile;
pub mod reader;
pub mod reception;
pub mod shelf;
pub mod statistics;
pub mod status;
pub mod terminal;
pub mod vocabulary;

use std::panic::{AssertUnwindSafe, catch_unwind};

use detail::mnr_detail;
use failure::Failure;
use status::MNR_OK;

/// The body of every export: runs it, catches panics, reports a failure to the log and, where the
/// caller gave one, into the detail record, and gives the status.
///
/// The body is one unsafe block: what the caller must keep is stated at the head of the header,
/// and each use of a pointer goes through [`mod@pointer`], which checks what can be checked.
#[macro_export]
macro_rules! guard {
    ($name:literal, $detail:expr, $body:block) => {
        unsafe { $crate::enter($name, $detail, || $body) }
    };
    ($name:literal, $body:block) => {
        unsafe { $crate::enter($name, core::ptr::null_mut(), || $body) }
    };
}
/// See [`guard!`].
///
/// # Safety
///
/// `detail` is NULL or a record as the header describes it.
pub unsafe fn enter(
    name: &'static str,
    detail: *mut mnr_detail,
    body: impl FnOnce() -> Result<(), Failure>,
) -> i32 {
    if let Err(failure) = process::admit(name) {
        // No line for the log: behind its lock may be a thread that this process does not have.
        // SAFETY: as this function asks for.
        if unsafe { detail::check(detail) }.is_ok() {
            // SAFETY: as above.
            unsafe { detail::report(detail, &failure) };
        }
        return failure.status;
    }
    // SAFETY: as this function asks for.
    let result = unsafe { detail::check(detail) }.and_then(|()| {
        catch_unwind(AssertUnwindSafe(body)).unwrap_or_else(|_| Err(Failure::panicked()))
    });
    match result {
        Ok(()) => MNR_OK,
        Err(failure) => {
            log::failure(name, &failure);
            // SAFETY: as above; a record that did not pass the check is left alone.
            unsafe { detail::report(detail, &failure) };
            failure.status
        }
    }
}
