//! Random walks with a larger alphabet than the exploration's: every answer, by every actor, to
//! whatever is open; every card that can be written down, also ones that contradict themselves; any
//! set-up; clocks that step back and leap. What must hold whatever the world does is checked from
//! the outside, by events and actions alone.

use core::time::Duration;

use mynareader_facts::calendar::Date;
use mynareader_facts::{CertificateState, Method, Mode, TokenKind, Tries};
use mynareader_reception::fault::FaultCode;
use mynareader_reception::journal::Entry;
use mynareader_reception::reception::{
    Actor, Answer, CardFacts, Comparison, Config, Confirmed, Consents, Eligibility, Event,
    FaceDecision, Fitted, Input, LastTry, Liveness, Mark, Order, Outcome, PinVerifier,
    Prescription, PrescriptionChoice, Reception, Request, Scan, ScanOutcome, Secrets, Sighting,
    StaffCheck, State, Task, Tick,
};

/// A small generator (xorshift), so that a failure can be walked again by its seed.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap() % sides
    }
    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.roll(from.len())]
    }
    fn flip(&mut self) -> bool {
        self.roll(2) == 0
    }
}

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
    config.pin_verifier = dice.pick(&[PinVerifier::Library, PinVerifier::NationalSoftware]);
    config.methods_after_read_error = dice.flip();
    config.face.attempts = dice.pick(&[0, 1, 2]);
    config.face.captures = dice.pick(&[0, 1, 3]);
    config.face.liveness_required = dice.flip();
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
    config
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
        certificate: dice.pick(&[
            CertificateState::Valid,
            CertificateState::Notice,
            CertificateState::Grace,
            CertificateState::PastGrace,
            CertificateState::Absent,
            CertificateState::Unknown,
        ]),
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
        State::EnteringPin => Answer::PinEntered,
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
        State::QueryingEligibility => Answer::Eligibility(dice.pick(&[
            Eligibility::Valid,
            Eligibility::InGrace,
            Eligibility::Several,
            Eligibility::None,
        ])),
        State::ShowingNotice => Answer::NoticeRead,
        State::ChoosingPrescription => Answer::Prescription(Prescription::Electronic),
        State::AskingConsent => Answer::Consented(Consents::all()),
        _ => Answer::Delivered,
    }
}

fn input(dice: &mut Dice, reception: &Reception) -> Input {
    let by = dice.pick(&Actor::ALL);
    if let (Some(number), true) = (reception.pending(), dice.roll(10) < 9) {
        let answer = answer(dice, reception.state());
        return Input::Answered { number, answer, by };
    }
    match dice.roll(12) {
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
        _ => Input::CardPlaced {
            day: Date::new(2026, 11, 24).unwrap(),
        },
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
            Answer::Eligibility(eligibility) => {
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
                        assert!(self.presented <= self.pins);
                        assert!(self.pin_tries.unwrap().is_above(1) || self.decided);
                        assert!(!last_try || self.decided);
                        self.decided = false;
                    }
                    Request::ReadFaceRecord => {
                        assert!(self.sure);
                        assert!(self.code_b.unwrap().is_above(config.code_b.tries_kept));
                        assert_eq!(mode, Mode::Unattended);
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

fn walk(seed: u64) -> bool {
    let mut dice = Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
    let mut reception = Reception::new(config(&mut dice));
    let mut at = 0_u64;
    let mut seen = Seen::default();
    let mut admitted = false;
    for _ in 0..120 {
        at = match dice.roll(200) {
            0 => at / 2,
            1 => at.saturating_add(400_000),
            _ => at.saturating_add(1),
        };
        let before = reception.clone();
        let input = input(&mut dice, &reception);
        let reply = reception.handle(Event::new(Tick::from_millis(at), input));
        if reply.refused.is_none() {
            if let Input::CardPlaced { .. } = input {
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

/// Holds: I1, I2, I3, I4, I5, I9
#[test]
fn random_walks_keep_the_invariants() {
    let mut admitted = 0;
    for seed in 0..20_000 {
        match std::panic::catch_unwind(|| walk(seed)) {
            Ok(end) => admitted += u32::from(end),
            Err(_) => panic!("the walk of seed {seed} breaks a rule"),
        }
    }
    // The walks get somewhere.
    assert!(admitted > 100, "{admitted}");
}
