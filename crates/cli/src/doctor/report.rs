//! What `doctor` found: one line for each check, with a verdict and what to do.

use mynareader_console::Lang;
use serde_json::{Value, json};

/// The version of the JSON report. It rises when a name goes or changes its meaning.
const FORMAT_VERSION: u32 = 1;

/// How a check came out. The order is that of how bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// Nothing to do.
    Good,
    /// Somebody should look at this; a check-in may work all the same.
    Look,
    /// No check-in is possible until this is put right.
    Broken,
}

impl Verdict {
    /// The name in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Look => "look",
            Self::Broken => "broken",
        }
    }

    fn shown(self, lang: Lang) -> &'static str {
        match self {
            Self::Good => lang.of("良好　", "good   "),
            Self::Look => lang.of("要確認", "look   "),
            Self::Broken => lang.of("異常　", "BROKEN "),
        }
    }

    /// The exit status: 0, 3, 1.
    pub const fn status(self) -> u8 {
        match self {
            Self::Good => 0,
            Self::Look => 3,
            Self::Broken => 1,
        }
    }
}

/// One check.
#[derive(Clone, Debug)]
pub struct Check {
    /// Its name in JSON; stable.
    pub name: &'static str,
    pub verdict: Verdict,
    /// What was found, in a short sentence.
    pub found: String,
    /// What to do about it.
    pub act: Option<String>,
    /// The values, for programs.
    pub values: Value,
}

/// All checks, in the order in which they were made.
#[derive(Debug, Default)]
pub struct Report(pub Vec<Check>);

impl Report {
    /// Notes a check.
    pub fn note(
        &mut self,
        name: &'static str,
        verdict: Verdict,
        found: impl Into<String>,
        act: Option<&str>,
        values: Value,
    ) {
        self.0.push(Check {
            name,
            verdict,
            found: found.into(),
            act: act.map(str::to_owned),
            values,
        });
    }

    /// The worst of them.
    pub fn verdict(&self) -> Verdict {
        self.0
            .iter()
            .map(|check| check.verdict)
            .max()
            .unwrap_or(Verdict::Good)
    }

    /// One line each, and the act below it.
    pub fn text(&self, lang: Lang) -> String {
        let mut text = String::new();
        for check in &self.0 {
            text += &format!("{} {}\n", check.verdict.shown(lang), check.found);
            if let Some(act) = &check.act {
                text += &format!("        → {act}\n");
            }
        }
        let number = |verdict| {
            let these = self.0.iter().filter(|check| check.verdict == verdict);
            these.count()
        };
        let (good, look, broken) = (
            number(Verdict::Good),
            number(Verdict::Look),
            number(Verdict::Broken),
        );
        text += &match lang {
            Lang::Ja => format!("\n良好 {good}　要確認 {look}　異常 {broken}\n"),
            Lang::En => format!("\ngood {good}, look at {look}, broken {broken}\n"),
        };
        text
    }

    /// The report for programs.
    pub fn json(&self) -> Value {
        let checks: Vec<Value> = self
            .0
            .iter()
            .map(|check| {
                json!({
                    "check": check.name,
                    "verdict": check.verdict.name(),
                    "found": check.found,
                    "act": check.act,
                    "values": check.values,
                })
            })
            .collect();
        json!({
            "format": "mynareader-doctor",
            "version": FORMAT_VERSION,
            "verdict": self.verdict().name(),
            "checks": checks,
        })
    }
}
