//! Runs the examples as a person would: the programs that `cargo test` has built.
#![allow(dead_code)] // Each test program uses its part.

use std::path::PathBuf;
use std::process::{Command, Output};

/// The program of an example, which lies beside the test programs.
pub fn program(name: &str) -> PathBuf {
    let mut path = std::env::current_exe().unwrap();
    path.pop();
    path.pop();
    path.push("examples");
    path.push(format!("{name}{}", std::env::consts::EXE_SUFFIX));
    assert!(
        path.exists(),
        "the example {name} is not built; `cargo test` without --test builds it"
    );
    path
}

/// What an example does with these arguments.
pub fn run(name: &str, args: &[&str]) -> Output {
    Command::new(program(name)).args(args).output().unwrap()
}

/// Its output as text.
pub fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// What it complained of.
pub fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}
