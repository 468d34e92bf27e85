//! The slot with the secrets of one check-in.
#![forbid(unsafe_code)]

use core::fmt;

use super::answer::{FaceResult, Passcode, Secret};
use mynareader_card::application::ToSign;
use mynareader_card::application::record::Signature;
use mynareader_card::application::vouched::Vouched;
use mynareader_card::secret::{CodeB, Pin};
use mynareader_reception::reception::Secrets;

/// The secrets of one check-in. Each is zeroized when it is dropped.
#[derive(Default)]
pub(super) struct Slot {
    pub(super) pin: Option<Pin>,
    pub(super) readings: Vec<CodeB>,
    pub(super) failed_readings: usize,
    pub(super) record: Option<Vouched>,
    pub(super) passcode: Option<Passcode>,
    pub(super) challenge: Option<ToSign>,
    pub(super) signature: Option<Signature>,
    /// What the face engine last found, with its score; until the check-in's end, or for as long as
    /// no other one follows.
    pub(super) last_face: Option<FaceResult>,
}

impl Slot {
    /// Keeps what goes with an answer that is taken.
    pub(super) fn keep(&mut self, secret: Secret) {
        match secret {
            Secret::Pin(pin, _) => self.pin = Some(pin),
            Secret::Reading(reading) => {
                (self.readings, self.failed_readings) = reading.into_counted();
            }
            Secret::Face(result) => self.last_face = Some(result),
            Secret::Sight(sight) => self.passcode = sight.passcode,
            Secret::Challenge(challenge) => self.challenge = Some(challenge),
        }
    }

    pub(super) fn wipe(&mut self, which: Secrets) {
        if which.contains(Secrets::PIN) {
            self.pin = None;
        }
        if which.contains(Secrets::CODE_B) {
            self.readings.clear();
            self.failed_readings = 0;
        }
        if which.contains(Secrets::FACE) {
            self.record = None;
        }
        if which.contains(Secrets::PASSCODE) {
            self.passcode = None;
        }
        if which.contains(Secrets::SIGNATURE) {
            self.challenge = None;
            self.signature = None;
        }
        // The maker reads it after the comparison, when the photo may be gone.
        if which == Secrets::all() {
            self.last_face = None;
        }
    }

    /// Which secrets are held.
    pub(super) fn held(&self) -> Secrets {
        let mut held = Secrets::empty();
        held.set(Secrets::PIN, self.pin.is_some());
        held.set(Secrets::CODE_B, !self.readings.is_empty());
        held.set(Secrets::FACE, self.record.is_some());
        held.set(Secrets::PASSCODE, self.passcode.is_some());
        held.set(
            Secrets::SIGNATURE,
            self.challenge.is_some() || self.signature.is_some(),
        );
        held
    }
}

/// Shows which are held, and nothing of them.
impl fmt::Debug for Slot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Slot({:?})", self.held())
    }
}
