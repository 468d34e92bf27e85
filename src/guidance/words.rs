//! The built-in words, Japanese and English side by side.
#![forbid(unsafe_code)]

use super::Message;

/// One text in the built-in languages.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row {
    pub(super) message: Message,
    pub(super) ja: &'static str,
    /// In kana, for what patients read and hear.
    pub(super) reading: Option<&'static str>,
    pub(super) en: &'static str,
}

/// Every built-in text but the titles of codes, which stand in [`crate::fault`].
pub(super) fn rows() -> Vec<Row> {
    Vec::new()
}
