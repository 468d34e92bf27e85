//! The chip against card.md: each test names the rule it comes from.
#![forbid(unsafe_code)]

mod files;
mod keys;
mod sessions;
mod signatures;

use proptest::prelude::*;

use super::*;
use crate::persona::for_tests;

const JPKI: &[u8] = &[0xD3, 0x92, 0xF0, 0x00, 0x26, 0x01, 0x00, 0x00, 0x00, 0x01];
const SURFACE: &[u8] = &[0xD3, 0x92, 0x10, 0x00, 0x31, 0x00, 0x01, 0x01, 0x04, 0x02];
const TEXT: &[u8] = &[0xD3, 0x92, 0x10, 0x00, 0x31, 0x00, 0x01, 0x01, 0x04, 0x08];
const JUKI: &[u8] = &[0xD3, 0x92, 0x10, 0x00, 0x31, 0x00, 0x01, 0x01, 0x04, 0x01];
const COMMON: &[u8] = &[0xD3, 0x92, 0x10, 0x00, 0x31, 0x00, 0x01, 0x01, 0x01, 0x00];
const ISD: &[u8] = &[0xA0, 0x00, 0x00, 0x01, 0x51, 0x00, 0x00];

fn chip_of(persona: &str, policy: Policy) -> Chip {
    for_tests().get(persona).unwrap().chip_with(policy).unwrap()
}

fn adult() -> Chip {
    chip_of("adult", Policy::default())
}

/// From hexadecimal, blanks ignored.
fn bytes(hex: &str) -> Vec<u8> {
    let digits: Vec<u8> = hex
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| u8::try_from(c.to_digit(16).unwrap()).unwrap())
        .collect();
    digits
        .chunks(2)
        .map(|pair| pair[0] << 4 | pair[1])
        .collect()
}

impl Chip {
    fn send(&mut self, hex: &str) -> (Vec<u8>, u16) {
        self.send_bytes(&bytes(hex))
    }

    fn send_bytes(&mut self, command: &[u8]) -> (Vec<u8>, u16) {
        let mut answer = self.process(command);
        let low = answer.pop().unwrap();
        let high = answer.pop().unwrap();
        (answer, u16::from_be_bytes([high, low]))
    }

    fn status(&mut self, hex: &str) -> u16 {
        self.send(hex).1
    }

    fn app(&mut self, aid: &[u8]) -> u16 {
        let mut command = vec![0x00, 0xA4, 0x04, 0x0C, u8::try_from(aid.len()).unwrap()];
        command.extend_from_slice(aid);
        self.send_bytes(&command).1
    }

    /// VERIFY with the short identifier in P2.
    fn present(&mut self, sfi: u8, value: &str) -> u16 {
        let mut command = vec![
            0x00,
            0x20,
            0x00,
            0x80 | sfi,
            u8::try_from(value.len()).unwrap(),
        ];
        command.extend_from_slice(value.as_bytes());
        self.send_bytes(&command).1
    }

    fn query(&mut self, sfi: u8) -> u16 {
        self.send_bytes(&[0x00, 0x20, 0x00, 0x80 | sfi]).1
    }

    /// The start of a file by short identifier.
    fn read(&mut self, sfi: u8) -> (Vec<u8>, u16) {
        self.send_bytes(&[0x00, 0xB0, 0x80 | sfi, 0x00, 0x00])
    }
}

#[test]
fn no_command_makes_it_panic() {
    // Not random: every instruction under every class, with every parameter that means something,
    // in every form of length.
    let mut chip = adult();
    let bodies: [&[u8]; 12] = [
        &[],
        &[0x00],
        &[0xFF],
        &[0x00, 0x00],
        &[0x00, 0x00, 0x00],
        &[0x01, 0x31],
        &[0x02, 0x00, 0x18],
        &[0x02, 0x00, 0x18, 0x00],
        &[0x00, 0x00, 0x01, 0x31],
        &[0x00, 0x00, 0x01, 0x31, 0x00, 0x00],
        &[0x00, 0xFF, 0xFF, 0x31],
        &[0xFF, 0x31],
    ];
    for aid in [JPKI, SURFACE, TEXT, JUKI, COMMON, ISD] {
        chip.app(aid);
        for cla in [0x00, 0x01, 0x08, 0x0C, 0x10, 0x80, 0x84, 0x90, 0xFF] {
            for ins in 0..=0xFF {
                for p1 in [0x00, 0x01, 0x02, 0x04, 0x05, 0x7F, 0x80, 0x82, 0x9F, 0xFF] {
                    for p2 in [0x00, 0x04, 0x0C, 0x80, 0x97, 0x98, 0x9F, 0xC1, 0xFF] {
                        let body = bodies[usize::from(p1 ^ p2 ^ ins) % bodies.len()];
                        let command = [&[cla, ins, p1, p2], body].concat();
                        let answer = chip.process(&command);
                        assert!(answer.len() >= 2);
                    }
                }
            }
        }
    }
}

/// Commands that come close to real ones, and some that do not.
fn any_command() -> impl Strategy<Value = Vec<u8>> {
    let header = (
        prop::sample::select(vec![0x00_u8, 0x80, 0x08, 0x0C, 0x01, 0xFF]),
        prop::sample::select(vec![
            0xA4_u8, 0xB0, 0xB2, 0x20, 0x24, 0x32, 0x84, 0xCA, 0x88, 0x82, 0x2A, 0xA2, 0xAE, 0xFC,
            0xC0,
        ]),
        any::<u8>(),
        any::<u8>(),
    )
        .prop_map(|(cla, ins, p1, p2)| vec![cla, ins, p1, p2]);
    let body = prop::collection::vec(any::<u8>(), 0..40);
    prop_oneof![
        (header, body.clone()).prop_map(|(header, body)| [header, body].concat()),
        body,
        prop::sample::select(vec![JPKI, SURFACE, TEXT, JUKI, COMMON, ISD]).prop_map(|aid| {
            let length = u8::try_from(aid.len()).unwrap();
            [&[0x00, 0xA4, 0x04, 0x0C, length], aid].concat()
        }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever is sent, there is an answer with a status word, data only beside success, and no
    /// counter rises without a right VERIFY.
    #[test]
    fn any_sequence_is_answered(commands in prop::collection::vec(any_command(), 1..40)) {
        let mut chip = adult();
        let mut before: Vec<_> = chip.eeprom().keys().map(|key| (key, chip.eeprom().tries_left(key))).collect();
        for command in commands {
            let (data, status) = chip.send_bytes(&command);
            prop_assert!(data.is_empty() || status == 0x9000);
            for (key, tries) in &mut before {
                let now = chip.eeprom().tries_left(*key);
                prop_assert!(now <= *tries || chip.eeprom().counts(*key).right > 0);
                *tries = now;
            }
        }
    }
}

#[test]
fn classes_and_instructions_that_the_card_has_not() {
    // docs/facts/card.md §4: 6D00 / 6E00; §1: only channel 0, otherwise 6881.
    let mut chip = adult();
    for channel in ["01", "02", "03", "81"] {
        assert_eq!(chip.status(&format!("{channel} A4 04 0C 01 D3")), 0x6881);
    }
    assert_eq!(chip.status("00 CB 3F FF 03 5C 01 7E 08"), 0x6D00);
    assert_eq!(chip.status("00 C0 00 00 00"), 0x6D00);
    assert_eq!(chip.status("90 A4 04 0C 01 D3"), 0x6E00);
    assert_eq!(chip.status("80 A4 04 0C 01 D3"), 0x6E00);
    assert_eq!(chip.status("00 2A 00 80 01 31 00"), 0x6E00);
}

#[test]
fn secure_messaging_is_refused_as_each_application_refuses_it() {
    // docs/facts/card.md §13.
    let mut chip = adult();
    for (aid, refusal) in [
        (SURFACE, 0x66F1),
        (COMMON, 0x66F1),
        (JPKI, 0x6982),
        (JUKI, 0x6982),
        (TEXT, 0x6987),
    ] {
        chip.app(aid);
        assert_eq!(chip.status("0C B0 81 00 00"), refusal);
    }
    chip.app(JPKI);
    assert_eq!(chip.status("80 AE 00 00 01 00 00"), 0x6982);
    chip.app(SURFACE);
    assert_eq!(chip.status("80 AE 00 00 01 00 00"), 0x66F1);
}

#[test]
fn the_first_command_after_power_up_fails_where_a_policy_says_so() {
    // docs/facts/card.md §1 [M][1]; docs/facts/tools.md §2, point 3.
    let mut chip = chip_of(
        "adult",
        Policy {
            first_command_fails: true,
            ..Policy::default()
        },
    );
    assert_eq!(chip.app(JPKI), 0x6F00);
    assert_eq!(chip.app(JPKI), 0x9000);
    chip.power_cycle();
    assert_eq!(chip.app(JPKI), 0x6F00);
    assert_eq!(adult().app(JPKI), 0x9000);
}
