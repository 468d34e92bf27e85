//! What guidance needs to know of a check-in.
#![forbid(unsafe_code)]

use super::config::{Config, Fitted, PrescriptionChoice, StaffCheck};
use super::context::Context;
use super::offer::Closed;
use super::state::State;
use super::visit::Visit;
use crate::fault::Step;
use crate::guidance::{FaceOnly, Facility, LadderStep, Panel, Present, Situation, StepSet};
use mynareader_facts::calendar::Date;
use mynareader_facts::{CertificateState, TokenKind, Tries};

impl Visit {
    /// The situation at the counter, as far as this check-in knows it.
    pub(super) fn situation(&self, context: &Context<'_>) -> Situation {
        let mut situation = Situation::on(self.day);
        situation.mode = context.setting.mode;
        situation.step = step(self.state());
        situation.facility = facility(&context.setting.config);
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

/// The situation where a card was left after its check-in. Whose it is is not asked any more.
pub(super) fn of_a_card_left(context: &Context<'_>, day: Date) -> Situation {
    let mut situation = Situation::on(day);
    situation.mode = context.setting.mode;
    situation.step = Step::Remove;
    situation.facility = facility(&context.setting.config);
    situation
}

/// What the facility has: what it says itself, and what the reader's set-up tells.
fn facility(config: &Config) -> Facility {
    let mut facility = config.facility;
    facility.set(
        Facility::STAFF_CHECK_ON_READER,
        config.staff_check != StaffCheck::InVisualModeOnly,
    );
    facility.set(Facility::SMARTPHONE, config.fitted.contains(Fitted::PHONES));
    if config.prescription != PrescriptionChoice::NotAsked {
        facility |= Facility::E_PRESCRIPTION;
    }
    facility
}

/// The step of the fault table that a state stands for.
pub(super) const fn step(state: State) -> Step {
    match state {
        State::Idle => Step::Idle,
        State::Identifying => Step::Identify,
        State::ChoosingMethod => Step::ChooseMethod,
        State::ScanningCardFace => Step::ScanCardFace,
        State::ReadingFaceRecord => Step::ReadPhoto,
        State::ComparingFace => Step::MatchFace,
        State::DecidingLastTry | State::EnteringPin => Step::EnterPin,
        State::VerifyingPin | State::ReadingTries | State::AuthenticatingWithPin => Step::VerifyPin,
        State::CheckingBySight | State::CheckingPasscode => Step::StaffCheck,
        State::ObtainingChallenge | State::ConfirmingOnPhone => Step::CheckCertificate,
        State::Authenticating | State::ReacquiringCard => Step::AuthenticateWithoutPin,
        State::OfferingRegistration | State::Registering => Step::Register,
        State::QueryingEligibility | State::ShowingNotice => Step::QueryEligibility,
        State::ChoosingPrescription => Step::Prescription,
        State::AskingConsent => Step::Consent,
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
