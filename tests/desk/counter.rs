//! A counter with whoever stands at it, and a watch that looks at the check-in from outside.

pub mod answers;
pub mod pairs;
pub mod parts;
pub mod person;
pub mod watch;

/// The day on which the walks happen.
pub const DAY: &str = "2026-11-24";
/// A PIN that is nobody's, and that must be found nowhere.
pub const WRONG_PIN: &str = "9713";
/// A passcode that must be found nowhere.
pub const PASSCODE: &str = "canary-passcode";
