//! The one place where commands meet the link.
//!
//! Two kinds of command exist, and the type decides what may be done with each. [`Once`] is made
//! for VERIFY, change and signature; it cannot be copied and is consumed by the one call that
//! sends it. [`Repeatable`] is made for everything that changes nothing on the chip.
#![forbid(unsafe_code)]

use core::time::Duration;

use zeroize::Zeroizing;

use super::Content;
use crate::apdu::{Command, CommandError, Expected, Header, Meaning, Response, StatusWord};
use mynareader_transport::{
    LinkCapabilities, LinkError, LinkErrorKind, ResponseBuffer, Sent, Transport,
};

/// What went over the link.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Traffic {
    /// Commands handed to the link.
    pub exchanges: u32,
    /// Bytes of these commands.
    pub bytes_sent: u64,
    /// Bytes of the answers, status words included.
    pub bytes_received: u64,
}

/// How many exchanges an operation may still cost, whatever the card answers.
pub(super) struct Budget(u32);

impl Budget {
    /// For a command that is answered at once: room for one repetition with the right length.
    pub(super) const fn one() -> Self {
        Self(2)
    }

    pub(super) const fn new(exchanges: u32) -> Self {
        Self(exchanges)
    }

    fn take(&mut self) -> Result<(), Failure> {
        self.0 = self.0.checked_sub(1).ok_or(Failure::Exhausted)?;
        Ok(())
    }
}

/// An answer, copied out of the link's buffer.
pub(super) struct Answer {
    pub(super) data: Zeroizing<Vec<u8>>,
    pub(super) status: StatusWord,
}

impl Answer {
    /// The data, without leaving a copy.
    pub(super) fn into_content(mut self) -> Content {
        core::mem::take(&mut *self.data).into()
    }
}

/// Why there is no answer.
#[derive(Clone, Copy)]
pub(super) enum Failure {
    /// The link failed.
    Link(LinkError),
    /// The answer has so many bytes and no status word.
    Incomplete(usize),
    /// The operation has cost as much as it may.
    Exhausted,
}

/// A command that changes nothing on the chip.
pub(super) struct Repeatable(Command);

impl Repeatable {
    /// `00 A4 04 0C`, the whole AID, no Le \[C\].
    pub(super) fn select_application(aid: &[u8]) -> Self {
        Self::case3(Header::new(0x00, 0xA4, 0x04, 0x0C), aid)
    }

    /// `00 A4 02 0C`; P1 must be 02 \[C\].
    pub(super) fn select_file(id: u8) -> Self {
        Self::case3(Header::new(0x00, 0xA4, 0x02, 0x0C), &[0x00, id])
    }

    /// `00 20 00 80|id`, exactly four bytes: with a fifth one a card answers `6700` \[1\].
    pub(super) fn query_tries(id: u8) -> Self {
        Self(Command::case1(Header::new(0x00, 0x20, 0x00, 0x80 | id)))
    }

    /// `00 B0 80|id 00`: selects and reads in one exchange \[C\].
    pub(super) fn read_from_start(id: u8, expected: Expected) -> Self {
        Self(Command::case2(
            Header::new(0x00, 0xB0, 0x80 | id, 0x00),
            expected,
        ))
    }

    /// `00 B0 hh ll` in the current file; none beyond the 15 bits that the offset has.
    pub(super) fn read_at(offset: usize, expected: Expected) -> Option<Self> {
        let [high, low] = u16::try_from(offset).ok()?.to_be_bytes();
        (high < 0x80).then(|| Self(Command::case2(Header::new(0x00, 0xB0, high, low), expected)))
    }

    /// `00 B2 rec id<<3|04` \[C\].
    pub(super) fn read_record(id: u8, record: u8) -> Self {
        let p2 = id.wrapping_shl(3) | 0x04;
        Self(Command::case2(
            Header::new(0x00, 0xB2, record, p2),
            Expected::SHORT_MAX,
        ))
    }

    /// `00 CA`.
    pub(super) fn get_data(tag: u16, extended: bool) -> Self {
        let [high, low] = tag.to_be_bytes();
        let expected = if extended {
            Expected::MAX
        } else {
            Expected::SHORT_MAX
        };
        Self(Command::case2(Header::new(0x00, 0xCA, high, low), expected))
    }

    fn get_response(expected: Expected) -> Self {
        Self(Command::case2(
            Header::new(0x00, 0xC0, 0x00, 0x00),
            expected,
        ))
    }

    /// AIDs and file ids are short and never empty; the profile has checked.
    fn case3(header: Header, data: &[u8]) -> Self {
        Self(Command::case3(header, data).unwrap_or_else(|_| Command::case1(header)))
    }
}

/// A command that changes a counter or makes a signature. Not `Clone`, and gone once sent.
pub(super) struct Once(Command);

impl Once {
    /// `00 20 00 80|id` with the secret.
    pub(super) fn verify(id: u8, secret: &[u8]) -> Result<Self, CommandError> {
        Command::case3(Header::new(0x00, 0x20, 0x00, 0x80 | id), secret).map(Self)
    }

    /// `00 24 01 80` with the new value; the PIN's file must be current and verified \[C\].
    pub(super) fn change(new: &[u8]) -> Result<Self, CommandError> {
        Command::case3(Header::new(0x00, 0x24, 0x01, 0x80), new).map(Self)
    }

    /// `80 2A P1 P2`. Short form only: extended length is never tried on a signature.
    pub(super) fn sign(p1: u8, p2: u8, data: &[u8]) -> Result<Self, CommandError> {
        if data.len() > 255 {
            return Err(CommandError::DataTooLong(data.len()));
        }
        Command::case4(Header::new(0x80, 0x2A, p1, p2), data, Expected::SHORT_MAX).map(Self)
    }
}

/// The link with its buffer and its counters.
pub(super) struct Wire<'t> {
    transport: Box<dyn Transport + 't>,
    buffer: ResponseBuffer,
    traffic: Traffic,
}

impl<'t> Wire<'t> {
    pub(super) fn new(transport: Box<dyn Transport + 't>) -> Self {
        Self {
            transport,
            buffer: ResponseBuffer::new(),
            traffic: Traffic::default(),
        }
    }

    pub(super) fn link(&self) -> LinkCapabilities {
        self.transport.capabilities()
    }

    pub(super) const fn traffic(&self) -> Traffic {
        self.traffic
    }

    pub(super) fn reset(&mut self) -> Result<(), LinkError> {
        self.transport.reset()
    }

    pub(super) fn power_down(&mut self) -> Result<(), LinkError> {
        self.transport.power_down()
    }

    /// Sends a command that must not be sent twice. No loop, no following of `61xx` or `6Cxx`:
    /// whatever comes back is the answer.
    pub(super) fn send_once(&mut self, command: Once, limit: Duration) -> Result<Answer, Failure> {
        let answer = self.transmit(&command.0, limit);
        drop(command);
        answer
    }

    /// Sends a harmless command and follows `61xx` and `6Cxx` within the budget.
    pub(super) fn exchange(
        &mut self,
        command: &Repeatable,
        limit: Duration,
        budget: &mut Budget,
    ) -> Result<Answer, Failure> {
        budget.take()?;
        let mut answer = self.transmit(&command.0, limit)?;
        if let Meaning::RightLength(length) = answer.status.meaning()
            && command.0.expected().is_some()
            && let Some(expected) = Expected::new(u32::from(length))
        {
            budget.take()?;
            answer = self.transmit(&command.0.expecting(expected), limit)?;
        }
        while let Meaning::MoreData(length) = answer.status.meaning()
            && command.0.expected().is_some()
            && let Some(expected) = Expected::new(u32::from(length))
        {
            budget.take()?;
            let more = self.transmit(&Repeatable::get_response(expected).0, limit)?;
            let room = usize::try_from(Expected::MAX.bytes())
                .unwrap_or(usize::MAX)
                .saturating_sub(answer.data.len());
            let kept = more.data.len().min(room);
            // Grown in place a vector would leave copies behind.
            let mut longer =
                Zeroizing::new(Vec::with_capacity(answer.data.len().saturating_add(kept)));
            longer.extend_from_slice(&answer.data);
            longer.extend_from_slice(more.data.get(..kept).unwrap_or_default());
            answer.data = longer;
            answer.status = more.status;
        }
        Ok(answer)
    }

    /// One command, one answer.
    fn transmit(&mut self, command: &Command, limit: Duration) -> Result<Answer, Failure> {
        if command.as_bytes().len() > self.link().max_command {
            return Err(Failure::Link(LinkError::new(
                LinkErrorKind::OversizedCommand,
                Sent::No,
            )));
        }
        let traffic = &mut self.traffic;
        traffic.exchanges = traffic.exchanges.saturating_add(1);
        traffic.bytes_sent = traffic
            .bytes_sent
            .saturating_add(length(command.as_bytes()));
        self.buffer.clear();
        self.transport
            .transmit(command.as_bytes(), &mut self.buffer, limit)
            .map_err(Failure::Link)?;
        let bytes = self.buffer.as_bytes();
        traffic.bytes_received = traffic.bytes_received.saturating_add(length(bytes));
        let response = Response::parse(bytes).map_err(|error| Failure::Incomplete(error.0))?;
        let answer = Answer {
            data: Zeroizing::new(response.data().to_vec()),
            status: response.status(),
        };
        self.buffer.clear();
        Ok(answer)
    }
}

fn length(bytes: &[u8]) -> u64 {
    u64::try_from(bytes.len()).unwrap_or(u64::MAX)
}
