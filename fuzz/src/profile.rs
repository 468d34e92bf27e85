//! Profiles of card generations: read, checked, written again, and a session by them.

use core::time::Duration;

use mynareader::card::{Card, Profile};
use mynareader::emulator::VirtualCard;
use mynareader::transport::{LinkCapabilities, LinkError, ResponseBuffer, Transport};

use crate::input::utf8;
use crate::people;
use crate::said;
use crate::steps::Session;
use crate::wire::{Answers, Wire, holds};

struct Whole(VirtualCard);

impl Answers for Whole {
    fn answer(&mut self, command: &[u8], limit: Duration) -> Result<Vec<u8>, LinkError> {
        let mut response = ResponseBuffer::new();
        self.0.transmit(command, &mut response, limit)?;
        Ok(response.as_bytes().to_vec())
    }

    fn reset(&mut self) -> Result<(), LinkError> {
        self.0.reset()
    }

    fn power_down(&mut self) -> Result<(), LinkError> {
        self.0.power_down()
    }
}

/// Lines to put in place of a sound profile's, so that much of it stays sound.
pub fn run(data: &[u8]) {
    let Some((&which, rest)) = data.split_first() else {
        return;
    };
    let text = utf8(rest);
    let sound = Profile::my_number_card().to_toml();
    let text = match which % 4 {
        0 => text.to_owned(),
        1 => format!("{sound}\n{text}"),
        _ => {
            let at = usize::from(which / 4) % sound.lines().count();
            let mut lines: Vec<&str> = sound.lines().collect();
            lines[at] = text;
            lines.join("\n")
        }
    };
    match Profile::from_toml(&text) {
        Ok(profile) => {
            let again = Profile::from_toml(&profile.to_toml());
            assert_eq!(again.as_ref(), Ok(&profile), "what is written is read");
            session(&profile);
        }
        Err(error) => said::error(&error),
    }
}

fn session(profile: &Profile) {
    let mut wire = Wire {
        end: Whole(people::card(0)),
        capabilities: LinkCapabilities::EXTENDED,
        log: Vec::new(),
    };
    let mut session = Session::default();
    {
        let mut card = Card::new(&mut wire, profile.clone());
        for step in [0, 1, 6, 3, 8, 5, 10, 17, 45, 7] {
            session.step(&mut card, step, false);
        }
    }
    // By which bytes a key is asked for and presented is the profile's to say; how often is not.
    holds(&wire.log, session.asked, true);
}
