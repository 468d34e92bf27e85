//! The C ABI as sequences of calls: sound memory, everything else arbitrary, and callbacks that call
//! back. Which calls there are and how each is made is written from the source by `make abi`, so that
//! new exports are fuzzed by themselves.
#![allow(unsafe_code, non_camel_case_types)]

use core::cell::Cell;

use crate::c;
use world::World;

mod callbacks;
mod calls;
mod flows;
mod world;

thread_local! {
    static WORLD: Cell<*const World> = const { Cell::new(core::ptr::null()) };
}

/// The program that is running, from a callback. None runs while the last handles are freed by a
/// thread of the library's own; there is none.
fn world<R>(look: impl FnOnce(&World) -> R) -> R {
    // It lives on the stack of `run`, below every call of the library.
    look(unsafe { &*WORLD.get() })
}

/// How many exports there are; what is above begins a flow.
pub fn exports() -> usize {
    calls::CALLS.len()
}

/// Calls the library from a callback, once in a while.
fn nested(w: &World) {
    if w.depth.get() < 2 && !w.is_over() && w.byte() >= 0xC0 {
        w.depth.set(w.depth.get() + 1);
        one(w);
        w.depth.set(w.depth.get() - 1);
    }
}

/// What does not return before somebody stops it.
const BLOCKS: &[&str] = &["mnr_desk_run"];

fn one(w: &World) {
    let which = usize::from(w.byte());
    match calls::CALLS.get(which) {
        Some((name, call)) if !BLOCKS.contains(name) => call(w),
        // Flows do not run within flows.
        _ if w.depth.get() == 0 => flows::run(w, u8::try_from(which % 256).unwrap_or(0)),
        _ => {}
    }
}

/// A call by its name.
fn named(w: &World, name: &str) {
    let (_, call) = calls::CALLS
        .iter()
        .find(|(known, _)| *known == name)
        .expect("an export");
    call(w);
}

/// Sequences of calls, one byte each, and what each needs.
pub fn run(data: &[u8]) {
    // The program is gone when this returns, and with it everything that looks at the bytes.
    let data: &'static [u8] = unsafe { core::mem::transmute(data) };
    let w = World::new(data);
    WORLD.set(&raw const w);
    while !w.is_over() {
        one(&w);
    }
    // Everything can be freed, once, in any order; then nothing is left.
    unsafe { c::log::mnr_set_log(core::ptr::null_mut(), None, 0) };
    for (kind, handle) in w.take_all().into_iter().rev() {
        free(kind, handle);
    }
    // Callbacks may have made others while those were freed.
    for (kind, handle) in w.take_all().into_iter().rev() {
        free(kind, handle);
    }
    let mut alive = 0;
    let status = unsafe { c::library::mnr_handles_alive(&raw mut alive) };
    assert_eq!((status, alive), (0, 0), "handles are left");
    WORLD.set(core::ptr::null());
}

fn free(kind: &str, handle: *mut core::ffi::c_void) {
    unsafe {
        match kind {
            "mnr_card" => c::card::mnr_card_free(handle.cast()),
            "mnr_link" => c::link::mnr_link_free(handle.cast()),
            "mnr_profile" => c::profile::mnr_profile_free(handle.cast()),
            "mnr_certificate" => c::certificate::mnr_certificate_free(handle.cast()),
            "mnr_anchors" => c::certificate::mnr_anchors_free(handle.cast()),
            "mnr_face" => c::face::mnr_face_free(handle.cast()),
            "mnr_book" => c::guidance::mnr_book_free(handle.cast()),
            "mnr_guidance" => c::guidance::mnr_guidance_free(handle.cast()),
            "mnr_reception" => c::reception::mnr_reception_free(handle.cast()),
            "mnr_desk" => c::desk::mnr_desk_free(handle.cast()),
            "mnr_readers" => c::reader::mnr_readers_free(handle.cast()),
            "mnr_reader" => c::reader::mnr_reader_free(handle.cast()),
            "mnr_folder" => c::terminal::mnr_folder_free(handle.cast()),
            "mnr_sim_card" => c::sim::mnr_sim_card_free(handle.cast()),
            other => unreachable!("nothing frees a {other}"),
        };
    }
}

/// The kinds of answers that belong to a request, by the numbers of the header.
fn answering(action: i32, byte: u8) -> i32 {
    let kinds: &[i32] = match action {
        1 => &[2],
        2 => &[3],
        3 => &[4],
        4 => &[5, 5, 6],
        5 => &[7],
        6 => &[8],
        7 => &[9],
        8 => &[10],
        9 => &[12, 12, 11, 13],
        10 => &[14],
        11 => &[15],
        12 => &[16],
        13 => &[17],
        14 => &[18, 18, 11, 13],
        15 => &[18],
        16 => &[19],
        17 => &[20],
        18 => &[21, 22],
        19 => &[23],
        20 => &[24],
        21 => &[25],
        22 => &[26],
        23 => &[27],
        _ => &[1],
    };
    if byte >= 0xE0 {
        1
    } else {
        kinds[usize::from(byte) % kinds.len()]
    }
}

/// Who usually gives an answer of this kind.
fn actor(kind: i32, byte: u8) -> i32 {
    match kind {
        3 | 8 | 9 | 20 | 24 | 25 | 26 => 1,
        15 => 5,
        10 | 16 | 18 | 21 | 22 | 23 | 27 => 8,
        11 | 13 => 7 + i32::from(byte & 1),
        _ => 7,
    }
}

/// What a sound program gives under this name.
fn usual(name: &str, how: u8) -> Vec<u8> {
    let auth: &[u8] = include_bytes!("../../tests/data/certificates/auth.der");
    let root: &[u8] = include_bytes!("../../tests/data/certificates/root1.der");
    let pem: &[u8] = include_bytes!("../../tests/data/certificates/root1.pem");
    let all: &[&[u8]] = match name {
        "pin" => &[b"1234", b"9999", b""],
        "secret" => &[b"1234", b"9999", b"ABC123", b"550217"],
        "codes" => &[b"5502172035228555021720352285", b"55021720352285", b""],
        "der" => &[auth, root],
        "pem" => &[pem],
        "toml" => &[
            b"schema = 1\n",
            b"schema = 1\n[text.en]\n\"patient.004\" = { words = \"Ask.\" }\n",
        ],
        "persona" => &[b"adult", b"child", b"android", b"pin-locked", b"nobody"],
        "birth" => &["昭和55年2月17日生".as_bytes(), b"550217"],
        "security_code" => &[b"2285", b"0000"],
        "language" => &[b"ja", b"en", b"vi"],
        // Never a place outside of the folder for temporary files: a probe is written there.
        "path" => &[b"/tmp", b"/nowhere/at/all", b""],
        "command" => &[&[0x00, 0xA4, 0x04, 0x0C, 2, 1, 2], &[0, 0xB0, 0, 0, 0]],
        "data" => &[&[7; 32], b"hello"],
        "name" => &[b"patient.004", b"code.004", b"x"],
        _ => &[b"x", b""],
    };
    all[usize::from(how) % all.len()].to_vec()
}
