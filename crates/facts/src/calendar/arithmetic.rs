//! Adding days, months and years; the days between; birthdays and ages.
#![forbid(unsafe_code)]

use super::{Date, NoSuchDay};

impl Date {
    /// So many days later, or earlier for a negative number.
    pub fn add_days(self, days: i32) -> Result<Self, NoSuchDay> {
        self.add(jiff::Span::new().try_days(days))
    }

    /// The same day of the month so many months later, or earlier for a negative number.
    ///
    /// Where that month has no such day, its last day: three months after 30 November is the last
    /// day of February. This is the rule of 民法 143条2項 for periods of months.
    pub fn add_months(self, months: i32) -> Result<Self, NoSuchDay> {
        self.add(jiff::Span::new().try_months(months))
    }

    /// The same day so many years later, or earlier for a negative number. 29 February becomes
    /// 28 February in a year that has no 29th.
    pub fn add_years(self, years: i32) -> Result<Self, NoSuchDay> {
        self.add(jiff::Span::new().try_years(years))
    }

    fn add(self, span: Result<jiff::Span, jiff::Error>) -> Result<Self, NoSuchDay> {
        span.and_then(|span| self.0.checked_add(span))
            .ok()
            .map(Self)
            .filter(|day| *day >= Self::MIN)
            .ok_or(NoSuchDay::OutOfRange)
    }

    /// The number of days from this day to `other`; negative if `other` is earlier.
    pub fn days_until(self, other: Self) -> i32 {
        // Days alone, so the span has no other unit, and 9999 years of them fit.
        self.0
            .until((jiff::Unit::Day, other.0))
            .map_or(0, |span| span.get_days())
    }

    /// The last day of the month.
    #[must_use]
    pub fn end_of_month(self) -> Self {
        Self(self.0.last_of_month())
    }

    /// Whether this is 29 February.
    pub fn is_leap_day(self) -> bool {
        self.month() == 2 && self.day() == 29
    }

    /// The day before, if the calendar has one.
    pub fn day_before(self) -> Result<Self, NoSuchDay> {
        self.add_days(-1)
    }

    /// The day after, if the calendar has one.
    pub fn day_after(self) -> Result<Self, NoSuchDay> {
        self.add_days(1)
    }

    /// The age in full years, on `day`, of a person born on this day; none before the birth.
    ///
    /// By law (年齢計算ニ関スル法律 with 民法 143条) a year of age is complete at the *end* of the
    /// day before the birthday, so it holds for the whole of the birthday itself: what everybody
    /// says. Who was born on 29 February completes a year at the end of 28 February in every
    /// year, and so is a year older from 1 March on where there is no 29th.
    ///
    /// For the moment at which the law's year is complete, see [`Self::age_at_end_of`].
    pub fn age_on(self, day: Self) -> Option<u16> {
        if day < self {
            return None;
        }
        let years = i32::from(day.year()) - i32::from(self.year());
        // Months and days compare as they are written: 29 February comes after the 28th and
        // before 1 March, whether or not the year has it.
        let had_birthday = (day.month(), day.day()) >= (self.month(), self.day());
        u16::try_from(years - i32::from(!had_birthday)).ok()
    }

    /// The age in full years at the *end* of `day` (24:00) of a person born on this day; none
    /// before the birth.
    ///
    /// On the eve of a birthday this is already the higher number. Some rules count by it (a
    /// passport's ten years, the right to vote); see [`Self::age_on`].
    pub fn age_at_end_of(self, day: Self) -> Option<u16> {
        if day < self {
            return None;
        }
        match day.day_after() {
            Ok(next) => self.age_on(next),
            Err(_) => self.age_on(day),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn months_clamp_to_the_last_day() {
        assert_eq!(day("2025-11-30").add_months(3), Ok(day("2026-02-28")));
        assert_eq!(day("2023-11-30").add_months(3), Ok(day("2024-02-29")));
        assert_eq!(day("2026-05-31").add_months(-3), Ok(day("2026-02-28")));
        assert_eq!(day("2026-02-28").add_months(3), Ok(day("2026-05-28")));
        assert_eq!(day("2024-02-29").add_years(1), Ok(day("2025-02-28")));
        assert_eq!(day("2024-02-29").add_years(4), Ok(day("2028-02-29")));
        assert_eq!(day("2023-02-28").add_years(1), Ok(day("2024-02-28")));
    }

    #[test]
    fn the_ends_of_the_calendar_are_errors_and_no_panic() {
        assert_eq!(Date::MAX.add_days(1), Err(NoSuchDay::OutOfRange));
        assert_eq!(Date::MIN.add_days(-1), Err(NoSuchDay::OutOfRange));
        assert_eq!(Date::MIN.add_months(i32::MIN), Err(NoSuchDay::OutOfRange));
        assert_eq!(Date::MIN.add_years(i32::MAX), Err(NoSuchDay::OutOfRange));
        assert_eq!(Date::MAX.add_days(i32::MIN), Err(NoSuchDay::OutOfRange));
        assert_eq!(Date::MIN.days_until(Date::MAX), 3_652_058);
        assert_eq!(Date::MAX.days_until(Date::MIN), -3_652_058);
        assert_eq!(Date::MIN.age_at_end_of(Date::MAX), Some(9998));
    }

    #[test]
    fn a_year_of_age_is_complete_at_the_end_of_the_eve() {
        let birth = day("2008-04-01");
        assert_eq!(birth.age_on(day("2026-03-31")), Some(17));
        assert_eq!(birth.age_at_end_of(day("2026-03-31")), Some(18));
        assert_eq!(birth.age_at_end_of(day("2026-03-30")), Some(17));
        assert_eq!(birth.age_on(day("2026-04-01")), Some(18));
        assert_eq!(birth.age_on(birth), Some(0));
        assert_eq!(birth.age_on(day("2008-03-31")), None);
        assert_eq!(birth.age_at_end_of(day("2008-03-31")), None);
    }

    #[test]
    fn who_was_born_on_a_leap_day_completes_a_year_at_the_end_of_28_february() {
        let birth = day("2008-02-29");
        for year in ["2026", "2025", "2027"] {
            let at = |rest: &str| day(&format!("{year}-{rest}"));
            assert_eq!(
                birth.age_at_end_of(at("02-28")).unwrap(),
                birth.age_on(at("02-28")).unwrap() + 1
            );
            assert_eq!(
                birth.age_on(at("03-01")).unwrap(),
                birth.age_on(at("02-28")).unwrap() + 1
            );
        }
        assert_eq!(birth.age_on(day("2024-02-28")), Some(15));
        assert_eq!(birth.age_at_end_of(day("2024-02-28")), Some(16));
        assert_eq!(birth.age_on(day("2024-02-29")), Some(16));
    }
}
