//! The names of the numbers of the ABI, for logs and displays: written from the constants themselves, so
//! that no constant is without one.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use syn::{Expr, Item, Lit};

/// Where they stand.
pub const FILE: &str = "crates/ffi/src/names.rs";

/// The vocabularies: the name of the kind, the beginning of its constants, and what it is.
const KINDS: &[(&str, &str, &str)] = &[
    ("ACTION", "MNR_ACTION_", "actions"),
    ("SCREEN", "MNR_SCREEN_", "screens"),
    ("OUTCOME", "MNR_OUTCOME_", "outcomes of a check-in"),
    ("END", "MNR_END_", "reasons for an end"),
    ("OFFER", "MNR_OFFER_", "offers, and why one is closed"),
    ("TELL", "MNR_TELL_", "messages to the staff"),
    ("ACTOR", "MNR_ACTOR_", "actors"),
    ("MODE", "MNR_MODE_", "operation modes"),
    ("METHOD", "MNR_METHOD_", "methods"),
    ("ANSWER", "MNR_ANSWER_", "kinds of answers"),
    ("STEP", "MNR_STEP_", "steps of a check-in"),
    ("HAPPENED", "MNR_HAPPENED_", "kinds of symptoms"),
    ("LADDER", "MNR_LADDER_", "next steps"),
    ("STANDING", "MNR_STANDING_", "standings of a next step"),
    ("WHY", "MNR_WHY_", "reasons for a standing"),
    ("LEAFLET", "MNR_LEAFLET_", "leaflets"),
    ("ELIGIBILITY", "MNR_ELIGIBILITY_", "eligibilities"),
    ("TOKEN", "MNR_TOKEN_", "kinds of cards and phones"),
    ("KEY", "MNR_KEY_", "keys of the card"),
    ("CUE", "MNR_CUE_", "sounds"),
    ("ORIGIN", "MNR_ORIGIN_", "origins of a code"),
];

/// The source file; what is ambiguous is told in `wrong`.
pub fn source(root: &Path, wrong: &mut Vec<String>) -> String {
    let constants = constants(root);
    let mut text = String::from(
        "//! The names of numbers. Written by `make abi` from the constants of the ABI.\n\n\
         use core::ffi::{CStr, c_char};\n\n",
    );
    for (number, (kind, _, what)) in KINDS.iter().enumerate() {
        let _ = writeln!(text, "/// What mnr_name names: {what}.");
        let _ = writeln!(text, "pub const MNR_NAME_{kind}: i32 = {};", number + 1);
    }
    text += "\n\
        /// The name of a number for logs and displays: that of its constant, in small letters and without its\n\
        /// beginning. MNR_ACTION_ENTER_PIN is \"enter-pin\". \"unknown\" for a number or a kind that is none.\n\
        /// ASCII, NUL-terminated, static: never freed. For statuses see mnr_status_name.\n\
        ///\n\
        /// kind: one of MNR_NAME_*. value: the number.\n\
        ///\n\
        /// Any thread. Does not block.\n\
        #[unsafe(no_mangle)]\n\
        pub extern \"C\" fn mnr_name(kind: i32, value: i32) -> *const c_char {\n\
        \x20   // No guard: a table and nothing that could panic.\n\
        \x20   name(kind, value).unwrap_or(c\"unknown\").as_ptr()\n\
        }\n\n\
        fn name(kind: i32, value: i32) -> Option<&'static CStr> {\n\
        \x20   let found = NAMES\n\
        \x20       .iter()\n\
        \x20       .find(|entry| (entry.0, entry.1) == (kind, value));\n\
        \x20   found.map(|entry| entry.2)\n\
        }\n\n\
        #[rustfmt::skip]\n\
        const NAMES: &[(i32, i32, &CStr)] = &[\n";
    for (kind, prefix, _) in KINDS {
        let mut named = BTreeMap::new();
        for (constant, value) in &constants {
            let Some(rest) = constant.strip_prefix(prefix) else {
                continue;
            };
            if let Some(other) = named.insert(*value, rest) {
                wrong.push(format!(
                    "{prefix}{rest} and {prefix}{other} are both {value}"
                ));
            }
        }
        for (value, rest) in named {
            let rest = rest.replace('_', "-").to_lowercase();
            let _ = writeln!(text, "    (MNR_NAME_{kind}, {value}, c\"{rest}\"),");
        }
    }
    text += "];\n";
    text
}

/// The constants of the ABI that are numbers, with their values.
fn constants(root: &Path) -> BTreeMap<String, i64> {
    let mut found = BTreeMap::new();
    for (_, path) in super::sources(root) {
        let source = std::fs::read_to_string(&path).unwrap_or_default();
        let Ok(parsed) = syn::parse_file(&source) else {
            continue;
        };
        for item in parsed.items {
            let Item::Const(constant) = item else {
                continue;
            };
            if let Expr::Lit(literal) = *constant.expr
                && let Lit::Int(value) = literal.lit
                && let Ok(value) = value.base10_parse()
            {
                found.insert(constant.ident.to_string(), value);
            }
        }
    }
    found
}
