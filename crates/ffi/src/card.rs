//! One card: what it is, its keys, certificate, signatures and end.

use core::ffi::c_void;
use core::time::Duration;

use super::certificate::mnr_certificate;
use super::detail::mnr_detail;
use super::face::{mnr_face, mnr_face_open};
use super::facts::{
    self, MNR_KEY_AUTHENTICATION_PIN, MNR_KEY_SIGNATURE_PASSWORD, MNR_KEY_TEXT_PIN,
};
use super::failure::{Failure, accepted};
use super::guard;
use super::handle::{self, Handle};
use super::link::mnr_link;
use super::pointer::{self, Buffer, Extensible, Out};
use super::profile::mnr_profile;
use super::status::{MNR_ERROR_LENGTH, MNR_ERROR_READINGS_DISAGREE, MNR_OK};
use mynareader_card::application::face_flow;
use mynareader_card::application::jpki::{Jpki, Presence, Protected};
use mynareader_card::application::record::{RecordedDate, Signed};
use mynareader_card::application::text::Text;
use mynareader_card::application::{Scheme, ToSign};
use mynareader_card::card::{Card, Floor, LastTryAccepted, Profile};
use mynareader_card::secret::{
    CodeB, CodeBPolicy, Pin, PrintedBirthDate, SignaturePassword, TextPin,
};
use mynareader_desk::CardLink;
use mynareader_facts::TokenKind;
use mynareader_facts::calendar::Date;
use mynareader_transport::{LinkCapabilities, LinkError, ResponseBuffer, Transport};

/// Presenting a secret: keep the last try (the default). The call is refused with
/// MNR_ERROR_TOO_FEW_TRIES if one try or none is known to be left.
pub const MNR_LAST_TRY_KEEP: i32 = 0;
/// Presenting a secret: the last try may be spent. The person was told that the next mistake blocks
/// the key until the municipal counter resets it, and still wants it presented.
pub const MNR_LAST_TRY_ACCEPTED: i32 = 1;

/// Signing: a SHA-256 digest of 32 bytes, PKCS #1 v1.5. The usual way.
pub const MNR_SCHEME_DIGEST: i32 = 1;
/// Signing: a message of 1 to 255 bytes that the card hashes with SHA-256, PKCS #1 v1.5.
pub const MNR_SCHEME_MESSAGE: i32 = 2;
/// Signing: 1 to 245 bytes as they are, for example a DigestInfo, PKCS #1 v1.5.
pub const MNR_SCHEME_PADDED: i32 = 3;
/// Signing: a SHA-256 digest of 32 bytes, PSS.
pub const MNR_SCHEME_PSS_DIGEST: i32 = 4;
/// Signing: a message of 1 to 255 bytes that the card hashes with SHA-256, PSS.
pub const MNR_SCHEME_PSS_MESSAGE: i32 = 5;

/// The capacity in bytes that a buffer for a signature needs.
pub const MNR_SIGNATURE_MAX: usize = 512;

/// Whether a certificate is on a card: not known.
pub const MNR_AVAILABILITY_UNKNOWN: i32 = 0;
/// Whether a certificate is on a card: it is.
pub const MNR_AVAILABILITY_PRESENT: i32 = 1;
/// Whether a certificate is on a card: it is not.
pub const MNR_AVAILABILITY_ABSENT: i32 = 2;

/// One card, from mnr_card_open to mnr_card_end or mnr_card_free.
///
/// One thread at a time; it may be any thread. A second thread gets MNR_ERROR_BUSY.
pub struct mnr_card {
    _opaque: [u8; 0],
}

impl Handle for mnr_card {
    type State = Session;
    type Side = ();
    const NAME: &'static str = "mnr_card";
}

/// A link as the transport of a card that owns it.
struct Owned {
    link: Box<dyn CardLink + Send>,
    capabilities: LinkCapabilities,
}

impl Owned {
    fn new(mut link: Box<dyn CardLink + Send>) -> Self {
        let capabilities = link.transport().capabilities();
        Self { link, capabilities }
    }
}

impl Transport for Owned {
    fn transmit(
        &mut self,
        command: &[u8],
        response: &mut ResponseBuffer,
        limit: Duration,
    ) -> Result<(), LinkError> {
        self.link.transport().transmit(command, response, limit)
    }

    fn capabilities(&self) -> LinkCapabilities {
        self.capabilities
    }

    fn reset(&mut self) -> Result<(), LinkError> {
        self.link.transport().reset()
    }

    fn power_down(&mut self) -> Result<(), LinkError> {
        self.link.transport().power_down()
    }
}

/// A card, with its link.
pub struct Session {
    /// Gone once the session was ended.
    card: Option<Card<'static>>,
    token: TokenKind,
    /// The last day outside any application, once it was read.
    expiry: Option<Date>,
}

// SAFETY: the card's link is an `Owned`, which is `Send` (see `new`, the only place that makes one);
// everything else in a card is plain data.
unsafe impl Send for Session {}

impl Session {
    fn new(link: Owned, profile: Profile) -> Self {
        Self {
            card: Some(Card::new(link, profile)),
            token: TokenKind::Unknown,
            expiry: None,
        }
    }

    /// The card. It is there until the session is ended, which takes the whole value.
    fn card(&mut self) -> Result<&mut Card<'static>, Failure> {
        self.card.as_mut().ok_or_else(|| {
            Failure::new(super::status::MNR_ERROR_STATE, "the card was ended before")
        })
    }
}

/// What can be read from a card without any code. An item that could not be read is unknown, and
/// its status field says why.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct mnr_identity {
    /// The size of the structure that the caller was compiled with.
    pub struct_size: usize,
    /// What kind of chip, one of MNR_TOKEN_*.
    pub token: i32,
    /// The status of reading the kind.
    pub token_status: i32,
    /// Whether there is an authentication certificate, one of MNR_AVAILABILITY_*.
    pub authentication_certificate: i32,
    /// Whether there is a signature certificate, one of MNR_AVAILABILITY_*.
    pub signature_certificate: i32,
    /// The status of reading which certificates there are.
    pub availability_status: i32,
    /// Tries left of the authentication PIN, or MNR_TRIES_*.
    pub pin_tries: i32,
    /// The status of reading them.
    pub pin_tries_status: i32,
    /// The last day of the card: year, or 0 if there is none or it is not a day of the calendar.
    pub expiry_year: i32,
    /// Its month.
    pub expiry_month: i32,
    /// Its day.
    pub expiry_day: i32,
    /// The status of reading it.
    pub expiry_status: i32,
}

// SAFETY: laid out for C, begins with its size, numbers only.
unsafe impl Extensible for mnr_identity {
    const FIRST: usize = size_of::<Self>();
}

/// The status of one reading.
fn status<T, E: Copy + Into<Failure>>(result: &Result<T, E>) -> i32 {
    result
        .as_ref()
        .map_or_else(|error| (*error).into().status, |_| MNR_OK)
}

fn presence(presence: Presence) -> i32 {
    match presence {
        Presence::Present => MNR_AVAILABILITY_PRESENT,
        Presence::Absent => MNR_AVAILABILITY_ABSENT,
        Presence::Unknown(_) => MNR_AVAILABILITY_UNKNOWN,
    }
}

fn floor(last_try: i32) -> Result<Floor, Failure> {
    match last_try {
        MNR_LAST_TRY_KEEP => Ok(Floor::DEFAULT),
        MNR_LAST_TRY_ACCEPTED => Ok(Floor::Override(LastTryAccepted::after_warning())),
        other => Err(Failure::argument("last_try", other)),
    }
}

pub(super) fn read_digest(bytes: &[u8]) -> Result<&[u8; 32], Failure> {
    bytes.try_into().map_err(|_| {
        Failure::new(
            MNR_ERROR_LENGTH,
            format_args!("32 bytes are needed and {} were given", bytes.len()),
        )
    })
}

pub(super) fn to_sign(scheme: i32, data: &[u8]) -> Result<ToSign, Failure> {
    let checked = match scheme {
        MNR_SCHEME_DIGEST => Ok(ToSign::digest(read_digest(data)?)),
        MNR_SCHEME_PSS_DIGEST => Ok(ToSign::pss_digest(read_digest(data)?)),
        MNR_SCHEME_MESSAGE => ToSign::message(data),
        MNR_SCHEME_PSS_MESSAGE => ToSign::pss_message(data),
        MNR_SCHEME_PADDED => ToSign::padded(data),
        other => return Err(Failure::argument("scheme", other)),
    };
    let checked: ToSign = checked.map_err(|error| Failure::new(MNR_ERROR_LENGTH, error))?;
    debug_assert!(checked.scheme() != Scheme::BareHash);
    Ok(checked)
}

/// Opens a session with the card behind a link. It sends nothing to the card.
///
/// link: on success the card takes ownership, and the handle is no longer valid; on failure it
/// stays the caller's. card: where to put the handle; end it with mnr_card_end or mnr_card_free.
///
/// Errors: MNR_ERROR_NULL, MNR_ERROR_HANDLE, MNR_ERROR_BUSY.
/// Any thread. Does not block.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_card_open(link: *mut mnr_link, card: *mut *mut mnr_card) -> i32 {
    guard!("mnr_card_open", {
        let card = Out::new(card, "card")?;
        card.put(open(link, Profile::my_number_card())?);
        Ok(())
    })
}

/// The session with the card behind a link.
fn open(link: *mut mnr_link, profile: Profile) -> Result<*mut mnr_card, Failure> {
    let link = handle::take(link)?;
    handle::make::<mnr_card>(Session::new(Owned::new(link), profile), ())
}

/// Like mnr_card_open, with the caller's card profile instead of the built-in one.
///
/// link: on success the card takes ownership, and the handle is no longer valid; on failure it
/// stays the caller's. profile: the profile; copied. NULL is refused, so that a profile that failed
/// to load is noticed. card: where to put the handle; end it with mnr_card_end or mnr_card_free.
///
/// Errors: MNR_ERROR_NULL, MNR_ERROR_HANDLE, MNR_ERROR_BUSY.
/// Any thread. Does not block.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_card_open_with(
    link: *mut mnr_link,
    profile: *mut mnr_profile,
    card: *mut *mut mnr_card,
) -> i32 {
    guard!("mnr_card_open_with", {
        let card = Out::new(card, "card")?;
        let profile = handle::with(profile, |profile| Ok(profile.clone()))?;
        card.put(open(link, profile)?);
        Ok(())
    })
}

/// Reads what the card is, without any code: kind, certificates, tries of the PIN, last day. It
/// takes five exchanges. An item that cannot be read is unknown, with its status in the status
/// field; the call still succeeds.
///
/// card: the card. identity: where to put it; set its struct_size before.
///
/// Errors: those of pointers and handles.
/// One thread at a time per card. Blocks as the link does.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_card_identify(
    card: *mut mnr_card,
    identity: *mut mnr_identity,
) -> i32 {
    guard!("mnr_card_identify", {
        pointer::struct_size(identity, "identity")?;
        let found = handle::with(card, |session| {
            let found = face_flow::identify(session.card()?);
            session.token = found.token_kind();
            session.expiry = found.expiry.as_ref().ok().and_then(RecordedDate::day);
            Ok(found)
        })?;
        let (expiry_year, expiry_month, expiry_day) = found
            .expiry
            .as_ref()
            .map_or((0, 0, 0), |date| facts::day_of(*date));
        let record = mnr_identity {
            struct_size: 0,
            token: facts::token_number(found.token_kind()),
            token_status: status(&found.token),
            authentication_certificate: found
                .availability
                .as_ref()
                .map_or(MNR_AVAILABILITY_UNKNOWN, |found| {
                    presence(found.authentication)
                }),
            signature_certificate: found
                .availability
                .as_ref()
                .map_or(MNR_AVAILABILITY_UNKNOWN, |found| presence(found.signature)),
            availability_status: status(&found.availability),
            pin_tries: found
                .authentication_tries
                .as_ref()
                .map_or(facts::MNR_TRIES_UNKNOWN, |tries| {
                    facts::tries_number(*tries)
                }),
            pin_tries_status: status(&found.authentication_tries),
            expiry_year,
            expiry_month,
            expiry_day,
            expiry_status: status(&found.expiry),
        };
        pointer::put_struct(identity, record, "identity")
    })
}

/// Reads how many tries a key has left, without spending one. If the card has already reported it
/// in this session, it is not asked again, unless the counter may have changed since.
///
/// card: the card. key: one of MNR_KEY_*. tries: where to put the number: 0 when blocked, or
/// MNR_TRIES_*. detail: NULL or a record.
///
/// Errors: MNR_ERROR_ARGUMENT, those of the card (-4xx) and of the link (-3xx).
/// One thread at a time per card. Blocks as the link does.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_card_tries(
    card: *mut mnr_card,
    key: i32,
    tries: *mut i32,
    detail: *mut mnr_detail,
) -> i32 {
    guard!("mnr_card_tries", detail, {
        let tries = Out::new(tries, "tries")?;
        let key = facts::key(key)?;
        let left = handle::with(card, |session| Ok(session.card()?.tries(key)?))?;
        tries.put(facts::tries_number(left));
        Ok(())
    })
}

/// Reads the authentication certificate. A card needs no PIN; if one is given, it is not presented.
/// An Android phone needs the PIN.
///
/// card: the card. pin, pin_length: four digits, or NULL and 0; copied into memory that is wiped.
/// last_try: MNR_LAST_TRY_KEEP or MNR_LAST_TRY_ACCEPTED. certificate: where to put the handle;
/// free it with mnr_certificate_free. detail: NULL or a record.
///
/// Errors: MNR_ERROR_PIN_NEEDED, MNR_ERROR_CERTIFICATE, those of keys (-5xx), of the card (-4xx)
/// and of the link (-3xx).
/// One thread at a time per card. Blocks as the link does.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_card_read_certificate(
    card: *mut mnr_card,
    pin: *const u8,
    pin_length: usize,
    last_try: i32,
    certificate: *mut *mut mnr_certificate,
    detail: *mut mnr_detail,
) -> i32 {
    guard!("mnr_card_read_certificate", detail, {
        let certificate = Out::new(certificate, "certificate")?;
        let floor = floor(last_try)?;
        let pin = match pointer::bytes(pin, pin_length, "pin")? {
            [] => None,
            digits => Some(Pin::from_ascii(digits)?),
        };
        let read = handle::with(card, |session| {
            let token = session.token;
            let pin = pin.as_ref().map(|pin| (pin, floor));
            Ok(Jpki::new(session.card()?).authentication_certificate(token, pin)?)
        })?;
        let der = match read {
            Protected::Certificate(der) => der,
            Protected::Refused(verification) => return accepted(verification),
        };
        certificate.put(mnr_certificate::make(der.as_der())?);
        Ok(())
    })
}

/// Reads the certificate of the authentication certificate's issuer. It is the card's own copy and
/// proves nothing by itself: compare it with your trust anchors.
///
/// card: the card. certificate: where to put the handle; free it with mnr_certificate_free. detail:
/// NULL or a record.
///
/// Errors: MNR_ERROR_CERTIFICATE, those of the card (-4xx) and of the link (-3xx).
/// One thread at a time per card. Blocks as the link does.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_card_read_ca_certificate(
    card: *mut mnr_card,
    certificate: *mut *mut mnr_certificate,
    detail: *mut mnr_detail,
) -> i32 {
    guard!("mnr_card_read_ca_certificate", detail, {
        let certificate = Out::new(certificate, "certificate")?;
        let der = handle::with(card, |session| {
            Ok(Jpki::new(session.card()?).authentication_ca_certificate()?)
        })?;
        certificate.put(mnr_certificate::make(der.as_der())?);
        Ok(())
    })
}

/// Presents a PIN or password once, to check whether it is right, and does nothing else. If the
/// tries left are not known, they are read first.
///
/// card: the card. key: MNR_KEY_AUTHENTICATION_PIN or MNR_KEY_SIGNATURE_PASSWORD. secret, length:
/// its characters; copied into memory that is wiped. last_try: MNR_LAST_TRY_KEEP or
/// MNR_LAST_TRY_ACCEPTED. detail: NULL or a record; it holds the tries left.
///
/// Errors: MNR_ERROR_SECRET_FORMAT, MNR_ERROR_SECRET_WRONG, MNR_ERROR_SECRET_BLOCKED,
/// MNR_ERROR_TOO_FEW_TRIES, MNR_ERROR_OUTCOME_UNKNOWN, and those of card and link.
/// One thread at a time per card. Blocks as the link does.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_card_verify(
    card: *mut mnr_card,
    key: i32,
    secret: *const u8,
    length: usize,
    last_try: i32,
    detail: *mut mnr_detail,
) -> i32 {
    guard!("mnr_card_verify", detail, {
        let floor = floor(last_try)?;
        let secret = pointer::some_bytes(secret, length, "secret")?;
        let verification = match key {
            MNR_KEY_AUTHENTICATION_PIN => {
                let pin = Pin::from_ascii(secret)?;
                handle::with(card, |session| {
                    Ok(Jpki::new(session.card()?).verify_authentication_pin(&pin, floor)?)
                })?
            }
            MNR_KEY_SIGNATURE_PASSWORD => {
                let password = SignaturePassword::from_ascii(secret)?;
                handle::with(card, |session| {
                    Ok(Jpki::new(session.card()?).verify_signature_password(&password, floor)?)
                })?
            }
            other => return Err(Failure::argument("key", other)),
        };
        accepted(verification)
    })
}

/// What mnr_card_change presents and sets.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct mnr_change {
    /// The size of the structure that the caller was compiled with.
    pub struct_size: usize,
    /// MNR_KEY_AUTHENTICATION_PIN, MNR_KEY_SIGNATURE_PASSWORD or MNR_KEY_TEXT_PIN.
    pub key: i32,
    /// MNR_LAST_TRY_KEEP, the default, or MNR_LAST_TRY_ACCEPTED: of the one that is replaced.
    pub last_try: i32,
    /// The characters of the PIN or password as it is; copied into memory that is wiped.
    pub current: *const c_void,
    /// Its length in bytes.
    pub current_length: usize,
    /// The characters that replace it; copied into memory that is wiped. Let the person enter them twice.
    pub replacement: *const c_void,
    /// Its length in bytes.
    pub replacement_length: usize,
}

// SAFETY: laid out for C, begins with its size, numbers and pointers only.
unsafe impl Extensible for mnr_change {
    const FIRST: usize = size_of::<Self>();
}

/// Changes a PIN or password: presents the present one once, guarded as mnr_card_verify guards it, and if the
/// card accepts it sets the new one, once. Both are checked for their form before anything is sent: a card
/// would take a password that no other program accepts. It is not for the check-in, which changes nothing.
///
/// card: the card. change: what to present and to set. detail: NULL or a record; it holds the tries left.
///
/// Errors: as mnr_card_verify; MNR_ERROR_OUTCOME_UNKNOWN also if nobody knows whether the new one was set:
/// the person tries both, each costs a try if it is wrong; MNR_ERROR_LENGTH, MNR_ERROR_ARGUMENT,
/// MNR_ERROR_STRUCT_SIZE.
/// One thread at a time per card. Blocks as the link does.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_card_change(
    card: *mut mnr_card,
    change: *const mnr_change,
    detail: *mut mnr_detail,
) -> i32 {
    guard!("mnr_card_change", detail, {
        let given = pointer::take_struct(change, "change")?;
        let floor = floor(given.last_try)?;
        let current = pointer::some_bytes(
            given.current.cast(),
            given.current_length,
            "change->current",
        )?;
        let replacement = pointer::some_bytes(
            given.replacement.cast(),
            given.replacement_length,
            "change->replacement",
        )?;
        let verification = match given.key {
            MNR_KEY_AUTHENTICATION_PIN => {
                let (old, new) = (Pin::from_ascii(current)?, Pin::from_ascii(replacement)?);
                handle::with(card, |session| {
                    let mut jpki = Jpki::new(session.card()?);
                    Ok(jpki.change_authentication_pin(&old, &new, floor)?)
                })?
            }
            MNR_KEY_SIGNATURE_PASSWORD => {
                let old = SignaturePassword::from_ascii(current)?;
                let new = SignaturePassword::from_ascii(replacement)?;
                handle::with(card, |session| {
                    let mut jpki = Jpki::new(session.card()?);
                    Ok(jpki.change_signature_password(&old, &new, floor)?)
                })?
            }
            MNR_KEY_TEXT_PIN => {
                let old = TextPin::from_ascii(current)?;
                let new = TextPin::from_ascii(replacement)?;
                handle::with(card, |session| {
                    Ok(Text::new(session.card()?).change_pin(&old, &new, floor)?)
                })?
            }
            other => return Err(Failure::argument("change->key", other)),
        };
        accepted(verification)
    })
}

/// Reads the signature certificate. It states name, address, birth date and sex: it is personal data, and a
/// check-in does not need it. The password is presented once, guarded as mnr_card_verify guards it.
///
/// card: the card. password, length: its characters; copied into memory that is wiped. last_try:
/// MNR_LAST_TRY_KEEP or MNR_LAST_TRY_ACCEPTED. certificate: where to put the handle; free it with
/// mnr_certificate_free. detail: NULL or a record.
///
/// Errors: MNR_ERROR_CERTIFICATE, and as mnr_card_verify.
/// One thread at a time per card. Blocks as the link does.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_card_read_signature_certificate(
    card: *mut mnr_card,
    password: *const u8,
    length: usize,
    last_try: i32,
    certificate: *mut *mut mnr_certificate,
    detail: *mut mnr_detail,
) -> i32 {
    guard!("mnr_card_read_signature_certificate", detail, {
        let certificate = Out::new(certificate, "certificate")?;
        let floor = floor(last_try)?;
        let password = pointer::some_bytes(password, length, "password")?;
        let password = SignaturePassword::from_ascii(password)?;
        let read = handle::with(card, |session| {
            Ok(Jpki::new(session.card()?).signature_certificate(&password, floor)?)
        })?;
        let der = match read {
            Protected::Certificate(der) => der,
            Protected::Refused(verification) => return accepted(verification),
        };
        certificate.put(mnr_certificate::make(der.as_der())?);
        Ok(())
    })
}

/// Reads the certificate of the signature certificate's issuer, as mnr_card_read_ca_certificate reads that of
/// the other one.
///
/// card: the card. certificate: where to put the handle; free it with mnr_certificate_free. detail:
/// NULL or a record.
///
/// Errors: MNR_ERROR_CERTIFICATE, those of the card (-4xx) and of the link (-3xx).
/// One thread at a time per card. Blocks as the link does.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_card_read_signature_ca_certificate(
    card: *mut mnr_card,
    certificate: *mut *mut mnr_certificate,
    detail: *mut mnr_detail,
) -> i32 {
    guard!("mnr_card_read_signature_ca_certificate", detail, {
        let certificate = Out::new(certificate, "certificate")?;
        let der = handle::with(card, |session| {
            Ok(Jpki::new(session.card()?).signature_ca_certificate()?)
        })?;
        certificate.put(mnr_certificate::make(der.as_der())?);
        Ok(())
    })
}

/// What mnr_card_sign presents and signs. Zero in a field that has a default means the default.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct mnr_signing {
    /// The size of the structure that the caller was compiled with.
    pub struct_size: usize,
    /// MNR_KEY_AUTHENTICATION_PIN or MNR_KEY_SIGNATURE_PASSWORD.
    pub key: i32,
    /// How it is signed, one of MNR_SCHEME_*.
    pub scheme: i32,
    /// MNR_LAST_TRY_KEEP, the default, or MNR_LAST_TRY_ACCEPTED.
    pub last_try: i32,
    /// What to sign; see MNR_SCHEME_*.
    pub data: *const u8,
    /// Its length in bytes.
    pub data_length: usize,
    /// The characters of the PIN or password; copied into memory that is wiped.
    pub secret: *const c_void,
    /// Its length in bytes.
    pub secret_length: usize,
}

// SAFETY: laid out for C, begins with its size, numbers and pointers only.
unsafe impl Extensible for mnr_signing {
    const FIRST: usize = size_of::<Self>();
}

/// Presents a PIN or password once and signs once, in one call.
///
/// card: the card. signing: what to present and to sign. signature, capacity: where to put the
/// signature; a capacity below MNR_SIGNATURE_MAX is refused before anything is sent. needed: the
/// length of the signature, or the capacity needed. detail: NULL or a record.
///
/// Errors: as mnr_card_verify, MNR_ERROR_BUFFER, MNR_ERROR_LENGTH, MNR_ERROR_ARGUMENT,
/// MNR_ERROR_STRUCT_SIZE.
/// One thread at a time per card. Blocks as the link does.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_card_sign(
    card: *mut mnr_card,
    signing: *const mnr_signing,
    signature: *mut u8,
    capacity: usize,
    needed: *mut usize,
    detail: *mut mnr_detail,
) -> i32 {
    guard!("mnr_card_sign", detail, {
        let buffer = Buffer::new(signature, capacity, needed, "signature")?;
        let given = pointer::take_struct(signing, "signing")?;
        let floor = floor(given.last_try)?;
        let data = pointer::some_bytes(given.data, given.data_length, "signing->data")?;
        let input = to_sign(given.scheme, data)?;
        let secret =
            pointer::some_bytes(given.secret.cast(), given.secret_length, "signing->secret")?;
        let buffer = buffer.at_least(MNR_SIGNATURE_MAX)?;
        let signed = match given.key {
            MNR_KEY_AUTHENTICATION_PIN => {
                let pin = Pin::from_ascii(secret)?;
                handle::with(card, |session| {
                    Ok(Jpki::new(session.card()?).authenticate(&input, &pin, floor)?)
                })?
            }
            MNR_KEY_SIGNATURE_PASSWORD => {
                let password = SignaturePassword::from_ascii(secret)?;
                handle::with(card, |session| {
                    Ok(Jpki::new(session.card()?).sign(&input, &password, floor)?)
                })?
            }
            other => return Err(Failure::argument("signing->key", other)),
        };
        match signed {
            Signed::Signature(signature) => buffer.put(signature.as_bytes()),
            Signed::Refused(verification) => accepted(verification),
        }
    })
}

/// Code B: no try needs to be left after a mistake; even the last one may be spent.
pub const MNR_TRIES_KEPT_NONE: i32 = -1;

/// The readings of code B from the card's face, and when code B may be presented. Zero in a field
/// that has a default means the default.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct mnr_readings {
    /// The size of the structure that the caller was compiled with.
    pub struct_size: usize,
    /// The readings, one after the other, 14 digits each; copied into memory that is wiped.
    pub codes: *const c_void,
    /// How many readings there are, 1 to 64.
    pub count: usize,
    /// How many scans did not give 14 digits.
    pub failed: usize,
    /// How many readings must be equal; 0 for the default, two.
    pub agreeing: usize,
    /// How many tries must be left after a mistake: 1 to 255; 0 for the default, five; or
    /// MNR_TRIES_KEPT_NONE.
    pub tries_kept: i32,
}

// SAFETY: laid out for C, begins with its size, numbers and a pointer only.
unsafe impl Extensible for mnr_readings {
    const FIRST: usize = size_of::<Self>();
}

impl mnr_readings {
    /// The codes, checked.
    unsafe fn codes(&self) -> Result<Vec<CodeB>, Failure> {
        if !(1..=64).contains(&self.count) {
            return Err(Failure::new(
                MNR_ERROR_LENGTH,
                "the readings must be 1 to 64, of 14 digits each",
            ));
        }
        let length = self.count.saturating_mul(CodeB::LENGTH);
        // SAFETY: as the caller of this function.
        let codes = unsafe { pointer::some_bytes(self.codes.cast(), length, "readings->codes")? };
        codes
            .chunks(CodeB::LENGTH)
            .map(|digits| CodeB::from_ascii(digits).map_err(Failure::from))
            .collect()
    }

    fn policy(&self) -> Result<CodeBPolicy, Failure> {
        let mut policy = CodeBPolicy::DEFAULT;
        if self.agreeing != 0 {
            // More than are looked at never agree.
            policy.agreeing = u8::try_from(self.agreeing).unwrap_or(u8::MAX);
        }
        match self.tries_kept {
            0 => {}
            MNR_TRIES_KEPT_NONE => policy.tries_kept = 0,
            kept => {
                policy.tries_kept = u8::try_from(kept)
                    .map_err(|_| Failure::argument("readings->tries_kept", kept))?;
            }
        }
        Ok(policy)
    }
}

/// Presents code B once and reads the face record with the photo. It checks the record's signature
/// with the key that the card holds, and makes the chip prove that it is present. It takes six
/// exchanges. mnr_face_verify then decides whose record it is and whether it may be used; before
/// that no content can be read.
///
/// A misread digit costs one of ten tries. So code B is presented only if enough independent
/// readings agree, and if more than tries_kept tries are known to be left.
///
/// card: the card. readings: the readings of code B. challenge: 32 random bytes, new for each call.
/// face: where to put the handle; free it with mnr_face_free. detail: NULL or a record.
///
/// Errors: MNR_ERROR_READINGS_DISAGREE, MNR_ERROR_SECRET_FORMAT, MNR_ERROR_SECRET_WRONG,
/// MNR_ERROR_SECRET_BLOCKED, MNR_ERROR_TOO_FEW_TRIES, MNR_ERROR_OUTCOME_UNKNOWN, MNR_ERROR_RECORD,
/// MNR_ERROR_LENGTH, MNR_ERROR_ARGUMENT, MNR_ERROR_STRUCT_SIZE, and those of card and link. If the
/// record could be read but not proved, this call succeeds and mnr_face_verify refuses the record.
/// One thread at a time per card. Blocks as the link does.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_card_read_face(
    card: *mut mnr_card,
    readings: *const mnr_readings,
    challenge: *const u8,
    face: *mut *mut mnr_face,
    detail: *mut mnr_detail,
) -> i32 {
    guard!("mnr_card_read_face", detail, {
        let face = Out::new(face, "face")?;
        let given = pointer::take_struct(readings, "readings")?;
        let codes = given.codes()?;
        let challenge = read_digest(pointer::some_bytes(challenge, 32, "challenge")?)?;
        let agreed = given
            .policy()?
            .agree(&codes, given.failed)
            .map_err(|error| Failure::new(MNR_ERROR_READINGS_DISAGREE, error))?;
        let read = handle::with(card, |session| {
            let read = face_flow::face(session.card()?, agreed, challenge);
            Ok((read, session.expiry))
        })?;
        face.put(mnr_face_open(read.0, read.1)?);
        Ok(())
    })
}

/// Puts code B together from what is printed on the card.
///
/// birth, birth_length: the six digits of the birth date as printed: year in the era printed (01
/// for the first), month, day; the year's last two digits on cards printed in the western
/// calendar. expiry_year: the printed year of the last day, in the western calendar.
/// security_code, security_code_length: the four digits. code, capacity: where to put the 14
/// digits, without a NUL; wipe them after use. needed: 14.
///
/// Errors: MNR_ERROR_SECRET_FORMAT, MNR_ERROR_BUFFER, MNR_ERROR_ARGUMENT.
/// Any thread. Does not block.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_code_b_from_printed(
    birth: *const u8,
    birth_length: usize,
    expiry_year: i32,
    security_code: *const u8,
    security_code_length: usize,
    code: *mut u8,
    capacity: usize,
    needed: *mut usize,
) -> i32 {
    guard!("mnr_code_b_from_printed", {
        let buffer = Buffer::new(code, capacity, needed, "code")?.at_least(CodeB::LENGTH)?;
        let birth = pointer::some_bytes(birth, birth_length, "birth")?;
        let security_code =
            pointer::some_bytes(security_code, security_code_length, "security_code")?;
        let born = PrintedBirthDate::raw(birth)?;
        let year = u16::try_from(expiry_year)
            .map_err(|_| Failure::argument("expiry_year", expiry_year))?;
        // Checked as the card will have it, and then written by the same rule.
        let _checked = CodeB::from_printed(&born, year, security_code)?;
        let mut digits = zeroize::Zeroizing::new(Vec::with_capacity(CodeB::LENGTH));
        digits.extend_from_slice(birth);
        digits.extend(year.to_string().bytes());
        digits.extend_from_slice(security_code);
        buffer.put(&digits)
    })
}

/// Resets the card (warm) and forgets what is known of its state. A PIN that was accepted may stay
/// verified on the chip: to end a patient's session, use mnr_card_end.
///
/// Errors: those of the link (-3xx).
/// One thread at a time per card. Blocks as the link does.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_card_reset(card: *mut mnr_card, detail: *mut mnr_detail) -> i32 {
    guard!("mnr_card_reset", detail, {
        handle::with(card, |session| Ok(session.card()?.reset()?))
    })
}

/// Counts the exchanges of the session so far.
///
/// card: the card. exchanges: where to put the number.
///
/// Errors: those of pointers and handles.
/// One thread at a time per card. Does not block.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_card_exchanges(card: *mut mnr_card, exchanges: *mut u32) -> i32 {
    guard!("mnr_card_exchanges", {
        let exchanges = Out::new(exchanges, "exchanges")?;
        let traffic = handle::with(card, |session| Ok(session.card()?.traffic()))?;
        exchanges.put(traffic.exchanges);
        Ok(())
    })
}

/// Ends the patient's session: leaves the application, takes the power away from the chip, and
/// frees the handle. The handle is freed whatever the function returns, except MNR_ERROR_HANDLE and
/// MNR_ERROR_BUSY.
///
/// Errors: those of the link, if the power could not be taken away or that is not known, as when the
/// smart-card service stopped or the reader is gone: what the patient unlocked may stay usable until
/// the card is taken away, so ask for it to be removed. Over PC/SC the library goes on trying by
/// itself until it succeeds or the service sees no card, also after mnr_reader_free.
/// One thread at a time per card. Blocks as the link does.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_card_end(card: *mut mnr_card, detail: *mut mnr_detail) -> i32 {
    guard!("mnr_card_end", detail, {
        let mut session = handle::take(card)?;
        let result = match session.card.take() {
            Some(card) => card.end(),
            None => Ok(()),
        };
        Ok(result?)
    })
}

/// Like mnr_card_end, but does not report whether the power was taken away. NULL is allowed and
/// does nothing.
///
/// Errors: MNR_ERROR_HANDLE; MNR_ERROR_BUSY while it is in use; then nothing is freed.
/// Any thread. Blocks as the link does.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_card_free(card: *mut mnr_card) -> i32 {
    guard!("mnr_card_free", { handle::free(card) })
}
