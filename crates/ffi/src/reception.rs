//! The reception: events in, one function each; actions out, one after the other.

use core::ffi::c_char;
use std::collections::VecDeque;

use super::failure::Failure;
use super::guard;
use super::guidance::{log_age_of_rules, mnr_situation};
use super::handle::{self, Handle};
use super::log;
use super::pointer::{self, Buffer, Out};
use super::status::{
    MNR_ERROR_ALREADY_ANSWERED, MNR_ERROR_CLOCK, MNR_ERROR_FOREIGN_NUMBER, MNR_ERROR_NOT_FOUND,
    MNR_ERROR_NOT_NOW, MNR_ERROR_NOTHING_ASKED, MNR_ERROR_WRONG_ACTOR, MNR_ERROR_WRONG_ANSWER,
    MNR_ERROR_WRONG_STATION,
};
use mynareader_facts::calendar::Date;
use mynareader_reception::guidance::Situation;
use mynareader_reception::journal::{Filed, Recorder};
use mynareader_reception::reception::{
    Action, Asked, Event, Input, Number, Order, Reception, Refusal, State, Task, WrongAnswer,
};

pub mod action;
pub mod answer;
mod clock;
pub mod config;
pub mod event;
pub mod happening;
pub mod words;

use action::{describe, mnr_action, mnr_number};
use clock::{Clock, Went};
use config::mnr_reception_config;

/// The reception at one reader. It does no input or output, reads no clock and holds no secret:
/// events go in, actions come out, and the program carries them out.
///
/// Any thread. A second thread waits for the first; the wait is short.
pub struct mnr_reception {
    _opaque: [u8; 0],
}

/// A reception with what it asks for and has written down.
pub struct Running {
    reception: Reception,
    clock: Clock,
    queue: VecDeque<Action>,
    asked: Asked,
    recorder: Recorder,
    /// What the last code that came up was judged by.
    situation: Option<Situation>,
    /// The day in Japan of the check-in that runs or ran last.
    day: Option<Date>,
    /// Of the check-in that ended last.
    journal: Option<Filed>,
}

impl Handle for mnr_reception {
    type State = Running;
    type Side = ();
    const NAME: &'static str = "mnr_reception";
    const WAITS: bool = true;
}

const fn status(refusal: Refusal) -> i32 {
    match refusal {
        Refusal::NothingAsked => MNR_ERROR_NOTHING_ASKED,
        Refusal::ForeignNumber => MNR_ERROR_FOREIGN_NUMBER,
        Refusal::WrongAnswer => MNR_ERROR_WRONG_ANSWER,
        Refusal::WrongActor => MNR_ERROR_WRONG_ACTOR,
        Refusal::NotNow | Refusal::NotOffered(_) => MNR_ERROR_NOT_NOW,
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        Self::new(status(refusal), refusal)
    }
}

impl From<WrongAnswer> for Failure {
    fn from(wrong: WrongAnswer) -> Self {
        let status = match wrong {
            WrongAnswer::Station { .. } => MNR_ERROR_WRONG_STATION,
            WrongAnswer::Answered { .. } => MNR_ERROR_ALREADY_ANSWERED,
            WrongAnswer::Late { refusal, .. }
            | WrongAnswer::Unfit { refusal, .. }
            | WrongAnswer::Unasked { refusal, .. } => status(refusal),
        };
        Self::new(status, wrong)
    }
}

/// Hands an event in, and keeps what is to be done.
fn hand_in(reception: *mut mnr_reception, at_ms: u64, input: Input) -> Result<(), Failure> {
    handle::with(reception, |running| {
        let waits = running.reception.next_deadline().is_some();
        let (at, went) = running.clock.follow(at_ms);
        let leapt = match went {
            // Nobody has to tick while nothing is waited for.
            Went::Ahead(_) if !waits => None,
            Went::On => None,
            Went::Ahead(by) => Some(format!("ahead by {by} ms")),
            Went::Back(by) => Some(format!("back by {by} ms")),
        };
        let leapt = leapt.map(|how| {
            let text = format!("the clock of at_ms leapt {how}; time goes on from there");
            Failure::new(MNR_ERROR_CLOCK, text)
        });
        let was_idle = running.reception.state() == State::Idle;
        let reply = running.reception.handle(Event::new(at, input));
        if let (true, None, Some(day)) = (was_idle, reply.refused, input.day()) {
            running.day = Some(day);
        }
        if let (Input::Answered { number, answer, .. }, None) = (&input, reply.refused) {
            running.asked.answered(*number, answer);
        }
        for action in reply.actions {
            if let Task::Request(request) = &action.task {
                running.asked.ask(action.number, request);
            }
            match action.task {
                // The journal is kept here.
                Task::Order(Order::Record(entry)) => {
                    let model = running.reception.config().reader_model;
                    if let (Some(journal), Some(day)) =
                        (running.recorder.record(at, entry), running.day)
                    {
                        running.journal = Some(Filed::new(action.number, model, day, journal));
                    }
                }
                _ => running.queue.push_back(action),
            }
        }
        if let Some(leapt) = leapt {
            if input == Input::Tick {
                return Err(leapt);
            }
            // Whether the event was taken is another matter, and its status.
            log::failure("mnr_reception", &leapt);
        }
        match (reply.refused, &input) {
            (None, _) => Ok(()),
            (Some(refusal), Input::Answered { number, answer, by }) => {
                let asked = &running.asked;
                Err(asked
                    .explain(&running.reception.standing(), *number, answer, *by, refusal)
                    .into())
            }
            (Some(refusal), _) => Err(refusal.into()),
        }
    })
}

/// The number of a request that is answered.
pub(super) unsafe fn number(number: *const mnr_number) -> Result<Number, Failure> {
    // SAFETY: the caller gives NULL or a number.
    let number = unsafe { number.as_ref() }.ok_or_else(|| Failure::null("number"))?;
    Ok(Number {
        // A station that no reader can have is one that is foreign to all.
        station: u16::try_from(number.station).map_err(|_| {
            Failure::new(
                MNR_ERROR_WRONG_STATION,
                format_args!("number->station is {}, which no reader has", number.station),
            )
        })?,
        session: number.session,
        sequence: number.sequence,
    })
}

/// Makes a reception that waits for its first card.
///
/// config: the configuration of the reader; NULL for all defaults. reception: where to put the
/// handle; free it with mnr_reception_free.
///
/// Errors: MNR_ERROR_ARGUMENT, MNR_ERROR_DATE, MNR_ERROR_STRUCT_SIZE.
/// Any thread. Does not block.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_reception_new(
    config: *const mnr_reception_config,
    reception: *mut *mut mnr_reception,
) -> i32 {
    guard!("mnr_reception_new", {
        let out = Out::new(reception, "reception")?;
        let running = Running {
            reception: Reception::new(config::given(config)?),
            clock: Clock::default(),
            queue: VecDeque::new(),
            asked: Asked::default(),
            recorder: Recorder::new(),
            situation: None,
            day: None,
            journal: None,
        };
        out.put(handle::make::<mnr_reception>(running, ())?);
        Ok(())
    })
}

/// Replaces the configuration between patients. The operation mode does not change.
///
/// reception: the reception. config: the configuration of the reader.
///
/// Errors: MNR_ERROR_NOT_NOW while a check-in runs or a card has not been taken yet,
/// MNR_ERROR_ARGUMENT, MNR_ERROR_DATE, MNR_ERROR_STRUCT_SIZE.
/// Any thread; waits while another thread uses the handle. Does not block otherwise.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_reception_configure(
    reception: *mut mnr_reception,
    config: *const mnr_reception_config,
) -> i32 {
    guard!("mnr_reception_configure", {
        let config = config::config(&pointer::take_struct(config, "config")?)?;
        handle::with(reception, |running| {
            Ok(running.reception.configure(config)?)
        })
    })
}

/// Gets the next action, in order. Call it after every event until it returns MNR_ERROR_NOT_FOUND,
/// also if the event was refused: a deadline may have passed.
///
/// reception: the reception. action: where to put it; set its struct_size before.
///
/// Errors: MNR_ERROR_NOT_FOUND if there is no action, MNR_ERROR_STRUCT_SIZE.
/// Any thread; waits while another thread uses the handle. Does not block otherwise.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_reception_next_action(
    reception: *mut mnr_reception,
    action: *mut mnr_action,
) -> i32 {
    guard!("mnr_reception_next_action", {
        pointer::struct_size(action, "action")?;
        let next = handle::with(reception, |running| {
            let next = running
                .queue
                .pop_front()
                .ok_or_else(|| Failure::new(MNR_ERROR_NOT_FOUND, "nothing is to be done"))?;
            if let Task::Order(Order::Advise { situation, .. }) = next.task {
                log_age_of_rules("mnr_reception", &situation);
                running.situation = Some(situation);
            }
            Ok(describe(
                next,
                running.reception.config().rehearsal,
                running.reception.pending() == Some(next.number) && running.reception.may_go_back(),
            ))
        })?;
        pointer::put_struct(action, next, "action")
    })
}

/// Gets the situation of the last MNR_ACTION_ADVISE, for mnr_guide. The program may add what only
/// it knows: the language, what the patient has with them, who is at the counter.
///
/// reception: the reception. situation: where to put it; set its struct_size before.
///
/// Errors: MNR_ERROR_NOT_FOUND before the first MNR_ACTION_ADVISE, MNR_ERROR_STRUCT_SIZE.
/// Any thread; waits while another thread uses the handle. Does not block otherwise.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_reception_situation(
    reception: *mut mnr_reception,
    situation: *mut mnr_situation,
) -> i32 {
    guard!("mnr_reception_situation", {
        pointer::struct_size(situation, "situation")?;
        let found = handle::with(reception, |running| {
            running
                .situation
                .ok_or_else(|| Failure::new(MNR_ERROR_NOT_FOUND, "no code has come up yet"))
        })?;
        pointer::put_struct(situation, mnr_situation::of(&found), "situation")
    })
}

/// Gets the latest time to call mnr_reception_tick, by the caller's monotonic clock.
///
/// reception: the reception. at_ms: where to put the time.
///
/// Errors: MNR_ERROR_NOT_FOUND if there is no deadline.
/// Any thread; waits while another thread uses the handle. Does not block otherwise.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_reception_deadline(
    reception: *mut mnr_reception,
    at_ms: *mut u64,
) -> i32 {
    guard!("mnr_reception_deadline", {
        let at_ms = Out::new(at_ms, "at_ms")?;
        let next = handle::with(reception, |running| {
            running
                .reception
                .next_deadline()
                .map(|at| running.clock.by_the_callers(at))
                .ok_or_else(|| Failure::new(MNR_ERROR_NOT_FOUND, "nothing happens by itself"))
        })?;
        at_ms.put(next);
        Ok(())
    })
}

/// The operation mode.
///
/// reception: the reception. mode: where to put one of MNR_MODE_*.
///
/// Errors: those of pointers and handles.
/// Any thread; waits while another thread uses the handle. Does not block otherwise.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_reception_mode(reception: *mut mnr_reception, mode: *mut i32) -> i32 {
    guard!("mnr_reception_mode", {
        let mode = Out::new(mode, "mode")?;
        let now = handle::with(reception, |running| Ok(running.reception.mode()))?;
        mode.put(super::facts::mode_number(now));
        Ok(())
    })
}

/// The state of the check-in, as a stable name for logs and displays: "idle", "entering-pin".
///
/// reception: the reception. name, capacity: where to put it, NUL-terminated; NULL and 0 to ask
/// for the size. needed: the size with the NUL; 32 is enough for every name.
///
/// Errors: MNR_ERROR_BUFFER.
/// Any thread; waits while another thread uses the handle. Does not block otherwise.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_reception_state_name(
    reception: *mut mnr_reception,
    name: *mut c_char,
    capacity: usize,
    needed: *mut usize,
) -> i32 {
    guard!("mnr_reception_state_name", {
        let buffer = Buffer::new(name.cast(), capacity, needed, "name")?;
        let state = handle::with(reception, |running| Ok(running.reception.state()))?;
        buffer.put_text(state.name())
    })
}

/// The journal of the last check-in that ended: the line of JSON that a file has of it
/// (docs/journal.md), with day, station, session, mode, steps, codes, counters, durations. No name, no
/// number of a card or a person, no photo.
///
/// reception: the reception. json, capacity: where to put it, UTF-8, NUL-terminated; NULL and 0 to
/// ask for the size. needed: the size with the NUL.
///
/// Errors: MNR_ERROR_NOT_FOUND before the first check-in has ended, MNR_ERROR_BUFFER.
/// Any thread; waits while another thread uses the handle. Does not block otherwise.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_reception_journal(
    reception: *mut mnr_reception,
    json: *mut c_char,
    capacity: usize,
    needed: *mut usize,
) -> i32 {
    guard!("mnr_reception_journal", {
        let buffer = Buffer::new(json.cast(), capacity, needed, "json")?;
        let text = handle::with(reception, |running| {
            let journal = running
                .journal
                .as_ref()
                .ok_or_else(|| Failure::new(MNR_ERROR_NOT_FOUND, "no check-in has ended yet"))?;
            serde_json::to_string(journal)
                .map_err(|_| Failure::new(MNR_ERROR_NOT_FOUND, "the journal has no JSON form"))
        })?;
        buffer.put_text(&text)
    })
}

/// Frees a reception. NULL is allowed and does nothing.
///
/// Errors: MNR_ERROR_HANDLE.
/// Any thread; waits while another thread uses the handle. Does not block otherwise.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_reception_free(reception: *mut mnr_reception) -> i32 {
    guard!("mnr_reception_free", { handle::free(reception) })
}
