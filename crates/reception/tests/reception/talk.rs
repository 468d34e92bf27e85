//! Talks to a reception without a desk: one input, and what is asked next.
#![allow(dead_code)] // Each test takes what it needs.

use mynareader_facts::calendar::Date;
use mynareader_facts::{CertificateState, Method, Mode, TokenKind, Tries};
use mynareader_reception::fault::FaultCode;
use mynareader_reception::journal::Entry;
use mynareader_reception::reception::{
    Actor, Answer, CardFacts, Comparison, Config, EndReason, Event, FaceDecision, FurtherFacts,
    Input, Liveness, Mark, Offers, Order, Outcome, Reception, Reply, Request, Scan, ScanOutcome,
    Sighting, State, Task, Tick,
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
    place_on(reception, DAY.parse().unwrap(), facts)
}

pub fn with(change: impl FnOnce(&mut Config)) -> Reception {
    let mut config = Config::default();
    change(&mut config);
    Reception::new(config)
}

pub fn in_mode(mode: Mode) -> Reception {
    with(|config| config.mode = mode)
}

pub fn day(text: &str) -> Date {
    text.parse().unwrap()
}

pub fn orders(reply: &Reply) -> Vec<Order> {
    reply
        .actions
        .iter()
        .filter_map(|action| match action.task {
            Task::Order(order) => Some(order),
            Task::Request(_) => None,
        })
        .collect()
}

pub fn ended(reception: &Reception) -> Option<(EndReason, FaultCode)> {
    match reception.outcome()? {
        Outcome::Ended { reason, fault } => Some((reason, fault)),
        other => panic!("{other}"),
    }
}

pub fn offers(asked: &[Request]) -> Offers {
    match asked {
        [Request::ChooseMethod { offers, .. } | Request::DecideLastTry { offers, .. }] => *offers,
        other => panic!("{other:?}"),
    }
}

pub fn place_on(reception: &mut Reception, day: Date, facts: CardFacts) -> Vec<Request> {
    say(reception, Input::CardPlaced { day });
    let asked = tell(reception, Answer::Identified(facts), Actor::Reader);
    if let Some(number) = reception.reading_ahead() {
        let answer = Answer::ReadAhead(FurtherFacts {
            code_b_tries: facts.code_b_tries,
            certificate: facts.certificate,
            face_fault: None,
        });
        let by = Actor::Reader;
        say(reception, Input::Answered { number, answer, by });
    }
    asked
}

pub fn choose(reception: &mut Reception, method: Method) -> Vec<Request> {
    tell(reception, Answer::Method(method), Actor::Patient)
}

/// To where the camera looks.
pub fn to_camera(reception: &mut Reception) {
    identify(reception);
    choose(reception, Method::Face);
    let scan = Scan {
        outcome: ScanOutcome::Read { agreeing: 2 },
        mark: Mark::NotSeen,
    };
    tell(reception, Answer::Scanned(scan), Actor::Reader);
    tell(reception, Answer::RecordRead, Actor::Reader);
    assert_eq!(reception.state(), State::ComparingFace);
}

pub fn compared(decision: FaceDecision, liveness: Liveness) -> Answer {
    Answer::Compared(Comparison { decision, liveness })
}

/// Proved by the face, by the PIN or by the staff, and the national software is asked.
pub fn to_authentication(reception: &mut Reception, by: Method) -> Vec<Request> {
    match by {
        Method::Face => {
            to_camera(reception);
            let matched = compared(FaceDecision::Match, Liveness::Live);
            tell(reception, matched, Actor::Reader)
        }
        Method::Pin => {
            identify(reception);
            if reception.state() == State::ChoosingMethod {
                choose(reception, Method::Pin);
            }
            tell(reception, Answer::PinEntered, Actor::Patient);
            tell(reception, Answer::ChallengeObtained, Actor::Terminal);
            tell(reception, Answer::PinVerified, Actor::Reader)
        }
        _ => {
            identify(reception);
            if reception.state() == State::ChoosingMethod {
                choose(reception, Method::Staff);
            }
            let same = Answer::Sighted(Sighting::Same);
            let asked = tell(reception, same, Actor::Staff);
            if reception.state() != State::CheckingPasscode {
                return asked;
            }
            let right = Answer::Passcode { accepted: true };
            tell(reception, right, Actor::Terminal)
        }
    }
}

/// In the visual mode: from the staff's look to the question for the eligibility.
pub fn to_eligibility(reception: &mut Reception, day: Date, facts: CardFacts) {
    place_on(reception, day, facts);
    tell(reception, Answer::Sighted(Sighting::Same), Actor::Staff);
    let registered = Answer::Authenticated { registered: true };
    tell(reception, registered, Actor::Centre);
    let asked = tell(reception, Answer::Reacquired { same: true }, Actor::Reader);
    assert_eq!(asked, [Request::QueryEligibility]);
}
