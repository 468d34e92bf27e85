//! `libmynareader`, the C library for production: the functions of `crates/ffi` and nothing else.
#![allow(unsafe_code)] // Exports are `no_mangle`.

mod features;

pub use mynareader_ffi::*;

/// Whether the virtual card is in this library.
const SIMULATION: bool = false;
