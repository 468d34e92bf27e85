//! The stage on which the check-in is played: a simulated panel, keypad, scanner and camera with a
//! patient and staff before them, who do what a script says. The check-in itself is the shipped
//! library's.
//!
//! Whoever is asked posts the answer through the desk's handle, as a maker's devices would; time
//! passes only where nobody answers, so that no silence is ever waited for.

mod centre;
mod cues;
mod hands;
mod live;
mod players;
pub mod turn;

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

use mynareader_card::certificate::Accept;
use mynareader_card::secret::{CodeB, Pin};
use mynareader_desk::{CardLink, Desk, Handle, Options, Posted};
use mynareader_emulator::{CardKind, Persona};
use mynareader_facts::Place;
use mynareader_facts::calendar::Date;
use mynareader_reception::fault::FaultCode;
use mynareader_reception::guidance::{Book, Language, Situation};
use mynareader_reception::journal::Journal;
use mynareader_reception::reception::{
    Actor, Answer, Config, Input, Number, Offers, Outcome, Request, SightPlace, State, Words,
};
use mynareader_transport::{LinkError, ResponseBuffer, Transport};

pub use super::who::Who;
use crate::{authority, words};
pub use cues::{Cue, Cues, Habit, Leave, Script, looks};
pub use hands::{Done as DoneByHand, Hands, NotNow, is_staffs};
pub use live::{Live, Stand};
pub use turn::Idle;
use turn::{Deed, Happening};

/// One thing that is seen or heard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// By whom.
    pub who: Who,
    /// What sort of thing: `screen`, `question`, `answer`, `advice`, `notice`.
    pub kind: &'static str,
    /// The code that it is about.
    pub code: Option<FaultCode>,
    /// In words, one line each.
    pub lines: Vec<String>,
    /// What is spoken to whoever does not see the screen.
    pub spoken: Option<String>,
    /// The situation that advice is given in.
    pub situation: Option<Situation>,
}

/// A virtual card that the reader and the simulated national software use in turn.
pub struct Shared<T>(Rc<RefCell<T>>);

impl<T> Shared<T> {
    /// A card that may be held in several places.
    pub fn new(card: T) -> Self {
        Self(Rc::new(RefCell::new(card)))
    }
}

impl<T> Clone for Shared<T> {
    fn clone(&self) -> Self {
        Self(Rc::clone(&self.0))
    }
}

impl<T: Transport> Transport for Shared<T> {
    fn transmit(
        &mut self,
        command: &[u8],
        response: &mut ResponseBuffer,
        limit: std::time::Duration,
    ) -> Result<(), LinkError> {
        self.0.borrow_mut().transmit(command, response, limit)
    }

    fn capabilities(&self) -> mynareader_transport::LinkCapabilities {
        self.0.borrow().capabilities()
    }

    fn reset(&mut self) -> Result<(), LinkError> {
        self.0.borrow_mut().reset()
    }

    fn power_down(&mut self) -> Result<(), LinkError> {
        self.0.borrow_mut().power_down()
    }
}

/// What is played.
pub struct Play<'s> {
    /// How the reader is set up.
    pub config: Config,
    /// The day in Japan.
    pub day: Date,
    /// The language.
    pub language: Language,
    /// The words and rules.
    pub book: &'s Book,
    /// Who says what is done at each turn.
    pub cues: Box<dyn Cues + 's>,
    /// Whose card it is; nobody's where a real card lies in a real reader.
    pub persona: Option<Persona>,
    /// The PIN that the patient enters; the persona's where a cue says so.
    pub pin: Option<Pin>,
    /// Code B as printed, as often as the scanner looks.
    pub code_b: Vec<CodeB>,
    /// The paired reader for phones, where there is one: what lies there is the same virtual card or phone.
    pub phone_reader: Option<Box<dyn CardLink + 's>>,
    /// The card once more, for the national software that verifies the PIN by itself.
    pub national_card: Option<Box<dyn Transport + 's>>,
    /// What the card tasks go by.
    pub options: Options,
    /// How often the card that lies there is reminded of before it is taken.
    pub forgets: u8,
    /// Whether the staff see all that there is to a fault, or the first of it.
    pub full: bool,
}

impl<'s> Play<'s> {
    /// A play about the card of nobody in particular, in which nobody knows any numbers.
    pub fn new(
        config: Config,
        day: Date,
        language: Language,
        cues: impl Cues + 's,
        options: Options,
    ) -> Self {
        Self {
            config,
            day,
            language,
            book: Book::built_in(),
            cues: Box::new(cues),
            persona: None,
            pin: None,
            code_b: Vec::new(),
            phone_reader: None,
            national_card: None,
            options,
            forgets: 0,
            full: false,
        }
    }

    /// The same about a persona's card, with this PIN entered, and three looks at the card's face that
    /// all read it.
    pub fn about(self, persona: &Persona, pin: &str) -> Result<Self, &'static str> {
        let code_b = persona.code_b().ok_or("the persona's card has no code B")?;
        let look = |_| CodeB::from_ascii(code_b.as_bytes()).map_err(|_| "the persona's code B");
        Ok(Self {
            persona: Some(persona.clone()),
            pin: Some(Pin::from_ascii(pin.as_bytes()).map_err(|_| "a PIN has four digits")?),
            code_b: (0..3).map(look).collect::<Result<_, _>>()?,
            ..self
        })
    }
}

/// What the card tasks go by where the virtual card's test authority is trusted, as a maker's reader
/// trusts the keys that it holds under an agreement.
pub fn trusting_the_test_authority() -> Result<Options, String> {
    let mut options = Options {
        accept: Accept::ProductionAndTest,
        ..Options::default()
    };
    authority::trust(&mut options.anchors)?;
    Ok(options)
}

/// How it went.
pub struct Played {
    /// How it ended.
    pub outcome: Outcome,
    /// The journal.
    pub journal: Journal,
}

/// Plays a check-in from the card being placed to its being taken.
pub fn play<'s>(
    play: Play<'s>,
    link: &'s mut dyn CardLink,
    sink: &'s mut dyn FnMut(Said),
) -> Result<Played, &'static str> {
    let mut live = Live::new(play, link, sink);
    // Whoever says at once what is done is never waited for.
    if live.go_on()? != Stand::Over {
        return Err("nobody says what is done");
    }
    let journal = live.journals.pop().ok_or("no card was placed")?;
    let outcome = journal.outcome().ok_or("the journal has no end")?;
    Ok(Played { outcome, journal })
}

/// How many events and actions are kept for whoever looks at each step.
const MOST_NOTED: usize = 1000;

struct Stage<'s> {
    said: RefCell<Box<dyn FnMut(Said) + 's>>,
    language: Language,
    book: &'s Book,
    reader_model: u32,
    day: Date,
    cues: RefCell<Box<dyn Cues + 's>>,
    persona: Option<Persona>,
    pin: RefCell<Option<Pin>>,
    code_b: RefCell<Vec<CodeB>>,
    national_card: RefCell<Option<Box<dyn Transport + 's>>>,
    profile: mynareader_card::card::Profile,
    handle: RefCell<Option<Handle>>,
    /// What was said and done, and the desk has not heard yet.
    to_come: RefCell<VecDeque<Posted>>,
    full: bool,
    /// What is asked and not answered yet: the staff looked at the card first, or nobody has said what
    /// is done.
    open: RefCell<Option<(Number, Asked)>>,
    looked_at: Cell<bool>,
    /// In which state nobody has said yet what is done.
    waits: Cell<Option<(State, Option<Offers>)>>,
    /// What the desk did, step by step.
    trace: RefCell<Vec<String>>,
    /// At which reader the patient put what they brought, and at which a phone is read.
    place: Cell<Place>,
    phone_place: Place,
}

impl Stage<'_> {
    /// The library's words, for this reader.
    fn words(&self) -> Words<'_> {
        Words::new(self.book, self.language).for_reader(self.reader_model)
    }

    /// The patient puts what they brought on a reader.
    fn put(&self, at: Place) {
        self.place.set(at);
        let day = self.day;
        self.post(Posted::Input(match at {
            Place::Reader => Input::CardPlaced { day },
            Place::PhoneReader => Input::PhonePlaced { day },
        }));
    }

    /// The patient takes it away again.
    fn removal(&self) -> Input {
        match self.place.get() {
            Place::Reader => Input::CardRemoved,
            Place::PhoneReader => Input::PhoneRemoved,
        }
    }

    /// Whether what lies there may be taken in this state without ending the check-in: a phone that the
    /// centre has accepted.
    fn may_be_taken(&self, state: State) -> bool {
        let phone = self
            .persona
            .as_ref()
            .is_some_and(|persona| matches!(persona.kind(), CardKind::Android | CardKind::Iphone));
        let served = matches!(
            state,
            State::ShowingNotice
                | State::ChoosingPrescription
                | State::AskingConsent
                | State::AskingSubsidy
        );
        phone && served
    }

    /// Whoever was asked goes on with it, where it is still asked.
    fn goes_on(&self, desk: &Desk<'_>) -> bool {
        let open = self.open.borrow_mut().take();
        match open {
            Some((number, asked)) if desk.reception().pending() == Some(number) => {
                self.answer_late(number, asked);
                true
            }
            _ => false,
        }
    }

    /// Keeps what was asked, where it is to be answered later.
    fn keep_open(&self, number: Number, asked: Asked) {
        if self.looked_at.take() || self.waits.get().is_some() {
            *self.open.borrow_mut() = Some((number, asked));
        }
    }

    fn say(&self, who: Who, kind: &'static str, code: Option<FaultCode>, lines: Vec<String>) {
        self.tell(Said {
            who,
            kind,
            code,
            lines,
            spoken: None,
            situation: None,
        });
    }

    /// Keeps what the desk did; whoever does not ask for it loses the newest.
    fn note(&self, line: String) {
        let mut trace = self.trace.borrow_mut();
        if trace.len() < MOST_NOTED {
            trace.push(line);
        }
    }

    fn tell(&self, said: Said) {
        (self.said.borrow_mut())(said);
    }

    fn act(&self, line: String) {
        self.say(Who::Act, "answer", None, vec![line]);
    }

    /// Says or does something, once the desk has nothing more to do: people and devices take longer
    /// than a card, which is read on behind what is asked of them.
    fn post(&self, posted: Posted) {
        self.to_come.borrow_mut().push_back(posted);
    }

    /// Posts into the desk what was said and done. Whether there was anything. A desk that takes nothing
    /// more is at its end, and its answers would be refused.
    fn deliver(&self) -> bool {
        let to_come = self.to_come.take();
        let any = !to_come.is_empty();
        if let Some(handle) = &*self.handle.borrow() {
            for posted in to_come {
                let _ = handle.post(posted);
            }
        }
        any
    }

    fn answer(&self, number: Number, answer: Answer, by: Actor) {
        self.post(Posted::Input(Input::Answered { number, answer, by }));
    }

    /// What is to be done now: the deed and who does it. Nothing where something else happens, or
    /// nobody does anything.
    fn cue(
        &self,
        state: State,
        number: Number,
        offers: Option<Offers>,
    ) -> Option<(Done, Option<Actor>)> {
        loop {
            let cue = self.cues.borrow_mut().next(state, offers);
            self.waits.set(None);
            match cue {
                Cue::NotYet => {
                    self.waits.set(Some((state, offers)));
                    return None;
                }
                Cue::Deed(deed, by) => {
                    self.tell_deed(deed, by);
                    return Some((Done::Deed(deed.word), by));
                }
                Cue::Usual => return Some((Done::Usual, None)),
                Cue::Pin(pin) => return Some((Done::Pin(pin), None)),
                Cue::Code(code) => {
                    self.refuse(number, code);
                    return None;
                }
                Cue::Silent => {
                    self.act(words::silent(self.language).to_owned());
                    return None;
                }
                Cue::GivesUp => {
                    self.act(words::gives_up(self.language).to_owned());
                    self.post(Posted::Input(Input::Cancelled { by: Actor::Patient }));
                    return None;
                }
                Cue::Happening(happening) => {
                    self.happen(happening);
                    // What is offered may be another after the staff's look.
                    self.looked_at
                        .set(offers.is_some() && matches!(happening, Happening::Mark { .. }));
                    let goes_on = happening.leaves_the_request_open()
                        || happening == Happening::RemoveCard && self.may_be_taken(state);
                    if self.looked_at.get() || !goes_on {
                        return None;
                    }
                }
            }
        }
    }

    /// Writes a deed into the transcript, in the place of whoever does it.
    fn tell_deed(&self, deed: &Deed, by: Option<Actor>) {
        let who = match deed.state {
            State::ScanningCardFace | State::ComparingFace => Who::Device,
            State::CheckingBySight => Who::Staff,
            state if state.waits_for() == mynareader_reception::reception::Waits::National => {
                Who::Centre
            }
            _ => Who::Act,
        };
        let text = deed.text(self.language);
        let line = match by {
            Some(by) => words::on_behalf(self.language, by, text),
            None => text.to_owned(),
        };
        self.say(who, "answer", None, vec![line]);
    }

    /// Something happens from outside.
    fn happen(&self, happening: Happening) {
        let (who, line) = words::happening(self.language, happening);
        let input = match happening {
            Happening::RemoveCard => self.removal(),
            Happening::MoreTime => Input::MoreTime { by: Actor::Staff },
            Happening::Cancel(by) => Input::Cancelled { by },
            Happening::Mode(to) => Input::ModeChanged {
                to,
                by: Actor::Administrator,
            },
            Happening::Fault(code) => Input::Fault {
                fault: code.into(),
                by: if code.number() >= 900 {
                    Actor::Centre
                } else {
                    Actor::Terminal
                },
            },
            Happening::StaffConfirm(person) => Input::StaffConfirmed {
                person,
                by: Actor::Staff,
            },
            Happening::Mark { valid } => Input::FaceOnlyMark {
                valid,
                by: Actor::Staff,
            },
        };
        self.say(who, "answer", None, vec![line]);
        self.post(Posted::Input(input));
    }

    /// The terminal or the centre answers with a code.
    fn refuse(&self, number: Number, code: FaultCode) {
        self.say(
            Who::Centre,
            "answer",
            Some(code),
            vec![words::centre_code(self.language, code)],
        );
        self.answer(number, Answer::Failed(code.into()), Actor::Terminal);
    }

    fn advise(&self, code: FaultCode, situation: &Situation, who: Who) {
        let mut situation = *situation;
        situation.language = self.language;
        let guidance = self.book.advise(code, &situation);
        let lines = if who == Who::Patient {
            vec![guidance.patient.to_owned()]
        } else {
            words::staff_advice(self.book, self.language, &guidance, self.full)
        };
        self.tell(Said {
            who,
            kind: "advice",
            code: Some(code),
            lines,
            spoken: None,
            situation: Some(situation),
        });
    }
}

/// What is asked and answered later, with what the answer goes by.
#[derive(Clone, Copy)]
enum Asked {
    Panel(Request),
    Pin {
        ahead: bool,
    },
    Scan,
    /// Whether the photo is the persona's own, where there is a persona; and how long it is.
    Face {
        own: Option<bool>,
        bytes: usize,
    },
    Sight(SightPlace),
}

/// What a cue comes to.
enum Done {
    /// The deed of this word.
    Deed(&'static str),
    /// What is usual for the persona.
    Usual,
    /// A PIN that somebody typed.
    Pin(Pin),
}

impl Done {
    /// The word; the usual one is `usual`.
    fn word(&self, usual: &'static str) -> &'static str {
        match self {
            Self::Deed(word) => word,
            Self::Usual | Self::Pin(_) => usual,
        }
    }
}

struct Player<'s>(Rc<Stage<'s>>);
