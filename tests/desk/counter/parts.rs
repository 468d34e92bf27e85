//! A counter: the maker's parts of a desk, which ask a mind what to answer, and answer at once or
//! later through the handle. Whatever they are asked, told or handed goes by the watch first.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use mynareader::application::ToSign;
use mynareader::application::jpki::Jpki;
use mynareader::application::record::Signed;
use mynareader::card::{Card, CardErrorKind, Floor, LastTryAccepted, Profile, Verification};
use mynareader::desk::{
    CardReading, Choices, Entitlement, Evidence, FaceEngine, FaceJob, FaceResult, Handle, Keypad,
    NationalSoftware, Panel, Parts, Passcode, PinAnswer, PinPrompt, Posted, Registration, Scanner,
    Secret, Served, Sight, StaffTerminal, Typed, View,
};
use mynareader::facts::Tries;
use mynareader::fault::{Fault, FaultCode};
use mynareader::guidance::Situation;
use mynareader::reception::{
    Actor, Answer, Input, Number, Path, Request, ScanOutcome, Screen, SightPlace, StaffNotice,
};
use mynareader::secret::Pin;
use mynareader::transport::{LinkCapabilities, LinkError, ResponseBuffer, Transport};
use mynareader_emulator::VirtualCard;

use super::watch::Watch;

/// What a part of the maker's is asked.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Asked {
    Panel(Request),
    Pin(Tries),
    Scan,
    Compare,
    Sight(SightPlace),
    Challenge,
    Authenticate(Path),
    /// How the card judged the PIN that the national software presented to it.
    AuthenticateWithPin(PinAnswer),
    Register,
    Eligibility,
    Deliver,
    Passcode,
}

/// Who decides what is answered.
pub trait Mind {
    /// What is posted for this: the answer, something before it, something else, or nothing.
    fn asked(&mut self, number: Number, asked: Asked) -> Vec<Posted>;
}

/// A virtual card that the reader and the national software use in turn.
#[derive(Clone)]
pub struct Lent(pub Rc<RefCell<VirtualCard>>);

impl Transport for Lent {
    fn transmit(
        &mut self,
        command: &[u8],
        response: &mut ResponseBuffer,
        limit: Duration,
    ) -> Result<(), LinkError> {
        self.0.borrow_mut().transmit(command, response, limit)
    }
    fn capabilities(&self) -> LinkCapabilities {
        self.0.borrow().capabilities()
    }
    fn reset(&mut self) -> Result<(), LinkError> {
        self.0.borrow_mut().reset()
    }
    fn power_down(&mut self) -> Result<(), LinkError> {
        self.0.borrow_mut().power_down()
    }
}

/// What the parts have in common.
pub struct Counter<M> {
    pub mind: RefCell<M>,
    pub watch: RefCell<Watch>,
    pub handle: RefCell<Option<Handle>>,
    /// Answers come with the call; else through the handle.
    pub at_once: bool,
    pub card: Lent,
}

/// One of the parts.
pub struct Part<M>(pub Rc<Counter<M>>);

/// All parts of a desk.
pub struct AllParts<M>([Part<M>; 6]);

impl<M: Mind> AllParts<M> {
    pub fn of(counter: &Rc<Counter<M>>) -> Self {
        Self([(); 6].map(|()| Part(Rc::clone(counter))))
    }

    pub fn lend(&mut self) -> Parts<'_> {
        let [panel, keypad, scanner, engine, national, staff] = &mut self.0;
        Parts {
            panel,
            keypad,
            scanner,
            engine,
            national,
            staff,
        }
    }
}

impl<M: Mind> Part<M> {
    /// Asks the mind. Gives the one answer that may be given with the call; posts all others.
    fn consult<T>(
        &self,
        number: Number,
        asked: Asked,
        now: impl FnOnce(Posted) -> Result<Served<T>, Posted>,
    ) -> Served<T> {
        self.0.watch.borrow_mut().asked(number, asked);
        let mut posted = self.0.mind.borrow_mut().asked(number, asked);
        for one in &posted {
            self.0.watch.borrow_mut().handed_in(one);
        }
        let mut served = Served::Later;
        if self.0.at_once && posted.len() == 1 {
            let one = posted.remove(0);
            match (failure(&one, number), now) {
                (Some(code), _) => return Served::Failed(code),
                (None, now) => match now(one) {
                    Ok(answer) => served = answer,
                    Err(one) => posted.push(one),
                },
            }
        }
        for one in posted {
            let _ = self.0.handle.borrow().as_ref().unwrap().post(one);
        }
        served
    }

    fn advised(&self, code: FaultCode, situation: &Situation, to_staff: bool) {
        let mut watch = self.0.watch.borrow_mut();
        watch.advised(code, situation, to_staff);
    }
}

fn failure(posted: &Posted, asked: Number) -> Option<FaultCode> {
    match posted {
        Posted::Input(Input::Answered {
            number,
            answer: Answer::Failed(fault),
            by: Actor::Reader | Actor::Terminal,
        }) if *number == asked => Some(fault.code),
        _ => None,
    }
}

/// The answer under this number, by whoever usually gives it; or what it is instead.
fn answer<T>(
    posted: Posted,
    asked: Number,
    pick: impl FnOnce(Answer) -> Option<T>,
) -> Result<Served<T>, Posted> {
    match &posted {
        Posted::Input(Input::Answered {
            number,
            answer,
            by: Actor::Terminal | Actor::Centre,
        }) if *number == asked => pick(*answer).map(Served::Now).ok_or(posted),
        _ => Err(posted),
    }
}

impl<M: Mind> Panel for Part<M> {
    fn show(&mut self, screen: Screen, view: View) {
        self.0.watch.borrow_mut().shown(screen, view);
    }
    fn ask(&mut self, number: Number, request: &Request, view: View) -> Served<(Answer, Actor)> {
        self.0.watch.borrow_mut().marked(view);
        self.consult(number, Asked::Panel(*request), |posted| match posted {
            Posted::Input(Input::Answered {
                number: to,
                answer,
                by,
            }) if to == number => Ok(Served::Now((answer, by))),
            other => Err(other),
        })
    }
    fn remind(&mut self, view: View) {
        self.0.watch.borrow_mut().marked(view);
    }
    fn advise(&mut self, fault: Fault, situation: &Situation, view: View) {
        self.0.watch.borrow_mut().marked(view);
        self.advised(fault.code, situation, false);
    }
    fn abandon(&mut self, _: Number) {}
    fn prompt_removal(&mut self, view: View) {
        self.0.watch.borrow_mut().marked(view);
    }
    fn sound_alarm(&mut self, _: u8) {}
}

impl<M: Mind> Keypad for Part<M> {
    fn enter_pin(&mut self, number: Number, prompt: PinPrompt) -> Served<Typed> {
        self.0.watch.borrow_mut().marked(prompt.view);
        self.consult(number, Asked::Pin(prompt.tries), |posted| match posted {
            Posted::Secret(to, Secret::Pin(pin, by)) if to == number => {
                Ok(Served::Now(Typed::Pin(pin, by)))
            }
            other => Err(other),
        })
    }
}

impl<M: Mind> Scanner for Part<M> {
    fn scan(&mut self, number: Number, _: Option<ScanOutcome>) -> Served<CardReading> {
        self.consult(number, Asked::Scan, |posted| match posted {
            Posted::Secret(to, Secret::Reading(reading)) if to == number => {
                Ok(Served::Now(reading))
            }
            other => Err(other),
        })
    }
}

impl<M: Mind> FaceEngine for Part<M> {
    fn compare(&mut self, number: Number, job: FaceJob<'_>) -> Served<FaceResult> {
        self.0.watch.borrow_mut().photo(&job);
        self.consult(number, Asked::Compare, |posted| match posted {
            Posted::Secret(to, Secret::Face(result)) if to == number => Ok(Served::Now(result)),
            other => Err(other),
        })
    }
}

impl<M> Part<M> {
    /// The national software presents the PIN to the card, once.
    fn present(&self, pin: &Pin, last_try: bool) -> PinAnswer {
        let mut link = self.0.card.clone();
        let mut card = Card::new(&mut link, Profile::my_number_card());
        let floor = if last_try {
            Floor::Override(LastTryAccepted::after_warning())
        } else {
            Floor::DEFAULT
        };
        let digest = ToSign::digest(&[0x5A; 32]);
        let answer = match Jpki::new(&mut card).authenticate(&digest, pin, floor) {
            Ok(Signed::Signature(_)) => PinAnswer::Authenticated { registered: true },
            Ok(Signed::Refused(Verification::Wrong(tries))) => PinAnswer::Wrong { tries },
            Ok(Signed::Refused(_)) => PinAnswer::Wrong {
                tries: Tries::Blocked,
            },
            Err(error) => match error.kind {
                CardErrorKind::TooFewTries { tries, .. } => PinAnswer::Wrong { tries },
                _ => PinAnswer::Unjudged,
            },
        };
        let _ = card.leave();
        answer
    }
}

impl<M: Mind> NationalSoftware for Part<M> {
    fn challenge(&mut self, number: Number) -> Served<ToSign> {
        self.consult(number, Asked::Challenge, |posted| match posted {
            Posted::Secret(to, Secret::Challenge(challenge, _)) if to == number => {
                Ok(Served::Now(challenge))
            }
            other => Err(other),
        })
    }
    fn authenticate(&mut self, number: Number, evidence: Evidence<'_>) -> Served<bool> {
        self.0.watch.borrow_mut().debugged(&evidence);
        // The card signed if, and only if, the way is the one with the PIN.
        assert_eq!(evidence.signature.is_some(), evidence.path == Path::Signed);
        self.consult(number, Asked::Authenticate(evidence.path), |posted| {
            answer(posted, number, |answer| match answer {
                Answer::Authenticated { registered } => Some(registered),
                _ => None,
            })
        })
    }
    fn authenticate_with_pin(
        &mut self,
        number: Number,
        pin: &Pin,
        last_try: bool,
    ) -> Served<PinAnswer> {
        let judged = self.present(pin, last_try);
        self.consult(number, Asked::AuthenticateWithPin(judged), |posted| {
            answer(posted, number, |answer| match answer {
                Answer::Authenticated { registered } => {
                    Some(PinAnswer::Authenticated { registered })
                }
                Answer::PinWrong { tries } => Some(PinAnswer::Wrong { tries }),
                Answer::PinUnjudged => Some(PinAnswer::Unjudged),
                _ => None,
            })
        })
    }
    fn register(&mut self, number: Number) -> Served<Registration> {
        self.consult(number, Asked::Register, |posted| {
            answer(posted, number, |answer| match answer {
                Answer::Registered => Some(Registration::Done),
                Answer::RegistrationDelayed => Some(Registration::Delayed),
                _ => None,
            })
        })
    }
    fn eligibility(&mut self, number: Number) -> Served<Entitlement> {
        self.consult(number, Asked::Eligibility, |posted| {
            answer(posted, number, |answer| match answer {
                Answer::Eligibility {
                    eligibility,
                    subsidy,
                } => Some(Entitlement {
                    eligibility,
                    subsidy,
                }),
                _ => None,
            })
        })
    }
    fn deliver(&mut self, number: Number, choices: Choices) -> Served<()> {
        let (consents, prescription) = (choices.consents, choices.prescription);
        self.0.watch.borrow_mut().delivered(consents, prescription);
        self.consult(number, Asked::Deliver, |posted| {
            answer(posted, number, |answer| {
                (answer == Answer::Delivered).then_some(())
            })
        })
    }
    fn check_passcode(&mut self, number: Number, passcode: &Passcode) -> Served<bool> {
        self.0.watch.borrow_mut().debugged(passcode);
        self.consult(number, Asked::Passcode, |posted| {
            answer(posted, number, |answer| match answer {
                Answer::Passcode { accepted } => Some(accepted),
                _ => None,
            })
        })
    }
}

impl<M: Mind> StaffTerminal for Part<M> {
    fn tell(&mut self, notice: StaffNotice, view: View) {
        self.0.watch.borrow_mut().marked(view);
        self.0.watch.borrow_mut().told(notice);
    }
    fn advise(&mut self, fault: Fault, situation: &Situation, view: View) {
        self.0.watch.borrow_mut().marked(view);
        self.advised(fault.code, situation, true);
    }
    fn check_by_sight(&mut self, number: Number, place: SightPlace, view: View) -> Served<Sight> {
        self.0.watch.borrow_mut().marked(view);
        self.consult(number, Asked::Sight(place), |posted| match posted {
            Posted::Secret(to, Secret::Sight(sight)) if to == number => Ok(Served::Now(sight)),
            other => Err(other),
        })
    }
}
