//! The place on the reader where one patient's card lies after the other's.

use core::time::Duration;

use super::super::failure::link_kind;
use super::super::handle;
use super::super::link::mnr_link;
use super::super::log;
use super::super::status::MNR_OK;
use super::devices::Calls;
use mynareader_desk::CardLink;
use mynareader_facts::Place;
use mynareader_transport::{
    LinkCapabilities, LinkError, LinkErrorKind, ResponseBuffer, Sent, Transport,
};

/// Where no card lies, every command comes to nothing.
struct Empty;

impl Empty {
    const NO_CARD: LinkError = LinkError::new(LinkErrorKind::NoCard, Sent::No);
}

impl Transport for Empty {
    fn transmit(
        &mut self,
        _command: &[u8],
        response: &mut ResponseBuffer,
        _limit: Duration,
    ) -> Result<(), LinkError> {
        response.clear();
        Err(Self::NO_CARD)
    }

    fn capabilities(&self) -> LinkCapabilities {
        LinkCapabilities::SHORT
    }

    fn reset(&mut self) -> Result<(), LinkError> {
        Err(Self::NO_CARD)
    }

    fn power_down(&mut self) -> Result<(), LinkError> {
        Ok(())
    }
}

/// The place. It has a link from the beginning of a check-in to its end.
pub(super) struct Seat {
    calls: Calls,
    at: Place,
    link: Option<Box<dyn CardLink + Send>>,
    empty: Empty,
}

impl Seat {
    pub(super) const fn new(calls: Calls, at: Place) -> Self {
        Self {
            calls,
            at,
            link: None,
            empty: Empty,
        }
    }
}

impl CardLink for Seat {
    fn open(&mut self) -> Result<(), LinkError> {
        self.close();
        let (status, link) = self.calls.connect(self.at);
        if status != MNR_OK {
            log::line(log::MNR_LOG_ERROR, || {
                format!("mnr_desk: connect gave {status}")
            });
            return Err(LinkError::new(link_kind(status), Sent::No));
        }
        // A link that is none is a defect of the driver's.
        let taken = handle::take::<mnr_link>(link).map_err(|failure| {
            log::line(log::MNR_LOG_ERROR, || {
                format!("mnr_desk: connect gave no link: {}", failure.text())
            });
            LinkError::new(LinkErrorKind::Driver, Sent::No)
        })?;
        self.link = Some(taken);
        Ok(())
    }

    fn close(&mut self) {
        // Whatever the link is, its chip loses its power with it.
        self.link = None;
    }

    fn transport(&mut self) -> &mut dyn Transport {
        match &mut self.link {
            Some(link) => link.transport(),
            None => &mut self.empty,
        }
    }

    fn release(&mut self) -> Result<(), LinkError> {
        self.link.as_mut().map_or(Ok(()), CardLink::release)
    }

    fn reacquire(
        &mut self,
        left: &mut dyn FnMut() -> Option<Duration>,
        same_chip: &mut dyn FnMut(&mut dyn Transport) -> Result<bool, LinkError>,
    ) -> Result<(), LinkError> {
        match &mut self.link {
            Some(link) => link.reacquire(left, same_chip),
            None => Err(Empty::NO_CARD),
        }
    }
}
