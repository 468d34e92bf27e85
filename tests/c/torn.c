/* A link that breaks, in each way, at every exchange of a whole check-in: nobody is admitted by it
 * who was not identified, no PIN is presented more often than entered, nothing leaks, and once the
 * card is placed again the next check-in goes through. The check-in is that of the example with card
 * code of its own; the desk has the same in desk.c. */
#define main example_main
#include "../../examples/c/reception.c"
#undef main
#include "check.h"

static int run(struct reader *reader)
{
    reader->outcome = MNR_OUTCOME_NONE;
    reader->given_up = 0;
    must(mnr_reception_card_placed(reader->reception, ++reader->now, YEAR, MONTH, DAY), "placed");
    carry_out(reader);
    must(mnr_reception_card_removed(reader->reception, ++reader->now), "removed");
    carry_out(reader);
    CHECK(reader->card == NULL && reader->face == NULL);
    CHECK(reader->pin[0] == 0 && reader->code_b[0] == 0 && reader->signature[0] == 0);
    return reader->outcome;
}

int main(int argc, char **argv)
{
    static const int32_t methods[] = {MNR_METHOD_FACE, MNR_METHOD_PIN};
    size_t method;
    int admitted = 0, refused = 0;
    uint32_t stride = argc > 1 ? (uint32_t)atoi(argv[1]) : 1; /* every how manieth exchange */
    FILE *quiet = freopen("/dev/null", "w", stdout);
    CHECK(quiet != NULL);
    for (method = 0; method < 2; method++) {
        struct reader reader;
        uint32_t exchanges, presentations, whole, at;
        int32_t what;
        memset(&reader, 0, sizeof reader);
        reader.method = methods[method];
        OK(mnr_sim_anchors(&reader.anchors));
        reader.placed = new_sim("adult");
        OK(mnr_reception_new(NULL, &reader.reception));
        CHECK(run(&reader) == MNR_OUTCOME_ADMITTED);
        OK(mnr_sim_card_counts(reader.placed, &whole, &presentations));
        for (what = MNR_SIM_TORN_BEFORE; what <= MNR_SIM_TRUNCATED; what++) {
            for (at = 1; at <= whole; at += stride) {
                int32_t before, after, outcome;
                uint32_t presented;
                OK(mnr_sim_card_counts(reader.placed, &exchanges, &presentations));
                OK(mnr_sim_card_fault(reader.placed, exchanges + at, what));
                outcome = run(&reader);
                OK(mnr_sim_card_counts(reader.placed, &exchanges, &presented));
                CHECK(presented - presentations <= 3);
                if (outcome == MNR_OUTCOME_ADMITTED)
                    admitted++; /* another method, or the fault came too late to matter */
                else
                    refused++;
                OK(mnr_sim_card_place(reader.placed));
                OK(mnr_sim_card_tries(reader.placed, MNR_KEY_AUTHENTICATION_PIN, &before));
                OK(mnr_sim_card_tries(reader.placed, MNR_KEY_CODE_B, &after));
                CHECK(before == 3 && after == 10); /* right values never cost a try */
            }
            CHECK(run(&reader) == MNR_OUTCOME_ADMITTED);
        }
        OK(mnr_reception_free(reader.reception));
        OK(mnr_anchors_free(reader.anchors));
        OK(mnr_sim_card_free(reader.placed));
    }
    CHECK(refused > 0);
    fprintf(stderr, "torn: %d faults, %d of them ended the check-in\n", admitted + refused, refused);
    nothing_is_left();
    return EXIT_SUCCESS;
}
