/* mynareader: the C ABI. Written by `make abi` from src/ffi; changes belong there.
 *
 * SPDX-License-Identifier: MIT OR Apache-2.0
 *
 * CONVENTIONS (more in docs/abi.md)
 *
 * Status. Functions that can fail return int32_t: 0 (MNR_OK) or a negative number, MNR_ERROR_*,
 * in classes of a hundred. New numbers may come; none is ever used for something else.
 *
 * Results. Out-parameters are written on success only. Two exceptions: the detail record, which is
 * written on failure only, and the size needed, which is written when a buffer is too small too. A
 * buffer that may be too small is refused before anything is sent to a card.
 *
 * Handles. mnr_card and its kin are opaque; each has one function that frees it, which takes NULL.
 * A handle is a number, not an address: one that was freed or is of another type is refused with
 * MNR_ERROR_HANDLE, whatever is done with it. A handle may be used by any thread, by one at a time:
 * a second one, and a callback that uses the handle it is called for, gets MNR_ERROR_BUSY.
 *
 * Input. Pointers must not be NULL except where it says so; text is UTF-8 with its length in bytes
 * and needs no NUL; where the length is 0 the pointer may be NULL and the input is empty. Nothing
 * that is passed in is kept: it is copied, secrets into memory that is wiped. Input above 16 MiB
 * is refused with MNR_ERROR_LENGTH.
 *
 * Structures that may grow begin with struct_size. Write sizeof into it, and zero into the rest:
 * MNR_INIT does both.
 *
 * Views (data, length) belong to their handle and are valid until that is freed.
 *
 * Callbacks take the user pointer first. They must not throw, longjmp or unwind in any way.
 *
 * Panics of the library, which are its defects, are caught: the call gives MNR_ERROR_PANIC and the
 * handle MNR_ERROR_POISONED from then on. Running out of memory ends the process.
 */


#ifndef MYNAREADER_H
#define MYNAREADER_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* Sets a structure that begins with struct_size to zero and writes its size into it. */
#define MNR_INIT(pointer) \
    (memset((pointer), 0, sizeof *(pointer)), (void)((pointer)->struct_size = sizeof *(pointer)))


/**
 * Done.
 */
#define MNR_OK 0

/**
 * -1xx, the call: a pointer that must not be NULL is NULL.
 */
#define MNR_ERROR_NULL -100

/**
 * A number is none of those that the function takes.
 */
#define MNR_ERROR_ARGUMENT -101

/**
 * Input is empty or longer than the function takes.
 */
#define MNR_ERROR_LENGTH -102

/**
 * The caller's buffer is too small. The size needed was written; nothing else was done.
 */
#define MNR_ERROR_BUFFER -103

/**
 * A text is not UTF-8, or has a NUL inside.
 */
#define MNR_ERROR_TEXT -104

/**
 * struct_size is not that of any version of this structure, or a newer version's field is set.
 */
#define MNR_ERROR_STRUCT_SIZE -105

/**
 * A PIN or code does not have the format of its key. Nothing was sent, no try was spent.
 */
#define MNR_ERROR_SECRET_FORMAT -106

/**
 * Year, month and day are no day of the calendar.
 */
#define MNR_ERROR_DATE -107

/**
 * -2xx, the state: the handle is of another type, was freed, or never was one.
 */
#define MNR_ERROR_HANDLE -200

/**
 * The handle is at work: in another thread, or in the call that runs this callback.
 */
#define MNR_ERROR_BUSY -201

/**
 * A call with this handle ended with MNR_ERROR_PANIC. Only free it.
 */
#define MNR_ERROR_POISONED -202

/**
 * The call does not fit what was done with the handle before.
 */
#define MNR_ERROR_STATE -203

/**
 * This build does not have the part; see mnr_features.
 */
#define MNR_ERROR_NOT_BUILT_IN -204

/**
 * The wait was cancelled.
 */
#define MNR_ERROR_CANCELLED -205

/**
 * The time limit of a wait passed.
 */
#define MNR_ERROR_TIME_LIMIT -206

/**
 * There is no such entry, or no further one.
 */
#define MNR_ERROR_NOT_FOUND -207

/**
 * -3xx, the link: no card in the reader.
 */
#define MNR_ERROR_NO_CARD -300

/**
 * The card was taken away.
 */
#define MNR_ERROR_CARD_REMOVED -301

/**
 * The card was reset by somebody else; its state is lost.
 */
#define MNR_ERROR_CARD_RESET -302

/**
 * There is a card that does not answer.
 */
#define MNR_ERROR_CARD_MUTE -303

/**
 * The card did not answer in time.
 */
#define MNR_ERROR_LINK_TIMED_OUT -304

/**
 * The exchange broke off.
 */
#define MNR_ERROR_LINK_BROKEN -305

/**
 * Another program holds the card.
 */
#define MNR_ERROR_READER_SHARED -306

/**
 * The reader is gone or unknown.
 */
#define MNR_ERROR_READER_GONE -307

/**
 * The PC/SC service is not running.
 */
#define MNR_ERROR_SERVICE_GONE -308

/**
 * The answer was longer than any answer may be.
 */
#define MNR_ERROR_OVERSIZED_ANSWER -309

/**
 * The command is longer than the link carries.
 */
#define MNR_ERROR_OVERSIZED_COMMAND -310

/**
 * The command is none: shorter than its header.
 */
#define MNR_ERROR_INVALID_COMMAND -311

/**
 * The driver failed otherwise; see the driver's code in the detail record.
 */
#define MNR_ERROR_DRIVER -312

/**
 * -4xx, the card: it answered with a status word that ends the operation; see the detail record.
 */
#define MNR_ERROR_CARD_STATUS -400

/**
 * The answer has no status word.
 */
#define MNR_ERROR_CARD_ANSWER -401

/**
 * The card does not come to an end of its answer.
 */
#define MNR_ERROR_CARD_ENDLESS -402

/**
 * The card's profile does not have what was asked for.
 */
#define MNR_ERROR_NOT_IN_PROFILE -403

/**
 * -5xx, keys: the card refused the PIN or code. The tries left stand in the detail record.
 */
#define MNR_ERROR_SECRET_WRONG -500

/**
 * No try is left. Nothing was presented, or nothing was judged.
 */
#define MNR_ERROR_SECRET_BLOCKED -501

/**
 * Too few tries are left, or the card does not tell. Nothing was presented.
 */
#define MNR_ERROR_TOO_FEW_TRIES -502

/**
 * The link failed after the secret may have been sent: read the tries before anything else.
 */
#define MNR_ERROR_OUTCOME_UNKNOWN -503

/**
 * Refused, because the outcome of a presentation before is not known: read the tries first.
 */
#define MNR_ERROR_UNSETTLED -504

/**
 * This token gives its certificate only after the PIN. Nothing was sent.
 */
#define MNR_ERROR_PIN_NEEDED -505

/**
 * The readings of the printed digits do not agree well enough. Nothing was presented.
 */
#define MNR_ERROR_READINGS_DISAGREE -506

/**
 * -6xx, data: a record is not what it must be; the place stands in the detail record.
 */
#define MNR_ERROR_RECORD -600

/**
 * A public key is not one.
 */
#define MNR_ERROR_PUBLIC_KEY -601

/**
 * A signature does not hold.
 */
#define MNR_ERROR_SIGNATURE -602

/**
 * A file of anchors, rules or words is refused; the text of the detail record says where.
 */
#define MNR_ERROR_DATA_FILE -603

/**
 * -7xx, certificates: the certificate is malformed or refused by its own content.
 */
#define MNR_ERROR_CERTIFICATE -700

/**
 * No anchor that is trusted issued the certificate.
 */
#define MNR_ERROR_UNTRUSTED -701

/**
 * -8xx, the reception: nothing was asked. The event changed nothing.
 */
#define MNR_ERROR_NOTHING_ASKED -800

/**
 * The answer bears the number of another request: it is late, repeated or foreign.
 */
#define MNR_ERROR_FOREIGN_NUMBER -801

/**
 * The answer does not belong to the request.
 */
#define MNR_ERROR_WRONG_ANSWER -802

/**
 * This actor may not do this.
 */
#define MNR_ERROR_WRONG_ACTOR -803

/**
 * The event means nothing in this state or mode.
 */
#define MNR_ERROR_NOT_NOW -804

/**
 * -9xx, the library: a defect in it. The handle at work is poisoned.
 */
#define MNR_ERROR_PANIC -900

/**
 * What may help after a failure: nothing that is known.
 */
#define MNR_RECOVERY_NONE 0

/**
 * The same call may be repeated.
 */
#define MNR_RECOVERY_REPEAT 1

/**
 * End the card, and begin again when it is placed anew.
 */
#define MNR_RECOVERY_PLACE_AGAIN 2

/**
 * Read the tries of the key before anything else.
 */
#define MNR_RECOVERY_READ_TRIES 3

/**
 * The program must be mended, not the situation.
 */
#define MNR_RECOVERY_MEND_PROGRAM 4

/**
 * Check the service, the reader and its cable.
 */
#define MNR_RECOVERY_CHECK_READER 5

/**
 * How many tries are left, where the card has not said so.
 */
#define MNR_TRIES_UNKNOWN -1

/**
 * How many tries are left, where the card does not count them.
 */
#define MNR_TRIES_UNLIMITED -2

/**
 * The length of the text in a detail record, its NUL included.
 */
#define MNR_DETAIL_TEXT 240

/**
 * The version of the header: major * 1,000,000 + minor * 1,000 + patch. Compare it with
 * mnr_version_number().
 */
#define MNR_VERSION_NUMBER 1000

/**
 * The major part of the version of the header.
 */
#define MNR_VERSION_MAJOR 0

/**
 * The minor part of the version of the header.
 */
#define MNR_VERSION_MINOR 1

/**
 * The patch part of the version of the header.
 */
#define MNR_VERSION_PATCH 0

/**
 * A feature of a build: readers over PC/SC.
 */
#define MNR_FEATURE_PCSC 1

/**
 * A feature of a build: the virtual card. Never in a production build.
 */
#define MNR_FEATURE_SIMULATION 2



/**
 * A level of the log: warnings too.
 */
#define MNR_LOG_WARNING 2

/**
 * A level of the log: what happens too.
 */
#define MNR_LOG_INFO 3



/**
 * A key: the four-digit PIN of the authentication certificate, three tries.
 */
#define MNR_KEY_AUTHENTICATION_PIN 1

/**
 * A key: the password of the signature certificate, five tries.
 */
#define MNR_KEY_SIGNATURE_PASSWORD 2

/**
 * A key: the four-digit PIN of the text application, three tries.
 */
#define MNR_KEY_TEXT_PIN 3

/**
 * A key: code B of the surface application, 14 digits, ten tries. Opens the face record.
 */
#define MNR_KEY_CODE_B 4

/**
 * A key: code B of the text application, with a counter of its own.
 */
#define MNR_KEY_TEXT_CODE_B 5

/**
 * A key: the birth date key of the surface application, six digits, ten tries.
 */
#define MNR_KEY_BIRTH_DATE 6

/**
 * A chip: not known.
 */
#define MNR_TOKEN_UNKNOWN 0

/**
 * A chip: a My Number card.
 */
#define MNR_TOKEN_CARD 1

/**
 * A chip: an Android phone with its certificate.
 */
#define MNR_TOKEN_ANDROID 2

/**
 * A chip: an iPhone with its certificate.
 */
#define MNR_TOKEN_IPHONE 3

/**
 * A chip: the predecessor of the card, without insurance use.
 */
#define MNR_TOKEN_JUKI_CARD 4

/**
 * A certificate: not known, or the clock cannot be believed.
 */
#define MNR_CERTIFICATE_UNKNOWN 0

/**
 * A certificate: valid, and not within three months of its end.
 */
#define MNR_CERTIFICATE_VALID 1

/**
 * A certificate: valid, within three months of its end.
 */
#define MNR_CERTIFICATE_NOTICE 2

/**
 * A certificate: expired, in its grace period: eligibility only.
 */
#define MNR_CERTIFICATE_GRACE 3

/**
 * A certificate: expired, and the grace period is over or there is none.
 */
#define MNR_CERTIFICATE_PAST_GRACE 4

/**
 * A certificate: its first day has not come.
 */
#define MNR_CERTIFICATE_NOT_YET_VALID 5

/**
 * A certificate: the centre said that it is revoked.
 */
#define MNR_CERTIFICATE_REVOKED 6

/**
 * A certificate: the card has none.
 */
#define MNR_CERTIFICATE_ABSENT 7

/**
 * A method: the reader compares the face with the photo on the chip.
 */
#define MNR_METHOD_FACE 1

/**
 * A method: the four-digit PIN.
 */
#define MNR_METHOD_PIN 2

/**
 * A method: the staff compare the face with the photo on the card.
 */
#define MNR_METHOD_STAFF 3

/**
 * An operation mode: unattended, face or PIN.
 */
#define MNR_MODE_UNATTENDED 1

/**
 * An operation mode: the staff look; switched at the terminal.
 */
#define MNR_MODE_VISUAL 2

/**
 * An operation mode: PIN only.
 */
#define MNR_MODE_PIN_ONLY 3

/**
 * A link carries extended APDUs.
 */
#define MNR_LINK_EXTENDED 1

/**
 * A link gains by reading blocks of 251 bytes instead of 256: contactless, with frames of 256.
 */
#define MNR_LINK_FRAMED 2

/**
 * A wait without a time limit.
 */
#define MNR_NO_LIMIT UINT32_MAX

/**
 * Presenting a secret: keep the last try (the default). The call is refused with
 * MNR_ERROR_TOO_FEW_TRIES where one try or none is known to be left.
 */
#define MNR_LAST_TRY_KEEP 0

/**
 * Presenting a secret: the person was told that the next mistake blocks the key until the
 * municipal counter resets it, and wants it presented all the same.
 */
#define MNR_LAST_TRY_ACCEPTED 1

/**
 * Signing: a SHA-256 digest of 32 bytes, PKCS #1 v1.5. The usual way.
 */
#define MNR_SCHEME_DIGEST 1

/**
 * Signing: a message of 1 to 255 bytes that the card hashes with SHA-256, PKCS #1 v1.5.
 */
#define MNR_SCHEME_MESSAGE 2

/**
 * Signing: 1 to 245 bytes as they are, for example a DigestInfo, PKCS #1 v1.5.
 */
#define MNR_SCHEME_PADDED 3

/**
 * Signing: a SHA-256 digest of 32 bytes, PSS.
 */
#define MNR_SCHEME_PSS_DIGEST 4

/**
 * Signing: a message of 1 to 255 bytes that the card hashes with SHA-256, PSS.
 */
#define MNR_SCHEME_PSS_MESSAGE 5

/**
 * The capacity that a signature needs.
 */
#define MNR_SIGNATURE_MAX 512

/**
 * Whether a certificate is on a card: not known.
 */
#define MNR_PRESENCE_UNKNOWN 0

/**
 * Whether a certificate is on a card: it is.
 */
#define MNR_PRESENCE_PRESENT 1

/**
 * Whether a certificate is on a card: it is not.
 */
#define MNR_PRESENCE_ABSENT 2

/**
 * Sex in the face record: not known.
 */
#define MNR_SEX_UNKNOWN 0

/**
 * Sex in the face record: male.
 */
#define MNR_SEX_MALE 1

/**
 * Sex in the face record: female.
 */
#define MNR_SEX_FEMALE 2

/**
 * Sex in the face record: not applicable.
 */
#define MNR_SEX_NOT_APPLICABLE 9

/**
 * A hierarchy of certificates: that of cards in use.
 */
#define MNR_HIERARCHY_PRODUCTION 1

/**
 * A hierarchy of certificates: that of test cards, which is accepted only where it is asked for.
 */
#define MNR_HIERARCHY_TEST 2

/**
 * The grace period after the end of a certificate: until the end of the third month after it.
 */
#define MNR_GRACE_END_OF_MONTH 0

/**
 * The grace period after the end of a certificate: three months to the day.
 */
#define MNR_GRACE_EXACT 1

/**
 * What the centre said of a certificate: nothing yet.
 */
#define MNR_REVOCATION_UNKNOWN 0

/**
 * What the centre said of a certificate: not revoked.
 */
#define MNR_REVOCATION_GOOD 1

/**
 * What the centre said of a certificate: revoked.
 */
#define MNR_REVOCATION_REVOKED 2

/**
 * A reader lacks the cameras for face and card, or the face engine.
 */
#define MNR_LACKS_FACE 1

/**
 * A reader lacks a keypad, on the screen or beside it.
 */
#define MNR_LACKS_KEYPAD 2

/**
 * A facility does not take phones.
 */
#define MNR_LACKS_PHONES 4

/**
 * The staff check on the reader: once another method has failed (default).
 */
#define MNR_STAFF_CHECK_AFTER_FAILURE 1

/**
 * The staff check on the reader: only in the visual mode, switched at the terminal.
 */
#define MNR_STAFF_CHECK_IN_VISUAL_MODE_ONLY 2

/**
 * The staff check on the reader: from the screen where the method is chosen.
 */
#define MNR_STAFF_CHECK_FROM_METHOD_SCREEN 3

/**
 * The PIN is verified on the card: by this library (default).
 */
#define MNR_PIN_VERIFIER_LIBRARY 1

/**
 * The PIN is verified on the card: by the national software.
 */
#define MNR_PIN_VERIFIER_NATIONAL_SOFTWARE 2

/**
 * The kind of prescription is not asked for (default).
 */
#define MNR_PRESCRIPTION_NOT_ASKED 0

/**
 * The kind of prescription is asked for before the consents.
 */
#define MNR_PRESCRIPTION_BEFORE_CONSENT 1

/**
 * The kind of prescription is asked for after the consents.
 */
#define MNR_PRESCRIPTION_AFTER_CONSENT 2

/**
 * Who did something: the patient.
 */
#define MNR_ACTOR_PATIENT 1

/**
 * Who did something: the legal representative.
 */
#define MNR_ACTOR_LEGAL_REPRESENTATIVE 2

/**
 * Who did something: an ordinary proxy, who may have come without the patient.
 */
#define MNR_ACTOR_PROXY 3

/**
 * Who did something: a family member or carer who helps the patient.
 */
#define MNR_ACTOR_CARER 4

/**
 * Who did something: the facility's staff.
 */
#define MNR_ACTOR_STAFF 5

/**
 * Who did something: the staff with an administrator's account.
 */
#define MNR_ACTOR_ADMINISTRATOR 6

/**
 * Who did something: the reader: its devices and its card tasks.
 */
#define MNR_ACTOR_READER 7

/**
 * Who did something: the terminal with the national software.
 */
#define MNR_ACTOR_TERMINAL 8

/**
 * Who did something: the centre.
 */
#define MNR_ACTOR_CENTRE 9

/**
 * Who stands before the staff: the patient.
 */
#define MNR_PRESENCE_AT_COUNTER_PATIENT 1

/**
 * Who stands before the staff: somebody in the patient's place: a check by sight is impossible.
 */
#define MNR_PRESENCE_AT_COUNTER_PROXY 2

/**
 * The printed mark of a face-only card: not seen, or not looked for.
 */
#define MNR_MARK_NOT_SEEN 0

/**
 * The printed mark of a face-only card: it stands there.
 */
#define MNR_MARK_PRINTED 1

/**
 * The printed mark of a face-only card: it is struck through.
 */
#define MNR_MARK_STRUCK_THROUGH 2

/**
 * The face engine: the same person.
 */
#define MNR_FACE_MATCH 1

/**
 * The face engine: not the same person.
 */
#define MNR_FACE_NO_MATCH 2

/**
 * The face engine: no face in the picture.
 */
#define MNR_FACE_NO_FACE 3

/**
 * The face engine: several faces.
 */
#define MNR_FACE_SEVERAL_FACES 4

/**
 * The face engine: too dark or too bright.
 */
#define MNR_FACE_BAD_LIGHT 5

/**
 * The face engine: blurred, turned away or covered.
 */
#define MNR_FACE_UNCLEAR 6

/**
 * The face engine: no comparison took place, as in a rehearsal without an engine.
 */
#define MNR_FACE_NOT_COMPARED 7

/**
 * The face: a living one.
 */
#define MNR_LIVENESS_LIVE 1

/**
 * The face: a picture, a screen, a mask.
 */
#define MNR_LIVENESS_ATTACK 2

/**
 * The face: whether it lives was not evaluated. Never read as live.
 */
#define MNR_LIVENESS_NOT_EVALUATED 3

/**
 * The last try: spend it.
 */
#define MNR_LAST_TRY_DECISION_SPEND 1

/**
 * The last try: keep it and go another way.
 */
#define MNR_LAST_TRY_DECISION_KEEP 2

/**
 * What the staff found: the patient is the person on the card.
 */
#define MNR_SIGHTING_SAME 1

/**
 * What the staff found: not that person, or it cannot be told.
 */
#define MNR_SIGHTING_NOT_SAME 2

/**
 * What the staff found: somebody came in the patient's place.
 */
#define MNR_SIGHTING_PROXY_ONLY 3

/**
 * What the staff found: the staff do not make the check now.
 */
#define MNR_SIGHTING_DECLINED 4

/**
 * The eligibility: valid.
 */
#define MNR_ELIGIBILITY_VALID 1

/**
 * The eligibility: valid; the certificate is in its grace period, so nothing else is given.
 */
#define MNR_ELIGIBILITY_IN_GRACE 2

/**
 * The eligibility: valid, and several apply: the staff choose.
 */
#define MNR_ELIGIBILITY_SEVERAL 3

/**
 * The eligibility: valid, but medical assistance is not registered.
 */
#define MNR_ELIGIBILITY_AID_UNREGISTERED 4

/**
 * The eligibility: none is known.
 */
#define MNR_ELIGIBILITY_NONE 5

/**
 * The eligibility: none is valid; the last known one is shown to the staff.
 */
#define MNR_ELIGIBILITY_LOST 6

/**
 * The prescription: electronic.
 */
#define MNR_PRESCRIPTION_ELECTRONIC 1

/**
 * The prescription: on paper.
 */
#define MNR_PRESCRIPTION_PAPER 2

/**
 * A check-in ended: a fault after which the card does not get further now.
 */
#define MNR_END_FAULT 1

/**
 * A check-in ended: the methods tried did not prove who the patient is.
 */
#define MNR_END_NOT_IDENTIFIED 2

/**
 * A check-in ended: mode, card and reader leave no method.
 */
#define MNR_END_NO_METHOD 3

/**
 * A check-in ended: the card is not registered and was not registered now.
 */
#define MNR_END_NOT_REGISTERED 4

/**
 * A check-in ended: no valid eligibility is known.
 */
#define MNR_END_NOT_ELIGIBLE 5

/**
 * A check-in ended: the card was taken away.
 */
#define MNR_END_CARD_REMOVED 6

/**
 * A check-in ended: another card lay there when it was taken again.
 */
#define MNR_END_CARD_EXCHANGED 7

/**
 * A check-in ended: the operation mode was switched.
 */
#define MNR_END_MODE_CHANGED 8

/**
 * A check-in ended: the patient, or somebody for them, called it off.
 */
#define MNR_END_CANCELLED_BY_PATIENT 9

/**
 * A check-in ended: the staff or the terminal called it off.
 */
#define MNR_END_CANCELLED_BY_STAFF 10

/**
 * A check-in ended: nobody did what the screen asked for.
 */
#define MNR_END_SILENT 11

/**
 * A reading of the card's face: all fourteen digits were read.
 */
#define MNR_SCAN_READ 1

/**
 * A reading of the card's face: the back lies up; the image is dropped at once.
 */
#define MNR_SCAN_WRONG_SIDE 2

/**
 * A reading of the card's face: the card lies upside down.
 */
#define MNR_SCAN_UPSIDE_DOWN 3

/**
 * A reading of the card's face: light is reflected.
 */
#define MNR_SCAN_GLARE 4

/**
 * A reading of the card's face: the card is in a case.
 */
#define MNR_SCAN_IN_CASE 5

/**
 * A reading of the card's face: two cards, or a card and a phone.
 */
#define MNR_SCAN_TWO_CARDS 6

/**
 * A reading of the card's face: not all digits could be read.
 */
#define MNR_SCAN_UNREADABLE 7

/**
 * A consent: treatment.
 */
#define MNR_CONSENT_TREATMENT 1

/**
 * A consent: medicines.
 */
#define MNR_CONSENT_MEDICINES 2

/**
 * A consent: surgery.
 */
#define MNR_CONSENT_SURGERY 4

/**
 * A consent: health check-ups.
 */
#define MNR_CONSENT_CHECKUPS 8

/**
 * A consent: the limit amount; asked for until 2024-10-06 only.
 */
#define MNR_CONSENT_LIMIT 16

/**
 * Request: ask the chip what it is. Answer with mnr_reception_answer_identified.
 */
#define MNR_ACTION_IDENTIFY_CARD 1

/**
 * Request: let the patient choose; offer_face, offer_pin, offer_staff; code of what just failed.
 * Answer with mnr_reception_answer_chosen.
 */
#define MNR_ACTION_CHOOSE_METHOD 2

/**
 * Request: scan the card's face and keep code B with the secrets; detail is what went wrong
 * before, MNR_SCAN_*, or 0. Answer with mnr_reception_answer_scanned.
 */
#define MNR_ACTION_SCAN_CARD_FACE 3

/**
 * Request: present code B, read the photo, check its proofs. Answer with
 * mnr_reception_answer_record_read or mnr_reception_answer_code_b_wrong.
 */
#define MNR_ACTION_READ_FACE_RECORD 4

/**
 * Request: capture the patient's face and compare it with the photo; again; one_false_match_in.
 * Answer with mnr_reception_answer_compared.
 */
#define MNR_ACTION_COMPARE_FACE 5

/**
 * Request: let the patient decide on the last try by itself; tries; offer_*. Answer with
 * mnr_reception_answer_last_try.
 */
#define MNR_ACTION_DECIDE_LAST_TRY 6

/**
 * Request: ask for the PIN and keep it with the secrets; tries; again where it was wrong. Answer
 * with mnr_reception_answer_pin_entered.
 */
#define MNR_ACTION_ENTER_PIN 7

/**
 * Request, national: get the centre's challenge. Answer with
 * mnr_reception_answer_challenge_obtained.
 */
#define MNR_ACTION_OBTAIN_CHALLENGE 8

/**
 * Request: verify the PIN on the card once and sign the challenge; last_try. Answer with
 * mnr_reception_answer_pin_verified, mnr_reception_answer_pin_wrong or
 * mnr_reception_answer_pin_unjudged.
 */
#define MNR_ACTION_VERIFY_PIN 9

/**
 * Request: read the tries of the PIN. Answer with mnr_reception_answer_tries_read.
 */
#define MNR_ACTION_READ_TRIES 10

/**
 * Request: let the staff compare the patient with the photo on the card; detail is MNR_PLACE_*.
 * Answer with mnr_reception_answer_sighted.
 */
#define MNR_ACTION_CHECK_BY_SIGHT 11

/**
 * Request, national: let the terminal check the facility's passcode. Answer with
 * mnr_reception_answer_passcode.
 */
#define MNR_ACTION_CHECK_PASSCODE 12

/**
 * Request: let the phone make sure of its holder. Answer with
 * mnr_reception_answer_phone_confirmed.
 */
#define MNR_ACTION_CONFIRM_ON_PHONE 13

/**
 * Request, national: let the national software verify the PIN and authenticate; last_try. Answer
 * with mnr_reception_answer_authenticated, mnr_reception_answer_pin_wrong or
 * mnr_reception_answer_pin_unjudged.
 */
#define MNR_ACTION_AUTHENTICATE_WITH_PIN 14

/**
 * Request, national: let the national software authenticate; detail is MNR_PATH_*. Answer with
 * mnr_reception_answer_authenticated.
 */
#define MNR_ACTION_AUTHENTICATE 15

/**
 * Request: take the card again after the national software had it, and make sure that it is the
 * same. Answer with mnr_reception_answer_reacquired.
 */
#define MNR_ACTION_REACQUIRE_CARD 16

/**
 * Request: explain the registration and ask whether it is wanted. Answer with
 * mnr_reception_answer_registration_wanted.
 */
#define MNR_ACTION_OFFER_REGISTRATION 17

/**
 * Request, national: register the card. Answer with mnr_reception_answer_registered or
 * mnr_reception_answer_registration_delayed.
 */
#define MNR_ACTION_REGISTER 18

/**
 * Request, national: ask for the eligibility. Answer with mnr_reception_answer_eligibility.
 */
#define MNR_ACTION_QUERY_ELIGIBILITY 19

/**
 * Request: show a notice until it is read; detail is MNR_NOTICE_*. Answer with
 * mnr_reception_answer_notice_read.
 */
#define MNR_ACTION_SHOW_NOTICE 20

/**
 * Request: ask for the kind of prescription. Answer with mnr_reception_answer_prescription.
 */
#define MNR_ACTION_CHOOSE_PRESCRIPTION 21

/**
 * Request: ask for the consents; consents are those to ask for; detail is 1 where they may be
 * given all at once. Answer with mnr_reception_answer_consented.
 */
#define MNR_ACTION_ASK_CONSENT 22

/**
 * Request, national: hand consents and choice to the national software; consents; detail is
 * MNR_PRESCRIPTION_ELECTRONIC, MNR_PRESCRIPTION_PAPER or 0. Answer with
 * mnr_reception_answer_delivered.
 */
#define MNR_ACTION_DELIVER 23

/**
 * Order: show this to the patient; detail is MNR_SCREEN_*; mode, or outcome, end_reason and code.
 */
#define MNR_ACTION_SHOW 101

/**
 * Order: remind the patient that something is asked of them.
 */
#define MNR_ACTION_REMIND 102

/**
 * Order: tell the staff; detail is MNR_TELL_*; method, mode, outcome, end_reason, code as far as
 * they belong to it.
 */
#define MNR_ACTION_TELL 103

/**
 * Order: wipe secrets; secrets is a sum of MNR_SECRET_*.
 */
#define MNR_ACTION_WIPE 104

/**
 * Order: stop working on the request numbered abandoned; its answer will be refused.
 */
#define MNR_ACTION_ABANDON 105

/**
 * Order: let go of the card, for the national software.
 */
#define MNR_ACTION_RELEASE_CARD 106

/**
 * Order: end the patient's session on the card: mnr_card_end.
 */
#define MNR_ACTION_END_CARD 107

/**
 * Order: ask for the card to be taken.
 */
#define MNR_ACTION_PROMPT_REMOVAL 108

/**
 * Order: the card has been forgotten, sound the alarm; detail is how many reminders there have
 * been.
 */
#define MNR_ACTION_SOUND_ALARM 109

/**
 * A method: not spoken of.
 */
#define MNR_OFFER_NONE 0

/**
 * A method: it may be chosen.
 */
#define MNR_OFFER_OPEN 1

/**
 * A method: closed, the operation mode does not have it.
 */
#define MNR_OFFER_BY_MODE 2

/**
 * A method: closed, the reader or the facility does not have what it takes.
 */
#define MNR_OFFER_NOT_FITTED 3

/**
 * A method: closed, it opens once another has failed.
 */
#define MNR_OFFER_NOT_YET 4

/**
 * A method: closed, a phone cannot do it.
 */
#define MNR_OFFER_NOT_FOR_PHONES 5

/**
 * A method: closed, the PIN or code B is blocked.
 */
#define MNR_OFFER_BLOCKED 6

/**
 * A method: closed, too few tries of code B are known to be left.
 */
#define MNR_OFFER_TOO_FEW_TRIES 7

/**
 * A method: closed, the card is taken for a face-only card.
 */
#define MNR_OFFER_FACE_ONLY_CARD 8

/**
 * A method: closed, it failed in this check-in.
 */
#define MNR_OFFER_FAILED 9

/**
 * A method: closed, it was tried and did not prove who the patient is.
 */
#define MNR_OFFER_NOT_PROVED 10

/**
 * A method: closed, nobody answered.
 */
#define MNR_OFFER_NO_ANSWER 11

/**
 * Where the staff look: on the reader; they then enter the passcode.
 */
#define MNR_PLACE_READER 1

/**
 * Where the staff look: at the terminal, in the visual mode.
 */
#define MNR_PLACE_TERMINAL 2

/**
 * How the national software authenticates: without a PIN, after face or sight.
 */
#define MNR_PATH_WITHOUT_PIN 1

/**
 * How the national software authenticates: with the challenge that the card signed.
 */
#define MNR_PATH_SIGNED 2

/**
 * How the national software authenticates: a phone that made sure of its holder.
 */
#define MNR_PATH_PHONE 3

/**
 * A notice: the certificate ends within three months.
 */
#define MNR_NOTICE_CERTIFICATE_ENDS_SOON 1

/**
 * A notice: the certificate is in its grace period: eligibility only.
 */
#define MNR_NOTICE_CERTIFICATE_IN_GRACE 2

/**
 * A screen: waiting for a card; mode.
 */
#define MNR_SCREEN_WELCOME 1

/**
 * A screen: the card is being read.
 */
#define MNR_SCREEN_READING_CARD 2

/**
 * A screen: the staff are looking.
 */
#define MNR_SCREEN_STAFF_LOOKING 3

/**
 * A screen: the centre is being asked.
 */
#define MNR_SCREEN_ASKING_CENTRE 4

/**
 * A screen: the check-in has ended; outcome.
 */
#define MNR_SCREEN_ENDED 5

/**
 * What the staff are told: a method failed, others are open; method, code.
 */
#define MNR_TELL_METHOD_FAILED 1

/**
 * What the staff are told: a fault from outside; code.
 */
#define MNR_TELL_FAULT 2

/**
 * What the staff are told: the check-in has ended; outcome.
 */
#define MNR_TELL_ENDED 3

/**
 * What the staff are told: a face was presented that is none.
 */
#define MNR_TELL_PRESENTATION_ATTACK 4

/**
 * What the staff are told: look whether the printed mark of a face-only card is struck through.
 */
#define MNR_TELL_CONFIRM_FACE_ONLY_MARK 5

/**
 * What the staff are told: somebody came in the patient's place.
 */
#define MNR_TELL_PROXY_CANNOT_BE_SIGHTED 6

/**
 * What the staff are told: several eligibilities, choose.
 */
#define MNR_TELL_SEVERAL_ELIGIBILITIES 7

/**
 * What the staff are told: medical assistance is not registered.
 */
#define MNR_TELL_AID_UNREGISTERED 8

/**
 * What the staff are told: the last known eligibility is on the terminal.
 */
#define MNR_TELL_LAST_KNOWN_ELIGIBILITY 9

/**
 * What the staff are told: the registration will take a while.
 */
#define MNR_TELL_REGISTRATION_DELAYED 10

/**
 * What the staff are told: a staff check waits for the next card.
 */
#define MNR_TELL_PROOF_WAITS 11

/**
 * What the staff are told: the staff check that waited has lapsed.
 */
#define MNR_TELL_PROOF_LAPSED 12

/**
 * What the staff are told: the mode was switched; mode.
 */
#define MNR_TELL_MODE_CHANGED 13

/**
 * What the staff are told: the visual mode is still on.
 */
#define MNR_TELL_VISUAL_MODE_STILL_ON 14

/**
 * What the staff are told: a card was forgotten.
 */
#define MNR_TELL_CARD_FORGOTTEN 15

/**
 * How a check-in ended: it has not, or it is not spoken of.
 */
#define MNR_OUTCOME_NONE 0

/**
 * How a check-in ended: the patient is checked in.
 */
#define MNR_OUTCOME_ADMITTED 1

/**
 * How a check-in ended: the patient is checked in, for the eligibility only.
 */
#define MNR_OUTCOME_ADMITTED_ELIGIBILITY_ONLY 2

/**
 * How a check-in ended: a rehearsal reached its end; nobody is checked in.
 */
#define MNR_OUTCOME_REHEARSED 3

/**
 * How a check-in ended: before its time; end_reason, code.
 */
#define MNR_OUTCOME_ENDED 4

/**
 * A secret: the PIN.
 */
#define MNR_SECRET_PIN 1

/**
 * A secret: code B, as scanned.
 */
#define MNR_SECRET_CODE_B 2

/**
 * A secret: the photo from the chip and the face from the camera.
 */
#define MNR_SECRET_FACE 4

/**
 * A secret: the facility's passcode.
 */
#define MNR_SECRET_PASSCODE 8

/**
 * A secret: the centre's challenge and the card's signature over it.
 */
#define MNR_SECRET_SIGNATURE 16

/**
 * A fault of the virtual card: the link breaks before the card sees the command, and cannot tell.
 */
#define MNR_SIM_TORN_BEFORE 1

/**
 * A fault of the virtual card: the card does what it was told, and the answer is lost.
 */
#define MNR_SIM_TORN_AFTER 2

/**
 * A fault of the virtual card: somebody else has reset the card.
 */
#define MNR_SIM_RESET 3

/**
 * A fault of the virtual card: the card is taken away before the command.
 */
#define MNR_SIM_REMOVED 4

/**
 * A fault of the virtual card: the card says nothing until its power goes away.
 */
#define MNR_SIM_MUTE 5

/**
 * A fault of the virtual card: only the first byte of the answer arrives.
 */
#define MNR_SIM_TRUNCATED 6

/**
 * What is trusted: root certificates, and keys of card-verifiable certificates.
 *
 * One thread at a time, whichever it is.
 */
typedef struct mnr_anchors mnr_anchors;

/**
 * One card, from mnr_card_open to mnr_card_end or mnr_card_free.
 *
 * One thread at a time, whichever it is; a second one gets MNR_ERROR_BUSY.
 */
typedef struct mnr_card mnr_card;

/**
 * A certificate of a card.
 *
 * One thread at a time, whichever it is.
 */
typedef struct mnr_certificate mnr_certificate;

/**
 * The face record of a card, in memory that is wiped when it is freed.
 *
 * One thread at a time, whichever it is.
 */
typedef struct mnr_face mnr_face;

/**
 * A link to one chip, for one card from the moment it lies in the reader until it is taken away.
 * mnr_card_open takes it over.
 *
 * One thread at a time, whichever it is.
 */
typedef struct mnr_link mnr_link;

/**
 * A reader of PC/SC.
 *
 * One thread at a time, whichever it is; mnr_reader_cancel alone may be called while another
 * thread waits.
 */
typedef struct mnr_reader mnr_reader;

/**
 * The readers that PC/SC knows, as they were when the list was made.
 *
 * One thread at a time, whichever it is.
 */
typedef struct mnr_readers mnr_readers;

/**
 * The reception at one reader. It does no input or output, reads no clock and holds no secret:
 * events go in, actions come out, and the program carries them out.
 *
 * One thread at a time, whichever it is.
 */
typedef struct mnr_reception mnr_reception;

/**
 * A virtual card: one chip with its counters, for any number of links one after the other.
 *
 * One thread at a time, whichever it is.
 */
typedef struct mnr_sim_card mnr_sim_card;

/**
 * What a driver says of a command that failed, beside the status that its function returns.
 */
typedef struct {
    /**
     * Set by the library.
     */
    size_t struct_size;
    /**
     * Whether the card may have seen the command: set to 1 before the call. Set it to 0 only
     * where it is certain that nothing left the host.
     */
    int32_t may_have_been_sent;
    /**
     * Whether code means something: set to 0 before the call.
     */
    int32_t has_code;
    /**
     * The driver's own code.
     */
    uint32_t code;
} mnr_driver_failure;

/**
 * A maker's own driver, as functions. They are called by the thread that uses the card, one at a
 * time, and may block. They must not throw, longjmp, or use the handle that they serve (that
 * gives MNR_ERROR_BUSY). The structure is copied; the functions and what user points to must
 * stay until release was called.
 *
 * Each returns MNR_OK or one of the statuses -300 to -312 and MNR_ERROR_CANCELLED; any other
 * number is taken for MNR_ERROR_DRIVER.
 */
typedef struct {
    /**
     * The size of the structure that the caller was compiled with.
     */
    size_t struct_size;
    /**
     * What the link carries: a sum of MNR_LINK_*.
     */
    uint32_t flags;
    /**
     * The longest command in bytes that the driver takes; 0 for what flags allow.
     */
    uint32_t max_command;
    /**
     * The longest answer in bytes, status word included; 0 for what flags allow.
     */
    uint32_t max_response;
    /**
     * Sends a command to the card exactly once, and puts the whole answer, status word included,
     * into response. It must not send a command again whose answer was lost, nor follow 61xx or
     * 6Cxx: a PIN that is presented twice costs the patient two tries. The library keeps no
     * reference to its buffers' content after the call, and the driver must keep none.
     */
    int32_t (*transmit)(void *user,
                        const uint8_t *command,
                        size_t command_length,
                        uint8_t *response,
                        size_t capacity,
                        size_t *response_length,
                        uint32_t limit_ms,
                        mnr_driver_failure *failure);
    /**
     * Resets the card (warm).
     */
    int32_t (*reset)(void *user);
    /**
     * Takes the power or the field away from the card. Called at every end of a patient's
     * session, also when a link is freed.
     */
    int32_t (*power_down)(void *user);
    /**
     * Called once, when the library will not call the driver again. May be NULL.
     */
    void (*release)(void *user);
} mnr_driver;

/**
 * What went wrong, beside the status. Written on failure only, and the only thing then written
 * beside a needed size. Set struct_size before the call, for example with MNR_INIT.
 */
typedef struct {
    /**
     * The size of the structure that the caller was compiled with.
     */
    size_t struct_size;
    /**
     * The status that the call gave.
     */
    int32_t status;
    /**
     * What may help, one of MNR_RECOVERY_*.
     */
    int32_t recovery;
    /**
     * Tries left of the key in use; 0 when blocked; MNR_TRIES_UNKNOWN, MNR_TRIES_UNLIMITED.
     */
    int32_t tries_left;
    /**
     * The code of the driver or of PC/SC, as it was; meaningful where has_driver_code is 1.
     */
    uint32_t driver_code;
    /**
     * The number of the exchange with the card, from 1; 0 where none was at work.
     */
    uint32_t exchange;
    /**
     * Where in the record, in bytes from its start; UINT32_MAX where there is no such place.
     */
    uint32_t offset;
    /**
     * The status word of the card; 0 where none was the cause.
     */
    uint16_t status_word;
    /**
     * Whether driver_code means something.
     */
    uint8_t has_driver_code;
    /**
     * Whether the card may have seen the command that failed.
     */
    uint8_t may_have_been_sent;
    /**
     * A sentence in English for logs, UTF-8, NUL-terminated. Never a PIN, a name or a number of
     * the card.
     */
    uint8_t text[MNR_DETAIL_TEXT];
} mnr_detail;

/**
 * What is on a card, without any code. What could not be read is unknown, with the status of
 * its reading beside it.
 */
typedef struct {
    /**
     * The size of the structure that the caller was compiled with.
     */
    size_t struct_size;
    /**
     * What kind of chip, one of MNR_TOKEN_*.
     */
    int32_t token;
    /**
     * The status of reading the kind.
     */
    int32_t token_status;
    /**
     * Whether there is an authentication certificate, one of MNR_PRESENCE_*.
     */
    int32_t authentication_certificate;
    /**
     * Whether there is a signature certificate, one of MNR_PRESENCE_*.
     */
    int32_t signature_certificate;
    /**
     * The status of reading which certificates there are.
     */
    int32_t availability_status;
    /**
     * Tries left of the authentication PIN, or MNR_TRIES_*.
     */
    int32_t pin_tries;
    /**
     * The status of reading them.
     */
    int32_t pin_tries_status;
    /**
     * The last day of the card: year, or 0 where there is none or it is no day of the calendar.
     */
    int32_t expiry_year;
    /**
     * Its month.
     */
    int32_t expiry_month;
    /**
     * Its day.
     */
    int32_t expiry_day;
    /**
     * The status of reading it.
     */
    int32_t expiry_status;
} mnr_identity;

/**
 * The plain fields of a face record.
 */
typedef struct {
    /**
     * The size of the structure that the caller was compiled with.
     */
    size_t struct_size;
    /**
     * One of MNR_SEX_*.
     */
    int32_t sex;
    /**
     * The birth date: year, or 0 where the digits are no day of the calendar.
     */
    int32_t birth_year;
    /**
     * Its month.
     */
    int32_t birth_month;
    /**
     * Its day.
     */
    int32_t birth_day;
    /**
     * The last day of the card as this record has it: year, or 0. It is not covered by the
     * signature: compare it with that of mnr_card_identify.
     */
    int32_t expiry_year;
    /**
     * Its month.
     */
    int32_t expiry_month;
    /**
     * Its day.
     */
    int32_t expiry_day;
    /**
     * The width of the photo in pixels; 0 where there is no photo or its header is not sound.
     */
    uint32_t photo_width;
    /**
     * Its height.
     */
    uint32_t photo_height;
} mnr_face_facts;

/**
 * What a certificate is worth on a day.
 */
typedef struct {
    /**
     * The size of the structure that the caller was compiled with.
     */
    size_t struct_size;
    /**
     * One of MNR_CERTIFICATE_*.
     */
    int32_t state;
    /**
     * How many days are left, the last one included; -1 where there are none.
     */
    int32_t days_left;
    /**
     * The last day: year.
     */
    int32_t last_year;
    /**
     * Its month.
     */
    int32_t last_month;
    /**
     * Its day.
     */
    int32_t last_day;
    /**
     * The first day on which the end is announced: year.
     */
    int32_t notice_year;
    /**
     * Its month.
     */
    int32_t notice_month;
    /**
     * Its day.
     */
    int32_t notice_day;
    /**
     * The last day of the grace period: year, or 0 where there is none.
     */
    int32_t grace_year;
    /**
     * Its month.
     */
    int32_t grace_month;
    /**
     * Its day.
     */
    int32_t grace_day;
} mnr_assessment;

/**
 * How a facility's reader is set up. MNR_INIT gives one with everything fitted, in the unattended
 * mode; zero in any field means the default.
 */
typedef struct {
    /**
     * The size of the structure that the caller was compiled with.
     */
    size_t struct_size;
    /**
     * Which reader this is among those that one program serves, 1 to 65535; default 1. Part of
     * every number, so that one reader's answer cannot reach another's check-in.
     */
    uint32_t station;
    /**
     * The operation mode to start in, one of MNR_MODE_*; default unattended.
     */
    int32_t mode;
    /**
     * What the reader does not have: a sum of MNR_LACKS_*.
     */
    uint32_t lacks;
    /**
     * Where the staff may confirm by sight, one of MNR_STAFF_CHECK_*.
     */
    int32_t staff_check;
    /**
     * 1 where a patient whom the staff confirmed by sight cannot be registered on this reader.
     */
    int32_t no_registration_after_staff_check;
    /**
     * Who verifies the PIN on the card, one of MNR_PIN_VERIFIER_*.
     */
    int32_t pin_verifier;
    /**
     * 1 to offer another method after the chip stopped answering in the middle of one.
     */
    int32_t methods_after_read_error;
    /**
     * How often a face that did not match may be tried in one check-in; default 2.
     */
    uint32_t face_attempts;
    /**
     * How often a capture that was no use is repeated in one check-in; default 3.
     */
    uint32_t face_captures;
    /**
     * The false-match rate to aim at, in one per so many comparisons; default 10,000.
     */
    uint32_t one_false_match_in;
    /**
     * 1 where a match counts only when the engine found the face to be alive.
     */
    int32_t liveness_required;
    /**
     * How many readings of the card's face must agree; default 2.
     */
    uint32_t code_b_agreeing;
    /**
     * Code B is presented only while more tries than this are left; default 2.
     */
    uint32_t code_b_floor;
    /**
     * How often the card's face is scanned in one check-in; default 3.
     */
    uint32_t code_b_scans;
    /**
     * Whether and when the kind of prescription is asked for, one of MNR_PRESCRIPTION_*.
     */
    int32_t prescription;
    /**
     * 1 for a rehearsal: everything runs, nothing is asked of the national software, nobody is
     * admitted.
     */
    int32_t rehearsal;
    /**
     * How long to wait for the patient, in milliseconds; default 60 s. After it they are reminded
     * once, after it again the check-in ends.
     */
    uint32_t patient_ms;
    /**
     * How long to wait for the staff; default 180 s.
     */
    uint32_t staff_ms;
    /**
     * How long to wait for a camera or scanner; default 20 s.
     */
    uint32_t device_ms;
    /**
     * How long to wait for one task on the card; default 20 s.
     */
    uint32_t card_ms;
    /**
     * How long to wait for the national software; default 60 s.
     */
    uint32_t national_ms;
    /**
     * After how long a forgotten card is reminded of, and between reminders; default 15 s.
     */
    uint32_t forgotten_card_ms;
    /**
     * How long a staff check that came before the card waits for it; default 300 s.
     */
    uint32_t waiting_proof_ms;
    /**
     * How often the staff are reminded that the visual mode is still on; default 1800 s.
     */
    uint32_t visual_mode_ms;
} mnr_reception_config;

/**
 * The number of an action: its answer repeats it.
 */
typedef struct {
    /**
     * Which check-in, from 1.
     */
    uint64_t session;
    /**
     * Which action of it, from 1.
     */
    uint32_t sequence;
    /**
     * Which reader.
     */
    uint32_t station;
} mnr_number;

/**
 * Something to be done. Which fields belong to an action is said at its MNR_ACTION_*; the others
 * are 0, tries is MNR_TRIES_UNKNOWN.
 */
typedef struct {
    /**
     * The size of the structure that the caller was compiled with.
     */
    size_t struct_size;
    /**
     * Its number; the answer to a request repeats it.
     */
    mnr_number number;
    /**
     * For MNR_ACTION_ABANDON: the number of the request that is not wanted any more.
     */
    mnr_number abandoned;
    /**
     * What is to be done, one of MNR_ACTION_*. Orders of kinds that the program does not know may
     * be passed over; a request must be answered, with mnr_reception_answer_failed if need be.
     */
    int32_t kind;
    /**
     * 1 for a request, which is to be answered; 0 for an order.
     */
    int32_t is_request;
    /**
     * 1 where it asks the national software.
     */
    int32_t is_national;
    /**
     * More exactly what; see MNR_ACTION_*.
     */
    int32_t detail;
    /**
     * 1 where it is asked again.
     */
    int32_t again;
    /**
     * 1 where it was decided that the last try may be spent.
     */
    int32_t last_try;
    /**
     * Tries left, or MNR_TRIES_*.
     */
    int32_t tries;
    /**
     * Whether the face may be chosen, one of MNR_OFFER_*.
     */
    int32_t offer_face;
    /**
     * Whether the PIN may be chosen.
     */
    int32_t offer_pin;
    /**
     * Whether the staff check may be chosen.
     */
    int32_t offer_staff;
    /**
     * A method, one of MNR_METHOD_*.
     */
    int32_t method;
    /**
     * An operation mode, one of MNR_MODE_*.
     */
    int32_t mode;
    /**
     * How the check-in ended, one of MNR_OUTCOME_*.
     */
    int32_t outcome;
    /**
     * Why it ended before its time, one of MNR_END_*.
     */
    int32_t end_reason;
    /**
     * A code: 0 for the national table, 65535 for this library, or a maker.
     */
    uint32_t code_maker;
    /**
     * Its number; 0 where there is none.
     */
    uint32_t code_number;
    /**
     * Consents, a sum of MNR_CONSENT_*.
     */
    uint32_t consents;
    /**
     * Secrets, a sum of MNR_SECRET_*.
     */
    uint32_t secrets;
    /**
     * The false-match rate to aim at, in one per so many comparisons.
     */
    uint32_t one_false_match_in;
} mnr_action;

/**
 * What the chip said of itself when it was identified. No name, no number of the card.
 */
typedef struct {
    /**
     * The size of the structure that the caller was compiled with.
     */
    size_t struct_size;
    /**
     * What kind of chip, one of MNR_TOKEN_*.
     */
    int32_t token;
    /**
     * Tries left of the authentication PIN, or MNR_TRIES_*.
     */
    int32_t pin_tries;
    /**
     * Tries left of code B, or MNR_TRIES_*.
     */
    int32_t code_b_tries;
    /**
     * 1 where the chip looks like that of a face-only card.
     */
    int32_t face_only;
    /**
     * What the authentication certificate is worth today, one of MNR_CERTIFICATE_*.
     */
    int32_t certificate;
} mnr_card_facts;

#ifdef __cplusplus
extern "C" {
#endif // __cplusplus

/**
 * The name of a status, for example "MNR_ERROR_SECRET_WRONG"; "MNR_ERROR_UNKNOWN" for a number
 * that is none. ASCII, NUL-terminated, static: never freed.
 *
 * Any thread. Does not block.
 */
const char *mnr_status_name(int32_t status);

/**
 * The version of the library that runs, as MNR_VERSION_NUMBER is that of the header. The library
 * may be newer than the header in minor and patch; before 1.0 only in patch.
 *
 * Any thread. Does not block.
 */
int32_t mnr_version_number(void);

/**
 * The version of the library that runs as text, for example "0.1.0". ASCII, NUL-terminated,
 * static: never freed.
 *
 * Any thread. Does not block.
 */
const char *mnr_version(void);

/**
 * From which source the library was built: what the builder set as MNR_SOURCE_ID, usually a
 * commit, or "unknown". ASCII, NUL-terminated, static: never freed.
 *
 * Any thread. Does not block.
 */
const char *mnr_source_id(void);

/**
 * What is built in: a sum of MNR_FEATURE_*. Functions of an absent part give
 * MNR_ERROR_NOT_BUILT_IN.
 *
 * Any thread. Does not block.
 */
uint32_t mnr_features(void);

/**
 * How many handles there are that were not freed: at the end of a program it should be 0.
 *
 * handles: where to put the number.
 *
 * Errors: MNR_ERROR_NULL.
 * Any thread. Does not block.
 */
int32_t mnr_handles_alive(size_t *handles);

/**
 * Sets the function to which the library logs, for the whole process; NULL ends logging. When
 * this returns, the function set before is not running and will not be called again.
 *
 * The text is UTF-8 and NUL-terminated, one line, and the callee's until it returns. It never
 * holds a PIN, a code, a name, an address, a photo or a certificate, at any level.
 *
 * user: handed to the function as it is. write: the function, called in any thread, one call at
 * a time; it must not throw or longjmp, and functions of this library that it calls log nothing.
 * level: the highest level wanted, one of MNR_LOG_*.
 *
 * Errors: MNR_ERROR_ARGUMENT for a level that is none, MNR_ERROR_BUSY from inside the function.
 * Any thread. Blocks while the function set before runs.
 */
int32_t mnr_set_log(void *user,
                    void (*write)(void *user, int32_t level, const char *text),
                    int32_t level);

/**
 * A link over a maker's own driver, to the card that lies in the reader now. Calls nothing.
 *
 * user: handed to the functions as it is; may be NULL. driver: the functions; copied. link: where
 * to put the handle; free it with mnr_link_free, or give it to mnr_card_open. On failure release
 * is not called.
 *
 * Errors: MNR_ERROR_NULL, also for a function that is missing, MNR_ERROR_STRUCT_SIZE,
 * MNR_ERROR_ARGUMENT for flags or sizes that are none.
 * Any thread. Does not block.
 */
int32_t mnr_link_open_driver(void *user, const mnr_driver *driver, mnr_link **link);

/**
 * Sends one command over a link and gives the answer as it came: for a maker's own commands
 * before a card is opened. Never sent twice; 61xx and 6Cxx are not followed.
 *
 * command, command_length: 4 to 65,544 bytes. answer, capacity: where to put the answer, status
 * word included; a capacity below 65,538 is refused before anything is sent, unless the link
 * carries short APDUs only, where 258 is enough. needed: the length of the answer, or the
 * capacity needed. limit_ms: how long the driver may take, 1 or more. detail: NULL or a record.
 *
 * Errors: MNR_ERROR_BUFFER, and those of the link (-3xx).
 * One thread at a time per link. Blocks as the driver does.
 */
int32_t mnr_link_transmit(mnr_link *link,
                          const uint8_t *command,
                          size_t command_length,
                          uint32_t limit_ms,
                          uint8_t *answer,
                          size_t capacity,
                          size_t *needed,
                          mnr_detail *detail);

/**
 * Frees a link and takes the power away from its card. NULL is taken and does nothing.
 *
 * Errors: MNR_ERROR_HANDLE; MNR_ERROR_BUSY while it is at work, and then nothing was freed.
 * Any thread. Blocks as the driver does.
 */
int32_t mnr_link_free(mnr_link *link);

/**
 * Lists the readers that PC/SC knows. None is no error.
 *
 * readers: where to put the handle; free it with mnr_readers_free. detail: NULL or a record.
 *
 * Errors: MNR_ERROR_NOT_BUILT_IN, MNR_ERROR_SERVICE_GONE, MNR_ERROR_DRIVER.
 * Any thread. Blocks as PC/SC does.
 */
int32_t mnr_readers_list(mnr_readers **readers, mnr_detail *detail);

/**
 * How many readers there are in the list.
 *
 * readers: the list. count: where to put the number.
 *
 * Errors: those of pointers and handles.
 * One thread at a time per list. Does not block.
 */
int32_t mnr_readers_count(mnr_readers *readers, size_t *count);

/**
 * The name of a reader in the list, as PC/SC gives it; UTF-8 on systems where PC/SC keeps to it.
 *
 * readers: the list. index: from 0. name, capacity: where to put it, NUL-terminated; NULL and 0
 * to ask for the size. needed: the size with the NUL.
 *
 * Errors: MNR_ERROR_NOT_FOUND behind the last one, MNR_ERROR_BUFFER.
 * One thread at a time per list. Does not block.
 */
int32_t mnr_readers_name(mnr_readers *readers,
                         size_t index,
                         char *name,
                         size_t capacity,
                         size_t *needed);

/**
 * Frees a list of readers. NULL is taken and does nothing.
 *
 * Errors: MNR_ERROR_HANDLE; MNR_ERROR_BUSY while it is at work, and then nothing was freed.
 * Any thread. Does not block.
 */
int32_t mnr_readers_free(mnr_readers *readers);

/**
 * A reader by its name. Asks PC/SC for nothing: the reader may be plugged in later.
 *
 * name, length: as mnr_readers_name gave it, without the NUL. reader: where to put the handle;
 * free it with mnr_reader_free. detail: NULL or a record.
 *
 * Errors: MNR_ERROR_NOT_BUILT_IN, MNR_ERROR_TEXT, MNR_ERROR_LENGTH.
 * Any thread. Does not block.
 */
int32_t mnr_reader_open(const char *name, size_t length, mnr_reader **reader, mnr_detail *detail);

/**
 * Whether a card lies in the reader now.
 *
 * reader: the reader. present: where to put 1 or 0. detail: NULL or a record.
 *
 * Errors: those of the link (-3xx).
 * One thread at a time per reader. Blocks as PC/SC does.
 */
int32_t mnr_reader_has_card(mnr_reader *reader, int32_t *present, mnr_detail *detail);

/**
 * Waits until a card is placed.
 *
 * reader: the reader. limit_ms: how long at most; MNR_NO_LIMIT for ever. detail: NULL or a
 * record.
 *
 * Errors: MNR_ERROR_TIME_LIMIT, MNR_ERROR_CANCELLED, and those of the link (-3xx).
 * One thread at a time per reader. Blocks until then.
 */
int32_t mnr_reader_wait_for_card(mnr_reader *reader, uint32_t limit_ms, mnr_detail *detail);

/**
 * Waits until the card is taken away.
 *
 * reader: the reader. limit_ms: how long at most; MNR_NO_LIMIT for ever. detail: NULL or a
 * record.
 *
 * Errors: MNR_ERROR_TIME_LIMIT, MNR_ERROR_CANCELLED, and those of the link (-3xx).
 * One thread at a time per reader. Blocks until then.
 */
int32_t mnr_reader_wait_for_removal(mnr_reader *reader, uint32_t limit_ms, mnr_detail *detail);

/**
 * Ends a wait of another thread with this reader, or the next one if none waits now.
 *
 * Errors: those of pointers and handles.
 * Any thread, also while another one is at work with the reader. Does not block.
 */
int32_t mnr_reader_cancel(mnr_reader *reader);

/**
 * A link to the card that lies in the reader, exclusive to this program.
 *
 * reader: the reader; it stays usable. link: where to put the handle; free it with mnr_link_free,
 * or give it to mnr_card_open. detail: NULL or a record.
 *
 * Errors: MNR_ERROR_NO_CARD, MNR_ERROR_READER_SHARED, and the others of the link (-3xx).
 * One thread at a time per reader. Blocks as PC/SC does.
 */
int32_t mnr_reader_connect(mnr_reader *reader, mnr_link **link, mnr_detail *detail);

/**
 * Frees a reader. NULL is taken and does nothing.
 *
 * Errors: MNR_ERROR_HANDLE; MNR_ERROR_BUSY while it is at work, and then nothing was freed.
 * Any thread. Does not block.
 */
int32_t mnr_reader_free(mnr_reader *reader);

/**
 * A session with the card behind a link. Sends nothing.
 *
 * link: taken over on success, and then no handle any more; on failure it stays the caller's.
 * card: where to put the handle; end it with mnr_card_end or mnr_card_free.
 *
 * Errors: MNR_ERROR_NULL, MNR_ERROR_HANDLE, MNR_ERROR_BUSY.
 * Any thread. Does not block.
 */
int32_t mnr_card_open(mnr_link *link, mnr_card **card);

/**
 * Reads what the card is, without any code: kind, certificates, tries of the PIN, last day. Five
 * exchanges. What cannot be read is unknown and has its status beside it; the call succeeds
 * all the same.
 *
 * card: the card. identity: where to put it; set its struct_size before.
 *
 * Errors: those of pointers and handles.
 * One thread at a time per card. Blocks as the link does.
 */
int32_t mnr_card_identify(mnr_card *card, mnr_identity *identity);

/**
 * Reads how many tries a key has left, without spending one.
 *
 * card: the card. key: one of MNR_KEY_*. tries: where to put the number: 0 when blocked, or
 * MNR_TRIES_*. detail: NULL or a record.
 *
 * Errors: MNR_ERROR_ARGUMENT, those of the card (-4xx) and of the link (-3xx).
 * One thread at a time per card. Blocks as the link does.
 */
int32_t mnr_card_tries(mnr_card *card, int32_t key, int32_t *tries, mnr_detail *detail);

/**
 * Reads the authentication certificate. On a card no PIN is needed, and none is presented even
 * where it is given. On an Android phone the PIN is needed.
 *
 * card: the card. pin, pin_length: four digits, or NULL and 0; copied into memory that is wiped.
 * last_try: MNR_LAST_TRY_KEEP or MNR_LAST_TRY_ACCEPTED. certificate: where to put the handle;
 * free it with mnr_certificate_free. detail: NULL or a record.
 *
 * Errors: MNR_ERROR_PIN_NEEDED, MNR_ERROR_CERTIFICATE, those of keys (-5xx), of the card (-4xx)
 * and of the link (-3xx).
 * One thread at a time per card. Blocks as the link does.
 */
int32_t mnr_card_read_certificate(mnr_card *card,
                                  const uint8_t *pin,
                                  size_t pin_length,
                                  int32_t last_try,
                                  mnr_certificate **certificate,
                                  mnr_detail *detail);

/**
 * Presents a PIN or password once, and nothing else: to see whether it is right. The tries left
 * are read first where they are not known.
 *
 * card: the card. key: MNR_KEY_AUTHENTICATION_PIN or MNR_KEY_SIGNATURE_PASSWORD. secret, length:
 * its characters; copied into memory that is wiped. last_try: MNR_LAST_TRY_KEEP or
 * MNR_LAST_TRY_ACCEPTED. detail: NULL or a record; it holds the tries left.
 *
 * Errors: MNR_ERROR_SECRET_FORMAT, MNR_ERROR_SECRET_WRONG, MNR_ERROR_SECRET_BLOCKED,
 * MNR_ERROR_TOO_FEW_TRIES, MNR_ERROR_OUTCOME_UNKNOWN, and those of card and link.
 * One thread at a time per card. Blocks as the link does.
 */
int32_t mnr_card_verify(mnr_card *card,
                        int32_t key,
                        const uint8_t *secret,
                        size_t length,
                        int32_t last_try,
                        mnr_detail *detail);

/**
 * Presents a PIN or password once and signs once, at one go.
 *
 * card: the card. key: MNR_KEY_AUTHENTICATION_PIN or MNR_KEY_SIGNATURE_PASSWORD. scheme: one of
 * MNR_SCHEME_*. data, data_length: what to sign. secret, secret_length: the characters of the
 * PIN or password; copied into memory that is wiped. last_try: MNR_LAST_TRY_KEEP or
 * MNR_LAST_TRY_ACCEPTED. signature, capacity: where to put the signature; a capacity below
 * MNR_SIGNATURE_MAX is refused before anything is sent. needed: the length of the signature, or
 * the capacity needed. detail: NULL or a record.
 *
 * Errors: as mnr_card_verify, MNR_ERROR_BUFFER, MNR_ERROR_LENGTH.
 * One thread at a time per card. Blocks as the link does.
 */
int32_t mnr_card_sign(mnr_card *card,
                      int32_t key,
                      int32_t scheme,
                      const uint8_t *data,
                      size_t data_length,
                      const uint8_t *secret,
                      size_t secret_length,
                      int32_t last_try,
                      uint8_t *signature,
                      size_t capacity,
                      size_t *needed,
                      mnr_detail *detail);

/**
 * Presents code B once and reads the face record with the photo; checks its signature by the key
 * that the card holds, and has the chip prove that it is there. Six exchanges.
 *
 * A misread digit costs one of ten tries, so that code B is presented only where enough
 * independent readings agree, and where more than tries_kept tries are known to be left.
 *
 * card: the card. codes, count: the readings, one after the other, 14 digits each, 1 to 64 of
 * them; copied into memory that is wiped. failed: how many looks gave no 14 digits. agreeing: how
 * many readings must be alike; 0 for the default, two. tries_kept: how many tries must stay after
 * a mistake; a negative number for the default, five. challenge: 32 bytes, drawn at random for
 * this call. face: where to put the handle; free it with mnr_face_free. detail: NULL or a record.
 *
 * Errors: MNR_ERROR_READINGS_DISAGREE, MNR_ERROR_SECRET_FORMAT, MNR_ERROR_SECRET_WRONG,
 * MNR_ERROR_SECRET_BLOCKED, MNR_ERROR_TOO_FEW_TRIES, MNR_ERROR_OUTCOME_UNKNOWN, MNR_ERROR_RECORD,
 * and those of card and link. A record that could be read but not proved is a success: see
 * mnr_face_proof.
 * One thread at a time per card. Blocks as the link does.
 */
int32_t mnr_card_read_face(mnr_card *card,
                           const uint8_t *codes,
                           size_t count,
                           size_t failed,
                           size_t agreeing,
                           int32_t tries_kept,
                           const uint8_t *challenge,
                           mnr_face **face,
                           mnr_detail *detail);

/**
 * Puts code B together from what is printed on the card.
 *
 * birth, birth_length: the six digits of the birth date as printed: year in the era printed (01
 * for the first), month, day; the year's last two digits on cards printed in the western
 * calendar. expiry_year: the printed year of the last day, in the western calendar.
 * security_code, security_code_length: the four digits. code, capacity: where to put the 14
 * digits, without a NUL; wipe them after use. needed: 14.
 *
 * Errors: MNR_ERROR_SECRET_FORMAT, MNR_ERROR_BUFFER, MNR_ERROR_ARGUMENT.
 * Any thread. Does not block.
 */
int32_t mnr_code_b_from_printed(const uint8_t *birth,
                                size_t birth_length,
                                int32_t expiry_year,
                                const uint8_t *security_code,
                                size_t security_code_length,
                                uint8_t *code,
                                size_t capacity,
                                size_t *needed);

/**
 * Resets the card (warm) and forgets what is known of its state. A PIN that was accepted may
 * stay in force on the chip: to end a patient's session use mnr_card_end.
 *
 * Errors: those of the link (-3xx).
 * One thread at a time per card. Blocks as the link does.
 */
int32_t mnr_card_reset(mnr_card *card, mnr_detail *detail);

/**
 * How many exchanges the session has cost so far.
 *
 * card: the card. exchanges: where to put the number.
 *
 * Errors: those of pointers and handles.
 * One thread at a time per card. Does not block.
 */
int32_t mnr_card_exchanges(mnr_card *card, uint32_t *exchanges);

/**
 * Ends the patient's session: leaves the application, takes the power away from the chip, and
 * frees the handle, whatever it returns but MNR_ERROR_HANDLE and MNR_ERROR_BUSY.
 *
 * Errors: those of the link, when the power could not be taken away: ask for the card to be
 * removed.
 * One thread at a time per card. Blocks as the link does.
 */
int32_t mnr_card_end(mnr_card *card, mnr_detail *detail);

/**
 * As mnr_card_end, without saying what became of it. NULL is taken and does nothing.
 *
 * Errors: MNR_ERROR_HANDLE; MNR_ERROR_BUSY while it is at work, and then nothing was freed.
 * Any thread. Blocks as the link does.
 */
int32_t mnr_card_free(mnr_card *card);

/**
 * Whether the record is proved: that the key which the card holds for it signed it, and that the
 * chip with the record's own key is there. Whether that key can be traced to an authority is not
 * part of it.
 *
 * face: the record. signature: where to put MNR_OK, MNR_ERROR_SIGNATURE, or why it could not be
 * checked. presence: the same for the proof that the chip is there.
 *
 * Errors: those of pointers and handles.
 * One thread at a time per record. Does not block.
 */
int32_t mnr_face_proof(mnr_face *face, int32_t *signature, int32_t *presence);

/**
 * The plain fields of the record.
 *
 * face: the record. facts: where to put them; set its struct_size before.
 *
 * Errors: those of pointers and handles, MNR_ERROR_STRUCT_SIZE.
 * One thread at a time per record. Does not block.
 */
int32_t mnr_face_read_facts(mnr_face *face, mnr_face_facts *facts);

/**
 * The photo as the card stores it: JPEG 2000. Check the size that mnr_face_read_facts gives
 * before handing it to a decoder.
 *
 * face: the record. data, length: where to put a view of the photo; it belongs to the handle and
 * is valid until that is freed.
 *
 * Errors: MNR_ERROR_NOT_FOUND for a card without a photo.
 * One thread at a time per record. Does not block.
 */
int32_t mnr_face_photo(mnr_face *face, const uint8_t **data, size_t *length);

/**
 * The name as the card stores it: an image, PNG.
 *
 * face: the record. data, length: where to put a view of the image; it belongs to the handle and
 * is valid until that is freed.
 *
 * Errors: those of pointers and handles.
 * One thread at a time per record. Does not block.
 */
int32_t mnr_face_name_image(mnr_face *face, const uint8_t **data, size_t *length);

/**
 * The address as the card stores it: an image, PNG.
 *
 * face: the record. data, length: where to put a view of the image; it belongs to the handle and
 * is valid until that is freed.
 *
 * Errors: those of pointers and handles.
 * One thread at a time per record. Does not block.
 */
int32_t mnr_face_address_image(mnr_face *face, const uint8_t **data, size_t *length);

/**
 * Wipes and frees a face record; views of it are no longer valid. NULL is taken and does nothing.
 *
 * Errors: MNR_ERROR_HANDLE; MNR_ERROR_BUSY while it is at work, and then nothing was freed.
 * Any thread. Does not block.
 */
int32_t mnr_face_free(mnr_face *face);

/**
 * A certificate from its bytes (DER), for makers who read the card themselves.
 *
 * der, length: at most 16,384 bytes; copied. certificate: where to put the handle; free it with
 * mnr_certificate_free. detail: NULL or a record.
 *
 * Errors: MNR_ERROR_CERTIFICATE.
 * Any thread. Does not block.
 */
int32_t mnr_certificate_parse(const uint8_t *der,
                              size_t length,
                              mnr_certificate **certificate,
                              mnr_detail *detail);

/**
 * The bytes of a certificate (DER).
 *
 * certificate: the certificate. data, length: where to put a view of them; it belongs to the
 * handle and is valid until that is freed.
 *
 * Errors: those of pointers and handles.
 * One thread at a time per certificate. Does not block.
 */
int32_t mnr_certificate_der(mnr_certificate *certificate, const uint8_t **data, size_t *length);

/**
 * The serial number of a certificate in hexadecimal digits.
 *
 * certificate: the certificate. text, capacity: where to put it, NUL-terminated; NULL and 0 to
 * ask for the size. needed: the size with the NUL.
 *
 * Errors: MNR_ERROR_BUFFER.
 * One thread at a time per certificate. Does not block.
 */
int32_t mnr_certificate_serial(mnr_certificate *certificate,
                               char *text,
                               size_t capacity,
                               size_t *needed);

/**
 * What a certificate is worth on a day in Japan, judged at the end of that day.
 *
 * certificate: the certificate. year, month, day: the day in Japan, by the caller's clock; one
 * before this library's own release gives MNR_CERTIFICATE_UNKNOWN. token: the kind of chip, one of
 * MNR_TOKEN_*; phones have no grace period. grace: MNR_GRACE_END_OF_MONTH or MNR_GRACE_EXACT.
 * revocation: what the centre said, one of MNR_REVOCATION_*. assessment: where to put the result;
 * set its struct_size before.
 *
 * Errors: MNR_ERROR_DATE, MNR_ERROR_ARGUMENT.
 * One thread at a time per certificate. Does not block.
 */
int32_t mnr_certificate_assess(mnr_certificate *certificate,
                               int32_t year,
                               int32_t month,
                               int32_t day,
                               int32_t token,
                               int32_t grace,
                               int32_t revocation,
                               mnr_assessment *assessment);

/**
 * Whether an anchor that is trusted issued the authentication certificate, and whether
 * everything that it says of itself is as it must be. Its dates are for mnr_certificate_assess.
 *
 * anchors: what is trusted. certificate: the certificate. accept_test: 1 to accept the hierarchy
 * of test cards too, 0 otherwise. hierarchy: where to put MNR_HIERARCHY_*. detail: NULL or a
 * record.
 *
 * Errors: MNR_ERROR_UNTRUSTED, MNR_ERROR_CERTIFICATE.
 * One thread at a time per handle. Does not block.
 */
int32_t mnr_anchors_verify(mnr_anchors *anchors,
                           mnr_certificate *certificate,
                           int32_t accept_test,
                           int32_t *hierarchy,
                           mnr_detail *detail);

/**
 * An empty set of anchors.
 *
 * anchors: where to put the handle; free it with mnr_anchors_free.
 *
 * Errors: MNR_ERROR_NULL.
 * Any thread. Does not block.
 */
int32_t mnr_anchors_new(mnr_anchors **anchors);

/**
 * A set of anchors from a trust store: a TOML text as docs/certificates.md describes it.
 *
 * toml, length: UTF-8. anchors: where to put the handle; free it with mnr_anchors_free. detail:
 * NULL or a record; its text says where the file is refused.
 *
 * Errors: MNR_ERROR_DATA_FILE, MNR_ERROR_TEXT.
 * Any thread. Does not block.
 */
int32_t mnr_anchors_load(const char *toml,
                         size_t length,
                         mnr_anchors **anchors,
                         mnr_detail *detail);

/**
 * Adds a root certificate in DER. On failure the set is as before.
 *
 * anchors: the set. der, length: at most 16,384 bytes; copied. hierarchy: MNR_HIERARCHY_*.
 * detail: NULL or a record.
 *
 * Errors: MNR_ERROR_CERTIFICATE, MNR_ERROR_ARGUMENT.
 * One thread at a time per set. Does not block.
 */
int32_t mnr_anchors_add_der(mnr_anchors *anchors,
                            const uint8_t *der,
                            size_t length,
                            int32_t hierarchy,
                            mnr_detail *detail);

/**
 * Adds all root certificates of a PEM text, or none of them.
 *
 * anchors: the set. pem, length: UTF-8. hierarchy: MNR_HIERARCHY_*. added: where to put how many
 * there were. detail: NULL or a record.
 *
 * Errors: MNR_ERROR_DATA_FILE, MNR_ERROR_CERTIFICATE, MNR_ERROR_TEXT, MNR_ERROR_ARGUMENT.
 * One thread at a time per set. Does not block.
 */
int32_t mnr_anchors_add_pem(mnr_anchors *anchors,
                            const char *pem,
                            size_t length,
                            int32_t hierarchy,
                            size_t *added,
                            mnr_detail *detail);

/**
 * Frees a set of anchors. NULL is taken and does nothing.
 *
 * Errors: MNR_ERROR_HANDLE; MNR_ERROR_BUSY while it is at work, and then nothing was freed.
 * Any thread. Does not block.
 */
int32_t mnr_anchors_free(mnr_anchors *anchors);

/**
 * Frees a certificate; views of it are no longer valid. NULL is taken and does nothing.
 *
 * Errors: MNR_ERROR_HANDLE; MNR_ERROR_BUSY while it is at work, and then nothing was freed.
 * Any thread. Does not block.
 */
int32_t mnr_certificate_free(mnr_certificate *certificate);

/**
 * A reception that waits for its first card.
 *
 * config: how the reader is set up; NULL for all defaults. reception: where to put the handle;
 * free it with mnr_reception_free.
 *
 * Errors: MNR_ERROR_ARGUMENT, MNR_ERROR_STRUCT_SIZE.
 * Any thread. Does not block.
 */
int32_t mnr_reception_new(const mnr_reception_config *config, mnr_reception **reception);

/**
 * Replaces the set-up between patients; the mode stays as it is.
 *
 * reception: the reception. config: how the reader is set up.
 *
 * Errors: MNR_ERROR_NOT_NOW while a check-in runs or a card waits to be taken,
 * MNR_ERROR_ARGUMENT, MNR_ERROR_STRUCT_SIZE.
 * One thread at a time per reception. Does not block.
 */
int32_t mnr_reception_configure(mnr_reception *reception, const mnr_reception_config *config);

/**
 * The next thing to be done, in order. Call it after every event until it gives
 * MNR_ERROR_NOT_FOUND, also when the event was refused: deadlines may have passed.
 *
 * reception: the reception. action: where to put it; set its struct_size before.
 *
 * Errors: MNR_ERROR_NOT_FOUND when nothing is to be done, MNR_ERROR_STRUCT_SIZE.
 * One thread at a time per reception. Does not block.
 */
int32_t mnr_reception_next_action(mnr_reception *reception, mnr_action *action);

/**
 * When to call mnr_reception_tick at the latest, by the caller's monotonic clock.
 *
 * reception: the reception. at_ms: where to put the time.
 *
 * Errors: MNR_ERROR_NOT_FOUND where nothing happens by itself.
 * One thread at a time per reception. Does not block.
 */
int32_t mnr_reception_deadline(mnr_reception *reception, uint64_t *at_ms);

/**
 * The operation mode.
 *
 * reception: the reception. mode: where to put one of MNR_MODE_*.
 *
 * Errors: those of pointers and handles.
 * One thread at a time per reception. Does not block.
 */
int32_t mnr_reception_mode(mnr_reception *reception, int32_t *mode);

/**
 * Where the check-in stands, by its stable name, for logs and displays: "idle", "entering-pin".
 *
 * reception: the reception. name, capacity: where to put it, NUL-terminated; NULL and 0 to ask
 * for the size. needed: the size with the NUL; 32 is enough for every name.
 *
 * Errors: MNR_ERROR_BUFFER.
 * One thread at a time per reception. Does not block.
 */
int32_t mnr_reception_state_name(mnr_reception *reception,
                                 char *name,
                                 size_t capacity,
                                 size_t *needed);

/**
 * The journal of the check-in that ended last, as JSON: mode, steps, codes, counters, durations.
 * No name, no number, no photo.
 *
 * reception: the reception. json, capacity: where to put it, UTF-8, NUL-terminated; NULL and 0 to
 * ask for the size. needed: the size with the NUL.
 *
 * Errors: MNR_ERROR_NOT_FOUND before the first end of a check-in, MNR_ERROR_BUFFER.
 * One thread at a time per reception. Does not block.
 */
int32_t mnr_reception_journal(mnr_reception *reception,
                              char *json,
                              size_t capacity,
                              size_t *needed);

/**
 * Frees a reception. NULL is taken and does nothing.
 *
 * Errors: MNR_ERROR_HANDLE; MNR_ERROR_BUSY while it is at work, and then nothing was freed.
 * Any thread. Does not block.
 */
int32_t mnr_reception_free(mnr_reception *reception);

/**
 * Time has passed, and nothing else. To be called when mnr_reception_deadline has come.
 *
 * reception: the reception. at_ms: the caller's monotonic clock, in milliseconds.
 *
 * Errors: those of pointers and handles.
 * One thread at a time per reception. Does not block.
 */
int32_t mnr_reception_tick(mnr_reception *reception, uint64_t at_ms);

/**
 * A card was placed. The day in Japan is fixed here for the whole check-in.
 *
 * reception: the reception. at_ms: the caller's monotonic clock, in milliseconds. year, month,
 * day: today in Japan.
 *
 * Errors: MNR_ERROR_NOT_NOW where it means nothing in this state, MNR_ERROR_DATE.
 * One thread at a time per reception. Does not block.
 */
int32_t mnr_reception_card_placed(mnr_reception *reception,
                                  uint64_t at_ms,
                                  int32_t year,
                                  int32_t month,
                                  int32_t day);

/**
 * The card was taken away.
 *
 * reception: the reception. at_ms: the caller's monotonic clock, in milliseconds.
 *
 * Errors: MNR_ERROR_NOT_NOW where it means nothing in this state.
 * One thread at a time per reception. Does not block.
 */
int32_t mnr_reception_card_removed(mnr_reception *reception, uint64_t at_ms);

/**
 * The operation mode was switched at the terminal. A check-in that runs ends with 009.
 *
 * reception: the reception. at_ms: the caller's monotonic clock, in milliseconds. mode: one of
 * MNR_MODE_*. actor: who switched, MNR_ACTOR_ADMINISTRATOR or MNR_ACTOR_TERMINAL.
 *
 * Errors: MNR_ERROR_NOT_NOW where it means nothing in this state, MNR_ERROR_WRONG_ACTOR,
 * MNR_ERROR_ARGUMENT.
 * One thread at a time per reception. Does not block.
 */
int32_t mnr_reception_mode_changed(mnr_reception *reception,
                                   uint64_t at_ms,
                                   int32_t mode,
                                   int32_t actor);

/**
 * The check-in was called off.
 *
 * reception: the reception. at_ms: the caller's monotonic clock, in milliseconds. actor: who
 * called it off, one of MNR_ACTOR_*.
 *
 * Errors: MNR_ERROR_NOT_NOW where it means nothing in this state, MNR_ERROR_WRONG_ACTOR,
 * MNR_ERROR_ARGUMENT.
 * One thread at a time per reception. Does not block.
 */
int32_t mnr_reception_cancelled(mnr_reception *reception, uint64_t at_ms, int32_t actor);

/**
 * The staff confirmed a patient by sight before the card came. It waits for the next card, once.
 *
 * reception: the reception. at_ms: the caller's monotonic clock, in milliseconds. presence: who is
 * there, one of MNR_PRESENCE_AT_COUNTER_*. actor: who confirmed, one of MNR_ACTOR_*.
 *
 * Errors: MNR_ERROR_NOT_NOW where it means nothing in this state, MNR_ERROR_WRONG_ACTOR,
 * MNR_ERROR_ARGUMENT.
 * One thread at a time per reception. Does not block.
 */
int32_t mnr_reception_staff_confirmed(mnr_reception *reception,
                                      uint64_t at_ms,
                                      int32_t presence,
                                      int32_t actor);

/**
 * The staff looked for the printed mark of a face-only card.
 *
 * reception: the reception. at_ms: the caller's monotonic clock, in milliseconds. valid: 1 where
 * it stands there and is not struck through, 0 otherwise. actor: who looked, one of MNR_ACTOR_*.
 *
 * Errors: MNR_ERROR_NOT_NOW where it means nothing in this state, MNR_ERROR_WRONG_ACTOR,
 * MNR_ERROR_ARGUMENT.
 * One thread at a time per reception. Does not block.
 */
int32_t mnr_reception_face_only_mark(mnr_reception *reception,
                                     uint64_t at_ms,
                                     int32_t valid,
                                     int32_t actor);

/**
 * Something outside failed: the terminal, the line, the centre, the reader.
 *
 * reception: the reception. at_ms: the caller's monotonic clock, in milliseconds. code_maker: 0
 * for the national table, 65535 for this library's own codes, or a maker. code_number: the code.
 * actor: who reports it, one of MNR_ACTOR_*.
 *
 * Errors: MNR_ERROR_NOT_NOW where it means nothing in this state, MNR_ERROR_WRONG_ACTOR,
 * MNR_ERROR_ARGUMENT.
 * One thread at a time per reception. Does not block.
 */
int32_t mnr_reception_fault(mnr_reception *reception,
                            uint64_t at_ms,
                            uint32_t code_maker,
                            uint32_t code_number,
                            int32_t actor);

/**
 * The answer to any request: it failed.
 *
 * reception: the reception. at_ms: the caller's monotonic clock, in milliseconds. number: that of
 * the action that is answered. code_maker, code_number: why; 0 for the national table, 65535 for
 * this library, or a maker. actor: who
 * answered, one of MNR_ACTOR_*.
 *
 * Errors: MNR_ERROR_NOTHING_ASKED, MNR_ERROR_FOREIGN_NUMBER, MNR_ERROR_WRONG_ANSWER,
 * MNR_ERROR_WRONG_ACTOR, MNR_ERROR_NOT_NOW: the answer changed nothing; MNR_ERROR_ARGUMENT.
 * One thread at a time per reception. Does not block.
 */
int32_t mnr_reception_answer_failed(mnr_reception *reception,
                                    uint64_t at_ms,
                                    const mnr_number *number,
                                    uint32_t code_maker,
                                    uint32_t code_number,
                                    int32_t actor);

/**
 * The answer to MNR_ACTION_IDENTIFY_CARD: what the chip said of itself.
 *
 * reception: the reception. at_ms: the caller's monotonic clock, in milliseconds. number: that of
 * the action that is answered. facts: that. actor: who
 * answered, one of MNR_ACTOR_*.
 *
 * Errors: MNR_ERROR_NOTHING_ASKED, MNR_ERROR_FOREIGN_NUMBER, MNR_ERROR_WRONG_ANSWER,
 * MNR_ERROR_WRONG_ACTOR, MNR_ERROR_NOT_NOW: the answer changed nothing; MNR_ERROR_ARGUMENT.
 * One thread at a time per reception. Does not block.
 */
int32_t mnr_reception_answer_identified(mnr_reception *reception,
                                        uint64_t at_ms,
                                        const mnr_number *number,
                                        const mnr_card_facts *facts,
                                        int32_t actor);

/**
 * The answer to MNR_ACTION_CHOOSE_METHOD: what the patient chose.
 *
 * reception: the reception. at_ms: the caller's monotonic clock, in milliseconds. number: that of
 * the action that is answered. method: one of MNR_METHOD_*. actor: who
 * answered, one of MNR_ACTOR_*.
 *
 * Errors: MNR_ERROR_NOTHING_ASKED, MNR_ERROR_FOREIGN_NUMBER, MNR_ERROR_WRONG_ANSWER,
 * MNR_ERROR_WRONG_ACTOR, MNR_ERROR_NOT_NOW: the answer changed nothing; MNR_ERROR_ARGUMENT.
 * One thread at a time per reception. Does not block.
 */
int32_t mnr_reception_answer_chosen(mnr_reception *reception,
                                    uint64_t at_ms,
                                    const mnr_number *number,
                                    int32_t method,
                                    int32_t actor);

/**
 * The answer to MNR_ACTION_SCAN_CARD_FACE: what came of it. The digits stay with the caller's
 * secrets.
 *
 * reception: the reception. at_ms: the caller's monotonic clock, in milliseconds. number: that of
 * the action that is answered. outcome: one of MNR_SCAN_*. agreeing: for MNR_SCAN_READ how many
 * readings agree, otherwise 0. mark: one of MNR_MARK_*. actor: who
 * answered, one of MNR_ACTOR_*.
 *
 * Errors: MNR_ERROR_NOTHING_ASKED, MNR_ERROR_FOREIGN_NUMBER, MNR_ERROR_WRONG_ANSWER,
 * MNR_ERROR_WRONG_ACTOR, MNR_ERROR_NOT_NOW: the answer changed nothing; MNR_ERROR_ARGUMENT.
 * One thread at a time per reception. Does not block.
 */
int32_t mnr_reception_answer_scanned(mnr_reception *reception,
                                     uint64_t at_ms,
                                     const mnr_number *number,
                                     int32_t outcome,
                                     uint32_t agreeing,
                                     int32_t mark,
                                     int32_t actor);

/**
 * The answer to MNR_ACTION_READ_FACE_RECORD: code B was right, the photo is at hand, its signature
 * and the proof that the chip is there held.
 *
 * reception: the reception. at_ms: the caller's monotonic clock, in milliseconds. number: that of
 * the action that is answered. actor: who
 * answered, one of MNR_ACTOR_*.
 *
 * Errors: MNR_ERROR_NOTHING_ASKED, MNR_ERROR_FOREIGN_NUMBER, MNR_ERROR_WRONG_ANSWER,
 * MNR_ERROR_WRONG_ACTOR, MNR_ERROR_NOT_NOW: the answer changed nothing; MNR_ERROR_ARGUMENT.
 * One thread at a time per reception. Does not block.
 */
int32_t mnr_reception_answer_record_read(mnr_reception *reception,
                                         uint64_t at_ms,
                                         const mnr_number *number,
                                         int32_t actor);

/**
 * The answer to MNR_ACTION_READ_FACE_RECORD: the card refused code B.
 *
 * reception: the reception. at_ms: the caller's monotonic clock, in milliseconds. number: that of
 * the action that is answered. tries: what is left, or MNR_TRIES_*. actor: who
 * answered, one of MNR_ACTOR_*.
 *
 * Errors: MNR_ERROR_NOTHING_ASKED, MNR_ERROR_FOREIGN_NUMBER, MNR_ERROR_WRONG_ANSWER,
 * MNR_ERROR_WRONG_ACTOR, MNR_ERROR_NOT_NOW: the answer changed nothing; MNR_ERROR_ARGUMENT.
 * One thread at a time per reception. Does not block.
 */
int32_t mnr_reception_answer_code_b_wrong(mnr_reception *reception,
                                          uint64_t at_ms,
                                          const mnr_number *number,
                                          int32_t tries,
                                          int32_t actor);

/**
 * The answer to MNR_ACTION_COMPARE_FACE: what the face engine found.
 *
 * reception: the reception. at_ms: the caller's monotonic clock, in milliseconds. number: that of
 * the action that is answered. decision: one of MNR_FACE_*. liveness: one of MNR_LIVENESS_*.
 * actor: who
 * answered, one of MNR_ACTOR_*.
 *
 * Errors: MNR_ERROR_NOTHING_ASKED, MNR_ERROR_FOREIGN_NUMBER, MNR_ERROR_WRONG_ANSWER,
 * MNR_ERROR_WRONG_ACTOR, MNR_ERROR_NOT_NOW: the answer changed nothing; MNR_ERROR_ARGUMENT.
 * One thread at a time per reception. Does not block.
 */
int32_t mnr_reception_answer_compared(mnr_reception *reception,
                                      uint64_t at_ms,
                                      const mnr_number *number,
                                      int32_t decision,
                                      int32_t liveness,
                                      int32_t actor);

/**
 * The answer to MNR_ACTION_DECIDE_LAST_TRY: what the patient decided.
 *
 * reception: the reception. at_ms: the caller's monotonic clock, in milliseconds. number: that of
 * the action that is answered. decision: one of MNR_LAST_TRY_DECISION_*. actor: who
 * answered, one of MNR_ACTOR_*.
 *
 * Errors: MNR_ERROR_NOTHING_ASKED, MNR_ERROR_FOREIGN_NUMBER, MNR_ERROR_WRONG_ANSWER,
 * MNR_ERROR_WRONG_ACTOR, MNR_ERROR_NOT_NOW: the answer changed nothing; MNR_ERROR_ARGUMENT.
 * One thread at a time per reception. Does not block.
 */
int32_t mnr_reception_answer_last_try(mnr_reception *reception,
                                      uint64_t at_ms,
                                      const mnr_number *number,
                                      int32_t decision,
                                      int32_t actor);

/**
 * The answer to MNR_ACTION_ENTER_PIN: four digits were entered and are with the caller's secrets.
 *
 * reception: the reception. at_ms: the caller's monotonic clock, in milliseconds. number: that of
 * the action that is answered. actor: who
 * answered, one of MNR_ACTOR_*.
 *
 * Errors: MNR_ERROR_NOTHING_ASKED, MNR_ERROR_FOREIGN_NUMBER, MNR_ERROR_WRONG_ANSWER,
 * MNR_ERROR_WRONG_ACTOR, MNR_ERROR_NOT_NOW: the answer changed nothing; MNR_ERROR_ARGUMENT.
 * One thread at a time per reception. Does not block.
 */
int32_t mnr_reception_answer_pin_entered(mnr_reception *reception,
                                         uint64_t at_ms,
                                         const mnr_number *number,
                                         int32_t actor);

/**
 * The answer to MNR_ACTION_OBTAIN_CHALLENGE: it is at hand.
 *
 * reception: the reception. at_ms: the caller's monotonic clock, in milliseconds. number: that of
 * the action that is answered. actor: who
 * answered, one of MNR_ACTOR_*.
 *
 * Errors: MNR_ERROR_NOTHING_ASKED, MNR_ERROR_FOREIGN_NUMBER, MNR_ERROR_WRONG_ANSWER,
 * MNR_ERROR_WRONG_ACTOR, MNR_ERROR_NOT_NOW: the answer changed nothing; MNR_ERROR_ARGUMENT.
 * One thread at a time per reception. Does not block.
 */
int32_t mnr_reception_answer_challenge_obtained(mnr_reception *reception,
                                                uint64_t at_ms,
                                                const mnr_number *number,
                                                int32_t actor);

/**
 * The answer to MNR_ACTION_VERIFY_PIN: right, and the challenge is signed.
 *
 * reception: the reception. at_ms: the caller's monotonic clock, in milliseconds. number: that of
 * the action that is answered. actor: who
 * answered, one of MNR_ACTOR_*.
 *
 * Errors: MNR_ERROR_NOTHING_ASKED, MNR_ERROR_FOREIGN_NUMBER, MNR_ERROR_WRONG_ANSWER,
 * MNR_ERROR_WRONG_ACTOR, MNR_ERROR_NOT_NOW: the answer changed nothing; MNR_ERROR_ARGUMENT.
 * One thread at a time per reception. Does not block.
 */
int32_t mnr_reception_answer_pin_verified(mnr_reception *reception,
                                          uint64_t at_ms,
                                          const mnr_number *number,
                                          int32_t actor);

/**
 * The answer to MNR_ACTION_VERIFY_PIN and MNR_ACTION_AUTHENTICATE_WITH_PIN: wrong.
 *
 * reception: the reception. at_ms: the caller's monotonic clock, in milliseconds. number: that of
 * the action that is answered. tries: what is left, or MNR_TRIES_*. actor: who
 * answered, one of MNR_ACTOR_*.
 *
 * Errors: MNR_ERROR_NOTHING_ASKED, MNR_ERROR_FOREIGN_NUMBER, MNR_ERROR_WRONG_ANSWER,
 * MNR_ERROR_WRONG_ACTOR, MNR_ERROR_NOT_NOW: the answer changed nothing; MNR_ERROR_ARGUMENT.
 * One thread at a time per reception. Does not block.
 */
int32_t mnr_reception_answer_pin_wrong(mnr_reception *reception,
                                       uint64_t at_ms,
                                       const mnr_number *number,
                                       int32_t tries,
                                       int32_t actor);

/**
 * The answer to MNR_ACTION_VERIFY_PIN and MNR_ACTION_AUTHENTICATE_WITH_PIN: the link failed after
 * the PIN may have been sent (MNR_ERROR_OUTCOME_UNKNOWN).
 *
 * reception: the reception. at_ms: the caller's monotonic clock, in milliseconds. number: that of
 * the action that is answered. actor: who
 * answered, one of MNR_ACTOR_*.
 *
 * Errors: MNR_ERROR_NOTHING_ASKED, MNR_ERROR_FOREIGN_NUMBER, MNR_ERROR_WRONG_ANSWER,
 * MNR_ERROR_WRONG_ACTOR, MNR_ERROR_NOT_NOW: the answer changed nothing; MNR_ERROR_ARGUMENT.
 * One thread at a time per reception. Does not block.
 */
int32_t mnr_reception_answer_pin_unjudged(mnr_reception *reception,
                                          uint64_t at_ms,
                                          const mnr_number *number,
                                          int32_t actor);

/**
 * The answer to MNR_ACTION_READ_TRIES: what is left of the PIN.
 *
 * reception: the reception. at_ms: the caller's monotonic clock, in milliseconds. number: that of
 * the action that is answered. tries: the number, or MNR_TRIES_*. actor: who
 * answered, one of MNR_ACTOR_*.
 *
 * Errors: MNR_ERROR_NOTHING_ASKED, MNR_ERROR_FOREIGN_NUMBER, MNR_ERROR_WRONG_ANSWER,
 * MNR_ERROR_WRONG_ACTOR, MNR_ERROR_NOT_NOW: the answer changed nothing; MNR_ERROR_ARGUMENT.
 * One thread at a time per reception. Does not block.
 */
int32_t mnr_reception_answer_tries_read(mnr_reception *reception,
                                        uint64_t at_ms,
                                        const mnr_number *number,
                                        int32_t tries,
                                        int32_t actor);

/**
 * The answer to MNR_ACTION_CHECK_BY_SIGHT: what the staff found.
 *
 * reception: the reception. at_ms: the caller's monotonic clock, in milliseconds. number: that of
 * the action that is answered. sighting: one of MNR_SIGHTING_*. actor: who
 * answered, one of MNR_ACTOR_*.
 *
 * Errors: MNR_ERROR_NOTHING_ASKED, MNR_ERROR_FOREIGN_NUMBER, MNR_ERROR_WRONG_ANSWER,
 * MNR_ERROR_WRONG_ACTOR, MNR_ERROR_NOT_NOW: the answer changed nothing; MNR_ERROR_ARGUMENT.
 * One thread at a time per reception. Does not block.
 */
int32_t mnr_reception_answer_sighted(mnr_reception *reception,
                                     uint64_t at_ms,
                                     const mnr_number *number,
                                     int32_t sighting,
                                     int32_t actor);

/**
 * The answer to MNR_ACTION_CHECK_PASSCODE: what the terminal says of it.
 *
 * reception: the reception. at_ms: the caller's monotonic clock, in milliseconds. number: that of
 * the action that is answered. accepted: 1 where it was the facility's, 0 otherwise. actor: who
 * answered, one of MNR_ACTOR_*.
 *
 * Errors: MNR_ERROR_NOTHING_ASKED, MNR_ERROR_FOREIGN_NUMBER, MNR_ERROR_WRONG_ANSWER,
 * MNR_ERROR_WRONG_ACTOR, MNR_ERROR_NOT_NOW: the answer changed nothing; MNR_ERROR_ARGUMENT.
 * One thread at a time per reception. Does not block.
 */
int32_t mnr_reception_answer_passcode(mnr_reception *reception,
                                      uint64_t at_ms,
                                      const mnr_number *number,
                                      int32_t accepted,
                                      int32_t actor);

/**
 * The answer to MNR_ACTION_CONFIRM_ON_PHONE: the phone made sure of its holder.
 *
 * reception: the reception. at_ms: the caller's monotonic clock, in milliseconds. number: that of
 * the action that is answered. actor: who
 * answered, one of MNR_ACTOR_*.
 *
 * Errors: MNR_ERROR_NOTHING_ASKED, MNR_ERROR_FOREIGN_NUMBER, MNR_ERROR_WRONG_ANSWER,
 * MNR_ERROR_WRONG_ACTOR, MNR_ERROR_NOT_NOW: the answer changed nothing; MNR_ERROR_ARGUMENT.
 * One thread at a time per reception. Does not block.
 */
int32_t mnr_reception_answer_phone_confirmed(mnr_reception *reception,
                                             uint64_t at_ms,
                                             const mnr_number *number,
                                             int32_t actor);

/**
 * The answer to MNR_ACTION_AUTHENTICATE and MNR_ACTION_AUTHENTICATE_WITH_PIN: the centre accepted
 * the certificate.
 *
 * reception: the reception. at_ms: the caller's monotonic clock, in milliseconds. number: that of
 * the action that is answered. registered: 1 where the card is registered for insurance use, 0
 * otherwise. actor: who
 * answered, one of MNR_ACTOR_*.
 *
 * Errors: MNR_ERROR_NOTHING_ASKED, MNR_ERROR_FOREIGN_NUMBER, MNR_ERROR_WRONG_ANSWER,
 * MNR_ERROR_WRONG_ACTOR, MNR_ERROR_NOT_NOW: the answer changed nothing; MNR_ERROR_ARGUMENT.
 * One thread at a time per reception. Does not block.
 */
int32_t mnr_reception_answer_authenticated(mnr_reception *reception,
                                           uint64_t at_ms,
                                           const mnr_number *number,
                                           int32_t registered,
                                           int32_t actor);

/**
 * The answer to MNR_ACTION_REACQUIRE_CARD: the card was taken again.
 *
 * reception: the reception. at_ms: the caller's monotonic clock, in milliseconds. number: that of
 * the action that is answered. same: 1 where it proved to be the same chip, 0 otherwise. actor:
 * who
 * answered, one of MNR_ACTOR_*.
 *
 * Errors: MNR_ERROR_NOTHING_ASKED, MNR_ERROR_FOREIGN_NUMBER, MNR_ERROR_WRONG_ANSWER,
 * MNR_ERROR_WRONG_ACTOR, MNR_ERROR_NOT_NOW: the answer changed nothing; MNR_ERROR_ARGUMENT.
 * One thread at a time per reception. Does not block.
 */
int32_t mnr_reception_answer_reacquired(mnr_reception *reception,
                                        uint64_t at_ms,
                                        const mnr_number *number,
                                        int32_t same,
                                        int32_t actor);

/**
 * The answer to MNR_ACTION_OFFER_REGISTRATION: whether it is wanted.
 *
 * reception: the reception. at_ms: the caller's monotonic clock, in milliseconds. number: that of
 * the action that is answered. wanted: 1 or 0. actor: who
 * answered, one of MNR_ACTOR_*.
 *
 * Errors: MNR_ERROR_NOTHING_ASKED, MNR_ERROR_FOREIGN_NUMBER, MNR_ERROR_WRONG_ANSWER,
 * MNR_ERROR_WRONG_ACTOR, MNR_ERROR_NOT_NOW: the answer changed nothing; MNR_ERROR_ARGUMENT.
 * One thread at a time per reception. Does not block.
 */
int32_t mnr_reception_answer_registration_wanted(mnr_reception *reception,
                                                 uint64_t at_ms,
                                                 const mnr_number *number,
                                                 int32_t wanted,
                                                 int32_t actor);

/**
 * The answer to MNR_ACTION_REGISTER: done.
 *
 * reception: the reception. at_ms: the caller's monotonic clock, in milliseconds. number: that of
 * the action that is answered. actor: who
 * answered, one of MNR_ACTOR_*.
 *
 * Errors: MNR_ERROR_NOTHING_ASKED, MNR_ERROR_FOREIGN_NUMBER, MNR_ERROR_WRONG_ANSWER,
 * MNR_ERROR_WRONG_ACTOR, MNR_ERROR_NOT_NOW: the answer changed nothing; MNR_ERROR_ARGUMENT.
 * One thread at a time per reception. Does not block.
 */
int32_t mnr_reception_answer_registered(mnr_reception *reception,
                                        uint64_t at_ms,
                                        const mnr_number *number,
                                        int32_t actor);

/**
 * The answer to MNR_ACTION_REGISTER: taken, but it will take a while.
 *
 * reception: the reception. at_ms: the caller's monotonic clock, in milliseconds. number: that of
 * the action that is answered. actor: who
 * answered, one of MNR_ACTOR_*.
 *
 * Errors: MNR_ERROR_NOTHING_ASKED, MNR_ERROR_FOREIGN_NUMBER, MNR_ERROR_WRONG_ANSWER,
 * MNR_ERROR_WRONG_ACTOR, MNR_ERROR_NOT_NOW: the answer changed nothing; MNR_ERROR_ARGUMENT.
 * One thread at a time per reception. Does not block.
 */
int32_t mnr_reception_answer_registration_delayed(mnr_reception *reception,
                                                  uint64_t at_ms,
                                                  const mnr_number *number,
                                                  int32_t actor);

/**
 * The answer to MNR_ACTION_QUERY_ELIGIBILITY: what the centre said.
 *
 * reception: the reception. at_ms: the caller's monotonic clock, in milliseconds. number: that of
 * the action that is answered. eligibility: one of MNR_ELIGIBILITY_*. actor: who
 * answered, one of MNR_ACTOR_*.
 *
 * Errors: MNR_ERROR_NOTHING_ASKED, MNR_ERROR_FOREIGN_NUMBER, MNR_ERROR_WRONG_ANSWER,
 * MNR_ERROR_WRONG_ACTOR, MNR_ERROR_NOT_NOW: the answer changed nothing; MNR_ERROR_ARGUMENT.
 * One thread at a time per reception. Does not block.
 */
int32_t mnr_reception_answer_eligibility(mnr_reception *reception,
                                         uint64_t at_ms,
                                         const mnr_number *number,
                                         int32_t eligibility,
                                         int32_t actor);

/**
 * The answer to MNR_ACTION_SHOW_NOTICE: it was read.
 *
 * reception: the reception. at_ms: the caller's monotonic clock, in milliseconds. number: that of
 * the action that is answered. actor: who
 * answered, one of MNR_ACTOR_*.
 *
 * Errors: MNR_ERROR_NOTHING_ASKED, MNR_ERROR_FOREIGN_NUMBER, MNR_ERROR_WRONG_ANSWER,
 * MNR_ERROR_WRONG_ACTOR, MNR_ERROR_NOT_NOW: the answer changed nothing; MNR_ERROR_ARGUMENT.
 * One thread at a time per reception. Does not block.
 */
int32_t mnr_reception_answer_notice_read(mnr_reception *reception,
                                         uint64_t at_ms,
                                         const mnr_number *number,
                                         int32_t actor);

/**
 * The answer to MNR_ACTION_CHOOSE_PRESCRIPTION: what the patient wants.
 *
 * reception: the reception. at_ms: the caller's monotonic clock, in milliseconds. number: that of
 * the action that is answered. prescription: one of MNR_PRESCRIPTION_ELECTRONIC,
 * MNR_PRESCRIPTION_PAPER. actor: who
 * answered, one of MNR_ACTOR_*.
 *
 * Errors: MNR_ERROR_NOTHING_ASKED, MNR_ERROR_FOREIGN_NUMBER, MNR_ERROR_WRONG_ANSWER,
 * MNR_ERROR_WRONG_ACTOR, MNR_ERROR_NOT_NOW: the answer changed nothing; MNR_ERROR_ARGUMENT.
 * One thread at a time per reception. Does not block.
 */
int32_t mnr_reception_answer_prescription(mnr_reception *reception,
                                          uint64_t at_ms,
                                          const mnr_number *number,
                                          int32_t prescription,
                                          int32_t actor);

/**
 * The answer to MNR_ACTION_ASK_CONSENT: what the patient consented to.
 *
 * reception: the reception. at_ms: the caller's monotonic clock, in milliseconds. number: that of
 * the action that is answered. consents: a sum of MNR_CONSENT_*. actor: who
 * answered, one of MNR_ACTOR_*.
 *
 * Errors: MNR_ERROR_NOTHING_ASKED, MNR_ERROR_FOREIGN_NUMBER, MNR_ERROR_WRONG_ANSWER,
 * MNR_ERROR_WRONG_ACTOR, MNR_ERROR_NOT_NOW: the answer changed nothing; MNR_ERROR_ARGUMENT.
 * One thread at a time per reception. Does not block.
 */
int32_t mnr_reception_answer_consented(mnr_reception *reception,
                                       uint64_t at_ms,
                                       const mnr_number *number,
                                       uint32_t consents,
                                       int32_t actor);

/**
 * The answer to MNR_ACTION_DELIVER: handed to the facility's system.
 *
 * reception: the reception. at_ms: the caller's monotonic clock, in milliseconds. number: that of
 * the action that is answered. actor: who
 * answered, one of MNR_ACTOR_*.
 *
 * Errors: MNR_ERROR_NOTHING_ASKED, MNR_ERROR_FOREIGN_NUMBER, MNR_ERROR_WRONG_ANSWER,
 * MNR_ERROR_WRONG_ACTOR, MNR_ERROR_NOT_NOW: the answer changed nothing; MNR_ERROR_ARGUMENT.
 * One thread at a time per reception. Does not block.
 */
int32_t mnr_reception_answer_delivered(mnr_reception *reception,
                                       uint64_t at_ms,
                                       const mnr_number *number,
                                       int32_t actor);

/**
 * How many personas there are.
 *
 * count: where to put the number.
 *
 * Errors: MNR_ERROR_NULL.
 * Any thread. Does not block.
 */
int32_t mnr_sim_persona_count(size_t *count);

/**
 * The name of a persona, such as "adult".
 *
 * index: from 0. name, capacity: where to put it, NUL-terminated; NULL and 0 to ask for the size.
 * needed: the size with the NUL.
 *
 * Errors: MNR_ERROR_NOT_FOUND behind the last one, MNR_ERROR_BUFFER.
 * Any thread. Does not block.
 */
int32_t mnr_sim_persona_name(size_t index, char *name, size_t capacity, size_t *needed);

/**
 * A virtual card, fresh from issuance.
 *
 * persona, length: whose, such as "adult". year, month, day: the day in Japan around which the
 * persona's dates are laid. card: where to put the handle; free it with mnr_sim_card_free.
 * detail: NULL or a record.
 *
 * Errors: MNR_ERROR_NOT_FOUND for a persona that does not exist, MNR_ERROR_DATE.
 * Any thread. Does not block; the first card of a persona takes some tenths of a second.
 */
int32_t mnr_sim_card_new(const char *persona,
                         size_t length,
                         int32_t year,
                         int32_t month,
                         int32_t day,
                         mnr_sim_card **card,
                         mnr_detail *detail);

/**
 * A link to a virtual card, as if it had been placed on a reader.
 *
 * card: the card; it stays usable. link: where to put the handle; free it with mnr_link_free, or
 * give it to mnr_card_open.
 *
 * Errors: those of pointers and handles.
 * One thread at a time per card. Does not block.
 */
int32_t mnr_sim_card_link(mnr_sim_card *card, mnr_link **link);

/**
 * A secret of a persona, for tests: the right value of a key.
 *
 * card: the card. key: one of MNR_KEY_AUTHENTICATION_PIN, MNR_KEY_SIGNATURE_PASSWORD,
 * MNR_KEY_TEXT_PIN, MNR_KEY_CODE_B, MNR_KEY_TEXT_CODE_B. value, capacity: where to put it,
 * NUL-terminated; NULL and 0 to ask for the size. needed: the size with the NUL.
 *
 * Errors: MNR_ERROR_NOT_FOUND where the card has no such key, MNR_ERROR_ARGUMENT,
 * MNR_ERROR_BUFFER.
 * One thread at a time per card. Does not block.
 */
int32_t mnr_sim_card_secret(mnr_sim_card *card,
                            int32_t key,
                            char *value,
                            size_t capacity,
                            size_t *needed);

/**
 * The tries left of a key, read off the chip's memory without a command.
 *
 * card: the card. key: as mnr_sim_card_secret. tries: where to put the number.
 *
 * Errors: MNR_ERROR_NOT_FOUND where the card has no such key, MNR_ERROR_ARGUMENT.
 * One thread at a time per card. Does not block.
 */
int32_t mnr_sim_card_tries(mnr_sim_card *card, int32_t key, int32_t *tries);

/**
 * What came over the wire so far: commands, and presentations of a secret among them.
 *
 * card: the card. exchanges, presentations: where to put the numbers.
 *
 * Errors: those of pointers and handles.
 * One thread at a time per card. Does not block.
 */
int32_t mnr_sim_card_counts(mnr_sim_card *card, uint32_t *exchanges, uint32_t *presentations);

/**
 * Lets something go wrong.
 *
 * card: the card. exchange: at which exchange, from 1 over the life of the card. what: one of
 * MNR_SIM_TORN_BEFORE, MNR_SIM_TORN_AFTER, MNR_SIM_RESET, MNR_SIM_REMOVED, MNR_SIM_MUTE,
 * MNR_SIM_TRUNCATED.
 *
 * Errors: MNR_ERROR_ARGUMENT.
 * One thread at a time per card. Does not block.
 */
int32_t mnr_sim_card_fault(mnr_sim_card *card, uint32_t exchange, int32_t what);

/**
 * Ends all faults and places the card anew.
 *
 * Errors: those of pointers and handles.
 * One thread at a time per card. Does not block.
 */
int32_t mnr_sim_card_place(mnr_sim_card *card);

/**
 * Takes the card away.
 *
 * Errors: those of pointers and handles.
 * One thread at a time per card. Does not block.
 */
int32_t mnr_sim_card_take_away(mnr_sim_card *card);

/**
 * The roots of the test authority that issued the virtual cards, as the hierarchy of test cards.
 *
 * anchors: where to put the handle; free it with mnr_anchors_free.
 *
 * Errors: MNR_ERROR_NULL.
 * Any thread. Does not block.
 */
int32_t mnr_sim_anchors(mnr_anchors **anchors);

/**
 * Frees a virtual card; its links stay usable. NULL is taken and does nothing.
 *
 * Errors: MNR_ERROR_HANDLE; MNR_ERROR_BUSY while it is at work, and then nothing was freed.
 * Any thread. Does not block.
 */
int32_t mnr_sim_card_free(mnr_sim_card *card);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

#endif  /* MYNAREADER_H */
