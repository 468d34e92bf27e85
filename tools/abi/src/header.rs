//! The header, ordered by object.
//!
//! cbindgen gives all constants, then all structures, then all functions. Here they are put together
//! again as somebody reads them: each object with its constants, records and functions, in the order of
//! their source. A source file `x.rs` may have `x.h` beside it, with functions that are inline in C;
//! they follow what the file declares.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// A part of the header.
pub struct Object {
    /// The name of its group in the reference.
    pub id: &'static str,
    /// What it is called there.
    pub title: &'static str,
    /// Constants of other files that belong here, by how their names begin.
    pub constants: &'static [&'static str],
    /// Its files, in order.
    pub files: &'static [&'static str],
    /// What must be defined for it to be declared.
    pub only_with: Option<&'static str>,
}

/// The order of the header.
pub const OBJECTS: &[Object] = &[
    Object {
        id: "library",
        title: "The library",
        constants: &[],
        files: &[
            "crates/ffi/src/library.rs",
            "crates/ffi/src/process.rs",
            "crates/ffi/src/names.rs",
            "crates/ffi/src/date.rs",
            "crates/capi/src/features.rs",
        ],
        only_with: None,
    },
    Object {
        id: "log",
        title: "The log",
        constants: &[],
        files: &["crates/ffi/src/log.rs"],
        only_with: None,
    },
    Object {
        id: "statuses",
        title: "Statuses, and what went wrong",
        constants: &[],
        files: &["crates/ffi/src/status.rs", "crates/ffi/src/detail.rs"],
        only_with: None,
    },
    Object {
        id: "link",
        title: "The link to a chip, and a maker's driver",
        constants: &[],
        files: &["crates/ffi/src/link.rs"],
        only_with: None,
    },
    Object {
        id: "reader",
        title: "Readers over PC/SC",
        constants: &[],
        files: &["crates/ffi/src/reader.rs"],
        only_with: None,
    },
    Object {
        id: "profile",
        title: "The card profile",
        constants: &[],
        files: &["crates/ffi/src/profile.rs"],
        only_with: None,
    },
    Object {
        id: "card",
        title: "The card",
        constants: &["MNR_TOKEN_", "MNR_KEY_", "MNR_TRIES_"],
        files: &["crates/ffi/src/card.rs"],
        only_with: None,
    },
    Object {
        id: "face",
        title: "The face record",
        constants: &[],
        files: &["crates/ffi/src/face.rs"],
        only_with: None,
    },
    Object {
        id: "certificate",
        title: "Certificates and anchors",
        constants: &["MNR_CERTIFICATE_"],
        files: &["crates/ffi/src/certificate.rs"],
        only_with: None,
    },
    Object {
        id: "guidance",
        title: "Faults, and guidance at the counter",
        constants: &[],
        files: &[
            "crates/ffi/src/vocabulary.rs",
            "crates/ffi/src/guidance.rs",
            "crates/ffi/src/page.rs",
            "crates/ffi/src/model.rs",
            "crates/ffi/src/shelf.rs",
        ],
        only_with: None,
    },
    Object {
        id: "reception",
        title: "The reception: set-up, events, actions, answers",
        constants: &["MNR_METHOD_", "MNR_MODE_"],
        files: &[
            "crates/ffi/src/reception/config.rs",
            "crates/ffi/src/reception/event.rs",
            "crates/ffi/src/reception/action.rs",
            "crates/ffi/src/reception.rs",
            "crates/ffi/src/reception/happening.rs",
            "crates/ffi/src/reception/words.rs",
            "crates/ffi/src/reception/answer.rs",
        ],
        only_with: None,
    },
    Object {
        id: "desk",
        title: "The desk: a check-in that runs itself",
        constants: &[],
        files: &[
            "crates/ffi/src/desk.rs",
            "crates/ffi/src/desk/event.rs",
            "crates/ffi/src/desk/answer.rs",
        ],
        only_with: None,
    },
    Object {
        id: "statistics",
        title: "Journals added up",
        constants: &[],
        files: &["crates/ffi/src/statistics.rs"],
        only_with: None,
    },
    Object {
        id: "terminal",
        title: "The terminal around the reader",
        constants: &[],
        files: &["crates/ffi/src/terminal.rs"],
        only_with: None,
    },
    Object {
        id: "simulation",
        title: "The virtual card: in the simulation library alone",
        constants: &[],
        files: &["crates/capi-sim/src/sim.rs"],
        only_with: Some("MNR_SIM"),
    },
];

/// Files whose constants stand with the objects that use them.
pub const SHARED: &[&str] = &["crates/ffi/src/facts.rs"];

/// One constant, type or function with its documentation.
struct Chunk {
    name: String,
    is_handle: bool,
    lines: Vec<String>,
}

/// What cbindgen wrote, ordered; and what is wrong with the order.
pub fn ordered(root: &Path, raw: &str, wrong: &mut Vec<String>) -> String {
    let lines: Vec<&str> = raw.lines().collect();
    let first = lines.iter().position(|line| *line == "/**").unwrap_or(0);
    let end = lines
        .iter()
        .position(|line| line.starts_with("#endif  /* MYNAREADER_H"))
        .unwrap_or(lines.len());
    let chunks = chunks(&lines[first..end]);
    let mut text = lines[..first].join("\n").trim_end().to_owned();
    text += "\n\n#ifdef __cplusplus\nextern \"C\" {\n#endif\n";

    let mut by_name = BTreeMap::new();
    for chunk in &chunks {
        if by_name.insert(chunk.name.as_str(), chunk).is_some() {
            wrong.push(format!("{} is in the header twice", chunk.name));
        }
    }
    let mut done = BTreeSet::new();
    group(&mut text, "handles", "Handles");
    for object in OBJECTS.iter().filter(|object| object.only_with.is_none()) {
        for name in names(root, object) {
            if let Some(chunk) = by_name.get(name.as_str())
                && chunk.is_handle
            {
                done.insert(name);
                put(&mut text, None, chunk);
            }
        }
    }
    text += "\n/** @} */\n";
    for object in OBJECTS {
        if let Some(defined) = object.only_with {
            text += &format!("\n#if defined({defined})\n");
        }
        group(&mut text, object.id, object.title);
        let mut before = None;
        for name in names(root, object) {
            if let Some(chunk) = by_name.get(name.as_str())
                && done.insert(name)
            {
                put(&mut text, before, chunk);
                before = Some(*chunk);
            }
        }
        for file in object.files {
            let beside = root.join(file).with_extension("h");
            if let Ok(inline) = std::fs::read_to_string(beside) {
                text += "\n";
                text += &inline;
            }
        }
        text += "\n/** @} */\n";
        if let Some(defined) = object.only_with {
            text += &format!("\n#endif /* {defined} */\n");
        }
    }
    for chunk in &chunks {
        if !done.contains(&chunk.name) {
            wrong.push(format!("{} belongs to no object of the header", chunk.name));
        }
    }
    text += "\n#ifdef __cplusplus\n}\n#endif\n\n";
    text += &lines[end..].join("\n");
    text += "\n";
    text
}

fn group(text: &mut String, id: &str, title: &str) {
    *text += &format!("\n/** @defgroup {id} {title}\n * @{{\n */\n");
}

/// Constants of one family stand close together.
fn put(text: &mut String, before: Option<&Chunk>, chunk: &Chunk) {
    let family = |chunk: &Chunk| {
        let mut words = chunk.name.splitn(3, '_');
        (
            words.next().map(str::to_owned),
            words.next().map(str::to_owned),
        )
    };
    let is_constant = |chunk: &Chunk| chunk.name.starts_with("MNR_");
    let close = before.is_some_and(|before| {
        is_constant(before) && is_constant(chunk) && family(before) == family(chunk)
    });
    if !close {
        text.push('\n');
    }
    match chunk.lines.as_slice() {
        [open, line, close, rest @ ..]
            if is_constant(chunk) && open == "/**" && close == " */" && line.len() <= 92 =>
        {
            *text += &format!("/**{} */\n", line.trim_start_matches(" *"));
            for line in rest {
                *text += line;
                text.push('\n');
            }
        }
        lines => {
            for line in lines {
                *text += line;
                text.push('\n');
            }
        }
    }
}

/// The names of an object in order: constants that it takes from elsewhere, then its own files.
fn names(root: &Path, object: &Object) -> Vec<String> {
    let mut found = Vec::new();
    for file in SHARED {
        let shared = declared(&root.join(file));
        found.extend(
            shared
                .into_iter()
                .filter(|name| object.constants.iter().any(|begin| name.starts_with(begin))),
        );
    }
    for file in object.files {
        found.extend(declared(&root.join(file)));
    }
    found
}

/// The public names of a file, in its order.
fn declared(path: &Path) -> Vec<String> {
    let Ok(source) = std::fs::read_to_string(path) else {
        return Vec::new();
    };
    let Ok(parsed) = syn::parse_file(&source) else {
        return Vec::new();
    };
    parsed
        .items
        .iter()
        .filter_map(|item| match item {
            syn::Item::Const(item) => Some(item.ident.to_string()),
            syn::Item::Struct(item) => Some(item.ident.to_string()),
            syn::Item::Fn(item) => Some(item.sig.ident.to_string()),
            _ => None,
        })
        .filter(|name| name.starts_with("MNR_") || name.starts_with("mnr_"))
        .collect()
}

/// Documentation and declaration of each item, without what stands around them.
fn chunks(lines: &[&str]) -> Vec<Chunk> {
    let mut found = Vec::new();
    let mut lines = lines.iter();
    while let Some(line) = lines.next() {
        if *line != "/**" {
            continue;
        }
        let mut chunk = vec![(*line).to_owned()];
        let mut depth = 0_usize;
        for line in lines.by_ref() {
            if line.is_empty() && depth == 0 {
                break;
            }
            depth = (depth + line.matches('{').count()).saturating_sub(line.matches('}').count());
            chunk.push((*line).to_owned());
        }
        let (name, is_handle) = named(&chunk);
        found.push(Chunk {
            name,
            is_handle,
            lines: chunk,
        });
    }
    found
}

/// What an item declares, and whether it is a handle.
fn named(lines: &[String]) -> (String, bool) {
    let end = |c: char| !(c.is_ascii_alphanumeric() || c == '_');
    for line in lines {
        if let Some(rest) = line.strip_prefix("#define ") {
            return (rest.split(' ').next().unwrap_or("").to_owned(), false);
        }
        if let Some(rest) = line.strip_prefix("typedef struct mnr_") {
            return (
                format!("mnr_{}", rest.split(end).next().unwrap_or("")),
                true,
            );
        }
        if let Some(rest) = line.strip_prefix("} ") {
            return (rest.trim_end_matches(';').to_owned(), false);
        }
        // A long declaration has its prefix on a line of its own.
        if let Some((head, _)) = line.split_once('(')
            && !line.starts_with([' ', '/'])
        {
            return (head.rsplit(end).next().unwrap_or("").to_owned(), false);
        }
    }
    (String::new(), false)
}
