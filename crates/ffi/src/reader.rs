//! Readers of the system's PC/SC service: listed, opened, waited for.
//!
//! The functions are in every build; one without PC/SC answers `MNR_ERROR_NOT_BUILT_IN`.

use core::ffi::c_char;

use super::detail::mnr_detail;
use super::failure::Failure;
use super::guard;
use super::handle::{self, Handle};
use super::link::mnr_link;
use super::pointer::{self, Buffer, Out};
use super::status::MNR_ERROR_NOT_FOUND;

/// A list of the readers that PC/SC knew when the list was made.
///
/// Any thread. A second thread waits for the first; the wait is short.
pub struct mnr_readers {
    _opaque: [u8; 0],
}

impl Handle for mnr_readers {
    type State = Vec<Vec<u8>>;
    type Side = ();
    const NAME: &'static str = "mnr_readers";
    const WAITS: bool = true;
}

/// A reader of PC/SC.
///
/// One thread at a time; it may be any thread. Only mnr_reader_cancel may be called while another
/// thread waits.
pub struct mnr_reader {
    _opaque: [u8; 0],
}

#[cfg(feature = "pcsc")]
mod system {
    use core::time::Duration;

    use super::super::failure::Failure;
    use super::super::link::Logged;
    use super::super::status::{MNR_ERROR_CANCELLED, MNR_ERROR_TEXT, MNR_ERROR_TIME_LIMIT};
    use mynareader_desk::CardLink;
    use mynareader_transport::pcsc::{self, CancelHandle, Reader, ReaderName};
    use mynareader_transport::{LinkError, LinkErrorKind};

    pub type State = Reader;
    pub type Side = CancelHandle;

    pub fn list() -> Result<Vec<Vec<u8>>, Failure> {
        let names = pcsc::system_readers()?;
        Ok(names.iter().map(|name| name.as_bytes().to_vec()).collect())
    }

    pub fn open(name: &[u8]) -> Result<(State, Side), Failure> {
        let name = ReaderName::new(name)
            .ok_or_else(|| Failure::new(MNR_ERROR_TEXT, "name has a NUL inside"))?;
        let reader = pcsc::system_reader(name);
        let cancel = reader.cancel_handle();
        Ok((reader, cancel))
    }

    pub fn cancel(side: &Side) {
        side.cancel();
    }

    pub fn has_card(reader: &mut State) -> Result<bool, Failure> {
        Ok(reader.has_card()?)
    }

    pub fn wait(reader: &mut State, removal: bool, limit_ms: u32) -> Result<(), Failure> {
        let limit = match limit_ms {
            u32::MAX => Duration::MAX,
            limit => Duration::from_millis(u64::from(limit)),
        };
        let result = if removal {
            reader.wait_for_removal(limit)
        } else {
            reader.wait_for_card(limit)
        };
        result.map_err(|error: LinkError| match error.kind {
            LinkErrorKind::TimedOut => {
                Failure::new(MNR_ERROR_TIME_LIMIT, "the time limit of the wait passed")
            }
            LinkErrorKind::Cancelled => Failure::new(MNR_ERROR_CANCELLED, "the wait was cancelled"),
            _ => error.into(),
        })
    }

    pub fn set_sharing_patience(reader: &mut State, limit_ms: u32) {
        reader.set_sharing_patience(Duration::from_millis(u64::from(limit_ms)));
    }

    pub fn connect(reader: &mut State) -> Result<impl CardLink + Send + use<>, Failure> {
        Ok(Logged(reader.connect()?))
    }
}

#[cfg(not(feature = "pcsc"))]
mod system {
    use super::super::failure::Failure;

    /// There is none.
    pub enum State {}
    /// There is nothing to cancel.
    pub struct Side;

    fn absent<T>() -> Result<T, Failure> {
        Err(Failure::not_built_in("PC/SC"))
    }

    pub fn list() -> Result<Vec<Vec<u8>>, Failure> {
        absent()
    }

    pub fn open(_name: &[u8]) -> Result<(State, Side), Failure> {
        absent()
    }

    pub fn cancel(_side: &Side) {}

    pub fn has_card(reader: &mut State) -> Result<bool, Failure> {
        match *reader {}
    }

    pub fn wait(reader: &mut State, _removal: bool, _limit_ms: u32) -> Result<(), Failure> {
        match *reader {}
    }

    pub fn set_sharing_patience(reader: &mut State, _limit_ms: u32) {
        match *reader {}
    }

    pub fn connect(
        reader: &mut State,
    ) -> Result<mynareader_desk::Unshared<Box<dyn mynareader_transport::Transport + Send>>, Failure>
    {
        match *reader {}
    }
}

impl Handle for mnr_reader {
    type State = system::State;
    type Side = system::Side;
    const NAME: &'static str = "mnr_reader";

    fn interrupt(side: &Self::Side) {
        system::cancel(side);
    }
}

/// The longest patience with another program, in milliseconds: a patient is waiting.
const LONGEST_PATIENCE_MS: u32 = 60_000;

/// A wait without a time limit.
pub const MNR_NO_LIMIT: u32 = u32::MAX;

/// Lists the readers that PC/SC knows. An empty list is not an error. On Windows the service runs
/// only while a reader is plugged in, so a service that does not run is an empty list there.
///
/// readers: where to put the handle; free it with mnr_readers_free. detail: NULL or a record.
///
/// Errors: MNR_ERROR_NOT_BUILT_IN, MNR_ERROR_SERVICE_GONE, MNR_ERROR_DRIVER.
/// Any thread. Blocks as PC/SC does.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_readers_list(
    readers: *mut *mut mnr_readers,
    detail: *mut mnr_detail,
) -> i32 {
    guard!("mnr_readers_list", detail, {
        let readers = Out::new(readers, "readers")?;
        readers.put(handle::make::<mnr_readers>(system::list()?, ())?);
        Ok(())
    })
}

/// Counts the readers in the list.
///
/// readers: the list. count: where to put the number.
///
/// Errors: those of pointers and handles.
/// Any thread; waits while another thread uses the handle. Does not block otherwise.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_readers_count(readers: *mut mnr_readers, count: *mut usize) -> i32 {
    guard!("mnr_readers_count", {
        let count = Out::new(count, "count")?;
        let number = handle::with(readers, |names| Ok(names.len()))?;
        count.put(number);
        Ok(())
    })
}

/// The name of a reader in the list. On Windows it is in UTF-8, whatever the code page; elsewhere
/// it has the bytes exactly as PC/SC gives them, usually UTF-8. A driver may put any bytes into it.
/// mnr_reader_open accepts the name unchanged. Before the program shows the name, it must remove
/// control characters and what is not UTF-8.
///
/// readers: the list. index: from 0. name, capacity: where to put it, NUL-terminated; NULL and 0
/// to ask for the size. needed: the size with the NUL.
///
/// Errors: MNR_ERROR_NOT_FOUND if index is past the end, MNR_ERROR_BUFFER.
/// Any thread; waits while another thread uses the handle. Does not block otherwise.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_readers_name(
    readers: *mut mnr_readers,
    index: usize,
    name: *mut c_char,
    capacity: usize,
    needed: *mut usize,
) -> i32 {
    guard!("mnr_readers_name", {
        let buffer = Buffer::new(name.cast(), capacity, needed, "name")?;
        let mut found = handle::with(readers, |names| {
            names.get(index).cloned().ok_or_else(|| {
                Failure::new(
                    MNR_ERROR_NOT_FOUND,
                    format_args!("there is no reader {index}"),
                )
            })
        })?;
        found.push(0);
        buffer.put(&found)
    })
}

/// Frees a list of readers. NULL is allowed and does nothing.
///
/// Errors: MNR_ERROR_HANDLE.
/// Any thread; waits while another thread uses the handle. Does not block otherwise.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_readers_free(readers: *mut mnr_readers) -> i32 {
    guard!("mnr_readers_free", { handle::free(readers) })
}

/// Opens a reader by its name. It does not call PC/SC: the reader may be plugged in later.
///
/// name, length: as mnr_readers_name gave it, without the NUL; any bytes. On Windows no reader is
/// found by a name in the code page. reader: where to put the
/// handle; free it with mnr_reader_free. detail: NULL or a record.
///
/// Errors: MNR_ERROR_NOT_BUILT_IN, MNR_ERROR_TEXT if the name has a NUL inside, MNR_ERROR_LENGTH if
/// the name is empty.
/// Any thread. Does not block.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_reader_open(
    name: *const c_char,
    length: usize,
    reader: *mut *mut mnr_reader,
    detail: *mut mnr_detail,
) -> i32 {
    guard!("mnr_reader_open", detail, {
        let reader = Out::new(reader, "reader")?;
        let (state, side) = system::open(pointer::some_bytes(name.cast(), length, "name")?)?;
        reader.put(handle::make::<mnr_reader>(state, side)?);
        Ok(())
    })
}

/// Tells whether a card is in the reader now.
///
/// reader: the reader. present: where to put 1 or 0. detail: NULL or a record.
///
/// Errors: those of the link (-3xx).
/// One thread at a time per reader. Blocks as PC/SC does.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_reader_has_card(
    reader: *mut mnr_reader,
    present: *mut i32,
    detail: *mut mnr_detail,
) -> i32 {
    guard!("mnr_reader_has_card", detail, {
        let present = Out::new(present, "present")?;
        let there = handle::with(reader, system::has_card)?;
        present.put(i32::from(there));
        Ok(())
    })
}

/// Waits until a card is placed.
///
/// reader: the reader. limit_ms: the longest wait; MNR_NO_LIMIT to wait without a limit. detail:
/// NULL or a record.
///
/// Errors: MNR_ERROR_TIME_LIMIT, MNR_ERROR_CANCELLED, and those of the link (-3xx).
/// One thread at a time per reader. Blocks until then.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_reader_wait_for_card(
    reader: *mut mnr_reader,
    limit_ms: u32,
    detail: *mut mnr_detail,
) -> i32 {
    guard!("mnr_reader_wait_for_card", detail, {
        handle::with(reader, |reader| system::wait(reader, false, limit_ms))
    })
}

/// Waits until the card is taken away.
///
/// reader: the reader. limit_ms: the longest wait; MNR_NO_LIMIT to wait without a limit. detail:
/// NULL or a record.
///
/// Errors: MNR_ERROR_TIME_LIMIT, MNR_ERROR_CANCELLED, and those of the link (-3xx).
/// One thread at a time per reader. Blocks until then.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_reader_wait_for_removal(
    reader: *mut mnr_reader,
    limit_ms: u32,
    detail: *mut mnr_detail,
) -> i32 {
    guard!("mnr_reader_wait_for_removal", detail, {
        handle::with(reader, |reader| system::wait(reader, true, limit_ms))
    })
}

/// Ends the wait of another thread with this reader. If no thread waits now, it ends the next wait.
///
/// Errors: those of pointers and handles.
/// Any thread, also while another thread uses the reader. Does not block.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_reader_cancel(reader: *mut mnr_reader) -> i32 {
    guard!("mnr_reader_cancel", {
        handle::beside(reader, system::cancel)
    })
}

/// Sets how long mnr_reader_connect waits while another program holds the card. Without this call
/// it is ten seconds on Windows, where programs of the system and the national software may take a
/// card just after it was placed, and two seconds elsewhere.
///
/// reader: the reader. patience_ms: the time in milliseconds, from 0 to 60,000. Half a second is
/// waited at least if PC/SC itself does not return.
///
/// Errors: MNR_ERROR_ARGUMENT if the time is longer.
/// One thread at a time per reader. Does not block.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_reader_set_sharing_patience(
    reader: *mut mnr_reader,
    patience_ms: u32,
) -> i32 {
    guard!("mnr_reader_set_sharing_patience", {
        if patience_ms > LONGEST_PATIENCE_MS {
            return Err(Failure::argument("patience_ms", patience_ms));
        }
        handle::with(reader, |reader| {
            system::set_sharing_patience(reader, patience_ms);
            Ok(())
        })
    })
}

/// Connects to the card in the reader, with exclusive access for this program.
///
/// reader: the reader; it stays usable. link: where to put the handle; free it with mnr_link_free,
/// or give it to mnr_card_open. detail: NULL or a record.
///
/// Errors: MNR_ERROR_NO_CARD if there is none, MNR_ERROR_READER_SHARED if another program holds the
/// card for longer than mnr_reader_set_sharing_patience allows, MNR_ERROR_CANCELLED after
/// mnr_reader_cancel, and the others of the link (-3xx).
/// One thread at a time per reader. Blocks for that time at most if another program holds the
/// card, also if PC/SC itself does not return.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_reader_connect(
    reader: *mut mnr_reader,
    link: *mut *mut mnr_link,
    detail: *mut mnr_detail,
) -> i32 {
    guard!("mnr_reader_connect", detail, {
        let link = Out::new(link, "link")?;
        let connection = handle::with(reader, system::connect)?;
        link.put(super::link::make(connection)?);
        Ok(())
    })
}

/// Frees a reader. NULL is allowed and does nothing.
///
/// Errors: MNR_ERROR_HANDLE; MNR_ERROR_BUSY while it is in use; then nothing is freed.
/// Any thread. Does not block.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_reader_free(reader: *mut mnr_reader) -> i32 {
    guard!("mnr_reader_free", { handle::free(reader) })
}
