//! A counter with whoever stands at it, and a watch that looks at the check-in from outside.

// With their paths: the fuzz target `desk` has this file as a module, too.
#[path = "counter/answers.rs"]
pub mod answers;
#[path = "counter/pairs.rs"]
pub mod pairs;
#[path = "counter/parts.rs"]
pub mod parts;
#[path = "counter/person.rs"]
pub mod person;
#[path = "counter/watch.rs"]
pub mod watch;

/// The day on which the walks happen.
pub const DAY: &str = "2026-11-24";
/// A PIN that is nobody's, and that must be found nowhere.
pub const WRONG_PIN: &str = "9713";
/// A passcode that must be found nowhere.
pub const PASSCODE: &str = "canary-passcode";
