//! `libmynareader_sim`, the C library for development and rehearsal: the functions of
//! `crates/ffi`, and the virtual card.
#![allow(unsafe_code, non_camel_case_types, missing_debug_implementations)]
#![allow(
    clippy::missing_safety_doc, // The contract of all exports is stated once, in the header.
    clippy::doc_markdown,
    clippy::too_many_arguments
)]

#[path = "../../capi/src/features.rs"]
mod features;
pub mod sim;

pub use mynareader_ffi::*;

/// Whether the virtual card is in this library.
const SIMULATION: bool = true;
