//! The face: scan, code B, photo, comparison.
#![forbid(unsafe_code)]

use super::action::{Order, Request, Screen, Secrets, StaffNotice, Work};
use super::context::{Context, Flow};
use super::entry::Entry;
use super::event::{Comparison, FaceDecision, Liveness, Mark, Scan, ScanOutcome};
use super::offer::Closed;
use super::outcome::{EndReason, Proof};
use super::visit::{Step, Visit};
use crate::fault::{Fault, FaultCode};
use mynareader_facts::{Key, Method, Tries};

impl Visit {
    pub(super) fn scan(&mut self, context: &mut Context<'_>, again: Option<ScanOutcome>) -> Flow {
        self.progress.scans = self.progress.scans.saturating_add(1);
        self.ask(
            context,
            Step::ScanningCardFace,
            Request::ScanCardFace { again },
        )
    }

    pub(super) fn scanned(&mut self, context: &mut Context<'_>, scan: Scan) -> Flow {
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
            if agreeing >= context.setting.config.code_b.agreeing);
        if sure && self.face_offer(context).is_open() {
            context.order(Order::Show(Screen::Working(Work::ReadingCard)));
            return self.ask(context, Step::ReadingFaceRecord, Request::ReadFaceRecord);
        }
        context.order(Order::Wipe(Secrets::CODE_B));
        if self.progress.scans < context.setting.config.code_b.scans {
            return self.scan(context, Some(scan.outcome));
        }
        self.face_failed(context, FaultCode::CARD_FACE_UNREADABLE)
    }

    pub(super) fn code_b_wrong(&mut self, context: &mut Context<'_>, tries: Tries) -> Flow {
        let tries = tries.of(Key::CodeB);
        if let Some(facts) = &mut self.facts {
            facts.code_b_tries = tries;
        }
        context.record(Entry::CodeBWrong(tries));
        // Readings agreed and were wrong all the same: the print itself misleads the scanner, and
        // another scan would cost another try.
        let code = if tries.is_blocked() {
            FaultCode::CODE_B_BLOCKED
        } else {
            FaultCode::CARD_FACE_UNREADABLE
        };
        self.face_failed(context, code)
    }

    pub(super) fn compare(
        &mut self,
        context: &mut Context<'_>,
        again: Option<FaceDecision>,
    ) -> Flow {
        self.ask(
            context,
            Step::ComparingFace,
            Request::CompareFace {
                again,
                one_false_match_in: context.setting.config.face.one_false_match_in,
            },
        )
    }

    pub(super) fn compared(&mut self, context: &mut Context<'_>, comparison: Comparison) -> Flow {
        let Comparison { decision, liveness } = comparison;
        context.record(Entry::Compared { decision, liveness });
        if liveness == Liveness::Attack {
            context.order(Order::Tell(StaffNotice::PresentationAttack));
            return self.face_not_matched(context, true);
        }
        let lively = liveness == Liveness::Live || !context.setting.config.face.liveness_required;
        match decision {
            FaceDecision::Match if lively => self.proved(context, Proof::Face),
            FaceDecision::NotCompared if context.setting.config.rehearsal => {
                self.proved(context, Proof::Face)
            }
            // The engine cannot say what the facility's policy asks for; it will not next time.
            FaceDecision::Match => self.face_not_matched(context, true),
            FaceDecision::NoMatch => self.face_not_matched(context, false),
            FaceDecision::NotCompared => self.face_failed(context, FaultCode::FACE_NOT_CAPTURED),
            FaceDecision::NoFace
            | FaceDecision::SeveralFaces
            | FaceDecision::BadLight
            | FaceDecision::Unclear
            | FaceDecision::TooDark
            | FaceDecision::TooFar
            | FaceDecision::LookingAway => {
                self.progress.captures = self.progress.captures.saturating_add(1);
                if self.progress.captures < context.setting.config.face.captures {
                    self.compare(context, Some(decision))
                } else {
                    self.face_failed(context, FaultCode::FACE_NOT_CAPTURED)
                }
            }
        }
    }

    pub(super) fn face_not_matched(&mut self, context: &mut Context<'_>, for_good: bool) -> Flow {
        self.note(context, FaultCode::FACE_NOT_MATCHED);
        self.progress.mismatches = self.progress.mismatches.saturating_add(1);
        if for_good || self.progress.mismatches >= context.setting.config.face.attempts {
            self.close_face(context, Closed::NotProved);
        }
        self.method_failed(context, Method::Face, Some(FaultCode::FACE_NOT_MATCHED))
    }

    pub(super) fn close_face(&mut self, context: &mut Context<'_>, closed: Closed) {
        self.progress.face = Some(closed);
        self.progress.photo = false;
        context.order(Order::Wipe(Secrets::CODE_B.union(Secrets::FACE)));
    }

    /// A step of the face method failed with a code.
    pub(super) fn face_failed(
        &mut self,
        context: &mut Context<'_>,
        fault: impl Into<Fault>,
    ) -> Flow {
        let fault = fault.into();
        let code = fault.code;
        let others_remain = match code {
            FaultCode::CARD_FACE_UNREADABLE
            | FaultCode::FACE_NOT_CAPTURED
            | FaultCode::PHOTO_UNREADABLE
            | FaultCode::CODE_B_BLOCKED => true,
            FaultCode::CARD_NOT_RECOGNISED => context.setting.config.methods_after_read_error,
            // A maker's own code about its own camera says nothing of the card.
            code => !code.is_national(),
        };
        if !others_remain {
            return self.fail(context, EndReason::Fault, fault);
        }
        if code == FaultCode::CODE_B_BLOCKED
            && let Some(facts) = &mut self.facts
        {
            facts.code_b_tries = Tries::Blocked;
        }
        self.close_face(context, Closed::Failed(code));
        self.note(context, fault);
        self.method_failed(context, Method::Face, Some(code))
    }
}
