//! What is left to do after recovery.
//!
//! \[C\] The noted items are looked up after recovery; claims go by the present number, else the
//! former, else 不詳. \[1\] The report of the outage mode's use; the mode is switched back. \[I\] The
//! rest, which any office would do: see that the reader reads, tidy the papers away, pass on what
//! was learnt.
#![forbid(unsafe_code)]

use core::fmt;

use super::entry::ticked;
use super::{Fill, OutageMode, Paper, Record, StartStep};
use crate::guidance::sheet::Value;

/// Something that is left to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Task {
    /// See that a staff member's own card goes through.
    TestReader,
    /// See that the mode is unattended again.
    RestoreMode,
    /// Look up the patients whose four items were noted.
    LookUpNoted,
    /// Look up the patients who wrote a declaration.
    LookUpDeclarations,
    /// Ask those who were not found to check with their insurer.
    AskInsurers,
    /// Send the 利用報告書 of the outage mode.
    SendReport,
    /// Settle the number for the claims: present, former, or 不詳.
    SettleClaims,
    /// Pass codes, times and measures on to installer or maker.
    PassOn,
    /// File or dispose of notes and declarations.
    TidyPapers,
    /// Bring the readiness list up to date.
    UpdateReadiness,
}

impl Task {
    /// Every task, in the order of the paper.
    pub const ALL: [Self; 10] = [
        Self::TestReader,
        Self::RestoreMode,
        Self::LookUpNoted,
        Self::LookUpDeclarations,
        Self::AskInsurers,
        Self::SendReport,
        Self::SettleClaims,
        Self::PassOn,
        Self::TidyPapers,
        Self::UpdateReadiness,
    ];

    const fn name(self) -> &'static str {
        match self {
            Self::TestReader => "tested",
            Self::RestoreMode => "mode",
            Self::LookUpNoted => "noted",
            Self::LookUpDeclarations => "declarations",
            Self::AskInsurers => "not-found",
            Self::SendReport => "report",
            Self::SettleClaims => "claims",
            Self::PassOn => "reported",
            Self::TidyPapers => "papers",
            Self::UpdateReadiness => "readiness",
        }
    }
}

impl fmt::Display for Task {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::TestReader => "see that a staff member's own card goes through",
            Self::RestoreMode => "see that the mode is unattended (無人運転) again",
            Self::LookUpNoted => "look up the patients whose four items were noted",
            Self::LookUpDeclarations => "look up the patients who wrote a declaration",
            Self::AskInsurers => "ask those who were not found to check with their insurer",
            Self::SendReport => "send the report of the outage mode's use (利用報告書)",
            Self::SettleClaims => {
                "settle the number for each claim: present, former, or unknown (不詳)"
            }
            Self::PassOn => "pass codes, times and measures on to installer or maker",
            Self::TidyPapers => "file or dispose of notes and declarations",
            Self::UpdateReadiness => "bring the readiness list up to date",
        })
    }
}

/// What an outage leaves behind. It holds counts and no person.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AfterRecovery {
    noted: u32,
    declarations: u32,
    report_due: bool,
    done: Vec<Task>,
}

impl AfterRecovery {
    /// After an outage in which so many patients' four items were noted and so many declarations
    /// were taken.
    pub fn new(noted: u32, declarations: u32) -> Self {
        Self {
            noted,
            declarations,
            ..Self::default()
        }
    }

    /// Takes over from the record of the outage mode whether its report is still to be sent.
    #[must_use]
    pub fn with_outage_mode(mut self, mode: &OutageMode) -> Self {
        self.report_due = mode.is_open();
        if mode.when(StartStep::ReportSent).is_some() {
            self.finish(Task::SendReport);
        }
        self
    }

    /// Whether the task arose from this outage at all.
    pub fn arose(&self, task: Task) -> bool {
        let met = self.noted > 0 || self.declarations > 0;
        match task {
            Task::LookUpNoted => self.noted > 0,
            Task::LookUpDeclarations => self.declarations > 0,
            Task::AskInsurers | Task::SettleClaims | Task::TidyPapers => met,
            Task::SendReport => self.report_due,
            Task::TestReader | Task::RestoreMode | Task::PassOn | Task::UpdateReadiness => true,
        }
    }

    /// Enters that a task is done.
    pub fn finish(&mut self, task: Task) {
        if !self.done.contains(&task) {
            self.done.push(task);
        }
    }

    /// What is left, in the order of the paper.
    pub fn remaining(&self) -> Vec<Task> {
        Task::ALL
            .into_iter()
            .filter(|task| self.arose(*task) && !self.done.contains(task))
            .collect()
    }

    /// Whether the papers may go: nothing is left that needs them.
    pub fn papers_may_go(&self) -> bool {
        !self.remaining().iter().any(|task| {
            matches!(
                task,
                Task::LookUpNoted
                    | Task::LookUpDeclarations
                    | Task::AskInsurers
                    | Task::SendReport
                    | Task::SettleClaims
            )
        })
    }
}

impl Fill for AfterRecovery {
    fn fill(&self, key: &str) -> Value<'_> {
        match key {
            "count.noted" => Value::Number(self.noted),
            "count.declarations" => Value::Number(self.declarations),
            _ => {
                let name = key.strip_prefix("done.").unwrap_or_default();
                // What did not arise is ticked too: nothing is left of it.
                let task = Task::ALL.into_iter().find(|task| task.name() == name);
                ticked(task.is_some_and(|task| !self.remaining().contains(&task)))
            }
        }
    }
}

impl Record for AfterRecovery {
    fn paper(&self) -> Paper {
        Paper::AfterRecovery
    }
}
