//! The reception: its rules by hand, random walks, and the exploration of all of it.
#![forbid(unsafe_code)]
// What keeps the library from panicking is not for tests, which are to panic.
#![allow(
    clippy::pedantic,
    clippy::as_conversions,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unreachable,
    clippy::unwrap_used
)]

mod ahead;
mod bounds;
mod dice;
mod exploration;
mod failures;
mod phones;
mod rules;
mod services;
mod staff_check;
mod talk;
mod walk;
mod walks;
mod ways_back;

/// The model that the exploration walks.
mod model {
    pub mod explore;
    pub mod ghost;
    pub mod quick;
    pub mod table;
    pub mod world;
}
