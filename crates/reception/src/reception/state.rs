//! The names of the states, the deadlines, and what a check-in works with while it handles an
//! event.
#![forbid(unsafe_code)]

use core::fmt;
use core::time::Duration;

use super::action::{Action, Number, Order, Task};
use super::config::{Config, Patience};
use super::event::Tick;
use super::outcome::{EndReason, Outcome};
use crate::fault::FaultCode;
use mynareader_facts::Mode;

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

/// The numbering of actions.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Numbers {
    station: u16,
    session: u64,
    sequence: u32,
}

impl Numbers {
    pub(super) const fn new(config: &Config) -> Self {
        Self {
            station: config.station,
            session: config.sessions_after,
            sequence: 0,
        }
    }

    /// Goes by another set-up from now on. Sessions are never counted back.
    pub(super) fn configure(&mut self, config: &Config) {
        self.station = config.station;
        self.session = self.session.max(config.sessions_after);
    }

    pub(super) fn next(&mut self) -> Number {
        self.sequence = self.sequence.wrapping_add(1);
        Number {
            station: self.station,
            session: self.session,
            sequence: self.sequence,
        }
    }

    pub(super) fn next_session(&mut self) {
        self.session = self.session.wrapping_add(1);
        self.sequence = 0;
    }
}

/// What holds beside the check-in: set-up, operation mode, time and numbering.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Setting {
    pub(super) config: Config,
    pub(super) mode: Mode,
    pub(super) now: Tick,
    pub(super) numbers: Numbers,
}

/// What a check-in works with while it handles an event.
pub(super) struct Context<'a> {
    pub(super) setting: &'a mut Setting,
    pub(super) actions: &'a mut Vec<Action>,
}

impl<'a> Context<'a> {
    pub(super) const fn new(setting: &'a mut Setting, actions: &'a mut Vec<Action>) -> Self {
        Self { setting, actions }
    }

    pub(super) fn order(&mut self, order: Order) {
        let number = self.setting.numbers.next();
        self.actions.push(Action {
            number,
            task: Task::Order(order),
        });
    }

    pub(super) fn record(&mut self, entry: crate::journal::Entry) {
        self.order(Order::Record(entry));
    }
}

/// Where a check-in goes from here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Flow {
    /// On: a request is open.
    On,
    /// To its end.
    End(Outcome),
}

impl Flow {
    pub(super) const fn end(reason: EndReason, fault: FaultCode) -> Self {
        Self::End(Outcome::Ended { reason, fault })
    }
}
