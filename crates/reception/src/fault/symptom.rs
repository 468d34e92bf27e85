//! What happened, in plain data: no card types, nothing personal.
#![forbid(unsafe_code)]

use super::{FaultCode, numbered};
use mynareader_facts::{CertificateState, Key, TokenKind, Tries};

numbered! {
    /// At which step of a check-in something happened.
    ///
    /// The steps are those of the counter, in their usual order, and not a state machine: makers
    /// with a flow of their own name the nearest.
    pub enum Step {
        /// Nothing has begun: the reader starts or waits.
        Idle = 0, "idle";
        /// A card is put on the reader; does a chip answer at all?
        Detect = 1, "detect";
        /// Which chip is it: the JPKI application (公的個人認証AP) is selected, the token
        /// information read.
        Identify = 2, "identify";
        /// The camera reads the printed face of the card (券面), for 照合番号B.
        ScanCardFace = 3, "scan-card-face";
        /// 券面事項確認AP is selected. A phone has none.
        OpenSurface = 4, "open-surface";
        /// 照合番号B is presented to the card.
        VerifyCodeB = 5, "verify-code-b";
        /// The face record (photo and printed items) is read and its signature checked.
        ReadPhoto = 6, "read-photo";
        /// The card proves that it is no copy, by signing a challenge.
        ProveGenuine = 7, "prove-genuine";
        /// The camera takes the patient's face.
        CaptureFace = 8, "capture-face";
        /// The captured face is compared with the photo.
        MatchFace = 9, "match-face";
        /// The patient chooses face or PIN.
        ChooseMethod = 10, "choose-method";
        /// The patient enters the PIN.
        EnterPin = 11, "enter-pin";
        /// The PIN is presented to the card.
        VerifyPin = 12, "verify-pin";
        /// The staff compare the face with the photo (目視確認).
        StaffCheck = 13, "staff-check";
        /// The certificate is read from the card.
        ReadCertificate = 14, "read-certificate";
        /// The certificate is checked, on the reader or at the centre.
        CheckCertificate = 15, "check-certificate";
        /// The card signs for the authentication with the PIN.
        Sign = 16, "sign";
        /// Authentication without the PIN (特定機関認証) after a face or staff check.
        AuthenticateWithoutPin = 17, "authenticate-without-pin";
        /// The first registration for use as a health insurance card (初回登録).
        Register = 18, "register";
        /// The centre is asked for the eligibility (資格確認).
        QueryEligibility = 19, "query-eligibility";
        /// The patient answers the questions of consent.
        Consent = 20, "consent";
        /// Electronic or paper prescription.
        Prescription = 21, "prescription";
        /// The result is written for the receipt computer.
        Deliver = 22, "deliver";
        /// The card is taken out.
        Remove = 23, "remove";
    }
}

numbered! {
    /// How the link to the card failed.
    pub enum LinkFailure {
        /// No card in the reader.
        NoCard = 1, "no-card";
        /// The card was taken away.
        CardRemoved = 2, "card-removed";
        /// The card was reset by somebody else.
        Reset = 3, "reset";
        /// There is a card that does not answer.
        Mute = 4, "mute";
        /// No answer within the limit.
        TimedOut = 5, "timed-out";
        /// The exchange broke off.
        Broken = 6, "broken";
        /// Another program holds the card.
        Shared = 7, "shared";
        /// The reader is gone or unknown.
        ReaderGone = 8, "reader-gone";
        /// The service behind the link is not running.
        ServiceGone = 9, "service-gone";
        /// An answer or a command longer than may be.
        Oversized = 10, "oversized";
        /// The caller cancelled.
        Cancelled = 11, "cancelled";
        /// The driver failed otherwise.
        Driver = 12, "driver";
        /// The system does not let this program use the reader.
        Refused = 13, "refused";
    }
}

numbered! {
    /// Which structure on the card a record error is about.
    pub enum RecordStructure {
        /// The token information (JPKI EF 0006).
        TokenInformation = 1, "token-information";
        /// The authentication certificate (利用者証明用電子証明書).
        Certificate = 2, "certificate";
        /// The face record of 券面事項確認AP, with the photo.
        FaceRecord = 3, "face-record";
        /// The age record of 券面事項確認AP.
        AgeRecord = 4, "age-record";
        /// The four basic attributes of 券面事項入力補助AP.
        Attributes = 5, "attributes";
        /// The data of 共通カードAP.
        CommonData = 6, "common-data";
        /// The card-verifiable certificate of an application's own key.
        CardKey = 7, "card-key";
        /// Any other.
        Other = 99, "other";
    }
}

numbered! {
    /// What is wrong with a record.
    pub enum RecordTrouble {
        /// It ends before its own length.
        Truncated = 1, "truncated";
        /// Its structure is not the known one.
        Malformed = 2, "malformed";
        /// A part that must be there is missing or empty.
        Missing = 3, "missing";
        /// It is larger than may be.
        Oversized = 4, "oversized";
        /// Its signature does not verify.
        Signature = 5, "signature";
        /// It agrees with itself, and nobody whom the reader trusts has issued it.
        Issuer = 6, "issuer";
        /// It says something else than another place of the card.
        Differs = 7, "differs";
    }
}

numbered! {
    /// Why a certificate was refused, other than by its dates.
    pub enum CertificateRefusal {
        /// It cannot be read.
        Malformed = 1, "malformed";
        /// None of the trusted roots issued it, as far as the reader knows.
        UnknownIssuer = 2, "unknown-issuer";
        /// Its signature does not verify.
        Signature = 3, "signature";
        /// It is not a certificate for authentication.
        Purpose = 4, "purpose";
        /// The card's key does not belong to it.
        KeyMismatch = 5, "key-mismatch";
    }
}

numbered! {
    /// What came of reading the printed face of the card.
    pub enum ScanTrouble {
        /// Nothing readable: dirt, wear, glare.
        Unreadable = 1, "unreadable";
        /// Digits were read, but not surely enough to present them to the card.
        Doubtful = 2, "doubtful";
        /// The side without the photo is up, or the card lies askew.
        Misplaced = 3, "misplaced";
        /// The scan took too long.
        TimedOut = 4, "timed-out";
        /// The camera for the card's face does not work.
        CameraBroken = 5, "camera-broken";
        /// Reading was good, but 照合番号B is too near its end to try (too few tries left).
        TriesTooLow = 6, "tries-too-low";
    }
}

numbered! {
    /// What the camera for the patient's face reported.
    pub enum CameraTrouble {
        /// No picture at all.
        NoPicture = 1, "no-picture";
        /// The picture is too dark, too bright or blurred; the lens may be dirty.
        PoorPicture = 2, "poor-picture";
        /// No face was found in time.
        NoFace = 3, "no-face";
        /// More than one face.
        SeveralFaces = 4, "several-faces";
        /// A picture or a mask instead of a face was suspected.
        NotLive = 5, "not-live";
        /// The faces were compared and do not match. No fault of the device.
        NoMatch = 6, "no-match";
        /// The program that compares failed.
        ComparisonFailed = 7, "comparison-failed";
    }
}

numbered! {
    /// What is wrong with keypad or panel.
    pub enum PanelTrouble {
        /// The keypad on the screen does not respond; the rest of the panel does.
        KeypadDead = 1, "keypad-dead";
        /// The whole panel is dead: method choice and consent go with it.
        PanelDead = 2, "panel-dead";
        /// Keypad or panel; not known which.
        Unclear = 3, "unclear";
    }
}

numbered! {
    /// What is wrong with the 資格確認端末.
    pub enum TerminalTrouble {
        /// It cannot be reached from the reader.
        Disconnected = 1, "disconnected";
        /// The operation mode was switched during a check-in.
        ModeChanged = 2, "mode-changed";
        /// Its own certificate has expired, is revoked, or is missing.
        Certificate = 3, "certificate";
        /// Hardware, above all too little memory.
        Hardware = 4, "hardware";
        /// A program on it failed.
        Application = 5, "application";
        /// Its set-up failed.
        Setup = 6, "setup";
        /// Its clock cannot be believed.
        Clock = 7, "clock";
    }
}

numbered! {
    /// What is wrong with the reader itself.
    pub enum ReaderTrouble {
        /// Its set-up failed.
        Setup = 1, "setup";
        /// It reports a failure of its own.
        Internal = 2, "internal";
        /// It is not connected.
        Disconnected = 3, "disconnected";
    }
}

numbered! {
    /// What is wrong with the terminal's output folder.
    pub enum FolderTrouble {
        /// It is not there.
        Missing = 1, "missing";
        /// It may not be written to.
        NotWritable = 2, "not-writable";
        /// The computer that shares it does not answer.
        Unreachable = 3, "unreachable";
        /// No space is left.
        Full = 4, "full";
        /// The path is no folder.
        NotAFolder = 5, "not-a-folder";
        /// It could not be examined.
        Unclear = 6, "unclear";
    }
}

numbered! {
    /// What is wrong with the network.
    pub enum NetworkTrouble {
        /// No link: cable out, hub or router off.
        NoLink = 1, "no-link";
        /// A link, but no way to the centre.
        NoRoute = 2, "no-route";
        /// Names are not resolved.
        NameResolution = 3, "name-resolution";
        /// The tunnel (IPsec and IKE) is not up.
        Tunnel = 4, "tunnel";
        /// No answer in time.
        TimedOut = 5, "timed-out";
    }
}

numbered! {
    /// What the centre, or the national software on its behalf, answered.
    pub enum CentreTrouble {
        /// The national system is down.
        Outage = 1, "outage";
        /// Registration is late while eligibility works.
        RegistrationDelayed = 2, "registration-delayed";
        /// Authentication without PIN (特定機関認証) failed.
        InstitutionAuthentication = 3, "institution-authentication";
        /// The certificate for the institution's authentication failed.
        InstitutionCertificate = 4, "institution-certificate";
        /// No valid eligibility.
        NoEligibility = 5, "no-eligibility";
        /// The insurer has not registered the person.
        InsurerNotRegistered = 6, "insurer-not-registered";
        /// The first registration failed.
        RegistrationFailed = 7, "registration-failed";
        /// The e-prescription service is down.
        PrescriptionOutage = 8, "prescription-outage";
        /// The PIN was blocked (where the national software verifies it).
        PinBlocked = 9, "pin-blocked";
        /// The PIN was wrong (where the national software verifies it).
        PinWrong = 10, "pin-wrong";
        /// An answer that cannot be understood.
        Unintelligible = 11, "unintelligible";
    }
}

numbered! {
    /// What people did that ended a step.
    pub enum PersonTrouble {
        /// The card was taken out early.
        RemovedCard = 1, "removed-card";
        /// Nobody did what the screen asked for.
        TimedOut = 2, "timed-out";
        /// The patient or the staff ended it.
        Cancelled = 3, "cancelled";
        /// The card was left in the reader.
        LeftCard = 4, "left-card";
        /// The mode leaves this card no method.
        NoMethod = 5, "no-method";
        /// The way in which the patient came does not serve for the registration that is needed.
        NotThisWay = 6, "not-this-way";
        /// The patient has no My Number card along.
        NoCard = 7, "no-card";
    }
}

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Happened {
    /// The card answered with this status word.
    StatusWord(u16),
    /// The link to the card failed, with the driver's own code where there is one.
    Link {
        /// How it failed.
        failure: LinkFailure,
        /// The driver's own code, kept as it was.
        code: Option<u32>,
    },
    /// PC/SC returned this code.
    Pcsc(u32),
    /// A record on the card is not what it must be.
    Record {
        /// Which.
        structure: RecordStructure,
        /// What is wrong with it.
        trouble: RecordTrouble,
        /// Where, in bytes from the start of the file.
        offset: u32,
    },
    /// The certificate's dates, or the centre's word on it.
    Certificate(CertificateState),
    /// The certificate was refused for something other than its dates.
    CertificateRefused(CertificateRefusal),
    /// The card itself is past its day.
    CardExpired,
    /// A value for the symptom's key was refused and so many tries are left, or its counter was
    /// found at its end. A counter that is read and has tries left is no symptom.
    Tries(Tries),
    /// A chip of this kind answered where it is not wanted.
    Token(TokenKind),
    /// The challenge was not signed as a genuine card signs it.
    NotGenuine,
    /// The printed face of the card.
    Scan(ScanTrouble),
    /// The camera for the patient's face.
    Camera(CameraTrouble),
    /// Keypad or panel.
    Panel(PanelTrouble),
    /// The 資格確認端末.
    Terminal(TerminalTrouble),
    /// The reader itself.
    Reader(ReaderTrouble),
    /// The output folder.
    Folder(FolderTrouble),
    /// The network.
    Network(NetworkTrouble),
    /// The centre.
    Centre(CentreTrouble),
    /// The people at the counter.
    Person(PersonTrouble),
    /// A code that the national software or the maker's program gave. It outranks every guess.
    Code(FaultCode),
}

/// At which step, with which key, what happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Symptom {
    /// At which step.
    pub step: Step,
    /// Which key was in use, where one was.
    pub key: Option<Key>,
    /// What kind of chip it is, as far as it was known by then.
    pub token: TokenKind,
    /// What happened.
    pub happened: Happened,
}

impl Symptom {
    /// A symptom at a step, without a key, of a chip not yet known.
    pub const fn new(step: Step, happened: Happened) -> Self {
        Self {
            step,
            key: None,
            token: TokenKind::Unknown,
            happened,
        }
    }

    /// The same with the key that was in use.
    #[must_use]
    pub const fn with_key(mut self, key: Key) -> Self {
        self.key = Some(key);
        self
    }

    /// The same with the kind of chip.
    #[must_use]
    pub const fn with_token(mut self, token: TokenKind) -> Self {
        self.token = token;
        self
    }
}
