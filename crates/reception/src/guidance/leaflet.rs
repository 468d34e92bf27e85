//! Leaflets (お渡しする案内): what a clinic hands to a patient or keeps at the desk, as
//! self-contained HTML for A4 paper.
//!
//! The texts are data, one file a leaflet and language, in a strict part of Markdown that a
//! person without a compiler can edit and translate (`text/<language>/leaflet`); they belong to a
//! [`Book`] like all other words. A leaflet carries the facility's name and the date and nothing
//! about a person.
//!
//! Facts on them come from the project's sources. Where those differ (the length of the grace
//! period, 解除 or 交換 for 照合番号B) or are silent (which way the card goes on which model), the
//! leaflet says so in a way that can be acted on, or leaves room for a pen.
#![forbid(unsafe_code)]

use core::fmt;

use super::Book;
use super::by_model;
use super::makers::Feature;
pub use super::sheet::Audience;
use super::sheet::{Frame, FrameText, Sheet, Value};
pub use super::{Language, LeafletId};
use mynareader_facts::calendar::Date;

/// The longest name of a facility, placement or model that is printed, in characters.
pub const LONGEST_ENTRY: usize = 100;

/// For whom a leaflet is.
pub const fn audience(id: LeafletId) -> Audience {
    Sheet::Leaflet(id).audience()
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
    /// In which order reader and terminal are restarted, in the leaflet's language. Without it, and where
    /// [`makers`](super::makers) does not know, a line to write on is left: it differs by model.
    pub restart: Option<&'a str>,
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
            restart: None,
            smartphone: None,
        }
    }

    fn check(&self) -> Result<(), LeafletError> {
        let entries = [
            (LeafletEntry::Facility, Some(self.facility)),
            (LeafletEntry::Phone, self.phone),
            (LeafletEntry::Model, self.model),
            (LeafletEntry::Placement, self.placement),
            (LeafletEntry::Restart, self.restart),
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
            "restart" => text(self.restart),
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
pub enum LeafletEntry {
    /// The facility's name.
    Facility,
    /// Its telephone number.
    Phone,
    /// The reader's model.
    Model,
    /// Where the card goes.
    Placement,
    /// The order of restarting.
    Restart,
}

impl fmt::Display for LeafletEntry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Facility => "the facility's name",
            Self::Phone => "the telephone number",
            Self::Model => "the reader's model",
            Self::Placement => "the card's placement",
            Self::Restart => "the order of restarting",
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
        entry: LeafletEntry,
    },
    /// An entry is longer than [`LONGEST_ENTRY`] characters.
    #[error("{entry} is longer than {LONGEST_ENTRY} characters")]
    TooLong {
        /// Which.
        entry: LeafletEntry,
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
    Book::built_in().leaflet(id, language, context)
}

impl Book {
    /// A leaflet as a page of HTML, in the language or in that without its region (`ja-JP` finds
    /// `ja`). What is for the staff is given in Japanese where the language has none.
    pub fn leaflet(
        &self,
        id: LeafletId,
        language: Language,
        context: &LeafletContext<'_>,
    ) -> Result<String, LeafletError> {
        let mut context = *context;
        // What the facility says goes before what is known of the model.
        let model = context.model.and_then(|name| self.model(name));
        let known = |feature| {
            let text = self.text(by_model::text(feature, model)?, language);
            // What is longer than a line is left to a pen.
            text.chars().nth(LONGEST_ENTRY).is_none().then_some(text)
        };
        context.placement = context.placement.or_else(|| known(Feature::Placement));
        context.restart = context.restart.or_else(|| known(Feature::Restart));
        let mut html = String::new();
        self.write_sheet(
            Sheet::Leaflet(id),
            language,
            &context,
            &|key| context.value(key),
            &mut html,
        )?;
        Ok(html)
    }

    /// Writes a leaflet or a form with the given values to the end of `out`.
    pub(super) fn write_sheet<'a>(
        &self,
        sheet: Sheet,
        language: Language,
        context: &LeafletContext<'_>,
        values: &dyn Fn(&str) -> Value<'a>,
        out: &mut String,
    ) -> Result<(), LeafletError> {
        context.check()?;
        let (language, page) = self
            .page(sheet, language)
            .ok_or(LeafletError::UnknownLanguage)?;
        let frame = Frame {
            book: self,
            language,
            facility: context.facility,
            phone: context.phone,
            date: context.date,
        };
        // A form is right at any time; what a leaflet tells is not.
        if page.audience != Audience::Form
            && let Some(holds_from) = frame.day(FrameText::HoldsFrom)
            && context.date < holds_from
        {
            return Err(LeafletError::TooEarly {
                date: context.date,
                holds_from,
            });
        }
        frame.write(page, values, out);
        Ok(())
    }
}
