#![forbid(unsafe_code)]

use super::*;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn at(text: &str) -> Personas {
    Personas::at(day(text)).unwrap()
}

fn today() -> Personas {
    for_tests().clone()
}

/// The personas that the virtual card owes, by name.
const ASKED_FOR: [&str; 22] = [
    "adult",
    "child",
    "foreigner",
    "gannen",
    "unknown-birthday",
    "face-only",
    "was-face-only",
    "pin-last-try",
    "pin-locked",
    "code-b-locked",
    "expiring",
    "in-grace",
    "expired",
    "unregistered",
    "no-insurer-data",
    "no-eligibility",
    "android",
    "iphone",
    "old-juki-card",
    "not-a-mynumber-card",
    "damaged-face-record",
    "infant-without-photo",
];

#[test]
fn all_that_were_asked_for_are_there() {
    let personas = today();
    for name in ASKED_FOR {
        assert_eq!(personas.get(name).unwrap().name(), name);
    }
    assert_eq!(
        personas.get("nobody").unwrap_err(),
        EmulatorError::NoSuchPersona {
            name: "nobody".to_owned()
        }
    );
}

#[test]
fn every_persona_has_a_card_that_answers() {
    for persona in &today() {
        let mut chip = persona.chip().unwrap();
        assert_eq!(chip.process(&[0x00, 0xCB, 0x00, 0x00]), [0x6D, 0x00]);
    }
}

#[test]
fn code_b_holds_the_printed_digits() {
    // docs/facts/card.md §11.
    let personas = today();
    let code = |name: &str| personas.get(name).unwrap().code_b().unwrap();
    // Era year, confirmed on a card: 1980-02-17, expiry 2035, code 2285.
    assert_eq!(code("adult"), "55021720352285");
    // 元年 is 01.
    assert_eq!(code("gannen").get(..6), Some("010331"));
    // The western year of a foreign resident.
    assert_eq!(code("foreigner").get(..6), Some("910405"));
    // A day that no calendar has.
    assert_eq!(code("unknown-birthday").get(..6), Some("251299"));
    for persona in &personas {
        if let (Some(face), Some(code)) = (persona.face(), persona.code_b()) {
            assert_eq!(code.len(), 14, "{}", persona.name());
            assert!(code.bytes().all(|byte| byte.is_ascii_digit()));
            assert_eq!(
                code,
                format!(
                    "{}{}{}",
                    face.birth_digits,
                    face.expiry.year(),
                    face.security_code
                )
            );
        }
    }
}

#[test]
fn what_is_printed() {
    let personas = today();
    let printed = |name: &str| personas.get(name).unwrap().face().unwrap().birth.clone();
    assert_eq!(printed("adult"), "昭和55年2月17日");
    assert_eq!(printed("gannen"), "平成元年3月31日");
    assert_eq!(printed("foreigner"), "1991年4月5日");
    assert_eq!(printed("unknown-birthday"), "昭和25年12月日不詳");
    let annotation = |name: &str| personas.get(name).unwrap().face().unwrap().annotation;
    assert_eq!(annotation("adult"), Annotation::None);
    assert_eq!(annotation("face-only"), Annotation::FaceOnly);
    assert_eq!(
        annotation("was-face-only"),
        Annotation::FaceOnlyStruckThrough
    );
    for name in ["android", "iphone", "old-juki-card", "not-a-mynumber-card"] {
        assert!(personas.get(name).unwrap().face().is_none());
        assert!(personas.get(name).unwrap().code_b().is_none());
    }
}

#[test]
fn secrets_differ_between_personas() {
    let personas = today();
    let mut pins: Vec<_> = personas.iter().filter_map(Persona::pin).collect();
    let count = pins.len();
    pins.sort_unstable();
    pins.dedup();
    assert_eq!(pins.len(), count);
    for persona in &personas {
        assert!(persona.pin().is_none_or(|pin| pin.len() == 4));
        // docs/facts/card.md §6: 6 to 16 of 0-9A-Z, at least one letter and one digit.
        if let Some(password) = persona.signature_password() {
            assert!((6..=16).contains(&password.len()), "{}", persona.name());
            assert!(password.bytes().any(|byte| byte.is_ascii_uppercase()));
            assert!(password.bytes().any(|byte| byte.is_ascii_digit()));
        }
    }
}

#[test]
fn no_living_person_has_one_of_the_numbers() {
    // The check digit of a 個人番号 (総務省令第85号, 2014, §5): 11 minus the weighted sum modulo 11.
    for persona in &today() {
        let Some(number) = persona.code_a() else {
            continue;
        };
        let digits: Vec<u32> = number.chars().map(|c| c.to_digit(10).unwrap()).collect();
        assert_eq!(digits.len(), 12);
        let sum: u32 = digits[..11]
            .iter()
            .rev()
            .zip([2, 3, 4, 5, 6, 7, 2, 3, 4, 5, 6])
            .map(|(digit, weight)| digit * weight)
            .sum();
        let right = match sum % 11 {
            0 | 1 => 0,
            rest => 11 - rest,
        };
        assert_ne!(digits[11], right, "{}", persona.name());
    }
}

#[test]
fn a_day_out_of_range_is_refused() {
    for bad in ["2014-12-31", "2061-01-01", "1900-01-01"] {
        assert_eq!(
            Personas::at(day(bad)).unwrap_err(),
            EmulatorError::DayOutOfRange { day: day(bad) }
        );
    }
    assert!(Personas::at(FIRST_DAY).is_ok());
    assert!(Personas::at(LAST_DAY).is_ok());
}

/// Checks what every persona promises on one day.
fn keeps_its_promises(today: Day) {
    let personas = Personas::at(today).unwrap();
    let end = |name: &str| personas.get(name).unwrap().certificate_end().unwrap();
    let age = |name: &str| {
        let birth: Day = personas.get(name).unwrap().birth_date().parse().unwrap();
        today.age_of(birth)
    };
    assert!(
        today < end("expiring") && end("expiring") <= today.plus_days(40),
        "{today}"
    );
    assert!(
        end("in-grace") < today && end("in-grace") >= today.plus_days(-21),
        "{today}"
    );
    assert!(end("expired") < today.plus_days(-190), "{today}");
    assert_eq!(age("child"), 8);
    assert_eq!(age("infant-without-photo"), 0);
    for persona in &personas {
        let name = persona.name();
        let Some(card_end) = persona.card_end() else {
            continue;
        };
        let over = name == "card-expired";
        assert_eq!(card_end < today, over, "{name} on {today}");
        if let Some(end) = persona.certificate_end() {
            assert!(end <= card_end, "{name} on {today}");
            let over = matches!(name, "in-grace" | "expired" | "card-expired");
            assert_eq!(end < today, over, "{name} on {today}");
            // Nobody else is near the notice period.
            let notice = over || name == "expiring";
            assert_eq!(end < today.plus_days(100), notice, "{name} on {today}");
        }
    }
}

#[test]
fn dates_hold_on_every_day_of_five_years() {
    // Through 29 February 2028 and the end of an era of nobody.
    let mut at = day("2025-12-31");
    while at < day("2031-01-01") {
        keeps_its_promises(at);
        at = at.plus_days(1);
    }
}

#[test]
fn dates_hold_far_away() {
    for text in [
        "2015-01-01",
        "2016-02-29",
        "2019-04-30",
        "2019-05-01",
        "2022-03-31",
        "2022-04-01",
        "2024-02-29",
        "2045-12-31",
        "2060-12-31",
    ] {
        keeps_its_promises(day(text));
    }
}

#[test]
fn certificates_and_cards_end_on_birthdays() {
    for persona in &today() {
        let birth: Result<Day, _> = persona.birth_date().parse();
        let (Ok(birth), Some(end), Some(card_end)) =
            (birth, persona.certificate_end(), persona.card_end())
        else {
            continue;
        };
        if persona.name() == "foreigner" {
            // The end of the stay comes first, for both.
            assert_eq!(end, card_end);
            assert_eq!(card_end, day("2026-11-22").plus_days(300));
        } else {
            assert_eq!((end.month(), end.day()), (birth.month(), birth.day()));
            assert_eq!(
                (card_end.month(), card_end.day()),
                (birth.month(), birth.day())
            );
        }
    }
}

#[test]
fn every_card_can_be_made_on_awkward_days() {
    for persona in &at("2028-02-29") {
        persona.image().unwrap();
    }
    for text in ["2015-01-01", "2027-02-28", "2049-12-31", "2060-12-31"] {
        at(text).get("child").unwrap().image().unwrap();
    }
}

#[test]
fn a_card_is_cheap_once_its_image_is_made() {
    let personas = today();
    let persona = personas.get("adult").unwrap();
    let first = persona.image().unwrap();
    assert!(Arc::ptr_eq(&first, &persona.clone().image().unwrap()));
}

#[test]
fn photos_are_jpeg_2000_of_the_right_size() {
    // docs/facts/card.md §9: JP2, 378 wide, 472 high, one component of eight bits, enumCS 17.
    for persona in &today() {
        let Some(photo) = persona.photo() else {
            continue;
        };
        assert_eq!(
            photo[..12],
            [
                0, 0, 0, 0x0C, 0x6A, 0x50, 0x20, 0x20, 0x0D, 0x0A, 0x87, 0x0A
            ]
        );
        assert_eq!(photo[0x2C..0x3A], *b"ihdr\0\0\x01\xD8\0\0\x01\x7A\0\x01");
        assert_eq!(photo[0x3A], 7);
        assert_eq!(photo[0x3E..0x4D], *b"\0\0\0\x0Fcolr\x01\0\0\0\0\0\x11");
        assert!((9_000..11_000).contains(&photo.len()), "{}", photo.len());
    }
    let infant = today();
    assert!(
        infant
            .get("infant-without-photo")
            .unwrap()
            .photo()
            .is_none()
    );
}

#[test]
fn rendered_text_has_the_sizes_of_the_test_card() {
    for file in pictures::FILES {
        let images = file.images;
        for (png, width) in [
            (images.name, 216),
            (images.address, 288),
            (images.security_code, 24),
            (images.individual_number, 72_u32),
        ] {
            if png.is_empty() {
                continue;
            }
            assert_eq!(png[..8], *b"\x89PNG\r\n\x1a\n");
            assert_eq!(png[16..20], width.to_be_bytes(), "{}", file.id);
            assert_eq!(png[20..24], 12_u32.to_be_bytes());
            // One bit, greyscale.
            assert_eq!(png[24..26], [1, 0]);
        }
    }
}

#[test]
fn nothing_personal_is_shown() {
    for persona in &today() {
        let shown = format!("{persona:?} {:?}", persona.face());
        for secret in [
            persona.holder_name(),
            persona.address(),
            persona.pin().unwrap_or(""),
        ] {
            assert!(secret.is_empty() || !shown.contains(secret), "{shown}");
        }
    }
}
