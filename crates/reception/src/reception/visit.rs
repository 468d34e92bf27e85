//! One check-in, from the card being placed to its end: what is known, what is asked, and what is
//! done with silence and failure.
#![forbid(unsafe_code)]

use super::action::{Cue, Order, Path, Request, Screen, Secrets, StaffNotice, Task, Work};
use super::config::Consents;
use super::context::{Context, Flow, Numbers};
use super::ending::Ended;
use super::entry::Entry;
use super::event::{Actor, Answer, CardFacts, Phone, Prescription, Tick};
use super::number::Number;
use super::offer::Closed;
use super::outcome::{EndReason, Outcome, Proof, Scope};
use super::state::{State, Waits};
use super::{Action, Refusal};
use crate::fault::{Fault, FaultCode};
use mynareader_facts::calendar::Date;
use mynareader_facts::{Method, Place};

/// A check-in that runs.
#[allow(clippy::struct_excessive_bools)] // Independent facts, each named; not a state in disguise.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Visit {
    pub(super) day: Date,
    /// At which reader the card or the phone lies, or will.
    pub(super) place: Place,
    /// Something lies there.
    pub(super) token: bool,
    /// Which phone was chosen on the screen, if one was.
    pub(super) phone: Option<Phone>,
    /// A PIN waits for the phone.
    pub(super) pin_ahead: bool,
    /// A staff check that came before the card, not yet used.
    pub(super) proof_waited: bool,
    pub(super) facts: Option<CardFacts>,
    /// Whether the card is taken for a face-only card: by the chip, then by the staff's eye.
    pub(super) face_only: bool,
    pub(super) progress: Progress,
    pub(super) proof: Option<Proof>,
    pub(super) path: Path,
    pub(super) services: Services,
    /// Somebody came in the patient's place.
    pub(super) proxy: bool,
    /// The last code that came up.
    pub(super) last_fault: Option<FaultCode>,
    /// A PIN is out of our hands, and how it was judged has not been heard.
    pub(super) pin_out: bool,
    step: Step,
    number: Number,
    /// The number under which the card is read while people are asked something.
    pub(super) ahead: Option<Number>,
    deadline: Tick,
    /// When it is over, whatever is asked, until it is proved who the patient is.
    over_at: Tick,
    /// The patient was given more time.
    more_time: bool,
    /// How often they may still go back to the methods.
    ways_back: u8,
    reminded: bool,
}

/// How far proving who the patient is has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "what happened already, each by itself"
)]
pub(super) struct Progress {
    /// Scans of the card's face so far.
    pub(super) scans: u8,
    /// Captures that were no use.
    pub(super) captures: u8,
    /// Faces that did not match.
    pub(super) mismatches: u8,
    /// Passcodes that were not the facility's.
    pub(super) passcodes: u8,
    /// PINs presented.
    pub(super) pins: u8,
    /// How often a method was asked for that is not open.
    pub(super) refusals: u8,
    /// The photo is at hand.
    pub(super) photo: bool,
    /// Some method failed or was refused.
    pub(super) tried: bool,
    /// Advice was given already.
    pub(super) advised: bool,
    /// The method that was last asked for is not open.
    pub(super) refused: bool,
    /// The patient came back from a method.
    pub(super) went_back: bool,
    pub(super) face: Option<Closed>,
    pub(super) pin: Option<Closed>,
    pub(super) staff: Option<Closed>,
}

/// What the centre and the patient said after the proof.
#[allow(
    clippy::struct_excessive_bools,
    reason = "what was said, each by itself"
)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Services {
    /// The centre accepted the certificate, and of this chip: what follows asks nothing of it.
    pub(super) begun: bool,
    pub(super) scope: Scope,
    /// The patient holds a certificate of 医療費助成, and whether it is to be used.
    pub(super) subsidy_held: bool,
    pub(super) subsidy: Option<bool>,
    pub(super) consents: Consents,
    pub(super) prescription: Option<Prescription>,
    /// The e-prescription service is down, or its question was answered or passed over.
    pub(super) prescription_settled: bool,
    pub(super) prescription_down: bool,
}

/// What is being waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Step {
    ChoosingPhone,
    EnteringPinAhead,
    AwaitingPhone,
    Identifying,
    ChoosingMethod,
    ScanningCardFace,
    ReadingFaceRecord,
    ComparingFace,
    DecidingLastTry,
    /// The flag is the decision that the last try may be spent.
    EnteringPin(bool),
    ObtainingChallenge(bool),
    VerifyingPin,
    ReadingTries,
    CheckingBySight,
    CheckingPasscode,
    ConfirmingOnPhone,
    FinishingReading(HandOver),
    AuthenticatingWithPin,
    Authenticating,
    Reacquiring(After),
    OfferingRegistration,
    Registering,
    QueryingEligibility,
    ShowingNotice,
    ChoosingPrescription,
    AskingConsent,
    AskingSubsidy,
    Delivering,
}

/// To what the card is handed on once all is read of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum HandOver {
    /// It is proved who the patient is.
    Proved(Proof),
    /// The national software is to verify the PIN. The flag is the decision that the last try may be
    /// spent.
    Pin(bool),
}

/// Where a check-in goes once the card was taken again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum After {
    Authenticated {
        registered: bool,
    },
    /// The PIN was wrong.
    PinWrong,
    /// The PIN was not judged.
    PinUnjudged,
    /// The way without a PIN is shut (902, 903); the PIN may still work.
    PinLeft(FaultCode),
    Registered,
}

impl Step {
    const fn state(self) -> State {
        match self {
            Self::ChoosingPhone => State::ChoosingPhone,
            Self::EnteringPinAhead => State::EnteringPinAhead,
            Self::AwaitingPhone => State::AwaitingPhone,
            Self::Identifying => State::Identifying,
            Self::ChoosingMethod => State::ChoosingMethod,
            Self::ScanningCardFace => State::ScanningCardFace,
            Self::ReadingFaceRecord => State::ReadingFaceRecord,
            Self::ComparingFace => State::ComparingFace,
            Self::DecidingLastTry => State::DecidingLastTry,
            Self::EnteringPin(_) => State::EnteringPin,
            Self::ObtainingChallenge(_) => State::ObtainingChallenge,
            Self::VerifyingPin => State::VerifyingPin,
            Self::ReadingTries => State::ReadingTries,
            Self::CheckingBySight => State::CheckingBySight,
            Self::CheckingPasscode => State::CheckingPasscode,
            Self::ConfirmingOnPhone => State::ConfirmingOnPhone,
            Self::FinishingReading(_) => State::FinishingReading,
            Self::AuthenticatingWithPin => State::AuthenticatingWithPin,
            Self::Authenticating => State::Authenticating,
            Self::Reacquiring(_) => State::ReacquiringCard,
            Self::OfferingRegistration => State::OfferingRegistration,
            Self::Registering => State::Registering,
            Self::QueryingEligibility => State::QueryingEligibility,
            Self::ShowingNotice => State::ShowingNotice,
            Self::ChoosingPrescription => State::ChoosingPrescription,
            Self::AskingConsent => State::AskingConsent,
            Self::AskingSubsidy => State::AskingSubsidy,
            Self::Delivering => State::Delivering,
        }
    }

    /// Whether this answer belongs to what is being waited for.
    const fn takes(self, answer: Answer) -> bool {
        match answer {
            // How often one may go back is for the check-in to say.
            Answer::Failed(_) | Answer::Back => true,
            Answer::Identified(_) => matches!(self, Self::Identifying),
            // To another request than the one that is waited for.
            Answer::ReadAhead(_) => false,
            Answer::Phone(_) => matches!(self, Self::ChoosingPhone),
            Answer::Method(_) => matches!(self, Self::ChoosingMethod),
            Answer::Scanned(_) => matches!(self, Self::ScanningCardFace),
            Answer::RecordRead | Answer::CodeBWrong { .. } => {
                matches!(self, Self::ReadingFaceRecord)
            }
            Answer::Compared(_) => matches!(self, Self::ComparingFace),
            Answer::LastTry(_) => matches!(self, Self::DecidingLastTry),
            Answer::PinEntered => matches!(self, Self::EnteringPin(_) | Self::EnteringPinAhead),
            Answer::ChallengeObtained => matches!(self, Self::ObtainingChallenge(_)),
            Answer::PinVerified => matches!(self, Self::VerifyingPin),
            Answer::PinWrong { .. } | Answer::PinUnjudged => {
                matches!(self, Self::VerifyingPin | Self::AuthenticatingWithPin)
            }
            Answer::TriesRead { .. } => matches!(self, Self::ReadingTries),
            Answer::Sighted(_) => matches!(self, Self::CheckingBySight),
            Answer::Passcode { .. } => matches!(self, Self::CheckingPasscode),
            Answer::PhoneConfirmed => matches!(self, Self::ConfirmingOnPhone),
            Answer::Authenticated { .. } => {
                matches!(self, Self::Authenticating | Self::AuthenticatingWithPin)
            }
            Answer::Reacquired { .. } => matches!(self, Self::Reacquiring(_)),
            Answer::RegistrationWanted(_) => matches!(self, Self::OfferingRegistration),
            Answer::Registered | Answer::RegistrationDelayed => matches!(self, Self::Registering),
            Answer::Eligibility { .. } => matches!(self, Self::QueryingEligibility),
            Answer::NoticeRead => matches!(self, Self::ShowingNotice),
            Answer::Prescription(_) => matches!(self, Self::ChoosingPrescription),
            Answer::Consented(_) => matches!(self, Self::AskingConsent),
            Answer::Subsidy(_) => matches!(self, Self::AskingSubsidy),
            Answer::Delivered => matches!(self, Self::Delivering),
        }
    }
}

impl Visit {
    /// A check-in that begins with something placed.
    pub(super) fn begin(
        context: &mut Context<'_>,
        day: Date,
        at: Place,
        proof_waited: bool,
    ) -> Self {
        let mut visit = Self::new(context, day, Some(at), proof_waited);
        let _ = visit.identify(context);
        visit
    }

    /// A check-in that begins with the wish to use a phone.
    pub(super) fn begin_with_phone(context: &mut Context<'_>, day: Date) -> Self {
        let mut visit = Self::new(context, day, None, false);
        let _ = visit.choose_phone(context);
        visit
    }

    fn new(context: &mut Context<'_>, day: Date, at: Option<Place>, proof_waited: bool) -> Self {
        context.record(Entry::Started {
            mode: context.setting.mode,
            rehearsal: context.setting.config.rehearsal,
            at,
        });
        let rules_expire = context.setting.config.rules_expire;
        if rules_expire.is_some_and(|last| day > last) {
            context.record(Entry::RulesExpired);
        }
        let number = context.setting.numbers.next();
        Self {
            day,
            place: at.unwrap_or(Place::Reader),
            token: at.is_some(),
            phone: None,
            pin_ahead: false,
            proof_waited,
            facts: None,
            face_only: false,
            progress: Progress::default(),
            proof: None,
            path: Path::WithoutPin,
            services: Services {
                begun: false,
                scope: Scope::Full,
                subsidy_held: false,
                subsidy: None,
                consents: Consents::empty(),
                prescription: None,
                prescription_settled: false,
                prescription_down: false,
            },
            proxy: false,
            last_fault: None,
            pin_out: false,
            step: Step::Identifying,
            number,
            ahead: None,
            deadline: context.setting.now,
            over_at: context
                .setting
                .now
                .after(context.setting.config.patience.check_in),
            more_time: false,
            ways_back: context.setting.config.ways_back,
            reminded: false,
        }
    }

    /// Asks the chip what it is.
    pub(super) fn identify(&mut self, context: &mut Context<'_>) -> Flow {
        context.order(Order::Sound(Cue::Noticed));
        context.order(Order::Show(Screen::Working(Work::ReadingCard)));
        let at = self.place;
        self.ask(context, Step::Identifying, Request::IdentifyCard { at })
    }

    pub(super) const fn state(&self) -> State {
        self.step.state()
    }

    pub(super) const fn pending(&self) -> Number {
        self.number
    }

    pub(super) const fn deadline(&self) -> Tick {
        self.deadline
    }

    pub(super) const fn proof(&self) -> Option<Proof> {
        self.proof
    }

    pub(super) const fn facts(&self) -> Option<&CardFacts> {
        self.facts.as_ref()
    }

    pub(super) const fn step(&self) -> Step {
        self.step
    }

    /// The number of the request to read ahead, as long as it is open.
    pub(super) const fn ahead(&self) -> Option<Number> {
        self.ahead
    }

    /// Whether an open request has this number.
    pub(super) fn asked(&self, number: Number) -> bool {
        self.number == number || self.ahead == Some(number)
    }

    pub(super) fn normalise(&mut self, numbers: &mut Numbers, back: impl Fn(Tick) -> Tick) {
        let waited_for = self.ahead == Some(self.number);
        self.number = numbers.next();
        if self.ahead.is_some() {
            self.ahead = Some(if waited_for {
                self.number
            } else {
                numbers.next()
            });
        }
        self.deadline = back(self.deadline);
        self.over_at = back(self.over_at);
    }

    /// Asks, and waits for the answer.
    pub(super) fn ask(&mut self, context: &mut Context<'_>, step: Step, request: Request) -> Flow {
        self.step = step;
        if self.is_over(context) {
            context.record(Entry::TimedOut(self.state()));
            return Flow::end(EndReason::Silent, FaultCode::TIMED_OUT);
        }
        if matches!(step.state().waits_for(), Waits::Patient | Waits::Phone) {
            context.order(Order::Sound(Cue::YourTurn));
        }
        self.number = context.setting.numbers.next();
        self.reminded = false;
        self.deadline = self.limit(context);
        context.actions.push(Action {
            number: self.number,
            task: Task::Request(request),
        });
        Flow::On
    }

    /// Waits for what is asked already.
    pub(super) fn wait_for(&mut self, context: &Context<'_>, step: Step, number: Number) -> Flow {
        self.step = step;
        self.number = number;
        self.deadline = self.limit(context);
        Flow::On
    }

    fn limit(&self, context: &Context<'_>) -> Tick {
        let waits = self.state().waits_for();
        let limit = waits.limit(&context.setting.config.patience);
        let limit = match waits {
            Waits::Patient | Waits::Phone if self.more_time => {
                limit.saturating_mul(context.setting.config.patience.more_time.into())
            }
            _ => limit,
        };
        let at = context.setting.now.after(limit);
        if self.has_its_end() {
            at.min(self.over_at)
        } else {
            at
        }
    }

    /// Whether what is being waited for ends with the time for the whole.
    fn has_its_end(&self) -> bool {
        self.proof.is_none()
            && matches!(
                self.state().waits_for(),
                Waits::Patient | Waits::Phone | Waits::Device
            )
    }

    /// Whether the time for the whole has passed, where it counts.
    fn is_over(&self, context: &Context<'_>) -> bool {
        self.has_its_end() && self.over_at <= context.setting.now
    }

    /// The patient is given more time.
    pub(super) fn give_time(&mut self, context: &mut Context<'_>, by: Actor) {
        let patience = context.setting.config.patience;
        if patience.more_time <= 1 || core::mem::replace(&mut self.more_time, true) {
            return;
        }
        context.record(Entry::MoreTime { by });
        let more = u32::from(patience.more_time).saturating_sub(1);
        self.over_at = self.over_at.after(patience.check_in.saturating_mul(more));
        if matches!(self.state().waits_for(), Waits::Patient | Waits::Phone) {
            self.reminded = false;
            self.deadline = self.limit(context);
        }
    }

    /// Whether the patient may go back to the methods from here.
    pub(super) const fn may_go_back(&self) -> bool {
        self.ways_back > 0
            && matches!(
                self.step,
                Step::EnteringPinAhead
                    | Step::AwaitingPhone
                    | Step::ConfirmingOnPhone
                    | Step::ScanningCardFace
                    | Step::ComparingFace
                    | Step::DecidingLastTry
                    | Step::EnteringPin(_)
            )
    }

    /// Back to the methods, with a phone to the choice of it. What is being done for the one that was
    /// chosen is not wanted any more; nothing failed, no count moves, and a photo that was read stays,
    /// so that it is not read twice.
    fn back(&mut self, context: &mut Context<'_>, by: Actor) -> Flow {
        context.record(Entry::WentBack {
            from: self.state(),
            by,
        });
        self.ways_back = self.ways_back.saturating_sub(1);
        self.progress.went_back = true;
        context.order(Order::Abandon(self.number));
        self.drop_pin_ahead(context);
        context.order(Order::Wipe(Secrets::PIN.union(Secrets::CODE_B)));
        if self.phone.is_some() || self.step == Step::ConfirmingOnPhone {
            return self.choose_phone_anew(context);
        }
        // Also where the mode has one method only: from that screen it is chosen again, or left.
        let offers = self.offers(context);
        self.ask(
            context,
            Step::ChoosingMethod,
            Request::ChooseMethod {
                offers,
                after: None,
            },
        )
    }

    /// Notes a code, in the journal and for the end, and tells it.
    pub(super) fn note(&mut self, context: &mut Context<'_>, fault: impl Into<Fault>) {
        let fault = fault.into();
        self.last_fault = Some(fault.code);
        self.tell(context, fault);
    }

    /// Tells of a code, in the journal and to patient and staff.
    fn tell(&mut self, context: &mut Context<'_>, fault: Fault) {
        context.record(Entry::Fault {
            code: fault.code,
            state: self.state(),
            origin: fault.origin,
        });
        self.advise(context, fault);
    }

    fn advise(&mut self, context: &mut Context<'_>, fault: Fault) {
        let mut situation = self.situation(context);
        situation.age_of_rules_told = core::mem::replace(&mut self.progress.advised, true);
        context.order(Order::Advise { fault, situation });
    }

    /// Ends with a code that has not been noted yet.
    pub(super) fn fail(
        &mut self,
        context: &mut Context<'_>,
        reason: EndReason,
        fault: impl Into<Fault>,
    ) -> Flow {
        let fault = fault.into();
        self.forget_pin_that_is_out(context);
        self.note(context, fault);
        Flow::end(reason, fault.code)
    }

    /// An answer with the right number.
    pub(super) fn answered(
        &mut self,
        context: &mut Context<'_>,
        number: Number,
        answer: Answer,
        by: Actor,
    ) -> Result<Flow, Refusal> {
        self.may_take(number, answer, by)?;
        if let Answer::Failed(fault) = answer {
            // The link's own word that the card is gone, before anybody saw it being taken. It may
            // be wrong: until it is seen, the card is asked for.
            if fault.code == FaultCode::CARD_REMOVED && self.state().waits_for() == Waits::Card {
                if let Some(origin) = fault.origin {
                    context.record(Entry::Seen(origin));
                }
                return Ok(Flow::end(EndReason::CardRemoved, fault.code));
            }
            if self.ahead == Some(number) {
                return Ok(self.not_read_ahead(context, fault));
            }
            return Ok(self.failed(context, fault));
        }
        if let Answer::ReadAhead(facts) = answer {
            return Ok(self.read_ahead(context, facts));
        }
        if answer == Answer::Back {
            return Ok(self.back(context, by));
        }
        match self.identity_answered(context, answer, by) {
            Some(flow) => Ok(flow),
            None => self
                .service_answered(context, answer, by)
                .ok_or(Refusal::WrongAnswer),
        }
    }

    /// Whether what is being asked is this one's to answer, and whether this answer belongs to it.
    /// Here and nowhere else: whoever keeps the secrets of an answer asks before they are kept.
    pub(super) fn may_take(
        &self,
        number: Number,
        answer: Answer,
        by: Actor,
    ) -> Result<(), Refusal> {
        if self.ahead == Some(number) {
            return Self::may_take_ahead(answer, by);
        }
        if !self.may_answer(answer, by) {
            return Err(Refusal::WrongActor);
        }
        if !self.step.takes(answer) || answer == Answer::Back && !self.may_go_back() {
            return Err(Refusal::WrongAnswer);
        }
        Ok(())
    }

    /// Whether somebody may answer what is being asked.
    fn may_answer(&self, answer: Answer, by: Actor) -> bool {
        if let Answer::Failed(_) = answer {
            return !by.is_a_person();
        }
        if answer == Answer::Back {
            return by.is_on_patients_side();
        }
        match self.step {
            Step::EnteringPin(_) | Step::EnteringPinAhead | Step::DecidingLastTry => {
                by.may_enter_pin()
            }
            // On the reader the staff pick their own method.
            Step::ChoosingMethod => {
                by.is_on_patients_side()
                    || (by.is_staff() && answer == Answer::Method(Method::Staff))
            }
            // The phone's own word, from whatever it lies on; nobody's about it.
            Step::ConfirmingOnPhone => matches!(by, Actor::Reader | Actor::Terminal),
            step => match step.state().waits_for() {
                Waits::Patient | Waits::Phone => by.is_on_patients_side(),
                // In the visual mode the box is ticked at the terminal.
                Waits::Staff => by.is_staff() || by == Actor::Terminal,
                Waits::Device | Waits::Card => by == Actor::Reader,
                Waits::National => matches!(by, Actor::Terminal | Actor::Centre),
                Waits::Nobody => false,
            },
        }
    }

    /// The open request was not answered in time.
    pub(super) fn silent(&mut self, context: &mut Context<'_>) -> Flow {
        let waits = self.state().waits_for();
        let over = self.is_over(context);
        if waits == Waits::Patient && !self.reminded && !over {
            self.reminded = true;
            self.deadline = self.limit(context);
            context.order(Order::Remind);
            return Flow::On;
        }
        context.record(Entry::TimedOut(self.state()));
        context.order(Order::Abandon(self.number));
        if over {
            return Flow::end(EndReason::Silent, FaultCode::TIMED_OUT);
        }
        match (self.step, waits) {
            (Step::ScanningCardFace, _) => {
                self.failed(context, FaultCode::CARD_FACE_UNREADABLE.into())
            }
            (Step::ComparingFace, _) => self.failed(context, FaultCode::FACE_NOT_CAPTURED.into()),
            // What was not read is not known; nobody is sent away for that.
            (Step::FinishingReading(hand_over), _) => self.hand_over(context, hand_over),
            (Step::ShowingNotice, _) => self.notice_settled(context),
            (Step::ChoosingPrescription, _) => self.prescription_settled(context, None),
            // Silence is no consent, and no reason to send a patient away.
            (Step::AskingConsent, _) => self.consent_settled(context, Consents::empty(), None),
            (Step::AskingSubsidy, _) => self.subsidy_settled(context, None),
            (_, Waits::Staff) => self.sight_failed(context, Closed::NoAnswer),
            (_, Waits::Card) => {
                self.fail(context, EndReason::Fault, FaultCode::CARD_NOT_RECOGNISED)
            }
            (_, Waits::National) => self.failed(context, FaultCode::READER_DISCONNECTED.into()),
            (_, Waits::Patient | Waits::Phone | Waits::Device | Waits::Nobody) => {
                Flow::end(EndReason::Silent, FaultCode::TIMED_OUT)
            }
        }
    }

    /// The open request failed.
    fn failed(&mut self, context: &mut Context<'_>, fault: Fault) -> Flow {
        let code = fault.code;
        match self.step {
            Step::ScanningCardFace | Step::ReadingFaceRecord | Step::ComparingFace => {
                self.face_failed(context, fault)
            }
            Step::EnteringPin(_)
            | Step::VerifyingPin
            | Step::ReadingTries
            | Step::AuthenticatingWithPin => self.pin_failed(context, fault),
            Step::FinishingReading(_) => self.not_read_ahead(context, fault),
            Step::CheckingBySight | Step::CheckingPasscode => {
                self.note(context, fault);
                self.sight_failed(context, Closed::Failed(code))
            }
            Step::Authenticating => self.authentication_failed(context, fault),
            Step::Registering => self.fail(context, EndReason::NotRegistered, fault),
            // It costs the electronic prescription, and not the check-in: once more without it.
            Step::Delivering
                if code == FaultCode::PRESCRIPTION_OUTAGE
                    && self.services.prescription.is_some() =>
            {
                self.note(context, fault);
                context.order(Order::Tell(StaffNotice::Fault(code)));
                self.services.prescription_down = true;
                self.services.prescription = None;
                self.deliver(context)
            }
            Step::QueryingEligibility if code == FaultCode::NO_ELIGIBILITY => {
                self.fail(context, EndReason::NotEligible, fault)
            }
            // The eligibility is known by now. A screen that fails takes its question with it, and
            // what was not answered was not consented to.
            Step::ShowingNotice => {
                self.note(context, fault);
                context.order(Order::Tell(StaffNotice::Fault(code)));
                self.notice_settled(context)
            }
            Step::ChoosingPrescription => {
                self.note(context, fault);
                context.order(Order::Tell(StaffNotice::Fault(code)));
                self.prescription_settled(context, None)
            }
            Step::AskingConsent => {
                self.note(context, fault);
                context.order(Order::Tell(StaffNotice::Fault(code)));
                self.consent_settled(context, Consents::empty(), None)
            }
            Step::AskingSubsidy => {
                self.note(context, fault);
                context.order(Order::Tell(StaffNotice::Fault(code)));
                self.subsidy_settled(context, None)
            }
            Step::ChoosingPhone
            | Step::EnteringPinAhead
            | Step::AwaitingPhone
            | Step::Identifying
            | Step::ChoosingMethod
            | Step::DecidingLastTry
            | Step::ObtainingChallenge(_)
            | Step::ConfirmingOnPhone
            | Step::Reacquiring(_)
            | Step::OfferingRegistration
            | Step::QueryingEligibility
            | Step::Delivering => self.fail(context, EndReason::Fault, fault),
        }
    }

    /// Something outside failed while the check-in ran.
    pub(super) fn fault_from_outside(&mut self, context: &mut Context<'_>, fault: Fault) -> Flow {
        if fault.code == FaultCode::PRESCRIPTION_OUTAGE {
            // Another service than the eligibility: a paper prescription, and on.
            self.tell(context, fault);
            self.services.prescription_down = true;
            if self.step == Step::Delivering {
                // It is on its way already. Should it come back for this, it goes without.
                return Flow::On;
            }
            self.services.prescription = None;
            if self.step == Step::ChoosingPrescription {
                context.order(Order::Abandon(self.number));
                return self.prescription_settled(context, None);
            }
            return Flow::On;
        }
        self.fail(context, EndReason::Fault, fault)
    }

    /// The check-in was called off.
    pub(super) fn cancelled(&self, by: Actor) -> Flow {
        if by.is_on_patients_side() {
            // Who leaves after a method failed was not proved to be anybody; who leaves before
            // simply leaves.
            return if self.proof.is_none() && self.progress.tried {
                self.not_identified()
            } else {
                Flow::end(EndReason::CancelledByPatient, FaultCode::CANCELLED)
            };
        }
        Flow::end(EndReason::CancelledByStaff, FaultCode::CANCELLED)
    }

    /// Counts a choice of what is not open; the end of the check-in when there were too many. Asking on
    /// and on opens nothing: the staff take over.
    pub(super) fn refuse_choice(&mut self, context: &Context<'_>) -> Option<Flow> {
        self.progress.refusals = self.progress.refusals.saturating_add(1);
        (self.progress.refusals > context.setting.config.refusals).then(|| self.not_identified())
    }

    /// The end of a check-in that did not prove who the patient is.
    pub(super) fn not_identified(&self) -> Flow {
        let reason = if self.progress.refused {
            EndReason::NotOffered
        } else {
            EndReason::NotIdentified
        };
        Flow::end(reason, self.last_fault.unwrap_or(FaultCode::CANCELLED))
    }

    /// Ends the check-in: nothing is asked any more, every secret goes, the chip loses its power.
    pub(super) fn finish(&mut self, context: &mut Context<'_>, outcome: Outcome) -> Ended {
        self.forget_pin_that_is_out(context);
        context.order(Order::Abandon(self.number));
        if let Some(number) = self.ahead.take()
            && number != self.number
        {
            context.order(Order::Abandon(number));
        }
        context.order(Order::Wipe(Secrets::all()));
        context.order(Order::EndCard);
        if self.proof_waited {
            // The card never got as far: the look is spent, and the staff are not left to believe
            // that it still waits.
            context.order(Order::Tell(StaffNotice::ProofLapsed));
        }
        if let Some(code) = outcome.fault()
            && self.last_fault != Some(code)
        {
            if code.is_national() {
                self.note(context, code);
            } else {
                // Ends that are no fault have their next step too.
                self.advise(context, code.into());
            }
        }
        context.record(Entry::Ended(outcome));
        context.order(Order::Show(Screen::Ended(outcome)));
        context.order(Order::Sound(match outcome {
            Outcome::Admitted(_) | Outcome::Rehearsed => Cue::Done,
            Outcome::Ended { .. } => Cue::SeeStaff,
        }));
        context.order(Order::Tell(StaffNotice::Ended(outcome)));
        if !matches!(
            outcome,
            Outcome::Ended {
                reason: EndReason::CardRemoved,
                ..
            }
        ) && self.token
        {
            context.order(Order::PromptRemoval);
            context.order(Order::Sound(Cue::TakeCard));
        }
        Ended::new(context, self.day, self.place, outcome)
    }
}
