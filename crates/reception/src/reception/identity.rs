//! Proving that the person at the counter is the holder of the card: face, PIN, or the staff's eye.
#![forbid(unsafe_code)]

use super::action::{Order, Request, Secrets, StaffNotice};
use super::config::{Fitted, StaffCheck, phones_accepted_on};
use super::context::{Context, Flow};
use super::entry::{Entry, PinJudgement};
use super::event::{Actor, Answer, CardFacts};
use super::offer::{Closed, Offer, Offers};
use super::outcome::{EndReason, Proof};
use super::visit::{After, Step, Visit};
use crate::fault::FaultCode;
use mynareader_facts::{Key, Method, Mode, Place, TokenKind, Tries};

impl Visit {
    /// Handles an answer to a request of this part; nothing if it belongs to none.
    pub(super) fn identity_answered(
        &mut self,
        context: &mut Context<'_>,
        answer: Answer,
        by: Actor,
    ) -> Option<Flow> {
        let flow = match (self.step(), answer) {
            (Step::ChoosingPhone, Answer::Phone(phone)) => self.phone_chosen(context, phone, by),
            (Step::EnteringPinAhead, Answer::PinEntered) => self.pin_entered_ahead(context, by),
            (Step::Identifying, Answer::Identified(facts)) => self.identified(context, facts),
            (Step::ChoosingMethod, Answer::Method(method)) => self.chosen(context, method, by),
            (Step::ScanningCardFace, Answer::Scanned(scan)) => self.scanned(context, scan),
            (Step::ReadingFaceRecord, Answer::RecordRead) => {
                context.record(Entry::RecordRead);
                context.order(Order::Wipe(Secrets::CODE_B));
                self.progress.photo = true;
                self.compare(context, None)
            }
            (Step::ReadingFaceRecord, Answer::CodeBWrong { tries }) => {
                self.code_b_wrong(context, tries)
            }
            (Step::ComparingFace, Answer::Compared(comparison)) => {
                self.compared(context, comparison)
            }
            (Step::DecidingLastTry, Answer::LastTry(decision)) => {
                self.last_try_decided(context, decision, by)
            }
            (Step::EnteringPin(last_try), Answer::PinEntered) => {
                context.record(Entry::PinEntered { by });
                self.pin_entered(context, last_try)
            }
            (Step::ObtainingChallenge(last_try), Answer::ChallengeObtained) => {
                self.verify_pin(context, last_try)
            }
            (Step::VerifyingPin, Answer::PinVerified) => {
                self.judged(context, PinJudgement::Right, Tries::Unknown);
                self.proved(context, Proof::Pin)
            }
            (Step::VerifyingPin, Answer::PinWrong { tries }) => {
                self.judged(context, PinJudgement::Wrong, tries);
                self.pin_wrong(context)
            }
            (Step::VerifyingPin, Answer::PinUnjudged) => {
                self.judged(context, PinJudgement::Unknown, Tries::Unknown);
                self.pin_unjudged(context)
            }
            (Step::ReadingTries, Answer::TriesRead { tries }) => {
                self.set_pin_tries(tries);
                if self.pin_tries().is_blocked() {
                    self.pin_blocked(context)
                } else {
                    self.begin_pin(context, false)
                }
            }
            (Step::CheckingBySight, Answer::Sighted(sighting)) => self.sighted(context, sighting),
            (Step::CheckingPasscode, Answer::Passcode { accepted }) => {
                self.passcode_checked(context, accepted)
            }
            (Step::ConfirmingOnPhone, Answer::PhoneConfirmed) => self.proved(context, Proof::Phone),
            (Step::AuthenticatingWithPin, Answer::Authenticated { registered }) => {
                self.judged(context, PinJudgement::Right, Tries::Unknown);
                self.proved_by_national_software(context, registered)
            }
            (Step::AuthenticatingWithPin, Answer::PinWrong { tries }) => {
                self.judged(context, PinJudgement::Wrong, tries);
                context.order(Order::Wipe(Secrets::PIN));
                self.reacquire(context, After::PinWrong)
            }
            (Step::AuthenticatingWithPin, Answer::PinUnjudged) => {
                self.judged(context, PinJudgement::Unknown, Tries::Unknown);
                context.order(Order::Wipe(Secrets::PIN));
                self.reacquire(context, After::PinUnjudged)
            }
            _ => return None,
        };
        Some(flow)
    }

    fn identified(&mut self, context: &mut Context<'_>, facts: CardFacts) -> Flow {
        let facts = CardFacts {
            pin_tries: facts.pin_tries.of(Key::AuthenticationPin),
            code_b_tries: facts.code_b_tries.of(Key::CodeB),
            ..facts
        };
        context.record(Entry::Identified {
            kind: facts.kind,
            pin_tries: facts.pin_tries,
            code_b_tries: facts.code_b_tries,
            face_only: facts.face_only,
            certificate: facts.certificate,
        });
        self.facts = Some(facts);
        self.face_only = facts.face_only && facts.kind == TokenKind::Card;
        self.meet_token(context, facts.kind);
        self.begin_to_read_ahead(context, facts);
        match facts.kind {
            TokenKind::JukiCard | TokenKind::Unknown => {
                self.fail(context, EndReason::Fault, FaultCode::NOT_A_MY_NUMBER_CARD)
            }
            TokenKind::Android | TokenKind::Iphone
                if !(context.setting.config.fitted.contains(Fitted::PHONES)
                    && phones_accepted_on(self.day)) =>
            {
                self.fail(context, EndReason::Fault, FaultCode::PHONE_INSTEAD_OF_CARD)
            }
            TokenKind::Android if self.pin_ahead => self.pin_meets_phone(context),
            // An iPhone makes sure of its holder itself; only the unattended mode lets it.
            TokenKind::Iphone if context.setting.mode == Mode::Unattended => {
                self.ask(context, Step::ConfirmingOnPhone, Request::ConfirmOnPhone)
            }
            TokenKind::Card if self.proof_waited => {
                self.proof_waited = false;
                context.record(Entry::WaitingProofUsed);
                if context.setting.mode == Mode::Visual {
                    self.proved(context, Proof::Staff)
                } else {
                    // No administrator's account has vouched for the staff: the look goes first,
                    // but it is the facility's passcode that makes it a proof.
                    self.begin_sight(context)
                }
            }
            TokenKind::Card | TokenKind::Android | TokenKind::Iphone => self.choose(context, None),
        }
    }

    /// What is open now, and why the rest is not.
    pub(super) fn offers(&self, context: &Context<'_>) -> Offers {
        let face = self.face_offer(context);
        let pin = self.pin_offer(context);
        let others = face.is_open() || pin.is_open();
        Offers {
            face,
            pin,
            staff: self.staff_offer(context, others),
        }
    }

    /// The same where the PIN has come to its last try: that counts as a failure of its own, and
    /// the staff check stands beside the decision.
    pub(super) fn offers_beside_the_last_try(&self, context: &Context<'_>) -> Offers {
        Offers {
            staff: self.staff_offer(context, false),
            ..self.offers(context)
        }
    }

    pub(super) fn face_offer(&self, context: &Context<'_>) -> Offer {
        let Some(facts) = self.facts else {
            return Offer::Closed(Closed::NotFitted);
        };
        if context.setting.mode != Mode::Unattended {
            return Offer::Closed(Closed::ByMode);
        }
        if facts.kind != TokenKind::Card {
            return Offer::Closed(Closed::NotForPhones);
        }
        // The cameras look at what lies on the face-recognition reader itself.
        if !context.setting.config.fitted.contains(Fitted::FACE) || self.place != Place::Reader {
            return Offer::Closed(Closed::NotFitted);
        }
        if let Some(closed) = self.progress.face {
            return Offer::Closed(closed);
        }
        if self.progress.photo {
            return Offer::Open;
        }
        if facts.code_b_tries.is_blocked() {
            return Offer::Closed(Closed::Blocked);
        }
        if self.code_b_tries_are_to_come() {
            return Offer::Open;
        }
        if !facts
            .code_b_tries
            .is_above(context.setting.config.code_b.tries_kept)
        {
            return Offer::Closed(Closed::TooFewTries);
        }
        Offer::Open
    }

    pub(super) fn pin_offer(&self, context: &Context<'_>) -> Offer {
        let Some(facts) = self.facts else {
            return Offer::Closed(Closed::NotFitted);
        };
        if context.setting.mode == Mode::Visual {
            return Offer::Closed(Closed::ByMode);
        }
        if facts.kind == TokenKind::Iphone {
            return Offer::Closed(Closed::NotForPhones);
        }
        if !context.setting.config.fitted.contains(Fitted::KEYPAD) {
            return Offer::Closed(Closed::NotFitted);
        }
        if let Some(closed) = self.progress.pin {
            return Offer::Closed(closed);
        }
        if self.face_only {
            return Offer::Closed(Closed::FaceOnlyCard);
        }
        if facts.pin_tries.is_blocked() {
            return Offer::Closed(Closed::Blocked);
        }
        Offer::Open
    }

    fn staff_offer(&self, context: &Context<'_>, others: bool) -> Offer {
        let by_setting = match (context.setting.mode, context.setting.config.staff_check) {
            (Mode::PinOnly, _) | (Mode::Unattended, StaffCheck::InVisualModeOnly) => {
                Some(Closed::ByMode)
            }
            (Mode::Unattended, StaffCheck::AfterFailure)
                if others && !self.progress.tried && !self.progress.went_back =>
            {
                Some(Closed::NotYet)
            }
            (Mode::Unattended | Mode::Visual, _) => None,
        };
        let for_phones = self
            .facts
            .is_none_or(|facts| facts.kind != TokenKind::Card)
            .then_some(Closed::NotForPhones);
        match for_phones.or(self.progress.staff).or(by_setting) {
            Some(closed) => Offer::Closed(closed),
            None => Offer::Open,
        }
    }

    /// Goes to what the mode has: the screen with the methods, the PIN, or the staff. Ends where
    /// nothing is open.
    pub(super) fn choose(&mut self, context: &mut Context<'_>, after: Option<FaultCode>) -> Flow {
        let offers = self.offers(context);
        if !offers.any() {
            // Who came in the patient's place has nothing to do once more: no method is theirs.
            if self.proxy && self.last_fault.is_none() {
                return Flow::end(EndReason::NotIdentified, FaultCode::NO_METHOD);
            }
            if self.progress.tried {
                return self.not_identified();
            }
            let code = after.or(offers.fault()).unwrap_or(FaultCode::NO_METHOD);
            return self.fail(context, EndReason::NoMethod, code);
        }
        match context.setting.mode {
            Mode::Unattended => self.ask(
                context,
                Step::ChoosingMethod,
                Request::ChooseMethod { offers, after },
            ),
            Mode::PinOnly => self.begin_pin(context, false),
            Mode::Visual => self.begin_sight(context),
        }
    }

    fn chosen(&mut self, context: &mut Context<'_>, method: Method, by: Actor) -> Flow {
        let offer = self.offers(context).of(method);
        context.record(Entry::Chosen {
            method,
            by,
            open: offer.is_open(),
        });
        self.progress.refused = !offer.is_open();
        if self.progress.refused {
            // Screens grey it out; where one does not, the patient hears why, and what is open. To
            // ask for what opens after a failure is no failure.
            self.progress.tried |= offer != Offer::Closed(Closed::NotYet);
            let code = offer.fault(method);
            if let Some(code) = code {
                self.note(context, code);
            }
            return match self.refuse_choice(context) {
                Some(end) => end,
                None => self.choose(context, code),
            };
        }
        match method {
            Method::Face if self.progress.photo => self.compare(context, None),
            Method::Face => self.scan(context, None),
            Method::Pin => self.begin_pin(context, false),
            Method::Staff => self.begin_sight(context),
        }
    }

    /// A method is over for now; the others follow.
    pub(super) fn method_failed(
        &mut self,
        context: &mut Context<'_>,
        method: Method,
        code: Option<FaultCode>,
    ) -> Flow {
        self.progress.tried = true;
        context.order(Order::Tell(StaffNotice::MethodFailed { method, code }));
        self.choose(context, code)
    }

    /// The staff looked for the mark of a face-only card.
    pub(super) fn face_only_mark(
        &mut self,
        context: &mut Context<'_>,
        valid: bool,
    ) -> Result<Flow, super::Refusal> {
        if self.facts.is_none_or(|facts| facts.kind != TokenKind::Card) {
            return Err(super::Refusal::NotNow);
        }
        context.record(Entry::FaceOnlyMark { valid });
        if self.face_only == valid {
            return Ok(Flow::On);
        }
        self.face_only = valid;
        // What was offered a moment ago may no longer be right.
        match self.step() {
            Step::ChoosingMethod
            | Step::DecidingLastTry
            | Step::EnteringPin(_)
            | Step::ObtainingChallenge(_) => {
                context.order(Order::Abandon(self.pending()));
                context.order(Order::Wipe(Secrets::PIN.union(Secrets::SIGNATURE)));
                Ok(self.choose(context, None))
            }
            _ => Ok(Flow::On),
        }
    }
}
