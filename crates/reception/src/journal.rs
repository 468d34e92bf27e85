//! The journal of a check-in: mode, steps, codes, counters before and after, durations. No name,
//! no number, no photo, and no text that anybody could write one into.
//!
//! A journal is built from the entries that a [`Reception`](crate::reception::Reception) orders to
//! be recorded, and those of whoever drives it (`mynareader-desk`) on
//! what only it sees. With the feature `serde` it is plain data; [`SCHEMA`] counts its versions.
//! [`Statistics`] adds journals up. `docs/journal.md` says how a journal stands in a file.
#![forbid(unsafe_code)]

#[cfg(feature = "serde")]
mod filed;
#[cfg(feature = "serde")]
mod read;
mod statistics;

use core::time::Duration;

#[cfg(feature = "serde")]
pub use filed::{Facility, Filed, LINE_VERSION, NoFacility};
pub use statistics::Statistics;

pub use crate::reception::{Entry, PinJudgement};

use crate::reception::{Outcome, Tick};
use mynareader_facts::Mode;

/// The version of the journal's form. It grows when an entry changes its meaning or is taken away;
/// new entries alone do not change it.
pub const SCHEMA: u32 = 1;

/// The most entries that one check-in keeps. Everything above is counted, not kept: patients who
/// try for hours must not fill a disk.
pub const MAX_ENTRIES: usize = 256;

/// One line of a journal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Line {
    /// Milliseconds since the card was placed.
    pub after_ms: u64,
    /// What happened.
    pub entry: Entry,
}

/// The journal of one check-in.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct Journal {
    #[cfg_attr(feature = "serde", serde(deserialize_with = "read::schema"))]
    schema: u32,
    mode: Mode,
    rehearsal: bool,
    #[cfg_attr(feature = "serde", serde(deserialize_with = "read::lines"))]
    lines: Vec<Line>,
    omitted: u32,
    outcome: Option<Outcome>,
    duration_ms: u64,
}

impl Journal {
    /// The version of its form, see [`SCHEMA`].
    pub const fn schema(&self) -> u32 {
        self.schema
    }

    /// The operation mode that the check-in began in.
    pub const fn mode(&self) -> Mode {
        self.mode
    }

    /// Whether it was a rehearsal.
    pub const fn is_rehearsal(&self) -> bool {
        self.rehearsal
    }

    /// What happened, in order.
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// How many entries found no room.
    pub const fn omitted(&self) -> u32 {
        self.omitted
    }

    /// How it ended; nothing while it runs.
    pub const fn outcome(&self) -> Option<Outcome> {
        self.outcome
    }

    /// From the card being placed to the end of the check-in; to the last entry while it runs.
    pub const fn duration(&self) -> Duration {
        Duration::from_millis(self.duration_ms)
    }
}

/// Builds journals from the entries of a reception, one check-in after the other.
#[derive(Clone, Debug, Default)]
pub struct Recorder {
    started: Tick,
    open: Option<Journal>,
}

impl Recorder {
    /// A recorder that has seen nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes an entry down. Gives the journal when the check-in has ended.
    pub fn record(&mut self, at: Tick, entry: Entry) -> Option<Journal> {
        if let Entry::Started {
            mode, rehearsal, ..
        } = entry
        {
            self.started = at;
            self.open = Some(Journal {
                schema: SCHEMA,
                mode,
                rehearsal,
                lines: Vec::new(),
                omitted: 0,
                outcome: None,
                duration_ms: 0,
            });
        }
        let journal = self.open.as_mut()?;
        let after_ms = u64::try_from(at.since(self.started).as_millis()).unwrap_or(u64::MAX);
        journal.duration_ms = after_ms;
        if let Entry::Ended(outcome) = entry {
            journal.outcome = Some(outcome);
        }
        if journal.lines.len() < MAX_ENTRIES {
            journal.lines.push(Line { after_ms, entry });
        } else {
            journal.omitted = journal.omitted.saturating_add(1);
        }
        if journal.outcome.is_some() {
            self.open.take()
        } else {
            None
        }
    }

    /// The journal of the check-in that runs.
    pub const fn current(&self) -> Option<&Journal> {
        self.open.as_ref()
    }
}
