//! Answers to a desk's requests.

use super::super::guard;
use super::super::reception::action::mnr_number;
use super::super::reception::answer::{self, mnr_answer};
use super::super::reception::number;
use super::{mnr_desk, post};

/// Answers a request of a desk. The answer goes into the desk's inbox and wakes the thread that
/// runs the desk. What is wrong as things stand is refused at once, and the sentence is in the log: an
/// answer to a request that was answered before or is not open, of another kind, by somebody who may
/// not give it, for another station. If the request closes before the turn of an answer comes, the log
/// has a line that says so. The secret of a refused answer is wiped without being read.
///
/// desk: the desk. number: the number of the action that is answered. answer: the answer and who
/// gave it, with the secret if the kind has one.
///
/// Errors: MNR_ERROR_NOTHING_ASKED, MNR_ERROR_FOREIGN_NUMBER if the number is of no open request,
/// MNR_ERROR_ALREADY_ANSWERED, MNR_ERROR_WRONG_STATION; MNR_ERROR_WRONG_ANSWER if the answer does not
/// belong to the request, or only the desk itself can give it;
/// MNR_ERROR_SECRET_FORMAT, MNR_ERROR_LENGTH, MNR_ERROR_TEXT if the secret is malformed;
/// MNR_ERROR_WRONG_ACTOR; MNR_ERROR_ARGUMENT, also if a field is set that the kind does not use;
/// MNR_ERROR_STRUCT_SIZE; MNR_ERROR_FULL if the inbox is full, MNR_ERROR_STATE after mnr_desk_stop.
/// Any thread, also while another thread uses the desk. Does not block.
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
