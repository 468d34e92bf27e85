//! The chip: it takes a command and gives an answer by the rules of docs/facts/card.md §3 to §8,
//! and nothing else. What survives the loss of power ([`Eeprom`]) is apart from what does not.
#![forbid(unsafe_code)]

mod apdu;
mod commands;
mod eeprom;
mod random;
mod signing;
mod status;
#[cfg(test)]
mod tests;

use core::fmt;
use std::collections::BTreeSet;
use std::sync::Arc;

use super::image::{App, Image};
use super::policy::{Extended, Policy};
use apdu::Apdu;
pub use eeprom::{Counts, Eeprom};
use random::Random;

/// A chip: its memory, its rules, and the session that ends with the power.
#[derive(Clone)]
pub struct Chip {
    image: Arc<Image>,
    eeprom: Eeprom,
    policy: Policy,
    session: Session,
    random: Random,
}

/// What is lost with the power.
#[derive(Clone, Default)]
struct Session {
    app: Option<App>,
    current_file: Option<u16>,
    /// Keys of the current application that were verified. They accumulate \[C\].
    verified: BTreeSet<u16>,
    /// Whether a command has come since power-up.
    spoken: bool,
}

/// What kind of work a command was, for the timing model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Work {
    /// Answered at once.
    Plain,
    /// A private-key operation.
    Rsa,
}

/// An answer: data and status word.
struct Reply {
    data: Vec<u8>,
    status: u16,
}

/// Either an answer with data, or a status word alone.
type Outcome = Result<Reply, u16>;

/// No data, and `9000`.
fn done() -> Outcome {
    data(Vec::new())
}

/// Data, and `9000`.
#[expect(
    clippy::unnecessary_wraps,
    reason = "it ends every command that gives data"
)]
fn data(data: Vec<u8>) -> Outcome {
    Ok(Reply {
        data,
        status: status::OK,
    })
}

impl Chip {
    /// A chip as issued.
    pub fn new(image: Arc<Image>, policy: Policy) -> Self {
        let eeprom = Eeprom::issued(&image);
        Self {
            image,
            eeprom,
            policy,
            session: Session::default(),
            random: Random::default(),
        }
    }

    /// What the chip keeps without power: counters and PINs.
    pub fn eeprom(&self) -> &Eeprom {
        &self.eeprom
    }

    /// The same, to arrange a test ("one try is left").
    pub fn eeprom_mut(&mut self) -> &mut Eeprom {
        &mut self.eeprom
    }

    /// The chip's rules.
    pub fn policy(&self) -> &Policy {
        &self.policy
    }

    /// The application that is selected, if any.
    pub fn selected(&self) -> Option<App> {
        self.session.app
    }

    /// Whether this key's VERIFY is in force now.
    pub fn is_verified(&self, key: super::KeyRef) -> bool {
        self.session.app == Some(key.app) && self.session.verified.contains(&key.ef)
    }

    /// The power (or the field) went away and came back: everything but the [`Eeprom`] is lost.
    pub fn power_cycle(&mut self) {
        self.session = Session::default();
    }

    /// A warm reset: no EF is current afterwards. By default the selected application and what
    /// was verified in it stay \[M\].
    pub fn warm_reset(&mut self) {
        self.session.current_file = None;
        if self.policy.warm_reset_clears_security {
            self.session = Session {
                spoken: self.session.spoken,
                ..Session::default()
            };
        }
    }

    /// Answers a command: data, if any, and the two bytes of the status word. Total: whatever the
    /// command is.
    pub fn process(&mut self, command: &[u8]) -> Vec<u8> {
        let Reply { mut data, status } = self.answer(command).unwrap_or_else(|status| Reply {
            data: Vec::new(),
            status,
        });
        data.extend_from_slice(&status.to_be_bytes());
        data
    }

    /// What kind of work `command` would be.
    pub(crate) fn work(command: &[u8]) -> Work {
        match command {
            [_, 0x2A | 0x88, ..] => Work::Rsa,
            _ => Work::Plain,
        }
    }

    fn answer(&mut self, command: &[u8]) -> Outcome {
        let first = !self.session.spoken;
        self.session.spoken = true;
        if first && self.policy.first_command_fails {
            return Err(status::SELF_DIAGNOSIS);
        }
        let apdu = Apdu::parse(command)?;
        if apdu.extended && self.policy.extended == Extended::None {
            return Err(status::WRONG_LENGTH);
        }
        self.check_class(apdu.cla)?;
        match (apdu.cla, apdu.ins) {
            (0x00, 0xA4) => self.select(&apdu),
            (0x00, 0xB0) => self.read_binary(&apdu),
            (0x00, 0xB2) => self.read_record(&apdu),
            (0x00, 0x20) => self.verify(&apdu),
            (0x00, 0x24) => self.change_reference_data(&apdu),
            (0x80, 0x32) => self.change_key(&apdu),
            (0x00, 0x84) => self.get_challenge(&apdu),
            (0x00, 0xCA) => self.get_data(&apdu),
            (0x00, 0x88) => self.internal_authenticate(&apdu),
            (0x80, 0x82) => self.external_authenticate(&apdu),
            (0x80, 0x2A) => self.compute_signature(&apdu),
            (0x80, 0xA2) => Self::terminal_authenticate(&apdu, self.session.app),
            (0x80, 0xAE) => self.set_session_key(),
            (0x80, 0xFC) => self.last_command_indicator(&apdu),
            (
                _,
                0xA4 | 0xB0 | 0xB2 | 0x20 | 0x24 | 0x32 | 0x84 | 0xCA | 0x88 | 0x82 | 0x2A | 0xA2
                | 0xAE | 0xFC,
            ) => Err(status::CLASS),
            _ => Err(status::INSTRUCTION),
        }
    }

    /// Only channel 0 \[M\]\[1\]; secure messaging is refused as each application refuses it
    /// (docs/facts/card.md §13). The emulator has no session keys: the text application answers as
    /// it does before any was set.
    fn check_class(&self, cla: u8) -> Result<(), u16> {
        match cla {
            0x00 | 0x80 => Ok(()),
            0x01..=0x03 | 0x81..=0x83 => Err(status::CHANNEL),
            0x04 | 0x08 | 0x0C | 0x84 | 0x88 | 0x8C => Err(match self.session.app {
                None => status::SECURE_MESSAGING_CLASS,
                Some(App::Surface | App::Common) => status::NO_SECURE_MESSAGING,
                Some(App::Jpki | App::Juki) => status::SECURITY,
                Some(App::Text) => status::SECURE_MESSAGING_OBJECT,
            }),
            _ => Err(status::CLASS),
        }
    }
}

/// Shows what is selected and how many keys are open, and no content.
impl fmt::Debug for Chip {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Chip")
            .field("selected", &self.session.app)
            .field("verified", &self.session.verified.len())
            .finish_non_exhaustive()
    }
}
