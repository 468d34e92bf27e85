//! The header as C# declares it: constants, structures, delegates, functions, and the answers that the header has
//! inline. `bindings/csharp/Native.cs` is what `make abi` writes of it.

use std::fmt::Write as _;

use crate::coverage::{declarations, parameters};

/// Where it is committed.
pub const FILE: &str = "bindings/csharp/Native.cs";

const HEAD: &str = "// Written by `make abi` from the source of the C ABI, as include/mynareader.h is. What each is for stands there.
// With MNR_SIM defined, the library with the virtual card is called, which has mnr_sim_*.
using System;
using System.Runtime.InteropServices;

namespace Mynareader.Native
{
";

/// All of it.
pub fn declared(header: &str) -> String {
    let mut delegates = String::new();
    let structures = structures(header, &mut delegates);
    let functions = functions(header, &mut delegates);
    format!(
        "{HEAD}{delegates}\n{structures}    public static class Mnr\n    {{\n#if MNR_SIM\n\
         \x20       public const string Library = \"mynareader_sim\";\n#else\n\
         \x20       public const string Library = \"mynareader\";\n#endif\n\n{}\n{functions}\n{}    }}\n}}\n",
        constants(header),
        answers(header)
    )
}

/// The header's lines without comments, each with whether it stands in the part for simulation.
fn code(header: &str) -> Vec<(String, bool)> {
    let mut found = Vec::new();
    let (mut comment, mut simulation) = (false, false);
    for line in header.lines() {
        let text = line.trim();
        match text {
            "#ifdef MNR_SIM" | "#if defined(MNR_SIM)" => simulation = true,
            "#endif" | "#endif /* MNR_SIM */" => simulation = false,
            _ => {}
        }
        if comment || text.starts_with("/*") {
            comment = !text.ends_with("*/");
        } else {
            found.push((line.to_owned(), simulation));
        }
    }
    found
}

fn constants(header: &str) -> String {
    let mut text = String::new();
    for (line, _) in code(header) {
        let Some((name, value)) = line
            .strip_prefix("#define MNR_")
            .and_then(|rest| rest.split_once(' '))
        else {
            continue;
        };
        let _ = match value.trim() {
            "UINT32_MAX" => writeln!(
                text,
                "        public const uint MNR_{name} = uint.MaxValue;"
            ),
            number if number.parse::<i32>().is_ok() => {
                writeln!(text, "        public const int MNR_{name} = {number};")
            }
            number if number.parse::<u32>().is_ok() => {
                writeln!(text, "        public const uint MNR_{name} = {number};")
            }
            _ => Ok(()),
        };
    }
    text
}

/// A number without a pointer.
fn plain(name: &str) -> Option<&'static str> {
    Some(match name {
        "int32_t" => "int",
        "uint32_t" => "uint",
        "int64_t" => "long",
        "uint64_t" => "ulong",
        "uint16_t" => "ushort",
        "uint8_t" => "byte",
        "size_t" => "UIntPtr",
        "void" => "void",
        _ => return None,
    })
}

/// Structures that are no handles: their fields are in the header.
fn is_structure(header: &str, name: &str) -> bool {
    header.contains(&format!("\n}} {name};"))
}

/// Type and name of a field of a structure, or of a parameter of a delegate: nothing is converted.
fn raw(declared: &str) -> (String, String) {
    let at = declared
        .rfind(|c: char| !(c.is_ascii_alphanumeric() || c == '_'))
        .map_or(0, |at| at + 1);
    let (kind, name) = (declared[..at].trim(), &declared[at..]);
    let converted = if kind.contains('*') {
        "IntPtr".to_owned()
    } else {
        plain(kind).unwrap_or(kind).to_owned()
    };
    (converted, safe(name))
}

/// Words that C# keeps to itself.
fn safe(name: &str) -> String {
    match name {
        "event" | "lock" | "out" | "ref" | "string" | "object" | "params" | "in" | "is" | "as"
        | "base" | "checked" | "operator" => format!("@{name}"),
        _ => name.to_owned(),
    }
}

/// A pointer to a function, `int32_t (*name)(...)`, as a delegate of the name that is given.
fn delegate(declared: &str, named: &str) -> String {
    let (returns, rest) = declared.split_once("(*").unwrap_or_default();
    let inner = rest
        .split_once(")(")
        .map_or("", |(_, inner)| inner.trim_end().trim_end_matches(')'));
    let list: Vec<_> = parameters(inner)
        .iter()
        .map(|(written, _)| {
            let (kind, name) = raw(written);
            format!("{kind} {name}")
        })
        .collect();
    format!(
        "    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]\n    public delegate {} {named}({});\n",
        plain(returns.trim()).unwrap_or("IntPtr"),
        list.join(", ")
    )
}

fn structures(header: &str, delegates: &mut String) -> String {
    let mut text = String::new();
    let mut fields: Option<Vec<String>> = None;
    let mut pending = String::new();
    for (line, simulation) in code(header) {
        if line == "typedef struct {" {
            fields = Some(Vec::new());
            continue;
        }
        if let Some(name) = line
            .strip_prefix("} ")
            .and_then(|rest| rest.strip_suffix(';'))
        {
            if let Some(fields) = fields.take() {
                text += &structure(name, &fields, simulation, delegates);
            }
        } else if let Some(fields) = &mut fields {
            pending = format!("{pending} {}", line.trim()).trim().to_owned();
            if pending.ends_with(';') {
                fields.push(
                    std::mem::take(&mut pending)
                        .trim_end_matches(';')
                        .to_owned(),
                );
            }
        }
    }
    text
}

fn structure(name: &str, fields: &[String], simulation: bool, delegates: &mut String) -> String {
    let mut text =
        format!("    [StructLayout(LayoutKind.Sequential)]\n    public struct {name}\n    {{\n");
    let mut sized = false;
    for field in fields {
        if let Some((_, rest)) = field.split_once("(*") {
            let called = rest.split(')').next().unwrap_or_default();
            *delegates += &delegate(field, &format!("{name}_{called}"));
            let _ = writeln!(text, "        public {name}_{called} {};", safe(called));
        } else if let Some((head, size)) = field.split_once('[') {
            let size = size.trim_end_matches(']');
            let size = if size.starts_with("MNR_") {
                format!("Mnr.{size}")
            } else {
                size.to_owned()
            };
            let (_, called) = raw(head);
            let _ = writeln!(
                text,
                "        [MarshalAs(UnmanagedType.ByValArray, SizeConst = {size})] public byte[] {called};"
            );
        } else {
            let (kind, called) = raw(field);
            sized |= called == "struct_size";
            let _ = writeln!(text, "        public {kind} {called};");
        }
    }
    if sized {
        let _ = writeln!(
            text,
            "\n        /// <summary>All zero, with its size, as MNR_INIT makes it.</summary>\n        public static {name} New()\n        {{\n            \
             var made = new {name}();\n            made.struct_size = (UIntPtr)(uint)Marshal.SizeOf(typeof({name}));\n            return made;\n        }}"
        );
    }
    text += "    }\n\n";
    if simulation {
        format!("#if MNR_SIM\n{text}#endif\n")
    } else {
        text
    }
}

/// How a function takes a parameter.
fn taken(
    header: &str,
    function: &str,
    declared: &str,
    name: &str,
    delegates: &mut String,
) -> String {
    if declared.contains("(*") {
        let named = format!("{function}_{name}");
        *delegates += &delegate(declared, &named);
        return format!("{named} {}", safe(name));
    }
    let kind = declared[..declared.len() - name.len()].trim();
    let name = safe(name);
    let of = kind
        .trim_start_matches("const ")
        .trim_end_matches(['*', ' ']);
    let stars = kind.matches('*').count();
    match (stars, of) {
        (0, of) => format!("{} {name}", plain(of).unwrap_or(of)),
        (1, "void") if name == "user" => format!("IntPtr {name}"),
        (1, "char" | "uint8_t" | "void") if kind.starts_with("const ") => format!("byte[] {name}"),
        (1, "char" | "uint8_t") => format!("[In, Out] byte[] {name}"),
        (1, of) if plain(of).is_some() && of != "void" => {
            format!("ref {} {name}", plain(of).unwrap_or(of))
        }
        (1, of) if is_structure(header, of) => format!("ref {of} {name}"),
        (2, _) => format!("out IntPtr {name}"),
        _ => format!("IntPtr {name}"),
    }
}

fn functions(header: &str, delegates: &mut String) -> String {
    let mut text = String::new();
    for declaration in declarations(header) {
        let list: Vec<_> = declaration
            .parameters
            .iter()
            .map(|(written, name)| taken(header, &declaration.name, written, name, delegates))
            .collect();
        let returns = declaration.returns.trim();
        let line = format!(
            "        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]\n        public static extern {} {}({});\n",
            plain(returns).unwrap_or("IntPtr"),
            declaration.name,
            list.join(", ")
        );
        if declaration.name.starts_with("mnr_sim_") {
            let _ = write!(text, "#if MNR_SIM\n{line}#endif\n");
        } else {
            text += &line;
        }
    }
    text
}

/// The functions that fill in an answer, which the header has inline.
fn answers(header: &str) -> String {
    let mut text = String::new();
    let mut inside = false;
    let mut head = String::new();
    for (line, _) in code(header) {
        if line.starts_with("static inline mnr_answer ") {
            head = line.clone();
        } else if !head.is_empty() && !inside && line != "{" {
            head = format!("{head} {}", line.trim());
        }
        if line == "{" && !head.is_empty() {
            let (start, inner) = head.split_once('(').unwrap_or_default();
            let list: Vec<_> = parameters(inner.trim_end().trim_end_matches(')'))
                .iter()
                .map(|(written, _)| {
                    let (kind, name) = raw(written);
                    format!("{kind} {name}")
                })
                .collect();
            let name = start.trim_start_matches("static inline mnr_answer ");
            let _ = write!(
                text,
                "\n        public static mnr_answer {name}({})\n        {{\n",
                list.join(", ")
            );
            inside = true;
        } else if line == "}" && inside {
            text += "        }\n";
            inside = false;
            head.clear();
        } else if inside {
            let line = line
                .replace(
                    "mnr_answer answer;",
                    "mnr_answer answer = mnr_answer.New();",
                )
                // The size of more than there can be: an exception here.
                .replace(
                    "count > (size_t)-1 / 14 ? (size_t)-1 : count * 14",
                    "(UIntPtr)checked((ulong)count * 14)",
                );
            if !line.contains("MNR_INIT") {
                let _ = writeln!(text, "        {line}");
            }
        }
    }
    text
}
