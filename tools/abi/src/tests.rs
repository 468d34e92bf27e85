//! Rules of docs/abi.md that can be read off the sources alone.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::{constants, exports, rules, sources};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Holds: A7, A17
#[test]
fn every_export_has_its_guard_and_says_what_it_must() {
    let exports = exports(&root()).unwrap();
    assert!(exports.len() > 100, "{}", exports.len());
    assert_eq!(rules(&exports), Vec::<String>::new());
}

/// Holds: A1, A18
#[test]
fn no_constant_is_another_than_was_committed() {
    let committed = std::fs::read_to_string(root().join("tools/abi/constants.txt")).unwrap();
    let committed: BTreeMap<&str, &str> = committed
        .lines()
        .filter_map(|line| line.split_once(' '))
        .filter(|(name, _)| name.starts_with("MNR_"))
        .collect();
    let mut seen = 0;
    for (_, path) in sources(&root()) {
        let text = std::fs::read_to_string(path).unwrap();
        for line in text.lines() {
            let Some((name, rest)) = line
                .strip_prefix("pub const ")
                .and_then(|rest| rest.split_once(": "))
            else {
                continue;
            };
            // Literals alone; what is computed, the C compiler of tools/abi/layout sees.
            let Some(value) = rest
                .split_once(" = ")
                .map(|(_, value)| value.trim_end_matches(';').replace('_', ""))
                .filter(|value| value.parse::<i64>().is_ok())
            else {
                continue;
            };
            if let Some(was) = committed.get(name) {
                assert_eq!(value, *was, "{name}");
                seen += 1;
            }
        }
    }
    assert!(seen > 300, "{seen}");
    let declared: Vec<String> = constants(&root())
        .into_iter()
        .map(|(_, name)| name)
        .collect();
    for name in committed.keys() {
        let here = declared.iter().any(|one| one == name);
        assert!(here, "{name} was given out and is not there any more");
    }
}
