//! Records that were read off J-LIS *test* cards, as the crate `myna-card` publishes them (MIT).
//! They are read from the package of the development dependency, not copied into this one.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

/// The folder of the records, wherever the package manager put the package.
static FOLDER: LazyLock<PathBuf> = LazyLock::new(|| {
    let cargo = |arguments: &[&str]| {
        let output = Command::new(env!("CARGO"))
            .args(arguments)
            .current_dir(proof::root())
            .output()
            .expect("cargo");
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        String::from_utf8(output.stdout).unwrap()
    };
    // For this platform alone: packages of others need not be on this machine.
    let version = cargo(&["-vV"]);
    let host = version
        .lines()
        .find_map(|line| line.strip_prefix("host: "))
        .expect("the host's name");
    let metadata = cargo(&[
        "metadata",
        "--format-version=1",
        "--offline",
        "--filter-platform",
        host,
    ]);
    let metadata: serde_json::Value = serde_json::from_str(&metadata).unwrap();
    let package = metadata["packages"]
        .as_array()
        .unwrap()
        .iter()
        .find(|package| package["name"] == "myna-card")
        .expect("the development dependency");
    let manifest = Path::new(package["manifest_path"].as_str().unwrap());
    manifest.parent().unwrap().join("tests/fixtures")
});

/// One record.
pub fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(FOLDER.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}
