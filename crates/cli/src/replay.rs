//! Plays a recording against the library, with a virtual card's data in place of what was left out.
//!
//! ```sh
//! mynareader qualify --reader NAME --record run.jsonl      # in the field: no content is kept
//! mynareader replay run.jsonl                              # here: does the library still do the same?
//! ```
//!
//! The form of the file is in `docs/recording.md`.

pub mod file;
pub mod link;
pub mod run;

use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use mynareader::calendar::Date;
use mynareader_console::{self as console, Failure, Lang};
use serde_json::json;

use file::{Act, File};
use run::{Replayed, Run};

/// Plays a recording against the library, with a virtual card's data in place of what was left out.
#[derive(Parser)]
#[command(name = "replay", after_help = AFTER_HELP)]
pub struct Args {
    /// The recording, as --record of inspect, qualify and the example checkin writes it
    #[arg(value_name = "FILE")]
    file: PathBuf,

    /// Whose virtual card gives the data [default: the persona that agrees longest]
    #[arg(long, value_name = "NAME")]
    persona: Option<String>,

    /// Let the recorded times really pass
    #[arg(long)]
    at_speed: bool,

    /// The day of the run [default: today in Japan]
    #[arg(long, value_name = "YYYY-MM-DD")]
    date: Option<Date>,

    /// The language of the output
    #[arg(long, default_value_t)]
    lang: Lang,

    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

const AFTER_HELP: &str = "Status words, lengths and failures of the link are those of the recording; no \
reader and no real card takes part. Exit status: 0 when the library does what was recorded, 1 when it \
departs from it, 2 on bad arguments or a bad file.";

/// The version of the JSON report. It rises when a name goes or changes its meaning.
const FORMAT_VERSION: u32 = 1;

/// How many acts after a departure are shown.
const SHOWN: usize = 5;

/// Does what the arguments ask for.
pub fn main(args: &Args) -> ExitCode {
    match run(args) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(failure) => {
            eprintln!("replay: {failure}");
            ExitCode::from(2)
        }
    }
}

fn run(args: &Args) -> Result<bool, Failure> {
    let shown = args.file.display();
    let opened = fs::File::open(&args.file).map_err(|error| format!("{shown}: {error}"))?;
    let file = File::read(opened).map_err(|wrong| format!("{shown}: {wrong}"))?;
    if file.left_out > 0 {
        return Err(format!(
            "{shown}: line 1: the first {} events are missing, so nobody knows what the card held then",
            file.left_out
        )
        .into());
    }
    let what = Run::of(&file.run).ok_or_else(|| {
        format!(
            "{shown}: line 1: no run \"{}\" is known; those of inspect, qualify and check-in are played",
            file.run
        )
    })?;
    let day = console::day_or_today(args.date)?;
    let replayed = run::replay(&file, what, day, args.persona.as_deref(), args.at_speed)?;
    let verdict = Verdict::of(&file, &replayed);
    if args.json {
        println!("{}", verdict.json());
    } else {
        print!("{}", verdict.text(args.lang));
    }
    Ok(verdict.same())
}

/// What a replay came to.
pub struct Verdict<'a> {
    file: &'a File,
    replayed: &'a Replayed,
    recorded: Vec<Act>,
    now: Vec<Act>,
}

impl<'a> Verdict<'a> {
    /// Compares.
    pub fn of(file: &'a File, replayed: &'a Replayed) -> Self {
        let rest = file.events.iter().skip(replayed.progress.agreed());
        Self {
            file,
            replayed,
            recorded: rest.map(|event| event.act).collect(),
            now: replayed.progress.after(),
        }
    }

    /// Whether the library did what was recorded, all of it and nothing else.
    pub fn same(&self) -> bool {
        self.recorded.is_empty() && self.now.is_empty()
    }

    fn text(&self, lang: Lang) -> String {
        let progress = &self.replayed.progress;
        let (agreed, all) = (progress.agreed(), self.file.events.len());
        let Replayed { persona, .. } = self.replayed;
        let run = &self.file.run;
        let mut text = match lang {
            Lang::Ja => format!(
                "「{run}」(mynareader {} で記録)を仮想カード {persona} で再生しました: {all} 件のうち {agreed} 件まで同じ\n",
                self.file.library
            ),
            Lang::En => format!(
                "\"{run}\", recorded by mynareader {}, played with the virtual card {persona}: the first {agreed} of {all} agree\n",
                self.file.library
            ),
        };
        if progress.adapted() > 0 {
            text += &match lang {
                Lang::Ja => format!(
                    "  応答 {} 件は、記録の長さと状態に合わせました\n",
                    progress.adapted()
                ),
                Lang::En => format!(
                    "  {} answers were cut, filled or given another status, to be as recorded\n",
                    progress.adapted()
                ),
            };
        }
        if self.same() {
            text += lang.of(
                "ライブラリは記録のとおりに動きます\n",
                "the library does what was recorded\n",
            );
        } else {
            text += &match lang {
                Lang::Ja => format!("{} 件目から違います\n", agreed + 1),
                Lang::En => format!("it departs at event {}\n", agreed + 1),
            };
            let end = lang.of("(終わり)", "(end)").to_owned();
            for (heading, acts) in [
                (lang.of("記録", "recorded"), &self.recorded),
                (lang.of("いま", "now     "), &self.now),
            ] {
                let shown = acts.iter().take(SHOWN).map(ToString::to_string);
                let rest = acts.len().checked_sub(SHOWN + 1).map(|more| match lang {
                    Lang::Ja => format!("(ほか {} 件)", more + 1),
                    Lang::En => format!("(and {} more)", more + 1),
                });
                let lines: Vec<String> = shown.chain(rest.or(Some(end.clone()))).collect();
                for line in lines {
                    text += &format!("  {heading}  {line}\n");
                }
            }
        }
        for line in &self.replayed.says {
            text += &format!("{}: {line}\n", lang.of("結果", "result"));
        }
        text
    }

    fn json(&self) -> serde_json::Value {
        let acts = |acts: &[Act]| -> Vec<String> { acts.iter().map(ToString::to_string).collect() };
        json!({
            "format": "mynareader-replay",
            "version": FORMAT_VERSION,
            "run": self.file.run,
            "recorded_by": self.file.library,
            "persona": self.replayed.persona,
            "same": self.same(),
            "events": self.file.events.len(),
            "agreed": self.replayed.progress.agreed(),
            "adapted": self.replayed.progress.adapted(),
            "recorded": acts(&self.recorded),
            "now": acts(&self.now),
            "result": self.replayed.says,
        })
    }
}
