//! The tests and benchmarks in the top-level folders `tests/` and `benches/` are targets of this
//! package, so that whoever builds the library or an example builds nothing of what they need.
#![forbid(unsafe_code)]

use std::path::{Path, PathBuf};

/// The folder of the whole project.
pub fn root() -> PathBuf {
    // crates/proof
    let mut root = Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf();
    root.pop();
    root.pop();
    root
}
