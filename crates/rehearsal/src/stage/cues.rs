//! Who says what is done at each turn: a habit, a scenario's script, or a person at the terminal.

use std::cell::RefCell;
use std::collections::{BTreeMap, VecDeque};
use std::rc::Rc;

use mynareader_card::secret::{CodeB, Pin};
use mynareader_facts::{Method, Mode};
use mynareader_reception::fault::FaultCode;
use mynareader_reception::reception::{Actor, Offers, State};

use super::turn::{self, Deed, Happening, Idle, Turn};

/// What is done at one turn.
pub enum Cue {
    /// A deed, by whom if it is not who usually does it.
    Deed(&'static Deed, Option<Actor>),
    /// What is usual for whoever the card belongs to.
    Usual,
    /// A PIN was typed.
    Pin(Pin),
    /// The terminal or the centre answers with a code.
    Code(FaultCode),
    /// Something happens instead, or before.
    Happening(Happening),
    /// Nobody does anything until the time is over.
    Silent,
    /// The patient stops here.
    GivesUp,
    /// Nobody has said yet; it is asked again.
    NotYet,
}

impl From<Turn> for Cue {
    fn from(turn: Turn) -> Self {
        match turn {
            Turn::Deed(deed, by) => Self::Deed(deed, by),
            Turn::Code(code) => Self::Code(code),
            Turn::Happening(happening) => Self::Happening(happening),
            Turn::Silent => Self::Silent,
            Turn::Usual => Self::Usual,
            Turn::GivesUp => Self::GivesUp,
        }
    }
}

/// What is done with the card when the check-in is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leave {
    /// It is taken.
    Takes,
    /// It lies there until the patient is reminded once more.
    Forgets,
    /// Nobody has said yet.
    NotYet,
}

/// Whoever says what is done.
pub trait Cues {
    /// What is done while no card lies there.
    fn idle(&mut self) -> Idle;

    /// What is done now that this state asks; with the methods that are open, where one is chosen.
    fn next(&mut self, state: State, offers: Option<Offers>) -> Cue;

    /// What is done with the card that still lies there at the end.
    fn leave(&mut self) -> Leave {
        Leave::Takes
    }
}

impl<C: Cues + ?Sized> Cues for Box<C> {
    fn idle(&mut self) -> Idle {
        (**self).idle()
    }

    fn next(&mut self, state: State, offers: Option<Offers>) -> Cue {
        (**self).next(state, offers)
    }

    fn leave(&mut self) -> Leave {
        (**self).leave()
    }
}

/// A patient who takes one method and, where it does not lead on, stops.
pub struct Habit {
    method: Method,
    came: bool,
    chosen: bool,
}

impl Habit {
    /// The patient who takes this method.
    pub const fn new(method: Method) -> Self {
        Self {
            method,
            came: false,
            chosen: false,
        }
    }

    /// The method that a mode suggests.
    pub const fn of_mode(mode: Mode) -> Method {
        match mode {
            Mode::Unattended => Method::Face,
            Mode::PinOnly => Method::Pin,
            Mode::Visual => Method::Staff,
        }
    }
}

/// The deed of a word that is written in this program.
fn deed(state: State, word: &str) -> Cue {
    turn::parse(state, word).map_or(Cue::Usual, Cue::from)
}

impl Cues for Habit {
    fn idle(&mut self) -> Idle {
        if std::mem::replace(&mut self.came, true) {
            Idle::NobodyComes
        } else {
            Idle::CardPlaced
        }
    }

    fn next(&mut self, state: State, _offers: Option<Offers>) -> Cue {
        match state {
            State::ChoosingMethod => {
                if std::mem::replace(&mut self.chosen, true) {
                    return Cue::GivesUp;
                }
                let word = match self.method {
                    Method::Face => "face",
                    Method::Pin => "pin",
                    _ => "staff",
                };
                deed(state, word)
            }
            State::DecidingLastTry | State::EnteringPin if self.method != Method::Pin => {
                Cue::GivesUp
            }
            State::CheckingBySight if self.method != Method::Staff => Cue::GivesUp,
            _ => {
                self.chosen |= matches!(
                    state,
                    State::DecidingLastTry | State::EnteringPin | State::CheckingBySight
                );
                Cue::Usual
            }
        }
    }
}

/// What a scenario says, state by state; where it says nothing more, what is usual.
pub struct Script {
    idle: VecDeque<Idle>,
    turns: BTreeMap<State, VecDeque<Turn>>,
    scripted: Vec<State>,
    habit: Habit,
}

impl Script {
    /// The turns of a scenario in this mode, and what happens while no card lies there.
    pub fn new(
        idle: impl IntoIterator<Item = Idle>,
        turns: BTreeMap<State, VecDeque<Turn>>,
        mode: Mode,
    ) -> Self {
        Self {
            idle: idle.into_iter().collect(),
            scripted: turns.keys().copied().collect(),
            turns,
            habit: Habit::new(Habit::of_mode(mode)),
        }
    }

    /// What was written and never came to its turn.
    pub fn left_over(&self) -> Vec<State> {
        self.turns
            .iter()
            .filter(|(_, turns)| !turns.is_empty())
            .map(|(state, _)| *state)
            .collect()
    }
}

impl Cues for Script {
    fn idle(&mut self) -> Idle {
        let next = self.idle.pop_front().unwrap_or(Idle::NobodyComes);
        if matches!(next, Idle::CardPlaced | Idle::PhoneWanted) {
            self.habit.chosen = false;
        }
        next
    }

    fn next(&mut self, state: State, offers: Option<Offers>) -> Cue {
        if let Some(turn) = self.turns.get_mut(&state).and_then(VecDeque::pop_front) {
            return turn.into();
        }
        match state {
            State::ChoosingPhone if self.scripted.contains(&state) => Cue::GivesUp,
            // Whoever has tried all that the scenario names stops, and so does whoever comes to a
            // method that it does not name.
            State::ChoosingMethod if self.scripted.contains(&state) => Cue::GivesUp,
            State::DecidingLastTry => Cue::GivesUp,
            State::EnteringPin if self.scripted.contains(&state) => Cue::GivesUp,
            State::EnteringPin | State::EnteringPinAhead => deed(state, "right"),
            State::ScanningCardFace => deed(state, "read"),
            State::ChoosingMethod => self.habit.next(state, offers),
            _ => Cue::Usual,
        }
    }
}

/// The cues stay with whoever started the play, who asks what was left over, or says what is done next.
impl<C: Cues> Cues for Rc<RefCell<C>> {
    fn idle(&mut self) -> Idle {
        self.borrow_mut().idle()
    }

    fn next(&mut self, state: State, offers: Option<Offers>) -> Cue {
        self.borrow_mut().next(state, offers)
    }

    fn leave(&mut self) -> Leave {
        self.borrow_mut().leave()
    }
}

/// Four digits that are not these.
pub fn another_pin(own: Option<&str>) -> Vec<u8> {
    let mut digits = own.unwrap_or("0000").as_bytes().to_vec();
    if let Some(first) = digits.first_mut() {
        *first = next_digit(*first, 1);
    }
    digits
}

const fn next_digit(digit: u8, steps: u8) -> u8 {
    b'0' + (digit.wrapping_sub(b'0').wrapping_add(steps)) % 10
}

/// Three looks at the printed digits; each misreads its last one by so much.
pub fn looks(printed: Option<&str>, off_by: [u8; 3]) -> Vec<CodeB> {
    let Some(printed) = printed else {
        return Vec::new();
    };
    off_by
        .into_iter()
        .filter_map(|steps| {
            let mut digits = printed.as_bytes().to_vec();
            if let Some(last) = digits.last_mut() {
                *last = next_digit(*last, steps);
            }
            CodeB::from_ascii(&digits).ok()
        })
        .collect()
}
