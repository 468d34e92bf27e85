//! mynareader: the My Number card, the check-in at the counter, and the next step for every
//! fault, for the makers of 顔認証付きカードリーダー.
//!
//! The house has rooms, and arrows run one way, downward:
//!
//! ```text
//!                       desk                        drives: hardware and national-software
//!                      /    \                       traits, the secrets, card error -> symptom
//!    reception (pure)        application            what to do next | jpki, surface, text, common
//!      |   \                  |
//!      |    guidance         card                   next steps, words, leaflets | one chip
//!      |   /                  |    \
//!     fault                  apdu  tlv  secret      codes, symptoms, diagnosis | bytes, no I/O
//!          \                  |
//!           facts, calendar, certificate            tries, token kind | days in Japan | X.509, CV
//!    transport: trait Transport; pcsc, callback, recording
//!    emulator (feature "emulator"): a virtual card that imports nothing else of the library
//! ```
//!
//! Two readers are each at home here. Who only wants to read a card uses [`transport`],
//! [`card`] and [`application`]; who has card code already uses [`reception`] and [`guidance`]
//! alone.
//!
//! J-LIS publishes no specification of the card's applications: facts about the card are cited
//! with the mark of how well they are known. See `docs/card.md` for the marks.
#![deny(unsafe_code, missing_docs)]
#![warn(missing_debug_implementations)]
#![deny(
    clippy::as_conversions,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::todo,
    clippy::unimplemented,
    clippy::unreachable,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::mod_module_files
)]
#![warn(clippy::pedantic)]
#![allow(
    clippy::module_name_repetitions,
    clippy::must_use_candidate,
    clippy::missing_errors_doc,
    clippy::doc_markdown
)]
#![cfg_attr(
    test,
    allow(clippy::as_conversions, clippy::unreachable, clippy::string_slice)
)]

pub mod apdu;
pub mod application;
pub mod calendar;
pub mod card;
pub mod certificate;
pub mod desk;
#[cfg(feature = "emulator")]
pub mod emulator;
pub mod facts;
pub mod fault;
#[cfg(feature = "capi")]
pub mod ffi;
pub mod guidance;
pub mod journal;
mod memory;
pub mod reception;
pub mod secret;
pub mod terminal;
pub mod tlv;
#[cfg(feature = "serde")]
mod toml_text;
pub mod transport;

/// The README's example is run as a test.
#[cfg(all(doctest, feature = "emulator"))]
#[doc = include_str!("../README.md")]
pub struct Readme;
