//! The stable names of requests, answers and actors, for logs and displays.
#![forbid(unsafe_code)]

use super::action::Request;
use super::event::{Actor, Answer};

impl Request {
    /// A stable name of its kind.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::IdentifyCard { .. } => "identify-card",
            Self::ReadAhead { .. } => "read-ahead",
            Self::ChoosePhone { .. } => "choose-phone",
            Self::EnterPinAhead => "enter-pin-ahead",
            Self::AwaitPhone { .. } => "await-phone",
            Self::ChooseMethod { .. } => "choose-method",
            Self::ScanCardFace { .. } => "scan-card-face",
            Self::ReadFaceRecord => "read-face-record",
            Self::CompareFace { .. } => "compare-face",
            Self::DecideLastTry { .. } => "decide-last-try",
            Self::EnterPin { .. } => "enter-pin",
            Self::ObtainChallenge => "obtain-challenge",
            Self::VerifyPin { .. } => "verify-pin",
            Self::ReadTries => "read-tries",
            Self::CheckBySight { .. } => "check-by-sight",
            Self::CheckPasscode => "check-passcode",
            Self::ConfirmOnPhone => "confirm-on-phone",
            Self::AuthenticateWithPin { .. } => "authenticate-with-pin",
            Self::Authenticate { .. } => "authenticate",
            Self::ReacquireCard => "reacquire-card",
            Self::OfferRegistration => "offer-registration",
            Self::Register => "register",
            Self::QueryEligibility => "query-eligibility",
            Self::ShowNotice(_) => "show-notice",
            Self::ChoosePrescription => "choose-prescription",
            Self::AskConsent(_) => "ask-consent",
            Self::AskSubsidy => "ask-subsidy",
            Self::Deliver { .. } => "deliver",
        }
    }
}

impl Answer {
    /// A stable name of its kind.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Failed(_) => "failed",
            Self::Identified(_) => "identified",
            Self::ReadAhead(_) => "read-ahead",
            Self::Phone(_) => "phone",
            Self::Method(_) => "method",
            Self::Back => "back",
            Self::Scanned(_) => "scanned",
            Self::RecordRead => "record-read",
            Self::CodeBWrong { .. } => "code-b-wrong",
            Self::Compared(_) => "compared",
            Self::LastTry(_) => "last-try",
            Self::PinEntered => "pin-entered",
            Self::ChallengeObtained => "challenge-obtained",
            Self::PinWrong { .. } => "pin-wrong",
            Self::PinVerified => "pin-verified",
            Self::PinUnjudged => "pin-unjudged",
            Self::TriesRead { .. } => "tries-read",
            Self::Sighted(_) => "sighted",
            Self::Passcode { .. } => "passcode",
            Self::PhoneConfirmed => "phone-confirmed",
            Self::Authenticated { .. } => "authenticated",
            Self::Reacquired { .. } => "reacquired",
            Self::RegistrationWanted(_) => "registration-wanted",
            Self::Registered => "registered",
            Self::RegistrationDelayed => "registration-delayed",
            Self::Eligibility { .. } => "eligibility",
            Self::NoticeRead => "notice-read",
            Self::Prescription(_) => "prescription",
            Self::Consented(_) => "consented",
            Self::Subsidy(_) => "subsidy",
            Self::Delivered => "delivered",
        }
    }
}

impl Actor {
    /// A stable name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Patient => "patient",
            Self::LegalRepresentative => "legal-representative",
            Self::Proxy => "proxy",
            Self::Carer => "carer",
            Self::Helper => "helper",
            Self::Staff => "staff",
            Self::Administrator => "administrator",
            Self::Reader => "reader",
            Self::Terminal => "terminal",
            Self::Centre => "centre",
        }
    }
}
