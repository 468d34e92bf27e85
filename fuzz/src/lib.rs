//! What the fuzz targets do with the bytes that they are given: one module for each target, with a
//! function `run`. Each is a plain function of its bytes, so that a corpus can be replayed without
//! a fuzzer, as for the report of what it covers.
//!
//! A target fails by a panic. Besides those of the library that is an oracle of the target's own.

/// The C libraries, as one module: the functions of `crates/ffi`, and the virtual card's.
#[allow(dead_code, non_camel_case_types, unused_unsafe)]
#[path = "../../crates/capi-sim/src/lib.rs"]
mod c;

/// What the C libraries ask their crate: whether the virtual card is in it.
const SIMULATION: bool = true;

pub mod input;
pub mod people;
mod said;
pub mod steps;
pub mod wire;

pub mod advise;
pub mod capi;
pub mod certificates;
pub mod chip;
pub mod desk;
pub mod folder;
pub mod guidance;
pub mod journal;
pub mod packages;
pub mod papers;
pub mod pcsc;
pub mod personas;
pub mod printed;
pub mod profile;
pub mod reception;
pub mod records;
pub mod session;
pub mod torn;
pub mod vpcd;

/// A target's name, and what it does with its bytes.
pub type Target = (&'static str, fn(&[u8]));

/// All targets.
pub const TARGETS: &[Target] = &[
    ("advise", advise::run),
    ("capi", capi::run),
    ("certificates", certificates::run),
    ("chip", chip::run),
    ("desk", desk::run),
    ("folder", folder::run),
    ("guidance", guidance::run),
    ("journal", journal::run),
    ("packages", packages::run),
    ("papers", papers::run),
    ("pcsc", pcsc::run),
    ("personas", personas::run),
    ("printed", printed::run),
    ("profile", profile::run),
    ("reception", reception::run),
    ("records", records::run),
    ("session", session::run),
    ("torn", torn::run),
    ("vpcd", vpcd::run),
];
