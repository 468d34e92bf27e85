//! Events: what happens, one function each.

use super::super::date::mnr_date;
use super::super::facts::{self, reported_code};
use super::super::guard;
use super::super::handle;
use super::super::pointer::{self, Out, flag};
use super::{action, event, hand_in, mnr_reception};
use mynareader_reception::reception::Input;

/// Tells the reception the time when nothing else has happened. Call it when the time of
/// mnr_reception_deadline has come.
///
/// reception: the reception. at_ms: the caller's monotonic clock, in milliseconds, of 64 bits.
///
/// Errors: MNR_ERROR_CLOCK if at_ms is more than a second before that of the last event (a counter of 32
/// bits wrapped, or the time of day was set), or more than a day after it while there was a deadline. The
/// timers go on from there, a leap ahead counts as a day. Other events are taken, and the log tells it.
/// Any thread; waits while another thread uses the handle. Does not block otherwise.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_reception_tick(reception: *mut mnr_reception, at_ms: u64) -> i32 {
    guard!("mnr_reception_tick", {
        hand_in(reception, at_ms, Input::Tick)
    })
}

/// A card was placed. The day given here is used for the whole check-in.
///
/// reception: the reception. at_ms: the caller's monotonic clock, in milliseconds. day:
/// today in Japan.
///
/// Errors: MNR_ERROR_NOT_NOW if the event is not possible in this state, MNR_ERROR_DATE.
/// Any thread; waits while another thread uses the handle. Does not block otherwise.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_reception_card_placed(
    reception: *mut mnr_reception,
    at_ms: u64,
    day: *const mnr_date,
) -> i32 {
    guard!("mnr_reception_card_placed", {
        let day = pointer::day(day, "day")?;
        hand_in(reception, at_ms, Input::CardPlaced { day })
    })
}

/// The card was taken away.
///
/// reception: the reception. at_ms: the caller's monotonic clock, in milliseconds.
///
/// Errors: MNR_ERROR_NOT_NOW if the event is not possible in this state.
/// Any thread; waits while another thread uses the handle. Does not block otherwise.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_reception_card_removed(
    reception: *mut mnr_reception,
    at_ms: u64,
) -> i32 {
    guard!("mnr_reception_card_removed", {
        hand_in(reception, at_ms, Input::CardRemoved)
    })
}

/// The patient wants to use a phone and chose so on the screen, before anything was placed. The day
/// given here is used for the whole check-in.
///
/// reception: the reception. at_ms: the caller's monotonic clock, in milliseconds. day:
/// today in Japan. actor: who chose it, the patient's side or the staff for them.
///
/// Errors: MNR_ERROR_NOT_NOW if the event is not possible in this state, or phones are closed
/// (mnr_reception_phone_offer); MNR_ERROR_WRONG_ACTOR, MNR_ERROR_DATE, MNR_ERROR_ARGUMENT.
/// Any thread; waits while another thread uses the handle. Does not block otherwise.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_reception_phone_wanted(
    reception: *mut mnr_reception,
    at_ms: u64,
    day: *const mnr_date,
    actor: i32,
) -> i32 {
    guard!("mnr_reception_phone_wanted", {
        let day = pointer::day(day, "day")?;
        let by = event::actor(actor)?;
        hand_in(reception, at_ms, Input::PhoneWanted { day, by })
    })
}

/// A phone was held to the paired reader for phones (MNR_PHONE_READER_PAIRED), or put on it. If the
/// reader takes phones itself, the event is mnr_reception_card_placed.
///
/// reception: the reception. at_ms: the caller's monotonic clock, in milliseconds. day:
/// today in Japan.
///
/// Errors: MNR_ERROR_NOT_NOW if the event is not possible in this state, MNR_ERROR_DATE.
/// Any thread; waits while another thread uses the handle. Does not block otherwise.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_reception_phone_placed(
    reception: *mut mnr_reception,
    at_ms: u64,
    day: *const mnr_date,
) -> i32 {
    guard!("mnr_reception_phone_placed", {
        let day = pointer::day(day, "day")?;
        hand_in(reception, at_ms, Input::PhonePlaced { day })
    })
}

/// The phone was taken from the paired reader.
///
/// reception: the reception. at_ms: the caller's monotonic clock, in milliseconds.
///
/// Errors: MNR_ERROR_NOT_NOW if the event is not possible in this state.
/// Any thread; waits while another thread uses the handle. Does not block otherwise.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_reception_phone_removed(
    reception: *mut mnr_reception,
    at_ms: u64,
) -> i32 {
    guard!("mnr_reception_phone_removed", {
        hand_in(reception, at_ms, Input::PhoneRemoved)
    })
}

/// This patient needs more time: the time limits for the patient are longer in this check-in.
///
/// reception: the reception. at_ms: the caller's monotonic clock, in milliseconds. actor: who asks
/// for it, the patient's side or the staff.
///
/// Errors: MNR_ERROR_NOT_NOW if no check-in is running, MNR_ERROR_WRONG_ACTOR, MNR_ERROR_ARGUMENT.
/// Any thread; waits while another thread uses the handle. Does not block otherwise.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_reception_more_time(
    reception: *mut mnr_reception,
    at_ms: u64,
    actor: i32,
) -> i32 {
    guard!("mnr_reception_more_time", {
        let by = event::actor(actor)?;
        hand_in(reception, at_ms, Input::MoreTime { by })
    })
}

/// Whether a phone may be chosen now, or why not.
///
/// reception: the reception. offer: where to put it, one of MNR_OFFER_*.
///
/// Errors: those of pointers and handles.
/// Any thread; waits while another thread uses the handle. Does not block otherwise.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_reception_phone_offer(
    reception: *mut mnr_reception,
    offer: *mut i32,
) -> i32 {
    guard!("mnr_reception_phone_offer", {
        let out = Out::new(offer, "offer")?;
        let offer = handle::with(reception, |running| Ok(running.reception.phone_offer()))?;
        out.put(action::offer(offer));
        Ok(())
    })
}

/// The operation mode was switched at the terminal. A check-in that runs ends with 009.
///
/// reception: the reception. at_ms: the caller's monotonic clock, in milliseconds. mode: one of
/// MNR_MODE_*. actor: who switched, MNR_ACTOR_ADMINISTRATOR or MNR_ACTOR_TERMINAL.
///
/// Errors: MNR_ERROR_WRONG_ACTOR, MNR_ERROR_ARGUMENT.
/// Any thread; waits while another thread uses the handle. Does not block otherwise.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_reception_mode_changed(
    reception: *mut mnr_reception,
    at_ms: u64,
    mode: i32,
    actor: i32,
) -> i32 {
    guard!("mnr_reception_mode_changed", {
        let to = facts::mode(mode)?;
        let by = event::actor(actor)?;
        hand_in(reception, at_ms, Input::ModeChanged { to, by })
    })
}

/// The check-in was cancelled.
///
/// reception: the reception. at_ms: the caller's monotonic clock, in milliseconds. actor: who
/// cancelled it, any except MNR_ACTOR_READER and MNR_ACTOR_CENTRE.
///
/// Errors: MNR_ERROR_NOT_NOW if the event is not possible in this state, MNR_ERROR_WRONG_ACTOR,
/// MNR_ERROR_ARGUMENT.
/// Any thread; waits while another thread uses the handle. Does not block otherwise.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_reception_cancelled(
    reception: *mut mnr_reception,
    at_ms: u64,
    actor: i32,
) -> i32 {
    guard!("mnr_reception_cancelled", {
        let by = event::actor(actor)?;
        hand_in(reception, at_ms, Input::Cancelled { by })
    })
}

/// The staff confirmed a patient by sight before the card was placed. The confirmation counts for
/// the next card only.
///
/// reception: the reception. at_ms: the caller's monotonic clock, in milliseconds. person: who was
/// there, one of MNR_CONFIRMED_*. actor: who confirmed, MNR_ACTOR_STAFF, MNR_ACTOR_ADMINISTRATOR or
/// MNR_ACTOR_TERMINAL.
///
/// Errors: MNR_ERROR_NOT_NOW if the event is not possible in this state, MNR_ERROR_WRONG_ACTOR,
/// MNR_ERROR_ARGUMENT.
/// Any thread; waits while another thread uses the handle. Does not block otherwise.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_reception_staff_confirmed(
    reception: *mut mnr_reception,
    at_ms: u64,
    person: i32,
    actor: i32,
) -> i32 {
    guard!("mnr_reception_staff_confirmed", {
        let person = event::confirmed(person)?;
        let by = event::actor(actor)?;
        hand_in(reception, at_ms, Input::StaffConfirmed { person, by })
    })
}

/// The staff looked for the printed mark of a face-only card.
///
/// reception: the reception. at_ms: the caller's monotonic clock, in milliseconds. valid: 1 if it
/// is printed and not struck through, 0 otherwise. actor: who looked, MNR_ACTOR_STAFF or
/// MNR_ACTOR_ADMINISTRATOR.
///
/// Errors: MNR_ERROR_NOT_NOW if the event is not possible in this state, MNR_ERROR_WRONG_ACTOR,
/// MNR_ERROR_ARGUMENT.
/// Any thread; waits while another thread uses the handle. Does not block otherwise.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_reception_face_only_mark(
    reception: *mut mnr_reception,
    at_ms: u64,
    valid: i32,
    actor: i32,
) -> i32 {
    guard!("mnr_reception_face_only_mark", {
        let valid = flag(valid, "valid")?;
        let by = event::actor(actor)?;
        hand_in(reception, at_ms, Input::FaceOnlyMark { valid, by })
    })
}

/// Something outside failed: the terminal, the line, the centre, the reader.
///
/// reception: the reception. at_ms: the caller's monotonic clock, in milliseconds. code_maker: 0
/// for the national table, 65535 for this library's own codes, or a maker. code_number: the code.
/// actor: who reports it, MNR_ACTOR_READER, MNR_ACTOR_TERMINAL or MNR_ACTOR_CENTRE.
///
/// Errors: MNR_ERROR_WRONG_ACTOR, MNR_ERROR_ARGUMENT.
/// Any thread; waits while another thread uses the handle. Does not block otherwise.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_reception_fault(
    reception: *mut mnr_reception,
    at_ms: u64,
    code_maker: u32,
    code_number: u32,
    actor: i32,
) -> i32 {
    guard!("mnr_reception_fault", {
        let code = reported_code(code_maker, code_number)?;
        let by = event::actor(actor)?;
        hand_in(
            reception,
            at_ms,
            Input::Fault {
                fault: code.into(),
                by,
            },
        )
    })
}
