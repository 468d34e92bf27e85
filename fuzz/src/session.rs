//! A whole session with a card that is a list of answers, in the form of OpenSC's fuzzers
//! (`fuzz_pkcs15_reader`, `fuzz_card`), so that corpora can be exchanged: chunks with a length of two
//! bytes before them, low byte first. The first is the answer to reset, and says what is asked in
//! which order; each other is an answer with its status word. Where one has fewer than two bytes, or
//! none is left, the answer is `6D00`, as there.

use core::time::Duration;

use mynareader::card::{Card, Profile};
use mynareader::transport::{LinkCapabilities, LinkError};

use crate::input::Input;
use crate::steps::{STEPS, Session};
use crate::wire::{Answers, Wire, holds};

struct Listed<'a>(Input<'a>);

impl Answers for Listed<'_> {
    fn answer(&mut self, _: &[u8], _: Duration) -> Result<Vec<u8>, LinkError> {
        let chunk = self.0.chunk();
        Ok(if chunk.len() < 2 {
            vec![0x6D, 0x00]
        } else {
            chunk.to_vec()
        })
    }

    fn reset(&mut self) -> Result<(), LinkError> {
        Ok(())
    }

    fn power_down(&mut self) -> Result<(), LinkError> {
        Ok(())
    }
}

/// The longest answer to reset, as in OpenSC: what is longer is cut.
const LONGEST_ATR: usize = 33;

/// A real card's answer to reset asks for everything in turn. Any other asks for what its bytes say,
/// over short APDUs where the first is odd.
pub fn run(data: &[u8]) {
    let mut input = Input::new(data);
    let atr = input.chunk();
    let atr = &atr[..atr.len().min(LONGEST_ATR)];
    let real = matches!(atr, [0x3B | 0x3F, ..]);
    let all: Vec<u8> = (0..STEPS).collect();
    let steps = if real { all.as_slice() } else { atr };
    let short = !real && atr.first().is_some_and(|first| first & 1 == 1);
    let mut wire = Wire {
        end: Listed(input),
        capabilities: if short {
            LinkCapabilities::SHORT
        } else {
            LinkCapabilities::EXTENDED
        },
        log: Vec::new(),
    };
    let mut session = Session::default();
    {
        let mut card = Card::new(&mut wire, Profile::my_number_card());
        for step in steps {
            // The last try stays: the counters are looked at on the wire.
            session.step(&mut card, *step, false);
        }
        session.end(card, steps.len());
    }
    holds(&wire.log, session.asked, false);
}
