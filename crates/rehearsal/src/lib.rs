//! The player of rehearsals: the shipped reception and desk over a virtual card, with simulated
//! devices, a patient, staff and a centre around them. The example `checkin`, its scenarios with
//! their transcripts, and tests play with it.
//!
//! | | |
//! |---|---|
//! | [`stage`] | the stage with its players; who does what is said by [`Cues`](stage::Cues) |
//! | [`scenario`] | a check-in written down in a file, with what goes wrong and how it must end |
//! | [`transcript`] | what was played, as lines to read |
//! | [`words`] | the words of the simulated screens |
//! | [`authority`] | the virtual card's test authority, as one whose records are believed |
#![forbid(unsafe_code)]

pub mod authority;
pub mod scenario;
pub mod stage;
pub mod transcript;
mod who;
pub mod words;
