//! A book as the entries of a file.
#![forbid(unsafe_code)]

use std::collections::BTreeMap;

use toml::Spanned;

use super::SCHEMA;
use super::entries::{
    CodeEntry, FactEntry, File, MakerEntry, ModelEntry, NoteEntry, ReplaceEntry, StepEntry,
    TextEntry, TextTable, VendorEntry,
};
use crate::guidance::book::{Text, VendorCode};
use crate::guidance::ladder::Part;
use crate::guidance::makers::{Fact, Maker, Model};
use crate::guidance::rules::{CodeRule, NoteRule, StepRule};
use crate::guidance::{Book, Facility, LeafletId, Message, Party, StaffAction};

pub(super) fn file(book: &Book) -> File {
    let mut text: BTreeMap<String, BTreeMap<String, Spanned<TextEntry>>> = BTreeMap::new();
    for ((language, number), found) in &book.texts {
        if let Some(message) = Message::from_number(*number) {
            text.entry(language.to_string()).or_default().insert(
                message.to_string(),
                spanned(TextEntry::Table(text_table(found))),
            );
        }
    }
    // The rule of all other codes stands last.
    let (unknown, codes): (Vec<_>, Vec<_>) = book
        .rules
        .codes
        .values()
        .partition(|rule| rule.code.is_none());
    let mut page: BTreeMap<String, BTreeMap<String, Spanned<String>>> = BTreeMap::new();
    for ((language, sheet), found) in &book.pages {
        page.entry(language.to_string()).or_default().insert(
            sheet.name().to_owned(),
            spanned(found.source.clone().into_owned()),
        );
    }
    let replaced = book.replaced.iter();
    File {
        schema: SCHEMA,
        edition: Some(book.edition.to_string()),
        known_up_to: Some(spanned(book.rules.known_up_to.to_string())),
        grace_from: Some(spanned(book.rules.grace_from.to_string())),
        code: codes.into_iter().chain(unknown).map(code).collect(),
        step: book.rules.steps.iter().map(step).collect(),
        note: book.rules.notes.iter().map(note).collect(),
        text,
        page,
        replace: replaced
            .map(|((reader_model, language, message), text)| {
                let text = text_table(text);
                spanned(ReplaceEntry {
                    reader_model: *reader_model,
                    message: *message,
                    language: language.to_string(),
                    words: text.words,
                    reading: text.reading,
                })
            })
            .collect(),
        vendor_code: book.vendor_codes.values().map(vendor).collect(),
        maker: book.makers.iter().map(maker).collect(),
        model: book.models.iter().map(model).collect(),
    }
}

fn code(rule: &CodeRule) -> Spanned<CodeEntry> {
    spanned(CodeEntry {
        code: rule
            .code
            .map_or_else(|| "unknown".to_owned(), |code| code.to_string()),
        breaks: flags(Part::names(), |part| rule.breaks.contains(part)),
        doubts: flags(Part::names(), |part| rule.doubts.contains(part)),
        staff: list(&rule.staff, StaffAction::name),
        calls: list(&rule.calls, Party::name),
        leaflets: list(&rule.leaflets, LeafletId::name),
        phrase: rule.phrase.map(|phrase| phrase.name().to_owned()),
        continues: rule.continues,
        outage: rule.outage,
    })
}

fn step(rule: &StepRule) -> Spanned<StepEntry> {
    spanned(StepEntry {
        step: rule.step.name().to_owned(),
        needs: flags(Part::names(), |part| rule.needs.contains(part)),
        facility: flags(Facility::names(), |flag| rule.facility.contains(flag)),
        from: rule.from.map(|date| date.to_string()),
        until: rule.until.map(|date| date.to_string()),
        provisional_until: rule.provisional_until.map(|date| date.to_string()),
        ordinary_share: rule.ordinary_share,
        source: rule.source.to_string(),
    })
}

fn note(rule: &NoteRule) -> Spanned<NoteEntry> {
    spanned(NoteEntry {
        note: rule.note.name().to_owned(),
        from: rule.from.map(|date| date.to_string()),
        until: rule.until.map(|date| date.to_string()),
        source: rule.source.to_string(),
    })
}

fn vendor(vendor: &VendorCode) -> Spanned<VendorEntry> {
    let titles = vendor.titles.iter();
    spanned(VendorEntry {
        code: vendor.code.to_string(),
        like: vendor.like.to_string(),
        title: titles
            .map(|(language, title)| (language.to_string(), title.to_string()))
            .collect(),
    })
}

fn maker(maker: &Maker) -> Spanned<MakerEntry> {
    spanned(MakerEntry {
        number: maker.code_maker.number(),
        name: maker.name.to_string(),
    })
}

fn model(model: &Model) -> Spanned<ModelEntry> {
    let facts = model.facts.iter();
    spanned(ModelEntry {
        maker: model.maker.number(),
        number: model.number,
        name: model.name.to_string(),
        facts: facts
            .map(|(feature, it)| (feature.to_string(), fact(it)))
            .collect(),
        notes: model.notes.iter().map(fact).collect(),
    })
}

fn fact(fact: &Fact) -> FactEntry {
    FactEntry {
        is: fact.is,
        mark: fact.mark.sign().to_owned(),
        source: fact.source.to_string(),
    }
}

fn text_table(text: &Text) -> TextTable {
    TextTable {
        words: text.words.to_string(),
        reading: text.reading.as_deref().map(ToOwned::to_owned),
    }
}

fn list<T: Copy>(items: &[T], name: impl Fn(T) -> &'static str) -> Vec<String> {
    items.iter().map(|item| name(*item).to_owned()).collect()
}

fn flags<T: Copy>(all: impl Iterator<Item = (String, T)>, has: impl Fn(T) -> bool) -> Vec<String> {
    all.filter(|(_, flag)| has(*flag))
        .map(|(name, _)| name)
        .collect()
}

fn spanned<T>(value: T) -> Spanned<T> {
    Spanned::new(0..0, value)
}
