//! Personas: people who do not exist, each with a card (or a phone) and with what the simulated
//! centre knows of them. Their data stands in `personas/*.toml`.
//!
//! Dates are laid around a day that the caller gives, so that `expiring` always expires soon and
//! `child` stays a child; no clock is read here. Their 個人番号 have a wrong check digit, so that
//! no living person has one of them; municipality 99101 does not exist.
#![forbid(unsafe_code)]

pub(crate) mod attributes;
mod centre;
mod data;
mod face;
mod pictures;
pub(crate) mod resolved;
#[cfg(test)]
mod tests;

use core::fmt;
use std::sync::{Arc, OnceLock};

pub use attributes::{CardKind, Sex};
pub use centre::{CentreRecord, CertificateAnswer, Eligibility};
pub use face::{Annotation, PrintedFace};

use super::{Chip, Day, EmulatorError, Image, Policy, VirtualCard, issuance};
use resolved::Resolved;

/// The first day around which personas can be laid.
pub const FIRST_DAY: Day = match Day::new(2015, 1, 1) {
    Some(day) => day,
    None => super::Era::Reiwa.first_day(),
};

/// The last day around which personas can be laid.
pub const LAST_DAY: Day = match Day::new(2060, 12, 31) {
    Some(day) => day,
    None => super::Era::Reiwa.first_day(),
};

/// All personas, as they are on one day.
#[derive(Clone, Debug)]
pub struct Personas {
    day: Day,
    all: Vec<Persona>,
}

impl Personas {
    /// The personas on this day in Japan.
    pub fn at(day: Day) -> Result<Self, EmulatorError> {
        if !(FIRST_DAY..=LAST_DAY).contains(&day) {
            return Err(EmulatorError::DayOutOfRange { day });
        }
        let all = data::all()?
            .iter()
            .map(|persona| {
                Ok(Persona {
                    inner: Arc::new(Inner {
                        resolved: Resolved::at(persona, day)?,
                        image: OnceLock::new(),
                    }),
                })
            })
            .collect::<Result<_, EmulatorError>>()?;
        Ok(Self { day, all })
    }

    /// The day they are laid around.
    pub const fn day(&self) -> Day {
        self.day
    }

    /// The persona of this name.
    pub fn get(&self, name: &str) -> Result<&Persona, EmulatorError> {
        self.all
            .iter()
            .find(|persona| persona.name() == name)
            .ok_or_else(|| EmulatorError::NoSuchPersona {
                name: name.to_owned(),
            })
    }

    /// All of them, in the order in which lists show them.
    pub fn iter(&self) -> core::slice::Iter<'_, Persona> {
        self.all.iter()
    }
}

/// The personas on the day on which the emulator's own tests run, made once.
#[cfg(test)]
pub(super) fn for_tests() -> &'static Personas {
    static PERSONAS: OnceLock<Personas> = OnceLock::new();
    PERSONAS.get_or_init(|| Personas::at("2026-11-22".parse().unwrap()).unwrap())
}

impl<'a> IntoIterator for &'a Personas {
    type Item = &'a Persona;
    type IntoIter = core::slice::Iter<'a, Persona>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// One person and the card. Cheap to clone; the card's memory is made once, when it is first
/// asked for.
#[derive(Clone)]
pub struct Persona {
    inner: Arc<Inner>,
}

struct Inner {
    resolved: Resolved,
    image: OnceLock<Result<Arc<Image>, EmulatorError>>,
}

impl Persona {
    /// The name by which it is asked for: `adult`, `pin-locked`, …
    pub fn name(&self) -> &'static str {
        self.inner.resolved.id
    }

    /// One line about it, in Japanese.
    pub fn summary_ja(&self) -> &str {
        &self.inner.resolved.summary_ja
    }

    /// One line about it, in English.
    pub fn summary_en(&self) -> &str {
        &self.inner.resolved.summary_en
    }

    /// What kind of chip it holds.
    pub fn kind(&self) -> CardKind {
        self.inner.resolved.kind
    }

    /// 利用者証明用暗証番号, where one was set.
    pub fn pin(&self) -> Option<&str> {
        self.inner.resolved.pins.authentication.as_deref()
    }

    /// 署名用パスワード, where one was set.
    pub fn signature_password(&self) -> Option<&str> {
        self.inner.resolved.pins.signature.as_deref()
    }

    /// 券面事項入力補助用暗証番号, where one was set.
    pub fn text_pin(&self) -> Option<&str> {
        self.inner.resolved.pins.text.as_deref()
    }

    /// 住民基本台帳用暗証番号, where one was set.
    pub fn juki_pin(&self) -> Option<&str> {
        self.inner.resolved.pins.juki.as_deref()
    }

    /// 照合番号B as printed: six digits of birth, the year of expiry, the security code. Only a My
    /// Number card has one.
    pub fn code_b(&self) -> Option<String> {
        self.inner.resolved.code_b()
    }

    /// 照合番号A, which is the 個人番号 (with a wrong check digit).
    pub fn code_a(&self) -> Option<&str> {
        let resolved = &self.inner.resolved;
        (resolved.kind == CardKind::MyNumber).then_some(resolved.individual_number.as_str())
    }

    /// What a camera would read off the card's face. Phones and unknown cards have none.
    pub fn face(&self) -> Option<&PrintedFace> {
        self.inner.resolved.face.as_ref()
    }

    /// What the simulated centre knows of the person.
    pub fn centre(&self) -> &CentreRecord {
        &self.inner.resolved.centre
    }

    /// The holder's name, family name and given name divided by U+3000.
    pub fn holder_name(&self) -> &str {
        &self.inner.resolved.name
    }

    /// The holder's address.
    pub fn address(&self) -> &str {
        &self.inner.resolved.address
    }

    /// The holder's sex as the records have it.
    pub fn sex(&self) -> Sex {
        self.inner.resolved.sex
    }

    /// The date of birth as `YYYY-MM-DD`. Where the day is unknown it is no day of the calendar
    /// (`1950-12-99`).
    pub fn birth_date(&self) -> String {
        let digits = &self.inner.resolved.birth_record;
        let part = |range: core::ops::Range<usize>| digits.get(range).unwrap_or_default();
        format!("{}-{}-{}", part(0..4), part(4..6), part(6..8))
    }

    /// The last day of the authentication certificate (its notAfter is 23:59:59 in Japan on it).
    /// `None` for a chip without one.
    pub fn certificate_end(&self) -> Option<Day> {
        let resolved = &self.inner.resolved;
        resolved
            .has_authentication_certificate()
            .then_some(resolved.certificate_end)
    }

    /// The last day of the card. `None` for phones and unknown cards.
    pub fn card_end(&self) -> Option<Day> {
        self.inner.resolved.card_end
    }

    /// The photo on the chip: JPEG 2000, 378 × 472, grey. An infant's card has none.
    pub fn photo(&self) -> Option<&'static [u8]> {
        let resolved = &self.inner.resolved;
        (resolved.kind == CardKind::MyNumber)
            .then_some(resolved.photo)
            .flatten()
    }

    /// The chip's memory as issued. Made and signed on the first call, shared from then on.
    pub fn image(&self) -> Result<Arc<Image>, EmulatorError> {
        self.inner
            .image
            .get_or_init(|| issuance::issue(&self.inner.resolved).map(Arc::new))
            .clone()
    }

    /// A fresh chip, as issued (with the tries left that the persona says).
    pub fn chip(&self) -> Result<Chip, EmulatorError> {
        self.chip_with(Policy::default())
    }

    /// A fresh chip that decides open questions so.
    pub fn chip_with(&self, policy: Policy) -> Result<Chip, EmulatorError> {
        Ok(Chip::new(self.image()?, policy))
    }

    /// A fresh card in a reader that carries extended APDUs and takes no time.
    pub fn card(&self) -> Result<VirtualCard, EmulatorError> {
        Ok(VirtualCard::new(self.chip()?))
    }
}

/// Shows the persona's name only. They are made up, but what prints them prints patients too.
impl fmt::Debug for Persona {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Persona({})", self.name())
    }
}
