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
    Phone, Prescription, Request, ScanOutcome, Screen, SightPlace, Sighting, StaffNotice, State,
};

use super::{Done, Player, Stage, Who, cues, turn};
use crate::words;

impl Stage<'_> {
    /// The patient's screen shows this.
    fn screen(&self, words: &str) {
        self.say(Who::Patient, "screen", None, vec![words.to_owned()]);
    }

    /// The patient decides what the panel asks.
    pub(super) fn decide(&self, number: Number, request: &Request) {
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
            if self.looked_at.take() {
                *self.interrupted.borrow_mut() = Some((number, *request));
            }
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
        self.0
            .screen(words::library(self.0.language).screen(screen));
    }

    fn ask(&mut self, number: Number, request: &Request, _view: View) -> Served<(Answer, Actor)> {
        let stage = &self.0;
        stage.say(
            Who::Patient,
            "question",
            None,
            words::question(stage.language, request),
        );
        stage.decide(number, request);
        Served::Later
    }

    fn remind(&mut self, _view: View) {
        self.0
            .screen(words::library(self.0.language).text(ScreenText::Reminder));
    }

    fn advise(&mut self, fault: Fault, situation: &Situation, _view: View) {
        self.0.advise(fault.code, situation, Who::Patient);
    }

    fn abandon(&mut self, _number: Number) {}

    fn prompt_removal(&mut self, _view: View) {
        self.0
            .screen(words::library(self.0.language).text(ScreenText::TakeCard));
    }

    fn sound_alarm(&mut self, _reminder: u8) {
        self.0
            .screen(words::library(self.0.language).text(ScreenText::CardStillHere));
    }
}

impl Keypad for Player<'_> {
    fn enter_pin(&mut self, number: Number, prompt: PinPrompt) -> Served<Typed> {
        let stage = &self.0;
        let library = words::library(stage.language);
        let (state, question) = if prompt.ahead {
            let question = library.text(ScreenText::EnterPinAhead).to_owned();
            (State::EnteringPinAhead, question)
        } else {
            let question = library.enter_pin(prompt.tries, prompt.again);
            (State::EnteringPin, question)
        };
        stage.say(Who::Patient, "question", None, vec![question]);
        let Some((done, by)) = stage.cue(state, number, None) else {
            return Served::Later;
        };
        let own = stage.persona.as_ref().and_then(Persona::pin);
        let pin = match done {
            Done::Deed("keypad-dead") => {
                return stage
                    .device_failed(Step::EnterPin, Happened::Panel(PanelTrouble::KeypadDead));
            }
            Done::Deed("back") => return Served::Now(Typed::Back(by.unwrap_or(Actor::Patient))),
            Done::Deed("wrong") => Some(cues::another_pin(own)),
            Done::Deed(_) => own.map(|digits| digits.as_bytes().to_vec()),
            Done::Pin(pin) => {
                stage.act(words::enters_pin(stage.language).to_owned());
                stage.post(Posted::Secret(
                    number,
                    Secret::Pin(pin, by.unwrap_or(Actor::Patient)),
                ));
                return Served::Later;
            }
            Done::Usual => {
                if let Some(pin) = stage.pin.borrow_mut().take() {
                    stage.act(words::enters_pin(stage.language).to_owned());
                    stage.post(Posted::Secret(number, Secret::Pin(pin, Actor::Patient)));
                    return Served::Later;
                }
                None
            }
        };
        // Somebody who has no PIN to enter goes no further.
        match pin.and_then(|digits| Pin::from_ascii(&digits).ok()) {
            Some(pin) => stage.post(Posted::Secret(
                number,
                Secret::Pin(pin, by.unwrap_or(Actor::Patient)),
            )),
            None => {
                stage.act(words::gives_up(stage.language).to_owned());
                stage.post(Posted::Input(Input::Cancelled { by: Actor::Patient }));
            }
        }
        Served::Later
    }
}

impl Scanner for Player<'_> {
    fn scan(&mut self, number: Number, again: Option<ScanOutcome>) -> Served<CardReading> {
        let stage = &self.0;
        stage.screen(words::library(stage.language).scanning(again));
        let Some((done, _)) = stage.cue(State::ScanningCardFace, number, None) else {
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
        stage.screen(words::library(stage.language).capturing(job.again));
        let Some((done, _)) = stage.cue(State::ComparingFace, number, None) else {
            return Served::Later;
        };
        // The simulated patient is the persona: the engine "sees" the persona's own photo. With a
        // real card nobody has looked at anybody, and the engine says so.
        let usual = match stage.persona.as_ref() {
            None => "not-compared",
            Some(persona) if persona.photo() == Some(job.photo) => "match",
            Some(_) => "no-match",
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
                vec![words::not_compared(stage.language, job.photo.len())],
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
        let line = words::library(self.0.language).notice(notice);
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
            vec![words::library(stage.language).look(place).to_owned()],
        );
        let Some((done, _)) = stage.cue(State::CheckingBySight, number, None) else {
            return Served::Later;
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
        Served::Later
    }
}
