//! The ladder of next steps: its rungs, what each needs, and how each stands.
#![forbid(unsafe_code)]

use super::situation::flag_names;
use crate::fault::numbered;

numbered! {
    /// A step of the ladder, from the nearest to the last.
    pub enum LadderStep {
        /// Go on: the check-in can proceed, perhaps with less (eligibility only; a paper
        /// prescription).
        Continue = 0, "continue";
        /// The same again: seat the card anew, clean it, take it out of its case; or after a fix,
        /// or later.
        Retry = 1, "retry";
        /// 顔認証.
        Face = 2, "face";
        /// 暗証番号 entered by the patient.
        Pin = 3, "pin";
        /// 暗証番号 entered by a representative.
        RepresentativePin = 4, "representative-pin";
        /// 目視確認 on the reader, for this one patient.
        StaffCheckOnReader = 5, "staff-check-on-reader";
        /// 目視確認モード, switched at the terminal.
        VisualMode = 6, "visual-mode";
        /// Back to 無人運転モード.
        UnattendedMode = 7, "unattended-mode";
        /// 暗証番号認証固定モード.
        PinOnlyMode = 8, "pin-only-mode";
        /// Another face-recognition reader.
        SecondReader = 9, "second-reader";
        /// The general-purpose reader at the terminal.
        GeneralReader = 10, "general-reader";
        /// The mobile terminal (居宅同意取得型).
        MobileTerminal = 11, "mobile-terminal";
        /// The patient's phone with a スマホ用電子証明書.
        Smartphone = 12, "smartphone";
        /// After a disaster, in the area and period that the authorities named: name, date of birth and
        /// the like are told; neither card nor paper is needed.
        DisasterRule = 24, "disaster-rule";
        /// マイナポータル on the patient's phone.
        PortalScreen = 13, "portal-screen";
        /// The portal's page saved as PDF, with the card.
        PortalPdf = 14, "portal-pdf";
        /// 資格情報のお知らせ with the card.
        EligibilityNotice = 15, "eligibility-notice";
        /// 資格確認書.
        EligibilityCertificate = 16, "eligibility-certificate";
        /// 従来の保険証.
        OldInsuranceCard = 17, "old-insurance-card";
        /// The prescription, at a pharmacy.
        Prescription = 18, "prescription";
        /// Oral confirmation that nothing has changed (再診).
        OralConfirmation = 19, "oral-confirmation";
        /// 被保険者資格申立書.
        Declaration = 20, "declaration";
        /// The four items off the card's face, to look up later.
        NoteFourItems = 21, "note-four-items";
        /// 緊急時医療情報・資格確認機能 / システム障害時モード.
        OutageMode = 22, "outage-mode";
        /// Pay in full and settle later.
        PayInFull = 23, "pay-in-full";
    }
}

impl Why {
    /// Whether it is a reason for which a step may be taken.
    pub const fn opens(self) -> bool {
        self.number() < 100
    }
}

impl LadderStep {
    pub(super) const fn bit(self) -> u32 {
        // Numbers are below 32; a test holds them to it.
        1_u32.wrapping_shl(u32_of(self.number()))
    }
}

const fn u32_of(number: u16) -> u32 {
    let [high, low] = number.to_be_bytes();
    u32::from_be_bytes([0, 0, high, low])
}

numbered! {
    /// How a step stands now.
    pub enum Standing {
        /// Open: it can be taken now.
        Possible = 1, "possible";
        /// Open on a condition that the reason names.
        Conditional = 2, "conditional";
        /// It may work; the cause is not known for sure.
        WorthTrying = 3, "worth-trying";
        /// Closed, for the reason given.
        NotPossible = 4, "not-possible";
    }
}

numbered! {
    /// Why a step stands as it does. Below 100 it may be taken, from 100 on it may not.
    pub enum Why {
        /// Nothing stands in its way; each step has its own sentence for this.
        Open = 1, "open";
        /// If the patient has it along.
        IfAtHand = 2, "if-at-hand";
        /// After the staff have mended what their steps name.
        AfterFix = 3, "after-fix";
        /// Later: something outside must come back first.
        Later = 4, "later";
        /// With a My Number card in the reader.
        WithRightCard = 5, "with-right-card";
        /// When the call centre has opened it.
        WhenOpened = 6, "when-opened";
        /// If the patient was here before and nothing has changed.
        IfRepeated = 7, "if-repeated";
        /// If the patient has entrusted the proxy with it.
        IfEntrusted = 8, "if-entrusted";
        /// If the certificate is within its grace period, which the code does not tell.
        IfInGrace = 9, "if-in-grace";
        /// If the rest of the panel still responds.
        IfPanelWorks = 10, "if-panel-works";
        /// The path with the PIN is another one and may still work.
        PinPathMayWork = 11, "pin-path-may-work";
        /// Another line to the centre may still get through.
        OtherLineMayWork = 12, "other-line-may-work";
        /// The cause is not certain.
        CauseUncertain = 13, "cause-uncertain";
        /// Accepted for the time being, by a provisional rule.
        Provisional = 14, "provisional";
        /// If the card is really a My Number card.
        IfRightCard = 15, "if-right-card";
        /// If the proxy can state what the paper asks for.
        IfProxyKnows = 16, "if-proxy-knows";
        /// No other step is open for certain.
        NothingElseCertain = 17, "nothing-else-certain";
        /// If the phone opens it with a certificate of its own.
        IfPhoneOpensIt = 18, "if-phone-opens-it";
        /// If the facility has it; it has not said.
        IfHere = 19, "if-here";
        /// If somebody is here who may switch the mode; the facility has not said.
        IfAdministrator = 20, "if-administrator";
        /// If this is a pharmacy; the facility has not said.
        IfPharmacy = 21, "if-pharmacy";
        /// If the notice lets an oral confirmation stand in where the centre knows of no eligibility:
        /// its text was not read.
        IfNoticeAllows = 22, "if-notice-allows";
        /// If it is of the insurance that holds now: the centre knows of none, and the paper may be of the
        /// one before.
        IfOfNewInsurance = 23, "if-of-new-insurance";
        /// If the patient has a phone with a certificate along, which is held to the reader.
        IfPhoneAtHand = 24, "if-phone-at-hand";

        /// It was just tried, or the patient does not have it.
        AlreadyTried = 100, "already-tried";
        /// The PIN is blocked.
        PinBlocked = 101, "pin-blocked";
        /// Probably a face-only card, which has no PIN.
        FaceOnlyCard = 102, "face-only-card";
        /// Only one try is left, and it is not spent.
        LastTry = 103, "last-try";
        /// How many tries are left is not known.
        TriesUnknown = 104, "tries-unknown";
        /// 照合番号B is blocked.
        CodeBBlocked = 105, "code-b-blocked";
        /// The printed face of the card cannot be read.
        CardFaceUnreadable = 106, "card-face-unreadable";
        /// The photo on the card cannot be read.
        PhotoUnreadable = 107, "photo-unreadable";
        /// The camera does not work.
        CameraDown = 108, "camera-down";
        /// The faces were just found not to match.
        FaceNotMatched = 109, "face-not-matched";
        /// The keypad is dead.
        KeypadDead = 110, "keypad-dead";
        /// The panel is dead.
        PanelDead = 111, "panel-dead";
        /// The certificate has ended.
        CertificateEnded = 112, "certificate-ended";
        /// The card's application is broken.
        CardApplicationBroken = 113, "card-application-broken";
        /// There is no My Number card in the reader.
        NoMyNumberCard = 114, "no-my-number-card";
        /// The reader does not work.
        ReaderDown = 115, "reader-down";
        /// The terminal does not work.
        TerminalDown = 116, "terminal-down";
        /// The terminal's certificate has ended.
        TerminalCertificateEnded = 117, "terminal-certificate-ended";
        /// The line is down.
        LineDown = 118, "line-down";
        /// The centre does not answer.
        CentreDown = 119, "centre-down";
        /// Authentication without PIN does not work.
        NoPinPathDown = 120, "no-pin-path-down";
        /// The card is not registered yet.
        NotRegistered = 121, "not-registered";
        /// The centre has no valid eligibility for the person.
        NoEligibility = 122, "no-eligibility";
        /// Not in the visual mode.
        NotInVisualMode = 123, "not-in-visual-mode";
        /// Not in the PIN-only mode.
        NotInPinOnlyMode = 124, "not-in-pin-only-mode";
        /// The reader is in this mode already.
        AlreadyInMode = 125, "already-in-mode";
        /// Nobody is here who may switch the mode.
        NoAdministrator = 126, "no-administrator";
        /// The facility does not have it.
        NotHere = 127, "not-here";
        /// The rule begins later than this day.
        NotYet = 128, "not-yet";
        /// The rule has ended before this day.
        NoLonger = 129, "no-longer";
        /// The patient is not here.
        PatientAbsent = 130, "patient-absent";
        /// Nobody represents the patient.
        NoRepresentative = 131, "no-representative";
        /// It is for repeated visits.
        FirstVisit = 132, "first-visit";
        /// マイナポータル cannot be opened with this card.
        PortalClosed = 133, "portal-closed";
        /// It is for pharmacies.
        NotAPharmacy = 134, "not-a-pharmacy";
        /// It is for outages.
        NoOutage = 135, "no-outage";
        /// It would end the same there.
        SameThere = 136, "same-there";
        /// There is nothing to go on with.
        NothingToContinue = 137, "nothing-to-continue";
        /// Trying again does not help today.
        RetryUseless = 138, "retry-useless";
        /// A phone, not a card, is in use.
        PhoneInUse = 139, "phone-in-use";
        /// A phone's certificate ends with the card's.
        PhoneEndsWithCard = 140, "phone-ends-with-card";
        /// Not called for: a step at the ordinary share is open.
        NotCalledFor = 141, "not-called-for";
        /// 照合番号B has too few tries left.
        CodeBTooLow = 142, "code-b-too-low";
        /// No disaster was named for this facility's area on this day.
        NoDisaster = 143, "no-disaster";
        /// No way to prove whose card it is would be open there either.
        NoMethodThere = 145, "no-method-there";
        /// This way does not serve for the registration, which comes first.
        NotForRegistration = 146, "not-for-registration";
    }
}

bitflags::bitflags! {
    /// The parts of which a check-in is made: what a step needs, what a fault breaks.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    pub struct Part: u32 {
        /// A My Number card in the patient's hand.
        const CARD = 1;
        /// The chip's link.
        const CHIP = 1 << 1;
        /// The card's applications.
        const CARD_APPLICATION = 1 << 2;
        /// The printed face, readable for the camera.
        const CARD_FACE = 1 << 3;
        /// 照合番号B.
        const CODE_B = 1 << 4;
        /// The photo on the chip.
        const PHOTO = 1 << 5;
        /// The camera for the face.
        const CAMERA = 1 << 6;
        /// A face that matches.
        const FACE_MATCH = 1 << 7;
        /// The keypad on the screen.
        const KEYPAD = 1 << 8;
        /// The panel as a whole.
        const PANEL = 1 << 9;
        /// The PIN.
        const PIN = 1 << 10;
        /// The certificate on the card.
        const CERTIFICATE = 1 << 11;
        /// The reader.
        const READER = 1 << 12;
        /// The terminal.
        const TERMINAL = 1 << 13;
        /// The terminal's certificate.
        const TERMINAL_CERTIFICATE = 1 << 14;
        /// The facility's line.
        const LINE = 1 << 15;
        /// The centre as reached from the terminal.
        const CENTRE_FROM_TERMINAL = 1 << 16;
        /// The centre as reached by any way.
        const CENTRE = 1 << 17;
        /// Authentication without PIN (特定機関認証).
        const NO_PIN_PATH = 1 << 18;
        /// Authentication with the PIN at the centre.
        const PIN_PATH = 1 << 19;
        /// The registration for use as a health insurance card.
        const REGISTRATION = 1 << 20;
        /// A valid eligibility at the centre.
        const ELIGIBILITY = 1 << 21;
        /// マイナポータル, opened with the card.
        const PORTAL = 1 << 22;
        /// A phone's certificate, which ends with the card's.
        const PHONE_CERTIFICATE = 1 << 23;
    }
}
flag_names!(Part, "the parts of a check-in");

impl Part {
    /// What belongs to one reader and is another on a second one.
    pub const OF_THE_READER: Self = Self::CARD_FACE
        .union(Self::CHIP)
        .union(Self::PHOTO)
        .union(Self::CAMERA)
        .union(Self::KEYPAD)
        .union(Self::PANEL)
        .union(Self::READER);

    /// What stands between the facility and the centre.
    pub const OF_THE_WAY: Self = Self::TERMINAL
        .union(Self::TERMINAL_CERTIFICATE)
        .union(Self::LINE)
        .union(Self::CENTRE_FROM_TERMINAL);
}

/// A step of the ladder as it stands in a situation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct NextStep<'b> {
    /// Which step.
    pub step: LadderStep,
    /// How it stands.
    pub standing: Standing,
    /// Why.
    pub why: Why,
    /// Whether the patient is then seen at the ordinary share of cost.
    pub ordinary_share: bool,
    /// The step's name.
    pub name: &'b str,
    /// The reason in words.
    pub reason: &'b str,
}

impl NextStep<'_> {
    /// Whether it may be taken now, if only on a condition or as a try.
    pub const fn is_possible(&self) -> bool {
        !matches!(self.standing, Standing::NotPossible)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_step_has_a_bit_of_its_own() {
        let mut seen = 0;
        for step in LadderStep::ALL {
            assert!(step.number() < 32);
            assert_eq!(seen & step.bit(), 0, "{step}");
            seen |= step.bit();
        }
    }
}
