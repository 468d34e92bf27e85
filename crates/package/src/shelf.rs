//! What guidance is in force, and what may take its place.
#![forbid(unsafe_code)]

use std::sync::Arc;

use super::draft::not_older_than_built_in;
use super::format::{Contents, HEAD_LINES, Manifest, open};
use super::key::PublicKey;
use super::refused::{Reason, Refused};
use mynareader_facts::calendar::Date;
use mynareader_reception::guidance::{Age, Book};

/// How many keys a shelf takes at most.
pub const MAX_KEYS: usize = 16;

/// More keys than a shelf takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("at most {MAX_KEYS} keys are taken")]
pub struct TooManyKeys;

/// Where the guidance in force comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
#[allow(
    clippy::large_enum_variant,
    reason = "there is one of them, and it is Copy"
)]
pub enum Origin {
    /// From the library itself.
    BuiltIn,
    /// From a file without a signature.
    Unsigned,
    /// From a package.
    Package {
        /// What it says of itself.
        manifest: Manifest,
        /// Who signed it.
        key: PublicKey,
    },
}

/// What is in force, and how old it is on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Status {
    /// Where it comes from.
    pub origin: Origin,
    /// How old its rules are, and whether to warn.
    pub age: Age,
}

/// The guidance in force, and who may replace it.
#[derive(Clone, Debug)]
pub struct Shelf {
    keys: Vec<PublicKey>,
    accepted: u64,
    origin: Origin,
    book: Arc<Book>,
    /// The package in force, to tell another of the same version.
    package: Option<Vec<u8>>,
}

impl Shelf {
    /// A shelf with the built-in book in force. `keys` are those that may sign packages; with none,
    /// files without a signature are taken. `accepted` is the highest version that was accepted before,
    /// 0 for none; it is what the program stored of [`Self::accepted`].
    ///
    /// # Errors
    ///
    /// More than [`MAX_KEYS`] keys.
    pub fn new(keys: &[PublicKey], accepted: u64) -> Result<Self, TooManyKeys> {
        if keys.len() > MAX_KEYS {
            return Err(TooManyKeys);
        }
        Ok(Self {
            keys: keys.to_vec(),
            accepted,
            origin: Origin::BuiltIn,
            book: Arc::new(Book::built_in().clone()),
            package: None,
        })
    }

    /// Takes a package, if it is signed, whole, new enough and sound; it is then in force. Gives the
    /// highest version accepted so far, which the program is to store.
    ///
    /// A package that has expired by `today` is refused, unless it is of the version accepted last: that
    /// one was in force already, and stays so after a restart.
    ///
    /// # Errors
    ///
    /// What is wrong, and where. Nothing was replaced then, and the version accepted is what it was.
    pub fn load(&mut self, package: &[u8], today: Date) -> Result<u64, Refused> {
        let opened = open(package, &self.keys)?;
        let manifest = opened.manifest;
        let (version, accepted) = (manifest.version, self.accepted);
        if version < accepted {
            return Err(Refused::at(3, Reason::Older { version, accepted }));
        }
        let in_force =
            matches!(self.origin, Origin::Package { manifest, .. } if manifest.version == version);
        if in_force && self.package.as_deref() != Some(package) {
            return Err(Refused::at(3, Reason::SameVersion(version)));
        }
        if today > manifest.expires && version != accepted {
            let expired = manifest.expires;
            return Err(Refused::at(5, Reason::Expired { expired, today }));
        }
        let book = manifest.contents.book(opened.toml).map_err(|mut refused| {
            for problem in &mut refused.problems {
                problem.line = problem.line.map(|line| line.saturating_add(HEAD_LINES));
            }
            Refused::whole(Reason::Guidance(refused))
        })?;
        not_older_than_built_in(&manifest, &book)?;
        self.book = Arc::new(book.expiring(manifest.expires));
        self.origin = Origin::Package {
            manifest,
            key: opened.key,
        };
        self.package = Some(package.to_owned());
        self.accepted = version;
        Ok(version)
    }

    /// Takes a file without a signature, where no key is set.
    ///
    /// # Errors
    ///
    /// Once there are keys, always; otherwise what is wrong with the guidance, and where. Nothing was
    /// replaced then.
    pub fn load_unsigned(&mut self, toml: &str, contents: Contents) -> Result<(), Refused> {
        if !self.keys.is_empty() {
            return Err(Refused::whole(Reason::Unsigned));
        }
        let book = contents
            .book(toml)
            .map_err(|refused| Refused::whole(Reason::Guidance(refused)))?;
        self.book = Arc::new(book);
        self.origin = Origin::Unsigned;
        self.package = None;
        Ok(())
    }

    /// The book in force. It stays as it is; a package that is taken later makes another.
    pub const fn book(&self) -> &Arc<Book> {
        &self.book
    }

    /// Where it comes from.
    pub const fn origin(&self) -> Origin {
        self.origin
    }

    /// The highest version accepted so far, 0 for none.
    pub const fn accepted(&self) -> u64 {
        self.accepted
    }

    /// What is in force, how old it is on a day, and whether to warn.
    pub fn status(&self, today: Date) -> Status {
        Status {
            origin: self.origin,
            age: self.book.age(today),
        }
    }
}
