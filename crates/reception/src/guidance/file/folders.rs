//! Languages from folders of files, one folder a language: what the built-in ones are made from, and
//! what a maker may keep beside a file of rules.
#![forbid(unsafe_code)]

use std::collections::BTreeMap;

use super::{From, Reader, entries};
use crate::guidance::check::{Findings, Reason, Refused};
use crate::guidance::{Book, Language};
use mynareader_toml::Lines;

/// A file of a language's folder.
#[derive(Clone, Copy, Debug)]
pub struct TextFile<'a> {
    /// Its path from where the folders lie, such as `ja/codes.toml`.
    pub path: &'a str,
    /// What is in it.
    pub text: &'a str,
}

impl Book {
    /// The built-in rules with all words from these files, checked whole. Each text stands once.
    ///
    /// The files of a language lie in a folder of its tag, those of no language (makers and models)
    /// beside the folders; how they are cut is free. A `.toml` is
    /// of the format of [`Book::amended`], and a `.md` is the leaflet or form of its name. Every
    /// language owes its patients the words, the screens and the leaflets.
    pub fn from_folders(files: &[TextFile<'_>]) -> Result<Self, Refused> {
        let mut reader = Reader {
            lines: Lines::new(""),
            findings: Findings::default(),
            places: BTreeMap::new(),
            from: From::Beside,
        };
        let mut book = Self::without_words();
        for TextFile { path, text } in files {
            reader.findings.file = Some((*path).to_owned());
            reader.lines = Lines::new(text);
            let folder = path.split_once('/').map(|(folder, _)| folder);
            let language: Option<Language> = folder.and_then(|folder| folder.parse().ok());
            reader.from = match (folder, language) {
                (_, Some(language)) => From::Folder(language),
                (None, None) => From::Beside,
                (Some(folder), None) => {
                    let reason = Reason::UnknownName(super::shown(folder));
                    reader.findings.add("folder", None, reason);
                    continue;
                }
            };
            if let Some(language) = language
                && let Some(file) = path.strip_suffix(".md")
            {
                let name = file.rsplit('/').next().unwrap_or_default();
                let place = format!("page.{language}.{}", super::shown(name));
                reader.page(&place, 0, language, name, text, &mut book);
                continue;
            }
            let file = entries(text).map_err(|mut refused| {
                for problem in &mut refused.problems {
                    problem.file = Some((*path).to_owned());
                }
                refused
            })?;
            book = reader.file(file, book);
        }
        reader.findings.file = None;
        reader.checked(book, |book| book.check_with(true))
    }
}
