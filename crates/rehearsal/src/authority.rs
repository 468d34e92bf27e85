//! The virtual card's test authority, as one whose records are believed.

use mynareader_card::certificate::{CvAnchors, Hierarchy, KeyId, RsaPublicKey};
use mynareader_emulator::authority::CvPlace;

/// Adds the keys that sign the virtual card's records, as those of a test authority.
pub fn trust(anchors: &mut CvAnchors) -> Result<(), String> {
    for place in CvPlace::ALL {
        let anchor = place.anchor().map_err(|error| error.to_string())?;
        let id = KeyId::new(anchor.key_id).ok_or("a key identifier of the test authority")?;
        let key = RsaPublicKey::from_parts(&anchor.modulus, &anchor.exponent)
            .map_err(|error| error.to_string())?;
        anchors.add(id, key, Hierarchy::Test);
    }
    Ok(())
}
