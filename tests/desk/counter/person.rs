//! Somebody at the counter, with staff, devices and a centre, who do what is usual for their
//! persona, but for one thing that goes wrong.

use mynareader::application::ToSign;
use mynareader::calendar::Date;
use mynareader::certificate::GraceLength;
use mynareader::desk::{CardReading, FaceResult, Passcode, PinAnswer, Posted, Secret, Sight};
use mynareader::facts::{Method, Mode};
use mynareader::fault::FaultCode;
use mynareader::reception::{
    Actor, Answer, Comparison, Consents, Eligibility, FaceDecision, Input, LastTry, Liveness, Mark,
    Number, Offers, Path, Prescription, Request, ScanOutcome, Sighting,
};
use mynareader::secret::{CodeB, Pin};
use mynareader_emulator::{CardHandle, CardKind, CertificateAnswer, Chip, Persona};

use super::parts::{Asked, Mind};

/// What goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    Nothing,
    PinWrongOnce,
    PinAlwaysWrong,
    NoMatchOnce,
    NeverAMatch,
    APictureIsHeldUp,
    NobodyInThePicture,
    NotFoundToBeAlive,
    LooksDisagree,
    Misread,
    WrongSideUp,
    PasscodeWrongOnce,
    PasscodeNeverRight,
    StaffSeeAnother,
    StaffHaveNoTime,
    StaffSeeAProxy,
    TornAfter,
    TornBefore,
    TornInVerify,
    GoneInAnExchange,
    Mute,
    Reset,
    AnotherCard,
    TakenAway,
    ModeChanged,
    NetworkDown,
    PrescriptionsDown,
    PatientCancels,
    StaffCancel,
    NobodyAnswers,
    APartFails,
    ForeignAnswersFirst,
    AnsweredTwice,
    WayWithoutPinShut,
    RegistrationDeclined,
    RegistrationDelayed,
    TakenForFaceOnly,
    FoundStruckThrough,
}

impl Trouble {
    pub const ALL: [Self; 38] = [
        Self::Nothing,
        Self::PinWrongOnce,
        Self::PinAlwaysWrong,
        Self::NoMatchOnce,
        Self::NeverAMatch,
        Self::APictureIsHeldUp,
        Self::NobodyInThePicture,
        Self::NotFoundToBeAlive,
        Self::LooksDisagree,
        Self::Misread,
        Self::WrongSideUp,
        Self::PasscodeWrongOnce,
        Self::PasscodeNeverRight,
        Self::StaffSeeAnother,
        Self::StaffHaveNoTime,
        Self::StaffSeeAProxy,
        Self::TornAfter,
        Self::TornBefore,
        Self::TornInVerify,
        Self::GoneInAnExchange,
        Self::Mute,
        Self::Reset,
        Self::AnotherCard,
        Self::TakenAway,
        Self::ModeChanged,
        Self::NetworkDown,
        Self::PrescriptionsDown,
        Self::PatientCancels,
        Self::StaffCancel,
        Self::NobodyAnswers,
        Self::APartFails,
        Self::ForeignAnswersFirst,
        Self::AnsweredTwice,
        Self::WayWithoutPinShut,
        Self::RegistrationDeclined,
        Self::RegistrationDelayed,
        Self::TakenForFaceOnly,
        Self::FoundStruckThrough,
    ];

    /// Whether it may happen at any question or exchange.
    pub const fn at_a_time(self) -> bool {
        matches!(
            self,
            Self::TornAfter
                | Self::TornBefore
                | Self::GoneInAnExchange
                | Self::Mute
                | Self::Reset
                | Self::AnotherCard
                | Self::TakenAway
                | Self::ModeChanged
                | Self::NetworkDown
                | Self::PrescriptionsDown
                | Self::PatientCancels
                | Self::StaffCancel
                | Self::NobodyAnswers
                | Self::APartFails
                | Self::ForeignAnswersFirst
                | Self::AnsweredTwice
                | Self::TakenForFaceOnly
                | Self::FoundStruckThrough
        )
    }
}

/// What they do.
#[derive(Clone, Debug)]
pub struct Plan {
    pub wish: Method,
    pub by: Actor,
    pub spends_the_last_try: bool,
    pub trouble: Trouble,
    /// At which question.
    pub when: u32,
    pub day: Date,
}

pub struct Person {
    pub plan: Plan,
    persona: Persona,
    chip: CardHandle,
    other_chip: Option<Chip>,
    mode: Mode,
    questions: u32,
    chosen: [u32; 3],
    pins: u32,
    faces: u32,
    passcodes: u32,
    /// Whether the trouble came about.
    pub happened: bool,
}

impl Person {
    pub fn new(
        plan: Plan,
        persona: &Persona,
        chip: CardHandle,
        other_chip: Chip,
        mode: Mode,
    ) -> Self {
        Self {
            plan,
            persona: persona.clone(),
            chip,
            other_chip: Some(other_chip),
            mode,
            questions: 0,
            chosen: [0; 3],
            pins: 0,
            faces: 0,
            passcodes: 0,
            happened: false,
        }
    }

    /// Whether this is the trouble. It has come about then.
    fn is(&mut self, trouble: Trouble) -> bool {
        let is = self.plan.trouble == trouble;
        self.happened |= is;
        is
    }

    fn choose(&mut self, offers: Offers) -> Option<Method> {
        let place = |method| match method {
            Method::Face => 0,
            Method::Pin => 1,
            _ => 2,
        };
        let wish = self.plan.wish;
        let first = self.chosen == [0; 3];
        let next = [wish, Method::Face, Method::Pin, Method::Staff]
            .into_iter()
            .find(|&method| offers.of(method).is_open() && self.chosen[place(method)] < 2);
        let method = if first { Some(wish) } else { next }?;
        self.chosen[place(method)] += 1;
        Some(method)
    }

    fn reading(&mut self) -> CardReading {
        let code = self
            .persona
            .code_b()
            .unwrap_or_else(|| "12345678901234".to_owned());
        let look = |code: &str| CodeB::from_ascii(code.as_bytes()).unwrap();
        let last = if code.ends_with('0') { '1' } else { '0' };
        let misread = format!("{}{last}", &code[..13]);
        let (readings, obstacle) = if self.is(Trouble::LooksDisagree) {
            (vec![look(&code), look(&misread)], None)
        } else if self.is(Trouble::Misread) {
            (vec![look(&misread), look(&misread)], None)
        } else if self.is(Trouble::WrongSideUp) {
            (Vec::new(), Some(ScanOutcome::WrongSide))
        } else {
            (vec![look(&code), look(&code), look(&code)], None)
        };
        CardReading {
            readings,
            failed: 0,
            obstacle,
            mark: Mark::NotSeen,
        }
    }

    fn face(&mut self) -> FaceResult {
        self.faces += 1;
        let first = self.faces == 1;
        let another = first && self.is(Trouble::NoMatchOnce) || self.is(Trouble::NeverAMatch);
        let (decision, liveness) = if another {
            (FaceDecision::NoMatch, Liveness::Live)
        } else if self.is(Trouble::APictureIsHeldUp) {
            (FaceDecision::Match, Liveness::Attack)
        } else if self.is(Trouble::NobodyInThePicture) {
            (FaceDecision::NoFace, Liveness::Live)
        } else if self.is(Trouble::NotFoundToBeAlive) {
            (FaceDecision::Match, Liveness::NotEvaluated)
        } else {
            (FaceDecision::Match, Liveness::Live)
        };
        FaceResult {
            comparison: Comparison { decision, liveness },
            score: Some(0.97),
            engine: "engine".to_owned(),
            version: "1".to_owned(),
        }
    }

    fn pin(&mut self) -> Pin {
        self.pins += 1;
        let first = self.pins == 1;
        let wrong = first && self.is(Trouble::PinWrongOnce) || self.is(Trouble::PinAlwaysWrong);
        let digits = match self.persona.pin() {
            Some(pin) if !wrong => pin.to_owned(),
            _ => super::WRONG_PIN.to_owned(),
        };
        Pin::from_ascii(digits.as_bytes()).unwrap()
    }

    fn sighting(&mut self) -> Sighting {
        if self.is(Trouble::StaffSeeAnother) {
            Sighting::NotSame
        } else if self.is(Trouble::StaffHaveNoTime) {
            Sighting::Declined
        } else if self.plan.by == Actor::Proxy || self.is(Trouble::StaffSeeAProxy) {
            Sighting::ProxyOnly
        } else {
            Sighting::Same
        }
    }

    /// The last day of the certificate, and whether the centre still takes it: in its grace period
    /// or not.
    fn in_grace(&self) -> Option<bool> {
        let end = self.persona.certificate_end()?;
        let year = i16::try_from(end.year()).ok()?;
        let end = Date::new(year, end.month(), end.day()).ok()?;
        if self.plan.day <= end {
            return Some(false);
        }
        let grace = self.persona.kind() == CardKind::MyNumber
            && self.plan.day <= GraceLength::EndOfMonthPlus3.until(end);
        grace.then_some(true)
    }

    /// What the centre says of the certificate.
    fn certificate(&self) -> Answer {
        let centre = self.persona.centre();
        match self.in_grace() {
            Some(_) if centre.certificate != CertificateAnswer::Revoked => Answer::Authenticated {
                registered: centre.registered,
            },
            _ => Answer::Failed(FaultCode::CERTIFICATE_ENDED.into()),
        }
    }

    fn eligibility(&self) -> Eligibility {
        match self.persona.centre().eligibility {
            mynareader_emulator::Eligibility::Valid if self.in_grace() == Some(true) => {
                Eligibility::InGrace
            }
            mynareader_emulator::Eligibility::Valid => Eligibility::Valid,
            mynareader_emulator::Eligibility::Several => Eligibility::Several,
            mynareader_emulator::Eligibility::LostWithLastKnown => Eligibility::Lost,
            mynareader_emulator::Eligibility::MedicalAssistanceUnregistered => {
                Eligibility::AidUnregistered
            }
            _ => Eligibility::None,
        }
    }

    fn panel(&mut self, request: Request) -> Option<Answer> {
        Some(match request {
            Request::ChooseMethod { offers, .. } => Answer::Method(self.choose(offers)?),
            Request::DecideLastTry { .. } => Answer::LastTry(if self.plan.spends_the_last_try {
                LastTry::Spend
            } else {
                LastTry::Keep
            }),
            Request::ConfirmOnPhone => Answer::PhoneConfirmed,
            Request::OfferRegistration => {
                Answer::RegistrationWanted(!self.is(Trouble::RegistrationDeclined))
            }
            Request::ShowNotice(_) => Answer::NoticeRead,
            Request::ChoosePrescription => Answer::Prescription(Prescription::Electronic),
            Request::AskConsent(_) => Answer::Consented(Consents::MEDICINES | Consents::LIMIT),
            other => panic!("the panel is asked {other:?}"),
        })
    }

    /// The usual answers, a wrong actor's before the right one's where the actor may not.
    fn answers(&mut self, number: Number, asked: Asked) -> Vec<Posted> {
        let say = |answer, by| Posted::Input(Input::Answered { number, answer, by });
        let by = self.plan.by;
        let answer = match asked {
            Asked::Panel(Request::ConfirmOnPhone) => {
                return vec![say(Answer::PhoneConfirmed, Actor::Reader)];
            }
            Asked::Panel(request) => {
                let Some(answer) = self.panel(request) else {
                    return vec![Posted::Input(Input::Cancelled { by })];
                };
                let decides = matches!(request, Request::DecideLastTry { .. });
                if decides && !by.may_enter_pin() {
                    return vec![say(answer, by), say(answer, Actor::Patient)];
                }
                return vec![say(answer, by)];
            }
            Asked::Pin(_) => {
                let mut posted = Vec::new();
                if !by.may_enter_pin() {
                    let wrong = Pin::from_ascii(super::WRONG_PIN.as_bytes()).unwrap();
                    posted.push(Posted::Secret(number, Secret::Pin(wrong, by)));
                }
                let by = if posted.is_empty() {
                    by
                } else {
                    Actor::Patient
                };
                posted.push(Posted::Secret(number, Secret::Pin(self.pin(), by)));
                return posted;
            }
            Asked::Scan => return vec![Posted::Secret(number, Secret::Reading(self.reading()))],
            Asked::Compare => return vec![Posted::Secret(number, Secret::Face(self.face()))],
            Asked::Sight(_) => {
                let sight = Sight {
                    sighting: self.sighting(),
                    passcode: Passcode::new("open sesame".to_owned()),
                    by: Actor::Staff,
                };
                return vec![Posted::Secret(number, Secret::Sight(sight))];
            }
            Asked::Challenge => {
                return vec![Posted::Secret(
                    number,
                    Secret::Challenge(ToSign::digest(&[7; 32]), Actor::Terminal),
                )];
            }
            Asked::Authenticate(Path::WithoutPin) if self.is(Trouble::WayWithoutPinShut) => {
                Answer::Failed(FaultCode::INSTITUTION_AUTHENTICATION.into())
            }
            Asked::Authenticate(_) => self.certificate(),
            Asked::AuthenticateWithPin(PinAnswer::Authenticated { .. }) => self.certificate(),
            Asked::AuthenticateWithPin(PinAnswer::Wrong { tries }) => Answer::PinWrong { tries },
            Asked::AuthenticateWithPin(PinAnswer::Unjudged) => Answer::PinUnjudged,
            Asked::Register if self.is(Trouble::RegistrationDelayed) => Answer::RegistrationDelayed,
            Asked::Register if self.persona.centre().insurer_data => Answer::Registered,
            Asked::Register => Answer::Failed(FaultCode::INSURER_NOT_REGISTERED.into()),
            Asked::Eligibility => Answer::Eligibility {
                eligibility: self.eligibility(),
                subsidy: false,
            },
            Asked::Deliver => Answer::Delivered,
            Asked::Passcode => {
                self.passcodes += 1;
                let first = self.passcodes == 1;
                let wrong = first && self.is(Trouble::PasscodeWrongOnce)
                    || self.is(Trouble::PasscodeNeverRight);
                Answer::Passcode { accepted: !wrong }
            }
        };
        vec![say(answer, Actor::Terminal)]
    }

    /// The same, and nobody remembers to have given them.
    fn beside(&mut self, number: Number, asked: Asked) -> Vec<Posted> {
        let before = (self.chosen, self.pins, self.faces, self.passcodes);
        let answers = self.answers(number, asked);
        (self.chosen, self.pins, self.faces, self.passcodes) = before;
        answers
    }

    /// What happens at this question instead of an answer, or before it (true).
    fn happens(&mut self, number: Number, asked: Asked) -> Option<(Vec<Posted>, bool)> {
        let input = |input| Some((vec![Posted::Input(input)], false));
        let before = |input| Some((vec![Posted::Input(input)], true));
        match self.plan.trouble {
            Trouble::TakenAway => {
                self.chip.remove();
                input(Input::CardRemoved)
            }
            Trouble::AnotherCard => {
                let other = self.other_chip.take()?;
                self.chip.exchange_chip(other);
                Some((Vec::new(), true))
            }
            Trouble::ModeChanged => input(Input::ModeChanged {
                to: match self.mode {
                    Mode::Visual => Mode::Unattended,
                    _ => Mode::Visual,
                },
                by: Actor::Administrator,
            }),
            Trouble::NetworkDown => input(Input::Fault {
                fault: FaultCode::NETWORK.into(),
                by: Actor::Terminal,
            }),
            Trouble::PrescriptionsDown => before(Input::Fault {
                fault: FaultCode::PRESCRIPTION_OUTAGE.into(),
                by: Actor::Centre,
            }),
            Trouble::PatientCancels => input(Input::Cancelled { by: self.plan.by }),
            Trouble::StaffCancel => input(Input::Cancelled { by: Actor::Staff }),
            Trouble::NobodyAnswers => Some((Vec::new(), false)),
            Trouble::APartFails => {
                let code = match asked {
                    Asked::Pin(_) => FaultCode::KEYPAD,
                    Asked::Scan => FaultCode::CARD_FACE_UNREADABLE,
                    Asked::Compare => FaultCode::FACE_NOT_CAPTURED,
                    Asked::Panel(_) | Asked::Sight(_) => FaultCode::TERMINAL_APPLICATION,
                    _ => FaultCode::CENTRE_OUTAGE,
                };
                input(Input::Answered {
                    number,
                    answer: Answer::Failed(code.into()),
                    by: Actor::Reader,
                })
            }
            Trouble::ForeignAnswersFirst => {
                let numbers = [
                    Number {
                        sequence: number.sequence - 1,
                        ..number
                    },
                    Number {
                        sequence: number.sequence + 1,
                        ..number
                    },
                    Number {
                        session: number.session + 1,
                        ..number
                    },
                    Number {
                        station: number.station + 1,
                        ..number
                    },
                ];
                let mut posted: Vec<_> = numbers
                    .into_iter()
                    .flat_map(|number| self.beside(number, asked))
                    .collect();
                let proof = Input::Answered {
                    number: numbers[0],
                    answer: Answer::Authenticated { registered: true },
                    by: Actor::Terminal,
                };
                posted.push(Posted::Input(proof));
                Some((posted, true))
            }
            Trouble::AnsweredTwice => Some((self.beside(number, asked), true)),
            Trouble::TakenForFaceOnly | Trouble::FoundStruckThrough => {
                let valid = self.plan.trouble == Trouble::TakenForFaceOnly;
                let by = Actor::Staff;
                // It may change what is offered: the question comes again, with its answer.
                before(Input::FaceOnlyMark { valid, by })
            }
            _ => None,
        }
    }
}

impl Mind for Person {
    fn asked(&mut self, number: Number, asked: Asked) -> Vec<Posted> {
        self.questions += 1;
        let mut posted = Vec::new();
        if self.questions == self.plan.when
            && let Some((instead, goes_on)) = self.happens(number, asked)
        {
            self.happened = true;
            posted = instead;
            if !goes_on {
                return posted;
            }
        }
        posted.extend(self.answers(number, asked));
        posted
    }
}
