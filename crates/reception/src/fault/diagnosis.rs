//! From a symptom to a code.
#![forbid(unsafe_code)]

use super::rules::{RULES, Rule};
use super::{Cause, CauseKind, Fault, FaultCode, Happened, Origin, Symptom};

/// What a symptom means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Diagnosis {
    /// The code.
    pub code: FaultCode,
    /// Where it comes from.
    pub origin: Origin,
    /// Whether only a catch-all fitted: the code is then the nearest, not a known one.
    pub catch_all: bool,
}

impl From<Diagnosis> for Fault {
    fn from(diagnosis: Diagnosis) -> Self {
        Self {
            code: diagnosis.code,
            origin: Some(diagnosis.origin),
        }
    }
}

impl From<&Symptom> for Fault {
    fn from(symptom: &Symptom) -> Self {
        diagnose(symptom).into()
    }
}

/// The code of a symptom, by the committed table (see [`rule_lines`](super::rule_lines)).
///
/// A code that the national software or the maker gave is passed through: it outranks a guess.
/// Every other symptom meets a rule; where only a catch-all fits, the diagnosis says so.
pub fn diagnose(symptom: &Symptom) -> Diagnosis {
    let cause = Cause::of(symptom.happened);
    let decided = RULES
        .iter()
        .zip(1_u16..)
        .find(|(rule, _)| rule.fits(symptom, &cause));
    let (code, rule, catch_all) = match (symptom.happened, decided) {
        (Happened::Code(code), _) => (code, 0, false),
        (_, Some((rule, number))) => (rule.code, number, rule.catch_all),
        // The last rule fits everything; a test holds it to that.
        (_, None) => (FaultCode::TERMINAL_APPLICATION, u16::MAX, true),
    };
    Diagnosis {
        code,
        origin: Origin {
            step: symptom.step,
            key: symptom.key,
            cause,
            rule,
        },
        catch_all,
    }
}

/// The number that a rule is held against: a code of Windows that comes as `HRESULT` (`8007xxxx`) is
/// the plain one.
const fn compared(cause: &Cause) -> u32 {
    match (cause.kind, cause.detail >> 16) {
        (CauseKind::Pcsc, 0x8007) => cause.detail & 0xFFFF,
        _ => cause.detail,
    }
}

impl Rule {
    fn fits(&self, symptom: &Symptom, cause: &Cause) -> bool {
        (self.steps.is_empty() || self.steps.contains(&symptom.step))
            && (self.keys.is_empty() || symptom.key.is_some_and(|key| self.keys.contains(&key)))
            && (self.tokens.is_empty() || self.tokens.contains(&symptom.token))
            && self.kind.is_none_or(|kind| kind == cause.kind)
            && (self.details.is_empty()
                || self
                    .details
                    .iter()
                    .any(|&(low, high)| (low..=high).contains(&compared(cause))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fault::Step;

    /// `ERROR_NO_MEDIA_IN_DRIVE` is 1112, and 80070458 where a driver makes an `HRESULT` of it.
    #[test]
    fn a_code_of_windows_means_the_same_as_hresult() {
        let of = |code| diagnose(&Symptom::new(Step::Detect, Happened::Pcsc(code)));
        for plain in [22, 31, 1112, 1117] {
            let (plain, long) = (of(plain), of(0x8007_0000 | plain));
            assert_eq!(plain.code, long.code);
            assert!(!plain.catch_all && !long.catch_all);
        }
        assert!(of(0x8008_0458).catch_all, "of another facility");
    }
}
