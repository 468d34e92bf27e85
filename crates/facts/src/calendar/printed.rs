//! Dates as they are printed on the card's face: by era for Japanese nationals, by the western
//! year for foreign residents, and the card's expiry by the western year for all.
#![forbid(unsafe_code)]

use core::fmt;
use core::str::FromStr;

use super::{Date, Era, EraDate, EraError};

/// A date as it is printed.
///
/// It is read from text such as `昭和55年2月17日生`, `平成元年3月31日`, `2025年3月31日まで有効`,
/// `S55.2.17` or `1980/2/17`, with full-width or half-width digits.
///
/// ```
/// use mynareader_facts::calendar::PrintedDate;
///
/// let born: PrintedDate = "平成元年３月３１日生".parse()?;
/// assert_eq!(born.six_digits(), *b"010331");
/// assert_eq!(born.date().to_string(), "1989-03-31");
/// # Ok::<(), mynareader_facts::calendar::PrintedDateError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub enum PrintedDate {
    /// Printed by era.
    Era(EraDate),
    /// Printed by the western year.
    Western(Date),
}

/// Why a text is not a printed date. The text is not kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PrintedDateError {
    /// The text has not the form of a date.
    #[error("the text has not the form of a printed date")]
    Form,
    /// It has the form, but the calendar has no such day. Births of which the day is not known
    /// are printed so.
    #[error("the calendar has no such day")]
    NoSuchDay,
    /// The day does not lie in the era.
    #[error("the day does not lie in the era")]
    OutsideEra,
}

impl PrintedDate {
    /// The day.
    pub fn date(self) -> Date {
        match self {
            Self::Era(date) => date.date(),
            Self::Western(date) => date,
        }
    }

    /// The year as printed in two digits, month and day: the birth date as 照合番号B and the
    /// 生年月日 key have it. The year is that of the era, 元年 being `01`, or the last two digits
    /// of the western year.
    ///
    /// By era: confirmed on a card \[M\] myna-card 3.3.4. Western: inferred from the rule of the
    /// predecessor card \[I\].
    pub fn six_digits(self) -> [u8; 6] {
        let year = match self {
            Self::Era(date) => date.year(),
            Self::Western(date) => u8::try_from(date.year() % 100).unwrap_or(0),
        };
        let date = self.date();
        let [y, m, d] = [year, date.month(), date.day()].map(|part| [part / 10, part % 10]);
        [y[0], y[1], m[0], m[1], d[0], d[1]].map(|digit| b'0' + digit)
    }
}

impl fmt::Display for PrintedDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Era(date) => date.fmt(f),
            Self::Western(date) => {
                write!(f, "{}年{}月{}日", date.year(), date.month(), date.day())
            }
        }
    }
}

impl fmt::Debug for PrintedDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for PrintedDate {
    type Err = PrintedDateError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        // Read in part, a longer text could be taken for the date that it begins with.
        if text.chars().nth(MAX_CHARACTERS).is_some() {
            return Err(PrintedDateError::Form);
        }
        let mut rest = Characters::new(text);
        let era = rest.era();
        let year = match era {
            Some(_) if rest.take('元') => 1,
            Some(_) => rest.number(2).ok_or(PrintedDateError::Form)?,
            None => rest.number(4).ok_or(PrintedDateError::Form)?,
        };
        let separator = rest.separator().ok_or(PrintedDateError::Form)?;
        let month = rest.number(2).ok_or(PrintedDateError::Form)?;
        let second = if separator == '年' { '月' } else { separator };
        if !rest.take(second) {
            return Err(PrintedDateError::Form);
        }
        let day = rest.number(2).ok_or(PrintedDateError::Form)?;
        if separator == '年' && !rest.take('日') {
            return Err(PrintedDateError::Form);
        }
        rest.suffix();
        if !rest.is_at_end() {
            return Err(PrintedDateError::Form);
        }
        // At most two digits each but the western year.
        let small = |number: i16| u8::try_from(number).map_err(|_| PrintedDateError::NoSuchDay);
        match era {
            Some(era) => EraDate::new(era, small(year)?, small(month)?, small(day)?)
                .map(Self::Era)
                .map_err(|error| match error {
                    EraError::OutsideEra => PrintedDateError::OutsideEra,
                    EraError::NoSuchDay => PrintedDateError::NoSuchDay,
                }),
            // Two digits could be an era's year as well as a western one.
            None if year < 1000 => Err(PrintedDateError::Form),
            None => Date::new(year, small(month)?, small(day)?)
                .map(Self::Western)
                .map_err(|_| PrintedDateError::NoSuchDay),
        }
    }
}

/// The longest text that is looked at, spaces included. No printed date is anywhere near so long.
const MAX_CHARACTERS: usize = 64;

/// The characters of a text, full-width ones made half-width, spaces left out.
struct Characters {
    rest: Vec<char>,
}

impl Characters {
    fn new(text: &str) -> Self {
        let half = |character: char| match character {
            // The full-width forms of ! to ~ lie at a fixed distance from ASCII.
            '\u{FF01}'..='\u{FF5E}' => u32::from(character)
                .checked_sub(0xFEE0)
                .and_then(char::from_u32)
                .unwrap_or(character),
            _ => character,
        };
        // From the back, so that taking one is cheap.
        let mut rest: Vec<char> = text
            .chars()
            .filter(|character| !character.is_whitespace())
            .map(half)
            .collect();
        rest.reverse();
        Self { rest }
    }

    fn take(&mut self, wanted: char) -> bool {
        self.rest.pop_if(|next| *next == wanted).is_some()
    }

    fn take_all(&mut self, wanted: &str) -> bool {
        let length = wanted.chars().count();
        let starts = self
            .rest
            .iter()
            .rev()
            .take(length)
            .copied()
            .eq(wanted.chars());
        if starts {
            self.rest.truncate(self.rest.len() - length);
        }
        starts
    }

    fn era(&mut self) -> Option<Era> {
        Era::ALL
            .into_iter()
            .find(|era| self.take_all(era.kanji()) || self.take(era.letter()))
    }

    /// A number of one to so many digits.
    fn number(&mut self, digits: usize) -> Option<i16> {
        let mut number = None;
        for _ in 0..digits {
            let Some(digit) = self.rest.pop_if(|next| next.is_ascii_digit()) else {
                break;
            };
            let digit = i16::try_from(digit.to_digit(10)?).ok()?;
            number = Some(number.unwrap_or(0) * 10 + digit);
        }
        number
    }

    fn separator(&mut self) -> Option<char> {
        self.rest
            .pop_if(|next| ['年', '.', '/', '-'].contains(next))
    }

    /// What the card prints after a date.
    fn suffix(&mut self) {
        for suffix in ["生", "まで有効", "まで"] {
            if self.take_all(suffix) {
                return;
            }
        }
    }

    fn is_at_end(&self) -> bool {
        self.rest.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn digits(text: &str) -> String {
        let date: PrintedDate = text.parse().unwrap();
        date.six_digits().map(char::from).iter().collect()
    }

    #[test]
    fn dates_are_read_as_they_are_printed() {
        assert_eq!(digits("昭和55年2月17日生"), "550217");
        assert_eq!(digits("平成元年3月31日生"), "010331");
        assert_eq!(digits("平成１年３月３１日"), "010331");
        assert_eq!(digits("令和2年2月24日"), "020224");
        assert_eq!(digits("平成 21 年 10 月 29 日 生"), "211029");
        assert_eq!(digits("大正15年12月25日"), "151225");
        assert_eq!(digits("昭和元年12月25日"), "011225");
        assert_eq!(digits("S55.2.17"), "550217");
        assert_eq!(digits("1980年2月17日"), "800217");
        assert_eq!(digits("2025年3月31日まで有効"), "250331");
        assert_eq!(digits("2005/07/09"), "050709");
    }

    #[test]
    fn a_boundary_day_keeps_the_era_in_which_it_is_printed() {
        let taisho: PrintedDate = "大正15年12月25日".parse().unwrap();
        let showa: PrintedDate = "昭和元年12月25日".parse().unwrap();
        assert_eq!(taisho.date(), showa.date());
        assert_ne!(taisho, showa);
        assert_eq!(showa.to_string(), "昭和元年12月25日");
    }

    #[test]
    fn what_is_no_printed_date_is_refused() {
        for (text, error) in [
            ("", PrintedDateError::Form),
            ("昭和", PrintedDateError::Form),
            ("昭和55年2月", PrintedDateError::Form),
            ("昭和55年2月17", PrintedDateError::Form),
            ("昭和55年2月17日死", PrintedDateError::Form),
            ("55年2月17日", PrintedDateError::Form),
            ("元年2月17日", PrintedDateError::Form),
            ("S55.2/17", PrintedDateError::Form),
            ("昭和055年2月17日", PrintedDateError::Form),
            ("昭和55年13月1日", PrintedDateError::NoSuchDay),
            ("昭和99年12月99日", PrintedDateError::NoSuchDay),
            ("昭和0年12月25日", PrintedDateError::NoSuchDay),
            ("昭和64年1月8日", PrintedDateError::OutsideEra),
            ("2025年2月29日", PrintedDateError::NoSuchDay),
        ] {
            assert_eq!(text.parse::<PrintedDate>(), Err(error), "{text}");
        }
        // What stands behind many spaces is not passed over, and no length is too much.
        let with = |spaces: usize, end: &str| {
            format!("昭和55年2月17日{}{end}", " ".repeat(spaces)).parse::<PrintedDate>()
        };
        assert!(with(54, "").is_ok());
        for (spaces, end) in [(55, ""), (60, "x"), (60, "2026年1月1日"), (1_000_000, "x")] {
            assert_eq!(with(spaces, end), Err(PrintedDateError::Form), "{spaces}");
        }
    }
}
