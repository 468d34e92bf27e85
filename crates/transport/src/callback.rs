//! A link over a maker's own driver.
//!
//! [`Callback`] turns four functions into a [`Transport`] that keeps the trait's promises: it
//! checks lengths before and after, never calls twice, refuses every command once the driver said
//! that the card was reset or removed, and powers the card down at every end. The functions come
//! as an implementation of [`Driver`] or, with [`Functions`], as closures.
//!
//! ```
//! use core::time::Duration;
//! use mynareader_transport::callback::{Callback, Functions};
//! use mynareader_transport::{LinkCapabilities, LinkError, ResponseBuffer, Transport as _};
//!
//! let driver = Functions {
//!     transmit: |command: &[u8], response: &mut [u8], _limit: Duration| {
//!         // Hand `command` to the driver, once; its answer goes to the front of `response`.
//!         assert_eq!(command, [0x00, 0xA4, 0x00, 0x00]);
//!         response[..2].copy_from_slice(&[0x90, 0x00]);
//!         Ok(2)
//!     },
//!     reset: || Ok(()),
//!     power_down: || Ok(()),
//! };
//! let mut link = Callback::new(driver, LinkCapabilities::SHORT);
//! let mut answer = ResponseBuffer::new();
//! link.transmit(&[0x00, 0xA4, 0x00, 0x00], &mut answer, Duration::from_secs(5))?;
//! assert_eq!(answer.as_bytes(), [0x90, 0x00]);
//! # Ok::<(), LinkError>(())
//! ```
#![forbid(unsafe_code)]

use core::fmt;
use core::time::Duration;

use super::{
    LinkCapabilities, LinkError, LinkErrorKind, MIN_COMMAND, ResponseBuffer, Sent, Transport,
};

/// What a maker's driver does for one card.
///
/// An error says what went wrong and, honestly, whether the chip may have seen the command: where
/// the driver does not know, [`Sent::Maybe`]. The driver's own number goes into
/// [`LinkError::code`].
pub trait Driver {
    /// Sends `command` to the chip exactly once and puts the answer, status word included, at the
    /// front of `response`; gives its length. Within `limit` if the driver can keep one.
    ///
    /// The driver must not repeat a command whose answer was lost, nor follow `61xx` or `6Cxx`: a
    /// VERIFY that is sent twice costs the patient two tries. `response` holds
    /// [`MAX_DRIVER_LENGTH`](super::MAX_DRIVER_LENGTH) bytes, and `command` never has more.
    fn transmit(
        &mut self,
        command: &[u8],
        response: &mut [u8],
        limit: Duration,
    ) -> Result<usize, LinkError>;

    /// Resets the chip (warm).
    fn reset(&mut self) -> Result<(), LinkError>;

    /// Takes the power or the field away from the chip.
    fn power_down(&mut self) -> Result<(), LinkError>;
}

/// A [`Driver`] of three closures.
pub struct Functions<T, R, P> {
    /// See [`Driver::transmit`].
    pub transmit: T,
    /// See [`Driver::reset`].
    pub reset: R,
    /// See [`Driver::power_down`].
    pub power_down: P,
}

impl<T, R, P> Driver for Functions<T, R, P>
where
    T: FnMut(&[u8], &mut [u8], Duration) -> Result<usize, LinkError>,
    R: FnMut() -> Result<(), LinkError>,
    P: FnMut() -> Result<(), LinkError>,
{
    fn transmit(
        &mut self,
        command: &[u8],
        response: &mut [u8],
        limit: Duration,
    ) -> Result<usize, LinkError> {
        (self.transmit)(command, response, limit)
    }

    fn reset(&mut self) -> Result<(), LinkError> {
        (self.reset)()
    }

    fn power_down(&mut self) -> Result<(), LinkError> {
        (self.power_down)()
    }
}

impl<T, R, P> fmt::Debug for Functions<T, R, P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Functions").finish_non_exhaustive()
    }
}

impl<D: Driver + ?Sized> Driver for Box<D> {
    fn transmit(
        &mut self,
        command: &[u8],
        response: &mut [u8],
        limit: Duration,
    ) -> Result<usize, LinkError> {
        (**self).transmit(command, response, limit)
    }

    fn reset(&mut self) -> Result<(), LinkError> {
        (**self).reset()
    }

    fn power_down(&mut self) -> Result<(), LinkError> {
        (**self).power_down()
    }
}

/// The link over a [`Driver`], for one card: from the moment it lies in the reader until
/// [`power_down`](Transport::power_down) or drop. The next card gets a link of its own.
pub struct Callback<D: Driver> {
    driver: D,
    capabilities: LinkCapabilities,
    /// Why commands are refused, if they are.
    refuses: Option<LinkErrorKind>,
    powered: bool,
}

impl<D: Driver> Callback<D> {
    /// The link to the card that lies in the maker's reader now. Of `capabilities` no more is taken
    /// than [`MAX_DRIVER_LENGTH`](super::MAX_DRIVER_LENGTH).
    pub fn new(driver: D, capabilities: LinkCapabilities) -> Self {
        Self {
            driver,
            capabilities: capabilities.for_driver(),
            refuses: None,
            powered: true,
        }
    }

    /// Notes what an error of the driver means for the commands to come.
    fn heed(&mut self, error: LinkError) -> LinkError {
        if matches!(
            error.kind,
            LinkErrorKind::NoCard
                | LinkErrorKind::CardRemoved
                | LinkErrorKind::Reset
                | LinkErrorKind::ReaderGone
                | LinkErrorKind::ServiceGone
                | LinkErrorKind::Refused
        ) {
            self.refuses = Some(error.kind);
        }
        error
    }
}

impl<D: Driver> Transport for Callback<D> {
    fn transmit(
        &mut self,
        command: &[u8],
        response: &mut ResponseBuffer,
        limit: Duration,
    ) -> Result<(), LinkError> {
        response.clear();
        if let Some(kind) = self.refuses {
            return Err(LinkError::new(kind, Sent::No));
        }
        if command.len() < MIN_COMMAND {
            return Err(LinkError::new(LinkErrorKind::InvalidCommand, Sent::No));
        }
        if command.len() > self.capabilities.max_command {
            return Err(LinkError::new(LinkErrorKind::OversizedCommand, Sent::No));
        }
        if limit.is_zero() {
            return Err(LinkError::new(LinkErrorKind::TimedOut, Sent::No));
        }
        let driver = &mut self.driver;
        let outcome = response.fill_with(|space| {
            let room = space.len();
            match driver.transmit(command, space, limit)? {
                length if length > room => {
                    Err(LinkError::new(LinkErrorKind::OversizedAnswer, Sent::Maybe))
                }
                length if length < 2 => Err(LinkError::new(LinkErrorKind::Broken, Sent::Maybe)),
                length => Ok(length),
            }
        });
        outcome.map_err(|error| self.heed(error))
    }

    fn capabilities(&self) -> LinkCapabilities {
        self.capabilities
    }

    /// A warm reset. Also takes back a chip that somebody else reset, but not one that was
    /// removed.
    fn reset(&mut self) -> Result<(), LinkError> {
        if let Some(kind) = self.refuses.filter(|&kind| kind != LinkErrorKind::Reset) {
            return Err(LinkError::new(kind, Sent::No));
        }
        // Until the driver says that it was done, nothing may be built on the chip's state.
        self.refuses = Some(LinkErrorKind::Reset);
        match self.driver.reset() {
            Ok(()) => {
                self.refuses = None;
                Ok(())
            }
            Err(error) => Err(self.heed(error)),
        }
    }

    /// Powers the card down and ends the link; every later command is refused. When the driver
    /// fails, it is asked again by the next call or on drop: taking the power away twice does no
    /// harm.
    fn power_down(&mut self) -> Result<(), LinkError> {
        if !self.powered {
            return Ok(());
        }
        self.refuses.get_or_insert(LinkErrorKind::NoCard);
        self.driver.power_down()?;
        self.powered = false;
        Ok(())
    }
}

impl<D: Driver> Drop for Callback<D> {
    fn drop(&mut self) {
        // Nobody is left to tell.
        let _ = self.power_down();
    }
}

impl<D: Driver> fmt::Debug for Callback<D> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Callback")
            .field("capabilities", &self.capabilities)
            .field("refuses", &self.refuses)
            .field("powered", &self.powered)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::{Cell, RefCell};

    const COMMAND: [u8; 5] = [0x00, 0x20, 0x00, 0x80, 0x00];
    const LIMIT: Duration = Duration::from_secs(1);

    /// What the driver was asked, and what it is to say next.
    #[derive(Default)]
    struct Script {
        transmits: Cell<u32>,
        resets: Cell<u32>,
        power_downs: Cell<u32>,
        answers: RefCell<Vec<Result<usize, LinkError>>>,
        power_down: Cell<Option<LinkError>>,
    }

    fn link(script: &Script) -> Callback<impl Driver> {
        let driver = Functions {
            transmit: |_: &[u8], response: &mut [u8], _| {
                script.transmits.set(script.transmits.get() + 1);
                response[..2].copy_from_slice(&[0x63, 0xC2]);
                script.answers.borrow_mut().pop().unwrap_or(Ok(2))
            },
            reset: || {
                script.resets.set(script.resets.get() + 1);
                Ok(())
            },
            power_down: || {
                script.power_downs.set(script.power_downs.get() + 1);
                script.power_down.take().map_or(Ok(()), Err)
            },
        };
        Callback::new(driver, LinkCapabilities::SHORT)
    }

    fn send(link: &mut impl Transport, command: &[u8]) -> Result<Vec<u8>, LinkError> {
        let mut response = ResponseBuffer::new();
        link.transmit(command, &mut response, LIMIT)?;
        Ok(response.as_bytes().to_vec())
    }

    #[test]
    fn a_command_that_fails_is_not_sent_again() {
        let script = Script::default();
        let torn = LinkError::with_code(LinkErrorKind::Broken, Sent::Maybe, 7);
        script.answers.borrow_mut().push(Err(torn));
        let mut link = link(&script);
        assert_eq!(send(&mut link, &COMMAND), Err(torn));
        assert_eq!(script.transmits.get(), 1);
        assert_eq!(send(&mut link, &COMMAND), Ok(vec![0x63, 0xC2]));
    }

    #[test]
    fn lengths_are_checked_on_both_sides() {
        let script = Script::default();
        let mut link = link(&script);
        for (command, kind) in [
            (vec![0; 3], LinkErrorKind::InvalidCommand),
            (vec![0; 262], LinkErrorKind::OversizedCommand),
        ] {
            let refused = LinkError::new(kind, Sent::No);
            assert_eq!(send(&mut link, &command), Err(refused));
        }
        assert_eq!(script.transmits.get(), 0, "refused before anything is sent");

        for (length, kind) in [
            (65_536, LinkErrorKind::OversizedAnswer),
            (65_538, LinkErrorKind::OversizedAnswer),
            (usize::MAX, LinkErrorKind::OversizedAnswer),
            (1, LinkErrorKind::Broken),
            (0, LinkErrorKind::Broken),
        ] {
            script.answers.borrow_mut().push(Ok(length));
            let failed = LinkError::new(kind, Sent::Maybe);
            assert_eq!(send(&mut link, &COMMAND), Err(failed));
        }
    }

    /// Drivers keep lengths in 16 bits (pyscard#100).
    #[test]
    #[cfg_attr(miri, ignore = "a driver gets a smaller buffer there")]
    fn no_driver_is_told_of_more_than_16_bits() {
        for capabilities in [
            LinkCapabilities::EXTENDED,
            LinkCapabilities {
                max_command: usize::MAX,
                max_response: usize::MAX,
                ..LinkCapabilities::EXTENDED
            },
        ] {
            let told = RefCell::new(Vec::new());
            let driver = Functions {
                transmit: |command: &[u8], response: &mut [u8], _: Duration| {
                    told.borrow_mut().push((command.len(), response.len()));
                    response.fill(0x90);
                    Ok(response.len())
                },
                reset: || Ok(()),
                power_down: || Ok(()),
            };
            let mut link = Callback::new(driver, capabilities);
            assert_eq!(link.capabilities().max_command, 65_535);
            assert_eq!(link.capabilities().max_response, 65_535);
            assert_eq!(send(&mut link, &vec![0; 65_535]).unwrap().len(), 65_535);
            for length in [65_536, super::super::MAX_COMMAND] {
                let refused = LinkError::new(LinkErrorKind::OversizedCommand, Sent::No);
                assert_eq!(send(&mut link, &vec![0; length]), Err(refused));
            }
            drop(link);
            assert_eq!(told.into_inner(), [(65_535, 65_535)]);
        }
    }

    #[test]
    fn after_a_reset_or_removal_the_driver_is_not_asked_until_that_is_dealt_with() {
        let script = Script::default();
        let mut link = link(&script);
        let reset = LinkError::new(LinkErrorKind::Reset, Sent::Maybe);
        script.answers.borrow_mut().push(Err(reset));
        assert_eq!(send(&mut link, &COMMAND), Err(reset));
        let refused = send(&mut link, &COMMAND).unwrap_err();
        assert_eq!(
            (refused.kind, refused.sent),
            (LinkErrorKind::Reset, Sent::No)
        );
        assert_eq!(script.transmits.get(), 1);
        link.reset().unwrap();
        assert!(send(&mut link, &COMMAND).is_ok());

        let removed = LinkError::new(LinkErrorKind::CardRemoved, Sent::Maybe);
        script.answers.borrow_mut().push(Err(removed));
        assert_eq!(send(&mut link, &COMMAND), Err(removed));
        assert_eq!(link.reset().unwrap_err().kind, LinkErrorKind::CardRemoved);
        assert_eq!(
            script.resets.get(),
            1,
            "another card is not reset into this session"
        );
        assert_eq!(script.transmits.get(), 3);
    }

    #[test]
    fn the_power_goes_off_at_every_end_and_only_once() {
        let script = Script::default();
        {
            let mut link = link(&script);
            link.power_down().unwrap();
            assert_eq!(
                send(&mut link, &COMMAND).unwrap_err().kind,
                LinkErrorKind::NoCard
            );
            assert_eq!(link.reset().unwrap_err().kind, LinkErrorKind::NoCard);
        }
        assert_eq!(script.power_downs.get(), 1);

        drop(link(&script));
        assert_eq!(script.power_downs.get(), 2);

        script
            .power_down
            .set(Some(LinkError::new(LinkErrorKind::Driver, Sent::No)));
        {
            let mut link = link(&script);
            assert!(link.power_down().is_err());
        }
        assert_eq!(script.power_downs.get(), 4, "asked again when it failed");
    }

    #[test]
    fn with_nothing_left_of_the_limit_nothing_is_sent() {
        let script = Script::default();
        let mut link = link(&script);
        let mut response = ResponseBuffer::new();
        let late = link.transmit(&COMMAND, &mut response, Duration::ZERO);
        assert_eq!(late, Err(LinkError::new(LinkErrorKind::TimedOut, Sent::No)));
        assert_eq!(script.transmits.get(), 0);
    }
}
