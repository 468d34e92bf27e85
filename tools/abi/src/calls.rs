//! The calls of the fuzz target `capi`: for each export how its arguments are made and what becomes
//! of its results, and for each record how it is filled in. Made from the source, so that a new
//! export is fuzzed by itself; what a new kind of argument needs is asked for here.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

use syn::{Fields, FnArg, Item, Pat, ReturnType, Type, Visibility};

/// Where the calls are written to.
pub const FILE: &str = "fuzz/src/capi/calls.rs";

/// What the target does not call: it ends the library for the whole process.
const NOT_CALLED: &[&str] = &["mnr_shutdown"];

/// A module of the C libraries, seen from the target.
fn module(file: &str) -> String {
    let path = file
        .trim_start_matches("crates/ffi/src/")
        .trim_start_matches("crates/capi-sim/src/")
        .trim_end_matches(".rs")
        .replace('/', "::");
    format!("c::{path}")
}

struct Function {
    name: String,
    /// Name and type of each parameter.
    parameters: Vec<(String, String)>,
    gives: String,
}

#[derive(Default)]
struct Source {
    functions: Vec<Function>,
    /// What C knows by name only.
    handles: BTreeSet<String>,
    /// Name, module and fields of each record.
    records: BTreeMap<String, (String, Vec<(String, String)>)>,
}

/// A type as it is written, without paths and spaces that differ.
fn written(type_: &Type) -> String {
    match type_ {
        Type::Path(path) => {
            let last = path.path.segments.last().expect("a name");
            if last.ident == "Option" {
                return "callback".to_owned();
            }
            last.ident.to_string()
        }
        Type::Ptr(pointer) => {
            let how = if pointer.mutability.is_some() {
                "mut"
            } else {
                "const"
            };
            format!("*{how} {}", written(&pointer.elem))
        }
        Type::Array(array) => format!("[{}]", written(&array.elem)),
        _ => "?".to_owned(),
    }
}

fn read(root: &Path) -> Source {
    let mut source = Source::default();
    for (file, path) in super::sources(root) {
        let text = std::fs::read_to_string(&path).unwrap_or_default();
        let Ok(parsed) = syn::parse_file(&text) else {
            continue;
        };
        for item in parsed.items {
            match item {
                Item::Fn(function)
                    if function.sig.abi.is_some()
                        && matches!(function.vis, Visibility::Public(_)) =>
                {
                    let function = signature(&function.sig);
                    if !NOT_CALLED.contains(&function.name.as_str()) {
                        source.functions.push(function);
                    }
                }
                Item::Struct(record) => {
                    let name = record.ident.to_string();
                    let Fields::Named(fields) = record.fields else {
                        continue;
                    };
                    let fields: Vec<(String, String)> = fields
                        .named
                        .iter()
                        .map(|field| {
                            let name = field.ident.as_ref().expect("a name").to_string();
                            (name, written(&field.ty))
                        })
                        .collect();
                    if fields.iter().any(|(name, _)| name == "_opaque") {
                        source.handles.insert(name);
                    } else if name.starts_with("mnr_") {
                        source.records.insert(name, (module(file), fields));
                    }
                }
                _ => {}
            }
        }
    }
    source
}

fn signature(signature: &syn::Signature) -> Function {
    let parameters = signature
        .inputs
        .iter()
        .filter_map(|argument| match argument {
            FnArg::Typed(argument) => match argument.pat.as_ref() {
                Pat::Ident(name) => Some((name.ident.to_string(), written(&argument.ty))),
                _ => None,
            },
            FnArg::Receiver(_) => None,
        })
        .collect();
    let gives = match &signature.output {
        ReturnType::Default => String::new(),
        ReturnType::Type(_, type_) => written(type_),
    };
    Function {
        name: signature.ident.to_string(),
        parameters,
        gives,
    }
}

/// The file. What is not known how to make is told in `wrong`.
pub fn calls(root: &Path, wrong: &mut Vec<String>) -> String {
    let source = read(root);
    let mut text = String::from(
        "//! Written by `make abi`: every export of the C ABI with arguments, and every record filled in.\n\
         #![cfg_attr(rustfmt, rustfmt::skip)]\n\
         #![allow(unused_mut, unused_variables, improper_ctypes, clippy::all)]\n\n\
         use core::ffi::{c_char, c_void};\n\n\
         use super::callbacks;\n\
         use super::world::{Record, World};\n\
         use crate::c;\n\n",
    );
    for (name, (module, _)) in &source.records {
        let _ = writeln!(text, "use {module}::{name};");
    }
    text += "\n/// All exports that do not end the library, in the order of the header.\npub const CALLS: &[(&str, fn(&World))] = &[\n";
    for function in &source.functions {
        let _ = writeln!(text, "    (\"{0}\", {0}),", function.name);
    }
    text += "];\n";
    for function in &source.functions {
        match call(&source, function) {
            Ok(code) => text += &code,
            Err(what) => wrong.push(format!(
                "{}: tools/abi/src/calls.rs does not know how to make {what}",
                function.name
            )),
        }
    }
    for (name, (_, fields)) in &source.records {
        match fill(&source, name, fields) {
            Ok(code) => text += &code,
            Err(what) => wrong.push(format!(
                "{name}: tools/abi/src/calls.rs does not know how to fill in {what}"
            )),
        }
    }
    text
}

/// Whether a number says how long what stands before it is.
fn is_length(name: &str) -> bool {
    name == "length" || name == "count" || name.ends_with("_length") || name.ends_with("_count")
}

fn is_number(type_: &str) -> bool {
    matches!(
        type_,
        "i32" | "u32" | "u64" | "usize" | "i64" | "u16" | "u8"
    )
}

fn call(source: &Source, function: &Function) -> Result<String, String> {
    let (mut before, mut arguments, mut after) = (String::new(), Vec::new(), String::new());
    let mut rest = function.parameters.as_slice();
    while let [(name, type_), more @ ..] = rest {
        rest = more;
        let next = more
            .first()
            .map(|(name, type_)| (name.as_str(), type_.as_str()));
        let target = type_
            .trim_start_matches("*mut ")
            .trim_start_matches("*const ");
        match type_.as_str() {
            "*mut c_void" | "*const c_void" => arguments.push("core::ptr::null_mut()".to_owned()),
            "callback" => arguments.push(format!("callbacks::{}_{name}(w)", function.name)),
            number if is_number(number) => arguments.push(format!("w.{number}(\"{name}\")")),
            "*const u8" | "*const c_char"
                if next.is_some_and(|(next, type_)| type_ == "usize" && is_length(next)) =>
            {
                let _ = writeln!(
                    before,
                    "    let ({name}, {name}_length) = w.bytes(\"{name}\");"
                );
                arguments.extend([format!("{name}.cast()"), format!("{name}_length")]);
                rest = &more[1..];
            }
            "*const u8" => arguments.push("w.thirty_two()".to_owned()),
            "*mut u8" | "*mut c_char" if next == Some(("capacity", "usize")) => {
                let _ = writeln!(before, "    let ({name}, {name}_capacity) = w.room();");
                arguments.extend([format!("{name}.cast()"), format!("{name}_capacity")]);
                rest = &more[1..];
            }
            "*mut *const u8" | "*mut *const c_char"
                if next.is_some_and(|(_, type_)| type_ == "*mut usize") =>
            {
                let _ = writeln!(before, "    let ({name}, {name}_length) = w.lent();");
                arguments.extend([format!("{name}.cast()"), format!("{name}_length")]);
                let _ = writeln!(after, "    w.look({name}, {name}_length, status);");
                rest = &more[1..];
            }
            "*mut i32" | "*mut u32" | "*mut u64" | "*mut usize" => {
                arguments.push(format!("w.out::<{target}>()"));
            }
            _ if type_.starts_with("*mut *mut ") => {
                let kind = target.trim_start_matches("*mut ");
                if !source.handles.contains(kind) {
                    return Err(format!("{name}: {type_}"));
                }
                let _ = writeln!(before, "    let {name} = w.new_handle();");
                arguments.push(format!("{name}.cast()"));
                let _ = writeln!(after, "    w.keep(\"{kind}\", {name}, status);");
            }
            _ if source.handles.contains(target) => {
                arguments.push(format!("w.handle(\"{target}\")"));
            }
            _ if source.records.contains_key(target) => {
                arguments.push(format!("w.record::<{target}>()"));
            }
            _ => return Err(format!("{name}: {type_}")),
        }
    }
    let types: Vec<String> = function
        .parameters
        .iter()
        .map(|(name, type_)| format!("{name}: {}", in_rust(source, type_, &function.name, name)))
        .collect();
    let gives = match function.gives.as_str() {
        "" => String::new(),
        other => format!(" -> {other}"),
    };
    let name = &function.name;
    let result = match function.gives.as_str() {
        "i32" if name == "mnr_version_number" => "let status = 0; let _ =",
        "i32" => "let status =",
        "*const c_char" => "let status = 0; let text =",
        _ => "let status = 0; let _ =",
    };
    let text = if function.gives == "*const c_char" {
        "    w.text(text);\n"
    } else {
        ""
    };
    Ok(format!(
        "\nfn {name}(w: &World) {{\n    unsafe extern \"C\" {{ fn {name}({}){gives}; }}\n{before}    {result} unsafe {{ {name}({}) }};\n{after}{text}    w.status(\"{name}\", status);\n}}\n",
        types.join(", "),
        arguments.join(", ")
    ))
}

/// The type as the target declares it: handles are pointers to nothing that is known.
fn in_rust(source: &Source, type_: &str, function: &str, parameter: &str) -> String {
    if type_ == "callback" {
        return format!("callbacks::{function}_{parameter}_type");
    }
    let name = type_.rsplit(' ').next().unwrap_or_default();
    if source.handles.contains(name) {
        return type_.replace(name, "c_void");
    }
    type_.to_owned()
}

fn fill(source: &Source, record: &str, fields: &[(String, String)]) -> Result<String, String> {
    let mut code = String::new();
    let sized = fields.iter().any(|(name, _)| name == "struct_size");
    let mut rest = fields;
    while let [(name, type_), more @ ..] = rest {
        rest = more;
        let next = more
            .first()
            .map(|(name, type_)| (name.as_str(), type_.as_str()));
        let target = type_
            .trim_start_matches("*mut ")
            .trim_start_matches("*const ");
        let value = match type_.as_str() {
            _ if name == "struct_size" => continue,
            "callback" => format!("callbacks::{record}_{name}(w)"),
            "*const u8" | "*const c_char" | "*const c_void"
                if next.is_some_and(|(next, type_)| type_ == "usize" && is_length(next)) =>
            {
                let length = &more[0].0;
                let _ = writeln!(code, "        let (bytes, length) = w.bytes(\"{name}\");");
                let _ = writeln!(code, "        self.{length} = length;");
                rest = &more[1..];
                "bytes.cast()".to_owned()
            }
            number if is_number(number) => format!("w.{number}(\"{name}\")"),
            "[c_char]" => {
                let _ = writeln!(code, "        w.fixed(&mut self.{name});");
                continue;
            }
            "mnr_number" => "w.number()".to_owned(),
            _ if source.handles.contains(target) => format!("w.handle(\"{target}\").cast()"),
            _ if type_.starts_with('*') && source.records.contains_key(target) => {
                format!("w.record::<{target}>()")
            }
            // Inside of a record that only comes out of the library.
            _ if source.records.contains_key(target) => continue,
            _ => return Err(format!("{name}: {type_}")),
        };
        let _ = writeln!(code, "        self.{name} = {value};");
    }
    Ok(format!(
        "\nimpl Record for {record} {{\n    const SIZED: bool = {sized};\n\n    fn fill(&mut self, w: &World) {{\n{code}    }}\n}}\n"
    ))
}
