//! A play that is going on, and what the page asks of it.

use std::cell::RefCell;
use std::fmt;
use std::rc::Rc;

use mynareader_desk::{Options, Unshared};
use mynareader_emulator::{CardHandle, Personas};
use mynareader_facts::Method;
use mynareader_facts::calendar::Date;
use mynareader_reception::guidance::{
    Book, Language, LeafletId, Paper, Situation, leaflet::LeafletContext,
};
use mynareader_reception::reception::{
    Offer, Offers, Outcome, PhoneReader, State, Tick, Waits, Words,
};
use mynareader_rehearsal::scenario::{self, Scenario};
use mynareader_rehearsal::stage::turn::{self, Turn};
use mynareader_rehearsal::stage::{
    Hands, Idle, Live, Play, Said, Shared, Stand, is_staffs, trusting_the_test_authority,
};
use mynareader_rehearsal::transcript::{Head, Transcript};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::boundary::host_random;
use crate::{about, shown};

/// What the page asks.
#[derive(Deserialize)]
#[serde(tag = "ask", rename_all = "kebab-case", deny_unknown_fields)]
enum Question {
    /// A maker's or a facility's own guidance, as `docs/guidance-data.md` describes it, for all that
    /// follows.
    Own { text: String },
    /// What there is to practise.
    About { lang: String, day: String },
    /// A case begins: a scenario by its name, or one that the page wrote.
    Begin(Box<Begin>),
    /// Somebody does something.
    Act { word: String },
    /// A device or the centre is to do this the next time that a state asks.
    Prepare { state: String, word: String },
    /// What to do at a code, of the book's or of a maker's own, where nothing else is known.
    Advise {
        code: String,
        lang: String,
        day: String,
        #[serde(default)]
        facility: Vec<String>,
        #[serde(default)]
        lacks: Vec<String>,
        #[serde(default)]
        model: Option<String>,
    },
    /// A leaflet or a form as a page.
    Sheet {
        id: String,
        lang: String,
        day: String,
        facility: String,
        #[serde(default)]
        model: Option<String>,
        #[serde(default)]
        smartphone: Option<bool>,
    },
    /// What was done, as a scenario's file.
    Export,
    /// What was played, as lines to read.
    Transcript,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Begin {
    /// Its name, or the name that its text is given.
    scenario: String,
    /// The text of a scenario's file.
    #[serde(default)]
    text: Option<String>,
    lang: String,
    day: String,
    /// What the facility has and has not, by name.
    #[serde(default)]
    facility: Vec<String>,
    #[serde(default)]
    lacks: Vec<String>,
    #[serde(default)]
    model: Option<String>,
    /// Cameras and scanner wait to be told as well.
    #[serde(default)]
    devices: bool,
}

/// What a page has going on.
pub struct Session {
    book: &'static Book,
    case: Option<Case>,
}

impl Default for Session {
    fn default() -> Self {
        Self {
            book: Book::built_in(),
            case: None,
        }
    }
}

/// Shows whether a case has begun.
impl fmt::Debug for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let case = self.case.as_ref().map(|case| &case.scenario.name);
        f.debug_struct("Session")
            .field("case", &case)
            .finish_non_exhaustive()
    }
}

struct Case {
    scenario: Scenario,
    day: Date,
    language: Language,
    book: &'static Book,
    live: Live<'static>,
    hands: Rc<RefCell<Hands>>,
    card: CardHandle,
    said: Rc<RefCell<Vec<Said>>>,
    stand: Stand,
    /// The lines so far.
    transcript: Vec<String>,
}

/// The language of a tag.
pub fn language(tag: &str) -> Result<Language, String> {
    tag.parse().map_err(|_| format!("\"{tag}\" is no language"))
}

fn date(text: &str) -> Result<Date, String> {
    text.parse().map_err(|error| format!("\"{text}\": {error}"))
}

impl Session {
    /// Answers a question of the page, both in JSON. What goes wrong is `{"error": …}`.
    pub fn answer(&mut self, question: &[u8]) -> String {
        serde_json::from_slice(question)
            .map_err(|error| error.to_string())
            .and_then(|question| self.on(question))
            .unwrap_or_else(|error| json!({ "error": error }))
            .to_string()
    }

    fn on(&mut self, question: Question) -> Result<Value, String> {
        match question {
            Question::Own { text } => {
                let book = Book::built_in()
                    .amended(&text)
                    .map_err(|refused| refused.to_string())?;
                // A page reads it once, when it opens or a file is chosen; plays borrow it.
                self.book = Box::leak(Box::new(book));
                Ok(json!({}))
            }
            Question::About { lang, day } => about::about(self.book, &lang, date(&day)?),
            Question::Begin(begin) => {
                let case = Case::begin(self.book, &begin)?;
                self.case.insert(case).go_on()
            }
            Question::Act { word } => self.case()?.act(&word),
            Question::Prepare { state, word } => self.case()?.prepare(&state, &word),
            Question::Advise {
                code,
                lang,
                day,
                facility,
                lacks,
                model,
            } => {
                let code = code.parse().map_err(|_| format!("\"{code}\" is no code"))?;
                let mut situation = Situation::on(date(&day)?);
                situation.language = language(&lang)?;
                situation.facility = scenario::equipment("facility", &facility)?;
                situation.facility_lacks = scenario::equipment("lacks", &lacks)?;
                if let Some(model) = model.and_then(|name| self.book.model(&name)) {
                    situation.reader_model = model.number.into();
                }
                Ok(shown::guidance(self.book, code, &situation))
            }
            Question::Sheet {
                id,
                lang,
                day,
                facility,
                model,
                smartphone,
            } => {
                let mut context = LeafletContext::new(&facility, date(&day)?);
                context.model = model.as_deref();
                context.smartphone = smartphone;
                sheet(self.book, &id, language(&lang)?, &context)
            }
            Question::Export => self.case()?.export(),
            Question::Transcript => {
                let text = self.case()?.transcript.join("\n");
                Ok(json!({ "text": text + "\n" }))
            }
        }
    }

    fn case(&mut self) -> Result<&mut Case, String> {
        self.case
            .as_mut()
            .ok_or_else(|| "no case has begun".to_owned())
    }
}

fn sheet(
    book: &Book,
    id: &str,
    language: Language,
    context: &LeafletContext<'_>,
) -> Result<Value, String> {
    let page = if let Some(leaflet) = LeafletId::ALL.iter().find(|known| known.name() == id) {
        book.leaflet(*leaflet, language, context)
    } else if let Some(paper) = Paper::ALL.iter().find(|known| known.name() == id) {
        book.blank(*paper, language, context)
    } else {
        return Err(format!("\"{id}\" is no leaflet and no form"));
    };
    let html = page.map_err(|error| error.to_string())?;
    Ok(json!({ "html": html }))
}

impl Case {
    fn begin(book: &'static Book, begin: &Begin) -> Result<Self, String> {
        let mut scenario = match &begin.text {
            Some(text) => Scenario::read(&begin.scenario, text)?,
            None => Scenario::built_in_of(&begin.scenario)
                .ok_or_else(|| format!("there is no scenario \"{}\"", begin.scenario))??,
        };
        scenario.set_up(&begin.facility, &begin.lacks, begin.model.as_deref())?;
        let language = language(&begin.lang)?;
        let day = match scenario.day {
            Some(day) => day,
            None => date(&begin.day)?,
        };
        let laid = day.to_string().parse().map_err(|_| "the day")?;
        let personas = Personas::at(laid).map_err(|error| error.to_string())?;
        let persona = personas
            .get(&scenario.persona)
            .map_err(|error| error.to_string())?
            .clone();
        let card = persona
            .card()
            .map_err(|error| error.to_string())?
            .with_faults(scenario.faults.iter().cloned());
        let handle = card.handle();
        let card = Shared::new(card);
        let mut hands = Hands::new(scenario.script(), scenario.forgets);
        hands.holds_devices = begin.devices;
        let hands = Rc::new(RefCell::new(hands));
        let mut options = Options {
            random: host_random,
            ..trusting_the_test_authority()?
        };
        // The card is laid around the day that was asked for, be it long past.
        options.release_day = options.release_day.min(day);
        let config = scenario.config.clone();
        let paired = config.phone_reader == PhoneReader::Paired;
        let mut play = Play::new(config, day, language, Rc::clone(&hands), options);
        play.book = book;
        play.persona = Some(persona);
        play.national_card = Some(Box::new(card.clone()));
        if paired {
            play.phone_reader = Some(Box::new(Unshared(card.clone())));
        }
        let said = Rc::new(RefCell::new(Vec::new()));
        let ear = Rc::clone(&said);
        let live = Live::new(play, Unshared(card), move |said| {
            ear.borrow_mut().push(said);
        });
        let head = Head {
            scenario: Some((&scenario.name, scenario.title(language))),
            day,
            mode: scenario.config.mode,
            method: None,
            persona: Some(&scenario.persona),
        };
        let transcript = Transcript::new(language, scenario.config.rehearsal).head(&head);
        Ok(Self {
            scenario,
            day,
            language,
            book,
            live,
            hands,
            card: handle,
            said,
            stand: Stand::Idle,
            transcript,
        })
    }

    fn act(&mut self, word: &str) -> Result<Value, String> {
        let mut hands = self.hands.borrow_mut();
        match self.stand {
            Stand::Asked(state, _) => hands.act(state, word)?,
            Stand::Idle => hands
                .act_idle(word)
                .map_err(|_| format!("\"{word}\" is nothing without a card"))?,
            Stand::Leaving if matches!(word, "take-card" | "silent") => {
                hands.act_leave(word == "take-card");
            }
            Stand::Leaving => return Err(format!("\"{word}\" is nothing at the end")),
            Stand::Over => return Err("the case is over".to_owned()),
        }
        drop(hands);
        self.go_on()
    }

    fn prepare(&mut self, state: &str, word: &str) -> Result<Value, String> {
        let state = State::ALL
            .iter()
            .find(|known| known.name() == state)
            .ok_or_else(|| format!("\"{state}\" is no state"))?;
        self.hands.borrow_mut().prepare(*state, word)?;
        Ok(json!({}))
    }

    fn outcome(&self) -> Option<Outcome> {
        self.live.journals().last()?.outcome()
    }

    /// Goes on, and shows what came of it.
    fn go_on(&mut self) -> Result<Value, String> {
        let exchanges_before = self.card.logged();
        let was_over = self.stand == Stand::Over;
        self.stand = self.live.go_on()?;
        let lines = Transcript::new(self.language, self.scenario.config.rehearsal);
        let said: Vec<_> = self.said.borrow_mut().drain(..).collect();
        for said in &said {
            self.transcript.extend(lines.said(said));
        }
        if self.stand == Stand::Over
            && !was_over
            && let Some(outcome) = self.outcome()
        {
            self.transcript.extend(lines.end(outcome));
        }
        let said: Vec<_> = said
            .iter()
            .map(|said| shown_said(self.book, said))
            .collect();
        let exchanges: Vec<_> = self
            .card
            .log()
            .iter()
            .skip(exchanges_before)
            .map(shown::exchange)
            .collect();
        let (now, deadline) = self.live.times();
        let (mode, state) = self.live.reception();
        let journals = serde_json::to_value(self.live.journals()).map_err(|e| e.to_string())?;
        Ok(json!({
            "said": said,
            "stand": self.shown_stand(),
            "now": now.millis(),
            "deadline": deadline.map(Tick::millis),
            "mode": mode,
            "mode_name": Words::new(self.book, self.language).mode(mode),
            "state": state.name(),
            "day": self.day.to_string(),
            "journals": journals,
            "exchanges": exchanges,
            "trace": self.live.take_trace(),
            "presented": self.card.presentations(),
            "outcome": self.outcome().map(|outcome| json!({
                "name": outcome.name(),
                "fault": outcome.fault().map(|code| code.to_string()),
                "scope": scenario::scope(outcome),
                "words": Words::new(self.book, self.language).ending(outcome),
            })),
        }))
    }

    fn shown_stand(&self) -> Value {
        let hands = self.hands.borrow();
        match self.stand {
            Stand::Asked(state, offers) => {
                let hint = hands.hint().map(|turn| {
                    json!({ "word": turn.to_string(), "staff": is_staffs(state, turn), "text": self.told(turn) })
                });
                let waits = match state.waits_for() {
                    Waits::Staff => "staff",
                    Waits::Device => "device",
                    _ => "patient",
                };
                let choices: Vec<_> = turn::of(state)
                    .map(|deed| {
                        let (open, why) = offered(self.book, state, deed.word, offers, self.language);
                        json!({ "word": deed.word, "text": deed.text(self.language), "open": open, "why": why })
                    })
                    .collect();
                json!({ "kind": "asked", "state": state.name(), "waits": waits, "choices": choices, "hint": hint })
            }
            Stand::Idle => {
                let hint = hands.idle_hint().map(|idle| {
                    let staff = !matches!(
                        idle,
                        Idle::CardPlaced | Idle::PhoneWanted | Idle::NobodyComes
                    );
                    json!({ "word": idle.to_string(), "staff": staff })
                });
                json!({ "kind": "idle", "hint": hint })
            }
            Stand::Leaving => {
                let word = if hands.leave_hint() {
                    "take-card"
                } else {
                    "silent"
                };
                json!({ "kind": "leaving", "hint": { "word": word, "staff": false } })
            }
            Stand::Over => json!({ "kind": "over" }),
        }
    }

    /// What a turn is, in words, where it has any.
    fn told(&self, turn: Turn) -> Option<&'static str> {
        match turn {
            Turn::Deed(deed, _) => Some(deed.text(self.language)),
            _ => None,
        }
    }

    fn export(&self) -> Result<Value, String> {
        let outcome = self.outcome().ok_or("no check-in has ended")?;
        let hands = self.hands.borrow();
        let text = self.scenario.written_by_hand(
            &hands.done,
            self.day,
            outcome,
            self.card.presentations(),
        )?;
        Ok(json!({ "text": text }))
    }
}

fn shown_said(book: &Book, said: &Said) -> Value {
    let guidance = said
        .code
        .zip(said.situation.as_ref())
        .map(|(code, situation)| shown::guidance(book, code, situation));
    json!({
        "who": said.who.name(),
        "kind": said.kind,
        "code": said.code.map(|code| code.to_string()),
        "lines": said.lines,
        "spoken": said.spoken,
        "guidance": guidance,
    })
}

/// Whether a method is open where one is chosen, and in words.
fn offered(
    book: &Book,
    state: State,
    word: &str,
    offers: Option<Offers>,
    language: Language,
) -> (bool, Option<String>) {
    let Some(offers) = offers.filter(|_| state == State::ChoosingMethod) else {
        return (true, None);
    };
    let method = match word {
        "face" => Method::Face,
        "pin" => Method::Pin,
        _ => Method::Staff,
    };
    let offer = offers.of(method);
    let words = Words::new(book, language);
    (offer == Offer::Open, Some(words.offer(method, offer)))
}
