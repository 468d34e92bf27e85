//! A link behind which what the virtual card keeps is counted apart: it remembers the signatures that it
//! made, for all cards of the process.

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use mynareader::transport::{LinkCapabilities, LinkError, ResponseBuffer, Transport};
use mynareader_emulator::VirtualCard;

use super::allocator::asked;

/// The card, and how many bytes more than at the beginning it holds.
pub struct Apart {
    pub card: VirtualCard,
    pub holds: Rc<Cell<i64>>,
}

impl Apart {
    fn count<R>(&mut self, work: impl FnOnce(&mut VirtualCard) -> R) -> R {
        let mut result = None;
        let left = asked(|| result = Some(work(&mut self.card))).left;
        self.holds.set(self.holds.get() + left);
        result.expect("the work was done")
    }
}

impl Transport for Apart {
    fn transmit(
        &mut self,
        command: &[u8],
        response: &mut ResponseBuffer,
        limit: Duration,
    ) -> Result<(), LinkError> {
        self.count(|card| card.transmit(command, response, limit))
    }

    fn capabilities(&self) -> LinkCapabilities {
        self.card.capabilities()
    }

    fn reset(&mut self) -> Result<(), LinkError> {
        self.count(Transport::reset)
    }

    fn power_down(&mut self) -> Result<(), LinkError> {
        self.count(Transport::power_down)
    }
}
