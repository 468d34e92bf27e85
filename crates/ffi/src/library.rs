//! The library itself: version, features, handles that are alive.

use core::ffi::c_char;
use std::ffi::CString;
use std::sync::OnceLock;

use super::pointer::Out;
use super::{guard, handle};

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

/// The version of the library that runs, in the format of MNR_VERSION_NUMBER. The library may have
/// a newer minor and patch version than the header; before 1.0 only a newer patch version.
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

/// The source that the library was built from: the value of MNR_SOURCE_ID at build time, usually a
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

/// Counts the handles that have not been freed. At the end of a program it should be 0.
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
