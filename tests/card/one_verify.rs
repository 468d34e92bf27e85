//! One VERIFY on the wire for each call, whatever the link does: 10,000 random schedules of
//! faults against the virtual card, of which at least 2,000 lose the answer after the VERIFY was
//! sent. In a third of them the reader answers by itself where the card should. The wire log counts,
//! not the library, and the chip's own counter must agree with the VERIFYs that it judged.

use mynareader::application::ToSign;
use mynareader::application::jpki::Jpki;
use mynareader::application::record::Signed;
use mynareader::card::{
    Card, CardErrorKind, File, Floor, LastTryAccepted, Profile, UnknownCause, Verification,
};
use mynareader::facts::{Key, Tries};
use mynareader::secret::Pin;
use mynareader::transport::{LinkErrorKind, Sent};
use mynareader_emulator::{
    Chip, Day, Fault, KeyRef, Misbehaviour, Personas, Policy, VirtualCard, hostile,
};

const CASES: u32 = 10_000;
const TORN_AT_LEAST: u32 = 2_000;
const KEY: KeyRef = KeyRef::AUTHENTICATION_PIN;
const RIGHT: &[u8] = b"1234";

/// `SplitMix64`: the same schedules on every run and every machine.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, bound: u64) -> u64 {
        self.next() % bound
    }

    fn one<T: Copy>(&mut self, of: &[T]) -> T {
        of[usize::try_from(self.below(of.len() as u64)).unwrap()]
    }
}

const KINDS: [LinkErrorKind; 7] = [
    LinkErrorKind::TimedOut,
    LinkErrorKind::Broken,
    LinkErrorKind::Mute,
    LinkErrorKind::Driver,
    LinkErrorKind::Reset,
    LinkErrorKind::CardRemoved,
    LinkErrorKind::Cancelled,
];

fn misbehaviour(random: &mut Random) -> Misbehaviour {
    match random.below(13) {
        0..=4 => Misbehaviour::TornAfter {
            kind: random.one(&KINDS),
        },
        5 => Misbehaviour::TornBefore {
            kind: random.one(&KINDS),
            sent: Sent::Maybe,
        },
        6 => Misbehaviour::TornBefore {
            kind: random.one(&KINDS),
            sent: Sent::No,
        },
        7 => Misbehaviour::Reset,
        8 => Misbehaviour::RemovedAfter,
        9 => Misbehaviour::RemovedBefore,
        10 => Misbehaviour::Mute,
        11 => Misbehaviour::Truncate(usize::try_from(random.below(2)).unwrap()),
        _ => Misbehaviour::rewrite({
            let status = random.one(&[0x6104_u16, 0x6C04, 0x6F00, 0x6700, 0x9100]);
            move |_, _| status.to_be_bytes().to_vec()
        }),
    }
}

fn faults(random: &mut Random) -> Vec<Fault> {
    let mut faults = Vec::new();
    if random.below(6) != 0 {
        let nth = random.one(&[1, 1, 1, 2, 3]);
        faults.push(Fault::at_presentation(nth, misbehaviour(random)));
    }
    if random.below(3) == 0 {
        let number = u32::try_from(1 + random.below(12)).unwrap();
        faults.push(Fault::at_exchange(number, misbehaviour(random)));
    }
    faults
}

/// Words of a reader's own: a counter that no PIN has, and words that tell nothing.
const NO_COUNTS: [u16; 8] = [
    0x6300, 0x6300, 0x6301, 0x63C4, 0x63C9, 0x63CF, 0x63FF, 0x9000,
];

/// A reader that answers by itself, from the beginning on: whether it answers the query, and how.
fn reader_speaks(random: &mut Random) -> Option<(bool, Fault)> {
    let word = random.one(&NO_COUNTS);
    match random.below(9) {
        0 => Some((true, hostile::answers_queries_itself(word))),
        1 if word != 0x9000 => Some((false, hostile::speaks_over_verify(word))),
        // As many as before, or more: a count that does not fall.
        2 => Some((false, hostile::speaks_over_verify(0x63C3))),
        _ => None,
    }
}

/// What a run has shown.
#[derive(Default)]
struct Seen {
    /// Schedules in which the reader answered the query by itself.
    counted_by_the_reader: u32,
    /// VERIFYs of which the reader's word left the outcome unknown.
    spoken_over: u32,
    torn_after_sending: u32,
    accepted: u32,
    wrong: u32,
    settled: u32,
}

/// Holds: R2
#[test]
fn one_verify_on_the_wire_for_each_call() {
    let personas = Personas::at("2026-11-22".parse::<Day>().unwrap()).unwrap();
    let image = personas.get("adult").unwrap().image().unwrap();
    let mut seen = Seen::default();
    for case in 0..CASES {
        let mut random = Random(u64::from(case));
        let mut chip = Chip::new(image.clone(), Policy::DEFAULT);
        let left = random.one(&[0, 1, 2, 2, 3, 3, 3, 3]);
        chip.eeprom_mut().set_tries_left(KEY, left);
        run(case, &mut random, chip, &mut seen);
    }
    // The schedules are worth something: every kind of outcome was among them.
    assert!(
        seen.torn_after_sending >= TORN_AT_LEAST,
        "{} torn",
        seen.torn_after_sending
    );
    assert!(seen.accepted >= 1_000 && seen.wrong >= 1_000 && seen.settled >= 500);
    assert!(seen.counted_by_the_reader >= 500 && seen.spoken_over >= 500);
    println!(
        "{CASES} cases: {} torn after VERIFY was sent, {} accepted, {} wrong, {} settled, {} with a \
         reader that counts, {} VERIFYs spoken over",
        seen.torn_after_sending,
        seen.accepted,
        seen.wrong,
        seen.settled,
        seen.counted_by_the_reader,
        seen.spoken_over
    );
}

fn run(case: u32, random: &mut Random, chip: Chip, seen: &mut Seen) {
    let mut schedule = faults(random);
    let speaks = reader_speaks(random);
    let reader_counts = speaks.as_ref().is_some_and(|(counts, _)| *counts);
    seen.counted_by_the_reader += u32::from(reader_counts);
    // Behind the others: at one exchange the first happens.
    schedule.extend(speaks.map(|(_, fault)| fault));
    let mut decided = false;
    let mut virtual_card = VirtualCard::new(chip).with_faults(schedule.clone());
    let handle = virtual_card.handle();
    let mut card = Card::new(&mut virtual_card, Profile::my_number_card());
    for _ in 0..1 + random.below(4) {
        let before = handle.presentations();
        let tries_before = handle.tries_left(KEY).unwrap();
        let right = random.below(2) == 0;
        let pin = Pin::from_ascii(if right { RIGHT } else { b"9999" }).unwrap();
        let overridden = random.below(3) == 0;
        let floor = if overridden {
            Floor::Override(LastTryAccepted::after_warning())
        } else {
            Floor::DEFAULT
        };
        let was_unsettled = card.unsettled().is_some();
        let outcome = match random.below(16) {
            0 => {
                let _ = card.tries(Key::AuthenticationPin);
                continue;
            }
            1 => {
                let _ = card.read(File::TokenInformation);
                continue;
            }
            2 => Jpki::new(&mut card)
                .authenticate(&ToSign::digest(&[7; 32]), &pin, floor)
                .map(|signed| match signed {
                    Signed::Signature(_) => Verification::Accepted,
                    Signed::Refused(refused) => refused,
                }),
            _ => Jpki::new(&mut card).verify_authentication_pin(&pin, floor),
        };
        let sent = handle.presentations() - before;
        let context = format!("case {case}, {schedule:?}: {outcome:?}");
        assert!(sent <= 1, "{sent} sent; {context}");
        match outcome {
            Ok(Verification::Accepted | Verification::Wrong(_)) => {
                assert_eq!(sent, 1, "{context}");
                seen.accepted += u32::from(outcome == Ok(Verification::Accepted));
                seen.wrong += u32::from(outcome != Ok(Verification::Accepted));
            }
            Err(error) => match error.kind {
                CardErrorKind::OutcomeUnknown { cause, .. } => {
                    assert_eq!(sent, 1, "{context}");
                    assert!(!card.is_verified(Key::AuthenticationPin), "{context}");
                    seen.spoken_over += u32::from(
                        matches!(cause, UnknownCause::Status(word) if word.value() >> 8 == 0x63),
                    );
                    assert_eq!(card.unsettled(), Some(Key::AuthenticationPin), "{context}");
                }
                CardErrorKind::Unsettled(_) | CardErrorKind::TooFewTries { .. } => {
                    assert_eq!(sent, 0, "{context}");
                }
                _ => {}
            },
            Ok(Verification::Blocked) => {}
        }
        if was_unsettled {
            assert_eq!(
                sent, 0,
                "nothing is presented while an outcome is unknown; {context}"
            );
        }
        // Where a reader counts, the card's own word is heard after a decided VERIFY at the earliest.
        decided |= overridden;
        if !overridden && tries_before <= 1 || reader_counts && !decided {
            assert_eq!(sent, 0, "the last try is kept; {context}");
        }
        // Settling: what the card says then is what the chip counts.
        if card.unsettled().is_some()
            && random.below(2) == 0
            && let Ok(tries) = card.tries(Key::AuthenticationPin)
        {
            // What the reader says settles nothing.
            assert_eq!(card.unsettled().is_some(), reader_counts, "{context}");
            let counted = match handle.tries_left(KEY).unwrap() {
                0 => Tries::Blocked,
                left => Tries::Left(left),
            };
            if reader_counts {
                assert_eq!(tries, Tries::Unknown, "{context}");
            } else {
                assert_eq!(tries, counted, "{context}");
                seen.settled += 1;
            }
        }
    }
    drop(card);

    // The wire against the chip: each VERIFY that reached it was judged once, and its counter
    // counts those that it judged wrong.
    let log = handle.log();
    let torn = log.iter().any(|exchange| {
        exchange.is_presentation() && exchange.reached_chip() && exchange.delivered.is_err()
    });
    seen.torn_after_sending += u32::from(torn);
    let judged = |status: fn(u16) -> bool| {
        let reached = log.iter().filter(|exchange| exchange.is_presentation());
        let answered = reached.filter_map(|exchange| exchange.answered.as_deref());
        let count = answered
            .filter(|answer| matches!(answer, [.., a, b] if status(u16::from_be_bytes([*a, *b]))))
            .count();
        u32::try_from(count).unwrap()
    };
    let counts = handle.counts(KEY);
    assert_eq!(
        counts.right,
        judged(|status| status == 0x9000),
        "case {case}"
    );
    assert_eq!(
        counts.wrong,
        judged(|status| status & 0xFFF0 == 0x63C0),
        "case {case}"
    );
    // However the session went, nothing stays verified.
    assert!(!handle.is_verified(KEY), "case {case}");
}
