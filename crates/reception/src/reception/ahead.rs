//! What is read of the card while people are asked something, so that nobody waits for it.
#![forbid(unsafe_code)]

use super::Refusal;
use super::action::{Action, Order, Request, Screen, Task, Work};
use super::config::{Ahead, Fitted};
use super::context::{Context, Flow};
use super::entry::Entry;
use super::event::{Actor, Answer, CardFacts, FurtherFacts};
use super::offer::Closed;
use super::visit::{HandOver, Step, Visit};
use crate::fault::{Fault, FaultCode};
use mynareader_facts::{CertificateState, Key, Method, Mode, Place, TokenKind, Tries};

impl Visit {
    /// Asks for what is not known of a card yet. A phone is held to the reader for a moment only, and gave
    /// everything at once.
    pub(super) fn begin_to_read_ahead(&mut self, context: &mut Context<'_>, facts: CardFacts) {
        let mut reads = context.setting.config.ahead;
        if facts.certificate != CertificateState::Unknown {
            reads.remove(Ahead::CERTIFICATE);
        }
        if facts.code_b_tries != Tries::Unknown {
            reads.remove(Ahead::CODE_B_TRIES);
        }
        let camera = context.setting.mode == Mode::Unattended
            && context.setting.config.fitted.contains(Fitted::FACE)
            && self.place == Place::Reader;
        if !(camera && reads.contains(Ahead::CODE_B_TRIES)) {
            reads.remove(Ahead::RECORD_SIGNER);
        }
        if facts.kind != TokenKind::Card || reads.is_empty() {
            return;
        }
        let number = context.setting.numbers.next();
        self.ahead = Some(number);
        context.actions.push(Action {
            number,
            task: Task::Request(Request::ReadAhead { reads }),
        });
    }

    /// Whether nothing speaks against code B yet, since its tries are still being read.
    pub(super) fn code_b_tries_are_to_come(&self) -> bool {
        self.ahead.is_some()
            && self
                .facts
                .is_some_and(|facts| facts.code_b_tries == Tries::Unknown)
    }

    /// Whether this answer belongs to the request to read ahead, and is this one's to give.
    pub(super) fn may_take_ahead(answer: Answer, by: Actor) -> Result<(), Refusal> {
        match answer {
            Answer::Failed(_) if by.is_a_person() => Err(Refusal::WrongActor),
            Answer::ReadAhead(_) if by != Actor::Reader => Err(Refusal::WrongActor),
            Answer::Failed(_) | Answer::ReadAhead(_) => Ok(()),
            _ => Err(Refusal::WrongAnswer),
        }
    }

    /// All was read that could be.
    pub(super) fn read_ahead(&mut self, context: &mut Context<'_>, read: FurtherFacts) -> Flow {
        let offers = self.offers(context);
        self.ahead = None;
        let code_b_tries = read.code_b_tries.of(Key::CodeB);
        context.record(Entry::ReadAhead {
            code_b_tries,
            certificate: read.certificate,
        });
        if let Some(facts) = &mut self.facts {
            // What the card said since then, to code B say, is newer.
            if facts.code_b_tries == Tries::Unknown {
                facts.code_b_tries = code_b_tries;
            }
            if facts.certificate == CertificateState::Unknown {
                facts.certificate = read.certificate;
            }
        }
        if let Some(fault) = read.face_fault
            && self.progress.face.is_none()
            && !self.progress.photo
        {
            if let Step::ChoosingMethod | Step::ScanningCardFace = self.step() {
                context.order(Order::Abandon(self.pending()));
                return self.face_failed(context, fault);
            }
            // Who is at another method is not stopped for the face.
            self.progress.face = Some(Closed::Failed(fault.code));
            if let Some(origin) = fault.origin {
                context.record(Entry::Seen(origin));
            }
        }
        let face = self.face_offer(context);
        match self.step() {
            Step::FinishingReading(hand_over) => self.hand_over(context, hand_over),
            // The screen offers what turned out to be closed.
            Step::ChoosingMethod if self.offers(context) != offers => {
                context.order(Order::Abandon(self.pending()));
                self.choose(context, None)
            }
            // No scan can help any more.
            Step::ScanningCardFace if !face.is_open() => {
                context.order(Order::Abandon(self.pending()));
                let code = face
                    .fault(Method::Face)
                    .unwrap_or(FaultCode::CARD_FACE_UNREADABLE);
                self.face_failed(context, code)
            }
            _ => Flow::On,
        }
    }

    /// It could not be read. Whatever is asked of the card next will show whether it still answers;
    /// until then nobody is sent away.
    pub(super) fn not_read_ahead(&mut self, context: &mut Context<'_>, fault: Fault) -> Flow {
        if let Some(origin) = fault.origin {
            context.record(Entry::Seen(origin));
        }
        self.read_ahead(context, FurtherFacts::NOTHING)
    }

    /// Hands the card on, as soon as all is read of it.
    pub(super) fn hand_over(&mut self, context: &mut Context<'_>, to: HandOver) -> Flow {
        if let Some(number) = self.ahead {
            // Once only: what was waited for in vain is not waited for again.
            if self.step() != Step::FinishingReading(to) {
                context.order(Order::Show(Screen::Working(Work::ReadingCard)));
                return self.wait_for(context, Step::FinishingReading(to), number);
            }
            self.ahead = None;
        }
        match to {
            HandOver::Proved(proof) => self.authenticate(context, proof),
            HandOver::Pin(last_try) => self.authenticate_with_pin(context, last_try),
        }
    }
}
