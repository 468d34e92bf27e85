//! What each code breaks, what the staff do about it, whom they call and what they hand over.
#![forbid(unsafe_code)]

use std::borrow::Cow;

use super::CodeRule;
use crate::fault::FaultCode;
use crate::guidance::ladder::Part;
use crate::guidance::{LeafletId, Party, Phrase, StaffAction};

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

#[allow(clippy::too_many_lines, reason = "a table")]
#[rustfmt::skip]
pub(super) fn codes() -> Vec<CodeRule> {
    use FaultCode as C;
    code_rules! {
        Some(C::CARD_NOT_RECOGNISED) => breaks [] doubts [CHIP CARD_FACE]
            staff [Reseat PlaceByModel ListenForTone TakeOutOfCase CleanCard CleanCardCamera TryKnownGoodCard ReaderIsSound
                ReaderIsAtFault ReaderWasSound ReaderWasAtFault ChangeMethod StaffCheckOnReader EndCheckIn TakeCardOut SwitchToVisualMode CompareAndTick PutCardBack
                SwitchModeBack UseOtherDevice AskForPapers]
            calls [ReaderMaker] leaflets [ReaderHowTo];
        Some(C::NOT_A_MY_NUMBER_CARD) => breaks [] doubts [CARD CHIP]
            staff [CheckWhichCard Reseat PlaceByModel ListenForTone TakeOutOfCase TryKnownGoodCard ReaderIsSound
                ReaderIsAtFault ReaderWasSound ReaderWasAtFault AskForPapers]
            calls [ReaderMaker] leaflets [ReaderHowTo];
        Some(C::PIN_WRONG) => breaks [] doubts []
            staff [StopAfterTwoFailures ChangeMethod StaffCheckOnReader EndCheckIn TakeCardOut SwitchToVisualMode CompareAndTick PutCardBack
                SwitchModeBack AskForPapers HandOverLeaflet]
            calls [Municipality] leaflets [PinReset] phrase PinReset;
        Some(C::PIN_BLOCKED) => breaks [PIN] doubts []
            staff [LookForFaceOnlyMark ChangeMethod StaffCheckOnReader EndCheckIn TakeCardOut SwitchToVisualMode CompareAndTick PutCardBack
                SwitchModeBack AskForPapers HandOverLeaflet]
            calls [Municipality] leaflets [PinReset] phrase PinReset;
        Some(C::CODE_B_BLOCKED) => breaks [CODE_B] doubts []
            staff [ChangeMethod StaffCheckOnReader EndCheckIn TakeCardOut SwitchToVisualMode CompareAndTick PutCardBack SwitchModeBack
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
            staff [FinishModeChange StartOver RestartTerminalIfAgain AskForPapers]
            calls [Installer] leaflets [StaffModeSwitch];
        Some(C::REGISTRATION_FAILED) => breaks [REGISTRATION] doubts []
            staff [RegisterLater RegisterElsewhere AskForPapers CallForHelp]
            calls [CallCentre] leaflets [ReaderHowTo];
        Some(C::NETWORK) => breaks [LINE] doubts []
            staff [WriteDownCodes CheckLanCable CheckHubAndRouter RestartTerminal CheckLineOutage NoteLineKind
                UseOtherDevice AskForPapers NoteFourItems CallForHelp AskForOutageMode UseOutageMode
                LookUpAfterRecovery]
            calls [Installer NetworkProvider CallCentre] leaflets [] and outage;
        Some(C::TERMINAL_CERTIFICATE) => breaks [TERMINAL_CERTIFICATE] doubts []
            staff [WriteDownCodes RenewTerminalCertificate UseOtherDevice AskForPapers
                NoteFourItems CallForHelp AskForOutageMode UseOutageMode LookUpAfterRecovery]
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
            staff [CleanCard TakeOutOfCase Reseat TryKnownGoodCard ReaderIsSound ReaderIsAtFault ReaderWasSound ReaderWasAtFault
                ChangeMethod StaffCheckOnReader EndCheckIn TakeCardOut SwitchToVisualMode CompareAndTick PutCardBack SwitchModeBack
                UseOtherDevice AskForPapers]
            calls [ReaderMaker] leaflets [];
        Some(C::NO_ELIGIBILITY) => breaks [ELIGIBILITY] doubts []
            staff [AskAboutInsurance InsurersDataMayBeWrong AskForPapers PatientAsksInsurer
                QueryAgainLater HandOverLeaflet]
            calls [Insurer] leaflets [InsurerNotRegistered];
        Some(C::INSURER_NOT_REGISTERED) => breaks [ELIGIBILITY REGISTRATION] doubts []
            staff [AskAboutInsurance AskForPapers PatientAsksInsurer QueryAgainLater
                HandOverLeaflet]
            calls [Insurer] leaflets [InsurerNotRegistered];
        Some(C::CARD_FACE_UNREADABLE) => breaks [CARD_FACE] doubts []
            staff [CleanCard TakeOutOfCase SeeWhetherFaded CleanCardCamera TryKnownGoodCard ReaderIsSound
                ReaderIsAtFault ReaderWasSound ReaderWasAtFault ChangeMethod StaffCheckOnReader EndCheckIn TakeCardOut SwitchToVisualMode CompareAndTick PutCardBack
                SwitchModeBack UseOtherDevice AskForPapers]
            calls [ReaderMaker] leaflets [];
        Some(C::FACE_NOT_CAPTURED) => breaks [CAMERA] doubts []
            staff [CleanLens ChangeMethod StaffCheckOnReader EndCheckIn TakeCardOut SwitchToVisualMode CompareAndTick PutCardBack SwitchModeBack
                UseOtherDevice AskForPapers WriteDownCodes RestartInOrder CallForHelp]
            calls [ReaderMaker] leaflets [];
        Some(C::KEYPAD) => breaks [KEYPAD] doubts [PANEL]
            staff [CheckExternalKeypad CheckPanel ChangeMethod EndCheckIn TakeCardOut SwitchToVisualMode CompareAndTick PutCardBack SwitchModeBack UseOtherDevice
                AskForPapers WriteDownCodes RestartReader RestartTerminal CallForHelp]
            calls [ReaderMaker] leaflets [];
        Some(C::CENTRE_OUTAGE) => breaks [CENTRE_FROM_TERMINAL] doubts [CENTRE]
            staff [WriteDownCodes RestartTerminal CheckPortal SeeWhetherOnlyRegistration
                UseOtherDevice AskForPapers NoteFourItems AskForOutageMode UseOutageMode WaitForRecovery
                LookUpAfterRecovery]
            calls [CallCentre] leaflets [] and outage;
        Some(C::INSTITUTION_AUTHENTICATION) => breaks [NO_PIN_PATH] doubts [PIN_PATH]
            staff [WriteDownCodes TryPinPath RestartTerminal UseOtherDevice AskForPapers
                NoteFourItems CallForHelp AskForOutageMode UseOutageMode LookUpAfterRecovery]
            calls [CallCentre] leaflets [] and outage;
        Some(C::INSTITUTION_CERTIFICATE) => breaks [NO_PIN_PATH] doubts [PIN_PATH]
            staff [WriteDownCodes TryPinPath ItIsTheFacilitysCertificate RestartTerminal UseOtherDevice
                AskForPapers NoteFourItems CallForHelp AskForOutageMode UseOutageMode LookUpAfterRecovery]
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
            staff [LookHasChanged ChangeMethod StaffCheckOnReader EndCheckIn TakeCardOut SwitchToVisualMode CompareAndTick PutCardBack SwitchModeBack
                AskForPapers]
            calls [] leaflets [];
        Some(C::CARD_REMOVED) => breaks [] doubts []
            staff [LeaveCardToTheEnd OfferHelp StartOver AskForPapers] calls [] leaflets [ReaderHowTo];
        Some(C::TIMED_OUT) => breaks [] doubts []
            staff [OfferHelp StartOver] calls [] leaflets [ReaderHowTo];
        Some(C::CANCELLED) => breaks [] doubts []
            staff [OfferHelp StartOver AskForPapers] calls [] leaflets [];
        Some(C::PHONE_INSTEAD_OF_CARD) => breaks [] doubts [CARD]
            staff [CardInsteadOfPhone OfferHelp AskForPapers]
            calls [] leaflets [Smartphone];
        Some(C::NO_METHOD) => breaks [PIN] doubts []
            staff [LookForFaceOnlyMark ChangeMethod StartOver EndCheckIn TakeCardOut SwitchToVisualMode CompareAndTick PutCardBack SwitchModeBack
                AskForPapers]
            calls [] leaflets [StaffModeSwitch];
        Some(C::CARD_LEFT) => breaks [] doubts []
            staff [ReturnCard] calls [] leaflets [] and continues;
        Some(C::REGISTRATION_NOT_THIS_WAY) => breaks [] doubts []
            staff [RegisterByFaceOrPin RegisterElsewhere AskForPapers]
            calls [] leaflets [ReaderHowTo];
        Some(C::EXPIRY_DIFFERS) => breaks [PHOTO] doubts []
            staff [ChangeMethod StaffCheckOnReader EndCheckIn TakeCardOut SwitchToVisualMode CompareAndTick PutCardBack SwitchModeBack AskForPapers]
            calls [] leaflets [];
        Some(C::NO_CARD) => breaks [CARD] doubts []
            staff [AskWhatIsAlong AskForPapers HandOverLeaflet]
            calls [Insurer] leaflets [];

        None => breaks [] doubts [READER TERMINAL CHIP]
            staff [WriteDownCodes LookUpMakersCode TryKnownGoodCard ReaderIsSound ReaderIsAtFault ReaderWasSound ReaderWasAtFault
                RestartInOrder UseOtherDevice AskForPapers CallForHelp]
            calls [ReaderMaker CallCentre] leaflets [];
    }
}
