//! Everything that is derived from the source of the C ABI, in one place.
//!
//! ```text
//! abi write    writes include/mynareader.h, the constants in crates/ffi/src/vocabulary.rs, their
//!              names in crates/ffi/src/names.rs, tools/abi/exports*.txt, docs/abi-exports.md, the
//!              declarations in C# and the calls of the fuzz target capi
//! abi check    compares them with what is committed, and checks the source's rules
//! abi wrap     prints wrappers in C that write down what each call of a test gave
//! abi wrap-flags           prints the linker's flags that put them in between
//! abi stub     prints a library in C with the same functions, for abidw
//! abi reference            prints the header as Doxygen reads it
//! abi constants            prints a program in C that prints constants, layouts and signatures
//! abi layouts              prints an array in C of the layouts of all structures
//! abi layouts-rust FILE    prints them as assertions in Rust, from the array in assembler
//! abi coverage FILE [no-reader]
//!                          says which export lacks which case in what they wrote down
//! ```
//!
//! The rules: each export is documented, names its errors, threads and blocking, has the panic
//! guard with its own name in it (or says in its body why it needs none); the header is ASCII and
//! holds no Rust path.

mod calls;
mod coverage;
mod csharp;
mod header;
mod layouts;
mod names;
mod reference;
#[cfg(test)]
mod tests;
mod vocabulary;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// What the simulation library alone has.
const SIM: &str = "crates/capi-sim/src/sim.rs";

/// The folders in which exports may stand.
const FOLDERS: &[&str] = &["crates/ffi/src", "crates/capi/src", "crates/capi-sim/src"];

struct Export {
    name: String,
    file: &'static str,
    doc: Vec<String>,
    body: String,
    simulation: bool,
}

fn main() -> ExitCode {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mode = std::env::args().nth(1).unwrap_or_default();
    // First of all, since the header is made of it.
    let mut stale = Vec::new();
    derive(
        &root,
        &mode,
        vocabulary::FILE,
        &vocabulary::source(),
        &mut stale,
    );
    let mut ambiguous = Vec::new();
    let names = names::source(&root, &mut ambiguous);
    derive(&root, &mode, names::FILE, &names, &mut stale);
    stale.extend(ambiguous);
    let exports = match exports(&root) {
        Ok(exports) => exports,
        Err(error) => {
            eprintln!("{error}");
            return ExitCode::FAILURE;
        }
    };
    let mut wrong = rules(&exports);
    wrong.extend(stale);
    for folder in FOLDERS {
        wrong.extend(forgotten(&root.join(folder), &format!("{folder}/")));
    }
    let header = header::ordered(&root, &declared(&root), &mut wrong);
    if !header.is_ascii() {
        wrong.push("the header is not ASCII".into());
    }
    for (number, line) in header.lines().enumerate() {
        if line.contains("::") {
            wrong.push(format!(
                "line {} of the header has a Rust path: {line}",
                number + 1
            ));
        }
    }
    for export in &exports {
        if !header.contains(&format!(" {}(", export.name))
            && !header.contains(&format!("*{}(", export.name))
        {
            wrong.push(format!("{} is not in the header", export.name));
        }
    }
    // cbindgen leaves out, silently, what is no literal or no type that a signature mentions.
    for (file, name) in constants(&root) {
        if !header.contains(&format!("#define {name} ")) {
            wrong.push(format!("{file}: {name} is not in the header"));
        }
    }
    if mode == "wrap" {
        print!("{}", coverage::wrappers(&header));
        return ExitCode::SUCCESS;
    }
    if mode == "wrap-flags" {
        print!("{}", coverage::flags(&header));
        return ExitCode::SUCCESS;
    }
    if mode == "stub" {
        print!("{}", coverage::stub(&header));
        return ExitCode::SUCCESS;
    }
    if mode == "reference" {
        print!("{}", reference::marked(&header));
        return ExitCode::SUCCESS;
    }
    if mode == "constants" {
        print!("{}", coverage::constants(&header));
        return ExitCode::SUCCESS;
    }
    if mode == "layouts" {
        print!("{}", layouts::in_c(&header));
        return ExitCode::SUCCESS;
    }
    if mode == "layouts-rust" {
        let path = std::env::args().nth(2).unwrap_or_default();
        let assembler = std::fs::read_to_string(&path).unwrap_or_default();
        let sources: Vec<_> = sources(&root)
            .map(|(file, path)| (file, std::fs::read_to_string(path).unwrap_or_default()))
            .collect();
        return match layouts::in_rust(&header, &sources, &assembler) {
            Ok(text) => {
                print!("{text}");
                ExitCode::SUCCESS
            }
            Err(error) => {
                eprintln!("{error}");
                ExitCode::FAILURE
            }
        };
    }
    if mode == "coverage" {
        let path = std::env::args().nth(2).unwrap_or_default();
        let no_reader = std::env::args()
            .nth(3)
            .is_some_and(|word| word == "no-reader");
        return coverage::check(&header, Path::new(&path), no_reader);
    }
    let calls = calls::calls(&root, &mut wrong);
    let csharp = csharp::declared(&header);
    let derived = [
        (calls::FILE, calls),
        (csharp::FILE, csharp),
        ("include/mynareader.h", header),
        ("tools/abi/exports.txt", list(&exports, false)),
        ("tools/abi/exports_sim.txt", list(&exports, true)),
        ("docs/abi-exports.md", table(&exports, &inlines(&root))),
    ];
    for (path, content) in derived {
        derive(&root, &mode, path, &content, &mut wrong);
    }
    for line in &wrong {
        eprintln!("{line}");
    }
    println!(
        "exports: {} ({} of them in the simulation library only)",
        exports.len(),
        exports.iter().filter(|export| export.simulation).count()
    );
    if wrong.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// Writes a file that is derived, or says that it is stale.
fn derive(root: &Path, mode: &str, path: &str, content: &str, stale: &mut Vec<String>) {
    let file = root.join(path);
    if std::fs::read_to_string(&file).is_ok_and(|before| before == content) {
        return;
    }
    if mode == "write" {
        std::fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
        std::fs::write(&file, content).expect("write");
        println!("wrote {path}");
    } else {
        stale.push(format!(
            "{path} is not what the source gives: run `make abi`"
        ));
    }
}

fn sources(root: &Path) -> impl Iterator<Item = (&'static str, PathBuf)> {
    header::OBJECTS
        .iter()
        .flat_map(|object| object.files)
        .chain(header::SHARED)
        .map(move |file| (*file, root.join(file)))
        .filter(|(_, path)| path.exists())
}

/// Files of the ABI that belong to no object of the header: their exports would be in the library, and neither
/// in the header nor in any list.
fn forgotten(folder: &Path, inside: &str) -> Vec<String> {
    let mut found = Vec::new();
    let entries = std::fs::read_dir(folder).expect("a folder of the ABI");
    for entry in entries.map(|entry| entry.expect("an entry")) {
        let name = format!("{inside}{}", entry.file_name().to_string_lossy());
        let path = entry.path();
        if path.is_dir() {
            found.extend(forgotten(&path, &format!("{name}/")));
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap_or_default();
        let declares = text.contains("extern \"C\" fn mnr_") || text.contains("pub const MNR_");
        if declares && !known(&name) {
            found.push(format!("{name} is not in the list of tools/abi"));
        }
    }
    found
}

fn known(file: &str) -> bool {
    header::OBJECTS
        .iter()
        .flat_map(|object| object.files)
        .chain(header::SHARED)
        .any(|known| *known == file)
}

fn exports(root: &Path) -> Result<Vec<Export>, String> {
    let mut found = Vec::new();
    for (file, path) in sources(root) {
        let text = std::fs::read_to_string(&path).map_err(|error| error.to_string())?;
        let parsed = syn::parse_file(&text).map_err(|error| format!("{file}: {error}"))?;
        for item in parsed.items {
            let syn::Item::Fn(function) = item else {
                continue;
            };
            if function.sig.abi.is_none() || !matches!(function.vis, syn::Visibility::Public(_)) {
                continue;
            }
            let name = function.sig.ident.to_string();
            // The body as it is written, comments included.
            let start = text.find(&format!("fn {name}(")).unwrap_or(0);
            let body: String = text[start..].split("\n}\n").next().unwrap_or("").into();
            found.push(Export {
                name,
                file,
                doc: doc(&function.attrs),
                body,
                simulation: file == SIM,
            });
        }
    }
    Ok(found)
}

/// The names of all constants of the ABI that are public.
fn constants(root: &Path) -> Vec<(&'static str, String)> {
    let mut found = Vec::new();
    for (file, path) in sources(root) {
        let text = std::fs::read_to_string(&path).unwrap_or_default();
        for line in text.lines() {
            if let Some((name, _)) = line
                .strip_prefix("pub const ")
                .and_then(|rest| rest.split_once(':'))
                .filter(|(name, _)| name.starts_with("MNR_"))
            {
                found.push((file, name.to_owned()));
            }
        }
    }
    found
}

fn doc(attributes: &[syn::Attribute]) -> Vec<String> {
    attributes
        .iter()
        .filter(|attribute| attribute.path().is_ident("doc"))
        .filter_map(|attribute| match &attribute.meta {
            syn::Meta::NameValue(value) => match &value.value {
                syn::Expr::Lit(syn::ExprLit {
                    lit: syn::Lit::Str(text),
                    ..
                }) => Some(text.value().trim().to_owned()),
                _ => None,
            },
            _ => None,
        })
        .collect()
}

fn rules(exports: &[Export]) -> Vec<String> {
    let mut wrong = Vec::new();
    for Export {
        name, doc, body, ..
    } in exports
    {
        let text = doc.join("\n");
        if !name.starts_with("mnr_") {
            wrong.push(format!("{name} does not begin with mnr_"));
        }
        let says = |words: &str| text.contains(words);
        if !says("thread") || !(says("Does not block") || says("Blocks")) {
            wrong.push(format!("{name}: threads and blocking are not documented"));
        }
        let guarded = body.contains(&format!("guard!(\"{name}\""));
        if !guarded && !body.contains("// No guard: ") {
            wrong.push(format!("{name} has no guard of its own name"));
        }
        if guarded && !says("Errors:") {
            wrong.push(format!("{name}: errors are not documented"));
        }
        if body.split("guard!(").count() > 2 {
            wrong.push(format!("{name} has more than one guard"));
        }
    }
    wrong
}

/// What cbindgen makes of the source.
fn declared(root: &Path) -> String {
    let config = cbindgen::Config::from_file(root.join("cbindgen.toml")).expect("cbindgen.toml");
    let mut builder = cbindgen::Builder::new().with_config(config);
    for (_, path) in sources(root) {
        builder = builder.with_src(path);
    }
    let mut bytes = Vec::new();
    builder.generate().expect("cbindgen").write(&mut bytes);
    String::from_utf8(bytes).expect("UTF-8")
}

fn list(exports: &[Export], simulation: bool) -> String {
    let mut names: Vec<_> = exports
        .iter()
        .filter(|export| simulation || !export.simulation)
        .map(|export| export.name.as_str())
        .collect();
    names.sort_unstable();
    names.join("\n") + "\n"
}

fn table(exports: &[Export], inlines: &[(String, String, String)]) -> String {
    let mut text = String::from(
        "# Exports of the C ABI\n\nWritten by `make abi`. What each does in full: `include/mynareader.h`.\n\n\
         | function | what | source | library |\n|---|---|---|---|\n",
    );
    for export in exports {
        let first = export
            .doc
            .iter()
            .take_while(|line| !line.is_empty())
            .cloned()
            .collect::<Vec<_>>()
            .join(" ");
        let end = first.find(". ").map_or(first.len(), |at| at + 1);
        let library = if export.simulation {
            "simulation"
        } else {
            "both"
        };
        text += &format!(
            "| `{}` | {} | `{}` | {library} |\n",
            export.name,
            &first[..end],
            export.file
        );
    }
    text += "\n## Inline in the header\n\nNo exports: a compiler of C or C++ makes them anew in each program.\n\n\
             | function | what | source |\n|---|---|---|\n";
    for (name, doc, file) in inlines {
        text += &format!("| `{name}` | {doc} | `{file}` |\n");
    }
    text
}

/// Name, first sentence and file of each function that is inline in the header.
fn inlines(root: &Path) -> Vec<(String, String, String)> {
    let mut found = Vec::new();
    for (file, _) in sources(root) {
        let file = file.replace(".rs", ".h");
        let text = std::fs::read_to_string(root.join(&file)).unwrap_or_default();
        for part in text.split("/**").skip(1) {
            let Some((doc, code)) = part.split_once("*/") else {
                continue;
            };
            let doc = doc.replace("\n *", "").trim().to_owned();
            let end = doc.find(". ").map_or(doc.len(), |at| at + 1);
            let head = code.split('(').next().unwrap_or_default();
            let name = head.rsplit([' ', '*']).next().unwrap_or_default();
            found.push((name.to_owned(), doc[..end].to_owned(), file.clone()));
        }
    }
    found
}
