//! A whole session with the virtual card behind a link that does what it wants: fails before or after
//! the card has judged, answers by itself, cuts, alters, lengthens.

use core::time::Duration;

use mynareader::card::{Card, Profile};
use mynareader::emulator::{CardHandle, KeyRef, VirtualCard};
use mynareader::transport::callback::Callback;
use mynareader::transport::recording::Recording;
use mynareader::transport::{
    LinkError, LinkErrorKind, MAX_RESPONSE, ResponseBuffer, Sent, Transport,
};

use crate::input::Input;
use crate::people;
use crate::said;
use crate::steps::Session;
use crate::wire::{Answers, Happened, KINDS, Wire, capabilities, holds};

struct Torn<'a> {
    card: VirtualCard,
    input: Input<'a>,
}

impl Torn<'_> {
    fn real(&mut self, command: &[u8], limit: Duration) -> Result<Vec<u8>, LinkError> {
        let mut response = ResponseBuffer::new();
        self.card.transmit(command, &mut response, limit)?;
        Ok(response.as_bytes().to_vec())
    }

    fn failure(&mut self, sent: Sent) -> LinkError {
        LinkError {
            kind: self.input.one(&KINDS),
            sent,
            code: Some(self.input.long()),
        }
    }
}

impl Answers for Torn<'_> {
    fn answer(&mut self, command: &[u8], limit: Duration) -> Result<Vec<u8>, LinkError> {
        match self.input.byte() {
            // Mostly all is well.
            0..=0xBF => self.real(command, limit),
            0xC0..=0xC7 => {
                let mut answer = self.input.chunk().to_vec();
                answer.extend([0x90, 0x00]);
                Ok(answer)
            }
            0xC8..=0xCB => Ok(self.input.chunk().to_vec()),
            0xCC..=0xD3 => Ok(self.input.word().to_be_bytes().to_vec()),
            0xD4..=0xDB => {
                let mut answer = self.real(command, limit)?;
                for _ in 0..=self.input.byte() % 4 {
                    let (at, value) = (usize::from(self.input.word()), self.input.byte());
                    let length = answer.len();
                    if length > 0 {
                        answer[at % length] = value;
                    }
                }
                Ok(answer)
            }
            0xDC..=0xE3 => {
                let mut answer = self.real(command, limit)?;
                answer.truncate(usize::from(self.input.word()) % (answer.len() + 1));
                if self.input.flag() {
                    answer.extend([0x90, 0x00]);
                }
                Ok(answer)
            }
            0xE4..=0xE9 => {
                // The head of a real record, and another body.
                let mut answer = self.real(command, limit)?;
                let at = usize::from(self.input.word()) % (answer.len() + 1);
                answer.truncate(at);
                answer.extend(self.input.chunk());
                Ok(answer)
            }
            0xEA..=0xEB => {
                let length = usize::from(self.input.word()) + usize::from(self.input.byte());
                let mut answer = vec![self.input.byte(); length.min(MAX_RESPONSE - 2)];
                answer.extend([0x90, 0x00]);
                Ok(answer)
            }
            0xEC..=0xF1 => {
                let _ = self.real(command, limit);
                Err(self.failure(Sent::Maybe))
            }
            0xF2..=0xF7 => Err(self.failure(Sent::Maybe)),
            0xF8..=0xFB => Err(self.failure(Sent::No)),
            0xFC => {
                self.card.handle().remove();
                self.card.handle().insert();
                self.real(command, limit)
            }
            0xFD => {
                self.card.handle().reset_behind_the_back();
                self.real(command, limit)
            }
            0xFE => {
                // Another card lies there, and nobody is told.
                let other = people::card(self.input.byte());
                self.card = other;
                self.real(command, limit)
            }
            0xFF => Ok(vec![0x90; usize::from(self.input.byte() % 3)]),
        }
    }

    fn reset(&mut self) -> Result<(), LinkError> {
        self.card.reset()?;
        if self.input.byte() >= 0xE0 {
            Err(self.failure(Sent::Maybe))
        } else {
            Ok(())
        }
    }

    fn power_down(&mut self) -> Result<(), LinkError> {
        self.card.power_down()?;
        if self.input.byte() >= 0xE0 {
            Err(self.failure(Sent::Maybe))
        } else {
            Ok(())
        }
    }
}

const KEYS: [KeyRef; 3] = [
    KeyRef::AUTHENTICATION_PIN,
    KeyRef::CODE_B,
    KeyRef::SIGNATURE_PASSWORD,
];

fn judged(card: &CardHandle) -> usize {
    KEYS.iter()
        .map(|key| card.counts(*key))
        .map(|counts| usize::try_from(counts.right + counts.wrong).expect("a count"))
        .sum()
}

/// Who, over which link, which steps; then what becomes of each exchange.
pub fn run(data: &[u8]) {
    let mut input = Input::new(data);
    let card = people::card(input.byte());
    let handle = card.handle();
    let how = input.byte();
    let capabilities = capabilities(&mut input);
    let steps = input.short();
    let mut wire = Wire {
        end: Torn { card, input },
        capabilities,
        log: Vec::new(),
    };
    let mut session = Session::default();
    // Through what a maker's own driver, and whoever wants a record, put in between.
    let mut recorded = Recording::with_capacity(&mut wire, usize::from(how % 32));
    {
        let mut card = match how >> 7 {
            0 => Card::new(&mut recorded, Profile::my_number_card()),
            _ => Card::new(
                Callback::new(Driven(&mut recorded), capabilities),
                Profile::my_number_card(),
            ),
        };
        for step in steps.iter().take(24) {
            session.step(&mut card, step & 0x7F, step & 0x80 != 0);
        }
        session.end(card, usize::from(how));
    }
    for entry in recorded.entries() {
        said::debug(entry);
    }
    said::debug(recorded.totals());
    recorded.clear();
    let log = core::mem::take(&mut wire.log);
    holds(&log, session.asked, session.decided);
    // The chip's own counts: each presentation is judged once at most.
    let presented = log.iter().filter(|it| Happened::presents(it)).count();
    assert!(judged(&handle) <= presented);
}

/// The same link as a maker's driver.
struct Driven<'l, T: Transport>(&'l mut T);

impl<T: Transport> mynareader::transport::callback::Driver for Driven<'_, T> {
    fn transmit(
        &mut self,
        command: &[u8],
        response: &mut [u8],
        limit: Duration,
    ) -> Result<usize, LinkError> {
        let mut buffer = ResponseBuffer::new();
        self.0.transmit(command, &mut buffer, limit)?;
        let answer = buffer.as_bytes();
        match response.get_mut(..answer.len()) {
            Some(room) => room.copy_from_slice(answer),
            // Says how long it was, like a driver that cut it.
            None if answer.len() % 2 == 0 => {}
            None => return Err(LinkError::new(LinkErrorKind::OversizedAnswer, Sent::Maybe)),
        }
        Ok(answer.len())
    }

    fn reset(&mut self) -> Result<(), LinkError> {
        self.0.reset()
    }

    fn power_down(&mut self) -> Result<(), LinkError> {
        self.0.power_down()
    }
}
