//! Random walks at the desk, as `walk.rs` has them.

use super::counter::DAY;
use super::walk::{Move, Walk, go};
use mynareader_rehearsal::authority;

use std::cell::RefCell;
use std::collections::BTreeMap;

use mynareader::certificate::Accept;
use mynareader::desk::Options;
use mynareader::facts::Mode;
use mynareader::reception::{Actor, Config, Fitted, PinVerifier, PrescriptionChoice, StaffCheck};
use mynareader_emulator::{Persona, Personas};
use proptest::prelude::*;
use proptest::test_runner::{RngAlgorithm, TestRng, TestRunner};

fn moves() -> impl Strategy<Value = Move> {
    let actor = || prop::sample::select(Actor::ALL.to_vec());
    prop_oneof![
        30 => any::<u8>().prop_map(|how| Move::Answer { how, by: None }),
        2 => (any::<u8>(), actor()).prop_map(|(how, by)| Move::Answer { how, by: Some(by) }),
        2 => (any::<u8>(), any::<u8>()).prop_map(|(how, number)| Move::Foreign { how, number }),
        2 => any::<u8>().prop_map(|how| Move::Late { how }),
        1 => (any::<u8>(), actor()).prop_map(|(how, by)| Move::Anything { how, by }),
        3 => any::<u8>().prop_map(|what| Move::Outside { what, by: None }),
        1 => (any::<u8>(), actor()).prop_map(|(what, by)| Move::Outside { what, by: Some(by) }),
        2 => (any::<u8>(), 1_u32..25).prop_map(|(how, after)| Move::Misbehave { how, after }),
        1 => any::<u8>().prop_map(|how| Move::Hand { how }),
        1 => (1_u64..200).prop_map(Move::Time),
        4 => (1_u8..4).prop_map(Move::Poll),
        25 => Just(Move::Settle),
        4 => Just(Move::Place),
        1 => Just(Move::Take),
    ]
}

fn configs() -> impl Strategy<Value = Config> {
    let modes = vec![
        Mode::Unattended,
        Mode::Unattended,
        Mode::Visual,
        Mode::PinOnly,
    ];
    let checks = vec![
        StaffCheck::InVisualModeOnly,
        StaffCheck::AfterFailure,
        StaffCheck::FromMethodScreen,
    ];
    let prescriptions = vec![
        PrescriptionChoice::NotAsked,
        PrescriptionChoice::BeforeConsent,
        PrescriptionChoice::AfterConsent,
    ];
    let verifiers = vec![PinVerifier::Library, PinVerifier::NationalSoftware];
    (
        prop::sample::select(modes),
        prop::sample::select(checks),
        prop::sample::select(prescriptions),
        prop::sample::select(verifiers),
        prop::bits::u8::masked(0b111),
        (0_u8..4, 0_u8..4, 0_u8..4, 1_u8..3),
        any::<[bool; 4]>(),
    )
        .prop_map(|(mode, check, prescription, verifier, bits, counts, on)| {
            let mut config = Config::default();
            config.mode = mode;
            config.staff_check = check;
            config.prescription = prescription;
            config.pin_verifier = verifier;
            // Mostly with everything.
            config.fitted = Fitted::from_bits_truncate(if on[0] { 7 } else { bits });
            config.passcodes = counts.0;
            config.pins = counts.1;
            config.code_b.tries_kept = counts.2;
            config.code_b.agreeing = counts.3;
            config.methods_after_read_error = on[1];
            config.face.liveness_required = on[2];
            config.registration_by_sight = config.registration_by_sight.filter(|_| on[3]);
            config.rehearsal = counts.0 == 3 && counts.1 == 3;
            config
        })
}

fn walks(personas: usize) -> impl Strategy<Value = Walk> {
    (
        // Every second card is in order.
        prop_oneof![Just(0), 0..personas],
        configs(),
        0_usize..3,
        prop::collection::vec(any::<u8>(), 0..30),
        prop::collection::vec(moves(), 10..150),
    )
        .prop_map(|(persona, config, link, at_once, moves)| Walk {
            persona,
            config,
            link,
            at_once,
            moves,
        })
}

/// Holds: I1, I2, I3, I4, I5, I6, I9
#[test]
fn random_walks_at_the_desk_keep_the_promises() {
    let all = Personas::at(DAY.parse().unwrap()).unwrap();
    let mut personas: Vec<&Persona> = all.iter().collect();
    personas.sort_by_key(|persona| persona.name() != "adult");
    let mut options = Options {
        accept: Accept::ProductionAndTest,
        ..Options::default()
    };
    authority::trust(&mut options.anchors).unwrap();
    let ends: RefCell<BTreeMap<&str, u32>> = RefCell::default();
    // The same walks every time; more of them where PROPTEST_CASES says so.
    let mut config = ProptestConfig::with_cases(1_500);
    if let Some(cases) = std::env::var("PROPTEST_CASES")
        .ok()
        .and_then(|cases| cases.parse().ok())
    {
        config.cases = cases;
    }
    config.failure_persistence = None;
    config.max_shrink_iters = 4_000;
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let mut runner = TestRunner::new_with_rng(config, rng);
    let result = runner.run(&walks(personas.len()), |walk| {
        for end in go(&walk, &personas, &options) {
            *ends.borrow_mut().entry(end).or_default() += 1;
        }
        Ok(())
    });
    println!("{:?}", ends.borrow());
    if let Err(error) = result {
        panic!("{error}");
    }
    // The walks get somewhere: every end but that of the set-ups which leave no method is common.
    let ends = ends.into_inner();
    for (end, least) in [
        ("admitted", 30),
        ("rehearsed", 10),
        ("fault", 100),
        ("not-identified", 50),
        ("card-removed", 50),
        ("mode-changed", 10),
        ("card-exchanged", 1),
        ("silent", 10),
    ] {
        assert!(ends.get(end).is_some_and(|&n| n >= least), "{end}");
    }
}
