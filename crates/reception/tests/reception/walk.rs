//! Walks with a larger alphabet than the exploration's: every answer, by every actor, to
//! whatever is open; every card that can be written down, also ones that contradict themselves; any
//! set-up; clocks that step back and leap. What must hold whatever the world does is checked from
//! the outside, by events and actions alone.

use super::dice::Dice;

use core::time::Duration;

use mynareader_facts::calendar::Date;
use mynareader_facts::{CertificateState, Method, Mode, TokenKind, Tries};
use mynareader_reception::fault::FaultCode;
use mynareader_reception::journal::Entry;
use mynareader_reception::reception::{
    Actor, Ahead, Answer, CardFacts, Comparison, Config, Confirmed, Consents, Eligibility, Event,
    FaceDecision, Fitted, FurtherFacts, Input, LastTry, Liveness, Mark, Order, Outcome, Phone,
    PhoneReader, PinVerifier, Prescription, PrescriptionChoice, Reception, Reply, Request, Scan,
    ScanOutcome, Secrets, Sighting, StaffCheck, State, Task, Tick,
};

const MODES: [Mode; 3] = [Mode::Unattended, Mode::Visual, Mode::PinOnly];

fn config(dice: &mut Dice) -> Config {
    let mut config = Config::default();
    config.mode = dice.pick(&MODES);
    config.fitted = Fitted::from_bits_truncate(u8::try_from(dice.roll(8)).unwrap() | 3);
    config.staff_check = dice.pick(&[
        StaffCheck::InVisualModeOnly,
        StaffCheck::AfterFailure,
        StaffCheck::FromMethodScreen,
    ]);
    config.passcodes = dice.pick(&[0, 1, 3]);
    config.registration_by_sight = config.registration_by_sight.filter(|_| dice.flip());
    config.ways_back = dice.pick(&[0, 1, 3]);
    config.phone_reader = dice.pick(&[
        PhoneReader::Same,
        PhoneReader::Paired,
        PhoneReader::Paired,
        PhoneReader::NotPaired,
        PhoneReader::Missing,
    ]);
    config.subsidy = dice.flip();
    config.pin_verifier = dice.pick(&[PinVerifier::Library, PinVerifier::NationalSoftware]);
    config.methods_after_read_error = dice.flip();
    config.face.attempts = dice.pick(&[0, 1, 2]);
    config.face.captures = dice.pick(&[0, 1, 3]);
    config.face.liveness_required = dice.flip();
    config.ahead = Ahead::from_bits_truncate(u8::try_from(dice.roll(8)).unwrap());
    config.code_b.agreeing = dice.pick(&[0, 1, 2]);
    config.code_b.tries_kept = dice.pick(&[0, 1, 2]);
    config.code_b.scans = dice.pick(&[0, 1, 3]);
    config.prescription = dice.pick(&[
        PrescriptionChoice::NotAsked,
        PrescriptionChoice::BeforeConsent,
        PrescriptionChoice::AfterConsent,
    ]);
    config.patience.waiting_proof = Duration::from_millis(dice.pick(&[0, 1, 300_000]));
    config.rehearsal = dice.roll(4) == 0;
    if dice.roll(8) == 0 {
        extreme(&mut config, dice);
    }
    config
}

/// Numbers as no reader is set up with them.
fn extreme(config: &mut Config, dice: &mut Dice) {
    let patience = &mut config.patience;
    for wait in [
        &mut patience.patient,
        &mut patience.check_in,
        &mut patience.phone,
        &mut patience.staff,
        &mut patience.device,
        &mut patience.card,
        &mut patience.national,
        &mut patience.forgotten_card,
        &mut patience.waiting_proof,
        &mut patience.visual_mode,
    ] {
        *wait = match dice.roll(4) {
            0 => Duration::ZERO,
            1 => Duration::MAX,
            _ => Duration::from_millis(dice.number()),
        };
    }
    config.station = u16::try_from(dice.number() >> 48).unwrap();
    config.sessions_after = dice.number();
    for count in [
        &mut config.pins,
        &mut config.refusals,
        &mut config.ways_back,
        &mut config.patience.more_time,
        &mut config.passcodes,
        &mut config.face.attempts,
        &mut config.face.captures,
        &mut config.code_b.agreeing,
        &mut config.code_b.tries_kept,
        &mut config.code_b.scans,
    ] {
        *count = u8::try_from(dice.number() >> 56).unwrap();
    }
}

fn tries(dice: &mut Dice) -> Tries {
    dice.pick(&[
        Tries::Left(10),
        Tries::Left(3),
        Tries::Left(2),
        Tries::Left(1),
        Tries::Left(0),
        Tries::Blocked,
        Tries::Unknown,
    ])
}

fn code(dice: &mut Dice) -> FaultCode {
    let all = FaultCode::NATIONAL.to_vec();
    let local = [
        FaultCode::TIMED_OUT,
        FaultCode::FACE_NOT_MATCHED,
        FaultCode::national(999),
    ];
    if dice.roll(4) == 0 {
        dice.pick(&local)
    } else {
        dice.pick(&all)
    }
}

fn certificate(dice: &mut Dice) -> CertificateState {
    dice.pick(&[
        CertificateState::Valid,
        CertificateState::Notice,
        CertificateState::Grace,
        CertificateState::PastGrace,
        CertificateState::Absent,
        CertificateState::Unknown,
    ])
}

fn identified(dice: &mut Dice) -> Answer {
    Answer::Identified(CardFacts {
        kind: dice.pick(&[
            TokenKind::Card,
            TokenKind::Card,
            TokenKind::Card,
            TokenKind::Android,
            TokenKind::Iphone,
            TokenKind::JukiCard,
        ]),
        pin_tries: tries(dice),
        code_b_tries: tries(dice),
        face_only: dice.roll(4) == 0,
        certificate: certificate(dice),
        card_expiry: dice.pick(&[
            None,
            Date::new(2020, 1, 1).ok(),
            Date::new(2026, 11, 24).ok(),
            Date::new(2035, 2, 17).ok(),
        ]),
    })
}

/// An answer of a kind that may belong to the state; one time in ten, of any.
fn answer(dice: &mut Dice, state: State) -> Answer {
    if dice.roll(12) == 0 {
        return Answer::Failed(code(dice).into());
    }
    if dice.roll(20) == 0 {
        return Answer::Back;
    }
    let state = if dice.roll(10) == 0 {
        dice.pick(State::ALL)
    } else {
        state
    };
    let judged = dice.roll(4);
    match state {
        State::Identifying | State::Idle | State::Ended => identified(dice),
        State::ChoosingMethod => {
            Answer::Method(dice.pick(&[Method::Face, Method::Pin, Method::Staff]))
        }
        State::ScanningCardFace => Answer::Scanned(Scan {
            outcome: dice.pick(&[
                ScanOutcome::Read { agreeing: 0 },
                ScanOutcome::Read { agreeing: 1 },
                ScanOutcome::Read { agreeing: 2 },
                ScanOutcome::Read { agreeing: 255 },
                ScanOutcome::WrongSide,
            ]),
            mark: dice.pick(&[Mark::NotSeen, Mark::Printed, Mark::StruckThrough]),
        }),
        State::ReadingFaceRecord if dice.roll(3) == 0 => Answer::CodeBWrong { tries: tries(dice) },
        State::ReadingFaceRecord => Answer::RecordRead,
        State::ComparingFace => Answer::Compared(Comparison {
            decision: dice.pick(&[
                FaceDecision::Match,
                FaceDecision::NoMatch,
                FaceDecision::NoFace,
                FaceDecision::NotCompared,
            ]),
            liveness: dice.pick(&[Liveness::Live, Liveness::Attack, Liveness::NotEvaluated]),
        }),
        State::DecidingLastTry => Answer::LastTry(dice.pick(&[LastTry::Spend, LastTry::Keep])),
        State::ChoosingPhone => Answer::Phone(dice.pick(&[Phone::Android, Phone::Iphone])),
        State::EnteringPin | State::EnteringPinAhead => Answer::PinEntered,
        State::AskingSubsidy => Answer::Subsidy(dice.flip()),
        State::ObtainingChallenge => Answer::ChallengeObtained,
        State::VerifyingPin | State::AuthenticatingWithPin if judged == 0 => Answer::PinUnjudged,
        State::VerifyingPin | State::AuthenticatingWithPin if judged < 3 => {
            Answer::PinWrong { tries: tries(dice) }
        }
        State::VerifyingPin => Answer::PinVerified,
        State::ReadingTries => Answer::TriesRead { tries: tries(dice) },
        State::CheckingBySight => Answer::Sighted(dice.pick(&[
            Sighting::Same,
            Sighting::NotSame,
            Sighting::ProxyOnly,
            Sighting::Declined,
        ])),
        State::CheckingPasscode => Answer::Passcode {
            accepted: dice.flip(),
        },
        State::ConfirmingOnPhone => Answer::PhoneConfirmed,
        State::AuthenticatingWithPin | State::Authenticating => Answer::Authenticated {
            registered: dice.flip(),
        },
        State::ReacquiringCard => Answer::Reacquired {
            same: dice.roll(8) != 0,
        },
        State::OfferingRegistration => Answer::RegistrationWanted(dice.roll(4) != 0),
        State::Registering => dice.pick(&[Answer::Registered, Answer::RegistrationDelayed]),
        State::QueryingEligibility => Answer::Eligibility {
            eligibility: dice.pick(&[
                Eligibility::Valid,
                Eligibility::InGrace,
                Eligibility::Several,
                Eligibility::None,
            ]),
            subsidy: dice.flip(),
        },
        State::ShowingNotice => Answer::NoticeRead,
        State::ChoosingPrescription => Answer::Prescription(Prescription::Electronic),
        State::AskingConsent => Answer::Consented(Consents::all()),
        _ => Answer::Delivered,
    }
}

fn input(dice: &mut Dice, reception: &Reception) -> Input {
    let by = dice.pick(&Actor::ALL);
    let day = Date::new(2026, 11, 24).unwrap();
    let awaits = matches!(
        reception.state(),
        State::AwaitingPhone | State::ChoosingPhone
    );
    if awaits && dice.roll(3) == 0 {
        return dice.pick(&[Input::PhonePlaced { day }, Input::CardPlaced { day }]);
    }
    if let (Some(number), 0) = (reception.reading_ahead(), dice.roll(4)) {
        let answer = if dice.roll(8) == 0 {
            answer(dice, reception.state())
        } else {
            Answer::ReadAhead(FurtherFacts {
                code_b_tries: tries(dice),
                certificate: certificate(dice),
                face_fault: (dice.roll(4) == 0).then(|| code(dice).into()),
            })
        };
        return Input::Answered { number, answer, by };
    }
    if let (Some(number), true) = (reception.pending(), dice.roll(10) < 9) {
        let answer = answer(dice, reception.state());
        return Input::Answered { number, answer, by };
    }
    match dice.roll(18) {
        0 => Input::Tick,
        1 => Input::CardRemoved,
        2 => Input::ModeChanged {
            to: dice.pick(&MODES),
            by,
        },
        3 => Input::Cancelled { by },
        4 | 5 => Input::StaffConfirmed {
            person: dice.pick(&[Confirmed::Patient, Confirmed::Proxy]),
            by,
        },
        6 => Input::FaceOnlyMark {
            valid: dice.flip(),
            by,
        },
        7 => Input::Fault {
            fault: code(dice).into(),
            by,
        },
        8 => Input::PhoneRemoved,
        9 => Input::MoreTime { by },
        10..=12 => Input::PhoneWanted { day, by },
        13 => Input::PhonePlaced { day },
        _ => Input::CardPlaced { day },
    }
}

/// What a check-in has seen, by its events alone.
#[derive(Default)]
struct Seen {
    looked: bool,
    proved: bool,
    identified_by_centre: bool,
    pins: u32,
    presented: u32,
    pin_tries: Option<Tries>,
    decided: bool,
    sure: bool,
    code_b: Option<Tries>,
    kind: Option<TokenKind>,
    in_grace: bool,
    /// A PIN is held, and whether it was typed for a phone that was not there.
    pin: Option<bool>,
}

impl Seen {
    fn note(&mut self, before: &Reception, input: &Input) {
        let visual = before.mode() == Mode::Visual;
        let config = before.config();
        let Input::Answered { answer, by, .. } = *input else {
            return;
        };
        match answer {
            Answer::Identified(facts) => {
                self.pin_tries = Some(facts.pin_tries);
                self.code_b = Some(facts.code_b_tries);
                self.kind = Some(facts.kind);
                self.in_grace = facts.certificate == CertificateState::Grace;
                self.proved = self.looked && visual && facts.kind == TokenKind::Card;
            }
            Answer::Scanned(scan) => {
                self.sure = matches!(scan.outcome, ScanOutcome::Read { agreeing }
                    if agreeing >= config.code_b.agreeing);
            }
            Answer::CodeBWrong { tries } => self.code_b = Some(tries),
            Answer::ReadAhead(facts) if self.code_b == Some(Tries::Unknown) => {
                self.code_b = Some(facts.code_b_tries);
            }
            Answer::Compared(Comparison { decision, liveness }) => {
                assert_eq!(by, Actor::Reader);
                let compared = decision == FaceDecision::Match
                    && (liveness == Liveness::Live || !config.face.liveness_required)
                    || decision == FaceDecision::NotCompared && config.rehearsal;
                self.proved |= compared && liveness != Liveness::Attack;
            }
            Answer::LastTry(decision) => self.decided = decision == LastTry::Spend,
            Answer::PinEntered => {
                assert!(by.may_enter_pin(), "{by:?} entered a PIN");
                self.pin = Some(before.state() == State::EnteringPinAhead);
                self.pins += 1;
            }
            Answer::PinVerified => self.proved = true,
            Answer::PinWrong { tries } | Answer::TriesRead { tries } => {
                self.pin_tries = Some(tries);
            }
            Answer::PinUnjudged => self.pin_tries = Some(Tries::Unknown),
            Answer::PhoneConfirmed => {
                assert!(matches!(by, Actor::Reader | Actor::Terminal));
                self.proved = true;
            }
            Answer::Sighted(sighting) => {
                self.proved |= sighting == Sighting::Same && (visual || config.rehearsal);
            }
            Answer::Passcode { accepted } => {
                assert!(matches!(by, Actor::Terminal | Actor::Centre));
                self.proved |= accepted;
            }
            Answer::Authenticated { .. } => {
                assert!(matches!(by, Actor::Terminal | Actor::Centre));
                self.identified_by_centre = true;
                self.proved |= before.state() == State::AuthenticatingWithPin;
            }
            Answer::Back => assert!(before.may_go_back() && by.is_on_patients_side()),
            Answer::Eligibility { eligibility, .. } => {
                self.in_grace |= eligibility == Eligibility::InGrace;
            }
            _ => {}
        }
    }

    fn hold(&mut self, after: &Reception, task: Task) {
        let config = after.config();
        let mode = after.mode();
        match task {
            Task::Order(Order::Record(Entry::Ended(Outcome::Admitted(_)))) => {
                assert!(!config.rehearsal);
                assert!(self.proved && self.identified_by_centre);
            }
            Task::Order(Order::Wipe(which)) if which.contains(Secrets::PIN) => self.pin = None,
            Task::Order(_) => {}
            Task::Request(request) => {
                assert!(!(config.rehearsal && request.is_national()), "{request:?}");
                match request {
                    Request::EnterPin { .. } => {
                        assert_ne!(mode, Mode::Visual);
                        assert_ne!(self.kind, Some(TokenKind::Iphone));
                        let tries = self.pin_tries.unwrap();
                        assert!(!tries.is_blocked());
                        assert!(tries.is_above(1) || self.decided, "{tries}");
                    }
                    Request::VerifyPin { last_try } | Request::AuthenticateWithPin { last_try } => {
                        self.presented += 1;
                        let ahead = self.pin.take().expect("a PIN is held");
                        assert!(!ahead || self.kind == Some(TokenKind::Android));
                        assert!(self.presented <= self.pins);
                        assert!(self.pin_tries.unwrap().is_above(1) || self.decided);
                        assert!(!last_try || self.decided);
                        self.decided = false;
                    }
                    Request::ReadFaceRecord => {
                        assert!(self.sure);
                        let unread =
                            self.code_b == Some(Tries::Unknown) && after.reading_ahead().is_some();
                        let kept = config.code_b.tries_kept;
                        assert!(unread || self.code_b.unwrap().is_above(kept));
                        assert_eq!(mode, Mode::Unattended);
                    }
                    Request::ChooseMethod { .. } | Request::ChoosePhone { .. } => {
                        assert_eq!(self.pin, None);
                    }
                    Request::ScanCardFace { .. } | Request::CompareFace { .. } => {
                        assert_eq!(mode, Mode::Unattended);
                        assert_eq!(self.kind, Some(TokenKind::Card));
                    }
                    Request::CheckBySight { .. } | Request::CheckPasscode => {
                        assert_ne!(mode, Mode::PinOnly);
                        assert_eq!(self.kind, Some(TokenKind::Card));
                    }
                    Request::Register | Request::QueryEligibility => {
                        assert!(self.proved && self.identified_by_centre);
                    }
                    Request::AskConsent(_) => assert!(self.proved && !self.in_grace),
                    _ => {}
                }
            }
        }
    }
}

/// One walk, of which each reply is shown to `look`; whether somebody was admitted.
pub fn walk(dice: &mut Dice, look: &mut dyn FnMut(&Reception, &Reply, Tick)) -> bool {
    let mut reception = Reception::new(config(dice));
    let mut at = 0_u64;
    let mut seen = Seen::default();
    let mut admitted = false;
    for _ in 0..120 {
        if dice.is_over() {
            break;
        }
        at = match dice.roll(200) {
            0 => at / 2,
            2 => dice.number(),
            1 => at.saturating_add(400_000),
            _ => at.saturating_add(1),
        };
        let before = reception.clone();
        let input = input(dice, &reception);
        let reply = reception.handle(Event::new(Tick::from_millis(at), input));
        look(&reception, &reply, Tick::from_millis(at));
        if reply.refused.is_none() {
            if before.pending().is_none()
                && let Input::CardPlaced { .. }
                | Input::PhonePlaced { .. }
                | Input::PhoneWanted { .. } = input
            {
                seen = Seen {
                    looked: before.proof_waits(),
                    ..Seen::default()
                };
            }
            // A deadline that passed before the event refused the answer.
            seen.note(&before, &input);
        } else if reply.actions.is_empty() {
            // Only the clock may have moved.
            let mut only_later = before.clone();
            let _ = only_later.handle(Event::new(Tick::from_millis(at), Input::Tick));
            assert_eq!(only_later, reception);
        }
        for action in &reply.actions {
            seen.hold(&reception, action.task);
            admitted |= matches!(
                action.task,
                Task::Order(Order::Record(Entry::Ended(Outcome::Admitted(_))))
            );
        }
        let ran = before.pending().is_some();
        let runs = reception.pending().is_some();
        assert_eq!(
            runs,
            !matches!(reception.state(), State::Idle | State::Ended)
        );
        if ran && !runs {
            let orders = |order| {
                reply
                    .actions
                    .iter()
                    .any(|action| action.task == Task::Order(order))
            };
            assert!(orders(Order::EndCard) && orders(Order::Wipe(Secrets::all())));
        }
    }
    admitted
}
