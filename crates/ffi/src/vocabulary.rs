//! Numbers of the words in which faults and guidance speak. Written by `make abi` from the
//! enums of `mynareader-reception`, which never use a number twice.

/// At which step of a check-in: idle.
pub const MNR_STEP_IDLE: i32 = 0;
/// At which step of a check-in: detect.
pub const MNR_STEP_DETECT: i32 = 1;
/// At which step of a check-in: identify.
pub const MNR_STEP_IDENTIFY: i32 = 2;
/// At which step of a check-in: scan card face.
pub const MNR_STEP_SCAN_CARD_FACE: i32 = 3;
/// At which step of a check-in: open surface.
pub const MNR_STEP_OPEN_SURFACE: i32 = 4;
/// At which step of a check-in: verify code b.
pub const MNR_STEP_VERIFY_CODE_B: i32 = 5;
/// At which step of a check-in: read photo.
pub const MNR_STEP_READ_PHOTO: i32 = 6;
/// At which step of a check-in: prove genuine.
pub const MNR_STEP_PROVE_GENUINE: i32 = 7;
/// At which step of a check-in: capture face.
pub const MNR_STEP_CAPTURE_FACE: i32 = 8;
/// At which step of a check-in: match face.
pub const MNR_STEP_MATCH_FACE: i32 = 9;
/// At which step of a check-in: choose method.
pub const MNR_STEP_CHOOSE_METHOD: i32 = 10;
/// At which step of a check-in: enter pin.
pub const MNR_STEP_ENTER_PIN: i32 = 11;
/// At which step of a check-in: verify pin.
pub const MNR_STEP_VERIFY_PIN: i32 = 12;
/// At which step of a check-in: staff check.
pub const MNR_STEP_STAFF_CHECK: i32 = 13;
/// At which step of a check-in: read certificate.
pub const MNR_STEP_READ_CERTIFICATE: i32 = 14;
/// At which step of a check-in: check certificate.
pub const MNR_STEP_CHECK_CERTIFICATE: i32 = 15;
/// At which step of a check-in: sign.
pub const MNR_STEP_SIGN: i32 = 16;
/// At which step of a check-in: authenticate without pin.
pub const MNR_STEP_AUTHENTICATE_WITHOUT_PIN: i32 = 17;
/// At which step of a check-in: register.
pub const MNR_STEP_REGISTER: i32 = 18;
/// At which step of a check-in: query eligibility.
pub const MNR_STEP_QUERY_ELIGIBILITY: i32 = 19;
/// At which step of a check-in: consent.
pub const MNR_STEP_CONSENT: i32 = 20;
/// At which step of a check-in: prescription.
pub const MNR_STEP_PRESCRIPTION: i32 = 21;
/// At which step of a check-in: deliver.
pub const MNR_STEP_DELIVER: i32 = 22;
/// At which step of a check-in: remove.
pub const MNR_STEP_REMOVE: i32 = 23;

/// What a symptom is: status word.
pub const MNR_HAPPENED_STATUS_WORD: i32 = 1;
/// What a symptom is: link.
pub const MNR_HAPPENED_LINK: i32 = 2;
/// What a symptom is: pcsc.
pub const MNR_HAPPENED_PCSC: i32 = 3;
/// What a symptom is: record.
pub const MNR_HAPPENED_RECORD: i32 = 4;
/// What a symptom is: certificate.
pub const MNR_HAPPENED_CERTIFICATE: i32 = 5;
/// What a symptom is: certificate refused.
pub const MNR_HAPPENED_CERTIFICATE_REFUSED: i32 = 6;
/// What a symptom is: card expired.
pub const MNR_HAPPENED_CARD_EXPIRED: i32 = 7;
/// What a symptom is: tries.
pub const MNR_HAPPENED_TRIES: i32 = 8;
/// What a symptom is: token.
pub const MNR_HAPPENED_TOKEN: i32 = 9;
/// What a symptom is: not genuine.
pub const MNR_HAPPENED_NOT_GENUINE: i32 = 10;
/// What a symptom is: scan.
pub const MNR_HAPPENED_SCAN: i32 = 11;
/// What a symptom is: camera.
pub const MNR_HAPPENED_CAMERA: i32 = 12;
/// What a symptom is: panel.
pub const MNR_HAPPENED_PANEL: i32 = 13;
/// What a symptom is: terminal.
pub const MNR_HAPPENED_TERMINAL: i32 = 14;
/// What a symptom is: reader.
pub const MNR_HAPPENED_READER: i32 = 15;
/// What a symptom is: folder.
pub const MNR_HAPPENED_FOLDER: i32 = 16;
/// What a symptom is: network.
pub const MNR_HAPPENED_NETWORK: i32 = 17;
/// What a symptom is: centre.
pub const MNR_HAPPENED_CENTRE: i32 = 18;
/// What a symptom is: person.
pub const MNR_HAPPENED_PERSON: i32 = 19;
/// What a symptom is: code.
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

/// What came of scanning the card: unreadable.
pub const MNR_SCANNER_UNREADABLE: i32 = 1;
/// What came of scanning the card: doubtful.
pub const MNR_SCANNER_DOUBTFUL: i32 = 2;
/// What came of scanning the card: misplaced.
pub const MNR_SCANNER_MISPLACED: i32 = 3;
/// What came of scanning the card: timed out.
pub const MNR_SCANNER_TIMED_OUT: i32 = 4;
/// What came of scanning the card: camera broken.
pub const MNR_SCANNER_CAMERA_BROKEN: i32 = 5;
/// What came of scanning the card: tries too low.
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

/// Who stands at the counter: patient.
pub const MNR_PRESENT_PATIENT: i32 = 1;
/// Who stands at the counter: with helper.
pub const MNR_PRESENT_WITH_HELPER: i32 = 2;
/// Who stands at the counter: with legal representative.
pub const MNR_PRESENT_WITH_LEGAL_REPRESENTATIVE: i32 = 3;
/// Who stands at the counter: proxy.
pub const MNR_PRESENT_PROXY: i32 = 4;

/// Whether the patient was here before: unknown.
pub const MNR_VISIT_UNKNOWN: i32 = 0;
/// Whether the patient was here before: first.
pub const MNR_VISIT_FIRST: i32 = 1;
/// Whether the patient was here before: repeated.
pub const MNR_VISIT_REPEATED: i32 = 2;

/// What of the panel works: unknown.
pub const MNR_PANEL_UNKNOWN: i32 = 0;
/// What of the panel works: keypad dead.
pub const MNR_PANEL_KEYPAD_DEAD: i32 = 1;
/// What of the panel works: dead.
pub const MNR_PANEL_DEAD: i32 = 2;

/// What came of trying another card: not tried.
pub const MNR_ISOLATION_NOT_TRIED: i32 = 0;
/// What came of trying another card: other card reads.
pub const MNR_ISOLATION_OTHER_CARD_READS: i32 = 1;
/// What came of trying another card: no card reads.
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

/// How a next step stands: possible.
pub const MNR_STANDING_POSSIBLE: i32 = 1;
/// How a next step stands: conditional.
pub const MNR_STANDING_CONDITIONAL: i32 = 2;
/// How a next step stands: worth trying.
pub const MNR_STANDING_WORTH_TRYING: i32 = 3;
/// How a next step stands: not possible.
pub const MNR_STANDING_NOT_POSSIBLE: i32 = 4;

/// Why a next step stands so: open.
pub const MNR_WHY_OPEN: i32 = 1;
/// Why a next step stands so: if at hand.
pub const MNR_WHY_IF_AT_HAND: i32 = 2;
/// Why a next step stands so: after fix.
pub const MNR_WHY_AFTER_FIX: i32 = 3;
/// Why a next step stands so: later.
pub const MNR_WHY_LATER: i32 = 4;
/// Why a next step stands so: with right card.
pub const MNR_WHY_WITH_RIGHT_CARD: i32 = 5;
/// Why a next step stands so: when opened.
pub const MNR_WHY_WHEN_OPENED: i32 = 6;
/// Why a next step stands so: if repeated.
pub const MNR_WHY_IF_REPEATED: i32 = 7;
/// Why a next step stands so: if entrusted.
pub const MNR_WHY_IF_ENTRUSTED: i32 = 8;
/// Why a next step stands so: if in grace.
pub const MNR_WHY_IF_IN_GRACE: i32 = 9;
/// Why a next step stands so: if panel works.
pub const MNR_WHY_IF_PANEL_WORKS: i32 = 10;
/// Why a next step stands so: pin path may work.
pub const MNR_WHY_PIN_PATH_MAY_WORK: i32 = 11;
/// Why a next step stands so: other line may work.
pub const MNR_WHY_OTHER_LINE_MAY_WORK: i32 = 12;
/// Why a next step stands so: cause uncertain.
pub const MNR_WHY_CAUSE_UNCERTAIN: i32 = 13;
/// Why a next step stands so: provisional.
pub const MNR_WHY_PROVISIONAL: i32 = 14;
/// Why a next step stands so: if right card.
pub const MNR_WHY_IF_RIGHT_CARD: i32 = 15;
/// Why a next step stands so: if proxy knows.
pub const MNR_WHY_IF_PROXY_KNOWS: i32 = 16;
/// Why a next step stands so: nothing else certain.
pub const MNR_WHY_NOTHING_ELSE_CERTAIN: i32 = 17;
/// Why a next step stands so: if phone opens it.
pub const MNR_WHY_IF_PHONE_OPENS_IT: i32 = 18;
/// Why a next step stands so: already tried.
pub const MNR_WHY_ALREADY_TRIED: i32 = 100;
/// Why a next step stands so: pin blocked.
pub const MNR_WHY_PIN_BLOCKED: i32 = 101;
/// Why a next step stands so: face only card.
pub const MNR_WHY_FACE_ONLY_CARD: i32 = 102;
/// Why a next step stands so: last try.
pub const MNR_WHY_LAST_TRY: i32 = 103;
/// Why a next step stands so: tries unknown.
pub const MNR_WHY_TRIES_UNKNOWN: i32 = 104;
/// Why a next step stands so: code b blocked.
pub const MNR_WHY_CODE_B_BLOCKED: i32 = 105;
/// Why a next step stands so: card face unreadable.
pub const MNR_WHY_CARD_FACE_UNREADABLE: i32 = 106;
/// Why a next step stands so: photo unreadable.
pub const MNR_WHY_PHOTO_UNREADABLE: i32 = 107;
/// Why a next step stands so: camera down.
pub const MNR_WHY_CAMERA_DOWN: i32 = 108;
/// Why a next step stands so: face not matched.
pub const MNR_WHY_FACE_NOT_MATCHED: i32 = 109;
/// Why a next step stands so: keypad dead.
pub const MNR_WHY_KEYPAD_DEAD: i32 = 110;
/// Why a next step stands so: panel dead.
pub const MNR_WHY_PANEL_DEAD: i32 = 111;
/// Why a next step stands so: certificate ended.
pub const MNR_WHY_CERTIFICATE_ENDED: i32 = 112;
/// Why a next step stands so: card application broken.
pub const MNR_WHY_CARD_APPLICATION_BROKEN: i32 = 113;
/// Why a next step stands so: no my number card.
pub const MNR_WHY_NO_MY_NUMBER_CARD: i32 = 114;
/// Why a next step stands so: reader down.
pub const MNR_WHY_READER_DOWN: i32 = 115;
/// Why a next step stands so: terminal down.
pub const MNR_WHY_TERMINAL_DOWN: i32 = 116;
/// Why a next step stands so: terminal certificate ended.
pub const MNR_WHY_TERMINAL_CERTIFICATE_ENDED: i32 = 117;
/// Why a next step stands so: line down.
pub const MNR_WHY_LINE_DOWN: i32 = 118;
/// Why a next step stands so: centre down.
pub const MNR_WHY_CENTRE_DOWN: i32 = 119;
/// Why a next step stands so: no pin path down.
pub const MNR_WHY_NO_PIN_PATH_DOWN: i32 = 120;
/// Why a next step stands so: not registered.
pub const MNR_WHY_NOT_REGISTERED: i32 = 121;
/// Why a next step stands so: no eligibility.
pub const MNR_WHY_NO_ELIGIBILITY: i32 = 122;
/// Why a next step stands so: not in visual mode.
pub const MNR_WHY_NOT_IN_VISUAL_MODE: i32 = 123;
/// Why a next step stands so: not in pin only mode.
pub const MNR_WHY_NOT_IN_PIN_ONLY_MODE: i32 = 124;
/// Why a next step stands so: already in mode.
pub const MNR_WHY_ALREADY_IN_MODE: i32 = 125;
/// Why a next step stands so: no administrator.
pub const MNR_WHY_NO_ADMINISTRATOR: i32 = 126;
/// Why a next step stands so: not here.
pub const MNR_WHY_NOT_HERE: i32 = 127;
/// Why a next step stands so: not yet.
pub const MNR_WHY_NOT_YET: i32 = 128;
/// Why a next step stands so: no longer.
pub const MNR_WHY_NO_LONGER: i32 = 129;
/// Why a next step stands so: patient absent.
pub const MNR_WHY_PATIENT_ABSENT: i32 = 130;
/// Why a next step stands so: no representative.
pub const MNR_WHY_NO_REPRESENTATIVE: i32 = 131;
/// Why a next step stands so: first visit.
pub const MNR_WHY_FIRST_VISIT: i32 = 132;
/// Why a next step stands so: portal closed.
pub const MNR_WHY_PORTAL_CLOSED: i32 = 133;
/// Why a next step stands so: not a pharmacy.
pub const MNR_WHY_NOT_A_PHARMACY: i32 = 134;
/// Why a next step stands so: no outage.
pub const MNR_WHY_NO_OUTAGE: i32 = 135;
/// Why a next step stands so: same there.
pub const MNR_WHY_SAME_THERE: i32 = 136;
/// Why a next step stands so: nothing to continue.
pub const MNR_WHY_NOTHING_TO_CONTINUE: i32 = 137;
/// Why a next step stands so: retry useless.
pub const MNR_WHY_RETRY_USELESS: i32 = 138;
/// Why a next step stands so: phone in use.
pub const MNR_WHY_PHONE_IN_USE: i32 = 139;
/// Why a next step stands so: phone ends with card.
pub const MNR_WHY_PHONE_ENDS_WITH_CARD: i32 = 140;
/// Why a next step stands so: not called for.
pub const MNR_WHY_NOT_CALLED_FOR: i32 = 141;
/// Why a next step stands so: code b too low.
pub const MNR_WHY_CODE_B_TOO_LOW: i32 = 142;
/// Why a next step stands so: centre says otherwise.
pub const MNR_WHY_CENTRE_SAYS_OTHERWISE: i32 = 144;
/// Why a next step stands so: no method there.
pub const MNR_WHY_NO_METHOD_THERE: i32 = 145;

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
