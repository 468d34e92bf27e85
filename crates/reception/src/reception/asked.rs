//! What was asked lately and how it was answered: so that whoever hands in an answer that is refused hears
//! why, in the words of what they did.
#![forbid(unsafe_code)]

use std::collections::VecDeque;

use super::action::Request;
use super::event::{Actor, Answer};
use super::number::Number;
use super::{Refusal, Standing};

/// The requests of lately, with the kinds of their answers. Nothing of what stood in them.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    recent: VecDeque<Entry>,
}

#[derive(Clone, Copy, Debug)]
struct Entry {
    number: Number,
    request: &'static str,
    answer: Option<&'static str>,
}

/// Why an answer is refused. It changed nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WrongAnswer {
    /// Its number is that of another reader.
    #[error("{answer} bears the number of station {given}, and this is station {own}")]
    Station {
        /// The kind of the answer.
        answer: &'static str,
        /// The station of its number.
        given: u16,
        /// The station here.
        own: u16,
    },
    /// The request was answered before.
    #[error("request {number} ({request}) is already answered, by {earlier}: {answer} is refused")]
    Answered {
        /// The number of the request.
        number: Number,
        /// Its kind.
        request: &'static str,
        /// The kind of the answer that was first.
        earlier: &'static str,
        /// The kind of the answer.
        answer: &'static str,
    },
    /// The request was asked, and nobody waits for its answer any more.
    #[error("request {number} ({request}) is no longer waited for: {answer} is late")]
    Late {
        /// The number of the request.
        number: Number,
        /// Its kind.
        request: &'static str,
        /// The kind of the answer.
        answer: &'static str,
        /// As the reception says it.
        refusal: Refusal,
    },
    /// The request is open, and this is not its answer, or not from this one.
    #[error("{answer} by {by} to request {number} ({request}): {refusal}")]
    Unfit {
        /// The number of the request.
        number: Number,
        /// Its kind.
        request: &'static str,
        /// The kind of the answer.
        answer: &'static str,
        /// Who gave it.
        by: &'static str,
        /// Why not.
        refusal: Refusal,
    },
    /// No request of this number was asked lately.
    #[error("{answer} to request {number}, which was not asked: {refusal}")]
    Unasked {
        /// The number.
        number: Number,
        /// The kind of the answer.
        answer: &'static str,
        /// As the reception says it.
        refusal: Refusal,
    },
}

impl Asked {
    /// As many as somebody may still answer late or twice; of older ones it is told that they were not asked.
    const MOST: usize = 8;

    /// A request goes out.
    pub fn ask(&mut self, number: Number, request: &Request) {
        if self.recent.len() >= Self::MOST {
            self.recent.pop_front();
        }
        self.recent.push_back(Entry {
            number,
            request: request.name(),
            answer: None,
        });
    }

    /// An answer was taken, or waits to be.
    pub fn answered(&mut self, number: Number, answer: &Answer) {
        if let Some(entry) = self.entry(number) {
            entry.answer = Some(answer.name());
        }
    }

    /// The answer that waited was refused in its turn.
    pub fn reopened(&mut self, number: Number) {
        if let Some(entry) = self.entry(number) {
            entry.answer = None;
        }
    }

    fn entry(&mut self, number: Number) -> Option<&mut Entry> {
        self.recent
            .iter_mut()
            .rev()
            .find(|entry| entry.number == number)
    }

    fn find(&self, number: Number) -> Option<&Entry> {
        self.recent
            .iter()
            .rev()
            .find(|entry| entry.number == number)
    }

    /// Whether this answer would be taken now, or why it is refused.
    pub fn check(
        &self,
        standing: &Standing,
        number: Number,
        answer: &Answer,
        by: Actor,
    ) -> Result<(), WrongAnswer> {
        let answered = self
            .find(number)
            .is_some_and(|entry| entry.answer.is_some());
        let refusal = if answered {
            Refusal::ForeignNumber
        } else {
            match standing.may_take(number, *answer, by) {
                Ok(()) => return Ok(()),
                Err(refusal) => refusal,
            }
        };
        Err(self.explain(standing, number, answer, by, refusal))
    }

    /// Why the reception refused this answer.
    pub fn explain(
        &self,
        standing: &Standing,
        number: Number,
        answer: &Answer,
        by: Actor,
        refusal: Refusal,
    ) -> WrongAnswer {
        let own = standing.station;
        let answer = answer.name();
        if number.station != own {
            return WrongAnswer::Station {
                answer,
                given: number.station,
                own,
            };
        }
        let Some(&Entry {
            request,
            answer: earlier,
            ..
        }) = self.find(number)
        else {
            return WrongAnswer::Unasked {
                number,
                answer,
                refusal,
            };
        };
        if let Some(earlier) = earlier {
            return WrongAnswer::Answered {
                number,
                request,
                earlier,
                answer,
            };
        }
        match refusal {
            Refusal::WrongAnswer | Refusal::WrongActor => WrongAnswer::Unfit {
                number,
                request,
                answer,
                by: by.name(),
                refusal,
            },
            Refusal::NothingAsked
            | Refusal::ForeignNumber
            | Refusal::NotOffered(_)
            | Refusal::NotNow => WrongAnswer::Late {
                number,
                request,
                answer,
                refusal,
            },
        }
    }
}
