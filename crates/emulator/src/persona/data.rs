//! The personas' data as it stands in the TOML files.
#![forbid(unsafe_code)]

use std::sync::OnceLock;

use serde::Deserialize;

use super::attributes::{CardKind, Damage, KeySet, Pins, Sex, Tries};
use super::centre::CentreRecord;
use super::face::Annotation;
use super::pictures::{FILES, PersonaFile, Photo};
use crate::EmulatorError;

/// One file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Data {
    #[serde(skip)]
    pub(super) file: Option<&'static PersonaFile>,
    pub(super) summary: Summary,
    pub(super) card: Card,
    #[serde(default)]
    pub(super) certificate: Certificate,
    pub(super) holder: Holder,
    #[serde(default)]
    pub(super) pins: Pins,
    #[serde(default)]
    pub(super) tries: Tries,
    pub(super) centre: CentreRecord,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Summary {
    pub(super) ja: String,
    pub(super) en: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Card {
    pub(super) kind: CardKind,
    #[serde(default)]
    pub(super) keys: KeySet,
    pub(super) photo: Option<Photo>,
    pub(super) issued_days_ago: i32,
    /// The end of a foreign resident's stay, which ends the card too.
    pub(super) stay_ends_in_days: Option<i32>,
    #[serde(default)]
    pub(super) security_code: String,
    pub(super) serial: String,
    #[serde(default)]
    pub(super) annotation: Annotation,
    #[serde(default)]
    pub(super) damage: Damage,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Certificate {
    /// Where it is not the card's own day of issue.
    pub(super) issued_days_ago: Option<i32>,
    /// Whether there is a signature certificate too. Under 15 there is normally none.
    #[serde(default)]
    pub(super) signature: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Holder {
    pub(super) name: String,
    pub(super) address: String,
    pub(super) sex: Sex,
    pub(super) individual_number: String,
    pub(super) birth: Birth,
    #[serde(default)]
    pub(super) printed: PrintedYear,
}

/// Which year is printed with the date of birth.
#[derive(Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum PrintedYear {
    #[default]
    Era,
    Western,
}

/// When the person was born: on a fixed day, or so that the age on the given day is always right.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) enum Birth {
    /// `YYYY-MM-DD`.
    On(String),
    /// Year and month are known, the day is not: `YYYY-MM`.
    DayUnknown(String),
    /// So many days before the given day.
    DaysAgo(i32),
    /// An age, and how many days from the given day the birthday is (negative: was).
    Age { years: i32, birthday_in_days: i32 },
    /// An age, and the birthday as `MM-DD`.
    AgeOn { years: i32, birthday: String },
}

/// All files, read once.
pub(super) fn all() -> Result<&'static [Data], EmulatorError> {
    static ALL: OnceLock<Result<Vec<Data>, EmulatorError>> = OnceLock::new();
    ALL.get_or_init(|| {
        FILES
            .iter()
            .map(|file| {
                let mut data: Data =
                    toml::from_str(file.text).map_err(|error| EmulatorError::PersonaData {
                        persona: file.id.to_owned(),
                        reason: error.message().to_owned(),
                    })?;
                data.file = Some(file);
                Ok(data)
            })
            .collect()
    })
    .as_deref()
    .map_err(Clone::clone)
}
