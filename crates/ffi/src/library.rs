//! The library itself: version, features, log.

use core::ffi::{c_char, c_void};
use std::ffi::CString;
use std::sync::OnceLock;

use super::pointer::Out;
use super::status::Failure;
use super::{guard, handle, log};

/// The version of the header: major * 1,000,000 + minor * 1,000 + patch. Compare it with
/// mnr_version_number().
pub const MNR_VERSION_NUMBER: i32 = 1_000;
/// The major part of the version of the header.
pub const MNR_VERSION_MAJOR: i32 = 0;
/// The minor part of the version of the header.
pub const MNR_VERSION_MINOR: i32 = 1;
/// The patch part of the version of the header.
pub const MNR_VERSION_PATCH: i32 = 0;

/// A feature of a build: readers over PC/SC.
pub const MNR_FEATURE_PCSC: u32 = 1;
/// A feature of a build: the virtual card. Never in a production build.
pub const MNR_FEATURE_SIMULATION: u32 = 2;

/// Whether this build has readers over PC/SC.
pub const PCSC: bool = cfg!(feature = "pcsc");

/// A level of the log: errors only.
pub const MNR_LOG_ERROR: i32 = 1;
/// A level of the log: warnings too.
pub const MNR_LOG_WARNING: i32 = 2;
/// A level of the log: what happens too.
pub const MNR_LOG_INFO: i32 = 3;
/// A level of the log: every exchange with the card too, by header, lengths and status word.
pub const MNR_LOG_TRACE: i32 = 4;

/// The version of the library that runs, as MNR_VERSION_NUMBER is that of the header. The library
/// may be newer than the header in minor and patch; before 1.0 only in patch.
///
/// Any thread. Does not block.
#[unsafe(no_mangle)]
pub extern "C" fn mnr_version_number() -> i32 {
    // No guard: a constant.
    MNR_VERSION_NUMBER
}

/// The version of the library that runs as text, for example "0.1.0". ASCII, NUL-terminated,
/// static: never freed.
///
/// Any thread. Does not block.
#[unsafe(no_mangle)]
pub extern "C" fn mnr_version() -> *const c_char {
    // No guard: a constant.
    match core::ffi::CStr::from_bytes_with_nul(concat!(env!("CARGO_PKG_VERSION"), "\0").as_bytes())
    {
        Ok(text) => text.as_ptr(),
        Err(_) => c"".as_ptr(),
    }
}

/// From which source the library was built: what the builder set as MNR_SOURCE_ID, usually a
/// commit, or "unknown". ASCII, NUL-terminated, static: never freed.
///
/// Any thread. Does not block.
#[unsafe(no_mangle)]
pub extern "C" fn mnr_source_id() -> *const c_char {
    // No guard: a constant, made once.
    static TEXT: OnceLock<CString> = OnceLock::new();
    TEXT.get_or_init(|| {
        CString::new(option_env!("MNR_SOURCE_ID").unwrap_or("unknown")).unwrap_or_default()
    })
    .as_ptr()
}

/// How many handles there are that were not freed: at the end of a program it should be 0.
///
/// handles: where to put the number.
///
/// Errors: MNR_ERROR_NULL.
/// Any thread. Does not block.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_handles_alive(handles: *mut usize) -> i32 {
    guard!("mnr_handles_alive", {
        Out::new(handles, "handles")?.put(handle::alive());
        Ok(())
    })
}

/// Sets the function to which the library logs, for the whole process; NULL ends logging. When
/// this returns, the function set before is not running and will not be called again.
///
/// The text is UTF-8 and NUL-terminated, one line, and the callee's until it returns. It never
/// holds a PIN, a code, a name, an address, a photo or a certificate, at any level.
///
/// user: handed to the function as it is. write: the function, called in any thread, one call at
/// a time; it must not throw or longjmp, and functions of this library that it calls log nothing.
/// Other threads that have something to log wait for it: it must not wait for a thread that is
/// inside this library, nor take a lock under which the program calls this library. level: the
/// highest level wanted, one of MNR_LOG_*.
///
/// Errors: MNR_ERROR_ARGUMENT for a level that is none, MNR_ERROR_BUSY from inside the function.
/// Any thread. Blocks while the function set before runs.
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
        log::set(write.map(|write| log::Sink { user, write, level }))
    })
}
