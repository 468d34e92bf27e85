/* In which process the library may be used, and until when: forks, two copies in one process, dlclose while
 * a desk sleeps, and mnr_shutdown. Each scene is a process of its own, begun before the library was used.
 * POSIX. */
#include "counter.h"
#include "system.h"
#include <dlfcn.h>
#include <pthread.h>
#include <sys/wait.h>
#include <unistd.h>

typedef int32_t (*alive_function)(size_t *);

/* A hang ends a scene, too. */
static void in_a_process(void (*scene)(void))
{
    int status;
    pid_t process = fork();
    CHECK(process >= 0);
    if (process == 0) {
        alarm(60);
        scene();
        fflush(NULL);
        exit(EXIT_SUCCESS);
    }
    CHECK(waitpid(process, &status, 0) == process);
    CHECK(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

/* ---- fork ------------------------------------------------------------------------------------- */

static volatile int ends;

static void *hammer(void *unused)
{
    while (!ends) {
        mnr_reception *reception;
        mnr_action action;
        OK(mnr_reception_new(NULL, &reception));
        OK(mnr_reception_card_placed(reception, 1, DAY(2026, 11, 24)));
        do
            MNR_INIT(&action);
        while (mnr_reception_next_action(reception, &action) == MNR_OK);
        OK(mnr_reception_free(reception));
    }
    return unused;
}

/* Whatever lock another thread holds: a fork is refused, and does not hang. */
static void forks_are_refused(void)
{
    pthread_t threads[4];
    mnr_sim_card *card = new_sim("adult");
    int index, status;
    for (index = 0; index < 4; index++)
        CHECK(pthread_create(&threads[index], NULL, hammer, NULL) == 0);
    for (index = 0; index < 100; index++) {
        pid_t process = fork();
        CHECK(process >= 0);
        if (process == 0) {
            mnr_reception *reception = NULL;
            mnr_detail detail;
            size_t alive = 7;
            alarm(20);
            MNR_INIT(&detail);
            CHECK_STATUS(MNR_ERROR_FORKED, mnr_reception_new(NULL, &reception));
            CHECK_STATUS(MNR_ERROR_FORKED, mnr_handles_alive(&alive));
            CHECK_STATUS(MNR_ERROR_FORKED, mnr_sim_card_free(card));
            CHECK_STATUS(MNR_ERROR_FORKED, mnr_set_log(NULL, NULL, MNR_LOG_ERROR));
            CHECK_STATUS(MNR_ERROR_FORKED, mnr_shutdown(1000));
            CHECK_STATUS(MNR_ERROR_FORKED, mnr_anchors_load("", 0, NULL, &detail));
            CHECK(reception == NULL && alive == 7 && strstr(detail.text, "forked") != NULL);
            CHECK(strcmp(mnr_status_name(MNR_ERROR_FORKED), "MNR_ERROR_FORKED") == 0);
            _exit(EXIT_SUCCESS);
        }
        CHECK(waitpid(process, &status, 0) == process);
        CHECK(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    }
    ends = 1;
    for (index = 0; index < 4; index++)
        CHECK(pthread_join(threads[index], NULL) == 0);
    OK(mnr_sim_card_free(card));
    nothing_is_left();
}

/* ---- shared libraries ------------------------------------------------------------------------- */

static void *load(const char *name, int how)
{
    char path[4096];
    void *library;
    const char *folder = getenv("MNR_LIBRARIES");
    CHECK(folder != NULL && strlen(folder) + strlen(name) + 32 < sizeof path);
    sprintf(path, "%s/lib%s.so.%s", folder, name, mnr_version());
    library = dlopen(path, RTLD_NOW | how);
    if (library == NULL)
        fprintf(stderr, "%s\n", dlerror());
    CHECK(library != NULL);
    return library;
}

static void *function(void *library, const char *name)
{
    void *found = dlsym(library, name);
    CHECK(found != NULL);
    return found;
}

static int32_t alive_in(void *library)
{
    size_t alive = 0;
    alive_function call;
    *(void **)&call = function(library, "mnr_handles_alive");
    return call(&alive);
}

static void two_copies(const char *first, const char *second, int how)
{
    void *one = load(first, how), *two = load(second, how);
    /* In whatever order they are called. */
    CHECK_STATUS(MNR_ERROR_SECOND_LIBRARY, alive_in(two));
    CHECK_STATUS(MNR_OK, alive_in(one));
    CHECK_STATUS(MNR_ERROR_SECOND_LIBRARY, alive_in(two));
}

static void production_first(void) { two_copies("mynareader", "mynareader_sim", RTLD_GLOBAL); }
static void simulation_first(void) { two_copies("mynareader_sim", "mynareader", RTLD_GLOBAL); }
static void production_first_and_apart(void) { two_copies("mynareader", "mynareader_sim", RTLD_LOCAL); }

static int32_t no_link(void *user, mnr_link **link)
{
    (void)user;
    (void)link;
    return MNR_ERROR_NO_CARD;
}

static void no_order(void *user, const mnr_action *action, const mnr_situation *situation)
{
    (void)user;
    (void)action;
    (void)situation;
}

static void no_request(void *user, const mnr_action *action, const mnr_material *material)
{
    (void)user;
    (void)action;
    (void)material;
}

static int32_t (*run_in_library)(mnr_desk *);

static void *run_there(void *desk)
{
    OK(run_in_library(desk));
    return NULL;
}

/* What is unloaded under a desk that sleeps stays, and the desk goes on. */
static void unloading_under_a_desk(void)
{
    void *library = load("mynareader_sim", RTLD_LOCAL);
    int32_t (*make)(const mnr_reception_config *, const mnr_desk_options *, void *, const mnr_devices *, mnr_desk **);
    int32_t (*placed)(mnr_desk *, const mnr_date *);
    int32_t (*stop)(mnr_desk *);
    mnr_devices devices;
    mnr_desk *desk = NULL;
    pthread_t thread;
    *(void **)&make = function(library, "mnr_desk_new");
    *(void **)&placed = function(library, "mnr_desk_card_placed");
    *(void **)&stop = function(library, "mnr_desk_stop");
    *(void **)&run_in_library = function(library, "mnr_desk_run");
    MNR_INIT(&devices);
    devices.connect = no_link;
    devices.order = no_order;
    devices.request = no_request;
    OK(make(NULL, NULL, NULL, &devices, &desk));
    CHECK(pthread_create(&thread, NULL, run_there, desk) == 0);
    sleep_ms(50);
    CHECK(dlclose(library) == 0);
    OK(placed(desk, DAY(2026, 11, 24)));
    sleep_ms(50);
    OK(stop(desk));
    CHECK(pthread_join(thread, NULL) == 0);
}

/* ---- the end of the program ------------------------------------------------------------------- */

/* A driver over the virtual card, whose functions call the library themselves. */
static mnr_sim_card *chip;
static mnr_link *inner;
static int powered_down;
static pthread_mutex_t gate = PTHREAD_MUTEX_INITIALIZER;

static int32_t transmit(void *user, const uint8_t *command, size_t command_length, uint8_t *answer, size_t capacity,
                        size_t *answer_length, uint32_t limit_ms, mnr_driver_failure *why)
{
    (void)user;
    (void)why;
    return mnr_link_transmit(inner, command, command_length, limit_ms, answer, capacity, answer_length, NULL);
}

static int32_t power_down(void *user)
{
    (void)user;
    powered_down++;
    return mnr_link_free(inner);
}

static int32_t reset(void *user)
{
    (void)user;
    return MNR_ERROR_LINK_BROKEN;
}

static mnr_link *driver_link(void)
{
    mnr_driver driver;
    mnr_link *link = NULL;
    OK(mnr_sim_card_link(chip, &inner));
    MNR_INIT(&driver);
    driver.flags = MNR_LINK_EXTENDED;
    driver.transmit = transmit;
    driver.reset = reset;
    driver.power_down = power_down;
    OK(mnr_link_open_driver(NULL, &driver, &link));
    return link;
}

static void verify(mnr_card *card)
{
    char pin[32];
    size_t size;
    OK(mnr_sim_card_secret(chip, MNR_KEY_AUTHENTICATION_PIN, pin, sizeof pin, &size));
    OK(mnr_card_verify(card, MNR_KEY_AUTHENTICATION_PIN, (const uint8_t *)pin, size - 1, 0, NULL));
}

/* exit() in the middle, with a PIN verified: the card loses its power, and everything is refused. */
static void a_verified_card_loses_its_power(void)
{
    mnr_card *card;
    mnr_reception *reception;
    size_t alive = 7;
    chip = new_sim("adult");
    OK(mnr_reception_new(NULL, &reception));
    OK(mnr_card_open(driver_link(), &card));
    verify(card);
    OK(mnr_shutdown(0));
    CHECK(powered_down == 1);
    CHECK_STATUS(MNR_ERROR_SHUT_DOWN, mnr_card_free(card));
    CHECK_STATUS(MNR_ERROR_SHUT_DOWN, mnr_reception_free(reception));
    CHECK_STATUS(MNR_ERROR_SHUT_DOWN, mnr_handles_alive(&alive));
    CHECK_STATUS(MNR_ERROR_SHUT_DOWN, mnr_sim_card_free(chip));
    CHECK(alive == 7 && mnr_version_number() == MNR_VERSION_NUMBER);
    OK(mnr_shutdown(0)); /* it may be called once more */
}

static int32_t connect_driver(void *user, mnr_link **link)
{
    (void)user;
    *link = driver_link();
    return MNR_OK;
}

static int releases;

static void count_release(void *user)
{
    (void)user;
    releases++;
}

static void *run_running(void *desk)
{
    OK(mnr_desk_run(desk));
    CHECK_STATUS(MNR_ERROR_SHUT_DOWN, mnr_desk_free(desk));
    return NULL;
}

/* A desk that runs in its thread, with a card in it, is stopped and ended. */
static void a_running_desk_is_ended(void)
{
    mnr_devices devices;
    mnr_desk *desk;
    pthread_t thread;
    chip = new_sim("adult");
    MNR_INIT(&devices);
    devices.connect = connect_driver;
    devices.order = no_order;
    devices.request = no_request;
    devices.release = count_release;
    OK(mnr_desk_new(NULL, NULL, NULL, &devices, &desk));
    CHECK(pthread_create(&thread, NULL, run_running, desk) == 0);
    OK(mnr_desk_card_placed(desk, DAY(2026, 11, 24)));
    sleep_ms(100); /* it waits for the patient to choose */
    OK(mnr_shutdown(10000));

    CHECK(powered_down == 1 && releases == 1);
    CHECK(pthread_join(thread, NULL) == 0);
}

static void wait_at_the_gate(void *user, const mnr_action *action, const mnr_material *material)
{
    (void)user;
    (void)action;
    (void)material;
    pthread_mutex_lock(&gate);
    pthread_mutex_unlock(&gate);
}

/* What is still at work at the limit is told, and the next call ends it. */
static void what_is_at_work_is_told(void)
{
    mnr_devices devices;
    mnr_desk *desk;
    pthread_t thread;
    chip = new_sim("adult");
    MNR_INIT(&devices);
    devices.connect = connect_driver;
    devices.order = no_order;
    devices.request = wait_at_the_gate;
    OK(mnr_desk_new(NULL, NULL, NULL, &devices, &desk));
    pthread_mutex_lock(&gate);
    CHECK(pthread_create(&thread, NULL, run_running, desk) == 0);
    OK(mnr_desk_card_placed(desk, DAY(2026, 11, 24)));
    sleep_ms(100);
    CHECK_STATUS(MNR_ERROR_BUSY, mnr_shutdown(20));
    CHECK(powered_down == 0); /* nor is the link that the desk may need gone */
    pthread_mutex_unlock(&gate);
    OK(mnr_shutdown(10000));
    CHECK(powered_down == 1);
    CHECK(pthread_join(thread, NULL) == 0);
}

int main(void)
{
    in_a_process(forks_are_refused);
    in_a_process(production_first);
    in_a_process(simulation_first);
    in_a_process(production_first_and_apart);
    in_a_process(unloading_under_a_desk);
    in_a_process(a_verified_card_loses_its_power);
    in_a_process(a_running_desk_is_ended);
    in_a_process(what_is_at_work_is_told);
    return EXIT_SUCCESS;
}
