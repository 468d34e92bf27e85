//! The file that `docs/guidance-data.md` shows is one that can be read.

use std::fmt::Write as _;

use mynareader_reception::guidance::{Book, Message};

#[test]
fn the_example_in_the_docs_is_accepted() {
    let page = include_str!("../../../../docs/guidance-data.md");
    let (_, rest) = page.split_once("```toml\n").unwrap();
    let (file, _) = rest.split_once("```").unwrap();
    // The page shows one line of a new language; a real one owes them all.
    let mut whole = String::new();
    for message in Message::all().iter().filter(|it| it.is_for_patient()) {
        writeln!(whole, "\"{message}\" = {{ words = \"…\" }}").unwrap();
    }
    let file = file.replace("\"patient.001\" = { words = \"…\" }\n", &whole);
    let book = Book::built_in()
        .amended(&file)
        .unwrap_or_else(|refused| panic!("{refused}"));
    assert_eq!(book.known_up_to().to_string(), "2027-03-31");
    assert_eq!(book.languages().len(), 3);
}
