//! What the library for production is made of.

use std::collections::BTreeSet;

use toml::Table;

fn manifest(package: &str) -> Table {
    let folder = package.strip_prefix("mynareader-").unwrap_or(package);
    let path = proof::root().join(format!("crates/{folder}/Cargo.toml"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|_| panic!("{}", path.display()));
    text.parse().unwrap()
}

/// The members that a package is made of, and the features that it asks of them.
fn made_of(package: &str, found: &mut BTreeSet<String>) {
    if !found.insert(package.to_owned()) {
        return;
    }
    let manifest = manifest(package);
    let Some(dependencies) = manifest.get("dependencies").and_then(|one| one.as_table()) else {
        return;
    };
    for (name, how) in dependencies {
        for feature in how
            .get("features")
            .and_then(|one| one.as_array())
            .into_iter()
            .flatten()
        {
            found.insert(format!("{name}/{}", feature.as_str().unwrap()));
        }
        if name.starts_with("mynareader-") {
            made_of(name, found);
        }
    }
}

/// Holds: A16
#[test]
fn the_library_for_production_is_made_without_the_virtual_card() {
    let mut production = BTreeSet::new();
    made_of("capi", &mut production);
    assert!(production.contains("mynareader-desk") && production.contains("mynareader-card"));
    for absent in [
        "mynareader-emulator",
        "mynareader-rehearsal",
        "mynareader-card/individual-number",
        "mynareader-card/p384",
    ] {
        assert!(!production.contains(absent), "{absent}: {production:?}");
    }
    // The search finds it where it is.
    let mut simulation = BTreeSet::new();
    made_of("capi-sim", &mut simulation);
    assert!(simulation.contains("mynareader-emulator"));
}
