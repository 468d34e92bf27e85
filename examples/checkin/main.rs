//! A whole check-in: the shipped reception and desk, on a virtual card by default, with a simulated
//! camera, screen, staff and centre; see `--help`.
//!
//! With `--reader` the card in a real reader takes part. Everything about the person then comes
//! from the card, nothing is asked of any centre and no face is compared: it is a rehearsal, every
//! line is marked, and the outcome is `rehearsed`, never `admitted`.

mod args;
mod output;
mod person;

use std::cell::RefCell;
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;
use std::rc::Rc;

use args::{Args, Asked};
use mynareader::calendar::Date;
use mynareader::desk::Unshared;
use mynareader::facts::Mode;
use mynareader::guidance::{Book, Language};
use mynareader::reception::{Config, PhoneReader};
use mynareader::secret::{CodeB, Pin};
use mynareader_console::{self as console, Lang, reader, record, secrets};
use mynareader_emulator::{CardHandle, Day, Persona, Personas};
use serde_json::json;

use mynareader_rehearsal::scenario::Scenario;
use mynareader_rehearsal::stage::{self, Cues, Habit, Play, Shared};
use mynareader_rehearsal::words;
use output::{Output, Scene};
use person::Person;
use zeroize::Zeroizing;

/// What a recording says that it is of.
const RUN: &str = "check-in";

fn main() -> ExitCode {
    let asked = args::parse(lexopt::Parser::from_env());
    let played = asked.and_then(|asked| match asked {
        Asked::Help => {
            Output::print(args::HELP);
            Ok(true)
        }
        Asked::Play(args) => run(&args),
    });
    match played {
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
    let language = if args.lang == Lang::Ja {
        Language::JA
    } else {
        Language::EN
    };
    let mut scenario = args.scenario.as_deref().map(Scenario::find).transpose()?;
    if let Some(scenario) = &mut scenario {
        scenario.set_up(&[], &[], args.model.as_deref())?;
    }
    let day = match args.date.or(scenario.as_ref().and_then(|it| it.day)) {
        Some(day) => day,
        None => console::today().map_err(|error| error.to_string())?,
    };
    if let Some(scenario) = &scenario {
        return on_scenario(args, scenario, day, language);
    }
    if args.list {
        list(args, day, language)?;
        return Ok(true);
    }
    let mode = args.mode.unwrap_or(Mode::Unattended);
    let method = args.method.unwrap_or_else(|| Habit::of_mode(mode));
    let mut config = Config::default();
    config.mode = mode;
    if let Some(name) = &args.model {
        let model = Book::built_in().model(name);
        let none = || format!("--model {name}: no reader model is known by this name (--list)");
        config.reader_model = model.ok_or_else(none)?.number.into();
    }
    let scene = Scene {
        day,
        language,
        mode,
        method: (!args.interactive).then_some(method),
        persona: args.reader.is_none().then(|| args.persona().to_owned()),
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
    record_to: Option<&Path>,
    output: &Output,
) -> Result<(stage::Played, CardHandle), String> {
    let handle = card.handle();
    let card = Shared::new(card);
    play.national_card = Some(Box::new(card.clone()));
    // The card is laid around the day that was asked for, be it long past.
    play.options.release_day = play.options.release_day.min(play.day);
    if play.config.phone_reader == PhoneReader::Paired {
        play.phone_reader = Some(Box::new(Unshared(card.clone())));
    }
    let mut link = Unshared(record::recorded(card));
    let played = stage::play(play, &mut link, &mut |said| output.say(&said))?;
    record::save(&link.0, RUN, record_to).map_err(|error| error.to_string())?;
    Ok((played, handle))
}

fn on_virtual_card(
    args: &Args,
    scene: &Scene,
    config: Config,
    cues: Box<dyn Cues>,
) -> Result<bool, String> {
    let persona = persona(args.persona(), scene.day)?;
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
    let (played, handle) = with_virtual_card(play, card, args.record.as_deref(), &output)?;
    output.end(scene, &played, Some(handle.exchanges()))
}

fn on_scenario(
    args: &Args,
    scenario: &Scenario,
    day: Date,
    language: Language,
) -> Result<bool, String> {
    let persona = persona(&scenario.persona, day)?;
    let scene = Scene {
        day,
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
            day,
            language,
            Rc::clone(&script),
            options,
        )
    };
    let (played, handle) = with_virtual_card(play, card, args.record.as_deref(), &output)?;
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
    let connection = reader::connect(wanted, args.lang).map_err(|error| error.to_string())?;
    let mut link = record::recorded(connection);
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
    let played = stage::play(play, &mut link, &mut |said| output.say(&said))?;
    record::save(&link, RUN, args.record.as_deref()).map_err(|error| error.to_string())?;
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
    Err(reader::unreachable("checkin", args.lang).to_string())
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
    let makers = Book::built_in();
    for model in makers.models() {
        let of = makers.maker(model.maker);
        let maker = of.map_or("", |maker| &maker.name);
        Output::print(&if args.json {
            json!({ "model": model.name, "maker": maker }).to_string()
        } else {
            format!("{:24}{maker}", model.name)
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
            format!("{code} {:42}{title}", scenario.name)
        });
    }
    Ok(())
}
