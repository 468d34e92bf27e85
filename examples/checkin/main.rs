//! A whole check-in: the shipped reception and desk, on a virtual card by default, with a simulated
//! camera, screen, staff and centre; see `--help`.
//!
//! With `--reader` the card in a real reader takes part. Everything about the person then comes
//! from the card, nothing is asked of any centre and no face is compared: it is a rehearsal, every
//! line is marked, and the outcome is `rehearsed`, never `admitted`.

#[path = "../support/mod.rs"]
mod support;

mod stage;
mod words;

use std::io::{self, Write};
use std::process::ExitCode;

use clap::{CommandFactory, Parser, ValueEnum};
use mynareader::calendar::Date;
use mynareader::desk::Whole;
use mynareader::emulator::{Day, Personas};
use mynareader::facts::{Method, Mode};
use mynareader::guidance::Language;
use mynareader::reception::{Config, Outcome, Scope, StaffCheck};
use mynareader::secret::{CodeB, Pin};
use serde_json::json;

use stage::{Play, Played, Said, Who};
use support::{Lang, secrets};
use zeroize::Zeroizing;

/// A whole check-in at the counter, on a virtual card by default.
///
/// The patient takes one method (--method) and, where it does not lead on, stops; the screens then
/// show what else is open. Exit status: 0 if the patient was admitted, or with --reader if the
/// rehearsal reached its end; 1 if not; 2 for bad arguments.
#[derive(Parser)]
#[command(name = "checkin", max_term_width = 100)]
struct Args {
    /// Whose card it is; --list shows the names.
    #[arg(
        long,
        value_name = "NAME",
        default_value = "adult",
        conflicts_with = "reader"
    )]
    persona: String,

    /// A real reader by (part of) its name: a rehearsal with the card that lies in it. Needs the
    /// feature pcsc.
    #[arg(long, value_name = "NAME")]
    reader: Option<String>,

    /// The operation mode (運転モード).
    #[arg(long, value_enum, default_value_t = ModeName::Unattended)]
    mode: ModeName,

    /// The method that the patient takes [default: face, in the visual mode staff, in the PIN mode
    /// pin].
    #[arg(long, value_enum)]
    method: Option<MethodName>,

    /// The PIN that the patient enters [default: the persona's]. With --reader only `-`: one line
    /// of standard input, before code B.
    #[arg(long, value_name = "PIN", allow_hyphen_values = true)]
    pin: Option<String>,

    /// Code B (照合番号B, 14 digits) as the scanner reads it [default: the persona's]. With --reader
    /// only `-`: one line of standard input, after the PIN.
    #[arg(long, value_name = "CODE", allow_hyphen_values = true)]
    code_b: Option<String>,

    /// The day of the check-in [default: today in Japan].
    #[arg(long, value_name = "YYYY-MM-DD")]
    date: Option<Date>,

    /// The language of screens and words.
    #[arg(long, value_enum, default_value_t)]
    lang: Lang,

    /// One JSON object a line; the last has "outcome".
    #[arg(long)]
    json: bool,

    /// List the personas and end.
    #[arg(long)]
    list: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ModeName {
    /// 無人運転モード
    Unattended,
    /// 目視確認モード
    Visual,
    /// 暗証番号認証固定モード
    Pin,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum MethodName {
    /// 顔認証
    Face,
    /// 暗証番号
    Pin,
    /// 目視確認
    Staff,
}

fn main() -> ExitCode {
    let args = Args::parse();
    match run(&args) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(message) => {
            // A reader of the output who has gone away is no error of ours.
            let _ = writeln!(io::stderr(), "checkin: {message}");
            ExitCode::from(2)
        }
    }
}

fn run(args: &Args) -> Result<bool, String> {
    let language = match args.lang {
        Lang::Ja => Language::JA,
        Lang::En => Language::EN,
    };
    let day = match args.date {
        Some(day) => day,
        None => support::today().map_err(|error| error.to_string())?,
    };
    if args.list {
        list(args, day, language)?;
        return Ok(true);
    }
    let mode = match args.mode {
        ModeName::Unattended => Mode::Unattended,
        ModeName::Visual => Mode::Visual,
        ModeName::Pin => Mode::PinOnly,
    };
    let method = match (args.method, mode) {
        (Some(MethodName::Face), _) | (None, Mode::Unattended) => Method::Face,
        (Some(MethodName::Pin), _) | (None, Mode::PinOnly) => Method::Pin,
        (Some(MethodName::Staff), _) | (None, Mode::Visual) => Method::Staff,
    };
    let mut config = Config::default();
    config.mode = mode;
    config.staff_check = StaffCheck::FromMethodScreen;
    let scene = Scene {
        day,
        language,
        mode,
        method,
        config,
        rehearsal: args.reader.is_some(),
        json: args.json,
    };
    match &args.reader {
        Some(reader) => on_reader(args, scene, reader),
        None => on_virtual_card(args, scene),
    }
}

/// What is played, with whatever card.
struct Scene {
    day: Date,
    language: Language,
    mode: Mode,
    method: Method,
    config: Config,
    rehearsal: bool,
    json: bool,
}

fn on_virtual_card(args: &Args, scene: Scene) -> Result<bool, String> {
    let personas = personas(scene.day)?;
    let persona = personas
        .get(&args.persona)
        .map_err(|error| format!("{error} (--list)"))?
        .clone();
    let pin = match given_pin(args)? {
        Some(pin) => Some(pin),
        None => persona
            .pin()
            .map(|digits| Pin::from_ascii(digits.as_bytes()))
            .transpose()
            .map_err(|error| error.to_string())?,
    };
    let printed = digits("--code-b", args.code_b.as_deref(), args)?.or_else(|| {
        persona
            .code_b()
            .map(|code| Zeroizing::new(code.into_bytes()))
    });
    let code_b = looks(printed.as_ref().map(|digits| digits.as_slice()), 3)?;
    // The card is laid around the day that was asked for, be it long past.
    let mut options = stage::trusting_the_test_authority()?;
    options.release_day = options.release_day.min(scene.day);
    let card = persona.card().map_err(|error| error.to_string())?;
    let handle = card.handle();
    let mut link = Whole(card);
    let play = Play {
        config: scene.config.clone(),
        day: scene.day,
        language: scene.language,
        method: scene.method,
        persona: Some(persona),
        pin,
        code_b,
        options,
    };
    let output = Output::new(&scene);
    output.title(&scene, &args.persona)?;
    let played = stage::play(play, &mut link, &mut |said| output.say(&said))?;
    output.end(&scene, &args.persona, &played, Some(handle.exchanges()))
}

#[cfg(feature = "pcsc")]
fn on_reader(args: &Args, mut scene: Scene, wanted: &str) -> Result<bool, String> {
    use mynareader::certificate::UntracedIssuer;

    let pin = given_pin(args)?;
    let typed = digits("--code-b", args.code_b.as_deref(), args)?;
    // A person typed it once; that is one reading, and as good as several of a camera's.
    let code_b = looks(typed.as_ref().map(|digits| digits.as_slice()), 1)?;
    let mut connection =
        support::reader::connect(wanted, args.lang).map_err(|error| error.to_string())?;
    scene.config.rehearsal = true;
    scene.config.code_b.agreeing_readings = 1;
    scene.config.code_b.scans = 1;
    // Nobody gave this program the keys of the real authority, and a rehearsal admits nobody.
    let mut options = stage::trusting_the_test_authority()?;
    options.untraced = UntracedIssuer::Report;
    let play = Play {
        config: scene.config.clone(),
        day: scene.day,
        language: scene.language,
        method: scene.method,
        persona: None,
        pin,
        code_b,
        options,
    };
    let output = Output::new(&scene);
    output.title(&scene, "")?;
    let played = stage::play(play, &mut connection, &mut |said| output.say(&said))?;
    output.end(&scene, "", &played, None)
}

#[cfg(not(feature = "pcsc"))]
fn on_reader(args: &Args, _scene: Scene, _wanted: &str) -> Result<bool, String> {
    // Bad arguments are told first, so that they are the same with and without the feature.
    given_pin(args)?;
    digits("--code-b", args.code_b.as_deref(), args)?;
    Err(support::reader::unreachable("checkin", args.lang).to_string())
}

/// The digits that an option gives.
fn digits(
    option: &str,
    value: Option<&str>,
    args: &Args,
) -> Result<Option<Zeroizing<Vec<u8>>>, String> {
    secrets::secret(option, value, args.reader.is_some(), args.lang)
        .map_err(|error| error.to_string())
}

/// The PIN that was given.
fn given_pin(args: &Args) -> Result<Option<Pin>, String> {
    digits("--pin", args.pin.as_deref(), args)?
        .map(|digits| Pin::from_ascii(&digits).map_err(|error| format!("--pin: {error}")))
        .transpose()
}

/// What the scanner makes of code B, in as many looks; without digits it sees none.
fn looks(digits: Option<&[u8]>, looks: usize) -> Result<Vec<CodeB>, String> {
    digits.map_or(Ok(Vec::new()), |digits| {
        (0..looks)
            .map(|_| CodeB::from_ascii(digits).map_err(|error| format!("--code-b: {error}")))
            .collect()
    })
}

fn personas(day: Date) -> Result<Personas, String> {
    let day: Day = day
        .to_string()
        .parse()
        .map_err(|_| "--date: not a day that personas can be laid around".to_owned())?;
    Personas::at(day).map_err(|error| format!("--date: {error}"))
}

fn list(args: &Args, day: Date, language: Language) -> Result<(), String> {
    if args.reader.is_some() {
        let mut command = Args::command();
        return Err(command
            .error(
                clap::error::ErrorKind::ArgumentConflict,
                "--list shows personas; it does not go with --reader",
            )
            .to_string());
    }
    let mut out = io::stdout().lock();
    for persona in &personas(day)? {
        let summary = if language == Language::JA {
            persona.summary_ja()
        } else {
            persona.summary_en()
        };
        let line = if args.json {
            json!({ "persona": persona.name(), "summary": summary }).to_string()
        } else {
            format!("{:24}{summary}", persona.name())
        };
        if writeln!(out, "{line}").is_err() {
            break;
        }
    }
    Ok(())
}

/// What is printed.
struct Output {
    json: bool,
    rehearsal: bool,
    japanese: bool,
}

impl Output {
    fn new(scene: &Scene) -> Self {
        Self {
            json: scene.json,
            rehearsal: scene.rehearsal,
            japanese: scene.language == Language::JA,
        }
    }

    fn print(text: &str) {
        let _ = writeln!(io::stdout().lock(), "{text}");
    }

    fn title(&self, scene: &Scene, persona: &str) -> Result<(), String> {
        if self.json {
            return Ok(());
        }
        let mode = words::mode(scene.language, scene.mode);
        let method = words::method(scene.language, scene.method);
        let card = match (persona, self.japanese) {
            ("", true) => "読み取り機のカード".to_owned(),
            ("", false) => "the card in the reader".to_owned(),
            (name, true) => format!("仮想カード {name}"),
            (name, false) => format!("virtual card {name}"),
        };
        Self::print(&format!("── {} ── {mode} ── {method} ── {card}", scene.day));
        let simulated = match (self.rehearsal, self.japanese) {
            (true, true) => {
                "   リハーサル：顔の照合・職員・センターは模擬です。どこにも問い合わせません。"
            }
            (true, false) => {
                "   Rehearsal: face comparison, staff and centre are simulated. Nothing is asked of anybody."
            }
            (false, true) => "   カメラ・職員・センターは模擬です。",
            (false, false) => "   Camera, staff and centre are simulated.",
        };
        Self::print(simulated);
        Self::print("");
        Ok(())
    }

    fn say(&self, said: &Said) {
        if self.json {
            let mut object = json!({
                "who": said.who.name(),
                "kind": said.kind,
                "text": said.lines.join("\n"),
            });
            if let Some(code) = said.code {
                object["code"] = json!(code.to_string());
            }
            if self.rehearsal {
                object["rehearsal"] = json!(true);
            }
            Self::print(&object.to_string());
            return;
        }
        let who = match (said.who, self.japanese) {
            (Who::Patient, true) => "画面    │ ",
            (Who::Act, true) => "患者    │ ▷ ",
            (Who::Staff, true) => "職員    │ ",
            (Who::Centre, true) => "センター│ ",
            (Who::Patient, false) => "screen  | ",
            (Who::Act, false) => "patient | > ",
            (Who::Staff, false) => "staff   | ",
            (Who::Centre, false) => "centre  | ",
        };
        let blank = if self.japanese {
            "        │ "
        } else {
            "        | "
        };
        let mark = match (self.rehearsal, self.japanese) {
            (true, true) => "［リハーサル］",
            (true, false) => "[rehearsal] ",
            (false, _) => "",
        };
        for (index, line) in said.lines.iter().enumerate() {
            let lead = if index == 0 { who } else { blank };
            Self::print(&format!("{lead}{mark}{line}"));
        }
    }

    /// The last line. Whether it was a success.
    fn end(
        &self,
        scene: &Scene,
        persona: &str,
        played: &Played,
        exchanges: Option<u32>,
    ) -> Result<bool, String> {
        let success = match played.outcome {
            Outcome::Admitted(_) => !self.rehearsal,
            Outcome::Rehearsed => self.rehearsal,
            Outcome::Ended { .. } => false,
        };
        if self.json {
            let journal =
                serde_json::to_value(&played.journal).map_err(|error| error.to_string())?;
            Self::print(&json!({ "journal": journal }).to_string());
            let mut object = json!({
                "outcome": played.outcome.name(),
                "mode": scene.config.mode,
                "method": scene.method,
                "date": scene.day.to_string(),
            });
            if let Outcome::Admitted(scope) = played.outcome {
                object["scope"] = json!(match scope {
                    Scope::Full => "full",
                    Scope::EligibilityOnly => "eligibility-only",
                });
            }
            if let Some(fault) = played.outcome.fault() {
                object["fault"] = json!(fault.to_string());
            }
            if self.rehearsal {
                object["rehearsal"] = json!(true);
            }
            if !persona.is_empty() {
                object["persona"] = json!(persona);
            }
            if let Some(exchanges) = exchanges {
                object["exchanges"] = json!(exchanges);
            }
            Self::print(&object.to_string());
        } else {
            let result = if self.japanese { "結果" } else { "outcome" };
            Self::print("");
            Self::print(&format!("── {result}: {}", played.outcome));
        }
        Ok(success)
    }
}
