//! The card side: exchanges counted, hostile cards, profiles, published records, another client.
#![forbid(unsafe_code)]

#[path = "../support/chip.rs"]
mod chip;
#[path = "../support/objects.rs"]
mod objects;
#[path = "../support/published.rs"]
mod published;

mod counters;
mod exchanges;
mod guards;
mod hostile;
mod other_client;
mod profile;
mod published_records;
mod signatures;
