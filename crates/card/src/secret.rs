//! PINs and codes: one type for each, its exact format checked before anything is sent.
//!
//! The card cannot tell a malformed value from a wrong one; both cost a try. So a value that is
//! not exactly of its key's format never becomes one of these types. Only ASCII is taken: a
//! full-width digit is refused, not folded.
//!
//! Secrets are made from bytes, wiped when dropped, shown by nothing, and kept in pages of their
//! own, out of swap and core dumps where the system allows it (see `memory.rs`).
//!
//! ```
//! use mynareader_card::secret::Pin;
//!
//! assert!(Pin::from_ascii(b"0123").is_ok());
//! assert!(Pin::from_ascii("１２３４".as_bytes()).is_err());
//! assert_eq!(format!("{:?}", Pin::from_ascii(b"0123")?), "Pin");
//! # Ok::<(), mynareader_card::secret::FormatError>(())
//! ```
#![forbid(unsafe_code)]

mod agreement;
mod code_b;
mod printed;

pub use agreement::{AgreedCodeB, CodeBPolicy, Disagreement};
pub use code_b::CodeB;
pub use printed::PrintedBirthDate;

use core::fmt;

use crate::memory::Slot;
use mynareader_facts::Key;

/// Why bytes are not a value of a key. Says nothing of the bytes but their number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FormatError {
    /// The key whose value it was to be.
    pub key: Key,
    /// What is wrong.
    pub kind: FormatErrorKind,
}

/// What is wrong with a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum FormatErrorKind {
    /// It has another length than the key's values have.
    Length {
        /// The least length.
        least: usize,
        /// The greatest length.
        most: usize,
        /// The length given.
        found: usize,
    },
    /// It has something else than ASCII digits, or for the signature password than ASCII digits
    /// and capital letters.
    Character,
    /// The signature password has a small letter; the card knows capitals only.
    SmallLetter,
    /// The signature password needs a letter and a digit.
    Mixture,
}

impl fmt::Display for FormatError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = self.key;
        match self.kind {
            FormatErrorKind::Length { least, most, found } if least == most => {
                write!(f, "{name} has {least} characters and {found} were given")
            }
            FormatErrorKind::Length { least, most, found } => {
                write!(
                    f,
                    "{name} has {least} to {most} characters and {found} were given"
                )
            }
            FormatErrorKind::Character => {
                write!(f, "{name} was given with a character that it cannot have")
            }
            FormatErrorKind::SmallLetter => {
                write!(
                    f,
                    "{name} has capital letters only and a small one was given"
                )
            }
            FormatErrorKind::Mixture => write!(f, "{name} has at least a letter and a digit"),
        }
    }
}

impl core::error::Error for FormatError {}

/// What the card side needs of a secret, and nobody else gets.
pub(crate) trait Expose {
    /// The bytes as they are presented.
    fn expose(&self) -> &[u8];
}

macro_rules! secret {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        pub struct $name(Slot);

        impl Expose for $name {
            fn expose(&self) -> &[u8] {
                self.0.as_bytes()
            }
        }

        /// Shows the type's name only.
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(stringify!($name))
            }
        }
    };
}
pub(crate) use secret;

secret! {
    /// 利用者証明用電子証明書暗証番号: four digits. What a patient enters at the counter.
    Pin
}

secret! {
    /// 署名用電子証明書暗証番号: 6 to 16 capital letters and digits, at least one of each.
    SignaturePassword
}

secret! {
    /// 券面事項入力補助用暗証番号: four digits.
    TextPin
}

secret! {
    /// 生年月日 key of 券面事項確認AP: the first six digits of code B, as printed \[M\].
    BirthDateKey
}

#[cfg(feature = "individual-number")]
secret! {
    /// 照合番号A, the 個人番号 itself: twelve digits. Never used by the reception.
    CodeA
}

impl Pin {
    /// How many digits it has. Four \[C\]; one tool takes up to eight \[X\], which no manual
    /// knows.
    pub const LENGTH: usize = 4;

    /// From exactly four ASCII digits.
    pub fn from_ascii(value: &[u8]) -> Result<Self, FormatError> {
        digits(Key::AuthenticationPin, value, Self::LENGTH).map(Self)
    }

    /// The four digits, for national software that verifies the PIN on the card by itself
    /// (`NationalSoftware::authenticate_with_pin` in `mynareader-desk`).
    /// Nothing else needs them; a copy of them is the caller's to wipe.
    pub fn expose(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

impl TextPin {
    /// How many digits it has.
    pub const LENGTH: usize = 4;

    /// From exactly four ASCII digits.
    pub fn from_ascii(value: &[u8]) -> Result<Self, FormatError> {
        digits(Key::TextPin, value, Self::LENGTH).map(Self)
    }
}

impl BirthDateKey {
    /// How many digits it has.
    pub const LENGTH: usize = 6;

    /// From exactly six ASCII digits.
    pub fn from_ascii(value: &[u8]) -> Result<Self, FormatError> {
        digits(Key::BirthDate, value, Self::LENGTH).map(Self)
    }

    /// From the printed birth date.
    pub fn from_printed(born: &PrintedBirthDate) -> Self {
        Self(Slot::new(born.digits()))
    }
}

#[cfg(feature = "individual-number")]
impl CodeA {
    /// How many digits it has.
    pub const LENGTH: usize = 12;

    /// From exactly twelve ASCII digits.
    pub fn from_ascii(value: &[u8]) -> Result<Self, FormatError> {
        digits(Key::CodeA, value, Self::LENGTH).map(Self)
    }
}

impl SignaturePassword {
    /// The least length.
    pub const LEAST: usize = 6;
    /// The greatest length.
    pub const MOST: usize = 16;

    /// From 6 to 16 ASCII digits and capital letters, at least one of each.
    ///
    /// Small letters are refused, not folded: whether the person meant a capital is the caller's
    /// to ask, and a wrong guess costs a try.
    pub fn from_ascii(value: &[u8]) -> Result<Self, FormatError> {
        let error = |kind| FormatError {
            key: Key::SignaturePassword,
            kind,
        };
        check_length(Key::SignaturePassword, value, Self::LEAST, Self::MOST)?;
        if value.iter().any(u8::is_ascii_lowercase) {
            return Err(error(FormatErrorKind::SmallLetter));
        }
        if !value
            .iter()
            .all(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase())
        {
            return Err(error(FormatErrorKind::Character));
        }
        let mixed =
            value.iter().any(u8::is_ascii_digit) && value.iter().any(u8::is_ascii_uppercase);
        if !mixed {
            return Err(error(FormatErrorKind::Mixture));
        }
        Ok(Self(Slot::new(value)))
    }
}

/// Exactly so many ASCII digits.
fn digits(key: Key, value: &[u8], length: usize) -> Result<Slot, FormatError> {
    check_length(key, value, length, length)?;
    if !value.iter().all(u8::is_ascii_digit) {
        return Err(FormatError {
            key,
            kind: FormatErrorKind::Character,
        });
    }
    Ok(Slot::new(value))
}

fn check_length(key: Key, value: &[u8], least: usize, most: usize) -> Result<(), FormatError> {
    if (least..=most).contains(&value.len()) {
        Ok(())
    } else {
        Err(FormatError {
            key,
            kind: FormatErrorKind::Length {
                least,
                most,
                found: value.len(),
            },
        })
    }
}

#[cfg(test)]
mod tests;
