//! The PC/SC service of Windows, through its functions for UTF-16.
//!
//! Those for the program's code page lose every name with a character that it lacks, and what they
//! give depends on the machine and the program's manifest (docs/facts/tools.md §1). Here names are exact,
//! and every code reaches the caller as the system gave it. Each call is one call of the system; what is
//! built on them is shared with the other binding.
#![allow(unsafe_code)]

use core::ffi::c_void;
use core::ptr::{null, null_mut};
use core::time::Duration;
use std::sync::Arc;

use windows_sys::Win32::Security::Credentials as scard;

use super::service::{
    Canceller, Channel, Context, ControlCode, Disposition, ReaderName, ReaderState, Service,
};
use super::{Code, capability, wide};

/// The PC/SC service of Windows.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemService;

/// How often a list is asked for again because it grew between two calls.
const LISTINGS: u32 = 8;

/// The longest list of names that is asked for, in units of UTF-16.
const LONGEST_LIST: u32 = 1 << 20;

/// The longest answer to reset.
const ATR: usize = 36;

/// The size of `SCARD_IO_REQUEST`, as the service wants it told.
const IO_REQUEST: u32 = 8;

fn check(code: i32) -> Result<(), Code> {
    match code.cast_unsigned() {
        0 => Ok(()),
        code => Err(Code(code)),
    }
}

/// The length of a buffer for the service. None that is made here has more than 32 bits.
fn told(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

/// A length that the service tells.
fn length(told: u32) -> usize {
    usize::try_from(told).unwrap_or(usize::MAX)
}

/// The name for the service. Bytes that no reader of Windows can have are an unknown reader's.
fn wide_name(name: &ReaderName) -> Result<Vec<u16>, Code> {
    wide::terminated(name).ok_or(Code::UNKNOWN_READER)
}

const fn native(how: Disposition) -> u32 {
    match how {
        Disposition::Reset => scard::SCARD_RESET_CARD,
        Disposition::Unpower => scard::SCARD_UNPOWER_CARD,
    }
}

/// T=1 or T=0, as the card offers.
const PROTOCOLS: u32 = scard::SCARD_PROTOCOL_T0 | scard::SCARD_PROTOCOL_T1;

impl Service for SystemService {
    fn establish(&self) -> Result<Box<dyn Context>, Code> {
        let mut context = 0;
        // SAFETY: the reserved pointers may be null; the call writes the context alone.
        check(unsafe {
            scard::SCardEstablishContext(scard::SCARD_SCOPE_USER, null(), null(), &raw mut context)
        })?;
        Ok(Box::new(SystemContext(Arc::new(Established(context)))))
    }

    fn stops_without_readers(&self) -> bool {
        true
    }
}

/// A context, released with its last user.
struct Established(usize);

impl Drop for Established {
    fn drop(&mut self) {
        // Of a context that died with its service nothing is left to release.
        // SAFETY: a context of this value alone, which ends here.
        let _ = unsafe { scard::SCardReleaseContext(self.0) };
    }
}

struct SystemContext(Arc<Established>);

impl Context for SystemContext {
    fn readers(&mut self) -> Result<Vec<ReaderName>, Code> {
        let context = self.0.0;
        for _ in 0..LISTINGS {
            let mut size = 0;
            // SAFETY: without a buffer the call writes the size alone.
            check(unsafe { scard::SCardListReadersW(context, null(), null_mut(), &raw mut size) })?;
            let mut list = vec![0_u16; length(size.min(LONGEST_LIST))];
            let mut size = told(list.len());
            // SAFETY: the buffer has `size` units and outlives the call.
            let listed = check(unsafe {
                scard::SCardListReadersW(context, null(), list.as_mut_ptr(), &raw mut size)
            });
            match listed {
                Ok(()) => {
                    list.truncate(length(size));
                    return Ok(wide::names(&list));
                }
                // A reader came between the two calls.
                Err(Code::INSUFFICIENT_BUFFER) => {}
                Err(code) => return Err(code),
            }
        }
        Err(Code::INSUFFICIENT_BUFFER)
    }

    fn status_change(
        &mut self,
        reader: &ReaderName,
        known: ReaderState,
        limit: Duration,
    ) -> Result<ReaderState, Code> {
        let name = wide_name(reader)?;
        let mut state = scard::SCARD_READERSTATEW {
            szReader: name.as_ptr(),
            pvUserData: null_mut(),
            dwCurrentState: known.0,
            dwEventState: 0,
            cbAtr: 0,
            rgbAtr: [0; ATR],
        };
        // All bits set would be no limit at all.
        let limit = u32::try_from(limit.as_millis()).unwrap_or(u32::MAX - 1);
        // SAFETY: one state, whose name ends with a zero; both outlive the call.
        check(unsafe {
            scard::SCardGetStatusChangeW(self.0.0, limit.min(u32::MAX - 1), &raw mut state, 1)
        })?;
        Ok(ReaderState(state.dwEventState))
    }

    fn canceller(&self) -> Box<dyn Canceller> {
        Box::new(SystemCanceller(Arc::clone(&self.0)))
    }

    fn connect(&mut self, reader: &ReaderName) -> Result<Box<dyn Channel>, Code> {
        let channel = self.channel(reader, scard::SCARD_SHARE_EXCLUSIVE, PROTOCOLS)?;
        Ok(Box::new(channel))
    }

    fn max_apdu_data(&mut self, reader: &ReaderName) -> Result<Option<usize>, Code> {
        let mut driver = self.channel(reader, scard::SCARD_SHARE_DIRECT, 0)?;
        let said =
            capability::max_apdu_data(&mut |function, answer| driver.control(function, answer));
        driver.leave()?;
        Ok(said)
    }
}

impl SystemContext {
    fn channel(
        &self,
        reader: &ReaderName,
        share: u32,
        protocols: u32,
    ) -> Result<SystemChannel, Code> {
        let name = wide_name(reader)?;
        let (mut handle, mut protocol) = (0, 0);
        // SAFETY: the name ends with a zero and outlives the call, which writes handle and protocol.
        check(unsafe {
            scard::SCardConnectW(
                self.0.0,
                name.as_ptr(),
                share,
                protocols,
                &raw mut handle,
                &raw mut protocol,
            )
        })?;
        Ok(SystemChannel {
            _context: Arc::clone(&self.0),
            handle: Some(handle),
            protocol,
        })
    }
}

struct SystemCanceller(Arc<Established>);

impl Canceller for SystemCanceller {
    fn cancel(&self) {
        // Nobody waits, or the service is gone: either way there is nothing left to end.
        // SAFETY: the context is released after its last user; any thread may call this.
        let _ = unsafe { scard::SCardCancel(self.0.0) };
    }
}

struct SystemChannel {
    /// The handle lives no longer than its context.
    _context: Arc<Established>,
    /// `None` once disconnected.
    handle: Option<usize>,
    protocol: u32,
}

impl SystemChannel {
    /// Lets go of a reader without doing anything to a card in it.
    fn leave(&mut self) -> Result<(), Code> {
        let handle = self.handle()?;
        // SAFETY: a handle of this value alone; where the call fails it may still be one.
        check(unsafe { scard::SCardDisconnect(handle, scard::SCARD_LEAVE_CARD) })?;
        self.handle = None;
        Ok(())
    }

    fn handle(&self) -> Result<usize, Code> {
        self.handle.ok_or(Code::INVALID_HANDLE)
    }
}

impl Channel for SystemChannel {
    fn transmit(&mut self, command: &[u8], response: &mut [u8]) -> Result<usize, Code> {
        let handle = self.handle()?;
        let head = scard::SCARD_IO_REQUEST {
            dwProtocol: self.protocol,
            cbPciLength: IO_REQUEST,
        };
        let mut size = told(response.len());
        // SAFETY: head, command and buffer outlive the call and have the sizes it is told; without a
        // place for the answer's head none is written.
        check(unsafe {
            scard::SCardTransmit(
                handle,
                &raw const head,
                command.as_ptr(),
                told(command.len()),
                null_mut(),
                response.as_mut_ptr(),
                &raw mut size,
            )
        })?;
        Ok(length(size))
    }

    fn reconnect(&mut self, how: Disposition) -> Result<(), Code> {
        let handle = self.handle()?;
        // SAFETY: the call writes the protocol alone.
        check(unsafe {
            scard::SCardReconnect(
                handle,
                scard::SCARD_SHARE_EXCLUSIVE,
                PROTOCOLS,
                native(how),
                &raw mut self.protocol,
            )
        })
    }

    fn disconnect(&mut self, how: Disposition) -> Result<(), Code> {
        let Some(handle) = self.handle else {
            return Ok(());
        };
        // SAFETY: a handle of this value alone; where the call fails it may still be one.
        check(unsafe { scard::SCardDisconnect(handle, native(how)) })?;
        self.handle = None;
        Ok(())
    }

    fn control(&mut self, function: ControlCode, response: &mut [u8]) -> Result<usize, Code> {
        let handle = self.handle()?;
        let code = match function {
            // `SCARD_CTL_CODE`: FILE_DEVICE_SMARTCARD, METHOD_BUFFERED, FILE_ANY_ACCESS \[D\].
            ControlCode::Portable(number) => 0x0031_0000 | number << 2,
            ControlCode::Driver(code) => code,
        };
        let mut size = 0;
        // SAFETY: nothing goes in; the buffer outlives the call and has the size it is told.
        check(unsafe {
            scard::SCardControl(
                handle,
                code,
                null(),
                0,
                response.as_mut_ptr().cast::<c_void>(),
                told(response.len()),
                &raw mut size,
            )
        })?;
        Ok(length(size))
    }

    fn answer_to_reset(&mut self) -> Result<Vec<u8>, Code> {
        let handle = self.handle()?;
        let mut atr = [0_u8; ATR];
        let (mut size, mut name) = (told(ATR), 0);
        // SAFETY: no name, state or protocol is asked for; the buffer outlives the call and has the
        // size it is told.
        check(unsafe {
            scard::SCardStatusW(
                handle,
                null_mut(),
                &raw mut name,
                null_mut(),
                null_mut(),
                atr.as_mut_ptr(),
                &raw mut size,
            )
        })?;
        Ok(atr.into_iter().take(length(size)).collect())
    }

    fn is_block_protocol(&self) -> bool {
        self.protocol == scard::SCARD_PROTOCOL_T1
    }
}

impl Drop for SystemChannel {
    fn drop(&mut self) {
        // Nobody is left to tell; who wants to know disconnects.
        let _ = self.disconnect(Disposition::Unpower);
    }
}
