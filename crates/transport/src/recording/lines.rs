//! The record as lines of JSON: `docs/recording.md`. Whatever stands in them is a number, a header or a
//! word of a closed list, so nothing has to be escaped.
#![forbid(unsafe_code)]

use core::fmt::{self, Write as _};
use core::time::Duration;

use super::{Exchange, Outcome, Recorded, Recording, Times};
use crate::{LinkErrorKind, Sent, Transport};

/// The name of the form, in its first line.
pub const FORMAT: &str = "mynareader-recording";

/// The version of the form. It rises when a member goes or changes its meaning.
pub const FORMAT_VERSION: u32 = 1;

/// The longest description of a run.
const MAX_RUN: usize = 64;

/// The description of a run is not made of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotWords;

impl fmt::Display for NotWords {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "a run is described by words of small letters and hyphens, {MAX_RUN} characters at most"
        )
    }
}

impl core::error::Error for NotWords {}

/// Whether a text may describe a run. Digits are not admitted, so that no number of a person can stand there.
pub fn is_words(run: &str) -> bool {
    run.len() <= MAX_RUN
        && run.split(' ').all(|word| {
            !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b == b'-')
        })
}

fn done(failure: Option<LinkErrorKind>) -> &'static str {
    failure.map_or("done", LinkErrorKind::name)
}

impl<T: Transport> Recording<T> {
    /// The record as lines of JSON, in the form of `docs/recording.md`. `run` says in a few words what
    /// ran, such as `inspect` or `check-in`; `mynareader replay` starts the same.
    pub fn to_lines(&self, run: &str) -> Result<String, NotWords> {
        if !is_words(run) {
            return Err(NotWords);
        }
        let link = self.inner.capabilities();
        let mut text = format!(
            "{{\"format\":\"{FORMAT}\",\"version\":{FORMAT_VERSION},\"library\":\"{}\",\"run\":\"{run}\",\
             \"extended\":{},\"short_block\":{},\"max_command\":{},\"max_response\":{},\"left_out\":{}}}\n",
            env!("CARGO_PKG_VERSION"),
            link.extended,
            link.short_block.bytes(),
            link.max_command,
            link.max_response,
            self.left_out(),
        );
        let zero = self.timed().find_map(|(_, times)| Some(times?.at));
        for (entry, times) in self.timed() {
            // A text takes whatever is written into it.
            let _ = line(&mut text, entry, times, zero.unwrap_or_default());
        }
        Ok(text)
    }
}

fn line(text: &mut String, entry: &Recorded, times: Option<Times>, zero: Duration) -> fmt::Result {
    match *entry {
        Recorded::Exchange(one) => exchange(text, one)?,
        Recorded::Reset(failure) => write!(text, "{{\"reset\":\"{}\"", done(failure))?,
        Recorded::PowerDown(failure) => write!(text, "{{\"power_down\":\"{}\"", done(failure))?,
    }
    if let Some(Times { at, took }) = times {
        let at = at.saturating_sub(zero).as_micros();
        write!(text, ",\"at_us\":{at},\"took_us\":{}", took.as_micros())?;
    }
    text.write_str("}\n")
}

fn exchange(text: &mut String, one: Exchange) -> fmt::Result {
    write!(text, "{{\"exchange\":{},\"header\":", one.number)?;
    match one.header {
        Some(header) => write!(text, "\"{:08X}\"", u32::from_be_bytes(header))?,
        None => text.write_str("null")?,
    }
    write!(text, ",\"sent\":{}", one.command_length)?;
    match one.outcome {
        Outcome::Answered {
            length,
            status_word,
        } => {
            write!(text, ",\"received\":{length},\"status\":")?;
            match status_word {
                Some(word) => write!(text, "\"{word:04X}\""),
                None => text.write_str("null"),
            }
        }
        Outcome::Failed(kind, sent) => {
            let arrived = match sent {
                Sent::No => "no",
                Sent::Maybe => "maybe",
            };
            let kind = kind.name();
            write!(text, ",\"failed\":\"{kind}\",\"arrived\":\"{arrived}\"")
        }
    }
}

#[cfg(test)]
mod tests {
    use core::cell::Cell;

    use super::*;
    use crate::{LinkCapabilities, LinkError, ResponseBuffer};

    /// Answers `9000`, then half a status word, then breaks.
    struct Three(Cell<u8>);

    impl Transport for Three {
        fn transmit(
            &mut self,
            _: &[u8],
            response: &mut ResponseBuffer,
            _: Duration,
        ) -> Result<(), LinkError> {
            self.0.set(self.0.get() + 1);
            match self.0.get() {
                1 => response.fill(&[0x53, 0x55, 0x90, 0x00]),
                2 => response.fill(&[0x90]),
                _ => Err(LinkError::with_code(
                    LinkErrorKind::Broken,
                    Sent::Maybe,
                    0x8010_002F,
                )),
            }
        }

        fn capabilities(&self) -> LinkCapabilities {
            LinkCapabilities::SHORT
        }

        fn reset(&mut self) -> Result<(), LinkError> {
            Ok(())
        }

        fn power_down(&mut self) -> Result<(), LinkError> {
            Err(LinkError::new(LinkErrorKind::ReaderGone, Sent::No))
        }
    }

    fn recorded(clock: Option<u64>) -> String {
        let mut link = Recording::with_capacity(Three(Cell::new(0)), 5);
        if let Some(step) = clock {
            let time = std::sync::atomic::AtomicU64::new(1_000_000);
            link = link.with_clock(move || {
                Duration::from_micros(time.fetch_add(step, std::sync::atomic::Ordering::Relaxed))
            });
        }
        let mut response = ResponseBuffer::new();
        let limit = Duration::from_secs(1);
        for command in [
            &b"\x00\x20\x00\x80\x047391"[..],
            b"\x00\xB0\x00\x00\x00",
            b"\x00",
        ] {
            let _ = link.transmit(command, &mut response, limit);
        }
        let _ = link.reset();
        let _ = link.power_down();
        link.to_lines("check-in pin").unwrap()
    }

    /// The form is a promise: this text may change only with the version.
    #[test]
    fn the_form_is_as_it_was() {
        let head = format!(
            "{{\"format\":\"mynareader-recording\",\"version\":1,\"library\":\"{}\",\"run\":\"check-in pin\",\
             \"extended\":false,\"short_block\":256,\"max_command\":261,\"max_response\":258,\"left_out\":0}}",
            env!("CARGO_PKG_VERSION")
        );
        let expected = [
            head.as_str(),
            r#"{"exchange":1,"header":"00200080","sent":9,"received":4,"status":"9000","at_us":0,"took_us":7}"#,
            r#"{"exchange":2,"header":"00B00000","sent":5,"received":1,"status":null,"at_us":14,"took_us":7}"#,
            r#"{"exchange":3,"header":null,"sent":1,"failed":"broken","arrived":"maybe","at_us":28,"took_us":7}"#,
            r#"{"reset":"done","at_us":42,"took_us":7}"#,
            r#"{"power_down":"reader-gone","at_us":56,"took_us":7}"#,
            "",
        ];
        assert_eq!(recorded(Some(7)).split('\n').collect::<Vec<_>>(), expected);
        let without = recorded(None);
        assert!(!without.contains("_us") && without.contains(r#"{"reset":"done"}"#));
        // Nothing of what was sent or answered.
        for secret in ["7391", "37333931", "5355"] {
            assert!(!recorded(Some(7)).contains(secret));
        }
    }

    #[test]
    fn a_run_is_described_by_words_alone() {
        let link = Recording::new(Three(Cell::new(0)));
        for run in ["inspect", "qualify pin code-b"] {
            assert!(link.to_lines(run).is_ok(), "{run}");
        }
        let long = "a".repeat(65);
        for run in [
            "", " ", "a  b", "Name", "7391", "a\"b", "山田", "a\nb", &long,
        ] {
            assert_eq!(link.to_lines(run), Err(NotWords), "{run}");
        }
    }

    #[test]
    fn what_found_no_room_is_counted() {
        let mut link = Recording::with_capacity(Three(Cell::new(0)), 2);
        for _ in 0..5 {
            link.reset().unwrap();
        }
        assert_eq!(link.left_out(), 3);
        assert!(link.to_lines("a").unwrap().contains("\"left_out\":3"));
        link.clear();
        assert_eq!(link.left_out(), 0);
    }

    #[test]
    fn each_failure_of_a_link_has_a_name_of_its_own() {
        let mut names: Vec<_> = LinkErrorKind::ALL.map(LinkErrorKind::name).to_vec();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), LinkErrorKind::ALL.len());
    }
}
