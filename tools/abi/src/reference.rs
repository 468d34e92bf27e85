//! The header as Doxygen reads it: parameters, errors and threads of each function marked as such, and
//! every name of the ABI a link, so that a name that is none is a warning. In the header itself they are
//! plain sentences.

use crate::coverage::parameters;

/// The header, marked up.
pub fn marked(header: &str) -> String {
    let mut text = String::new();
    // What a compiler needs and no reader.
    let mut lines = header
        .lines()
        .filter(|line| !line.contains("MYNAREADER_H") && !line.starts_with("#define MNR_API"))
        .filter(|line| *line != "MNR_API")
        .map(|line| line.strip_prefix("MNR_API ").unwrap_or(line));
    let mut first = true;
    while let Some(line) = lines.next() {
        // The conventions at the head are the first page.
        let is_head = first && line.starts_with("/* mynareader");
        if !(line.trim_start().starts_with("/**") || is_head) || line.contains("@}") {
            text += line;
            text.push('\n');
            continue;
        }
        let indent = &line[..line.len() - line.trim_start().len()];
        let mut comment = String::new();
        let mut part = line.trim_start();
        if is_head {
            first = false;
            comment += "@mainpage The C ABI\n";
            part = part.trim_start_matches("/* ");
        }
        loop {
            let inner = part.trim_start_matches("/**").trim_start_matches("*/");
            let inner = inner.trim_start_matches('*').trim_end_matches("*/").trim();
            comment += inner;
            comment.push('\n');
            if part.ends_with("*/") {
                break;
            }
            part = lines.next().map_or("*/", str::trim_start);
        }
        // What follows says whose parameters they are.
        let mut declaration = String::new();
        for line in lines.clone() {
            declaration += line.trim();
            declaration.push(' ');
            if line.is_empty() || line.ends_with([';', '{', '}']) {
                break;
            }
        }
        text += &format!("{indent}/**\n");
        if is_head {
            text += " * @file\n * The C ABI of mynareader.\n */\n/**\n";
        }
        for line in marks(&comment, &names(&declaration)).lines() {
            text += format!("{indent} * {line}").trim_end();
            text.push('\n');
        }
        text += &format!("{indent} */\n");
    }
    text
}

/// The parameters of a function; none for anything else.
fn names(declaration: &str) -> Vec<String> {
    let declaration = declaration.trim_start();
    let is_function = [
        "int32_t mnr_",
        "uint32_t mnr_",
        "const char *mnr_",
        "static inline ",
    ]
    .iter()
    .any(|begin| declaration.starts_with(begin));
    let Some((_, rest)) = declaration.split_once('(').filter(|_| is_function) else {
        return Vec::new();
    };
    let inner = rest.rsplit_once(')').map_or("", |(inner, _)| inner);
    parameters(inner)
        .into_iter()
        .map(|(_, name)| name)
        .collect()
}

fn marks(comment: &str, names: &[String]) -> String {
    let mut text = String::new();
    for paragraph in comment.split("\n\n") {
        let mut rest = paragraph;
        // Errors and threads stand at the end, each on lines of its own.
        let mut tail = String::new();
        for (begin, title) in [
            ("Any thread", "Threads"),
            ("One thread", "Threads"),
            ("Errors:", "Errors"),
        ] {
            if names.is_empty() && begin == "Errors:" {
                continue;
            }
            if let Some(at) = line_beginning_with(rest, begin) {
                let said = rest[at..].trim_start_matches("Errors:").trim();
                tail = format!("@par {title}\n{}\n\n{tail}", linked(said));
                rest = &rest[..at];
            }
        }
        text += &parameters_marked(rest, names);
        text += "\n\n";
        text += &tail;
    }
    text.trim_end().to_owned()
}

fn line_beginning_with(text: &str, begin: &str) -> Option<usize> {
    if text.starts_with(begin) {
        return Some(0);
    }
    text.find(&format!("\n{begin}")).map(|at| at + 1)
}

/// `card: the card. key: one of ...` as parameters.
fn parameters_marked(paragraph: &str, names: &[String]) -> String {
    let flat = paragraph.replace('\n', " ");
    let mut begins = Vec::new();
    for (at, _) in flat.match_indices(": ") {
        let head = &flat[..at];
        let start = head.rfind(". ").map_or(0, |dot| dot + 2);
        let list = &head[start..];
        let are_names = !list.is_empty()
            && list
                .split(", ")
                .all(|word| names.iter().any(|name| name == word));
        if are_names {
            begins.push((start, at));
        }
    }
    if begins.is_empty() {
        return linked(paragraph);
    }
    let mut text = linked(flat[..begins[0].0].trim());
    for (index, (start, colon)) in begins.iter().enumerate() {
        let end = begins.get(index + 1).map_or(flat.len(), |next| next.0);
        let list = flat[*start..*colon].replace(", ", ",");
        text += &format!("\n@param {list} {}", linked(flat[colon + 2..end].trim()));
    }
    text
}

/// Every name of the ABI as a link; families such as `MNR_KEY_*` as they are.
fn linked(text: &str) -> String {
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(is_word) {
        let end = rest[at..]
            .find(|c| !is_word(c))
            .map_or(rest.len(), |end| at + end);
        out += &rest[..at];
        let word = &rest[at..end];
        let is_name =
            (word.starts_with("MNR_") || word.starts_with("mnr_")) && !word.ends_with('_');
        // No links: the tool's own word, and what only a compiler's options define.
        if is_name && !matches!(word, "MNR_STATIC" | "MNR_SIM" | "MNR_SOURCE_ID") {
            out.push('#');
        }
        out += word;
        rest = &rest[end..];
    }
    out + rest
}
