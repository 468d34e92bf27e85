//! Runs the examples as a person would.
#![allow(dead_code)] // Each test program uses its part.

use std::collections::BTreeSet;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::{Mutex, PoisonError};

/// The path of an example of this package, built anew where its source has changed: `cargo test`
/// with `--test` builds no examples.
pub fn program(name: &str) -> PathBuf {
    static BUILT: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());
    let this = std::env::current_exe().expect("the path of this program");
    // target/<profile>/deps/<this program>
    let profile = this
        .parent()
        .and_then(Path::parent)
        .expect("a target directory");
    let path = profile
        .join("examples")
        .join(format!("{name}{}", std::env::consts::EXE_SUFFIX));
    let mut built = BUILT.lock().unwrap_or_else(PoisonError::into_inner);
    if built.contains(name) {
        return path;
    }
    let mut build = Command::new(env!("CARGO"));
    build.args(["build", "--quiet", "--offline"]);
    // With the features of this program, or everything is built once more.
    for (feature, on) in [
        ("pcsc", cfg!(feature = "pcsc")),
        ("individual-number", cfg!(feature = "individual-number")),
    ] {
        if on {
            build.args(["--features", feature]);
        }
    }
    build.args(["--example", name]);
    build.arg("--manifest-path");
    build.arg(proof::root().join("Cargo.toml"));
    if profile.ends_with("release") {
        build.arg("--release");
    }
    let status = build.status().expect("cargo");
    assert!(status.success() && path.exists(), "cargo build {name}");
    built.insert(name.to_owned());
    path
}

/// What an example does with these arguments.
pub fn run(name: &str, args: &[&str]) -> Output {
    Command::new(program(name)).args(args).output().unwrap()
}

/// What an example does with these arguments and this on its standard input.
pub fn run_with_input(name: &str, args: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(program(name))
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A program that ends before it has read all is no error here.
    let _ = child.stdin.take().unwrap().write_all(input);
    child.wait_with_output().unwrap()
}

/// Its output as text.
pub fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// What it complained of.
pub fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}
