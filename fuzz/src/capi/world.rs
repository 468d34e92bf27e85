//! What a program in C has at hand: memory of its own, handles that the library gave it, and a card.
//! The memory is what the header asks for, always; everything that is in it is the fuzzer's.

use core::cell::{Cell, RefCell};
use core::ffi::{CStr, c_char, c_void};

use mynareader::emulator::VirtualCard;

use crate::c;
use crate::c::reception::action::{mnr_action, mnr_number};
use crate::input::Input;
use crate::people;
use crate::said;

/// A record of the header, filled in by the fuzzer.
pub trait Record: Sized {
    /// Whether it begins with its size.
    const SIZED: bool;
    /// All fields but the size.
    fn fill(&mut self, world: &World);
}

/// A handle that came out of the library.
type Kept = (&'static str, *mut c_void);

/// The program.
pub struct World {
    input: RefCell<Input<'static>>,
    handles: RefCell<Vec<Kept>>,
    /// Memory that lives until the end, each piece exactly as long as the library was told.
    pieces: RefCell<Vec<Box<[u8]>>>,
    /// The same with the alignment of records.
    records: RefCell<Vec<Box<[u64]>>>,
    /// Cards in the readers of this program's own drivers.
    pub cards: RefCell<Vec<Option<VirtualCard>>>,
    /// The request that is open, as far as the program knows.
    pub open: Cell<Option<mnr_action>>,
    /// The action that the next record of its kind is.
    pub given: Cell<*const c_void>,
    /// How many calls were made from callbacks.
    pub depth: Cell<u32>,
    calls: Cell<u32>,
}

/// The most calls in one run.
const MOST_CALLS: u32 = 80;

impl World {
    /// A program that goes by these bytes.
    pub fn new(bytes: &'static [u8]) -> Self {
        Self {
            input: RefCell::new(Input::new(bytes)),
            handles: RefCell::default(),
            pieces: RefCell::default(),
            records: RefCell::default(),
            cards: RefCell::default(),
            open: Cell::new(None),
            given: Cell::new(core::ptr::null()),
            depth: Cell::new(0),
            calls: Cell::new(0),
        }
    }

    /// Whether there is nothing more to do.
    pub fn is_over(&self) -> bool {
        self.input.borrow().is_empty() || self.calls.get() >= MOST_CALLS
    }

    /// Looks at the bytes.
    pub fn with<T>(&self, look: impl FnOnce(&mut Input<'static>) -> T) -> T {
        look(&mut self.input.borrow_mut())
    }

    pub fn byte(&self) -> u8 {
        self.with(Input::byte)
    }

    /// Once in a while: what no sound program does.
    fn odd(&self) -> bool {
        self.byte() >= 0xF8
    }

    pub fn i32(&self, name: &str) -> i32 {
        let byte = self.byte();
        match byte {
            0xFE => i32::MIN,
            0xFF => i32::MAX,
            0xF0..=0xFD => self.with(Input::long).cast_signed(),
            _ if name.ends_with("year") => 2026 + i32::from(byte % 4),
            _ if name.ends_with("month") => 1 + i32::from(byte % 13),
            _ if name.ends_with("day") => 1 + i32::from(byte % 32),
            // The kinds of answers, the numbers of actors: mostly of the open request.
            _ if name == "kind" => self.fitting(byte),
            _ => i32::from(byte % 48),
        }
    }

    /// The kind of an answer to the open request, mostly.
    fn fitting(&self, byte: u8) -> i32 {
        match self.open.get() {
            Some(action) if byte < 0xC0 => super::answering(action.kind, byte),
            _ => i32::from(byte % 48),
        }
    }

    pub fn u32(&self, name: &str) -> u32 {
        match self.byte() {
            // How long to wait: nothing here may last.
            byte if name.ends_with("_ms") => u32::from(byte % 4),
            0xFF => u32::MAX,
            0xF0..=0xFE => self.with(Input::long),
            byte => u32::from(byte),
        }
    }

    pub fn u64(&self, _: &str) -> u64 {
        self.with(Input::number)
    }

    pub fn i64(&self, _: &str) -> i64 {
        self.with(Input::number).cast_signed()
    }

    pub fn usize(&self, _: &str) -> usize {
        usize::try_from(self.with(Input::number)).unwrap_or(usize::MAX)
    }

    pub fn u16(&self, _: &str) -> u16 {
        self.with(Input::word)
    }

    pub fn u8(&self, _: &str) -> u8 {
        self.byte()
    }

    /// Memory of exactly these bytes.
    pub fn piece(&self, bytes: &[u8]) -> *mut u8 {
        let mut piece: Box<[u8]> = bytes.into();
        let pointer = piece.as_mut_ptr();
        self.pieces.borrow_mut().push(piece);
        pointer
    }

    /// Input and how long it is.
    pub fn bytes(&self, name: &str) -> (*const u8, usize) {
        let how = self.byte();
        let bytes: Vec<u8> = match how {
            0xFF => return (core::ptr::null(), self.usize("")),
            // Longer than anything may be: refused before a byte of it is looked at.
            // A probe is written to what a path leads to.
            how if name == "path" => super::usual(name, how),
            0xFE => return (self.piece(&[1; 8]), usize::MAX - usize::from(self.byte())),
            0xFD => {
                return (
                    self.piece(&[1; 8]),
                    (16 << 20) + 1 + usize::from(self.byte()),
                );
            }
            0xC0..=0xFC => self.with(|input| input.short().to_vec()),
            0x80..=0xBF => self.with(|input| input.chunk().to_vec()),
            _ => super::usual(name, how),
        };
        // A count is of things of a size: readings have fourteen bytes each.
        let length = if name == "codes" {
            bytes.len() / 14
        } else {
            bytes.len()
        };
        (self.piece(&bytes), length)
    }

    /// The challenge of 32 bytes that has no length.
    pub fn thirty_two(&self) -> *const u8 {
        if self.odd() {
            core::ptr::null()
        } else {
            self.piece(&[self.byte(); 32])
        }
    }

    /// Room for a result, and how much it is.
    pub fn room(&self) -> (*mut u8, usize) {
        match self.byte() {
            0xFF => (core::ptr::null_mut(), self.usize("")),
            0xF0..=0xFE => (core::ptr::null_mut(), 0),
            small @ 0xC0..=0xEF => (
                self.piece(&vec![0xAA; usize::from(small - 0xC0)]),
                usize::from(small - 0xC0),
            ),
            0xB0..=0xBF => (self.piece(&[0xAA; 70_000]), 70_000),
            _ => (self.piece(&[0xAA; 4096]), 4096),
        }
    }

    fn aligned(&self, size: usize) -> *mut u8 {
        let mut memory = vec![0_u64; size.div_ceil(8).max(1)].into_boxed_slice();
        let pointer = memory.as_mut_ptr().cast();
        self.records.borrow_mut().push(memory);
        pointer
    }

    /// A place for a number.
    pub fn out<T>(&self) -> *mut T {
        if self.odd() {
            core::ptr::null_mut()
        } else {
            self.aligned(size_of::<T>()).cast()
        }
    }

    /// Places for a pointer into the library's memory and its length.
    pub fn lent(&self) -> (*mut *const u8, *mut usize) {
        (self.out(), self.out())
    }

    /// A place for a handle.
    pub fn new_handle(&self) -> *mut *mut c_void {
        self.out()
    }

    /// What came into it: a handle where the call succeeded, and nothing otherwise.
    pub fn keep(&self, kind: &'static str, place: *mut *mut c_void, status: i32) {
        if place.is_null() {
            assert_ne!(status, 0, "a handle without a place for it");
            return;
        }
        let handle = unsafe { place.read() };
        assert_eq!(status == 0, !handle.is_null(), "{kind}: {status}");
        if status == 0 {
            self.handles.borrow_mut().push((kind, handle));
        }
    }

    /// A handle of this kind, mostly one that is alive.
    pub fn handle(&self, kind: &str) -> *mut c_void {
        let handles = self.handles.borrow();
        let of_kind: Vec<_> = handles.iter().filter(|(of, _)| *of == kind).collect();
        match self.byte() {
            0xFF => core::ptr::null_mut(),
            0xFE => core::ptr::without_provenance_mut(self.usize("")),
            0xFD => core::ptr::without_provenance_mut(16 * usize::from(self.byte())),
            // Of whatever kind, or freed.
            byte @ 0xF6..=0xFC => handles
                .get(usize::from(byte) % handles.len().max(1))
                .map_or(core::ptr::null_mut(), |(_, handle)| *handle),
            byte => of_kind
                .iter()
                .rev()
                .nth(usize::from(byte % 3).min(of_kind.len().saturating_sub(1)))
                .map_or(core::ptr::null_mut(), |(_, handle)| *handle),
        }
    }

    /// The newest handle of this kind.
    pub fn newest(&self, kind: &str) -> *mut c_void {
        let handles = self.handles.borrow();
        let found = handles.iter().rev().find(|(of, _)| *of == kind);
        found.map_or(core::ptr::null_mut(), |(_, handle)| *handle)
    }

    /// A record, of this version or another, zero or filled in.
    pub fn record<T: Record + 'static>(&self) -> *mut T {
        let given = self.given.get();
        if !given.is_null() && core::any::TypeId::of::<T>() == core::any::TypeId::of::<mnr_action>()
        {
            return given.cast_mut().cast();
        }
        let how = self.byte();
        if how == 0xFF {
            return core::ptr::null_mut();
        }
        let size = size_of::<T>();
        let more = match how {
            0xFE => usize::from(self.byte()),
            0xFD => 64 * 1024 - size,
            _ => 0,
        };
        let memory = self.aligned(size + more);
        let record = memory.cast::<T>();
        if how & 1 == 1 {
            // Zero is a value of every record.
            unsafe { (*record).fill(self) };
        }
        let said = match how {
            // Less than there is, and sizes of no version.
            0xFC => usize::from(self.byte()),
            0xFB => 64 * 1024 + 1 + self.usize("") / 2,
            _ => size + more,
        };
        let said = if said > size + more && said <= 64 * 1024 {
            size
        } else {
            said
        };
        if how == 0xFE && more > 0 {
            // What a newer caller knows.
            unsafe { memory.add(size + more - 1).write(self.byte() & 1) };
        }
        if T::SIZED {
            unsafe { memory.cast::<usize>().write(said) };
        }
        if how == 0xFA {
            memory.wrapping_add(1).cast()
        } else {
            record
        }
    }

    /// A record as a sound program gives it.
    pub fn sound<T: Record>(&self) -> *mut T {
        let record = self.aligned(size_of::<T>());
        if T::SIZED {
            unsafe { record.cast::<usize>().write(size_of::<T>()) };
        }
        record.cast()
    }

    /// A text of a fixed length in a record.
    pub fn fixed(&self, text: &mut [c_char]) {
        let tags: [&[u8]; 5] = [b"", b"ja", b"en", b"vi-VN", b"x\xFF"];
        let tag = tags[usize::from(self.byte()) % tags.len()];
        for (to, from) in text.iter_mut().zip(tag) {
            *to = from.cast_signed();
        }
    }

    /// The number of the open request, mostly.
    pub fn number(&self) -> mnr_number {
        let mut number = self.open.get().map_or(
            mnr_number {
                session: 0,
                sequence: 0,
                station: 0,
            },
            |action| action.number,
        );
        match self.byte() {
            0xFF => number.session = self.u64(""),
            0xFE => number.sequence = number.sequence.wrapping_add(1),
            0xFD => number.station = self.u32(""),
            _ => {}
        }
        number
    }

    /// Reads what was lent: it must be there.
    pub fn look(&self, place: *mut *const u8, length: *mut usize, status: i32) {
        if status != 0 || place.is_null() || length.is_null() {
            return;
        }
        let (bytes, length) = unsafe { (place.read(), length.read()) };
        if !bytes.is_null() {
            let bytes = unsafe { core::slice::from_raw_parts(bytes, length) };
            core::hint::black_box(bytes.iter().fold(0_u8, |sum, byte| sum ^ byte));
        }
    }

    /// A text of the library's own.
    pub fn text(&self, text: *const c_char) {
        if !text.is_null() {
            let text = unsafe { CStr::from_ptr(text) };
            said::plain(text.to_str().expect("UTF-8"));
        }
    }

    /// A call is over: it never panicked, and its status has a name.
    pub fn status(&self, name: &str, status: i32) {
        self.calls.set(self.calls.get() + 1);
        assert!(
            status != c::status::MNR_ERROR_PANIC && status != c::status::MNR_ERROR_POISONED,
            "{name} panicked: {status}"
        );
        let known = unsafe { CStr::from_ptr(c::status::mnr_status_name(status)) };
        assert!(!known.is_empty(), "{name}: {status} has no name");
    }

    /// A new card in a reader of the program's own; its number.
    pub fn insert(&self, who: u8) -> usize {
        let mut cards = self.cards.borrow_mut();
        cards.push(Some(people::card(who)));
        cards.len() - 1
    }

    /// What is left at the end.
    pub fn take_all(&self) -> Vec<Kept> {
        self.input.replace(Input::new(&[]));
        self.handles.take()
    }
}
