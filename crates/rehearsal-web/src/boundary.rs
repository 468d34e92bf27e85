//! The boundary to the host: it writes a question into memory, calls, and reads the answer.
// Functions that WebAssembly exports and imports.
#![allow(unsafe_code)]

use std::cell::RefCell;

use mynareader_desk::NoRandomness;

use crate::session::Session;

#[cfg(target_arch = "wasm32")]
#[link(wasm_import_module = "host")]
unsafe extern "C" {
    /// Fills memory with random bytes; 0 when it did.
    fn random(start: *mut u8, length: usize) -> i32;
}

/// The host's randomness.
#[cfg(target_arch = "wasm32")]
pub fn host_random(bytes: &mut [u8]) -> Result<(), NoRandomness> {
    // SAFETY: the host writes `length` bytes from `start` on, which are this slice's own.
    match unsafe { random(bytes.as_mut_ptr(), bytes.len()) } {
        0 => Ok(()),
        _ => Err(NoRandomness),
    }
}

/// Elsewhere the tests give bytes that may be foreseen; they admit nobody but personas.
#[cfg(not(target_arch = "wasm32"))]
#[allow(clippy::unnecessary_wraps, reason = "as the desk wants it")]
pub fn host_random(bytes: &mut [u8]) -> Result<(), NoRandomness> {
    bytes.fill(0x5A);
    Ok(())
}

#[derive(Default)]
struct Desk {
    question: Vec<u8>,
    answer: Vec<u8>,
    session: Session,
}

thread_local! {
    static DESK: RefCell<Desk> = RefCell::default();
}

/// Makes room for a question of so many bytes, and says where.
// SAFETY: no other function has this name.
#[unsafe(no_mangle)]
pub extern "C" fn question(length: usize) -> *mut u8 {
    DESK.with_borrow_mut(|desk| {
        desk.question.clear();
        desk.question.resize(length, 0);
        desk.question.as_mut_ptr()
    })
}

/// Answers the question; how many bytes the answer has.
// SAFETY: no other function has this name.
#[unsafe(no_mangle)]
pub extern "C" fn call() -> usize {
    DESK.with_borrow_mut(|desk| {
        let question = std::mem::take(&mut desk.question);
        desk.answer = desk.session.answer(&question).into_bytes();
        desk.answer.len()
    })
}

/// Where the answer lies, until the next call.
// SAFETY: no other function has this name.
#[unsafe(no_mangle)]
pub extern "C" fn answer() -> *const u8 {
    DESK.with_borrow(|desk| desk.answer.as_ptr())
}
