//! Devices that answer later, and a desk with them over a virtual card.
#![allow(dead_code)] // Each test takes what it needs.

use mynareader::application::ToSign;
use mynareader::certificate::UntracedIssuer;
use mynareader::desk::{
    CardLink, CardReading, Choices, Desk, Entitlement, Evidence, FaceEngine, FaceJob, FaceResult,
    Keypad, NationalSoftware, Options, Panel, Parts, Passcode, PinAnswer, PinPrompt, Posted,
    Progress, Registration, Scanner, Secret, Served, Sight, StaffTerminal, Typed, Unshared, View,
};
use mynareader::facts::Method;
use mynareader::fault::FaultCode;
use mynareader::reception::{
    Actor, Answer, Config, EndReason, Mark, Number, Outcome, Path, Reception, Request, ScanOutcome,
    Screen, SightPlace, StaffNotice, State, Tick,
};
use mynareader::secret::{CodeB, Pin};
use mynareader_emulator::{CardHandle, Personas, VirtualCard};

pub const DAY: &str = "2026-11-24";
pub const CANARY: &str = "9713";

pub fn card(persona: &str) -> VirtualCard {
    Personas::at(DAY.parse().unwrap())
        .unwrap()
        .get(persona)
        .unwrap()
        .card()
        .unwrap()
}

pub fn pin(digits: &str) -> Pin {
    Pin::from_ascii(digits.as_bytes()).unwrap()
}

pub fn settle(desk: &mut Desk<'_>, at: u64) {
    while !matches!(desk.poll(&Tick::from_millis(at)), Progress::Idle { .. }) {}
}

pub fn answer(desk: &mut Desk<'_>, answer: Answer, by: Actor) {
    let number = desk.reception().pending().unwrap();
    desk.handle().answer(number, answer, by).unwrap();
    settle(desk, 0);
}

pub fn place(desk: &mut Desk<'_>) {
    desk.handle().card_placed(DAY.parse().unwrap()).unwrap();
    settle(desk, 0);
}

pub fn to_pin(desk: &mut Desk<'_>) -> Number {
    place(desk);
    answer(desk, Answer::Method(Method::Pin), Actor::Patient);
    assert_eq!(desk.reception().state(), State::EnteringPin);
    desk.reception().pending().unwrap()
}

pub fn ended(reason: EndReason, fault: FaultCode) -> Outcome {
    Outcome::Ended { reason, fault }
}

/// So many looks at the card of `adult`, all alike.
pub fn reading(looks: usize) -> CardReading {
    let look = || CodeB::from_ascii(b"55021720352285").unwrap();
    CardReading {
        readings: std::iter::repeat_with(look).take(looks).collect(),
        failed: 0,
        obstacle: None,
        mark: Mark::NotSeen,
    }
}

/// From the card being placed to the face record being read or refused.
pub fn read_record(desk: &mut Desk<'_>, looks: usize) {
    place(desk);
    answer(desk, Answer::Method(Method::Face), Actor::Patient);
    let number = desk.reception().pending().unwrap();
    let reading = Posted::Secret(number, Secret::Reading(reading(looks)));
    desk.handle().post(reading).unwrap();
    settle(desk, 0);
}

/// Devices that answer later, through the handle.
pub struct Later;

impl Panel for Later {
    fn show(&mut self, _: Screen, _: View) {}
    fn ask(&mut self, _: Number, _: &Request, _: View) -> Served<(Answer, Actor)> {
        Served::Later
    }
}

impl Keypad for Later {
    fn enter_pin(&mut self, _: Number, _: PinPrompt) -> Served<Typed> {
        Served::Later
    }
}

impl Scanner for Later {
    fn scan(&mut self, _: Number, _: Option<ScanOutcome>) -> Served<CardReading> {
        Served::Later
    }
}

impl FaceEngine for Later {
    fn compare(&mut self, _: Number, _: FaceJob<'_>) -> Served<FaceResult> {
        Served::Later
    }
}

impl NationalSoftware for Later {
    fn challenge(&mut self, _: Number) -> Served<ToSign> {
        Served::Now(ToSign::digest(&[3; 32]))
    }
    fn authenticate(&mut self, _: Number, evidence: Evidence<'_>) -> Served<bool> {
        // The card signed if, and only if, the way is the one with the PIN.
        assert_eq!(evidence.signature.is_some(), evidence.path == Path::Signed);
        Served::Now(true)
    }
    fn authenticate_with_pin(&mut self, _: Number, _: &Pin, _: bool) -> Served<PinAnswer> {
        Served::Later
    }
    fn register(&mut self, _: Number) -> Served<Registration> {
        Served::Later
    }
    fn eligibility(&mut self, _: Number) -> Served<Entitlement> {
        Served::Later
    }
    fn deliver(&mut self, _: Number, _: Choices) -> Served<()> {
        Served::Later
    }
    fn check_passcode(&mut self, _: Number, _: &Passcode) -> Served<bool> {
        Served::Later
    }
}

impl StaffTerminal for Later {
    fn tell(&mut self, _: StaffNotice, _: View) {}
    fn check_by_sight(&mut self, _: Number, _: SightPlace, _: View) -> Served<Sight> {
        Served::Later
    }
}

/// Builds a desk over a virtual card and hands it to a test.
pub fn with_desk<R>(
    card: VirtualCard,
    config: Config,
    test: impl FnOnce(&mut Desk<'_>, CardHandle) -> R,
) -> R {
    with_panel(card, config, &mut Later, test)
}

/// The same with another panel.
pub fn with_panel<R>(
    card: VirtualCard,
    config: Config,
    panel: &mut dyn Panel,
    test: impl FnOnce(&mut Desk<'_>, CardHandle) -> R,
) -> R {
    let chip = card.handle();
    let mut link = Unshared(card);
    with_link(&mut link, config, panel, |desk| test(desk, chip))
}

/// The same with another link.
pub fn with_link<R>(
    link: &mut dyn CardLink,
    config: Config,
    panel: &mut dyn Panel,
    test: impl FnOnce(&mut Desk<'_>) -> R,
) -> R {
    // No authority's key is at hand here; without this the face would never come to be compared.
    let options = Options {
        untraced: UntracedIssuer::Report,
        ..Options::default()
    };
    with_all(link, config, panel, &mut Later, options, test)
}

/// The same with another national software and other options.
pub fn with_all<R>(
    link: &mut dyn CardLink,
    config: Config,
    panel: &mut dyn Panel,
    national: &mut dyn NationalSoftware,
    options: Options,
    test: impl FnOnce(&mut Desk<'_>) -> R,
) -> R {
    let (mut keypad, mut scanner) = (Later, Later);
    let (mut engine, mut staff) = (Later, Later);
    let parts = Parts {
        panel,
        keypad: &mut keypad,
        scanner: &mut scanner,
        engine: &mut engine,
        national,
        staff: &mut staff,
    };
    let mut desk = Desk::new(Reception::new(config), parts, link, options);
    test(&mut desk)
}
