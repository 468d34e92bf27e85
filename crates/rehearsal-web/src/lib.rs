//! The player of rehearsals behind a page in a browser: one JSON object in, one out.
//!
//! The page runs the shipped reception, desk and virtual card. Nothing of their rules stands here or in
//! the page: this crate hands acts in, and what was seen and heard out.
//!
//! | | |
//! |---|---|
//! | [`session`] | a play that is going on, and what the page asks of it |
//! | [`shown`] | what a page shows of guidance, journals and exchanges, as JSON |
//! | [`about`] | what there is to practise |
//! | `boundary` | the four functions that WebAssembly exports |
#![deny(unsafe_code)]

pub mod about;
mod boundary;
pub mod session;
pub mod shown;
