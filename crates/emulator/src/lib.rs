//! A virtual card that keeps the card's rules, with the people who hold it and a test authority
//! that signs for it. For tests, examples and reader makers' rehearsals; never in a production
//! build.
//!
//! It is written from what is known of the card (`docs/card.md`) and imports nothing of the
//! library but [`mynareader_transport`], so that a mistake here and a mistake in `mynareader-card`
//! cannot cancel each other out.
//!
//! ```
//! use core::time::Duration;
//! use mynareader_emulator::{Day, Personas};
//! use mynareader_transport::{ResponseBuffer, Transport};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let personas = Personas::at("2026-11-22".parse::<Day>()?)?;
//! let mut card = personas.get("adult")?.card()?;
//! let mut response = ResponseBuffer::new();
//! let select = [0x00, 0xA4, 0x04, 0x0C, 0x0A, 0xD3, 0x92, 0xF0, 0x00, 0x26, 0x01, 0, 0, 0, 0x01];
//! card.transmit(&select, &mut response, Duration::from_secs(5))
//!     .map_err(|error| error.to_string())?;
//! assert_eq!(response.as_bytes(), [0x90, 0x00]);
//! # Ok(())
//! # }
//! ```
//!
//! | Room | What is in it |
//! |---|---|
//! | [`Personas`], [`Persona`] | people, what is printed on their cards, what the centre knows |
//! | [`Chip`], [`Policy`] | the card's rules; what survives the loss of power is in [`Eeprom`] |
//! | [`VirtualCard`], [`CardHandle`] | the chip behind a link: a [`Transport`](mynareader_transport::Transport), its wire log, its misbehaviour |
//! | [`Fault`], [`Timing`] | torn links, hostile answers, slow cards, at a chosen exchange |
//! | [`authority`] | trust anchors of the test hierarchy |
//! | [`vpcd`] | the same card behind a real PC/SC service |
#![forbid(unsafe_code)]
#![cfg_attr(
    test,
    allow(clippy::as_conversions, clippy::unreachable, clippy::string_slice)
)]

pub mod authority;
mod calendar;
mod chip;
mod encoding;
mod error;
mod image;
mod issuance;
mod persona;
mod policy;
mod virtual_card;
pub mod vpcd;

pub use calendar::{Day, Era, NotADay};
pub use chip::{Chip, Counts, Eeprom};
pub use error::EmulatorError;
pub use image::{App, Image, KeyRef};
pub use persona::{
    Annotation, CardKind, CentreRecord, CertificateAnswer, Eligibility, FIRST_DAY, LAST_DAY,
    Persona, Personas, PrintedFace, Sex,
};
pub use policy::{BlockedAnswer, ContactAtr, Extended, Policy};
pub use virtual_card::fault::{At, Fault, Misbehaviour, hostile};
pub use virtual_card::link::{ExtendedFailure, Link};
pub use virtual_card::timing::{Rate, Timing};
pub use virtual_card::{CardHandle, Exchange, MAX_LOGGED, MAX_LOGGED_BYTES, VirtualCard};
