//! What a reader does after it was left alone: one that is put to sleep shows here, and costs the next patient a
//! wait or the check-in.

use core::time::Duration;
use std::time::Instant;

use mynareader::transport::{LinkErrorKind, ResponseBuffer};

use super::guard::Bench;

/// How long the first answer afterwards is waited for.
const LIMIT: Duration = Duration::from_secs(10);

/// GET CHALLENGE of 8 bytes, in whatever application is selected. It needs nothing and changes nothing.
const CHALLENGE: [u8; 5] = [0x00, 0x84, 0x00, 0x00, 0x08];

/// What was seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Idle {
    /// For how long nothing was sent.
    pub left_alone: Duration,
    /// The first exchange afterwards: how long it took, or how the link had failed.
    pub first: Result<Duration, LinkErrorKind>,
    /// Whether the card answers over a connection that is made anew.
    pub comes_back: bool,
}

/// Selects, sends nothing for so long, and looks. Nothing where the card did not answer before.
pub fn watch(bench: &mut dyn Bench, select: &[u8], left_alone: Duration) -> Option<Idle> {
    let mut response = ResponseBuffer::new();
    let mut sends = |bench: &mut dyn Bench, command: &[u8]| {
        let begun = Instant::now();
        let answered = bench.transmit(command, &mut response, LIMIT);
        answered
            .map(|()| begun.elapsed())
            .map_err(|error| error.kind)
    };
    bench.reopen().ok()?;
    sends(bench, select).ok()?;
    std::thread::sleep(left_alone);
    let first = sends(bench, &CHALLENGE);
    let comes_back = first.is_ok() || (bench.reopen().is_ok() && sends(bench, select).is_ok());
    // Nothing is left in force, whatever became of it.
    let _ = bench.power_down();
    Some(Idle {
        left_alone,
        first,
        comes_back,
    })
}
