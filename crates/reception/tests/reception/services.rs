//! The rules of the reception around and after the proof: what a match is, consent, certificate,
//! registration, prescription.

use crate::talk;

use mynareader_facts::{CertificateState, Method, Mode, Tries};
use mynareader_reception::fault::FaultCode;

use mynareader_reception::guidance::LadderStep;
use mynareader_reception::journal::{Entry, PinJudgement};
use mynareader_reception::reception::{
    Actor, Answer, CardFacts, Closed, Config, ConsentProfile, Consents, Eligibility, EndReason,
    Event, FaceDecision, Input, Liveness, Mark, Notice, Offer, Order, Outcome, PinVerifier,
    Prescription, PrescriptionChoice, Proof, Refusal, Request, Scan, ScanOutcome, Scope, Secrets,
    Sighting, StaffCheck, StaffNotice, State, Tick,
};
use talk::{
    CARD, choose, compared, day, ended, entries, identify, in_mode, orders, reply_to, requests,
    tell, to_authentication, to_camera, to_eligibility, with,
};

/// docs/facts/reception.md §5.1: the consents of before and after 2024-10-07.
#[test]
fn consents_are_asked_as_the_day_has_it() {
    let all = Consents::all();
    let without_limit = all.difference(Consents::LIMIT);
    for (on, profile, items) in [
        ("2023-12-31", ConsentProfile::EachWithLimit, all),
        ("2024-10-06", ConsentProfile::EachWithLimit, all),
        ("2024-10-07", ConsentProfile::AllOrEach, without_limit),
        ("2025-01-01", ConsentProfile::AllOrEach, without_limit),
    ] {
        assert_eq!(ConsentProfile::on(day(on)), profile, "{on}");
        assert_eq!(profile.items(), items);
        let mut reception = in_mode(Mode::Visual);
        to_eligibility(&mut reception, day(on), CARD);
        let valid = Answer::Eligibility {
            eligibility: mynareader_reception::reception::Eligibility::Valid,
            subsidy: false,
        };
        assert_eq!(
            tell(&mut reception, valid, Actor::Centre),
            [Request::AskConsent(profile)]
        );
        // Only what was asked can have been consented to.
        for given in [Consents::empty(), Consents::SURGERY | Consents::LIMIT, all] {
            let mut reception = reception.clone();
            let asked = tell(&mut reception, Answer::Consented(given), Actor::Carer);
            let expected = Request::Deliver {
                consents: given.intersection(items),
                prescription: None,
                subsidy: None,
            };
            assert_eq!(asked, [expected], "{on}");
        }
    }
}

/// docs/facts/reception.md §7.2: the notice of three months, and the grace period, in which the
/// certificate carries the eligibility alone; of a card that has ended too it is the card that
/// must be renewed.
///
/// Holds: I5
#[test]
fn certificates_carry_what_they_can() {
    use mynareader_reception::reception::Eligibility;
    let today = day("2026-11-24");
    let ends_soon = Some(Notice::CertificateEndsSoon);
    let in_grace = Some(Notice::CertificateInGrace);
    let card_ended = Some(Notice::CardEnded);
    for (certificate, eligibility, card_expiry, notice, scope) in [
        (
            CertificateState::Valid,
            Eligibility::Valid,
            None,
            None,
            Scope::Full,
        ),
        (
            CertificateState::Unknown,
            Eligibility::Valid,
            None,
            None,
            Scope::Full,
        ),
        (
            CertificateState::Notice,
            Eligibility::Valid,
            None,
            ends_soon,
            Scope::Full,
        ),
        // By the centre's word, by its own dates: the narrower.
        (
            CertificateState::Valid,
            Eligibility::InGrace,
            None,
            in_grace,
            Scope::EligibilityOnly,
        ),
        (
            CertificateState::Notice,
            Eligibility::InGrace,
            None,
            in_grace,
            Scope::EligibilityOnly,
        ),
        (
            CertificateState::Grace,
            Eligibility::Valid,
            None,
            in_grace,
            Scope::EligibilityOnly,
        ),
        // The last day of a card is a day on which it holds.
        (
            CertificateState::Grace,
            Eligibility::InGrace,
            Some(day("2026-11-25")),
            in_grace,
            Scope::EligibilityOnly,
        ),
        (
            CertificateState::Grace,
            Eligibility::InGrace,
            Some(today),
            in_grace,
            Scope::EligibilityOnly,
        ),
        (
            CertificateState::Grace,
            Eligibility::InGrace,
            Some(day("2026-11-23")),
            card_ended,
            Scope::EligibilityOnly,
        ),
    ] {
        let what = format!("{certificate:?} {eligibility:?} {card_expiry:?}");
        let mut reception = in_mode(Mode::Visual);
        let facts = CardFacts {
            certificate,
            card_expiry,
            ..CARD
        };
        to_eligibility(&mut reception, today, facts);
        let mut asked = tell(
            &mut reception,
            Answer::Eligibility {
                eligibility,
                subsidy: false,
            },
            Actor::Centre,
        );
        if let Some(notice) = notice {
            assert_eq!(asked, [Request::ShowNotice(notice)], "{what}");
            asked = tell(&mut reception, Answer::NoticeRead, Actor::Patient);
        }
        if scope == Scope::Full {
            assert_eq!(
                asked,
                [Request::AskConsent(ConsentProfile::AllOrEach)],
                "{what}"
            );
            let all = Answer::Consented(Consents::all());
            asked = tell(&mut reception, all, Actor::Patient);
        }
        let [Request::Deliver { consents, .. }] = asked[..] else {
            panic!("{what}: {asked:?}");
        };
        assert_eq!(
            consents.is_empty(),
            scope == Scope::EligibilityOnly,
            "{what}"
        );
        tell(&mut reception, Answer::Delivered, Actor::Terminal);
        assert_eq!(
            reception.outcome(),
            Some(Outcome::Admitted(scope)),
            "{what}"
        );
    }
    // Several, or an aid that is not registered: the patient is checked in, the staff are told.
    for (eligibility, notice, admitted) in [
        (
            Eligibility::Several,
            StaffNotice::SeveralEligibilities,
            true,
        ),
        (
            Eligibility::AidUnregistered,
            StaffNotice::AidUnregistered,
            true,
        ),
        (Eligibility::Lost, StaffNotice::LastKnownEligibility, false),
    ] {
        let mut reception = in_mode(Mode::Visual);
        to_eligibility(&mut reception, today, CARD);
        let reply = reply_to(
            &mut reception,
            Answer::Eligibility {
                eligibility,
                subsidy: false,
            },
            Actor::Centre,
        );
        assert!(orders(&reply).contains(&Order::Tell(notice)), "{notice:?}");
        assert_eq!(reception.state() == State::AskingConsent, admitted);
        let none = (EndReason::NotEligible, FaultCode::NO_ELIGIBILITY);
        assert_eq!(ended(&reception), (!admitted).then_some(none));
        assert_eq!(requests(&reply).is_empty(), !admitted);
    }
}

/// docs/facts/reception.md §5.3: first registration after face and PIN, and by sight where the
/// reader has it; it is offered and never forced.
///
/// Holds: I5
#[test]
fn a_card_is_registered_after_the_proof_only() {
    // The day of the check-in is the first, the day before the last, or none at all.
    let today = Some(talk::DAY.parse().unwrap());
    let tomorrow = Some("2026-11-25".parse().unwrap());
    for (by, since, offered) in [
        (Method::Face, None, true),
        (Method::Pin, None, true),
        (Method::Staff, None, false),
        (Method::Staff, tomorrow, false),
        (Method::Staff, today, true),
        (Method::Staff, Config::default().registration_by_sight, true),
    ] {
        let mut reception = with(|config| {
            config.registration_by_sight = since;
            config.staff_check = StaffCheck::FromMethodScreen;
        });
        to_authentication(&mut reception, by);
        let unknown = Answer::Authenticated { registered: false };
        assert_eq!(
            tell(&mut reception, unknown, Actor::Centre),
            [Request::ReacquireCard]
        );
        let asked = tell(
            &mut reception,
            Answer::Reacquired { same: true },
            Actor::Reader,
        );
        if !offered {
            // Nothing of the portal's: face and PIN serve, and the look does not prove it any more.
            let [Request::ChooseMethod { offers, after }] = asked[..] else {
                panic!("{asked:?}");
            };
            assert_eq!(after, Some(FaultCode::REGISTRATION_NOT_THIS_WAY));
            assert!(offers.face.is_open() && offers.pin.is_open());
            assert_eq!(offers.staff, Offer::Closed(Closed::NotForRegistration));
            assert_eq!(reception.proof(), None);
            choose(&mut reception, Method::Pin);
            tell(&mut reception, Answer::PinEntered, Actor::Patient);
            tell(&mut reception, Answer::ChallengeObtained, Actor::Terminal);
            tell(&mut reception, Answer::PinVerified, Actor::Reader);
            tell(&mut reception, unknown, Actor::Centre);
            let same = Answer::Reacquired { same: true };
            let asked = tell(&mut reception, same, Actor::Reader);
            assert_eq!(asked, [Request::OfferRegistration]);
            continue;
        }
        assert_eq!(asked, [Request::OfferRegistration], "{by:?}");
        let mut declined = reception.clone();
        tell(
            &mut declined,
            Answer::RegistrationWanted(false),
            Actor::Carer,
        );
        let not_wanted = (EndReason::NotRegistered, FaultCode::CANCELLED);
        assert_eq!(ended(&declined), Some(not_wanted));
        let reply = reply_to(
            &mut reception,
            Answer::RegistrationWanted(true),
            Actor::Carer,
        );
        assert_eq!(requests(&reply), [Request::Register]);
        assert!(orders(&reply).contains(&Order::ReleaseCard));
        for (answer, delayed) in [
            (Answer::Registered, false),
            (Answer::RegistrationDelayed, true),
        ] {
            let mut reception = reception.clone();
            let reply = reply_to(&mut reception, answer, Actor::Terminal);
            assert!(entries(&reply).contains(&Entry::Registered { delayed }));
            let told = Order::Tell(StaffNotice::RegistrationDelayed);
            assert_eq!(orders(&reply).contains(&told), delayed);
            assert_eq!(requests(&reply), [Request::ReacquireCard]);
            let same = Answer::Reacquired { same: true };
            let asked = tell(&mut reception, same, Actor::Reader);
            assert_eq!(asked, [Request::QueryEligibility]);
        }
        for code in [
            FaultCode::REGISTRATION_FAILED,
            FaultCode::INSURER_NOT_REGISTERED,
        ] {
            let mut reception = reception.clone();
            tell(&mut reception, Answer::Failed(code.into()), Actor::Terminal);
            assert_eq!(ended(&reception), Some((EndReason::NotRegistered, code)));
        }
    }
}

/// The prescription before or after the consents, or not at all; and not once its service is down.
#[test]
fn the_prescription_is_asked_in_its_place() {
    let prescription = Some(Prescription::Electronic);
    for (choice, down) in [
        (PrescriptionChoice::NotAsked, false),
        (PrescriptionChoice::BeforeConsent, false),
        (PrescriptionChoice::AfterConsent, false),
        (PrescriptionChoice::BeforeConsent, true),
        (PrescriptionChoice::AfterConsent, true),
    ] {
        let mut reception = with(|config| {
            config.mode = Mode::Visual;
            config.prescription = choice;
        });
        to_eligibility(&mut reception, day("2026-11-24"), CARD);
        if down {
            let code = FaultCode::PRESCRIPTION_OUTAGE;
            let by = Actor::Centre;
            let reply = reception.handle(Event::new(
                Tick::ZERO,
                Input::Fault {
                    fault: code.into(),
                    by,
                },
            ));
            assert_eq!(requests(&reply), []);
            assert_eq!(reception.state(), State::QueryingEligibility);
        }
        let valid = Answer::Eligibility {
            eligibility: Eligibility::Valid,
            subsidy: false,
        };
        let mut asked = tell(&mut reception, valid, Actor::Centre);
        let mut order = Vec::new();
        while !matches!(asked[..], [Request::Deliver { .. }]) {
            let answer = match asked[..] {
                [Request::ChoosePrescription] => Answer::Prescription(Prescription::Electronic),
                [Request::AskConsent(_)] => Answer::Consented(Consents::MEDICINES),
                _ => panic!("{asked:?}"),
            };
            order.push(reception.state());
            assert!(order.len() < 4, "{order:?}");
            asked = tell(&mut reception, answer, Actor::Patient);
        }
        let expected: &[State] = match (choice, down) {
            (PrescriptionChoice::BeforeConsent, false) => {
                &[State::ChoosingPrescription, State::AskingConsent]
            }
            (PrescriptionChoice::AfterConsent, false) => {
                &[State::AskingConsent, State::ChoosingPrescription]
            }
            _ => &[State::AskingConsent],
        };
        assert_eq!(order, expected, "{choice:?}");
        let chosen = prescription.filter(|_| expected.len() == 2);
        let deliver = Request::Deliver {
            consents: Consents::MEDICINES,
            prescription: chosen,
            subsidy: None,
        };
        assert_eq!(asked, [deliver]);
    }
}

/// "Not evaluated" is never read as live where the policy asks for it; an attack never matches; and
/// without a comparison only a rehearsal goes on.
///
/// Holds: I1
#[test]
fn a_match_is_what_the_policy_says() {
    for (decision, liveness, required, rehearsal, proves) in [
        (FaceDecision::Match, Liveness::Live, true, false, true),
        (FaceDecision::Match, Liveness::Live, false, false, true),
        (
            FaceDecision::Match,
            Liveness::NotEvaluated,
            false,
            false,
            true,
        ),
        (
            FaceDecision::Match,
            Liveness::NotEvaluated,
            true,
            false,
            false,
        ),
        (FaceDecision::Match, Liveness::Attack, false, false, false),
        (FaceDecision::NoMatch, Liveness::Live, false, false, false),
        (
            FaceDecision::NotCompared,
            Liveness::NotEvaluated,
            false,
            false,
            false,
        ),
        (
            FaceDecision::NotCompared,
            Liveness::NotEvaluated,
            false,
            true,
            true,
        ),
        (
            FaceDecision::NotCompared,
            Liveness::Attack,
            false,
            true,
            false,
        ),
        (FaceDecision::NoFace, Liveness::Live, false, true, false),
    ] {
        let mut reception = with(|config| {
            config.face.liveness_required = required;
            config.rehearsal = rehearsal;
        });
        to_camera(&mut reception);
        let reply = reply_to(&mut reception, compared(decision, liveness), Actor::Reader);
        let proof = reception.proof();
        let what = format!("{decision:?} {liveness:?} {required} {rehearsal}");
        assert_eq!(proof, proves.then_some(Proof::Face), "{what}");
        let attack = Order::Tell(StaffNotice::PresentationAttack);
        assert_eq!(
            orders(&reply).contains(&attack),
            liveness == Liveness::Attack
        );
    }
}

/// A PIN that the national software verifies: its word is the proof and the authentication in one, and
/// the card is taken back before anything else.
#[test]
fn a_pin_handed_over_proves_and_authenticates_in_one() {
    for registered in [true, false] {
        let mut reception = with(|config| config.pin_verifier = PinVerifier::NationalSoftware);
        identify(&mut reception);
        choose(&mut reception, Method::Face);
        let unread = Answer::Failed(FaultCode::CARD_FACE_UNREADABLE.into());
        tell(&mut reception, unread, Actor::Reader);
        choose(&mut reception, Method::Pin);
        let reply = reply_to(&mut reception, Answer::PinEntered, Actor::Proxy);
        assert!(entries(&reply).contains(&Entry::PinEntered { by: Actor::Proxy }));
        assert!(orders(&reply).contains(&Order::ReleaseCard));
        let handed_over = Request::AuthenticateWithPin { last_try: false };
        assert_eq!(requests(&reply), [handed_over]);
        let right = Answer::Authenticated { registered };
        let reply = reply_to(&mut reception, right, Actor::Terminal);
        assert_eq!(
            entries(&reply),
            [
                Entry::PinJudged {
                    judgement: PinJudgement::Right,
                    tries: Tries::Unknown,
                },
                Entry::Proved(Proof::Pin),
                Entry::Authenticated { registered },
            ]
        );
        assert_eq!(reception.proof(), Some(Proof::Pin));
        assert!(orders(&reply).contains(&Order::Wipe(Secrets::all())));
        assert_eq!(requests(&reply), [Request::ReacquireCard]);
        let same = Answer::Reacquired { same: true };
        let next = if registered {
            Request::QueryEligibility
        } else {
            Request::OfferRegistration
        };
        assert_eq!(tell(&mut reception, same, Actor::Reader), [next]);
        // What failed on the way is overcome: it is nothing to whoever reads of a later fault.
        let (code, by) = (FaultCode::NETWORK, Actor::Terminal);
        let reply = reception.handle(Event::new(
            Tick::ZERO,
            Input::Fault {
                fault: code.into(),
                by,
            },
        ));
        let tried = orders(&reply).into_iter().find_map(|order| match order {
            Order::Advise { situation, .. } => Some(situation.tried),
            _ => None,
        });
        assert!(!tried.unwrap().contains(LadderStep::Face));
    }
}

/// 016 is 016, as an eligibility that there is none of or as a code; any other code is a fault.
#[test]
fn no_eligibility_is_no_fault_of_a_device() {
    for (answer, reason, code) in [
        (
            Answer::Eligibility {
                eligibility: Eligibility::None,
                subsidy: false,
            },
            EndReason::NotEligible,
            FaultCode::NO_ELIGIBILITY,
        ),
        (
            Answer::Failed(FaultCode::NO_ELIGIBILITY.into()),
            EndReason::NotEligible,
            FaultCode::NO_ELIGIBILITY,
        ),
        (
            Answer::Failed(FaultCode::CENTRE_OUTAGE.into()),
            EndReason::Fault,
            FaultCode::CENTRE_OUTAGE,
        ),
    ] {
        let mut reception = in_mode(Mode::Visual);
        to_eligibility(&mut reception, day("2026-11-24"), CARD);
        tell(&mut reception, answer, Actor::Centre);
        assert_eq!(ended(&reception), Some((reason, code)), "{answer:?}");
    }
}

/// Whoever is asked answers: devices and the card by the reader, the staff or the terminal for them
/// what the eye found, the national software and the centre what is theirs.
#[test]
fn whoever_is_asked_answers() {
    let staff = &[Actor::Staff, Actor::Administrator, Actor::Terminal][..];
    let national = &[Actor::Terminal, Actor::Centre][..];
    let reader = &[Actor::Reader][..];
    let set_up = || with(|config| config.staff_check = StaffCheck::FromMethodScreen);
    let mut scanning = set_up();
    identify(&mut scanning);
    let mut looking = scanning.clone();
    choose(&mut scanning, Method::Face);
    choose(&mut looking, Method::Staff);
    let mut checking = looking.clone();
    let same = Answer::Sighted(Sighting::Same);
    tell(&mut checking, same, Actor::Staff);
    let mut asking = checking.clone();
    let right = Answer::Passcode { accepted: true };
    tell(&mut asking, right, Actor::Terminal);
    let mut comparing = set_up();
    to_camera(&mut comparing);
    let wrong_side = Answer::Scanned(Scan {
        outcome: ScanOutcome::WrongSide,
        mark: Mark::NotSeen,
    });
    let matched = compared(FaceDecision::Match, Liveness::Live);
    let registered = Answer::Authenticated { registered: true };
    for (reception, answer, may) in [
        (&scanning, wrong_side, reader),
        (&comparing, matched, reader),
        (&looking, same, staff),
        (&checking, right, national),
        (&asking, registered, national),
    ] {
        for by in Actor::ALL {
            let refused = (!may.contains(&by)).then_some(Refusal::WrongActor);
            let reply = reply_to(&mut reception.clone(), answer, by);
            assert_eq!(reply.refused, refused, "{by:?} {answer:?}");
        }
    }
}

/// docs/facts/counter.md §4: who holds a certificate of 医療費助成 is asked, where the facility takes
/// part, after the consents; the answer goes where the consents go, and silence is no.
///
/// Holds: I5
#[test]
fn the_use_of_a_subsidy_is_asked_of_who_holds_its_certificate() {
    use mynareader_reception::reception::Eligibility;
    let delivered = |asked: &[Request]| match asked {
        [Request::Deliver { subsidy, .. }] => *subsidy,
        other => panic!("{other:?}"),
    };
    let to_consent = |takes_part, held, eligibility| {
        let mut reception = with(|config| config.subsidy = takes_part);
        to_authentication(&mut reception, Method::Face);
        let registered = Answer::Authenticated { registered: true };
        tell(&mut reception, registered, Actor::Centre);
        tell(
            &mut reception,
            Answer::Reacquired { same: true },
            Actor::Reader,
        );
        let answer = Answer::Eligibility {
            eligibility,
            subsidy: held,
        };
        tell(&mut reception, answer, Actor::Centre);
        reception
    };
    for (takes_part, held) in [(false, false), (false, true), (true, false)] {
        let mut reception = to_consent(takes_part, held, Eligibility::Valid);
        let none = Answer::Consented(Consents::empty());
        assert_eq!(delivered(&tell(&mut reception, none, Actor::Patient)), None);
    }
    for (used, by) in [(true, Actor::Patient), (false, Actor::Helper)] {
        let mut reception = to_consent(true, true, Eligibility::Valid);
        let all = Answer::Consented(Consents::all());
        assert_eq!(
            tell(&mut reception, all, Actor::Patient),
            [Request::AskSubsidy]
        );
        let reply = reply_to(&mut reception, Answer::Subsidy(used), Actor::Staff);
        assert!(reply.refused.is_some());
        let reply = reply_to(&mut reception, Answer::Subsidy(used), by);
        let entry = Entry::SubsidyAsked {
            used: Some(used),
            by: Some(by),
        };
        assert!(entries(&reply).contains(&entry));
        assert_eq!(delivered(&requests(&reply)), Some(used));
    }
    // Silence, and a screen that fails, pass it over.
    let mut silent = to_consent(true, true, Eligibility::Valid);
    tell(
        &mut silent,
        Answer::Consented(Consents::all()),
        Actor::Patient,
    );
    let mut failed = silent.clone();
    for _ in 0..2 {
        let at = silent.next_deadline().unwrap();
        let reply = silent.handle(Event::new(at, Input::Tick));
        if silent.state() == State::Delivering {
            assert_eq!(delivered(&requests(&reply)), None);
        }
    }
    assert_eq!(silent.state(), State::Delivering);
    let reply = reply_to(
        &mut failed,
        Answer::Failed(FaultCode::TERMINAL_APPLICATION.into()),
        Actor::Reader,
    );
    assert_eq!(delivered(&requests(&reply)), None);
    // In the grace period nothing but the eligibility is given.
    let mut grace = to_consent(true, true, Eligibility::InGrace);
    let asked = tell(&mut grace, Answer::NoticeRead, Actor::Patient);
    assert_eq!(delivered(&asked), None);
}
