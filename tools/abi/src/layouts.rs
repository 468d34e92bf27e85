//! Whether the structures of the header lie in memory as those of the library do, on any target.
//!
//! A C compiler for the target turns [`in_c`] into an array of sizes and offsets; from what it wrote
//! down [`in_rust`] makes assertions that rustc evaluates for the same target. Neither result is run,
//! so no machine of that kind is needed.

use std::fmt::Write as _;

/// What a structure is asked for.
enum Question {
    Size(String),
    Align(String),
    /// Structure, field, and the field as it is declared.
    Offset(String, String, String),
}

/// Every structure of the header with every field, in order.
fn questions(header: &str) -> Vec<Question> {
    let mut found = Vec::new();
    let mut fields: Option<Vec<(String, String)>> = None;
    let mut lines = header.lines();
    while let Some(line) = lines.next() {
        if line == "typedef struct {" {
            fields = Some(Vec::new());
        } else if let Some(name) = line
            .strip_prefix("} ")
            .and_then(|rest| rest.strip_suffix(';'))
            && let Some(fields) = fields.take()
        {
            found.push(Question::Size(name.into()));
            found.push(Question::Align(name.into()));
            for (field, declared) in fields {
                found.push(Question::Offset(name.into(), field, declared));
            }
        } else if let Some(fields) = &mut fields {
            let text = line.trim_start();
            if text.starts_with(['/', '*']) {
                continue;
            }
            let mut text = text.to_owned();
            while !text.ends_with(';') {
                let Some(more) = lines.next() else { break };
                text.push(' ');
                text.push_str(more.trim());
            }
            fields.push((field(&text), text.trim_end_matches(';').to_owned()));
        }
    }
    found
}

/// The name in `int32_t name;`, `uint8_t name[32];` and `int32_t (*name)(void *user);`.
fn field(text: &str) -> String {
    let end = |c: char| !(c.is_ascii_alphanumeric() || c == '_');
    match text.split_once("(*") {
        Some((_, rest)) => rest.split(end).next().unwrap_or("").to_owned(),
        None => text
            .trim_end_matches(';')
            .split('[')
            .next()
            .unwrap_or("")
            .rsplit(end)
            .next()
            .unwrap_or("")
            .to_owned(),
    }
}

/// An array in C, which every compiler writes into its assembler output number by number.
pub fn in_c(header: &str) -> String {
    let mut text = String::from(
        "/* Written by `abi layouts`. */\n#include <mynareader.h>\n#include <stddef.h>\n\n\
         #define ALIGN(type) offsetof(struct { char before; type it; }, it)\n\
         extern const unsigned int layouts[];\nconst unsigned int layouts[] = {\n",
    );
    for question in questions(header) {
        // 16 million keeps zeros and small numbers from being written in another way.
        let _ = match question {
            Question::Size(name) => writeln!(text, "    16000000u + sizeof({name}),"),
            Question::Align(name) => writeln!(text, "    16000000u + ALIGN({name}),"),
            Question::Offset(name, field, _) => {
                writeln!(text, "    16000000u + offsetof({name}, {field}),")
            }
        };
    }
    text + "};\n"
}

/// Assertions in Rust, from the assembler output of [`in_c`]; `sources` say where each structure is.
pub fn in_rust(
    header: &str,
    sources: &[(&str, String)],
    assembler: &str,
) -> Result<String, String> {
    let numbers: Vec<u32> = assembler
        .lines()
        .filter_map(|line| {
            let mut words = line.split_whitespace();
            let directive = words.next()?;
            let number: u32 = words.next()?.parse().ok()?;
            (matches!(directive, ".long" | ".word" | ".4byte") && number >= 16_000_000)
                .then(|| number - 16_000_000)
        })
        .collect();
    let questions = questions(header);
    if numbers.len() != questions.len() || questions.is_empty() {
        return Err(format!(
            "the compiler answered {} of {} questions on layouts",
            numbers.len(),
            questions.len()
        ));
    }
    let mut text = String::from(
        "// Written by `abi layouts-rust`.\n#![allow(unused_imports, ambiguous_glob_imports)]\n",
    );
    for (file, source) in sources {
        // The modules of the structures alone; others need not be public.
        let has_one = questions.iter().any(|question| {
            matches!(question, Question::Size(name) if source.contains(&format!("pub struct {name} {{")))
        });
        if has_one {
            let inside = file.split_once("/src/").map_or(*file, |(_, inside)| inside);
            let module = inside.trim_end_matches(".rs").replace('/', "::");
            let _ = writeln!(text, "use mynareader_ffi::{module}::*;");
        }
    }
    for (question, number) in questions.iter().zip(numbers) {
        let (asked, said) = match question {
            Question::Size(name) => (format!("size_of::<{name}>()"), format!("sizeof {name}")),
            Question::Align(name) => (
                format!("align_of::<{name}>()"),
                format!("alignment of {name}"),
            ),
            Question::Offset(name, field, _) => (
                format!("core::mem::offset_of!({name}, {field})"),
                format!("offset of {name}.{field}"),
            ),
        };
        let _ = writeln!(
            text,
            "const _: () = assert!({asked} == {number}, \"{said} is {number} in C and another in Rust\");"
        );
    }
    Ok(text)
}

/// Statements in C that print sizes, and fields with their types and offsets.
pub fn printed(header: &str) -> String {
    let mut text = String::new();
    for question in questions(header) {
        let _ = match question {
            Question::Size(name) => writeln!(
                text,
                "    printf(\"sizeof {name} %lu\\n\", (unsigned long)sizeof({name}));"
            ),
            Question::Align(_) => Ok(()),
            Question::Offset(name, field, declared) => writeln!(
                text,
                "    printf(\"field {name} %lu %s\\n\", (unsigned long)offsetof({name}, {field}), \"{declared}\");"
            ),
        };
    }
    text
}
