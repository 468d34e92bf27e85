//! From an error of the card side to a symptom.
#![forbid(unsafe_code)]

use mynareader_card::application::ApplicationError;
use mynareader_card::application::vouched::FaceRefusal;
use mynareader_card::card::{CardError, CardErrorKind, Operation, UnknownCause};
use mynareader_card::certificate::{CertificateError, CvError};
use mynareader_card::tlv::{TlvError, TlvErrorKind};
use mynareader_facts::{Key, TokenKind, Tries};
use mynareader_reception::fault::{
    Happened, LinkFailure, RecordStructure, RecordTrouble, ScanTrouble, Step, Symptom,
};
use mynareader_transport::{LinkError, LinkErrorKind};

/// The symptom of a card's error, at a step of the check-in.
pub fn card_symptom(step: Step, token: TokenKind, error: &CardError) -> Symptom {
    let key = key_of(error.operation);
    let symptom = |happened| {
        let symptom = Symptom::new(step, happened).with_token(token);
        match key {
            Some(key) => symptom.with_key(key),
            None => symptom,
        }
    };
    match error.kind {
        CardErrorKind::Link(error)
        | CardErrorKind::OutcomeUnknown {
            cause: UnknownCause::Link(error),
            ..
        } => link_symptom(step, error).with_token(token),
        CardErrorKind::Status(status)
        | CardErrorKind::OutcomeUnknown {
            cause: UnknownCause::Status(status),
            ..
        } => symptom(Happened::StatusWord(status.value())),
        CardErrorKind::TooFewTries {
            key: Key::CodeB, ..
        } => symptom(Happened::Scan(ScanTrouble::TriesTooLow)),
        CardErrorKind::TooFewTries { tries, .. } => symptom(Happened::Tries(tries)),
        CardErrorKind::Record(error) => record_symptom(step, token, structure(step, key), error),
        CardErrorKind::IncompleteAnswer(_)
        | CardErrorKind::NoSignature
        | CardErrorKind::TooManyExchanges
        | CardErrorKind::OutcomeUnknown {
            cause: UnknownCause::Incomplete(_),
            ..
        } => symptom(Happened::Link {
            failure: LinkFailure::Broken,
            code: None,
        }),
        CardErrorKind::SessionOver => symptom(Happened::Link {
            failure: LinkFailure::CardRemoved,
            code: None,
        }),
        CardErrorKind::Unsettled(_) => symptom(Happened::Tries(Tries::Unknown)),
        CardErrorKind::NotInProfile | CardErrorKind::Unsendable => symptom(Happened::Terminal(
            mynareader_reception::fault::TerminalTrouble::Application,
        )),
    }
}

/// The symptom of an application's error, at a step of the check-in.
pub fn application_symptom(step: Step, token: TokenKind, error: &ApplicationError) -> Symptom {
    match error {
        ApplicationError::Card(error) => card_symptom(step, token, error),
        ApplicationError::Record(error) => {
            record_symptom(step, token, structure(step, None), *error)
        }
        ApplicationError::Key(_)
        | ApplicationError::Signature(_)
        | ApplicationError::Certificate(_)
            if step == Step::ProveGenuine =>
        {
            Symptom::new(step, Happened::NotGenuine).with_token(token)
        }
        ApplicationError::Key(_)
        | ApplicationError::Signature(_)
        | ApplicationError::Certificate(_) => Symptom::new(
            step,
            Happened::Record {
                structure: structure(step, None),
                trouble: RecordTrouble::Signature,
                offset: 0,
            },
        )
        .with_token(token),
        ApplicationError::PinNeeded => {
            Symptom::new(step, Happened::StatusWord(0x6982)).with_token(token)
        }
    }
}

/// The symptom of a link's error, at a step of the check-in.
pub fn link_symptom(step: Step, error: LinkError) -> Symptom {
    let failure = match error.kind {
        LinkErrorKind::NoCard => LinkFailure::NoCard,
        LinkErrorKind::CardRemoved => LinkFailure::CardRemoved,
        LinkErrorKind::Reset => LinkFailure::Reset,
        LinkErrorKind::Mute => LinkFailure::Mute,
        LinkErrorKind::TimedOut => LinkFailure::TimedOut,
        LinkErrorKind::Broken => LinkFailure::Broken,
        LinkErrorKind::Shared => LinkFailure::Shared,
        LinkErrorKind::ReaderGone => LinkFailure::ReaderGone,
        LinkErrorKind::ServiceGone => LinkFailure::ServiceGone,
        LinkErrorKind::Refused => LinkFailure::Refused,
        LinkErrorKind::OversizedAnswer
        | LinkErrorKind::OversizedCommand
        | LinkErrorKind::InvalidCommand => LinkFailure::Oversized,
        LinkErrorKind::Cancelled => LinkFailure::Cancelled,
        LinkErrorKind::Driver => LinkFailure::Driver,
    };
    Symptom::new(
        step,
        Happened::Link {
            failure,
            code: error.code,
        },
    )
}

/// The symptom of a face record in which something is wrong.
pub fn face_record_symptom(trouble: RecordTrouble) -> Symptom {
    Symptom::new(
        Step::ReadPhoto,
        Happened::Record {
            structure: RecordStructure::FaceRecord,
            trouble,
            offset: 0,
        },
    )
    .with_token(TokenKind::Card)
}

/// The symptom of a face record that may not be used.
pub fn face_refusal_symptom(refusal: &FaceRefusal) -> Symptom {
    const KIND: TokenKind = TokenKind::Card;
    match refusal {
        FaceRefusal::Signature(error) => application_symptom(Step::ReadPhoto, KIND, error),
        FaceRefusal::Issuer(CvError::Record(error)) => {
            record_symptom(Step::ReadPhoto, KIND, RecordStructure::CardKey, *error)
        }
        FaceRefusal::Issuer(_) => face_record_symptom(RecordTrouble::Issuer),
        FaceRefusal::Presence(error) => application_symptom(Step::ProveGenuine, KIND, error),
        FaceRefusal::ExpiryDiffers => face_record_symptom(RecordTrouble::Differs),
    }
}

/// The symptom of a certificate that cannot be read.
pub fn certificate_symptom(error: &CertificateError) -> Symptom {
    let trouble = match error {
        CertificateError::TooLarge { .. } => RecordTrouble::Oversized,
        CertificateError::Truncated { .. } => RecordTrouble::Truncated,
        _ => RecordTrouble::Malformed,
    };
    let offset = error.at().unwrap_or(0);
    Symptom::new(
        Step::ReadCertificate,
        Happened::Record {
            structure: RecordStructure::Certificate,
            trouble,
            offset: u32::try_from(offset).unwrap_or(u32::MAX),
        },
    )
}

fn record_symptom(
    step: Step,
    token: TokenKind,
    structure: RecordStructure,
    error: TlvError,
) -> Symptom {
    let trouble = match error.kind {
        TlvErrorKind::Truncated { .. } => RecordTrouble::Truncated,
        TlvErrorKind::TooLong { .. } => RecordTrouble::Oversized,
        _ => RecordTrouble::Malformed,
    };
    Symptom::new(
        step,
        Happened::Record {
            structure,
            trouble,
            offset: u32::try_from(error.offset).unwrap_or(u32::MAX),
        },
    )
    .with_token(token)
}

/// Which structure is meant where an error does not say: that of the step.
const fn structure(step: Step, key: Option<Key>) -> RecordStructure {
    match (step, key) {
        (Step::Identify, _) => RecordStructure::TokenInformation,
        (Step::ReadCertificate | Step::CheckCertificate, _) => RecordStructure::Certificate,
        (Step::ReadPhoto | Step::VerifyCodeB, _) => RecordStructure::FaceRecord,
        (Step::ProveGenuine, _) => RecordStructure::CardKey,
        _ => RecordStructure::Other,
    }
}

const fn key_of(operation: Operation) -> Option<Key> {
    match operation {
        Operation::Tries(key) | Operation::Verify(key) | Operation::Change(key) => Some(key),
        _ => None,
    }
}
