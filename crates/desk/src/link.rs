//! The link to the card as the desk uses it: opened, lent to the national software, taken back.
#![forbid(unsafe_code)]

use core::time::Duration;

use mynareader_transport::recording::Recording;
use mynareader_transport::{LinkError, LinkErrorKind, Sent, Transport};

/// The place where the card lies.
pub trait CardLink {
    /// A check-in begins: connects to the card that lies there now, where that is still to be done.
    fn open(&mut self) -> Result<(), LinkError> {
        Ok(())
    }

    /// The check-in has ended and the card has lost its power: gives the connection up, where there
    /// is one for each card.
    fn close(&mut self) {}

    /// The link to the chip.
    fn transport(&mut self) -> &mut dyn Transport;

    /// Lets go of the card, powered down, so that the national software can take it.
    fn release(&mut self) -> Result<(), LinkError>;

    /// Takes the card again. `same_chip` reads over the new link and says whether it is the chip
    /// from before; where it is not, or the card was gone in between, the card is powered down
    /// and the error is [`CardRemoved`](mynareader_transport::LinkErrorKind::CardRemoved).
    ///
    /// `left` says before each wait how long it may take; where it says `None`, nobody waits for the
    /// card any more, and the error is [`Cancelled`](mynareader_transport::LinkErrorKind::Cancelled).
    fn reacquire(
        &mut self,
        left: &mut dyn FnMut() -> Option<Duration>,
        same_chip: &mut dyn FnMut(&mut dyn Transport) -> Result<bool, LinkError>,
    ) -> Result<(), LinkError>;
}

macro_rules! forwarded {
    ($($kind:ty),+) => {
        $(impl<L: CardLink + ?Sized> CardLink for $kind {
            fn open(&mut self) -> Result<(), LinkError> {
                (**self).open()
            }

            fn close(&mut self) {
                (**self).close();
            }

            fn transport(&mut self) -> &mut dyn Transport {
                (**self).transport()
            }

            fn release(&mut self) -> Result<(), LinkError> {
                (**self).release()
            }

            fn reacquire(
                &mut self,
                left: &mut dyn FnMut() -> Option<Duration>,
                same_chip: &mut dyn FnMut(&mut dyn Transport) -> Result<bool, LinkError>,
            ) -> Result<(), LinkError> {
                (**self).reacquire(left, same_chip)
            }
        })+
    };
}

forwarded!(&mut L, Box<L>);

/// A link that the national software does not need: the reader's own, or a virtual card.
///
/// Letting go of it costs nothing. Each task has left the application before, so that nothing is
/// verified; taking the power away would end a link for good
/// ([`Callback`](mynareader_transport::callback::Callback)), with the patient's card still in it.
#[derive(Debug)]
pub struct Unshared<T>(pub T);

impl<T: Transport> CardLink for Unshared<T> {
    fn transport(&mut self) -> &mut dyn Transport {
        &mut self.0
    }

    fn release(&mut self) -> Result<(), LinkError> {
        Ok(())
    }

    fn reacquire(
        &mut self,
        _left: &mut dyn FnMut() -> Option<Duration>,
        same_chip: &mut dyn FnMut(&mut dyn Transport) -> Result<bool, LinkError>,
    ) -> Result<(), LinkError> {
        if same_chip(&mut self.0)? {
            return Ok(());
        }
        // Nothing more is to be asked of a stranger's card.
        self.0.power_down()?;
        Err(LinkError::new(LinkErrorKind::CardRemoved, Sent::No))
    }
}

/// A link that is recorded, with what is sent to know the card again.
impl<L: CardLink + Transport> CardLink for Recording<L> {
    fn open(&mut self) -> Result<(), LinkError> {
        self.inner_mut().open()
    }

    fn close(&mut self) {
        self.inner_mut().close();
    }

    fn transport(&mut self) -> &mut dyn Transport {
        self
    }

    fn release(&mut self) -> Result<(), LinkError> {
        self.inner_mut().release()
    }

    fn reacquire(
        &mut self,
        left: &mut dyn FnMut() -> Option<Duration>,
        same_chip: &mut dyn FnMut(&mut dyn Transport) -> Result<bool, LinkError>,
    ) -> Result<(), LinkError> {
        let (inner, mut record) = self.parts();
        inner.reacquire(left, &mut |link| same_chip(&mut record.record(link)))
    }
}

#[cfg(feature = "pcsc")]
impl CardLink for mynareader_transport::pcsc::Connection {
    fn transport(&mut self) -> &mut dyn Transport {
        self
    }

    fn release(&mut self) -> Result<(), LinkError> {
        Self::release(self)
    }

    fn reacquire(
        &mut self,
        left: &mut dyn FnMut() -> Option<Duration>,
        same_chip: &mut dyn FnMut(&mut dyn Transport) -> Result<bool, LinkError>,
    ) -> Result<(), LinkError> {
        /// How long the national software may still hold the card after its answer: so many waits of
        /// half a second, the shortest there is.
        const WAITS: u32 = 10;
        const WAIT: Duration = Duration::from_millis(500);
        let mut held = LinkError::new(LinkErrorKind::Cancelled, Sent::No);
        for _ in 0..WAITS {
            if left().is_none() {
                return Err(LinkError::new(LinkErrorKind::Cancelled, Sent::No));
            }
            match Self::reacquire(self, WAIT, &mut *same_chip) {
                Err(error) if error.kind == LinkErrorKind::Shared => held = error,
                settled => return settled,
            }
        }
        Err(held)
    }
}
