//! An allocator that counts, for each thread, what the thread asks of it.
#![allow(dead_code)] // Each program uses its part.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

/// What a piece of work asked of the allocator.
#[derive(Clone, Copy, Debug, Default)]
pub struct Asked {
    /// How often it asked for memory or for more of it.
    pub calls: u64,
    /// How many bytes it asked for, all in all.
    pub bytes: u64,
    /// How many bytes it held at most, beyond what it began with.
    pub most: u64,
    /// How many bytes more it holds at the end than when it began.
    pub left: i64,
}

struct Counting;

#[global_allocator]
static COUNTING: Counting = Counting;

thread_local! {
    static CALLS: Cell<u64> = const { Cell::new(0) };
    static BYTES: Cell<u64> = const { Cell::new(0) };
    static HELD: Cell<i64> = const { Cell::new(0) };
    static MOST: Cell<i64> = const { Cell::new(0) };
}

fn count(gone: usize, come: usize) {
    let number = |size: usize| i64::try_from(size).unwrap_or(i64::MAX);
    // A thread that ends may free after its counters are gone.
    let _ = HELD.try_with(|held| {
        held.set(held.get() - number(gone) + number(come));
        let _ = MOST.try_with(|most| most.set(most.get().max(held.get())));
    });
    if come > 0 {
        let _ = CALLS.try_with(|calls| calls.set(calls.get() + 1));
        let _ = BYTES.try_with(|bytes| bytes.set(bytes.get() + come as u64));
    }
}

// SAFETY: every call is passed on as it is; the counters are plain cells and allocate nothing.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count(0, layout.size());
        // SAFETY: as the caller's.
        unsafe { System.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        count(0, layout.size());
        // SAFETY: as the caller's.
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn dealloc(&self, memory: *mut u8, layout: Layout) {
        count(layout.size(), 0);
        // SAFETY: as the caller's.
        unsafe { System.dealloc(memory, layout) }
    }

    unsafe fn realloc(&self, memory: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        count(layout.size(), size);
        // SAFETY: as the caller's.
        unsafe { System.realloc(memory, layout, size) }
    }
}

/// What this thread holds now, beyond what it held when it began.
pub fn held() -> i64 {
    HELD.get()
}

/// Does a piece of work and says what it asked for.
pub fn asked(work: impl FnOnce()) -> Asked {
    let (calls, bytes, held) = (CALLS.get(), BYTES.get(), HELD.get());
    MOST.set(held);
    work();
    Asked {
        calls: CALLS.get() - calls,
        bytes: BYTES.get() - bytes,
        most: u64::try_from(MOST.get() - held).unwrap_or(0),
        left: HELD.get() - held,
    }
}
