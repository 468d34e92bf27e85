//! Links to a chip: over a maker's driver. Readers over PC/SC are in [`super::reader`], the
//! virtual card in `sim`.

use core::ffi::c_void;
use core::time::Duration;

use super::failure::{Failure, link_kind};
use super::guard;
use super::handle::{self, Handle};
use super::pointer::{self, Extensible, Out};
use super::status::MNR_ERROR_ARGUMENT;
use super::{log, status::MNR_OK};
use mynareader_card::card::{Card, Profile};
use mynareader_desk::{CardLink, Unshared};
use mynareader_transport::callback::{Callback, Driver};
use mynareader_transport::{
    LinkCapabilities, LinkError, LinkErrorKind, MAX_COMMAND, MAX_DRIVER_LENGTH, MAX_RESPONSE,
    ResponseBuffer, Sent, ShortBlock, Transport,
};

/// A link carries extended APDUs.
pub const MNR_LINK_EXTENDED: u32 = 1;
/// A link is faster with reads of 251 bytes than of 256: contactless, with frames of 256 bytes.
pub const MNR_LINK_FRAMED: u32 = 2;

/// A link to the chip of one card. It lasts from when the card is placed until it is taken away.
/// mnr_card_open takes ownership of it.
///
/// One thread at a time; it may be any thread.
pub struct mnr_link {
    _opaque: [u8; 0],
}

impl Handle for mnr_link {
    type State = Box<dyn CardLink + Send>;
    type Side = ();
    const NAME: &'static str = "mnr_link";
}

/// What a driver reports about a command that failed, in addition to the status that its function
/// returns.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct mnr_driver_failure {
    /// Set by the library.
    pub struct_size: usize,
    /// Whether the card may have seen the command. The library sets it to 1 before the call. Set it
    /// to 0 only if it is certain that nothing left the host.
    pub may_have_been_sent: i32,
    /// Whether code means something. The library sets it to 0 before the call.
    pub has_code: i32,
    /// The driver's own code.
    pub code: u32,
}

/// A maker's own driver, as functions. The library calls them from the thread that uses the card,
/// one at a time. They may block. They must not throw or longjmp. They must not use the handle that
/// they serve (the call returns MNR_ERROR_BUSY). The structure is copied; the functions, and the
/// object that user points to, must stay valid until release was called.
///
/// Each returns MNR_OK or one of the statuses -300 to -313 and MNR_ERROR_CANCELLED; any other
/// number counts as MNR_ERROR_DRIVER.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct mnr_driver {
    /// The size of the structure that the caller was compiled with.
    pub struct_size: usize,
    /// What the link carries: a sum of MNR_LINK_*.
    pub flags: u32,
    /// The longest command that the driver accepts, in bytes; 0 for the longest that flags allow.
    /// The library never passes more than 65,535 bytes, so a driver may store lengths in 16 bits.
    pub max_command: u32,
    /// The longest answer in bytes, including the status word; 0 for the longest that flags allow.
    /// The buffer for the answer always has 65,535 bytes, whatever this field says. A longer answer
    /// is refused.
    pub max_response: u32,
    /// Sends a command to the card exactly once, and writes the whole answer, including the status
    /// word, to response. If the answer is lost, it must not send the command again. It must not
    /// follow 61xx or 6Cxx. A PIN that is presented twice costs the patient two tries. The library
    /// keeps no reference to the content of the buffers after the call, and the driver must not
    /// keep one.
    pub transmit: Option<
        unsafe extern "C" fn(
            user: *mut c_void,
            command: *const u8,
            command_length: usize,
            response: *mut u8,
            capacity: usize,
            response_length: *mut usize,
            limit_ms: u32,
            failure: *mut mnr_driver_failure,
        ) -> i32,
    >,
    /// Resets the card (warm).
    pub reset: Option<unsafe extern "C" fn(user: *mut c_void) -> i32>,
    /// Takes the power or the field away from the card. Called at the end of every patient's
    /// session, and when a link is freed.
    pub power_down: Option<unsafe extern "C" fn(user: *mut c_void) -> i32>,
    /// Called once, after the last call of the other functions. May be NULL.
    pub release: Option<unsafe extern "C" fn(user: *mut c_void)>,
    /// Releases the card, so that the national software can use it: gives up any connection that
    /// only one of the two can have. Before the call the library has left the application, so that
    /// nothing is verified on the chip. let_go and take_back are both NULL if the national software
    /// does not need the card. Called by mnr_desk only. After the call nothing is sent until
    /// take_back has returned MNR_OK.
    pub let_go: Option<unsafe extern "C" fn(user: *mut c_void) -> i32>,
    /// Takes the card back after the national software has used it. Returns MNR_ERROR_CARD_REMOVED
    /// if the card was removed in between. The library then checks that it is the same chip. Called
    /// after each let_go, whatever let_go returned, also if the check-in has ended meanwhile. If it
    /// failed, it is called once more at the end. power_down follows, even if the card was not
    /// taken back.
    pub take_back: Option<unsafe extern "C" fn(user: *mut c_void, limit_ms: u32) -> i32>,
}

// SAFETY: laid out for C, begin with their size, and functions that are zero are `None`.
unsafe impl Extensible for mnr_driver {
    const FIRST: usize = size_of::<Self>();
}

/// The functions of a driver, checked.
struct Functions {
    user: *mut c_void,
    transmit: unsafe extern "C" fn(
        *mut c_void,
        *const u8,
        usize,
        *mut u8,
        usize,
        *mut usize,
        u32,
        *mut mnr_driver_failure,
    ) -> i32,
    reset: unsafe extern "C" fn(*mut c_void) -> i32,
    power_down: unsafe extern "C" fn(*mut c_void) -> i32,
    release: Option<unsafe extern "C" fn(*mut c_void)>,
}

/// The two functions by which a driver and the national software take turns with a card.
#[derive(Clone, Copy)]
struct Turns {
    user: *mut c_void,
    let_go: unsafe extern "C" fn(*mut c_void) -> i32,
    take_back: unsafe extern "C" fn(*mut c_void, u32) -> i32,
}

// SAFETY: as `Functions`.
unsafe impl Send for Turns {}

impl Turns {
    /// How long the national software may still hold the card after its answer.
    const LIMIT_MS: u32 = 5000;

    fn of(user: *mut c_void, driver: &mnr_driver) -> Result<Option<Self>, Failure> {
        match (driver.let_go, driver.take_back) {
            (None, None) => Ok(None),
            (Some(let_go), Some(take_back)) => Ok(Some(Self {
                user,
                let_go,
                take_back,
            })),
            (Some(_), None) => Err(Failure::null("driver->take_back")),
            (None, Some(_)) => Err(Failure::null("driver->let_go")),
        }
    }
}

/// A card behind a driver that takes turns with the national software.
struct Shared<T> {
    link: Unshared<T>,
    turns: Turns,
    /// The driver was asked to let go and has not said since that it has the card again.
    away: bool,
}

impl<T: Transport> Shared<T> {
    /// Nothing is sent to a card that somebody else may have.
    fn here(&self) -> Result<(), LinkError> {
        if self.away {
            return Err(LinkError::new(LinkErrorKind::Shared, Sent::No));
        }
        Ok(())
    }
}

impl<T: Transport> Transport for Shared<T> {
    fn transmit(
        &mut self,
        command: &[u8],
        response: &mut ResponseBuffer,
        limit: Duration,
    ) -> Result<(), LinkError> {
        response.clear();
        self.here()?;
        self.link.0.transmit(command, response, limit)
    }

    fn capabilities(&self) -> LinkCapabilities {
        self.link.0.capabilities()
    }

    fn reset(&mut self) -> Result<(), LinkError> {
        self.here()?;
        self.link.0.reset()
    }

    /// Wherever the card is: a field can be switched off that nobody uses.
    fn power_down(&mut self) -> Result<(), LinkError> {
        self.link.0.power_down()
    }
}

impl<T: Transport> CardLink for Shared<T> {
    fn transport(&mut self) -> &mut dyn Transport {
        self
    }

    fn release(&mut self) -> Result<(), LinkError> {
        // A driver that could not may have let go by half: it is asked to take the card again.
        self.away = true;
        // SAFETY: the header describes the function.
        said(unsafe { (self.turns.let_go)(self.turns.user) })
    }

    fn reacquire(
        &mut self,
        left: &mut dyn FnMut() -> Option<Duration>,
        same_chip: &mut dyn FnMut(&mut dyn Transport) -> Result<bool, LinkError>,
    ) -> Result<(), LinkError> {
        if self.away {
            // Where nobody waits any more, the end of the check-in takes it back.
            let left = left().ok_or(LinkError::new(LinkErrorKind::Cancelled, Sent::No))?;
            let limit = u32::try_from(left.as_millis()).unwrap_or(u32::MAX);
            // SAFETY: the header describes the function.
            said(unsafe { (self.turns.take_back)(self.turns.user, limit.min(Turns::LIMIT_MS)) })?;
            self.away = false;
        }
        self.link.reacquire(left, same_chip)
    }
}

// SAFETY: the header asks for functions that may be called, with their user pointer, by whichever
// thread uses the card.
unsafe impl Send for Functions {}

impl Driver for Functions {
    fn transmit(
        &mut self,
        command: &[u8],
        response: &mut [u8],
        limit: Duration,
    ) -> Result<usize, LinkError> {
        let mut length = 0;
        let mut failure = mnr_driver_failure {
            struct_size: size_of::<mnr_driver_failure>(),
            may_have_been_sent: 1,
            has_code: 0,
            code: 0,
        };
        let limit = u32::try_from(limit.as_millis()).unwrap_or(u32::MAX).max(1);
        // SAFETY: the header describes the function; all pointers live until it returns.
        let status = unsafe {
            (self.transmit)(
                self.user,
                command.as_ptr(),
                command.len(),
                response.as_mut_ptr(),
                response.len(),
                &raw mut length,
                limit,
                &raw mut failure,
            )
        };
        if status == MNR_OK {
            return Ok(length);
        }
        Err(LinkError {
            kind: link_kind(status),
            sent: if failure.may_have_been_sent == 0 {
                Sent::No
            } else {
                Sent::Maybe
            },
            code: (failure.has_code != 0).then_some(failure.code),
        })
    }

    fn reset(&mut self) -> Result<(), LinkError> {
        // SAFETY: the header describes the function.
        said(unsafe { (self.reset)(self.user) })
    }

    fn power_down(&mut self) -> Result<(), LinkError> {
        // SAFETY: the header describes the function.
        said(unsafe { (self.power_down)(self.user) })
    }
}

fn said(status: i32) -> Result<(), LinkError> {
    if status == MNR_OK {
        Ok(())
    } else {
        Err(LinkError::new(link_kind(status), Sent::Maybe))
    }
}

impl Drop for Functions {
    fn drop(&mut self) {
        if let Some(release) = self.release {
            // SAFETY: the header describes the function; nothing is called after it.
            unsafe { release(self.user) };
        }
    }
}

/// A link that logs header, lengths and status word of each exchange, and nothing else.
pub(super) struct Logged<T: Transport>(pub(super) T);

impl<T: Transport> Transport for Logged<T> {
    fn transmit(
        &mut self,
        command: &[u8],
        response: &mut ResponseBuffer,
        limit: Duration,
    ) -> Result<(), LinkError> {
        let result = self.0.transmit(command, response, limit);
        log::line(log::MNR_LOG_TRACE, || {
            let header = command.get(..4).unwrap_or_default();
            let header = match *header {
                [cla, ins, p1, p2] => format!("{cla:02X}{ins:02X}{p1:02X}{p2:02X}"),
                _ => String::from("no header"),
            };
            let sent = command.len();
            match (&result, response.as_bytes()) {
                (Ok(()), [rest @ .., sw1, sw2]) => format!(
                    "{header}, {sent} bytes: {sw1:02X}{sw2:02X}, {} bytes",
                    rest.len()
                ),
                (Ok(()), short) => format!("{header}, {sent} bytes: {} bytes", short.len()),
                (Err(error), _) => format!("{header}, {sent} bytes: {error}"),
            }
        });
        result
    }

    fn capabilities(&self) -> LinkCapabilities {
        self.0.capabilities()
    }

    fn reset(&mut self) -> Result<(), LinkError> {
        self.0.reset()
    }

    fn power_down(&mut self) -> Result<(), LinkError> {
        let ended = self.0.power_down();
        if let Err(error) = &ended {
            log::line(log::MNR_LOG_ERROR, || {
                format!(
                    "taking the power from the card failed: {error}; until the card is taken away, \
                     what the patient unlocked may stay usable"
                )
            });
        }
        ended
    }
}

impl<T: Transport + CardLink> CardLink for Logged<T> {
    fn transport(&mut self) -> &mut dyn Transport {
        self
    }

    fn release(&mut self) -> Result<(), LinkError> {
        log::line(log::MNR_LOG_TRACE, || String::from("the card is let go of"));
        self.0.release()
    }

    fn reacquire(
        &mut self,
        left: &mut dyn FnMut() -> Option<Duration>,
        same_chip: &mut dyn FnMut(&mut dyn Transport) -> Result<bool, LinkError>,
    ) -> Result<(), LinkError> {
        log::line(log::MNR_LOG_TRACE, || {
            String::from("the card is taken again")
        });
        self.0.reacquire(left, &mut |mut transport| {
            same_chip(&mut Logged(&mut transport))
        })
    }
}

/// A new link handle.
pub(super) fn make(link: impl CardLink + Send + 'static) -> Result<*mut mnr_link, Failure> {
    handle::make::<mnr_link>(Box::new(link), ())
}

/// A new link handle, to a card that the national software does not need. For the simulation
/// library.
#[doc(hidden)]
pub fn make_whole(transport: impl Transport + Send + 'static) -> Result<*mut mnr_link, Failure> {
    make(Unshared(Logged(transport)))
}

fn capabilities(driver: &mnr_driver) -> Result<LinkCapabilities, Failure> {
    let known = MNR_LINK_EXTENDED | MNR_LINK_FRAMED;
    if driver.flags & !known != 0 {
        return Err(Failure::argument("driver->flags", driver.flags));
    }
    let extended = driver.flags & MNR_LINK_EXTENDED != 0;
    let base = if extended {
        LinkCapabilities::EXTENDED
    } else {
        LinkCapabilities::SHORT
    };
    let size = |given: u32, otherwise: usize, least: usize, most: usize, what: &'static str| {
        if given == 0 {
            return Ok(otherwise);
        }
        match usize::try_from(given) {
            Ok(given) if (least..=most).contains(&given) => Ok(given),
            _ => Err(Failure::argument(what, given)),
        }
    };
    Ok(LinkCapabilities {
        extended,
        short_block: if driver.flags & MNR_LINK_FRAMED != 0 {
            ShortBlock::Framed
        } else {
            ShortBlock::Full
        },
        max_command: size(
            driver.max_command,
            base.max_command,
            LinkCapabilities::SHORT.max_command,
            MAX_COMMAND,
            "driver->max_command",
        )?,
        max_response: size(
            driver.max_response,
            base.max_response,
            LinkCapabilities::SHORT.max_response,
            MAX_RESPONSE,
            "driver->max_response",
        )?,
    })
}

/// Makes a link to the card that is in the reader now, over a maker's own driver. It calls none of
/// the driver's functions.
///
/// user: passed to the functions unchanged; may be NULL. driver: the functions; copied. link: where
/// to put the handle; free it with mnr_link_free, or give it to mnr_card_open. On failure release
/// is not called.
///
/// Errors: MNR_ERROR_NULL, also if a function is missing or only one of let_go and take_back is
/// given, MNR_ERROR_STRUCT_SIZE, MNR_ERROR_ARGUMENT if flags or sizes are not valid.
/// Any thread. Does not block.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_link_open_driver(
    user: *mut c_void,
    driver: *const mnr_driver,
    link: *mut *mut mnr_link,
) -> i32 {
    guard!("mnr_link_open_driver", {
        let link = Out::new(link, "link")?;
        let driver = pointer::take_struct(driver, "driver")?;
        let capabilities = capabilities(&driver)?;
        let turns = Turns::of(user, &driver)?;
        let functions = Functions {
            user,
            transmit: driver
                .transmit
                .ok_or_else(|| Failure::null("driver->transmit"))?,
            reset: driver.reset.ok_or_else(|| Failure::null("driver->reset"))?,
            power_down: driver
                .power_down
                .ok_or_else(|| Failure::null("driver->power_down"))?,
            release: driver.release,
        };
        let transport = Logged(Callback::new(functions, capabilities));
        link.put(match turns {
            None => make(Unshared(transport))?,
            Some(turns) => make(Shared {
                link: Unshared(transport),
                turns,
                away: false,
            })?,
        });
        Ok(())
    })
}

/// Sends one command over a link and returns the answer unchanged. It is for a maker's own commands
/// before a card is opened. The command is never sent twice; 61xx and 6Cxx are not followed.
///
/// link: the link. command, command_length: 4 to 65,544 bytes, with a driver at most 65,535.
/// answer, capacity: where to put the answer, including the status word; a capacity below 65,535 is
/// refused before anything is sent. If the link carries short APDUs only, 258 is enough. needed:
/// the length of the answer, or the capacity needed. limit_ms: how long the driver may take, 1 or
/// more. detail: NULL or a record.
///
/// Errors: MNR_ERROR_BUFFER, and those of the link (-3xx).
/// One thread at a time per link. Blocks as the driver does.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_link_transmit(
    link: *mut mnr_link,
    command: *const u8,
    command_length: usize,
    limit_ms: u32,
    answer: *mut u8,
    capacity: usize,
    needed: *mut usize,
    detail: *mut super::detail::mnr_detail,
) -> i32 {
    guard!("mnr_link_transmit", detail, {
        let buffer = pointer::Buffer::new(answer, capacity, needed, "answer")?;
        let command = pointer::some_bytes(command, command_length, "command")?;
        if limit_ms == 0 {
            return Err(Failure::new(MNR_ERROR_ARGUMENT, "limit_ms is 0"));
        }
        handle::with(link, |link| {
            let link = link.transport();
            let most = if link.capabilities().extended {
                MAX_DRIVER_LENGTH
            } else {
                LinkCapabilities::SHORT.max_response
            };
            let buffer = buffer.at_least(most)?;
            let mut response = ResponseBuffer::new();
            link.transmit(
                command,
                &mut response,
                Duration::from_millis(u64::from(limit_ms)),
            )?;
            if response.as_bytes().len() > most {
                return Err(LinkError::new(LinkErrorKind::OversizedAnswer, Sent::Maybe).into());
            }
            buffer.put(response.as_bytes())
        })
    })
}

/// Resets the card behind a link (warm), as before commands that another program's must not reach. A PIN
/// that was verified over the link does not outlive it: the application is left first, and where that fails
/// the card loses its power instead.
///
/// link: the link. detail: NULL or a record.
///
/// Errors: MNR_ERROR_CARD_STATUS if the card did not leave the application; then its power was taken away, and
/// nothing was reset; those of the link (-3xx).
/// One thread at a time per link. Blocks as the driver does.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_link_reset(
    link: *mut mnr_link,
    detail: *mut super::detail::mnr_detail,
) -> i32 {
    guard!("mnr_link_reset", detail, {
        handle::with(link, |link| {
            let link = link.transport();
            // A warm reset leaves a verified PIN verified on some cards.
            Card::new(&mut *link, Profile::my_number_card()).hand_over()?;
            Ok(link.reset()?)
        })
    })
}

/// Takes the power or the field away from the card behind a link, as at the end of a patient's session:
/// the application is left first, so that nothing stays verified even if the power stays on. The link is
/// over then: nothing more is sent (MNR_ERROR_NO_CARD), and it is freed as ever.
///
/// link: the link. detail: NULL or a record.
///
/// Errors: those of the link (-3xx): the card may have kept its power; the log says so too. A card that was
/// taken away has none, which is no error.
/// One thread at a time per link. Blocks as the driver does.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_link_power_down(
    link: *mut mnr_link,
    detail: *mut super::detail::mnr_detail,
) -> i32 {
    guard!("mnr_link_power_down", detail, {
        handle::with(link, |link| {
            Ok(Card::new(link.transport(), Profile::my_number_card()).end()?)
        })
    })
}

/// Frees a link and takes the power away from its card. NULL is allowed and does nothing. Where the
/// power could not be taken, the log says so (MNR_LOG_ERROR), and over PC/SC it is tried again.
///
/// Errors: MNR_ERROR_HANDLE; MNR_ERROR_BUSY while it is in use; then nothing is freed.
/// Any thread. Blocks as the driver does.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_link_free(link: *mut mnr_link) -> i32 {
    guard!("mnr_link_free", { handle::free(link) })
}
