//! Manual pages and completions name every command and every option.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

fn program(arguments: &[&str]) -> Output {
    let mut program = Command::new(env!("CARGO_BIN_EXE_mynareader"));
    program.args(arguments).output().unwrap()
}

fn printed(arguments: &[&str]) -> String {
    let output = program(arguments);
    assert!(output.status.success(), "{arguments:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// The commands that the program's own help lists.
fn commands() -> BTreeSet<String> {
    let help = printed(&["--help"]);
    let (_, listed) = help.split_once("Commands:\n").unwrap();
    let (listed, _) = listed.split_once("\n\n").unwrap();
    let names = listed
        .lines()
        .filter_map(|line| line.split_whitespace().next());
    names
        .filter(|name| *name != "help")
        .map(str::to_owned)
        .collect()
}

/// The long options that the help of a command lists.
fn options(command: &str) -> BTreeSet<String> {
    let help = printed(&[command, "--help"]);
    let lines = help.lines().map(str::trim_start);
    lines
        .filter(|line| line.starts_with('-'))
        .filter_map(|line| line.split([' ', ',']).find(|word| word.starts_with("--")))
        .map(str::to_owned)
        .collect()
}

#[test]
fn there_is_a_manual_page_for_each_command_with_each_option() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("man");
    let _ = fs::remove_dir_all(&folder);
    let out = folder.to_str().unwrap();
    let missing = program(&["pages", "man", "--out", out]);
    assert_eq!(missing.status.code(), Some(1), "a folder is not made");
    fs::create_dir_all(&folder).unwrap();
    printed(&["pages", "man", "--out", out]);
    assert!(commands().len() >= 7);
    for command in commands() {
        let name = format!("mynareader-{command}.1");
        let page = fs::read_to_string(folder.join(&name)).unwrap_or_else(|_| panic!("{name}"));
        assert!(page.contains(&format!("mynareader\\-{}", command.replace('-', "\\-"))));
        for option in options(&command) {
            let escaped = option.replace('-', "\\-");
            assert!(page.contains(&escaped), "{option} in {name}");
        }
    }
}

#[test]
fn completions_know_every_command_in_every_shell() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = printed(&["pages", "completions", shell]);
        for command in commands() {
            assert!(script.contains(&command), "{command} in {shell}");
        }
        assert!(script.contains("terminal-certificate-ends"), "{shell}");
    }
    assert_eq!(
        program(&["pages", "completions", "abacus"]).status.code(),
        Some(2)
    );
}
