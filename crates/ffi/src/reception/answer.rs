//! Answers to requests: one record, which says what is answered and by whom.

use core::ffi::c_void;

use super::super::card;
use super::super::facts::{self, reported_code};
use super::super::failure::Failure;
use super::super::guard;
use super::super::guidance::mnr_symptom;
use super::super::pointer::{self, Extensible, flag};
use super::super::status::{MNR_ERROR_LENGTH, MNR_ERROR_WRONG_ACTOR};
use super::action::mnr_number;
use super::{event, hand_in, mnr_reception};
use mynareader_card::secret::{CodeB, CodeBPolicy, Pin};
use mynareader_desk::{CardReading, Passcode, Posted, Secret, Sight};
use mynareader_facts::{Key, Tries};
use mynareader_reception::fault::Fault;
use mynareader_reception::reception::{
    Actor, Answer, CardFacts, Comparison, Consents, FurtherFacts, Input, Number, Scan,
};

/// An answer to any request: it failed. Either code_maker and code_number say why, or symptom says
/// what was seen; the library then finds the code and keeps where it comes from. A code of the national
/// table or of this library must stand there: 0 is none. By the reader, the terminal or the centre.
pub const MNR_ANSWER_FAILED: i32 = 1;
/// An answer to MNR_ACTION_IDENTIFY_CARD: what the chip reported about itself, facts. By the
/// reader.
pub const MNR_ANSWER_IDENTIFIED: i32 = 2;
/// An answer to MNR_ACTION_CHOOSE_METHOD: what was chosen, method. By the patient's side; by the
/// staff for MNR_METHOD_STAFF.
pub const MNR_ANSWER_METHOD: i32 = 3;
/// An answer to MNR_ACTION_SCAN_CARD_FACE: the result. To a reception: detail, one of MNR_SCAN_*;
/// agreeing, for MNR_SCAN_READ how many readings agree; and mark. To a desk: secret, the readings
/// that have all 14 digits, one after the other, of which at most 32 are used; failed, how many
/// scans failed; detail, what prevented a reading or 0; and mark. By the reader.
pub const MNR_ANSWER_SCANNED: i32 = 4;
/// An answer to MNR_ACTION_READ_FACE_RECORD: code B was right, the photo was read, and its
/// signature and the proof that the chip is present are valid. By the reader.
pub const MNR_ANSWER_RECORD_READ: i32 = 5;
/// An answer to MNR_ACTION_READ_FACE_RECORD: the card refused code B, tries are left. By the
/// reader.
pub const MNR_ANSWER_CODE_B_WRONG: i32 = 6;
/// An answer to MNR_ACTION_COMPARE_FACE: what the face engine found, detail, one of MNR_FACE_*, and
/// liveness. By the reader.
pub const MNR_ANSWER_COMPARED: i32 = 7;
/// An answer to MNR_ACTION_DECIDE_LAST_TRY: detail, one of MNR_LAST_TRY_DECISION_*. By the patient,
/// the legal representative or the proxy.
pub const MNR_ANSWER_LAST_TRY: i32 = 8;
/// An answer to MNR_ACTION_ENTER_PIN and MNR_ACTION_ENTER_PIN_AHEAD: four digits were entered. To a desk: secret, the digits. By
/// the patient, the legal representative or the proxy.
pub const MNR_ANSWER_PIN_ENTERED: i32 = 9;
/// An answer to MNR_ACTION_OBTAIN_CHALLENGE: the challenge was obtained. To a desk: secret, the
/// data to sign, and detail, one of MNR_SCHEME_*. By the terminal or the centre.
pub const MNR_ANSWER_CHALLENGE_OBTAINED: i32 = 10;
/// An answer to MNR_ACTION_VERIFY_PIN and MNR_ACTION_AUTHENTICATE_WITH_PIN: wrong, tries are left.
/// By the reader to the first, by the terminal or the centre to the second.
pub const MNR_ANSWER_PIN_WRONG: i32 = 11;
/// An answer to MNR_ACTION_VERIFY_PIN: right, and the challenge is signed. By the reader.
pub const MNR_ANSWER_PIN_VERIFIED: i32 = 12;
/// An answer to MNR_ACTION_VERIFY_PIN and MNR_ACTION_AUTHENTICATE_WITH_PIN: the link failed after
/// the PIN may have been sent, and nobody knows how the card judged it. By the same actors as
/// MNR_ANSWER_PIN_WRONG.
pub const MNR_ANSWER_PIN_UNJUDGED: i32 = 13;
/// An answer to MNR_ACTION_READ_TRIES: the tries of the PIN. By the reader.
pub const MNR_ANSWER_TRIES_READ: i32 = 14;
/// An answer to MNR_ACTION_CHECK_BY_SIGHT: what the staff found, detail, one of MNR_SIGHTING_*. To
/// a desk also secret, the facility's passcode, if they checked on the reader. By the staff or the
/// terminal.
pub const MNR_ANSWER_SIGHTED: i32 = 15;
/// An answer to MNR_ACTION_CHECK_PASSCODE: yes if it was the facility's. By the terminal or the
/// centre.
pub const MNR_ANSWER_PASSCODE: i32 = 16;
/// An answer to MNR_ACTION_CONFIRM_ON_PHONE: the phone confirmed its holder. Only the device that
/// the phone lies on, reader or terminal, may report it; nobody else can answer for the phone.
pub const MNR_ANSWER_PHONE_CONFIRMED: i32 = 17;
/// An answer to MNR_ACTION_AUTHENTICATE and MNR_ACTION_AUTHENTICATE_WITH_PIN: the centre accepted
/// the certificate; yes if the card is registered for insurance use. By the terminal or the centre.
pub const MNR_ANSWER_AUTHENTICATED: i32 = 18;
/// An answer to MNR_ACTION_REACQUIRE_CARD: yes if it is the same chip. By the reader.
pub const MNR_ANSWER_REACQUIRED: i32 = 19;
/// An answer to MNR_ACTION_OFFER_REGISTRATION: yes if it is wanted. By the patient's side.
pub const MNR_ANSWER_REGISTRATION_WANTED: i32 = 20;
/// An answer to MNR_ACTION_REGISTER: done. By the terminal or the centre.
pub const MNR_ANSWER_REGISTERED: i32 = 21;
/// An answer to MNR_ACTION_REGISTER: taken, but it will take a while. By the terminal or the
/// centre.
pub const MNR_ANSWER_REGISTRATION_DELAYED: i32 = 22;
/// An answer to MNR_ACTION_QUERY_ELIGIBILITY: what the centre said, detail, one of
/// MNR_ELIGIBILITY_*; yes if the patient holds a registered certificate of the medical subsidy. By
/// the terminal or the centre.
pub const MNR_ANSWER_ELIGIBILITY: i32 = 23;
/// An answer to MNR_ACTION_SHOW_NOTICE: it was read. By the patient's side.
pub const MNR_ANSWER_NOTICE_READ: i32 = 24;
/// An answer to MNR_ACTION_CHOOSE_PRESCRIPTION: detail, one of MNR_PRESCRIPTION_*. By the patient's
/// side.
pub const MNR_ANSWER_PRESCRIPTION: i32 = 25;
/// An answer to MNR_ACTION_ASK_CONSENT: what was consented to, consents. By the patient's side.
pub const MNR_ANSWER_CONSENTED: i32 = 26;
/// An answer to MNR_ACTION_DELIVER: handed to the facility's system. By the terminal or the centre.
pub const MNR_ANSWER_DELIVERED: i32 = 27;
/// An answer to a request with may_go_back 1: the patient goes back to the methods. It uses up no
/// try. By the patient's side.
pub const MNR_ANSWER_BACK: i32 = 28;
/// An answer to MNR_ACTION_CHOOSE_PHONE: which kind of phone, detail, one of MNR_PHONE_*. By the
/// patient's side.
pub const MNR_ANSWER_PHONE: i32 = 29;
/// An answer to MNR_ACTION_ASK_SUBSIDY: yes if it is to be used. By the patient's side.
pub const MNR_ANSWER_SUBSIDY: i32 = 30;
/// An answer to MNR_ACTION_READ_AHEAD: the tries of code B, tries; the validity of the
/// authentication certificate today, detail, one of MNR_CERTIFICATE_*; and, if the application that
/// holds the photo does not answer as it should, the code of the reason. By the reader.
pub const MNR_ANSWER_READ_AHEAD: i32 = 31;

/// What the chip reported about itself when it was identified. No name, no number of the card.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct mnr_card_facts {
    /// The size of the structure that the caller was compiled with.
    pub struct_size: usize,
    /// What kind of chip, one of MNR_TOKEN_*.
    pub token: i32,
    /// Tries left of the authentication PIN, or MNR_TRIES_*.
    pub pin_tries: i32,
    /// Tries left of code B, or MNR_TRIES_*; MNR_TRIES_UNKNOWN if they are read later.
    pub code_b_tries: i32,
    /// 1 if the chip looks like that of a face-only card.
    pub face_only: i32,
    /// The validity of the authentication certificate today, one of MNR_CERTIFICATE_*;
    /// MNR_CERTIFICATE_UNKNOWN if it is read later.
    pub certificate: i32,
    /// The last day of the card itself: year, or 0 if it is not known or there is none.
    pub card_expiry_year: i32,
    /// Its month.
    pub card_expiry_month: i32,
    /// Its day.
    pub card_expiry_day: i32,
}

// SAFETY: laid out for C, begins with its size, numbers only.
unsafe impl Extensible for mnr_card_facts {
    const FIRST: usize = size_of::<Self>();
}

/// The answer to a request. Each MNR_ANSWER_* says which fields belong to it and who may give it;
/// the other fields must be 0. The functions mnr_answer_* below fill in the record, one for each
/// kind, so that the compiler checks the arguments. Other languages fill in the record themselves.
/// The data that it points to is copied, secrets into memory that is wiped, and need not outlive
/// the call.
///
/// The patient's side are MNR_ACTOR_PATIENT, MNR_ACTOR_LEGAL_REPRESENTATIVE, MNR_ACTOR_PROXY,
/// MNR_ACTOR_CARER and MNR_ACTOR_HELPER; the staff MNR_ACTOR_STAFF and MNR_ACTOR_ADMINISTRATOR.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct mnr_answer {
    /// The size of the structure that the caller was compiled with.
    pub struct_size: usize,
    /// What is answered, one of MNR_ANSWER_*.
    pub kind: i32,
    /// Who answered, one of MNR_ACTOR_*.
    pub actor: i32,
    /// The detail of the answer; see MNR_ANSWER_*.
    pub detail: i32,
    /// A method, one of MNR_METHOD_*.
    pub method: i32,
    /// 1 for yes, 0 for no.
    pub yes: i32,
    /// Tries left, or MNR_TRIES_*.
    pub tries: i32,
    /// Whether a face is live, one of MNR_LIVENESS_*.
    pub liveness: i32,
    /// The printed mark of a face-only card, one of MNR_MARK_*.
    pub mark: i32,
    /// How many readings of the card's face agree.
    pub agreeing: u32,
    /// How many scans of the card's face did not give all 14 digits.
    pub failed: u32,
    /// Consents, a sum of MNR_CONSENT_*.
    pub consents: u32,
    /// A code: 0 for the national table, 65535 for this library, or a maker.
    pub code_maker: u32,
    /// Its number.
    pub code_number: u32,
    /// What was seen, instead of a code.
    pub symptom: *const mnr_symptom,
    /// What the chip reported about itself.
    pub facts: *const mnr_card_facts,
    /// A secret that goes with an answer to a desk: PIN, readings of code B, passcode, challenge. A
    /// reception holds no secrets and refuses them.
    pub secret: *const c_void,
    /// Its length in bytes.
    pub secret_length: usize,
}

// SAFETY: laid out for C, begins with its size, numbers and pointers only.
unsafe impl Extensible for mnr_answer {
    const FIRST: usize = size_of::<Self>();
}

macro_rules! kinds {
    ($($constant:ident)+) => {
        /// The name of a kind, for a log.
        const fn name(kind: i32) -> Option<&'static str> {
            match kind {
                $($constant => Some(stringify!($constant)),)+
                _ => None,
            }
        }
    };
}

kinds! {
    MNR_ANSWER_FAILED MNR_ANSWER_IDENTIFIED MNR_ANSWER_METHOD MNR_ANSWER_SCANNED
    MNR_ANSWER_RECORD_READ MNR_ANSWER_CODE_B_WRONG MNR_ANSWER_COMPARED MNR_ANSWER_LAST_TRY
    MNR_ANSWER_PIN_ENTERED MNR_ANSWER_CHALLENGE_OBTAINED MNR_ANSWER_PIN_WRONG
    MNR_ANSWER_PIN_VERIFIED MNR_ANSWER_PIN_UNJUDGED MNR_ANSWER_TRIES_READ MNR_ANSWER_SIGHTED
    MNR_ANSWER_PASSCODE MNR_ANSWER_PHONE_CONFIRMED MNR_ANSWER_AUTHENTICATED MNR_ANSWER_REACQUIRED
    MNR_ANSWER_REGISTRATION_WANTED MNR_ANSWER_REGISTERED MNR_ANSWER_REGISTRATION_DELAYED
    MNR_ANSWER_ELIGIBILITY MNR_ANSWER_NOTICE_READ MNR_ANSWER_PRESCRIPTION MNR_ANSWER_CONSENTED
    MNR_ANSWER_DELIVERED MNR_ANSWER_BACK MNR_ANSWER_PHONE MNR_ANSWER_SUBSIDY
    MNR_ANSWER_READ_AHEAD
}

/// An answer that is being read. Each field that the kind uses is taken out; what is left at the
/// end was set and is used by nobody, so that no list of the fields of each kind need be kept.
struct Fields {
    left: mnr_answer,
    kind: i32,
    name: &'static str,
    by: Actor,
}

impl Fields {
    unsafe fn of(answer: *const mnr_answer) -> Result<Self, Failure> {
        // SAFETY: the caller gives NULL or a record.
        let mut left = unsafe { pointer::take_struct(answer, "answer")? };
        let kind = core::mem::take(&mut left.kind);
        let name = name(kind).ok_or_else(|| Failure::argument("answer->kind", kind))?;
        let by = event::actor(core::mem::take(&mut left.actor))?;
        Ok(Self {
            left,
            kind,
            name,
            by,
        })
    }

    fn detail(&mut self) -> i32 {
        core::mem::take(&mut self.left.detail)
    }

    fn yes(&mut self) -> Result<bool, Failure> {
        flag(core::mem::take(&mut self.left.yes), "answer->yes")
    }

    fn tries(&mut self, key: Key) -> Result<Tries, Failure> {
        facts::tries(core::mem::take(&mut self.left.tries), key)
    }

    /// The bytes of the secret; none where there is none. They are the caller's.
    unsafe fn secret<'a>(&mut self) -> Result<&'a [u8], Failure> {
        let start = core::mem::replace(&mut self.left.secret, core::ptr::null());
        let length = core::mem::take(&mut self.left.secret_length);
        // SAFETY: the caller says that so many bytes are there.
        unsafe { pointer::bytes(start.cast(), length, "answer->secret") }
    }

    /// The secret, of which there must be something.
    unsafe fn some_secret<'a>(&mut self) -> Result<&'a [u8], Failure> {
        let start = core::mem::replace(&mut self.left.secret, core::ptr::null());
        let length = core::mem::take(&mut self.left.secret_length);
        // SAFETY: as above.
        unsafe { pointer::some_bytes(start.cast(), length, "answer->secret") }
    }

    /// Refuses what was set and not used. Nothing of its value is told: it may be part of a secret.
    fn done(self) -> Result<(), Failure> {
        // Each field by its name, so that a new one cannot be forgotten.
        let mnr_answer {
            struct_size: _,
            kind,
            actor,
            detail,
            method,
            yes,
            tries,
            liveness,
            mark,
            agreeing,
            failed,
            consents,
            code_maker,
            code_number,
            symptom,
            facts,
            secret,
            secret_length,
        } = self.left;
        let set = [
            ("kind", kind != 0),
            ("actor", actor != 0),
            ("detail", detail != 0),
            ("method", method != 0),
            ("yes", yes != 0),
            ("tries", tries != 0),
            ("liveness", liveness != 0),
            ("mark", mark != 0),
            ("agreeing", agreeing != 0),
            ("failed", failed != 0),
            ("consents", consents != 0),
            ("code_maker", code_maker != 0),
            ("code_number", code_number != 0),
            ("symptom", !symptom.is_null()),
            ("facts", !facts.is_null()),
            ("secret", !secret.is_null()),
            ("secret_length", secret_length != 0),
        ];
        match set.iter().find(|(_, is_set)| *is_set) {
            None => Ok(()),
            Some((field, _)) => Err(Failure::new(
                super::super::status::MNR_ERROR_ARGUMENT,
                format_args!(
                    "answer->{field} is set, and {} does not use it here",
                    self.name
                ),
            )),
        }
    }

    /// The answer as a reception takes it: without a secret.
    unsafe fn plain(&mut self) -> Result<Answer, Failure> {
        let answer = match self.kind {
            MNR_ANSWER_FAILED if !self.left.symptom.is_null() => {
                let given = core::mem::replace(&mut self.left.symptom, core::ptr::null());
                // SAFETY: the caller gives a record.
                let given = unsafe { pointer::take_struct(given, "answer->symptom")? };
                Answer::Failed(Fault::from(&given.symptom()?))
            }
            MNR_ANSWER_FAILED => {
                let code = reported_code(
                    core::mem::take(&mut self.left.code_maker),
                    core::mem::take(&mut self.left.code_number),
                )?;
                Answer::Failed(code.into())
            }
            MNR_ANSWER_IDENTIFIED => {
                let given = core::mem::replace(&mut self.left.facts, core::ptr::null());
                // SAFETY: the caller gives NULL or a record.
                Answer::Identified(unsafe { card_facts(given)? })
            }
            MNR_ANSWER_METHOD => {
                Answer::Method(facts::method(core::mem::take(&mut self.left.method))?)
            }
            MNR_ANSWER_SCANNED => {
                let agreeing = core::mem::take(&mut self.left.agreeing);
                let agreeing = u8::try_from(agreeing)
                    .map_err(|_| Failure::argument("answer->agreeing", agreeing))?;
                Answer::Scanned(Scan {
                    outcome: event::scan_outcome(self.detail(), agreeing, "answer->detail")?,
                    mark: event::mark(core::mem::take(&mut self.left.mark))?,
                })
            }
            MNR_ANSWER_RECORD_READ => Answer::RecordRead,
            MNR_ANSWER_CODE_B_WRONG => Answer::CodeBWrong {
                tries: self.tries(Key::CodeB)?,
            },
            MNR_ANSWER_COMPARED => Answer::Compared(Comparison {
                decision: event::face_decision(self.detail())?,
                liveness: event::liveness(core::mem::take(&mut self.left.liveness))?,
            }),
            MNR_ANSWER_LAST_TRY => Answer::LastTry(event::last_try(self.detail())?),
            MNR_ANSWER_PIN_ENTERED => Answer::PinEntered,
            MNR_ANSWER_CHALLENGE_OBTAINED => Answer::ChallengeObtained,
            MNR_ANSWER_PIN_WRONG => Answer::PinWrong {
                tries: self.tries(Key::AuthenticationPin)?,
            },
            MNR_ANSWER_PIN_VERIFIED => Answer::PinVerified,
            MNR_ANSWER_PIN_UNJUDGED => Answer::PinUnjudged,
            MNR_ANSWER_TRIES_READ => Answer::TriesRead {
                tries: self.tries(Key::AuthenticationPin)?,
            },
            MNR_ANSWER_SIGHTED => Answer::Sighted(event::sighting(self.detail())?),
            MNR_ANSWER_PASSCODE => Answer::Passcode {
                accepted: self.yes()?,
            },
            MNR_ANSWER_PHONE_CONFIRMED => Answer::PhoneConfirmed,
            MNR_ANSWER_AUTHENTICATED => Answer::Authenticated {
                registered: self.yes()?,
            },
            MNR_ANSWER_REACQUIRED => Answer::Reacquired { same: self.yes()? },
            MNR_ANSWER_REGISTRATION_WANTED => Answer::RegistrationWanted(self.yes()?),
            MNR_ANSWER_REGISTERED => Answer::Registered,
            MNR_ANSWER_REGISTRATION_DELAYED => Answer::RegistrationDelayed,
            MNR_ANSWER_ELIGIBILITY => Answer::Eligibility {
                eligibility: event::eligibility(self.detail())?,
                subsidy: self.yes()?,
            },
            MNR_ANSWER_BACK => Answer::Back,
            MNR_ANSWER_PHONE => Answer::Phone(super::action::phone(self.detail())?),
            MNR_ANSWER_SUBSIDY => Answer::Subsidy(self.yes()?),
            MNR_ANSWER_READ_AHEAD => Answer::ReadAhead(FurtherFacts {
                code_b_tries: self.tries(Key::CodeB)?,
                certificate: facts::certificate_state(self.detail())?,
                face_fault: match (
                    core::mem::take(&mut self.left.code_maker),
                    core::mem::take(&mut self.left.code_number),
                ) {
                    (0, 0) => None,
                    (maker, number) => Some(reported_code(maker, number)?.into()),
                },
            }),
            MNR_ANSWER_NOTICE_READ => Answer::NoticeRead,
            MNR_ANSWER_PRESCRIPTION => Answer::Prescription(event::prescription(self.detail())?),
            MNR_ANSWER_CONSENTED => {
                let consents = core::mem::take(&mut self.left.consents);
                let known = u8::try_from(consents).ok().and_then(Consents::from_bits);
                Answer::Consented(
                    known.ok_or_else(|| Failure::argument("answer->consents", consents))?,
                )
            }
            MNR_ANSWER_DELIVERED => Answer::Delivered,
            other => return Err(Failure::argument("answer->kind", other)),
        };
        debug_assert_eq!(kind_of(answer), self.kind);
        Ok(answer)
    }

    /// The answer with its secret, where a desk takes one with this kind.
    unsafe fn with_secret(&mut self) -> Result<Option<Secret>, Failure> {
        // SAFETY: in all of these, as the caller of this function.
        Ok(Some(match self.kind {
            MNR_ANSWER_PIN_ENTERED => {
                Secret::Pin(Pin::from_ascii(unsafe { self.some_secret()? })?, self.by)
            }
            MNR_ANSWER_SCANNED => {
                self.only_the_reader()?;
                Secret::Reading(unsafe { self.reading()? })
            }
            MNR_ANSWER_SIGHTED => Secret::Sight(Sight {
                sighting: event::sighting(self.detail())?,
                passcode: unsafe { self.passcode()? },
                by: self.by,
            }),
            MNR_ANSWER_CHALLENGE_OBTAINED => {
                let data = unsafe { self.some_secret()? };
                Secret::Challenge(card::to_sign(self.detail(), data)?, self.by)
            }
            _ => return Ok(None),
        }))
    }

    /// What the desk says of a reading is the reader's word.
    fn only_the_reader(&self) -> Result<(), Failure> {
        if self.by == Actor::Reader {
            return Ok(());
        }
        Err(Failure::new(
            MNR_ERROR_WRONG_ACTOR,
            format_args!("only MNR_ACTOR_READER gives {}", self.name),
        ))
    }

    unsafe fn reading(&mut self) -> Result<CardReading, Failure> {
        let obstacle = match self.detail() {
            0 => None,
            // A reading is no obstacle.
            event::MNR_SCAN_READ => {
                return Err(Failure::argument("answer->detail", event::MNR_SCAN_READ));
            }
            other => Some(event::scan_outcome(other, 0, "answer->detail")?),
        };
        let mark = event::mark(core::mem::take(&mut self.left.mark))?;
        let failed = core::mem::take(&mut self.left.failed);
        let failed =
            usize::try_from(failed).map_err(|_| Failure::argument("answer->failed", failed))?;
        // SAFETY: as the caller of this function.
        let looks = unsafe { self.secret()? }.chunks_exact(CodeB::LENGTH);
        if !looks.remainder().is_empty() {
            return Err(Failure::new(
                MNR_ERROR_LENGTH,
                "answer->secret is no whole number of readings, of 14 digits each",
            ));
        }
        let readings = looks
            .take(CodeBPolicy::MOST_READINGS)
            .map(CodeB::from_ascii)
            .collect::<Result<_, _>>()?;
        Ok(CardReading {
            readings,
            failed,
            obstacle,
            mark,
        })
    }

    unsafe fn passcode(&mut self) -> Result<Option<Passcode>, Failure> {
        // SAFETY: as the caller of this function.
        let bytes = unsafe { self.secret()? };
        if bytes.is_empty() {
            return Ok(None);
        }
        if bytes.len() > Passcode::MOST {
            return Err(Failure::new(
                MNR_ERROR_LENGTH,
                format_args!("answer->secret may have {} bytes", Passcode::MOST),
            ));
        }
        let text = pointer::utf8(bytes, "answer->secret")?.to_owned();
        Ok(Passcode::new(text))
    }
}

/// The kind of an answer. One that has none in C does not compile.
const fn kind_of(answer: Answer) -> i32 {
    match answer {
        Answer::Failed(_) => MNR_ANSWER_FAILED,
        Answer::Identified(_) => MNR_ANSWER_IDENTIFIED,
        Answer::Method(_) => MNR_ANSWER_METHOD,
        Answer::Scanned(_) => MNR_ANSWER_SCANNED,
        Answer::RecordRead => MNR_ANSWER_RECORD_READ,
        Answer::CodeBWrong { .. } => MNR_ANSWER_CODE_B_WRONG,
        Answer::Compared(_) => MNR_ANSWER_COMPARED,
        Answer::LastTry(_) => MNR_ANSWER_LAST_TRY,
        Answer::PinEntered => MNR_ANSWER_PIN_ENTERED,
        Answer::ChallengeObtained => MNR_ANSWER_CHALLENGE_OBTAINED,
        Answer::PinWrong { .. } => MNR_ANSWER_PIN_WRONG,
        Answer::PinVerified => MNR_ANSWER_PIN_VERIFIED,
        Answer::PinUnjudged => MNR_ANSWER_PIN_UNJUDGED,
        Answer::TriesRead { .. } => MNR_ANSWER_TRIES_READ,
        Answer::Sighted(_) => MNR_ANSWER_SIGHTED,
        Answer::Passcode { .. } => MNR_ANSWER_PASSCODE,
        Answer::PhoneConfirmed => MNR_ANSWER_PHONE_CONFIRMED,
        Answer::Authenticated { .. } => MNR_ANSWER_AUTHENTICATED,
        Answer::Reacquired { .. } => MNR_ANSWER_REACQUIRED,
        Answer::RegistrationWanted(_) => MNR_ANSWER_REGISTRATION_WANTED,
        Answer::Registered => MNR_ANSWER_REGISTERED,
        Answer::RegistrationDelayed => MNR_ANSWER_REGISTRATION_DELAYED,
        Answer::Eligibility { .. } => MNR_ANSWER_ELIGIBILITY,
        Answer::Back => MNR_ANSWER_BACK,
        Answer::Phone(_) => MNR_ANSWER_PHONE,
        Answer::Subsidy(_) => MNR_ANSWER_SUBSIDY,
        Answer::ReadAhead(_) => MNR_ANSWER_READ_AHEAD,
        Answer::NoticeRead => MNR_ANSWER_NOTICE_READ,
        Answer::Prescription(_) => MNR_ANSWER_PRESCRIPTION,
        Answer::Consented(_) => MNR_ANSWER_CONSENTED,
        Answer::Delivered => MNR_ANSWER_DELIVERED,
    }
}

unsafe fn card_facts(given: *const mnr_card_facts) -> Result<CardFacts, Failure> {
    // SAFETY: as the caller of this function.
    let given = unsafe { pointer::take_struct(given, "answer->facts")? };
    Ok(CardFacts {
        kind: facts::token(given.token)?,
        pin_tries: facts::tries(given.pin_tries, Key::AuthenticationPin)?,
        code_b_tries: facts::tries(given.code_b_tries, Key::CodeB)?,
        face_only: flag(given.face_only, "answer->facts->face_only")?,
        certificate: facts::certificate_state(given.certificate)?,
        card_expiry: match given.card_expiry_year {
            0 => None,
            year => Some(pointer::date(
                year,
                given.card_expiry_month,
                given.card_expiry_day,
            )?),
        },
    })
}

/// What is posted into a desk: the answer, with its secret where it takes one.
pub(in super::super) unsafe fn for_desk(
    number: Number,
    answer: *const mnr_answer,
) -> Result<Posted, Failure> {
    // SAFETY: the caller gives NULL or a record, and its secret is there for as long as this call.
    let (fields, posted) = unsafe {
        let mut fields = Fields::of(answer)?;
        let posted = match fields.with_secret()? {
            Some(secret) => Posted::Secret(number, secret),
            None => Posted::Input(Input::Answered {
                number,
                answer: fields.plain()?,
                by: fields.by,
            }),
        };
        (fields, posted)
    };
    fields.done()?;
    Ok(posted)
}

/// Answers a request of a reception.
///
/// reception: the reception. at_ms: the caller's monotonic clock, in milliseconds. number: the
/// number of the action that is answered. answer: the answer and who gave it; without a secret,
/// because a reception holds none.
///
/// Errors: MNR_ERROR_NOTHING_ASKED, MNR_ERROR_FOREIGN_NUMBER, MNR_ERROR_ALREADY_ANSWERED,
/// MNR_ERROR_WRONG_STATION, MNR_ERROR_WRONG_ANSWER, MNR_ERROR_WRONG_ACTOR: the answer changed nothing;
/// MNR_ERROR_ARGUMENT, also if a field is set that the kind does not use, or the code of a failure is
/// none of its table; MNR_ERROR_DATE, MNR_ERROR_STRUCT_SIZE.
/// Any thread; waits while another thread uses the handle. Does not block otherwise.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_reception_answer(
    reception: *mut mnr_reception,
    at_ms: u64,
    number: *const mnr_number,
    answer: *const mnr_answer,
) -> i32 {
    guard!("mnr_reception_answer", {
        let number = super::number(number)?;
        let mut fields = Fields::of(answer)?;
        let answer = fields.plain()?;
        let by = fields.by;
        fields.done()?;
        hand_in(reception, at_ms, Input::Answered { number, answer, by })
    })
}
