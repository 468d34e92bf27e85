//! The maker's functions as the parts of a desk.

use core::ffi::{CStr, c_void};

use super::super::guidance::mnr_situation;
use super::super::link::mnr_link;
use super::super::reception::action::{describe, mnr_action};
use super::super::status::Failure;
use super::{mnr_devices, mnr_material};
use mynareader_card::application::ToSign;
use mynareader_card::secret::Pin;
use mynareader_desk::{
    CardReading, Evidence, FaceEngine, FaceJob, FaceResult, Keypad, NationalSoftware, Panel, Parts,
    Passcode, PinAnswer, PinPrompt, Registration, Scanner, Served, Sight, StaffTerminal, View,
};
use mynareader_reception::fault::FaultCode;
use mynareader_reception::guidance::Situation;
use mynareader_reception::reception::{
    Action, Actor, Answer, Consents, Eligibility, Number, Order, Prescription, Request,
    ScanOutcome, Screen, SightPlace, StaffNotice, Task,
};

/// The functions of the devices, checked.
#[derive(Clone, Copy)]
pub(super) struct Calls {
    user: *mut c_void,
    connect: unsafe extern "C" fn(*mut c_void, *mut *mut mnr_link) -> i32,
    order: unsafe extern "C" fn(*mut c_void, *const mnr_action, *const mnr_situation),
    request: unsafe extern "C" fn(*mut c_void, *const mnr_action, *const mnr_material),
    journal: Option<unsafe extern "C" fn(*mut c_void, *const core::ffi::c_char, usize)>,
    release: Option<unsafe extern "C" fn(*mut c_void)>,
}

impl Calls {
    pub(super) fn new(user: *mut c_void, devices: &mnr_devices) -> Result<Self, Failure> {
        Ok(Self {
            user,
            connect: devices
                .connect
                .ok_or_else(|| Failure::null("devices->connect"))?,
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

    /// A link to the card that lies there, and the status with which it came.
    pub(super) fn connect(self) -> (i32, *mut mnr_link) {
        let mut link = core::ptr::null_mut();
        // SAFETY: the header describes the function; the place for the link lives until it returns.
        let status = unsafe { (self.connect)(self.user, &raw mut link) };
        (status, link)
    }

    fn order(self, order: Order, rehearsal: bool) {
        let situation = match &order {
            Order::Advise { situation, .. } => Some(mnr_situation {
                struct_size: size_of::<mnr_situation>(),
                ..mnr_situation::of(situation)
            }),
            _ => None,
        };
        let number = Number {
            station: 0,
            session: 0,
            sequence: 0,
        };
        let task = Task::Order(order);
        let action = whole(Action { number, task }, rehearsal);
        let situation = situation
            .as_ref()
            .map_or(core::ptr::null(), core::ptr::from_ref);
        // SAFETY: the header describes the function; both structures live until it returns.
        unsafe { (self.order)(self.user, &raw const action, situation) };
    }

    fn request(
        self,
        number: Number,
        request: Request,
        rehearsal: bool,
        material: Option<&mnr_material>,
    ) {
        let task = Task::Request(request);
        let action = whole(Action { number, task }, rehearsal);
        let material = material.map_or(core::ptr::null(), core::ptr::from_ref);
        // SAFETY: the header describes the function; both structures, and what the material points
        // to, live until it returns.
        unsafe { (self.request)(self.user, &raw const action, material) };
    }

    pub(super) fn journal(self, json: &CStr) {
        if let Some(journal) = self.journal {
            // SAFETY: the header describes the function; the text lives until it returns.
            unsafe { journal(self.user, json.as_ptr(), json.count_bytes()) };
        }
    }

    pub(super) fn release(self) {
        if let Some(release) = self.release {
            // SAFETY: the header describes the function; nothing is called after it.
            unsafe { release(self.user) };
        }
    }
}

/// The record of an action with its size, as it goes out by pointer.
fn whole(action: Action, rehearsal: bool) -> mnr_action {
    mnr_action {
        struct_size: size_of::<mnr_action>(),
        ..describe(action, rehearsal)
    }
}

/// Material with nothing in it.
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

/// All parts of a desk, each over the same functions.
pub(super) struct Devices {
    panel: Part,
    keypad: Part,
    scanner: Part,
    engine: Part,
    national: Part,
    staff: Part,
}

/// One of them.
#[derive(Clone, Copy)]
struct Part {
    calls: Calls,
    /// Whether every screen is to be marked; the set-up of a desk does not change.
    rehearsal: bool,
}

impl Part {
    fn order(&self, order: Order) {
        self.calls.order(order, self.rehearsal);
    }

    fn request<T>(&self, number: Number, request: Request) -> Served<T> {
        self.request_with(number, request, None)
    }

    fn request_with<T>(
        &self,
        number: Number,
        request: Request,
        material: Option<mnr_material>,
    ) -> Served<T> {
        self.calls
            .request(number, request, self.rehearsal, material.as_ref());
        Served::Later
    }
}

impl Devices {
    pub(super) fn new(calls: Calls, rehearsal: bool) -> Self {
        let part = Part { calls, rehearsal };
        Self {
            panel: part,
            keypad: part,
            scanner: part,
            engine: part,
            national: part,
            staff: part,
        }
    }

    pub(super) fn parts(&mut self) -> Parts<'_> {
        Parts {
            panel: &mut self.panel,
            keypad: &mut self.keypad,
            scanner: &mut self.scanner,
            engine: &mut self.engine,
            national: &mut self.national,
            staff: &mut self.staff,
        }
    }
}

impl Panel for Part {
    fn show(&mut self, screen: Screen, _: View) {
        self.order(Order::Show(screen));
    }

    fn ask(&mut self, number: Number, request: &Request, _: View) -> Served<(Answer, Actor)> {
        self.request(number, *request)
    }

    fn remind(&mut self, _: View) {
        self.order(Order::Remind);
    }

    fn advise(&mut self, code: FaultCode, situation: &Situation, _: View) {
        let situation = *situation;
        self.order(Order::Advise { code, situation });
    }

    fn abandon(&mut self, number: Number) {
        self.order(Order::Abandon(number));
    }

    fn prompt_removal(&mut self, _: View) {
        self.order(Order::PromptRemoval);
    }

    fn sound_alarm(&mut self, reminder: u8) {
        self.order(Order::SoundAlarm { reminder });
    }
}

impl Keypad for Part {
    fn enter_pin(&mut self, number: Number, prompt: PinPrompt) -> Served<(Pin, Actor)> {
        let PinPrompt { tries, again, .. } = prompt;
        self.request(number, Request::EnterPin { tries, again })
    }
}

impl Scanner for Part {
    fn scan(&mut self, number: Number, again: Option<ScanOutcome>) -> Served<CardReading> {
        self.request(number, Request::ScanCardFace { again })
    }
}

impl FaceEngine for Part {
    fn compare(&mut self, number: Number, job: FaceJob<'_>) -> Served<FaceResult> {
        let request = Request::CompareFace {
            again: job.again,
            one_false_match_in: job.one_false_match_in,
        };
        let material = mnr_material {
            photo: job.photo.as_ptr(),
            photo_length: job.photo.len(),
            ..NOTHING
        };
        self.request_with(number, request, Some(material))
    }
}

impl NationalSoftware for Part {
    fn challenge(&mut self, number: Number) -> Served<ToSign> {
        self.request(number, Request::ObtainChallenge)
    }

    fn authenticate(&mut self, number: Number, evidence: Evidence<'_>) -> Served<bool> {
        let path = evidence.path;
        let material = evidence.signature.map(|signature| mnr_material {
            signature: signature.as_bytes().as_ptr(),
            signature_length: signature.as_bytes().len(),
            ..NOTHING
        });
        let request = Request::Authenticate { path };
        self.request_with(number, request, material)
    }

    fn authenticate_with_pin(
        &mut self,
        number: Number,
        pin: &Pin,
        last_try: bool,
    ) -> Served<PinAnswer> {
        let material = mnr_material {
            pin: pin.expose().as_ptr(),
            pin_length: pin.expose().len(),
            ..NOTHING
        };
        let request = Request::AuthenticateWithPin { last_try };
        self.request_with(number, request, Some(material))
    }

    fn register(&mut self, number: Number) -> Served<Registration> {
        self.request(number, Request::Register)
    }

    fn eligibility(&mut self, number: Number) -> Served<Eligibility> {
        self.request(number, Request::QueryEligibility)
    }

    fn deliver(
        &mut self,
        number: Number,
        consents: Consents,
        prescription: Option<Prescription>,
    ) -> Served<()> {
        let request = Request::Deliver {
            consents,
            prescription,
        };
        self.request(number, request)
    }

    fn check_passcode(&mut self, number: Number, passcode: &Passcode) -> Served<bool> {
        let material = mnr_material {
            passcode: passcode.expose().as_ptr(),
            passcode_length: passcode.expose().len(),
            ..NOTHING
        };
        self.request_with(number, Request::CheckPasscode, Some(material))
    }
}

impl StaffTerminal for Part {
    fn tell(&mut self, notice: StaffNotice, _: View) {
        self.order(Order::Tell(notice));
    }

    /// The same order goes to the panel, which has handed it on.
    fn advise(&mut self, _: FaultCode, _: &Situation, _: View) {}

    fn check_by_sight(&mut self, number: Number, place: SightPlace, _: View) -> Served<Sight> {
        let request = Request::CheckBySight { place };
        self.request(number, request)
    }
}
