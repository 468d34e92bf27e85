//! The seam under the desk: what reaches a maker's devices, and what is taken from them.

use crate::later::{Later, answer, card, ended, pin, place, settle, to_pin};

use std::cell::RefCell;

use mynareader::application::ToSign;
use mynareader::desk::{
    Desk, Devices, Given, Material, Options, Parts, Posted, Secret, Served, Unshared, View,
};
use mynareader::facts::{Method, Mode, Place, Tries};
use mynareader::fault::FaultCode;
use mynareader::reception::{
    Actor, Answer, Config, Consents, EndReason, Mark, Number, Order, Path, PinVerifier, Reception,
    Request, Scan, ScanOutcome, SightPlace, State,
};
use mynareader_emulator::CardHandle;

/// What came through the seam.
#[derive(Default)]
struct Seen {
    numbers: Vec<Number>,
    orders: Vec<Order>,
    requests: Vec<(Request, String)>,
}

/// Devices that note what comes, and answer at once as they are told to.
struct Noting<'a, F> {
    seen: &'a RefCell<Seen>,
    says: F,
}

impl<F: FnMut(&Request) -> Served<Given>> Devices for Noting<'_, F> {
    fn order(&mut self, number: Number, order: &Order, _: View) {
        let mut seen = self.seen.borrow_mut();
        seen.numbers.push(number);
        seen.orders.push(*order);
    }
    fn request(
        &mut self,
        number: Number,
        request: &Request,
        material: Material<'_>,
        _: View,
    ) -> Served<Given> {
        let mut seen = self.seen.borrow_mut();
        seen.numbers.push(number);
        seen.requests.push((*request, format!("{material:?}")));
        (self.says)(request)
    }
}

fn with_devices(
    config: Config,
    says: impl FnMut(&Request) -> Served<Given>,
    test: impl FnOnce(&mut Desk<'_>, &CardHandle, &RefCell<Seen>),
) {
    let seen = RefCell::default();
    let card = card("adult");
    let chip = card.handle();
    let mut link = Unshared(card);
    let devices = Noting { seen: &seen, says };
    let reception = Reception::new(config);
    let mut desk = Desk::new(reception, devices, &mut link, Options::default());
    test(&mut desk, &chip, &seen);
}

fn national(request: &Request) -> Served<Given> {
    match request {
        Request::ObtainChallenge => Served::Now(Given::Secret(Secret::Challenge(
            ToSign::digest(&[3; 32]),
            Actor::Terminal,
        ))),
        Request::Authenticate { .. } => Served::Now(Given::Plain(
            Answer::Authenticated { registered: true },
            Actor::Terminal,
        )),
        _ => Served::Later,
    }
}

fn enter(desk: &mut Desk<'_>, digits: &str) {
    let number = desk.reception().pending().unwrap();
    let entered = Secret::Pin(pin(digits), Actor::Patient);
    desk.handle().post(Posted::Secret(number, entered)).unwrap();
    settle(desk, 0);
}

/// A wrong PIN and a right one: each action comes once, under a number of its own, and what is the
/// desk's does not come.
#[test]
fn every_action_comes_once_and_has_its_number() {
    with_devices(Config::default(), national, |desk, _, seen| {
        to_pin(desk);
        enter(desk, "0000");
        assert_eq!(desk.reception().state(), State::EnteringPin);
        enter(desk, "1234");
        assert_eq!(desk.reception().state(), State::QueryingEligibility);
        desk.handle().cancel(Actor::Staff).unwrap();
        settle(desk, 0);
        let seen = seen.borrow();
        let counts_on = seen.numbers.is_sorted_by(|one, next| one < next);
        assert!(counts_on, "{:?}", seen.numbers);
        let advised = |order: &&Order| matches!(order, Order::Advise { .. });
        let codes: Vec<_> = seen
            .orders
            .iter()
            .filter(advised)
            .map(|order| match order {
                Order::Advise { fault, .. } => fault.code,
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(codes, [FaultCode::PIN_WRONG, FaultCode::CANCELLED]);
        assert!(!seen.orders.iter().any(|order| matches!(
            order,
            Order::Wipe(_) | Order::ReleaseCard | Order::EndCard | Order::Record(_)
        )));
        assert!(seen.orders.contains(&Order::PromptRemoval));
        let asked = |name: &str| {
            let named =
                |(request, _): &&(Request, String)| format!("{request:?}").starts_with(name);
            seen.requests.iter().filter(named).collect::<Vec<_>>()
        };
        assert_eq!(asked("EnterPin").len(), 2);
        assert_eq!(asked("ObtainChallenge").len(), 2);
        let signed = (
            Request::Authenticate { path: Path::Signed },
            "Signature".to_owned(),
        );
        assert_eq!(asked("Authenticate"), [&signed]);
        assert!(
            !seen
                .requests
                .iter()
                .any(|(request, _)| request.is_card_task())
        );
    });
}

/// The PIN goes to the national software once, as what the request works with.
#[test]
fn the_pin_goes_out_once() {
    let mut config = Config::default();
    config.pin_verifier = PinVerifier::NationalSoftware;
    with_devices(config, national, |desk, _, seen| {
        to_pin(desk);
        enter(desk, "1234");
        let last = seen.borrow().requests.last().cloned();
        let handed = Request::AuthenticateWithPin { last_try: false };
        assert_eq!(last, Some((handed, "Pin".to_owned())));
        assert!(desk.held_secrets().is_empty());
    });
}

/// With the call as little as through the handle: that a PIN was entered or a card's face read nobody
/// can say but who has it. Here nobody would answer any more, so the request has failed.
#[test]
fn a_device_says_nothing_that_only_the_desk_knows() {
    let says = |request: &Request| match request {
        Request::EnterPin { .. } => Served::Now(Given::Plain(Answer::PinEntered, Actor::Patient)),
        Request::ScanCardFace { .. } => Served::Now(Given::Plain(
            Answer::Scanned(Scan {
                outcome: ScanOutcome::Read { agreeing: 2 },
                mark: Mark::NotSeen,
            }),
            Actor::Reader,
        )),
        other => national(other),
    };
    for method in [Method::Pin, Method::Face] {
        with_devices(Config::default(), says, |desk, chip, seen| {
            place(desk);
            answer(desk, Answer::Method(method), Actor::Patient);
            let fault = ended(EndReason::Fault, FaultCode::TERMINAL_APPLICATION);
            assert_eq!(desk.reception().outcome(), Some(fault));
            assert_eq!(chip.presentations(), 0);
            assert!(!format!("{:?}", seen.borrow().requests).contains("ObtainChallenge"));
        });
    }
}

/// The adapter: whatever is asked of six devices that answer later is begun by one of them, and what
/// it cannot begin with has failed. Nothing is left without an answer.
#[test]
fn the_adapter_answers_what_no_device_can_begin_with() {
    let [mut panel, mut keypad, mut scanner, mut engine, mut staff] = [(); 5].map(|()| Later);
    let mut software = Later;
    let mut parts = Parts {
        panel: &mut panel,
        keypad: &mut keypad,
        scanner: &mut scanner,
        engine: &mut engine,
        national: &mut software,
        staff: &mut staff,
    };
    let number = Number {
        station: 0,
        session: 1,
        sequence: 1,
    };
    let view = View {
        mode: Mode::Unattended,
        rehearsal: false,
        may_go_back: false,
    };
    let compare = Request::CompareFace {
        again: None,
        one_false_match_in: 1_000,
    };
    let handed = Request::AuthenticateWithPin { last_try: false };
    let digits = pin("1234");
    for (request, material, begins) in [
        (
            Request::IdentifyCard { at: Place::Reader },
            Material::Nothing,
            false,
        ),
        (Request::ReadFaceRecord, Material::Nothing, false),
        (
            Request::VerifyPin { last_try: true },
            Material::Nothing,
            false,
        ),
        (Request::ReadTries, Material::Nothing, false),
        (Request::ReacquireCard, Material::Nothing, false),
        (compare, Material::Nothing, false),
        (compare, Material::Pin(&digits), false),
        (compare, Material::Photo(&[0]), true),
        (handed, Material::Nothing, false),
        (handed, Material::Pin(&digits), true),
        (Request::CheckPasscode, Material::Nothing, false),
        (
            Request::ScanCardFace { again: None },
            Material::Nothing,
            true,
        ),
        (
            Request::EnterPin {
                tries: Tries::Left(3),
                again: false,
            },
            Material::Nothing,
            true,
        ),
        (
            Request::CheckBySight {
                place: SightPlace::Reader,
            },
            Material::Nothing,
            true,
        ),
        (Request::ConfirmOnPhone, Material::Nothing, true),
        (
            Request::Deliver {
                consents: Consents::empty(),
                prescription: None,
                subsidy: None,
            },
            Material::Nothing,
            true,
        ),
    ] {
        let served = parts.request(number, &request, material, view);
        let failed = matches!(served, Served::Failed(FaultCode::TERMINAL_APPLICATION));
        assert_eq!(failed, !begins, "{request:?} with {material:?}: {served:?}");
    }
}
