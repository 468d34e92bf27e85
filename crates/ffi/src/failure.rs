//! Why an export failed, on its way out.

use core::fmt::Display;

use super::status::{
    MNR_ERROR_ARGUMENT, MNR_ERROR_CANCELLED, MNR_ERROR_CARD_ANSWER, MNR_ERROR_CARD_ENDLESS,
    MNR_ERROR_CARD_MUTE, MNR_ERROR_CARD_REMOVED, MNR_ERROR_CARD_RESET, MNR_ERROR_CARD_STATUS,
    MNR_ERROR_CERTIFICATE, MNR_ERROR_DRIVER, MNR_ERROR_INVALID_COMMAND, MNR_ERROR_LENGTH,
    MNR_ERROR_LINK_BROKEN, MNR_ERROR_LINK_TIMED_OUT, MNR_ERROR_NO_CARD, MNR_ERROR_NOT_IN_PROFILE,
    MNR_ERROR_NULL, MNR_ERROR_OUTCOME_UNKNOWN, MNR_ERROR_OVERSIZED_ANSWER,
    MNR_ERROR_OVERSIZED_COMMAND, MNR_ERROR_PANIC, MNR_ERROR_PIN_NEEDED, MNR_ERROR_PUBLIC_KEY,
    MNR_ERROR_READER_GONE, MNR_ERROR_READER_REFUSED, MNR_ERROR_READER_SHARED, MNR_ERROR_RECORD,
    MNR_ERROR_SECRET_BLOCKED, MNR_ERROR_SECRET_FORMAT, MNR_ERROR_SECRET_WRONG,
    MNR_ERROR_SERVICE_GONE, MNR_ERROR_SIGNATURE, MNR_ERROR_TOO_FEW_TRIES, MNR_ERROR_UNSETTLED,
};
use mynareader_card::apdu::StatusWord;
use mynareader_card::application::ApplicationError;
use mynareader_card::card::{CardError, CardErrorKind, UnknownCause, Verification};
use mynareader_card::secret::FormatError;
use mynareader_facts::Tries;
use mynareader_transport::{LinkError, LinkErrorKind, Sent};

/// Why an export failed, on its way out.
#[derive(Debug)]
pub struct Failure {
    /// The status that the call gives: one of `MNR_ERROR_*`.
    pub status: i32,
    pub(super) tries: Option<Tries>,
    pub(super) driver_code: Option<u32>,
    pub(super) exchange: u32,
    pub(super) offset: Option<usize>,
    pub(super) status_word: u16,
    pub(super) may_have_been_sent: bool,
    text: String,
}

impl Failure {
    /// With a status and a sentence for the log.
    pub fn new(status: i32, text: impl Display) -> Self {
        // A log has one line for it; a refused file says several things, one below the other.
        let text = text.to_string();
        let lines: Vec<_> = text.lines().map(str::trim).collect();
        Self {
            status,
            tries: None,
            driver_code: None,
            exchange: 0,
            offset: None,
            status_word: 0,
            may_have_been_sent: false,
            text: lines.join("; "),
        }
    }

    /// The call panicked.
    pub fn panicked() -> Self {
        Self::new(
            MNR_ERROR_PANIC,
            "the library has a defect: a call panicked, and its handle is poisoned",
        )
    }

    /// A pointer that must not be NULL is.
    pub fn null(what: &'static str) -> Self {
        Self::new(MNR_ERROR_NULL, format_args!("{what} is NULL"))
    }

    /// A number is none of its values.
    pub fn argument(what: &'static str, value: impl Display) -> Self {
        Self::new(
            MNR_ERROR_ARGUMENT,
            format_args!("{what} is {value}, which is none of its values"),
        )
    }

    /// The function belongs to a part that this build does not have.
    #[cfg(not(feature = "pcsc"))]
    pub fn not_built_in(what: &'static str) -> Self {
        Self::new(
            super::status::MNR_ERROR_NOT_BUILT_IN,
            format_args!("this build of the library has no {what}"),
        )
    }

    /// The same, with the tries left.
    #[must_use]
    pub fn with_tries(mut self, tries: Tries) -> Self {
        self.tries = Some(tries);
        self
    }

    fn with_link(mut self, error: LinkError) -> Self {
        self.driver_code = error.code;
        self.may_have_been_sent = error.sent == Sent::Maybe;
        self
    }

    /// The sentence for the log.
    pub fn text(&self) -> &str {
        &self.text
    }
}

/// The status of a link error; also what drivers may return from their callbacks.
pub const fn link_status(kind: LinkErrorKind) -> i32 {
    match kind {
        LinkErrorKind::NoCard => MNR_ERROR_NO_CARD,
        LinkErrorKind::CardRemoved => MNR_ERROR_CARD_REMOVED,
        LinkErrorKind::Reset => MNR_ERROR_CARD_RESET,
        LinkErrorKind::Mute => MNR_ERROR_CARD_MUTE,
        LinkErrorKind::TimedOut => MNR_ERROR_LINK_TIMED_OUT,
        LinkErrorKind::Broken => MNR_ERROR_LINK_BROKEN,
        LinkErrorKind::Shared => MNR_ERROR_READER_SHARED,
        LinkErrorKind::ReaderGone => MNR_ERROR_READER_GONE,
        LinkErrorKind::ServiceGone => MNR_ERROR_SERVICE_GONE,
        LinkErrorKind::Refused => MNR_ERROR_READER_REFUSED,
        LinkErrorKind::OversizedAnswer => MNR_ERROR_OVERSIZED_ANSWER,
        LinkErrorKind::OversizedCommand => MNR_ERROR_OVERSIZED_COMMAND,
        LinkErrorKind::InvalidCommand => MNR_ERROR_INVALID_COMMAND,
        LinkErrorKind::Cancelled => MNR_ERROR_CANCELLED,
        LinkErrorKind::Driver => MNR_ERROR_DRIVER,
    }
}

/// The link error that a driver's status means; what is none means that the driver failed.
pub const fn link_kind(status: i32) -> LinkErrorKind {
    match status {
        MNR_ERROR_NO_CARD => LinkErrorKind::NoCard,
        MNR_ERROR_CARD_REMOVED => LinkErrorKind::CardRemoved,
        MNR_ERROR_CARD_RESET => LinkErrorKind::Reset,
        MNR_ERROR_CARD_MUTE => LinkErrorKind::Mute,
        MNR_ERROR_LINK_TIMED_OUT => LinkErrorKind::TimedOut,
        MNR_ERROR_LINK_BROKEN => LinkErrorKind::Broken,
        MNR_ERROR_READER_SHARED => LinkErrorKind::Shared,
        MNR_ERROR_READER_GONE => LinkErrorKind::ReaderGone,
        MNR_ERROR_SERVICE_GONE => LinkErrorKind::ServiceGone,
        MNR_ERROR_READER_REFUSED => LinkErrorKind::Refused,
        MNR_ERROR_OVERSIZED_ANSWER => LinkErrorKind::OversizedAnswer,
        MNR_ERROR_CANCELLED => LinkErrorKind::Cancelled,
        _ => LinkErrorKind::Driver,
    }
}

impl From<LinkError> for Failure {
    fn from(error: LinkError) -> Self {
        Self::new(link_status(error.kind), error).with_link(error)
    }
}

impl From<CardError> for Failure {
    fn from(error: CardError) -> Self {
        let status = match error.kind {
            CardErrorKind::Link(link) => link_status(link.kind),
            CardErrorKind::Status(_) => MNR_ERROR_CARD_STATUS,
            CardErrorKind::IncompleteAnswer(_) | CardErrorKind::NoSignature => {
                MNR_ERROR_CARD_ANSWER
            }
            CardErrorKind::OutcomeUnknown { .. } => MNR_ERROR_OUTCOME_UNKNOWN,
            CardErrorKind::Unsettled(_) => MNR_ERROR_UNSETTLED,
            CardErrorKind::TooFewTries { .. } => MNR_ERROR_TOO_FEW_TRIES,
            CardErrorKind::Record(_) => MNR_ERROR_RECORD,
            CardErrorKind::TooManyExchanges => MNR_ERROR_CARD_ENDLESS,
            CardErrorKind::SessionOver => MNR_ERROR_CARD_REMOVED,
            CardErrorKind::NotInProfile => MNR_ERROR_NOT_IN_PROFILE,
            CardErrorKind::Unsendable => MNR_ERROR_LENGTH,
        };
        let mut failure = Self::new(status, error);
        failure.exchange = error.exchange;
        failure.status_word = error.status_word().map_or(0, StatusWord::value);
        match error.kind {
            CardErrorKind::TooFewTries { tries, .. } => failure.tries = Some(tries),
            CardErrorKind::Record(record) => failure.offset = Some(record.offset),
            CardErrorKind::OutcomeUnknown {
                cause: UnknownCause::Incomplete(_) | UnknownCause::Status(_),
                ..
            } => failure.may_have_been_sent = true,
            _ => {}
        }
        match error.link() {
            Some(link) => failure.with_link(link),
            None => failure,
        }
    }
}

impl From<ApplicationError> for Failure {
    fn from(error: ApplicationError) -> Self {
        match error {
            ApplicationError::Card(error) => error.into(),
            ApplicationError::Record(record) => {
                let mut failure = Self::new(MNR_ERROR_RECORD, error);
                failure.offset = Some(record.offset);
                failure
            }
            ApplicationError::Key(_) => Self::new(MNR_ERROR_PUBLIC_KEY, error),
            ApplicationError::Signature(_) => Self::new(MNR_ERROR_SIGNATURE, error),
            ApplicationError::Certificate(_) => Self::new(MNR_ERROR_CERTIFICATE, error),
            ApplicationError::PinNeeded => Self::new(MNR_ERROR_PIN_NEEDED, error),
        }
    }
}

impl From<FormatError> for Failure {
    fn from(error: FormatError) -> Self {
        Self::new(MNR_ERROR_SECRET_FORMAT, error)
    }
}

/// A presentation that was not accepted is a failure of the call.
pub fn accepted(verification: Verification) -> Result<(), Failure> {
    match verification {
        Verification::Accepted => Ok(()),
        Verification::Wrong(tries) => Err(Failure::new(
            MNR_ERROR_SECRET_WRONG,
            format_args!("the card refused the secret; tries left: {tries}"),
        )
        .with_tries(tries)),
        Verification::Blocked => Err(Failure::new(
            MNR_ERROR_SECRET_BLOCKED,
            "no try is left for the secret",
        )
        .with_tries(Tries::Blocked)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn link_errors_and_their_statuses_go_both_ways() {
        for kind in [
            LinkErrorKind::NoCard,
            LinkErrorKind::CardRemoved,
            LinkErrorKind::Reset,
            LinkErrorKind::Mute,
            LinkErrorKind::TimedOut,
            LinkErrorKind::Broken,
            LinkErrorKind::Shared,
            LinkErrorKind::ReaderGone,
            LinkErrorKind::ServiceGone,
            LinkErrorKind::Refused,
            LinkErrorKind::OversizedAnswer,
            LinkErrorKind::Cancelled,
            LinkErrorKind::Driver,
        ] {
            assert_eq!(link_kind(link_status(kind)), kind);
        }
        assert_eq!(link_kind(12345), LinkErrorKind::Driver);
    }
}
