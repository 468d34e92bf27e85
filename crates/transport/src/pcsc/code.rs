//! The result codes of PC/SC: every one representable, those that matter named.
#![forbid(unsafe_code)]

use core::fmt;

use crate::{LinkError, LinkErrorKind, Sent};

/// A result code of PC/SC other than success, as the service or the reader's driver gave it.
///
/// Any 32-bit value is a code: on Windows the functions of PC/SC hand through codes of the
/// system, drivers invent their own, and a code that this library does not know must reach the
/// log of the clinic unchanged. The names and values are those of the PC/SC workgroup's
/// specification as `WinSCard` and pcsc-lite have them \[D\].
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Code(pub u32);

macro_rules! codes {
    ($($name:ident = $value:literal, $text:literal, $kind:ident;)*) => {
        impl Code {
            $(
                #[doc = concat!("`", $text, "`.")]
                pub const $name: Self = Self($value);
            )*

            /// All codes that have a name here, in the order of the table.
            pub const NAMED: &'static [Self] = &[$(Self::$name),*];

            /// The name in the C headers, if the code is a known one. Codes of Windows are known
            /// in their plain form and as `HRESULT` (`8007xxxx`).
            pub const fn name(self) -> Option<&'static str> {
                match self.plain() {
                    $($value => Some($text),)*
                    _ => None,
                }
            }

            /// What went wrong, in the words of the link. None is the caller's cancel: whether it
            /// was asked for is known by the [`CancelHandle`](super::CancelHandle) alone, and
            /// `SCARD_E_CANCELLED` without it is the system's (pyscard#27 \[C\]).
            pub const fn kind(self) -> LinkErrorKind {
                match self.plain() {
                    $($value => LinkErrorKind::$kind,)*
                    _ => LinkErrorKind::Driver,
                }
            }
        }
    };
}

// One table of all codes: those of the PC/SC workgroup's specification as pcsclite.h and winerror.h
// have them, and those of Windows that drivers hand through. `crates/reception/src/fault/rules.rs`
// gives each its code at the counter; tests/pcsc_codes.rs holds both, line by line.
codes! {
    INTERNAL_ERROR = 0x8010_0001, "SCARD_F_INTERNAL_ERROR", Driver;
    CANCELLED = 0x8010_0002, "SCARD_E_CANCELLED", ServiceGone;
    INVALID_HANDLE = 0x8010_0003, "SCARD_E_INVALID_HANDLE", ServiceGone;
    INVALID_PARAMETER = 0x8010_0004, "SCARD_E_INVALID_PARAMETER", Driver;
    INVALID_TARGET = 0x8010_0005, "SCARD_E_INVALID_TARGET", Driver;
    NO_MEMORY = 0x8010_0006, "SCARD_E_NO_MEMORY", Driver;
    WAITED_TOO_LONG = 0x8010_0007, "SCARD_F_WAITED_TOO_LONG", TimedOut;
    INSUFFICIENT_BUFFER = 0x8010_0008, "SCARD_E_INSUFFICIENT_BUFFER", OversizedAnswer;
    UNKNOWN_READER = 0x8010_0009, "SCARD_E_UNKNOWN_READER", ReaderGone;
    TIMEOUT = 0x8010_000A, "SCARD_E_TIMEOUT", TimedOut;
    SHARING_VIOLATION = 0x8010_000B, "SCARD_E_SHARING_VIOLATION", Shared;
    NO_SMARTCARD = 0x8010_000C, "SCARD_E_NO_SMARTCARD", NoCard;
    UNKNOWN_CARD = 0x8010_000D, "SCARD_E_UNKNOWN_CARD", Mute;
    CANT_DISPOSE = 0x8010_000E, "SCARD_E_CANT_DISPOSE", Broken;
    PROTO_MISMATCH = 0x8010_000F, "SCARD_E_PROTO_MISMATCH", Mute;
    NOT_READY = 0x8010_0010, "SCARD_E_NOT_READY", Mute;
    INVALID_VALUE = 0x8010_0011, "SCARD_E_INVALID_VALUE", Driver;
    SYSTEM_CANCELLED = 0x8010_0012, "SCARD_E_SYSTEM_CANCELLED", ServiceGone;
    COMM_ERROR = 0x8010_0013, "SCARD_F_COMM_ERROR", Broken;
    UNKNOWN_ERROR = 0x8010_0014, "SCARD_F_UNKNOWN_ERROR", Broken;
    INVALID_ATR = 0x8010_0015, "SCARD_E_INVALID_ATR", Mute;
    NOT_TRANSACTED = 0x8010_0016, "SCARD_E_NOT_TRANSACTED", Broken;
    READER_UNAVAILABLE = 0x8010_0017, "SCARD_E_READER_UNAVAILABLE", ReaderGone;
    SHUTDOWN = 0x8010_0018, "SCARD_P_SHUTDOWN", ServiceGone;
    PCI_TOO_SMALL = 0x8010_0019, "SCARD_E_PCI_TOO_SMALL", Driver;
    READER_UNSUPPORTED = 0x8010_001A, "SCARD_E_READER_UNSUPPORTED", Driver;
    DUPLICATE_READER = 0x8010_001B, "SCARD_E_DUPLICATE_READER", Driver;
    CARD_UNSUPPORTED = 0x8010_001C, "SCARD_E_CARD_UNSUPPORTED", Mute;
    NO_SERVICE = 0x8010_001D, "SCARD_E_NO_SERVICE", ServiceGone;
    SERVICE_STOPPED = 0x8010_001E, "SCARD_E_SERVICE_STOPPED", ServiceGone;
    UNEXPECTED = 0x8010_001F, "SCARD_E_UNEXPECTED", Broken;
    UNSUPPORTED_FEATURE_OF_WINDOWS = 0x8010_0022, "SCARD_E_UNSUPPORTED_FEATURE", Driver;
    ICC_INSTALLATION = 0x8010_0020, "SCARD_E_ICC_INSTALLATION", Driver;
    ICC_CREATEORDER = 0x8010_0021, "SCARD_E_ICC_CREATEORDER", Driver;
    DIR_NOT_FOUND = 0x8010_0023, "SCARD_E_DIR_NOT_FOUND", Driver;
    FILE_NOT_FOUND = 0x8010_0024, "SCARD_E_FILE_NOT_FOUND", Driver;
    NO_DIR = 0x8010_0025, "SCARD_E_NO_DIR", Driver;
    NO_FILE = 0x8010_0026, "SCARD_E_NO_FILE", Driver;
    NO_ACCESS = 0x8010_0027, "SCARD_E_NO_ACCESS", Refused;
    WRITE_TOO_MANY = 0x8010_0028, "SCARD_E_WRITE_TOO_MANY", Driver;
    BAD_SEEK = 0x8010_0029, "SCARD_E_BAD_SEEK", Driver;
    INVALID_CHV = 0x8010_002A, "SCARD_E_INVALID_CHV", Driver;
    UNKNOWN_RES_MNG = 0x8010_002B, "SCARD_E_UNKNOWN_RES_MNG", Broken;
    NO_SUCH_CERTIFICATE = 0x8010_002C, "SCARD_E_NO_SUCH_CERTIFICATE", Driver;
    CERTIFICATE_UNAVAILABLE = 0x8010_002D, "SCARD_E_CERTIFICATE_UNAVAILABLE", Driver;
    NO_READERS_AVAILABLE = 0x8010_002E, "SCARD_E_NO_READERS_AVAILABLE", ReaderGone;
    COMM_DATA_LOST = 0x8010_002F, "SCARD_E_COMM_DATA_LOST", Broken;
    NO_KEY_CONTAINER = 0x8010_0030, "SCARD_E_NO_KEY_CONTAINER", Driver;
    SERVER_TOO_BUSY = 0x8010_0031, "SCARD_E_SERVER_TOO_BUSY", Shared;
    PIN_CACHE_EXPIRED = 0x8010_0032, "SCARD_E_PIN_CACHE_EXPIRED", Driver;
    NO_PIN_CACHE = 0x8010_0033, "SCARD_E_NO_PIN_CACHE", Driver;
    READ_ONLY_CARD = 0x8010_0034, "SCARD_E_READ_ONLY_CARD", Driver;
    UNSUPPORTED_CARD = 0x8010_0065, "SCARD_W_UNSUPPORTED_CARD", Mute;
    UNRESPONSIVE_CARD = 0x8010_0066, "SCARD_W_UNRESPONSIVE_CARD", Mute;
    UNPOWERED_CARD = 0x8010_0067, "SCARD_W_UNPOWERED_CARD", Mute;
    RESET_CARD = 0x8010_0068, "SCARD_W_RESET_CARD", Reset;
    REMOVED_CARD = 0x8010_0069, "SCARD_W_REMOVED_CARD", CardRemoved;
    SECURITY_VIOLATION = 0x8010_006A, "SCARD_W_SECURITY_VIOLATION", Refused;
    WRONG_CHV = 0x8010_006B, "SCARD_W_WRONG_CHV", Driver;
    CHV_BLOCKED = 0x8010_006C, "SCARD_W_CHV_BLOCKED", Driver;
    EOF = 0x8010_006D, "SCARD_W_EOF", Driver;
    CANCELLED_BY_USER = 0x8010_006E, "SCARD_W_CANCELLED_BY_USER", Driver;
    CARD_NOT_AUTHENTICATED = 0x8010_006F, "SCARD_W_CARD_NOT_AUTHENTICATED", Driver;
    CACHE_ITEM_NOT_FOUND = 0x8010_0070, "SCARD_W_CACHE_ITEM_NOT_FOUND", Driver;
    CACHE_ITEM_STALE = 0x8010_0071, "SCARD_W_CACHE_ITEM_STALE", Driver;
    CACHE_ITEM_TOO_BIG = 0x8010_0072, "SCARD_W_CACHE_ITEM_TOO_BIG", Driver;
    // Of Windows itself, as drivers of readers hand them through: what they say of the card (no
    // media, bad command, general failure, I/O device) is not the cable's fault.
    SYSTEM_FILE_NOT_FOUND = 2, "ERROR_FILE_NOT_FOUND", ReaderGone;
    SYSTEM_ACCESS_DENIED = 5, "ERROR_ACCESS_DENIED", Refused;
    SYSTEM_INVALID_HANDLE = 6, "ERROR_INVALID_HANDLE", ServiceGone;
    SYSTEM_NOT_READY = 21, "ERROR_NOT_READY", Mute;
    SYSTEM_BAD_COMMAND = 22, "ERROR_BAD_COMMAND", Broken;
    SYSTEM_CRC = 23, "ERROR_CRC", Broken;
    SYSTEM_GEN_FAILURE = 31, "ERROR_GEN_FAILURE", Broken;
    SYSTEM_SHARING_VIOLATION = 32, "ERROR_SHARING_VIOLATION", Shared;
    SYSTEM_DEV_NOT_EXIST = 55, "ERROR_DEV_NOT_EXIST", ReaderGone;
    SYSTEM_BROKEN_PIPE = 109, "ERROR_BROKEN_PIPE", ServiceGone;
    SYSTEM_SEM_TIMEOUT = 121, "ERROR_SEM_TIMEOUT", TimedOut;
    SYSTEM_INSUFFICIENT_BUFFER = 122, "ERROR_INSUFFICIENT_BUFFER", OversizedAnswer;
    SYSTEM_BUSY = 170, "ERROR_BUSY", Shared;
    SYSTEM_MORE_DATA = 234, "ERROR_MORE_DATA", OversizedAnswer;
    SYSTEM_NO_SUCH_DEVICE = 433, "ERROR_NO_SUCH_DEVICE", ReaderGone;
    SYSTEM_OPERATION_ABORTED = 995, "ERROR_OPERATION_ABORTED", Broken;
    SYSTEM_SERVICE_DISABLED = 1_058, "ERROR_SERVICE_DISABLED", ServiceGone;
    SYSTEM_SERVICE_NOT_ACTIVE = 1_062, "ERROR_SERVICE_NOT_ACTIVE", ServiceGone;
    SYSTEM_MEDIA_CHANGED = 1_110, "ERROR_MEDIA_CHANGED", Reset;
    SYSTEM_NO_MEDIA_IN_DRIVE = 1_112, "ERROR_NO_MEDIA_IN_DRIVE", NoCard;
    SYSTEM_IO_DEVICE = 1_117, "ERROR_IO_DEVICE", Broken;
    SYSTEM_DEVICE_NOT_CONNECTED = 1_167, "ERROR_DEVICE_NOT_CONNECTED", ReaderGone;
    SYSTEM_ERROR_CANCELLED = 1_223, "ERROR_CANCELLED", ServiceGone;
    SYSTEM_TIMEOUT = 1_460, "ERROR_TIMEOUT", TimedOut;
    SYSTEM_DEVICE_REMOVED = 1_617, "ERROR_DEVICE_REMOVED", ReaderGone;
    SYSTEM_SERVER_UNAVAILABLE = 1_722, "RPC_S_SERVER_UNAVAILABLE", ServiceGone;
    SYSTEM_CALL_FAILED = 1_726, "RPC_S_CALL_FAILED", ServiceGone;
    SYSTEM_CALL_FAILED_DNE = 1_727, "RPC_S_CALL_FAILED_DNE", ServiceGone;
    SYSTEM_UNRECOGNIZED_MEDIA = 1_785, "ERROR_UNRECOGNIZED_MEDIA", Mute;
}

impl Code {
    /// `SCARD_E_UNSUPPORTED_FEATURE`, whose value differs: pcsc-lite gives it the value that is
    /// `SCARD_E_UNEXPECTED` on Windows \[D\].
    pub const UNSUPPORTED_FEATURE: Self = Self(if cfg!(windows) {
        0x8010_0022
    } else {
        0x8010_001F
    });

    /// The code without what `HRESULT_FROM_WIN32` adds to a code of Windows.
    const fn plain(self) -> u32 {
        match self.0 >> 16 {
            0x8007 => self.0 & 0xFFFF,
            _ => self.0,
        }
    }

    /// Whether the chip may have seen a command whose transmission ended with this code.
    ///
    /// Only these are proof that it has not: an invalid handle (on Windows `ERROR_INVALID_HANDLE`
    /// too, which a handle from before a restart of the service gives) leads to no card, and a
    /// sharing violation says that another program is in possession. All others may come after
    /// the command: `SCARD_E_NOT_TRANSACTED`, for all its name, is also what pcsc-lite gives when
    /// the answer was lost \[D\].
    pub const fn sent(self) -> Sent {
        match Self(self.plain()) {
            Self::INVALID_HANDLE | Self::SHARING_VIOLATION | Self::SYSTEM_INVALID_HANDLE => {
                Sent::No
            }
            _ => Sent::Maybe,
        }
    }

    /// Whether the code says that there is no service to ask.
    pub(super) const fn says_not_running(self) -> bool {
        matches!(
            Self(self.plain()),
            Self::NO_SERVICE | Self::SERVICE_STOPPED | Self::SYSTEM_SERVICE_NOT_ACTIVE
        )
    }

    /// Whether a wait that is told so again and again has nothing to wait for: the system does not
    /// admit this program, and will not without a change of its set-up. Every other code may pass,
    /// also one that nobody lists (a session that is switched, a service that starts).
    pub(super) const fn stays(self) -> bool {
        matches!(self, Self::SECURITY_VIOLATION | Self::NO_ACCESS)
    }

    /// The failure of a call that carries no command to the chip: connect, wait, power down.
    pub(super) const fn aside(self) -> LinkError {
        LinkError::with_code(self.kind(), Sent::No, self.0)
    }

    /// The failure of a command.
    pub(super) const fn of_command(self) -> LinkError {
        LinkError::with_code(self.kind(), self.sent(), self.0)
    }

    /// Whether a call outside of commands that ended so asks for a new context: every code does that
    /// is not an answer about the reader, the card in it or the time. A context that has gone stale
    /// is told by codes that nobody lists (Yubico.NET.SDK#13 \[C\]), a client of pcsc-lite whose daemon
    /// died sees `SCARD_F_COMM_ERROR` or `SCARD_W_SECURITY_VIOLATION` once before
    /// `SCARD_E_NO_SERVICE`, and a new context where none was needed does no harm.
    pub(super) const fn needs_new_context(self) -> bool {
        !matches!(
            self,
            Self::TIMEOUT
                | Self::SHARING_VIOLATION
                | Self::NO_SMARTCARD
                | Self::REMOVED_CARD
                | Self::RESET_CARD
                | Self::UNRESPONSIVE_CARD
                | Self::UNPOWERED_CARD
                | Self::UNSUPPORTED_CARD
                | Self::PROTO_MISMATCH
                | Self::UNKNOWN_READER
                | Self::READER_UNAVAILABLE
        )
    }

    /// Whether the service itself says that the card is not in the reader. A driver's own "no media"
    /// (`ERROR_NO_MEDIA_IN_DRIVE`) says so too when a card lies badly, and proves nothing.
    pub(super) const fn proves_removal(self) -> bool {
        matches!(self, Self::NO_SMARTCARD | Self::REMOVED_CARD)
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.name() {
            Some(name) => write!(f, "{name} (0x{:08X})", self.0),
            None => write!(f, "0x{:08X}", self.0),
        }
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl core::error::Error for Code {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_that_nobody_knows_is_kept_as_it_is() {
        for raw in [0, 31, 0x45D, 0x8010_0022, 0x8010_00FF, u32::MAX] {
            let error = Code(raw).of_command();
            assert_eq!(error.code, Some(raw));
            assert_eq!(error.sent, Sent::Maybe, "{raw:#x}");
        }
        assert_eq!(Code(0x7E).to_string(), "0x0000007E");
        assert_eq!(Code(31).to_string(), "ERROR_GEN_FAILURE (0x0000001F)");
        assert_eq!(Code(0x8007_0458).kind(), Code(1112).kind());
        assert_eq!(
            Code::RESET_CARD.to_string(),
            "SCARD_W_RESET_CARD (0x80100068)"
        );
    }

    #[test]
    fn no_code_but_three_claims_that_the_chip_saw_nothing() {
        let certain: Vec<u32> = (0..0x1_0000)
            .chain(0x8010_0000..0x8010_0080)
            .filter(|&raw| Code(raw).sent() == Sent::No)
            .collect();
        assert_eq!(
            certain,
            [6, Code::INVALID_HANDLE.0, Code::SHARING_VIOLATION.0]
        );
        assert_eq!(Code::NOT_TRANSACTED.sent(), Sent::Maybe);
    }
}
