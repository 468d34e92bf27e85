//! Answers to requests, one function each.

use super::super::facts::{self, fault_code};
use super::super::guard;
use super::super::pointer::{self, Extensible, flag};
use super::super::status::Failure;
use super::{answer, event, mnr_number, mnr_reception};
use mynareader_facts::Key;
use mynareader_reception::reception::{Answer, CardFacts, Comparison, Consents, Scan, ScanOutcome};

/// What the chip said of itself when it was identified. No name, no number of the card.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct mnr_card_facts {
    /// The size of the structure that the caller was compiled with.
    pub struct_size: usize,
    /// What kind of chip, one of MNR_TOKEN_*.
    pub token: i32,
    /// Tries left of the authentication PIN, or MNR_TRIES_*.
    pub pin_tries: i32,
    /// Tries left of code B, or MNR_TRIES_*.
    pub code_b_tries: i32,
    /// 1 where the chip looks like that of a face-only card.
    pub face_only: i32,
    /// What the authentication certificate is worth today, one of MNR_CERTIFICATE_*.
    pub certificate: i32,
    /// The last day of the card itself: year, or 0 where it is not known or there is none.
    pub card_expiry_year: i32,
    /// Its month.
    pub card_expiry_month: i32,
    /// Its day.
    pub card_expiry_day: i32,
}

// SAFETY: laid out for C, begins with its size, numbers only.
unsafe impl Extensible for mnr_card_facts {
    const FIRST: usize = size_of::<Self>();
}

/// The answer to any request: it failed.
///
/// reception: the reception. at_ms: the caller's monotonic clock, in milliseconds. number: that of
/// the action that is answered. code_maker, code_number: why; 0 for the national table, 65535 for
/// this library, or a maker. actor: who answered, MNR_ACTOR_READER, MNR_ACTOR_TERMINAL or
/// MNR_ACTOR_CENTRE.
///
/// Errors: MNR_ERROR_NOTHING_ASKED, MNR_ERROR_FOREIGN_NUMBER, MNR_ERROR_WRONG_ACTOR:
/// the answer changed nothing; MNR_ERROR_ARGUMENT.
/// Any thread; waits while another is inside. Does not block otherwise.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_reception_answer_failed(
    reception: *mut mnr_reception,
    at_ms: u64,
    number: *const mnr_number,
    code_maker: u32,
    code_number: u32,
    actor: i32,
) -> i32 {
    guard!("mnr_reception_answer_failed", {
        let code = fault_code(code_maker, code_number)?;
        answer(reception, at_ms, number, Answer::Failed(code.into()), actor)
    })
}

/// The answer to MNR_ACTION_IDENTIFY_CARD: what the chip said of itself.
///
/// reception: the reception. at_ms: the caller's monotonic clock, in milliseconds. number: that of
/// the action that is answered. facts: that. actor: who answered, MNR_ACTOR_READER.
///
/// Errors: MNR_ERROR_NOTHING_ASKED, MNR_ERROR_FOREIGN_NUMBER, MNR_ERROR_WRONG_ANSWER,
/// MNR_ERROR_WRONG_ACTOR: the answer changed nothing; MNR_ERROR_ARGUMENT.
/// Any thread; waits while another is inside. Does not block otherwise.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_reception_answer_identified(
    reception: *mut mnr_reception,
    at_ms: u64,
    number: *const mnr_number,
    facts: *const mnr_card_facts,
    actor: i32,
) -> i32 {
    guard!("mnr_reception_answer_identified", {
        let given = pointer::take_struct(facts, "facts")?;
        let facts = CardFacts {
            kind: facts::token(given.token)?,
            pin_tries: facts::tries(given.pin_tries, Key::AuthenticationPin)?,
            code_b_tries: facts::tries(given.code_b_tries, Key::CodeB)?,
            face_only: flag(given.face_only, "facts->face_only")?,
            certificate: facts::certificate_state(given.certificate)?,
            card_expiry: match given.card_expiry_year {
                0 => None,
                year => Some(pointer::date(
                    year,
                    given.card_expiry_month,
                    given.card_expiry_day,
                )?),
            },
        };
        answer(reception, at_ms, number, Answer::Identified(facts), actor)
    })
}

/// The answer to MNR_ACTION_CHOOSE_METHOD: what the patient chose.
///
/// reception: the reception. at_ms: the caller's monotonic clock, in milliseconds. number: that of
/// the action that is answered. method: one of MNR_METHOD_*. actor: who answered,
/// MNR_ACTOR_PATIENT, MNR_ACTOR_LEGAL_REPRESENTATIVE, MNR_ACTOR_PROXY or MNR_ACTOR_CARER; for
/// MNR_METHOD_STAFF also MNR_ACTOR_STAFF or MNR_ACTOR_ADMINISTRATOR.
///
/// Errors: MNR_ERROR_NOTHING_ASKED, MNR_ERROR_FOREIGN_NUMBER, MNR_ERROR_WRONG_ANSWER,
/// MNR_ERROR_WRONG_ACTOR: the answer changed nothing; MNR_ERROR_ARGUMENT.
/// Any thread; waits while another is inside. Does not block otherwise.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_reception_answer_chosen(
    reception: *mut mnr_reception,
    at_ms: u64,
    number: *const mnr_number,
    method: i32,
    actor: i32,
) -> i32 {
    guard!("mnr_reception_answer_chosen", {
        let method = facts::method(method)?;
        answer(reception, at_ms, number, Answer::Chosen(method), actor)
    })
}

/// The answer to MNR_ACTION_SCAN_CARD_FACE: what came of it. The digits stay with the caller's
/// secrets.
///
/// reception: the reception. at_ms: the caller's monotonic clock, in milliseconds. number: that of
/// the action that is answered. outcome: one of MNR_SCAN_*. agreeing: for MNR_SCAN_READ how many
/// readings agree, otherwise 0. mark: one of MNR_MARK_*. actor: who answered, MNR_ACTOR_READER.
///
/// Errors: MNR_ERROR_NOTHING_ASKED, MNR_ERROR_FOREIGN_NUMBER, MNR_ERROR_WRONG_ANSWER,
/// MNR_ERROR_WRONG_ACTOR: the answer changed nothing; MNR_ERROR_ARGUMENT.
/// Any thread; waits while another is inside. Does not block otherwise.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_reception_answer_scanned(
    reception: *mut mnr_reception,
    at_ms: u64,
    number: *const mnr_number,
    outcome: i32,
    agreeing: u32,
    mark: i32,
    actor: i32,
) -> i32 {
    guard!("mnr_reception_answer_scanned", {
        let agreeing =
            u8::try_from(agreeing).map_err(|_| Failure::argument("agreeing", agreeing))?;
        let scan = Scan {
            outcome: scan_outcome(outcome, agreeing)?,
            mark: event::mark(mark)?,
        };
        answer(reception, at_ms, number, Answer::Scanned(scan), actor)
    })
}

/// The answer to MNR_ACTION_READ_FACE_RECORD: code B was right, the photo is at hand, its signature
/// and the proof that the chip is there held.
///
/// reception: the reception. at_ms: the caller's monotonic clock, in milliseconds. number: that of
/// the action that is answered. actor: who answered, MNR_ACTOR_READER.
///
/// Errors: MNR_ERROR_NOTHING_ASKED, MNR_ERROR_FOREIGN_NUMBER, MNR_ERROR_WRONG_ANSWER,
/// MNR_ERROR_WRONG_ACTOR: the answer changed nothing; MNR_ERROR_ARGUMENT.
/// Any thread; waits while another is inside. Does not block otherwise.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_reception_answer_record_read(
    reception: *mut mnr_reception,
    at_ms: u64,
    number: *const mnr_number,
    actor: i32,
) -> i32 {
    guard!("mnr_reception_answer_record_read", {
        answer(reception, at_ms, number, Answer::RecordRead, actor)
    })
}

/// The answer to MNR_ACTION_READ_FACE_RECORD: the card refused code B.
///
/// reception: the reception. at_ms: the caller's monotonic clock, in milliseconds. number: that of
/// the action that is answered. tries: what is left, or MNR_TRIES_*. actor: who answered,
/// MNR_ACTOR_READER.
///
/// Errors: MNR_ERROR_NOTHING_ASKED, MNR_ERROR_FOREIGN_NUMBER, MNR_ERROR_WRONG_ANSWER,
/// MNR_ERROR_WRONG_ACTOR: the answer changed nothing; MNR_ERROR_ARGUMENT.
/// Any thread; waits while another is inside. Does not block otherwise.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_reception_answer_code_b_wrong(
    reception: *mut mnr_reception,
    at_ms: u64,
    number: *const mnr_number,
    tries: i32,
    actor: i32,
) -> i32 {
    guard!("mnr_reception_answer_code_b_wrong", {
        let tries = facts::tries(tries, Key::CodeB)?;
        answer(
            reception,
            at_ms,
            number,
            Answer::CodeBWrong { tries },
            actor,
        )
    })
}

/// The answer to MNR_ACTION_COMPARE_FACE: what the face engine found.
///
/// reception: the reception. at_ms: the caller's monotonic clock, in milliseconds. number: that of
/// the action that is answered. decision: one of MNR_FACE_*. liveness: one of MNR_LIVENESS_*.
/// actor: who answered, MNR_ACTOR_READER.
///
/// Errors: MNR_ERROR_NOTHING_ASKED, MNR_ERROR_FOREIGN_NUMBER, MNR_ERROR_WRONG_ANSWER,
/// MNR_ERROR_WRONG_ACTOR: the answer changed nothing; MNR_ERROR_ARGUMENT.
/// Any thread; waits while another is inside. Does not block otherwise.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_reception_answer_compared(
    reception: *mut mnr_reception,
    at_ms: u64,
    number: *const mnr_number,
    decision: i32,
    liveness: i32,
    actor: i32,
) -> i32 {
    guard!("mnr_reception_answer_compared", {
        let comparison = Comparison {
            decision: event::face_decision(decision)?,
            liveness: event::liveness(liveness)?,
        };
        answer(
            reception,
            at_ms,
            number,
            Answer::Compared(comparison),
            actor,
        )
    })
}

/// The answer to MNR_ACTION_DECIDE_LAST_TRY: what the patient decided.
///
/// reception: the reception. at_ms: the caller's monotonic clock, in milliseconds. number: that of
/// the action that is answered. decision: one of MNR_LAST_TRY_DECISION_*. actor: who answered,
/// MNR_ACTOR_PATIENT, MNR_ACTOR_LEGAL_REPRESENTATIVE or MNR_ACTOR_PROXY.
///
/// Errors: MNR_ERROR_NOTHING_ASKED, MNR_ERROR_FOREIGN_NUMBER, MNR_ERROR_WRONG_ANSWER,
/// MNR_ERROR_WRONG_ACTOR: the answer changed nothing; MNR_ERROR_ARGUMENT.
/// Any thread; waits while another is inside. Does not block otherwise.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_reception_answer_last_try(
    reception: *mut mnr_reception,
    at_ms: u64,
    number: *const mnr_number,
    decision: i32,
    actor: i32,
) -> i32 {
    guard!("mnr_reception_answer_last_try", {
        let decision = event::last_try(decision)?;
        answer(reception, at_ms, number, Answer::LastTry(decision), actor)
    })
}

/// The answer to MNR_ACTION_ENTER_PIN: four digits were entered and are with the caller's secrets.
///
/// reception: the reception. at_ms: the caller's monotonic clock, in milliseconds. number: that of
/// the action that is answered. actor: who answered, MNR_ACTOR_PATIENT,
/// MNR_ACTOR_LEGAL_REPRESENTATIVE or MNR_ACTOR_PROXY.
///
/// Errors: MNR_ERROR_NOTHING_ASKED, MNR_ERROR_FOREIGN_NUMBER, MNR_ERROR_WRONG_ANSWER,
/// MNR_ERROR_WRONG_ACTOR: the answer changed nothing; MNR_ERROR_ARGUMENT.
/// Any thread; waits while another is inside. Does not block otherwise.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_reception_answer_pin_entered(
    reception: *mut mnr_reception,
    at_ms: u64,
    number: *const mnr_number,
    actor: i32,
) -> i32 {
    guard!("mnr_reception_answer_pin_entered", {
        answer(reception, at_ms, number, Answer::PinEntered, actor)
    })
}

/// The answer to MNR_ACTION_OBTAIN_CHALLENGE: it is at hand.
///
/// reception: the reception. at_ms: the caller's monotonic clock, in milliseconds. number: that of
/// the action that is answered. actor: who answered, MNR_ACTOR_TERMINAL or MNR_ACTOR_CENTRE.
///
/// Errors: MNR_ERROR_NOTHING_ASKED, MNR_ERROR_FOREIGN_NUMBER, MNR_ERROR_WRONG_ANSWER,
/// MNR_ERROR_WRONG_ACTOR: the answer changed nothing; MNR_ERROR_ARGUMENT.
/// Any thread; waits while another is inside. Does not block otherwise.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_reception_answer_challenge_obtained(
    reception: *mut mnr_reception,
    at_ms: u64,
    number: *const mnr_number,
    actor: i32,
) -> i32 {
    guard!("mnr_reception_answer_challenge_obtained", {
        answer(reception, at_ms, number, Answer::ChallengeObtained, actor)
    })
}

/// The answer to MNR_ACTION_VERIFY_PIN: right, and the challenge is signed.
///
/// reception: the reception. at_ms: the caller's monotonic clock, in milliseconds. number: that of
/// the action that is answered. actor: who answered, MNR_ACTOR_READER.
///
/// Errors: MNR_ERROR_NOTHING_ASKED, MNR_ERROR_FOREIGN_NUMBER, MNR_ERROR_WRONG_ANSWER,
/// MNR_ERROR_WRONG_ACTOR: the answer changed nothing; MNR_ERROR_ARGUMENT.
/// Any thread; waits while another is inside. Does not block otherwise.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_reception_answer_pin_verified(
    reception: *mut mnr_reception,
    at_ms: u64,
    number: *const mnr_number,
    actor: i32,
) -> i32 {
    guard!("mnr_reception_answer_pin_verified", {
        answer(reception, at_ms, number, Answer::PinVerified, actor)
    })
}

/// The answer to MNR_ACTION_VERIFY_PIN and MNR_ACTION_AUTHENTICATE_WITH_PIN: wrong.
///
/// reception: the reception. at_ms: the caller's monotonic clock, in milliseconds. number: that of
/// the action that is answered. tries: what is left, or MNR_TRIES_*. actor: who answered,
/// MNR_ACTOR_READER for MNR_ACTION_VERIFY_PIN, MNR_ACTOR_TERMINAL or MNR_ACTOR_CENTRE for
/// MNR_ACTION_AUTHENTICATE_WITH_PIN.
///
/// Errors: MNR_ERROR_NOTHING_ASKED, MNR_ERROR_FOREIGN_NUMBER, MNR_ERROR_WRONG_ANSWER,
/// MNR_ERROR_WRONG_ACTOR: the answer changed nothing; MNR_ERROR_ARGUMENT.
/// Any thread; waits while another is inside. Does not block otherwise.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_reception_answer_pin_wrong(
    reception: *mut mnr_reception,
    at_ms: u64,
    number: *const mnr_number,
    tries: i32,
    actor: i32,
) -> i32 {
    guard!("mnr_reception_answer_pin_wrong", {
        let tries = facts::tries(tries, Key::AuthenticationPin)?;
        answer(reception, at_ms, number, Answer::PinWrong { tries }, actor)
    })
}

/// The answer to MNR_ACTION_VERIFY_PIN and MNR_ACTION_AUTHENTICATE_WITH_PIN: the link failed after
/// the PIN may have been sent (MNR_ERROR_OUTCOME_UNKNOWN).
///
/// reception: the reception. at_ms: the caller's monotonic clock, in milliseconds. number: that of
/// the action that is answered. actor: who answered, MNR_ACTOR_READER for MNR_ACTION_VERIFY_PIN,
/// MNR_ACTOR_TERMINAL or MNR_ACTOR_CENTRE for MNR_ACTION_AUTHENTICATE_WITH_PIN.
///
/// Errors: MNR_ERROR_NOTHING_ASKED, MNR_ERROR_FOREIGN_NUMBER, MNR_ERROR_WRONG_ANSWER,
/// MNR_ERROR_WRONG_ACTOR: the answer changed nothing; MNR_ERROR_ARGUMENT.
/// Any thread; waits while another is inside. Does not block otherwise.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_reception_answer_pin_unjudged(
    reception: *mut mnr_reception,
    at_ms: u64,
    number: *const mnr_number,
    actor: i32,
) -> i32 {
    guard!("mnr_reception_answer_pin_unjudged", {
        answer(reception, at_ms, number, Answer::PinUnjudged, actor)
    })
}

/// The answer to MNR_ACTION_READ_TRIES: what is left of the PIN.
///
/// reception: the reception. at_ms: the caller's monotonic clock, in milliseconds. number: that of
/// the action that is answered. tries: the number, or MNR_TRIES_*. actor: who answered,
/// MNR_ACTOR_READER.
///
/// Errors: MNR_ERROR_NOTHING_ASKED, MNR_ERROR_FOREIGN_NUMBER, MNR_ERROR_WRONG_ANSWER,
/// MNR_ERROR_WRONG_ACTOR: the answer changed nothing; MNR_ERROR_ARGUMENT.
/// Any thread; waits while another is inside. Does not block otherwise.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_reception_answer_tries_read(
    reception: *mut mnr_reception,
    at_ms: u64,
    number: *const mnr_number,
    tries: i32,
    actor: i32,
) -> i32 {
    guard!("mnr_reception_answer_tries_read", {
        let tries = facts::tries(tries, Key::AuthenticationPin)?;
        answer(reception, at_ms, number, Answer::TriesRead { tries }, actor)
    })
}

/// The answer to MNR_ACTION_CHECK_BY_SIGHT: what the staff found.
///
/// reception: the reception. at_ms: the caller's monotonic clock, in milliseconds. number: that of
/// the action that is answered. sighting: one of MNR_SIGHTING_*. actor: who answered,
/// MNR_ACTOR_STAFF, MNR_ACTOR_ADMINISTRATOR or MNR_ACTOR_TERMINAL.
///
/// Errors: MNR_ERROR_NOTHING_ASKED, MNR_ERROR_FOREIGN_NUMBER, MNR_ERROR_WRONG_ANSWER,
/// MNR_ERROR_WRONG_ACTOR: the answer changed nothing; MNR_ERROR_ARGUMENT.
/// Any thread; waits while another is inside. Does not block otherwise.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_reception_answer_sighted(
    reception: *mut mnr_reception,
    at_ms: u64,
    number: *const mnr_number,
    sighting: i32,
    actor: i32,
) -> i32 {
    guard!("mnr_reception_answer_sighted", {
        let sighting = event::sighting(sighting)?;
        answer(reception, at_ms, number, Answer::Sighted(sighting), actor)
    })
}

/// The answer to MNR_ACTION_CHECK_PASSCODE: what the terminal says of it.
///
/// reception: the reception. at_ms: the caller's monotonic clock, in milliseconds. number: that of
/// the action that is answered. accepted: 1 where it was the facility's, 0 otherwise. actor: who
/// answered, MNR_ACTOR_TERMINAL or MNR_ACTOR_CENTRE.
///
/// Errors: MNR_ERROR_NOTHING_ASKED, MNR_ERROR_FOREIGN_NUMBER, MNR_ERROR_WRONG_ANSWER,
/// MNR_ERROR_WRONG_ACTOR: the answer changed nothing; MNR_ERROR_ARGUMENT.
/// Any thread; waits while another is inside. Does not block otherwise.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_reception_answer_passcode(
    reception: *mut mnr_reception,
    at_ms: u64,
    number: *const mnr_number,
    accepted: i32,
    actor: i32,
) -> i32 {
    guard!("mnr_reception_answer_passcode", {
        let accepted = flag(accepted, "accepted")?;
        answer(
            reception,
            at_ms,
            number,
            Answer::Passcode { accepted },
            actor,
        )
    })
}

/// The answer to MNR_ACTION_CONFIRM_ON_PHONE: the phone made sure of its holder. It is the phone's
/// own word, from what it lies on; nobody can give it for the phone.
///
/// reception: the reception. at_ms: the caller's monotonic clock, in milliseconds. number: that of
/// the action that is answered. actor: MNR_ACTOR_READER or MNR_ACTOR_TERMINAL.
///
/// Errors: MNR_ERROR_NOTHING_ASKED, MNR_ERROR_FOREIGN_NUMBER, MNR_ERROR_WRONG_ANSWER,
/// MNR_ERROR_WRONG_ACTOR: the answer changed nothing; MNR_ERROR_ARGUMENT.
/// Any thread; waits while another is inside. Does not block otherwise.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_reception_answer_phone_confirmed(
    reception: *mut mnr_reception,
    at_ms: u64,
    number: *const mnr_number,
    actor: i32,
) -> i32 {
    guard!("mnr_reception_answer_phone_confirmed", {
        answer(reception, at_ms, number, Answer::PhoneConfirmed, actor)
    })
}

/// The answer to MNR_ACTION_AUTHENTICATE and MNR_ACTION_AUTHENTICATE_WITH_PIN: the centre accepted
/// the certificate.
///
/// reception: the reception. at_ms: the caller's monotonic clock, in milliseconds. number: that of
/// the action that is answered. registered: 1 where the card is registered for insurance use, 0
/// otherwise. actor: who answered, MNR_ACTOR_TERMINAL or MNR_ACTOR_CENTRE.
///
/// Errors: MNR_ERROR_NOTHING_ASKED, MNR_ERROR_FOREIGN_NUMBER, MNR_ERROR_WRONG_ANSWER,
/// MNR_ERROR_WRONG_ACTOR: the answer changed nothing; MNR_ERROR_ARGUMENT.
/// Any thread; waits while another is inside. Does not block otherwise.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_reception_answer_authenticated(
    reception: *mut mnr_reception,
    at_ms: u64,
    number: *const mnr_number,
    registered: i32,
    actor: i32,
) -> i32 {
    guard!("mnr_reception_answer_authenticated", {
        let registered = flag(registered, "registered")?;
        answer(
            reception,
            at_ms,
            number,
            Answer::Authenticated { registered },
            actor,
        )
    })
}

/// The answer to MNR_ACTION_REACQUIRE_CARD: the card was taken again.
///
/// reception: the reception. at_ms: the caller's monotonic clock, in milliseconds. number: that of
/// the action that is answered. same: 1 where it proved to be the same chip, 0 otherwise. actor:
/// who answered, MNR_ACTOR_READER.
///
/// Errors: MNR_ERROR_NOTHING_ASKED, MNR_ERROR_FOREIGN_NUMBER, MNR_ERROR_WRONG_ANSWER,
/// MNR_ERROR_WRONG_ACTOR: the answer changed nothing; MNR_ERROR_ARGUMENT.
/// Any thread; waits while another is inside. Does not block otherwise.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_reception_answer_reacquired(
    reception: *mut mnr_reception,
    at_ms: u64,
    number: *const mnr_number,
    same: i32,
    actor: i32,
) -> i32 {
    guard!("mnr_reception_answer_reacquired", {
        let same = flag(same, "same")?;
        answer(reception, at_ms, number, Answer::Reacquired { same }, actor)
    })
}

/// The answer to MNR_ACTION_OFFER_REGISTRATION: whether it is wanted.
///
/// reception: the reception. at_ms: the caller's monotonic clock, in milliseconds. number: that of
/// the action that is answered. wanted: 1 or 0. actor: who answered, MNR_ACTOR_PATIENT,
/// MNR_ACTOR_LEGAL_REPRESENTATIVE, MNR_ACTOR_PROXY or MNR_ACTOR_CARER.
///
/// Errors: MNR_ERROR_NOTHING_ASKED, MNR_ERROR_FOREIGN_NUMBER, MNR_ERROR_WRONG_ANSWER,
/// MNR_ERROR_WRONG_ACTOR: the answer changed nothing; MNR_ERROR_ARGUMENT.
/// Any thread; waits while another is inside. Does not block otherwise.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_reception_answer_registration_wanted(
    reception: *mut mnr_reception,
    at_ms: u64,
    number: *const mnr_number,
    wanted: i32,
    actor: i32,
) -> i32 {
    guard!("mnr_reception_answer_registration_wanted", {
        let wanted = flag(wanted, "wanted")?;
        answer(
            reception,
            at_ms,
            number,
            Answer::RegistrationWanted(wanted),
            actor,
        )
    })
}

/// The answer to MNR_ACTION_REGISTER: done.
///
/// reception: the reception. at_ms: the caller's monotonic clock, in milliseconds. number: that of
/// the action that is answered. actor: who answered, MNR_ACTOR_TERMINAL or MNR_ACTOR_CENTRE.
///
/// Errors: MNR_ERROR_NOTHING_ASKED, MNR_ERROR_FOREIGN_NUMBER, MNR_ERROR_WRONG_ANSWER,
/// MNR_ERROR_WRONG_ACTOR: the answer changed nothing; MNR_ERROR_ARGUMENT.
/// Any thread; waits while another is inside. Does not block otherwise.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_reception_answer_registered(
    reception: *mut mnr_reception,
    at_ms: u64,
    number: *const mnr_number,
    actor: i32,
) -> i32 {
    guard!("mnr_reception_answer_registered", {
        answer(reception, at_ms, number, Answer::Registered, actor)
    })
}

/// The answer to MNR_ACTION_REGISTER: taken, but it will take a while.
///
/// reception: the reception. at_ms: the caller's monotonic clock, in milliseconds. number: that of
/// the action that is answered. actor: who answered, MNR_ACTOR_TERMINAL or MNR_ACTOR_CENTRE.
///
/// Errors: MNR_ERROR_NOTHING_ASKED, MNR_ERROR_FOREIGN_NUMBER, MNR_ERROR_WRONG_ANSWER,
/// MNR_ERROR_WRONG_ACTOR: the answer changed nothing; MNR_ERROR_ARGUMENT.
/// Any thread; waits while another is inside. Does not block otherwise.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_reception_answer_registration_delayed(
    reception: *mut mnr_reception,
    at_ms: u64,
    number: *const mnr_number,
    actor: i32,
) -> i32 {
    guard!("mnr_reception_answer_registration_delayed", {
        answer(reception, at_ms, number, Answer::RegistrationDelayed, actor)
    })
}

/// The answer to MNR_ACTION_QUERY_ELIGIBILITY: what the centre said.
///
/// reception: the reception. at_ms: the caller's monotonic clock, in milliseconds. number: that of
/// the action that is answered. eligibility: one of MNR_ELIGIBILITY_*. actor: who answered,
/// MNR_ACTOR_TERMINAL or MNR_ACTOR_CENTRE.
///
/// Errors: MNR_ERROR_NOTHING_ASKED, MNR_ERROR_FOREIGN_NUMBER, MNR_ERROR_WRONG_ANSWER,
/// MNR_ERROR_WRONG_ACTOR: the answer changed nothing; MNR_ERROR_ARGUMENT.
/// Any thread; waits while another is inside. Does not block otherwise.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_reception_answer_eligibility(
    reception: *mut mnr_reception,
    at_ms: u64,
    number: *const mnr_number,
    eligibility: i32,
    actor: i32,
) -> i32 {
    guard!("mnr_reception_answer_eligibility", {
        let eligibility = event::eligibility(eligibility)?;
        answer(
            reception,
            at_ms,
            number,
            Answer::Eligibility(eligibility),
            actor,
        )
    })
}

/// The answer to MNR_ACTION_SHOW_NOTICE: it was read.
///
/// reception: the reception. at_ms: the caller's monotonic clock, in milliseconds. number: that of
/// the action that is answered. actor: who answered, MNR_ACTOR_PATIENT,
/// MNR_ACTOR_LEGAL_REPRESENTATIVE, MNR_ACTOR_PROXY or MNR_ACTOR_CARER.
///
/// Errors: MNR_ERROR_NOTHING_ASKED, MNR_ERROR_FOREIGN_NUMBER, MNR_ERROR_WRONG_ANSWER,
/// MNR_ERROR_WRONG_ACTOR: the answer changed nothing; MNR_ERROR_ARGUMENT.
/// Any thread; waits while another is inside. Does not block otherwise.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_reception_answer_notice_read(
    reception: *mut mnr_reception,
    at_ms: u64,
    number: *const mnr_number,
    actor: i32,
) -> i32 {
    guard!("mnr_reception_answer_notice_read", {
        answer(reception, at_ms, number, Answer::NoticeRead, actor)
    })
}

/// The answer to MNR_ACTION_CHOOSE_PRESCRIPTION: what the patient wants.
///
/// reception: the reception. at_ms: the caller's monotonic clock, in milliseconds. number: that of
/// the action that is answered. prescription: one of MNR_PRESCRIPTION_ELECTRONIC,
/// MNR_PRESCRIPTION_PAPER. actor: who answered, MNR_ACTOR_PATIENT, MNR_ACTOR_LEGAL_REPRESENTATIVE,
/// MNR_ACTOR_PROXY or MNR_ACTOR_CARER.
///
/// Errors: MNR_ERROR_NOTHING_ASKED, MNR_ERROR_FOREIGN_NUMBER, MNR_ERROR_WRONG_ANSWER,
/// MNR_ERROR_WRONG_ACTOR: the answer changed nothing; MNR_ERROR_ARGUMENT.
/// Any thread; waits while another is inside. Does not block otherwise.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_reception_answer_prescription(
    reception: *mut mnr_reception,
    at_ms: u64,
    number: *const mnr_number,
    prescription: i32,
    actor: i32,
) -> i32 {
    guard!("mnr_reception_answer_prescription", {
        let prescription = event::prescription(prescription)?;
        answer(
            reception,
            at_ms,
            number,
            Answer::Prescription(prescription),
            actor,
        )
    })
}

/// The answer to MNR_ACTION_ASK_CONSENT: what the patient consented to.
///
/// reception: the reception. at_ms: the caller's monotonic clock, in milliseconds. number: that of
/// the action that is answered. consents: a sum of MNR_CONSENT_*. actor: who answered,
/// MNR_ACTOR_PATIENT, MNR_ACTOR_LEGAL_REPRESENTATIVE, MNR_ACTOR_PROXY or MNR_ACTOR_CARER.
///
/// Errors: MNR_ERROR_NOTHING_ASKED, MNR_ERROR_FOREIGN_NUMBER, MNR_ERROR_WRONG_ANSWER,
/// MNR_ERROR_WRONG_ACTOR: the answer changed nothing; MNR_ERROR_ARGUMENT.
/// Any thread; waits while another is inside. Does not block otherwise.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_reception_answer_consented(
    reception: *mut mnr_reception,
    at_ms: u64,
    number: *const mnr_number,
    consents: u32,
    actor: i32,
) -> i32 {
    guard!("mnr_reception_answer_consented", {
        let consents = u8::try_from(consents)
            .ok()
            .and_then(Consents::from_bits)
            .ok_or_else(|| Failure::argument("consents", consents))?;
        answer(reception, at_ms, number, Answer::Consented(consents), actor)
    })
}

/// The answer to MNR_ACTION_DELIVER: handed to the facility's system.
///
/// reception: the reception. at_ms: the caller's monotonic clock, in milliseconds. number: that of
/// the action that is answered. actor: who answered, MNR_ACTOR_TERMINAL or MNR_ACTOR_CENTRE.
///
/// Errors: MNR_ERROR_NOTHING_ASKED, MNR_ERROR_FOREIGN_NUMBER, MNR_ERROR_WRONG_ANSWER,
/// MNR_ERROR_WRONG_ACTOR: the answer changed nothing; MNR_ERROR_ARGUMENT.
/// Any thread; waits while another is inside. Does not block otherwise.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_reception_answer_delivered(
    reception: *mut mnr_reception,
    at_ms: u64,
    number: *const mnr_number,
    actor: i32,
) -> i32 {
    guard!("mnr_reception_answer_delivered", {
        answer(reception, at_ms, number, Answer::Delivered, actor)
    })
}

pub(in super::super) fn scan_outcome(outcome: i32, agreeing: u8) -> Result<ScanOutcome, Failure> {
    Ok(match outcome {
        event::MNR_SCAN_READ => ScanOutcome::Read { agreeing },
        event::MNR_SCAN_WRONG_SIDE => ScanOutcome::WrongSide,
        event::MNR_SCAN_UPSIDE_DOWN => ScanOutcome::UpsideDown,
        event::MNR_SCAN_GLARE => ScanOutcome::Glare,
        event::MNR_SCAN_IN_CASE => ScanOutcome::InCase,
        event::MNR_SCAN_TWO_CARDS => ScanOutcome::TwoCards,
        event::MNR_SCAN_UNREADABLE => ScanOutcome::Unreadable,
        other => return Err(Failure::argument("outcome", other)),
    })
}
