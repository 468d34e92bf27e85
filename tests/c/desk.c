/* The desk: whole check-ins through it, ends before their time, and a link that breaks. */
#include "counter.h"

/* ---- whole check-ins -------------------------------------------------------------------------- */

static void every_method_admits(void)
{
    static const int32_t methods[] = {MNR_METHOD_FACE, MNR_METHOD_PIN, MNR_METHOD_STAFF};
    struct world world;
    mnr_reception_config config;
    int index;
    MNR_INIT(&config);
    config.staff_check = MNR_STAFF_CHECK_FROM_METHOD_SCREEN;
    set_up(&world, "adult", &config);
    world.nested = 1;
    CHECK(settle(&world) == MNR_NO_LIMIT); /* nothing happens by itself */
    for (index = 0; index < 3; index++) {
        world.method = methods[index];
        CHECK(check_in(&world) == MNR_OUTCOME_ADMITTED);
        CHECK(world.connects == index + 1);
    }
    CHECK(world.asked[MNR_ACTION_COMPARE_FACE] == 1 && world.asked[MNR_ACTION_ENTER_PIN] == 1);
    CHECK(world.asked[MNR_ACTION_CHECK_PASSCODE] == 1 && presented(&world) == 2);
    /* What the desk does by itself it asks of nobody. */
    CHECK(world.asked[MNR_ACTION_IDENTIFY_CARD] == 0 && world.asked[MNR_ACTION_VERIFY_PIN] == 0);
    CHECK(world.told[MNR_ACTION_WIPE] == 0 && world.told[MNR_ACTION_END_CARD] == 0);
    tear_down(&world);
}

static void wrong_pins_stop_before_the_last_try(void)
{
    struct world world;
    set_up(&world, "adult", NULL);
    world.method = MNR_METHOD_PIN;
    world.wrong_pins = 9;
    CHECK(check_in(&world) == MNR_OUTCOME_ADMITTED); /* by the face, then */
    CHECK(world.pins == 2 && tries(&world, MNR_KEY_AUTHENTICATION_PIN) == 1);
    CHECK(world.asked[MNR_ACTION_DECIDE_LAST_TRY] == 1);
    /* Spent knowingly, and right: the counter is full again. */
    world.decision = MNR_LAST_TRY_DECISION_SPEND;
    world.wrong_pins = 0;
    CHECK(check_in(&world) == MNR_OUTCOME_ADMITTED && world.pins == 1);
    CHECK(tries(&world, MNR_KEY_AUTHENTICATION_PIN) == 3);
    tear_down(&world);
}

static void a_pin_is_handed_over(void)
{
    struct world world;
    mnr_reception_config config;
    MNR_INIT(&config);
    config.pin_verifier = MNR_PIN_VERIFIER_NATIONAL_SOFTWARE;
    set_up(&world, "adult", &config);
    world.method = MNR_METHOD_PIN;
    world.wrong_pins = 1;
    CHECK(check_in(&world) == MNR_OUTCOME_ADMITTED);
    CHECK(world.asked[MNR_ACTION_AUTHENTICATE_WITH_PIN] == 2 && presented(&world) == 0);
    tear_down(&world);
}

static void the_staff_need_the_passcode(void)
{
    struct world world;
    mnr_reception_config config;
    MNR_INIT(&config);
    config.staff_check = MNR_STAFF_CHECK_FROM_METHOD_SCREEN;
    config.lacks = MNR_LACKS_FACE | MNR_LACKS_KEYPAD;
    config.passcodes = 2;
    set_up(&world, "adult", &config);
    world.method = MNR_METHOD_STAFF;
    world.passcode = "basil";
    CHECK(check_in(&world) == MNR_OUTCOME_ENDED && world.asked[MNR_ACTION_CHECK_PASSCODE] == 2);
    world.passcode = NULL; /* nothing was typed, so nothing is right, and the terminal is not asked */
    CHECK(check_in(&world) == MNR_OUTCOME_ENDED && world.asked[MNR_ACTION_CHECK_PASSCODE] == 2);
    world.passcode = "sesame";
    CHECK(check_in(&world) == MNR_OUTCOME_ADMITTED && world.asked[MNR_ACTION_CHECK_PASSCODE] == 3);
    world.sighting = MNR_SIGHTING_NOT_SAME;
    CHECK(check_in(&world) == MNR_OUTCOME_ENDED && world.asked[MNR_ACTION_CHECK_PASSCODE] == 3);
    tear_down(&world);
}

/* Without an authority's key nobody vouches for the photo: no face is compared. */
static void an_untraced_photo_is_refused(void)
{
    struct world world;
    mnr_devices devices = functions();
    mnr_desk_options options;
    int report;
    for (report = 0; report <= 1; report++) {
        furnish(&world, "adult");
        MNR_INIT(&options);
        options.untraced = report ? MNR_UNTRACED_REPORT : MNR_UNTRACED_REFUSE;
        open_desk(&world, NULL, report ? &options : NULL, &world, &devices);
        CHECK(check_in(&world) == MNR_OUTCOME_ADMITTED); /* by the PIN where not by the face */
        CHECK(world.asked[MNR_ACTION_COMPARE_FACE] == report);
        CHECK((strstr(world.journal, "record-untraced") != NULL) == report);
        tear_down(&world);
    }
}

static void a_rehearsal_is_marked_and_asks_no_centre(void)
{
    struct world world;
    mnr_reception_config config;
    MNR_INIT(&config);
    config.rehearsal = 1;
    set_up(&world, "adult", &config);
    CHECK(check_in(&world) == MNR_OUTCOME_REHEARSED);
    world.method = MNR_METHOD_PIN;
    CHECK(check_in(&world) == MNR_OUTCOME_REHEARSED);
    CHECK(world.national == 0 && world.unmarked == 0);
    tear_down(&world);
}

/* ---- ends before their time ------------------------------------------------------------------- */

/* Secrets that are held when the desk is freed go with it, and the chip loses its power. */
static void freed_in_the_middle(void)
{
    struct world world;
    uint32_t before, exchanges, presentations;
    mnr_link *link;
    enum { ANSWER = 65538 };
    uint8_t *answer = malloc(ANSWER);
    /* Asks for the certificate's file, which no freshly powered chip has selected. */
    static const uint8_t read[] = {0x00, 0xB0, 0x00, 0x00, 0x04};
    size_t length;
    CHECK(answer != NULL);
    set_up(&world, "adult", NULL);
    world.hold = MNR_ACTION_COMPARE_FACE;
    place(&world);
    CHECK(world.held.kind == MNR_ACTION_COMPARE_FACE);
    OK(mnr_sim_card_counts(world.card, &before, &presentations));
    OK(mnr_desk_free(world.desk));
    CHECK(world.releases == 1);
    OK(mnr_sim_card_counts(world.card, &exchanges, &presentations));
    CHECK(exchanges > before); /* the application was left */
    OK(mnr_sim_card_link(world.card, &link));
    OK(mnr_link_transmit(link, read, sizeof read, 1000, answer, ANSWER, &length, NULL));
    CHECK(length == 2 && answer[0] != 0x90);
    free(answer);
    OK(mnr_link_free(link));
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_desk_card_removed(world.desk));
    OK(mnr_anchors_free(world.anchors));
    OK(mnr_sim_card_free(world.card));
}

static void no_card_answers(void)
{
    static const int32_t says[] = {MNR_ERROR_NO_CARD, MNR_ERROR_READER_GONE, MNR_ERROR_CARD_MUTE, 1, 12345};
    struct world world;
    size_t index;
    set_up(&world, "adult", NULL);
    for (index = 0; index < sizeof says / sizeof *says; index++) {
        world.connect_says = says[index];
        CHECK(check_in(&world) == MNR_OUTCOME_ENDED);
        CHECK(world.told[MNR_ACTION_ADVISE] > 0 && presented(&world) == 0);
    }
    world.connect_says = MNR_OK;
    world.connects_to_none = 1;
    CHECK(check_in(&world) == MNR_OUTCOME_ENDED);
    world.connects_to_none = 0;
    CHECK(check_in(&world) == MNR_OUTCOME_ADMITTED);
    tear_down(&world);
}

static void events_end_it(void)
{
    struct world world;
    set_up(&world, "adult", NULL);
    world.hold = MNR_ACTION_CHOOSE_METHOD;
    place(&world);
    OK(mnr_desk_mode_changed(world.desk, MNR_MODE_VISUAL, MNR_ACTOR_ADMINISTRATOR));
    settle(&world);
    CHECK(world.outcome == MNR_OUTCOME_ENDED && world.code == 9);
    OK(mnr_desk_card_removed(world.desk));
    OK(mnr_desk_mode_changed(world.desk, MNR_MODE_UNATTENDED, MNR_ACTOR_TERMINAL));
    place(&world);
    OK(mnr_desk_fault(world.desk, 0, 11, MNR_ACTOR_TERMINAL));
    settle(&world);
    CHECK(world.outcome == MNR_OUTCOME_ENDED && world.code == 11);
    OK(mnr_desk_card_removed(world.desk));
    place(&world);
    OK(mnr_desk_cancel(world.desk, MNR_ACTOR_STAFF));
    settle(&world);
    CHECK(world.outcome == MNR_OUTCOME_ENDED && world.end_reason == MNR_END_CANCELLED_BY_STAFF);
    tear_down(&world);
}

/* Nobody answers: mnr_desk_run sleeps, reminds, and ends the check-in by itself. */
static void order_until_the_end(void *user, const mnr_action *action, const mnr_situation *situation)
{
    struct world *world = user;
    order(user, action, situation);
    if (action->kind == MNR_ACTION_SOUND_ALARM)
        OK(mnr_desk_stop(world->desk));
}

static void silence(void)
{
    struct world world;
    mnr_reception_config config;
    mnr_devices devices = functions();
    uint32_t wait;
    MNR_INIT(&config);
    config.patient_ms = 100;
    config.forgotten_card_ms = 100;
    furnish(&world, "adult");
    devices.order = order_until_the_end;
    open_desk(&world, &config, NULL, &world, &devices);
    world.hold = MNR_ACTION_CHOOSE_METHOD;
    OK(mnr_desk_card_placed(world.desk, DAY(2026, 11, 24)));
    wait = settle(&world);
    CHECK(wait <= 100);
    OK(mnr_desk_run(world.desk));
    CHECK(world.told[MNR_ACTION_REMIND] == 1 && world.told[MNR_ACTION_SOUND_ALARM] == 1);
    CHECK(world.outcome == MNR_OUTCOME_ENDED && world.end_reason == MNR_END_SILENT);
    /* Stopped for good: nothing is taken any more, and running returns at once. */
    CHECK_STATUS(MNR_ERROR_STATE, mnr_desk_card_removed(world.desk));
    OK(mnr_desk_run(world.desk));
    tear_down(&world);
}

static void a_journal_has_no_secrets(void)
{
    static const char *const personas[] = {"adult", "child", "pin-locked", "in-grace"};
    size_t index;
    for (index = 0; index < 4; index++) {
        struct world world;
        char pin[32], code[32];
        size_t size;
        set_up(&world, personas[index], NULL);
        world.method = index % 2 ? MNR_METHOD_PIN : MNR_METHOD_FACE;
        (void)check_in(&world);
        OK(mnr_sim_card_secret(world.card, MNR_KEY_AUTHENTICATION_PIN, pin, sizeof pin, &size));
        OK(mnr_sim_card_secret(world.card, MNR_KEY_CODE_B, code, sizeof code, &size));
        code[13] = 0; /* nor most of it */
        CHECK(strstr(world.journal, "\"outcome\"") != NULL && strstr(world.journal, "sesame") == NULL);
        CHECK(strstr(world.journal, pin) == NULL && strstr(world.journal, code) == NULL);
        tear_down(&world);
    }
}

/* ---- a driver that takes turns with the national software ------------------------------------- */

struct turns {
    mnr_link *behind;
    int gone, let_go, taken_back, power_downs;
    int32_t go_says, back_says;
    int torn_after; /* no command goes through after the card was taken back */
};

static PER_THREAD struct turns turns;

static int32_t turn_transmit(void *user, const uint8_t *command, size_t command_length, uint8_t *response,
                             size_t capacity, size_t *response_length, uint32_t limit_ms, mnr_driver_failure *failure)
{
    struct turns *state = user;
    (void)failure;
    CHECK(!state->gone); /* not while the national software has it */
    if (state->torn_after && state->taken_back > 0)
        return MNR_ERROR_LINK_BROKEN;
    return mnr_link_transmit(state->behind, command, command_length, limit_ms, response, capacity, response_length, NULL);
}

static int32_t turn_reset(void *user)
{
    (void)user;
    return MNR_OK;
}

static int32_t turn_power_down(void *user)
{
    ((struct turns *)user)->power_downs++;
    return MNR_OK;
}

static void turn_release(void *user)
{
    OK(mnr_link_free(((struct turns *)user)->behind));
}

static int32_t let_go(void *user)
{
    struct turns *state = user;
    CHECK(!state->gone); /* not twice */
    state->let_go++;
    state->gone = state->go_says == MNR_OK;
    return state->go_says;
}

static int32_t take_back(void *user, uint32_t limit_ms)
{
    struct turns *state = user;
    CHECK(limit_ms > 0);
    CHECK(state->gone || state->go_says != MNR_OK); /* not what it has already */
    state->taken_back++;
    state->gone = state->back_says != MNR_OK;
    return state->back_says;
}

static int32_t connect_in_turns(void *user, mnr_link **link)
{
    struct world *world = user;
    mnr_driver driver;
    MNR_INIT(&driver);
    driver.flags = MNR_LINK_EXTENDED;
    driver.transmit = turn_transmit;
    driver.reset = turn_reset;
    driver.power_down = turn_power_down;
    driver.release = turn_release;
    driver.let_go = let_go;
    CHECK_STATUS(MNR_ERROR_NULL, mnr_link_open_driver(&turns, &driver, link));
    driver.let_go = NULL;
    driver.take_back = take_back;
    CHECK_STATUS(MNR_ERROR_NULL, mnr_link_open_driver(&turns, &driver, link));
    driver.let_go = let_go;
    OK(mnr_sim_card_link(world->card, &turns.behind));
    return mnr_link_open_driver(&turns, &driver, link);
}

static void set_up_in_turns(struct world *world)
{
    mnr_devices devices = functions();
    mnr_desk_options options;
    furnish(world, "adult");
    devices.connect = connect_in_turns;
    options = believing(world);
    open_desk(world, NULL, &options, world, &devices);
    memset(&turns, 0, sizeof turns);
}

static void a_driver_takes_turns(void)
{
    struct world world;
    set_up_in_turns(&world);
    CHECK(check_in(&world) == MNR_OUTCOME_ADMITTED);
    CHECK(turns.let_go == 1 && turns.taken_back == 1 && turns.power_downs >= 1);
    /* Gone in between: the library sends nothing to what it does not have. */
    turns.back_says = MNR_ERROR_CARD_REMOVED;
    CHECK(check_in(&world) == MNR_OUTCOME_ENDED && world.end_reason == MNR_END_CARD_EXCHANGED);
    turns.gone = 0; /* another card, another link */
    turns.back_says = MNR_ERROR_READER_GONE;
    CHECK(check_in(&world) == MNR_OUTCOME_ENDED);
    turns.gone = turns.back_says = 0;
    /* Taken back, and then it breaks: what the driver has again is not taken a second time. */
    turns.let_go = turns.taken_back = turns.power_downs = 0;
    turns.torn_after = 1;
    CHECK(check_in(&world) == MNR_OUTCOME_ENDED);
    CHECK(turns.let_go == 1 && turns.taken_back == 1 && turns.power_downs >= 1);
    turns.torn_after = turns.taken_back = 0;
    /* A driver that could not let go is asked all the same whether it has the card. */
    turns.go_says = MNR_ERROR_DRIVER;
    CHECK(check_in(&world) == MNR_OUTCOME_ADMITTED && turns.taken_back == 1);
    tear_down(&world);
}

/* The check-in ends while the national software has the card: it is taken back, once, to lose its power. */
static void ends_between_the_turns(void)
{
    int way;
    for (way = 0; way < 5; way++) {
        struct world world;
        set_up_in_turns(&world);
        world.hold = MNR_ACTION_AUTHENTICATE;
        place(&world);
        CHECK(world.held.kind == MNR_ACTION_AUTHENTICATE && turns.gone && turns.power_downs == 0);
        switch (way) {
        case 0:
            OK(mnr_desk_cancel(world.desk, MNR_ACTOR_STAFF));
            break;
        case 1:
            OK(mnr_desk_mode_changed(world.desk, MNR_MODE_VISUAL, MNR_ACTOR_TERMINAL));
            break;
        case 2:
            OK(mnr_desk_card_removed(world.desk));
            break;
        case 3:
            OK(mnr_desk_reply(world.desk, &world.held.number, mnr_answer_failed(0, 6, MNR_ACTOR_CENTRE)));
            break;
        default: /* freed */
            break;
        }
        if (way < 4) {
            settle(&world);
            CHECK(world.outcome == MNR_OUTCOME_ENDED);
            CHECK(!turns.gone && turns.let_go == 1 && turns.taken_back == 1 && turns.power_downs == 1);
        }
        tear_down(&world);
        CHECK(!turns.gone && turns.let_go == 1 && turns.taken_back == 1 && turns.power_downs == 1);
    }
}

/* ---- stops and floods ------------------------------------------------------------------------- */

/* The PIN is entered, and in the same moment the desk is stopped. */
static void request_and_stop(void *user, const mnr_action *action, const mnr_material *material)
{
    struct world *world = user;
    request(user, action, material);
    if (action->kind == MNR_ACTION_ENTER_PIN)
        OK(mnr_desk_stop(world->desk));
}

/* What waited when the desk was stopped does not happen any more: no PIN is presented. */
static void stopped_before_the_pin(void)
{
    int polled;
    for (polled = 0; polled < 2; polled++) {
        struct world world;
        mnr_devices devices = functions();
        furnish(&world, "adult");
        devices.request = request_and_stop;
        open_desk(&world, NULL, NULL, &world, &devices);
        world.method = MNR_METHOD_PIN;
        OK(mnr_desk_card_placed(world.desk, DAY(2026, 11, 24)));
        if (polled) {
            settle(&world);
            CHECK(settle(&world) == MNR_NO_LIMIT); /* it waits for nothing */
        } else {
            OK(mnr_desk_run(world.desk));
        }
        CHECK(world.asked[MNR_ACTION_ENTER_PIN] == 1 && world.asked[MNR_ACTION_OBTAIN_CHALLENGE] == 0);
        CHECK(presented(&world) == 0);
        tear_down(&world);
        CHECK(world.outcome == MNR_OUTCOME_NONE);
    }
}

/* A phone that was chosen on the screen: on this reader, on the paired one, and where the desk was given no
 * link to that one. */
static void by_phone(void)
{
    static const int32_t readers[] = {MNR_PHONE_READER_SAME, MNR_PHONE_READER_PAIRED};
    mnr_reception_config config;
    size_t index;
    for (index = 0; index < 2; index++) {
        struct world world;
        MNR_INIT(&config);
        config.phone_reader = readers[index];
        set_up(&world, "android", &config);
        OK(mnr_desk_more_time(world.desk, MNR_ACTOR_STAFF)); /* nobody is there yet: refused in its turn */
        OK(mnr_desk_phone_wanted(world.desk, DAY(2026, 11, 24), MNR_ACTOR_PATIENT));
        settle(&world);
        CHECK(world.outcome == MNR_OUTCOME_ADMITTED && presented(&world) == 1 && world.pins == 1);
        CHECK(world.connects == (index == 0) && world.phone_connects == (index == 1));
        CHECK(world.told[MNR_ACTION_SOUND] > 0);
        OK(index == 0 ? mnr_desk_card_removed(world.desk) : mnr_desk_phone_removed(world.desk));
        settle(&world);
        CHECK(world.journals == 1 && strstr(world.journal, "phone-chosen") != NULL);
        tear_down(&world);
    }
    {
        struct world world;
        mnr_devices devices = functions();
        mnr_desk_options options;
        furnish(&world, "android");
        options = believing(&world);
        devices.connect_phone = NULL;
        open_desk(&world, &config, &options, &world, &devices);
        OK(mnr_desk_phone_wanted(world.desk, DAY(2026, 11, 24), MNR_ACTOR_PATIENT));
        settle(&world);
        CHECK(world.outcome == MNR_OUTCOME_ENDED && world.code == 8 && presented(&world) == 0);
        tear_down(&world);
    }
}

/* The way back from the keypad: nothing is presented, and another method follows. */
static void back_from_the_keypad(void)
{
    struct world world;
    set_up(&world, "adult", NULL);
    world.method = MNR_METHOD_PIN;
    world.hold = MNR_ACTION_ENTER_PIN;
    place(&world);
    CHECK(world.held.kind == MNR_ACTION_ENTER_PIN && world.held.may_go_back);
    world.method = MNR_METHOD_FACE;
    OK(mnr_desk_reply(world.desk, &world.held.number, mnr_answer_back(MNR_ACTOR_PATIENT)));
    settle(&world);
    CHECK(world.outcome == MNR_OUTCOME_ADMITTED && world.pins == 0);
    CHECK(world.asked[MNR_ACTION_CHOOSE_METHOD] == 2 && world.asked[MNR_ACTION_COMPARE_FACE] == 1);
    tear_down(&world);
}

/* A sensor that flutters while the desk is busy: the journal of every check-in comes through. */
static void every_journal_comes(void)
{
    enum { CARDS = 100 };
    struct world world;
    int card;
    set_up(&world, "adult", NULL);
    world.connect_says = MNR_ERROR_CARD_MUTE;
    for (card = 0; card < CARDS; card++) {
        OK(mnr_desk_card_placed(world.desk, DAY(2026, 11, 24)));
        OK(mnr_desk_card_removed(world.desk));
    }
    settle(&world);
    CHECK(world.outcomes == CARDS && world.journals == CARDS);
    tear_down(&world);
}

/* ---- a link that breaks ----------------------------------------------------------------------- */

/* In each way, at every exchange, by each method: nobody is admitted without a proof, no try is lost,
 * nothing leaks, and the next check-in goes through. */
static void torn(uint32_t stride)
{
    static const int32_t methods[] = {MNR_METHOD_FACE, MNR_METHOD_PIN};
    int faults = 0, ended = 0;
    size_t method;
    for (method = 0; method < 2; method++) {
        struct world world;
        uint32_t whole, exchanges, presentations, at;
        int32_t what;
        set_up(&world, "adult", NULL);
        world.method = methods[method];
        CHECK(check_in(&world) == MNR_OUTCOME_ADMITTED);
        OK(mnr_sim_card_counts(world.card, &whole, &presentations));
        for (what = MNR_SIM_TORN_BEFORE; what <= MNR_SIM_TRUNCATED; what++)
            for (at = 1; at <= whole; at += stride) {
                uint32_t after;
                int32_t outcome;
                OK(mnr_sim_card_counts(world.card, &exchanges, &presentations));
                OK(mnr_sim_card_fault(world.card, exchanges + at, what));
                outcome = check_in(&world);
                OK(mnr_sim_card_counts(world.card, &exchanges, &after));
                CHECK(after - presentations <= 3);
                CHECK(outcome == MNR_OUTCOME_ENDED ||
                      (outcome == MNR_OUTCOME_ADMITTED && strstr(world.journal, "\"proved\"") != NULL));
                faults++;
                ended += outcome == MNR_OUTCOME_ENDED;
                OK(mnr_sim_card_place(world.card));
                CHECK(tries(&world, MNR_KEY_AUTHENTICATION_PIN) == 3 && tries(&world, MNR_KEY_CODE_B) == 10);
            }
        CHECK(check_in(&world) == MNR_OUTCOME_ADMITTED);
        tear_down(&world);
    }
    CHECK(ended > 0);
    printf("torn at the desk: %d faults, %d of them ended the check-in\n", faults, ended);
}

int main(int argc, char **argv)
{
    every_method_admits();
    wrong_pins_stop_before_the_last_try();
    a_pin_is_handed_over();
    the_staff_need_the_passcode();
    an_untraced_photo_is_refused();
    a_rehearsal_is_marked_and_asks_no_centre();
    freed_in_the_middle();
    no_card_answers();
    events_end_it();
    silence();
    a_journal_has_no_secrets();
    a_driver_takes_turns();
    ends_between_the_turns();
    stopped_before_the_pin();
    every_journal_comes();
    by_phone();
    back_from_the_keypad();
    torn(argc > 1 ? (uint32_t)atoi(argv[1]) : 1);
    nothing_is_left();
    return EXIT_SUCCESS;
}
