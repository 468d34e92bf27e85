//! Pointers from C: every use of one goes through here.

use core::ffi::c_char;

use super::date::mnr_date;
use super::failure::Failure;
use super::status::{
    MNR_ERROR_ARGUMENT, MNR_ERROR_BUFFER, MNR_ERROR_DATE, MNR_ERROR_LENGTH, MNR_ERROR_STRUCT_SIZE,
    MNR_ERROR_TEXT,
};
use mynareader_facts::calendar::Date;

/// The longest input of a kind that has no smaller limit of its own.
pub const LONGEST: usize = 16 * 1024 * 1024;

/// Structures that are laid out for C, hold numbers, pointers and arrays of them only, begin with
/// their size as `usize`, and are valid when all bytes are zero.
///
/// # Safety
///
/// The implementor answers for all of that.
pub unsafe trait Extensible: Copy {
    /// How large the structure was in the first version that had it.
    const FIRST: usize;
}

/// Sizes above this are no sizes of structures of ours, of whatever version.
const LARGEST_STRUCT: usize = 64 * 1024;

/// The size that the caller wrote in front of a structure.
pub unsafe fn struct_size<T: Extensible>(
    pointer: *const T,
    what: &'static str,
) -> Result<usize, Failure> {
    aligned(pointer, what)?;
    // SAFETY: the caller gives a structure with its size in front.
    let size = unsafe { pointer.cast::<usize>().read() };
    if (T::FIRST..=LARGEST_STRUCT).contains(&size) {
        Ok(size)
    } else {
        Err(Failure::new(
            MNR_ERROR_STRUCT_SIZE,
            format_args!("{what}->struct_size is {size}, which is that of no version"),
        ))
    }
}

/// A structure from the caller: what an older caller does not know is zero, and what a newer one
/// knows must be.
pub unsafe fn take_struct<T: Extensible>(
    pointer: *const T,
    what: &'static str,
) -> Result<T, Failure> {
    // SAFETY: as the caller of this function.
    let size = unsafe { struct_size(pointer, what)? };
    let mut value = core::mem::MaybeUninit::<T>::zeroed();
    let known = size.min(size_of::<T>());
    // SAFETY: `known` bytes are there on both sides, and `T` is valid when zero or as given.
    let value = unsafe {
        core::ptr::copy_nonoverlapping(
            pointer.cast::<u8>(),
            value.as_mut_ptr().cast::<u8>(),
            known,
        );
        value.assume_init()
    };
    // SAFETY: the caller says that so many bytes are there.
    let rest = unsafe {
        core::slice::from_raw_parts(
            pointer.cast::<u8>().wrapping_add(known),
            size.saturating_sub(known),
        )
    };
    if rest.iter().any(|&byte| byte != 0) {
        return Err(Failure::new(
            MNR_ERROR_STRUCT_SIZE,
            format_args!("{what} has a field set that this version does not know"),
        ));
    }
    Ok(value)
}

/// Writes a structure as far as the caller knows it; its size stays as the caller wrote it.
pub unsafe fn put_struct<T: Extensible>(
    pointer: *mut T,
    value: T,
    what: &'static str,
) -> Result<(), Failure> {
    // SAFETY: as the caller of this function.
    let size = unsafe { struct_size(pointer, what)? };
    let known = size.min(size_of::<T>());
    let head = size_of::<usize>();
    // SAFETY: `known` bytes are there on both sides; both begin with the size, which is skipped.
    unsafe {
        core::ptr::copy_nonoverlapping(
            core::ptr::from_ref(&value).cast::<u8>().wrapping_add(head),
            pointer.cast::<u8>().wrapping_add(head),
            known.saturating_sub(head),
        );
    }
    Ok(())
}

fn aligned<T>(pointer: *const T, what: &'static str) -> Result<(), Failure> {
    if pointer.is_null() {
        Err(Failure::null(what))
    } else if pointer.is_aligned() {
        Ok(())
    } else {
        Err(Failure::new(
            MNR_ERROR_ARGUMENT,
            format_args!("{what} is not aligned"),
        ))
    }
}

/// An out-parameter, checked before any work is done.
pub struct Out<T>(*mut T);

impl<T> Out<T> {
    /// Refuses NULL.
    pub fn new(pointer: *mut T, what: &'static str) -> Result<Self, Failure> {
        aligned(pointer, what).map(|()| Self(pointer))
    }

    /// Writes it.
    pub fn put(self, value: T) {
        // SAFETY: not NULL, aligned, and the caller says that it may be written.
        unsafe { self.0.write(value) }
    }
}

/// Bytes from the caller: NULL is taken where the length is 0.
pub unsafe fn bytes<'a>(
    pointer: *const u8,
    length: usize,
    what: &'static str,
) -> Result<&'a [u8], Failure> {
    if length == 0 {
        return Ok(&[]);
    }
    if pointer.is_null() {
        return Err(Failure::null(what));
    }
    if length > LONGEST {
        return Err(Failure::new(
            MNR_ERROR_LENGTH,
            format_args!("{what} has {length} bytes and may have {LONGEST}"),
        ));
    }
    // SAFETY: the caller says that so many bytes are there, and they outlive the call.
    Ok(unsafe { core::slice::from_raw_parts(pointer, length) })
}

/// Bytes of which there must be some.
pub unsafe fn some_bytes<'a>(
    pointer: *const u8,
    length: usize,
    what: &'static str,
) -> Result<&'a [u8], Failure> {
    if pointer.is_null() {
        return Err(Failure::null(what));
    }
    if length == 0 {
        return Err(Failure::new(
            MNR_ERROR_LENGTH,
            format_args!("{what} is empty"),
        ));
    }
    // SAFETY: as the caller of this function.
    unsafe { bytes(pointer, length, what) }
}

/// A text from the caller: UTF-8, not empty.
pub unsafe fn text<'a>(
    pointer: *const c_char,
    length: usize,
    what: &'static str,
) -> Result<&'a str, Failure> {
    // SAFETY: as the caller of this function.
    utf8(unsafe { some_bytes(pointer.cast(), length, what)? }, what)
}

/// Bytes that must be a text.
pub fn utf8<'a>(bytes: &'a [u8], what: &'static str) -> Result<&'a str, Failure> {
    match core::str::from_utf8(bytes) {
        Ok(text) if !text.contains('\0') => Ok(text),
        _ => Err(Failure::new(
            MNR_ERROR_TEXT,
            format_args!("{what} is not UTF-8, or has a NUL inside"),
        )),
    }
}

/// A buffer of the caller's for an answer whose size need not be known before.
pub struct Buffer {
    start: *mut u8,
    capacity: usize,
    needed: Out<usize>,
}

impl Buffer {
    /// NULL is taken where the capacity is 0: the caller asks for the size.
    pub fn new(
        start: *mut u8,
        capacity: usize,
        needed: *mut usize,
        what: &'static str,
    ) -> Result<Self, Failure> {
        let needed = Out::new(needed, "needed")?;
        if start.is_null() && capacity != 0 {
            return Err(Failure::null(what));
        }
        Ok(Self {
            start,
            capacity,
            needed,
        })
    }

    /// Refuses, before anything else is done, a buffer that may turn out too small.
    pub fn at_least(self, most: usize) -> Result<Self, Failure> {
        if self.capacity < most {
            let capacity = self.capacity;
            self.needed.put(most);
            return Err(too_small(most, capacity));
        }
        Ok(self)
    }

    /// Writes bytes and how many they are.
    pub fn put(self, bytes: &[u8]) -> Result<(), Failure> {
        self.put_both(bytes, &[])
    }

    /// Writes a text and a NUL behind it.
    pub fn put_text(self, text: &str) -> Result<(), Failure> {
        self.put_both(text.as_bytes(), &[0])
    }

    /// Writes one behind the other, without a copy of both together: a getter allocates nothing.
    fn put_both(self, bytes: &[u8], tail: &[u8]) -> Result<(), Failure> {
        let needed = bytes.len().saturating_add(tail.len());
        let capacity = self.capacity;
        self.needed.put(needed);
        if needed > capacity {
            return Err(too_small(needed, capacity));
        }
        // SAFETY: so many bytes may be written; the caller's buffer is not one of ours.
        unsafe {
            core::ptr::copy_nonoverlapping(bytes.as_ptr(), self.start, bytes.len());
            let behind = self.start.wrapping_add(bytes.len());
            core::ptr::copy_nonoverlapping(tail.as_ptr(), behind, tail.len());
        }
        Ok(())
    }
}

fn too_small(needed: usize, capacity: usize) -> Failure {
    Failure::new(
        MNR_ERROR_BUFFER,
        format_args!("the buffer has {capacity} bytes and needs {needed}"),
    )
}

/// Puts as much of a text into an array as goes in whole characters, with a NUL behind it.
pub fn fill_text(array: &mut [c_char], text: &str) {
    array.fill(0);
    let room = array.len().saturating_sub(1);
    let end = text.floor_char_boundary_of(room);
    for (to, from) in array.iter_mut().zip(text.bytes().take(end)) {
        *to = c_char::from_ne_bytes([from]);
    }
}

/// `str::floor_char_boundary` of later versions of Rust.
trait FloorCharBoundary {
    fn floor_char_boundary_of(&self, index: usize) -> usize;
}

impl FloorCharBoundary for str {
    fn floor_char_boundary_of(&self, index: usize) -> usize {
        (0..=index.min(self.len()))
            .rev()
            .find(|&at| self.is_char_boundary(at))
            .unwrap_or_default()
    }
}

/// A day from a record.
///
/// # Safety
///
/// `day` is NULL or points to a record.
pub unsafe fn day(day: *const mnr_date, what: &'static str) -> Result<Date, Failure> {
    if !day.is_null() && !day.is_aligned() {
        return Err(Failure::new(
            MNR_ERROR_ARGUMENT,
            format_args!("{what} is not aligned"),
        ));
    }
    // SAFETY: as the caller says.
    let &mnr_date { year, month, day } =
        unsafe { day.as_ref() }.ok_or_else(|| Failure::null(what))?;
    date(year, month, day)
}

/// A day from its parts.
pub fn date(year: i32, month: i32, day: i32) -> Result<Date, Failure> {
    let refused = || {
        Failure::new(
            MNR_ERROR_DATE,
            format_args!("{year}-{month}-{day} is no day of the calendar"),
        )
    };
    let part = |number: i32| u8::try_from(number).map_err(|_| refused());
    let year = i16::try_from(year).map_err(|_| refused())?;
    Date::new(year, part(month)?, part(day)?).map_err(|_| refused())
}

/// A flag from C.
pub fn flag(value: i32, what: &'static str) -> Result<bool, Failure> {
    match value {
        0 => Ok(false),
        1 => Ok(true),
        other => Err(Failure::argument(what, other)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_between_characters() {
        let bytes = |array: [c_char; 6]| array.map(|one| one.to_ne_bytes()[0]);
        let mut array = [1; 6];
        fill_text(&mut array, "日本語");
        assert_eq!(bytes(array), [0xE6, 0x97, 0xA5, 0, 0, 0]);
        fill_text(&mut array, "abcdefgh");
        assert_eq!(&bytes(array), b"abcde\0");
        fill_text(&mut [], "abc");
    }
}
