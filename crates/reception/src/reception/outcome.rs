//! How a check-in ended.
#![forbid(unsafe_code)]

use core::fmt;

use crate::fault::FaultCode;

/// How a check-in ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
pub enum Outcome {
    /// The patient is checked in.
    Admitted(Scope),
    /// A rehearsal reached its end. Nobody is checked in, nobody was asked.
    Rehearsed,
    /// It ended before.
    Ended {
        /// Why.
        reason: EndReason,
        /// The code to go by: the national one where there is one.
        fault: FaultCode,
    },
}

impl Outcome {
    /// A stable name: `admitted`, `rehearsed`, or that of the reason.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Admitted(_) => "admitted",
            Self::Rehearsed => "rehearsed",
            Self::Ended { reason, .. } => reason.name(),
        }
    }

    /// The code, where it ended before its time.
    pub const fn fault(self) -> Option<FaultCode> {
        match self {
            Self::Ended { fault, .. } => Some(fault),
            Self::Admitted(_) | Self::Rehearsed => None,
        }
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())?;
        match self.fault() {
            Some(code) => write!(f, " ({code})"),
            None => Ok(()),
        }
    }
}

/// What the facility gets to see.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
pub enum Scope {
    /// The eligibility, and what the patient consented to.
    Full,
    /// The eligibility only.
    EligibilityOnly,
}

/// Why a check-in ended before its time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
pub enum EndReason {
    /// A fault after which the card does not get further on this reader now.
    Fault,
    /// The methods that were tried did not prove who the patient is, and no other was taken.
    NotIdentified,
    /// The method that was asked for is not open here, and no other was taken.
    NotOffered,
    /// The mode, the card and the reader leave no method.
    NoMethod,
    /// The card is not registered and was not registered now.
    NotRegistered,
    /// No valid eligibility is known.
    NotEligible,
    /// The card was taken away.
    CardRemoved,
    /// Another card lay there when the card was taken again.
    CardExchanged,
    /// The operation mode was switched.
    ModeChanged,
    /// The patient, or somebody for them, called it off.
    CancelledByPatient,
    /// The staff or the terminal called it off.
    CancelledByStaff,
    /// Nobody did what the screen asked for.
    Silent,
}

impl EndReason {
    /// All of them.
    pub const ALL: [Self; 12] = [
        Self::Fault,
        Self::NotIdentified,
        Self::NotOffered,
        Self::NoMethod,
        Self::NotRegistered,
        Self::NotEligible,
        Self::CardRemoved,
        Self::CardExchanged,
        Self::ModeChanged,
        Self::CancelledByPatient,
        Self::CancelledByStaff,
        Self::Silent,
    ];

    /// A stable name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Fault => "fault",
            Self::NotIdentified => "not-identified",
            Self::NotOffered => "not-offered",
            Self::NoMethod => "no-method",
            Self::NotRegistered => "not-registered",
            Self::NotEligible => "not-eligible",
            Self::CardRemoved => "card-removed",
            Self::CardExchanged => "card-exchanged",
            Self::ModeChanged => "mode-changed",
            Self::CancelledByPatient => "cancelled-by-patient",
            Self::CancelledByStaff => "cancelled-by-staff",
            Self::Silent => "silent",
        }
    }
}

/// What proved that the person at the counter is the holder of the card.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
pub enum Proof {
    /// The face matched the photo on the chip.
    Face,
    /// The card accepted the PIN.
    Pin,
    /// The staff looked.
    Staff,
    /// The phone made sure of its holder.
    Phone,
}
