//! What an answer repeats of the request that it belongs to.
#![forbid(unsafe_code)]

use core::fmt;

/// The number of an action: which reader, which check-in, which action of it. An answer repeats it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Number {
    /// Which reader, from [`Config::station`](super::Config::station).
    pub station: u16,
    /// Which check-in, counted on from [`Config::sessions_after`](super::Config::sessions_after).
    pub session: u64,
    /// Which action of the check-in, counted from 1.
    pub sequence: u32,
}

impl fmt::Debug for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}/{}", self.station, self.session, self.sequence)
    }
}
