//! The PC/SC service of the system, through the crate `pcsc`: everywhere but on Windows.
//!
//! That binding turns a code that is not in its list into a panic in builds with debug assertions
//! and into `SCARD_F_UNKNOWN_ERROR` in others, and offers no way to the raw value. Every call is
//! therefore made through [`guarded`], which stops the panic here and reads the code from it. In
//! a release build a code that the binding does not know reaches the caller as
//! [`Code::UNKNOWN_ERROR`]; that is the one place where a code is not kept.
#![forbid(unsafe_code)]

use core::time::Duration;
use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

use pcsc::{Protocol, Protocols, Scope, ShareMode};

use super::service::{
    Canceller, Channel, Context, ControlCode, Disposition, ReaderName, ReaderState, Service,
};
use super::{Code, capability};

/// The PC/SC service of the system: pcsc-lite, `WinSCard` or the framework of macOS.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemService;

impl Service for SystemService {
    fn establish(&self) -> Result<Box<dyn Context>, Code> {
        let context = guarded(|| pcsc::Context::establish(Scope::User))?;
        Ok(Box::new(SystemContext(context)))
    }
}

struct SystemContext(pcsc::Context);

impl Context for SystemContext {
    fn readers(&mut self) -> Result<Vec<ReaderName>, Code> {
        let names = guarded(|| self.0.list_readers_owned())?;
        Ok(names.into_iter().map(ReaderName::from).collect())
    }

    fn status_change(
        &mut self,
        reader: &ReaderName,
        known: ReaderState,
        limit: Duration,
    ) -> Result<ReaderState, Code> {
        let known = pcsc::State::from_bits_retain(known.0.into());
        let mut states = [pcsc::ReaderState::new(reader.as_c_str(), known)];
        guarded(|| self.0.get_status_change(limit, &mut states))?;
        let [state] = &states;
        let bits = low_half(state.event_state().bits());
        let events = u16::try_from(state.event_count()).unwrap_or(u16::MAX);
        Ok(ReaderState(u32::from(events) << 16 | u32::from(bits)))
    }

    fn canceller(&self) -> Box<dyn Canceller> {
        Box::new(SystemCanceller(self.0.clone()))
    }

    fn connect(&mut self, reader: &ReaderName) -> Result<Box<dyn Channel>, Code> {
        let card = guarded(|| {
            self.0
                .connect(reader.as_c_str(), ShareMode::Exclusive, Protocols::ANY)
        })?;
        let block_protocol =
            guarded(|| card.status2_owned()).is_ok_and(|s| s.protocol2() == Some(Protocol::T1));
        Ok(Box::new(SystemChannel {
            card: Some(card),
            block_protocol,
        }))
    }

    fn max_apdu_data(&mut self, reader: &ReaderName) -> Result<Option<usize>, Code> {
        let driver = guarded(|| {
            let name = reader.as_c_str();
            self.0
                .connect(name, ShareMode::Direct, Protocols::UNDEFINED)
        })?;
        let said = capability::max_apdu_data(&mut |function, response| {
            guarded(|| {
                driver
                    .control(control_code(function), &[], response)
                    .map(<[u8]>::len)
            })
        });
        // Dropping it would reset a card that came meanwhile.
        guarded(|| {
            let left = driver.disconnect(pcsc::Disposition::LeaveCard);
            left.map_err(|(_, error)| error)
        })?;
        Ok(said)
    }
}

struct SystemCanceller(pcsc::Context);

impl Canceller for SystemCanceller {
    fn cancel(&self) {
        // Nobody waits, or the service is gone: either way there is nothing left to end.
        let _ = guarded(|| self.0.cancel());
    }
}

struct SystemChannel {
    /// `None` once disconnected.
    card: Option<pcsc::Card>,
    block_protocol: bool,
}

impl SystemChannel {
    fn card(&mut self) -> Result<&mut pcsc::Card, Code> {
        self.card.as_mut().ok_or(Code::INVALID_HANDLE)
    }
}

impl Channel for SystemChannel {
    fn transmit(&mut self, command: &[u8], response: &mut [u8]) -> Result<usize, Code> {
        let card = self.card()?;
        guarded(|| card.transmit(command, response).map(<[u8]>::len))
    }

    fn reconnect(&mut self, how: Disposition) -> Result<(), Code> {
        let card = self.card()?;
        guarded(|| card.reconnect(ShareMode::Exclusive, Protocols::ANY, native(how)))
    }

    fn disconnect(&mut self, how: Disposition) -> Result<(), Code> {
        let Some(card) = self.card.take() else {
            return Ok(());
        };
        let mut kept = None;
        let ended = guarded(|| {
            card.disconnect(native(how)).map_err(|(card, error)| {
                kept = Some(card);
                error
            })
        });
        self.card = kept;
        ended
    }

    fn control(&mut self, function: ControlCode, response: &mut [u8]) -> Result<usize, Code> {
        let card = self.card()?;
        guarded(|| {
            card.control(control_code(function), &[], response)
                .map(<[u8]>::len)
        })
    }

    fn answer_to_reset(&mut self) -> Result<Vec<u8>, Code> {
        let card = self.card()?;
        guarded(|| card.status2_owned()).map(|status| status.atr().to_vec())
    }

    fn is_block_protocol(&self) -> bool {
        self.block_protocol
    }
}

/// A control code as the platform writes it.
fn control_code(function: ControlCode) -> pcsc::ffi::DWORD {
    match function {
        ControlCode::Portable(number) => pcsc::ctl_code(number.into()),
        ControlCode::Driver(code) => code.into(),
    }
}

fn native(how: Disposition) -> pcsc::Disposition {
    match how {
        Disposition::Reset => pcsc::Disposition::ResetCard,
        Disposition::Unpower => pcsc::Disposition::UnpowerCard,
    }
}

/// The `SCARD_STATE_*` bits, whatever the width of the platform's `DWORD`.
fn low_half(bits: impl TryInto<u64>) -> u16 {
    let bits: u64 = bits.try_into().unwrap_or(0);
    u16::try_from(bits & 0xFFFF).unwrap_or(0)
}

/// Calls the binding; a panic of its becomes a code.
///
/// What the closures touch is either not changed by the binding before it panics (it panics while
/// it translates the code of a finished call) or not used afterwards, hence the assertion.
fn guarded<T>(call: impl FnOnce() -> Result<T, pcsc::Error>) -> Result<T, Code> {
    match catch_unwind(AssertUnwindSafe(call)) {
        Ok(Ok(value)) => Ok(value),
        Ok(Err(error)) => Err(Code(listed(error))),
        Err(panic) => Err(code_in_panic(panic.as_ref())),
    }
}

/// The value of a code that the binding has in its list.
// An enum's value can be had in no other way; the type is `repr(u32)`.
#[allow(clippy::as_conversions)]
const fn listed(error: pcsc::Error) -> u32 {
    error as u32
}

/// The code that the binding's panic names ("unknown PCSC error code: 0x1f").
fn code_in_panic(panic: &(dyn Any + Send)) -> Code {
    let text = panic
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or_default();
    text.strip_prefix("unknown PCSC error code: 0x")
        .and_then(|hex| u64::from_str_radix(hex, 16).ok())
        // A `LONG` of 64 bits may come with its sign extended.
        .and_then(|raw| u32::try_from(raw & 0xFFFF_FFFF).ok())
        .map_or(Code::UNKNOWN_ERROR, Code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_of_the_binding_becomes_the_code_it_names() {
        let raw = 0x1fi64;
        let failed = guarded::<()>(|| panic!("unknown PCSC error code: {raw:#x}"));
        assert_eq!(failed, Err(Code(31)));
        let failed = guarded::<()>(|| panic!("unknown PCSC error code: {:#x}", -1i64));
        assert_eq!(failed, Err(Code(u32::MAX)));
        let failed = guarded::<()>(|| panic!("impossible protocol"));
        assert_eq!(failed, Err(Code::UNKNOWN_ERROR));
    }

    #[test]
    fn the_codes_of_the_binding_have_our_values() {
        for (theirs, ours) in [
            (pcsc::Error::NoService, Code::NO_SERVICE),
            (pcsc::Error::SharingViolation, Code::SHARING_VIOLATION),
            (pcsc::Error::UnsupportedFeature, Code::UNSUPPORTED_FEATURE),
            (pcsc::Error::RemovedCard, Code::REMOVED_CARD),
            (pcsc::Error::ResetCard, Code::RESET_CARD),
            (pcsc::Error::NotTransacted, Code::NOT_TRANSACTED),
        ] {
            assert_eq!(guarded::<()>(|| Err(theirs)), Err(ours));
        }
    }
}
