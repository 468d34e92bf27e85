//! A recording of what goes over a link, in a file: `--record FILE`.

use std::path::Path;
use std::time::Instant;

use mynareader_transport::Transport;
use mynareader_transport::recording::Recording;

use crate::Failure;

/// The most entries that a file has. A check-in has about forty, `qualify` with both secrets about two
/// hundred.
pub const MOST_ENTRIES: usize = 16_384;

/// Records a link, with its times, as a file has it.
pub fn recorded<T: Transport>(link: T) -> Recording<T> {
    let began = Instant::now();
    Recording::with_capacity(link, MOST_ENTRIES).with_clock(move || began.elapsed())
}

/// Writes the record to a file, where one was asked for. `run` says in words what ran.
pub fn save<T: Transport>(
    recording: &Recording<T>,
    run: &str,
    file: Option<&Path>,
) -> Result<(), Failure> {
    if let Some(path) = file {
        std::fs::write(path, recording.to_lines(run)?)
            .map_err(|error| format!("--record {}: {error}", path.display()))?;
    }
    Ok(())
}
