//! What reading costs, and what running holds (`held.rs`). No loader and no parser takes more than in proportion to what it is given, and
//! none needs much memory. Work is counted and not timed: what is asked of the allocator, and, where
//! valgrind is there, the instructions that are executed.

mod allocator;
mod apart;
#[allow(dead_code)]
#[path = "../certificates/builder.rs"]
mod builder;
mod cases;
mod held;
#[path = "../support/maker.rs"]
mod maker;
#[cfg(unix)]
#[path = "../support/objects.rs"]
mod objects;
#[path = "../support/skip.rs"]
mod skip;
#[path = "../../benches/work.rs"]
mod work;

#[cfg(unix)]
use std::{collections::BTreeMap, process::Command};

use allocator::asked;
use cases::{CASES, Case};
use mynareader::transport::{ResponseBuffer, Transport as _};
use mynareader_emulator::{MAX_LOGGED_BYTES, Personas};

/// What work at one, two and four times a size may come to: the second step is twice the first where
/// work grows with the size, and four times where it grows with its square.
const STEP: f64 = 2.6;

/// How much memory reading may take, in bytes.
const MOST_MEMORY: u64 = 100 * 1000 * 1000;

fn sizes(case: &Case) -> [usize; 3] {
    [case.base, 2 * case.base, 4 * case.base]
}

/// Whether three counts grow no more than in proportion, but for so much.
fn is_linear(counts: [u64; 3], slack: u64) -> bool {
    let [one, two, four] = counts.map(|count| count as f64);
    let first = (two - one).max(0.0);
    four - two <= STEP * first + slack as f64
}

#[test]
fn a_square_is_not_taken_for_a_line() {
    let line = |n: u64| 5_000 + 700 * n;
    let sorted = |n: u64| 5_000 + 70 * n * u64::from(n.ilog2());
    let square = |n: u64| 5_000 + 700 * n + n * n;
    for (growth, linear) in [
        (&line as &dyn Fn(u64) -> u64, true),
        (&sorted, true),
        (&square, false),
    ] {
        let counts = [1 << 12, 1 << 13, 1 << 14].map(growth);
        assert_eq!(is_linear(counts, 0), linear, "{counts:?}");
    }
}

/// Does what is done once, so that it is not counted.
fn warm_up(case: &Case) {
    (case.read)(&(case.make)(case.base));
}

#[test]
fn what_is_asked_of_the_allocator_grows_with_the_size() {
    let mut found = String::new();
    for case in CASES {
        warm_up(case);
        let asked = sizes(case).map(|size| {
            let bytes = (case.make)(size);
            assert!(bytes.len() <= size + 1000, "{}: {}", case.name, bytes.len());
            asked(|| (case.read)(&bytes))
        });
        let calls = asked.map(|it| it.calls);
        let bytes = asked.map(|it| it.bytes);
        // A few calls, and the room that lists are given at once.
        if !is_linear(calls, 64) || !is_linear(bytes, 256 * 1024) {
            found += &format!("{}: {calls:?} calls, {bytes:?} bytes\n", case.name);
        }
        // And nothing is kept.
        let left = asked.map(|it| it.left);
        if left != [0; 3] {
            found += &format!("{}: {left:?} bytes left\n", case.name);
        }
    }
    assert!(found.is_empty(), "{found}");
}

#[test]
fn the_most_that_is_taken_needs_little_memory() {
    let mut found = String::new();
    for case in CASES {
        let bytes = (case.make)(case.cap);
        // Nearly as much as is taken, or the case shows nothing.
        let certificate = case.name.starts_with("certificate");
        assert!(
            certificate || bytes.len() > case.cap / 2,
            "{}: {}",
            case.name,
            bytes.len()
        );
        let asked = asked(|| (case.read)(&bytes));
        if asked.most > MOST_MEMORY {
            found += &format!("{}: {} bytes at once\n", case.name, asked.most);
        }
    }
    assert!(found.is_empty(), "{found}");
}

/// One root, however many copies: each costs its own base64 and a hash, not a signature's check.
#[test]
fn a_copy_of_a_root_is_not_checked_again() {
    let one = CASES
        .iter()
        .find(|it| it.name == "PEM: copies of one root")
        .unwrap();
    warm_up(one);
    let size = (one.make)(4096).len();
    assert_eq!((one.make)(2 * size).len(), 2 * size);
    let cost = |copies: usize| asked(|| (one.read)(&(one.make)(copies * size))).calls;
    let checked = cost(1);
    let copy = cost(2) - checked;
    assert!(
        copy * 10 < checked,
        "{checked} calls for the first, {copy} for its copy"
    );
    for copies in [3, 10, 100] {
        let found = cost(copies) - checked;
        assert!(
            found <= (copies as u64 - 1) * copy + 16,
            "{copies}: {found}"
        );
    }
}

/// What the virtual card keeps of the wire stays within its bound, whatever goes over it.
#[test]
fn the_virtual_cards_log_stays_flat() {
    const READ: [u8; 5] = [0x00, 0xB0, 0x8A, 0x00, 0x00];
    let personas = Personas::at("2026-11-22".parse().unwrap()).unwrap();
    let mut card = personas.get("adult").unwrap().card().unwrap();
    let mut response = ResponseBuffer::new();
    let limit = std::time::Duration::from_secs(1);
    let mut held = [0; 4];
    for held in &mut held {
        *held = asked(|| {
            for _ in 0..20_000 {
                card.transmit(&READ, &mut response, limit).unwrap();
            }
        })
        .left;
    }
    // The first fills it; the others drop as much as they add.
    let bound = i64::try_from(2 * MAX_LOGGED_BYTES).unwrap();
    assert!((1..bound).contains(&held[0]), "{held:?}");
    assert!(held[1..].iter().all(|left| left.abs() < 4096), "{held:?}");
    let handle = card.handle();
    let cleared = asked(|| handle.clear_log()).left;
    assert!(cleared < -held[0] / 2, "{cleared} of {held:?}");
}

/// Under valgrind, which counts for each process: reads each case at each size in a process of its
/// own, which begins with what its parent has counted so far, and says which process it was.
#[cfg(unix)]
#[test]
fn reads_each_case_in_a_process() {
    if std::env::var_os("BUDGETS_ARE_COUNTED").is_none() {
        return;
    }
    for (number, case) in CASES.iter().enumerate() {
        warm_up(case);
        // The first reads nothing: what it counts is what the others begin with.
        for size in [0].into_iter().chain(sizes(case)) {
            // SAFETY: with one test thread, no other thread holds a lock that the child would need.
            let child = unsafe { libc::fork() };
            if child == 0 {
                if size > 0 {
                    (case.read)(&(case.make)(size));
                }
                // SAFETY: ends the process at once, as is due to one that was forked.
                unsafe { libc::_exit(0) };
            }
            let mut status = 0;
            // SAFETY: the child is this process's own, and the status is written into a number.
            assert_eq!(unsafe { libc::waitpid(child, &raw mut status, 0) }, child);
            assert_eq!(status, 0, "{}", case.name);
            println!("process {child} case {number} size {size}");
        }
    }
}

#[cfg(unix)]
#[test]
fn the_instructions_executed_grow_with_the_size() {
    if Command::new("valgrind").arg("--version").output().is_err() {
        skip::skipped(
            "the instructions that reading takes",
            "there is no valgrind",
        );
        return;
    }
    let output = Command::new("valgrind")
        .args([
            "--tool=cachegrind",
            "--cache-sim=no",
            "--cachegrind-out-file=/dev/null",
        ])
        .arg(std::env::current_exe().unwrap())
        .args([
            "--exact",
            "reads_each_case_in_a_process",
            "--nocapture",
            "--test-threads=1",
        ])
        .env("BUDGETS_ARE_COUNTED", "1")
        .output()
        .unwrap();
    let (said, told) = [&output.stdout, &output.stderr]
        .map(|bytes| String::from_utf8_lossy(bytes))
        .into();
    assert!(output.status.success(), "{said}\n{told}");
    // "==123== I   refs:      68,033,922"
    let counts: BTreeMap<&str, u64> = told
        .lines()
        .filter_map(|line| {
            let (process, rest) = line.strip_prefix("==")?.split_once("== I ")?;
            let (_, count) = rest.split_once("refs:")?;
            Some((process, count.trim().replace(',', "").parse().unwrap()))
        })
        .collect();
    // "process 123 case 4 size 8192"
    let mut of_cases = vec![Vec::new(); CASES.len()];
    for line in said.lines() {
        let words: Vec<_> = line.split(' ').collect();
        if let [.., "process", process, "case", case, "size", _] = words[..] {
            of_cases[case.parse::<usize>().unwrap()].push(counts[process]);
        }
    }
    let mut found = String::new();
    for (case, counts) in CASES.iter().zip(of_cases) {
        let [before, one, two, four] = counts[..] else {
            panic!("{}: {counts:?}", case.name);
        };
        let counts = [one, two, four].map(|count| count - before);
        // Where a hash begins, and how often a table is filled anew, is a matter of chance.
        if !is_linear(counts, 20_000) {
            found += &format!("{}: {counts:?}\n", case.name);
        }
        assert!(four > before, "{}: nothing was read", case.name);
    }
    assert!(found.is_empty(), "{found}");
}
