//! A PC/SC service with the virtual card in its reader, and the quirks of real ones, each as public
//! reports tell of it. What it is asked is counted here, not in the library.

use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::time::Duration;

use mynareader::transport::pcsc::{
    Canceller, Channel, Code, Context, ControlCode, Disposition, ReaderName, ReaderState, Service,
};
use mynareader::transport::{LinkError, LinkErrorKind, ResponseBuffer, Sent, Transport};
use mynareader_emulator::VirtualCard;

/// What goes wrong at a command, beside what the virtual card does of itself.
#[derive(Clone, Copy, Debug)]
pub struct Torn {
    /// At which of the commands of this channel, from 1.
    pub at: u32,
    /// What the service says.
    pub code: Code,
    /// Whether the chip has judged the command before.
    pub after: bool,
}

pub struct State {
    card: VirtualCard,
    /// VERIFYs with a value that the service was handed.
    pub presented: u32,
    /// All commands that it was handed.
    pub commands: u32,
    /// The greatest length of a command or buffer that it was told of.
    pub stated: usize,
    /// A driver that keeps lengths in 16 bits.
    pub sixteen_bits: bool,
    /// What the driver says an APDU may be long.
    pub says_longest: Option<u32>,
    /// A code that each context made before says for ever, outside of commands.
    pub stale: Option<Code>,
    /// What the next waits say.
    pub waits: VecDeque<Code>,
    /// What the next connects say.
    pub connects: VecDeque<Code>,
    /// What the next disconnects and reconnects say.
    pub partings: VecDeque<Code>,
    /// What goes wrong at commands.
    pub torn: Vec<Torn>,
    /// Another program is in a transaction: connecting does not return.
    pub transaction: bool,
    /// How many connects do not return now.
    pub blocked: u32,
    contexts: u32,
}

#[derive(Clone)]
pub struct Quirky(Arc<(Mutex<State>, Condvar)>);

pub const NAME: &str = "顔認証付きカードリーダー 00 00";

impl Quirky {
    pub fn new(card: VirtualCard) -> Self {
        let state = State {
            card,
            presented: 0,
            commands: 0,
            stated: 0,
            sixteen_bits: false,
            says_longest: None,
            stale: None,
            waits: VecDeque::new(),
            connects: VecDeque::new(),
            partings: VecDeque::new(),
            torn: Vec::new(),
            transaction: false,
            blocked: 0,
            contexts: 0,
        };
        Self(Arc::new((Mutex::new(state), Condvar::new())))
    }

    pub fn state(&self) -> MutexGuard<'_, State> {
        self.0.0.lock().unwrap()
    }

    /// The other program's transaction ends, and whoever was kept out has come and gone.
    pub fn end_transaction(&self) {
        self.state().transaction = false;
        self.0.1.notify_all();
        let mut state = self.state();
        while state.blocked > 0 {
            state = self.0.1.wait(state).unwrap();
        }
    }
}

impl Service for Quirky {
    fn establish(&self) -> Result<Box<dyn Context>, Code> {
        let mut state = self.state();
        state.contexts += 1;
        Ok(Box::new(Line {
            service: self.clone(),
            fresh: state.stale.is_some(),
        }))
    }
}

struct Line {
    service: Quirky,
    /// Made after contexts went stale.
    fresh: bool,
}

impl Line {
    fn alive(&self) -> Result<(), Code> {
        match self.service.state().stale {
            Some(code) if !self.fresh => Err(code),
            _ => Ok(()),
        }
    }
}

impl Context for Line {
    fn readers(&mut self) -> Result<Vec<ReaderName>, Code> {
        self.alive()?;
        Ok(vec![ReaderName::new(NAME).unwrap()])
    }

    fn status_change(
        &mut self,
        _: &ReaderName,
        known: ReaderState,
        limit: Duration,
    ) -> Result<ReaderState, Code> {
        self.alive()?;
        if let Some(code) = self.service.state().waits.pop_front() {
            return Err(code);
        }
        let now = ReaderState(0x0001_0000 | ReaderState::PRESENT);
        if known == now {
            std::thread::sleep(limit);
            return Err(Code::TIMEOUT);
        }
        Ok(now)
    }

    fn max_apdu_data(&mut self, _: &ReaderName) -> Result<Option<usize>, Code> {
        Ok(None)
    }

    fn canceller(&self) -> Box<dyn Canceller> {
        struct Nobody;
        impl Canceller for Nobody {
            fn cancel(&self) {}
        }
        Box::new(Nobody)
    }

    fn connect(&mut self, _: &ReaderName) -> Result<Box<dyn Channel>, Code> {
        self.alive()?;
        let mut state = self.service.state();
        state.blocked += 1;
        while state.transaction {
            state = self.service.0.1.wait(state).unwrap();
        }
        state.blocked -= 1;
        self.service.0.1.notify_all();
        if let Some(code) = state.connects.pop_front() {
            return Err(code);
        }
        drop(state);
        Ok(Box::new(Wire {
            service: self.service.clone(),
            commands: 0,
        }))
    }
}

struct Wire {
    service: Quirky,
    commands: u32,
}

impl Channel for Wire {
    fn transmit(&mut self, command: &[u8], response: &mut [u8]) -> Result<usize, Code> {
        self.commands += 1;
        let mut state = self.service.state();
        state.commands += 1;
        state.presented += u32::from(command.len() > 5 && command[1] == 0x20);
        state.stated = state.stated.max(command.len()).max(response.len());
        // The buffer as such a driver sees it.
        let room = match state.sixteen_bits {
            true => response.len() % 0x1_0000,
            false => response.len(),
        };
        let torn = state
            .torn
            .iter()
            .find(|torn| torn.at == self.commands)
            .copied();
        if let Some(Torn {
            code, after: false, ..
        }) = torn
        {
            return Err(code);
        }
        let mut answer = ResponseBuffer::new();
        let said = state
            .card
            .transmit(command, &mut answer, Duration::from_secs(10));
        if let Some(Torn { code, .. }) = torn {
            return Err(code);
        }
        said.map_err(code_of)?;
        let answer = answer.as_bytes();
        if answer.len() > room {
            return Err(Code::INSUFFICIENT_BUFFER);
        }
        response[..answer.len()].copy_from_slice(answer);
        Ok(answer.len())
    }

    fn reconnect(&mut self, how: Disposition) -> Result<(), Code> {
        let mut state = self.service.state();
        if let Some(code) = state.partings.pop_front() {
            return Err(code);
        }
        let done = match how {
            Disposition::Reset => state.card.reset(),
            Disposition::Unpower => state.card.power_down(),
        };
        done.map_err(code_of)
    }

    fn disconnect(&mut self, how: Disposition) -> Result<(), Code> {
        self.reconnect(how)
    }

    fn control(&mut self, function: ControlCode, response: &mut [u8]) -> Result<usize, Code> {
        let Some(longest) = self.service.state().says_longest else {
            return Err(Code::UNSUPPORTED_FEATURE);
        };
        let answer = match function {
            ControlCode::Portable(3400) => vec![0x12, 4, 0x42, 0, 0x0D, 0x48],
            ControlCode::Driver(_) => [&[0x0A, 4][..], &longest.to_le_bytes()].concat(),
            ControlCode::Portable(_) => return Err(Code::UNSUPPORTED_FEATURE),
        };
        response[..answer.len()].copy_from_slice(&answer);
        Ok(answer.len())
    }

    fn answer_to_reset(&mut self) -> Result<Vec<u8>, Code> {
        Ok(vec![0x3B, 0xE0, 0x00, 0xFF, 0x81, 0x31, 0xFE, 0x45, 0x14])
    }

    fn is_block_protocol(&self) -> bool {
        true
    }
}

/// What PC/SC says where the virtual card's own link says this.
fn code_of(error: LinkError) -> Code {
    match (error.kind, error.sent) {
        (LinkErrorKind::NoCard, _) => Code::NO_SMARTCARD,
        (LinkErrorKind::CardRemoved, _) => Code::REMOVED_CARD,
        (LinkErrorKind::Reset, _) => Code::RESET_CARD,
        // The one code, beside that of no handle, by which PC/SC says that nothing was sent.
        (_, Sent::No) => Code::SHARING_VIOLATION,
        (LinkErrorKind::Mute, _) => Code::UNRESPONSIVE_CARD,
        (LinkErrorKind::TimedOut, _) => Code::TIMEOUT,
        (LinkErrorKind::Broken, _) => Code::NOT_TRANSACTED,
        (LinkErrorKind::Cancelled, _) => Code::CANCELLED,
        (LinkErrorKind::OversizedAnswer, _) => Code::INSUFFICIENT_BUFFER,
        _ => Code(0x8010_00FF),
    }
}
