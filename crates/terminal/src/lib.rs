//! The 資格確認端末 around the reader: its certificate's end (012) and its output folder (013).
//!
//! [`folder`] is, beside `desk` and the transports, the only room with input and output.
#![forbid(unsafe_code)]
#![cfg_attr(
    test,
    allow(clippy::as_conversions, clippy::unreachable, clippy::string_slice)
)]

pub mod certificate;
pub mod folder;
