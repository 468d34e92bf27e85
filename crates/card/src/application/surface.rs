//! 券面事項確認AP: the card's face as it is printed, signed.
//!
//! The application knows no secure messaging \[M\]: code B and the photo cross the interface in
//! clear, whatever the reader does.
#![forbid(unsafe_code)]

mod age_record;
mod basic_data;
mod face_record;
mod image;
mod number_record;
mod photo;

pub use age_record::AgeRecord;
pub use basic_data::BasicData;
pub use face_record::FaceRecord;
pub use image::{Image, ImageSize};
#[cfg(feature = "individual-number")]
pub use number_record::NumberRecord;
pub use photo::{Photo, PhotoSize};

use super::record::Signature;
use super::{ApplicationError, ToSign};
use crate::card::{Card, CardError, File, Floor, SigningKey, Verification};
use crate::certificate::{CvCertificate, RsaPublicKey, SignatureError};
use crate::secret::Expose as _;
use crate::secret::{AgreedCodeB, BirthDateKey};
use mynareader_facts::{Key, Tries};

/// The application on a card. Making one sends nothing; each step selects it where needed.
#[derive(Debug)]
pub struct Surface<'a, 't>(&'a mut Card<'t>);

impl<'a, 't> Surface<'a, 't> {
    /// The application on this card.
    pub const fn new(card: &'a mut Card<'t>) -> Self {
        Self(card)
    }

    /// Selects the application. Each step does so itself; to see whether the card has it.
    pub fn select(&mut self) -> Result<(), CardError> {
        self.0.select(crate::card::Application::Surface)
    }

    /// How many tries code B has left.
    pub fn code_b_tries(&mut self) -> Result<Tries, CardError> {
        self.0.tries(Key::CodeB)
    }

    /// How many tries the 生年月日 key has left.
    pub fn birth_date_tries(&mut self) -> Result<Tries, CardError> {
        self.0.tries(Key::BirthDate)
    }

    /// Presents code B, once, if more tries are left than its policy keeps.
    pub fn verify_code_b(&mut self, code: AgreedCodeB<'_>) -> Result<Verification, CardError> {
        let floor = Floor::Keep(code.tries_kept());
        self.0.verify(Key::CodeB, code.code().expose(), floor)
    }

    /// Presents the 生年月日 key, once.
    pub fn verify_birth_date(
        &mut self,
        key: &BirthDateKey,
        floor: Floor,
    ) -> Result<Verification, CardError> {
        self.0.verify(Key::BirthDate, key.expose(), floor)
    }

    /// The face record with the photo. Needs code B.
    pub fn face_record(&mut self) -> Result<FaceRecord, ApplicationError> {
        Ok(FaceRecord::parse(self.0.read(File::FaceRecord)?)?)
    }

    /// The age record. Needs the 生年月日 key.
    pub fn age_record(&mut self) -> Result<AgeRecord, ApplicationError> {
        Ok(AgeRecord::parse(self.0.read(File::AgeRecord)?)?)
    }

    /// The basic data: key identifiers and municipality. Free.
    pub fn basic_data(&mut self) -> Result<BasicData, ApplicationError> {
        Ok(BasicData::parse(&self.0.read(File::SurfaceBasicData)?)?)
    }

    /// The certificate of the key that signs the records. Free.
    pub fn certificate(&mut self) -> Result<CvCertificate, ApplicationError> {
        Ok(CvCertificate::parse(
            &self.0.read(File::SurfaceCertificate)?,
        )?)
    }

    /// Lets the chip sign a challenge with the application's key, which needs no code \[C\].
    pub fn sign_challenge(&mut self, challenge: &[u8; 32]) -> Result<Signature, CardError> {
        let input = ToSign::digest_info(challenge);
        self.0
            .sign(SigningKey::Surface, &input.as_input())
            .map(Signature::new)
    }

    /// Proves that the chip of a record is there: it signs a challenge, and the signature must
    /// hold under the public key in the record \[M\]. Whoever copied the record cannot do that.
    ///
    /// The challenge must be drawn anew, at random, each time; the record's own signature is to
    /// be checked too.
    pub fn prove_presence(
        &mut self,
        challenge: &[u8; 32],
        key_in_record: &RsaPublicKey,
    ) -> Result<(), ApplicationError> {
        let signature = self.sign_challenge(challenge)?;
        check_challenge(challenge, &signature, key_in_record)?;
        Ok(())
    }
}

/// 個人番号 and 照合番号A.
#[cfg(feature = "individual-number")]
impl Surface<'_, '_> {
    /// Presents 照合番号A, once. Never used by the reception.
    pub fn verify_code_a(
        &mut self,
        code: &crate::secret::CodeA,
        floor: Floor,
    ) -> Result<Verification, CardError> {
        self.0.verify(Key::CodeA, code.expose(), floor)
    }

    /// The rendered 個人番号. Needs 照合番号A. Never used by the reception.
    pub fn number_record(&mut self) -> Result<NumberRecord, ApplicationError> {
        Ok(NumberRecord::parse(self.0.read(File::NumberRecord)?)?)
    }
}

/// Checks what the chip made of a challenge.
pub fn check_challenge(
    challenge: &[u8; 32],
    signature: &Signature,
    key: &RsaPublicKey,
) -> Result<(), SignatureError> {
    key.verify_pkcs1v15_sha256_digest(challenge, signature.as_bytes())
}
