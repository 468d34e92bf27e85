//! The page around leaflets and forms: self-contained HTML for A4, with its style inside, without
//! scripts, images or anything fetched. The page says so to the browser too, by a
//! Content-Security-Policy that allows nothing but the style.
#![forbid(unsafe_code)]

use core::fmt::Write as _;

use super::words::escape;
use super::{Audience, Page, Piece, Value, write_words};
use crate::fault::numbered;
use crate::guidance::outage::Birth;
use crate::guidance::{Book, Language, Message};
use mynareader_facts::calendar::Date;

const STYLE: &str = include_str!("style.css");
/// How many days after its facts were known a page says that they may have changed.
const FRESH_DAYS: i32 = 180;

numbered! {
    /// Words around a page, and what its language has of its own.
    pub enum FrameText {
        /// The language's own name for itself.
        Name = 1, "name";
        /// The last day whose changes the pages know.
        KnownUpTo = 2, "known-up-to";
        /// The first day on which the pages are right.
        HoldsFrom = 3, "holds-from";
        /// For patients.
        Patient = 4, "patient";
        /// For staff.
        Staff = 5, "staff";
        /// A form.
        Form = 6, "form";
        /// For the municipal counter.
        Counter = 7, "counter";
        /// Before words to say.
        Say = 8, "say";
        /// Before the telephone number.
        Phone = 9, "phone";
        /// Before the day on which a leaflet is handed over.
        Issued = 10, "issued";
        /// Before the day on which a page is printed.
        Printed = 11, "printed";
        /// How far the facts reach, `{date}`.
        Facts = 12, "facts";
        /// How a day is written, with `{year}`, `{month}` and `{day}`.
        Date = 13, "date";
        /// The twelve months, with spaces between.
        Months = 14, "months";
        /// A month of birth whose day is not known, with `{year}` and `{month}`.
        BirthMonth = 15, "birth-month";
        /// A year of birth of which no more is known, with `{year}`.
        BirthYear = 16, "birth-year";
        /// A date of birth of which nothing is known.
        BirthUnknown = 17, "birth-unknown";
        /// At the drawing of the card: its last day (有効期限).
        CardExpiry = 18, "card-expiry";
        /// At the drawing of the card: the security code (セキュリティコード).
        CardCode = 19, "card-code";
        /// At the drawing of the card: the field for additions (追記欄).
        CardNote = 20, "card-note";
        /// How far the facts reach, `{date}`, where that is long ago.
        OldFacts = 21, "old-facts";
    }
}

impl FrameText {
    /// What a program fills in: each stands once in the words, in braces.
    pub const fn places(self) -> &'static [&'static str] {
        match self {
            Self::Facts | Self::OldFacts => &["date"],
            Self::Date => &["year", "month", "day"],
            Self::BirthMonth => &["year", "month"],
            Self::BirthYear => &["year"],
            _ => &[],
        }
    }
}

/// What stands around a page, in the page's language.
pub(crate) struct Frame<'a> {
    pub(crate) book: &'a Book,
    pub(crate) language: Language,
    pub(crate) facility: &'a str,
    pub(crate) phone: Option<&'a str>,
    pub(crate) date: Date,
}

impl<'a> Frame<'a> {
    fn text(&self, text: FrameText) -> &'a str {
        self.book.text(Message::Frame(text), self.language)
    }

    fn words(&self, text: FrameText, out: &mut String) {
        // Checked when they were read.
        let _ = write_words(self.text(text), out);
    }

    /// A day that the frame states; checked when it was read.
    pub(crate) fn day(&self, text: FrameText) -> Option<Date> {
        self.text(text).parse().ok()
    }

    /// Writes the page to the end of `out`.
    pub(crate) fn write<'v>(
        &self,
        page: &Page,
        values: &dyn Fn(&str) -> Value<'v>,
        out: &mut String,
    ) {
        let (class, audience, date_label) = match page.audience {
            Audience::Patient => ("patient", FrameText::Patient, FrameText::Issued),
            Audience::Staff => ("staff", FrameText::Staff, FrameText::Printed),
            Audience::Form => ("form", FrameText::Form, FrameText::Printed),
        };
        out.push_str("<!DOCTYPE html>\n<html lang=\"");
        escape(self.language.tag(), out);
        out.push_str(
            "\">\n<head>\n<meta charset=\"utf-8\"/>\n\
             <meta http-equiv=\"Content-Security-Policy\" \
             content=\"default-src 'none'; style-src 'unsafe-inline'\"/>\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n\
             <meta name=\"robots\" content=\"noindex\"/>\n<title>",
        );
        escape(&page.title, out);
        out.push_str("</title>\n<style>\n");
        out.push_str(STYLE);
        out.push_str("</style>\n</head>\n<body>\n<article class=\"");
        out.push_str(class);
        // A way of writing a language, as the easy one with all readings.
        if self.language != self.language.base() {
            out.push_str(" easy");
        }
        out.push_str("\">\n<header>\n<p class=\"audience\">");
        self.words(audience, out);
        out.push_str("</p>\n<h1>");
        out.push_str(&page.heading);
        out.push_str("</h1>\n</header>\n");
        for piece in page.body.iter() {
            self.piece(piece, values, out);
        }
        out.push_str("<footer>\n<p class=\"facility\"><strong>");
        escape(self.facility, out);
        out.push_str("</strong>");
        if let Some(phone) = self.phone {
            out.push_str(" <span>");
            self.words(FrameText::Phone, out);
            out.push(' ');
            escape(phone, out);
            out.push_str("</span>");
        }
        out.push_str("</p>\n<p class=\"date\">");
        self.words(date_label, out);
        out.push(' ');
        self.date(self.date, out);
        out.push_str("</p>\n");
        // A form tells nothing that could have changed.
        if page.audience != Audience::Form {
            out.push_str("<p class=\"facts\">");
            self.facts(out);
            out.push_str("</p>\n");
        }
        out.push_str("</footer>\n</article>\n</body>\n</html>\n");
    }

    fn piece<'v>(&self, piece: &Piece, values: &dyn Fn(&str) -> Value<'v>, out: &mut String) {
        match piece {
            Piece::Html(html) => out.push_str(html),
            Piece::Words(text) => self.words(*text, out),
            Piece::Tick(key) => {
                let ticked = key
                    .as_deref()
                    .is_some_and(|key| matches!(values(key), Value::Ticked));
                out.push_str(if ticked { "\u{2713}" } else { "&#160;" });
            }
            Piece::Room(key) => match key.as_deref().map(values) {
                Some(Value::Text(text)) => escape(text, out),
                Some(Value::Date(date)) => self.date(date, out),
                Some(Value::Birth(birth)) => self.birth(birth, out),
                // Writing to a String does not fail.
                Some(Value::Number(number)) => drop(write!(out, "{number}")),
                // A blank must not be empty, or its line collapses.
                Some(Value::Blank | Value::Ticked) | None => out.push_str("&#160;"),
            },
        }
    }

    /// Writes the day as this language does, by way of no other buffer, since it may be a birthday.
    fn date(&self, date: Date, out: &mut String) {
        self.dated(FrameText::Date, date, out);
    }

    /// Writes what the pattern takes of a day.
    fn dated(&self, pattern: FrameText, date: Date, out: &mut String) {
        let months = self.text(FrameText::Months);
        filled(self.text(pattern), out, &mut |place, out| {
            // Writing to a String does not fail.
            let _ = match place {
                "year" => write!(out, "{}", date.year()),
                "day" => write!(out, "{}", date.day()),
                _ => {
                    let before = usize::from(date.month()).saturating_sub(1);
                    escape(months.split_whitespace().nth(before).unwrap_or(""), out);
                    Ok(())
                }
            };
        });
    }

    /// Writes a date of birth, as far as it is known. In Japanese it is also counted in eras, since
    /// that is how the card's face shows it; in both, where it lies in two eras.
    fn birth(&self, birth: Birth, out: &mut String) {
        match birth.earliest() {
            None => self.words(FrameText::BirthUnknown, out),
            Some(earliest) => {
                let pattern = match (birth.month(), birth.date()) {
                    (_, Some(_)) => FrameText::Date,
                    (Some(_), None) => FrameText::BirthMonth,
                    (None, None) => FrameText::BirthYear,
                };
                self.dated(pattern, earliest, out);
            }
        }
        if self.language.base() == Language::JA {
            // Writing to a String does not fail.
            let _ = birth.write_eras(out);
        }
    }

    /// The sentence on how far the facts reach. On a page that is given long after, it says that
    /// something may have changed.
    fn facts(&self, out: &mut String) {
        let known = self.day(FrameText::KnownUpTo);
        let old = known.is_some_and(|known| known.days_until(self.date) > FRESH_DAYS);
        let facts = if old {
            FrameText::OldFacts
        } else {
            FrameText::Facts
        };
        filled(self.text(facts), out, &mut |_, out| {
            if let Some(day) = known {
                self.date(day, out);
            }
        });
    }
}

/// Writes a pattern with its places filled in. Its words were checked when they were read.
fn filled(pattern: &str, out: &mut String, place: &mut dyn FnMut(&str, &mut String)) {
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once('{') {
        let _ = write_words(before, out);
        let (name, after) = after.split_once('}').unwrap_or((after, ""));
        place(name, out);
        rest = after;
    }
    let _ = write_words(rest, out);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_written_as_the_language_does() {
        let date = Date::new(2026, 11, 2).unwrap();
        for (language, wanted) in [
            (Language::JA, "2026年11月2日"),
            (Language::EN, "2 November 2026"),
        ] {
            let frame = Frame {
                book: Book::built_in(),
                language,
                facility: "",
                phone: None,
                date,
            };
            let mut out = String::new();
            frame.date(date, &mut out);
            assert_eq!(out, wanted);
        }
    }
}
