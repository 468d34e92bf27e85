//! How old the rules of a book are, and from when on to warn.
#![forbid(unsafe_code)]

use super::{Book, Situation};
use mynareader_facts::calendar::Date;

/// How many days before its last day a book with one warns, so that the next can be made in time.
pub const WARN_DAYS_BEFORE: i32 = 30;

/// How old the rules of a [`Book`] are on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Age {
    /// The last day up to which the rules are known to hold.
    pub known_up_to: Date,
    /// Whole days since then; 0 up to that day.
    pub days: u32,
    /// The last day for which whoever signed the rules vouches; none where nobody signed them.
    pub last_day: Option<Date>,
    /// The first day of the warnings to whoever keeps the reader: [`WARN_DAYS_BEFORE`] days before
    /// `last_day`; without one, the day after `known_up_to`.
    pub warn_from: Date,
    /// Whether that day has come.
    pub warns: bool,
    /// Whether the day lies after `last_day`. The rules stay in force all the same.
    pub has_expired: bool,
}

impl Book {
    /// The same book, for which somebody vouches up to a day. Up to then the staff are not told of the
    /// rules' age; afterwards they are, and the book stays as it is.
    #[must_use]
    pub fn expiring(mut self, last_day: Date) -> Self {
        self.last_day = Some(last_day);
        self
    }

    /// How old the rules are on a day, and whether to warn.
    pub fn age(&self, day: Date) -> Age {
        let known_up_to = self.known_up_to();
        let warn_from = match self.last_day {
            Some(last) => last.add_days(-WARN_DAYS_BEFORE).unwrap_or(Date::MIN),
            None => known_up_to.day_after().unwrap_or(Date::MAX),
        };
        Age {
            known_up_to,
            days: u32::try_from(known_up_to.days_until(day)).unwrap_or(0),
            last_day: self.last_day,
            warn_from,
            warns: day >= warn_from,
            has_expired: self.last_day.is_some_and(|last| day > last),
        }
    }

    /// Whether the staff are to be told that the rules are old: after the last day of rules that
    /// somebody vouches for, or where others are not known to hold on the day; and where this check-in
    /// has not told it yet.
    pub fn tells_its_age(&self, situation: &Situation) -> bool {
        let holds_to = self.last_day.unwrap_or(self.known_up_to());
        situation.date > holds_to && !situation.age_of_rules_told
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fault::FaultCode;
    use crate::guidance::Note;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn the_built_in_rules_warn_from_the_day_after_they_are_known() {
        let book = Book::built_in();
        let known = book.known_up_to();
        let age = book.age(known);
        assert_eq!((age.days, age.warns, age.has_expired), (0, false, false));
        let age = book.age(known.add_days(3).unwrap());
        assert_eq!((age.days, age.warns, age.has_expired), (3, true, false));
        assert_eq!(age.warn_from, known.day_after().unwrap());
        assert_eq!(book.age(Date::MIN).days, 0);
        assert!(book.age(Date::MAX).days > 1_000_000);
    }

    #[test]
    fn rules_that_somebody_vouches_for_warn_a_month_before_and_tell_it_after() {
        let book = Book::built_in().clone().expiring(day("2027-12-31"));
        for (on, warns, expired) in [
            ("2027-11-30", false, false),
            ("2027-12-01", true, false),
            ("2027-12-31", true, false),
            ("2028-01-01", true, true),
        ] {
            let age = book.age(day(on));
            assert_eq!((age.warns, age.has_expired), (warns, expired), "{on}");
            let mut situation = Situation::on(day(on));
            assert_eq!(book.tells_its_age(&situation), expired, "{on}");
            let notes = |situation: &Situation| {
                let guidance = book.advise(FaultCode::NETWORK, situation);
                let notes = guidance.notes.iter();
                notes.filter(|note| note.note == Note::BeyondKnown).count()
            };
            assert_eq!(notes(&situation), usize::from(expired), "{on}");
            situation.age_of_rules_told = true;
            assert_eq!(notes(&situation), 0, "{on}");
        }
        let age = book.age(day("2028-01-01"));
        assert_eq!(age.last_day, Some(day("2027-12-31")));
        assert_eq!(age.warn_from, day("2027-12-01"));
        assert_eq!(
            Book::built_in()
                .clone()
                .expiring(Date::MIN)
                .age(Date::MIN)
                .warn_from,
            Date::MIN
        );
    }
}
