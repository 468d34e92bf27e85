//! The emulator's own calendar: it imports nothing of the library but the transport, so that a
//! mistake about a date cannot cancel itself out.
#![forbid(unsafe_code)]

use core::fmt;
use core::str::FromStr;

/// A day of the Gregorian calendar between the years 1868 and 9999.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(
    clippy::struct_field_names,
    reason = "a day has a year, a month and a day"
)]
pub struct Day {
    year: i32,
    month: u8,
    day: u8,
}

impl Day {
    /// The day, if the calendar has it.
    pub const fn new(year: i32, month: u8, day: u8) -> Option<Self> {
        if year < 1868 || year > 9999 || month == 0 || month > 12 || day == 0 {
            return None;
        }
        if day > length_of_month(year, month) {
            return None;
        }
        Some(Self { year, month, day })
    }

    /// The year.
    pub const fn year(self) -> i32 {
        self.year
    }

    /// The month, 1 to 12.
    pub const fn month(self) -> u8 {
        self.month
    }

    /// The day of the month, 1 to 31.
    pub const fn day(self) -> u8 {
        self.day
    }

    /// So many days later (or earlier); stops at the ends of the calendar.
    #[must_use]
    pub const fn plus_days(self, days: i32) -> Self {
        const FIRST: i32 = Day::number(1868, 1, 1);
        const LAST: i32 = Day::number(9999, 12, 31);
        let number = Self::number(self.year, self.month, self.day).saturating_add(days);
        Self::of_number(if number < FIRST {
            FIRST
        } else if number > LAST {
            LAST
        } else {
            number
        })
    }

    /// The same day so many years later (or earlier). 29 February becomes 28 February where the
    /// year has none.
    #[must_use]
    pub fn plus_years(self, years: i32) -> Self {
        let year = self.year.saturating_add(years).clamp(1868, 9999);
        let day = self.day.min(length_of_month(year, self.month));
        Self { year, day, ..self }
    }

    /// The first return of the month and day of `birth` after this day, not on it.
    #[must_use]
    pub fn next_birthday(self, birth: Self) -> Self {
        let this_year = birth.plus_years(self.year - birth.year);
        if this_year > self {
            this_year
        } else {
            birth.plus_years(self.year - birth.year + 1)
        }
    }

    /// The age in completed years of one born on `birth`, on this day.
    pub fn age_of(self, birth: Self) -> i32 {
        let years = self.year - birth.year;
        if birth.plus_years(years) > self {
            years - 1
        } else {
            years
        }
    }

    /// `YYYYMMDD`.
    pub fn digits(self) -> String {
        format!("{:04}{:02}{:02}", self.year, self.month, self.day)
    }

    /// The era in force on this day, and its year; 1 is 元年.
    pub fn era(self) -> (Era, i32) {
        let era = Era::ALL
            .into_iter()
            .find(|era| era.first_day() <= self)
            .unwrap_or(Era::Meiji);
        (era, self.year - era.first_day().year + 1)
    }

    /// Days since 1 March of the year 0, so that the leap day is the last of its year.
    const fn number(year: i32, month: u8, day: u8) -> i32 {
        let year = if month > 2 { year } else { year - 1 };
        // March is 0. 306 is from March to December; months from March on repeat 31, 30, 31, 30,
        // 31, which 153/5 counts.
        let months = (i32_of(month) + 9) % 12;
        let of_year = (153 * months + 2) / 5 + i32_of(day) - 1;
        365 * year + year / 4 - year / 100 + year / 400 + of_year
    }

    /// The day with this number.
    const fn of_number(number: i32) -> Self {
        // 146,097 days are 400 years.
        let (cycles, rest) = (number / 146_097, number % 146_097);
        let of_cycle = (rest - rest / 1_460 + rest / 36_524 - rest / 146_096) / 365;
        let of_year = rest - (365 * of_cycle + of_cycle / 4 - of_cycle / 100);
        let months = (5 * of_year + 2) / 153;
        let day = u8_of(of_year - (153 * months + 2) / 5 + 1);
        let month = u8_of(if months < 10 { months + 3 } else { months - 9 });
        let year = cycles * 400 + of_cycle + if month <= 2 { 1 } else { 0 };
        Self { year, month, day }
    }
}

/// `i32::from` is not yet const.
const fn i32_of(small: u8) -> i32 {
    i32::from_be_bytes([0, 0, 0, small])
}

/// The lowest byte of a number that is known to fit.
const fn u8_of(number: i32) -> u8 {
    let [.., low] = number.to_be_bytes();
    low
}

const fn length_of_month(year: i32, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

/// As ISO 8601: `2026-11-22`.
impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl fmt::Debug for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The text is no day of the emulator's calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a day is written YYYY-MM-DD and lies between 1868 and 9999")]
pub struct NotADay;

/// From ISO 8601, `YYYY-MM-DD` and nothing else.
impl FromStr for Day {
    type Err = NotADay;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut parts = text.split('-');
        let mut number = |width: usize| -> Result<u16, NotADay> {
            let part = parts.next().ok_or(NotADay)?;
            if part.len() != width || !part.bytes().all(|byte| byte.is_ascii_digit()) {
                return Err(NotADay);
            }
            part.parse().map_err(|_| NotADay)
        };
        let (year, month, day) = (number(4)?, number(2)?, number(2)?);
        if parts.next().is_some() {
            return Err(NotADay);
        }
        let small = |n: u16| u8::try_from(n).map_err(|_| NotADay);
        Self::new(i32::from(year), small(month)?, small(day)?).ok_or(NotADay)
    }
}

/// An era (元号). Closed until the next one begins. First days: docs/facts/card.md §11.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Era {
    /// 令和, from 2019-05-01.
    Reiwa,
    /// 平成, from 1989-01-08.
    Heisei,
    /// 昭和, from 1926-12-25.
    Showa,
    /// 大正, from 1912-07-30.
    Taisho,
    /// 明治, from 1868-01-25.
    Meiji,
}

impl Era {
    /// All eras, the latest first.
    pub const ALL: [Self; 5] = [
        Self::Reiwa,
        Self::Heisei,
        Self::Showa,
        Self::Taisho,
        Self::Meiji,
    ];

    /// The first day of the era.
    pub const fn first_day(self) -> Day {
        let (year, month, day) = match self {
            Self::Reiwa => (2019, 5, 1),
            Self::Heisei => (1989, 1, 8),
            Self::Showa => (1926, 12, 25),
            Self::Taisho => (1912, 7, 30),
            Self::Meiji => (1868, 1, 25),
        };
        Day { year, month, day }
    }

    /// The era's name as printed.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Reiwa => "令和",
            Self::Heisei => "平成",
            Self::Showa => "昭和",
            Self::Taisho => "大正",
            Self::Meiji => "明治",
        }
    }

    /// The digit that stands for the era in the signature certificate's date of birth: `3` for
    /// 昭和 \[V\]; the others by the usual numbering (明治 1, 大正 2, 昭和 3, 平成 4, 令和 5) \[I\].
    pub const fn digit(self) -> char {
        match self {
            Self::Meiji => '1',
            Self::Taisho => '2',
            Self::Showa => '3',
            Self::Heisei => '4',
            Self::Reiwa => '5',
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn days_follow_each_other() {
        assert_eq!(day("2024-02-28").plus_days(1), day("2024-02-29"));
        assert_eq!(day("2023-02-28").plus_days(1), day("2023-03-01"));
        assert_eq!(day("2026-11-22").plus_days(40), day("2027-01-01"));
        assert_eq!(day("2026-01-01").plus_days(-1), day("2025-12-31"));
        assert_eq!(day("2026-11-22").plus_days(-365), day("2025-11-22"));
        assert_eq!(day("2024-02-29").plus_years(1), day("2025-02-28"));
    }

    #[test]
    fn counting_days_agrees_with_turning_pages() {
        let mut page = day("1868-01-01");
        let first = page;
        for count in 0..150_000 {
            assert_eq!(first.plus_days(count), page);
            assert_eq!(page.plus_days(-count), first);
            page = Day::new(page.year, page.month, page.day + 1)
                .or_else(|| Day::new(page.year, page.month + 1, 1))
                .or_else(|| Day::new(page.year + 1, 1, 1))
                .unwrap();
        }
        assert_eq!(first.plus_days(-1), first);
        assert_eq!(first.plus_days(i32::MAX), day("9999-12-31"));
    }

    #[test]
    fn a_birthday_on_the_day_itself_is_not_the_next_one() {
        let birth = day("1980-02-17");
        assert_eq!(day("2026-02-16").next_birthday(birth), day("2026-02-17"));
        assert_eq!(day("2026-02-17").next_birthday(birth), day("2027-02-17"));
        assert_eq!(day("2026-02-16").age_of(birth), 45);
        assert_eq!(day("2026-02-17").age_of(birth), 46);
    }

    #[test]
    fn eras_change_on_their_first_day() {
        assert_eq!(day("2019-04-30").era(), (Era::Heisei, 31));
        assert_eq!(day("2019-05-01").era(), (Era::Reiwa, 1));
        assert_eq!(day("1989-01-07").era(), (Era::Showa, 64));
        assert_eq!(day("1989-01-08").era(), (Era::Heisei, 1));
        assert_eq!(day("1980-02-17").era(), (Era::Showa, 55));
        assert_eq!(day("1926-12-25").era(), (Era::Showa, 1));
        assert_eq!(day("1912-07-29").era(), (Era::Meiji, 45));
    }

    #[test]
    fn only_days_are_read() {
        for bad in [
            "2026-02-29",
            "2026-13-01",
            "2026-1-1",
            "20260101",
            "2026-01-01-",
            "-",
            "",
        ] {
            assert!(bad.parse::<Day>().is_err(), "{bad}");
        }
        assert_eq!(day("2026-11-22").to_string(), "2026-11-22");
        assert_eq!(day("2026-11-22").digits(), "20261122");
    }
}
