//! What the linker is told of a shared library, by the build scripts of both C libraries: plain
//! `cargo build -p capi` makes what `make capi` ships.

use std::env;

/// The version in the SONAME: before 1.0 every minor version is an ABI of its own, from 1.0 on the
/// major one. `tools/soversion` says the same to scripts.
fn soversion() -> String {
    let part = |name: &str| env::var(name).unwrap_or_default();
    match part("CARGO_PKG_VERSION_MAJOR").as_str() {
        "0" => format!("0.{}", part("CARGO_PKG_VERSION_MINOR")),
        major => major.to_owned(),
    }
}

/// Tells the linker what belongs into the library of this name.
pub fn link(name: &str) {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed=MNR_VERSION_RESOURCE");
    let target = |what: &str| env::var(format!("CARGO_CFG_TARGET_{what}")).unwrap_or_default();
    let argument = |text: &str| println!("cargo::rustc-cdylib-link-arg={text}");
    match (target("OS").as_str(), target("ENV").as_str()) {
        ("windows", "msvc") => {
            // What the DLL needs is loaded from the system's folder only.
            argument("/DEPENDENTLOADFLAG:0x800");
            argument(&format!("/PDBALTPATH:{name}.pdb"));
        }
        ("linux" | "android" | "freebsd", _) => {
            argument(&format!("-Wl,-soname,lib{name}.so.{}", soversion()));
            // Its functions call each other, and never those of another copy in the process, such as the
            // simulation library's.
            argument("-Wl,-Bsymbolic");
            // A desk may sleep in a thread while somebody calls dlclose: its code stays.
            argument("-Wl,-z,nodelete");
        }
        _ => {}
    }
    // The version resource of the DLL, which tools/build-capi compiles.
    if let Ok(resource) = env::var("MNR_VERSION_RESOURCE") {
        println!("cargo::rerun-if-changed={resource}");
        argument(&resource);
    }
}
