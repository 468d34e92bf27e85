//! Is all well on this terminal, before any card: service, readers, clock, folders, certificate, rules.
//!
//! ```sh
//! mynareader doctor
//! mynareader doctor --json --folder /srv/oqs --terminal-certificate-ends 2027-03-31
//! ```
//!
//! It connects to no card and changes nothing. Into a folder that is named, and no other, one small file
//! is written and removed again.

pub mod readers;
pub mod report;
pub mod system;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use mynareader::calendar::Date;
use mynareader_console::{self as console, Failure, Lang};

use report::Report;

/// Is all well here, before any card: service, readers, clock, folders, certificate, rules.
#[derive(Parser)]
#[command(name = "doctor", after_help = AFTER_HELP)]
pub struct Args {
    #[command(flatten)]
    looks: Looks,

    /// The language of the output
    #[arg(long, default_value_t)]
    lang: Lang,

    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

/// What is looked at beside the machine itself.
#[derive(clap::Args)]
pub struct Looks {
    /// An output folder (連携フォルダ) to examine; may be given several times. One small file is
    /// written into it and removed again
    #[arg(long, value_name = "FOLDER")]
    folder: Vec<PathBuf>,

    /// The last day of the terminal's certificate
    #[arg(long, value_name = "YYYY-MM-DD")]
    terminal_certificate_ends: Option<Date>,

    /// The day that is taken for today [default: today in Japan]
    #[arg(long, value_name = "YYYY-MM-DD")]
    date: Option<Date>,
}

impl Looks {
    /// The day that is taken for today.
    pub fn day(&self) -> Result<Date, Failure> {
        console::day_or_today(self.date)
    }
}

const AFTER_HELP: &str = "No card is touched. Exit status: 0 when all is good, 3 when something \
should be looked at, 1 when something is broken, 2 on bad arguments.";

/// Does what the arguments ask for.
pub fn main(args: &Args) -> ExitCode {
    match examine(&args.looks, args.lang) {
        Ok(report) => {
            if args.json {
                println!("{}", report.json());
            } else {
                print!("{}", report.text(args.lang));
            }
            ExitCode::from(report.verdict().status())
        }
        Err(failure) => {
            eprintln!("doctor: {failure}");
            ExitCode::from(2)
        }
    }
}

#[cfg(feature = "pcsc")]
fn the_readers(lang: Lang, report: &mut Report) {
    use mynareader::transport::pcsc::SystemService;
    use std::sync::Arc;

    /// A service that is started by its first client answers within two.
    const LIMIT: core::time::Duration = core::time::Duration::from_secs(10);
    readers::examine(Arc::new(SystemService), LIMIT, lang, report);
}

#[cfg(not(feature = "pcsc"))]
fn the_readers(lang: Lang, report: &mut Report) {
    report.note(
        "service",
        report::Verdict::Look,
        lang.of(
            "スマートカードサービス: このプログラムは PC/SC なしで作られています",
            "smart card service: this program was built without PC/SC",
        ),
        Some(lang.of(
            "cargo install に --features pcsc を付けてください",
            "install it with --features pcsc",
        )),
        serde_json::json!({ "state": "not-built-in" }),
    );
}

/// All checks.
pub fn examine(looks: &Looks, lang: Lang) -> Result<Report, Failure> {
    let today = looks.day()?;
    let mut report = Report::default();
    the_readers(lang, &mut report);
    system::service_version("/usr/sbin/pcscd".as_ref(), lang, &mut report);
    system::power_saving("/sys/bus/usb/devices".as_ref(), lang, &mut report);
    system::clock(today, lang, &mut report);
    system::zone(system::system_zone().as_deref(), lang, &mut report);
    system::folders(&looks.folder, lang, &mut report);
    system::terminal_certificate(today, looks.terminal_certificate_ends, lang, &mut report);
    system::library(today, lang, &mut report);
    Ok(report)
}
