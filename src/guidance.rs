//! Guidance: from a fault and the situation at the counter to the words and the next steps.
#![forbid(unsafe_code)]

pub mod leaflet;
mod leaflet_id;
pub mod makers;
pub mod outage;

pub use leaflet_id::LeafletId;
