/**
 * An answer of a kind with no other field set. The functions below, one for each kind, begin with
 * it. If only one actor may give an answer, they fill in the actor.
 */
static inline mnr_answer mnr_answer_of(int32_t kind, int32_t actor)
{
    mnr_answer answer;
    MNR_INIT(&answer);
    answer.kind = kind;
    answer.actor = actor;
    return answer;
}

/** It failed, with the code of the reason. To any request. */
static inline mnr_answer mnr_answer_failed(uint32_t code_maker, uint32_t code_number, int32_t actor)
{
    mnr_answer answer = mnr_answer_of(MNR_ANSWER_FAILED, actor);
    answer.code_maker = code_maker;
    answer.code_number = code_number;
    return answer;
}

/**
 * It failed, with what was seen: the library finds the code and keeps where it comes from. To any
 * request.
 */
static inline mnr_answer mnr_answer_symptom(const mnr_symptom *symptom, int32_t actor)
{
    mnr_answer answer = mnr_answer_of(MNR_ANSWER_FAILED, actor);
    answer.symptom = symptom;
    return answer;
}

/** What the chip reported about itself; facts stays the caller's. */
static inline mnr_answer mnr_answer_identified(const mnr_card_facts *facts)
{
    mnr_answer answer = mnr_answer_of(MNR_ANSWER_IDENTIFIED, MNR_ACTOR_READER);
    answer.facts = facts;
    return answer;
}

/** The chosen method, one of MNR_METHOD_*. */
static inline mnr_answer mnr_answer_method(int32_t method, int32_t actor)
{
    mnr_answer answer = mnr_answer_of(MNR_ANSWER_METHOD, actor);
    answer.method = method;
    return answer;
}

/**
 * To a reception: the result of scanning the card's face, MNR_SCAN_*; for MNR_SCAN_READ how many
 * readings agree, otherwise 0; MNR_MARK_*.
 */
static inline mnr_answer mnr_answer_scanned(int32_t outcome, uint32_t agreeing, int32_t mark)
{
    mnr_answer answer = mnr_answer_of(MNR_ANSWER_SCANNED, MNR_ACTOR_READER);
    answer.detail = outcome;
    answer.agreeing = agreeing;
    answer.mark = mark;
    return answer;
}

/** Code B was right and the photo was read. */
static inline mnr_answer mnr_answer_record_read(void)
{
    return mnr_answer_of(MNR_ANSWER_RECORD_READ, MNR_ACTOR_READER);
}

/** The card refused code B; the tries left, or MNR_TRIES_*. */
static inline mnr_answer mnr_answer_code_b_wrong(int32_t tries)
{
    mnr_answer answer = mnr_answer_of(MNR_ANSWER_CODE_B_WRONG, MNR_ACTOR_READER);
    answer.tries = tries;
    return answer;
}

/** What the face engine found, MNR_FACE_* and MNR_LIVENESS_*. */
static inline mnr_answer mnr_answer_compared(int32_t decision, int32_t liveness)
{
    mnr_answer answer = mnr_answer_of(MNR_ANSWER_COMPARED, MNR_ACTOR_READER);
    answer.detail = decision;
    answer.liveness = liveness;
    return answer;
}

/** Whether the last try is spent, MNR_LAST_TRY_DECISION_*. */
static inline mnr_answer mnr_answer_last_try(int32_t decision, int32_t actor)
{
    mnr_answer answer = mnr_answer_of(MNR_ANSWER_LAST_TRY, actor);
    answer.detail = decision;
    return answer;
}

/** To a reception: four digits were entered, and the program holds them. */
static inline mnr_answer mnr_answer_pin_entered(int32_t actor)
{
    return mnr_answer_of(MNR_ANSWER_PIN_ENTERED, actor);
}

/** To a reception: the challenge was obtained, and the program holds it. */
static inline mnr_answer mnr_answer_challenge_obtained(int32_t actor)
{
    return mnr_answer_of(MNR_ANSWER_CHALLENGE_OBTAINED, actor);
}

/** The PIN was wrong; the tries left, or MNR_TRIES_*. */
static inline mnr_answer mnr_answer_pin_wrong(int32_t tries, int32_t actor)
{
    mnr_answer answer = mnr_answer_of(MNR_ANSWER_PIN_WRONG, actor);
    answer.tries = tries;
    return answer;
}

/** The PIN was right, and the challenge is signed. */
static inline mnr_answer mnr_answer_pin_verified(void)
{
    return mnr_answer_of(MNR_ANSWER_PIN_VERIFIED, MNR_ACTOR_READER);
}

/** The PIN may have been sent, and nobody knows how the card judged it. */
static inline mnr_answer mnr_answer_pin_unjudged(int32_t actor)
{
    return mnr_answer_of(MNR_ANSWER_PIN_UNJUDGED, actor);
}

/** The tries left of the PIN, or MNR_TRIES_*. */
static inline mnr_answer mnr_answer_tries_read(int32_t tries)
{
    mnr_answer answer = mnr_answer_of(MNR_ANSWER_TRIES_READ, MNR_ACTOR_READER);
    answer.tries = tries;
    return answer;
}

/** What the staff found, MNR_SIGHTING_*. */
static inline mnr_answer mnr_answer_sighted(int32_t sighting, int32_t actor)
{
    mnr_answer answer = mnr_answer_of(MNR_ANSWER_SIGHTED, actor);
    answer.detail = sighting;
    return answer;
}

/** 1 if the passcode was the facility's, otherwise 0. */
static inline mnr_answer mnr_answer_passcode(int32_t accepted, int32_t actor)
{
    mnr_answer answer = mnr_answer_of(MNR_ANSWER_PASSCODE, actor);
    answer.yes = accepted;
    return answer;
}

/** The phone confirmed its holder. */
static inline mnr_answer mnr_answer_phone_confirmed(int32_t actor)
{
    return mnr_answer_of(MNR_ANSWER_PHONE_CONFIRMED, actor);
}

/**
 * The centre accepted the certificate; 1 if the card is registered for insurance use, otherwise 0.
 */
static inline mnr_answer mnr_answer_authenticated(int32_t registered, int32_t actor)
{
    mnr_answer answer = mnr_answer_of(MNR_ANSWER_AUTHENTICATED, actor);
    answer.yes = registered;
    return answer;
}

/** The card was taken back; 1 if it is the same chip, otherwise 0. */
static inline mnr_answer mnr_answer_reacquired(int32_t same)
{
    mnr_answer answer = mnr_answer_of(MNR_ANSWER_REACQUIRED, MNR_ACTOR_READER);
    answer.yes = same;
    return answer;
}

/** 1 if the registration is wanted, otherwise 0. */
static inline mnr_answer mnr_answer_registration_wanted(int32_t wanted, int32_t actor)
{
    mnr_answer answer = mnr_answer_of(MNR_ANSWER_REGISTRATION_WANTED, actor);
    answer.yes = wanted;
    return answer;
}

/** The card was registered. */
static inline mnr_answer mnr_answer_registered(int32_t actor)
{
    return mnr_answer_of(MNR_ANSWER_REGISTERED, actor);
}

/** The registration was taken, but it will take a while. */
static inline mnr_answer mnr_answer_registration_delayed(int32_t actor)
{
    return mnr_answer_of(MNR_ANSWER_REGISTRATION_DELAYED, actor);
}

/** What the centre said, MNR_ELIGIBILITY_*. */
static inline mnr_answer mnr_answer_eligibility(int32_t eligibility, int32_t actor)
{
    mnr_answer answer = mnr_answer_of(MNR_ANSWER_ELIGIBILITY, actor);
    answer.detail = eligibility;
    return answer;
}

/** The same of a patient who holds a registered certificate of the medical subsidy. */
static inline mnr_answer mnr_answer_eligibility_with_subsidy(int32_t eligibility, int32_t actor)
{
    mnr_answer answer = mnr_answer_eligibility(eligibility, actor);
    answer.yes = 1;
    return answer;
}

/** The notice was read. */
static inline mnr_answer mnr_answer_notice_read(int32_t actor)
{
    return mnr_answer_of(MNR_ANSWER_NOTICE_READ, actor);
}

/** MNR_PRESCRIPTION_ELECTRONIC or MNR_PRESCRIPTION_PAPER. */
static inline mnr_answer mnr_answer_prescription(int32_t prescription, int32_t actor)
{
    mnr_answer answer = mnr_answer_of(MNR_ANSWER_PRESCRIPTION, actor);
    answer.detail = prescription;
    return answer;
}

/** What was consented to, a sum of MNR_CONSENT_*. */
static inline mnr_answer mnr_answer_consented(uint32_t consents, int32_t actor)
{
    mnr_answer answer = mnr_answer_of(MNR_ANSWER_CONSENTED, actor);
    answer.consents = consents;
    return answer;
}

/** Back to the methods, if the action has may_go_back 1. It uses up no try. */
static inline mnr_answer mnr_answer_back(int32_t actor)
{
    return mnr_answer_of(MNR_ANSWER_BACK, actor);
}

/** Which kind of phone, MNR_PHONE_*. */
static inline mnr_answer mnr_answer_phone(int32_t phone, int32_t actor)
{
    mnr_answer answer = mnr_answer_of(MNR_ANSWER_PHONE, actor);
    answer.detail = phone;
    return answer;
}

/** Whether the certificate of the medical subsidy is to be used, 1 or 0. */
static inline mnr_answer mnr_answer_subsidy(int32_t use, int32_t actor)
{
    mnr_answer answer = mnr_answer_of(MNR_ANSWER_SUBSIDY, actor);
    answer.yes = use;
    return answer;
}

/**
 * What was read ahead: the tries of code B, or MNR_TRIES_*, and the validity of the authentication
 * certificate, one of MNR_CERTIFICATE_*.
 */
static inline mnr_answer mnr_answer_read_ahead(int32_t code_b_tries, int32_t certificate)
{
    mnr_answer answer = mnr_answer_of(MNR_ANSWER_READ_AHEAD, MNR_ACTOR_READER);
    answer.tries = code_b_tries;
    answer.detail = certificate;
    return answer;
}

/** Handed to the facility's system. */
static inline mnr_answer mnr_answer_delivered(int32_t actor)
{
    return mnr_answer_of(MNR_ANSWER_DELIVERED, actor);
}

/**
 * Like mnr_reception_answer, but takes the answer by value, so that one of the functions above can
 * stand in the call: mnr_reception_reply(reception, at_ms, &action->number,
 * mnr_answer_method(MNR_METHOD_FACE, MNR_ACTOR_PATIENT)).
 */
static inline int32_t mnr_reception_reply(mnr_reception *reception, uint64_t at_ms,
                                          const mnr_number *number, mnr_answer answer)
{
    return mnr_reception_answer(reception, at_ms, number, &answer);
}
