//! One VERIFY on the wire for each call, no last try spent unasked, nothing verified at the end,
//! whatever link, reader and service do: random schedules of faults against the virtual card, three
//! quarters of them over PC/SC with the quirks that public reports tell of. 10,000 in an ordinary run;
//! `make schedules` runs a million, in shards.
//!
//! `SCHEDULES` is how many there are, `SHARD=1/4` which part of them runs here, `SCHEDULE=17` one alone.
#![forbid(unsafe_code)]

mod quirks;
mod random;
mod reader;
mod session;

use mynareader_emulator::{Day, Personas};
use session::{Seen, run};

const USUALLY: u64 = 10_000;

fn setting(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// Holds: R2, R3, R9
#[test]
fn one_verify_on_the_wire_for_each_call() {
    let cases: u64 = setting("SCHEDULES").map_or(USUALLY, |count| count.parse().unwrap());
    let shard = setting("SHARD").unwrap_or_else(|| "1/1".to_owned());
    let (shard, shards) = shard.split_once('/').unwrap();
    let (shard, shards): (u64, u64) = (shard.parse().unwrap(), shards.parse().unwrap());
    let one: Option<u64> = setting("SCHEDULE").map(|case| case.parse().unwrap());

    let personas = Personas::at("2026-11-22".parse::<Day>().unwrap()).unwrap();
    let persona = personas.get("adult").unwrap();
    let image = persona.image().unwrap();
    let mut seen = Seen::default();
    let mut count = 0;
    for case in (0..cases).filter(|case| one.map_or(case % shards == shard - 1, |one| *case == one))
    {
        run(case, persona, &image, &mut seen);
        count += 1;
    }
    report(count, &seen);
    // The schedules are worth something: every kind of outcome was among them, and each quirk that
    // was put in came to what it must.
    if one.is_none() && count >= USUALLY {
        let least = |share: u64| u32::try_from(count / share).unwrap();
        assert!(
            seen.torn_after_sending >= least(8),
            "{} torn",
            seen.torn_after_sending
        );
        assert!(seen.accepted >= least(10) && seen.wrong >= least(10));
        assert!(seen.settled >= least(15));
        assert!(seen.counted_by_the_reader >= least(20) && seen.spoken_over >= least(25));
        assert!(seen.last_tries_kept >= least(10) && seen.last_tries_decided >= least(200));
        assert_eq!(seen.quirks.0.len(), 13, "{:?}", seen.quirks.0.keys());
    }
    for (what, (put, came)) in &seen.quirks.0 {
        assert_eq!(put, came, "{what}");
    }
}

/// Numbers by name, one a line, so that shards can be added up.
fn report(count: u64, seen: &Seen) {
    println!("schedules: {count}");
    for (what, number) in [
        ("over PC/SC", seen.over_pcsc),
        ("in which no card was reached", seen.unreached),
        ("calls that may present", seen.calls),
        ("VERIFYs on the wire", seen.presented),
        ("accepted", seen.accepted),
        ("wrong", seen.wrong),
        ("torn after VERIFY was sent", seen.torn_after_sending),
        ("unknown outcomes settled by the card", seen.settled),
        (
            "with a reader that counts by itself",
            seen.counted_by_the_reader,
        ),
        ("VERIFYs that a reader spoke over", seen.spoken_over),
        ("last tries kept", seen.last_tries_kept),
        ("last tries spent by a decision", seen.last_tries_decided),
    ] {
        println!("{what}: {number}");
    }
    for (what, (put, came)) in &seen.quirks.0 {
        println!("quirk, {what}: {put} in, {came} out");
    }
}
