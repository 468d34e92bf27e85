//! The way back to the methods, and time: what it leaves, what it takes away, and where it ends.

use core::time::Duration;

use crate::talk::{
    CARD, choose, compared, day, ended, entries, identify, identify_as, in_mode, offers, orders,
    reply_to, requests, say, tell, to_camera, with,
};
use mynareader_facts::{Method, Mode, Tries};
use mynareader_reception::fault::FaultCode;
use mynareader_reception::journal::Entry;
use mynareader_reception::reception::{
    Actor, Answer, CardFacts, Closed, EndReason, Event, FaceDecision, Input, LastTry, Liveness,
    Offer, Order, Reception, Refusal, Request, Secrets, StaffCheck, State, Tick,
};

fn back(reception: &mut Reception) -> Vec<Request> {
    assert!(reception.may_go_back());
    tell(reception, Answer::Back, Actor::Patient)
}

/// 「番号がわからない」: no try is spent, nothing is closed, and the other methods are there.
///
/// Holds: I10
#[test]
fn from_the_pin_the_patient_returns_to_the_methods() {
    let mut reception = with(|_| ());
    identify(&mut reception);
    choose(&mut reception, Method::Pin);
    let asked = reception.pending().unwrap();
    let reply = reply_to(&mut reception, Answer::Back, Actor::Carer);
    assert_eq!(
        entries(&reply),
        [Entry::WentBack {
            from: State::EnteringPin,
            by: Actor::Carer
        }]
    );
    let orders = orders(&reply);
    assert!(orders.contains(&Order::Abandon(asked)));
    assert!(orders.contains(&Order::Wipe(Secrets::PIN | Secrets::CODE_B)));
    assert!(
        !orders
            .iter()
            .any(|order| matches!(order, Order::Advise { .. }))
    );
    let offers = offers(&requests(&reply));
    assert!(offers.face.is_open() && offers.pin.is_open() && offers.staff.is_open());
    assert_eq!(reception.card().unwrap().pin_tries, Tries::Left(3));
}

/// The staff check that opens after a failure opens for who came back, too: nobody has to fail.
#[test]
fn who_came_back_may_ask_the_staff() {
    let mut reception = with(|config| config.staff_check = StaffCheck::AfterFailure);
    let before = offers(&identify(&mut reception));
    assert_eq!(before.staff, Offer::Closed(Closed::NotYet));
    choose(&mut reception, Method::Pin);
    assert!(offers(&back(&mut reception)).staff.is_open());
    // It is no failure: who leaves now simply leaves.
    say(&mut reception, Input::Cancelled { by: Actor::Patient });
    assert_eq!(
        ended(&reception),
        Some((EndReason::CancelledByPatient, FaultCode::CANCELLED))
    );
}

/// From the question for the last try, too; to keep it for good is another answer.
#[test]
fn from_the_last_try_the_patient_returns_to_the_methods() {
    let last = CardFacts {
        pin_tries: Tries::Left(1),
        ..CARD
    };
    let mut reception = with(|_| ());
    identify_as(&mut reception, last);
    choose(&mut reception, Method::Pin);
    assert_eq!(reception.state(), State::DecidingLastTry);
    let mut kept = reception.clone();
    assert!(offers(&back(&mut reception)).pin.is_open());
    let asked = tell(&mut kept, Answer::LastTry(LastTry::Keep), Actor::Patient);
    assert_eq!(offers(&asked).pin, Offer::Closed(Closed::LastTryKept));
    // The decision is asked for again, however often.
    choose(&mut reception, Method::Pin);
    assert_eq!(reception.state(), State::DecidingLastTry);
}

/// From the camera: the capture is abandoned, and a match that comes late admits nobody.
///
/// Holds: I8, I10
#[test]
fn from_the_camera_a_late_match_is_refused() {
    let mut reception = with(|_| ());
    to_camera(&mut reception);
    let capture = reception.pending().unwrap();
    let reply = reply_to(&mut reception, Answer::Back, Actor::Patient);
    assert!(orders(&reply).contains(&Order::Abandon(capture)));
    let late = Input::Answered {
        number: capture,
        answer: compared(FaceDecision::Match, Liveness::Live),
        by: Actor::Reader,
    };
    let before = reception.clone();
    let reply = reception.handle(Event::new(Tick::ZERO, late));
    assert_eq!(reply.refused, Some(Refusal::ForeignNumber));
    assert_eq!(reception, before);
    // The photo is still at hand: code B is not presented a second time.
    let asked = choose(&mut reception, Method::Face);
    assert!(matches!(
        asked[..],
        [Request::CompareFace { again: None, .. }]
    ));
}

/// What was counted before stays counted.
///
/// Holds: I10
#[test]
fn going_back_resets_no_count() {
    let wrong = Answer::PinWrong {
        tries: Tries::Unknown,
    };
    let mut reception = with(|config| config.pins = 2);
    identify(&mut reception);
    for round in 0..2 {
        choose(&mut reception, Method::Pin);
        if reception.state() == State::DecidingLastTry {
            tell(
                &mut reception,
                Answer::LastTry(LastTry::Spend),
                Actor::Patient,
            );
        }
        tell(&mut reception, Answer::PinEntered, Actor::Patient);
        tell(&mut reception, Answer::ChallengeObtained, Actor::Terminal);
        tell(&mut reception, wrong, Actor::Reader);
        if round == 0 {
            back(&mut reception);
        }
    }
    let asked = choose(&mut reception, Method::Pin);
    assert_eq!(offers(&asked).pin, Offer::Closed(Closed::NotProved));

    let mut reception = with(|config| (config.face.captures, config.ways_back) = (3, 9));
    to_camera(&mut reception);
    for _ in 0..2 {
        let dark = compared(FaceDecision::TooDark, Liveness::NotEvaluated);
        let asked = tell(&mut reception, dark, Actor::Reader);
        assert!(matches!(
            asked[..],
            [Request::CompareFace {
                again: Some(FaceDecision::TooDark),
                ..
            }]
        ));
        back(&mut reception);
        choose(&mut reception, Method::Face);
    }
    let far = compared(FaceDecision::TooFar, Liveness::NotEvaluated);
    let asked = tell(&mut reception, far, Actor::Reader);
    let failed = Closed::Failed(FaultCode::FACE_NOT_CAPTURED);
    assert_eq!(offers(&asked).face, Offer::Closed(failed));
}

/// As often as the set-up says, and no oftener; and only on the patient's side.
///
/// Holds: I10
#[test]
fn the_ways_back_are_bounded() {
    for most in [0, 1, 3] {
        let mut reception = with(|config| config.ways_back = most);
        identify(&mut reception);
        for _ in 0..most {
            choose(&mut reception, Method::Pin);
            back(&mut reception);
        }
        choose(&mut reception, Method::Pin);
        assert!(!reception.may_go_back());
        let before = reception.clone();
        let reply = reply_to(&mut reception, Answer::Back, Actor::Patient);
        assert_eq!(reply.refused, Some(Refusal::WrongAnswer));
        assert_eq!(reception, before);
    }
    let mut reception = with(|_| ());
    identify(&mut reception);
    choose(&mut reception, Method::Pin);
    for by in [Actor::Staff, Actor::Terminal, Actor::Reader] {
        let reply = reply_to(&mut reception, Answer::Back, by);
        assert_eq!(reply.refused, Some(Refusal::WrongActor), "{by:?}");
    }
}

/// In the PIN-only mode the screen with the one method comes, and leads nowhere by itself.
#[test]
fn one_method_alone_is_chosen_again_or_left() {
    let mut reception = in_mode(Mode::PinOnly);
    identify(&mut reception);
    assert_eq!(reception.state(), State::EnteringPin);
    let offers = offers(&back(&mut reception));
    assert!(offers.pin.is_open() && !offers.face.is_open() && !offers.staff.is_open());
    assert_eq!(reception.state(), State::ChoosingMethod);
}

fn at(millis: u64, input: Input) -> Event {
    Event::new(Tick::from_millis(millis), input)
}

/// The time for the whole runs on, however often the patient goes back, and every deadline before the
/// proof lies within it.
///
/// Holds: I10
#[test]
fn going_back_lengthens_nothing() {
    let whole = 100_000;
    let mut reception = with(|config| {
        config.patience.check_in = Duration::from_millis(whole);
        config.patience.patient = Duration::from_millis(40_000);
        config.ways_back = 9;
    });
    identify(&mut reception);
    let mut now = 0;
    let answer = |reception: &mut Reception, now, answer| {
        let number = reception.pending().unwrap();
        let by = Actor::Patient;
        reception.handle(at(now, Input::Answered { number, answer, by }))
    };
    while now + 30_000 < whole {
        now += 15_000;
        answer(&mut reception, now, Answer::Method(Method::Pin));
        now += 15_000;
        answer(&mut reception, now, Answer::Back);
        let deadline = reception.next_deadline().unwrap().millis();
        assert_eq!(deadline, (now + 40_000).min(whole));
    }
    let reply = reception.handle(at(whole, Input::Tick));
    assert!(entries(&reply).contains(&Entry::TimedOut(State::ChoosingMethod)));
    assert_eq!(
        ended(&reception),
        Some((EndReason::Silent, FaultCode::TIMED_OUT))
    );
}

/// The bound on the whole is for who is waited for at the screen: a card and the centre have theirs,
/// and after the proof it counts no more.
#[test]
fn the_whole_does_not_cut_off_what_is_under_way() {
    let mut reception = with(|config| config.patience.check_in = Duration::from_millis(1_000));
    identify(&mut reception);
    choose(&mut reception, Method::Pin);
    tell(&mut reception, Answer::PinEntered, Actor::Patient);
    assert_eq!(reception.state(), State::ObtainingChallenge);
    assert!(reception.next_deadline().unwrap().millis() > 1_000);
    let number = reception.pending().unwrap();
    let (answer, by) = (Answer::ChallengeObtained, Actor::Terminal);
    reception.handle(at(2_000, Input::Answered { number, answer, by }));
    assert_eq!(reception.state(), State::VerifyingPin);
    // A wrong one then is not asked for once more: the time is over.
    let number = reception.pending().unwrap();
    let mut wrong = reception.clone();
    let (answer, by) = (
        Answer::PinWrong {
            tries: Tries::Left(2),
        },
        Actor::Reader,
    );
    wrong.handle(at(3_000, Input::Answered { number, answer, by }));
    assert_eq!(
        ended(&wrong),
        Some((EndReason::Silent, FaultCode::TIMED_OUT))
    );
    let answer = Answer::PinVerified;
    reception.handle(at(3_000, Input::Answered { number, answer, by }));
    assert_eq!(reception.state(), State::Authenticating);
}

/// One patient is given more time: ten times as long, from now on, once, and the next patient has the
/// usual again.
#[test]
fn one_patient_is_given_more_time() {
    let mut reception = with(|_| ());
    let day = day(crate::talk::DAY);
    let more = Input::MoreTime { by: Actor::Staff };
    let reply = reception.handle(at(0, more));
    assert_eq!(reply.refused, Some(Refusal::NotNow));
    identify(&mut reception);
    for by in [Actor::Reader, Actor::Terminal, Actor::Centre] {
        let reply = reception.handle(at(0, Input::MoreTime { by }));
        assert_eq!(reply.refused, Some(Refusal::WrongActor));
    }
    // Reminded once already: that is forgotten, too.
    reception.handle(at(60_000, Input::Tick));
    let reply = reception.handle(at(70_000, more));
    let by = Actor::Staff;
    assert_eq!(entries(&reply), [Entry::MoreTime { by }]);
    assert_eq!(reception.next_deadline().unwrap().millis(), 670_000);
    assert_eq!(reception.handle(at(80_000, more)).actions, []);
    assert_eq!(reception.next_deadline().unwrap().millis(), 670_000);
    let reply = reception.handle(at(670_000, Input::Tick));
    assert!(orders(&reply).contains(&Order::Remind));
    assert_eq!(reception.next_deadline().unwrap().millis(), 1_270_000);
    reception.handle(at(680_000, Input::CardRemoved));
    reception.handle(at(700_000, Input::CardPlaced { day }));
    let number = reception.pending().unwrap();
    let (answer, by) = (Answer::Identified(CARD), Actor::Reader);
    reception.handle(at(700_000, Input::Answered { number, answer, by }));
    assert_eq!(reception.next_deadline().unwrap().millis(), 760_000);
}
