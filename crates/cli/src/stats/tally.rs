//! What failed how often, in bounded memory: counts, and times in histograms of fixed size.

use std::collections::BTreeMap;

use hdrhistogram::Histogram;
use mynareader::facts::Mode;
use mynareader::fault::FaultCode;
use mynareader::reception::Outcome;

use super::line::{Line, Way};

/// The longest time that is told apart: a day, in milliseconds.
const LONGEST: u64 = 24 * 3_600_000;

/// How many digits of a time are told apart: two, so that a percentile is off by less than one percent.
const DIGITS: u8 = 2;

/// The most codes and the most models that are told apart. What comes after them counts in the totals only,
/// and is counted as left out: a file cannot make this program take more memory than that.
pub const MOST_KEYS: usize = 256;

/// Check-ins of one kind.
#[derive(Clone, Debug)]
pub struct Group {
    pub check_ins: u64,
    pub admitted: u64,
    /// Those in which something failed, whatever came of it.
    pub failed: u64,
    times: Option<Histogram<u64>>,
}

impl Default for Group {
    fn default() -> Self {
        Self {
            check_ins: 0,
            admitted: 0,
            failed: 0,
            // The bounds are sound, so this is always there.
            times: Histogram::new_with_bounds(1, LONGEST, DIGITS).ok(),
        }
    }
}

impl Group {
    fn add(&mut self, one: &Seen) {
        self.check_ins += 1;
        self.admitted += u64::from(one.admitted);
        self.failed += u64::from(one.failed);
        if let Some(times) = &mut self.times {
            times.saturating_record(one.duration);
        }
    }

    fn merge(&mut self, other: &Self) {
        self.check_ins += other.check_ins;
        self.admitted += other.admitted;
        self.failed += other.failed;
        if let (Some(times), Some(others)) = (&mut self.times, &other.times) {
            // Of the same bounds.
            let _ = times.add(others);
        }
    }

    /// The patient's time in milliseconds at a percentile; nothing where there was none.
    pub fn time(&self, percentile: f64) -> Option<u64> {
        let times = self.times.as_ref().filter(|times| !times.is_empty())?;
        Some(times.value_at_percentile(percentile))
    }
}

/// A check-in, as far as it is counted.
struct Seen {
    admitted: bool,
    failed: bool,
    duration: u64,
}

/// How often a code came up.
#[derive(Clone, Debug, Default)]
pub struct Code {
    /// How often in all; several times in one check-in counts each time.
    pub times: u64,
    /// How many check-ins ended by it.
    pub ended: u64,
    /// The check-ins in which it came up.
    pub check_ins: Group,
}

/// All that is counted.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    pub all: Group,
    pub rehearsals: u64,
    /// Journals of check-ins that had not ended.
    pub running: u64,
    /// Lines that are no journal.
    pub no_journal: u64,
    /// Codes and models that came after [`MOST_KEYS`] others.
    pub left_out: u64,
    pub outcomes: BTreeMap<&'static str, u64>,
    pub codes: BTreeMap<FaultCode, Code>,
    pub modes: BTreeMap<Mode, Group>,
    pub ways: BTreeMap<Way, Group>,
    pub models: BTreeMap<u32, Group>,
    /// By the hour of the day; those without one are in the totals only.
    pub hours: BTreeMap<u8, Group>,
}

/// The value of a key, where there is room for it.
fn bounded<K: Ord, V: Default>(map: &mut BTreeMap<K, V>, key: K) -> Option<&mut V> {
    if map.len() >= MOST_KEYS && !map.contains_key(&key) {
        return None;
    }
    Some(map.entry(key).or_default())
}

impl Tally {
    /// A line that is no journal.
    pub const fn reject(&mut self) {
        self.no_journal += 1;
    }

    /// So many of them.
    pub const fn reject_many(&mut self, lines: u64) {
        self.no_journal += lines;
    }

    /// Adds a check-in.
    pub fn add(&mut self, line: Line) {
        let journal = line.journal;
        let Some(outcome) = journal.outcome else {
            self.running += 1;
            return;
        };
        if journal.rehearsal {
            self.rehearsals += 1;
            return;
        }
        let mut codes = journal.happened.codes;
        let one = Seen {
            admitted: matches!(outcome, Outcome::Admitted(_)),
            failed: !codes.is_empty() || outcome.fault().is_some(),
            duration: journal.duration_ms,
        };
        self.all.add(&one);
        *self.outcomes.entry(outcome.name()).or_default() += 1;
        self.modes.entry(journal.mode).or_default().add(&one);
        self.ways.entry(journal.happened.way).or_default().add(&one);
        if let Some(hour) = line.hour {
            self.hours.entry(hour).or_default().add(&one);
        }
        match bounded(&mut self.models, line.model) {
            Some(model) => model.add(&one),
            None => self.left_out += 1,
        }
        codes.sort_unstable();
        let ended = outcome.fault();
        if let Some(code) = ended.filter(|code| codes.binary_search(code).is_err()) {
            // That by which it ended came up, even where nothing says when.
            codes.push(code);
        }
        for these in codes.chunk_by(|one, other| one == other) {
            let Some(code) = these.first() else {
                continue;
            };
            match bounded(&mut self.codes, *code) {
                Some(counted) => {
                    counted.times += u64::try_from(these.len()).unwrap_or(u64::MAX);
                    counted.ended += u64::from(ended == Some(*code));
                    counted.check_ins.add(&one);
                }
                None => self.left_out += 1,
            }
        }
    }

    /// Adds another tally.
    pub fn merge(&mut self, other: &Self) {
        fn groups<K: Ord + Copy>(to: &mut BTreeMap<K, Group>, from: &BTreeMap<K, Group>) {
            for (key, group) in from {
                to.entry(*key).or_default().merge(group);
            }
        }
        self.all.merge(&other.all);
        self.rehearsals += other.rehearsals;
        self.running += other.running;
        self.no_journal += other.no_journal;
        self.left_out += other.left_out;
        for (name, count) in &other.outcomes {
            *self.outcomes.entry(name).or_default() += count;
        }
        for (code, counted) in &other.codes {
            let to = self.codes.entry(*code).or_default();
            to.times += counted.times;
            to.ended += counted.ended;
            to.check_ins.merge(&counted.check_ins);
        }
        groups(&mut self.modes, &other.modes);
        groups(&mut self.ways, &other.ways);
        groups(&mut self.models, &other.models);
        groups(&mut self.hours, &other.hours);
    }
}
