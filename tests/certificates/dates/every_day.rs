//! Every day from 2015 to 2045, and days at random.

use super::{Other, all_days, assess, day, end_in_japan, other, ours, validity};
use mynareader::calendar::{Date, EraDate, Moment};
use mynareader::certificate::{
    Assessment, CardIssue, CertificateIssue, GraceLength, Revocation, Validity, ValidityPolicy,
};
use mynareader::facts::{CertificateState, TokenKind};
use proptest::prelude::*;
use time::{Duration, Month, UtcDateTime};

/// Three months later by walking: to the month that is meant, then back from a day it lacks.
fn three_months(from: Other, sign: i32) -> Other {
    let months = from.year() * 12 + from.month() as i32 - 1 + 3 * sign;
    let (year, month) = (months.div_euclid(12), months.rem_euclid(12) as u8 + 1);
    let mut day = from.day();
    loop {
        match Other::from_calendar_date(year, Month::try_from(month).unwrap(), day) {
            Ok(found) => return found,
            Err(_) => day -= 1,
        }
    }
}

/// The last day of the month by walking forward until the month changes.
fn month_end(mut day: Other) -> Other {
    while day.next_day().unwrap().month() == day.month() {
        day = day.next_day().unwrap();
    }
    day
}

#[test]
fn every_day_has_the_same_seconds_and_neighbours() {
    let epoch = other(1970, 1, 1).to_julian_day();
    for date in all_days() {
        let found = ours(date);
        let end = end_in_japan(date);
        assert_eq!(found.end_in_japan().unix_seconds(), end);
        assert_eq!(found.start_in_japan().unix_seconds(), end - 86_399);
        for (seconds, expected) in [
            (end - 86_400, date.previous_day().unwrap()),
            (end - 86_399, date),
            (end, date),
            (end + 1, date.next_day().unwrap()),
        ] {
            let moment = Moment::from_unix_seconds(seconds).unwrap();
            assert_eq!(moment.day_in_japan(), ours(expected));
            let there = UtcDateTime::from_unix_timestamp(seconds).unwrap() + Duration::hours(9);
            assert_eq!(
                moment.to_string(),
                format!(
                    "{}T{:02}:{:02}:{:02}+09:00",
                    ours(there.date()),
                    there.hour(),
                    there.minute(),
                    there.second()
                )
            );
        }
        let days = date.to_julian_day() - epoch;
        assert_eq!(day("1970-01-01").days_until(found), days);
        assert_eq!(day("1970-01-01").add_days(days), Ok(found));
        assert_eq!(found.end_of_month(), ours(month_end(date)));
        assert_eq!(found.add_months(3), Ok(ours(three_months(date, 1))));
        assert_eq!(found.add_months(-3), Ok(ours(three_months(date, -1))));
    }
}

#[test]
fn every_day_ends_its_notice_and_its_grace_where_the_other_calendar_does() {
    for last in all_days() {
        let certificate = validity(other(2014, 1, 1), last);
        let on = ours(last);
        let assessment = assess(certificate, on, ValidityPolicy::CARD);
        assert_eq!(assessment.last_day, on);
        assert_eq!(assessment.notice_from, ours(three_months(last, -1)));
        let grace = assessment.grace.unwrap();
        let exact = three_months(last, 1);
        assert_eq!(grace.exact_plus_3_months, ours(exact));
        assert_eq!(grace.end_of_month_plus_3, ours(month_end(exact)));

        // The states around each border, by counting.
        let since = other(2024, 12, 2);
        for length in [GraceLength::EndOfMonthPlus3, GraceLength::ExactPlus3Months] {
            let policy = ValidityPolicy::CARD.with_grace(length);
            let until = match length {
                GraceLength::ExactPlus3Months => exact,
                _ => month_end(exact),
            };
            let notice = three_months(last, -1);
            for (border, offset) in [notice, last, until]
                .into_iter()
                .flat_map(|border| [-1_i64, 0, 1].map(|offset| (border, offset)))
            {
                let date = border + Duration::days(offset);
                let seconds_left = end_in_japan(last) - end_in_japan(date);
                let expected = if seconds_left >= 0 {
                    if date.to_julian_day() >= notice.to_julian_day() {
                        CertificateState::Notice
                    } else {
                        CertificateState::Valid
                    }
                } else if date.to_julian_day() <= until.to_julian_day()
                    && date.to_julian_day() >= since.to_julian_day()
                {
                    CertificateState::Grace
                } else {
                    CertificateState::PastGrace
                };
                let found = assess(certificate, ours(date), policy);
                assert_eq!(found.state, expected, "ends {last}, judged {date}");
                assert_eq!(i64::from(found.days_left.unwrap()), seconds_left / 86_400);
                let phone = assess(
                    certificate,
                    ours(date),
                    policy.with_token(TokenKind::Android),
                );
                let expected = match expected {
                    CertificateState::Grace => CertificateState::PastGrace,
                    state => state,
                };
                assert_eq!(phone.state, expected);
                assert!(phone.grace.is_none() && phone.grace_days_left.is_none());
            }
        }
    }
}

/// All birthdays in the years 2010 to 2060, found by walking day by day. In years without 29
/// February a person born then has the birthday on the last day of that month.
fn birthdays(birth: Other) -> Vec<Other> {
    let leap = birth.month() == Month::February && birth.day() == 29;
    let is_birthday = |date: &Other| {
        let same = date.month() == birth.month() && date.day() == birth.day();
        let stand_in = leap
            && date.month() == Month::February
            && date.day() == 28
            && date.next_day().unwrap().month() == Month::March;
        same || stand_in
    };
    let first = other(2010, 1, 1).to_julian_day();
    let last = other(2060, 12, 31).to_julian_day();
    (first..=last)
        .map(|number| Other::from_julian_day(number).unwrap())
        .filter(is_birthday)
        .collect()
}

/// The n-th of these birthdays after a day.
fn birthday_after(birthdays: &[Other], issue: Other, n: usize) -> Other {
    let mut later = birthdays.iter().filter(|birthday| **birthday > issue);
    *later.nth(n - 1).unwrap()
}

/// The age by counting the birthdays that have been; 29 February counts as 1 March where it is
/// missing, since the year of age is complete at the end of the 28th.
fn count_age(birth: Other, on: Other) -> u16 {
    let mut age = 0;
    let mut year = birth.year() + 1;
    loop {
        let birthday = Other::from_calendar_date(year, birth.month(), birth.day())
            .unwrap_or_else(|_| other(year, 3, 1));
        if birthday > on {
            return age;
        }
        age += 1;
        year += 1;
    }
}

#[test]
fn every_day_of_issue_leads_to_the_birthday_that_walking_finds() {
    // Birthdays that lie anywhere in the year, one of them 29 February; every day of issue.
    let births = [
        other(1980, 2, 17),
        other(2000, 2, 29),
        other(1988, 12, 31),
        other(1999, 1, 1),
        other(2005, 4, 1),
        other(2013, 3, 1),
    ];
    for birth in births {
        let birthdays = birthdays(birth);
        for issue in all_days() {
            let certificate = |renewal_before_end| {
                CertificateIssue {
                    birth: ours(birth),
                    issue: ours(issue),
                    renewal_before_end,
                    card_expiry: None,
                    end_of_stay: None,
                }
                .estimate_expiry()
                .unwrap()
            };
            assert_eq!(
                certificate(false).likely,
                ours(birthday_after(&birthdays, issue, 5)),
                "born {birth}, issued {issue}"
            );
            assert_eq!(
                certificate(true).likely,
                ours(birthday_after(&birthdays, issue, 6))
            );
            let age = count_age(birth, issue);
            assert_eq!(ours(birth).age_on(ours(issue)), Some(age));
            let adult = if issue < other(2022, 4, 1) { 20 } else { 18 };
            let card = CardIssue {
                birth: ours(birth),
                application: ours(issue),
                issue: ours(issue),
                end_of_stay: None,
            }
            .estimate_expiry()
            .unwrap();
            let n = if age >= adult { 10 } else { 5 };
            assert_eq!(card.likely, ours(birthday_after(&birthdays, issue, n)));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn ages_agree_with_counting(birth in 2_415_021..2_460_000_i32, later in 0..40_000_i32) {
        let on = Other::from_julian_day(birth + later).unwrap();
        let birth = Other::from_julian_day(birth).unwrap();
        prop_assert_eq!(ours(birth).age_on(ours(on)), Some(count_age(birth, on)));
        prop_assert_eq!(
            ours(birth).age_at_end_of(ours(on)),
            Some(count_age(birth, on.next_day().unwrap()))
        );
    }

    #[test]
    fn estimates_agree_with_walking(
        birth in 2_440_000..2_457_000_i32,
        issue in 2_457_024..2_468_000_i32,
        n in 5..=6_usize,
    ) {
        let birth = Other::from_julian_day(birth).unwrap();
        let issue = Other::from_julian_day(issue).unwrap();
        let estimate = CertificateIssue {
            birth: ours(birth),
            issue: ours(issue),
            renewal_before_end: n == 6,
            card_expiry: None,
            end_of_stay: None,
        }
        .estimate_expiry()
        .unwrap();
        let expected = birthday_after(&birthdays(birth), issue, n);
        prop_assert_eq!(estimate.likely, ours(expected));
    }

    #[test]
    fn no_day_at_all_breaks_the_rules(
        first in any::<i64>(),
        last in any::<i64>(),
        on in 1..=3_652_058_i32,
        months in any::<i32>(),
    ) {
        let on = Date::MIN.add_days(on).unwrap();
        let _ = (on.add_months(months), on.add_days(months), on.add_years(months));
        let year = 365 * 86_400 * 9000_i64;
        let (first, last) = (first % year, last % year);
        if let (Ok(first), Ok(last)) =
            (Moment::from_unix_seconds(first), Moment::from_unix_seconds(last))
            && let Some(validity) = Validity::new(first, last)
        {
            let found = Assessment::with_release_day(
                validity,
                Revocation::Unknown,
                on,
                ValidityPolicy::CARD,
                Date::MIN,
            );
            prop_assert!(found.state != CertificateState::Unknown);
        }
    }

    #[test]
    fn eras_lead_back_to_the_day(number in 2_403_357..2_480_000_i32) {
        let date = ours(Other::from_julian_day(number).unwrap());
        let mut found = 0;
        for counted in EraDate::all(date) {
            found += 1;
            prop_assert_eq!(counted.date(), date);
            let again = EraDate::new(counted.era(), counted.year(), date.month(), date.day());
            prop_assert_eq!(again, Ok(counted));
            let printed: mynareader::calendar::PrintedDate = counted.to_string().parse().unwrap();
            prop_assert_eq!(printed.date(), date);
        }
        prop_assert!(found == 1 || [day("1912-07-30"), day("1926-12-25")].contains(&date));
    }
}
