//! Runs a [`Reception`](mynareader_reception::reception::Reception) over a card and a maker's devices, for programs
//! that want it simple.
//!
//! - [`Desk::poll`] handles one event and carries its actions out; [`Desk::run`] is the blocking
//!   loop on top, which sleeps until something is posted or a deadline passes.
//! - The maker's side is one trait, [`Devices`]: carry an order out, begin with a request. For
//!   programs in Rust [`Parts`] makes one of six smaller traits: panel, keypad, scanner of the
//!   card's face, camera with face engine, national software, staff terminal. Each request is
//!   answered at once ([`Served::Now`]) or later through the [`Handle`] ([`Served::Later`]).
//! - [`Handle`] is for any thread: it posts a mode change, a cancel, a fault, a removal, an answer,
//!   and wakes the loop.
//! - The secrets of a check-in (PIN, code B, photo, passcode, challenge and signature) lie in one
//!   slot here and are wiped when the reception orders it.
//! - What the card answers becomes a [`Symptom`](mynareader_reception::fault::Symptom) here, and
//!   [`diagnose`](mynareader_reception::fault::diagnose) makes a code of it.
//!
//! Each task on the card opens a session of its own on the chip. One that had a key verified leaves
//! by selecting the issuer security domain, so that nothing verified outlives its task. Before a
//! step of the national software the card is released; after it the card is taken again and must
//! prove to be the same chip as at the beginning. `docs/exchanges.md` counts what that costs.
#![forbid(unsafe_code)]
#![cfg_attr(
    test,
    allow(clippy::as_conversions, clippy::unreachable, clippy::string_slice)
)]

mod ahead;
mod answer;
mod card_side;
mod chip;
mod core;
mod devices;
mod inbox;
mod link;
mod parts;
mod slot;
mod symptom;
mod sync;
mod task;
mod watch;

#[cfg(feature = "system")]
pub use self::core::SystemClock;
pub use self::core::{Clock, Desk, Progress};
pub use answer::{CardReading, FaceResult, Passcode, Secret, Sight};
pub use chip::{NoRandomness, Options, Random};
pub use devices::{Devices, Given, Material, Served, View};
pub use inbox::{Handle, NotPosted, NotTaken, Posted, What};
pub use link::{CardLink, Unshared};
pub use parts::{
    Choices, Entitlement, Evidence, FaceEngine, FaceJob, Keypad, NationalSoftware, Panel, Parts,
    PinAnswer, PinPrompt, Registration, Scanner, StaffTerminal, Typed,
};
pub use symptom::{
    application_symptom, card_symptom, certificate_symptom, face_record_symptom,
    face_refusal_symptom, link_symptom,
};
