//! This library and others that drive the same card, side by side in one run: `make bench-peers`.
//!
//! Exchanges, bytes and modelled time are counted at the virtual card and are the same each time; CPU time
//! and allocations are those of the library alone, without the card. The run fails where this library
//! needs more than a peer on the wire and no reason is known.

#[path = "../tests/budgets/allocator.rs"]
mod allocator;
#[path = "peers/jpki_rs.rs"]
mod jpki_rs;
#[path = "peers/meter.rs"]
mod meter;
#[path = "peers/myna.rs"]
mod myna;
#[path = "peers/opensc.rs"]
mod opensc;
#[path = "peers/ours.rs"]
mod ours;
mod page;
#[path = "../tests/support/pcscd.rs"]
mod pcscd;

use std::fmt::Write as _;
use std::process::ExitCode;

use mynareader_emulator::{App, Day, KeyRef, Link, Persona, Personas};

use jpki_rs::Handler;
use meter::{Cost, Metering, measure};
use opensc::OpenSc;

const DAY: &str = "2026-11-22";
const DIGEST: [u8; 32] = [7; 32];
const CHALLENGE: [u8; 32] = [0x5A; 32];
/// A PIN that is not the card's.
const WRONG: &str = "0000";

/// What is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Task {
    /// The authentication certificate.
    Certificate,
    /// The tries of the PIN.
    Tries,
    /// The PIN, and a signature over a digest.
    PinAndSign,
    /// Code B and the face record, for which nobody vouches yet.
    Record,
    /// Code B and the photo: the tries before, the record's signature checked, the chip challenged.
    Photo,
    /// From the card's expiry to that photo, as docs/exchanges.md has it.
    FaceFlow,
}

const TASKS: [(Task, &str); 6] = [
    (Task::Certificate, "certificate"),
    (Task::Tries, "tries of the PIN"),
    (Task::PinAndSign, "PIN and signature"),
    (Task::Record, "code B and record, unproved"),
    (Task::Photo, "code B and photo, proved"),
    (Task::FaceFlow, "whole face flow up to the photo"),
];

/// Where this library may need more, and why.
const MORE: [(Task, &str, &str); 1] = [(
    Task::FaceFlow,
    "jpki, answers kept",
    "the crate has no call for the steps that its row names; the photo that it gives is unproved",
)];

/// A row: whose, what it cost, and what is to be said of it.
type Row = (&'static str, Result<Cost, String>, Option<&'static str>);

fn rows(task: Task, link: Link, persona: &Persona, opensc: &Result<OpenSc, String>) -> Vec<Row> {
    let by = |run: &dyn Fn(&Metering)| measure(persona, link, run);
    let jpki = |handler: Handler| match jpki_rs::can(task) {
        Ok(note) => (
            Ok(by(&|link| jpki_rs::run(handler, task, persona, link))),
            note,
        ),
        Err(why) => (Err(format!("cannot: {why}")), None),
    };
    let (own, note) = jpki(Handler::Own);
    let (keeping, _) = jpki(Handler::Keeping);
    let mut rows = vec![
        (
            "mynareader",
            Ok(by(&|link| ours::run(task, persona, link))),
            None,
        ),
        (
            "myna-card",
            Ok(by(&|link| myna::run(task, persona, link))),
            None,
        ),
        ("jpki", own, note),
        ("jpki, answers kept", keeping, note),
    ];
    // Its driver reads in short blocks, whatever the link carries: one measurement says all.
    if link == Link::SHORT {
        let cost = OpenSc::can(task)
            .map_err(|why| format!("cannot: {why}"))
            .and_then(|()| match opensc {
                Ok(opensc) => Ok(opensc.run(task, persona)),
                Err(missing) => Err(format!("not measured: {missing}")),
            });
        rows.push(("OpenSC", cost, None));
    }
    rows
}

#[expect(clippy::cast_precision_loss, reason = "a ratio of two decimals")]
fn ratio(ours: u64, theirs: u64) -> String {
    if theirs == 0 {
        return "–".to_owned();
    }
    format!("{:.2}", ours as f64 / theirs as f64)
}

fn number(value: u128) -> u64 {
    u64::try_from(value).unwrap_or(u64::MAX)
}

/// A table of all tasks over one link, and the names of the rows in which this library needs more.
fn table(link: Link, persona: &Persona, opensc: &Result<OpenSc, String>) -> (String, Vec<String>) {
    let mut text = String::from(
        "| task | by | exchanges | bytes | modelled ms | CPU µs | allocations | allocated bytes | ours/theirs: exchanges | bytes | modelled | CPU | allocations |\n\
         |---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n",
    );
    let mut more = Vec::new();
    for (task, name) in TASKS {
        let rows = rows(task, link, persona, opensc);
        let ours = rows
            .iter()
            .find_map(|(_, cost, _)| cost.clone().ok())
            .expect("ours is first");
        for (by, cost, note) in rows {
            let shown = note.map_or_else(|| by.to_owned(), |note| format!("{by} ({note})"));
            let cost = match cost {
                Ok(cost) => cost,
                Err(why) => {
                    let _ = writeln!(text, "| {name} | {shown} | {why} | | | | | | | | | | |");
                    continue;
                }
            };
            let host = cost.host.map_or_else(
                || "– | – | –".to_owned(),
                |host| {
                    let cpu = host.cpu.as_secs_f64() * 1_000_000.0;
                    format!("{cpu:.1} | {} | {}", host.allocations, host.allocated)
                },
            );
            let wire = [
                (u64::from(ours.exchanges), u64::from(cost.exchanges)),
                (ours.bytes as u64, cost.bytes as u64),
                (
                    number(ours.modelled.as_micros()),
                    number(cost.modelled.as_micros()),
                ),
            ];
            let known = MORE.iter().any(|(t, peer, _)| (*t, *peer) == (task, by));
            if wire.iter().any(|(ours, theirs)| ours > theirs) && !known {
                more.push(format!("{name}, {by}"));
            }
            let mut ratios: Vec<String> = wire.iter().map(|(a, b)| ratio(*a, *b)).collect();
            match (ours.host, cost.host) {
                (Some(ours), Some(host)) => {
                    ratios.push(ratio(
                        number(ours.cpu.as_nanos()),
                        number(host.cpu.as_nanos()),
                    ));
                    ratios.push(ratio(ours.allocations, host.allocations));
                }
                _ => ratios.extend(["–".to_owned(), "–".to_owned()]),
            }
            if by == "mynareader" {
                ratios.fill(String::new());
            }
            let _ = writeln!(
                text,
                "| {name} | {shown} | {} | {} | {:.1} | {host} | {} |",
                cost.exchanges,
                cost.bytes,
                cost.modelled.as_secs_f64() * 1000.0,
                ratios.join(" | ")
            );
        }
    }
    (text, more)
}

/// How many of three tries a PIN costs that was wrong once.
fn wrong_pin(persona: &Persona, opensc: &Result<OpenSc, String>) -> String {
    let key = KeyRef::new(App::Jpki, 0x18);
    let lost = |run: &dyn Fn(&Metering)| {
        let seen = std::cell::Cell::new(None);
        measure(persona, Link::SHORT, |link| {
            run(link);
            seen.set(link.handle().tries_left(key));
        });
        seen.get()
            .map_or_else(|| "?".to_owned(), |left| (3 - left).to_string())
    };
    let mut text = String::from("| a wrong PIN, typed once, costs | tries |\n|---|--:|\n");
    for (by, lost) in [
        ("mynareader", lost(&ours::wrong_pin)),
        ("myna-card", lost(&myna::wrong_pin)),
        ("jpki", lost(&|link| jpki_rs::wrong_pin(Handler::Own, link))),
        (
            "jpki, answers kept",
            lost(&|link| jpki_rs::wrong_pin(Handler::Keeping, link)),
        ),
    ] {
        let _ = writeln!(text, "| {by} | {lost} |");
    }
    if let Ok(opensc) = opensc {
        let left = opensc.wrong_pin(persona).tries_left(key);
        let lost = left.map_or_else(|| "?".to_owned(), |left| (3 - left).to_string());
        let _ = writeln!(text, "| OpenSC | {lost} |");
    }
    text
}

fn main() -> ExitCode {
    let day: Day = DAY.parse().expect("a day");
    let personas = Personas::at(day).expect("the personas");
    let persona = personas.get("adult").expect("the adult");
    let opensc = OpenSc::start();
    let mut text = format!(
        "mynareader {}, myna-card {}, jpki {}, {}; {}.\n",
        env!("CARGO_PKG_VERSION"),
        locked("myna-card"),
        locked("jpki"),
        OpenSc::version(),
        page::rustc(),
    );
    let mut more = Vec::new();
    for (link, name) in [
        (Link::EXTENDED, "A reader that carries extended APDUs"),
        (Link::SHORT, "A reader that carries short APDUs only"),
    ] {
        let (rows, found) = table(link, persona, &opensc);
        let _ = write!(text, "\n**{name}**\n\n{rows}");
        more.extend(found.into_iter().map(|row| format!("{name}: {row}")));
    }
    let _ = write!(text, "\n{}", wrong_pin(persona, &opensc));
    text += "\nWhere this library needs more on the wire, and why:\n\n";
    for (task, peer, why) in MORE {
        let (_, name) = TASKS
            .iter()
            .find(|(known, _)| *known == task)
            .expect("a task");
        let _ = writeln!(text, "- {name}, {peer}: {why}.");
    }
    page::publish("peers", &text);
    for row in &more {
        eprintln!("needs more than its peer, and no reason is known: {row}");
    }
    if more.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// The version of a crate by Cargo.lock.
fn locked(name: &str) -> String {
    let lock = std::fs::read_to_string(proof::root().join("Cargo.lock")).unwrap_or_default();
    let package = format!("name = \"{name}\"\nversion = \"");
    let rest = lock.split_once(&package).map_or("?", |(_, rest)| rest);
    rest.split('"').next().unwrap_or("?").to_owned()
}
