//! What a check-in works with while it handles an event, and where it goes from there.
#![forbid(unsafe_code)]

use super::action::{Action, Order, Task};
use super::config::Config;
use super::entry::Entry;
use super::event::Tick;
use super::number::Number;
use super::outcome::{EndReason, Outcome};
use crate::fault::FaultCode;
use mynareader_facts::Mode;

/// The numbering of actions.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Numbers {
    station: u16,
    session: u64,
    sequence: u32,
}

impl Numbers {
    pub(super) const fn new(config: &Config) -> Self {
        Self {
            station: config.station,
            session: config.sessions_after,
            sequence: 0,
        }
    }

    /// Goes by another set-up from now on. Sessions are never counted back.
    pub(super) fn configure(&mut self, config: &Config) {
        self.station = config.station;
        self.session = self.session.max(config.sessions_after);
    }

    pub(super) fn next(&mut self) -> Number {
        self.sequence = self.sequence.wrapping_add(1);
        Number {
            station: self.station,
            session: self.session,
            sequence: self.sequence,
        }
    }

    pub(super) fn next_session(&mut self) {
        self.session = self.session.wrapping_add(1);
        self.sequence = 0;
    }
}

/// What holds beside the check-in: set-up, operation mode, time and numbering.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Setting {
    pub(super) config: Config,
    pub(super) mode: Mode,
    pub(super) now: Tick,
    pub(super) numbers: Numbers,
}

/// What a check-in works with while it handles an event.
pub(super) struct Context<'a> {
    pub(super) setting: &'a mut Setting,
    pub(super) actions: &'a mut Vec<Action>,
}

impl<'a> Context<'a> {
    pub(super) const fn new(setting: &'a mut Setting, actions: &'a mut Vec<Action>) -> Self {
        Self { setting, actions }
    }

    pub(super) fn order(&mut self, order: Order) {
        let number = self.setting.numbers.next();
        self.actions.push(Action {
            number,
            task: Task::Order(order),
        });
    }

    pub(super) fn record(&mut self, entry: Entry) {
        self.order(Order::Record(entry));
    }
}

/// Where a check-in goes from here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Flow {
    /// On: a request is open.
    On,
    /// To its end.
    End(Outcome),
}

impl Flow {
    pub(super) const fn end(reason: EndReason, fault: FaultCode) -> Self {
        Self::End(Outcome::Ended { reason, fault })
    }
}
