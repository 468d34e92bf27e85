//! No text of the project repeats a run of twelve characters of the articles that its facts come
//! from, official titles aside. The articles are not here; what may not be repeated is kept as
//! hashes (`tests/data/source-runs/make.py`).

use std::fs;
use std::path::{Path, PathBuf};

/// The rooms whose texts people read.
const ROOMS: [&str; 4] = [
    "crates/reception/src/guidance",
    "crates/reception/src/fault",
    "crates/terminal/src",
    "docs",
];
const RUN: usize = 12;

fn fold(line: &str) -> String {
    line.chars()
        .filter(|character| !character.is_whitespace())
        .map(|character| match character {
            '！'..='～' => char::from_u32(u32::from(character) - 0xFEE0).unwrap(),
            other => other,
        })
        .collect()
}

fn titles() -> Vec<String> {
    let path = proof::root().join("tests/data/source-runs/official-titles.txt");
    let mut titles: Vec<_> = fs::read_to_string(path)
        .unwrap()
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(fold)
        .collect();
    titles.sort_by_key(|title| (std::cmp::Reverse(title.chars().count()), title.clone()));
    titles.dedup();
    titles
}

fn fnv(run: &[char]) -> u64 {
    let mut value = 0xCBF2_9CE4_8422_2325_u64;
    let mut buffer = [0; 4];
    for character in run {
        for &byte in character.encode_utf8(&mut buffer).as_bytes() {
            value = (value ^ u64::from(byte)).wrapping_mul(0x100_0000_01B3);
        }
    }
    value & 0xFF_FFFF_FFFF
}

struct Sources {
    hashes: Vec<u64>,
    titles: Vec<String>,
}

impl Sources {
    fn read() -> Self {
        let bytes = fs::read(proof::root().join("tests/data/source-runs/runs.bin")).unwrap();
        assert_eq!(bytes.len() % 5, 0);
        let hashes: Vec<_> = bytes
            .chunks_exact(5)
            .map(|five| {
                five.iter()
                    .fold(0, |value, &byte| value << 8 | u64::from(byte))
            })
            .collect();
        assert!(hashes.len() > 10_000, "the sources are longer than this");
        assert!(hashes.is_sorted());
        Self {
            hashes,
            titles: titles(),
        }
    }

    /// The runs of a line that the sources have too.
    fn repeated(&self, line: &str) -> Vec<String> {
        // Readings and emphasis are no words.
        let mut bare = String::new();
        let mut reading = false;
        for character in line.replace("**", "").chars() {
            match character {
                '《' => reading = true,
                '》' => reading = false,
                '｜' => {}
                other if !reading => bare.push(other),
                _ => {}
            }
        }
        let mut folded = fold(&bare);
        for title in &self.titles {
            folded = folded.replace(title, "\u{1}");
        }
        let characters: Vec<_> = folded.chars().collect();
        characters
            .windows(RUN)
            .filter(|run| self.hashes.binary_search(&fnv(run)).is_ok())
            .map(|run| run.iter().collect())
            .collect()
    }
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for entry in entries {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else {
            found.push(path);
        }
    }
}

/// The check must not be blind. The sources' own sentences may not stand here either, so it is
/// shown with a sentence of ours, whose hash was made by `make.py`.
#[test]
fn the_check_sees_a_repeated_run() {
    let mut sources = Sources::read();
    let line = "昨日、**青い鳥**が ｜北《きた》の空へ飛んでいった。";
    assert!(sources.repeated(line).is_empty());
    sources.hashes.push(0xE5_4CC9_BD44);
    sources.hashes.sort_unstable();
    assert_eq!(sources.repeated(line), ["青い鳥が北の空へ飛んでい"]);
    // Official names are no repetition.
    assert!(
        sources
            .repeated("利用者証明用電子証明書の失効・有効期限切れ")
            .is_empty()
    );
}

#[test]
fn no_text_repeats_its_sources() {
    let sources = Sources::read();
    let mut paths = Vec::new();
    for room in ROOMS {
        files(&proof::root().join(room), &mut paths);
    }
    assert!(paths.len() > 40);
    let mut repeated = Vec::new();
    for path in paths {
        let Ok(text) = fs::read_to_string(&path) else {
            continue;
        };
        for (index, line) in text.lines().enumerate() {
            for run in sources.repeated(line) {
                let place = path.strip_prefix(proof::root()).unwrap().display();
                repeated.push(format!("{place}:{}: {run}", index + 1));
            }
        }
    }
    assert!(repeated.is_empty(), "{}", repeated.join("\n"));
}
