//! The check-in at a face-recognition card reader (顔認証付きカードリーダー) without a line of I/O:
//! codes, words, next steps, and the reception as a state machine.
//!
//! ```text
//!     reception    journal      every mode, method and fallback | what happened, without a person
//!         |       /
//!     guidance                  next steps, words, leaflets
//!         |
//!     fault                     codes, symptoms, diagnosis
//! ```
//!
//! All of it are functions of their input: they read no clock, spawn nothing, and hold no card. Who
//! has card code of their own needs nothing else of mynareader.
//!
//! The vocabularies here are closed enums, not `#[non_exhaustive]` ones: whoever serves requests,
//! carries out orders or gives values a number (as the C ABI does) has to treat each, and learns
//! of a new one from the compiler instead of at a counter.
#![forbid(unsafe_code)]
#![cfg_attr(
    test,
    allow(clippy::as_conversions, clippy::unreachable, clippy::string_slice)
)]

pub mod fault;
pub mod guidance;
pub mod journal;
pub mod reception;

/// The README's example is run as a test.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
pub struct Readme;
