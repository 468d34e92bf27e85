//! What the staff do, whom they call, and what they have at hand for it.
#![forbid(unsafe_code)]

use super::{FaceOnly, Isolation, Label, LadderStep};
use crate::fault::{Category, FaultCode, known, numbered};

numbered! {
    /// A step for the staff.
    pub enum StaffAction {
        /// Write down code and message of reader and terminal.
        WriteDownCodes = 1, "write-down-codes";
        /// Seat the card again.
        Reseat = 2, "reseat";
        /// Take the card out of its case.
        TakeOutOfCase = 3, "take-out-of-case";
        /// Clean the card's face.
        CleanCard = 4, "clean-card";
        /// Clean the camera that reads the card's face.
        CleanCardCamera = 5, "clean-card-camera";
        /// Try a card that is known to be good.
        TryKnownGoodCard = 6, "try-known-good-card";
        /// The other card reads: go on with another way for this patient.
        ReaderIsSound = 7, "reader-is-sound";
        /// No card reads: the reader; call the maker.
        ReaderIsAtFault = 8, "reader-is-at-fault";
        /// See which card was put on the reader.
        CheckWhichCard = 9, "check-which-card";
        /// Stop entering PINs after two failures.
        StopAfterTwoFailures = 10, "stop-after-two-failures";
        /// Look for 「顔認証」 in the 追記欄.
        LookForFaceOnlyMark = 11, "look-for-face-only-mark";
        /// Change to another way to prove identity.
        ChangeMethod = 12, "change-method";
        /// The check by sight in the visual mode: compare, and tick at the terminal.
        CompareAndTick = 13, "compare-and-tick";
        /// The staff check on the reader.
        StaffCheckOnReader = 14, "staff-check-on-reader";
        /// Hand over the leaflet.
        HandOverLeaflet = 15, "hand-over-leaflet";
        /// The certificate is in its grace period: go on; eligibility only.
        GoOnInGrace = 16, "go-on-in-grace";
        /// Ask to see paper or phone, in the order of the ladder.
        AskForPapers = 17, "ask-for-papers";
        /// Check the USB cable between reader and terminal.
        CheckReaderCable = 18, "check-reader-cable";
        /// Try another USB port.
        OtherPort = 19, "other-port";
        /// Restart reader and terminal; the order is the model's, where it is known.
        RestartInOrder = 20, "restart-in-order";
        /// Restart the terminal.
        RestartTerminal = 21, "restart-terminal";
        /// Restart the reader.
        RestartReader = 22, "restart-reader";
        /// Finish the mode change and begin anew.
        FinishModeChange = 23, "finish-mode-change";
        /// Take the card out and begin anew.
        StartOver = 24, "start-over";
        /// Wait and try the registration again.
        RegisterLater = 25, "register-later";
        /// Other ways to register.
        RegisterElsewhere = 26, "register-elsewhere";
        /// Check the LAN cable of the terminal.
        CheckLanCable = 27, "check-lan-cable";
        /// Check line unit, hub and router by their lamps.
        CheckHubAndRouter = 28, "check-hub-and-router";
        /// Apply for the terminal's certificate and install it.
        RenewTerminalCertificate = 29, "renew-terminal-certificate";
        /// Note the four items off the card's face.
        NoteFourItems = 30, "note-four-items";
        /// Call the call centre and have the outage mode opened.
        AskForOutageMode = 31, "ask-for-outage-mode";
        /// Look up the noted items after recovery and send the report.
        LookUpAfterRecovery = 32, "look-up-after-recovery";
        /// Check the output folder: there, writable, space.
        CheckFolder = 33, "check-folder";
        /// Is the computer that holds the folder on?
        CheckFolderComputer = 34, "check-folder-computer";
        /// Close other programs; note how often it comes.
        CheckMemory = 35, "check-memory";
        /// Ask about a change of job or insurer.
        AskAboutInsurance = 36, "ask-about-insurance";
        /// Ask the centre again later.
        QueryAgainLater = 37, "query-again-later";
        /// The patient asks employer or municipality.
        PatientAsksInsurer = 38, "patient-asks-insurer";
        /// Look at the camera's lens and clean it.
        CleanLens = 39, "clean-lens";
        /// Look at the panel for damage.
        CheckPanel = 40, "check-panel";
        /// Look at the portal for outages.
        CheckPortal = 41, "check-portal";
        /// Wait for recovery.
        WaitForRecovery = 42, "wait-for-recovery";
        /// Try the PIN: its path is another one.
        TryPinPath = 43, "try-pin-path";
        /// Another reader or the mobile terminal meanwhile.
        UseOtherDevice = 44, "use-other-device";
        /// Issue the prescription on paper.
        PrescribeOnPaper = 45, "prescribe-on-paper";
        /// Call the party named.
        CallForHelp = 46, "call-for-help";
        /// Switch the mode back afterwards.
        SwitchModeBack = 47, "switch-mode-back";
        /// Return the card; keep it safe if the patient has left.
        ReturnCard = 48, "return-card";
        /// Offer help at the screen.
        OfferHelp = 49, "offer-help";
        /// The patient puts the phone away and the card in.
        CardInsteadOfPhone = 50, "card-instead-of-phone";
        /// Look up the maker's own code in the maker's manual.
        LookUpMakersCode = 51, "look-up-makers-code";
        /// Note the kind of line (IP-VPN or IPsec and IKE) for the provider.
        NoteLineKind = 52, "note-line-kind";
        /// Registration may be late while eligibility works: try a registered card.
        SeeWhetherOnlyRegistration = 53, "see-whether-only-registration";
        /// For the check by sight: end the check-in.
        EndCheckIn = 54, "end-check-in";
        /// For the check by sight: the card comes out.
        TakeCardOut = 55, "take-card-out";
        /// For the check by sight: switch to the visual mode.
        SwitchToVisualMode = 56, "switch-to-visual-mode";
        /// For the check by sight: the card goes back in.
        PutCardBack = 57, "put-card-back";
        /// The insurer's own data may be wrong: neither card nor reader is to blame.
        InsurersDataMayBeWrong = 58, "insurers-data-may-be-wrong";
        /// Take the disaster rule: name, birth date and the like are told, no card and no paper.
        UseDisasterRule = 59, "use-disaster-rule";
        /// Give the card back and have it left in the reader until the end.
        LeaveCardToTheEnd = 60, "leave-card-to-the-end";
        /// Restart the terminal if the code comes again.
        RestartTerminalIfAgain = 61, "restart-terminal-if-again";
        /// Look for an outage of the line: the cause may lie outside.
        CheckLineOutage = 62, "check-line-outage";
        /// See whether the print on the card's face is faded.
        SeeWhetherFaded = 63, "see-whether-faded";
        /// It is the facility's own certificate, and neither the patient's nor the terminal's.
        ItIsTheFacilitysCertificate = 64, "it-is-the-facilitys-certificate";
        /// An injury or a child's growth may be the reason: nobody is at fault.
        LookHasChanged = 65, "look-has-changed";
        /// Check the cable between reader and terminal, if this model has one.
        CheckReaderCableIfAny = 66, "check-reader-cable-if-any";
        /// Restart a reader that has the terminal inside.
        RestartAsOne = 67, "restart-as-one";
        /// The same, if the code comes again.
        RestartAsOneIfAgain = 68, "restart-as-one-if-again";
        /// Check the LAN cable of a reader that has the terminal inside.
        CheckLanCableOfUnit = 69, "check-lan-cable-of-unit";
        /// How the card goes into this model; its words are the model's.
        PlaceByModel = 70, "place-by-model";
        /// Listen whether this model's tone tells that the chip was sensed.
        ListenForTone = 71, "listen-for-tone";
        /// Check the cable of this model's external keypad.
        CheckExternalKeypad = 72, "check-external-keypad";
        /// Another card was read: the reader is sound, and this patient goes on in another way.
        ReaderWasSound = 73, "reader-was-sound";
        /// No card was read: the reader is at fault; call the maker.
        ReaderWasAtFault = 74, "reader-was-at-fault";
        /// The outage mode is open: look the eligibility up by the four items.
        UseOutageMode = 75, "use-outage-mode";
        /// Register on this reader, with the card and by face or PIN.
        RegisterByFaceOrPin = 76, "register-by-face-or-pin";
        /// Who has no My Number card along: which papers serve.
        AskWhatIsAlong = 77, "ask-what-is-along";
    }
}

numbered! {
    /// For whom or what a step for the staff is. The patient comes first.
    pub enum StaffPart {
        /// For this patient, now.
        ThisPatient = 1, "this-patient";
        /// For the device: reader, terminal, line.
        Device = 2, "device";
        /// Later: when the patient is served, or the system is back.
        Later = 3, "later";
    }
}

impl StaffPart {
    /// What stands above the steps of this part.
    pub const fn label(self) -> Label {
        match self {
            Self::ThisPatient => Label::ThisPatient,
            Self::Device => Label::ForDevice,
            Self::Later => Label::Later,
        }
    }
}

impl StaffAction {
    /// For whom or what it is.
    pub const fn part(self) -> StaffPart {
        match self {
            Self::WriteDownCodes
            | Self::CleanCardCamera
            | Self::TryKnownGoodCard
            | Self::ReaderIsSound
            | Self::ReaderIsAtFault
            | Self::ReaderWasAtFault
            | Self::CheckReaderCable
            | Self::CheckReaderCableIfAny
            | Self::RestartAsOne
            | Self::RestartAsOneIfAgain
            | Self::CheckLanCableOfUnit
            | Self::CheckExternalKeypad
            | Self::OtherPort
            | Self::RestartInOrder
            | Self::RestartTerminal
            | Self::RestartTerminalIfAgain
            | Self::RestartReader
            | Self::CheckLanCable
            | Self::CheckHubAndRouter
            | Self::AskForOutageMode
            | Self::CheckFolder
            | Self::CheckFolderComputer
            | Self::CheckMemory
            | Self::CleanLens
            | Self::CheckPanel
            | Self::CheckPortal
            | Self::CallForHelp
            | Self::LookUpMakersCode
            | Self::NoteLineKind
            | Self::CheckLineOutage
            | Self::ItIsTheFacilitysCertificate
            | Self::SeeWhetherOnlyRegistration => StaffPart::Device,
            Self::RenewTerminalCertificate
            | Self::LookUpAfterRecovery
            | Self::QueryAgainLater
            | Self::WaitForRecovery
            | Self::SwitchModeBack => StaffPart::Later,
            Self::Reseat
            | Self::PlaceByModel
            | Self::ListenForTone
            | Self::TakeOutOfCase
            | Self::CleanCard
            | Self::CheckWhichCard
            | Self::StopAfterTwoFailures
            | Self::LookForFaceOnlyMark
            | Self::ChangeMethod
            | Self::CompareAndTick
            | Self::StaffCheckOnReader
            | Self::HandOverLeaflet
            | Self::GoOnInGrace
            | Self::AskForPapers
            | Self::FinishModeChange
            | Self::StartOver
            | Self::RegisterLater
            | Self::RegisterElsewhere
            | Self::NoteFourItems
            | Self::AskAboutInsurance
            | Self::PatientAsksInsurer
            | Self::TryPinPath
            | Self::UseOtherDevice
            | Self::PrescribeOnPaper
            | Self::ReturnCard
            | Self::OfferHelp
            | Self::CardInsteadOfPhone
            | Self::EndCheckIn
            | Self::TakeCardOut
            | Self::SwitchToVisualMode
            | Self::PutCardBack
            | Self::InsurersDataMayBeWrong
            | Self::UseDisasterRule
            | Self::SeeWhetherFaded
            | Self::LookHasChanged
            | Self::ReaderWasSound
            | Self::UseOutageMode
            | Self::RegisterByFaceOrPin
            | Self::AskWhatIsAlong
            | Self::LeaveCardToTheEnd => StaffPart::ThisPatient,
        }
    }

    /// Of which way to check in it is a step, where there are several of which one is taken. Steps of
    /// one way follow each other; those of another stand beside them and do not come after them.
    pub const fn way(self) -> Option<LadderStep> {
        match self {
            Self::StaffCheckOnReader => Some(LadderStep::StaffCheckOnReader),
            Self::EndCheckIn
            | Self::TakeCardOut
            | Self::SwitchToVisualMode
            | Self::CompareAndTick
            | Self::PutCardBack => Some(LadderStep::VisualMode),
            _ => None,
        }
    }
}

numbered! {
    /// Whom to call.
    pub enum Party {
        /// オンライン資格確認等コールセンター.
        CallCentre = 1, "call-centre";
        /// Who set the terminal up (導入業者).
        Installer = 2, "installer";
        /// The reader's maker.
        ReaderMaker = 3, "reader-maker";
        /// The patient's insurer (保険者).
        Insurer = 4, "insurer";
        /// The municipality of residence (市区町村).
        Municipality = 5, "municipality";
        /// The provider of the line.
        NetworkProvider = 6, "network-provider";
    }
}

numbered! {
    /// What to have at hand for a call or a visit.
    pub enum Have {
        /// Code and message of reader and terminal.
        Codes = 1, "codes";
        /// The institution's code (医療機関等コード).
        InstitutionCode = 2, "institution-code";
        /// Name of the facility and of who calls.
        Names = 3, "names";
        /// Since when, how often, for which patients.
        SinceWhen = 4, "since-when";
        /// Model and serial number of the reader.
        ReaderModel = 5, "reader-model";
        /// What came of the try with another card.
        IsolationResult = 6, "isolation-result";
        /// What was restarted and what changed.
        WhatWasTried = 7, "what-was-tried";
        /// The state of the lamps of line unit, hub and router.
        Lamps = 8, "lamps";
        /// Path of the output folder and the computer that holds it.
        FolderPath = 9, "folder-path";
        /// The day on which the terminal's certificate ends.
        CertificateEnd = 10, "certificate-end";
        /// The patient: the My Number card.
        TheCard = 11, "the-card";
        /// The patient: the leaflet from here.
        TheLeaflet = 12, "the-leaflet";
        /// The patient: another document of identity, where there is one.
        OtherIdentity = 13, "other-identity";
        /// The patient: when the insurance changed, and the name of the employer.
        InsuranceChange = 14, "insurance-change";
        /// The kind of line and the contract.
        LineKind = 15, "line-kind";
    }
}

impl Party {
    /// What to have at hand for a call to this party.
    pub const fn have(self) -> &'static [Have] {
        match self {
            Self::CallCentre => &[
                Have::InstitutionCode,
                Have::Names,
                Have::Codes,
                Have::SinceWhen,
                Have::WhatWasTried,
            ],
            Self::Installer => &[
                Have::Codes,
                Have::SinceWhen,
                Have::WhatWasTried,
                Have::FolderPath,
                Have::CertificateEnd,
            ],
            Self::ReaderMaker => &[
                Have::ReaderModel,
                Have::Codes,
                Have::IsolationResult,
                Have::WhatWasTried,
            ],
            Self::Insurer => &[Have::InsuranceChange],
            Self::Municipality => &[Have::TheCard, Have::TheLeaflet, Have::OtherIdentity],
            Self::NetworkProvider => &[Have::LineKind, Have::Lamps, Have::SinceWhen],
        }
    }
}

numbered! {
    /// What to say at the municipal counter.
    pub enum Phrase {
        /// Set the PIN anew.
        PinReset = 1, "pin-reset";
        /// Unlock 照合番号B.
        CodeBUnlock = 2, "code-b-unlock";
        /// Renew the certificate.
        CertificateRenewal = 3, "certificate-renewal";
        /// The card's application is broken.
        CardReissue = 4, "card-reissue";
        /// Renew the card.
        CardRenewal = 5, "card-renewal";
    }
}

numbered! {
    /// What a patient who is upset says.
    pub enum Upset {
        /// 「他では使えた」: it worked elsewhere.
        WorkedElsewhere = 1, "worked-elsewhere";
        /// 「前は使えた」: it worked before.
        WorkedBefore = 2, "worked-before";
        /// 「機械が悪い」: the machine is bad.
        MachineIsBad = 3, "machine-is-bad";
    }
}

numbered! {
    /// Where the trouble comes from, so that what the staff answer to an upset patient is true.
    pub enum Trouble {
        /// A card was not read, or not the right one lies there.
        Reading = 1, "reading";
        /// The PIN.
        Number = 2, "number";
        /// The check by face is paused, to protect the card.
        FacePaused = 3, "face-paused";
        /// The certificate on the card.
        Certificate = 4, "certificate";
        /// The chip of the card.
        Chip = 5, "chip";
        /// A machine of the facility, or its settings.
        Machine = 6, "machine";
        /// The operation mode.
        Mode = 7, "mode";
        /// The line, or a system outside of the facility.
        Outside = 8, "outside";
        /// What the insurer has registered.
        Insurance = 9, "insurance";
        /// A face that looks otherwise than on the photo.
        Face = 10, "face";
        /// What was done at the reader, and can be done again.
        Course = 11, "course";
        /// The patient has no My Number card along.
        NoCard = 12, "no-card";
        /// The electronic prescription; the check-in itself goes on.
        Prescription = 13, "prescription";
        /// A card that has no PIN.
        NoNumber = 14, "no-number";
    }
}

impl Trouble {
    /// Where the trouble of a code comes from, with what is known of the card and of a try with another
    /// one. Of a code that is not known: a machine of the facility,
    /// so that nobody lays it on the patient.
    pub fn of(code: FaultCode, face_only: FaceOnly, isolation: Isolation) -> Self {
        let category = known(code).map(|known| known.category);
        match (category, face_only, isolation) {
            (Some(Category::Pin), FaceOnly::Likely, _) => return Self::NoNumber,
            // Another card was tried, and the reader reads none.
            (Some(Category::Card), _, Isolation::NoCardReads)
                if code != FaultCode::CARD_APPLICATION_BROKEN =>
            {
                return Self::Machine;
            }
            _ => {}
        }
        match code {
            FaultCode::CARD_APPLICATION_BROKEN => return Self::Chip,
            FaultCode::EXPIRY_DIFFERS => return Self::FacePaused,
            FaultCode::FACE_NOT_MATCHED => return Self::Face,
            FaultCode::NO_CARD => return Self::NoCard,
            _ => {}
        }
        match category {
            Some(Category::Card) => Self::Reading,
            Some(Category::Pin) => Self::Number,
            Some(Category::CodeB) => Self::FacePaused,
            Some(Category::Certificate) => Self::Certificate,
            Some(Category::Mode) => Self::Mode,
            Some(Category::Network | Category::Registration | Category::Centre) => Self::Outside,
            Some(Category::Prescription) => Self::Prescription,
            Some(Category::Eligibility) => Self::Insurance,
            Some(Category::Person) => Self::Course,
            Some(Category::Reader | Category::Terminal | Category::TerminalCertificate) | None => {
                Self::Machine
            }
        }
    }
}

numbered! {
    /// The first words on the telephone, by what a try with another card showed. In them stand
    /// `{facility}`, `{reader}` and `{terminal}`: who calls, and the codes; the terminal's only where it
    /// is known.
    pub enum Opening {
        /// No other card was tried, or it tells nothing.
        Plain = 1, "plain";
        /// Another card reads.
        OtherCardReads = 2, "other-card-reads";
        /// No card reads.
        NoCardReads = 3, "no-card-reads";
        /// As the first, where no code of the terminal is known.
        ReaderPlain = 4, "reader.plain";
        /// As the second, likewise.
        ReaderOtherCardReads = 5, "reader.other-card-reads";
        /// As the third, likewise.
        ReaderNoCardReads = 6, "reader.no-card-reads";
    }
}

impl Opening {
    /// What a program fills in: each stands once in the words, in braces.
    pub const fn places(self) -> &'static [&'static str] {
        match self {
            Self::Plain | Self::OtherCardReads | Self::NoCardReads => {
                &["facility", "reader", "terminal"]
            }
            Self::ReaderPlain | Self::ReaderOtherCardReads | Self::ReaderNoCardReads => {
                &["facility", "reader"]
            }
        }
    }
}

numbered! {
    /// A note for the staff that the situation adds.
    pub enum Note {
        /// The day is later than this book's rules are known to.
        BeyondKnown = 1, "beyond-known";
        /// A blocked PIN and a face-only card look alike.
        FaceOnlyLooksAlike = 2, "face-only-looks-alike";
        /// Switching the mode during a check-in ends it with 009.
        ModeSwitchEnds = 3, "mode-switch-ends";
        /// No step at the ordinary share is open; why, and what then.
        NoOrdinaryStep = 4, "no-ordinary-step";
        /// The certificate is in grace: no medical information.
        GraceNoInformation = 5, "grace-no-information";
        /// The certificate ends soon.
        CertificateEndsSoon = 6, "certificate-ends-soon";
        /// The last try stays unspent.
        LastTryStays = 7, "last-try-stays";
        /// A staff check touches no counter.
        StaffCheckCountsNothing = 8, "staff-check-counts-nothing";
        /// Every step at the ordinary share hangs on a condition.
        OnlyConditional = 9, "only-conditional";
        /// The visual mode still stands: the next patient cannot use the face.
        VisualModeStands = 10, "visual-mode-stands";
        /// The municipal counter may speak of an exchange instead of unlocking.
        UnlockOrExchange = 11, "unlock-or-exchange";
        /// A revoked certificate has no grace period.
        RevokedHasNoGrace = 12, "revoked-has-no-grace";
        /// People of 75 and over have a 資格確認書.
        ElderlyHaveCertificate = 13, "elderly-have-certificate";
        /// The certificate has ended, the card has not.
        CertificateEndedFirst = 14, "certificate-ended-first";
        /// The card itself has ended, and the certificate with it.
        CardEnded = 15, "card-ended";
        /// The certificate has ended; the card's own end was not read.
        CertificateEnded = 16, "certificate-ended";
        /// People of 85 and over have a 資格確認書, those of 75 to 84 one of two papers.
        OlderMayHaveCertificate = 17, "older-may-have-certificate";
        /// After the grace period the registration as insurance card ends too.
        RegistrationEndsAfterGrace = 18, "registration-ends-after-grace";
        /// Whoever has neither マイナ保険証 nor 資格確認書: declare today, apply to the insurer.
        NeitherCardNorPaper = 19, "neither-card-nor-paper";
        /// It was the reader for phones that failed, and not the one for cards.
        PhoneReaderFailed = 20, "phone-reader-failed";
        /// The old insurance card that is along counts no more; it helps to fill in the declaration.
        OldCardEnded = 21, "old-card-ended";
    }
}

numbered! {
    /// Which of a code's words for the patient fit.
    pub enum Variant {
        /// The words that always fit.
        Usual = 0, "usual";
        /// Once more is of no use: it was tried already, or something else stands in its way.
        Again = 1, "again";
        /// More than one try is left.
        TriesLeft = 2, "tries-left";
        /// A face-only card, probably.
        FaceOnly = 3, "face-only";
        /// The certificate is in its grace period.
        Grace = 4, "grace";
        /// The reader does not go on, and it is certain that the patient is seen today at the
        /// ordinary share of cost.
        SeenToday = 5, "seen-today";
        /// It is a phone, and not a card.
        Phone = 6, "phone";
    }
}
