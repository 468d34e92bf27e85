//! Whether the C tests have tried each export in each way, by what the calls really gave.
//!
//! The linker puts a wrapper before every export (`--wrap`); it writes name and status of each
//! call into the file that `MNR_COVERAGE` names. Every export that gives a status must have been
//! seen to succeed; to refuse NULL, where it takes a pointer that must not be; to refuse a handle
//! that is none; and, with a card behind it, to fail by the link.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::ExitCode;

pub struct Declaration {
    returns: String,
    name: String,
    parameters: Vec<(String, String)>,
}

/// Needs a reader with a card, or a service: not on every machine.
const NEEDS_READER: &[&str] = &[
    "mnr_readers_list",
    "mnr_readers_count",
    "mnr_readers_name",
    "mnr_readers_free",
    "mnr_reader_has_card",
    "mnr_reader_wait_for_card",
    "mnr_reader_wait_for_removal",
    "mnr_reader_connect",
];

pub fn declarations(header: &str) -> Vec<Declaration> {
    let mut found = Vec::new();
    // Before a declaration, or on a line of its own before it.
    let mut lines = header
        .lines()
        .map(|line| line.strip_prefix("MNR_API ").unwrap_or(line));
    while let Some(line) = lines.next() {
        let is_start = (line.starts_with("int32_t mnr_")
            || line.starts_with("uint32_t mnr_")
            || line.starts_with("const char *mnr_"))
            && line.contains('(');
        if !is_start {
            continue;
        }
        let mut text = line.to_owned();
        while !text.trim_end().ends_with(';') {
            let Some(more) = lines.next() else { break };
            text.push(' ');
            text.push_str(more.trim());
        }
        let Some((head, rest)) = text.split_once('(') else {
            continue;
        };
        let at = head.find("mnr_").unwrap_or(0);
        let inner = rest.trim_end().trim_end_matches(';').trim_end();
        let inner = inner.strip_suffix(')').unwrap_or(inner);
        found.push(Declaration {
            returns: head[..at].to_owned(),
            name: head[at..].to_owned(),
            parameters: parameters(inner),
        });
    }
    found
}

/// Type as written and name of each parameter.
fn parameters(text: &str) -> Vec<(String, String)> {
    let mut depth = 0;
    let mut parts = vec![String::new()];
    for character in text.chars() {
        match character {
            '(' => depth += 1,
            ')' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(String::new());
                continue;
            }
            _ => {}
        }
        parts.last_mut().expect("one").push(character);
    }
    parts
        .iter()
        .map(|part| part.trim())
        .filter(|part| !part.is_empty() && *part != "void")
        .map(|part| {
            let name = match part.split_once("(*") {
                Some((_, rest)) => rest.split(')').next().unwrap_or(""),
                None => part
                    .rsplit(|c: char| !(c.is_alphanumeric() || c == '_'))
                    .next()
                    .unwrap_or(""),
            };
            (part.to_owned(), name.to_owned())
        })
        .collect()
}

pub fn wrappers(header: &str) -> String {
    let mut text = String::from(
        "/* Written by `abi wrap`: between the tests and the library. */\n\
         #include <mynareader.h>\n#include <stdio.h>\n#include <stdlib.h>\n\n\
         static void seen(const char *name, long status)\n{\n\
         \x20   const char *path = getenv(\"MNR_COVERAGE\");\n\
         \x20   FILE *file = path == NULL ? NULL : fopen(path, \"a\");\n\
         \x20   if (file != NULL) {\n        fprintf(file, \"%s %ld\\n\", name, status);\n        fclose(file);\n    }\n}\n\n",
    );
    for Declaration {
        returns,
        name,
        parameters,
    } in declarations(header)
    {
        let types: Vec<_> = parameters
            .iter()
            .map(|(written, _)| written.as_str())
            .collect();
        let types = if types.is_empty() {
            "void".to_owned()
        } else {
            types.join(", ")
        };
        let names: Vec<_> = parameters.iter().map(|(_, name)| name.as_str()).collect();
        let status = if returns.trim() == "int32_t" {
            "(long)result"
        } else {
            "0L"
        };
        text += &format!(
            "{returns}__real_{name}({types});\n{returns}__wrap_{name}({types});\n\
             {returns}__wrap_{name}({types})\n{{\n    {returns}result = __real_{name}({});\n    \
             seen(\"{name}\", {status});\n    return result;\n}}\n\n",
            names.join(", ")
        );
    }
    text
}

pub fn flags(header: &str) -> String {
    declarations(header)
        .iter()
        .map(|declaration| format!("-Wl,--wrap={} ", declaration.name))
        .collect()
}

pub fn check(header: &str, path: &Path) -> ExitCode {
    let Ok(record) = std::fs::read_to_string(path) else {
        eprintln!("no record at {}", path.display());
        return ExitCode::FAILURE;
    };
    let mut seen: BTreeMap<&str, BTreeSet<i64>> = BTreeMap::new();
    for line in record.lines() {
        if let Some((name, status)) = line.split_once(' ')
            && let Ok(status) = status.parse()
        {
            seen.entry(name).or_default().insert(status);
        }
    }
    let (mut missing, mut skipped, mut cases) = (Vec::new(), Vec::new(), 0);
    let nothing = BTreeSet::new();
    for Declaration {
        returns,
        name,
        parameters,
    } in declarations(header)
    {
        let gave = seen.get(name.as_str()).unwrap_or(&nothing);
        let mut need = |is_so: bool, what: &str, may_skip: bool| {
            cases += 1;
            if !is_so && may_skip {
                skipped.push(format!("{name}: {what}"));
            } else if !is_so {
                missing.push(format!("{name}: {what}"));
            }
        };
        let needs_reader = NEEDS_READER.contains(&name.as_str());
        // Gives no status but the version itself.
        if returns.trim() != "int32_t" || name == "mnr_version_number" {
            need(!gave.is_empty(), "not called", false);
            continue;
        }
        need(gave.contains(&0), "no success", needs_reader);
        let first = parameters
            .first()
            .map_or("", |(written, _)| written.as_str());
        let frees = name.ends_with("_free");
        let is_pointer = |written: &str| written.contains('*') && !written.contains("(*");
        let takes_pointer = parameters.iter().any(|(written, name)| {
            is_pointer(written) && !matches!(name.as_str(), "detail" | "user")
        });
        if takes_pointer && !frees {
            need(gave.contains(&-100), "NULL not tried", false);
        }
        let makes = ["_new", "_open", "_load", "_parse", "_list"]
            .iter()
            .any(|end| name.ends_with(end));
        let on_handle = first.starts_with("mnr_") && first.contains('*') && !first.contains("**");
        if on_handle && !makes {
            need(
                gave.contains(&-200),
                "a handle that is none not tried",
                false,
            );
        }
        let does_card = first.starts_with("mnr_card *")
            && (parameters.iter().any(|(_, name)| name == "detail"))
            && name != "mnr_card_end";
        if does_card || name == "mnr_link_transmit" {
            let torn = gave
                .iter()
                .any(|status| (-399..=-300).contains(status) || matches!(status, -503 | -401));
            need(torn, "a torn link not tried", false);
        }
        if name.starts_with("mnr_reception_answer_") {
            need(
                gave.contains(&-801) || gave.contains(&-800),
                "an answer that nobody asked for not tried",
                false,
            );
        }
    }
    // No check was left out on this machine: there is none yet that brings a reader with a card to
    // the tests in C (docs/abi.md).
    for line in &skipped {
        println!("open: {line} (needs a reader with a card)");
    }
    for line in &missing {
        eprintln!("not covered: {line}");
    }
    println!(
        "coverage: {} exports, {cases} cases, {} missing, {} open",
        declarations(header).len(),
        missing.len(),
        skipped.len()
    );
    if missing.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// A library in C with the same functions, structures and constants, for tools that read debug
/// information: on the Rust library itself they report private fields.
pub fn stub(header: &str) -> String {
    let mut text = String::from("/* Written by `abi stub`. */\n#include <mynareader.h>\n\n");
    for Declaration {
        returns,
        name,
        parameters,
    } in declarations(header)
    {
        let types: Vec<_> = parameters
            .iter()
            .map(|(written, _)| written.as_str())
            .collect();
        let types = if types.is_empty() {
            "void".to_owned()
        } else {
            types.join(", ")
        };
        let unused: String = parameters
            .iter()
            .map(|(_, name)| format!("(void){name}; "))
            .collect();
        text += &format!("{returns}{name}({types})\n{{\n    {unused}return 0;\n}}\n\n");
    }
    text
}

/// A program in C that prints every constant, structure, field and function, a line each.
pub fn constants(header: &str) -> String {
    let mut text = String::from(
        "/* Written by `abi constants`. */\n#include <mynareader.h>\n#include <stdio.h>\n\nint main(void)\n{\n",
    );
    for line in header.lines() {
        let Some(rest) = line.strip_prefix("#define MNR_") else {
            continue;
        };
        if let Some((name, _)) = rest.split_once(' ')
            && !name.contains('(')
            && name != "API"
        {
            text += &format!("    printf(\"MNR_{name} %lld\\n\", (long long)MNR_{name});\n");
        }
    }
    text += &crate::layouts::printed(header);
    for Declaration {
        returns,
        name,
        parameters,
        ..
    } in declarations(header)
    {
        // Without the parameters' names, which are no part of the ABI.
        let types: Vec<_> = parameters
            .iter()
            .map(|(written, name)| match written.split_once("(*") {
                Some(_) => written.replacen(&format!("(*{name})"), "(*)", 1),
                None => written
                    .strip_suffix(name.as_str())
                    .unwrap_or(written)
                    .trim_end()
                    .to_owned(),
            })
            .collect();
        let returns = returns.trim_end();
        text += &format!(
            "    puts(\"function {name} {returns} ({})\");\n",
            types.join(", ")
        );
    }
    text + "    return 0;\n}\n"
}
