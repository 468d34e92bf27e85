//! The face record (券面情報), EF 0002.
#![forbid(unsafe_code)]

use core::fmt;
use core::ops::Range;

use sha2::{Digest as _, Sha256};

use super::super::ApplicationError;
use super::super::record::{RecordedDate, Sex, public_key};
use super::{Image, Photo, PhotoSize};
use crate::card::Content;
use crate::certificate::{RsaPublicKey, SignatureError};
use crate::tlv::{self, Object, Structure, Tag, TlvError, TlvErrorKind};

/// The tags after the table of offsets, in their order \[V\].
const TAGS: [u32; 9] = [
    0xDF22, 0xDF23, 0xDF24, 0xDF25, 0xDF26, 0xDF27, 0xDF28, 0xDF29, 0xDF2A,
];

/// The longest photo that is handed on. Test cards have 1.9 kB \[V\], production cards more; a
/// record cannot be longer than 32 kB.
const MAX_IMAGE: usize = 32 * 1024;

/// The face record: what is printed on the card, as images, with the photo.
///
/// ```text
/// FF20 {
///   DF21  table of nine offsets      DF26  address, PNG
///   DF22  birth date                 DF27  photo, JPEG 2000
///   DF23  sex                        DF28  signature
///   DF24  public key of the chip     DF29  expiry           (not signed)
///   DF25  name, PNG                  DF2A  security code, PNG (not signed)
/// }
/// ```
///
/// The signature covers three hashes over *whole objects*, tags and lengths included: DF22 to
/// DF24, DF25 and DF26, and DF27 \[V\]. The expiry and the image of the security code are not
/// signed; cross-check the expiry with [`super::super::outside::expiry`].
pub struct FaceRecord {
    file: Content,
    places: [Place; 9],
    birth_date: RecordedDate,
    sex: Sex,
    expiry: RecordedDate,
}

/// Where an object lies in the file.
#[derive(Clone, Default)]
struct Place {
    whole: Range<usize>,
    value: Range<usize>,
}

impl FaceRecord {
    /// Takes the file apart. Filler after the record and foreign bytes before it are put up with;
    /// the table of offsets must agree with where the objects lie.
    pub fn parse(file: Content) -> Result<Self, TlvError> {
        let structure = Structure::FaceRecord;
        let outer = tlv::locate(structure, &file, Tag::new(0xFF20))?;
        let mut reader = outer.children()?;
        let table = reader.expect(Tag::new(0xDF21))?;
        let stated = table.exactly::<18>()?;
        let (stated, _) = stated.as_chunks::<2>();

        let mut places: [Place; 9] = Default::default();
        let mut dates = (None, None);
        let mut sex = None;
        for ((place, &tag), &offset) in places.iter_mut().zip(&TAGS).zip(stated) {
            let object = reader.expect(Tag::new(tag))?;
            // The table counts from the start of the file [V]. With foreign bytes before the
            // record it may count from the record [I].
            let stated = usize::from(u16::from_be_bytes(offset));
            let from_record = object.offset().saturating_sub(outer.offset());
            if stated != object.offset() && stated != from_record {
                return Err(object.error(TlvErrorKind::OffsetTable {
                    stated,
                    actual: object.offset(),
                }));
            }
            check(&object)?;
            match tag {
                0xDF22 => dates.0 = Some(RecordedDate::of(&object)?),
                0xDF23 => sex = Some(Sex::of(&object)?),
                0xDF29 => dates.1 = Some(RecordedDate::of(&object)?),
                _ => {}
            }
            *place = Place {
                whole: object.range(),
                value: object.value_range(),
            };
        }
        // Filler belongs after the record, not into it.
        if reader.offset() != outer.range().end {
            return Err(reader.error(TlvErrorKind::TrailingBytes));
        }
        let (Some(birth_date), Some(sex), Some(expiry)) = (dates.0, sex, dates.1) else {
            return Err(outer.error(TlvErrorKind::Missing(Tag::new(0xDF22))));
        };
        Ok(Self {
            file,
            places,
            birth_date,
            sex,
            expiry,
        })
    }

    /// The birth date, western, as recorded; it need not be a day of the calendar.
    pub const fn birth_date(&self) -> RecordedDate {
        self.birth_date
    }

    /// The sex.
    pub const fn sex(&self) -> Sex {
        self.sex
    }

    /// The day until which the card is valid. Not signed: believe it only together with another
    /// source.
    pub const fn unsigned_expiry(&self) -> RecordedDate {
        self.expiry
    }

    /// The name as an image.
    pub fn name(&self) -> Image<'_> {
        Image::new(self.value(3))
    }

    /// The address as an image.
    pub fn address(&self) -> Image<'_> {
        Image::new(self.value(4))
    }

    /// What the photo's headers state; none where the card was issued without one, as to infants.
    /// The photo itself comes out of [`Vouched`](crate::application::vouched::Vouched) alone.
    pub fn photo_size(&self) -> Option<Result<PhotoSize, TlvError>> {
        self.photo().map(|photo| photo.size())
    }

    /// The photo; none where the card was issued without one, as to infants.
    pub(in crate::application) fn photo(&self) -> Option<Photo<'_>> {
        let bytes = self.value(5);
        let offset = self.places.get(5).map_or(0, |place| place.value.start);
        (!bytes.is_empty()).then(|| Photo::new(bytes, offset))
    }

    /// The security code as an image. Not signed.
    pub fn unsigned_security_code(&self) -> Image<'_> {
        Image::new(self.value(8))
    }

    /// The public key of the chip, with which the live-card challenge is checked.
    pub fn public_key(&self) -> Result<RsaPublicKey, ApplicationError> {
        let place = self.places.get(2).cloned().unwrap_or_default();
        let whole = self.file.get(place.whole.clone()).unwrap_or_default();
        let mut reader = tlv::Reader::at(Structure::FaceRecord, whole, place.whole.start);
        public_key(&reader.expect(Tag::new(0xDF24))?)
    }

    /// Checks the record's signature with the key that signs the records, from the application's
    /// certificate. DF29 and DF2A are not covered by it.
    pub fn verify(&self, signer: &RsaPublicKey) -> Result<(), SignatureError> {
        let mut digests = [0_u8; 96];
        let groups: [&[usize]; 3] = [&[0, 1, 2], &[3, 4], &[5]];
        for (digest, group) in digests.as_chunks_mut::<32>().0.iter_mut().zip(groups) {
            let mut hash = Sha256::new();
            for &index in group {
                hash.update(self.whole(index));
            }
            *digest = hash.finalize().into();
        }
        signer.verify_pkcs1v15_sha256_digest(&digests, self.value(6))
    }

    fn whole(&self, index: usize) -> &[u8] {
        self.slice(index, |place| place.whole.clone())
    }

    fn value(&self, index: usize) -> &[u8] {
        self.slice(index, |place| place.value.clone())
    }

    fn slice(&self, index: usize, range: impl Fn(&Place) -> Range<usize>) -> &[u8] {
        self.places
            .get(index)
            .and_then(|place| self.file.get(range(place)))
            .unwrap_or_default()
    }
}

/// The lengths that values may have.
fn check(object: &Object<'_>) -> Result<(), TlvError> {
    let (least, most) = match object.tag().value() {
        0xDF22 | 0xDF29 => (8, 8),
        0xDF23 => (1, 1),
        0xDF24 => (64, 1024),
        0xDF28 => (128, 1024),
        _ => (0, MAX_IMAGE),
    };
    object.between(least, most).map(|_| ())
}

/// Shows the length only.
impl fmt::Debug for FaceRecord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "FaceRecord({} bytes)", self.file.len())
    }
}
