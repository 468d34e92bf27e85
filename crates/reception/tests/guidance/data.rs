//! The file that `docs/guidance-data.md` shows is one that can be read, and a file that is wrong in
//! many places is refused in few words.

use std::fmt::Write as _;

use mynareader_reception::guidance::{Book, MAX_PROBLEMS, Message, Reason, Refused};

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
    assert_eq!(book.languages().len(), 3);
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
