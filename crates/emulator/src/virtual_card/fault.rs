//! Misbehaviour on demand, at a chosen exchange, the same every time.
#![forbid(unsafe_code)]

use core::fmt;
use core::time::Duration;
use std::sync::Arc;

use mynareader_transport::{LinkErrorKind, Sent};

/// Something that goes wrong, and when. Where several are due at one exchange, the first that was
/// set happens.
#[derive(Clone, Debug)]
pub struct Fault {
    /// When.
    pub at: At,
    /// What.
    pub what: Misbehaviour,
}

impl Fault {
    /// `what` at exchange `number`, counted from 1.
    pub const fn at_exchange(number: u32, what: Misbehaviour) -> Self {
        Self {
            at: At::Exchange(number),
            what,
        }
    }

    /// `what` at the `nth` VERIFY that carries a value, counted from 1.
    pub const fn at_presentation(nth: u32, what: Misbehaviour) -> Self {
        Self {
            at: At::Presentation(nth),
            what,
        }
    }

    /// `what` at every exchange.
    pub const fn always(what: Misbehaviour) -> Self {
        Self {
            at: At::From(1),
            what,
        }
    }
}

/// When a fault is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum At {
    /// At this exchange, counted from 1 over the life of the virtual card.
    Exchange(u32),
    /// At this exchange and at every later one.
    From(u32),
    /// At the nth VERIFY that carries a value, counted from 1.
    Presentation(u32),
    /// At every command with this instruction byte.
    Instruction(u8),
    /// At every query of tries: a VERIFY of four bytes, which carries no value.
    TriesQuery,
}

impl At {
    pub(super) fn is_due(self, exchange: u32, presentations: u32, command: &[u8]) -> bool {
        match self {
            Self::Exchange(number) => exchange == number,
            Self::From(number) => exchange >= number,
            Self::Presentation(nth) => super::is_presentation(command) && presentations == nth,
            Self::Instruction(ins) => command.get(1) == Some(&ins),
            Self::TriesQuery => matches!(command, [_, 0x20, _, _]),
        }
    }

    /// Whether it can still be due after so many exchanges and presentations.
    pub(super) const fn may_come(self, exchanges: u32, presentations: u32) -> bool {
        match self {
            Self::Exchange(number) => number > exchanges,
            Self::Presentation(nth) => nth > presentations,
            Self::From(_) | Self::Instruction(_) | Self::TriesQuery => true,
        }
    }
}

/// What goes wrong.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Misbehaviour {
    /// The link fails and the chip never sees the command. `sent` is what the link knows of that:
    /// [`Sent::Maybe`] where it cannot tell.
    TornBefore {
        /// How the link names it.
        kind: LinkErrorKind,
        /// What the link knows.
        sent: Sent,
    },
    /// The chip does what it was told, and the answer is lost.
    TornAfter {
        /// How the link names it.
        kind: LinkErrorKind,
    },
    /// Somebody else has reset the card: the command does not reach it.
    Reset,
    /// The card is gone before the command. It stays away until it is inserted again.
    RemovedBefore,
    /// The chip does what it was told, and the card is gone before the answer arrives.
    RemovedAfter,
    /// The chip says nothing, now and until its power goes away.
    Mute,
    /// The answer takes so much longer.
    Slow(Duration),
    /// Only the first bytes of the answer arrive.
    Truncate(usize),
    /// The chip is not asked; this is the answer, status word included.
    Answer(Vec<u8>),
    /// The chip does what it was told, and something else arrives.
    Rewrite(Rewrite),
}

impl Misbehaviour {
    /// The chip is not asked; the answer is this status word.
    pub fn status(status: u16) -> Self {
        Self::Answer(status.to_be_bytes().to_vec())
    }

    /// Whatever `rewrite` makes of the command and the chip's answer.
    pub fn rewrite(rewrite: impl Fn(&[u8], &[u8]) -> Vec<u8> + Send + Sync + 'static) -> Self {
        Self::Rewrite(Rewrite(Arc::new(rewrite)))
    }
}

/// Turns the chip's answer into another.
#[derive(Clone)]
pub struct Rewrite(Arc<Rewriter>);

/// From the command and the chip's answer to what arrives.
type Rewriter = dyn Fn(&[u8], &[u8]) -> Vec<u8> + Send + Sync;

impl Rewrite {
    pub(super) fn apply(&self, command: &[u8], answer: &[u8]) -> Vec<u8> {
        (self.0)(command, answer)
    }
}

impl fmt::Debug for Rewrite {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Rewrite")
    }
}

/// Cards that mean harm, or are broken in the ways that other libraries fell to
/// (docs/facts/tools.md §6).
pub mod hostile {
    use super::{At, Fault, Misbehaviour};

    const READ_BINARY: u8 = 0xB0;

    /// Whether the command reads from the start of a file, by short identifier or not.
    fn reads_from_the_start(command: &[u8]) -> bool {
        match command {
            [_, READ_BINARY, p1, 0, ..] => p1 & 0x80 != 0 || *p1 == 0,
            _ => false,
        }
    }

    /// A reader that answers each query of tries by itself, with this status word: `6300` by the
    /// public reports (nfc-pcsc#37, #104, #139; acsccid#30). The card is not asked.
    pub fn answers_queries_itself(status: u16) -> Fault {
        Fault {
            at: At::TriesQuery,
            what: Misbehaviour::status(status),
        }
    }

    /// A reader that lets the card judge each VERIFY and then says this status word by itself.
    pub fn speaks_over_verify(status: u16) -> Fault {
        Fault {
            at: At::Instruction(0x20),
            what: Misbehaviour::rewrite(move |command, answer| {
                if command.len() > 4 {
                    status.to_be_bytes().to_vec()
                } else {
                    answer.to_vec()
                }
            }),
        }
    }

    /// Answers everything with `61xx`: there is always more.
    pub fn endless_more(more: u8) -> Fault {
        Fault::always(Misbehaviour::Answer(vec![0x61, more]))
    }

    /// Answers everything with `6Cxx`: the length is never right.
    pub fn endless_wrong_length(right: u8) -> Fault {
        Fault::always(Misbehaviour::Answer(vec![0x6C, right]))
    }

    /// READ BINARY gives so many bytes at a time, whatever was asked for.
    pub fn at_most(bytes: usize) -> Fault {
        Fault {
            at: At::Instruction(READ_BINARY),
            what: Misbehaviour::rewrite(move |_, answer| match answer {
                [data @ .., 0x90, 0x00] if data.len() > bytes => {
                    let mut short: Vec<u8> = data.iter().copied().take(bytes).collect();
                    short.extend([0x90, 0x00]);
                    short
                }
                _ => answer.to_vec(),
            }),
        }
    }

    /// Every file begins with this, whatever stands in it: for objects that announce too much.
    pub fn header(header: &'static [u8]) -> Fault {
        Fault {
            at: At::Instruction(READ_BINARY),
            what: Misbehaviour::rewrite(move |command, answer| {
                let mut bytes = answer.to_vec();
                if reads_from_the_start(command) {
                    let data = bytes.len().saturating_sub(2);
                    for (to, from) in bytes.iter_mut().take(data).zip(header) {
                        *to = *from;
                    }
                }
                bytes
            }),
        }
    }

    /// Every file announces an object of 4 GiB − 1.
    pub fn announces_four_gibibytes() -> Fault {
        header(&[0xFF, 0x20, 0x84, 0xFF, 0xFF, 0xFF, 0xFF])
    }

    /// Every file announces an object whose length has eight bytes.
    pub fn announces_eight_length_bytes() -> Fault {
        header(&[
            0xFF, 0x20, 0x88, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
        ])
    }

    /// Every read is filled with `FF`, without an end.
    pub fn endless_filler() -> Fault {
        Fault {
            at: At::Instruction(READ_BINARY),
            what: Misbehaviour::rewrite(|command, _| {
                let expected = match *command {
                    [_, _, _, _, le] => match le {
                        0 => 256,
                        le => usize::from(le),
                    },
                    [_, _, _, _, 0, high, low] => match u16::from_be_bytes([high, low]) {
                        0 => 65_536,
                        le => usize::from(le),
                    },
                    _ => 0,
                };
                let mut bytes = vec![0xFF; expected];
                bytes.extend([0x90, 0x00]);
                bytes
            }),
        }
    }

    /// Every read succeeds with no data at all.
    pub fn endless_nothing() -> Fault {
        Fault {
            at: At::Instruction(READ_BINARY),
            what: Misbehaviour::Answer(vec![0x90, 0x00]),
        }
    }

    /// Every answer is one byte: half a status word.
    pub fn half_a_status_word() -> Fault {
        Fault::always(Misbehaviour::Answer(vec![0x90]))
    }

    /// Every answer is empty.
    pub fn no_status_word() -> Fault {
        Fault::always(Misbehaviour::Answer(Vec::new()))
    }

    /// Every answer is as long as any may be, whatever was asked for.
    pub fn longest_answers() -> Fault {
        Fault::always(Misbehaviour::rewrite(|_, _| {
            let mut bytes = vec![0x30; 65_536];
            bytes.extend([0x90, 0x00]);
            bytes
        }))
    }
}
