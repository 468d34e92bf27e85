//! The built-in words, Japanese and English side by side.
//!
//! All are this project's own. Official titles (of codes, papers, modes and services) stand as
//! they are, since people look for them under these names.
#![forbid(unsafe_code)]

mod call;
mod ladder;
mod patient;
mod staff;

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

const TITLE_UNKNOWN: Row = Row {
    message: Message::TitleUnknown,
    ja: "一覧にないコード",
    reading: None,
    en: "A code that is not in the list",
};

/// Every built-in text but the titles of codes, which stand in [`crate::fault`].
pub(super) fn rows() -> impl Iterator<Item = &'static Row> {
    [patient::ROWS, staff::ROWS, ladder::ROWS, call::ROWS]
        .into_iter()
        .flatten()
        .chain(core::iter::once(&TITLE_UNKNOWN))
}
