//! Whether the C tests have tried each export in each way, by what the calls really gave.
//!
//! The linker puts a wrapper before every export (`--wrap`); it writes name and status of each
//! call into the file that `MNR_COVERAGE` names. Every export that gives a status must have been
//! seen to succeed; to refuse NULL, where it takes a pointer that must not be; to refuse a handle
//! that is none; with a card or a reader behind it, to fail by the link; in each state in which it
//! is refused, to be so; and to give each error that its own documentation names.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::ExitCode;

pub struct Declaration {
    pub returns: String,
    pub name: String,
    pub parameters: Vec<(String, String)>,
    /// The errors that its documentation names.
    errors: Vec<String>,
}

/// What is documented and cannot be brought about by a test in C here, with the reason.
const NOT_HERE: &[(&str, &str, &str)] = &[
    ("", "MNR_ERROR_NOT_BUILT_IN", "another build of the library"),
    (
        "mnr_readers_list",
        "MNR_ERROR_DRIVER",
        "a service with a defect",
    ),
    (
        "mnr_sim_card_free",
        "MNR_ERROR_BUSY",
        "no call with a virtual card lasts long enough to be met",
    ),
];

pub fn declarations(header: &str) -> Vec<Declaration> {
    let mut found = Vec::new();
    // Before a declaration, or on a line of its own before it.
    let mut lines = header
        .lines()
        .map(|line| line.strip_prefix("MNR_API ").unwrap_or(line));
    let mut comment = String::new();
    while let Some(line) = lines.next() {
        if line.starts_with("/**") {
            comment.clear();
        }
        if let Some(text) = line.strip_prefix(" *") {
            comment.push_str(text);
        }
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
            errors: errors(&comment),
        });
        comment.clear();
    }
    found
}

/// The names behind "Errors:".
fn errors(comment: &str) -> Vec<String> {
    let Some((_, text)) = comment.split_once("Errors:") else {
        return Vec::new();
    };
    text.split(|character: char| !(character.is_ascii_alphanumeric() || character == '_'))
        .filter(|word| word.starts_with("MNR_ERROR_"))
        .map(str::to_owned)
        .collect()
}

/// The numbers of the statuses.
fn statuses(header: &str) -> BTreeMap<&str, i64> {
    header
        .lines()
        .filter_map(|line| line.strip_prefix("#define ")?.split_once(' '))
        .filter(|(name, _)| name.starts_with("MNR_ERROR_"))
        .filter_map(|(name, number)| Some((name, number.trim().parse().ok()?)))
        .collect()
}

/// Type as written and name of each parameter.
pub fn parameters(text: &str) -> Vec<(String, String)> {
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
         \x20   if (file != NULL) {\n        fprintf(file, \"%s %ld\\n\", name, status);\n        fclose(file);\n    }\n}\n\n\
         /* Of an answer, which kind it was. */\n\
         static void answered(const char *name, const mnr_answer *answer, long status)\n{\n\
         \x20   char text[64];\n    mnr_answer copy;\n    if (answer == NULL)\n        return;\n\
         \x20   memcpy(&copy, answer, sizeof copy);\n\
         \x20   sprintf(text, \"%s#%d\", name, (int)copy.kind);\n    seen(text, status);\n}\n\n",
    );
    for Declaration {
        returns,
        name,
        parameters,
        ..
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
             seen(\"{name}\", {status});\n{}    return result;\n}}\n\n",
            names.join(", "),
            if takes_answer(&parameters) {
                format!("    answered(\"{name}\", answer, {status});\n")
            } else {
                String::new()
            }
        );
    }
    text
}

fn takes_answer(parameters: &[(String, String)]) -> bool {
    parameters
        .iter()
        .any(|(written, name)| written.starts_with("const mnr_answer *") && name == "answer")
}

pub fn flags(header: &str) -> String {
    declarations(header)
        .iter()
        .map(|declaration| format!("-Wl,--wrap={} ", declaration.name))
        .collect()
}

/// `no_reader`: this machine has no service with a reader, so that what needs one is left out.
pub fn check(header: &str, path: &Path, no_reader: bool) -> ExitCode {
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
    let numbers = statuses(header);
    let (mut missing, mut skipped, mut cases) = (Vec::new(), Vec::new(), 0);
    let nothing = BTreeSet::new();
    for declaration in declarations(header) {
        let name = declaration.name.as_str();
        let gave = seen.get(name).unwrap_or(&nothing);
        let mut all = wanted(&declaration, gave, &numbers);
        if takes_answer(&declaration.parameters) {
            all.extend(wanted_of_answers(name, header, &seen));
        }
        for (what, is_so) in all {
            cases += 1;
            if !is_so && no_reader && name.starts_with("mnr_reader") {
                skipped.push(format!("{name}: {what}"));
            } else if !is_so {
                missing.push(format!("{name}: {what}"));
            }
        }
    }
    for line in &skipped {
        println!("left out without a reader: {line}");
    }
    for line in &missing {
        eprintln!("not covered: {line}");
    }
    println!(
        "coverage: {} exports, {cases} cases, {} missing, {} left out",
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

/// The cases in which each kind of answer must have been seen.
fn wanted_of_answers(
    name: &str,
    header: &str,
    seen: &BTreeMap<&str, BTreeSet<i64>>,
) -> Vec<(String, bool)> {
    let mut cases = Vec::new();
    let kinds = header.lines().filter_map(|line| {
        let (kind, number) = line.strip_prefix("#define ")?.split_once(' ')?;
        kind.starts_with("MNR_ANSWER_").then_some((kind, number))
    });
    for (kind, number) in kinds {
        let gave = seen.get(format!("{name}#{number}").as_str());
        let mut want = |what: &str, statuses: &[i64]| {
            let is_so =
                gave.is_some_and(|gave| statuses.iter().any(|status| gave.contains(status)));
            cases.push((format!("{kind}: {what}"), is_so));
        };
        want("a field that it does not use not tried", &[-101]);
        if name == "mnr_reception_answer" {
            want("no success", &[0]);
            want("before a card was placed not tried", &[-800]);
            want("to another request not tried", &[-801]);
            // Any request may fail.
            if kind != "MNR_ANSWER_FAILED" {
                want("to a request of another kind not tried", &[-802]);
            }
        } else {
            // What only the desk can know is taken from nobody.
            want("neither taken nor refused as the desk's", &[0, -802]);
        }
    }
    cases
}

/// Each case that an export must have been seen in, and whether it was.
fn wanted(
    declaration: &Declaration,
    gave: &BTreeSet<i64>,
    numbers: &BTreeMap<&str, i64>,
) -> Vec<(String, bool)> {
    let Declaration {
        returns,
        name,
        parameters,
        errors,
    } = declaration;
    let mut cases = Vec::new();
    let mut want = |what: &str, is_so: bool| cases.push((what.to_owned(), is_so));
    // Gives no status but the version itself.
    if returns.trim() != "int32_t" || name == "mnr_version_number" {
        want("not called", !gave.is_empty());
        return cases;
    }
    want("no success", gave.contains(&0));
    let first = parameters
        .first()
        .map_or("", |(written, _)| written.as_str());
    // NULL is nothing to free.
    let frees = name.ends_with("_free") || name == "mnr_desk_end";
    let is_pointer = |written: &str| written.contains('*') && !written.contains("(*");
    let takes_pointer = parameters
        .iter()
        .any(|(written, name)| is_pointer(written) && !matches!(name.as_str(), "detail" | "user"));
    if takes_pointer && !frees {
        want("NULL not tried", gave.contains(&-100));
    }
    let makes = ["_new", "_open", "_load", "_parse", "_list"]
        .iter()
        .any(|end| name.ends_with(end));
    let on_handle = first.starts_with("mnr_") && first.contains('*') && !first.contains("**");
    if on_handle && !makes {
        want("a handle that is none not tried", gave.contains(&-200));
    }
    let is_on = |handle: &str| first.starts_with(&format!("{handle} *"));
    let has_detail = parameters.iter().any(|(_, name)| name == "detail");
    let by_link = |status: &i64| (-399..=-300).contains(status);
    let does_card = is_on("mnr_card") && has_detail && name != "mnr_card_end";
    if does_card || name == "mnr_link_transmit" {
        let torn = gave
            .iter()
            .any(|status| by_link(status) || matches!(status, -503 | -401));
        want("a torn link not tried", torn);
    }
    if is_on("mnr_reader") && has_detail {
        want("a reader that is gone not tried", gave.iter().any(by_link));
    }
    // The wrong states. One thread at a time: the call that runs a callback, or another thread's.
    let cancels = name == "mnr_reader_cancel";
    if ["mnr_link", "mnr_card", "mnr_reader"]
        .iter()
        .any(|handle| is_on(handle))
        && !cancels
    {
        want("a handle at work not tried", gave.contains(&-201));
    }
    // After the card was taken away, or while the outcome of a PIN is open.
    if does_card {
        want(
            "a session that is over or open not tried",
            gave.contains(&-301) || gave.contains(&-504),
        );
    }
    if parameters.iter().any(|(_, name)| name == "index") {
        want("behind the last entry not tried", gave.contains(&-207));
    }
    for error in errors {
        let is_left_out = NOT_HERE
            .iter()
            .any(|(export, which, _)| which == error && (export.is_empty() || export == name));
        let number = numbers.get(error.as_str()).copied().unwrap_or(1);
        if !is_left_out {
            want(&format!("{error} not seen"), gave.contains(&number));
        }
    }
    cases
}

/// A library in C with the same functions, structures and constants, for tools that read debug
/// information: on the Rust library itself they report private fields.
pub fn stub(header: &str) -> String {
    let mut text = String::from("/* Written by `abi stub`. */\n#include <mynareader.h>\n\n");
    for Declaration {
        returns,
        name,
        parameters,
        ..
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
