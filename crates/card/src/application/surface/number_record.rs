//! The rendered 個人番号, EF 0005. Behind a feature that is off by default.
#![forbid(unsafe_code)]
#![cfg(feature = "individual-number")]

use core::fmt;

use super::Image;
use crate::card::Content;
use crate::tlv::{self, Object, Structure, Tag, TlvError};

/// The 個人番号 as an image.
///
/// ```text
/// FF40 { DF41 PNG, DF42 public key, DF43 signature over DF41 and DF42 }
/// ```
pub struct NumberRecord(Content);

impl NumberRecord {
    /// Takes the file apart.
    pub fn parse(file: Content) -> Result<Self, TlvError> {
        image(&file)?;
        Ok(Self(file))
    }

    /// The number as an image.
    pub fn image(&self) -> Image<'_> {
        Image::new(image(&self.0).map_or(&[], |object| object.value()))
    }
}

fn image(file: &[u8]) -> Result<Object<'_>, TlvError> {
    let outer = tlv::locate(Structure::NumberRecord, file, Tag::new(0xFF40))?;
    let mut reader = outer.children()?;
    let image = reader.expect(Tag::new(0xDF41))?;
    reader.expect(Tag::new(0xDF42))?;
    reader.expect(Tag::new(0xDF43))?;
    reader.finish()?;
    Ok(image)
}

/// Shows the length only.
impl fmt::Debug for NumberRecord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "NumberRecord({} bytes)", self.0.len())
    }
}
