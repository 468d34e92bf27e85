//! The date rules against another algorithm on another library: every day from 2015 to 2045, and
//! a table checked by hand.
//!
//! The library works on jiff's civil dates and compares days. The checks here work on the `time`
//! crate's Julian day numbers and UTC instants, count birthdays one by one and walk days to find
//! ends of months; they share no helper with the library.

mod by_hand;
mod every_day;
mod zone;

use mynareader::calendar::{Date, Moment};
use mynareader::certificate::{Assessment, Revocation, Validity, ValidityPolicy};
use time::{Duration, Month};

/// The other calendar.
type Other = time::Date;

fn other(year: i32, month: u8, day: u8) -> Other {
    Other::from_calendar_date(year, Month::try_from(month).unwrap(), day).unwrap()
}

fn ours(day: Other) -> Date {
    Date::new(day.year() as i16, day.month() as u8, day.day()).unwrap()
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// Every day from 2015-01-01 to 2045-12-31.
fn all_days() -> impl Iterator<Item = Other> {
    let first = other(2015, 1, 1).to_julian_day();
    let last = other(2045, 12, 31).to_julian_day();
    (first..=last).map(|number| Other::from_julian_day(number).unwrap())
}

/// The last second of a day in Japan: nine hours before the end of that day in UTC.
fn end_in_japan(day: Other) -> i64 {
    let next = day.next_day().unwrap().midnight().assume_utc();
    (next - Duration::hours(9) - Duration::seconds(1)).unix_timestamp()
}

fn validity(first: Other, last: Other) -> Validity {
    Validity::new(
        Moment::from_unix_seconds(end_in_japan(first)).unwrap(),
        Moment::from_unix_seconds(end_in_japan(last)).unwrap(),
    )
    .unwrap()
}

/// States are judged as if this library had been released before everything tested.
fn assess(validity: Validity, on: Date, policy: ValidityPolicy) -> Assessment {
    Assessment::with_release_day(validity, Revocation::Unknown, on, policy, day("2000-01-01"))
}
