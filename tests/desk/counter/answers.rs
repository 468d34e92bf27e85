//! What anybody at the counter may answer, by a throw of the dice.

use mynareader::application::ToSign;
use mynareader::desk::{CardReading, FaceResult, Passcode, PinAnswer, Posted, Secret, Sight};
use mynareader::facts::{Method, Mode, Tries};
use mynareader::fault::FaultCode;
use mynareader::reception::{
    Actor, Answer, Comparison, Confirmed, Consents, Eligibility, FaceDecision, Input, LastTry,
    Liveness, Mark, Number, Prescription, Request, ScanOutcome, Sighting,
};
use mynareader::secret::{CodeB, Pin};
use mynareader_emulator::Persona;

use super::parts::Asked;

fn digits(persona: &Persona, right: bool) -> String {
    match persona.pin() {
        Some(pin) if right => pin.to_owned(),
        _ => super::WRONG_PIN.to_owned(),
    }
}

fn reading(persona: &Persona, how: u8) -> CardReading {
    let right = persona
        .code_b()
        .unwrap_or_else(|| "12345678901234".to_owned());
    let last = if right.ends_with('0') { '1' } else { '0' };
    let wrong = format!("{}{last}", &right[..13]);
    let looks = match how % 8 {
        0 => vec![&wrong, &wrong],
        1 => vec![&right, &wrong],
        2 => vec![&right],
        3 => vec![&right, &right, &wrong],
        4 => Vec::new(),
        _ => vec![&right, &right, &right],
    };
    let look = |code: &String| CodeB::from_ascii(code.as_bytes()).unwrap();
    CardReading {
        readings: looks.into_iter().map(look).collect(),
        failed: usize::from(how % 3),
        obstacle: (how % 16 == 9).then_some(ScanOutcome::WrongSide),
        mark: [Mark::NotSeen, Mark::NotSeen, Mark::Printed][usize::from(how) % 3],
    }
}

/// An answer of the kind that is asked for.
pub fn answer(
    persona: &Persona,
    number: Number,
    asked: Asked,
    how: u8,
    by: Option<Actor>,
) -> Posted {
    let place = usize::from(how);
    let often = !how.is_multiple_of(4);
    if how % 32 == 31 {
        let codes = FaultCode::NATIONAL.to_vec();
        return Posted::Input(Input::Answered {
            number,
            answer: Answer::Failed(codes[place % codes.len()].into()),
            by: by.unwrap_or(Actor::Terminal),
        });
    }
    let patient = by.unwrap_or(Actor::Patient);
    let (answer, usual) = match asked {
        Asked::Pin(_) => {
            let pin = Pin::from_ascii(digits(persona, often).as_bytes()).unwrap();
            return Posted::Secret(number, Secret::Pin(pin, patient));
        }
        Asked::Scan => return Posted::Secret(number, Secret::Reading(reading(persona, how))),
        Asked::Compare => {
            let decision = [
                FaceDecision::Match,
                FaceDecision::Match,
                FaceDecision::NoMatch,
                FaceDecision::NoFace,
                FaceDecision::NotCompared,
            ][place % 5];
            let liveness = [
                Liveness::Live,
                Liveness::Live,
                Liveness::NotEvaluated,
                Liveness::Attack,
            ][place / 5 % 4];
            let result = FaceResult {
                comparison: Comparison { decision, liveness },
                score: Some(0.5),
                engine: "engine".to_owned(),
                version: "1".to_owned(),
            };
            return Posted::Secret(number, Secret::Face(result));
        }
        Asked::Sight(_) => {
            let sighting = [
                Sighting::Same,
                Sighting::Same,
                Sighting::Same,
                Sighting::NotSame,
                Sighting::ProxyOnly,
                Sighting::Declined,
            ][place % 6];
            let sight = Sight {
                sighting,
                passcode: often.then(|| Passcode::new(super::PASSCODE.to_owned()).unwrap()),
                by: by.unwrap_or(Actor::Staff),
            };
            return Posted::Secret(number, Secret::Sight(sight));
        }
        Asked::Challenge => {
            return Posted::Secret(
                number,
                Secret::Challenge(ToSign::digest(&[how; 32]), Actor::Terminal),
            );
        }
        Asked::Panel(request) => match request {
            Request::ChooseMethod { .. } => {
                let methods = [Method::Face, Method::Pin, Method::Staff];
                (Answer::Method(methods[place % 3]), patient)
            }
            Request::DecideLastTry { .. } => {
                let decision = if often { LastTry::Spend } else { LastTry::Keep };
                (Answer::LastTry(decision), patient)
            }
            Request::ConfirmOnPhone => (Answer::PhoneConfirmed, Actor::Reader),
            Request::OfferRegistration => (Answer::RegistrationWanted(often), patient),
            Request::ChoosePrescription => {
                let wish = Answer::Prescription(Prescription::Electronic);
                (wish, patient)
            }
            Request::AskConsent(_) => (
                Answer::Consented(Consents::from_bits_truncate(how)),
                patient,
            ),
            _ => (Answer::NoticeRead, patient),
        },
        Asked::Authenticate(_) => (Answer::Authenticated { registered: often }, Actor::Centre),
        Asked::AuthenticateWithPin(judged) => {
            let answer = match judged {
                PinAnswer::Authenticated { .. } => Answer::Authenticated { registered: often },
                PinAnswer::Wrong { tries } => Answer::PinWrong { tries },
                PinAnswer::Unjudged => Answer::PinUnjudged,
            };
            (answer, Actor::Terminal)
        }
        Asked::Register if often => (Answer::Registered, Actor::Terminal),
        Asked::Register => (Answer::RegistrationDelayed, Actor::Terminal),
        Asked::Eligibility => {
            let eligibility = [
                Eligibility::Valid,
                Eligibility::Valid,
                Eligibility::Several,
                Eligibility::InGrace,
                Eligibility::AidUnregistered,
                Eligibility::None,
                Eligibility::Lost,
            ][place % 7];
            (
                Answer::Eligibility {
                    eligibility,
                    subsidy: false,
                },
                Actor::Centre,
            )
        }
        Asked::Deliver => (Answer::Delivered, Actor::Terminal),
        Asked::Passcode => (Answer::Passcode { accepted: often }, Actor::Terminal),
    };
    Posted::Input(Input::Answered {
        number,
        answer,
        by: by.unwrap_or(usual),
    })
}

/// What would open a door, if it were taken.
pub fn anything(how: u8) -> Answer {
    let answers = [
        Answer::PinVerified,
        Answer::PinEntered,
        Answer::RecordRead,
        Answer::Authenticated { registered: true },
        Answer::Eligibility {
            eligibility: Eligibility::Valid,
            subsidy: false,
        },
        Answer::Delivered,
        Answer::PhoneConfirmed,
        Answer::Passcode { accepted: true },
        Answer::Sighted(Sighting::Same),
        Answer::LastTry(LastTry::Spend),
        Answer::Reacquired { same: true },
        Answer::ChallengeObtained,
        Answer::TriesRead {
            tries: Tries::Left(3),
        },
        Answer::Compared(Comparison {
            decision: FaceDecision::Match,
            liveness: Liveness::Live,
        }),
    ];
    answers[usize::from(how) % answers.len()]
}

pub fn outside(what: u8, by: Option<Actor>) -> Input {
    let by = by.unwrap_or(match what % 9 {
        0 => Actor::Administrator,
        1 => Actor::Patient,
        2 | 3 => Actor::Terminal,
        _ => Actor::Staff,
    });
    match what % 9 {
        0 => Input::ModeChanged {
            to: [Mode::Unattended, Mode::Visual, Mode::PinOnly][usize::from(what / 9) % 3],
            by,
        },
        1 => Input::Cancelled { by },
        2 => Input::Fault {
            fault: FaultCode::NETWORK.into(),
            by,
        },
        3 => Input::Fault {
            fault: FaultCode::PRESCRIPTION_OUTAGE.into(),
            by,
        },
        4 | 5 => Input::StaffConfirmed {
            person: if what < 200 {
                Confirmed::Patient
            } else {
                Confirmed::Proxy
            },
            by,
        },
        6 => Input::FaceOnlyMark {
            valid: what < 128,
            by,
        },
        7 => Input::Tick,
        // A bouncing contact.
        _ => Input::CardPlaced {
            day: super::DAY.parse().unwrap(),
        },
    }
}
