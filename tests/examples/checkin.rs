//! `checkin` as its users see it: what it prints, its exit status, and its complaints.

use crate::example;

use serde_json::Value;

const DAY: &str = "2026-11-22";

/// The exit status and the JSON lines of a check-in.
fn checkin(args: &[&str]) -> (Option<i32>, Vec<Value>) {
    let all = [&["--json", "--date", DAY], args].concat();
    let output = example::run("checkin", &all);
    let lines = example::stdout(&output)
        .lines()
        .map(|line| serde_json::from_str(line).unwrap_or_else(|_| panic!("{args:?}: {line}")))
        .collect();
    (output.status.code(), lines)
}

fn text(args: &[&str]) -> String {
    example::stdout(&example::run("checkin", args))
}

#[test]
fn without_arguments_an_adult_is_admitted_by_face() {
    let output = example::run("checkin", &[]);
    assert_eq!(output.status.code(), Some(0));
    assert!(example::stdout(&output).contains("受付ができました"));
    let (status, lines) = checkin(&[]);
    assert_eq!(status, Some(0));
    let last = lines.last().unwrap();
    assert_eq!(last["outcome"], "admitted");
    assert_eq!(last["method"], "face");
    assert!(
        lines
            .iter()
            .rev()
            .skip(1)
            .all(|line| line.get("outcome").is_none())
    );
}

#[test]
fn only_an_admission_is_a_success() {
    for (args, status, outcome, fault) in [
        (&["--method", "pin"][..], 0, "admitted", None),
        (&["--method", "staff"], 0, "admitted", None),
        (
            &["--method", "pin", "--pin", "0000"],
            1,
            "not-identified",
            Some("003"),
        ),
        (&["--persona", "expired"], 1, "fault", Some("006")),
        (
            &["--persona", "not-a-mynumber-card"],
            1,
            "fault",
            Some("002"),
        ),
        (
            &["--persona", "pin-locked", "--method", "pin"],
            1,
            "not-offered",
            Some("004"),
        ),
        (
            &["--persona", "code-b-locked"],
            1,
            "not-offered",
            Some("005"),
        ),
    ] {
        let (code, lines) = checkin(args);
        let last = lines.last().unwrap();
        assert_eq!(code, Some(status), "{args:?}: {last}");
        assert_eq!(last["outcome"], outcome, "{args:?}");
        match fault {
            Some(fault) => assert_eq!(last["fault"], fault, "{args:?}"),
            None => assert!(last.get("fault").is_none(), "{args:?}"),
        }
    }
}

#[test]
fn which_ended_is_told_to_patient_and_staff() {
    let expired = text(&["--persona", "expired", "--date", DAY, "--full"]);
    assert!(
        expired.contains("終わったのは電子証明書の期限（発行から5回目の誕生日）です"),
        "{expired}"
    );
    let card = text(&["--persona", "card-expired", "--date", DAY]);
    assert!(card.contains("カードの有効期限が過ぎたため"), "{card}");
    assert!(!card.contains("電子証明書の期限が過ぎ"), "{card}");
    let grace = text(&["--persona", "in-grace", "--date", DAY]);
    assert!(grace.contains("電子証明書の期限が過ぎたため"), "{grace}");
}

#[test]
fn the_states_of_a_certificate_can_be_seen_on_any_day() {
    for day in ["2025-06-01", "2026-11-22", "2030-02-28"] {
        for (persona, scope) in [("expiring", "full"), ("in-grace", "eligibility-only")] {
            let output = example::run("checkin", &["--json", "--persona", persona, "--date", day]);
            let said = example::stdout(&output);
            let last: Value = serde_json::from_str(said.lines().last().unwrap()).unwrap();
            assert_eq!(last["scope"], scope, "{persona} {day}");
        }
    }
    // Before 2024-12-02 there was no grace.
    let output = example::run(
        "checkin",
        &["--json", "--persona", "in-grace", "--date", "2024-11-30"],
    );
    assert_eq!(
        output.status.code(),
        Some(1),
        "{}",
        example::stdout(&output)
    );
}

#[test]
fn both_languages_are_spoken() {
    let ja = text(&["--persona", "pin-locked", "--method", "pin"]);
    let en = text(&["--persona", "pin-locked", "--method", "pin", "--lang", "en"]);
    assert!(ja.contains("患者") && !ja.contains("patient"), "{ja}");
    assert!(en.contains("patient") && en.contains("004"), "{en}");
    let list = example::run("checkin", &["--list"]);
    assert_eq!(list.status.code(), Some(0));
    assert!(example::stdout(&list).contains("unknown-birthday"));
}

/// The steps go by the reader's model, where one is said.
#[test]
fn a_reader_model_is_named() {
    let list = example::stdout(&example::run("checkin", &["--list", "--json"])).to_owned();
    let model = |line: &str| -> Option<String> {
        let object: serde_json::Value = serde_json::from_str(line).unwrap();
        Some(object.get("model")?.as_str()?.to_owned())
    };
    let models: Vec<String> = list.lines().filter_map(model).collect();
    assert!(models.len() >= 9, "{models:?}");
    let scene = ["--scenario", "code-008-reader-not-connected", "--full"];
    let without = text(&scene);
    let of = |model: &String| text(&[&scene[..], &["--model", model]].concat());
    assert!(
        models.iter().map(of).any(|told| told != without),
        "{without}"
    );
    let wrong: [&[&str]; 2] = [
        &["--model", "no"],
        &["--scenario", "code-011-network", "--model", "no"],
    ];
    for args in wrong {
        let refused = example::run("checkin", args);
        assert_eq!(refused.status.code(), Some(2));
    }
}

#[test]
fn bad_arguments_are_refused_in_words() {
    for (args, words) in [
        (&["--persona", "nobody"][..], "nobody"),
        (&["--method", "iris"], "iris"),
        (&["--mode", "night"], "night"),
        (&["--date", "2026-13-01"], "2026-13-01"),
        (&["--pin", "12345"], "PIN"),
        (&["--code-b", "123"], "ode B"),
        (&["--reader", "X", "--pin", "4711"], "--pin"),
        (&["--reader", "X", "--code-b", "12345678901234"], "--code-b"),
        (&["--unknown"], "--unknown"),
        (&["--unknown=4711"], "--unknown"),
        (&["4711"], "without an option"),
        (&["-p", "4711"], "-p"),
        (&["--lang", "fr"], "ja and en"),
        (&["--full", "--full"], "--full"),
        (&["--full=4711"], "--full"),
        (&["--list", "--reader", "X"], "--reader"),
        (&["--reader", "X", "--persona", "adult"], "--persona"),
        (
            &["--scenario", "fallback-face-to-staff", "--pin", "4711"],
            "--pin",
        ),
        (&["--interactive", "--json"], "--json"),
        (&["--mode"], "--mode"),
    ] {
        let output = example::run("checkin", args);
        let complaint = example::stderr(&output);
        assert_eq!(output.status.code(), Some(2), "{args:?}: {complaint}");
        assert!(complaint.contains(words), "{args:?}: {complaint}");
        assert!(!complaint.contains("4711"), "{complaint}");
    }
}

#[test]
fn the_help_names_each_option() {
    for help in ["--help", "-h"] {
        let output = example::run("checkin", &[help]);
        assert_eq!(output.status.code(), Some(0));
        let said = example::stdout(&output);
        for option in [
            "persona",
            "scenario",
            "interactive",
            "reader",
            "mode",
            "method",
            "pin",
            "code-b",
            "date",
            "lang",
            "full",
            "json",
            "list",
        ] {
            assert!(said.contains(&format!("--{option} ")), "{option}");
        }
        assert!(said.lines().all(|line| line.chars().count() <= 100));
    }
}

/// What a person types, and what is printed.
fn interactive(args: &[&str], typed: &str) -> (Option<i32>, String, String) {
    let all = [&["--interactive", "--date", DAY], args].concat();
    let output = example::run_with_input("checkin", &all, typed.as_bytes());
    (
        output.status.code(),
        example::stdout(&output),
        example::stderr(&output),
    )
}

#[test]
fn a_person_is_patient_and_staff() {
    // Places the card, takes the PIN, mistypes it once, consents.
    let (status, said, prompts) = interactive(&[], "\n2\n0000\n1234\n\nq\n");
    assert_eq!(status, Some(0), "{said}{prompts}");
    assert!(
        said.contains("あと2回") && said.contains("受付ができました"),
        "{said}"
    );
    assert!(prompts.contains("暗証番号（4けた）"), "{prompts}");
    assert!(!said.contains("1234") && !said.contains("0000"), "{said}");
    // The face does not match; the staff look, on the reader.
    let (status, said, prompts) = interactive(&[], "\n1\n1\n2\n3\n1\n1\nq\n");
    assert_eq!(status, Some(0), "{said}{prompts}");
    assert!(said.contains("お顔が写真と一致しない"), "{said}");
    assert!(said.contains("本人と確認した"), "{said}");
    // Nonsense is asked again, and costs nothing.
    let (status, said, prompts) = interactive(&[], "hello\n\nx1\npin\n12\n12345\n1234\n\nq\n");
    assert_eq!(status, Some(0), "{said}{prompts}");
    assert!(prompts.contains("分かりませんでした"), "{prompts}");
    assert!(
        said.contains("あと3回") && !said.contains("あと2回"),
        "{said}"
    );
}

#[test]
fn a_person_rehearses_what_happens_between_two_patients() {
    // The first patient is called off by the staff; the mode is switched; the staff look first.
    let (status, said, prompts) = interactive(&[], "\ns\nm\nt\n\n\nq\n");
    assert_eq!(status, Some(0), "{said}{prompts}");
    assert!(said.contains("職員が中止した"), "{said}");
    assert!(said.contains("目視確認モードになりました"), "{said}");
    assert!(said.contains("次のカードに使います"), "{said}");
    assert!(said.ends_with("── 結果: admitted\n"), "{said}");
    // A fault comes in while the patient chooses.
    let (status, said, _) = interactive(&["--lang", "en"], "\nfault 011\nq\n");
    assert_eq!(status, Some(1), "{said}");
    assert!(said.contains("reports code 011"), "{said}");
}

/// The end of the input takes the card away, wherever it comes; nothing hangs and nobody is let in.
#[test]
fn the_end_of_the_input_ends_a_rehearsal_anywhere() {
    let lines = ["\n", "1\n", "1\n", "1\n", "1\n"];
    let whole = lines.concat();
    for at in 0..lines.len() {
        let (status, said, prompts) = interactive(&[], &lines[..at].concat());
        if at == 0 {
            assert_eq!(status, Some(2), "{said}{prompts}");
            assert!(prompts.contains("no card was placed"), "{prompts}");
            continue;
        }
        assert_eq!(status, Some(1), "after {at}: {said}{prompts}");
        assert!(!said.contains("受付ができました"), "after {at}: {said}");
    }
    let (status, said, _) = interactive(&[], &whole);
    assert_eq!(status, Some(0), "{said}");
}
