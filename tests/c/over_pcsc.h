/* What the tests of readers over PC/SC share: a reader opened, and its card connected. */
#ifndef MNR_TEST_OVER_PCSC_H
#define MNR_TEST_OVER_PCSC_H

#include "check.h"

enum { LONG_MS = 20000 };

static mnr_detail detail;
#define DETAIL (MNR_INIT(&detail), &detail)

static inline mnr_reader *open_reader(const char *name)
{
    mnr_reader *reader = NULL;
    OK(mnr_reader_open(name, strlen(name), &reader, DETAIL));
    return reader;
}

static inline mnr_card *connect_card(mnr_reader *reader)
{
    mnr_link *link = NULL;
    mnr_card *card = NULL;
    OK(mnr_reader_connect(reader, &link, DETAIL));
    OK(mnr_card_open(link, &card));
    return card;
}

#endif
