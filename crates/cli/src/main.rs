//! The program `mynareader`: one command for each of the library's tools.
#![forbid(unsafe_code)]

use std::process::ExitCode;

use clap::{CommandFactory as _, Parser, Subcommand};
use mynareader_cli::{
    doctor, fleet, guidance, inspect, package, pages, qualify, replay, stats, support_bundle,
    virtual_card,
};

/// Tools for My Number cards and the card readers of clinics.
#[derive(Parser)]
#[command(name = "mynareader", version, max_term_width = 100)]
struct Program {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Doctor(doctor::Args),
    Fleet(fleet::Args),
    Guidance(Box<guidance::Args>),
    Inspect(inspect::Args),
    Package(package::Args),
    Pages(pages::Args),
    Qualify(qualify::Args),
    Replay(replay::Args),
    Stats(stats::Args),
    SupportBundle(support_bundle::Args),
    VirtualCard(virtual_card::Args),
}

fn main() -> ExitCode {
    match Program::parse().command {
        Command::Doctor(args) => doctor::main(&args),
        Command::Fleet(args) => fleet::main(&args),
        Command::Guidance(args) => guidance::main(&args),
        Command::Inspect(args) => inspect::main(&args),
        Command::Package(args) => package::main(&args),
        Command::Pages(args) => pages::main(&args, Program::command()),
        Command::Qualify(args) => qualify::main(&args),
        Command::Replay(args) => replay::main(&args),
        Command::Stats(args) => stats::main(&args),
        Command::SupportBundle(args) => support_bundle::main(&args),
        Command::VirtualCard(args) => virtual_card::main(&args),
    }
}
