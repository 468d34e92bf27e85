//! The link under `qualify`: it times every exchange, keeps none of its content, and lets no secret
//! through that was not announced.

use core::time::Duration;
use std::cell::RefCell;
use std::rc::Rc;
use std::time::Instant;

use mynareader::transport::recording::Recording;
use mynareader::transport::{
    LinkCapabilities, LinkError, LinkErrorKind, ResponseBuffer, Sent, Transport,
};

/// A link whose card can be given power again after it was taken.
pub trait Bench: Transport {
    /// Connects anew to the card that was powered down: it starts cold.
    fn reopen(&mut self) -> Result<(), LinkError>;

    /// How long the link may need to notice that a card was taken away.
    fn notices_within(&self) -> Duration {
        Duration::ZERO
    }

    /// Whether a second program gets to the card now, and how it is kept off if it does not; nothing where
    /// there can be none.
    fn second_program(&mut self) -> Option<Result<(), LinkErrorKind>> {
        None
    }

    /// Waits for the service's word that the card was taken away; nothing where there is no service.
    fn told_of_removal(&mut self, _limit: Duration) -> Option<Result<(), LinkError>> {
        None
    }

    /// The same for a card that is laid down.
    fn told_of_card(&mut self, _limit: Duration) -> Option<Result<(), LinkError>> {
        None
    }
}

macro_rules! forwarded {
    ($($kind:ty),+) => {
        $(impl<B: Bench + ?Sized> Bench for $kind {
            fn reopen(&mut self) -> Result<(), LinkError> {
                (**self).reopen()
            }

            fn notices_within(&self) -> Duration {
                (**self).notices_within()
            }

            fn second_program(&mut self) -> Option<Result<(), LinkErrorKind>> {
                (**self).second_program()
            }

            fn told_of_removal(&mut self, limit: Duration) -> Option<Result<(), LinkError>> {
                (**self).told_of_removal(limit)
            }

            fn told_of_card(&mut self, limit: Duration) -> Option<Result<(), LinkError>> {
                (**self).told_of_card(limit)
            }
        })+
    };
}

forwarded!(&mut B, Box<B>);

/// That the card was connected to anew is not recorded; that it lost its power before is.
impl<B: Bench> Bench for Recording<B> {
    fn reopen(&mut self) -> Result<(), LinkError> {
        self.inner_mut().reopen()
    }

    fn notices_within(&self) -> Duration {
        self.inner().notices_within()
    }

    fn second_program(&mut self) -> Option<Result<(), LinkErrorKind>> {
        self.inner_mut().second_program()
    }
}

/// An exchange, without the data of either side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sample {
    /// CLA, INS, P1, P2.
    pub header: [u8; 4],
    /// The length of the answer's data.
    pub data: usize,
    /// The status word, or how the link failed.
    pub outcome: Result<u16, LinkErrorKind>,
    /// How long it took.
    pub took: Duration,
}

#[derive(Debug, Default)]
struct State {
    samples: Vec<Sample>,
    permits: u32,
    held_back: u32,
}

/// What is measured and permitted, shared with the link that a card session borrows.
#[derive(Clone, Debug, Default)]
pub struct Ledger(Rc<RefCell<State>>);

impl Ledger {
    /// Lets one VERIFY with a secret through. To be called after it was announced.
    pub fn permit_one(&self) {
        self.0.borrow_mut().permits = 1;
    }

    /// Takes the permit back, if it was not used.
    pub fn revoke(&self) {
        self.0.borrow_mut().permits = 0;
    }

    /// How many secrets were held back because nobody had announced them. Never any, or it is a
    /// mistake of this program.
    pub fn held_back(&self) -> u32 {
        self.0.borrow().held_back
    }

    /// The last exchange.
    pub fn last(&self) -> Option<Sample> {
        self.0.borrow().samples.last().copied()
    }

    /// All exchanges.
    pub fn samples(&self) -> Vec<Sample> {
        self.0.borrow().samples.clone()
    }
}

/// The guarded link.
#[derive(Debug)]
pub struct Guarded<B> {
    inner: B,
    ledger: Ledger,
}

impl<B: Bench> Guarded<B> {
    /// Guards a link.
    pub fn new(inner: B) -> Self {
        Self {
            inner,
            ledger: Ledger::default(),
        }
    }

    /// What is measured and permitted.
    pub fn ledger(&self) -> Ledger {
        self.ledger.clone()
    }
}

/// Whether a command presents a secret: VERIFY with data, and whatever changes or resets one.
fn presents(command: &[u8]) -> bool {
    match command {
        [_, 0x20 | 0x21, _, _, rest @ ..] => !rest.is_empty(),
        [_, 0x24 | 0x2C, ..] => true,
        _ => false,
    }
}

impl<B: Bench> Transport for Guarded<B> {
    fn transmit(
        &mut self,
        command: &[u8],
        response: &mut ResponseBuffer,
        limit: Duration,
    ) -> Result<(), LinkError> {
        if presents(command) {
            let mut state = self.ledger.0.borrow_mut();
            if state.permits == 0 {
                state.held_back += 1;
                response.clear();
                return Err(LinkError::new(LinkErrorKind::Cancelled, Sent::No));
            }
            state.permits -= 1;
        }
        let began = Instant::now();
        let result = self.inner.transmit(command, response, limit);
        let took = began.elapsed();
        let answer = response.as_bytes();
        let outcome = match (&result, answer.last_chunk::<2>()) {
            (Err(error), _) => Err(error.kind),
            (Ok(()), None) => Err(LinkErrorKind::Broken),
            (Ok(()), Some(word)) => Ok(u16::from_be_bytes(*word)),
        };
        self.ledger.0.borrow_mut().samples.push(Sample {
            header: command.first_chunk().copied().unwrap_or_default(),
            data: answer.len().saturating_sub(2),
            outcome,
            took,
        });
        result
    }

    fn capabilities(&self) -> LinkCapabilities {
        self.inner.capabilities()
    }

    fn reset(&mut self) -> Result<(), LinkError> {
        self.inner.reset()
    }

    fn power_down(&mut self) -> Result<(), LinkError> {
        self.inner.power_down()
    }
}

impl<B: Bench> Bench for Guarded<B> {
    fn reopen(&mut self) -> Result<(), LinkError> {
        self.inner.reopen()
    }

    fn notices_within(&self) -> Duration {
        self.inner.notices_within()
    }

    fn second_program(&mut self) -> Option<Result<(), LinkErrorKind>> {
        self.inner.second_program()
    }
}
