//! A profile from data: checked whole before it is used.
#![forbid(unsafe_code)]

use core::fmt;

use super::{Application, Limits, Profile, Shape};

/// The largest short identifier of a file or key.
const MAX_ID: u8 = 30;

/// As much as one extended READ BINARY can bring; in blocks less can be reached, because offsets
/// have 15 bits.
const MAX_CONTENT: usize = 0x1_0000;

/// The most foreign bytes before an object that are searched.
const MAX_JUNK: usize = 64;

/// From a tenth of a second to two minutes; outside it is a mistake of units.
const LIMITS_MS: core::ops::RangeInclusive<u32> = 100..=120_000;

/// A profile is refused: where, and why. Nothing of it is used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProfileError {
    place: String,
    fault: ProfileFault,
}

/// Why a profile is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ProfileFault {
    /// It is longer than any profile.
    #[error("it is longer than 64 KiB")]
    TooLong,
    /// It is not TOML of this form, or has a key that no profile has.
    #[error("it is not written as the format has it")]
    Format,
    /// It has no name, or one of more than 64 bytes.
    #[error("the name has 1 to 64 bytes")]
    Name,
    /// An application without which no card can be used, or to which a file or key belongs, has no
    /// identifier.
    #[error("the application has no identifier")]
    NoApplication,
    /// A short identifier is not 1 to 30.
    #[error("short identifiers are 1 to 30")]
    Identifier,
    /// A length, or what goes before an object, is beyond what the card's commands reach.
    #[error("the length is not one that a file can have")]
    Length,
    /// A number of tries that the key cannot have ([`Key::most_tries`](mynareader_facts::Key::most_tries)): with a greater one an answer
    /// would be believed that is not the card's.
    #[error("the number of tries is not one that the key can have")]
    Tries,
    /// A limit that is no limit.
    #[error("limits are 100 to 120000 milliseconds")]
    Limit,
}

impl ProfileError {
    fn at(place: impl fmt::Display, fault: ProfileFault) -> Self {
        Self {
            place: place.to_string(),
            fault,
        }
    }

    /// Where: a line of the text, or the part of the profile.
    pub fn place(&self) -> &str {
        &self.place
    }

    /// Why.
    pub const fn fault(&self) -> ProfileFault {
        self.fault
    }
}

impl fmt::Display for ProfileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "the card profile is refused at {}: {}",
            self.place, self.fault
        )
    }
}

impl core::error::Error for ProfileError {}

impl Profile {
    /// Checks the profile as a whole: every file and key lies in an application that has an
    /// identifier, identifiers and lengths are within what the card's commands can say, and no
    /// limit is beyond reason.
    pub fn check(&self) -> Result<(), ProfileError> {
        use ProfileFault as Fault;
        let fail = |place: &dyn fmt::Display, fault| Err(ProfileError::at(place, fault));
        if !(1..=64).contains(&self.name.len()) {
            return fail(&"name", Fault::Name);
        }
        // Without the first no card is told from others, without the second no patient ends.
        for needed in [Application::Jpki, Application::IssuerSecurityDomain] {
            self.has(&needed, needed)?;
        }
        for (file, entry) in &self.files {
            self.has(file, entry.application)?;
            if !(1..=MAX_ID).contains(&entry.id) {
                return fail(file, Fault::Identifier);
            }
            let fits = (1..=MAX_CONTENT).contains(&entry.most)
                && match entry.shape {
                    Shape::Bytes(length) => {
                        (1..=256).contains(&length) && usize::from(length) <= entry.most
                    }
                    Shape::Object { junk, .. } => junk <= MAX_JUNK,
                    Shape::Record(number) => number > 0,
                };
            if !fits {
                return fail(file, Fault::Length);
            }
        }
        for (key, entry) in &self.keys {
            let place = format!("{key:?}");
            self.has(&place, entry.application)?;
            if !(1..=MAX_ID).contains(&entry.id) {
                return fail(&place, Fault::Identifier);
            }
            if !(1..=key.most_tries()).contains(&entry.tries) {
                return fail(&place, Fault::Tries);
            }
        }
        for (key, entry) in &self.signing_keys {
            self.has(key, entry.application)?;
        }
        let Limits {
            exchange_ms,
            long_read_ms,
            signature_ms,
        } = self.limits;
        for (place, limit) in [
            ("exchange_ms", exchange_ms),
            ("long_read_ms", long_read_ms),
            ("signature_ms", signature_ms),
        ] {
            if !LIMITS_MS.contains(&limit) {
                return fail(&place, Fault::Limit);
            }
        }
        Ok(())
    }

    fn has(&self, place: &dyn fmt::Display, application: Application) -> Result<(), ProfileError> {
        if self.applications.contains_key(&application) {
            Ok(())
        } else {
            Err(ProfileError::at(place, ProfileFault::NoApplication))
        }
    }

    /// Reads a profile written as TOML, for example that of the next-generation card. It is checked
    /// whole ([`Self::check`]); keys that no profile has are refused, since a mistyped one must not
    /// be passed over.
    ///
    /// [`Self::to_toml`] of [`Profile::my_number_card`] shows the form.
    #[cfg(feature = "serde")]
    pub fn from_toml(text: &str) -> Result<Self, ProfileError> {
        /// The longest text that is looked at.
        const MAX_TEXT: usize = 64 * 1024;
        if text.len() > MAX_TEXT {
            return Err(ProfileError::at("its end", ProfileFault::TooLong));
        }
        let profile: Self = mynareader_toml::read(text)
            .map_err(|line| ProfileError::at(format_args!("line {line}"), ProfileFault::Format))?;
        profile.check()?;
        Ok(profile)
    }

    /// The profile as a text that [`Self::from_toml`] reads: the known one, to be changed.
    #[cfg(feature = "serde")]
    pub fn to_toml(&self) -> String {
        toml::to_string(self).unwrap_or_default()
    }
}
