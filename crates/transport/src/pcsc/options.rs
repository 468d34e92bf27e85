//! How a reader and its connections behave where readers differ.
#![forbid(unsafe_code)]

use core::time::Duration;

/// How a [`Reader`](super::Reader) behaves where readers differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Options {
    /// How long a sharing violation at [`Reader::connect`](super::Reader::connect) is put up with. Right
    /// after insertion other programs look at the card for a moment: on Windows the system's own and
    /// the national software, for seconds (docs/facts/tools.md §1), so that it is ten
    /// seconds there by default, and two elsewhere. Also the limit of that call and of the connection
    /// that powers a card down when its own has gone stale; half a second at least.
    pub sharing_patience: Duration,
    /// How long after this library took the field away the reader's events are not believed:
    /// there are readers that report a removal and an insertion because the field went off
    /// \[I\], and the card that still lies there would start a second check-in. Zero for a
    /// reader that is known not to; a quick exchange of cards is then noticed even if nobody
    /// waited for it.
    pub flicker: Duration,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            sharing_patience: Duration::from_secs(if cfg!(windows) { 10 } else { 2 }),
            flicker: Duration::from_millis(300),
        }
    }
}
