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
    ($($name:ident = $value:literal, $text:literal;)*) => {
        impl Code {
            $(
                #[doc = concat!("`", $text, "`.")]
                pub const $name: Self = Self($value);
            )*

            /// The name in the C headers, if the code is a known one.
            pub const fn name(self) -> Option<&'static str> {
                match self.0 {
                    $($value => Some($text),)*
                    _ => None,
                }
            }
        }
    };
}

codes! {
    INTERNAL_ERROR = 0x8010_0001, "SCARD_F_INTERNAL_ERROR";
    CANCELLED = 0x8010_0002, "SCARD_E_CANCELLED";
    INVALID_HANDLE = 0x8010_0003, "SCARD_E_INVALID_HANDLE";
    INVALID_PARAMETER = 0x8010_0004, "SCARD_E_INVALID_PARAMETER";
    NO_MEMORY = 0x8010_0006, "SCARD_E_NO_MEMORY";
    INSUFFICIENT_BUFFER = 0x8010_0008, "SCARD_E_INSUFFICIENT_BUFFER";
    UNKNOWN_READER = 0x8010_0009, "SCARD_E_UNKNOWN_READER";
    TIMEOUT = 0x8010_000A, "SCARD_E_TIMEOUT";
    SHARING_VIOLATION = 0x8010_000B, "SCARD_E_SHARING_VIOLATION";
    NO_SMARTCARD = 0x8010_000C, "SCARD_E_NO_SMARTCARD";
    PROTO_MISMATCH = 0x8010_000F, "SCARD_E_PROTO_MISMATCH";
    NOT_READY = 0x8010_0010, "SCARD_E_NOT_READY";
    INVALID_VALUE = 0x8010_0011, "SCARD_E_INVALID_VALUE";
    SYSTEM_CANCELLED = 0x8010_0012, "SCARD_E_SYSTEM_CANCELLED";
    COMM_ERROR = 0x8010_0013, "SCARD_F_COMM_ERROR";
    UNKNOWN_ERROR = 0x8010_0014, "SCARD_F_UNKNOWN_ERROR";
    NOT_TRANSACTED = 0x8010_0016, "SCARD_E_NOT_TRANSACTED";
    READER_UNAVAILABLE = 0x8010_0017, "SCARD_E_READER_UNAVAILABLE";
    SHUTDOWN = 0x8010_0018, "SCARD_P_SHUTDOWN";
    NO_SERVICE = 0x8010_001D, "SCARD_E_NO_SERVICE";
    SERVICE_STOPPED = 0x8010_001E, "SCARD_E_SERVICE_STOPPED";
    NO_READERS_AVAILABLE = 0x8010_002E, "SCARD_E_NO_READERS_AVAILABLE";
    COMM_DATA_LOST = 0x8010_002F, "SCARD_E_COMM_DATA_LOST";
    SERVER_TOO_BUSY = 0x8010_0031, "SCARD_E_SERVER_TOO_BUSY";
    UNSUPPORTED_CARD = 0x8010_0065, "SCARD_W_UNSUPPORTED_CARD";
    UNRESPONSIVE_CARD = 0x8010_0066, "SCARD_W_UNRESPONSIVE_CARD";
    UNPOWERED_CARD = 0x8010_0067, "SCARD_W_UNPOWERED_CARD";
    RESET_CARD = 0x8010_0068, "SCARD_W_RESET_CARD";
    REMOVED_CARD = 0x8010_0069, "SCARD_W_REMOVED_CARD";
    SECURITY_VIOLATION = 0x8010_006A, "SCARD_W_SECURITY_VIOLATION";
}

impl Code {
    /// `SCARD_E_UNSUPPORTED_FEATURE`, whose value differs: pcsc-lite gives it the value that is
    /// `SCARD_E_UNEXPECTED` on Windows \[D\].
    pub const UNSUPPORTED_FEATURE: Self = Self(if cfg!(windows) {
        0x8010_0022
    } else {
        0x8010_001F
    });

    /// What went wrong, in the words of the link.
    pub const fn kind(self) -> LinkErrorKind {
        match self {
            Self::NO_SMARTCARD => LinkErrorKind::NoCard,
            Self::REMOVED_CARD => LinkErrorKind::CardRemoved,
            Self::RESET_CARD => LinkErrorKind::Reset,
            Self::UNRESPONSIVE_CARD
            | Self::UNPOWERED_CARD
            | Self::UNSUPPORTED_CARD
            | Self::PROTO_MISMATCH => LinkErrorKind::Mute,
            Self::TIMEOUT => LinkErrorKind::TimedOut,
            Self::NOT_TRANSACTED | Self::COMM_ERROR | Self::COMM_DATA_LOST => LinkErrorKind::Broken,
            Self::SHARING_VIOLATION => LinkErrorKind::Shared,
            Self::UNKNOWN_READER | Self::READER_UNAVAILABLE | Self::NO_READERS_AVAILABLE => {
                LinkErrorKind::ReaderGone
            }
            Self::NO_SERVICE
            | Self::SERVICE_STOPPED
            | Self::SHUTDOWN
            | Self::INVALID_HANDLE
            // With pcsc-lite: the daemon closed the connection, because it died or does not admit
            // this program (1.9.9, where reading from it fails with ECONNRESET) [M].
            | Self::SECURITY_VIOLATION => LinkErrorKind::ServiceGone,
            Self::CANCELLED | Self::SYSTEM_CANCELLED => LinkErrorKind::Cancelled,
            Self::INSUFFICIENT_BUFFER => LinkErrorKind::OversizedAnswer,
            _ => LinkErrorKind::Driver,
        }
    }

    /// Whether the chip may have seen a command whose transmission ended with this code.
    ///
    /// Only two codes are proof that it has not: an invalid handle leads to no card, and a
    /// sharing violation says that another program is in possession. All others may come after
    /// the command: `SCARD_E_NOT_TRANSACTED`, for all its name, is also what pcsc-lite gives when
    /// the answer was lost \[D\].
    pub const fn sent(self) -> Sent {
        match self {
            Self::INVALID_HANDLE | Self::SHARING_VIOLATION => Sent::No,
            _ => Sent::Maybe,
        }
    }

    /// The failure of a call that carries no command to the chip: connect, wait, power down.
    pub(super) const fn aside(self) -> LinkError {
        LinkError::with_code(self.kind(), Sent::No, self.0)
    }

    /// The failure of a command.
    pub(super) const fn of_command(self) -> LinkError {
        LinkError::with_code(self.kind(), self.sent(), self.0)
    }

    /// Whether the service is gone, so that a new context is needed.
    ///
    /// A client of pcsc-lite whose daemon died sees `SCARD_F_COMM_ERROR` or
    /// `SCARD_W_SECURITY_VIOLATION` once before `SCARD_E_NO_SERVICE`, hence more codes outside of
    /// commands.
    pub(super) const fn needs_new_context(self) -> bool {
        matches!(self.kind(), LinkErrorKind::ServiceGone)
            || matches!(self, Self::COMM_ERROR | Self::INTERNAL_ERROR)
    }

    /// Whether the reader is gone and may come back.
    pub(super) const fn is_reader_gone(self) -> bool {
        matches!(self.kind(), LinkErrorKind::ReaderGone)
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
        assert_eq!(Code(31).of_command().kind, LinkErrorKind::Driver);
        assert_eq!(Code(31).to_string(), "0x0000001F");
        assert_eq!(
            Code::RESET_CARD.to_string(),
            "SCARD_W_RESET_CARD (0x80100068)"
        );
    }

    #[test]
    fn no_code_but_two_claims_that_the_chip_saw_nothing() {
        let certain: Vec<u32> = (0x8010_0000..0x8010_0080)
            .filter(|&raw| Code(raw).sent() == Sent::No)
            .collect();
        assert_eq!(certain, [Code::INVALID_HANDLE.0, Code::SHARING_VIOLATION.0]);
        assert_eq!(Code::NOT_TRANSACTED.sent(), Sent::Maybe);
    }
}
