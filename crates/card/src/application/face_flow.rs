//! What the check-in by face reads from the card, in the order that costs the fewest exchanges.
//!
//! ```text
//! first_look    expiry (outside), then JPKI: token, tries of the PIN
//! identify      the same, and JPKI: availability
//! certificate   JPKI: authentication certificate          (JPKI is still selected)
//! face          surface: tries, code B, face record, certificate, challenge
//! Card::end     out of the application, power off
//! ```
//!
//! What a screen with the methods needs is in the first look; the rest may be read while the patient
//! chooses.
//!
//! The expiry in the face record is not signed: compare it with that of [`first_look`], by
//! [`crate::certificate::CardExpiry`].
//!
//! Thirteen exchanges with extended reads; `docs/exchanges.md` shows why it cannot be fewer. Each
//! step stands alone, and in each step what fails is kept beside what was read, so that a
//! missing record does not take the others with it. Once an outcome is unknown or the card is
//! gone, the card refuses the rest by itself.
#![forbid(unsafe_code)]

use super::ApplicationError;
use super::jpki::{Availability, Jpki, Protected, Token};
use super::outside;
use super::record::{DerCertificate, RecordedDate};
use super::surface::{FaceRecord, Surface};
use super::vouched::Unvouched;
use crate::card::{Card, CardError, Operation, Verification};
use crate::certificate::{CvCertificate, RsaPublicKey};
use crate::secret::AgreedCodeB;
use mynareader_facts::{TokenKind, Tries};

/// What kind of token lies there, and whether its PIN may be asked for. Without any code.
#[derive(Debug)]
#[non_exhaustive]
pub struct FirstLook {
    /// The day until which the card is valid. Phones have none.
    pub expiry: Result<RecordedDate, ApplicationError>,
    /// What kind of token it is.
    pub token: Result<Token, ApplicationError>,
    /// How many tries the authentication PIN has left.
    pub authentication_tries: Result<Tries, CardError>,
}

impl FirstLook {
    /// What kind of token it is; unknown where it could not be read.
    pub fn token_kind(&self) -> TokenKind {
        self.token.as_ref().map_or(TokenKind::Unknown, Token::kind)
    }
}

/// What kind of token it is, and the tries of its PIN. Four exchanges.
pub fn first_look(card: &mut Card<'_>) -> FirstLook {
    let expiry = outside::expiry(card);
    let mut jpki = Jpki::new(card);
    // Without the application nothing of it can be read: one answer, not two.
    if let Err(error) = jpki.select() {
        return FirstLook {
            expiry,
            token: Err(error.into()),
            authentication_tries: Err(error),
        };
    }
    FirstLook {
        expiry,
        token: jpki.token(),
        authentication_tries: jpki.authentication_tries(),
    }
}

/// What is on the card, without any code.
#[derive(Debug)]
#[non_exhaustive]
pub struct Identified {
    /// The day until which the card is valid. Phones have none.
    pub expiry: Result<RecordedDate, ApplicationError>,
    /// What kind of token it is.
    pub token: Result<Token, ApplicationError>,
    /// Which certificates there are.
    pub availability: Result<Availability, ApplicationError>,
    /// How many tries the authentication PIN has left.
    pub authentication_tries: Result<Tries, CardError>,
}

impl Identified {
    /// What kind of token it is; unknown where it could not be read.
    pub fn token_kind(&self) -> TokenKind {
        self.token.as_ref().map_or(TokenKind::Unknown, Token::kind)
    }
}

/// First step: what is on the card. Five exchanges.
pub fn identify(card: &mut Card<'_>) -> Identified {
    let FirstLook {
        expiry,
        token,
        authentication_tries,
    } = first_look(card);
    let availability = match authentication_tries {
        // The application is not there, or could not be selected: once is enough.
        Err(error) if matches!(error.operation, Operation::Select(_)) => Err(error.into()),
        _ => Jpki::new(card).availability(),
    };
    Identified {
        expiry,
        token,
        availability,
        authentication_tries,
    }
}

/// Second step: the authentication certificate, which is free on a card. One exchange, extended,
/// directly after [`identify`].
///
/// An Android phone gives [`ApplicationError::PinNeeded`], and nothing is sent.
pub fn certificate(
    card: &mut Card<'_>,
    token: TokenKind,
) -> Result<DerCertificate, ApplicationError> {
    match Jpki::new(card).authentication_certificate(token, None)? {
        Protected::Certificate(certificate) => Ok(certificate),
        Protected::Refused(_) => Err(ApplicationError::PinNeeded),
    }
}

/// What the surface application gave.
#[derive(Debug)]
#[non_exhaustive]
pub struct Face {
    /// How many tries code B had left before.
    pub tries_before: Result<Tries, CardError>,
    /// What became of code B.
    pub verification: Result<Verification, CardError>,
    /// The face record with its proofs, if code B was accepted. Whether it may be used is for
    /// [`Unvouched::judge`] to say.
    pub record: Option<Result<Unvouched, ApplicationError>>,
}

/// Third step: code B, the face record, and the proofs that it is genuine and its chip there. Six
/// exchanges, extended.
///
/// The challenge must be drawn at random each time.
pub fn face(card: &mut Card<'_>, code: AgreedCodeB<'_>, challenge: &[u8; 32]) -> Face {
    face_signed_by(card, code, challenge, None)
}

/// The same, where the certificate of the key that signed the record was read before: it is free. One
/// exchange less.
pub fn face_signed_by(
    card: &mut Card<'_>,
    code: AgreedCodeB<'_>,
    challenge: &[u8; 32],
    signer: Option<CvCertificate>,
) -> Face {
    let mut surface = Surface::new(card);
    let mut face = Face {
        tries_before: surface.code_b_tries(),
        verification: Ok(Verification::Blocked),
        record: None,
    };
    if let Err(error) = face.tries_before {
        face.verification = Err(error);
        return face;
    }
    face.verification = surface.verify_code_b(code);
    if !matches!(face.verification, Ok(Verification::Accepted)) {
        return face;
    }
    face.record = Some(surface.face_record().map(|record| {
        let certificate = signer.map_or_else(|| surface.certificate(), Ok);
        let presence = prove(&mut surface, &record, challenge);
        Unvouched::new(record, certificate, presence)
    }));
    face
}

fn prove(
    surface: &mut Surface<'_, '_>,
    record: &FaceRecord,
    challenge: &[u8; 32],
) -> Result<(), ApplicationError> {
    let key: RsaPublicKey = record.public_key()?;
    surface.prove_presence(challenge, &key)
}
