//! A persona on a given day: every date worked out.
#![forbid(unsafe_code)]

use sha2::{Digest, Sha256};

use super::attributes::{CardKind, Damage, KeySet, Pins, Sex, Tries};
use super::centre::CentreRecord;
use super::data::{Birth, Data, PrintedYear};
use super::face::PrintedFace;
use super::pictures::Images;
use crate::{Day, EmulatorError};

/// The municipality that issued all cards: no municipality has this number.
const MUNICIPALITY: &str = "99101";

/// A persona with its dates worked out.
pub(crate) struct Resolved {
    pub(crate) id: &'static str,
    pub(crate) summary_ja: String,
    pub(crate) summary_en: String,
    pub(crate) kind: CardKind,
    pub(crate) keys: KeySet,
    pub(crate) damage: Damage,
    pub(crate) name: String,
    pub(crate) address: String,
    pub(crate) sex: Sex,
    pub(crate) individual_number: String,
    /// `YYYYMMDD` as the records have it; no calendar day where the day is unknown.
    pub(crate) birth_record: String,
    /// Era digit and `YYYYMMDD`, as the signature certificate has it.
    pub(crate) certificate_birth: String,
    pub(crate) face: Option<PrintedFace>,
    pub(crate) images: Images,
    pub(crate) photo: Option<&'static [u8]>,
    pub(crate) pins: Pins,
    pub(crate) tries: Tries,
    pub(crate) serial: String,
    pub(crate) municipality: String,
    /// `None` for phones and unknown cards.
    pub(crate) card_end: Option<Day>,
    pub(crate) certificate_serial: u32,
    pub(crate) certificate_issued: Day,
    pub(crate) certificate_end: Day,
    pub(crate) has_signature_certificate: bool,
    pub(crate) centre: CentreRecord,
}

impl Resolved {
    pub(super) fn at(data: &Data, today: Day) -> Result<Self, EmulatorError> {
        let id = data.file.map_or("", |file| file.id);
        let wrong = |reason: &str| EmulatorError::PersonaData {
            persona: id.to_owned(),
            reason: reason.to_owned(),
        };
        let birth = birth_day(&data.holder.birth, today)
            .ok_or_else(|| wrong("the date of birth is not one"))?;
        let day_unknown = matches!(data.holder.birth, Birth::DayUnknown(_));
        let card_issued = today.plus_days(-data.card.issued_days_ago);
        let certificate_issued = data
            .certificate
            .issued_days_ago
            .map_or(card_issued, |days| today.plus_days(-days));
        if card_issued < birth || certificate_issued < card_issued {
            return Err(wrong("birth, card and certificate are not in this order"));
        }
        let has_card_end = matches!(data.card.kind, CardKind::MyNumber | CardKind::Juki);
        let card_end = has_card_end.then(|| {
            let natural = card_end(birth, card_issued);
            data.card
                .stay_ends_in_days
                .map_or(natural, |days| natural.min(today.plus_days(days)))
        });
        // The fifth birthday after the day of issue, never past the card's own end.
        let fifth = certificate_issued.next_birthday(birth).plus_years(4);
        let certificate_end = card_end.map_or(fifth, |end| fifth.min(end));
        let printed = Printed::of(birth, day_unknown, data.holder.printed);
        let birth_record = if day_unknown {
            format!("{:04}{:02}99", birth.year(), birth.month())
        } else {
            birth.digits()
        };
        let face = card_end
            .filter(|_| data.card.kind == CardKind::MyNumber)
            .map(|expiry| PrintedFace {
                name: data.holder.name.clone(),
                address: data.holder.address.clone(),
                sex: data.holder.sex.printed(),
                birth: printed.text,
                birth_digits: printed.digits,
                expiry,
                expiry_text: format!(
                    "{}年{}月{}日まで有効",
                    expiry.year(),
                    expiry.month(),
                    expiry.day()
                ),
                security_code: data.card.security_code.clone(),
                annotation: data.card.annotation,
            });
        Ok(Self {
            id,
            summary_ja: data.summary.ja.clone(),
            summary_en: data.summary.en.clone(),
            kind: data.card.kind,
            keys: data.card.keys,
            damage: data.card.damage,
            name: data.holder.name.clone(),
            address: data.holder.address.clone(),
            sex: data.holder.sex,
            individual_number: data.holder.individual_number.clone(),
            certificate_birth: format!("{}{birth_record}", printed.era_digit),
            birth_record,
            face,
            images: data.file.map(|file| file.images).unwrap_or_default(),
            photo: data.card.photo.map(super::pictures::Photo::bytes),
            pins: data.pins.clone(),
            tries: data.tries,
            serial: data.card.serial.clone(),
            municipality: MUNICIPALITY.to_owned(),
            card_end,
            certificate_serial: serial_of(id),
            certificate_issued,
            certificate_end,
            has_signature_certificate: data.certificate.signature,
            centre: data.centre.clone(),
        })
    }

    /// 照合番号B: the six digits of birth as printed, the year of expiry, the security code
    /// (card.md §1.11).
    pub(crate) fn code_b(&self) -> Option<String> {
        let face = self.face.as_ref()?;
        Some(format!(
            "{}{:04}{}",
            face.birth_digits,
            face.expiry.year(),
            face.security_code
        ))
    }

    pub(crate) const fn has_authentication_certificate(&self) -> bool {
        matches!(
            self.kind,
            CardKind::MyNumber | CardKind::Android | CardKind::Iphone
        )
    }
}

/// The day of birth. Where the day of the month is unknown, the month's last day, from which the
/// terms are counted; what the offices count from is not known \[?\].
fn birth_day(birth: &Birth, today: Day) -> Option<Day> {
    match birth {
        Birth::On(text) => text.parse().ok(),
        Birth::DayUnknown(text) => {
            let first: Day = format!("{text}-01").parse().ok()?;
            (28..=31)
                .rev()
                .find_map(|day| Day::new(first.year(), first.month(), day))
        }
        Birth::DaysAgo(days) => Some(off_the_leap_day(today.plus_days(-days))),
        Birth::Age {
            years,
            birthday_in_days,
        } => {
            let birthday = off_the_leap_day(today.plus_days(*birthday_in_days));
            let completed = if birthday > today { years + 1 } else { *years };
            Some(birthday.plus_years(-completed))
        }
        Birth::AgeOn { years, birthday } => {
            let this_year: Day = format!("{:04}-{birthday}", today.year()).parse().ok()?;
            let completed = if this_year > today { years + 1 } else { *years };
            Some(this_year.plus_years(-completed))
        }
    }
}

/// 28 February for the 29th: nobody of a given age can be counted on to be born in a leap year.
fn off_the_leap_day(day: Day) -> Day {
    match (day.month(), day.day()) {
        (2, 29) => day.plus_days(-1),
        _ => day,
    }
}

/// The tenth birthday after the day of issue for adults, the fifth for the young: under 18, and
/// under 20 for cards before 2022-04-01 (reception.md §7.1).
fn card_end(birth: Day, issued: Day) -> Day {
    let of_age = if Day::new(2022, 4, 1).is_some_and(|change| issued < change) {
        20
    } else {
        18
    };
    let birthdays = if issued.age_of(birth) >= of_age {
        10
    } else {
        5
    };
    issued.next_birthday(birth).plus_years(birthdays - 1)
}

/// The date of birth as it is printed.
struct Printed {
    text: String,
    digits: String,
    /// `0` for the western calendar \[I\]; an era's digit otherwise.
    era_digit: char,
}

impl Printed {
    fn of(birth: Day, day_unknown: bool, year: PrintedYear) -> Self {
        let (month, day) = (birth.month(), birth.day());
        let two = if day_unknown { 99 } else { day };
        let days_text = if day_unknown {
            "日不詳".to_owned()
        } else {
            format!("{day}日")
        };
        match year {
            PrintedYear::Western => Self {
                text: format!("{}年{month}月{days_text}", birth.year()),
                digits: format!("{:02}{month:02}{two:02}", birth.year() % 100),
                era_digit: '0',
            },
            PrintedYear::Era => {
                let (era, of_era) = birth.era();
                let year_text = if of_era == 1 {
                    "元".to_owned()
                } else {
                    of_era.to_string()
                };
                Self {
                    text: format!("{}{year_text}年{month}月{days_text}", era.name()),
                    digits: format!("{of_era:02}{month:02}{two:02}"),
                    era_digit: era.digit(),
                }
            }
        }
    }
}

/// A serial number that differs between personas and stays the same for each.
fn serial_of(id: &str) -> u32 {
    let digest = Sha256::digest(id.as_bytes());
    let mut bytes = [0; 4];
    for (to, from) in bytes.iter_mut().zip(digest.iter()) {
        *to = *from;
    }
    // Three bytes are what the real ones have; an odd number leaves the next one free for the
    // signature certificate.
    (u32::from_be_bytes(bytes) >> 8) | 0x0010_0001
}
