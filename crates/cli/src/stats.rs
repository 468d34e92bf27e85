//! Journals of a clinic or a fleet, added up: what failed how often, and how long patients took.
//!
//! ```sh
//! mynareader stats journals/*.jsonl
//! mynareader stats --html report.html fleet.jsonl.gz
//! ```
//!
//! A line is that of `docs/journal.md`. `docs/fleet.md` has the same questions in SQL.

pub mod line;
pub mod page;
pub mod read;
pub mod report;
pub mod tally;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use mynareader_console::progress::Progress;
use mynareader_console::{self as console, Failure, Lang};

use report::Report;

/// Journals of a clinic or a fleet, added up: what failed how often, and how long patients took.
#[derive(Parser)]
#[command(name = "stats", after_help = AFTER_HELP)]
pub struct Args {
    /// Files of journals, one JSON object a line; unpacked where the name ends with .gz; `-` is standard
    /// input
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,

    /// Also write one page of HTML with plots to this file
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,

    /// The language of the output
    #[arg(long, default_value_t)]
    lang: Lang,

    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

const AFTER_HELP: &str = "Lines that are no journal of a known form are counted and left out. Percentiles \
are right to one percent. Exit status: 0, 1 where lines were left out, 2 on bad arguments or a file that \
cannot be read.";

/// Does what the arguments ask for.
pub fn main(args: &Args) -> ExitCode {
    match run(args) {
        Ok(0) => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(failure) => {
            eprintln!("stats: {failure}");
            ExitCode::from(2)
        }
    }
}

/// How many lines were no journal.
fn run(args: &Args) -> Result<u64, Failure> {
    let mut progress = Progress::at_terminal();
    let tally = read::add_up(&args.files, &mut |bytes| {
        progress.say(|| format!("{} MB", bytes / 1_000_000));
    })?;
    progress.clear();
    let report = Report {
        tally: &tally,
        day: console::today()?,
    };
    if let Some(path) = &args.html {
        std::fs::write(path, report.page(args.lang)?)
            .map_err(|error| format!("--html {}: {error}", path.display()))?;
    }
    if args.json {
        println!("{}", report.json());
    } else {
        print!("{}", report.text(args.lang));
    }
    Ok(tally.no_journal)
}
