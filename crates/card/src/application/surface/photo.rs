//! The photo: JPEG 2000, handed on as the card stores it.
#![forbid(unsafe_code)]

use core::fmt;

use crate::tlv::{Structure, TlvError, TlvErrorKind};

/// The photo as the card stores it: a JP2 file, grey, 378 x 472 on test cards \[V\].
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Photo<'a> {
    bytes: &'a [u8],
    /// Where it starts in the record, so that errors count from the start of the file.
    offset: usize,
}

/// What the headers of a photo state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PhotoSize {
    /// The width in pixels.
    pub width: u32,
    /// The height in pixels.
    pub height: u32,
    /// The number of components; 1 is grey.
    pub components: u16,
}

/// The widest and the highest photo that is believed: decoders allocate by these numbers.
const MAX_SIDE: u32 = 4096;

/// The most components that are believed.
const MAX_COMPONENTS: u16 = 4;

/// The most boxes that are looked at before the image itself.
const MAX_BOXES: usize = 16;

/// One box of a JP2 file (ISO/IEC 15444-1, I.4).
struct Jp2Box<'a> {
    kind: [u8; 4],
    content: &'a [u8],
    /// Where its content starts, from the start of the photo.
    start: usize,
    /// Where the next one starts.
    end: usize,
}

impl<'a> Photo<'a> {
    pub(super) const fn new(bytes: &'a [u8], offset: usize) -> Self {
        Self { bytes, offset }
    }

    /// The bytes of the JP2 file.
    pub const fn as_bytes(&self) -> &'a [u8] {
        self.bytes
    }

    /// What its headers state, without decoding. To be asked before anybody decodes: a file
    /// whose headers disagree or state a size beyond belief is refused.
    ///
    /// Two headers state the size, that of the file (`ihdr`) and that of the codestream (`SIZ`),
    /// and decoders go by the second.
    pub fn size(&self) -> Result<PhotoSize, TlvError> {
        let signature = b"\x00\x00\x00\x0cjP  \r\n\x87\n";
        if !self.bytes.starts_with(signature) {
            return Err(self.error(0, TlvErrorKind::BadPattern));
        }
        let mut stated = None;
        let mut at = signature.len();
        for _ in 0..MAX_BOXES {
            let one = self.box_at(at, self.bytes.len())?;
            match &one.kind {
                b"jp2h" => stated = Some((self.image_header(&one)?, one.start)),
                b"jp2c" => {
                    let (from_file, place) =
                        stated.ok_or_else(|| self.error(at, TlvErrorKind::BadPattern))?;
                    let from_image = self.codestream(&one)?;
                    if from_file != from_image {
                        return Err(self.error(place, TlvErrorKind::BadPattern));
                    }
                    return Ok(from_file);
                }
                _ => {}
            }
            at = one.end;
        }
        Err(self.error(at, TlvErrorKind::TooManyObjects))
    }

    /// The box at `at`, which must end by `limit`.
    fn box_at(&self, at: usize, limit: usize) -> Result<Jp2Box<'a>, TlvError> {
        let rest = self.bytes.get(at..limit).unwrap_or_default();
        let truncated = |needed| {
            self.error(
                at,
                TlvErrorKind::Truncated {
                    needed,
                    available: rest.len(),
                },
            )
        };
        let Some((&[l3, l2, l1, l0, k0, k1, k2, k3], _)) = rest.split_first_chunk::<8>() else {
            return Err(truncated(8));
        };
        let (header, length) = match u32::from_be_bytes([l3, l2, l1, l0]) {
            // Up to the end of the file.
            0 => (8, rest.len()),
            // A length of eight bytes follows. No photo of a card needs one.
            1 => return Err(self.error(at, TlvErrorKind::LengthTooLong)),
            length => (8, usize::try_from(length).unwrap_or(usize::MAX)),
        };
        if length < header {
            return Err(self.error(at, TlvErrorKind::BadPattern));
        }
        let content = rest.get(header..length).ok_or_else(|| truncated(length))?;
        Ok(Jp2Box {
            kind: [k0, k1, k2, k3],
            content,
            start: at.saturating_add(header),
            end: at.saturating_add(length),
        })
    }

    /// `ihdr`, the first box in `jp2h`: height, width, components.
    fn image_header(&self, outer: &Jp2Box<'_>) -> Result<PhotoSize, TlvError> {
        let header = self.box_at(outer.start, outer.end)?;
        if &header.kind != b"ihdr" || header.content.len() != 14 {
            return Err(self.error(outer.start, TlvErrorKind::BadPattern));
        }
        let mut numbers = Numbers(header.content);
        let sizes = (numbers.u32(), numbers.u32(), numbers.u16());
        let (Some(height), Some(width), Some(components)) = sizes else {
            return Err(self.error(outer.start, TlvErrorKind::BadPattern));
        };
        self.believable(width, height, components, header.start)
    }

    /// The markers SOC and SIZ at the start of the codestream: width, height, components
    /// (ISO/IEC 15444-1, A.5.1).
    fn codestream(&self, outer: &Jp2Box<'_>) -> Result<PhotoSize, TlvError> {
        let bad = || self.error(outer.start, TlvErrorKind::BadPattern);
        let mut numbers = Numbers(outer.content);
        if numbers.u16() != Some(0xFF4F) || numbers.u16() != Some(0xFF51) {
            return Err(bad());
        }
        // Length and capabilities.
        let (Some(_), Some(_)) = (numbers.u16(), numbers.u16()) else {
            return Err(bad());
        };
        let mut next = || numbers.u32().ok_or_else(bad);
        let (right, bottom, left, top) = (next()?, next()?, next()?, next()?);
        // Size and place of the tiles: a tile has an area, and is not smaller than its share.
        let (tile_width, tile_height, _, _) = (next()?, next()?, next()?, next()?);
        if tile_width == 0 || tile_height == 0 {
            return Err(bad());
        }
        let components = numbers.u16().ok_or_else(bad)?;
        let width = right.checked_sub(left).ok_or_else(bad)?;
        let height = bottom.checked_sub(top).ok_or_else(bad)?;
        self.believable(width, height, components, outer.start)
    }

    fn believable(
        &self,
        width: u32,
        height: u32,
        components: u16,
        at: usize,
    ) -> Result<PhotoSize, TlvError> {
        let fits = |side| (1..=MAX_SIDE).contains(&side);
        if fits(width) && fits(height) && (1..=MAX_COMPONENTS).contains(&components) {
            Ok(PhotoSize {
                width,
                height,
                components,
            })
        } else {
            Err(self.error(at, TlvErrorKind::BadPattern))
        }
    }

    const fn error(&self, at: usize, kind: TlvErrorKind) -> TlvError {
        TlvError::new(Structure::Jpeg2000, self.offset.saturating_add(at), kind)
    }
}

/// Big-endian numbers, one after another.
struct Numbers<'a>(&'a [u8]);

impl Numbers<'_> {
    fn u32(&mut self) -> Option<u32> {
        self.0
            .split_off(..4)?
            .try_into()
            .ok()
            .map(u32::from_be_bytes)
    }

    fn u16(&mut self) -> Option<u16> {
        self.0
            .split_off(..2)?
            .try_into()
            .ok()
            .map(u16::from_be_bytes)
    }
}

/// Shows the length only.
impl fmt::Debug for Photo<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Photo({} bytes)", self.bytes.len())
    }
}
