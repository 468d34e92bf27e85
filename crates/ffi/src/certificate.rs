//! Certificates: dates, trust, and the anchors that are loaded at run time.

use core::ffi::c_char;

use super::date::mnr_date;
use super::detail::mnr_detail;
use super::facts::{self, numbers};
use super::failure::Failure;
use super::guard;
use super::handle::{self, Handle};
use super::pointer::{self, Buffer, Extensible, Out};
use super::status::{
    MNR_ERROR_CERTIFICATE, MNR_ERROR_DATA_FILE, MNR_ERROR_LENGTH, MNR_ERROR_NOT_FOUND,
    MNR_ERROR_SIGNATURE, MNR_ERROR_UNTRUSTED,
};
use mynareader_card::certificate::{
    Accept, Assessment, Certificate, CertificateError, ChainFailure, CvError, GraceLength,
    Hierarchy, HolderSex, PemError, PemFault, Revocation, Role, SignatureHolder, TrustStore,
    TrustStoreError, TrustStoreFault, ValidityPolicy, Verdict,
};
use mynareader_facts::calendar::Date;
use zeroize::Zeroizing;

/// A certificate of a card.
///
/// Any thread. A second thread waits for the first; the wait is short.
pub struct mnr_certificate {
    _opaque: [u8; 0],
}

impl Handle for mnr_certificate {
    type State = Certificate;
    type Side = ();
    const NAME: &'static str = "mnr_certificate";
    const WAITS: bool = true;
}

impl mnr_certificate {
    /// A handle of a certificate in DER.
    pub(super) fn make(der: &[u8]) -> Result<*mut Self, Failure> {
        handle::make::<Self>(Certificate::parse(der)?, ())
    }
}

/// A set of trust anchors: root certificates, and keys of card-verifiable certificates.
///
/// Any thread. A second thread waits for the first; the wait is short.
pub struct mnr_anchors {
    _opaque: [u8; 0],
}

impl Handle for mnr_anchors {
    type State = TrustStore;
    type Side = ();
    const NAME: &'static str = "mnr_anchors";
    const WAITS: bool = true;
}

impl From<CertificateError> for Failure {
    fn from(error: CertificateError) -> Self {
        let status = match error.verdict() {
            Verdict::Untrusted => MNR_ERROR_UNTRUSTED,
            Verdict::Invalid | Verdict::Trusted => MNR_ERROR_CERTIFICATE,
        };
        Self::new(status, error)
    }
}

impl From<ChainFailure> for Failure {
    fn from(failure: ChainFailure) -> Self {
        let status = match failure.verdict() {
            Verdict::Untrusted => MNR_ERROR_UNTRUSTED,
            Verdict::Invalid | Verdict::Trusted => MNR_ERROR_CERTIFICATE,
        };
        Self::new(status, failure)
    }
}

impl From<CvError> for Failure {
    fn from(error: CvError) -> Self {
        let status = match error {
            CvError::UnknownIssuer { .. } | CvError::TestHierarchy { .. } => MNR_ERROR_UNTRUSTED,
            CvError::Signature { .. } => MNR_ERROR_SIGNATURE,
            CvError::Record(_)
            | CvError::KeyIdentifier { .. }
            | CvError::Key(_)
            | CvError::EmptyChain
            | CvError::BrokenChain { .. } => MNR_ERROR_CERTIFICATE,
        };
        Self::new(status, error)
    }
}

impl From<TrustStoreError> for Failure {
    fn from(error: TrustStoreError) -> Self {
        match error.fault {
            TrustStoreFault::TooLong => Self::new(MNR_ERROR_LENGTH, error),
            _ => Self::new(MNR_ERROR_DATA_FILE, error),
        }
    }
}

impl From<PemError> for Failure {
    fn from(error: PemError) -> Self {
        match error.reason {
            PemFault::Certificate(_) => Self::new(MNR_ERROR_CERTIFICATE, error),
            PemFault::TooLong => Self::new(MNR_ERROR_LENGTH, error),
            _ => Self::new(MNR_ERROR_DATA_FILE, error),
        }
    }
}

/// A hierarchy of certificates: none, the issuer is not among the anchors. Only mnr_face_verify
/// gives it, and only with MNR_UNTRACED_REPORT.
pub const MNR_HIERARCHY_UNTRACED: i32 = 0;
/// A hierarchy of certificates: that of cards in use.
pub const MNR_HIERARCHY_PRODUCTION: i32 = 1;
/// A hierarchy of certificates: that of test cards. It is accepted only on request.
pub const MNR_HIERARCHY_TEST: i32 = 2;

numbers!(
    hierarchy_number,
    hierarchy,
    Hierarchy,
    "hierarchy",
    Hierarchy::Production = MNR_HIERARCHY_PRODUCTION,
    Hierarchy::Test = MNR_HIERARCHY_TEST,
);

/// The grace period after the end of a certificate: until the end of the third month after it.
pub const MNR_GRACE_END_OF_MONTH: i32 = 0;
/// The grace period after the end of a certificate: three months to the day.
pub const MNR_GRACE_EXACT: i32 = 1;

/// The length of the grace period.
pub(super) fn grace(number: i32, what: &'static str) -> Result<GraceLength, Failure> {
    match number {
        MNR_GRACE_END_OF_MONTH => Ok(GraceLength::EndOfMonthPlus3),
        MNR_GRACE_EXACT => Ok(GraceLength::ExactPlus3Months),
        other => Err(Failure::argument(what, other)),
    }
}

/// What the centre reported about a certificate: nothing yet.
pub const MNR_REVOCATION_UNKNOWN: i32 = 0;
/// What the centre reported about a certificate: not revoked.
pub const MNR_REVOCATION_GOOD: i32 = 1;
/// What the centre reported about a certificate: revoked.
pub const MNR_REVOCATION_REVOKED: i32 = 2;

/// The validity of a certificate on a day.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct mnr_assessment {
    /// The size of the structure that the caller was compiled with.
    pub struct_size: usize,
    /// One of MNR_CERTIFICATE_*.
    pub state: i32,
    /// How many days are left, including the last one; -1 if none is left.
    pub days_left: i32,
    /// The last day: year.
    pub last_year: i32,
    /// Its month.
    pub last_month: i32,
    /// Its day.
    pub last_day: i32,
    /// The first day on which the end is announced: year.
    pub notice_year: i32,
    /// Its month.
    pub notice_month: i32,
    /// Its day.
    pub notice_day: i32,
    /// The last day of the grace period: year, or 0 if there is none.
    pub grace_year: i32,
    /// Its month.
    pub grace_month: i32,
    /// Its day.
    pub grace_day: i32,
}

// SAFETY: laid out for C, begins with its size, numbers only.
unsafe impl Extensible for mnr_assessment {
    const FIRST: usize = size_of::<Self>();
}

fn parts(day: Date) -> (i32, i32, i32) {
    (
        i32::from(day.year()),
        i32::from(day.month()),
        i32::from(day.day()),
    )
}

/// Parses a certificate from its bytes (DER), for makers who read the card themselves.
///
/// der, length: at most 16,384 bytes; copied. certificate: where to put the handle; free it with
/// mnr_certificate_free. detail: NULL or a record.
///
/// Errors: MNR_ERROR_CERTIFICATE.
/// Any thread. Does not block.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_certificate_parse(
    der: *const u8,
    length: usize,
    certificate: *mut *mut mnr_certificate,
    detail: *mut mnr_detail,
) -> i32 {
    guard!("mnr_certificate_parse", detail, {
        let certificate = Out::new(certificate, "certificate")?;
        let der = pointer::some_bytes(der, length, "der")?;
        certificate.put(mnr_certificate::make(der)?);
        Ok(())
    })
}

/// The bytes of a certificate (DER).
///
/// certificate: the certificate. data, length: where to put a view of them; it belongs to the
/// handle and is valid until that is freed.
///
/// Errors: those of pointers and handles.
/// Any thread; waits while another thread uses the handle. Does not block otherwise.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_certificate_der(
    certificate: *mut mnr_certificate,
    data: *mut *const u8,
    length: *mut usize,
) -> i32 {
    guard!("mnr_certificate_der", {
        let data = Out::new(data, "data")?;
        let length = Out::new(length, "length")?;
        let (start, count) = handle::with(certificate, |certificate| {
            Ok((certificate.der().as_ptr(), certificate.der().len()))
        })?;
        data.put(start);
        length.put(count);
        Ok(())
    })
}

/// The serial number of a certificate in hexadecimal digits.
///
/// certificate: the certificate. text, capacity: where to put it, NUL-terminated; NULL and 0 to
/// ask for the size. needed: the size with the NUL.
///
/// Errors: MNR_ERROR_BUFFER.
/// Any thread; waits while another thread uses the handle. Does not block otherwise.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_certificate_serial(
    certificate: *mut mnr_certificate,
    text: *mut c_char,
    capacity: usize,
    needed: *mut usize,
) -> i32 {
    guard!("mnr_certificate_serial", {
        let buffer = Buffer::new(text.cast(), capacity, needed, "text")?;
        let serial = handle::with(certificate, |certificate| Ok(certificate.serial()))?;
        buffer.put_text(&serial)
    })
}

/// What the key of a certificate may be used for: to authenticate, and to sign.
pub const MNR_USAGE_DIGITAL_SIGNATURE: u32 = 1;
/// What the key of a certificate may be used for: to sign with legal effect.
pub const MNR_USAGE_NON_REPUDIATION: u32 = 2;
/// What the key of a certificate may be used for: to encrypt keys.
pub const MNR_USAGE_KEY_ENCIPHERMENT: u32 = 4;
/// What the key of a certificate may be used for: to encrypt data.
pub const MNR_USAGE_DATA_ENCIPHERMENT: u32 = 8;
/// What the key of a certificate may be used for: to agree on keys.
pub const MNR_USAGE_KEY_AGREEMENT: u32 = 16;
/// What the key of a certificate may be used for: to sign certificates.
pub const MNR_USAGE_SIGN_CERTIFICATES: u32 = 32;
/// What the key of a certificate may be used for: to sign lists of revoked certificates.
pub const MNR_USAGE_SIGN_REVOCATION_LISTS: u32 = 64;
/// What the key of a certificate may be used for: with a key that was agreed on, to encrypt only.
pub const MNR_USAGE_ENCIPHER_ONLY: u32 = 128;
/// What the key of a certificate may be used for: with a key that was agreed on, to decrypt only.
pub const MNR_USAGE_DECIPHER_ONLY: u32 = 256;

/// What the key of a certificate may be used for. It tells an authentication certificate from a signature
/// certificate, and nothing of a person.
///
/// certificate: the certificate. usage: where to put a sum of MNR_USAGE_*; 0 if the certificate does not say.
///
/// Errors: those of pointers and handles.
/// Any thread; waits while another thread uses the handle. Does not block otherwise.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_certificate_usage(
    certificate: *mut mnr_certificate,
    usage: *mut u32,
) -> i32 {
    guard!("mnr_certificate_usage", {
        let usage = Out::new(usage, "usage")?;
        let found = handle::with(certificate, |certificate| Ok(certificate.key_usage()))?;
        usage.put(found.map_or(0, |found| u32::from(found.bits())));
        Ok(())
    })
}

/// Personal data of a certificate: the subject, in the form of RFC 4514. It is no person's name; on a signature
/// certificate the municipality stands in it.
pub const MNR_PERSONAL_SUBJECT: i32 = 1;
/// Personal data of a signature certificate: the name.
pub const MNR_PERSONAL_NAME: i32 = 2;
/// Personal data of a signature certificate: a 1 for each character of the name that is a substitute, a 0 for each
/// other.
pub const MNR_PERSONAL_NAME_SUBSTITUTES: i32 = 3;
/// Personal data of a signature certificate: the address.
pub const MNR_PERSONAL_ADDRESS: i32 = 4;
/// Personal data of a signature certificate: the same of the address as of the name.
pub const MNR_PERSONAL_ADDRESS_SUBSTITUTES: i32 = 5;
/// Personal data of a signature certificate: the birth date, eight digits, year first. Parts that are not known are 0.
pub const MNR_PERSONAL_BIRTH: i32 = 6;
/// Personal data of a signature certificate: the sex, "male", "female", "unknown" or "other".
pub const MNR_PERSONAL_SEX: i32 = 7;

/// Gives personal data of a certificate. It is the one function that does: a check-in does not need it. Whoever
/// calls it answers for what becomes of the copy, which is to be wiped after use; no log has it.
///
/// certificate: the certificate. which: one of MNR_PERSONAL_*. text, capacity: where to put it, UTF-8,
/// NUL-terminated; NULL and 0 to ask for the size. needed: the size with the NUL.
///
/// Errors: MNR_ERROR_ARGUMENT, MNR_ERROR_NOT_FOUND if the certificate does not state it, MNR_ERROR_BUFFER.
/// Any thread; waits while another thread uses the handle. Does not block otherwise.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_certificate_personal_data(
    certificate: *mut mnr_certificate,
    which: i32,
    text: *mut c_char,
    capacity: usize,
    needed: *mut usize,
) -> i32 {
    guard!("mnr_certificate_personal_data", {
        let buffer = Buffer::new(text.cast(), capacity, needed, "text")?;
        handle::with(certificate, |certificate| {
            let holder = certificate.holder();
            let found = match which {
                MNR_PERSONAL_SUBJECT => {
                    let subject = Zeroizing::new(certificate.subject());
                    return buffer.put_text(&subject);
                }
                MNR_PERSONAL_NAME => holder.and_then(SignatureHolder::name),
                MNR_PERSONAL_NAME_SUBSTITUTES => holder.and_then(SignatureHolder::name_substitutes),
                MNR_PERSONAL_ADDRESS => holder.and_then(SignatureHolder::address),
                MNR_PERSONAL_ADDRESS_SUBSTITUTES => {
                    holder.and_then(SignatureHolder::address_substitutes)
                }
                MNR_PERSONAL_BIRTH => holder
                    .and_then(SignatureHolder::birth)
                    .and_then(|birth| core::str::from_utf8(birth.digits()).ok()),
                MNR_PERSONAL_SEX => holder.and_then(SignatureHolder::sex).map(|sex| match sex {
                    HolderSex::Male => "male",
                    HolderSex::Female => "female",
                    HolderSex::Unknown => "unknown",
                    _ => "other",
                }),
                other => return Err(Failure::argument("which", other)),
            };
            let found = found.ok_or_else(|| {
                Failure::new(MNR_ERROR_NOT_FOUND, "the certificate does not state it")
            })?;
            buffer.put_text(found)
        })
    })
}

/// Computes the validity of a certificate on a day in Japan, as it is at the end of that day.
///
/// certificate: the certificate. day: the day in Japan, by the caller's clock; a day
/// before the release of this library gives MNR_CERTIFICATE_UNKNOWN. token: the kind of chip, one
/// of MNR_TOKEN_*; phones have no grace period. grace: MNR_GRACE_END_OF_MONTH or MNR_GRACE_EXACT.
/// revocation: what the centre reported, one of MNR_REVOCATION_*. assessment: where to put the
/// result; set its struct_size before.
///
/// Errors: MNR_ERROR_DATE, MNR_ERROR_ARGUMENT.
/// Any thread; waits while another thread uses the handle. Does not block otherwise.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_certificate_assess(
    certificate: *mut mnr_certificate,
    day: *const mnr_date,
    token: i32,
    grace: i32,
    revocation: i32,
    assessment: *mut mnr_assessment,
) -> i32 {
    guard!("mnr_certificate_assess", {
        pointer::struct_size(assessment, "assessment")?;
        let today = pointer::day(day, "day")?;
        let policy = ValidityPolicy::CARD
            .with_token(facts::token(token)?)
            .with_grace(self::grace(grace, "grace")?);
        let revocation = match revocation {
            MNR_REVOCATION_UNKNOWN => Revocation::Unknown,
            MNR_REVOCATION_GOOD => Revocation::Good,
            MNR_REVOCATION_REVOKED => Revocation::Revoked {
                since: None,
                reason: None,
            },
            other => return Err(Failure::argument("revocation", other)),
        };
        let found = handle::with(certificate, |certificate| {
            Ok(Assessment::of(
                certificate.validity(),
                revocation,
                today,
                policy,
            ))
        })?;
        let (last_year, last_month, last_day) = parts(found.last_day);
        let (notice_year, notice_month, notice_day) = parts(found.notice_from);
        let (grace_year, grace_month, grace_day) =
            found.grace.map_or((0, 0, 0), |grace| parts(grace.until));
        let record = mnr_assessment {
            struct_size: 0,
            state: facts::certificate_state_number(found.state),
            days_left: found.days_left.unwrap_or(-1),
            last_year,
            last_month,
            last_day,
            notice_year,
            notice_month,
            notice_day,
            grace_year,
            grace_month,
            grace_day,
        };
        pointer::put_struct(assessment, record, "assessment")
    })
}

/// Which hierarchies are accepted, by the flag of C.
pub(super) fn accept(accept_test: i32) -> Result<Accept, Failure> {
    Ok(if pointer::flag(accept_test, "accept_test")? {
        Accept::ProductionAndTest
    } else {
        Accept::ProductionOnly
    })
}

/// Verifies that a trusted anchor issued the authentication certificate, and that the content of
/// the certificate is as it must be. It does not check the dates: use mnr_certificate_assess.
///
/// anchors: the trust anchors. certificate: the certificate. accept_test: 1 to accept the hierarchy
/// of test cards too, 0 otherwise. hierarchy: where to put MNR_HIERARCHY_*. detail: NULL or a
/// record.
///
/// Errors: MNR_ERROR_UNTRUSTED, MNR_ERROR_CERTIFICATE.
/// Any thread; waits while another thread uses the handle. Does not block otherwise.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_anchors_verify(
    anchors: *mut mnr_anchors,
    certificate: *mut mnr_certificate,
    accept_test: i32,
    hierarchy: *mut i32,
    detail: *mut mnr_detail,
) -> i32 {
    guard!("mnr_anchors_verify", detail, {
        let hierarchy = Out::new(hierarchy, "hierarchy")?;
        let accept = accept(accept_test)?;
        let chain = handle::with(anchors, |store| {
            handle::with(certificate, |certificate| {
                Ok(store
                    .x509
                    .verify(certificate, Role::Authentication, accept)?)
            })
        })?;
        hierarchy.put(hierarchy_number(chain.hierarchy));
        Ok(())
    })
}

/// Makes an empty set of anchors.
///
/// anchors: where to put the handle; free it with mnr_anchors_free.
///
/// Errors: MNR_ERROR_NULL.
/// Any thread. Does not block.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_anchors_new(anchors: *mut *mut mnr_anchors) -> i32 {
    guard!("mnr_anchors_new", {
        let anchors = Out::new(anchors, "anchors")?;
        anchors.put(handle::make::<mnr_anchors>(TrustStore::default(), ())?);
        Ok(())
    })
}

/// Loads a set of anchors from a trust store: a TOML text as described in docs/certificates.md.
///
/// toml, length: UTF-8. anchors: where to put the handle; free it with mnr_anchors_free. detail:
/// NULL or a record; its text says which place was refused.
///
/// Errors: MNR_ERROR_DATA_FILE, MNR_ERROR_LENGTH, MNR_ERROR_TEXT.
/// Any thread. Does not block.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_anchors_load(
    toml: *const c_char,
    length: usize,
    anchors: *mut *mut mnr_anchors,
    detail: *mut mnr_detail,
) -> i32 {
    guard!("mnr_anchors_load", detail, {
        let anchors = Out::new(anchors, "anchors")?;
        let store = TrustStore::from_toml(pointer::text(toml, length, "toml")?)?;
        anchors.put(handle::make::<mnr_anchors>(store, ())?);
        Ok(())
    })
}

/// Adds a root certificate in DER. On failure the set is unchanged.
///
/// anchors: the set. der, length: at most 16,384 bytes; copied. hierarchy: MNR_HIERARCHY_*.
/// detail: NULL or a record.
///
/// Errors: MNR_ERROR_CERTIFICATE, MNR_ERROR_ARGUMENT.
/// Any thread; waits while another thread uses the handle. Does not block otherwise.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_anchors_add_der(
    anchors: *mut mnr_anchors,
    der: *const u8,
    length: usize,
    hierarchy: i32,
    detail: *mut mnr_detail,
) -> i32 {
    guard!("mnr_anchors_add_der", detail, {
        let der = pointer::some_bytes(der, length, "der")?;
        let hierarchy = self::hierarchy(hierarchy)?;
        handle::with(anchors, |store| Ok(store.x509.add_der(der, hierarchy)?))
    })
}

/// Adds all root certificates of a PEM text, or none of them.
///
/// anchors: the set. pem, length: UTF-8, at most 1 MiB; a certificate that is already in the set,
/// or appears earlier in the text, is not checked again. hierarchy: MNR_HIERARCHY_*. added: where
/// to put how many there were. detail: NULL or a record.
///
/// Errors: MNR_ERROR_DATA_FILE, MNR_ERROR_LENGTH, MNR_ERROR_CERTIFICATE, MNR_ERROR_TEXT,
/// MNR_ERROR_ARGUMENT.
/// Any thread; waits while another thread uses the handle. Does not block otherwise.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_anchors_add_pem(
    anchors: *mut mnr_anchors,
    pem: *const c_char,
    length: usize,
    hierarchy: i32,
    added: *mut usize,
    detail: *mut mnr_detail,
) -> i32 {
    guard!("mnr_anchors_add_pem", detail, {
        let added = Out::new(added, "added")?;
        let pem = pointer::text(pem, length, "pem")?;
        let hierarchy = self::hierarchy(hierarchy)?;
        let count = handle::with(anchors, |store| Ok(store.x509.add_pem(pem, hierarchy)?))?;
        added.put(count);
        Ok(())
    })
}

/// Frees a set of anchors. NULL is allowed and does nothing.
///
/// Errors: MNR_ERROR_HANDLE.
/// Any thread; waits while another thread uses the handle. Does not block otherwise.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_anchors_free(anchors: *mut mnr_anchors) -> i32 {
    guard!("mnr_anchors_free", { handle::free(anchors) })
}

/// Frees a certificate. Views of it are no longer valid. NULL is allowed and does nothing.
///
/// Errors: MNR_ERROR_HANDLE.
/// Any thread; waits while another thread uses the handle. Does not block otherwise.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_certificate_free(certificate: *mut mnr_certificate) -> i32 {
    guard!("mnr_certificate_free", { handle::free(certificate) })
}
