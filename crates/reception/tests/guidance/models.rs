//! What the reader's model makes of the steps: docs/facts/reception.md §2.7, §3. Advice for one model is
//! never told for another, nor where the model is not known.

use mynareader_facts::calendar::Date;
use mynareader_reception::fault::{FaultCode, KNOWN};
use mynareader_reception::guidance::makers::{Feature, Model};
use mynareader_reception::guidance::{
    Book, Guidance, Language, Party, Situation, StaffAction as A,
};

fn day() -> Date {
    "2026-11-27".parse().unwrap()
}

fn number(name: &str) -> u32 {
    let model = Book::built_in().model(name);
    model.map_or(0, |model| u32::from(model.number))
}

fn advised(code: FaultCode, model: &str) -> Guidance<'static> {
    let mut situation = Situation::on(day());
    situation.reader_model = number(model);
    Book::built_in().advise(code, &situation)
}

fn steps(code: FaultCode, model: &str) -> Vec<A> {
    let guidance = advised(code, model);
    guidance.staff.iter().map(|step| step.action).collect()
}

const INSIDE: &str = "XC-STFR3J-MN";

/// With the terminal inside there is no cable, no port, one switch; and the maker is called too.
#[test]
fn a_reader_with_the_terminal_inside_has_steps_of_its_own() {
    for (code, there) in [
        (FaultCode::READER_DISCONNECTED, A::RestartAsOne),
        (FaultCode::MODE_CHANGED, A::RestartAsOneIfAgain),
        (FaultCode::NETWORK, A::CheckLanCableOfUnit),
        (FaultCode::NETWORK, A::RestartAsOne),
        (FaultCode::TERMINAL_SETUP, A::RestartAsOne),
        (FaultCode::READER_SETUP, A::RestartAsOne),
        (FaultCode::FACE_NOT_CAPTURED, A::RestartAsOne),
        (FaultCode::KEYPAD, A::CheckExternalKeypad),
    ] {
        assert!(steps(code, INSIDE).contains(&there), "{code} {there}");
        assert!(!steps(code, "Hi-CARA").contains(&there), "{code} {there}");
        assert!(!steps(code, "").contains(&there), "{code} {there}");
    }
    for known in KNOWN {
        let steps = steps(known.code, INSIDE);
        for never in [
            A::CheckReaderCable,
            A::CheckReaderCableIfAny,
            A::OtherPort,
            A::RestartInOrder,
            A::RestartReader,
            A::RestartTerminal,
            A::RestartTerminalIfAgain,
            A::CheckLanCable,
        ] {
            assert!(!steps.contains(&never), "{} {never}", known.code);
        }
        // Two restarts of two machines are one of one.
        let restarts = steps.iter().filter(|step| **step == A::RestartAsOne);
        assert!(restarts.count() <= 1, "{}", known.code);
    }
    for code in [FaultCode::TERMINAL_SETUP, FaultCode::TERMINAL_HARDWARE] {
        let called = |model| {
            let guidance = advised(code, model);
            guidance
                .calls
                .iter()
                .map(|call| call.party)
                .collect::<Vec<_>>()
        };
        assert_eq!(called("Hi-CARA"), [Party::Installer], "{code}");
        assert_eq!(
            called(INSIDE),
            [Party::Installer, Party::ReaderMaker],
            "{code}"
        );
    }
    let network = advised(FaultCode::NETWORK, INSIDE);
    assert!(
        network
            .calls
            .iter()
            .all(|call| call.party != Party::ReaderMaker)
    );
}

/// The cable stands where it is known; otherwise the step says "if".
#[test]
fn cables_are_told_where_there_are_some() {
    let code = FaultCode::READER_DISCONNECTED;
    let first = steps(code, "Hi-CARA");
    assert!(first.contains(&A::CheckReaderCable) && first.contains(&A::OtherPort));
    // Hi-CARA2: no source tells.
    for model in ["", "Hi-CARA2", "Caora 2"] {
        let steps = steps(code, model);
        assert!(steps.contains(&A::CheckReaderCableIfAny), "{model}");
        assert!(!steps.contains(&A::CheckReaderCable), "{model}");
        assert!(!steps.contains(&A::OtherPort), "{model}");
    }
}

/// One installer's order for one model.
#[test]
fn a_restart_order_is_that_of_its_model() {
    let restart = |code, model: &str| {
        let guidance = advised(code, model);
        let mut steps = guidance.staff.iter();
        steps
            .find(|step| step.action == A::RestartInOrder)
            .map(|step| step.text)
    };
    for code in [FaultCode::READER_DISCONNECTED, FaultCode::READER_SETUP] {
        let own = restart(code, "マイナタッチ").unwrap();
        assert!(own.contains("リーダーを切る"), "{own}");
        for model in ["", "Hi-CARA", "Hi-CARA2", "Caora", "Caora 2", "EXC-9000"] {
            let told = restart(code, model).unwrap();
            assert!(!told.contains("リーダーを切る"), "{model}: {told}");
            assert!(told.contains("機種で違います"), "{model}: {told}");
        }
    }
}

/// No step and no note of any model speaks in what another model, or none, is told.
#[test]
fn what_holds_for_one_model_is_told_for_no_other() {
    let book = Book::built_in();
    for known in KNOWN {
        for language in [Language::JA, Language::EN] {
            for model in book.models() {
                let mut situation = Situation::on(day());
                situation.language = language;
                situation.reader_model = u32::from(model.number);
                let guidance = book.advise(known.code, &situation);
                let told: Vec<_> = guidance.staff.iter().map(|step| step.text).collect();
                for other in book.models().iter().filter(|it| it.number != model.number) {
                    for message in Model::texts(other) {
                        let text = book.text(message, language);
                        // Two models of one maker may have the same manual.
                        let same = Model::texts(model).any(|own| book.text(own, language) == text);
                        assert!(same || !told.contains(&text), "{} {text}", model.name);
                        assert!(same || guidance.manual != Some(text));
                        assert!(same || guidance.support != Some(text));
                    }
                }
            }
            let mut situation = Situation::on(day());
            situation.language = language;
            let plain = book.advise(known.code, &situation);
            assert_eq!((plain.manual, plain.support), (None, None));
        }
    }
}

#[test]
fn a_tone_is_listened_for_where_the_model_has_one() {
    for code in [
        FaultCode::CARD_NOT_RECOGNISED,
        FaultCode::NOT_A_MY_NUMBER_CARD,
    ] {
        assert!(steps(code, "マイナタッチ").contains(&A::ListenForTone));
        for model in ["", "Hi-CARA", INSIDE] {
            assert!(!steps(code, model).contains(&A::ListenForTone), "{model}");
        }
    }
}

#[test]
fn manual_and_support_are_those_of_the_model() {
    let guidance = advised(FaultCode::READER_SETUP, "マイナタッチ");
    assert!(guidance.manual.unwrap().contains("Web"));
    assert!(guidance.support.unwrap().contains("復帰値"));
    assert!(
        advised(FaultCode::READER_SETUP, "Hi-CARA")
            .manual
            .unwrap()
            .contains("Hi-CARA")
    );
    // The list of downloads is that of Hi-CARA, and not of Hi-CARA2.
    assert_eq!(advised(FaultCode::READER_SETUP, "Hi-CARA2").manual, None);
}

/// A maker's model: its entry and its words, and no line of Rust.
#[test]
fn a_new_model_has_its_steps_by_its_data() {
    let file = r#"
schema = 1
[[model]]
maker = 4
number = 7001
name = "NX-7"
facts.terminal-built-in = { is = false, mark = "C", source = "its manual" }
facts.cable-to-terminal = { is = true, mark = "C", source = "its manual" }
facts.restart = { mark = "C", source = "its manual" }
facts.placement = { mark = "C", source = "its manual" }
[text.ja]
"model.7001.restart" = "端末、リーダーの順に電源を入れ直します。"
"model.7001.placement" = "上の口に、写真を上にして置きます。"
[text.en]
"model.7001.restart" = "Switch the terminal off and on, then the reader."
"model.7001.placement" = "Into the upper slot, photo up."
"#;
    let book = Book::built_in().amended(file).unwrap();
    let mut situation = Situation::on(day());
    situation.reader_model = 7001;
    let told = |book: &Book, code| {
        let guidance = book.advise(code, &situation);
        let steps: Vec<_> = guidance
            .staff
            .iter()
            .map(|step| step.text.to_owned())
            .collect();
        steps.join("\n")
    };
    let disconnected = told(&book, FaultCode::READER_DISCONNECTED);
    assert!(
        disconnected.contains("端末、リーダーの順に"),
        "{disconnected}"
    );
    assert!(disconnected.contains("USBケーブル"), "{disconnected}");
    assert!(told(&book, FaultCode::CARD_NOT_RECOGNISED).contains("上の口に"));
    // What a maker says for one model in place of our step goes before the model's own words.
    let ours =
        mynareader_reception::guidance::Message::from_name("staff.restart-in-order").unwrap();
    let replaced = format!(
        "schema = 1\n[[replace]]\nreader-model = 7001\nmessage = {}\nlanguage = \"ja\"\nwords = \"ボタンを長く押します。\"\n",
        ours.number()
    );
    let book = book.amended(&replaced).unwrap();
    let disconnected = told(&book, FaultCode::READER_DISCONNECTED);
    assert!(disconnected.contains("長く押します"), "{disconnected}");
    assert!(book.model("NX-7").unwrap().is(Feature::CableToTerminal));
}
