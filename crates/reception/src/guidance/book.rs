//! A book of guidance: rules, dates and words, with the day up to which they are known.
#![forbid(unsafe_code)]

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::rules::Rules;
use super::words;
use super::{Language, Message};
use crate::fault::{FaultCode, KNOWN};
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
    pub(super) rules: Rules,
    pub(super) texts: BTreeMap<(Language, u32), Text>,
    /// Texts replaced for one reader model.
    pub(super) replaced: BTreeMap<(u32, Language, u32), Text>,
    pub(super) vendor_codes: BTreeMap<FaultCode, VendorCode>,
}

impl Book {
    /// The built-in book.
    pub fn built_in() -> &'static Self {
        static BOOK: OnceLock<Book> = OnceLock::new();
        BOOK.get_or_init(Self::make_built_in)
    }

    fn make_built_in() -> Self {
        let mut texts = BTreeMap::new();
        for row in words::rows() {
            let number = row.message.number();
            let text = |words: &'static str, reading: Option<&'static str>| Text {
                words: Cow::Borrowed(words),
                reading: reading.map(Cow::Borrowed),
            };
            texts.insert((Language::JA, number), text(row.ja, row.reading));
            texts.insert((Language::EN, number), text(row.en, None));
        }
        for known in KNOWN {
            let number = Message::Title(known.code).number();
            for (language, name) in [(Language::JA, known.name_ja), (Language::EN, known.name_en)] {
                texts.insert(
                    (language, number),
                    Text {
                        words: Cow::Borrowed(name),
                        reading: None,
                    },
                );
            }
        }
        Self {
            edition: Cow::Borrowed(concat!("built-in ", env!("CARGO_PKG_VERSION"))),
            rules: Rules::built_in(),
            texts,
            replaced: BTreeMap::new(),
            vendor_codes: BTreeMap::new(),
        }
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

    /// The languages that the book speaks, in the order of their tags.
    pub fn languages(&self) -> Vec<Language> {
        let mut languages: Vec<_> = self.texts.keys().map(|(language, _)| *language).collect();
        languages.dedup();
        languages
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

    pub(super) fn vendor_code(&self, code: FaultCode) -> Option<&VendorCode> {
        self.vendor_codes.get(&code)
    }
}
