//! A link that counts and records what goes over another, without its content.
//!
//! Commands hold PINs and answers hold names, addresses and photos. What is kept is therefore
//! fixed by the type: the header, the lengths and the status word; and when, where whoever records
//! gives a clock. [`Recording::to_lines`] writes it down in the form of `docs/recording.md`.
#![forbid(unsafe_code)]

mod lines;

use core::fmt;
use core::time::Duration;
use std::collections::VecDeque;

pub use lines::{FORMAT, FORMAT_VERSION, NotWords, is_words};

use super::{LinkCapabilities, LinkError, LinkErrorKind, ResponseBuffer, Sent, Transport};

/// How many exchanges [`Recording::new`] keeps: a check-in has about forty.
pub const DEFAULT_CAPACITY: usize = 256;

/// Something that went over the link.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Recorded {
    /// A command and what came of it.
    Exchange(Exchange),
    /// A reset, and how it failed if it did.
    Reset(Option<LinkErrorKind>),
    /// The power taken away, and how that failed if it did.
    PowerDown(Option<LinkErrorKind>),
}

/// A command and what came of it, without the data of either.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Exchange {
    /// Counted from 1; exchanges that the record has no room for any more are counted too. A
    /// command that certainly never left the host is no exchange and has 0.
    pub number: u64,
    /// CLA, INS, P1, P2; `None` for bytes that are no command.
    pub header: Option<[u8; 4]>,
    /// The length of the whole command in bytes.
    pub command_length: usize,
    /// How it ended.
    pub outcome: Outcome,
}

/// How an exchange ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Outcome {
    /// With an answer.
    Answered {
        /// The length of the whole answer in bytes, status word included.
        length: usize,
        /// SW1 and SW2; `None` when the answer was too short to have them.
        status_word: Option<u16>,
    },
    /// With a failure of the link.
    Failed(LinkErrorKind, Sent),
}

impl fmt::Display for Exchange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:>4}  ", self.number)?;
        match self.header {
            Some([cla, ins, p1, p2]) => write!(f, "{cla:02X} {ins:02X} {p1:02X} {p2:02X}")?,
            None => f.write_str("-- -- -- --")?,
        }
        write!(f, "  {:>5} B > ", self.command_length)?;
        match self.outcome {
            Outcome::Answered {
                length,
                status_word,
            } => {
                write!(f, "{length:>5} B  ")?;
                match status_word {
                    Some(status_word) => write!(f, "{status_word:04X}"),
                    None => f.write_str("----"),
                }
            }
            Outcome::Failed(kind, sent) => write!(f, "{}", LinkError::new(kind, sent)),
        }
    }
}

/// How much went over the link.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub struct Totals {
    /// Commands that the chip has seen or may have seen.
    pub exchanges: u64,
    /// Their bytes.
    pub bytes_sent: u64,
    /// The bytes of the answers, status words included.
    pub bytes_received: u64,
}

/// When something went over the link, on the clock that was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Times {
    /// When it began.
    pub at: Duration,
    /// How long it took.
    pub took: Duration,
}

/// A clock that goes forward, from wherever it starts.
type Clock = Box<dyn Fn() -> Duration + Send>;

/// What is kept of a link, and by which clock.
struct Record {
    entries: VecDeque<(Recorded, Option<Times>)>,
    capacity: usize,
    left_out: u64,
    totals: Totals,
    clock: Option<Clock>,
}

impl Record {
    fn now(&self) -> Option<Duration> {
        self.clock.as_ref().map(|clock| clock())
    }

    fn note(&mut self, entry: Recorded, began: Option<Duration>) {
        if self.capacity == 0 {
            return;
        }
        let times = began.zip(self.now()).map(|(at, ended)| Times {
            at,
            took: ended.saturating_sub(at),
        });
        while self.entries.len() >= self.capacity {
            self.entries.pop_front();
            self.left_out = self.left_out.saturating_add(1);
        }
        self.entries.push_back((entry, times));
    }
}

/// A link that counts and records what goes over the link inside it.
///
/// The record is bounded: when it is full, the oldest entry goes. The totals go on.
pub struct Recording<T: Transport> {
    inner: T,
    record: Record,
}

impl<T: Transport> Recording<T> {
    /// Records the last [`DEFAULT_CAPACITY`] events of `inner`.
    pub fn new(inner: T) -> Self {
        Self::with_capacity(inner, DEFAULT_CAPACITY)
    }

    /// Records the last `capacity` events of `inner`; with 0 it only counts.
    pub fn with_capacity(inner: T, capacity: usize) -> Self {
        Self {
            inner,
            record: Record {
                entries: VecDeque::new(),
                capacity,
                left_out: 0,
                totals: Totals::default(),
                clock: None,
            },
        }
    }

    /// Keeps the times too, by this clock: how long since some moment, never less than before. The crate
    /// has no clock of its own, because it also runs where the system has none (WebAssembly).
    ///
    /// ```
    /// # use mynareader_transport::{recording::Recording, Transport};
    /// # fn with_times(link: impl Transport) {
    /// let began = std::time::Instant::now();
    /// let link = Recording::new(link).with_clock(move || began.elapsed());
    /// # }
    /// ```
    #[must_use]
    pub fn with_clock(mut self, clock: impl Fn() -> Duration + Send + 'static) -> Self {
        self.record.clock = Some(Box::new(clock));
        self
    }

    /// How much has gone over the link so far.
    pub const fn totals(&self) -> Totals {
        self.record.totals
    }

    /// What went over the link, oldest first.
    pub fn entries(&self) -> impl DoubleEndedIterator<Item = &Recorded> {
        self.record.entries.iter().map(|(entry, _)| entry)
    }

    /// The same with the times, where a clock was given.
    pub fn timed(&self) -> impl DoubleEndedIterator<Item = (&Recorded, Option<Times>)> {
        let entries = self.record.entries.iter();
        entries.map(|(entry, times)| (entry, *times))
    }

    /// How many entries went because the record was full.
    pub const fn left_out(&self) -> u64 {
        self.record.left_out
    }

    /// The recorded exchanges alone, oldest first.
    pub fn exchanges(&self) -> impl DoubleEndedIterator<Item = &Exchange> {
        self.entries().filter_map(|entry| match entry {
            Recorded::Exchange(exchange) => Some(exchange),
            Recorded::Reset(_) | Recorded::PowerDown(_) => None,
        })
    }

    /// Forgets the record and starts counting from zero.
    pub fn clear(&mut self) {
        self.record.entries.clear();
        self.record.left_out = 0;
        self.record.totals = Totals::default();
    }

    /// The link inside.
    pub const fn inner(&self) -> &T {
        &self.inner
    }

    /// The link inside. What is sent over it directly is not recorded.
    pub const fn inner_mut(&mut self) -> &mut T {
        &mut self.inner
    }

    /// Gives the link inside back.
    pub fn into_inner(self) -> T {
        self.inner
    }

    /// Lets the link inside do something of its own, such as connect to its card again, and makes what it
    /// sends with the second part go into this record.
    pub const fn parts(&mut self) -> (&mut T, SameRecord<'_>) {
        (&mut self.inner, SameRecord(&mut self.record))
    }

    const fn tap(&mut self) -> Tap<'_, T> {
        Tap {
            link: &mut self.inner,
            record: &mut self.record,
        }
    }
}

/// The record of a [`Recording`], into which another link to the same card is recorded.
pub struct SameRecord<'a>(&'a mut Record);

impl SameRecord<'_> {
    /// Records what goes over this link.
    pub fn record<'b>(&'b mut self, link: &'b mut dyn Transport) -> impl Transport + 'b {
        Tap {
            link,
            record: self.0,
        }
    }
}

impl fmt::Debug for SameRecord<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SameRecord")
    }
}

/// A length as a count. No machine has a `usize` of more than 64 bits.
fn count(length: usize) -> u64 {
    u64::try_from(length).unwrap_or(u64::MAX)
}

fn status_word(answer: &[u8]) -> Option<u16> {
    answer.last_chunk().copied().map(u16::from_be_bytes)
}

/// A link and the record that it goes into.
struct Tap<'a, T: Transport + ?Sized> {
    link: &'a mut T,
    record: &'a mut Record,
}

impl<T: Transport + ?Sized> Transport for Tap<'_, T> {
    fn transmit(
        &mut self,
        command: &[u8],
        response: &mut ResponseBuffer,
        limit: Duration,
    ) -> Result<(), LinkError> {
        let began = self.record.now();
        let outcome = self.link.transmit(command, response, limit);
        let totals = &mut self.record.totals;
        let went_out = !matches!(&outcome, Err(LinkError { sent: Sent::No, .. }));
        let mut number = 0;
        if went_out {
            totals.exchanges = totals.exchanges.saturating_add(1);
            totals.bytes_sent = totals.bytes_sent.saturating_add(count(command.len()));
            number = totals.exchanges;
        }
        let recorded = match &outcome {
            Ok(()) => {
                let answer = response.as_bytes();
                totals.bytes_received = totals.bytes_received.saturating_add(count(answer.len()));
                Outcome::Answered {
                    length: answer.len(),
                    status_word: status_word(answer),
                }
            }
            Err(error) => Outcome::Failed(error.kind, error.sent),
        };
        let exchange = Exchange {
            number,
            header: command.first_chunk().copied(),
            command_length: command.len(),
            outcome: recorded,
        };
        self.record.note(Recorded::Exchange(exchange), began);
        outcome
    }

    fn capabilities(&self) -> LinkCapabilities {
        self.link.capabilities()
    }

    fn reset(&mut self) -> Result<(), LinkError> {
        let began = self.record.now();
        let outcome = self.link.reset();
        let failure = outcome.err().map(|error| error.kind);
        self.record.note(Recorded::Reset(failure), began);
        outcome
    }

    fn power_down(&mut self) -> Result<(), LinkError> {
        let began = self.record.now();
        let outcome = self.link.power_down();
        let failure = outcome.err().map(|error| error.kind);
        self.record.note(Recorded::PowerDown(failure), began);
        outcome
    }
}

impl<T: Transport> Transport for Recording<T> {
    fn transmit(
        &mut self,
        command: &[u8],
        response: &mut ResponseBuffer,
        limit: Duration,
    ) -> Result<(), LinkError> {
        self.tap().transmit(command, response, limit)
    }

    fn capabilities(&self) -> LinkCapabilities {
        self.inner.capabilities()
    }

    fn reset(&mut self) -> Result<(), LinkError> {
        self.tap().reset()
    }

    fn power_down(&mut self) -> Result<(), LinkError> {
        self.tap().power_down()
    }
}

impl<T: Transport> fmt::Debug for Recording<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Recording")
            .field("totals", &self.record.totals)
            .field("entries", &self.record.entries)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Answers every command with its own data and `9000`; fails as told.
    struct Echo(Option<LinkError>);

    impl Transport for Echo {
        fn transmit(
            &mut self,
            command: &[u8],
            response: &mut ResponseBuffer,
            _: Duration,
        ) -> Result<(), LinkError> {
            if let Some(error) = self.0.take() {
                return Err(error);
            }
            response.fill(&[&command[5..], &[0x90, 0x00]].concat())
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

    fn send(link: &mut Recording<Echo>, command: &[u8]) -> Result<(), LinkError> {
        link.transmit(command, &mut ResponseBuffer::new(), Duration::from_secs(1))
    }

    /// VERIFY with a PIN that must not be found anywhere.
    const VERIFY: &[u8] = b"\x00\x20\x00\x80\x047391";

    #[test]
    fn the_content_of_a_command_and_of_an_answer_is_kept_nowhere() {
        let mut link = Recording::new(Echo(None));
        send(&mut link, VERIFY).unwrap();
        let shown = format!("{link:?} {:#?} {}", link, link.exchanges().next().unwrap());
        for secret in ["7391", "37333931", "55, 51, 57, 49", "37, 33, 39, 31"] {
            assert!(!shown.contains(secret), "{secret} in {shown}");
        }
        assert_eq!(
            link.exchanges().next(),
            Some(&Exchange {
                number: 1,
                header: Some([0x00, 0x20, 0x00, 0x80]),
                command_length: 9,
                outcome: Outcome::Answered {
                    length: 6,
                    status_word: Some(0x9000)
                },
            })
        );
    }

    #[test]
    fn what_never_left_the_host_is_no_exchange_and_what_may_have_is_one() {
        let mut link = Recording::new(Echo(None));
        link.inner_mut().0 = Some(LinkError::new(LinkErrorKind::OversizedCommand, Sent::No));
        assert!(send(&mut link, VERIFY).is_err());
        assert_eq!(link.totals(), Totals::default());

        link.inner_mut().0 = Some(LinkError::new(LinkErrorKind::Broken, Sent::Maybe));
        assert!(send(&mut link, VERIFY).is_err());
        send(&mut link, VERIFY).unwrap();
        let expected = Totals {
            exchanges: 2,
            bytes_sent: 18,
            bytes_received: 6,
        };
        assert_eq!(link.totals(), expected);
        let numbers: Vec<u64> = link.exchanges().map(|exchange| exchange.number).collect();
        assert_eq!(numbers, [0, 1, 2]);
    }

    #[test]
    fn the_record_is_bounded_and_the_totals_go_on() {
        let mut link = Recording::with_capacity(Echo(None), 3);
        for _ in 0..10 {
            send(&mut link, VERIFY).unwrap();
        }
        assert!(link.reset().is_ok());
        assert!(link.power_down().is_err());
        assert_eq!(link.totals().exchanges, 10);
        let entries: Vec<Recorded> = link.entries().copied().collect();
        assert_eq!(entries.len(), 3);
        assert!(matches!(
            entries[0],
            Recorded::Exchange(Exchange { number: 10, .. })
        ));
        assert_eq!(entries[1], Recorded::Reset(None));
        assert_eq!(
            entries[2],
            Recorded::PowerDown(Some(LinkErrorKind::ReaderGone))
        );

        let mut counting = Recording::with_capacity(Echo(None), 0);
        send(&mut counting, VERIFY).unwrap();
        assert_eq!(counting.entries().count(), 0);
        assert_eq!(counting.totals().exchanges, 1);
    }

    #[test]
    fn what_the_link_inside_sends_of_its_own_goes_into_the_same_record() {
        let mut link = Recording::new(Echo(None));
        send(&mut link, VERIFY).unwrap();
        let (inner, mut record) = link.parts();
        let sent = record.record(inner).transmit(
            VERIFY,
            &mut ResponseBuffer::new(),
            Duration::from_secs(1),
        );
        sent.unwrap();
        let numbers: Vec<u64> = link.exchanges().map(|exchange| exchange.number).collect();
        assert_eq!(numbers, [1, 2]);
        assert_eq!(link.totals().bytes_sent, 18);
    }

    #[test]
    fn an_exchange_reads_as_one_line() {
        let mut link = Recording::new(Echo(None));
        send(&mut link, VERIFY).unwrap();
        let shown = link.exchanges().next().unwrap().to_string();
        assert_eq!(shown, "   1  00 20 00 80      9 B >     6 B  9000");
    }
}
