//! Makers' files: rules, words, codes, models and pages, as one file or as folders. Signed packages of
//! them are another target's.

use mynareader::fault::FaultCode;
use mynareader::guidance::leaflet::LeafletContext;
use mynareader::guidance::{Book, Language, Message, TextFile, sentences, table};
use mynareader::guidance::{LadderStep, LeafletId};

use crate::input::{Input, utf8};
use crate::said;

/// The first byte says how the others are read.
pub fn run(data: &[u8]) {
    let Some((&which, rest)) = data.split_first() else {
        return;
    };
    match which % 6 {
        0 => read(Book::from_toml(utf8(rest))),
        1 => read(Book::built_in().amended(utf8(rest))),
        2 => {
            let head = "schema = 1\nedition = \"t\"\nknown-up-to = \"2027-03-31\"\n";
            read(Book::built_in().amended(&format!("{head}{}", utf8(rest))));
        }
        3 => page(utf8(rest)),
        4 => folders(rest),
        _ => names(utf8(rest)),
    }
}

fn read(result: Result<Book, mynareader::guidance::Refused>) {
    match result {
        Ok(book) => {
            assert_eq!(book.check(), Ok(()), "it was taken");
            let written = book.to_toml();
            let again = Book::from_toml(&written);
            assert_eq!(again.as_ref(), Ok(&book), "what is written is read");
            let _ = table(&book);
            look(&book);
        }
        Err(refused) => {
            assert!(!refused.problems.is_empty());
            assert!(refused.problems.len() <= mynareader::guidance::MAX_PROBLEMS);
            said::error(&refused);
            for problem in &refused.problems {
                said::plain(&problem.to_string());
            }
        }
    }
}

fn look(book: &Book) {
    let _ = (book.edition(), book.known_up_to(), book.messages().len());
    let vietnamese: Language = "vi-VN".parse().expect("a tag");
    let languages = book.languages().into_iter().chain([vietnamese]);
    for language in languages.take(8) {
        for message in Message::all() {
            assert!(!book.text(message, language).is_empty(), "{message:?}");
        }
        let context = LeafletContext::new("x", "2027-01-01".parse().expect("a day"));
        for id in LeafletId::ALL {
            match book.leaflet(*id, language, &context) {
                Ok(html) => assert!(!html.contains("<script")),
                Err(error) => said::error(&error),
            }
        }
    }
    for maker in book.makers() {
        said::debug(maker);
    }
    for model in book.models() {
        said::debug((model, model.texts().count()));
        let _ = book.model(&model.name);
    }
}

/// A leaflet's or form's template, as a page of a file.
fn page(text: &str) {
    let (name, text) = match text.split_at_checked(1) {
        Some(("a", rest)) => ("four-items", rest),
        Some(("b", rest)) => ("declaration", rest),
        Some(("c", rest)) => ("outage-mode", rest),
        Some(("d", rest)) => ("after-recovery", rest),
        Some(("e", rest)) => ("staff-mode-switch", rest),
        _ => ("certificate-renewal", text),
    };
    // In a literal text nothing is escaped, so what would end it is left out.
    let text = text.replace("'''", "\u{2019}\u{2019}\u{2019}");
    let file = format!("schema = 1\n[page.en]\n{name} = '''\n{text}'''\n");
    read(Book::built_in().amended(&file));
}

const PATHS: [&str; 12] = [
    "ja/codes.toml",
    "ja/staff.toml",
    "en/screens.toml",
    "en/certificate-renewal.md",
    "ja/four-items.md",
    "vi/patient.toml",
    "makers.toml",
    "readers.toml",
    "x/y/z.toml",
    "no language/a.toml",
    "en/nothing.md",
    "",
];

fn folders(bytes: &[u8]) {
    let mut input = Input::new(bytes);
    let mut files = Vec::new();
    while !input.is_empty() && files.len() < 8 {
        files.push(TextFile {
            path: input.one(&PATHS),
            text: utf8(input.chunk()),
        });
    }
    read(Book::from_folders(&files));
}

/// Everything that is found by its name.
fn names(text: &str) {
    let book = Book::built_in();
    let _ = (
        book.model(text),
        Message::from_name(text),
        LadderStep::from_name(text),
    );
    let _ = (LeafletId::from_name(text), sentences(text).count());
    match text.parse::<Language>() {
        Ok(language) => {
            assert_eq!(language.to_string().parse(), Ok(language));
            let _ = language.base().tag();
        }
        Err(error) => said::error(&error),
    }
    match text.parse::<FaultCode>() {
        Ok(code) => {
            assert_eq!(code.to_string().parse(), Ok(code));
            said::debug(mynareader::fault::known(code));
            let _ = book.maker(code.maker());
        }
        Err(error) => said::error(&error),
    }
}
