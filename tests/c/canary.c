/* A canary for a password: after it was presented it stands nowhere, not in the log, not in a
 * detail record, and not in this process's memory, which is what a core dump would hold. The card
 * behind it is a script, since the virtual card keeps what it was sent. Linux only. */
#include "check.h"
#include <fcntl.h>
#include <unistd.h>

/* The canary is never written as such in the program: here, each byte is one less. */
static const char SHIFTED[] = "B@M@QX6PYW3VUJI7";
enum { LENGTH = 16 };
static char canary[LENGTH];
static char everything_logged[1 << 16];

static void keep_line(void *user, int32_t level, const char *text)
{
    (void)user;
    (void)level;
    CHECK(strlen(everything_logged) + strlen(text) + 2 < sizeof everything_logged);
    strcat(everything_logged, text);
    strcat(everything_logged, "\n");
}

static int presented;

/* Knows where the password must be in the command and keeps nothing of it. */
static int32_t transmit(void *user, const uint8_t *command, size_t command_length, uint8_t *response,
                        size_t capacity, size_t *response_length, uint32_t limit_ms,
                        mnr_driver_failure *failure)
{
    uint16_t status = 0x9000;
    (void)user;
    (void)limit_ms;
    (void)failure;
    CHECK(capacity >= 2);
    if (command[1] == 0x20)
        status = command_length == 4 ? 0x63C5 : 0x63C4;
    if (command[1] == 0x20 && command_length > 4) {
        presented++;
        CHECK(command_length == 5 + LENGTH && memcmp(command + 5, canary, LENGTH) == 0);
    }
    response[0] = (uint8_t)(status >> 8);
    response[1] = (uint8_t)status;
    *response_length = 2;
    return MNR_OK;
}

static int32_t nothing(void *user)
{
    (void)user;
    return MNR_OK;
}

/* How often the canary stands in memory that may be written. */
static int found_in_memory(void)
{
    FILE *maps = fopen("/proc/self/maps", "r");
    int memory = open("/proc/self/mem", O_RDONLY), found = 0;
    static char block[1 << 20];
    char line[512];
    CHECK(maps != NULL && memory >= 0);
    while (fgets(line, sizeof line, maps) != NULL) {
        unsigned long start, end, at;
        char rights[5];
        if (sscanf(line, "%lx-%lx %4s", &start, &end, rights) != 3 || rights[0] != 'r' || rights[1] != 'w')
            continue;
        for (at = start; at < end; at += sizeof block - LENGTH) {
            size_t size = end - at < sizeof block ? end - at : sizeof block;
            ssize_t got;
            size_t place;
            /* The window itself is not searched. */
            if (at < (unsigned long)(uintptr_t)block + sizeof block && at + size > (unsigned long)(uintptr_t)block)
                continue;
            got = pread(memory, block, size, (off_t)at);
            for (place = 0; got > LENGTH && place + LENGTH <= (size_t)got; place++) {
                size_t same = 0;
                while (same < LENGTH && block[place + same] == SHIFTED[same] + 1)
                    same++;
                found += same == LENGTH;
            }
            memset(block, 0, sizeof block);
        }
    }
    fclose(maps);
    close(memory);
    return found;
}

int main(void)
{
    mnr_driver driver;
    mnr_link *link;
    mnr_card *card;
    mnr_detail detail;
    size_t at;
    char expected[LENGTH + 1] = "";

    OK(mnr_set_log(NULL, keep_line, MNR_LOG_TRACE));
    MNR_INIT(&driver);
    driver.transmit = transmit;
    driver.reset = driver.power_down = nothing;
    OK(mnr_link_open_driver(NULL, &driver, &link));
    OK(mnr_card_open(link, &card));

    CHECK(found_in_memory() == 0);
    for (at = 0; at < LENGTH; at++)
        canary[at] = (char)(SHIFTED[at] + 1);
    CHECK(found_in_memory() == 1); /* the search works: there it stands */
    MNR_INIT(&detail);
    CHECK_STATUS(MNR_ERROR_SECRET_WRONG,
                 mnr_card_verify(card, MNR_KEY_SIGNATURE_PASSWORD, (const uint8_t *)canary, LENGTH,
                                 MNR_LAST_TRY_KEEP, &detail));
    CHECK(presented == 1 && detail.tries_left == 4);
    memset(canary, 0, sizeof canary);
    CHECK(found_in_memory() == 0);

    for (at = 0; at < LENGTH; at++)
        expected[at] = (char)(SHIFTED[at] + 1);
    CHECK(strlen(everything_logged) > 0);
    CHECK(strstr(everything_logged, expected) == NULL && strstr(detail.text, expected) == NULL);
    OK(mnr_card_end(card, NULL));
    OK(mnr_set_log(NULL, NULL, MNR_LOG_ERROR));
    nothing_is_left();
    return EXIT_SUCCESS;
}
