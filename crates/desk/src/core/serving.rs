//! Serving a reception's requests: on the card, by the devices, by the national software.
#![forbid(unsafe_code)]

use super::super::answer::{Secret, Sight};
use super::super::inbox::Posted;
use super::super::parts::{Evidence, FaceJob, PinAnswer, PinPrompt, Registration, Served, View};
use super::super::symptom::link_symptom;
use super::super::task;
use super::Desk;
use mynareader_card::application::surface::FaceRecord;
use mynareader_card::secret::CodeBPolicy;
use mynareader_reception::fault::{FaultCode, Step, diagnose};
use mynareader_reception::reception::{Actor, Answer, Input, Number, Request, Tick};

impl Desk<'_> {
    /// Serves a request: with its answer, if there is one at once.
    pub(super) fn serve(&mut self, now: Tick, number: Number, request: &Request) -> Option<Posted> {
        let by_reader = |answer| {
            Some(Posted::Input(Input::Answered {
                number,
                answer,
                by: Actor::Reader,
            }))
        };
        let view = self.view();
        match *request {
            Request::IdentifyCard => {
                if let Some(error) = self.not_open.take() {
                    let symptom = link_symptom(Step::Identify, error);
                    return by_reader(Answer::Failed(diagnose(&symptom).code));
                }
                let day = self.day?;
                by_reader(task::identify(
                    self.link.transport(),
                    &self.options,
                    &mut self.known,
                    day,
                ))
            }
            Request::ReadFaceRecord => {
                let config = self.reception.config().code_b;
                let policy = CodeBPolicy {
                    agreeing: usize::from(config.agreeing_readings),
                    tries_kept: config.floor,
                };
                let (answer, entry) = task::read_face(
                    self.link.transport(),
                    &self.options,
                    &mut self.known,
                    policy,
                    &mut self.slot,
                );
                if let Some(entry) = entry {
                    self.record(now, entry);
                }
                by_reader(answer)
            }
            Request::VerifyPin { last_try } => {
                let asked = task::AskedPin {
                    kind: self.kind(),
                    last_try,
                    rehearsal: view.rehearsal,
                };
                by_reader(task::verify_pin(
                    self.link.transport(),
                    &self.options,
                    &mut self.known,
                    asked,
                    &mut self.slot,
                ))
            }
            Request::ReadTries => {
                let kind = self.kind();
                by_reader(task::read_tries(
                    self.link.transport(),
                    &self.options,
                    &mut self.known,
                    kind,
                ))
            }
            Request::ReacquireCard => by_reader(self.reacquire()),
            Request::ScanCardFace { again } => {
                posted(number, self.parts.scanner.scan(number, again), |reading| {
                    Posted::Secret(number, Secret::Reading(reading))
                })
            }
            Request::CompareFace {
                again,
                one_false_match_in,
            } => self.compare(number, again, one_false_match_in, view),
            Request::EnterPin { tries, again } => posted(
                number,
                self.parts
                    .keypad
                    .enter_pin(number, PinPrompt { tries, again, view }),
                |(pin, by)| Posted::Secret(number, Secret::Pin(pin, by)),
            ),
            Request::CheckBySight { place } => posted(
                number,
                self.parts.staff.check_by_sight(number, place, view),
                |sight: Sight| Posted::Secret(number, Secret::Sight(sight)),
            ),
            Request::ChooseMethod { .. }
            | Request::DecideLastTry { .. }
            | Request::ConfirmOnPhone
            | Request::OfferRegistration
            | Request::ShowNotice(_)
            | Request::ChoosePrescription
            | Request::AskConsent(_) => posted(
                number,
                self.parts.panel.ask(number, request, view),
                |(answer, by)| Posted::Input(Input::Answered { number, answer, by }),
            ),
            _ => self.serve_national(number, request),
        }
    }

    fn compare(
        &mut self,
        number: Number,
        again: bool,
        one_false_match_in: u32,
        view: View,
    ) -> Option<Posted> {
        // The reception asks for a comparison only after the record was read; without a photo there
        // is no comparison, and nobody is kept waiting for one.
        let Some(photo) = self.slot.record.as_ref().and_then(FaceRecord::photo) else {
            return posted(
                number,
                Served::Failed(FaultCode::PHOTO_UNREADABLE),
                |result| Posted::Secret(number, Secret::Face(result)),
            );
        };
        let job = FaceJob {
            photo: photo.as_bytes(),
            one_false_match_in,
            again,
            view,
        };
        posted(number, self.parts.engine.compare(number, job), |result| {
            Posted::Secret(number, Secret::Face(result))
        })
    }

    fn serve_national(&mut self, number: Number, request: &Request) -> Option<Posted> {
        let national = &mut *self.parts.national;
        let answered = |answer| {
            Posted::Input(Input::Answered {
                number,
                answer,
                by: Actor::Terminal,
            })
        };
        match *request {
            Request::ObtainChallenge => posted(number, national.challenge(number), |challenge| {
                Posted::Secret(number, Secret::Challenge(challenge))
            }),
            Request::Authenticate { path } => {
                let evidence = Evidence {
                    path,
                    signature: self.slot.signature.as_ref(),
                };
                posted(
                    number,
                    national.authenticate(number, evidence),
                    |registered| answered(Answer::Authenticated { registered }),
                )
            }
            Request::AuthenticateWithPin { last_try } => {
                let served = match self.slot.pin.take() {
                    Some(pin) => national.authenticate_with_pin(number, &pin, last_try),
                    // It was said to be entered and never came: nothing can be presented.
                    None => Served::Failed(FaultCode::TERMINAL_APPLICATION),
                };
                posted(number, served, |answer| {
                    answered(match answer {
                        PinAnswer::Authenticated { registered } => {
                            Answer::Authenticated { registered }
                        }
                        PinAnswer::Wrong { tries } => Answer::PinWrong { tries },
                        PinAnswer::Unjudged => Answer::PinUnjudged,
                    })
                })
            }
            Request::Register => posted(number, national.register(number), |registration| {
                answered(match registration {
                    Registration::Done => Answer::Registered,
                    Registration::Delayed => Answer::RegistrationDelayed,
                })
            }),
            Request::QueryEligibility => {
                posted(number, national.eligibility(number), |eligibility| {
                    answered(Answer::Eligibility(eligibility))
                })
            }
            Request::Deliver {
                consents,
                prescription,
            } => posted(
                number,
                national.deliver(number, consents, prescription),
                |()| answered(Answer::Delivered),
            ),
            Request::CheckPasscode => {
                let served = match self.slot.passcode.take() {
                    Some(passcode) => national.check_passcode(number, &passcode),
                    // Nothing was typed, so nothing is right.
                    None => Served::Now(false),
                };
                posted(number, served, |accepted| {
                    answered(Answer::Passcode { accepted })
                })
            }
            _ => None,
        }
    }
}

/// What a device served, as something posted.
fn posted<T>(number: Number, served: Served<T>, now: impl FnOnce(T) -> Posted) -> Option<Posted> {
    let code = match served {
        Served::Now(value) => return Some(now(value)),
        Served::Later => return None,
        Served::Failed(code) => code,
        Served::Symptom(symptom) => diagnose(&symptom).code,
    };
    Some(Posted::Input(Input::Answered {
        number,
        answer: Answer::Failed(code),
        by: Actor::Reader,
    }))
}
