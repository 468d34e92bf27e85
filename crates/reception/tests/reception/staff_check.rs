//! The staff check in the unattended mode: what it takes to be a proof, and what opens it.

use crate::talk;

use mynareader_facts::{CertificateState, Method, Mode, TokenKind, Tries};
use mynareader_reception::fault::FaultCode;
use mynareader_reception::reception::{
    Actor, Answer, CardFacts, Closed, Config, Confirmed, Event, Input, Offer, Order, Proof,
    Reception, Reply, Request, SightPlace, Sighting, StaffCheck, StaffNotice, State, Task, Tick,
};
use talk::{CARD, identify, identify_as, say, tell};

/// A card comes after the staff have looked; gives what is asked once the chip is known.
fn after_a_look(reception: &mut Reception) -> Vec<Request> {
    say(
        reception,
        Input::StaffConfirmed {
            person: Confirmed::Patient,
            by: Actor::Staff,
        },
    );
    identify(reception)
}

/// In the unattended mode nobody's account has vouched for the staff: without the facility's
/// passcode a look ahead proves nothing.
///
/// Holds: I1
#[test]
fn a_look_ahead_needs_the_passcode_in_the_unattended_mode() {
    for staff_check in [StaffCheck::AfterFailure, StaffCheck::FromMethodScreen] {
        for accepted in [true, false] {
            let mut config = Config::default();
            config.staff_check = staff_check;
            config.passcodes = 1;
            let mut reception = Reception::new(config);
            let look = Request::CheckBySight {
                place: SightPlace::Reader,
            };
            assert_eq!(after_a_look(&mut reception), [look]);
            assert_eq!(reception.proof(), None);
            let same = Answer::Sighted(Sighting::Same);
            assert_eq!(
                tell(&mut reception, same, Actor::Staff),
                [Request::CheckPasscode]
            );
            assert_eq!(reception.proof(), None);
            tell(
                &mut reception,
                Answer::Passcode { accepted },
                Actor::Terminal,
            );
            assert_eq!(reception.proof().is_some(), accepted);
            let next = if accepted {
                State::Authenticating
            } else {
                State::ChoosingMethod
            };
            assert_eq!(reception.state(), next);
        }
    }
    // In the visual mode an administrator's account has.
    let mut config = Config::default();
    config.mode = Mode::Visual;
    let mut reception = Reception::new(config);
    after_a_look(&mut reception);
    assert_eq!(reception.proof(), Some(Proof::Staff));
}

/// The staff check that opens after a failure is not opened by asking for it twice.
#[test]
fn asking_for_the_staff_check_is_no_failure() {
    let mut reception = talk::with(|config| config.staff_check = StaffCheck::AfterFailure);
    identify(&mut reception);
    for _ in 0..3 {
        let asked = tell(
            &mut reception,
            Answer::Method(Method::Staff),
            Actor::Patient,
        );
        let [Request::ChooseMethod { offers, .. }] = asked[..] else {
            panic!("{asked:?}");
        };
        assert_eq!(offers.staff, Offer::Closed(Closed::NotYet));
    }
}

/// A look taken in a rehearsal does not serve the patient after it.
#[test]
fn a_look_lapses_with_the_set_up() {
    let mut config = Config::default();
    config.mode = Mode::Visual;
    config.rehearsal = true;
    let mut reception = Reception::new(config.clone());
    let look = Input::StaffConfirmed {
        person: Confirmed::Patient,
        by: Actor::Staff,
    };
    say(&mut reception, look);
    assert!(reception.proof_waits());
    config.rehearsal = false;
    reception.configure(config).unwrap();
    assert!(!reception.proof_waits());
    identify(&mut reception);
    assert_eq!(reception.proof(), None);
}

/// A look that was spent on a card that could not be read is said to be spent.
#[test]
fn the_staff_hear_of_a_look_that_was_lost() {
    let mut config = Config::default();
    config.mode = Mode::Visual;
    let mut reception = Reception::new(config);
    let look = Input::StaffConfirmed {
        person: Confirmed::Patient,
        by: Actor::Staff,
    };
    say(&mut reception, look);
    let day = "2026-11-24".parse().unwrap();
    say(&mut reception, Input::CardPlaced { day });
    let reply = reception.handle(Event::new(
        Tick::ZERO,
        Input::Answered {
            number: reception.pending().unwrap(),
            answer: Answer::Failed(FaultCode::CARD_NOT_RECOGNISED.into()),
            by: Actor::Reader,
        },
    ));
    let lapsed = Task::Order(Order::Tell(StaffNotice::ProofLapsed));
    assert!(reply.actions.iter().any(|action| action.task == lapsed));
    assert!(!reception.proof_waits());
}

/// The card's last day is its holder's birthday: no `Debug` of the facts, of what is asked or of the
/// situation shows it.
#[test]
fn the_card_s_last_day_is_not_shown() {
    let mut reception = Reception::new(Config::default());
    let at = |input| Event::new(Tick::ZERO, input);
    let day = "2026-11-24".parse().unwrap();
    let _ = reception.handle(at(Input::CardPlaced { day }));
    let facts = CardFacts {
        kind: TokenKind::Card,
        pin_tries: Tries::Blocked,
        code_b_tries: Tries::Blocked,
        face_only: false,
        certificate: CertificateState::PastGrace,
        card_expiry: Some("2031-07-19".parse().unwrap()),
    };
    let reply = reception.handle(at(Input::Answered {
        number: reception.pending().unwrap(),
        answer: Answer::Identified(facts),
        by: Actor::Reader,
    }));
    let advice = reply.actions.iter().find_map(|action| match action.task {
        Task::Order(Order::Advise { situation, .. }) => Some(situation),
        _ => None,
    });
    // And all else, which an engineer looks for.
    for seen in ["Card", "Blocked", "face_only: false", "PastGrace"] {
        assert!(format!("{facts:?}").contains(seen), "{seen}");
    }
    let shown = format!("{facts:?} {reception:?} {reply:?} {advice:?}");
    assert!(shown.contains("PastGrace"), "{shown}");
    assert!(
        !shown.contains("2031") && !shown.contains("07-19"),
        "{shown}"
    );
}

/// Somebody came in the patient's place: no camera looks at them, and the PIN is what is left.
///
/// Holds: I3
#[test]
fn no_camera_looks_at_a_proxy() {
    let mut config = Config::default();
    config.staff_check = StaffCheck::FromMethodScreen;
    let mut reception = Reception::new(config);
    identify(&mut reception);
    let staff = Answer::Method(Method::Staff);
    tell(&mut reception, staff, Actor::Staff);
    let proxy = Answer::Sighted(Sighting::ProxyOnly);
    let asked = tell(&mut reception, proxy, Actor::Staff);
    let [Request::ChooseMethod { offers, .. }] = asked[..] else {
        panic!("{asked:?}");
    };
    assert_eq!(offers.face, Offer::Closed(Closed::NotProved));
    assert_eq!(offers.staff, Offer::Closed(Closed::NotProved));
    assert!(offers.pin.is_open());
}

/// At the last try of the PIN the staff check is offered beside the decision, also where it
/// otherwise opens after a failure only.
#[test]
fn the_staff_check_stands_beside_the_last_try() {
    for (staff_check, open) in [
        (StaffCheck::AfterFailure, true),
        (StaffCheck::FromMethodScreen, true),
        (StaffCheck::InVisualModeOnly, false),
    ] {
        let mut config = Config::default();
        config.staff_check = staff_check;
        let mut reception = Reception::new(config);
        let last = CardFacts {
            pin_tries: Tries::Left(1),
            ..CARD
        };
        identify_as(&mut reception, last);
        let asked = tell(&mut reception, Answer::Method(Method::Pin), Actor::Patient);
        let [Request::DecideLastTry { offers, .. }] = asked[..] else {
            panic!("{asked:?}");
        };
        assert_eq!(offers.staff.is_open(), open, "{staff_check:?}");
    }
}

fn lapses(reply: &Reply) -> bool {
    reply
        .actions
        .iter()
        .any(|action| action.task == Task::Order(Order::Tell(StaffNotice::ProofLapsed)))
}

/// A look that waits is taken back by another look, by the staff, by another mode and by time, and
/// the staff hear of it each time.
#[test]
fn a_look_that_waits_is_taken_back_aloud() {
    let proxy = Input::StaffConfirmed {
        person: Confirmed::Proxy,
        by: Actor::Staff,
    };
    let cancelled = Input::Cancelled { by: Actor::Staff };
    let switched = Input::ModeChanged {
        to: Mode::Unattended,
        by: Actor::Administrator,
    };
    let mut config = Config::default();
    config.mode = Mode::Visual;
    let late = config.patience.waiting_proof;
    for (input, at) in [
        (proxy, Tick::ZERO),
        (cancelled, Tick::ZERO),
        (switched, Tick::ZERO),
        (Input::Tick, Tick::ZERO.after(late)),
    ] {
        let mut reception = Reception::new(config.clone());
        say(
            &mut reception,
            Input::StaffConfirmed {
                person: Confirmed::Patient,
                by: Actor::Staff,
            },
        );
        assert!(reception.proof_waits());
        let reply = reception.handle(Event::new(at, input));
        assert!(!reception.proof_waits(), "{input:?}");
        assert!(lapses(&reply), "{input:?}");
        identify(&mut reception);
        assert_eq!(reception.proof(), None, "{input:?}");
        // What does not wait does not lapse.
        let mut reception = Reception::new(config.clone());
        assert!(!lapses(&reception.handle(Event::new(at, input))));
    }
}
