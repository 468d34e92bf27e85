//! The PIN: the decision on the last try, entry, judgement.
#![forbid(unsafe_code)]

use super::action::{Order, Request, Screen, Secrets, Work};
use super::config::PinVerifier;
use super::context::{Context, Flow};
use super::entry::{Entry, PinJudgement};
use super::event::{Actor, LastTry};
use super::offer::Closed;
use super::outcome::EndReason;
use super::visit::{After, HandOver, Step, Visit};
use crate::fault::{Fault, FaultCode};
use mynareader_facts::{Key, Method, Mode, Tries};

/// The PIN's last try: it takes a decision of its own.
const LAST_TRY: u8 = 1;

impl Visit {
    pub(super) fn pin_tries(&self) -> Tries {
        self.facts.map_or(Tries::Unknown, |facts| facts.pin_tries)
    }

    /// Takes down what is left of the PIN, as far as it can have so many: who says more does not know.
    pub(super) fn set_pin_tries(&mut self, tries: Tries) {
        if let Some(facts) = &mut self.facts {
            facts.pin_tries = tries.of(Key::AuthenticationPin);
        }
    }

    /// Whether a PIN may be presented without a decision: more than the last try is known to be left.
    pub(super) fn pin_is_safe(&self) -> bool {
        self.pin_tries().is_above(LAST_TRY)
    }

    /// Asks for the PIN; before the last try, or where nobody knows how many are left, for the
    /// decision first.
    pub(super) fn begin_pin(&mut self, context: &mut Context<'_>, again: bool) -> Flow {
        // While the card judged a PIN, the staff may have found that it is a face-only card.
        if !self.pin_offer(context).is_open() {
            return self.choose(context, self.last_fault);
        }
        let tries = self.pin_tries();
        if self.pin_is_safe() {
            return self.ask(
                context,
                Step::EnteringPin(false),
                Request::EnterPin { tries, again },
            );
        }
        let offers = self.offers_beside_the_last_try(context);
        self.ask(
            context,
            Step::DecidingLastTry,
            Request::DecideLastTry { tries, offers },
        )
    }

    pub(super) fn last_try_decided(
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
                self.progress.pin = Some(Closed::LastTryKept);
                if context.setting.mode == Mode::Unattended {
                    self.choose(context, self.last_fault)
                } else {
                    self.not_identified()
                }
            }
        }
    }

    pub(super) fn pin_entered(&mut self, context: &mut Context<'_>, last_try: bool) -> Flow {
        if context.setting.config.rehearsal {
            // Nothing is asked of the national software, so the card judges by itself.
            return self.verify_pin(context, last_try);
        }
        context.order(Order::Show(Screen::Working(Work::AskingCentre)));
        match context.setting.config.pin_verifier {
            PinVerifier::Library => self.ask(
                context,
                Step::ObtainingChallenge(last_try),
                Request::ObtainChallenge,
            ),
            PinVerifier::NationalSoftware => self.hand_over(context, HandOver::Pin(last_try)),
        }
    }

    /// The PIN is entered, and all is read of the card.
    pub(super) fn authenticate_with_pin(
        &mut self,
        context: &mut Context<'_>,
        last_try: bool,
    ) -> Flow {
        context.order(Order::ReleaseCard);
        self.pin_leaves();
        self.ask(
            context,
            Step::AuthenticatingWithPin,
            Request::AuthenticateWithPin { last_try },
        )
    }

    pub(super) fn verify_pin(&mut self, context: &mut Context<'_>, last_try: bool) -> Flow {
        context.order(Order::Show(Screen::Working(Work::ReadingCard)));
        self.pin_leaves();
        self.ask(context, Step::VerifyingPin, Request::VerifyPin { last_try })
    }

    /// A PIN goes out, to the card or to the national software.
    fn pin_leaves(&mut self) {
        self.pin_out = true;
        self.progress.pins = self.progress.pins.saturating_add(1);
    }

    /// Takes down how a PIN was judged. After a right one the counter is full again, which the
    /// card does not say: unknown.
    pub(super) fn judged(
        &mut self,
        context: &mut Context<'_>,
        judgement: PinJudgement,
        tries: Tries,
    ) {
        self.pin_out = false;
        self.set_pin_tries(tries);
        context.record(Entry::PinJudged {
            judgement,
            tries: tries.of(Key::AuthenticationPin),
        });
    }

    /// The step that had a PIN ended without a word on it: nobody knows what is left.
    pub(super) fn forget_pin_that_is_out(&mut self, context: &mut Context<'_>) {
        if self.pin_out {
            self.judged(context, PinJudgement::Unknown, Tries::Unknown);
        }
    }

    /// Closes the PIN where as many were presented as may be. Whether it did.
    fn pins_are_spent(&mut self, context: &Context<'_>) -> bool {
        let spent = self.progress.pins >= context.setting.config.pins;
        if spent {
            self.progress.pin = Some(Closed::NotProved);
        }
        spent
    }

    /// The PIN was wrong, which has been taken down.
    pub(super) fn pin_wrong(&mut self, context: &mut Context<'_>) -> Flow {
        context.order(Order::Wipe(Secrets::PIN.union(Secrets::SIGNATURE)));
        if self.pin_tries().is_blocked() {
            return self.pin_blocked(context);
        }
        self.note(context, FaultCode::PIN_WRONG);
        if self.pins_are_spent(context) {
            return self.method_failed(context, Method::Pin, Some(FaultCode::PIN_WRONG));
        }
        self.progress.tried = true;
        self.begin_pin(context, true)
    }

    pub(super) fn pin_blocked(&mut self, context: &mut Context<'_>) -> Flow {
        self.set_pin_tries(Tries::Blocked);
        self.note(context, FaultCode::PIN_BLOCKED);
        self.method_failed(context, Method::Pin, Some(FaultCode::PIN_BLOCKED))
    }

    /// Nobody knows how the PIN was judged, which has been taken down.
    pub(super) fn pin_unjudged(&mut self, context: &mut Context<'_>) -> Flow {
        context.order(Order::Wipe(Secrets::PIN.union(Secrets::SIGNATURE)));
        self.progress.tried = true;
        self.pins_are_spent(context);
        self.ask(context, Step::ReadingTries, Request::ReadTries)
    }

    /// A step of the PIN method failed with a code.
    pub(super) fn pin_failed(&mut self, context: &mut Context<'_>, fault: Fault) -> Flow {
        let code = fault.code;
        context.order(Order::Wipe(Secrets::PIN.union(Secrets::SIGNATURE)));
        let handed_over = self.step() == Step::AuthenticatingWithPin;
        // What is told is the counter's state then, and not this code.
        if matches!(code, FaultCode::PIN_BLOCKED | FaultCode::PIN_WRONG)
            && let Some(origin) = fault.origin
        {
            context.record(Entry::Seen(origin));
        }
        match code {
            FaultCode::PIN_BLOCKED if self.pin_out => {
                self.judged(context, PinJudgement::Wrong, Tries::Blocked);
                if handed_over {
                    self.reacquire(context, After::PinWrong)
                } else {
                    self.pin_blocked(context)
                }
            }
            FaultCode::PIN_BLOCKED => self.pin_blocked(context),
            FaultCode::PIN_WRONG if self.pin_out => {
                self.judged(context, PinJudgement::Wrong, Tries::Unknown);
                if handed_over {
                    self.reacquire(context, After::PinWrong)
                } else {
                    self.pin_wrong(context)
                }
            }
            _ => {
                self.forget_pin_that_is_out(context);
                let others_remain = match self.step() {
                    Step::EnteringPin(_) => code == FaultCode::KEYPAD || !code.is_national(),
                    Step::VerifyingPin | Step::ReadingTries => {
                        code == FaultCode::CARD_NOT_RECOGNISED
                            && context.setting.config.methods_after_read_error
                    }
                    _ => false,
                };
                if !others_remain {
                    return self.fail(context, EndReason::Fault, fault);
                }
                self.progress.pin = Some(Closed::Failed(code));
                self.note(context, fault);
                self.method_failed(context, Method::Pin, Some(code))
            }
        }
    }
}
