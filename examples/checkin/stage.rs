//! The stage on which the check-in is played: a simulated panel with a patient who follows a
//! script, keypad, scanner, camera, staff, and a simulated centre. The check-in itself is the
//! shipped library's.

use std::cell::RefCell;
use std::rc::Rc;

use mynareader::application::ToSign;
use mynareader::calendar::Date;
use mynareader::certificate::{Accept, GRACE_SINCE, GraceLength};
use mynareader::desk::{
    CardLink, CardReading, Desk, Evidence, FaceEngine, FaceJob, FaceResult, Handle, Keypad,
    NationalSoftware, Options, Panel, Parts, PinAnswer, PinPrompt, Registration, Scanner, Served,
    Sight, StaffTerminal, SystemClock, View,
};
use mynareader::emulator::{self, Annotation, CardKind, CertificateAnswer, Persona};
use mynareader::facts::Method;
use mynareader::fault::FaultCode;
use mynareader::guidance::{Language, Situation, advise};
use mynareader::journal::Journal;
use mynareader::reception::{
    Actor, Answer, Comparison, Config, Consents, Eligibility, FaceDecision, LastTry, Liveness,
    Mark, Number, Outcome, Path, Prescription, Reception, Request, ScanOutcome, Screen, SightPlace,
    Sighting, StaffNotice, State,
};
use mynareader::secret::{CodeB, Pin};

use super::words;

// By its path, because tests include this file alone.
#[path = "../support/authority.rs"]
mod authority;

/// Who is heard or seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// The patient's screen.
    Patient,
    /// What the patient does.
    Act,
    /// What the staff see and do.
    Staff,
    /// The simulated centre.
    Centre,
}

impl Who {
    /// A stable name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Patient => "patient",
            Self::Act => "patient-acts",
            Self::Staff => "staff",
            Self::Centre => "centre",
        }
    }
}

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
}

/// What is played.
pub struct Play {
    /// How the reader is set up.
    pub config: Config,
    /// The day in Japan.
    pub day: Date,
    /// The language.
    pub language: Language,
    /// The method that the patient takes.
    pub method: Method,
    /// Whose card it is; nobody's where a real card lies in a real reader.
    pub persona: Option<Persona>,
    /// The PIN that the patient enters.
    pub pin: Option<Pin>,
    /// Code B as printed, as often as the scanner looks.
    pub code_b: Vec<CodeB>,
    /// What the card tasks go by.
    pub options: Options,
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
pub fn play(
    play: Play,
    link: &mut dyn CardLink,
    sink: &mut dyn FnMut(Said),
) -> Result<Played, &'static str> {
    let Play {
        config,
        day,
        language,
        method,
        persona,
        pin,
        code_b,
        options,
    } = play;
    let stage = Rc::new(Stage {
        said: RefCell::new(Box::new(sink)),
        language,
        day,
        method,
        persona,
        pin: RefCell::new(pin),
        code_b: RefCell::new(code_b),
        acted: RefCell::new(Acted::default()),
    });
    let [mut panel, mut keypad, mut scanner] = [(); 3].map(|()| Player(Rc::clone(&stage)));
    let [mut engine, mut national, mut staff] = [(); 3].map(|()| Player(Rc::clone(&stage)));
    let parts = Parts {
        panel: &mut panel,
        keypad: &mut keypad,
        scanner: &mut scanner,
        engine: &mut engine,
        national: &mut national,
        staff: &mut staff,
    };
    let mut desk = Desk::new(Reception::new(config), parts, link, options);
    let handle = desk.handle();
    stage.acted.borrow_mut().handle = Some(handle.clone());
    stage.act(words::card_placed(language).to_owned());
    handle
        .card_placed(day)
        .map_err(|_| "the desk took no card")?;
    let clock = SystemClock::new();
    let mut begun = false;
    desk.run(&clock, |desk| {
        begun |= desk.reception().pending().is_some();
        begun && matches!(desk.reception().state(), State::Ended | State::Idle)
    });
    if desk.reception().state() == State::Ended {
        stage.act(words::card_taken(language).to_owned());
        handle
            .card_removed()
            .map_err(|_| "the desk took no event")?;
        desk.run(&clock, |desk| desk.reception().state() == State::Idle);
    }
    let journal = desk.take_journals().pop().ok_or("no journal was written")?;
    let outcome = journal.outcome().ok_or("the journal has no end")?;
    Ok(Played { outcome, journal })
}

struct Stage<'s> {
    said: RefCell<Box<dyn FnMut(Said) + 's>>,
    language: Language,
    day: Date,
    method: Method,
    persona: Option<Persona>,
    pin: RefCell<Option<Pin>>,
    code_b: RefCell<Vec<CodeB>>,
    acted: RefCell<Acted>,
}

/// What has been done so far.
#[derive(Default)]
struct Acted {
    handle: Option<Handle>,
    chosen: bool,
}

impl Stage<'_> {
    fn say(&self, who: Who, kind: &'static str, code: Option<FaultCode>, lines: Vec<String>) {
        (self.said.borrow_mut())(Said {
            who,
            kind,
            code,
            lines,
        });
    }

    fn act(&self, line: String) {
        self.say(Who::Act, "answer", None, vec![line]);
    }

    /// The patient has done what the script says and goes no further.
    fn give_up<T>(&self) -> Served<T> {
        self.act(words::gives_up(self.language).to_owned());
        if let Some(handle) = &self.acted.borrow().handle {
            // The desk takes it as soon as it is back from asking.
            let _ = handle.cancel(Actor::Patient);
        }
        Served::Later
    }

    fn advise(&self, code: FaultCode, situation: &Situation, who: Who) {
        let mut situation = *situation;
        situation.language = self.language;
        let guidance = advise(code, &situation);
        let lines = if who == Who::Patient {
            vec![guidance.patient.to_owned()]
        } else {
            words::staff_advice(self.language, &guidance)
        };
        self.say(who, "advice", Some(code), lines);
    }
}

struct Player<'s>(Rc<Stage<'s>>);

impl Panel for Player<'_> {
    fn show(&mut self, screen: Screen, _view: View) {
        if let Some(line) = words::screen(self.0.language, screen) {
            self.0.say(Who::Patient, "screen", None, vec![line]);
        }
    }

    fn ask(&mut self, _number: Number, request: &Request, _view: View) -> Served<(Answer, Actor)> {
        let stage = &self.0;
        stage.say(
            Who::Patient,
            "question",
            None,
            words::question(stage.language, request),
        );
        let (answer, by) = match *request {
            Request::ChooseMethod { .. } => {
                // The script: the one method that was asked for, and no other.
                if std::mem::replace(&mut stage.acted.borrow_mut().chosen, true) {
                    return stage.give_up();
                }
                let by = if stage.method == Method::Staff {
                    Actor::Staff
                } else {
                    Actor::Patient
                };
                (Answer::Chosen(stage.method), by)
            }
            Request::DecideLastTry { .. } if stage.method != Method::Pin => {
                return stage.give_up();
            }
            Request::DecideLastTry { .. } => {
                stage.acted.borrow_mut().chosen = true;
                (Answer::LastTry(LastTry::Keep), Actor::Patient)
            }
            Request::ConfirmOnPhone => (Answer::PhoneConfirmed, Actor::Reader),
            Request::OfferRegistration => (Answer::RegistrationWanted(true), Actor::Patient),
            Request::ShowNotice(_) => (Answer::NoticeRead, Actor::Patient),
            Request::ChoosePrescription => {
                (Answer::Prescription(Prescription::Paper), Actor::Patient)
            }
            Request::AskConsent(profile) => (Answer::Consented(profile.items()), Actor::Patient),
            _ => return Served::Failed(FaultCode::TERMINAL_APPLICATION),
        };
        stage.act(words::answer(stage.language, answer));
        Served::Now((answer, by))
    }

    fn remind(&mut self, _view: View) {
        self.0.say(
            Who::Patient,
            "screen",
            None,
            vec![words::reminder(self.0.language).to_owned()],
        );
    }

    fn advise(&mut self, code: FaultCode, situation: &Situation, _view: View) {
        self.0.advise(code, situation, Who::Patient);
    }

    fn abandon(&mut self, _number: Number) {}

    fn prompt_removal(&mut self, _view: View) {
        self.0.say(
            Who::Patient,
            "screen",
            None,
            vec![words::take_card(self.0.language).to_owned()],
        );
    }

    fn sound_alarm(&mut self, _reminder: u8) {}
}

impl Keypad for Player<'_> {
    fn enter_pin(&mut self, _number: Number, prompt: PinPrompt) -> Served<(Pin, Actor)> {
        let stage = &self.0;
        stage.say(
            Who::Patient,
            "question",
            None,
            vec![words::enter_pin(stage.language, prompt)],
        );
        if stage.method != Method::Pin {
            return stage.give_up();
        }
        stage.acted.borrow_mut().chosen = true;
        let pin = stage.pin.borrow_mut().take();
        match pin {
            Some(pin) => {
                stage.act(words::enters_pin(stage.language).to_owned());
                Served::Now((pin, Actor::Patient))
            }
            None => stage.give_up(),
        }
    }
}

impl Scanner for Player<'_> {
    fn scan(&mut self, _number: Number, _again: Option<ScanOutcome>) -> Served<CardReading> {
        let stage = &self.0;
        stage.say(
            Who::Patient,
            "screen",
            None,
            vec![words::scanning(stage.language).to_owned()],
        );
        let readings = std::mem::take(&mut *stage.code_b.borrow_mut());
        let obstacle = readings.is_empty().then_some(ScanOutcome::Unreadable);
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
        Served::Now(CardReading {
            readings,
            failed: 0,
            obstacle,
            mark,
        })
    }
}

impl FaceEngine for Player<'_> {
    fn compare(&mut self, _number: Number, job: FaceJob<'_>) -> Served<FaceResult> {
        let stage = &self.0;
        stage.say(
            Who::Patient,
            "screen",
            None,
            vec![words::capturing(stage.language).to_owned()],
        );
        // The simulated patient is the persona: the engine "sees" the persona's own photo. With a
        // real card nobody has looked at anybody, and the engine says so.
        let comparison = match stage.persona.as_ref() {
            None => Comparison {
                decision: FaceDecision::NotCompared,
                liveness: Liveness::NotEvaluated,
            },
            Some(persona) if persona.photo() == Some(job.photo) => Comparison {
                decision: FaceDecision::Match,
                liveness: Liveness::Live,
            },
            Some(_) => Comparison {
                decision: FaceDecision::NoMatch,
                liveness: Liveness::Live,
            },
        };
        if comparison.decision == FaceDecision::NotCompared {
            stage.say(
                Who::Staff,
                "notice",
                None,
                vec![words::not_compared(stage.language, job.photo.len())],
            );
        }
        Served::Now(FaceResult {
            comparison,
            score: None,
            engine: "simulated".to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
        })
    }
}

impl StaffTerminal for Player<'_> {
    fn tell(&mut self, notice: StaffNotice, _view: View) {
        if let Some(line) = words::staff_notice(self.0.language, notice) {
            self.0.say(Who::Staff, "notice", None, vec![line]);
        }
    }

    fn advise(&mut self, code: FaultCode, situation: &Situation, _view: View) {
        self.0.advise(code, situation, Who::Staff);
    }

    fn check_by_sight(&mut self, _number: Number, place: SightPlace, _view: View) -> Served<Sight> {
        let stage = &self.0;
        stage.say(
            Who::Staff,
            "question",
            None,
            vec![words::look(stage.language, place).to_owned()],
        );
        if stage.method != Method::Staff {
            return stage.give_up();
        }
        stage.acted.borrow_mut().chosen = true;
        // Without a photo on the card there is nothing to compare with.
        let same = stage
            .persona
            .as_ref()
            .is_none_or(|persona| persona.photo().is_some());
        let sighting = if same {
            Sighting::Same
        } else {
            Sighting::NotSame
        };
        stage.say(
            Who::Staff,
            "answer",
            None,
            vec![words::sighted(stage.language, sighting).to_owned()],
        );
        let passcode = (place == SightPlace::Reader)
            .then(|| mynareader::desk::Passcode::new("rehearsal".to_owned()))
            .flatten();
        Served::Now(Sight {
            sighting,
            passcode,
            by: Actor::Staff,
        })
    }
}

impl Stage<'_> {
    fn centre(&self, line: String) {
        self.say(Who::Centre, "answer", None, vec![line]);
    }

    fn refuse<T>(&self, code: FaultCode) -> Served<T> {
        self.say(
            Who::Centre,
            "answer",
            Some(code),
            vec![words::centre_code(self.language, code)],
        );
        Served::Failed(code)
    }

    /// The last day of the certificate, and whether the centre still takes it today.
    fn in_grace(persona: &Persona, day: Date) -> Option<bool> {
        let end = persona.certificate_end()?;
        let end = Date::new(i16::try_from(end.year()).ok()?, end.month(), end.day()).ok()?;
        if day <= end {
            return Some(false);
        }
        let grace = persona.kind() == CardKind::MyNumber
            && day >= GRACE_SINCE
            && day <= GraceLength::EndOfMonthPlus3.until(end);
        grace.then_some(true)
    }
}

impl NationalSoftware for Player<'_> {
    fn challenge(&mut self, _number: Number) -> Served<ToSign> {
        // A simulated centre's challenge may be foreseen: it admits nobody but personas.
        Served::Now(ToSign::digest(&[0x5A; 32]))
    }

    fn authenticate(&mut self, _number: Number, evidence: Evidence<'_>) -> Served<bool> {
        let stage = &self.0;
        let Some(persona) = stage.persona.as_ref() else {
            return stage.refuse(FaultCode::TERMINAL_APPLICATION);
        };
        if evidence.path == Path::Signed && evidence.signature.is_none() {
            return stage.refuse(FaultCode::TERMINAL_APPLICATION);
        }
        let record = persona.centre();
        match Stage::in_grace(persona, stage.day) {
            Some(grace) if record.certificate != CertificateAnswer::Revoked => {
                stage.centre(words::authenticated(
                    stage.language,
                    grace,
                    record.registered,
                ));
                Served::Now(record.registered)
            }
            _ => stage.refuse(FaultCode::CERTIFICATE_ENDED),
        }
    }

    fn authenticate_with_pin(
        &mut self,
        _number: Number,
        _pin: &Pin,
        _last_try: bool,
    ) -> Served<PinAnswer> {
        self.0.refuse(FaultCode::TERMINAL_APPLICATION)
    }

    fn register(&mut self, _number: Number) -> Served<Registration> {
        let stage = &self.0;
        match stage.persona.as_ref() {
            Some(persona) if persona.centre().insurer_data => {
                stage.centre(words::registered(stage.language).to_owned());
                Served::Now(Registration::Done)
            }
            Some(_) => stage.refuse(FaultCode::INSURER_NOT_REGISTERED),
            None => stage.refuse(FaultCode::TERMINAL_APPLICATION),
        }
    }

    fn eligibility(&mut self, _number: Number) -> Served<Eligibility> {
        let stage = &self.0;
        let Some(persona) = stage.persona.as_ref() else {
            return stage.refuse(FaultCode::TERMINAL_APPLICATION);
        };
        let record = persona.centre();
        let eligibility = match record.eligibility {
            emulator::Eligibility::Valid if Stage::in_grace(persona, stage.day) == Some(true) => {
                Eligibility::InGrace
            }
            emulator::Eligibility::Valid => Eligibility::Valid,
            emulator::Eligibility::Several => Eligibility::Several,
            emulator::Eligibility::LostWithLastKnown => Eligibility::Lost,
            emulator::Eligibility::MedicalAssistanceUnregistered => Eligibility::AidUnregistered,
            _ => Eligibility::None,
        };
        stage.centre(words::eligibility(
            stage.language,
            eligibility,
            &record.insurer,
            record.share,
        ));
        Served::Now(eligibility)
    }

    fn deliver(
        &mut self,
        _number: Number,
        consents: Consents,
        prescription: Option<Prescription>,
    ) -> Served<()> {
        self.0
            .centre(words::delivered(self.0.language, consents, prescription));
        Served::Now(())
    }

    fn check_passcode(
        &mut self,
        _number: Number,
        passcode: &mynareader::desk::Passcode,
    ) -> Served<bool> {
        Served::Now(passcode.expose() == "rehearsal")
    }
}
