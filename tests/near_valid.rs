//! Texts near valid ones, at every entry that reads text from outside: whatever numbers, lengths,
//! depths and characters stand in them, the answer is a value or a short error, and never a panic.
//! Run on a small stack, so that what recurses with the text is found too.
#![forbid(unsafe_code)]

use std::fmt::Display;

use mynareader::calendar::{Date, PrintedDate};
use mynareader::card::Profile;
use mynareader::certificate::{Hierarchy, Oid, TrustAnchors, TrustStore};
use mynareader::fault::FaultCode;
use mynareader::guidance::{Book, Language, Message, Reason, Refused};
use mynareader::journal::Journal;
use proptest::prelude::*;
use proptest::sample::{Index, select};

/// What a person, a program or somebody hostile may put where a value stands.
const PIECES: [&str; 50] = [
    "0",
    "-0",
    "+1",
    "-1",
    "00",
    "007",
    "1_000",
    "255",
    "256",
    "65536",
    "4294967295",
    "4294967296",
    "9223372036854775807",
    "9223372036854775808",
    "18446744073709551616",
    "340282366920938463463374607431768211456",
    "0xFFFFFFFFFFFFFFFFF",
    "0o7",
    "0b1",
    "1.5",
    "1e999",
    "-1e-999",
    "nan",
    "inf",
    "true",
    "0000-00-00",
    "2024-02-30",
    "9999-12-31",
    "99999-01-01",
    "-0001-01-01",
    "2024-01-01T25:61:61Z",
    "00:00:00.99999999999999999999",
    "\"",
    "\"\"\"",
    "'''",
    "\"\\u0000\"",
    "\"\\uD800\"",
    "[",
    "]",
    "{}",
    "{a.b.c={}}",
    "{a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a=",
    "[[{a=[",
    ".",
    "\u{0}",
    "\u{7F}",
    "\u{FEFF}",
    "\u{202E}",
    "\u{FF11}\u{FF12}",
    "\u{1F468}\u{200D}\u{1F469}",
];

/// One change: where, how much goes, what comes, and how often.
type Change = (Index, usize, &'static str, usize);

fn changes() -> impl Strategy<Value = Vec<Change>> {
    let often = prop_oneof![9 => Just(1_usize), 1 => select(vec![2, 100, 5_000])];
    let gone = prop_oneof![3 => Just(0_usize), 5 => 1..12_usize, 1 => 0..2_000_usize];
    prop::collection::vec((any::<Index>(), gone, select(PIECES.to_vec()), often), 1..4)
}

fn change(text: &str, changes: &[Change]) -> String {
    let mut text: Vec<char> = text.chars().collect();
    for (at, gone, piece, often) in changes {
        let at = at.index(text.len() + 1);
        let end = text.len().min(at + gone);
        text.splice(at..end, piece.repeat(*often).chars());
    }
    text.into_iter().collect()
}

/// Runs on a stack of 512 KiB, less than any of the targets gives a thread.
fn on_a_small_stack<T: Send>(read: impl FnOnce() -> T + Send) -> T {
    std::thread::scope(|scope| {
        std::thread::Builder::new()
            .stack_size(512 * 1024)
            .spawn_scoped(scope, read)
            .unwrap()
            .join()
            .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    })
}

/// An error is told in few words, without what a terminal obeys.
fn told<T, E: Display>(result: Result<T, E>) -> Option<T> {
    match result {
        Ok(value) => Some(value),
        Err(error) => {
            let text = error.to_string();
            assert!(!text.is_empty() && text.len() < 64 * 1024);
            assert!(
                !text.contains(|c: char| c.is_control() && c != '\n'),
                "{text:?}"
            );
            None
        }
    }
}

const TRUST_STORE: &str = r#"
schema = 1
[[fingerprint]]
hierarchy = "test"
sha256 = "abababababababababababababababababababababababababababababababab"
[[policy]]
oid = "1.2.392.200149.8.5.1.3.99"
role = "authentication"
hierarchy = "production"
[[authority-key]]
hierarchy = "production"
id = "35303030303233 0805 303031 00000000"
modulus = "c0ffee"
exponent = "010001"
[[anchor]]
hierarchy = "production"
pem = """
-----BEGIN CERTIFICATE-----
MIIBszCCARygAwIBAgIBATANBgkqhkiG9w0BAQsFADAVMRMwEQYDVQQDDApUZXN0
-----END CERTIFICATE-----
"""
"#;

const AMENDMENT: &str = r#"
schema = 1
edition = "t"
known-up-to = "2027-03-31"
grace-from = "2024-12-02"
[text.en]
"staff.reseat" = { words = "Put the card back." }
[[replace]]
reader-model = 7
message = 100010
language = "en"
words = "Put the card in."
[[vendor-code]]
code = "3:0x81000001"
like = "906"
title = { ja = "あ", en = "a" }
[[step]]
step = "smartphone"
needs = ["panel"]
facility = ["smartphone"]
from = "2025-09-19"
ordinary-share = true
[[code]]
code = "950"
staff = ["prescribe-on-paper"]
continues = true
"#;

const JOURNAL: &str = r#"{"schema":1,"mode":"unattended","rehearsal":false,"lines":[
{"after_ms":0,"entry":{"started":{"mode":"unattended","rehearsal":false}}}],
"omitted":0,"outcome":null,"duration_ms":0}"#;

const LEAFLET: &str = "# ｜題《だい》 {patient}\nlead\n## One {note}\n1. first\n2. second\n\n| | |\n\
     |---|---|\n| a | b |\n\n- [ ] box{k}: ____{k.text}\n\nlabel: ____\nsex: ( ) m{sex.m} ( ) f{sex.f}\n\n\
     > say **it**\n";

const FRAME: &str = r#"
"frame.date" = "{day}/{month}/{year}"
"frame.months" = "1 2 3 4 5 6 7 8 9 10 11 12"
"frame.facts" = "a {date} b"
"frame.holds-from" = "2026-01-01"
"frame.known-up-to" = "2026-11-22"
"frame.printed" = "｜題《だい》"
"#;

/// A book with this leaflet and these words around it.
fn with_leaflet(text: &str, frame: &str) -> Result<Book, Refused> {
    Book::built_in().amended(&format!(
        "schema = 1\n[text.en]\n{frame}\n[page.en]\ncertificate-renewal = '''\n{text}'''\n"
    ))
}

/// What the changes begin with is taken, or refused for the one reason that it was made for, so
/// that most of what is tried goes deep.
#[test]
fn the_texts_are_near_valid_ones() {
    let without_anchor = TRUST_STORE.split("[[anchor]]").next().unwrap();
    let without_key = without_anchor.split("[[authority-key]]").next().unwrap();
    assert!(TrustStore::from_toml(without_key).is_ok());
    for text in [without_anchor, TRUST_STORE] {
        let place = TrustStore::from_toml(text).unwrap_err().place;
        assert!(
            ["anchor 1", "authority-key 1"].contains(&place.as_str()),
            "{place}"
        );
    }
    assert!(serde_json::from_str::<Journal>(JOURNAL).is_ok());
    assert!(Profile::from_toml(&Profile::my_number_card().to_toml()).is_ok());
    assert!(Book::built_in().amended(AMENDMENT).is_ok());
    // Words and text are sound; the text is not that leaflet's.
    let refused = with_leaflet(LEAFLET, FRAME).unwrap_err();
    assert!(
        matches!(refused.problems[0].reason, Reason::Fields(_)),
        "{refused}"
    );
    assert!(with_leaflet("# a {patient}\nb\n", FRAME).is_ok());
}

/// Tables in tables, by brackets and by full stops, and both together.
#[test]
fn deep_texts() {
    let dotted = "a.".repeat(79);
    let deep = [
        format!("x = {}", format!("{{{dotted}a=").repeat(79)),
        format!(
            "[{dotted}a]\nx = {}1{}",
            format!("{{{dotted}a=").repeat(79),
            "}".repeat(79)
        ),
        format!("x = {}", "{a.a.a.a.a=".repeat(5_000)),
        format!("x = {}", "[".repeat(60_000)),
        format!("{}a = 1", "a.".repeat(30_000)),
    ];
    for deep in &deep {
        let json = deep.replace("{a.a.a.a.a=", "{\"lines\":[");
        let text = format!("schema = 1\n{deep}");
        on_a_small_stack(|| {
            let error = TrustStore::from_toml(&text).unwrap_err();
            assert!(
                ["line 2", "line 3"].contains(&error.place.as_str()),
                "{error}"
            );
            let error = Profile::from_toml(&text).unwrap_err();
            assert!(["line 2", "line 3"].contains(&error.place()), "{error}");
            let refused = Book::built_in().amended(&text).unwrap_err();
            assert!(matches!(refused.problems[0].line, Some(2 | 3)), "{refused}");
            assert!(serde_json::from_str::<Journal>(&json).is_err());
        });
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn a_trust_store(changes in changes()) {
        let text = change(TRUST_STORE, &changes);
        on_a_small_stack(|| told(TrustStore::from_toml(&text)));
    }

    #[test]
    fn a_text_of_pem(changes in changes()) {
        let (_, pem) = TRUST_STORE.split_once("\"\"\"").unwrap();
        let text = change(pem, &changes);
        on_a_small_stack(|| told(TrustAnchors::new().add_pem(&text, Hierarchy::Test)));
    }

    #[test]
    fn a_profile(changes in changes()) {
        let text = change(&Profile::my_number_card().to_toml(), &changes);
        if let Some(profile) = on_a_small_stack(|| told(Profile::from_toml(&text))) {
            prop_assert!(profile.check().is_ok());
        }
    }

    #[test]
    fn a_book(changes in changes()) {
        let text = change(AMENDMENT, &changes);
        on_a_small_stack(|| told(Book::built_in().amended(&text)));
    }

    #[test]
    fn a_journal(changes in changes()) {
        let text = change(JOURNAL, &changes);
        on_a_small_stack(|| serde_json::from_str::<Journal>(&text).is_ok());
    }

    #[test]
    fn a_leaflet(changes in changes(), words in changes()) {
        let text = change(LEAFLET, &changes);
        let frame = change(FRAME, &words);
        on_a_small_stack(|| told(with_leaflet(&text, &frame)));
    }

    #[test]
    fn short_texts(changes in changes()) {
        for text in ["2026-11-22", "004", "L01", "3:0x81000001", "1.2.392.200149.8.5", "zh-Hans",
            "昭和55年2月17日", "2026.11.22", "patient.004.face-only"] {
            let text = change(text, &changes);
            on_a_small_stack(|| {
                if let Some(date) = told(text.parse::<Date>()) {
                    assert_eq!(date.to_string(), text);
                }
                if let Some(oid) = told(text.parse::<Oid>()) {
                    assert_eq!(oid.to_string(), text);
                }
                if let Some(language) = told(text.parse::<Language>()) {
                    assert_eq!(language.tag(), text);
                }
                if let Some(code) = told(text.parse::<FaultCode>()) {
                    assert_eq!(code.to_string().parse(), Ok(code));
                }
                if let Some(message) = Message::from_name(&text) {
                    assert_eq!(message.to_string(), text);
                }
                told(text.parse::<PrintedDate>());
            });
        }
    }

    /// Days, months and years of any size, from any day.
    #[test]
    fn any_span_of_time(
        year in 1_i16..=9999, month in 1_u8..=12, day in 1_u8..=28,
        span in prop_oneof![any::<i32>(), -20_000..20_000_i32, Just(i32::MIN), Just(i32::MAX)],
    ) {
        let date = Date::new(year, month, day).unwrap();
        let later = [date.add_days(span), date.add_months(span), date.add_years(span)];
        for later in later.into_iter().flatten() {
            prop_assert!((Date::MIN..=Date::MAX).contains(&later));
            prop_assert_eq!(later >= date, span >= 0);
        }
        if let Ok(later) = date.add_days(span) {
            prop_assert_eq!(date.days_until(later), span);
        }
    }
}
