//! What is read of the card while people are asked something, as the reception hears of it.

use core::time::Duration;

use super::talk;
use mynareader_facts::{CertificateState, Method, TokenKind, Tries};
use mynareader_reception::fault::FaultCode;
use mynareader_reception::journal::Entry;
use mynareader_reception::reception::{
    Actor, Ahead, Answer, CardFacts, Closed, Config, Event, Fitted, FurtherFacts, Input, Mark,
    Number, Offer, Order, PinVerifier, Reception, Refusal, Reply, Request, Scan, ScanOutcome,
    State, Task, Tick,
};
use talk::{CARD, choose, day, entries, place_on, reply_to, requests, say, tell};

/// What the chip says at first.
const FIRST: CardFacts = CardFacts {
    code_b_tries: Tries::Unknown,
    certificate: CertificateState::Unknown,
    ..CARD
};

const ALL: FurtherFacts = FurtherFacts {
    code_b_tries: Tries::Left(10),
    certificate: CertificateState::Grace,
    face_fault: None,
};

fn placed(config: Config) -> (Reception, Vec<Request>) {
    let mut reception = Reception::new(config);
    say(
        &mut reception,
        Input::CardPlaced {
            day: day(talk::DAY),
        },
    );
    let asked = tell(&mut reception, Answer::Identified(FIRST), Actor::Reader);
    (reception, asked)
}

fn answered(reception: &mut Reception, number: Number, answer: Answer, by: Actor) -> Reply {
    let input = Input::Answered { number, answer, by };
    reception.handle(Event::new(Tick::ZERO, input))
}

fn read(reception: &mut Reception, facts: FurtherFacts) -> Reply {
    let number = reception.reading_ahead().unwrap();
    answered(reception, number, Answer::ReadAhead(facts), Actor::Reader)
}

/// It is asked for beside the methods, and what the set-up or the card leaves over of it.
#[test]
fn it_is_asked_for_beside_the_methods() {
    let (_, asked) = placed(Config::default());
    assert_eq!(
        asked[0],
        Request::ReadAhead {
            reads: Ahead::all()
        }
    );
    assert!(matches!(asked[1], Request::ChooseMethod { offers, .. } if offers.face.is_open()));

    let mut keypad_only = Config::default();
    keypad_only.fitted = Fitted::KEYPAD;
    let (_, asked) = placed(keypad_only);
    let reads = Ahead::CERTIFICATE | Ahead::CODE_B_TRIES;
    assert_eq!(asked[0], Request::ReadAhead { reads });

    let mut nothing = Config::default();
    nothing.ahead = Ahead::empty();
    let (reception, asked) = placed(nothing);
    assert_eq!((asked.len(), reception.reading_ahead()), (1, None));

    // What is known is not asked again, and of a phone everything is.
    for facts in [
        CARD,
        CardFacts {
            kind: TokenKind::Android,
            ..FIRST
        },
    ] {
        let mut reception = Reception::new(Config::default());
        place_on(&mut reception, day(talk::DAY), facts);
        assert_eq!(reception.reading_ahead(), None);
    }
}

/// Holds: I8
#[test]
fn its_answer_is_the_readers_and_comes_once() {
    let (mut reception, _) = placed(Config::default());
    let number = reception.reading_ahead().unwrap();
    let before = reception.clone();
    let all = Answer::ReadAhead(ALL);
    for by in Actor::ALL {
        if by != Actor::Reader {
            let refused = answered(&mut reception, number, all, by).refused;
            assert_eq!(refused, Some(Refusal::WrongActor), "{by:?}");
        }
    }
    // Each number has its own answers.
    let method = Answer::Method(Method::Pin);
    let refused = answered(&mut reception, number, method, Actor::Patient).refused;
    assert_eq!(refused, Some(Refusal::WrongAnswer));
    let pending = reception.pending().unwrap();
    let refused = answered(&mut reception, pending, all, Actor::Reader).refused;
    assert!(refused.is_some());
    assert_eq!(reception, before);

    let reply = read(&mut reception, ALL);
    let said = Entry::ReadAhead {
        code_b_tries: ALL.code_b_tries,
        certificate: ALL.certificate,
    };
    assert_eq!(entries(&reply), [said]);
    assert_eq!(reception.state(), State::ChoosingMethod);
    let again = answered(&mut reception, number, all, Actor::Reader).refused;
    assert_eq!(again, Some(Refusal::ForeignNumber));
}

/// Holds: I11
#[test]
fn the_card_is_handed_on_when_all_is_read() {
    for verifier in [PinVerifier::Library, PinVerifier::NationalSoftware] {
        let mut config = Config::default();
        config.pin_verifier = verifier;
        let (mut reception, _) = placed(config);
        choose(&mut reception, Method::Pin);
        tell(&mut reception, Answer::PinEntered, Actor::Patient);
        if verifier == PinVerifier::Library {
            tell(&mut reception, Answer::ChallengeObtained, Actor::Terminal);
            tell(&mut reception, Answer::PinVerified, Actor::Reader);
        }
        assert_eq!(reception.state(), State::FinishingReading);
        let number = reception.reading_ahead();
        assert_eq!(reception.pending(), number);
        let mut late = reception.clone();

        let reply = read(&mut reception, ALL);
        let released = |reply: &Reply| {
            reply
                .actions
                .iter()
                .any(|action| action.task == Task::Order(Order::ReleaseCard))
        };
        assert!(released(&reply));
        assert!(requests(&reply)[0].is_national());

        // Who waits in vain goes on without.
        let deadline = late.next_deadline().unwrap();
        let reply = late.handle(Event::new(deadline.after(Duration::ZERO), Input::Tick));
        assert!(released(&reply));
        assert!(reply.actions.iter().any(
            |action| matches!(action.task, Task::Order(Order::Abandon(which)) if Some(which) == number)
        ));
        assert_eq!(late.reading_ahead(), None);
    }
}

#[test]
fn what_it_finds_closes_the_face() {
    let blocked = FurtherFacts {
        code_b_tries: Tries::Blocked,
        ..ALL
    };
    let broken = |code: FaultCode| FurtherFacts {
        face_fault: Some(code.into()),
        ..FurtherFacts::NOTHING
    };
    let code = FaultCode::PHOTO_UNREADABLE;
    for (facts, closed) in [
        (blocked, Closed::Blocked),
        (FurtherFacts::NOTHING, Closed::TooFewTries),
        (broken(code), Closed::Failed(code)),
    ] {
        // On the screen with the methods they are offered anew.
        let (mut reception, _) = placed(Config::default());
        let shown = reception.pending().unwrap();
        let reply = read(&mut reception, facts);
        let abandoned = Task::Order(Order::Abandon(shown));
        assert!(reply.actions.iter().any(|action| action.task == abandoned));
        let [Request::ChooseMethod { offers, after }] = requests(&reply)[..] else {
            panic!("{reply:?}");
        };
        assert_eq!(offers.face, Offer::Closed(closed));
        assert_eq!(after.is_some(), facts.face_fault.is_some());

        // A scan that cannot help any more is given up.
        let (mut reception, _) = placed(Config::default());
        choose(&mut reception, Method::Face);
        assert_eq!(reception.state(), State::ScanningCardFace);
        let reply = read(&mut reception, facts);
        assert!(matches!(
            requests(&reply)[..],
            [Request::ChooseMethod { offers, after: Some(_) }] if !offers.face.is_open()
        ));
    }
    // An application that is broken ends it as it does anywhere; who enters the PIN goes on.
    let facts = broken(FaultCode::CARD_APPLICATION_BROKEN);
    let (mut reception, _) = placed(Config::default());
    read(&mut reception, facts);
    assert_eq!(reception.state(), State::Ended);
    let (mut reception, _) = placed(Config::default());
    choose(&mut reception, Method::Pin);
    read(&mut reception, facts);
    assert_eq!(reception.state(), State::EnteringPin);
}

/// What the card said to code B is newer than what was read of its counter.
#[test]
fn a_counter_that_moved_is_not_overwritten() {
    let (mut reception, _) = placed(Config::default());
    choose(&mut reception, Method::Face);
    let scan = Scan {
        outcome: ScanOutcome::Read { agreeing: 2 },
        mark: Mark::NotSeen,
    };
    tell(&mut reception, Answer::Scanned(scan), Actor::Reader);
    let wrong = Answer::CodeBWrong {
        tries: Tries::Left(9),
    };
    reply_to(&mut reception, wrong, Actor::Reader);
    read(&mut reception, ALL);
    assert_eq!(reception.card().unwrap().code_b_tries, Tries::Left(9));
}

/// Nobody is sent away for what could not be read.
#[test]
fn a_failure_ends_nothing() {
    for code in [FaultCode::CARD_REMOVED, FaultCode::CARD_NOT_RECOGNISED] {
        let (mut reception, _) = placed(Config::default());
        let number = reception.reading_ahead().unwrap();
        let failed = Answer::Failed(code.into());
        let reply = answered(&mut reception, number, failed, Actor::Reader);
        assert_eq!(reply.refused, None);
        assert_eq!(reception.state(), State::ChoosingMethod);
        assert_eq!(reception.reading_ahead(), None);
    }
}
