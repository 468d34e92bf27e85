//! One zip for a maker's support: what is needed to find a fault, and nothing of a person.
//!
//! ```sh
//! mynareader support-bundle --journal journal.jsonl --recording run.jsonl
//! ```
//!
//! It is printed first, and written only where the person agrees. `docs/first-day.md` says what is in it.

pub mod collect;

use std::fs::OpenOptions;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser;
use mynareader::calendar::Date;
use mynareader_console::{Failure, Lang};
use serde_json::{Value, json};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::doctor;
use crate::stats::report::Report as Statistics;
use crate::stats::tally::Tally;
use collect::Journals;

/// One zip for a maker's support: what is needed to find a fault, and nothing of a person.
#[derive(Parser)]
#[command(name = "support-bundle", after_help = AFTER_HELP)]
pub struct Args {
    /// Where to write the bundle; an existing file is left as it is
    #[arg(long, value_name = "FILE", default_value = "mynareader-support.zip")]
    out: PathBuf,

    /// A file of journals (docs/journal.md); may be given several times
    #[arg(long, value_name = "FILE")]
    journal: Vec<PathBuf>,

    /// A recording (docs/recording.md); may be given several times
    #[arg(long, value_name = "FILE")]
    recording: Vec<PathBuf>,

    /// An installed library, for its hash; may be given several times [default: those in the system's
    /// folders]
    #[arg(long, value_name = "FILE")]
    library: Vec<PathBuf>,

    /// What `doctor` looks at
    #[command(flatten)]
    doctor: doctor::Looks,

    /// Print every text whole, not the beginning of long ones
    #[arg(long)]
    whole: bool,

    /// Write without asking
    #[arg(long)]
    yes: bool,

    /// The language of the output
    #[arg(long, default_value_t)]
    lang: Lang,
}

const AFTER_HELP: &str = "Everything is printed before anything is written. No card is touched. Exit status: \
0 when the bundle was written, 1 when nobody agreed, 2 when a file could not be read or written.";

/// The version of the bundle's form. It rises when a file or a name goes or changes its meaning.
const FORMAT_VERSION: u32 = 1;

/// Of a long text so many lines are printed.
const LINES_SHOWN: usize = 12;

/// Does what the arguments ask for.
pub fn main(args: &Args) -> ExitCode {
    match run(args) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(failure) => {
            eprintln!("support-bundle: {failure}");
            ExitCode::from(2)
        }
    }
}

/// A text of the bundle.
struct Text {
    name: String,
    content: String,
}

fn pretty(name: &str, value: &Value) -> Text {
    Text {
        name: name.to_owned(),
        content: format!("{value:#}\n"),
    }
}

/// Whether a text has a number with as many digits as that of a person or code B. No text that is made here
/// can have one; this is the lock behind the door.
fn has_a_long_number(text: &str) -> bool {
    let words = text.split(|c: char| !c.is_ascii_alphanumeric());
    words
        .into_iter()
        .any(|word| word.len() >= 12 && word.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Whether the bundle was written.
fn run(args: &Args) -> Result<bool, Failure> {
    let lang = args.lang;
    let day = args.doctor.day()?;
    let (texts, notes) = texts(args, day)?;
    for text in &texts {
        if has_a_long_number(&text.content) {
            return Err(format!("{}: it has a number of 12 digits or more", text.name).into());
        }
    }
    show(&texts, args.whole);
    for note in &notes {
        println!("! {note}");
    }
    if !args.yes && !agreed(&args.out, lang)? {
        eprintln!("{}", lang.of("書き込みませんでした", "nothing was written"));
        return Ok(false);
    }
    write(&args.out, &texts).map_err(|error| format!("{}: {error}", args.out.display()))?;
    let size: usize = texts.iter().map(|text| text.content.len()).sum();
    eprintln!(
        "{}: {} {} ({size} B)",
        args.out.display(),
        texts.len(),
        lang.of("ファイル", "files"),
    );
    Ok(true)
}

/// The texts of the bundle, and what was left out.
fn texts(args: &Args, day: Date) -> Result<(Vec<Text>, Vec<String>), Failure> {
    let lang = args.lang;
    let mut notes = Vec::new();
    let mut texts = vec![pretty(
        "doctor.json",
        &collect::doctor(&doctor::examine(&args.doctor, lang)?),
    )];

    let mut tally = Tally::default();
    let mut sources = Vec::new();
    for (index, path) in (1..).zip(&args.journal) {
        let journals = Journals::read(path, &mut tally)
            .map_err(|error| format!("{}: {error}", path.display()))?;
        let Journals {
            lines,
            refused,
            older,
        } = journals;
        if refused > 0 {
            notes.push(match lang {
                Lang::Ja => format!(
                    "{}: 記録の形でない {refused} 行は入れません",
                    path.display()
                ),
                Lang::En => format!(
                    "{}: {refused} lines that are no journal are left out",
                    path.display()
                ),
            });
        }
        let name = format!("journals/{index}.jsonl");
        sources.push(
            json!({ "name": name, "lines": lines.len(), "refused": refused, "older": older }),
        );
        let content = lines.into_iter().map(|line| line + "\n").collect();
        texts.push(Text { name, content });
    }
    texts.push(pretty(
        "statistics.json",
        &Statistics { tally: &tally, day }.json(),
    ));

    for (index, path) in (1..).zip(&args.recording) {
        let name = format!("recordings/{index}.jsonl");
        match collect::recording(path) {
            Ok(content) => {
                sources.push(json!({ "name": name, "lines": content.lines().count() }));
                texts.push(Text { name, content });
            }
            Err(wrong) => {
                sources.push(json!({ "name": name, "left_out": true }));
                notes.push(match lang {
                    Lang::Ja => format!("{}: 入れません: {wrong}", path.display()),
                    Lang::En => format!("{}: left out: {wrong}", path.display()),
                });
            }
        }
    }

    let installed = collect::installed();
    let libraries = if args.library.is_empty() {
        &installed
    } else {
        &args.library
    };
    texts.push(pretty("libraries.json", &collect::libraries(libraries)));

    let files: Vec<Value> = texts
        .iter()
        .map(|text| {
            json!({
                "name": text.name,
                "bytes": text.content.len(),
                "sha256": collect::hash_of(&text.content),
            })
        })
        .collect();
    let manifest = json!({
        "format": "mynareader-support-bundle",
        "version": FORMAT_VERSION,
        "program": env!("CARGO_PKG_VERSION"),
        "source": option_env!("MNR_SOURCE_ID").unwrap_or("unknown"),
        "system": std::env::consts::OS,
        "machine": std::env::consts::ARCH,
        "day": day.to_string(),
        "sources": sources,
        "files": files,
    });
    texts.insert(0, pretty("manifest.json", &manifest));
    Ok((texts, notes))
}

fn show(texts: &[Text], whole: bool) {
    for text in texts {
        println!("── {} ({} B)", text.name, text.content.len());
        let all = text.content.lines().count();
        // What says what is in the bundle, and of what machine, is shown whole.
        let long = text.name.ends_with(".jsonl") || text.name == "statistics.json";
        let shown = if whole || !long {
            all
        } else {
            LINES_SHOWN.min(all)
        };
        for line in text.content.lines().take(shown) {
            println!("{line}");
        }
        if shown < all {
            println!("… +{}", all - shown);
        }
    }
}

/// Whether the person agrees, on standard input.
fn agreed(out: &Path, lang: Lang) -> io::Result<bool> {
    let mut prompts = io::stderr();
    match lang {
        Lang::Ja => write!(prompts, "{} に書き込みますか? [y/N] ", out.display())?,
        Lang::En => write!(prompts, "write {}? [y/N] ", out.display())?,
    }
    prompts.flush()?;
    let mut answer = String::new();
    io::stdin().read_line(&mut answer)?;
    Ok(matches!(answer.trim(), "y" | "Y" | "yes" | "はい"))
}

fn write(path: &Path, texts: &[Text]) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut zip = ZipWriter::new(options.open(path)?);
    let how = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for text in texts {
        zip.start_file(&text.name, how)?;
        zip.write_all(text.content.as_bytes())?;
    }
    zip.finish()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::has_a_long_number;

    #[test]
    fn a_number_as_long_as_a_persons_is_found_and_a_hash_is_none() {
        for text in [
            "123456789012",
            "{\"a\":12345678901234}",
            "x 19800217123456 y",
        ] {
            assert!(has_a_long_number(text), "{text}");
        }
        for text in [
            "12345678901",
            "a123456789012",
            "0.123456",
            "0f123456789012345",
        ] {
            assert!(!has_a_long_number(text), "{text}");
        }
    }
}
