//! What stands on the card's face and what people type: dates, code B, PINs and passwords.

use core::fmt::Debug;

use mynareader::calendar::{Date, Era, EraDate, PrintedDate};
use mynareader::facts::Tries;
use mynareader::secret::{
    BirthDateKey, CodeA, CodeB, CodeBPolicy, FormatError, Pin, PrintedBirthDate, SignaturePassword,
    TextPin,
};

use crate::certificates::day;
use crate::input::{Input, utf8};
use crate::said;

/// The first byte says what the others are.
pub fn run(data: &[u8]) {
    let Some((&which, rest)) = data.split_first() else {
        return;
    };
    match which % 5 {
        0 => date(utf8(rest)),
        1 => arithmetic(rest),
        2 => secrets(rest),
        3 => readings(rest),
        _ => composed(rest),
    }
}

fn date(text: &str) {
    match text.parse::<PrintedDate>() {
        Ok(printed) => {
            let day = printed.date();
            assert!(printed.six_digits().iter().all(u8::is_ascii_digit));
            said::debug(PrintedBirthDate::from(printed));
            for era in EraDate::all(day) {
                // Each era's own way to write the day leads back to it.
                let again = EraDate::new(era.era(), era.year(), day.month(), day.day());
                assert!(again.is_ok_and(|again| again == era && again.date() == day));
            }
            said::debug(printed);
        }
        Err(error) => said::error(&error),
    }
    match text.parse::<Date>() {
        Ok(day) => assert_eq!(day.to_string().parse::<Date>(), Ok(day)),
        Err(error) => said::error(&error),
    }
    if let Err(error) = Date::from_digits(text.as_bytes()) {
        said::error(&error);
    }
}

fn arithmetic(bytes: &[u8]) {
    let mut input = Input::new(bytes);
    let one = day(&mut input).unwrap_or(Date::MIN);
    let other = day(&mut input).unwrap_or(Date::MAX);
    let by = input.long().cast_signed();
    for moved in [one.add_days(by), one.add_months(by), one.add_years(by)] {
        match moved {
            Ok(moved) => said::debug((moved.year(), moved.end_of_month(), moved.is_leap_day())),
            Err(error) => said::error(&error),
        }
    }
    assert_eq!(one.days_until(other), -other.days_until(one));
    assert_eq!(one.add_days(one.days_until(other)), Ok(other));
    let _ = (
        one.day_before(),
        one.day_after(),
        one.age_on(other),
        one.age_at_end_of(other),
    );
    let era = Era::from_digit(input.byte() % 8);
    if let Some(era) = era {
        assert_eq!(Era::from_digit(era.digit()), Some(era));
        let _ = (
            era.kanji(),
            era.letter(),
            era.first_day(),
            era.last_day(),
            era.contains(one),
        );
        said::debug(EraDate::of(era, one));
        match EraDate::new(era, input.byte(), input.byte(), input.byte()) {
            Ok(date) => assert!(era.contains(date.date())),
            Err(error) => said::error(&error),
        }
    }
    let tries = Tries::counted(input.byte(), input.byte());
    said::plain(&tries.to_string());
}

/// No value of a secret is ever shown, and no error tells one.
fn secret<T: Debug>(value: &[u8], made: Result<T, FormatError>) {
    match made {
        Ok(made) => {
            let shown = format!("{made:?}");
            assert!(!shown.bytes().any(|byte| byte.is_ascii_digit()), "{shown}");
        }
        Err(error) => {
            said::error(&error);
            // Longer than any count that it may tell.
            if value.len() > 4 && value.iter().all(u8::is_ascii_digit) {
                let text = String::from_utf8_lossy(value);
                assert!(!error.to_string().contains(&*text));
            }
        }
    }
}

fn secrets(value: &[u8]) {
    secret(value, Pin::from_ascii(value));
    secret(value, SignaturePassword::from_ascii(value));
    secret(value, TextPin::from_ascii(value));
    secret(value, CodeA::from_ascii(value));
    secret(value, CodeB::from_ascii(value));
    secret(value, BirthDateKey::from_ascii(value));
    secret(value, PrintedBirthDate::raw(value));
}

/// Readings of the printed digits, of which some agree.
fn readings(bytes: &[u8]) {
    let mut input = Input::new(bytes);
    let policy = CodeBPolicy {
        agreeing: input.byte(),
        tries_kept: input.byte(),
    };
    let failed = usize::try_from(input.number()).unwrap_or(usize::MAX);
    let (mut values, mut codes) = (Vec::new(), Vec::new());
    while !input.is_empty() && codes.len() < 64 {
        // Few different ones, so that some are the same.
        let value = format!("5502172035{:04}", input.byte() % 6);
        codes.push(CodeB::from_ascii(value.as_bytes()).expect("fourteen digits"));
        values.push(value);
    }
    match policy.agree(&codes, failed) {
        Ok(agreed) => {
            assert!(agreed.agreeing() >= usize::from(policy.agreeing) && agreed.agreeing() >= 1);
            assert!(agreed.tries_kept() >= policy.tries_kept.max(1));
            let looked_at = values.len().min(CodeBPolicy::MOST_READINGS);
            let most = (0..looked_at)
                .map(|one| {
                    values[..looked_at]
                        .iter()
                        .filter(|it| **it == values[one])
                        .count()
                })
                .max();
            assert_eq!(most, Some(agreed.agreeing()));
            assert!(agreed.agreeing() * 2 > looked_at + failed);
            said::debug(agreed);
        }
        Err(error) => said::error(&error),
    }
}

/// Code B from its parts.
fn composed(bytes: &[u8]) {
    let mut input = Input::new(bytes);
    let (year, security) = (input.word(), input.short());
    let text = utf8(input.rest());
    let born = match text.parse::<PrintedDate>() {
        Ok(printed) => PrintedBirthDate::from(printed),
        Err(_) => match PrintedBirthDate::raw(text.as_bytes()) {
            Ok(born) => born,
            Err(error) => return said::error(&error),
        },
    };
    secret(security, CodeB::from_printed(&born, year, security));
    said::debug(BirthDateKey::from_printed(&born));
}
