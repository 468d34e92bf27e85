//! Readers of the system's PC/SC service.
//!
//! ```no_run
//! # #[cfg(feature = "pcsc")]
//! # fn main() -> Result<(), mynareader_transport::LinkError> {
//! use core::time::Duration;
//! use mynareader_transport::{ResponseBuffer, Transport as _, pcsc};
//!
//! let names = pcsc::system_readers()?;
//! let name = names.into_iter().next().expect("a reader");
//! let mut reader = pcsc::system_reader(name);
//! loop {
//!     reader.wait_for_card(Duration::MAX)?;
//!     let mut connection = reader.connect()?;
//!     let mut answer = ResponseBuffer::new();
//!     // SELECT the JPKI application.
//!     let select = *b"\x00\xA4\x04\x0C\x0A\xD3\x92\xF0\x00\x26\x01\x00\x00\x00\x01";
//!     connection.transmit(&select, &mut answer, Duration::from_secs(5))?;
//!     // ... the patient's check-in ...
//!     connection.power_down()?;
//!     reader.wait_for_removal(Duration::MAX)?;
//! }
//! # }
//! # #[cfg(not(feature = "pcsc"))]
//! # fn main() {}
//! ```
//!
//! A [`Reader`] waits for cards and their removal, with a limit and a [`CancelHandle`]; it lives
//! through a service that stops and comes back and a reader that is unplugged and plugged again.
//! Its [`connect`](Reader::connect) gives a [`Connection`], the
//! [`Transport`](crate::Transport) for one card, which is exclusive and powers the card
//! down at every end. An exclusive connection is held instead of a transaction: Windows resets the
//! card under a transaction that is idle for five seconds \[D\], and a person at a face camera is.
//!
//! # The service behind a trait
//!
//! All of this works on the few functions of [`Service`] and its kin, so it is tested without a
//! reader and is built even where PC/SC is not. `SystemService` is the implementation for the
//! system's service; it needs the feature `pcsc` and, to build, the headers of libpcsclite
//! (Debian: `libpcsclite-dev` and `pkg-config`; nothing on Windows and macOS).
//!
//! # Codes
//!
//! Errors keep the code of PC/SC in [`LinkError::code`](crate::LinkError::code), and
//! [`Code`] names it and says what it means: one table. On Windows the functions of the system are
//! called as they are, so that every code is kept in every build. Elsewhere the crate `pcsc` 2.9 knows
//! no codes but those of its own list, which has all that pcsc-lite gives: in builds with debug
//! assertions it panics on others, which is caught and the code kept; otherwise it reports them as
//! `SCARD_F_UNKNOWN_ERROR`, and the number is lost. The shipped libraries are built with debug
//! assertions in that crate alone (`[profile.release.package.pcsc] debug-assertions = true`); who
//! builds this crate for release does the same to keep the numbers. Without them
//! `SCARD_F_UNKNOWN_ERROR` is taken for what it mostly stands for, a trouble with the card.

mod capability;
mod code;
mod connection;
mod connector;
mod debt;
mod latch;
#[cfg(all(feature = "pcsc", not(windows)))]
mod native;
mod options;
mod reader;
mod service;
mod wait;
#[cfg(any(test, all(feature = "pcsc", windows)))]
mod wide;
#[cfg(all(feature = "pcsc", windows))]
mod winscard;

use crate::LinkError;

pub use code::Code;
pub use connection::Connection;
#[cfg(all(feature = "pcsc", not(windows)))]
pub use native::SystemService;
pub use options::Options;
pub use reader::Reader;
pub use service::{
    Canceller, Channel, Context, ControlCode, Disposition, ReaderName, ReaderState, Service,
};
pub use wait::CancelHandle;
#[cfg(all(feature = "pcsc", windows))]
pub use winscard::SystemService;

/// The names of the readers that a service knows. None is no error, and neither is a service that
/// does not run because there is none ([`Service::stops_without_readers`]).
pub fn readers(service: &dyn Service) -> Result<Vec<ReaderName>, LinkError> {
    let listed = service
        .establish()
        .and_then(|mut context| context.readers());
    match listed {
        Err(Code::NO_READERS_AVAILABLE) => Ok(Vec::new()),
        Err(code) if service.stops_without_readers() && code.says_not_running() => Ok(Vec::new()),
        other => other.map_err(Code::aside),
    }
}

/// The names of the readers that the system's PC/SC service knows.
#[cfg(feature = "pcsc")]
pub fn system_readers() -> Result<Vec<ReaderName>, LinkError> {
    readers(&SystemService)
}

/// A reader of the system's PC/SC service.
#[cfg(feature = "pcsc")]
pub fn system_reader(name: ReaderName) -> Reader {
    Reader::new(std::sync::Arc::new(SystemService), name, Options::default())
}
