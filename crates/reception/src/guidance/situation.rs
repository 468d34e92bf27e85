//! The situation at the counter, as far as it is known. Nothing in it is personal but the day on
//! which the card ends, and that is not shown.
#![forbid(unsafe_code)]

use core::fmt;

use super::{LadderStep, Language};
use crate::fault::{FaultCode, Step, numbered};
use mynareader_facts::calendar::Date;
use mynareader_facts::{CertificateState, Mode, Place, TokenKind, Tries};

numbered! {
    /// Whether the card is a 顔認証マイナンバーカード, which has no PIN.
    ///
    /// It cannot be told from a card whose PIN the patient has blocked by the counter alone
    /// \[I\]; the printed word 「顔認証」 in the 追記欄 tells, unless it is struck through \[C\].
    pub enum FaceOnly {
        /// Not known.
        Unknown = 0, "unknown";
        /// Not likely: nothing printed, or the word is struck through.
        Unlikely = 1, "unlikely";
        /// Likely: the word is printed and not struck through.
        Likely = 2, "likely";
    }
}

numbered! {
    /// Who stands at the counter.
    pub enum Present {
        /// The patient.
        Patient = 1, "patient";
        /// The patient, with a carer or a member of the family who helps.
        WithHelper = 2, "with-helper";
        /// The patient (a small child, a 成年被後見人) with the legal representative (法定代理人).
        WithLegalRepresentative = 3, "with-legal-representative";
        /// A proxy (代理人) alone; the patient is not here.
        Proxy = 4, "proxy";
    }
}

numbered! {
    /// Whether the patient was here before.
    pub enum Visit {
        /// Not known.
        Unknown = 0, "unknown";
        /// First visit (初診).
        First = 1, "first";
        /// Repeated visit (再診).
        Repeated = 2, "repeated";
    }
}

numbered! {
    /// What of the panel works, where code 103 was shown.
    pub enum Panel {
        /// Not known.
        Unknown = 0, "unknown";
        /// Only the keypad is dead.
        KeypadDead = 1, "keypad-dead";
        /// The whole panel is dead.
        Dead = 2, "dead";
    }
}

numbered! {
    /// What came of trying a card that is known to be good.
    pub enum Isolation {
        /// Not tried yet.
        NotTried = 0, "not-tried";
        /// The other card reads: the reader is sound.
        OtherCardReads = 1, "other-card-reads";
        /// No card reads: the reader is at fault.
        NoCardReads = 2, "no-card-reads";
    }
}

/// Declares the names of flags in kebab case, for files and command lines.
macro_rules! flag_names {
    ($name:ident, $what:literal) => {
        impl $name {
            #[doc = concat!("The stable name of each single flag of ", $what, ", in kebab case.")]
            pub fn names() -> impl Iterator<Item = (String, Self)> {
                Self::all()
                    .iter_names()
                    .map(|(name, flag)| (name.to_ascii_lowercase().replace('_', "-"), flag))
            }

            /// The flag of a name.
            pub fn from_kebab(name: &str) -> Option<Self> {
                Self::names()
                    .find(|(known, _)| known == name)
                    .map(|(_, flag)| flag)
            }
        }
    };
}
pub(super) use flag_names;

bitflags::bitflags! {
    /// What the facility has, now and here.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    pub struct Facility: u32 {
        /// A second face-recognition reader that works.
        const SECOND_READER = 1;
        /// A general-purpose card reader (汎用カードリーダー) at the terminal.
        const GENERAL_READER = 1 << 1;
        /// Set up for phones (スマホ用電子証明書).
        const SMARTPHONE = 1 << 2;
        /// A mobile terminal on a line of its own (居宅同意取得型, マイナ資格確認アプリ).
        const MOBILE_TERMINAL = 1 << 3;
        /// Takes part in electronic prescriptions.
        const E_PRESCRIPTION = 1 << 4;
        /// Somebody is here who has an administrator account of the terminal.
        const ADMINISTRATOR = 1 << 5;
        /// The reader's software has the staff check on the reader itself.
        const STAFF_CHECK_ON_READER = 1 << 6;
        /// A pharmacy.
        const PHARMACY = 1 << 7;
        /// The call centre has opened the outage mode (システム障害時モード).
        const OUTAGE_MODE_OPEN = 1 << 8;
        /// After an earthquake or a flood the authorities have named this facility's area, and the
        /// period that they named has not ended. The facility says so, day by day.
        const DISASTER = 1 << 9;
    }
}
flag_names!(Facility, "what the facility has");

bitflags::bitflags! {
    /// What the patient is known to have along. What is *not* along goes into
    /// [`Situation::tried`], by its step.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    pub struct AtHand: u32 {
        /// 資格確認書.
        const ELIGIBILITY_CERTIFICATE = 1;
        /// 資格情報のお知らせ.
        const ELIGIBILITY_NOTICE = 1 << 1;
        /// A health insurance card of the old kind (従来の保険証).
        const OLD_INSURANCE_CARD = 1 << 2;
        /// A phone on which マイナポータル opens.
        const PORTAL = 1 << 3;
        /// The portal's eligibility page, saved earlier as PDF.
        const PORTAL_PDF = 1 << 4;
        /// A phone with a スマホ用電子証明書.
        const PHONE_CERTIFICATE = 1 << 5;
        /// A prescription on paper (処方箋).
        const PRESCRIPTION = 1 << 6;
    }
}
flag_names!(AtHand, "what the patient has along");

/// A set of steps of the ladder, such as those tried already.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct StepSet(u32);

impl StepSet {
    /// No step.
    pub const EMPTY: Self = Self(0);

    /// The same with one more step.
    #[must_use]
    pub const fn with(self, step: LadderStep) -> Self {
        Self(self.0 | step.bit())
    }

    /// Whether a step is in the set.
    pub const fn contains(self, step: LadderStep) -> bool {
        self.0 & step.bit() != 0
    }

    /// The set as bits, the step numbered n at bit n, for the C ABI.
    pub const fn bits(self) -> u32 {
        self.0
    }

    /// The set of bits; bits that name no step are dropped.
    pub fn from_bits(bits: u32) -> Self {
        LadderStep::ALL
            .iter()
            .filter(|step| bits & step.bit() != 0)
            .copied()
            .collect()
    }
}

impl FromIterator<LadderStep> for StepSet {
    fn from_iter<I: IntoIterator<Item = LadderStep>>(steps: I) -> Self {
        steps.into_iter().fold(Self::EMPTY, Self::with)
    }
}

impl core::fmt::Debug for StepSet {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_set()
            .entries(LadderStep::ALL.iter().filter(|step| self.contains(**step)))
            .finish()
    }
}

/// The situation at the counter.
///
/// [`Situation::on`] gives one in which nothing but the day is known; set what is known.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Situation {
    /// The day in Japan.
    pub date: Date,
    /// The language of all texts.
    pub language: Language,
    /// The reader model: a number of [`Book::models`](super::Book::models), or of a maker's own that
    /// stands in texts replaced by it; 0 for none. Steps on cables, restarts and placing go by what is
    /// known of it.
    pub reader_model: u32,
    /// The operation mode.
    pub mode: Mode,
    /// At which step the fault came.
    pub step: Step,
    /// At which reader the card or the phone is.
    pub place: Place,
    /// What kind of chip.
    pub token: TokenKind,
    /// Tries left of the PIN (利用者証明用電子証明書暗証番号).
    pub pin: Tries,
    /// Tries left of 照合番号B.
    pub code_b: Tries,
    /// What the certificate is worth on the day.
    pub certificate: CertificateState,
    /// The card's own last day, where known.
    pub card_expiry: Option<Date>,
    /// Whether it is a face-only card.
    pub face_only: FaceOnly,
    /// What of the panel works.
    pub panel: Panel,
    /// What came of trying another card.
    pub isolation: Isolation,
    /// What the facility has.
    pub facility: Facility,
    /// What the facility is known not to have. What stands in neither is not known, and a step that
    /// needs it is open on the condition that it is there.
    pub facility_lacks: Facility,
    /// What the patient has along.
    pub at_hand: AtHand,
    /// First or repeated visit.
    pub visit: Visit,
    /// Who stands at the counter.
    pub present: Present,
    /// What was tried already without success, or asked for and not there.
    pub tried: StepSet,
    /// The code on the terminal, where it differs from or stands beside the reader's.
    pub terminal_code: Option<FaultCode>,
    /// The note that the day is later than the rules are known to hold was shown in this check-in
    /// already; once is enough.
    pub age_of_rules_told: bool,
    /// The last day of the signed guidance in force, as the set-up of the check-in has it: for a log. The
    /// notes go by the book itself.
    pub rules_expire: Option<Date>,
}

/// Shows everything but the card's last day, which is its holder's birthday.
impl fmt::Debug for Situation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            date,
            language,
            reader_model,
            mode,
            step,
            place,
            token,
            pin,
            code_b,
            certificate,
            card_expiry: _,
            face_only,
            panel,
            isolation,
            facility,
            facility_lacks,
            at_hand,
            visit,
            present,
            tried,
            terminal_code,
            age_of_rules_told,
            rules_expire,
        } = self;
        f.debug_struct("Situation")
            .field("date", date)
            .field("language", language)
            .field("reader_model", reader_model)
            .field("mode", mode)
            .field("step", step)
            .field("place", place)
            .field("token", token)
            .field("pin", pin)
            .field("code_b", code_b)
            .field("certificate", certificate)
            .field("face_only", face_only)
            .field("panel", panel)
            .field("isolation", isolation)
            .field("facility", facility)
            .field("facility_lacks", facility_lacks)
            .field("at_hand", at_hand)
            .field("visit", visit)
            .field("present", present)
            .field("tried", tried)
            .field("terminal_code", terminal_code)
            .field("age_of_rules_told", age_of_rules_told)
            .field("rules_expire", rules_expire)
            .finish_non_exhaustive()
    }
}

impl Situation {
    /// Nothing known but the day: unattended mode, the patient at the counter, Japanese.
    pub const fn on(date: Date) -> Self {
        Self {
            date,
            language: Language::JA,
            reader_model: 0,
            mode: Mode::Unattended,
            step: Step::Idle,
            place: Place::Reader,
            token: TokenKind::Unknown,
            pin: Tries::Unknown,
            code_b: Tries::Unknown,
            certificate: CertificateState::Unknown,
            card_expiry: None,
            face_only: FaceOnly::Unknown,
            panel: Panel::Unknown,
            isolation: Isolation::NotTried,
            facility: Facility::empty(),
            facility_lacks: Facility::empty(),
            at_hand: AtHand::empty(),
            visit: Visit::Unknown,
            present: Present::Patient,
            tried: StepSet::EMPTY,
            terminal_code: None,
            age_of_rules_told: false,
            rules_expire: None,
        }
    }

    /// Whether the card is known to be past its own last day.
    pub fn card_has_expired(&self) -> bool {
        self.card_expiry.is_some_and(|last| last < self.date)
    }

    /// Whether the patient is here.
    pub const fn patient_is_here(&self) -> bool {
        !matches!(self.present, Present::Proxy)
    }
}
