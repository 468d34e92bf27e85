//! A whole check-in over the public API: the library runs the card and the reception, and this
//! program is the reader's devices. Everything that a maker writes stands in `impl Devices`.
//!
//!     cargo run --example desk             # by face
//!     cargo run --example desk -- 1234     # with this PIN

use std::error::Error;

use mynareader::application::ToSign;
use mynareader::certificate::{Accept, UntracedIssuer};
use mynareader::desk::{
    CardReading, Desk, Devices, Entitlement, FaceResult, Given, Material, Options, Secret, Served,
    SystemClock, Unshared, View,
};
use mynareader::facts::Method;
use mynareader::guidance::advise;
use mynareader::reception::{
    Actor, Answer, Comparison, Config, Consents, Eligibility, FaceDecision, Liveness, Number,
    Order, Prescription, Reception, Request, State,
};
use mynareader::secret::{CodeB, Pin};
use mynareader_emulator::Personas; // The feature "emulator" has it as `mynareader::emulator`.

const DAY: &str = "2026-11-28";

/// The screen, the keypad, the cameras and the national software of a reader.
struct Reader {
    /// What the patient will enter; nothing for the face.
    pin: Option<String>,
    /// What the camera for the card's face will read off it.
    code_b: String,
}

impl Devices for Reader {
    /// What is to be shown and told. Nothing here is answered.
    fn order(&mut self, _: Number, order: &Order, _: View) {
        match order {
            Order::Show(screen) => println!("screen:  {screen:?}"),
            Order::Advise { fault, situation } => {
                println!("patient: {}", advise(fault.code, situation).patient);
            }
            Order::PromptRemoval => println!("screen:  please take your card"),
            _ => {} // A real reader reminds, tells the staff, stops its devices and sounds.
        }
    }

    /// What is asked. All is answered at once here; a camera answers `Served::Later` and posts
    /// through the desk's handle.
    fn request(
        &mut self,
        _: Number,
        request: &Request,
        material: Material<'_>,
        _: View,
    ) -> Served<Given> {
        println!("asked:   {request:?}");
        let patient = |answer| Served::Now(Given::Plain(answer, Actor::Patient));
        let terminal = |answer| Served::Now(Given::Plain(answer, Actor::Terminal));
        let secret = |secret| Served::Now(Given::Secret(secret));
        match request {
            Request::ChooseMethod { .. } => patient(Answer::Method(match self.pin {
                Some(_) => Method::Pin,
                None => Method::Face,
            })),
            // Several looks that agree: code B has few tries.
            Request::ScanCardFace { .. } => {
                let look = |_| CodeB::from_ascii(self.code_b.as_bytes()).ok();
                let looks = (0..3).filter_map(look).collect();
                secret(Secret::Reading(CardReading::of(looks)))
            }
            Request::CompareFace { .. } => {
                // A face engine compares this photo, JPEG 2000, with the camera's picture.
                println!("camera:  {material:?}");
                let (decision, liveness) = (FaceDecision::Match, Liveness::Live);
                let comparison = Comparison { decision, liveness };
                secret(Secret::Face(FaceResult::of("none", "0", comparison)))
            }
            // Asked a second time, or of no four digits: back to the methods.
            Request::EnterPin { .. } => {
                match self.pin.take().map(|pin| Pin::from_ascii(pin.as_bytes())) {
                    Some(Ok(pin)) => secret(Secret::Pin(pin, Actor::Patient)),
                    _ => patient(Answer::Back),
                }
            }
            Request::ObtainChallenge => {
                secret(Secret::Challenge(ToSign::digest(&[7; 32]), Actor::Terminal))
            }
            Request::Authenticate { .. } => terminal(Answer::Authenticated { registered: true }),
            Request::QueryEligibility => terminal(Entitlement::from(Eligibility::Valid).into()),
            Request::ShowNotice(_) => patient(Answer::NoticeRead),
            Request::ChoosePrescription => patient(Answer::Prescription(Prescription::Paper)),
            Request::AskConsent(_) => patient(Answer::Consented(Consents::empty())),
            Request::Deliver { .. } => terminal(Answer::Delivered),
            // Not in this short program; or the desk does it on the card by itself.
            Request::DecideLastTry { .. }
            | Request::CheckBySight { .. }
            | Request::CheckPasscode
            | Request::ConfirmOnPhone
            | Request::AuthenticateWithPin { .. }
            | Request::OfferRegistration
            | Request::Register
            | Request::ChoosePhone { .. }
            | Request::EnterPinAhead
            | Request::AwaitPhone { .. }
            | Request::AskSubsidy
            | Request::IdentifyCard { .. }
            | Request::ReadAhead { .. }
            | Request::ReadFaceRecord
            | Request::VerifyPin { .. }
            | Request::ReadTries
            | Request::ReacquireCard => Served::Later,
        }
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let persona = Personas::at(DAY.parse()?)?.get("adult")?.clone();
    let mut link = Unshared(persona.card()?); // A reader's: `mynareader::transport`.
    let reader = Reader {
        pin: std::env::args().nth(1),
        code_b: persona.code_b().unwrap_or_default(),
    };
    let options = Options {
        // For the virtual card. At a counter: production alone, with the authorities' keys.
        accept: Accept::ProductionAndTest,
        untraced: UntracedIssuer::Report,
        ..Options::default()
    };
    let mut desk = Desk::new(
        Reception::new(Config::default()),
        reader,
        &mut link,
        options,
    );
    let events = desk.handle(); // For any thread: card in, card out, mode, cancel.
    events.card_placed(DAY.parse()?)?;
    desk.run(&SystemClock::new(), |desk| {
        desk.reception().state() == State::Ended
    });
    events.card_removed()?;
    desk.poll(&mynareader::reception::Tick::ZERO);
    for journal in desk.take_journals() {
        println!(
            "outcome: {:?}, {} lines in the journal",
            journal.outcome(),
            journal.lines().len()
        );
    }
    Ok(())
}
