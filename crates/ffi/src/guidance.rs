//! Faults and guidance: from what happened to a code, and from a code to words and next steps.

use core::ffi::c_char;
use std::sync::Arc;

use super::detail::mnr_detail;
use super::facts::{self, fault_code};
use super::failure::Failure;
use super::guard;
use super::handle::{self, Handle};
use super::log;
use super::page::form_number;
use super::pointer::{self, Buffer, Extensible, Out};
use super::reception::action::{at, at_number};
use super::status::{
    MNR_ERROR_ARGUMENT, MNR_ERROR_DATA_FILE, MNR_ERROR_LENGTH, MNR_ERROR_NOT_FOUND,
};
use mynareader_facts::calendar::Date;
use mynareader_facts::{Key, Mode};
use mynareader_reception::fault::{
    CameraTrouble, CauseKind, CentreTrouble, CertificateRefusal, FaultCode, FolderTrouble,
    Happened, LinkFailure, NetworkTrouble, PanelTrouble, PersonTrouble, ReaderTrouble,
    RecordStructure, RecordTrouble, ScanTrouble, Step, Symptom, TerminalTrouble, diagnose,
};
use mynareader_reception::guidance::{
    AtHand, Book, FaceOnly, Facility, Guidance, Isolation, Language, NextStep, Panel, Present,
    Problem, Reason, Refused, SeenToday, Situation, StaffPart, StepSet, UpsetAnswer, Visit,
};

/// A book of guidance: the rules, dates and words of one edition.
///
/// Any thread. A second thread waits for the first; the wait is short.
pub struct mnr_book {
    _opaque: [u8; 0],
}

impl Handle for mnr_book {
    type State = Arc<Book>;
    type Side = ();
    const NAME: &'static str = "mnr_book";
    const WAITS: bool = true;
}

/// The guidance for one code in one situation: what to say, what to do and what comes next.
///
/// Any thread. A second thread waits for the first; the wait is short.
pub struct mnr_guidance {
    _opaque: [u8; 0],
}

impl Handle for mnr_guidance {
    type State = Advice;
    type Side = ();
    const NAME: &'static str = "mnr_guidance";
    const WAITS: bool = true;
}

/// One entry of a list: its number and its words.
struct Item {
    number: i32,
    text: String,
}

impl Item {
    /// The way to check in to which a step for the staff belongs, or that it belongs to none.
    fn of_way(way: Option<&NextStep<'_>>) -> Self {
        Self {
            number: way.map_or(-1, |way| i32::from(way.step.number())),
            text: way.map_or_else(String::new, |way| way.name.to_owned()),
        }
    }
}

/// What an upset patient says, or what the staff answer.
fn upset(guidance: &Guidance<'_>, text: fn(&UpsetAnswer<'_>) -> String) -> Vec<Item> {
    guidance
        .upset
        .iter()
        .map(|it| Item {
            number: i32::from(it.upset.number()),
            text: text(it),
        })
        .collect()
}

/// One step of the ladder.
struct Next {
    step: i32,
    standing: i32,
    why: i32,
    ordinary_share: bool,
    name: String,
    reason: String,
}

/// Guidance with its texts copied, so that it outlives its book.
pub struct Advice {
    texts: [Option<String>; 9],
    lists: [Vec<Item>; 11],
    steps: Vec<Next>,
    retry: i32,
    device_fault: i32,
    seen_today: i32,
    seen_today_step: i32,
}

/// Tells the log, once in a check-in, that the rules are old: the signed ones that the set-up speaks of
/// have expired, or without such the day is later than the built-in ones are known to hold.
pub(super) fn log_age_of_rules(who: &str, situation: &Situation) {
    let book = Book::built_in();
    let told = situation.age_of_rules_told;
    match situation.rules_expire {
        Some(last) if situation.date > last && !told => {
            log::line(log::MNR_LOG_WARNING, || {
                format!("{who}: the signed rules of guidance expired on {last}, and stay in force")
            });
        }
        None if book.tells_its_age(situation) => {
            log::line(log::MNR_LOG_WARNING, || {
                let known_up_to = book.known_up_to();
                format!("{who}: the rules of guidance are known to hold up to {known_up_to}")
            });
        }
        _ => {}
    }
}

/// A text of a guidance: the official title, always in Japanese.
pub const MNR_TEXT_OFFICIAL_TITLE: i32 = 0;
/// A text of a guidance: the title in the requested language.
pub const MNR_TEXT_TITLE: i32 = 1;
/// A text of a guidance: the words for the patient.
pub const MNR_TEXT_PATIENT: i32 = 2;
/// A text of a guidance: their reading in kana, for speech; in Japanese only.
pub const MNR_TEXT_PATIENT_READING: i32 = 3;
/// A text of a guidance: what the patient says at the municipal counter.
pub const MNR_TEXT_PHRASE: i32 = 4;
/// A text of a guidance: the codes of reader and terminal side by side, for the call centre.
pub const MNR_TEXT_CODES_LINE: i32 = 5;
/// A text of a guidance: the first words on the telephone, where somebody is to be called. Two circles
/// (U+25CB) stand
/// for the facility's name.
pub const MNR_TEXT_OPENING: i32 = 6;
/// A text of a guidance: where the manual of the reader model is found, where a source tells.
pub const MNR_TEXT_MANUAL: i32 = 7;
/// A text of a guidance: where the support of the reader model is found, where a source tells.
pub const MNR_TEXT_SUPPORT: i32 = 8;

/// A list of a guidance: the steps for the staff, in order.
pub const MNR_LIST_STAFF: i32 = 0;
/// A list of a guidance: notes for the staff.
pub const MNR_LIST_NOTES: i32 = 1;
/// A list of a guidance: whom to call, in order, with what to have at hand.
pub const MNR_LIST_CALLS: i32 = 2;
/// A list of a guidance: leaflets to hand over; the number is one of MNR_LEAFLET_*.
pub const MNR_LIST_LEAFLETS: i32 = 3;
/// A list of a guidance: the papers to fill in; the number is one of MNR_FORM_*, the text the title.
pub const MNR_LIST_PAPERS: i32 = 4;
/// A list of a guidance: of the steps for the staff, those for this patient. They come first.
pub const MNR_LIST_FOR_PATIENT: i32 = 5;
/// A list of a guidance: of the steps for the staff, those for the device.
pub const MNR_LIST_FOR_DEVICE: i32 = 6;
/// A list of a guidance: of the steps for the staff, those for later.
pub const MNR_LIST_LATER: i32 = 7;
/// A list of a guidance: what the staff answer to a patient who is upset: that it worked elsewhere, that
/// it worked before, that the machine is bad.
pub const MNR_LIST_UPSET: i32 = 8;
/// A list of a guidance: what a patient who is upset says, in the order of MNR_LIST_UPSET.
pub const MNR_LIST_COMPLAINTS: i32 = 9;
/// A list of a guidance: for each step of MNR_LIST_STAFF, in its order, of which way to check in it is a
/// step. Of several ways one is taken, so that their steps do not come after each other. The number is
/// one of MNR_LADDER_* and the text its name; -1 and no text for a step that belongs to no
/// single way.
pub const MNR_LIST_STAFF_WAYS: i32 = 10;

/// What a try with another card tells of the card reader: nothing, as for a cable, a line or a lens.
pub const MNR_DEVICE_FAULT_NOT_TOLD: i32 = 0;
/// What a try with another card tells of the card reader: it is sound.
pub const MNR_DEVICE_FAULT_NO: i32 = 1;
/// What a try with another card tells of the card reader: that card was not tried yet.
pub const MNR_DEVICE_FAULT_MAYBE: i32 = 2;
/// What a try with another card tells of the card reader: it is at fault.
pub const MNR_DEVICE_FAULT_YES: i32 = 3;

/// Whether the patient can be seen today at the ordinary share of cost: no step is open.
pub const MNR_SEEN_TODAY_NO: i32 = 0;
/// Whether the patient can be seen today at the ordinary share of cost: yes, by the step named.
pub const MNR_SEEN_TODAY_YES: i32 = 1;
/// Whether the patient can be seen today at the ordinary share of cost: on the condition that the
/// step names.
pub const MNR_SEEN_TODAY_ON_CONDITION: i32 = 2;

/// What a facility has: a second face-recognition reader that works.
pub const MNR_FACILITY_SECOND_READER: u32 = 1;
/// What a facility has: a general-purpose card reader at the terminal.
pub const MNR_FACILITY_GENERAL_READER: u32 = 2;
/// What a facility has: it is set up for phones.
pub const MNR_FACILITY_SMARTPHONE: u32 = 4;
/// What a facility has: a mobile terminal on a line of its own.
pub const MNR_FACILITY_MOBILE_TERMINAL: u32 = 8;
/// What a facility has: it takes part in electronic prescriptions.
pub const MNR_FACILITY_E_PRESCRIPTION: u32 = 16;
/// What a facility has: somebody is here who has an administrator account.
pub const MNR_FACILITY_ADMINISTRATOR: u32 = 32;
/// What a facility has: the staff check on the reader itself.
pub const MNR_FACILITY_STAFF_CHECK_ON_READER: u32 = 64;
/// What a facility has: it is a pharmacy.
pub const MNR_FACILITY_PHARMACY: u32 = 128;
/// What a facility has: the call centre has opened the outage mode.
pub const MNR_FACILITY_OUTAGE_MODE_OPEN: u32 = 256;
/// What a facility has: the authorities have named its area after a disaster, and the period that they
/// named has not ended.
pub const MNR_FACILITY_DISASTER: u32 = 512;

/// What a patient has with them: the eligibility certificate.
pub const MNR_AT_HAND_ELIGIBILITY_CERTIFICATE: u32 = 1;
/// What a patient has with them: the eligibility notice.
pub const MNR_AT_HAND_ELIGIBILITY_NOTICE: u32 = 2;
/// What a patient has with them: an old health insurance card.
pub const MNR_AT_HAND_OLD_INSURANCE_CARD: u32 = 4;
/// What a patient has with them: a phone on which the portal opens.
pub const MNR_AT_HAND_PORTAL: u32 = 8;
/// What a patient has with them: the portal's eligibility page as PDF.
pub const MNR_AT_HAND_PORTAL_PDF: u32 = 16;
/// What a patient has with them: a phone with a certificate.
pub const MNR_AT_HAND_PHONE_CERTIFICATE: u32 = 32;
/// What a patient has with them: a prescription on paper.
pub const MNR_AT_HAND_PRESCRIPTION: u32 = 64;

/// The situation at the counter, as far as it is known. After MNR_INIT set the day, and both counts of tries:
/// to MNR_TRIES_UNKNOWN where they are not known, because 0 means blocked.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct mnr_situation {
    /// The size of the structure that the caller was compiled with.
    pub struct_size: usize,
    /// The day in Japan: year.
    pub year: i32,
    /// Its month.
    pub month: i32,
    /// Its day.
    pub day: i32,
    /// The language of all texts, by its tag (BCP 47), NUL-terminated: "ja", "en"; empty for
    /// Japanese.
    pub language: [c_char; 12],
    /// The reader model: a number of mnr_model_at, or one of your own; 0 for none. It decides which
    /// replaced texts are used, and how the steps on cables, restarts and placing read.
    pub reader_model: u32,
    /// The operation mode, one of MNR_MODE_*; 0 for unattended.
    pub mode: i32,
    /// The step at which the fault occurred, one of MNR_STEP_*.
    pub step: i32,
    /// What kind of chip, one of MNR_TOKEN_*.
    pub token: i32,
    /// Tries left of the PIN, or MNR_TRIES_*.
    pub pin_tries: i32,
    /// Tries left of code B, or MNR_TRIES_*.
    pub code_b_tries: i32,
    /// The validity of the certificate, one of MNR_CERTIFICATE_*.
    pub certificate: i32,
    /// The card's own last day: year, or 0 if it is not known.
    pub card_expiry_year: i32,
    /// Its month.
    pub card_expiry_month: i32,
    /// Its day.
    pub card_expiry_day: i32,
    /// Whether it is a face-only card, one of MNR_FACE_ONLY_*.
    pub face_only: i32,
    /// The state of the panel, one of MNR_PANEL_*.
    pub panel: i32,
    /// The result of trying another card, one of MNR_ISOLATION_*.
    pub isolation: i32,
    /// What the facility has, a sum of MNR_FACILITY_*.
    pub facility: u32,
    /// What the patient has with them, a sum of MNR_AT_HAND_*.
    pub at_hand: u32,
    /// First or repeated visit, one of MNR_VISIT_*.
    pub visit: i32,
    /// Who is at the counter, one of MNR_PRESENT_*; 0 for the patient.
    pub present: i32,
    /// The next steps that were tried without success or are not available: bit n stands for the
    /// step whose MNR_LADDER_* is n.
    pub tried: u32,
    /// The code on the terminal: 0 for the national table, 65535 for this library, or a maker.
    pub terminal_code_maker: u32,
    /// Its number; 0 if there is none.
    pub terminal_code_number: u32,
    /// What the facility is known not to have, a sum of MNR_FACILITY_*. What stands neither here nor in
    /// facility is not known.
    pub facility_lacks: u32,
    /// 1 if the note on the age of the rules was shown in this check-in already.
    pub age_of_rules_told: i32,
    /// Which reader the card or phone is at, one of MNR_AT_*; 0 for the face recognition reader.
    pub at: i32,
}

// SAFETY: laid out for C, begins with its size, numbers only.
unsafe impl Extensible for mnr_situation {
    const FIRST: usize = size_of::<Self>();
}

/// The numbers of a guidance.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct mnr_guidance_facts {
    /// The size of the structure that the caller was compiled with.
    pub struct_size: usize,
    /// Whether trying again helps, one of MNR_RETRY_*.
    pub retry: i32,
    /// Whether the patient can be seen today at the ordinary share, one of MNR_SEEN_TODAY_*.
    pub seen_today: i32,
    /// The step that makes it possible, one of MNR_LADDER_*; meaningless for MNR_SEEN_TODAY_NO.
    pub seen_today_step: i32,
    /// The number of next steps, open and closed.
    pub next_steps: u32,
    /// What a try with another card tells of the card reader, one of MNR_DEVICE_FAULT_*.
    pub device_fault: i32,
}

// SAFETY: laid out for C, begins with its size, numbers only.
unsafe impl Extensible for mnr_guidance_facts {
    const FIRST: usize = size_of::<Self>();
}

/// A next step of a guidance.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct mnr_next_step {
    /// The size of the structure that the caller was compiled with.
    pub struct_size: usize,
    /// Which, one of MNR_LADDER_*.
    pub step: i32,
    /// Its standing, one of MNR_STANDING_*.
    pub standing: i32,
    /// The reason, one of MNR_WHY_*.
    pub why: i32,
    /// 1 if it leads to the ordinary share of cost.
    pub ordinary_share: i32,
}

// SAFETY: laid out for C, begins with its size, numbers only.
unsafe impl Extensible for mnr_next_step {
    const FIRST: usize = size_of::<Self>();
}

/// What happened at a step, in plain data.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct mnr_symptom {
    /// The size of the structure that the caller was compiled with.
    pub struct_size: usize,
    /// At which step, one of MNR_STEP_*.
    pub step: i32,
    /// Which key was in use, one of MNR_KEY_*; 0 for none.
    pub key: i32,
    /// What kind of chip, one of MNR_TOKEN_*.
    pub token: i32,
    /// What happened, one of MNR_HAPPENED_*.
    pub happened: i32,
    /// The value, depending on happened: the status word; one of MNR_LINK_FAILURE_*; the code of
    /// PC/SC; one of MNR_RECORD_*; MNR_CERTIFICATE_*; MNR_CERTIFICATE_REFUSAL_*; tries, or
    /// MNR_TRIES_*; one of MNR_TOKEN_*; MNR_SCANNER_*; MNR_CAMERA_*; MNR_PANEL_TROUBLE_*;
    /// MNR_TERMINAL_*; MNR_READER_TROUBLE_*; MNR_FOLDER_*; MNR_NETWORK_*; MNR_CENTRE_*;
    /// MNR_PERSON_*; a code.
    pub value: i64,
    /// For a link the driver's code, or -1; for a record one of MNR_RECORD_TROUBLE_*; for a code
    /// its maker; otherwise 0.
    pub second: i64,
    /// For a record the place, in bytes; otherwise 0.
    pub offset: u32,
}

// SAFETY: laid out for C, begins with its size, numbers only.
unsafe impl Extensible for mnr_symptom {
    const FIRST: usize = size_of::<Self>();
}

/// The value of a number, by the type's own table.
pub(super) fn known<T>(
    number: i64,
    table: impl FnOnce(u16) -> Option<T>,
    what: &'static str,
) -> Result<T, Failure> {
    u16::try_from(number)
        .ok()
        .and_then(table)
        .ok_or_else(|| Failure::argument(what, number))
}

fn narrow<T: TryFrom<i64>>(number: i64, what: &'static str) -> Result<T, Failure> {
    T::try_from(number).map_err(|_| Failure::argument(what, number))
}

impl mnr_symptom {
    /// The symptom, where each of its numbers is one.
    pub(super) fn symptom(&self) -> Result<Symptom, Failure> {
        let step = known(i64::from(self.step), Step::from_number, "symptom->step")?;
        let symptom = Symptom::new(step, self.happened()?).with_token(facts::token(self.token)?);
        match self.key {
            0 => Ok(symptom),
            key => Ok(symptom.with_key(facts::key(key)?)),
        }
    }

    fn happened(&self) -> Result<Happened, Failure> {
        let kind = known(
            i64::from(self.happened),
            CauseKind::from_number,
            "symptom->happened",
        )?;
        let value = self.value;
        let what = "symptom->value";
        Ok(match kind {
            CauseKind::StatusWord => Happened::StatusWord(narrow(value, what)?),
            CauseKind::Link => Happened::Link {
                failure: known(value, LinkFailure::from_number, what)?,
                code: match self.second {
                    -1 => None,
                    code => Some(narrow(code, "symptom->second")?),
                },
            },
            CauseKind::Pcsc => Happened::Pcsc(narrow(value, what)?),
            CauseKind::Record => Happened::Record {
                structure: known(value, RecordStructure::from_number, what)?,
                trouble: known(self.second, RecordTrouble::from_number, "symptom->second")?,
                offset: self.offset,
            },
            CauseKind::Certificate => {
                Happened::Certificate(facts::certificate_state(narrow(value, what)?)?)
            }
            CauseKind::CertificateRefused => {
                Happened::CertificateRefused(known(value, CertificateRefusal::from_number, what)?)
            }
            CauseKind::CardExpired => Happened::CardExpired,
            CauseKind::Tries => {
                // Of no key in particular: as many as the one that has most.
                let key = if self.key == 0 {
                    Key::CodeB
                } else {
                    facts::key(self.key)?
                };
                Happened::Tries(facts::tries(narrow(value, what)?, key)?)
            }
            CauseKind::Token => Happened::Token(facts::token(narrow(value, what)?)?),
            CauseKind::NotGenuine => Happened::NotGenuine,
            CauseKind::Scan => Happened::Scan(known(value, ScanTrouble::from_number, what)?),
            CauseKind::Camera => Happened::Camera(known(value, CameraTrouble::from_number, what)?),
            CauseKind::Panel => Happened::Panel(known(value, PanelTrouble::from_number, what)?),
            CauseKind::Terminal => {
                Happened::Terminal(known(value, TerminalTrouble::from_number, what)?)
            }
            CauseKind::Reader => Happened::Reader(known(value, ReaderTrouble::from_number, what)?),
            CauseKind::Folder => Happened::Folder(known(value, FolderTrouble::from_number, what)?),
            CauseKind::Network => {
                Happened::Network(known(value, NetworkTrouble::from_number, what)?)
            }
            CauseKind::Centre => Happened::Centre(known(value, CentreTrouble::from_number, what)?),
            CauseKind::Person => Happened::Person(known(value, PersonTrouble::from_number, what)?),
            CauseKind::Code => Happened::Code(fault_code(
                narrow(self.second, "symptom->second")?,
                narrow(value, what)?,
            )?),
        })
    }
}

/// Goes on with this book, or with the built-in one where it is NULL.
pub(super) unsafe fn with_book<T>(
    book: *mut mnr_book,
    body: impl FnOnce(&Book) -> Result<T, Failure>,
) -> Result<T, Failure> {
    if book.is_null() {
        return body(Book::built_in());
    }
    // SAFETY: as the caller of this function.
    let book = unsafe { handle::with(book, |book| Ok(Arc::clone(book)))? };
    body(&book)
}

/// The language that a caller gives: Japanese where there is none.
pub(super) unsafe fn given_language(
    tag: *const c_char,
    length: usize,
) -> Result<Language, Failure> {
    if length == 0 {
        return Ok(Language::JA);
    }
    // SAFETY: as the caller of this function.
    language(unsafe { pointer::text(tag, length, "language")? })
}

/// The language of a tag.
fn language(tag: &str) -> Result<Language, Failure> {
    tag.parse()
        .map_err(|error| Failure::new(MNR_ERROR_ARGUMENT, error))
}

impl mnr_situation {
    fn read(&self) -> Result<Situation, Failure> {
        let mut situation = Situation::on(pointer::date(self.year, self.month, self.day)?);
        let bytes = self
            .language
            .map(|one| u8::from_ne_bytes(one.to_ne_bytes()));
        let tag = core::ffi::CStr::from_bytes_until_nul(&bytes)
            .ok()
            .and_then(|tag| tag.to_str().ok())
            .ok_or_else(|| Failure::argument("situation->language", "no text with a NUL"))?;
        if !tag.is_empty() {
            situation.language = language(tag)?;
        }
        situation.reader_model = self.reader_model;
        situation.mode = match self.mode {
            0 => Mode::Unattended,
            mode => facts::mode(mode)?,
        };
        let number = |value: i32| i64::from(value);
        situation.step = known(number(self.step), Step::from_number, "situation->step")?;
        situation.token = facts::token(self.token)?;
        situation.pin = facts::tries(self.pin_tries, Key::AuthenticationPin)?;
        situation.code_b = facts::tries(self.code_b_tries, Key::CodeB)?;
        situation.certificate = facts::certificate_state(self.certificate)?;
        situation.card_expiry = match self.card_expiry_year {
            0 => None,
            year => Some(pointer::date(
                year,
                self.card_expiry_month,
                self.card_expiry_day,
            )?),
        };
        situation.face_only = known(
            number(self.face_only),
            FaceOnly::from_number,
            "situation->face_only",
        )?;
        situation.panel = known(number(self.panel), Panel::from_number, "situation->panel")?;
        situation.isolation = known(
            number(self.isolation),
            Isolation::from_number,
            "situation->isolation",
        )?;
        situation.facility = Facility::from_bits(self.facility)
            .ok_or_else(|| Failure::argument("situation->facility", self.facility))?;
        situation.facility_lacks = Facility::from_bits(self.facility_lacks)
            .ok_or_else(|| Failure::argument("situation->facility_lacks", self.facility_lacks))?;
        situation.age_of_rules_told = self.age_of_rules_told != 0;
        if self.at != 0 {
            situation.place = at(self.at)?;
        }
        situation.at_hand = AtHand::from_bits(self.at_hand)
            .ok_or_else(|| Failure::argument("situation->at_hand", self.at_hand))?;
        situation.visit = known(number(self.visit), Visit::from_number, "situation->visit")?;
        situation.present = match self.present {
            0 => Present::Patient,
            present => known(number(present), Present::from_number, "situation->present")?,
        };
        situation.tried = StepSet::from_bits(self.tried);
        if self.terminal_code_number != 0 {
            situation.terminal_code = Some(fault_code(
                self.terminal_code_maker,
                self.terminal_code_number,
            )?);
        }
        Ok(situation)
    }

    /// The record of a situation, its size left out.
    pub(super) fn of(situation: &Situation) -> Self {
        let parts = |day: Option<Date>| {
            day.map_or((0, 0, 0), |day| {
                (
                    i32::from(day.year()),
                    i32::from(day.month()),
                    i32::from(day.day()),
                )
            })
        };
        let (year, month, day) = parts(Some(situation.date));
        let (card_expiry_year, card_expiry_month, card_expiry_day) = parts(situation.card_expiry);
        let mut language = [0; 12];
        pointer::fill_text(&mut language, situation.language.tag());
        Self {
            struct_size: 0,
            year,
            month,
            day,
            language,
            reader_model: situation.reader_model,
            mode: facts::mode_number(situation.mode),
            step: i32::from(situation.step.number()),
            token: facts::token_number(situation.token),
            pin_tries: facts::tries_number(situation.pin),
            code_b_tries: facts::tries_number(situation.code_b),
            certificate: facts::certificate_state_number(situation.certificate),
            card_expiry_year,
            card_expiry_month,
            card_expiry_day,
            face_only: i32::from(situation.face_only.number()),
            panel: i32::from(situation.panel.number()),
            isolation: i32::from(situation.isolation.number()),
            facility: situation.facility.bits(),
            at_hand: situation.at_hand.bits(),
            visit: i32::from(situation.visit.number()),
            present: i32::from(situation.present.number()),
            tried: situation.tried.bits(),
            terminal_code_maker: situation
                .terminal_code
                .map_or(0, |code| u32::from(code.maker().number())),
            terminal_code_number: situation.terminal_code.map_or(0, FaultCode::number),
            facility_lacks: situation.facility_lacks.bits(),
            age_of_rules_told: i32::from(situation.age_of_rules_told),
            at: at_number(situation.place),
        }
    }
}

impl Advice {
    fn of(book: &Book, language: Language, guidance: &Guidance<'_>) -> Self {
        let (seen_today, seen_today_step) = match guidance.seen_today {
            SeenToday::Yes(step) => (MNR_SEEN_TODAY_YES, i32::from(step.number())),
            SeenToday::OnCondition(step) => (MNR_SEEN_TODAY_ON_CONDITION, i32::from(step.number())),
            SeenToday::No => (MNR_SEEN_TODAY_NO, 0),
        };
        let calls = guidance.calls.iter().map(|call| {
            let have: Vec<&str> = call.have.iter().map(|(_, text)| *text).collect();
            Item {
                number: i32::from(call.party.number()),
                text: if have.is_empty() {
                    call.text.to_owned()
                } else {
                    format!("{}\n{}", call.text, have.join("\n"))
                },
            }
        });
        let staff = |wanted: &dyn Fn(StaffPart) -> bool| {
            let steps = guidance.staff.iter().filter(|step| wanted(step.part));
            steps
                .map(|step| Item {
                    number: i32::from(step.action.number()),
                    text: step.text.to_owned(),
                })
                .collect()
        };
        let papers = guidance.papers.iter().map(|paper| Item {
            number: form_number(*paper),
            text: book.paper_title(*paper, language).to_owned(),
        });
        Self {
            texts: [
                Some(guidance.official_title.to_owned()),
                Some(guidance.title.to_owned()),
                Some(guidance.patient.to_owned()),
                guidance.patient_reading.map(str::to_owned),
                guidance.phrase.map(|(_, text)| text.to_owned()),
                Some(guidance.codes_line()),
                guidance.opening.clone(),
                guidance.manual.map(str::to_owned),
                guidance.support.map(str::to_owned),
            ],
            lists: [
                staff(&|_| true),
                guidance
                    .notes
                    .iter()
                    .map(|note| Item {
                        number: i32::from(note.note.number()),
                        text: note.text.to_owned(),
                    })
                    .collect(),
                calls.collect(),
                guidance
                    .leaflets
                    .iter()
                    .map(|leaflet| Item {
                        number: i32::from(leaflet.number()),
                        text: leaflet.name().to_owned(),
                    })
                    .collect(),
                papers.collect(),
                staff(&|part| part == StaffPart::ThisPatient),
                staff(&|part| part == StaffPart::Device),
                staff(&|part| part == StaffPart::Later),
                upset(guidance, |it| it.answer.to_owned()),
                upset(guidance, |it| it.complaint.to_owned()),
                guidance
                    .staff
                    .iter()
                    .map(|step| Item::of_way(guidance.way(step)))
                    .collect(),
            ],
            steps: guidance
                .next_steps
                .iter()
                .map(|next| Next {
                    step: i32::from(next.step.number()),
                    standing: i32::from(next.standing.number()),
                    why: i32::from(next.why.number()),
                    ordinary_share: next.ordinary_share,
                    name: next.name.to_owned(),
                    reason: next.reason.to_owned(),
                })
                .collect(),
            retry: i32::from(guidance.retry.number()),
            device_fault: guidance
                .device_fault
                .map_or(MNR_DEVICE_FAULT_NOT_TOLD, |fault| i32::from(fault.number())),
            seen_today,
            seen_today_step,
        }
    }

    fn step(&self, index: usize) -> Result<&Next, Failure> {
        self.steps
            .get(index)
            .ok_or_else(|| Failure::new(MNR_ERROR_NOT_FOUND, "there is no further step"))
    }

    fn list(&self, list: i32) -> Result<&[Item], Failure> {
        usize::try_from(list)
            .ok()
            .and_then(|list| self.lists.get(list))
            .map(Vec::as_slice)
            .ok_or_else(|| Failure::argument("list", list))
    }

    fn item(&self, list: i32, index: usize) -> Result<&Item, Failure> {
        self.list(list)?
            .get(index)
            .ok_or_else(|| Failure::new(MNR_ERROR_NOT_FOUND, "the list has no further entry"))
    }
}

/// Finds the code for a symptom in a table. Every symptom has a code.
///
/// symptom: what happened. code_maker: where to put 0 for the national table, 65535 for this
/// library, or a maker. code_number: where to put the code.
///
/// Errors: MNR_ERROR_ARGUMENT, MNR_ERROR_STRUCT_SIZE.
/// Any thread. Does not block.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_diagnose(
    symptom: *const mnr_symptom,
    code_maker: *mut u32,
    code_number: *mut u32,
) -> i32 {
    guard!("mnr_diagnose", {
        let code_maker = Out::new(code_maker, "code_maker")?;
        let code_number = Out::new(code_number, "code_number")?;
        let given = pointer::take_struct(symptom, "symptom")?;
        let code = diagnose(&given.symptom()?).code;
        code_maker.put(u32::from(code.maker().number()));
        code_number.put(code.number());
        Ok(())
    })
}

/// Why a file of guidance is not taken.
pub(super) fn refused(refused: Refused) -> Failure {
    let too_large = |problem: &Problem| matches!(problem.reason, Reason::TooLarge(_));
    let status = if refused.problems.iter().any(too_large) {
        MNR_ERROR_LENGTH
    } else {
        MNR_ERROR_DATA_FILE
    };
    Failure::new(status, refused)
}

/// Loads a book of guidance from a TOML text, which is either a whole book or a change to the
/// built-in one. The whole text is checked first; a text that is refused changes nothing.
///
/// toml, length: UTF-8, at most 1 MiB. amend: 1 if the text changes the built-in book, 0 if it is a
/// whole book. book: where to put the handle; free it with mnr_book_free. detail: NULL or a record;
/// its text says what was refused.
///
/// Errors: MNR_ERROR_DATA_FILE, MNR_ERROR_LENGTH, MNR_ERROR_TEXT, MNR_ERROR_ARGUMENT.
/// Any thread. Does not block.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_book_load(
    toml: *const c_char,
    length: usize,
    amend: i32,
    book: *mut *mut mnr_book,
    detail: *mut mnr_detail,
) -> i32 {
    guard!("mnr_book_load", detail, {
        let out = Out::new(book, "book")?;
        let text = pointer::text(toml, length, "toml")?;
        let read = if pointer::flag(amend, "amend")? {
            Book::built_in().amended(text)
        } else {
            Book::from_toml(text)
        };
        let book = read.map_err(refused)?;
        out.put(handle::make::<mnr_book>(Arc::new(book), ())?);
        Ok(())
    })
}

/// Frees a book. Guidance that was made from it stays valid. NULL is allowed and does nothing.
///
/// Errors: MNR_ERROR_HANDLE.
/// Any thread; waits while another thread uses the handle. Does not block otherwise.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_book_free(book: *mut mnr_book) -> i32 {
    guard!("mnr_book_free", { handle::free(book) })
}

/// Makes the guidance for a code in a situation: what to say, what to do and what comes next. Every
/// code gets guidance, also an unknown one.
///
/// book: the book to use, or NULL for the built-in one. code_maker, code_number: the code.
/// situation: what is known. guidance: where to put the handle; free it with mnr_guidance_free.
///
/// Errors: MNR_ERROR_DATE, MNR_ERROR_ARGUMENT, MNR_ERROR_STRUCT_SIZE.
/// Any thread. Does not block.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_guide(
    book: *mut mnr_book,
    code_maker: u32,
    code_number: u32,
    situation: *const mnr_situation,
    guidance: *mut *mut mnr_guidance,
) -> i32 {
    guard!("mnr_guide", {
        let out = Out::new(guidance, "guidance")?;
        let situation = pointer::take_struct(situation, "situation")?.read()?;
        let code = fault_code(code_maker, code_number)?;
        let advice = with_book(book, |book| {
            Ok(Advice::of(
                book,
                situation.language,
                &book.advise(code, &situation),
            ))
        })?;
        out.put(handle::make::<mnr_guidance>(advice, ())?);
        Ok(())
    })
}

/// The numbers of a guidance.
///
/// guidance: the guidance. facts: where to put it; set its struct_size before.
///
/// Errors: MNR_ERROR_STRUCT_SIZE.
/// Any thread; waits while another thread uses the handle. Does not block otherwise.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_guidance_read_facts(
    guidance: *mut mnr_guidance,
    facts: *mut mnr_guidance_facts,
) -> i32 {
    guard!("mnr_guidance_read_facts", {
        pointer::struct_size(facts, "facts")?;
        let found = handle::with(guidance, |advice| {
            Ok(mnr_guidance_facts {
                struct_size: 0,
                retry: advice.retry,
                device_fault: advice.device_fault,
                seen_today: advice.seen_today,
                seen_today_step: advice.seen_today_step,
                next_steps: u32::try_from(advice.steps.len()).unwrap_or(u32::MAX),
            })
        })?;
        pointer::put_struct(facts, found, "facts")
    })
}

/// A text of a guidance.
///
/// guidance: the guidance. which: one of MNR_TEXT_*. text, capacity: where to put it, UTF-8,
/// NUL-terminated; NULL and 0 to ask for the size. needed: the size with the NUL.
///
/// Errors: MNR_ERROR_NOT_FOUND if there is none, MNR_ERROR_ARGUMENT, MNR_ERROR_BUFFER.
/// Any thread; waits while another thread uses the handle. Does not block otherwise.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_guidance_text(
    guidance: *mut mnr_guidance,
    which: i32,
    text: *mut c_char,
    capacity: usize,
    needed: *mut usize,
) -> i32 {
    guard!("mnr_guidance_text", {
        let buffer = Buffer::new(text.cast(), capacity, needed, "text")?;
        handle::with(guidance, |advice| {
            let text = usize::try_from(which)
                .ok()
                .and_then(|which| advice.texts.get(which))
                .ok_or_else(|| Failure::argument("which", which))?
                .as_ref()
                .ok_or_else(|| Failure::new(MNR_ERROR_NOT_FOUND, "there is no such text"))?;
            buffer.put_text(text)
        })
    })
}

/// Counts the entries of a list of a guidance.
///
/// guidance: the guidance. list: one of MNR_LIST_*. count: where to put the number.
///
/// Errors: MNR_ERROR_ARGUMENT.
/// Any thread; waits while another thread uses the handle. Does not block otherwise.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_guidance_count(
    guidance: *mut mnr_guidance,
    list: i32,
    count: *mut usize,
) -> i32 {
    guard!("mnr_guidance_count", {
        let count = Out::new(count, "count")?;
        let length = handle::with(guidance, |advice| Ok(advice.list(list)?.len()))?;
        count.put(length);
        Ok(())
    })
}

/// An entry of a list of a guidance.
///
/// guidance: the guidance. list: one of MNR_LIST_*. index: from 0. number: where to put its stable
/// number. text, capacity: where to put its words, UTF-8, NUL-terminated; NULL and 0 to ask for
/// the size. needed: the size with the NUL.
///
/// Errors: MNR_ERROR_NOT_FOUND if index is past the end, MNR_ERROR_ARGUMENT, MNR_ERROR_BUFFER; then
/// number is not written.
/// Any thread; waits while another thread uses the handle. Does not block otherwise.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_guidance_item(
    guidance: *mut mnr_guidance,
    list: i32,
    index: usize,
    number: *mut i32,
    text: *mut c_char,
    capacity: usize,
    needed: *mut usize,
) -> i32 {
    guard!("mnr_guidance_item", {
        let number = Out::new(number, "number")?;
        let buffer = Buffer::new(text.cast(), capacity, needed, "text")?;
        let found = handle::with(guidance, |advice| {
            let item = advice.item(list, index)?;
            buffer.put_text(&item.text)?;
            Ok(item.number)
        })?;
        number.put(found);
        Ok(())
    })
}

/// A next step of a guidance. The steps are in the order in which to try them.
///
/// guidance: the guidance. index: from 0. step: where to put it; set its struct_size before.
///
/// Errors: MNR_ERROR_NOT_FOUND if index is past the end, MNR_ERROR_STRUCT_SIZE.
/// Any thread; waits while another thread uses the handle. Does not block otherwise.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_guidance_next_step(
    guidance: *mut mnr_guidance,
    index: usize,
    step: *mut mnr_next_step,
) -> i32 {
    guard!("mnr_guidance_next_step", {
        pointer::struct_size(step, "step")?;
        let found = handle::with(guidance, |advice| {
            let next = advice.step(index)?;
            Ok(mnr_next_step {
                struct_size: 0,
                step: next.step,
                standing: next.standing,
                why: next.why,
                ordinary_share: i32::from(next.ordinary_share),
            })
        })?;
        pointer::put_struct(step, found, "step")
    })
}

/// The words of a next step: its name, or the reason why it is open or closed.
///
/// guidance: the guidance. index: from 0. reason: 0 for the name, 1 for the reason. text,
/// capacity: where to put them, UTF-8, NUL-terminated; NULL and 0 to ask for the size. needed: the
/// size with the NUL.
///
/// Errors: MNR_ERROR_NOT_FOUND if index is past the end, MNR_ERROR_ARGUMENT, MNR_ERROR_BUFFER.
/// Any thread; waits while another thread uses the handle. Does not block otherwise.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_guidance_step_text(
    guidance: *mut mnr_guidance,
    index: usize,
    reason: i32,
    text: *mut c_char,
    capacity: usize,
    needed: *mut usize,
) -> i32 {
    guard!("mnr_guidance_step_text", {
        let buffer = Buffer::new(text.cast(), capacity, needed, "text")?;
        let reason = pointer::flag(reason, "reason")?;
        handle::with(guidance, |advice| {
            let next = advice.step(index)?;
            buffer.put_text(if reason { &next.reason } else { &next.name })
        })
    })
}

/// Frees a guidance. NULL is allowed and does nothing.
///
/// Errors: MNR_ERROR_HANDLE.
/// Any thread; waits while another thread uses the handle. Does not block otherwise.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mnr_guidance_free(guidance: *mut mnr_guidance) -> i32 {
    guard!("mnr_guidance_free", { handle::free(guidance) })
}
