//! Leaflets (お渡しする案内): what a clinic hands to a patient or keeps at the desk, as
//! self-contained HTML for A4 paper.
//!
//! The texts are data, one file a leaflet and language, in a strict part of Markdown that a
//! person without a compiler can edit and translate ([`Translation`]); the page around them is
//! one template. A leaflet carries the facility's name and the date and nothing about a person.
//!
//! Facts on them come from the project's sources. Where those differ (the length of the grace
//! period, 解除 or 交換 for 照合番号B) or are silent (which way the card goes on which model), the
//! leaflet says so in a way that can be acted on, or leaves room for a pen.
#![forbid(unsafe_code)]

mod data;
pub(crate) mod document;
pub(crate) mod template;
mod words;

pub use document::{Audience, DocumentError, DocumentFault};
pub use words::WordsError;

use core::fmt;
use std::sync::OnceLock;

use super::outage::Paper;
pub use super::{Language, LeafletId};
use document::Document;
use mynareader_facts::calendar::Date;
use template::{Page, Value};
pub(crate) use words::Words;

/// The longest name of a facility, placement or model that is printed, in characters.
pub const LONGEST_ENTRY: usize = 100;

/// For whom a leaflet is.
pub const fn audience(id: LeafletId) -> Audience {
    if id.is_for_staff() {
        Audience::Staff
    } else {
        Audience::Patient
    }
}

/// The fields of a leaflet that a program may fill.
const fn keys(id: LeafletId) -> &'static [&'static str] {
    match id {
        LeafletId::ReaderHowTo => &["placement"],
        LeafletId::Smartphone => &["smartphone.yes", "smartphone.no"],
        LeafletId::StaffReadiness => &["model"],
        _ => &[],
    }
}

/// What a leaflet carries beside its text. Nothing about a patient belongs here.
///
/// Built by [`LeafletContext::new`]; the other fields are set where they are known.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct LeafletContext<'a> {
    /// The facility's name, as patients know it.
    pub facility: &'a str,
    /// The day in Japan.
    pub date: Date,
    /// The facility's telephone number.
    pub phone: Option<&'a str>,
    /// The card reader's model.
    pub model: Option<&'a str>,
    /// Where the card goes and which way, in the leaflet's language. Without it, and where
    /// [`makers`](super::makers) does not know, a line to write on is left: it differs by model,
    /// and no source says how.
    pub placement: Option<&'a str>,
    /// Whether this facility takes smartphones; two boxes to tick where it is not said.
    pub smartphone: Option<bool>,
}

impl<'a> LeafletContext<'a> {
    /// The least that a leaflet needs.
    pub const fn new(facility: &'a str, date: Date) -> Self {
        Self {
            facility,
            date,
            phone: None,
            model: None,
            placement: None,
            smartphone: None,
        }
    }

    fn check(&self) -> Result<(), LeafletError> {
        let entries = [
            (Entry::Facility, Some(self.facility)),
            (Entry::Phone, self.phone),
            (Entry::Model, self.model),
            (Entry::Placement, self.placement),
        ];
        for (entry, text) in entries {
            let Some(text) = text else { continue };
            if text.trim().is_empty() {
                return Err(LeafletError::Empty { entry });
            }
            if text.chars().nth(LONGEST_ENTRY).is_some() {
                return Err(LeafletError::TooLong { entry });
            }
        }
        Ok(())
    }

    fn value(&self, key: &str) -> Value<'a> {
        let text = |text: Option<&'a str>| text.map_or(Value::Blank, Value::Text);
        let ticked = |ticked| {
            if ticked { Value::Ticked } else { Value::Blank }
        };
        match key {
            "placement" => text(self.placement),
            "model" => text(self.model),
            "smartphone.yes" => ticked(self.smartphone == Some(true)),
            "smartphone.no" => ticked(self.smartphone == Some(false)),
            _ => Value::Blank,
        }
    }
}

/// An entry of the [`LeafletContext`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Entry {
    /// The facility's name.
    Facility,
    /// Its telephone number.
    Phone,
    /// The reader's model.
    Model,
    /// Where the card goes.
    Placement,
}

impl fmt::Display for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Facility => "the facility's name",
            Self::Phone => "the telephone number",
            Self::Model => "the reader's model",
            Self::Placement => "the card's placement",
        })
    }
}

/// Why a leaflet was not printed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum LeafletError {
    /// There are no texts in that language.
    #[error("there are no leaflets in this language")]
    UnknownLanguage,
    /// The day lies before the rules that the texts tell (old 保険証 counted until 2026-03-31).
    #[error("the leaflets hold from {holds_from}, and the day given is {date}")]
    TooEarly {
        /// The day given.
        date: Date,
        /// The first day on which the texts are right.
        holds_from: Date,
    },
    /// An entry says nothing.
    #[error("{entry} is empty")]
    Empty {
        /// Which.
        entry: Entry,
    },
    /// An entry is longer than [`LONGEST_ENTRY`] characters.
    #[error("{entry} is longer than {LONGEST_ENTRY} characters")]
    TooLong {
        /// Which.
        entry: Entry,
    },
}

/// A leaflet of the built-in texts as a page of HTML.
///
/// [`Language::JA`] and [`Language::EN`] are built in; a region finds its language (`ja-JP`).
pub fn render(
    id: LeafletId,
    language: Language,
    context: &LeafletContext<'_>,
) -> Result<String, LeafletError> {
    Leaflets::built_in().render(id, language, context)
}

/// A leaflet or a paper: whatever a translation must hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sheet {
    Leaflet(LeafletId),
    Paper(Paper),
}

impl Sheet {
    pub(crate) fn all() -> impl Iterator<Item = Self> {
        let leaflets = LeafletId::ALL.iter().copied().map(Self::Leaflet);
        leaflets.chain(Paper::ALL.iter().copied().map(Self::Paper))
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Leaflet(id) => id.name(),
            Self::Paper(paper) => paper.name(),
        }
    }

    const fn audience(self) -> Audience {
        match self {
            Self::Leaflet(id) => audience(id),
            Self::Paper(_) => Audience::Form,
        }
    }

    fn keys(self) -> &'static [&'static str] {
        match self {
            Self::Leaflet(id) => keys(id),
            Self::Paper(paper) => paper.keys(),
        }
    }
}

/// Why a translation was refused. Nothing of a refused translation is used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TranslationError {
    /// The words of the frame.
    #[error("the words of the frame are wrong")]
    Words(#[source] WordsError),
    /// A text's own form.
    #[error("the text of \"{name}\" is wrong")]
    Text {
        /// The leaflet or paper.
        name: &'static str,
        /// Where and why.
        #[source]
        source: DocumentError,
    },
    /// A leaflet or paper is missing, or given twice.
    #[error("the text of \"{name}\" must be given exactly once")]
    NotOnce {
        /// The leaflet or paper.
        name: &'static str,
    },
    /// There is a text that is none of the leaflets and papers.
    #[error("text {index} has a name that no leaflet or paper has")]
    UnknownName {
        /// Its place in the list, counted from 0.
        index: usize,
    },
    /// A text is for other people than its leaflet.
    #[error("the text of \"{name}\" is for other readers than it says in its title")]
    Audience {
        /// The leaflet or paper.
        name: &'static str,
    },
    /// A text lacks a field that a program fills, has one twice, or has one that nobody fills.
    #[error("the text of \"{name}\" must have exactly the fields that it is filled with")]
    Fields {
        /// The leaflet or paper.
        name: &'static str,
    },
}

/// All leaflets and papers in one language, checked whole.
#[derive(Clone, Debug)]
pub struct Translation {
    words: Words,
    documents: Vec<(Sheet, Document)>,
}

impl Translation {
    /// Reads the words of the frame and the texts by their names ([`LeafletId::name`],
    /// [`Paper::name`]); every one must be there, and nothing else.
    ///
    /// The built-in files `words.txt`, `pin-reset.md`, … show the form.
    pub fn new(words: &str, texts: &[(&str, &str)]) -> Result<Self, TranslationError> {
        let words = Words::parse(words).map_err(TranslationError::Words)?;
        let unknown = |name: &str| !Sheet::all().any(|sheet| sheet.name() == name);
        if let Some(index) = texts.iter().position(|(name, _)| unknown(name)) {
            return Err(TranslationError::UnknownName { index });
        }
        let documents = Sheet::all()
            .map(|sheet| {
                let name = sheet.name();
                let mut found = texts.iter().filter(|(other, _)| *other == name);
                let (Some((_, text)), None) = (found.next(), found.next()) else {
                    return Err(TranslationError::NotOnce { name });
                };
                let document = Document::parse(text)
                    .map_err(|source| TranslationError::Text { name, source })?;
                if document.audience != sheet.audience() {
                    return Err(TranslationError::Audience { name });
                }
                let mut keys = document.keys();
                keys.sort_unstable();
                let mut wanted = sheet.keys().to_vec();
                wanted.sort_unstable();
                if keys != wanted {
                    return Err(TranslationError::Fields { name });
                }
                Ok((sheet, document))
            })
            .collect::<Result<Vec<_>, _>>()?;
        Ok(Self { words, documents })
    }

    /// The language.
    pub fn language(&self) -> Language {
        self.words.language
    }

    /// The language's own name for itself.
    pub fn name(&self) -> &str {
        &self.words.name
    }

    /// The last day whose changes the texts know.
    pub fn known_up_to(&self) -> Date {
        self.words.known_up_to
    }

    /// The first day on which the texts are right.
    pub fn holds_from(&self) -> Date {
        self.words.holds_from
    }

    /// The plain title of a leaflet.
    pub fn title(&self, id: LeafletId) -> String {
        self.document(Sheet::Leaflet(id))
            .map_or_else(String::new, |document| document::plain(&document.title))
    }

    pub(crate) fn document(&self, sheet: Sheet) -> Option<&Document> {
        self.documents
            .iter()
            .find(|(other, _)| *other == sheet)
            .map(|(_, document)| document)
    }
}

/// The leaflets and papers in every language that is there.
#[derive(Clone, Debug, Default)]
pub struct Leaflets {
    translations: Vec<Translation>,
}

impl Leaflets {
    /// Japanese and English, as shipped.
    pub fn built_in() -> &'static Self {
        static BUILT_IN: OnceLock<Leaflets> = OnceLock::new();
        BUILT_IN.get_or_init(|| Self {
            // Both are right; a test holds that. Were one not, it would be missing, not wrong.
            translations: [data::JAPANESE, data::ENGLISH]
                .iter()
                .filter_map(|(words, texts)| Translation::new(words, texts).ok())
                .collect(),
        })
    }

    /// Adds a language, or replaces it whole.
    pub fn add(&mut self, translation: Translation) {
        self.translations
            .retain(|other| other.language() != translation.language());
        self.translations.push(translation);
    }

    /// The languages that are there.
    pub fn translations(&self) -> impl Iterator<Item = &Translation> {
        self.translations.iter()
    }

    /// That language; `ja-JP` finds `ja`.
    pub fn translation(&self, language: Language) -> Option<&Translation> {
        let find = |language| {
            self.translations
                .iter()
                .find(|translation| translation.language() == language)
        };
        find(language).or_else(|| find(language.tag().split('-').next()?.parse().ok()?))
    }

    /// A leaflet as a page of HTML.
    pub fn render(
        &self,
        id: LeafletId,
        language: Language,
        context: &LeafletContext<'_>,
    ) -> Result<String, LeafletError> {
        let mut context = *context;
        // What the facility says goes before what is known of the model.
        if context.placement.is_none()
            && let Some((_, model)) = context.model.and_then(super::makers::model)
            && let Some(placement) = model.features.placement.value()
        {
            context.placement = match language.tag().split('-').next() {
                Some("ja") => Some(placement.japanese),
                Some("en") => Some(placement.english),
                _ => None,
            };
        }
        let mut html = String::new();
        self.write(
            Sheet::Leaflet(id),
            language,
            &context,
            &|key| context.value(key),
            &mut html,
        )?;
        Ok(html)
    }

    /// Writes a leaflet or a paper with the given values to the end of `out`.
    pub(crate) fn write<'a>(
        &self,
        sheet: Sheet,
        language: Language,
        context: &LeafletContext<'_>,
        values: &dyn Fn(&str) -> Value<'a>,
        out: &mut String,
    ) -> Result<(), LeafletError> {
        context.check()?;
        let translation = self
            .translation(language)
            .ok_or(LeafletError::UnknownLanguage)?;
        let document = translation
            .document(sheet)
            .ok_or(LeafletError::UnknownLanguage)?;
        let words = &translation.words;
        // A form is right at any time; what a leaflet tells is not.
        let tells = document.audience != Audience::Form;
        if tells && context.date < words.holds_from {
            return Err(LeafletError::TooEarly {
                date: context.date,
                holds_from: words.holds_from,
            });
        }
        let facts = words.facts();
        let page = Page {
            facility: context.facility,
            phone: context.phone,
            date: context.date,
            facts: tells.then_some(&facts),
        };
        template::write(document, words, &page, values, out);
        Ok(())
    }
}
