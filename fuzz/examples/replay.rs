//! Runs targets over files, without a fuzzer: `replay TARGET FILE-OR-FOLDER...`.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

fn files(path: &Path, into: &mut Vec<PathBuf>) {
    match std::fs::read_dir(path) {
        Ok(entries) => {
            for entry in entries.flatten() {
                files(&entry.path(), into);
            }
        }
        Err(_) => into.push(path.to_owned()),
    }
}

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let name = arguments.next().unwrap_or_default();
    let Some((_, run)) = mynareader_fuzz::TARGETS
        .iter()
        .find(|(known, _)| *known == name)
    else {
        eprintln!("replay TARGET FILE-OR-FOLDER...; the targets are:");
        for (name, _) in mynareader_fuzz::TARGETS {
            eprintln!("{name}");
        }
        return ExitCode::FAILURE;
    };
    let mut all = Vec::new();
    for path in arguments {
        files(Path::new(&path), &mut all);
    }
    all.sort();
    let begun = Instant::now();
    let mut slowest = (0, PathBuf::new());
    for file in &all {
        let bytes = match std::fs::read(file) {
            Ok(bytes) => bytes,
            // A fuzzer that runs beside replaces inputs by shorter ones.
            Err(error) => {
                eprintln!("{}: {error}", file.display());
                continue;
            }
        };
        let one = Instant::now();
        // So that a file that ends it is known.
        if std::env::var_os("EACH").is_some() {
            eprintln!("{}", file.display());
        }
        run(&bytes);
        let took = one.elapsed().as_millis();
        if took >= slowest.0 {
            slowest = (took, file.clone());
        }
    }
    println!(
        "{name}: {} files in {:.1} s; {} ms for {}",
        all.len(),
        begun.elapsed().as_secs_f32(),
        slowest.0,
        slowest.1.display()
    );
    ExitCode::SUCCESS
}
