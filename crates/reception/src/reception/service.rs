//! After the proof: authentication, registration, eligibility, notices, prescription, consent.
#![forbid(unsafe_code)]

use super::action::{Notice, Order, Path, Request, Screen, Secrets, StaffNotice, Work};
use super::config::{ConsentProfile, Consents, PrescriptionChoice};
use super::context::{Context, Flow};
use super::entry::Entry;
use super::event::{Actor, Answer, Eligibility, Prescription};
use super::offer::Closed;
use super::outcome::{EndReason, Outcome, Proof, Scope};
use super::visit::{After, HandOver, Progress, Step, Visit};
use crate::fault::{Fault, FaultCode};
use mynareader_facts::{CertificateState, Mode};

impl Visit {
    /// Handles an answer to a request of this part; nothing if it belongs to none.
    pub(super) fn service_answered(
        &mut self,
        context: &mut Context<'_>,
        answer: Answer,
        by: Actor,
    ) -> Option<Flow> {
        let flow = match (self.step(), answer) {
            (Step::Authenticating, Answer::Authenticated { registered }) => {
                context.record(Entry::Authenticated { registered });
                self.reacquire(context, After::Authenticated { registered })
            }
            (Step::Reacquiring(after), Answer::Reacquired { same }) => {
                if same {
                    self.reacquired(context, after)
                } else {
                    Flow::end(EndReason::CardExchanged, FaultCode::CARD_REMOVED)
                }
            }
            (Step::OfferingRegistration, Answer::RegistrationWanted(wanted)) => {
                context.record(Entry::RegistrationWanted(wanted));
                if wanted {
                    self.register(context)
                } else {
                    Flow::end(EndReason::NotRegistered, FaultCode::CANCELLED)
                }
            }
            (Step::Registering, Answer::Registered) => {
                context.record(Entry::Registered { delayed: false });
                self.reacquire(context, After::Registered)
            }
            (Step::Registering, Answer::RegistrationDelayed) => {
                context.record(Entry::Registered { delayed: true });
                context.order(Order::Tell(StaffNotice::RegistrationDelayed));
                self.reacquire(context, After::Registered)
            }
            (
                Step::QueryingEligibility,
                Answer::Eligibility {
                    eligibility,
                    subsidy,
                },
            ) => {
                self.services.subsidy_held = subsidy;
                self.eligibility_known(context, eligibility)
            }
            (Step::ShowingNotice, Answer::NoticeRead) => self.notice_settled(context),
            (Step::ChoosingPrescription, Answer::Prescription(choice)) => {
                self.prescription_settled(context, Some(choice))
            }
            (Step::AskingConsent, Answer::Consented(consents)) => {
                self.consent_settled(context, consents, Some(by))
            }
            (Step::AskingSubsidy, Answer::Subsidy(used)) => {
                self.subsidy_settled(context, Some((used, by)))
            }
            (Step::Delivering, Answer::Delivered) => {
                context.record(Entry::Delivered);
                Flow::End(Outcome::Admitted(self.services.scope))
            }
            _ => return None,
        };
        Some(flow)
    }

    /// It is proved who the patient is. The secrets have done their work.
    pub(super) fn proved(&mut self, context: &mut Context<'_>, proof: Proof) -> Flow {
        self.proof = Some(proof);
        self.progress.photo = false;
        context.record(Entry::Proved(proof));
        context.order(Order::Wipe(Secrets::all().difference(Secrets::SIGNATURE)));
        self.hand_over(context, HandOver::Proved(proof))
    }

    /// It is proved who the patient is, and all is read of the card.
    pub(super) fn authenticate(&mut self, context: &mut Context<'_>, proof: Proof) -> Flow {
        if context.setting.config.rehearsal {
            return self.settle_scope(context, false);
        }
        self.path = match proof {
            Proof::Face | Proof::Staff => Path::WithoutPin,
            Proof::Pin => Path::Signed,
            Proof::Phone => Path::Phone,
        };
        context.order(Order::Show(Screen::Working(Work::AskingCentre)));
        context.order(Order::ReleaseCard);
        self.ask(
            context,
            Step::Authenticating,
            Request::Authenticate { path: self.path },
        )
    }

    /// Notes the proof. What failed on the way to it is overcome.
    fn note_proof(&mut self, context: &mut Context<'_>, proof: Proof) {
        self.proof = Some(proof);
        self.last_fault = None;
        self.progress = Progress::default();
        context.record(Entry::Proved(proof));
    }

    /// The national software verified the PIN and authenticated in one.
    pub(super) fn proved_by_national_software(
        &mut self,
        context: &mut Context<'_>,
        registered: bool,
    ) -> Flow {
        self.path = Path::Signed;
        self.note_proof(context, Proof::Pin);
        context.record(Entry::Authenticated { registered });
        context.order(Order::Wipe(Secrets::all()));
        self.reacquire(context, After::Authenticated { registered })
    }

    pub(super) fn authentication_failed(
        &mut self,
        context: &mut Context<'_>,
        fault: Fault,
    ) -> Flow {
        let code = fault.code;
        let without_pin_only = matches!(
            code,
            FaultCode::INSTITUTION_AUTHENTICATION | FaultCode::INSTITUTION_CERTIFICATE
        );
        if without_pin_only
            && self.path == Path::WithoutPin
            && context.setting.mode == Mode::Unattended
        {
            // The way without a PIN is shut for face and staff alike; with the PIN there may be
            // another. What was proved was proved for this way.
            self.progress.face = Some(Closed::Failed(code));
            self.progress.staff = Some(Closed::Failed(code));
            if self.offers(context).pin.is_open() {
                self.note(context, fault);
                self.proof = None;
                self.progress.tried = true;
                return self.reacquire(context, After::PinLeft(code));
            }
        }
        self.fail(context, EndReason::Fault, fault)
    }

    /// Takes the card again after the national software had it.
    pub(super) fn reacquire(&mut self, context: &mut Context<'_>, after: After) -> Flow {
        self.ask(context, Step::Reacquiring(after), Request::ReacquireCard)
    }

    fn reacquired(&mut self, context: &mut Context<'_>, after: After) -> Flow {
        match after {
            After::Authenticated { registered: true } | After::Registered => {
                // The same chip as before: nothing more is asked of it.
                self.services.begun = true;
                self.query_eligibility(context)
            }
            After::Authenticated { registered: false } => self.offer_registration(context),
            After::PinWrong => self.pin_wrong(context),
            After::PinUnjudged => self.pin_unjudged(context),
            After::PinLeft(code) => self.choose(context, Some(code)),
        }
    }

    fn offer_registration(&mut self, context: &mut Context<'_>) -> Flow {
        const CODE: FaultCode = FaultCode::REGISTRATION_NOT_THIS_WAY;
        if self.is_phone() {
            return self.fail(context, EndReason::NotRegistered, CODE);
        }
        let by_sight = context.setting.config.registration_by_sight;
        if self.proof == Some(Proof::Staff) && by_sight.is_none_or(|since| self.day < since) {
            // The portal has nothing to do with it: face or PIN serve, where one is open.
            self.progress.staff = Some(Closed::NotForRegistration);
            let offers = self.offers(context);
            if context.setting.mode != Mode::Unattended || !offers.any() {
                return self.fail(context, EndReason::NotRegistered, CODE);
            }
            self.note(context, CODE);
            self.proof = None;
            self.progress.tried = true;
            return self.choose(context, Some(CODE));
        }
        self.ask(
            context,
            Step::OfferingRegistration,
            Request::OfferRegistration,
        )
    }

    fn register(&mut self, context: &mut Context<'_>) -> Flow {
        context.order(Order::Show(Screen::Working(Work::AskingCentre)));
        context.order(Order::ReleaseCard);
        self.ask(context, Step::Registering, Request::Register)
    }

    fn query_eligibility(&mut self, context: &mut Context<'_>) -> Flow {
        self.progress = Progress::default();
        context.order(Order::Wipe(Secrets::SIGNATURE));
        context.order(Order::Show(Screen::Working(Work::AskingCentre)));
        self.ask(
            context,
            Step::QueryingEligibility,
            Request::QueryEligibility,
        )
    }

    fn eligibility_known(&mut self, context: &mut Context<'_>, eligibility: Eligibility) -> Flow {
        context.record(Entry::Eligibility(eligibility));
        match eligibility {
            Eligibility::None => {
                return self.fail(context, EndReason::NotEligible, FaultCode::NO_ELIGIBILITY);
            }
            Eligibility::Lost => {
                context.order(Order::Tell(StaffNotice::LastKnownEligibility));
                return self.fail(context, EndReason::NotEligible, FaultCode::NO_ELIGIBILITY);
            }
            Eligibility::Several => {
                context.order(Order::Tell(StaffNotice::SeveralEligibilities));
            }
            Eligibility::AidUnregistered => {
                context.order(Order::Tell(StaffNotice::AidUnregistered));
            }
            Eligibility::Valid | Eligibility::InGrace => {}
        }
        self.settle_scope(context, eligibility == Eligibility::InGrace)
    }

    /// What the certificate can carry, by the centre's word and by its own dates: the narrower.
    fn settle_scope(&mut self, context: &mut Context<'_>, in_grace: bool) -> Flow {
        let certificate = self
            .facts
            .map_or(CertificateState::Unknown, |facts| facts.certificate);
        let notice = if in_grace || certificate == CertificateState::Grace {
            self.services.scope = Scope::EligibilityOnly;
            let card_ended = self
                .facts
                .and_then(|facts| facts.card_expiry)
                .is_some_and(|last| last < self.day);
            Some(if card_ended {
                Notice::CardEnded
            } else {
                Notice::CertificateInGrace
            })
        } else if certificate == CertificateState::Notice {
            Some(Notice::CertificateEndsSoon)
        } else {
            None
        };
        match notice {
            Some(notice) => self.ask(context, Step::ShowingNotice, Request::ShowNotice(notice)),
            None => self.notice_settled(context),
        }
    }

    pub(super) fn notice_settled(&mut self, context: &mut Context<'_>) -> Flow {
        if context.setting.config.prescription == PrescriptionChoice::BeforeConsent {
            self.ask_prescription(context)
        } else {
            self.ask_consent(context)
        }
    }

    fn ask_prescription(&mut self, context: &mut Context<'_>) -> Flow {
        if self.services.prescription_down || self.services.prescription_settled {
            return self.prescription_passed(context);
        }
        self.ask(
            context,
            Step::ChoosingPrescription,
            Request::ChoosePrescription,
        )
    }

    pub(super) fn prescription_settled(
        &mut self,
        context: &mut Context<'_>,
        choice: Option<Prescription>,
    ) -> Flow {
        context.record(Entry::PrescriptionAsked {
            answered: choice.is_some(),
        });
        self.services.prescription = choice;
        self.prescription_passed(context)
    }

    fn prescription_passed(&mut self, context: &mut Context<'_>) -> Flow {
        self.services.prescription_settled = true;
        if context.setting.config.prescription == PrescriptionChoice::BeforeConsent {
            self.ask_consent(context)
        } else {
            self.deliver(context)
        }
    }

    fn ask_consent(&mut self, context: &mut Context<'_>) -> Flow {
        // A certificate in its grace period carries no consent, so none is asked for.
        if self.services.scope == Scope::EligibilityOnly {
            return self.consent_passed(context);
        }
        self.ask(
            context,
            Step::AskingConsent,
            Request::AskConsent(ConsentProfile::on(self.day)),
        )
    }

    pub(super) fn consent_settled(
        &mut self,
        context: &mut Context<'_>,
        consents: Consents,
        by: Option<Actor>,
    ) -> Flow {
        context.record(Entry::ConsentAsked { by });
        // Only what was asked can have been consented to.
        self.services.consents = consents & ConsentProfile::on(self.day).items();
        self.consent_passed(context)
    }

    fn consent_passed(&mut self, context: &mut Context<'_>) -> Flow {
        // Beside the consents, and like them not where nothing but the eligibility is given
        // [I] docs/facts/counter.md §4.
        if context.setting.config.subsidy
            && self.services.subsidy_held
            && self.services.scope == Scope::Full
        {
            return self.ask(context, Step::AskingSubsidy, Request::AskSubsidy);
        }
        self.subsidy_passed(context)
    }

    /// The question for 医療費助成 was answered, or passed over: then it is not used.
    pub(super) fn subsidy_settled(
        &mut self,
        context: &mut Context<'_>,
        answer: Option<(bool, Actor)>,
    ) -> Flow {
        let used = answer.map(|(used, _)| used);
        let by = answer.map(|(_, by)| by);
        context.record(Entry::SubsidyAsked { used, by });
        self.services.subsidy = used;
        self.subsidy_passed(context)
    }

    fn subsidy_passed(&mut self, context: &mut Context<'_>) -> Flow {
        if context.setting.config.prescription == PrescriptionChoice::AfterConsent {
            self.ask_prescription(context)
        } else {
            self.deliver(context)
        }
    }

    pub(super) fn deliver(&mut self, context: &mut Context<'_>) -> Flow {
        if context.setting.config.rehearsal {
            return Flow::End(Outcome::Rehearsed);
        }
        context.order(Order::Show(Screen::Working(Work::AskingCentre)));
        self.ask(
            context,
            Step::Delivering,
            Request::Deliver {
                consents: self.services.consents,
                prescription: self.services.prescription,
                subsidy: self.services.subsidy,
            },
        )
    }
}
