//! How each step of the ladder stands in a situation.
#![forbid(unsafe_code)]

use super::LadderStep;
use super::ladder::{Part, Standing, Why};
use super::rules::{CodeRule, Rules, StepRule};
use super::situation::{AtHand, FaceOnly, Facility, Isolation, Panel, Present, Situation, Visit};
use crate::fault::{FaultCode, Known, Retry, Step, known};
use mynareader_facts::{CertificateState, Mode, TokenKind, Tries};

pub(super) type Stand = (Standing, Why);

const OPEN: Stand = (Standing::Possible, Why::Open);

fn no(why: Why) -> Stand {
    (Standing::NotPossible, why)
}

fn given(why: Why) -> Stand {
    (Standing::Conditional, why)
}

/// Whether a facility has what a step needs.
enum Has {
    /// It said so.
    Yes,
    /// It said that it has not: why the step is closed.
    No(Why),
    /// It did not say: on what condition the step is open.
    NotSaid(Why),
}

fn is_open(stand: Stand) -> bool {
    stand.0 != Standing::NotPossible
}

/// What is broken, each part with its reason, in the order in which reasons are given.
const REASONS: [(Part, Why); 23] = [
    (Part::CARD, Why::NoMyNumberCard),
    (Part::CARD_APPLICATION, Why::CardApplicationBroken),
    (Part::CERTIFICATE, Why::CertificateEnded),
    (Part::READER, Why::ReaderDown),
    (Part::TERMINAL, Why::TerminalDown),
    (Part::TERMINAL_CERTIFICATE, Why::TerminalCertificateEnded),
    (Part::LINE, Why::LineDown),
    (Part::CENTRE_FROM_TERMINAL, Why::CentreDown),
    (Part::CENTRE, Why::CentreDown),
    (Part::ELIGIBILITY, Why::NoEligibility),
    (Part::REGISTRATION, Why::NotRegistered),
    (Part::PANEL, Why::PanelDead),
    (Part::PIN, Why::PinBlocked),
    (Part::KEYPAD, Why::KeypadDead),
    (Part::CODE_B, Why::CodeBBlocked),
    (Part::CARD_FACE, Why::CardFaceUnreadable),
    (Part::PHOTO, Why::PhotoUnreadable),
    (Part::CAMERA, Why::CameraDown),
    (Part::FACE_MATCH, Why::FaceNotMatched),
    (Part::NO_PIN_PATH, Why::NoPinPathDown),
    (Part::PIN_PATH, Why::CentreDown),
    (Part::PORTAL, Why::PortalClosed),
    (Part::PHONE_CERTIFICATE, Why::PhoneEndsWithCard),
];

/// The rules, applied to one code in one situation.
pub(super) struct Stands<'a> {
    rules: &'a Rules,
    rule: &'a CodeRule,
    code: FaultCode,
    known: Option<&'static Known>,
    situation: &'a Situation,
    broken: Part,
    doubtful: Part,
    pin_reason: Why,
    code_b_reason: Why,
    /// The code's own breaks and doubts, without what the situation adds.
    fault: Part,
}

impl<'a> Stands<'a> {
    pub(super) fn new(
        rules: &'a Rules,
        rule: &'a CodeRule,
        code: FaultCode,
        situation: &'a Situation,
    ) -> Self {
        let mut stands = Self {
            rules,
            rule,
            code,
            known: known(code),
            situation,
            broken: rule.breaks,
            doubtful: rule.doubts,
            pin_reason: Why::PinBlocked,
            code_b_reason: Why::CodeBBlocked,
            fault: rule.breaks | rule.doubts,
        };
        stands.read_fault();
        stands.read_keys();
        stands.read_certificate();
        stands.doubtful = stands.doubtful.difference(stands.broken);
        stands
    }

    fn read_fault(&mut self) {
        let situation = self.situation;
        match self.code {
            FaultCode::KEYPAD => match situation.panel {
                Panel::Unknown => {}
                Panel::KeypadDead => self.doubtful.remove(Part::PANEL),
                Panel::Dead => self.broken.insert(Part::PANEL),
            },
            // The phone goes, and the card comes in its place.
            FaultCode::REGISTRATION_NOT_THIS_WAY if situation.token.is_phone() => {
                self.doubtful.insert(Part::CARD);
            }
            // Seen once while registration was late and eligibility worked [1].
            FaultCode::CENTRE_OUTAGE if situation.step == Step::Register => {
                self.broken.remove(Part::CENTRE_FROM_TERMINAL);
                self.broken.insert(Part::REGISTRATION);
                self.doubtful.insert(Part::CENTRE_FROM_TERMINAL);
            }
            _ => {}
        }
        if situation.isolation == Isolation::NoCardReads && self.doubtful.contains(Part::CHIP) {
            self.broken.insert(Part::READER);
            self.fault.insert(Part::READER);
            self.doubtful
                .remove(Part::CHIP | Part::CARD | Part::CARD_FACE);
        }
        // A chip of the predecessor is no My Number card, whatever else was said.
        if situation.token == TokenKind::JukiCard {
            self.broken.insert(Part::CARD);
        }
    }

    fn read_keys(&mut self) {
        let situation = self.situation;
        let pin = match situation.pin {
            _ if situation.face_only == FaceOnly::Likely => Some(Why::FaceOnlyCard),
            Tries::Blocked => Some(Why::PinBlocked),
            Tries::Left(n) if n <= 1 => Some(Why::LastTry),
            Tries::Unknown if self.code == FaultCode::PIN_WRONG => Some(Why::TriesUnknown),
            Tries::Left(_) | Tries::Unknown => None,
        };
        if let Some(why) = pin {
            self.broken.insert(Part::PIN);
            self.pin_reason = why;
        }
        // マイナポータル is opened with the same PIN; a phone with a certificate of its own may
        // still open it.
        if self.broken.contains(Part::PIN) {
            self.doubtful.insert(Part::PORTAL);
        }
        // Without a PIN there is no certificate for a phone either.
        if situation.face_only == FaceOnly::Likely {
            self.broken.insert(Part::PORTAL | Part::PHONE_CERTIFICATE);
        }
        match situation.code_b {
            Tries::Blocked => self.broken.insert(Part::CODE_B),
            Tries::Left(n) if n <= 1 => {
                self.broken.insert(Part::CODE_B);
                self.code_b_reason = Why::CodeBTooLow;
            }
            Tries::Left(_) | Tries::Unknown => {}
        }
    }

    fn read_certificate(&mut self) {
        let says_006 = self.code == FaultCode::CERTIFICATE_ENDED;
        let ended = Part::CERTIFICATE | Part::PORTAL | Part::PHONE_CERTIFICATE;
        match self.situation.certificate {
            // A phone's certificate has no grace (docs/facts/counter.md).
            CertificateState::Grace
                if self.grace_has_begun() && !self.situation.token.is_phone() =>
            {
                self.broken.insert(Part::PORTAL | Part::PHONE_CERTIFICATE);
            }
            CertificateState::Grace
            | CertificateState::PastGrace
            | CertificateState::NotYetValid
            | CertificateState::Revoked
            | CertificateState::Absent => self.broken.insert(ended),
            // The reader says 006 of a certificate that looks valid here: the centre knows of a
            // revocation. Its word outranks the dates.
            CertificateState::Valid | CertificateState::Notice if says_006 => {
                self.broken.insert(ended);
            }
            CertificateState::Unknown if says_006 => {
                self.broken.insert(Part::PORTAL | Part::PHONE_CERTIFICATE);
                if self.grace_has_begun() && !self.situation.token.is_phone() {
                    self.doubtful.insert(Part::CERTIFICATE);
                } else {
                    self.broken.insert(Part::CERTIFICATE);
                }
            }
            CertificateState::Valid | CertificateState::Notice | CertificateState::Unknown => {}
        }
        if self.situation.card_has_expired() {
            self.broken.insert(Part::PORTAL | Part::PHONE_CERTIFICATE);
        }
    }

    fn grace_has_begun(&self) -> bool {
        self.situation.date >= self.rules.grace_from
    }

    /// The first broken part among the needed ones, as a reason.
    fn broken_of(&self, needs: Part) -> Option<Why> {
        REASONS
            .iter()
            .find(|(part, _)| needs.contains(*part) && self.broken.contains(*part))
            .map(|(part, why)| match *part {
                Part::PIN => self.pin_reason,
                Part::CODE_B => self.code_b_reason,
                Part::PHONE_CERTIFICATE if self.situation.face_only == FaceOnly::Likely => {
                    Why::FaceOnlyCard
                }
                _ => *why,
            })
    }

    fn doubt_of(&self, needs: Part) -> Option<Stand> {
        let doubts = self.doubtful & needs;
        if doubts.is_empty() {
            return None;
        }
        let why = if doubts.contains(Part::CARD) {
            if self.wants_the_card() {
                return Some(given(Why::WithRightCard));
            }
            return Some(given(Why::IfRightCard));
        } else if doubts.contains(Part::PORTAL) {
            return Some(given(Why::IfPhoneOpensIt));
        } else if doubts.contains(Part::CERTIFICATE) {
            Why::IfInGrace
        } else if doubts.contains(Part::PANEL) {
            Why::IfPanelWorks
        } else if doubts.contains(Part::PIN_PATH) {
            Why::PinPathMayWork
        } else if doubts.contains(Part::CENTRE) {
            Why::OtherLineMayWork
        } else {
            Why::CauseUncertain
        };
        Some((Standing::WorthTrying, why))
    }

    /// How a step stands by the parts it needs alone.
    fn by_parts(&self, needs: Part) -> Stand {
        if let Some(why) = self.broken_of(needs) {
            return no(why);
        }
        self.doubt_of(needs).unwrap_or(OPEN)
    }

    /// All steps but the last, which depends on the others.
    pub(super) fn of(&self, step: LadderStep) -> Stand {
        let Some(rule) = self.rules.step(step) else {
            return no(Why::NotHere);
        };
        // The check-in is over; only the card has to find its way back.
        if self.code == FaultCode::CARD_LEFT && step != LadderStep::Continue {
            return no(Why::NotCalledFor);
        }
        if self.situation.tried.contains(step) {
            return no(Why::AlreadyTried);
        }
        if let Some(why) = self.by_date(rule) {
            return no(why);
        }
        match self.has(rule.facility) {
            Has::Yes => self.at_the_facility(step, rule),
            Has::No(why) => no(why),
            Has::NotSaid(why) => match self.at_the_facility(step, rule) {
                (Standing::NotPossible, other) => no(other),
                _ => given(why),
            },
        }
    }

    /// Whether the facility has what a step needs. What it has not said is not known.
    fn has(&self, wanted: Facility) -> Has {
        if self.situation.facility.contains(wanted) {
            return Has::Yes;
        }
        let lacks = self.situation.facility_lacks.intersects(wanted);
        match (wanted, lacks) {
            (Facility::ADMINISTRATOR, true) => Has::No(Why::NoAdministrator),
            (Facility::ADMINISTRATOR, false) => Has::NotSaid(Why::IfAdministrator),
            (Facility::PHARMACY, true) => Has::No(Why::NotAPharmacy),
            (Facility::PHARMACY, false) => Has::NotSaid(Why::IfPharmacy),
            (_, true) => Has::No(Why::NotHere),
            (_, false) => Has::NotSaid(Why::IfHere),
        }
    }

    /// How a step stands where the facility has what it needs.
    fn at_the_facility(&self, step: LadderStep, rule: &StepRule) -> Stand {
        match step {
            LadderStep::Continue => self.go_on(),
            LadderStep::Retry => self.retry(),
            LadderStep::Face => self.face(rule),
            LadderStep::Pin => self.pin(rule),
            LadderStep::RepresentativePin => self.representative_pin(rule),
            LadderStep::StaffCheckOnReader => self.staff_on_reader(rule),
            LadderStep::VisualMode => self.visual_mode(rule),
            LadderStep::UnattendedMode => self.unattended_mode(),
            LadderStep::PinOnlyMode => self.pin_only_mode(rule),
            LadderStep::SecondReader | LadderStep::GeneralReader | LadderStep::MobileTerminal => {
                self.other_device(step, rule)
            }
            LadderStep::Smartphone => self.smartphone(rule),
            LadderStep::DisasterRule if self.situation.facility.contains(Facility::DISASTER) => {
                OPEN
            }
            LadderStep::DisasterRule => no(Why::NoDisaster),
            LadderStep::PortalScreen if !self.situation.patient_is_here() => no(Why::PatientAbsent),
            LadderStep::PortalScreen => self.paper(rule, AtHand::PORTAL),
            LadderStep::PortalPdf if self.situation.face_only == FaceOnly::Likely => {
                no(Why::PortalClosed)
            }
            LadderStep::PortalPdf => self.paper(rule, AtHand::PORTAL_PDF),
            LadderStep::EligibilityNotice => {
                self.of_the_insurance(self.paper(rule, AtHand::ELIGIBILITY_NOTICE))
            }
            LadderStep::EligibilityCertificate => {
                self.of_the_insurance(self.paper(rule, AtHand::ELIGIBILITY_CERTIFICATE))
            }
            LadderStep::OldInsuranceCard => self.old_card(rule),
            LadderStep::Prescription => self.paper(rule, AtHand::PRESCRIPTION),
            LadderStep::OralConfirmation => self.oral(rule),
            LadderStep::Declaration => self.declaration(rule),
            LadderStep::NoteFourItems if self.rule.outage => self.by_parts(rule.needs),
            LadderStep::NoteFourItems => no(Why::NoOutage),
            LadderStep::OutageMode => self.outage_mode(),
            LadderStep::PayInFull => given(Why::NothingElseCertain),
        }
    }

    fn by_date(&self, rule: &StepRule) -> Option<Why> {
        let date = self.situation.date;
        if rule.from.is_some_and(|from| date < from) {
            return Some(Why::NotYet);
        }
        let last = rule.provisional_until.or(rule.until);
        last.is_some_and(|last| date > last)
            .then_some(Why::NoLonger)
    }

    fn go_on(&self) -> Stand {
        if self.rule.continues {
            return OPEN;
        }
        if self.code == FaultCode::CERTIFICATE_ENDED && self.grace_has_begun() {
            match self.situation.certificate {
                _ if self.situation.token.is_phone() => {}
                CertificateState::Grace => return OPEN,
                CertificateState::Unknown => return (Standing::WorthTrying, Why::IfInGrace),
                _ => {}
            }
        }
        no(Why::NothingToContinue)
    }

    fn retry(&self) -> Stand {
        let class = self.known.map_or(Retry::AfterFix, |known| known.retry);
        match self.code {
            FaultCode::PIN_WRONG => return self.another_pin(),
            // The same step is the face, which has just not matched.
            FaultCode::FACE_NOT_MATCHED => return no(Why::FaceNotMatched),
            // The same mode finds the same card, and again no method for it.
            FaultCode::NO_METHOD => return no(Why::RetryUseless),
            // The same way would not register again.
            FaultCode::REGISTRATION_NOT_THIS_WAY if !self.wants_the_card() => {
                return no(Why::NotForRegistration);
            }
            FaultCode::NOT_A_MY_NUMBER_CARD
            | FaultCode::PHONE_INSTEAD_OF_CARD
            | FaultCode::NO_CARD
            | FaultCode::REGISTRATION_NOT_THIS_WAY => {
                return match self.broken_of(Part::CERTIFICATE | Part::READER) {
                    Some(why) => no(why),
                    None => given(Why::WithRightCard),
                };
            }
            _ => {}
        }
        let useless = match class {
            Retry::NotToday => Some(Why::RetryUseless),
            // What the situation says of this card would only show at the next try.
            _ => self
                .broken
                .difference(self.rule.breaks)
                .intersects(Part::CERTIFICATE | Part::CARD)
                .then(|| self.broken_of(Part::CERTIFICATE | Part::CARD))
                .flatten(),
        };
        match (useless, class) {
            (Some(why), _) => no(why),
            (None, Retry::SameStep) if self.broken.contains(Part::READER) => given(Why::AfterFix),
            (None, Retry::SameStep) => OPEN,
            (None, Retry::Later) => given(Why::Later),
            (None, _) => given(Why::AfterFix),
        }
    }

    fn another_pin(&self) -> Stand {
        if let Some(why) = self.broken_of(Part::PIN | Part::CERTIFICATE | Part::CARD) {
            return no(why);
        }
        match self.situation.mode {
            Mode::Visual => no(Why::NotInVisualMode),
            Mode::Unattended | Mode::PinOnly => OPEN,
        }
    }

    fn face(&self, rule: &StepRule) -> Stand {
        match self.situation.mode {
            Mode::Visual => return no(Why::NotInVisualMode),
            Mode::PinOnly => return no(Why::NotInPinOnlyMode),
            Mode::Unattended => {}
        }
        self.face_in_unattended(rule.needs)
    }

    fn face_in_unattended(&self, needs: Part) -> Stand {
        if !self.situation.patient_is_here() {
            return no(Why::PatientAbsent);
        }
        if self.phone_in_use() {
            return no(Why::PhoneInUse);
        }
        self.by_parts(needs)
    }

    fn pin(&self, rule: &StepRule) -> Stand {
        if self.situation.mode == Mode::Visual {
            return no(Why::NotInVisualMode);
        }
        self.pin_outside_visual(rule.needs)
    }

    fn pin_outside_visual(&self, needs: Part) -> Stand {
        if !self.situation.patient_is_here() {
            return no(Why::PatientAbsent);
        }
        // An iPhone asks for face or finger itself; an Android phone takes its PIN here [C].
        if self.situation.token == TokenKind::Iphone {
            return no(Why::PhoneInUse);
        }
        self.by_parts(needs)
    }

    fn representative_pin(&self, rule: &StepRule) -> Stand {
        if self.situation.mode == Mode::Visual {
            return no(Why::NotInVisualMode);
        }
        self.representative_outside_visual(rule.needs)
    }

    fn representative_outside_visual(&self, needs: Part) -> Stand {
        if self.phone_in_use() {
            return no(Why::PhoneInUse);
        }
        let stand = self.by_parts(needs);
        match self.situation.present {
            Present::Patient | Present::WithHelper => no(Why::NoRepresentative),
            Present::Proxy if stand == OPEN => given(Why::IfEntrusted),
            Present::WithLegalRepresentative | Present::Proxy => stand,
        }
    }

    /// By the patient or whoever may act: the better of the two.
    fn any_pin(&self, needs: Part) -> Stand {
        let own = self.pin_outside_visual(needs);
        if is_open(own) {
            return own;
        }
        let other = self.representative_outside_visual(needs);
        if is_open(other) { other } else { own }
    }

    fn staff_check(&self, needs: Part) -> Stand {
        if self.sight_does_not_register() {
            return no(Why::NotForRegistration);
        }
        if !self.situation.patient_is_here() {
            return no(Why::PatientAbsent);
        }
        // The staff compare with the printed photo, and a phone has none.
        if self.phone_in_use() {
            return no(Why::PhoneInUse);
        }
        self.by_parts(needs)
    }

    fn staff_on_reader(&self, rule: &StepRule) -> Stand {
        match self.situation.mode {
            Mode::Unattended => self.staff_check(rule.needs),
            Mode::Visual => no(Why::AlreadyInMode),
            Mode::PinOnly => no(Why::NotInPinOnlyMode),
        }
    }

    fn visual_mode(&self, rule: &StepRule) -> Stand {
        let stand = self.staff_check(rule.needs);
        if self.situation.mode == Mode::Visual {
            return stand;
        }
        match (self.has(Facility::ADMINISTRATOR), stand) {
            (Has::No(why), _) => no(why),
            (Has::NotSaid(why), OPEN) => given(why),
            (_, stand) => stand,
        }
    }

    fn unattended_mode(&self) -> Stand {
        if self.situation.mode == Mode::Unattended {
            return no(Why::AlreadyInMode);
        }
        let needs = |step| self.rules.step(step).map_or(Part::all(), |rule| rule.needs);
        let tried = self.situation.tried;
        let face = if tried.contains(LadderStep::Face) {
            no(Why::AlreadyTried)
        } else {
            self.face_in_unattended(needs(LadderStep::Face))
        };
        // From the PIN-only mode the PIN alone is no reason to switch.
        if is_open(face) || self.situation.mode == Mode::PinOnly {
            return face;
        }
        if tried.contains(LadderStep::Pin) {
            return face;
        }
        let pin = self.any_pin(needs(LadderStep::Pin));
        if is_open(pin) { pin } else { face }
    }

    fn pin_only_mode(&self, rule: &StepRule) -> Stand {
        if self.situation.mode == Mode::PinOnly {
            return no(Why::AlreadyInMode);
        }
        if self.situation.tried.contains(LadderStep::Pin) {
            return no(Why::AlreadyTried);
        }
        self.any_pin(rule.needs)
    }

    /// Whether any way to prove identity on this reader is open.
    fn any_method_here(&self) -> bool {
        [
            LadderStep::Face,
            LadderStep::Pin,
            LadderStep::RepresentativePin,
            LadderStep::StaffCheckOnReader,
            LadderStep::VisualMode,
            LadderStep::UnattendedMode,
        ]
        .into_iter()
        .any(|step| is_open(self.of(step)))
    }

    fn other_device(&self, step: LadderStep, rule: &StepRule) -> Stand {
        let concerned = match step {
            LadderStep::SecondReader | LadderStep::GeneralReader => Part::OF_THE_READER,
            _ => Part::OF_THE_READER | Part::OF_THE_WAY,
        };
        // Where another card reads, this card is at fault and not the reader. Its chip may still be
        // tried on a reader of another kind.
        let of_the_card = match (self.situation.isolation, step) {
            (Isolation::OtherCardReads, LadderStep::SecondReader) => {
                Part::CHIP | Part::CARD_FACE | Part::PHOTO
            }
            (Isolation::OtherCardReads, _) => Part::CARD_FACE | Part::PHOTO,
            _ => Part::empty(),
        };
        let helps = self.fault.difference(of_the_card).intersects(concerned)
            || (step != LadderStep::SecondReader && !self.any_method_here());
        if self.phone_in_use() {
            return no(Why::PhoneInUse);
        }
        if let Some(why) = self.broken_of(rule.needs) {
            return no(why);
        }
        if !helps {
            return no(Why::SameThere);
        }
        let present = self.situation.patient_is_here();
        let face = step == LadderStep::SecondReader
            && present
            && self
                .broken_of(Part::CODE_B | Part::NO_PIN_PATH | Part::FACE_MATCH)
                .is_none();
        let looked = present
            && self.broken_of(Part::NO_PIN_PATH).is_none()
            && (step != LadderStep::SecondReader
                || self.situation.mode == Mode::Visual
                || self
                    .situation
                    .facility_lacks
                    .complement()
                    .intersects(Facility::ADMINISTRATOR | Facility::STAFF_CHECK_ON_READER));
        let pin = self.broken_of(Part::PIN | Part::PIN_PATH).is_none()
            && !self.situation.tried.contains(LadderStep::Pin)
            && self.situation.present != Present::Proxy;
        let entrusted = self.broken_of(Part::PIN | Part::PIN_PATH).is_none()
            && !self.situation.tried.contains(LadderStep::RepresentativePin)
            && self.situation.present == Present::Proxy;
        // Only what is not the reader's own follows to the other device.
        let doubt = self.doubt_of(rule.needs.difference(Part::READER | Part::PANEL));
        if face || looked || pin {
            doubt.unwrap_or(OPEN)
        } else if entrusted {
            doubt.unwrap_or(given(Why::IfEntrusted))
        } else {
            no(Why::NoMethodThere)
        }
    }

    fn smartphone(&self, rule: &StepRule) -> Stand {
        if !self.situation.patient_is_here() {
            return no(Why::PatientAbsent);
        }
        if self.situation.mode == Mode::Visual {
            return no(Why::NotInVisualMode);
        }
        // A phone does not register [S].
        if self.code == FaultCode::REGISTRATION_NOT_THIS_WAY {
            return no(Why::NotForRegistration);
        }
        match self.by_parts(rule.needs) {
            OPEN if self.situation.at_hand.contains(AtHand::PHONE_CERTIFICATE) => OPEN,
            OPEN => given(Why::IfPhoneAtHand),
            other => other,
        }
    }

    fn paper(&self, rule: &StepRule, at_hand: AtHand) -> Stand {
        let stand = self.by_parts(rule.needs);
        if !is_open(stand) || self.situation.at_hand.contains(at_hand) {
            return stand;
        }
        match stand {
            OPEN => given(Why::IfAtHand),
            other => other,
        }
    }

    /// Where the centre knows of no valid eligibility, a paper may be of the insurance before.
    fn of_the_insurance(&self, paper: Stand) -> Stand {
        match self.code {
            FaultCode::NO_ELIGIBILITY if is_open(paper) => given(Why::IfOfNewInsurance),
            _ => paper,
        }
    }

    fn old_card(&self, rule: &StepRule) -> Stand {
        let provisional = rule.until.is_some_and(|until| self.situation.date > until);
        match self.paper(rule, AtHand::OLD_INSURANCE_CARD) {
            OPEN if provisional => given(Why::Provisional),
            other => other,
        }
    }

    fn oral(&self, rule: &StepRule) -> Stand {
        match self.situation.visit {
            Visit::First => no(Why::FirstVisit),
            // The notice speaks of this case; whether an oral word is enough there was not read [?].
            // Where the record is only not there yet (017), nothing contradicts the patient.
            _ if self.code == FaultCode::NO_ELIGIBILITY => given(Why::IfNoticeAllows),
            Visit::Unknown => given(Why::IfRepeated),
            Visit::Repeated => match self.situation.present {
                Present::Proxy => given(Why::IfProxyKnows),
                _ => self.by_parts(rule.needs),
            },
        }
    }

    fn declaration(&self, rule: &StepRule) -> Stand {
        match (self.by_parts(rule.needs), self.situation.present) {
            (OPEN, Present::Proxy) => given(Why::IfProxyKnows),
            (other, _) => other,
        }
    }

    fn outage_mode(&self) -> Stand {
        if !self.rule.outage {
            return no(Why::NoOutage);
        }
        // It is used at the terminal, by whatever line still works.
        if self.broken.contains(Part::TERMINAL) {
            return no(Why::TerminalDown);
        }
        if !self.situation.facility.contains(Facility::OUTAGE_MODE_OPEN) {
            return given(Why::WhenOpened);
        }
        if self.broken.contains(Part::LINE) {
            return given(Why::AfterFix);
        }
        OPEN
    }

    fn phone_in_use(&self) -> bool {
        self.situation.token.is_phone() && !self.wants_the_card()
    }

    /// Whether the phone is to be taken away for the card.
    fn wants_the_card(&self) -> bool {
        match self.code {
            FaultCode::PHONE_INSTEAD_OF_CARD => true,
            FaultCode::REGISTRATION_NOT_THIS_WAY => self.situation.token.is_phone(),
            _ => false,
        }
    }

    /// Whether the card has to be registered first, and the check by sight was found not to serve for it
    /// on this reader.
    fn sight_does_not_register(&self) -> bool {
        self.code == FaultCode::REGISTRATION_NOT_THIS_WAY && !self.situation.token.is_phone()
    }
}
