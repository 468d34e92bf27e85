/* What a test that runs in one process with the stand-in service can ask of it: see standin.c. The
 * functions are found at run time, by dlsym or GetProcAddress. */
#ifndef MNR_TEST_STANDIN_H
#define MNR_TEST_STANDIN_H

#include <stddef.h>
#include <stdint.h>

/* A card of the test's own process. The functions are called one at a time. */
struct standin_card {
    /* 1 on, 0 off, 2 a warm reset. */
    void (*power)(void *user, int order);
    /* One command; gives the length of the answer, 0 if there is none. */
    size_t (*transmit)(void *user, const uint8_t *command, size_t length, uint8_t *answer, size_t room);
    void *user;
};

/* Runs commands, separated by ';'. Ends the process with 99 if it knows one of them not. */
typedef void standin_run_function(const char *commands);
/* Lays a card on a reader (from 0), or takes the one that lies there away (NULL). */
typedef void standin_lay_function(int reader, const struct standin_card *card);
/* Whether the chip on a reader has power. */
typedef int standin_powered_function(int reader);
/* How many contexts and handles of the service are open. */
typedef int standin_open_function(void);

#endif
