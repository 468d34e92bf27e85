//! A journal as it stands in a file: one line of JSON, with where and when (`docs/journal.md`).
#![forbid(unsafe_code)]

use core::fmt;
use core::str::FromStr;

use serde::de::{Deserializer, Error};
use serde::{Deserialize, Serialize};

use super::Journal;
use crate::reception::Number;
use mynareader_facts::calendar::Date;

/// The version of a line's form. It grows when a member goes or changes its meaning; that of the journal
/// inside has a version of its own, [`SCHEMA`](super::SCHEMA).
pub const LINE_VERSION: u32 = 1;

/// The longest [`Facility`].
const MAX_FACILITY: usize = 16;

/// A maker's own short name for a clinic, such as `c0042`: 1 to 16 letters, digits and hyphens of ASCII.
/// Not a person's name.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Facility {
    text: [u8; MAX_FACILITY],
    length: u8,
}

/// A text is no [`Facility`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoFacility;

impl fmt::Display for NoFacility {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "a facility is named by 1 to {MAX_FACILITY} letters, digits and hyphens of ASCII"
        )
    }
}

impl core::error::Error for NoFacility {}

impl Facility {
    /// The name.
    pub fn as_str(&self) -> &str {
        let name = self
            .text
            .get(..usize::from(self.length))
            .unwrap_or_default();
        core::str::from_utf8(name).unwrap_or_default()
    }
}

impl FromStr for Facility {
    type Err = NoFacility;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        let sound = name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        let mut text = [0; MAX_FACILITY];
        let length = u8::try_from(name.len()).map_err(|_| NoFacility)?;
        let room = text.get_mut(..name.len()).filter(|_| sound && length > 0);
        room.ok_or(NoFacility)?.copy_from_slice(name.as_bytes());
        Ok(Self { text, length })
    }
}

impl fmt::Display for Facility {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Facility {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for Facility {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Facility {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        // Nothing of the text is repeated.
        name.parse().map_err(D::Error::custom)
    }
}

/// A journal as it stands in a file: what happened, with where and when.
///
/// One check-in is one line of JSON, so that files of a day, of a clinic or of a maker's fleet are put
/// together by writing one behind the other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Filed {
    /// [`LINE_VERSION`].
    #[serde(deserialize_with = "line_version")]
    line: u32,
    /// Which clinic, where files of several are put together.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub facility: Option<Facility>,
    /// Which reader, of [`Config::station`](crate::reception::Config::station).
    pub station: u16,
    /// Which check-in of this reader, of [`Number::session`].
    pub session: u64,
    /// The reader model, of [`Config::reader_model`](crate::reception::Config::reader_model); 0 for none.
    pub model: u32,
    /// The day in Japan.
    pub day: Date,
    /// The hour in Japan in which it began, 0 to 23; nothing where no clock was asked. Minutes are left
    /// out: with them a line could be laid beside an appointment book.
    #[serde(
        default,
        deserialize_with = "hour",
        skip_serializing_if = "Option::is_none"
    )]
    pub hour: Option<u8>,
    /// What happened.
    pub journal: Journal,
}

impl Filed {
    /// The line of a check-in, by the number of any of its actions. Facility and hour may be added.
    pub const fn new(number: Number, model: u32, day: Date, journal: Journal) -> Self {
        Self {
            line: LINE_VERSION,
            facility: None,
            station: number.station,
            session: number.session,
            model,
            day,
            hour: None,
            journal,
        }
    }
}

fn line_version<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u32, D::Error> {
    let found = u32::deserialize(deserializer)?;
    if found == LINE_VERSION {
        Ok(found)
    } else {
        Err(D::Error::custom(format_args!(
            "the line is of version {found}, and this library reads {LINE_VERSION}"
        )))
    }
}

fn hour<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u8>, D::Error> {
    let found = u8::deserialize(deserializer)?;
    if found < 24 {
        Ok(Some(found))
    } else {
        Err(D::Error::custom("an hour is 0 to 23"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journal::{Entry, Recorder};
    use crate::reception::{Outcome, Scope, Tick};
    use mynareader_facts::Mode;

    fn filed() -> Filed {
        let mut recorder = Recorder::new();
        let started = Entry::Started {
            mode: Mode::Visual,
            rehearsal: false,
            at: None,
        };
        recorder.record(Tick::from_millis(5), started);
        let ended = Entry::Ended(Outcome::Admitted(Scope::Full));
        let journal = recorder.record(Tick::from_millis(12_005), ended).unwrap();
        let number = Number {
            station: 3,
            session: 17,
            sequence: 9,
        };
        Filed {
            facility: Some("c0042".parse().unwrap()),
            hour: Some(9),
            ..Filed::new(number, 101, "2026-11-24".parse().unwrap(), journal)
        }
    }

    /// The form is a promise: this text may change only with the version.
    #[test]
    fn a_line_is_written_as_it_was() {
        let line = serde_json::to_string(&filed()).unwrap();
        assert_eq!(
            line,
            concat!(
                r#"{"line":1,"facility":"c0042","station":3,"session":17,"model":101,"day":"2026-11-24","hour":9,"#,
                r#""journal":{"schema":1,"mode":"visual","rehearsal":false,"lines":["#,
                r#"{"after_ms":0,"entry":{"started":{"mode":"visual","rehearsal":false}}},"#,
                r#"{"after_ms":12000,"entry":{"ended":{"admitted":"full"}}}],"#,
                r#""omitted":0,"outcome":{"admitted":"full"},"duration_ms":12000}}"#
            )
        );
        assert_eq!(serde_json::from_str::<Filed>(&line).unwrap(), filed());
    }

    #[test]
    fn a_line_of_another_form_is_refused() {
        let line = serde_json::to_string(&filed()).unwrap();
        for (from, to) in [
            ("\"line\":1", "\"line\":2"),
            ("\"c0042\"", "\"山田\""),
            ("\"c0042\"", "\"\""),
            ("\"c0042\"", "\"aaaaaaaaaaaaaaaaa\""),
            ("\"hour\":9", "\"hour\":24"),
            ("\"station\":3", "\"station\":70000"),
            ("\"session\":17", "\"session\":17,\"name\":\"x\""),
            ("2026-11-24", "2026-11-31"),
        ] {
            let changed = line.replacen(from, to, 1);
            assert_ne!(changed, line);
            let error = serde_json::from_str::<Filed>(&changed).unwrap_err();
            assert!(!error.to_string().contains('山'));
        }
        let without =
            line.replacen("\"facility\":\"c0042\",", "", 1)
                .replacen("\"hour\":9,", "", 1);
        let filed: Filed = serde_json::from_str(&without).unwrap();
        assert_eq!((filed.facility, filed.hour), (None, None));
    }
}
