//! In which process the library may be used, and until when.
//!
//! Not in a fork of a process that used it: a thread that held one of its locks is not there, and the
//! card belongs to the other one. Not beside a copy that was loaded before, such as the simulation
//! library: handles of one mean nothing in the other. And not after `mnr_shutdown`.

use core::cell::Cell;
use core::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use core::time::Duration;
use std::time::Instant;

use super::failure::Failure;
use super::status::{
    MNR_ERROR_BUSY, MNR_ERROR_FORKED, MNR_ERROR_SECOND_LIBRARY, MNR_ERROR_SHUT_DOWN,
};
use super::{desk, guard, handle};

/// The process that made the first call; 0 before it.
static OWNER: AtomicU32 = AtomicU32::new(0);
/// Whether `mnr_shutdown` was called.
static SHUT_DOWN: AtomicBool = AtomicBool::new(false);

thread_local! {
    /// Whether this thread ends the handles: what it is called back for may call in turn.
    static ENDS: Cell<bool> = const { Cell::new(false) };
}

const SHUTDOWN: &str = "mnr_shutdown";

/// Whether a call of this function may begin. Takes no lock.
pub(super) fn admit(name: &str) -> Result<(), Failure> {
    let this = std::process::id();
    let owner = OWNER
        .compare_exchange(0, this, Ordering::Relaxed, Ordering::Relaxed)
        .unwrap_or_else(|owner| owner);
    if owner != 0 && owner != this {
        return Err(Failure::new(
            MNR_ERROR_FORKED,
            "this process was forked from one that uses the library; start it as a program of its own",
        ));
    }
    if copies::is_second() {
        return Err(Failure::new(
            MNR_ERROR_SECOND_LIBRARY,
            "another copy of the library was loaded into this process before this one",
        ));
    }
    if SHUT_DOWN.load(Ordering::Acquire) && name != SHUTDOWN && !ENDS.get() {
        return Err(Failure::new(
            MNR_ERROR_SHUT_DOWN,
            "the library was shut down",
        ));
    }
    Ok(())
}

/// Ends all that is open, for the end of the program: desks are stopped, waits are cancelled, each card
/// loses its power, secrets are wiped, all handles are freed. From then on every call returns
/// MNR_ERROR_SHUT_DOWN but this one; functions without a status still work. Nothing of this happens by
/// itself: at exit() a card keeps its power, and with it a PIN that was verified on it.
///
/// limit_ms: how long to wait for calls that are at work in other threads, such as mnr_desk_run; they end
/// after one exchange with the card. The functions of drivers and devices are called meanwhile, in this
/// thread, and may call the library.
///
/// Errors: MNR_ERROR_BUSY at the limit, and at once from inside a desk's functions: a call was still at
/// work, and what it may need was not ended. Call it again.
/// Any thread. Blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_shutdown(limit_ms: u32) -> i32 {
    guard!("mnr_shutdown", {
        shut_down(Duration::from_millis(u64::from(limit_ms)))
    })
}

fn shut_down(limit: Duration) -> Result<(), Failure> {
    /// How long to leave a call at work alone.
    const PAUSE: Duration = Duration::from_millis(2);
    SHUT_DOWN.store(true, Ordering::Release);
    // A desk whose function called this goes on only after this call.
    let limit = if desk::is_at_work_here() {
        Duration::ZERO
    } else {
        limit
    };
    let until = Instant::now().checked_add(limit);
    loop {
        ENDS.set(true);
        let left = handle::end_all();
        ENDS.set(false);
        if left == 0 {
            return Ok(());
        }
        if until.is_some_and(|until| Instant::now() >= until) {
            return Err(Failure::new(
                MNR_ERROR_BUSY,
                format_args!("{left} handles are still at work"),
            ));
        }
        std::thread::sleep(PAUSE);
    }
}

/// Other copies of the library in this process. On Windows the functions of two DLLs cannot take each
/// other's place, and nothing is looked for.
#[cfg(target_os = "linux")]
mod copies {
    use core::ffi::{CStr, c_int, c_void};
    use std::ffi::CString;
    use std::sync::OnceLock;

    /// Every copy exports it: what tells one by.
    const MARKER: &CStr = c"mnr_version_number";

    /// Whether a copy was loaded before this one. It is found out once: those that are loaded later are
    /// second themselves.
    pub(super) fn is_second() -> bool {
        static SECOND: OnceLock<bool> = OnceLock::new();
        *SECOND.get_or_init(|| {
            let mut earlier = Earlier::default();
            let data: *mut Earlier = &raw mut earlier;
            // SAFETY: the function takes what it is given here, and only until this call returns.
            unsafe { libc::dl_iterate_phdr(Some(look), data.cast()) };
            earlier.objects.iter().any(Object::has_the_marker)
        })
    }

    /// A shared object, with the addresses at which it lies.
    struct Object {
        name: CString,
        segments: Vec<core::ops::Range<usize>>,
    }

    impl Object {
        /// Whether it has the marker itself, and not by a library that it needs.
        fn has_the_marker(&self) -> bool {
            // SAFETY: nothing is loaded that is not loaded already, so that no code of it runs.
            let object =
                unsafe { libc::dlopen(self.name.as_ptr(), libc::RTLD_LAZY | libc::RTLD_NOLOAD) };
            if object.is_null() {
                return false;
            }
            // SAFETY: the object was just opened, and the name ends with a NUL.
            let found = unsafe { libc::dlsym(object, MARKER.as_ptr()) };
            // SAFETY: it was opened once above.
            unsafe { libc::dlclose(object) };
            self.segments
                .iter()
                .any(|segment| segment.contains(&found.addr()))
        }
    }

    /// The objects that were loaded before this one.
    #[derive(Default)]
    struct Earlier {
        objects: Vec<Object>,
    }

    /// Called for each object in the order of loading; a number other than 0 ends that.
    unsafe extern "C" fn look(
        info: *mut libc::dl_phdr_info,
        _size: usize,
        earlier: *mut c_void,
    ) -> c_int {
        // SAFETY: the loader hands over a record, and what was given to it above.
        let (info, earlier) = unsafe { (&*info, &mut *earlier.cast::<Earlier>()) };
        let own = (&raw const super::OWNER).addr();
        let mut segments = Vec::new();
        for index in 0..usize::from(info.dlpi_phnum) {
            // SAFETY: there are so many of them.
            let header = unsafe { &*info.dlpi_phdr.add(index) };
            if header.p_type == libc::PT_LOAD {
                let numbers = [info.dlpi_addr, header.p_vaddr, header.p_memsz];
                let [base, start, size] = numbers.map(|n| usize::try_from(n).unwrap_or(0));
                let start = base.wrapping_add(start);
                segments.push(start..start.wrapping_add(size));
            }
        }
        if segments.iter().any(|segment| segment.contains(&own)) {
            return 1;
        }
        if !info.dlpi_name.is_null() {
            // SAFETY: the loader's names end with a NUL.
            let name = unsafe { CStr::from_ptr(info.dlpi_name) };
            // The program itself has none, and what it was linked with statically is not exported.
            if !name.is_empty() {
                earlier.objects.push(Object {
                    name: name.to_owned(),
                    segments,
                });
            }
        }
        0
    }
}

#[cfg(not(target_os = "linux"))]
mod copies {
    pub(super) const fn is_second() -> bool {
        false
    }
}
