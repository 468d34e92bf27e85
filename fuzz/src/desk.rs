//! The real desk and card side over the virtual card, with devices that answer anything at any time:
//! the walks of its tests, led by the fuzzer's bytes, with their watch.

use std::sync::LazyLock;

use mynareader::certificate::Accept;
use mynareader::desk::Options;
use mynareader::emulator::Persona;
use mynareader::facts::Mode;
use mynareader::reception::{Actor, Config, Fitted, PinVerifier, PrescriptionChoice, StaffCheck};

use crate::input::Input;
use crate::people;
use walk::{Move, Walk, go};

// A part of it is for other tests.
#[allow(dead_code)]
#[path = "../../tests/desk/counter.rs"]
mod counter;
#[path = "../../tests/desk/walk.rs"]
mod walk;

static PERSONAS: LazyLock<Vec<&'static Persona>> = LazyLock::new(|| {
    let mut all: Vec<_> = people::all().iter().collect();
    all.sort_by_key(|persona| persona.name() != "adult");
    all
});

static OPTIONS: LazyLock<Options> = LazyLock::new(|| Options {
    accept: Accept::ProductionAndTest,
    anchors: people::anchors().clone(),
    // The same challenge each time, so that a signature is made once.
    random: |bytes| {
        bytes.fill(0x5A);
        Ok(())
    },
    ..Options::default()
});

/// Who, how the reader is set up, what is answered with the call, and then what happens.
pub fn run(data: &[u8]) {
    let mut input = Input::new(data);
    let first = usize::from(input.byte());
    // Every second card is in order.
    let persona = if first & 1 == 0 {
        0
    } else {
        first / 2 % PERSONAS.len()
    };
    let config = config(&mut input);
    let link = input.below(3);
    let at_once = input.take(30).to_vec();
    let mut moves = Vec::new();
    while !input.is_empty() && moves.len() < 120 {
        moves.push(one_move(&mut input));
    }
    let walk = Walk {
        persona,
        config,
        link,
        at_once,
        moves,
    };
    let _ = go(&walk, &PERSONAS, &OPTIONS);
}

fn config(input: &mut Input<'_>) -> Config {
    let mut config = Config::default();
    config.mode = input.one(&[
        Mode::Unattended,
        Mode::Unattended,
        Mode::Visual,
        Mode::PinOnly,
    ]);
    config.staff_check = input.one(&[
        StaffCheck::InVisualModeOnly,
        StaffCheck::AfterFailure,
        StaffCheck::FromMethodScreen,
    ]);
    config.prescription = input.one(&[
        PrescriptionChoice::NotAsked,
        PrescriptionChoice::BeforeConsent,
        PrescriptionChoice::AfterConsent,
    ]);
    config.pin_verifier = input.one(&[PinVerifier::Library, PinVerifier::NationalSoftware]);
    let bits = input.byte();
    config.fitted = Fitted::from_bits_truncate(if bits & 8 == 0 { 7 } else { bits });
    config.passcodes = input.byte() % 4;
    config.pins = input.byte() % 4;
    config.code_b.tries_kept = input.byte() % 4;
    config.code_b.agreeing = 1 + input.byte() % 2;
    config.methods_after_read_error = input.flag();
    config.face.liveness_required = input.flag();
    if input.flag() {
        config.registration_by_sight = None;
    }
    config.rehearsal = config.passcodes == 3 && config.pins == 3;
    config
}

/// As often as the tests' walks have each.
fn one_move(input: &mut Input<'_>) -> Move {
    match input.byte() % 76 {
        0..=29 => Move::Answer {
            how: input.byte(),
            by: None,
        },
        30..=31 => Move::Answer {
            how: input.byte(),
            by: Some(input.one(&Actor::ALL)),
        },
        32..=33 => Move::Foreign {
            how: input.byte(),
            number: input.byte(),
        },
        34..=35 => Move::Late { how: input.byte() },
        36 => Move::Anything {
            how: input.byte(),
            by: input.one(&Actor::ALL),
        },
        37..=39 => Move::Outside {
            what: input.byte(),
            by: None,
        },
        40 => Move::Outside {
            what: input.byte(),
            by: Some(input.one(&Actor::ALL)),
        },
        41..=42 => Move::Misbehave {
            how: input.byte(),
            after: 1 + u32::from(input.byte() % 24),
        },
        43 => Move::Hand { how: input.byte() },
        44 => Move::Time(1 + u64::from(input.byte() % 200)),
        45..=48 => Move::Poll(1 + input.byte() % 3),
        49..=70 => Move::Settle,
        71..=74 => Move::Place,
        _ => Move::Take,
    }
}
