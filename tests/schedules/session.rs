//! A session with the virtual card in which anything may fail, over a link of any kind, and what must
//! hold of it. The wire counts, not the library.

use std::sync::Arc;

use mynareader::application::ToSign;
use mynareader::application::jpki::Jpki;
use mynareader::application::record::Signed;
use mynareader::application::surface::Surface;
use mynareader::card::{
    Card, CardError, CardErrorKind, File, Floor, LastTryAccepted, Profile, UnknownCause,
    Verification,
};
use mynareader::facts::{Key, Tries};
use mynareader::secret::{CodeB, CodeBPolicy, Pin, SignaturePassword};
use mynareader::transport::{LinkErrorKind, Sent, Transport};
use mynareader_emulator::{
    CardHandle, Chip, Fault, Image, KeyRef, Link, Misbehaviour, Persona, Policy, VirtualCard,
    hostile,
};

use super::quirks::{self, Counts};
use super::random::Random;
use super::reader::Quirky;

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
    if random.once_in(3) {
        let number = u32::try_from(1 + random.below(12)).unwrap();
        faults.push(Fault::at_exchange(number, misbehaviour(random)));
    }
    faults
}

/// The key of a schedule, on the chip and in the library, and how many tries it has at the most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Used {
    chip: KeyRef,
    key: Key,
    most: u8,
}

const USED: [Used; 3] = [
    Used {
        chip: KeyRef::AUTHENTICATION_PIN,
        key: Key::AuthenticationPin,
        most: 3,
    },
    Used {
        chip: KeyRef::SIGNATURE_PASSWORD,
        key: Key::SignaturePassword,
        most: 5,
    },
    Used {
        chip: KeyRef::CODE_B,
        key: Key::CodeB,
        most: 10,
    },
];

/// Words of a reader's own: counters that the key cannot have, and words that tell nothing.
fn no_count(random: &mut Random, most: u8) -> u16 {
    let above = 0x63C0 | u16::from(most);
    let more = random.below(u64::from(16 - most).max(1));
    random.one(&[
        0x6300,
        0x6300,
        0x6301,
        0x63FF,
        0x9000,
        (above + 1 + u16::try_from(more).unwrap()).min(0x63CF),
    ])
}

/// P1: a reader that answers by itself, from the beginning on: whether it answers the query, and how.
fn reader_speaks(random: &mut Random, most: u8) -> Option<(bool, Fault)> {
    let word = no_count(random, most);
    match random.below(9) {
        0 => Some((true, hostile::answers_queries_itself(word))),
        1 if word != 0x9000 => Some((false, hostile::speaks_over_verify(word))),
        // As many as before, or more: a count that does not fall.
        2 => Some((false, hostile::speaks_over_verify(0x63C0 | u16::from(most)))),
        _ => None,
    }
}

/// What a run has shown.
#[derive(Default)]
pub struct Seen {
    /// Schedules over PC/SC.
    pub over_pcsc: u32,
    /// Schedules in which no card could be reached.
    pub unreached: u32,
    /// Schedules in which the reader answered the query by itself.
    pub counted_by_the_reader: u32,
    /// VERIFYs of which the reader's word left the outcome unknown.
    pub spoken_over: u32,
    pub torn_after_sending: u32,
    pub calls: u32,
    pub presented: u32,
    pub accepted: u32,
    pub wrong: u32,
    pub settled: u32,
    /// Calls that found one try left, or none, without a decision: nothing was sent.
    pub last_tries_kept: u32,
    /// Tries that the chip lost to a decision.
    pub last_tries_decided: u32,
    pub quirks: Counts,
}

/// One schedule.
pub fn run(case: u64, persona: &Persona, image: &Arc<Image>, seen: &mut Seen) {
    let mut random = Random(case);
    let random = &mut random;
    let used = random.one(&[USED[0], USED[0], USED[1], USED[2]]);
    // What sources do not agree on, or do not know, of the card.
    let mut policy = Policy::DEFAULT;
    policy.wrong_verify_revokes = random.once_in(2);
    policy.warm_reset_clears_security = random.once_in(2);
    let mut chip = Chip::new(image.clone(), policy);
    let left = match random.below(8) {
        0 => 0,
        1 => 1,
        2 | 3 => 2,
        _ => used.most,
    };
    chip.eeprom_mut().set_tries_left(used.chip, left);
    let mut schedule = faults(random);
    let speaks = reader_speaks(random, used.most);
    let reader_counts = speaks.as_ref().is_some_and(|(counts, _)| *counts);
    seen.counted_by_the_reader += u32::from(reader_counts);
    // Behind the others: at one exchange the first happens.
    schedule.extend(speaks.map(|(_, fault)| fault));
    let link = random.one(&[Link::EXTENDED, Link::EXTENDED, Link::SHORT]);
    let mut card = VirtualCard::new(chip)
        .with_link(link)
        .with_faults(schedule.clone());
    let handle = card.handle();
    let session = Session {
        used,
        persona,
        handle: handle.clone(),
        reader_counts,
        context: format!("case {case}, {used:?}, {schedule:?}"),
    };
    if random.once_in(4) {
        let wire = handle.clone();
        session.go(random, &mut card, &|| wire.presentations(), seen);
    } else {
        seen.over_pcsc += 1;
        let service = Quirky::new(card);
        let (reader, connection) = quirks::connect(random, &service, &mut seen.quirks);
        match connection {
            Some(mut connection) => {
                let wire = service.clone();
                session.go(random, &mut connection, &|| wire.state().presented, seen);
            }
            None => seen.unreached += 1,
        }
        drop(reader);
        let state = service.state();
        assert!(
            state.stated <= 65_535,
            "case {case}: {} bytes stated",
            state.stated
        );
        assert!(state.commands >= state.presented);
    }
    session.over(seen);
}

struct Session<'a> {
    used: Used,
    persona: &'a Persona,
    handle: CardHandle,
    reader_counts: bool,
    context: String,
}

impl Session<'_> {
    /// Presents the key once, or asks for what comes to that.
    fn present(
        &self,
        random: &mut Random,
        card: &mut Card<'_>,
        right: bool,
        floor: Floor,
    ) -> Result<Verification, CardError> {
        match self.used.key {
            Key::AuthenticationPin => {
                let value = if right {
                    self.persona.pin().unwrap()
                } else {
                    "9999"
                };
                let pin = Pin::from_ascii(value.as_bytes()).unwrap();
                if random.once_in(8) {
                    return Jpki::new(card)
                        .authenticate(&ToSign::digest(&[7; 32]), &pin, floor)
                        .map(signed);
                }
                Jpki::new(card).verify_authentication_pin(&pin, floor)
            }
            Key::SignaturePassword => {
                let value = if right {
                    self.persona.signature_password().unwrap()
                } else {
                    "WRONG123"
                };
                let password = SignaturePassword::from_ascii(value.as_bytes()).unwrap();
                Jpki::new(card).verify_signature_password(&password, floor)
            }
            _ => {
                let value = if right {
                    self.persona.code_b().unwrap()
                } else {
                    "00000000000000".to_owned()
                };
                let code = [CodeB::from_ascii(value.as_bytes()).unwrap()];
                let policy = CodeBPolicy {
                    agreeing: 1,
                    tries_kept: 1,
                };
                Surface::new(card).verify_code_b(policy.agree(&code, 0).unwrap())
            }
        }
    }

    fn left(&self) -> u8 {
        self.handle.tries_left(self.used.chip).unwrap()
    }

    /// The session over this link, of which `wire` counts the presentations.
    fn go(
        &self,
        random: &mut Random,
        link: &mut dyn Transport,
        wire: &dyn Fn() -> u32,
        seen: &mut Seen,
    ) {
        let key = self.used.key;
        let mut decided = false;
        let mut card = Card::new(link, Profile::my_number_card());
        for _ in 0..1 + random.below(4) {
            let before = wire();
            let left = self.left();
            let right = random.once_in(2);
            // Nobody decides on the last try of code B.
            let overridden = key != Key::CodeB && random.once_in(3);
            let floor = if overridden {
                Floor::Override(LastTryAccepted::after_warning())
            } else {
                Floor::DEFAULT
            };
            let was_unsettled = card.unsettled().is_some();
            let outcome = match random.below(16) {
                0 => {
                    let _ = card.tries(key);
                    assert_eq!(wire(), before, "{}", self.context);
                    continue;
                }
                1 => {
                    let _ = card.read(File::TokenInformation);
                    assert_eq!(wire(), before, "{}", self.context);
                    continue;
                }
                _ => self.present(random, &mut card, right, floor),
            };
            let sent = wire() - before;
            let context = format!("{}: {outcome:?}", self.context);
            assert!(sent <= 1, "{sent} sent; {context}");
            seen.calls += 1;
            seen.presented += sent;
            self.judged(outcome, sent, &card, seen, &context);
            assert!(
                !was_unsettled || sent == 0,
                "nothing is presented while an outcome is unknown; {context}"
            );
            // Where a reader counts, the card's own word is heard after a decided VERIFY at the
            // earliest.
            decided |= overridden;
            if !overridden && left <= 1 || self.reader_counts && !decided {
                assert_eq!(sent, 0, "the last try is kept; {context}");
                assert_eq!(self.left(), left, "a try is lost; {context}");
                seen.last_tries_kept += 1;
            }
            assert!(self.left() >= left.saturating_sub(1) || self.left() >= left);
            seen.last_tries_decided += u32::from(left == 1 && self.left() == 0);
            self.settle(random, &mut card, seen, &context);
        }
        match random.below(4) {
            0 => drop(card.end()),
            1 => drop(card.leave()),
            2 => drop(card.hand_over()),
            _ => drop(card),
        }
    }

    fn judged(
        &self,
        outcome: Result<Verification, CardError>,
        sent: u32,
        card: &Card<'_>,
        seen: &mut Seen,
        context: &str,
    ) {
        match outcome {
            Ok(Verification::Accepted | Verification::Wrong(_)) => {
                assert_eq!(sent, 1, "{context}");
                seen.accepted += u32::from(outcome == Ok(Verification::Accepted));
                seen.wrong += u32::from(outcome != Ok(Verification::Accepted));
            }
            Err(error) => match error.kind {
                CardErrorKind::OutcomeUnknown { cause, .. } => {
                    assert_eq!(sent, 1, "{context}");
                    assert!(!card.is_verified(self.used.key), "{context}");
                    seen.spoken_over += u32::from(
                        matches!(cause, UnknownCause::Status(word) if word.value() >> 8 == 0x63),
                    );
                    assert_eq!(card.unsettled(), Some(self.used.key), "{context}");
                }
                CardErrorKind::Unsettled(_) | CardErrorKind::TooFewTries { .. } => {
                    assert_eq!(sent, 0, "{context}");
                }
                _ => {}
            },
            Ok(Verification::Blocked) => {}
        }
    }

    /// What the card says after an outcome that is unknown is what the chip counts; what a reader
    /// says by itself settles nothing.
    fn settle(&self, random: &mut Random, card: &mut Card<'_>, seen: &mut Seen, context: &str) {
        if card.unsettled().is_none() || random.once_in(2) {
            return;
        }
        let Ok(tries) = card.tries(self.used.key) else {
            return;
        };
        assert_eq!(card.unsettled().is_some(), self.reader_counts, "{context}");
        let counted = match self.left() {
            0 => Tries::Blocked,
            left => Tries::Left(left),
        };
        if self.reader_counts {
            assert_eq!(tries, Tries::Unknown, "{context}");
        } else {
            assert_eq!(tries, counted, "{context}");
            seen.settled += 1;
        }
    }

    /// The wire against the chip, once the session is over.
    fn over(&self, seen: &mut Seen) {
        // Each VERIFY that reached the chip was judged once, and its counter counts those that it
        // judged wrong.
        let log = self.handle.log();
        let torn = log.iter().any(|exchange| {
            exchange.is_presentation() && exchange.reached_chip() && exchange.delivered.is_err()
        });
        seen.torn_after_sending += u32::from(torn);
        let judged = |status: fn(u16) -> bool| {
            let reached = log.iter().filter(|exchange| exchange.is_presentation());
            let answered = reached.filter_map(|exchange| exchange.answered.as_deref());
            let count = answered
                .filter(
                    |answer| matches!(answer, [.., a, b] if status(u16::from_be_bytes([*a, *b]))),
                )
                .count();
            u32::try_from(count).unwrap()
        };
        let counts = self.handle.counts(self.used.chip);
        assert_eq!(
            counts.right,
            judged(|status| status == 0x9000),
            "{}",
            self.context
        );
        assert_eq!(
            counts.wrong,
            judged(|status| status & 0xFFF0 == 0x63C0),
            "{}",
            self.context
        );
        // However the session went, nothing stays verified.
        for used in USED {
            assert!(!self.handle.is_verified(used.chip), "{}", self.context);
        }
    }
}

fn signed(signed: Signed) -> Verification {
    match signed {
        Signed::Signature(_) => Verification::Accepted,
        Signed::Refused(refused) => refused,
    }
}
