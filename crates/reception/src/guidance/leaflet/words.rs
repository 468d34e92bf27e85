//! The words of the frame around leaflets and papers, one set a language.
#![forbid(unsafe_code)]

use super::document::{DocumentError, DocumentFault, Line, MOST_BYTES, inline};
use super::template::escape;
use crate::guidance::Language;
use core::fmt::Write;
use mynareader_facts::calendar::{Date, EraDate};

/// Labels, and how a date is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Words {
    pub(crate) language: Language,
    pub(crate) name: String,
    pub(crate) patient: Line,
    pub(crate) staff: Line,
    pub(crate) form: Line,
    pub(crate) counter: Line,
    pub(crate) say: Line,
    pub(crate) phone: Line,
    pub(crate) issued: Line,
    pub(crate) printed: Line,
    date: String,
    months: Vec<String>,
    facts: String,
    /// The last day whose changes the texts know.
    pub(crate) known_up_to: Date,
    /// The first day on which the texts are right.
    pub(crate) holds_from: Date,
}

/// What is wrong with a set of words.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum WordsError {
    /// A line is malformed.
    #[error(transparent)]
    Line(#[from] DocumentError),
    /// A line is not `key: text`, or its key is not known.
    #[error("line {line} is not one of the known keys with its text")]
    UnknownKey {
        /// The line, counted from 1.
        line: usize,
    },
    /// A key is missing, or stands twice.
    #[error("the key \"{key}\" must stand exactly once")]
    NotOnce {
        /// Its name.
        key: &'static str,
    },
    /// The language is no tag.
    #[error("the language must be a tag such as ja or zh-Hans")]
    Tag,
    /// There are not twelve months.
    #[error("twelve names of months are needed")]
    Months,
    /// A pattern lacks a place that it must have.
    #[error("the pattern \"{key}\" must hold each of its places once")]
    Pattern {
        /// The pattern's key.
        key: &'static str,
    },
    /// A day is not of the form 2026-11-22, or the texts are known up to a day before they hold.
    #[error("\"{key}\" must be a day such as 2026-11-22, and the texts must hold before they end")]
    Day {
        /// Its key.
        key: &'static str,
    },
}

const KEYS: [&str; 15] = [
    "language",
    "name",
    "patient",
    "staff",
    "form",
    "counter",
    "say",
    "phone",
    "issued",
    "printed",
    "date",
    "months",
    "facts",
    "known-up-to",
    "holds-from",
];

impl Words {
    pub(crate) fn parse(text: &str) -> Result<Self, WordsError> {
        if text.len() > MOST_BYTES {
            return Err(DocumentFault::TooLarge.at(1).into());
        }
        let mut found: Vec<(&'static str, &str, usize)> = Vec::new();
        for (index, line) in text.lines().enumerate() {
            let line_number = index.saturating_add(1);
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let unknown = WordsError::UnknownKey { line: line_number };
            let (key, value) = line.split_once(": ").ok_or(unknown.clone())?;
            let key = KEYS.iter().find(|known| **known == key).ok_or(unknown)?;
            if found.iter().any(|(other, ..)| other == key) {
                return Err(WordsError::NotOnce { key });
            }
            found.push((key, value.trim(), line_number));
        }
        let entry = |key: &'static str| {
            found
                .iter()
                .find(|(other, ..)| *other == key)
                .copied()
                .ok_or(WordsError::NotOnce { key })
        };
        let words = |key: &'static str| -> Result<Line, WordsError> {
            let (_, value, line) = entry(key)?;
            Ok(inline(value).map_err(|fault: DocumentFault| fault.at(line))?)
        };
        let text = |key: &'static str| -> Result<String, WordsError> {
            let (_, value, line) = entry(key)?;
            // Hidden characters are refused here as in every line.
            inline(value).map_err(|fault| fault.at(line))?;
            Ok(value.to_owned())
        };
        let language = text("language")?.parse().map_err(|_| WordsError::Tag)?;
        let months: Vec<String> = text("months")?
            .split_whitespace()
            .map(str::to_owned)
            .collect();
        if months.len() != 12 {
            return Err(WordsError::Months);
        }
        let date = text("date")?;
        let holds = |pattern: &str, places: &[&str]| {
            places
                .iter()
                .all(|place| pattern.matches(place).count() == 1)
        };
        let braces = date.matches(['{', '}']).count();
        // A date stands in sentences that are escaped as a whole: it may need no escaping itself.
        let bare = |text: &str| !text.contains(['<', '>', '&', '"', '\'']);
        if !months.iter().all(|month| bare(month)) {
            return Err(WordsError::Months);
        }
        if braces != 6 || !bare(&date) || !holds(&date, &["{year}", "{month}", "{day}"]) {
            return Err(WordsError::Pattern { key: "date" });
        }
        let facts = text("facts")?;
        if !holds(&facts, &["{date}"]) {
            return Err(WordsError::Pattern { key: "facts" });
        }
        let day = |key: &'static str| -> Result<Date, WordsError> {
            text(key)?.parse().map_err(|_| WordsError::Day { key })
        };
        let known_up_to = day("known-up-to")?;
        let holds_from = day("holds-from")?;
        if known_up_to < holds_from {
            return Err(WordsError::Day { key: "known-up-to" });
        }
        Ok(Self {
            known_up_to,
            holds_from,
            language,
            name: text("name")?,
            patient: words("patient")?,
            staff: words("staff")?,
            form: words("form")?,
            counter: words("counter")?,
            say: words("say")?,
            phone: words("phone")?,
            issued: words("issued")?,
            printed: words("printed")?,
            date,
            months,
            facts,
        })
    }

    /// The day as this language writes it.
    pub(crate) fn date(&self, date: Date) -> String {
        let mut text = String::new();
        self.write_date(date, &mut text);
        text
    }

    /// Writes the day to the end of `out`, by way of no other buffer, since it may be a birthday.
    pub(crate) fn write_date(&self, date: Date, out: &mut String) {
        let mut rest = self.date.as_str();
        while let Some((before, after)) = rest.split_once('{') {
            escape(before, out);
            let Some((place, after)) = after.split_once('}') else {
                return;
            };
            // Writing to a String does not fail.
            let _ = match place {
                "year" => write!(out, "{}", date.year()),
                "day" => write!(out, "{}", date.day()),
                _ => {
                    let month = usize::from(date.month())
                        .checked_sub(1)
                        .and_then(|index| self.months.get(index));
                    escape(month.map_or("", String::as_str), out);
                    Ok(())
                }
            };
            rest = after;
        }
        escape(rest, out);
    }

    /// Writes a day of birth. In Japanese the day as counted in eras stands beside it, since that
    /// is how the card's face shows it; both, on the two days that lie in two eras.
    pub(crate) fn write_birth_date(&self, date: Date, out: &mut String) {
        self.write_date(date, out);
        if self.language == Language::JA {
            for era in EraDate::all(date) {
                // Writing to a String does not fail.
                let _ = write!(out, "（{era}）");
            }
        }
    }

    /// The sentence on how far the facts reach.
    pub(crate) fn facts(&self) -> String {
        self.facts.replace("{date}", &self.date(self.known_up_to))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const JAPANESE: &str = include_str!("ja/words.txt");
    const ENGLISH: &str = include_str!("en/words.txt");

    #[test]
    fn a_date_is_written_as_the_language_does() {
        let day = Date::new(2026, 11, 2).unwrap();
        assert_eq!(Words::parse(JAPANESE).unwrap().date(day), "2026年11月2日");
        assert_eq!(Words::parse(ENGLISH).unwrap().date(day), "2 November 2026");
    }

    #[test]
    fn a_day_that_is_none_is_refused() {
        for (from, to) in [
            ("holds-from: 2026-04-01", "holds-from: soon"),
            ("known-up-to: 2026-07-31", "known-up-to: 2026-03-31"),
        ] {
            assert!(matches!(
                Words::parse(&JAPANESE.replace(from, to)),
                Err(WordsError::Day { .. })
            ));
        }
    }

    #[test]
    fn bad_words_are_refused_with_the_reason() {
        let without = JAPANESE.replace("say: ", "sway: ");
        assert!(matches!(
            Words::parse(&without),
            Err(WordsError::UnknownKey { .. })
        ));
        let large = format!("{JAPANESE}{}", "#\n".repeat(MOST_BYTES / 2));
        let too_large = DocumentFault::TooLarge.at(1);
        assert_eq!(Words::parse(&large), Err(WordsError::Line(too_large)));
        let twice = format!("{JAPANESE}say: again\n");
        assert_eq!(
            Words::parse(&twice),
            Err(WordsError::NotOnce { key: "say" })
        );
        let missing: Vec<_> = JAPANESE
            .lines()
            .filter(|line| !line.starts_with("say"))
            .collect();
        let missing = missing.join("\n");
        assert_eq!(
            Words::parse(&missing),
            Err(WordsError::NotOnce { key: "say" })
        );
        assert_eq!(
            Words::parse(&JAPANESE.replace("{day}", "")),
            Err(WordsError::Pattern { key: "date" })
        );
        assert_eq!(
            Words::parse(&JAPANESE.replace("language: ja", "language: j\"a")),
            Err(WordsError::Tag)
        );
        assert_eq!(
            Words::parse(&JAPANESE.replace("11 12", "11")),
            Err(WordsError::Months)
        );
    }
}
