//! What a persona's card and its holder can be.
#![forbid(unsafe_code)]

use serde::Deserialize;

/// What kind of chip a persona holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum CardKind {
    /// A My Number card.
    MyNumber,
    /// An Android phone.
    Android,
    /// An iPhone.
    Iphone,
    /// 住民基本台帳カード, the predecessor.
    Juki,
    /// Some other chip card.
    Other,
}

/// The sex as the records code it. Closed: the records have these four codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sex {
    /// `1`.
    Male,
    /// `2`.
    Female,
    /// `9`.
    NotApplicable,
    /// `0`.
    Unknown,
}

impl Sex {
    pub(crate) const fn digit(self) -> char {
        match self {
            Self::Male => '1',
            Self::Female => '2',
            Self::NotApplicable => '9',
            Self::Unknown => '0',
        }
    }

    pub(crate) const fn byte(self) -> u8 {
        match self {
            Self::Male => b'1',
            Self::Female => b'2',
            Self::NotApplicable => b'9',
            Self::Unknown => b'0',
        }
    }

    pub(super) const fn printed(self) -> &'static str {
        match self {
            Self::Male => "男",
            Self::Female => "女",
            Self::NotApplicable | Self::Unknown => "",
        }
    }
}

/// Which of the two sets of test keys a card carries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum KeySet {
    #[default]
    A,
    B,
}

/// What is wrong with a card's memory.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Damage {
    #[default]
    None,
    HalfWrittenFaceRecord,
    AlteredPhoto,
}

/// Tries left, where they are not all.
#[derive(Clone, Copy, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Tries {
    pub(crate) authentication: Option<u8>,
    pub(crate) signature: Option<u8>,
    pub(crate) text: Option<u8>,
    pub(crate) code_b: Option<u8>,
    pub(crate) text_code_b: Option<u8>,
    pub(crate) birth_date: Option<u8>,
}

/// The PINs; none where the card has no such key.
#[derive(Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Pins {
    pub(crate) authentication: Option<String>,
    pub(crate) signature: Option<String>,
    pub(crate) text: Option<String>,
    pub(crate) juki: Option<String>,
}
