//! What to say and do for a fault: the patient's words, the staff's steps, the ladder of next
//! steps; the leaflets and forms; and every text by its name. See `--help`.

mod args;
mod view;

use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

pub use args::Args;
use args::Page;
use mynareader::calendar::Date;
use mynareader::fault::{FaultCode, KNOWN, Step};
use mynareader::guidance::leaflet::{LeafletContext, LeafletId};
use mynareader::guidance::outage::Paper;
use mynareader::guidance::{AtHand, Book, Facility, LadderStep, Language, Message};
use mynareader_console::{self as console, Failure};
use serde_json::json;

/// Does what the arguments ask for.
pub fn main(args: &Args) -> ExitCode {
    match run(args) {
        Ok(()) => ExitCode::SUCCESS,
        // Whoever reads our output has stopped; that is their right.
        Err(failure) if is_broken_pipe(failure.as_ref()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("guidance: {failure}");
            ExitCode::FAILURE
        }
    }
}

fn is_broken_pipe(failure: &(dyn std::error::Error + 'static)) -> bool {
    failure
        .downcast_ref::<io::Error>()
        .is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}

fn run(args: &Args) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    let date = console::day_or_today(args.situation.date)?;
    let amended;
    let book = match &args.data {
        Some(path) => {
            amended = Book::built_in()
                .amended(&read(path)?)
                .map_err(|refused| format!("{}: {refused}", path.display()))?;
            &amended
        }
        None => Book::built_in(),
    };
    if let Some(path) = &args.write_data {
        write(path, &book.to_toml())?;
    }
    if let Some(page) = args.leaflet {
        return print_page(args, book, page, date);
    }
    let languages = match args.lang {
        Some(language)
            if [language, language.base()]
                .iter()
                .any(|it| book.languages().contains(it)) =>
        {
            vec![language]
        }
        Some(language) => return Err(format!("there are no words in {language}").into()),
        None if (args.all || args.texts.is_some()) && args.json => book.languages(),
        None => vec![Language::JA],
    };
    if args.list {
        let language = languages.first().copied().unwrap_or(Language::JA);
        return list(&mut out, book, language);
    }
    if let Some(beginning) = &args.texts {
        return texts(&mut out, args, book, beginning, &languages);
    }
    let codes: Vec<FaultCode> = match args.code {
        Some(code) => vec![code],
        None => KNOWN.iter().map(|known| known.code).collect(),
    };
    let model = args.situation.reader_model(book)?;
    let mut first = true;
    for code in codes {
        for &language in &languages {
            let situation = args.situation.situation(date, language, model);
            let guidance = book.advise(code, &situation).called_by(&args.facility);
            if args.json {
                writeln!(out, "{}", view::object(&guidance, language))?;
                continue;
            }
            if !first {
                writeln!(out, "\n{}", "─".repeat(72))?;
            }
            first = false;
            write!(out, "{}", view::text(book, &guidance, language))?;
        }
    }
    Ok(())
}

/// Texts by their names: screens, notices, labels and all others.
fn texts(
    out: &mut impl Write,
    args: &Args,
    book: &Book,
    beginning: &str,
    languages: &[Language],
) -> Result<(), Failure> {
    let model = args.situation.reader_model(book)?;
    let mut found = book.messages();
    found.retain(|message| message.to_string().starts_with(beginning));
    if found.is_empty() {
        return Err(format!("no text has a name that begins with \"{beginning}\"").into());
    }
    for message in found {
        for &language in languages {
            let (words, reading) = book.text_for(message, language, model);
            let (name, number) = (message.to_string(), message.number());
            if args.json {
                let text = json!({ "text": name, "number": number, "lang": language.tag(), "words": words, "reading": reading });
                writeln!(out, "{text}")?;
            } else {
                writeln!(out, "{number} {name}  {words}")?;
            }
        }
    }
    Ok(())
}

fn print_page(args: &Args, book: &Book, page: Page, date: Date) -> Result<(), Failure> {
    let mut context = LeafletContext::new(&args.facility, date);
    context.phone = args.phone.as_deref();
    let number = args.situation.reader_model(book)?;
    context.model = book
        .model_of_number(number)
        .map(|model| model.name.as_ref());
    let language = args.lang.unwrap_or(Language::JA);
    let page = match page {
        Page::Leaflet(leaflet) => book.leaflet(leaflet, language, &context)?,
        Page::Form(paper) => book.blank(paper, language, &context)?,
    };
    match &args.out {
        Some(path) => write(path, &page),
        None => Ok(write!(io::stdout().lock(), "{page}")?),
    }
}

fn read(path: &Path) -> Result<String, Failure> {
    fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()).into())
}

fn write(path: &Path, text: &str) -> Result<(), Failure> {
    fs::write(path, text).map_err(|error| format!("{}: {error}", path.display()).into())
}

/// What the arguments take, each with its words where there are any.
fn list(out: &mut impl Write, book: &Book, language: Language) -> Result<(), Failure> {
    let said =
        |name: &dyn std::fmt::Display, message| format!("{name}  {}", book.text(message, language));
    let bare = |name: &str| name.to_owned();
    let mut names =
        |title: &str, names: Vec<String>| writeln!(out, "{title}\n  {}", names.join("\n  "));
    let codes = KNOWN.iter().map(|known| known.code);
    names(
        "--code:",
        codes
            .map(|code| said(&code, Message::Title(code)))
            .collect(),
    )?;
    names(
        "--has, the facility:",
        Facility::names().map(|(name, _)| name).collect(),
    )?;
    names(
        "--has, the patient:",
        AtHand::names().map(|(name, _)| name).collect(),
    )?;
    let tried = LadderStep::ALL.iter();
    names(
        "--tried:",
        tried.map(|it| said(it, Message::Step(*it))).collect(),
    )?;
    let steps = Step::ALL.iter();
    names("--step:", steps.map(|step| bare(step.name())).collect())?;
    let leaflets = LeafletId::ALL.iter();
    names(
        "--leaflet:",
        leaflets.map(|it| said(it, Message::Leaflet(*it))).collect(),
    )?;
    let papers = Paper::ALL.iter();
    names(
        "--leaflet, forms to fill in by hand:",
        papers
            .map(|it| format!("{it}  {}", book.paper_title(*it, language)))
            .collect(),
    )?;
    let models = book.models().iter();
    names(
        "--reader-model:",
        models.map(|model| bare(&model.name)).collect(),
    )?;
    Ok(())
}
