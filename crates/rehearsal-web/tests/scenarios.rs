//! Every scenario, played act by act as the page plays it.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    missing_docs,
    reason = "a test may stop"
)]

use std::fs;
use std::path::Path;

use mynareader_rehearsal_web::session::Session;
use serde_json::{Value, json};

/// The day on which transcripts are made of scenarios that name none.
const DAY: &str = "2026-10-01";

fn ask(session: &mut Session, question: &Value) -> Value {
    let answer: Value =
        serde_json::from_str(&session.answer(question.to_string().as_bytes())).unwrap();
    assert!(answer.get("error").is_none(), "{question}: {answer}");
    answer
}

/// Does what the scenario does, to the end.
fn play(session: &mut Session, begin: &Value) -> Value {
    let mut shown = ask(session, begin);
    for _ in 0..200 {
        if shown["stand"]["kind"] == "over" {
            return shown;
        }
        let word = &shown["stand"]["hint"]["word"];
        shown = ask(session, &json!({ "ask": "act", "word": word }));
    }
    assert_eq!(shown["stand"]["kind"], "over", "{begin}");
    shown
}

#[test]
fn every_scenario_gives_its_transcript_and_can_be_exported() {
    let mut session = Session::default();
    let about = ask(
        &mut session,
        &json!({ "ask": "about", "lang": "ja", "day": DAY }),
    );
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../rehearsal/scenarios");
    let scenarios = about["scenarios"].as_array().unwrap();
    assert_eq!(
        scenarios.len(),
        fs::read_dir(&folder)
            .unwrap()
            .filter(|entry| {
                let path = entry.as_ref().unwrap().path();
                path.extension()
                    .is_some_and(|extension| extension == "toml")
            })
            .count()
    );
    for scenario in scenarios {
        let name = scenario["name"].as_str().unwrap();
        let begin = json!({ "ask": "begin", "scenario": name, "lang": "ja", "day": DAY });
        let over = play(&mut session, &begin);
        let transcript = ask(&mut session, &json!({ "ask": "transcript" }));
        let golden = fs::read_to_string(folder.join(format!("{name}.txt"))).unwrap();
        assert_eq!(transcript["text"], golden, "{name}");
        let export = ask(&mut session, &json!({ "ask": "export" }));
        let again = json!({ "ask": "begin", "scenario": name, "text": export["text"], "lang": "ja", "day": DAY });
        let replayed = play(&mut session, &again);
        assert_eq!(replayed["journals"], over["journals"], "{name}: {export}");
    }
}

/// What a facility has and lacks changes the guidance, and nothing that is not there is refused later.
#[test]
fn a_facility_is_set_up() {
    let mut session = Session::default();
    let begin = json!({
        "ask": "begin", "scenario": "code-011-network", "lang": "en", "day": DAY,
        "facility": ["mobile-terminal"], "lacks": ["second-reader"],
    });
    let over = play(&mut session, &begin);
    let export = ask(&mut session, &json!({ "ask": "export" }));
    let text = export["text"].as_str().unwrap();
    assert!(
        text.contains("mobile-terminal") && text.contains("second-reader"),
        "{text}"
    );
    assert_eq!(over["outcome"]["fault"], "011");
    // A reader without the check by the staff on it does not offer it.
    let lacking = json!({
        "ask": "begin", "scenario": "mode-unattended", "lang": "ja", "day": DAY,
        "lacks": ["staff-check-on-reader", "smartphone"],
    });
    ask(&mut session, &lacking);
    let shown = ask(&mut session, &json!({ "ask": "act", "word": "place-card" }));
    let choices = shown["stand"]["choices"].as_array().unwrap();
    let open: Vec<_> = choices
        .iter()
        .filter(|choice| choice["open"] == true)
        .collect();
    assert_eq!(
        open.iter()
            .map(|choice| &choice["word"])
            .collect::<Vec<_>>(),
        ["face", "pin"]
    );
    let wrong = json!({ "ask": "begin", "scenario": "code-011-network", "lang": "en", "day": DAY, "lacks": ["sauna"] });
    assert!(
        session
            .answer(wrong.to_string().as_bytes())
            .contains("sauna")
    );
}
