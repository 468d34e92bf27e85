//! The desk: a check-in that runs itself over a card and a maker's devices.

pub mod answer;
mod devices;
pub mod event;
mod seat;

use core::cell::RefCell;
use core::ffi::{c_char, c_void};
use core::time::Duration;
use std::ffi::CString;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::time::Instant;

use super::certificate::{self, mnr_anchors};
use super::face;
use super::failure::Failure;
use super::guard;
use super::guidance::mnr_situation;
use super::handle::{self, Handle};
use super::link::mnr_link;
use super::log;
use super::pointer::{self, Buffer, Extensible, Out};
use super::profile::mnr_profile;
use super::reception::action::{mnr_action, mnr_number};
use super::reception::config::{self, mnr_reception_config};
use super::status::{
    MNR_ERROR_BUSY, MNR_ERROR_FULL, MNR_ERROR_STATE, MNR_ERROR_WRONG_ACTOR, MNR_ERROR_WRONG_ANSWER,
};
use devices::Calls;
use mynareader_desk::{
    Clock, Desk, Handle as Inbox, NotPosted, NotTaken, Options, Posted, Progress, SystemClock,
};
use mynareader_facts::Place;
use mynareader_reception::reception::{Config, Reception, Refusal};
use seat::Seat;

/// A check-in that runs itself: a reception with the card, the secrets and the inbox of one reader.
/// The program shows screens, asks people and hands in answers. The desk does everything with the
/// card.
///
/// mnr_desk_run and mnr_desk_poll: one thread at a time, which may be any thread; a second thread
/// gets MNR_ERROR_BUSY. Answers, events and mnr_desk_stop: any thread at any time, also from inside
/// the desk's callbacks.
pub struct mnr_desk {
    _opaque: [u8; 0],
}

impl Handle for mnr_desk {
    type State = Counter;
    type Side = Inbox;
    const NAME: &'static str = "mnr_desk";
    const ENDS_FIRST: bool = true;

    fn interrupt(inbox: &Inbox) {
        inbox.stop();
    }
}

/// The data that the library holds for a request. It belongs to the card or the patient and is
/// valid until the callback returns. Copy it only if you must, and wipe the copy as soon as it was
/// used, at the latest at MNR_ACTION_ABANDON or the end of the check-in.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct mnr_material {
    /// The size of the structure, set by the library.
    pub struct_size: usize,
    /// For MNR_ACTION_COMPARE_FACE: the photo as the chip stores it, JPEG 2000. Check its size
    /// before decoding.
    pub photo: *const u8,
    /// Its length in bytes.
    pub photo_length: usize,
    /// For MNR_ACTION_AUTHENTICATE with detail MNR_PATH_SIGNED: the card's signature over the
    /// challenge.
    pub signature: *const u8,
    /// Its length in bytes.
    pub signature_length: usize,
    /// For MNR_ACTION_AUTHENTICATE_WITH_PIN: the PIN, ASCII digits. The national software must
    /// present it once, and not at all if one try is left and action->last_try is 0.
    pub pin: *const u8,
    /// Its length in bytes.
    pub pin_length: usize,
    /// For MNR_ACTION_CHECK_PASSCODE: the facility's passcode, UTF-8.
    pub passcode: *const u8,
    /// Its length in bytes.
    pub passcode_length: usize,
}

/// A maker's devices and programs, as functions. The desk calls them from the thread that runs or
/// polls it, one at a time. They must not throw or longjmp. Running, polling or freeing the desk
/// from inside them returns MNR_ERROR_BUSY; all other functions may be called. The structure is
/// copied; the functions, and the object that user points to, must stay valid until release was
/// called.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct mnr_devices {
    /// The size of the structure that the caller was compiled with.
    pub struct_size: usize,
    /// Gives a link to the card that is in the reader now, for one check-in: by mnr_reader_connect
    /// or mnr_link_open_driver. The desk takes ownership of the link. Returns MNR_OK, or the reason
    /// why there is no link, one of -300 to -313. A handle that is not a link, or is in use, counts
    /// as MNR_ERROR_DRIVER and stays the program's. May block; its time counts as time for the card
    /// (card_ms).
    pub connect: Option<unsafe extern "C" fn(user: *mut c_void, link: *mut *mut mnr_link) -> i32>,
    /// Carries out an order: action->kind is MNR_ACTION_SHOW or greater. The desk itself carries
    /// out the orders for the card and the secrets. situation: for MNR_ACTION_ADVISE what mnr_guide
    /// needs in addition to the code, otherwise NULL. Both are valid until the function returns.
    /// Should not block.
    pub order: Option<
        unsafe extern "C" fn(
            user: *mut c_void,
            action: *const mnr_action,
            situation: *const mnr_situation,
        ),
    >,
    /// Starts a request: action->is_request is 1. The program hands in the answer by
    /// mnr_desk_answer with action->number, at once or later, from any thread. material: the data
    /// for the request, or NULL if it has none. Both are valid until the function returns. Should
    /// not block longer than a patient may wait after cancelling.
    pub request: Option<
        unsafe extern "C" fn(
            user: *mut c_void,
            action: *const mnr_action,
            material: *const mnr_material,
        ),
    >,
    /// Receives the journal of a check-in that ended: the number of the action that closed it, whose station
    /// and session name the check-in, and the line of JSON that a file has of it (docs/journal.md), without
    /// an end of line: length bytes of UTF-8, followed by a NUL. Both are valid until the function returns.
    /// May be NULL.
    pub journal: Option<
        unsafe extern "C" fn(
            user: *mut c_void,
            number: *const mnr_number,
            line: *const c_char,
            length: usize,
        ),
    >,
    /// Called once, after the last call of the other functions. May be NULL.
    pub release: Option<unsafe extern "C" fn(user: *mut c_void)>,
    /// The same as connect for the phone on the paired reader (MNR_PHONE_READER_PAIRED). May be
    /// NULL; a phone there then fails with 008.
    pub connect_phone:
        Option<unsafe extern "C" fn(user: *mut c_void, link: *mut *mut mnr_link) -> i32>,
}

// SAFETY: laid out for C, begins with its size, and functions that are zero are `None`.
unsafe impl Extensible for mnr_devices {
    const FIRST: usize = size_of::<Self>();
}

/// The options of a desk for reading the card. Zero in any field means the default.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct mnr_desk_options {
    /// The size of the structure that the caller was compiled with.
    pub struct_size: usize,
    /// The keys of the authorities to which the signer of a face record must be traced; copied.
    /// NULL means no keys; then no face is compared unless untraced allows it.
    pub anchors: *mut mnr_anchors,
    /// 1 if test cards are accepted; for development and rehearsal only.
    pub accept_test: i32,
    /// What to do with a face record whose signer is not traced to any of anchors, one of
    /// MNR_UNTRACED_*. If the record is accepted, the journal says so.
    pub untraced: i32,
    /// What to do with a face record if its last day of the card differs from the day outside the
    /// record, one of MNR_EXPIRY_DIFFERS_*.
    pub differing_expiry: i32,
    /// How long a certificate counts as in its grace period, one of MNR_GRACE_*.
    pub grace: i32,
    /// The card profile; copied. NULL means the built-in profile of the My Number card.
    pub profile: *mut mnr_profile,
}

// SAFETY: laid out for C, begins with its size, numbers and a pointer only.
unsafe impl Extensible for mnr_desk_options {
    const FIRST: usize = size_of::<Self>();
}

/// A desk with its devices and its place for cards.
pub struct Counter {
    /// None once it panicked.
    desk: Option<Desk<'static>>,
    calls: Calls,
    clock: SystemClock,
}

// SAFETY: behind the desk's devices are the maker's functions, which the header asks to take
// whichever thread runs the desk, behind its seat they and a link that is `Send` (see `new`, the only
// place that makes one); all else of a desk is plain data.
unsafe impl Send for Counter {}

impl Counter {
    fn new(config: Config, options: Options, calls: Calls) -> Self {
        let seat = Seat::new(calls, Place::Reader);
        let reception = Reception::new(config);
        let mut desk = Desk::new(reception, calls, seat, options.clone());
        if calls.has(Place::PhoneReader) {
            desk = desk.with_phone_reader(Seat::new(calls, Place::PhoneReader), options);
        }
        Self {
            desk: Some(desk),
            calls,
            clock: SystemClock::new(),
        }
    }

    /// The desk. It is there until the handle is freed, which takes the whole value, or poisoned.
    fn desk(&mut self) -> Result<&mut Desk<'static>, Failure> {
        self.desk
            .as_mut()
            .ok_or_else(|| Failure::new(MNR_ERROR_STATE, "the desk is being freed"))
    }

    /// Does what there is to be done, at most so much that a flood of events ends this call too.
    /// How long until something happens by itself, in milliseconds.
    fn poll(&mut self) -> Result<u32, Failure> {
        const AT_MOST: usize = 4096;
        let clock = self.clock;
        let inbox = self.desk()?.handle();
        let mut wait = Some(0);
        for _ in 0..AT_MOST {
            // What waited when the desk was stopped does not happen any more.
            if inbox.is_stopped() {
                wait = None;
                break;
            }
            match self.desk()?.poll(&clock) {
                Progress::Worked => {}
                // The caller looks first for what its patient does.
                Progress::Ahead => {
                    wait = Some(0);
                    break;
                }
                Progress::Refused(refusal) => {
                    let desk = self.desk()?;
                    log::line(log::MNR_LOG_ERROR, || refused(desk, refusal));
                }
                Progress::Idle { until } => {
                    wait = until.map(|until| until.since(clock.now()).as_millis());
                    break;
                }
            }
            // After each event: the desk keeps only so many.
            self.hand_journals_on()?;
        }
        // One short of MNR_NO_LIMIT at most: that one means that nothing happens by itself.
        Ok(wait.map_or(super::reader::MNR_NO_LIMIT, |wait| {
            u32::try_from(wait)
                .unwrap_or(u32::MAX - 1)
                .min(u32::MAX - 1)
        }))
    }

    /// Polls until the desk is stopped.
    fn run(&mut self) -> Result<(), Failure> {
        let inbox = self.desk()?.handle();
        while !inbox.is_stopped() {
            let wait = self.poll()?;
            inbox.wait(
                (wait != super::reader::MNR_NO_LIMIT)
                    .then(|| Duration::from_millis(u64::from(wait))),
            );
        }
        Ok(())
    }

    /// Works with the desk. A panic ends it there and then: the secrets go and the chip loses its
    /// power, however long it takes until somebody frees the handle.
    fn guarded<R>(&mut self, work: impl FnOnce(&mut Self) -> R) -> R {
        let panicked = match catch_unwind(AssertUnwindSafe(|| work(self))) {
            Ok(done) => return done,
            Err(panicked) => panicked,
        };
        let desk = self.desk.take();
        // Should ending it panic too, the first one is what is told.
        let _ = catch_unwind(AssertUnwindSafe(|| drop(desk)));
        resume_unwind(panicked)
    }

    fn hand_journals_on(&mut self) -> Result<(), Failure> {
        let calls = self.calls;
        for (number, filed) in self.desk()?.take_filed() {
            let line = serde_json::to_string(&filed)
                .ok()
                .and_then(|line| CString::new(line).ok());
            if let Some(line) = line {
                calls.journal(number, &line);
            }
        }
        Ok(())
    }
}

impl Drop for Counter {
    fn drop(&mut self) {
        // Ends the chip's session, through the seat.
        drop(self.desk.take());
        self.calls.release();
    }
}

/// The line for the log: all that they hear of it who handed it in, for they had their MNR_OK.
fn refused(desk: &Desk<'_>, refusal: Refusal) -> String {
    let (what, state) = (desk.last_event(), desk.reception().state());
    match desk.reception().pending() {
        Some(open) => {
            format!("mnr_desk: refused {what} while request {open} is open ({state}): {refusal}")
        }
        None => format!("mnr_desk: refused {what} ({state}): {refusal}"),
    }
}

impl From<NotPosted> for Failure {
    fn from(why: NotPosted) -> Self {
        let status = match why {
            NotPosted::Full => MNR_ERROR_FULL,
            NotPosted::Closed => MNR_ERROR_STATE,
            NotPosted::OfTheDesk => MNR_ERROR_WRONG_ANSWER,
        };
        Self::new(status, why)
    }
}

impl From<NotTaken> for Failure {
    fn from(why: NotTaken) -> Self {
        match why {
            NotTaken::NotPosted(why) => why.into(),
            NotTaken::Answer(why) => why.into(),
            NotTaken::OfTheDesk(_) => Self::new(MNR_ERROR_WRONG_ANSWER, why),
            NotTaken::WrongActor { .. } => Self::new(MNR_ERROR_WRONG_ACTOR, why),
        }
    }
}

/// Hands something to a desk, whatever it is doing.
fn post(desk: *mut mnr_desk, posted: Posted) -> Result<(), Failure> {
    let mut result = Ok(());
    handle::beside(desk, |inbox| result = inbox.hand_in(posted))?;
    Ok(result?)
}

unsafe fn options(given: *const mnr_desk_options) -> Result<Options, Failure> {
    let mut options = Options::default();
    if given.is_null() {
        return Ok(options);
    }
    // SAFETY: as the caller of this function.
    let given = unsafe { pointer::take_struct(given, "options")? };
    if !given.anchors.is_null() {
        options.anchors = handle::with(given.anchors, |store| Ok(store.card_verifiable.clone()))?;
    }
    if !given.profile.is_null() {
        options.profile = handle::with(given.profile, |profile| Ok(profile.clone()))?;
    }
    options.accept = certificate::accept(given.accept_test)?;
    options.untraced = face::untraced(given.untraced)?;
    options.differing_expiry = face::differing_expiry(given.differing_expiry)?;
    let grace = certificate::grace(given.grace, "options->grace")?;
    options.validity = options.validity.with_grace(grace);
    Ok(options)
}

/// Makes a desk for one reader. It waits for its first card.
///
/// config: the configuration of the reader; NULL for all defaults. options: the options for reading
/// the card; NULL for all defaults. With the defaults no face is compared, because there are no
/// keys to verify the photo. user: passed to the functions unchanged; may be NULL. devices: the
/// functions; copied. desk: where to put the handle; free it with mnr_desk_free. On failure release
/// is not called.
///
/// Errors: MNR_ERROR_NULL, also if a function is missing, MNR_ERROR_ARGUMENT, MNR_ERROR_DATE,
/// MNR_ERROR_STRUCT_SIZE, MNR_ERROR_HANDLE if anchors or profile is not a valid handle.
/// Any thread. Does not block.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_desk_new(
    config: *const mnr_reception_config,
    options: *const mnr_desk_options,
    user: *mut c_void,
    devices: *const mnr_devices,
    desk: *mut *mut mnr_desk,
) -> i32 {
    guard!("mnr_desk_new", {
        let out = Out::new(desk, "desk")?;
        let calls = Calls::new(user, &pointer::take_struct(devices, "devices")?)?;
        let config = config::given(config)?;
        let options = self::options(options)?;
        let counter = Counter::new(config, options, calls);
        let inbox = counter
            .desk
            .as_ref()
            .map(Desk::handle)
            .ok_or_else(|| Failure::new(MNR_ERROR_STATE, "there is no desk"))?;
        out.put(handle::make::<mnr_desk>(counter, inbox)?);
        Ok(())
    })
}

/// Does the work that is due now, calls the callbacks for it, and returns. It is for programs with
/// their own loop. Call it after each event or answer, and when the wait is over. After
/// mnr_desk_stop it does nothing. While the patient is asked something, each call also makes one
/// exchange of what is read of the card ahead, and the wait is 0 as long as there is more.
///
/// desk: the desk. wait_ms: where to put the number of milliseconds until the next call, or
/// MNR_NO_LIMIT.
///
/// Errors: MNR_ERROR_BUSY.
/// One thread at a time per desk. Blocks as the link and the callbacks do.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_desk_poll(desk: *mut mnr_desk, wait_ms: *mut u32) -> i32 {
    guard!("mnr_desk_poll", {
        let wait_ms = Out::new(wait_ms, "wait_ms")?;
        let wait = work_with(desk, Counter::poll)?;
        wait_ms.put(wait);
        Ok(())
    })
}

/// Runs the desk, one patient after the other, until mnr_desk_stop is called. It sleeps while there
/// is nothing to do. The first order is the screen that waits for a card.
///
/// desk: the desk.
///
/// Errors: MNR_ERROR_BUSY.
/// One thread at a time per desk. Blocks until mnr_desk_stop was called.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_desk_run(desk: *mut mnr_desk) -> i32 {
    guard!("mnr_desk_run", { work_with(desk, Counter::run) })
}

/// Where the check-in stands, as a stable name for logs and displays: "idle", "entering-pin". From inside the
/// desk's functions it is already the state that the actions lead to.
///
/// desk: the desk. name, capacity: where to put it, NUL-terminated; NULL and 0 to ask for the size.
/// needed: the size with the NUL; 32 is enough for every name.
///
/// Errors: MNR_ERROR_BUFFER.
/// Any thread, also while another thread uses the desk. Does not block.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_desk_state_name(
    desk: *mut mnr_desk,
    name: *mut c_char,
    capacity: usize,
    needed: *mut usize,
) -> i32 {
    guard!("mnr_desk_state_name", {
        let buffer = Buffer::new(name.cast(), capacity, needed, "name")?;
        let mut state = "";
        handle::beside(desk, |inbox| state = inbox.state().name())?;
        buffer.put_text(state)
    })
}

/// Stops the desk for good. mnr_desk_run returns when the work in progress is done, and
/// mnr_desk_poll does nothing more. The desk accepts no more events, and drops the events in its
/// inbox. If a check-in is running, it ends when the desk is freed: the card loses its power and
/// the secrets are wiped, without further orders and without a journal. To end it with orders and a
/// journal, first call mnr_desk_cancel and wait for its end.
///
/// Errors: those of pointers and handles.
/// Any thread, also while another thread uses the desk. Does not block.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_desk_stop(desk: *mut mnr_desk) -> i32 {
    guard!("mnr_desk_stop", { handle::beside(desk, Inbox::stop) })
}

/// Frees a desk: wipes the secrets, takes the power away from a card that is in use, and calls
/// release. NULL is allowed and does nothing.
///
/// Errors: MNR_ERROR_HANDLE; MNR_ERROR_BUSY while it is in use; then nothing is freed.
/// Any thread. Blocks as the link does.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_desk_free(desk: *mut mnr_desk) -> i32 {
    guard!("mnr_desk_free", { handle::free(desk) })
}

/// Stops a desk, waits until the call that runs it has returned, and frees it, as mnr_desk_stop and
/// mnr_desk_free do: for the thread that owns it. NULL is allowed and does nothing.
///
/// desk: the desk. limit_ms: how long to wait for the work in progress; a desk that is asleep wakes at once, and one that is
/// at the card is done after one exchange. MNR_NO_LIMIT: as long as that takes.
///
/// Errors: MNR_ERROR_HANDLE; MNR_ERROR_BUSY at the limit, and at once from inside the desk's own functions:
/// it is stopped then, and not freed.
/// Any thread. Blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_desk_end(desk: *mut mnr_desk, limit_ms: u32) -> i32 {
    guard!("mnr_desk_end", {
        if desk.is_null() {
            return Ok(());
        }
        handle::beside(desk, Inbox::stop)?;
        let until = match limit_ms {
            super::reader::MNR_NO_LIMIT => None,
            limit => Instant::now().checked_add(Duration::from_millis(u64::from(limit))),
        };
        let own = AT_WORK.with_borrow(|desks| desks.contains(&desk.addr()));
        loop {
            match handle::free(desk) {
                Err(failure)
                    if failure.status == MNR_ERROR_BUSY
                        && !own
                        && until.is_none_or(|until| Instant::now() < until) =>
                {
                    std::thread::sleep(Duration::from_millis(1));
                }
                done => return done,
            }
        }
    })
}

thread_local! {
    /// The desks that this thread runs or polls, one inside another.
    static AT_WORK: RefCell<Vec<usize>> = const { RefCell::new(Vec::new()) };
}

/// A desk that this thread runs or polls, as long as this lives.
struct AtWork;

impl AtWork {
    fn at(desk: *mut mnr_desk) -> Self {
        AT_WORK.with_borrow_mut(|desks| desks.push(desk.addr()));
        Self
    }
}

impl Drop for AtWork {
    fn drop(&mut self) {
        AT_WORK.with_borrow_mut(Vec::pop);
    }
}

/// Whether this thread is inside of the functions of some desk.
pub(super) fn is_at_work_here() -> bool {
    AT_WORK.with_borrow(|desks| !desks.is_empty())
}

/// Works with a desk; its functions may be called.
fn work_with<R>(
    desk: *mut mnr_desk,
    work: impl FnOnce(&mut Counter) -> Result<R, Failure>,
) -> Result<R, Failure> {
    handle::with(desk, |counter| {
        let _at_work = AtWork::at(desk);
        counter.guarded(work)
    })
}

#[cfg(test)]
mod tests {
    use super::super::date::mnr_date;
    use super::super::handle;
    use super::super::link::{mnr_driver, mnr_driver_failure, mnr_link_open_driver};
    use super::super::reception::event::{MNR_ACTOR_STAFF, MNR_ACTOR_TERMINAL};
    use super::super::status::{
        MNR_ERROR_CARD_MUTE, MNR_ERROR_HANDLE, MNR_ERROR_NO_CARD, MNR_ERROR_POISONED, MNR_OK,
    };
    use super::event::{mnr_desk_cancel, mnr_desk_card_placed, mnr_desk_card_removed};
    use super::*;
    use core::sync::atomic::{AtomicI32, AtomicU32, Ordering::SeqCst};
    use std::sync::Mutex;

    static DAY: mnr_date = mnr_date {
        year: 2026,
        month: 11,
        day: 24,
    };

    /// What the maker's side saw, and what it says.
    #[derive(Default)]
    struct Maker {
        connect_says: AtomicI32,
        orders: AtomicU32,
        requests: AtomicU32,
        /// The numbers of all actions, orders and requests alike.
        numbers: Mutex<Vec<(u64, u32)>>,
        journals: AtomicU32,
        commands: AtomicU32,
        power_downs: AtomicU32,
        releases: AtomicU32,
    }

    unsafe fn maker<'a>(user: *mut c_void) -> &'a Maker {
        // SAFETY: each test hands its maker in and keeps it until the desk is freed.
        unsafe { &*user.cast() }
    }

    unsafe extern "C" fn transmit(
        user: *mut c_void,
        _: *const u8,
        _: usize,
        _: *mut u8,
        _: usize,
        _: *mut usize,
        _: u32,
        _: *mut mnr_driver_failure,
    ) -> i32 {
        unsafe { maker(user) }.commands.fetch_add(1, SeqCst);
        MNR_ERROR_CARD_MUTE
    }

    unsafe extern "C" fn reset(_: *mut c_void) -> i32 {
        MNR_OK
    }

    unsafe extern "C" fn power_down(user: *mut c_void) -> i32 {
        unsafe { maker(user) }.power_downs.fetch_add(1, SeqCst);
        MNR_OK
    }

    unsafe extern "C" fn connect(user: *mut c_void, link: *mut *mut mnr_link) -> i32 {
        let says = unsafe { maker(user) }.connect_says.load(SeqCst);
        if says != MNR_OK {
            return says;
        }
        let driver = mnr_driver {
            struct_size: size_of::<mnr_driver>(),
            flags: 0,
            max_command: 0,
            max_response: 0,
            transmit: Some(transmit),
            reset: Some(reset),
            power_down: Some(power_down),
            release: None,
            let_go: None,
            take_back: None,
        };
        unsafe { mnr_link_open_driver(user, &raw const driver, link) }
    }

    unsafe fn note(user: *mut c_void, action: *const mnr_action) {
        let number = unsafe { (*action).number };
        let mut numbers = unsafe { maker(user) }.numbers.lock().unwrap();
        numbers.push((number.session, number.sequence));
    }

    unsafe extern "C" fn order(
        user: *mut c_void,
        action: *const mnr_action,
        _: *const mnr_situation,
    ) {
        unsafe { maker(user) }.orders.fetch_add(1, SeqCst);
        unsafe { note(user, action) };
    }

    unsafe extern "C" fn request(
        user: *mut c_void,
        action: *const mnr_action,
        _: *const mnr_material,
    ) {
        unsafe { maker(user) }.requests.fetch_add(1, SeqCst);
        unsafe { note(user, action) };
    }

    unsafe extern "C" fn journal(
        user: *mut c_void,
        _number: *const mnr_number,
        _: *const c_char,
        _: usize,
    ) {
        unsafe { maker(user) }.journals.fetch_add(1, SeqCst);
    }

    unsafe extern "C" fn release(user: *mut c_void) {
        unsafe { maker(user) }.releases.fetch_add(1, SeqCst);
    }

    fn desk_of(maker: &Maker) -> *mut mnr_desk {
        let devices = mnr_devices {
            struct_size: size_of::<mnr_devices>(),
            connect: Some(connect),
            order: Some(order),
            request: Some(request),
            journal: Some(journal),
            release: Some(release),
            connect_phone: None,
        };
        let user = core::ptr::from_ref(maker).cast_mut().cast();
        let mut desk = core::ptr::null_mut();
        let none = core::ptr::null();
        unsafe {
            let made = mnr_desk_new(none, none.cast(), user, &raw const devices, &raw mut desk);
            assert_eq!(made, MNR_OK);
        }
        desk
    }

    /// Runs under Miri: no card answers, so that nothing is computed.
    #[test]
    fn a_desk_lives_and_dies_with_what_it_borrows() {
        let maker = Maker::default();
        let desk = desk_of(&maker);
        for (says, journals) in [(MNR_ERROR_NO_CARD, 1), (MNR_OK, 2)] {
            maker.connect_says.store(says, SeqCst);
            let other = desk.addr();
            // Events come from another thread while the desk runs or sleeps.
            let hands = std::thread::spawn(move || unsafe {
                let desk = core::ptr::without_provenance_mut(other);
                assert_eq!(mnr_desk_card_placed(desk, &raw const DAY), MNR_OK);
                assert_eq!(mnr_desk_card_removed(desk), MNR_OK);
            });
            let mut wait = 0;
            while maker.journals.load(SeqCst) < journals {
                assert_eq!(unsafe { mnr_desk_poll(desk, &raw mut wait) }, MNR_OK);
            }
            hands.join().unwrap();
        }
        assert!(maker.commands.load(SeqCst) > 0);
        // Each action has its number, and they count on.
        let numbers = core::mem::take(&mut *maker.numbers.lock().unwrap());
        assert!(numbers.is_sorted_by(|one, next| one < next), "{numbers:?}");
        assert!(numbers.iter().any(|(session, _)| *session == 2));
        assert!(maker.orders.load(SeqCst) > 1);
        assert_eq!(maker.power_downs.load(SeqCst), 1);
        assert_eq!(maker.releases.load(SeqCst), 0);
        unsafe {
            assert_eq!(mnr_desk_stop(desk), MNR_OK);
            assert_eq!(mnr_desk_run(desk), MNR_OK);
            assert_eq!(mnr_desk_free(desk), MNR_OK);
            assert_eq!(maker.releases.load(SeqCst), 1);
            assert_eq!(mnr_desk_free(desk), MNR_ERROR_HANDLE);
        }
    }

    /// The chip does not keep its power, nor the inbox its secrets, until somebody frees the
    /// handle.
    ///
    /// Holds: A7
    #[test]
    fn a_panic_ends_the_check_in_at_once() {
        let maker = Maker::default();
        let desk = desk_of(&maker);
        let placed = unsafe { mnr_desk_card_placed(desk, &raw const DAY) };
        assert_eq!(placed, MNR_OK);
        let panics = |counter: &mut Counter| -> Result<(), Failure> {
            // The first screen; then in the middle of a check-in: the link is open and the chip in use.
            assert_eq!(counter.desk()?.poll(&SystemClock::new()), Progress::Worked);
            assert_eq!(counter.desk()?.poll(&SystemClock::new()), Progress::Worked);
            panic!("a defect")
        };
        let caught = catch_unwind(AssertUnwindSafe(|| {
            handle::with(desk, |counter| counter.guarded(panics))
        }));
        assert!(caught.is_err());
        assert!(maker.commands.load(SeqCst) > 0);
        assert_eq!(maker.power_downs.load(SeqCst), 1);
        assert_eq!(maker.releases.load(SeqCst), 0);
        unsafe {
            let mut wait = 0;
            assert_eq!(mnr_desk_poll(desk, &raw mut wait), MNR_ERROR_POISONED);
            assert_eq!(mnr_desk_run(desk), MNR_ERROR_POISONED);
            assert_eq!(mnr_desk_cancel(desk, MNR_ACTOR_STAFF), MNR_ERROR_STATE);
            assert_eq!(mnr_desk_free(desk), MNR_OK);
            assert_eq!(maker.releases.load(SeqCst), 1);
        }
    }

    #[test]
    fn the_log_says_what_was_refused() {
        let maker = Maker::default();
        let desk = desk_of(&maker);
        unsafe {
            assert_eq!(mnr_desk_cancel(desk, MNR_ACTOR_TERMINAL), MNR_OK);
            let said = handle::with(desk, |counter| {
                let desk = counter.desk()?;
                assert_eq!(
                    desk.poll(&SystemClock::new()),
                    Progress::Worked,
                    "the first screen"
                );
                let Progress::Refused(refusal) = desk.poll(&SystemClock::new()) else {
                    return Ok(String::new());
                };
                Ok(refused(desk, refusal))
            })
            .unwrap();
            assert_eq!(
                said,
                "mnr_desk: refused the calling off (idle): the event means nothing in this state"
            );
            assert_eq!(mnr_desk_free(desk), MNR_OK);
        }
    }
}
