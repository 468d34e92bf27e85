/* Readers of a real PC/SC service, the virtual card behind a virtual reader: listed, opened, waited
 * for with time limit and cancel, connected, used, and the power really taken. On Windows over the
 * stand-in service (tests/pcsc/standin.c).
 *
 *     tools/pcscd/run reader VIRTUAL_CARD     the service around it, the program that is the card
 *     reader no-service                       what is said where no service runs
 */
#include "over_pcsc.h"
#include "system.h"
#include <stdint.h>

/* The reader's name as its maker in Japan gave it, in UTF-8, and what PC/SC appends. */
static const char NAME[] = "\xE9\xA1\x94\xE8\xAA\x8D\xE8\xA8\xBC\xE4\xBB\x98\xE3\x81\x8D"
                           "\xE3\x82\xAB\xE3\x83\xBC\xE3\x83\x89"
                           "\xE3\x83\xAA\xE3\x83\xBC\xE3\x83\x80\xE3\x83\xBC"
#ifdef _WIN32
                           " 0";
/* The other reader differs in the last digit. */
enum { INDEX_LENGTH = 1, READERS = 3 };
#else
                           " 00 00";
/* The other slot of the virtual reader differs in the last two. */
enum { INDEX_LENGTH = 2, READERS = 2 };
#endif
#define DAY_OF_CARD "2026-11-24"

/* ---- the card ------------------------------------------------------------------------------ */

static const char *virtual_card, *port;
static char log_path[512];
static program_t card_process = NO_PROGRAM;

/* Lays a person's card on the reader; takes none away that lies there. */
static void lay_card(const char *persona)
{
    const char *arguments[12];
    snprintf(log_path, sizeof log_path, "%s/card.log", getenv("MYNAREADER_TEST_DIRECTORY"));
    remove(log_path);
    arguments[0] = virtual_card;
    arguments[1] = "--persona";
    arguments[2] = persona;
    arguments[3] = "--date";
    arguments[4] = DAY_OF_CARD;
    arguments[5] = "--port";
    arguments[6] = port;
    arguments[7] = "--log";
    arguments[8] = log_path;
    arguments[9] = NULL;
    card_process = start_program(arguments);
}

static void take_card(void)
{
    if (card_process != NO_PROGRAM)
        end_program(card_process);
    card_process = NO_PROGRAM;
}

/* Whether the last thing that the card noticed is that its power went. */
static int lost_its_power(void)
{
    long end = now_ms() + 3000;
    do {
        char line[4096], last[4096] = "";
        FILE *file = fopen(log_path, "r");
        while (file != NULL && fgets(line, sizeof line, file) != NULL)
            strcpy(last, line);
        if (file != NULL)
            fclose(file);
        if (strstr(last, "\"power-off\"") != NULL)
            return 1;
        sleep_ms(20);
    } while (now_ms() < end);
    return 0;
}

/* ---- one reader ---------------------------------------------------------------------------- */

static void names(void)
{
    mnr_readers *readers = NULL;
    char name[256];
    size_t count = 0, needed = 0, index;
    int found = 0;

    OK(mnr_readers_list(&readers, DETAIL));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_readers_count(readers, NULL));
    OK(mnr_readers_count(readers, &count));
    CHECK(count == READERS);
    for (index = 0; index < count; index++) {
        CHECK_STATUS(MNR_ERROR_BUFFER, mnr_readers_name(readers, index, NULL, 0, &needed));
        if (needed != sizeof NAME) {
            CHECK(READERS == 3 && index == 2); /* another maker's, see tests/pcsc/readers */
            continue;
        }
        memset(name, 'x', sizeof name);
        CHECK_STATUS(MNR_ERROR_BUFFER, mnr_readers_name(readers, index, name, needed - 1, &needed));
        CHECK(name[0] == 'x'); /* not half a name */
        OK(mnr_readers_name(readers, index, name, needed, &needed));
        CHECK(strlen(name) + 1 == needed && strncmp(name, NAME, sizeof NAME - 1 - INDEX_LENGTH) == 0);
        found += strcmp(name, NAME) == 0;
    }
    CHECK(found == 1);
    CHECK_STATUS(MNR_ERROR_NOT_FOUND, mnr_readers_name(readers, count, name, sizeof name, &needed));
    CHECK_STATUS(MNR_ERROR_NOT_FOUND, mnr_readers_name(readers, SIZE_MAX, name, sizeof name, &needed));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_readers_name(readers, 0, name, sizeof name, NULL));
    OK(mnr_readers_free(readers));
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_readers_free(readers));
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_readers_count(readers, &count));
}

/* A name that no reader has, in Japanese too, and what every call says of it. */
static void no_such_reader(void)
{
    mnr_reader *reader = open_reader("\xE5\xAD\x98\xE5\x9C\xA8\xE3\x81\x97\xE3\x81\xAA\xE3\x81\x84 00 00");
    mnr_link *link = NULL;
    int32_t present = 77;
    CHECK_STATUS(MNR_ERROR_READER_GONE, mnr_reader_has_card(reader, &present, DETAIL));
    CHECK(detail.recovery == MNR_RECOVERY_CHECK_READER && detail.has_driver_code);
    CHECK_STATUS(MNR_ERROR_READER_GONE, mnr_reader_wait_for_card(reader, 50, DETAIL));
    CHECK_STATUS(MNR_ERROR_READER_GONE, mnr_reader_wait_for_removal(reader, 50, DETAIL));
    CHECK_STATUS(MNR_ERROR_READER_GONE, mnr_reader_connect(reader, &link, DETAIL));
    CHECK(present == 77 && link == NULL);
    OK(mnr_reader_free(reader));
}

static void nobody_there(mnr_reader *reader)
{
    mnr_link *link = NULL;
    int32_t present = 77;
    long start = now_ms();
    OK(mnr_reader_has_card(reader, &present, DETAIL));
    CHECK(present == 0);
    CHECK_STATUS(MNR_ERROR_NO_CARD, mnr_reader_connect(reader, &link, DETAIL));
    CHECK(link == NULL);
    OK(mnr_reader_wait_for_removal(reader, LONG_MS, DETAIL)); /* nothing to wait for */
    start = now_ms();
    CHECK_STATUS(MNR_ERROR_TIME_LIMIT, mnr_reader_wait_for_card(reader, 200, DETAIL));
    CHECK(now_ms() - start >= 190 && now_ms() - start < 5000);
    CHECK_STATUS(MNR_ERROR_TIME_LIMIT, mnr_reader_wait_for_card(reader, 0, DETAIL));
}

/* ---- cancel, from another thread ----------------------------------------------------------- */

struct waiting {
    mnr_reader *reader;
    int for_removal;
    int32_t status;
    volatile int started;
};

THREAD(wait_for_ever, argument)
{
    struct waiting *waiting = argument;
    waiting->started = 1;
    waiting->status = waiting->for_removal
                          ? mnr_reader_wait_for_removal(waiting->reader, MNR_NO_LIMIT, NULL)
                          : mnr_reader_wait_for_card(waiting->reader, MNR_NO_LIMIT, NULL);
    THREAD_ENDS;
}

static void cancelled(mnr_reader *reader, int for_removal)
{
    static const long delays[] = {0, 1, 150};
    size_t at;
    for (at = 0; at < sizeof delays / sizeof *delays; at++) {
        struct waiting waiting;
        thread_t thread;
        memset(&waiting, 0, sizeof waiting);
        waiting.reader = reader;
        waiting.for_removal = for_removal;
        thread = start_thread(wait_for_ever, &waiting);
        while (!waiting.started)
            sleep_ms(1);
        sleep_ms(delays[at]);
        if (delays[at] > 100) {
            /* Nothing else may use the reader meanwhile, or free it. */
            mnr_link *link = NULL;
            int32_t present = 77;
            CHECK_STATUS(MNR_ERROR_BUSY, mnr_reader_has_card(reader, &present, DETAIL));
            CHECK_STATUS(MNR_ERROR_BUSY, mnr_reader_wait_for_card(reader, 1, NULL));
            CHECK_STATUS(MNR_ERROR_BUSY, mnr_reader_wait_for_removal(reader, 1, NULL));
            CHECK_STATUS(MNR_ERROR_BUSY, mnr_reader_connect(reader, &link, NULL));
            CHECK_STATUS(MNR_ERROR_BUSY, mnr_reader_set_sharing_patience(reader, 1000));
            CHECK_STATUS(MNR_ERROR_BUSY, mnr_reader_free(reader));
            CHECK(present == 77 && link == NULL);
        }
        OK(mnr_reader_cancel(reader));
        join_thread(thread);
        CHECK(waiting.status == MNR_ERROR_CANCELLED);
    }
    /* A cancel while nobody waits ends the next wait, and that one only. */
    OK(mnr_reader_cancel(reader));
    CHECK_STATUS(MNR_ERROR_CANCELLED, for_removal ? mnr_reader_wait_for_removal(reader, LONG_MS, DETAIL)
                                                  : mnr_reader_wait_for_card(reader, LONG_MS, DETAIL));
    CHECK_STATUS(MNR_ERROR_TIME_LIMIT, for_removal ? mnr_reader_wait_for_removal(reader, 50, NULL)
                                                   : mnr_reader_wait_for_card(reader, 50, NULL));
}

/* ---- a card over PC/SC --------------------------------------------------------------------- */

static void a_patient(mnr_reader *reader)
{
    mnr_reader *other = open_reader(NAME);
    mnr_link *link = NULL;
    mnr_card *card = connect_card(reader);
    mnr_sim_card *same = new_sim("adult"); /* only to know the card's secrets */
    mnr_identity identity;
    mnr_certificate *certificate;
    mnr_anchors *anchors;
    mnr_face *face;
    unsigned char codes[28], challenge[32] = {5}, signature[MNR_SIGNATURE_MAX];
    char digits[16];
    const uint8_t *photo;
    size_t needed, length;
    int32_t tries = 77, hierarchy;
    long start;

    /* The card is this program's alone, and another waits for it as long as it was told to. */
    OK(mnr_reader_set_sharing_patience(other, 700));
    start = now_ms();
    CHECK_STATUS(MNR_ERROR_READER_SHARED, mnr_reader_connect(other, &link, DETAIL));
    CHECK(link == NULL && detail.has_driver_code);
    CHECK(now_ms() - start >= 650 && now_ms() - start < 1900);
    /* Its patience can be cancelled, too. */
    OK(mnr_reader_cancel(other));
    CHECK_STATUS(MNR_ERROR_CANCELLED, mnr_reader_connect(other, &link, DETAIL));
    CHECK(link == NULL);
    OK(mnr_reader_free(other));

    MNR_INIT(&identity);
    OK(mnr_card_identify(card, &identity));
    CHECK(identity.token == MNR_TOKEN_CARD && identity.token_status == MNR_OK);
    CHECK(identity.pin_tries == 3 && identity.expiry_status == MNR_OK);
    OK(mnr_card_tries(card, MNR_KEY_AUTHENTICATION_PIN, &tries, DETAIL));
    CHECK(tries == 3);
    OK(mnr_sim_anchors(&anchors));
    OK(mnr_card_read_certificate(card, NULL, 0, MNR_LAST_TRY_KEEP, &certificate, DETAIL));
    OK(mnr_anchors_verify(anchors, certificate, 1, &hierarchy, DETAIL));
    OK(mnr_certificate_free(certificate));

    OK(mnr_sim_card_secret(same, MNR_KEY_CODE_B, digits, sizeof digits, &needed));
    memcpy(codes, digits, 14);
    memcpy(codes + 14, digits, 14);
    OK(mnr_card_read_face(card, READINGS(codes, 2, 0, 0, 0), challenge, &face, DETAIL));
    OK(mnr_face_verify(face, anchors, 1, MNR_UNTRACED_REFUSE, &hierarchy, DETAIL));
    OK(mnr_face_photo(face, &photo, &length));
    CHECK(length > 1000);
    OK(mnr_face_free(face));
    OK(mnr_anchors_free(anchors));

    OK(mnr_sim_card_secret(same, MNR_KEY_AUTHENTICATION_PIN, digits, sizeof digits, &needed));
    OK(mnr_card_sign(card, SIGNING(MNR_KEY_AUTHENTICATION_PIN, MNR_SCHEME_DIGEST, MNR_LAST_TRY_KEEP, challenge, 32, digits, 4), signature, sizeof signature, &needed, DETAIL));
    CHECK(needed == 256);
    OK(mnr_sim_card_free(same));

    /* The end takes the power away: by the card's own word. */
    CHECK(!lost_its_power());
    OK(mnr_card_end(card, DETAIL));
    CHECK(lost_its_power());
}

/* A link that is freed, and a card that is freed instead of ended, take it away too. */
static void freed(mnr_reader *reader)
{
    mnr_link *link = NULL;
    mnr_card *card;
    static unsigned char answer[65538];
    static const unsigned char select[] = {0x00, 0xA4, 0x04, 0x0C, 0x0A, 0xD3, 0x92, 0xF0,
                                           0x00, 0x26, 0x01, 0x00, 0x00, 0x00, 0x01};
    size_t needed = 0;
    int32_t tries;
    OK(mnr_reader_connect(reader, &link, DETAIL));
    OK(mnr_link_transmit(link, select, sizeof select, 5000, answer, sizeof answer, &needed, DETAIL));
    CHECK(needed == 2 && answer[0] == 0x90);
    OK(mnr_link_free(link));
    CHECK(lost_its_power());
    card = connect_card(reader);
    OK(mnr_card_tries(card, MNR_KEY_CODE_B, &tries, DETAIL));
    OK(mnr_card_free(card));
    CHECK(lost_its_power());
}

/* The card is taken in the middle of a session. */
static void taken_away(mnr_reader *reader)
{
    mnr_card *card = connect_card(reader);
    mnr_certificate *certificate = NULL;
    int32_t tries = 77, status;
    long end = now_ms() + LONG_MS;
    OK(mnr_card_tries(card, MNR_KEY_AUTHENTICATION_PIN, &tries, DETAIL));
    take_card();
    do { /* until the service notices, an exchange merely breaks */
        status = mnr_card_read_ca_certificate(card, &certificate, DETAIL);
        CHECK(status <= -300 && status > -400 && certificate == NULL && detail.text[0] != 0);
    } while (status != MNR_ERROR_CARD_REMOVED && now_ms() < end);
    CHECK(status == MNR_ERROR_CARD_REMOVED);
    (void)mnr_card_end(card, DETAIL); /* frees the handle, whatever it says of the power */
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_card_free(card));
}

static int without_service(void)
{
    mnr_readers *readers = NULL;
    mnr_reader *reader;
    mnr_link *link = NULL;
    int32_t present = 77;
#ifdef _WIN32
    /* The first call begins the stand-in's script, which stops it. That is what no reader looks like. */
    OK(mnr_readers_list(&readers, DETAIL));
    OK(mnr_readers_free(readers));
    sleep_ms(200);
    OK(mnr_readers_list(&readers, DETAIL));
    OK(mnr_readers_free(readers));
#else
    CHECK(setenv("PCSCLITE_CSOCK_NAME", "/nonexistent/pcscd.comm", 1) == 0);
    CHECK_STATUS(MNR_ERROR_SERVICE_GONE, mnr_readers_list(&readers, DETAIL));
    CHECK(readers == NULL && detail.recovery == MNR_RECOVERY_CHECK_READER);
#endif
    reader = open_reader(NAME);
    CHECK_STATUS(MNR_ERROR_SERVICE_GONE, mnr_reader_has_card(reader, &present, DETAIL));
    CHECK_STATUS(MNR_ERROR_SERVICE_GONE, mnr_reader_connect(reader, &link, DETAIL));
    CHECK(present == 77 && link == NULL);
    CHECK_STATUS(MNR_ERROR_SERVICE_GONE, mnr_reader_wait_for_card(reader, 100, DETAIL));
    CHECK_STATUS(MNR_ERROR_SERVICE_GONE, mnr_reader_wait_for_removal(reader, 100, DETAIL));
    OK(mnr_reader_free(reader));
    nothing_is_left();
    return EXIT_SUCCESS;
}

int main(int argc, char **argv)
{
    mnr_reader *reader;
    int32_t present = 77;

    CHECK(argc == 2);
    if (strcmp(argv[1], "no-service") == 0)
        return without_service();
    virtual_card = argv[1];
    port = getenv("MYNAREADER_TEST_VPCD_PORT");
    CHECK(port != NULL && getenv("MYNAREADER_TEST_DIRECTORY") != NULL);
#ifndef _WIN32 /* there the environment comes in the code page */
    CHECK(getenv("MYNAREADER_TEST_READER") != NULL && strcmp(getenv("MYNAREADER_TEST_READER"), NAME) == 0);
#endif
    CHECK(atexit(take_card) == 0);

    names();
    no_such_reader();
    reader = open_reader(NAME);
    CHECK_STATUS(MNR_ERROR_NULL, mnr_reader_has_card(reader, NULL, NULL));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_reader_connect(reader, NULL, NULL));
    nobody_there(reader);
    cancelled(reader, 0);

    lay_card("adult");
    OK(mnr_reader_wait_for_card(reader, LONG_MS, DETAIL));
    OK(mnr_reader_has_card(reader, &present, DETAIL));
    CHECK(present == 1);
    CHECK_STATUS(MNR_ERROR_TIME_LIMIT, mnr_reader_wait_for_removal(reader, 200, DETAIL));
    cancelled(reader, 1);
    a_patient(reader);
    /* A card that still lies there after its patient is not taken for the next one. */
    CHECK_STATUS(MNR_ERROR_TIME_LIMIT, mnr_reader_wait_for_card(reader, 900, DETAIL));
    freed(reader);
    taken_away(reader);
    OK(mnr_reader_wait_for_removal(reader, LONG_MS, DETAIL));
    OK(mnr_reader_has_card(reader, &present, DETAIL));
    CHECK(present == 0);

    /* The next patient. */
    lay_card("pin-locked");
    OK(mnr_reader_wait_for_card(reader, LONG_MS, DETAIL));
    {
        mnr_card *card = connect_card(reader);
        int32_t tries = 77;
        OK(mnr_card_tries(card, MNR_KEY_AUTHENTICATION_PIN, &tries, DETAIL));
        CHECK(tries == 0);
        OK(mnr_card_end(card, DETAIL));
        CHECK(lost_its_power());
    }
    take_card();
    OK(mnr_reader_wait_for_removal(reader, LONG_MS, DETAIL));
    OK(mnr_reader_free(reader));
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_reader_has_card(reader, &present, NULL));
    nothing_is_left();
    return EXIT_SUCCESS;
}
