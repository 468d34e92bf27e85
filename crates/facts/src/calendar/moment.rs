//! Moments: UNIX seconds, and the day in Japan that each belongs to.
#![forbid(unsafe_code)]

use core::fmt;

use super::{Date, NoSuchDay};

/// How far Japan Standard Time is ahead of UTC, in seconds. No summer time since 1951, so no zone
/// data is needed or read.
const AHEAD: i64 = 9 * 3600;

const SECONDS_A_DAY: i64 = 86_400;

const UNIX_EPOCH: Date = Date::fixed(1970, 1, 1);

/// A moment, to the second, in the years 1 to 9999 as Japan counts them.
///
/// It is written in Japan time, `2026-02-17T23:59:59+09:00` (RFC 3339), on every machine.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Moment(i64);

impl Moment {
    /// The moment so many seconds after 1970-01-01T00:00:00Z.
    pub fn from_unix_seconds(seconds: i64) -> Result<Self, NoSuchDay> {
        if (Date::MIN.start_in_japan().0..=Date::MAX.end_in_japan().0).contains(&seconds) {
            Ok(Self(seconds))
        } else {
            Err(NoSuchDay::OutOfRange)
        }
    }

    /// The moment of a date and time of day in UTC, as certificates write them.
    pub fn from_utc(day: Date, hour: u8, minute: u8, second: u8) -> Result<Self, NoSuchDay> {
        if hour > 23 || minute > 59 || second > 59 {
            return Err(NoSuchDay::NotADate);
        }
        let of_day = i64::from(hour) * 3600 + i64::from(minute) * 60 + i64::from(second);
        Self::from_unix_seconds(day.start_in_japan().0 + AHEAD + of_day)
    }

    /// Seconds since 1970-01-01T00:00:00Z.
    pub fn unix_seconds(self) -> i64 {
        self.0
    }

    /// The day in Japan at this moment, whatever the machine's zone is.
    pub fn day_in_japan(self) -> Date {
        // Within the years of the calendar since the moment was made; the clamping never acts.
        i32::try_from((self.0 + AHEAD).div_euclid(SECONDS_A_DAY))
            .ok()
            .and_then(|days| UNIX_EPOCH.add_days(days).ok())
            .unwrap_or(Date::MAX)
    }
}

impl Date {
    /// The first second of the day in Japan, 00:00:00.
    pub fn start_in_japan(self) -> Moment {
        let days = i64::from(UNIX_EPOCH.days_until(self));
        Moment(days * SECONDS_A_DAY - AHEAD)
    }

    /// The last second of the day in Japan, 23:59:59. Certificates of the card end at such a
    /// second.
    pub fn end_in_japan(self) -> Moment {
        Moment(self.start_in_japan().0 + SECONDS_A_DAY - 1)
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let of_day = (self.0 + AHEAD).rem_euclid(SECONDS_A_DAY);
        write!(
            f,
            "{}T{:02}:{:02}:{:02}+09:00",
            self.day_in_japan(),
            of_day / 3600,
            of_day / 60 % 60,
            of_day % 60
        )
    }
}

impl fmt::Debug for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Holds: R8
    #[test]
    fn the_day_changes_at_fifteen_hours_utc() {
        // `date -u -d @1771340399`: Tue Feb 17 14:59:59 UTC 2026.
        let last = Moment::from_unix_seconds(1_771_340_399).unwrap();
        let first = Moment::from_unix_seconds(1_771_340_400).unwrap();
        assert_eq!(last.to_string(), "2026-02-17T23:59:59+09:00");
        assert_eq!(first.to_string(), "2026-02-18T00:00:00+09:00");
        assert_eq!(last, Date::new(2026, 2, 17).unwrap().end_in_japan());
        assert_eq!(first, Date::new(2026, 2, 18).unwrap().start_in_japan());
        let from_utc = Moment::from_utc(Date::new(2026, 2, 17).unwrap(), 14, 59, 59);
        assert_eq!(from_utc, Ok(last));
        assert_eq!(
            Moment::from_unix_seconds(-1).unwrap().to_string(),
            "1970-01-01T08:59:59+09:00"
        );
    }

    #[test]
    fn the_ends_of_the_calendar_are_kept() {
        for end in [Date::MIN.start_in_japan(), Date::MAX.end_in_japan()] {
            assert_eq!(Moment::from_unix_seconds(end.unix_seconds()), Ok(end));
        }
        assert_eq!(Date::MIN.start_in_japan().day_in_japan(), Date::MIN);
        assert_eq!(Date::MAX.end_in_japan().day_in_japan(), Date::MAX);
        for beyond in [
            Date::MIN.start_in_japan().unix_seconds() - 1,
            Date::MAX.end_in_japan().unix_seconds() + 1,
            i64::MIN,
            i64::MAX,
        ] {
            assert_eq!(
                Moment::from_unix_seconds(beyond),
                Err(NoSuchDay::OutOfRange)
            );
        }
    }
}
