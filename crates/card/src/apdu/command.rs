//! A command to the chip.
#![forbid(unsafe_code)]

use core::fmt;

use zeroize::Zeroize;

/// The four bytes before lengths and data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Header {
    /// CLA, the class.
    pub class: u8,
    /// INS, the instruction.
    pub instruction: u8,
    /// P1, the first parameter.
    pub p1: u8,
    /// P2, the second parameter.
    pub p2: u8,
}

impl Header {
    /// CLA, INS, P1 and P2.
    pub const fn new(class: u8, instruction: u8, p1: u8, p2: u8) -> Self {
        Self {
            class,
            instruction,
            p1,
            p2,
        }
    }

    const fn bytes(self) -> [u8; 4] {
        [self.class, self.instruction, self.p1, self.p2]
    }
}

/// How many bytes the answer may have (Le): 1 to 65,536.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Expected(u32);

impl Expected {
    /// As many as a short APDU can ask for: 256, Le `00`.
    pub const SHORT_MAX: Self = Self(256);

    /// As many as an extended APDU can ask for: 65,536, Le `0000`.
    pub const MAX: Self = Self(65_536);

    /// So many bytes; `None` unless 1 to 65,536.
    pub const fn new(bytes: u32) -> Option<Self> {
        match bytes {
            1..=65_536 => Some(Self(bytes)),
            _ => None,
        }
    }

    /// How many bytes.
    pub const fn bytes(self) -> u32 {
        self.0
    }

    const fn fits_short(self) -> bool {
        self.0 <= 256
    }

    /// The field's last byte in the short form; 256 is written `00`.
    const fn short_byte(self) -> u8 {
        let [.., low] = self.0.to_be_bytes();
        low
    }

    /// The field in the extended form; 65,536 is written `0000`.
    const fn extended_bytes(self) -> [u8; 2] {
        let [.., high, low] = self.0.to_be_bytes();
        [high, low]
    }
}

impl fmt::Debug for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Expected({})", self.0)
    }
}

/// Why bytes are no command, or cannot be made into one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CommandError {
    /// More data than Lc can say.
    #[error("the data of a command may have at most 65535 bytes and have {0}")]
    DataTooLong(usize),
    /// Cases 3 and 4 have at least one byte.
    #[error("the data of a command with a data field must not be empty")]
    NoData,
    /// The bytes form none of the cases of ISO 7816-4.
    #[error("{0} bytes form no command of ISO 7816-4")]
    Malformed(usize),
}

/// A command, encoded.
///
/// The buffer has the exact size from the start, so that no copy of its data is left behind by
/// growing, and is wiped on drop. Extended form is used only where short form cannot say it.
pub struct Command {
    bytes: Vec<u8>,
    data_length: usize,
    expected: Option<Expected>,
    extended: bool,
}

impl Command {
    /// Case 1: four bytes, no data, no answer but the status word.
    ///
    /// The query of tries is this, never with a fifth byte: that one gets `6700` \[1\].
    pub fn case1(header: Header) -> Self {
        Self {
            bytes: header.bytes().to_vec(),
            data_length: 0,
            expected: None,
            extended: false,
        }
    }

    /// Case 2: no data, an answer.
    pub fn case2(header: Header, expected: Expected) -> Self {
        Self::build(header, &[], Some(expected))
    }

    /// Case 3: data, no answer but the status word.
    pub fn case3(header: Header, data: &[u8]) -> Result<Self, CommandError> {
        Self::check(data)?;
        Ok(Self::build(header, data, None))
    }

    /// Case 4: data and an answer.
    pub fn case4(header: Header, data: &[u8], expected: Expected) -> Result<Self, CommandError> {
        Self::check(data)?;
        Ok(Self::build(header, data, Some(expected)))
    }

    fn check(data: &[u8]) -> Result<(), CommandError> {
        match data.len() {
            0 => Err(CommandError::NoData),
            1..=0xFFFF => Ok(()),
            more => Err(CommandError::DataTooLong(more)),
        }
    }

    fn build(header: Header, data: &[u8], expected: Option<Expected>) -> Self {
        let short_length = u8::try_from(data.len()).ok();
        let extended = short_length.is_none() || expected.is_some_and(|le| !le.fits_short());
        let length_field = match (data.is_empty(), extended) {
            (true, _) => 0,
            (false, false) => 1,
            (false, true) => 3,
        };
        let expected_field = match (expected.is_some(), extended, data.is_empty()) {
            (false, ..) => 0,
            (true, false, _) => 1,
            (true, true, true) => 3,
            (true, true, false) => 2,
        };
        let mut bytes = Vec::with_capacity(4 + length_field + data.len() + expected_field);
        bytes.extend_from_slice(&header.bytes());
        if !data.is_empty() {
            match short_length {
                Some(length) if !extended => bytes.push(length),
                _ => {
                    // Checked to be at most 65,535 before.
                    let length = u16::try_from(data.len()).unwrap_or(u16::MAX);
                    bytes.push(0);
                    bytes.extend_from_slice(&length.to_be_bytes());
                }
            }
            bytes.extend_from_slice(data);
        }
        if let Some(le) = expected {
            if extended {
                if data.is_empty() {
                    bytes.push(0);
                }
                bytes.extend_from_slice(&le.extended_bytes());
            } else {
                bytes.push(le.short_byte());
            }
        }
        Self {
            bytes,
            data_length: data.len(),
            expected,
            extended,
        }
    }

    /// Takes encoded bytes for a command; for recorders and tests.
    pub fn decode(bytes: &[u8]) -> Result<Self, CommandError> {
        let malformed = CommandError::Malformed(bytes.len());
        let (_, body) = bytes.split_first_chunk::<4>().ok_or(malformed)?;
        let (data_length, expected) = match *body {
            [] => (0, None),
            [le] => (0, Expected::new(short(le))),
            [0, high, low] => (0, Expected::new(extended(high, low))),
            [0, high, low, ref rest @ ..] => {
                let length = usize::from(u16::from_be_bytes([high, low]));
                let (data, le) = rest.split_at_checked(length).ok_or(malformed)?;
                if data.is_empty() {
                    return Err(malformed);
                }
                match *le {
                    [] => (length, None),
                    [high, low] => (length, Expected::new(extended(high, low))),
                    _ => return Err(malformed),
                }
            }
            [length, ref rest @ ..] => {
                let length = usize::from(length);
                let (data, le) = rest.split_at_checked(length).ok_or(malformed)?;
                if data.is_empty() {
                    return Err(malformed);
                }
                match *le {
                    [] => (length, None),
                    [le] => (length, Expected::new(short(le))),
                    _ => return Err(malformed),
                }
            }
        };
        Ok(Self {
            bytes: bytes.to_vec(),
            data_length,
            expected,
            extended: body.len() > 1 && body.first() == Some(&0),
        })
    }

    /// The command as it goes over the wire.
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }

    #[cfg(test)]
    pub(super) fn bytes_capacity(&self) -> usize {
        self.bytes.capacity()
    }

    /// CLA, INS, P1 and P2.
    pub fn header(&self) -> Header {
        let at = |index: usize| self.bytes.get(index).copied().unwrap_or_default();
        Header::new(at(0), at(1), at(2), at(3))
    }

    /// How many bytes of data it carries.
    pub const fn data_length(&self) -> usize {
        self.data_length
    }

    /// How many bytes it asks for.
    pub const fn expected(&self) -> Option<Expected> {
        self.expected
    }

    /// Whether it is in extended form.
    pub const fn is_extended(&self) -> bool {
        self.extended
    }

    /// The same command with another expected length; for commands that carry no secret.
    #[must_use]
    pub fn expecting(&self, expected: Expected) -> Self {
        let length_field = match (self.data_length, self.is_extended()) {
            (0, _) => 0,
            (_, false) => 1,
            (_, true) => 3,
        };
        let data = self
            .bytes
            .get(4 + length_field..)
            .and_then(|rest| rest.get(..self.data_length))
            .unwrap_or_default();
        Self::build(self.header(), data, Some(expected))
    }
}

/// Le of one byte.
fn short(le: u8) -> u32 {
    match le {
        0 => 256,
        le => u32::from(le),
    }
}

/// Le of two bytes.
fn extended(high: u8, low: u8) -> u32 {
    match u16::from_be_bytes([high, low]) {
        0 => 65_536,
        le => u32::from(le),
    }
}

impl Drop for Command {
    fn drop(&mut self) {
        self.bytes.zeroize();
    }
}

/// Shows header and lengths only: the data may be a PIN.
impl fmt::Debug for Command {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Header {
            class,
            instruction,
            p1,
            p2,
        } = self.header();
        write!(
            f,
            "Command({class:02X} {instruction:02X} {p1:02X} {p2:02X}, {} bytes",
            self.data_length
        )?;
        if let Some(expected) = self.expected {
            write!(f, ", {} expected", expected.bytes())?;
        }
        f.write_str(")")
    }
}
