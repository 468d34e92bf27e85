//! Scenarios: a check-in written down in a file, with what goes wrong and how it must end.
//!
//! The format is described in `scenarios/README.md` beside this file.

use std::collections::{BTreeMap, VecDeque};
use std::fs;
use std::time::Duration;

use mynareader_emulator::{At, Fault, Misbehaviour};
use mynareader_facts::Mode;
use mynareader_facts::calendar::Date;
use mynareader_reception::guidance::{Book, Facility, Language};
use mynareader_reception::reception::{
    Config, Fitted, Outcome, PhoneReader, PinVerifier, PrescriptionChoice, Scope, StaffCheck, State,
};
use mynareader_transport::{LinkErrorKind, Sent};
use serde::{Deserialize, Serialize};

use super::stage::turn::{self, Turn};
use super::stage::{DoneByHand, Idle, Played, Script};

/// The scenarios that come with the program, by name.
const BUILT_IN: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/scenarios.rs"));

/// A title in both languages.
#[derive(Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Title {
    ja: String,
    en: String,
}

#[derive(Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Written {
    title: Title,
    #[serde(default)]
    code: Option<String>,
    source: String,
    #[serde(default = "adult")]
    persona: String,
    day: Option<String>,
    #[serde(default)]
    mode: Option<Mode>,
    #[serde(default)]
    before: Vec<String>,
    /// It begins with the wish to use a phone.
    #[serde(default)]
    phone: bool,
    #[serde(default)]
    again: Option<Vec<String>>,
    /// What happens when the last card was taken.
    #[serde(default)]
    after: Vec<String>,
    #[serde(default)]
    forgets: u8,
    ends: Ends,
    #[serde(default)]
    reader: Reader,
    #[serde(default)]
    turns: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    card: Vec<CardFault>,
}

fn adult() -> String {
    "adult".to_owned()
}

/// How the reader is set up, where it differs from the usual.
#[derive(Clone, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
struct Reader {
    model: Option<String>,
    fitted: Option<Vec<String>>,
    facility: Option<Vec<String>>,
    lacks: Option<Vec<String>>,
    staff_check: Option<StaffCheck>,
    passcodes: Option<u8>,
    registration_after_staff_check: Option<bool>,
    pin_verifier: Option<PinVerifier>,
    methods_after_read_error: Option<bool>,
    liveness_required: Option<bool>,
    prescription: Option<PrescriptionChoice>,
    phone_reader: Option<PhoneReader>,
    subsidy: Option<bool>,
    ways_back: Option<u8>,
    rehearsal: Option<bool>,
}

/// What the card does wrong, and at which command.
#[derive(Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct CardFault {
    #[serde(default)]
    exchange: Option<u32>,
    #[serde(default)]
    from: Option<u32>,
    #[serde(default)]
    presentation: Option<u32>,
    /// At every query of tries.
    #[serde(default)]
    queries: bool,
    does: String,
}

/// How the check-in must end.
#[derive(Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Ends {
    outcome: String,
    #[serde(default)]
    fault: Option<String>,
    #[serde(default)]
    scope: Option<String>,
    /// How often a PIN or a code was presented to the card.
    #[serde(default)]
    presented: Option<u32>,
}

/// A scenario, checked.
pub struct Scenario {
    /// Its name, or its file.
    pub name: String,
    title: Title,
    /// The code that it is about.
    pub code: Option<String>,
    /// Whose card it is.
    pub persona: String,
    /// The day in Japan on which alone it can be played; where it names none, any day.
    pub day: Option<Date>,
    /// How the reader is set up.
    pub config: Config,
    /// What is done while no card lies there.
    idle: Vec<Idle>,
    /// How often the patient lets the reminder pass before taking the card.
    pub forgets: u8,
    /// What is done, state by state.
    turns: BTreeMap<State, VecDeque<Turn>>,
    /// What the card does wrong.
    pub faults: Vec<Fault>,
    ends: Ends,
    written: Written,
}

impl Scenario {
    /// Its title.
    pub fn title(&self, language: Language) -> &str {
        if language == Language::JA {
            &self.title.ja
        } else {
            &self.title.en
        }
    }

    /// Who says what is done.
    pub fn script(&self) -> Script {
        Script::new(
            self.idle.iter().copied(),
            self.turns.clone(),
            self.config.mode,
        )
    }

    /// The scenarios that come with the program.
    pub fn built_in() -> impl Iterator<Item = Result<Self, String>> {
        BUILT_IN.iter().map(|(name, text)| Self::read(name, text))
    }

    /// One of them.
    pub fn built_in_of(wanted: &str) -> Option<Result<Self, String>> {
        let (name, text) = BUILT_IN.iter().find(|(name, _)| *name == wanted)?;
        Some(Self::read(name, text))
    }

    /// Adds what a facility has, and has not, and its reader's model: to what the scenario says itself.
    pub fn set_up(
        &mut self,
        has: &[String],
        lacks: &[String],
        model: Option<&str>,
    ) -> Result<(), String> {
        if has.is_empty() && lacks.is_empty() && model.is_none() {
            return Ok(());
        }
        let mut written = self.written.clone();
        let reader = &mut written.reader;
        let mine = reader.facility.get_or_insert_default();
        mine.extend(has.iter().cloned());
        let mine = mine.clone();
        let not = reader.lacks.get_or_insert_default();
        not.extend(lacks.iter().filter(|name| !mine.contains(name)).cloned());
        // What the facility lacks its reader does not offer.
        let is_lacking = |name: &str| lacks.iter().any(|known| known == name);
        if is_lacking("staff-check-on-reader") {
            reader
                .staff_check
                .get_or_insert(StaffCheck::InVisualModeOnly);
        }
        if is_lacking("smartphone") {
            let all = || ["face", "keypad"].map(str::to_owned).to_vec();
            let fitted = reader.fitted.get_or_insert_with(all);
            fitted.retain(|name| name != "phones");
        }
        if let Some(model) = model {
            reader.model = Some(model.to_owned());
        }
        *self = written.check(&self.name)?;
        Ok(())
    }

    /// The scenario of a name, or in a file.
    pub fn find(wanted: &str) -> Result<Self, String> {
        if let Some(scenario) = Self::built_in_of(wanted) {
            return scenario;
        }
        let text = fs::read_to_string(wanted).map_err(|error| {
            format!("--scenario: \"{wanted}\" is neither a scenario's name (--list) nor a file that can be read: {error}")
        })?;
        Self::read(wanted, &text)
    }

    /// A scenario of this name from the text of its file.
    pub fn read(name: &str, text: &str) -> Result<Self, String> {
        let written: Written =
            toml::from_str(text).map_err(|error| format!("scenario {name}: {error}"))?;
        written
            .check(name)
            .map_err(|error| format!("scenario {name}: {error}"))
    }

    /// What of a facility and its reader it takes to practise this one.
    pub fn needs(&self) -> Vec<&'static str> {
        let written = &self.written;
        let mut needs = Vec::new();
        if written.phone || matches!(self.persona.as_str(), "android" | "iphone") {
            needs.push("smartphone");
        }
        let methods = written.turns.get("choosing-method");
        let staff = methods.is_some_and(|turns| turns.iter().any(|turn| turn == "staff"));
        if staff && self.config.mode != Mode::Visual {
            needs.push("staff-check-on-reader");
        }
        let all = written.turns.values().chain(written.again.as_ref());
        let without_card = written.before.iter().chain(&written.after);
        let mut all = all.flatten().chain(without_card);
        if self.config.mode != Mode::Unattended || all.any(|turn| turn.starts_with("mode ")) {
            needs.push("administrator");
        }
        if self.config.subsidy {
            needs.push("subsidy");
        }
        needs
    }

    /// The scenario of what was done by hand in a play of this one, as a file: on the same day it ends
    /// in the same way, with the same journal.
    pub fn written_by_hand(
        &self,
        done: &DoneByHand,
        day: Date,
        outcome: Outcome,
        presented: u32,
    ) -> Result<String, String> {
        let begins = |idle: &Idle| matches!(idle, Idle::CardPlaced | Idle::PhoneWanted);
        let words = |idles: &[Idle]| idles.iter().map(Idle::to_string).collect::<Vec<_>>();
        let parts: Vec<_> = done.idle.split_inclusive(begins).collect();
        let last = parts.last().copied().unwrap_or_default();
        let after = if last.last().is_some_and(begins) {
            Vec::new()
        } else {
            words(last)
        };
        let visits: Vec<_> = parts
            .iter()
            .filter_map(|part| part.split_last().filter(|(last, _)| begins(last)))
            .collect();
        let (first, again) = match *visits.as_slice() {
            [first] => (first, None),
            [first, (Idle::CardPlaced, before)] => (first, Some(words(before))),
            [] => return Err("no card was placed".to_owned()),
            _ => return Err("a scenario has one check-in, or one more with a card".to_owned()),
        };
        let forgets = done.forgets.first().copied().unwrap_or_default();
        if done.forgets.iter().any(|count| *count != forgets) {
            return Err("a scenario leaves the card as often in both check-ins".to_owned());
        }
        let turns = done.turns.iter().map(|(state, turns)| {
            let turns = turns.iter().map(Turn::to_string).collect();
            (state.name().to_owned(), turns)
        });
        let written = Written {
            day: Some(day.to_string()),
            source: format!("exported from a rehearsal of {}", self.name),
            before: words(first.1),
            phone: *first.0 == Idle::PhoneWanted,
            again,
            after,
            forgets,
            turns: turns.collect(),
            ends: Ends {
                outcome: outcome.name().to_owned(),
                fault: outcome.fault().map(|code| code.to_string()),
                scope: scope(outcome).map(str::to_owned),
                presented: Some(presented),
            },
            ..self.written.clone()
        };
        toml::to_string(&written).map_err(|error| error.to_string())
    }

    /// Where the check-in did not end as it must.
    pub fn differences(&self, played: &Played, presented: u32, left_over: &[State]) -> Vec<String> {
        let mut found = Vec::new();
        let mut compare = |what: &str, wanted: &str, got: &str| {
            if wanted != got {
                found.push(format!("{what}: {got} instead of {wanted}"));
            }
        };
        compare("outcome", &self.ends.outcome, played.outcome.name());
        let fault = played.outcome.fault().map(|code| code.to_string());
        compare(
            "fault",
            self.ends.fault.as_deref().unwrap_or("none"),
            fault.as_deref().unwrap_or("none"),
        );
        compare(
            "scope",
            self.ends.scope.as_deref().unwrap_or("none"),
            scope(played.outcome).unwrap_or("none"),
        );
        if let Some(wanted) = self.ends.presented {
            compare("presented", &wanted.to_string(), &presented.to_string());
        }
        for state in left_over {
            found.push(format!("turns.{state}: not all of them came to their turn"));
        }
        found
    }
}

/// What an admission is good for.
pub fn scope(outcome: Outcome) -> Option<&'static str> {
    match outcome {
        Outcome::Admitted(Scope::Full) => Some("full"),
        Outcome::Admitted(Scope::EligibilityOnly) => Some("eligibility-only"),
        _ => None,
    }
}

impl Written {
    fn check(self, name: &str) -> Result<Scenario, String> {
        if self.source.trim().is_empty() {
            return Err("source: must say where the case comes from".to_owned());
        }
        let day = self
            .day
            .as_ref()
            .map(|day| {
                day.parse()
                    .map_err(|error| format!("day: \"{day}\": {error}"))
            })
            .transpose()?;
        let config = self.reader.config(self.mode.unwrap_or(Mode::Unattended))?;
        let mut idle = without_card("before", &self.before)?;
        idle.push(if self.phone {
            Idle::PhoneWanted
        } else {
            Idle::CardPlaced
        });
        if let Some(again) = &self.again {
            idle.extend(without_card("again", again)?);
            idle.push(Idle::CardPlaced);
        }
        idle.extend(without_card("after", &self.after)?);
        let turns = self
            .turns
            .iter()
            .map(|(state, turns)| turns_of(state, turns))
            .collect::<Result<_, _>>()?;
        let faults = self
            .card
            .iter()
            .enumerate()
            .map(|(index, fault)| {
                fault
                    .fault()
                    .map_err(|error| format!("card {}: {error}", index + 1))
            })
            .collect::<Result<_, _>>()?;
        Ok(Scenario {
            name: name.to_owned(),
            title: self.title.clone(),
            code: self.code.clone(),
            persona: self.persona.clone(),
            day,
            config,
            idle,
            forgets: self.forgets,
            turns,
            faults,
            ends: self.ends.clone(),
            written: self,
        })
    }
}

/// What happens while no card lies there.
fn without_card(key: &str, turns: &[String]) -> Result<Vec<Idle>, String> {
    turns
        .iter()
        .map(|text| {
            turn::while_idle(text)
                .ok_or_else(|| format!("{key}: \"{text}\" is nothing without a card: silent, mode unattended, mode visual, mode pin-only, fault NNN, staff-confirm, staff-confirm-proxy"))
        })
        .collect()
}

fn turns_of(name: &str, turns: &[String]) -> Result<(State, VecDeque<Turn>), String> {
    let state = State::ALL
        .iter()
        .copied()
        .find(|state| state.name() == name)
        .ok_or_else(|| format!("turns: \"{name}\" is no state of docs/reception.md"))?;
    if turn::of(state).next().is_none() {
        return Err(format!("turns.{name}: nobody is asked in this state"));
    }
    let turns = turns
        .iter()
        .map(|text| turn::parse(state, text).map_err(|error| format!("turns.{name}: {error}")))
        .collect::<Result<_, _>>()?;
    Ok((state, turns))
}

/// What a facility has, or has not, by the names of a scenario's file; `key` stands in the complaint.
pub fn equipment(key: &str, names: &[String]) -> Result<Facility, String> {
    names.iter().try_fold(Facility::empty(), |found, name| {
        Facility::from_kebab(name)
            .map(|one| found | one)
            .ok_or_else(|| {
                let known: Vec<_> = Facility::names().map(|(name, _)| name).collect();
                format!("reader.{key}: \"{name}\": {}", known.join(", "))
            })
    })
}

impl Reader {
    fn config(&self, mode: Mode) -> Result<Config, String> {
        let mut config = Config::default();
        config.mode = mode;
        if let Some(names) = &self.fitted {
            config.fitted = Fitted::empty();
            for name in names {
                config.fitted |= match name.as_str() {
                    "face" => Fitted::FACE,
                    "keypad" => Fitted::KEYPAD,
                    "phones" => Fitted::PHONES,
                    _ => return Err(format!("reader.fitted: \"{name}\": face, keypad, phones")),
                };
            }
        }
        if let Some(names) = &self.facility {
            config.facility = equipment("facility", names)?;
        }
        if let Some(names) = &self.lacks {
            config.facility_lacks = equipment("lacks", names)?;
        }
        if let Some(name) = &self.model {
            let model = Book::built_in().model(name);
            config.reader_model = model
                .ok_or_else(|| format!("reader.model: \"{name}\" is not known"))?
                .number
                .into();
        }
        macro_rules! take {
            ($($field:ident)+) => {
                $(if let Some(value) = self.$field {
                    config.$field = value;
                })+
            };
        }
        if self.registration_after_staff_check == Some(false) {
            config.registration_by_sight = None;
        }
        take!(staff_check passcodes pin_verifier methods_after_read_error prescription phone_reader
            subsidy ways_back rehearsal);
        if let Some(required) = self.liveness_required {
            config.face.liveness_required = required;
        }
        Ok(config)
    }
}

impl CardFault {
    fn fault(&self) -> Result<Fault, String> {
        let at = match (self.exchange, self.from, self.presentation, self.queries) {
            (Some(number), None, None, false) => At::Exchange(number),
            (None, Some(number), None, false) => At::From(number),
            (None, None, Some(number), false) => At::Presentation(number),
            (None, None, None, true) => At::TriesQuery,
            _ => return Err("one of exchange, from, presentation, queries".to_owned()),
        };
        let kind = LinkErrorKind::Broken;
        let what = match self.does.as_str() {
            "torn-before" => Misbehaviour::TornBefore {
                kind,
                sent: Sent::Maybe,
            },
            "torn-after" => Misbehaviour::TornAfter { kind },
            "reset" => Misbehaviour::Reset,
            "removed-before" => Misbehaviour::RemovedBefore,
            "removed-after" => Misbehaviour::RemovedAfter,
            "mute" => Misbehaviour::Mute,
            other => status(other)?,
        };
        Ok(Fault { at, what })
    }
}

/// `status 6A82`, `truncate 5`, `slow 2000`.
fn status(text: &str) -> Result<Misbehaviour, String> {
    let unknown = || {
        format!(
            "\"{text}\": torn-before, torn-after, reset, removed-before, removed-after, mute, \
             status XXXX, truncate N, slow MILLISECONDS"
        )
    };
    match text.split_once(' ') {
        Some(("status", word)) => u16::from_str_radix(word, 16)
            .map(Misbehaviour::status)
            .map_err(|_| unknown()),
        Some(("slow", milliseconds)) => milliseconds
            .parse()
            .map(|milliseconds| Misbehaviour::Slow(Duration::from_millis(milliseconds)))
            .map_err(|_| unknown()),
        Some(("truncate", bytes)) => bytes
            .parse()
            .map(Misbehaviour::Truncate)
            .map_err(|_| unknown()),
        _ => Err(unknown()),
    }
}
