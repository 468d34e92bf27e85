//! Whoever plays by hand, one act at a time, beside a script that says what the world does and what
//! would be done next.

use std::collections::{BTreeMap, VecDeque};

use mynareader_reception::reception::{Actor, Offers, State, Waits};

use super::turn::{self, Happening, Turn};
use super::{Cue, Cues, Idle, Leave, Script};

/// Cues that are said by hand. Cameras, the terminal and the centre do what the script says, at once;
/// patient and staff wait for [`Hands::act`].
pub struct Hands {
    script: Script,
    /// How often the script leaves the card at the end.
    forgets: u8,
    /// Whether cameras and scanner wait as well.
    pub holds_devices: bool,
    /// What the script would do where something is waited for.
    next: Option<(State, Turn)>,
    next_idle: Option<Idle>,
    /// What was said, and not yet done.
    said: Option<Turn>,
    said_idle: Option<Idle>,
    said_leave: Option<Leave>,
    /// What devices or the centre are to do next, before what the script says.
    prepared: BTreeMap<State, VecDeque<Turn>>,
    /// What was done, as a scenario writes it.
    pub done: Done,
}

/// What was done in a play, in the parts of a scenario.
#[derive(Clone, Debug, Default)]
pub struct Done {
    /// While no card lay there, and what began each check-in.
    pub idle: Vec<Idle>,
    /// State by state.
    pub turns: BTreeMap<State, Vec<Turn>>,
    /// How often the card was left, in each check-in.
    pub forgets: Vec<u8>,
}

/// What does not fit to what is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotNow;

impl Hands {
    /// Hands beside a script, which leaves the card so often at the end.
    pub fn new(script: Script, forgets: u8) -> Self {
        Self {
            script,
            forgets,
            holds_devices: false,
            next: None,
            next_idle: None,
            said: None,
            said_idle: None,
            said_leave: None,
            prepared: BTreeMap::new(),
            done: Done::default(),
        }
    }

    /// Says what is done in a state that is asked.
    pub fn act(&mut self, state: State, word: &str) -> Result<(), String> {
        self.said = Some(turn::parse(state, word)?);
        Ok(())
    }

    /// Says what is done while no card lies there.
    pub fn act_idle(&mut self, word: &str) -> Result<(), NotNow> {
        let idle = match word {
            "place-card" => Idle::CardPlaced,
            "nobody" => Idle::NobodyComes,
            word => turn::while_idle(word).ok_or(NotNow)?,
        };
        self.said_idle = Some(idle);
        Ok(())
    }

    /// Says what is done with the card at the end.
    pub fn act_leave(&mut self, takes: bool) {
        self.said_leave = Some(if takes { Leave::Takes } else { Leave::Forgets });
    }

    /// Says what a device or the centre does the next time that a state asks.
    pub fn prepare(&mut self, state: State, word: &str) -> Result<(), String> {
        let turn = turn::parse(state, word)?;
        self.prepared.entry(state).or_default().push_back(turn);
        Ok(())
    }

    /// What the script would do in the state that is asked.
    pub fn hint(&self) -> Option<Turn> {
        self.next.map(|(_, turn)| turn)
    }

    /// What it would do while no card lies there.
    pub const fn idle_hint(&self) -> Option<Idle> {
        self.next_idle
    }

    /// Whether it would take the card.
    pub const fn leave_hint(&self) -> bool {
        self.forgets == 0
    }

    /// Whether the script says this for somebody who plays by hand.
    fn waits(&self, state: State, turn: Turn) -> bool {
        match turn {
            Turn::Happening(Happening::Fault(_)) => false,
            Turn::Happening(_) => true,
            // A part of the reader fails, whoever stands before it.
            Turn::Deed(deed, _) if deed.word.ends_with("-dead") => false,
            _ => match state.waits_for() {
                Waits::Patient | Waits::Phone | Waits::Staff => true,
                Waits::Device => self.holds_devices,
                _ => false,
            },
        }
    }

    fn scripted(&mut self, state: State, offers: Option<Offers>) -> Turn {
        let prepared = self.prepared.get_mut(&state);
        if let Some(turn) = prepared.and_then(VecDeque::pop_front) {
            return turn;
        }
        match self.script.next(state, offers) {
            Cue::Deed(deed, by) => Turn::Deed(deed, by),
            Cue::Code(code) => Turn::Code(code),
            Cue::Happening(happening) => Turn::Happening(happening),
            Cue::Silent => Turn::Silent,
            Cue::GivesUp => Turn::GivesUp,
            // A script types no PIN.
            Cue::Usual | Cue::Pin(_) | Cue::NotYet => Turn::Usual,
        }
    }
}

impl Cues for Hands {
    fn idle(&mut self) -> Idle {
        let next = match self.next_idle.take() {
            Some(next) => next,
            None => self.script.idle(),
        };
        // The terminal and the centre do not wait.
        if matches!(next, Idle::Happens(Happening::Fault(_))) {
            self.done.idle.push(next);
            return next;
        }
        let Some(said) = self.said_idle.take() else {
            self.next_idle = Some(next);
            return Idle::NotYet;
        };
        let begins = |idle| matches!(idle, Idle::CardPlaced | Idle::PhoneWanted);
        if begins(said) {
            // What the script has before this check-in is over with it.
            let mut next = next;
            while !begins(next) && next != Idle::NobodyComes {
                next = self.script.idle();
            }
            self.done.forgets.push(0);
        } else if said != next {
            self.next_idle = Some(next);
        }
        if said != Idle::NobodyComes {
            self.done.idle.push(said);
        }
        said
    }

    fn next(&mut self, state: State, offers: Option<Offers>) -> Cue {
        let turn = match self.next.take() {
            Some((of, turn)) if of == state => turn,
            _ => self.scripted(state, offers),
        };
        let done = if self.waits(state, turn) {
            let Some(said) = self.said.take() else {
                self.next = Some((state, turn));
                return Cue::NotYet;
            };
            // The patient goes on with the same afterwards.
            if said != turn
                && matches!(said, Turn::Happening(happening) if happening.leaves_the_request_open())
            {
                self.next = Some((state, turn));
            }
            said
        } else {
            turn
        };
        self.done.turns.entry(state).or_default().push(done);
        done.into()
    }

    fn leave(&mut self) -> Leave {
        let Some(said) = self.said_leave.take() else {
            return Leave::NotYet;
        };
        if said == Leave::Forgets {
            self.forgets = self.forgets.saturating_sub(1);
            if let Some(count) = self.done.forgets.last_mut() {
                *count = count.saturating_add(1);
            }
        }
        said
    }
}

/// Who would do this: the staff, where it is not the patient.
pub fn is_staffs(state: State, turn: Turn) -> bool {
    match turn {
        Turn::Happening(happening) => !matches!(
            happening,
            Happening::RemoveCard | Happening::Cancel(Actor::Patient) | Happening::Fault(_)
        ),
        _ => state.waits_for() == Waits::Staff,
    }
}
