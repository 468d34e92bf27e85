//! Phones: chosen on the screen first, the PIN before the tap, and what comes instead.
//! docs/facts/counter.md §2

use crate::talk::{
    CARD, choose, day, entries, offers, orders, reply_to, requests, say, tell, with,
};
use mynareader_facts::{CertificateState, Method, Mode, Place, TokenKind, Tries};
use mynareader_reception::fault::FaultCode;
use mynareader_reception::guidance::{Note, advise};
use mynareader_reception::journal::Entry;
use mynareader_reception::reception::{
    Actor, Answer, CardFacts, Closed, Config, Confirmed, Eligibility, EndReason, Event, Fitted,
    Input, Offer, Order, Outcome, Path, Phone, PhoneReader, Proof, Reception, Refusal, Reply,
    Request, Scope, Screen, Secrets, State, Tick,
};

const DAY: &str = "2026-11-24";

const ANDROID: CardFacts = CardFacts {
    kind: TokenKind::Android,
    code_b_tries: Tries::Unknown,
    certificate: CertificateState::Unknown,
    ..CARD
};

const IPHONE: CardFacts = CardFacts {
    kind: TokenKind::Iphone,
    ..ANDROID
};

fn wanted(reception: &mut Reception) -> Reply {
    let day = day(DAY);
    let by = Actor::Patient;
    reception.handle(Event::new(Tick::ZERO, Input::PhoneWanted { day, by }))
}

fn placed(reception: &mut Reception, at: Place) -> Reply {
    let day = day(DAY);
    let input = match at {
        Place::Reader => Input::CardPlaced { day },
        Place::PhoneReader => Input::PhonePlaced { day },
    };
    reception.handle(Event::new(Tick::ZERO, input))
}

/// To where a phone of this kind is awaited, with its PIN typed where it has one.
fn awaiting(phone_reader: PhoneReader, phone: Phone) -> Reception {
    let mut reception = with(|config| config.phone_reader = phone_reader);
    let open = Offer::Open;
    let asked = Request::ChoosePhone {
        android: open,
        iphone: open,
    };
    assert_eq!(requests(&wanted(&mut reception)), [asked]);
    let asked = tell(&mut reception, Answer::Phone(phone), Actor::Patient);
    if phone == Phone::Android {
        assert_eq!(asked, [Request::EnterPinAhead]);
        tell(&mut reception, Answer::PinEntered, Actor::Patient);
    }
    assert_eq!(reception.state(), State::AwaitingPhone);
    reception
}

/// Android: the digits, the tap, and on; with a paired reader and without.
#[test]
fn an_android_phone_is_checked_in_by_the_digits_typed_before() {
    for (phone_reader, at) in [
        (PhoneReader::Same, Place::Reader),
        (PhoneReader::Paired, Place::PhoneReader),
    ] {
        let mut reception = awaiting(phone_reader, Phone::Android);
        let reply = placed(&mut reception, at);
        assert_eq!(requests(&reply), [Request::IdentifyCard { at }]);
        assert!(!orders(&reply).contains(&Order::Wipe(Secrets::PIN)));
        let asked = tell(&mut reception, Answer::Identified(ANDROID), Actor::Reader);
        assert_eq!(asked, [Request::ObtainChallenge]);
        let asked = tell(&mut reception, Answer::ChallengeObtained, Actor::Terminal);
        assert_eq!(asked, [Request::VerifyPin { last_try: false }]);
        let asked = tell(&mut reception, Answer::PinVerified, Actor::Reader);
        assert_eq!(asked, [Request::Authenticate { path: Path::Signed }]);
        assert_eq!(reception.proof(), Some(Proof::Pin));
    }
}

/// The consents follow on the face-recognition reader, while the phone is back in its pocket.
#[test]
fn a_phone_may_go_once_the_centre_accepted_it() {
    let mut reception = awaiting(PhoneReader::Paired, Phone::Iphone);
    placed(&mut reception, Place::PhoneReader);
    let asked = tell(&mut reception, Answer::Identified(IPHONE), Actor::Reader);
    assert_eq!(asked, [Request::ConfirmOnPhone]);
    tell(&mut reception, Answer::PhoneConfirmed, Actor::Reader);
    // Before that, its going is the end.
    let mut gone = reception.clone();
    say(&mut gone, Input::PhoneRemoved);
    assert_eq!(gone.state(), State::Idle);
    let registered = Answer::Authenticated { registered: true };
    let asked = tell(&mut reception, registered, Actor::Centre);
    // It must be the phone that was proved, too.
    assert_eq!(asked, [Request::ReacquireCard]);
    let same = Answer::Reacquired { same: true };
    let asked = tell(&mut reception, same, Actor::Reader);
    assert_eq!(asked, [Request::QueryEligibility]);
    let reply = reception.handle(Event::new(Tick::ZERO, Input::PhoneRemoved));
    assert_eq!(orders(&reply), [Order::EndCard]);
    let valid = Answer::Eligibility {
        eligibility: Eligibility::Valid,
        subsidy: false,
    };
    let asked = tell(&mut reception, valid, Actor::Centre);
    assert!(matches!(asked[..], [Request::AskConsent(_)]));
    let none = Answer::Consented(mynareader_reception::reception::Consents::empty());
    tell(&mut reception, none, Actor::Patient);
    let reply = reply_to(&mut reception, Answer::Delivered, Actor::Terminal);
    assert!(entries(&reply).contains(&Entry::Ended(Outcome::Admitted(Scope::Full))));
    // Nothing lies there that could be forgotten.
    assert!(!orders(&reply).contains(&Order::PromptRemoval));
    assert_eq!(reception.state(), State::Idle);
}

/// What comes is not what was chosen: on with it, and the digits are gone.
///
/// Holds: I10
#[test]
fn another_token_leads_on_without_the_pin() {
    let chosen = Phone::Android;
    for (phone_reader, at) in [
        (PhoneReader::Same, Place::Reader),
        (PhoneReader::Paired, Place::Reader),
        (PhoneReader::Paired, Place::PhoneReader),
    ] {
        for (facts, next) in [
            (CARD, State::ChoosingMethod),
            (IPHONE, State::ConfirmingOnPhone),
        ] {
            let mut reception = awaiting(phone_reader, chosen);
            let mut orders = orders(&placed(&mut reception, at));
            let reply = reply_to(&mut reception, Answer::Identified(facts), Actor::Reader);
            orders.extend(crate::talk::orders(&reply));
            assert!(
                orders.contains(&Order::Wipe(Secrets::PIN)),
                "{at:?} {facts:?}"
            );
            assert!(orders.contains(&Order::Show(Screen::OtherToken(facts.kind))));
            let kind = facts.kind;
            assert!(entries(&reply).contains(&Entry::OtherToken { chosen, kind }));
            assert_eq!(reception.state(), next);
        }
    }
    // The other way round: an iPhone was chosen and an Android phone comes, which is asked for its PIN.
    let mut reception = awaiting(PhoneReader::Same, Phone::Iphone);
    placed(&mut reception, Place::Reader);
    let asked = tell(&mut reception, Answer::Identified(ANDROID), Actor::Reader);
    assert!(offers(&asked).pin.is_open());
    let asked = choose(&mut reception, Method::Pin);
    assert!(matches!(asked[..], [Request::EnterPin { .. }]));
}

/// A card in place of a phone is a card like any other; on the reader for phones no camera sees it.
#[test]
fn a_card_instead_is_checked_in_as_ever() {
    let mut reception = awaiting(PhoneReader::Paired, Phone::Android);
    placed(&mut reception, Place::PhoneReader);
    let asked = tell(&mut reception, Answer::Identified(CARD), Actor::Reader);
    let there = offers(&asked);
    assert_eq!(there.face, Offer::Closed(Closed::NotFitted));
    assert!(there.pin.is_open() && there.staff.is_open());
    choose(&mut reception, Method::Pin);
    assert_eq!(reception.state(), State::EnteringPin);
}

/// While digits are typed, or the phone is being chosen, the token may come as well.
#[test]
fn a_token_may_come_at_any_time_before() {
    for typed in [false, true] {
        let mut reception = with(|_| ());
        wanted(&mut reception);
        if typed {
            tell(
                &mut reception,
                Answer::Phone(Phone::Android),
                Actor::Patient,
            );
        }
        let asked = reception.pending().unwrap();
        let reply = placed(&mut reception, Place::Reader);
        assert!(orders(&reply).contains(&Order::Abandon(asked)));
        assert!(orders(&reply).contains(&Order::Wipe(Secrets::PIN)));
        let asked = tell(&mut reception, Answer::Identified(ANDROID), Actor::Reader);
        assert!(offers(&asked).pin.is_open());
    }
}

/// With one try left, or nobody knows how many, the digits that were typed before go no further: the
/// patient decides, and types anew.
///
/// Holds: I2
#[test]
fn the_last_try_of_a_phone_is_decided_on() {
    for pin_tries in [Tries::Left(1), Tries::Unknown] {
        let mut reception = awaiting(PhoneReader::Same, Phone::Android);
        placed(&mut reception, Place::Reader);
        let facts = CardFacts {
            pin_tries,
            ..ANDROID
        };
        let reply = reply_to(&mut reception, Answer::Identified(facts), Actor::Reader);
        assert!(orders(&reply).contains(&Order::Wipe(Secrets::PIN)));
        assert_eq!(reception.state(), State::DecidingLastTry);
    }
    let mut reception = awaiting(PhoneReader::Same, Phone::Android);
    placed(&mut reception, Place::Reader);
    let facts = CardFacts {
        pin_tries: Tries::Blocked,
        ..ANDROID
    };
    let reply = reply_to(&mut reception, Answer::Identified(facts), Actor::Reader);
    assert!(orders(&reply).contains(&Order::Wipe(Secrets::PIN)));
    assert_ne!(reception.state(), State::VerifyingPin);
}

/// The digits wait no longer than the phone is waited for, without a reminder.
#[test]
fn the_pin_waits_with_a_deadline() {
    let mut reception = awaiting(PhoneReader::Same, Phone::Android);
    let limit = Config::default().patience.phone;
    let at = reception.next_deadline().unwrap();
    assert_eq!(at, Tick::ZERO.after(limit));
    let reply = reception.handle(Event::new(at, Input::Tick));
    assert!(!orders(&reply).contains(&Order::Remind));
    assert!(orders(&reply).contains(&Order::Wipe(Secrets::all())));
    assert!(entries(&reply).contains(&Entry::TimedOut(State::AwaitingPhone)));
    // Nothing lies there, so nobody is asked to take it, and the next patient may come.
    assert!(!orders(&reply).contains(&Order::PromptRemoval));
    assert_eq!(reception.state(), State::Idle);
}

/// From each screen of the phone back to the choice of it.
///
/// Holds: I10
#[test]
fn the_way_back_from_a_phone_leads_to_its_choice() {
    let mut reception = awaiting(PhoneReader::Same, Phone::Android);
    let reply = reply_to(&mut reception, Answer::Back, Actor::Patient);
    assert!(orders(&reply).contains(&Order::Wipe(Secrets::PIN)));
    assert_eq!(reception.state(), State::ChoosingPhone);
    tell(&mut reception, Answer::Phone(Phone::Iphone), Actor::Patient);
    placed(&mut reception, Place::Reader);
    tell(&mut reception, Answer::Identified(IPHONE), Actor::Reader);
    assert_eq!(reception.state(), State::ConfirmingOnPhone);
    let reply = reply_to(&mut reception, Answer::Back, Actor::Patient);
    // The phone that lies there is not wanted any more; its going changes nothing.
    assert!(orders(&reply).contains(&Order::EndCard));
    assert_eq!(reception.state(), State::ChoosingPhone);
    say(&mut reception, Input::CardRemoved);
    assert_eq!(reception.state(), State::ChoosingPhone);
    assert_eq!(reception.card(), None);
    let asked = placed(&mut reception, Place::Reader);
    assert_eq!(
        requests(&asked),
        [Request::IdentifyCard { at: Place::Reader }]
    );
    let asked = tell(&mut reception, Answer::Identified(CARD), Actor::Reader);
    assert!(offers(&asked).face.is_open());
}

/// Closed, and why: on the screen that waits for a card, and to who asks all the same.
#[test]
fn where_no_phone_can_be_read_the_reason_is_told() {
    let closed = |change: &dyn Fn(&mut Config)| {
        let mut reception = with(|config| change(config));
        let before = reception.clone();
        let Offer::Closed(closed) = reception.phone_offer() else {
            panic!("a phone is offered");
        };
        let reply = wanted(&mut reception);
        assert_eq!(reply.refused, Some(Refusal::NotOffered(closed)));
        assert_eq!(reception, before);
        closed
    };
    let missing = closed(&|config| config.phone_reader = PhoneReader::Missing);
    assert_eq!(missing, Closed::NoPhoneReader);
    let apart = closed(&|config| config.phone_reader = PhoneReader::NotPaired);
    assert_eq!(apart, Closed::PhoneReaderNotPaired);
    assert_eq!(closed(&|config| config.mode = Mode::Visual), Closed::ByMode);
    let without = closed(&|config| config.fitted.remove(Fitted::PHONES));
    assert_eq!(without, Closed::NotFitted);
    // A pairing that is lost between two patients.
    let mut reception = with(|config| config.phone_reader = PhoneReader::Paired);
    assert!(reception.phone_offer().is_open());
    let mut config = reception.config().clone();
    config.phone_reader = PhoneReader::NotPaired;
    reception.configure(config).unwrap();
    assert!(!reception.phone_offer().is_open());
    assert_eq!(
        placed(&mut reception, Place::PhoneReader).refused,
        Some(Refusal::NotNow)
    );
}

/// In the PIN-only mode an iPhone has no PIN to type: it is said, and not for ever.
#[test]
fn an_iphone_is_closed_in_the_pin_only_mode() {
    let mut reception = with(|config| (config.mode, config.refusals) = (Mode::PinOnly, 2));
    let asked = requests(&wanted(&mut reception));
    let closed = Offer::Closed(Closed::ByMode);
    let again = Request::ChoosePhone {
        android: Offer::Open,
        iphone: closed,
    };
    assert_eq!(asked, [again]);
    for _ in 0..2 {
        let asked = tell(&mut reception, Answer::Phone(Phone::Iphone), Actor::Patient);
        assert_eq!(asked, [again]);
    }
    let reply = reply_to(&mut reception, Answer::Phone(Phone::Iphone), Actor::Patient);
    assert!(matches!(
        entries(&reply).last(),
        Some(Entry::Ended(Outcome::Ended {
            reason: EndReason::NotOffered,
            ..
        }))
    ));
}

/// docs/facts/counter.md §1: a phone is not registered, and nobody blames the portal.
#[test]
fn a_phone_is_not_registered() {
    let mut reception = awaiting(PhoneReader::Same, Phone::Iphone);
    placed(&mut reception, Place::Reader);
    tell(&mut reception, Answer::Identified(IPHONE), Actor::Reader);
    tell(&mut reception, Answer::PhoneConfirmed, Actor::Reader);
    let unknown = Answer::Authenticated { registered: false };
    tell(&mut reception, unknown, Actor::Centre);
    let same = Answer::Reacquired { same: true };
    tell(&mut reception, same, Actor::Reader);
    let code = FaultCode::REGISTRATION_NOT_THIS_WAY;
    assert_eq!(
        crate::talk::ended(&reception),
        Some((EndReason::NotRegistered, code))
    );
}

/// Which reader failed is told: the other one still takes cards.
#[test]
fn the_reader_that_failed_is_named() {
    for (at, named) in [(Place::PhoneReader, true), (Place::Reader, false)] {
        let mut reception = awaiting(PhoneReader::Paired, Phone::Iphone);
        placed(&mut reception, at);
        let failed = Answer::Failed(FaultCode::CARD_NOT_RECOGNISED.into());
        let reply = reply_to(&mut reception, failed, Actor::Reader);
        let (code, situation) = orders(&reply)
            .iter()
            .find_map(|order| match order {
                Order::Advise { fault, situation } => Some((fault.code, *situation)),
                _ => None,
            })
            .unwrap();
        assert_eq!(situation.place, at);
        let notes = advise(code, &situation).notes;
        assert_eq!(
            notes
                .iter()
                .any(|note| note.note == Note::PhoneReaderFailed),
            named
        );
    }
}

/// A look that the staff took ahead was for somebody with a card.
#[test]
fn a_waiting_look_does_not_serve_a_phone() {
    let mut reception = with(|_| ());
    let look = Input::StaffConfirmed {
        person: Confirmed::Patient,
        by: Actor::Staff,
    };
    say(&mut reception, look);
    assert!(reception.proof_waits());
    wanted(&mut reception);
    assert!(!reception.proof_waits());
}

/// Only who stands at the reader wants a phone.
#[test]
fn a_device_wants_no_phone() {
    for by in [Actor::Reader, Actor::Terminal, Actor::Centre] {
        let mut reception = with(|_| ());
        let day = day(DAY);
        let reply = reception.handle(Event::new(Tick::ZERO, Input::PhoneWanted { day, by }));
        assert_eq!(reply.refused, Some(Refusal::WrongActor));
        assert_eq!(reception.state(), State::Idle);
    }
}
