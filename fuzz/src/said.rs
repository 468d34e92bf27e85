//! What errors say of themselves.

use core::error::Error;
use core::fmt::Debug;

/// The longest error text: the guidance loader tells of a hundred problems, each of a few lines.
const LONGEST: usize = 64 * 1024;

/// Puts an error into words, with all its sources. They must be there, end, be of a length that can
/// be shown, and hold nothing that a terminal or a log would obey.
pub fn error(error: &dyn Error) {
    let mut next = Some(error);
    let mut depth = 0;
    while let Some(error) = next {
        depth += 1;
        assert!(depth <= 16, "sources without an end");
        let said = error.to_string();
        assert!(!said.is_empty(), "{error:?} says nothing");
        assert!(said.len() <= LONGEST, "{} bytes of an error", said.len());
        plain(&said);
        debug(error);
        next = error.source();
    }
}

/// `Debug` must end; it escapes control characters by itself.
pub fn debug(value: impl Debug) {
    let said = format!("{value:?}");
    assert!(!said.is_empty());
}

/// No control characters but the ends of lines.
pub fn plain(text: &str) {
    assert!(
        text.chars().all(|c| c == '\n' || !c.is_control()),
        "control characters in {text:?}"
    );
}
