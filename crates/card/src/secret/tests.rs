#![forbid(unsafe_code)]

use super::Expose as _;
use super::*;

#[test]
fn only_the_exact_format_becomes_a_secret() {
    for good in [&b"0000"[..], b"0123", b"9999"] {
        assert_eq!(Pin::from_ascii(good).unwrap().expose(), good);
        assert_eq!(TextPin::from_ascii(good).unwrap().expose(), good);
    }
    let full_width = "１２３４".as_bytes();
    for bad in [
        &b""[..],
        b"123",
        b"12345",
        b"12 4",
        b"12a4",
        b"12\x114",
        full_width,
    ] {
        assert!(Pin::from_ascii(bad).is_err(), "{} bytes", bad.len());
        assert!(TextPin::from_ascii(bad).is_err(), "{} bytes", bad.len());
    }
    assert!(BirthDateKey::from_ascii(b"550217").is_ok());
    assert!(BirthDateKey::from_ascii(b"19800217").is_err());
    assert!(CodeB::from_ascii(b"55021720352285").is_ok());
    // The sixteen digits that another library's help asks for.
    assert!(CodeB::from_ascii(b"1980021720352285").is_err());
    assert!(CodeB::from_ascii(b"5502172035228").is_err());
}

#[test]
fn the_signature_password_has_a_letter_a_digit_and_no_small_letter() {
    for good in [&b"ABC123"[..], b"A1B2C3D4E5F6G7H8", b"00000A"] {
        assert!(SignaturePassword::from_ascii(good).is_ok());
    }
    let kind = |value: &[u8]| SignaturePassword::from_ascii(value).unwrap_err().kind;
    assert_eq!(kind(b"abc123"), FormatErrorKind::SmallLetter);
    assert_eq!(kind(b"ABCDEF"), FormatErrorKind::Mixture);
    assert_eq!(kind(b"123456"), FormatErrorKind::Mixture);
    assert_eq!(kind(b"ABC-12"), FormatErrorKind::Character);
    assert!(matches!(kind(b"ABC12"), FormatErrorKind::Length { .. }));
    assert!(matches!(
        kind(b"A1B2C3D4E5F6G7H8I"),
        FormatErrorKind::Length { .. }
    ));
}

#[test]
fn errors_and_debug_show_nothing_of_the_value() {
    let error = Pin::from_ascii(b"73915").unwrap_err();
    assert!(!format!("{error} {error:?}").contains("7391"));
    let code = CodeB::from_ascii(b"55021720352285").unwrap();
    assert_eq!(format!("{code:?}"), "CodeB");
    let readings = [code];
    let agreed = CodeBPolicy::TYPED.agree(&readings, 0).unwrap();
    assert!(!format!("{agreed:?}").contains("5502"));
}

fn printed(text: &str) -> PrintedBirthDate {
    text.parse::<mynareader_facts::calendar::PrintedDate>()
        .unwrap()
        .into()
}

/// \[M\]: born 1980-02-17, valid until 2035, security code 2285, confirmed on a card.
#[test]
fn code_b_has_the_printed_era_year() {
    let code = CodeB::from_printed(&printed("昭和55年2月17日生"), 2035, b"2285").unwrap();
    assert_eq!(code.expose(), b"55021720352285");
    assert_eq!(code.birth_date_key().expose(), b"550217");
}

#[test]
fn the_first_year_of_an_era_is_01() {
    let born = printed("平成元年3月31日生");
    assert_eq!(born.digits(), b"010331");
    assert_eq!(BirthDateKey::from_printed(&born).expose(), b"010331");
}

#[test]
fn foreign_residents_have_the_western_year() {
    assert_eq!(printed("1985年12月3日生").digits(), b"851203");
    assert_eq!(printed("2004年1月9日").digits(), b"040109");
}

#[test]
fn the_same_day_has_other_digits_by_the_form_in_which_it_is_printed() {
    assert_eq!(printed("大正15年12月25日").digits(), b"151225");
    assert_eq!(printed("昭和元年12月25日").digits(), b"011225");
    assert_eq!(printed("1926年12月25日").digits(), b"261225");
}

#[test]
fn dates_that_no_calendar_has_go_by_their_digits_only() {
    assert_eq!(
        PrintedBirthDate::raw(b"991299").unwrap().digits(),
        b"991299"
    );
    assert!(PrintedBirthDate::raw(b"99129").is_err());
    assert!(PrintedBirthDate::raw(b"99129a").is_err());
    assert!(PrintedBirthDate::raw("９９".as_bytes()).is_err());
}

#[test]
fn the_year_and_the_security_code_have_four_digits() {
    let born = printed("昭和55年2月17日");
    assert!(CodeB::from_printed(&born, 999, b"2285").is_err());
    assert!(CodeB::from_printed(&born, 10_000, b"2285").is_err());
    assert!(CodeB::from_printed(&born, 2035, b"228").is_err());
    assert!(CodeB::from_printed(&born, 2035, b"22a5").is_err());
}

#[test]
fn readings_must_agree_in_number_and_majority() {
    let a = || CodeB::from_ascii(b"55021720352285").unwrap();
    let b = || CodeB::from_ascii(b"55021720352286").unwrap();
    let policy = CodeBPolicy::DEFAULT;
    assert!(policy.agree(&[], 0).is_err());
    assert!(policy.agree(&[a()], 0).is_err());
    assert!(policy.agree(&[a(), b()], 0).is_err());
    assert!(policy.agree(&[a(), a(), b(), b()], 0).is_err());
    assert!(policy.agree(&[a(), a()], 2).is_err());
    let readings = [b(), a(), a()];
    let agreed = policy.agree(&readings, 0).unwrap();
    assert_eq!(agreed.code().expose(), b"55021720352285");
    assert_eq!(agreed.tries_kept(), 5);
    assert_eq!(
        policy.agree(&[a()], 1).unwrap_err().to_string(),
        "1 of 2 readings of code B agree; 2 and a majority must"
    );
}

#[test]
#[cfg_attr(miri, ignore = "three thousand mappings")]
fn so_many_readings_are_looked_at_and_no_more() {
    let a = || CodeB::from_ascii(b"55021720352285").unwrap();
    let b = || CodeB::from_ascii(b"55021720352286").unwrap();
    let most = CodeBPolicy::MOST_READINGS;
    let mut readings: Vec<_> = core::iter::repeat_with(a).take(most / 2 + 1).collect();
    readings.extend(core::iter::repeat_with(b).take(most * 100));
    let agreed = CodeBPolicy::DEFAULT.agree(&readings, 0).unwrap();
    assert_eq!(agreed.code().expose(), b"55021720352285");
    assert_eq!(agreed.agreeing(), most / 2 + 1);
    assert!(CodeBPolicy::DEFAULT.agree(&readings, 2).is_err());
}

#[test]
fn no_policy_spends_the_last_try() {
    let readings = [CodeB::from_ascii(b"55021720352285").unwrap()];
    let none = CodeBPolicy {
        agreeing: 0,
        tries_kept: 0,
    };
    assert_eq!(none.agree(&readings, 0).unwrap().tries_kept(), 1);
    assert!(none.agree(&[], 0).is_err());
}
