//! Packages that a reader takes, and all that it does not.
#![allow(
    clippy::pedantic,
    clippy::as_conversions,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unreachable,
    clippy::unwrap_used
)]

use std::fmt::Write as _;

use ed25519_dalek::{Signer as _, SigningKey};
use mynareader_facts::calendar::Date;
use mynareader_package::{
    Contents, Draft, Head, MAX_KEYS, MAX_PACKAGE, Manifest, NotSigned, Origin, PublicKey, Reason,
    Refused, Shelf, TooManyKeys, open,
};
use mynareader_reception::fault::FaultCode;
use mynareader_reception::guidance::{Book, Note, Situation};

const RULES: &str = "schema = 1\nedition = \"winter\"\nknown-up-to = \"2026-11-20\"\n\
    [text.en]\n\"staff.reseat\" = \"Take the card out and put it back, photo up.\"\n";

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn signer(seed: u8) -> SigningKey {
    SigningKey::from_bytes(&[seed; 32])
}

fn public(seed: u8) -> PublicKey {
    PublicKey::from_bytes(&signer(seed).verifying_key().to_bytes()).unwrap()
}

fn manifest(version: u64) -> Manifest {
    Manifest {
        version,
        issued: day("2026-12-01"),
        expires: day("2027-12-01"),
        contents: Contents::Amendment,
    }
}

fn made(manifest: Manifest, toml: &str, seed: u8) -> Vec<u8> {
    let draft = Draft::new(manifest, toml).unwrap_or_else(|refused| panic!("{refused}"));
    let signature = signer(seed).sign(draft.bytes()).to_bytes();
    draft.signed(public(seed), &signature).unwrap()
}

fn package(version: u64) -> Vec<u8> {
    made(manifest(version), RULES, 1)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut out, byte| {
        write!(out, "{byte:02x}").unwrap();
        out
    })
}

/// What somebody with the key could make by hand.
fn sealed(signed: &str) -> Vec<u8> {
    let signature = signer(1).sign(signed.as_bytes()).to_bytes();
    let hex: String = signature.iter().map(|byte| format!("{byte:02x}")).collect();
    let first = format!(
        "mynareader-package 1 {} {hex} {}\n",
        public(1),
        signed.len()
    );
    format!("{first}{signed}").into_bytes()
}

fn shelf(accepted: u64) -> Shelf {
    Shelf::new(&[public(1)], accepted).unwrap()
}

const TODAY: &str = "2026-12-24";

/// Refused, and nothing changed.
#[track_caller]
fn refused(shelf: &mut Shelf, package: &[u8], today: &str) -> Refused {
    let before = (shelf.book().clone(), shelf.origin(), shelf.accepted());
    let refused = shelf.load(package, day(today)).unwrap_err();
    assert_eq!(
        (shelf.book().clone(), shelf.origin(), shelf.accepted()),
        before
    );
    assert!(
        refused.to_string().contains("nothing was replaced"),
        "{refused}"
    );
    refused
}

#[test]
fn a_package_is_taken_and_its_version_given_back() {
    let mut shelf = shelf(6);
    assert_eq!(shelf.origin(), Origin::BuiltIn);
    assert_eq!(shelf.load(&package(7), day(TODAY)), Ok(7));
    assert_eq!(shelf.book().edition(), "winter");
    assert_eq!(shelf.accepted(), 7);
    let (manifest, key) = (manifest(7), public(1));
    assert_eq!(shelf.origin(), Origin::Package { manifest, key });
    // Again, as after a restart; and a newer one beside the one that somebody still holds.
    assert_eq!(shelf.load(&package(7), day(TODAY)), Ok(7));
    let held = shelf.book().clone();
    let newer = RULES.replace("winter", "spring");
    assert_eq!(
        shelf.load(&made(self::manifest(9), &newer, 1), day(TODAY)),
        Ok(9)
    );
    assert_eq!(
        (held.edition(), shelf.book().edition()),
        ("winter", "spring")
    );
}

#[test]
fn a_whole_book_and_other_keys_are_taken() {
    let whole = Manifest {
        contents: Contents::Whole,
        ..manifest(1)
    };
    let package = made(whole, &Book::built_in().to_toml(), 2);
    let mut shelf = Shelf::new(&[public(1), public(2)], 0).unwrap();
    assert_eq!(shelf.load(&package, day(TODAY)), Ok(1));
    assert_eq!(shelf.book().edition(), Book::built_in().edition());
    assert_eq!(
        Shelf::new(&[public(1); MAX_KEYS + 1], 0).unwrap_err(),
        TooManyKeys
    );
}

/// One bit anywhere, and each length but the right one.
#[test]
fn what_was_changed_is_refused() {
    let whole = package(7);
    let mut shelf = shelf(0);
    for at in 0..whole.len() {
        let mut changed = whole.clone();
        changed[at] ^= 1;
        let refused = refused(&mut shelf, &changed, TODAY);
        let head = whole.iter().position(|byte| *byte == b'\n').unwrap();
        if at > head {
            assert_eq!((refused.line, refused.reason), (Some(1), Reason::Signature));
        } else {
            assert_eq!(refused.line, Some(1), "{at} {refused}");
        }
    }
    for end in 0..whole.len() {
        refused(&mut shelf, &whole[..end], TODAY);
    }
    let stated = Draft::new(manifest(7), RULES).unwrap().bytes().len();
    let found = stated - 1;
    let short = refused(&mut shelf, &whole[..whole.len() - 1], TODAY);
    assert_eq!(short.reason, Reason::Length { found, stated });
    let longer = [whole.as_slice(), b"\n"].concat();
    let found = stated + 1;
    assert_eq!(
        refused(&mut shelf, &longer, TODAY).reason,
        Reason::Length { found, stated }
    );
    let large = vec![b'a'; MAX_PACKAGE + 1];
    assert_eq!(
        refused(&mut shelf, &large, TODAY).reason,
        Reason::TooLarge(MAX_PACKAGE)
    );
    // The ends of lines as another system writes them.
    let text = String::from_utf8(whole).unwrap().replace('\n', "\r\n");
    assert_eq!(
        refused(&mut shelf, text.as_bytes(), TODAY).reason,
        Reason::Head(Head::Length)
    );
}

#[test]
fn another_key_is_refused() {
    let mut shelf = shelf(0);
    let foreign = made(manifest(7), RULES, 3);
    let found = refused(&mut shelf, &foreign, TODAY);
    assert_eq!(found.reason, Reason::UnknownKey(public(3).to_string()));
    // A foreign signature under a known key's name.
    let text = String::from_utf8(foreign).unwrap();
    let renamed = text.replace(&public(3).to_string(), &public(1).to_string());
    assert_eq!(
        refused(&mut shelf, renamed.as_bytes(), TODAY).reason,
        Reason::Signature
    );
    // A key that is none.
    let none = text.replace(&public(3).to_string(), &format!("01{}", "00".repeat(31)));
    assert_eq!(
        refused(&mut shelf, none.as_bytes(), TODAY).reason,
        Reason::Head(Head::Key)
    );
    let mut without = Shelf::new(&[], 0).unwrap();
    assert_eq!(
        refused(&mut without, &package(7), TODAY).reason,
        Reason::NoKey
    );
}

#[test]
fn what_is_older_is_refused() {
    let mut shelf = shelf(8);
    let found = refused(&mut shelf, &package(7), TODAY);
    let (version, accepted) = (7, 8);
    assert_eq!(
        (found.line, found.reason),
        (Some(3), Reason::Older { version, accepted })
    );
    assert_eq!(
        shelf.load(&package(8), day(TODAY)),
        Ok(8),
        "the last one again, after a restart"
    );
    let other = made(manifest(8), &RULES.replace("winter", "spring"), 1);
    assert_eq!(
        refused(&mut shelf, &other, TODAY).reason,
        Reason::SameVersion(8)
    );
}

#[test]
fn what_is_older_than_the_built_in_book_is_refused() {
    let built_in = Book::built_in().known_up_to();
    let issued = built_in.day_before().unwrap();
    let manifest = Manifest {
        issued,
        ..manifest(9)
    };
    let reason = Reason::OlderThanBuiltIn { issued, built_in };
    assert_eq!(Draft::new(manifest, RULES).unwrap_err().reason, reason);
    let mut shelf = shelf(0);
    let head = format!(
        "mynareader-guidance 1\nversion 9\nissued {issued}\nexpires 2027-12-01\ncontents amendment\n\n"
    );
    assert_eq!(
        refused(&mut shelf, &sealed(&format!("{head}{RULES}")), TODAY).reason,
        reason
    );
    let head = "mynareader-guidance 1\nversion 9\nissued 2026-12-01\nexpires 2027-12-01\ncontents amendment\n\n";
    let rules = RULES.replace("2026-11-20", "2026-01-01");
    let known_up_to = day("2026-01-01");
    let reason = Reason::RulesOlderThanBuiltIn {
        known_up_to,
        built_in,
    };
    assert_eq!(
        refused(&mut shelf, &sealed(&format!("{head}{rules}")), TODAY).reason,
        reason
    );
}

/// Refused when new; in force, it stays in force, also after a restart, and says so.
#[test]
fn an_expired_package_stays_only_where_it_was() {
    let late = "2027-12-02";
    let mut fresh = shelf(6);
    let (expired, today) = (day("2027-12-01"), day(late));
    let found = refused(&mut fresh, &package(7), late);
    assert_eq!(
        (found.line, found.reason),
        (Some(5), Reason::Expired { expired, today })
    );
    assert_eq!(fresh.load(&package(7), expired), Ok(7), "on its last day");
    let situation = Situation::on(today);
    let notes = |shelf: &Shelf| {
        let guidance = shelf.book().advise(FaultCode::NETWORK, &situation);
        guidance
            .notes
            .iter()
            .filter(|note| note.note == Note::BeyondKnown)
            .count()
    };
    let status = fresh.status(today);
    assert!(status.age.has_expired && status.age.warns);
    assert!(!fresh.status(expired).age.has_expired);
    assert_eq!(notes(&fresh), 1);
    let mut restarted = shelf(7);
    assert_eq!(restarted.load(&package(7), today), Ok(7));
    assert!(restarted.status(today).age.has_expired);
    assert_eq!(restarted.book().edition(), "winter");
    // Between the rules' day and the expiry nothing is told.
    let situation = Situation::on(expired);
    let guidance = restarted.book().advise(FaultCode::NETWORK, &situation);
    assert!(
        guidance
            .notes
            .iter()
            .all(|note| note.note != Note::BeyondKnown)
    );
}

#[test]
fn unsigned_files_are_taken_only_while_no_key_is_set() {
    let mut free = Shelf::new(&[], 0).unwrap();
    free.load_unsigned(RULES, Contents::Amendment).unwrap();
    assert_eq!(
        (free.origin(), free.book().edition()),
        (Origin::Unsigned, "winter")
    );
    let bad = free
        .load_unsigned("schema = 9", Contents::Amendment)
        .unwrap_err();
    assert!(matches!(bad.reason, Reason::Guidance(_)));
    assert!(free.load_unsigned(RULES, Contents::Whole).is_err());
    assert_eq!(free.book().edition(), "winter");
    let mut keyed = shelf(0);
    let unsigned = keyed.load_unsigned(RULES, Contents::Amendment).unwrap_err();
    assert_eq!(unsigned.reason, Reason::Unsigned);
    assert_eq!(keyed.origin(), Origin::BuiltIn);
    // Nor by the other door.
    assert_eq!(
        refused(&mut keyed, RULES.as_bytes(), TODAY).reason,
        Reason::NotAPackage
    );
}

/// Signed, and still no package; each at its line.
#[test]
fn a_signed_head_must_be_right() {
    let good = "mynareader-guidance 1\nversion 9\nissued 2026-12-01\nexpires 2027-12-01\ncontents amendment\n\n";
    let mut shelf = shelf(0);
    for (from, to, line, head) in [
        ("guidance 1", "guidance 2", 2, Head::Purpose),
        ("mynareader-guidance", "another-purpose", 2, Head::Purpose),
        ("version 9", "version 0", 3, Head::Version),
        ("version 9", "version 09", 3, Head::Version),
        ("version 9", "version -9", 3, Head::Version),
        (
            "version 9",
            "version 99999999999999999999",
            3,
            Head::Version,
        ),
        ("2026-12-01", "2026-13-01", 4, Head::Issued),
        ("issued 2026-12-01", "issued 2028-12-01", 5, Head::Expires),
        ("expires 2027", "until 2027", 5, Head::Expires),
        ("amendment", "Amendment", 6, Head::Contents),
        ("amendment\n\n", "amendment\nx\n", 7, Head::End),
        // Runs on into the guidance's first line.
        ("amendment\n\n", "amendment", 6, Head::Contents),
    ] {
        let signed = format!("{}{RULES}", good.replace(from, to));
        let found = refused(&mut shelf, &sealed(&signed), TODAY);
        assert_eq!(
            (found.line, found.reason),
            (Some(line), Reason::Head(head)),
            "{to}"
        );
    }
    let found = refused(
        &mut shelf,
        &sealed("mynareader-guidance 1\nversion 9\n"),
        TODAY,
    );
    assert_eq!(
        (found.line, found.reason),
        (Some(4), Reason::Head(Head::Issued))
    );
    assert!(
        shelf
            .load(&sealed(&format!("{good}{RULES}")), day(TODAY))
            .is_ok()
    );
}

/// Guidance that would harm or blame is refused, signed or not, with its line in the package.
#[test]
fn signed_guidance_is_checked_like_any_other() {
    let head = "mynareader-guidance 1\nversion 9\nissued 2026-12-01\nexpires 2027-12-01\ncontents amendment\n\n";
    let mut shelf = shelf(0);
    let words =
        "[text.ja]\n\"patient.004\" = { words = \"使えません。\", reading = \"つかえません。\" }\n";
    let found = refused(
        &mut shelf,
        &sealed(&format!("{head}schema = 1\n{words}")),
        TODAY,
    );
    assert!(
        found
            .to_string()
            .contains("line 10, text.ja.patient.004: a patient is never told \"使えま\""),
        "{found}"
    );
    let draft = Draft::new(manifest(9), &format!("schema = 1\n{words}")).unwrap_err();
    assert!(
        draft.to_string().contains("line 3, text.ja.patient.004"),
        "{draft}"
    );
    // Not even text.
    let mut bytes = head.as_bytes().to_vec();
    bytes.extend(b"schema = 1\n\xFF");
    let signature = signer(1).sign(&bytes).to_bytes();
    let first = format!(
        "mynareader-package 1 {} {} {}\n",
        public(1),
        hex(&signature),
        bytes.len()
    );
    let found = refused(&mut shelf, &[first.as_bytes(), &bytes].concat(), TODAY);
    assert_eq!((found.line, found.reason), (Some(9), Reason::Text));
}

#[test]
fn a_draft_is_checked_and_signed_only_rightly() {
    let zero = Draft::new(manifest(0), RULES).unwrap_err();
    assert_eq!(zero.reason, Reason::Head(Head::Version));
    let backwards = Manifest {
        expires: day("2026-11-30"),
        ..manifest(1)
    };
    let found = Draft::new(backwards, RULES).unwrap_err();
    assert_eq!(found.reason, Reason::Head(Head::Expires));
    let draft = Draft::new(manifest(1), RULES).unwrap();
    let signature = signer(1).sign(draft.bytes()).to_bytes();
    assert_eq!(draft.signed(public(2), &signature), Err(NotSigned));
    let package = draft.signed(public(1), &signature).unwrap();
    let opened = open(&package, &[public(1)]).unwrap();
    assert_eq!(
        (opened.key, opened.manifest, opened.toml),
        (public(1), manifest(1), RULES)
    );
}
