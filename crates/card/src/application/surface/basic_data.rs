//! The basic data of the application, EF 0003.
#![forbid(unsafe_code)]

use core::fmt;

use crate::certificate::KeyId;
use crate::tlv::{self, Structure, Tag, TlvError, TlvErrorKind};

/// The basic data: which key signs, and where the card was issued \[V\].
///
/// ```text
/// FF30 { DF31 four bytes, DF32 key identifier, DF33 one byte, DF34 municipality, DF35 … }
/// ```
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct BasicData {
    features: [u8; 4],
    key: KeyId,
    municipality: [u8; 5],
}

impl BasicData {
    /// Takes the file apart.
    pub fn parse(file: &[u8]) -> Result<Self, TlvError> {
        let outer = tlv::locate(Structure::SurfaceBasicData, file, Tag::new(0xFF30))?;
        let mut reader = outer.children()?;
        let features = *reader.expect(Tag::new(0xDF31))?.exactly::<4>()?;
        let key = reader.expect(Tag::new(0xDF32))?;
        let key_id = KeyId::new(*key.exactly::<16>()?)
            .ok_or_else(|| key.error(TlvErrorKind::BadValue(key.tag())))?;
        reader.expect(Tag::new(0xDF33))?.exactly::<1>()?;
        let place = reader.expect(Tag::new(0xDF34))?;
        let municipality = *place.exactly::<5>()?;
        if !municipality.iter().all(u8::is_ascii_digit) {
            return Err(place.error(TlvErrorKind::BadValue(place.tag())));
        }
        reader.expect(Tag::new(0xDF35))?.between(16, 1024)?;
        reader.finish()?;
        Ok(Self {
            features,
            key: key_id,
            municipality,
        })
    }

    /// Four bytes of which the second, `03`, is said to tell whether extended length is
    /// supported; what `03` says exactly is not documented \[1\].
    pub const fn features(&self) -> [u8; 4] {
        self.features
    }

    /// The identifier of the application's key.
    pub const fn key(&self) -> KeyId {
        self.key
    }

    /// The municipality code (市区町村コード), five ASCII digits.
    pub const fn municipality(&self) -> &[u8; 5] {
        &self.municipality
    }
}

/// Shows nothing: the municipality is personal data.
impl fmt::Debug for BasicData {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("BasicData")
    }
}
