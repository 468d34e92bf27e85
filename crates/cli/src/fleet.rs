//! Writes the journals of a made-up fleet, for trying statistics out: the people, cards and clinics are
//! invented, and each check-in goes through the shipped reception, so that the journals are real ones.
//!
//! ```sh
//! mynareader fleet --facilities 50 --days 30 --out fleet.jsonl
//! mynareader stats fleet.jsonl
//! ```

pub mod chance;
pub mod clinic;
pub mod patient;

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser;
use flate2::Compression;
use flate2::write::GzEncoder;
use mynareader::calendar::Date;
use mynareader_console::Failure;

use clinic::Clinic;

/// Write the journals of a made-up fleet, for trying statistics out.
#[derive(Parser)]
#[command(name = "fleet", after_help = AFTER_HELP)]
pub struct Args {
    /// How many clinics
    #[arg(long, value_name = "N", default_value_t = 10, value_parser = clap::value_parser!(u32).range(1..=99_999))]
    facilities: u32,

    /// How many days
    #[arg(long, value_name = "N", default_value_t = 30, value_parser = clap::value_parser!(u16).range(1..=3_660))]
    days: u16,

    /// The first day
    #[arg(long, value_name = "YYYY-MM-DD", default_value = "2026-04-01")]
    from: Date,

    /// The same seed gives the same fleet, with the same version of this program
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,

    /// Where to write; packed where the name ends with .gz; `-` is standard output
    #[arg(long, value_name = "FILE", default_value = "-")]
    out: PathBuf,
}

const AFTER_HELP: &str = "People, cards, clinics and failures are invented, and the models are none that \
exist (9001 to 9004); what comes of them is the shipped reception's. The lines are those of \
docs/journal.md. Exit status: 0, or 2 where it could not be written.";

/// Does what the arguments ask for.
pub fn main(args: &Args) -> ExitCode {
    match run(args) {
        Ok(lines) => {
            eprintln!("{lines} check-ins");
            ExitCode::SUCCESS
        }
        Err(failure) => {
            eprintln!("fleet: {failure}");
            ExitCode::from(2)
        }
    }
}

fn run(args: &Args) -> Result<u64, Failure> {
    let problem = |error: io::Error| format!("{}: {error}", args.out.display());
    if args.out == Path::new("-") {
        return Ok(write(args, io::stdout().lock()).map_err(problem)?);
    }
    let file = BufWriter::with_capacity(1 << 16, File::create(&args.out).map_err(problem)?);
    if args.out.extension().is_some_and(|end| end == "gz") {
        return Ok(write(args, GzEncoder::new(file, Compression::fast())).map_err(problem)?);
    }
    Ok(write(args, file).map_err(problem)?)
}

/// Writes the lines, clinic by clinic, day by day.
fn write(args: &Args, out: impl Write) -> io::Result<u64> {
    let mut out = BufWriter::with_capacity(1 << 16, out);
    let mut written = 0;
    // A Sunday.
    let sunday = Date::fixed(2026, 1, 4);
    for number in 1..=args.facilities {
        let Some(mut clinic) = Clinic::new(number, args.seed) else {
            continue;
        };
        for nth in 0..args.days {
            let day = args
                .from
                .add_days(i32::from(nth))
                .map_err(io::Error::other)?;
            let is_sunday = sunday.days_until(day).rem_euclid(7) == 0;
            for filed in clinic.day(u64::from(nth), day, is_sunday) {
                serde_json::to_writer(&mut out, &filed)?;
                out.write_all(b"\n")?;
                written += 1;
            }
        }
    }
    out.flush()?;
    Ok(written)
}
