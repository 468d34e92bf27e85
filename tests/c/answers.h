/* All kinds of answers, each as it may be given: for tests that try every one. */
#ifndef MNR_TEST_ANSWERS_H
#define MNR_TEST_ANSWERS_H

#include "check.h"

enum { ANSWERS = 31, FIELDS = 14 };

/* The fields beside size, kind and actor, as bits. */
enum {
    F_DETAIL = 1,
    F_METHOD = 2,
    F_YES = 4,
    F_TRIES = 8,
    F_LIVENESS = 16,
    F_MARK = 32,
    F_AGREEING = 64,
    F_FAILED = 128,
    F_CONSENTS = 256,
    F_CODE_MAKER = 512,
    F_CODE_NUMBER = 1024,
    F_FACTS = 2048,
    F_SECRET = 4096,
    F_SECRET_LENGTH = 8192
};

static const char *const FIELD_NAMES[FIELDS] = {
    "detail",   "method",     "yes",         "tries", "liveness", "mark",         "agreeing", "failed",
    "consents", "code_maker", "code_number", "facts", "secret",   "secret_length"};

/* From the documentation of MNR_ANSWER_*: what it answers, and which fields it uses. */
struct kind {
    int32_t kind;
    int32_t asked[2];
    int32_t actor; /* one who may */
    uint32_t fields, to_a_desk;
};

#define CODE (F_CODE_MAKER | F_CODE_NUMBER)
#define SECRET (F_SECRET | F_SECRET_LENGTH)
static const struct kind KINDS_OF_ANSWER[ANSWERS] = {
    {MNR_ANSWER_FAILED, {0, 0}, MNR_ACTOR_TERMINAL, CODE, CODE},
    {MNR_ANSWER_IDENTIFIED, {MNR_ACTION_IDENTIFY_CARD, 0}, MNR_ACTOR_READER, F_FACTS, F_FACTS},
    {MNR_ANSWER_METHOD, {MNR_ACTION_CHOOSE_METHOD, 0}, MNR_ACTOR_PATIENT, F_METHOD, F_METHOD},
    {MNR_ANSWER_SCANNED, {MNR_ACTION_SCAN_CARD_FACE, 0}, MNR_ACTOR_READER, F_DETAIL | F_AGREEING | F_MARK, F_DETAIL | F_FAILED | F_MARK | SECRET},
    {MNR_ANSWER_RECORD_READ, {MNR_ACTION_READ_FACE_RECORD, 0}, MNR_ACTOR_READER, 0, 0},
    {MNR_ANSWER_CODE_B_WRONG, {MNR_ACTION_READ_FACE_RECORD, 0}, MNR_ACTOR_READER, F_TRIES, F_TRIES},
    {MNR_ANSWER_COMPARED, {MNR_ACTION_COMPARE_FACE, 0}, MNR_ACTOR_READER, F_DETAIL | F_LIVENESS, F_DETAIL | F_LIVENESS},
    {MNR_ANSWER_LAST_TRY, {MNR_ACTION_DECIDE_LAST_TRY, 0}, MNR_ACTOR_PATIENT, F_DETAIL, F_DETAIL},
    {MNR_ANSWER_PIN_ENTERED, {MNR_ACTION_ENTER_PIN, MNR_ACTION_ENTER_PIN_AHEAD}, MNR_ACTOR_PATIENT, 0, SECRET},
    {MNR_ANSWER_CHALLENGE_OBTAINED, {MNR_ACTION_OBTAIN_CHALLENGE, 0}, MNR_ACTOR_TERMINAL, 0, F_DETAIL | SECRET},
    {MNR_ANSWER_PIN_WRONG, {MNR_ACTION_VERIFY_PIN, MNR_ACTION_AUTHENTICATE_WITH_PIN}, MNR_ACTOR_READER, F_TRIES, F_TRIES},
    {MNR_ANSWER_PIN_VERIFIED, {MNR_ACTION_VERIFY_PIN, 0}, MNR_ACTOR_READER, 0, 0},
    {MNR_ANSWER_PIN_UNJUDGED, {MNR_ACTION_VERIFY_PIN, MNR_ACTION_AUTHENTICATE_WITH_PIN}, MNR_ACTOR_READER, 0, 0},
    {MNR_ANSWER_TRIES_READ, {MNR_ACTION_READ_TRIES, 0}, MNR_ACTOR_READER, F_TRIES, F_TRIES},
    {MNR_ANSWER_SIGHTED, {MNR_ACTION_CHECK_BY_SIGHT, 0}, MNR_ACTOR_STAFF, F_DETAIL, F_DETAIL | SECRET},
    {MNR_ANSWER_PASSCODE, {MNR_ACTION_CHECK_PASSCODE, 0}, MNR_ACTOR_TERMINAL, F_YES, F_YES},
    {MNR_ANSWER_PHONE_CONFIRMED, {MNR_ACTION_CONFIRM_ON_PHONE, 0}, MNR_ACTOR_READER, 0, 0},
    {MNR_ANSWER_AUTHENTICATED, {MNR_ACTION_AUTHENTICATE, MNR_ACTION_AUTHENTICATE_WITH_PIN}, MNR_ACTOR_CENTRE, F_YES, F_YES},
    {MNR_ANSWER_REACQUIRED, {MNR_ACTION_REACQUIRE_CARD, 0}, MNR_ACTOR_READER, F_YES, F_YES},
    {MNR_ANSWER_REGISTRATION_WANTED, {MNR_ACTION_OFFER_REGISTRATION, 0}, MNR_ACTOR_PATIENT, F_YES, F_YES},
    {MNR_ANSWER_REGISTERED, {MNR_ACTION_REGISTER, 0}, MNR_ACTOR_CENTRE, 0, 0},
    {MNR_ANSWER_REGISTRATION_DELAYED, {MNR_ACTION_REGISTER, 0}, MNR_ACTOR_CENTRE, 0, 0},
    {MNR_ANSWER_ELIGIBILITY, {MNR_ACTION_QUERY_ELIGIBILITY, 0}, MNR_ACTOR_CENTRE, F_DETAIL | F_YES, F_DETAIL | F_YES},
    {MNR_ANSWER_NOTICE_READ, {MNR_ACTION_SHOW_NOTICE, 0}, MNR_ACTOR_PATIENT, 0, 0},
    {MNR_ANSWER_PRESCRIPTION, {MNR_ACTION_CHOOSE_PRESCRIPTION, 0}, MNR_ACTOR_PATIENT, F_DETAIL, F_DETAIL},
    {MNR_ANSWER_CONSENTED, {MNR_ACTION_ASK_CONSENT, 0}, MNR_ACTOR_PATIENT, F_CONSENTS, F_CONSENTS},
    {MNR_ANSWER_DELIVERED, {MNR_ACTION_DELIVER, 0}, MNR_ACTOR_TERMINAL, 0, 0},
    /* To every request with may_go_back. */
    {MNR_ANSWER_BACK, {0, 0}, MNR_ACTOR_HELPER, 0, 0},
    {MNR_ANSWER_PHONE, {MNR_ACTION_CHOOSE_PHONE, 0}, MNR_ACTOR_PATIENT, F_DETAIL, F_DETAIL},
    {MNR_ANSWER_SUBSIDY, {MNR_ACTION_ASK_SUBSIDY, 0}, MNR_ACTOR_PATIENT, F_YES, F_YES},
    {MNR_ANSWER_READ_AHEAD, {MNR_ACTION_READ_AHEAD, 0}, MNR_ACTOR_READER, F_TRIES | F_DETAIL | CODE, F_TRIES | F_DETAIL | CODE},
};
#undef CODE
#undef SECRET

static inline mnr_card_facts facts_of_a_good_card(void)
{
    mnr_card_facts facts;
    MNR_INIT(&facts);
    facts.token = MNR_TOKEN_CARD;
    facts.pin_tries = 3;
    facts.code_b_tries = 10;
    facts.certificate = MNR_CERTIFICATE_VALID;
    return facts;
}

static inline int belongs(const struct kind *kind, const mnr_action *request)
{
    if (kind->kind == MNR_ANSWER_BACK)
        return request->may_go_back;
    return kind->asked[0] == request->kind || kind->asked[1] == request->kind;
}

/* An answer of a kind that nothing is wrong with; facts is what it may point to. */
static inline mnr_answer good_answer(const struct kind *kind, const mnr_card_facts *facts)
{
    mnr_answer answer = mnr_answer_of(kind->kind, kind->actor);
    if (kind->fields & F_DETAIL)
        answer.detail = 1;
    if (kind->fields & F_METHOD)
        answer.method = MNR_METHOD_PIN;
    if (kind->fields & F_LIVENESS)
        answer.liveness = MNR_LIVENESS_LIVE;
    if (kind->fields & F_AGREEING)
        answer.agreeing = 2;
    if (kind->fields & F_TRIES)
        answer.tries = 2;
    if (kind->fields & F_YES)
        answer.yes = 1;
    if (kind->fields & F_CODE_NUMBER)
        answer.code_number = 904;
    if (kind->fields & F_FACTS)
        answer.facts = facts;
    return answer;
}

/* The same for a desk, with the secret that goes with it. */
static inline mnr_answer good_answer_to_a_desk(const struct kind *kind, const mnr_card_facts *facts)
{
    static const char digits[] = "12345678901234567890123456789012";
    mnr_answer answer = good_answer(kind, facts);
    answer.agreeing = 0;
    if (kind->kind == MNR_ANSWER_SCANNED)
        answer.detail = 0;
    if (kind->kind == MNR_ANSWER_CHALLENGE_OBTAINED)
        answer.detail = MNR_SCHEME_DIGEST;
    if (kind->to_a_desk & F_SECRET) {
        answer.secret = digits;
        answer.secret_length = kind->kind == MNR_ANSWER_PIN_ENTERED ? 4 : kind->kind == MNR_ANSWER_SCANNED ? 28 : 32;
    }
    return answer;
}

/* Sets one field to something that is not 0. */
static inline void set_field(mnr_answer *answer, uint32_t field)
{
    static mnr_card_facts facts;
    switch (field) {
    case F_DETAIL: answer->detail = 1; break;
    case F_METHOD: answer->method = 1; break;
    case F_YES: answer->yes = 1; break;
    case F_TRIES: answer->tries = MNR_TRIES_UNKNOWN; break;
    case F_LIVENESS: answer->liveness = 1; break;
    case F_MARK: answer->mark = 1; break;
    case F_AGREEING: answer->agreeing = 1; break;
    case F_FAILED: answer->failed = 1; break;
    case F_CONSENTS: answer->consents = 1; break;
    case F_CODE_MAKER: answer->code_maker = 1; break;
    case F_CODE_NUMBER: answer->code_number = 1; break;
    case F_FACTS: answer->facts = &facts; break;
    case F_SECRET: answer->secret = "4711"; break;
    default: answer->secret_length = 4; break;
    }
}

#endif
