//! Actions: what is to be done, as one flat record.

use super::super::facts::{self, numbers};
use super::super::facts::{MNR_TRIES_UNKNOWN, tries_number};
use super::super::failure::Failure;
use super::super::pointer::Extensible;
use super::event;
use mynareader_facts::Place;
use mynareader_reception::fault::{FaultCode, Origin};
use mynareader_reception::reception::{
    Action, Closed, ConsentProfile, Cue, Notice, Number, Offer, Offers, Order, Outcome, Path,
    Phone, Request, ScanOutcome, Scope, Screen, SightPlace, StaffNotice, Task, Work,
};

/// Request: identify the chip; at. Answer with mnr_answer_identified. A desk does this itself.
pub const MNR_ACTION_IDENTIFY_CARD: i32 = 1;
/// Request: let the patient choose a method. Fields: offer_face, offer_pin, offer_staff; the code
/// of the method that just failed. Answer with mnr_answer_method.
pub const MNR_ACTION_CHOOSE_METHOD: i32 = 2;
/// Request: scan the card's face and keep code B with the secrets; detail is what went wrong
/// before, MNR_SCAN_*, or 0. Answer with mnr_answer_scanned; for a desk with mnr_answer_reading.
pub const MNR_ACTION_SCAN_CARD_FACE: i32 = 3;
/// Request: present code B, read the photo and check its proofs. Answer with mnr_answer_record_read
/// or mnr_answer_code_b_wrong. A desk does this itself.
pub const MNR_ACTION_READ_FACE_RECORD: i32 = 4;
/// Request: capture the patient's face and compare it with the photo; again, and then detail says
/// why the capture before was no use, MNR_FACE_*; one_false_match_in.
/// Answer with mnr_answer_compared.
pub const MNR_ACTION_COMPARE_FACE: i32 = 5;
/// Request: let the patient decide about the last try, as a separate question; tries; offer_*.
/// Answer with mnr_answer_last_try.
pub const MNR_ACTION_DECIDE_LAST_TRY: i32 = 6;
/// Request: ask for the PIN and keep it with the secrets; tries; again is 1 if it was wrong. Answer
/// with mnr_answer_pin_entered; for a desk with mnr_answer_pin.
pub const MNR_ACTION_ENTER_PIN: i32 = 7;
/// Request, national: get the centre's challenge. Answer with mnr_answer_challenge_obtained; for a
/// desk with mnr_answer_challenge.
pub const MNR_ACTION_OBTAIN_CHALLENGE: i32 = 8;
/// Request: verify the PIN on the card once and sign the challenge; last_try. Answer with
/// mnr_answer_pin_verified, mnr_answer_pin_wrong or mnr_answer_pin_unjudged. A desk does this
/// itself.
pub const MNR_ACTION_VERIFY_PIN: i32 = 9;
/// Request: read the tries of the PIN. Answer with mnr_answer_tries_read. A desk does this itself.
pub const MNR_ACTION_READ_TRIES: i32 = 10;
/// Request: let the staff compare the patient with the photo on the card; detail is MNR_PLACE_*.
/// Answer with mnr_answer_sighted; for a desk, if detail is MNR_PLACE_READER, with
/// mnr_answer_sighted_with_passcode, which also passes the passcode.
pub const MNR_ACTION_CHECK_BY_SIGHT: i32 = 11;
/// Request, national: let the terminal check the facility's passcode. Answer with
/// mnr_answer_passcode.
pub const MNR_ACTION_CHECK_PASSCODE: i32 = 12;
/// Request: let the phone confirm its holder. Answer with mnr_answer_phone_confirmed.
pub const MNR_ACTION_CONFIRM_ON_PHONE: i32 = 13;
/// Request, national: let the national software verify the PIN and authenticate; last_try. Answer
/// with mnr_answer_authenticated, mnr_answer_pin_wrong or mnr_answer_pin_unjudged.
pub const MNR_ACTION_AUTHENTICATE_WITH_PIN: i32 = 14;
/// Request, national: let the national software authenticate; detail is MNR_PATH_*. Answer with
/// mnr_answer_authenticated.
pub const MNR_ACTION_AUTHENTICATE: i32 = 15;
/// Request: take the card back after the national software has used it, and check that it is the
/// same card. Answer with mnr_answer_reacquired. A desk does this itself.
pub const MNR_ACTION_REACQUIRE_CARD: i32 = 16;
/// Request: explain the registration and ask whether the patient wants it. Answer with
/// mnr_answer_registration_wanted.
pub const MNR_ACTION_OFFER_REGISTRATION: i32 = 17;
/// Request, national: register the card. Answer with mnr_answer_registered or
/// mnr_answer_registration_delayed.
pub const MNR_ACTION_REGISTER: i32 = 18;
/// Request, national: ask for the eligibility. Answer with mnr_answer_eligibility.
pub const MNR_ACTION_QUERY_ELIGIBILITY: i32 = 19;
/// Request: show a notice until the patient has read it; detail is MNR_NOTICE_*. Answer with
/// mnr_answer_notice_read.
pub const MNR_ACTION_SHOW_NOTICE: i32 = 20;
/// Request: ask for the kind of prescription. Answer with mnr_answer_prescription.
pub const MNR_ACTION_CHOOSE_PRESCRIPTION: i32 = 21;
/// Request: ask for the consents in the field consents; detail is 1 if the patient may give all of
/// them at once. Answer with mnr_answer_consented.
pub const MNR_ACTION_ASK_CONSENT: i32 = 22;
/// Request, national: pass the consents and the choices to the national software; consents; detail
/// is MNR_PRESCRIPTION_ELECTRONIC, MNR_PRESCRIPTION_PAPER or 0; subsidy. Answer with
/// mnr_answer_delivered.
pub const MNR_ACTION_DELIVER: i32 = 23;
/// Request: ask which kind of phone it is; offer_android, offer_iphone. Answer with
/// mnr_answer_phone. A card or phone that is placed instead also continues the check-in.
pub const MNR_ACTION_CHOOSE_PHONE: i32 = 24;
/// Request: ask for the PIN of a phone that is not there yet and keep it with the secrets. Answer
/// with mnr_answer_pin_entered; for a desk with mnr_answer_pin.
pub const MNR_ACTION_ENTER_PIN_AHEAD: i32 = 25;
/// Request: ask for the phone to be held to the reader; phone, at. It has no answer but
/// mnr_answer_back: the phone comes by the event phone_placed or card_placed.
pub const MNR_ACTION_AWAIT_PHONE: i32 = 26;
/// Request: ask whether the registered certificate of the medical subsidy is to be used. Answer
/// with mnr_answer_subsidy.
pub const MNR_ACTION_ASK_SUBSIDY: i32 = 27;
/// Request: read of the card what detail says, a sum of MNR_READ_*, while the patient is asked
/// something; stop for whatever else is asked of the card. It is open beside other requests, and
/// nobody waits for its answer before the card is released. Answer with mnr_answer_read_ahead. A
/// desk does this itself.
pub const MNR_ACTION_READ_AHEAD: i32 = 28;
/// Order: show this screen to the patient; detail is MNR_SCREEN_*; mode, or outcome, end_reason and
/// code.
pub const MNR_ACTION_SHOW: i32 = 101;
/// Order: remind the patient that the screen waits for them.
pub const MNR_ACTION_REMIND: i32 = 102;
/// Order: tell the staff; detail is MNR_TELL_*; method, mode, outcome, end_reason and code if they
/// belong to it.
pub const MNR_ACTION_TELL: i32 = 103;
/// Order: wipe secrets; secrets is a sum of MNR_SECRET_*.
pub const MNR_ACTION_WIPE: i32 = 104;
/// Order: stop working on the request numbered abandoned; its answer will be refused.
pub const MNR_ACTION_ABANDON: i32 = 105;
/// Order: release the card, so that the national software can use it.
pub const MNR_ACTION_RELEASE_CARD: i32 = 106;
/// Order: end the patient's session on the card: mnr_card_end.
pub const MNR_ACTION_END_CARD: i32 = 107;
/// Order: ask the patient to take the card.
pub const MNR_ACTION_PROMPT_REMOVAL: i32 = 108;
/// Order: the card was forgotten, sound the alarm; detail is the number of reminders so far.
pub const MNR_ACTION_SOUND_ALARM: i32 = 109;

/// Order: a fault has a code; show its words and the next steps. mnr_reception_situation gives what
/// mnr_guide needs in addition to the code.
pub const MNR_ACTION_ADVISE: i32 = 110;

/// Order: sound this, for patients who cannot see the screen; detail is MNR_CUE_*. Which sound it
/// is is the program's choice.
pub const MNR_ACTION_SOUND: i32 = 111;

/// A sound: the card or phone was noticed.
pub const MNR_CUE_NOTICED: i32 = 1;
/// A sound: the patient is asked something.
pub const MNR_CUE_YOUR_TURN: i32 = 2;
/// A sound: the check-in is done.
pub const MNR_CUE_DONE: i32 = 3;
/// A sound: it ended early; somebody at the desk helps.
pub const MNR_CUE_SEE_STAFF: i32 = 4;
/// A sound: the patient must take the card.
pub const MNR_CUE_TAKE_CARD: i32 = 5;

/// Which reader: the face recognition reader itself.
pub const MNR_AT_READER: i32 = 1;
/// Which reader: the paired general-purpose reader, which takes phones.
pub const MNR_AT_PHONE_READER: i32 = 2;

/// A phone: Android. The PIN is typed on the reader, then the phone is held to it.
pub const MNR_PHONE_ANDROID: i32 = 1;
/// A phone: iPhone. It confirms its holder itself, then it is held to the reader.
pub const MNR_PHONE_IPHONE: i32 = 2;

/// The medical subsidy: not asked, or not answered.
pub const MNR_SUBSIDY_NOT_ANSWERED: i32 = 0;
/// The medical subsidy: the certificate is to be used.
pub const MNR_SUBSIDY_USE: i32 = 1;
/// The medical subsidy: the certificate is not to be used.
pub const MNR_SUBSIDY_DO_NOT_USE: i32 = 2;

/// A method: not mentioned.
pub const MNR_OFFER_NONE: i32 = 0;
/// A method: it may be chosen.
pub const MNR_OFFER_OPEN: i32 = 1;
/// A method: closed, the operation mode does not have it.
pub const MNR_OFFER_BY_MODE: i32 = 2;
/// A method: closed, the reader or the facility does not have the equipment.
pub const MNR_OFFER_NOT_FITTED: i32 = 3;
/// A method: closed, it opens once another has failed.
pub const MNR_OFFER_NOT_YET: i32 = 4;
/// A method: closed, a phone cannot do it.
pub const MNR_OFFER_NOT_FOR_PHONES: i32 = 5;
/// A method: closed, the PIN or code B is blocked.
pub const MNR_OFFER_BLOCKED: i32 = 6;
/// A method: closed, too few tries of code B are known to be left.
pub const MNR_OFFER_TOO_FEW_TRIES: i32 = 7;
/// A method: closed, the card is probably a face-only card.
pub const MNR_OFFER_FACE_ONLY_CARD: i32 = 8;
/// A method: closed, it failed in this check-in.
pub const MNR_OFFER_FAILED: i32 = 9;
/// A method: closed, it was tried and did not prove who the patient is.
pub const MNR_OFFER_NOT_PROVED: i32 = 10;
/// A method: closed, nobody answered.
pub const MNR_OFFER_NO_ANSWER: i32 = 11;
/// A method is closed: the patient keeps the last try of the PIN in this check-in.
pub const MNR_OFFER_LAST_TRY_KEPT: i32 = 12;
/// A phone is closed: there is no reader for phones.
pub const MNR_OFFER_NO_PHONE_READER: i32 = 13;
/// A phone is closed: the reader for phones is not paired or not connected.
pub const MNR_OFFER_PHONE_READER_NOT_PAIRED: i32 = 14;
/// A method is closed: it does not serve for the registration that this card needs first.
pub const MNR_OFFER_NOT_FOR_REGISTRATION: i32 = 15;

/// Where the staff look: on the reader; they then enter the passcode.
pub const MNR_PLACE_READER: i32 = 1;
/// Where the staff look: at the terminal, in the visual mode.
pub const MNR_PLACE_TERMINAL: i32 = 2;

/// How the national software authenticates: without a PIN, after face or sight.
pub const MNR_PATH_WITHOUT_PIN: i32 = 1;
/// How the national software authenticates: with the challenge that the card signed.
pub const MNR_PATH_SIGNED: i32 = 2;
/// How the national software authenticates: a phone that confirmed its holder.
pub const MNR_PATH_PHONE: i32 = 3;

/// A notice: the certificate ends within three months.
pub const MNR_NOTICE_CERTIFICATE_ENDS_SOON: i32 = 1;
/// A notice: the certificate is in its grace period: eligibility only.
pub const MNR_NOTICE_CERTIFICATE_IN_GRACE: i32 = 2;
/// A notice: the same, and the card itself has expired too, so that the card must be renewed.
pub const MNR_NOTICE_CARD_ENDED: i32 = 3;

/// A screen: waiting for a card or phone; mode; offer_phone.
pub const MNR_SCREEN_WELCOME: i32 = 1;
/// A screen: the card is being read.
pub const MNR_SCREEN_READING_CARD: i32 = 2;
/// A screen: the staff are looking.
pub const MNR_SCREEN_STAFF_LOOKING: i32 = 3;
/// A screen: the centre is being asked.
pub const MNR_SCREEN_ASKING_CENTRE: i32 = 4;
/// A screen: the check-in has ended; outcome.
pub const MNR_SCREEN_ENDED: i32 = 5;
/// A screen: another card or phone came than the chosen one, and the check-in continues with it;
/// token.
pub const MNR_SCREEN_OTHER_TOKEN: i32 = 6;

/// What the staff are told: a method failed, others are open; method, code.
pub const MNR_TELL_METHOD_FAILED: i32 = 1;
/// What the staff are told: a fault from outside; code.
pub const MNR_TELL_FAULT: i32 = 2;
/// What the staff are told: the check-in has ended; outcome.
pub const MNR_TELL_ENDED: i32 = 3;
/// What the staff are told: a presentation attack, the face was not a live face.
pub const MNR_TELL_PRESENTATION_ATTACK: i32 = 4;
/// What the staff are told: look whether the printed mark of a face-only card is struck through.
pub const MNR_TELL_CONFIRM_FACE_ONLY_MARK: i32 = 5;
/// What the staff are told: somebody came in place of the patient.
pub const MNR_TELL_PROXY_CANNOT_BE_SIGHTED: i32 = 6;
/// What the staff are told: several eligibilities, choose.
pub const MNR_TELL_SEVERAL_ELIGIBILITIES: i32 = 7;
/// What the staff are told: medical assistance is not registered.
pub const MNR_TELL_AID_UNREGISTERED: i32 = 8;
/// What the staff are told: the last known eligibility is on the terminal.
pub const MNR_TELL_LAST_KNOWN_ELIGIBILITY: i32 = 9;
/// What the staff are told: the registration will take a while.
pub const MNR_TELL_REGISTRATION_DELAYED: i32 = 10;
/// What the staff are told: a staff check waits for the next card.
pub const MNR_TELL_PROOF_WAITS: i32 = 11;
/// What the staff are told: the staff check that waited has lapsed.
pub const MNR_TELL_PROOF_LAPSED: i32 = 12;
/// What the staff are told: the mode was switched; mode.
pub const MNR_TELL_MODE_CHANGED: i32 = 13;
/// What the staff are told: the visual mode is still on.
pub const MNR_TELL_VISUAL_MODE_STILL_ON: i32 = 14;
/// What the staff are told: a card was forgotten.
pub const MNR_TELL_CARD_FORGOTTEN: i32 = 15;

/// How a check-in ended: it has not ended, or the action does not concern the end.
pub const MNR_OUTCOME_NONE: i32 = 0;
/// How a check-in ended: the patient is checked in.
pub const MNR_OUTCOME_ADMITTED: i32 = 1;
/// How a check-in ended: the patient is checked in, for the eligibility only.
pub const MNR_OUTCOME_ADMITTED_ELIGIBILITY_ONLY: i32 = 2;
/// How a check-in ended: a rehearsal reached its end; nobody is checked in.
pub const MNR_OUTCOME_REHEARSED: i32 = 3;
/// How a check-in ended: early; end_reason, code.
pub const MNR_OUTCOME_ENDED: i32 = 4;

/// A secret: the PIN.
pub const MNR_SECRET_PIN: u32 = 1;
/// A secret: code B, as scanned.
pub const MNR_SECRET_CODE_B: u32 = 2;
/// A secret: the photo from the chip and the face from the camera.
pub const MNR_SECRET_FACE: u32 = 4;
/// A secret: the facility's passcode.
pub const MNR_SECRET_PASSCODE: u32 = 8;
/// A secret: the centre's challenge and the card's signature over it.
pub const MNR_SECRET_SIGNATURE: u32 = 16;

numbers!(
    place_number,
    place,
    SightPlace,
    "place",
    SightPlace::Reader = MNR_PLACE_READER,
    SightPlace::Terminal = MNR_PLACE_TERMINAL,
);
numbers!(
    at_number,
    at,
    Place,
    "at",
    Place::Reader = MNR_AT_READER,
    Place::PhoneReader = MNR_AT_PHONE_READER,
);
numbers!(
    phone_number,
    phone,
    Phone,
    "phone",
    Phone::Android = MNR_PHONE_ANDROID,
    Phone::Iphone = MNR_PHONE_IPHONE,
);
numbers!(
    cue_number,
    cue,
    Cue,
    "cue",
    Cue::Noticed = MNR_CUE_NOTICED,
    Cue::YourTurn = MNR_CUE_YOUR_TURN,
    Cue::Done = MNR_CUE_DONE,
    Cue::SeeStaff = MNR_CUE_SEE_STAFF,
    Cue::TakeCard = MNR_CUE_TAKE_CARD,
);
numbers!(
    path_number,
    path,
    Path,
    "path",
    Path::WithoutPin = MNR_PATH_WITHOUT_PIN,
    Path::Signed = MNR_PATH_SIGNED,
    Path::Phone = MNR_PATH_PHONE,
);
numbers!(
    notice_number,
    notice,
    Notice,
    "notice",
    Notice::CertificateEndsSoon = MNR_NOTICE_CERTIFICATE_ENDS_SOON,
    Notice::CertificateInGrace = MNR_NOTICE_CERTIFICATE_IN_GRACE,
    Notice::CardEnded = MNR_NOTICE_CARD_ENDED,
);

/// The number of an action. Its answer repeats the number.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct mnr_number {
    /// Which check-in, from 1.
    pub session: u64,
    /// Which action of it, from 1.
    pub sequence: u32,
    /// Which reader.
    pub station: u32,
}

/// Where a code comes from. It has only numbers of closed lists and nothing personal. All fields
/// are 0 if somebody gave the code.
#[repr(C)]
#[derive(Clone, Copy, Default)]
pub struct mnr_origin {
    /// The step, one of MNR_STEP_*; 0 if it is not known.
    pub step: i32,
    /// The key, one of MNR_KEY_*; 0 for none.
    pub key: i32,
    /// The kind of event, one of MNR_HAPPENED_*.
    pub happened: i32,
    /// Its first number: a status word, a code of PC/SC, and so on. For a record 256 times one of
    /// MNR_RECORD_* and one of MNR_RECORD_TROUBLE_*.
    pub first: u32,
    /// Its second number, meaningful if has_second is 1: the driver's code, the offset in a record
    /// in bytes, a code's maker.
    pub second: u32,
    /// Whether second means something.
    pub has_second: i32,
    /// The number of the rule that chose the code, for the library's makers; it may change.
    pub rule: u32,
}

impl mnr_origin {
    fn of(origin: Origin) -> Self {
        Self {
            step: i32::from(origin.step.number()),
            key: origin.key.map_or(0, facts::key_number),
            happened: i32::from(origin.cause.kind.number()),
            first: origin.cause.detail,
            second: origin.cause.extra.unwrap_or(0),
            has_second: i32::from(origin.cause.extra.is_some()),
            rule: u32::from(origin.rule),
        }
    }
}

/// Something that the program must do. Each MNR_ACTION_* says which fields belong to it. The other
/// fields are 0; tries is then MNR_TRIES_UNKNOWN.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct mnr_action {
    /// The size of the structure that the caller was compiled with.
    pub struct_size: usize,
    /// Its number; the answer to a request repeats it.
    pub number: mnr_number,
    /// For MNR_ACTION_ABANDON: the number of the request that is no longer wanted. It may have been
    /// answered already: at the end of a check-in the last request is always named.
    pub abandoned: mnr_number,
    /// What to do, one of MNR_ACTION_*. The program may ignore orders of an unknown kind. It must
    /// answer every request, with mnr_answer_failed if it does not know the kind.
    pub kind: i32,
    /// 1 for a request, which must be answered; 0 for an order.
    pub is_request: i32,
    /// 1 if it is for the national software.
    pub is_national: i32,
    /// The detail of the action; see MNR_ACTION_*.
    pub detail: i32,
    /// 1 if the request is repeated.
    pub again: i32,
    /// 1 if somebody decided that the last try may be spent.
    pub last_try: i32,
    /// Tries left, or MNR_TRIES_*.
    pub tries: i32,
    /// Whether the face may be chosen, one of MNR_OFFER_*.
    pub offer_face: i32,
    /// Whether the PIN may be chosen.
    pub offer_pin: i32,
    /// Whether the staff check may be chosen.
    pub offer_staff: i32,
    /// Whether a phone may be used instead of a card.
    pub offer_phone: i32,
    /// Whether an Android phone may be chosen.
    pub offer_android: i32,
    /// Whether an iPhone may be chosen.
    pub offer_iphone: i32,
    /// 1 if the patient may go back to the methods from this request: show a button for it, and
    /// answer with mnr_answer_back.
    pub may_go_back: i32,
    /// A phone, one of MNR_PHONE_*.
    pub phone: i32,
    /// Which reader, one of MNR_AT_*.
    pub at: i32,
    /// A kind of chip, one of MNR_TOKEN_*.
    pub token: i32,
    /// Whether the medical subsidy is to be used, one of MNR_SUBSIDY_*.
    pub subsidy: i32,
    /// A method, one of MNR_METHOD_*.
    pub method: i32,
    /// An operation mode, one of MNR_MODE_*.
    pub mode: i32,
    /// How the check-in ended, one of MNR_OUTCOME_*.
    pub outcome: i32,
    /// Why it ended early, one of MNR_END_*.
    pub end_reason: i32,
    /// A code: 0 for the national table, 65535 for this library, or a maker.
    pub code_maker: u32,
    /// Its number; 0 if there is none.
    pub code_number: u32,
    /// Consents, a sum of MNR_CONSENT_*.
    pub consents: u32,
    /// Secrets, a sum of MNR_SECRET_*.
    pub secrets: u32,
    /// The target false-match rate: one in this many comparisons.
    pub one_false_match_in: u32,
    /// 1 in a rehearsal: every screen must show that it is one.
    pub rehearsal: i32,
    /// For MNR_ACTION_ADVISE: where the code comes from, for the log and for the support that is
    /// called.
    pub origin: mnr_origin,
}

// SAFETY: laid out for C, begins with its size, numbers only.
unsafe impl Extensible for mnr_action {
    const FIRST: usize = size_of::<Self>();
}

/// The number of an action.
pub(in super::super) fn number(number: Number) -> mnr_number {
    mnr_number {
        session: number.session,
        sequence: number.sequence,
        station: u32::from(number.station),
    }
}

pub(in super::super) const fn offer(offer: Offer) -> i32 {
    match offer {
        Offer::Open => MNR_OFFER_OPEN,
        Offer::Closed(closed) => match closed {
            Closed::ByMode => MNR_OFFER_BY_MODE,
            Closed::NotFitted => MNR_OFFER_NOT_FITTED,
            Closed::NotYet => MNR_OFFER_NOT_YET,
            Closed::NotForPhones => MNR_OFFER_NOT_FOR_PHONES,
            Closed::Blocked => MNR_OFFER_BLOCKED,
            Closed::TooFewTries => MNR_OFFER_TOO_FEW_TRIES,
            Closed::FaceOnlyCard => MNR_OFFER_FACE_ONLY_CARD,
            Closed::Failed(_) => MNR_OFFER_FAILED,
            Closed::NotProved => MNR_OFFER_NOT_PROVED,
            Closed::NoAnswer => MNR_OFFER_NO_ANSWER,
            Closed::LastTryKept => MNR_OFFER_LAST_TRY_KEPT,
            Closed::NoPhoneReader => MNR_OFFER_NO_PHONE_READER,
            Closed::PhoneReaderNotPaired => MNR_OFFER_PHONE_READER_NOT_PAIRED,
            Closed::NotForRegistration => MNR_OFFER_NOT_FOR_REGISTRATION,
        },
    }
}

impl mnr_action {
    fn new(of: Number, is_request: bool) -> Self {
        let nothing = mnr_number {
            session: 0,
            sequence: 0,
            station: 0,
        };
        Self {
            struct_size: 0,
            number: number(of),
            abandoned: nothing,
            kind: 0,
            is_request: i32::from(is_request),
            is_national: 0,
            detail: 0,
            again: 0,
            last_try: 0,
            tries: MNR_TRIES_UNKNOWN,
            offer_face: 0,
            offer_pin: 0,
            offer_staff: 0,
            offer_phone: 0,
            offer_android: 0,
            offer_iphone: 0,
            may_go_back: 0,
            phone: 0,
            at: 0,
            token: 0,
            subsidy: 0,
            method: 0,
            mode: 0,
            outcome: 0,
            end_reason: 0,
            code_maker: 0,
            code_number: 0,
            consents: 0,
            secrets: 0,
            one_false_match_in: 0,
            rehearsal: 0,
            origin: mnr_origin::default(),
        }
    }

    fn offers(&mut self, offers: Offers) {
        self.offer_face = offer(offers.face);
        self.offer_pin = offer(offers.pin);
        self.offer_staff = offer(offers.staff);
    }

    fn code(&mut self, code: Option<FaultCode>) {
        if let Some(code) = code {
            self.code_maker = u32::from(code.maker().number());
            self.code_number = code.number();
        }
    }

    fn outcome(&mut self, outcome: Outcome) {
        match outcome {
            Outcome::Admitted(Scope::Full) => self.outcome = MNR_OUTCOME_ADMITTED,
            Outcome::Admitted(Scope::EligibilityOnly) => {
                self.outcome = MNR_OUTCOME_ADMITTED_ELIGIBILITY_ONLY;
            }
            Outcome::Rehearsed => self.outcome = MNR_OUTCOME_REHEARSED,
            Outcome::Ended { reason, fault } => {
                self.outcome = MNR_OUTCOME_ENDED;
                self.end_reason = event::end_number(reason);
                self.code(Some(fault));
            }
        }
    }
}

/// The record of an action.
pub(in super::super) fn describe(action: Action, rehearsal: bool, may_go_back: bool) -> mnr_action {
    let mut record = match action.task {
        Task::Request(request) => {
            let mut record = mnr_action::new(action.number, true);
            record.is_national = i32::from(request.is_national());
            describe_request(&mut record, request);
            record
        }
        Task::Order(order) => {
            let mut record = mnr_action::new(action.number, false);
            describe_order(&mut record, order);
            record
        }
    };
    record.rehearsal = i32::from(rehearsal);
    record.may_go_back = i32::from(may_go_back && record.is_request == 1);
    record
}

fn describe_request(record: &mut mnr_action, request: Request) {
    record.kind = match request {
        Request::IdentifyCard { at } => {
            record.at = at_number(at);
            MNR_ACTION_IDENTIFY_CARD
        }
        Request::ChoosePhone { android, iphone } => {
            record.offer_android = offer(android);
            record.offer_iphone = offer(iphone);
            MNR_ACTION_CHOOSE_PHONE
        }
        Request::EnterPinAhead => MNR_ACTION_ENTER_PIN_AHEAD,
        Request::AwaitPhone { phone, at } => {
            record.phone = phone_number(phone);
            record.at = at_number(at);
            MNR_ACTION_AWAIT_PHONE
        }
        Request::AskSubsidy => MNR_ACTION_ASK_SUBSIDY,
        Request::ChooseMethod { offers, after } => {
            record.offers(offers);
            record.code(after);
            MNR_ACTION_CHOOSE_METHOD
        }
        Request::ScanCardFace { again } => {
            record.detail = again.map_or(0, scan_number);
            record.again = i32::from(again.is_some());
            MNR_ACTION_SCAN_CARD_FACE
        }
        Request::ReadFaceRecord => MNR_ACTION_READ_FACE_RECORD,
        Request::CompareFace {
            again,
            one_false_match_in,
        } => {
            record.again = i32::from(again.is_some());
            record.detail = again.map_or(0, event::face_number);
            record.one_false_match_in = one_false_match_in;
            MNR_ACTION_COMPARE_FACE
        }
        Request::DecideLastTry { tries, offers } => {
            record.tries = tries_number(tries);
            record.offers(offers);
            MNR_ACTION_DECIDE_LAST_TRY
        }
        Request::EnterPin { tries, again } => {
            record.tries = tries_number(tries);
            record.again = i32::from(again);
            MNR_ACTION_ENTER_PIN
        }
        Request::ObtainChallenge => MNR_ACTION_OBTAIN_CHALLENGE,
        Request::VerifyPin { last_try } => {
            record.last_try = i32::from(last_try);
            MNR_ACTION_VERIFY_PIN
        }
        Request::ReadTries => MNR_ACTION_READ_TRIES,
        Request::ReadAhead { reads } => {
            record.detail = i32::from(reads.bits());
            MNR_ACTION_READ_AHEAD
        }
        Request::CheckBySight { place } => {
            record.detail = place_number(place);
            MNR_ACTION_CHECK_BY_SIGHT
        }
        Request::CheckPasscode => MNR_ACTION_CHECK_PASSCODE,
        Request::ConfirmOnPhone => MNR_ACTION_CONFIRM_ON_PHONE,
        Request::AuthenticateWithPin { last_try } => {
            record.last_try = i32::from(last_try);
            MNR_ACTION_AUTHENTICATE_WITH_PIN
        }
        Request::Authenticate { path } => {
            record.detail = path_number(path);
            MNR_ACTION_AUTHENTICATE
        }
        Request::ReacquireCard => MNR_ACTION_REACQUIRE_CARD,
        Request::OfferRegistration => MNR_ACTION_OFFER_REGISTRATION,
        Request::Register => MNR_ACTION_REGISTER,
        Request::QueryEligibility => MNR_ACTION_QUERY_ELIGIBILITY,
        Request::ShowNotice(notice) => {
            record.detail = notice_number(notice);
            MNR_ACTION_SHOW_NOTICE
        }
        Request::ChoosePrescription => MNR_ACTION_CHOOSE_PRESCRIPTION,
        Request::AskConsent(profile) => {
            record.consents = u32::from(profile.items().bits());
            record.detail = i32::from(profile == ConsentProfile::AllOrEach);
            MNR_ACTION_ASK_CONSENT
        }
        Request::Deliver {
            consents,
            prescription,
            subsidy,
        } => {
            record.subsidy = match subsidy {
                None => MNR_SUBSIDY_NOT_ANSWERED,
                Some(true) => MNR_SUBSIDY_USE,
                Some(false) => MNR_SUBSIDY_DO_NOT_USE,
            };
            record.consents = u32::from(consents.bits());
            record.detail = prescription.map_or(0, event::prescription_number);
            MNR_ACTION_DELIVER
        }
    };
}

fn scan_number(outcome: ScanOutcome) -> i32 {
    match outcome {
        ScanOutcome::Read { .. } => event::MNR_SCAN_READ,
        ScanOutcome::WrongSide => event::MNR_SCAN_WRONG_SIDE,
        ScanOutcome::UpsideDown => event::MNR_SCAN_UPSIDE_DOWN,
        ScanOutcome::Glare => event::MNR_SCAN_GLARE,
        ScanOutcome::InCase => event::MNR_SCAN_IN_CASE,
        ScanOutcome::TwoCards => event::MNR_SCAN_TWO_CARDS,
        ScanOutcome::Unreadable => event::MNR_SCAN_UNREADABLE,
    }
}

fn describe_order(record: &mut mnr_action, order: Order) {
    record.kind = match order {
        Order::Show(screen) => {
            record.detail = match screen {
                Screen::OtherToken(kind) => {
                    record.token = facts::token_number(kind);
                    MNR_SCREEN_OTHER_TOKEN
                }
                Screen::Welcome { mode, phone } => {
                    record.mode = facts::mode_number(mode);
                    record.offer_phone = offer(phone);
                    MNR_SCREEN_WELCOME
                }
                Screen::Working(Work::ReadingCard) => MNR_SCREEN_READING_CARD,
                Screen::Working(Work::StaffLooking) => MNR_SCREEN_STAFF_LOOKING,
                Screen::Working(Work::AskingCentre) => MNR_SCREEN_ASKING_CENTRE,
                Screen::Ended(outcome) => {
                    record.outcome(outcome);
                    MNR_SCREEN_ENDED
                }
            };
            MNR_ACTION_SHOW
        }
        Order::Remind => MNR_ACTION_REMIND,
        Order::Tell(notice) => {
            record.detail = tell(record, notice);
            MNR_ACTION_TELL
        }
        Order::Advise {
            fault,
            situation: _,
        } => {
            record.code(Some(fault.code));
            record.origin = fault.origin.map(mnr_origin::of).unwrap_or_default();
            MNR_ACTION_ADVISE
        }
        Order::Wipe(secrets) => {
            record.secrets = u32::from(secrets.bits());
            MNR_ACTION_WIPE
        }
        Order::Abandon(which) => {
            record.abandoned = number(which);
            MNR_ACTION_ABANDON
        }
        Order::ReleaseCard => MNR_ACTION_RELEASE_CARD,
        Order::EndCard => MNR_ACTION_END_CARD,
        Order::PromptRemoval => MNR_ACTION_PROMPT_REMOVAL,
        Order::Sound(cue) => {
            record.detail = cue_number(cue);
            MNR_ACTION_SOUND
        }
        Order::SoundAlarm { reminder } => {
            record.detail = i32::from(reminder);
            MNR_ACTION_SOUND_ALARM
        }
        // Never queued: the journal is kept by the handle.
        Order::Record(_) => 0,
    };
}

fn tell(record: &mut mnr_action, notice: StaffNotice) -> i32 {
    match notice {
        StaffNotice::MethodFailed { method, code } => {
            record.method = facts::method_number(method);
            record.code(code);
            MNR_TELL_METHOD_FAILED
        }
        StaffNotice::Fault(code) => {
            record.code(Some(code));
            MNR_TELL_FAULT
        }
        StaffNotice::Ended(outcome) => {
            record.outcome(outcome);
            MNR_TELL_ENDED
        }
        StaffNotice::PresentationAttack => MNR_TELL_PRESENTATION_ATTACK,
        StaffNotice::ConfirmFaceOnlyMark => MNR_TELL_CONFIRM_FACE_ONLY_MARK,
        StaffNotice::ProxyCannotBeSighted => MNR_TELL_PROXY_CANNOT_BE_SIGHTED,
        StaffNotice::SeveralEligibilities => MNR_TELL_SEVERAL_ELIGIBILITIES,
        StaffNotice::AidUnregistered => MNR_TELL_AID_UNREGISTERED,
        StaffNotice::LastKnownEligibility => MNR_TELL_LAST_KNOWN_ELIGIBILITY,
        StaffNotice::RegistrationDelayed => MNR_TELL_REGISTRATION_DELAYED,
        StaffNotice::ProofWaits => MNR_TELL_PROOF_WAITS,
        StaffNotice::ProofLapsed => MNR_TELL_PROOF_LAPSED,
        StaffNotice::ModeChanged(mode) => {
            record.mode = facts::mode_number(mode);
            MNR_TELL_MODE_CHANGED
        }
        StaffNotice::VisualModeStillOn => MNR_TELL_VISUAL_MODE_STILL_ON,
        StaffNotice::CardForgotten => MNR_TELL_CARD_FORGOTTEN,
    }
}
