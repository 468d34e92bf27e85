//! A test program that runs its tests one after the other, with a private PC/SC service around
//! them.
//!
//! The library finds its service by the environment, which a process must not change once it has
//! threads. So the program starts the service, then itself once more with the environment set, and
//! stops the service whatever becomes of that.
#![allow(dead_code)]

use std::io::{self, Write as _};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::{Command, ExitCode};

use crate::pcscd::{self, Pcscd};
use crate::skip::skipped;

/// A test: `Err` is the reason why it could not run; it fails by panicking.
pub type Test = (&'static str, fn(&Service) -> Result<(), String>);

const PORT: &str = "MYNAREADER_TEST_VPCD_PORT";
const DIRECTORY: &str = "MYNAREADER_TEST_DIRECTORY";

/// The private service, as the tests see it.
pub struct Service {
    /// The port of the first slot of its virtual reader.
    pub port: u16,
    /// The name of that slot.
    pub reader: String,
    /// A directory that is removed at the end.
    pub directory: std::path::PathBuf,
}

/// Runs the tests that the arguments name (all without arguments).
pub fn run(program: &str, tests: &[Test]) -> ExitCode {
    // What `cargo test` and its friends pass on: options are taken and ignored, but for the list.
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if arguments.iter().any(|argument| argument == "--list") {
        for (name, _) in tests {
            println!("{name}: test");
        }
        return ExitCode::SUCCESS;
    }
    if let Some(reason) = pcscd::missing() {
        for (name, _) in tests {
            skipped(&format!("{program}::{name}"), &reason);
        }
        return ExitCode::SUCCESS;
    }
    match std::env::var(PORT) {
        Ok(port) => run_inside(program, tests, &arguments, &port),
        Err(_) => run_around(&arguments),
    }
}

fn run_around(arguments: &[String]) -> ExitCode {
    let service = Pcscd::start().expect("a private pcscd");
    let status = std::env::current_exe().and_then(|this| {
        Command::new(this)
            .args(arguments)
            .env("PCSCLITE_CSOCK_NAME", service.socket())
            .env(PORT, service.port().to_string())
            .env(DIRECTORY, service.directory())
            .status()
    });
    drop(service);
    match status {
        Ok(status) if status.success() => ExitCode::SUCCESS,
        _ => ExitCode::FAILURE,
    }
}

fn run_inside(program: &str, tests: &[Test], arguments: &[String], port: &str) -> ExitCode {
    let service = Service {
        port: port.parse().expect("a port"),
        reader: format!("{} 00 00", pcscd::FRIENDLY_NAME),
        directory: std::env::var_os(DIRECTORY).expect("a directory").into(),
    };
    let filters: Vec<&String> = arguments
        .iter()
        .filter(|argument| !argument.starts_with('-'))
        .collect();
    let chosen: Vec<&Test> = tests
        .iter()
        .filter(|(name, _)| filters.is_empty() || filters.iter().any(|f| name.contains(*f)))
        .collect();
    println!("\nrunning {} tests", chosen.len());
    let (mut passed, mut failed, mut left_out) = (0, 0, 0);
    for (name, test) in chosen {
        print!("test {name} ... ");
        let _ = io::stdout().flush();
        match catch_unwind(AssertUnwindSafe(|| test(&service))) {
            Ok(Ok(())) => {
                passed += 1;
                println!("ok");
            }
            Ok(Err(reason)) => {
                left_out += 1;
                println!("skipped");
                skipped(&format!("{program}::{name}"), reason);
            }
            Err(_) => {
                failed += 1;
                println!("FAILED");
            }
        }
    }
    let result = if failed == 0 { "ok" } else { "FAILED" };
    println!("\ntest result: {result}. {passed} passed; {failed} failed; {left_out} skipped\n");
    if failed == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}
