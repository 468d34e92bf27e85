//! A scripted PC/SC service: readers, cards and trouble without any hardware.
//!
//! It keeps the service's rules as far as the library relies on them: a context does not outlive
//! the service, a handle refuses its commands after a reset by others until it is reconnected, an
//! exclusive connection keeps others out, each insertion and each removal is counted. A card answers
//! `9000` to everything, or as it is scripted ([`Script::next`]), or is a virtual one
//! ([`Scripted::insert_card`]).
//!
//! ```
//! use core::time::Duration;
//! use std::sync::Arc;
//! use mynareader_kit::service::Scripted;
//! use mynareader_transport::pcsc::{Options, Reader};
//!
//! let service = Scripted::new();
//! let mut reader = Reader::new(Arc::new(service.clone()), service.name(), Options::default());
//! service.later(20, |service| service.insert(1));
//! reader.wait_for_card(Duration::from_secs(5))?;
//! service.script().held = 1; // Another program holds it, for one attempt.
//! let connection = reader.connect()?;
//! # drop(connection);
//! # Ok::<(), mynareader_transport::LinkError>(())
//! ```

use core::fmt;
use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use mynareader_transport::pcsc::{
    Canceller, Channel, Code, Context, ControlCode, Disposition, ReaderName, ReaderState, Service,
};
use mynareader_transport::{LinkErrorKind, ResponseBuffer, Transport};

/// What the service was asked to do to a card, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Call {
    /// Connect to it.
    Connect,
    /// Send it this command.
    Transmit(Vec<u8>),
    /// Take it again, after this was done to it.
    Reconnect(Disposition),
    /// Let go of it, after this was done to it.
    Disconnect(Disposition),
    /// A channel that was dropped without a disconnect.
    Abandoned,
}

/// What a transmission does next instead of answering `9000`.
#[derive(Clone, Debug)]
pub enum Next {
    /// This answer, status word included.
    Answer(Vec<u8>),
    /// This code of the service.
    Fail(Code),
    /// An answer that claims to be so long.
    Claim(usize),
    /// The card is taken away while the command is under way.
    Removal,
}

/// The script: what there is, what goes wrong next, and what was asked so far.
#[allow(
    clippy::struct_excessive_bools,
    reason = "what a script says, each by itself"
)]
pub struct Script {
    /// 0 while the service is down; contexts of another generation are dead.
    generation: u32,
    last_generation: u32,
    /// What a client of a service that is gone hears before it hears just that.
    pub last_words: VecDeque<Code>,
    reader: Option<ReaderName>,
    /// Other readers, empty ones.
    pub others: Vec<ReaderName>,
    /// The serial number of the card in the reader.
    card: Option<u32>,
    /// What answers in its place, where it is more than a number.
    chip: Option<Box<dyn Transport + Send>>,
    /// The card's answer to reset.
    pub atr: Vec<u8>,
    /// Whether the card speaks T=1.
    pub block_protocol: bool,
    /// `None`: the driver says nothing of itself, as vpcd's does.
    pub max_apdu_data: Option<u32>,
    counts: bool,
    events: u32,
    /// Bumped by a reset or a removal, so that handles know.
    epoch: u32,
    epoch_was_removal: bool,
    /// Connects that are still to fail with a sharing violation; `u32::MAX` for all.
    pub held: u32,
    /// Another program is in a transaction: connecting blocks until it ends, as with pcsc-lite.
    pub transaction: bool,
    /// How many connects block now.
    pub blocked: u32,
    /// A service that is stopped with the last reader, as on Windows.
    pub stops_without_readers: bool,
    /// What the attempts to come to reach the service fail with.
    pub establish_fails: VecDeque<Code>,
    /// What the attempts to come to connect fail with.
    pub connect_fails: VecDeque<Code>,
    /// What the attempts to come to disconnect fail with.
    pub disconnect_fails: VecDeque<Code>,
    /// What the attempts to come to reconnect fail with.
    pub reconnect_fails: VecDeque<Code>,
    /// What the commands to come are answered with.
    pub next: VecDeque<Next>,
    /// Taking the power away looks like a removal and an insertion.
    pub unpower_flickers: bool,
    /// Whether the chip has power (and with it whatever was verified).
    pub powered: bool,
    /// What was done to cards, in order.
    pub calls: Vec<Call>,
    cancelled: bool,
    /// How many waits for a change there were.
    pub waits: u32,
    /// How many contexts were made.
    pub contexts: u32,
    /// What the waits to come say at once, each with a context of its own generation or not.
    pub waits_fail: VecDeque<Code>,
    /// What every wait says at once.
    pub waits_say: Option<Code>,
    /// A code that each context says for ever once it has gone stale.
    pub stale: Option<Code>,
    /// Every length of a command and of a buffer that the service was told.
    pub stated: Vec<usize>,
}

impl fmt::Debug for Script {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Script")
            .field("reader", &self.reader)
            .field("card", &self.card)
            .finish_non_exhaustive()
    }
}

/// The scripted service, shared by a test and the library.
#[derive(Clone, Debug)]
pub struct Scripted(Arc<(Mutex<Script>, Condvar)>);

/// The name of its reader.
pub const NAME: &str = "顔認証付きカードリーダー 00 00";

impl Default for Scripted {
    fn default() -> Self {
        Self::new()
    }
}

impl Scripted {
    /// A running service with one empty reader.
    pub fn new() -> Self {
        let script = Script {
            generation: 1,
            last_generation: 1,
            last_words: VecDeque::new(),
            reader: ReaderName::new(NAME),
            others: Vec::new(),
            card: None,
            chip: None,
            atr: vec![0x3B, 0x88, 0x80, 0x01, 0x00, 0x00, 0x05],
            block_protocol: true,
            max_apdu_data: None,
            counts: true,
            events: 0,
            epoch: 0,
            epoch_was_removal: false,
            held: 0,
            transaction: false,
            blocked: 0,
            stops_without_readers: false,
            establish_fails: VecDeque::new(),
            connect_fails: VecDeque::new(),
            disconnect_fails: VecDeque::new(),
            reconnect_fails: VecDeque::new(),
            next: VecDeque::new(),
            unpower_flickers: false,
            powered: false,
            calls: Vec::new(),
            cancelled: false,
            waits: 0,
            contexts: 0,
            waits_fail: VecDeque::new(),
            waits_say: None,
            stale: None,
            stated: Vec::new(),
        };
        Self(Arc::new((Mutex::new(script), Condvar::new())))
    }

    /// The script, to be looked at or changed. Nothing goes on while it is held.
    pub fn script(&self) -> MutexGuard<'_, Script> {
        self.0.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn change<T>(&self, change: impl FnOnce(&mut Script) -> T) -> T {
        let result = change(&mut self.script());
        self.0.1.notify_all();
        result
    }

    /// The name of its reader.
    ///
    /// # Panics
    ///
    /// Never: no zero byte stands in it.
    #[allow(clippy::expect_used, reason = "a constant without a zero byte in it")]
    pub fn name(&self) -> ReaderName {
        ReaderName::new(NAME).expect("no zero byte")
    }

    /// Puts a card in, of this serial number, in place of one that lies there.
    pub fn insert(&self, card: u32) {
        self.change(|world| world.insert(card, None));
    }

    /// Puts a card in that answers by itself: a virtual one.
    pub fn insert_card(&self, card: u32, chip: impl Transport + Send + 'static) {
        self.change(|world| world.insert(card, Some(Box::new(chip))));
    }

    /// Takes the card away, where one lies there.
    pub fn remove(&self) {
        self.change(Script::remove);
    }

    /// Does `what` from another thread after `delay`.
    pub fn later(&self, delay: u64, what: impl FnOnce(&Scripted) + Send + 'static) {
        let fake = self.clone();
        std::thread::spawn(move || {
            std::thread::sleep(Duration::from_millis(delay));
            what(&fake);
        });
    }

    /// A service that does not count insertions and removals.
    pub fn stop_counting(&self) {
        self.change(|world| world.counts = false);
    }

    /// Stops the service, with every context.
    pub fn stop_service(&self) {
        self.change(|world| world.generation = 0);
    }

    /// Starts the service again: contexts and counts are new.
    pub fn start_service(&self) {
        self.change(|world| {
            world.last_generation = world.last_generation.saturating_add(1);
            world.generation = world.last_generation;
            world.events = u32::from(world.card.is_some());
        });
    }

    /// Unplugs the reader, with the card if one lies on it.
    pub fn unplug(&self) {
        self.change(|world| world.reader = None);
    }

    /// Plugs it in again.
    pub fn plug(&self) {
        self.plug_as(NAME);
    }

    /// Plugs it in, under another name.
    pub fn plug_as(&self, name: &str) {
        self.change(|world| {
            world.reader = ReaderName::new(name);
            world.events = u32::from(world.card.is_some());
        });
    }

    /// The other program's transaction ends.
    pub fn end_transaction(&self) {
        self.change(|world| world.transaction = false);
    }

    /// Another program resets the card.
    pub fn reset_by_others(&self) {
        self.change(|world| {
            world.epoch += 1;
            world.epoch_was_removal = false;
        });
    }

    /// What was done to cards, in order.
    pub fn calls(&self) -> Vec<Call> {
        self.script().calls.clone()
    }

    /// The commands that went on the wire.
    pub fn wire(&self) -> Vec<Vec<u8>> {
        self.calls()
            .into_iter()
            .filter_map(|call| match call {
                Call::Transmit(command) => Some(command),
                _ => None,
            })
            .collect()
    }
}

impl Script {
    /// Whether a card lies there.
    pub fn has_card(&self) -> bool {
        self.card.is_some()
    }

    fn insert(&mut self, card: u32, chip: Option<Box<dyn Transport + Send>>) {
        self.remove();
        self.card = Some(card);
        self.chip = chip;
        self.events += 1;
    }

    fn remove(&mut self) {
        if self.card.take().is_none() {
            return;
        }
        if let Some(mut chip) = self.chip.take() {
            let _ = chip.power_down();
        }
        self.events += 1;
        self.epoch += 1;
        self.epoch_was_removal = true;
        self.powered = false;
    }

    /// What the card says to a command for which nothing is scripted.
    fn answer(&mut self, command: &[u8]) -> Result<Vec<u8>, Code> {
        const LIMIT: Duration = Duration::from_secs(60);
        let Some(chip) = &mut self.chip else {
            return Ok(vec![0x90, 0x00]);
        };
        let mut response = ResponseBuffer::new();
        match chip.transmit(command, &mut response, LIMIT) {
            Ok(()) => Ok(response.as_bytes().to_vec()),
            Err(error) => Err(match error.kind {
                LinkErrorKind::CardRemoved | LinkErrorKind::NoCard => Code::REMOVED_CARD,
                LinkErrorKind::Reset => Code::RESET_CARD,
                LinkErrorKind::Mute => Code::UNRESPONSIVE_CARD,
                LinkErrorKind::TimedOut => Code::TIMEOUT,
                _ => Code::COMM_DATA_LOST,
            }),
        }
    }

    fn alive(&mut self, generation: u32) -> Result<(), Code> {
        if self.generation == generation {
            Ok(())
        } else {
            Err(self.last_words.pop_front().unwrap_or(Code::NO_SERVICE))
        }
    }

    fn state(&self) -> ReaderState {
        let card = match self.card {
            Some(_) => ReaderState::PRESENT,
            None => ReaderState::EMPTY,
        };
        let events = if self.counts { self.events } else { 0 };
        ReaderState(events << 16 | card)
    }

    fn unpower(&mut self) {
        self.powered = false;
        if let Some(chip) = &mut self.chip {
            let _ = chip.power_down();
        }
        if self.unpower_flickers && self.card.is_some() {
            self.events += 2;
        }
    }
}

impl Service for Scripted {
    fn establish(&self) -> Result<Box<dyn Context>, Code> {
        let mut world = self.script();
        if let Some(code) = world.establish_fails.pop_front() {
            return Err(code);
        }
        match world.generation {
            0 => Err(Code::NO_SERVICE),
            generation => {
                world.contexts += 1;
                Ok(Box::new(ScriptedContext {
                    fake: self.clone(),
                    generation,
                    born_after: world.stale.is_some(),
                }))
            }
        }
    }

    fn stops_without_readers(&self) -> bool {
        self.script().stops_without_readers
    }
}

struct ScriptedContext {
    fake: Scripted,
    generation: u32,
    /// Made after contexts went stale, and so fresh.
    born_after: bool,
}

impl ScriptedContext {
    /// What this context says instead of working, if it has gone stale.
    fn fresh(&self, world: &Script) -> Result<(), Code> {
        match world.stale {
            Some(code) if !self.born_after => Err(code),
            _ => Ok(()),
        }
    }
}

impl Context for ScriptedContext {
    fn readers(&mut self) -> Result<Vec<ReaderName>, Code> {
        let mut world = self.fake.script();
        world.alive(self.generation)?;
        let names: Vec<_> = world.reader.iter().chain(&world.others).cloned().collect();
        if names.is_empty() {
            return Err(Code::NO_READERS_AVAILABLE);
        }
        Ok(names)
    }

    fn status_change(
        &mut self,
        reader: &ReaderName,
        known: ReaderState,
        limit: Duration,
    ) -> Result<ReaderState, Code> {
        let end = Instant::now() + limit;
        let mut world = self.fake.script();
        world.waits += 1;
        world.cancelled = false;
        self.fresh(&world)?;
        if let Some(code) = world.waits_fail.pop_front().or(world.waits_say) {
            return Err(code);
        }
        loop {
            world.alive(self.generation)?;
            if world.reader.as_ref() != Some(reader) {
                return Err(Code::UNKNOWN_READER);
            }
            if world.state() != known {
                let state = world.state();
                return Ok(ReaderState(state.0 | ReaderState::CHANGED));
            }
            if std::mem::take(&mut world.cancelled) {
                return Err(Code::CANCELLED);
            }
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Err(Code::TIMEOUT);
            }
            world = self
                .fake
                .0
                .1
                .wait_timeout(world, left)
                .unwrap_or_else(PoisonError::into_inner)
                .0;
        }
    }

    fn max_apdu_data(&mut self, reader: &ReaderName) -> Result<Option<usize>, Code> {
        let mut world = self.fake.script();
        world.alive(self.generation)?;
        if world.reader.as_ref() != Some(reader) {
            return Err(Code::UNKNOWN_READER);
        }
        Ok(world
            .max_apdu_data
            .map(|data| usize::try_from(data).unwrap_or(usize::MAX)))
    }

    fn canceller(&self) -> Box<dyn Canceller> {
        Box::new(ScriptedCanceller(self.fake.clone()))
    }

    fn connect(&mut self, reader: &ReaderName) -> Result<Box<dyn Channel>, Code> {
        let mut world = self.fake.script();
        world.blocked += 1;
        while world.transaction {
            world = self
                .fake
                .0
                .1
                .wait(world)
                .unwrap_or_else(PoisonError::into_inner);
        }
        world.blocked -= 1;
        world.alive(self.generation)?;
        self.fresh(&world)?;
        if world.reader.as_ref() != Some(reader) {
            return Err(Code::UNKNOWN_READER);
        }
        if let Some(code) = world.connect_fails.pop_front() {
            return Err(code);
        }
        if world.held > 0 {
            world.held = world.held.saturating_sub(u32::from(world.held != u32::MAX));
            return Err(Code::SHARING_VIOLATION);
        }
        if world.card.is_none() {
            return Err(Code::NO_SMARTCARD);
        }
        world.powered = true;
        world.calls.push(Call::Connect);
        Ok(Box::new(ScriptedChannel {
            fake: self.fake.clone(),
            generation: self.generation,
            epoch: world.epoch,
            open: true,
        }))
    }
}

struct ScriptedCanceller(Scripted);

impl Canceller for ScriptedCanceller {
    fn cancel(&self) {
        self.0.change(|world| world.cancelled = true);
    }
}

struct ScriptedChannel {
    fake: Scripted,
    generation: u32,
    epoch: u32,
    open: bool,
}

impl ScriptedChannel {
    fn usable<'w>(&self, fake: &'w Scripted) -> Result<MutexGuard<'w, Script>, Code> {
        let mut world = fake.script();
        world.alive(self.generation)?;
        if world.reader.is_none() {
            return Err(Code::READER_UNAVAILABLE);
        }
        Ok(world)
    }
}

impl Channel for ScriptedChannel {
    fn transmit(&mut self, command: &[u8], response: &mut [u8]) -> Result<usize, Code> {
        let fake = self.fake.clone();
        fake.script().stated.extend([command.len(), response.len()]);
        let mut world = self.usable(&fake)?;
        if world.epoch != self.epoch {
            return Err(if world.epoch_was_removal {
                Code::REMOVED_CARD
            } else {
                Code::RESET_CARD
            });
        }
        world.calls.push(Call::Transmit(command.to_vec()));
        let answer = match world.next.pop_front() {
            None => world.answer(command)?,
            Some(Next::Answer(answer)) => answer,
            Some(Next::Fail(code)) => return Err(code),
            Some(Next::Claim(length)) => return Ok(length),
            Some(Next::Removal) => {
                world.remove();
                return Err(Code::REMOVED_CARD);
            }
        };
        filled(response, &answer)
    }

    fn reconnect(&mut self, how: Disposition) -> Result<(), Code> {
        let fake = self.fake.clone();
        let mut world = self.usable(&fake)?;
        world.calls.push(Call::Reconnect(how));
        if let Some(code) = world.reconnect_fails.pop_front() {
            return Err(code);
        }
        if world.card.is_none() {
            return Err(Code::NO_SMARTCARD);
        }
        if how == Disposition::Unpower {
            world.unpower();
            world.powered = true;
        }
        self.epoch = world.epoch;
        Ok(())
    }

    fn disconnect(&mut self, how: Disposition) -> Result<(), Code> {
        let fake = self.fake.clone();
        let mut world = self.usable(&fake)?;
        world.calls.push(Call::Disconnect(how));
        if let Some(code) = world.disconnect_fails.pop_front() {
            return Err(code);
        }
        if how == Disposition::Unpower {
            world.unpower();
        }
        self.open = false;
        drop(world);
        fake.0.1.notify_all();
        Ok(())
    }

    fn control(&mut self, function: ControlCode, response: &mut [u8]) -> Result<usize, Code> {
        self.fake.script().stated.push(response.len());
        let Some(data) = self.fake.script().max_apdu_data else {
            return Err(Code::UNSUPPORTED_FEATURE);
        };
        let answer = match function {
            ControlCode::Portable(3400) => vec![0x06, 4, 0, 0, 0, 1, 0x12, 4, 0x42, 0, 0x0D, 0x48],
            ControlCode::Driver(0x4200_0D48) => {
                let mut answer = vec![0x0B, 2, 0x4C, 0x05, 0x0A, 4];
                answer.extend(data.to_le_bytes());
                answer
            }
            _ => return Err(Code::UNSUPPORTED_FEATURE),
        };
        filled(response, &answer)
    }

    fn answer_to_reset(&mut self) -> Result<Vec<u8>, Code> {
        Ok(self.fake.script().atr.clone())
    }

    fn is_block_protocol(&self) -> bool {
        self.fake.script().block_protocol
    }
}

impl Drop for ScriptedChannel {
    fn drop(&mut self) {
        if self.open {
            self.fake.script().calls.push(Call::Abandoned);
        }
    }
}

/// The answer in the library's buffer.
fn filled(response: &mut [u8], answer: &[u8]) -> Result<usize, Code> {
    response
        .get_mut(..answer.len())
        .ok_or(Code::INSUFFICIENT_BUFFER)?
        .copy_from_slice(answer);
    Ok(answer.len())
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use mynareader_emulator::{Day, Personas};
    use mynareader_transport::Transport as _;
    use mynareader_transport::pcsc::{Options, Reader};

    use super::*;

    const SELECT: [u8; 15] = [
        0x00, 0xA4, 0x04, 0x0C, 0x0A, 0xD3, 0x92, 0xF0, 0x00, 0x26, 0x01, 0x00, 0x00, 0x00, 0x01,
    ];
    const LIMIT: Duration = Duration::from_secs(5);

    /// A virtual card lies in a scripted reader: it answers, loses its power with the connection, and is
    /// gone when it is taken away in the middle of a command.
    #[test]
    fn a_virtual_card_answers_in_the_scripted_reader() {
        let personas = Personas::at(Day::new(2026, 10, 1).unwrap()).unwrap();
        let card = personas.get("adult").unwrap().card().unwrap();
        let look = card.handle();
        let service = Scripted::new();
        service.insert_card(1, card);
        let mut reader = Reader::new(
            Arc::new(service.clone()),
            service.name(),
            Options::default(),
        );
        reader.wait_for_card(LIMIT).unwrap();
        let mut connection = reader.connect().unwrap();
        let mut answer = ResponseBuffer::new();
        connection.transmit(&SELECT, &mut answer, LIMIT).unwrap();
        assert_eq!(answer.as_bytes(), [0x90, 0x00]);
        assert!(look.is_powered());
        service.script().next.push_back(Next::Removal);
        let error = connection
            .transmit(&SELECT, &mut answer, LIMIT)
            .unwrap_err();
        assert_eq!(error.kind, LinkErrorKind::CardRemoved);
        assert!(!look.is_powered() && !service.script().has_card());
    }
}
