//! A person at the terminal who is patient, staff and devices by turns.

use std::io::{self, Write as _};

use mynareader::facts::Method;
use mynareader::guidance::Language;
use mynareader::reception::{Offer, Offers, State, Waits};
use mynareader::secret::Pin;
use mynareader_console::secrets;
use zeroize::Zeroizing;

use mynareader_rehearsal::stage::turn::{self, Deed, Happening, Turn};
use mynareader_rehearsal::stage::{Cue, Cues, Idle};
use mynareader_rehearsal::words;

/// The person. At the end of the input they take the card and go.
pub struct Person {
    language: Language,
    /// Prompts go to the standard error, so that the transcript stays what it is.
    prompts: io::Stderr,
    gone: bool,
}

impl Person {
    /// Somebody who reads this language.
    pub fn new(language: Language) -> Self {
        Self {
            language,
            prompts: io::stderr(),
            gone: false,
        }
    }

    fn prompt(&mut self, text: &str) {
        let _ = write!(self.prompts, "{text}");
        let _ = self.prompts.flush();
    }

    /// Whether digits are typed in this state.
    fn types_pin(state: State) -> bool {
        matches!(state, State::EnteringPin | State::EnteringPinAhead)
    }

    /// One line; nothing at the end of the input. What may be a PIN is not echoed.
    fn line(secret: bool) -> Option<Zeroizing<String>> {
        let line = if secret {
            secrets::secret_line()
        } else {
            secrets::line()
        };
        line.ok().flatten()
    }

    /// The word that a short key stands for.
    fn long(key: &str) -> &str {
        match key {
            "-" => "silent",
            "x" => "remove-card",
            "c" => "cancel",
            "s" => "staff-cancel",
            "m" => "mode visual",
            "u" => "mode unattended",
            "t" => "staff-confirm",
            other => other,
        }
    }

    /// What one line says, if anything.
    fn understand(state: State, menu: &[&'static Deed], text: &str) -> Option<Cue> {
        let secret = Self::types_pin(state);
        if secret && let Ok(pin) = Pin::from_ascii(text.as_bytes()) {
            return Some(Cue::Pin(pin));
        }
        if text.is_empty() && !secret {
            return menu.first().map(|deed| Cue::Deed(deed, None));
        }
        if let Ok(number) = text.parse::<usize>()
            && let Some(deed) = number.checked_sub(1).and_then(|index| menu.get(index))
        {
            return Some(Cue::Deed(deed, None));
        }
        match turn::parse(state, Self::long(text)) {
            // Right and wrong are for scripts; here the digits are typed.
            Ok(Turn::Deed(deed, _)) if secret && !menu.contains(&deed) => None,
            Ok(turn) => Some(turn.into()),
            Err(_) => None,
        }
    }
}

impl Cues for Person {
    fn idle(&mut self) -> Idle {
        while !self.gone {
            self.prompt(words::idle_keys(self.language));
            let Some(line) = Self::line(false) else {
                break;
            };
            match line.trim() {
                "" => return Idle::CardPlaced,
                "p" => return Idle::PhoneWanted,
                "q" => break,
                text => match turn::while_idle(Self::long(text)) {
                    Some(idle) => return idle,
                    None => self.prompt(words::not_understood(self.language)),
                },
            }
        }
        Idle::NobodyComes
    }

    fn next(&mut self, state: State, offers: Option<Offers>) -> Cue {
        if state.waits_for() == Waits::National {
            return Cue::Usual;
        }
        let open = |deed: &Deed| {
            let method = match deed.word {
                "face" => Method::Face,
                "pin" => Method::Pin,
                _ => Method::Staff,
            };
            state != State::ChoosingMethod
                || offers.is_none_or(|offers| offers.of(method) == Offer::Open)
        };
        let typed = |deed: &Deed| Self::types_pin(state) && matches!(deed.word, "right" | "wrong");
        let menu: Vec<_> = turn::of(state)
            .filter(|deed| open(deed) && !typed(deed))
            .collect();
        while !self.gone {
            let mut text = String::new();
            if Self::types_pin(state) {
                text += words::type_pin(self.language);
            }
            for (index, deed) in menu.iter().enumerate() {
                text += &format!("  {} {}", index + 1, deed.text(self.language));
            }
            text += words::other_keys(self.language);
            self.prompt(&text);
            let Some(line) = Self::line(Self::types_pin(state)) else {
                self.gone = true;
                break;
            };
            match Self::understand(state, &menu, line.trim()) {
                Some(cue) => return cue,
                None => self.prompt(words::not_understood(self.language)),
            }
        }
        Cue::Happening(Happening::RemoveCard)
    }
}
