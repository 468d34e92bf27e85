//! `fleet` and `stats`: the same seed gives the same fleet, each line is a journal, and what `stats` counts
//! and measures is what a plain count over the same lines gives, in bounded memory, whatever stands in a file.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Read, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use flate2::Compression;
use flate2::write::GzEncoder;
use mynareader::journal::Filed;
use mynareader_cli::stats::line::Line;
use mynareader_cli::stats::read::{Blocks, MAX_LINE, add_up};
use mynareader_cli::stats::tally::{MOST_KEYS, Tally};
use serde_json::Value;

fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(name)
}

fn program(arguments: &[&str]) -> Output {
    let mut program = Command::new(env!("CARGO_BIN_EXE_mynareader"));
    program.args(arguments).output().unwrap()
}

fn fleet(name: &str, facilities: &str, seed: &str) -> String {
    let file = path(name);
    let out = file.to_str().unwrap();
    let arguments = [
        "fleet",
        "--facilities",
        facilities,
        "--days",
        "8",
        "--seed",
        seed,
        "--out",
        out,
    ];
    assert!(program(&arguments).status.success());
    fs::read_to_string(file).unwrap()
}

#[test]
fn a_fleet_comes_again_by_its_seed_and_each_line_is_a_journal_that_comes_back() {
    let fleet_of = |seed| fleet("again.jsonl", "4", seed);
    let first = fleet_of("7");
    assert_eq!(first, fleet_of("7"));
    assert_ne!(first, fleet_of("8"));
    let mut sessions = std::collections::BTreeSet::new();
    let mut outcomes = std::collections::BTreeSet::new();
    let mut faults = std::collections::BTreeSet::new();
    for line in first.lines() {
        let filed: Filed = serde_json::from_str(line).unwrap();
        assert_eq!(serde_json::to_string(&filed).unwrap(), line);
        let outcome = filed.journal.outcome().unwrap();
        outcomes.insert(outcome.name());
        faults.extend(outcome.fault());
        assert_eq!(filed.journal.omitted(), 0);
        assert!((8..20).contains(&filed.hour.unwrap()));
        // 2026-04-05 is a Sunday.
        assert_ne!(filed.day.to_string(), "2026-04-05");
        assert!(
            sessions.insert((filed.facility, filed.station, filed.session)),
            "{line}"
        );
    }
    assert!(sessions.len() > 500, "{}", sessions.len());
    assert!(
        outcomes.len() >= 4 && faults.len() >= 4,
        "{outcomes:?} {faults:?}"
    );
}

/// Sorted times, and the one at a percentile by the nearest rank.
fn at(times: &[u64], percent: usize) -> u64 {
    times[(times.len() * percent).div_ceil(100).max(1) - 1]
}

/// A percentile of a histogram of two digits.
fn is_about(found: &Value, expected: u64) -> bool {
    let found = found.as_u64().unwrap();
    found.abs_diff(expected) * 100 <= expected
}

#[test]
fn what_is_counted_is_what_a_plain_count_gives() {
    let text = fleet("count.jsonl", "6", "3");
    let file = path("count.jsonl");
    let output = program(&["stats", file.to_str().unwrap(), "--json"]);
    assert_eq!(output.status.code(), Some(0));
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();

    let lines: Vec<Value> = text
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let time = |line: &Value| line["journal"]["duration_ms"].as_u64().unwrap();
    let admitted = |line: &Value| line["journal"]["outcome"]["admitted"].is_string();
    let same = |found: &Value, lines: &[&Value]| {
        assert_eq!(found["check_ins"], lines.len(), "{found}");
        assert_eq!(
            found["admitted"],
            lines.iter().filter(|line| admitted(line)).count()
        );
        let mut times: Vec<u64> = lines.iter().map(|line| time(line)).collect();
        times.sort_unstable();
        assert!(
            is_about(&found["time_ms"]["median"], at(&times, 50)),
            "{found}"
        );
        assert!(
            is_about(&found["time_ms"]["p95"], at(&times, 95)),
            "{found}"
        );
    };
    same(&report["all"], &lines.iter().collect::<Vec<_>>());
    // By mode, model and hour, each as it stands in the line.
    let by = |name: &str, key: &dyn Fn(&Value) -> String| {
        let mut groups: BTreeMap<String, Vec<&Value>> = BTreeMap::new();
        for line in &lines {
            groups.entry(key(line)).or_default().push(line);
        }
        assert_eq!(
            report[name].as_object().unwrap().len(),
            groups.len(),
            "{name}"
        );
        for (key, lines) in groups {
            same(&report[name][&key], &lines);
        }
    };
    by("modes", &|line| {
        line["journal"]["mode"].as_str().unwrap().to_owned()
    });
    by("models", &|line| line["model"].to_string());
    by("hours", &|line| line["hour"].to_string());
    // By code: as an entry, or as that by which it ended.
    let codes = |line: &Value| -> Vec<String> {
        let entries = line["journal"]["lines"].as_array().unwrap().iter();
        let codes = entries.filter_map(|one| one["entry"]["fault"]["code"].as_str());
        codes.map(str::to_owned).collect()
    };
    let ended = |line: &Value| {
        let fault = line["journal"]["outcome"]["ended"]["fault"].as_str();
        fault.map(str::to_owned)
    };
    let all = report["codes"].as_object().unwrap();
    assert!(all.len() > 5, "{all:?}");
    for (code, found) in all {
        let has =
            |line: &&Value| codes(line).contains(code) || ended(line).as_deref() == Some(code);
        same(found, &lines.iter().filter(has).collect::<Vec<_>>());
        let by_it = lines
            .iter()
            .filter(|line| ended(line).as_deref() == Some(code));
        assert_eq!(found["ended"], by_it.count(), "{code}");
        let times: usize = lines
            .iter()
            .map(|line| {
                let came = codes(line).iter().filter(|one| *one == code).count();
                came.max(usize::from(ended(line).as_deref() == Some(code)))
            })
            .sum();
        assert_eq!(found["times"], times, "{code}");
    }
    let ways = report["methods"].as_object().unwrap().values();
    let sum: u64 = ways.map(|one| one["check_ins"].as_u64().unwrap()).sum();
    assert_eq!(report["all"]["check_ins"], sum);
    let proved = |way: &str| {
        let is = |line: &&Value| {
            line.to_string()
                .contains(&format!("{{\"proved\":\"{way}\"}}"))
        };
        lines.iter().filter(is).count()
    };
    for way in ["face", "pin", "staff"] {
        assert!(
            report["methods"][way]["admitted"].as_u64().unwrap() > 0,
            "{way}"
        );
        assert!(
            report["methods"][way]["check_ins"].as_u64().unwrap()
                >= u64::try_from(proved(way)).unwrap()
        );
    }
}

#[test]
fn a_page_stands_by_itself_in_both_languages() {
    fleet("page.jsonl", "2", "1");
    let file = path("page.jsonl");
    let page = path("page.html");
    for (lang, title) in [("ja", "受付の統計"), ("en", "Check-in statistics")] {
        let arguments = [
            "stats",
            file.to_str().unwrap(),
            "--lang",
            lang,
            "--html",
            page.to_str().unwrap(),
        ];
        let output = program(&arguments);
        assert_eq!(output.status.code(), Some(0));
        let html = fs::read_to_string(&page).unwrap();
        assert!(html.contains(title));
        // Two plots for each of mode, method, model and hour, one for the codes.
        assert_eq!(html.matches("<svg").count(), 9);
        assert_eq!(html.matches("</svg>").count(), 9);
        for outside in ["<script", "src=", "<link", "@import", "url("] {
            assert!(!html.contains(outside), "{outside}");
        }
        let printed = String::from_utf8(output.stdout).unwrap();
        assert!(
            printed.contains("003") && html.contains("<td>003"),
            "{printed}"
        );
    }
}

/// Nothing at all, one check-in, and times of nothing and of more than a day.
#[test]
fn a_page_comes_of_any_number_of_check_ins() {
    let text = fleet("few.jsonl", "1", "1");
    let sound = text.lines().next().unwrap();
    let (before, after) = sound.rsplit_once("\"duration_ms\":").unwrap();
    assert!(after.ends_with('}'));
    let with = |time: u64| format!("{before}\"duration_ms\":{time}}}}}\n");
    let file = path("few.jsonl");
    let page = path("few.html");
    for content in [
        String::new(),
        format!("{sound}\n"),
        with(0),
        with(u64::MAX),
        with(0) + &with(u64::MAX),
    ] {
        fs::write(&file, &content).unwrap();
        let arguments = [
            "stats",
            file.to_str().unwrap(),
            "--html",
            page.to_str().unwrap(),
        ];
        assert_eq!(program(&arguments).status.code(), Some(0), "{content}");
        assert!(fs::read_to_string(&page).unwrap().ends_with("</table>\n"));
    }
}

#[test]
fn files_packed_files_and_several_of_them_give_the_same() {
    let text = fleet("packed.jsonl", "3", "5");
    let plain = path("packed.jsonl");
    let packed = path("packed.jsonl.gz");
    // In two members, as files that were put one behind the other are.
    let (one, two) = text.split_at(text.find('\n').unwrap() + 1);
    let mut bytes = Vec::new();
    for part in [one, two] {
        let mut encoder = GzEncoder::new(&mut bytes, Compression::fast());
        encoder.write_all(part.as_bytes()).unwrap();
        encoder.finish().unwrap();
    }
    fs::write(&packed, bytes).unwrap();
    let said = |files: &[&str]| {
        let mut arguments = vec!["stats", "--json"];
        arguments.extend(files);
        let output = program(&arguments);
        assert_eq!(output.status.code(), Some(0));
        serde_json::from_slice::<Value>(&output.stdout).unwrap()
    };
    let plain = plain.to_str().unwrap();
    assert_eq!(said(&[plain]), said(&[packed.to_str().unwrap()]));
    let twice = said(&[plain, plain]);
    let count = u64::try_from(text.lines().count()).unwrap();
    assert_eq!(twice["all"]["check_ins"], 2 * count);
    assert_eq!(
        program(&["stats", "/nowhere/at/all"]).status.code(),
        Some(2)
    );
}

#[test]
fn what_is_no_journal_is_counted_and_no_file_takes_more_than_its_memory() {
    let text = fleet("bad.jsonl", "1", "2");
    let sound = text.lines().next().unwrap();
    let count = u64::try_from(text.lines().count()).unwrap();
    let name = "山田太郎";
    let long = format!("{{\"name\":\"{}\"}}", "x".repeat(3 * MAX_LINE));
    let bad = [
        name.to_owned(),
        "{}".to_owned(),
        sound.replacen("\"schema\":1", "\"schema\":9", 1),
        sound.replacen("\"line\":1", "\"line\":9", 1),
        sound.replacen("\"rehearsal\"", "\"name\":\"x\",\"rehearsal\"", 1),
        sound[..sound.len() - 1].to_owned(),
        sound.replacen("\"hour\":", "\"hour\":9", 1),
        sound.replacen("\"day\"", "\"Day\"", 1),
        sound.replacen("{\"started\"", "{\"proved\":\"face\",\"started\"", 1),
        sound.replacen("\"identified\":{", "\"fault\":{\"code\":\"x\",", 1),
        long.clone(),
        // Longer than a block, so that it is left out while it is read.
        "y".repeat(3 << 20),
        long,
    ];
    let mut file = text.clone();
    for line in &bad {
        assert_ne!(line, sound);
        file += line;
        file += "\n\n";
    }
    // An entry of a later version of the library is passed over.
    let later = sound.replacen("\"identified\":{", "\"seen-later\":{", 1);
    assert_ne!(later, sound);
    file += &(later + "\n");
    file += &sound.replacen("\"rehearsal\":false", "\"rehearsal\":true", 1);
    file += "\n";
    // The last line has no end.
    file += sound;
    let name = path("bad-lines.jsonl");
    fs::write(&name, file).unwrap();
    let output = program(&["stats", name.to_str().unwrap(), "--json"]);
    assert_eq!(output.status.code(), Some(1));
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["lines_refused"], bad.len());
    assert_eq!(report["rehearsals"], 1);
    assert_eq!(report["all"]["check_ins"], count + 2);

    // More models than are told apart.
    let many: String = (0..1_000_u32)
        .map(|model| {
            let (before, after) = sound.split_once("\"model\":").unwrap();
            let (_, after) = after.split_once(',').unwrap();
            format!("{before}\"model\":{model},{after}\n")
        })
        .collect();
    let name = path("many.jsonl");
    fs::write(&name, many).unwrap();
    let mut bytes = 0;
    let length = fs::metadata(&name).unwrap().len();
    let tally = add_up(&[name], &mut |read| bytes = read).unwrap();
    assert_eq!(bytes, length);
    assert_eq!(tally.all.check_ins, 1_000);
    let counted: u64 = tally.models.values().map(|one| one.check_ins).sum();
    assert_eq!(counted + tally.left_out, 1_000);
    let mut one = Tally::default();
    for model in 0..1_000 {
        let mut line: Line = serde_json::from_str(sound).unwrap();
        line.model = model;
        one.add(line);
    }
    assert_eq!(one.models.len(), MOST_KEYS);
}

/// Gives its bytes in pieces of one length.
struct Pieces(io::Cursor<Vec<u8>>, usize);

impl Read for Pieces {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        let room = to.len().min(self.1);
        self.0.read(&mut to[..room])
    }
}

#[test]
fn lines_are_whole_however_a_file_is_cut() {
    for (length, piece) in [(10, 3), (70_000, 65_521), (1_000, 4_096)] {
        let lines: Vec<String> = (0..4_000_000 / length)
            .map(|n| format!("{n:08}{}", "x".repeat(length - 8)))
            .collect();
        let text = lines.join("\n");
        let mut blocks = Blocks::new(Pieces(io::Cursor::new(text.clone().into_bytes()), piece));
        let mut found = Vec::new();
        let mut longest = 0;
        while let Some(block) = blocks.next_block().unwrap() {
            longest = longest.max(block.len());
            let text = String::from_utf8(block).unwrap();
            found.extend(text.lines().map(str::to_owned));
        }
        assert_eq!(found, lines);
        assert!(longest <= (1 << 20) + MAX_LINE);
        assert_eq!(blocks.too_long(), 0);
    }
}
