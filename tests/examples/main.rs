//! The example programs, run as a person would run them.
#![forbid(unsafe_code)]

#[path = "../support/example.rs"]
mod example;

mod checkin;
mod desk;
mod guidance;
mod inspect;
mod scenarios;
