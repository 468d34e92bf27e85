//! The age record, EF 0001.
#![forbid(unsafe_code)]

use core::fmt;

use super::super::ApplicationError;
use super::super::record::{RecordedDate, public_key};
use crate::card::Content;
use crate::certificate::{RsaPublicKey, SignatureError};
use crate::tlv::{self, Object, Structure, Tag, TlvError};

/// The age record: birth date and public key of the chip, signed together \[V\].
///
/// ```text
/// FF10 { DF11 birth date, DF12 public key, DF13 signature over DF11 and DF12 }
/// ```
pub struct AgeRecord {
    file: Content,
    birth_date: RecordedDate,
}

impl AgeRecord {
    /// Takes the file apart.
    pub fn parse(file: Content) -> Result<Self, TlvError> {
        let birth_date = RecordedDate::of(&objects(&file)?.0)?;
        Ok(Self { file, birth_date })
    }

    /// The birth date, western, as recorded.
    pub const fn birth_date(&self) -> RecordedDate {
        self.birth_date
    }

    /// The public key of the chip, the same as in the face record.
    pub fn public_key(&self) -> Result<RsaPublicKey, ApplicationError> {
        public_key(&objects(&self.file)?.1)
    }

    /// Checks the record's signature with the key that signs the records.
    pub fn verify(&self, signer: &RsaPublicKey) -> Result<(), ApplicationError> {
        let (date, key, signature) = objects(&self.file)?;
        let covered = [date.whole(), key.whole()].concat();
        signer
            .verify_pkcs1v15_sha256(&covered, signature.value())
            .map_err(|error: SignatureError| error.into())
    }
}

fn objects(file: &[u8]) -> Result<(Object<'_>, Object<'_>, Object<'_>), TlvError> {
    let outer = tlv::locate(Structure::AgeRecord, file, Tag::new(0xFF10))?;
    let mut reader = outer.children()?;
    let date = reader.expect(Tag::new(0xDF11))?;
    let key = reader.expect(Tag::new(0xDF12))?;
    let signature = reader.expect(Tag::new(0xDF13))?;
    signature.between(128, 1024)?;
    reader.finish()?;
    Ok((date, key, signature))
}

/// Shows the length only.
impl fmt::Debug for AgeRecord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "AgeRecord({} bytes)", self.file.len())
    }
}
