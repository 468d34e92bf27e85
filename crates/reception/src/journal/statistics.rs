//! Journals added up: what failed how often.
#![forbid(unsafe_code)]

use std::collections::BTreeMap;

use super::{Entry, Journal};
use crate::fault::FaultCode;
use crate::reception::{Outcome, Proof};

/// What failed how often, over any number of check-ins. Rehearsals are counted apart and nowhere
/// else.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Statistics {
    check_ins: u64,
    admitted: u64,
    rehearsals: u64,
    outcomes: BTreeMap<String, u64>,
    faults: BTreeMap<FaultCode, u64>,
    proofs: BTreeMap<Proof, u64>,
    duration_ms: u64,
}

impl Statistics {
    /// Nothing counted yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a journal. One that has not ended yet is left out.
    pub fn add(&mut self, journal: &Journal) {
        let Some(outcome) = journal.outcome() else {
            return;
        };
        if journal.is_rehearsal() {
            self.rehearsals = self.rehearsals.saturating_add(1);
            return;
        }
        self.check_ins = self.check_ins.saturating_add(1);
        if matches!(outcome, Outcome::Admitted(_)) {
            self.admitted = self.admitted.saturating_add(1);
        }
        count(&mut self.outcomes, outcome.name().to_owned());
        for line in journal.lines() {
            match line.entry {
                Entry::Fault { code, .. } => count(&mut self.faults, code),
                Entry::Proved(proof) => count(&mut self.proofs, proof),
                _ => {}
            }
        }
        self.duration_ms = self
            .duration_ms
            .saturating_add(u64::try_from(journal.duration().as_millis()).unwrap_or(u64::MAX));
    }

    /// How many check-ins ended, rehearsals aside.
    pub const fn check_ins(&self) -> u64 {
        self.check_ins
    }

    /// How many of them admitted the patient.
    pub const fn admitted(&self) -> u64 {
        self.admitted
    }

    /// How many rehearsals there were.
    pub const fn rehearsals(&self) -> u64 {
        self.rehearsals
    }

    /// How often check-ins ended in each way, by the name of the outcome.
    pub fn outcomes(&self) -> impl Iterator<Item = (&str, u64)> {
        self.outcomes
            .iter()
            .map(|(name, count)| (name.as_str(), *count))
    }

    /// How often each code came up.
    pub fn faults(&self) -> impl Iterator<Item = (FaultCode, u64)> {
        self.faults.iter().map(|(code, count)| (*code, *count))
    }

    /// How often each proof was given.
    pub fn proofs(&self) -> impl Iterator<Item = (Proof, u64)> {
        self.proofs.iter().map(|(proof, count)| (*proof, *count))
    }

    /// The mean time of a check-in in milliseconds, if there was one.
    pub const fn mean_duration_ms(&self) -> Option<u64> {
        self.duration_ms.checked_div(self.check_ins)
    }
}

fn count<K: Ord>(counts: &mut BTreeMap<K, u64>, key: K) {
    let entry = counts.entry(key).or_insert(0);
    *entry = entry.saturating_add(1);
}
