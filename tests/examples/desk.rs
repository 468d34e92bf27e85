//! The short example: a whole check-in, and short.

use crate::example;

#[test]
fn a_check_in_in_at_most_150_lines_admits_by_face_and_with_a_pin() {
    for (entered, asked) in [
        (None, "CompareFace"),
        (Some("1234"), "EnterPin"),
        // A wrong PIN costs one try, and another method follows.
        (Some("0000"), "CompareFace"),
    ] {
        let arguments: Vec<&str> = entered.into_iter().collect();
        let output = example::run("desk", &arguments);
        let text = example::stdout(&output);
        assert!(output.status.success(), "{entered:?}: {text}");
        assert!(text.contains("outcome: Some(Admitted(Full))"), "{text}");
        assert!(text.contains(&format!("asked:   {asked}")), "{text}");
        assert!(!text.contains("1234"), "no PIN is printed");
    }
    let source = std::fs::read_to_string(proof::root().join("examples/desk.rs")).unwrap();
    assert!(source.lines().count() <= 150, "{}", source.lines().count());
}
