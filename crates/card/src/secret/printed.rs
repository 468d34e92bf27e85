//! The birth date in the six digits in which it is printed on the card.
#![forbid(unsafe_code)]

use core::fmt;

use zeroize::Zeroize;

use super::{FormatError, FormatErrorKind};
use mynareader_facts::Key;
use mynareader_facts::calendar::PrintedDate;

/// The six digits of a birth date, as they go into code B and into the 生年月日 key.
///
/// Made from what is *printed*, never from a date that was computed: 1926-12-25 is 大正15 on one
/// card and 昭和元年 on another, and a foreign resident's card has the western year. A
/// [`PrintedDate`] keeps the form, and a misread day that does not lie in its era never becomes
/// one, which saves a try.
pub struct PrintedBirthDate([u8; 6]);

impl PrintedBirthDate {
    /// Six digits as printed, for dates that no calendar has (生年月日不詳). Nothing but the form
    /// is checked.
    pub fn raw(digits: &[u8]) -> Result<Self, FormatError> {
        let error = |kind| FormatError {
            key: Key::BirthDate,
            kind,
        };
        let six: [u8; 6] = digits.try_into().map_err(|_| {
            error(FormatErrorKind::Length {
                least: 6,
                most: 6,
                found: digits.len(),
            })
        })?;
        if six.iter().all(u8::is_ascii_digit) {
            Ok(Self(six))
        } else {
            Err(error(FormatErrorKind::Character))
        }
    }

    /// The six digits.
    pub(super) const fn digits(&self) -> &[u8; 6] {
        &self.0
    }
}

impl From<PrintedDate> for PrintedBirthDate {
    fn from(date: PrintedDate) -> Self {
        Self(date.six_digits())
    }
}

impl Drop for PrintedBirthDate {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

/// Shows the type's name only.
impl fmt::Debug for PrintedBirthDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PrintedBirthDate")
    }
}
