//! How a reception is set up, as C says it. Zero in any field means the default.

use core::time::Duration;

use super::super::facts::{self, MNR_MODE_UNATTENDED};
use super::super::failure::Failure;
use super::super::pointer::{self, Extensible, flag};
use mynareader_facts::calendar::Date;
use mynareader_reception::guidance::Facility;
use mynareader_reception::reception::{
    Ahead, Config, Fitted, PhoneReader, PinVerifier, PrescriptionChoice, StaffCheck,
};

/// A reader lacks the cameras for face and card, or the face engine.
pub const MNR_LACKS_FACE: u32 = 1;
/// A reader lacks a keypad, on the screen or beside it.
pub const MNR_LACKS_KEYPAD: u32 = 2;
/// A facility does not take phones.
pub const MNR_LACKS_PHONES: u32 = 4;

/// The staff check on the reader: once another method has failed.
pub const MNR_STAFF_CHECK_AFTER_FAILURE: i32 = 1;
/// The staff check on the reader: only in the visual mode, switched at the terminal.
pub const MNR_STAFF_CHECK_IN_VISUAL_MODE_ONLY: i32 = 2;
/// The staff check on the reader: from the screen where the method is chosen (default).
pub const MNR_STAFF_CHECK_FROM_METHOD_SCREEN: i32 = 3;

/// The PIN is verified on the card: by this library (default).
pub const MNR_PIN_VERIFIER_LIBRARY: i32 = 1;
/// The PIN is verified on the card: by the national software.
pub const MNR_PIN_VERIFIER_NATIONAL_SOFTWARE: i32 = 2;

/// The kind of prescription is not asked for (default).
pub const MNR_PRESCRIPTION_NOT_ASKED: i32 = 0;
/// The kind of prescription is asked for before the consents.
pub const MNR_PRESCRIPTION_BEFORE_CONSENT: i32 = 1;
/// The kind of prescription is asked for after the consents.
pub const MNR_PRESCRIPTION_AFTER_CONSENT: i32 = 2;

/// Phones are read: on this reader itself (default).
pub const MNR_PHONE_READER_SAME: i32 = 1;
/// Phones are read: on a second, general-purpose reader that is paired.
pub const MNR_PHONE_READER_PAIRED: i32 = 2;
/// Phones are read: on a second reader that is not paired or not connected now.
pub const MNR_PHONE_READER_NOT_PAIRED: i32 = 3;
/// Phones are read: nowhere.
pub const MNR_PHONE_READER_MISSING: i32 = 4;

/// Read of a card: which certificates there are, and the authentication certificate.
pub const MNR_READ_CERTIFICATE: u32 = 1;
/// Read of a card: the tries of code B. Until they are known the face is offered; code B is presented
/// only after they were read.
pub const MNR_READ_CODE_B_TRIES: u32 = 2;
/// Read of a card, together with the tries of code B: the certificate of the key that signed the photo.
pub const MNR_READ_RECORD_SIGNER: u32 = 4;
/// Read of a card: all of these.
pub const MNR_READ_ALL: u32 = 7;

/// The configuration of a facility's reader. Zero in any field means the default. MNR_INIT makes a
/// configuration with all devices present, in the unattended mode.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct mnr_reception_config {
    /// The size of the structure that the caller was compiled with.
    pub struct_size: usize,
    /// The number of this reader among the readers that one program serves, 1 to 65535; default 1.
    /// It is part of every action's number, so that an answer for one reader cannot reach the
    /// check-in of another.
    pub station: u32,
    /// The operation mode to start in, one of MNR_MODE_*; default unattended.
    pub mode: i32,
    /// What the reader does not have: a sum of MNR_LACKS_*.
    pub lacks: u32,
    /// What else the facility has, for guidance: a sum of MNR_FACILITY_*.
    pub facility: u32,
    /// What the facility is known not to have, likewise. What stands in neither is not known, and
    /// guidance says of a step that needs it "if it is here".
    pub facility_lacks: u32,
    /// Where the staff may confirm by sight, one of MNR_STAFF_CHECK_*.
    pub staff_check: i32,
    /// 1 if this reader can never register a patient whom the staff confirmed by sight.
    pub no_registration_by_sight: i32,
    /// The first day on which it can, by the reader's software: year; 0 for 2024-02-01.
    pub registration_by_sight_year: i32,
    /// Its month.
    pub registration_by_sight_month: i32,
    /// Its day.
    pub registration_by_sight_day: i32,
    /// The last day for which whoever signed the guidance in force vouches (mnr_shelf_status): year,
    /// or 0 for other guidance. A check-in after it says so in its journal.
    pub rules_expire_year: i32,
    /// Its month.
    pub rules_expire_month: i32,
    /// Its day.
    pub rules_expire_day: i32,
    /// The reader model, for guidance: a number of mnr_model_at, or of your own; 0 for none.
    pub reader_model: u32,
    /// Who verifies the PIN on the card, one of MNR_PIN_VERIFIER_*.
    pub pin_verifier: i32,
    /// 1 to offer another method after the chip stopped answering during one.
    pub methods_after_read_error: i32,
    /// How often a face that did not match may be tried in one check-in; default 2.
    pub face_attempts: u32,
    /// How often an unusable capture is repeated in one check-in; default 3.
    pub face_captures: u32,
    /// The target false-match rate: one in this many comparisons; default 10,000.
    pub one_false_match_in: u32,
    /// 1 if a match counts only when the face engine found the face to be live.
    pub liveness_required: i32,
    /// How many readings of the card's face must agree; default 2.
    pub code_b_agreeing: u32,
    /// Code B is presented only while more tries than this are left; default 5.
    pub code_b_floor: u32,
    /// How often the card's face is scanned in one check-in; default 3.
    pub code_b_scans: u32,
    /// Whether and when the kind of prescription is asked for, one of MNR_PRESCRIPTION_*.
    pub prescription: i32,
    /// 1 for a rehearsal: everything runs, the national software is not called, and nobody is
    /// admitted.
    pub rehearsal: i32,
    /// How long to wait for the patient, in milliseconds; default 60 s. After this time the patient
    /// is reminded once; after the same time again the check-in ends. In this field and the waits
    /// below, less than 100 counts as 100.
    pub patient_ms: u32,
    /// How long to wait for the staff; default 180 s.
    pub staff_ms: u32,
    /// How long to wait for a camera or scanner; default 20 s.
    pub device_ms: u32,
    /// How long to wait for one task on the card; default 20 s. A desk gives no exchange more time than
    /// is left of it.
    pub card_ms: u32,
    /// How long to wait for the national software; default 60 s.
    pub national_ms: u32,
    /// How long until the reminder of a forgotten card, and between reminders; default 15 s.
    pub forgotten_card_ms: u32,
    /// How long a staff check that was made before the card was placed waits for the card; default
    /// 300 s.
    pub waiting_proof_ms: u32,
    /// How often the staff are reminded that the visual mode is still on; default 1800 s.
    pub visual_mode_ms: u32,
    /// How many wrong passcodes end the staff check on the reader for a check-in; default 3.
    pub passcodes: u32,
    /// How many PINs may be presented in a check-in, for cards that do not report the tries left;
    /// default 3.
    pub pins: u32,
    /// How often the answer in a check-in may be a method that is not open. Each time the open
    /// methods are offered again; one more ends the check-in. Default 3.
    pub refusals: u32,
    /// How often the patient may go back to the methods in a check-in; default 3.
    pub ways_back: u32,
    /// 1 if the patient may never go back.
    pub no_way_back: i32,
    /// Where phones are read, one of MNR_PHONE_READER_*.
    pub phone_reader: i32,
    /// 1 if the facility takes part in the medical subsidy (PMH): a patient who holds a registered
    /// certificate is asked whether to use it.
    pub subsidy: i32,
    /// How long to wait for a phone that was chosen, and so how long its PIN waits; default 60 s.
    pub phone_ms: u32,
    /// How long all of it may take until the identity of the patient is proved; default 600 s.
    pub check_in_ms: u32,
    /// By how much the event more_time multiplies patient_ms, phone_ms and check_in_ms for one
    /// patient; default 10. 1 gives nobody more time.
    pub more_time: u32,
    /// What is read of a card before the methods are shown, and not while the patient chooses: a sum
    /// of MNR_READ_*. MNR_READ_ALL reads nothing ahead.
    pub not_ahead: u32,
    /// The session number after which this reception counts its check-ins. A program that restarts
    /// must not use numbers again that it used before, because a late answer from before the
    /// restart would then be accepted. Use the seconds since 1970 at the program's start, or a
    /// count that is kept on disk.
    pub sessions_after: u64,
}

// SAFETY: laid out for C, begins with its size, numbers only.
unsafe impl Extensible for mnr_reception_config {
    const FIRST: usize = size_of::<Self>();
}

fn small(given: u32, default: u8, what: &'static str) -> Result<u8, Failure> {
    if given == 0 {
        return Ok(default);
    }
    u8::try_from(given).map_err(|_| Failure::argument(what, given))
}

fn wait(given: u32, default: Duration) -> Duration {
    if given == 0 {
        default
    } else {
        Duration::from_millis(u64::from(given))
    }
}

/// The set-up that the caller gives; all defaults for NULL.
pub(in super::super) unsafe fn given(
    config: *const mnr_reception_config,
) -> Result<Config, Failure> {
    if config.is_null() {
        return Ok(Config::default());
    }
    // SAFETY: the caller gives NULL or a structure with its size in front.
    self::config(&unsafe { pointer::take_struct(config, "config")? })
}

/// From when on a patient is registered whom the staff confirmed by sight.
fn registration_by_sight(
    given: &mnr_reception_config,
    default: Option<Date>,
) -> Result<Option<Date>, Failure> {
    if flag(
        given.no_registration_by_sight,
        "config->no_registration_by_sight",
    )? {
        return Ok(None);
    }
    match given.registration_by_sight_year {
        0 => Ok(default),
        year => {
            let month = given.registration_by_sight_month;
            let day = given.registration_by_sight_day;
            pointer::date(year, month, day).map(Some)
        }
    }
}

/// What it says of phones, of the ways back and of the subsidy, checked.
fn of_phones_and_ways(config: &mut Config, given: &mnr_reception_config) -> Result<(), Failure> {
    config.ways_back = if flag(given.no_way_back, "config->no_way_back")? {
        0
    } else {
        small(given.ways_back, config.ways_back, "config->ways_back")?
    };
    config.phone_reader = match given.phone_reader {
        0 | MNR_PHONE_READER_SAME => PhoneReader::Same,
        MNR_PHONE_READER_PAIRED => PhoneReader::Paired,
        MNR_PHONE_READER_NOT_PAIRED => PhoneReader::NotPaired,
        MNR_PHONE_READER_MISSING => PhoneReader::Missing,
        other => return Err(Failure::argument("config->phone_reader", other)),
    };
    config.subsidy = flag(given.subsidy, "config->subsidy")?;
    Ok(())
}

/// The last day of signed guidance.
fn rules_expire(given: &mnr_reception_config) -> Result<Option<Date>, Failure> {
    let (month, day) = (given.rules_expire_month, given.rules_expire_day);
    match given.rules_expire_year {
        0 => Ok(None),
        year => pointer::date(year, month, day).map(Some),
    }
}

/// What is read of a card while the patient chooses.
fn ahead(given: &mnr_reception_config) -> Result<Ahead, Failure> {
    let not = u8::try_from(given.not_ahead)
        .ok()
        .and_then(Ahead::from_bits);
    let not = not.ok_or_else(|| Failure::argument("config->not_ahead", given.not_ahead))?;
    Ok(Config::default().ahead.difference(not))
}

/// What it says of faces and of code B, checked.
fn of_faces_and_code_b(config: &mut Config, given: &mnr_reception_config) -> Result<(), Failure> {
    config.face.attempts = small(
        given.face_attempts,
        config.face.attempts,
        "config->face_attempts",
    )?;
    config.face.captures = small(
        given.face_captures,
        config.face.captures,
        "config->face_captures",
    )?;
    if given.one_false_match_in != 0 {
        config.face.one_false_match_in = given.one_false_match_in;
    }
    config.face.liveness_required = flag(given.liveness_required, "config->liveness_required")?;
    config.code_b.agreeing = small(
        given.code_b_agreeing,
        config.code_b.agreeing,
        "config->code_b_agreeing",
    )?;
    config.code_b.tries_kept = small(
        given.code_b_floor,
        config.code_b.tries_kept,
        "config->code_b_floor",
    )?;
    config.code_b.scans = small(
        given.code_b_scans,
        config.code_b.scans,
        "config->code_b_scans",
    )?;
    Ok(())
}

/// What the structure says, checked.
pub(super) fn config(given: &mnr_reception_config) -> Result<Config, Failure> {
    let mut config = Config::default();
    if given.station != 0 {
        config.station = u16::try_from(given.station)
            .map_err(|_| Failure::argument("config->station", given.station))?;
    }
    config.mode = facts::mode(match given.mode {
        0 => MNR_MODE_UNATTENDED,
        mode => mode,
    })?;
    let known = MNR_LACKS_FACE | MNR_LACKS_KEYPAD | MNR_LACKS_PHONES;
    if given.lacks & !known != 0 {
        return Err(Failure::argument("config->lacks", given.lacks));
    }
    for (bit, part) in [
        (MNR_LACKS_FACE, Fitted::FACE),
        (MNR_LACKS_KEYPAD, Fitted::KEYPAD),
        (MNR_LACKS_PHONES, Fitted::PHONES),
    ] {
        if given.lacks & bit != 0 {
            config.fitted.remove(part);
        }
    }
    config.facility = Facility::from_bits(given.facility)
        .ok_or_else(|| Failure::argument("config->facility", given.facility))?;
    config.facility_lacks = Facility::from_bits(given.facility_lacks)
        .ok_or_else(|| Failure::argument("config->facility_lacks", given.facility_lacks))?;
    config.staff_check = match given.staff_check {
        0 => config.staff_check,
        MNR_STAFF_CHECK_AFTER_FAILURE => StaffCheck::AfterFailure,
        MNR_STAFF_CHECK_IN_VISUAL_MODE_ONLY => StaffCheck::InVisualModeOnly,
        MNR_STAFF_CHECK_FROM_METHOD_SCREEN => StaffCheck::FromMethodScreen,
        other => return Err(Failure::argument("config->staff_check", other)),
    };
    config.registration_by_sight = registration_by_sight(given, config.registration_by_sight)?;
    config.reader_model = given.reader_model;
    config.rules_expire = rules_expire(given)?;
    config.pin_verifier = match given.pin_verifier {
        0 | MNR_PIN_VERIFIER_LIBRARY => PinVerifier::Library,
        MNR_PIN_VERIFIER_NATIONAL_SOFTWARE => PinVerifier::NationalSoftware,
        other => return Err(Failure::argument("config->pin_verifier", other)),
    };
    config.ahead = ahead(given)?;
    config.methods_after_read_error = flag(
        given.methods_after_read_error,
        "config->methods_after_read_error",
    )?;
    config.sessions_after = given.sessions_after;
    config.passcodes = small(given.passcodes, config.passcodes, "config->passcodes")?;
    config.pins = small(given.pins, config.pins, "config->pins")?;
    config.refusals = small(given.refusals, config.refusals, "config->refusals")?;
    of_phones_and_ways(&mut config, given)?;
    of_faces_and_code_b(&mut config, given)?;
    config.prescription = match given.prescription {
        MNR_PRESCRIPTION_NOT_ASKED => PrescriptionChoice::NotAsked,
        MNR_PRESCRIPTION_BEFORE_CONSENT => PrescriptionChoice::BeforeConsent,
        MNR_PRESCRIPTION_AFTER_CONSENT => PrescriptionChoice::AfterConsent,
        other => return Err(Failure::argument("config->prescription", other)),
    };
    config.rehearsal = flag(given.rehearsal, "config->rehearsal")?;
    let patience = &mut config.patience;
    patience.phone = wait(given.phone_ms, patience.phone);
    patience.check_in = wait(given.check_in_ms, patience.check_in);
    patience.more_time = small(given.more_time, patience.more_time, "config->more_time")?;
    patience.patient = wait(given.patient_ms, patience.patient);
    patience.staff = wait(given.staff_ms, patience.staff);
    patience.device = wait(given.device_ms, patience.device);
    patience.card = wait(given.card_ms, patience.card);
    patience.national = wait(given.national_ms, patience.national);
    patience.forgotten_card = wait(given.forgotten_card_ms, patience.forgotten_card);
    patience.waiting_proof = wait(given.waiting_proof_ms, patience.waiting_proof);
    patience.visual_mode = wait(given.visual_mode_ms, patience.visual_mode);
    Ok(config)
}
