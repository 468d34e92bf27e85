//! The memory of secrets: a page for each, locked and left out of dumps where the system allows it.
//!
//! Locks on memory count per page, not per address: unlocking one secret would unlock every other
//! on its page. So each secret has a page of its own, from `mmap` or `VirtualAlloc`, and giving the
//! page back is what ends the lock. Failing to get a page, or to lock it, is no error: the secret then
//! lies on the heap, is wiped all the same, and may be swapped. On other systems it always lies on
//! the heap.
//!
//! On Linux a page is left out of core dumps, on Windows out of the reports of Windows Error
//! Reporting (Windows 10 version 1703 and later). A dump that an administrator or a debugger takes of
//! the whole process has it all the same.
//!
//! This is the only file of the crate that has unsafe code, and each block says why it is sound.
#![allow(unsafe_code)]

use core::fmt;

use zeroize::Zeroize;

/// The longest secret: the signature password.
const CAPACITY: usize = 16;

/// Room for one secret.
pub(crate) struct Slot {
    place: Place,
    length: usize,
}

enum Place {
    #[cfg(any(unix, windows))]
    Page(page::Page),
    Heap(Box<[u8; CAPACITY]>),
}

impl Slot {
    /// Keeps a copy of `value`. Longer values than any secret are cut; the callers have checked.
    pub(crate) fn new(value: &[u8]) -> Self {
        let length = value.len().min(CAPACITY);
        let mut place = Place::new();
        for (to, from) in place.bytes_mut().iter_mut().zip(value) {
            *to = *from;
        }
        Self { place, length }
    }

    pub(crate) fn as_bytes(&self) -> &[u8] {
        self.place.bytes().get(..self.length).unwrap_or_default()
    }
}

impl Place {
    fn new() -> Self {
        #[cfg(any(unix, windows))]
        if let Some(page) = page::Page::new() {
            return Self::Page(page);
        }
        Self::Heap(Box::new([0; CAPACITY]))
    }

    fn bytes(&self) -> &[u8; CAPACITY] {
        match self {
            #[cfg(any(unix, windows))]
            Self::Page(page) => page.bytes(),
            Self::Heap(bytes) => bytes,
        }
    }

    fn bytes_mut(&mut self) -> &mut [u8; CAPACITY] {
        match self {
            #[cfg(any(unix, windows))]
            Self::Page(page) => page.bytes_mut(),
            Self::Heap(bytes) => bytes,
        }
    }
}

impl Drop for Slot {
    fn drop(&mut self) {
        self.place.bytes_mut().zeroize();
    }
}

impl fmt::Debug for Slot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Slot")
    }
}

#[cfg(any(unix, windows))]
mod page {
    use core::ptr::NonNull;

    use super::CAPACITY;
    use super::system;

    /// Memory of the system of its own, of which the first bytes are used. The system rounds the
    /// length up to whole pages, so nothing else ever lies on them.
    pub(super) struct Page(NonNull<[u8; CAPACITY]>);

    impl Page {
        pub(super) fn new() -> Option<Self> {
            system::page().map(Self)
        }

        pub(super) fn bytes(&self) -> &[u8; CAPACITY] {
            // SAFETY: the memory is readable, zeroed by the system, page-aligned, lives as long
            // as `self`, and is written through `&mut self` only.
            unsafe { self.0.as_ref() }
        }

        pub(super) fn bytes_mut(&mut self) -> &mut [u8; CAPACITY] {
            // SAFETY: as for `bytes`; `&mut self` is the only way to it.
            unsafe { self.0.as_mut() }
        }
    }

    impl Drop for Page {
        fn drop(&mut self) {
            // SAFETY: the memory was given by `page`, is used by nothing else, and `self` ends here.
            unsafe { system::give_back(self.0) };
        }
    }

    // SAFETY: the page belongs to this value alone and to no thread.
    unsafe impl Send for Page {}
    // SAFETY: through `&Page` it can only be read.
    unsafe impl Sync for Page {}
}

#[cfg(unix)]
mod system {
    use core::ptr::NonNull;

    use super::CAPACITY;

    /// A mapping for one secret, locked and left out of core dumps if the system allows it.
    pub(super) fn page() -> Option<NonNull<[u8; CAPACITY]>> {
        // SAFETY: an anonymous private mapping at an address of the kernel's choice touches
        // no memory that exists already.
        let address = unsafe {
            libc::mmap(
                core::ptr::null_mut(),
                CAPACITY,
                libc::PROT_READ | libc::PROT_WRITE,
                libc::MAP_PRIVATE | libc::MAP_ANONYMOUS,
                -1,
                0,
            )
        };
        if address == libc::MAP_FAILED {
            return None;
        }
        // SAFETY: the range is the mapping just made; locking changes no content. A refusal
        // (RLIMIT_MEMLOCK) is accepted.
        // Miri knows neither of the two calls.
        #[cfg(not(miri))]
        let _ = unsafe { libc::mlock(address, CAPACITY) };
        // SAFETY: as above; the advice concerns core dumps only.
        #[cfg(all(target_os = "linux", not(miri)))]
        let _ = unsafe { libc::madvise(address, CAPACITY, libc::MADV_DONTDUMP) };
        NonNull::new(address.cast::<[u8; CAPACITY]>())
    }

    /// # Safety
    ///
    /// `page` is what [`page`] gave, and is not used afterwards.
    pub(super) unsafe fn give_back(page: NonNull<[u8; CAPACITY]>) {
        // SAFETY: the mapping was made by `page` and is used by nothing else. Unmapping ends the
        // lock too.
        let _ = unsafe { libc::munmap(page.as_ptr().cast(), CAPACITY) };
    }
}

#[cfg(windows)]
mod system {
    use core::ffi::c_void;
    use core::mem::transmute;
    use core::ptr::{NonNull, null};

    use windows_sys::Win32::System::LibraryLoader::{GetModuleHandleW, GetProcAddress};
    use windows_sys::Win32::System::Memory::{
        MEM_COMMIT, MEM_RELEASE, MEM_RESERVE, PAGE_READWRITE, VirtualAlloc, VirtualFree,
        VirtualLock,
    };
    use windows_sys::core::{HRESULT, PCSTR, s, w};

    use super::CAPACITY;

    /// `WerRegisterExcludedMemoryBlock`, from Windows 10 version 1703 on \[D\]. Looked up: an import would
    /// keep the library from an older system.
    type Exclude = unsafe extern "system" fn(*const c_void, u32) -> HRESULT;

    /// `WerUnregisterExcludedMemoryBlock`, likewise.
    type Include = unsafe extern "system" fn(*const c_void) -> HRESULT;

    /// Pages for one secret, locked and left out of error reports if the system allows it.
    pub(super) fn page() -> Option<NonNull<[u8; CAPACITY]>> {
        // SAFETY: memory at an address of the system's choice touches none that exists already.
        let address =
            unsafe { VirtualAlloc(null(), CAPACITY, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE) };
        let page = NonNull::new(address.cast::<[u8; CAPACITY]>())?;
        // SAFETY: the range is the memory just given; locking changes no content. A refusal (the
        // quota of the working set) is accepted.
        let _ = unsafe { VirtualLock(address, CAPACITY) };
        if let Some(exclude) = function(s!("WerRegisterExcludedMemoryBlock")) {
            // SAFETY: the function of that name has this signature \[D\].
            let exclude = unsafe { transmute::<Found, Exclude>(exclude) };
            let size = u32::try_from(CAPACITY).unwrap_or(u32::MAX);
            // SAFETY: the range is the memory just given. A refusal (512 ranges of a process) is
            // accepted.
            let _ = unsafe { exclude(address, size) };
        }
        Some(page)
    }

    /// # Safety
    ///
    /// `page` is what [`page`] gave, and is not used afterwards.
    pub(super) unsafe fn give_back(page: NonNull<[u8; CAPACITY]>) {
        let address = page.as_ptr().cast::<c_void>();
        if let Some(include) = function(s!("WerUnregisterExcludedMemoryBlock")) {
            // SAFETY: the function of that name has this signature \[D\].
            let include = unsafe { transmute::<Found, Include>(include) };
            // SAFETY: an address that is not registered is refused.
            let _ = unsafe { include(address) };
        }
        // SAFETY: the memory was given by `page` and is used by nothing else. Releasing it ends the
        // lock too.
        let _ = unsafe { VirtualFree(address, 0, MEM_RELEASE) };
    }

    /// Some function of the system.
    type Found = unsafe extern "system" fn() -> isize;

    /// A function of kernel32, which every process has.
    fn function(name: PCSTR) -> Option<Found> {
        // SAFETY: both names end with a zero; the module stays as long as the process.
        unsafe { GetProcAddress(GetModuleHandleW(w!("kernel32.dll")), name) }
    }
}

#[cfg(test)]
#[cfg(target_os = "linux")]
mod tests {
    use super::*;

    /// The flags of the mapping that holds an address, from the kernel's own list.
    fn flags_of(address: usize) -> String {
        let maps = std::fs::read_to_string("/proc/self/smaps").unwrap();
        let mut within = false;
        for line in maps.lines() {
            if let Some((range, _)) = line.split_once(' ')
                && let Some((start, end)) = range.split_once('-')
                && let (Ok(start), Ok(end)) = (
                    usize::from_str_radix(start, 16),
                    usize::from_str_radix(end, 16),
                )
            {
                within = (start..end).contains(&address);
            }
            if within && let Some(flags) = line.strip_prefix("VmFlags:") {
                return flags.to_owned();
            }
        }
        String::new()
    }

    #[test]
    #[cfg_attr(miri, ignore = "asks the kernel which pages are locked")]
    fn a_secret_stays_out_of_core_dumps_and_outlives_its_neighbours_end() {
        let first = Slot::new(b"0123");
        let second = Slot::new(b"4567");
        let flags = flags_of(second.as_bytes().as_ptr() as usize);
        assert!(flags.contains(" dd"), "left out of core dumps: {flags}");
        let locked = flags.contains(" lo");
        drop(first);
        let flags = flags_of(second.as_bytes().as_ptr() as usize);
        assert_eq!(flags.contains(" lo"), locked, "the neighbour's lock stays");
        assert_eq!(second.as_bytes(), b"4567");
    }
}
