/* The reception by itself: every event and every answer, good, NULL, foreign, unasked. */
#include "answers.h"

static PER_THREAD mnr_reception *reception;
static PER_THREAD mnr_action last; /* the request that is open */

static PER_THREAD int32_t met[128]; /* which requests were */

/* To the request that is open: each kind of answer that does not belong to it, by everybody. Nothing
 * changes. */
static void kinds_that_do_not_fit(uint64_t at_ms)
{
    const mnr_card_facts facts = facts_of_a_good_card();
    size_t index;
    met[last.kind]++;
    for (index = 1; index < ANSWERS; index++) {
        mnr_answer answer = good_answer(&KINDS_OF_ANSWER[index], &facts);
        int wrong = 0;
        if (belongs(&KINDS_OF_ANSWER[index], &last))
            continue;
        for (answer.actor = MNR_ACTOR_PATIENT; answer.actor <= MNR_ACTOR_HELPER; answer.actor++) {
            const int32_t status = mnr_reception_answer(reception, at_ms, &last.number, &answer);
            CHECK(status == MNR_ERROR_WRONG_ANSWER || status == MNR_ERROR_WRONG_ACTOR);
            wrong += status == MNR_ERROR_WRONG_ANSWER;
        }
        CHECK(wrong > 0);
    }
}

/* Takes all actions; gives the kind of the request among them, or 0. */
static int32_t drain(void)
{
    int32_t kind = 0;
    for (;;) {
        mnr_action action;
        int32_t status;
        MNR_INIT(&action);
        status = mnr_reception_next_action(reception, &action);
        if (status == MNR_ERROR_NOT_FOUND) {
            if (kind != 0)
                kinds_that_do_not_fit(0);
            return kind;
        }
        CHECK_STATUS(MNR_OK, status);
        CHECK(action.kind != 0 && action.number.sequence != 0);
        if (action.is_request) {
            last = action;
            kind = action.kind;
        }
    }
}

static void begin(const mnr_reception_config *config)
{
    OK(mnr_reception_new(config, &reception));
    OK(mnr_reception_card_placed(reception, 0, DAY(2026, 11, 24)));
    CHECK(drain() == MNR_ACTION_IDENTIFY_CARD);
}

static void identified(void)
{
    mnr_card_facts facts = facts_of_a_good_card();
    OK(mnr_reception_reply(reception, 1, &last.number, mnr_answer_identified(&facts)));
}

static void finish(void)
{
    OK(mnr_reception_free(reception));
    reception = NULL;
}

/* A failure by what was seen: the library finds the code, and says where it comes from. */
static void a_fault_keeps_where_it_comes_from(void)
{
    mnr_symptom symptom;
    mnr_answer answer;
    mnr_action action;
    int advised = 0;
    MNR_INIT(&symptom);
    symptom.step = MNR_STEP_IDENTIFY;
    symptom.token = MNR_TOKEN_CARD;
    symptom.happened = MNR_HAPPENED_LINK;
    symptom.value = MNR_LINK_FAILURE_MUTE;
    symptom.second = 0x80100066LL;
    begin(NULL);
    /* Either a code or a symptom; and a symptom that is one. */
    answer = mnr_answer_symptom(&symptom, MNR_ACTOR_READER);
    answer.code_number = 1;
    CHECK_STATUS(MNR_ERROR_ARGUMENT, mnr_reception_answer(reception, 1, &last.number, &answer));
    symptom.value = 99;
    CHECK_STATUS(MNR_ERROR_ARGUMENT, mnr_reception_reply(reception, 1, &last.number, mnr_answer_symptom(&symptom, MNR_ACTOR_READER)));
    symptom.value = MNR_LINK_FAILURE_MUTE;
    symptom.struct_size = 4;
    CHECK_STATUS(MNR_ERROR_STRUCT_SIZE, mnr_reception_reply(reception, 1, &last.number, mnr_answer_symptom(&symptom, MNR_ACTOR_READER)));
    symptom.struct_size = sizeof symptom;
    OK(mnr_reception_reply(reception, 1, &last.number, mnr_answer_symptom(&symptom, MNR_ACTOR_READER)));
    for (;;) {
        MNR_INIT(&action);
        if (mnr_reception_next_action(reception, &action) == MNR_ERROR_NOT_FOUND)
            break;
        if (action.kind != MNR_ACTION_ADVISE) {
            CHECK(action.origin.step == 0 && action.origin.rule == 0);
            continue;
        }
        advised++;
        CHECK(action.code_maker == 0 && action.code_number == 1);
        CHECK(action.origin.step == MNR_STEP_IDENTIFY && action.origin.key == 0);
        CHECK(action.origin.happened == MNR_HAPPENED_LINK && action.origin.first == MNR_LINK_FAILURE_MUTE);
        CHECK(action.origin.has_second == 1 && action.origin.second == 0x80100066u && action.origin.rule != 0);
    }
    CHECK(advised == 1);
    finish();
    /* A code that somebody gave comes from nowhere. */
    begin(NULL);
    OK(mnr_reception_reply(reception, 1, &last.number, mnr_answer_failed(0, 1, MNR_ACTOR_READER)));
    for (advised = 0;;) {
        MNR_INIT(&action);
        if (mnr_reception_next_action(reception, &action) == MNR_ERROR_NOT_FOUND)
            break;
        advised += action.kind == MNR_ACTION_ADVISE;
        CHECK(action.origin.step == 0 && action.origin.has_second == 0 && action.origin.rule == 0);
    }
    CHECK(advised == 1);
    finish();
}

/* What a chip cannot have said of itself; the right answer is still taken. */
static void facts_that_are_none(void)
{
    mnr_card_facts facts = facts_of_a_good_card();
    begin(NULL);
    facts.pin_tries = -2;
    CHECK_STATUS(MNR_ERROR_ARGUMENT, mnr_reception_reply(reception, 5, &last.number, mnr_answer_identified(&facts)));
    facts.pin_tries = 3;
    facts.face_only = 2;
    CHECK_STATUS(MNR_ERROR_ARGUMENT, mnr_reception_reply(reception, 5, &last.number, mnr_answer_identified(&facts)));
    facts.face_only = 0;
    facts.card_expiry_year = 2027;
    CHECK_STATUS(MNR_ERROR_DATE, mnr_reception_reply(reception, 5, &last.number, mnr_answer_identified(&facts)));
    facts.card_expiry_month = facts.card_expiry_day = 1;
    facts.struct_size = 8;
    CHECK_STATUS(MNR_ERROR_STRUCT_SIZE, mnr_reception_reply(reception, 5, &last.number, mnr_answer_identified(&facts)));
    facts.struct_size = sizeof facts;
    OK(mnr_reception_reply(reception, 5, &last.number, mnr_answer_identified(&facts)));
    CHECK(drain() == MNR_ACTION_CHOOSE_METHOD);
    finish();
}

static void by_face(void)
{
    mnr_number first;
    begin(NULL);
    first = last.number;
    identified();
    CHECK(drain() == MNR_ACTION_CHOOSE_METHOD);
    CHECK(last.offer_face == MNR_OFFER_OPEN && last.offer_pin == MNR_OFFER_OPEN);
    CHECK(last.offer_staff == MNR_OFFER_OPEN && !last.may_go_back);
    /* The same answer a second time: the first one stands. */
    {
        mnr_card_facts facts = facts_of_a_good_card();
        CHECK_STATUS(MNR_ERROR_ALREADY_ANSWERED, mnr_reception_reply(reception, 2, &first, mnr_answer_identified(&facts)));
    }
    CHECK_STATUS(MNR_ERROR_ARGUMENT, mnr_reception_reply(reception, 3, &last.number, mnr_answer_method(9, MNR_ACTOR_PATIENT)));
    OK(mnr_reception_reply(reception, 3, &last.number, mnr_answer_method(MNR_METHOD_FACE, MNR_ACTOR_PATIENT)));
    CHECK(drain() == MNR_ACTION_SCAN_CARD_FACE);
    CHECK_STATUS(MNR_ERROR_ARGUMENT, mnr_reception_reply(reception, 4, &last.number, mnr_answer_scanned(MNR_SCAN_READ, 300, MNR_MARK_NOT_SEEN)));
    CHECK_STATUS(MNR_ERROR_ARGUMENT, mnr_reception_reply(reception, 4, &last.number, mnr_answer_scanned(0, 1, MNR_MARK_NOT_SEEN)));
    OK(mnr_reception_reply(reception, 4, &last.number, mnr_answer_scanned(MNR_SCAN_GLARE, 0, MNR_MARK_NOT_SEEN)));
    CHECK(drain() == MNR_ACTION_SCAN_CARD_FACE && last.detail == MNR_SCAN_GLARE && last.again);
    OK(mnr_reception_reply(reception, 4, &last.number, mnr_answer_scanned(MNR_SCAN_READ, 2, MNR_MARK_NOT_SEEN)));
    CHECK(drain() == MNR_ACTION_READ_FACE_RECORD);
    OK(mnr_reception_reply(reception, 5, &last.number, mnr_answer_record_read()));
    CHECK(drain() == MNR_ACTION_COMPARE_FACE && last.one_false_match_in == 10000);
    CHECK_STATUS(MNR_ERROR_ARGUMENT, mnr_reception_reply(reception, 6, &last.number, mnr_answer_compared(0, MNR_LIVENESS_LIVE)));
    OK(mnr_reception_reply(reception, 6, &last.number, mnr_answer_compared(MNR_FACE_MATCH, MNR_LIVENESS_LIVE)));
    CHECK(drain() == MNR_ACTION_AUTHENTICATE && last.detail == MNR_PATH_WITHOUT_PIN && last.is_national);
    OK(mnr_reception_reply(reception, 7, &last.number, mnr_answer_authenticated(0, MNR_ACTOR_CENTRE)));
    while (drain() == MNR_ACTION_REACQUIRE_CARD)
        OK(mnr_reception_reply(reception, 8, &last.number, mnr_answer_reacquired(1)));
    CHECK(last.kind == MNR_ACTION_OFFER_REGISTRATION);
    OK(mnr_reception_reply(reception, 9, &last.number, mnr_answer_registration_wanted(1, MNR_ACTOR_PATIENT)));
    CHECK(drain() == MNR_ACTION_REGISTER);
    OK(mnr_reception_reply(reception, 9, &last.number, mnr_answer_registered(MNR_ACTOR_CENTRE)));
    while (drain() == MNR_ACTION_REACQUIRE_CARD)
        OK(mnr_reception_reply(reception, 9, &last.number, mnr_answer_reacquired(1)));
    CHECK(last.kind == MNR_ACTION_QUERY_ELIGIBILITY);
    OK(mnr_reception_reply(reception, 9, &last.number, mnr_answer_eligibility(MNR_ELIGIBILITY_VALID, MNR_ACTOR_CENTRE)));
    while (drain() == MNR_ACTION_REACQUIRE_CARD)
        OK(mnr_reception_reply(reception, 9, &last.number, mnr_answer_reacquired(1)));
    CHECK(last.kind == MNR_ACTION_ASK_CONSENT && last.consents != 0);
    CHECK_STATUS(MNR_ERROR_ARGUMENT, mnr_reception_reply(reception, 9, &last.number, mnr_answer_consented(1u << 9, MNR_ACTOR_PATIENT)));
    OK(mnr_reception_reply(reception, 9, &last.number, mnr_answer_consented(MNR_CONSENT_MEDICINES, MNR_ACTOR_PATIENT)));
    CHECK(drain() == MNR_ACTION_DELIVER && last.consents == MNR_CONSENT_MEDICINES);
    OK(mnr_reception_reply(reception, 9, &last.number, mnr_answer_delivered(MNR_ACTOR_TERMINAL)));
    CHECK(drain() == 0);
    OK(mnr_reception_card_removed(reception, 10));
    finish();
}

/* What the numbers of events and structures must be, and when events mean nothing. */
static void refused_events(void)
{
    mnr_reception_config config;
    mnr_card_facts facts = facts_of_a_good_card();
    mnr_situation situation;
    mnr_action action;
    char text[64];
    size_t needed;

    MNR_INIT(&config);
    config.struct_size = 8;
    CHECK_STATUS(MNR_ERROR_STRUCT_SIZE, mnr_reception_new(&config, &reception));
    OK(mnr_reception_new(NULL, &reception));
    CHECK_STATUS(MNR_ERROR_STRUCT_SIZE, mnr_reception_configure(reception, &config));
    MNR_INIT(&config);
    config.registration_by_sight_year = 2026;
    config.registration_by_sight_month = 2;
    config.registration_by_sight_day = 30;
    CHECK_STATUS(MNR_ERROR_DATE, mnr_reception_configure(reception, &config));
    MNR_INIT(&config);
    config.mode = 9;
    CHECK_STATUS(MNR_ERROR_ARGUMENT, mnr_reception_configure(reception, &config));
    MNR_INIT(&action);
    action.struct_size = 8;
    CHECK_STATUS(MNR_ERROR_STRUCT_SIZE, mnr_reception_next_action(reception, &action));
    MNR_INIT(&situation);
    situation.struct_size = 8;
    CHECK_STATUS(MNR_ERROR_STRUCT_SIZE, mnr_reception_situation(reception, &situation));
    CHECK_STATUS(MNR_ERROR_BUFFER, mnr_reception_state_name(reception, text, 2, &needed));
    CHECK(needed > 2);

    /* Before a card. */
    CHECK_STATUS(MNR_ERROR_NOT_NOW, mnr_reception_cancelled(reception, 1, MNR_ACTOR_STAFF));
    CHECK_STATUS(MNR_ERROR_NOT_NOW, mnr_reception_face_only_mark(reception, 1, 1, MNR_ACTOR_STAFF));
    CHECK_STATUS(MNR_ERROR_ARGUMENT, mnr_reception_cancelled(reception, 1, 99));
    CHECK_STATUS(MNR_ERROR_ARGUMENT, mnr_reception_fault(reception, 1, 70000, 11, MNR_ACTOR_TERMINAL));
    CHECK_STATUS(MNR_ERROR_ARGUMENT, mnr_reception_fault(reception, 1, 0, 11, 99));
    /* While one lies there. */
    OK(mnr_reception_card_placed(reception, 2, DAY(2026, 11, 24)));
    CHECK(drain() == MNR_ACTION_IDENTIFY_CARD);
    CHECK_STATUS(MNR_ERROR_NOT_NOW, mnr_reception_card_placed(reception, 2, DAY(2026, 11, 24)));
    CHECK_STATUS(MNR_ERROR_NOT_NOW, mnr_reception_staff_confirmed(reception, 2, MNR_CONFIRMED_PATIENT, MNR_ACTOR_STAFF));
    CHECK_STATUS(MNR_ERROR_NOT_NOW, mnr_reception_face_only_mark(reception, 2, 1, MNR_ACTOR_STAFF));
    CHECK_STATUS(MNR_ERROR_WRONG_ACTOR, mnr_reception_cancelled(reception, 2, MNR_ACTOR_CENTRE));
    OK(mnr_reception_reply(reception, 2, &last.number, mnr_answer_identified(&facts)));
    CHECK(drain() == MNR_ACTION_CHOOSE_METHOD);
    {
        mnr_answer answer = mnr_answer_identified(&facts);
        answer.actor = MNR_ACTOR_PATIENT; /* who is asked now */
        CHECK_STATUS(MNR_ERROR_WRONG_ANSWER, mnr_reception_answer(reception, 3, &last.number, &answer));
    }
    /* After it ended, and before the card was taken. */
    OK(mnr_reception_cancelled(reception, 4, MNR_ACTOR_PATIENT));
    CHECK(drain() == 0);
    CHECK_STATUS(MNR_ERROR_NOT_NOW, mnr_reception_cancelled(reception, 5, MNR_ACTOR_PATIENT));
    CHECK_STATUS(MNR_ERROR_NOT_NOW, mnr_reception_card_placed(reception, 5, DAY(2026, 11, 24)));
    CHECK_STATUS(MNR_ERROR_NOT_NOW, mnr_reception_configure(reception, (MNR_INIT(&config), &config)));
    CHECK_STATUS(MNR_ERROR_NOTHING_ASKED, mnr_reception_reply(reception, 5, &last.number, mnr_answer_method(MNR_METHOD_PIN, MNR_ACTOR_PATIENT)));
    finish();
}

static void by_pin(void)
{
    mnr_reception_config config;
    char text[64];
    size_t needed;
    MNR_INIT(&config);
    config.mode = MNR_MODE_PIN_ONLY;
    config.prescription = MNR_PRESCRIPTION_AFTER_CONSENT;
    begin(&config);
    identified();
    drain();
    if (last.kind == MNR_ACTION_CHOOSE_METHOD) {
        OK(mnr_reception_reply(reception, 3, &last.number, mnr_answer_method(MNR_METHOD_PIN, MNR_ACTOR_PATIENT)));
        drain();
    }
    if (last.kind == MNR_ACTION_OBTAIN_CHALLENGE) {
        OK(mnr_reception_reply(reception, 3, &last.number, mnr_answer_challenge_obtained(MNR_ACTOR_TERMINAL)));
        drain();
    }
    CHECK(last.kind == MNR_ACTION_ENTER_PIN && last.tries == 3);
    OK(mnr_reception_state_name(reception, text, sizeof text, &needed));
    CHECK(strcmp(text, "entering-pin") == 0);
    CHECK_STATUS(MNR_ERROR_WRONG_ACTOR, mnr_reception_reply(reception, 3, &last.number, mnr_answer_pin_entered(MNR_ACTOR_STAFF)));
    OK(mnr_reception_reply(reception, 3, &last.number, mnr_answer_pin_entered(MNR_ACTOR_PATIENT)));
    drain();
    if (last.kind == MNR_ACTION_OBTAIN_CHALLENGE) {
        OK(mnr_reception_reply(reception, 3, &last.number, mnr_answer_challenge_obtained(MNR_ACTOR_TERMINAL)));
        drain();
    }
    CHECK(last.kind == MNR_ACTION_VERIFY_PIN && !last.last_try);
    OK(mnr_reception_reply(reception, 4, &last.number, mnr_answer_pin_wrong(2, MNR_ACTOR_READER)));
    for (;;) { /* two wrong ones, then an unjudged one, then the last try is kept */
        int32_t kind = drain();
        if (kind == MNR_ACTION_ENTER_PIN)
            OK(mnr_reception_reply(reception, 5, &last.number, mnr_answer_pin_entered(MNR_ACTOR_PATIENT)));
        else if (kind == MNR_ACTION_VERIFY_PIN)
            OK(mnr_reception_reply(reception, 5, &last.number, mnr_answer_pin_unjudged(MNR_ACTOR_READER)));
        else if (kind == MNR_ACTION_READ_TRIES)
            OK(mnr_reception_reply(reception, 5, &last.number, mnr_answer_tries_read(1)));
        else if (kind == MNR_ACTION_OBTAIN_CHALLENGE)
            OK(mnr_reception_reply(reception, 5, &last.number, mnr_answer_challenge_obtained(MNR_ACTOR_TERMINAL)));
        else if (kind == MNR_ACTION_CHOOSE_METHOD)
            OK(mnr_reception_reply(reception, 5, &last.number, mnr_answer_method(MNR_METHOD_PIN, MNR_ACTOR_PATIENT)));
        else
            break;
    }
    CHECK(last.kind == MNR_ACTION_DECIDE_LAST_TRY && last.tries == 1);
    OK(mnr_reception_reply(reception, 6, &last.number, mnr_answer_last_try(MNR_LAST_TRY_DECISION_SPEND, MNR_ACTOR_PATIENT)));
    for (;;) {
        int32_t kind = drain();
        if (kind == MNR_ACTION_ENTER_PIN) {
            OK(mnr_reception_reply(reception, 7, &last.number, mnr_answer_pin_entered(MNR_ACTOR_PATIENT)));
        } else if (kind == MNR_ACTION_OBTAIN_CHALLENGE) {
            OK(mnr_reception_reply(reception, 7, &last.number, mnr_answer_challenge_obtained(MNR_ACTOR_TERMINAL)));
        } else if (kind == MNR_ACTION_VERIFY_PIN) {
            CHECK(last.last_try == 1);
            OK(mnr_reception_reply(reception, 7, &last.number, mnr_answer_pin_verified()));
        } else if (kind == MNR_ACTION_AUTHENTICATE) {
            OK(mnr_reception_reply(reception, 7, &last.number, mnr_answer_authenticated(1, MNR_ACTOR_CENTRE)));
        } else if (kind == MNR_ACTION_REACQUIRE_CARD) {
            OK(mnr_reception_reply(reception, 7, &last.number, mnr_answer_reacquired(1)));
        } else if (kind == MNR_ACTION_QUERY_ELIGIBILITY) {
            OK(mnr_reception_reply(reception, 7, &last.number, mnr_answer_eligibility(MNR_ELIGIBILITY_VALID, MNR_ACTOR_CENTRE)));
        } else if (kind == MNR_ACTION_ASK_CONSENT) {
            OK(mnr_reception_reply(reception, 7, &last.number, mnr_answer_consented(0, MNR_ACTOR_PATIENT)));
        } else if (kind == MNR_ACTION_CHOOSE_PRESCRIPTION) {
            OK(mnr_reception_reply(reception, 7, &last.number, mnr_answer_prescription(MNR_PRESCRIPTION_PAPER, MNR_ACTOR_PATIENT)));
        } else if (kind == MNR_ACTION_DELIVER) {
            CHECK(last.detail == MNR_PRESCRIPTION_PAPER);
            OK(mnr_reception_reply(reception, 7, &last.number, mnr_answer_delivered(MNR_ACTOR_TERMINAL)));
        } else {
            break;
        }
    }
    OK(mnr_reception_state_name(reception, text, sizeof text, &needed));
    CHECK(strcmp(text, "ended") == 0);
    finish();
}

/* The remaining answers: code B wrong, sight with passcode, phone, notice, delayed registration. */
static void other_ways(void)
{
    mnr_reception_config config;
    mnr_card_facts facts;

    MNR_INIT(&config);
    config.staff_check = MNR_STAFF_CHECK_FROM_METHOD_SCREEN;
    begin(&config);
    facts = facts_of_a_good_card();
    facts.certificate = MNR_CERTIFICATE_NOTICE;
    OK(mnr_reception_reply(reception, 1, &last.number, mnr_answer_identified(&facts)));
    CHECK(drain() == MNR_ACTION_CHOOSE_METHOD);
    OK(mnr_reception_reply(reception, 2, &last.number, mnr_answer_method(MNR_METHOD_FACE, MNR_ACTOR_PATIENT)));
    CHECK(drain() == MNR_ACTION_SCAN_CARD_FACE);
    OK(mnr_reception_reply(reception, 2, &last.number, mnr_answer_scanned(MNR_SCAN_READ, 2, MNR_MARK_NOT_SEEN)));
    CHECK(drain() == MNR_ACTION_READ_FACE_RECORD);
    OK(mnr_reception_reply(reception, 2, &last.number, mnr_answer_code_b_wrong(9)));
    while (drain() != MNR_ACTION_CHOOSE_METHOD) {
        if (last.kind == MNR_ACTION_SCAN_CARD_FACE)
            OK(mnr_reception_reply(reception, 2, &last.number, mnr_answer_scanned(MNR_SCAN_UNREADABLE, 0, MNR_MARK_NOT_SEEN)));
        else
            CHECK(!"another request");
    }
    OK(mnr_reception_reply(reception, 3, &last.number, mnr_answer_method(MNR_METHOD_STAFF, MNR_ACTOR_PATIENT)));
    CHECK(drain() == MNR_ACTION_CHECK_BY_SIGHT && last.detail == MNR_PLACE_READER);
    OK(mnr_reception_reply(reception, 3, &last.number, mnr_answer_sighted(MNR_SIGHTING_SAME, MNR_ACTOR_STAFF)));
    CHECK(drain() == MNR_ACTION_CHECK_PASSCODE);
    OK(mnr_reception_reply(reception, 3, &last.number, mnr_answer_passcode(1, MNR_ACTOR_TERMINAL)));
    CHECK(drain() == MNR_ACTION_AUTHENTICATE);
    OK(mnr_reception_reply(reception, 3, &last.number, mnr_answer_authenticated(0, MNR_ACTOR_CENTRE)));
    for (;;) {
        int32_t kind = drain();
        if (kind == MNR_ACTION_REACQUIRE_CARD)
            OK(mnr_reception_reply(reception, 3, &last.number, mnr_answer_reacquired(1)));
        else if (kind == MNR_ACTION_OFFER_REGISTRATION)
            OK(mnr_reception_reply(reception, 3, &last.number, mnr_answer_registration_wanted(1, MNR_ACTOR_PATIENT)));
        else if (kind == MNR_ACTION_REGISTER)
            OK(mnr_reception_reply(reception, 3, &last.number, mnr_answer_registration_delayed(MNR_ACTOR_CENTRE)));
        else if (kind == MNR_ACTION_QUERY_ELIGIBILITY)
            OK(mnr_reception_reply(reception, 3, &last.number, mnr_answer_eligibility(MNR_ELIGIBILITY_VALID, MNR_ACTOR_CENTRE)));
        else if (kind == MNR_ACTION_SHOW_NOTICE)
            OK(mnr_reception_reply(reception, 3, &last.number, mnr_answer_notice_read(MNR_ACTOR_PATIENT)));
        else
            break;
    }
    CHECK(last.kind == MNR_ACTION_ASK_CONSENT);
    OK(mnr_reception_cancelled(reception, 4, MNR_ACTOR_PATIENT));
    drain();
    finish();

    /* A phone. */
    begin(NULL);
    facts = facts_of_a_good_card();
    facts.token = MNR_TOKEN_IPHONE;
    OK(mnr_reception_reply(reception, 1, &last.number, mnr_answer_identified(&facts)));
    while (drain() == MNR_ACTION_CHOOSE_METHOD)
        OK(mnr_reception_reply(reception, 1, &last.number, mnr_answer_method(MNR_METHOD_PIN, MNR_ACTOR_PATIENT)));
    CHECK(last.kind == MNR_ACTION_CONFIRM_ON_PHONE);
    /* The phone's own word, from what it lies on; nobody's about it. */
    CHECK_STATUS(MNR_ERROR_WRONG_ACTOR, mnr_reception_reply(reception, 1, &last.number, mnr_answer_phone_confirmed(MNR_ACTOR_PATIENT)));
    OK(mnr_reception_reply(reception, 1, &last.number, mnr_answer_phone_confirmed(MNR_ACTOR_READER)));
    CHECK(drain() == MNR_ACTION_AUTHENTICATE && last.detail == MNR_PATH_PHONE);
    OK(mnr_reception_reply(reception, 1, &last.number, mnr_answer_failed(0, 901, MNR_ACTOR_TERMINAL)));
    drain();
    finish();
}

/* The notice before the services, for a card in its grace period. */
static int32_t notice_shown(int32_t card_expiry_year)
{
    mnr_card_facts facts = facts_of_a_good_card();
    int32_t kind, detail;
    facts.certificate = MNR_CERTIFICATE_GRACE;
    facts.card_expiry_year = card_expiry_year;
    facts.card_expiry_month = facts.card_expiry_day = 1;
    begin(NULL);
    OK(mnr_reception_reply(reception, 1, &last.number, mnr_answer_identified(&facts)));
    while ((kind = drain()) != MNR_ACTION_SHOW_NOTICE) {
        if (kind == MNR_ACTION_CHOOSE_METHOD)
            OK(mnr_reception_reply(reception, 2, &last.number, mnr_answer_method(MNR_METHOD_PIN, MNR_ACTOR_PATIENT)));
        else if (kind == MNR_ACTION_ENTER_PIN)
            OK(mnr_reception_reply(reception, 2, &last.number, mnr_answer_pin_entered(MNR_ACTOR_PATIENT)));
        else if (kind == MNR_ACTION_OBTAIN_CHALLENGE)
            OK(mnr_reception_reply(reception, 2, &last.number, mnr_answer_challenge_obtained(MNR_ACTOR_TERMINAL)));
        else if (kind == MNR_ACTION_VERIFY_PIN)
            OK(mnr_reception_reply(reception, 2, &last.number, mnr_answer_pin_verified()));
        else if (kind == MNR_ACTION_AUTHENTICATE)
            OK(mnr_reception_reply(reception, 2, &last.number, mnr_answer_authenticated(1, MNR_ACTOR_CENTRE)));
        else if (kind == MNR_ACTION_REACQUIRE_CARD)
            OK(mnr_reception_reply(reception, 2, &last.number, mnr_answer_reacquired(1)));
        else if (kind == MNR_ACTION_QUERY_ELIGIBILITY)
            OK(mnr_reception_reply(reception, 2, &last.number, mnr_answer_eligibility(MNR_ELIGIBILITY_IN_GRACE, MNR_ACTOR_CENTRE)));
        else
            CHECK(!"another request, or none");
    }
    detail = last.detail;
    finish();
    return detail;
}

/* Values that had no number once, and came as 0. */
static void no_value_without_a_number(void)
{
    mnr_card_facts facts = facts_of_a_good_card();
    mnr_action action;
    int told = 0;
    CHECK(notice_shown(2030) == MNR_NOTICE_CERTIFICATE_IN_GRACE);
    CHECK(notice_shown(2026) == MNR_NOTICE_CARD_ENDED);

    /* The PIN is blocked and asked for all the same; then the patient leaves. */
    facts.pin_tries = 0;
    begin(NULL);
    OK(mnr_reception_reply(reception, 1, &last.number, mnr_answer_identified(&facts)));
    CHECK(drain() == MNR_ACTION_CHOOSE_METHOD && last.offer_pin == MNR_OFFER_BLOCKED);
    OK(mnr_reception_reply(reception, 1, &last.number, mnr_answer_method(MNR_METHOD_PIN, MNR_ACTOR_PATIENT)));
    CHECK(drain() == MNR_ACTION_CHOOSE_METHOD);
    OK(mnr_reception_cancelled(reception, 2, MNR_ACTOR_PATIENT));
    for (;;) {
        MNR_INIT(&action);
        if (mnr_reception_next_action(reception, &action) != MNR_OK)
            break;
        if (action.outcome == MNR_OUTCOME_ENDED) {
            CHECK(action.end_reason == MNR_END_NOT_OFFERED && action.code_number == 4);
            told++;
        }
    }
    CHECK(told > 0);
    finish();
}

static void events(void)
{
    mnr_reception *none = NO_HANDLE(mnr_reception);
    mnr_reception_config config;
    mnr_action action;
    mnr_situation situation;
    uint64_t at = 77;
    int32_t mode = 0;
    char text[8192];
    size_t needed = 0;

    MNR_INIT(&config);
    CHECK_STATUS(MNR_ERROR_NULL, mnr_reception_new(NULL, NULL));
    config.station = 70000;
    CHECK_STATUS(MNR_ERROR_ARGUMENT, mnr_reception_new(&config, &reception));
    MNR_INIT(&config);
    config.rehearsal = 3;
    CHECK_STATUS(MNR_ERROR_ARGUMENT, mnr_reception_new(&config, &reception));
    MNR_INIT(&config);
    config.face_attempts = 300;
    CHECK_STATUS(MNR_ERROR_ARGUMENT, mnr_reception_new(&config, &reception));
    MNR_INIT(&config);
    config.lacks = 64;
    CHECK_STATUS(MNR_ERROR_ARGUMENT, mnr_reception_new(&config, &reception));
    MNR_INIT(&config);
    config.registration_by_sight_year = 2026; /* and no month */
    CHECK_STATUS(MNR_ERROR_DATE, mnr_reception_new(&config, &reception));
    MNR_INIT(&config);
    config.rules_expire_year = 2027; /* likewise */
    CHECK_STATUS(MNR_ERROR_DATE, mnr_reception_new(&config, &reception));
    CHECK(reception == NULL);
    MNR_INIT(&config);
    OK(mnr_reception_new(&config, &reception));

    CHECK_STATUS(MNR_ERROR_NOT_FOUND, mnr_reception_journal(reception, text, sizeof text, &needed));
    MNR_INIT(&situation);
    CHECK_STATUS(MNR_ERROR_NOT_FOUND, mnr_reception_situation(reception, &situation));
    CHECK_STATUS(MNR_ERROR_NOT_FOUND, mnr_reception_deadline(reception, &at));
    CHECK(at == 77);
    OK(mnr_reception_mode(reception, &mode));
    CHECK(mode == MNR_MODE_UNATTENDED);
    OK(mnr_reception_tick(reception, 1));
    config.rehearsal = 1;
    OK(mnr_reception_configure(reception, &config));
    config.rehearsal = 0;
    OK(mnr_reception_configure(reception, &config));
    CHECK_STATUS(MNR_ERROR_NOT_NOW, mnr_reception_card_removed(reception, 2));
    CHECK_STATUS(MNR_ERROR_DATE, mnr_reception_card_placed(reception, 2, DAY(2026, 2, 29)));
    {
        mnr_number nobody = {1, 1, 1};
        CHECK_STATUS(MNR_ERROR_NOTHING_ASKED, mnr_reception_reply(reception, 2, &nobody, mnr_answer_delivered(MNR_ACTOR_TERMINAL)));
    }
    CHECK_STATUS(MNR_ERROR_WRONG_ACTOR, mnr_reception_staff_confirmed(reception, 2, MNR_CONFIRMED_PATIENT, MNR_ACTOR_PATIENT));
    CHECK_STATUS(MNR_ERROR_ARGUMENT, mnr_reception_staff_confirmed(reception, 2, 9, MNR_ACTOR_STAFF));
    CHECK_STATUS(MNR_ERROR_WRONG_ACTOR, mnr_reception_mode_changed(reception, 2, MNR_MODE_VISUAL, MNR_ACTOR_PATIENT));
    CHECK_STATUS(MNR_ERROR_ARGUMENT, mnr_reception_mode_changed(reception, 2, 0, MNR_ACTOR_TERMINAL));
    OK(mnr_reception_mode_changed(reception, 2, MNR_MODE_VISUAL, MNR_ACTOR_ADMINISTRATOR));
    OK(mnr_reception_staff_confirmed(reception, 2, MNR_CONFIRMED_PATIENT, MNR_ACTOR_STAFF));
    OK(mnr_reception_deadline(reception, &at));
    OK(mnr_reception_mode_changed(reception, 2, MNR_MODE_UNATTENDED, MNR_ACTOR_TERMINAL));
    drain();
    OK(mnr_reception_card_placed(reception, 3, DAY(2026, 11, 24)));
    CHECK_STATUS(MNR_ERROR_NOT_NOW, mnr_reception_configure(reception, &config));
    CHECK(drain() == MNR_ACTION_IDENTIFY_CARD);
    OK(mnr_reception_deadline(reception, &at));
    CHECK(at > 3);
    CHECK_STATUS(MNR_ERROR_WRONG_ACTOR, mnr_reception_face_only_mark(reception, 4, 1, MNR_ACTOR_PATIENT));
    CHECK_STATUS(MNR_ERROR_ARGUMENT, mnr_reception_face_only_mark(reception, 4, 5, MNR_ACTOR_STAFF));
    identified();
    drain();
    OK(mnr_reception_face_only_mark(reception, 4, 1, MNR_ACTOR_STAFF));
    drain();
    CHECK_STATUS(MNR_ERROR_WRONG_ACTOR, mnr_reception_fault(reception, 5, 0, 11, MNR_ACTOR_PATIENT));
    OK(mnr_reception_fault(reception, 5, 0, 11, MNR_ACTOR_TERMINAL));
    drain();
    OK(mnr_reception_mode_changed(reception, 6, MNR_MODE_VISUAL, MNR_ACTOR_TERMINAL));
    drain();
    OK(mnr_reception_situation(reception, &situation));
    CHECK(situation.year == 2026 && strcmp(situation.language, "ja") == 0);
    OK(mnr_reception_card_removed(reception, 7));
    drain();
    CHECK_STATUS(MNR_ERROR_BUFFER, mnr_reception_journal(reception, NULL, 0, &needed));
    OK(mnr_reception_journal(reception, text, sizeof text, &needed));
    CHECK(strlen(text) + 1 == needed && strstr(text, "\"schema\":1") != NULL);
    CHECK_STATUS(MNR_ERROR_NULL, mnr_reception_journal(reception, text, sizeof text, NULL));

    /* NULL and handles that are none. */
    MNR_INIT(&action);
    CHECK_STATUS(MNR_ERROR_NULL, mnr_reception_next_action(reception, NULL));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_reception_deadline(reception, NULL));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_reception_mode(reception, NULL));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_reception_state_name(reception, NULL, 3, &needed));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_reception_situation(reception, NULL));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_reception_configure(reception, NULL));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_reception_tick(NULL, 1));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_reception_card_placed(NULL, 1, DAY(2026, 1, 1)));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_reception_card_removed(NULL, 1));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_reception_mode_changed(NULL, 1, 1, 1));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_reception_cancelled(NULL, 1, 1));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_reception_staff_confirmed(NULL, 1, 1, 1));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_reception_face_only_mark(NULL, 1, 1, 1));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_reception_fault(NULL, 1, 0, 11, 1));
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_reception_next_action(none, &action));
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_reception_deadline(none, &at));
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_reception_mode(none, &mode));
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_reception_state_name(none, text, sizeof text, &needed));
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_reception_situation(none, &situation));
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_reception_configure(none, &config));
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_reception_journal(none, text, sizeof text, &needed));
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_reception_tick(none, 1));
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_reception_card_placed(none, 1, DAY(2026, 1, 1)));
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_reception_card_removed(none, 1));
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_reception_mode_changed(none, 1, 1, 1));
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_reception_cancelled(none, 1, 1));
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_reception_staff_confirmed(none, 1, 1, 1));
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_reception_face_only_mark(none, 1, 1, 1));
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_reception_fault(none, 1, 0, 11, 1));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_reception_phone_wanted(NULL, 1, DAY(2026, 1, 1), 1));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_reception_phone_placed(NULL, 1, DAY(2026, 1, 1)));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_reception_phone_removed(NULL, 1));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_reception_more_time(NULL, 1, 1));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_reception_phone_offer(NULL, &mode));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_reception_phone_offer(reception, NULL));
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_reception_phone_wanted(none, 1, DAY(2026, 1, 1), 1));
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_reception_phone_placed(none, 1, DAY(2026, 1, 1)));
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_reception_phone_removed(none, 1));
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_reception_more_time(none, 1, 1));
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_reception_phone_offer(none, &mode));
    finish();
    OK(mnr_reception_free(NULL));
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_reception_free(none));
}

/* A phone on a paired reader: chosen on the screen, its PIN typed before it comes; and what is refused. */
static void by_phone(void)
{
    mnr_reception_config config;
    mnr_card_facts facts = facts_of_a_good_card();
    int32_t offer;
    MNR_INIT(&config);
    config.phone_reader = 9;
    CHECK_STATUS(MNR_ERROR_ARGUMENT, mnr_reception_new(&config, &reception));
    config.phone_reader = MNR_PHONE_READER_NOT_PAIRED;
    OK(mnr_reception_new(&config, &reception));
    OK(mnr_reception_phone_offer(reception, &offer));
    CHECK(offer == MNR_OFFER_PHONE_READER_NOT_PAIRED);
    CHECK_STATUS(MNR_ERROR_NOT_NOW, mnr_reception_phone_wanted(reception, 0, DAY(2026, 11, 24), MNR_ACTOR_PATIENT));
    CHECK_STATUS(MNR_ERROR_NOT_NOW, mnr_reception_phone_placed(reception, 0, DAY(2026, 11, 24)));
    config.phone_reader = MNR_PHONE_READER_PAIRED;
    config.subsidy = 1;
    OK(mnr_reception_configure(reception, &config));
    OK(mnr_reception_phone_offer(reception, &offer));
    CHECK(offer == MNR_OFFER_OPEN);
    CHECK_STATUS(MNR_ERROR_DATE, mnr_reception_phone_wanted(reception, 0, DAY(2026, 2, 30), MNR_ACTOR_PATIENT));
    CHECK_STATUS(MNR_ERROR_ARGUMENT, mnr_reception_phone_wanted(reception, 0, DAY(2026, 11, 24), 99));
    CHECK_STATUS(MNR_ERROR_WRONG_ACTOR, mnr_reception_phone_wanted(reception, 0, DAY(2026, 11, 24), MNR_ACTOR_CENTRE));
    CHECK_STATUS(MNR_ERROR_DATE, mnr_reception_phone_placed(reception, 0, DAY(2026, 2, 30)));
    CHECK_STATUS(MNR_ERROR_NOT_NOW, mnr_reception_phone_removed(reception, 0));
    CHECK_STATUS(MNR_ERROR_NOT_NOW, mnr_reception_more_time(reception, 0, MNR_ACTOR_STAFF));
    OK(mnr_reception_phone_wanted(reception, 0, DAY(2026, 11, 24), MNR_ACTOR_STAFF));
    CHECK(drain() == MNR_ACTION_CHOOSE_PHONE && last.offer_android == MNR_OFFER_OPEN && !last.may_go_back);
    CHECK_STATUS(MNR_ERROR_ARGUMENT, mnr_reception_more_time(reception, 1, 99));
    CHECK_STATUS(MNR_ERROR_WRONG_ACTOR, mnr_reception_more_time(reception, 1, MNR_ACTOR_READER));
    OK(mnr_reception_more_time(reception, 1, MNR_ACTOR_HELPER));
    CHECK_STATUS(MNR_ERROR_ARGUMENT, mnr_reception_reply(reception, 1, &last.number, mnr_answer_phone(3, MNR_ACTOR_PATIENT)));
    OK(mnr_reception_reply(reception, 1, &last.number, mnr_answer_phone(MNR_PHONE_IPHONE, MNR_ACTOR_PATIENT)));
    CHECK(drain() == MNR_ACTION_AWAIT_PHONE && last.phone == MNR_PHONE_IPHONE && last.at == MNR_AT_PHONE_READER);
    CHECK(last.may_go_back);
    OK(mnr_reception_reply(reception, 1, &last.number, mnr_answer_back(MNR_ACTOR_CARER)));
    CHECK(drain() == MNR_ACTION_CHOOSE_PHONE);
    OK(mnr_reception_reply(reception, 1, &last.number, mnr_answer_phone(MNR_PHONE_ANDROID, MNR_ACTOR_PATIENT)));
    CHECK(drain() == MNR_ACTION_ENTER_PIN_AHEAD && last.may_go_back);
    OK(mnr_reception_reply(reception, 1, &last.number, mnr_answer_pin_entered(MNR_ACTOR_PATIENT)));
    CHECK(drain() == MNR_ACTION_AWAIT_PHONE && last.phone == MNR_PHONE_ANDROID);
    OK(mnr_reception_phone_placed(reception, 2, DAY(2026, 11, 24)));
    CHECK(drain() == MNR_ACTION_IDENTIFY_CARD && last.at == MNR_AT_PHONE_READER);
    facts.token = MNR_TOKEN_ANDROID;
    OK(mnr_reception_reply(reception, 3, &last.number, mnr_answer_identified(&facts)));
    CHECK(drain() == MNR_ACTION_OBTAIN_CHALLENGE);
    OK(mnr_reception_reply(reception, 4, &last.number, mnr_answer_challenge_obtained(MNR_ACTOR_TERMINAL)));
    CHECK(drain() == MNR_ACTION_VERIFY_PIN && !last.last_try);
    OK(mnr_reception_reply(reception, 5, &last.number, mnr_answer_pin_verified()));
    CHECK(drain() == MNR_ACTION_AUTHENTICATE);
    OK(mnr_reception_reply(reception, 6, &last.number, mnr_answer_authenticated(1, MNR_ACTOR_CENTRE)));
    CHECK(drain() == MNR_ACTION_REACQUIRE_CARD);
    OK(mnr_reception_reply(reception, 7, &last.number, mnr_answer_reacquired(1)));
    CHECK(drain() == MNR_ACTION_QUERY_ELIGIBILITY);
    /* The phone has done its work and may go. */
    OK(mnr_reception_phone_removed(reception, 8));
    CHECK(drain() == 0);
    OK(mnr_reception_reply(reception, 9, &last.number, mnr_answer_eligibility_with_subsidy(MNR_ELIGIBILITY_VALID, MNR_ACTOR_CENTRE)));
    CHECK(drain() == MNR_ACTION_ASK_CONSENT);
    OK(mnr_reception_reply(reception, 9, &last.number, mnr_answer_consented(0, MNR_ACTOR_HELPER)));
    CHECK(drain() == MNR_ACTION_ASK_SUBSIDY);
    OK(mnr_reception_reply(reception, 9, &last.number, mnr_answer_subsidy(0, MNR_ACTOR_PATIENT)));
    CHECK(drain() == MNR_ACTION_DELIVER && last.subsidy == MNR_SUBSIDY_DO_NOT_USE);
    OK(mnr_reception_reply(reception, 9, &last.number, mnr_answer_delivered(MNR_ACTOR_TERMINAL)));
    CHECK(drain() == 0);
    finish();
}

/* Time that passes: the patient who does not answer is reminded, then the check-in ends. */
static void silence(void)
{
    uint64_t at;
    int rounds;
    begin(NULL);
    identified();
    CHECK(drain() == MNR_ACTION_CHOOSE_METHOD);
    for (rounds = 0; rounds < 3; rounds++) {
        OK(mnr_reception_deadline(reception, &at));
        OK(mnr_reception_tick(reception, at));
        drain();
    }
    /* An answer that comes after its deadline is late. */
    CHECK_STATUS(MNR_ERROR_NOTHING_ASKED, mnr_reception_reply(reception, at + 1, &last.number, mnr_answer_method(MNR_METHOD_PIN, MNR_ACTOR_PATIENT)));
    finish();
}

/* The request that is open once all actions were taken. */
static mnr_number asked_for(mnr_number number)
{
    mnr_action action;
    for (MNR_INIT(&action); mnr_reception_next_action(reception, &action) == MNR_OK; MNR_INIT(&action))
        if (action.is_request)
            number = action.number;
    return number;
}

/* A counter of milliseconds with 32 bits wraps while the patient is at the keypad, and other clocks leap.
 * The timers go on: the patient who left is reminded, and the check-in ends. */
static void clocks_that_leap(void)
{
    static const struct {
        uint64_t start, leap;
    } clocks[] = {{UINT32_MAX - 5000, 1000}, {50000000, 3}, {7, (uint64_t)1 << 62}, {UINT64_MAX - 2500, 7}};
    const mnr_number none = {0};
    size_t index, needed;
    for (index = 0; index < sizeof clocks / sizeof clocks[0]; index++) {
        uint64_t at = clocks[index].start, due = 0;
        mnr_card_facts facts = facts_of_a_good_card();
        mnr_number number;
        char state[32] = "";
        int ticks;
        OK(mnr_reception_new(NULL, &reception));
        OK(mnr_reception_card_placed(reception, at, DAY(2026, 11, 24)));
        number = asked_for(none);
        OK(mnr_reception_reply(reception, at + 1000, &number, mnr_answer_identified(&facts)));
        number = asked_for(number);
        OK(mnr_reception_reply(reception, at + 2000, &number, mnr_answer_method(MNR_METHOD_PIN, MNR_ACTOR_PATIENT)));
        number = asked_for(number);
        at = clocks[index].leap;
        CHECK_STATUS(MNR_ERROR_CLOCK, mnr_reception_tick(reception, at));
        for (ticks = 0; ticks < 300 && strcmp(state, "ended") != 0; ticks++) {
            /* The deadline is one of the caller's clock. */
            OK(mnr_reception_deadline(reception, &due));
            CHECK(due > at && due <= at + 60000);
            at += 1000;
            OK(mnr_reception_tick(reception, at));
            number = asked_for(number);
            OK(mnr_reception_state_name(reception, state, sizeof state, &needed));
        }
        CHECK(strcmp(state, "ended") == 0);
        /* An event is taken whatever its clock says. */
        OK(mnr_reception_card_removed(reception, 1));
        finish();
    }
}

/* All but the national software's own PIN, which this reception is not set up for. */
static void every_request_was_met(void)
{
    int32_t kind;
    for (kind = MNR_ACTION_IDENTIFY_CARD; kind <= MNR_ACTION_DELIVER; kind++)
        if (kind != MNR_ACTION_AUTHENTICATE_WITH_PIN && met[kind] == 0) {
            fprintf(stderr, "request %d was not met\n", (int)kind);
            exit(EXIT_FAILURE);
        }
}

/* What is read of the card while the patient chooses, and where it is not. */
static void read_ahead(void)
{
    mnr_reception_config config;
    mnr_card_facts facts = facts_of_a_good_card();
    mnr_action action, ahead, methods;
    int times;
    facts.code_b_tries = MNR_TRIES_UNKNOWN;
    facts.certificate = MNR_CERTIFICATE_UNKNOWN;
    MNR_INIT(&config);
    config.not_ahead = MNR_READ_ALL + 1;
    CHECK_STATUS(MNR_ERROR_ARGUMENT, mnr_reception_new(&config, &reception));
    for (times = 0; times < 2; times++) {
        config.not_ahead = times == 0 ? MNR_READ_ALL : MNR_READ_RECORD_SIGNER;
        begin(&config);
        OK(mnr_reception_reply(reception, 1, &last.number, mnr_answer_identified(&facts)));
        memset(&ahead, 0, sizeof ahead);
        memset(&methods, 0, sizeof methods);
        for (MNR_INIT(&action); mnr_reception_next_action(reception, &action) == MNR_OK; MNR_INIT(&action)) {
            if (action.kind == MNR_ACTION_READ_AHEAD)
                ahead = action;
            if (action.kind == MNR_ACTION_CHOOSE_METHOD)
                methods = action;
        }
        CHECK(methods.kind == MNR_ACTION_CHOOSE_METHOD);
        if (times == 0) {
            CHECK(ahead.kind == 0);
            finish();
        }
    }
    CHECK(ahead.detail == (MNR_READ_CERTIFICATE | MNR_READ_CODE_B_TRIES) && methods.offer_face == MNR_OFFER_OPEN);
    CHECK_STATUS(MNR_ERROR_ARGUMENT, mnr_reception_reply(reception, 2, &ahead.number, mnr_answer_read_ahead(-2, MNR_CERTIFICATE_VALID)));
    CHECK_STATUS(MNR_ERROR_ARGUMENT, mnr_reception_reply(reception, 2, &ahead.number, mnr_answer_read_ahead(10, 99)));
    CHECK_STATUS(MNR_ERROR_WRONG_ACTOR, mnr_reception_reply(reception, 2, &methods.number, mnr_answer_read_ahead(10, MNR_CERTIFICATE_VALID)));
    /* Code B is blocked: the methods are offered anew, without the face. */
    OK(mnr_reception_reply(reception, 2, &ahead.number, mnr_answer_read_ahead(0, MNR_CERTIFICATE_VALID)));
    CHECK(drain() == MNR_ACTION_CHOOSE_METHOD && last.offer_face != MNR_OFFER_OPEN && last.offer_pin == MNR_OFFER_OPEN);
    CHECK_STATUS(MNR_ERROR_ALREADY_ANSWERED, mnr_reception_reply(reception, 2, &ahead.number, mnr_answer_read_ahead(10, MNR_CERTIFICATE_VALID)));
    finish();
}

/* Journals added up: as often as they were added, rehearsals apart, and no line that is none. */
static void statistics(void)
{
    mnr_statistics *sums = NULL;
    char line[16384], json[4096];
    size_t needed, length;
    int turn;
    CHECK_STATUS(MNR_ERROR_NULL, mnr_statistics_new(NULL));
    OK(mnr_statistics_new(&sums));
    for (turn = 0; turn < 3; turn++) {
        mnr_reception_config config;
        mnr_reception *one;
        MNR_INIT(&config);
        config.rehearsal = turn == 2;
        OK(mnr_reception_new(&config, &one));
        OK(mnr_reception_card_placed(one, 5, DAY(2026, 11, 24)));
        OK(mnr_reception_card_removed(one, 1005));
        OK(mnr_reception_journal(one, line, sizeof line, &length));
        OK(mnr_reception_free(one));
        OK(mnr_statistics_add(sums, line, length - 1));
    }
    CHECK_STATUS(MNR_ERROR_BUFFER, mnr_statistics_json(sums, NULL, 0, &needed));
    OK(mnr_statistics_json(sums, json, sizeof json, &needed));
    CHECK(strlen(json) + 1 == needed && strstr(json, "\"check_ins\":2") != NULL && strstr(json, "\"rehearsals\":1") != NULL);
    CHECK(strstr(json, "\"admitted\":0") != NULL && strstr(json, "\"card-removed\":2") != NULL && strstr(json, "\"duration_ms\":2000") != NULL);
    /* A line that is none adds nothing. */
    CHECK_STATUS(MNR_ERROR_DATA_FILE, mnr_statistics_add(sums, "{}", 2));
    CHECK_STATUS(MNR_ERROR_DATA_FILE, mnr_statistics_add(sums, line, length - 2));
    CHECK_STATUS(MNR_ERROR_TEXT, mnr_statistics_add(sums, "\xFF", 1));
    CHECK_STATUS(MNR_ERROR_LENGTH, mnr_statistics_add(sums, line, (size_t)2 << 20));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_statistics_add(sums, NULL, 5));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_statistics_add(NULL, line, length - 1));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_statistics_json(NULL, json, sizeof json, &needed));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_statistics_json(sums, json, sizeof json, NULL));
    OK(mnr_statistics_json(sums, json, sizeof json, &needed));
    CHECK(strstr(json, "\"check_ins\":2") != NULL);
    OK(mnr_statistics_free(NULL));
    OK(mnr_statistics_free(sums));
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_statistics_free(sums));
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_statistics_add(sums, line, length - 1));
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_statistics_json(sums, json, sizeof json, &needed));
}

int main(void)
{
    statistics();
    facts_that_are_none();
    read_ahead();
    a_fault_keeps_where_it_comes_from();
    refused_events();
    by_face();
    by_pin();
    other_ways();
    no_value_without_a_number();
    events();
    silence();
    clocks_that_leap();
    by_phone();
    every_request_was_met();
    nothing_is_left();
    return EXIT_SUCCESS;
}
