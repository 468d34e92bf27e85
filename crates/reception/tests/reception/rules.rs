//! The rules of the reception one by one, as docs/boundary.md and the sources state them: who may
//! do what, what holds from which day, what is offered to whom, what time brings, and what guidance
//! is told. The exploration shows that they hold in every state; here each is written out.

use crate::talk;

use core::time::Duration;

use mynareader_facts::{Method, Mode, Place, TokenKind, Tries};
use mynareader_reception::fault::FaultCode;
use mynareader_reception::journal::Entry;
use mynareader_reception::reception::{
    Actor, Answer, CardFacts, Closed, Config, Confirmed, ConsentProfile, Consents, DeadlineKind,
    EndReason, Event, Fitted, Input, Notice, Number, Offer, Offers, Order, Outcome, Path, Proof,
    Reception, Refusal, Request, Scope, Screen, SightPlace, Sighting, StaffCheck, StaffNotice,
    State, Tick,
};
use talk::{
    CARD, DAY, day, ended, entries, identify, identify_as, in_mode, offers, orders, place_on, say,
    tell, with,
};

fn at(millis: u64, input: Input) -> Event {
    Event::new(Tick::from_millis(millis), input)
}

/// docs/facts/reception.md §2.2, §2.4: the PIN is the patient's, their representative's or their
/// proxy's to enter; the mode an administrator's or the terminal's to switch.
#[test]
fn everybody_may_do_what_is_theirs() {
    let who = |may: fn(Actor) -> bool| {
        Actor::ALL
            .into_iter()
            .filter(|actor| may(*actor))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        who(Actor::is_on_patients_side),
        [
            Actor::Patient,
            Actor::LegalRepresentative,
            Actor::Proxy,
            Actor::Carer,
            Actor::Helper
        ]
    );
    assert_eq!(
        who(Actor::may_enter_pin),
        [Actor::Patient, Actor::LegalRepresentative, Actor::Proxy]
    );
    assert_eq!(who(Actor::is_staff), [Actor::Staff, Actor::Administrator]);
    assert_eq!(
        who(Actor::may_change_mode),
        [Actor::Administrator, Actor::Terminal]
    );
    for by in Actor::ALL {
        let allowed = |may: bool| (!may).then_some(Refusal::WrongActor);
        let mut reception = Reception::new(Config::default());
        let switched = Input::ModeChanged {
            to: Mode::PinOnly,
            by,
        };
        let reply = reception.handle(at(0, switched));
        assert_eq!(reply.refused, allowed(by.may_change_mode()), "{by:?}");
        let mode = if by.may_change_mode() {
            Mode::PinOnly
        } else {
            Mode::Unattended
        };
        assert_eq!(reception.mode(), mode, "{by:?}");

        // A fault comes from a machine, never from a person.
        let person = by.is_on_patients_side() || by.is_staff();
        for running in [false, true] {
            let mut reception = Reception::new(Config::default());
            if running {
                identify(&mut reception);
            }
            let code = FaultCode::NETWORK;
            let reply = reception.handle(at(
                0,
                Input::Fault {
                    fault: code.into(),
                    by,
                },
            ));
            assert_eq!(reply.refused, allowed(!person), "{by:?}");
            let told = orders(&reply).contains(&Order::Tell(StaffNotice::Fault(code)));
            assert_eq!(told, !person, "{by:?}");
            assert_eq!(
                ended(&reception).is_some(),
                running && !person,
                "{by:?} {running}"
            );
        }

        // The printed mark is the staff's to look for.
        let mut reception = Reception::new(Config::default());
        identify(&mut reception);
        let mark = Input::FaceOnlyMark { valid: true, by };
        let reply = reception.handle(at(0, mark));
        assert_eq!(reply.refused, allowed(by.is_staff()), "{by:?}");

        // A look ahead is the staff's, or the terminal's for them.
        let looks = by.is_staff() || by == Actor::Terminal;
        let mut reception = Reception::new(Config::default());
        let person = Confirmed::Patient;
        let reply = reception.handle(at(0, Input::StaffConfirmed { person, by }));
        assert_eq!(reply.refused, allowed(looks), "{by:?}");
        assert_eq!(reception.proof_waits(), looks, "{by:?}");

        // It is the staff who take it back, and only where there is one.
        for waits in [true, false] {
            let mut reception = Reception::new(Config::default());
            if waits {
                let by = Actor::Staff;
                say(&mut reception, Input::StaffConfirmed { person, by });
            }
            let reply = reception.handle(at(0, Input::Cancelled { by }));
            let taken_back = waits && by.is_staff();
            let why = match by {
                Actor::Reader | Actor::Centre => Refusal::WrongActor,
                _ => Refusal::NotNow,
            };
            assert_eq!(reply.refused, (!taken_back).then_some(why), "{by:?}");
            assert_eq!(reception.proof_waits(), waits && !taken_back, "{by:?}");
        }

        // A check-in is called off by either side of the counter, not by a device or the centre.
        let mut reception = Reception::new(Config::default());
        identify(&mut reception);
        let reply = reception.handle(at(0, Input::Cancelled { by }));
        let reason = match by {
            Actor::Reader | Actor::Centre => None,
            by if by.is_on_patients_side() => Some(EndReason::CancelledByPatient),
            _ => Some(EndReason::CancelledByStaff),
        };
        assert_eq!(reply.refused, allowed(reason.is_some()), "{by:?}");
        assert_eq!(ended(&reception).map(|(reason, _)| reason), reason);
    }
}

/// A look ahead where the mode and the set-up have it, and nowhere else.
#[test]
fn a_look_ahead_is_taken_where_the_mode_has_it() {
    for (mode, staff_check, taken) in [
        (Mode::Visual, StaffCheck::InVisualModeOnly, true),
        (Mode::Unattended, StaffCheck::InVisualModeOnly, false),
        (Mode::Unattended, StaffCheck::AfterFailure, true),
        (Mode::Unattended, StaffCheck::FromMethodScreen, true),
        (Mode::PinOnly, StaffCheck::FromMethodScreen, false),
    ] {
        let mut reception = with(|config| {
            config.mode = mode;
            config.staff_check = staff_check;
        });
        let look = Input::StaffConfirmed {
            person: Confirmed::Patient,
            by: Actor::Staff,
        };
        let reply = reception.handle(at(0, look));
        assert_eq!(reply.refused, (!taken).then_some(Refusal::NotNow));
        assert_eq!(reception.proof_waits(), taken, "{mode:?} {staff_check:?}");
        // While a check-in runs it is that patient's, and comes by the request.
        identify(&mut reception);
        assert_eq!(reception.handle(at(0, look)).refused, Some(Refusal::NotNow));
    }
    // It is for the next card, not for the next phone.
    let mut reception = in_mode(Mode::Visual);
    let look = Input::StaffConfirmed {
        person: Confirmed::Patient,
        by: Actor::Staff,
    };
    say(&mut reception, look);
    let phone = CardFacts {
        kind: TokenKind::Android,
        ..CARD
    };
    identify_as(&mut reception, phone);
    assert_eq!(reception.proof(), None);
    assert_eq!(
        ended(&reception),
        Some((EndReason::NoMethod, FaultCode::NO_METHOD))
    );
}

/// docs/facts/reception.md §5.4: phones from 2025-09-19, where the facility has them.
#[test]
fn phones_are_taken_from_their_day_on() {
    for kind in [TokenKind::Android, TokenKind::Iphone] {
        let facts = CardFacts { kind, ..CARD };
        for (on, phones, taken) in [
            ("2024-12-31", true, false),
            ("2025-09-18", true, false),
            ("2025-09-19", true, true),
            ("2026-01-01", true, true),
            ("2026-01-01", false, false),
        ] {
            let mut reception = with(|config| config.fitted.set(Fitted::PHONES, phones));
            let asked = place_on(&mut reception, day(on), facts);
            assert_eq!(asked.is_empty(), !taken, "{kind:?} {on}");
            let refused = (EndReason::Fault, FaultCode::PHONE_INSTEAD_OF_CARD);
            assert_eq!(ended(&reception), (!taken).then_some(refused));
        }
        // No photo is asked of a phone, and nobody compares it with its holder.
        for mode in [Mode::Unattended, Mode::Visual, Mode::PinOnly] {
            let mut reception = with(|config| {
                config.mode = mode;
                config.staff_check = StaffCheck::FromMethodScreen;
            });
            let asked = identify_as(&mut reception, facts);
            match (kind, mode) {
                (TokenKind::Iphone, Mode::Unattended) => {
                    assert_eq!(asked, [Request::ConfirmOnPhone]);
                }
                (TokenKind::Android, Mode::Unattended) => {
                    let offers = offers(&asked);
                    let closed = Offer::Closed(Closed::NotForPhones);
                    assert_eq!((offers.face, offers.staff), (closed, closed));
                    assert!(offers.pin.is_open());
                }
                (TokenKind::Android, Mode::PinOnly) => {
                    assert!(matches!(asked[..], [Request::EnterPin { .. }]));
                }
                _ => assert_eq!(ended(&reception).unwrap().0, EndReason::NoMethod),
            }
            // The staff's word on a card's print is none on a phone.
            let mark = Input::FaceOnlyMark {
                valid: true,
                by: Actor::Staff,
            };
            let refused = reception.handle(at(0, mark)).refused;
            assert_eq!(refused, Some(Refusal::NotNow));
        }
    }
}

/// docs/boundary.md: what goes to the national software, and what the library does on the card.
#[test]
fn requests_belong_where_the_boundary_says() {
    let deliver = Request::Deliver {
        consents: Consents::empty(),
        prescription: None,
        subsidy: None,
    };
    let national = [
        Request::ObtainChallenge,
        Request::CheckPasscode,
        Request::AuthenticateWithPin { last_try: false },
        Request::Authenticate {
            path: Path::WithoutPin,
        },
        Request::Register,
        Request::QueryEligibility,
        deliver,
    ];
    let on_the_card = [
        Request::IdentifyCard { at: Place::Reader },
        Request::ReadFaceRecord,
        Request::VerifyPin { last_try: false },
        Request::ReadTries,
        Request::ReacquireCard,
    ];
    let compare = Request::CompareFace {
        again: None,
        one_false_match_in: 10_000,
    };
    let of_the_maker = [
        Request::ScanCardFace { again: None },
        compare,
        Request::CheckBySight {
            place: SightPlace::Reader,
        },
        Request::ConfirmOnPhone,
        Request::OfferRegistration,
        Request::ShowNotice(Notice::CardEnded),
        Request::ChoosePrescription,
        Request::AskConsent(ConsentProfile::AllOrEach),
    ];
    for (requests, is_national, is_card_task) in [
        (&national[..], true, false),
        (&on_the_card[..], false, true),
        (&of_the_maker[..], false, false),
    ] {
        for request in requests {
            assert_eq!(request.is_national(), is_national, "{request:?}");
            assert_eq!(request.is_card_task(), is_card_task, "{request:?}");
        }
    }
}

/// What stands in logs and journals: short, stable, and each its own.
#[test]
fn what_is_shown_has_its_own_name() {
    let number = Number {
        station: 2,
        session: 31,
        sequence: 7,
    };
    assert_eq!(format!("{number} {number:?}"), "2/31/7 2/31/7");
    let tick = Tick::from_millis(1_250);
    assert_eq!(tick.millis(), 1_250);
    assert_eq!(format!("{tick:?}"), "1250 ms");
    assert_eq!(tick.since(Tick::from_millis(1_000)).as_millis(), 250);
    assert_eq!(Tick::ZERO.since(tick), Duration::ZERO);
    assert_eq!(tick.after(Duration::MAX), Tick::from_millis(u64::MAX));
    let fault = FaultCode::PIN_BLOCKED;
    for reason in EndReason::ALL {
        let outcome = Outcome::Ended { reason, fault };
        assert_eq!(outcome.name(), reason.name());
        assert_eq!(outcome.fault(), Some(fault));
        assert_eq!(outcome.to_string(), format!("{} (004)", reason.name()));
    }
    let mut names: Vec<_> = EndReason::ALL.map(EndReason::name).to_vec();
    for (outcome, name) in [
        (Outcome::Admitted(Scope::Full), "admitted"),
        (Outcome::Rehearsed, "rehearsed"),
    ] {
        assert_eq!((outcome.name(), outcome.fault()), (name, None));
        assert_eq!(outcome.to_string(), name);
        names.push(name);
    }
    names.extend(State::ALL.iter().map(|state| state.name()));
    for state in State::ALL {
        assert_eq!(state.to_string(), state.name());
    }
    let count = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), count);
    assert!(names.iter().all(|name| {
        !name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase() || c == '-')
    }));
}

/// What a maker's program can ask at any time.
#[test]
fn it_says_where_it_stands() {
    let mut reception = with(|config| config.station = 9);
    assert_eq!(reception.config().station, 9);
    assert_eq!((reception.pending(), reception.card()), (None, None));
    assert_eq!(
        (reception.state(), reception.outcome()),
        (State::Idle, None)
    );
    say(&mut reception, Input::CardPlaced { day: day(DAY) });
    assert_eq!(reception.state(), State::Identifying);
    assert!(reception.pending().is_some() && reception.card().is_none());
    assert!(reception.configure(Config::default()).is_err());
    tell(&mut reception, Answer::Identified(CARD), Actor::Reader);
    assert_eq!(reception.card(), Some(&CARD));
    assert_eq!(reception.proof(), None);
    say(&mut reception, Input::Cancelled { by: Actor::Staff });
    assert_eq!((reception.pending(), reception.card()), (None, None));
    assert!(ended(&reception).is_some());
    assert!(reception.configure(Config::default()).is_err());
    say(&mut reception, Input::CardRemoved);
    assert_eq!(
        (reception.state(), reception.outcome()),
        (State::Idle, None)
    );
    assert!(reception.configure(Config::default()).is_ok());
    assert_eq!(reception.config().station, 1);

    let mut reception = in_mode(Mode::Visual);
    identify(&mut reception);
    tell(
        &mut reception,
        Answer::Sighted(Sighting::Same),
        Actor::Staff,
    );
    assert_eq!(reception.proof(), Some(Proof::Staff));
}

fn deadline(reception: &Reception, kind: DeadlineKind) -> Option<u64> {
    reception
        .deadlines()
        .find(|one| one.kind == kind)
        .map(|one| one.at.millis())
}

/// What time brings, and not a moment before.
#[test]
fn deadlines_pass_when_they_are_due() {
    let patience = Config::default().patience;
    let millis = |wait: Duration| u64::try_from(wait.as_millis()).unwrap();
    let tell_of = |notice| Order::Tell(notice);

    // The visual mode is still on: again and again, and no more once it is off.
    let remind = millis(patience.visual_mode);
    let mut reception = in_mode(Mode::Visual);
    for round in 1..=2 {
        let due = round * remind;
        assert_eq!(deadline(&reception, DeadlineKind::VisualMode), Some(due));
        assert_eq!(reception.next_deadline(), Some(Tick::from_millis(due)));
        for (when, reminded) in [(due - 1, false), (due, true)] {
            let reply = reception.handle(at(when, Input::Tick));
            let told = orders(&reply).contains(&tell_of(StaffNotice::VisualModeStillOn));
            assert_eq!(told, reminded, "{round} {when}");
        }
    }
    for (to, due) in [
        (Mode::Unattended, None),
        (Mode::PinOnly, None),
        (Mode::Visual, Some(3 * remind)),
    ] {
        let by = Actor::Terminal;
        reception.handle(at(2 * remind, Input::ModeChanged { to, by }));
        assert_eq!(deadline(&reception, DeadlineKind::VisualMode), due);
    }
    // The mode that holds anyway begins nothing anew.
    let by = Actor::Terminal;
    let to = Mode::Visual;
    let reply = reception.handle(at(2 * remind + 500, Input::ModeChanged { to, by }));
    assert_eq!(reply.actions, []);
    assert_eq!(
        deadline(&reception, DeadlineKind::VisualMode),
        Some(3 * remind)
    );

    // A look that waits.
    let mut reception = Reception::new(Config::default());
    let look = Input::StaffConfirmed {
        person: Confirmed::Patient,
        by: Actor::Staff,
    };
    reception.handle(at(1_000, look));
    let due = 1_000 + millis(patience.waiting_proof);
    assert_eq!(deadline(&reception, DeadlineKind::WaitingProof), Some(due));
    for (when, waits) in [(due - 1, true), (due, false)] {
        reception.handle(at(when, Input::Tick));
        assert_eq!(reception.proof_waits(), waits);
    }

    // The screen of a card that was taken early stays for a while.
    let mut reception = Reception::new(Config::default());
    identify(&mut reception);
    reception.handle(at(2_000, Input::CardRemoved));
    let due = 2_000 + millis(patience.forgotten_card);
    let welcome = Order::Show(Screen::Welcome {
        mode: Mode::Unattended,
        phone: Offer::Open,
    });
    assert_eq!(deadline(&reception, DeadlineKind::Welcome), Some(due));
    for (when, shown) in [(due - 1, false), (due, true), (due + 1, false)] {
        let reply = reception.handle(at(when, Input::Tick));
        assert_eq!(orders(&reply).contains(&welcome), shown, "{when}");
    }
    assert_eq!(reception.next_deadline(), None);

    // Everybody has their own time: the patient twice, with a reminder.
    let mut reception = Reception::new(Config::default());
    say(&mut reception, Input::CardPlaced { day: day(DAY) });
    let due = millis(patience.card);
    assert_eq!(deadline(&reception, DeadlineKind::Answer), Some(due));
    tell(&mut reception, Answer::Identified(CARD), Actor::Reader);
    let due = millis(patience.patient);
    for (when, reminded) in [(due - 1, false), (due, true), (due + 1, false)] {
        let reply = reception.handle(at(when, Input::Tick));
        assert_eq!(orders(&reply).contains(&Order::Remind), reminded);
    }
    reception.handle(at(2 * due - 1, Input::Tick));
    assert_eq!(reception.state(), State::ChoosingMethod);
    reception.handle(at(2 * due, Input::Tick));
    let silent = (EndReason::Silent, FaultCode::TIMED_OUT);
    assert_eq!(ended(&reception), Some(silent));
    // The forgotten card, from the end on.
    let due = 2 * due + millis(patience.forgotten_card);
    assert_eq!(deadline(&reception, DeadlineKind::ForgottenCard), Some(due));
}

/// A closed method says why, by a code where there is one; the PIN's first, which can be mended.
#[test]
fn a_closed_method_says_why() {
    let closed = |closed| Offer::Closed(closed);
    let failed = Closed::Failed(FaultCode::PHOTO_UNREADABLE);
    for (offer, method, code) in [
        (Offer::Open, Method::Pin, None),
        (
            closed(failed),
            Method::Face,
            Some(FaultCode::PHOTO_UNREADABLE),
        ),
        (
            closed(Closed::Blocked),
            Method::Pin,
            Some(FaultCode::PIN_BLOCKED),
        ),
        (
            closed(Closed::Blocked),
            Method::Face,
            Some(FaultCode::CODE_B_BLOCKED),
        ),
        (closed(Closed::Blocked), Method::Staff, None),
        (
            closed(Closed::TooFewTries),
            Method::Face,
            Some(FaultCode::CARD_FACE_UNREADABLE),
        ),
        (closed(Closed::TooFewTries), Method::Pin, None),
        (closed(Closed::ByMode), Method::Face, None),
    ] {
        assert_eq!(offer.fault(method), code, "{offer:?} {method:?}");
        assert_eq!(offer.is_open(), offer == Offer::Open);
    }
    let shut = closed(Closed::ByMode);
    let none = Offers {
        face: shut,
        pin: shut,
        staff: shut,
    };
    assert!(!none.any());
    assert_eq!(none.fault(), None);
    let open = Offer::Open;
    for (one, method) in [
        (Offers { face: open, ..none }, Method::Face),
        (Offers { pin: open, ..none }, Method::Pin),
        (
            Offers {
                staff: open,
                ..none
            },
            Method::Staff,
        ),
    ] {
        assert!(one.any());
        for other in [Method::Face, Method::Pin, Method::Staff] {
            assert_eq!(one.of(other).is_open(), other == method);
        }
    }
    let blocked = closed(Closed::Blocked);
    let both = Offers {
        face: blocked,
        pin: blocked,
        staff: shut,
    };
    assert_eq!(both.fault(), Some(FaultCode::PIN_BLOCKED));
    let face = Offers { pin: shut, ..both };
    assert_eq!(face.fault(), Some(FaultCode::CODE_B_BLOCKED));
}

/// The staff check in the unattended mode: from the method screen, after a failure, or not at all;
/// and where nothing else is open it is the way that is left.
#[test]
fn the_staff_check_opens_as_it_is_set_up() {
    let dead = CardFacts {
        pin_tries: Tries::Blocked,
        code_b_tries: Tries::Blocked,
        ..CARD
    };
    let pin_only = CardFacts {
        code_b_tries: Tries::Blocked,
        ..CARD
    };
    let face_only = CardFacts {
        pin_tries: Tries::Blocked,
        ..CARD
    };
    for (staff_check, facts, expected) in [
        (StaffCheck::FromMethodScreen, CARD, Some(Offer::Open)),
        (
            StaffCheck::AfterFailure,
            CARD,
            Some(Offer::Closed(Closed::NotYet)),
        ),
        (
            StaffCheck::AfterFailure,
            pin_only,
            Some(Offer::Closed(Closed::NotYet)),
        ),
        (
            StaffCheck::AfterFailure,
            face_only,
            Some(Offer::Closed(Closed::NotYet)),
        ),
        (StaffCheck::AfterFailure, dead, Some(Offer::Open)),
        (
            StaffCheck::InVisualModeOnly,
            CARD,
            Some(Offer::Closed(Closed::ByMode)),
        ),
        (StaffCheck::InVisualModeOnly, dead, None),
    ] {
        let mut reception = with(|config| config.staff_check = staff_check);
        let asked = identify_as(&mut reception, facts);
        match expected {
            Some(offer) => assert_eq!(offers(&asked).staff, offer, "{staff_check:?}"),
            None => assert_eq!(
                ended(&reception),
                Some((EndReason::NoMethod, FaultCode::PIN_BLOCKED))
            ),
        }
    }
    // A closed method that was asked for opens it, as a failure does.
    let mut reception = Reception::new(Config::default());
    identify_as(&mut reception, face_only);
    let asked = tell(&mut reception, Answer::Method(Method::Pin), Actor::Patient);
    assert!(offers(&asked).staff.is_open());
}

/// Where a check-in stands does not depend on when it began or how many came before: two of them are
/// the same but for clock and numbering.
#[test]
fn the_second_check_in_is_like_the_first() {
    let mut first = Reception::new(Config::default());
    identify(&mut first);
    let mut second = Reception::new(Config::default());
    identify(&mut second);
    second.handle(at(500, Input::CardRemoved));
    second.handle(at(60_000, Input::Tick));
    second.handle(at(70_000, Input::CardPlaced { day: day(DAY) }));
    let number = second.pending().unwrap();
    let (answer, by) = (Answer::Identified(CARD), Actor::Reader);
    second.handle(at(70_000, Input::Answered { number, answer, by }));
    assert_eq!(second.state(), State::ChoosingMethod);
    assert_ne!(first, second);
    assert_eq!(first.normalised(), second.normalised());
    // And what is left of the time is not the same any more.
    second.handle(at(71_000, Input::Tick));
    assert_ne!(first.normalised(), second.normalised());
}

/// On the reader the patient's side chooses among all methods, and the staff their own.
#[test]
fn the_staff_choose_their_own_method() {
    for by in Actor::ALL {
        for method in [Method::Face, Method::Pin, Method::Staff] {
            let mut reception = with(|config| config.staff_check = StaffCheck::FromMethodScreen);
            identify(&mut reception);
            let number = reception.pending().unwrap();
            let answer = Answer::Method(method);
            let reply = reception.handle(at(0, Input::Answered { number, answer, by }));
            let may = by.is_on_patients_side() || by.is_staff() && method == Method::Staff;
            let refused = (!may).then_some(Refusal::WrongActor);
            assert_eq!(reply.refused, refused, "{by:?} {method:?}");
            assert_eq!(reception.state() == State::ChoosingMethod, !may);
        }
    }
}

/// What is asked beforehand is answered as the answer itself would be: number first, then whose it is
/// to give, then whether it belongs to the request.
///
/// Holds: I8
#[test]
fn an_answer_is_judged_beforehand_as_it_is_taken() {
    let mut choosing = Reception::new(Config::default());
    identify(&mut choosing);
    let foreign = choosing.pending().unwrap();
    let mut entering = choosing.clone();
    tell(&mut entering, Answer::Method(Method::Pin), Actor::Patient);
    assert_eq!(entering.state(), State::EnteringPin);
    let open = entering.pending().unwrap();
    let idle = Reception::new(Config::default());
    let mut taken = 0;
    for (reception, number, before) in [
        (&idle, open, Some(Refusal::NothingAsked)),
        (&entering, foreign, Some(Refusal::ForeignNumber)),
        (&entering, open, None),
    ] {
        for by in Actor::ALL {
            for (answer, belongs) in [
                (Answer::PinEntered, true),
                (Answer::ChallengeObtained, false),
                (Answer::Sighted(Sighting::Same), false),
            ] {
                let expected = before
                    .or((!by.may_enter_pin()).then_some(Refusal::WrongActor))
                    .or((!belongs).then_some(Refusal::WrongAnswer));
                let may = reception.may_take(number, answer, by);
                assert_eq!(may.err(), expected, "{by:?} {answer:?}");
                let input = Input::Answered { number, answer, by };
                let reply = reception.clone().handle(at(0, input));
                assert_eq!(reply.refused, expected, "{by:?} {answer:?}");
                taken += u8::from(expected.is_none());
            }
        }
    }
    assert_eq!(taken, 3);
}

/// After the last day of signed guidance each check-in says so in its journal, once; it goes on.
#[test]
fn expired_rules_stand_in_the_journal() {
    for (last, on, told) in [
        (None, "2027-12-02", 0),
        (Some("2027-12-01"), "2027-12-01", 0),
        (Some("2027-12-01"), "2027-12-02", 1),
    ] {
        let mut reception = with(|config| config.rules_expire = last.map(day));
        let placed = reception.handle(at(0, Input::CardPlaced { day: day(on) }));
        let entries = entries(&placed);
        let count = |entry: Entry| entries.iter().filter(|it| **it == entry).count();
        assert_eq!(count(Entry::RulesExpired), told, "{last:?} {on}");
        assert!(matches!(entries[0], Entry::Started { .. }));
        assert!(reception.pending().is_some());
    }
}
