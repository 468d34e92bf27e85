//! VERIFY, its counters, and changing keys: docs/facts/card.md §5 to §7.
#![forbid(unsafe_code)]

use super::*;
use crate::{BlockedAnswer, KeyRef};

#[test]
fn the_question_is_four_bytes_and_costs_nothing() {
    let mut chip = adult();
    chip.app(JPKI);
    for _ in 0..5 {
        assert_eq!(chip.query(0x18), 0x63C3);
        assert_eq!(chip.query(0x1B), 0x63C5);
    }
    chip.status("00 A4 02 0C 02 0018");
    assert_eq!(chip.status("00 20 00 80"), 0x63C3);
    // A trailing Le gives 6700, and costs nothing either.
    assert_eq!(chip.status("00 20 00 80 00"), 0x6700);
    assert_eq!(chip.status("00 20 00 98 00"), 0x6700);
    assert_eq!(chip.status("00 20 00 98 04 31323334 00"), 0x6700);
    assert_eq!(chip.query(0x18), 0x63C3);
}

#[test]
fn every_key_has_its_tries() {
    // §6.
    let mut chip = adult();
    for (aid, sfi, tries) in [
        (JPKI, 0x18, 3),
        (JPKI, 0x1B, 5),
        (TEXT, 0x11, 3),
        (TEXT, 0x14, 10),
        (TEXT, 0x15, 10),
        (SURFACE, 0x11, 10),
        (SURFACE, 0x12, 10),
        (SURFACE, 0x13, 10),
        (COMMON, 0x1C, 3),
        (JUKI, 0x1C, 3),
    ] {
        chip.app(aid);
        assert_eq!(chip.query(sfi), 0x63C0 | tries, "{sfi:02X}");
    }
}

#[test]
fn the_counter_runs_down_to_a_block() {
    // §7: 63Cx, 63C0 for the one that exhausts it, then 6984 even for the right value.
    let mut chip = adult();
    chip.app(JPKI);
    assert_eq!(chip.present(0x18, "9999"), 0x63C2);
    assert_eq!(chip.present(0x18, "12345"), 0x63C1);
    assert_eq!(chip.query(0x18), 0x63C1);
    assert_eq!(chip.present(0x18, "0000"), 0x63C0);
    assert_eq!(chip.present(0x18, "1234"), 0x6984);
    assert_eq!(chip.query(0x18), 0x63C0);
    let counts = chip.eeprom().counts(KeyRef::AUTHENTICATION_PIN);
    assert_eq!((counts.right, counts.wrong, counts.refused), (0, 3, 1));
    // The power does not matter.
    chip.power_cycle();
    chip.app(JPKI);
    assert_eq!(chip.present(0x18, "1234"), 0x6984);
}

#[test]
fn only_success_resets_the_counter() {
    let mut chip = adult();
    chip.app(JPKI);
    chip.present(0x18, "9999");
    chip.present(0x18, "9999");
    assert_eq!(chip.present(0x18, "1234"), 0x9000);
    assert_eq!(chip.query(0x18), 0x63C3);
    assert_eq!(
        chip.eeprom().tries_left(KeyRef::AUTHENTICATION_PIN),
        Some(3)
    );
}

#[test]
fn the_current_file_and_the_short_identifier_share_a_counter() {
    let mut chip = adult();
    chip.app(JPKI);
    chip.status("00 A4 02 0C 02 0018");
    assert_eq!(chip.status("00 20 00 80 04 39393939"), 0x63C2);
    assert_eq!(chip.present(0x18, "9999"), 0x63C1);
}

#[test]
fn the_applications_count_apart() {
    let mut chip = adult();
    chip.app(SURFACE);
    chip.present(0x12, "00000000000000");
    assert_eq!(chip.query(0x12), 0x63C9);
    assert_eq!(chip.query(0x11), 0x63CA);
    chip.app(TEXT);
    assert_eq!(chip.query(0x15), 0x63CA);
}

#[test]
fn malformed_values_cost_a_try_and_malformed_commands_do_not() {
    let mut chip = adult();
    chip.app(SURFACE);
    assert_eq!(chip.present(0x12, "1"), 0x63C9);
    assert_eq!(chip.present(0x12, "12345678901234567"), 0x6700);
    assert_eq!(chip.status("00 20 01 92 01 31"), 0x6A86);
    assert_eq!(chip.status("00 20 00 12 01 31"), 0x6A86);
    assert_eq!(chip.query(0x12), 0x63C9);
    // Files and keys of another kind.
    assert_eq!(chip.query(0x02), 0x6981);
    assert_eq!(chip.query(0x1A), 0x6985);
    assert_eq!(chip.query(0x1D), 0x6A82);
}

#[test]
fn blocked_keys_answer_by_policy() {
    // Which one is an open question: §7, point 1.
    for (blocked_query, blocked_verify, query, verify) in [
        (
            BlockedAnswer::CounterZero,
            BlockedAnswer::Locked,
            0x63C0,
            0x6984,
        ),
        (BlockedAnswer::Locked, BlockedAnswer::Locked, 0x6984, 0x6984),
        (
            BlockedAnswer::IsoBlocked,
            BlockedAnswer::IsoBlocked,
            0x6983,
            0x6983,
        ),
    ] {
        let mut chip = chip_of(
            "pin-locked",
            Policy {
                blocked_query,
                blocked_verify,
                ..Policy::default()
            },
        );
        chip.app(JPKI);
        assert_eq!(chip.query(0x18), query);
        assert_eq!(chip.present(0x18, "7810"), verify);
    }
}

#[test]
fn the_unknown_key_of_the_text_application_is_blocked_from_issuance() {
    // §6: query 63C0, VERIFY 6984.
    let mut chip = adult();
    chip.app(TEXT);
    assert_eq!(chip.query(0x12), 0x63C0);
    assert_eq!(chip.present(0x12, "1234"), 0x6984);
}

#[test]
fn keys_that_do_not_count_answer_6300() {
    let mut chip = adult();
    chip.eeprom_mut().set_uncounted(KeyRef::AUTHENTICATION_PIN);
    chip.app(JPKI);
    for _ in 0..20 {
        assert_eq!(chip.present(0x18, "9999"), 0x6300);
        assert_eq!(chip.query(0x18), 0x6300);
    }
    assert_eq!(chip.present(0x18, "1234"), 0x9000);
}

#[test]
fn a_verified_key_may_answer_9000_to_the_question() {
    // §4: "some cards".
    let mut chip = chip_of(
        "adult",
        Policy {
            verified_query_answers_ok: true,
            ..Policy::default()
        },
    );
    chip.app(JPKI);
    assert_eq!(chip.query(0x18), 0x63C3);
    chip.present(0x18, "1234");
    assert_eq!(chip.query(0x18), 0x9000);
}

#[test]
fn which_key_opens_which_file() {
    // §6, the column "opens".
    let number = for_tests()
        .get("adult")
        .unwrap()
        .code_a()
        .unwrap()
        .to_owned();
    let b = "55021720352285";
    for (aid, sfi, value, opens, stays) in [
        (JPKI, 0x1B, "TEST1234", &[0x01][..], &[0x09][..]),
        (JPKI, 0x18, "1234", &[], &[0x01, 0x09]),
        (TEXT, 0x11, "4321", &[0x01, 0x02, 0x03, 0x06, 0x07], &[]),
        (TEXT, 0x14, &number, &[0x01, 0x03, 0x06, 0x07], &[0x02]),
        (TEXT, 0x15, b, &[0x02, 0x03, 0x06, 0x07], &[0x01]),
        (
            SURFACE,
            0x13,
            &number,
            &[0x02, 0x03, 0x04, 0x05, 0x06],
            &[0x01],
        ),
        (SURFACE, 0x12, b, &[0x02, 0x03, 0x04, 0x06], &[0x01, 0x05]),
        (SURFACE, 0x11, "550217", &[0x01], &[0x02, 0x05]),
    ] {
        let mut chip = adult();
        chip.app(aid);
        assert_eq!(chip.present(sfi, value), 0x9000);
        for &file in opens {
            assert_eq!(chip.read(file).1, 0x9000, "{sfi:02X} opens {file:02X}");
        }
        for &file in stays {
            assert_eq!(chip.read(file).1, 0x6982, "{sfi:02X}, {file:02X}");
        }
    }
}

#[test]
fn keys_are_changed_after_they_were_verified() {
    let mut chip = adult();
    chip.app(JPKI);
    chip.status("00 A4 02 0C 02 0018");
    assert_eq!(chip.status("00 24 01 80 04 38373635"), 0x6982);
    chip.present(0x18, "1234");
    assert_eq!(chip.status("00 24 00 80 04 38373635"), 0x6A86);
    assert_eq!(chip.status("00 24 01 80 05 3837363534"), 0x6A80);
    assert_eq!(chip.status("00 24 01 80 04 38373635"), 0x9000);
    chip.power_cycle();
    chip.app(JPKI);
    assert_eq!(chip.present(0x18, "1234"), 0x63C2);
    assert_eq!(chip.present(0x18, "8765"), 0x9000);
    // §6: 照合番号B cannot be changed.
    chip.app(SURFACE);
    chip.present(0x12, "55021720352285");
    assert_eq!(chip.status("00 24 01 80 04 38373635"), 0x6985);
}

#[test]
fn change_key_is_for_the_common_and_the_juki_pin() {
    let mut chip = adult();
    for aid in [COMMON, JUKI] {
        chip.app(aid);
        chip.status("00 A4 02 0C 02 001C");
        assert_eq!(chip.status("80 32 00 80 04 31313131"), 0x6982);
        assert_eq!(chip.present(0x1C, "5678"), 0x9000);
        assert_eq!(chip.status("00 24 01 80 04 31313131"), 0x6985);
        assert_eq!(chip.status("80 32 00 80 04 31313131"), 0x9000);
        assert_eq!(chip.present(0x1C, "1111"), 0x9000);
    }
    chip.app(JPKI);
    chip.present(0x18, "1234");
    assert_eq!(chip.status("80 32 00 80 04 31313131"), 0x6985);
}

#[test]
fn a_face_only_card_has_no_pins() {
    // §16.
    let mut chip = chip_of("face-only", Policy::default());
    chip.app(JPKI);
    assert_eq!(chip.query(0x18), 0x63C0);
    assert_eq!(chip.query(0x1B), 0x63C0);
    chip.app(TEXT);
    assert_eq!(chip.query(0x11), 0x63C0);
    chip.app(SURFACE);
    assert_eq!(chip.query(0x12), 0x63CA);
}
