//! Commands to a chip and its answers: ISO 7816-4 APDUs, all four cases, short and extended.
//!
//! Bytes only; nothing is sent here. What an answer's status word means follows what is known of
//! the My Number card, not ISO 7816, where the two differ: see [`StatusWord::meaning`].
#![forbid(unsafe_code)]

mod command;
mod response;
mod status;

pub use command::{Command, CommandError, Expected, Header};
pub use response::{IncompleteAnswer, Response};
pub use status::{Meaning, StatusWord};

#[cfg(test)]
mod tests;
