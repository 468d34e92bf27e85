//! Whom to trust: what `--anchor` names, and the virtual card's test authority for its records.

use std::path::Path;

use mynareader::certificate::{Hierarchy, TrustStore};
use mynareader_rehearsal::authority;

use mynareader_console::Failure;

/// The trust anchors.
///
/// Certificates are judged by `--anchor` alone: no root is built in. The keys that sign records
/// have no option, so the virtual card's are known here, as those of a test authority; a trust
/// store adds others.
pub fn load(file: Option<&Path>) -> Result<TrustStore, Failure> {
    let mut store = match file {
        Some(path) => {
            read(path).map_err(|error| format!("--anchor {}: {error}", path.display()))?
        }
        None => TrustStore::default(),
    };
    authority::trust(&mut store.card_verifiable)?;
    Ok(store)
}

fn read(path: &Path) -> Result<TrustStore, Failure> {
    let bytes = std::fs::read(path)?;
    if path
        .extension()
        .is_some_and(|extension| extension == "toml")
    {
        return Ok(TrustStore::from_toml(&String::from_utf8(bytes)?)?);
    }
    let mut store = TrustStore::default();
    // Whoever names the file decides that it is to be trusted. What hierarchy a certificate
    // belongs to is said by its policy.
    if bytes.starts_with(b"-----") || bytes.windows(10).any(|part| part == b"-----BEGIN") {
        store
            .x509
            .add_pem(&String::from_utf8(bytes)?, Hierarchy::Production)?;
    } else {
        store.x509.add_der(&bytes, Hierarchy::Production)?;
    }
    Ok(store)
}
