//! The simulated national software with its centre: answers as the persona's record says, or as a
//! cue says.

use mynareader_card::application::ToSign;
use mynareader_card::application::jpki::Jpki;
use mynareader_card::application::record::Signed;
use mynareader_card::card::{Card, CardErrorKind, Floor, LastTryAccepted, Verification};
use mynareader_card::certificate::{GRACE_SINCE, GraceLength};
use mynareader_card::secret::Pin;
use mynareader_desk::{
    Choices, Entitlement, Evidence, NationalSoftware, Passcode, PinAnswer, Posted, Registration,
    Secret, Served,
};
use mynareader_emulator::{CardKind, CertificateAnswer, Persona};
use mynareader_facts::calendar::Date;
use mynareader_facts::{CertificateState, Tries};
use mynareader_reception::fault::{FaultCode, Happened, Step, Symptom, diagnose};
use mynareader_reception::reception::{Actor, Answer, Eligibility, Number, Path, State};

use super::{Done, Player, Stage, Who};
use crate::words;

impl Stage<'_> {
    fn centre(&self, line: String) {
        self.say(Who::Centre, "answer", None, vec![line]);
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

    /// What the centre says of the certificate: whether the card is registered.
    fn judge_certificate(&self, number: Number) -> Option<bool> {
        let Some(persona) = self.persona.as_ref() else {
            self.refuse(number, FaultCode::TERMINAL_APPLICATION);
            return None;
        };
        let record = persona.centre();
        match Stage::in_grace(persona, self.day) {
            Some(grace) if record.certificate != CertificateAnswer::Revoked => {
                self.centre(words::authenticated(
                    self.language,
                    grace,
                    record.registered,
                ));
                Some(record.registered)
            }
            _ => {
                let state = if record.certificate == CertificateAnswer::Revoked {
                    CertificateState::Revoked
                } else {
                    CertificateState::PastGrace
                };
                let symptom = Symptom::new(Step::CheckCertificate, Happened::Certificate(state));
                self.refuse(number, diagnose(&symptom).code);
                None
            }
        }
    }

    /// The national software presents the PIN to the card, once.
    fn present_pin(&self, pin: &Pin, last_try: bool) -> PinAnswer {
        let mut card = self.national_card.borrow_mut();
        let Some(transport) = card.as_deref_mut() else {
            return PinAnswer::Unjudged;
        };
        let mut card = Card::new(transport, self.profile.clone());
        let floor = if last_try {
            Floor::Override(LastTryAccepted::after_warning())
        } else {
            Floor::DEFAULT
        };
        let signed = Jpki::new(&mut card).authenticate(&challenge(), pin, floor);
        let answer = match signed {
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

/// A simulated centre's challenge may be foreseen: it admits nobody but personas.
fn challenge() -> ToSign {
    ToSign::digest(&[0x5A; 32])
}

impl NationalSoftware for Player<'_> {
    fn challenge(&mut self, number: Number) -> Served<ToSign> {
        let stage = &self.0;
        if stage.cue(State::ObtainingChallenge, number, None).is_some() {
            stage.post(Posted::Secret(
                number,
                Secret::Challenge(challenge(), Actor::Terminal),
            ));
        }
        Served::Later
    }

    fn authenticate(&mut self, number: Number, evidence: Evidence<'_>) -> Served<bool> {
        let stage = &self.0;
        if stage.cue(State::Authenticating, number, None).is_none() {
            return Served::Later;
        }
        if evidence.path == Path::Signed && evidence.signature.is_none() {
            stage.refuse(number, FaultCode::TERMINAL_APPLICATION);
        } else if let Some(registered) = stage.judge_certificate(number) {
            stage.answer(number, Answer::Authenticated { registered }, Actor::Centre);
        }
        Served::Later
    }

    fn authenticate_with_pin(
        &mut self,
        number: Number,
        pin: &Pin,
        last_try: bool,
    ) -> Served<PinAnswer> {
        let stage = &self.0;
        let Some((done, _)) = stage.cue(State::AuthenticatingWithPin, number, None) else {
            return Served::Later;
        };
        let found = match done.word("judged") {
            "unjudged" => {
                // The card judged it all the same; the answer was lost.
                let _ = stage.present_pin(pin, last_try);
                PinAnswer::Unjudged
            }
            _ => stage.present_pin(pin, last_try),
        };
        let answer = match found {
            PinAnswer::Authenticated { .. } => match stage.judge_certificate(number) {
                Some(registered) => Answer::Authenticated { registered },
                None => return Served::Later,
            },
            PinAnswer::Wrong { tries } => Answer::PinWrong { tries },
            PinAnswer::Unjudged => Answer::PinUnjudged,
        };
        stage.answer(number, answer, Actor::Terminal);
        Served::Later
    }

    fn register(&mut self, number: Number) -> Served<Registration> {
        let stage = &self.0;
        let Some((done, _)) = stage.cue(State::Registering, number, None) else {
            return Served::Later;
        };
        let known = stage
            .persona
            .as_ref()
            .is_some_and(|persona| persona.centre().insurer_data);
        let answer = match done {
            Done::Deed("delayed") => Answer::RegistrationDelayed,
            Done::Deed(_) => Answer::Registered,
            _ if known => {
                stage.centre(words::registered(stage.language).to_owned());
                Answer::Registered
            }
            _ => {
                stage.refuse(number, FaultCode::INSURER_NOT_REGISTERED);
                return Served::Later;
            }
        };
        stage.answer(number, answer, Actor::Terminal);
        Served::Later
    }

    fn eligibility(&mut self, number: Number) -> Served<Entitlement> {
        let stage = &self.0;
        let Some((done, _)) = stage.cue(State::QueryingEligibility, number, None) else {
            return Served::Later;
        };
        let Some(persona) = stage.persona.as_ref() else {
            stage.refuse(number, FaultCode::TERMINAL_APPLICATION);
            return Served::Later;
        };
        let record = persona.centre();
        let subsidy = match done {
            Done::Deed(word) => word == "subsidy",
            _ => record.subsidy,
        };
        let eligibility = match done {
            Done::Deed(word) => match word {
                "valid" | "subsidy" => Eligibility::Valid,
                "in-grace" => Eligibility::InGrace,
                "several" => Eligibility::Several,
                "aid-unregistered" => Eligibility::AidUnregistered,
                "lost" => Eligibility::Lost,
                _ => Eligibility::None,
            },
            _ => {
                let eligibility = match record.eligibility {
                    mynareader_emulator::Eligibility::Valid
                        if Stage::in_grace(persona, stage.day) == Some(true) =>
                    {
                        Eligibility::InGrace
                    }
                    mynareader_emulator::Eligibility::Valid => Eligibility::Valid,
                    mynareader_emulator::Eligibility::Several => Eligibility::Several,
                    mynareader_emulator::Eligibility::LostWithLastKnown => Eligibility::Lost,
                    mynareader_emulator::Eligibility::MedicalAssistanceUnregistered => {
                        Eligibility::AidUnregistered
                    }
                    _ => Eligibility::None,
                };
                stage.centre(words::eligibility(
                    stage.language,
                    eligibility,
                    &record.insurer,
                    record.share,
                ));
                eligibility
            }
        };
        let answer = Answer::Eligibility {
            eligibility,
            subsidy,
        };
        stage.answer(number, answer, Actor::Centre);
        Served::Later
    }

    fn deliver(&mut self, number: Number, choices: Choices) -> Served<()> {
        let stage = &self.0;
        if let Some((done, _)) = stage.cue(State::Delivering, number, None) {
            if !matches!(done, Done::Deed(_)) {
                stage.centre(words::delivered(stage.language, choices));
            }
            stage.answer(number, Answer::Delivered, Actor::Terminal);
        }
        Served::Later
    }

    fn check_passcode(&mut self, number: Number, passcode: &Passcode) -> Served<bool> {
        let stage = &self.0;
        if let Some((done, _)) = stage.cue(State::CheckingPasscode, number, None) {
            let accepted = match done {
                Done::Deed(word) => word == "right",
                _ => passcode.expose() == "rehearsal",
            };
            stage.answer(number, Answer::Passcode { accepted }, Actor::Terminal);
        }
        Served::Later
    }
}
