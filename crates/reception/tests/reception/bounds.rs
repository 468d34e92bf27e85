//! What bounds a check-in: choices that patient and staff could repeat for ever, set-ups with nothing
//! in them, numbers that must not come back, and a PIN whose fate nobody heard of.

use crate::talk;

use core::time::Duration;

use mynareader_facts::{Method, Mode, TokenKind, Tries};
use mynareader_reception::fault::FaultCode;
use mynareader_reception::journal::{Entry, PinJudgement};
use mynareader_reception::reception::{
    Actor, Ahead, Answer, CardFacts, Closed, Comparison, Config, Consents, DeadlineKind,
    Eligibility, EndReason, Event, FaceDecision, Input, LastTry, Liveness, Mark, Offer, Offers,
    Order, Outcome, Patience, PinVerifier, Prescription, PrescriptionChoice, Proof, Reception,
    Refusal, Request, Scan, ScanOutcome, Sighting, StaffCheck, State, Task, Tick,
};
use talk::{
    CARD, DAY, entries, identify, identify_as, reply_to, requests, say, tell, to_eligibility,
};

fn with(change: impl FnOnce(&mut Config)) -> Reception {
    let mut config = Config::default();
    change(&mut config);
    Reception::new(config)
}

fn offered(asked: &[Request]) -> Offers {
    let [Request::ChooseMethod { offers, .. }] = asked else {
        panic!("{asked:?}");
    };
    *offers
}

fn ended(reception: &Reception) -> (EndReason, FaultCode) {
    match reception.outcome() {
        Some(Outcome::Ended { reason, fault }) => (reason, fault),
        other => panic!("{other:?}"),
    }
}

fn choose(reception: &mut Reception, method: Method) -> Vec<Request> {
    tell(reception, Answer::Method(method), Actor::Patient)
}

/// Kept is kept: the decision is not asked for again and again until somebody gives in.
///
/// Holds: I2
#[test]
fn a_last_try_that_is_kept_stays_kept() {
    for tries in [Tries::Left(1), Tries::Unknown] {
        let mut reception = Reception::new(Config::default());
        identify_as(
            &mut reception,
            CardFacts {
                pin_tries: tries,
                ..CARD
            },
        );
        choose(&mut reception, Method::Pin);
        assert_eq!(reception.state(), State::DecidingLastTry);
        let keep = Answer::LastTry(LastTry::Keep);
        let offers = offered(&tell(&mut reception, keep, Actor::Patient));
        assert_eq!(offers.pin, Offer::Closed(Closed::LastTryKept));
        assert!(offers.face.is_open() && offers.staff.is_open());
        let offers = offered(&choose(&mut reception, Method::Pin));
        assert_eq!(offers.pin, Offer::Closed(Closed::LastTryKept));
    }
    // Where there is nothing but the PIN, keeping it is the end.
    let mut reception = with(|config| config.mode = Mode::PinOnly);
    identify_as(
        &mut reception,
        CardFacts {
            pin_tries: Tries::Left(1),
            ..CARD
        },
    );
    tell(
        &mut reception,
        Answer::LastTry(LastTry::Keep),
        Actor::Patient,
    );
    assert_eq!(ended(&reception).0, EndReason::NotIdentified);
}

/// Asking on and on for what is closed ends the check-in, with what to go by.
///
/// Holds: I6
#[test]
fn a_closed_method_is_refused_so_often_and_no_more() {
    for (set, answered) in [(0, 1), (1, 1), (3, 3)] {
        let mut reception = with(|config| config.refusals = set);
        identify_as(
            &mut reception,
            CardFacts {
                pin_tries: Tries::Blocked,
                ..CARD
            },
        );
        for _ in 0..answered {
            let asked = choose(&mut reception, Method::Pin);
            assert_eq!(offered(&asked).pin, Offer::Closed(Closed::Blocked));
        }
        assert_eq!(choose(&mut reception, Method::Pin), []);
        assert_eq!(
            ended(&reception),
            (EndReason::NotOffered, FaultCode::PIN_BLOCKED)
        );
    }
}

/// A card, or a national software, that never says what is left does not get PIN after PIN.
///
/// Holds: I2
#[test]
fn no_more_pins_are_presented_than_may_be() {
    for verifier in [PinVerifier::Library, PinVerifier::NationalSoftware] {
        for wrong in [
            Answer::PinWrong {
                tries: Tries::Unknown,
            },
            Answer::PinWrong {
                tries: Tries::Unknown,
            },
            Answer::PinUnjudged,
        ] {
            let mut reception = with(|config| config.pin_verifier = verifier);
            identify(&mut reception);
            choose(&mut reception, Method::Pin);
            let mut presented = 0;
            while let Some(answer) = match reception.state() {
                State::DecidingLastTry => Some((Answer::LastTry(LastTry::Spend), Actor::Patient)),
                State::EnteringPin => Some((Answer::PinEntered, Actor::Patient)),
                State::ObtainingChallenge => Some((Answer::ChallengeObtained, Actor::Terminal)),
                State::VerifyingPin => Some((wrong, Actor::Reader)),
                State::AuthenticatingWithPin => Some((wrong, Actor::Terminal)),
                State::ReacquiringCard => Some((Answer::Reacquired { same: true }, Actor::Reader)),
                State::ReadingTries => Some((
                    Answer::TriesRead {
                        tries: Tries::Unknown,
                    },
                    Actor::Reader,
                )),
                _ => None,
            } {
                presented += u32::from(matches!(
                    reception.state(),
                    State::VerifyingPin | State::AuthenticatingWithPin
                ));
                let state = reception.state();
                tell(&mut reception, answer.0, answer.1);
                assert_ne!(reception.state(), state, "{answer:?}");
                assert!(presented <= 3, "PIN after PIN");
            }
            assert_eq!(presented, 3, "{verifier:?} {wrong:?}");
            assert_eq!(reception.state(), State::ChoosingMethod);
            let offers = offered(&choose(&mut reception, Method::Pin));
            assert_eq!(offers.pin, Offer::Closed(Closed::NotProved));
        }
    }
}

/// Only the phone itself, through what it lies on, says that it made sure of its holder.
///
/// Holds: I1
#[test]
fn nobody_vouches_for_a_phone() {
    let iphone = CardFacts {
        kind: TokenKind::Iphone,
        ..CARD
    };
    for (by, refused) in [
        (Actor::Patient, Some(Refusal::WrongActor)),
        (Actor::Carer, Some(Refusal::WrongActor)),
        (Actor::Staff, Some(Refusal::WrongActor)),
        (Actor::Administrator, Some(Refusal::WrongActor)),
        (Actor::Centre, Some(Refusal::WrongActor)),
        (Actor::Reader, None),
        (Actor::Terminal, None),
    ] {
        let mut reception = Reception::new(Config::default());
        assert_eq!(
            identify_as(&mut reception, iphone),
            [Request::ConfirmOnPhone]
        );
        let reply = reply_to(&mut reception, Answer::PhoneConfirmed, by);
        assert_eq!(reply.refused, refused, "{by:?}");
        assert_eq!(
            reception.proof(),
            refused.is_none().then_some(Proof::Phone),
            "{by:?}"
        );
    }
}

/// Whatever ends or goes on while a PIN is out: the journal says that nobody knows of it, once, and
/// the count is not believed any more.
///
/// Holds: I2
#[test]
fn a_pin_that_is_out_is_not_forgotten() {
    let unknown = Entry::PinJudged {
        judgement: PinJudgement::Unknown,
        tries: Tries::Unknown,
    };
    let silence = |reception: &mut Reception| {
        let at = reception.next_deadline().unwrap();
        reception.handle(Event::new(at, Input::Tick))
    };
    let fails = |reception: &mut Reception| {
        reply_to(
            reception,
            Answer::Failed(FaultCode::NETWORK.into()),
            Actor::Terminal,
        )
    };
    let removed =
        |reception: &mut Reception| reception.handle(Event::new(Tick::ZERO, Input::CardRemoved));
    let fault = |reception: &mut Reception| {
        let input = Input::Fault {
            fault: FaultCode::NETWORK.into(),
            by: Actor::Terminal,
        };
        reception.handle(Event::new(Tick::ZERO, input))
    };
    type What = fn(&mut Reception) -> mynareader_reception::reception::Reply;
    let what: [What; 4] = [silence, fails, removed, fault];
    for verifier in [PinVerifier::Library, PinVerifier::NationalSoftware] {
        for happens in what {
            let mut reception = with(|config| config.pin_verifier = verifier);
            identify(&mut reception);
            choose(&mut reception, Method::Pin);
            tell(&mut reception, Answer::PinEntered, Actor::Patient);
            if verifier == PinVerifier::Library {
                tell(&mut reception, Answer::ChallengeObtained, Actor::Terminal);
            }
            let reply = happens(&mut reception);
            let entries = entries(&reply);
            assert_eq!(entries.iter().filter(|entry| **entry == unknown).count(), 1);
            for action in &reply.actions {
                if let Task::Order(Order::Advise { situation, .. }) = action.task {
                    assert_eq!(situation.pin, Tries::Unknown);
                }
            }
        }
    }
    // One that was judged is not noted twice, whatever comes after.
    let mut reception = with(|config| config.pin_verifier = PinVerifier::NationalSoftware);
    identify(&mut reception);
    choose(&mut reception, Method::Pin);
    tell(&mut reception, Answer::PinEntered, Actor::Patient);
    let wrong = Answer::PinWrong {
        tries: Tries::Left(2),
    };
    let judged = entries(&reply_to(&mut reception, wrong, Actor::Terminal));
    assert_eq!(
        judged,
        [Entry::PinJudged {
            judgement: PinJudgement::Wrong,
            tries: Tries::Left(2)
        }]
    );
    assert!(!entries(&removed(&mut reception)).contains(&unknown));
}

/// A set-up of nothing but zeros: every wait is still a wait, and every count at least one.
#[test]
fn a_set_up_of_zeros_is_made_to_fit() {
    let zeros = |config: &mut Config| {
        let none = Duration::ZERO;
        config.patience = Patience {
            patient: none,
            check_in: none,
            more_time: 0,
            phone: none,
            staff: none,
            device: none,
            card: none,
            national: none,
            forgotten_card: none,
            waiting_proof: none,
            visual_mode: none,
        };
        (config.passcodes, config.pins, config.refusals) = (0, 0, 0);
        (config.face.attempts, config.face.captures) = (0, 0);
        config.face.one_false_match_in = 0;
        config.code_b.agreeing = 0;
        config.code_b.tries_kept = 0;
        config.code_b.scans = 0;
        config.mode = Mode::Visual;
    };
    let mut config = Config::default();
    zeros(&mut config);
    let mut later = Reception::new(Config::default());
    later.configure(config.clone()).unwrap();
    for reception in [Reception::new(config.clone()), later] {
        let fit = reception.config();
        assert_eq!(fit, &config.clone().fit());
        assert_eq!(fit.clone().fit(), *fit);
        assert_eq!((fit.passcodes, fit.pins, fit.refusals), (1, 1, 1));
        assert_eq!((fit.face.attempts, fit.face.captures), (1, 1));
        assert_eq!(fit.face.one_false_match_in, 10_000);
        let code_b = fit.code_b;
        assert_eq!(
            (code_b.agreeing, code_b.tries_kept, code_b.scans),
            (1, 1, 1)
        );
    }

    // Deadlines lie ahead, always: who hands in the time until none has passed comes to an end.
    let mut reception = Reception::new(config);
    let mut at = Tick::ZERO;
    let day = DAY.parse().unwrap();
    reception.handle(Event::new(at, Input::CardPlaced { day }));
    for _ in 0..50 {
        for deadline in reception.deadlines() {
            assert!(
                deadline.at.since(at) >= Patience::LEAST,
                "{:?}",
                deadline.kind
            );
        }
        at = at.after(Duration::from_millis(100));
        reception.handle(Event::new(at, Input::Tick));
    }
    assert!(
        reception
            .deadlines()
            .any(|one| one.kind == DeadlineKind::ForgottenCard)
    );
}

/// The last try of code B is never spent on a reading, whatever the set-up says.
///
/// Holds: I3
#[test]
fn the_last_try_of_code_b_is_kept() {
    let mut reception = with(|config| {
        config.code_b.tries_kept = 0;
        config.code_b.agreeing = 0;
    });
    let last = CardFacts {
        code_b_tries: Tries::Left(1),
        ..CARD
    };
    let offers = offered(&identify_as(&mut reception, last));
    assert_eq!(offers.face, Offer::Closed(Closed::TooFewTries));

    // And no reading agrees with nothing.
    let mut reception = with(|config| config.code_b.agreeing = 0);
    identify(&mut reception);
    choose(&mut reception, Method::Face);
    let scan = Answer::Scanned(Scan {
        outcome: ScanOutcome::Read { agreeing: 0 },
        mark: Mark::NotSeen,
    });
    assert!(!tell(&mut reception, scan, Actor::Reader).contains(&Request::ReadFaceRecord));
}

/// Numbers go on from where the set-up says, and never back.
#[test]
fn sessions_are_counted_on() {
    let day = DAY.parse().unwrap();
    let place = Input::CardPlaced { day };
    let mut reception = with(|config| config.sessions_after = 1_795_000_000);
    say(&mut reception, place);
    let number = reception.pending().unwrap();
    assert_eq!(number.session, 1_795_000_001);

    // The program starts again, a second later: the late answer is foreign.
    let mut reception = with(|config| config.sessions_after = 1_795_000_001);
    say(&mut reception, place);
    let late = Input::Answered {
        number,
        answer: Answer::Identified(CARD),
        by: Actor::Reader,
    };
    let reply = reception.handle(Event::new(Tick::ZERO, late));
    assert_eq!(reply.refused, Some(Refusal::ForeignNumber));

    // Another set-up counts on, and never back.
    for (after, first) in [(7, 1_795_000_003), (1_796_000_000, 1_796_000_001)] {
        say(&mut reception, Input::CardRemoved);
        let mut config = reception.config().clone();
        config.sessions_after = after;
        reception.configure(config).unwrap();
        say(&mut reception, place);
        assert_eq!(reception.pending().unwrap().session, first);
    }
}

/// Wrong passcodes, mismatches, captures of no use and scans of no use are counted.
///
/// Holds: I6
#[test]
fn what_may_be_repeated_is_counted() {
    let mut reception = with(|config| {
        config.staff_check = StaffCheck::FromMethodScreen;
        config.passcodes = 2;
    });
    identify(&mut reception);
    choose(&mut reception, Method::Staff);
    for _ in 0..2 {
        tell(
            &mut reception,
            Answer::Sighted(Sighting::Same),
            Actor::Staff,
        );
        tell(
            &mut reception,
            Answer::Passcode { accepted: false },
            Actor::Terminal,
        );
    }
    let offers = offered(&choose(&mut reception, Method::Staff));
    assert_eq!(offers.staff, Offer::Closed(Closed::NotProved));

    for (decision, times, closed) in [
        (FaceDecision::NoMatch, 2, Closed::NotProved),
        (
            FaceDecision::BadLight,
            3,
            Closed::Failed(FaultCode::FACE_NOT_CAPTURED),
        ),
    ] {
        let mut reception = Reception::new(Config::default());
        identify(&mut reception);
        choose(&mut reception, Method::Face);
        let scan = Answer::Scanned(Scan {
            outcome: ScanOutcome::Read { agreeing: 2 },
            mark: Mark::NotSeen,
        });
        tell(&mut reception, scan, Actor::Reader);
        tell(&mut reception, Answer::RecordRead, Actor::Reader);
        for turn in 0..times {
            if reception.state() == State::ChoosingMethod {
                // The photo is still at hand: straight to the camera.
                let asked = choose(&mut reception, Method::Face);
                assert!(matches!(asked[..], [Request::CompareFace { .. }]), "{turn}");
            }
            let comparison = Comparison {
                decision,
                liveness: Liveness::Live,
            };
            tell(&mut reception, Answer::Compared(comparison), Actor::Reader);
        }
        let offers = offered(&choose(&mut reception, Method::Face));
        assert_eq!(offers.face, Offer::Closed(closed), "{decision:?}");
    }

    let mut reception = Reception::new(Config::default());
    identify(&mut reception);
    choose(&mut reception, Method::Face);
    for _ in 0..3 {
        assert_eq!(reception.state(), State::ScanningCardFace);
        let scan = Scan {
            outcome: ScanOutcome::Glare,
            mark: Mark::NotSeen,
        };
        tell(&mut reception, Answer::Scanned(scan), Actor::Reader);
    }
    assert_eq!(reception.state(), State::ChoosingMethod);
    let reply = reply_to(&mut reception, Answer::Method(Method::Face), Actor::Patient);
    let offers = offered(&requests(&reply));
    assert_eq!(
        offers.face,
        Offer::Closed(Closed::Failed(FaultCode::CARD_FACE_UNREADABLE))
    );
}

/// A card that was left: the first reminder brings words with it, all of them ask for it.
#[test]
fn a_card_that_was_left_is_asked_for() {
    let mut reception = Reception::new(Config::default());
    identify(&mut reception);
    say(&mut reception, Input::Cancelled { by: Actor::Patient });
    assert_eq!(reception.state(), State::Ended);
    for turn in 0..7_u8 {
        let at = reception.next_deadline().unwrap();
        let reply = reception.handle(Event::new(at, Input::Tick));
        let orders: Vec<_> = reply
            .actions
            .iter()
            .filter_map(|action| match action.task {
                Task::Order(order) => Some(order),
                Task::Request(_) => None,
            })
            .collect();
        let advised = orders.iter().any(
            |order| matches!(order, Order::Advise { fault, .. } if fault.code == FaultCode::CARD_LEFT),
        );
        assert_eq!(advised, turn == 0);
        assert!(orders.contains(&Order::PromptRemoval));
        let reminder = (turn + 1).min(5);
        assert!(orders.contains(&Order::SoundAlarm { reminder }));
        let wait = Config::default().patience.forgotten_card;
        assert_eq!(reception.next_deadline(), Some(at.after(wait)));
    }
}

/// The link says that the card is gone before anybody saw it being taken: that is a removal and no
/// fault of a method, and until it is seen the card is asked for.
#[test]
fn a_card_that_the_link_misses_was_taken() {
    let gone = Answer::Failed(FaultCode::CARD_REMOVED.into());
    let taken = (EndReason::CardRemoved, FaultCode::CARD_REMOVED);
    let mut reception = Reception::new(Config::default());
    let day = DAY.parse().unwrap();
    say(&mut reception, Input::CardPlaced { day });
    assert_eq!(tell(&mut reception, gone, Actor::Reader), []);
    assert_eq!(ended(&reception), taken);

    let mut reception = Reception::new(Config::default());
    identify(&mut reception);
    choose(&mut reception, Method::Face);
    let scan = Answer::Scanned(Scan {
        outcome: ScanOutcome::Read { agreeing: 2 },
        mark: Mark::NotSeen,
    });
    tell(&mut reception, scan, Actor::Reader);
    assert_eq!(reception.state(), State::ReadingFaceRecord);
    tell(&mut reception, gone, Actor::Reader);
    assert_eq!(ended(&reception), taken);
    let at = reception.next_deadline().unwrap();
    let reminded = reception.handle(Event::new(at, Input::Tick));
    let prompt = Task::Order(Order::PromptRemoval);
    assert!(reminded.actions.iter().any(|action| action.task == prompt));
    say(&mut reception, Input::CardRemoved);
    assert_eq!(reception.state(), State::Idle);
}

/// The service for prescriptions is down: the check-in is delivered without the choice, once.
#[test]
fn an_outage_costs_the_prescription_only() {
    let mut reception = with(|config| {
        config.prescription = PrescriptionChoice::BeforeConsent;
        config.mode = Mode::Visual;
    });
    identify(&mut reception);
    tell(
        &mut reception,
        Answer::Sighted(Sighting::Same),
        Actor::Staff,
    );
    let registered = Answer::Authenticated { registered: true };
    tell(&mut reception, registered, Actor::Centre);
    tell(
        &mut reception,
        Answer::Reacquired { same: true },
        Actor::Reader,
    );
    let valid = Answer::Eligibility {
        eligibility: Eligibility::Valid,
        subsidy: false,
    };
    tell(&mut reception, valid, Actor::Centre);
    let electronic = Answer::Prescription(Prescription::Electronic);
    tell(&mut reception, electronic, Actor::Patient);
    let consents = Consents::MEDICINES;
    let asked = tell(&mut reception, Answer::Consented(consents), Actor::Carer);
    let deliver = |prescription| Request::Deliver {
        consents,
        prescription,
        subsidy: None,
    };
    assert_eq!(asked, [deliver(Some(Prescription::Electronic))]);
    let down = Answer::Failed(FaultCode::PRESCRIPTION_OUTAGE.into());
    let again = tell(&mut reception, down, Actor::Terminal);
    assert_eq!(again, [deliver(None)]);
    assert_eq!(tell(&mut reception, down, Actor::Terminal), []);
    assert_eq!(
        ended(&reception),
        (EndReason::Fault, FaultCode::PRESCRIPTION_OUTAGE)
    );
}

/// The outage is reported while the choice is on its way: the word of the terminal and the answer to
/// the delivery are of the same outage, and cost no more than one of them.
#[test]
fn an_outage_that_is_told_twice_costs_the_prescription_only() {
    let mut reception = with(|config| {
        config.prescription = PrescriptionChoice::AfterConsent;
        config.mode = Mode::Visual;
    });
    to_eligibility(&mut reception, DAY.parse().unwrap(), CARD);
    let valid = Answer::Eligibility {
        eligibility: Eligibility::Valid,
        subsidy: false,
    };
    tell(&mut reception, valid, Actor::Centre);
    let consents = Consents::MEDICINES;
    tell(&mut reception, Answer::Consented(consents), Actor::Patient);
    let electronic = Answer::Prescription(Prescription::Electronic);
    tell(&mut reception, electronic, Actor::Patient);
    assert_eq!(reception.state(), State::Delivering);
    let open = reception.pending();
    let code = FaultCode::PRESCRIPTION_OUTAGE;
    let by = Actor::Centre;
    assert_eq!(
        say(
            &mut reception,
            Input::Fault {
                fault: code.into(),
                by
            }
        ),
        []
    );
    assert_eq!(reception.pending(), open);
    // It may have arrived all the same.
    let mut arrived = reception.clone();
    tell(&mut arrived, Answer::Delivered, Actor::Terminal);
    assert_eq!(arrived.outcome().map(Outcome::name), Some("admitted"));
    // Or it comes back: then without the choice, once.
    let again = tell(&mut reception, Answer::Failed(code.into()), Actor::Terminal);
    let deliver = Request::Deliver {
        consents,
        prescription: None,
        subsidy: None,
    };
    assert_eq!(again, [deliver]);
}

/// More tries than a key can have left are nobody's word on it, whoever says so: a reader that counts
/// by itself, the national software, a maker's program with a number of its own.
#[test]
fn more_tries_than_a_key_can_have_are_nobodys_word() {
    for left in [4, 15, 254, 255] {
        let facts = CardFacts {
            pin_tries: Tries::Left(left),
            ..CARD
        };
        let mut reception = Reception::new(Config::default());
        identify_as(&mut reception, facts);
        choose(&mut reception, Method::Pin);
        assert_eq!(reception.state(), State::DecidingLastTry, "{left}");

        // The national software judged a PIN.
        let mut reception = with(|config| config.pin_verifier = PinVerifier::NationalSoftware);
        identify(&mut reception);
        choose(&mut reception, Method::Pin);
        tell(&mut reception, Answer::PinEntered, Actor::Patient);
        let wrong = Answer::PinWrong {
            tries: Tries::Left(left),
        };
        let said = entries(&reply_to(&mut reception, wrong, Actor::Terminal));
        assert!(said.contains(&Entry::PinJudged {
            judgement: PinJudgement::Wrong,
            tries: Tries::Unknown,
        }));
        tell(
            &mut reception,
            Answer::Reacquired { same: true },
            Actor::Reader,
        );
        assert_eq!(reception.state(), State::DecidingLastTry, "{left}");
    }
    for left in [11, 15, 255] {
        let facts = CardFacts {
            code_b_tries: Tries::Left(left),
            ..CARD
        };
        let mut reception = with(|config| config.ahead = Ahead::empty());
        let asked = identify_as(&mut reception, facts);
        assert_eq!(
            offered(&asked).face,
            Offer::Closed(Closed::TooFewTries),
            "{left}"
        );
    }
}
