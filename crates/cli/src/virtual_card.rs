//! A virtual My Number card behind a real PC/SC service, or the list of the people who hold one.
//!
//! It connects to vpcd (the virtual reader of vsmartcard) and serves until it is stopped; see
//! `--help`.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use clap::{Parser, ValueEnum};
use mynareader_console::{self as console, Lang};
use mynareader_emulator::vpcd::{Atr, Connection, DEFAULT_PORT, Ended, Record, Stop, VpcdError};
use mynareader_emulator::{
    CardKind, Day, EmulatorError, Extended, FIRST_DAY, LAST_DAY, Persona, Personas, Policy,
    PrintedFace, VirtualCard,
};

/// A virtual My Number card behind a real PC/SC service.
///
/// pcscd with vpcd must be running, or come up within the time that --patience gives. The card
/// serves until it is stopped (Ctrl-C) or until the PC/SC service ends and does not come back.
/// Counters and changed PINs last as long as the program runs.
#[derive(Parser)]
#[command(name = "virtual_card", max_term_width = 100)]
pub struct Args {
    /// Whose card it is; --list shows the names.
    #[arg(long, value_name = "NAME", default_value = "adult")]
    persona: String,

    /// The port on which vpcd listens.
    #[arg(long, value_name = "N", default_value_t = DEFAULT_PORT, value_parser = clap::value_parser!(u16).range(1..))]
    port: u16,

    /// The host on which vpcd listens.
    #[arg(long, default_value = "127.0.0.1")]
    host: String,

    /// Write every command, answer and change of power here, one JSON object a line; PINs masked.
    #[arg(long, value_name = "FILE")]
    log: Option<PathBuf>,

    /// Which answer to reset the reader shows.
    #[arg(long, value_enum, default_value_t = Interface::Contactless)]
    atr: Interface,

    /// The card refuses extended APDUs.
    #[arg(long)]
    no_extended: bool,

    /// A warm reset ends what was verified (by default it does not, as on a real card).
    #[arg(long)]
    reset_clears: bool,

    /// How many seconds to wait for the reader to appear, at first and after it went away.
    #[arg(long, value_name = "SECONDS", default_value_t = 30)]
    patience: u64,

    /// The day around which the persona's dates are laid (default: today in Japan).
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    date: Option<Day>,

    /// The language of what is printed.
    #[arg(long, default_value_t = Lang::Ja)]
    lang: Lang,

    /// List the personas and end. Their PINs are test secrets.
    #[arg(long)]
    list: bool,

    /// With --list: as a JSON array.
    #[arg(long, requires = "list")]
    json: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Interface {
    /// As over contacts.
    Contact,
    /// As over the air.
    Contactless,
}

fn day(text: &str) -> Result<Day, String> {
    text.parse::<Day>().map_err(|error| error.to_string())
}

/// Does what the arguments ask for.
pub fn main(options: &Args) -> ExitCode {
    let result = if options.list {
        list(options)
    } else {
        serve(options)
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("virtual_card: {problem}");
            ExitCode::FAILURE
        }
    }
}

/// A problem with the personas in the language that was asked for.
fn told(lang: Lang, error: &EmulatorError) -> String {
    match (lang, error) {
        (Lang::Ja, EmulatorError::NoSuchPersona { name }) => {
            format!("「{name}」という人物はいません。--list で一覧できます")
        }
        (Lang::Ja, EmulatorError::DayOutOfRange { day }) => {
            format!("{day} には対応していません({FIRST_DAY} から {LAST_DAY} まで)")
        }
        _ => error.to_string(),
    }
}

/// A problem with the reader, likewise.
fn told_of_reader(lang: Lang, error: &VpcdError) -> String {
    match (lang, error) {
        (Lang::Ja, VpcdError::NoReader { host, port, .. }) => {
            format!("仮想リーダーが {host}:{port} で応答しません。pcscd と vpcd は動いていますか")
        }
        (Lang::Ja, VpcdError::Broken(_)) => "仮想リーダーとの接続が切れました".to_owned(),
        _ => error.to_string(),
    }
}

/// Today in Japan. The emulator itself reads no clock.
fn today() -> Result<Day, String> {
    let date = console::today().map_err(|error| error.to_string())?;
    date.to_string()
        .parse()
        .map_err(|_| format!("the clock says {date}: give a day with --date"))
}

fn personas(options: &Args) -> Result<Personas, String> {
    let day = match options.date {
        Some(day) => day,
        None => today()?,
    };
    Personas::at(day).map_err(|error| told(options.lang, &error))
}

fn list(options: &Args) -> Result<(), String> {
    let personas = personas(options)?;
    let mut text = String::new();
    if options.json {
        let all: Vec<_> = personas.iter().map(described).collect();
        text = serde_json::to_string_pretty(&all).map_err(|error| error.to_string())?;
        text.push('\n');
    } else {
        for persona in &personas {
            let summary = options.lang.of(persona.summary_ja(), persona.summary_en());
            text.push_str(&format!("{:24}{summary}\n", persona.name()));
        }
    }
    match io::stdout().write_all(text.as_bytes()) {
        // A reader that has seen enough (`| head`) is no failure.
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error.to_string()),
        _ => Ok(()),
    }
}

/// What a program that plays the patient needs. `null` where there is none.
fn described(persona: &Persona) -> serde_json::Value {
    let face = persona.face();
    let blank = persona.kind() == CardKind::Other;
    serde_json::json!({
        "persona": persona.name(),
        "summary_ja": persona.summary_ja(),
        "summary_en": persona.summary_en(),
        "pin": persona.pin(),
        "signature_password": persona.signature_password(),
        "text_pin": persona.text_pin(),
        "birth_date": (!blank).then(|| persona.birth_date()),
        "birth_printed": face.map(|face| face.birth.as_str()),
        "expiry_year": face.map(|face| face.expiry.year()),
        "expiry": face.map(|face| face.expiry.to_string()),
        "security_code": face.map(|face: &PrintedFace| face.security_code.as_str()),
        "code_b": persona.code_b(),
        "certificate_end": persona.certificate_end().map(|day| day.to_string()),
    })
}

fn serve(options: &Args) -> Result<(), String> {
    let personas = personas(options)?;
    let persona = personas
        .get(&options.persona)
        .map_err(|error| told(options.lang, &error))?;
    let mut policy = Policy::default();
    if options.no_extended {
        policy.extended = Extended::None;
    }
    policy.warm_reset_clears_security = options.reset_clears;
    let chip = persona
        .chip_with(policy)
        .map_err(|error| error.to_string())?;
    let mut card = VirtualCard::new(chip).without_log();
    let atr = match options.atr {
        Interface::Contact => Atr::Contact,
        Interface::Contactless => Atr::Contactless,
    }
    .of(persona.kind());
    let mut log = match &options.log {
        Some(path) => Some(open_log(path, options.lang)?),
        None => None,
    };
    let stop = Stop::new();
    let patience = Duration::from_secs(options.patience);
    let mut served = false;
    loop {
        let connection = match Connection::open(&options.host, options.port, patience, &stop) {
            Ok(connection) => connection,
            // The service ended and did not come back: nothing is left to do.
            Err(VpcdError::NoReader { .. }) if served => return Ok(()),
            Err(error) => return Err(told_of_reader(options.lang, &error)),
        };
        served = true;
        eprintln!(
            "{} ({}): {}:{}",
            options
                .lang
                .of("カードをかざしました", "the card is in the reader"),
            persona.name(),
            options.host,
            options.port
        );
        let mut failed = None;
        let mut journal = |record: &Record| {
            if let Some(file) = &mut log
                && failed.is_none()
                && let Err(error) = writeln!(file, "{}", record.json()).and_then(|()| file.flush())
            {
                failed = Some(error);
            }
        };
        let ended = connection
            .serve(&mut card, atr, &stop, &mut journal)
            .map_err(|error| told_of_reader(options.lang, &error))?;
        if let Some(error) = failed {
            return Err(format!(
                "{}: {error}",
                options
                    .lang
                    .of("ログに書き込めませんでした", "the log could not be written")
            ));
        }
        match ended {
            Ended::ReaderClosed => {}
            _ => return Ok(()),
        }
    }
}

fn open_log(path: &Path, lang: Lang) -> Result<BufWriter<File>, String> {
    File::create(path).map(BufWriter::new).map_err(|error| {
        format!(
            "{} {}: {error}",
            lang.of("ログを作れません:", "cannot write the log"),
            path.display()
        )
    })
}
