//! What the examples share: languages, today's date, secrets from standard input, readers by name.
#![allow(dead_code)] // Each example uses its part.

pub mod reader;
pub mod secrets;

use clap::ValueEnum;
use mynareader::calendar::{Date, Moment};
use std::time::{SystemTime, UNIX_EPOCH};

/// What went wrong, in a sentence.
pub type Failure = Box<dyn std::error::Error>;

/// The language of the output.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
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

/// Today in Japan. The library reads no clock; programs do.
pub fn today() -> Result<Date, Failure> {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs();
    Ok(Moment::from_unix_seconds(i64::try_from(seconds)?)?.day_in_japan())
}
