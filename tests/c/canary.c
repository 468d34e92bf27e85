/* Canaries for a password, code B and a PIN: after they were presented - refused, accepted, with the
 * answer lost, or not sent at all for their format - they stand nowhere: not in the log, not in a
 * detail record, not in this process's memory, and not in its dump. The card behind is a script,
 * since the virtual card keeps what it was sent. Linux and Windows.
 *
 *     canary                 all but the dump
 *     canary dump            the same, then leaves a dump: a core by abort(), on Windows canary.dmp
 *     canary dump-with       the same, with a canary left in memory: the control
 *     canary hold            waits for a line of input while a PIN is under way, says so, and so again
 *                            when it is not: the library's memory can be looked at from outside
 *     canary search FILE     how many canaries stand in a file */
#include "canary.h"
#ifdef _WIN32
#include <dbghelp.h>
#endif

/* ---- the card ------------------------------------------------------------------------------ */

enum answer { REFUSES, ACCEPTS, LOSES };
static enum answer card_answers;
static int presented, holds;

/* Until somebody outside has looked. */
static void stop_here(const char *why)
{
    printf("%s\n", why);
    fflush(stdout);
    CHECK(getchar() != EOF);
}

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
        /* As many as the key can have: three of the authentication PIN and the text PIN, five of the
         * password, ten of code B. */
        status = (uint16_t)(command[3] == 0x98 || command[3] == 0x91 ? 0x63C3 : command[3] == 0x9B ? 0x63C5 : 0x63CA);
    if (command[1] == 0x20 && command_length > 4) {
        presented++;
        CHECK(found_in(command, command_length) == 1);
        if (holds)
            stop_here("held");
        if (card_answers == LOSES)
            return MNR_ERROR_LINK_BROKEN;
        status = card_answers == ACCEPTS ? 0x9000 : 0x63C2;
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

/* Holds: A8 */
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
        CHECK_STATUS(expected[answers], mnr_card_sign(card, SIGNING(MNR_KEY_SIGNATURE_PASSWORD, MNR_SCHEME_DIGEST, MNR_LAST_TRY_KEEP, digest, 32, canary, PASSWORD_LENGTH), signature, sizeof signature, &needed, &detail));
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

/* Holds: A8 */
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
        CHECK(mnr_card_read_face(card, READINGS(canary, 2, 0, 0, 0), challenge, &face, &detail) != MNR_OK && face == NULL);
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
        CHECK_STATUS(MNR_ERROR_READINGS_DISAGREE, mnr_card_read_face(card, READINGS(canary, 2, 0, 0, 0), challenge, &face, &detail));
        nothing_left();
        OK(mnr_card_end(card, NULL));
    }
    CHECK(presented == 6);
}

static void hold(void)
{
    mnr_card *card = open_scripted(ACCEPTS);
    holds = 1;
    stop_here("before");
    reveal(PIN, PIN_LENGTH, 0);
    OK(mnr_card_verify(card, MNR_KEY_AUTHENTICATION_PIN, canary + 5, 4, MNR_LAST_TRY_KEEP, NULL));
    stop_here("after");
    OK(mnr_card_end(card, NULL));
    CHECK(presented == 1);
}

static void leave_a_dump(void)
{
#ifdef _WIN32
    HANDLE file = CreateFileA("canary.dmp", GENERIC_WRITE, 0, NULL, CREATE_ALWAYS, FILE_ATTRIBUTE_NORMAL, NULL);
    CHECK(file != INVALID_HANDLE_VALUE);
    CHECK(MiniDumpWriteDump(GetCurrentProcess(), GetCurrentProcessId(), file, MiniDumpWithFullMemory, NULL, NULL, NULL));
    CHECK(CloseHandle(file));
#else
    abort();
#endif
}

int main(int argc, char **argv)
{
    const char *mode = argc > 1 ? argv[1] : "";
    if (strcmp(mode, "hold") == 0) {
        hold();
        nothing_is_left();
        return EXIT_SUCCESS;
    }
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
        leave_a_dump();
    return EXIT_SUCCESS;
}
