//! The staff check in the unattended mode: what it takes to be a proof, and what opens it.

use mynareader::facts::{CertificateState, Method, Mode, TokenKind, Tries};
use mynareader::reception::{
    Actor, Answer, CardFacts, Closed, Config, Event, Input, Offer, Presence, Proof, Reception,
    Reply, Request, SightPlace, Sighting, StaffCheck, State, Task, Tick,
};

fn requests(reply: &Reply) -> Vec<Request> {
    reply
        .actions
        .iter()
        .filter_map(|action| match action.task {
            Task::Request(request) => Some(request),
            Task::Order(_) => None,
        })
        .collect()
}

/// A card comes after the staff have looked; gives what is asked once the chip is known.
fn after_a_look(reception: &mut Reception) -> Vec<Request> {
    say(
        reception,
        Input::StaffConfirmed {
            presence: Presence::Patient,
            by: Actor::Staff,
        },
    );
    identify(reception)
}

fn say(reception: &mut Reception, input: Input) -> Vec<Request> {
    requests(&reception.handle(Event::new(Tick::ZERO, input)))
}

fn tell(reception: &mut Reception, answer: Answer, by: Actor) -> Vec<Request> {
    let number = reception.pending().unwrap();
    say(reception, Input::Answered { number, answer, by })
}

fn identify(reception: &mut Reception) -> Vec<Request> {
    let day = "2026-11-24".parse().unwrap();
    say(reception, Input::CardPlaced { day });
    let facts = CardFacts {
        kind: TokenKind::Card,
        pin_tries: Tries::Left(3),
        code_b_tries: Tries::Left(10),
        face_only: false,
        certificate: CertificateState::Valid,
        card_expiry: None,
    };
    tell(reception, Answer::Identified(facts), Actor::Reader)
}

/// In the unattended mode nobody's account has vouched for the staff: without the facility's
/// passcode a look ahead proves nothing.
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
    let mut reception = Reception::new(Config::default());
    identify(&mut reception);
    for _ in 0..3 {
        let asked = tell(
            &mut reception,
            Answer::Chosen(Method::Staff),
            Actor::Patient,
        );
        let [Request::ChooseMethod { offers, .. }] = asked[..] else {
            panic!("{asked:?}");
        };
        assert_eq!(offers.staff, Offer::Closed(Closed::NotYet));
    }
}
