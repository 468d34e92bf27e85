//! How late the service tells that a card was taken away, and how soon one that was laid down answers. A person
//! does both; nothing is sent but SELECT.

use core::time::Duration;
use std::time::Instant;

use mynareader::transport::{LinkError, ResponseBuffer};

use super::guard::Bench;

/// How long a person is waited for.
const PATIENCE: Duration = Duration::from_secs(60);

/// How long the service is waited for when the card is gone already.
const TELLS_WITHIN: Duration = Duration::from_secs(10);

/// How often the card is asked for.
const OFTEN: Duration = Duration::from_millis(20);

/// What the person is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ask {
    TakeAway,
    LayDown,
}

/// What was seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Removal {
    /// From the first exchange that failed to the word of the service.
    pub told_after: Option<Duration>,
    /// From the word of the service that a card lies there to its first answer.
    pub ready_after: Option<Duration>,
}

/// Asks a person to take the card away and to lay it down again; nothing where no service tells of either.
/// `select` is a SELECT that every card answers in some way.
pub fn watch(
    bench: &mut dyn Bench,
    select: &[u8],
    ask: &mut dyn FnMut(Ask),
) -> Result<Option<Removal>, LinkError> {
    let mut response = ResponseBuffer::new();
    let mut seen = Removal::default();
    bench.reopen()?;
    ask(Ask::TakeAway);
    let begun = Instant::now();
    let gone = loop {
        if bench.transmit(select, &mut response, TELLS_WITHIN).is_err() {
            break Instant::now();
        }
        if begun.elapsed() > PATIENCE {
            return Ok(Some(seen));
        }
        std::thread::sleep(OFTEN);
    };
    let Some(told) = bench.told_of_removal(TELLS_WITHIN) else {
        return Ok(None);
    };
    if told.is_err() {
        return Ok(Some(seen));
    }
    seen.told_after = Some(gone.elapsed());
    ask(Ask::LayDown);
    if !matches!(bench.told_of_card(PATIENCE), Some(Ok(()))) {
        return Ok(Some(seen));
    }
    let there = Instant::now();
    bench.reopen()?;
    bench.transmit(select, &mut response, TELLS_WITHIN)?;
    seen.ready_after = Some(there.elapsed());
    Ok(Some(seen))
}
