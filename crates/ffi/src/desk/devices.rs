//! The maker's functions as the devices of a desk.

use core::ffi::{CStr, c_void};

use super::super::failure::Failure;
use super::super::guidance::{log_age_of_rules, mnr_situation};
use super::super::link::mnr_link;
use super::super::log;
use super::super::reception::action::{self, describe, mnr_action, mnr_number};
use super::super::status::MNR_ERROR_DRIVER;
use super::{mnr_devices, mnr_material};
use mynareader_desk::{Devices, Given, Material, Served, View};
use mynareader_facts::Place;
use mynareader_reception::reception::{Action, Number, Order, Request, Task};

/// A function that gives a link to what lies on a reader.
type Connect = unsafe extern "C" fn(*mut c_void, *mut *mut mnr_link) -> i32;

/// The functions of the devices, checked.
#[derive(Clone, Copy)]
pub(super) struct Calls {
    user: *mut c_void,
    connect: Connect,
    connect_phone: Option<Connect>,
    order: unsafe extern "C" fn(*mut c_void, *const mnr_action, *const mnr_situation),
    request: unsafe extern "C" fn(*mut c_void, *const mnr_action, *const mnr_material),
    journal: Option<
        unsafe extern "C" fn(*mut c_void, *const mnr_number, *const core::ffi::c_char, usize),
    >,
    release: Option<unsafe extern "C" fn(*mut c_void)>,
}

impl Calls {
    pub(super) fn new(user: *mut c_void, devices: &mnr_devices) -> Result<Self, Failure> {
        Ok(Self {
            user,
            connect: devices
                .connect
                .ok_or_else(|| Failure::null("devices->connect"))?,
            connect_phone: devices.connect_phone,
            order: devices
                .order
                .ok_or_else(|| Failure::null("devices->order"))?,
            request: devices
                .request
                .ok_or_else(|| Failure::null("devices->request"))?,
            journal: devices.journal,
            release: devices.release,
        })
    }

    const fn connector(self, at: Place) -> Option<Connect> {
        match at {
            Place::Reader => Some(self.connect),
            Place::PhoneReader => self.connect_phone,
        }
    }

    /// Whether there is a function for this reader.
    pub(super) const fn has(self, at: Place) -> bool {
        self.connector(at).is_some()
    }

    /// A link to what lies at a reader, and the status with which it came.
    pub(super) fn connect(self, at: Place) -> (i32, *mut mnr_link) {
        let mut link = core::ptr::null_mut();
        let Some(connect) = self.connector(at) else {
            return (MNR_ERROR_DRIVER, link);
        };
        // SAFETY: the header describes the function; the place for the link lives until it returns.
        let status = unsafe { connect(self.user, &raw mut link) };
        (status, link)
    }

    pub(super) fn journal(self, number: Number, line: &CStr) {
        if let Some(journal) = self.journal {
            let number = action::number(number);
            // SAFETY: the header describes the function; number and text live until it returns.
            unsafe {
                journal(
                    self.user,
                    &raw const number,
                    line.as_ptr(),
                    line.count_bytes(),
                );
            };
        }
    }

    pub(super) fn release(self) {
        if let Some(release) = self.release {
            // SAFETY: the header describes the function; nothing is called after it.
            unsafe { release(self.user) };
        }
    }
}

impl Devices for Calls {
    fn order(&mut self, number: Number, order: &Order, view: View) {
        let situation = match order {
            Order::Advise { fault, situation } => {
                log::line(log::MNR_LOG_ERROR, || match fault.origin {
                    Some(origin) => format!("mnr_desk: code {}: {origin}", fault.code),
                    None => format!("mnr_desk: code {}", fault.code),
                });
                log_age_of_rules("mnr_desk", situation);
                Some(mnr_situation {
                    struct_size: size_of::<mnr_situation>(),
                    ..mnr_situation::of(situation)
                })
            }
            Order::Show(_)
            | Order::Remind
            | Order::Tell(_)
            | Order::Abandon(_)
            | Order::PromptRemoval
            | Order::Sound(_)
            | Order::SoundAlarm { .. } => None,
            // The desk's own.
            Order::Wipe(_) | Order::ReleaseCard | Order::EndCard | Order::Record(_) => return,
        };
        let action = whole(number, Task::Order(*order), view);
        let situation = situation
            .as_ref()
            .map_or(core::ptr::null(), core::ptr::from_ref);
        // SAFETY: the header describes the function; both structures live until it returns.
        unsafe { (self.order)(self.user, &raw const action, situation) };
    }

    /// The answer comes through the handle.
    fn request(
        &mut self,
        number: Number,
        request: &Request,
        material: Material<'_>,
        view: View,
    ) -> Served<Given> {
        let action = whole(number, Task::Request(*request), view);
        let material = lent(material);
        let material = material
            .as_ref()
            .map_or(core::ptr::null(), core::ptr::from_ref);
        // SAFETY: the header describes the function; both structures, and what the material points
        // to, live until it returns.
        unsafe { (self.request)(self.user, &raw const action, material) };
        Served::Later
    }
}

/// The record of an action with its size, as it goes out by pointer.
fn whole(number: Number, task: Task, view: View) -> mnr_action {
    mnr_action {
        struct_size: size_of::<mnr_action>(),
        ..describe(Action { number, task }, view.rehearsal, view.may_go_back)
    }
}

/// Pointers to what is lent for the call; nothing where there is nothing.
fn lent(material: Material<'_>) -> Option<mnr_material> {
    const NOTHING: mnr_material = mnr_material {
        struct_size: size_of::<mnr_material>(),
        photo: core::ptr::null(),
        photo_length: 0,
        signature: core::ptr::null(),
        signature_length: 0,
        pin: core::ptr::null(),
        pin_length: 0,
        passcode: core::ptr::null(),
        passcode_length: 0,
    };
    Some(match material {
        Material::Nothing => return None,
        Material::Photo(photo) => mnr_material {
            photo: photo.as_ptr(),
            photo_length: photo.len(),
            ..NOTHING
        },
        Material::Signature(signature) => mnr_material {
            signature: signature.as_bytes().as_ptr(),
            signature_length: signature.as_bytes().len(),
            ..NOTHING
        },
        Material::Pin(pin) => mnr_material {
            pin: pin.expose().as_ptr(),
            pin_length: pin.expose().len(),
            ..NOTHING
        },
        Material::Passcode(passcode) => mnr_material {
            passcode: passcode.expose().as_ptr(),
            passcode_length: passcode.expose().len(),
            ..NOTHING
        },
    })
}
