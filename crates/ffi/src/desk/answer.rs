//! Answers to a desk's requests that go with a secret.

use super::super::card;
use super::super::failure::Failure;
use super::super::guard;
use super::super::pointer;
use super::super::reception::action::mnr_number;
use super::super::reception::{self, event};
use super::super::status::MNR_ERROR_LENGTH;
use super::{mnr_desk, post};
use mynareader_card::secret::{CodeB, CodeBPolicy, Pin};
use mynareader_desk::{CardReading, Passcode, Posted, Secret, Sight};
use mynareader_reception::reception::ScanOutcome;

/// The answer to MNR_ACTION_ENTER_PIN: the PIN.
///
/// desk: the desk. number: that of the action that is answered. pin, length: four ASCII digits;
/// copied into memory that is wiped. actor: who entered it, MNR_ACTOR_PATIENT,
/// MNR_ACTOR_LEGAL_REPRESENTATIVE or MNR_ACTOR_PROXY.
///
/// Errors: MNR_ERROR_SECRET_FORMAT, MNR_ERROR_LENGTH, MNR_ERROR_ARGUMENT, MNR_ERROR_FULL,
/// MNR_ERROR_STATE after mnr_desk_stop.
/// Any thread, also while another one is at work with the desk. Does not block.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_desk_answer_pin(
    desk: *mut mnr_desk,
    number: *const mnr_number,
    pin: *const u8,
    length: usize,
    actor: i32,
) -> i32 {
    guard!("mnr_desk_answer_pin", {
        let number = reception::number(number)?;
        let by = event::actor(actor)?;
        let pin = Pin::from_ascii(pointer::some_bytes(pin, length, "pin")?)?;
        post(desk, Posted::Secret(number, Secret::Pin(pin, by)))
    })
}

/// The answer to MNR_ACTION_SCAN_CARD_FACE: what was read off the card's face. Whether the readings
/// agree is for the desk to find.
///
/// desk: the desk. number: that of the action that is answered. codes, count: the looks that gave
/// all 14 digits of code B, one after the other, 14 ASCII digits each; NULL and 0 where none did;
/// copied into memory that is wiped; no more than 32 are looked at. failed: how many looks did not.
/// obstacle: what stood in the way, MNR_SCAN_WRONG_SIDE or another of MNR_SCAN_*, or 0. An image of
/// the side with the individual number is to be dropped at once, before anything is read off it.
/// mark: one of MNR_MARK_*.
///
/// Errors: MNR_ERROR_SECRET_FORMAT for a code that is none, MNR_ERROR_LENGTH for too many,
/// MNR_ERROR_ARGUMENT, MNR_ERROR_FULL, MNR_ERROR_STATE after mnr_desk_stop.
/// Any thread, also while another one is at work with the desk. Does not block.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_desk_answer_reading(
    desk: *mut mnr_desk,
    number: *const mnr_number,
    codes: *const u8,
    count: usize,
    failed: usize,
    obstacle: i32,
    mark: i32,
) -> i32 {
    guard!("mnr_desk_answer_reading", {
        let number = reception::number(number)?;
        let mark = event::mark(mark)?;
        let obstacle = match obstacle {
            0 => None,
            // A reading is no obstacle.
            event::MNR_SCAN_READ => return Err(Failure::argument("obstacle", obstacle)),
            other => Some(reception::answer::scan_outcome(other, 0)?),
        };
        let length = count
            .checked_mul(CodeB::LENGTH)
            .ok_or_else(|| Failure::new(MNR_ERROR_LENGTH, "there are too many codes"))?;
        let readings = pointer::bytes(codes, length, "codes")?
            .chunks_exact(CodeB::LENGTH)
            .take(CodeBPolicy::MOST_READINGS)
            .map(CodeB::from_ascii)
            .collect::<Result<_, _>>()?;
        let reading = CardReading {
            readings,
            failed,
            obstacle,
            mark,
        };
        debug_assert!(!matches!(reading.obstacle, Some(ScanOutcome::Read { .. })));
        post(desk, Posted::Secret(number, Secret::Reading(reading)))
    })
}

/// The answer to MNR_ACTION_CHECK_BY_SIGHT: what the staff found, and the facility's passcode where
/// they looked on the reader. Without a passcode mnr_reception_answer_sighted serves as well.
///
/// desk: the desk. number: that of the action that is answered. sighting: one of MNR_SIGHTING_*.
/// passcode, length: UTF-8, at most 64 bytes, copied into memory that is wiped; NULL and 0 where
/// there is none. actor: who looked, MNR_ACTOR_STAFF, MNR_ACTOR_ADMINISTRATOR or
/// MNR_ACTOR_TERMINAL.
///
/// Errors: MNR_ERROR_TEXT, MNR_ERROR_LENGTH, MNR_ERROR_ARGUMENT, MNR_ERROR_FULL, MNR_ERROR_STATE
/// after mnr_desk_stop.
/// Any thread, also while another one is at work with the desk. Does not block.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_desk_answer_sighted(
    desk: *mut mnr_desk,
    number: *const mnr_number,
    sighting: i32,
    passcode: *const core::ffi::c_char,
    length: usize,
    actor: i32,
) -> i32 {
    guard!("mnr_desk_answer_sighted", {
        let number = reception::number(number)?;
        let sighting = event::sighting(sighting)?;
        let by = event::actor(actor)?;
        let passcode = if length == 0 {
            None
        } else {
            let text = pointer::text(passcode, length, "passcode")?.to_owned();
            let taken = Passcode::new(text);
            Some(taken.ok_or_else(|| Failure::new(MNR_ERROR_LENGTH, "the passcode is too long"))?)
        };
        let sight = Sight {
            sighting,
            passcode,
            by,
        };
        post(desk, Posted::Secret(number, Secret::Sight(sight)))
    })
}

/// The answer to MNR_ACTION_OBTAIN_CHALLENGE: what the centre wants signed.
///
/// desk: the desk. number: that of the action that is answered. scheme: one of MNR_SCHEME_*. data,
/// length: what is to be signed, as mnr_card_sign takes it.
///
/// Errors: MNR_ERROR_LENGTH, MNR_ERROR_ARGUMENT, MNR_ERROR_FULL, MNR_ERROR_STATE after
/// mnr_desk_stop.
/// Any thread, also while another one is at work with the desk. Does not block.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_desk_answer_challenge(
    desk: *mut mnr_desk,
    number: *const mnr_number,
    scheme: i32,
    data: *const u8,
    length: usize,
) -> i32 {
    guard!("mnr_desk_answer_challenge", {
        let number = reception::number(number)?;
        let challenge = card::to_sign(scheme, pointer::some_bytes(data, length, "data")?)?;
        post(desk, Posted::Secret(number, Secret::Challenge(challenge)))
    })
}
