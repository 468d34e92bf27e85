//! The rules as data: what each code breaks and asks of the staff, what each step needs and from
//! when to when it stands.
//!
//! What a code breaks is read from `reception.md` (the error list and the corrections to the
//! ladder) \[I\]; the dates carry their marks beside them.
#![forbid(unsafe_code)]

use std::borrow::Cow;

use super::ladder::Part;
use super::{Facility, LadderStep, LeafletId, Party, Phrase, StaffAction};
use crate::calendar::Date;
use crate::fault::FaultCode;

/// What a code breaks, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct CodeRule {
    /// `None` for the rule of all codes that are not known.
    pub(super) code: Option<FaultCode>,
    /// What is certainly out of order.
    pub(super) breaks: Part,
    /// What may be out of order.
    pub(super) doubts: Part,
    pub(super) staff: Cow<'static, [StaffAction]>,
    pub(super) calls: Cow<'static, [Party]>,
    pub(super) leaflets: Cow<'static, [LeafletId]>,
    pub(super) phrase: Option<Phrase>,
    /// Whether the check-in goes on all the same.
    pub(super) continues: bool,
    /// Whether it counts as an outage, for the four items and the outage mode.
    pub(super) outage: bool,
}

/// What a step needs, and when it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct StepRule {
    pub(super) step: LadderStep,
    pub(super) needs: Part,
    pub(super) facility: Facility,
    /// First day on which it stands.
    pub(super) from: Option<Date>,
    /// Last day on which it stands as of right.
    pub(super) until: Option<Date>,
    /// Last day on which it is still accepted, where that is later.
    pub(super) provisional_until: Option<Date>,
    /// Whether the patient is then seen at the ordinary share of cost.
    pub(super) ordinary_share: bool,
    /// How well the dates are known.
    pub(super) source: Cow<'static, str>,
}

/// All rules of a book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Rules {
    /// The last day up to which these rules are known to hold.
    pub(super) known_up_to: Date,
    /// First day of the grace period for expired certificates.
    pub(super) grace_from: Date,
    pub(super) codes: Vec<CodeRule>,
    pub(super) steps: Vec<StepRule>,
}

impl CodeRule {
    /// A rule that knows nothing, for a book without even a rule for unknown codes.
    pub(super) fn unknown() -> Self {
        Self {
            code: None,
            breaks: Part::empty(),
            doubts: Part::all(),
            staff: Cow::Borrowed(&[]),
            calls: Cow::Borrowed(&[]),
            leaflets: Cow::Borrowed(&[]),
            phrase: None,
            continues: false,
            outage: false,
        }
    }
}

impl Rules {
    /// The rule of a code; for one without a rule, that of unknown codes.
    pub(super) fn code(&self, code: FaultCode) -> Option<&CodeRule> {
        self.codes
            .iter()
            .find(|rule| rule.code == Some(code))
            .or_else(|| self.codes.iter().find(|rule| rule.code.is_none()))
    }

    pub(super) fn step(&self, step: LadderStep) -> Option<&StepRule> {
        self.steps.iter().find(|rule| rule.step == step)
    }

    /// The built-in rules.
    pub(super) fn built_in() -> Self {
        Self {
            // The last of the gathered facts are of early 2026; rules announced by then reach
            // to the summer of 2026 (資格確認書 for people of 75 and over until 2026-07-31).
            known_up_to: Date::fixed(2026, 7, 31),
            grace_from: Date::fixed(2024, 12, 2),
            codes: codes(),
            steps: steps(),
        }
    }
}

fn parts(flags: &[Part]) -> Part {
    flags.iter().copied().collect()
}

fn steps() -> Vec<StepRule> {
    use LadderStep as S;
    use Part as P;

    let way = parts(&[
        P::TERMINAL,
        P::TERMINAL_CERTIFICATE,
        P::LINE,
        P::CENTRE_FROM_TERMINAL,
    ]);
    let answer = P::REGISTRATION | P::ELIGIBILITY;
    let card = P::CARD | P::CHIP | P::CARD_APPLICATION | P::CERTIFICATE;
    let here = way | answer | card | P::READER | P::PANEL;
    let face = here
        | parts(&[
            P::CARD_FACE,
            P::CODE_B,
            P::PHOTO,
            P::CAMERA,
            P::FACE_MATCH,
            P::NO_PIN_PATH,
        ]);
    let pin = here | P::KEYPAD | P::PIN | P::PIN_PATH;
    let staff = here | P::NO_PIN_PATH;
    let row = |step, needs, facility, ordinary_share, source: &'static str| StepRule {
        step,
        needs,
        facility,
        from: None,
        until: None,
        provisional_until: None,
        ordinary_share,
        source: Cow::Borrowed(source),
    };
    let from = |mut rule: StepRule, date: Option<Date>| {
        rule.from = date;
        rule
    };
    let none = Facility::empty();
    let no_part = Part::empty();
    let notice_2023 = Some(Date::fixed(2023, 7, 10));
    vec![
        row(S::Continue, no_part, none, true, "[D]"),
        row(S::Retry, no_part, none, false, "[D]"),
        row(S::Face, face, none, true, "[C]"),
        row(S::Pin, pin, none, true, "[C]"),
        row(S::RepresentativePin, pin, none, true, "[1]"),
        from(
            // The staff enter the facility's passcode on the reader, so the keypad is needed.
            row(
                S::StaffCheckOnReader,
                staff | P::KEYPAD,
                Facility::STAFF_CHECK_ON_READER,
                true,
                "[X] planned for 2025-03; the day of release is not confirmed",
            ),
            Some(Date::fixed(2025, 3, 1)),
        ),
        row(S::VisualMode, staff, none, true, "[C]"),
        row(
            S::UnattendedMode,
            no_part,
            Facility::ADMINISTRATOR,
            true,
            "[C]",
        ),
        row(S::PinOnlyMode, pin, Facility::ADMINISTRATOR, true, "[1]"),
        row(
            S::SecondReader,
            way | answer | card,
            Facility::SECOND_READER,
            true,
            "[I]",
        ),
        row(
            S::GeneralReader,
            way | answer | card,
            Facility::GENERAL_READER,
            true,
            "[1]",
        ),
        from(
            row(
                S::MobileTerminal,
                answer | card | P::CENTRE,
                Facility::MOBILE_TERMINAL,
                true,
                "[1] at the counter since 2025-04",
            ),
            Some(Date::fixed(2025, 4, 1)),
        ),
        from(
            row(
                S::Smartphone,
                way | answer | P::READER | P::PANEL | P::PIN_PATH | P::PHONE_CERTIFICATE,
                Facility::SMARTPHONE,
                true,
                "[C] since 2025-09-19",
            ),
            Some(Date::fixed(2025, 9, 19)),
        ),
        from(
            row(
                S::PortalScreen,
                answer | P::PORTAL,
                none,
                true,
                "[D] 保発0710第1号",
            ),
            notice_2023,
        ),
        from(
            row(
                S::PortalPdf,
                answer | P::CARD,
                none,
                true,
                "[D] 保発0710第1号",
            ),
            notice_2023,
        ),
        from(
            row(
                S::EligibilityNotice,
                P::CARD,
                none,
                true,
                "[D] first day not found; who has one shows it",
            ),
            notice_2023,
        ),
        from(
            row(S::EligibilityCertificate, no_part, none, true, "[C]"),
            Some(Date::fixed(2024, 12, 2)),
        ),
        StepRule {
            until: Some(Date::fixed(2025, 12, 1)),
            provisional_until: Some(Date::fixed(2026, 3, 31)),
            ..row(
                S::OldInsuranceCard,
                no_part,
                none,
                true,
                "[C] last day 2025-12-01, tolerated to 2026-03-31",
            )
        },
        row(
            S::Prescription,
            no_part,
            Facility::PHARMACY,
            true,
            "[1] for a proxy at a pharmacy",
        ),
        from(
            row(
                S::OralConfirmation,
                no_part,
                none,
                true,
                "[C] 保発0710第1号",
            ),
            notice_2023,
        ),
        from(
            row(S::Declaration, no_part, none, true, "[C] 保発0710第1号"),
            notice_2023,
        ),
        row(S::NoteFourItems, no_part, none, false, "[C]"),
        row(S::OutageMode, no_part, none, true, "[1]"),
        row(S::PayInFull, no_part, none, false, "[D]"),
    ]
}

/// One row: what it breaks, what it puts in doubt, staff, calls, leaflets, phrase, flags.
macro_rules! code_rules {
    ($($code:expr => breaks [$($breaks:ident)*] doubts [$($doubts:ident)*]
        staff [$($staff:ident)*] calls [$($party:ident)*] leaflets [$($leaflet:ident)*]
        $(phrase $phrase:ident)? $(and $flag:ident)?;)+) => {
        vec![$(
            CodeRule {
                code: $code,
                breaks: Part::empty()$(.union(Part::$breaks))*,
                doubts: Part::empty()$(.union(Part::$doubts))*,
                staff: Cow::Borrowed(const { &[$(StaffAction::$staff),*] }),
                calls: Cow::Borrowed(const { &[$(Party::$party),*] }),
                leaflets: Cow::Borrowed(const { &[$(LeafletId::$leaflet),*] }),
                phrase: code_rules!(@phrase $($phrase)?),
                continues: code_rules!(@is continues $($flag)?),
                outage: code_rules!(@is outage $($flag)?),
            },
        )+]
    };
    (@phrase) => { None };
    (@phrase $phrase:ident) => { Some(Phrase::$phrase) };
    (@is continues continues) => { true };
    (@is outage outage) => { true };
    (@is $wanted:ident $($flag:ident)?) => { false };
}

#[rustfmt::skip]
fn codes() -> Vec<CodeRule> {
    use FaultCode as C;
    code_rules! {
        Some(C::CARD_NOT_RECOGNISED) => breaks [] doubts [CHIP CARD_FACE]
            staff [Reseat TakeOutOfCase CleanCard CleanCardCamera TryKnownGoodCard ReaderIsSound
                ReaderIsAtFault ChangeMethod StaffCheckOnReader StaffCheckInVisualMode
                SwitchModeBack UseOtherDevice AskForPapers]
            calls [ReaderMaker] leaflets [ReaderHowTo];
        Some(C::NOT_A_MY_NUMBER_CARD) => breaks [] doubts [CARD CHIP]
            staff [CheckWhichCard Reseat TakeOutOfCase TryKnownGoodCard ReaderIsSound
                ReaderIsAtFault AskForPapers]
            calls [ReaderMaker] leaflets [ReaderHowTo];
        Some(C::PIN_WRONG) => breaks [] doubts []
            staff [StopAfterTwoFailures ChangeMethod StaffCheckOnReader StaffCheckInVisualMode
                SwitchModeBack AskForPapers HandOverLeaflet]
            calls [Municipality] leaflets [PinReset] phrase PinReset;
        Some(C::PIN_BLOCKED) => breaks [PIN] doubts []
            staff [LookForFaceOnlyMark ChangeMethod StaffCheckOnReader StaffCheckInVisualMode
                SwitchModeBack AskForPapers HandOverLeaflet]
            calls [Municipality] leaflets [PinReset] phrase PinReset;
        Some(C::CODE_B_BLOCKED) => breaks [CODE_B] doubts []
            staff [ChangeMethod StaffCheckOnReader StaffCheckInVisualMode SwitchModeBack
                AskForPapers HandOverLeaflet]
            calls [Municipality] leaflets [CodeBUnlock] phrase CodeBUnlock;
        Some(C::CERTIFICATE_ENDED) => breaks [] doubts []
            staff [GoOnInGrace AskForPapers HandOverLeaflet]
            calls [Municipality] leaflets [CertificateRenewal] phrase CertificateRenewal;
        Some(C::CARD_APPLICATION_BROKEN) => breaks [CARD_APPLICATION] doubts [PORTAL]
            staff [AskForPapers HandOverLeaflet]
            calls [Municipality] leaflets [CardReissue] phrase CardReissue;
        Some(C::READER_DISCONNECTED) => breaks [READER] doubts []
            staff [WriteDownCodes CheckReaderCable OtherPort RestartInOrder UseOtherDevice
                AskForPapers CallForHelp]
            calls [ReaderMaker Installer] leaflets [];
        Some(C::MODE_CHANGED) => breaks [] doubts []
            staff [StartOver FinishModeChange RestartTerminal AskForPapers]
            calls [Installer] leaflets [StaffModeSwitch];
        Some(C::REGISTRATION_FAILED) => breaks [REGISTRATION] doubts []
            staff [RegisterLater RegisterElsewhere AskForPapers CallForHelp]
            calls [CallCentre] leaflets [ReaderHowTo];
        Some(C::NETWORK) => breaks [LINE] doubts []
            staff [WriteDownCodes CheckLanCable CheckHubAndRouter RestartTerminal NoteLineKind
                UseOtherDevice AskForPapers NoteFourItems AskForOutageMode CallForHelp
                LookUpAfterRecovery]
            calls [Installer NetworkProvider CallCentre] leaflets [] and outage;
        Some(C::TERMINAL_CERTIFICATE) => breaks [TERMINAL_CERTIFICATE] doubts []
            staff [WriteDownCodes RenewTerminalCertificate UseOtherDevice AskForPapers
                NoteFourItems AskForOutageMode CallForHelp LookUpAfterRecovery]
            calls [Installer CallCentre] leaflets [StaffReadiness] and outage;
        Some(C::TERMINAL_SETTINGS) => breaks [TERMINAL] doubts []
            staff [WriteDownCodes RestartTerminal CheckFolder CheckFolderComputer UseOtherDevice
                AskForPapers NoteFourItems CallForHelp LookUpAfterRecovery]
            calls [Installer] leaflets [] and outage;
        Some(C::TERMINAL_HARDWARE) => breaks [TERMINAL] doubts []
            staff [WriteDownCodes RestartTerminal CheckMemory UseOtherDevice AskForPapers
                NoteFourItems CallForHelp LookUpAfterRecovery]
            calls [Installer] leaflets [] and outage;
        Some(C::PHOTO_UNREADABLE) => breaks [PHOTO] doubts []
            staff [CleanCard TakeOutOfCase Reseat TryKnownGoodCard ReaderIsSound ReaderIsAtFault
                ChangeMethod StaffCheckOnReader StaffCheckInVisualMode SwitchModeBack AskForPapers]
            calls [ReaderMaker] leaflets [];
        Some(C::NO_ELIGIBILITY) => breaks [ELIGIBILITY] doubts []
            staff [AskAboutInsurance AskForPapers PatientAsksInsurer QueryAgainLater
                HandOverLeaflet]
            calls [Insurer] leaflets [InsurerNotRegistered];
        Some(C::INSURER_NOT_REGISTERED) => breaks [ELIGIBILITY REGISTRATION] doubts []
            staff [AskAboutInsurance AskForPapers PatientAsksInsurer QueryAgainLater
                HandOverLeaflet]
            calls [Insurer] leaflets [InsurerNotRegistered];
        Some(C::CARD_FACE_UNREADABLE) => breaks [CARD_FACE] doubts []
            staff [CleanCard TakeOutOfCase CleanCardCamera TryKnownGoodCard ReaderIsSound
                ReaderIsAtFault ChangeMethod StaffCheckOnReader StaffCheckInVisualMode
                SwitchModeBack AskForPapers]
            calls [ReaderMaker] leaflets [];
        Some(C::FACE_NOT_CAPTURED) => breaks [CAMERA] doubts []
            staff [CleanLens ChangeMethod StaffCheckOnReader StaffCheckInVisualMode SwitchModeBack
                UseOtherDevice AskForPapers WriteDownCodes RestartInOrder CallForHelp]
            calls [ReaderMaker] leaflets [];
        Some(C::KEYPAD) => breaks [KEYPAD] doubts [PANEL]
            staff [CheckPanel ChangeMethod StaffCheckInVisualMode SwitchModeBack UseOtherDevice
                AskForPapers WriteDownCodes RestartReader RestartTerminal CallForHelp]
            calls [ReaderMaker] leaflets [];
        Some(C::CENTRE_OUTAGE) => breaks [CENTRE_FROM_TERMINAL] doubts [CENTRE]
            staff [WriteDownCodes RestartTerminal CheckPortal SeeWhetherOnlyRegistration
                UseOtherDevice AskForPapers NoteFourItems AskForOutageMode WaitForRecovery
                LookUpAfterRecovery]
            calls [CallCentre] leaflets [] and outage;
        Some(C::INSTITUTION_AUTHENTICATION) => breaks [NO_PIN_PATH] doubts [PIN_PATH]
            staff [WriteDownCodes TryPinPath RestartTerminal UseOtherDevice AskForPapers
                NoteFourItems AskForOutageMode CallForHelp LookUpAfterRecovery]
            calls [CallCentre] leaflets [] and outage;
        Some(C::INSTITUTION_CERTIFICATE) => breaks [NO_PIN_PATH] doubts [PIN_PATH]
            staff [WriteDownCodes TryPinPath RestartTerminal UseOtherDevice AskForPapers
                NoteFourItems AskForOutageMode CallForHelp LookUpAfterRecovery]
            calls [CallCentre] leaflets [] and outage;
        Some(C::TERMINAL_APPLICATION) => breaks [TERMINAL] doubts []
            staff [WriteDownCodes RestartTerminal UseOtherDevice AskForPapers NoteFourItems
                CallForHelp LookUpAfterRecovery]
            calls [CallCentre] leaflets [] and outage;
        Some(C::TERMINAL_SETUP) => breaks [TERMINAL] doubts []
            staff [WriteDownCodes RestartTerminal UseOtherDevice AskForPapers NoteFourItems
                CallForHelp LookUpAfterRecovery]
            calls [Installer] leaflets [] and outage;
        Some(C::READER_SETUP) => breaks [READER] doubts []
            staff [WriteDownCodes RestartInOrder UseOtherDevice AskForPapers CallForHelp]
            calls [ReaderMaker] leaflets [];
        Some(C::PRESCRIPTION_OUTAGE) => breaks [] doubts []
            staff [PrescribeOnPaper CheckPortal WaitForRecovery]
            calls [] leaflets [] and continues;

        Some(C::FACE_NOT_MATCHED) => breaks [FACE_MATCH] doubts []
            staff [ChangeMethod StaffCheckOnReader StaffCheckInVisualMode SwitchModeBack
                AskForPapers]
            calls [] leaflets [];
        Some(C::CARD_REMOVED) => breaks [] doubts []
            staff [StartOver OfferHelp] calls [] leaflets [ReaderHowTo];
        Some(C::TIMED_OUT) => breaks [] doubts []
            staff [OfferHelp StartOver] calls [] leaflets [ReaderHowTo];
        Some(C::CANCELLED) => breaks [] doubts []
            staff [OfferHelp StartOver AskForPapers] calls [] leaflets [];
        Some(C::PHONE_INSTEAD_OF_CARD) => breaks [] doubts [CARD]
            staff [CardInsteadOfPhone OfferHelp AskForPapers]
            calls [] leaflets [Smartphone];
        Some(C::NO_METHOD) => breaks [PIN] doubts []
            staff [StartOver ChangeMethod StaffCheckInVisualMode SwitchModeBack AskForPapers]
            calls [] leaflets [StaffModeSwitch];
        Some(C::CARD_LEFT) => breaks [] doubts []
            staff [ReturnCard] calls [] leaflets [] and continues;

        None => breaks [] doubts [READER TERMINAL CHIP]
            staff [WriteDownCodes LookUpMakersCode TryKnownGoodCard ReaderIsSound ReaderIsAtFault
                RestartInOrder UseOtherDevice AskForPapers CallForHelp]
            calls [ReaderMaker CallCentre] leaflets [];
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fault::KNOWN;

    #[test]
    fn every_code_and_every_step_has_exactly_one_rule() {
        let rules = Rules::built_in();
        for known in KNOWN {
            let count = rules
                .codes
                .iter()
                .filter(|rule| rule.code == Some(known.code))
                .count();
            assert_eq!(count, 1, "{}", known.code);
        }
        assert_eq!(rules.codes.len(), KNOWN.len() + 1);
        let steps: Vec<_> = rules.steps.iter().map(|rule| rule.step).collect();
        assert_eq!(steps, LadderStep::ALL);
    }

    /// The days of `reception.md`, 5.8.
    #[test]
    fn the_dates_are_those_of_the_timeline() {
        let rules = Rules::built_in();
        let dates = |step| {
            let rule = rules.step(step).unwrap();
            [rule.from, rule.until, rule.provisional_until]
                .map(|date| date.map(|date| date.to_string()).unwrap_or_default())
        };
        assert_eq!(
            dates(LadderStep::OldInsuranceCard),
            ["", "2025-12-01", "2026-03-31"]
        );
        assert_eq!(dates(LadderStep::Smartphone), ["2025-09-19", "", ""]);
        assert_eq!(
            dates(LadderStep::EligibilityCertificate),
            ["2024-12-02", "", ""]
        );
        assert_eq!(dates(LadderStep::Declaration), ["2023-07-10", "", ""]);
        assert_eq!(dates(LadderStep::OralConfirmation), ["2023-07-10", "", ""]);
        assert_eq!(dates(LadderStep::MobileTerminal), ["2025-04-01", "", ""]);
        assert_eq!(rules.grace_from.to_string(), "2024-12-02");
    }
}
