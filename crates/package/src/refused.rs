//! Why a package was refused, and where.
#![forbid(unsafe_code)]

use core::fmt;

use super::key::PublicKey;
use mynareader_facts::calendar::Date;
use mynareader_reception::guidance;

/// What of a package's head is not as it must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Head {
    /// The public key, 64 hexadecimal digits in lower case.
    Key,
    /// The signature, 128 hexadecimal digits in lower case.
    Signature,
    /// How many bytes follow the first line.
    Length,
    /// The line that says what was signed.
    Purpose,
    /// The version, from 1.
    Version,
    /// The day of issue.
    Issued,
    /// The last day, on or after the day of issue.
    Expires,
    /// Whether it amends or is whole.
    Contents,
    /// The empty line after the head.
    End,
}

impl fmt::Display for Head {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Key => "the public key, 64 hexadecimal digits in lower case,",
            Self::Signature => "the signature, 128 hexadecimal digits in lower case,",
            Self::Length => "the number of bytes that follow this line",
            Self::Purpose => "\"mynareader-guidance 1\"",
            Self::Version => "\"version\" and a number from 1",
            Self::Issued => "\"issued\" and a day as YYYY-MM-DD",
            Self::Expires => {
                "\"expires\" and a day as YYYY-MM-DD that is not before the day of issue"
            }
            Self::Contents => "\"contents\" and \"amendment\" or \"whole\"",
            Self::End => "an empty line",
        })
    }
}

/// Why a package, or a file without a signature, was refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Reason {
    /// Larger than any package may be.
    #[error("the package is larger than {0} bytes")]
    TooLarge(usize),
    /// It does not begin as a package does. Files without a signature look like this.
    #[error("this is no signed package: it does not begin with \"mynareader-package\"")]
    NotAPackage,
    /// Of another format than this version reads.
    #[error("packages of this format are not read by this version of the library")]
    Format,
    /// Its head is not as it must be.
    #[error("{0} must stand here")]
    Head(Head),
    /// It is not whole, or something was added: how many bytes follow the first line.
    #[error(
        "{found} bytes follow this line, and it says {stated}: the package is not whole, or more than it"
    )]
    Length {
        /// How many there are.
        found: usize,
        /// How many it says.
        stated: usize,
    },
    /// No public key was given, so nothing can be checked.
    #[error("no public key was given to check packages by")]
    NoKey,
    /// It says that it was signed with another key than those given.
    #[error("the key {0} is none of those that were given")]
    UnknownKey(String),
    /// The signature is not that of its key over these bytes.
    #[error("the signature does not fit: the package was changed, or signed with another key")]
    Signature,
    /// Older than what was accepted before.
    #[error("version {version} is older than version {accepted}, which was accepted before")]
    Older {
        /// The package's.
        version: u64,
        /// The highest accepted so far.
        accepted: u64,
    },
    /// The version in force, with other bytes.
    #[error("version {0} is in force with other contents; a change needs a higher version")]
    SameVersion(u64),
    /// Issued before the day up to which the built-in rules are known.
    #[error("it was issued on {issued}, and the built-in rules are known up to {built_in}")]
    OlderThanBuiltIn {
        /// The day of issue.
        issued: Date,
        /// The built-in book's day.
        built_in: Date,
    },
    /// Its rules are known up to an earlier day than the built-in ones.
    #[error("its rules are known up to {known_up_to}, and the built-in ones up to {built_in}")]
    RulesOlderThanBuiltIn {
        /// The package's day.
        known_up_to: Date,
        /// The built-in book's day.
        built_in: Date,
    },
    /// Past its expiry, and not accepted before.
    #[error("it expired on {expired}, and today is {today}")]
    Expired {
        /// Its last day.
        expired: Date,
        /// The day given.
        today: Date,
    },
    /// No signature, and keys are set.
    #[error("a file without a signature is not taken once a public key is set")]
    Unsigned,
    /// What was signed is no UTF-8.
    #[error("this is not UTF-8")]
    Text,
    /// The guidance itself was refused; lines are counted in the package.
    #[error(transparent)]
    Guidance(guidance::Refused),
}

/// A package or a file was refused; what was in force stays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// The line of the package, counted from 1, where there is one place.
    pub line: Option<usize>,
    /// Why.
    pub reason: Reason,
}

impl Refused {
    pub(crate) const fn at(line: usize, reason: Reason) -> Self {
        Self {
            line: Some(line),
            reason,
        }
    }

    pub(crate) const fn whole(reason: Reason) -> Self {
        Self { line: None, reason }
    }

    pub(crate) fn unknown_key(key: PublicKey) -> Self {
        Self::at(1, Reason::UnknownKey(key.to_string()))
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Says so itself, and names the places.
        if let Reason::Guidance(refused) = &self.reason {
            return refused.fmt(f);
        }
        f.write_str("the package was refused and nothing was replaced: ")?;
        if let Some(line) = self.line {
            write!(f, "line {line}: ")?;
        }
        self.reason.fmt(f)
    }
}

impl core::error::Error for Refused {}
