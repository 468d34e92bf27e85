//! Writes (`text write`) or checks (`text check`) the table of built-in words, which is made from
//! the files of `crates/reception/text` by the parser of makers' files.
#![forbid(unsafe_code)]

use std::fs;
use std::path::Path;
use std::process::ExitCode;

use mynareader_reception::guidance::{Book, TextFile, table};

const FROM: &str = "crates/reception/text";
const TO: &str = "crates/reception/src/guidance/built_in.rs";

/// Every file below a folder, by its path from there, in order.
fn files(folder: &Path) -> Result<Vec<(String, String)>, String> {
    let mut found = Vec::new();
    let mut folders = vec![(String::new(), folder.to_owned())];
    while let Some((prefix, folder)) = folders.pop() {
        let told = |error| format!("{}: {error}", folder.display());
        for entry in fs::read_dir(&folder).map_err(told)? {
            let entry = entry.map_err(told)?;
            let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
            if entry.file_type().map_err(told)?.is_dir() {
                folders.push((format!("{path}/"), entry.path()));
            } else {
                let text = fs::read_to_string(entry.path())
                    .map_err(|error| format!("{}: {error}", entry.path().display()))?;
                found.push((path, text));
            }
        }
    }
    found.sort();
    Ok(found)
}

/// The table that a folder's files make.
fn fresh(folder: &Path) -> Result<String, String> {
    let files = files(folder)?;
    let files: Vec<_> = files
        .iter()
        .map(|(path, text)| TextFile { path, text })
        .collect();
    let book = Book::from_folders(&files).map_err(|refused| refused.to_string())?;
    Ok(table(&book))
}

fn run(what: Option<&str>) -> Result<(), String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let fresh = fresh(&root.join(FROM))?;
    let path = root.join(TO);
    match what {
        Some("write") => fs::write(&path, fresh).map_err(|error| format!("{TO}: {error}")),
        Some("check") if fs::read_to_string(&path).ok().as_ref() == Some(&fresh) => Ok(()),
        Some("check") => Err(format!("{TO} is not what {FROM} says; run `make text`")),
        _ => Err("usage: text write|check".to_owned()),
    }
}

fn main() -> ExitCode {
    match run(std::env::args().nth(1).as_deref()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("{why}");
            ExitCode::FAILURE
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    /// The folders of the built-in languages, with one more beside them.
    fn with_third(files_of_it: &[(String, String)]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        let built_in = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../..")
            .join(FROM);
        for (path, text) in files(&built_in).unwrap() {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        for (path, text) in files_of_it {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        folder
    }

    /// What patients read, as the folder of a third language would have it: stands in for a
    /// translation with English, but for one text.
    fn portuguese() -> Vec<(String, String)> {
        let built_in = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../..")
            .join(FROM);
        let mut words = "schema = 1\n[text.pt]\n".to_owned();
        let mut pages = Vec::new();
        for (path, text) in files(&built_in).unwrap() {
            let Some(path) = path.strip_prefix("en/") else {
                continue;
            };
            if path.contains('/') && !path.contains("/staff-") {
                pages.push((format!("pt/{path}"), text));
            } else if ["codes.toml", "screens.toml", "frame.toml"].contains(&path) {
                for line in text.lines() {
                    if line.starts_with("\"screen.welcome\"") {
                        words += "\"screen.welcome\" = \"Coloque o seu cartão, por favor.\"\n";
                    } else if line.starts_with('"') && !line.starts_with("\"title.") {
                        words.extend([line, "\n"]);
                    }
                }
            }
        }
        pages.push(("pt/all.toml".to_owned(), words));
        pages
    }

    /// A third language is a folder: the table holds it, and the others as they were.
    #[test]
    fn a_third_language_needs_no_rust() {
        let three = fresh(with_third(&portuguese()).path()).unwrap();
        let two = fresh(with_third(&[]).path()).unwrap();
        let (_, pt) = three.split_once("tag: \"pt\"").unwrap();
        assert!(pt.contains("(710001, \"Coloque o seu cartão, por favor.\", None)"));
        assert!(pt.contains("(\"smartphone\", Page {"));
        assert!(!two.contains("tag: \"pt\""));
        for line in two.lines() {
            assert!(three.contains(line), "{line}");
        }
    }

    /// What is wrong is told with file, line and name, and what is missing by its name.
    #[test]
    fn a_folder_that_is_not_complete_is_refused_with_what_it_lacks() {
        for (from, to, told) in [
            (
                "\"screen.welcome\"",
                "\"screen.farewell\"",
                "pt/all.toml, line {line}, text.pt.screen.farewell: \"screen.farewell\" is not a name known here",
            ),
            (
                "\"screen.welcome\" = \"Coloque o seu cartão, por favor.\"\n",
                "",
                "text.pt.screen.welcome: it is missing",
            ),
            (
                "[text.pt]",
                "[text.en]",
                "pt/all.toml, line 3, text.en.patient.001: \"en\" is not a name known here",
            ),
            (
                "({tries}).",
                "(tries).",
                "text.pt.screen.enter-pin: its places to fill in must be [\"tries\"], each once",
            ),
        ] {
            let mut files = portuguese();
            let (_, text) = files.last_mut().unwrap();
            let (before, _) = text.split_once(from).unwrap_or_else(|| panic!("{from}"));
            // The line of what is altered: a further text may stand before it.
            let line = 1 + before.matches('\n').count();
            let told = told.replace("{line}", &line.to_string());
            *text = text.replace(from, to);
            let folder = with_third(&files);
            let refused = fresh(folder.path()).unwrap_err();
            assert!(refused.contains(&told), "{refused}\nwanted: {told}");
        }
        let mut files = portuguese();
        let (_, words) = files.last().unwrap();
        files.push(("pt/b.toml".to_owned(), words.clone()));
        let refused = fresh(with_third(&files).path()).unwrap_err();
        assert!(refused.contains("pt/b.toml, line 3, text.pt.patient.001: it stands twice"));
        let mut files = portuguese();
        files.retain(|(path, _)| !path.ends_with("/smartphone.md"));
        let refused = fresh(with_third(&files).path()).unwrap_err();
        assert!(refused.contains("page.pt.smartphone: it is missing"));
    }
}
