//! Tests that cannot run because a part is missing say so, and are counted.
#![allow(dead_code)]

use std::io::Write as _;

/// Prints the line `SKIPPED <name>: <reason>` on standard error, past the test harness's capture,
/// so that whoever runs the tests can count it. A skipped test is not a passed one. The harness
/// may have begun a line, so this starts one of its own.
pub fn skipped(name: &str, reason: impl std::fmt::Display) {
    let _ = writeln!(std::io::stderr().lock(), "\nSKIPPED {name}: {reason}");
}
