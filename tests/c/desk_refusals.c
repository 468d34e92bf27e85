/* The desk: what it refuses, and what it takes into its inbox and drops. */
#include "counter.h"

static void a_desk_that_cannot_be(void)
{
    struct world world;
    mnr_devices devices = functions();
    mnr_desk_options options;
    mnr_reception_config config;
    mnr_desk *desk = NULL;
    memset(&world, 0, sizeof world);
    CHECK_STATUS(MNR_ERROR_NULL, mnr_desk_new(NULL, NULL, &world, NULL, &desk));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_desk_new(NULL, NULL, &world, &devices, NULL));
    devices.connect = NULL;
    CHECK_STATUS(MNR_ERROR_NULL, mnr_desk_new(NULL, NULL, &world, &devices, &desk));
    devices = functions();
    devices.order = NULL;
    CHECK_STATUS(MNR_ERROR_NULL, mnr_desk_new(NULL, NULL, &world, &devices, &desk));
    devices = functions();
    devices.request = NULL;
    CHECK_STATUS(MNR_ERROR_NULL, mnr_desk_new(NULL, NULL, &world, &devices, &desk));
    devices = functions();
    devices.struct_size = 8;
    CHECK_STATUS(MNR_ERROR_STRUCT_SIZE, mnr_desk_new(NULL, NULL, &world, &devices, &desk));
    devices = functions();
    MNR_INIT(&options);
    options.untraced = 7;
    CHECK_STATUS(MNR_ERROR_ARGUMENT, mnr_desk_new(NULL, &options, &world, &devices, &desk));
    MNR_INIT(&options);
    options.differing_expiry = 3;
    CHECK_STATUS(MNR_ERROR_ARGUMENT, mnr_desk_new(NULL, &options, &world, &devices, &desk));
    MNR_INIT(&options);
    options.grace = -1;
    CHECK_STATUS(MNR_ERROR_ARGUMENT, mnr_desk_new(NULL, &options, &world, &devices, &desk));
    MNR_INIT(&options);
    options.accept_test = 2;
    CHECK_STATUS(MNR_ERROR_ARGUMENT, mnr_desk_new(NULL, &options, &world, &devices, &desk));
    MNR_INIT(&options);
    options.anchors = NO_HANDLE(mnr_anchors);
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_desk_new(NULL, &options, &world, &devices, &desk));
    MNR_INIT(&config);
    config.mode = 99;
    CHECK_STATUS(MNR_ERROR_ARGUMENT, mnr_desk_new(&config, NULL, &world, &devices, &desk));
    MNR_INIT(&config);
    config.registration_by_sight_year = 2026;
    CHECK_STATUS(MNR_ERROR_DATE, mnr_desk_new(&config, NULL, &world, &devices, &desk));
    CHECK(desk == NULL && world.releases == 0);
    /* journal and release may be left out. */
    devices.journal = NULL;
    devices.release = NULL;
    OK(mnr_desk_new(NULL, NULL, NULL, &devices, &desk));
    OK(mnr_desk_free(desk));
    OK(mnr_desk_free(NULL));
}

/* Holds: A4 */
static void handles_that_are_none(void)
{
    mnr_desk *none = NO_HANDLE(mnr_desk);
    const mnr_number number = {1, 1, 1};
    const uint8_t bytes[32] = {'1', '2', '3', '4'};
    uint32_t wait = 5;
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_desk_poll(none, &wait));
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_desk_run(none));
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_desk_stop(none));
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_desk_free(none));
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_desk_card_placed(none, DAY(2026, 11, 24)));
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_desk_card_removed(none));
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_desk_mode_changed(none, MNR_MODE_VISUAL, MNR_ACTOR_TERMINAL));
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_desk_cancel(none, MNR_ACTOR_PATIENT));
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_desk_staff_confirmed(none, MNR_CONFIRMED_PATIENT, MNR_ACTOR_STAFF));
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_desk_face_only_mark(none, 1, MNR_ACTOR_STAFF));
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_desk_fault(none, 0, 11, MNR_ACTOR_TERMINAL));
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_desk_reply(none, &number, mnr_answer_pin(bytes, 4, MNR_ACTOR_PATIENT)));
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_desk_reply(none, &number,
                                                  mnr_answer_reading(NULL, 0, 1, 0, MNR_MARK_NOT_SEEN)));
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_desk_reply(none, &number,
                                                  mnr_answer_sighted_with_passcode(MNR_SIGHTING_SAME, NULL, 0,
                                                                                   MNR_ACTOR_STAFF)));
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_desk_reply(none, &number,
                                                  mnr_answer_challenge(MNR_SCHEME_DIGEST, bytes, 32,
                                                                       MNR_ACTOR_TERMINAL)));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_desk_poll(NULL, &wait));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_desk_run(NULL));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_desk_stop(NULL));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_desk_card_placed(NULL, DAY(2026, 11, 24)));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_desk_card_removed(NULL));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_desk_mode_changed(NULL, MNR_MODE_VISUAL, MNR_ACTOR_TERMINAL));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_desk_cancel(NULL, MNR_ACTOR_PATIENT));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_desk_staff_confirmed(NULL, MNR_CONFIRMED_PATIENT, MNR_ACTOR_STAFF));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_desk_face_only_mark(NULL, 1, MNR_ACTOR_STAFF));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_desk_fault(NULL, 0, 11, MNR_ACTOR_TERMINAL));
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_desk_phone_wanted(none, DAY(2026, 11, 24), MNR_ACTOR_PATIENT));
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_desk_phone_placed(none, DAY(2026, 11, 24)));
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_desk_phone_removed(none));
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_desk_more_time(none, MNR_ACTOR_STAFF));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_desk_phone_wanted(NULL, DAY(2026, 11, 24), MNR_ACTOR_PATIENT));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_desk_phone_placed(NULL, DAY(2026, 11, 24)));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_desk_phone_removed(NULL));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_desk_more_time(NULL, MNR_ACTOR_STAFF));
    CHECK(wait == 5);
}

static void malformed_secrets(struct world *world)
{
    mnr_desk *desk = world->desk;
    const mnr_number number = world->held.number;
    const mnr_number *open = &number;
    char long_passcode[65];
    uint8_t codes[28];
    memset(codes, '1', sizeof codes);
    memset(long_passcode, 'x', sizeof long_passcode);
    CHECK_STATUS(MNR_ERROR_NULL, mnr_desk_poll(desk, NULL));
    CHECK_STATUS(MNR_ERROR_SECRET_FORMAT, mnr_desk_reply(desk, open, mnr_answer_pin("12345", 5, MNR_ACTOR_PATIENT)));
    CHECK_STATUS(MNR_ERROR_SECRET_FORMAT, mnr_desk_reply(desk, open, mnr_answer_pin("12a4", 4, MNR_ACTOR_PATIENT)));
    CHECK_STATUS(MNR_ERROR_LENGTH, mnr_desk_reply(desk, open, mnr_answer_pin("", 0, MNR_ACTOR_PATIENT)));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_desk_reply(desk, open, mnr_answer_pin(NULL, 4, MNR_ACTOR_PATIENT)));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_desk_reply(desk, NULL, mnr_answer_pin("1234", 4, MNR_ACTOR_PATIENT)));
    CHECK_STATUS(MNR_ERROR_ARGUMENT, mnr_desk_reply(desk, open, mnr_answer_pin("1234", 4, 99)));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_desk_reply(desk, NULL, mnr_answer_reading(codes, 2, 0, 0, MNR_MARK_NOT_SEEN)));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_desk_reply(desk, open, mnr_answer_reading(NULL, 2, 0, 0, MNR_MARK_NOT_SEEN)));
    CHECK_STATUS(MNR_ERROR_LENGTH, mnr_desk_reply(desk, open,
                                                  mnr_answer_reading(codes, SIZE_MAX / 2, 0, 0, MNR_MARK_NOT_SEEN)));
    CHECK_STATUS(MNR_ERROR_ARGUMENT, mnr_desk_reply(desk, open,
                                                    mnr_answer_reading(codes, 2, 0, MNR_SCAN_READ,
                                                                        MNR_MARK_NOT_SEEN)));
    CHECK_STATUS(MNR_ERROR_ARGUMENT, mnr_desk_reply(desk, open,
                                                    mnr_answer_reading(codes, 2, 0, 99, MNR_MARK_NOT_SEEN)));
    CHECK_STATUS(MNR_ERROR_ARGUMENT, mnr_desk_reply(desk, open, mnr_answer_reading(codes, 2, 0, 0, 99)));
    codes[20] = 'x';
    CHECK_STATUS(MNR_ERROR_SECRET_FORMAT, mnr_desk_reply(desk, open,
                                                         mnr_answer_reading(codes, 2, 0, 0, MNR_MARK_NOT_SEEN)));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_desk_reply(desk, NULL,
                                                mnr_answer_sighted_with_passcode(MNR_SIGHTING_SAME, NULL, 0,
                                                                                 MNR_ACTOR_STAFF)));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_desk_reply(desk, open,
                                                mnr_answer_sighted_with_passcode(MNR_SIGHTING_SAME, NULL, 3,
                                                                                 MNR_ACTOR_STAFF)));
    CHECK_STATUS(MNR_ERROR_LENGTH, mnr_desk_reply(desk, open,
                                                  mnr_answer_sighted_with_passcode(MNR_SIGHTING_SAME, long_passcode,
                                                                                   65, MNR_ACTOR_STAFF)));
    CHECK_STATUS(MNR_ERROR_TEXT, mnr_desk_reply(desk, open,
                                                mnr_answer_sighted_with_passcode(MNR_SIGHTING_SAME, "\xFF\xFE", 2,
                                                                                 MNR_ACTOR_STAFF)));
    CHECK_STATUS(MNR_ERROR_ARGUMENT, mnr_desk_reply(desk, open,
                                                    mnr_answer_sighted_with_passcode(99, "sesame", 6,
                                                                                     MNR_ACTOR_STAFF)));
    CHECK_STATUS(MNR_ERROR_ARGUMENT, mnr_desk_reply(desk, open,
                                                    mnr_answer_sighted_with_passcode(MNR_SIGHTING_SAME, "sesame", 6,
                                                                                     99)));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_desk_reply(desk, NULL,
                                                mnr_answer_challenge(MNR_SCHEME_DIGEST, codes, 28,
                                                                     MNR_ACTOR_TERMINAL)));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_desk_reply(desk, open,
                                                mnr_answer_challenge(MNR_SCHEME_DIGEST, NULL, 28, MNR_ACTOR_TERMINAL)));
    CHECK_STATUS(MNR_ERROR_LENGTH, mnr_desk_reply(desk, open,
                                                  mnr_answer_challenge(MNR_SCHEME_DIGEST, codes, 28,
                                                                       MNR_ACTOR_TERMINAL)));
    CHECK_STATUS(MNR_ERROR_ARGUMENT, mnr_desk_reply(desk, open,
                                                    mnr_answer_challenge(99, codes, 28, MNR_ACTOR_TERMINAL)));
}

/* What only the desk can know is taken from nobody. */
static void what_is_the_desks(struct world *world)
{
    mnr_desk *desk = world->desk;
    const mnr_number *open = &world->held.number;
    mnr_card_facts facts;
    MNR_INIT(&facts);
    facts.token = MNR_TOKEN_CARD;
    CHECK_STATUS(MNR_ERROR_WRONG_ANSWER, mnr_desk_reply(desk, open, mnr_answer_identified(&facts)));
    CHECK_STATUS(MNR_ERROR_WRONG_ANSWER, mnr_desk_reply(desk, open, mnr_answer_record_read()));
    CHECK_STATUS(MNR_ERROR_WRONG_ANSWER, mnr_desk_reply(desk, open, mnr_answer_code_b_wrong(9)));
    CHECK_STATUS(MNR_ERROR_WRONG_ANSWER, mnr_desk_reply(desk, open, mnr_answer_pin_verified()));
    CHECK_STATUS(MNR_ERROR_WRONG_ANSWER, mnr_desk_reply(desk, open, mnr_answer_tries_read(3)));
    CHECK_STATUS(MNR_ERROR_WRONG_ANSWER, mnr_desk_reply(desk, open, mnr_answer_reacquired(1)));
    /* Nor that a secret is at hand, without it. */
    CHECK_STATUS(MNR_ERROR_NULL, mnr_desk_reply(desk, open, mnr_answer_pin_entered(MNR_ACTOR_PATIENT)));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_desk_reply(desk, open, mnr_answer_challenge_obtained(MNR_ACTOR_TERMINAL)));
    /* What the scanner read is the reader's word; and no reader has such a station. */
    {
        mnr_answer answer = mnr_answer_reading(NULL, 0, 1, MNR_SCAN_GLARE, MNR_MARK_NOT_SEEN);
        mnr_number nowhere = *open;
        answer.actor = MNR_ACTOR_PATIENT;
        CHECK_STATUS(MNR_ERROR_WRONG_ACTOR, mnr_desk_answer(desk, open, &answer));
        nowhere.station = 70000;
        CHECK_STATUS(MNR_ERROR_WRONG_STATION, mnr_desk_reply(desk, &nowhere, mnr_answer_pin("1234", 4, MNR_ACTOR_PATIENT)));
        nowhere.station = open->station + 1;
        CHECK_STATUS(MNR_ERROR_WRONG_STATION, mnr_desk_reply(desk, &nowhere, mnr_answer_pin("1234", 4, MNR_ACTOR_PATIENT)));
    }
    /* How many readings agree is for the desk to find. */
    CHECK_STATUS(MNR_ERROR_ARGUMENT, mnr_desk_reply(desk, open,
                                                    mnr_answer_scanned(MNR_SCAN_READ, 2, MNR_MARK_NOT_SEEN)));
}

/* Events that are none, and after the desk was stopped. */
static void malformed_events(struct world *world)
{
    mnr_desk *desk = world->desk;
    CHECK_STATUS(MNR_ERROR_DATE, mnr_desk_card_placed(desk, DAY(2026, 2, 29)));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_desk_card_placed(desk, NULL));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_desk_phone_wanted(desk, NULL, MNR_ACTOR_PATIENT));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_desk_phone_placed(desk, NULL));
    CHECK_STATUS(MNR_ERROR_ARGUMENT, mnr_desk_mode_changed(desk, 0, MNR_ACTOR_TERMINAL));
    CHECK_STATUS(MNR_ERROR_ARGUMENT, mnr_desk_mode_changed(desk, MNR_MODE_VISUAL, 99));
    CHECK_STATUS(MNR_ERROR_ARGUMENT, mnr_desk_cancel(desk, 99));
    CHECK_STATUS(MNR_ERROR_ARGUMENT, mnr_desk_staff_confirmed(desk, 9, MNR_ACTOR_STAFF));
    CHECK_STATUS(MNR_ERROR_ARGUMENT, mnr_desk_staff_confirmed(desk, MNR_CONFIRMED_PATIENT, 99));
    CHECK_STATUS(MNR_ERROR_ARGUMENT, mnr_desk_face_only_mark(desk, 2, MNR_ACTOR_STAFF));
    CHECK_STATUS(MNR_ERROR_ARGUMENT, mnr_desk_face_only_mark(desk, 1, 99));
    CHECK_STATUS(MNR_ERROR_ARGUMENT, mnr_desk_fault(desk, 70000, 11, MNR_ACTOR_TERMINAL));
    CHECK_STATUS(MNR_ERROR_ARGUMENT, mnr_desk_fault(desk, 0, 11, 99));
    CHECK_STATUS(MNR_ERROR_DATE, mnr_desk_phone_wanted(desk, DAY(2026, 2, 29), MNR_ACTOR_PATIENT));
    CHECK_STATUS(MNR_ERROR_ARGUMENT, mnr_desk_phone_wanted(desk, DAY(2026, 11, 24), 99));
    CHECK_STATUS(MNR_ERROR_DATE, mnr_desk_phone_placed(desk, DAY(2026, 2, 29)));
    CHECK_STATUS(MNR_ERROR_ARGUMENT, mnr_desk_more_time(desk, 99));
}

/* Every event, each of which must give this. */
static void every_event_gives(mnr_desk *desk, int32_t status)
{
    CHECK_STATUS(status, mnr_desk_card_placed(desk, DAY(2026, 11, 24)));
    CHECK_STATUS(status, mnr_desk_card_removed(desk));
    CHECK_STATUS(status, mnr_desk_mode_changed(desk, MNR_MODE_VISUAL, MNR_ACTOR_TERMINAL));
    CHECK_STATUS(status, mnr_desk_cancel(desk, MNR_ACTOR_PATIENT));
    CHECK_STATUS(status, mnr_desk_staff_confirmed(desk, MNR_CONFIRMED_PATIENT, MNR_ACTOR_STAFF));
    CHECK_STATUS(status, mnr_desk_face_only_mark(desk, 1, MNR_ACTOR_STAFF));
    CHECK_STATUS(status, mnr_desk_fault(desk, 0, 11, MNR_ACTOR_TERMINAL));
    CHECK_STATUS(status, mnr_desk_phone_placed(desk, DAY(2026, 11, 24)));
    CHECK_STATUS(status, mnr_desk_phone_removed(desk));
    CHECK_STATUS(status, mnr_desk_more_time(desk, MNR_ACTOR_STAFF));
    CHECK_STATUS(status, mnr_desk_phone_wanted(desk, DAY(2026, 11, 24), MNR_ACTOR_PATIENT));
}

/* Events that nobody waits for are dropped, too many are refused, and none is taken after a stop. */
static void events(void)
{
    struct world world;
    int full = 0, index;
    set_up(&world, "adult", NULL);
    malformed_events(&world);
    every_event_gives(world.desk, MNR_OK);
    settle(&world);
    CHECK(world.connects == 1 && world.outcomes == 1); /* the card was placed, and taken away */
    for (index = 0; index < 1000 && !full; index++)
        full = mnr_desk_fault(world.desk, 0, 11, MNR_ACTOR_TERMINAL) == MNR_ERROR_FULL;
    CHECK(full && index > 100);
    every_event_gives(world.desk, MNR_ERROR_FULL);
    OK(mnr_desk_stop(world.desk));
    every_event_gives(world.desk, MNR_ERROR_STATE);
    tear_down(&world);
}

/* All four answers with a secret, each of which must be refused so. */
static void every_secret_is_refused(const struct world *world, int32_t status)
{
    static const uint8_t digits[32] = "12345678901234567890123456789012";
    const mnr_number *number = &world->held.number;
    CHECK_STATUS(status, mnr_desk_reply(world->desk, number, mnr_answer_pin(digits, 4, MNR_ACTOR_PATIENT)));
    CHECK_STATUS(status, mnr_desk_reply(world->desk, number, mnr_answer_reading(digits, 2, 0, 0, MNR_MARK_NOT_SEEN)));
    CHECK_STATUS(status, mnr_desk_reply(world->desk, number,
                                        mnr_answer_sighted_with_passcode(MNR_SIGHTING_SAME, "sesame", 6,
                                                                         MNR_ACTOR_STAFF)));
    CHECK_STATUS(status, mnr_desk_reply(world->desk, number,
                                        mnr_answer_challenge(MNR_SCHEME_DIGEST, digits, 32, MNR_ACTOR_TERMINAL)));
}

static char refused[4096];
static void keep_line(void *user, int32_t level, const char *text)
{
    (void)user;
    (void)level;
    if (strlen(refused) + strlen(text) + 2 < sizeof refused)
        strcat(strcat(refused, text), "\n");
}

/* What the log said of the last refusal. */
static void said(const char *what, const char *why)
{
    if (strstr(refused, what) == NULL || strstr(refused, why) == NULL)
        printf("%s\n", refused);
    CHECK(strstr(refused, what) != NULL && strstr(refused, why) != NULL && strstr(refused, "0000") == NULL);
    refused[0] = 0;
}

/* A failure must say what failed: a code that stands in no table is no code. */
static void codes_that_are_none(const struct world *world)
{
    mnr_desk *desk = world->desk;
    const mnr_number *open = &world->held.number;
    CHECK_STATUS(MNR_ERROR_ARGUMENT, mnr_desk_reply(desk, open, mnr_answer_failed(0, 0, MNR_ACTOR_TERMINAL)));
    said("code_number is 0", "no code of the national table");
    CHECK_STATUS(MNR_ERROR_ARGUMENT, mnr_desk_reply(desk, open, mnr_answer_failed(0, 555, MNR_ACTOR_TERMINAL)));
    CHECK_STATUS(MNR_ERROR_ARGUMENT, mnr_desk_reply(desk, open, mnr_answer_failed(65535, 0, MNR_ACTOR_TERMINAL)));
    said("code_number is 0", "no code of this library's own codes");
    CHECK_STATUS(MNR_ERROR_ARGUMENT, mnr_desk_reply(desk, open, mnr_answer_failed(65535, 99, MNR_ACTOR_TERMINAL)));
    CHECK_STATUS(MNR_ERROR_ARGUMENT, mnr_desk_fault(desk, 0, 0, MNR_ACTOR_TERMINAL));
    CHECK_STATUS(MNR_ERROR_ARGUMENT, mnr_desk_fault(desk, 65535, 99, MNR_ACTOR_TERMINAL));
    refused[0] = 0;
}

/* Whoever may not say what happened is told so at once. */
static void events_of_others(mnr_desk *desk)
{
    CHECK_STATUS(MNR_ERROR_WRONG_ACTOR, mnr_desk_mode_changed(desk, MNR_MODE_VISUAL, MNR_ACTOR_PATIENT));
    said("the switch of the mode is not for the patient to tell", "mnr_desk_mode_changed");
    CHECK_STATUS(MNR_ERROR_WRONG_ACTOR, mnr_desk_cancel(desk, MNR_ACTOR_CENTRE));
    CHECK_STATUS(MNR_ERROR_WRONG_ACTOR, mnr_desk_staff_confirmed(desk, MNR_CONFIRMED_PATIENT, MNR_ACTOR_HELPER));
    CHECK_STATUS(MNR_ERROR_WRONG_ACTOR, mnr_desk_face_only_mark(desk, 1, MNR_ACTOR_TERMINAL));
    CHECK_STATUS(MNR_ERROR_WRONG_ACTOR, mnr_desk_fault(desk, 0, 11, MNR_ACTOR_STAFF));
    CHECK_STATUS(MNR_ERROR_WRONG_ACTOR, mnr_desk_phone_wanted(desk, DAY(2026, 11, 24), MNR_ACTOR_READER));
    CHECK_STATUS(MNR_ERROR_WRONG_ACTOR, mnr_desk_more_time(desk, MNR_ACTOR_TERMINAL));
    refused[0] = 0;
}

static void in_the_middle(void)
{
    struct world world;
    mnr_number foreign;
    int full = 0, index;
    set_up(&world, "adult", NULL);
    world.method = MNR_METHOD_PIN;
    world.hold = MNR_ACTION_ENTER_PIN;
    place(&world);
    CHECK(world.held.kind == MNR_ACTION_ENTER_PIN && world.held.tries == 3);
    malformed_secrets(&world);
    what_is_the_desks(&world);
    /* Foreign answers, those of another kind and those of others are refused at once, and change nothing. */
    foreign = world.held.number;
    foreign.session++;
    OK(mnr_set_log(NULL, keep_line, MNR_LOG_ERROR));
    CHECK_STATUS(MNR_ERROR_FOREIGN_NUMBER, mnr_desk_reply(world.desk, &foreign, mnr_answer_pin("0000", 4, MNR_ACTOR_PATIENT)));
    said("pin-entered to request", "which was not asked");
    CHECK_STATUS(MNR_ERROR_WRONG_ACTOR,
                 mnr_desk_reply(world.desk, &world.held.number,
                                mnr_answer_challenge(MNR_SCHEME_DIGEST, "12345678123456781234567812345678", 32,
                                                     MNR_ACTOR_TERMINAL)));
    said("challenge-obtained by terminal to request", "(enter-pin): this actor may not do this");
    CHECK_STATUS(MNR_ERROR_WRONG_ACTOR, mnr_desk_reply(world.desk, &world.held.number, mnr_answer_pin("0000", 4, MNR_ACTOR_HELPER)));
    said("pin-entered by helper to request", "(enter-pin)");
    CHECK_STATUS(MNR_ERROR_WRONG_ANSWER, mnr_desk_reply(world.desk, &world.held.number, mnr_answer_notice_read(MNR_ACTOR_PATIENT)));
    said("notice-read by patient to request", "does not belong to the request");
    /* The request before was answered, and says by what. */
    CHECK_STATUS(MNR_ERROR_ALREADY_ANSWERED, mnr_desk_reply(world.desk, &world.chosen, mnr_answer_method(MNR_METHOD_FACE, MNR_ACTOR_PATIENT)));
    said("(choose-method) is already answered, by method", "method is refused");
    codes_that_are_none(&world);
    events_of_others(world.desk);
    CHECK(presented(&world) == 0 && world.outcome == MNR_OUTCOME_NONE);
    /* A device that runs wild fills the inbox; a removal still gets through. */
    for (index = 0; index < 1000 && !full; index++)
        full = mnr_desk_fault(world.desk, 0, 11, MNR_ACTOR_TERMINAL) == MNR_ERROR_FULL;
    CHECK(full && index > 100);
    CHECK_STATUS(MNR_ERROR_FULL, mnr_desk_reply(world.desk, &world.held.number, mnr_answer_pin("1234", 4, MNR_ACTOR_PATIENT)));
    tear_down(&world);

    /* What is right as things stand waits for its turn; a removal before it is first. */
    set_up(&world, "adult", NULL);
    world.method = MNR_METHOD_PIN;
    world.hold = MNR_ACTION_ENTER_PIN;
    place(&world);
    OK(mnr_desk_card_removed(world.desk));
    OK(mnr_desk_reply(world.desk, &world.held.number, mnr_answer_pin("0000", 4, MNR_ACTOR_PATIENT)));
    /* The first one stands, as long as it waits too. */
    CHECK_STATUS(MNR_ERROR_ALREADY_ANSWERED, mnr_desk_reply(world.desk, &world.held.number, mnr_answer_back(MNR_ACTOR_PATIENT)));
    said("(enter-pin) is already answered, by pin-entered", "back is refused");
    refused[0] = 0;
    settle(&world);
    CHECK(world.outcome == MNR_OUTCOME_ENDED && world.journals == 1 && presented(&world) == 0);
    CHECK(strstr(refused, "the answer pin-entered to request 1/1/") != NULL && strstr(refused, "0000") == NULL);
    CHECK_STATUS(MNR_ERROR_ALREADY_ANSWERED, mnr_desk_reply(world.desk, &world.held.number, mnr_answer_pin("1234", 4, MNR_ACTOR_PATIENT)));
    tear_down(&world);

    /* The card is taken away before anybody answers: late. */
    set_up(&world, "adult", NULL);
    world.method = MNR_METHOD_PIN;
    world.hold = MNR_ACTION_ENTER_PIN;
    place(&world);
    OK(mnr_desk_card_removed(world.desk));
    settle(&world);
    CHECK_STATUS(MNR_ERROR_NOTHING_ASKED, mnr_desk_reply(world.desk, &world.held.number, mnr_answer_pin("1234", 4, MNR_ACTOR_PATIENT)));
    said("(enter-pin) is no longer waited for", "pin-entered is late");
    OK(mnr_set_log(NULL, NULL, MNR_LOG_ERROR));
    CHECK(presented(&world) == 0);
    OK(mnr_desk_stop(world.desk));
    every_secret_is_refused(&world, MNR_ERROR_STATE);
    tear_down(&world);
}

/* ---- what connect may give ------------------------------------------------------------------- */

/* The desk of which the reader is asked for a link, and what it gives instead of a fresh one. */
static struct world *asked;
static mnr_link *given;
static mnr_link *within; /* the link at work: its driver places a card */

static int32_t connect_to_given(void *user, mnr_link **link)
{
    (void)user;
    *link = given;
    return MNR_OK;
}

static int32_t place_within(void *user, const uint8_t *command, size_t command_length, uint8_t *response,
                            size_t capacity, size_t *response_length, uint32_t limit_ms, mnr_driver_failure *failure)
{
    (void)user, (void)command, (void)command_length, (void)response, (void)capacity, (void)response_length;
    (void)limit_ms, (void)failure;
    given = within;
    CHECK(check_in(asked) == MNR_OUTCOME_ENDED);
    return MNR_ERROR_CARD_MUTE;
}

static int32_t nothing(void *user)
{
    (void)user;
    return MNR_OK;
}

static char lines[4096];
static void keep_all(void *user, int32_t level, const char *text)
{
    (void)user;
    (void)level;
    if (strlen(lines) + strlen(text) + 2 < sizeof lines)
        strcat(strcat(lines, text), "\n");
}

/* What is no link, or not the desk's to take, ends the check-in, stays the program's, and is said. */
static void links_that_are_none(void)
{
    struct world world;
    mnr_devices devices = functions();
    mnr_driver driver;
    mnr_card *card;
    static uint8_t answer[258];
    static const uint8_t command[] = {0x00, 0xA4, 0x00, 0x00};
    size_t length;
    furnish(&world, "adult");
    asked = &world;
    devices.connect = connect_to_given;
    open_desk(&world, NULL, NULL, &world, &devices);
    world.method = MNR_METHOD_PIN;
    OK(mnr_set_log(NULL, keep_all, MNR_LOG_ERROR));
    /* A card. */
    card = open_card(world.card);
    given = (mnr_link *)(void *)card;
    CHECK(check_in(&world) == MNR_OUTCOME_ENDED);
    CHECK(strstr(lines, "connect gave no link") != NULL);
    OK(mnr_card_end(card, NULL));
    /* What was freed, and what was taken over before. */
    CHECK(check_in(&world) == MNR_OUTCOME_ENDED);
    OK(mnr_sim_card_link(world.card, &given));
    CHECK(check_in(&world) == MNR_OUTCOME_ADMITTED);
    CHECK(check_in(&world) == MNR_OUTCOME_ENDED);
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_link_free(given));
    /* One that is at work. */
    MNR_INIT(&driver);
    driver.transmit = place_within;
    driver.reset = driver.power_down = nothing;
    OK(mnr_link_open_driver(&world, &driver, &within));
    CHECK_STATUS(MNR_ERROR_CARD_MUTE, mnr_link_transmit(within, command, sizeof command, 1000, answer, sizeof answer, &length, NULL));
    CHECK(strstr(lines, "at work") != NULL);
    OK(mnr_link_free(within));
    OK(mnr_set_log(NULL, NULL, MNR_LOG_ERROR));
    tear_down(&world);
}

int main(void)
{
    a_desk_that_cannot_be();
    links_that_are_none();
    handles_that_are_none();
    in_the_middle();
    events();
    nothing_is_left();
    return EXIT_SUCCESS;
}
