//! The connection to one card: exclusive, and powered down at every end.
#![forbid(unsafe_code)]

use core::fmt;
use core::time::Duration;
use std::sync::Arc;

use crate::{
    LinkCapabilities, LinkError, LinkErrorKind, MIN_COMMAND, ResponseBuffer, Sent, Transport,
};

use super::Code;
use super::connector::Connector;
use super::debt::Debt;
use super::latch::SharedLatch;
use super::options::Options;
use super::service::{Channel, Disposition, ReaderName, ReaderState, Service};
use super::wait::{Line, Waker};

/// An exclusive connection to the card in a reader.
///
/// # How it ends
///
/// The card is powered down by [`power_down`](Transport::power_down), by
/// [`release`](Self::release) and when the connection is dropped, so on every error as well:
/// neither a disconnect nor a warm reset clears a VERIFY \[M\]. A process that is killed cannot do
/// that; pcsc-lite then resets the card, and powers it down when nobody has used it for five
/// seconds.
///
/// A service that stopped, and a reader that is gone, have not certainly taken the power: then
/// [`power_down`](Transport::power_down) fails, and what the patient unlocked may be usable until the card
/// is taken away. It is tried again in the background until it succeeds or the service sees no card,
/// also after the connection was dropped; calling it again tells how that stands.
///
/// # What the limit of a command can do
///
/// `SCardTransmit` blocks and cannot be cancelled: `SCardCancel` ends waits only. The reader and
/// its driver have limits of their own (T=1 and ISO 14443-4 waiting times), and a card that is
/// taken away ends the call. The limit given to [`transmit`](Transport::transmit) therefore does
/// one thing only: with nothing left of it no command is sent. An answer that comes late is
/// returned all the same, because throwing it away would turn the known outcome of a VERIFY into
/// an unknown one.
///
/// # How a removal is noticed
///
/// By the service, which looks at the reader from time to time (pcsc-lite every 0.4 s where the
/// reader does not report by itself). Until then an exchange with a card that is gone breaks with
/// [`LinkErrorKind::Broken`]; from then on this connection refuses, and never reaches the next
/// card. A card that is exchanged faster than the service looks is not noticed by it; a real one
/// does not answer then, because nobody has powered it, but vsmartcard's virtual ones do.
pub struct Connection {
    name: ReaderName,
    line: Line,
    connector: Arc<Connector>,
    waker: Arc<Waker>,
    latch: SharedLatch,
    options: Options,
    /// `None` when powered down or released.
    channel: Option<Box<dyn Channel>>,
    debt: Debt,
    /// Whether the chip has power because of this connection, as far as is known.
    powered: bool,
    /// Whether taking it failed, so that the debt is this connection's.
    owes: bool,
    /// Why commands are refused, if they are.
    refuses: Option<LinkErrorKind>,
    /// Whether the card was handed to another program.
    released: bool,
    /// The count of insertions and removals with this card in place.
    events: Option<u32>,
    capabilities: LinkCapabilities,
}

impl Connection {
    pub(super) fn open(
        service: Arc<dyn Service>,
        name: ReaderName,
        connector: Arc<Connector>,
        waker: Arc<Waker>,
        latch: SharedLatch,
        debt: Debt,
        options: Options,
    ) -> Result<Self, LinkError> {
        let mut connection = Self {
            name,
            line: Line::new(service, None),
            connector,
            waker,
            latch,
            options,
            channel: None,
            debt,
            powered: false,
            owes: false,
            refuses: Some(LinkErrorKind::NoCard),
            released: false,
            events: None,
            capabilities: LinkCapabilities::SHORT,
        };
        connection.connect(options.sharing_patience)?;
        connection.events = connection.counted_events();
        connection.latch.close(None);
        Ok(connection)
    }

    /// Connects, putting up with other programs that hold the card for at most `patience`.
    fn connect(&mut self, patience: Duration) -> Result<(), LinkError> {
        let (mut channel, capabilities) = self.connector.connect(patience)?;
        if self.debt.is_owed() {
            // What was verified for somebody before must be lost first.
            if channel.reconnect(Disposition::Unpower).is_err() {
                channel
                    .disconnect(Disposition::Unpower)
                    .map_err(Code::aside)?;
                self.debt.settle();
                return self.connect(patience);
            }
            self.debt.settle();
        }
        self.capabilities = capabilities;
        self.channel = Some(channel);
        self.powered = true;
        self.refuses = None;
        Ok(())
    }

    /// The count of insertions and removals now, where the service counts and answers.
    fn counted_events(&mut self) -> Option<u32> {
        let name = &self.name;
        self.line
            .call(|context| context.status_change(name, ReaderState::UNAWARE, Duration::ZERO))
            .ok()
            .and_then(ReaderState::events)
    }

    /// Whether the count says that another card may lie there than at the beginning.
    fn may_be_another(&mut self) -> bool {
        let now = self.counted_events();
        matches!((self.events, now), (Some(then), Some(now)) if then != now)
    }

    /// Hands the card to another program, such as the national software: powers it down, so that
    /// nothing that was verified is left in force, and gives up the exclusive connection.
    ///
    /// Until [`reacquire`](Self::reacquire) every command is refused with
    /// [`LinkErrorKind::Shared`].
    pub fn release(&mut self) -> Result<(), LinkError> {
        if self.channel.is_none() {
            return Err(LinkError::new(self.refusal(), Sent::No));
        }
        self.let_go()?;
        self.refuses = Some(LinkErrorKind::Shared);
        self.released = true;
        if !self.options.flicker.is_zero() {
            // What the reader reports because of our own power-down must be over before the
            // count is taken as the one with the card in place.
            self.waker.pause(self.options.flicker);
            self.events = self.counted_events();
        }
        Ok(())
    }

    /// Takes the card back after [`release`](Self::release), waiting for at most `limit` (but half a
    /// second at least) while the other program still holds it, in a connection or in a transaction,
    /// and has it proved that it is the same chip. [`LinkErrorKind::Shared`] at the limit, and
    /// [`LinkErrorKind::Cancelled`] by the reader's handle, leave the card released: this may be
    /// called again.
    ///
    /// Two things must agree: the service counted no insertion or removal in between, where it
    /// counts; and `same_chip`, which reads the card's identification over the new connection and
    /// compares it with the one known (`Ok(false)`: another). Anything else powers the card down
    /// and fails with [`LinkErrorKind::CardRemoved`]: a second person's card must not be taken for
    /// the first one's. The chip had no power in between, so what was selected or verified before
    /// is lost.
    pub fn reacquire(
        &mut self,
        limit: Duration,
        same_chip: impl FnOnce(&mut dyn Transport) -> Result<bool, LinkError>,
    ) -> Result<(), LinkError> {
        if !self.released {
            return Err(LinkError::new(self.refusal(), Sent::No));
        }
        match self.connect(limit) {
            Ok(()) => self.released = false,
            Err(error) if is_without_card(error) => {
                self.lose_card();
                return Err(LinkError {
                    kind: LinkErrorKind::CardRemoved,
                    ..error
                });
            }
            Err(error) => return Err(error),
        }
        if self.may_be_another() {
            return Err(self.refuse_another());
        }
        match same_chip(self) {
            Ok(true) => Ok(()),
            Ok(false) => Err(self.refuse_another()),
            Err(error) => {
                // The error of the proof says more than one of the power-down could.
                let _ = self.power_down();
                Err(error)
            }
        }
    }

    /// Another card lies there: it loses its power, and may have its own turn.
    fn refuse_another(&mut self) -> LinkError {
        let _ = self.power_down();
        self.lose_card();
        LinkError::new(LinkErrorKind::CardRemoved, Sent::No)
    }

    /// The card of this connection is certainly gone.
    fn lose_card(&mut self) {
        self.refuses = Some(LinkErrorKind::CardRemoved);
        self.released = false;
        self.latch.open();
    }

    fn refusal(&self) -> LinkErrorKind {
        self.refuses.unwrap_or(LinkErrorKind::NoCard)
    }

    /// Powers the card down and ends the channel, whatever comes of it.
    fn let_go(&mut self) -> Result<(), LinkError> {
        let ended = self.unpower();
        if ended.is_ok() {
            self.powered = false;
            self.debt.settle();
        } else {
            self.owes = true;
            self.debt.owe();
        }
        ended
    }

    fn unpower(&mut self) -> Result<(), LinkError> {
        if let Some(mut channel) = self.channel.take() {
            match channel.disconnect(Disposition::Unpower) {
                Ok(()) => return Ok(()),
                Err(code) if code.proves_removal() => return Ok(()),
                Err(_) => {}
            }
            // The channel may have gone stale while the card has not: once more after its
            // reconnection, then by a connection of its own.
            let again = channel
                .reconnect(Disposition::Unpower)
                .and_then(|()| channel.disconnect(Disposition::Unpower));
            if again.is_ok() {
                return Ok(());
            }
        }
        match self.connector.power_down(self.options.sharing_patience) {
            // That there is no reader any more proves nothing: one with a supply of its own keeps its
            // field.
            Err(error) if !is_without_card(error) => Err(error),
            _ => Ok(()),
        }
    }
}

/// Whether a connection failed because no card is there.
fn is_without_card(error: LinkError) -> bool {
    error.code.is_some_and(|code| Code(code).proves_removal())
}

impl Transport for Connection {
    fn transmit(
        &mut self,
        command: &[u8],
        response: &mut ResponseBuffer,
        limit: Duration,
    ) -> Result<(), LinkError> {
        response.clear();
        let refusal = self.refusal();
        let (Some(channel), None) = (self.channel.as_mut(), self.refuses) else {
            return Err(LinkError::new(refusal, Sent::No));
        };
        if command.len() < MIN_COMMAND {
            return Err(LinkError::new(LinkErrorKind::InvalidCommand, Sent::No));
        }
        if command.len() > self.capabilities.max_command {
            return Err(LinkError::new(LinkErrorKind::OversizedCommand, Sent::No));
        }
        if limit.is_zero() {
            return Err(LinkError::new(LinkErrorKind::TimedOut, Sent::No));
        }

        // The one call that puts a command on the wire. It is made once; see tests/pcsc_script.rs.
        let outcome = response.fill_with(|space| {
            let room = space.len();
            match channel.transmit(command, space)? {
                length if length > room => Err(Code::INSUFFICIENT_BUFFER),
                length => Ok(length),
            }
        });

        if let Err(code) = outcome {
            let error = code.of_command();
            match error.kind {
                LinkErrorKind::NoCard | LinkErrorKind::CardRemoved if code.proves_removal() => {
                    self.lose_card();
                }
                LinkErrorKind::NoCard
                | LinkErrorKind::CardRemoved
                | LinkErrorKind::Reset
                | LinkErrorKind::ReaderGone
                | LinkErrorKind::ServiceGone
                | LinkErrorKind::Refused => {
                    self.refuses = Some(error.kind);
                }
                _ => {}
            }
            return Err(error);
        }
        if response.as_bytes().len() < 2 {
            response.clear();
            return Err(LinkError::new(LinkErrorKind::Broken, Sent::Maybe));
        }
        Ok(())
    }

    fn capabilities(&self) -> LinkCapabilities {
        self.capabilities
    }

    /// A warm reset. Also takes back a chip that somebody else reset; not one that was removed in
    /// between, which the service would reset as readily.
    fn reset(&mut self) -> Result<(), LinkError> {
        if self.channel.is_none()
            || self
                .refuses
                .is_some_and(|kind| kind != LinkErrorKind::Reset)
        {
            return Err(LinkError::new(self.refusal(), Sent::No));
        }
        if self.may_be_another() {
            return Err(self.refuse_another());
        }
        let Some(channel) = self.channel.as_mut() else {
            return Err(LinkError::new(self.refusal(), Sent::No));
        };
        if let Err(code) = channel.reconnect(Disposition::Reset) {
            let error = code.aside();
            if code.proves_removal() {
                self.lose_card();
            } else {
                // Whether the chip was reset is not known, so nothing may be built on its state.
                self.refuses = Some(LinkErrorKind::Reset);
            }
            return Err(error);
        }
        if self.may_be_another() {
            return Err(self.refuse_another());
        }
        self.refuses = None;
        Ok(())
    }

    /// Takes the power away and ends the connection; every later command is refused. Once more is
    /// no error, and tries again if it failed.
    fn power_down(&mut self) -> Result<(), LinkError> {
        if self.owes && !self.debt.is_owed() {
            self.powered = false;
        }
        if !self.powered {
            return Ok(());
        }
        let ended = self.let_go();
        if self.refuses != Some(LinkErrorKind::CardRemoved) {
            self.refuses = Some(LinkErrorKind::NoCard);
            let events = if self.options.flicker.is_zero() {
                self.events
            } else {
                None
            };
            self.latch.close(events);
        }
        ended
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        // Nobody is left to tell; `power_down` is there for those who want to know. What failed once
        // is tried again by the debt's thread.
        if !self.owes {
            let _ = self.power_down();
        }
    }
}

impl fmt::Debug for Connection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Connection")
            .field("reader", &self.name)
            .field("open", &self.channel.is_some())
            .field("refuses", &self.refuses)
            .field("capabilities", &self.capabilities)
            .finish_non_exhaustive()
    }
}
