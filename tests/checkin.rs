//! `checkin` as its users see it: what it prints, its exit status, and its complaints.

#[path = "support/example.rs"]
mod example;

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
    let expired = text(&["--persona", "expired", "--date", DAY]);
    assert!(
        expired.contains("終わったのは電子証明書の期限です"),
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
    ] {
        let output = example::run("checkin", args);
        let complaint = example::stderr(&output);
        assert_eq!(output.status.code(), Some(2), "{args:?}: {complaint}");
        assert!(complaint.contains(words), "{args:?}: {complaint}");
        assert!(!complaint.contains("4711"), "{complaint}");
    }
}
