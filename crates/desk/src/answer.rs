//! Answers that go with a secret: what the reception hears of them, and what the slot keeps.
#![forbid(unsafe_code)]

use core::fmt;

use zeroize::Zeroizing;

use mynareader_card::application::ToSign;
use mynareader_card::secret::{CodeB, CodeBPolicy, Pin};
use mynareader_reception::reception::{
    Actor, Answer, Comparison, Mark, Scan, ScanOutcome, Sighting,
};

/// An answer that goes with a secret. The reception hears the plain part of it; the rest is kept in
/// the desk's slot until it was used or the reception orders it wiped.
#[derive(Debug)]
#[non_exhaustive]
pub enum Secret {
    /// To [`EnterPin`](mynareader_reception::reception::Request::EnterPin): the PIN, and who
    /// entered it.
    Pin(Pin, Actor),
    /// To [`ScanCardFace`](mynareader_reception::reception::Request::ScanCardFace).
    Reading(CardReading),
    /// To [`CompareFace`](mynareader_reception::reception::Request::CompareFace).
    Face(FaceResult),
    /// To [`CheckBySight`](mynareader_reception::reception::Request::CheckBySight).
    Sight(Sight),
    /// To [`ObtainChallenge`](mynareader_reception::reception::Request::ObtainChallenge): what is to be
    /// signed, and who brought it.
    Challenge(ToSign, Actor),
}

impl Secret {
    /// The name of the answer's kind.
    pub(super) fn kind(&self) -> &'static str {
        self.plain().0.name()
    }

    /// What the reception hears of it, and who says so.
    pub(super) fn plain(&self) -> (Answer, Actor) {
        match self {
            Self::Pin(_, by) => (Answer::PinEntered, *by),
            Self::Reading(reading) => (Answer::Scanned(reading.scan()), Actor::Reader),
            Self::Face(result) => (Answer::Compared(result.comparison), Actor::Reader),
            Self::Sight(sight) => (Answer::Sighted(sight.sighting), sight.by),
            Self::Challenge(_, by) => (Answer::ChallengeObtained, *by),
        }
    }
}

/// What the scanner read off the card's face.
#[derive(Debug)]
pub struct CardReading {
    /// The readings that gave all fourteen digits, each from another look.
    pub readings: Vec<CodeB>,
    /// How many looks did not.
    pub failed: usize,
    /// What stood in the way, if something did.
    pub obstacle: Option<ScanOutcome>,
    /// Whether the mark 「顔認証」 was seen.
    pub mark: Mark,
}

impl CardReading {
    /// Looks that all gave their digits; the mark was not looked for.
    pub const fn of(readings: Vec<CodeB>) -> Self {
        Self {
            readings,
            failed: 0,
            obstacle: None,
            mark: Mark::NotSeen,
        }
    }

    /// The readings that count: no more than so many are looked at.
    pub(super) fn into_counted(mut self) -> (Vec<CodeB>, usize) {
        self.readings.truncate(CodeBPolicy::MOST_READINGS);
        (self.readings, self.failed)
    }

    fn scan(&self) -> Scan {
        Scan {
            outcome: self.obstacle.unwrap_or_else(|| self.agreement()),
            mark: self.mark,
        }
    }

    /// The most frequent reading, if it is more than half of all looks: how often it was seen.
    fn agreement(&self) -> ScanOutcome {
        let majority = CodeBPolicy {
            agreeing: 1,
            ..CodeBPolicy::DEFAULT
        };
        let counted = self
            .readings
            .get(..CodeBPolicy::MOST_READINGS)
            .unwrap_or(&self.readings);
        match majority.agree(counted, self.failed) {
            Ok(agreed) => ScanOutcome::Read {
                agreeing: u8::try_from(agreed.agreeing()).unwrap_or(u8::MAX),
            },
            Err(_) => ScanOutcome::Unreadable,
        }
    }
}

/// What the face engine found.
#[derive(Clone, Debug, PartialEq)]
pub struct FaceResult {
    /// Its decision and the presentation-attack result: what the reception goes by.
    pub comparison: Comparison,
    /// Its score, on its own scale. Kept for the maker, never in the journal.
    pub score: Option<f64>,
    /// Its name.
    pub engine: String,
    /// Its version.
    pub version: String,
}

impl FaceResult {
    /// Of an engine that gives no score.
    pub fn of(engine: &str, version: &str, comparison: Comparison) -> Self {
        Self {
            comparison,
            score: None,
            engine: engine.to_owned(),
            version: version.to_owned(),
        }
    }
}

/// What the staff found by looking.
#[derive(Debug)]
pub struct Sight {
    /// What.
    pub sighting: Sighting,
    /// The facility's passcode, where the check is made on the reader.
    pub passcode: Option<Passcode>,
    /// Who looked.
    pub by: Actor,
}

/// The facility's passcode for the check by sight on the reader (目視モード用パスワード). Whether it is
/// right is for the terminal to say.
pub struct Passcode(Zeroizing<String>);

impl Passcode {
    /// The longest that is taken, in bytes.
    pub const MOST: usize = 64;

    /// From what the staff typed; nothing if it is empty or too long. The text given is wiped.
    pub fn new(text: String) -> Option<Self> {
        let text = Zeroizing::new(text);
        (!text.is_empty() && text.len() <= Self::MOST).then_some(Self(text))
    }

    /// The passcode, for the terminal.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

/// Shows nothing of it.
impl fmt::Debug for Passcode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Passcode")
    }
}
