//! A link that answers as was recorded, with a virtual card's data in place of what was left out.

use core::time::Duration;
use std::cell::RefCell;
use std::rc::Rc;

use mynareader::transport::{
    LinkCapabilities, LinkError, LinkErrorKind, ResponseBuffer, Sent, Transport,
};
use mynareader_emulator::VirtualCard;

use super::file::{Act, Event, Outcome};
use crate::qualify::guard::Bench;

/// Filler behind a file's objects, as cards have it \[1\].
const FILLER: u8 = 0xFF;

/// Where a replay stands.
#[derive(Debug, Default)]
struct Track {
    events: Vec<Event>,
    /// How many of them were played as they were recorded.
    agreed: usize,
    /// What the library did that was not recorded there.
    departed: Option<Act>,
    /// What it did from there on.
    after: Vec<Act>,
    /// Answers that had to be cut, filled, or given another status word.
    adapted: usize,
}

/// The same, seen from outside.
#[derive(Clone, Debug, Default)]
pub struct Progress(Rc<RefCell<Track>>);

impl Progress {
    /// How many events were played as they were recorded.
    pub fn agreed(&self) -> usize {
        self.0.borrow().agreed
    }

    /// What the library did in place of the next recorded event.
    pub fn departed(&self) -> Option<Act> {
        self.0.borrow().departed
    }

    /// What it did from there on.
    pub fn after(&self) -> Vec<Act> {
        self.0.borrow().after.clone()
    }

    /// How many answers the virtual card would have given otherwise.
    pub fn adapted(&self) -> usize {
        self.0.borrow().adapted
    }

    /// Whether something recorded is still to come.
    pub fn goes_on(&self) -> bool {
        let track = self.0.borrow();
        track.departed.is_none() && track.agreed < track.events.len()
    }

    /// P2 of the next recorded VERIFY that carried a secret.
    pub fn next_secret(&self) -> Option<u8> {
        let track = self.0.borrow();
        if track.departed.is_some() {
            return None;
        }
        let rest = track.events.get(track.agreed..)?;
        rest.iter().find_map(|event| match event.act {
            Act::Command {
                header: Some([_, 0x20, _, p2]),
                sent,
            } if sent > 5 => Some(p2),
            _ => None,
        })
    }
}

/// The link.
pub struct Replay {
    card: VirtualCard,
    link: LinkCapabilities,
    progress: Progress,
    /// Whether the recorded times really pass.
    at_speed: bool,
}

impl Replay {
    /// Answers as these events say. The card behind it is a virtual one, so no try of anybody is at stake.
    pub fn new(
        card: VirtualCard,
        link: LinkCapabilities,
        events: &[Event],
        at_speed: bool,
    ) -> Self {
        let track = Track {
            events: events.to_vec(),
            ..Track::default()
        };
        Self {
            card,
            link,
            progress: Progress(Rc::new(RefCell::new(track))),
            at_speed,
        }
    }

    /// Where it stands, also later.
    pub fn progress(&self) -> Progress {
        self.progress.clone()
    }

    /// The recorded outcome of what the library does now; nothing from where it departs.
    fn next(&self, act: Act) -> Option<Outcome> {
        let mut track = self.progress.0.borrow_mut();
        if track.departed.is_none() {
            match track.events.get(track.agreed).copied() {
                Some(event) if event.act == act => {
                    track.agreed += 1;
                    drop(track);
                    if self.at_speed {
                        std::thread::sleep(Duration::from_micros(event.took.unwrap_or(0)));
                    }
                    return Some(event.outcome);
                }
                _ => track.departed = Some(act),
            }
        }
        track.after.push(act);
        None
    }

    /// What the chip says, made as long as what was recorded, with the recorded status word.
    fn answer(
        &self,
        response: &mut ResponseBuffer,
        received: usize,
        status: Option<u16>,
    ) -> Result<(), LinkError> {
        let own = response.as_bytes().to_vec();
        let Some(status) = status else {
            self.progress.0.borrow_mut().adapted += 1;
            return response.fill(&vec![FILLER; received]);
        };
        let mut answer = own.clone();
        answer.truncate(own.len().saturating_sub(2));
        answer.resize(received.saturating_sub(2), FILLER);
        answer.extend(status.to_be_bytes());
        if answer != own {
            self.progress.0.borrow_mut().adapted += 1;
        }
        response.fill(&answer)
    }

    fn lose(&mut self, kind: LinkErrorKind) {
        // What was selected and verified is lost with the card.
        if matches!(
            kind,
            LinkErrorKind::NoCard | LinkErrorKind::CardRemoved | LinkErrorKind::Reset
        ) {
            let _ = self.card.power_down();
        }
    }

    fn plain(
        &mut self,
        act: Act,
        carry_out: fn(&mut VirtualCard) -> Result<(), LinkError>,
    ) -> Result<(), LinkError> {
        match self.next(act) {
            Some(Outcome::Failed(kind, sent)) => {
                self.lose(kind);
                Err(LinkError::new(kind, sent))
            }
            _ => carry_out(&mut self.card),
        }
    }
}

impl Transport for Replay {
    fn transmit(
        &mut self,
        command: &[u8],
        response: &mut ResponseBuffer,
        limit: Duration,
    ) -> Result<(), LinkError> {
        let act = Act::Command {
            header: command.first_chunk().copied(),
            sent: command.len(),
        };
        match self.next(act) {
            None | Some(Outcome::Done) => self.card.transmit(command, response, limit),
            Some(Outcome::Answered { received, status }) => {
                if self.card.transmit(command, response, limit).is_err() {
                    response.clear();
                }
                self.answer(response, received, status)
            }
            Some(Outcome::Failed(kind, sent)) => {
                if sent == Sent::Maybe {
                    // As if it had arrived, which is the worse of the two.
                    let _ = self.card.transmit(command, response, limit);
                }
                response.clear();
                self.lose(kind);
                Err(LinkError::new(kind, sent))
            }
        }
    }

    fn capabilities(&self) -> LinkCapabilities {
        self.link
    }

    fn reset(&mut self) -> Result<(), LinkError> {
        self.plain(Act::Reset, VirtualCard::reset)
    }

    fn power_down(&mut self) -> Result<(), LinkError> {
        self.plain(Act::PowerDown, VirtualCard::power_down)
    }
}

/// A virtual card comes on cold with the next command after its power was taken; connecting again was not
/// recorded either.
impl Bench for Replay {
    fn reopen(&mut self) -> Result<(), LinkError> {
        Ok(())
    }
}
