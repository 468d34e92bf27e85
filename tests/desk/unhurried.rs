//! A counter at which everybody takes their time: each request is answered only after the desk has
//! nothing left to do. What the card is asked, and when, is seen between one act and the next.

use std::cell::RefCell;
use std::rc::Rc;

use mynareader::application::ToSign;
use mynareader::desk::{
    CardReading, Desk, Devices, Entitlement, FaceResult, Given, Material, Passcode, Posted,
    Progress, Secret, Served, Sight, Unshared, View,
};
use mynareader::facts::Method;
use mynareader::reception::{
    Actor, Answer, Comparison, Config, Consents, Eligibility, FaceDecision, Liveness, Number,
    Order, Prescription, Reception, Request, Sighting, State, Tick,
};
use mynareader::secret::{CodeB, Pin};
use mynareader_emulator::{CardHandle, Persona, VirtualCard};
use mynareader_rehearsal::stage::trusting_the_test_authority;

/// What was asked last and is still open.
type Open = Rc<RefCell<Option<(Number, Request)>>>;

/// Devices that answer nothing by themselves.
struct Waiting(Open);

impl Devices for Waiting {
    fn order(&mut self, _: Number, _: &Order, _: View) {}

    fn request(
        &mut self,
        number: Number,
        request: &Request,
        _: Material<'_>,
        _: View,
    ) -> Served<Given> {
        *self.0.borrow_mut() = Some((number, *request));
        Served::Later
    }
}

/// A check-in, one act after the other.
pub struct Unhurried {
    pub desk: Desk<'static>,
    pub card: CardHandle,
    open: Open,
    method: Method,
    pin: Vec<u8>,
    code_b: Vec<u8>,
}

impl Unhurried {
    pub fn new(persona: &Persona, card: VirtualCard, config: Config, method: Method) -> Self {
        let open = Open::default();
        let handle = card.handle();
        Self {
            desk: Desk::new(
                Reception::new(config),
                Waiting(Rc::clone(&open)),
                Unshared(card),
                trusting_the_test_authority().unwrap(),
            ),
            card: handle,
            open,
            method,
            pin: persona.pin().unwrap_or("0000").as_bytes().to_vec(),
            code_b: persona.code_b().unwrap_or_default().into_bytes(),
        }
    }

    /// The card is laid down; nothing more.
    pub fn place(&mut self, day: &str) {
        self.desk
            .handle()
            .card_placed(day.parse().unwrap())
            .unwrap();
    }

    /// Polls once.
    pub fn poll(&mut self) -> Progress {
        self.desk.poll(&Tick::ZERO)
    }

    /// Until something is asked. Whether anything is.
    pub fn until_asked(&mut self) -> Option<Request> {
        while self.open.borrow().is_none() {
            if let Progress::Idle { .. } = self.poll() {
                break;
            }
        }
        self.open.borrow().map(|(_, request)| request)
    }

    /// Until nothing is left to do.
    pub fn until_idle(&mut self) {
        while !matches!(self.poll(), Progress::Idle { .. }) {}
    }

    /// Answers what is open, without a poll.
    pub fn answer(&mut self) {
        let (number, request) = self.open.borrow_mut().take().expect("something is asked");
        let handle = self.desk.handle();
        let given = |answer, by| handle.answer(number, answer, by).unwrap();
        let secret = |secret| handle.post(Posted::Secret(number, secret)).unwrap();
        match request {
            Request::ChooseMethod { .. } => given(Answer::Method(self.method), Actor::Patient),
            Request::ScanCardFace { .. } => {
                let look = |_| CodeB::from_ascii(&self.code_b).unwrap();
                secret(Secret::Reading(CardReading::of((0..3).map(look).collect())));
            }
            Request::CompareFace { .. } => {
                let comparison = Comparison {
                    decision: FaceDecision::Match,
                    liveness: Liveness::Live,
                };
                secret(Secret::Face(FaceResult::of("none", "0", comparison)));
            }
            Request::EnterPin { .. } => {
                let pin = Pin::from_ascii(&self.pin).unwrap();
                secret(Secret::Pin(pin, Actor::Patient));
            }
            Request::ObtainChallenge => {
                secret(Secret::Challenge(ToSign::digest(&[7; 32]), Actor::Terminal));
            }
            Request::CheckBySight { .. } => secret(Secret::Sight(Sight {
                sighting: Sighting::Same,
                passcode: Passcode::new("0000".to_owned()),
                by: Actor::Staff,
            })),
            Request::CheckPasscode => given(Answer::Passcode { accepted: true }, Actor::Terminal),
            Request::Authenticate { .. } => {
                given(Answer::Authenticated { registered: true }, Actor::Centre);
            }
            Request::AuthenticateWithPin { .. } => {
                given(Answer::Authenticated { registered: true }, Actor::Terminal);
            }
            Request::QueryEligibility => {
                given(Entitlement::from(Eligibility::Valid).into(), Actor::Centre)
            }
            Request::ShowNotice(_) => given(Answer::NoticeRead, Actor::Patient),
            Request::ChoosePrescription => {
                given(Answer::Prescription(Prescription::Paper), Actor::Patient);
            }
            Request::AskConsent(_) => given(Answer::Consented(Consents::empty()), Actor::Patient),
            Request::Deliver { .. } => given(Answer::Delivered, Actor::Terminal),
            other => panic!("nobody here answers {other:?}"),
        }
    }

    /// The state of the check-in.
    pub fn state(&self) -> State {
        self.desk.reception().state()
    }

    /// The whole check-in.
    pub fn run(&mut self, day: &str) {
        self.place(day);
        self.go_on();
    }

    /// What is left of it.
    pub fn go_on(&mut self) {
        while self.state() != State::Ended {
            self.until_idle();
            if self.open.borrow().is_some() {
                self.answer();
            }
        }
        self.until_idle();
    }
}
