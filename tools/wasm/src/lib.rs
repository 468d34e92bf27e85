//! A whole check-in on the virtual card, compiled to WebAssembly: the shipped reception, desk and
//! virtual card, with randomness that the host gives. `tools/wasm/run` builds it and lets Node run
//! it; it ships nowhere.

use std::cell::RefCell;

use mynareader_desk::{NoRandomness, Options, Unshared};
use mynareader_emulator::Personas;
use mynareader_facts::Method;
use mynareader_facts::calendar::Date;
use mynareader_reception::guidance::Language;
use mynareader_reception::reception::Config;
use mynareader_rehearsal::stage::{Habit, Play, play, trusting_the_test_authority};

const DAY: &str = "2026-11-24";

#[cfg(target_arch = "wasm32")]
#[link(wasm_import_module = "host")]
unsafe extern "C" {
    /// Fills memory with random bytes; 0 when it did.
    fn random(start: *mut u8, length: usize) -> i32;
}

/// The host's randomness.
#[cfg(target_arch = "wasm32")]
fn host_random(bytes: &mut [u8]) -> Result<(), NoRandomness> {
    // SAFETY: the host writes `length` bytes from `start` on, which are this slice's own.
    match unsafe { random(bytes.as_mut_ptr(), bytes.len()) } {
        0 => Ok(()),
        _ => Err(NoRandomness),
    }
}

/// Elsewhere there is no host: the crate compiles with all others, and nothing calls it.
#[cfg(not(target_arch = "wasm32"))]
const fn host_random(_: &mut [u8]) -> Result<(), NoRandomness> {
    Err(NoRandomness)
}

thread_local! {
    static SAID: RefCell<String> = const { RefCell::new(String::new()) };
}

fn check_in(method: Method, pin: &str) -> Result<String, Box<dyn std::error::Error>> {
    let personas = Personas::at(DAY.parse().map_err(|_| "the day")?)?;
    let adult = personas.get("adult")?;
    let options = Options {
        random: host_random,
        ..trusting_the_test_authority()?
    };
    let play_with = Play::new(
        Config::default(),
        DAY.parse::<Date>()?,
        Language::JA,
        Habit::new(method),
        options,
    )
    .about(adult, pin)?;
    let mut link = Unshared(adult.card()?);
    let mut lines = Vec::new();
    let played = play(play_with, &mut link, &mut |said| {
        lines.extend(said.lines);
    })?;
    lines.push(played.outcome.name().to_owned());
    Ok(lines.join("\n"))
}

/// Checks the persona `adult` in, by face (0) or with a PIN (1), right or wrong (2). Gives how many
/// bytes [`said`] has: what was said, a line each, and the outcome as the last one.
// SAFETY: no other function has this name.
#[unsafe(no_mangle)]
pub extern "C" fn run(how: u32) -> usize {
    let (method, pin) = match how {
        0 => (Method::Face, "1234"),
        1 => (Method::Pin, "1234"),
        _ => (Method::Pin, "9999"),
    };
    let text = check_in(method, pin).unwrap_or_else(|error| format!("error: {error}"));
    SAID.with_borrow_mut(|said| {
        *said = text;
        said.len()
    })
}

/// Where what was said lies, until [`run`] is called again.
// SAFETY: no other function has this name.
#[unsafe(no_mangle)]
pub extern "C" fn said() -> *const u8 {
    SAID.with_borrow(|said| said.as_ptr())
}
