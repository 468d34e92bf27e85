//! The entries of a file, as TOML has them.
#![forbid(unsafe_code)]

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use toml::Spanned;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct File {
    pub(super) schema: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) edition: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) known_up_to: Option<Spanned<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) grace_from: Option<Spanned<String>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) code: Vec<Spanned<CodeEntry>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) step: Vec<Spanned<StepEntry>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) note: Vec<Spanned<NoteEntry>>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) text: BTreeMap<String, BTreeMap<String, Spanned<TextEntry>>>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) page: BTreeMap<String, BTreeMap<String, Spanned<String>>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) replace: Vec<Spanned<ReplaceEntry>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) vendor_code: Vec<Spanned<VendorEntry>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) maker: Vec<Spanned<MakerEntry>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) model: Vec<Spanned<ModelEntry>>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct CodeEntry {
    pub(super) code: String,
    #[serde(default)]
    pub(super) breaks: Vec<String>,
    #[serde(default)]
    pub(super) doubts: Vec<String>,
    pub(super) staff: Vec<String>,
    #[serde(default)]
    pub(super) calls: Vec<String>,
    #[serde(default)]
    pub(super) leaflets: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) phrase: Option<String>,
    #[serde(default)]
    pub(super) continues: bool,
    #[serde(default)]
    pub(super) outage: bool,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct StepEntry {
    pub(super) step: String,
    #[serde(default)]
    pub(super) needs: Vec<String>,
    #[serde(default)]
    pub(super) facility: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) from: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) until: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) provisional_until: Option<String>,
    pub(super) ordinary_share: bool,
    #[serde(default)]
    pub(super) source: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NoteEntry {
    pub(super) note: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) from: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) until: Option<String>,
    #[serde(default)]
    pub(super) source: String,
}

/// A text: its words, or a table of words and reading.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
pub(super) enum TextEntry {
    Words(String),
    Table(TextTable),
}

impl From<TextEntry> for TextTable {
    fn from(entry: TextEntry) -> Self {
        match entry {
            TextEntry::Words(words) => Self {
                words,
                reading: None,
            },
            TextEntry::Table(table) => table,
        }
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TextTable {
    pub(super) words: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) reading: Option<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct ReplaceEntry {
    pub(super) reader_model: u32,
    pub(super) message: u32,
    pub(super) language: String,
    pub(super) words: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) reading: Option<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct VendorEntry {
    pub(super) code: String,
    pub(super) like: String,
    pub(super) title: BTreeMap<String, String>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct MakerEntry {
    pub(super) number: u16,
    pub(super) name: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ModelEntry {
    pub(super) maker: u16,
    pub(super) number: u16,
    pub(super) name: String,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) facts: BTreeMap<String, FactEntry>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) notes: Vec<FactEntry>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FactEntry {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) is: Option<bool>,
    pub(super) mark: String,
    pub(super) source: String,
}
