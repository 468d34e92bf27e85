//! What can go wrong while a virtual card is made.
#![forbid(unsafe_code)]

/// A virtual card, its persona or its certificates could not be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EmulatorError {
    /// No persona has this name.
    #[error("there is no persona named {name:?}; the list of personas shows the names")]
    NoSuchPersona {
        /// The name that was asked for.
        name: String,
    },
    /// The personas' dates cannot be laid around this day.
    #[error(
        "personas exist for days from {} to {}, not for {day}",
        super::FIRST_DAY,
        super::LAST_DAY
    )]
    DayOutOfRange {
        /// The day that was asked for.
        day: super::Day,
    },
    /// A persona's data is not what it must be.
    #[error("the data of persona {persona:?} is wrong: {reason}")]
    PersonaData {
        /// Whose data.
        persona: String,
        /// What is wrong.
        reason: String,
    },
    /// A test key of the repository could not be used.
    #[error("the test key {name:?} could not be used")]
    TestKey {
        /// The key's name in `keys/`.
        name: &'static str,
    },
}
