//! How long a VERIFY lives: docs/facts/card.md §5.
#![forbid(unsafe_code)]

use super::*;
use crate::KeyRef;

fn verified() -> Chip {
    let mut chip = adult();
    chip.app(JPKI);
    assert_eq!(chip.present(0x18, "1234"), 0x9000);
    assert!(signs(&mut chip));
    chip
}

/// Whether the authentication key can be used now, without selecting anything.
fn signs(chip: &mut Chip) -> bool {
    chip.status("80 2A 00 97 01 31 00") == 0x9000
}

#[test]
fn selecting_the_same_application_keeps_it() {
    let mut chip = verified();
    chip.app(JPKI);
    assert!(signs(&mut chip));
    // By a part of its name too.
    chip.status("00 A4 04 0C 05 D392F00026");
    assert!(signs(&mut chip));
    assert!(chip.is_verified(KeyRef::AUTHENTICATION_PIN));
}

#[test]
fn selecting_files_keeps_it() {
    let mut chip = verified();
    chip.status("00 A4 02 0C 02 000A");
    chip.status("00 A4 02 0C 02 0BAD");
    assert!(signs(&mut chip));
}

#[test]
fn another_application_or_the_security_domain_ends_it() {
    for other in [SURFACE, ISD] {
        let mut chip = verified();
        chip.app(other);
        chip.app(JPKI);
        assert!(!signs(&mut chip));
        assert!(!chip.is_verified(KeyRef::AUTHENTICATION_PIN));
    }
}

#[test]
fn an_application_that_is_not_there_does_not_end_it() {
    let mut chip = verified();
    assert_eq!(chip.status("00 A4 04 0C 07 D2760001240100"), 0x6A82);
    assert!(signs(&mut chip));
}

#[test]
fn the_loss_of_power_ends_it_and_a_warm_reset_does_not() {
    let mut chip = verified();
    chip.power_cycle();
    chip.app(JPKI);
    assert!(!signs(&mut chip));

    let mut chip = verified();
    chip.warm_reset();
    assert!(signs(&mut chip));
    chip.app(JPKI);
    assert!(signs(&mut chip));
}

#[test]
fn both_can_be_otherwise() {
    let mut chip = chip_of(
        "adult",
        Policy {
            warm_reset_clears_security: true,
            reselect_clears_security: true,
            ..Policy::default()
        },
    );
    chip.app(JPKI);
    chip.present(0x18, "1234");
    chip.app(JPKI);
    assert!(!signs(&mut chip));
    chip.present(0x18, "1234");
    chip.warm_reset();
    assert_eq!(chip.selected(), None);
    chip.app(JPKI);
    assert!(!signs(&mut chip));
}

#[test]
fn keys_of_one_application_add_up() {
    let mut chip = adult();
    chip.app(SURFACE);
    chip.present(0x12, "55021720352285");
    chip.present(0x11, "550217");
    assert_eq!(chip.read(0x01).1, 0x9000);
    assert_eq!(chip.read(0x02).1, 0x9000);
}

#[test]
fn a_wrong_value_takes_back_what_the_right_one_gave() {
    let mut chip = verified();
    chip.present(0x18, "9999");
    assert!(!signs(&mut chip));
}
