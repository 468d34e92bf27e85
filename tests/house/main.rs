//! What the house asks of its own files.
#![forbid(unsafe_code)]

mod production;
mod sources;
