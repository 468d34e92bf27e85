//! What a benchmark found, on standard output and, with `--write`, in its place in docs/performance.md.

use std::fs;

/// Prints `text`; with `--write` among the arguments also puts it between the marks of this name.
pub fn publish(name: &str, text: &str) {
    println!("{text}");
    if !std::env::args().any(|argument| argument == "--write") {
        return;
    }
    let path = proof::root().join("docs/performance.md");
    let page = fs::read_to_string(&path).expect("docs/performance.md");
    let (begin, end) = (
        format!("<!-- {name}: written by its benchmark -->\n"),
        format!("<!-- end of {name} -->\n"),
    );
    let (head, rest) = page.split_once(&begin).expect("the mark of the beginning");
    let (_, tail) = rest.split_once(&end).expect("the mark of the end");
    let page = format!("{head}{begin}\n{}\n\n{end}{tail}", text.trim());
    fs::write(path, page).expect("docs/performance.md can be written");
}

/// The compiler that built this, as far as the one that is found now is that one.
pub fn rustc() -> String {
    let said = std::process::Command::new("rustc")
        .arg("--version")
        .output();
    said.map_or_else(
        |_| "rustc of unknown version".to_owned(),
        |output| String::from_utf8_lossy(&output.stdout).trim().to_owned(),
    )
}
