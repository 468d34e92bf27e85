/* A desk over a slow driver: a task on the card ends with its time, and what ends a check-in breaks it
 * off within one exchange. */
#include "counter.h"
#include "system.h"

enum { MOST = 64 };

/* A driver that takes its time, over the virtual card. */
struct slow {
    struct world world;
    mnr_link *inner;
    uint32_t takes;          /* ms for each exchange */
    int silent;              /* none is answered */
    int cancel_at;           /* during this exchange the patient calls off; -1: never */
    int exchanges;
    uint32_t limits[MOST];
    uint8_t sent[MOST];
};

static int32_t slow_transmit(void *user, const uint8_t *command, size_t command_length, uint8_t *answer,
                             size_t capacity, size_t *answer_length, uint32_t limit_ms, mnr_driver_failure *why)
{
    struct slow *slow = user;
    (void)why;
    CHECK(slow->exchanges < MOST);
    slow->limits[slow->exchanges] = limit_ms;
    slow->sent[slow->exchanges] = command[1];
    if (slow->exchanges++ == slow->cancel_at)
        OK(mnr_desk_cancel(slow->world.desk, MNR_ACTOR_PATIENT));
    sleep_ms((long)slow->takes);
    if (slow->silent)
        return MNR_ERROR_LINK_TIMED_OUT;
    return mnr_link_transmit(slow->inner, command, command_length, limit_ms, answer, capacity, answer_length, NULL);
}

static int32_t slow_power_down(void *user)
{
    struct slow *slow = user;
    if (slow->inner != NULL)
        OK(mnr_link_free(slow->inner));
    slow->inner = NULL;
    return MNR_OK;
}

static int32_t slow_reset(void *user)
{
    slow_power_down(user);
    return mnr_sim_card_link(((struct slow *)user)->world.card, &((struct slow *)user)->inner);
}

static int32_t slow_connect(void *user, mnr_link **link)
{
    mnr_driver driver;
    OK(slow_reset(user));
    MNR_INIT(&driver);
    driver.flags = MNR_LINK_EXTENDED;
    driver.transmit = slow_transmit;
    driver.reset = slow_reset;
    driver.power_down = slow_power_down;
    return mnr_link_open_driver(user, &driver, link);
}

static void slowly(struct slow *slow, uint32_t card_ms)
{
    mnr_devices devices = functions();
    mnr_desk_options options;
    mnr_reception_config config;
    furnish(&slow->world, "adult");
    slow->exchanges = 0;
    devices.connect = slow_connect;
    MNR_INIT(&config);
    config.card_ms = card_ms;
    options = believing(&slow->world);
    open_desk(&slow->world, &config, &options, slow, &devices);
    OK(mnr_desk_card_placed(slow->world.desk, DAY(2026, 11, 24)));
    settle(&slow->world);
    CHECK(slow->world.outcomes == 1);
}

static void leave(struct slow *slow)
{
    OK(mnr_desk_card_removed(slow->world.desk));
    settle(&slow->world);
    CHECK(slow->inner == NULL);
    tear_down(&slow->world);
}

/* The check-in of cardms.c: the patient calls off while a slow driver is at it. */
static void a_cancel_waits_for_one_exchange(void)
{
    int at, cancelled = 0;
    for (at = 0; at < MOST; at++) {
        struct slow slow = {0};
        slow.cancel_at = at;
        slowly(&slow, 0);
        if (slow.world.outcome == MNR_OUTCOME_ADMITTED) {
            leave(&slow);
            break;
        }
        cancelled++;
        /* At most one to leave what was verified and one at the end, both SELECT. */
        CHECK(slow.exchanges <= at + 3);
        while (--slow.exchanges > at)
            CHECK(slow.sent[slow.exchanges] == 0xA4);
        leave(&slow);
    }
    CHECK(cancelled > 9 && at < MOST);
}

static void a_task_has_its_time_and_no_more(void)
{
    struct slow slow = {0};
    long began = now_ms();
    int index;
    slow.cancel_at = -1;
    slow.takes = 150;
    slowly(&slow, 400);
    /* Three of the task at most, and one at the end. */
    CHECK(slow.exchanges >= 2 && slow.exchanges <= 4);
    for (index = 0; index + 1 < slow.exchanges; index++)
        CHECK(slow.limits[index] <= (uint32_t)(400 - 150 * index));
    CHECK(slow.world.outcome == MNR_OUTCOME_ENDED && slow.world.end_reason == MNR_END_FAULT);
    CHECK(now_ms() - began < 150 * 4 + 2000);
    leave(&slow);
}

static void a_silent_card_is_asked_once(void)
{
    struct slow slow = {0};
    slow.cancel_at = -1;
    slow.silent = 1;
    slowly(&slow, 1000);
    CHECK(slow.exchanges <= 2 && slow.limits[0] <= 1000);
    CHECK(slow.world.outcome == MNR_OUTCOME_ENDED);
    leave(&slow);
}

int main(void)
{
    a_cancel_waits_for_one_exchange();
    a_task_has_its_time_and_no_more();
    a_silent_card_is_asked_once();
    nothing_is_left();
    return EXIT_SUCCESS;
}
