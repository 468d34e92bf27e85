//! The slot with the secrets of one check-in.
#![forbid(unsafe_code)]

use core::fmt;

use zeroize::Zeroizing;

use mynareader_card::application::ToSign;
use mynareader_card::application::record::Signature;
use mynareader_card::application::surface::FaceRecord;
use mynareader_card::secret::{CodeB, Pin};
use mynareader_reception::reception::Secrets;

/// The facility's passcode for the check by sight on the reader (目視モード用パスワード). Whether it is
/// right is for the terminal to say.
pub struct Passcode(Zeroizing<String>);

impl Passcode {
    /// The longest that is taken, in bytes.
    pub const MOST: usize = 64;

    /// From what the staff typed; nothing if it is empty or too long. The text given is wiped.
    pub fn new(text: String) -> Option<Self> {
        let text = Zeroizing::new(text);
        (!text.is_empty() && text.len() <= Self::MOST).then_some(Self(text))
    }

    /// The passcode, for the terminal.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

/// Shows nothing of it.
impl fmt::Debug for Passcode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Passcode")
    }
}

/// The secrets of one check-in. Each is zeroized when it is dropped.
#[derive(Default)]
pub(super) struct Slot {
    pub(super) pin: Option<Pin>,
    pub(super) readings: Vec<CodeB>,
    pub(super) failed_readings: usize,
    pub(super) record: Option<FaceRecord>,
    pub(super) passcode: Option<Passcode>,
    pub(super) challenge: Option<ToSign>,
    pub(super) signature: Option<Signature>,
}

impl Slot {
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
