//! The desk: the real card side and reception over the virtual card.
#![forbid(unsafe_code)]

#[path = "../support/later.rs"]
mod later;

mod ahead;
mod breaking_off;
mod check_ins_pairwise;
mod counter;
mod counters;
mod critical_path;
mod driver;
mod events;
mod exchanges;
mod guards;
mod next_generation;
mod proofs;
mod seam;
mod several_readers;
mod unhurried;
mod walk;
mod walks;
