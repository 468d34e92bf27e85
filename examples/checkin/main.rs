//! A whole check-in: the shipped reception and desk, on a virtual card by default, with a simulated
//! camera, screen, staff and centre; see `--help`.
//!
//! With `--reader` the card in a real reader takes part. Everything about the person then comes
//! from the card, nothing is asked of any centre and no face is compared: it is a rehearsal, every
//! line is marked, and the outcome is `rehearsed`, never `admitted`.

#[path = "../support/mod.rs"]
mod support;

mod output;
mod person;

use std::cell::RefCell;
use std::io::{self, Write};
use std::process::ExitCode;
use std::rc::Rc;

use clap::{Parser, ValueEnum};
use mynareader::calendar::Date;
use mynareader::desk::Unshared;
use mynareader::facts::{Method, Mode};
use mynareader::guidance::Language;
use mynareader::reception::{Config, StaffCheck};
use mynareader::secret::{CodeB, Pin};
use mynareader_emulator::{CardHandle, Day, Persona, Personas};
use serde_json::json;

use mynareader_rehearsal::scenario::Scenario;
use mynareader_rehearsal::stage::{self, Cues, Habit, Play, Shared};
use mynareader_rehearsal::words;
use output::{Output, Scene};
use person::Person;
use support::{Lang, secrets};
use zeroize::Zeroizing;

/// A whole check-in at the counter, on a virtual card by default.
///
/// The patient takes one method (--method) and, where it does not lead on, stops; the screens then
/// show what else is open. With --scenario a written case is played, with --interactive you are
/// patient and staff. Exit status: 0 if the patient was admitted, with --reader if the rehearsal
/// reached its end, with --scenario if it ended as the scenario says; 1 if not; 2 for bad arguments.
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

    /// Play a scenario: its name (--list shows them) or a file, as crates/rehearsal/scenarios has.
    #[arg(
        long,
        value_name = "NAME|FILE",
        conflicts_with_all = ["persona", "reader", "mode", "method", "pin", "code_b", "date", "interactive"]
    )]
    scenario: Option<String>,

    /// Be patient and staff yourself: a menu at each step, on the standard error.
    #[arg(long, conflicts_with_all = ["method", "pin", "json"])]
    interactive: bool,

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

    /// All steps and reasons of a fault, not the first of them.
    #[arg(long)]
    full: bool,

    /// One JSON object a line, in full; the last has "outcome".
    #[arg(long)]
    json: bool,

    /// List the personas and the scenarios, each with its code, and end.
    #[arg(long, conflicts_with = "reader")]
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
    if let Some(wanted) = &args.scenario {
        return on_scenario(args, &Scenario::find(wanted)?, language);
    }
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
    let method = match args.method {
        Some(MethodName::Face) => Method::Face,
        Some(MethodName::Pin) => Method::Pin,
        Some(MethodName::Staff) => Method::Staff,
        None => Habit::of_mode(mode),
    };
    let mut config = Config::default();
    config.mode = mode;
    config.staff_check = StaffCheck::FromMethodScreen;
    let scene = Scene {
        day,
        language,
        mode,
        method: (!args.interactive).then_some(method),
        persona: args.reader.is_none().then(|| args.persona.clone()),
        rehearsal: args.reader.is_some(),
        json: args.json,
        full: args.full || args.json,
        scenario: None,
    };
    let cues: Box<dyn Cues> = if args.interactive {
        Box::new(Person::new(language))
    } else {
        Box::new(Habit::new(method))
    };
    match &args.reader {
        Some(reader) => on_reader(args, &scene, config, cues, reader),
        None => on_virtual_card(args, &scene, config, cues),
    }
}

/// The persona of a name, laid around a day.
fn persona(name: &str, day: Date) -> Result<Persona, String> {
    let personas = personas(day)?;
    let persona = personas
        .get(name)
        .map_err(|error| format!("{error} (--list)"))?;
    Ok(persona.clone())
}

/// Plays with a virtual card: a play without what is the card's, and the card's second view.
fn with_virtual_card(
    mut play: Play<'_>,
    card: mynareader_emulator::VirtualCard,
    output: &Output,
) -> Result<(stage::Played, CardHandle), String> {
    let handle = card.handle();
    let card = Shared::new(card);
    play.national_card = Some(Box::new(card.clone()));
    // The card is laid around the day that was asked for, be it long past.
    play.options.release_day = play.options.release_day.min(play.day);
    let played = stage::play(play, &mut Unshared(card), &mut |said| output.say(&said))?;
    Ok((played, handle))
}

fn on_virtual_card(
    args: &Args,
    scene: &Scene,
    config: Config,
    cues: Box<dyn Cues>,
) -> Result<bool, String> {
    let persona = persona(&args.persona, scene.day)?;
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
    let card = persona.card().map_err(|error| error.to_string())?;
    if args.interactive
        && let Some(pin) = persona.pin()
    {
        // A persona's PIN is published; whoever plays the patient has to know it.
        let _ = writeln!(io::stderr(), "{}", words::your_pin(scene.language, pin));
    }
    let output = Output::new(scene);
    output.title(scene);
    let options = stage::trusting_the_test_authority()?;
    let play = Play {
        full: scene.full,
        persona: Some(persona),
        pin,
        code_b,
        ..Play::new(config, scene.day, scene.language, cues, options)
    };
    let (played, handle) = with_virtual_card(play, card, &output)?;
    output.end(scene, &played, Some(handle.exchanges()))
}

fn on_scenario(args: &Args, scenario: &Scenario, language: Language) -> Result<bool, String> {
    let persona = persona(&scenario.persona, scenario.day)?;
    let scene = Scene {
        day: scenario.day,
        language,
        mode: scenario.config.mode,
        method: None,
        persona: Some(scenario.persona.clone()),
        rehearsal: scenario.config.rehearsal,
        json: args.json,
        full: args.full || args.json,
        scenario: Some((scenario.name.clone(), scenario.title(language).to_owned())),
    };
    let card = persona
        .card()
        .map_err(|error| error.to_string())?
        .with_faults(scenario.faults.iter().cloned());
    let script = Rc::new(RefCell::new(scenario.script()));
    let output = Output::new(&scene);
    output.title(&scene);
    let options = stage::trusting_the_test_authority()?;
    let play = Play {
        full: scene.full,
        persona: Some(persona),
        forgets: scenario.forgets,
        ..Play::new(
            scenario.config.clone(),
            scenario.day,
            language,
            Rc::clone(&script),
            options,
        )
    };
    let (played, handle) = with_virtual_card(play, card, &output)?;
    output.end(&scene, &played, Some(handle.exchanges()))?;
    let left_over = script.borrow().left_over();
    let differences = scenario.differences(&played, handle.presentations(), &left_over);
    for difference in &differences {
        let _ = writeln!(io::stderr(), "checkin: {}: {difference}", scenario.name);
    }
    Ok(differences.is_empty())
}

#[cfg(feature = "pcsc")]
fn on_reader(
    args: &Args,
    scene: &Scene,
    mut config: Config,
    cues: Box<dyn Cues>,
    wanted: &str,
) -> Result<bool, String> {
    use mynareader::certificate::UntracedIssuer;

    let pin = given_pin(args)?;
    let typed = digits("--code-b", args.code_b.as_deref(), args)?;
    // A person typed it once; that is one reading, and as good as several of a camera's.
    let code_b = looks(typed.as_ref().map(|digits| digits.as_slice()), 1)?;
    let mut connection =
        support::reader::connect(wanted, args.lang).map_err(|error| error.to_string())?;
    config.rehearsal = true;
    config.code_b.agreeing = 1;
    config.code_b.scans = 1;
    // Nobody gave this program the keys of the real authority, and a rehearsal admits nobody.
    let mut options = stage::trusting_the_test_authority()?;
    options.untraced = UntracedIssuer::Report;
    let play = Play {
        full: scene.full,
        pin,
        code_b,
        ..Play::new(config, scene.day, scene.language, cues, options)
    };
    let output = Output::new(scene);
    output.title(scene);
    let played = stage::play(play, &mut connection, &mut |said| output.say(&said))?;
    output.end(scene, &played, None)
}

#[cfg(not(feature = "pcsc"))]
fn on_reader(
    args: &Args,
    _scene: &Scene,
    _config: Config,
    _cues: Box<dyn Cues>,
    _wanted: &str,
) -> Result<bool, String> {
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
    let ja = language == Language::JA;
    for persona in &personas(day)? {
        let summary = if ja {
            persona.summary_ja()
        } else {
            persona.summary_en()
        };
        Output::print(&if args.json {
            json!({ "persona": persona.name(), "summary": summary }).to_string()
        } else {
            format!("{:24}{summary}", persona.name())
        });
    }
    if !args.json {
        Output::print("");
    }
    for scenario in Scenario::built_in() {
        let scenario = scenario?;
        let title = scenario.title(language);
        Output::print(&if args.json {
            json!({ "scenario": scenario.name, "code": scenario.code, "title": title }).to_string()
        } else {
            let code = scenario.code.as_deref().unwrap_or("---");
            format!("{code} {:40}{title}", scenario.name)
        });
    }
    Ok(())
}
