//! The date rules against another algorithm on another library: every day from 2015 to 2045, and
//! a table checked by hand.
//!
//! The library works on jiff's civil dates and compares days. The checks here work on the `time`
//! crate's Julian day numbers and UTC instants, count birthdays one by one and walk days to find
//! ends of months; they share no helper with the library.

use mynareader::calendar::{Date, Era, EraDate, Moment};
use mynareader::certificate::{
    Assessment, CardIssue, CertificateIssue, Doubt, GRACE_SINCE, GraceLength, RELEASE_DAY,
    Revocation, RevocationReason, Validity, ValidityPolicy,
};
use mynareader::facts::{CertificateState, TokenKind};
use proptest::prelude::*;
use time::{Duration, Month, UtcDateTime};

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

#[test]
fn certificates_by_hand() {
    // birth, issue, early renewal, card's end, end of stay -> likely, other reading
    let cases = [
        // An ordinary one: 2024, 2025, 2026, 2027, 2028.
        (
            "1980-02-17",
            "2023-06-01",
            false,
            None,
            None,
            "2028-02-17",
            None,
        ),
        // On the eve of the birthday: the very next day is the first.
        (
            "1980-02-17",
            "2023-02-16",
            false,
            None,
            None,
            "2027-02-17",
            None,
        ),
        // On the birthday itself, which does not count.
        (
            "1980-02-17",
            "2023-02-17",
            false,
            None,
            None,
            "2028-02-17",
            None,
        ),
        (
            "1980-02-17",
            "2023-02-18",
            false,
            None,
            None,
            "2028-02-17",
            None,
        ),
        // Renewed before the end: the sixth.
        (
            "1980-02-17",
            "2022-12-01",
            true,
            None,
            None,
            "2028-02-17",
            None,
        ),
        // A child has five birthdays too.
        (
            "2020-07-01",
            "2023-06-01",
            false,
            None,
            None,
            "2027-07-01",
            None,
        ),
        // Never past the card, nor the stay.
        (
            "1980-02-17",
            "2023-06-01",
            false,
            Some("2026-02-17"),
            None,
            "2026-02-17",
            None,
        ),
        (
            "1980-02-17",
            "2023-06-01",
            false,
            Some("2033-02-17"),
            Some("2025-09-30"),
            "2025-09-30",
            None,
        ),
        // 29 February: the fifth birthday falls in 2028, which has the day.
        (
            "1988-02-29",
            "2023-06-01",
            false,
            None,
            None,
            "2028-02-29",
            None,
        ),
        // The fifth falls in 2027, which has not.
        (
            "1988-02-29",
            "2022-06-01",
            false,
            None,
            None,
            "2027-02-28",
            Some("2027-03-01"),
        ),
        // Issued on 28 February of a year without: it is the birthday, or the eve of it.
        (
            "1988-02-29",
            "2022-02-28",
            false,
            None,
            None,
            "2027-02-28",
            Some("2026-03-01"),
        ),
        // Issued on 1 March of such a year: the day after, or the birthday itself.
        (
            "1988-02-29",
            "2022-03-01",
            false,
            None,
            None,
            "2027-02-28",
            Some("2027-03-01"),
        ),
        // In a leap year the 28th is the eve.
        (
            "1988-02-29",
            "2024-02-28",
            false,
            None,
            None,
            "2028-02-29",
            None,
        ),
        // An end of stay before both readings leaves no doubt.
        (
            "1988-02-29",
            "2022-06-01",
            false,
            None,
            Some("2026-10-01"),
            "2026-10-01",
            None,
        ),
    ];
    for (birth, issue, renewal_before_end, card, stay, likely, reading) in cases {
        let estimate = CertificateIssue {
            birth: day(birth),
            issue: day(issue),
            renewal_before_end,
            card_expiry: card.map(day),
            end_of_stay: stay.map(day),
        }
        .estimate_expiry()
        .unwrap();
        assert_eq!(estimate.likely, day(likely), "born {birth}, issued {issue}");
        let others: Vec<_> = estimate
            .others
            .iter()
            .map(|other| (other.day, other.doubt))
            .collect();
        let expected: Vec<_> = reading
            .map(|reading| (day(reading), Doubt::LeapDay))
            .into_iter()
            .collect();
        assert_eq!(others, expected, "born {birth}, issued {issue}");
    }
}

#[test]
fn cards_by_hand() {
    use Doubt::{EveOfMajority, LeapDay};
    // birth, application, issue, end of stay -> likely, others
    let cases: &[(&str, &str, &str, Option<&str>, &str, &[(&str, Doubt)])] = &[
        // An adult: 2024 to 2033.
        (
            "1980-02-17",
            "2023-05-01",
            "2023-06-01",
            None,
            "2033-02-17",
            &[],
        ),
        // Issued on the eve of the birthday: nine years and a day.
        (
            "1980-02-17",
            "2023-01-20",
            "2023-02-16",
            None,
            "2032-02-17",
            &[],
        ),
        // 17 at the application, 18 at the issue: the application decides.
        (
            "2005-06-10",
            "2023-06-01",
            "2023-06-20",
            None,
            "2028-06-10",
            &[],
        ),
        (
            "2005-06-10",
            "2023-06-10",
            "2023-06-20",
            None,
            "2033-06-10",
            &[],
        ),
        // On the eve of turning 18 the year is complete at the day's end.
        (
            "2005-06-10",
            "2023-06-09",
            "2023-06-20",
            None,
            "2028-06-10",
            &[("2033-06-10", EveOfMajority)],
        ),
        // 18 and 19 before and after 2022-04-01.
        (
            "2003-06-10",
            "2022-03-31",
            "2022-04-20",
            None,
            "2026-06-10",
            &[],
        ),
        (
            "2003-06-10",
            "2022-04-01",
            "2022-04-20",
            None,
            "2031-06-10",
            &[],
        ),
        (
            "2002-03-31",
            "2022-03-31",
            "2022-04-20",
            None,
            "2032-03-31",
            &[],
        ),
        (
            "2002-04-01",
            "2022-03-31",
            "2022-04-20",
            None,
            "2027-04-01",
            &[("2032-04-01", EveOfMajority)],
        ),
        // The end of a foreign resident's stay comes first.
        (
            "1990-08-08",
            "2023-05-01",
            "2023-06-01",
            Some("2025-03-31"),
            "2025-03-31",
            &[],
        ),
        // 29 February: the tenth birthday falls in 2033.
        (
            "1980-02-29",
            "2023-05-01",
            "2023-06-01",
            None,
            "2033-02-28",
            &[("2033-03-01", LeapDay)],
        ),
        (
            "1980-02-29",
            "2022-05-01",
            "2022-06-01",
            None,
            "2032-02-29",
            &[],
        ),
        // Born on 29 February 2008, 18 at the end of 28 February 2026: the eve as for everybody.
        (
            "2008-02-29",
            "2026-02-28",
            "2026-03-15",
            None,
            "2031-02-28",
            &[("2031-03-01", LeapDay), ("2036-02-29", EveOfMajority)],
        ),
        (
            "2008-02-29",
            "2026-03-01",
            "2026-03-15",
            None,
            "2036-02-29",
            &[],
        ),
    ];
    for (birth, application, issue, stay, likely, others) in cases {
        let estimate = CardIssue {
            birth: day(birth),
            application: day(application),
            issue: day(issue),
            end_of_stay: stay.map(day),
        }
        .estimate_expiry()
        .unwrap();
        assert_eq!(
            estimate.likely,
            day(likely),
            "born {birth}, applied {application}"
        );
        let found: Vec<_> = estimate
            .others
            .iter()
            .map(|other| (other.day, other.doubt))
            .collect();
        let expected: Vec<_> = others
            .iter()
            .map(|(other, doubt)| (day(other), *doubt))
            .collect();
        assert_eq!(found, expected, "born {birth}, applied {application}");
    }
}

#[test]
fn nobody_is_issued_anything_before_birth() {
    let issue = CertificateIssue {
        birth: day("2020-01-02"),
        issue: day("2020-01-01"),
        renewal_before_end: false,
        card_expiry: None,
        end_of_stay: None,
    };
    assert!(issue.estimate_expiry().is_none());
    let card = CardIssue {
        birth: day("2020-01-02"),
        application: day("2020-01-01"),
        issue: day("2020-02-01"),
        end_of_stay: None,
    };
    assert!(card.estimate_expiry().is_none());
    let far = CertificateIssue {
        birth: day("9990-01-01"),
        issue: day("9998-01-01"),
        ..issue
    };
    assert!(far.estimate_expiry().is_none());
}

#[test]
fn states_by_hand() {
    // The certificate ends on Sunday 2025-05-11. Both readings of its grace.
    let certificate = validity(other(2020, 6, 1), other(2025, 5, 11));
    let state = |on, length| {
        assess(
            certificate,
            day(on),
            ValidityPolicy::CARD.with_grace(length),
        )
        .state
    };
    use CertificateState::{Grace, NotYetValid, Notice, PastGrace, Valid};
    for (on, end_of_month, exact) in [
        ("2020-05-31", NotYetValid, NotYetValid),
        ("2020-06-01", Valid, Valid),
        ("2025-02-10", Valid, Valid),
        ("2025-02-11", Notice, Notice),
        ("2025-05-11", Notice, Notice),
        ("2025-05-12", Grace, Grace),
        ("2025-08-11", Grace, Grace),
        ("2025-08-12", Grace, PastGrace),
        ("2025-08-31", Grace, PastGrace),
        ("2025-09-01", PastGrace, PastGrace),
    ] {
        assert_eq!(
            state(on, GraceLength::EndOfMonthPlus3),
            end_of_month,
            "{on}"
        );
        assert_eq!(state(on, GraceLength::ExactPlus3Months), exact, "{on}");
    }
    let last = assess(certificate, day("2025-08-31"), ValidityPolicy::CARD);
    assert_eq!(
        (last.days_left, last.grace_days_left),
        (Some(-112), Some(0))
    );
    let first = assess(certificate, day("2025-05-12"), ValidityPolicy::CARD);
    assert_eq!(
        (first.days_left, first.grace_days_left),
        (Some(-1), Some(111))
    );
    // The last day of November: three months later is the last of February.
    let november = validity(other(2020, 6, 1), other(2025, 11, 30));
    let grace = assess(november, day("2025-12-01"), ValidityPolicy::CARD)
        .grace
        .unwrap();
    assert_eq!(grace.exact_plus_3_months, day("2026-02-28"));
    assert_eq!(grace.end_of_month_plus_3, day("2026-02-28"));
}

#[test]
fn grace_begins_with_its_rules() {
    assert_eq!(GRACE_SINCE, day("2024-12-02"));
    let certificate = validity(other(2019, 12, 1), other(2024, 11, 20));
    let state = |on| assess(certificate, day(on), ValidityPolicy::CARD).state;
    assert_eq!(state("2024-12-01"), CertificateState::PastGrace);
    assert_eq!(state("2024-12-02"), CertificateState::Grace);
    for token in [TokenKind::Android, TokenKind::Iphone, TokenKind::JukiCard] {
        let policy = ValidityPolicy::CARD.with_token(token);
        let found = assess(certificate, day("2024-12-02"), policy);
        assert_eq!(found.state, CertificateState::PastGrace, "{token:?}");
    }
    let policy = ValidityPolicy::CARD.with_token(TokenKind::Unknown);
    let found = assess(certificate, day("2024-12-02"), policy);
    assert_eq!(found.state, CertificateState::Grace);
}

#[test]
fn an_end_within_a_day_is_the_end_of_the_day_before() {
    let first = day("2025-01-01").start_in_japan();
    let ending = |seconds: i64| {
        let end = day("2026-02-17").end_in_japan().unix_seconds() + seconds;
        Validity::new(first, Moment::from_unix_seconds(end).unwrap()).unwrap()
    };
    assert_eq!(ending(0).last_day(), day("2026-02-17"));
    assert_eq!(ending(-1).last_day(), day("2026-02-16"));
    assert_eq!(ending(1).last_day(), day("2026-02-17"));
    assert_eq!(ending(86_399).last_day(), day("2026-02-17"));
    assert_eq!(ending(86_400).last_day(), day("2026-02-18"));
    assert!(Validity::new(first, day("2024-12-31").end_in_japan()).is_none());
}

#[test]
fn the_centre_decides_on_revocation() {
    let certificate = validity(other(2022, 6, 1), other(2030, 5, 11));
    let revoked = Revocation::Revoked {
        since: Some(day("2026-10-01").start_in_japan()),
        reason: Some(RevocationReason::from_code(6)),
    };
    assert!(matches!(
        revoked,
        Revocation::Revoked {
            reason: Some(RevocationReason::Hold),
            ..
        }
    ));
    // On whatever day, and with whatever clock: no grace, no unknown.
    for on in ["2000-01-01", "2026-12-01", "2030-05-12", "2040-01-01"] {
        let found = Assessment::of(certificate, revoked, day(on), ValidityPolicy::CARD);
        assert_eq!(found.state, CertificateState::Revoked);
        assert_eq!(found.grace_days_left, None);
        assert_eq!(found.revocation, revoked);
    }
    for said in [Revocation::Good, Revocation::Unknown] {
        let found = Assessment::of(certificate, said, day("2027-01-01"), ValidityPolicy::CARD);
        assert_eq!(found.state, CertificateState::Valid);
    }
}

#[test]
fn a_clock_before_the_release_is_not_believed() {
    // Long expired, valid and not yet valid: a wrong clock says nothing of any.
    for (first, last) in [(2015, 2019), (2022, 2030), (2040, 2045)] {
        let certificate = validity(other(first, 1, 1), other(last, 1, 1));
        let judge = |on| Assessment::of(certificate, Revocation::Unknown, on, ValidityPolicy::CARD);
        for on in [day("1970-01-01"), RELEASE_DAY.add_days(-1).unwrap()] {
            let found = judge(on);
            assert_eq!(found.state, CertificateState::Unknown);
            assert_eq!((found.days_left, found.grace_days_left), (None, None));
        }
        assert_ne!(judge(RELEASE_DAY).state, CertificateState::Unknown);
    }
}

#[test]
fn the_release_day_is_not_in_the_future() {
    // A release day in the future would make every right clock unbelievable.
    let now = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .unwrap()
        .as_secs();
    let today = Moment::from_unix_seconds(i64::try_from(now).unwrap())
        .unwrap()
        .day_in_japan();
    assert!(RELEASE_DAY <= today, "{RELEASE_DAY} {today}");
}

#[test]
fn debug_shows_no_birthday() {
    let certificate = validity(other(2022, 6, 1), other(2030, 5, 11));
    let found = assess(certificate, day("2029-01-01"), ValidityPolicy::CARD);
    let issue = CertificateIssue {
        birth: day("1980-05-11"),
        issue: day("2025-06-01"),
        renewal_before_end: false,
        card_expiry: None,
        end_of_stay: None,
    };
    let shown = format!(
        "{found:?} {:?} {certificate:?} {issue:?} {:?}",
        found.grace,
        issue.estimate_expiry()
    );
    assert!(
        !shown.contains("05-11") && !shown.contains("1980"),
        "{shown}"
    );
}

/// Run by [`the_machines_zone_changes_nothing`] in processes with other zones.
fn everything_about_some_days() -> String {
    let mut lines = String::new();
    for seconds in [0, 1_771_340_399, 1_771_340_400, 1_700_000_000] {
        let moment = Moment::from_unix_seconds(seconds).unwrap();
        let era = EraDate::of(Era::Reiwa, moment.day_in_japan());
        lines += &format!("{moment} {} {era:?};", moment.day_in_japan());
    }
    let certificate = validity(other(2022, 6, 1), other(2026, 12, 31));
    for on in ["2026-12-31", "2027-01-01", "2027-03-31", "2027-04-01"] {
        let found = Assessment::of(
            certificate,
            Revocation::Unknown,
            day(on),
            ValidityPolicy::CARD,
        );
        lines += &format!("{:?} {:?};", found.state, found.days_left);
    }
    lines
}

#[test]
fn the_machines_zone_changes_nothing() {
    const CHILD: &str = "MYNAREADER_TEST_ZONE_CHILD";
    if std::env::var_os(CHILD).is_some() {
        println!("ZONE:{}", everything_about_some_days());
        return;
    }
    let expected = format!("ZONE:{}", everything_about_some_days());
    assert!(expected.contains("2026-02-17T23:59:59+09:00"));
    assert!(expected.contains("Notice Some(0);Grace Some(-1);Grace Some(-90);PastGrace Some(-91)"));
    // East and west of Japan, with and without summer time, and no zone at all. POSIX rules, so
    // that no zone data is needed.
    for zone in ["<+14>-14", "<-12>12", "EST5EDT", "JST-9", "UTC0", ""] {
        let output = std::process::Command::new(std::env::current_exe().unwrap())
            .args([
                "--exact",
                "the_machines_zone_changes_nothing",
                "--nocapture",
            ])
            .env("TZ", zone)
            .env(CHILD, "1")
            .output()
            .unwrap();
        assert!(output.status.success());
        let text = String::from_utf8(output.stdout).unwrap();
        assert!(text.contains(&expected), "zone {zone:?}: {text}");
    }
}
