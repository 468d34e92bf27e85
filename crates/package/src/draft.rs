//! Making a package: what is to be signed, and what comes of it with a signature.
#![forbid(unsafe_code)]

use super::format::{Manifest, seal};
use super::key::{PublicKey, SIGNATURE_LENGTH};
use super::refused::{Head, Reason, Refused};
use mynareader_reception::guidance::Book;

/// A package that is not signed yet. What is in it was checked as a reader would.
#[derive(Clone, Debug)]
pub struct Draft {
    manifest: Manifest,
    bytes: Vec<u8>,
}

/// The signature is not that of the key over the draft's bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the signature is not that of this public key over the bytes to be signed")]
pub struct NotSigned;

impl Draft {
    /// The draft of a package of this guidance.
    ///
    /// # Errors
    ///
    /// What no reader would take on the day of issue: guidance that is refused (lines are counted in
    /// `toml`), a version of 0, an expiry before the day of issue, or rules that are older than this
    /// library's own.
    pub fn new(manifest: Manifest, toml: &str) -> Result<Self, Refused> {
        if manifest.version == 0 {
            return Err(Refused::whole(Reason::Head(Head::Version)));
        }
        if manifest.expires < manifest.issued {
            return Err(Refused::whole(Reason::Head(Head::Expires)));
        }
        let book = manifest
            .contents
            .book(toml)
            .map_err(|refused| Refused::whole(Reason::Guidance(refused)))?;
        not_older_than_built_in(&manifest, &book)?;
        let bytes = [manifest.write().as_bytes(), toml.as_bytes()].concat();
        Ok(Self { manifest, bytes })
    }

    /// What it says of itself.
    pub const fn manifest(&self) -> Manifest {
        self.manifest
    }

    /// The exact bytes to be signed, with Ed25519 as it is (no prehash, no context). The same input
    /// gives the same bytes.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The package, with the signature of its bytes.
    ///
    /// # Errors
    ///
    /// A signature that is not that of the key over these bytes, so that no package is made that no
    /// reader takes.
    pub fn signed(
        &self,
        key: PublicKey,
        signature: &[u8; SIGNATURE_LENGTH],
    ) -> Result<Vec<u8>, NotSigned> {
        if key.verifies(&self.bytes, signature) {
            Ok(seal(key, signature, &self.bytes))
        } else {
            Err(NotSigned)
        }
    }
}

/// Whether neither the package nor its rules are older than what the library brings along.
pub(crate) fn not_older_than_built_in(manifest: &Manifest, book: &Book) -> Result<(), Refused> {
    let built_in = Book::built_in().known_up_to();
    let issued = manifest.issued;
    if issued < built_in {
        let reason = Reason::OlderThanBuiltIn { issued, built_in };
        return Err(Refused::whole(reason));
    }
    let known_up_to = book.known_up_to();
    if known_up_to < built_in {
        let reason = Reason::RulesOlderThanBuiltIn {
            known_up_to,
            built_in,
        };
        return Err(Refused::whole(reason));
    }
    Ok(())
}
