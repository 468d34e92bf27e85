//! Signed packages of guidance: rules, words and leaflets for readers that are at clinics already.
//!
//! Circulars change rules and dates, and a reader in the field cannot wait for a new library. A
//! [`Book`](mynareader_reception::guidance::Book) can be read from a file; a package is such a file with
//! a version, an expiry and a signature (Ed25519 over its exact bytes), so that whoever can write to
//! the reader's disk can neither change a word nor bring back old rules.
//!
//! [`Shelf`] keeps what is in force. The program gives it the public keys and the highest version that
//! was accepted so far, and stores that number again after each package ([`Shelf::accepted`]); this
//! crate writes no file and knows no private key. A package that is refused is refused whole, with the
//! reason and the place, and what was in force stays.
//!
//! [`Draft`] makes a package. The signature comes from outside: from the command `mynareader package`,
//! from `openssl`, or from a device that keeps the key.
//!
//! ```
//! use mynareader_package::{Contents, Origin, Shelf};
//!
//! // No key is set: files without a signature are taken, as while a maker tries things out.
//! let mut shelf = Shelf::new(&[], 0)?;
//! shelf.load_unsigned("schema = 1\nedition = \"tried out\"\n", Contents::Amendment)?;
//! assert_eq!(shelf.book().edition(), "tried out");
//! assert!(matches!(shelf.origin(), Origin::Unsigned));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
#![forbid(unsafe_code)]
#![cfg_attr(
    test,
    allow(clippy::as_conversions, clippy::unreachable, clippy::string_slice)
)]

mod draft;
mod format;
mod key;
mod refused;
mod shelf;

pub use draft::{Draft, NotSigned};
pub use format::{Contents, FORMAT, MAX_PACKAGE, Manifest, Opened, open};
pub use key::{NoSuchKey, PublicKey, SIGNATURE_LENGTH};
pub use refused::{Head, Reason, Refused};
pub use shelf::{MAX_KEYS, Origin, Shelf, Status, TooManyKeys};
