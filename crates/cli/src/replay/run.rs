//! The runs that can be recorded, played again with a virtual card's data.

use std::cell::RefCell;
use std::rc::Rc;

use mynareader::calendar::Date;
use mynareader::card::Profile;
use mynareader::certificate::{RELEASE_DAY, TrustStore};
use mynareader::desk::Unshared;
use mynareader::facts::{Key, Mode};
use mynareader::guidance::Language;
use mynareader::reception::{Config, Offer, Offers, State};
use mynareader::secret::{CodeB, Pin};
use mynareader_console::{Failure, Lang};
use mynareader_emulator::{Day, Persona, Personas};
use mynareader_rehearsal::authority;
use mynareader_rehearsal::stage::turn::{self, Idle};
use mynareader_rehearsal::stage::{self, Cue, Cues, Play};

use super::file::File;
use super::link::{Progress, Replay};
use crate::inspect::collect::{self, Task};
use crate::inspect::{Only, run_words as inspect_words};
use crate::qualify::measure::{Secrets, measure};
use crate::qualify::plan;
use crate::qualify::report::Report;

/// What ran, by the words of a recording.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Run {
    Inspect {
        only: Option<Only>,
        pin: bool,
        code_b: bool,
    },
    Qualify {
        pin: bool,
        code_b: bool,
    },
    CheckIn,
}

impl Run {
    /// The run of these words.
    pub fn of(words: &str) -> Option<Self> {
        let both = [false, true];
        let mut known = vec![Self::CheckIn];
        for (pin, code_b) in both
            .into_iter()
            .flat_map(|pin| both.map(|code_b| (pin, code_b)))
        {
            known.push(Self::Qualify { pin, code_b });
            for only in [
                None,
                Some(Only::Certificate),
                Some(Only::Attempts),
                Some(Only::Face),
            ] {
                known.push(Self::Inspect { only, pin, code_b });
            }
        }
        known.into_iter().find(|run| run.words() == words)
    }

    /// Its words in a recording.
    pub fn words(self) -> String {
        match self {
            Self::CheckIn => "check-in".to_owned(),
            Self::Qualify { pin, code_b } => crate::qualify::run_words(pin, code_b),
            Self::Inspect { only, pin, code_b } => inspect_words(only, pin, code_b),
        }
    }

    /// The modes in which it may have run; one where there are none.
    const fn modes(self) -> &'static [Mode] {
        match self {
            Self::CheckIn => &[Mode::Unattended, Mode::PinOnly, Mode::Visual],
            _ => &[Mode::Unattended],
        }
    }
}

/// How a replay went.
pub struct Replayed {
    pub persona: String,
    pub progress: Progress,
    /// What came of it, each a sentence.
    pub says: Vec<String>,
}

impl Replayed {
    /// The longer it agreed and the less the card's data had to be adapted, the better.
    fn worth(&self) -> (usize, bool, std::cmp::Reverse<usize>) {
        let progress = &self.progress;
        let adapted = std::cmp::Reverse(progress.adapted());
        (progress.agreed(), progress.departed().is_none(), adapted)
    }
}

/// A patient who presents what was presented.
struct AsRecorded {
    progress: Progress,
    came: bool,
    pin: u8,
    code_b: u8,
}

impl AsRecorded {
    fn deed(state: State, word: &str) -> Cue {
        turn::parse(state, word).map_or(Cue::Usual, Cue::from)
    }
}

impl Cues for AsRecorded {
    fn idle(&mut self) -> Idle {
        if std::mem::replace(&mut self.came, true) {
            Idle::NobodyComes
        } else {
            Idle::CardPlaced
        }
    }

    fn next(&mut self, state: State, offers: Option<Offers>) -> Cue {
        let next = self.progress.next_secret();
        match state {
            State::ChoosingMethod => match next {
                Some(p2) if p2 == self.pin => Self::deed(state, "pin"),
                Some(p2) if p2 == self.code_b => Self::deed(state, "face"),
                _ if self.progress.goes_on()
                    && offers.is_some_and(|open| open.staff == Offer::Open) =>
                {
                    Self::deed(state, "staff")
                }
                _ => Cue::GivesUp,
            },
            State::DecidingLastTry if next.is_some() => Self::deed(state, "spend"),
            State::EnteringPin | State::DecidingLastTry if next.is_none() => Cue::GivesUp,
            State::EnteringPin | State::EnteringPinAhead => Self::deed(state, "right"),
            State::ScanningCardFace => Self::deed(state, "read"),
            _ => Cue::Usual,
        }
    }
}

struct Stage<'a> {
    file: &'a File,
    run: Run,
    day: Date,
    at_speed: bool,
}

impl Stage<'_> {
    fn play(&self, persona: &Persona, mode: Mode) -> Result<Replayed, Failure> {
        let card = persona.card()?;
        let link = Replay::new(card, self.file.link, &self.file.events, self.at_speed);
        let progress = link.progress();
        let own_pin = persona
            .pin()
            .and_then(|pin| Pin::from_ascii(pin.as_bytes()).ok());
        let own_code = persona
            .code_b()
            .and_then(|code| CodeB::from_ascii(code.as_bytes()).ok());
        let says = match self.run {
            Run::Inspect { only, pin, code_b } => {
                let mut trust = TrustStore::default();
                authority::trust(&mut trust.card_verifiable)?;
                let task = Task {
                    only,
                    day: self.day,
                    release_day: RELEASE_DAY.min(self.day),
                    pin: own_pin.filter(|_| pin),
                    code_b: own_code.filter(|_| code_b),
                    challenge: [0x5A; 32],
                    trust,
                };
                let mut link = link;
                let found = collect::collect(&mut link, &task);
                let problems = found.errors.into_iter();
                problems
                    .map(|one| format!("{}: {}", one.step, one.message))
                    .collect()
            }
            Run::Qualify { pin, code_b } => {
                let given = Secrets {
                    pin: own_pin.filter(|_| pin),
                    code_b: own_code.filter(|_| code_b),
                };
                let acts = plan::plan(&Profile::my_number_card(), &given.keys());
                // To a virtual card nothing has to be announced.
                let measured = measure(link, &acts, &given, &mut |_| true);
                Report {
                    measured: &measured,
                    link: self.file.link,
                }
                .troubles(Lang::En)
            }
            Run::CheckIn => {
                let profile = Profile::my_number_card();
                let p2 = |key| profile.key(key).map_or(0, |entry| 0x80 | entry.id);
                let cues = AsRecorded {
                    progress: progress.clone(),
                    came: false,
                    pin: p2(Key::AuthenticationPin),
                    code_b: p2(Key::CodeB),
                };
                let mut config = Config::default();
                config.mode = mode;
                let mut options = stage::trusting_the_test_authority()?;
                options.release_day = options.release_day.min(self.day);
                let cues = Rc::new(RefCell::new(cues));
                let play = Play {
                    persona: Some(persona.clone()),
                    pin: own_pin,
                    code_b: stage::looks(persona.code_b().as_deref(), [0; 3]),
                    ..Play::new(config, self.day, Language::EN, cues, options)
                };
                let played = stage::play(play, &mut Unshared(link), &mut |_| {})?;
                vec![format!("{mode:?}: {}", played.outcome)]
            }
        };
        Ok(Replayed {
            persona: persona.name().to_owned(),
            progress,
            says,
        })
    }
}

/// Plays the run with this persona's card, or with that of whichever agrees longest.
pub fn replay(
    file: &File,
    run: Run,
    day: Date,
    persona: Option<&str>,
    at_speed: bool,
) -> Result<Replayed, Failure> {
    let personas = Personas::at(day.to_string().parse::<Day>()?)?;
    let candidates: Vec<&Persona> = match persona {
        Some(name) => vec![personas.get(name)?],
        None => personas.iter().collect(),
    };
    let stage = Stage {
        file,
        run,
        day,
        at_speed: false,
    };
    let mut best: Option<(Replayed, &Persona, Mode)> = None;
    for persona in candidates {
        for mode in run.modes() {
            // A persona that cannot play this, such as a phone in the unattended mode, is no candidate.
            let Ok(replayed) = stage.play(persona, *mode) else {
                continue;
            };
            if best
                .as_ref()
                .is_none_or(|(best, ..)| replayed.worth() > best.worth())
            {
                best = Some((replayed, persona, *mode));
            }
        }
    }
    let (replayed, persona, mode) = best.ok_or("no persona can play this")?;
    if at_speed {
        return Stage { at_speed, ..stage }.play(persona, mode);
    }
    Ok(replayed)
}
