//! Events of a desk: what happens at its reader, one function each.

use super::super::date::mnr_date;
use super::super::facts::{self, reported_code};
use super::super::failure::Failure;
use super::super::guard;
use super::super::pointer::{self, flag};
use super::super::reception::event;
use super::{mnr_desk, post};
use mynareader_desk::Posted;
use mynareader_reception::reception::Input;

/// Puts an event into a desk's inbox.
fn happened(desk: *mut mnr_desk, input: Input) -> Result<(), Failure> {
    post(desk, Posted::Input(input))
}

/// A card was placed. The day given here is used for the whole check-in.
///
/// Like all events of a desk, it goes into the inbox and wakes the thread that runs the desk. The
/// desk handles the events in order. If an event is no longer possible by then, it is refused, and
/// the log has a line that says so.
///
/// desk: the desk. day: today in Japan.
///
/// Errors: MNR_ERROR_DATE, MNR_ERROR_FULL if the inbox is full, MNR_ERROR_STATE after
/// mnr_desk_stop.
/// Any thread, also while another thread uses the desk. Does not block.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_desk_card_placed(desk: *mut mnr_desk, day: *const mnr_date) -> i32 {
    guard!("mnr_desk_card_placed", {
        let day = pointer::day(day, "day")?;
        happened(desk, Input::CardPlaced { day })
    })
}

/// The card was taken away.
///
/// desk: the desk.
///
/// Errors: MNR_ERROR_FULL if the inbox is full, MNR_ERROR_STATE after mnr_desk_stop.
/// Any thread, also while another thread uses the desk. Does not block.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_desk_card_removed(desk: *mut mnr_desk) -> i32 {
    guard!("mnr_desk_card_removed", {
        happened(desk, Input::CardRemoved)
    })
}

/// The patient wants to use a phone and chose so on the screen, before anything was placed. The day
/// given here is used for the whole check-in.
///
/// desk: the desk. day: today in Japan. actor: who chose it, the patient's side or the
/// staff for them.
///
/// Errors: MNR_ERROR_DATE, MNR_ERROR_ARGUMENT, MNR_ERROR_WRONG_ACTOR, MNR_ERROR_FULL if the inbox is full,
/// MNR_ERROR_STATE after mnr_desk_stop.
/// Any thread, also while another thread uses the desk. Does not block.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_desk_phone_wanted(
    desk: *mut mnr_desk,
    day: *const mnr_date,
    actor: i32,
) -> i32 {
    guard!("mnr_desk_phone_wanted", {
        let day = pointer::day(day, "day")?;
        let by = event::actor(actor)?;
        happened(desk, Input::PhoneWanted { day, by })
    })
}

/// A phone was held to the paired reader for phones (MNR_PHONE_READER_PAIRED), or put on it. If the
/// reader takes phones itself, the event is mnr_desk_card_placed.
///
/// desk: the desk. day: today in Japan.
///
/// Errors: MNR_ERROR_DATE, MNR_ERROR_FULL if the inbox is full, MNR_ERROR_STATE after
/// mnr_desk_stop.
/// Any thread, also while another thread uses the desk. Does not block.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_desk_phone_placed(desk: *mut mnr_desk, day: *const mnr_date) -> i32 {
    guard!("mnr_desk_phone_placed", {
        let day = pointer::day(day, "day")?;
        happened(desk, Input::PhonePlaced { day })
    })
}

/// The phone was taken from the paired reader.
///
/// desk: the desk.
///
/// Errors: MNR_ERROR_FULL if the inbox is full, MNR_ERROR_STATE after mnr_desk_stop.
/// Any thread, also while another thread uses the desk. Does not block.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_desk_phone_removed(desk: *mut mnr_desk) -> i32 {
    guard!("mnr_desk_phone_removed", {
        happened(desk, Input::PhoneRemoved)
    })
}

/// This patient needs more time: the time limits for the patient are longer in this check-in.
///
/// desk: the desk. actor: who asks for it, the patient's side or the staff.
///
/// Errors: MNR_ERROR_ARGUMENT, MNR_ERROR_WRONG_ACTOR, MNR_ERROR_FULL if the inbox is full, MNR_ERROR_STATE after
/// mnr_desk_stop.
/// Any thread, also while another thread uses the desk. Does not block.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_desk_more_time(desk: *mut mnr_desk, actor: i32) -> i32 {
    guard!("mnr_desk_more_time", {
        let by = event::actor(actor)?;
        happened(desk, Input::MoreTime { by })
    })
}

/// The operation mode was switched at the terminal. A check-in that runs ends with 009.
///
/// desk: the desk. mode: one of MNR_MODE_*. actor: who switched, MNR_ACTOR_ADMINISTRATOR or
/// MNR_ACTOR_TERMINAL.
///
/// Errors: MNR_ERROR_ARGUMENT, MNR_ERROR_WRONG_ACTOR, MNR_ERROR_FULL if the inbox is full, MNR_ERROR_STATE after
/// mnr_desk_stop.
/// Any thread, also while another thread uses the desk. Does not block.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_desk_mode_changed(desk: *mut mnr_desk, mode: i32, actor: i32) -> i32 {
    guard!("mnr_desk_mode_changed", {
        let to = facts::mode(mode)?;
        let by = event::actor(actor)?;
        happened(desk, Input::ModeChanged { to, by })
    })
}

/// Cancels the check-in.
///
/// desk: the desk. actor: who cancels it, any except MNR_ACTOR_READER and MNR_ACTOR_CENTRE.
///
/// Errors: MNR_ERROR_ARGUMENT, MNR_ERROR_WRONG_ACTOR, MNR_ERROR_FULL if the inbox is full, MNR_ERROR_STATE after
/// mnr_desk_stop.
/// Any thread, also while another thread uses the desk. Does not block.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_desk_cancel(desk: *mut mnr_desk, actor: i32) -> i32 {
    guard!("mnr_desk_cancel", {
        let by = event::actor(actor)?;
        happened(desk, Input::Cancelled { by })
    })
}

/// The staff confirmed a patient by sight before the card was placed. The confirmation counts for
/// the next card only.
///
/// desk: the desk. person: who was there, one of MNR_CONFIRMED_*. actor: who confirmed,
/// MNR_ACTOR_STAFF, MNR_ACTOR_ADMINISTRATOR or MNR_ACTOR_TERMINAL.
///
/// Errors: MNR_ERROR_ARGUMENT, MNR_ERROR_WRONG_ACTOR, MNR_ERROR_FULL if the inbox is full, MNR_ERROR_STATE after
/// mnr_desk_stop.
/// Any thread, also while another thread uses the desk. Does not block.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_desk_staff_confirmed(
    desk: *mut mnr_desk,
    person: i32,
    actor: i32,
) -> i32 {
    guard!("mnr_desk_staff_confirmed", {
        let person = event::confirmed(person)?;
        let by = event::actor(actor)?;
        happened(desk, Input::StaffConfirmed { person, by })
    })
}

/// The staff looked for the printed mark of a face-only card.
///
/// desk: the desk. valid: 1 if it is printed and not struck through, 0 otherwise. actor: who
/// looked, MNR_ACTOR_STAFF or MNR_ACTOR_ADMINISTRATOR.
///
/// Errors: MNR_ERROR_ARGUMENT, MNR_ERROR_WRONG_ACTOR, MNR_ERROR_FULL if the inbox is full, MNR_ERROR_STATE after
/// mnr_desk_stop.
/// Any thread, also while another thread uses the desk. Does not block.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_desk_face_only_mark(
    desk: *mut mnr_desk,
    valid: i32,
    actor: i32,
) -> i32 {
    guard!("mnr_desk_face_only_mark", {
        let valid = flag(valid, "valid")?;
        let by = event::actor(actor)?;
        happened(desk, Input::FaceOnlyMark { valid, by })
    })
}

/// Something outside failed: the terminal, the line, the centre, the reader.
///
/// desk: the desk. code_maker: 0 for the national table, 65535 for this library's own codes, or a
/// maker. code_number: the code, which must stand in the table. actor: who reports it, MNR_ACTOR_READER, MNR_ACTOR_TERMINAL or
/// MNR_ACTOR_CENTRE.
///
/// Errors: MNR_ERROR_ARGUMENT, MNR_ERROR_WRONG_ACTOR, MNR_ERROR_FULL if the inbox is full, MNR_ERROR_STATE after
/// mnr_desk_stop.
/// Any thread, also while another thread uses the desk. Does not block.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_desk_fault(
    desk: *mut mnr_desk,
    code_maker: u32,
    code_number: u32,
    actor: i32,
) -> i32 {
    guard!("mnr_desk_fault", {
        let code = reported_code(code_maker, code_number)?;
        let by = event::actor(actor)?;
        let fault = code.into();
        happened(desk, Input::Fault { fault, by })
    })
}
