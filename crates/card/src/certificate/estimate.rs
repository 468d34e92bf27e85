//! Estimates of when a card or a certificate ends, from birth and issue.
//!
//! Estimates only: the last day of a certificate stands in it, that of a card in its records and
//! on its face. They serve to show what a new one will bring, and to explain a date.
#![forbid(unsafe_code)]

use core::fmt;

use mynareader_facts::calendar::Date;

/// Applications received from this day on are adults' from 18 years on; before it, from 20 \[D\].
pub const ADULT_AT_18_SINCE: Date = Date::fixed(2022, 4, 1);

/// Until which birthday a certificate is valid.
const CERTIFICATE_BIRTHDAY: i32 = 5;

/// Until which birthday an adult's card is valid.
const ADULT_CARD_BIRTHDAY: i32 = 10;

/// Until which birthday a minor's card is valid: faces of the young change fast.
const MINOR_CARD_BIRTHDAY: i32 = 5;

/// An estimated last day, with other days that it may be and why.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Estimate {
    /// The likely last day.
    pub likely: Date,
    /// Other last days that the rules can be read to give.
    pub others: Vec<OtherReading>,
}

/// Another day that the rules can be read to give.
#[derive(Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct OtherReading {
    /// The day.
    pub day: Date,
    /// Why it may be that day.
    pub doubt: Doubt,
}

/// Why an estimate is in doubt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Doubt {
    /// The holder was born on 29 February and the year of the end has none. No official text says
    /// which day counts as the birthday \[?\]; 28 February is taken, as 民法 143条2項 ends periods
    /// and as driving licences do it, and 1 March is the other reading.
    LeapDay,
    /// The application came on the eve of the birthday that makes the holder an adult. By law the
    /// year is complete at the end of that very day (年齢計算ニ関スル法律), so that offices may
    /// count the holder as an adult already \[I\].
    EveOfMajority,
}

/// What is known of a certificate's issue.
#[derive(Clone, Copy, PartialEq, Eq)]
// Exhaustive: built by the caller, field by field.
pub struct CertificateIssue {
    /// The holder's birth.
    pub birth: Date,
    /// The day of issue.
    pub issue: Date,
    /// Whether it replaced one that would have ended within three months: then the sixth
    /// birthday counts instead of the fifth \[D\].
    pub renewal_before_end: bool,
    /// The last day of the card that holds it, which a certificate never outlives \[C\].
    pub card_expiry: Option<Date>,
    /// The last day of a foreign resident's stay, where it is limited.
    pub end_of_stay: Option<Date>,
}

/// What is known of a card's issue.
#[derive(Clone, Copy, PartialEq, Eq)]
// Exhaustive: built by the caller, field by field.
pub struct CardIssue {
    /// The holder's birth.
    pub birth: Date,
    /// The day on which J-LIS received the application (申請受付日), which decides the age.
    pub application: Date,
    /// The day on which J-LIS issued the card (発行日); not that of handing it over.
    pub issue: Date,
    /// The last day of a foreign resident's stay, where it is limited.
    pub end_of_stay: Option<Date>,
}

impl CertificateIssue {
    /// The estimated last day: the fifth birthday after the day of issue at every age, or the
    /// sixth after an early renewal, unless the card or the stay ends before \[D\].
    ///
    /// The birthday soonest after the day of issue is the first, even if it is the very next day;
    /// a birthday on the day of issue does not count. None if the day of issue lies before the
    /// birth, or beyond the calendar.
    pub fn estimate_expiry(&self) -> Option<Estimate> {
        let birthday = CERTIFICATE_BIRTHDAY + i32::from(self.renewal_before_end);
        let mut estimate = Estimate::of_birthday(self.birth, self.issue, birthday)?;
        estimate.limit(self.card_expiry);
        estimate.limit(self.end_of_stay);
        Some(estimate)
    }
}

impl CardIssue {
    /// The estimated last day: the tenth birthday after the day of issue for adults and the fifth
    /// for minors, unless the stay ends before \[D\]. The age is that on the day on which the
    /// application was received; adults are 18 since [`ADULT_AT_18_SINCE`], 20 before.
    ///
    /// None if a day lies before the birth, or beyond the calendar.
    pub fn estimate_expiry(&self) -> Option<Estimate> {
        let majority = if self.application >= ADULT_AT_18_SINCE {
            18
        } else {
            20
        };
        let adult = self.birth.age_on(self.application)? >= majority;
        let adult_at_end = self.birth.age_at_end_of(self.application)? >= majority;
        let birthday_of = |adult: bool| {
            let birthday = if adult {
                ADULT_CARD_BIRTHDAY
            } else {
                MINOR_CARD_BIRTHDAY
            };
            Estimate::of_birthday(self.birth, self.issue, birthday)
        };
        let mut estimate = birthday_of(adult)?;
        if adult != adult_at_end {
            estimate.others.push(OtherReading {
                day: birthday_of(adult_at_end)?.likely,
                doubt: Doubt::EveOfMajority,
            });
        }
        estimate.limit(self.end_of_stay);
        Some(estimate)
    }
}

impl Estimate {
    /// The n-th birthday after a day.
    fn of_birthday(birth: Date, after: Date, n: i32) -> Option<Self> {
        if after < birth {
            return None;
        }
        let years = i32::from(after.year()) - i32::from(birth.year());
        // In a year without 29 February this is the 28th, so that for an issue on that very day
        // the first birthday to count is the next year's.
        let this_year = birth.add_years(years).ok()?;
        let first = if this_year > after { years } else { years + 1 };
        let likely = birth.add_years(first + n - 1).ok()?;
        let mut estimate = Self {
            likely,
            others: Vec::new(),
        };
        if birth.is_leap_day() {
            estimate.add_leap_reading(after, n)?;
        }
        Some(estimate)
    }

    /// For a birth on 29 February: the reading by which 1 March is the birthday in years without
    /// that day.
    fn add_leap_reading(&mut self, after: Date, n: i32) -> Option<()> {
        let march = |year: i16| {
            Date::new(year, 2, 29)
                .or_else(|_| Date::new(year, 3, 1))
                .ok()
        };
        let first = i32::from(march(after.year())? <= after);
        let years = i16::try_from(first + n - 1).ok()?;
        let day = march(after.year().checked_add(years)?)?;
        if day != self.likely {
            self.others.push(OtherReading {
                day,
                doubt: Doubt::LeapDay,
            });
        }
        Some(())
    }

    /// Lets it end with something that ends before.
    fn limit(&mut self, end: Option<Date>) {
        let Some(end) = end else { return };
        self.likely = self.likely.min(end);
        for other in &mut self.others {
            other.day = other.day.min(end);
        }
        let likely = self.likely;
        self.others.retain(|other| other.day != likely);
    }
}

/// Shows nothing: the day is the holder's birthday.
impl fmt::Debug for Estimate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Estimate(..)")
    }
}

/// Shows the doubt alone.
impl fmt::Debug for OtherReading {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "OtherReading({:?}, ..)", self.doubt)
    }
}

/// Shows nothing.
impl fmt::Debug for CertificateIssue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CertificateIssue(..)")
    }
}

/// Shows nothing.
impl fmt::Debug for CardIssue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CardIssue(..)")
    }
}
