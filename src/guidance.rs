//! (being built)
#![forbid(unsafe_code)]

pub mod leaflet;
pub mod makers;
pub mod outage;
