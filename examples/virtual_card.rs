//! A virtual My Number card behind a real PC/SC service, or the list of those who hold one; see `--help`.
//!
//! The same as `mynareader virtual-card`: its code is crates/cli/src/virtual_card.rs.

use std::process::ExitCode;

use clap::Parser as _;

fn main() -> ExitCode {
    mynareader_cli::virtual_card::main(&mynareader_cli::virtual_card::Args::parse())
}
