//! Numbers of the words in which faults and guidance speak. Written by `make abi` from the
//! enums of `mynareader-reception`, which never use a number twice.

/// A step of a check-in: idle.
pub const MNR_STEP_IDLE: i32 = 0;
/// A step of a check-in: detect.
pub const MNR_STEP_DETECT: i32 = 1;
/// A step of a check-in: identify.
pub const MNR_STEP_IDENTIFY: i32 = 2;
/// A step of a check-in: scan card face.
pub const MNR_STEP_SCAN_CARD_FACE: i32 = 3;
/// A step of a check-in: open surface.
pub const MNR_STEP_OPEN_SURFACE: i32 = 4;
/// A step of a check-in: verify code b.
pub const MNR_STEP_VERIFY_CODE_B: i32 = 5;
/// A step of a check-in: read photo.
pub const MNR_STEP_READ_PHOTO: i32 = 6;
/// A step of a check-in: prove genuine.
pub const MNR_STEP_PROVE_GENUINE: i32 = 7;
/// A step of a check-in: capture face.
pub const MNR_STEP_CAPTURE_FACE: i32 = 8;
/// A step of a check-in: match face.
pub const MNR_STEP_MATCH_FACE: i32 = 9;
/// A step of a check-in: choose method.
pub const MNR_STEP_CHOOSE_METHOD: i32 = 10;
/// A step of a check-in: enter pin.
pub const MNR_STEP_ENTER_PIN: i32 = 11;
/// A step of a check-in: verify pin.
pub const MNR_STEP_VERIFY_PIN: i32 = 12;
/// A step of a check-in: staff check.
pub const MNR_STEP_STAFF_CHECK: i32 = 13;
/// A step of a check-in: read certificate.
pub const MNR_STEP_READ_CERTIFICATE: i32 = 14;
/// A step of a check-in: check certificate.
pub const MNR_STEP_CHECK_CERTIFICATE: i32 = 15;
/// A step of a check-in: sign.
pub const MNR_STEP_SIGN: i32 = 16;
/// A step of a check-in: authenticate without pin.
pub const MNR_STEP_AUTHENTICATE_WITHOUT_PIN: i32 = 17;
/// A step of a check-in: register.
pub const MNR_STEP_REGISTER: i32 = 18;
/// A step of a check-in: query eligibility.
pub const MNR_STEP_QUERY_ELIGIBILITY: i32 = 19;
/// A step of a check-in: consent.
pub const MNR_STEP_CONSENT: i32 = 20;
/// A step of a check-in: prescription.
pub const MNR_STEP_PRESCRIPTION: i32 = 21;
/// A step of a check-in: deliver.
pub const MNR_STEP_DELIVER: i32 = 22;
/// A step of a check-in: remove.
pub const MNR_STEP_REMOVE: i32 = 23;

/// The kind of a symptom: status word.
pub const MNR_HAPPENED_STATUS_WORD: i32 = 1;
/// The kind of a symptom: link.
pub const MNR_HAPPENED_LINK: i32 = 2;
/// The kind of a symptom: pcsc.
pub const MNR_HAPPENED_PCSC: i32 = 3;
/// The kind of a symptom: record.
pub const MNR_HAPPENED_RECORD: i32 = 4;
/// The kind of a symptom: certificate.
pub const MNR_HAPPENED_CERTIFICATE: i32 = 5;
/// The kind of a symptom: certificate refused.
pub const MNR_HAPPENED_CERTIFICATE_REFUSED: i32 = 6;
/// The kind of a symptom: card expired.
pub const MNR_HAPPENED_CARD_EXPIRED: i32 = 7;
/// The kind of a symptom: tries.
pub const MNR_HAPPENED_TRIES: i32 = 8;
/// The kind of a symptom: token.
pub const MNR_HAPPENED_TOKEN: i32 = 9;
/// The kind of a symptom: not genuine.
pub const MNR_HAPPENED_NOT_GENUINE: i32 = 10;
/// The kind of a symptom: scan.
pub const MNR_HAPPENED_SCAN: i32 = 11;
/// The kind of a symptom: camera.
pub const MNR_HAPPENED_CAMERA: i32 = 12;
/// The kind of a symptom: panel.
pub const MNR_HAPPENED_PANEL: i32 = 13;
/// The kind of a symptom: terminal.
pub const MNR_HAPPENED_TERMINAL: i32 = 14;
/// The kind of a symptom: reader.
pub const MNR_HAPPENED_READER: i32 = 15;
/// The kind of a symptom: folder.
pub const MNR_HAPPENED_FOLDER: i32 = 16;
/// The kind of a symptom: network.
pub const MNR_HAPPENED_NETWORK: i32 = 17;
/// The kind of a symptom: centre.
pub const MNR_HAPPENED_CENTRE: i32 = 18;
/// The kind of a symptom: person.
pub const MNR_HAPPENED_PERSON: i32 = 19;
/// The kind of a symptom: code.
pub const MNR_HAPPENED_CODE: i32 = 20;

/// The link failed: no card.
pub const MNR_LINK_FAILURE_NO_CARD: i32 = 1;
/// The link failed: card removed.
pub const MNR_LINK_FAILURE_CARD_REMOVED: i32 = 2;
/// The link failed: reset.
pub const MNR_LINK_FAILURE_RESET: i32 = 3;
/// The link failed: mute.
pub const MNR_LINK_FAILURE_MUTE: i32 = 4;
/// The link failed: timed out.
pub const MNR_LINK_FAILURE_TIMED_OUT: i32 = 5;
/// The link failed: broken.
pub const MNR_LINK_FAILURE_BROKEN: i32 = 6;
/// The link failed: shared.
pub const MNR_LINK_FAILURE_SHARED: i32 = 7;
/// The link failed: reader gone.
pub const MNR_LINK_FAILURE_READER_GONE: i32 = 8;
/// The link failed: service gone.
pub const MNR_LINK_FAILURE_SERVICE_GONE: i32 = 9;
/// The link failed: oversized.
pub const MNR_LINK_FAILURE_OVERSIZED: i32 = 10;
/// The link failed: cancelled.
pub const MNR_LINK_FAILURE_CANCELLED: i32 = 11;
/// The link failed: driver.
pub const MNR_LINK_FAILURE_DRIVER: i32 = 12;
/// The link failed: refused.
pub const MNR_LINK_FAILURE_REFUSED: i32 = 13;

/// A record on the card: token information.
pub const MNR_RECORD_TOKEN_INFORMATION: i32 = 1;
/// A record on the card: certificate.
pub const MNR_RECORD_CERTIFICATE: i32 = 2;
/// A record on the card: face record.
pub const MNR_RECORD_FACE_RECORD: i32 = 3;
/// A record on the card: age record.
pub const MNR_RECORD_AGE_RECORD: i32 = 4;
/// A record on the card: attributes.
pub const MNR_RECORD_ATTRIBUTES: i32 = 5;
/// A record on the card: common data.
pub const MNR_RECORD_COMMON_DATA: i32 = 6;
/// A record on the card: card key.
pub const MNR_RECORD_CARD_KEY: i32 = 7;
/// A record on the card: other.
pub const MNR_RECORD_OTHER: i32 = 99;

/// What is wrong with a record: truncated.
pub const MNR_RECORD_TROUBLE_TRUNCATED: i32 = 1;
/// What is wrong with a record: malformed.
pub const MNR_RECORD_TROUBLE_MALFORMED: i32 = 2;
/// What is wrong with a record: missing.
pub const MNR_RECORD_TROUBLE_MISSING: i32 = 3;
/// What is wrong with a record: oversized.
pub const MNR_RECORD_TROUBLE_OVERSIZED: i32 = 4;
/// What is wrong with a record: signature.
pub const MNR_RECORD_TROUBLE_SIGNATURE: i32 = 5;
/// What is wrong with a record: issuer.
pub const MNR_RECORD_TROUBLE_ISSUER: i32 = 6;
/// What is wrong with a record: differs.
pub const MNR_RECORD_TROUBLE_DIFFERS: i32 = 7;

/// Why a certificate was refused: malformed.
pub const MNR_CERTIFICATE_REFUSAL_MALFORMED: i32 = 1;
/// Why a certificate was refused: unknown issuer.
pub const MNR_CERTIFICATE_REFUSAL_UNKNOWN_ISSUER: i32 = 2;
/// Why a certificate was refused: signature.
pub const MNR_CERTIFICATE_REFUSAL_SIGNATURE: i32 = 3;
/// Why a certificate was refused: purpose.
pub const MNR_CERTIFICATE_REFUSAL_PURPOSE: i32 = 4;
/// Why a certificate was refused: key mismatch.
pub const MNR_CERTIFICATE_REFUSAL_KEY_MISMATCH: i32 = 5;

/// The result of scanning the card: unreadable.
pub const MNR_SCANNER_UNREADABLE: i32 = 1;
/// The result of scanning the card: doubtful.
pub const MNR_SCANNER_DOUBTFUL: i32 = 2;
/// The result of scanning the card: misplaced.
pub const MNR_SCANNER_MISPLACED: i32 = 3;
/// The result of scanning the card: timed out.
pub const MNR_SCANNER_TIMED_OUT: i32 = 4;
/// The result of scanning the card: camera broken.
pub const MNR_SCANNER_CAMERA_BROKEN: i32 = 5;
/// The result of scanning the card: tries too low.
pub const MNR_SCANNER_TRIES_TOO_LOW: i32 = 6;

/// The camera for the face: no picture.
pub const MNR_CAMERA_NO_PICTURE: i32 = 1;
/// The camera for the face: poor picture.
pub const MNR_CAMERA_POOR_PICTURE: i32 = 2;
/// The camera for the face: no face.
pub const MNR_CAMERA_NO_FACE: i32 = 3;
/// The camera for the face: several faces.
pub const MNR_CAMERA_SEVERAL_FACES: i32 = 4;
/// The camera for the face: not live.
pub const MNR_CAMERA_NOT_LIVE: i32 = 5;
/// The camera for the face: no match.
pub const MNR_CAMERA_NO_MATCH: i32 = 6;
/// The camera for the face: comparison failed.
pub const MNR_CAMERA_COMPARISON_FAILED: i32 = 7;

/// Keypad or panel: keypad dead.
pub const MNR_PANEL_TROUBLE_KEYPAD_DEAD: i32 = 1;
/// Keypad or panel: panel dead.
pub const MNR_PANEL_TROUBLE_PANEL_DEAD: i32 = 2;
/// Keypad or panel: unclear.
pub const MNR_PANEL_TROUBLE_UNCLEAR: i32 = 3;

/// The terminal: disconnected.
pub const MNR_TERMINAL_DISCONNECTED: i32 = 1;
/// The terminal: mode changed.
pub const MNR_TERMINAL_MODE_CHANGED: i32 = 2;
/// The terminal: certificate.
pub const MNR_TERMINAL_CERTIFICATE: i32 = 3;
/// The terminal: hardware.
pub const MNR_TERMINAL_HARDWARE: i32 = 4;
/// The terminal: application.
pub const MNR_TERMINAL_APPLICATION: i32 = 5;
/// The terminal: setup.
pub const MNR_TERMINAL_SETUP: i32 = 6;
/// The terminal: clock.
pub const MNR_TERMINAL_CLOCK: i32 = 7;

/// The reader: setup.
pub const MNR_READER_TROUBLE_SETUP: i32 = 1;
/// The reader: internal.
pub const MNR_READER_TROUBLE_INTERNAL: i32 = 2;
/// The reader: disconnected.
pub const MNR_READER_TROUBLE_DISCONNECTED: i32 = 3;

/// The output folder: missing.
pub const MNR_FOLDER_MISSING: i32 = 1;
/// The output folder: not writable.
pub const MNR_FOLDER_NOT_WRITABLE: i32 = 2;
/// The output folder: unreachable.
pub const MNR_FOLDER_UNREACHABLE: i32 = 3;
/// The output folder: full.
pub const MNR_FOLDER_FULL: i32 = 4;
/// The output folder: not a folder.
pub const MNR_FOLDER_NOT_A_FOLDER: i32 = 5;
/// The output folder: unclear.
pub const MNR_FOLDER_UNCLEAR: i32 = 6;

/// The network: no link.
pub const MNR_NETWORK_NO_LINK: i32 = 1;
/// The network: no route.
pub const MNR_NETWORK_NO_ROUTE: i32 = 2;
/// The network: name resolution.
pub const MNR_NETWORK_NAME_RESOLUTION: i32 = 3;
/// The network: tunnel.
pub const MNR_NETWORK_TUNNEL: i32 = 4;
/// The network: timed out.
pub const MNR_NETWORK_TIMED_OUT: i32 = 5;

/// The centre: outage.
pub const MNR_CENTRE_OUTAGE: i32 = 1;
/// The centre: registration delayed.
pub const MNR_CENTRE_REGISTRATION_DELAYED: i32 = 2;
/// The centre: institution authentication.
pub const MNR_CENTRE_INSTITUTION_AUTHENTICATION: i32 = 3;
/// The centre: institution certificate.
pub const MNR_CENTRE_INSTITUTION_CERTIFICATE: i32 = 4;
/// The centre: no eligibility.
pub const MNR_CENTRE_NO_ELIGIBILITY: i32 = 5;
/// The centre: insurer not registered.
pub const MNR_CENTRE_INSURER_NOT_REGISTERED: i32 = 6;
/// The centre: registration failed.
pub const MNR_CENTRE_REGISTRATION_FAILED: i32 = 7;
/// The centre: prescription outage.
pub const MNR_CENTRE_PRESCRIPTION_OUTAGE: i32 = 8;
/// The centre: pin blocked.
pub const MNR_CENTRE_PIN_BLOCKED: i32 = 9;
/// The centre: pin wrong.
pub const MNR_CENTRE_PIN_WRONG: i32 = 10;
/// The centre: unintelligible.
pub const MNR_CENTRE_UNINTELLIGIBLE: i32 = 11;

/// The people at the counter: removed card.
pub const MNR_PERSON_REMOVED_CARD: i32 = 1;
/// The people at the counter: timed out.
pub const MNR_PERSON_TIMED_OUT: i32 = 2;
/// The people at the counter: cancelled.
pub const MNR_PERSON_CANCELLED: i32 = 3;
/// The people at the counter: left card.
pub const MNR_PERSON_LEFT_CARD: i32 = 4;
/// The people at the counter: no method.
pub const MNR_PERSON_NO_METHOD: i32 = 5;
/// The people at the counter: not this way.
pub const MNR_PERSON_NOT_THIS_WAY: i32 = 6;
/// The people at the counter: no card.
pub const MNR_PERSON_NO_CARD: i32 = 7;

/// Whether trying again helps: same step.
pub const MNR_RETRY_SAME_STEP: i32 = 1;
/// Whether trying again helps: after fix.
pub const MNR_RETRY_AFTER_FIX: i32 = 2;
/// Whether trying again helps: later.
pub const MNR_RETRY_LATER: i32 = 3;
/// Whether trying again helps: not today.
pub const MNR_RETRY_NOT_TODAY: i32 = 4;

/// Whether the card is a face-only card: unknown.
pub const MNR_FACE_ONLY_UNKNOWN: i32 = 0;
/// Whether the card is a face-only card: unlikely.
pub const MNR_FACE_ONLY_UNLIKELY: i32 = 1;
/// Whether the card is a face-only card: likely.
pub const MNR_FACE_ONLY_LIKELY: i32 = 2;

/// Who is at the counter: patient.
pub const MNR_PRESENT_PATIENT: i32 = 1;
/// Who is at the counter: with helper.
pub const MNR_PRESENT_WITH_HELPER: i32 = 2;
/// Who is at the counter: with legal representative.
pub const MNR_PRESENT_WITH_LEGAL_REPRESENTATIVE: i32 = 3;
/// Who is at the counter: proxy.
pub const MNR_PRESENT_PROXY: i32 = 4;

/// Whether the patient was here before: unknown.
pub const MNR_VISIT_UNKNOWN: i32 = 0;
/// Whether the patient was here before: first.
pub const MNR_VISIT_FIRST: i32 = 1;
/// Whether the patient was here before: repeated.
pub const MNR_VISIT_REPEATED: i32 = 2;

/// The state of the panel: unknown.
pub const MNR_PANEL_UNKNOWN: i32 = 0;
/// The state of the panel: keypad dead.
pub const MNR_PANEL_KEYPAD_DEAD: i32 = 1;
/// The state of the panel: dead.
pub const MNR_PANEL_DEAD: i32 = 2;

/// The result of trying another card: not tried.
pub const MNR_ISOLATION_NOT_TRIED: i32 = 0;
/// The result of trying another card: other card reads.
pub const MNR_ISOLATION_OTHER_CARD_READS: i32 = 1;
/// The result of trying another card: no card reads.
pub const MNR_ISOLATION_NO_CARD_READS: i32 = 2;

/// A next step: continue.
pub const MNR_LADDER_CONTINUE: i32 = 0;
/// A next step: retry.
pub const MNR_LADDER_RETRY: i32 = 1;
/// A next step: face.
pub const MNR_LADDER_FACE: i32 = 2;
/// A next step: pin.
pub const MNR_LADDER_PIN: i32 = 3;
/// A next step: representative pin.
pub const MNR_LADDER_REPRESENTATIVE_PIN: i32 = 4;
/// A next step: staff check on reader.
pub const MNR_LADDER_STAFF_CHECK_ON_READER: i32 = 5;
/// A next step: visual mode.
pub const MNR_LADDER_VISUAL_MODE: i32 = 6;
/// A next step: unattended mode.
pub const MNR_LADDER_UNATTENDED_MODE: i32 = 7;
/// A next step: pin only mode.
pub const MNR_LADDER_PIN_ONLY_MODE: i32 = 8;
/// A next step: second reader.
pub const MNR_LADDER_SECOND_READER: i32 = 9;
/// A next step: general reader.
pub const MNR_LADDER_GENERAL_READER: i32 = 10;
/// A next step: mobile terminal.
pub const MNR_LADDER_MOBILE_TERMINAL: i32 = 11;
/// A next step: smartphone.
pub const MNR_LADDER_SMARTPHONE: i32 = 12;
/// A next step: disaster rule.
pub const MNR_LADDER_DISASTER_RULE: i32 = 24;
/// A next step: portal screen.
pub const MNR_LADDER_PORTAL_SCREEN: i32 = 13;
/// A next step: portal pdf.
pub const MNR_LADDER_PORTAL_PDF: i32 = 14;
/// A next step: eligibility notice.
pub const MNR_LADDER_ELIGIBILITY_NOTICE: i32 = 15;
/// A next step: eligibility certificate.
pub const MNR_LADDER_ELIGIBILITY_CERTIFICATE: i32 = 16;
/// A next step: old insurance card.
pub const MNR_LADDER_OLD_INSURANCE_CARD: i32 = 17;
/// A next step: prescription.
pub const MNR_LADDER_PRESCRIPTION: i32 = 18;
/// A next step: oral confirmation.
pub const MNR_LADDER_ORAL_CONFIRMATION: i32 = 19;
/// A next step: declaration.
pub const MNR_LADDER_DECLARATION: i32 = 20;
/// A next step: note four items.
pub const MNR_LADDER_NOTE_FOUR_ITEMS: i32 = 21;
/// A next step: outage mode.
pub const MNR_LADDER_OUTAGE_MODE: i32 = 22;
/// A next step: pay in full.
pub const MNR_LADDER_PAY_IN_FULL: i32 = 23;

/// The standing of a next step: possible.
pub const MNR_STANDING_POSSIBLE: i32 = 1;
/// The standing of a next step: conditional.
pub const MNR_STANDING_CONDITIONAL: i32 = 2;
/// The standing of a next step: worth trying.
pub const MNR_STANDING_WORTH_TRYING: i32 = 3;
/// The standing of a next step: not possible.
pub const MNR_STANDING_NOT_POSSIBLE: i32 = 4;

/// The reason for the standing of a next step: open.
pub const MNR_WHY_OPEN: i32 = 1;
/// The reason for the standing of a next step: if at hand.
pub const MNR_WHY_IF_AT_HAND: i32 = 2;
/// The reason for the standing of a next step: after fix.
pub const MNR_WHY_AFTER_FIX: i32 = 3;
/// The reason for the standing of a next step: later.
pub const MNR_WHY_LATER: i32 = 4;
/// The reason for the standing of a next step: with right card.
pub const MNR_WHY_WITH_RIGHT_CARD: i32 = 5;
/// The reason for the standing of a next step: when opened.
pub const MNR_WHY_WHEN_OPENED: i32 = 6;
/// The reason for the standing of a next step: if repeated.
pub const MNR_WHY_IF_REPEATED: i32 = 7;
/// The reason for the standing of a next step: if entrusted.
pub const MNR_WHY_IF_ENTRUSTED: i32 = 8;
/// The reason for the standing of a next step: if in grace.
pub const MNR_WHY_IF_IN_GRACE: i32 = 9;
/// The reason for the standing of a next step: if panel works.
pub const MNR_WHY_IF_PANEL_WORKS: i32 = 10;
/// The reason for the standing of a next step: pin path may work.
pub const MNR_WHY_PIN_PATH_MAY_WORK: i32 = 11;
/// The reason for the standing of a next step: other line may work.
pub const MNR_WHY_OTHER_LINE_MAY_WORK: i32 = 12;
/// The reason for the standing of a next step: cause uncertain.
pub const MNR_WHY_CAUSE_UNCERTAIN: i32 = 13;
/// The reason for the standing of a next step: provisional.
pub const MNR_WHY_PROVISIONAL: i32 = 14;
/// The reason for the standing of a next step: if right card.
pub const MNR_WHY_IF_RIGHT_CARD: i32 = 15;
/// The reason for the standing of a next step: if proxy knows.
pub const MNR_WHY_IF_PROXY_KNOWS: i32 = 16;
/// The reason for the standing of a next step: nothing else certain.
pub const MNR_WHY_NOTHING_ELSE_CERTAIN: i32 = 17;
/// The reason for the standing of a next step: if phone opens it.
pub const MNR_WHY_IF_PHONE_OPENS_IT: i32 = 18;
/// The reason for the standing of a next step: if here.
pub const MNR_WHY_IF_HERE: i32 = 19;
/// The reason for the standing of a next step: if administrator.
pub const MNR_WHY_IF_ADMINISTRATOR: i32 = 20;
/// The reason for the standing of a next step: if pharmacy.
pub const MNR_WHY_IF_PHARMACY: i32 = 21;
/// The reason for the standing of a next step: if notice allows.
pub const MNR_WHY_IF_NOTICE_ALLOWS: i32 = 22;
/// The reason for the standing of a next step: if of new insurance.
pub const MNR_WHY_IF_OF_NEW_INSURANCE: i32 = 23;
/// The reason for the standing of a next step: if phone at hand.
pub const MNR_WHY_IF_PHONE_AT_HAND: i32 = 24;
/// The reason for the standing of a next step: already tried.
pub const MNR_WHY_ALREADY_TRIED: i32 = 100;
/// The reason for the standing of a next step: pin blocked.
pub const MNR_WHY_PIN_BLOCKED: i32 = 101;
/// The reason for the standing of a next step: face only card.
pub const MNR_WHY_FACE_ONLY_CARD: i32 = 102;
/// The reason for the standing of a next step: last try.
pub const MNR_WHY_LAST_TRY: i32 = 103;
/// The reason for the standing of a next step: tries unknown.
pub const MNR_WHY_TRIES_UNKNOWN: i32 = 104;
/// The reason for the standing of a next step: code b blocked.
pub const MNR_WHY_CODE_B_BLOCKED: i32 = 105;
/// The reason for the standing of a next step: card face unreadable.
pub const MNR_WHY_CARD_FACE_UNREADABLE: i32 = 106;
/// The reason for the standing of a next step: photo unreadable.
pub const MNR_WHY_PHOTO_UNREADABLE: i32 = 107;
/// The reason for the standing of a next step: camera down.
pub const MNR_WHY_CAMERA_DOWN: i32 = 108;
/// The reason for the standing of a next step: face not matched.
pub const MNR_WHY_FACE_NOT_MATCHED: i32 = 109;
/// The reason for the standing of a next step: keypad dead.
pub const MNR_WHY_KEYPAD_DEAD: i32 = 110;
/// The reason for the standing of a next step: panel dead.
pub const MNR_WHY_PANEL_DEAD: i32 = 111;
/// The reason for the standing of a next step: certificate ended.
pub const MNR_WHY_CERTIFICATE_ENDED: i32 = 112;
/// The reason for the standing of a next step: card application broken.
pub const MNR_WHY_CARD_APPLICATION_BROKEN: i32 = 113;
/// The reason for the standing of a next step: no my number card.
pub const MNR_WHY_NO_MY_NUMBER_CARD: i32 = 114;
/// The reason for the standing of a next step: reader down.
pub const MNR_WHY_READER_DOWN: i32 = 115;
/// The reason for the standing of a next step: terminal down.
pub const MNR_WHY_TERMINAL_DOWN: i32 = 116;
/// The reason for the standing of a next step: terminal certificate ended.
pub const MNR_WHY_TERMINAL_CERTIFICATE_ENDED: i32 = 117;
/// The reason for the standing of a next step: line down.
pub const MNR_WHY_LINE_DOWN: i32 = 118;
/// The reason for the standing of a next step: centre down.
pub const MNR_WHY_CENTRE_DOWN: i32 = 119;
/// The reason for the standing of a next step: no pin path down.
pub const MNR_WHY_NO_PIN_PATH_DOWN: i32 = 120;
/// The reason for the standing of a next step: not registered.
pub const MNR_WHY_NOT_REGISTERED: i32 = 121;
/// The reason for the standing of a next step: no eligibility.
pub const MNR_WHY_NO_ELIGIBILITY: i32 = 122;
/// The reason for the standing of a next step: not in visual mode.
pub const MNR_WHY_NOT_IN_VISUAL_MODE: i32 = 123;
/// The reason for the standing of a next step: not in pin only mode.
pub const MNR_WHY_NOT_IN_PIN_ONLY_MODE: i32 = 124;
/// The reason for the standing of a next step: already in mode.
pub const MNR_WHY_ALREADY_IN_MODE: i32 = 125;
/// The reason for the standing of a next step: no administrator.
pub const MNR_WHY_NO_ADMINISTRATOR: i32 = 126;
/// The reason for the standing of a next step: not here.
pub const MNR_WHY_NOT_HERE: i32 = 127;
/// The reason for the standing of a next step: not yet.
pub const MNR_WHY_NOT_YET: i32 = 128;
/// The reason for the standing of a next step: no longer.
pub const MNR_WHY_NO_LONGER: i32 = 129;
/// The reason for the standing of a next step: patient absent.
pub const MNR_WHY_PATIENT_ABSENT: i32 = 130;
/// The reason for the standing of a next step: no representative.
pub const MNR_WHY_NO_REPRESENTATIVE: i32 = 131;
/// The reason for the standing of a next step: first visit.
pub const MNR_WHY_FIRST_VISIT: i32 = 132;
/// The reason for the standing of a next step: portal closed.
pub const MNR_WHY_PORTAL_CLOSED: i32 = 133;
/// The reason for the standing of a next step: not a pharmacy.
pub const MNR_WHY_NOT_A_PHARMACY: i32 = 134;
/// The reason for the standing of a next step: no outage.
pub const MNR_WHY_NO_OUTAGE: i32 = 135;
/// The reason for the standing of a next step: same there.
pub const MNR_WHY_SAME_THERE: i32 = 136;
/// The reason for the standing of a next step: nothing to continue.
pub const MNR_WHY_NOTHING_TO_CONTINUE: i32 = 137;
/// The reason for the standing of a next step: retry useless.
pub const MNR_WHY_RETRY_USELESS: i32 = 138;
/// The reason for the standing of a next step: phone in use.
pub const MNR_WHY_PHONE_IN_USE: i32 = 139;
/// The reason for the standing of a next step: phone ends with card.
pub const MNR_WHY_PHONE_ENDS_WITH_CARD: i32 = 140;
/// The reason for the standing of a next step: not called for.
pub const MNR_WHY_NOT_CALLED_FOR: i32 = 141;
/// The reason for the standing of a next step: code b too low.
pub const MNR_WHY_CODE_B_TOO_LOW: i32 = 142;
/// The reason for the standing of a next step: no disaster.
pub const MNR_WHY_NO_DISASTER: i32 = 143;
/// The reason for the standing of a next step: no method there.
pub const MNR_WHY_NO_METHOD_THERE: i32 = 145;
/// The reason for the standing of a next step: not for registration.
pub const MNR_WHY_NOT_FOR_REGISTRATION: i32 = 146;

/// A leaflet: certificate renewal.
pub const MNR_LEAFLET_CERTIFICATE_RENEWAL: i32 = 1;
/// A leaflet: card renewal.
pub const MNR_LEAFLET_CARD_RENEWAL: i32 = 2;
/// A leaflet: pin reset.
pub const MNR_LEAFLET_PIN_RESET: i32 = 3;
/// A leaflet: code b unlock.
pub const MNR_LEAFLET_CODE_B_UNLOCK: i32 = 4;
/// A leaflet: card reissue.
pub const MNR_LEAFLET_CARD_REISSUE: i32 = 5;
/// A leaflet: insurer not registered.
pub const MNR_LEAFLET_INSURER_NOT_REGISTERED: i32 = 6;
/// A leaflet: smartphone.
pub const MNR_LEAFLET_SMARTPHONE: i32 = 7;
/// A leaflet: reader how to.
pub const MNR_LEAFLET_READER_HOW_TO: i32 = 8;
/// A leaflet: face only card.
pub const MNR_LEAFLET_FACE_ONLY_CARD: i32 = 9;
/// A leaflet: staff mode switch.
pub const MNR_LEAFLET_STAFF_MODE_SWITCH: i32 = 10;
/// A leaflet: staff readiness.
pub const MNR_LEAFLET_STAFF_READINESS: i32 = 11;
/// A leaflet: without certificate.
pub const MNR_LEAFLET_WITHOUT_CERTIFICATE: i32 = 12;

/// In what reader models differ: pin after read error.
pub const MNR_FEATURE_PIN_AFTER_READ_ERROR: i32 = 1;
/// In what reader models differ: placement.
pub const MNR_FEATURE_PLACEMENT: i32 = 2;
/// In what reader models differ: tone on chip.
pub const MNR_FEATURE_TONE_ON_CHIP: i32 = 3;
/// In what reader models differ: chipless taken for insurance card.
pub const MNR_FEATURE_CHIPLESS_TAKEN_FOR_INSURANCE_CARD: i32 = 4;
/// In what reader models differ: staff check on reader.
pub const MNR_FEATURE_STAFF_CHECK_ON_READER: i32 = 5;
/// In what reader models differ: password screen.
pub const MNR_FEATURE_PASSWORD_SCREEN: i32 = 6;
/// In what reader models differ: own user rights.
pub const MNR_FEATURE_OWN_USER_RIGHTS: i32 = 7;
/// In what reader models differ: smartphone.
pub const MNR_FEATURE_SMARTPHONE: i32 = 8;
/// In what reader models differ: own codes.
pub const MNR_FEATURE_OWN_CODES: i32 = 9;
/// In what reader models differ: codes on web.
pub const MNR_FEATURE_CODES_ON_WEB: i32 = 10;
/// In what reader models differ: restart.
pub const MNR_FEATURE_RESTART: i32 = 11;
/// In what reader models differ: second generation.
pub const MNR_FEATURE_SECOND_GENERATION: i32 = 12;
/// In what reader models differ: terminal built in.
pub const MNR_FEATURE_TERMINAL_BUILT_IN: i32 = 13;
/// In what reader models differ: cable to terminal.
pub const MNR_FEATURE_CABLE_TO_TERMINAL: i32 = 14;
/// In what reader models differ: phone reader built in.
pub const MNR_FEATURE_PHONE_READER_BUILT_IN: i32 = 15;
/// In what reader models differ: external keypad.
pub const MNR_FEATURE_EXTERNAL_KEYPAD: i32 = 16;
/// In what reader models differ: card side.
pub const MNR_FEATURE_CARD_SIDE: i32 = 17;
/// In what reader models differ: own titles.
pub const MNR_FEATURE_OWN_TITLES: i32 = 18;
/// In what reader models differ: manual.
pub const MNR_FEATURE_MANUAL: i32 = 19;
/// In what reader models differ: manual needs registration.
pub const MNR_FEATURE_MANUAL_NEEDS_REGISTRATION: i32 = 20;
/// In what reader models differ: support.
pub const MNR_FEATURE_SUPPORT: i32 = 21;
