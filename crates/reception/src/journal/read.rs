//! A journal read back: of a form that is known, and no longer than one can be.
#![forbid(unsafe_code)]

use core::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, Error, SeqAccess, Visitor};

use super::{Line, MAX_ENTRIES, SCHEMA};

/// The version of the form, which must be this library's: in another one, entries may have another
/// meaning.
pub(super) fn schema<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u32, D::Error> {
    let found = u32::deserialize(deserializer)?;
    if found == SCHEMA {
        Ok(found)
    } else {
        Err(D::Error::custom(format_args!(
            "the journal is of schema {found}, and this library reads schema {SCHEMA}"
        )))
    }
}

/// At most as many lines as a check-in keeps; the first one too many ends the reading.
pub(super) fn lines<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Line>, D::Error> {
    struct Lines;

    impl<'de> Visitor<'de> for Lines {
        type Value = Vec<Line>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            write!(f, "at most {MAX_ENTRIES} lines of a journal")
        }

        fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
            let mut lines = Vec::new();
            while let Some(line) = list.next_element()? {
                if lines.len() == MAX_ENTRIES {
                    return Err(A::Error::custom(format_args!(
                        "a journal has at most {MAX_ENTRIES} lines"
                    )));
                }
                lines.push(line);
            }
            Ok(lines)
        }
    }

    deserializer.deserialize_seq(Lines)
}

#[cfg(test)]
mod tests {
    use crate::journal::Entry;
    use crate::journal::{Journal, MAX_ENTRIES, Recorder, SCHEMA};
    use crate::reception::Tick;
    use mynareader_facts::Mode;

    fn json(schema: u32, lines: usize) -> String {
        let mut recorder = Recorder::new();
        let mode = Mode::Unattended;
        let started = Entry::Started {
            mode,
            rehearsal: false,
            at: None,
        };
        recorder.record(Tick::from_millis(0), started);
        let journal = serde_json::to_string(recorder.current().unwrap()).unwrap();
        let (before, rest) = journal.split_once("\"lines\":[").unwrap();
        let (line, after) = rest.split_once(']').unwrap();
        let lines = vec![line; lines].join(",");
        format!("{before}\"lines\":[{lines}]{after}").replacen(
            &format!("\"schema\":{SCHEMA}"),
            &format!("\"schema\":{schema}"),
            1,
        )
    }

    #[test]
    fn a_journal_comes_back_whole_and_no_longer_than_it_can_be() {
        for lines in [0, 1, MAX_ENTRIES] {
            let journal: Journal = serde_json::from_str(&json(SCHEMA, lines)).unwrap();
            assert_eq!(journal.lines().len(), lines);
        }
        for lines in [MAX_ENTRIES + 1, 100_000] {
            let error = serde_json::from_str::<Journal>(&json(SCHEMA, lines)).unwrap_err();
            let message = error.to_string();
            assert!(
                message.starts_with("a journal has at most 256 lines"),
                "{message}"
            );
            // Read no further than the first line too many.
            assert!(error.column() < 40 * 1024, "{message}");
        }
    }

    #[test]
    fn a_journal_of_another_form_is_refused() {
        for schema in [0, SCHEMA + 1, u32::MAX] {
            let error = serde_json::from_str::<Journal>(&json(schema, 1)).unwrap_err();
            assert!(error.to_string().contains(&format!("of schema {schema},")));
        }
    }
}
