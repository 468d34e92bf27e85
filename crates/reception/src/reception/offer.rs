//! Which methods are open, and why the others are not.
#![forbid(unsafe_code)]

use core::fmt;

use crate::fault::FaultCode;
use mynareader_facts::Method;

/// What is offered to the patient.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Offers {
    /// 顔認証.
    pub face: Offer,
    /// 暗証番号.
    pub pin: Offer,
    /// 目視確認.
    pub staff: Offer,
}

impl Offers {
    /// The offer for one method.
    pub const fn of(self, method: Method) -> Offer {
        match method {
            Method::Face => self.face,
            Method::Pin => self.pin,
            Method::Staff => self.staff,
        }
    }

    /// Whether anything is open.
    pub const fn any(self) -> bool {
        self.face.is_open() || self.pin.is_open() || self.staff.is_open()
    }

    /// The code that stands behind the closed methods, if one does: that of the PIN first, since
    /// that is what a patient can have mended.
    pub fn fault(self) -> Option<FaultCode> {
        [Method::Pin, Method::Face, Method::Staff]
            .into_iter()
            .find_map(|method| self.of(method).fault(method))
    }
}

/// Whether a method is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Offer {
    /// It may be chosen.
    Open,
    /// It may not.
    Closed(Closed),
}

impl Offer {
    /// Whether it may be chosen.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Open)
    }

    /// The code that says why it is closed, if one does.
    pub const fn fault(self, method: Method) -> Option<FaultCode> {
        match (self, method) {
            (Self::Closed(Closed::Failed(code)), _) => Some(code),
            (Self::Closed(Closed::Blocked), Method::Pin) => Some(FaultCode::PIN_BLOCKED),
            (Self::Closed(Closed::Blocked), Method::Face) => Some(FaultCode::CODE_B_BLOCKED),
            // As the table of diagnosis has it: too few tries left to risk a misread digit.
            (Self::Closed(Closed::TooFewTries), Method::Face) => {
                Some(FaultCode::CARD_FACE_UNREADABLE)
            }
            _ => None,
        }
    }
}

/// Why a method is closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Closed {
    /// The operation mode does not have it.
    ByMode,
    /// The reader does not have what it takes, or the facility has not set it up.
    NotFitted,
    /// It opens once another method has failed.
    NotYet,
    /// A phone cannot do it.
    NotForPhones,
    /// The PIN or code B is blocked.
    Blocked,
    /// Too few tries of code B are known to be left.
    TooFewTries,
    /// The card is taken for a face-only card (顔認証マイナンバーカード).
    FaceOnlyCard,
    /// It failed in this check-in, with this code.
    Failed(FaultCode),
    /// It was tried in this check-in and did not prove who the patient is.
    NotProved,
    /// Nobody answered.
    NoAnswer,
    /// There is no reader for phones.
    NoPhoneReader,
    /// The reader for phones is not paired with this one, or not connected.
    PhoneReaderNotPaired,
    /// It cannot serve for the registration that this card needs first.
    NotForRegistration,
    /// The patient keeps the last try of the PIN. That holds for the check-in: asked again and
    /// again, somebody would give in.
    LastTryKept,
}

impl fmt::Display for Closed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::ByMode => "the operation mode does not have it",
            Self::NotFitted => "the reader does not have what it takes",
            Self::NotYet => "it opens after another method has failed",
            Self::NotForPhones => "a phone cannot do it",
            Self::Blocked => "it is blocked",
            Self::TooFewTries => "too few tries are left",
            Self::FaceOnlyCard => "the card is taken for a face-only card",
            Self::Failed(code) => return write!(f, "it failed with {code}"),
            Self::NotProved => "it did not prove who the patient is",
            Self::NoAnswer => "nobody answered",
            Self::LastTryKept => "the patient keeps the last try",
            Self::NoPhoneReader => "there is no reader for phones",
            Self::PhoneReaderNotPaired => "the reader for phones is not paired",
            Self::NotForRegistration => "it does not serve for the registration",
        })
    }
}
