//! The two bytes at the end of every answer.
#![forbid(unsafe_code)]

use core::fmt;

use mynareader_facts::Tries;

/// A status word, whatever its value.
///
/// Every `u16` is representable and comes back unchanged; there is no default.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct StatusWord(u16);

/// What a status word means on a My Number card.
///
/// The card follows the JICSAP specification, whose wording differs from ISO 7816-4 for several
/// values: `6984` is a locked key \[C\] and `6986` says that no file is current \[1\]. `6983` was
/// measured by nobody and is taken for a locked key as in ISO \[X\].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Meaning {
    /// `9000`: done.
    Done,
    /// `61xx`: so many bytes wait, 1 to 256.
    MoreData(u16),
    /// `6Cxx`: the right number of bytes to ask for, 1 to 256.
    RightLength(u16),
    /// `6281`: the data may be damaged.
    DataDamaged,
    /// `6282`: the file ended before as many bytes were there as were asked for.
    EndOfFile,
    /// `6283`: the application is locked.
    ApplicationLocked,
    /// `6300`: wrong, and not counted. No key of this card says so: whoever does is not the card.
    MismatchUncounted,
    /// `63C1` to `63CF`: wrong, or not yet presented; so many tries are left.
    TriesLeft(u8),
    /// `63C0`, `6983`, `6984`: no try is left.
    KeyBlocked,
    /// `6981`: the command does not fit the file.
    WrongFileKind,
    /// `6982`: a key must be presented first.
    SecurityStatusNotSatisfied,
    /// `6985`: the conditions of use are not met.
    ConditionsNotSatisfied,
    /// `6986`: no file is current (JICSAP).
    NoCurrentFile,
    /// `66F1`, `6987`, `6988`, `69FC`: secure messaging went wrong or is not to be had.
    SecureMessaging,
    /// `6700`: the length is wrong.
    WrongLength,
    /// `6881`: only logical channel 0 exists.
    LogicalChannel,
    /// `6882`: this kind of secure messaging does not exist.
    SecureMessagingClass,
    /// `6A80`: the data are wrong.
    WrongData,
    /// `6A81`: the function does not exist.
    NotSupported,
    /// `6A82`: there is no such file or application.
    NotFound,
    /// `6A83`: there is no such record.
    RecordNotFound,
    /// `6A85`, `6A87`: the length disagrees with the structure or the parameters.
    InconsistentLength,
    /// `6A86`: the parameters P1 and P2 are wrong.
    WrongParameters,
    /// `6A88`: there is no such key or data object.
    ReferenceNotFound,
    /// `6B00`: the offset lies behind the end of the file.
    OffsetBeyondEnd,
    /// `6D00`: no such instruction.
    UnknownInstruction,
    /// `6E00`: no such class.
    UnknownClass,
    /// `6F00`: the chip's self-diagnosis failed; also the answer of some cards to the first
    /// command after power-up \[M\]\[1\].
    CardFailure,
    /// Anything else.
    Unknown,
}

impl StatusWord {
    /// `9000`: done.
    pub const DONE: Self = Self(0x9000);

    /// The status word with this value.
    pub const fn new(value: u16) -> Self {
        Self(value)
    }

    /// From its two bytes, in the order of the wire.
    pub const fn from_bytes(bytes: [u8; 2]) -> Self {
        Self(u16::from_be_bytes(bytes))
    }

    /// The value.
    pub const fn value(self) -> u16 {
        self.0
    }

    /// Whether it is `9000`, and nothing else.
    pub const fn is_done(self) -> bool {
        self.0 == 0x9000
    }

    /// What it means on a My Number card.
    pub const fn meaning(self) -> Meaning {
        let [high, low] = self.0.to_be_bytes();
        match (high, low) {
            (0x90, 0x00) => Meaning::Done,
            (0x61, low) => Meaning::MoreData(length(low)),
            (0x6C, low) => Meaning::RightLength(length(low)),
            (0x62, 0x81) => Meaning::DataDamaged,
            (0x62, 0x82) => Meaning::EndOfFile,
            (0x62, 0x83) => Meaning::ApplicationLocked,
            (0x63, 0x00) => Meaning::MismatchUncounted,
            (0x63, 0xC0) | (0x69, 0x83 | 0x84) => Meaning::KeyBlocked,
            (0x63, 0xC1..=0xCF) => Meaning::TriesLeft(low & 0x0F),
            (0x66, 0xF1) | (0x69, 0x87 | 0x88 | 0xFC) => Meaning::SecureMessaging,
            (0x67, 0x00) => Meaning::WrongLength,
            (0x68, 0x81) => Meaning::LogicalChannel,
            (0x68, 0x82) => Meaning::SecureMessagingClass,
            (0x69, 0x81) => Meaning::WrongFileKind,
            (0x69, 0x82) => Meaning::SecurityStatusNotSatisfied,
            (0x69, 0x85) => Meaning::ConditionsNotSatisfied,
            (0x69, 0x86) => Meaning::NoCurrentFile,
            (0x6A, 0x80) => Meaning::WrongData,
            (0x6A, 0x81) => Meaning::NotSupported,
            (0x6A, 0x82) => Meaning::NotFound,
            (0x6A, 0x83) => Meaning::RecordNotFound,
            (0x6A, 0x85 | 0x87) => Meaning::InconsistentLength,
            (0x6A, 0x86) => Meaning::WrongParameters,
            (0x6A, 0x88) => Meaning::ReferenceNotFound,
            (0x6B, 0x00) => Meaning::OffsetBeyondEnd,
            (0x6D, 0x00) => Meaning::UnknownInstruction,
            (0x6E, 0x00) => Meaning::UnknownClass,
            (0x6F, 0x00) => Meaning::CardFailure,
            _ => Meaning::Unknown,
        }
    }

    /// The tries that this answer to a VERIFY or to the query of tries tells, of a key that can have
    /// `most` of them left.
    ///
    /// Only `63Cx` up to `most`, `63C0`, `6983` and `6984` tell \[C\]; a driver that took the last
    /// digit of any failure reported a blocked PIN as "3 left". `9000` to a query does not tell
    /// either: some cards answer so when the key is already verified \[1\]. And what the key cannot
    /// answer is not the card's word: contactless readers say `6300` by themselves
    /// (nfc-pcsc#37, #104, #139; acsccid#30).
    pub const fn tries(self, most: u8) -> Tries {
        match self.meaning() {
            Meaning::TriesLeft(left) => Tries::counted(left, most),
            Meaning::KeyBlocked => Tries::Blocked,
            _ => Tries::Unknown,
        }
    }
}

/// The second byte of `61xx` and `6Cxx` as a length: `00` stands for 256 (ISO 7816-4).
const fn length(low: u8) -> u16 {
    match low {
        0 => 256,
        // A lossless widening; `u16::from` is not const.
        low => u16::from_be_bytes([0, low]),
    }
}

impl fmt::Display for StatusWord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04X}", self.0)
    }
}

impl fmt::Debug for StatusWord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "StatusWord({self})")
    }
}

impl fmt::Display for Meaning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Done => "done",
            Self::MoreData(bytes) => return write!(f, "{bytes} more bytes wait"),
            Self::RightLength(bytes) => return write!(f, "{bytes} bytes are to be asked for"),
            Self::DataDamaged => "the data may be damaged",
            Self::EndOfFile => "the file ended early",
            Self::ApplicationLocked => "the application is locked",
            Self::MismatchUncounted => "wrong, and tries are not counted",
            Self::TriesLeft(left) => return write!(f, "{left} tries are left"),
            Self::KeyBlocked => "the key is blocked",
            Self::WrongFileKind => "the command does not fit the file",
            Self::SecurityStatusNotSatisfied => "a key must be presented first",
            Self::ConditionsNotSatisfied => "the conditions of use are not met",
            Self::NoCurrentFile => "no file is current",
            Self::SecureMessaging => "secure messaging failed",
            Self::WrongLength => "the length is wrong",
            Self::LogicalChannel => "the logical channel does not exist",
            Self::SecureMessagingClass => "this secure messaging does not exist",
            Self::WrongData => "the data are wrong",
            Self::NotSupported => "the function does not exist",
            Self::NotFound => "there is no such file or application",
            Self::RecordNotFound => "there is no such record",
            Self::InconsistentLength => "the length disagrees with the structure",
            Self::WrongParameters => "the parameters are wrong",
            Self::ReferenceNotFound => "there is no such key or data object",
            Self::OffsetBeyondEnd => "the offset lies behind the end of the file",
            Self::UnknownInstruction => "the instruction does not exist",
            Self::UnknownClass => "the class does not exist",
            Self::CardFailure => "the chip reports a failure of its own",
            Self::Unknown => "the meaning is not known",
        })
    }
}
