//! The few functions of PC/SC that this library calls, behind traits, so that all that is built
//! on them is tested without a reader and works over any binding.
#![forbid(unsafe_code)]

use core::fmt;
use core::time::Duration;
use std::ffi::CString;

use super::Code;

/// The name of a reader, in the bytes of the service.
///
/// pcsc-lite and macOS give UTF-8, and so does this library for the UTF-16 of Windows, whatever the
/// code page of the machine and the program's manifest. The bytes are kept for the service, and
/// whatever they are, the name that was listed opens its reader. They need not be UTF-8: pcsc-lite cuts
/// a name after 127 bytes, which can be in the middle of a character, and half a pair of UTF-16 is
/// kept as the three bytes that its number would have.
///
/// [`Display`](fmt::Display) and [`Debug`](fmt::Debug) are safe on a terminal and in a log, and
/// two names never look the same: what is not UTF-8 is shown as `\x8A`, control characters and those that
/// turn or break a line as `\u{1b}`, a backslash as two.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ReaderName(CString);

impl ReaderName {
    /// A name by its bytes; `None` if there is a zero byte in it, which no reader's name has.
    pub fn new(bytes: impl Into<Vec<u8>>) -> Option<Self> {
        CString::new(bytes).ok().map(Self)
    }

    /// The bytes, without a zero at the end.
    pub fn as_bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }

    /// Whether the two names differ in nothing but the number that the service counts readers with:
    /// `NAME 00 00` of pcsc-lite, whose first number it is and whose second is the slot, and `NAME 0`
    /// of Windows and macOS. A maker's serial number, where there is one, must agree.
    pub fn differs_by_index(&self, other: &Self) -> bool {
        let (ours, theirs) = (self.without_index(), other.without_index());
        self != other && ours.is_some() && ours == theirs
    }

    /// What stands before the service's number, and the slot behind it; `None` if there is no number.
    fn without_index(&self) -> Option<(&[u8], Option<&[u8]>)> {
        let (before, last) = last_number(self.as_bytes())?;
        Some(match last_number(before) {
            Some((name, index)) if index.len() == 2 && last.len() == 2 => (name, Some(last)),
            _ => (before, None),
        })
    }

    /// For the binding.
    #[cfg(all(feature = "pcsc", not(windows)))]
    pub(super) fn as_c_str(&self) -> &core::ffi::CStr {
        &self.0
    }
}

/// A number in hexadecimal digits behind the last blank of a name, and what is before it.
fn last_number(name: &[u8]) -> Option<(&[u8], &[u8])> {
    let blank = name.iter().rposition(|&byte| byte == b' ')?;
    let (before, number) = (name.get(..blank)?, name.get(blank + 1..)?);
    let is_number = matches!(number.len(), 1 | 2) && number.iter().all(u8::is_ascii_hexdigit);
    (is_number && !before.is_empty()).then_some((before, number))
}

impl From<CString> for ReaderName {
    fn from(name: CString) -> Self {
        Self(name)
    }
}

impl ReaderName {
    /// The name for people: one line, nothing that a terminal acts on.
    fn shown(&self) -> String {
        use fmt::Write as _;

        let mut shown = String::new();
        for chunk in self.as_bytes().utf8_chunks() {
            for character in chunk.valid().chars() {
                if character == '\\' {
                    shown.push_str("\\\\");
                } else if acts_on_a_terminal(character) {
                    shown.extend(character.escape_unicode());
                } else {
                    shown.push(character);
                }
            }
            for byte in chunk.invalid() {
                // Writing to a string does not fail.
                let _ = write!(shown, "\\x{byte:02X}");
            }
        }
        shown
    }
}

/// Control characters (C0, DEL, C1), and those of Unicode that break a line, change its direction,
/// or cannot be seen.
fn acts_on_a_terminal(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}')
}

impl fmt::Display for ReaderName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.shown())
    }
}

impl fmt::Debug for ReaderName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\"{}\"", self.shown().replace('"', "\\\""))
    }
}

/// Byte by byte.
impl PartialEq<str> for ReaderName {
    fn eq(&self, other: &str) -> bool {
        self.as_bytes() == other.as_bytes()
    }
}

/// The state of a reader as `SCardGetStatusChange` reports it.
///
/// The low half are the `SCARD_STATE_*` bits, the high half counts the insertions and removals of
/// cards. A service that does not count leaves it at zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub struct ReaderState(pub u32);

impl ReaderState {
    /// Nothing is known yet: the next wait returns at once with the state as it is.
    pub const UNAWARE: Self = Self(0);
    /// `SCARD_STATE_CHANGED`.
    pub const CHANGED: u32 = 0x0002;
    /// `SCARD_STATE_UNKNOWN`: the service does not know the reader.
    pub const UNKNOWN: u32 = 0x0004;
    /// `SCARD_STATE_UNAVAILABLE`: the reader does not answer.
    pub const UNAVAILABLE: u32 = 0x0008;
    /// `SCARD_STATE_EMPTY`: no card.
    pub const EMPTY: u32 = 0x0010;
    /// `SCARD_STATE_PRESENT`: a card.
    pub const PRESENT: u32 = 0x0020;
    /// `SCARD_STATE_EXCLUSIVE`: another program holds the card for itself alone.
    pub const EXCLUSIVE: u32 = 0x0080;
    /// `SCARD_STATE_INUSE`: other programs are connected to the card.
    pub const IN_USE: u32 = 0x0100;
    /// `SCARD_STATE_MUTE`: the card does not answer.
    pub const MUTE: u32 = 0x0200;

    /// Whether a card is in the reader.
    pub const fn is_present(self) -> bool {
        self.0 & Self::PRESENT != 0 && !self.is_gone()
    }

    /// Whether the reader is there and empty.
    pub const fn is_empty(self) -> bool {
        self.0 & Self::EMPTY != 0 && !self.is_gone()
    }

    /// Whether the reader itself is gone.
    pub const fn is_gone(self) -> bool {
        self.0 & (Self::UNKNOWN | Self::UNAVAILABLE) != 0
    }

    /// Whether another program holds the card for itself alone.
    pub const fn is_exclusive(self) -> bool {
        self.0 & Self::EXCLUSIVE != 0 && self.is_present()
    }

    /// Whether another program is connected to the card.
    pub const fn is_in_use(self) -> bool {
        self.0 & (Self::IN_USE | Self::EXCLUSIVE) != 0 && self.is_present()
    }

    /// Whether there is a card that does not answer.
    pub const fn is_mute(self) -> bool {
        self.0 & Self::MUTE != 0 && self.is_present()
    }

    /// The count of insertions and removals; `None` where the service does not count.
    pub const fn events(self) -> Option<u32> {
        match self.0 >> 16 {
            0 => None,
            count => Some(count),
        }
    }

    /// The state to wait from: without the mark that something changed.
    #[must_use]
    pub const fn seen(self) -> Self {
        Self(self.0 & !Self::CHANGED)
    }
}

/// How a card is left (`SCARD_RESET_CARD`, `SCARD_UNPOWER_CARD`).
///
/// That a card could be left as it is does not occur here: a VERIFY stays in force through that
/// \[M\], and the next program could sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Disposition {
    /// A warm reset.
    Reset,
    /// The power or the field off.
    Unpower,
}

/// The PC/SC service of the system: gives contexts.
pub trait Service: Send + Sync {
    /// `SCardEstablishContext`.
    fn establish(&self) -> Result<Box<dyn Context>, Code>;

    /// Whether the service is stopped when the last reader is unplugged, as on Windows, so that one
    /// that does not run is what no reader looks like.
    fn stops_without_readers(&self) -> bool {
        false
    }
}

/// A context: one line to the service. Dropping it releases it (`SCardReleaseContext`).
pub trait Context: Send {
    /// `SCardListReaders`. No reader is an empty list.
    fn readers(&mut self) -> Result<Vec<ReaderName>, Code>;

    /// `SCardGetStatusChange` for one reader: waits until its state is other than `known`, for at
    /// most `limit`, and gives the state. The end of the limit is [`Code::TIMEOUT`].
    fn status_change(
        &mut self,
        reader: &ReaderName,
        known: ReaderState,
        limit: Duration,
    ) -> Result<ReaderState, Code>;

    /// Gives what ends a wait of this context from another thread (`SCardCancel`).
    fn canceller(&self) -> Box<dyn Canceller>;

    /// `SCardConnect`, exclusive, with T=1 or T=0 as the card offers.
    fn connect(&mut self, reader: &ReaderName) -> Result<Box<dyn Channel>, Code>;

    /// What the driver of a reader says that an APDU may carry at most (`dwMaxAPDUDataSize`); nothing
    /// where it does not say. Asked over a connection to the reader itself (`SCARD_SHARE_DIRECT`), which
    /// is left as it was. For a reader without a card: with one in it the connection of another program
    /// might be disturbed.
    fn max_apdu_data(&mut self, reader: &ReaderName) -> Result<Option<usize>, Code>;
}

/// Ends the wait of a context, from any thread.
pub trait Canceller: Send {
    /// `SCardCancel`. Nothing happens when nobody waits.
    fn cancel(&self);
}

/// An exclusive connection to a card.
pub trait Channel: Send {
    /// `SCardTransmit`, once. Gives the length of the answer in `response`.
    fn transmit(&mut self, command: &[u8], response: &mut [u8]) -> Result<usize, Code>;

    /// `SCardReconnect`, exclusive.
    fn reconnect(&mut self, how: Disposition) -> Result<(), Code>;

    /// `SCardDisconnect`. The channel is finished when it succeeds; after an error it may be
    /// tried once more, and dropping the channel ends it in any case.
    fn disconnect(&mut self, how: Disposition) -> Result<(), Code>;

    /// `SCardControl` with the portable number of the function (`SCARD_CTL_CODE` is applied by
    /// the binding where `portable` is set). Gives the length of the answer in `response`.
    fn control(&mut self, function: ControlCode, response: &mut [u8]) -> Result<usize, Code>;

    /// The answer to reset that the reader reports (`SCardStatus`). Never an identity: for
    /// contactless cards the reader invents it \[D\].
    fn answer_to_reset(&mut self) -> Result<Vec<u8>, Code>;

    /// Whether T=1 was agreed on. T=0 carries no extended APDU.
    fn is_block_protocol(&self) -> bool;
}

/// Which function of the reader's driver is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ControlCode {
    /// A number to be put through `SCARD_CTL_CODE`, like 3400 for `CM_IOCTL_GET_FEATURE_REQUEST`.
    Portable(u32),
    /// A code as the driver gave it.
    Driver(u32),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_japanese_name_is_read_and_a_name_cut_in_a_character_stays_usable() {
        let name = ReaderName::new("顔認証付きカードリーダー 00 00").unwrap();
        assert_eq!(&name, "顔認証付きカードリーダー 00 00");
        assert_eq!(name.to_string(), "顔認証付きカードリーダー 00 00");

        let cut = ReaderName::new(&"リーダー".as_bytes()[..11]).unwrap();
        assert_eq!(cut.as_bytes().len(), 11);
        assert_eq!(cut.to_string(), "リーダ\\xE3\\x83");
        assert!(ReaderName::new("a\0b").is_none());
    }

    #[test]
    fn a_name_is_told_from_its_index() {
        let same = |one: &str, other: &str| {
            let (one, other) = (
                ReaderName::new(one).unwrap(),
                ReaderName::new(other).unwrap(),
            );
            assert_eq!(one.differs_by_index(&other), other.differs_by_index(&one));
            one.differs_by_index(&other)
        };
        assert!(same("顔認証 00 00", "顔認証 01 00"));
        assert!(same("A [CCID] (12) 0F 00", "A [CCID] (12) 10 00"));
        assert!(same("A Contactless 0", "A Contactless 1"));
        assert!(same("A 9", "A 10"));
        for (one, other) in [
            ("A 00 00", "A 00 00"),
            ("A 00 00", "A 00 01"),
            ("A 00 00", "A 01 01"),
            ("A (1) 00 00", "A (2) 00 00"),
            ("A 00 00", "B 01 00"),
            ("A", "A 1"),
            ("A 0", "A 00 00"),
            ("", " 1"),
            (" 0", " 1"),
            ("A x", "A y"),
        ] {
            assert!(!same(one, other), "{one:?} {other:?}");
        }
    }

    #[test]
    #[cfg_attr(miri, ignore = "a minute: every character")]
    fn nothing_of_a_name_acts_on_a_terminal_and_no_two_names_look_alike() {
        let reader_called = |bytes: &[u8]| ReaderName::new(bytes).unwrap();
        assert_eq!(
            reader_called(b"\x1B[31mRED.\x1B[0m reader").to_string(),
            "\\u{1b}[31mRED.\\u{1b}[0m reader"
        );
        let mut names: Vec<ReaderName> = (1..=255).map(|byte| reader_called(&[byte])).collect();
        names.extend((0x80..=0x9F).map(|c1| reader_called(&[0xC2, c1])));
        names.push(reader_called(b""));
        names.push(reader_called(&[b'a'; 5000]));
        // Shift_JIS.
        names.push(reader_called(
            b"\x8A\xE7\x94F\x8F\xD8\x95t\x82\xAB\x83J\x81[\x83h",
        ));
        for text in [
            "\u{202E}redaer",
            "a\u{2028}b",
            "a\u{2029}b",
            "\u{FEFF}a",
            "\u{FFFD}",
            "\\x8A",
            "\\u{1b}",
            "a\r\n2026 ok",
            "顔認証付きカードリーダー",
        ] {
            names.push(reader_called(text.as_bytes()));
        }
        let shown: std::collections::BTreeSet<String> = names
            .iter()
            .map(|name| {
                let both = format!("{name} {name:?}");
                assert!(
                    !both.chars().any(acts_on_a_terminal),
                    "{:?}",
                    name.as_bytes()
                );
                name.to_string()
            })
            .collect();
        assert_eq!(shown.len(), names.len());
        assert_eq!(format!("{:<4}|", reader_called(b"ab")), "ab  |");
        assert_eq!(format!("{:?}", reader_called(b"a\"b")), "\"a\\\"b\"");
    }

    #[test]
    fn a_reader_that_is_gone_has_neither_card_nor_emptiness() {
        let state = ReaderState(ReaderState::PRESENT | ReaderState::UNAVAILABLE);
        assert!(state.is_gone() && !state.is_present() && !state.is_empty());
        let held = ReaderState::PRESENT | ReaderState::EXCLUSIVE | ReaderState::MUTE;
        let state = ReaderState(held);
        assert!(state.is_exclusive() && state.is_in_use() && state.is_mute());
        assert!(!ReaderState(ReaderState::PRESENT | ReaderState::IN_USE).is_exclusive());
        assert!(!ReaderState(held | ReaderState::UNAVAILABLE).is_in_use());
        assert_eq!(ReaderState(0x0003_0022).events(), Some(3));
        assert_eq!(ReaderState(0x0003_0022).seen(), ReaderState(0x0003_0020));
        assert_eq!(ReaderState(0x0000_0020).events(), None);
    }
}
