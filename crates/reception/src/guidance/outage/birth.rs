//! 生年月日, as far as it is known.
//!
//! \[C\] The registers of residents hold people whose day, or month and day, of birth is 不詳, not
//! known: many who were born abroad, or in the years of war. Their cards show it, and their papers
//! must not ask for a day that nobody knows.
#![forbid(unsafe_code)]

use core::fmt;

use mynareader_facts::calendar::{Date, Era, EraDate};
use zeroize::Zeroizing;

/// A date of birth with what is known of it. `Debug` shows nothing of it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Birth {
    year: Option<i16>,
    month: Option<u8>,
    day: Option<u8>,
}

/// There is no such month, or no such year in the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the calendar has no such month")]
pub struct NoSuchMonth;

impl Birth {
    /// Nothing of it is known (年月日不詳).
    pub const UNKNOWN: Self = Self {
        year: None,
        month: None,
        day: None,
    };

    /// A day.
    pub fn on(date: Date) -> Self {
        Self {
            year: Some(date.year()),
            month: Some(date.month()),
            day: Some(date.day()),
        }
    }

    /// A month of which the day is not known (日不詳).
    pub fn in_month(year: i16, month: u8) -> Result<Self, NoSuchMonth> {
        Date::new(year, month, 1).map_err(|_| NoSuchMonth)?;
        Ok(Self {
            year: Some(year),
            month: Some(month),
            day: None,
        })
    }

    /// A year of which month and day are not known (月日不詳).
    pub fn in_year(year: i16) -> Result<Self, NoSuchMonth> {
        Date::new(year, 1, 1).map_err(|_| NoSuchMonth)?;
        Ok(Self {
            year: Some(year),
            month: None,
            day: None,
        })
    }

    /// The year, where it is known.
    pub fn year(self) -> Option<i16> {
        self.year
    }

    /// The month, where it is known.
    pub fn month(self) -> Option<u8> {
        self.month
    }

    /// The whole date, where it is known.
    pub fn date(self) -> Option<Date> {
        Date::new(self.year?, self.month?, self.day?).ok()
    }

    /// The first day that it can be.
    pub fn earliest(self) -> Option<Date> {
        Date::new(self.year?, self.month.unwrap_or(1), self.day.unwrap_or(1)).ok()
    }

    /// Every day that it can be lies after this one.
    pub fn is_after(self, day: Date) -> bool {
        self.earliest().is_some_and(|earliest| earliest > day)
    }

    /// Writes, in brackets, how it is counted in each era that it can lie in, the later one first:
    /// the day where it is known, else the year.
    pub(crate) fn write_eras(self, out: &mut dyn fmt::Write) -> fmt::Result {
        if let Some(date) = self.date() {
            return EraDate::all(date).try_for_each(|era| write!(out, "（{era}）"));
        }
        let (Some(year), Some(first)) = (self.year, self.earliest()) else {
            return Ok(());
        };
        // The last day that it can be, or one before it that no era begins after.
        let Ok(last) = Date::new(year, self.month.unwrap_or(12), 28) else {
            return Ok(());
        };
        for era in Era::ALL.into_iter().rev() {
            let begins = era.first_day();
            if begins > last || era.last_day().is_some_and(|end| end < first) {
                continue;
            }
            let Some(counted) = EraDate::of(era, begins.max(first)) else {
                continue;
            };
            match counted.year() {
                1 => write!(out, "（{era}元年）")?,
                year => write!(out, "（{era}{year}年）")?,
            }
        }
        Ok(())
    }
}

impl From<Date> for Birth {
    fn from(date: Date) -> Self {
        Self::on(date)
    }
}

impl fmt::Debug for Birth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Birth { .. }")
    }
}

/// A birth in a field of a paper: wiped on drop.
#[derive(Default)]
pub(super) struct BirthEntry {
    year: Zeroizing<Option<i16>>,
    month: Zeroizing<u8>,
    day: Zeroizing<u8>,
    given: bool,
}

impl BirthEntry {
    pub(super) fn set(&mut self, birth: Option<Birth>) {
        let parts = birth.unwrap_or(Birth::UNKNOWN);
        *self.year = parts.year;
        *self.month = parts.month.unwrap_or(0);
        *self.day = parts.day.unwrap_or(0);
        self.given = birth.is_some();
    }

    pub(super) fn birth(&self) -> Option<Birth> {
        let known = |part: u8| (part != 0).then_some(part);
        self.given.then(|| Birth {
            year: *self.year,
            month: known(*self.month),
            day: known(*self.day),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn eras(birth: Birth) -> String {
        let mut out = String::new();
        birth.write_eras(&mut out).unwrap();
        out
    }

    #[test]
    fn what_is_not_known_stays_unknown() {
        let day = Date::new(1955, 3, 31).unwrap();
        for (birth, date, earliest) in [
            (Birth::on(day), Some(day), "1955-03-31"),
            (Birth::in_month(1955, 3).unwrap(), None, "1955-03-01"),
            (Birth::in_year(1955).unwrap(), None, "1955-01-01"),
        ] {
            assert_eq!(birth.date(), date);
            let earliest: Date = earliest.parse().unwrap();
            assert_eq!(birth.earliest(), Some(earliest));
            assert!(!birth.is_after(earliest));
            assert!(birth.is_after(earliest.add_days(-1).unwrap()));
            assert_eq!(format!("{birth:?}"), "Birth { .. }");
            let mut entry = BirthEntry::default();
            assert_eq!(entry.birth(), None);
            entry.set(Some(birth));
            assert_eq!(entry.birth(), Some(birth));
            entry.set(None);
            assert_eq!(entry.birth(), None);
        }
        let mut entry = BirthEntry::default();
        entry.set(Some(Birth::UNKNOWN));
        assert_eq!(entry.birth(), Some(Birth::UNKNOWN));
        assert!(!Birth::UNKNOWN.is_after(Date::MIN));
        assert_eq!(Birth::in_month(1955, 13), Err(NoSuchMonth));
        assert_eq!(Birth::in_month(1955, 0), Err(NoSuchMonth));
        assert_eq!(Birth::in_year(-1), Err(NoSuchMonth));
    }

    #[test]
    fn a_year_or_a_month_may_lie_in_two_eras() {
        let year = |year| eras(Birth::in_year(year).unwrap());
        let month = |year, month| eras(Birth::in_month(year, month).unwrap());
        assert_eq!(year(1955), "（昭和30年）");
        assert_eq!(year(1989), "（平成元年）（昭和64年）");
        assert_eq!(year(2019), "（令和元年）（平成31年）");
        assert_eq!(year(1926), "（昭和元年）（大正15年）");
        assert_eq!(year(1867), "");
        assert_eq!(month(1989, 1), "（平成元年）（昭和64年）");
        assert_eq!(month(1989, 2), "（平成元年）");
        assert_eq!(month(1926, 11), "（大正15年）");
        assert_eq!(month(2019, 4), "（平成31年）");
        assert_eq!(month(2019, 5), "（令和元年）");
        assert_eq!(eras(Birth::UNKNOWN), "");
        assert_eq!(
            eras(Birth::on(Date::new(1926, 12, 25).unwrap())),
            "（昭和元年12月25日）（大正15年12月25日）"
        );
    }

    /// A new field without it does not compile.
    #[test]
    fn the_entry_is_of_types_that_are_wiped() {
        fn wiped<T: zeroize::ZeroizeOnDrop>(_: &T) {}
        let BirthEntry {
            year,
            month,
            day,
            given: _,
        } = BirthEntry::default();
        wiped(&year);
        wiped(&month);
        wiped(&day);
    }
}
