//! A made-up patient with a made-up card before a reader: what is answered to each request, and how long it
//! takes. Everything else is the shipped reception's.

use mynareader::facts::{CertificateState, Key, Method, TokenKind, Tries};
use mynareader::fault::{
    CameraTrouble, CentreTrouble, Fault, Happened, LinkFailure, NetworkTrouble, ScanTrouble, Step,
    Symptom,
};
use mynareader::reception::{
    Actor, Answer, CardFacts, Comparison, Consents, Eligibility, FaceDecision, LastTry, Liveness,
    Mark, Offers, Phone, Prescription, Request, Scan, ScanOutcome, Sighting,
};

use super::chance::Chance;

/// How well a clinic's reader and lines do at an hour; each so often of a thousand.
#[derive(Clone, Copy, Debug)]
pub struct Conditions {
    /// A card is not read.
    pub card: f64,
    /// The printed digits are not read.
    pub scan: f64,
    /// A face that belongs to the card is not recognised.
    pub face: f64,
    /// The centre is not reached.
    pub network: f64,
    /// How much longer the card takes than usual, in percent.
    pub slow: u64,
}

/// Who stands there.
#[derive(Clone, Copy, Debug)]
pub struct Patient {
    facts: CardFacts,
    phone: Phone,
    prefers: Method,
    knows_pin: bool,
    /// How much longer this person takes, in percent.
    pace: u64,
    /// Looks unlike the photo.
    changed: bool,
    registered: bool,
    eligibility: Eligibility,
    walks_away: bool,
    faces: u8,
    pins: u8,
}

impl Patient {
    /// Somebody, with a card or a phone.
    pub fn new(chance: &mut Chance) -> Self {
        let kind = chance.weighted(
            &[
                (968, TokenKind::Card),
                (18, TokenKind::Android),
                (11, TokenKind::Iphone),
                (3, TokenKind::JukiCard),
            ],
            TokenKind::Card,
        );
        let certificate = chance.weighted(
            &[
                (915, CertificateState::Valid),
                (45, CertificateState::Notice),
                (22, CertificateState::Grace),
                (13, CertificateState::PastGrace),
                (5, CertificateState::Absent),
            ],
            CertificateState::Valid,
        );
        let pin_tries = chance.weighted(
            &[
                (940, Tries::Left(3)),
                (35, Tries::Left(2)),
                (12, Tries::Left(1)),
                (13, Tries::Blocked),
            ],
            Tries::Left(3),
        );
        let code_b_tries = if chance.per_mille(2.0) {
            Tries::Blocked
        } else {
            Tries::Left(10)
        };
        Self {
            facts: CardFacts {
                kind,
                pin_tries,
                code_b_tries,
                face_only: chance.per_mille(8.0),
                certificate,
                card_expiry: None,
            },
            phone: if kind == TokenKind::Iphone {
                Phone::Iphone
            } else {
                Phone::Android
            },
            prefers: chance.weighted(
                &[(780, Method::Face), (190, Method::Pin), (30, Method::Staff)],
                Method::Face,
            ),
            knows_pin: chance.per_mille(790.0),
            pace: 70 + chance.below(60) + if chance.per_mille(180.0) { 120 } else { 0 },
            changed: chance.per_mille(25.0),
            registered: chance.per_mille(985.0),
            eligibility: chance.weighted(
                &[
                    (962, Eligibility::Valid),
                    (12, Eligibility::Several),
                    (8, Eligibility::AidUnregistered),
                    (10, Eligibility::None),
                    (8, Eligibility::Lost),
                ],
                Eligibility::Valid,
            ),
            walks_away: chance.per_mille(4.0),
            faces: 0,
            pins: 0,
        }
    }

    /// Whether it is a phone, and which.
    pub const fn phone(&self) -> Option<Phone> {
        match self.facts.kind {
            TokenKind::Android | TokenKind::Iphone => Some(self.phone),
            _ => None,
        }
    }

    /// Whether the card is taken away in the middle.
    pub const fn walks_away(&self) -> bool {
        self.walks_away
    }

    /// The answer, by whom, and after how many milliseconds; nothing where nobody answers.
    pub fn answer(
        &mut self,
        request: &Request,
        at: Conditions,
        chance: &mut Chance,
    ) -> Option<(Answer, Actor, u64)> {
        let person = self.pace;
        let (answer, by, median, percent) = match request {
            Request::IdentifyCard { .. } | Request::ReacquireCard => {
                let answer = if chance.per_mille(at.card) {
                    self.broken(Step::Identify, None)
                } else if matches!(request, Request::ReacquireCard) {
                    Answer::Reacquired { same: true }
                } else {
                    Answer::Identified(self.facts)
                };
                (answer, Actor::Reader, 900, 100 + at.slow)
            }
            Request::ReadFaceRecord => {
                let answer = if chance.per_mille(at.card) {
                    self.broken(Step::ReadPhoto, Some(Key::CodeB))
                } else {
                    Answer::RecordRead
                };
                (answer, Actor::Reader, 1_400, 100 + at.slow)
            }
            Request::ScanCardFace { .. } => (scan(at, chance), Actor::Reader, 1_800, 100),
            Request::CompareFace { .. } => (self.face(at, chance), Actor::Reader, 2_600, person),
            Request::VerifyPin { .. } => (self.pin(), Actor::Reader, 700, 100 + at.slow),
            Request::AuthenticateWithPin { .. } => (self.pin(), Actor::Terminal, 1_500, 100),
            Request::ReadTries => {
                let tries = self.facts.pin_tries;
                (Answer::TriesRead { tries }, Actor::Reader, 400, 100)
            }
            Request::ChoosePhone { .. } => {
                (Answer::Phone(self.phone), Actor::Patient, 3_000, person)
            }
            Request::EnterPinAhead | Request::EnterPin { .. } => {
                if !self.knows_pin && chance.per_mille(500.0) {
                    (Answer::Back, Actor::Patient, 14_000, person)
                } else {
                    (Answer::PinEntered, Actor::Patient, 7_500, person)
                }
            }
            Request::AwaitPhone { .. } => return None,
            Request::ChooseMethod { offers, .. } => {
                let method = self.method(*offers)?;
                (Answer::Method(method), Actor::Patient, 4_200, person)
            }
            Request::DecideLastTry { .. } => {
                let spends = self.knows_pin && chance.per_mille(300.0);
                let decision = if spends {
                    LastTry::Spend
                } else {
                    LastTry::Keep
                };
                (Answer::LastTry(decision), Actor::Patient, 9_000, person)
            }
            Request::CheckBySight { .. } => {
                let sighting = chance.weighted(
                    &[
                        (940, Sighting::Same),
                        (15, Sighting::NotSame),
                        (15, Sighting::ProxyOnly),
                        (30, Sighting::Declined),
                    ],
                    Sighting::Same,
                );
                (Answer::Sighted(sighting), Actor::Staff, 16_000, 100)
            }
            Request::CheckPasscode => {
                let accepted = !chance.per_mille(30.0);
                (Answer::Passcode { accepted }, Actor::Terminal, 6_000, 100)
            }
            Request::ConfirmOnPhone => (Answer::PhoneConfirmed, Actor::Reader, 4_000, person),
            Request::OfferRegistration => (
                Answer::RegistrationWanted(true),
                Actor::Patient,
                6_000,
                person,
            ),
            Request::ShowNotice(_) => (Answer::NoticeRead, Actor::Patient, 5_000, person),
            Request::ChoosePrescription => (
                Answer::Prescription(Prescription::Electronic),
                Actor::Patient,
                3_500,
                person,
            ),
            Request::AskConsent(profile) => {
                let consents = if chance.per_mille(860.0) {
                    profile.items()
                } else {
                    Consents::empty()
                };
                (Answer::Consented(consents), Actor::Patient, 5_500, person)
            }
            Request::AskSubsidy => (Answer::Subsidy(true), Actor::Patient, 4_000, person),
            national => (
                self.national(national, at, chance),
                Actor::Terminal,
                1_300,
                100,
            ),
        };
        // A few do not answer at all.
        if by == Actor::Patient && chance.per_mille(3.0) {
            return None;
        }
        Some((answer, by, chance.around(median) * percent / 100))
    }

    fn broken(&self, step: Step, key: Option<Key>) -> Answer {
        let happened = Happened::Link {
            failure: LinkFailure::Broken,
            code: None,
        };
        let mut symptom = Symptom::new(step, happened).with_token(self.facts.kind);
        symptom.key = key;
        Answer::Failed(Fault::from(&symptom))
    }

    /// The preferred method that is open.
    fn method(&self, offers: Offers) -> Option<Method> {
        let wanted = if self.faces > 1 {
            Method::Pin
        } else {
            self.prefers
        };
        let knows = |method| method != Method::Pin || self.knows_pin || self.prefers == Method::Pin;
        [wanted, Method::Face, Method::Pin, Method::Staff]
            .into_iter()
            .find(|method| offers.of(*method).is_open() && knows(*method))
    }

    fn face(&mut self, at: Conditions, chance: &mut Chance) -> Answer {
        self.faces = self.faces.saturating_add(1);
        if chance.per_mille(1.0) {
            let happened = Happened::Camera(CameraTrouble::NoPicture);
            return Answer::Failed(Fault::from(&Symptom::new(Step::CaptureFace, happened)));
        }
        let fails = if self.changed { 700.0 } else { at.face };
        let decision = if chance.per_mille(fails) {
            chance.weighted(
                &[
                    (50, FaceDecision::NoMatch),
                    (20, FaceDecision::NoFace),
                    (15, FaceDecision::BadLight),
                    (15, FaceDecision::LookingAway),
                ],
                FaceDecision::NoMatch,
            )
        } else {
            FaceDecision::Match
        };
        let liveness = Liveness::Live;
        Answer::Compared(Comparison { decision, liveness })
    }

    /// What the card makes of the PIN; it counts as a card does.
    fn pin(&mut self) -> Answer {
        self.pins = self.pins.saturating_add(1);
        // Who does not know it guesses, and who knows it was mistaken at most once.
        let right = self.knows_pin && (self.pins > 1 || self.facts.pin_tries == Tries::Left(3));
        if right {
            self.facts.pin_tries = Tries::Left(3);
            return Answer::PinVerified;
        }
        self.facts.pin_tries = match self.facts.pin_tries {
            Tries::Left(left) if left > 1 => Tries::Left(left - 1),
            _ => Tries::Blocked,
        };
        Answer::PinWrong {
            tries: self.facts.pin_tries,
        }
    }

    fn national(&self, request: &Request, at: Conditions, chance: &mut Chance) -> Answer {
        if chance.per_mille(at.network) {
            let happened = if chance.per_mille(700.0) {
                Happened::Network(NetworkTrouble::TimedOut)
            } else {
                Happened::Centre(CentreTrouble::Outage)
            };
            let step = match request {
                Request::Register => Step::Register,
                Request::QueryEligibility => Step::QueryEligibility,
                Request::Deliver { .. } => Step::Deliver,
                _ => Step::CheckCertificate,
            };
            return Answer::Failed(Fault::from(&Symptom::new(step, happened)));
        }
        match request {
            Request::ObtainChallenge => Answer::ChallengeObtained,
            Request::Register => Answer::Registered,
            Request::QueryEligibility => Answer::Eligibility {
                eligibility: self.eligibility,
                subsidy: false,
            },
            Request::Deliver { .. } => Answer::Delivered,
            _ => Answer::Authenticated {
                registered: self.registered,
            },
        }
    }
}

fn scan(at: Conditions, chance: &mut Chance) -> Answer {
    if chance.per_mille(0.5) {
        let happened = Happened::Scan(ScanTrouble::CameraBroken);
        return Answer::Failed(Fault::from(&Symptom::new(Step::ScanCardFace, happened)));
    }
    let outcome = if chance.per_mille(at.scan) {
        chance.weighted(
            &[
                (40, ScanOutcome::Glare),
                (20, ScanOutcome::InCase),
                (20, ScanOutcome::UpsideDown),
                (10, ScanOutcome::WrongSide),
                (10, ScanOutcome::Unreadable),
            ],
            ScanOutcome::Unreadable,
        )
    } else {
        ScanOutcome::Read { agreeing: 2 }
    };
    let mark = Mark::NotSeen;
    Answer::Scanned(Scan { outcome, mark })
}
