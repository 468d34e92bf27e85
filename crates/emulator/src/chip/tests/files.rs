//! Selecting and reading: docs/facts/card.md, whose sections stand beside the lines.
#![forbid(unsafe_code)]

use super::*;
use crate::ContactAtr;

#[test]
fn applications_are_selected_by_name() {
    let mut chip = adult();
    for aid in [JPKI, SURFACE, TEXT, JUKI, COMMON, ISD] {
        assert_eq!(chip.app(aid), 0x9000);
    }
    // §4: 6A82, no such file or application; what was selected stays.
    chip.app(JPKI);
    assert_eq!(chip.status("00 A4 04 0C 07 D2760001240100 "), 0x6A82);
    assert_eq!(chip.status("00 A4 04 00 06 A00000000101 00"), 0x6A82);
    assert_eq!(chip.selected(), Some(App::Jpki));
    // §2: a part of a name is enough.
    assert_eq!(chip.status("00 A4 04 0C 02 D392"), 0x9000);
    // §3: P2 = 00 with Le gives FCI.
    let (fci, status) = chip.send("00 A4 04 00 0A D392F000260100000001 00");
    assert_eq!((fci[0], status), (0x6F, 0x9000));
    // A Le beside P2 = 0C harms nothing.
    assert_eq!(
        chip.status("00 A4 04 0C 0A D392F000260100000001 00"),
        0x9000
    );
}

#[test]
fn files_are_selected_with_p1_02_only() {
    let mut chip = adult();
    chip.app(JPKI);
    assert_eq!(chip.status("00 A4 02 0C 02 000A"), 0x9000);
    assert_eq!(chip.status("00 A4 00 0C 02 000A"), 0x6A86);
    assert_eq!(chip.status("00 A4 02 0C 02 0BAD"), 0x6A82);
    assert_eq!(chip.status("00 A4 02 0C 01 0A"), 0x6700);
}

#[test]
fn the_iso_form_of_selecting_the_mf_is_odd() {
    // §3: 6A86 after a cold reset; 9000 without changing the DF inside an application.
    let mut chip = adult();
    assert_eq!(chip.status("00 A4 00 00"), 0x6A86);
    chip.app(SURFACE);
    assert_eq!(chip.status("00 A4 00 00"), 0x9000);
    assert_eq!(chip.selected(), Some(App::Surface));
    assert_eq!(chip.status("00 A4 00 00 02 3F00"), 0x6A82);
}

#[test]
fn no_file_can_be_read_outside_an_application() {
    // §12: 001E is an internal file: selectable, READ 6981.
    let mut chip = adult();
    assert_eq!(chip.status("00 A4 02 0C 02 001E"), 0x9000);
    assert_eq!(chip.status("00 B0 00 00 00"), 0x6981);
    assert_eq!(chip.status("00 A4 02 0C 02 0001"), 0x6A82);
}

#[test]
fn reading_needs_a_current_file() {
    // §4: 6986 is "no current EF" here.
    let mut chip = adult();
    chip.app(JPKI);
    assert_eq!(chip.status("00 B0 00 00 00"), 0x6986);
    assert_eq!(chip.status("00 20 00 80"), 0x6986);
    chip.status("00 A4 02 0C 02 0006");
    assert_eq!(chip.status("00 B0 00 00 00"), 0x9000);
    // Selecting the application again leaves no file current.
    chip.app(JPKI);
    assert_eq!(chip.status("00 B0 00 00 00"), 0x6986);
}

#[test]
fn reads_stop_at_the_end_of_the_file() {
    // §3: reads to EOF if fewer bytes; past EOF 6B00.
    let mut chip = adult();
    chip.app(JPKI);
    let (token, status) = chip.read(0x06);
    assert_eq!((token.len(), status), (160, 0x9000));
    assert_eq!(chip.send("00 B0 00 9F 00").0.len(), 1);
    assert_eq!(chip.status("00 B0 00 A0 00"), 0x6B00);
    assert_eq!(chip.status("00 B0 7F FF 00"), 0x6B00);
    assert_eq!(chip.send("00 B0 00 00 20").0, token[..32]);
    // By short identifier only the first 256 bytes can be addressed.
    assert_eq!(chip.send("00 B0 86 20 20").0, token[32..64]);
    assert_eq!(chip.status("00 B0 80 00 00"), 0x6A86);
    assert_eq!(chip.status("00 B0 C6 00 00"), 0x6A86);
    assert_eq!(chip.status("00 B0 9D 00 00"), 0x6A82);
    assert_eq!(chip.status("00 B0 86 00"), 0x6700);
}

#[test]
fn what_ends_a_short_read_is_a_policy() {
    let mut chip = chip_of(
        "adult",
        Policy {
            short_read_answers_6282: true,
            end_of_file_is_out_of_range: false,
            ..Policy::default()
        },
    );
    chip.app(JPKI);
    let (data, status) = chip.read(0x06);
    assert_eq!((data.len(), status), (160, 0x6282));
    assert_eq!(chip.send("00 B0 00 A0 01"), (vec![], 0x6282));
    assert_eq!(chip.status("00 B0 00 A1 01"), 0x6B00);
}

#[test]
fn extended_lengths() {
    // §14: the card takes them by default; each personality can be had.
    let whole = "00 B0 8A 00 00 00 00";
    let mut chip = adult();
    chip.app(JPKI);
    let (certificate, status) = chip.send(whole);
    assert_eq!(status, 0x9000);
    assert!(certificate.len() > 1_500);
    assert_eq!(chip.send("00 B0 8A 00 00 01 00").0, certificate[..256]);
    for (extended, read, object) in [
        (Extended::NotForReading, 0x6700, 0x9000),
        (Extended::None, 0x6700, 0x6700),
    ] {
        let mut chip = chip_of(
            "adult",
            Policy {
                extended,
                ..Policy::default()
            },
        );
        assert_eq!(chip.status("00 CA 00 F8 00 00 00"), object);
        chip.app(JPKI);
        assert_eq!(chip.status(whole), read);
        assert_eq!(chip.read(0x0A).1, 0x9000);
    }
}

#[test]
fn filler_stands_behind_objects() {
    // §9: the physical file is longer than the object, and padded with FF.
    let mut chip = adult();
    chip.app(JPKI);
    let (content, _) = chip.send("00 B0 8A 00 00 00 00");
    let length = 4 + usize::from(u16::from_be_bytes([content[2], content[3]]));
    assert!(content.len() > length);
    assert!(content[length..].iter().all(|&byte| byte == 0xFF));
}

#[test]
fn what_may_be_read_without_anything() {
    // §8.1, §9, §10: free files; §12.
    let mut chip = adult();
    for (aid, free, closed) in [
        (JPKI, &[0x02, 0x06, 0x08, 0x0A, 0x0B][..], &[0x01, 0x09][..]),
        (SURFACE, &[0x03, 0x04], &[0x01, 0x02, 0x05, 0x06]),
        (TEXT, &[0x04, 0x05], &[0x01, 0x02, 0x03, 0x06, 0x07, 0x08]),
    ] {
        chip.app(aid);
        for &sfi in free {
            assert_eq!(chip.read(sfi).1, 0x9000, "{sfi:02X}");
        }
        for &sfi in closed {
            assert_eq!(chip.read(sfi).1, 0x6982, "{sfi:02X}");
        }
    }
}

#[test]
fn records() {
    // §3: only 共通 and 住基; §12: 01 1C, serial, municipality, expiry.
    let mut chip = adult();
    chip.app(COMMON);
    let (record, status) = chip.send("00 B2 01 0C 00");
    assert_eq!(status, 0x9000);
    assert_eq!(record[..2], [0x01, 0x1C]);
    assert_eq!(record.len(), 30);
    assert_eq!(&record[17..22], b"99101");
    assert_eq!(&record[22..], b"20350217");
    assert_eq!(chip.send("00 B2 01 04 00").0, record);
    assert_eq!(chip.status("00 B2 02 0C 00"), 0x6A83);
    assert_eq!(chip.status("00 B2 01 0D 00"), 0x6A81);
    let reference = chip.send("00 B2 01 14 00").0;
    assert_eq!(chip.status("00 B0 81 00 00"), 0x6981);
    chip.app(JUKI);
    assert_eq!(chip.send("00 B2 01 14 00").0, reference);
    chip.app(JPKI);
    assert_eq!(chip.status("00 B2 01 34 00"), 0x6981);
}

#[test]
fn data_objects_answer_outside_any_application() {
    // §12.
    let mut chip = adult();
    assert_eq!(chip.send("00 CA 00 F2 00"), (b"20350217".to_vec(), 0x9000));
    assert_eq!(chip.send("00 CA 00 F0 00"), (b"99101".to_vec(), 0x9000));
    for tag in ["0042", "0045", "0066", "00F7"] {
        assert_eq!(chip.status(&format!("00 CA {tag} 00")), 0x9000, "{tag}");
    }
    // Large ones answer 6700 to a short Le.
    for tag in ["00F8", "7F21"] {
        assert_eq!(chip.status(&format!("00 CA {tag} 00")), 0x6700);
        let (object, status) = chip.send(&format!("00 CA {tag} 00 0000"));
        assert_eq!(status, 0x9000);
        assert_eq!(object[..2], [0x4D, 0x0A]);
        assert_eq!(object[12..17], [0x5F, 0x4E, 0x82, 0x01, 0x29]);
    }
    assert_eq!(chip.status("00 CA DF 30 05"), 0x6A88);
    // The contact ATR without TS, anywhere; its last byte checks the others.
    let atr = chip.send("00 CA 5F 51 00").0;
    assert_eq!(atr.iter().fold(0, |sum, byte| sum ^ byte), 0);
    chip.app(SURFACE);
    assert_eq!(chip.send("00 CA 5F 51 00"), (atr, 0x9000));
    assert_eq!(chip.status("00 CA 00 F2 00"), 0x6A88);
    // The issuer security domain brings them back.
    chip.app(ISD);
    assert_eq!(chip.status("00 CA 00 F2 00"), 0x9000);
    for (contact_atr, outside, inside) in [
        (ContactAtr::OutsideApplications, 0x9000, 0x6A88),
        (ContactAtr::InsideApplications, 0x6A88, 0x9000),
    ] {
        let mut chip = chip_of(
            "adult",
            Policy {
                contact_atr,
                ..Policy::default()
            },
        );
        assert_eq!(chip.status("00 CA 5F 51 00"), outside);
        chip.app(JPKI);
        assert_eq!(chip.status("00 CA 5F 51 00"), inside);
    }
    // Older cards lack 7F21.
    let mut older = chip_of("child", Policy::default());
    assert_eq!(older.status("00 CA 7F 21 00 0000"), 0x6A88);
}

#[test]
fn challenges() {
    // §3: Le 1 to 256, works at MF level; extended Le 6985.
    let mut chip = adult();
    let (first, status) = chip.send("00 84 00 00 0A");
    assert_eq!((first.len(), status), (10, 0x9000));
    assert_ne!(chip.send("00 84 00 00 0A").0, first);
    assert_eq!(chip.send("00 84 00 00 00").0.len(), 256);
    assert_eq!(chip.status("00 84 00 00 00 01 00"), 0x6985);
    assert_eq!(chip.status("00 84 00 00"), 0x6700);
}

#[test]
fn token_information_and_availability() {
    // §8.2, §8.3.
    for (persona, label, availability) in [
        ("adult", "JPKIAPICCTOKEN2", &[0x8F, 0x8F, 0x00][..]),
        ("child", "JPKIAPICCTOKEN2", &[0x00, 0x8F, 0x00]),
        ("face-only", "JPKIAPICCTOKEN2", &[0x00, 0x8F, 0x00]),
        ("android", "JPKIAPGPSETOKEN", &[0x8F, 0x8F, 0x00]),
        ("iphone", "JPKIAPIOSTOKEN", &[0x8F, 0x8F, 0x00]),
        ("old-juki-card", "JPKIAPICCTOKEN", &[]),
    ] {
        let mut chip = chip_of(persona, Policy::default());
        chip.app(JPKI);
        let token = chip.read(0x06).0;
        assert_eq!(token.len(), 160);
        assert_eq!(token[..32], format!("{label:32}").into_bytes(), "{persona}");
        assert_eq!(chip.read(0x08).0, availability, "{persona}");
    }
}

#[test]
fn what_phones_and_other_cards_lack() {
    // §15: no text or surface application; the certificate of an Android phone needs the PIN.
    for persona in ["android", "iphone"] {
        let mut chip = chip_of(persona, Policy::default());
        assert_eq!(chip.app(SURFACE), 0x6A82);
        assert_eq!(chip.app(TEXT), 0x6A82);
    }
    let mut android = chip_of("android", Policy::default());
    android.app(JPKI);
    assert_eq!(android.read(0x0A).1, 0x6982);
    assert_eq!(android.present(0x18, "6543"), 0x9000);
    assert_eq!(android.read(0x0A).1, 0x9000);
    assert_eq!(android.status("80 FC 00 00"), 0x6700);
    // §3: the last-command indicator belongs to the iPhone.
    let mut iphone = chip_of("iphone", Policy::default());
    assert_eq!(iphone.status("80 FC 00 00"), 0x9000);
    assert_eq!(adult().status("80 FC 00 00"), 0x6700);
    let mut other = chip_of("not-a-mynumber-card", Policy::default());
    for aid in [JPKI, SURFACE, TEXT, JUKI, COMMON] {
        assert_eq!(other.app(aid), 0x6A82);
    }
    let mut juki = chip_of("old-juki-card", Policy::default());
    assert_eq!(juki.app(SURFACE), 0x6A82);
    assert_eq!(juki.app(JPKI), 0x9000);
    assert_eq!(juki.read(0x0A).1, 0x6A82);
}
