//! The Japanese eras (元号) since 明治.
#![forbid(unsafe_code)]

use core::fmt;

use super::Date;

/// An era (元号).
///
/// First days, by the Gregorian calendar: 明治 1868-01-25, 大正 1912-07-30, 昭和 1926-12-25, 平成
/// 1989-01-08, 令和 2019-05-01. 大正 and 昭和 began on the very day on which the era before ended,
/// so 1912-07-30 and 1926-12-25 belong to two eras each, and only the printed form tells which was
/// meant; 平成 and 令和 began a day later.
///
/// Until 1872 Japan counted months by the moon. Days of 明治1 to 明治5 are taken here as Gregorian
/// ones; nobody living was born then.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Era {
    /// 明治, from 1868-01-25 to 1912-07-30.
    Meiji,
    /// 大正, from 1912-07-30 to 1926-12-25.
    Taisho,
    /// 昭和, from 1926-12-25 to 1989-01-07.
    Showa,
    /// 平成, from 1989-01-08 to 2019-04-30.
    Heisei,
    /// 令和, from 2019-05-01.
    Reiwa,
}

/// Why an era, a year, a month and a day are not a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EraError {
    /// The calendar has no such day.
    #[error("the calendar has no such day")]
    NoSuchDay,
    /// The day exists, but the era had not begun or was over.
    #[error("the day does not lie in the era")]
    OutsideEra,
}

impl Era {
    /// All eras, the oldest first.
    pub const ALL: [Self; 5] = [
        Self::Meiji,
        Self::Taisho,
        Self::Showa,
        Self::Heisei,
        Self::Reiwa,
    ];

    /// The first day of the era.
    pub const fn first_day(self) -> Date {
        match self {
            Self::Meiji => Date::fixed(1868, 1, 25),
            Self::Taisho => Date::fixed(1912, 7, 30),
            Self::Showa => Date::fixed(1926, 12, 25),
            Self::Heisei => Date::fixed(1989, 1, 8),
            Self::Reiwa => Date::fixed(2019, 5, 1),
        }
    }

    /// The last day of the era; none for the present one.
    pub const fn last_day(self) -> Option<Date> {
        match self {
            Self::Meiji => Some(Date::fixed(1912, 7, 30)),
            Self::Taisho => Some(Date::fixed(1926, 12, 25)),
            Self::Showa => Some(Date::fixed(1989, 1, 7)),
            Self::Heisei => Some(Date::fixed(2019, 4, 30)),
            Self::Reiwa => None,
        }
    }

    /// Whether the day lies in the era.
    pub fn contains(self, day: Date) -> bool {
        day >= self.first_day() && self.last_day().is_none_or(|last| day <= last)
    }

    /// The name in two kanji.
    pub const fn kanji(self) -> &'static str {
        match self {
            Self::Meiji => "明治",
            Self::Taisho => "大正",
            Self::Showa => "昭和",
            Self::Heisei => "平成",
            Self::Reiwa => "令和",
        }
    }

    /// The initial letter used in abbreviations: `S55`.
    pub const fn letter(self) -> char {
        match self {
            Self::Meiji => 'M',
            Self::Taisho => 'T',
            Self::Showa => 'S',
            Self::Heisei => 'H',
            Self::Reiwa => 'R',
        }
    }

    /// The digit that stands for the era before the birth date in a signature certificate: 1 明治
    /// to 5 令和. The 3 is \[V\] on a published test-card certificate, the others \[1\].
    pub const fn digit(self) -> u8 {
        match self {
            Self::Meiji => 1,
            Self::Taisho => 2,
            Self::Showa => 3,
            Self::Heisei => 4,
            Self::Reiwa => 5,
        }
    }

    /// The era of a digit; see [`Self::digit`].
    pub fn from_digit(digit: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|era| era.digit() == digit)
    }
}

impl fmt::Display for Era {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.kanji())
    }
}

/// A day counted in an era, written `昭和55年2月17日`; the first year is written 元年.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EraDate {
    era: Era,
    date: Date,
}

impl EraDate {
    /// The day of an era, the year counted from 1 (元年). The day must lie in the era.
    ///
    /// ```
    /// use mynareader_facts::calendar::{Date, Era, EraDate, EraError};
    ///
    /// let first = EraDate::new(Era::Heisei, 1, 3, 31)?;
    /// assert_eq!(first.to_string(), "平成元年3月31日");
    /// assert_eq!(first.date(), Date::new(1989, 3, 31).unwrap());
    /// assert_eq!(EraDate::new(Era::Heisei, 31, 5, 1), Err(EraError::OutsideEra));
    /// # Ok::<(), EraError>(())
    /// ```
    pub fn new(era: Era, year: u8, month: u8, day: u8) -> Result<Self, EraError> {
        let year = i16::from(year)
            .checked_sub(1)
            .filter(|years| *years >= 0)
            .ok_or(EraError::NoSuchDay)?
            + era.first_day().year();
        let date = Date::new(year, month, day).map_err(|_| EraError::NoSuchDay)?;
        Self::of(era, date).ok_or(EraError::OutsideEra)
    }

    /// The day counted in this era, if it lies in it.
    pub fn of(era: Era, date: Date) -> Option<Self> {
        // The year is written with two digits at most.
        let counted = Self { era, date };
        (era.contains(date) && (1..=99).contains(&counted.year_of_era())).then_some(counted)
    }

    /// All ways to count the day in eras, the later era first: two on 1912-07-30 and 1926-12-25,
    /// none before 1868-01-25, one on other days.
    pub fn all(date: Date) -> impl Iterator<Item = Self> {
        Era::ALL
            .into_iter()
            .rev()
            .filter_map(move |era| Self::of(era, date))
    }

    /// The era.
    pub fn era(self) -> Era {
        self.era
    }

    /// The year of the era, from 1 (元年).
    pub fn year(self) -> u8 {
        u8::try_from(self.year_of_era()).unwrap_or(u8::MAX)
    }

    fn year_of_era(self) -> i16 {
        self.date.year() - self.era.first_day().year() + 1
    }

    /// The day in the Gregorian calendar.
    pub fn date(self) -> Date {
        self.date
    }
}

impl fmt::Display for EraDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.era.kanji())?;
        match self.year() {
            1 => f.write_str("元")?,
            year => write!(f, "{year}")?,
        }
        write!(f, "年{}月{}日", self.date.month(), self.date.day())
    }
}

impl fmt::Debug for EraDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(text: &str) -> Vec<String> {
        EraDate::all(text.parse().unwrap())
            .map(|date| date.to_string())
            .collect()
    }

    #[test]
    fn boundary_days_belong_to_two_eras_only_where_they_do() {
        assert_eq!(written("1868-01-24"), [] as [&str; 0]);
        assert_eq!(written("1868-01-25"), ["明治元年1月25日"]);
        assert_eq!(written("1912-07-29"), ["明治45年7月29日"]);
        assert_eq!(
            written("1912-07-30"),
            ["大正元年7月30日", "明治45年7月30日"]
        );
        assert_eq!(written("1912-07-31"), ["大正元年7月31日"]);
        assert_eq!(
            written("1926-12-25"),
            ["昭和元年12月25日", "大正15年12月25日"]
        );
        assert_eq!(written("1926-12-26"), ["昭和元年12月26日"]);
        assert_eq!(written("1989-01-07"), ["昭和64年1月7日"]);
        assert_eq!(written("1989-01-08"), ["平成元年1月8日"]);
        assert_eq!(written("2019-04-30"), ["平成31年4月30日"]);
        assert_eq!(written("2019-05-01"), ["令和元年5月1日"]);
        assert_eq!(written("2026-11-22"), ["令和8年11月22日"]);
    }

    #[test]
    fn days_outside_the_era_and_outside_the_calendar_differ() {
        use EraError::{NoSuchDay, OutsideEra};
        assert_eq!(EraDate::new(Era::Showa, 64, 1, 8), Err(OutsideEra));
        assert_eq!(EraDate::new(Era::Heisei, 1, 1, 7), Err(OutsideEra));
        assert_eq!(EraDate::new(Era::Showa, 0, 2, 1), Err(NoSuchDay));
        assert_eq!(EraDate::new(Era::Showa, 56, 2, 29), Err(NoSuchDay));
        assert_eq!(EraDate::new(Era::Reiwa, 255, 1, 1), Err(OutsideEra));
        assert_eq!(EraDate::new(Era::Reiwa, 99, 1, 1).unwrap().year(), 99);
        assert!(EraDate::all(Date::MAX).next().is_none());
    }

    #[test]
    fn digits_stand_for_eras() {
        assert_eq!(Era::from_digit(3), Some(Era::Showa));
        assert_eq!(Era::from_digit(0), None);
        assert_eq!(Era::from_digit(6), None);
    }
}
