//! What programs at a terminal share: the language, today's date, secrets from standard input,
//! readers by name.
#![forbid(unsafe_code)]

pub mod progress;
pub mod reader;
pub mod record;
pub mod secrets;

use std::fmt;
use std::str::FromStr;

use mynareader_facts::calendar::{Date, Moment};
use std::time::{SystemTime, UNIX_EPOCH};

/// What went wrong, in a sentence.
pub type Failure = Box<dyn std::error::Error>;

/// The language of the output.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lang {
    /// Japanese.
    #[default]
    Ja,
    /// English.
    En,
}

impl Lang {
    /// The text in this language.
    pub fn of<'a>(self, ja: &'a str, en: &'a str) -> &'a str {
        match self {
            Self::Ja => ja,
            Self::En => en,
        }
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.of("ja", "en"))
    }
}

impl FromStr for Lang {
    type Err = &'static str;

    fn from_str(tag: &str) -> Result<Self, Self::Err> {
        match tag {
            "ja" => Ok(Self::Ja),
            "en" => Ok(Self::En),
            _ => Err("the languages are ja and en"),
        }
    }
}

/// The day that was asked for, else today in Japan.
pub fn day_or_today(asked: Option<Date>) -> Result<Date, Failure> {
    asked.map_or_else(today, Ok)
}

/// Today in Japan. The library reads no clock; programs do.
pub fn today() -> Result<Date, Failure> {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs();
    Ok(Moment::from_unix_seconds(i64::try_from(seconds)?)?.day_in_japan())
}
