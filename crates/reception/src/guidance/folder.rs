//! The shape of the table that `make text` writes from `crates/reception/text`.
#![forbid(unsafe_code)]

use super::sheet::Page;

/// What a language's folder holds.
pub(super) struct Folder {
    /// The language's tag.
    pub(super) tag: &'static str,
    /// By number, in order: the words, and their reading where there is one.
    pub(super) texts: &'static [(u32, &'static str, Option<&'static str>)],
    /// By name.
    pub(super) pages: &'static [(&'static str, Page)],
}
