//! The devices of the simulated reader with whoever stands before them: panel, keypad, scanner,
//! camera, and the staff at the terminal.

use mynareader_card::secret::Pin;
use mynareader_desk::{
    CardReading, FaceEngine, FaceJob, FaceResult, Keypad, Panel, Passcode, PinPrompt, Posted,
    Scanner, Secret, Served, Sight, StaffTerminal, Typed, View,
};
use mynareader_emulator::{Annotation, CardKind, Persona};
use mynareader_facts::{Method, Place};
use mynareader_reception::fault::{
    CameraTrouble, Fault, Happened, PanelTrouble, ScanTrouble, Step, Symptom,
};
use mynareader_reception::guidance::{ScreenText, Situation};
use mynareader_reception::reception::{
    Actor, Answer, Comparison, Consents, FaceDecision, Input, LastTry, Liveness, Mark, Number,
    Order, Phone, Prescription, Request, ScanOutcome, Screen, SightPlace, Sighting, StaffNotice,
    State, Task,
};

use super::{Asked, Done, Player, Said, Stage, Who, cues, turn};
use crate::words;

impl Stage<'_> {
    /// The patient's screen shows this.
    fn screen(&self, words: &str) {
        self.shows("screen", vec![words.to_owned()], None);
    }

    /// The patient's screen shows or asks this, and says it for who does not see it.
    fn shows(&self, kind: &'static str, lines: Vec<String>, task: Option<Task>) {
        let spoken = task.and_then(|task| self.words().spoken(&task));
        self.tell(Said {
            who: Who::Patient,
            kind,
            code: None,
            lines,
            spoken,
            situation: None,
        });
    }

    /// What was asked before is answered now.
    pub(super) fn answer_late(&self, number: Number, asked: Asked) {
        let back = |by| self.answer(number, Answer::Back, by);
        let failed = |symptom: &Symptom| {
            self.answer(number, Answer::Failed(Fault::from(symptom)), Actor::Reader);
        };
        match asked {
            Asked::Panel(request) => self.decide(number, &request),
            Asked::Pin { ahead } => match self.decide_pin(number, ahead) {
                Served::Now(Typed::Back(by)) => back(by),
                Served::Symptom(symptom) => failed(&symptom),
                _ => {}
            },
            Asked::Scan => {
                if let Served::Symptom(symptom) = self.see_card(number) {
                    failed(&symptom);
                }
            }
            Asked::Face { own, bytes } => {
                if let Served::Symptom(symptom) = self.see_face(number, own, bytes) {
                    failed(&symptom);
                }
            }
            Asked::Sight(place) => self.look(number, place),
        }
    }

    /// The patient decides what the panel asks.
    fn decide(&self, number: Number, request: &Request) {
        let (state, offers) = match *request {
            Request::ChoosePhone { .. } => (State::ChoosingPhone, None),
            Request::AwaitPhone { .. } => (State::AwaitingPhone, None),
            Request::AskSubsidy => (State::AskingSubsidy, None),
            Request::ChooseMethod { offers, .. } => (State::ChoosingMethod, Some(offers)),
            Request::DecideLastTry { offers, .. } => (State::DecidingLastTry, Some(offers)),
            Request::ConfirmOnPhone => (State::ConfirmingOnPhone, None),
            Request::OfferRegistration => (State::OfferingRegistration, None),
            Request::ShowNotice(_) => (State::ShowingNotice, None),
            Request::ChoosePrescription => (State::ChoosingPrescription, None),
            Request::AskConsent(_) => (State::AskingConsent, None),
            _ => return,
        };
        let Some((done, by)) = self.cue(state, number, offers) else {
            self.keep_open(number, Asked::Panel(*request));
            return;
        };
        let usual = match state {
            State::ChoosingPhone if self.brought(CardKind::Iphone) => "iphone",
            State::ChoosingPhone => "android",
            State::AwaitingPhone => "tap",
            State::AskingSubsidy => "use",
            State::ChoosingMethod => "face",
            State::DecidingLastTry => "keep",
            State::ConfirmingOnPhone => "confirmed",
            State::OfferingRegistration => "yes",
            State::ShowingNotice => "read",
            State::ChoosingPrescription => "paper",
            _ => "all",
        };
        let word = done.word(usual);
        if let (Done::Usual, Some(deed)) = (&done, turn::of(state).find(|deed| deed.word == word)) {
            self.tell_deed(deed, by);
        }
        let consents = match *request {
            Request::AskConsent(profile) => profile.items(),
            _ => Consents::empty(),
        };
        if let (State::AwaitingPhone, "tap" | "card-place") = (state, word) {
            self.put(if word == "tap" {
                self.phone_place
            } else {
                Place::Reader
            });
            return;
        }
        let answer = match (state, word) {
            (_, "back") => Answer::Back,
            (State::ChoosingPhone, "iphone") => Answer::Phone(Phone::Iphone),
            (State::ChoosingPhone, _) => Answer::Phone(Phone::Android),
            (State::AskingSubsidy, word) => Answer::Subsidy(word == "use"),
            (State::ChoosingMethod, "face") => Answer::Method(Method::Face),
            (State::ChoosingMethod, "pin") => Answer::Method(Method::Pin),
            (State::ChoosingMethod, _) => Answer::Method(Method::Staff),
            (State::DecidingLastTry, "spend") => Answer::LastTry(LastTry::Spend),
            (State::DecidingLastTry, _) => Answer::LastTry(LastTry::Keep),
            (State::ConfirmingOnPhone, _) => Answer::PhoneConfirmed,
            (State::OfferingRegistration, word) => Answer::RegistrationWanted(word == "yes"),
            (State::ShowingNotice, _) => Answer::NoticeRead,
            (State::ChoosingPrescription, "electronic") => {
                Answer::Prescription(Prescription::Electronic)
            }
            (State::ChoosingPrescription, _) => Answer::Prescription(Prescription::Paper),
            (_, "none") => Answer::Consented(Consents::empty()),
            (_, "medicines") => Answer::Consented(Consents::MEDICINES),
            _ => Answer::Consented(consents),
        };
        let usually = match (state, word) {
            (State::ChoosingMethod, "staff") => Actor::Staff,
            // What the phone found comes from the device that asked it.
            (State::ConfirmingOnPhone, "confirmed") => Actor::Reader,
            _ => Actor::Patient,
        };
        self.answer(number, answer, by.unwrap_or(usually));
    }

    /// Whether the patient brought this.
    fn brought(&self, kind: CardKind) -> bool {
        self.persona
            .as_ref()
            .is_some_and(|persona| persona.kind() == kind)
    }

    /// A device of the reader fails: what it saw, for the desk to find the code.
    fn device_failed<T>(&self, step: Step, happened: Happened) -> Served<T> {
        Served::Symptom(Symptom::new(step, happened))
    }
}

impl Panel for Player<'_> {
    fn show(&mut self, screen: Screen, _view: View) {
        let words = self.0.words().screen(screen);
        let task = Task::Order(Order::Show(screen));
        self.0.shows("screen", vec![words.to_owned()], Some(task));
    }

    fn ask(&mut self, number: Number, request: &Request, _view: View) -> Served<(Answer, Actor)> {
        let stage = &self.0;
        let question = words::question(stage.words(), request);
        stage.shows("question", question, Some(Task::Request(*request)));
        if let Request::ChooseMethod { .. } = request {
            // Who reads this screen takes longer than the card, which is read on behind it.
            *stage.open.borrow_mut() = Some((number, Asked::Panel(*request)));
        } else {
            stage.decide(number, request);
        }
        Served::Later
    }

    fn remind(&mut self, _view: View) {
        self.0.screen(self.0.words().text(ScreenText::Reminder));
    }

    fn advise(&mut self, fault: Fault, situation: &Situation, _view: View) {
        self.0.advise(fault.code, situation, Who::Patient);
    }

    fn abandon(&mut self, _number: Number) {}

    fn prompt_removal(&mut self, _view: View) {
        self.0.screen(self.0.words().text(ScreenText::TakeCard));
    }

    fn sound_alarm(&mut self, _reminder: u8) {
        self.0
            .screen(self.0.words().text(ScreenText::CardStillHere));
    }
}

impl Keypad for Player<'_> {
    fn enter_pin(&mut self, number: Number, prompt: PinPrompt) -> Served<Typed> {
        let stage = &self.0;
        let library = stage.words();
        let (question, request) = if prompt.ahead {
            let question = library.text(ScreenText::EnterPinAhead).to_owned();
            (question, Request::EnterPinAhead)
        } else {
            let PinPrompt { tries, again, .. } = prompt;
            let question = library.enter_pin(tries, again);
            (question, Request::EnterPin { tries, again })
        };
        stage.shows("question", vec![question], Some(Task::Request(request)));
        stage.decide_pin(number, prompt.ahead)
    }
}

impl Stage<'_> {
    /// The patient types a PIN.
    fn decide_pin(&self, number: Number, ahead: bool) -> Served<Typed> {
        let state = if ahead {
            State::EnteringPinAhead
        } else {
            State::EnteringPin
        };
        let Some((done, by)) = self.cue(state, number, None) else {
            self.keep_open(number, Asked::Pin { ahead });
            return Served::Later;
        };
        let own = self.persona.as_ref().and_then(Persona::pin);
        let pin = match done {
            Done::Deed("keypad-dead") => {
                return self
                    .device_failed(Step::EnterPin, Happened::Panel(PanelTrouble::KeypadDead));
            }
            Done::Deed("back") => return Served::Now(Typed::Back(by.unwrap_or(Actor::Patient))),
            Done::Deed("wrong") => Some(cues::another_pin(own)),
            Done::Deed(_) => own.map(|digits| digits.as_bytes().to_vec()),
            Done::Pin(pin) => {
                self.act(words::enters_pin(self.language).to_owned());
                self.post(Posted::Secret(
                    number,
                    Secret::Pin(pin, by.unwrap_or(Actor::Patient)),
                ));
                return Served::Later;
            }
            Done::Usual => {
                if let Some(pin) = self.pin.borrow_mut().take() {
                    self.act(words::enters_pin(self.language).to_owned());
                    self.post(Posted::Secret(number, Secret::Pin(pin, Actor::Patient)));
                    return Served::Later;
                }
                None
            }
        };
        // Somebody who has no PIN to enter goes no further.
        match pin.and_then(|digits| Pin::from_ascii(&digits).ok()) {
            Some(pin) => self.post(Posted::Secret(
                number,
                Secret::Pin(pin, by.unwrap_or(Actor::Patient)),
            )),
            None => {
                self.act(words::gives_up(self.language).to_owned());
                self.post(Posted::Input(Input::Cancelled { by: Actor::Patient }));
            }
        }
        Served::Later
    }
}

impl Scanner for Player<'_> {
    fn scan(&mut self, number: Number, again: Option<ScanOutcome>) -> Served<CardReading> {
        let stage = &self.0;
        let words = stage.words().scanning(again).to_owned();
        let task = Task::Request(Request::ScanCardFace { again });
        stage.shows("screen", vec![words], Some(task));
        stage.see_card(number)
    }
}

impl Stage<'_> {
    /// The scanner sees the card's face, or does not.
    fn see_card(&self, number: Number) -> Served<CardReading> {
        let stage = self;
        let Some((done, _)) = stage.cue(State::ScanningCardFace, number, None) else {
            stage.keep_open(number, Asked::Scan);
            return Served::Later;
        };
        let printed = stage.persona.as_ref().and_then(Persona::code_b);
        let (readings, failed, obstacle) = match done.word("usual") {
            "back" => {
                stage.answer(number, Answer::Back, Actor::Patient);
                return Served::Later;
            }
            "scanner-dead" => {
                return stage.device_failed(
                    Step::ScanCardFace,
                    Happened::Scan(ScanTrouble::CameraBroken),
                );
            }
            "usual" => (std::mem::take(&mut *stage.code_b.borrow_mut()), 0, None),
            "read" => (cues::looks(printed.as_deref(), [0; 3]), 0, None),
            "misread" => (cues::looks(printed.as_deref(), [1; 3]), 0, None),
            "doubtful" => (cues::looks(printed.as_deref(), [0, 1, 2]), 0, None),
            "wrong-side" => (Vec::new(), 0, Some(ScanOutcome::WrongSide)),
            "upside-down" => (Vec::new(), 0, Some(ScanOutcome::UpsideDown)),
            "glare" => (Vec::new(), 0, Some(ScanOutcome::Glare)),
            "in-case" => (Vec::new(), 0, Some(ScanOutcome::InCase)),
            "two-cards" => (Vec::new(), 0, Some(ScanOutcome::TwoCards)),
            _ => (Vec::new(), 3, None),
        };
        let obstacle = match obstacle {
            None if readings.is_empty() => Some(ScanOutcome::Unreadable),
            other => other,
        };
        let mark = match stage
            .persona
            .as_ref()
            .and_then(|persona| persona.face())
            .map(|face| face.annotation)
        {
            Some(Annotation::FaceOnly) => Mark::Printed,
            Some(Annotation::FaceOnlyStruckThrough) => Mark::StruckThrough,
            Some(Annotation::None) | None => Mark::NotSeen,
        };
        stage.post(Posted::Secret(
            number,
            Secret::Reading(CardReading {
                readings,
                failed,
                obstacle,
                mark,
            }),
        ));
        Served::Later
    }
}

impl FaceEngine for Player<'_> {
    fn compare(&mut self, number: Number, job: FaceJob<'_>) -> Served<FaceResult> {
        let stage = &self.0;
        let words = stage.words().capturing(job.again);
        let task = Task::Request(Request::CompareFace {
            again: job.again,
            one_false_match_in: job.one_false_match_in,
        });
        stage.shows("screen", vec![words.to_owned()], Some(task));
        let own = stage
            .persona
            .as_ref()
            .map(|persona| persona.photo() == Some(job.photo));
        stage.see_face(number, own, job.photo.len())
    }
}

impl Stage<'_> {
    /// The camera sees the patient's face, or does not.
    fn see_face(&self, number: Number, own: Option<bool>, bytes: usize) -> Served<FaceResult> {
        let stage = self;
        let Some((done, _)) = stage.cue(State::ComparingFace, number, None) else {
            stage.keep_open(number, Asked::Face { own, bytes });
            return Served::Later;
        };
        // The simulated patient is the persona: the engine "sees" the persona's own photo. With a
        // real card nobody has looked at anybody, and the engine says so.
        let usual = match own {
            None => "not-compared",
            Some(true) => "match",
            Some(false) => "no-match",
        };
        let decision = match done.word(usual) {
            "back" => {
                stage.answer(number, Answer::Back, Actor::Patient);
                return Served::Later;
            }
            "camera-dead" => {
                return stage.device_failed(
                    Step::CaptureFace,
                    Happened::Camera(CameraTrouble::NoPicture),
                );
            }
            "match" | "attack" | "not-evaluated" => FaceDecision::Match,
            "no-match" => FaceDecision::NoMatch,
            "no-face" => FaceDecision::NoFace,
            "several-faces" => FaceDecision::SeveralFaces,
            "bad-light" => FaceDecision::BadLight,
            "unclear" => FaceDecision::Unclear,
            "too-dark" => FaceDecision::TooDark,
            "too-far" => FaceDecision::TooFar,
            "looking-away" => FaceDecision::LookingAway,
            _ => FaceDecision::NotCompared,
        };
        if decision == FaceDecision::NotCompared {
            stage.say(
                Who::Staff,
                "notice",
                None,
                vec![words::not_compared(stage.language, bytes)],
            );
        }
        let liveness = match done.word(usual) {
            "attack" => Liveness::Attack,
            "not-evaluated" | "not-compared" => Liveness::NotEvaluated,
            _ => Liveness::Live,
        };
        stage.post(Posted::Secret(
            number,
            Secret::Face(FaceResult {
                comparison: Comparison { decision, liveness },
                score: None,
                engine: "simulated".to_owned(),
                version: env!("CARGO_PKG_VERSION").to_owned(),
            }),
        ));
        Served::Later
    }
}

impl StaffTerminal for Player<'_> {
    fn tell(&mut self, notice: StaffNotice, _view: View) {
        let line = self.0.words().notice(notice);
        self.0.say(Who::Staff, "notice", None, vec![line]);
    }

    fn advise(&mut self, fault: Fault, situation: &Situation, _view: View) {
        self.0.advise(fault.code, situation, Who::Staff);
    }

    fn check_by_sight(&mut self, number: Number, place: SightPlace, _view: View) -> Served<Sight> {
        let stage = &self.0;
        stage.say(
            Who::Staff,
            "question",
            None,
            vec![stage.words().look(place).to_owned()],
        );
        stage.look(number, place);
        Served::Later
    }
}

impl Stage<'_> {
    /// The staff compare the patient with the photo on the card.
    fn look(&self, number: Number, place: SightPlace) {
        let stage = self;
        let Some((done, _)) = stage.cue(State::CheckingBySight, number, None) else {
            stage.keep_open(number, Asked::Sight(place));
            return;
        };
        // Without a photo on the card there is nothing to compare with.
        let photo = stage
            .persona
            .as_ref()
            .is_none_or(|persona| persona.photo().is_some());
        let usual = if photo { "same" } else { "not-same" };
        let word = done.word(usual);
        if let (Done::Usual, Some(deed)) = (
            &done,
            turn::of(State::CheckingBySight).find(|deed| deed.word == word),
        ) {
            stage.tell_deed(deed, None);
        }
        let sighting = match word {
            "same" => Sighting::Same,
            "proxy" => Sighting::ProxyOnly,
            "declined" => Sighting::Declined,
            _ => Sighting::NotSame,
        };
        // Which password is right is the terminal's to say.
        let passcode = (place == SightPlace::Reader)
            .then(|| Passcode::new("rehearsal".to_owned()))
            .flatten();
        stage.post(Posted::Secret(
            number,
            Secret::Sight(Sight {
                sighting,
                passcode,
                by: Actor::Staff,
            }),
        ));
    }
}
