//! Reading the card while people are asked something: one exchange at each poll of the desk, so that
//! whatever happens at the counter waits for no more than that one.
//!
//! A reading is an ordinary piece of code over an ordinary session on the chip. It is run anew at each
//! poll, over a link that repeats what was answered before and lets one new command through. What it
//! learned counts once it ran to its end.
#![forbid(unsafe_code)]

use core::time::Duration;

use zeroize::Zeroizing;

use super::chip::{Known, Options};
use super::task;
use mynareader_facts::TokenKind;
use mynareader_facts::calendar::Date;
use mynareader_reception::reception::{Ahead, FurtherFacts, Number};
use mynareader_transport::{
    LinkCapabilities, LinkError, LinkErrorKind, ResponseBuffer, Sent, Transport,
};

/// What is still to be read ahead, and what was.
pub(super) struct ReadingAhead {
    /// The request that it serves.
    pub(super) number: Number,
    wanted: Ahead,
    found: FurtherFacts,
    /// The exchanges of the reading that is under way.
    past: Vec<Exchange>,
}

impl ReadingAhead {
    pub(super) const fn new(number: Number, reads: Ahead) -> Self {
        Self {
            number,
            wanted: reads,
            found: FurtherFacts::NOTHING,
            past: Vec::new(),
        }
    }

    /// Somebody else used the chip: the reading that is under way begins anew.
    pub(super) fn begin_anew(&mut self) {
        self.past.clear();
    }

    /// Makes one exchange, if there is one left to make. What was found, once all was read that can be.
    pub(super) fn go_on(
        &mut self,
        link: &mut dyn Transport,
        options: &Options,
        known: &mut Known,
        day: Date,
        limit: Duration,
    ) -> Option<FurtherFacts> {
        if known.code_b_presented {
            // It is known better than by asking, and the record was read.
            self.wanted
                .remove(Ahead::CODE_B_TRIES | Ahead::RECORD_SIGNER);
        }
        if self.wanted.is_empty() {
            return Some(self.found);
        }
        let mut link = OneMore {
            link,
            past: &mut self.past,
            at: 0,
            limit,
            sent: Sending::NotYet,
        };
        // What it learns counts once it ran to its end.
        let mut learned = known.clone();
        let certificate = self.wanted.contains(Ahead::CERTIFICATE);
        let signer = self.wanted.contains(Ahead::RECORD_SIGNER);
        let found = &mut self.found;
        // Nothing is verified, so leaving sends nothing.
        let gone = task::session_over(&mut link, options, &mut learned, |card, learned| {
            if certificate {
                (found.certificate, _) =
                    task::read_certificate(card, options, learned, TokenKind::Card, day);
            } else {
                match task::look_at_surface(card, learned, signer) {
                    Ok(tries) => found.code_b_tries = tries,
                    Err(fault) => found.face_fault = Some(fault),
                }
            }
            card.is_over()
        });
        let part = if certificate {
            Ahead::CERTIFICATE
        } else {
            Ahead::CODE_B_TRIES | Ahead::RECORD_SIGNER
        };
        match link.sent {
            Sending::Cut => return None,
            Sending::TimedOut => self.wanted = Ahead::empty(),
            Sending::NotYet | Sending::Done => self.wanted.remove(part),
        }
        if gone {
            // The next task will say so, with all that follows.
            self.wanted = Ahead::empty();
        }
        *known = learned;
        self.past.clear();
        self.wanted.is_empty().then_some(self.found)
    }
}

/// A command and what came of it.
struct Exchange {
    command: Zeroizing<Vec<u8>>,
    answer: Result<Zeroizing<Vec<u8>>, LinkError>,
}

/// How far the one new command has come.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sending {
    NotYet,
    Done,
    /// It was not answered in time: nothing more is sent.
    TimedOut,
    /// Another one was wanted, which is for the next time.
    Cut,
}

/// A link that repeats what was answered before, and lets one more command through.
struct OneMore<'a> {
    link: &'a mut dyn Transport,
    past: &'a mut Vec<Exchange>,
    /// How many of them were repeated.
    at: usize,
    limit: Duration,
    sent: Sending,
}

impl Transport for OneMore<'_> {
    fn transmit(
        &mut self,
        command: &[u8],
        response: &mut ResponseBuffer,
        limit: Duration,
    ) -> Result<(), LinkError> {
        response.clear();
        if let Some(before) = self.past.get(self.at) {
            if before.command.as_slice() == command {
                self.at = self.at.saturating_add(1);
                return match &before.answer {
                    Ok(answer) => response.fill(answer),
                    Err(error) => Err(*error),
                };
            }
            // What is read is another thing by now: from here on it is asked anew.
            self.past.truncate(self.at);
        }
        match self.sent {
            Sending::NotYet => {}
            Sending::TimedOut => return Err(LinkError::new(LinkErrorKind::TimedOut, Sent::No)),
            Sending::Done | Sending::Cut => {
                self.sent = Sending::Cut;
                return Err(LinkError::new(LinkErrorKind::Cancelled, Sent::No));
            }
        }
        let answered = self.link.transmit(command, response, limit.min(self.limit));
        self.sent = match answered {
            Err(error) if error.kind == LinkErrorKind::TimedOut => Sending::TimedOut,
            _ => Sending::Done,
        };
        self.at = self.at.saturating_add(1);
        self.past.push(Exchange {
            command: Zeroizing::new(command.to_vec()),
            answer: answered.map(|()| Zeroizing::new(response.as_bytes().to_vec())),
        });
        answered
    }

    fn capabilities(&self) -> LinkCapabilities {
        self.link.capabilities()
    }

    /// Not here: the check-in goes on with the card.
    fn reset(&mut self) -> Result<(), LinkError> {
        Err(LinkError::new(LinkErrorKind::Cancelled, Sent::No))
    }

    /// Not here: nothing was verified, and the check-in goes on with the card.
    fn power_down(&mut self) -> Result<(), LinkError> {
        Ok(())
    }
}
