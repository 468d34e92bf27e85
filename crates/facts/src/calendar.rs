//! Days in Japan: civil dates, eras, ages, and the end of a day in Japan time. Functions of their
//! input; no clock is read here, and no zone of the machine.
//!
//! Japan has had one offset, +09:00, without summer time since 1951, so the day in Japan follows
//! from a UNIX time alone:
//!
//! ```
//! use mynareader_facts::calendar::{Date, Moment};
//!
//! // A certificate's notAfter, 14:59:59 UTC, is the last second of the day in Japan.
//! let not_after = Moment::from_unix_seconds(1_771_340_399)?;
//! assert_eq!(not_after.to_string(), "2026-02-17T23:59:59+09:00");
//! assert_eq!(not_after.day_in_japan(), Date::new(2026, 2, 17)?);
//! # Ok::<(), mynareader_facts::calendar::NoSuchDay>(())
//! ```
#![forbid(unsafe_code)]

use core::fmt;
use core::str::FromStr;

mod arithmetic;
mod era;
mod moment;
mod printed;

pub use era::{Era, EraDate, EraError};
pub use moment::Moment;
pub use printed::{PrintedDate, PrintedDateError};

/// A day of the Gregorian calendar, in the years 1 to 9999.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Date(jiff::civil::Date);

/// Why there is no day. The values themselves are not kept, since a date may be somebody's
/// birthday.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NoSuchDay {
    /// The month is not 1 to 12, or the month has no such day in that year.
    #[error("the calendar has no such day")]
    NotInCalendar,
    /// The year is not 1 to 9999.
    #[error("the day lies outside the years 1 to 9999")]
    OutOfRange,
    /// The text is not written as this form of date is.
    #[error("the text is not written as a date")]
    NotADate,
}

impl Date {
    /// The first day that can be represented, 1 January of the year 1.
    pub const MIN: Self = Self(jiff::civil::date(1, 1, 1));
    /// The last day that can be represented, 31 December 9999.
    pub const MAX: Self = Self(jiff::civil::Date::MAX);

    /// A day that is known when a program is compiled, for constants: there a day that does not
    /// exist fails the build. For every other day there is [`Date::new`].
    ///
    /// # Panics
    ///
    /// Where it is called at run time with a day that does not exist.
    pub const fn fixed(year: i16, month: i8, day: i8) -> Self {
        Self(jiff::civil::date(year, month, day))
    }

    /// The day, if there is one. Years 1 to 9999.
    pub fn new(year: i16, month: u8, day: u8) -> Result<Self, NoSuchDay> {
        if !(1..=9999).contains(&year) {
            return Err(NoSuchDay::OutOfRange);
        }
        let month = i8::try_from(month).map_err(|_| NoSuchDay::NotInCalendar)?;
        let day = i8::try_from(day).map_err(|_| NoSuchDay::NotInCalendar)?;
        jiff::civil::Date::new(year, month, day)
            .map(Self)
            .map_err(|_| NoSuchDay::NotInCalendar)
    }

    /// The day in eight ASCII digits, `YYYYMMDD`, as the records of the card write it.
    ///
    /// Births of which the day is not known are written with digits that are no day; those are
    /// refused here and must be handled as text.
    ///
    /// ```
    /// use mynareader_facts::calendar::Date;
    ///
    /// assert_eq!(Date::from_digits(b"19800217"), Date::new(1980, 2, 17));
    /// assert!(Date::from_digits(b"19801299").is_err());
    /// ```
    pub fn from_digits(digits: &[u8]) -> Result<Self, NoSuchDay> {
        let [y1, y2, y3, y4, m1, m2, d1, d2] = digits else {
            return Err(NoSuchDay::NotADate);
        };
        let number = |digits: &[u8]| {
            digits.iter().try_fold(0_i16, |number, digit| {
                digit
                    .is_ascii_digit()
                    .then(|| number * 10 + i16::from(digit - b'0'))
                    .ok_or(NoSuchDay::NotADate)
            })
        };
        let year = number(&[*y1, *y2, *y3, *y4])?;
        let month = number(&[*m1, *m2])?;
        let day = number(&[*d1, *d2])?;
        let small = |number: i16| u8::try_from(number).map_err(|_| NoSuchDay::NotInCalendar);
        Self::new(year, small(month)?, small(day)?)
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
        let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = text.as_bytes() else {
            return Err(NoSuchDay::NotADate);
        };
        Self::from_digits(&[*y1, *y2, *y3, *y4, *m1, *m2, *d1, *d2])
    }
}

/// As the text of ISO 8601.
#[cfg(feature = "serde")]
impl serde::Serialize for Date {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// From the text of ISO 8601.
#[cfg(feature = "serde")]
impl<'de> serde::Deserialize<'de> for Date {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
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
            "２０２６-11-22",
            "",
        ] {
            assert!(bad.parse::<Date>().is_err(), "{bad}");
        }
    }

    #[test]
    fn errors_say_what_was_wrong() {
        assert_eq!(Date::new(0, 1, 1), Err(NoSuchDay::OutOfRange));
        assert_eq!(Date::new(10_000, 1, 1), Err(NoSuchDay::OutOfRange));
        assert_eq!(Date::new(2025, 2, 29), Err(NoSuchDay::NotInCalendar));
        assert_eq!(Date::new(2025, 255, 1), Err(NoSuchDay::NotInCalendar));
        assert_eq!(Date::from_digits(b"00000101"), Err(NoSuchDay::OutOfRange));
        assert_eq!(Date::from_digits(b"2025010a"), Err(NoSuchDay::NotADate));
        assert_eq!(Date::from_digits(b"2025010"), Err(NoSuchDay::NotADate));
        assert_eq!(Date::MIN, Date::new(1, 1, 1).unwrap());
        assert_eq!(Date::MAX, Date::new(9999, 12, 31).unwrap());
    }
}
