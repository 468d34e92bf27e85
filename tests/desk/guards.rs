//! The desk against its own parts: parts that panic, secrets under another request's number, handles
//! that outlive it, an inbox that is full, a link torn in a VERIFY.

use crate::later;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use later::{
    CANARY, Later, answer, card, ended, pin, place, read_record, reading, settle, to_pin,
    with_desk, with_link, with_panel,
};
use mynareader::application::ToSign;
use mynareader::desk::{
    Desk, NotPosted, NotTaken, Panel, Passcode, Posted, Progress, Secret, Served, Sight, Unshared,
    View,
};
use mynareader::facts::{Method, Mode, Tries};
use mynareader::fault::{FaultCode, Step};
use mynareader::journal::Entry;
use mynareader::reception::{
    Actor, Answer, Config, EndReason, Input, Mark, Number, PinVerifier, Refusal, Request, Scan,
    ScanOutcome, Screen, Secrets, Sighting, State, Tick, WrongAnswer,
};
use mynareader::transport::{
    LinkCapabilities, LinkError, LinkErrorKind, ResponseBuffer, Sent, Transport,
};
use mynareader_emulator::{Fault, KeyRef, Misbehaviour, VirtualCard};

/// A panel that breaks at the end of a check-in, before the desk has wiped and powered down.
struct Breaks;

impl Panel for Breaks {
    fn show(&mut self, _: Screen, _: View) {}
    fn ask(&mut self, _: Number, _: &Request, _: View) -> Served<(Answer, Actor)> {
        Served::Later
    }
    fn abandon(&mut self, _: Number) {
        panic!("the panel's driver is broken");
    }
}

fn handing_over() -> Config {
    let mut config = Config::default();
    config.pin_verifier = PinVerifier::NationalSoftware;
    config
}

/// To where the photo is held and the camera is waited for.
fn to_camera(desk: &mut Desk<'_>) {
    read_record(desk, 2);
    assert_eq!(desk.reception().state(), State::ComparingFace);
    assert!(desk.held_secrets().contains(Secrets::FACE));
}

fn break_at_the_end(desk: &mut Desk<'_>) {
    to_camera(desk);
    desk.handle()
        .mode_changed(Mode::Visual, Actor::Administrator)
        .unwrap();
    assert!(catch_unwind(AssertUnwindSafe(|| desk.poll(&Tick::ZERO))).is_err());
    assert_eq!(desk.reception().state(), State::Ended);
}

/// A part of the maker's panics in the middle of the end, the caller catches it and polls on: the
/// rest of the end is carried out all the same.
#[test]
fn a_panic_of_a_part_does_not_stop_the_end() {
    with_panel(
        card("adult"),
        Config::default(),
        &mut Breaks,
        |desk, chip| {
            break_at_the_end(desk);
            assert_eq!(desk.poll(&Tick::ZERO), Progress::Worked);
            assert_eq!(desk.held_secrets(), Secrets::empty());
            assert!(!chip.is_powered());
            assert_eq!(desk.take_journals().len(), 1);
        },
    );
}

/// The same, and the caller gives the desk up.
///
/// Holds: R9
#[test]
fn a_desk_dropped_after_a_panic_takes_the_power_away() {
    let chip = card("adult");
    let handle = chip.handle();
    with_panel(chip, Config::default(), &mut Breaks, |desk, _| {
        break_at_the_end(desk);
    });
    assert!(!handle.is_powered());
}

/// A secret under the number of a request that asks for something else is refused, and takes the
/// place of nothing.
///
/// Holds: I8
#[test]
fn a_secret_under_another_requests_number_is_dropped() {
    with_desk(card("adult"), handing_over(), |desk, chip| {
        place(desk);
        let number = desk.reception().pending().unwrap();
        let sight = || Sight {
            sighting: Sighting::Same,
            passcode: Passcode::new("canary".to_owned()),
            by: Actor::Staff,
        };
        // The patient is being asked; a method, and no PIN.
        let nobody_elses = Refusal::WrongActor;
        for (secret, refusal) in [
            (
                Secret::Pin(pin(CANARY), Actor::Patient),
                Refusal::WrongAnswer,
            ),
            (Secret::Reading(reading(2)), nobody_elses),
            (Secret::Sight(sight()), nobody_elses),
            (
                Secret::Challenge(ToSign::digest(&[9; 32]), Actor::Terminal),
                nobody_elses,
            ),
        ] {
            desk.handle().post(Posted::Secret(number, secret)).unwrap();
            assert_eq!(desk.poll(&Tick::ZERO), Progress::Refused(refusal));
            assert_eq!(desk.held_secrets(), Secrets::empty());
        }
        answer(desk, Answer::Method(Method::Pin), Actor::Patient);
        let number = desk.reception().pending().unwrap();
        desk.handle()
            .post(Posted::Secret(number, Secret::Sight(sight())))
            .unwrap();
        settle(desk, 0);
        assert_eq!(desk.held_secrets(), Secrets::empty());
        assert_eq!(desk.reception().state(), State::EnteringPin);
        assert_eq!(chip.presentations(), 0);
    });
}

/// "Entered", "identified", "read": what only the desk can know is taken from nobody else, in the very
/// step in which it would count, and the check-in goes on as it stood.
#[test]
fn what_only_the_desk_knows_is_taken_from_nobody() {
    let refused = |desk: &mut Desk<'_>, said: Answer, by: Actor| {
        let number = desk.reception().pending().unwrap();
        let posted = desk.handle().answer(number, said, by);
        assert_eq!(posted, Err(NotPosted::OfTheDesk));
        assert_eq!(
            desk.poll(&Tick::ZERO),
            Progress::Idle {
                until: desk.reception().next_deadline()
            }
        );
        assert_eq!(desk.reception().pending(), Some(number));
    };
    for config in [handing_over(), Config::default()] {
        with_desk(card("adult"), config, |desk, chip| {
            to_pin(desk);
            refused(desk, Answer::PinEntered, Actor::Patient);
            assert_eq!(chip.presentations(), 0);
        });
    }
    with_desk(card("adult"), Config::default(), |desk, _| {
        place(desk);
        answer(desk, Answer::Method(Method::Face), Actor::Patient);
        let scanned = Answer::Scanned(Scan {
            outcome: ScanOutcome::Read { agreeing: 2 },
            mark: Mark::NotSeen,
        });
        refused(desk, scanned, Actor::Reader);
        let number = desk.reception().pending().unwrap();
        desk.handle()
            .post(Posted::Secret(number, Secret::Reading(reading(2))))
            .unwrap();
        settle(desk, 0);
        assert_eq!(desk.reception().state(), State::ComparingFace);
    });
}

/// A handle may outlive its desk; what was posted through it does not.
#[test]
fn secrets_in_the_inbox_go_with_the_desk() {
    let handle = with_desk(card("adult"), Config::default(), |desk, _| {
        let number = to_pin(desk);
        let handle = desk.handle();
        handle
            .post(Posted::Secret(
                number,
                Secret::Pin(pin(CANARY), Actor::Patient),
            ))
            .unwrap();
        assert!(format!("{handle:?}").contains("Secret("));
        handle
    });
    assert!(!format!("{handle:?}").contains("Secret("));
    assert_eq!(handle.cancel(Actor::Staff), Err(NotPosted::Closed));
}

/// A device that runs wild fills the inbox with answers; the removal of the card gets through.
#[test]
fn a_removal_gets_through_a_full_inbox() {
    with_desk(card("adult"), Config::default(), |desk, chip| {
        let number = to_pin(desk);
        let handle = desk.handle();
        while handle
            .answer(number, Answer::NoticeRead, Actor::Patient)
            .is_ok()
        {}
        handle.card_removed().unwrap();
        settle(desk, 0);
        assert_eq!(desk.reception().state(), State::Idle);
        assert!(!chip.is_powered());
    });
}

/// A device that posts without end: its answers are refused, and time passes all the same.
#[test]
fn a_flood_of_answers_does_not_stop_the_time() {
    with_desk(card("adult"), Config::default(), |desk, _| {
        let number = to_pin(desk);
        let foreign = Number {
            sequence: number.sequence + 1,
            ..number
        };
        let mut at = Tick::ZERO;
        for _ in 0..1_000 {
            let late = Posted::Secret(foreign, Secret::Pin(pin(CANARY), Actor::Patient));
            let _ = desk.handle().post(late);
            at = at.after(Duration::from_secs(1));
            desk.poll(&at);
        }
        assert_eq!(
            desk.reception().outcome(),
            Some(ended(EndReason::Silent, FaultCode::TIMED_OUT))
        );
        assert_eq!(desk.held_secrets(), Secrets::empty());
    });
}

/// Who may not look does not get a passcode into the slot.
#[test]
fn a_passcode_comes_from_the_staff() {
    let mut config = Config::default();
    config.staff_check = mynareader::reception::StaffCheck::FromMethodScreen;
    with_desk(card("adult"), config, |desk, _| {
        place(desk);
        answer(desk, Answer::Method(Method::Staff), Actor::Patient);
        let number = desk.reception().pending().unwrap();
        for by in [Actor::Patient, Actor::Reader, Actor::Centre] {
            let sight = Sight {
                sighting: Sighting::Same,
                passcode: Passcode::new(CANARY.to_owned()),
                by,
            };
            desk.handle()
                .post(Posted::Secret(number, Secret::Sight(sight)))
                .unwrap();
            assert_eq!(
                desk.poll(&Tick::ZERO),
                Progress::Refused(Refusal::WrongActor)
            );
            assert_eq!(desk.held_secrets(), Secrets::empty());
        }
    });
}

/// A link that stays dead once its power is gone, as a PC/SC connection does.
struct Once {
    card: VirtualCard,
    dead: bool,
    /// Why its power cannot be taken, if it cannot.
    keeps_power: Option<LinkErrorKind>,
}

impl Transport for Once {
    fn transmit(
        &mut self,
        command: &[u8],
        response: &mut ResponseBuffer,
        limit: Duration,
    ) -> Result<(), LinkError> {
        if self.dead {
            return Err(LinkError::new(LinkErrorKind::NoCard, Sent::No));
        }
        self.card.transmit(command, response, limit)
    }
    fn capabilities(&self) -> LinkCapabilities {
        self.card.capabilities()
    }
    fn reset(&mut self) -> Result<(), LinkError> {
        self.card.reset()
    }
    fn power_down(&mut self) -> Result<(), LinkError> {
        self.dead = true;
        match self.keeps_power {
            Some(kind) => Err(LinkError::new(kind, Sent::No)),
            None => self.card.power_down(),
        }
    }
}

/// A chip that may have kept its power at the end is told in the journal, and the card is asked for.
#[test]
fn power_that_may_have_stayed_is_in_the_journal() {
    for keeps_power in [None, Some(LinkErrorKind::ServiceGone)] {
        let mut link = Unshared(Once {
            card: card("adult"),
            dead: false,
            keeps_power,
        });
        with_link(&mut link, Config::default(), &mut Later, |desk| {
            to_pin(desk);
            desk.handle()
                .mode_changed(Mode::Visual, Actor::Administrator)
                .unwrap();
            settle(desk, 0);
            assert_eq!(desk.reception().state(), State::Ended);
            let journal = desk.take_journals().pop().unwrap();
            let seen = journal.lines().iter().any(
                |line| matches!(line.entry, Entry::Seen(origin) if origin.step == Step::Remove),
            );
            assert_eq!(seen, keeps_power.is_some(), "{journal:?}");
        });
    }
}

/// The link tears in the middle of a VERIFY, over a link that does not give the power back: the
/// counter is read all the same, and the check-in goes on.
#[test]
fn a_torn_verify_does_not_cost_the_power() {
    let chip = card("adult");
    let handle = chip.handle();
    let mut link = Unshared(Once {
        card: chip,
        dead: false,
        keeps_power: None,
    });
    with_link(&mut link, Config::default(), &mut Later, |desk| {
        let number = to_pin(desk);
        handle.add_fault(Fault::at_presentation(
            handle.presentations() + 1,
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
        assert_eq!(handle.tries_left(KeyRef::AUTHENTICATION_PIN), Some(2));
        assert_eq!(desk.reception().state(), State::EnteringPin);
        assert_eq!(
            desk.reception().card().map(|card| card.pin_tries),
            Some(Tries::Left(2))
        );
    });
}

/// What is wrong as things stand is refused where it is handed in, and says what it is; the first of two
/// answers stands, also while it waits; and what somebody else must say is not taken from anybody.
#[test]
fn what_is_wrong_is_refused_where_it_is_handed_in() {
    with_desk(card("adult"), Config::default(), |desk, _| {
        let handle = desk.handle();
        let hand_in = |number, answer, by| {
            handle.hand_in(Posted::Input(Input::Answered { number, answer, by }))
        };
        let wrong = |posted: Result<(), NotTaken>| posted.unwrap_err().to_string();
        let early = Number {
            station: 1,
            session: 1,
            sequence: 1,
        };
        let back = Answer::Back;
        assert_eq!(
            wrong(hand_in(early, back, Actor::Patient)),
            "back to request 1/1/1, which was not asked: nothing was asked"
        );
        place(desk);
        let number = desk.reception().pending().unwrap();
        let method = Answer::Method(Method::Pin);
        assert_eq!(
            wrong(hand_in(number, method, Actor::Reader)),
            format!(
                "method by reader to request {number} (choose-method): this actor may not do this"
            )
        );
        assert_eq!(
            wrong(hand_in(number, Answer::NoticeRead, Actor::Patient)),
            format!(
                "notice-read by patient to request {number} (choose-method): \
                 the answer does not belong to the request"
            )
        );
        let elsewhere = Number {
            station: number.station + 1,
            ..number
        };
        assert!(matches!(
            hand_in(elsewhere, method, Actor::Patient),
            Err(NotTaken::Answer(WrongAnswer::Station { given, own, .. })) if given == own + 1
        ));
        assert_eq!(hand_in(number, method, Actor::Patient), Ok(()));
        let second = format!(
            "request {number} (choose-method) is already answered, by method: method is refused"
        );
        let face = Answer::Method(Method::Face);
        assert_eq!(wrong(hand_in(number, face, Actor::Patient)), second);
        settle(desk, 0);
        assert_eq!(desk.reception().state(), State::EnteringPin);
        assert_eq!(wrong(hand_in(number, face, Actor::Patient)), second);

        let input = Input::Cancelled { by: Actor::Centre };
        assert_eq!(
            wrong(handle.hand_in(Posted::Input(input))),
            "the calling off is not for the centre to tell"
        );
        // Nobody answers, and the card goes.
        let open = desk.reception().pending().unwrap();
        handle.card_removed().unwrap();
        settle(desk, 0);
        assert_eq!(
            wrong(hand_in(open, Answer::Back, Actor::Patient)),
            format!("request {open} (enter-pin) is no longer waited for: back is late")
        );
    });
}

/// The answer to a right PIN, or to the right code B, is lost; the chip has it verified all the same,
/// and keeps that when the same application is selected anew to read the counter. It does not
/// outlive the task.
#[test]
fn what_a_lost_answer_verified_is_not_left_so() {
    let torn = |nth| {
        let kind = LinkErrorKind::Broken;
        Fault::at_presentation(nth, Misbehaviour::TornAfter { kind })
    };
    with_desk(card("adult"), Config::default(), |desk, chip| {
        let number = to_pin(desk);
        chip.add_fault(torn(1));
        let right = Posted::Secret(number, Secret::Pin(pin("1234"), Actor::Patient));
        desk.handle().post(right).unwrap();
        settle(desk, 0);
        assert_eq!(desk.reception().state(), State::EnteringPin);
        assert_eq!(chip.counts(KeyRef::AUTHENTICATION_PIN).right, 1);
        assert!(!chip.is_verified(KeyRef::AUTHENTICATION_PIN));
    });
    let mut config = Config::default();
    config.methods_after_read_error = true;
    with_desk(card("adult"), config, |desk, chip| {
        chip.add_fault(torn(1));
        read_record(desk, 2);
        assert_eq!(desk.reception().state(), State::ChoosingMethod);
        assert_eq!(chip.counts(KeyRef::CODE_B).right, 1);
        assert!(!chip.is_verified(KeyRef::CODE_B));
    });
}
