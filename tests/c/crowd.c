/* The whole ABI in threads with a stack of 256 KiB: each of the other tests by itself in one, then
 * several of each side by side. They are compiled with their main renamed (tests/c/run).
 *
 *     crowd [QUICK]     any argument: one of each side by side, and no more */
#include "check.h"
#include <pthread.h>

int library_test(void);
int card_test(void);
int data_test(void);
int driver_test(void);
int guidance_test(void);
int reception_test(void);
int shelf_test(void);
int terminal_test(void);
int desk_test(int argc, char **argv);

static int desk_alone(void)
{
    static char name[] = "desk", stride[] = "13";
    char *arguments[] = {name, stride, NULL};
    return desk_test(2, arguments);
}

static int (*const TESTS[])(void) = {card_test,      data_test,  driver_test,  guidance_test,
                                     reception_test, desk_alone, terminal_test, shelf_test};
enum { COUNT = sizeof TESTS / sizeof *TESTS, STACK = 256 * 1024, EACH = 2 };

static void *run(void *test)
{
    CHECK((*(int (*const *)(void))test)() == EXIT_SUCCESS);
    return NULL;
}

static pthread_t start(int (*const *test)(void))
{
    pthread_attr_t attributes;
    pthread_t thread;
    CHECK(pthread_attr_init(&attributes) == 0);
    CHECK(pthread_attr_setstacksize(&attributes, STACK) == 0);
    CHECK(pthread_create(&thread, &attributes, run, (void *)(uintptr_t)test) == 0);
    CHECK(pthread_attr_destroy(&attributes) == 0);
    return thread;
}

int main(int argc, char **argv)
{
    /* It has the log, of which there is one, to itself. */
    static int (*const library)(void) = library_test;
    pthread_t threads[COUNT * EACH];
    size_t alive = 1, each = argc > 1 ? 1 : EACH, at;
    (void)argv;

    if (argc == 1) {
        CHECK(pthread_join(start(&library), NULL) == 0);
        for (at = 0; at < COUNT; at++)
            CHECK(pthread_join(start(&TESTS[at]), NULL) == 0);
    }
    for (at = 0; at < COUNT * each; at++)
        threads[at] = start(&TESTS[at % COUNT]);
    for (at = 0; at < COUNT * each; at++)
        CHECK(pthread_join(threads[at], NULL) == 0);
    OK(mnr_handles_alive(&alive));
    CHECK(alive == 0);
    return EXIT_SUCCESS;
}
