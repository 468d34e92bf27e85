//! The file that `docs/guidance-data.md` shows is one that can be read, and a file that is wrong in
//! many places is refused in few words.

use std::fmt::Write as _;

use mynareader_reception::guidance::leaflet::{LeafletContext, LeafletId};
use mynareader_reception::guidance::makers::Feature;
use mynareader_reception::guidance::{
    Book, Language, MAX_PROBLEMS, Message, Reason, Refused, Situation,
};

#[test]
fn the_example_in_the_docs_is_accepted() {
    let page = include_str!("../../../../docs/guidance-data.md");
    let (_, rest) = page.split_once("```toml\n").unwrap();
    let (file, _) = rest.split_once("```").unwrap();
    // The page shows one line of a new language; a real one owes them all.
    let mut whole = String::new();
    for message in Message::all().iter().filter(|it| it.is_for_patient()) {
        let places: String = message
            .places()
            .iter()
            .map(|it| format!("{{{it}}}"))
            .collect();
        writeln!(whole, "\"{message}\" = \"…{places}\"").unwrap();
    }
    let file = file.replace("\"patient.001\" = { words = \"…\" }\n", &whole);
    let book = Book::built_in()
        .amended(&file)
        .unwrap_or_else(|refused| panic!("{refused}"));
    assert_eq!(book.known_up_to().to_string(), "2027-03-31");
    assert_eq!(
        book.languages().len(),
        Book::built_in().languages().len() + 1
    );
}

/// A new maker with its model, and what is told of them: a file, and no line of Rust.
#[test]
fn a_model_is_added_as_data() {
    let file = r#"
schema = 1
[[maker]]
number = 300
name = "next"
[[model]]
maker = 300
number = 1
name = "NX-1"
facts.placement = { mark = "1", source = "its leaflet" }
facts.smartphone = { is = true, mark = "C", source = "two pages" }
notes = [{ mark = "I", source = "its leaflet" }]
[text.ja]
"maker.300" = "次社"
"company.300" = "株式会社次社"
"model.1.placement" = "上の口に、写真を上にして置く"
"model.1.note-1" = "覚え"
[text.en]
"maker.300" = "Next"
"company.300" = "Next Inc."
"model.1.placement" = "Into the upper slot, photo up"
"model.1.note-1" = "A note"
"#;
    let book = Book::built_in().amended(file).unwrap();
    let model = book.model("nx 1").unwrap();
    assert_eq!(model.fact(Feature::Smartphone).unwrap().is, Some(true));
    assert_eq!(book.maker(model.maker).unwrap().name, "next");
    let mut context = LeafletContext::new("a", "2026-11-22".parse().unwrap());
    context.model = Some("NX-1");
    let leaflet = book.leaflet(LeafletId::ReaderHowTo, Language::EN, &context);
    assert!(leaflet.unwrap().contains("Into the upper slot, photo up"));
    let code = "300:0x00000001".parse().unwrap();
    let situation = Situation::on("2026-11-22".parse().unwrap());
    assert_eq!(book.advise(code, &situation).maker, Some("次社"));
    assert_eq!(Book::from_toml(&book.to_toml()).unwrap(), book);
    for (from, to, told) in [
        (
            "\"model.1.note-1\" = \"A note\"\n",
            "",
            "text.en.model.1.note-1: it is missing",
        ),
        (
            "number = 1\n",
            "number = 2\n",
            "text.ja.model.1.placement: no text has this number",
        ),
        (
            "maker = 300",
            "maker = 301",
            "model.1.maker: no text has this number",
        ),
        (
            "is = true, ",
            "",
            "model.1.smartphone: it must say whether it is so",
        ),
        (
            "mark = \"C\"",
            "mark = \"D\"",
            "model.1: \"D\" is not a name known here",
        ),
        (
            "facts.smartphone",
            "facts.wings",
            "model.1: \"wings\" is not a name known here",
        ),
        (
            "number = 300",
            "number = 65535",
            "maker.65535: no text has this number",
        ),
        (
            "name = \"NX-1\"",
            "name = \" \"",
            "line 6, model.1: it is empty",
        ),
    ] {
        assert!(file.contains(from), "{from}");
        let refused = Book::built_in().amended(&file.replacen(from, to, 1));
        let refused = refused.unwrap_err().to_string();
        assert!(refused.contains(told), "{refused}\nwanted: {told}");
    }
    // More notes than there are names for.
    let notes = "{ mark = \"I\", source = \"a\" },".repeat(300);
    let many = file.replace("notes = [", &format!("notes = [{notes}"));
    let refused = Book::built_in().amended(&many).unwrap_err().to_string();
    assert!(
        refused.contains("model.1.notes: there are 301, and at most 40"),
        "{refused}"
    );
}

const HEAD: &str = "schema = 1\nedition = \"t\"\nknown-up-to = \"2027-03-31\"\n";

fn refusal(rest: &str) -> Refused {
    Book::built_in()
        .amended(&format!("{HEAD}{rest}"))
        .unwrap_err()
}

/// Four small letters, another tag for each number.
fn tag(number: usize) -> String {
    let letter = |part: usize| char::from(b'a' + u8::try_from(part % 26).unwrap());
    [number / 17_576, number / 676, number / 26, number]
        .map(letter)
        .iter()
        .collect()
}

/// Each of these is wrong in so many places; so many are told, and the others are counted.
#[test]
fn of_many_problems_a_hundred_are_told_and_the_others_counted() {
    let owed = Message::all()
        .iter()
        .filter(|it| it.is_for_patient())
        .count();
    let repeated =
        |count: usize, one: &dyn Fn(usize) -> String| -> String { (0..count).map(one).collect() };
    let cases: [(&str, String, usize); 7] = [
        (
            "languages without their texts",
            repeated(300, &|i| {
                format!("[text.{}]\n\"patient.004\"={{words=\"x.\"}}\n", tag(i))
            }),
            300 * (owed - 1),
        ),
        (
            "texts with unknown names",
            "[text.en]\n".to_owned() + &repeated(1000, &|i| format!("a{i}={{words=\"x\"}}\n")),
            1000,
        ),
        (
            "texts in no language",
            repeated(500, &|i| {
                format!("[text.A{i}]\n\"patient.004\"={{words=\"x\"}}\n")
            }),
            500,
        ),
        (
            "names in a list",
            format!(
                "[[code]]\ncode=\"950\"\nstaff=[{}]\n",
                "\"no\",".repeat(2000)
            ),
            2000,
        ),
        (
            "numbers of no text",
            repeated(400, &|i| {
                format!("[[replace]]\nreader-model={i}\nmessage=1\nlanguage=\"en\"\nwords=\"x\"\n")
            }),
            400,
        ),
        (
            "rules that stand twice",
            repeated(150, &|_| {
                "[[code]]\ncode=\"950\"\nstaff=[\"prescribe-on-paper\"]\n".to_owned()
            }),
            149,
        ),
        (
            "sentences that are too long",
            format!(
                "[text.en]\n\"patient.004\"={{words=\"{}\"}}\n",
                ("x".repeat(91) + ".").repeat(200)
            ),
            // Too long as a whole, and too many sentences.
            200 + 2,
        ),
    ];
    for (what, file, wrong) in cases {
        let refused = refusal(&file);
        assert_eq!(refused.problems.len() + refused.more, wrong, "{what}");
        assert_eq!(refused.problems.len(), MAX_PROBLEMS, "{what}");
        let told = refused.to_string();
        assert!(told.len() < 64 * 1024, "{what}: {} bytes", told.len());
        let first = told.lines().next().unwrap();
        let all = format!("(the first {MAX_PROBLEMS} of {wrong} problems)");
        assert!(first.ends_with(&all), "{what}: {first}");
        assert_eq!(told.lines().count(), MAX_PROBLEMS + 1, "{what}");
    }
    // As many as are told, and one more.
    for (count, first) in [
        (100, "nothing was replaced"),
        (101, "(the first 100 of 101 problems)"),
    ] {
        let file = repeated(count, &|i| format!("a{i}={{words=\"x\"}}\n"));
        let told = refusal(&format!("[text.en]\n{file}")).to_string();
        assert!(told.lines().next().unwrap().ends_with(first), "{count}");
    }
}

/// What the file says is repeated in a refusal in part, and never with control characters.
#[test]
fn a_refusal_repeats_little_of_the_file() {
    let long = "x".repeat(100_000);
    for file in [
        format!("[[step]]\nstep=\"{long}\"\nordinary-share=true\n"),
        format!("[[step]]\nstep=\"pin\"\nneeds=[\"{long}\"]\nordinary-share=true\n"),
        format!("[[code]]\ncode=\"{long}\"\nstaff=[]\n"),
        format!("[[code]]\ncode=\"950\"\nstaff=[\"{long}\"]\n"),
        format!("[text.{long}]\n\"patient.004\"={{words=\"x\"}}\n"),
        format!("[text.en]\n{long}={{words=\"x\"}}\n"),
        format!("[[replace]]\nreader-model=1\nmessage=100010\nlanguage=\"{long}\"\nwords=\"x\"\n"),
        format!("[[vendor-code]]\ncode=\"{long}\"\nlike=\"906\"\ntitle={{}}\n"),
        format!("[[vendor-code]]\ncode=\"300:1\"\nlike=\"{long}\"\ntitle={{}}\n"),
        format!("[[vendor-code]]\ncode=\"300:1\"\nlike=\"906\"\ntitle={{{long}=\"x\"}}\n"),
        format!("grace-from=\"{long}\"\n"),
        format!("{long}=1\n"),
        "a.".repeat(50_000) + "a=1\n",
        "[[step]]\nstep=\"\\u001b[2J\\n\\u0007\"\nordinary-share=true\n".to_owned(),
        "[text.\"\\u001b[2J\"]\n\"\\u001b[31m\"={words=\"x\"}\n".to_owned(),
    ] {
        let told = refusal(&file).to_string();
        let shown: String = file.chars().take(60).collect();
        assert!(told.len() < 400, "{shown}: {} bytes", told.len());
        let controls = |c: char| c.is_control() && c != '\n';
        assert!(!told.contains(controls), "{shown}: {told:?}");
    }
}

/// The line of a problem that the book's own checks found is that of the entry, however the entry
/// writes its name and whatever begins like it.
#[test]
fn a_problem_of_the_book_has_the_line_of_its_entry() {
    for (file, place, line) in [
        // 4 is 004, and 0040 is another code.
        (
            "[[code]]\ncode=\"0040\"\nstaff=[\"reseat\"]\n[[code]]\ncode=\"4\"\nstaff=[]\n",
            "code.004.staff",
            Some(7),
        ),
        (
            "[[vendor-code]]\ncode=\"3:0x1f\"\nlike=\"906\"\ntitle={}\n",
            "vendor-code.3:0x0000001F",
            Some(4),
        ),
        (
            "[[vendor-code]]\ncode=\"3:31\"\nlike=\"906\"\ntitle={ja=\"\"}\n",
            "vendor-code.3:0x0000001F.title.ja",
            Some(4),
        ),
        // Nothing in the file says what is missing.
        (
            "[text.vi]\n\"patient.004\"={words=\"x.\"}\n",
            "text.vi.patient.001",
            None,
        ),
    ] {
        let refused = refusal(file);
        let found = refused
            .problems
            .iter()
            .find(|problem| problem.place == place);
        assert_eq!(found.map(|it| it.line), Some(line), "{place}: {refused}");
    }
}

#[test]
fn nothing_stands_twice_in_a_list_that_is_gone_through() {
    for (list, names) in [
        ("staff", "\"reseat\",\"clean-card\",\"reseat\""),
        ("calls", "\"installer\",\"installer\""),
        ("leaflets", "\"pin-reset\",\"pin-reset\""),
    ] {
        let staff = if list == "staff" {
            ""
        } else {
            "staff=[\"reseat\"]\n"
        };
        let refused = refusal(&format!(
            "[[code]]\ncode=\"950\"\n{staff}{list}=[{names}]\n"
        ));
        let problem = &refused.problems[0];
        assert_eq!(problem.place, format!("code.950.{list}"));
        assert_eq!((problem.line, &problem.reason), (Some(4), &Reason::Double));
    }
}
