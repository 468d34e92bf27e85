//! The rules of the reception for what fails: the way without a PIN that is shut, parts and cards that
//! fail, the printed mark that says otherwise than the chip, and what guidance is told.

use crate::talk;

use mynareader_facts::{CertificateState, Method, Mode, TokenKind, Tries};
use mynareader_reception::fault::{FaultCode, Step};
use mynareader_reception::guidance::{FaceOnly, Facility, LadderStep, Panel, Present, Situation};
use mynareader_reception::journal::Entry;
use mynareader_reception::reception::{
    Actor, Answer, CardFacts, Closed, Config, Eligibility, EndReason, Event, FaceDecision, Fitted,
    Input, Liveness, Mark, Offer, Order, Path, PinVerifier, PrescriptionChoice, Reception, Refusal,
    Reply, Request, Scan, ScanOutcome, Secrets, Sighting, StaffCheck, StaffNotice, State, Tick,
};
use talk::{
    CARD, choose, compared, day, ended, entries, identify, identify_as, in_mode, offers, orders,
    reply_to, requests, say, tell, to_authentication, to_camera, to_eligibility, with,
};

/// 902 and 903 shut the way without a PIN, for face and staff alike. The PIN is another way, where it
/// is open; what was proved was proved for the way that is shut.
#[test]
fn the_way_without_a_pin_may_be_shut() {
    let shut = [
        FaultCode::INSTITUTION_AUTHENTICATION,
        FaultCode::INSTITUTION_CERTIFICATE,
    ];
    for code in shut {
        for by in [Method::Face, Method::Staff] {
            let mut reception = with(|config| config.staff_check = StaffCheck::FromMethodScreen);
            let asked = to_authentication(&mut reception, by);
            let path = Path::WithoutPin;
            assert_eq!(asked, [Request::Authenticate { path }]);
            let failed = Answer::Failed(code.into());
            assert_eq!(
                tell(&mut reception, failed, Actor::Centre),
                [Request::ReacquireCard]
            );
            assert_eq!(reception.proof(), None);
            let same = Answer::Reacquired { same: true };
            let asked = tell(&mut reception, same, Actor::Reader);
            let closed = Offer::Closed(Closed::Failed(code));
            let offers = offers(&asked);
            assert_eq!((offers.face, offers.staff), (closed, closed));
            assert!(offers.pin.is_open());
        }
        // With the PIN it was another way already; without a keypad, or in a mode without the PIN,
        // there is none.
        let mut by_pin = Reception::new(Config::default());
        let asked = to_authentication(&mut by_pin, Method::Pin);
        let path = Path::Signed;
        assert_eq!(asked, [Request::Authenticate { path }]);
        let mut without_keypad = with(|config| config.fitted = Fitted::FACE);
        to_authentication(&mut without_keypad, Method::Face);
        let mut visual = in_mode(Mode::Visual);
        to_authentication(&mut visual, Method::Staff);
        for mut reception in [by_pin, without_keypad, visual] {
            tell(&mut reception, Answer::Failed(code.into()), Actor::Centre);
            assert_eq!(ended(&reception), Some((EndReason::Fault, code)));
        }
    }
    // Another code is no other way's to mend.
    let mut reception = Reception::new(Config::default());
    to_authentication(&mut reception, Method::Face);
    let code = FaultCode::CERTIFICATE_ENDED;
    tell(&mut reception, Answer::Failed(code.into()), Actor::Centre);
    assert_eq!(ended(&reception), Some((EndReason::Fault, code)));
}

/// The staff look for the printed mark: what was offered is offered anew, and a PIN on its way does
/// not go on.
#[test]
fn the_printed_mark_changes_what_is_offered() {
    let mark = |reception: &mut Reception, valid| {
        let by = Actor::Staff;
        reception.handle(Event::new(Tick::ZERO, Input::FaceOnlyMark { valid, by }))
    };
    let to_choice = |reception: &mut Reception| {
        identify(reception);
    };
    let to_decision = |reception: &mut Reception| {
        let pin_tries = Tries::Left(1);
        identify_as(reception, CardFacts { pin_tries, ..CARD });
        choose(reception, Method::Pin);
    };
    let to_entry = |reception: &mut Reception| {
        identify(reception);
        choose(reception, Method::Pin);
    };
    let to_challenge = |reception: &mut Reception| {
        identify(reception);
        choose(reception, Method::Pin);
        tell(reception, Answer::PinEntered, Actor::Patient);
    };
    type To = fn(&mut Reception);
    for (to, state) in [
        (to_choice as To, State::ChoosingMethod),
        (to_decision, State::DecidingLastTry),
        (to_entry, State::EnteringPin),
        (to_challenge, State::ObtainingChallenge),
    ] {
        let mut reception = Reception::new(Config::default());
        to(&mut reception);
        assert_eq!(reception.state(), state);
        let open = reception.pending().unwrap();
        // It is what the chip says already.
        let reply = mark(&mut reception, false);
        assert_eq!(entries(&reply), [Entry::FaceOnlyMark { valid: false }]);
        assert_eq!((requests(&reply), reception.state()), (Vec::new(), state));

        let reply = mark(&mut reception, true);
        let done = orders(&reply);
        assert!(done.contains(&Order::Abandon(open)), "{state}");
        let secrets = Secrets::PIN | Secrets::SIGNATURE;
        assert!(done.contains(&Order::Wipe(secrets)), "{state}");
        let offers = offers(&requests(&reply));
        assert_eq!(offers.pin, Offer::Closed(Closed::FaceOnlyCard), "{state}");
        // And back, where it is struck through.
        let back = self::offers(&requests(&mark(&mut reception, false)));
        assert!(back.pin.is_open(), "{state}");
    }
    // What has nothing to do with it goes on.
    let mut reception = Reception::new(Config::default());
    to_camera(&mut reception);
    let open = reception.pending();
    assert_eq!(requests(&mark(&mut reception, true)), []);
    assert_eq!(reception.pending(), open);
    // What chip and print disagree about is asked of an eye.
    for (face_only, seen, doubtful) in [
        (false, Mark::NotSeen, false),
        (false, Mark::Printed, true),
        (false, Mark::StruckThrough, false),
        (true, Mark::NotSeen, false),
        (true, Mark::Printed, false),
        (true, Mark::StruckThrough, true),
    ] {
        let mut reception = Reception::new(Config::default());
        identify_as(&mut reception, CardFacts { face_only, ..CARD });
        choose(&mut reception, Method::Face);
        let outcome = ScanOutcome::Read { agreeing: 2 };
        let scan = Answer::Scanned(Scan {
            outcome,
            mark: seen,
        });
        let reply = reply_to(&mut reception, scan, Actor::Reader);
        let asked = Order::Tell(StaffNotice::ConfirmFaceOnlyMark);
        assert_eq!(
            orders(&reply).contains(&asked),
            doubtful,
            "{face_only} {seen:?}"
        );
    }
}

fn advised(reply: &Reply) -> Situation {
    orders(reply)
        .into_iter()
        .find_map(|order| match order {
            Order::Advise { situation, .. } => Some(situation),
            _ => None,
        })
        .expect("advice")
}

fn fail(reception: &mut Reception, code: FaultCode) -> Situation {
    let by = Actor::Terminal;
    advised(&reception.handle(Event::new(
        Tick::ZERO,
        Input::Fault {
            fault: code.into(),
            by,
        },
    )))
}

/// What guidance is told of the check-in: step, card, what was tried, who is there, what the facility
/// has.
#[test]
fn guidance_is_told_what_is_known() {
    let code = FaultCode::NETWORK;
    // Nothing of the card is known yet.
    let mut reception = Reception::new(Config::default());
    say(
        &mut reception,
        Input::CardPlaced {
            day: day("2026-11-24"),
        },
    );
    let situation = fail(&mut reception, code);
    assert_eq!(situation.step, Step::Identify);
    assert_eq!(situation.pin, Tries::Unknown);
    assert_eq!(situation.certificate, CertificateState::Unknown);
    // Then all of it.
    let facts = CardFacts {
        pin_tries: Tries::Left(2),
        code_b_tries: Tries::Left(7),
        certificate: CertificateState::Notice,
        card_expiry: Some(day("2027-01-01")),
        ..CARD
    };
    for (kind, face_only, expected) in [
        (TokenKind::Card, false, FaceOnly::Unlikely),
        (TokenKind::Card, true, FaceOnly::Likely),
        (
            TokenKind::Android,
            false,
            Situation::on(day("2026-11-24")).face_only,
        ),
    ] {
        let mut reception = Reception::new(Config::default());
        let facts = CardFacts {
            kind,
            face_only,
            ..facts
        };
        identify_as(&mut reception, facts);
        let situation = fail(&mut reception, code);
        assert_eq!(situation.step, Step::ChooseMethod);
        assert_eq!((situation.token, situation.mode), (kind, Mode::Unattended));
        assert_eq!(
            (situation.pin, situation.code_b),
            (Tries::Left(2), Tries::Left(7))
        );
        assert_eq!(situation.certificate, CertificateState::Notice);
        assert_eq!(situation.card_expiry, Some(day("2027-01-01")));
        assert_eq!(situation.face_only, expected, "{kind:?}");
        assert_eq!(situation.present, Present::Patient);
        assert!(!situation.tried.contains(LadderStep::Face));
    }
    // What was tried and failed, the keypad that is dead, and who came.
    let mut reception = with(|config| config.staff_check = StaffCheck::FromMethodScreen);
    identify(&mut reception);
    choose(&mut reception, Method::Staff);
    let proxy = Answer::Sighted(Sighting::ProxyOnly);
    tell(&mut reception, proxy, Actor::Staff);
    choose(&mut reception, Method::Pin);
    let keypad = Answer::Failed(FaultCode::KEYPAD.into());
    let situation = advised(&reply_to(&mut reception, keypad, Actor::Reader));
    assert_eq!(situation.present, Present::Proxy);
    assert_eq!(situation.panel, Panel::KeypadDead);
    assert!(situation.tried.contains(LadderStep::Face));
    assert!(situation.tried.contains(LadderStep::Pin));
    assert!(situation.tried.contains(LadderStep::StaffCheckOnReader));
    // What the facility has: its own word, and what the set-up tells.
    for (staff_check, phones, prescription) in [
        (
            StaffCheck::InVisualModeOnly,
            false,
            PrescriptionChoice::NotAsked,
        ),
        (
            StaffCheck::AfterFailure,
            true,
            PrescriptionChoice::BeforeConsent,
        ),
        (
            StaffCheck::FromMethodScreen,
            true,
            PrescriptionChoice::AfterConsent,
        ),
    ] {
        for own in [Facility::ADMINISTRATOR, Facility::empty()] {
            let mut reception = with(|config| {
                config.staff_check = staff_check;
                config.fitted.set(Fitted::PHONES, phones);
                config.prescription = prescription;
                config.facility = own;
            });
            identify(&mut reception);
            let mut expected = own;
            let on_reader = staff_check != StaffCheck::InVisualModeOnly;
            expected.set(Facility::STAFF_CHECK_ON_READER, on_reader);
            expected.set(Facility::SMARTPHONE, phones);
            let e_prescription = prescription != PrescriptionChoice::NotAsked;
            expected.set(Facility::E_PRESCRIPTION, e_prescription);
            assert_eq!(fail(&mut reception, code).facility, expected);
        }
    }
    // A card that was left is nobody's in particular.
    let mut reception = Reception::new(Config::default());
    identify(&mut reception);
    say(&mut reception, Input::Cancelled { by: Actor::Staff });
    let due = reception.next_deadline().unwrap();
    let situation = advised(&reception.handle(Event::new(due, Input::Tick)));
    assert_eq!(
        (situation.step, situation.mode),
        (Step::Remove, Mode::Unattended)
    );
    let mut expected = Facility::ADMINISTRATOR;
    expected |= Facility::STAFF_CHECK_ON_READER | Facility::SMARTPHONE;
    assert_eq!(situation.facility, expected);
    assert_eq!(State::Ended.fault_step(), Step::Remove);
    assert_eq!(State::EnteringPin.fault_step(), Step::EnterPin);
}

/// A part that fails takes its own method with it, or the check-in where no other helps; the eligibility
/// that is known already is not lost to a screen that fails.
#[test]
fn what_fails_costs_what_it_must() {
    let failed = |code: FaultCode| Answer::Failed(code.into());
    // A maker's own code of its camera or keypad says nothing of the card.
    let own = FaultCode::vendor(mynareader_reception::fault::Maker::ALMEX, 7);
    for (code, goes_on) in [
        (FaultCode::FACE_NOT_CAPTURED, true),
        (FaultCode::PHOTO_UNREADABLE, true),
        (own, true),
        (FaultCode::CARD_APPLICATION_BROKEN, false),
        (FaultCode::NETWORK, false),
    ] {
        let mut reception = Reception::new(Config::default());
        to_camera(&mut reception);
        let asked = tell(&mut reception, failed(code), Actor::Reader);
        if goes_on {
            let closed = Offer::Closed(Closed::Failed(code));
            assert_eq!(offers(&asked).face, closed, "{code}");
        } else {
            assert_eq!(ended(&reception), Some((EndReason::Fault, code)));
        }
    }
    for (code, goes_on) in [
        (FaultCode::KEYPAD, true),
        (own, true),
        (FaultCode::NETWORK, false),
    ] {
        let mut reception = Reception::new(Config::default());
        identify(&mut reception);
        choose(&mut reception, Method::Pin);
        let asked = tell(&mut reception, failed(code), Actor::Reader);
        if goes_on {
            let closed = Offer::Closed(Closed::Failed(code));
            assert_eq!(offers(&asked).pin, closed, "{code}");
        } else {
            assert_eq!(ended(&reception), Some((EndReason::Fault, code)));
        }
    }
    // 001 in the middle: makers differ.
    for methods_after_read_error in [true, false] {
        let code = FaultCode::CARD_NOT_RECOGNISED;
        for by_pin in [true, false] {
            let mut reception =
                with(|config| config.methods_after_read_error = methods_after_read_error);
            if by_pin {
                identify(&mut reception);
                choose(&mut reception, Method::Pin);
                tell(&mut reception, Answer::PinEntered, Actor::Patient);
                tell(&mut reception, Answer::ChallengeObtained, Actor::Terminal);
            } else {
                to_camera(&mut reception);
            }
            tell(&mut reception, failed(code), Actor::Reader);
            let goes_on = reception.state() == State::ChoosingMethod;
            assert_eq!(goes_on, methods_after_read_error, "by PIN: {by_pin}");
        }
    }
    // 004 and 003 by a code instead of an answer, from the card or from the national software.
    for verifier in [PinVerifier::Library, PinVerifier::NationalSoftware] {
        for (code, tries) in [
            (FaultCode::PIN_BLOCKED, Tries::Blocked),
            (FaultCode::PIN_WRONG, Tries::Unknown),
        ] {
            let mut reception = with(|config| config.pin_verifier = verifier);
            identify(&mut reception);
            choose(&mut reception, Method::Pin);
            tell(&mut reception, Answer::PinEntered, Actor::Patient);
            let by = if verifier == PinVerifier::Library {
                tell(&mut reception, Answer::ChallengeObtained, Actor::Terminal);
                Actor::Reader
            } else {
                Actor::Terminal
            };
            let mut asked = tell(&mut reception, failed(code), by);
            if verifier == PinVerifier::NationalSoftware {
                assert_eq!(asked, [Request::ReacquireCard]);
                let same = Answer::Reacquired { same: true };
                asked = tell(&mut reception, same, Actor::Reader);
            }
            assert_eq!(reception.card().unwrap().pin_tries, tries);
            match asked[..] {
                [Request::ChooseMethod { offers, after }] => {
                    assert_eq!(code, FaultCode::PIN_BLOCKED);
                    assert_eq!(offers.pin, Offer::Closed(Closed::Blocked));
                    assert_eq!(after, Some(code));
                }
                // Nobody knows what is left: a decision.
                [Request::DecideLastTry { .. }] => assert_eq!(code, FaultCode::PIN_WRONG),
                _ => panic!("{asked:?}"),
            }
        }
    }
    // Screens after the eligibility.
    let mut reception = in_mode(Mode::Visual);
    let facts = CardFacts {
        certificate: CertificateState::Notice,
        ..CARD
    };
    to_eligibility(&mut reception, day("2026-11-24"), facts);
    let valid = Answer::Eligibility {
        eligibility: Eligibility::Valid,
        subsidy: false,
    };
    tell(&mut reception, valid, Actor::Centre);
    for state in [State::ShowingNotice, State::AskingConsent] {
        assert_eq!(reception.state(), state);
        let reply = reply_to(&mut reception, failed(own), Actor::Reader);
        assert!(orders(&reply).contains(&Order::Tell(StaffNotice::Fault(own))));
    }
    assert_eq!(reception.state(), State::Delivering);
}

/// What a method needed goes with it: code B and the photo where the face is over, the PIN and what it
/// signed where the PIN is, the passcode where the staff's look is.
///
/// Holds: I4
#[test]
fn a_method_that_is_over_takes_its_secrets_along() {
    let wiped = |reply: &Reply| {
        orders(reply)
            .into_iter()
            .fold(Secrets::empty(), |sum, order| match order {
                Order::Wipe(which) => sum | which,
                _ => sum,
            })
    };
    // A face that is not the patient's: while it may be tried once more the photo stays.
    let mut reception = Reception::new(Config::default());
    to_camera(&mut reception);
    let no_match = compared(FaceDecision::NoMatch, Liveness::Live);
    let reply = reply_to(&mut reception, no_match, Actor::Reader);
    assert!(!wiped(&reply).contains(Secrets::FACE));
    choose(&mut reception, Method::Face);
    let reply = reply_to(&mut reception, no_match, Actor::Reader);
    assert!(wiped(&reply).contains(Secrets::FACE | Secrets::CODE_B));
    // A camera that fails.
    let mut reception = Reception::new(Config::default());
    to_camera(&mut reception);
    let failed = Answer::Failed(FaultCode::FACE_NOT_CAPTURED.into());
    let reply = reply_to(&mut reception, failed, Actor::Reader);
    assert!(wiped(&reply).contains(Secrets::FACE | Secrets::CODE_B));

    // A wrong PIN, one that nobody judged, and one that failed.
    for answer in [
        Answer::PinWrong {
            tries: Tries::Left(2),
        },
        Answer::PinWrong {
            tries: Tries::Blocked,
        },
        Answer::PinUnjudged,
        Answer::Failed(FaultCode::CARD_NOT_RECOGNISED.into()),
    ] {
        // After 001 the check-in goes on here.
        let mut reception = with(|config| config.methods_after_read_error = true);
        identify(&mut reception);
        choose(&mut reception, Method::Pin);
        tell(&mut reception, Answer::PinEntered, Actor::Patient);
        tell(&mut reception, Answer::ChallengeObtained, Actor::Terminal);
        let reply = reply_to(&mut reception, answer, Actor::Reader);
        let gone = wiped(&reply);
        assert!(
            gone.contains(Secrets::PIN | Secrets::SIGNATURE),
            "{answer:?}"
        );
    }

    // A passcode, right or wrong, and a look that found somebody else.
    for answer in [
        Answer::Passcode { accepted: true },
        Answer::Passcode { accepted: false },
    ] {
        let mut reception = with(|config| config.staff_check = StaffCheck::FromMethodScreen);
        identify(&mut reception);
        choose(&mut reception, Method::Staff);
        let same = Answer::Sighted(Sighting::Same);
        tell(&mut reception, same, Actor::Staff);
        let reply = reply_to(&mut reception, answer, Actor::Terminal);
        assert!(wiped(&reply).contains(Secrets::PASSCODE), "{answer:?}");
    }
    let mut reception = with(|config| config.staff_check = StaffCheck::FromMethodScreen);
    identify(&mut reception);
    choose(&mut reception, Method::Staff);
    let other = Answer::Sighted(Sighting::NotSame);
    let reply = reply_to(&mut reception, other, Actor::Staff);
    assert!(wiped(&reply).contains(Secrets::PASSCODE));
}

/// Code B that the card refused costs the face and no second try; one that is blocked is said to be,
/// by the card's answer or by a code.
#[test]
fn a_wrong_code_b_is_not_tried_again() {
    let to_record = || {
        let mut reception = Reception::new(Config::default());
        identify(&mut reception);
        choose(&mut reception, Method::Face);
        let outcome = ScanOutcome::Read { agreeing: 2 };
        let mark = Mark::NotSeen;
        let scan = Answer::Scanned(Scan { outcome, mark });
        assert_eq!(
            tell(&mut reception, scan, Actor::Reader),
            [Request::ReadFaceRecord]
        );
        reception
    };
    for (answer, code, tries) in [
        (
            Answer::CodeBWrong {
                tries: Tries::Left(9),
            },
            FaultCode::CARD_FACE_UNREADABLE,
            Tries::Left(9),
        ),
        (
            Answer::CodeBWrong {
                tries: Tries::Blocked,
            },
            FaultCode::CODE_B_BLOCKED,
            Tries::Blocked,
        ),
        (
            Answer::Failed(FaultCode::CODE_B_BLOCKED.into()),
            FaultCode::CODE_B_BLOCKED,
            Tries::Blocked,
        ),
        (
            Answer::Failed(FaultCode::PHOTO_UNREADABLE.into()),
            FaultCode::PHOTO_UNREADABLE,
            Tries::Left(10),
        ),
    ] {
        let mut reception = to_record();
        let reply = reply_to(&mut reception, answer, Actor::Reader);
        let situation = advised(&reply);
        assert_eq!(situation.code_b, tries, "{answer:?}");
        assert!(situation.tried.contains(LadderStep::Face), "{answer:?}");
        let offers = offers(&requests(&reply));
        assert_eq!(offers.face, Offer::Closed(Closed::Failed(code)));
        assert!(offers.pin.is_open() && offers.staff.is_open());
        assert_eq!(reception.card().unwrap().code_b_tries, tries);
    }
}

/// 003 or 004 where no PIN is out: of what the card says by itself, and no PIN is said to be judged.
#[test]
fn a_code_about_the_pin_judges_none_that_is_not_out() {
    let to_tries = || {
        let mut reception = Reception::new(Config::default());
        identify(&mut reception);
        choose(&mut reception, Method::Pin);
        tell(&mut reception, Answer::PinEntered, Actor::Patient);
        tell(&mut reception, Answer::ChallengeObtained, Actor::Terminal);
        let asked = tell(&mut reception, Answer::PinUnjudged, Actor::Reader);
        assert_eq!(asked, [Request::ReadTries]);
        reception
    };
    let to_entry = || {
        let mut reception = Reception::new(Config::default());
        identify(&mut reception);
        choose(&mut reception, Method::Pin);
        reception
    };
    for begin in [to_tries as fn() -> Reception, to_entry] {
        for code in [FaultCode::PIN_BLOCKED, FaultCode::PIN_WRONG] {
            let mut reception = begin();
            let reply = reply_to(&mut reception, Answer::Failed(code.into()), Actor::Reader);
            let judged = entries(&reply)
                .into_iter()
                .any(|entry| matches!(entry, Entry::PinJudged { .. }));
            assert!(!judged, "{code}");
            if code == FaultCode::PIN_BLOCKED {
                let [Request::ChooseMethod { offers, after }] = requests(&reply)[..] else {
                    panic!("{reply:?}");
                };
                assert_eq!(after, Some(code));
                assert_eq!(offers.pin, Offer::Closed(Closed::Blocked));
                assert!(offers.face.is_open());
            } else {
                assert_eq!(ended(&reception), Some((EndReason::Fault, code)));
            }
        }
    }
}

/// A passcode that was mistyped is asked for again, as often as the set-up says.
#[test]
fn a_mistyped_passcode_is_asked_for_again() {
    for passcodes in [1, 2, 3] {
        let mut reception = with(|config| {
            config.staff_check = StaffCheck::FromMethodScreen;
            config.passcodes = passcodes;
        });
        identify(&mut reception);
        choose(&mut reception, Method::Staff);
        for turn in 1..=passcodes {
            assert_eq!(reception.state(), State::CheckingBySight, "{turn}");
            let same = Answer::Sighted(Sighting::Same);
            tell(&mut reception, same, Actor::Staff);
            let wrong = Answer::Passcode { accepted: false };
            tell(&mut reception, wrong, Actor::Terminal);
        }
        assert_eq!(reception.state(), State::ChoosingMethod);
    }
}

/// That something failed is a machine's word: no person says it of a machine.
#[test]
fn a_failure_is_a_machines_to_report() {
    let code = FaultCode::TERMINAL_APPLICATION;
    for (by, taken) in [
        (Actor::Patient, false),
        (Actor::Carer, false),
        (Actor::Staff, false),
        (Actor::Administrator, false),
        (Actor::Reader, true),
        (Actor::Terminal, true),
        (Actor::Centre, true),
    ] {
        let mut reception = with(|config| config.staff_check = StaffCheck::FromMethodScreen);
        identify(&mut reception);
        choose(&mut reception, Method::Staff);
        let reply = reply_to(&mut reception, Answer::Failed(code.into()), by);
        let refused = (!taken).then_some(Refusal::WrongActor);
        assert_eq!(reply.refused, refused, "{by:?}");
        if !taken {
            assert_eq!(reception.state(), State::CheckingBySight);
            continue;
        }
        // The staff and the next screen hear what it was.
        let failed = StaffNotice::MethodFailed {
            method: Method::Staff,
            code: Some(code),
        };
        assert!(orders(&reply).contains(&Order::Tell(failed)), "{by:?}");
        let [Request::ChooseMethod { offers, after }] = requests(&reply)[..] else {
            panic!("{reply:?}");
        };
        assert_eq!(after, Some(code));
        assert_eq!(offers.staff, Offer::Closed(Closed::Failed(code)));
    }
}

/// Every end has its next step, said once: a fault is noted with it, what is none is not.
///
/// Holds: I6
#[test]
fn every_end_has_its_next_step_once() {
    let (network, mode) = (FaultCode::NETWORK, FaultCode::MODE_CHANGED);
    let by = Actor::Terminal;
    let to = Mode::PinOnly;
    for (input, code, fault) in [
        (
            Input::Cancelled { by: Actor::Carer },
            FaultCode::CANCELLED,
            false,
        ),
        (Input::CardRemoved, FaultCode::CARD_REMOVED, false),
        (Input::ModeChanged { to, by }, mode, true),
        (
            Input::Fault {
                fault: network.into(),
                by,
            },
            network,
            true,
        ),
    ] {
        let mut reception = Reception::new(Config::default());
        identify(&mut reception);
        let reply = reception.handle(Event::new(Tick::ZERO, input));
        let advised = orders(&reply)
            .into_iter()
            .filter(|order| matches!(order, Order::Advise { fault, .. } if fault.code == code));
        assert_eq!(advised.count(), 1, "{code}");
        // A card that is gone is not asked for.
        let asked = orders(&reply).contains(&Order::PromptRemoval);
        assert_eq!(asked, input != Input::CardRemoved, "{code}");
        let noted = entries(&reply)
            .into_iter()
            .filter(|entry| matches!(entry, Entry::Fault { .. }));
        assert_eq!(noted.count(), usize::from(fault), "{code}");
    }
}
