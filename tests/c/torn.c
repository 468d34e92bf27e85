/* A link that breaks, in each way, at every exchange of a whole check-in. The card's holder loses
 * nothing by it: no try, no later check-in, and no secret stays behind. Somebody else with the card
 * is not admitted by it, and does not spend the holder's last try. The check-in is that of the
 * example with card code of its own; the desk has the same in desk.c. */
#include "check.h"

static int impostor;    /* another's face, and not the holder's PIN */
static uint32_t called; /* calls that may present a PIN or code B, once each */

/* What is typed at the keypad. */
static int32_t typed(mnr_sim_card *card, int32_t key, char *value, size_t capacity, size_t *needed)
{
    int32_t status = mnr_sim_card_secret(card, key, value, capacity, needed);
    if (status == MNR_OK && impostor && key == MNR_KEY_AUTHENTICATION_PIN)
        value[0] = (char)(value[0] == '9' ? '0' : value[0] + 1);
    return status;
}

/* The example, with another patient and a count. */
#define mnr_sim_card_secret typed
#define mnr_card_sign(...) (called++, mnr_card_sign(__VA_ARGS__))
#define mnr_card_read_face(...) (called++, mnr_card_read_face(__VA_ARGS__))
#undef MNR_FACE_MATCH
#define MNR_FACE_MATCH (impostor ? MNR_FACE_NO_MATCH : 1)
#define main example_main
#include "../../examples/c/reception.c"
#undef main

static const int32_t METHODS[] = {MNR_METHOD_FACE, MNR_METHOD_PIN};

static void all_is_wiped(const unsigned char *memory, size_t size)
{
    size_t at;
    for (at = 0; at < size; at++)
        CHECK(memory[at] == 0);
}

static int run(struct reader *reader)
{
    uint32_t exchanges, before, after;
    char journal[16384];
    size_t needed;

    reader->outcome = MNR_OUTCOME_NONE;
    reader->given_up = 0;
    called = 0;
    OK(mnr_sim_card_counts(reader->placed, &exchanges, &before));
    must(mnr_reception_card_placed(reader->reception, ++reader->now, &today), "placed");
    carry_out(reader);
    must(mnr_reception_card_removed(reader->reception, ++reader->now), "removed");
    carry_out(reader);
    /* Nothing stays behind: no session, no photo, no secret; the journal is whole. */
    CHECK(reader->card == NULL && reader->face == NULL);
    all_is_wiped((const unsigned char *)reader->pin, sizeof reader->pin);
    all_is_wiped(reader->code_b, sizeof reader->code_b);
    all_is_wiped(reader->signature, sizeof reader->signature);
    all_is_wiped(reader->challenge, sizeof reader->challenge);
    OK(mnr_reception_journal(reader->reception, journal, sizeof journal, &needed));
    CHECK(strstr(journal, "\"schema\":1") != NULL && journal[needed - 2] == '}');
    /* What was asked for once went over the wire once at most. */
    OK(mnr_sim_card_counts(reader->placed, &exchanges, &after));
    CHECK(after - before <= called);
    CHECK(reader->outcome != MNR_OUTCOME_NONE);
    return reader->outcome;
}

static void set_up(struct reader *reader, int32_t method)
{
    memset(reader, 0, sizeof *reader);
    reader->method = method;
    OK(mnr_sim_anchors(&reader->anchors));
    reader->placed = new_sim("adult");
    begin_reception(reader);
}

static void tear_down(struct reader *reader)
{
    OK(mnr_reception_free(reader->reception));
    OK(mnr_anchors_free(reader->anchors));
    OK(mnr_sim_card_free(reader->placed));
}

static void breaks(struct reader *reader, uint32_t at, int32_t what)
{
    uint32_t exchanges, presentations;
    OK(mnr_sim_card_counts(reader->placed, &exchanges, &presentations));
    OK(mnr_sim_card_fault(reader->placed, exchanges + at, what));
}

/* The holder, on one card through all of it. */
static void the_holder(uint32_t stride)
{
    size_t method;
    int faults = 0, ended = 0;
    for (method = 0; method < 2; method++) {
        struct reader reader;
        uint32_t whole, presentations, at;
        int32_t what, pin, code_b;
        set_up(&reader, METHODS[method]);
        CHECK(run(&reader) == MNR_OUTCOME_ADMITTED);
        OK(mnr_sim_card_counts(reader.placed, &whole, &presentations));
        for (what = MNR_SIM_TORN_BEFORE; what <= MNR_SIM_TRUNCATED; what++) {
            for (at = 1; at <= whole; at += stride) {
                breaks(&reader, at, what);
                faults++;
                ended += run(&reader) != MNR_OUTCOME_ADMITTED;
                OK(mnr_sim_card_place(reader.placed));
                OK(mnr_sim_card_tries(reader.placed, MNR_KEY_AUTHENTICATION_PIN, &pin));
                OK(mnr_sim_card_tries(reader.placed, MNR_KEY_CODE_B, &code_b));
                CHECK(pin == 3 && code_b == 10); /* right values never cost a try */
            }
            CHECK(run(&reader) == MNR_OUTCOME_ADMITTED);
        }
        tear_down(&reader);
    }
    CHECK(ended > 0 && ended < faults);
    fprintf(stderr, "torn: %d faults with the holder, %d of them ended the check-in\n", faults, ended);
}

/* Somebody else, each time with the holder's fresh card. */
static void somebody_else(uint32_t stride)
{
    size_t method;
    int faults = 0;
    impostor = 1;
    for (method = 0; method < 2; method++) {
        struct reader reader;
        uint32_t whole, presentations, at;
        int32_t what, pin;
        set_up(&reader, METHODS[method]);
        CHECK(run(&reader) == MNR_OUTCOME_ENDED);
        OK(mnr_sim_card_counts(reader.placed, &whole, &presentations));
        CHECK(presentations >= 2); /* they did try */
        tear_down(&reader);
        for (what = MNR_SIM_TORN_BEFORE; what <= MNR_SIM_TRUNCATED; what++) {
            for (at = 1; at <= whole; at += stride) {
                set_up(&reader, METHODS[method]);
                breaks(&reader, at, what);
                faults++;
                CHECK(run(&reader) == MNR_OUTCOME_ENDED);
                /* Placed again at once: still nobody. */
                OK(mnr_sim_card_place(reader.placed));
                CHECK(run(&reader) == MNR_OUTCOME_ENDED);
                OK(mnr_sim_card_tries(reader.placed, MNR_KEY_AUTHENTICATION_PIN, &pin));
                CHECK(pin >= 1);
                tear_down(&reader);
            }
        }
    }
    impostor = 0;
    fprintf(stderr, "torn: %d faults with somebody else, nobody was admitted\n", faults);
}

int main(int argc, char **argv)
{
    uint32_t stride = argc > 1 ? (uint32_t)atoi(argv[1]) : 1; /* every how manieth exchange */
    FILE *quiet = freopen("/dev/null", "w", stdout);
    CHECK(quiet != NULL);
    the_holder(stride);
    somebody_else(stride);
    nothing_is_left();
    return EXIT_SUCCESS;
}
