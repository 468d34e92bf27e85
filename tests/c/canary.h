/* Canaries, and the search for them in memory, in a file and in the log. Linux only. */
#ifndef MNR_TEST_CANARY_H
#define MNR_TEST_CANARY_H

#include "check.h"
#include <fcntl.h>
#include <unistd.h>

/* The canaries are never written as such in the program: here, each byte is one less. The PIN is too
 * short to be looked for by itself; it is looked for as it stands in its command. */
static const unsigned char PASSWORD[] = "B@M@QX6PYW3VUJI7";
static const unsigned char CODE_B[] = "6280715340/826";
static const unsigned char PIN[] = {0xFF, 0x1F, 0xFF, 0x97, 0x03, '6', '2', '8', '0'};
enum { PASSWORD_LENGTH = 16, CODE_LENGTH = 14, PIN_LENGTH = 9, LONGEST = 16 };

static const struct {
    const unsigned char *shifted;
    size_t length;
} CANARIES[] = {{PASSWORD, PASSWORD_LENGTH}, {CODE_B, CODE_LENGTH}, {PIN, PIN_LENGTH}};
enum { CANARY_COUNT = sizeof CANARIES / sizeof *CANARIES };

static unsigned char canary[2 * LONGEST]; /* the caller's copy, which it wipes itself */

static inline void reveal(const unsigned char *shifted, size_t length, size_t at)
{
    size_t index;
    for (index = 0; index < length; index++)
        canary[at + index] = (unsigned char)(shifted[index] + 1);
}

/* How many canaries stand in some bytes. */
static inline int found_in(const unsigned char *bytes, size_t size)
{
    int found = 0;
    size_t which, place, same;
    for (which = 0; which < CANARY_COUNT; which++) {
        const unsigned char *shifted = CANARIES[which].shifted;
        size_t length = CANARIES[which].length;
        for (place = 0; place + length <= size; place++) {
            for (same = 0; same < length && bytes[place + same] == (unsigned char)(shifted[same] + 1);)
                same++;
            found += same == length;
        }
    }
    return found;
}

static unsigned char block[1 << 20];

/* In memory that may be written. */
static inline int found_in_memory(void)
{
    FILE *maps = fopen("/proc/self/maps", "r");
    int memory = open("/proc/self/mem", O_RDONLY), found = 0;
    char line[512];
    CHECK(maps != NULL && memory >= 0);
    while (fgets(line, sizeof line, maps) != NULL) {
        unsigned long start, end, at;
        char rights[5];
        if (sscanf(line, "%lx-%lx %4s", &start, &end, rights) != 3 || rights[0] != 'r' || rights[1] != 'w')
            continue;
        for (at = start; at < end;) {
            unsigned long window = (unsigned long)(uintptr_t)block, stop = end;
            size_t size;
            ssize_t got;
            /* The window itself is not searched, and nothing but the window. */
            if (at >= window && at < window + sizeof block) {
                at = window + sizeof block;
                continue;
            }
            if (at < window && window < end)
                stop = window;
            size = stop - at < sizeof block ? stop - at : sizeof block;
            got = pread(memory, block, size, (off_t)at);
            if (got > 0)
                found += found_in(block, (size_t)got);
            memset(block, 0, sizeof block);
            at = at + size == stop ? stop : at + size - LONGEST;
        }
    }
    fclose(maps);
    close(memory);
    return found;
}

static inline int found_in_file(const char *path)
{
    FILE *file = fopen(path, "rb");
    size_t kept = 0, got;
    int found = 0;
    CHECK(file != NULL);
    while ((got = fread(block + kept, 1, sizeof block - kept, file)) > 0) {
        size_t have = kept + got;
        found += found_in(block, have);
        kept = have < LONGEST - 1 ? have : LONGEST - 1;
        /* What overlaps is shorter than the longest canary; a shorter one may be counted twice. */
        memmove(block, block + have - kept, kept);
    }
    fclose(file);
    return found;
}

/* ---- the log ------------------------------------------------------------------------------- */

static char everything_logged[1 << 16];

static inline void keep_line(void *user, int32_t level, const char *text)
{
    (void)user;
    (void)level;
    CHECK(strlen(everything_logged) + strlen(text) + 2 < sizeof everything_logged);
    strcat(everything_logged, text);
    strcat(everything_logged, "\n");
}

#endif
