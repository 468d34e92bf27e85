//! Tags, headers and whole objects.
#![forbid(unsafe_code)]

use core::fmt;
use core::ops::Range;

use super::{MAX_DEPTH, Reader, Structure, TlvError, TlvErrorKind};

/// A tag of one to three bytes, written as its bytes: `30`, `DF21`, `7F21`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Tag(u32);

impl Tag {
    /// The tag whose bytes, read as one big-endian number, are `value`.
    pub const fn new(value: u32) -> Self {
        Self(value)
    }

    /// The bytes as one big-endian number.
    pub const fn value(self) -> u32 {
        self.0
    }

    /// Whether the object holds objects (bit 6 of the first byte).
    pub fn is_constructed(self) -> bool {
        let [_, a, b, c] = self.0.to_be_bytes();
        let first = match (a, b) {
            (0, 0) => c,
            (0, first) | (first, _) => first,
        };
        first & 0x20 != 0
    }

    /// Appends the tag's bytes.
    pub(super) fn write_to(self, bytes: &mut Vec<u8>) {
        let all = self.0.to_be_bytes();
        let start = all.iter().position(|&byte| byte != 0).unwrap_or(3);
        bytes.extend_from_slice(all.get(start..).unwrap_or_default());
    }
}

impl fmt::Display for Tag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02X}", self.0)
    }
}

impl fmt::Debug for Tag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Tag({self})")
    }
}

/// Tag and length of an object, read without its value: enough to know how much to read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Header {
    /// The tag.
    pub tag: Tag,
    /// How many bytes tag and length take.
    pub header_length: usize,
    /// How many bytes the value takes.
    pub value_length: usize,
}

impl Header {
    /// Reads the header at the start of `bytes`, which lies `offset` bytes into the file.
    ///
    /// The value need not be there.
    pub fn parse(structure: Structure, bytes: &[u8], offset: usize) -> Result<Self, TlvError> {
        let error = |kind| TlvError::new(structure, offset, kind);
        let truncated = |needed: usize| {
            error(TlvErrorKind::Truncated {
                needed,
                available: bytes.len(),
            })
        };

        let first = *bytes.first().ok_or_else(|| truncated(2))?;
        let mut tag = u32::from(first);
        let mut at = 1;
        if first & 0x1F == 0x1F {
            loop {
                let next = *bytes.get(at).ok_or_else(|| truncated(at + 2))?;
                if at == 3 {
                    return Err(error(TlvErrorKind::BadTag));
                }
                tag = tag << 8 | u32::from(next);
                at += 1;
                if next & 0x80 == 0 {
                    break;
                }
            }
        } else if first == 0 {
            return Err(error(TlvErrorKind::BadTag));
        }

        let form = *bytes.get(at).ok_or_else(|| truncated(at + 1))?;
        at += 1;
        let value_length = match form {
            0x00..=0x7F => usize::from(form),
            0x80 => return Err(error(TlvErrorKind::IndefiniteLength)),
            0x81..=0x84 => {
                let end = at + usize::from(form & 0x7F);
                let digits = bytes.get(at..end).ok_or_else(|| truncated(end))?;
                at = end;
                digits
                    .iter()
                    .try_fold(0_usize, |sum, &digit| {
                        sum.checked_mul(256)?.checked_add(usize::from(digit))
                    })
                    .ok_or_else(|| error(TlvErrorKind::LengthTooLong))?
            }
            _ => return Err(error(TlvErrorKind::LengthTooLong)),
        };
        // The whole object must be addressable, whatever the machine.
        if value_length.checked_add(at).is_none() {
            return Err(error(TlvErrorKind::LengthTooLong));
        }
        Ok(Self {
            tag: Tag::new(tag),
            header_length: at,
            value_length,
        })
    }

    /// How many bytes the whole object takes.
    pub const fn total_length(&self) -> usize {
        // Checked when the header was read.
        self.header_length.saturating_add(self.value_length)
    }
}

/// One object, borrowed from the file it lies in.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Object<'a> {
    structure: Structure,
    header: Header,
    offset: usize,
    whole: &'a [u8],
    depth: usize,
}

impl<'a> Object<'a> {
    /// Reads the object at the start of `bytes`.
    pub(super) fn parse(
        structure: Structure,
        bytes: &'a [u8],
        offset: usize,
        depth: usize,
    ) -> Result<Self, TlvError> {
        let header = Header::parse(structure, bytes, offset)?;
        let whole = bytes.get(..header.total_length()).ok_or_else(|| {
            TlvError::new(
                structure,
                offset,
                TlvErrorKind::Truncated {
                    needed: header.total_length(),
                    available: bytes.len(),
                },
            )
        })?;
        Ok(Self {
            structure,
            header,
            offset,
            whole,
            depth,
        })
    }

    /// The tag.
    pub const fn tag(&self) -> Tag {
        self.header.tag
    }

    /// The record that it belongs to.
    pub const fn structure(&self) -> Structure {
        self.structure
    }

    /// The value, without tag and length.
    pub fn value(&self) -> &'a [u8] {
        self.whole
            .get(self.header.header_length..)
            .unwrap_or_default()
    }

    /// The object as it is written, tag and length included: what signatures cover.
    pub const fn whole(&self) -> &'a [u8] {
        self.whole
    }

    /// Where it starts, from the start of the file.
    pub const fn offset(&self) -> usize {
        self.offset
    }

    /// Where it lies, tag and length included, from the start of the file.
    pub const fn range(&self) -> Range<usize> {
        self.offset..self.offset.saturating_add(self.whole.len())
    }

    /// Where its value lies, from the start of the file.
    pub const fn value_range(&self) -> Range<usize> {
        self.offset.saturating_add(self.header.header_length)
            ..self.offset.saturating_add(self.whole.len())
    }

    /// How deep it lies; an object of the file itself has depth 0.
    pub const fn depth(&self) -> usize {
        self.depth
    }

    /// A reader over the objects in it.
    pub fn children(&self) -> Result<Reader<'a>, TlvError> {
        if !self.tag().is_constructed() {
            return Err(self.error(TlvErrorKind::NotConstructed(self.tag())));
        }
        self.inside()
    }

    /// A reader over the objects in it, whatever its tag says. The card has objects that hold
    /// objects under a primitive tag, for example the public key in `DF24` \[V\].
    pub fn inside(&self) -> Result<Reader<'a>, TlvError> {
        let depth = self.depth.saturating_add(1);
        if depth > MAX_DEPTH {
            return Err(self.error(TlvErrorKind::TooDeep));
        }
        Ok(Reader::nested(
            self.structure,
            self.value(),
            self.value_range().start,
            depth,
        ))
    }

    /// The value, if it has exactly this length.
    pub fn exactly<const N: usize>(&self) -> Result<&'a [u8; N], TlvError> {
        self.value().try_into().map_err(|_| self.bad_length(N, N))
    }

    /// The value, if it is as long as this.
    pub fn between(&self, least: usize, most: usize) -> Result<&'a [u8], TlvError> {
        let value = self.value();
        if value.len() < least || value.len() > most {
            return Err(self.bad_length(least, most));
        }
        Ok(value)
    }

    /// An error at this object.
    pub const fn error(&self, kind: TlvErrorKind) -> TlvError {
        TlvError::new(self.structure, self.offset, kind)
    }

    fn bad_length(&self, least: usize, most: usize) -> TlvError {
        self.error(TlvErrorKind::BadLength {
            tag: self.tag(),
            least,
            most,
            found: self.value().len(),
        })
    }
}

/// Shows tag and place only: values are personal data.
impl fmt::Debug for Object<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Object({} at {:?})", self.tag(), self.range())
    }
}
