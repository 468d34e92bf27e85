//! Guidance: from a fault and the situation at the counter to the words and the next steps.
#![forbid(unsafe_code)]

mod leaflet_id;

pub use leaflet_id::LeafletId;
