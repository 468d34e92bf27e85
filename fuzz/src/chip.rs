//! The virtual card's command side: any bytes, by any of its rules, through links that fail.

use core::time::Duration;

use mynareader::emulator::{
    At, BlockedAnswer, Chip, ContactAtr, Extended, Fault, KeyRef, Link, Misbehaviour, Policy,
    VirtualCard, hostile,
};
use mynareader::transport::{ResponseBuffer, Sent, Transport};

use crate::input::Input;
use crate::people;
use crate::said;
use crate::wire::KINDS;

/// Who, by which rules, with what faults; then commands.
pub fn run(data: &[u8]) {
    let mut input = Input::new(data);
    let who = input.byte();
    let policy = policy(&mut input);
    let mut card = people::card_with(who, policy).with_link(link(&mut input));
    let handle = card.handle();
    let keys: Vec<KeyRef> = handle.with_chip(|chip| chip.eeprom().keys().collect());
    for _ in 0..input.byte() % 4 {
        handle.add_fault(Fault {
            at: at(&mut input),
            what: misbehaviour(&mut input),
        });
    }
    let mut response = ResponseBuffer::new();
    let mut moves = 0;
    while !input.is_empty() && moves < 96 {
        moves += 1;
        let left = |keys: &[KeyRef]| {
            keys.iter()
                .map(|key| handle.tries_left(*key))
                .collect::<Vec<_>>()
        };
        let before = left(&keys);
        match input.byte() {
            0..=0xEF => command(&mut card, &mut response, &mut input),
            0xF0..=0xF1 => {
                let _ = card.reset();
            }
            0xF2..=0xF3 => {
                let _ = card.power_down();
            }
            0xF4 => handle.remove(),
            0xF5 => handle.insert(),
            0xF6 => handle.reset_behind_the_back(),
            0xF7 => {
                let other = people::one(input.byte()).chip().expect("a chip");
                drop(handle.exchange_chip(other));
                // Other keys, and other counters.
                continue;
            }
            0xF8 => handle.clear_log(),
            0xF9 => handle.clear_faults(),
            0xFA => {
                let (key, tries) = (input.byte(), input.byte());
                if let Some(key) = keys.get(usize::from(key) % keys.len().max(1)) {
                    handle.with_chip(|chip| chip.eeprom_mut().set_tries_left(*key, tries % 16));
                }
                continue;
            }
            _ => said::debug((&card, &handle, handle.with_chip(|chip| format!("{chip:?}")))),
        }
        // A command costs one try of one key at the most.
        let lost: u32 = before
            .iter()
            .zip(left(&keys))
            .map(|(before, after)| match (before, after) {
                (Some(before), Some(after)) => u32::from(before.saturating_sub(after)),
                _ => 0,
            })
            .sum();
        assert!(lost <= 1, "{lost} tries by one command");
    }
    for exchange in handle.log() {
        said::debug((&exchange, exchange.status(), exchange.is_presentation()));
    }
    let _ = (
        handle.bytes(),
        handle.dropped(),
        handle.elapsed(),
        handle.exchanges(),
    );
    let _ = card.power_down();
    for key in keys {
        assert!(!handle.is_verified(key), "verified without power");
    }
}

/// Often by the forms that commands have, for a fuzzer finds none of them by itself.
fn command(card: &mut VirtualCard, response: &mut ResponseBuffer, input: &mut Input<'_>) {
    let aids: [&[u8]; 3] = [
        b"\xD3\x92\xF0\x00\x26\x01\x00\x00\x00\x01",
        b"\xD3\x92\x10\x00\x31\x00\x01\x01\x04\x02",
        b"\xD3\x92\x10\x00\x31\x00\x01\x01\x04\x08",
    ];
    let bytes = match input.byte() % 8 {
        0 => input.chunk().to_vec(),
        1 => [&[0x00, 0xA4, 0x04, 0x0C, 0x0A][..], input.one(&aids)].concat(),
        2 => vec![0x00, 0xA4, 0x02, 0x0C, 0x02, input.byte() % 2, input.byte()],
        3 => vec![0x00, 0xB0, input.byte(), input.byte(), input.byte()],
        4 => {
            let value = input.short();
            let length = u8::try_from(value.len()).expect("at most 255");
            [&[0x00, 0x20, 0x00, input.byte(), length][..], value].concat()
        }
        5 => {
            let value = input.short();
            let length = u8::try_from(value.len()).expect("at most 255");
            [
                &[0x80, 0x2A, input.byte() % 7, input.byte(), length][..],
                value,
                &[0],
            ]
            .concat()
        }
        6 => vec![
            0x00,
            0xB0,
            input.byte(),
            input.byte(),
            0,
            input.byte(),
            input.byte(),
        ],
        _ => {
            let ins = input.one(&[
                0x20, 0x24, 0x32, 0x82, 0x84, 0x88, 0xA2, 0xAE, 0xB2, 0xCA, 0xFC,
            ]);
            let value = input.short();
            let length = u8::try_from(value.len()).expect("at most 255");
            let head = [
                input.one(&[0x00, 0x80, 0x0C, 0x01]),
                ins,
                input.byte(),
                input.byte(),
            ];
            match length {
                0 => head.to_vec(),
                length => [&head[..], &[length], value].concat(),
            }
        }
    };
    let limit = Duration::from_secs(1);
    match card.transmit(&bytes, response, limit) {
        Ok(()) => {}
        Err(error) => said::error(&error),
    }
    // The chip itself always answers.
    let mut chip: Chip = card.handle().with_chip(|chip| chip.clone());
    assert!(chip.process(&bytes).len() >= 2);
}

fn policy(input: &mut Input<'_>) -> Policy {
    let mut policy = Policy::DEFAULT;
    let bits = input.byte();
    policy.warm_reset_clears_security = bits & 1 != 0;
    policy.reselect_clears_security = bits & 2 != 0;
    policy.first_command_fails = bits & 4 != 0;
    policy.verified_query_answers_ok = bits & 8 != 0;
    policy.short_read_answers_6282 = bits & 16 != 0;
    policy.end_of_file_is_out_of_range = bits & 32 == 0;
    policy.wrong_verify_revokes = bits & 64 == 0;
    policy.extended = input.one(&[Extended::All, Extended::NotForReading, Extended::None]);
    policy.blocked_query = input.one(&[BlockedAnswer::CounterZero, BlockedAnswer::Locked]);
    policy.blocked_verify = input.one(&[BlockedAnswer::CounterZero, BlockedAnswer::Locked]);
    policy.contact_atr = input.one(&[
        ContactAtr::Anywhere,
        ContactAtr::OutsideApplications,
        ContactAtr::InsideApplications,
    ]);
    policy
}

fn link(input: &mut Input<'_>) -> Link {
    use mynareader::emulator::ExtendedFailure;
    match input.byte() % 6 {
        0 => Link::EXTENDED,
        1 => Link::SHORT,
        2 => Link::SHORT_FRAMED,
        3 => Link::failing_extended(ExtendedFailure::Broken),
        4 => Link::failing_extended(ExtendedFailure::Refused(input.word())),
        _ => Link::failing_extended(ExtendedFailure::Truncated(usize::from(input.byte()))),
    }
}

fn at(input: &mut Input<'_>) -> At {
    match input.byte() % 5 {
        0 => At::Exchange(u32::from(input.byte())),
        1 => At::From(u32::from(input.byte())),
        2 => At::Presentation(u32::from(input.byte() % 4)),
        3 => At::Instruction(input.byte()),
        _ => At::TriesQuery,
    }
}

fn misbehaviour(input: &mut Input<'_>) -> Misbehaviour {
    match input.byte() % 12 {
        0 => Misbehaviour::TornBefore {
            kind: input.one(&KINDS),
            sent: input.one(&[Sent::No, Sent::Maybe]),
        },
        1 => Misbehaviour::TornAfter {
            kind: input.one(&KINDS),
        },
        2 => Misbehaviour::Reset,
        3 => Misbehaviour::RemovedBefore,
        4 => Misbehaviour::RemovedAfter,
        5 => Misbehaviour::Mute,
        6 => Misbehaviour::Slow(Duration::from_millis(input.number())),
        7 => Misbehaviour::Truncate(usize::from(input.byte())),
        8 => Misbehaviour::Answer(input.short().to_vec()),
        9 => hostile::at_most(usize::from(input.byte())).what,
        10 => hostile::announces_four_gibibytes().what,
        _ => hostile::longest_answers().what,
    }
}
