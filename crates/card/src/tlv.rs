//! BER-TLV as the card's files hold it: a bounded walk over borrowed bytes.
//!
//! Signatures on the card cover objects *as they are written*, so an [`Object`] keeps the range of
//! its whole encoding, tag and length included, counted from the start of the file. Nothing is
//! copied, nothing recurses, and every walk has an end: the depth ([`MAX_DEPTH`]) and the number
//! of objects ([`MAX_OBJECTS`]) are bounded, so that a hostile record costs a typed error and no
//! stack.
//!
//! The crate iso7816-tlv, which takes SIMPLE-TLV apart in [`crate::application::common`], is not used
//! here: its BER parser (0.4.4) calls itself for each level that the card writes, reads `80` as a length
//! of nothing, finds an object's end by counting what it would write itself, copies each value, and
//! keeps no place. On what both take, a property test holds this walk
//! to it.
//!
//! The files of the card are longer than the object in them and padded with `FF` \[C\]; one report
//! has two foreign bytes before it \[1\]. [`locate`] finds the outer object in both cases.
//!
//! ```
//! use mynareader_card::tlv::{Reader, Structure, Tag};
//!
//! let bytes = [0xDF, 0x23, 0x01, b'1'];
//! let mut reader = Reader::new(Structure::FaceRecord, &bytes);
//! let sex = reader.expect(Tag::new(0xDF23))?;
//! assert_eq!(sex.value(), b"1");
//! assert_eq!(sex.range(), 0..4);
//! # Ok::<(), mynareader_card::tlv::TlvError>(())
//! ```
#![forbid(unsafe_code)]

mod error;
mod object;
mod reader;

pub use error::{Structure, TlvError, TlvErrorKind};
pub use object::{Header, Object, Tag};
pub use reader::{Reader, Walk, extent, locate};

/// How deep objects may lie in objects. The card's records have three levels.
pub const MAX_DEPTH: usize = 8;

/// How many objects one walk may meet. The card's largest record has twelve.
pub const MAX_OBJECTS: usize = 128;

/// How many foreign bytes may stand before the outer object of a file. Two are reported \[1\].
pub const MAX_LEADING_JUNK: usize = 16;

/// The byte with which files are filled after their object \[C\].
pub const FILLER: u8 = 0xFF;

#[cfg(test)]
mod tests;
