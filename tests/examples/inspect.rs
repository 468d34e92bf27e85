//! `inspect` as its users see it: names and values of the JSON object, for every persona.

use crate::example;

use serde_json::Value;

const DAY: &str = "2026-11-22";

fn inspect(args: &[&str]) -> (Option<i32>, Value) {
    let mut all = vec!["--json", "--date", DAY];
    all.extend_from_slice(args);
    let output = example::run("inspect", &all);
    let text = example::stdout(&output);
    let value = serde_json::from_str(&text)
        .unwrap_or_else(|error| panic!("{args:?}: {error}: {text}{}", example::stderr(&output)));
    (output.status.code(), value)
}

fn root() -> (tempfile::TempDir, String) {
    use mynareader_emulator::authority::Root;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("root.der");
    std::fs::write(&path, Root::Authentication.certificate().unwrap()).unwrap();
    let path = path.to_str().unwrap().to_owned();
    (folder, path)
}

#[test]
fn an_adult_s_card_is_shown_whole() {
    let (status, found) = inspect(&["--persona", "adult"]);
    assert_eq!(status, Some(0));
    assert_eq!(found["token"], "card");
    assert_eq!(found["certificates"]["authentication"], true);
    assert_eq!(found["certificates"]["signature"], true);
    assert_eq!(found["attempts"]["authentication_pin"], 3);
    assert_eq!(found["attempts"]["code_b"], 10);
    let certificate = &found["authentication_certificate"];
    assert_eq!(certificate["not_after"], "2030-02-17T23:59:59+09:00");
    assert_eq!(certificate["state"], "valid");
    let serial = certificate["serial"].as_str().unwrap();
    assert!(
        serial
            .bytes()
            .all(|byte| b"0123456789abcdef".contains(&byte))
    );
    assert_eq!(found["card_expiry"], "2035-02-17");
    assert_eq!(found["card_expiry_sources"]["agreement"], "equal");
    let face = &found["face_record"];
    assert_eq!(face["birth_date"], "1980-02-17");
    assert_eq!(face["expiry"], "2035-02-17");
    assert_eq!(face["photo"]["width"], 378);
    assert_eq!(face["photo"]["height"], 472);
    assert_eq!(face["signature"], "valid");
    assert_eq!(face["challenge"], "passed");
    // Anybody can sign with the virtual card's test keys, so "valid" does not stand alone.
    assert_eq!(face["hierarchy"], "test");
    assert_eq!(found["errors"].as_array().unwrap().len(), 0);
}

#[test]
fn the_chain_is_judged_by_the_anchor_that_is_named() {
    let (_folder, root) = root();
    let chain = |args: &[&str]| inspect(args).1["authentication_certificate"]["chain"].clone();
    assert_eq!(chain(&[]), "untrusted");
    assert_eq!(chain(&["--anchor", &root]), "trusted");
    // The root of the other hierarchy does not vouch for it.
    use mynareader_emulator::authority::Root;
    let folder = tempfile::tempdir().unwrap();
    let other = folder.path().join("other.der");
    std::fs::write(&other, Root::Signature.certificate().unwrap()).unwrap();
    assert_eq!(chain(&["--anchor", other.to_str().unwrap()]), "untrusted");
}

#[test]
fn each_state_of_the_certificate_can_be_seen() {
    for (persona, state) in [
        ("adult", "valid"),
        ("expiring", "notice"),
        ("in-grace", "grace"),
        ("expired", "past-grace"),
    ] {
        let (_, found) = inspect(&["--persona", persona]);
        assert_eq!(
            found["authentication_certificate"]["state"], state,
            "{persona}"
        );
    }
}

#[test]
fn what_is_blocked_or_missing_is_said_and_the_rest_is_read() {
    let (_, found) = inspect(&["--persona", "pin-locked"]);
    assert_eq!(found["attempts"]["authentication_pin"], "blocked");
    assert_eq!(found["face_record"]["signature"], "valid");

    let (status, found) = inspect(&["--persona", "code-b-locked"]);
    assert_eq!(status, Some(1));
    assert_eq!(found["attempts"]["code_b"], "blocked");
    assert!(found["face_record"].is_null());
    assert!(!found["authentication_certificate"].is_null());

    let (status, found) = inspect(&["--persona", "not-a-mynumber-card"]);
    assert_eq!(status, Some(1));
    assert_eq!(found["token"], "unknown");
    assert_eq!(found["errors"][0]["status_word"], "6A82");

    let (_, found) = inspect(&["--persona", "old-juki-card"]);
    assert_eq!(found["token"], "juki-card");

    let (status, found) = inspect(&["--persona", "damaged-face-record"]);
    assert_eq!(status, Some(1));
    let errors = found["errors"].as_array().unwrap();
    assert!(
        errors.iter().any(|error| error["step"] == "face-record"),
        "{errors:?}"
    );

    let (status, found) = inspect(&["--persona", "infant-without-photo"]);
    assert_eq!(status, Some(0));
    assert!(found["face_record"]["photo"].is_null());
    assert_eq!(found["certificates"]["signature"], false);
}

#[test]
fn phones_are_asked_for_no_face() {
    for (persona, token) in [("android", "android"), ("iphone", "iphone")] {
        let (status, found) = inspect(&["--persona", persona]);
        assert_eq!(status, Some(0), "{persona}");
        assert_eq!(found["token"], token);
        assert!(found["face_record"].is_null());
        assert!(!found["authentication_certificate"].is_null());
    }
    // A wrong PIN costs a try, gives no certificate, and the word says what is left.
    let (status, found) = inspect(&["--persona", "android", "--pin", "0000"]);
    assert_eq!(status, Some(1));
    assert_eq!(found["errors"][0]["status_word"], "63C2");
    assert_eq!(found["attempts"]["authentication_pin"], 2);
}

#[test]
fn a_part_costs_no_more_than_itself() {
    // SELECT JPKI, token, certificate in one extended read, end.
    let (_, found) = inspect(&["--only", "certificate"]);
    assert_eq!(found["exchanges"], 4);
    assert!(found["face_record"].is_null());
    // Two SELECTs, two queries, end.
    let (_, found) = inspect(&["--only", "attempts"]);
    assert_eq!(found["exchanges"], 5);
    assert_eq!(found["attempts"]["code_b"], 10);
    // SELECT, query, VERIFY, record, certificate, challenge, end.
    let (_, found) = inspect(&["--only", "face"]);
    assert_eq!(found["exchanges"], 7);
    assert_eq!(found["face_record"]["challenge"], "passed");
}

#[test]
fn the_photo_is_written_as_the_card_holds_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("photo.jp2");
    let (_, found) = inspect(&["--photo", path.to_str().unwrap()]);
    let photo = std::fs::read(&path).unwrap();
    assert_eq!(found["face_record"]["photo"]["bytes"], photo.len());
    assert!(photo.starts_with(b"\x00\x00\x00\x0cjP  "));
}

#[test]
fn bad_arguments_are_refused_in_words_and_touch_no_card() {
    for (args, words) in [
        (&["--code-b", "123"][..], "14"),
        (&["--code-b", "1234567890123x"], "code B"),
        (&["--pin", "12345"], "PIN"),
        (&["--persona", "nobody"], "nobody"),
        (&["--date", "2026-02-30"], "2026-02-30"),
        (&["--only", "everything"], "everything"),
        (&["--anchor", "/no/such/file"], "/no/such/file"),
        (&["--reader", "X", "--pin", "1234"], "--pin"),
        (&["--reader", "X", "--code-b", "12345678901234"], "--code-b"),
    ] {
        let output = example::run("inspect", args);
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        let complaint = example::stderr(&output);
        assert!(complaint.contains(words), "{args:?}: {complaint}");
        assert!(example::stdout(&output).is_empty());
    }
    // The value itself is not repeated.
    let output = example::run("inspect", &["--reader", "X", "--pin", "7391"]);
    assert!(!example::stderr(&output).contains("7391"));
}

#[test]
fn every_persona_is_inspected_in_both_languages() {
    use mynareader_emulator::{Day, Personas};
    let personas = Personas::at(DAY.parse::<Day>().unwrap()).unwrap();
    for persona in personas.iter() {
        for lang in ["ja", "en"] {
            let args = ["--persona", persona.name(), "--lang", lang, "--date", DAY];
            let output = example::run("inspect", &args);
            assert!(
                output.status.code().is_some_and(|code| code < 2),
                "{args:?}"
            );
            assert!(example::stderr(&output).is_empty(), "{args:?}");
            assert!(!example::stdout(&output).is_empty(), "{args:?}");
        }
        // Nothing of the person's secrets is shown.
        let output = example::run("inspect", &["--persona", persona.name(), "--json"]);
        let text = example::stdout(&output);
        let secrets = [
            persona.code_b(),
            persona.signature_password().map(str::to_owned),
        ];
        for secret in secrets.into_iter().flatten() {
            assert!(!text.contains(&secret), "{}", persona.name());
        }
    }
}

/// The attempts are those left at the end: a wrong code B has cost one of the ten.
#[test]
fn what_a_wrong_code_b_has_cost_is_told() {
    let (status, found) = inspect(&["--persona", "adult", "--code-b", "55021720352286"]);
    assert_eq!(status, Some(1));
    assert_eq!(found["errors"][0]["status_word"], "63C9");
    assert_eq!(found["attempts"]["code_b"], 9);
    assert_eq!(found["face_record"], Value::Null);
}
