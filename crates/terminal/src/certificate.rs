//! When to warn of the end of the terminal's certificate (端末の電子証明書), before it becomes
//! code 012.
//!
//! \[1\] The MPKI client warns 90, 60, 30 and 15 days before the end, and daily from 7 days before;
//! the certificate is valid for three years and three months. Missing all of that leaves the
//! terminal without eligibility until a new one is issued and installed, which takes hours or
//! days.
//!
//! Functions of dates; no clock is read.
#![forbid(unsafe_code)]

use core::fmt;

use mynareader_facts::calendar::Date;

/// Days before the end on which a warning is due, falling.
const WARNINGS: [u16; 12] = [90, 60, 30, 15, 7, 6, 5, 4, 3, 2, 1, 0];

/// A warning of the schedule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Warning {
    /// The day on which it is due.
    pub due: Date,
    /// Days from then to the end; 0 on the last day.
    pub days_left: u16,
}

/// Where a day stands in the schedule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Schedule {
    /// Nothing to say until the first warning.
    Quiet {
        /// Days to the end.
        days_left: u32,
    },
    /// A warning fell due today or earlier. Between two warnings this is the one before.
    Warned {
        /// The latest warning that fell due.
        latest: Warning,
        /// Days to the end; 0 on the last day.
        days_left: u16,
    },
    /// The end has passed: 012 is to be expected.
    Ended {
        /// Days since the last day, from 1.
        days_since: u32,
    },
}

impl fmt::Display for Schedule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Quiet { days_left } => {
                write!(f, "the terminal's certificate ends in {days_left} days")
            }
            Self::Warned { days_left: 0, .. } => {
                f.write_str("the terminal's certificate ends today; renew it now")
            }
            Self::Warned { days_left, .. } => write!(
                f,
                "the terminal's certificate ends in {days_left} days; renew it"
            ),
            Self::Ended { days_since } => write!(
                f,
                "the terminal's certificate ended {days_since} days ago; expect 012"
            ),
        }
    }
}

/// The whole schedule for a certificate whose last day is `last`, in order of time.
///
/// Near the beginning of the calendar, where a day does not exist, its warning is left out.
pub fn schedule(last: Date) -> Vec<Warning> {
    WARNINGS
        .iter()
        .filter_map(|&days_left| {
            let due = last.add_days(-i32::from(days_left)).ok()?;
            Some(Warning { due, days_left })
        })
        .collect()
}

/// Where `today` stands, for a certificate whose last day is `last`.
pub fn standing(today: Date, last: Date) -> Schedule {
    let left = today.days_until(last);
    let days = left.unsigned_abs();
    if left < 0 {
        return Schedule::Ended { days_since: days };
    }
    let latest = schedule(last)
        .into_iter()
        .rev()
        .find(|warning| warning.due <= today);
    match (latest, u16::try_from(left)) {
        (Some(latest), Ok(days_left)) => Schedule::Warned { latest, days_left },
        _ => Schedule::Quiet { days_left: days },
    }
}

/// The warning that should be shown today, if any: the latest that is due and was not yet shown.
///
/// `shown` is the day on which a warning was last shown. A terminal that was switched off on the
/// due day (a Sunday, a holiday) shows the warning on the next day that it runs.
pub fn warning_to_show(today: Date, last: Date, shown: Option<Date>) -> Option<Warning> {
    let Schedule::Warned { latest, .. } = standing(today, last) else {
        return None;
    };
    match shown {
        // A note of a day that has not come is of no use: the clock was wrong then.
        Some(shown) if shown >= latest.due && shown <= today => None,
        _ => Some(latest),
    }
}

/// The first warning after `today`.
pub fn next_warning(today: Date, last: Date) -> Option<Warning> {
    schedule(last)
        .into_iter()
        .find(|warning| warning.due > today)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    /// Counted on a calendar by hand, over a year's end and a February of 28 days.
    #[test]
    fn the_schedule_falls_on_the_days_counted_by_hand() {
        let days: Vec<_> = schedule(day("2027-03-05"))
            .into_iter()
            .map(|warning| (warning.due.to_string(), warning.days_left))
            .collect();
        let expected = [
            ("2026-12-05", 90),
            ("2027-01-04", 60),
            ("2027-02-03", 30),
            ("2027-02-18", 15),
            ("2027-02-26", 7),
            ("2027-02-27", 6),
            ("2027-02-28", 5),
            ("2027-03-01", 4),
            ("2027-03-02", 3),
            ("2027-03-03", 2),
            ("2027-03-04", 1),
            ("2027-03-05", 0),
        ];
        assert_eq!(days.len(), expected.len());
        for ((due, left), (expected_due, expected_left)) in days.iter().zip(expected) {
            assert_eq!((due.as_str(), *left), (expected_due, expected_left));
        }
    }

    #[test]
    fn a_leap_day_is_counted() {
        let thirty = schedule(day("2028-03-01"))[2];
        assert_eq!(thirty.due, day("2028-01-31"));
        assert_eq!(schedule(day("2027-03-01"))[2].due, day("2027-01-30"));
    }

    #[test]
    fn each_day_stands_where_it_should() {
        let last = day("2027-03-05");
        let at = |text: &str| standing(day(text), last);
        assert_eq!(at("2026-12-04"), Schedule::Quiet { days_left: 91 });
        for (today, days_left, latest) in [
            ("2026-12-05", 90, 90),
            ("2027-01-03", 61, 90),
            ("2027-01-04", 60, 60),
            ("2027-02-25", 8, 15),
            ("2027-02-26", 7, 7),
            ("2027-03-05", 0, 0),
        ] {
            let Schedule::Warned {
                latest: warning,
                days_left: left,
            } = at(today)
            else {
                panic!("{today}");
            };
            assert_eq!((left, warning.days_left), (days_left, latest), "{today}");
        }
        assert_eq!(at("2027-03-06"), Schedule::Ended { days_since: 1 });
        assert_eq!(at("2028-03-05"), Schedule::Ended { days_since: 366 });
    }

    #[test]
    fn a_warning_missed_on_a_holiday_is_shown_on_the_next_day() {
        let last = day("2027-03-05");
        let show = |today: &str, shown: Option<&str>| {
            warning_to_show(day(today), last, shown.map(day)).map(|warning| warning.days_left)
        };
        // 60 days before is 4 January; the clinic opens on the 6th.
        assert_eq!(show("2027-01-06", Some("2026-12-05")), Some(60));
        assert_eq!(show("2027-01-07", Some("2027-01-06")), None);
        assert_eq!(show("2027-01-06", None), Some(60));
        // Daily at the end, once a day.
        assert_eq!(show("2027-03-01", Some("2027-02-28")), Some(4));
        assert_eq!(show("2027-03-01", Some("2027-03-01")), None);
        assert_eq!(show("2026-12-04", None), None);
        assert_eq!(show("2027-03-06", None), None);
        // A note from a clock that ran ahead silences nothing.
        assert_eq!(show("2027-03-01", Some("2030-01-01")), Some(4));
    }

    #[test]
    fn the_next_warning_is_the_first_after_today() {
        let last = day("2027-03-05");
        let next = |today: &str| next_warning(day(today), last).map(|warning| warning.days_left);
        assert_eq!(next("2026-01-01"), Some(90));
        assert_eq!(next("2026-12-05"), Some(60));
        assert_eq!(next("2027-03-04"), Some(0));
        assert_eq!(next("2027-03-05"), None);
    }

    #[test]
    fn the_ends_of_the_calendar_do_not_panic() {
        let first = day("0001-01-01");
        let end = day("9999-12-31");
        assert_eq!(schedule(first).len(), 1);
        assert_eq!(schedule(end).len(), 12);
        assert_eq!(
            standing(first, end),
            Schedule::Quiet {
                days_left: 3_652_058
            }
        );
        assert_eq!(
            standing(end, first),
            Schedule::Ended {
                days_since: 3_652_058
            }
        );
    }
}
