//! What is read of the card while people are asked something: never with a secret, never in anybody's
//! way, never in vain where it can be helped.

use std::time::Duration;

use super::exchanges::letters;
use super::unhurried::Unhurried;
use mynareader::desk::{Posted, Progress};
use mynareader::facts::{CertificateState, Method, Mode, Tries};
use mynareader::journal::Entry;
use mynareader::reception::{
    Actor, Ahead, Answer, Closed, Config, Input, Offer, Outcome, PinVerifier, Request, Scope, State,
};
use mynareader::transport::{LinkErrorKind, Sent};
use mynareader_emulator::{Fault, KeyRef, Link, Misbehaviour, Personas, Timing, VirtualCard};

const DAY: &str = "2026-11-24";

fn card(name: &str) -> VirtualCard {
    let personas = Personas::at(DAY.parse().unwrap()).unwrap();
    personas.get(name).unwrap().card().unwrap()
}

fn check_in_of(name: &str, card: VirtualCard, config: Config, method: Method) -> Unhurried {
    let personas = Personas::at(DAY.parse().unwrap()).unwrap();
    Unhurried::new(personas.get(name).unwrap(), card, config, method)
}

fn check_in_with(card: VirtualCard, config: Config, method: Method) -> Unhurried {
    check_in_of("adult", card, config, method)
}

fn check_in(method: Method) -> Unhurried {
    check_in_with(card("adult"), Config::default(), method)
}

/// The instructions of commands that hold or use a secret.
fn presents(command: &[u8]) -> bool {
    matches!(
        command,
        [_, 0x20, _, _, _, ..] | [_, 0x24 | 0x2A | 0x88, ..]
    )
}

/// Holds: I11
#[test]
fn nothing_is_presented_before_the_act_that_asks_for_it() {
    for method in [Method::Face, Method::Pin, Method::Staff] {
        for link in [Link::EXTENDED, Link::SHORT] {
            let mut check_in =
                check_in_with(card("adult").with_link(link), Config::default(), method);
            check_in.place(DAY);
            assert!(matches!(
                check_in.until_asked(),
                Some(Request::ChooseMethod { .. })
            ));
            check_in.until_idle();
            let log = check_in.card.log();
            assert!(log.len() > 10 && !log.iter().any(|made| presents(&made.command)));
            // Nothing of it waits for what is chosen, either.
            assert_eq!(check_in.desk.reception().reading_ahead(), None);
            let facts = *check_in.desk.reception().card().unwrap();
            assert_eq!(facts.code_b_tries, Tries::Left(10));
            assert_eq!(facts.certificate, CertificateState::Valid);
        }
    }
}

/// In front of the camera nothing is verified: another application is selected.
///
/// Holds: I11
#[test]
fn nothing_stays_verified_while_a_person_is_waited_for() {
    let mut check_in = check_in(Method::Face);
    check_in.place(DAY);
    while check_in.state() != State::Ended {
        let asked = check_in.until_asked();
        if asked.is_some() {
            assert!(!check_in.card.is_verified(KeyRef::CODE_B), "{asked:?}");
            assert!(!check_in.card.is_verified(KeyRef::AUTHENTICATION_PIN));
        }
        check_in.until_idle();
        if check_in.until_asked().is_some() {
            check_in.answer();
        }
    }
}

/// At whichever exchange the patient acts, not one more is made before they are answered.
///
/// Holds: I11
#[test]
fn an_act_is_answered_before_another_exchange() {
    for link in [Link::EXTENDED, Link::SHORT] {
        for polls in 0..25 {
            let mut check_in = check_in_with(
                card("adult").with_link(link),
                Config::default(),
                Method::Face,
            );
            check_in.place(DAY);
            check_in.until_asked();
            for _ in 0..polls {
                let before = check_in.card.exchanges();
                check_in.poll();
                assert!(check_in.card.exchanges() <= before + 1);
            }
            let before = check_in.card.exchanges();
            check_in.answer();
            // What was read to the end just before is taken note of first.
            while check_in.state() == State::ChoosingMethod {
                assert_eq!(check_in.poll(), Progress::Worked);
            }
            assert_eq!(check_in.state(), State::ScanningCardFace, "{polls}");
            assert_eq!(check_in.card.exchanges(), before, "{polls}");
            // And the rest is read behind the scan, or with the photo, and comes to the same end.
            check_in.go_on();
            assert_eq!(
                check_in.desk.reception().outcome(),
                Some(Outcome::Admitted(Scope::Full))
            );
        }
    }
}

/// A removal, a cancel and a switch of the mode likewise, and then nothing is read any more.
///
/// Holds: I11
#[test]
fn it_stops_at_once_when_the_check_in_ends() {
    let ends: [fn(&Unhurried); 3] = [
        |check_in| check_in.desk.handle().card_removed().unwrap(),
        |check_in| check_in.desk.handle().cancel(Actor::Patient).unwrap(),
        |check_in| {
            let handle = check_in.desk.handle();
            handle
                .mode_changed(Mode::Visual, Actor::Administrator)
                .unwrap();
        },
    ];
    for end in ends {
        for polls in 0..8 {
            let mut check_in = check_in(Method::Face);
            check_in.place(DAY);
            check_in.until_asked();
            for _ in 0..polls {
                check_in.poll();
            }
            let before = check_in.card.exchanges();
            end(&check_in);
            check_in.until_idle();
            // The one with which the application is left.
            assert!(check_in.card.exchanges() <= before + 1, "{polls}");
            assert!(!check_in.card.is_powered());
        }
    }
}

/// Where patient and devices answer at once, nothing was read ahead yet; it is read before the card is
/// handed to the national software, and the notice that depends on it is shown.
///
/// Holds: I11, I5
#[test]
fn what_was_not_read_yet_is_read_before_the_card_is_handed_on() {
    for (method, verifier) in [
        (Method::Face, PinVerifier::Library),
        (Method::Pin, PinVerifier::Library),
        (Method::Pin, PinVerifier::NationalSoftware),
        (Method::Staff, PinVerifier::Library),
    ] {
        let mut config = Config::default();
        config.pin_verifier = verifier;
        let mut check_in = check_in_of("in-grace", card("in-grace"), config, method);
        check_in.place(DAY);
        let mut asked = Vec::new();
        while check_in.state() != State::Ended {
            match check_in.until_asked() {
                Some(Request::Authenticate { .. } | Request::AuthenticateWithPin { .. }) => {
                    // The national software has the card: nothing is read under its hands.
                    let before = check_in.card.exchanges();
                    check_in.until_idle();
                    assert_eq!(check_in.card.exchanges(), before);
                    assert!(check_in.desk.reception().reading_ahead().is_none());
                    check_in.answer();
                }
                Some(request) => {
                    asked.push(request);
                    check_in.answer();
                }
                None => break,
            }
        }
        let facts_came = asked
            .iter()
            .any(|request| matches!(request, Request::ShowNotice(_)));
        assert!(facts_came, "{method:?} {verifier:?}: {asked:?}");
        assert!(
            !asked
                .iter()
                .any(|request| matches!(request, Request::AskConsent(_)))
        );
    }
}

/// A code B that is blocked closes the face as soon as the card has said so: on the screen with the
/// methods, or in the middle of a scan that can no longer help.
#[test]
fn a_blocked_code_b_closes_the_face() {
    let mut check_in = check_in_of(
        "code-b-locked",
        card("code-b-locked"),
        Config::default(),
        Method::Face,
    );
    check_in.place(DAY);
    let Some(Request::ChooseMethod { offers, .. }) = check_in.until_asked() else {
        panic!("no methods");
    };
    assert_eq!(offers.face, Offer::Open);
    check_in.until_idle();
    let Some(Request::ChooseMethod { offers, .. }) = check_in.until_asked() else {
        panic!("no methods");
    };
    assert_eq!(offers.face, Offer::Closed(Closed::Blocked));
    assert!(offers.pin.is_open());

    let mut check_in = check_in_of(
        "code-b-locked",
        card("code-b-locked"),
        Config::default(),
        Method::Face,
    );
    check_in.place(DAY);
    check_in.until_asked();
    check_in.answer();
    check_in.poll();
    assert_eq!(check_in.state(), State::ScanningCardFace);
    check_in.until_idle();
    assert_eq!(check_in.state(), State::ChoosingMethod);
    assert!(
        !check_in
            .card
            .log()
            .iter()
            .any(|made| presents(&made.command))
    );
}

/// A link that fails in the middle of it sends nobody away: the next task will say what is wrong, if
/// it still is.
#[test]
fn a_link_that_fails_meanwhile_ends_nothing() {
    let faults = [
        Misbehaviour::Mute,
        Misbehaviour::Reset,
        Misbehaviour::RemovedBefore,
        Misbehaviour::Truncate(1),
        Misbehaviour::TornBefore {
            kind: LinkErrorKind::Broken,
            sent: Sent::Maybe,
        },
        Misbehaviour::TornAfter {
            kind: LinkErrorKind::TimedOut,
        },
    ];
    for fault in faults {
        for at in 6..=11 {
            let card = card("adult").with_faults([Fault::at_exchange(at, fault.clone())]);
            let mut check_in = check_in_with(card, Config::default(), Method::Staff);
            check_in.place(DAY);
            check_in.until_asked();
            check_in.until_idle();
            assert_eq!(check_in.state(), State::ChoosingMethod, "{fault:?} at {at}");
            assert_eq!(check_in.desk.reception().reading_ahead(), None);
            let log = check_in.card.log();
            assert!(!log.iter().any(|made| presents(&made.command)));
        }
    }
}

/// It is data in the set-up what is read ahead; with nothing of it, nothing is.
#[test]
fn nothing_is_read_ahead_where_the_set_up_says_so() {
    let mut config = Config::default();
    config.ahead = Ahead::empty();
    let mut check_in = check_in_with(card("adult"), config, Method::Face);
    check_in.place(DAY);
    check_in.until_asked();
    let before = letters(&check_in.card);
    check_in.until_idle();
    assert_eq!(letters(&check_in.card), before);
    assert_eq!(before, "DDSRQRXSQ");
}

/// Only the desk knows what the card said: nobody else's word for it is taken.
#[test]
fn nobody_else_says_what_was_read() {
    let mut check_in = check_in(Method::Face);
    check_in.place(DAY);
    check_in.until_asked();
    let number = check_in.desk.reception().reading_ahead().unwrap();
    let answer = Answer::ReadAhead(mynareader::reception::FurtherFacts::NOTHING);
    let by = Actor::Reader;
    let posted = Posted::Input(Input::Answered { number, answer, by });
    assert!(check_in.desk.handle().post(posted).is_err());
    check_in.until_idle();
    assert_eq!(
        check_in.desk.reception().card().unwrap().code_b_tries,
        Tries::Left(10)
    );
}

/// The journal says what was read, and when.
#[test]
fn the_journal_has_what_was_read() {
    let mut check_in = check_in(Method::Pin);
    check_in.run(DAY);
    let journals = check_in.desk.take_journals();
    let lines = journals[0].lines();
    assert!(lines.iter().any(|line| line.entry
        == Entry::ReadAhead {
            code_b_tries: Tries::Left(10),
            certificate: CertificateState::Valid
        }));
}

/// A slow link does not hold up an act either: the exchange that is under way is the most.
#[test]
fn a_slow_link_holds_an_act_up_for_one_exchange() {
    let slow = Timing {
        overhead: Duration::from_millis(900),
        ..Timing::INSTANT
    };
    let mut check_in = check_in_with(
        card("adult").with_timing(slow),
        Config::default(),
        Method::Pin,
    );
    check_in.place(DAY);
    check_in.until_asked();
    let before = check_in.card.elapsed();
    check_in.poll();
    check_in.answer();
    check_in.poll();
    assert_eq!(check_in.state(), State::EnteringPin);
    assert!(check_in.card.elapsed() - before <= Duration::from_secs(1));
}
