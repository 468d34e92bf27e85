//! Books from files, and to files: TOML, checked whole before anything is replaced.
//!
//! A file either states a whole book ([`Book::from_toml`]) or amends one ([`Book::amended`]):
//! what it names takes the place of what the book says, the rest stays, and the outcome is checked
//! as a whole. A file that is refused changes nothing, since a new book comes out and the old one
//! is never touched.
#![forbid(unsafe_code)]

mod entries;
mod folders;
mod readers;
mod table;
mod write;

pub use folders::TextFile;
pub use table::table;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use toml::Spanned;

use entries::{
    CodeEntry, File, NoteEntry, ReplaceEntry, StepEntry, TextEntry, TextTable, VendorEntry,
};

use super::book::{Text, VendorCode};
use super::check::{Findings, Problem, Reason, Refused, forbidden};
use super::ladder::Part;
use super::rules::{CodeRule, NoteRule, Rules, StepRule};
use super::sheet::{self, Sheet};
use super::{
    Book, Facility, LadderStep, Language, LeafletId, Message, Note, Party, Phrase, StaffAction,
};
use crate::fault::FaultCode;
use mynareader_facts::calendar::Date;
use mynareader_toml::{self as toml_text, Lines};

/// The schema that this version reads and writes.
pub const SCHEMA: u32 = 1;
/// The largest file that is read, in bytes.
pub const MAX_FILE: usize = 1 << 20;

/// The most of a text from the file that a place or a reason repeats, in characters.
const MAX_SHOWN: usize = 60;

/// A text from the file as a refusal may show it: short, and without control characters.
fn shown(text: &str) -> String {
    let visible = text.chars().filter(|c| !c.is_control());
    visible.take(MAX_SHOWN).collect()
}

/// Reads a file's entries into a book, keeping count of what is wrong and where.
struct Reader {
    lines: Lines,
    findings: Findings,
    /// In which file and on which line each entry stands.
    places: BTreeMap<String, (Option<String>, usize)>,
    from: From,
}

/// Where the entries come from that are read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum From {
    /// A file by itself, which may amend a book.
    File,
    /// A file of this language's folder, one of many in which each entry stands once.
    Folder(Language),
    /// A file beside the folders, which says nothing in any language.
    Beside,
}

impl Reader {
    fn place(&mut self, place: String, offset: usize) {
        let line = self.lines.of(offset);
        self.places
            .insert(place, (self.findings.file.clone(), line));
    }

    /// Whether these entries may be in a language.
    fn speaks(&self, language: Language) -> bool {
        match self.from {
            From::File => true,
            From::Folder(folder) => folder == language,
            From::Beside => false,
        }
    }

    /// Whether no entry may take the place of another.
    fn is_once(&self) -> bool {
        self.from != From::File
    }

    fn problem(&mut self, place: &str, offset: usize, reason: Reason) {
        let line = Some(self.lines.of(offset));
        self.findings.add(place, line, reason);
    }

    /// The file and line of the entry in which a place of the book lies: of the longest part of it,
    /// up to a full stop, that is the place of an entry.
    fn entry_of(&self, place: &str) -> Option<&(Option<String>, usize)> {
        let ends = place.match_indices('.').map(|(at, _)| at);
        ends.chain([place.len()])
            .rev()
            .find_map(|end| self.places.get(place.get(..end)?))
    }

    fn known<T>(&mut self, place: &str, at: usize, name: &str, value: Option<T>) -> Option<T> {
        if value.is_none() {
            self.problem(place, at, Reason::UnknownName(shown(name)));
        }
        value
    }

    fn names<T>(
        &mut self,
        place: &str,
        at: usize,
        names: &[String],
        from_name: impl Fn(&str) -> Option<T>,
    ) -> Vec<T> {
        names
            .iter()
            .filter_map(|name| self.known(place, at, name, from_name(name)))
            .collect()
    }

    /// The same for a list that is gone through in order, in which nothing may stand twice.
    fn list<T: Copy + Ord>(
        &mut self,
        place: &str,
        at: usize,
        names: &[String],
        from_name: impl Fn(&str) -> Option<T>,
    ) -> Vec<T> {
        let list = self.names(place, at, names, from_name);
        let mut met = BTreeSet::new();
        if !list.iter().all(|item| met.insert(*item)) {
            self.problem(place, at, Reason::Double);
        }
        list
    }

    fn date(&mut self, place: &str, at: usize, text: &str) -> Option<Date> {
        let date = text.parse().ok();
        if date.is_none() {
            self.problem(place, at, Reason::Date);
        }
        date
    }

    fn code(&mut self, entry: Spanned<CodeEntry>) -> Option<CodeRule> {
        let at = entry.span().start;
        let entry = entry.into_inner();
        let place = format!("code.{}", shown(&entry.code));
        let code: Option<FaultCode> = if entry.code == "unknown" {
            None
        } else {
            Some(self.known(&place, at, &entry.code, entry.code.parse().ok())?)
        };
        // As the book writes it, which may be another way than the file's.
        let place = code.map_or(place, |code| format!("code.{code}"));
        self.place(place.clone(), at);
        let phrase = match &entry.phrase {
            Some(name) => self.known(&place, at, name, Phrase::from_name(name)),
            None => None,
        };
        Some(CodeRule {
            code,
            breaks: self
                .names(&place, at, &entry.breaks, Part::from_kebab)
                .into_iter()
                .collect(),
            doubts: self
                .names(&place, at, &entry.doubts, Part::from_kebab)
                .into_iter()
                .collect(),
            staff: self
                .list(
                    &format!("{place}.staff"),
                    at,
                    &entry.staff,
                    StaffAction::from_name,
                )
                .into(),
            calls: self
                .list(
                    &format!("{place}.calls"),
                    at,
                    &entry.calls,
                    Party::from_name,
                )
                .into(),
            leaflets: self
                .list(
                    &format!("{place}.leaflets"),
                    at,
                    &entry.leaflets,
                    LeafletId::from_name,
                )
                .into(),
            phrase,
            continues: entry.continues,
            outage: entry.outage,
        })
    }

    fn step(&mut self, entry: Spanned<StepEntry>) -> Option<StepRule> {
        let at = entry.span().start;
        let entry = entry.into_inner();
        let place = format!("step.{}", shown(&entry.step));
        self.place(place.clone(), at);
        let step = self.known(&place, at, &entry.step, LadderStep::from_name(&entry.step))?;
        let mut date = |text: &Option<String>| {
            let text = text.as_deref()?;
            self.date(&place, at, text)
        };
        let (from, until, provisional_until) = (
            date(&entry.from),
            date(&entry.until),
            date(&entry.provisional_until),
        );
        Some(StepRule {
            step,
            needs: self
                .names(&place, at, &entry.needs, Part::from_kebab)
                .into_iter()
                .collect(),
            facility: self
                .names(&place, at, &entry.facility, Facility::from_kebab)
                .into_iter()
                .collect(),
            from,
            until,
            provisional_until,
            ordinary_share: entry.ordinary_share,
            source: Cow::Owned(entry.source),
        })
    }

    /// The notes that hold for a time. What a file says of a note takes the place of all that was
    /// said of it.
    fn notes(&mut self, entries: Vec<Spanned<NoteEntry>>, book: &mut Book) {
        let mut rules = Vec::new();
        for entry in entries {
            let at = entry.span().start;
            let entry = entry.into_inner();
            let place = format!("note.{}", shown(&entry.note));
            self.place(place.clone(), at);
            let Some(note) = self.known(&place, at, &entry.note, Note::from_name(&entry.note))
            else {
                continue;
            };
            let mut date = |text: &Option<String>| {
                let text = text.as_deref()?;
                self.date(&place, at, text)
            };
            let (from, until) = (date(&entry.from), date(&entry.until));
            if from.zip(until).is_some_and(|(from, until)| until < from) {
                self.problem(&place, at, Reason::DateOrder);
            }
            rules.push(NoteRule {
                note,
                from,
                until,
                source: Cow::Owned(entry.source),
            });
        }
        let told: BTreeSet<_> = rules.iter().map(|rule| rule.note).collect();
        book.rules.notes.retain(|rule| !told.contains(&rule.note));
        book.rules.notes.append(&mut rules);
    }

    fn texts(
        &mut self,
        file: BTreeMap<String, BTreeMap<String, Spanned<TextEntry>>>,
        book: &mut Book,
    ) {
        for (tag, texts) in file {
            let language = tag.parse().ok();
            let language = language.filter(|it| self.speaks(*it));
            let tag = shown(&tag);
            for (name, entry) in texts {
                let at = entry.span().start;
                let TextTable { words, reading } = entry.into_inner().into();
                let place = format!("text.{tag}.{}", shown(&name));
                self.place(place.clone(), at);
                let language = self.known(&place, at, &tag, language);
                let message = self.known(&place, at, &name, Message::from_name(&name));
                if let (Some(language), Some(message)) = (language, message) {
                    let text = Text {
                        words: Cow::Owned(words),
                        reading: reading.map(Cow::Owned),
                    };
                    let earlier = book.texts.insert((language, message.number()), text);
                    if self.is_once() && earlier.is_some() {
                        self.problem(&place, at, Reason::Double);
                    }
                }
            }
        }
    }

    fn pages(
        &mut self,
        file: BTreeMap<String, BTreeMap<String, Spanned<String>>>,
        book: &mut Book,
    ) {
        for (tag, pages) in file {
            let language = tag.parse().ok();
            let language = language.filter(|it| self.speaks(*it));
            let tag = shown(&tag);
            for (name, text) in pages {
                let at = text.span().start;
                let place = format!("page.{tag}.{}", shown(&name));
                self.place(place.clone(), at);
                if let Some(language) = self.known(&place, at, &tag, language) {
                    self.page(&place, at, language, &name, text.get_ref(), book);
                }
            }
        }
    }

    fn page(
        &mut self,
        place: &str,
        at: usize,
        language: Language,
        name: &str,
        text: &str,
        book: &mut Book,
    ) {
        let Some(sheet) = self.known(place, at, name, Sheet::from_name(name)) else {
            return;
        };
        let page = match sheet::compile(text) {
            Ok(page) => page,
            Err(error) => return self.problem(place, at, Reason::Page(error)),
        };
        if page.audience != sheet.audience() {
            self.problem(place, at, Reason::Audience(sheet.audience().name()));
        }
        if page.audience == sheet::Audience::Patient {
            let told = sheet::visible(text).to_lowercase();
            for phrase in forbidden(language, true) {
                if told.contains(phrase) {
                    self.problem(place, at, Reason::Forbidden(phrase));
                }
            }
        }
        let mut keys = sheet::keys(sheet).to_vec();
        keys.sort_unstable();
        if page.keys() != keys {
            self.problem(place, at, Reason::Fields(sheet::keys(sheet)));
        }
        let earlier = book.pages.insert((language, sheet), page);
        if self.is_once() && earlier.is_some() {
            self.problem(place, at, Reason::Double);
        }
    }

    fn replacement(&mut self, entry: Spanned<ReplaceEntry>, book: &mut Book) {
        let at = entry.span().start;
        let entry = entry.into_inner();
        let place = format!(
            "replace.{}.{}.{}",
            entry.reader_model,
            shown(&entry.language),
            entry.message
        );
        self.place(place.clone(), at);
        let language = self.known(&place, at, &entry.language, entry.language.parse().ok());
        if Message::from_number(entry.message).is_none() {
            self.problem(&place, at, Reason::UnknownNumber);
        } else if let Some(language) = language {
            let text = Text {
                words: Cow::Owned(entry.words),
                reading: entry.reading.map(Cow::Owned),
            };
            book.replaced
                .insert((entry.reader_model, language, entry.message), text);
        }
    }

    fn vendor(&mut self, entry: Spanned<VendorEntry>) -> Option<VendorCode> {
        let at = entry.span().start;
        let entry = entry.into_inner();
        let place = format!("vendor-code.{}", shown(&entry.code));
        let code = entry
            .code
            .parse::<FaultCode>()
            .ok()
            .filter(|code| code.has_maker());
        let code = self.known(&place, at, &entry.code, code)?;
        // As the book writes it, which may be another way than the file's.
        let place = format!("vendor-code.{code}");
        self.place(place.clone(), at);
        let like = entry
            .like
            .parse()
            .ok()
            .filter(|code| crate::fault::known(*code).is_some());
        let like = self.known(&place, at, &entry.like, like)?;
        let mut titles = BTreeMap::new();
        for (tag, title) in entry.title {
            if let Some(language) = self.known(&place, at, &tag, tag.parse::<Language>().ok()) {
                titles.insert(language, Cow::Owned(title));
            }
        }
        Some(VendorCode { code, like, titles })
    }

    fn file(&mut self, file: File, mut book: Book) -> Book {
        if let Some(edition) = file.edition {
            book.edition = Cow::Owned(edition);
        } else if !self.is_once() {
            book.edition = Cow::Owned(format!("{}, amended", book.edition));
        }
        if let Some(text) = &file.known_up_to
            && let Some(date) = self.date("known-up-to", text.span().start, text.get_ref())
        {
            book.rules.known_up_to = date;
        }
        if let Some(text) = &file.grace_from
            && let Some(date) = self.date("grace-from", text.span().start, text.get_ref())
        {
            book.rules.grace_from = date;
        }
        let mut named = BTreeSet::new();
        for entry in file.code {
            let at = entry.span().start;
            if let Some(rule) = self.code(entry) {
                if !named.insert(rule.code) {
                    self.problem("code", at, Reason::Double);
                }
                book.rules.codes.insert(rule.code, rule);
            }
        }
        let mut named = BTreeSet::new();
        for entry in file.step {
            let at = entry.span().start;
            if let Some(rule) = self.step(entry) {
                if !named.insert(rule.step) {
                    self.problem("step", at, Reason::Double);
                }
                // There are as many rules as steps, some twenty.
                match book.rules.steps.iter_mut().find(|it| it.step == rule.step) {
                    Some(other) => *other = rule,
                    None => book.rules.steps.push(rule),
                }
            }
        }
        self.notes(file.note, &mut book);
        self.texts(file.text, &mut book);
        self.pages(file.page, &mut book);
        for entry in file.replace {
            self.replacement(entry, &mut book);
        }
        self.makers(file.maker, &mut book);
        self.models(file.model, &mut book);
        for entry in file.vendor_code {
            if let Some(vendor) = self.vendor(entry) {
                book.vendor_codes.insert(vendor.code, vendor);
            }
        }
        book
    }
}

impl Book {
    /// Reads a whole book from a file's text, and checks it.
    ///
    /// The built-in book as such a file, to start from, is what [`Book::to_toml`] writes.
    pub fn from_toml(text: &str) -> Result<Self, Refused> {
        let empty = Self {
            edition: Cow::Borrowed(""),
            last_day: None,
            rules: Rules {
                known_up_to: Date::MIN,
                grace_from: Date::MAX,
                notes: Vec::new(),
                codes: BTreeMap::new(),
                steps: Vec::new(),
            },
            texts: BTreeMap::new(),
            pages: BTreeMap::new(),
            replaced: BTreeMap::new(),
            vendor_codes: BTreeMap::new(),
            makers: Cow::Borrowed(&[]),
            models: Cow::Borrowed(&[]),
        };
        read(text, empty, true)
    }

    /// This book with what a file's text says in place of what it said before, checked whole.
    ///
    /// The file may hold a single text for a single reader model. This book is not changed.
    pub fn amended(&self, text: &str) -> Result<Self, Refused> {
        read(text, self.clone(), false)
    }

    /// The whole book as a file's text.
    pub fn to_toml(&self) -> String {
        // Every part of a book can be written as TOML; a test holds it to that.
        toml::to_string(&write::file(self)).unwrap_or_default()
    }
}

fn refused(place: &str, line: Option<usize>, reason: Reason) -> Refused {
    Refused {
        problems: vec![Problem {
            file: None,
            place: place.to_owned(),
            line,
            reason,
        }],
        more: 0,
    }
}

/// The entries of a file's text.
fn entries(source: &str) -> Result<File, Refused> {
    if source.len() > MAX_FILE {
        return Err(refused("file", None, Reason::TooLarge(MAX_FILE)));
    }
    let file: File = toml_text::read(source).map_err(|line| {
        let text = source.lines().nth(line.saturating_sub(1));
        let reason = Reason::Syntax(shown(text.unwrap_or_default()));
        refused("file", Some(line), reason)
    })?;
    if file.schema == SCHEMA {
        Ok(file)
    } else {
        Err(refused("schema", None, Reason::Schema(file.schema)))
    }
}

fn read(source: &str, base: Book, whole: bool) -> Result<Book, Refused> {
    let file = entries(source)?;
    for (place, there) in [
        ("edition", file.edition.is_some()),
        ("known-up-to", file.known_up_to.is_some()),
        ("grace-from", file.grace_from.is_some()),
    ] {
        if whole && !there {
            return Err(refused(place, None, Reason::Missing));
        }
    }
    let mut reader = Reader {
        lines: Lines::new(source),
        findings: Findings::default(),
        places: BTreeMap::new(),
        from: From::File,
    };
    let book = reader.file(file, base);
    reader.checked(book, Book::check)
}

impl Reader {
    /// The book, if nothing was wrong with its entries and nothing is with the whole.
    fn checked(
        &mut self,
        book: Book,
        check: impl Fn(&Book) -> Result<(), Refused>,
    ) -> Result<Book, Refused> {
        core::mem::take(&mut self.findings).result()?;
        check(&book).map_err(|mut refused| {
            for problem in &mut refused.problems {
                if let Some((file, line)) = self.entry_of(&problem.place).cloned() {
                    (problem.file, problem.line) = (file, Some(line));
                }
            }
            refused
        })?;
        Ok(book)
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::*;
    use crate::guidance::Situation;

    fn head(rest: &str) -> String {
        format!("schema = 1\nedition = \"test\"\nknown-up-to = \"2027-03-31\"\n{rest}")
    }

    #[test]
    fn the_built_in_book_comes_back_from_its_file_as_it_was() {
        let book = Book::built_in();
        let read = Book::from_toml(&book.to_toml()).unwrap_or_else(|refused| panic!("{refused}"));
        assert_eq!(&read, book);
    }

    #[test]
    fn a_maker_replaces_one_text_for_one_model_by_its_number() {
        let file = head(concat!(
            "[[replace]]\nreader-model = 7\nmessage = 100010\nlanguage = \"ja\"\n",
            "words = \"カードを、下の口に入れてください。\"\n",
            "reading = \"カードを、したの くちに いれてください。\"\n",
        ));
        let book = Book::built_in().amended(&file).unwrap();
        let mut situation = Situation::on(Date::fixed(2027, 1, 1));
        let usual = book.advise(FaultCode::CARD_NOT_RECOGNISED, &situation);
        assert!(usual.patient.starts_with("カードを取り出して"));
        situation.reader_model = 7;
        let own = book.advise(FaultCode::CARD_NOT_RECOGNISED, &situation);
        assert_eq!(own.patient, "カードを、下の口に入れてください。");
        assert_eq!(book.known_up_to().to_string(), "2027-03-31");
        // The built-in book still says what it said.
        let built_in = Book::built_in().advise(FaultCode::CARD_NOT_RECOGNISED, &situation);
        assert!(built_in.patient.starts_with("カードを取り出して"));
    }

    #[test]
    fn a_makers_own_code_borrows_the_guidance_of_a_known_one() {
        let file = head(concat!(
            "[[vendor-code]]\ncode = \"3:0x81000001\"\nlike = \"906\"\n",
            "title = { ja = \"登録済みの機器\", en = \"Device already registered\" }\n",
        ));
        let book = Book::built_in().amended(&file).unwrap();
        let code = "3:0x81000001".parse().unwrap();
        let guidance = book.advise(code, &Situation::on(Date::fixed(2026, 6, 1)));
        assert_eq!(guidance.official_title, "登録済みの機器");
        assert_eq!(guidance.code, code);
        assert_eq!(guidance.maker, Some("アルメックス"));
        assert_eq!(guidance.calls.len(), 1);
    }

    /// A language beside the built-in ones owes the patients' texts, and no more.
    #[test]
    fn a_language_is_added_as_data() {
        let mut file = head("[text.vi]\n");
        for message in Message::all().iter().filter(|it| it.is_for_patient()) {
            let places = message.places().iter().flat_map(|it| ["{", it, "}"]);
            let places: String = places.collect();
            writeln!(file, "\"{message}\" = \"Xin chào.{places}\"").unwrap();
        }
        let book = Book::built_in().amended(&file).unwrap();
        let mut situation = Situation::on(Date::fixed(2026, 6, 1));
        situation.language = "vi".parse().unwrap();
        let guidance = book.advise(FaultCode::NETWORK, &situation);
        assert_eq!(guidance.patient, "Xin chào.");
        assert_eq!(guidance.title, "ネットワークエラー");
        let short = file.replace("\"patient.011\"", "\"patient.012\"");
        assert!(Book::built_in().amended(&short).is_err());
    }

    /// Each bad file is refused with the line and the reason.
    #[test]
    fn bad_files_are_refused_with_place_and_reason() {
        for (rest, expected) in [
            (
                "x = 1\n",
                "line 4, file: the format does not allow \"x = 1\" here",
            ),
            (
                "[[step]\n",
                "line 4, file: the format does not allow \"[[step]\" here",
            ),
            (
                "grace-from = \"2024-13-01\"\n",
                "line 4, grace-from: this is not a day written as YYYY-MM-DD",
            ),
            (
                "\n[[step]]\nstep = \"fly\"\nordinary-share = true\n",
                "line 5, step.fly: \"fly\" is not a name known here",
            ),
            (
                "[text.ja]\n\"patient.004\" = { words = \"使えません。\", reading = \"つかえません。\" }\n",
                "line 5, text.ja.patient.004: a patient is never told \"使えま\"",
            ),
            (
                "[[step]]\nstep = \"pin\"\nordinary-share = true\n",
                "line 4, step.pin.needs: the rule must keep pin, which protects the patient's card",
            ),
            (
                "[[replace]]\nreader-model = 1\nmessage = 1\nlanguage = \"ja\"\nwords = \"あ\"\n",
                "line 4, replace.1.ja.1: no text has this number",
            ),
            (
                "[[vendor-code]]\ncode = \"004\"\nlike = \"906\"\ntitle = { ja = \"あ\" }\n",
                "line 4, vendor-code.004: \"004\" is not a name known here",
            ),
        ] {
            let refused = Book::built_in().amended(&head(rest)).unwrap_err();
            let lines: Vec<_> = refused.problems.iter().map(ToString::to_string).collect();
            assert!(
                lines.iter().any(|line| line == expected),
                "{lines:#?}\nwanted: {expected}"
            );
        }
        let two = head("").replace("schema = 1", "schema = 2");
        let refused = Book::built_in().amended(&two).unwrap_err();
        assert_eq!(refused.problems[0].reason, Reason::Schema(2));
        let refused = Book::from_toml(&"#".repeat(MAX_FILE + 1)).unwrap_err();
        assert_eq!(refused.problems[0].reason, Reason::TooLarge(MAX_FILE));
        // A whole book must be whole.
        assert!(Book::from_toml(&head("grace-from = \"2024-12-02\"\n")).is_err());
    }
}
