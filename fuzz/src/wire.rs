//! A link that writes down what goes over it, and what must hold of that.

use core::time::Duration;
use std::collections::BTreeMap;

use mynareader::emulator::VirtualCard;
use mynareader::transport::{
    LinkCapabilities, LinkError, LinkErrorKind, ResponseBuffer, Sent, ShortBlock, Transport,
};

use crate::input::Input;

/// All kinds of failures of a link.
pub const KINDS: [LinkErrorKind; 15] = [
    LinkErrorKind::NoCard,
    LinkErrorKind::CardRemoved,
    LinkErrorKind::Reset,
    LinkErrorKind::Mute,
    LinkErrorKind::TimedOut,
    LinkErrorKind::Broken,
    LinkErrorKind::Shared,
    LinkErrorKind::ReaderGone,
    LinkErrorKind::ServiceGone,
    LinkErrorKind::Refused,
    LinkErrorKind::OversizedAnswer,
    LinkErrorKind::OversizedCommand,
    LinkErrorKind::InvalidCommand,
    LinkErrorKind::Cancelled,
    LinkErrorKind::Driver,
];

/// What a link can carry, by one byte and what it needs.
pub fn capabilities(input: &mut Input<'_>) -> LinkCapabilities {
    match input.byte() % 6 {
        0 | 1 => LinkCapabilities::EXTENDED,
        2 => LinkCapabilities::SHORT,
        3 => LinkCapabilities {
            short_block: ShortBlock::Framed,
            ..LinkCapabilities::SHORT
        },
        4 => LinkCapabilities {
            extended: input.flag(),
            short_block: ShortBlock::Full,
            max_command: usize::from(input.byte()),
            max_response: usize::from(input.word()),
        },
        _ => LinkCapabilities {
            extended: true,
            short_block: ShortBlock::Framed,
            max_command: usize::MAX,
            max_response: usize::MAX,
        },
    }
}

/// What happened on the wire, in order.
#[derive(Clone, Debug)]
pub enum Happened {
    /// A command, and the answer that the library got, or whether the command certainly stayed here.
    Sent {
        /// The command.
        command: Vec<u8>,
        /// The answer, or what the link knows of the command.
        answer: Result<Vec<u8>, Sent>,
    },
    /// A warm reset.
    Reset,
    /// The power was to be taken away, whatever the link said to that.
    PowerDown,
}

impl Happened {
    /// A VERIFY that carries a value.
    pub fn presents(&self) -> bool {
        matches!(self, Self::Sent { command, .. } if command.len() > 5 && command[1] == 0x20)
    }
}

/// Answers a command, or fails.
pub trait Answers {
    /// What comes back.
    fn answer(&mut self, command: &[u8], limit: Duration) -> Result<Vec<u8>, LinkError>;
    /// Warm.
    fn reset(&mut self) -> Result<(), LinkError>;
    /// The end.
    fn power_down(&mut self) -> Result<(), LinkError>;
}

/// The virtual card, whole.
pub struct Whole(pub VirtualCard);

impl Answers for Whole {
    fn answer(&mut self, command: &[u8], limit: Duration) -> Result<Vec<u8>, LinkError> {
        let mut response = ResponseBuffer::new();
        self.0.transmit(command, &mut response, limit)?;
        Ok(response.as_bytes().to_vec())
    }

    fn reset(&mut self) -> Result<(), LinkError> {
        self.0.reset()
    }

    fn power_down(&mut self) -> Result<(), LinkError> {
        self.0.power_down()
    }
}

/// A link over whatever answers.
pub struct Wire<A> {
    /// What answers.
    pub end: A,
    /// What it says of itself.
    pub capabilities: LinkCapabilities,
    /// What went over it.
    pub log: Vec<Happened>,
}

/// More exchanges than any session of a target has: 24 steps, of which the dearest reads three
/// records in the smallest blocks.
const MOST_EXCHANGES: usize = 24 * 520;

impl<A: Answers> Transport for Wire<A> {
    fn transmit(
        &mut self,
        command: &[u8],
        response: &mut ResponseBuffer,
        limit: Duration,
    ) -> Result<(), LinkError> {
        assert!(self.log.len() < MOST_EXCHANGES, "exchanges without an end");
        let answer = self.end.answer(command, limit);
        self.log.push(Happened::Sent {
            command: command.to_vec(),
            answer: answer.clone().map_err(|error| error.sent),
        });
        response.fill(&answer?)
    }

    fn capabilities(&self) -> LinkCapabilities {
        self.capabilities
    }

    fn reset(&mut self) -> Result<(), LinkError> {
        self.log.push(Happened::Reset);
        self.end.reset()
    }

    fn power_down(&mut self) -> Result<(), LinkError> {
        self.log.push(Happened::PowerDown);
        self.end.power_down()
    }
}

fn status(answer: &[u8]) -> Option<u16> {
    answer.last_chunk().map(|word| u16::from_be_bytes(*word))
}

/// What must hold of a session that is over, by the wire alone.
///
/// `asked` is how many presentations the caller asked for; `decided` whether a last try was ever
/// given free.
pub fn holds(log: &[Happened], asked: usize, decided: bool) {
    let presented = log.iter().filter(|it| it.presents()).count();
    assert!(presented <= asked, "{presented} VERIFYs, {asked} calls");
    // For each key, by its application and number: what its counter was last said to be, by an answer
    // to the query or to the last VERIFY.
    let mut told: BTreeMap<(Vec<u8>, u8), u16> = BTreeMap::new();
    let mut application = Vec::new();
    // Whether the card may hold a key for verified.
    let mut open = false;
    for one in log {
        match one {
            Happened::Sent { command, answer } => {
                assert!(command.len() >= 4, "{command:02X?} is no command");
                let word = answer.as_ref().ok().and_then(|answer| status(answer));
                let key = (application.clone(), command[3]);
                if one.presents() {
                    if !decided {
                        let word = told
                            .get(&key)
                            .expect("presented without a look at the counter");
                        assert!(
                            word & 0xFFF0 == 0x63C0 && word & 0x0F > 1,
                            "presented at {word:04X}"
                        );
                    }
                    told.remove(&key);
                    told.extend(
                        word.filter(|word| word & 0xFFF0 == 0x63C0)
                            .map(|word| (key, word)),
                    );
                    // A count of what is left says that the value was wrong, and does not say that
                    // what was opened before is shut. Any other answer may be a reader's own.
                    let wrong = word.is_some_and(|word| {
                        word & 0xFFF0 == 0x63C0 || matches!(word, 0x6983 | 0x6984)
                    });
                    open |= *answer != Err(Sent::No) && !wrong;
                } else if command[1] == 0x20 {
                    told.remove(&key);
                    told.extend(word.map(|word| (key, word)));
                } else if command[..3] == [0x00, 0xA4, 0x04] {
                    application = command[4..].to_vec();
                    open &= word != Some(0x9000);
                }
            }
            // Takes nothing back.
            Happened::Reset => {}
            // More than ask for it cannot be done.
            Happened::PowerDown => open = false,
        }
    }
    assert!(!open, "a key may be verified at the end");
}
