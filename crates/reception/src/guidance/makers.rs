//! The makers of 顔認証付きカードリーダー and their models, as far as the sources know them.
//!
//! They are data of a [`Book`] (`text/readers.toml`), and a maker's file may bring more. Facts that a
//! source tells of one model are not carried over to another: whatever is not known says so
//! ([`Model::fact`]). Where a manual is found is told by titles and routes; addresses are not guessed.
//! \[1\] marks a single source, \[C\] two or more; see `docs/facts/README.md`.
//!
//! Of the second generation three models are named (`docs/facts/reception.md` §3); those of アルメックス
//! and アトラス情報サービス are not known.
#![forbid(unsafe_code)]

use core::fmt;
use std::borrow::Cow;

use super::{Book, Message};
use crate::fault::{self, numbered};

/// How well something is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Mark {
    /// \[C\] Two or more independent sources.
    Confirmed,
    /// \[1\] One source.
    Single,
    /// \[I\] Inferred from what sources say.
    Inferred,
}

impl Mark {
    /// Every mark.
    pub const ALL: [Self; 3] = [Self::Confirmed, Self::Single, Self::Inferred];

    /// The sign between the brackets.
    pub const fn sign(self) -> &'static str {
        match self {
            Self::Confirmed => "C",
            Self::Single => "1",
            Self::Inferred => "I",
        }
    }
}

impl fmt::Display for Mark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[{}]", self.sign())
    }
}

numbered! {
    /// In what models differ. Not known of a model unless a source tells of that model.
    pub enum Feature {
        /// Whether the patient is offered the PIN after a read error (001). That some models do is
        /// \[1\]; which is not told.
        PinAfterReadError = 1, "pin-after-read-error";
        /// Where the card goes and which way, in words. That models differ is \[1\]; how is not
        /// told.
        Placement = 2, "placement";
        /// Whether a tone at the start tells that the chip was sensed.
        ToneOnChip = 3, "tone-on-chip";
        /// Whether a card whose chip is not sensed is taken for an old 保険証.
        ChiplessTakenForInsuranceCard = 4, "chipless-taken-for-insurance-card";
        /// Whether the reader itself offers the check by staff with the facility's password.
        StaffCheckOnReader = 5, "staff-check-on-reader";
        /// How the staff reach the password or settings screen, in words.
        PasswordScreen = 6, "password-screen";
        /// Whether it knows administrators and users of its own.
        OwnUserRights = 7, "own-user-rights";
        /// Whether a smartphone can be used with it.
        Smartphone = 8, "smartphone";
        /// Whether it shows codes of its own beside the national ones.
        OwnCodes = 9, "own-codes";
        /// Whether the list of codes can be read on the web without a manual.
        CodesOnWeb = 10, "codes-on-web";
        /// In which order reader and terminal are restarted, as a whole sentence for the staff.
        Restart = 11, "restart";
        /// Whether it is of the second generation (specified 2025-02-17, on sale from April 2026).
        SecondGeneration = 12, "second-generation";
        /// Whether the terminal (資格確認端末) is inside, so that there is one switch and no cable between
        /// them.
        TerminalBuiltIn = 13, "terminal-built-in";
        /// Whether a cable connects it with the terminal.
        CableToTerminal = 14, "cable-to-terminal";
        /// Whether it takes a phone's tap itself, without a second reader beside it.
        PhoneReaderBuiltIn = 15, "phone-reader-built-in";
        /// Whether a keypad with keys can be attached.
        ExternalKeypad = 16, "external-keypad";
        /// Which side of the card it looks at, in words.
        CardSide = 17, "card-side";
        /// Whether it gives national codes titles of its own. That models do is \[1\]; which is not told.
        OwnTitles = 18, "own-titles";
        /// Where its manual is found, in words.
        Manual = 19, "manual";
        /// Whether the manual can be had only after registering as a user.
        ManualNeedsRegistration = 20, "manual-needs-registration";
        /// Where its support is found and what it wants to know, in words.
        Support = 21, "support";
    }
}

impl Feature {
    /// Whether it is told in words, and not by yes or no.
    pub const fn is_in_words(self) -> bool {
        matches!(
            self,
            Self::Placement
                | Self::PasswordScreen
                | Self::Restart
                | Self::CardSide
                | Self::Manual
                | Self::Support
        )
    }
}

/// A fact with its source.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Fact {
    /// Yes or no; none where it is told in words ([`ModelText`]).
    pub is: Option<bool>,
    /// How well it is known.
    pub mark: Mark,
    /// By whom: a short name of the source.
    pub source: Cow<'static, str>,
}

/// A maker.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Maker {
    /// Its number among the makers of codes. By it go [`Message::Maker`] and [`Message::Company`].
    pub code_maker: fault::Maker,
    /// The stable name, in kebab case.
    pub name: Cow<'static, str>,
}

/// A model of a reader.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Model {
    /// Its number, by which its words go ([`Message::Model`]).
    pub number: u16,
    /// Its maker's number.
    pub maker: fault::Maker,
    /// Its name or number, as printed.
    pub name: Cow<'static, str>,
    /// What is known of it.
    pub facts: Cow<'static, [(Feature, Fact)]>,
    /// Notes that fit no feature; the words of each are [`ModelText::Note`], counted from 1.
    pub notes: Cow<'static, [Fact]>,
}

impl Model {
    /// What is known in a respect; none where no source tells.
    pub fn fact(&self, feature: Feature) -> Option<&Fact> {
        self.facts
            .iter()
            .find_map(|(other, fact)| (*other == feature).then_some(fact))
    }

    /// Whether it is known to be so; not, where it is known not to be, and where no source tells.
    pub fn is(&self, feature: Feature) -> bool {
        self.fact(feature).and_then(|fact| fact.is) == Some(true)
    }

    /// Every text of this model.
    pub fn texts(&self) -> impl Iterator<Item = Message> {
        let words = self.facts.iter().map(|(feature, _)| *feature);
        let words = words.filter(|feature| feature.is_in_words());
        let notes = (1..).zip(self.notes.iter().take(MAX_NOTES));
        let notes = notes.map(|(number, _)| number);
        words
            .map(|feature| ModelText::Feature(self.number, feature))
            .chain(notes.map(|note| ModelText::Note(self.number, note)))
            .map(Message::Model)
    }
}

/// Words about a model, by the model's number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ModelText {
    /// A feature that is told in words.
    Feature(u16, Feature),
    /// A note, counted from 1.
    Note(u16, u8),
}

/// How many notes a model may have.
pub const MAX_NOTES: usize = 40;

impl ModelText {
    /// The number of the model.
    pub const fn model(self) -> u16 {
        match self {
            Self::Feature(model, _) | Self::Note(model, _) => model,
        }
    }

    /// The number of the text among those of its model: below 50 a feature's, above a note's.
    pub(super) fn part(self) -> u16 {
        match self {
            Self::Feature(_, feature) => feature.number(),
            Self::Note(_, note) => u16::from(note).saturating_add(50),
        }
    }

    pub(super) fn from_part(model: u16, part: u16) -> Option<Self> {
        match part.checked_sub(50) {
            Some(note @ 1..) => {
                let note = u8::try_from(note).ok()?;
                (usize::from(note) <= MAX_NOTES).then_some(Self::Note(model, note))
            }
            _ => Feature::from_number(part)
                .filter(|feature| feature.is_in_words())
                .map(|feature| Self::Feature(model, feature)),
        }
    }

    /// From what stands after `model.` in the name of a text: `301.restart`, `301.note-1`.
    pub(super) fn from_name(name: &str) -> Option<Self> {
        let (model, part) = name.split_once('.')?;
        let model = model.parse().ok()?;
        let text = match part.strip_prefix("note-") {
            Some(note) => Self::Note(model, note.parse().ok()?),
            None => Self::Feature(model, Feature::from_name(part)?),
        };
        // As it is written, and among those that there may be.
        let known = Self::from_part(model, text.part()) == Some(text);
        (known && text.to_string() == name).then_some(text)
    }
}

impl fmt::Display for ModelText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Feature(model, feature) => write!(f, "{model}.{feature}"),
            Self::Note(model, note) => write!(f, "{model}.note-{note}"),
        }
    }
}

impl Book {
    /// The makers, in the order of their numbers.
    pub fn makers(&self) -> &[Maker] {
        &self.makers
    }

    /// The models, in the order of their numbers.
    pub fn models(&self) -> &[Model] {
        &self.models
    }

    /// The maker of a code.
    pub fn maker(&self, code_maker: fault::Maker) -> Option<&Maker> {
        let found = self
            .makers
            .binary_search_by_key(&code_maker, |maker| maker.code_maker);
        found.ok().and_then(|at| self.makers.get(at))
    }

    /// The model of a number.
    pub fn model_of_number(&self, number: u32) -> Option<&Model> {
        let number = u16::try_from(number).ok()?;
        let found = self
            .models
            .binary_search_by_key(&number, |model| model.number);
        found.ok().and_then(|at| self.models.get(at))
    }

    /// The model of that name. Case, spaces, hyphens and full-width letters do not matter: `hi cara`,
    /// `ＨＩ－ＣＡＲＡ`, `XC STFR1J MN`.
    pub fn model(&self, name: &str) -> Option<&Model> {
        let wanted = folded(name);
        if wanted.is_empty() {
            return None;
        }
        self.models
            .iter()
            .find(|model| folded(&model.name) == wanted)
    }

    /// Whether a text about makers or models is about one that the book has; other texts are about
    /// something always.
    pub(super) fn is_about_something(&self, message: Message) -> bool {
        match message {
            Message::Maker(maker) | Message::Company(maker) => self.maker(maker).is_some(),
            Message::Model(text) => self
                .model_of_number(text.model().into())
                .is_some_and(|model| model.texts().any(|it| it == message)),
            _ => true,
        }
    }
}

fn folded(name: &str) -> String {
    // A longer name is that of no model, whatever it begins with.
    if name.chars().nth(64).is_some() {
        return String::new();
    }
    name.chars()
        .filter_map(|character| {
            // Full-width forms of ASCII lie 0xFEE0 above.
            let narrow = match character {
                '！'..='～' => u32::from(character)
                    .checked_sub(0xFEE0)
                    .and_then(char::from_u32)
                    .unwrap_or(character),
                other => other,
            };
            (!narrow.is_whitespace() && !matches!(narrow, '-' | '‐' | '−' | '_'))
                .then(|| narrow.to_ascii_lowercase())
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::guidance::{Language, STAFF};

    const FIRST_GENERATION: [(&str, &str); 6] = [
        ("canon-mj", "Hi-CARA"),
        ("fujitsu-japan", "Caora"),
        ("almex", "マイナタッチ"),
        ("panasonic-connect", "XC-STFR1J-MN"),
        ("panasonic-connect", "XC-STFR2J-MN"),
        ("atlas", "EXC-9000"),
    ];

    /// The table of the read-failure article, row by row.
    #[test]
    fn the_five_makers_and_their_models_are_there() {
        let book = Book::built_in();
        for (maker, model) in FIRST_GENERATION {
            let found = book.model(model).unwrap();
            assert_eq!(found.name, model);
            assert_eq!(book.maker(found.maker).unwrap().name, maker);
        }
    }

    #[test]
    fn the_makers_are_those_of_the_codes() {
        let book = Book::built_in();
        for (number, name) in [
            (fault::Maker::CANON, "キヤノンマーケティングジャパン"),
            (fault::Maker::FUJITSU, "富士通Japan"),
            (fault::Maker::ALMEX, "アルメックス"),
            (fault::Maker::PANASONIC, "パナソニック コネクト"),
            (fault::Maker::ATLAS, "アトラス情報サービス"),
        ] {
            assert!(book.maker(number).is_some());
            assert_eq!(book.text(Message::Maker(number), Language::JA), name);
            for language in STAFF {
                let [short, company] = [Message::Maker(number), Message::Company(number)]
                    .map(|message| book.text(message, language));
                assert!(company.contains(short), "{company}");
            }
        }
        assert_eq!(book.maker(fault::Maker::NATIONAL), None);
    }

    #[test]
    fn a_model_is_found_however_it_is_typed() {
        for (typed, expected) in [
            ("Hi-CARA", "Hi-CARA"),
            ("hi cara", "Hi-CARA"),
            ("ＨＩ－ＣＡＲＡ", "Hi-CARA"),
            ("xc-stfr2j-mn", "XC-STFR2J-MN"),
            ("マイナタッチ", "マイナタッチ"),
            ("EXC9000", "EXC-9000"),
        ] {
            let found = Book::built_in().model(typed);
            assert_eq!(found.map(|model| model.name.as_ref()), Some(expected));
        }
        for typed in ["", "-", "XC-STFR4J-MN", "Hi"] {
            assert_eq!(Book::built_in().model(typed), None, "{typed}");
        }
    }

    /// What the sources leave open must not be filled in by anybody's guess.
    #[test]
    fn what_no_source_tells_is_not_known() {
        for model in Book::built_in().models() {
            for feature in [
                Feature::PinAfterReadError,
                Feature::Placement,
                Feature::CardSide,
                Feature::StaffCheckOnReader,
                Feature::Smartphone,
                Feature::OwnTitles,
            ] {
                assert_eq!(model.fact(feature), None, "{}", model.name);
            }
        }
        let known = |name: &str| Book::built_in().model(name).map(|it| it.facts.len());
        for (name, expected) in [
            ("Hi-CARA", 5),
            ("Hi-CARA2", 2),
            ("Caora", 10),
            ("Caora 2", 2),
            ("マイナタッチ", 11),
            ("XC-STFR1J-MN", 5),
            ("XC-STFR2J-MN", 5),
            ("XC-STFR3J-MN", 5),
            ("EXC-9000", 5),
        ] {
            assert_eq!(known(name), Some(expected), "{name}");
        }
    }

    /// docs/facts/reception.md §3: three models of the second generation, one with the terminal inside.
    #[test]
    fn the_second_generation_is_there() {
        let book = Book::built_in();
        let second: Vec<_> = book
            .models()
            .iter()
            .filter(|model| model.is(Feature::SecondGeneration))
            .map(|model| (model.name.as_ref(), model.is(Feature::TerminalBuiltIn)))
            .collect();
        assert_eq!(
            second,
            [
                ("Hi-CARA2", false),
                ("Caora 2", false),
                ("XC-STFR3J-MN", true)
            ]
        );
        // What is inside has no cable; the other two are not known in that respect.
        for model in book.models() {
            let cable = model.fact(Feature::CableToTerminal).and_then(|it| it.is);
            let inside = model.fact(Feature::TerminalBuiltIn).and_then(|it| it.is);
            assert_eq!(cable, inside.map(|inside| !inside), "{}", model.name);
        }
    }

    #[test]
    fn no_text_holds_an_address() {
        let book = Book::built_in();
        let texts: Vec<_> = book.models().iter().flat_map(Model::texts).collect();
        assert!(texts.len() >= 6 + 2 + 4);
        for message in texts {
            for language in STAFF {
                let text = book.text(message, language);
                assert!(!text.is_empty());
                for sign in ["http", "www.", ".jp", ".com", "://"] {
                    assert!(!text.contains(sign), "{text}");
                }
            }
        }
    }

    #[test]
    fn texts_of_models_are_named_by_the_model() {
        for (name, number) in [
            ("model.301.restart", 2_030_111),
            ("model.301.note-3", 2_030_153),
            ("model.65535.note-40", 8_553_590),
        ] {
            let message = Message::from_name(name).unwrap();
            assert_eq!(message.number(), number);
            assert_eq!(message.to_string(), name);
            assert_eq!(Message::from_number(number), Some(message));
        }
        for name in [
            "model.301.smartphone",
            "model.301.note-0",
            "model.301.note-41",
            "model.301.note-01",
            "model.0301.restart",
            "model.65536.restart",
            "model.+1.restart",
            "model.301",
        ] {
            assert_eq!(Message::from_name(name), None, "{name}");
        }
    }
}
