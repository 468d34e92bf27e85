//! Serving a reception's requests: on the card, or by the maker's devices.
#![forbid(unsafe_code)]

use super::super::ahead::ReadingAhead;
use super::super::card_side::CardSide;
use super::super::devices::{Given, Material, Served};
use super::super::inbox::{Posted, only_the_desk_knows};
use super::super::slot::Slot;
use super::super::task::AskedPin;
use super::super::watch::Watch;
use super::{Clock, Desk};
use mynareader_card::application::vouched::Vouched;
use mynareader_card::secret::CodeBPolicy;
use mynareader_reception::fault::{Fault, FaultCode};
use mynareader_reception::reception::{Actor, Answer, Input, Number, Request};

impl Desk<'_> {
    /// Serves a request: with its answer, if there is one at once.
    pub(super) fn serve(
        &mut self,
        clock: &dyn Clock,
        number: Number,
        request: &Request,
    ) -> Option<Posted> {
        let kind = self.kind();
        let view = self.view();
        let served = match *request {
            // A reader for phones that the set-up has and this desk was given no link to.
            Request::IdentifyCard { at } if at != self.place => {
                Served::Failed(FaultCode::READER_DISCONNECTED)
            }
            Request::IdentifyCard { .. } => {
                let ahead = self.reception.config().ahead;
                return self
                    .on_the_card(clock, number, |card, watch, _| card.identify(watch, ahead));
            }
            // It begins when nothing else is to be done.
            Request::ReadAhead { reads } => {
                self.ahead = Some(ReadingAhead::new(number, reads));
                return None;
            }
            Request::ReadFaceRecord => {
                let config = self.reception.config().code_b;
                let policy = CodeBPolicy {
                    agreeing: config.agreeing,
                    tries_kept: config.tries_kept,
                };
                return self.on_the_card(clock, number, |card, watch, slot| {
                    card.read_face(watch, policy, slot)
                });
            }
            Request::VerifyPin { last_try } => {
                let asked = AskedPin {
                    kind,
                    last_try,
                    rehearsal: view.rehearsal,
                };
                return self.on_the_card(clock, number, |card, watch, slot| {
                    card.verify_pin(watch, asked, slot)
                });
            }
            Request::ReadTries => {
                return self
                    .on_the_card(clock, number, |card, watch, _| card.read_tries(watch, kind));
            }
            Request::ReacquireCard => {
                return self
                    .on_the_card(clock, number, |card, watch, _| card.reacquire(watch, kind));
            }
            // The reception asks for a comparison only after the record was read; without a photo
            // there is no comparison, and nobody is kept waiting for one.
            Request::CompareFace { .. } => {
                match self.slot.record.as_ref().and_then(Vouched::photo) {
                    Some(photo) => {
                        let photo = Material::Photo(photo.as_bytes());
                        self.devices.request(number, request, photo, view)
                    }
                    None => Served::Failed(FaultCode::PHOTO_UNREADABLE),
                }
            }
            Request::Authenticate { .. } => {
                let signature = self.slot.signature.as_ref();
                let material = signature.map_or(Material::Nothing, Material::Signature);
                self.devices.request(number, request, material, view)
            }
            Request::AuthenticateWithPin { .. } => match self.slot.pin.take() {
                Some(pin) => self
                    .devices
                    .request(number, request, Material::Pin(&pin), view),
                // It was said to be entered and never came: nothing can be presented.
                None => Served::Failed(FaultCode::TERMINAL_APPLICATION),
            },
            Request::CheckPasscode => match self.slot.passcode.take() {
                Some(passcode) => {
                    let passcode = Material::Passcode(&passcode);
                    self.devices.request(number, request, passcode, view)
                }
                // Nothing was typed, so nothing is right.
                None => Served::Now(Given::Plain(
                    Answer::Passcode { accepted: false },
                    Actor::Terminal,
                )),
            },
            Request::ChoosePhone { .. }
            | Request::EnterPinAhead
            | Request::AwaitPhone { .. }
            | Request::AskSubsidy
            | Request::ChooseMethod { .. }
            | Request::ScanCardFace { .. }
            | Request::DecideLastTry { .. }
            | Request::EnterPin { .. }
            | Request::ObtainChallenge
            | Request::CheckBySight { .. }
            | Request::ConfirmOnPhone
            | Request::OfferRegistration
            | Request::Register
            | Request::QueryEligibility
            | Request::ShowNotice(_)
            | Request::ChoosePrescription
            | Request::AskConsent(_)
            | Request::Deliver { .. } => {
                self.devices
                    .request(number, request, Material::Nothing, view)
            }
        };
        posted(number, served)
    }

    /// Makes one exchange of what is read ahead. Whether anything is.
    pub(super) fn read_on(&mut self, clock: &dyn Clock) -> bool {
        let Some(reading) = &mut self.ahead else {
            return false;
        };
        let limit = self.reception.config().patience.card;
        let Some(found) = self.card.read_on(reading, limit) else {
            return true;
        };
        let number = reading.number;
        self.ahead = None;
        for entry in self.card.take_notes() {
            self.record(clock.now(), entry);
        }
        self.answers
            .push_back(answered(number, Answer::ReadAhead(found), Actor::Reader));
        true
    }

    /// Lets a task be done on the card, as long as it is waited for.
    fn on_the_card(
        &mut self,
        clock: &dyn Clock,
        number: Number,
        task: impl FnOnce(&mut CardSide<'_>, &Watch<'_>, &mut Slot) -> Answer,
    ) -> Option<Posted> {
        if let Some(reading) = &mut self.ahead {
            reading.begin_anew();
        }
        let watch = Watch::new(&self.reception, &self.handle, clock, number);
        let answer = task(&mut self.card, &watch, &mut self.slot);
        let overtaken = watch.was_overtaken();
        let notes = self.card.take_notes();
        if overtaken {
            // It would be late, and what it says of the card was made by breaking off.
            return None;
        }
        for entry in notes {
            self.record(clock.now(), entry);
        }
        Some(answered(number, answer, Actor::Reader))
    }
}

const fn answered(number: Number, answer: Answer, by: Actor) -> Posted {
    Posted::Input(Input::Answered { number, answer, by })
}

/// What a device served, as something posted.
fn posted(number: Number, served: Served<Given>) -> Option<Posted> {
    let fault = match served {
        // As little as through the handle; but here the request would be left open, and nobody is
        // kept waiting for a defect.
        Served::Now(Given::Plain(answer, _)) if only_the_desk_knows(answer) => {
            FaultCode::TERMINAL_APPLICATION.into()
        }
        Served::Now(Given::Plain(answer, by)) => return Some(answered(number, answer, by)),
        Served::Now(Given::Secret(secret)) => return Some(Posted::Secret(number, secret)),
        Served::Later => return None,
        Served::Failed(code) => code.into(),
        Served::Symptom(symptom) => Fault::from(&symptom),
    };
    Some(answered(number, Answer::Failed(fault), Actor::Reader))
}
