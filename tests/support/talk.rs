//! Talks to a reception without a desk: one input, and what is asked next.
#![allow(dead_code)] // Each test takes what it needs.

use mynareader::facts::{CertificateState, TokenKind, Tries};
use mynareader::journal::Entry;
use mynareader::reception::{
    Actor, Answer, CardFacts, Event, Input, Order, Reception, Reply, Request, Task, Tick,
};

pub const DAY: &str = "2026-11-24";

/// An ordinary card with all its tries.
pub const CARD: CardFacts = CardFacts {
    kind: TokenKind::Card,
    pin_tries: Tries::Left(3),
    code_b_tries: Tries::Left(10),
    face_only: false,
    certificate: CertificateState::Valid,
    card_expiry: None,
};

pub fn requests(reply: &Reply) -> Vec<Request> {
    reply
        .actions
        .iter()
        .filter_map(|action| match action.task {
            Task::Request(request) => Some(request),
            Task::Order(_) => None,
        })
        .collect()
}

pub fn entries(reply: &Reply) -> Vec<Entry> {
    reply
        .actions
        .iter()
        .filter_map(|action| match action.task {
            Task::Order(Order::Record(entry)) => Some(entry),
            _ => None,
        })
        .collect()
}

pub fn say(reception: &mut Reception, input: Input) -> Vec<Request> {
    requests(&reception.handle(Event::new(Tick::ZERO, input)))
}

pub fn tell(reception: &mut Reception, answer: Answer, by: Actor) -> Vec<Request> {
    requests(&reply_to(reception, answer, by))
}

/// What comes of an answer to whatever is open.
pub fn reply_to(reception: &mut Reception, answer: Answer, by: Actor) -> Reply {
    let number = reception.pending().unwrap();
    let input = Input::Answered { number, answer, by };
    reception.handle(Event::new(Tick::ZERO, input))
}

pub fn identify(reception: &mut Reception) -> Vec<Request> {
    identify_as(reception, CARD)
}

pub fn identify_as(reception: &mut Reception, facts: CardFacts) -> Vec<Request> {
    let day = DAY.parse().unwrap();
    say(reception, Input::CardPlaced { day });
    tell(reception, Answer::Identified(facts), Actor::Reader)
}
