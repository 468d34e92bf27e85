/* Desks and threads: several readers in one process, each with a desk in a thread of its own with a
 * stack of 256 KiB; answers and events that come from other threads; a stop from outside. POSIX. */
#include "counter.h"
#include <pthread.h>
#include <time.h>

enum { READERS = 3, PATIENTS = 4 };

static void wait_a_little(void)
{
    const struct timespec little = {0, 2000000};
    nanosleep(&little, NULL);
}

/* A desk that runs, and what its thread and the test say to each other. */
struct running {
    struct world world;
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_mutex_t gate; /* at which a request is held */
    pthread_cond_t changed;
    int32_t open;    /* the request that waits for an answer from outside, or 0 */
    mnr_number number;
    int ends;        /* check-ins that came to their end */
    int journals;    /* those whose card was taken since */
};

static void note(struct running *running, int32_t kind, const mnr_number *number)
{
    pthread_mutex_lock(&running->lock);
    running->open = kind;
    if (number != NULL)
        running->number = *number;
    pthread_cond_broadcast(&running->changed);
    pthread_mutex_unlock(&running->lock);
}

static void count(struct running *running, int *counter)
{
    pthread_mutex_lock(&running->lock);
    ++*counter;
    pthread_cond_broadcast(&running->changed);
    pthread_mutex_unlock(&running->lock);
}

/* The devices of counter.h, but for the method and the PIN: these come from outside. */
static void running_request(void *user, const mnr_action *action, const mnr_material *material)
{
    struct running *running = user;
    if (action->kind == MNR_ACTION_CHOOSE_METHOD || action->kind == MNR_ACTION_ENTER_PIN)
        note(running, action->kind, &action->number);
    else
        request(&running->world, action, material);
}

static void running_order(void *user, const mnr_action *action, const mnr_situation *situation)
{
    struct running *running = user;
    order(&running->world, action, situation);
    if (action->kind == MNR_ACTION_SHOW && action->detail == MNR_SCREEN_ENDED)
        count(running, &running->ends);
}

static int32_t running_connect(void *user, mnr_link **link)
{
    return connect(&((struct running *)user)->world, link);
}

static void running_journal(void *user, const mnr_number *number, const char *json, size_t length)
{
    struct running *running = user;
    journal(&running->world, number, json, length);
    count(running, &running->journals);
}

static void running_release(void *user)
{
    released(&((struct running *)user)->world);
}

static void *run_desk(void *desk)
{
    OK(mnr_desk_run(desk));
    return NULL;
}

static void start(struct running *running, const char *persona, uint32_t station)
{
    mnr_devices devices = functions();
    mnr_desk_options options;
    mnr_reception_config config;
    pthread_attr_t small;
    furnish(&running->world, persona);
    running->ends = running->journals = 0;
    running->open = 0;
    pthread_mutex_init(&running->lock, NULL);
    pthread_cond_init(&running->changed, NULL);
    devices.connect = running_connect;
    devices.order = running_order;
    devices.request = running_request;
    devices.journal = running_journal;
    devices.release = running_release;
    MNR_INIT(&config);
    config.station = station;
    options = believing(&running->world);
    open_desk(&running->world, &config, &options, running, &devices);
    pthread_attr_init(&small);
    CHECK(pthread_attr_setstacksize(&small, 256 * 1024) == 0);
    CHECK(pthread_create(&running->thread, &small, run_desk, running->world.desk) == 0);
    pthread_attr_destroy(&small);
}

static mnr_number wait_for_request(struct running *running, int32_t kind)
{
    mnr_number number;
    pthread_mutex_lock(&running->lock);
    while (running->open != kind)
        pthread_cond_wait(&running->changed, &running->lock);
    running->open = 0;
    number = running->number;
    pthread_mutex_unlock(&running->lock);
    return number;
}

static void wait_for(struct running *running, const int *counter, int number)
{
    pthread_mutex_lock(&running->lock);
    while (*counter < number)
        pthread_cond_wait(&running->changed, &running->lock);
    pthread_mutex_unlock(&running->lock);
}

static void stop(struct running *running)
{
    OK(mnr_desk_stop(running->world.desk));
    CHECK(pthread_join(running->thread, NULL) == 0);
    tear_down(&running->world);
    pthread_cond_destroy(&running->changed);
    pthread_mutex_destroy(&running->lock);
}

/* One patient after the other at each of several readers. */
static void *at_one_reader(void *argument)
{
    struct running *running = argument;
    mnr_desk *desk = running->world.desk;
    int patient;
    for (patient = 1; patient <= PATIENTS; patient++) {
        mnr_number number;
        OK(mnr_desk_card_placed(desk, DAY(2026, 11, 24)));
        number = wait_for_request(running, MNR_ACTION_CHOOSE_METHOD);
        if (patient == PATIENTS) {
            /* The staff call it off while the desk sleeps. */
            wait_a_little();
            OK(mnr_desk_cancel(desk, MNR_ACTOR_STAFF));
        } else if (patient % 2) {
            OK(mnr_desk_reply(desk, &number, mnr_answer_method(MNR_METHOD_PIN, MNR_ACTOR_PATIENT)));
            number = wait_for_request(running, MNR_ACTION_ENTER_PIN);
            enter_pin(&running->world, &number);
        } else {
            OK(mnr_desk_reply(desk, &number, mnr_answer_method(MNR_METHOD_FACE, MNR_ACTOR_PATIENT)));
        }
        wait_for(running, &running->ends, patient);
        CHECK(running->world.outcome == (patient == PATIENTS ? MNR_OUTCOME_ENDED : MNR_OUTCOME_ADMITTED));
        OK(mnr_desk_card_removed(desk));
        wait_for(running, &running->journals, patient);
    }
    return NULL;
}

static void several_readers(void)
{
    static struct running readers[READERS];
    static const char *const personas[READERS] = {"adult", "child", "foreigner"};
    pthread_t patients[READERS];
    size_t index;
    for (index = 0; index < READERS; index++)
        start(&readers[index], personas[index], (uint32_t)index + 1);
    for (index = 0; index < READERS; index++)
        CHECK(pthread_create(&patients[index], NULL, at_one_reader, &readers[index]) == 0);
    for (index = 0; index < READERS; index++) {
        CHECK(pthread_join(patients[index], NULL) == 0);
        CHECK(readers[index].world.connects == PATIENTS);
        stop(&readers[index]);
    }
}

/* While one thread runs a desk it is neither run, polled nor freed by another; and an answer for one
 * reader, handed to the other, counts nothing there. */
static void what_a_second_thread_may_not(void)
{
    static struct running one, two;
    mnr_number number;
    uint32_t wait;
    start(&one, "adult", 1);
    start(&two, "child", 2);
    OK(mnr_desk_card_placed(one.world.desk, DAY(2026, 11, 24)));
    OK(mnr_desk_card_placed(two.world.desk, DAY(2026, 11, 24)));
    number = wait_for_request(&one, MNR_ACTION_CHOOSE_METHOD);
    (void)wait_for_request(&two, MNR_ACTION_CHOOSE_METHOD);
    CHECK_STATUS(MNR_ERROR_BUSY, mnr_desk_poll(one.world.desk, &wait));
    CHECK_STATUS(MNR_ERROR_BUSY, mnr_desk_run(one.world.desk));
    CHECK_STATUS(MNR_ERROR_BUSY, mnr_desk_free(one.world.desk));
    CHECK_STATUS(MNR_ERROR_WRONG_STATION, mnr_desk_reply(two.world.desk, &number, mnr_answer_method(MNR_METHOD_PIN, MNR_ACTOR_PATIENT)));
    OK(mnr_desk_card_removed(two.world.desk));
    wait_for(&two, &two.journals, 1);
    CHECK(two.world.outcome == MNR_OUTCOME_ENDED && two.world.pins == 0);
    stop(&two);
    stop(&one); /* in the middle of a check-in: it is stopped, and freeing ends the card */
}

static void end_from_inside(void *user, const mnr_action *action, const mnr_material *material)
{
    struct running *running = user;
    (void)material;
    /* At once, whatever the limit: it would wait for itself. */
    CHECK_STATUS(MNR_ERROR_BUSY, mnr_desk_end(running->world.desk, MNR_NO_LIMIT));
    note(running, action->kind, &action->number);
    pthread_mutex_lock(&running->gate);
    pthread_mutex_unlock(&running->gate);
}

/* The thread that owns a desk ends it in one call, whatever it is at. */
static void ending(void)
{
    static struct running running;
    mnr_devices devices = functions();
    OK(mnr_desk_end(NULL, 0));
    start(&running, "adult", 1);
    OK(mnr_desk_card_placed(running.world.desk, DAY(2026, 11, 24)));
    (void)wait_for_request(&running, MNR_ACTION_CHOOSE_METHOD);
    {
        char state[32];
        size_t needed;
        OK(mnr_desk_state_name(running.world.desk, state, sizeof state, &needed));
        CHECK(strcmp(state, "choosing-method") == 0 && needed == strlen(state) + 1);
        CHECK_STATUS(MNR_ERROR_BUFFER, mnr_desk_state_name(running.world.desk, state, 3, &needed));
        CHECK_STATUS(MNR_ERROR_NULL, mnr_desk_state_name(running.world.desk, state, sizeof state, NULL));
        CHECK_STATUS(MNR_ERROR_HANDLE, mnr_desk_state_name(NO_HANDLE(mnr_desk), state, sizeof state, &needed));
    }
    OK(mnr_desk_end(running.world.desk, 10000)); /* asleep, in the middle of a check-in */
    CHECK(running.world.releases == 1);
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_desk_end(running.world.desk, 0));
    CHECK(pthread_join(running.thread, NULL) == 0);
    OK(mnr_anchors_free(running.world.anchors));
    OK(mnr_sim_card_free(running.world.card));

    furnish(&running.world, "adult");
    running.open = 0;
    devices.connect = running_connect;
    devices.order = running_order;
    devices.request = end_from_inside;
    devices.journal = running_journal;
    devices.release = running_release;
    open_desk(&running.world, NULL, NULL, &running, &devices);
    pthread_mutex_init(&running.gate, NULL);
    pthread_mutex_lock(&running.gate);
    OK(mnr_desk_card_placed(running.world.desk, DAY(2026, 11, 24)));
    CHECK(pthread_create(&running.thread, NULL, run_desk, running.world.desk) == 0);
    (void)wait_for_request(&running, MNR_ACTION_CHOOSE_METHOD);
    CHECK_STATUS(MNR_ERROR_BUSY, mnr_desk_end(running.world.desk, 20)); /* it is at work */
    CHECK(running.world.releases == 0);
    pthread_mutex_unlock(&running.gate);
    OK(mnr_desk_end(running.world.desk, MNR_NO_LIMIT));
    CHECK(running.world.releases == 1);
    CHECK(pthread_join(running.thread, NULL) == 0);
    pthread_mutex_destroy(&running.gate);
    OK(mnr_anchors_free(running.world.anchors));
    OK(mnr_sim_card_free(running.world.card));
}

int main(void)
{
    several_readers();
    what_a_second_thread_may_not();
    ending();
    nothing_is_left();
    return EXIT_SUCCESS;
}
