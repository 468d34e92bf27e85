//! What a random walk goes by. The fuzz target `reception` has one of the same name that goes by a
//! fuzzer's bytes.

/// A small generator (xorshift), so that a failure can be walked again by its seed.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }
    /// Whether nothing more can be thrown: never.
    pub fn is_over(&self) -> bool {
        false
    }
    /// Any number.
    pub fn number(&mut self) -> u64 {
        self.roll(2);
        self.0
    }
    pub fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap() % sides
    }
    pub fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.roll(from.len())]
    }
    pub fn flip(&mut self) -> bool {
        self.roll(2) == 0
    }
}
