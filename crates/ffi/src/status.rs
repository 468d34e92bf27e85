//! Status codes and the detail record.

use core::ffi::c_char;
use core::fmt::Display;

use super::handle::Handle;
use super::pointer;
use mynareader_card::apdu::StatusWord;
use mynareader_card::application::ApplicationError;
use mynareader_card::card::{CardError, CardErrorKind, UnknownCause, Verification};
use mynareader_card::secret::FormatError;
use mynareader_facts::Tries;
use mynareader_transport::{LinkError, LinkErrorKind, Sent};

/// Done.
pub const MNR_OK: i32 = 0;

/// -1xx, the call: a pointer that must not be NULL is NULL.
pub const MNR_ERROR_NULL: i32 = -100;
/// A number is none of those that the function takes.
pub const MNR_ERROR_ARGUMENT: i32 = -101;
/// Input is empty or longer than the function takes.
pub const MNR_ERROR_LENGTH: i32 = -102;
/// The caller's buffer is too small. The size needed was written; nothing else was done.
pub const MNR_ERROR_BUFFER: i32 = -103;
/// A text is not UTF-8, or has a NUL inside.
pub const MNR_ERROR_TEXT: i32 = -104;
/// struct_size is not that of any version of this structure, or a newer version's field is set.
pub const MNR_ERROR_STRUCT_SIZE: i32 = -105;
/// A PIN or code does not have the format of its key. Nothing was sent, no try was spent.
pub const MNR_ERROR_SECRET_FORMAT: i32 = -106;
/// Year, month and day are no day of the calendar.
pub const MNR_ERROR_DATE: i32 = -107;

/// -2xx, the state: the handle is of another type, was freed, or never was one.
pub const MNR_ERROR_HANDLE: i32 = -200;
/// The handle is at work: in another thread, or in the call that runs this callback.
pub const MNR_ERROR_BUSY: i32 = -201;
/// A call with this handle ended with MNR_ERROR_PANIC. Only free it.
pub const MNR_ERROR_POISONED: i32 = -202;
/// The call does not fit what was done with the handle before.
pub const MNR_ERROR_STATE: i32 = -203;
/// This build does not have the part; see mnr_features.
pub const MNR_ERROR_NOT_BUILT_IN: i32 = -204;
/// The wait was cancelled.
pub const MNR_ERROR_CANCELLED: i32 = -205;
/// The time limit of a wait passed.
pub const MNR_ERROR_TIME_LIMIT: i32 = -206;
/// There is no such entry, or no further one.
pub const MNR_ERROR_NOT_FOUND: i32 = -207;

/// -3xx, the link: no card in the reader.
pub const MNR_ERROR_NO_CARD: i32 = -300;
/// The card was taken away.
pub const MNR_ERROR_CARD_REMOVED: i32 = -301;
/// The card was reset by somebody else; its state is lost.
pub const MNR_ERROR_CARD_RESET: i32 = -302;
/// There is a card that does not answer.
pub const MNR_ERROR_CARD_MUTE: i32 = -303;
/// The card did not answer in time.
pub const MNR_ERROR_LINK_TIMED_OUT: i32 = -304;
/// The exchange broke off.
pub const MNR_ERROR_LINK_BROKEN: i32 = -305;
/// Another program holds the card.
pub const MNR_ERROR_READER_SHARED: i32 = -306;
/// The reader is gone or unknown.
pub const MNR_ERROR_READER_GONE: i32 = -307;
/// The PC/SC service is not running.
pub const MNR_ERROR_SERVICE_GONE: i32 = -308;
/// The answer was longer than any answer may be.
pub const MNR_ERROR_OVERSIZED_ANSWER: i32 = -309;
/// The command is longer than the link carries.
pub const MNR_ERROR_OVERSIZED_COMMAND: i32 = -310;
/// The command is none: shorter than its header.
pub const MNR_ERROR_INVALID_COMMAND: i32 = -311;
/// The driver failed otherwise; see the driver's code in the detail record.
pub const MNR_ERROR_DRIVER: i32 = -312;

/// -4xx, the card: it answered with a status word that ends the operation; see the detail record.
pub const MNR_ERROR_CARD_STATUS: i32 = -400;
/// The answer has no status word, or is not what a signature can be.
pub const MNR_ERROR_CARD_ANSWER: i32 = -401;
/// The card does not come to an end of its answer.
pub const MNR_ERROR_CARD_ENDLESS: i32 = -402;
/// The card's profile does not have what was asked for.
pub const MNR_ERROR_NOT_IN_PROFILE: i32 = -403;

/// -5xx, keys: the card refused the PIN or code. The tries left stand in the detail record.
pub const MNR_ERROR_SECRET_WRONG: i32 = -500;
/// No try is left. Nothing was presented, or nothing was judged.
pub const MNR_ERROR_SECRET_BLOCKED: i32 = -501;
/// Too few tries are left, or the card does not tell. Nothing was presented.
pub const MNR_ERROR_TOO_FEW_TRIES: i32 = -502;
/// The link failed after the secret may have been sent: read the tries before anything else.
pub const MNR_ERROR_OUTCOME_UNKNOWN: i32 = -503;
/// Refused, because the outcome of a presentation before is not known: read the tries first.
pub const MNR_ERROR_UNSETTLED: i32 = -504;
/// This token gives its certificate only after the PIN. Nothing was sent.
pub const MNR_ERROR_PIN_NEEDED: i32 = -505;
/// The readings of the printed digits do not agree well enough. Nothing was presented.
pub const MNR_ERROR_READINGS_DISAGREE: i32 = -506;

/// -6xx, data: a record is not what it must be; the place stands in the detail record.
pub const MNR_ERROR_RECORD: i32 = -600;
/// A public key is not one.
pub const MNR_ERROR_PUBLIC_KEY: i32 = -601;
/// A signature does not hold.
pub const MNR_ERROR_SIGNATURE: i32 = -602;
/// A file of anchors, rules or words, or a card profile, is refused; the text of the detail record says where.
pub const MNR_ERROR_DATA_FILE: i32 = -603;

/// -7xx, certificates: the certificate is malformed or refused by its own content.
pub const MNR_ERROR_CERTIFICATE: i32 = -700;
/// No anchor that is trusted issued the certificate.
pub const MNR_ERROR_UNTRUSTED: i32 = -701;

/// -8xx, the reception: nothing was asked. The event changed nothing.
pub const MNR_ERROR_NOTHING_ASKED: i32 = -800;
/// The answer bears the number of another request: it is late, repeated or foreign.
pub const MNR_ERROR_FOREIGN_NUMBER: i32 = -801;
/// The answer does not belong to the request.
pub const MNR_ERROR_WRONG_ANSWER: i32 = -802;
/// This actor may not do this.
pub const MNR_ERROR_WRONG_ACTOR: i32 = -803;
/// The event means nothing in this state or mode.
pub const MNR_ERROR_NOT_NOW: i32 = -804;

/// Too many events wait at the desk. This one was not taken.
pub const MNR_ERROR_FULL: i32 = -805;

/// -9xx, the library: a defect in it. The handle at work is poisoned.
pub const MNR_ERROR_PANIC: i32 = -900;

/// What may help after a failure: nothing that is known.
pub const MNR_RECOVERY_NONE: i32 = 0;
/// The same call may be repeated.
pub const MNR_RECOVERY_REPEAT: i32 = 1;
/// End the card, and begin again when it is placed anew.
pub const MNR_RECOVERY_PLACE_AGAIN: i32 = 2;
/// Read the tries of the key before anything else.
pub const MNR_RECOVERY_READ_TRIES: i32 = 3;
/// The program must be mended, not the situation.
pub const MNR_RECOVERY_MEND_PROGRAM: i32 = 4;
/// Check the service, the reader and its cable.
pub const MNR_RECOVERY_CHECK_READER: i32 = 5;

/// How many tries are left, where the card has not said so. A number above the greatest that a key can
/// have (3 for a PIN, 5 for the signature password, 10 for code B) is taken for this, whoever gives
/// it: it is not the card's word.
pub const MNR_TRIES_UNKNOWN: i32 = -1;

/// The length of the text in a detail record, its NUL included.
pub const MNR_DETAIL_TEXT: usize = 240;

/// What went wrong, beside the status. Written on failure only, and the only thing then written
/// beside a needed size. Set struct_size before the call, for example with MNR_INIT.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct mnr_detail {
    /// The size of the structure that the caller was compiled with.
    pub struct_size: usize,
    /// The status that the call gave.
    pub status: i32,
    /// What may help, one of MNR_RECOVERY_*.
    pub recovery: i32,
    /// Tries left of the key in use; 0 when blocked; MNR_TRIES_UNKNOWN.
    pub tries_left: i32,
    /// The code of the driver or of PC/SC, as it was; meaningful where has_driver_code is 1.
    pub driver_code: u32,
    /// The number of the exchange with the card, from 1; 0 where none was at work.
    pub exchange: u32,
    /// Where in the record, in bytes from its start; UINT32_MAX where there is no such place.
    pub offset: u32,
    /// The status word of the card; 0 where none was the cause.
    pub status_word: u16,
    /// Whether driver_code means something.
    pub has_driver_code: u8,
    /// Whether the card may have seen the command that failed.
    pub may_have_been_sent: u8,
    /// A sentence in English for logs, UTF-8, NUL-terminated. Never a PIN, a name or a number of
    /// the card.
    pub text: [c_char; MNR_DETAIL_TEXT],
}

/// Why an export failed, on its way out.
#[derive(Debug)]
pub struct Failure {
    /// The status that the call gives: one of `MNR_ERROR_*`.
    pub status: i32,
    tries: Option<Tries>,
    driver_code: Option<u32>,
    exchange: u32,
    offset: Option<usize>,
    status_word: u16,
    may_have_been_sent: bool,
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

    /// Something is wrong with a handle.
    pub fn handle<H: Handle>(status: i32, text: &str) -> Self {
        Self::new(status, format_args!("{}: {text}", H::NAME))
    }

    /// The function belongs to a part that this build does not have.
    #[cfg(not(feature = "pcsc"))]
    pub fn not_built_in(what: &'static str) -> Self {
        Self::new(
            MNR_ERROR_NOT_BUILT_IN,
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

    fn recovery(&self) -> i32 {
        match self.status {
            MNR_ERROR_NULL
            | MNR_ERROR_ARGUMENT
            | MNR_ERROR_LENGTH
            | MNR_ERROR_BUFFER
            | MNR_ERROR_TEXT
            | MNR_ERROR_STRUCT_SIZE
            | MNR_ERROR_DATE
            | MNR_ERROR_HANDLE
            | MNR_ERROR_STATE
            | MNR_ERROR_INVALID_COMMAND => MNR_RECOVERY_MEND_PROGRAM,
            MNR_ERROR_OUTCOME_UNKNOWN | MNR_ERROR_UNSETTLED => MNR_RECOVERY_READ_TRIES,
            MNR_ERROR_BUSY
            | MNR_ERROR_TIME_LIMIT
            | MNR_ERROR_READINGS_DISAGREE
            | MNR_ERROR_SECRET_FORMAT => MNR_RECOVERY_REPEAT,
            MNR_ERROR_NO_CARD
            | MNR_ERROR_CARD_REMOVED
            | MNR_ERROR_CARD_RESET
            | MNR_ERROR_CARD_MUTE
            | MNR_ERROR_LINK_TIMED_OUT
            | MNR_ERROR_LINK_BROKEN
            | MNR_ERROR_CARD_ANSWER => MNR_RECOVERY_PLACE_AGAIN,
            MNR_ERROR_READER_SHARED
            | MNR_ERROR_READER_GONE
            | MNR_ERROR_SERVICE_GONE
            | MNR_ERROR_DRIVER => MNR_RECOVERY_CHECK_READER,
            _ => MNR_RECOVERY_NONE,
        }
    }
}

/// How many tries are left, as the ABI says it.
pub fn tries_number(tries: Tries) -> i32 {
    match tries {
        Tries::Left(left) => i32::from(left),
        Tries::Blocked => 0,
        Tries::Unknown => MNR_TRIES_UNKNOWN,
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

/// Refuses a detail record of a wrong size before anything is done.
pub unsafe fn check_detail(detail: *mut mnr_detail) -> Result<(), Failure> {
    if detail.is_null() {
        return Ok(());
    }
    // SAFETY: the caller gives NULL or a record with its size in front.
    unsafe { pointer::struct_size(detail, "detail") }.map(|_| ())
}

/// Fills the detail record, where there is one of a right size.
pub unsafe fn report(detail: *mut mnr_detail, failure: &Failure) {
    let mut text: [c_char; MNR_DETAIL_TEXT] = [0; MNR_DETAIL_TEXT];
    pointer::fill_text(&mut text, &failure.text);
    let record = mnr_detail {
        struct_size: 0,
        status: failure.status,
        recovery: failure.recovery(),
        tries_left: failure.tries.map_or(MNR_TRIES_UNKNOWN, tries_number),
        driver_code: failure.driver_code.unwrap_or_default(),
        exchange: failure.exchange,
        offset: failure
            .offset
            .and_then(|offset| u32::try_from(offset).ok())
            .unwrap_or(u32::MAX),
        status_word: failure.status_word,
        has_driver_code: u8::from(failure.driver_code.is_some()),
        may_have_been_sent: u8::from(failure.may_have_been_sent),
        text,
    };
    // SAFETY: as `check_detail`; a record that does not pass is left alone.
    let _ = unsafe { pointer::put_struct(detail, record, "detail") };
}

/// The name of a status, for example "MNR_ERROR_SECRET_WRONG"; "MNR_ERROR_UNKNOWN" for a number
/// that is none. ASCII, NUL-terminated, static: never freed.
///
/// Any thread. Does not block.
#[unsafe(no_mangle)]
pub extern "C" fn mnr_status_name(status: i32) -> *const c_char {
    // No guard: a table and nothing that could panic.
    name(status).as_ptr()
}

macro_rules! names {
    ($($constant:ident)+) => {
        const fn name(status: i32) -> &'static core::ffi::CStr {
            match status {
                $($constant => match core::ffi::CStr::from_bytes_with_nul(
                    concat!(stringify!($constant), "\0").as_bytes(),
                ) {
                    Ok(name) => name,
                    Err(_) => c"",
                },)+
                _ => c"MNR_ERROR_UNKNOWN",
            }
        }

        #[cfg(test)]
        pub(crate) const ALL: &[(&str, i32)] = &[$((stringify!($constant), $constant)),+];
    };
}

names! {
    MNR_OK
    MNR_ERROR_NULL MNR_ERROR_ARGUMENT MNR_ERROR_LENGTH MNR_ERROR_BUFFER MNR_ERROR_TEXT
    MNR_ERROR_STRUCT_SIZE MNR_ERROR_SECRET_FORMAT MNR_ERROR_DATE
    MNR_ERROR_HANDLE MNR_ERROR_BUSY MNR_ERROR_POISONED MNR_ERROR_STATE MNR_ERROR_NOT_BUILT_IN
    MNR_ERROR_CANCELLED MNR_ERROR_TIME_LIMIT MNR_ERROR_NOT_FOUND
    MNR_ERROR_NO_CARD MNR_ERROR_CARD_REMOVED MNR_ERROR_CARD_RESET MNR_ERROR_CARD_MUTE
    MNR_ERROR_LINK_TIMED_OUT MNR_ERROR_LINK_BROKEN MNR_ERROR_READER_SHARED MNR_ERROR_READER_GONE
    MNR_ERROR_SERVICE_GONE MNR_ERROR_OVERSIZED_ANSWER MNR_ERROR_OVERSIZED_COMMAND
    MNR_ERROR_INVALID_COMMAND MNR_ERROR_DRIVER
    MNR_ERROR_CARD_STATUS MNR_ERROR_CARD_ANSWER MNR_ERROR_CARD_ENDLESS MNR_ERROR_NOT_IN_PROFILE
    MNR_ERROR_SECRET_WRONG MNR_ERROR_SECRET_BLOCKED MNR_ERROR_TOO_FEW_TRIES
    MNR_ERROR_OUTCOME_UNKNOWN MNR_ERROR_UNSETTLED MNR_ERROR_PIN_NEEDED MNR_ERROR_READINGS_DISAGREE
    MNR_ERROR_RECORD MNR_ERROR_PUBLIC_KEY MNR_ERROR_SIGNATURE MNR_ERROR_DATA_FILE
    MNR_ERROR_CERTIFICATE MNR_ERROR_UNTRUSTED
    MNR_ERROR_NOTHING_ASKED MNR_ERROR_FOREIGN_NUMBER MNR_ERROR_WRONG_ANSWER MNR_ERROR_WRONG_ACTOR
    MNR_ERROR_NOT_NOW MNR_ERROR_FULL
    MNR_ERROR_PANIC
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_status_has_a_number_and_a_name_of_its_own() {
        let numbers: BTreeSet<i32> = ALL.iter().map(|(_, number)| *number).collect();
        assert_eq!(numbers.len(), ALL.len());
        for (text, number) in ALL {
            assert_eq!(name(*number).to_str(), Ok(*text));
            assert!(*number <= 0);
        }
        assert_eq!(name(-1).to_str(), Ok("MNR_ERROR_UNKNOWN"));
        // The source declares no status that the table lacks.
        let declared = include_str!("status.rs")
            .lines()
            .filter(|line| line.starts_with("pub const MNR_ERROR_"))
            .count();
        assert_eq!(declared + 1, ALL.len());
    }

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
            LinkErrorKind::OversizedAnswer,
            LinkErrorKind::Cancelled,
            LinkErrorKind::Driver,
        ] {
            assert_eq!(link_kind(link_status(kind)), kind);
        }
        assert_eq!(link_kind(12345), LinkErrorKind::Driver);
    }
}
