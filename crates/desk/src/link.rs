//! The link to the card as the desk uses it: opened, lent to the national software, taken back.
#![forbid(unsafe_code)]

use mynareader_transport::{LinkError, Transport};

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
    fn reacquire(
        &mut self,
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
                same_chip: &mut dyn FnMut(&mut dyn Transport) -> Result<bool, LinkError>,
            ) -> Result<(), LinkError> {
                (**self).reacquire(same_chip)
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
        same_chip: &mut dyn FnMut(&mut dyn Transport) -> Result<bool, LinkError>,
    ) -> Result<(), LinkError> {
        if same_chip(&mut self.0)? {
            return Ok(());
        }
        // Nothing more is to be asked of a stranger's card.
        self.0.power_down()?;
        Err(LinkError::new(
            mynareader_transport::LinkErrorKind::CardRemoved,
            mynareader_transport::Sent::No,
        ))
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
        same_chip: &mut dyn FnMut(&mut dyn Transport) -> Result<bool, LinkError>,
    ) -> Result<(), LinkError> {
        /// How long the national software may still hold the card after its answer.
        const LIMIT: ::core::time::Duration = ::core::time::Duration::from_secs(5);
        Self::reacquire(self, LIMIT, same_chip)
    }
}
