//! 照合番号B, from what is printed on the card.
#![forbid(unsafe_code)]

use core::fmt;

use zeroize::Zeroizing;

use super::{BirthDateKey, Expose, FormatError, FormatErrorKind, PrintedBirthDate, digits, secret};
use crate::memory::Slot;
use mynareader_facts::Key;

secret! {
    /// 照合番号B: 14 digits that are printed on the card. Birth date as printed (6), year of
    /// expiry (4), security code (4) \[C\].
    ///
    /// The two digits of the birth year are those that are *printed*: the era year for Japanese
    /// nationals (confirmed on a card \[M\]), the last two of the western year for foreign
    /// residents, whose cards print it so \[D\] by analogy.
    CodeB
}

impl CodeB {
    /// How many digits it has.
    pub const LENGTH: usize = 14;

    /// From exactly fourteen ASCII digits.
    pub fn from_ascii(value: &[u8]) -> Result<Self, FormatError> {
        digits(Key::CodeB, value, Self::LENGTH).map(Self)
    }

    /// From the printed birth date, the year until which the card is valid (西暦, as printed) and
    /// the four digits of the security code.
    ///
    /// ```
    /// use mynareader_facts::calendar::PrintedDate;
    /// use mynareader_card::secret::CodeB;
    ///
    /// // As on the official specimen; the digits become 01 03 31 2025 1234.
    /// let born: PrintedDate = "平成元年3月31日生".parse()?;
    /// let code = CodeB::from_printed(&born.into(), 2025, b"1234")?;
    /// # let _ = code;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn from_printed(
        born: &PrintedBirthDate,
        expiry_year: u16,
        security_code: &[u8],
    ) -> Result<Self, FormatError> {
        let error = |kind| FormatError {
            key: Key::CodeB,
            kind,
        };
        if !(1000..=9999).contains(&expiry_year) {
            return Err(error(FormatErrorKind::Length {
                least: 4,
                most: 4,
                found: expiry_year.to_string().len(),
            }));
        }
        if security_code.len() != 4 {
            return Err(error(FormatErrorKind::Length {
                least: 4,
                most: 4,
                found: security_code.len(),
            }));
        }
        let mut all = Zeroizing::new([0_u8; Self::LENGTH]);
        let year = Zeroizing::new(four_digits(expiry_year));
        let parts = born.digits().iter().chain(year.iter()).chain(security_code);
        for (to, from) in all.iter_mut().zip(parts) {
            *to = *from;
        }
        Self::from_ascii(all.as_slice())
    }

    /// The key that opens the age record: the first six digits \[M\].
    pub fn birth_date_key(&self) -> BirthDateKey {
        BirthDateKey(Slot::new(self.expose().get(..6).unwrap_or_default()))
    }

    /// Whether two readings are the same, compared in a time that does not tell where they differ.
    pub(super) fn agrees_with(&self, other: &Self) -> bool {
        self.expose()
            .iter()
            .zip(other.expose())
            .fold(0, |difference, (a, b)| difference | (a ^ b))
            == 0
    }
}

/// The four digits of a year from 1000 to 9999.
fn four_digits(year: u16) -> [u8; 4] {
    [1000, 100, 10, 1].map(|place| {
        let [digit, _] = (year / place % 10).to_le_bytes();
        b'0' | digit
    })
}
