//! Whoever takes part in a check-in that is played.
#![forbid(unsafe_code)]

/// Who is heard or seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// The patient's screen.
    Patient,
    /// What the patient does.
    Act,
    /// What the staff see and do.
    Staff,
    /// What the cameras and the keypad find.
    Device,
    /// The simulated centre, and the terminal.
    Centre,
}

impl Who {
    /// A stable name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Patient => "patient",
            Self::Act => "patient-acts",
            Self::Staff => "staff",
            Self::Device => "device",
            Self::Centre => "centre",
        }
    }
}
