//! Devices that do all that they must pass the list, at once and from other threads; each defect is found,
//! where it is.

use std::cell::RefCell;
use std::rc::Rc;
use std::thread;

use mynareader_card::application::ToSign;
use mynareader_card::secret::{CodeB, Pin};
use mynareader_desk::{
    CardReading, Devices, FaceResult, Given, Handle, Material, Passcode, Posted, Secret, Served,
    Sight, View,
};
use mynareader_reception::reception::{
    Actor, Answer, Comparison, Consents, Eligibility, FaceDecision, Input, LastTry, Liveness,
    Number, Order, Prescription, Request, SightPlace, Sighting,
};

use super::{Case, Maker, Options, Patient, check};
use crate::{Report, Verdict};

/// What the devices do wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Defect {
    None,
    /// The keypad never answers.
    SilentKeypad,
    /// The patient's consent is given by the terminal.
    TerminalConsents,
    /// The national software answers twice.
    AnswersTwice,
    /// The camera answers the scanner's question.
    WrongAnswer,
    /// After something was called off it answers nothing any more.
    DeadAfterAbandon,
    /// What only the desk can know is told by a device.
    ClaimsTheCard,
    /// The face engine fails.
    Fails,
}

struct People {
    patient: Option<Patient>,
    handle: Option<Handle>,
    dead: bool,
}

/// A complete maker, with one defect.
struct Mine {
    people: Rc<RefCell<People>>,
    later: bool,
    defect: Defect,
}

impl Mine {
    fn new(later: bool, defect: Defect) -> Self {
        let people = People {
            patient: None,
            handle: None,
            dead: false,
        };
        Self {
            people: Rc::new(RefCell::new(people)),
            later,
            defect,
        }
    }
}

impl Maker for Mine {
    fn devices(&mut self, _: &Case) -> Box<dyn Devices> {
        self.people.borrow_mut().dead = false;
        Box::new(Acts {
            people: Rc::clone(&self.people),
            later: self.later,
            defect: self.defect,
        })
    }

    fn patient(&mut self, patient: &Patient, handle: &Handle) {
        let mut people = self.people.borrow_mut();
        people.patient = Some(patient.clone());
        people.handle = Some(handle.clone());
    }
}

struct Acts {
    people: Rc<RefCell<People>>,
    later: bool,
    defect: Defect,
}

impl Acts {
    fn answer(request: &Request, patient: &Patient) -> Option<Given> {
        let by = |answer, actor| Some(Given::Plain(answer, actor));
        let secret = |secret| Some(Given::Secret(secret));
        let pin = || {
            let pin = Pin::from_ascii(patient.pin.as_deref()?.as_bytes()).ok()?;
            secret(Secret::Pin(pin, Actor::Patient))
        };
        match request {
            Request::ChoosePhone { .. } => by(Answer::Phone(patient.phone?), Actor::Patient),
            Request::EnterPinAhead | Request::EnterPin { .. } => pin(),
            Request::ChooseMethod { .. } => by(Answer::Method(patient.method), Actor::Patient),
            Request::ScanCardFace { .. } => {
                let digits = patient.code_b.as_deref()?.as_bytes();
                let looks = (0..3).filter_map(|_| CodeB::from_ascii(digits).ok());
                secret(Secret::Reading(CardReading::of(looks.collect())))
            }
            Request::CompareFace { .. } => {
                let (decision, liveness) = (FaceDecision::Match, Liveness::Live);
                let comparison = Comparison { decision, liveness };
                secret(Secret::Face(FaceResult::of("none", "0", comparison)))
            }
            Request::DecideLastTry { .. } => by(Answer::LastTry(LastTry::Spend), Actor::Patient),
            Request::ObtainChallenge => {
                let digest = ToSign::digest(&[7; 32]);
                secret(Secret::Challenge(digest, Actor::Terminal))
            }
            Request::CheckBySight { place } => secret(Secret::Sight(Sight {
                sighting: Sighting::Same,
                passcode: match place {
                    SightPlace::Reader => Passcode::new("passcode".to_owned()),
                    SightPlace::Terminal => None,
                },
                by: Actor::Staff,
            })),
            Request::CheckPasscode => by(Answer::Passcode { accepted: true }, Actor::Terminal),
            Request::ConfirmOnPhone => by(Answer::PhoneConfirmed, Actor::Reader),
            Request::AuthenticateWithPin { .. } | Request::Authenticate { .. } => by(
                Answer::Authenticated {
                    registered: patient.registered,
                },
                Actor::Terminal,
            ),
            Request::OfferRegistration => by(Answer::RegistrationWanted(true), Actor::Patient),
            Request::Register => by(Answer::Registered, Actor::Terminal),
            Request::QueryEligibility => by(
                Answer::Eligibility {
                    eligibility: Eligibility::Valid,
                    subsidy: patient.subsidy,
                },
                Actor::Terminal,
            ),
            Request::ShowNotice(_) => by(Answer::NoticeRead, Actor::Patient),
            Request::ChoosePrescription => {
                by(Answer::Prescription(Prescription::Paper), Actor::Patient)
            }
            Request::AskConsent(_) => by(Answer::Consented(Consents::empty()), Actor::Patient),
            Request::AskSubsidy => by(Answer::Subsidy(true), Actor::Patient),
            Request::Deliver { .. } => by(Answer::Delivered, Actor::Terminal),
            Request::AwaitPhone { .. }
            | Request::IdentifyCard { .. }
            | Request::ReadAhead { .. }
            | Request::ReadFaceRecord
            | Request::VerifyPin { .. }
            | Request::ReadTries
            | Request::ReacquireCard => None,
        }
    }
}

impl Devices for Acts {
    fn order(&mut self, _: Number, order: &Order, _: View) {
        if matches!(order, Order::Abandon(_)) && self.defect == Defect::DeadAfterAbandon {
            self.people.borrow_mut().dead = true;
        }
    }

    fn request(
        &mut self,
        number: Number,
        request: &Request,
        _: Material<'_>,
        _: View,
    ) -> Served<Given> {
        let (patient, handle, dead) = {
            let people = self.people.borrow();
            (
                people.patient.clone().unwrap(),
                people.handle.clone().unwrap(),
                people.dead,
            )
        };
        let given = Self::answer(request, &patient);
        let given = match (self.defect, request) {
            _ if dead => None,
            (Defect::SilentKeypad, Request::EnterPin { .. }) => None,
            (Defect::TerminalConsents, Request::AskConsent(_)) => Some(Given::Plain(
                Answer::Consented(Consents::empty()),
                Actor::Terminal,
            )),
            (Defect::WrongAnswer, Request::ChoosePrescription) => {
                Some(Given::Plain(Answer::NoticeRead, Actor::Patient))
            }
            (Defect::ClaimsTheCard, Request::EnterPin { .. }) => {
                Some(Given::Plain(Answer::PinEntered, Actor::Patient))
            }
            (Defect::Fails, Request::CompareFace { .. }) => {
                return Served::Failed(mynareader_reception::fault::FaultCode::FACE_NOT_CAPTURED);
            }
            _ => given,
        };
        let Some(given) = given else {
            return Served::Later;
        };
        if self.defect == Defect::AnswersTwice
            && matches!(request, Request::QueryEligibility)
            && let Given::Plain(answer, by) = given
        {
            handle.answer(number, answer, by).unwrap();
            handle.answer(number, answer, by).unwrap();
            return Served::Later;
        }
        if !self.later {
            return Served::Now(given);
        }
        thread::spawn(move || {
            let posted = match given {
                Given::Plain(answer, by) => Posted::Input(Input::Answered { number, answer, by }),
                Given::Secret(secret) => Posted::Secret(number, secret),
            };
            // The desk may be gone by now.
            let _ = handle.post(posted);
        });
        Served::Later
    }
}

fn report(later: bool, defect: Defect) -> Report {
    let options = Options {
        patience: core::time::Duration::from_millis(if later { 4000 } else { 30 }),
        ..Options::default()
    };
    check(&mut Mine::new(later, defect), &options).unwrap()
}

/// The names of what is broken, up to the case.
fn broken(report: &Report) -> Vec<String> {
    report.broken().map(|check| check.name.clone()).collect()
}

#[test]
fn complete_devices_pass_and_every_request_comes_up() {
    let report = report(false, Defect::None);
    assert!(report.is_sound(), "{report}");
    let not_seen: Vec<_> = report.not_seen().map(|check| check.name.as_str()).collect();
    assert_eq!(not_seen, [""; 0], "{report}");
    // Each case whole and its end; each state broken off in four ways.
    assert!(report.checks().len() > 200, "{report}");
}

#[test]
fn devices_that_answer_from_other_threads_pass_too() {
    let report = report(true, Defect::None);
    assert!(report.is_sound(), "{report}");
}

#[test]
fn each_defect_is_found_where_it_is() {
    for (defect, place, said) in [
        (
            Defect::SilentKeypad,
            "served/entering-pin",
            "no answer within",
        ),
        (
            Defect::TerminalConsents,
            "served/asking-consent",
            "somebody who may not",
        ),
        (
            Defect::AnswersTwice,
            "served/querying-eligibility",
            "given twice",
        ),
        (
            Defect::WrongAnswer,
            "served/choosing-prescription",
            "does not belong",
        ),
        (Defect::ClaimsTheCard, "check-in/pin", "ended with"),
        (Defect::Fails, "check-in/face", "ended with"),
    ] {
        let report = report(false, defect);
        let found = report.broken().find(|check| check.name == place);
        let found = found.unwrap_or_else(|| panic!("{defect:?}: {place} holds\n{report}"));
        assert!(found.detail.contains(said), "{defect:?}: {}", found.detail);
    }
}

/// Whole check-ins pass; the patient after one that was broken off is not served.
#[test]
fn devices_that_are_dead_after_a_request_was_called_off_are_found() {
    let report = report(false, Defect::DeadAfterAbandon);
    assert!(
        report
            .checks()
            .iter()
            .any(|check| { check.name == "check-in/face" && check.verdict == Verdict::Held })
    );
    let broken = broken(&report);
    assert!(
        broken
            .iter()
            .any(|name| name.starts_with("answer-lost/face/")),
        "{broken:?}"
    );
    let detail = &report.broken().next().unwrap().detail;
    assert!(detail.contains("the check-in after it"), "{detail}");
}

/// Nothing of PIN and code B is in a report or in the `Debug` of a patient.
#[test]
fn nothing_that_was_typed_is_printed() {
    let patient = Patient {
        method: mynareader_facts::Method::Pin,
        pin: Some("7193".to_owned()),
        code_b: Some("55021720352285".to_owned()),
        phone: None,
        registered: true,
        subsidy: false,
    };
    let shown = format!("{patient:?}");
    assert!(
        !shown.contains("7193") && !shown.contains("5502"),
        "{shown}"
    );
}
