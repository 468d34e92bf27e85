//! The example `guidance`, run as a person would run it.

use std::collections::BTreeSet;
use std::fs;

use crate::example::{run, stderr, stdout};
use mynareader::fault::KNOWN;
use mynareader::guidance::Book;
use serde_json::Value;

fn guidance(args: &[&str]) -> std::process::Output {
    run("guidance", args)
}

#[test]
fn every_code_in_every_language_as_one_object_a_line() {
    let output = guidance(&["--all", "--json", "--date", "2026-06-01"]);
    assert!(output.status.success(), "{}", stderr(&output));
    let mut seen = BTreeSet::new();
    for line in stdout(&output).lines() {
        let object: Value = serde_json::from_str(line).unwrap();
        let text = |key: &str| {
            object[key]
                .as_str()
                .unwrap_or_else(|| panic!("{key}: {line}"))
                .to_owned()
        };
        seen.insert((text("code"), text("lang")));
        for key in ["name", "patient", "retry", "seen_today"] {
            assert!(!text(key).is_empty(), "{key}");
        }
        assert!(!object["staff"].as_array().unwrap().is_empty());
        assert!(object["leaflets"].is_array() && object["call"].is_array());
        let steps = object["next_steps"].as_array().unwrap();
        assert!(steps.len() >= 20);
        for step in steps {
            assert!(step["step"].is_string() && step["possible"].is_boolean());
            assert!(!step["why"].as_str().unwrap().is_empty());
        }
    }
    let national = [
        (1..=17).collect::<Vec<_>>(),
        (101..=103).collect(),
        (901..=906).collect(),
        vec![950],
    ]
    .concat();
    assert_eq!(national.len(), 27);
    for code in national {
        for lang in ["ja", "en"] {
            assert!(
                seen.contains(&(format!("{code:03}"), lang.to_owned())),
                "{code} {lang}"
            );
        }
    }
    assert_eq!(seen.len(), KNOWN.len() * Book::built_in().languages().len());
}

#[test]
fn one_code_for_people() {
    let args = [
        "--code",
        "004",
        "--tries",
        "0",
        "--date",
        "2026-06-01",
        "--has",
        "administrator,eligibility-certificate",
    ];
    let text = stdout(&guidance(&args));
    for part in [
        "004",
        "マイナンバーカードのロック",
        "患者さんへ",
        "○ 顔認証",
        "× 暗証番号 ",
        "○ 資格確認書 [できます]",
    ] {
        assert!(text.contains(part), "{part} is missing in\n{text}");
    }
    let english = stdout(&guidance(&[&args[..], &["--lang", "en"]].concat()));
    for part in [
        "To the patient",
        "○ Face [possible]",
        "× PIN [not now] The PIN is locked.",
    ] {
        assert!(english.contains(part), "{part} is missing in\n{english}");
    }
    // What was tried is not offered.
    let tried = stdout(&guidance(&[&args[..], &["--tried", "face"]].concat()));
    assert!(tried.contains("× 顔認証"), "{tried}");
}

#[test]
fn a_leaflet_is_written_to_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("leaflet.html");
    let output = guidance(&[
        "--leaflet",
        "pin-reset",
        "--out",
        file.to_str().unwrap(),
        "--facility",
        "みどり台クリニック",
        "--date",
        "2026-11-22",
    ]);
    assert!(output.status.success(), "{}", stderr(&output));
    let page = fs::read_to_string(file).unwrap();
    assert!(page.contains("みどり台クリニック") && page.contains("暗証番号"));
}

#[test]
fn a_form_is_printed_blank() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("form.html");
    let path = file.to_str().unwrap();
    let output = guidance(&["--leaflet", "declaration", "--out", path]);
    assert!(output.status.success(), "{}", stderr(&output));
    let page = fs::read_to_string(&file).unwrap();
    assert!(page.contains("被保険者資格申立書") && page.contains("一部負担金の割合"));
    assert_eq!(stdout(&guidance(&["--leaflet", "declaration"])), page);
    for (lang, said) in [
        ("ja", "L10  カードのない方の受付"),
        ("en", "L10  Without a My Number card"),
    ] {
        let list = guidance(&["--list", "--lang", lang]);
        assert!(stdout(&list).contains("four-items") && stdout(&list).contains(said));
    }
}

/// A page and a screen of a maker's own file are printed, too.
#[test]
fn pages_and_screens_come_from_the_data_that_are_given() {
    let folder = tempfile::tempdir().unwrap();
    let (data, page) = (
        folder.path().join("data.toml"),
        folder.path().join("page.html"),
    );
    let text = "schema = 1\n[text.en]\n\"screen.welcome\" = \"Card, please.\"\n\
                [page.en]\npin-reset = '''\n# Ours {patient}\nAll is here.\n'''\n";
    fs::write(&data, text).unwrap();
    let (data, path) = (data.to_str().unwrap(), page.to_str().unwrap());
    let output = guidance(&[
        "--data",
        data,
        "--leaflet",
        "pin-reset",
        "--out",
        path,
        "--lang",
        "en",
    ]);
    assert!(output.status.success(), "{}", stderr(&output));
    assert!(fs::read_to_string(&page).unwrap().contains("<h1>Ours</h1>"));
    let output = guidance(&["--data", data, "--texts", "screen.", "--lang", "en"]);
    let screens = stdout(&output);
    assert!(
        screens.starts_with("710001 screen.welcome  Card, please.\n"),
        "{screens}"
    );
    assert!(screens.lines().all(|line| line.contains(" screen.")));
    let output = guidance(&["--texts", "poem."]);
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn the_written_data_can_be_read_and_a_bad_file_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("book.toml");
    let path = file.to_str().unwrap();
    let day = ["--date", "2026-06-01"];
    let written = guidance(&[&["--code", "001", "--write-data", path], &day[..]].concat());
    assert!(written.status.success());
    let again = guidance(&[&["--code", "001", "--data", path], &day[..]].concat());
    assert_eq!(stdout(&again), stdout(&written));

    let bad = fs::read_to_string(&file)
        .unwrap()
        .replacen("2024-12-02", "2024-12-32", 1);
    fs::write(&file, bad).unwrap();
    let refused = guidance(&["--code", "001", "--data", path]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(
        stderr(&refused).contains("nothing was replaced"),
        "{}",
        stderr(&refused)
    );
    assert!(stderr(&refused).contains("line "), "{}", stderr(&refused));
    assert!(stdout(&refused).is_empty());
}

#[test]
fn bad_arguments_are_explained() {
    for (args, said) in [
        (&["--code", "x"][..], "a fault code is written as"),
        (
            &["--code", "004", "--has", "helicopter"],
            "--list shows them",
        ),
        (&["--code", "004", "--date", "2026-02-30"], "no such day"),
        (&["--leaflet", "pin-resett"], "--list shows them"),
        (&[], "--code"),
    ] {
        let output = guidance(args);
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        assert!(
            stderr(&output).contains(said),
            "{args:?}: {}",
            stderr(&output)
        );
    }
    let unknown = guidance(&["--code", "004", "--lang", "xx"]);
    assert_eq!(unknown.status.code(), Some(1));
    assert!(stderr(&unknown).contains("no words in xx"));
    let help = stdout(&guidance(&["--help"]));
    for option in [
        "--code",
        "--all",
        "--json",
        "--leaflet",
        "--mode",
        "--tries",
        "--has",
        "--lang",
    ] {
        assert!(help.contains(option), "{option}");
    }
    let list = stdout(&guidance(&["--list"]));
    assert!(list.contains("second-reader") && list.contains("code-b-unlock"));
}
