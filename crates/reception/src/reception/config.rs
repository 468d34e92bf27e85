//! How a facility's reader is set up: what is fitted, what is allowed, how long to wait.
#![forbid(unsafe_code)]

use core::time::Duration;

use crate::guidance::Facility;
use mynareader_facts::Mode;
use mynareader_facts::calendar::Date;
use mynareader_facts::{CODE_B_AGREEING, CODE_B_TRIES_KEPT};

/// Everything that a reception needs to know of its facility and reader. It does not change while
/// a check-in runs; [`Reception::configure`](super::Reception::configure) replaces it between
/// patients.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Config {
    /// Which reader this is, among those that one process serves. Part of every
    /// [`Number`](super::Number), so that one reader's answer cannot reach another's check-in.
    pub station: u16,
    /// The operation mode to start in.
    pub mode: Mode,
    /// What the reader has and what the facility has set up.
    pub fitted: Fitted,
    /// What else the facility has, for the next steps after a fault. What the rest of this set-up
    /// tells already is added to it.
    pub facility: Facility,
    /// What the facility has not. What stands in neither is not known, and guidance says of a step
    /// that needs it "if it is here".
    pub facility_lacks: Facility,
    /// Where the staff may confirm the patient by sight without switching the mode.
    pub staff_check: StaffCheck,
    /// After which session the check-ins are counted on. Part of every
    /// [`Number`](super::Number): a program that starts again must not give numbers that it gave
    /// before, or a late answer to a check-in from before would fit one of now. Seconds since 1970
    /// at the start of the program do, since no reader checks in a patient a second; so does a
    /// count that is kept on disk.
    pub sessions_after: u64,
    /// How many wrong passcodes end the staff check on the reader for a check-in; none counts as
    /// one.
    pub passcodes: u8,
    /// How many PINs may be presented in a check-in; none counts as one. A card that counts stops
    /// at three by itself; this stops where nobody knows its count.
    pub pins: u8,
    /// How often a method that is not open may be asked for in a check-in, and is answered with
    /// those that are; once more ends it. None counts as one.
    pub refusals: u8,
    /// How often the patient may go back to the methods in a check-in; none closes the way back.
    pub ways_back: u8,
    /// From which day on a patient whom the staff confirmed by sight may be registered on this
    /// reader; never where there is none. It took an update of the reader's software, before which
    /// only face and PIN could. The default is the day of an article that tells that the update
    /// *will* be made, 2024-02-01 \[S\] docs/facts/reception.md §2.3; from which day on a reader has it is
    /// its maker's to say \[?\].
    pub registration_by_sight: Option<Date>,
    /// Where phones are read, if they are ([`Fitted::PHONES`]). A pairing that comes or goes is told by
    /// [`Reception::configure`](super::Reception::configure).
    pub phone_reader: PhoneReader,
    /// Whether the facility takes part in 医療費助成 by PMH: who holds a registered certificate is
    /// then asked whether to use it.
    pub subsidy: bool,
    /// The last day for which whoever signed the guidance in force vouches
    /// ([`Age::last_day`](crate::guidance::Age::last_day)); none for other guidance. A check-in after it
    /// says so in its journal.
    pub rules_expire: Option<Date>,
    /// The reader model, for guidance ([`Situation::reader_model`](crate::guidance::Situation)); 0 for
    /// none.
    pub reader_model: u32,
    /// Who verifies the PIN on the card.
    pub pin_verifier: PinVerifier,
    /// Whether another method is offered after the chip stopped answering in the middle of one
    /// (code 001). Models differ \[1\] docs/facts/reception.md §3.
    pub methods_after_read_error: bool,
    /// What to ask of the face engine.
    pub face: FacePolicy,
    /// When code B (照合番号B) may be presented.
    pub code_b: CodeBScanning,
    /// Whether and when the choice between an electronic and a paper prescription is asked.
    pub prescription: PrescriptionChoice,
    /// What is read of a card behind the screen with the methods, while the patient chooses, instead of
    /// before it; nothing makes that screen wait for all of it.
    pub ahead: Ahead,
    /// How long to wait for whom.
    pub patience: Patience,
    /// A rehearsal: everything runs and every screen is marked, nothing is asked of the national
    /// software, and nobody is admitted.
    pub rehearsal: bool,
}

bitflags::bitflags! {
    /// What the reader has and what the facility has set up.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    pub struct Fitted: u8 {
        /// A camera with a face engine, and the camera for the card's face (券面).
        const FACE = 1;
        /// A keypad, on the screen or beside it.
        const KEYPAD = 1 << 1;
        /// The facility takes phones (スマホ用電子証明書).
        const PHONES = 1 << 2;
    }
}

bitflags::bitflags! {
    /// What the screen with the methods does not need of a card. It is read while the patient chooses
    /// ([`Request::ReadAhead`](super::Request::ReadAhead)), and waited for only where the card is
    /// handed on before it was read. None of it needs a PIN or code B.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    pub struct Ahead: u8 {
        /// Which certificates there are, and the authentication certificate.
        const CERTIFICATE = 1;
        /// The tries left of code B. Until they are known the face is offered; code B itself is
        /// presented only after they were read.
        const CODE_B_TRIES = 1 << 1;
        /// The certificate of the key that signed the photo, where the face may be chosen: together with
        /// the tries of code B, which lie in the same application.
        const RECORD_SIGNER = 1 << 2;
    }
}

/// Where the staff may confirm a patient by sight while the reader stays in the unattended mode:
/// for one patient, with the facility's passcode.
///
/// Announced for March 2025 \[C\] docs/facts/reception.md §2.5; whether a reader has it is the
/// maker's to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
pub enum StaffCheck {
    /// Only in the visual mode, switched at the terminal.
    InVisualModeOnly,
    /// On the reader, once another method has failed.
    AfterFailure,
    /// On the reader, from the screen where the method is chosen: the default of a reader that has
    /// it, since who can neither show a face nor remember a PIN should not have to fail first.
    FromMethodScreen,
}

/// Where phones are read.
///
/// A reader of the first generation has a general-purpose reader beside it that is paired with it;
/// one of the second generation takes phones itself \[C\] docs/facts/counter.md §2. iPhones want to
/// be polled in a way of their own (ECP), which is the reader's matter and not this library's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
pub enum PhoneReader {
    /// Where cards are.
    Same,
    /// On a second reader, which is paired.
    Paired,
    /// On a second reader, which is not paired or not connected now.
    NotPaired,
    /// Nowhere.
    Missing,
}

/// Who verifies the PIN on the card.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
pub enum PinVerifier {
    /// This library, which then signs the centre's challenge with the card.
    Library,
    /// The national software; the tries left are taken from its answer.
    NationalSoftware,
}

/// What to ask of the face engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct FacePolicy {
    /// How often a face that did not match may be tried in one check-in; none counts as one.
    pub attempts: u8,
    /// How many captures that were no use (nobody, too dark, …) end the method in one check-in;
    /// none counts as one.
    pub captures: u8,
    /// The false-match rate to aim at, in one per so many comparisons; none counts as the default.
    pub one_false_match_in: u32,
    /// Whether a match counts only when the engine found the face to be alive. "Not evaluated" is
    /// then no match.
    pub liveness_required: bool,
}

/// When code B (照合番号B) may be presented to the card, and how often its face is scanned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct CodeBScanning {
    /// How many readings of the card's face must agree; none counts as one.
    pub agreeing: u8,
    /// Presented only while more than this number of tries is known to be left; none counts as
    /// one, so that the last try is never spent on a reading.
    pub tries_kept: u8,
    /// How often the card's face is scanned in one check-in; none counts as once.
    pub scans: u8,
}

/// Whether and when the choice between an electronic and a paper prescription is asked. Its place
/// differs and is nowhere published \[?\] docs/facts/reception.md §5.2.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
pub enum PrescriptionChoice {
    /// Not asked: the facility gives no electronic prescriptions.
    NotAsked,
    /// Asked before the consents.
    BeforeConsent,
    /// Asked after the consents.
    AfterConsent,
}

/// How long to wait for whom. No source publishes the readers' own limits \[?\]; these are ours.
/// What is shorter than [`LEAST`](Self::LEAST) counts as that: nobody can answer in no time, and a
/// reminder after no time would follow itself for ever.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Patience {
    /// For the patient at the screen; after it they are reminded once, after it again the
    /// check-in ends.
    pub patient: Duration,
    /// For all of it until it is proved who the patient is. What passed of it is not given back by
    /// going back to the methods, nor by beginning anything anew. It ends what the patient or a camera
    /// is waited for; what a card or the centre is at, is waited for as long as that takes.
    pub check_in: Duration,
    /// By how much [`Input::MoreTime`](super::Input::MoreTime) multiplies the wait for the patient, for
    /// all of it and for a phone; none counts as one, which changes nothing. Ten as the default is
    /// what WCAG 2.2, success criterion 2.2.1, asks for.
    pub more_time: u8,
    /// For a phone that was chosen. A PIN that was typed for it waits no longer than that.
    pub phone: Duration,
    /// For the staff.
    pub staff: Duration,
    /// For a camera or scanner.
    pub device: Duration,
    /// For one task on the card.
    pub card: Duration,
    /// For the national software; the centre itself is expected to take 3 to 7 s \[S\] TEK.
    pub national: Duration,
    /// Until a forgotten card is first reminded of, and between reminders.
    pub forgotten_card: Duration,
    /// How long a staff check that came before the card waits for it.
    pub waiting_proof: Duration,
    /// How often the staff are reminded that the visual mode is still on.
    pub visual_mode: Duration,
}

impl Patience {
    /// The shortest wait there is.
    pub const LEAST: Duration = Duration::from_millis(100);

    fn fit(self) -> Self {
        let least = |wait: Duration| wait.max(Self::LEAST);
        Self {
            patient: least(self.patient),
            check_in: least(self.check_in),
            more_time: self.more_time.max(1),
            phone: least(self.phone),
            staff: least(self.staff),
            device: least(self.device),
            card: least(self.card),
            national: least(self.national),
            forgotten_card: least(self.forgotten_card),
            waiting_proof: least(self.waiting_proof),
            visual_mode: least(self.visual_mode),
        }
    }
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            patient: Duration::from_secs(60),
            check_in: Duration::from_secs(600),
            more_time: 10,
            phone: Duration::from_secs(60),
            staff: Duration::from_secs(180),
            device: Duration::from_secs(20),
            card: Duration::from_secs(20),
            national: Duration::from_secs(60),
            forgotten_card: Duration::from_secs(15),
            waiting_proof: Duration::from_secs(300),
            visual_mode: Duration::from_secs(1800),
        }
    }
}

impl Config {
    /// What the facility has: what it says itself, and what the reader's set-up tells.
    pub(super) fn all_of_the_facility(&self) -> Facility {
        let mut facility = self.facility;
        facility.set(
            Facility::STAFF_CHECK_ON_READER,
            self.staff_check != StaffCheck::InVisualModeOnly,
        );
        facility.set(Facility::SMARTPHONE, self.fitted.contains(Fitted::PHONES));
        if self.prescription != PrescriptionChoice::NotAsked {
            facility |= Facility::E_PRESCRIPTION;
        }
        facility
    }

    /// What the facility is known not to have, likewise.
    pub(super) fn all_that_it_lacks(&self) -> Facility {
        let set_up = Facility::STAFF_CHECK_ON_READER | Facility::SMARTPHONE;
        (self.facility_lacks | set_up).difference(self.all_of_the_facility())
    }

    /// The day of the default of [`registration_by_sight`](Self::registration_by_sight).
    const REGISTRATION_BY_SIGHT: Date = Date::fixed(2024, 2, 1);

    /// The set-up as a reception takes it: what is below its least value is at it, as each field
    /// says. [`Reception::new`](super::Reception::new) and
    /// [`configure`](super::Reception::configure) do this by themselves; who wants to know before
    /// compares.
    ///
    /// ```
    /// use mynareader_reception::reception::Config;
    ///
    /// let mut config = Config::default();
    /// assert_eq!(config.clone().fit(), config);
    /// config.code_b.tries_kept = 0;
    /// assert_eq!(config.fit().code_b.tries_kept, 1);
    /// ```
    #[must_use]
    pub fn fit(mut self) -> Self {
        for count in [
            &mut self.passcodes,
            &mut self.pins,
            &mut self.refusals,
            &mut self.face.attempts,
            &mut self.face.captures,
            &mut self.code_b.agreeing,
            &mut self.code_b.tries_kept,
            &mut self.code_b.scans,
        ] {
            *count = (*count).max(1);
        }
        if self.face.one_false_match_in == 0 {
            self.face.one_false_match_in = FacePolicy::ONE_FALSE_MATCH_IN;
        }
        self.patience = self.patience.fit();
        self
    }
}

impl FacePolicy {
    /// The false-match rate that is aimed at where none is given.
    const ONE_FALSE_MATCH_IN: u32 = 10_000;
}

/// A reader with everything fitted, in the unattended mode.
impl Default for Config {
    fn default() -> Self {
        Self {
            station: 1,
            mode: Mode::Unattended,
            fitted: Fitted::all(),
            facility: Facility::ADMINISTRATOR,
            facility_lacks: Facility::empty(),
            staff_check: StaffCheck::FromMethodScreen,
            sessions_after: 0,
            passcodes: 3,
            pins: 3,
            refusals: 3,
            ways_back: 3,
            registration_by_sight: Some(Self::REGISTRATION_BY_SIGHT),
            phone_reader: PhoneReader::Same,
            subsidy: false,
            rules_expire: None,
            reader_model: 0,
            pin_verifier: PinVerifier::Library,
            methods_after_read_error: false,
            face: FacePolicy {
                attempts: 2,
                captures: 3,
                one_false_match_in: FacePolicy::ONE_FALSE_MATCH_IN,
                liveness_required: false,
            },
            code_b: CodeBScanning {
                agreeing: CODE_B_AGREEING,
                tries_kept: CODE_B_TRIES_KEPT,
                scans: 3,
            },
            prescription: PrescriptionChoice::NotAsked,
            ahead: Ahead::all(),
            patience: Patience::default(),
            rehearsal: false,
        }
    }
}

/// How the consent to medical information is asked on a given day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
pub enum ConsentProfile {
    /// Until 2024-10-06: each kind on its own, and the limit amount (限度額) too.
    EachWithLimit,
    /// From 2024-10-07: all kinds at once or each on its own; the limit amount is no longer asked.
    AllOrEach,
}

impl ConsentProfile {
    /// The profile that holds on a day. \[1\] docs/facts/reception.md §5.1
    pub fn on(day: Date) -> Self {
        if (day.year(), day.month(), day.day()) < (2024, 10, 7) {
            Self::EachWithLimit
        } else {
            Self::AllOrEach
        }
    }

    /// What may be consented to under this profile.
    pub const fn items(self) -> Consents {
        match self {
            Self::EachWithLimit => Consents::all(),
            Self::AllOrEach => Consents::all().difference(Consents::LIMIT),
        }
    }
}

bitflags::bitflags! {
    /// The kinds of information that a patient may let the facility see.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    pub struct Consents: u8 {
        /// 診療情報.
        const TREATMENT = 1;
        /// 薬剤情報.
        const MEDICINES = 1 << 1;
        /// 手術情報.
        const SURGERY = 1 << 2;
        /// 特定健診等情報.
        const CHECKUPS = 1 << 3;
        /// 限度額情報.
        const LIMIT = 1 << 4;
    }
}

/// Whether phones may be used on a day: from 2025-09-19. \[C\] docs/facts/reception.md §5.4
pub(super) fn phones_accepted_on(day: Date) -> bool {
    (day.year(), day.month(), day.day()) >= (2025, 9, 19)
}
