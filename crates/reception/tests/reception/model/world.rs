//! The world around a reception: an abstract card with its counters, and every event that can
//! come.

use core::time::Duration;

use mynareader_facts::calendar::Date;
use mynareader_facts::{CODE_B_TRIES_KEPT, CertificateState, Method, Mode, TokenKind, Tries};
use mynareader_reception::fault::{FaultCode, Maker};
use mynareader_reception::reception::{
    Actor, Ahead, Answer, CardFacts, Comparison, Config, Confirmed, Consents, Eligibility,
    FaceDecision, FurtherFacts, Input, LastTry, Liveness, Mark, Number, Patience, Phone,
    Prescription, PrescriptionChoice, Reception, Scan, ScanOutcome, Sighting, State,
};

use super::ghost::Ghost;

/// A set-up whose time limits are all the same, so that time stays finite, with changes.
pub fn quick_with(change: impl FnOnce(&mut Config)) -> Config {
    let tick = Patience::LEAST;
    let mut config = Config::default();
    config.patience = Patience {
        patient: tick,
        // Of bounds on the whole one search has its own: they multiply everything by themselves.
        check_in: Duration::MAX,
        more_time: 1,
        phone: tick,
        staff: tick,
        device: tick,
        card: tick,
        national: tick,
        forgotten_card: tick,
        waiting_proof: tick,
        visual_mode: tick,
    };
    // Bounded counters multiply: one search of its own counts to two.
    config.face.attempts = 1;
    config.face.captures = 1;
    config.passcodes = 1;
    config.pins = 2;
    config.refusals = 1;
    config.ways_back = 0;
    config.code_b.scans = 1;
    // What comes later multiplies too: some set-ups have it, and the others know everything at once.
    config.ahead = Ahead::empty();
    change(&mut config);
    config
}

/// The day of all explored check-ins.
pub fn day() -> Date {
    Date::new(2026, 11, 24).unwrap()
}

/// What the chip is, apart from its counters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct AbstractCard {
    pub kind: TokenKind,
    /// Tries left of the PIN; 0 is blocked.
    pub pin: u8,
    /// Whether the card tells its PIN counter.
    pub tells: bool,
    /// Tries left of code B.
    pub code_b: u8,
    pub face_only: bool,
    pub certificate: CertificateState,
}

impl AbstractCard {
    const ORDINARY: Self = Self {
        kind: TokenKind::Card,
        pin: 3,
        tells: true,
        code_b: 10,
        face_only: false,
        certificate: CertificateState::Valid,
    };

    /// The cards that may be placed: what makes a difference to the reception, each at least once.
    pub fn deck(few: bool) -> Vec<Self> {
        let mut deck = Self::all();
        if few {
            // One that everything works with, one at its last try in the grace period, one
            // that is face-only, both phones.
            deck = [0, 2, 6, 7, 8].map(|at| deck[at]).to_vec();
        }
        deck
    }

    fn all() -> Vec<Self> {
        let ordinary = Self::ORDINARY;
        vec![
            ordinary,
            Self {
                pin: 2,
                code_b: CODE_B_TRIES_KEPT + 1,
                certificate: CertificateState::Notice,
                ..ordinary
            },
            Self {
                pin: 1,
                code_b: CODE_B_TRIES_KEPT,
                certificate: CertificateState::Grace,
                ..ordinary
            },
            Self {
                tells: false,
                code_b: 0,
                ..ordinary
            },
            Self { pin: 0, ..ordinary },
            Self {
                pin: 0,
                code_b: 0,
                certificate: CertificateState::PastGrace,
                ..ordinary
            },
            Self {
                pin: 0,
                face_only: true,
                ..ordinary
            },
            Self {
                kind: TokenKind::Android,
                code_b: 0,
                ..ordinary
            },
            Self {
                kind: TokenKind::Iphone,
                code_b: 0,
                ..ordinary
            },
            Self {
                kind: TokenKind::JukiCard,
                ..ordinary
            },
            Self {
                kind: TokenKind::Unknown,
                ..ordinary
            },
        ]
    }

    pub fn pin_tries(self) -> Tries {
        match (self.tells, self.pin) {
            (_, 0) => Tries::Blocked,
            (false, _) => Tries::Unknown,
            (true, n) => Tries::Left(n),
        }
    }

    pub fn code_b_tries(self) -> Tries {
        match self.code_b {
            0 => Tries::Blocked,
            n => Tries::Left(n),
        }
    }

    /// What the chip says at first; what is read ahead of a card comes later.
    pub fn facts(self, ahead: Ahead) -> CardFacts {
        let later = |part| self.kind == TokenKind::Card && ahead.contains(part);
        let further = self.further();
        CardFacts {
            kind: self.kind,
            pin_tries: self.pin_tries(),
            code_b_tries: if later(Ahead::CODE_B_TRIES) {
                Tries::Unknown
            } else {
                further.code_b_tries
            },
            face_only: self.face_only,
            certificate: if later(Ahead::CERTIFICATE) {
                CertificateState::Unknown
            } else {
                further.certificate
            },
            // Goes into words only, so that one value stands for all.
            card_expiry: None,
        }
    }

    /// What is read ahead of it.
    pub fn further(self) -> FurtherFacts {
        FurtherFacts {
            code_b_tries: self.code_b_tries(),
            certificate: self.certificate,
            face_fault: None,
        }
    }
}

/// A reception with its surroundings.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct World {
    pub reception: Reception,
    pub card: Option<AbstractCard>,
    pub ghost: Ghost,
    /// Only a few of the cards come.
    pub few: bool,
}

/// An event, and what it does to the card.
#[derive(Clone, Debug)]
pub struct Step {
    pub input: Input,
    pub card: Option<AbstractCard>,
    /// A short name of its kind, for the table.
    pub kind: &'static str,
}

impl World {
    pub fn new(config: Config) -> Self {
        Self {
            reception: Reception::new(config),
            card: None,
            ghost: Ghost::default(),
            few: false,
        }
    }

    fn step(&self, kind: &'static str, input: Input) -> Step {
        Step {
            input,
            card: self.card,
            kind,
        }
    }

    fn answer(&self, kind: &'static str, answer: Answer, by: Actor) -> Option<Step> {
        Some(self.step(
            kind,
            Input::Answered {
                number: self.reception.pending()?,
                answer,
                by,
            },
        ))
    }

    /// Every event that is not an answer.
    pub fn outside(&self) -> Vec<Step> {
        let mut steps = vec![
            self.step("time passes", Input::Tick),
            self.step("card placed", Input::CardPlaced { day: day() }),
            self.step("phone placed", Input::PhonePlaced { day: day() }),
            Step {
                card: None,
                ..self.step("card removed", Input::CardRemoved)
            },
            Step {
                card: None,
                ..self.step("phone removed", Input::PhoneRemoved)
            },
        ];
        for by in [Actor::Helper, Actor::Reader] {
            steps.push(self.step("phone wanted", Input::PhoneWanted { day: day(), by }));
            steps.push(self.step("more time", Input::MoreTime { by }));
        }
        for to in [Mode::Unattended, Mode::Visual, Mode::PinOnly] {
            for by in [Actor::Administrator, Actor::Staff] {
                steps.push(self.step("mode changed", Input::ModeChanged { to, by }));
            }
        }
        for by in [Actor::Patient, Actor::Staff, Actor::Centre] {
            steps.push(self.step("cancelled", Input::Cancelled { by }));
        }
        for person in [Confirmed::Patient, Confirmed::Proxy] {
            for by in [Actor::Terminal, Actor::Patient] {
                steps.push(self.step(
                    "staff confirmed ahead",
                    Input::StaffConfirmed { person, by },
                ));
            }
        }
        for valid in [true, false] {
            for by in [Actor::Staff, Actor::Patient] {
                steps.push(self.step("mark looked for", Input::FaceOnlyMark { valid, by }));
            }
        }
        let prescriptions = self.reception.config().prescription != PrescriptionChoice::NotAsked;
        let codes = [FaultCode::NETWORK, FaultCode::PRESCRIPTION_OUTAGE];
        for code in codes.into_iter().take(1 + usize::from(prescriptions)) {
            for by in [Actor::Terminal, Actor::Patient] {
                steps.push(self.step(
                    "fault from outside",
                    Input::Fault {
                        fault: code.into(),
                        by,
                    },
                ));
            }
        }
        steps
    }

    /// The answers that may come to the open request, the card's counters moving with them.
    pub fn answers(&self) -> Vec<Step> {
        let mut steps: Vec<Option<Step>> = Vec::new();
        let card = self.card.unwrap_or(AbstractCard::ORDINARY);
        let state = self.reception.state();
        for by in [Actor::Carer, Actor::Reader] {
            steps.push(self.answer("went back", Answer::Back, by));
        }
        if let Some(number) = self.reception.reading_ahead() {
            let broken = FurtherFacts {
                face_fault: Some(FaultCode::CARD_APPLICATION_BROKEN.into()),
                ..card.further()
            };
            for facts in [card.further(), FurtherFacts::NOTHING, broken] {
                for by in [Actor::Reader, Actor::Terminal] {
                    let answer = Answer::ReadAhead(facts);
                    let input = Input::Answered { number, answer, by };
                    steps.push(Some(self.step("read ahead", input)));
                }
            }
        }
        let mut push = |kind, answer, by| steps.push(self.answer(kind, answer, by));
        match state {
            State::Idle | State::Ended | State::FinishingReading => {}
            State::Identifying => {
                if self.card.is_none() {
                    for card in AbstractCard::deck(self.few) {
                        steps.push(
                            self.answer(
                                "identified",
                                Answer::Identified(card.facts(self.reception.config().ahead)),
                                Actor::Reader,
                            )
                            .map(|step| Step {
                                card: Some(card),
                                ..step
                            }),
                        );
                    }
                }
            }
            State::ChoosingPhone => {
                for phone in [Phone::Android, Phone::Iphone] {
                    push("phone chosen", Answer::Phone(phone), Actor::Patient);
                    push("phone chosen", Answer::Phone(phone), Actor::Terminal);
                }
            }
            State::EnteringPinAhead => {
                for by in [Actor::Patient, Actor::Helper] {
                    push("PIN entered", Answer::PinEntered, by);
                }
            }
            // It comes by itself.
            State::AwaitingPhone => {}
            State::ChoosingMethod => {
                for method in [Method::Face, Method::Pin, Method::Staff] {
                    push("method chosen", Answer::Method(method), Actor::Patient);
                    push("method chosen", Answer::Method(method), Actor::Staff);
                }
            }
            State::ScanningCardFace => {
                for outcome in [
                    ScanOutcome::Read { agreeing: 2 },
                    ScanOutcome::Read { agreeing: 1 },
                    ScanOutcome::WrongSide,
                ] {
                    for mark in [Mark::NotSeen, Mark::Printed, Mark::StruckThrough] {
                        push(
                            "scanned",
                            Answer::Scanned(Scan { outcome, mark }),
                            Actor::Reader,
                        );
                    }
                }
            }
            State::ReadingFaceRecord => {
                let right = AbstractCard { code_b: 10, ..card };
                let wrong = AbstractCard {
                    code_b: card.code_b.saturating_sub(1),
                    ..card
                };
                steps.push(
                    self.answer("record read", Answer::RecordRead, Actor::Reader)
                        .map(|step| Step {
                            card: Some(right),
                            ..step
                        }),
                );
                for tries in [wrong.code_b_tries(), Tries::Unknown] {
                    steps.push(
                        self.answer("code B wrong", Answer::CodeBWrong { tries }, Actor::Reader)
                            .map(|step| Step {
                                card: Some(wrong),
                                ..step
                            }),
                    );
                }
            }
            State::ComparingFace => {
                for decision in [
                    FaceDecision::Match,
                    FaceDecision::NoMatch,
                    FaceDecision::NoFace,
                    FaceDecision::NotCompared,
                ] {
                    for liveness in [Liveness::Live, Liveness::Attack, Liveness::NotEvaluated] {
                        push(
                            "face compared",
                            Answer::Compared(Comparison { decision, liveness }),
                            Actor::Reader,
                        );
                    }
                }
            }
            State::DecidingLastTry => {
                for decision in [LastTry::Spend, LastTry::Keep] {
                    push(
                        "last try decided",
                        Answer::LastTry(decision),
                        Actor::Patient,
                    );
                    push("last try decided", Answer::LastTry(decision), Actor::Staff);
                }
            }
            State::EnteringPin => {
                for by in [Actor::Patient, Actor::LegalRepresentative, Actor::Staff] {
                    push("PIN entered", Answer::PinEntered, by);
                }
            }
            State::ObtainingChallenge => {
                push("challenge", Answer::ChallengeObtained, Actor::Terminal);
            }
            State::VerifyingPin => {
                steps.extend(self.judgements(card, Answer::PinVerified, Actor::Reader))
            }
            State::AuthenticatingWithPin => {
                for registered in [true, false] {
                    steps.extend(self.judgements(
                        card,
                        Answer::Authenticated { registered },
                        Actor::Terminal,
                    ));
                }
            }
            State::ReadingTries => push(
                "tries read",
                Answer::TriesRead {
                    tries: card.pin_tries(),
                },
                Actor::Reader,
            ),
            State::CheckingBySight => {
                let sightings = [
                    Sighting::Same,
                    Sighting::NotSame,
                    Sighting::Declined,
                    Sighting::ProxyOnly,
                ];
                for sighting in sightings {
                    push("sighted", Answer::Sighted(sighting), Actor::Staff);
                    push("sighted", Answer::Sighted(sighting), Actor::Patient);
                }
            }
            State::CheckingPasscode => {
                for accepted in [true, false] {
                    push(
                        "passcode checked",
                        Answer::Passcode { accepted },
                        Actor::Terminal,
                    );
                }
            }
            State::ConfirmingOnPhone => {
                for by in [Actor::Reader, Actor::Patient] {
                    push("phone confirmed", Answer::PhoneConfirmed, by);
                }
            }
            State::Authenticating => {
                for registered in [true, false] {
                    push(
                        "authenticated",
                        Answer::Authenticated { registered },
                        Actor::Centre,
                    );
                }
            }
            State::ReacquiringCard => {
                for same in [true, false] {
                    push("reacquired", Answer::Reacquired { same }, Actor::Reader);
                }
            }
            State::OfferingRegistration => {
                for wanted in [true, false] {
                    push(
                        "registration wanted",
                        Answer::RegistrationWanted(wanted),
                        Actor::Carer,
                    );
                }
            }
            State::Registering => {
                push("registered", Answer::Registered, Actor::Terminal);
                push("registered", Answer::RegistrationDelayed, Actor::Terminal);
            }
            State::QueryingEligibility => {
                for eligibility in [
                    Eligibility::Valid,
                    Eligibility::InGrace,
                    Eligibility::Several,
                    Eligibility::AidUnregistered,
                    Eligibility::None,
                    Eligibility::Lost,
                ] {
                    for subsidy in [false, true] {
                        if subsidy && !self.reception.config().subsidy {
                            continue;
                        }
                        let answer = Answer::Eligibility {
                            eligibility,
                            subsidy,
                        };
                        push("eligibility", answer, Actor::Centre);
                    }
                }
            }
            State::ShowingNotice => push("notice read", Answer::NoticeRead, Actor::Patient),
            State::ChoosingPrescription => {
                for choice in [Prescription::Electronic, Prescription::Paper] {
                    push(
                        "prescription chosen",
                        Answer::Prescription(choice),
                        Actor::Patient,
                    );
                }
            }
            State::AskingConsent => {
                for consents in [Consents::empty(), Consents::all()] {
                    push("consented", Answer::Consented(consents), Actor::Carer);
                }
            }
            State::AskingSubsidy => {
                for used in [true, false] {
                    push("subsidy answered", Answer::Subsidy(used), Actor::Helper);
                    push("subsidy answered", Answer::Subsidy(used), Actor::Staff);
                }
            }
            State::Delivering => push("delivered", Answer::Delivered, Actor::Terminal),
            other => panic!("the exploration does not know the state {other}"),
        }
        steps.into_iter().flatten().collect()
    }

    /// How a PIN may be judged: right, wrong, or torn with the counter moved or not.
    fn judgements(&self, card: AbstractCard, right: Answer, by: Actor) -> Vec<Option<Step>> {
        let lower = AbstractCard {
            pin: card.pin.saturating_sub(1),
            ..card
        };
        let with = |card: AbstractCard, kind, answer| {
            self.answer(kind, answer, by).map(|step| Step {
                card: Some(card),
                ..step
            })
        };
        vec![
            with(AbstractCard { pin: 3, ..card }, "PIN right", right),
            with(
                lower,
                "PIN wrong",
                Answer::PinWrong {
                    tries: lower.pin_tries(),
                },
            ),
            with(lower, "PIN not judged", Answer::PinUnjudged),
            with(card, "PIN not judged", Answer::PinUnjudged),
        ]
    }

    /// Failures whose consequences differ, to be followed.
    pub fn failures(&self) -> Vec<Step> {
        let codes: &[FaultCode] = match self.reception.state() {
            State::ScanningCardFace | State::ReadingFaceRecord | State::ComparingFace => &[
                FaultCode::PHOTO_UNREADABLE,
                FaultCode::CARD_NOT_RECOGNISED,
                FaultCode::CARD_APPLICATION_BROKEN,
                FaultCode::CARD_REMOVED,
            ],
            State::EnteringPin | State::EnteringPinAhead => &[FaultCode::KEYPAD],
            State::VerifyingPin | State::AuthenticatingWithPin => &[
                FaultCode::PIN_BLOCKED,
                FaultCode::PIN_WRONG,
                FaultCode::CARD_NOT_RECOGNISED,
            ],
            State::Authenticating => &[
                FaultCode::INSTITUTION_AUTHENTICATION,
                FaultCode::CERTIFICATE_ENDED,
            ],
            State::CheckingBySight => &[],
            State::QueryingEligibility => &[FaultCode::NO_ELIGIBILITY, FaultCode::NETWORK],
            State::Delivering => &[FaultCode::PRESCRIPTION_OUTAGE, FaultCode::NETWORK],
            State::Identifying | State::ReadingTries | State::ReacquiringCard => {
                &[FaultCode::CARD_REMOVED, FaultCode::NETWORK]
            }
            _ => &[FaultCode::NETWORK],
        };
        let ahead = self.reception.reading_ahead().map(|number| {
            let answer = Answer::Failed(FaultCode::CARD_REMOVED.into());
            let by = Actor::Reader;
            self.step("failed", Input::Answered { number, answer, by })
        });
        codes
            .iter()
            .filter_map(|code| self.answer("failed", Answer::Failed((*code).into()), Actor::Reader))
            .chain(ahead)
            .collect()
    }

    /// Failures to be looked at but not followed: a few of all codes, others at each turn.
    pub fn other_failures(&self, turn: usize) -> Vec<Step> {
        let vendor = FaultCode::vendor(Maker::ALMEX, 0x8100_0001);
        FaultCode::NATIONAL
            .iter()
            .copied()
            .chain([vendor, FaultCode::national(999)])
            .cycle()
            .skip(turn * 3 % 29)
            .take(3)
            .flat_map(|code| {
                [
                    self.answer("failed", Answer::Failed(code.into()), Actor::Reader),
                    Some(self.step(
                        "fault from outside",
                        Input::Fault {
                            fault: code.into(),
                            by: Actor::Terminal,
                        },
                    )),
                ]
            })
            .flatten()
            .collect()
    }

    /// Answers under numbers that are not that of the open request, other answers at each turn.
    pub fn foreign(&self, turn: usize) -> Vec<Input> {
        let pending = self.reception.pending();
        let base = pending.unwrap_or(Number {
            station: self.reception.config().station,
            session: 0,
            sequence: 1,
        });
        let numbers = [
            Number {
                station: base.station + 1,
                ..base
            },
            Number {
                session: base.session + 1,
                ..base
            },
            Number {
                sequence: base.sequence + 1,
                ..base
            },
            Number {
                sequence: base.sequence - 1,
                ..base
            },
        ];
        let answers = [
            Answer::PinVerified,
            Answer::Authenticated { registered: true },
            Answer::Delivered,
            Answer::Compared(Comparison {
                decision: FaceDecision::Match,
                liveness: Liveness::Live,
            }),
            Answer::Sighted(Sighting::Same),
            Answer::PhoneConfirmed,
            Answer::Passcode { accepted: true },
            Answer::Failed(FaultCode::PIN_BLOCKED.into()),
        ];
        numbers
            .into_iter()
            .zip(answers.into_iter().cycle().skip(turn % answers.len()))
            .filter(|(number, _)| self.reception.reading_ahead() != Some(*number))
            .map(|(number, answer)| Input::Answered {
                number,
                answer,
                by: Actor::Reader,
            })
            .collect()
    }
}
