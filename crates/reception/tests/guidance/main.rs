//! Faults and guidance: codes, diagnosis, advice, texts, leaflets and papers.
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

mod advice;
mod data;
mod fault;
mod leaflets;
mod models;
mod outage;
mod texts;
