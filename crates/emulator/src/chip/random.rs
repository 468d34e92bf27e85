//! The chip's random numbers: SHA-256 in counter mode from a fixed seed, so that a test runs the
//! same twice. Worthless as randomness, like everything in the emulator.
#![forbid(unsafe_code)]

use rsa::rand_core::{CryptoRng, Error, RngCore};
use sha2::{Digest, Sha256};

#[derive(Clone, Default)]
pub(super) struct Random {
    counter: u64,
}

impl Random {
    pub(super) fn bytes(&mut self, length: usize) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(length + 32);
        while bytes.len() < length {
            self.counter = self.counter.wrapping_add(1);
            let block = Sha256::new()
                .chain_update(b"mynareader virtual card")
                .chain_update(self.counter.to_be_bytes())
                .finalize();
            bytes.extend_from_slice(&block);
        }
        bytes.truncate(length);
        bytes
    }
}

impl RngCore for Random {
    fn next_u32(&mut self) -> u32 {
        let mut four = [0; 4];
        self.fill_bytes(&mut four);
        u32::from_be_bytes(four)
    }

    fn next_u64(&mut self) -> u64 {
        let mut eight = [0; 8];
        self.fill_bytes(&mut eight);
        u64::from_be_bytes(eight)
    }

    fn fill_bytes(&mut self, dest: &mut [u8]) {
        let bytes = self.bytes(dest.len());
        dest.copy_from_slice(&bytes);
    }

    fn try_fill_bytes(&mut self, dest: &mut [u8]) -> Result<(), Error> {
        self.fill_bytes(dest);
        Ok(())
    }
}

// What the salt of a PSS signature asks for; see above for what it is worth.
impl CryptoRng for Random {}
