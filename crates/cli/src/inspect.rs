//! What is on a card: a virtual one by persona, or one in a reader.
//!
//! ```sh
//! cargo run --example inspect                                   # the persona `adult`
//! cargo run --example inspect -- --persona in-grace --lang en
//! cargo run --features pcsc --example inspect -- --reader "NAME" --code-b -
//! ```
//!
//! What fails is reported and the rest is still read. Nothing is decided here: `inspect` shows
//! what a card says, and admits nobody.

pub(crate) mod collect;
mod json;
mod text;
mod trust;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, ValueEnum};
use mynareader::calendar::Date;
use mynareader::certificate::RELEASE_DAY;
use mynareader::secret::{CodeB, Pin};
use mynareader::transport::Transport;
use mynareader_console::{self as console, Failure, Lang, reader, record, secrets};
use mynareader_emulator::{Day, Personas};

/// What is on a My Number card: token, certificates, tries left, face record.
#[derive(Parser)]
#[command(name = "inspect", after_help = AFTER_HELP)]
pub struct Args {
    /// The virtual card of this persona; `virtual_card --list` shows them all
    #[arg(
        long,
        value_name = "NAME",
        default_value = "adult",
        conflicts_with = "reader"
    )]
    persona: String,

    /// A card in the PC/SC reader of this name (needs the feature pcsc)
    #[arg(long, value_name = "NAME")]
    reader: Option<String>,

    /// PIN of the authentication certificate, for phones, whose certificate needs it; `-` reads it
    /// from standard input, which is the only way with --reader
    #[arg(long, value_name = "PIN|-", allow_hyphen_values = true)]
    pin: Option<String>,

    /// 照合番号B, 14 digits, which opens the face record; `-` reads it from standard input
    #[arg(long, value_name = "CODE|-", allow_hyphen_values = true)]
    code_b: Option<String>,

    /// Write the photo, as the card stores it (JPEG 2000), to this file
    #[arg(long, value_name = "FILE")]
    photo: Option<PathBuf>,

    /// CA certificate to trust (DER or PEM), or a trust store (.toml)
    #[arg(long, value_name = "FILE")]
    anchor: Option<PathBuf>,

    /// The day on which validity is judged [default: today in Japan]
    #[arg(long, value_name = "YYYY-MM-DD")]
    date: Option<Date>,

    /// Read only this
    #[arg(long, value_enum)]
    only: Option<Only>,

    /// Write what went over the link to this file: headers, lengths, status words and times, no
    /// content; "replay" plays it
    #[arg(long, value_name = "FILE")]
    record: Option<PathBuf>,

    /// The language of the output
    #[arg(long, default_value_t)]
    lang: Lang,

    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

const AFTER_HELP: &str = "A persona's own secrets are used where none are given; they are test \
secrets. With --reader nothing is presented that was not given, and secrets come from standard \
input only, one line each, the PIN first. Exit status: 0 when nothing failed, 1 when something \
did, 2 on bad arguments.";

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Only {
    /// The authentication certificate
    Certificate,
    /// How many tries are left
    Attempts,
    /// The face record
    Face,
}

/// What a recording says that it is of.
pub(crate) fn run_words(only: Option<Only>, pin: bool, code_b: bool) -> String {
    let only = match only {
        None => None,
        Some(Only::Certificate) => Some("certificate"),
        Some(Only::Attempts) => Some("attempts"),
        Some(Only::Face) => Some("face"),
    };
    let words = [
        Some("inspect"),
        only,
        pin.then_some("pin"),
        code_b.then_some("code-b"),
    ];
    words.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// Does what the arguments ask for.
pub fn main(args: &Args) -> ExitCode {
    match run(args) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(failure) => {
            eprintln!("inspect: {failure}");
            ExitCode::from(2)
        }
    }
}

#[cfg(feature = "pcsc")]
fn on_reader(name: &str, lang: Lang) -> Result<Box<dyn Transport>, Failure> {
    Ok(Box::new(reader::connect(name, lang)?))
}

#[cfg(not(feature = "pcsc"))]
fn on_reader(_: &str, lang: Lang) -> Result<Box<dyn Transport>, Failure> {
    Err(reader::unreachable("inspect", lang))
}

/// Whether everything asked for was read and holds.
fn run(args: &Args) -> Result<bool, Failure> {
    let lang = args.lang;
    let day = console::day_or_today(args.date)?;
    let trust = trust::load(args.anchor.as_deref())?;
    // Before any card is touched: a malformed value must not cost anything.
    let real = args.reader.is_some();
    let mut pin = secrets::secret("--pin", args.pin.as_deref(), real, lang)?
        .map(|value| Pin::from_ascii(&value))
        .transpose()
        .map_err(|error| format!("--pin: {error}"))?;
    let mut code_b = secrets::secret("--code-b", args.code_b.as_deref(), real, lang)?
        .map(|value| CodeB::from_ascii(&value))
        .transpose()
        .map_err(|error| format!("--code-b: {error}"))?;

    let link: Box<dyn Transport> = if let Some(name) = &args.reader {
        on_reader(name, lang)?
    } else {
        let personas = Personas::at(day.to_string().parse::<Day>()?)?;
        let persona = personas.get(&args.persona)?;
        if pin.is_none() {
            pin = persona
                .pin()
                .and_then(|pin| Pin::from_ascii(pin.as_bytes()).ok());
        }
        if code_b.is_none() {
            code_b = persona
                .code_b()
                .and_then(|code| CodeB::from_ascii(code.as_bytes()).ok());
        }
        Box::new(persona.card()?)
    };

    let mut link = record::recorded(link);
    let mut challenge = [0; 32];
    getrandom::fill(&mut challenge)?;
    let task = collect::Task {
        only: args.only,
        day,
        // A clock before the release is not believed, unless a person names the day.
        release_day: args
            .date
            .map_or(RELEASE_DAY, |named| named.min(RELEASE_DAY)),
        pin,
        code_b,
        challenge,
        trust,
    };
    let run = run_words(args.only, task.pin.is_some(), task.code_b.is_some());
    let mut findings = collect::collect(&mut link, &task);
    findings.totals = link.totals();
    record::save(&link, &run, args.record.as_deref())?;

    if let Some(path) = &args.photo {
        match findings.face.as_ref().and_then(|face| face.photo.as_ref()) {
            Some(photo) => std::fs::write(path, &photo.file)
                .map_err(|error| format!("--photo {}: {error}", path.display()))?,
            None => findings.report("photo", "no photo was read, so none was written", None),
        }
    }
    if args.json {
        println!("{}", json::render(&findings));
    } else {
        print!("{}", text::render(&findings, lang));
    }
    Ok(findings.errors.is_empty())
}
