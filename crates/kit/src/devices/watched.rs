//! A maker's devices, with a look at what they are asked and told.

use std::cell::RefCell;
use std::rc::Rc;

use mynareader_desk::{Devices, Given, Handle, Material, Served, View};
use mynareader_reception::reception::{Number, Order, Request, State};

/// What was seen in one check-in.
#[derive(Default)]
pub(super) struct Seen {
    /// Each request that reached a device, with the state in which it was made, in order.
    pub(super) asked: Vec<(Number, State)>,
    /// Requests that no longer wait: called off, or of a check-in before.
    over: Vec<Number>,
    /// The patient was asked to take the card.
    pub(super) card_was_offered: bool,
    /// In this state a request does not get through, once.
    pub(super) lose: Option<State>,
    /// It did not.
    pub(super) lost: bool,
}

impl Seen {
    /// Another check-in begins, in which the first request of this state is lost.
    pub(super) fn begin_anew(&mut self, lose: Option<State>) {
        let mut over = core::mem::take(&mut self.over);
        over.extend(self.asked.iter().map(|(number, _)| *number));
        *self = Self {
            over,
            lose,
            ..Self::default()
        };
    }

    /// Whether a request no longer waits, through nothing that a device did.
    pub(super) fn is_over(&self, number: Number) -> bool {
        self.over.contains(&number)
    }
}

/// Devices between a desk and a maker's.
pub(super) struct Watched {
    pub(super) inner: Box<dyn Devices>,
    pub(super) seen: Rc<RefCell<Seen>>,
    /// The desk's, once there is one; its state is that in which a request is made.
    pub(super) handle: Rc<RefCell<Option<Handle>>>,
}

impl Devices for Watched {
    fn order(&mut self, number: Number, order: &Order, view: View) {
        match order {
            Order::Abandon(which) => self.seen.borrow_mut().over.push(*which),
            Order::PromptRemoval => self.seen.borrow_mut().card_was_offered = true,
            _ => {}
        }
        self.inner.order(number, order, view);
    }

    fn request(
        &mut self,
        number: Number,
        request: &Request,
        material: Material<'_>,
        view: View,
    ) -> Served<Given> {
        let state = self
            .handle
            .borrow()
            .as_ref()
            .map_or(State::Idle, Handle::state);
        {
            let mut seen = self.seen.borrow_mut();
            seen.asked.push((number, state));
            if seen.lose == Some(state) && !seen.lost {
                seen.lost = true;
                return Served::Later;
            }
        }
        self.inner.request(number, request, material, view)
    }
}
