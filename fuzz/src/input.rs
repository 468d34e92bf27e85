//! Values out of a fuzzer's bytes. Not `arbitrary`: the seeds are written by a program, which needs a
//! form that can be written as simply as it is read.

/// A walk over the bytes. Where they are used up, everything is zero and empty.
#[derive(Clone, Debug)]
pub struct Input<'a> {
    rest: &'a [u8],
}

impl<'a> Input<'a> {
    /// From the start.
    pub const fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    /// Whether the bytes are used up.
    pub const fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    /// The next byte.
    pub fn byte(&mut self) -> u8 {
        match self.rest {
            [first, rest @ ..] => {
                self.rest = rest;
                *first
            }
            [] => 0,
        }
    }

    /// Two bytes, the low one first, as all numbers here.
    pub fn word(&mut self) -> u16 {
        u16::from_le_bytes([self.byte(), self.byte()])
    }

    /// Four bytes.
    pub fn long(&mut self) -> u32 {
        u32::from(self.word()) | u32::from(self.word()) << 16
    }

    /// Any number, those at the edges more often than others.
    pub fn number(&mut self) -> u64 {
        match self.byte() {
            0xFF => u64::MAX,
            0xFE => u64::MAX - u64::from(self.byte()),
            0xFD => u64::from(u32::MAX) + u64::from(self.byte()),
            0xFC => u64::from(self.long()) << 32 | u64::from(self.long()),
            0xFB => u64::from(self.long()),
            0xFA => i64::MAX.unsigned_abs(),
            0xF9 => u64::from(self.word()),
            small => u64::from(small),
        }
    }

    /// Yes or no.
    pub fn flag(&mut self) -> bool {
        self.byte() & 1 == 1
    }

    /// Less than `bound`, which is not zero.
    pub fn below(&mut self, bound: usize) -> usize {
        let number = if bound > 256 {
            usize::from(self.word())
        } else {
            usize::from(self.byte())
        };
        number % bound
    }

    /// One of these.
    pub fn one<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }

    /// One of these or nothing.
    pub fn maybe<T>(&mut self, value: impl FnOnce(&mut Self) -> T) -> Option<T> {
        self.flag().then(|| value(self))
    }

    /// As many bytes, or as there are.
    pub fn take(&mut self, length: usize) -> &'a [u8] {
        let (taken, rest) = self.rest.split_at(length.min(self.rest.len()));
        self.rest = rest;
        taken
    }

    /// Bytes with their number in two bytes before them, as OpenSC's fuzzers have answers of cards.
    pub fn chunk(&mut self) -> &'a [u8] {
        let length = usize::from(self.word());
        self.take(length)
    }

    /// Bytes with their number in one byte before them.
    pub fn short(&mut self) -> &'a [u8] {
        let length = usize::from(self.byte());
        self.take(length)
    }

    /// A short text; what is not UTF-8 ends it.
    pub fn text(&mut self) -> &'a str {
        utf8(self.short())
    }

    /// All that is left.
    pub fn rest(&mut self) -> &'a [u8] {
        core::mem::take(&mut self.rest)
    }
}

/// As much of it from the start as is UTF-8.
pub fn utf8(bytes: &[u8]) -> &str {
    match core::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => core::str::from_utf8(&bytes[..error.valid_up_to()]).unwrap_or_default(),
    }
}
