//! Whether a face record may be used: one verdict for everybody who asks, and the photo from
//! nowhere else.
//!
//! ```text
//! face_flow::face ──> Unvouched ──judge(Terms)──> Vouched ──> photo
//!                         └──────────────────────> FaceRefusal, with the record to judge again
//! ```

use core::fmt;

use super::ApplicationError;
use super::surface::{FaceRecord, Photo};
use crate::certificate::{Accept, CvAnchors, CvCertificate, CvChain, CvError, UntracedIssuer};
use mynareader_facts::calendar::Date;

/// What becomes of a record whose expiry is another one than that outside it.
///
/// No signature covers either place (\[V\], [`ExpirySource`](crate::certificate::ExpirySource)). A
/// stay that was prolonged is one reason why they may differ: the office rewrites the card, and
/// which of the places it rewrites is not public \[?\]. That they differ is therefore no proof of
/// an alteration, and the photo, which is signed, does not depend on it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
// Exhaustive: whoever sets it has these three to choose from.
pub enum DifferingExpiry {
    /// The record is not used; other methods remain.
    Refuse,
    /// The record is used, the difference is told, and the earlier day counts.
    #[default]
    Report,
    /// The record is used where a signed day is known, and that day counts: the last one of the
    /// authentication certificate, which never lies after the card's \[C\]. Refused where none is
    /// known.
    TrustSigned,
}

/// By what a record is judged.
#[derive(Clone, Copy, Debug)]
// Exhaustive: whoever judges must hear of a new term.
pub struct Terms<'a> {
    /// Keys of the authorities to which the key that signed the record is traced.
    pub anchors: &'a CvAnchors,
    /// Which hierarchies are accepted.
    pub accept: Accept,
    /// What becomes of a record whose issuer is none of the anchors.
    pub untraced: UntracedIssuer,
    /// What becomes of one whose expiry differs from that outside it.
    pub differing_expiry: DifferingExpiry,
    /// The card's last day from outside the record, where it was read.
    pub expiry_outside: Option<Date>,
    /// The last day of the authentication certificate, where it was read.
    pub certificate_last_day: Option<Date>,
}

/// A face record as it was read, with its proofs. Nobody vouches for it yet.
pub struct Unvouched {
    record: FaceRecord,
    certificate: Result<CvCertificate, ApplicationError>,
    signature: Result<(), ApplicationError>,
    presence: Result<(), ApplicationError>,
}

/// A face record that may be used, and what was found out about it. The only place from which its
/// photo is given.
#[derive(Debug)]
pub struct Vouched {
    unvouched: Unvouched,
    issuer: Option<CvChain>,
    expiry: Expiry,
}

/// What the two places of the card's expiry said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Expiry {
    /// They do not contradict each other.
    Consistent(Option<Date>),
    /// They differ, and this day counts.
    Differs(Date),
}

/// Why a record may not be used. Closed: each has a code at the counter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FaceRefusal {
    /// The certificate of the key that signed it cannot be used, or its signature does not hold.
    #[error("the record's signature: {0}")]
    Signature(ApplicationError),
    /// The key that signed it is not that of an accepted authority.
    #[error("the issuer of the record: {0}")]
    Issuer(CvError),
    /// The chip with the record's own key did not prove that it is there.
    #[error("the chip did not prove that it is there: {0}")]
    Presence(ApplicationError),
    /// The card's last day in the record is another one than that outside it. Not wear, and no
    /// proof of an alteration: see [`DifferingExpiry`].
    #[error("the card's last day in the record is not that outside it")]
    ExpiryDiffers,
}

impl Unvouched {
    pub(super) fn new(
        record: FaceRecord,
        certificate: Result<CvCertificate, ApplicationError>,
        presence: Result<(), ApplicationError>,
    ) -> Self {
        let signature = certificate
            .as_ref()
            .map_err(|error| *error)
            .and_then(|certificate| Ok(record.verify(certificate.public_key())?));
        Self {
            record,
            certificate,
            signature,
            presence,
        }
    }

    /// The record's other fields. Nobody vouches for them.
    pub const fn record(&self) -> &FaceRecord {
        &self.record
    }

    /// The certificate of the key that signs the card's records.
    pub fn certificate(&self) -> Result<&CvCertificate, ApplicationError> {
        self.certificate.as_ref().map_err(|error| *error)
    }

    /// Whether the record's signature holds under the key that the card holds for it. It says
    /// nothing about whose record it is: a forged chip brings both.
    pub fn signature(&self) -> Result<(), ApplicationError> {
        self.signature
    }

    /// Whether the chip proved, with the key in the record, that it is there.
    pub fn presence(&self) -> Result<(), ApplicationError> {
        self.presence
    }

    /// May this record be used? The signature must hold, its key must be that of an accepted
    /// authority, the chip must be there, and the card's last day the same in both places, the
    /// second and the last as the terms say.
    ///
    /// The first term that is not met is told, in this order. The record comes back with it, so
    /// that it can be judged by other terms.
    // Large on purpose: what comes back is the record itself.
    #[allow(clippy::result_large_err)]
    pub fn judge(self, terms: &Terms<'_>) -> Result<Vouched, (FaceRefusal, Self)> {
        match self.verdict(terms) {
            Ok((issuer, expiry)) => Ok(Vouched {
                unvouched: self,
                issuer,
                expiry,
            }),
            Err(refusal) => Err((refusal, self)),
        }
    }

    /// Who signed the record: the first half of the verdict, for a diagnosis. None where the issuer
    /// was not traced and the terms put up with that. It does not say that the chip is there.
    pub fn signer(&self, terms: &Terms<'_>) -> Result<Option<CvChain>, FaceRefusal> {
        let certificate = self.certificate().map_err(FaceRefusal::Signature)?;
        self.signature.map_err(FaceRefusal::Signature)?;
        // The record's own signature is worth what the certificate of its key is worth.
        let chain = terms
            .anchors
            .verify(core::slice::from_ref(certificate), terms.accept);
        match chain {
            Ok(chain) => Ok(Some(chain)),
            Err(error) if terms.untraced.allows(&error) => Ok(None),
            Err(error) => Err(FaceRefusal::Issuer(error)),
        }
    }

    fn verdict(&self, terms: &Terms<'_>) -> Result<(Option<CvChain>, Expiry), FaceRefusal> {
        let issuer = self.signer(terms)?;
        self.presence.map_err(FaceRefusal::Presence)?;
        let expiry = match (terms.expiry_outside, self.record.unsigned_expiry().day()) {
            (Some(outside), Some(inside)) if outside != inside => {
                match (terms.differing_expiry, terms.certificate_last_day) {
                    (DifferingExpiry::Report, _) => Expiry::Differs(outside.min(inside)),
                    (DifferingExpiry::TrustSigned, Some(signed)) => Expiry::Differs(signed),
                    (DifferingExpiry::TrustSigned, None) | (DifferingExpiry::Refuse, _) => {
                        return Err(FaceRefusal::ExpiryDiffers);
                    }
                }
            }
            (outside, inside) => Expiry::Consistent(outside.or(inside)),
        };
        Ok((issuer, expiry))
    }
}

impl Vouched {
    /// Its other fields.
    pub const fn record(&self) -> &FaceRecord {
        self.unvouched.record()
    }

    /// The photo; none where the card was issued without one, as to infants.
    pub fn photo(&self) -> Option<Photo<'_>> {
        self.record().photo()
    }

    /// The authority to which the record's issuer was traced; none where it was not and the terms
    /// put up with that.
    pub const fn issuer(&self) -> Option<&CvChain> {
        self.issuer.as_ref()
    }

    /// The card's last day that counts, where one was read.
    pub const fn last_day(&self) -> Option<Date> {
        match self.expiry {
            Expiry::Consistent(day) => day,
            Expiry::Differs(day) => Some(day),
        }
    }

    /// Whether the card's last day in the record was another one than that outside it, and the
    /// terms put up with that.
    pub const fn expiry_differs(&self) -> bool {
        matches!(self.expiry, Expiry::Differs(_))
    }

    /// The proofs on which the verdict stands.
    pub const fn proofs(&self) -> &Unvouched {
        &self.unvouched
    }

    /// The record without its verdict, to be judged by other terms.
    pub fn into_unvouched(self) -> Unvouched {
        self.unvouched
    }
}

/// Shows what became of the proofs.
impl fmt::Debug for Unvouched {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Unvouched")
            .field("record", &self.record)
            .field("signature", &self.signature)
            .field("presence", &self.presence)
            .finish_non_exhaustive()
    }
}
