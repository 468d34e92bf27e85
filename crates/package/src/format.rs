//! The bytes of a package.
//!
//! ```text
//! mynareader-package 1 KEY SIGNATURE LENGTH      not signed: by whom, and how much follows
//! mynareader-guidance 1                          from here on signed, to the last byte
//! version 12
//! issued 2026-12-01
//! expires 2027-12-01
//! contents amendment
//!
//! schema = 1                                     guidance, as docs/guidance-data.md has it
//! ```
//!
//! Of a package that nobody vouched for yet, the first line alone is read. Each value is written in one
//! way only, so that one package has one form.
#![forbid(unsafe_code)]

use super::key::{PublicKey, SIGNATURE_LENGTH, from_hex, hex};
use super::refused::{Head, Reason, Refused};
use mynareader_facts::calendar::Date;
use mynareader_reception::guidance::{Book, MAX_FILE, Refused as GuidanceRefused};

/// The format that this version reads and writes.
pub const FORMAT: u32 = 1;
/// The largest package that is read, in bytes.
pub const MAX_PACKAGE: usize = MAX_FILE + 1024;

const MAGIC: &str = "mynareader-package";
/// Stands first in what is signed, so that a signature for this purpose serves no other.
const PURPOSE: &str = "mynareader-guidance 1";
/// The longest first line, in bytes: its words, and a length of seven digits.
const MAX_FIRST_LINE: usize = 230;
/// How many lines stand before the guidance.
pub(crate) const HEAD_LINES: usize = 7;

/// How the guidance of a package or a file relates to the built-in book.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Contents {
    /// It takes the place of what it names; the rest stays ([`Book::amended`]).
    Amendment,
    /// It is a whole book ([`Book::from_toml`]).
    Whole,
}

impl Contents {
    const fn name(self) -> &'static str {
        match self {
            Self::Amendment => "amendment",
            Self::Whole => "whole",
        }
    }

    /// The book that a text makes, checked whole.
    pub(crate) fn book(self, toml: &str) -> Result<Book, GuidanceRefused> {
        match self {
            Self::Amendment => Book::built_in().amended(toml),
            Self::Whole => Book::from_toml(toml),
        }
    }
}

/// What a package says of itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Manifest {
    /// Its version, from 1. Each package of a maker has a higher one than the one before.
    pub version: u64,
    /// The day on which it was issued, in Japan.
    pub issued: Date,
    /// The last day for which whoever signed it vouches.
    pub expires: Date,
    /// How it relates to the built-in book.
    pub contents: Contents,
}

impl Manifest {
    pub(crate) fn write(&self) -> String {
        let Self {
            version,
            issued,
            expires,
            contents,
        } = self;
        let contents = contents.name();
        format!(
            "{PURPOSE}\nversion {version}\nissued {issued}\nexpires {expires}\ncontents {contents}\n\n"
        )
    }
}

/// A package whose signature was found right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Opened<'a> {
    /// Who signed it.
    pub key: PublicKey,
    /// What it says of itself.
    pub manifest: Manifest,
    /// The guidance, not checked yet.
    pub toml: &'a str,
}

/// The package of these signed bytes.
pub(crate) fn seal(key: PublicKey, signature: &[u8; SIGNATURE_LENGTH], bytes: &[u8]) -> Vec<u8> {
    let signature = hex(signature);
    let first = format!("{MAGIC} {FORMAT} {key} {signature} {}\n", bytes.len());
    [first.as_bytes(), bytes].concat()
}

/// Checks who signed a package, and gives what is in it. The guidance itself is not checked, and
/// neither is its age: that is what a [`Shelf`](super::Shelf) is for.
///
/// # Errors
///
/// Whatever is no package, not whole, or not signed with one of the keys.
pub fn open<'a>(package: &'a [u8], keys: &[PublicKey]) -> Result<Opened<'a>, Refused> {
    if package.len() > MAX_PACKAGE {
        return Err(Refused::whole(Reason::TooLarge(MAX_PACKAGE)));
    }
    let (key, signature, signed) = first_line(package)?;
    let Some(key) = key else {
        return Err(Refused::at(1, Reason::Head(Head::Key)));
    };
    if keys.is_empty() {
        return Err(Refused::whole(Reason::NoKey));
    }
    if !keys.contains(&key) {
        return Err(Refused::unknown_key(key));
    }
    if !key.verifies(signed, &signature) {
        return Err(Refused::at(1, Reason::Signature));
    }
    let (manifest, toml) = head(signed)?;
    Ok(Opened {
        key,
        manifest,
        toml,
    })
}

type FirstLine<'a> = (Option<PublicKey>, [u8; SIGNATURE_LENGTH], &'a [u8]);

fn first_line(package: &[u8]) -> Result<FirstLine<'_>, Refused> {
    let refused = |reason| Refused::at(1, reason);
    if !package.starts_with(MAGIC.as_bytes()) {
        return Err(refused(Reason::NotAPackage));
    }
    let beginning = package.get(..MAX_FIRST_LINE).unwrap_or(package);
    let end = beginning.iter().position(|byte| *byte == b'\n');
    let line = end.and_then(|end| package.get(..end));
    let line = line.and_then(|line| core::str::from_utf8(line).ok());
    let mut words = line.unwrap_or_default().split(' ').skip(1);
    if words.next().and_then(number) != Some(u64::from(FORMAT)) {
        return Err(refused(Reason::Format));
    }
    let key = words.next().unwrap_or_default();
    let key = from_hex(key).ok_or(refused(Reason::Head(Head::Key)))?;
    let signature = words.next().unwrap_or_default();
    let signature = from_hex(signature).ok_or(refused(Reason::Head(Head::Signature)))?;
    let stated = match (words.next().and_then(number), words.next()) {
        (Some(stated), None) => usize::try_from(stated).ok(),
        _ => None,
    };
    let stated = stated.ok_or(refused(Reason::Head(Head::Length)))?;
    let after = end.and_then(|end| package.get(end.saturating_add(1)..));
    let signed = after.unwrap_or_default();
    if signed.len() != stated {
        let found = signed.len();
        return Err(refused(Reason::Length { found, stated }));
    }
    Ok((PublicKey::from_bytes(&key).ok(), signature, signed))
}

/// A number as it is written in one way: digits, the first of them no zero.
fn number(text: &str) -> Option<u64> {
    let number: u64 = text.parse().ok()?;
    (number.to_string() == text).then_some(number)
}

fn day(text: &str) -> Option<Date> {
    let day: Date = text.parse().ok()?;
    (day.to_string() == text).then_some(day)
}

fn head(signed: &[u8]) -> Result<(Manifest, &str), Refused> {
    let text = core::str::from_utf8(signed).map_err(|error| {
        let before = signed.get(..error.valid_up_to()).unwrap_or_default();
        let lines = before.split(|byte| *byte == b'\n').count();
        Refused::at(lines.saturating_add(1), Reason::Text)
    })?;
    let mut rest = text;
    let mut at = 1;
    let mut line = |name: &str, what: Head| {
        at += 1;
        let wrong = Refused::at(at, Reason::Head(what));
        let (line, after) = rest.split_once('\n').ok_or(wrong.clone())?;
        rest = after;
        line.strip_prefix(name)
            .ok_or(wrong.clone())
            .map(|it| (it, wrong))
    };
    let (more, wrong) = line(PURPOSE, Head::Purpose)?;
    if !more.is_empty() {
        return Err(wrong);
    }
    let (version, wrong) = line("version ", Head::Version)?;
    let version = number(version).filter(|it| *it > 0).ok_or(wrong)?;
    let (issued, wrong) = line("issued ", Head::Issued)?;
    let issued = day(issued).ok_or(wrong)?;
    let (expires, wrong) = line("expires ", Head::Expires)?;
    let expires = day(expires).filter(|it| *it >= issued).ok_or(wrong)?;
    let (contents, wrong) = line("contents ", Head::Contents)?;
    let all = [Contents::Amendment, Contents::Whole];
    let contents = all
        .into_iter()
        .find(|it| it.name() == contents)
        .ok_or(wrong)?;
    let (more, wrong) = line("", Head::End)?;
    if !more.is_empty() {
        return Err(wrong);
    }
    let manifest = Manifest {
        version,
        issued,
        expires,
        contents,
    };
    Ok((manifest, rest))
}
