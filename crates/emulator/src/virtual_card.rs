//! A chip behind a link: the [`Transport`] that the library is tested with.
#![forbid(unsafe_code)]

pub(super) mod fault;
pub(super) mod link;
#[cfg(test)]
mod tests;
pub(super) mod timing;

use core::fmt;
use core::time::Duration;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::{Chip, Counts, KeyRef};
use fault::{Fault, Misbehaviour};
use link::{ExtendedFailure, Link, is_extended};
use mynareader_transport::{
    LinkCapabilities, LinkError, LinkErrorKind, MAX_RESPONSE, ResponseBuffer, Sent, Transport,
};
use timing::Timing;

/// How many exchanges the wire log keeps at most; a check-in has about forty.
pub const MAX_LOGGED: usize = 4096;

/// How many bytes of commands and answers the wire log keeps at most. What the chip answered and
/// what the host got count apart.
pub const MAX_LOGGED_BYTES: usize = 1024 * 1024;

/// One call of `transmit`, as the link saw it. Commands and answers are whole, PINs included:
/// this is a test's log of a made-up card.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Exchange {
    /// Counted from 1 over the life of the virtual card.
    pub number: u32,
    /// The command as the host sent it.
    pub command: Vec<u8>,
    /// What the chip answered, if the command reached it.
    pub answered: Option<Vec<u8>>,
    /// What the host got.
    pub delivered: Result<Vec<u8>, LinkError>,
    /// Virtual time when it began.
    pub began: Duration,
    /// Virtual time that it took.
    pub took: Duration,
}

impl Exchange {
    /// Whether the command reached the chip.
    pub const fn reached_chip(&self) -> bool {
        self.answered.is_some()
    }

    /// Whether the command is a VERIFY that carries a value (not the question for the tries).
    pub fn is_presentation(&self) -> bool {
        is_presentation(&self.command)
    }

    /// The status word that the host got.
    pub fn status(&self) -> Option<u16> {
        let bytes = self.delivered.as_ref().ok()?;
        let &[.., high, low] = bytes.as_slice() else {
            return None;
        };
        Some(u16::from_be_bytes([high, low]))
    }
}

pub(super) fn is_presentation(command: &[u8]) -> bool {
    command.len() > 5 && command.get(1) == Some(&0x20)
}

impl Exchange {
    /// How much of the log it takes.
    fn size(&self) -> usize {
        let length = |bytes: Option<&Vec<u8>>| bytes.map_or(0, Vec::len);
        self.command
            .len()
            .saturating_add(length(self.answered.as_ref()))
            .saturating_add(length(self.delivered.as_ref().ok()))
    }
}

/// The last exchanges: as many as the bounds allow, the oldest gone first.
#[derive(Default)]
struct Log {
    kept: VecDeque<Exchange>,
    /// The bytes of what is kept.
    size: usize,
    dropped: u64,
    sent: usize,
    received: usize,
}

impl Log {
    fn add(&mut self, exchange: Exchange) {
        let answer = exchange.delivered.as_ref().map_or(0, Vec::len);
        self.sent = self.sent.saturating_add(exchange.command.len());
        self.received = self.received.saturating_add(answer);
        self.size = self.size.saturating_add(exchange.size());
        self.kept.push_back(exchange);
        while self.kept.len() > MAX_LOGGED || self.size > MAX_LOGGED_BYTES {
            let Some(oldest) = self.kept.pop_front() else {
                break;
            };
            self.size = self.size.saturating_sub(oldest.size());
            self.dropped = self.dropped.saturating_add(1);
        }
    }
}

/// Shows header, lengths and status only.
impl fmt::Debug for Exchange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{} ", self.number)?;
        for byte in self.command.iter().take(4) {
            write!(f, "{byte:02X}")?;
        }
        write!(f, " ({} bytes) -> ", self.command.len())?;
        match (&self.delivered, self.status()) {
            (Ok(bytes), Some(status)) => write!(f, "{} bytes, {status:04X}", bytes.len()),
            (Ok(bytes), None) => write!(f, "{} bytes", bytes.len()),
            (Err(error), _) => write!(f, "{error}"),
        }
    }
}

/// Where the card is, and whether it speaks.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// Not in the reader.
    Absent,
    /// In the reader, without power. It comes on, cold, with the next command.
    Off,
    On,
    /// On, and silent until the power goes away.
    Mute,
}

struct Body {
    chip: Chip,
    link: Link,
    timing: Timing,
    really_sleep: bool,
    faults: Vec<Fault>,
    log: Log,
    keep_log: bool,
    exchanges: u32,
    presentations: u32,
    clock: Duration,
    state: State,
    /// What happened behind the host's back and will be told at its next command.
    untold: Option<LinkErrorKind>,
}

/// A virtual card in a virtual reader.
///
/// It is on as soon as it is used, stays on until [`Transport::power_down`], and comes on again
/// (cold) with the next command after that.
pub struct VirtualCard {
    body: Arc<Mutex<Body>>,
}

/// A second view of a [`VirtualCard`]: what came over the wire and what the chip counted, whoever
/// holds the transport; and the hand that takes the card away.
#[derive(Clone)]
pub struct CardHandle {
    body: Arc<Mutex<Body>>,
}

fn lock(body: &Mutex<Body>) -> MutexGuard<'_, Body> {
    body.lock().unwrap_or_else(PoisonError::into_inner)
}

impl VirtualCard {
    /// The chip behind a link that carries extended APDUs and takes no time.
    pub fn new(chip: Chip) -> Self {
        Self {
            body: Arc::new(Mutex::new(Body {
                chip,
                link: Link::EXTENDED,
                timing: Timing::INSTANT,
                really_sleep: false,
                faults: Vec::new(),
                log: Log::default(),
                keep_log: true,
                exchanges: 0,
                presentations: 0,
                clock: Duration::ZERO,
                state: State::On,
                untold: None,
            })),
        }
    }

    /// Behind this link instead.
    #[must_use]
    pub fn with_link(self, link: Link) -> Self {
        lock(&self.body).link = link;
        self
    }

    /// With these times. They pass as virtual time only; see [`CardHandle::elapsed`].
    #[must_use]
    pub fn with_timing(self, timing: Timing) -> Self {
        lock(&self.body).timing = timing;
        self
    }

    /// Lets virtual time really pass.
    #[must_use]
    pub fn really_slow(self) -> Self {
        lock(&self.body).really_sleep = true;
        self
    }

    /// Misbehaves so, in addition to what was set before.
    #[must_use]
    pub fn with_faults(self, faults: impl IntoIterator<Item = Fault>) -> Self {
        lock(&self.body).faults.extend(faults);
        self
    }

    /// Keeps no wire log, for runs of many thousand exchanges.
    #[must_use]
    pub fn without_log(self) -> Self {
        lock(&self.body).keep_log = false;
        self
    }

    /// A second view.
    pub fn handle(&self) -> CardHandle {
        CardHandle {
            body: Arc::clone(&self.body),
        }
    }
}

impl CardHandle {
    /// The exchanges so far, in order: the last [`MAX_LOGGED`] of them, or fewer where they have more
    /// than [`MAX_LOGGED_BYTES`] together. See [`Self::dropped`].
    pub fn log(&self) -> Vec<Exchange> {
        lock(&self.body).log.kept.iter().cloned().collect()
    }

    /// How many exchanges found no room in the log since it was last cleared.
    pub fn dropped(&self) -> u64 {
        lock(&self.body).log.dropped
    }

    /// How many exchanges are in the log.
    pub fn logged(&self) -> usize {
        lock(&self.body).log.kept.len()
    }

    /// Forgets the log and gives its memory back; the numbers of exchanges go on.
    pub fn clear_log(&self) {
        lock(&self.body).log = Log::default();
    }

    /// How many exchanges there were.
    pub fn exchanges(&self) -> u32 {
        lock(&self.body).exchanges
    }

    /// Bytes of commands and of answers as they came over the wire, status words included, since the
    /// log was last cleared; those that found no room in it count too.
    pub fn bytes(&self) -> (usize, usize) {
        let log = &lock(&self.body).log;
        (log.sent, log.received)
    }

    /// How many VERIFYs that carry a value the host sent, whether or not they reached the chip.
    pub fn presentations(&self) -> u32 {
        lock(&self.body).presentations
    }

    /// How often the chip judged VERIFYs of this key.
    pub fn counts(&self, key: KeyRef) -> Counts {
        lock(&self.body).chip.eeprom().counts(key)
    }

    /// The tries left of a key, read off the chip's memory without a command.
    pub fn tries_left(&self, key: KeyRef) -> Option<u8> {
        lock(&self.body).chip.eeprom().tries_left(key)
    }

    /// Whether this key's VERIFY is in force now.
    pub fn is_verified(&self, key: KeyRef) -> bool {
        let body = lock(&self.body);
        body.state == State::On && body.chip.is_verified(key)
    }

    /// Whether the chip has power.
    pub fn is_powered(&self) -> bool {
        matches!(lock(&self.body).state, State::On | State::Mute)
    }

    /// Virtual time that exchanges took.
    pub fn elapsed(&self) -> Duration {
        lock(&self.body).clock
    }

    /// Adds a fault.
    pub fn add_fault(&self, fault: Fault) {
        let mut body = lock(&self.body);
        let (exchanges, presentations) = (body.exchanges, body.presentations);
        // What was due before and will not be again makes room.
        body.faults
            .retain(|fault| fault.at.may_come(exchanges, presentations));
        body.faults.push(fault);
    }

    /// Ends all faults, muteness included.
    pub fn clear_faults(&self) {
        let mut body = lock(&self.body);
        body.faults.clear();
        if body.state == State::Mute {
            body.state = State::On;
        }
    }

    /// Takes the card away. It loses power; the next command fails.
    pub fn remove(&self) {
        lock(&self.body).take_away();
    }

    /// Puts it back.
    pub fn insert(&self) {
        let mut body = lock(&self.body);
        if body.state == State::Absent {
            body.state = State::Off;
        }
    }

    /// Takes the card away and puts another one in its place. The host is told of the removal at
    /// its next command and talks to the other chip after that.
    pub fn exchange_chip(&self, chip: Chip) -> Chip {
        let mut body = lock(&self.body);
        body.take_away();
        body.state = State::Off;
        core::mem::replace(&mut body.chip, chip)
    }

    /// Somebody else resets the card; the host is told at its next command.
    pub fn reset_behind_the_back(&self) {
        let mut body = lock(&self.body);
        body.chip.warm_reset();
        body.untold = Some(LinkErrorKind::Reset);
    }

    /// Looks at the chip, or arranges it, between exchanges.
    pub fn with_chip<R>(&self, look: impl FnOnce(&mut Chip) -> R) -> R {
        look(&mut lock(&self.body).chip)
    }
}

impl Body {
    fn take_away(&mut self) {
        if self.state != State::Absent {
            self.chip.power_cycle();
            self.state = State::Absent;
            self.untold = Some(LinkErrorKind::CardRemoved);
        }
    }

    /// The chip's own answer and the time it takes.
    fn ask_chip(&mut self, command: &[u8]) -> (Vec<u8>, Duration) {
        let answer = self.chip.process(command);
        let took = self.timing.exchange(command, &answer, Chip::work(command));
        (answer, took)
    }

    fn transmit(&mut self, command: &[u8], limit: Duration) -> Result<Vec<u8>, LinkError> {
        self.exchanges = self.exchanges.saturating_add(1);
        if is_presentation(command) {
            self.presentations = self.presentations.saturating_add(1);
        }
        let began = self.clock;
        let mut seen = Seen::default();
        let mut delivered = self.deliver(command, &mut seen);
        let longest = self.link.capabilities.max_response.min(MAX_RESPONSE);
        if delivered
            .as_ref()
            .is_ok_and(|answer| answer.len() > longest)
        {
            delivered = Err(LinkError::new(LinkErrorKind::OversizedAnswer, Sent::Maybe));
        }
        if delivered.is_ok() && seen.took > limit {
            seen.took = limit;
            delivered = Err(LinkError::new(LinkErrorKind::TimedOut, Sent::Maybe));
        }
        self.clock = self.clock.saturating_add(seen.took);
        if self.really_sleep {
            std::thread::sleep(seen.took);
        }
        if self.keep_log {
            self.log.add(Exchange {
                number: self.exchanges,
                command: command.to_vec(),
                answered: seen.answered,
                delivered: delivered.clone(),
                began,
                took: seen.took,
            });
        }
        delivered
    }

    fn deliver(&mut self, command: &[u8], seen: &mut Seen) -> Result<Vec<u8>, LinkError> {
        if let Some(kind) = self.untold.take() {
            return Err(LinkError::new(kind, Sent::No));
        }
        if self.state == State::Absent {
            return Err(LinkError::new(LinkErrorKind::NoCard, Sent::No));
        }
        if command.len() > self.link.capabilities.max_command {
            return Err(LinkError::new(LinkErrorKind::OversizedCommand, Sent::No));
        }
        if self.state == State::Off {
            self.state = State::On;
        }
        let fault = self
            .faults
            .iter()
            .find(|fault| fault.at.is_due(self.exchanges, self.presentations, command))
            .map(|fault| fault.what.clone());
        match fault {
            Some(what) => self.misbehave(command, what, seen),
            None if self.state == State::Mute => {
                Err(LinkError::new(LinkErrorKind::Mute, Sent::Maybe))
            }
            None => self.behave(command, seen),
        }
    }

    fn behave(&mut self, command: &[u8], seen: &mut Seen) -> Result<Vec<u8>, LinkError> {
        if is_extended(command) {
            if !self.link.capabilities.extended {
                return Err(LinkError::new(LinkErrorKind::OversizedCommand, Sent::No));
            }
            match self.link.extended_failure {
                None => {}
                Some(ExtendedFailure::Broken) => {
                    return Err(LinkError::new(LinkErrorKind::Broken, Sent::Maybe));
                }
                Some(ExtendedFailure::Refused(status)) => {
                    return Ok(status.to_be_bytes().to_vec());
                }
                Some(ExtendedFailure::Truncated(length)) => {
                    let mut answer = self.reach(command, seen);
                    answer.truncate(length);
                    return Ok(answer);
                }
            }
        }
        Ok(self.reach(command, seen))
    }

    fn reach(&mut self, command: &[u8], seen: &mut Seen) -> Vec<u8> {
        let (answer, took) = self.ask_chip(command);
        seen.answered = Some(answer.clone());
        seen.took = took;
        answer
    }

    fn misbehave(
        &mut self,
        command: &[u8],
        what: Misbehaviour,
        seen: &mut Seen,
    ) -> Result<Vec<u8>, LinkError> {
        match what {
            Misbehaviour::TornBefore { kind, sent } => Err(LinkError::new(kind, sent)),
            Misbehaviour::TornAfter { kind } => {
                self.reach(command, seen);
                Err(LinkError::new(kind, Sent::Maybe))
            }
            Misbehaviour::Reset => {
                self.chip.warm_reset();
                Err(LinkError::new(LinkErrorKind::Reset, Sent::No))
            }
            Misbehaviour::RemovedBefore => {
                self.take_away();
                self.untold = None;
                Err(LinkError::new(LinkErrorKind::CardRemoved, Sent::No))
            }
            Misbehaviour::RemovedAfter => {
                self.reach(command, seen);
                self.take_away();
                self.untold = None;
                Err(LinkError::new(LinkErrorKind::CardRemoved, Sent::Maybe))
            }
            Misbehaviour::Mute => {
                self.state = State::Mute;
                Err(LinkError::new(LinkErrorKind::Mute, Sent::Maybe))
            }
            Misbehaviour::Slow(more) => {
                let answer = self.behave(command, seen)?;
                seen.took = seen.took.saturating_add(more);
                Ok(answer)
            }
            Misbehaviour::Truncate(length) => {
                let mut answer = self.behave(command, seen)?;
                answer.truncate(length);
                Ok(answer)
            }
            Misbehaviour::Answer(bytes) => Ok(bytes),
            Misbehaviour::Rewrite(rewrite) => {
                let answer = self.behave(command, seen)?;
                Ok(rewrite.apply(command, &answer))
            }
        }
    }
}

/// What one exchange came to, on the chip's side.
#[derive(Default)]
struct Seen {
    answered: Option<Vec<u8>>,
    took: Duration,
}

impl Transport for VirtualCard {
    fn transmit(
        &mut self,
        command: &[u8],
        response: &mut ResponseBuffer,
        limit: Duration,
    ) -> Result<(), LinkError> {
        response.clear();
        let mut body = lock(&self.body);
        response.fill(&body.transmit(command, limit)?)
    }

    fn capabilities(&self) -> LinkCapabilities {
        lock(&self.body).link.capabilities
    }

    fn reset(&mut self) -> Result<(), LinkError> {
        let mut body = lock(&self.body);
        // A removal is told here too: what lies there now may be another card.
        if let Some(kind @ LinkErrorKind::CardRemoved) = body.untold.take() {
            return Err(LinkError::new(kind, Sent::No));
        }
        match body.state {
            State::Absent => return Err(LinkError::new(LinkErrorKind::NoCard, Sent::No)),
            State::Mute => return Err(LinkError::new(LinkErrorKind::Mute, Sent::Maybe)),
            // Nothing is left to be reset: the card comes on cold.
            State::Off => body.state = State::On,
            State::On => body.chip.warm_reset(),
        }
        Ok(())
    }

    fn power_down(&mut self) -> Result<(), LinkError> {
        let mut body = lock(&self.body);
        body.untold = None;
        if body.state != State::Absent {
            body.chip.power_cycle();
            body.state = State::Off;
        }
        Ok(())
    }
}

/// Shows what the link can carry.
impl fmt::Debug for VirtualCard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("VirtualCard")
            .field("link", &lock(&self.body).link)
            .finish_non_exhaustive()
    }
}

/// Shows how far it came.
impl fmt::Debug for CardHandle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CardHandle")
            .field("exchanges", &self.exchanges())
            .finish_non_exhaustive()
    }
}
