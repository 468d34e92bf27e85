//! The pages that are printed, leaflets and forms alike: what a page is made of, and the frame
//! around it.
//!
//! A page is written in Markdown and made into [`Piece`]s when it is loaded, which for the built-in
//! ones is before the library is compiled. What is left at the time of printing is to write the
//! pieces and the values one after the other. No template engine does that: what goes into a form
//! may be a person's, and must go into one buffer that is wiped, by way of no other.
#![forbid(unsafe_code)]

#[cfg(feature = "serde")]
mod fields;
mod frame;
#[cfg(feature = "serde")]
mod markdown;
mod paper;
mod words;

#[cfg(feature = "serde")]
pub(super) use fields::keys;
pub(super) use frame::Frame;
pub use frame::FrameText;
#[cfg(feature = "serde")]
pub(super) use markdown::compile;
pub use paper::Paper;
use words::write_words;
pub(super) use words::{is_hidden, is_sound};

use core::fmt;
use std::borrow::Cow;

use super::LeafletId;
use super::outage::Birth;
use mynareader_facts::calendar::Date;

/// The largest text of a page that is read. The longest of our own has a tenth of it.
#[cfg(feature = "serde")]
pub(super) const MOST_BYTES: usize = 64 * 1024;

/// A leaflet or a form: whatever is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Sheet {
    Leaflet(LeafletId),
    Paper(Paper),
}

impl Sheet {
    pub(super) fn all() -> impl Iterator<Item = Self> {
        let leaflets = LeafletId::ALL.iter().copied().map(Self::Leaflet);
        leaflets.chain(Paper::ALL.iter().copied().map(Self::Paper))
    }

    pub(super) fn from_name(name: &str) -> Option<Self> {
        Self::all().find(|sheet| sheet.name() == name)
    }

    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Leaflet(id) => id.name(),
            Self::Paper(paper) => paper.name(),
        }
    }

    pub(super) const fn audience(self) -> Audience {
        match self {
            Self::Leaflet(id) if id.is_for_staff() => Audience::Staff,
            Self::Leaflet(_) => Audience::Patient,
            Self::Paper(_) => Audience::Form,
        }
    }

    /// Whether a patient reads it or writes on it, so that each language has it.
    pub(super) const fn is_for_patient(self) -> bool {
        match self {
            Self::Leaflet(id) => !id.is_for_staff(),
            Self::Paper(paper) => matches!(paper, Paper::Declaration),
        }
    }
}

/// For whom a page is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Audience {
    /// Handed to a patient (患者さんへ).
    Patient,
    /// For the staff (職員用).
    Staff,
    /// A form that is filled in (記録用紙).
    Form,
}

impl Audience {
    /// As the title of a page says it.
    #[cfg(feature = "serde")]
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Patient => "patient",
            Self::Staff => "staff",
            Self::Form => "form",
        }
    }
}

#[cfg(feature = "serde")]
/// The text of a page as it is read: without the kana beside kanji and without marks of emphasis.
pub(crate) fn visible(source: &str) -> String {
    let mut inside = false;
    source
        .chars()
        .filter(|c| {
            inside = (inside || *c == '《') && *c != '》';
            !inside && !matches!(c, '》' | '｜' | '*')
        })
        .collect()
}

/// What a program knows for a key of a page. It may be a person's: no `Debug`.
#[derive(Clone, Copy)]
#[allow(missing_debug_implementations)]
pub enum Value<'a> {
    /// Nothing: the page keeps room for a pen.
    Blank,
    /// A text to stand in the field.
    Text(&'a str),
    /// A day to stand in the field, as the language writes it.
    Date(Date),
    /// A date of birth, as far as it is known, to stand in the field, also as the card's face shows
    /// it.
    Birth(Birth),
    /// A number to stand in the field.
    Number(u32),
    /// The box or the option is ticked.
    Ticked,
}

/// The name of a value that a program may know.
pub(super) type Key = Option<Cow<'static, str>>;

/// A piece of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// HTML, as it stands.
    Html(Cow<'static, str>),
    /// A box, ticked when the program says so.
    Tick(Key),
    /// Room to write, filled when the program knows something for it.
    Room(Key),
    /// Words of the frame.
    Words(FrameText),
}

/// A page in one language, checked and ready to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Page {
    pub(super) audience: Audience,
    /// Without readings.
    pub(super) title: Cow<'static, str>,
    /// As HTML.
    pub(super) heading: Cow<'static, str>,
    pub(super) body: Cow<'static, [Piece]>,
    /// The text that it was made from, for a file to start another from.
    #[cfg(feature = "serde")]
    pub(super) source: Cow<'static, str>,
}

impl Page {
    /// Every key that a program may answer, in order.
    #[cfg(feature = "serde")]
    pub(super) fn keys(&self) -> Vec<&str> {
        let mut keys: Vec<_> = self
            .body
            .iter()
            .filter_map(|piece| match piece {
                Piece::Tick(key) | Piece::Room(key) => key.as_deref(),
                Piece::Html(_) | Piece::Words(_) => None,
            })
            .collect();
        keys.sort_unstable();
        keys
    }
}

/// Why a page's text was refused, and at which of its lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line} of its text: {fault}")]
pub struct PageError {
    /// The line, counted from 1.
    pub line: usize,
    /// What is wrong there.
    pub fault: PageFault,
}

/// What is wrong with a page's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PageFault {
    /// It is larger than is read.
    TooLarge,
    /// A control character, or a character that turns the direction of writing.
    ControlCharacter,
    /// It does not begin with `# Title {patient}`, `{staff}` or `{form}`.
    NoTitle,
    /// A heading is of no known kind, empty, or a second title.
    Heading,
    /// A section, an item, or the page says nothing.
    Empty,
    /// A step's number does not follow the one before.
    StepNumber,
    /// A table has not exactly two columns and an empty head.
    Row,
    /// A ruby is not `｜base《reading》`.
    Ruby,
    /// `**` without its partner in the line.
    Strong,
    /// A key is not lower-case letters, digits, `.`, `-`, or it is not closed.
    Key,
    /// A choice has fewer than two options.
    Choice,
    /// Markdown that pages do not have: links, pictures, HTML, code, lists in lists.
    Markup,
    /// A line goes on below an item or a quotation without an empty line between.
    RunOn,
}

impl fmt::Display for PageFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::TooLarge => "the text is larger than 64 KiB",
            Self::ControlCharacter => "a control character stands in the text",
            Self::NoTitle => "the title must say for whom the page is",
            Self::Heading => "the heading is empty, of an unknown kind, or a second title",
            Self::Empty => "nothing is said here",
            Self::StepNumber => "the step's number does not follow the one before",
            Self::Row => "a table must have two columns, and a head that is empty",
            Self::Ruby => "a ruby must be written ｜base《reading》",
            Self::Strong => "the emphasis is not closed",
            Self::Key => "the key of a field is malformed",
            Self::Choice => "a choice needs at least two options",
            Self::Markup => "pages do not have this kind of Markdown",
            Self::RunOn => "an empty line is missing before this line",
        })
    }
}
