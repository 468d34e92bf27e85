/* Canaries, and the search for them in memory, in a file and in the log. Linux and Windows. */
#ifndef MNR_TEST_CANARY_H
#define MNR_TEST_CANARY_H

#include "check.h"
#ifdef _WIN32
#define WIN32_LEAN_AND_MEAN /* without its sockets, which have names of ours */
#include <windows.h>
#else
#include <fcntl.h>
#include <unistd.h>
#endif

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

#ifdef _WIN32
/* The next range of memory that may be written, from at on; 0 at the end. */
static inline int next_range(uintptr_t *at, uintptr_t *end)
{
    MEMORY_BASIC_INFORMATION range;
    while (VirtualQuery((const void *)*at, &range, sizeof range) == sizeof range) {
        *at = (uintptr_t)range.BaseAddress;
        *end = *at + range.RegionSize;
        if (range.State == MEM_COMMIT && (range.Protect & 0xFF & (PAGE_READWRITE | PAGE_WRITECOPY | PAGE_EXECUTE_READWRITE | PAGE_EXECUTE_WRITECOPY)) != 0 &&
            (range.Protect & PAGE_GUARD) == 0)
            return 1;
        *at = *end;
    }
    return 0;
}

static inline size_t read_memory(uintptr_t at, size_t size)
{
    SIZE_T got = 0;
    return ReadProcessMemory(GetCurrentProcess(), (const void *)at, block, size, &got) ? (size_t)got : 0;
}
#else
static FILE *maps;
static int memory;

static inline int next_range(uintptr_t *at, uintptr_t *end)
{
    char line[512], rights[5];
    unsigned long first, last;
    while (fgets(line, sizeof line, maps) != NULL)
        if (sscanf(line, "%lx-%lx %4s", &first, &last, rights) == 3 && rights[0] == 'r' && rights[1] == 'w') {
            *at = first;
            *end = last;
            return 1;
        }
    return 0;
}

static inline size_t read_memory(uintptr_t at, size_t size)
{
    ssize_t got = pread(memory, block, size, (off_t)at);
    return got > 0 ? (size_t)got : 0;
}
#endif

/* In memory that may be written. */
static inline int found_in_memory(void)
{
    int found = 0;
    uintptr_t at = 0, end;
#ifndef _WIN32
    maps = fopen("/proc/self/maps", "r");
    memory = open("/proc/self/mem", O_RDONLY);
    CHECK(maps != NULL && memory >= 0);
#endif
    while (next_range(&at, &end)) {
        while (at < end) {
            uintptr_t window = (uintptr_t)block, stop = end;
            size_t size;
            /* The window itself is not searched, and nothing but the window. */
            if (at >= window && at < window + sizeof block) {
                at = window + sizeof block;
                continue;
            }
            if (at < window && window < end)
                stop = window;
            size = stop - at < sizeof block ? stop - at : sizeof block;
            found += found_in(block, read_memory(at, size));
            memset(block, 0, sizeof block);
            at = at + size == stop ? stop : at + size - LONGEST;
        }
    }
#ifndef _WIN32
    fclose(maps);
    close(memory);
#endif
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
