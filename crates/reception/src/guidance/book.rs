//! A book of guidance: rules, dates and words, with the day up to which they are known.
#![forbid(unsafe_code)]

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use super::folder::Folder;
use super::makers::{Maker, Model};
use super::rules::Rules;
use super::sheet::{Page, Paper, Sheet};
use super::{Language, Message, built_in};
use crate::fault::FaultCode;
use mynareader_facts::calendar::Date;

/// A text, with its reading in kana where it is Japanese and for a patient.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Text {
    pub(super) words: Cow<'static, str>,
    pub(super) reading: Option<Cow<'static, str>>,
}

/// A maker's own code, as a book explains it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct VendorCode {
    pub(super) code: FaultCode,
    /// The known code whose guidance fits.
    pub(super) like: FaultCode,
    pub(super) titles: BTreeMap<Language, Cow<'static, str>>,
}

/// Rules, dates and words, all of one version.
///
/// A book is a value: several may stand side by side, and none is global. The built-in one is
/// complete in Japanese and English; with the feature `serde` another is read from a file, which
/// is checked whole before it becomes a book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Book {
    pub(super) edition: Cow<'static, str>,
    /// The last day for which whoever signed the book vouches. It is no part of what is written.
    pub(super) last_day: Option<Date>,
    pub(super) rules: Rules,
    pub(super) texts: BTreeMap<(Language, u32), Text>,
    /// Leaflets and forms.
    pub(super) pages: BTreeMap<(Language, Sheet), Page>,
    /// Texts replaced for one reader model.
    pub(super) replaced: BTreeMap<(u32, Language, u32), Text>,
    pub(super) vendor_codes: BTreeMap<FaultCode, VendorCode>,
    /// By their numbers, in order.
    pub(super) makers: Cow<'static, [Maker]>,
    pub(super) models: Cow<'static, [Model]>,
}

impl Book {
    /// The built-in book.
    pub fn built_in() -> &'static Self {
        static BOOK: OnceLock<Book> = OnceLock::new();
        BOOK.get_or_init(Self::make_built_in)
    }

    fn make_built_in() -> Self {
        let mut texts = BTreeMap::new();
        let mut pages = BTreeMap::new();
        for Folder {
            tag,
            texts: rows,
            pages: of_language,
        } in built_in::FOLDERS
        {
            // Each tag was read by the same parser before it came into the table.
            let Ok(language) = tag.parse() else { continue };
            for (number, words, reading) in *rows {
                let text = Text {
                    words: Cow::Borrowed(words),
                    reading: reading.map(Cow::Borrowed),
                };
                texts.insert((language, *number), text);
            }
            for (name, page) in *of_language {
                if let Some(sheet) = Sheet::from_name(name) {
                    pages.insert((language, sheet), page.clone());
                }
            }
        }
        Self {
            texts,
            pages,
            makers: Cow::Borrowed(built_in::MAKERS),
            models: Cow::Borrowed(built_in::MODELS),
            ..Self::without_words()
        }
    }

    /// The built-in rules, and nothing in any language nor of any maker.
    pub(super) fn without_words() -> Self {
        Self {
            edition: Cow::Borrowed(concat!("built-in ", env!("CARGO_PKG_VERSION"))),
            last_day: None,
            rules: Rules::built_in(),
            texts: BTreeMap::new(),
            pages: BTreeMap::new(),
            replaced: BTreeMap::new(),
            vendor_codes: BTreeMap::new(),
            makers: Cow::Borrowed(&[]),
            models: Cow::Borrowed(&[]),
        }
    }

    /// Every text that a complete language has in this book, in the order of the numbers.
    pub fn messages(&self) -> Vec<Message> {
        let mut all = Message::all();
        for kind in [Message::Maker, Message::Company] {
            all.extend(self.makers.iter().map(|maker| kind(maker.code_maker)));
        }
        all.extend(self.models.iter().flat_map(Model::texts));
        all.sort_by_key(|message| message.number());
        all
    }

    /// What this edition calls itself.
    pub fn edition(&self) -> &str {
        &self.edition
    }

    /// The last day up to which the rules are known to hold. Later days are answered by the same
    /// rules, with a note to the staff.
    pub fn known_up_to(&self) -> Date {
        self.rules.known_up_to
    }

    /// The languages that the book speaks, in the order of their tags. A way of writing one of them, as
    /// `ja-Easy` with all readings, is none of its own: what it does not say, its base says.
    pub fn languages(&self) -> Vec<Language> {
        let mut languages: Vec<_> = self.all_tags().into_iter().collect();
        languages.retain(|language| !self.leans(*language));
        languages
    }

    /// Everything in which there is a text or a page.
    pub(super) fn all_tags(&self) -> BTreeSet<Language> {
        let texts = self.texts.keys().map(|(language, _)| *language);
        texts
            .chain(self.pages.keys().map(|(language, _)| *language))
            .collect()
    }

    /// Whether a language is a way of writing another one that the book speaks.
    pub(super) fn leans(&self, language: Language) -> bool {
        let base = language.base();
        let patient = Message::PatientUnknown.number();
        language != base
            && self.texts.contains_key(&(base, patient))
            && !self.texts.contains_key(&(language, patient))
    }

    /// The words of a text: in the language, in the language without its region (`ja-JP` finds
    /// `ja`), or in Japanese.
    pub fn text(&self, message: Message, language: Language) -> &str {
        self.text_for(message, language, 0).0
    }

    /// The words of a text for a reader model, and their reading where there is one.
    pub fn text_for(
        &self,
        message: Message,
        language: Language,
        reader_model: u32,
    ) -> (&str, Option<&str>) {
        let number = message.number();
        [language, language.base(), Language::JA]
            .iter()
            .find_map(|language| {
                self.replaced
                    .get(&(reader_model, *language, number))
                    .or_else(|| self.texts.get(&(*language, number)))
            })
            .map_or(("", None), |text| {
                (text.words.as_ref(), text.reading.as_deref())
            })
    }

    /// Whether a file replaced a text for a reader model.
    pub(super) fn replaces(&self, reader_model: u32, language: Language, message: Message) -> bool {
        [language, language.base(), Language::JA]
            .iter()
            .any(|language| {
                let key = (reader_model, *language, message.number());
                self.replaced.contains_key(&key)
            })
    }

    /// The words of a text with its [`Message::places`] filled in.
    pub(crate) fn filled(
        &self,
        message: Message,
        language: Language,
        reader_model: u32,
        values: &[(&str, &str)],
    ) -> String {
        let mut rest = self.text_for(message, language, reader_model).0;
        let mut out = String::new();
        while let Some((before, after)) = rest.split_once('{') {
            out.push_str(before);
            let (place, after) = after.split_once('}').unwrap_or((after, ""));
            let value = values.iter().find(|(name, _)| *name == place);
            out.push_str(value.map_or("", |(_, value)| value));
            rest = after;
        }
        out.push_str(rest);
        out
    }

    /// Replaces a text for a reader model, unchecked.
    #[cfg(test)]
    pub(crate) fn replace(&mut self, model: u32, it: Language, message: Message, words: &str) {
        let text = Text {
            words: Cow::Owned(words.to_owned()),
            reading: None,
        };
        self.replaced.insert((model, it, message.number()), text);
    }

    /// The page of a leaflet or form, and its language: the one asked for, that without its region,
    /// or for the staff Japanese.
    pub(super) fn page(&self, sheet: Sheet, language: Language) -> Option<(Language, &Page)> {
        let for_staff = (!sheet.is_for_patient()).then_some(Language::JA);
        [Some(language), Some(language.base()), for_staff]
            .into_iter()
            .flatten()
            .find_map(|language| Some((language, self.pages.get(&(language, sheet))?)))
    }

    /// What a paper is called: the title of its page in the language, or in Japanese.
    pub fn paper_title(&self, paper: Paper, language: Language) -> &str {
        let of = |language| self.pages.get(&(language, Sheet::Paper(paper)));
        [language, language.base(), Language::JA]
            .into_iter()
            .find_map(of)
            .map_or(paper.name(), |page| page.title.as_ref())
    }

    pub(super) fn vendor_code(&self, code: FaultCode) -> Option<&VendorCode> {
        self.vendor_codes.get(&code)
    }
}
