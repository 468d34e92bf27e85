/* Canaries for a password, code B and a PIN: after they were presented - refused, accepted, with the
 * answer lost, or not sent at all for their format - they stand nowhere: not in the log, not in a
 * detail record, not in this process's memory, and not in its core dump. The card behind is a script,
 * since the virtual card keeps what it was sent. Linux only.
 *
 *     canary                 all but the dump
 *     canary dump            the same, then ends by abort(), which leaves a core
 *     canary dump-with       the same, with a canary left in memory: the control
 *     canary search FILE     how many canaries stand in a file */
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

static void reveal(const unsigned char *shifted, size_t length, size_t at)
{
    size_t index;
    for (index = 0; index < length; index++)
        canary[at + index] = (unsigned char)(shifted[index] + 1);
}

/* How many canaries stand in some bytes. */
static int found_in(const unsigned char *bytes, size_t size)
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
static int found_in_memory(void)
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

static int found_in_file(const char *path)
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

static void keep_line(void *user, int32_t level, const char *text)
{
    (void)user;
    (void)level;
    CHECK(strlen(everything_logged) + strlen(text) + 2 < sizeof everything_logged);
    strcat(everything_logged, text);
    strcat(everything_logged, "\n");
}

/* ---- the card ------------------------------------------------------------------------------ */

enum answer { REFUSES, ACCEPTS, LOSES };
static enum answer card_answers;
static int presented;

/* Keeps nothing of what it is sent. */
static int32_t transmit(void *user, const uint8_t *command, size_t command_length, uint8_t *response,
                        size_t capacity, size_t *response_length, uint32_t limit_ms,
                        mnr_driver_failure *failure)
{
    uint16_t status = 0x9000;
    size_t data = 0;
    (void)user;
    (void)limit_ms;
    (void)failure;
    CHECK(capacity >= 258);
    if (command[1] == 0x20 && command_length == 4)
        status = 0x63CA; /* ten tries: enough for all of this */
    if (command[1] == 0x20 && command_length > 4) {
        presented++;
        CHECK(found_in(command, command_length) == 1);
        if (card_answers == LOSES)
            return MNR_ERROR_LINK_BROKEN;
        status = card_answers == ACCEPTS ? 0x9000 : 0x63C8;
    }
    if (command[1] == 0x2A) { /* a signature */
        data = 256;
        memset(response, 0x5A, data);
    }
    response[data] = (uint8_t)(status >> 8);
    response[data + 1] = (uint8_t)status;
    *response_length = data + 2;
    return MNR_OK;
}

static int32_t nothing(void *user)
{
    (void)user;
    return MNR_OK;
}

static mnr_card *open_scripted(enum answer answers)
{
    mnr_driver driver;
    mnr_link *link;
    mnr_card *card;
    MNR_INIT(&driver);
    driver.transmit = transmit;
    driver.reset = driver.power_down = nothing;
    OK(mnr_link_open_driver(NULL, &driver, &link));
    OK(mnr_card_open(link, &card));
    card_answers = answers;
    return card;
}

/* ---- what is tried ------------------------------------------------------------------------- */

static mnr_detail detail;

/* After a call: the caller wipes its copy, and nothing is left. */
static void nothing_left(void)
{
    memset(canary, 0, sizeof canary);
    CHECK(found_in_memory() == 0);
    CHECK(detail.text[0] != 0 || detail.status == MNR_OK);
}

static void passwords(void)
{
    static const int32_t expected[] = {MNR_ERROR_SECRET_WRONG, MNR_OK, MNR_ERROR_OUTCOME_UNKNOWN};
    unsigned char signature[MNR_SIGNATURE_MAX];
    static const unsigned char digest[32] = {1};
    size_t needed;
    int answers;
    for (answers = REFUSES; answers <= LOSES; answers++) {
        mnr_card *card = open_scripted((enum answer)answers);
        reveal(PASSWORD, PASSWORD_LENGTH, 0);
        MNR_INIT(&detail);
        CHECK_STATUS(expected[answers], mnr_card_verify(card, MNR_KEY_SIGNATURE_PASSWORD, canary, PASSWORD_LENGTH,
                                                        MNR_LAST_TRY_KEEP, &detail));
        nothing_left();
        OK(mnr_card_end(card, NULL));
        card = open_scripted((enum answer)answers);
        reveal(PASSWORD, PASSWORD_LENGTH, 0);
        MNR_INIT(&detail);
        CHECK_STATUS(expected[answers], mnr_card_sign(card, MNR_KEY_SIGNATURE_PASSWORD, MNR_SCHEME_DIGEST, digest, 32,
                                                      canary, PASSWORD_LENGTH, MNR_LAST_TRY_KEEP, signature,
                                                      sizeof signature, &needed, &detail));
        nothing_left();
        OK(mnr_card_end(card, NULL));
    }
    CHECK(presented == 6);
    /* One that is too long and one with a character that no password has: nothing is sent. */
    {
        mnr_card *card = open_scripted(ACCEPTS);
        reveal(PASSWORD, PASSWORD_LENGTH, 0);
        canary[PASSWORD_LENGTH] = 'A';
        MNR_INIT(&detail);
        CHECK_STATUS(MNR_ERROR_SECRET_FORMAT, mnr_card_verify(card, MNR_KEY_SIGNATURE_PASSWORD, canary,
                                                              PASSWORD_LENGTH + 1, MNR_LAST_TRY_KEEP, &detail));
        nothing_left();
        OK(mnr_card_end(card, NULL));
    }
    CHECK(presented == 6);
}

static void codes_and_pins(void)
{
    static const unsigned char challenge[32] = {2};
    mnr_face *face = NULL;
    int answers;
    presented = 0;
    for (answers = REFUSES; answers <= LOSES; answers++) {
        mnr_card *card = open_scripted((enum answer)answers);
        reveal(CODE_B, CODE_LENGTH, 0);
        reveal(CODE_B, CODE_LENGTH, CODE_LENGTH);
        MNR_INIT(&detail);
        /* Where it is accepted there is no record behind it: the call fails all the same. */
        CHECK(mnr_card_read_face(card, canary, 2, 0, 0, -1, challenge, &face, &detail) != MNR_OK && face == NULL);
        nothing_left();
        OK(mnr_card_end(card, NULL));
        card = open_scripted((enum answer)answers);
        reveal(PIN, PIN_LENGTH, 0);
        MNR_INIT(&detail);
        CHECK((mnr_card_verify(card, MNR_KEY_AUTHENTICATION_PIN, canary + 5, 4, MNR_LAST_TRY_KEEP, &detail) == MNR_OK) ==
              (answers == ACCEPTS));
        nothing_left();
        OK(mnr_card_end(card, NULL));
    }
    CHECK(presented == 6);
    /* Readings that do not agree are not presented, and not kept. */
    {
        mnr_card *card = open_scripted(ACCEPTS);
        reveal(CODE_B, CODE_LENGTH, 0);
        reveal(CODE_B, CODE_LENGTH, CODE_LENGTH);
        canary[CODE_LENGTH] = '0';
        MNR_INIT(&detail);
        CHECK_STATUS(MNR_ERROR_READINGS_DISAGREE, mnr_card_read_face(card, canary, 2, 0, 0, -1, challenge, &face, &detail));
        nothing_left();
        OK(mnr_card_end(card, NULL));
    }
    CHECK(presented == 6);
}

int main(int argc, char **argv)
{
    const char *mode = argc > 1 ? argv[1] : "";
    if (strcmp(mode, "search") == 0) {
        CHECK(argc == 3);
        printf("%d\n", found_in_file(argv[2]));
        return EXIT_SUCCESS;
    }
    OK(mnr_set_log(NULL, keep_line, MNR_LOG_TRACE));
    CHECK(found_in_memory() == 0);
    reveal(PASSWORD, PASSWORD_LENGTH, 0);
    CHECK(found_in_memory() == 1); /* the search works: there it stands */
    nothing_left();
    passwords();
    codes_and_pins();
    CHECK(strlen(everything_logged) > 1000);
    CHECK(found_in((const unsigned char *)everything_logged, sizeof everything_logged) == 0);
    OK(mnr_set_log(NULL, NULL, MNR_LOG_ERROR));
    nothing_is_left();
    if (strcmp(mode, "dump-with") == 0)
        reveal(PASSWORD, PASSWORD_LENGTH, 0);
    if (strncmp(mode, "dump", 4) == 0)
        abort();
    return EXIT_SUCCESS;
}
