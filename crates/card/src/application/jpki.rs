//! 公的個人認証AP (JPKI): certificates, PINs and signatures. Phones carry it too.
#![forbid(unsafe_code)]

mod token;

pub use token::{Availability, Presence, Token};

use super::record::{DerCertificate, Signature, Signed};
use super::{ApplicationError, ToSign};
use crate::card::{Card, CardError, File, Floor, SigningKey, Verification};
use crate::secret::Expose as _;
use crate::secret::{Pin, SignaturePassword};
use mynareader_facts::{Key, TokenKind, Tries};

/// The application on a card. Making one sends nothing; each step selects it where needed.
#[derive(Debug)]
pub struct Jpki<'a, 't>(&'a mut Card<'t>);

impl<'a, 't> Jpki<'a, 't> {
    /// The application on this card.
    pub const fn new(card: &'a mut Card<'t>) -> Self {
        Self(card)
    }

    /// Selects the application. Each step does so itself; to see whether the card has it.
    pub fn select(&mut self) -> Result<(), CardError> {
        self.0.select(crate::card::Application::Jpki)
    }

    /// What kind of token this is, from EF 0006.
    pub fn token(&mut self) -> Result<Token, ApplicationError> {
        Ok(Token::parse(&self.0.read(File::TokenInformation)?)?)
    }

    /// Which certificates there are, from EF 0008: the cheapest way to know, without a PIN.
    pub fn availability(&mut self) -> Result<Availability, ApplicationError> {
        Ok(Availability::parse(
            &self.0.read(File::CertificateAvailability)?,
        )?)
    }

    /// How many tries the authentication PIN has left.
    pub fn authentication_tries(&mut self) -> Result<Tries, CardError> {
        self.0.tries(Key::AuthenticationPin)
    }

    /// How many tries the signature password has left.
    pub fn signature_tries(&mut self) -> Result<Tries, CardError> {
        self.0.tries(Key::SignaturePassword)
    }

    /// The authentication certificate.
    ///
    /// On a card it is free, and the PIN is not presented even where it is given. On an Android
    /// phone it is to be had only after the PIN \[C\]: one that was accepted since the
    /// application was selected counts, otherwise `pin` is presented, otherwise this is
    /// [`ApplicationError::PinNeeded`] and nothing is sent.
    ///
    /// A PIN that is not accepted gives no certificate but its [`Verification`].
    pub fn authentication_certificate(
        &mut self,
        token: TokenKind,
        pin: Option<(&Pin, Floor)>,
    ) -> Result<Protected, ApplicationError> {
        if token == TokenKind::Android && !self.0.is_verified(Key::AuthenticationPin) {
            let (pin, floor) = pin.ok_or(ApplicationError::PinNeeded)?;
            match self.verify_authentication_pin(pin, floor)? {
                Verification::Accepted => {}
                refused => return Ok(Protected::Refused(refused)),
            }
        }
        self.certificate(File::AuthenticationCertificate)
            .map(Protected::Certificate)
    }

    /// The certificate of the authentication certificate's issuer. It is the card's own copy and
    /// proves nothing unless the caller trusts its fingerprint.
    pub fn authentication_ca_certificate(&mut self) -> Result<DerCertificate, ApplicationError> {
        self.certificate(File::AuthenticationCaCertificate)
    }

    /// The signature certificate, which states name, address, birth date and sex. Needs the
    /// password \[X\]: one source says otherwise, four say so.
    pub fn signature_certificate(
        &mut self,
        password: &SignaturePassword,
        floor: Floor,
    ) -> Result<Protected, ApplicationError> {
        if !self.0.is_verified(Key::SignaturePassword) {
            match self.verify_signature_password(password, floor)? {
                Verification::Accepted => {}
                refused => return Ok(Protected::Refused(refused)),
            }
        }
        self.certificate(File::SignatureCertificate)
            .map(Protected::Certificate)
    }

    /// The certificate of the signature certificate's issuer, as the card holds it.
    pub fn signature_ca_certificate(&mut self) -> Result<DerCertificate, ApplicationError> {
        self.certificate(File::SignatureCaCertificate)
    }

    /// Presents the authentication PIN, once.
    pub fn verify_authentication_pin(
        &mut self,
        pin: &Pin,
        floor: Floor,
    ) -> Result<Verification, CardError> {
        self.0.verify(Key::AuthenticationPin, pin.expose(), floor)
    }

    /// Presents the signature password, once.
    pub fn verify_signature_password(
        &mut self,
        password: &SignaturePassword,
        floor: Floor,
    ) -> Result<Verification, CardError> {
        self.0
            .verify(Key::SignaturePassword, password.expose(), floor)
    }

    /// Changes the authentication PIN: presents the old one and sets the new one.
    pub fn change_authentication_pin(
        &mut self,
        old: &Pin,
        new: &Pin,
        floor: Floor,
    ) -> Result<Verification, CardError> {
        self.0
            .change(Key::AuthenticationPin, old.expose(), new.expose(), floor)
    }

    /// Changes the signature password: presents the old one and sets the new one.
    pub fn change_signature_password(
        &mut self,
        old: &SignaturePassword,
        new: &SignaturePassword,
        floor: Floor,
    ) -> Result<Verification, CardError> {
        self.0
            .change(Key::SignaturePassword, old.expose(), new.expose(), floor)
    }

    /// Presents the PIN and signs with the authentication key, at one go.
    pub fn authenticate(
        &mut self,
        challenge: &ToSign,
        pin: &Pin,
        floor: Floor,
    ) -> Result<Signed, CardError> {
        match self.verify_authentication_pin(pin, floor)? {
            Verification::Accepted => self.sign_with(SigningKey::Authentication, challenge),
            refused => Ok(Signed::Refused(refused)),
        }
    }

    /// Presents the password and signs with the signature key, at one go.
    pub fn sign(
        &mut self,
        to_sign: &ToSign,
        password: &SignaturePassword,
        floor: Floor,
    ) -> Result<Signed, CardError> {
        match self.verify_signature_password(password, floor)? {
            Verification::Accepted => self.sign_with(SigningKey::Signature, to_sign),
            refused => Ok(Signed::Refused(refused)),
        }
    }

    fn sign_with(&mut self, key: SigningKey, to_sign: &ToSign) -> Result<Signed, CardError> {
        let signature = self.0.sign(key, &to_sign.as_input())?;
        Ok(Signed::Signature(Signature::new(signature)))
    }

    fn certificate(&mut self, file: File) -> Result<DerCertificate, ApplicationError> {
        Ok(DerCertificate::new(self.0.read(file)?))
    }
}

/// A certificate that may need a PIN.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
#[allow(clippy::exhaustive_enums)] // Closed: the PIN was accepted or it was not.
pub enum Protected {
    /// The certificate.
    Certificate(DerCertificate),
    /// The PIN was not accepted; nothing was read.
    Refused(Verification),
}

impl Protected {
    /// The certificate, if it was read.
    pub fn certificate(self) -> Option<DerCertificate> {
        match self {
            Self::Certificate(certificate) => Some(certificate),
            Self::Refused(_) => None,
        }
    }
}
