//! When a reading of the printed digits is good enough to be presented.
#![forbid(unsafe_code)]

use super::CodeB;
use mynareader_facts::{CODE_B_AGREEING, CODE_B_TRIES_KEPT};

/// When code B may be presented.
///
/// A misread digit costs one of ten tries, and a blocked code B takes the patient to the
/// municipal office. So code B is presented only where enough readings agree and enough tries are
/// left.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct CodeBPolicy {
    /// How many readings must be the same, digit for digit. At least one.
    pub agreeing: u8,
    /// How many tries must stay after a failed attempt: it is not presented when this many or
    /// fewer are left. One is kept even where this is zero.
    pub tries_kept: u8,
}

impl CodeBPolicy {
    /// Two agreeing readings, and five of the ten tries kept.
    pub const DEFAULT: Self = Self {
        agreeing: CODE_B_AGREEING,
        tries_kept: CODE_B_TRIES_KEPT,
    };

    /// For digits that a person has typed from the card: one reading, and one try kept.
    pub const TYPED: Self = Self {
        agreeing: 1,
        tries_kept: 1,
    };

    /// How many readings are looked at; more are passed over.
    pub const MOST_READINGS: usize = 32;

    /// Chooses the code that the readings agree on, among the first
    /// [`MOST_READINGS`](Self::MOST_READINGS): comparing each with each takes time with the square
    /// of their number.
    ///
    /// Counted is how many readings equal the most frequent one, digit for digit over all
    /// fourteen. That number must reach [`agreeing`](Self::agreeing) *and* be more than half of
    /// all readings, so that two against two, or a value of which every second look gives
    /// another, is refused. Readings are meant to be independent looks (another image, another
    /// angle); handing the same look in twice defeats the policy. A look that gave no fourteen
    /// digits is no [`CodeB`]; count it in `failed`, where it counts as disagreeing.
    pub fn agree<'a>(
        &self,
        readings: &'a [CodeB],
        failed: usize,
    ) -> Result<AgreedCodeB<'a>, Disagreement> {
        let needed = usize::from(self.agreeing.max(1));
        let readings = readings.get(..Self::MOST_READINGS).unwrap_or(readings);
        let (most, code) = readings
            .iter()
            .map(|one| {
                let same = readings
                    .iter()
                    .filter(|other| one.agrees_with(other))
                    .count();
                (same, one)
            })
            .max_by_key(|(same, _)| *same)
            .ok_or(Disagreement {
                agreeing: 0,
                readings: failed,
                needed,
            })?;
        let total = readings.len().saturating_add(failed);
        if most < needed || most.saturating_mul(2) <= total {
            return Err(Disagreement {
                agreeing: most,
                readings: total,
                needed,
            });
        }
        Ok(AgreedCodeB {
            code,
            agreeing: most,
            // The last try is not a scanner's to spend, whatever the policy says.
            tries_kept: self.tries_kept.max(1),
        })
    }
}

impl Default for CodeBPolicy {
    fn default() -> Self {
        Self::DEFAULT
    }
}

/// A code B that enough readings agree on, with the number of tries that its policy keeps. Made
/// by [`CodeBPolicy::agree`] only.
#[derive(Clone, Copy, Debug)]
pub struct AgreedCodeB<'a> {
    code: &'a CodeB,
    agreeing: usize,
    tries_kept: u8,
}

impl<'a> AgreedCodeB<'a> {
    /// The code.
    pub const fn code(&self) -> &'a CodeB {
        self.code
    }

    /// How many readings agree.
    pub const fn agreeing(&self) -> usize {
        self.agreeing
    }

    /// How many tries must stay after a failed attempt; at least one.
    pub const fn tries_kept(&self) -> u8 {
        self.tries_kept
    }
}

/// The readings do not agree well enough; nothing is presented.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{agreeing} of {readings} readings of code B agree; {needed} and a majority must")]
pub struct Disagreement {
    /// How many readings equal the most frequent one.
    pub agreeing: usize,
    /// How many readings there were, failed ones included.
    pub readings: usize,
    /// How many must agree.
    pub needed: usize,
}
