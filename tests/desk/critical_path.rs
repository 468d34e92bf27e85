//! What a patient waits for the card: the exchanges, and their modelled time, between an act and the
//! next screen. The table in `docs/exchanges.md` is made from this run.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::time::Duration;

use super::exchanges::letters;
use super::unhurried::Unhurried;
use mynareader::facts::Method;
use mynareader::reception::{Ahead, Config, PinVerifier, Request, State};
use mynareader_emulator::{Link, Personas, Rate, Timing};

const DAY: &str = "2026-11-24";

/// What is waited for, and the least that it takes: the derivation stands in `docs/exchanges.md`.
const LEAST: [(&str, &str, &str); 8] = [
    ("card laid down", "methods offered", "DDSRQ"),
    ("face chosen", "scanner ready", ""),
    ("code B scanned", "camera ready", "SQVXGs"),
    ("face captured", "national software", ""),
    ("PIN chosen", "keypad ready", ""),
    ("PIN entered", "judged", "SQVGs"),
    ("staff chosen", "staff asked", ""),
    ("result", "card may be taken", "s"),
];

/// An exchange's time beside the air: half host and reader, half the card.
fn timing(rate: Rate, exchange: u64) -> Timing {
    Timing {
        overhead: Duration::from_micros(exchange * 500),
        command: Duration::from_micros(exchange * 500),
        ..Timing::contactless(rate)
    }
}

/// Each wait of a check-in: what was sent, and how long it took.
fn waits(
    method: Method,
    ahead: Ahead,
    link: Link,
    timing: Timing,
) -> BTreeMap<&'static str, (String, Duration)> {
    let personas = Personas::at(DAY.parse().unwrap()).unwrap();
    let persona = personas.get("adult").unwrap();
    let card = persona.card().unwrap().with_link(link).with_timing(timing);
    let mut config = Config::default();
    config.ahead = ahead;
    config.pin_verifier = PinVerifier::Library;
    let mut check_in = Unhurried::new(persona, card, config, method);
    let mut waits = BTreeMap::new();
    let mut act = "card laid down";
    check_in.place(DAY);
    loop {
        let (sent, began) = (letters(&check_in.card).len(), check_in.card.elapsed());
        let asked = check_in.until_asked();
        let cost = (
            letters(&check_in.card)[sent..].to_owned(),
            check_in.card.elapsed() - began,
        );
        assert!(waits.insert(act, cost).is_none(), "{act} twice");
        if asked.is_none() {
            assert_eq!(check_in.state(), State::Ended);
            return waits;
        }
        // A person takes longer than what is read behind the screen.
        check_in.until_idle();
        act = match (asked.unwrap(), method) {
            (Request::ChooseMethod { .. }, Method::Face) => "face chosen",
            (Request::ChooseMethod { .. }, Method::Pin) => "PIN chosen",
            (Request::ChooseMethod { .. }, Method::Staff) => "staff chosen",
            (Request::ScanCardFace { .. }, _) => "code B scanned",
            (Request::CompareFace { .. }, _) => "face captured",
            (Request::EnterPin { .. }, _) => "PIN typed",
            (Request::ObtainChallenge, _) => "PIN entered",
            (Request::CheckBySight { .. }, _) => "staff looked",
            (Request::CheckPasscode, _) => "passcode checked",
            (Request::Authenticate { .. }, _) => "authenticated",
            (Request::QueryEligibility, _) => "eligibility known",
            (Request::AskConsent(_), _) => "consented",
            (Request::Deliver { .. }, _) => "result",
            (other, _) => panic!("{other:?}"),
        };
        check_in.answer();
    }
}

const METHODS: [Method; 3] = [Method::Face, Method::Pin, Method::Staff];

#[test]
fn every_wait_is_at_its_least() {
    let mut seen = BTreeMap::new();
    for method in METHODS {
        for (act, (sent, _)) in waits(method, Ahead::all(), Link::EXTENDED, Timing::INSTANT) {
            // The same act costs the same in every flow.
            let same = seen.entry(act).or_insert_with(|| sent.clone());
            assert_eq!(*same, sent, "{act} by {method:?}");
        }
    }
    for (act, _, least) in LEAST {
        assert_eq!(seen.remove(act).as_deref(), Some(least), "{act}");
    }
    // What the national software needs: the same chip again.
    assert_eq!(seen.remove("authenticated").as_deref(), Some("sD"));
    // Nothing else waits for the card.
    assert!(seen.values().all(String::is_empty), "{seen:?}");
    // In short blocks only the record takes more; the certificates are read behind a screen.
    for (link, more) in [(Link::SHORT, "R"), (Link::EXTENDED, "X")] {
        let waits = waits(Method::Face, Ahead::all(), link, Timing::INSTANT);
        assert_eq!(waits["card laid down"].0, "DDSRQ");
        let record = waits["code B scanned"].0.replace(more, "");
        assert_eq!(record, "SQVGs");
    }
}

/// At 424 kbit/s and 10 ms an exchange, at most half of what it takes where everything is read before the
/// screen.
#[test]
fn the_methods_come_in_half_the_time() {
    let of = |ahead| {
        let timing = timing(Rate::Kbit424, 10);
        waits(Method::Face, ahead, Link::EXTENDED, timing)["card laid down"].1
    };
    let (now, before) = (of(Ahead::all()), of(Ahead::empty()));
    assert!(now * 2 <= before, "{now:?} of {before:?}");
}

#[test]
fn the_table_in_the_documents_is_this_runs() {
    let rates = [
        ("106", Rate::Kbit106),
        ("212", Rate::Kbit212),
        ("424", Rate::Kbit424),
        ("848", Rate::Kbit848),
    ];
    let mut table = String::from("| From | to | Exchanges |");
    for exchange in [5, 10, 20] {
        for (name, _) in rates {
            let _ = write!(table, " {name}, {exchange} ms |");
        }
    }
    table.push_str("\n|---|---|---|");
    table.push_str(&"---|".repeat(12));
    table.push('\n');
    let mut line = |from: &str, to: &str, act: &str, method, ahead| {
        let (sent, _) = &waits(method, ahead, Link::EXTENDED, Timing::INSTANT)[act];
        let what = if sent.is_empty() {
            "–".to_owned()
        } else {
            format!("{} = {}", sent, sent.len())
        };
        let _ = write!(table, "| {from} | {to} | {what} |");
        for exchange in [5, 10, 20] {
            for (_, rate) in rates {
                let timing = timing(rate, exchange);
                let (_, took) = &waits(method, ahead, Link::EXTENDED, timing)[act];
                let _ = write!(table, " {} |", took.as_millis());
            }
        }
        table.push('\n');
    };
    line(
        "card laid down, nothing read ahead",
        "methods offered",
        "card laid down",
        Method::Face,
        Ahead::empty(),
    );
    for (act, to, _) in LEAST {
        let method = match act {
            "PIN chosen" | "PIN entered" => Method::Pin,
            "staff chosen" => Method::Staff,
            _ => Method::Face,
        };
        line(act, to, act, method, Ahead::all());
    }
    line(
        "code B scanned, signer not read ahead",
        "camera ready",
        "code B scanned",
        Method::Face,
        Ahead::CERTIFICATE | Ahead::CODE_B_TRIES,
    );
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/exchanges.md");
    let page = std::fs::read_to_string(path).unwrap();
    let (begin, end) = (
        "<!-- made by tests/desk/critical_path.rs -->\n\n",
        "\n<!-- end -->",
    );
    let (before, rest) = page.split_once(begin).expect("the table's place");
    let (_, after) = rest.split_once(end).expect("the table's end");
    let made = format!("{before}{begin}{table}{end}{after}");
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(path, made).unwrap();
    } else {
        assert!(
            page == made,
            "docs/exchanges.md is not what the code does: UPDATE_DOCS=1 cargo test -p proof --test desk critical"
        );
    }
}
