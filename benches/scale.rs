//! One process with many receptions, each at a desk of its own, as a farm of kiosks or a simulator has them:
//! `make bench-scale`. In two ways: as many threads as there are processors, each with its share of the
//! desks; and a thread for each desk, as a program has that calls `Desk::run`.
//!
//! Memory is what the desks hold, by the allocator, without the virtual cards. Time is the CPU time of a
//! check-in, most of which is RSA: the card's signatures, and the checks of record and chip.

use std::cell::Cell;
use std::fmt::Write as _;
use std::rc::Rc;
use std::thread;
use std::time::{Duration, Instant};

use mynareader::desk::{Material, Unshared};
use mynareader::reception::{Config, Reception};
use mynareader_emulator::{Persona, Personas};
use rustix::time::{ClockId, clock_gettime};

#[path = "../tests/budgets/allocator.rs"]
mod allocator;
#[path = "../tests/budgets/apart.rs"]
mod apart;
#[path = "../tests/support/maker.rs"]
mod maker;
mod page;

use allocator::held;
use apart::Apart;
use maker::{Maker, check_in, desk};

const DAY: &str = "2026-11-24";
const SIZES: [usize; 4] = [1, 10, 100, 1000];
/// How many check-ins are done in all at each size, so that each is measured as well.
const CHECK_INS: usize = 2000;

fn now() -> Duration {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    let seconds = u64::try_from(time.tv_sec).unwrap_or(0);
    Duration::new(seconds, u32::try_from(time.tv_nsec).unwrap_or(0))
}

/// What the desks of one thread held and took.
struct Share {
    /// Before their first check-in, all of them together.
    idle: i64,
    /// After the last.
    after: i64,
    /// How much more there was while a photo was lent at one of them.
    most: i64,
    cpu: Duration,
}

/// Opens so many desks and lets each check its patient in so often, one after the other in turns.
fn share(persona: &Persona, desks: usize, times: usize) -> Share {
    let of_cards = Rc::new(Cell::new(0));
    let mut links: Vec<Unshared<Apart>> = (0..desks)
        .map(|_| Apart {
            card: persona.card().expect("a card").without_log(),
            holds: Rc::clone(&of_cards),
        })
        .map(Unshared)
        .collect();
    let code_b = persona.code_b().expect("a code");
    let begun = held();
    let now_held = || held() - begun - of_cards.get();
    let (before, most) = (Cell::new(0), Cell::new(0));
    let mut desks: Vec<_> = links
        .iter_mut()
        .enumerate()
        .map(|(number, link)| {
            let mut config = Config::default();
            config.station = u16::try_from(number).unwrap_or(u16::MAX);
            let maker = Maker {
                code_b: code_b.clone(),
                at_comparison: |_: Material<'_>| {
                    most.set(most.get().max(now_held() - before.get()))
                },
            };
            desk(Reception::new(config), maker, link)
        })
        .collect();
    let idle = now_held();
    let start = now();
    for _ in 0..times {
        for desk in &mut desks {
            before.set(now_held());
            check_in(desk, DAY);
        }
    }
    Share {
        idle,
        after: now_held(),
        most: most.get(),
        cpu: now() - start,
    }
}

fn main() {
    let day = DAY.parse().expect("a day");
    let personas = Personas::at(day).expect("the personas");
    let persona = personas.get("adult").expect("the adult").clone();
    let processors = thread::available_parallelism().map_or(1, usize::from);
    // What is made once in a process.
    share(&persona, 1, 3);
    let mut text = format!("{}, {processors} processors.\n", page::rustc());
    let mut alone = None;
    let pool: &dyn Fn(usize) -> usize = &|size| processors.min(size);
    for (name, threads) in [
        ("A thread for each processor", pool),
        ("A thread for each desk", &|size| size),
    ] {
        let _ = write!(
            text,
            "\n**{name}**\n\n\
             | receptions | threads | check-ins | bytes per desk, idle | after its check-ins | and with a photo lent | CPU ms per check-in | check-ins per second |\n\
             |--:|--:|--:|--:|--:|--:|--:|--:|\n"
        );
        for size in SIZES {
            let (row, held) = row(&persona, size, threads(size));
            text += &row;
            assert_eq!(
                *alone.get_or_insert(held),
                held,
                "bytes per desk, of {size}"
            );
        }
    }
    page::publish("scale", &text);
}

/// A line of the table, and what a desk held before and after its check-ins.
fn row(persona: &Persona, size: usize, threads: usize) -> (String, [i64; 2]) {
    let times = (CHECK_INS / size).max(2);
    let began = Instant::now();
    let shares: Vec<Share> = thread::scope(|scope| {
        let running: Vec<_> = (0..threads)
            .map(|number| {
                let desks = size / threads + usize::from(number < size % threads);
                scope.spawn(move || share(persona, desks, times))
            })
            .collect();
        let ended = running.into_iter().map(|it| it.join().expect("a thread"));
        ended.collect()
    });
    let wall = began.elapsed();
    let desks = i64::try_from(size).expect("few");
    let check_ins = u32::try_from(size * times).expect("few");
    let sum = |what: fn(&Share) -> i64| shares.iter().map(what).sum::<i64>() / desks;
    let most = shares.iter().map(|share| share.most).max().unwrap_or(0);
    let cpu: Duration = shares.iter().map(|share| share.cpu).sum();
    let (idle, after) = (sum(|share| share.idle), sum(|share| share.after));
    let row = format!(
        "| {size} | {threads} | {check_ins} | {idle} | {after} | {} | {:.2} | {:.0} |\n",
        after + most,
        cpu.as_secs_f64() * 1000.0 / f64::from(check_ins),
        f64::from(check_ins) / wall.as_secs_f64()
    );
    (row, [idle, after])
}
