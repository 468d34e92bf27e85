//! The virtual card and the people who hold it.
#![forbid(unsafe_code)]

mod personas;
mod virtual_card;
