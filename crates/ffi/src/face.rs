//! The face record: photo, birth date, images, and what proves it.

use super::certificate::{self, MNR_HIERARCHY_UNTRACED, mnr_anchors};
use super::detail::mnr_detail;
use super::facts::{self, numbers};
use super::failure::{Failure, accepted};
use super::guard;
use super::handle::{self, Handle};
use super::pointer::{self, Extensible, Out};
use super::status::{MNR_ERROR_NOT_FOUND, MNR_ERROR_SIGNATURE, MNR_ERROR_STATE, MNR_OK};
use mynareader_card::application::ApplicationError;
use mynareader_card::application::face_flow::Face;
use mynareader_card::application::record::Sex;
use mynareader_card::application::vouched::{
    DifferingExpiry, FaceRefusal, Terms, Unvouched, Vouched,
};
use mynareader_card::card::Verification;
use mynareader_card::certificate::{Accept, CvAnchors, UntracedIssuer};
use mynareader_facts::calendar::Date;

/// Sex in the face record: not known.
pub const MNR_SEX_UNKNOWN: i32 = 0;
/// Sex in the face record: male.
pub const MNR_SEX_MALE: i32 = 1;
/// Sex in the face record: female.
pub const MNR_SEX_FEMALE: i32 = 2;
/// Sex in the face record: not applicable.
pub const MNR_SEX_NOT_APPLICABLE: i32 = 9;

/// A record whose issuer is not among the anchors: refuse it (the default). Without a trusted
/// issuer the photo can be anybody's.
pub const MNR_UNTRACED_REFUSE: i32 = 0;
/// A record whose issuer is not among the anchors: accept it, and report it. For readers whose
/// maker has no keys of the authorities.
pub const MNR_UNTRACED_REPORT: i32 = 1;

numbers!(
    untraced_number,
    untraced,
    UntracedIssuer,
    "untraced",
    UntracedIssuer::Refuse = MNR_UNTRACED_REFUSE,
    UntracedIssuer::Report = MNR_UNTRACED_REPORT,
);

/// The card's last day differs between the face record and the rest of the card: use the photo and
/// report the difference in the journal (the default). No signature covers either day, and a
/// prolonged stay may be the reason.
pub const MNR_EXPIRY_DIFFERS_REPORT: i32 = 0;
/// The card's last day differs: do not use the photo. Other methods remain.
pub const MNR_EXPIRY_DIFFERS_REFUSE: i32 = 1;
/// The card's last day differs: use the photo only if the certificate was read. Its last day is
/// signed, and then counts.
pub const MNR_EXPIRY_DIFFERS_TRUST_SIGNED: i32 = 2;

numbers!(
    differing_expiry_number,
    differing_expiry,
    DifferingExpiry,
    "differing_expiry",
    DifferingExpiry::Report = MNR_EXPIRY_DIFFERS_REPORT,
    DifferingExpiry::Refuse = MNR_EXPIRY_DIFFERS_REFUSE,
    DifferingExpiry::TrustSigned = MNR_EXPIRY_DIFFERS_TRUST_SIGNED,
);

/// The face record of a card, in memory that is wiped when it is freed. Its contents can be read
/// only after mnr_face_verify has succeeded.
///
/// Any thread. A second thread waits for the first; the wait is short.
pub struct mnr_face {
    _opaque: [u8; 0],
}

/// A record, whether somebody vouches for it, and what the card said of its expiry outside it.
pub struct Read {
    record: Option<Record>,
    /// The card's last day as it stands outside the record, where it was read.
    expiry: Option<Date>,
}

enum Record {
    Unvouched(Unvouched),
    Vouched(Vouched),
}

impl Read {
    /// Whether the record is genuine, its issuer one of the anchors, and its chip there. A refusal
    /// takes back what an earlier verdict allowed.
    fn judge(
        &mut self,
        anchors: &CvAnchors,
        accept: Accept,
        untraced: UntracedIssuer,
        differing_expiry: DifferingExpiry,
    ) -> Result<i32, Failure> {
        let record = match self.record.take() {
            Some(Record::Unvouched(record)) => record,
            Some(Record::Vouched(record)) => record.into_unvouched(),
            None => return Err(Failure::new(MNR_ERROR_STATE, "there is no record")),
        };
        let terms = Terms {
            anchors,
            accept,
            untraced,
            differing_expiry,
            expiry_outside: self.expiry,
            certificate_last_day: None,
        };
        match record.judge(&terms) {
            Ok(record) => {
                let hierarchy = record.issuer().map_or(MNR_HIERARCHY_UNTRACED, |chain| {
                    certificate::hierarchy_number(chain.hierarchy)
                });
                self.record = Some(Record::Vouched(record));
                Ok(hierarchy)
            }
            Err((refusal, record)) => {
                self.record = Some(Record::Unvouched(record));
                Err(refusal.into())
            }
        }
    }

    fn unvouched(&self) -> Result<&Unvouched, Failure> {
        match &self.record {
            Some(Record::Unvouched(record)) => Ok(record),
            Some(Record::Vouched(record)) => Ok(record.proofs()),
            None => Err(Failure::new(MNR_ERROR_STATE, "there is no record")),
        }
    }

    /// The record, once it may be used.
    fn vouched(&self) -> Result<&Vouched, Failure> {
        match &self.record {
            Some(Record::Vouched(record)) => Ok(record),
            Some(Record::Unvouched(_)) | None => Err(Failure::new(
                MNR_ERROR_STATE,
                "nobody vouches for the record: mnr_face_verify did not succeed with it",
            )),
        }
    }
}

impl From<FaceRefusal> for Failure {
    fn from(refusal: FaceRefusal) -> Self {
        match refusal {
            FaceRefusal::Signature(error) | FaceRefusal::Presence(error) => error.into(),
            FaceRefusal::Issuer(error) => error.into(),
            FaceRefusal::ExpiryDiffers => Self::new(MNR_ERROR_SIGNATURE, refusal),
        }
    }
}

impl Handle for mnr_face {
    type State = Read;
    type Side = ();
    const NAME: &'static str = "mnr_face";
    const WAITS: bool = true;
}

/// The plain fields of a face record.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct mnr_face_facts {
    /// The size of the structure that the caller was compiled with.
    pub struct_size: usize,
    /// One of MNR_SEX_*.
    pub sex: i32,
    /// The birth date: year, or 0 if the digits are not a day of the calendar.
    pub birth_year: i32,
    /// Its month.
    pub birth_month: i32,
    /// Its day.
    pub birth_day: i32,
    /// The last day of the card in this record: year, or 0. The signature does not cover it:
    /// compare it with the date from mnr_card_identify.
    pub expiry_year: i32,
    /// Its month.
    pub expiry_month: i32,
    /// Its day.
    pub expiry_day: i32,
    /// The width of the photo in pixels; 0 if there is no photo or its header is malformed.
    pub photo_width: u32,
    /// Its height.
    pub photo_height: u32,
}

// SAFETY: laid out for C, begins with its size, numbers only.
unsafe impl Extensible for mnr_face_facts {
    const FIRST: usize = size_of::<Self>();
}

/// The status of a proof.
fn proof(result: Result<(), ApplicationError>) -> i32 {
    result.map_or_else(|error| Failure::from(error).status, |()| MNR_OK)
}

/// The handle of what was read; a failure where there is no record. `expiry`: the card's last day
/// as it stands outside the record, where it was read.
pub(super) fn mnr_face_open(face: Face, expiry: Option<Date>) -> Result<*mut mnr_face, Failure> {
    face.tries_before?;
    let verification: Verification = face.verification?;
    accepted(verification)?;
    let record = match face.record {
        Some(record) => record?,
        None => return Err(Failure::new(MNR_ERROR_STATE, "no record was read")),
    };
    handle::make::<mnr_face>(
        Read {
            record: Some(Record::Unvouched(record)),
            expiry,
        },
        (),
    )
}

/// Decides whether the record may be used. Three checks must succeed: the key that signed it is
/// traced to an authority among the anchors, its signature is valid, and the chip with the record's
/// own key is present.
///
/// No signature covers the card's last day, neither in the record nor outside it. The two dates may
/// differ, for example after a stay that was prolonged. Compare the date of mnr_face_read_facts
/// with the date of mnr_card_identify, and use the earlier one.
///
/// Until this has succeeded, the photo, the images and the fields of the record cannot be read. A
/// call that fails withdraws the permission of an earlier one.
///
/// face: the record. anchors: the trust anchors; their keys of card-verifiable certificates are
/// used. accept_test: 1 to accept the authorities of test cards too, 0 otherwise. untraced: what to
/// do with a record whose issuer is not among the anchors, MNR_UNTRACED_REFUSE or
/// MNR_UNTRACED_REPORT; a record that fails a check is refused with either. hierarchy: where to put
/// MNR_HIERARCHY_*; MNR_HIERARCHY_UNTRACED if the issuer is not among the anchors. detail: NULL or
/// a record.
///
/// Errors: MNR_ERROR_UNTRUSTED if the issuer is not among the anchors, or is one of test cards and
/// accept_test is 0; MNR_ERROR_SIGNATURE if a check fails; MNR_ERROR_ARGUMENT; or the reason why a
/// proof could not be made: one of link, card, data or certificates (-3xx, -4xx, -6xx, -7xx).
/// Any thread; waits while another thread uses the handle. Does not block otherwise.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_face_verify(
    face: *mut mnr_face,
    anchors: *mut mnr_anchors,
    accept_test: i32,
    untraced: i32,
    hierarchy: *mut i32,
    detail: *mut mnr_detail,
) -> i32 {
    guard!("mnr_face_verify", detail, {
        let hierarchy = Out::new(hierarchy, "hierarchy")?;
        let accept = certificate::accept(accept_test)?;
        let policy = self::untraced(untraced)?;
        let found = handle::with(face, |read| {
            handle::with(anchors, |store| {
                read.judge(
                    &store.card_verifiable,
                    accept,
                    policy,
                    DifferingExpiry::default(),
                )
            })
        })?;
        hierarchy.put(found);
        Ok(())
    })
}

/// Reports the results of the two proofs that the chip itself can give, for a log or a diagnosis.
/// They do not show whose record it is: a forged chip gives both. Only mnr_face_verify decides.
///
/// face: the record. signature: where to put MNR_OK if the key that the card holds for it signed
/// the record, MNR_ERROR_SIGNATURE, or why it could not be checked. presence: the same for the
/// proof that the chip with the record's own key is there.
///
/// Errors: those of pointers and handles.
/// Any thread; waits while another thread uses the handle. Does not block otherwise.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_face_proof(
    face: *mut mnr_face,
    signature: *mut i32,
    presence: *mut i32,
) -> i32 {
    guard!("mnr_face_proof", {
        let signature = Out::new(signature, "signature")?;
        let presence = Out::new(presence, "presence")?;
        let (signed, there) = handle::with(face, |read| {
            let record = read.unvouched()?;
            Ok((proof(record.signature()), proof(record.presence())))
        })?;
        signature.put(signed);
        presence.put(there);
        Ok(())
    })
}

/// The plain fields of the record.
///
/// face: the record. facts: where to put them; set its struct_size before.
///
/// Errors: MNR_ERROR_STATE before mnr_face_verify has succeeded, MNR_ERROR_STRUCT_SIZE.
/// Any thread; waits while another thread uses the handle. Does not block otherwise.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_face_read_facts(
    face: *mut mnr_face,
    facts: *mut mnr_face_facts,
) -> i32 {
    guard!("mnr_face_read_facts", {
        pointer::struct_size(facts, "facts")?;
        let found = handle::with(face, |read| {
            let vouched = read.vouched()?;
            let record = vouched.record();
            let (birth_year, birth_month, birth_day) = facts::day_of(record.birth_date());
            let (expiry_year, expiry_month, expiry_day) = facts::day_of(record.unsigned_expiry());
            let size = vouched.photo().and_then(|photo| photo.size().ok());
            Ok(mnr_face_facts {
                struct_size: 0,
                sex: match record.sex() {
                    Sex::Male => MNR_SEX_MALE,
                    Sex::Female => MNR_SEX_FEMALE,
                    Sex::NotApplicable => MNR_SEX_NOT_APPLICABLE,
                    Sex::Unknown => MNR_SEX_UNKNOWN,
                },
                birth_year,
                birth_month,
                birth_day,
                expiry_year,
                expiry_month,
                expiry_day,
                photo_width: size.map_or(0, |size| size.width),
                photo_height: size.map_or(0, |size| size.height),
            })
        })?;
        pointer::put_struct(facts, found, "facts")
    })
}

/// Where to put a view of bytes.
fn view(
    face: *mut mnr_face,
    data: *mut *const u8,
    length: *mut usize,
    pick: impl FnOnce(&Vouched) -> Option<&[u8]>,
) -> Result<(), Failure> {
    let data = Out::new(data, "data")?;
    let length = Out::new(length, "length")?;
    let (start, count) = handle::with(face, |read| {
        let bytes = pick(read.vouched()?)
            .ok_or_else(|| Failure::new(MNR_ERROR_NOT_FOUND, "the record has no such image"))?;
        Ok((bytes.as_ptr(), bytes.len()))
    })?;
    data.put(start);
    length.put(count);
    Ok(())
}

/// The photo as the card stores it: JPEG 2000. Check the size from mnr_face_read_facts before you
/// pass the photo to a decoder.
///
/// face: the record. data, length: where to put a view of the photo; it belongs to the handle and
/// is valid until that is freed.
///
/// Errors: MNR_ERROR_STATE before mnr_face_verify has succeeded, MNR_ERROR_NOT_FOUND if the card
/// has no photo.
/// Any thread; waits while another thread uses the handle. Does not block otherwise.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_face_photo(
    face: *mut mnr_face,
    data: *mut *const u8,
    length: *mut usize,
) -> i32 {
    guard!("mnr_face_photo", {
        view(face, data, length, |record| {
            record.photo().map(|photo| photo.as_bytes())
        })
    })
}

/// The name as the card stores it: an image, PNG.
///
/// face: the record. data, length: where to put a view of the image; it belongs to the handle and
/// is valid until that is freed.
///
/// Errors: MNR_ERROR_STATE before mnr_face_verify has succeeded.
/// Any thread; waits while another thread uses the handle. Does not block otherwise.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_face_name_image(
    face: *mut mnr_face,
    data: *mut *const u8,
    length: *mut usize,
) -> i32 {
    guard!("mnr_face_name_image", {
        view(face, data, length, |vouched| {
            Some(vouched.record().name().as_bytes())
        })
    })
}

/// The address as the card stores it: an image, PNG.
///
/// face: the record. data, length: where to put a view of the image; it belongs to the handle and
/// is valid until that is freed.
///
/// Errors: MNR_ERROR_STATE before mnr_face_verify has succeeded.
/// Any thread; waits while another thread uses the handle. Does not block otherwise.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_face_address_image(
    face: *mut mnr_face,
    data: *mut *const u8,
    length: *mut usize,
) -> i32 {
    guard!("mnr_face_address_image", {
        view(face, data, length, |record| {
            Some(record.record().address().as_bytes())
        })
    })
}

/// Wipes and frees a face record. Views of it are no longer valid. NULL is allowed and does
/// nothing.
///
/// Errors: MNR_ERROR_HANDLE.
/// Any thread; waits while another thread uses the handle. Does not block otherwise.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_face_free(face: *mut mnr_face) -> i32 {
    guard!("mnr_face_free", { handle::free(face) })
}
