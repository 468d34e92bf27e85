//! The example `virtual_card` behind the private PC/SC service, and its log.
#![allow(dead_code)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use crate::example::program;
use crate::pcscd::Process;

/// The day around which all personas of these tests are laid.
pub const DAY: &str = "2026-11-22";

fn virtual_card() -> &'static Path {
    static PATH: OnceLock<PathBuf> = OnceLock::new();
    PATH.get_or_init(|| program("virtual_card"))
}

/// A persona's card in the virtual reader; taken out when dropped.
pub struct Served {
    process: Process,
    log: PathBuf,
}

/// A command and its answer, from the card's log. The bytes of PINs are masked.
#[derive(Clone, Debug)]
pub struct Exchange {
    pub command: String,
    pub response: String,
}

impl Exchange {
    /// The length of the command in bytes.
    pub fn sent(&self) -> usize {
        self.command.len() / 2
    }

    /// The length of the answer in bytes.
    pub fn received(&self) -> usize {
        self.response.len() / 2
    }
}

impl Served {
    /// Puts the card of `persona` into the reader.
    pub fn insert(port: u16, directory: &Path, persona: &str, atr: &str) -> Self {
        let log = directory.join(format!("{persona}.log"));
        let _ = fs::remove_file(&log);
        // What it says about itself; kept beside the log for whoever looks into a failure.
        let said = fs::File::create(directory.join("virtual_card.err")).expect("a file");
        let process = Process::start(
            "virtual_card",
            Command::new(virtual_card())
                .args(["--persona", persona, "--date", DAY, "--atr", atr])
                .args(["--port", &port.to_string()])
                .arg("--log")
                .arg(&log)
                .stdout(Stdio::null())
                .stderr(said),
        )
        .expect("the virtual card starts");
        Self { process, log }
    }

    /// What went over the wire so far. The card writes each line before it answers the next
    /// command, and the last one before long; so an answer that a client has is waited for.
    pub fn exchanges(&self) -> Vec<Exchange> {
        let mut last = usize::MAX;
        loop {
            let text = fs::read_to_string(&self.log).unwrap_or_default();
            if text.len() == last {
                return text.lines().filter_map(exchange).collect();
            }
            last = text.len();
            std::thread::sleep(std::time::Duration::from_millis(30));
        }
    }

    /// The number, the bytes sent and the bytes received.
    pub fn totals(&self) -> (usize, usize, usize) {
        let exchanges = self.exchanges();
        (
            exchanges.len(),
            exchanges.iter().map(Exchange::sent).sum(),
            exchanges.iter().map(Exchange::received).sum(),
        )
    }

    /// Whether the last thing that happened to the card is that it lost its power.
    pub fn lost_its_power(&self) -> bool {
        fs::read_to_string(&self.log)
            .unwrap_or_default()
            .lines()
            .last()
            .is_some_and(|line| line.contains(r#""event":"power-off""#))
    }

    /// How many VERIFY commands with a value there were.
    pub fn presentations(&self) -> usize {
        self.exchanges()
            .iter()
            .filter(|exchange| exchange.command.starts_with("0020") && exchange.sent() > 5)
            .count()
    }
}

fn exchange(line: &str) -> Option<Exchange> {
    let object: serde_json::Value = serde_json::from_str(line).expect("a JSON object a line");
    let field = |name: &str| object.get(name)?.as_str().map(str::to_owned);
    Some(Exchange {
        command: field("command")?,
        response: field("response")?,
    })
}
