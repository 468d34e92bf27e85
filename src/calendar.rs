//! Days in Japan: civil dates, eras, and the end of a day in Japan time. Functions of their
//! input; no clock is read here.
#![forbid(unsafe_code)]

use core::fmt;
use core::str::FromStr;

/// A day of the Gregorian calendar.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Date(jiff::civil::Date);

/// A year, month and day that no calendar has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{text} is not a day of the calendar")]
pub struct NoSuchDay {
    text: &'static str,
}

impl Date {
    /// The day, if there is one. Years 1 to 9999.
    pub fn new(year: i16, month: u8, day: u8) -> Result<Self, NoSuchDay> {
        let error = NoSuchDay {
            text: "the given year, month and day",
        };
        if year < 1 {
            return Err(error);
        }
        let month = i8::try_from(month).map_err(|_| error)?;
        let day = i8::try_from(day).map_err(|_| error)?;
        jiff::civil::Date::new(year, month, day)
            .map(Self)
            .map_err(|_| error)
    }

    /// The year, 1 to 9999.
    pub fn year(self) -> i16 {
        self.0.year()
    }

    /// The month, 1 to 12.
    pub fn month(self) -> u8 {
        self.0.month().unsigned_abs()
    }

    /// The day of the month, 1 to 31.
    pub fn day(self) -> u8 {
        self.0.day().unsigned_abs()
    }
}

/// As ISO 8601: `2026-11-22`.
impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{:04}-{:02}-{:02}",
            self.year(),
            self.month(),
            self.day()
        )
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// From ISO 8601, `YYYY-MM-DD` and nothing else.
impl FromStr for Date {
    type Err = NoSuchDay;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let error = NoSuchDay {
            text: "the given text",
        };
        let bytes = text.as_bytes();
        let digits_at = |positions: &[usize]| {
            positions
                .iter()
                .all(|&at| bytes.get(at).is_some_and(u8::is_ascii_digit))
        };
        let shaped = bytes.len() == 10
            && digits_at(&[0, 1, 2, 3, 5, 6, 8, 9])
            && bytes.get(4) == Some(&b'-')
            && bytes.get(7) == Some(&b'-');
        if !shaped {
            return Err(error);
        }
        text.parse().map(Self).map_err(|_| error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_read_as_it_is_written() {
        let date: Date = "2026-11-22".parse().unwrap();
        assert_eq!(date, Date::new(2026, 11, 22).unwrap());
        assert_eq!(date.to_string(), "2026-11-22");
        for bad in [
            "2026-11-31",
            "2026-1-1",
            "20261122",
            "2026-11-22T00",
            "+026-11-22",
            "",
        ] {
            assert!(bad.parse::<Date>().is_err(), "{bad}");
        }
    }
}
