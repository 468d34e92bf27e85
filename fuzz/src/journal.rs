//! Journals as they are kept: JSON from outside, and what is counted over them.

use mynareader::fault::Fault;
use mynareader::journal::{Entry, Journal, Statistics};

use crate::input::utf8;
use crate::said;

/// A journal, an entry, or a fault.
pub fn run(data: &[u8]) {
    let Some((&which, rest)) = data.split_first() else {
        return;
    };
    match which % 4 {
        0 | 1 => match serde_json::from_slice::<Journal>(rest) {
            Ok(journal) => {
                said::debug((journal.schema(), journal.mode(), journal.is_rehearsal()));
                said::debug((journal.outcome(), journal.duration(), journal.omitted()));
                said::debug(journal.lines());
                let written = serde_json::to_string(&journal).expect("it was read");
                let again: Journal = serde_json::from_str(&written).expect("it was written here");
                assert_eq!(again, journal);
                let mut statistics = Statistics::new();
                for _ in 0..3 {
                    statistics.add(&journal);
                }
                assert_eq!(statistics.check_ins(), 3);
                let _ = (
                    statistics.admitted(),
                    statistics.rehearsals(),
                    statistics.mean_duration_ms(),
                );
                let _ = (statistics.outcomes().count(), statistics.faults().count());
                let _ = statistics.proofs().count();
            }
            Err(error) => foreign(&error),
        },
        2 => match serde_json::from_str::<Entry>(utf8(rest)) {
            Ok(entry) => said::debug(entry),
            Err(error) => foreign(&error),
        },
        _ => match serde_json::from_str::<Fault>(utf8(rest)) {
            Ok(fault) => {
                said::debug(fault.origin.map(|origin| origin.to_string()));
                said::plain(&fault.code.to_string());
            }
            Err(error) => foreign(&error),
        },
    }
}

/// The errors are those of the caller's own reader of JSON, which quotes what it read as it is.
fn foreign(error: &serde_json::Error) {
    assert!(!error.to_string().is_empty());
}
