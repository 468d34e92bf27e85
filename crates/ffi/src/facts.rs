//! Numbers for the plain facts. Never reused; a number that is none is refused with
//! `MNR_ERROR_ARGUMENT`.

use super::failure::Failure;
use super::status::MNR_ERROR_ARGUMENT;
use mynareader_card::application::record::RecordedDate;
use mynareader_facts::{CertificateState, Key, Method, Mode, TokenKind, Tries};
use mynareader_reception::fault::{FaultCode, Maker, known};

/// Numbers and values, both ways. A value that has no number does not compile; one that the ABI is
/// not to have stands behind `without` and is 0.
macro_rules! numbers {
    (
        $to:ident, $from:ident, $type:ty, $what:literal,
        $( $variant:path = $constant:ident ),+ $(,)?
        $( ; without $( $absent:path ),+ )?
    ) => {
        /// The number of a value.
        #[allow(dead_code)]
        pub const fn $to(value: $type) -> i32 {
            match value {
                $( $variant => $constant, )+
                $( $( $absent => 0, )+ )?
            }
        }

        /// The value of a number.
        #[allow(dead_code)]
        pub fn $from(number: i32) -> Result<$type, Failure> {
            match number {
                $( $constant => Ok($variant), )+
                other => Err(Failure::argument($what, other)),
            }
        }
    };
}
pub(super) use numbers;

/// A key: the four-digit PIN of the authentication certificate, three tries.
pub const MNR_KEY_AUTHENTICATION_PIN: i32 = 1;
/// A key: the password of the signature certificate, five tries.
pub const MNR_KEY_SIGNATURE_PASSWORD: i32 = 2;
/// A key: the four-digit PIN of the text application, three tries.
pub const MNR_KEY_TEXT_PIN: i32 = 3;
/// A key: code B of the surface application, 14 digits, ten tries. Opens the face record.
pub const MNR_KEY_CODE_B: i32 = 4;
/// A key: code B of the text application, with a counter of its own.
pub const MNR_KEY_TEXT_CODE_B: i32 = 5;
/// A key: the birth date key of the surface application, six digits, ten tries.
pub const MNR_KEY_BIRTH_DATE: i32 = 6;

numbers!(
    key_number,
    key,
    Key,
    "key",
    Key::AuthenticationPin = MNR_KEY_AUTHENTICATION_PIN,
    Key::SignaturePassword = MNR_KEY_SIGNATURE_PASSWORD,
    Key::TextPin = MNR_KEY_TEXT_PIN,
    Key::CodeB = MNR_KEY_CODE_B,
    Key::TextCodeB = MNR_KEY_TEXT_CODE_B,
    Key::BirthDate = MNR_KEY_BIRTH_DATE;
    // 照合番号A is the 個人番号: no function of this ABI takes or tells it.
    without Key::CodeA
);

/// A chip: not known.
pub const MNR_TOKEN_UNKNOWN: i32 = 0;
/// A chip: a My Number card.
pub const MNR_TOKEN_CARD: i32 = 1;
/// A chip: an Android phone with its certificate.
pub const MNR_TOKEN_ANDROID: i32 = 2;
/// A chip: an iPhone with its certificate.
pub const MNR_TOKEN_IPHONE: i32 = 3;
/// A chip: the predecessor of the card, without insurance use.
pub const MNR_TOKEN_JUKI_CARD: i32 = 4;

numbers!(
    token_number,
    token,
    TokenKind,
    "token",
    TokenKind::Unknown = MNR_TOKEN_UNKNOWN,
    TokenKind::Card = MNR_TOKEN_CARD,
    TokenKind::Android = MNR_TOKEN_ANDROID,
    TokenKind::Iphone = MNR_TOKEN_IPHONE,
    TokenKind::JukiCard = MNR_TOKEN_JUKI_CARD,
);

/// A certificate: not known, or the clock cannot be trusted.
pub const MNR_CERTIFICATE_UNKNOWN: i32 = 0;
/// A certificate: valid, and not within three months of its end.
pub const MNR_CERTIFICATE_VALID: i32 = 1;
/// A certificate: valid, within three months of its end.
pub const MNR_CERTIFICATE_NOTICE: i32 = 2;
/// A certificate: expired, in its grace period: eligibility only.
pub const MNR_CERTIFICATE_GRACE: i32 = 3;
/// A certificate: expired, and the grace period is over or there is none.
pub const MNR_CERTIFICATE_PAST_GRACE: i32 = 4;
/// A certificate: not valid yet, its first day has not come.
pub const MNR_CERTIFICATE_NOT_YET_VALID: i32 = 5;
/// A certificate: the centre reported that it is revoked.
pub const MNR_CERTIFICATE_REVOKED: i32 = 6;
/// A certificate: the card has none.
pub const MNR_CERTIFICATE_ABSENT: i32 = 7;

numbers!(
    certificate_state_number,
    certificate_state,
    CertificateState,
    "certificate state",
    CertificateState::Unknown = MNR_CERTIFICATE_UNKNOWN,
    CertificateState::Valid = MNR_CERTIFICATE_VALID,
    CertificateState::Notice = MNR_CERTIFICATE_NOTICE,
    CertificateState::Grace = MNR_CERTIFICATE_GRACE,
    CertificateState::PastGrace = MNR_CERTIFICATE_PAST_GRACE,
    CertificateState::NotYetValid = MNR_CERTIFICATE_NOT_YET_VALID,
    CertificateState::Revoked = MNR_CERTIFICATE_REVOKED,
    CertificateState::Absent = MNR_CERTIFICATE_ABSENT,
);

/// A method: the reader compares the face with the photo on the chip.
pub const MNR_METHOD_FACE: i32 = 1;
/// A method: the four-digit PIN.
pub const MNR_METHOD_PIN: i32 = 2;
/// A method: the staff compare the face with the photo on the card.
pub const MNR_METHOD_STAFF: i32 = 3;

numbers!(
    method_number,
    method,
    Method,
    "method",
    Method::Face = MNR_METHOD_FACE,
    Method::Pin = MNR_METHOD_PIN,
    Method::Staff = MNR_METHOD_STAFF,
);

/// An operation mode: unattended, face or PIN.
pub const MNR_MODE_UNATTENDED: i32 = 1;
/// An operation mode: the staff look; switched at the terminal.
pub const MNR_MODE_VISUAL: i32 = 2;
/// An operation mode: PIN only.
pub const MNR_MODE_PIN_ONLY: i32 = 3;

numbers!(
    mode_number,
    mode,
    Mode,
    "mode",
    Mode::Unattended = MNR_MODE_UNATTENDED,
    Mode::Visual = MNR_MODE_VISUAL,
    Mode::PinOnly = MNR_MODE_PIN_ONLY,
);

/// The number of tries left is unknown: the card has not reported it. A number above the greatest
/// that a key can have (3 for a PIN, 5 for the signature password, 10 for code B) also counts as
/// unknown, whatever its source: it did not come from the card.
pub const MNR_TRIES_UNKNOWN: i32 = -1;

/// How many tries are left, as the ABI says it.
pub fn tries_number(tries: Tries) -> i32 {
    match tries {
        Tries::Left(left) => i32::from(left),
        Tries::Blocked => 0,
        Tries::Unknown => MNR_TRIES_UNKNOWN,
    }
}

/// Tries from a number of the ABI. More than the key can have is nobody's word: unknown.
pub fn tries(number: i32, key: Key) -> Result<Tries, Failure> {
    match number {
        MNR_TRIES_UNKNOWN => Ok(Tries::Unknown),
        0.. => Ok(u8::try_from(number)
            .map_or(Tries::Unknown, Tries::Left)
            .of(key)),
        other => Err(Failure::argument("tries", other)),
    }
}

/// A code of the national table or of this library, or a maker's own.
pub fn fault_code(maker: u32, number: u32) -> Result<FaultCode, Failure> {
    match u16::try_from(maker) {
        Ok(0) => Ok(FaultCode::national(number)),
        Ok(maker) => Ok(FaultCode::vendor(Maker::new(maker), number)),
        Err(_) => Err(Failure::argument("code_maker", maker)),
    }
}

/// The same of a failure that is reported: a code of the national table or of this library must stand in
/// it. Nobody finds words or steps for another, and a program that never set the code would be believed.
pub fn reported_code(maker: u32, number: u32) -> Result<FaultCode, Failure> {
    let code = fault_code(maker, number)?;
    let own = code.maker() == Maker::LIBRARY;
    if (code.is_national() || own) && known(code).is_none() || code == FaultCode::NONE {
        let table = if own {
            "this library's own codes"
        } else {
            "the national table"
        };
        return Err(Failure::new(
            MNR_ERROR_ARGUMENT,
            format_args!("code_number is {number}, which is no code of {table}"),
        ));
    }
    Ok(code)
}

/// Year, month and day; zeros where the digits are no day.
pub fn day_of(date: RecordedDate) -> (i32, i32, i32) {
    date.day().map_or((0, 0, 0), |day| {
        (
            i32::from(day.year()),
            i32::from(day.month()),
            i32::from(day.day()),
        )
    })
}
