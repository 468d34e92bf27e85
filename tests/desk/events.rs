//! The desk with devices that answer later, from other threads, or not at all; with a card that is
//! exchanged behind its back; and with secrets that come when nobody asked for them.

use crate::later;

use std::time::Duration;

use later::{CANARY, DAY, card, ended, pin, place, settle, to_pin, with_desk};
use mynareader::desk::{
    CardReading, Clock, Desk, FaceResult, Handle, Passcode, Posted, Progress, Secret, Sight,
    SystemClock,
};
use mynareader::facts::{Method, Mode, Tries};
use mynareader::fault::{FaultCode, Step};
use mynareader::journal::{Entry, PinJudgement};
use mynareader::reception::{
    Actor, Answer, Config, Consents, Eligibility, EndReason, Number, Outcome, Refusal, Secrets,
    State, Tick,
};
use mynareader::transport::LinkErrorKind;
use mynareader_emulator::{Fault, KeyRef, Misbehaviour, Personas};

/// Another thread cancels a check-in that waits for the patient, and the loop wakes at once.
#[test]
fn a_cancel_from_another_thread_wakes_the_loop() {
    with_desk(card("adult"), Config::default(), |desk, _| {
        place(desk);
        let handle: Handle = desk.handle();
        let clock = SystemClock::new();
        let thread = std::thread::spawn(move || {
            std::thread::sleep(Duration::from_millis(50));
            handle.cancel(Actor::Staff).unwrap();
        });
        desk.run(&clock, |desk| desk.reception().state() == State::Ended);
        thread.join().unwrap();
        // Far below the sixty seconds that the patient would have had.
        assert!(clock.now() < Tick::from_millis(10_000));
        assert_eq!(
            desk.reception().outcome(),
            Some(ended(EndReason::CancelledByStaff, FaultCode::CANCELLED))
        );
    });
}

/// A mode change in the middle ends with 009, wipes the PIN, and takes the power away.
///
/// Holds: I4
#[test]
fn a_mode_change_wipes_every_secret() {
    let mut config = Config::default();
    config.pin_verifier = mynareader::reception::PinVerifier::NationalSoftware;
    with_desk(card("adult"), config, |desk, chip| {
        let number = to_pin(desk);
        desk.handle()
            .post(Posted::Secret(
                number,
                Secret::Pin(pin(CANARY), Actor::Patient),
            ))
            .unwrap();
        settle(desk, 0);
        assert_eq!(desk.reception().state(), State::AuthenticatingWithPin);
        desk.handle()
            .mode_changed(Mode::Visual, Actor::Administrator)
            .unwrap();
        settle(desk, 0);
        assert_eq!(
            desk.reception().outcome(),
            Some(ended(EndReason::ModeChanged, FaultCode::MODE_CHANGED))
        );
        assert_eq!(desk.held_secrets(), Secrets::empty());
        assert!(!chip.is_powered());
        assert_eq!(chip.presentations(), 0);
    });
}

/// A PIN that nobody asked for, or that the staff typed, never gets into the slot.
#[test]
fn a_secret_that_was_not_asked_for_is_dropped() {
    with_desk(card("adult"), Config::default(), |desk, _| {
        let number = to_pin(desk);
        let other = Number {
            sequence: number.sequence + 1,
            ..number
        };
        let session = Number {
            session: number.session + 1,
            ..number
        };
        for (number, by, refusal) in [
            (other, Actor::Patient, Refusal::ForeignNumber),
            (session, Actor::Patient, Refusal::ForeignNumber),
            (number, Actor::Staff, Refusal::WrongActor),
        ] {
            desk.handle()
                .post(Posted::Secret(number, Secret::Pin(pin(CANARY), by)))
                .unwrap();
            assert_eq!(desk.poll(&Tick::ZERO), Progress::Refused(refusal));
            assert_eq!(desk.held_secrets(), Secrets::empty());
            assert!(!format!("{desk:?}").contains(CANARY));
        }
        assert_eq!(desk.reception().state(), State::EnteringPin);
    });
}

/// A link torn in the middle of the VERIFY: the counter is read before the PIN is asked again, and
/// one PIN entered is one VERIFY on the wire.
#[test]
fn after_a_torn_verify_the_counter_is_read() {
    let chip = card("adult");
    let handle = chip.handle();
    with_desk(chip, Config::default(), |desk, _| {
        let number = to_pin(desk);
        let before = handle.presentations();
        handle.add_fault(Fault::at_presentation(
            before + 1,
            Misbehaviour::TornAfter {
                kind: LinkErrorKind::Broken,
            },
        ));
        desk.handle()
            .post(Posted::Secret(
                number,
                Secret::Pin(pin("0000"), Actor::Patient),
            ))
            .unwrap();
        settle(desk, 0);
        assert_eq!(handle.presentations(), before + 1);
        assert_eq!(handle.tries_left(KeyRef::AUTHENTICATION_PIN), Some(2));
        // The reception knows the counter, and asks for a new PIN.
        assert_eq!(desk.reception().state(), State::EnteringPin);
        assert_eq!(desk.reception().card().unwrap().pin_tries, Tries::Left(2));
        assert_eq!(desk.held_secrets(), Secrets::empty());
        desk.handle().card_removed().unwrap();
        settle(desk, 0);
        let journal = desk.take_journals().pop().unwrap();
        assert!(journal.lines().iter().any(|line| line.entry
            == Entry::PinJudged {
                judgement: PinJudgement::Unknown,
                tries: Tries::Unknown,
            }));
        // And why nobody knows.
        assert!(journal.lines().iter().any(|line| matches!(
            line.entry,
            Entry::Seen(origin) if origin.step == Step::VerifyPin
                && origin.cause.to_string() == "link broken"
        )));
    });
}

/// Another card lies there when the national software is done: nobody is admitted.
#[test]
fn another_chip_after_the_national_software_ends_the_check_in() {
    let chip = card("adult");
    let handle = chip.handle();
    let stranger = Personas::at(DAY.parse().unwrap())
        .unwrap()
        .get("child")
        .unwrap()
        .chip()
        .unwrap();
    with_desk(chip, Config::default(), |desk, _| {
        let number = to_pin(desk);
        desk.handle()
            .post(Posted::Secret(
                number,
                Secret::Pin(pin("1234"), Actor::Patient),
            ))
            .unwrap();
        // PIN entered, challenge, PIN verified: the next poll asks the national software.
        for _ in 0..3 {
            assert_eq!(desk.poll(&Tick::ZERO), Progress::Worked);
        }
        assert_eq!(desk.reception().state(), State::Authenticating);
        handle.exchange_chip(stranger);
        settle(desk, 0);
        assert_eq!(
            desk.reception().outcome(),
            Some(ended(EndReason::CardExchanged, FaultCode::CARD_REMOVED))
        );
        assert!(!handle.is_powered());
    });
}

/// The patient says nothing: reminded once, then the check-in ends, by deadlines alone.
#[test]
fn silence_is_reminded_of_and_then_ends() {
    with_desk(card("adult"), Config::default(), |desk, chip| {
        place(desk);
        let mut at = Tick::ZERO;
        for _ in 0..2 {
            let Progress::Idle { until: Some(until) } = desk.poll(&at) else {
                panic!("a deadline is due");
            };
            at = until;
            assert_eq!(desk.poll(&at), Progress::Worked);
        }
        assert_eq!(
            desk.reception().outcome(),
            Some(ended(EndReason::Silent, FaultCode::TIMED_OUT))
        );
        assert!(!chip.is_powered());
    });
}

/// A desk that is dropped in the middle leaves no power on the card.
///
/// Holds: R9
#[test]
fn a_dropped_desk_takes_the_power_away() {
    let chip = card("adult");
    let handle = chip.handle();
    with_desk(chip, Config::default(), |desk, _| {
        to_pin(desk);
    });
    assert!(!handle.is_powered());
}

/// One step of a random check-in: something plausible where the check-in stands, or something from
/// outside. Gives whether a secret was handed in that may be presented once.
fn step(desk: &Desk<'_>, choice: u8, spent: &mut Spent) {
    let handle = desk.handle();
    let Some(number) = desk.reception().pending() else {
        let _ = match choice % 4 {
            0 => handle.card_removed(),
            1 => handle.mode_changed(
                [Mode::Unattended, Mode::Visual, Mode::PinOnly][usize::from(choice / 4 % 3)],
                Actor::Administrator,
            ),
            _ => handle.card_placed(DAY.parse().unwrap()),
        };
        return;
    };
    let say = |answer, by| {
        let _ = handle.answer(number, answer, by);
    };
    // One time in eight something from outside, late or foreign.
    if choice % 8 == 7 {
        let _ = match choice / 8 % 6 {
            0 => handle.card_removed(),
            1 => handle.mode_changed(Mode::Visual, Actor::Terminal),
            2 => handle.cancel(Actor::Patient),
            3 => handle.fault(FaultCode::NETWORK, Actor::Terminal),
            4 => handle.answer(
                Number {
                    sequence: number.sequence.wrapping_sub(1),
                    ..number
                },
                Answer::PinVerified,
                Actor::Reader,
            ),
            _ => handle.card_placed(DAY.parse().unwrap()),
        };
        return;
    }
    match desk.reception().state() {
        State::ChoosingMethod => {
            let method = [Method::Face, Method::Pin, Method::Staff][usize::from(choice % 3)];
            say(Answer::Method(method), Actor::Patient);
        }
        State::ScanningCardFace => {
            // Right, wrong, or looks that do not agree.
            let digits = ["55021720352285", "55021720352286"];
            let readings: Vec<_> = (0..2_u8)
                .map(|look| {
                    let digits = match choice % 3 {
                        0 => digits[0],
                        1 => digits[1],
                        _ => digits[usize::from(look)],
                    };
                    mynareader::secret::CodeB::from_ascii(digits.as_bytes()).unwrap()
                })
                .collect();
            spent.codes += u32::from(choice % 3 != 2);
            let _ = handle.post(Posted::Secret(
                number,
                Secret::Reading(CardReading {
                    readings,
                    failed: 0,
                    obstacle: None,
                    mark: mynareader::reception::Mark::NotSeen,
                }),
            ));
        }
        State::ComparingFace => {
            use mynareader::reception::{Comparison, FaceDecision, Liveness};
            let decision = [
                FaceDecision::Match,
                FaceDecision::NoMatch,
                FaceDecision::NoFace,
            ][usize::from(choice % 3)];
            let _ = handle.post(Posted::Secret(
                number,
                Secret::Face(FaceResult {
                    comparison: Comparison {
                        decision,
                        liveness: Liveness::Live,
                    },
                    score: None,
                    engine: "test".to_owned(),
                    version: "0".to_owned(),
                }),
            ));
        }
        State::DecidingLastTry => {
            let decision = if choice.is_multiple_of(2) {
                mynareader::reception::LastTry::Spend
            } else {
                mynareader::reception::LastTry::Keep
            };
            spent.decided |= choice.is_multiple_of(2);
            say(Answer::LastTry(decision), Actor::Patient);
        }
        State::EnteringPin => {
            spent.pins += 1;
            let digits = if choice.is_multiple_of(3) {
                "1234"
            } else {
                CANARY
            };
            let _ = handle.post(Posted::Secret(
                number,
                Secret::Pin(pin(digits), Actor::Patient),
            ));
        }
        State::CheckingBySight => {
            use mynareader::reception::Sighting;
            let sighting = [Sighting::Same, Sighting::NotSame][usize::from(choice % 2)];
            let _ = handle.post(Posted::Secret(
                number,
                Secret::Sight(Sight {
                    sighting,
                    passcode: Passcode::new("test".to_owned()),
                    by: Actor::Staff,
                }),
            ));
        }
        State::CheckingPasscode => say(
            Answer::Passcode {
                accepted: choice.is_multiple_of(2),
            },
            Actor::Terminal,
        ),
        State::QueryingEligibility => say(
            Answer::Eligibility {
                eligibility: Eligibility::Valid,
                subsidy: false,
            },
            Actor::Centre,
        ),
        State::AskingConsent => say(Answer::Consented(Consents::all()), Actor::Patient),
        State::Delivering => say(Answer::Delivered, Actor::Terminal),
        other => panic!("the desk waits in {other}, where everything answers at once"),
    }
}

#[derive(Default)]
struct Spent {
    pins: u32,
    codes: u32,
    decided: bool,
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(192))]

    /// Random check-ins on the real machine with the real card side and the virtual card: the wire
    /// counts, not the library.
    #[test]
    fn random_check_ins_keep_the_promises(
        choices in proptest::collection::vec(proptest::prelude::any::<u8>(), 1..60),
        tear in proptest::option::of(1_u32..4),
    ) {
        let mut config = Config::default();
        config.staff_check = mynareader::reception::StaffCheck::FromMethodScreen;
        let chip = card("adult");
        if let Some(nth) = tear {
            chip.handle().add_fault(Fault::at_presentation(
                nth,
                Misbehaviour::TornAfter { kind: LinkErrorKind::Broken },
            ));
        }
        with_desk(chip, config, |desk, chip| {
            let mut spent = Spent::default();
            for choice in choices {
                step(desk, choice, &mut spent);
                settle(desk, 0);
                assert!(chip.presentations() <= spent.pins + spent.codes);
                if chip.tries_left(KeyRef::AUTHENTICATION_PIN) == Some(0) {
                    assert!(spent.decided, "the last try was spent without a decision");
                }
                // Three scans of ten tries: code B stays far from its end.
                assert!(chip.tries_left(KeyRef::CODE_B) > Some(1));
                if matches!(desk.reception().state(), State::Idle | State::Ended) {
                    assert_eq!(desk.held_secrets(), Secrets::empty());
                    // A chip that nobody has touched yet is as the reader left it.
                    assert!(chip.exchanges() == 0 || !chip.is_powered());
                }
                for journal in desk.take_journals() {
                    let proved = journal
                        .lines()
                        .iter()
                        .any(|line| matches!(line.entry, Entry::Proved(_)));
                    let admitted = matches!(journal.outcome(), Some(Outcome::Admitted(_)));
                    assert!(proved || !admitted);
                }
            }
        });
    }
}
