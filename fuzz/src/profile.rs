//! Profiles of card generations: read, checked, written again, and a session by them.

use mynareader::card::{Card, Profile};
use mynareader::transport::LinkCapabilities;

use crate::input::utf8;
use crate::people;
use crate::said;
use crate::steps::Session;
use crate::wire::{Whole, Wire, holds};

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
