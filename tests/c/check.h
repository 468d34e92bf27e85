/* What all C tests share. A check that fails says where and ends the program with 1. */
#ifndef MNR_TEST_CHECK_H
#define MNR_TEST_CHECK_H

#include <mynareader.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CHECK(condition)                                                                           \
    do {                                                                                           \
        if (!(condition)) {                                                                        \
            fprintf(stderr, "%s:%d: not so: %s\n", __FILE__, __LINE__, #condition);                \
            exit(EXIT_FAILURE);                                                                    \
        }                                                                                          \
    } while (0)

#define CHECK_STATUS(expected, call)                                                               \
    do {                                                                                           \
        int32_t check_status_ = (call);                                                            \
        if (check_status_ != (expected)) {                                                         \
            fprintf(stderr, "%s:%d: %s gave %s instead of %s\n", __FILE__, __LINE__, #call,        \
                    mnr_status_name(check_status_), mnr_status_name(expected));                    \
            exit(EXIT_FAILURE);                                                                    \
        }                                                                                          \
    } while (0)

#define OK(call) CHECK_STATUS(MNR_OK, call)

/* A pointer that is a handle of no kind. */
#define NO_HANDLE(type) ((type *)(uintptr_t)0x7FFFFFF0)

/* The option records in one piece, in the order of their fields. */
#define SIGNING(key, scheme, last_try, data, length, secret, secret_length)                        \
    &(mnr_signing){sizeof(mnr_signing), key, scheme, last_try, data, length, secret, secret_length}
#define READINGS(codes, count, failed, agreeing, tries_kept)                                       \
    &(mnr_readings){sizeof(mnr_readings), codes, count, failed, agreeing, tries_kept}

#define CHANGE(key, last_try, current, current_length, replacement, replacement_length)                \
    &(mnr_change){sizeof(mnr_change), key, last_try, current, current_length, replacement, replacement_length}
#define DAY(year, month, day) &(const mnr_date){year, month, day}

static inline mnr_sim_card *new_sim(const char *persona)
{
    mnr_sim_card *card = NULL;
    OK(mnr_sim_card_new(persona, strlen(persona), DAY(2026, 11, 24), &card, NULL));
    return card;
}

static inline mnr_card *open_card(mnr_sim_card *sim)
{
    mnr_link *link = NULL;
    mnr_card *card = NULL;
    OK(mnr_sim_card_link(sim, &link));
    OK(mnr_card_open(link, &card));
    return card;
}

/* What a test keeps outside its functions: crowd.c runs several of each side by side. */
#define PER_THREAD __thread

static inline void nothing_is_left(void)
{
    size_t alive = 1;
    OK(mnr_handles_alive(&alive));
#ifndef SIDE_BY_SIDE /* then it is counted when all have ended */
    CHECK(alive == 0);
#endif
}

#endif
