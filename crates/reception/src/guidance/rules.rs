//! The rules as data: what each code breaks and asks of the staff, what each step needs and from
//! when to when it stands.
//!
//! What a code breaks is read from `reception.md` (the error list and the corrections to the
//! ladder) \[I\]; the dates carry their marks beside them.
#![forbid(unsafe_code)]

mod codes;
mod steps;

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::ladder::Part;
use super::{Facility, LadderStep, LeafletId, Note, Party, Phrase, StaffAction};
use crate::fault::FaultCode;
use mynareader_facts::calendar::Date;

/// What a code breaks, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct CodeRule {
    /// `None` for the rule of all codes that are not known.
    pub(super) code: Option<FaultCode>,
    /// What is certainly out of order.
    pub(super) breaks: Part,
    /// What may be out of order.
    pub(super) doubts: Part,
    pub(super) staff: Cow<'static, [StaffAction]>,
    pub(super) calls: Cow<'static, [Party]>,
    pub(super) leaflets: Cow<'static, [LeafletId]>,
    pub(super) phrase: Option<Phrase>,
    /// Whether the check-in goes on all the same.
    pub(super) continues: bool,
    /// Whether it counts as an outage, for the four items and the outage mode.
    pub(super) outage: bool,
}

/// What a step needs, and when it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct StepRule {
    pub(super) step: LadderStep,
    pub(super) needs: Part,
    pub(super) facility: Facility,
    /// First day on which it stands.
    pub(super) from: Option<Date>,
    /// Last day on which it stands as of right.
    pub(super) until: Option<Date>,
    /// Last day on which it is still accepted, where that is later.
    pub(super) provisional_until: Option<Date>,
    /// Whether the patient is then seen at the ordinary share of cost.
    pub(super) ordinary_share: bool,
    /// How well the dates are known.
    pub(super) source: Cow<'static, str>,
}

/// When a note for the staff holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct NoteRule {
    pub(super) note: Note,
    /// First day on which it holds.
    pub(super) from: Option<Date>,
    /// Last day on which it holds.
    pub(super) until: Option<Date>,
    /// Who says so, and how well it is known.
    pub(super) source: Cow<'static, str>,
}

/// All rules of a book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Rules {
    /// The last day up to which these rules are known to hold.
    pub(super) known_up_to: Date,
    /// First day of the grace period for expired certificates.
    pub(super) grace_from: Date,
    /// Notes for the staff that hold for a time.
    pub(super) notes: Vec<NoteRule>,
    /// By their codes: a file may hold rules for thousands of makers' codes.
    pub(super) codes: BTreeMap<Option<FaultCode>, CodeRule>,
    pub(super) steps: Vec<StepRule>,
}

/// The built-in notes that hold for a time.
fn notes() -> Vec<NoteRule> {
    let row = |note, from, until, source: &'static str| NoteRule {
        note,
        from,
        until,
        source: Cow::Borrowed(source),
    };
    vec![
        row(
            Note::ElderlyHaveCertificate,
            Some(Date::fixed(2024, 12, 2)),
            Some(Date::fixed(2026, 7, 31)),
            "[C] everybody of 75 and over has a 資格確認書 to this day",
        ),
        row(
            Note::OlderMayHaveCertificate,
            Some(Date::fixed(2026, 8, 1)),
            None,
            "[C] 埼玉県後期高齢者医療広域連合; LIMO 2026-08-17. It differs by 広域連合: one sends to all [1]",
        ),
        row(
            Note::RegistrationEndsAfterGrace,
            Some(Date::fixed(2024, 12, 2)),
            None,
            "[C] 協会けんぽ and three cities",
        ),
    ]
}

impl CodeRule {
    /// A rule that knows nothing, for a book without even a rule for unknown codes.
    pub(super) fn unknown() -> Self {
        Self {
            code: None,
            breaks: Part::empty(),
            doubts: Part::all(),
            staff: Cow::Borrowed(&[]),
            calls: Cow::Borrowed(&[]),
            leaflets: Cow::Borrowed(&[]),
            phrase: None,
            continues: false,
            outage: false,
        }
    }
}

impl Rules {
    /// The rule of a code; for one without a rule, that of unknown codes.
    pub(super) fn code(&self, code: FaultCode) -> Option<&CodeRule> {
        self.codes
            .get(&Some(code))
            .or_else(|| self.codes.get(&None))
    }

    pub(super) fn step(&self, step: LadderStep) -> Option<&StepRule> {
        self.steps.iter().find(|rule| rule.step == step)
    }

    /// Whether a note holds on a day. One without a rule holds always.
    pub(super) fn holds(&self, note: Note, day: Date) -> bool {
        let mut rules = self
            .notes
            .iter()
            .filter(|rule| rule.note == note)
            .peekable();
        rules.peek().is_none()
            || rules.any(|rule| {
                rule.from.is_none_or(|from| from <= day)
                    && rule.until.is_none_or(|until| day <= until)
            })
    }

    /// The built-in rules.
    pub(super) fn built_in() -> Self {
        Self {
            // The day of the last of the gathered facts (docs/facts/reception.md).
            known_up_to: Date::fixed(2026, 10, 10),
            grace_from: Date::fixed(2024, 12, 2),
            notes: notes(),
            codes: codes::codes()
                .into_iter()
                .map(|rule| (rule.code, rule))
                .collect(),
            steps: steps::steps(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fault::KNOWN;

    #[test]
    fn every_code_and_every_step_has_exactly_one_rule() {
        let rules = Rules::built_in();
        let mut wanted: Vec<_> = KNOWN.iter().map(|known| Some(known.code)).collect();
        wanted.push(None);
        wanted.sort_unstable();
        let mut listed: Vec<_> = codes::codes().iter().map(|rule| rule.code).collect();
        listed.sort_unstable();
        assert_eq!(listed, wanted);
        assert!(rules.codes.keys().eq(&wanted));
        let steps: Vec<_> = rules.steps.iter().map(|rule| rule.step).collect();
        assert_eq!(steps, LadderStep::ALL);
    }

    /// The days of `reception.md`, 5.8.
    #[test]
    fn the_dates_are_those_of_the_timeline() {
        let rules = Rules::built_in();
        let dates = |step| {
            let rule = rules.step(step).unwrap();
            [rule.from, rule.until, rule.provisional_until]
                .map(|date| date.map(|date| date.to_string()).unwrap_or_default())
        };
        assert_eq!(
            dates(LadderStep::OldInsuranceCard),
            ["", "2025-12-01", "2026-07-31"]
        );
        assert_eq!(dates(LadderStep::Smartphone), ["2025-09-19", "", ""]);
        assert_eq!(
            dates(LadderStep::EligibilityCertificate),
            ["2024-12-02", "", ""]
        );
        assert_eq!(dates(LadderStep::Declaration), ["2023-07-10", "", ""]);
        assert_eq!(dates(LadderStep::OralConfirmation), ["2023-07-10", "", ""]);
        assert_eq!(dates(LadderStep::MobileTerminal), ["2025-04-01", "", ""]);
        assert_eq!(rules.grace_from.to_string(), "2024-12-02");
    }
}
