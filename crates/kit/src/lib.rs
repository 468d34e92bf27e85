//! A kit for the tests of reader makers.
//!
//! - [`devices`] plays check-ins with a maker's [`Devices`](mynareader_desk::Devices) on the virtual card,
//!   breaks them off at every place, and reports what each device did.
//! - [`driver`] takes a maker's [`Transport`](mynareader_transport::Transport) through what the library relies
//!   on.
//! - `service` (feature `pcsc`) is a scripted PC/SC service: readers that come and go, a service that stops,
//!   sharing violations, resets, late removals.
//!
//! Each gives a [`Report`]: a list of checks that held, are broken, or did not come up. Nothing here is for
//! production: it brings the virtual card and its test keys along.
#![forbid(unsafe_code)]

pub mod devices;
pub mod driver;
mod report;
#[cfg(feature = "pcsc")]
pub mod service;

pub use report::{Check, Report, Verdict};
