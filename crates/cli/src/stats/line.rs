//! A line of `docs/journal.md`, as far as it is counted: half the work of reading it whole. Entries that this
//! program does not know are passed over, because new ones alone do not change the journal's version.

use core::fmt;

use mynareader::facts::{Method, Mode};
use mynareader::fault::FaultCode;
use mynareader::journal::{LINE_VERSION, SCHEMA};
use mynareader::reception::{Outcome, Proof};
use serde::Deserialize;
use serde::de::{Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

/// How somebody was identified, or tried to be last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Way {
    Face,
    Pin,
    Staff,
    Phone,
    /// It ended before any method.
    None,
}

impl Way {
    /// The name in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Face => "face",
            Self::Pin => "pin",
            Self::Staff => "staff",
            Self::Phone => "phone",
            Self::None => "none",
        }
    }
}

/// The line.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Line {
    #[serde(deserialize_with = "line_version")]
    #[expect(dead_code, reason = "it is looked at while it is read")]
    line: (),
    #[serde(default)]
    #[expect(dead_code, reason = "it may be there")]
    facility: IgnoredAny,
    #[expect(dead_code, reason = "it must be there")]
    station: IgnoredAny,
    #[expect(dead_code, reason = "it must be there")]
    session: IgnoredAny,
    pub model: u32,
    #[expect(dead_code, reason = "it must be there")]
    day: IgnoredAny,
    #[serde(default, deserialize_with = "hour")]
    pub hour: Option<u8>,
    pub journal: Journal,
}

/// The journal.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Journal {
    #[serde(deserialize_with = "schema")]
    #[expect(dead_code, reason = "it is looked at while it is read")]
    schema: (),
    pub mode: Mode,
    pub rehearsal: bool,
    #[serde(rename = "lines")]
    pub happened: Happened,
    #[expect(dead_code, reason = "it must be there")]
    omitted: IgnoredAny,
    pub outcome: Option<Outcome>,
    pub duration_ms: u64,
}

/// What its entries come to.
#[derive(Debug)]
pub struct Happened {
    pub way: Way,
    pub codes: Vec<FaultCode>,
}

fn version<'de, D: Deserializer<'de>>(deserializer: D, known: u32) -> Result<(), D::Error> {
    if u32::deserialize(deserializer)? == known {
        Ok(())
    } else {
        Err(D::Error::custom("another version"))
    }
}

fn line_version<'de, D: Deserializer<'de>>(deserializer: D) -> Result<(), D::Error> {
    version(deserializer, LINE_VERSION)
}

fn schema<'de, D: Deserializer<'de>>(deserializer: D) -> Result<(), D::Error> {
    version(deserializer, SCHEMA)
}

fn hour<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u8>, D::Error> {
    match u8::deserialize(deserializer)? {
        hour @ 0..24 => Ok(Some(hour)),
        _ => Err(D::Error::custom("no hour")),
    }
}

/// An entry, as far as it is counted.
enum Entry {
    Fault(FaultCode),
    Proved(Proof),
    /// Something that shows on which way the patient is.
    On(Way),
    Other,
}

#[derive(Deserialize)]
struct Step {
    entry: Entry,
}

#[derive(Deserialize)]
struct Fault<'a> {
    code: &'a str,
}

#[derive(Deserialize)]
struct Chosen {
    method: Method,
    open: bool,
}

impl<'de> Deserialize<'de> for Entry {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reading;

        impl<'de> Visitor<'de> for Reading {
            type Value = Entry;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an entry")
            }

            fn visit_str<E: Error>(self, _: &str) -> Result<Entry, E> {
                Ok(Entry::Other)
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Entry, A::Error> {
                let Some(name) = map.next_key::<&str>()? else {
                    return Err(A::Error::custom("no entry"));
                };
                let entry = match name {
                    "fault" => {
                        let code = map.next_value::<Fault<'_>>()?.code.parse();
                        Entry::Fault(code.map_err(A::Error::custom)?)
                    }
                    "proved" => Entry::Proved(map.next_value()?),
                    "chosen" => {
                        let Chosen { method, open } = map.next_value()?;
                        match method {
                            _ if !open => Entry::Other,
                            Method::Face => Entry::On(Way::Face),
                            Method::Pin => Entry::On(Way::Pin),
                            Method::Staff => Entry::On(Way::Staff),
                        }
                    }
                    // Where nothing is chosen, what is done tells.
                    "pin-entered" => {
                        map.next_value::<IgnoredAny>()?;
                        Entry::On(Way::Pin)
                    }
                    "sighted" => {
                        map.next_value::<IgnoredAny>()?;
                        Entry::On(Way::Staff)
                    }
                    _ => {
                        map.next_value::<IgnoredAny>()?;
                        Entry::Other
                    }
                };
                if map.next_key::<IgnoredAny>()?.is_some() {
                    return Err(A::Error::custom("two entries in one"));
                }
                Ok(entry)
            }
        }

        deserializer.deserialize_any(Reading)
    }
}

impl<'de> Deserialize<'de> for Happened {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reading;

        impl<'de> Visitor<'de> for Reading {
            type Value = Happened;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("the lines of a journal")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Happened, A::Error> {
                let (mut proved, mut on, mut codes) = (None, Way::None, Vec::new());
                while let Some(Step { entry }) = list.next_element()? {
                    match entry {
                        Entry::Fault(code) => codes.push(code),
                        Entry::Proved(proof) => {
                            proved.get_or_insert(match proof {
                                Proof::Face => Way::Face,
                                Proof::Pin => Way::Pin,
                                Proof::Staff => Way::Staff,
                                Proof::Phone => Way::Phone,
                            });
                        }
                        Entry::On(way) => on = way,
                        Entry::Other => {}
                    }
                }
                let way = proved.unwrap_or(on);
                Ok(Happened { way, codes })
            }
        }

        deserializer.deserialize_seq(Reading)
    }
}
