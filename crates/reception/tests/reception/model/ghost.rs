//! What happened in a session, remembered apart from the reception, and the invariants.

use mynareader_facts::{CertificateState, Mode, Place, TokenKind, Tries};
use mynareader_reception::fault::{Fault, FaultCode};
use mynareader_reception::journal::Entry;
use mynareader_reception::reception::{
    Action, Actor, Answer, Closed, EndReason, FaceDecision, Input, Liveness, Offer, Offers, Order,
    Outcome, Reply, Request, ScanOutcome, Screen, Secrets, Sighting, StaffNotice, State, Task,
};

use super::world::{AbstractCard, World};

/// What an onlooker remembers of the session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub struct Ghost {
    /// Somebody proved who the patient is, and the proof still counts.
    proof: bool,
    /// The staff said "same" and the passcode is being checked.
    sighted: bool,
    /// A staff check waits for a card.
    waiting: bool,
    /// A PIN was entered and not yet presented.
    pin: bool,
    /// It was typed for a phone that was not there yet.
    ahead: bool,
    /// At which reader it was placed.
    at: Option<Place>,
    /// What the chip is that lies there.
    kind: Option<TokenKind>,
    /// The centre accepted the certificate.
    accepted: bool,
    /// The patient said that the certificate of 医療費助成 is to be used, or not.
    subsidy: Option<bool>,
    /// How often the patient went back, PINs were presented, faces did not match, captures were no
    /// use and the card's face was scanned.
    counts: Counts,
    /// A PIN was presented, and the journal does not say yet how it was judged.
    out: bool,
    /// It was decided to spend the last try, and it was not yet spent.
    decided: bool,
    /// The staff saw that somebody came in the patient's place.
    proxy: bool,
    /// The last scan was sure.
    sure_scan: bool,
    /// The card is taken for a face-only card: by the chip, then by the staff's eye.
    face_only: bool,
    /// The chip's certificate was read: what it is worth is known.
    told: bool,
    /// The centre said that the certificate is in its grace period.
    in_grace: bool,
    /// The secrets that are in the caller's hands.
    secrets: u8,
}

/// What going back must not reset.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
struct Counts {
    back: u8,
    pins: u8,
    mismatches: u8,
    captures: u8,
    scans: u8,
}

const PIN: u8 = Secrets::PIN.bits();
const CODE_B: u8 = Secrets::CODE_B.bits();
const FACE: u8 = Secrets::FACE.bits();
const PASSCODE: u8 = Secrets::PASSCODE.bits();
const SIGNATURE: u8 = Secrets::SIGNATURE.bits();

/// An invariant is broken.
pub type Broken = String;

macro_rules! hold {
    ($invariant:literal, $condition:expr, $($why:tt)+) => {
        if !$condition {
            return Err(format!("invariant {}: {}", $invariant, format!($($why)+)));
        }
    };
}

impl Ghost {
    /// Takes note of an event that was accepted, before its actions are looked at.
    fn note(&mut self, before: &World, input: &Input) {
        match *input {
            // In the middle of a check-in: the phone that was awaited, or what came instead.
            Input::CardPlaced { .. } | Input::PhonePlaced { .. }
                if before.reception.pending().is_some() => {}
            Input::CardRemoved | Input::PhoneRemoved if before.reception.pending().is_some() => {
                self.kind = None;
            }
            Input::CardPlaced { .. } | Input::PhonePlaced { .. } | Input::PhoneWanted { .. } => {
                let waiting = self.waiting;
                *self = Self {
                    // Used for this card, if the chip turns out to be a card.
                    sighted: false,
                    waiting,
                    ..Self::default()
                };
            }
            Input::StaffConfirmed { person, .. } => {
                self.waiting = person == mynareader_reception::reception::Confirmed::Patient;
            }
            Input::ModeChanged { to, .. } if to != before.reception.mode() => self.waiting = false,
            Input::Cancelled { .. } if before.reception.state() == State::Idle => {
                self.waiting = false;
            }
            Input::FaceOnlyMark { valid, .. } => self.face_only = valid,
            Input::Answered { answer, by, .. } => self.note_answer(before, answer, by),
            _ => {}
        }
    }

    fn note_answer(&mut self, before: &World, answer: Answer, by: Actor) {
        let config = before.reception.config();
        match answer {
            Answer::Back => self.counts.back += 1,
            Answer::Subsidy(used) => self.subsidy = Some(used),
            Answer::Identified(facts) => {
                self.kind = Some(facts.kind);
                self.told = facts.certificate != CertificateState::Unknown;
                // In the other modes the facility's passcode makes it a proof.
                if facts.kind == TokenKind::Card
                    && self.waiting
                    && before.reception.mode() == Mode::Visual
                {
                    self.proof = true;
                }
                self.waiting = false;
                self.face_only = facts.face_only && facts.kind == TokenKind::Card;
            }
            Answer::Scanned(scan) => {
                self.counts.scans += 1;
                self.secrets |= CODE_B;
                self.sure_scan = matches!(scan.outcome, ScanOutcome::Read { agreeing }
                    if agreeing >= config.code_b.agreeing);
            }
            Answer::ReadAhead(facts) => {
                self.told |= facts.certificate != CertificateState::Unknown;
            }
            Answer::RecordRead => self.secrets |= FACE,
            Answer::Compared(comparison) => {
                let alive = match comparison.liveness {
                    Liveness::Live => true,
                    Liveness::NotEvaluated => !config.face.liveness_required,
                    Liveness::Attack => false,
                };
                let matched = comparison.decision == FaceDecision::Match && alive;
                let rehearsed = comparison.decision == FaceDecision::NotCompared
                    && config.rehearsal
                    && comparison.liveness != Liveness::Attack;
                self.proof |= matched || rehearsed;
                match comparison.decision {
                    FaceDecision::NoMatch => self.counts.mismatches += 1,
                    FaceDecision::NoFace if comparison.liveness != Liveness::Attack => {
                        self.counts.captures += 1;
                    }
                    _ => {}
                }
            }
            Answer::LastTry(decision) => {
                self.decided = decision == mynareader_reception::reception::LastTry::Spend;
            }
            Answer::PinEntered => {
                self.pin = true;
                self.ahead = before.reception.state() == State::EnteringPinAhead;
                self.secrets |= PIN;
            }
            Answer::ChallengeObtained => self.secrets |= SIGNATURE,
            Answer::PinVerified => self.proof = true,
            // Nobody's word for the phone but its own.
            Answer::PhoneConfirmed => {
                self.proof |= matches!(by, Actor::Reader | Actor::Terminal);
            }
            Answer::Authenticated { .. }
                if before.reception.state() == State::AuthenticatingWithPin =>
            {
                self.proof = true;
            }
            Answer::Sighted(sighting) => {
                self.secrets |= PASSCODE;
                self.sighted = sighting == Sighting::Same;
                self.proxy |= sighting == Sighting::ProxyOnly;
                if self.sighted && (before.reception.mode() == Mode::Visual || config.rehearsal) {
                    self.proof = true;
                }
            }
            Answer::Passcode { accepted } => self.proof |= self.sighted && accepted,
            Answer::Eligibility { eligibility, .. } => {
                self.in_grace =
                    eligibility == mynareader_reception::reception::Eligibility::InGrace;
            }
            // The proof was for the way without a PIN, which is shut.
            Answer::Failed(Fault {
                code: FaultCode::INSTITUTION_AUTHENTICATION | FaultCode::INSTITUTION_CERTIFICATE,
                ..
            }) if before.reception.state() == State::Authenticating => self.proof = false,
            _ => {}
        }
    }

    /// Looks at what an accepted event led to. Gives the ghost as it is after.
    pub fn watch(
        mut self,
        before: &World,
        input: &Input,
        card: Option<AbstractCard>,
        reply: &Reply,
        after: &mynareader_reception::reception::Reception,
    ) -> Result<Self, Broken> {
        if !after.proof_waits() && after.state() == State::Idle {
            self.waiting = false;
        }
        self.note(before, input);
        for action in &reply.actions {
            self.watch_action(before, card, action)?;
        }
        if after.state() == State::Idle && !after.proof_waits() {
            self.waiting = false;
        }
        went_back(input, reply, after)?;
        hold!(
            10,
            self.counts.back <= before.reception.config().ways_back,
            "{:?}",
            self.counts
        );
        self.ends(before, input, reply, after)?;
        by_sight(before, input, reply, card)?;
        Ok(self)
    }

    fn watch_action(
        &mut self,
        before: &World,
        card: Option<AbstractCard>,
        action: &Action,
    ) -> Result<(), Broken> {
        let config = before.reception.config();
        match action.task {
            Task::Order(Order::Wipe(which)) => {
                self.secrets &= !which.bits();
                if which.contains(Secrets::PIN) {
                    self.pin = false;
                    self.ahead = false;
                }
            }
            Task::Order(Order::Record(Entry::PinJudged { .. })) => {
                hold!(2, self.out, "a PIN was judged that was not presented");
                self.out = false;
            }
            Task::Order(Order::Record(Entry::Ended(outcome)))
            | Task::Order(Order::Show(Screen::Ended(outcome)))
            | Task::Order(Order::Tell(StaffNotice::Ended(outcome))) => {
                let admitted = matches!(outcome, Outcome::Admitted(_));
                hold!(
                    2,
                    !self.out,
                    "the journal does not say that nobody knows of a PIN"
                );
                hold!(1, !admitted || self.proof, "admitted without a proof");
                hold!(
                    9,
                    !(admitted && config.rehearsal),
                    "a rehearsal admitted somebody"
                );
                hold!(
                    9,
                    outcome != Outcome::Rehearsed || config.rehearsal,
                    "a rehearsal's end outside a rehearsal"
                );
            }
            Task::Order(_) => {}
            Task::Request(request) => {
                hold!(
                    9,
                    !(config.rehearsal && request.is_national()),
                    "a rehearsal asks the national software: {request:?}"
                );
                self.watch_request(before, card, request)?;
            }
        }
        Ok(())
    }

    fn watch_request(
        &mut self,
        before: &World,
        card: Option<AbstractCard>,
        request: Request,
    ) -> Result<(), Broken> {
        let config = before.reception.config();
        let mode = before.reception.mode();
        hold!(
            10,
            !self.ahead
                || matches!(
                    request,
                    Request::AwaitPhone { .. }
                        | Request::IdentifyCard { .. }
                        | Request::ObtainChallenge
                        | Request::VerifyPin { .. }
                        | Request::AuthenticateWithPin { .. }
                ),
            "a PIN that was typed for a phone still waits at {request:?}"
        );
        let most = Counts {
            back: config.ways_back,
            pins: config.pins,
            mismatches: config.face.attempts,
            captures: config.face.captures,
            scans: config.code_b.scans,
        };
        match request {
            Request::IdentifyCard { at } => self.at = Some(at),
            Request::ChoosePhone { .. } | Request::AwaitPhone { .. } => {
                hold!(3, mode != Mode::Visual, "a phone in the visual mode");
            }
            Request::AskSubsidy => {
                hold!(5, self.proof, "医療費助成 before the proof of identity");
                hold!(5, config.subsidy, "医療費助成 where the facility has none");
            }
            Request::Authenticate { .. }
            | Request::OfferRegistration
            | Request::Register
            | Request::QueryEligibility
            | Request::ShowNotice(_)
            | Request::ChoosePrescription
            | Request::Deliver { .. } => {
                hold!(5, self.proof, "{request:?} before the proof of identity");
            }
            Request::AskConsent(_) => {
                hold!(5, self.proof, "consent before the proof of identity");
                hold!(
                    5,
                    !(self.in_grace
                        || self.told
                            && card
                                .is_some_and(|card| card.certificate == CertificateState::Grace)),
                    "consent asked of a certificate in its grace period"
                );
            }
            Request::ChooseMethod { offers, .. } | Request::DecideLastTry { offers, .. } => {
                self.watch_offers(before, card, offers)?;
                if matches!(request, Request::DecideLastTry { .. }) {
                    self.pin_may_be_offered(mode, card)?;
                    hold!(
                        3,
                        offers.staff != Offer::Closed(Closed::NotYet),
                        "the staff check is not offered beside the last try"
                    );
                    self.decided = false;
                }
            }
            Request::EnterPin { tries, .. } => {
                self.pin_may_be_offered(mode, card)?;
                hold!(
                    2,
                    tries.is_above(1) || self.decided,
                    "the PIN is asked for the last try without a decision"
                );
                self.pin = false;
            }
            Request::VerifyPin { last_try } | Request::AuthenticateWithPin { last_try } => {
                hold!(
                    10,
                    !self.ahead || self.kind == Some(TokenKind::Android),
                    "a PIN that was typed for a phone goes to {:?}",
                    self.kind
                );
                self.ahead = false;
                self.counts.pins += 1;
                hold!(10, self.counts.pins <= most.pins, "{:?}", self.counts);
                hold!(2, self.pin, "a VERIFY without a PIN entered for it");
                hold!(2, !self.out, "a VERIFY while another is not judged");
                self.pin = false;
                self.out = true;
                let card = card.unwrap_or_else(|| panic!("a VERIFY without a card"));
                if !card.pin_tries().is_above(1) {
                    hold!(
                        2,
                        self.decided && last_try,
                        "the last try is spent without a decision"
                    );
                    self.decided = false;
                }
                hold!(3, mode != Mode::Visual, "a VERIFY in the visual mode");
            }
            Request::ScanCardFace { .. } | Request::CompareFace { .. } => {
                hold!(
                    3,
                    mode == Mode::Unattended,
                    "a camera is used in the mode {mode:?}"
                );
                hold!(3, !self.proxy, "a proxy's face is captured");
                hold!(
                    3,
                    self.at == Some(Place::Reader),
                    "a camera looks where nothing lies"
                );
                let counts = self.counts;
                hold!(
                    10,
                    counts.mismatches < most.mismatches
                        && counts.captures < most.captures
                        && (counts.scans < most.scans
                            || matches!(request, Request::CompareFace { .. })),
                    "{counts:?}"
                );
            }
            Request::ReadFaceRecord => {
                hold!(3, self.sure_scan, "code B from a doubtful reading");
                self.sure_scan = false;
                let tries = card.map_or(Tries::Unknown, AbstractCard::code_b_tries);
                // As long as they are being read, it is the card's side that keeps them.
                hold!(
                    3,
                    tries.is_above(config.code_b.tries_kept)
                        || before.reception.reading_ahead().is_some(),
                    "code B against a low counter: {tries}"
                );
                hold!(3, mode == Mode::Unattended, "code B in the mode {mode:?}");
            }
            _ => {}
        }
        Ok(())
    }

    fn pin_may_be_offered(&self, mode: Mode, card: Option<AbstractCard>) -> Result<(), Broken> {
        let blocked = card.is_some_and(|card| card.tells && card.pin == 0);
        hold!(3, !blocked, "the PIN is offered although it is blocked");
        hold!(
            3,
            !self.face_only,
            "the PIN is offered for a face-only card"
        );
        hold!(
            3,
            mode != Mode::Visual,
            "the PIN is offered in the visual mode"
        );
        Ok(())
    }

    fn watch_offers(
        &self,
        before: &World,
        card: Option<AbstractCard>,
        offers: Offers,
    ) -> Result<(), Broken> {
        if offers.pin.is_open() {
            self.pin_may_be_offered(before.reception.mode(), card)?;
        }
        if offers.face.is_open() {
            hold!(
                3,
                before.reception.mode() == Mode::Unattended,
                "the face is offered in another mode"
            );
        }
        Ok(())
    }

    /// What the ends of a check-in must do.
    fn ends(
        &mut self,
        before: &World,
        input: &Input,
        reply: &Reply,
        after: &mynareader_reception::reception::Reception,
    ) -> Result<(), Broken> {
        let state = before.reception.state();
        let was_running = !matches!(state, State::Idle | State::Ended);
        let runs = !matches!(after.state(), State::Idle | State::Ended);
        let must_end = match *input {
            Input::ModeChanged { to, .. } => to != before.reception.mode(),
            // Before a token is wanted, and once a phone has done its work, its going is no end.
            Input::CardRemoved | Input::PhoneRemoved => {
                let none_wanted = matches!(
                    state,
                    State::ChoosingPhone | State::EnteringPinAhead | State::AwaitingPhone
                );
                let served = matches!(
                    state,
                    State::QueryingEligibility
                        | State::ShowingNotice
                        | State::ChoosingPrescription
                        | State::AskingConsent
                        | State::AskingSubsidy
                        | State::Delivering
                );
                let phone = before.ghost.kind != Some(TokenKind::Card);
                !(none_wanted || served && phone)
            }
            _ => false,
        };
        hold!(
            4,
            !(was_running && runs && must_end),
            "the check-in goes on after {input:?}"
        );
        if !was_running || runs {
            return Ok(());
        }
        let ended = reply.actions.iter().find_map(|action| match action.task {
            Task::Order(Order::Record(Entry::Ended(outcome))) => Some(outcome),
            _ => None,
        });
        let Some(outcome) = ended else {
            return Err("a check-in ended without a word in the journal".to_owned());
        };
        hold!(
            4,
            self.secrets == 0,
            "secrets are left: {:#b}",
            self.secrets
        );
        for order in [Order::EndCard, Order::Wipe(Secrets::all())] {
            hold!(
                4,
                reply
                    .actions
                    .iter()
                    .any(|action| action.task == Task::Order(order)),
                "the end lacks {order:?}"
            );
        }
        match (*input, outcome) {
            (Input::ModeChanged { .. }, _) => hold!(
                4,
                outcome
                    == Outcome::Ended {
                        reason: EndReason::ModeChanged,
                        fault: FaultCode::MODE_CHANGED
                    },
                "a mode change ended with {outcome}"
            ),
            (Input::CardRemoved | Input::PhoneRemoved, _) => hold!(
                4,
                matches!(outcome, Outcome::Ended { reason: EndReason::CardRemoved, fault }
                    if fault != FaultCode::MODE_CHANGED),
                "a removal ended with {outcome}"
            ),
            _ => {}
        }
        *self = Self {
            waiting: after.proof_waits(),
            ..Self::default()
        };
        Ok(())
    }
}

/// The way back: what was asked is abandoned, what was typed and scanned is wiped, and a choice
/// follows. A late match has no request to belong to (invariant 8).
fn went_back(
    input: &Input,
    reply: &Reply,
    after: &mynareader_reception::reception::Reception,
) -> Result<(), Broken> {
    let Input::Answered {
        number,
        answer: Answer::Back,
        ..
    } = *input
    else {
        return Ok(());
    };
    let ordered = |order| {
        reply
            .actions
            .iter()
            .any(|action| action.task == Task::Order(order))
    };
    hold!(10, ordered(Order::Abandon(number)), "nothing is abandoned");
    let typed = Secrets::PIN.union(Secrets::CODE_B);
    hold!(10, ordered(Order::Wipe(typed)), "what was typed stays");
    hold!(
        10,
        matches!(after.state(), State::ChoosingMethod | State::ChoosingPhone),
        "back leads to {}",
        after.state()
    );
    Ok(())
}

/// A staff check by sight changes no counter: nothing that it leads to presents a PIN or a code.
fn by_sight(
    before: &World,
    input: &Input,
    reply: &Reply,
    card: Option<AbstractCard>,
) -> Result<(), Broken> {
    let sight = matches!(
        before.reception.state(),
        State::CheckingBySight | State::CheckingPasscode
    ) || matches!(input, Input::StaffConfirmed { .. });
    if !sight && before.reception.mode() != Mode::Visual {
        return Ok(());
    }
    let counters = |card: Option<AbstractCard>| card.map(|card| (card.pin, card.code_b));
    hold!(
        7,
        matches!(input, Input::CardRemoved | Input::PhoneRemoved)
            || before.card.is_none()
            || counters(before.card) == counters(card),
        "a counter moved"
    );
    for action in &reply.actions {
        hold!(
            7,
            !matches!(
                action.task,
                Task::Request(
                    Request::VerifyPin { .. }
                        | Request::AuthenticateWithPin { .. }
                        | Request::EnterPin { .. }
                        | Request::ReadFaceRecord
                )
            ),
            "a staff check leads to {:?}",
            action.task
        );
    }
    Ok(())
}
