//! Random walks, as `walk.rs` has them.

use super::dice::Dice;
use super::walk::walk;

/// Holds: I1, I2, I3, I4, I5, I9
#[test]
fn random_walks_keep_the_invariants() {
    let mut admitted = 0;
    for seed in 0..20_000 {
        match std::panic::catch_unwind(|| walk(&mut Dice::new(seed), &mut |_, _, _| {})) {
            Ok(end) => admitted += u32::from(end),
            Err(_) => panic!("the walk of seed {seed} breaks a rule"),
        }
    }
    // The walks get somewhere.
    assert!(admitted > 100, "{admitted}");
}
