//! What the fuzz targets do with the bytes that they are given: one module for each target, with a
//! function `run`. Each is a plain function of its bytes, so that a corpus can be replayed without
//! a fuzzer, as for the report of what it covers.
//!
//! A target fails by a panic. Besides those of the library that is an oracle of the target's own.

pub mod input;
pub mod people;
mod said;

pub mod certificates;
pub mod printed;
pub mod records;

/// A target's name, and what it does with its bytes.
pub type Target = (&'static str, fn(&[u8]));

/// All targets.
pub const TARGETS: &[Target] = &[
    ("certificates", certificates::run),
    ("printed", printed::run),
    ("records", records::run),
];
