//! The commands of the program `mynareader`, each in a module with its arguments and its `main`.
//! The examples of the same names call them too.
#![forbid(unsafe_code)]

pub mod doctor;
pub mod fleet;
pub mod guidance;
pub mod inspect;
pub mod package;
pub mod pages;
pub mod qualify;
pub mod replay;
pub mod stats;
pub mod support_bundle;
pub mod virtual_card;
