//! The link to a chip: one small trait, and the drivers behind it.
//!
//! A transport carries one command to the chip and one answer back. It never repeats a command,
//! never follows `61xx` or `6Cxx`, and never looks into the bytes: those are decisions of
//! `mynareader-card`, because a command that is sent twice can cost a patient two tries.
//!
//! | | |
//! |---|---|
//! | [`pcsc`] | readers of the system's PC/SC service (the service itself with the feature `pcsc`) |
//! | [`callback`] | makers' own drivers, by three functions |
//! | [`recording`] | counts and records what goes over another link, without its content, and writes it to a file |
//!
//! The virtual card of `mynareader-emulator` is a transport, too.
#![deny(unsafe_code)]
#![cfg_attr(
    test,
    allow(clippy::as_conversions, clippy::unreachable, clippy::string_slice)
)]

use core::fmt;
use core::time::Duration;

use zeroize::Zeroize;

pub mod callback;
pub mod pcsc;
pub mod recording;

/// The shortest command: a header alone, ISO 7816-4 case 1. What is shorter is no command, and
/// there are readers (vsmartcard's virtual one among them) that take a single byte for an order
/// to themselves.
pub const MIN_COMMAND: usize = 4;

/// The longest command that any link is asked to carry: extended APDU, case 4.
pub const MAX_COMMAND: usize = 4 + 3 + 65_535 + 2;

/// The longest answer that any link may give: 65,536 bytes and the status word.
pub const MAX_RESPONSE: usize = 65_536 + 2;

/// The longest command and the largest buffer for an answer that a driver is ever told of, and the
/// longest answer that is taken from one: there are drivers that keep a length in 16 bits, and see
/// a buffer of 65,538 bytes as one of two (pyscard#100 \[C\]). A link over such a driver carries
/// 65,533 bytes of data in an answer at most; no object of the card is that long.
pub const MAX_DRIVER_LENGTH: usize = 65_535;

/// A link to one chip.
///
/// Calls block, because PC/SC, makers' drivers and phones' NFC all block; each call carries a
/// limit. Implementors must keep three promises on which the patient's tries depend:
///
/// 1. One call of [`transmit`](Self::transmit) puts the command on the wire at most once.
/// 2. A [`LinkError`] says [`Sent::No`] only where it is certain that the chip cannot have seen
///    the command.
/// 3. After the chip was reset or replaced behind the caller's back, the next call fails with
///    [`LinkErrorKind::Reset`] or [`LinkErrorKind::CardRemoved`] instead of reaching the chip.
pub trait Transport {
    /// Sends `command` and puts the whole answer, status word included, into `response`.
    ///
    /// The buffer belongs to the library and is as large as any answer, so "too small" cannot
    /// happen after the command has run. Whatever `response` held before is wiped first.
    fn transmit(
        &mut self,
        command: &[u8],
        response: &mut ResponseBuffer,
        limit: Duration,
    ) -> Result<(), LinkError>;

    /// What this link can carry, as far as it knows without asking the chip.
    fn capabilities(&self) -> LinkCapabilities;

    /// Resets the chip (warm). Everything that was selected or verified is to be taken for lost,
    /// and for *not* lost where it protects the patient: a warm reset leaves a VERIFY in force
    /// \[M\].
    fn reset(&mut self) -> Result<(), LinkError>;

    /// Takes the power (contact) or the field (contactless) away from the chip. The only sure
    /// end of a patient's session \[M\].
    fn power_down(&mut self) -> Result<(), LinkError>;
}

/// A borrowed link is a link.
impl<T: Transport + ?Sized> Transport for &mut T {
    fn transmit(
        &mut self,
        command: &[u8],
        response: &mut ResponseBuffer,
        limit: Duration,
    ) -> Result<(), LinkError> {
        (**self).transmit(command, response, limit)
    }

    fn capabilities(&self) -> LinkCapabilities {
        (**self).capabilities()
    }

    fn reset(&mut self) -> Result<(), LinkError> {
        (**self).reset()
    }

    fn power_down(&mut self) -> Result<(), LinkError> {
        (**self).power_down()
    }
}

/// A boxed link is a link.
impl<T: Transport + ?Sized> Transport for Box<T> {
    fn transmit(
        &mut self,
        command: &[u8],
        response: &mut ResponseBuffer,
        limit: Duration,
    ) -> Result<(), LinkError> {
        (**self).transmit(command, response, limit)
    }

    fn capabilities(&self) -> LinkCapabilities {
        (**self).capabilities()
    }

    fn reset(&mut self) -> Result<(), LinkError> {
        (**self).reset()
    }

    fn power_down(&mut self) -> Result<(), LinkError> {
        (**self).power_down()
    }
}

/// What a link can carry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct LinkCapabilities {
    /// Whether the link claims to carry extended APDUs. A claim only: the card side tries it on
    /// its first long read, falls back once, and remembers.
    pub extended: bool,
    /// The block to ask for with short READ BINARY.
    pub short_block: ShortBlock,
    /// The longest command in bytes, header included, that the link carries.
    pub max_command: usize,
    /// The longest answer in bytes, status word included, that the link carries.
    pub max_response: usize,
}

impl LinkCapabilities {
    /// The same, within what a driver may be told of: [`MAX_DRIVER_LENGTH`].
    #[must_use]
    pub fn for_driver(self) -> Self {
        Self {
            max_command: self.max_command.min(MAX_DRIVER_LENGTH),
            max_response: self.max_response.min(MAX_DRIVER_LENGTH),
            ..self
        }
    }

    /// A link that carries short APDUs only, with blocks of 256 bytes.
    pub const SHORT: Self = Self {
        extended: false,
        short_block: ShortBlock::Full,
        max_command: 5 + 255 + 1,
        max_response: 256 + 2,
    };

    /// A link that carries extended APDUs of any size.
    pub const EXTENDED: Self = Self {
        extended: true,
        short_block: ShortBlock::Full,
        max_command: MAX_COMMAND,
        max_response: MAX_RESPONSE,
    };
}

/// How many bytes to ask for in one short READ BINARY.
///
/// With a frame size of 256 a block of 251 bytes fits one radio frame and 256 need two, so that
/// the smaller block halves the frames at hardly more commands (computed, not measured). Contact
/// readers gain nothing by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ShortBlock {
    /// 256 bytes (Le = `00`).
    Full,
    /// 251 bytes (Le = `FB`).
    Framed,
}

impl ShortBlock {
    /// The block's length in bytes.
    pub const fn bytes(self) -> usize {
        match self {
            Self::Full => 256,
            Self::Framed => 251,
        }
    }
}

/// An answer of the chip: as large as any, owned by the library, wiped when reused and dropped.
pub struct ResponseBuffer {
    bytes: Vec<u8>,
}

/// What a driver gets to write into. Less under Miri, which wipes a byte in a microsecond.
const ROOM: usize = if cfg!(miri) { 1024 } else { MAX_DRIVER_LENGTH };

impl ResponseBuffer {
    /// An empty buffer that never has to grow.
    pub fn new() -> Self {
        Self {
            bytes: Vec::with_capacity(MAX_RESPONSE),
        }
    }

    /// Wipes the buffer and leaves it empty.
    pub fn clear(&mut self) {
        self.bytes.as_mut_slice().zeroize();
        self.bytes.clear();
    }

    /// Replaces the content. Refused, and left empty, when `answer` is longer than
    /// [`MAX_RESPONSE`].
    pub fn fill(&mut self, answer: &[u8]) -> Result<(), LinkError> {
        self.clear();
        if answer.len() > MAX_RESPONSE {
            return Err(LinkError::new(LinkErrorKind::OversizedAnswer, Sent::Maybe));
        }
        self.bytes.extend_from_slice(answer);
        Ok(())
    }

    /// Lets a driver write straight into the buffer: it gets [`MAX_DRIVER_LENGTH`] bytes of space
    /// and returns how much it wrote. What it claims beyond that is cut off.
    pub fn fill_with<E>(
        &mut self,
        write: impl FnOnce(&mut [u8]) -> Result<usize, E>,
    ) -> Result<(), E> {
        self.clear();
        self.bytes.resize(ROOM, 0);
        match write(&mut self.bytes) {
            Ok(written) => {
                let kept = written.min(ROOM);
                if let Some(rest) = self.bytes.get_mut(kept..) {
                    rest.zeroize();
                }
                self.bytes.truncate(kept);
                Ok(())
            }
            Err(error) => {
                self.clear();
                Err(error)
            }
        }
    }

    /// The answer, status word included.
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }
}

impl Default for ResponseBuffer {
    fn default() -> Self {
        Self::new()
    }
}

impl Drop for ResponseBuffer {
    fn drop(&mut self) {
        self.clear();
    }
}

/// Shows the length only: answers hold names, addresses and photos.
impl fmt::Debug for ResponseBuffer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ResponseBuffer({} bytes)", self.bytes.len())
    }
}

/// Whether the chip may have seen the command that failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sent {
    /// Certainly not: nothing left the host.
    No,
    /// Perhaps: after a VERIFY the counter must be read again before anything else.
    Maybe,
}

/// What went wrong on the link. Closed on purpose: each must have a code at the
/// counter, and whoever maps them learns of a new one from the compiler.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LinkErrorKind {
    /// No card in the reader.
    NoCard,
    /// The card was taken away.
    CardRemoved,
    /// The chip was reset by somebody else; its state is lost.
    Reset,
    /// There is a card that does not answer.
    Mute,
    /// The limit passed without an answer.
    TimedOut,
    /// The exchange broke: garbled, torn or refused by the reader.
    Broken,
    /// Another program holds the card.
    Shared,
    /// The reader is gone or unknown.
    ReaderGone,
    /// The service behind the link (PC/SC) is not running.
    ServiceGone,
    /// The system does not admit this program or this user to the reader (polkit, access rights):
    /// a matter of set-up. Reader, cable and card may be sound.
    Refused,
    /// The answer was longer than any answer may be.
    OversizedAnswer,
    /// The command is longer than the link carries.
    OversizedCommand,
    /// The bytes are no command: shorter than a header.
    InvalidCommand,
    /// The caller cancelled.
    Cancelled,
    /// The driver failed otherwise; see the code.
    Driver,
}

impl LinkErrorKind {
    /// All of them.
    pub const ALL: [Self; 15] = [
        Self::NoCard,
        Self::CardRemoved,
        Self::Reset,
        Self::Mute,
        Self::TimedOut,
        Self::Broken,
        Self::Shared,
        Self::ReaderGone,
        Self::ServiceGone,
        Self::Refused,
        Self::OversizedAnswer,
        Self::OversizedCommand,
        Self::InvalidCommand,
        Self::Cancelled,
        Self::Driver,
    ];

    /// A stable name, for files.
    pub const fn name(self) -> &'static str {
        match self {
            Self::NoCard => "no-card",
            Self::CardRemoved => "card-removed",
            Self::Reset => "reset",
            Self::Mute => "mute",
            Self::TimedOut => "timed-out",
            Self::Broken => "broken",
            Self::Shared => "shared",
            Self::ReaderGone => "reader-gone",
            Self::ServiceGone => "service-gone",
            Self::Refused => "refused",
            Self::OversizedAnswer => "oversized-answer",
            Self::OversizedCommand => "oversized-command",
            Self::InvalidCommand => "invalid-command",
            Self::Cancelled => "cancelled",
            Self::Driver => "driver",
        }
    }
}

/// A link failed: how, with which code of the driver, and whether the chip may have seen the
/// command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LinkError {
    /// What went wrong.
    pub kind: LinkErrorKind,
    /// Whether the chip may have seen the command.
    pub sent: Sent,
    /// The driver's own code (for PC/SC the value of `SCardTransmit` and its kin), kept as it was.
    pub code: Option<u32>,
}

impl LinkError {
    /// An error without a driver's code.
    pub const fn new(kind: LinkErrorKind, sent: Sent) -> Self {
        Self {
            kind,
            sent,
            code: None,
        }
    }

    /// The same with the driver's code.
    pub const fn with_code(kind: LinkErrorKind, sent: Sent, code: u32) -> Self {
        Self {
            kind,
            sent,
            code: Some(code),
        }
    }
}

impl fmt::Display for LinkError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.kind {
            LinkErrorKind::NoCard => "there is no card in the reader",
            LinkErrorKind::CardRemoved => "the card was taken away",
            LinkErrorKind::Reset => "the card was reset",
            LinkErrorKind::Mute => "the card does not answer",
            LinkErrorKind::TimedOut => "the card did not answer in time",
            LinkErrorKind::Broken => "the exchange with the card broke off",
            LinkErrorKind::Shared => "another program holds the card",
            LinkErrorKind::ReaderGone => "the reader is gone",
            LinkErrorKind::ServiceGone => "the smart card service is not running",
            LinkErrorKind::Refused => "the system does not let this program use the reader",
            LinkErrorKind::OversizedAnswer => "the answer is longer than any answer may be",
            LinkErrorKind::OversizedCommand => "the command is longer than the link carries",
            LinkErrorKind::InvalidCommand => "the bytes to send are no command",
            LinkErrorKind::Cancelled => "the wait was cancelled",
            LinkErrorKind::Driver => "the reader's driver failed",
        })?;
        if let Some(code) = self.code {
            write!(f, " (driver code 0x{code:08X})")?;
        }
        if self.sent == Sent::Maybe {
            f.write_str("; the card may have seen the command")?;
        }
        Ok(())
    }
}

impl core::error::Error for LinkError {}
