/* What goes through a desk - a passcode on its way to the terminal, readings of the card's face that do
 * not agree, secrets that nobody asked for or that wait when the desk goes - stands nowhere afterwards:
 * not in this process's memory, not in the log, not in the journal. Linux and Windows. */
#include "counter.h"

#include "canary.h"

/* The caller wipes its copy, and nothing is left. */
static void nothing_left(void)
{
    memset(canary, 0, sizeof canary);
    CHECK(found_in_memory() == 0);
}

/* Two looks that differ in one digit. */
static void reveal_looks(void)
{
    reveal(CODE_B, CODE_LENGTH, 0);
    reveal(CODE_B, CODE_LENGTH, CODE_LENGTH);
    canary[CODE_LENGTH] = '0';
}

static void a_passcode(void)
{
    struct world world;
    mnr_reception_config config;
    MNR_INIT(&config);
    config.staff_check = MNR_STAFF_CHECK_FROM_METHOD_SCREEN;
    config.lacks = MNR_LACKS_FACE | MNR_LACKS_KEYPAD;
    config.passcodes = 2;
    set_up(&world, "adult", &config);
    reveal(PASSWORD, PASSWORD_LENGTH, 0);
    world.passcode = (const char *)canary;
    CHECK(check_in(&world) == MNR_OUTCOME_ENDED && world.asked[MNR_ACTION_CHECK_PASSCODE] == 2);
    nothing_left();
    CHECK(found_in((const unsigned char *)world.journal, sizeof world.journal) == 0);
    tear_down(&world);
}

/* A driver before the virtual card, which keeps a log of what it is sent: a VERIFY goes no further, and is
 * refused here. */
static mnr_link *behind;
static int verified;
static uint8_t whole[65538];

static int32_t transmit(void *user, const uint8_t *command, size_t command_length, uint8_t *response,
                        size_t capacity, size_t *response_length, uint32_t limit_ms, mnr_driver_failure *failure)
{
    int32_t status;
    (void)user, (void)failure;
    if (command_length > 5 && command[1] == 0x20) {
        verified++;
        response[0] = 0x63;
        response[1] = 0xC2;
        *response_length = 2;
        return MNR_OK;
    }
    status = mnr_link_transmit(behind, command, command_length, limit_ms, whole, sizeof whole, response_length, NULL);
    CHECK(status != MNR_OK || *response_length <= capacity);
    if (status == MNR_OK)
        memcpy(response, whole, *response_length);
    return status;
}

static int32_t nothing(void *user)
{
    (void)user;
    return MNR_OK;
}

static int32_t connect_through_a_driver(void *user, mnr_link **link)
{
    struct world *world = user;
    mnr_driver driver;
    MNR_INIT(&driver);
    driver.transmit = transmit;
    driver.reset = driver.power_down = nothing;
    OK(mnr_sim_card_link(world->card, &behind));
    return mnr_link_open_driver(NULL, &driver, link);
}

/* A PIN that the card refuses, on its way to the chip in its command. */
static void a_pin(void)
{
    struct world world;
    mnr_devices devices = functions();
    devices.connect = connect_through_a_driver;
    furnish(&world, "adult");
    open_desk(&world, NULL, NULL, &world, &devices);
    world.method = MNR_METHOD_PIN;
    world.hold = MNR_ACTION_ENTER_PIN;
    place(&world);
    CHECK(world.held.kind == MNR_ACTION_ENTER_PIN);
    reveal(PIN + PIN_LENGTH - 4, 4, 0);
    OK(mnr_desk_reply(world.desk, &world.held.number, mnr_answer_pin(canary, 4, MNR_ACTOR_PATIENT)));
    settle(&world);
    CHECK(verified == 1 && world.asked[MNR_ACTION_ENTER_PIN] == 2 && world.held.tries == 2);
    nothing_left();
    tear_down(&world);
    OK(mnr_link_free(behind));
    nothing_left();
}

static void readings(void)
{
    struct world world;
    set_up(&world, "adult", NULL);
    world.hold = MNR_ACTION_SCAN_CARD_FACE;
    place(&world);
    CHECK(world.held.kind == MNR_ACTION_SCAN_CARD_FACE);
    reveal_looks();
    OK(mnr_desk_reply(world.desk, &world.held.number, mnr_answer_reading(canary, 2, 0, 0, MNR_MARK_NOT_SEEN)));
    settle(&world);
    CHECK(presented(&world) == 0);
    nothing_left();
    tear_down(&world);
    nothing_left();
}

/* Under a foreign number, at the wrong time, behind a stop, and in the inbox of a desk that is freed. */
static void what_nobody_asked_for(void)
{
    struct world world;
    mnr_number foreign;
    int turn;
    set_up(&world, "adult", NULL);
    world.hold = MNR_ACTION_CHOOSE_METHOD;
    place(&world);
    foreign = world.held.number;
    foreign.session++;
    reveal(PASSWORD, PASSWORD_LENGTH, 0);
    CHECK_STATUS(MNR_ERROR_FOREIGN_NUMBER,
                 mnr_desk_reply(world.desk, &foreign,
                                mnr_answer_sighted_with_passcode(MNR_SIGHTING_SAME, canary, PASSWORD_LENGTH,
                                                                 MNR_ACTOR_STAFF)));
    CHECK_STATUS(MNR_ERROR_WRONG_ACTOR,
                 mnr_desk_reply(world.desk, &world.held.number,
                                mnr_answer_sighted_with_passcode(MNR_SIGHTING_SAME, canary, PASSWORD_LENGTH,
                                                                 MNR_ACTOR_STAFF)));
    settle(&world);
    nothing_left();
    tear_down(&world);
    /* Behind a removal in the inbox, and in the inbox of a desk that is stopped. */
    for (turn = 0; turn < 2; turn++) {
        set_up(&world, "adult", NULL);
        world.method = MNR_METHOD_FACE;
        world.hold = MNR_ACTION_SCAN_CARD_FACE;
        place(&world);
        CHECK(world.held.kind == MNR_ACTION_SCAN_CARD_FACE);
        if (turn == 0)
            OK(mnr_desk_card_removed(world.desk));
        reveal_looks();
        OK(mnr_desk_reply(world.desk, &world.held.number, mnr_answer_reading(canary, 2, 0, 0, MNR_MARK_NOT_SEEN)));
        if (turn == 0) {
            settle(&world);
            CHECK(world.outcome == MNR_OUTCOME_ENDED);
            nothing_left();
        } else {
            OK(mnr_desk_stop(world.desk));
            CHECK_STATUS(MNR_ERROR_STATE, mnr_desk_reply(world.desk, &world.held.number,
                                                         mnr_answer_reading(canary, 2, 0, 0, MNR_MARK_NOT_SEEN)));
        }
        tear_down(&world);
        nothing_left();
    }
}

/* In records that are refused for what stands in them: too long, of the wrong form, with a kind that takes
 * none, to a reception, of a wrong size. */
static void what_is_refused(void)
{
    static const int32_t kinds[] = {MNR_ANSWER_PIN_ENTERED, MNR_ANSWER_SCANNED, MNR_ANSWER_CHALLENGE_OBTAINED,
                                    MNR_ANSWER_METHOD,      MNR_ANSWER_FAILED,  MNR_ANSWER_PIN_VERIFIED};
    struct world world;
    mnr_reception *reception;
    size_t index;
    set_up(&world, "adult", NULL);
    OK(mnr_reception_new(NULL, &reception));
    world.hold = MNR_ACTION_CHOOSE_METHOD;
    place(&world);
    reveal(PASSWORD, PASSWORD_LENGTH, 0);
    for (index = 0; index < sizeof kinds / sizeof *kinds; index++) {
        mnr_answer answer = mnr_answer_of(kinds[index], MNR_ACTOR_READER);
        answer.secret = canary;
        answer.secret_length = PASSWORD_LENGTH;
        CHECK(mnr_desk_answer(world.desk, &world.held.number, &answer) != MNR_OK);
        CHECK(mnr_reception_answer(reception, 0, &world.held.number, &answer) != MNR_OK);
        answer.struct_size--;
        CHECK_STATUS(MNR_ERROR_STRUCT_SIZE, mnr_desk_answer(world.desk, &world.held.number, &answer));
    }
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_desk_reply(NO_HANDLE(mnr_desk), &world.held.number,
                                                  mnr_answer_sighted_with_passcode(MNR_SIGHTING_SAME, canary, PASSWORD_LENGTH, MNR_ACTOR_STAFF)));
    nothing_left();
    OK(mnr_reception_free(reception));
    tear_down(&world);
    nothing_left();
}

int main(void)
{
    OK(mnr_set_log(NULL, keep_line, MNR_LOG_TRACE));
    reveal_looks();
    CHECK(found_in_memory() > 0); /* the search works: there they stand */
    nothing_left();
    a_passcode();
    a_pin();
    readings();
    what_nobody_asked_for();
    what_is_refused();
    CHECK(strlen(everything_logged) > 1000);
    CHECK(found_in((const unsigned char *)everything_logged, sizeof everything_logged) == 0);
    OK(mnr_set_log(NULL, NULL, MNR_LOG_ERROR));
    nothing_is_left();
    return EXIT_SUCCESS;
}
