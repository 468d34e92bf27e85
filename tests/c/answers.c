/* The answer record: each kind to each request, each field where it does not belong, sizes, pointers,
 * and that the constructors fill in what the documentation says. */
#include "answers.h"
#include "counter.h"

static PER_THREAD char logged[4096];
static void keep_line(void *user, int32_t level, const char *text)
{
    (void)user;
    (void)level;
    if (strlen(logged) + strlen(text) + 2 < sizeof logged)
        strcat(strcat(logged, text), "\n");
}

/* ---- the reception ---------------------------------------------------------------------------- */

static mnr_reception *reception_with_a_card(mnr_number *open)
{
    mnr_reception *reception;
    mnr_action action;
    OK(mnr_reception_new(NULL, &reception));
    OK(mnr_reception_card_placed(reception, 0, DAY(2026, 11, 24)));
    do {
        MNR_INIT(&action);
        OK(mnr_reception_next_action(reception, &action));
    } while (action.kind != MNR_ACTION_IDENTIFY_CARD);
    *open = action.number;
    return reception;
}

/* NULL, handles that are none, numbers that are another's, people who may not. */
static void every_kind_is_refused(void)
{
    const mnr_card_facts facts = facts_of_a_good_card();
    mnr_number open, foreign;
    mnr_reception *idle, *reception = reception_with_a_card(&open);
    size_t index;
    char said[64];
    OK(mnr_reception_new(NULL, &idle));
    foreign = open;
    foreign.sequence += 1000;
    for (index = 0; index < ANSWERS; index++) {
        mnr_answer answer = good_answer(&KINDS_OF_ANSWER[index], &facts);
        CHECK_STATUS(MNR_ERROR_NULL, mnr_reception_answer(NULL, 5, &open, &answer));
        CHECK_STATUS(MNR_ERROR_NULL, mnr_reception_answer(reception, 5, NULL, &answer));
        CHECK_STATUS(MNR_ERROR_NULL, mnr_reception_answer(reception, 5, &open, NULL));
        CHECK_STATUS(MNR_ERROR_HANDLE, mnr_reception_answer(NO_HANDLE(mnr_reception), 5, &open, &answer));
        CHECK_STATUS(MNR_ERROR_NOTHING_ASKED, mnr_reception_answer(idle, 5, &open, &answer));
        logged[0] = 0;
        OK(mnr_set_log(NULL, keep_line, MNR_LOG_ERROR));
        CHECK_STATUS(MNR_ERROR_FOREIGN_NUMBER, mnr_reception_answer(reception, 5, &foreign, &answer));
        OK(mnr_set_log(NULL, NULL, MNR_LOG_ERROR));
        /* The log names the kind as mnr_name does. */
        sprintf(said, ": %s to request ", mnr_name(MNR_NAME_ANSWER, answer.kind));
        CHECK(strstr(logged, said) != NULL);
        /* What a card is, its reader says; and who goes back is the patient. */
        answer.actor = answer.kind == MNR_ANSWER_BACK ? MNR_ACTOR_READER : MNR_ACTOR_PATIENT;
        CHECK_STATUS(MNR_ERROR_WRONG_ACTOR, mnr_reception_answer(reception, 5, &open, &answer));
        answer.actor = 99;
        CHECK_STATUS(MNR_ERROR_ARGUMENT, mnr_reception_answer(reception, 5, &open, &answer));
        answer.actor = 0;
        CHECK_STATUS(MNR_ERROR_ARGUMENT, mnr_reception_answer(reception, 5, &open, &answer));
        answer.actor = answer.kind == MNR_ANSWER_BACK ? MNR_ACTOR_PATIENT : MNR_ACTOR_READER;
        if (index > 1) /* any request may fail, and the other one is right */
            CHECK_STATUS(MNR_ERROR_WRONG_ANSWER, mnr_reception_answer(reception, 5, &open, &answer));
    }
    foreign = open;
    foreign.station = 70000;
    CHECK_STATUS(MNR_ERROR_WRONG_STATION, mnr_reception_reply(reception, 5, &foreign, mnr_answer_identified(&facts)));
    foreign.station = open.station + 1;
    CHECK_STATUS(MNR_ERROR_WRONG_STATION, mnr_reception_reply(reception, 5, &foreign, mnr_answer_identified(&facts)));
    CHECK_STATUS(MNR_ERROR_ARGUMENT, mnr_reception_reply(reception, 5, &open, mnr_answer_of(0, MNR_ACTOR_READER)));
    CHECK_STATUS(MNR_ERROR_ARGUMENT, mnr_reception_reply(reception, 5, &open, mnr_answer_of(ANSWERS + 1, MNR_ACTOR_READER)));
    CHECK_STATUS(MNR_ERROR_ARGUMENT, mnr_reception_reply(reception, 5, &open, mnr_answer_of(-1, MNR_ACTOR_READER)));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_reception_reply(reception, 5, &open, mnr_answer_identified(NULL)));
    /* After all that the right one is taken; and then it is late. */
    OK(mnr_reception_reply(reception, 5, &open, mnr_answer_identified(&facts)));
    OK(mnr_set_log(NULL, keep_line, MNR_LOG_ERROR));
    logged[0] = 0;
    CHECK_STATUS(MNR_ERROR_ALREADY_ANSWERED, mnr_reception_reply(reception, 6, &open, mnr_answer_identified(&facts)));
    CHECK(strstr(logged, "(identify-card) is already answered, by identified") != NULL);
    OK(mnr_set_log(NULL, NULL, MNR_LOG_ERROR));
    OK(mnr_reception_free(reception));
    OK(mnr_reception_free(idle));
}

/* A value out of range in each field that is used. */
/* Holds: A11 */
static void values_that_are_none(void)
{
    const mnr_card_facts facts = facts_of_a_good_card();
    mnr_number open;
    mnr_reception *reception = reception_with_a_card(&open);
    size_t index;
    for (index = 0; index < ANSWERS; index++) {
        const struct kind *kind = &KINDS_OF_ANSWER[index];
        uint32_t field;
        for (field = 1; field <= F_CODE_NUMBER; field *= 2) {
            mnr_answer answer = good_answer(kind, &facts);
            if (!(kind->fields & field) || field == F_CODE_NUMBER)
                continue;
            switch (field) {
            case F_DETAIL: answer.detail = 99; break;
            case F_METHOD: answer.method = 99; break;
            case F_YES: answer.yes = 2; break;
            case F_TRIES: answer.tries = -2; break;
            case F_LIVENESS: answer.liveness = 99; break;
            case F_MARK: answer.mark = 99; break;
            case F_AGREEING: answer.agreeing = 300; break;
            case F_CONSENTS: answer.consents = 1u << 9; break;
            default: answer.code_maker = 70000; break;
            }
            CHECK_STATUS(MNR_ERROR_ARGUMENT, mnr_reception_answer(reception, 5, &open, &answer));
        }
    }
    OK(mnr_reception_free(reception));
}

/* What a kind does not use must be 0: else it is refused, and the log says which field it was. */
/* Holds: A10 */
static void fields_that_do_not_belong(void)
{
    const mnr_card_facts facts = facts_of_a_good_card();
    struct world world;
    mnr_number open;
    mnr_reception *reception = reception_with_a_card(&open);
    size_t index, field;
    set_up(&world, "adult", NULL);
    OK(mnr_set_log(NULL, keep_line, MNR_LOG_ERROR));
    for (index = 0; index < ANSWERS; index++)
        for (field = 0; field < FIELDS; field++) {
            const struct kind *kind = &KINDS_OF_ANSWER[index];
            char said[64];
            sprintf(said, "answer->%s is set", FIELD_NAMES[field]);
            if (!(kind->fields & 1u << field)) {
                mnr_answer answer = good_answer(kind, &facts);
                set_field(&answer, 1u << field);
                logged[0] = 0;
                CHECK_STATUS(MNR_ERROR_ARGUMENT, mnr_reception_answer(reception, 5, &open, &answer));
                CHECK(strstr(logged, said) != NULL && strstr(logged, "MNR_ANSWER_") != NULL && strstr(logged, "4711") == NULL);
            }
            if (!(kind->to_a_desk & 1u << field)) {
                mnr_answer answer = good_answer_to_a_desk(kind, &facts);
                set_field(&answer, 1u << field);
                logged[0] = 0;
                CHECK_STATUS(MNR_ERROR_ARGUMENT, mnr_desk_answer(world.desk, &open, &answer));
                CHECK(strstr(logged, said) != NULL && strstr(logged, "4711") == NULL);
            }
        }
    OK(mnr_set_log(NULL, NULL, MNR_LOG_ERROR));
    OK(mnr_reception_free(reception));
    tear_down(&world);
}

/* Sizes of older and newer versions of the record, and such as are none. */
/* Holds: A9 */
static void sizes(void)
{
    struct {
        mnr_answer answer;
        uint64_t newer;
    } record;
    const mnr_card_facts facts = facts_of_a_good_card();
    static const size_t none[] = {0, 1, 8, sizeof(mnr_answer) - 1, 64 * 1024 + 1, (size_t)-1};
    struct world world;
    mnr_number open;
    mnr_reception *reception = reception_with_a_card(&open);
    size_t index;
    set_up(&world, "adult", NULL);
    memset(&record, 0, sizeof record);
    record.answer = mnr_answer_identified(&facts);
    for (index = 0; index < sizeof none / sizeof *none; index++) {
        record.answer.struct_size = none[index];
        CHECK_STATUS(MNR_ERROR_STRUCT_SIZE, mnr_reception_answer(reception, 5, &open, &record.answer));
        CHECK_STATUS(MNR_ERROR_STRUCT_SIZE, mnr_desk_answer(world.desk, &open, &record.answer));
    }
    record.answer.struct_size = sizeof record;
    record.newer = 1;
    CHECK_STATUS(MNR_ERROR_STRUCT_SIZE, mnr_reception_answer(reception, 5, &open, &record.answer));
    CHECK_STATUS(MNR_ERROR_STRUCT_SIZE, mnr_desk_answer(world.desk, &open, &record.answer));
    CHECK_STATUS(MNR_ERROR_ARGUMENT, mnr_reception_answer(reception, 5, &open, (const mnr_answer *)((const char *)&record + 1)));
    record.newer = 0;
    CHECK_STATUS(MNR_ERROR_WRONG_ANSWER, mnr_desk_answer(world.desk, &open, &record.answer));
    OK(mnr_reception_answer(reception, 5, &open, &record.answer));
    OK(mnr_reception_free(reception));
    tear_down(&world);
}

/* ---- the desk --------------------------------------------------------------------------------- */

/* Each kind to each request that a desk asks: what does not fit is refused at once and changes
 * nothing, and the check-in ends as it would have. */
static void try_all_kinds(struct world *world, const mnr_action *asked)
{
    const mnr_card_facts facts = facts_of_a_good_card();
    size_t index;
    for (index = 1; index < ANSWERS; index++) {
        const struct kind *kind = &KINDS_OF_ANSWER[index];
        mnr_answer answer = good_answer_to_a_desk(kind, &facts);
        if (!belongs(kind, asked)) {
            int32_t status;
            char said[64];
            logged[0] = 0;
            OK(mnr_set_log(NULL, keep_line, MNR_LOG_ERROR));
            status = mnr_desk_answer(world->desk, &asked->number, &answer);
            OK(mnr_set_log(NULL, NULL, MNR_LOG_ERROR));
            CHECK(status == MNR_ERROR_WRONG_ACTOR || status == MNR_ERROR_WRONG_ANSWER);
            sprintf(said, "(%s)", mnr_name(MNR_NAME_ACTION, asked->kind));
            CHECK(strstr(logged, said) != NULL || strstr(logged, "only the desk itself") != NULL);
        }
    }
}

static int32_t tried[KINDS];
static void request_after_all_others(void *user, const mnr_action *action, const mnr_material *material)
{
    try_all_kinds(user, action);
    tried[action->kind]++;
    request(user, action, material);
}

static void kinds_that_do_not_fit(void)
{
    static const int32_t ways[] = {MNR_METHOD_FACE, MNR_METHOD_PIN, MNR_METHOD_STAFF};
    mnr_reception_config config;
    size_t way;
    int kinds = 0;
    MNR_INIT(&config);
    config.staff_check = MNR_STAFF_CHECK_FROM_METHOD_SCREEN;
    for (way = 0; way < 3; way++) {
        struct world world;
        mnr_devices devices = functions();
        mnr_desk_options options;
        devices.request = request_after_all_others;
        furnish(&world, "adult");
        options = believing(&world);
        open_desk(&world, &config, &options, &world, &devices);
        world.method = ways[way];
        CHECK(check_in(&world) == MNR_OUTCOME_ADMITTED);
        CHECK(presented(&world) == (ways[way] == MNR_METHOD_STAFF ? 0u : 1u));
        CHECK(tries(&world, MNR_KEY_AUTHENTICATION_PIN) == 3 && tries(&world, MNR_KEY_CODE_B) == 10);
        tear_down(&world);
    }
    for (way = 0; way < KINDS; way++)
        kinds += tried[way] > 0;
    CHECK(kinds >= 11);
}

/* A secret for a request that takes none does not touch the one that is held: the PIN that was
 * entered first is the one that is presented. */
static void a_secret_is_not_replaced(void)
{
    struct world world;
    set_up(&world, "adult", NULL);
    world.method = MNR_METHOD_PIN;
    world.hold = MNR_ACTION_OBTAIN_CHALLENGE;
    place(&world);
    if (world.held.kind != MNR_ACTION_OBTAIN_CHALLENGE)
        exit(EXIT_FAILURE);
    CHECK_STATUS(MNR_ERROR_WRONG_ACTOR, mnr_desk_reply(world.desk, &world.held.number, mnr_answer_pin("0000", 4, MNR_ACTOR_PATIENT)));
    settle(&world);
    world.hold = 0;
    OK(mnr_desk_reply(world.desk, &world.held.number, mnr_answer_challenge(MNR_SCHEME_DIGEST, "12345678901234567890123456789012", 32, MNR_ACTOR_CENTRE)));
    settle(&world);
    CHECK(world.outcome == MNR_OUTCOME_ADMITTED && presented(&world) == 1);
    CHECK(tries(&world, MNR_KEY_AUTHENTICATION_PIN) == 3);
    tear_down(&world);
}

/* A secret after its number is gone: nobody asks for it any more. */
static void stale_numbers(void)
{
    struct world world;
    mnr_number first;
    set_up(&world, "adult", NULL);
    world.method = MNR_METHOD_PIN;
    world.wrong_pins = 1;
    world.hold = MNR_ACTION_ENTER_PIN;
    place(&world);
    first = world.held.number;
    CHECK(world.held.kind == MNR_ACTION_ENTER_PIN);
    enter_pin(&world, &first);
    settle(&world);
    CHECK(presented(&world) == 1 && world.asked[MNR_ACTION_ENTER_PIN] == 2);
    /* The right PIN under the number of the first request counts nothing. */
    logged[0] = 0;
    OK(mnr_set_log(NULL, keep_line, MNR_LOG_ERROR));
    CHECK_STATUS(MNR_ERROR_ALREADY_ANSWERED, mnr_desk_reply(world.desk, &first, mnr_answer_pin("1234", 4, MNR_ACTOR_PATIENT)));
    settle(&world);
    OK(mnr_set_log(NULL, NULL, MNR_LOG_ERROR));
    CHECK(presented(&world) == 1 && tries(&world, MNR_KEY_AUTHENTICATION_PIN) == 2);
    CHECK(strstr(logged, "(enter-pin) is already answered, by pin-entered") != NULL);
    enter_pin(&world, &world.held.number);
    settle(&world);
    CHECK(world.outcome == MNR_OUTCOME_ADMITTED && presented(&world) == 2);
    tear_down(&world);
}

/* ---- the constructors ------------------------------------------------------------------------- */

/* Field by field: there are bytes between them that a copy need not keep. */
static int same(const mnr_answer *one, const mnr_answer *other)
{
    return one->struct_size == other->struct_size && one->kind == other->kind && one->actor == other->actor &&
           one->detail == other->detail && one->method == other->method && one->yes == other->yes &&
           one->tries == other->tries && one->liveness == other->liveness && one->mark == other->mark &&
           one->agreeing == other->agreeing && one->failed == other->failed && one->consents == other->consents &&
           one->code_maker == other->code_maker && one->code_number == other->code_number &&
           one->symptom == other->symptom && one->facts == other->facts && one->secret == other->secret && one->secret_length == other->secret_length;
}

/* Each fills in its kind, its arguments, and nothing else. */
static void constructors(void)
{
    const mnr_card_facts facts = facts_of_a_good_card();
    mnr_symptom symptom;
    mnr_answer expected;
#define SAME(call, which, who, ...)                                                                \
    do {                                                                                           \
        mnr_answer given = call;                                                                   \
        MNR_INIT(&expected);                                                                       \
        expected.kind = which;                                                                     \
        expected.actor = who;                                                                      \
        __VA_ARGS__;                                                                               \
        CHECK(same(&given, &expected));                                                            \
    } while (0)
#define PLAIN(call, which, who) SAME(call, which, who, (void)0)
    SAME(mnr_answer_failed(65535, 3, 8), MNR_ANSWER_FAILED, 8, expected.code_maker = 65535, expected.code_number = 3);
    SAME(mnr_answer_symptom(&symptom, 7), MNR_ANSWER_FAILED, 7, expected.symptom = &symptom);
    SAME(mnr_answer_identified(&facts), MNR_ANSWER_IDENTIFIED, MNR_ACTOR_READER, expected.facts = &facts);
    SAME(mnr_answer_method(2, 1), MNR_ANSWER_METHOD, 1, expected.method = 2);
    SAME(mnr_answer_scanned(4, 5, 1), MNR_ANSWER_SCANNED, MNR_ACTOR_READER, expected.detail = 4, expected.agreeing = 5, expected.mark = 1);
    PLAIN(mnr_answer_record_read(), MNR_ANSWER_RECORD_READ, MNR_ACTOR_READER);
    SAME(mnr_answer_code_b_wrong(7), MNR_ANSWER_CODE_B_WRONG, MNR_ACTOR_READER, expected.tries = 7);
    SAME(mnr_answer_compared(2, 3), MNR_ANSWER_COMPARED, MNR_ACTOR_READER, expected.detail = 2, expected.liveness = 3);
    SAME(mnr_answer_last_try(2, 1), MNR_ANSWER_LAST_TRY, 1, expected.detail = 2);
    PLAIN(mnr_answer_pin_entered(3), MNR_ANSWER_PIN_ENTERED, 3);
    PLAIN(mnr_answer_challenge_obtained(9), MNR_ANSWER_CHALLENGE_OBTAINED, 9);
    SAME(mnr_answer_pin_wrong(2, 7), MNR_ANSWER_PIN_WRONG, 7, expected.tries = 2);
    PLAIN(mnr_answer_pin_verified(), MNR_ANSWER_PIN_VERIFIED, MNR_ACTOR_READER);
    PLAIN(mnr_answer_pin_unjudged(8), MNR_ANSWER_PIN_UNJUDGED, 8);
    SAME(mnr_answer_tries_read(1), MNR_ANSWER_TRIES_READ, MNR_ACTOR_READER, expected.tries = 1);
    SAME(mnr_answer_sighted(2, 5), MNR_ANSWER_SIGHTED, 5, expected.detail = 2);
    SAME(mnr_answer_passcode(1, 8), MNR_ANSWER_PASSCODE, 8, expected.yes = 1);
    PLAIN(mnr_answer_phone_confirmed(7), MNR_ANSWER_PHONE_CONFIRMED, 7);
    SAME(mnr_answer_authenticated(1, 9), MNR_ANSWER_AUTHENTICATED, 9, expected.yes = 1);
    SAME(mnr_answer_reacquired(1), MNR_ANSWER_REACQUIRED, MNR_ACTOR_READER, expected.yes = 1);
    SAME(mnr_answer_registration_wanted(1, 4), MNR_ANSWER_REGISTRATION_WANTED, 4, expected.yes = 1);
    PLAIN(mnr_answer_registered(9), MNR_ANSWER_REGISTERED, 9);
    PLAIN(mnr_answer_registration_delayed(9), MNR_ANSWER_REGISTRATION_DELAYED, 9);
    SAME(mnr_answer_eligibility(3, 9), MNR_ANSWER_ELIGIBILITY, 9, expected.detail = 3);
    SAME(mnr_answer_eligibility_with_subsidy(1, 8), MNR_ANSWER_ELIGIBILITY, 8, expected.detail = 1, expected.yes = 1);
    PLAIN(mnr_answer_back(10), MNR_ANSWER_BACK, 10);
    SAME(mnr_answer_phone(2, 1), MNR_ANSWER_PHONE, 1, expected.detail = 2);
    SAME(mnr_answer_read_ahead(7, 2), MNR_ANSWER_READ_AHEAD, MNR_ACTOR_READER, expected.tries = 7, expected.detail = 2);
    SAME(mnr_answer_subsidy(1, 2), MNR_ANSWER_SUBSIDY, 2, expected.yes = 1);
    PLAIN(mnr_answer_notice_read(1), MNR_ANSWER_NOTICE_READ, 1);
    SAME(mnr_answer_prescription(2, 1), MNR_ANSWER_PRESCRIPTION, 1, expected.detail = 2);
    SAME(mnr_answer_consented(10, 1), MNR_ANSWER_CONSENTED, 1, expected.consents = 10);
    PLAIN(mnr_answer_delivered(8), MNR_ANSWER_DELIVERED, 8);
    SAME(mnr_answer_pin("1234", 4, 1), MNR_ANSWER_PIN_ENTERED, 1, expected.secret = given.secret, expected.secret_length = 4);
    SAME(mnr_answer_reading(&facts, 3, 2, 5, 1), MNR_ANSWER_SCANNED, MNR_ACTOR_READER, expected.secret = &facts, expected.secret_length = 42,
         expected.failed = 2, expected.detail = 5, expected.mark = 1);
    SAME(mnr_answer_reading(&facts, (size_t)-1 / 2, 0, 0, 0), MNR_ANSWER_SCANNED, MNR_ACTOR_READER, expected.secret = &facts,
         expected.secret_length = (size_t)-1);
    SAME(mnr_answer_sighted_with_passcode(1, &facts, 6, 6), MNR_ANSWER_SIGHTED, 6, expected.detail = 1, expected.secret = &facts, expected.secret_length = 6);
    SAME(mnr_answer_challenge(4, &facts, 32, 8), MNR_ANSWER_CHALLENGE_OBTAINED, 8, expected.detail = 4, expected.secret = &facts, expected.secret_length = 32);
}

int main(void)
{
    constructors();
    every_kind_is_refused();
    values_that_are_none();
    fields_that_do_not_belong();
    sizes();
    kinds_that_do_not_fit();
    a_secret_is_not_replaced();
    stale_numbers();
    nothing_is_left();
    return EXIT_SUCCESS;
}
