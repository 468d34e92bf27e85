//! Which words stand on the screens of a check-in, for the patient and beside them for the staff.
//! Which of them belongs to what the reception asks for is said there
//! ([`crate::reception::Words`]).
#![forbid(unsafe_code)]

use crate::fault::numbered;

numbered! {
    /// Words on the screen for the patient.
    pub enum ScreenText {
        /// The card is asked for.
        Welcome = 1, "welcome";
        /// The card is being read.
        ReadingCard = 2, "reading-card";
        /// The staff compare the patient with the photo.
        StaffLooking = 3, "staff-looking";
        /// The centre is being asked.
        AskingCentre = 4, "asking-centre";
        /// The patient is checked in.
        Admitted = 5, "admitted";
        /// The end of a rehearsal.
        Rehearsed = 6, "rehearsed";
        /// It ended early, and beginning again helps.
        BeginAgain = 7, "begin-again";
        /// It ended, and goes on at the desk.
        GoToDesk = 8, "go-to-desk";
        /// The card's face is being read.
        Scanning = 9, "scanning";
        /// It is read once more.
        ScanningAgain = 10, "scanning-again";
        /// The card lies with its photo down.
        WrongSide = 11, "wrong-side";
        /// The card lies the wrong way round.
        UpsideDown = 12, "upside-down";
        /// The card lies there in its case.
        InCase = 13, "in-case";
        /// Two cards lie there.
        TwoCards = 14, "two-cards";
        /// The card reflects light.
        Glare = 15, "glare";
        /// The camera looks at the face.
        Capturing = 16, "capturing";
        /// By which method?
        ChooseMethod = 17, "choose-method";
        /// Spend the last try?
        DecideLastTry = 18, "decide-last-try";
        /// The PIN is asked for; `{tries}` is how many are left.
        EnterPin = 19, "enter-pin";
        /// The same once more.
        EnterPinAgain = 20, "enter-pin-again";
        /// One try is left.
        OneTryLeft = 21, "one-try-left";
        /// `{tries}` are left.
        TriesLeft = 22, "tries-left";
        /// How many are left is not known.
        TriesUnknown = 23, "tries-unknown";
        /// Confirm on the phone.
        ConfirmOnPhone = 24, "confirm-on-phone";
        /// Register the card as a health insurance card?
        OfferRegistration = 25, "offer-registration";
        /// The certificate ends soon.
        CertificateEndsSoon = 26, "certificate-ends-soon";
        /// The certificate is in its grace period.
        CertificateInGrace = 27, "certificate-in-grace";
        /// The card's last day has passed.
        CardEnded = 28, "card-ended";
        /// Electronic or on paper?
        ChoosePrescription = 29, "choose-prescription";
        /// Consent to each kind of information, with the limit.
        ConsentEachWithLimit = 30, "consent-each-with-limit";
        /// Consent to all or to each.
        ConsentAllOrEach = 31, "consent-all-or-each";
        /// An answer is waited for.
        Reminder = 32, "reminder";
        /// The card may be taken.
        TakeCard = 33, "take-card";
        /// The card is still there.
        CardStillHere = 34, "card-still-here";
        /// The face.
        MethodFace = 35, "method-face";
        /// The PIN.
        MethodPin = 36, "method-pin";
        /// A look by the staff.
        MethodStaff = 37, "method-staff";
        /// A method that is closed, `{method}`, and `{why}`.
        MethodClosed = 38, "method-closed";
        /// Closed: not in this mode.
        ClosedByMode = 39, "closed-by-mode";
        /// Closed: not on this reader.
        ClosedNotFitted = 40, "closed-not-fitted";
        /// Closed: after another method.
        ClosedNotYet = 41, "closed-not-yet";
        /// Closed: not with a phone.
        ClosedNotForPhones = 42, "closed-not-for-phones";
        /// Closed: locked.
        ClosedBlocked = 43, "closed-blocked";
        /// Closed: too few tries of code B.
        ClosedTooFewTries = 44, "closed-too-few-tries";
        /// Closed: the card has no PIN.
        ClosedFaceOnlyCard = 45, "closed-face-only-card";
        /// Closed: it did not prove who it is.
        ClosedNotProved = 46, "closed-not-proved";
        /// Closed: no answer came.
        ClosedNoAnswer = 47, "closed-no-answer";
        /// Closed: the last try is kept.
        ClosedLastTryKept = 48, "closed-last-try-kept";
        /// Closed: for any other reason.
        ClosedDidNotWork = 49, "closed-did-not-work";
        /// Which phone is it?
        ChoosePhone = 50, "choose-phone";
        /// The PIN of a phone that is not there yet.
        EnterPinAhead = 51, "enter-pin-ahead";
        /// An Android phone is asked for, on this reader.
        AwaitAndroid = 52, "await-android";
        /// The same, on the reader beside it.
        AwaitAndroidBeside = 53, "await-android-beside";
        /// An iPhone is asked for, on this reader.
        AwaitIphone = 54, "await-iphone";
        /// The same, on the reader beside it.
        AwaitIphoneBeside = 55, "await-iphone-beside";
        /// A card came where a phone was chosen.
        CardInstead = 56, "card-instead";
        /// Another phone came than the one that was chosen.
        PhoneInstead = 57, "phone-instead";
        /// Use the certificate of 医療費助成?
        AskSubsidy = 58, "ask-subsidy";
        /// A phone, in place of the card.
        MethodPhone = 59, "method-phone";
        /// Closed: no reader for phones.
        ClosedNoPhoneReader = 60, "closed-no-phone-reader";
        /// Closed: the reader for phones is not connected.
        ClosedPhoneReaderNotPaired = 61, "closed-phone-reader-not-paired";
        /// Closed: it does not serve for the registration.
        ClosedNotForRegistration = 62, "closed-not-for-registration";
        /// The way back to the methods, on a button.
        Back = 63, "back";
        /// The same, beside the keypad.
        PinForgotten = 64, "pin-forgotten";
        /// The camera saw no face.
        NoFace = 65, "no-face";
        /// The camera saw several faces.
        OneFace = 66, "one-face";
        /// The face is too far away.
        ComeCloser = 67, "come-closer";
        /// The face is turned away.
        LookUp = 68, "look-up";
        /// The face is too dark.
        TooDark = 69, "too-dark";
        /// The light is too strong.
        TooBright = 70, "too-bright";
        /// The face was not clear.
        CaptureAgain = 71, "capture-again";
        /// Spoken: the card is asked for.
        SpokenWelcome = 72, "spoken-welcome";
        /// Spoken: by which method; `{methods}` are those that are open.
        SpokenMethods = 73, "spoken-methods";
        /// Spoken: what stands between two methods.
        SpokenComma = 76, "spoken-comma";
        /// Spoken: the PIN is asked for; `{tries}` is how many are left.
        SpokenEnterPin = 74, "spoken-enter-pin";
        /// Spoken: the camera looks at the face.
        SpokenCapturing = 75, "spoken-capturing";
    }
}

numbered! {
    /// Words for the staff, on the reader or at the terminal.
    pub enum NoticeText {
        /// Compare, and answer on the reader.
        LookOnReader = 1, "look-on-reader";
        /// Compare, and answer at the terminal.
        LookAtTerminal = 2, "look-at-terminal";
        /// `{method}` did not lead on.
        MethodFailed = 3, "method-failed";
        /// A fault with this `{code}` came in.
        Fault = 4, "fault";
        /// A picture or a screen may have been held up.
        PresentationAttack = 5, "presentation-attack";
        /// See whether the mark 「顔認証」 is struck through.
        ConfirmFaceOnlyMark = 6, "confirm-face-only-mark";
        /// Nobody is there to be compared.
        ProxyCannotBeSighted = 7, "proxy-cannot-be-sighted";
        /// Choose among several eligibilities.
        SeveralEligibilities = 8, "several-eligibilities";
        /// 医療扶助 is not registered with the facility.
        AidUnregistered = 9, "aid-unregistered";
        /// None holds; the last known one is shown.
        LastKnownEligibility = 10, "last-known-eligibility";
        /// The registration takes a while.
        RegistrationDelayed = 11, "registration-delayed";
        /// A look ahead waits for its card.
        ProofWaits = 12, "proof-waits";
        /// A look ahead has lapsed.
        ProofLapsed = 13, "proof-lapsed";
        /// It is now in `{mode}`.
        ModeChanged = 14, "mode-changed";
        /// The visual mode is still on.
        VisualModeStillOn = 15, "visual-mode-still-on";
        /// A card was forgotten.
        CardForgotten = 16, "card-forgotten";
        /// Checked in, with what was consented to.
        Admitted = 17, "admitted";
        /// Checked in, with the eligibility alone.
        AdmittedEligibilityOnly = 18, "admitted-eligibility-only";
        /// A rehearsal ended.
        Rehearsed = 19, "rehearsed";
        /// It ended: `{why}`, by this `{code}`.
        Ended = 20, "ended";
        /// Why it ended: a fault.
        EndFault = 21, "end-fault";
        /// Why it ended: nobody proved who the patient is.
        EndNotIdentified = 22, "end-not-identified";
        /// Why it ended: the method was not open, and no other taken.
        EndNotOffered = 23, "end-not-offered";
        /// Why it ended: no method was left.
        EndNoMethod = 24, "end-no-method";
        /// Why it ended: the card was not registered.
        EndNotRegistered = 25, "end-not-registered";
        /// Why it ended: no eligibility holds.
        EndNotEligible = 26, "end-not-eligible";
        /// Why it ended: the card was taken out.
        EndCardRemoved = 27, "end-card-removed";
        /// Why it ended: another card lay there.
        EndCardExchanged = 28, "end-card-exchanged";
        /// Why it ended: the mode was switched.
        EndModeChanged = 29, "end-mode-changed";
        /// Why it ended: the patient stopped.
        EndCancelledByPatient = 30, "end-cancelled-by-patient";
        /// Why it ended: the staff stopped.
        EndCancelledByStaff = 31, "end-cancelled-by-staff";
        /// Why it ended: nobody answered.
        EndSilent = 32, "end-silent";
        /// The unattended mode (無人運転).
        ModeUnattended = 33, "mode-unattended";
        /// The visual mode (目視確認).
        ModeVisual = 34, "mode-visual";
        /// The PIN-only mode (暗証番号認証固定).
        ModePinOnly = 35, "mode-pin-only";
    }
}

numbered! {
    /// Labels around guidance.
    pub enum Label {
        /// Before the reader's code.
        Reader = 1, "reader";
        /// Before the terminal's code.
        Terminal = 2, "terminal";
        /// Between a label and what follows it.
        Colon = 3, "colon";
        /// Before an aside.
        Opens = 4, "opens";
        /// After an aside.
        Closes = 5, "closes";
        /// Words to the patient.
        Patient = 6, "patient";
        /// Their reading.
        Reading = 7, "reading";
        /// Steps for the staff.
        Staff = 8, "staff";
        /// Notes.
        Notes = 9, "notes";
        /// The next steps.
        Ladder = 10, "ladder";
        /// Whom to call.
        Call = 11, "call";
        /// What to have at hand.
        Have = 12, "have";
        /// What to say at the municipal counter.
        Phrase = 13, "phrase";
        /// Leaflets.
        Leaflets = 14, "leaflets";
        /// Whether trying again helps.
        Retry = 15, "retry";
        /// Whether a device is broken.
        Device = 16, "device";
        /// Whether the patient is seen today.
        SeenToday = 17, "seen-today";
        /// Seen today: yes.
        SeenYes = 18, "seen-yes";
        /// Seen today: on a condition.
        SeenOnCondition = 19, "seen-on-condition";
        /// Seen today: no way at the ordinary share.
        SeenNo = 20, "seen-no";
        /// Steps for this patient.
        ThisPatient = 21, "this-patient";
        /// Steps for the device.
        ForDevice = 22, "for-device";
        /// Steps for later.
        Later = 23, "later";
        /// Papers to fill in.
        Papers = 24, "papers";
        /// What to answer to a patient who is upset.
        Upset = 25, "upset";
        /// The first words on the telephone.
        Opening = 26, "opening";
        /// Before where the reader's manual is found.
        Manual = 27, "manual";
        /// Before where the reader's support is found.
        Support = 28, "support";
    }
}

numbered! {
    /// What an examination of the output folder (013) says to the staff, by the name that it gives.
    pub enum FolderText {
        /// Nothing is wrong.
        Ready = 1, "ready";
        /// The share is not found.
        MissingOnAShare = 2, "missing-on-a-share";
        /// It is not found.
        Missing = 3, "missing";
        /// It is no folder.
        NotAFolder = 4, "not-a-folder";
        /// It may not be opened.
        AccessDenied = 5, "access-denied";
        /// It may not be written into.
        NotWritable = 6, "not-writable";
        /// The disk is full.
        Full = 7, "full";
        /// The disk is nearly full.
        LittleSpace = 8, "little-space";
        /// Its computer is not reached.
        NotReachable = 9, "not-reachable";
        /// Its computer does not answer.
        NoAnswerOnAShare = 10, "no-answer-on-a-share";
        /// It does not answer.
        NoAnswer = 11, "no-answer";
        /// Earlier examinations still wait.
        StillWaiting = 12, "still-waiting";
        /// What was written reads back otherwise.
        Altered = 13, "altered";
        /// Files can be written but not removed.
        ProbeLeft = 14, "probe-left";
        /// Another error.
        Other = 15, "other";
    }
}

impl ScreenText {
    /// What a program fills in: each stands once in the words, in braces.
    pub const fn places(self) -> &'static [&'static str] {
        match self {
            Self::EnterPin | Self::EnterPinAgain | Self::TriesLeft | Self::SpokenEnterPin => {
                &["tries"]
            }
            Self::SpokenMethods => &["methods"],
            Self::MethodClosed => &["method", "why"],
            _ => &[],
        }
    }
}

impl NoticeText {
    /// What a program fills in: each stands once in the words, in braces.
    pub const fn places(self) -> &'static [&'static str] {
        match self {
            Self::MethodFailed => &["method"],
            Self::Fault => &["code"],
            Self::ModeChanged => &["mode"],
            Self::Ended => &["why", "code"],
            _ => &[],
        }
    }
}
