//! What to say and do for a fault, the leaflets and forms, and every text by its name; see `--help`.
//!
//! The same as `mynareader guidance`: its code is crates/cli/src/guidance.rs.

use std::process::ExitCode;

use clap::Parser as _;

fn main() -> ExitCode {
    mynareader_cli::guidance::main(&mynareader_cli::guidance::Args::parse())
}
