//! Answers to a desk's requests.

use super::super::guard;
use super::super::reception::action::mnr_number;
use super::super::reception::answer::{self, mnr_answer};
use super::super::reception::number;
use super::{mnr_desk, post};

/// Answers a request of a desk. The answer is put into the desk's inbox, wakes the thread that runs
/// it, and is taken when its turn comes, if the request is still open then and takes it; otherwise
/// a line of the log says what was refused and why, and a secret that came with it is wiped unseen.
///
/// desk: the desk. number: that of the action that is answered. answer: what and by whom, with the
/// secret where the kind takes one.
///
/// Errors: MNR_ERROR_WRONG_ANSWER for what only the desk itself can know; MNR_ERROR_SECRET_FORMAT,
/// MNR_ERROR_LENGTH, MNR_ERROR_TEXT for a secret that is none; MNR_ERROR_WRONG_ACTOR;
/// MNR_ERROR_ARGUMENT, also for a field that its kind does not use; MNR_ERROR_STRUCT_SIZE;
/// MNR_ERROR_FOREIGN_NUMBER for a station that is none; MNR_ERROR_FULL where too many wait,
/// MNR_ERROR_STATE after mnr_desk_stop.
/// Any thread, also while another one is at work with the desk. Does not block.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_desk_answer(
    desk: *mut mnr_desk,
    number: *const mnr_number,
    answer: *const mnr_answer,
) -> i32 {
    guard!("mnr_desk_answer", {
        let number = self::number(number)?;
        post(desk, answer::for_desk(number, answer)?)
    })
}
