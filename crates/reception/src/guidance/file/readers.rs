//! Makers and models of readers from a file.
#![forbid(unsafe_code)]

use std::borrow::Cow;
use std::collections::BTreeMap;

use toml::Spanned;

use super::Reader;
use super::entries::{FactEntry, MakerEntry, ModelEntry};
use crate::fault;
use crate::guidance::Book;
use crate::guidance::check::Reason;
use crate::guidance::makers::{Fact, Feature, Maker, Mark, Model};

impl Reader {
    pub(super) fn makers(&mut self, entries: Vec<Spanned<MakerEntry>>, book: &mut Book) {
        if entries.is_empty() {
            return;
        }
        // By number, so that each takes the place of the one before in time that does not grow.
        let makers = book.makers.iter().cloned();
        let mut makers: BTreeMap<_, _> = makers.map(|maker| (maker.code_maker, maker)).collect();
        for entry in entries {
            let at = entry.span().start;
            let entry = entry.into_inner();
            let place = format!("maker.{}", entry.number);
            self.place(place.clone(), at);
            let code_maker = fault::Maker::new(entry.number);
            if [fault::Maker::NATIONAL, fault::Maker::LIBRARY].contains(&code_maker) {
                self.problem(&place, at, Reason::UnknownNumber);
            }
            let maker = Maker {
                code_maker,
                name: self.name(&place, at, entry.name),
            };
            let earlier = makers.insert(code_maker, maker);
            if self.is_once() && earlier.is_some() {
                self.problem(&place, at, Reason::Double);
            }
        }
        book.makers = Cow::Owned(makers.into_values().collect());
    }

    pub(super) fn models(&mut self, entries: Vec<Spanned<ModelEntry>>, book: &mut Book) {
        if entries.is_empty() {
            return;
        }
        let models = book.models.iter().cloned();
        let mut models: BTreeMap<_, _> = models.map(|model| (model.number, model)).collect();
        for entry in entries {
            let at = entry.span().start;
            let entry = entry.into_inner();
            let place = format!("model.{}", entry.number);
            self.place(place.clone(), at);
            let mut facts = Vec::new();
            for (name, fact) in entry.facts {
                let feature = self.known(&place, at, &name, Feature::from_name(&name));
                facts.extend(feature.zip(self.fact(&place, at, fact)));
            }
            facts.sort_by_key(|(feature, _)| *feature);
            let notes = entry.notes.into_iter();
            let model = Model {
                number: entry.number,
                maker: fault::Maker::new(entry.maker),
                name: self.name(&place, at, entry.name),
                notes: notes
                    .filter_map(|note| self.fact(&place, at, note))
                    .collect(),
                facts: Cow::Owned(facts),
            };
            let earlier = models.insert(entry.number, model);
            if self.is_once() && earlier.is_some() {
                self.problem(&place, at, Reason::Double);
            }
        }
        book.models = Cow::Owned(models.into_values().collect());
    }

    fn name(&mut self, place: &str, at: usize, name: String) -> Cow<'static, str> {
        if name.trim().is_empty() {
            self.problem(place, at, Reason::Empty);
        }
        if name.chars().any(char::is_control) {
            self.problem(place, at, Reason::Control);
        }
        Cow::Owned(name)
    }

    fn fact(&mut self, place: &str, at: usize, entry: FactEntry) -> Option<Fact> {
        let mark = Mark::ALL.into_iter().find(|mark| mark.sign() == entry.mark);
        let mark = self.known(place, at, &entry.mark, mark)?;
        Some(Fact {
            is: entry.is,
            mark,
            source: self.name(place, at, entry.source),
        })
    }
}
