//! What comes in: time, the card, people, the terminal and the centre, and answers to requests.
#![forbid(unsafe_code)]

use core::fmt;
use core::time::Duration;

use super::config::Consents;
use super::number::Number;
use crate::fault::Fault;
use mynareader_facts::calendar::Date;
use mynareader_facts::{CertificateState, Method, Mode, TokenKind, Tries};

/// A point of monotonic time, in milliseconds from wherever the caller's clock starts.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Tick(u64);

impl Tick {
    /// The clock's start.
    pub const ZERO: Self = Self(0);

    /// The point so many milliseconds after the clock's start.
    pub const fn from_millis(millis: u64) -> Self {
        Self(millis)
    }

    /// Milliseconds since the clock's start.
    pub const fn millis(self) -> u64 {
        self.0
    }

    /// The point a while later; the end of time where there is none.
    #[must_use]
    pub fn after(self, wait: Duration) -> Self {
        Self(
            self.0
                .saturating_add(u64::try_from(wait.as_millis()).unwrap_or(u64::MAX)),
        )
    }

    /// How long from `earlier` until here; nothing if `earlier` is later.
    pub const fn since(self, earlier: Self) -> Duration {
        Duration::from_millis(self.0.saturating_sub(earlier.0))
    }
}

impl fmt::Debug for Tick {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ms", self.0)
    }
}

/// Something happened, at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Event {
    /// When. A time before one already seen is taken for that one: clocks that step back are
    /// ignored.
    pub at: Tick,
    /// What.
    pub input: Input,
}

impl Event {
    /// An event.
    pub const fn new(at: Tick, input: Input) -> Self {
        Self { at, input }
    }
}

/// What can happen. Closed: the reception is proved over exactly these.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Input {
    /// Time has passed; nothing else.
    Tick,
    /// A card was placed. The calendar day in Japan is fixed here for the whole check-in.
    CardPlaced {
        /// Today in Japan.
        day: Date,
    },
    /// The card was taken away.
    CardRemoved,
    /// The patient wants to use a phone (「スマートフォンを使う」) and touched so on the screen, before
    /// anything was placed. The calendar day in Japan is fixed here for the whole check-in.
    PhoneWanted {
        /// Today in Japan.
        day: Date,
        /// Who touched it: somebody on the patient's side, or the staff for them.
        by: Actor,
    },
    /// A phone was held to the paired reader for phones, or put on it
    /// ([`PhoneReader::Paired`](super::PhoneReader::Paired)). Where the reader takes phones itself,
    /// this is [`CardPlaced`](Self::CardPlaced): what lies there only the chip says.
    PhonePlaced {
        /// Today in Japan.
        day: Date,
    },
    /// The phone was taken from the paired reader.
    PhoneRemoved,
    /// A request was answered.
    Answered {
        /// The number of the request.
        number: Number,
        /// The answer.
        answer: Answer,
        /// Who gave it.
        by: Actor,
    },
    /// The operation mode was switched (運転モード), at the terminal.
    ModeChanged {
        /// The new mode.
        to: Mode,
        /// Who switched: the administrator or the terminal; others are refused.
        by: Actor,
    },
    /// The check-in was called off.
    Cancelled {
        /// Who called it off.
        by: Actor,
    },
    /// This patient needs more time: whatever is waited for from them in this check-in is waited for
    /// [`Patience::more_time`](super::Patience::more_time) times as long, from now on. Again
    /// changes nothing.
    MoreTime {
        /// Who asks for it: the patient or a helper, or the staff.
        by: Actor,
    },
    /// The staff confirmed a patient by sight before the card came (「目視で本人確認完了」). It waits
    /// for the next card, once. In the visual mode it then is the proof; in the unattended mode the
    /// staff check on the reader comes first, without a choice of method, and asks for the
    /// facility's passcode as ever.
    StaffConfirmed {
        /// Who is there.
        person: Confirmed,
        /// Who confirmed: the staff, an administrator, or the terminal for them.
        by: Actor,
    },
    /// The staff looked for the printed mark 「顔認証」 in the additional field (追記欄).
    FaceOnlyMark {
        /// Whether the mark stands there and is not struck through.
        valid: bool,
        /// Who looked: the staff or an administrator.
        by: Actor,
    },
    /// Something outside failed: the terminal, the line, the centre, the reader.
    Fault {
        /// The code, and what led to it.
        fault: Fault,
        /// Who reports it.
        by: Actor,
    },
}

impl Input {
    /// The day in Japan that it brings, where it may begin a check-in.
    pub const fn day(&self) -> Option<Date> {
        match self {
            Self::CardPlaced { day }
            | Self::PhonePlaced { day }
            | Self::PhoneWanted { day, .. } => Some(*day),
            Self::Tick
            | Self::CardRemoved
            | Self::PhoneRemoved
            | Self::Answered { .. }
            | Self::ModeChanged { .. }
            | Self::Cancelled { .. }
            | Self::MoreTime { .. }
            | Self::StaffConfirmed { .. }
            | Self::FaceOnlyMark { .. }
            | Self::Fault { .. } => None,
        }
    }

    /// Who says this, where somebody does.
    pub const fn actor(&self) -> Option<Actor> {
        match self {
            Self::MoreTime { by }
            | Self::PhoneWanted { by, .. }
            | Self::ModeChanged { by, .. }
            | Self::Cancelled { by }
            | Self::StaffConfirmed { by, .. }
            | Self::FaceOnlyMark { by, .. }
            | Self::Fault { by, .. }
            | Self::Answered { by, .. } => Some(*by),
            Self::Tick
            | Self::CardPlaced { .. }
            | Self::CardRemoved
            | Self::PhonePlaced { .. }
            | Self::PhoneRemoved => None,
        }
    }

    /// Whether whoever says this may not say it, in whatever state. Who may answer a request depends on
    /// the request: [`Reception::may_take`](super::Reception::may_take).
    pub const fn is_by_the_wrong_one(&self) -> bool {
        match self {
            Self::MoreTime { by } | Self::PhoneWanted { by, .. } => !by.is_a_person(),
            Self::ModeChanged { by, .. } => !by.may_change_mode(),
            Self::Cancelled { by } => matches!(by, Actor::Reader | Actor::Centre),
            Self::StaffConfirmed { by, .. } => !by.is_staff() && !matches!(by, Actor::Terminal),
            Self::FaceOnlyMark { by, .. } => !by.is_staff(),
            Self::Fault { by, .. } => by.is_a_person(),
            Self::Tick
            | Self::CardPlaced { .. }
            | Self::CardRemoved
            | Self::PhonePlaced { .. }
            | Self::PhoneRemoved
            | Self::Answered { .. } => false,
        }
    }
}

/// Who did something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
pub enum Actor {
    /// The patient.
    Patient,
    /// The legal representative (法定代理人).
    LegalRepresentative,
    /// An ordinary proxy (代理人), who may have come without the patient.
    Proxy,
    /// A family member or carer who helps the patient on their wish.
    Carer,
    /// Somebody of the facility (施設職員) who, where the patient wishes it, places the card and works the
    /// screen for them, the consents among it \[1\] docs/facts/counter.md §6. Not the PIN, and
    /// no word for who the patient is: those who vouch for that are [`Staff`](Self::Staff).
    Helper,
    /// The facility's staff.
    Staff,
    /// The staff with an administrator's account (管理者アカウント).
    Administrator,
    /// The reader itself: its devices and this library's card tasks.
    Reader,
    /// The terminal (資格確認端末) with the national software.
    Terminal,
    /// The centre (オンライン資格確認等システム).
    Centre,
}

impl Actor {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::Patient,
        Self::LegalRepresentative,
        Self::Proxy,
        Self::Carer,
        Self::Helper,
        Self::Staff,
        Self::Administrator,
        Self::Reader,
        Self::Terminal,
        Self::Centre,
    ];

    /// Whether this is one of the people on the patient's side of the counter.
    pub const fn is_on_patients_side(self) -> bool {
        matches!(
            self,
            Self::Patient | Self::LegalRepresentative | Self::Proxy | Self::Carer | Self::Helper
        )
    }

    /// Whether this one may enter the PIN: in principle the patient, else their representative or
    /// proxy. Not the staff and not a helper \[C\] docs/facts/reception.md §2.2, §2.4.
    pub const fn may_enter_pin(self) -> bool {
        matches!(
            self,
            Self::Patient | Self::LegalRepresentative | Self::Proxy
        )
    }

    /// Whether this one speaks for the staff.
    pub const fn is_staff(self) -> bool {
        matches!(self, Self::Staff | Self::Administrator)
    }

    /// Whether this is one of the people at the counter, on either side of it, and no machine.
    pub const fn is_a_person(self) -> bool {
        self.is_on_patients_side() || self.is_staff()
    }

    /// Whether this one may switch the operation mode.
    pub const fn may_change_mode(self) -> bool {
        matches!(self, Self::Administrator | Self::Terminal)
    }
}

/// Whom the staff confirmed: who stood before them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
pub enum Confirmed {
    /// The patient.
    Patient,
    /// Somebody in the patient's place: a check by sight is impossible.
    Proxy,
}

/// An answer to a request. Each request lists the answers that belong to it; any other answer is
/// refused. Closed, as [`Input`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Answer {
    /// It failed, with this code, and what led to it. Belongs to every request.
    Failed(Fault),
    /// To [`IdentifyCard`](super::Request::IdentifyCard).
    Identified(CardFacts),
    /// To [`ReadAhead`](super::Request::ReadAhead).
    ReadAhead(FurtherFacts),
    /// To [`ChoosePhone`](super::Request::ChoosePhone).
    Phone(Phone),
    /// To [`ChooseMethod`](super::Request::ChooseMethod).
    Method(Method),
    /// The patient goes back to the methods: 「もどる」, beside the keypad 「番号がわからない」. Belongs to
    /// [`EnterPin`](super::Request::EnterPin), [`DecideLastTry`](super::Request::DecideLastTry),
    /// [`ScanCardFace`](super::Request::ScanCardFace),
    /// [`CompareFace`](super::Request::CompareFace),
    /// [`EnterPinAhead`](super::Request::EnterPinAhead), [`AwaitPhone`](super::Request::AwaitPhone)
    /// and [`ConfirmOnPhone`](super::Request::ConfirmOnPhone), as long as
    /// [`Reception::may_go_back`](super::Reception::may_go_back) says so. It costs no try and
    /// resets no count; what was typed is wiped, a capture is abandoned.
    Back,
    /// To [`ScanCardFace`](super::Request::ScanCardFace). The digits themselves stay with the
    /// caller's secrets.
    Scanned(Scan),
    /// To [`ReadFaceRecord`](super::Request::ReadFaceRecord): code B was right, the photo is at
    /// hand, its signature and the live-card challenge held.
    RecordRead,
    /// To [`ReadFaceRecord`](super::Request::ReadFaceRecord): the card refused code B.
    CodeBWrong {
        /// What is left.
        tries: Tries,
    },
    /// To [`CompareFace`](super::Request::CompareFace).
    Compared(Comparison),
    /// To [`DecideLastTry`](super::Request::DecideLastTry).
    LastTry(LastTry),
    /// To [`EnterPin`](super::Request::EnterPin) and
    /// [`EnterPinAhead`](super::Request::EnterPinAhead): four digits were entered and are with the
    /// caller's secrets.
    PinEntered,
    /// To [`ObtainChallenge`](super::Request::ObtainChallenge): it is at hand.
    ChallengeObtained,
    /// To [`VerifyPin`](super::Request::VerifyPin) and
    /// [`AuthenticateWithPin`](super::Request::AuthenticateWithPin): wrong.
    PinWrong {
        /// What is left.
        tries: Tries,
    },
    /// To [`VerifyPin`](super::Request::VerifyPin): right, and the challenge is signed.
    PinVerified,
    /// To [`VerifyPin`](super::Request::VerifyPin) and
    /// [`AuthenticateWithPin`](super::Request::AuthenticateWithPin): the link failed after the PIN
    /// may have been sent, and nobody knows how the card judged it.
    PinUnjudged,
    /// To [`ReadTries`](super::Request::ReadTries).
    TriesRead {
        /// What is left.
        tries: Tries,
    },
    /// To [`CheckBySight`](super::Request::CheckBySight).
    Sighted(Sighting),
    /// To [`CheckPasscode`](super::Request::CheckPasscode).
    Passcode {
        /// Whether it was the facility's.
        accepted: bool,
    },
    /// To [`ConfirmOnPhone`](super::Request::ConfirmOnPhone): the phone made sure of its holder.
    PhoneConfirmed,
    /// To [`Authenticate`](super::Request::Authenticate) and
    /// [`AuthenticateWithPin`](super::Request::AuthenticateWithPin): the centre accepted the
    /// certificate.
    Authenticated {
        /// Whether the card is registered for insurance use (保険証利用登録).
        registered: bool,
    },
    /// To [`ReacquireCard`](super::Request::ReacquireCard).
    Reacquired {
        /// Whether it proved to be the same chip.
        same: bool,
    },
    /// To [`OfferRegistration`](super::Request::OfferRegistration).
    RegistrationWanted(bool),
    /// To [`Register`](super::Request::Register).
    Registered,
    /// To [`Register`](super::Request::Register): taken, but it will take a while (901 seen so);
    /// the eligibility may be there all the same.
    RegistrationDelayed,
    /// To [`QueryEligibility`](super::Request::QueryEligibility).
    Eligibility {
        /// What the centre knows.
        eligibility: Eligibility,
        /// Whether the patient holds a certificate of 医療費助成 (受給者証) that is registered (PMH).
        subsidy: bool,
    },
    /// To [`ShowNotice`](super::Request::ShowNotice): read.
    NoticeRead,
    /// To [`ChoosePrescription`](super::Request::ChoosePrescription).
    Prescription(Prescription),
    /// To [`AskConsent`](super::Request::AskConsent).
    Consented(Consents),
    /// To [`AskSubsidy`](super::Request::AskSubsidy): whether it is to be used.
    Subsidy(bool),
    /// To [`Deliver`](super::Request::Deliver): handed to the facility's system.
    Delivered,
}

/// Which kind of phone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
pub enum Phone {
    /// An Android phone: the four digits are typed on the reader, then the phone is held to it.
    Android,
    /// An iPhone: it makes sure of its holder itself, then it is held to the reader.
    Iphone,
}

impl Phone {
    /// The kind of chip that is in it.
    pub const fn kind(self) -> TokenKind {
        match self {
            Self::Android => TokenKind::Android,
            Self::Iphone => TokenKind::Iphone,
        }
    }
}

/// What the chip said of itself when it was identified. No name, no number.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct CardFacts {
    /// What kind of chip it is.
    pub kind: TokenKind,
    /// Tries left for the PIN of the authentication certificate.
    pub pin_tries: Tries,
    /// Tries left for code B of 券面事項確認AP, the one that opens the photo; unknown where they are read
    /// later.
    pub code_b_tries: Tries,
    /// Whether the chip looks like that of a face-only card (顔認証マイナンバーカード).
    pub face_only: bool,
    /// What the authentication certificate is worth on the check-in's day; unknown where it is read
    /// later.
    pub certificate: CertificateState,
    /// The card's own last day, where it was read: another day than the certificate's.
    pub card_expiry: Option<Date>,
}

/// What was read of a card after it was identified; unknown what could not be read, or was not asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct FurtherFacts {
    /// Tries left for code B of 券面事項確認AP.
    pub code_b_tries: Tries,
    /// What the authentication certificate is worth on the check-in's day.
    pub certificate: CertificateState,
    /// Why the photo cannot be read: 券面事項確認AP does not answer as it should.
    pub face_fault: Option<Fault>,
}

impl FurtherFacts {
    /// Nothing was learned.
    pub const NOTHING: Self = Self {
        code_b_tries: Tries::Unknown,
        certificate: CertificateState::Unknown,
        face_fault: None,
    };
}

/// Shows everything but the card's last day, which is its holder's birthday.
impl fmt::Debug for CardFacts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            kind,
            pin_tries,
            code_b_tries,
            face_only,
            certificate,
            card_expiry: _,
        } = self;
        f.debug_struct("CardFacts")
            .field("kind", kind)
            .field("pin_tries", pin_tries)
            .field("code_b_tries", code_b_tries)
            .field("face_only", face_only)
            .field("certificate", certificate)
            .finish_non_exhaustive()
    }
}

/// What came of scanning the card's face.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Scan {
    /// The reading, or why there is none.
    pub outcome: ScanOutcome,
    /// Whether the mark 「顔認証」 was seen in the additional field (追記欄).
    pub mark: Mark,
}

/// A reading of the card's face, or why there is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
pub enum ScanOutcome {
    /// All fourteen digits were read, so many times alike.
    Read {
        /// How many readings agree.
        agreeing: u8,
    },
    /// The back, with the 個人番号, lies up: the image is dropped at once.
    WrongSide,
    /// The card lies upside down.
    UpsideDown,
    /// Light is reflected.
    Glare,
    /// The card is in a case.
    InCase,
    /// Two cards, or a card and a phone.
    TwoCards,
    /// Not all digits could be read.
    Unreadable,
}

/// The printed mark of a face-only card as a camera sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mark {
    /// Not seen, or not looked for.
    NotSeen,
    /// 「顔認証」 stands there.
    Printed,
    /// It is struck through: the card has become an ordinary one.
    StruckThrough,
}

/// What came of comparing the face.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Comparison {
    /// The engine's decision.
    pub decision: FaceDecision,
    /// Whether the face was found to be alive.
    pub liveness: Liveness,
}

/// The face engine's decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
pub enum FaceDecision {
    /// The same person.
    Match,
    /// Not the same person.
    NoMatch,
    /// No face in the picture. No decision.
    NoFace,
    /// Several faces. No decision.
    SeveralFaces,
    /// Too bright, or lit from behind. No decision.
    BadLight,
    /// Blurred or covered. No decision.
    Unclear,
    /// Too dark. No decision.
    TooDark,
    /// Too far away: to come closer helps. No decision.
    TooFar,
    /// Turned away or down: to look up, into the camera, helps. No decision.
    LookingAway,
    /// No comparison took place, as in a rehearsal without an engine. Outside a rehearsal this is
    /// a failure.
    NotCompared,
}

/// The presentation-attack result.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
pub enum Liveness {
    /// A living face.
    Live,
    /// A picture, a screen, a mask.
    Attack,
    /// Not evaluated. Never read as live.
    NotEvaluated,
}

/// What the patient decides before the last try is spent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
pub enum LastTry {
    /// Spend it.
    Spend,
    /// Keep it and go another way.
    Keep,
}

/// What the staff found by looking.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
pub enum Sighting {
    /// The patient is the person on the card.
    Same,
    /// The patient is not the person on the card, or it cannot be told.
    NotSame,
    /// Somebody came in the patient's place.
    ProxyOnly,
    /// The staff do not make the check now.
    Declined,
}

/// What the centre answered on eligibility.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
pub enum Eligibility {
    /// Valid.
    Valid,
    /// Valid; the certificate is in its grace period, so nothing but the eligibility is given.
    InGrace,
    /// Valid, and several apply: the staff choose.
    Several,
    /// Valid, but 医療扶助 is not registered.
    AidUnregistered,
    /// None is known.
    None,
    /// None is valid; the last known one is shown to the staff.
    Lost,
}

/// The patient's wish for the prescription.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
pub enum Prescription {
    /// 電子処方箋.
    Electronic,
    /// 紙の処方箋.
    Paper,
}
