//! Runs a program with a private PC/SC service around it, and stops the service whatever becomes
//! of that. For the tests in C; those in Rust have `tests/support/runner.rs`.
//!
//! ```text
//! private-pcscd PROGRAM [ARGUMENT ...]
//! ```
//!
//! The program finds the service by `PCSCLITE_CSOCK_NAME`, and in `MYNAREADER_TEST_READER` the name
//! of the reader, in `MYNAREADER_TEST_VPCD_PORT` the port on which it waits for a card, in
//! `MYNAREADER_TEST_DIRECTORY` a folder that goes with the service.
//!
//! Ends as the program does; with 77, and a reason on standard output, where this machine has no
//! pcscd or no virtual reader.
#![forbid(unsafe_code)]

#[path = "../../../tests/support/pcscd.rs"]
mod pcscd;

use std::process::{Command, ExitCode};

use pcscd::Pcscd;

/// What automake and others take for "skipped".
const SKIPPED: u8 = 77;

fn main() -> ExitCode {
    let mut arguments = std::env::args_os().skip(1);
    let Some(program) = arguments.next() else {
        eprintln!("private-pcscd PROGRAM [ARGUMENT ...]");
        return ExitCode::FAILURE;
    };
    if let Some(reason) = pcscd::missing() {
        println!("{reason}");
        return ExitCode::from(SKIPPED);
    }
    let service = match Pcscd::start() {
        Ok(service) => service,
        Err(error) => {
            eprintln!("{error}");
            return ExitCode::FAILURE;
        }
    };
    let status = Command::new(&program)
        .args(arguments)
        .env("PCSCLITE_CSOCK_NAME", service.socket())
        .env("MYNAREADER_TEST_READER", service.reader())
        .env("MYNAREADER_TEST_VPCD_PORT", service.port().to_string())
        .env("MYNAREADER_TEST_DIRECTORY", service.directory())
        .status();
    drop(service);
    match status {
        Ok(status) => match status.code().and_then(|code| u8::try_from(code).ok()) {
            Some(code) => ExitCode::from(code),
            None => {
                eprintln!("{}: {status}", program.display());
                ExitCode::FAILURE
            }
        },
        Err(error) => {
            eprintln!("{}: {error}", program.display());
            ExitCode::FAILURE
        }
    }
}
