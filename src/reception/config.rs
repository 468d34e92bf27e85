//! How a facility's reader is set up: what is fitted, what is allowed, how long to wait.
#![forbid(unsafe_code)]

use core::time::Duration;

use crate::calendar::Date;
use crate::facts::Mode;
use crate::guidance::Facility;

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
    /// Where the staff may confirm the patient by sight without switching the mode.
    pub staff_check: StaffCheck,
    /// How many wrong passcodes end the staff check on the reader for a check-in.
    pub passcodes: u8,
    /// Whether a patient whom the staff confirmed by sight may be registered on this reader (it
    /// took an update of the reader's software; before it only face and PIN could).
    pub registration_after_staff_check: bool,
    /// Who verifies the PIN on the card.
    pub pin_verifier: PinVerifier,
    /// Whether another method is offered after the chip stopped answering in the middle of one
    /// (code 001). Makers differ \[1\] reception.md §3, seed 000.
    pub methods_after_read_error: bool,
    /// What to ask of the face engine.
    pub face: FacePolicy,
    /// When code B (照合番号B) may be presented.
    pub code_b: CodeBPolicy,
    /// Whether and when the choice between an electronic and a paper prescription is asked.
    pub prescription: PrescriptionChoice,
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

/// Where the staff may confirm a patient by sight while the reader stays in the unattended mode:
/// for one patient, with the facility's passcode.
///
/// Announced for March 2025 \[C\] reception.md §2.5; whether a reader has it is the maker's to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
pub enum StaffCheck {
    /// Only in the visual mode, switched at the terminal.
    InVisualModeOnly,
    /// On the reader, once another method has failed.
    AfterFailure,
    /// On the reader, from the screen where the method is chosen.
    FromMethodScreen,
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
    /// How often a face that did not match may be tried in one check-in.
    pub attempts: u8,
    /// How often a capture that was no use (nobody, too dark, …) is repeated in one check-in.
    pub captures: u8,
    /// The false-match rate to aim at, in one per so many comparisons.
    pub one_false_match_in: u32,
    /// Whether a match counts only when the engine found the face to be alive. "Not evaluated" is
    /// then no match.
    pub liveness_required: bool,
}

/// When code B (照合番号B) may be presented to the card.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct CodeBPolicy {
    /// How many readings of the card's face must agree.
    pub agreeing_readings: u8,
    /// Presented only while more than this number of tries is known to be left.
    pub floor: u8,
    /// How often the card's face is scanned in one check-in.
    pub scans: u8,
}

/// Whether and when the choice between an electronic and a paper prescription is asked. Its place
/// differs and is nowhere published \[?\] reception.md §10.5.
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Patience {
    /// For the patient at the screen; after it they are reminded once, after it again the
    /// check-in ends.
    pub patient: Duration,
    /// For the staff.
    pub staff: Duration,
    /// For a camera or scanner.
    pub device: Duration,
    /// For one task on the card.
    pub card: Duration,
    /// For the national software; the centre itself is expected to take 3 to 7 s \[1\] TEK.
    pub national: Duration,
    /// Until a forgotten card is first reminded of, and between reminders.
    pub forgotten_card: Duration,
    /// How long a staff check that came before the card waits for it.
    pub waiting_proof: Duration,
    /// How often the staff are reminded that the visual mode is still on.
    pub visual_mode: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            patient: Duration::from_secs(60),
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

/// A reader with everything fitted, in the unattended mode.
impl Default for Config {
    fn default() -> Self {
        Self {
            station: 1,
            mode: Mode::Unattended,
            fitted: Fitted::all(),
            facility: Facility::ADMINISTRATOR,
            staff_check: StaffCheck::AfterFailure,
            passcodes: 3,
            registration_after_staff_check: true,
            pin_verifier: PinVerifier::Library,
            methods_after_read_error: false,
            face: FacePolicy {
                attempts: 2,
                captures: 3,
                one_false_match_in: 10_000,
                liveness_required: false,
            },
            code_b: CodeBPolicy {
                agreeing_readings: 2,
                floor: 2,
                scans: 3,
            },
            prescription: PrescriptionChoice::NotAsked,
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
    /// The profile that holds on a day. \[1\] reception.md §5.1
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

/// Whether phones may be used on a day: from 2025-09-19. \[C\] reception.md §5.4
pub(super) fn phones_accepted_on(day: Date) -> bool {
    (day.year(), day.month(), day.day()) >= (2025, 9, 19)
}
