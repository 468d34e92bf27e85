//! The functions that a program in C gives to the library: a driver with a card in its reader, a
//! counter's devices, a log. They answer well mostly, look at all that they are handed, and call the
//! library back.

use core::ffi::{CStr, c_char, c_void};
use core::time::Duration;

use mynareader::transport::{ResponseBuffer, Transport as _};

use super::world::World;
use super::{flows, nested, world};
use crate::c;
use crate::c::desk::mnr_material;
use crate::c::guidance::mnr_situation;
use crate::c::link::{mnr_driver_failure, mnr_link};
use crate::c::reception::action::{mnr_action, mnr_number};

/// One of these, or none once in a while.
fn given<T>(world: &World, function: T) -> Option<T> {
    (world.byte() < 0xF8).then_some(function)
}

pub type mnr_set_log_write_type =
    Option<unsafe extern "C" fn(user: *mut c_void, level: i32, text: *const c_char)>;

pub fn mnr_set_log_write(w: &World) -> mnr_set_log_write_type {
    given(w, log)
}

unsafe extern "C" fn log(_: *mut c_void, _: i32, text: *const c_char) {
    world(|w| {
        w.text(text);
        nested(w);
    });
}

type Transmit = unsafe extern "C" fn(
    *mut c_void,
    *const u8,
    usize,
    *mut u8,
    usize,
    *mut usize,
    u32,
    *mut mnr_driver_failure,
) -> i32;
type Plain = unsafe extern "C" fn(*mut c_void) -> i32;
type Release = unsafe extern "C" fn(*mut c_void);

pub fn mnr_driver_transmit(w: &World) -> Option<Transmit> {
    given(w, transmit)
}
pub fn mnr_driver_reset(w: &World) -> Option<Plain> {
    given(w, reset)
}
pub fn mnr_driver_power_down(w: &World) -> Option<Plain> {
    given(w, power_down)
}
pub fn mnr_driver_release(w: &World) -> Option<Release> {
    given(w, release)
}
pub fn mnr_driver_let_go(w: &World) -> Option<Plain> {
    // With its other half or without.
    (w.byte() & 1 == 1).then_some(let_go)
}
pub fn mnr_driver_take_back(w: &World) -> Option<unsafe extern "C" fn(*mut c_void, u32) -> i32> {
    (w.byte() & 1 == 1).then_some(take_back)
}

/// A status: mostly that all is well.
fn trouble(w: &World) -> i32 {
    match w.byte() {
        0xFF => w.i32(""),
        small @ 0xF0..=0xFE => -(300 + i32::from(small - 0xF0)),
        _ => 0,
    }
}

unsafe extern "C" fn transmit(
    user: *mut c_void,
    command: *const u8,
    command_length: usize,
    response: *mut u8,
    capacity: usize,
    response_length: *mut usize,
    _: u32,
    failure: *mut mnr_driver_failure,
) -> i32 {
    let command = unsafe { core::slice::from_raw_parts(command, command_length) };
    world(|w| {
        nested(w);
        // Which card the driver is for; none while it is used.
        let taken = w
            .cards
            .borrow_mut()
            .get_mut(user.addr())
            .and_then(Option::take);
        let Some(mut card) = taken else {
            return c::status::MNR_ERROR_DRIVER;
        };
        let mut buffer = ResponseBuffer::new();
        let said = card.transmit(command, &mut buffer, Duration::from_secs(1));
        w.cards.borrow_mut()[user.addr()] = Some(card);
        let mut answer = match said {
            Ok(()) => buffer.as_bytes().to_vec(),
            Err(_) => vec![0x6F, 0x00],
        };
        let mut claimed = None;
        match w.byte() {
            0xFF => claimed = Some(usize::MAX),
            0xFE => claimed = Some(capacity + 1),
            0xFD => answer.truncate(usize::from(w.byte()) % 2),
            0xFA..=0xFC => answer = w.with(|input| input.word()).to_be_bytes().to_vec(),
            0xF6..=0xF9 => {
                answer = w.with(|input| input.chunk().to_vec());
                answer.extend([0x90, 0x00]);
            }
            0xF2..=0xF5 => {
                let at = usize::from(w.with(|input| input.word())) % answer.len();
                answer[at] = w.byte();
            }
            0xEE..=0xF1 => {
                let (sent, has, code) = (w.byte(), w.byte(), w.with(|input| input.long()));
                unsafe {
                    (*failure).may_have_been_sent = i32::from(sent);
                    (*failure).has_code = i32::from(has & 1);
                    (*failure).code = code;
                }
                return -(300 + i32::from(w.byte() % 20));
            }
            _ => {}
        }
        let length = answer.len().min(capacity);
        unsafe {
            core::ptr::copy_nonoverlapping(answer.as_ptr(), response, length);
            response_length.write(claimed.unwrap_or(length));
        }
        trouble(w)
    })
}

fn called(user: *mut c_void, what: impl FnOnce(&mut mynareader::emulator::VirtualCard)) -> i32 {
    world(|w| {
        if let Some(Some(card)) = w.cards.borrow_mut().get_mut(user.addr()) {
            what(card);
        }
        nested(w);
        trouble(w)
    })
}

unsafe extern "C" fn reset(user: *mut c_void) -> i32 {
    called(user, |card| {
        let _ = card.reset();
    })
}

unsafe extern "C" fn power_down(user: *mut c_void) -> i32 {
    called(user, |card| {
        let _ = card.power_down();
    })
}

unsafe extern "C" fn let_go(user: *mut c_void) -> i32 {
    called(user, |_| {})
}

unsafe extern "C" fn take_back(user: *mut c_void, _: u32) -> i32 {
    called(user, |_| {})
}

unsafe extern "C" fn release(_: *mut c_void) {
    world(nested);
}

pub fn mnr_devices_connect(
    w: &World,
) -> Option<unsafe extern "C" fn(*mut c_void, *mut *mut mnr_link) -> i32> {
    given(w, connect)
}
pub fn mnr_devices_connect_phone(
    w: &World,
) -> Option<unsafe extern "C" fn(*mut c_void, *mut *mut mnr_link) -> i32> {
    given(w, connect)
}
pub fn mnr_devices_order(
    w: &World,
) -> Option<unsafe extern "C" fn(*mut c_void, *const mnr_action, *const mnr_situation)> {
    given(w, order)
}
pub fn mnr_devices_request(
    w: &World,
) -> Option<unsafe extern "C" fn(*mut c_void, *const mnr_action, *const mnr_material)> {
    given(w, request)
}
pub fn mnr_devices_journal(
    w: &World,
) -> Option<unsafe extern "C" fn(*mut c_void, *const mnr_number, *const c_char, usize)> {
    given(w, journal)
}
pub fn mnr_devices_release(w: &World) -> Option<Release> {
    given(w, release)
}

unsafe extern "C" fn connect(_: *mut c_void, link: *mut *mut mnr_link) -> i32 {
    world(|w| {
        nested(w);
        match w.byte() {
            // One that is used, freed, of another kind, or none.
            0xF8..=0xFF => unsafe { link.write(w.handle("mnr_link").cast()) },
            0xF4..=0xF7 => {}
            _ => unsafe { link.write(flows::open_link(w).cast()) },
        }
        trouble(w)
    })
}

unsafe extern "C" fn order(
    _: *mut c_void,
    action: *const mnr_action,
    situation: *const mnr_situation,
) {
    world(|w| {
        assert_eq!(unsafe { (*action).struct_size }, size_of::<mnr_action>());
        if !situation.is_null() {
            let (maker, number) = unsafe { ((*action).code_maker, (*action).code_number) };
            flows::guide(w, maker, number, situation);
        }
        nested(w);
    });
}

unsafe extern "C" fn request(
    _: *mut c_void,
    action: *const mnr_action,
    material: *const mnr_material,
) {
    world(|w| {
        w.open.set(Some(unsafe { action.read() }));
        if !material.is_null() {
            let m = unsafe { material.read() };
            for (bytes, length) in [
                (m.photo, m.photo_length),
                (m.signature, m.signature_length),
                (m.pin, m.pin_length),
                (m.passcode, m.passcode_length),
            ] {
                if !bytes.is_null() {
                    let bytes = unsafe { core::slice::from_raw_parts(bytes, length) };
                    core::hint::black_box(bytes.iter().fold(0_u8, |sum, byte| sum ^ byte));
                }
            }
        }
        nested(w);
    });
}

unsafe extern "C" fn journal(
    _: *mut c_void,
    number: *const mnr_number,
    line: *const c_char,
    length: usize,
) {
    world(|w| {
        assert!(unsafe { (*number).station } > 0);
        assert_eq!(unsafe { CStr::from_ptr(line) }.count_bytes(), length);
        nested(w);
    });
}
