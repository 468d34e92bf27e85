//! The end of a check-in: the card waits to be taken.
#![forbid(unsafe_code)]

use super::action::{Cue, Order, StaffNotice};
use super::context::Context;
use super::event::Tick;
use super::outcome::Outcome;
use crate::fault::{FaultCode, Step};
use crate::guidance::Situation;
use mynareader_facts::Place;
use mynareader_facts::calendar::Date;

/// A check-in that has ended and whose card still lies there.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Ended {
    pub(super) outcome: Outcome,
    pub(super) remind_at: Tick,
    /// At which reader the card lies.
    pub(super) place: Place,
    day: Date,
    reminders: u8,
}

/// Reminders are counted up to here, so that a card forgotten overnight stays one state.
const MOST_REMINDERS: u8 = 5;

impl Ended {
    pub(super) fn new(context: &Context<'_>, day: Date, place: Place, outcome: Outcome) -> Self {
        Self {
            outcome,
            place,
            day,
            remind_at: context
                .setting
                .now
                .after(context.setting.config.patience.forgotten_card),
            reminders: 0,
        }
    }

    pub(super) fn remind(&mut self, context: &mut Context<'_>) {
        self.reminders = self.reminders.saturating_add(1).min(MOST_REMINDERS);
        self.remind_at = context
            .setting
            .now
            .after(context.setting.config.patience.forgotten_card);
        if self.reminders == 1 {
            context.order(Order::Advise {
                fault: FaultCode::CARD_LEFT.into(),
                situation: of_a_card_left(context, self.day),
            });
        }
        context.order(Order::PromptRemoval);
        context.order(Order::Sound(Cue::TakeCard));
        context.order(Order::SoundAlarm {
            reminder: self.reminders,
        });
        context.order(Order::Tell(StaffNotice::CardForgotten));
    }
}

/// The situation where a card was left after its check-in. Whose it is is not asked any more.
fn of_a_card_left(context: &Context<'_>, day: Date) -> Situation {
    let mut situation = Situation::on(day);
    situation.mode = context.setting.mode;
    situation.step = Step::Remove;
    situation.facility = context.setting.config.all_of_the_facility();
    situation.facility_lacks = context.setting.config.all_that_it_lacks();
    situation.age_of_rules_told = true;
    situation
}
