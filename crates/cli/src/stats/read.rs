//! Files of any length through bounded memory: one thread reads blocks of whole lines, others parse them.

use std::fs::File;
use std::io::{self, Read};
use std::num::NonZero;
use std::path::Path;
use std::sync::mpsc::{self, Receiver};
use std::sync::{Mutex, PoisonError};
use std::thread;

use super::line::Line;
use super::tally::Tally;
use flate2::read::MultiGzDecoder;

/// How much is read at once. At most so many blocks wait as there are threads, and each thread has one.
const BLOCK: usize = 1 << 20;

/// The longest line. A journal has at most 256 entries, each far below this number over 256.
pub const MAX_LINE: usize = 128 * 1024;

/// The bytes of a file; of standard input for `-`, unpacked where the name ends with `.gz`.
pub fn open(path: &Path) -> io::Result<Box<dyn Read>> {
    if path == Path::new("-") {
        return Ok(Box::new(io::stdin().lock()));
    }
    let file = File::open(path)?;
    if path.extension().is_some_and(|end| end == "gz") {
        return Ok(Box::new(MultiGzDecoder::new(io::BufReader::with_capacity(
            1 << 16,
            file,
        ))));
    }
    Ok(Box::new(file))
}

/// Whole lines, block by block; a line that is too long is left out, and counted.
pub struct Blocks<R> {
    from: R,
    /// The beginning of a line whose end has not come yet.
    rest: Vec<u8>,
    /// In the middle of a line that is too long.
    skipping: bool,
    too_long: u64,
}

impl<R: Read> Blocks<R> {
    /// Of these bytes.
    pub const fn new(from: R) -> Self {
        Self {
            from,
            rest: Vec::new(),
            skipping: false,
            too_long: 0,
        }
    }

    /// How many lines were too long.
    pub const fn too_long(&self) -> u64 {
        self.too_long
    }

    /// The next block; nothing at the end.
    pub fn next_block(&mut self) -> io::Result<Option<Vec<u8>>> {
        loop {
            let mut block = std::mem::take(&mut self.rest);
            let before = block.len();
            let wanted = u64::try_from(BLOCK).unwrap_or(u64::MAX);
            block.reserve(BLOCK);
            let read = self.from.by_ref().take(wanted).read_to_end(&mut block)?;
            if read == 0 {
                // What has no end of line is a line too.
                let line = !self.skipping && !block.is_empty();
                return Ok(line.then_some(block));
            }
            if self.skipping {
                let Some(end) = block.iter().position(|byte| *byte == b'\n') else {
                    continue;
                };
                block.drain(..=end);
                self.skipping = false;
            }
            let whole = block
                .iter()
                .rposition(|byte| *byte == b'\n')
                .map_or(0, |end| end + 1);
            self.rest = block.split_off(whole);
            if self.rest.len() > MAX_LINE {
                self.too_long += 1;
                self.skipping = true;
                self.rest = Vec::new();
            }
            if whole > 0 {
                return Ok(Some(block));
            }
            debug_assert!(before <= MAX_LINE + BLOCK);
        }
    }
}

/// The lines of a block, into the tally.
fn parse(block: &[u8], tally: &mut Tally) {
    for line in block.split(|byte| *byte == b'\n') {
        if line.len() > MAX_LINE {
            tally.reject();
        } else if !line.trim_ascii().is_empty() {
            match serde_json::from_slice::<Line>(line) {
                Ok(line) => tally.add(line),
                Err(_) => tally.reject(),
            }
        }
    }
}

/// Parses blocks until there are no more.
fn work(blocks: &Mutex<Receiver<Vec<u8>>>) -> Tally {
    let mut tally = Tally::default();
    loop {
        // Held while waiting only: whoever has it takes the next block.
        let block = blocks.lock().unwrap_or_else(PoisonError::into_inner).recv();
        match block {
            Ok(block) => parse(&block, &mut tally),
            Err(_) => return tally,
        }
    }
}

/// Adds files up, and says how many bytes were read so far. A file that cannot be read to its end is an error; a line that is no journal is counted.
pub fn add_up<P: AsRef<Path>>(
    files: &[P],
    read_so_far: &mut dyn FnMut(u64),
) -> Result<Tally, String> {
    let threads = thread::available_parallelism()
        .map_or(1, NonZero::get)
        .min(16);
    let (sender, receiver) = mpsc::sync_channel(threads);
    let receiver = Mutex::new(receiver);
    thread::scope(|scope| {
        let workers: Vec<_> = (0..threads)
            .map(|_| scope.spawn(|| work(&receiver)))
            .collect();
        let mut read = || -> Result<u64, String> {
            let (mut too_long, mut bytes) = (0, 0);
            for path in files {
                let path = path.as_ref();
                let problem = |error: io::Error| format!("{}: {error}", path.display());
                let mut blocks = Blocks::new(open(path).map_err(problem)?);
                while let Some(block) = blocks.next_block().map_err(problem)? {
                    bytes += u64::try_from(block.len()).unwrap_or(0);
                    read_so_far(bytes);
                    if sender.send(block).is_err() {
                        break;
                    }
                }
                too_long += blocks.too_long();
            }
            Ok(too_long)
        };
        let result = read();
        drop(sender);
        let mut all = Tally::default();
        for worker in workers {
            match worker.join() {
                Ok(tally) => all.merge(&tally),
                Err(_) => return Err("a thread ended before its time".to_owned()),
            }
        }
        all.reject_many(result?);
        Ok(all)
    })
}
