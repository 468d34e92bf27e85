/* One table of what readers, drivers, services and other programs do, played to the library over the
 * stand-in service (tests/pcsc/standin.c): the same on Windows (under wine) and on Linux, so that the two
 * ways to PC/SC cannot drift apart. Where the two systems differ, the line says so.
 *
 *     reader_faults [CASE ...]      without any: all of them
 *
 * MNR_STANDIN_READERS must be the three NAMES. */
#include "counter.h"

#include "../pcsc/standin.h"
#include "over_pcsc.h"
#include "system.h"

#ifdef _WIN32
enum { WINDOWS = 1 };
#else
enum { WINDOWS = 0 };
#endif
#define COUNT(array) (sizeof(array) / sizeof *(array))

/* As its maker in Japan gave it, two of them; and one that no code page holds. In UTF-8. */
#define READER "\xE9\xA1\x94\xE8\xAA\x8D\xE8\xA8\xBC\xE4\xBB\x98\xE3\x81\x8D\xE3\x82\xAB\xE3\x83\xBC\xE3\x83\x89\xE3\x83\xAA\xE3\x83\xBC\xE3\x83\x80\xE3\x83\xBC"
static const char *const NAMES[] = {READER " 0", READER " 1", "Sony\xE2\x84\xA2 \xE3\x83\xAA\xE3\x83\xBC\xE3\x83\x80\xE3\x80\x9C\xC2\xAE \xF0\x9F\x98\x80 0"};

static standin_run_function *play;
static standin_lay_function *lay;
static standin_powered_function *powered;
static standin_open_function *open_in_service;

/* ---- the card, in this process ------------------------------------------------------------------ */

static mnr_sim_card *sim;
static mnr_link *wire;
static int transmissions;

static void card_power(void *user, int order)
{
    (void)user;
    if (order == 0 && wire != NULL) {
        OK(mnr_link_free(wire)); /* this takes the power from the virtual card */
        wire = NULL;
    }
    if (order == 1 && wire == NULL)
        OK(mnr_sim_card_link(sim, &wire));
}

static size_t card_transmit(void *user, const uint8_t *command, size_t length, uint8_t *answer, size_t room)
{
    static uint8_t whole[65538];
    size_t size = 0;
    (void)user;
    transmissions++;
    if (wire == NULL || mnr_link_transmit(wire, command, length, 5000, whole, sizeof whole, &size, NULL) != MNR_OK)
        return 0;
    memcpy(answer, whole, size < room ? size : room);
    return size;
}

static const struct standin_card CARD = {card_power, card_transmit, NULL};

static void lay_card(int reader)
{
    sim = new_sim("adult");
    lay(reader, &CARD);
}

static void take_card(int reader)
{
    if (sim == NULL)
        return;
    lay(reader, NULL);
    card_power(NULL, 0);
    OK(mnr_sim_card_free(sim));
    sim = NULL;
}

/* Whether the power goes within some seconds, without any call of this program. */
static int power_goes(void)
{
    long end = now_ms() + 8000;
    while (powered(0) && now_ms() - end < 0)
        sleep_ms(10);
    return !powered(0);
}

/* ---- the reader ----------------------------------------------------------------------------------- */

static mnr_reader *with_card(void)
{
    mnr_reader *reader = open_reader(NAMES[0]);
    lay_card(0);
    OK(mnr_reader_wait_for_card(reader, LONG_MS, DETAIL));
    return reader;
}

static void without_card(mnr_reader *reader)
{
    take_card(0);
    OK(mnr_reader_wait_for_removal(reader, LONG_MS, DETAIL));
    OK(mnr_reader_free(reader));
}

static void read_all(mnr_card *card)
{
    mnr_identity identity;
    mnr_certificate *certificate = NULL;
    MNR_INIT(&identity);
    OK(mnr_card_identify(card, &identity));
    CHECK(identity.token == MNR_TOKEN_CARD && identity.token_status == MNR_OK && identity.pin_tries == 3);
    OK(mnr_card_read_certificate(card, NULL, 0, MNR_LAST_TRY_KEEP, &certificate, DETAIL));
    OK(mnr_certificate_free(certificate));
}

static int32_t ask_tries(mnr_card *card)
{
    int32_t tries;
    return mnr_card_tries(card, MNR_KEY_AUTHENTICATION_PIN, &tries, DETAIL);
}

/* After this the PIN is verified on the chip. */
static mnr_card *verified_card(mnr_reader *reader)
{
    static const uint8_t challenge[32] = {5};
    static uint8_t signature[MNR_SIGNATURE_MAX];
    mnr_card *card = connect_card(reader);
    char digits[16];
    size_t needed;
    OK(mnr_sim_card_secret(sim, MNR_KEY_AUTHENTICATION_PIN, digits, sizeof digits, &needed));
    OK(mnr_card_sign(card, SIGNING(MNR_KEY_AUTHENTICATION_PIN, MNR_SCHEME_DIGEST, MNR_LAST_TRY_KEEP, challenge, 32, digits, 4), signature, sizeof signature, &needed, DETAIL));
    CHECK(needed == 256 && powered(0));
    return card;
}

static void end_without_power(mnr_card *card)
{
    OK(mnr_card_end(card, DETAIL));
    CHECK(!powered(0));
}

/* The same reader serves the next patient. */
static void next_patient(mnr_reader *reader)
{
    mnr_card *card;
    lay_card(0);
    OK(mnr_reader_wait_for_card(reader, LONG_MS, DETAIL));
    card = connect_card(reader);
    read_all(card);
    end_without_power(card);
    without_card(reader);
}

static void playf(const char *format, unsigned long code)
{
    char text[200];
    snprintf(text, sizeof text, format, code);
    play(text);
}

/* ---- the log ---------------------------------------------------------------------------------------- */

static int kept_power_lines;
static void count_lines(void *user, int32_t level, const char *text)
{
    (void)user;
    kept_power_lines += level == MNR_LOG_ERROR && strstr(text, "taking the power from the card failed") != NULL;
}

/* ---- the table ---------------------------------------------------------------------------------------- */

/* Codes by which a service says that it is gone or was started anew. */
static const unsigned long GONE[] = {0x8010001D, 0x8010001E, 0x80100003, 6, 109, 1062, 1722, 1726, 1727};

static void names(void)
{
    mnr_readers *readers = NULL;
    char name[256];
    size_t count = 0, needed, index, other;
#ifdef _WIN32
    printf("  code page %u\n", GetACP());
#endif
    OK(mnr_readers_list(&readers, DETAIL));
    OK(mnr_readers_count(readers, &count));
    CHECK(count == COUNT(NAMES));
    for (index = 0; index < count; index++) {
        OK(mnr_readers_name(readers, index, name, sizeof name, &needed));
        CHECK(strcmp(name, NAMES[index]) == 0 && needed == strlen(name) + 1);
    }
    OK(mnr_readers_free(readers));
    /* Each name is its reader's and no other's, also of two that differ in their number alone. */
    for (index = 0; index < count; index++) {
        mnr_reader *reader = open_reader(NAMES[index]);
        mnr_card *card;
        lay_card((int)index);
        for (other = 0; other < count; other++) {
            mnr_reader *second = open_reader(NAMES[other]);
            int32_t present = 7;
            OK(mnr_reader_has_card(second, &present, DETAIL));
            CHECK(present == (other == index));
            OK(mnr_reader_free(second));
        }
        OK(mnr_reader_wait_for_card(reader, LONG_MS, DETAIL));
        card = connect_card(reader);
        OK(ask_tries(card));
        OK(mnr_card_end(card, DETAIL));
        CHECK(!powered((int)index));
        take_card((int)index);
        OK(mnr_reader_free(reader));
    }
}

static void unknown_reader(void)
{
    /* In UTF-8, and the name that is there in Shift_JIS. */
    static const char *const unknown[] = {"\xE5\xAD\x98\xE5\x9C\xA8\xE3\x81\x97\xE3\x81\xAA\xE3\x81\x84 0",
                                          "\x8A\xE7\x94\x46\x8F\xD8\x95\x74\x82\xAB\x83\x4A\x81\x5B\x83\x68\x83\x8A\x81\x5B\x83\x5F\x81\x5B 0"};
    size_t index;
    for (index = 0; index < COUNT(unknown); index++) {
        mnr_reader *reader = open_reader(unknown[index]);
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
}

/* By driver an empty reader is empty or its card was removed: one status. */
static void empty_reader(void)
{
    static const unsigned long codes[] = {0x8010000C, 0x80100069};
    size_t index;
    for (index = 0; index < COUNT(codes); index++) {
        mnr_reader *reader = open_reader(NAMES[0]);
        mnr_link *link = NULL;
        int32_t present = 77;
        playf("empty 0x%lX", codes[index]);
        OK(mnr_reader_has_card(reader, &present, DETAIL));
        CHECK(present == 0);
        CHECK_STATUS(MNR_ERROR_NO_CARD, mnr_reader_connect(reader, &link, DETAIL));
        CHECK(link == NULL && (unsigned long)detail.driver_code == codes[index]);
        OK(mnr_reader_wait_for_removal(reader, LONG_MS, DETAIL));
        CHECK_STATUS(MNR_ERROR_TIME_LIMIT, mnr_reader_wait_for_card(reader, 100, DETAIL));
        OK(mnr_reader_free(reader));
    }
}

struct waiting {
    mnr_reader *reader;
    int for_removal;
    int32_t status;
};
THREAD(wait_for_ever, argument)
{
    struct waiting *waiting = argument;
    waiting->status = waiting->for_removal ? mnr_reader_wait_for_removal(waiting->reader, MNR_NO_LIMIT, NULL)
                                           : mnr_reader_wait_for_card(waiting->reader, MNR_NO_LIMIT, NULL);
    THREAD_ENDS;
}
static void cancelled(void)
{
    static const char *const meanwhile[] = {"", "stop", "unplug 0", "fail status 0x7E 1000"};
    size_t index;
    for (index = 0; index < COUNT(meanwhile); index++) {
        struct waiting waiting;
        thread_t thread;
        long start;
        waiting.reader = open_reader(NAMES[0]);
        waiting.for_removal = 0;
        play(meanwhile[index]);
        thread = start_thread(wait_for_ever, &waiting);
        sleep_ms(150);
        start = now_ms();
        OK(mnr_reader_cancel(waiting.reader));
        join_thread(thread);
        CHECK_STATUS(MNR_ERROR_CANCELLED, waiting.status);
        CHECK(now_ms() - start < 3000);
        OK(mnr_reader_free(waiting.reader));
        play("new");
    }
}

static void patient(void)
{
    mnr_reader *reader = with_card(), *other = open_reader(NAMES[0]);
    mnr_link *link = NULL;
    mnr_card *card = verified_card(reader);
    OK(mnr_reader_set_sharing_patience(other, 300));
    CHECK_STATUS(MNR_ERROR_READER_SHARED, mnr_reader_connect(other, &link, DETAIL));
    CHECK(link == NULL && detail.driver_code == 0x8010000B);
    read_all(card);
    end_without_power(card);
    CHECK_STATUS(MNR_ERROR_TIME_LIMIT, mnr_reader_wait_for_card(reader, 900, DETAIL));
    OK(mnr_reader_connect(reader, &link, DETAIL));
    CHECK(powered(0));
    OK(mnr_link_free(link));
    CHECK(!powered(0));
    card = verified_card(reader);
    OK(mnr_card_free(card));
    CHECK(!powered(0));
    OK(mnr_reader_free(other));
    without_card(reader);
}

static void taken_away(void)
{
    mnr_reader *reader = with_card();
    mnr_card *card = verified_card(reader);
    take_card(0);
    CHECK_STATUS(MNR_ERROR_CARD_REMOVED, ask_tries(card));
    OK(mnr_card_end(card, DETAIL)); /* a card that is gone has no power */
    next_patient(reader);
}

/* What the driver says of itself, and one that refuses control codes with one of its system. */
static void drivers(void)
{
    static const char *const says[] = {"driver 256", "driver 65535", "driver 1000000", "driver -1"};
    size_t index;
    for (index = 0; index < COUNT(says); index++) {
        mnr_reader *reader;
        mnr_card *card;
        play(says[index]);
        reader = with_card();
        card = connect_card(reader);
        read_all(card);
        end_without_power(card);
        without_card(reader);
    }
    {
        static const unsigned long codes[] = {1, 22, 50, 0x8010001F, 0x80100016, 0xC00000BB, 0x80100022};
        for (index = 0; index < COUNT(codes); index++) {
            mnr_reader *reader;
            mnr_card *card;
            if (!WINDOWS && codes[index] == 0x80100022)
                continue; /* pcsc-lite has 0x8010001F for it, and the crate pcsc 2.9 is not defined for it */
            reader = with_card();
            playf("fail control 0x%lX 2", codes[index]);
            card = connect_card(reader);
            read_all(card);
            end_without_power(card);
            without_card(reader);
            play("new");
        }
    }
}

/* Another program holds the card just after it was placed. */
static void held_by_another(void)
{
    static const long times[] = {1000, 4000};
    size_t index;
    for (index = 0; index < COUNT(times); index++) {
        mnr_reader *reader = with_card();
        mnr_link *link = NULL;
        mnr_card *card;
        long start;
        if (!WINDOWS && times[index] > 2000) {
            start = now_ms();
            playf("grab %lu", 4000);
            CHECK_STATUS(MNR_ERROR_READER_SHARED, mnr_reader_connect(reader, &link, DETAIL));
            CHECK(now_ms() - start >= 1900 && now_ms() - start < 3900);
            OK(mnr_reader_set_sharing_patience(reader, 10000));
        }
        playf("grab %lu", (unsigned long)times[index]);
        start = now_ms();
        card = connect_card(reader); /* on Windows the patience is ten seconds by itself */
        CHECK(now_ms() - start >= times[index] - 100 && now_ms() - start < times[index] + 3000);
        end_without_power(card);
        without_card(reader);
    }
}

static void reset_by_another(void)
{
    mnr_reader *reader = with_card();
    mnr_card *card = verified_card(reader);
    play("reset");
    CHECK_STATUS(MNR_ERROR_CARD_RESET, ask_tries(card));
    end_without_power(card);
    without_card(reader);
}

/* Stopped in the middle of a wait, and started again. */
static void restart_while_waiting(void)
{
    mnr_reader *reader = open_reader(NAMES[0]);
    mnr_readers *readers = NULL;
    CHECK_STATUS(MNR_ERROR_TIME_LIMIT, mnr_reader_wait_for_card(reader, 50, DETAIL));
    play("later 100 stop");
    CHECK_STATUS(MNR_ERROR_SERVICE_GONE, mnr_reader_wait_for_card(reader, 600, DETAIL));
    /* On Windows that is what no reader looks like. */
    CHECK_STATUS(WINDOWS ? MNR_OK : MNR_ERROR_SERVICE_GONE, mnr_readers_list(&readers, DETAIL));
    OK(mnr_readers_free(readers));
    play("later 500 start");
    next_patient(reader);
}

/* Restarted while nobody looked: a context from before is dead, and says so by whatever code. */
static void stale_context(void)
{
    size_t index;
    for (index = 0; index < COUNT(GONE); index++) {
        mnr_reader *reader = open_reader(NAMES[0]);
        int32_t present = 7;
        CHECK_STATUS(MNR_ERROR_TIME_LIMIT, mnr_reader_wait_for_card(reader, 50, DETAIL));
        playf("stale 0x%lX; restart", GONE[index]);
        OK(mnr_reader_has_card(reader, &present, DETAIL));
        CHECK(present == 0);
        play("restart");
        CHECK_STATUS(MNR_ERROR_TIME_LIMIT, mnr_reader_wait_for_card(reader, 50, DETAIL));
        play("restart; later 100 restart");
        next_patient(reader);
    }
}

/* While it is stopped: told as such, with the code as it came. */
static void service_gone(void)
{
    size_t index;
    for (index = 0; index < COUNT(GONE); index++) {
        const unsigned long code = GONE[index];
        mnr_reader *reader = open_reader(NAMES[0]);
        mnr_readers *readers = NULL;
        mnr_link *link = NULL;
        int32_t present = 7;
        int no_reader = WINDOWS && (code == 0x8010001D || code == 0x8010001E || code == 1062);
        playf("gone 0x%lX", code);
        playf("none 0x%lX; stop", code);
        CHECK_STATUS(MNR_ERROR_SERVICE_GONE, mnr_reader_has_card(reader, &present, DETAIL));
        CHECK(detail.has_driver_code && (unsigned long)detail.driver_code == code);
        CHECK_STATUS(MNR_ERROR_SERVICE_GONE, mnr_reader_connect(reader, &link, DETAIL));
        CHECK(detail.has_driver_code && (unsigned long)detail.driver_code == code);
        CHECK_STATUS(no_reader ? MNR_OK : MNR_ERROR_SERVICE_GONE, mnr_readers_list(&readers, DETAIL));
        OK(mnr_readers_free(readers));
        CHECK_STATUS(MNR_ERROR_SERVICE_GONE, mnr_reader_wait_for_card(reader, 50, DETAIL));
        play("start");
        OK(mnr_reader_has_card(reader, &present, DETAIL));
        CHECK(present == 0);
        OK(mnr_reader_free(reader));
        play("new");
    }
}

#define LAST_UNPLUGGED (WINDOWS ? "unplug-last" : "unplug 0; unplug 1; unplug 2")

static int32_t gone_with_the_reader(int32_t status)
{
    return status == MNR_ERROR_READER_GONE || (WINDOWS && status == MNR_ERROR_SERVICE_GONE);
}

static void last_reader_unplugged(void)
{
    mnr_reader *reader = open_reader(NAMES[0]);
    mnr_readers *readers = NULL;
    size_t count = 9;
    CHECK_STATUS(MNR_ERROR_TIME_LIMIT, mnr_reader_wait_for_card(reader, 50, DETAIL));
    play(LAST_UNPLUGGED);
    CHECK(gone_with_the_reader(mnr_reader_wait_for_card(reader, 600, DETAIL)));
    OK(mnr_readers_list(&readers, DETAIL));
    OK(mnr_readers_count(readers, &count));
    CHECK(count == 0);
    OK(mnr_readers_free(readers));
    play("later 400 plug 0");
    next_patient(reader);
}

/* The others stay; the one is not taken for the one with the same name but for its number. */
static void one_reader_unplugged(void)
{
    mnr_reader *reader = open_reader(NAMES[0]);
    mnr_readers *readers = NULL;
    int32_t present = 7;
    size_t count = 9;
    CHECK_STATUS(MNR_ERROR_TIME_LIMIT, mnr_reader_wait_for_card(reader, 50, DETAIL));
    play("unplug 0");
    CHECK_STATUS(MNR_ERROR_READER_GONE, mnr_reader_has_card(reader, &present, DETAIL));
    lay_card(1);
    CHECK_STATUS(MNR_ERROR_READER_GONE, mnr_reader_wait_for_card(reader, 300, DETAIL));
    take_card(1);
    OK(mnr_readers_list(&readers, DETAIL));
    OK(mnr_readers_count(readers, &count));
    CHECK(count == 2);
    OK(mnr_readers_free(readers));
    play("later 400 plug 0");
    next_patient(reader);
}

static void told_that_it_may_have_stayed(mnr_card *card, int32_t expected)
{
    const int before = kept_power_lines;
    int32_t status = mnr_card_end(card, DETAIL);
    CHECK_STATUS(expected, status);
    CHECK(strstr(detail.text, "until the card is taken away, what the patient unlocked may stay usable") != NULL);
    CHECK(kept_power_lines == before + 1);
}

/* A verified card in a reader that is unplugged, and under a service that stops: that the power may have
 * stayed is told; it is taken when they are back, whoever is still there to ask for it. */
static void power_at_the_end(void)
{
    static const struct {
        const char *goes, *returns;
        int32_t told;
    } away[] = {{"unplug 0", "plug 0", MNR_ERROR_READER_GONE},
                {"stop", "start", MNR_ERROR_SERVICE_GONE},
                {"gone 6; none 1722; stop", "start", MNR_ERROR_SERVICE_GONE}};
    size_t index;
    int given_up;
    for (index = 0; index < COUNT(away); index++)
        for (given_up = 0; given_up < 3; given_up++) {
            mnr_reader *reader = with_card();
            mnr_card *card = verified_card(reader);
            mnr_link *link = NULL;
            play(away[index].goes);
            if (given_up == 0)
                CHECK_STATUS(away[index].told, ask_tries(card));
            if (given_up < 2)
                told_that_it_may_have_stayed(card, away[index].told);
            else {
                const int before = kept_power_lines;
                OK(mnr_card_free(card));
                CHECK(kept_power_lines == before + 1);
            }
            if (given_up > 0) {
                OK(mnr_reader_free(reader));
                reader = open_reader(NAMES[0]);
            }
            sleep_ms(200);
            CHECK(powered(0)); /* a service that is stopped has not taken it */
            play(away[index].returns);
            if (given_up == 0 && index > 0) {
                /* Whoever connects before that does not find it verified. */
                OK(mnr_reader_connect(reader, &link, DETAIL));
                OK(mnr_link_free(link));
            }
            CHECK(power_goes());
            play("new");
            without_card(reader);
        }
}

/* Restarted between the last command and the end: the power is taken over a new context. */
static void restart_before_the_end(void)
{
    size_t index;
    for (index = 0; index < COUNT(GONE); index++) {
        mnr_reader *reader = with_card();
        mnr_card *card = verified_card(reader);
        playf("stale 0x%lX; restart", GONE[index]);
        end_without_power(card);
        without_card(reader);
    }
}

/* A driver that fails at the end: by the channel's reconnection, by a connection of its own, and where
 * that fails too, later. */
static void power_that_a_driver_keeps(void)
{
    mnr_reader *reader = with_card();
    mnr_card *card = verified_card(reader);
    play("fail disconnect 0x80100016 1");
    end_without_power(card);
    card = verified_card(reader);
    play("fail disconnect 31 1; fail reconnect 31 1");
    end_without_power(card);
    card = verified_card(reader);
    play("fail disconnect 31 2; fail reconnect 31 1; fail connect 1117 3");
    told_that_it_may_have_stayed(card, MNR_ERROR_LINK_BROKEN);
    CHECK(detail.driver_code == 1117 && powered(0));
    CHECK(power_goes());
    play("new");
    without_card(reader);
}

/* Sleep and wake-up with the card in place, in the middle of a session. */
static void sleep_and_resume(void)
{
    mnr_reader *reader = with_card();
    mnr_card *card = verified_card(reader);
    play("stale 6; resume");
    CHECK_STATUS(MNR_ERROR_SERVICE_GONE, ask_tries(card));
    CHECK(detail.driver_code == 6 && !detail.may_have_been_sent); /* nothing left the host */
    end_without_power(card);
    without_card(reader);
}

/* Codes of Windows and of drivers come as they are, in every build. */
static void codes_are_kept(void)
{
    static const unsigned long codes[] = {5, 22, 31, 121, 122, 995, 1112, 1117, 0x45D, 0x6A6, 0x80100016, 0x801000FF, 0xC0000001, 0xFFFFFFFF};
    size_t index;
    for (index = 0; index < COUNT(codes); index++) {
        mnr_reader *reader = with_card();
        mnr_link *link = NULL;
        mnr_card *card;
        playf("fail connect 0x%lX 1", codes[index]);
        CHECK(mnr_reader_connect(reader, &link, DETAIL) <= -300 && link == NULL);
        CHECK(detail.has_driver_code && (unsigned long)detail.driver_code == codes[index]);
        card = connect_card(reader);
        playf("fail transmit 0x%lX 1", codes[index]);
        CHECK(ask_tries(card) <= -300);
        CHECK(detail.has_driver_code && (unsigned long)detail.driver_code == codes[index] && detail.may_have_been_sent);
        OK(mnr_card_end(card, DETAIL));
        CHECK(!powered(0));
        without_card(reader);
    }
}

/* In a wait they are waited out until its limit, and told then. */
static void codes_in_a_wait(void)
{
    static const unsigned long codes[] = {5, 6, 31, 109, 995, 1062, 1722, 1726, 1727, 0x7E, 0x80100001, 0x80100014, 0xC0000001};
    size_t index;
    for (index = 0; index < COUNT(codes); index++) {
        mnr_reader *reader = open_reader(NAMES[0]);
        long start;
        CHECK_STATUS(MNR_ERROR_TIME_LIMIT, mnr_reader_wait_for_card(reader, 20, DETAIL));
        playf("fail status 0x%lX 2", codes[index]);
        CHECK_STATUS(MNR_ERROR_TIME_LIMIT, mnr_reader_wait_for_card(reader, 450, DETAIL));
        playf("fail status 0x%lX 1000", codes[index]);
        start = now_ms();
        CHECK(mnr_reader_wait_for_card(reader, 300, DETAIL) <= -300);
        CHECK(now_ms() - start >= 250); /* the clock of Windows has steps of 16 ms */
        CHECK(detail.has_driver_code && (unsigned long)detail.driver_code == codes[index]);
        play("new");
        CHECK_STATUS(MNR_ERROR_TIME_LIMIT, mnr_reader_wait_for_card(reader, 20, DETAIL));
        OK(mnr_reader_free(reader));
    }
    { /* The system's refusal alone is told before the limit. */
        mnr_reader *reader = open_reader(NAMES[0]);
        play("fail status 0x8010006A 1000");
        CHECK_STATUS(MNR_ERROR_READER_REFUSED, mnr_reader_wait_for_card(reader, LONG_MS, DETAIL));
        OK(mnr_reader_free(reader));
        play("new");
    }
}

/* SCardStatus fails right after SCardConnect, as when another program resets the card just then. */
static void status_fails(void)
{
    mnr_reader *reader = with_card();
    mnr_card *card;
    play("fail cardstatus 0x80100068 1");
    card = connect_card(reader);
    read_all(card);
    end_without_power(card);
    without_card(reader);
    play("new");
}

/* ---- whole check-ins, by the desk in C ------------------------------------------------------------------ */

static mnr_reader *desk_reader;
static int32_t connect_over_pcsc(void *user, mnr_link **link)
{
    ((struct world *)user)->connects++;
    return mnr_reader_connect(desk_reader, link, NULL);
}

/* One check-in with trouble before its Nth command. Gives how many commands went to the card. */
static int check_in_with(int32_t method, int n, const char *trouble, int must_be_admitted)
{
    struct world world;
    mnr_devices devices = functions();
    mnr_desk_options options;
    int32_t outcome;
    furnish(&world, "adult");
    options = believing(&world);
    devices.connect = connect_over_pcsc;
    open_desk(&world, NULL, &options, &world, &devices);
    world.method = method;
    lay_card(0);
    OK(mnr_reader_wait_for_card(desk_reader, LONG_MS, DETAIL));
    transmissions = 0;
    if (trouble != NULL) {
        char text[200];
        snprintf(text, sizeof text, "at %d %s", n, trouble);
        play(text);
    }
    outcome = check_in(&world);
    if (must_be_admitted)
        CHECK(outcome == MNR_OUTCOME_ADMITTED);
    /* Admitted, or ended with a code, of which the staff read what to do. */
    CHECK(outcome == MNR_OUTCOME_ADMITTED || (outcome == MNR_OUTCOME_ENDED && world.code != 0 && world.told[MNR_ACTION_ADVISE] > 0));
    if (!power_goes())
        fprintf(stderr, "power is left by method %d with \"%s\" before command %d\n", (int)method, trouble == NULL ? "" : trouble, n);
    CHECK(!powered(0));
    play("new");
    take_card(0);
    OK(mnr_reader_wait_for_removal(desk_reader, LONG_MS, DETAIL));
    tear_down(&world);
    return transmissions;
}

static void check_ins(void)
{
    static const int32_t methods[] = {MNR_METHOD_PIN, MNR_METHOD_FACE};
    /* The service restarts, is stopped for a while, the reader is unplugged for a while, another program
     * resets the card or holds it. */
    static const char *const troubles[] = {"stale 6 + restart", "later 300 start + stop", "later 300 plug 0 + unplug 0", "reset", "resume"};
    size_t method, trouble;
    int n, commands;
    desk_reader = open_reader(NAMES[0]);
    for (method = 0; method < COUNT(methods); method++) {
        commands = check_in_with(methods[method], 0, NULL, 1);
        CHECK(commands > 5);
        /* A restart before each command; the other troubles before every third, another one each time. */
        for (n = 1, trouble = 0; n <= commands; n++) {
            check_in_with(methods[method], n, troubles[0], 0);
            if (n % 3 == (int)method)
                check_in_with(methods[method], n, troubles[1 + trouble++ % (COUNT(troubles) - 1)], 0);
        }
        check_in_with(methods[method], 0, NULL, 1);
        printf("  by method %d: %d commands, a restart before each\n", (int)methods[method], commands);
    }
    /* What must not cost the check-in: a second program that holds the card for four seconds. */
    OK(mnr_reader_set_sharing_patience(desk_reader, 10000));
    play("grab 4000");
    check_in_with(MNR_METHOD_PIN, 0, NULL, 1);
    OK(mnr_reader_free(desk_reader));
}

static const struct {
    const char *name;
    void (*run)(void);
} cases[] = {
    {"names", names},
    {"unknown_reader", unknown_reader},
    {"empty_reader", empty_reader},
    {"cancelled", cancelled},
    {"patient", patient},
    {"taken_away", taken_away},
    {"drivers", drivers},
    {"held_by_another", held_by_another},
    {"reset_by_another", reset_by_another},
    {"restart_while_waiting", restart_while_waiting},
    {"stale_context", stale_context},
    {"service_gone", service_gone},
    {"last_reader_unplugged", last_reader_unplugged},
    {"one_reader_unplugged", one_reader_unplugged},
    {"power_at_the_end", power_at_the_end},
    {"restart_before_the_end", restart_before_the_end},
    {"power_that_a_driver_keeps", power_that_a_driver_keeps},
    {"sleep_and_resume", sleep_and_resume},
    {"codes_are_kept", codes_are_kept},
    {"codes_in_a_wait", codes_in_a_wait},
    {"status_fails", status_fails},
    {"check_ins", check_ins},
};

int main(int argc, char **argv)
{
    size_t index;
    int wanted, argument, run = 0;
    play = (standin_run_function *)(uintptr_t)find_function("winscard.dll", "standin_run");
    lay = (standin_lay_function *)(uintptr_t)find_function("winscard.dll", "standin_lay");
    powered = (standin_powered_function *)(uintptr_t)find_function("winscard.dll", "standin_powered");
    open_in_service = (standin_open_function *)(uintptr_t)find_function("winscard.dll", "standin_open");
    if (play == NULL || lay == NULL || powered == NULL || open_in_service == NULL) {
        fprintf(stderr, "this is not the stand-in service\n");
        return 2;
    }
    OK(mnr_set_log(NULL, count_lines, MNR_LOG_ERROR));
    for (index = 0; index < COUNT(cases); index++) {
        long start = now_ms();
        for (wanted = argc < 2, argument = 1; argument < argc; argument++)
            wanted |= strcmp(argv[argument], cases[index].name) == 0;
        if (!wanted)
            continue;
        play("new");
        cases[index].run();
        /* Neither the library nor the service has anything left. */
        nothing_is_left();
        sleep_ms(50);
        CHECK(open_in_service() == 0);
        printf("ok %s (%ld ms)\n", cases[index].name, now_ms() - start);
        fflush(stdout);
        run++;
    }
    OK(mnr_set_log(NULL, NULL, MNR_LOG_ERROR));
    return run > 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
