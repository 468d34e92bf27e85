//! What guidance needs to know of a check-in.
#![forbid(unsafe_code)]

use super::context::Context;
use super::offer::Closed;
use super::state::State;
use super::visit::Visit;
use crate::fault::Step;
use crate::guidance::{FaceOnly, LadderStep, Panel, Present, Situation, StepSet};
use mynareader_facts::{CertificateState, TokenKind, Tries};

impl Visit {
    /// The situation at the counter, as far as this check-in knows it.
    pub(super) fn situation(&self, context: &Context<'_>) -> Situation {
        let mut situation = Situation::on(self.day);
        situation.mode = context.setting.mode;
        situation.step = step(self.state());
        situation.place = self.place;
        situation.facility = context.setting.config.all_of_the_facility();
        situation.reader_model = context.setting.config.reader_model;
        situation.rules_expire = context.setting.config.rules_expire;
        situation.facility_lacks = context.setting.config.all_that_it_lacks();
        if let Some(facts) = self.facts {
            situation.token = facts.kind;
            situation.pin = facts.pin_tries;
            situation.code_b = facts.code_b_tries;
            situation.certificate = facts.certificate;
            situation.card_expiry = facts.card_expiry;
            if facts.kind == TokenKind::Card {
                situation.face_only = if self.face_only {
                    FaceOnly::Likely
                } else {
                    FaceOnly::Unlikely
                };
            }
        } else {
            situation.pin = Tries::Unknown;
            situation.certificate = CertificateState::Unknown;
        }
        if self.proxy {
            situation.present = Present::Proxy;
        }
        if matches!(self.progress.pin, Some(Closed::Failed(_))) {
            situation.panel = Panel::KeypadDead;
        }
        let tried = [
            (self.progress.face, LadderStep::Face),
            (self.progress.pin, LadderStep::Pin),
            (self.progress.staff, LadderStep::StaffCheckOnReader),
        ];
        situation.tried = tried
            .into_iter()
            .filter(|(closed, _)| closed.is_some())
            .map(|(_, step)| step)
            .collect::<StepSet>();
        situation
    }
}

/// The step of the fault table that a state stands for.
pub(super) const fn step(state: State) -> Step {
    match state {
        State::Idle => Step::Idle,
        State::ChoosingPhone | State::AwaitingPhone | State::Identifying => Step::Identify,
        State::ChoosingMethod => Step::ChooseMethod,
        State::ScanningCardFace => Step::ScanCardFace,
        State::ReadingFaceRecord => Step::ReadPhoto,
        State::ComparingFace => Step::MatchFace,
        State::EnteringPinAhead | State::DecidingLastTry | State::EnteringPin => Step::EnterPin,
        State::VerifyingPin | State::ReadingTries | State::AuthenticatingWithPin => Step::VerifyPin,
        State::CheckingBySight | State::CheckingPasscode => Step::StaffCheck,
        State::FinishingReading | State::ObtainingChallenge | State::ConfirmingOnPhone => {
            Step::CheckCertificate
        }
        State::Authenticating | State::ReacquiringCard => Step::AuthenticateWithoutPin,
        State::OfferingRegistration | State::Registering => Step::Register,
        State::QueryingEligibility | State::ShowingNotice => Step::QueryEligibility,
        State::ChoosingPrescription => Step::Prescription,
        State::AskingConsent | State::AskingSubsidy => Step::Consent,
        State::Delivering => Step::Deliver,
        State::Ended => Step::Remove,
    }
}

impl State {
    /// The step of the fault table that this state stands for: what to put into a
    /// [`Symptom`](crate::fault::Symptom).
    pub const fn fault_step(self) -> Step {
        step(self)
    }
}
