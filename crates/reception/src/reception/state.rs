//! The names of the states, whose turn it is in each, and the deadlines.
#![forbid(unsafe_code)]

use core::fmt;
use core::time::Duration;

use super::config::Patience;
use super::event::Tick;

macro_rules! states {
    ($( $(#[$doc:meta])* $name:ident = $text:literal, $waits:expr; )+) => {
        /// Where a check-in stands: what is being waited for.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
        #[non_exhaustive]
        pub enum State {
            $( $(#[$doc])* #[cfg_attr(feature = "serde", serde(rename = $text))] $name, )+
        }

        impl State {
            /// All of them, in the order of a check-in.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// A stable name.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$name => $text,)+
                }
            }

            /// Whose turn it is.
            pub const fn waits_for(self) -> Waits {
                match self {
                    $(Self::$name => $waits,)+
                }
            }
        }
    };
}

states! {
    /// A card.
    Idle = "idle", Waits::Nobody;
    /// The chip, to say what it is.
    Identifying = "identifying", Waits::Card;
    /// The patient, to say which kind of phone it is.
    ChoosingPhone = "choosing-phone", Waits::Patient;
    /// The patient, for the PIN of a phone that is not there yet.
    EnteringPinAhead = "entering-pin-ahead", Waits::Patient;
    /// The phone.
    AwaitingPhone = "awaiting-phone", Waits::Phone;
    /// The patient, to choose a method.
    ChoosingMethod = "choosing-method", Waits::Patient;
    /// The scanner, for the printed digits.
    ScanningCardFace = "scanning-card-face", Waits::Device;
    /// The chip, for the photo.
    ReadingFaceRecord = "reading-face-record", Waits::Card;
    /// The camera and the face engine.
    ComparingFace = "comparing-face", Waits::Device;
    /// The patient, to decide on the last try.
    DecidingLastTry = "deciding-last-try", Waits::Patient;
    /// The patient, for the PIN.
    EnteringPin = "entering-pin", Waits::Patient;
    /// The national software, for the centre's challenge.
    ObtainingChallenge = "obtaining-challenge", Waits::National;
    /// The chip, to judge the PIN and to sign.
    VerifyingPin = "verifying-pin", Waits::Card;
    /// The chip, for the tries left.
    ReadingTries = "reading-tries", Waits::Card;
    /// The staff, to look.
    CheckingBySight = "checking-by-sight", Waits::Staff;
    /// The terminal, to check the passcode.
    CheckingPasscode = "checking-passcode", Waits::National;
    /// The patient, to confirm on the phone.
    ConfirmingOnPhone = "confirming-on-phone", Waits::Patient;
    /// The chip, for what is still to be read of it before it is handed on.
    FinishingReading = "finishing-reading", Waits::Card;
    /// The national software, to verify the PIN and to authenticate.
    AuthenticatingWithPin = "authenticating-with-pin", Waits::National;
    /// The national software, to authenticate.
    Authenticating = "authenticating", Waits::National;
    /// The chip, taken again after the national software had it.
    ReacquiringCard = "reacquiring-card", Waits::Card;
    /// The patient, to agree to the registration.
    OfferingRegistration = "offering-registration", Waits::Patient;
    /// The national software, to register.
    Registering = "registering", Waits::National;
    /// The centre, for the eligibility.
    QueryingEligibility = "querying-eligibility", Waits::National;
    /// The patient, to read a notice.
    ShowingNotice = "showing-notice", Waits::Patient;
    /// The patient, to choose the kind of prescription.
    ChoosingPrescription = "choosing-prescription", Waits::Patient;
    /// The patient, for the consents.
    AskingConsent = "asking-consent", Waits::Patient;
    /// The patient, whether to use the certificate of 医療費助成.
    AskingSubsidy = "asking-subsidy", Waits::Patient;
    /// The national software, to hand the result over.
    Delivering = "delivering", Waits::National;
    /// The card, to be taken.
    Ended = "ended", Waits::Nobody;
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Whose turn it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Waits {
    /// Nobody is asked anything.
    Nobody,
    /// The patient, or somebody for them.
    Patient,
    /// The patient's phone, which is to be held to a reader. A PIN may wait for it, so nobody is
    /// reminded: the wait is short and ends.
    Phone,
    /// The staff.
    Staff,
    /// A camera or scanner.
    Device,
    /// The chip.
    Card,
    /// The national software.
    National,
}

impl Waits {
    /// How long.
    pub(super) const fn limit(self, patience: &Patience) -> Duration {
        match self {
            Self::Nobody => Duration::MAX,
            Self::Patient => patience.patient,
            Self::Phone => patience.phone,
            Self::Staff => patience.staff,
            Self::Device => patience.device,
            Self::Card => patience.card,
            Self::National => patience.national,
        }
    }
}

/// When something happens by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Deadline {
    /// What.
    pub kind: DeadlineKind,
    /// When.
    pub at: Tick,
}

impl Deadline {
    pub(super) const fn new(kind: DeadlineKind, at: Tick) -> Self {
        Self { kind, at }
    }
}

/// What happens by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum DeadlineKind {
    /// The open request stays unanswered.
    Answer,
    /// The card that lies there is reminded of.
    ForgottenCard,
    /// The screen of the check-in before goes.
    Welcome,
    /// The staff check that waits lapses.
    WaitingProof,
    /// The staff are reminded that the visual mode is still on.
    VisualMode,
}
