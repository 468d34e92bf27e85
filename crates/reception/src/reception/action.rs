//! What goes out: requests, which must be answered with their number, and orders, which need no
//! answer.
#![forbid(unsafe_code)]

use super::config::{Ahead, ConsentProfile, Consents};
use super::entry::Entry;
use super::event::{FaceDecision, Phone, Prescription, ScanOutcome};
use super::number::Number;
use super::offer::{Offer, Offers};
use super::outcome::Outcome;
use crate::fault::{Fault, FaultCode};
use crate::guidance::Situation;
use mynareader_facts::{Method, Mode, Place, TokenKind, Tries};

/// Something to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Action {
    /// Its number.
    pub number: Number,
    /// What is to be done.
    pub task: Task,
}

/// A request or an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Task {
    /// To be answered, with the action's number. At most one request is waited for at a time;
    /// [`ReadAhead`](Request::ReadAhead) may be open beside it.
    Request(Request),
    /// To be done; no answer.
    Order(Order),
}

/// What must be answered, and with which [`Answer`](super::Answer);
/// [`Failed`](super::Answer::Failed) belongs to all of them.
///
/// Closed on purpose: whoever serves requests must serve each, and the compiler says which one is
/// missing. A further request is a new version for every maker.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Request {
    /// Ask the chip what it is: kind, tries left, certificate. What
    /// [`Config::ahead`](super::Config::ahead) has need not be read of a card yet. Answer:
    /// [`Identified`](super::Answer::Identified).
    IdentifyCard {
        /// At which reader it lies; there it is for all that follows on the card.
        at: Place,
    },
    /// Read this of the card while people are asked something, and stop for whatever else is asked of the
    /// card. Nothing here needs a secret. Answer: [`ReadAhead`](super::Answer::ReadAhead), at any
    /// time until the check-in ends; it is waited for
    /// ([`FinishingReading`](super::State::FinishingReading)) before the card is handed to the national
    /// software.
    ReadAhead {
        /// What.
        reads: Ahead,
    },
    /// Ask which kind of phone it is. Answer: [`Phone`](super::Answer::Phone). A card or a phone that is
    /// placed instead leads on as well.
    ChoosePhone {
        /// Whether an Android phone may be chosen, or why not.
        android: Offer,
        /// Whether an iPhone may.
        iphone: Offer,
    },
    /// Ask for the PIN of a phone that is not there yet and keep it with the secrets. Answer:
    /// [`PinEntered`](super::Answer::PinEntered).
    EnterPinAhead,
    /// Ask for the phone to be held to the reader. No answer: the phone comes by
    /// [`PhonePlaced`](super::Input::PhonePlaced) or [`CardPlaced`](super::Input::CardPlaced).
    AwaitPhone {
        /// Which kind. An iPhone makes sure of its holder first.
        phone: Phone,
        /// Where.
        at: Place,
    },
    /// Let the patient choose. Answer: [`Method`](super::Answer::Method).
    ChooseMethod {
        /// What is open, and why the rest is not.
        offers: Offers,
        /// The code to tell them of, if something just failed.
        after: Option<FaultCode>,
    },
    /// Scan the card's face (券面) and keep code B with the secrets. Answer:
    /// [`Scanned`](super::Answer::Scanned).
    ScanCardFace {
        /// What went wrong with the scan before, for the screen.
        again: Option<ScanOutcome>,
    },
    /// Present code B, read the photo, check its signature and the live-card challenge. Once.
    /// Answer: [`RecordRead`](super::Answer::RecordRead) or
    /// [`CodeBWrong`](super::Answer::CodeBWrong).
    ReadFaceRecord,
    /// Capture the patient's face and compare it with the photo. Answer:
    /// [`Compared`](super::Answer::Compared).
    CompareFace {
        /// Why a capture before was no use, for the screen: what helps.
        again: Option<FaceDecision>,
        /// The false-match rate to aim at, in one per so many comparisons.
        one_false_match_in: u32,
    },
    /// One try is left, or nobody knows how many: let the patient decide on it by itself. Answer:
    /// [`LastTry`](super::Answer::LastTry).
    DecideLastTry {
        /// What is left.
        tries: Tries,
        /// What else is open.
        offers: Offers,
    },
    /// Ask for the PIN on the keypad and keep it with the secrets. Answer:
    /// [`PinEntered`](super::Answer::PinEntered).
    EnterPin {
        /// What is left, to be shown.
        tries: Tries,
        /// Whether the PIN before was wrong (003).
        again: bool,
    },
    /// Get the centre's challenge from the national software, before the PIN is verified. Answer:
    /// [`ChallengeObtained`](super::Answer::ChallengeObtained).
    ObtainChallenge,
    /// Verify the PIN on the card, once, and sign the challenge. Answer:
    /// [`PinVerified`](super::Answer::PinVerified), [`PinWrong`](super::Answer::PinWrong) or
    /// [`PinUnjudged`](super::Answer::PinUnjudged).
    VerifyPin {
        /// Whether it was decided that the last try may be spent. Without it the card side must
        /// refuse when one try is left.
        last_try: bool,
    },
    /// Ask the card for the tries left of the PIN. Answer:
    /// [`TriesRead`](super::Answer::TriesRead).
    ReadTries,
    /// Let the staff compare the patient with the photo on the card. Answer:
    /// [`Sighted`](super::Answer::Sighted).
    CheckBySight {
        /// Where: on the reader with the passcode, or at the terminal.
        place: SightPlace,
    },
    /// Let the terminal check the facility's passcode. Answer:
    /// [`Passcode`](super::Answer::Passcode).
    CheckPasscode,
    /// Let the phone make sure of its holder. Answer:
    /// [`PhoneConfirmed`](super::Answer::PhoneConfirmed).
    ConfirmOnPhone,
    /// Let the national software verify the PIN on the card and authenticate. Answer:
    /// [`Authenticated`](super::Answer::Authenticated), [`PinWrong`](super::Answer::PinWrong) or
    /// [`PinUnjudged`](super::Answer::PinUnjudged).
    AuthenticateWithPin {
        /// Whether it was decided that the last try may be spent.
        last_try: bool,
    },
    /// Let the national software authenticate the card. Answer:
    /// [`Authenticated`](super::Answer::Authenticated).
    Authenticate {
        /// In which way.
        path: Path,
    },
    /// Take the card again after the national software had it, and make sure that it is the same
    /// chip. Answer: [`Reacquired`](super::Answer::Reacquired).
    ReacquireCard,
    /// Explain the registration and ask whether it is wanted. Answer:
    /// [`RegistrationWanted`](super::Answer::RegistrationWanted).
    OfferRegistration,
    /// Let the national software register the card. Answer:
    /// [`Registered`](super::Answer::Registered) or
    /// [`RegistrationDelayed`](super::Answer::RegistrationDelayed).
    Register,
    /// Let the national software ask for the eligibility. Answer:
    /// [`Eligibility`](super::Answer::Eligibility).
    QueryEligibility,
    /// Show a notice until it is read. Answer: [`NoticeRead`](super::Answer::NoticeRead).
    ShowNotice(Notice),
    /// Ask for the kind of prescription. Answer: [`Prescription`](super::Answer::Prescription).
    ChoosePrescription,
    /// Ask for the consents. Answer: [`Consented`](super::Answer::Consented).
    AskConsent(ConsentProfile),
    /// Ask whether the registered certificate of 医療費助成 (受給者証) is to be used here (PMH). Answer:
    /// [`Subsidy`](super::Answer::Subsidy).
    AskSubsidy,
    /// Hand consents and choices to the national software, which gives the result to the facility's
    /// system. Answer: [`Delivered`](super::Answer::Delivered).
    Deliver {
        /// What was consented to.
        consents: Consents,
        /// What was chosen, if it was asked and answered.
        prescription: Option<Prescription>,
        /// Whether the certificate of 医療費助成 is to be used, if it was asked and answered.
        subsidy: Option<bool>,
    },
}

impl Request {
    /// Whether this asks the national software (マイナンバーカード処理ソフト, 連携アプリ) or, through it,
    /// the centre.
    pub const fn is_national(self) -> bool {
        matches!(
            self,
            Self::ObtainChallenge
                | Self::CheckPasscode
                | Self::AuthenticateWithPin { .. }
                | Self::Authenticate { .. }
                | Self::Register
                | Self::QueryEligibility
                | Self::Deliver { .. }
        )
    }

    /// Whether this is a task on the card for the library.
    pub const fn is_card_task(self) -> bool {
        matches!(
            self,
            Self::IdentifyCard { .. }
                | Self::ReadAhead { .. }
                | Self::ReadFaceRecord
                | Self::VerifyPin { .. }
                | Self::ReadTries
                | Self::ReacquireCard
        )
    }
}

/// Where the staff look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SightPlace {
    /// On the reader; they then enter the facility's passcode (目視モード用パスワード).
    Reader,
    /// At the terminal, in the visual mode.
    Terminal,
}

/// How the national software authenticates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Path {
    /// Without a PIN, after face or sight (特定機関認証).
    WithoutPin,
    /// With the challenge that the card signed after its PIN.
    Signed,
    /// A phone that made sure of its holder.
    Phone,
}

/// A notice that is shown before the check-in goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Notice {
    /// The certificate ends within three months.
    CertificateEndsSoon,
    /// The certificate has ended and is in its grace period: eligibility only.
    CertificateInGrace,
    /// The same, and the card itself has ended too: it is the card that must be renewed.
    CardEnded,
}

/// What is to be done without an answer. Closed on purpose, as [`Request`] is: an order that nobody
/// carries out could be the one that wipes a secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Order {
    /// Show this to the patient.
    Show(Screen),
    /// Remind the patient that something is asked of them.
    Remind,
    /// Tell the staff.
    Tell(StaffNotice),
    /// A code came up: this is what [`advise`](crate::guidance::advise) needs for the words and
    /// the next steps. The caller may add what only it knows (language, what the patient has
    /// along).
    Advise {
        /// The code, and where it comes from: for the log and for whoever is called.
        fault: Fault,
        /// The situation.
        situation: Situation,
    },
    /// Wipe these secrets.
    Wipe(Secrets),
    /// Stop working on this request; its answer will be refused.
    Abandon(Number),
    /// Let go of the card, for the national software.
    ReleaseCard,
    /// End the patient's session on the card: leave the application and take the power away.
    EndCard,
    /// Ask for the card to be taken.
    PromptRemoval,
    /// Sound this, where the reader sounds.
    Sound(Cue),
    /// The card has been forgotten: sound the alarm.
    SoundAlarm {
        /// How many reminders there have been, this one included; stays at its largest value.
        reminder: u8,
    },
    /// Write this into the journal.
    Record(Entry),
}

/// What the patient sees when nothing is asked of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Screen {
    /// Waiting for a card, or a phone.
    Welcome {
        /// The operation mode.
        mode: Mode,
        /// Whether a phone may be chosen ([`Input::PhoneWanted`](super::Input::PhoneWanted)), or why
        /// not.
        phone: Offer,
    },
    /// Another token came than the one that was chosen; the check-in goes on with it. A request
    /// follows at once.
    OtherToken(TokenKind),
    /// Something is being done; please wait.
    Working(Work),
    /// The check-in has ended.
    Ended(Outcome),
}

/// What a sound means, for who does not see the screen. Which sound it is, is the maker's to choose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Cue {
    /// The card or the phone was noticed.
    Noticed,
    /// Something is asked of the patient.
    YourTurn,
    /// The check-in is done.
    Done,
    /// It ended before its time: somebody at the desk helps.
    SeeStaff,
    /// The card is to be taken.
    TakeCard,
}

/// What is being done while the patient waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Work {
    /// The card is being read.
    ReadingCard,
    /// The staff are looking.
    StaffLooking,
    /// The centre is being asked.
    AskingCentre,
}

/// What the staff are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum StaffNotice {
    /// A method failed; others are open.
    MethodFailed {
        /// Which.
        method: Method,
        /// The code, if it has one.
        code: Option<FaultCode>,
    },
    /// A fault from outside.
    Fault(FaultCode),
    /// The check-in has ended.
    Ended(Outcome),
    /// A face was presented that is none (picture, screen, mask).
    PresentationAttack,
    /// The mark 「顔認証」 was seen: look whether it is struck through, and say so.
    ConfirmFaceOnlyMark,
    /// Somebody came in the patient's place: a check by sight is impossible. What is left is the
    /// PIN, if they were entrusted with it, or the papers: see
    /// [`advise`](crate::guidance::advise) with [`Present::Proxy`](crate::guidance::Present::Proxy).
    ProxyCannotBeSighted,
    /// Several eligibilities: choose.
    SeveralEligibilities,
    /// 医療扶助 is not registered.
    AidUnregistered,
    /// The last known eligibility is on the terminal.
    LastKnownEligibility,
    /// The registration will take a while.
    RegistrationDelayed,
    /// A staff check waits for the next card.
    ProofWaits,
    /// The staff check that waited has lapsed.
    ProofLapsed,
    /// The mode was switched.
    ModeChanged(Mode),
    /// The visual mode is still on.
    VisualModeStillOn,
    /// A card was forgotten.
    CardForgotten,
}

bitflags::bitflags! {
    /// The secrets that the caller keeps for a check-in.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    pub struct Secrets: u8 {
        /// The PIN.
        const PIN = 1;
        /// Code B, as scanned.
        const CODE_B = 1 << 1;
        /// The photo from the chip and the face from the camera.
        const FACE = 1 << 2;
        /// The facility's passcode.
        const PASSCODE = 1 << 3;
        /// The centre's challenge and the card's signature over it.
        const SIGNATURE = 1 << 4;
    }
}
