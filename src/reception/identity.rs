//! Proving that the person at the counter is the holder of the card: face, PIN, or the staff's eye.
#![forbid(unsafe_code)]

use super::action::{Order, Request, Screen, Secrets, SightPlace, StaffNotice, Work};
use super::config::{Fitted, PinVerifier, StaffCheck, phones_accepted_on};
use super::event::{
    Actor, Answer, CardFacts, Comparison, FaceDecision, LastTry, Liveness, Mark, Scan, ScanOutcome,
    Sighting,
};
use super::offer::{Closed, Offer, Offers};
use super::outcome::{EndReason, Proof};
use super::state::{Context, Flow};
use super::visit::{After, Step, Visit};
use crate::facts::{Method, Mode, TokenKind, Tries};
use crate::fault::FaultCode;
use crate::journal::{Entry, PinJudgement};

/// So many wrong passcodes, and the staff check on the reader is over for this check-in.
const MOST_PASSCODES: u8 = 3;

/// The PIN's last try: it takes a decision of its own.
const LAST_TRY: u8 = 1;

impl Visit {
    /// Handles an answer to a request of this part; nothing if it belongs to none.
    pub(super) fn identity_answered(
        &mut self,
        context: &mut Context<'_>,
        answer: Answer,
        by: Actor,
    ) -> Option<Flow> {
        let flow = match (self.step(), answer) {
            (Step::Identifying, Answer::Identified(facts)) => self.identified(context, facts),
            (Step::ChoosingMethod, Answer::Chosen(method)) => self.chosen(context, method, by),
            (Step::ScanningCardFace, Answer::Scanned(scan)) => self.scanned(context, scan),
            (Step::ReadingFaceRecord, Answer::RecordRead) => {
                context.record(Entry::RecordRead);
                context.order(Order::Wipe(Secrets::CODE_B));
                self.progress.photo = true;
                self.compare(context, false)
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
                record_judgement(context, PinJudgement::Right, Tries::Unknown);
                self.proved(context, Proof::Pin)
            }
            (Step::VerifyingPin, Answer::PinWrong { tries }) => self.pin_wrong(context, tries),
            (Step::VerifyingPin, Answer::PinUnjudged) => self.pin_unjudged(context),
            (Step::ReadingTries, Answer::TriesRead { tries }) => {
                self.set_pin_tries(tries);
                if tries.is_blocked() {
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
                record_judgement(context, PinJudgement::Right, Tries::Unknown);
                self.proved_by_national_software(context, registered)
            }
            (Step::AuthenticatingWithPin, Answer::PinWrong { tries }) => {
                context.order(Order::Wipe(Secrets::PIN));
                self.reacquire(context, After::PinWrong(tries.into()))
            }
            (Step::AuthenticatingWithPin, Answer::PinUnjudged) => {
                context.order(Order::Wipe(Secrets::PIN));
                self.reacquire(context, After::PinUnjudged)
            }
            _ => return None,
        };
        Some(flow)
    }

    fn identified(&mut self, context: &mut Context<'_>, facts: CardFacts) -> Flow {
        context.record(Entry::Identified {
            kind: facts.kind,
            pin_tries: facts.pin_tries.into(),
            code_b_tries: facts.code_b_tries.into(),
            face_only: facts.face_only,
            certificate: facts.certificate,
        });
        self.facts = Some(facts);
        self.face_only = facts.face_only && facts.kind == TokenKind::Card;
        match facts.kind {
            TokenKind::JukiCard | TokenKind::Unknown => {
                self.fail(context, EndReason::Fault, FaultCode::NOT_A_MY_NUMBER_CARD)
            }
            TokenKind::Android | TokenKind::Iphone
                if !(context.config.fitted.contains(Fitted::PHONES)
                    && phones_accepted_on(self.day)) =>
            {
                self.fail(context, EndReason::Fault, FaultCode::PHONE_INSTEAD_OF_CARD)
            }
            // An iPhone makes sure of its holder itself; only the unattended mode lets it.
            TokenKind::Iphone if context.mode == Mode::Unattended => {
                self.ask(context, Step::ConfirmingOnPhone, Request::ConfirmOnPhone)
            }
            TokenKind::Card if self.proof_waited => {
                self.proof_waited = false;
                context.record(Entry::WaitingProofUsed);
                self.proved(context, Proof::Staff)
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

    fn face_offer(&self, context: &Context<'_>) -> Offer {
        let Some(facts) = self.facts else {
            return Offer::Closed(Closed::NotFitted);
        };
        if context.mode != Mode::Unattended {
            return Offer::Closed(Closed::ByMode);
        }
        if facts.kind != TokenKind::Card {
            return Offer::Closed(Closed::NotForPhones);
        }
        if !context.config.fitted.contains(Fitted::FACE) {
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
        if !facts.code_b_tries.is_above(context.config.code_b.floor) {
            return Offer::Closed(Closed::TooFewTries);
        }
        Offer::Open
    }

    fn pin_offer(&self, context: &Context<'_>) -> Offer {
        let Some(facts) = self.facts else {
            return Offer::Closed(Closed::NotFitted);
        };
        if context.mode == Mode::Visual {
            return Offer::Closed(Closed::ByMode);
        }
        if facts.kind == TokenKind::Iphone {
            return Offer::Closed(Closed::NotForPhones);
        }
        if !context.config.fitted.contains(Fitted::KEYPAD) {
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
        let by_setting = match (context.mode, context.config.staff_check) {
            (Mode::PinOnly, _) | (Mode::Unattended, StaffCheck::InVisualModeOnly) => {
                Some(Closed::ByMode)
            }
            (Mode::Unattended, StaffCheck::AfterFailure) if others && !self.progress.tried => {
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
            if self.progress.tried {
                return self.not_identified();
            }
            let code = after.or(offers.fault()).unwrap_or(FaultCode::NO_METHOD);
            return self.fail(context, EndReason::NoMethod, code);
        }
        match context.mode {
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
        if !offer.is_open() {
            // Screens grey it out; where one does not, the patient hears why, and what is open.
            self.progress.tried = true;
            let code = offer.fault(method);
            if let Some(code) = code {
                self.note(context, code);
            }
            return self.choose(context, code);
        }
        match method {
            Method::Face if self.progress.photo => self.compare(context, false),
            Method::Face => self.scan(context, None),
            Method::Pin => self.begin_pin(context, false),
            Method::Staff => self.begin_sight(context),
        }
    }

    /// A method is over for now; the others follow.
    fn method_failed(
        &mut self,
        context: &mut Context<'_>,
        method: Method,
        code: Option<FaultCode>,
    ) -> Flow {
        self.progress.tried = true;
        context.order(Order::Tell(StaffNotice::MethodFailed { method, code }));
        self.choose(context, code)
    }

    // Face.

    fn scan(&mut self, context: &mut Context<'_>, again: Option<ScanOutcome>) -> Flow {
        self.progress.scans = self.progress.scans.saturating_add(1);
        self.ask(
            context,
            Step::ScanningCardFace,
            Request::ScanCardFace { again },
        )
    }

    fn scanned(&mut self, context: &mut Context<'_>, scan: Scan) -> Flow {
        context.record(Entry::Scanned(scan.outcome));
        // The chip and the print disagree: only an eye can tell what holds.
        let doubtful = match scan.mark {
            Mark::NotSeen => false,
            Mark::Printed => !self.face_only,
            Mark::StruckThrough => self.face_only,
        };
        if doubtful {
            context.order(Order::Tell(StaffNotice::ConfirmFaceOnlyMark));
        }
        let sure = matches!(scan.outcome, ScanOutcome::Read { agreeing }
            if agreeing >= context.config.code_b.agreeing_readings);
        if sure && self.face_offer(context).is_open() {
            context.order(Order::Show(Screen::Working(Work::ReadingCard)));
            return self.ask(context, Step::ReadingFaceRecord, Request::ReadFaceRecord);
        }
        context.order(Order::Wipe(Secrets::CODE_B));
        if self.progress.scans < context.config.code_b.scans {
            return self.scan(context, Some(scan.outcome));
        }
        self.face_failed(context, FaultCode::CARD_FACE_UNREADABLE)
    }

    fn code_b_wrong(&mut self, context: &mut Context<'_>, tries: Tries) -> Flow {
        if let Some(facts) = &mut self.facts {
            facts.code_b_tries = tries;
        }
        context.record(Entry::CodeBWrong(tries.into()));
        // Readings agreed and were wrong all the same: the print itself misleads the scanner, and
        // another scan would cost another try.
        let code = if tries.is_blocked() {
            FaultCode::CODE_B_BLOCKED
        } else {
            FaultCode::CARD_FACE_UNREADABLE
        };
        self.face_failed(context, code)
    }

    fn compare(&mut self, context: &mut Context<'_>, again: bool) -> Flow {
        self.ask(
            context,
            Step::ComparingFace,
            Request::CompareFace {
                again,
                one_false_match_in: context.config.face.one_false_match_in,
            },
        )
    }

    fn compared(&mut self, context: &mut Context<'_>, comparison: Comparison) -> Flow {
        let Comparison { decision, liveness } = comparison;
        context.record(Entry::Compared { decision, liveness });
        if liveness == Liveness::Attack {
            context.order(Order::Tell(StaffNotice::PresentationAttack));
            return self.face_not_matched(context, true);
        }
        let lively = liveness == Liveness::Live || !context.config.face.liveness_required;
        match decision {
            FaceDecision::Match if lively => self.proved(context, Proof::Face),
            FaceDecision::NotCompared if context.config.rehearsal => {
                self.proved(context, Proof::Face)
            }
            // The engine cannot say what the facility's policy asks for; it will not next time.
            FaceDecision::Match => self.face_not_matched(context, true),
            FaceDecision::NoMatch => self.face_not_matched(context, false),
            FaceDecision::NotCompared => self.face_failed(context, FaultCode::FACE_NOT_CAPTURED),
            FaceDecision::NoFace
            | FaceDecision::SeveralFaces
            | FaceDecision::BadLight
            | FaceDecision::Unclear => {
                self.progress.captures = self.progress.captures.saturating_add(1);
                if self.progress.captures < context.config.face.captures {
                    self.compare(context, true)
                } else {
                    self.face_failed(context, FaultCode::FACE_NOT_CAPTURED)
                }
            }
        }
    }

    fn face_not_matched(&mut self, context: &mut Context<'_>, for_good: bool) -> Flow {
        self.note(context, FaultCode::FACE_NOT_MATCHED);
        self.progress.mismatches = self.progress.mismatches.saturating_add(1);
        if for_good || self.progress.mismatches >= context.config.face.attempts {
            self.close_face(context, Closed::NotProved);
        }
        self.method_failed(context, Method::Face, Some(FaultCode::FACE_NOT_MATCHED))
    }

    fn close_face(&mut self, context: &mut Context<'_>, closed: Closed) {
        self.progress.face = Some(closed);
        self.progress.photo = false;
        context.order(Order::Wipe(Secrets::CODE_B | Secrets::FACE));
    }

    /// A step of the face method failed with a code.
    pub(super) fn face_failed(&mut self, context: &mut Context<'_>, code: FaultCode) -> Flow {
        let others_remain = match code {
            FaultCode::CARD_FACE_UNREADABLE
            | FaultCode::FACE_NOT_CAPTURED
            | FaultCode::PHOTO_UNREADABLE
            | FaultCode::CODE_B_BLOCKED => true,
            FaultCode::CARD_NOT_RECOGNISED => context.config.methods_after_read_error,
            // A maker's own code about its own camera says nothing of the card.
            code => !code.is_national(),
        };
        if !others_remain {
            return self.fail(context, EndReason::Fault, code);
        }
        if code == FaultCode::CODE_B_BLOCKED
            && let Some(facts) = &mut self.facts
        {
            facts.code_b_tries = Tries::Blocked;
        }
        self.close_face(context, Closed::Failed(code));
        self.note(context, code);
        self.method_failed(context, Method::Face, Some(code))
    }

    // PIN.

    pub(super) fn pin_tries(&self) -> Tries {
        self.facts.map_or(Tries::Unknown, |facts| facts.pin_tries)
    }

    fn set_pin_tries(&mut self, tries: Tries) {
        if let Some(facts) = &mut self.facts {
            facts.pin_tries = tries;
        }
    }

    /// Asks for the PIN; before the last try, or where nobody knows how many are left, for the
    /// decision first.
    fn begin_pin(&mut self, context: &mut Context<'_>, again: bool) -> Flow {
        // While the card judged a PIN, the staff may have found that it is a face-only card.
        if !self.pin_offer(context).is_open() {
            return self.choose(context, self.last_fault);
        }
        let tries = self.pin_tries();
        if tries.is_above(LAST_TRY) {
            return self.ask(
                context,
                Step::EnteringPin(false),
                Request::EnterPin { tries, again },
            );
        }
        let offers = self.offers(context);
        self.ask(
            context,
            Step::DecidingLastTry,
            Request::DecideLastTry { tries, offers },
        )
    }

    fn last_try_decided(
        &mut self,
        context: &mut Context<'_>,
        decision: LastTry,
        by: Actor,
    ) -> Flow {
        context.record(Entry::LastTry { decision, by });
        match decision {
            LastTry::Spend => {
                let tries = self.pin_tries();
                self.ask(
                    context,
                    Step::EnteringPin(true),
                    Request::EnterPin {
                        tries,
                        again: false,
                    },
                )
            }
            LastTry::Keep => {
                self.progress.tried = true;
                if context.mode == Mode::Unattended {
                    self.choose(context, self.last_fault)
                } else {
                    self.not_identified()
                }
            }
        }
    }

    fn pin_entered(&mut self, context: &mut Context<'_>, last_try: bool) -> Flow {
        if context.config.rehearsal {
            // Nothing is asked of the national software, so the card judges by itself.
            return self.verify_pin(context, last_try);
        }
        context.order(Order::Show(Screen::Working(Work::AskingCentre)));
        match context.config.pin_verifier {
            PinVerifier::Library => self.ask(
                context,
                Step::ObtainingChallenge(last_try),
                Request::ObtainChallenge,
            ),
            PinVerifier::NationalSoftware => {
                context.order(Order::ReleaseCard);
                self.ask(
                    context,
                    Step::AuthenticatingWithPin,
                    Request::AuthenticateWithPin { last_try },
                )
            }
        }
    }

    fn verify_pin(&mut self, context: &mut Context<'_>, last_try: bool) -> Flow {
        context.order(Order::Show(Screen::Working(Work::ReadingCard)));
        self.ask(context, Step::VerifyingPin, Request::VerifyPin { last_try })
    }

    pub(super) fn pin_wrong(&mut self, context: &mut Context<'_>, tries: Tries) -> Flow {
        context.order(Order::Wipe(Secrets::PIN | Secrets::SIGNATURE));
        record_judgement(context, PinJudgement::Wrong, tries);
        self.set_pin_tries(tries);
        if tries.is_blocked() {
            return self.pin_blocked(context);
        }
        self.note(context, FaultCode::PIN_WRONG);
        self.progress.tried = true;
        self.begin_pin(context, true)
    }

    fn pin_blocked(&mut self, context: &mut Context<'_>) -> Flow {
        self.set_pin_tries(Tries::Blocked);
        self.note(context, FaultCode::PIN_BLOCKED);
        self.method_failed(context, Method::Pin, Some(FaultCode::PIN_BLOCKED))
    }

    pub(super) fn pin_unjudged(&mut self, context: &mut Context<'_>) -> Flow {
        context.order(Order::Wipe(Secrets::PIN | Secrets::SIGNATURE));
        record_judgement(context, PinJudgement::Unknown, Tries::Unknown);
        self.set_pin_tries(Tries::Unknown);
        self.progress.tried = true;
        self.ask(context, Step::ReadingTries, Request::ReadTries)
    }

    /// A step of the PIN method failed with a code.
    pub(super) fn pin_failed(&mut self, context: &mut Context<'_>, code: FaultCode) -> Flow {
        context.order(Order::Wipe(Secrets::PIN | Secrets::SIGNATURE));
        let handed_over = self.step() == Step::AuthenticatingWithPin;
        match code {
            FaultCode::PIN_BLOCKED if handed_over => {
                self.reacquire(context, After::PinWrong(Tries::Blocked.into()))
            }
            FaultCode::PIN_BLOCKED => self.pin_blocked(context),
            FaultCode::PIN_WRONG if handed_over => {
                self.reacquire(context, After::PinWrong(Tries::Unknown.into()))
            }
            FaultCode::PIN_WRONG if self.step() == Step::VerifyingPin => {
                self.pin_wrong(context, Tries::Unknown)
            }
            _ => {
                let others_remain = match self.step() {
                    Step::EnteringPin(_) => code == FaultCode::KEYPAD || !code.is_national(),
                    Step::VerifyingPin | Step::ReadingTries => {
                        code == FaultCode::CARD_NOT_RECOGNISED
                            && context.config.methods_after_read_error
                    }
                    _ => false,
                };
                if !others_remain {
                    return self.fail(context, EndReason::Fault, code);
                }
                self.progress.pin = Some(Closed::Failed(code));
                self.note(context, code);
                self.method_failed(context, Method::Pin, Some(code))
            }
        }
    }

    // The staff's eye.

    fn begin_sight(&mut self, context: &mut Context<'_>) -> Flow {
        context.order(Order::Show(Screen::Working(Work::StaffLooking)));
        let place = if context.mode == Mode::Visual {
            SightPlace::Terminal
        } else {
            SightPlace::Reader
        };
        self.ask(
            context,
            Step::CheckingBySight,
            Request::CheckBySight { place },
        )
    }

    fn sighted(&mut self, context: &mut Context<'_>, sighting: Sighting) -> Flow {
        context.record(Entry::Sighted(sighting));
        match sighting {
            // In the visual mode an administrator's account has vouched for the staff; and in a
            // rehearsal nobody asks the terminal.
            Sighting::Same if context.mode == Mode::Visual || context.config.rehearsal => {
                self.proved(context, Proof::Staff)
            }
            Sighting::Same => self.ask(context, Step::CheckingPasscode, Request::CheckPasscode),
            Sighting::NotSame => {
                self.note(context, FaultCode::FACE_NOT_MATCHED);
                self.sight_failed(context, Closed::NotProved)
            }
            Sighting::ProxyOnly => {
                self.proxy = true;
                context.order(Order::Tell(StaffNotice::ProxyCannotBeSighted));
                self.sight_failed(context, Closed::NotProved)
            }
            Sighting::Declined => self.sight_failed(context, Closed::NoAnswer),
        }
    }

    fn passcode_checked(&mut self, context: &mut Context<'_>, accepted: bool) -> Flow {
        context.record(Entry::PasscodeChecked { accepted });
        context.order(Order::Wipe(Secrets::PASSCODE));
        if accepted {
            return self.proved(context, Proof::Staff);
        }
        self.progress.passcodes = self.progress.passcodes.saturating_add(1);
        if self.progress.passcodes < MOST_PASSCODES {
            self.begin_sight(context)
        } else {
            self.sight_failed(context, Closed::NotProved)
        }
    }

    /// The check by sight is over for this check-in. Its code, if any, has been noted.
    pub(super) fn sight_failed(&mut self, context: &mut Context<'_>, closed: Closed) -> Flow {
        context.order(Order::Wipe(Secrets::PASSCODE));
        self.progress.staff = Some(closed);
        let code = match closed {
            Closed::Failed(code) => Some(code),
            _ => None,
        };
        self.method_failed(context, Method::Staff, code)
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
                context.order(Order::Wipe(Secrets::PIN | Secrets::SIGNATURE));
                Ok(self.choose(context, None))
            }
            _ => Ok(Flow::On),
        }
    }
}

/// After a right PIN the counter is full again, which the card does not say: unknown.
fn record_judgement(context: &mut Context<'_>, judgement: PinJudgement, tries: Tries) {
    context.record(Entry::PinJudged {
        judgement,
        tries: tries.into(),
    });
}
