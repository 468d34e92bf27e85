//! What may be said on the command line.

use std::fmt::Display;
use std::path::PathBuf;
use std::str::FromStr;

use lexopt::{Arg, Parser, ValueExt as _};
use mynareader::calendar::Date;
use mynareader::facts::{Method, Mode};
use mynareader_console::Lang;

/// What `--help` prints.
pub const HELP: &str = "\
A whole check-in at the counter, on a virtual card by default.

The patient takes one method (--method) and, where it does not lead on, stops; the screens then
show what else is open. With --scenario a written case is played, with --interactive you are
patient and staff.

Usage: checkin [OPTIONS]

Options:
      --persona NAME        Whose card it is; --list shows the names [default: adult]
      --scenario NAME|FILE  Play a scenario: its name (--list shows them) or a file, as
                            crates/rehearsal/scenarios has
      --interactive         Be patient and staff yourself: a menu at each step, on standard error
      --reader NAME         A real reader by (part of) its name: a rehearsal with the card that lies
                            in it. Needs the feature pcsc
      --mode MODE           The operation mode (運転モード) [default: unattended]
                            unattended  無人運転モード
                            visual      目視確認モード
                            pin         暗証番号認証固定モード
      --method METHOD       The method that the patient takes: face (顔認証), pin (暗証番号) or
                            staff (目視確認) [default: face, in the visual mode staff, in the PIN
                            mode pin]
      --pin PIN             The PIN that the patient enters [default: the persona's]. With --reader
                            only `-`: one line of standard input, before code B
      --code-b CODE         Code B (照合番号B, 14 digits) as the scanner reads it [default: the
                            persona's]. With --reader only `-`: one line of standard input, after
                            the PIN
      --model NAME          The reader's model, by which steps on placing, cables and restarts go;
                            --list shows the names [default: the scenario's, or none]
      --record FILE         Write what went over the link to this file: headers, lengths, status
                            words and times, no content (docs/recording.md)
      --date YYYY-MM-DD     The day of the check-in [default: the scenario's, or today in Japan]
      --lang ja|en          The language of screens and words [default: ja]
      --full                All steps and reasons of a fault, not the first of them
      --json                One JSON object a line, in full; the last has \"outcome\"
      --list                List the personas and the scenarios, each with its code, and end
  -h, --help                Print this

Exit status: 0 if the patient was admitted, with --reader if the rehearsal reached its end, with
--scenario if it ended as the scenario says; 1 if not; 2 for bad arguments.";

/// Options that contradict each other.
const CONTRADICTIONS: &[(&str, &[&str])] = &[
    ("reader", &["persona", "list"]),
    (
        "scenario",
        &[
            "persona",
            "reader",
            "mode",
            "method",
            "pin",
            "code-b",
            "interactive",
        ],
    ),
    ("interactive", &["method", "pin", "json"]),
];

/// What was asked for.
pub enum Asked {
    /// The help.
    Help,
    /// A check-in, or the list.
    Play(Box<Args>),
}

/// The options; `HELP` says what each means.
#[derive(Default)]
pub struct Args {
    persona: Option<String>,
    pub scenario: Option<String>,
    pub interactive: bool,
    pub reader: Option<String>,
    pub mode: Option<Mode>,
    pub method: Option<Method>,
    pub pin: Option<String>,
    pub code_b: Option<String>,
    pub model: Option<String>,
    pub record: Option<PathBuf>,
    pub date: Option<Date>,
    pub lang: Lang,
    pub full: bool,
    pub json: bool,
    pub list: bool,
}

impl Args {
    /// Whose card it is.
    pub fn persona(&self) -> &str {
        self.persona.as_deref().unwrap_or("adult")
    }
}

/// The options of the command line, or what is wrong with them.
pub fn parse(mut parser: Parser) -> Result<Asked, String> {
    let mut args = Args::default();
    let mut given: Vec<String> = Vec::new();
    while let Some(argument) = parser.next().map_err(|error| error.to_string())? {
        let name = match argument {
            Arg::Short('h') => return Ok(Asked::Help),
            Arg::Long(name) => name.to_owned(),
            Arg::Short(letter) => return Err(format!("there is no option -{letter} (--help)")),
            // It may be a secret in the wrong place, so it is not repeated.
            Arg::Value(_) => return Err("an argument without an option (--help)".to_owned()),
        };
        let value = &mut parser;
        match name.as_str() {
            "help" => return Ok(Asked::Help),
            "persona" => args.persona = Some(text(value)?),
            "scenario" => args.scenario = Some(text(value)?),
            "interactive" => args.interactive = true,
            "reader" => args.reader = Some(text(value)?),
            "mode" => {
                args.mode = Some(one_of(
                    value,
                    &name,
                    &[
                        ("unattended", Mode::Unattended),
                        ("visual", Mode::Visual),
                        ("pin", Mode::PinOnly),
                    ],
                )?);
            }
            "method" => {
                args.method = Some(one_of(
                    value,
                    &name,
                    &[
                        ("face", Method::Face),
                        ("pin", Method::Pin),
                        ("staff", Method::Staff),
                    ],
                )?);
            }
            "pin" => args.pin = Some(text(value)?),
            "code-b" => args.code_b = Some(text(value)?),
            "model" => args.model = Some(text(value)?),
            "record" => args.record = Some(text(value)?.into()),
            "date" => args.date = Some(parsed(value, &name)?),
            "lang" => args.lang = parsed(value, &name)?,
            "full" => args.full = true,
            "json" => args.json = true,
            "list" => args.list = true,
            _ => return Err(format!("there is no option --{name} (--help)")),
        }
        if parser.optional_value().is_some() {
            return Err(format!("--{name} takes no value"));
        }
        if given.contains(&name) {
            return Err(format!("--{name} is given twice"));
        }
        given.push(name);
    }
    let is_given = |name: &str| given.iter().any(|it| it == name);
    for (one, others) in CONTRADICTIONS {
        if let Some(other) = others.iter().find(|other| is_given(one) && is_given(other)) {
            return Err(format!("--{one} and --{other} contradict each other"));
        }
    }
    Ok(Asked::Play(Box::new(args)))
}

fn text(parser: &mut Parser) -> Result<String, String> {
    // What was given may be a secret: it is not repeated.
    parser
        .value()
        .map_err(|error| error.to_string())?
        .string()
        .map_err(|_| "an argument is not UTF-8".to_owned())
}

fn parsed<T: FromStr<Err: Display>>(parser: &mut Parser, name: &str) -> Result<T, String> {
    let text = text(parser)?;
    text.parse()
        .map_err(|error| format!("--{name} {text}: {error}"))
}

fn one_of<T: Copy>(parser: &mut Parser, name: &str, values: &[(&str, T)]) -> Result<T, String> {
    let text = text(parser)?;
    let found = values.iter().find(|(value, _)| *value == text);
    found.map(|(_, value)| *value).ok_or_else(|| {
        let known: Vec<_> = values.iter().map(|(value, _)| *value).collect();
        format!("--{name} {text}: it is one of {}", known.join(", "))
    })
}
