//! A scripted PC/SC service: readers, cards and trouble without any hardware.
//!
//! It keeps the service's rules as far as the library relies on them: a context does not outlive
//! the service, a handle refuses its commands after a reset by others until it is reconnected, an
//! exclusive connection keeps others out, each insertion and each removal is counted.
#![allow(dead_code)]

use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::time::{Duration, Instant};

use mynareader::transport::pcsc::{
    Canceller, Channel, Code, Context, ControlCode, Disposition, ReaderName, ReaderState, Service,
};

/// What the service was asked to do to a card, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Call {
    Connect,
    Transmit(Vec<u8>),
    Reconnect(Disposition),
    Disconnect(Disposition),
    /// A channel that was dropped without a disconnect.
    Abandoned,
}

/// What a transmission does next instead of answering `9000`.
#[derive(Clone, Debug)]
pub enum Next {
    Answer(Vec<u8>),
    Fail(Code),
    /// An answer that claims to be so long.
    Claim(usize),
    /// The card is taken away while the command is under way.
    Removal,
}

pub struct World {
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
    pub atr: Vec<u8>,
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
    pub establish_fails: VecDeque<Code>,
    pub connect_fails: VecDeque<Code>,
    pub disconnect_fails: VecDeque<Code>,
    pub reconnect_fails: VecDeque<Code>,
    pub next: VecDeque<Next>,
    pub unpower_flickers: bool,
    /// Whether the chip has power (and with it whatever was verified).
    pub powered: bool,
    pub calls: Vec<Call>,
    cancelled: bool,
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

/// The scripted service, shared by a test and the library.
#[derive(Clone)]
pub struct Fake(Arc<(Mutex<World>, Condvar)>);

pub const NAME: &str = "顔認証付きカードリーダー 00 00";

impl Fake {
    /// A running service with one empty reader.
    pub fn new() -> Self {
        let world = World {
            generation: 1,
            last_generation: 1,
            last_words: VecDeque::new(),
            reader: ReaderName::new(NAME),
            others: Vec::new(),
            card: None,
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
        Self(Arc::new((Mutex::new(world), Condvar::new())))
    }

    pub fn world(&self) -> MutexGuard<'_, World> {
        self.0.0.lock().unwrap()
    }

    fn change<T>(&self, change: impl FnOnce(&mut World) -> T) -> T {
        let result = change(&mut self.world());
        self.0.1.notify_all();
        result
    }

    pub fn name(&self) -> ReaderName {
        ReaderName::new(NAME).unwrap()
    }

    pub fn insert(&self, card: u32) {
        self.change(|world| world.insert(card));
    }

    pub fn remove(&self) {
        self.change(World::remove);
    }

    /// Does `what` from another thread after `delay`.
    pub fn later(&self, delay: u64, what: impl FnOnce(&Fake) + Send + 'static) {
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

    pub fn stop_service(&self) {
        self.change(|world| world.generation = 0);
    }

    /// Starts the service again: contexts and counts are new.
    pub fn start_service(&self) {
        self.change(|world| {
            world.last_generation += 1;
            world.generation = world.last_generation;
            world.events = u32::from(world.card.is_some());
        });
    }

    /// Unplugs the reader, with the card if one lies on it.
    pub fn unplug(&self) {
        self.change(|world| world.reader = None);
    }

    pub fn plug(&self) {
        self.plug_as(NAME);
    }

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

    pub fn calls(&self) -> Vec<Call> {
        self.world().calls.clone()
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

impl World {
    pub fn has_card(&self) -> bool {
        self.card.is_some()
    }

    fn insert(&mut self, card: u32) {
        assert!(self.card.replace(card).is_none(), "one card at a time");
        self.events += 1;
    }

    fn remove(&mut self) {
        assert!(self.card.take().is_some(), "no card to remove");
        self.events += 1;
        self.epoch += 1;
        self.epoch_was_removal = true;
        self.powered = false;
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
        if self.unpower_flickers && self.card.is_some() {
            self.events += 2;
        }
    }
}

impl Service for Fake {
    fn establish(&self) -> Result<Box<dyn Context>, Code> {
        let mut world = self.world();
        if let Some(code) = world.establish_fails.pop_front() {
            return Err(code);
        }
        match world.generation {
            0 => Err(Code::NO_SERVICE),
            generation => {
                world.contexts += 1;
                Ok(Box::new(FakeContext {
                    fake: self.clone(),
                    generation,
                    born_after: world.stale.is_some(),
                }))
            }
        }
    }

    fn stops_without_readers(&self) -> bool {
        self.world().stops_without_readers
    }
}

struct FakeContext {
    fake: Fake,
    generation: u32,
    /// Made after contexts went stale, and so fresh.
    born_after: bool,
}

impl FakeContext {
    /// What this context says instead of working, if it has gone stale.
    fn fresh(&self, world: &World) -> Result<(), Code> {
        match world.stale {
            Some(code) if !self.born_after => Err(code),
            _ => Ok(()),
        }
    }
}

impl Context for FakeContext {
    fn readers(&mut self) -> Result<Vec<ReaderName>, Code> {
        let mut world = self.fake.world();
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
        let mut world = self.fake.world();
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
            world = self.fake.0.1.wait_timeout(world, left).unwrap().0;
        }
    }

    fn canceller(&self) -> Box<dyn Canceller> {
        Box::new(FakeCanceller(self.fake.clone()))
    }

    fn connect(&mut self, reader: &ReaderName) -> Result<Box<dyn Channel>, Code> {
        let mut world = self.fake.world();
        world.blocked += 1;
        while world.transaction {
            world = self.fake.0.1.wait(world).unwrap();
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
        Ok(Box::new(FakeChannel {
            fake: self.fake.clone(),
            generation: self.generation,
            epoch: world.epoch,
            open: true,
        }))
    }
}

struct FakeCanceller(Fake);

impl Canceller for FakeCanceller {
    fn cancel(&self) {
        self.0.change(|world| world.cancelled = true);
    }
}

struct FakeChannel {
    fake: Fake,
    generation: u32,
    epoch: u32,
    open: bool,
}

impl FakeChannel {
    fn usable<'w>(&self, fake: &'w Fake) -> Result<MutexGuard<'w, World>, Code> {
        let mut world = fake.world();
        world.alive(self.generation)?;
        if world.reader.is_none() {
            return Err(Code::READER_UNAVAILABLE);
        }
        Ok(world)
    }
}

impl Channel for FakeChannel {
    fn transmit(&mut self, command: &[u8], response: &mut [u8]) -> Result<usize, Code> {
        let fake = self.fake.clone();
        fake.world().stated.extend([command.len(), response.len()]);
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
            None => vec![0x90, 0x00],
            Some(Next::Answer(answer)) => answer,
            Some(Next::Fail(code)) => return Err(code),
            Some(Next::Claim(length)) => return Ok(length),
            Some(Next::Removal) => {
                world.remove();
                return Err(Code::REMOVED_CARD);
            }
        };
        response[..answer.len()].copy_from_slice(&answer);
        Ok(answer.len())
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
        self.fake.world().stated.push(response.len());
        let Some(data) = self.fake.world().max_apdu_data else {
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
        response[..answer.len()].copy_from_slice(&answer);
        Ok(answer.len())
    }

    fn answer_to_reset(&mut self) -> Result<Vec<u8>, Code> {
        Ok(self.fake.world().atr.clone())
    }

    fn is_block_protocol(&self) -> bool {
        self.fake.world().block_protocol
    }
}

impl Drop for FakeChannel {
    fn drop(&mut self) {
        if self.open {
            self.fake.world().calls.push(Call::Abandoned);
        }
    }
}
