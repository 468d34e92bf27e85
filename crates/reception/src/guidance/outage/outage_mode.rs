//! The start of システム障害時モード: what the call centre is told, and how far things have come.
//!
//! \[1\] 保発0710第1号's annex: a call to the centre (institution's code, its name, the caller's
//! name), a call back to the registered number and a 利用報告書 to be filled in, the function is
//! opened, used, and the report sent. \[?\] Whether call back or report comes first, and by which
//! way the report comes.
#![forbid(unsafe_code)]

use core::fmt;

use super::entry::{Entry, EntryError, ticked};
use super::{Fill, Paper, Record};
use crate::guidance::sheet::Value;
use mynareader_facts::calendar::Date;

/// オンライン資格確認等コールセンター. \[C\] the number.
pub(crate) const CALL_CENTRE: &str = "0800-080-4583";

/// A step of the start procedure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum StartStep {
    /// The call centre was called and told code, name and caller.
    Called,
    /// It called back on the registered number.
    CalledBack,
    /// The 利用報告書 to be filled in has come.
    ReportReceived,
    /// The function is open.
    Enabled,
    /// It was used with the noted items.
    Used,
    /// The 利用報告書 was sent.
    ReportSent,
}

impl StartStep {
    /// Every step, in order.
    pub const ALL: [Self; 6] = [
        Self::Called,
        Self::CalledBack,
        Self::ReportReceived,
        Self::Enabled,
        Self::Used,
        Self::ReportSent,
    ];

    /// The steps without which this one cannot have happened. Call back and report may come in
    /// either order: the source names them together.
    pub const fn after(self) -> &'static [Self] {
        match self {
            Self::Called => &[],
            Self::CalledBack | Self::ReportReceived => &[Self::Called],
            Self::Enabled => &[Self::CalledBack],
            Self::Used => &[Self::Enabled],
            Self::ReportSent => &[Self::ReportReceived, Self::Used],
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Called => "called",
            Self::CalledBack => "called-back",
            Self::ReportReceived => "report-received",
            Self::Enabled => "enabled",
            Self::Used => "used",
            Self::ReportSent => "report-sent",
        }
    }
}

impl fmt::Display for StartStep {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Called => "call the call centre with the institution's code, name and caller",
            Self::CalledBack => "wait for the call back on the registered number",
            Self::ReportReceived => "wait for the report form (利用報告書)",
            Self::Enabled => "wait until the function is open",
            Self::Used => "look up eligibility with the noted items",
            Self::ReportSent => "send the report (利用報告書)",
        })
    }
}

/// A step was entered before one that must come first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("before this step: {first}")]
pub struct TooSoon {
    /// The step that is still open.
    pub first: StartStep,
}

/// What must be written down before the call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum NotReady {
    /// 医療機関コード.
    InstitutionCode,
    /// The institution's name.
    InstitutionName,
    /// Who calls.
    Caller,
    /// The number that the centre calls back.
    RegisteredPhone,
}

impl fmt::Display for NotReady {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::InstitutionCode => "the institution's code is missing",
            Self::InstitutionName => "the institution's name is missing",
            Self::Caller => "the name of the member of staff who calls is missing",
            Self::RegisteredPhone => "the registered telephone number is missing",
        })
    }
}

impl core::error::Error for NotReady {}

/// The record of the start. It holds the caller's name: wiped on drop, nothing in `Debug`.
#[derive(Default)]
pub struct OutageMode {
    code: Entry,
    name: Entry,
    caller: Entry,
    phone: Entry,
    codes: Entry,
    done: [Option<Date>; 6],
}

impl OutageMode {
    /// A blank record.
    pub fn new() -> Self {
        Self::default()
    }

    /// The call centre's telephone number.
    pub const fn call_centre() -> &'static str {
        CALL_CENTRE
    }

    /// 医療機関コード: the 10 digits that the national software's files carry, or the 7 of the
    /// institution alone. \[?\] Which of them the centre asks for.
    pub fn set_institution_code(&mut self, code: &str) -> Result<(), EntryError> {
        let code = code.trim();
        let formed =
            matches!(code.len(), 0 | 7 | 10) && code.bytes().all(|byte| byte.is_ascii_digit());
        if formed {
            self.code.set(code)
        } else {
            Err(EntryError::NotACode)
        }
    }

    /// The institution's name.
    pub fn set_institution_name(&mut self, name: &str) -> Result<(), EntryError> {
        self.name.set(name)
    }

    /// The member of staff who calls.
    pub fn set_caller(&mut self, caller: &str) -> Result<(), EntryError> {
        self.caller.set(caller)
    }

    /// The telephone number that is registered with the centre.
    pub fn set_registered_phone(&mut self, phone: &str) -> Result<(), EntryError> {
        self.phone.set(phone)
    }

    /// What reader and terminal show.
    pub fn set_codes(&mut self, codes: &str) -> Result<(), EntryError> {
        self.codes.set(codes)
    }

    /// What is missing before the call can be made.
    pub fn missing(&self) -> Vec<NotReady> {
        [
            (NotReady::InstitutionCode, &self.code),
            (NotReady::InstitutionName, &self.name),
            (NotReady::Caller, &self.caller),
            (NotReady::RegisteredPhone, &self.phone),
        ]
        .into_iter()
        .filter(|(_, entry)| entry.is_blank())
        .map(|(missing, _)| missing)
        .collect()
    }

    /// Enters that a step was done on that day.
    pub fn finish(&mut self, step: StartStep, on: Date) -> Result<(), TooSoon> {
        if let Some(first) = step
            .after()
            .iter()
            .find(|first| self.when(**first).is_none())
        {
            return Err(TooSoon { first: *first });
        }
        for (known, slot) in StartStep::ALL.into_iter().zip(&mut self.done) {
            if known == step {
                *slot = Some(on);
            }
        }
        Ok(())
    }

    /// On which day a step was done.
    pub fn when(&self, step: StartStep) -> Option<Date> {
        StartStep::ALL
            .into_iter()
            .zip(self.done)
            .find(|(known, _)| *known == step)
            .and_then(|(_, day)| day)
    }

    /// The first step that is still open; none when the report is sent.
    pub fn next(&self) -> Option<StartStep> {
        StartStep::ALL
            .into_iter()
            .find(|step| self.when(*step).is_none())
    }

    /// Whether eligibility can be looked up now.
    pub fn is_open(&self) -> bool {
        self.when(StartStep::Enabled).is_some()
    }
}

impl fmt::Debug for OutageMode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OutageMode { .. }")
    }
}

impl Fill for OutageMode {
    fn fill(&self, key: &str) -> Value<'_> {
        let step = |name: &str| {
            StartStep::ALL
                .into_iter()
                .find(|step| step.name() == name)
                .and_then(|step| self.when(step))
        };
        if let Some(name) = key.strip_prefix("done.") {
            return ticked(step(name).is_some());
        }
        if let Some(name) = key.strip_prefix("when.") {
            return step(name).map_or(Value::Blank, Value::Date);
        }
        match key {
            "institution-code" => self.code.value(),
            "institution-name" => self.name.value(),
            "caller" => self.caller.value(),
            "registered-phone" => self.phone.value(),
            "codes" => self.codes.value(),
            _ => Value::Blank,
        }
    }
}

impl Record for OutageMode {
    fn paper(&self) -> Paper {
        Paper::OutageMode
    }
}
