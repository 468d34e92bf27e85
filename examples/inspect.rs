//! What is on a card: a virtual one by persona, or one in a reader; see `--help`.
//!
//! The same as `mynareader inspect`: its code is crates/cli/src/inspect.rs.

use std::process::ExitCode;

use clap::Parser as _;

fn main() -> ExitCode {
    mynareader_cli::inspect::main(&mynareader_cli::inspect::Args::parse())
}
