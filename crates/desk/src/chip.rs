//! What the tasks on the card go by, and what they learn of the chip for those after them.
#![forbid(unsafe_code)]

use sha2::{Digest as _, Sha256};

use mynareader_card::application::jpki::{Availability, Token};
use mynareader_card::application::outside;
use mynareader_card::application::record::DerCertificate;
use mynareader_card::application::vouched::{DifferingExpiry, Terms};
use mynareader_card::card::Profile;
use mynareader_card::certificate::{
    Accept, CvAnchors, CvCertificate, RELEASE_DAY, UntracedIssuer, ValidityPolicy,
};
use mynareader_facts::TokenKind;
use mynareader_facts::calendar::Date;
use mynareader_reception::fault::{Symptom, diagnose};
use mynareader_reception::journal::Entry;

/// What the tasks on the card go by.
#[derive(Clone, Debug)]
pub struct Options {
    /// The card profile.
    pub profile: Profile,
    /// How certificates are judged by their dates.
    pub validity: ValidityPolicy,
    /// The day before which a clock is not believed: [`RELEASE_DAY`], the day on which the reader's
    /// own software was built, or an earlier one to rehearse past days.
    pub release_day: Date,
    /// Keys of the authorities to which the key that signed a record is traced. Without the
    /// authority's key a record proves only that it agrees with itself, which a forged chip's does
    /// too; whether it is taken then is for `untraced` to say.
    pub anchors: CvAnchors,
    /// What becomes of a record whose issuer is none of `anchors`. By default it is refused, and
    /// the check-in goes on by another method.
    pub untraced: UntracedIssuer,
    /// What becomes of a record whose expiry is another one than that outside it. By default it is
    /// taken, and the journal says so.
    pub differing_expiry: DifferingExpiry,
    /// Which hierarchies are accepted.
    pub accept: Accept,
    /// From where the challenge comes that a live chip signs. By default the system's, with the
    /// feature `system`; without that feature there is none, and no photo is read until one is given.
    pub random: Random,
}

/// Fills bytes at random, such as nobody can foretell, or says that it cannot.
pub type Random = fn(&mut [u8]) -> Result<(), NoRandomness>;

/// There is nothing random to be had.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no source of randomness")]
pub struct NoRandomness;

#[cfg(feature = "system")]
fn of_the_system(bytes: &mut [u8]) -> Result<(), NoRandomness> {
    getrandom::fill(bytes).map_err(|_| NoRandomness)
}

#[cfg(not(feature = "system"))]
const fn of_the_system(_: &mut [u8]) -> Result<(), NoRandomness> {
    Err(NoRandomness)
}

impl Default for Options {
    fn default() -> Self {
        Self {
            profile: Profile::my_number_card(),
            validity: ValidityPolicy::CARD,
            release_day: RELEASE_DAY,
            anchors: CvAnchors::new(),
            untraced: UntracedIssuer::default(),
            differing_expiry: DifferingExpiry::default(),
            accept: Accept::default(),
            random: of_the_system,
        }
    }
}

/// What one task learns of the chip for those after it.
#[derive(Clone, Default)]
pub(super) struct Known {
    /// What the chip can later be known by, from the beginning of the check-in.
    pub(super) identity: Option<Identity>,
    /// Which certificates there are, where that was read.
    pub(super) availability: Option<Availability>,
    /// The certificate of the key that signed the face record, where it was read before the record.
    pub(super) signer: Option<CvCertificate>,
    /// Code B was presented: its counter is another one than before.
    pub(super) code_b_presented: bool,
    /// The card's last day, from outside any application.
    pub(super) expiry: Option<Date>,
    /// The last day of the authentication certificate, where it was read.
    pub(super) certificate_last_day: Option<Date>,
    /// Extended reads failed, or the link has none: they are not tried again.
    pub(super) in_blocks: bool,
    /// What the journal is to say of the last task beside its answer.
    pub(super) notes: Vec<Entry>,
}

impl Known {
    /// Keeps what went wrong where no code is made of it.
    pub(super) fn see(&mut self, symptom: &Symptom) {
        self.notes.push(Entry::Seen(diagnose(symptom).origin));
    }
}

impl Options {
    /// By what the face record of this chip is judged.
    pub(super) fn terms(&self, known: &Known) -> Terms<'_> {
        Terms {
            anchors: &self.anchors,
            accept: self.accept,
            untraced: self.untraced,
            differing_expiry: self.differing_expiry,
            expiry_outside: known.expiry,
            certificate_last_day: known.certificate_last_day,
        }
    }
}

/// What is known of the chip for proving that it is the same one later. No number is kept, only
/// its digest, and no longer than the check-in.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Identity {
    /// The digest of the card identification (R5).
    Card([u8; 32]),
    /// A phone has no card identification: its kind, the digest of the serial number that its token
    /// information states, and that of its certificate where it gives it without the PIN. An
    /// Android phone does not \[C\]; whether every phone states a number of its own is not
    /// known \[?\].
    Phone {
        kind: TokenKind,
        serial: [u8; 32],
        certificate: Option<[u8; 32]>,
    },
}

impl Identity {
    pub(super) fn of(id: &outside::CardIdentification) -> Self {
        Self::Card(Sha256::digest(id.as_bytes()).into())
    }

    pub(super) fn of_phone(token: &Token, certificate: Option<&DerCertificate>) -> Self {
        Self::Phone {
            kind: token.kind(),
            serial: token.serial_digest(),
            certificate: certificate.map(|der| Sha256::digest(der.as_der()).into()),
        }
    }
}
