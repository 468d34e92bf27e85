//! The images of name, address and security code: PNG, one bit a pixel.
#![forbid(unsafe_code)]

use core::fmt;

use crate::tlv::{Structure, TlvError, TlvErrorKind};

/// An image as the card stores it, PNG \[V\]. It is handed on as it is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Image<'a>(&'a [u8]);

/// Width and height in pixels, from the header.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ImageSize {
    /// The width.
    pub width: u32,
    /// The height.
    pub height: u32,
}

/// The widest and the highest image that is believed. Test cards have 288 x 12 \[V\].
const MAX_SIDE: u32 = 4096;

impl<'a> Image<'a> {
    pub(super) const fn new(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }

    /// The bytes of the image; may be empty.
    pub const fn as_bytes(&self) -> &'a [u8] {
        self.0
    }

    /// Width and height from the header, without decoding. To be asked before anybody decodes.
    pub fn size(&self) -> Result<ImageSize, TlvError> {
        let error = |offset, kind| TlvError::new(Structure::Png, offset, kind);
        let start = self.0.first_chunk::<24>().ok_or_else(|| {
            error(
                self.0.len(),
                TlvErrorKind::Truncated {
                    needed: 24,
                    available: self.0.len(),
                },
            )
        })?;
        // Signature, then the chunk IHDR of 13 bytes (PNG 1.2, 3.1 and 4.1.1).
        if !start.starts_with(b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR") {
            return Err(error(0, TlvErrorKind::BadPattern));
        }
        let [.., w3, w2, w1, w0, h3, h2, h1, h0] = *start;
        let width = u32::from_be_bytes([w3, w2, w1, w0]);
        let height = u32::from_be_bytes([h3, h2, h1, h0]);
        let fits = |side| (1..=MAX_SIDE).contains(&side);
        if fits(width) && fits(height) {
            Ok(ImageSize { width, height })
        } else {
            Err(error(16, TlvErrorKind::BadPattern))
        }
    }
}

/// Shows the length only.
impl fmt::Debug for Image<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Image({} bytes)", self.0.len())
    }
}
