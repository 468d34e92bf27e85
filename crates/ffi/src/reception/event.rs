//! Numbers for what happens at the counter and how it ends.

use super::super::facts::numbers;
use super::super::failure::Failure;
use mynareader_reception::reception::{
    Actor, Confirmed, Eligibility, EndReason, FaceDecision, LastTry, Liveness, Mark, Prescription,
    ScanOutcome, Sighting,
};

/// Who did something: the patient.
pub const MNR_ACTOR_PATIENT: i32 = 1;
/// Who did something: the legal representative.
pub const MNR_ACTOR_LEGAL_REPRESENTATIVE: i32 = 2;
/// Who did something: an ordinary proxy, who may have come without the patient.
pub const MNR_ACTOR_PROXY: i32 = 3;
/// Who did something: a family member or carer who helps the patient.
pub const MNR_ACTOR_CARER: i32 = 4;
/// Who did something: the facility's staff.
pub const MNR_ACTOR_STAFF: i32 = 5;
/// Who did something: the staff with an administrator's account.
pub const MNR_ACTOR_ADMINISTRATOR: i32 = 6;
/// Who did something: the reader: its devices and its card tasks.
pub const MNR_ACTOR_READER: i32 = 7;
/// Who did something: the terminal with the national software.
pub const MNR_ACTOR_TERMINAL: i32 = 8;
/// Who did something: the centre.
pub const MNR_ACTOR_CENTRE: i32 = 9;
/// Who did something: somebody of the facility who places the card and works the screen for the
/// patient, on their wish. Not the PIN.
pub const MNR_ACTOR_HELPER: i32 = 10;

numbers!(
    actor_number,
    actor,
    Actor,
    "actor",
    Actor::Patient = MNR_ACTOR_PATIENT,
    Actor::LegalRepresentative = MNR_ACTOR_LEGAL_REPRESENTATIVE,
    Actor::Proxy = MNR_ACTOR_PROXY,
    Actor::Carer = MNR_ACTOR_CARER,
    Actor::Staff = MNR_ACTOR_STAFF,
    Actor::Administrator = MNR_ACTOR_ADMINISTRATOR,
    Actor::Reader = MNR_ACTOR_READER,
    Actor::Terminal = MNR_ACTOR_TERMINAL,
    Actor::Centre = MNR_ACTOR_CENTRE,
    Actor::Helper = MNR_ACTOR_HELPER,
);

/// Whom the staff confirmed: the patient.
pub const MNR_CONFIRMED_PATIENT: i32 = 1;
/// Whom the staff confirmed: somebody who came in place of the patient; a check by sight is
/// impossible.
pub const MNR_CONFIRMED_PROXY: i32 = 2;

numbers!(
    confirmed_number,
    confirmed,
    Confirmed,
    "person",
    Confirmed::Patient = MNR_CONFIRMED_PATIENT,
    Confirmed::Proxy = MNR_CONFIRMED_PROXY,
);

/// The printed mark of a face-only card: not seen, or not looked for.
pub const MNR_MARK_NOT_SEEN: i32 = 0;
/// The printed mark of a face-only card: it is printed.
pub const MNR_MARK_PRINTED: i32 = 1;
/// The printed mark of a face-only card: it is struck through.
pub const MNR_MARK_STRUCK_THROUGH: i32 = 2;

numbers!(
    mark_number,
    mark,
    Mark,
    "mark",
    Mark::NotSeen = MNR_MARK_NOT_SEEN,
    Mark::Printed = MNR_MARK_PRINTED,
    Mark::StruckThrough = MNR_MARK_STRUCK_THROUGH,
);

/// The face engine: the same person.
pub const MNR_FACE_MATCH: i32 = 1;
/// The face engine: not the same person.
pub const MNR_FACE_NO_MATCH: i32 = 2;
/// The face engine: no face in the picture.
pub const MNR_FACE_NO_FACE: i32 = 3;
/// The face engine: several faces.
pub const MNR_FACE_SEVERAL_FACES: i32 = 4;
/// The face engine: too bright, or lit from behind.
pub const MNR_FACE_BAD_LIGHT: i32 = 5;
/// The face engine: blurred or covered.
pub const MNR_FACE_UNCLEAR: i32 = 6;
/// The face engine: no comparison took place, as in a rehearsal without an engine.
pub const MNR_FACE_NOT_COMPARED: i32 = 7;
/// The face engine: too dark.
pub const MNR_FACE_TOO_DARK: i32 = 8;
/// The face engine: too far away; the patient should come closer.
pub const MNR_FACE_TOO_FAR: i32 = 9;
/// The face engine: turned away or down; the patient should look into the camera.
pub const MNR_FACE_LOOKING_AWAY: i32 = 10;

numbers!(
    face_number,
    face_decision,
    FaceDecision,
    "decision",
    FaceDecision::Match = MNR_FACE_MATCH,
    FaceDecision::NoMatch = MNR_FACE_NO_MATCH,
    FaceDecision::NoFace = MNR_FACE_NO_FACE,
    FaceDecision::SeveralFaces = MNR_FACE_SEVERAL_FACES,
    FaceDecision::BadLight = MNR_FACE_BAD_LIGHT,
    FaceDecision::Unclear = MNR_FACE_UNCLEAR,
    FaceDecision::NotCompared = MNR_FACE_NOT_COMPARED,
    FaceDecision::TooDark = MNR_FACE_TOO_DARK,
    FaceDecision::TooFar = MNR_FACE_TOO_FAR,
    FaceDecision::LookingAway = MNR_FACE_LOOKING_AWAY,
);

/// The face: a living one.
pub const MNR_LIVENESS_LIVE: i32 = 1;
/// The face: a picture, a screen, a mask.
pub const MNR_LIVENESS_ATTACK: i32 = 2;
/// The face: liveness was not evaluated. This never counts as live.
pub const MNR_LIVENESS_NOT_EVALUATED: i32 = 3;

numbers!(
    liveness_number,
    liveness,
    Liveness,
    "liveness",
    Liveness::Live = MNR_LIVENESS_LIVE,
    Liveness::Attack = MNR_LIVENESS_ATTACK,
    Liveness::NotEvaluated = MNR_LIVENESS_NOT_EVALUATED,
);

/// The last try: spend it.
pub const MNR_LAST_TRY_DECISION_SPEND: i32 = 1;
/// The last try: keep it and use another method.
pub const MNR_LAST_TRY_DECISION_KEEP: i32 = 2;

numbers!(
    last_try_number,
    last_try,
    LastTry,
    "decision",
    LastTry::Spend = MNR_LAST_TRY_DECISION_SPEND,
    LastTry::Keep = MNR_LAST_TRY_DECISION_KEEP,
);

/// What the staff found: the patient is the person on the card.
pub const MNR_SIGHTING_SAME: i32 = 1;
/// What the staff found: not that person, or it cannot be told.
pub const MNR_SIGHTING_NOT_SAME: i32 = 2;
/// What the staff found: somebody came in place of the patient.
pub const MNR_SIGHTING_PROXY_ONLY: i32 = 3;
/// What the staff found: the staff do not make the check now.
pub const MNR_SIGHTING_DECLINED: i32 = 4;

numbers!(
    sighting_number,
    sighting,
    Sighting,
    "sighting",
    Sighting::Same = MNR_SIGHTING_SAME,
    Sighting::NotSame = MNR_SIGHTING_NOT_SAME,
    Sighting::ProxyOnly = MNR_SIGHTING_PROXY_ONLY,
    Sighting::Declined = MNR_SIGHTING_DECLINED,
);

/// The eligibility: valid.
pub const MNR_ELIGIBILITY_VALID: i32 = 1;
/// The eligibility: valid; the certificate is in its grace period, so nothing else is given.
pub const MNR_ELIGIBILITY_IN_GRACE: i32 = 2;
/// The eligibility: valid, and several apply: the staff choose.
pub const MNR_ELIGIBILITY_SEVERAL: i32 = 3;
/// The eligibility: valid, but medical assistance is not registered.
pub const MNR_ELIGIBILITY_AID_UNREGISTERED: i32 = 4;
/// The eligibility: none is known.
pub const MNR_ELIGIBILITY_NONE: i32 = 5;
/// The eligibility: none is valid; the last known one is shown to the staff.
pub const MNR_ELIGIBILITY_LOST: i32 = 6;

numbers!(
    eligibility_number,
    eligibility,
    Eligibility,
    "eligibility",
    Eligibility::Valid = MNR_ELIGIBILITY_VALID,
    Eligibility::InGrace = MNR_ELIGIBILITY_IN_GRACE,
    Eligibility::Several = MNR_ELIGIBILITY_SEVERAL,
    Eligibility::AidUnregistered = MNR_ELIGIBILITY_AID_UNREGISTERED,
    Eligibility::None = MNR_ELIGIBILITY_NONE,
    Eligibility::Lost = MNR_ELIGIBILITY_LOST,
);

/// The prescription: electronic.
pub const MNR_PRESCRIPTION_ELECTRONIC: i32 = 1;
/// The prescription: on paper.
pub const MNR_PRESCRIPTION_PAPER: i32 = 2;

numbers!(
    prescription_number,
    prescription,
    Prescription,
    "prescription",
    Prescription::Electronic = MNR_PRESCRIPTION_ELECTRONIC,
    Prescription::Paper = MNR_PRESCRIPTION_PAPER,
);

/// A check-in ended: a fault; the card cannot be used further now.
pub const MNR_END_FAULT: i32 = 1;
/// A check-in ended: the methods tried did not prove who the patient is.
pub const MNR_END_NOT_IDENTIFIED: i32 = 2;
/// A check-in ended: no method is possible with this mode, card and reader.
pub const MNR_END_NO_METHOD: i32 = 3;
/// A check-in ended: the card is not registered and was not registered now.
pub const MNR_END_NOT_REGISTERED: i32 = 4;
/// A check-in ended: no valid eligibility is known.
pub const MNR_END_NOT_ELIGIBLE: i32 = 5;
/// A check-in ended: the card was taken away.
pub const MNR_END_CARD_REMOVED: i32 = 6;
/// A check-in ended: another card was in the reader when the card was taken back.
pub const MNR_END_CARD_EXCHANGED: i32 = 7;
/// A check-in ended: the operation mode was switched.
pub const MNR_END_MODE_CHANGED: i32 = 8;
/// A check-in ended: the patient, or somebody for them, cancelled it.
pub const MNR_END_CANCELLED_BY_PATIENT: i32 = 9;
/// A check-in ended: the staff or the terminal cancelled it.
pub const MNR_END_CANCELLED_BY_STAFF: i32 = 10;
/// A check-in ended: time-out, nobody did what the screen asked for.
pub const MNR_END_SILENT: i32 = 11;
/// A check-in ended: the chosen method is not open here, and no other was chosen.
pub const MNR_END_NOT_OFFERED: i32 = 12;

numbers!(
    end_number,
    end_reason,
    EndReason,
    "end",
    EndReason::Fault = MNR_END_FAULT,
    EndReason::NotIdentified = MNR_END_NOT_IDENTIFIED,
    EndReason::NoMethod = MNR_END_NO_METHOD,
    EndReason::NotRegistered = MNR_END_NOT_REGISTERED,
    EndReason::NotEligible = MNR_END_NOT_ELIGIBLE,
    EndReason::CardRemoved = MNR_END_CARD_REMOVED,
    EndReason::CardExchanged = MNR_END_CARD_EXCHANGED,
    EndReason::ModeChanged = MNR_END_MODE_CHANGED,
    EndReason::CancelledByPatient = MNR_END_CANCELLED_BY_PATIENT,
    EndReason::CancelledByStaff = MNR_END_CANCELLED_BY_STAFF,
    EndReason::Silent = MNR_END_SILENT,
    EndReason::NotOffered = MNR_END_NOT_OFFERED,
);

/// A reading of the card's face: all fourteen digits were read.
pub const MNR_SCAN_READ: i32 = 1;
/// A reading of the card's face: the back of the card is up; the image is discarded at once.
pub const MNR_SCAN_WRONG_SIDE: i32 = 2;
/// A reading of the card's face: the card lies upside down.
pub const MNR_SCAN_UPSIDE_DOWN: i32 = 3;
/// A reading of the card's face: light is reflected.
pub const MNR_SCAN_GLARE: i32 = 4;
/// A reading of the card's face: the card is in a case.
pub const MNR_SCAN_IN_CASE: i32 = 5;
/// A reading of the card's face: two cards, or a card and a phone.
pub const MNR_SCAN_TWO_CARDS: i32 = 6;
/// A reading of the card's face: not all digits could be read.
pub const MNR_SCAN_UNREADABLE: i32 = 7;

/// A consent: treatment.
pub const MNR_CONSENT_TREATMENT: u32 = 1;
/// A consent: medicines.
pub const MNR_CONSENT_MEDICINES: u32 = 2;
/// A consent: surgery.
pub const MNR_CONSENT_SURGERY: u32 = 4;
/// A consent: health check-ups.
pub const MNR_CONSENT_CHECKUPS: u32 = 8;
/// A consent: the limit amount; asked for until 2024-10-06 only.
pub const MNR_CONSENT_LIMIT: u32 = 16;

/// What came of a scan; with how many readings that agree, where it was read.
pub(in super::super) fn scan_outcome(
    number: i32,
    agreeing: u8,
    what: &'static str,
) -> Result<ScanOutcome, Failure> {
    Ok(match number {
        MNR_SCAN_READ => ScanOutcome::Read { agreeing },
        MNR_SCAN_WRONG_SIDE => ScanOutcome::WrongSide,
        MNR_SCAN_UPSIDE_DOWN => ScanOutcome::UpsideDown,
        MNR_SCAN_GLARE => ScanOutcome::Glare,
        MNR_SCAN_IN_CASE => ScanOutcome::InCase,
        MNR_SCAN_TWO_CARDS => ScanOutcome::TwoCards,
        MNR_SCAN_UNREADABLE => ScanOutcome::Unreadable,
        other => return Err(Failure::argument(what, other)),
    })
}
