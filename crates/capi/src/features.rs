//! What is built in. The one export that the two libraries answer differently, so each compiles this
//! file for itself: a feature of `crates/ffi` would be on for both where both are built at once.

use mynareader_ffi::library::{MNR_FEATURE_PCSC, MNR_FEATURE_SIMULATION, PCSC};

/// The features of this build: a sum of MNR_FEATURE_*. The functions of a feature that is not built
/// in return MNR_ERROR_NOT_BUILT_IN.
///
/// Any thread. Does not block.
#[unsafe(no_mangle)]
pub extern "C" fn mnr_features() -> u32 {
    // No guard: a constant.
    let pcsc = if PCSC { MNR_FEATURE_PCSC } else { 0 };
    let simulation = if crate::SIMULATION {
        MNR_FEATURE_SIMULATION
    } else {
        0
    };
    pcsc | simulation
}
