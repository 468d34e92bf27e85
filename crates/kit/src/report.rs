//! What a list of checks found.

use core::fmt;

/// How a check came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// As it must be.
    Held,
    /// Not as it must be; the detail says what was seen.
    Broken,
    /// It did not come up, so nothing is known.
    NotSeen,
}

/// One check.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Check {
    /// What was checked: a stable name, with the state or the case in it.
    pub name: String,
    /// How it came out.
    pub verdict: Verdict,
    /// What was seen, where there is more to say. Nothing of a card or of what was typed.
    pub detail: String,
}

/// The checks, in order. Shown as a list for people.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    checks: Vec<Check>,
}

impl Report {
    /// All of them.
    pub fn checks(&self) -> &[Check] {
        &self.checks
    }

    /// Those that are broken.
    pub fn broken(&self) -> impl Iterator<Item = &Check> {
        self.with(Verdict::Broken)
    }

    /// Those that did not come up.
    pub fn not_seen(&self) -> impl Iterator<Item = &Check> {
        self.with(Verdict::NotSeen)
    }

    /// Whether nothing is broken. What did not come up is no fault of what was tested.
    pub fn is_sound(&self) -> bool {
        self.broken().next().is_none()
    }

    fn with(&self, verdict: Verdict) -> impl Iterator<Item = &Check> {
        self.checks
            .iter()
            .filter(move |check| check.verdict == verdict)
    }

    pub(crate) fn add(
        &mut self,
        name: impl Into<String>,
        verdict: Verdict,
        detail: impl Into<String>,
    ) {
        self.checks.push(Check {
            name: name.into(),
            verdict,
            detail: detail.into(),
        });
    }

    /// Held where nothing was found.
    pub(crate) fn judge(&mut self, name: impl Into<String>, found: Option<String>) {
        let verdict = match found {
            None => Verdict::Held,
            Some(_) => Verdict::Broken,
        };
        self.add(name, verdict, found.unwrap_or_default());
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for check in &self.checks {
            let mark = match check.verdict {
                Verdict::Held => "ok      ",
                Verdict::Broken => "BROKEN  ",
                Verdict::NotSeen => "not seen",
            };
            let colon = if check.detail.is_empty() { "" } else { ": " };
            writeln!(f, "{mark} {}{colon}{}", check.name, check.detail)?;
        }
        let (broken, not_seen) = (self.broken().count(), self.not_seen().count());
        let held = self.with(Verdict::Held).count();
        writeln!(f, "{held} held, {broken} broken, {not_seen} not seen")
    }
}
