/* Threads: a card each, one card for all, a thread with a stack of 256 KiB, a log from all. */
#include "check.h"
#include <pthread.h>

static int lines;
static void count_line(void *user, int32_t level, const char *text)
{
    /* One call at a time, whatever the thread: the library sees to that. */
    (void)user;
    (void)level;
    CHECK(text[0] != 0);
    lines++;
}

static void *own_card(void *unused)
{
    int round;
    (void)unused;
    for (round = 0; round < 5; round++) {
        mnr_sim_card *sim = new_sim("adult");
        mnr_card *card = open_card(sim);
        mnr_identity identity;
        mnr_certificate *certificate;
        MNR_INIT(&identity);
        OK(mnr_card_identify(card, &identity));
        CHECK(identity.token == MNR_TOKEN_CARD);
        OK(mnr_card_read_certificate(card, NULL, 0, 0, &certificate, NULL));
        OK(mnr_certificate_free(certificate));
        OK(mnr_card_end(card, NULL));
        OK(mnr_sim_card_free(sim));
    }
    return NULL;
}

static void *shared_card(void *argument)
{
    mnr_card *card = argument;
    int round;
    for (round = 0; round < 50; round++) {
        int32_t tries = -77;
        int32_t status = mnr_card_tries(card, round % 2 ? MNR_KEY_CODE_B : MNR_KEY_AUTHENTICATION_PIN, &tries, NULL);
        CHECK(status == MNR_OK || (status == MNR_ERROR_BUSY && tries == -77));
    }
    return NULL;
}

/* The whole ABI's deepest calls on a small stack: certificates, face record, guidance, leaflet. */
static void *small_stack(void *unused)
{
    mnr_sim_card *sim = new_sim("adult");
    mnr_card *card = open_card(sim);
    mnr_anchors *anchors;
    mnr_certificate *certificate;
    mnr_face *face;
    mnr_guidance *guidance;
    mnr_situation situation;
    unsigned char codes[28], challenge[32] = {3};
    char digits[16];
    size_t needed;
    int32_t hierarchy;
    char *page = malloc(1 << 18);
    (void)unused;
    CHECK(page != NULL);
    OK(mnr_sim_anchors(&anchors));
    OK(mnr_card_read_certificate(card, NULL, 0, 0, &certificate, NULL));
    OK(mnr_anchors_verify(anchors, certificate, 1, &hierarchy, NULL));
    OK(mnr_sim_card_secret(sim, MNR_KEY_CODE_B, digits, sizeof digits, &needed));
    memcpy(codes, digits, 14);
    memcpy(codes + 14, digits, 14);
    OK(mnr_card_read_face(card, READINGS(codes, 2, 0, 0, 0), challenge, &face, NULL));
    OK(mnr_face_verify(face, anchors, 1, MNR_UNTRACED_REFUSE, &hierarchy, NULL));
    MNR_INIT(&situation);
    situation.year = 2026;
    situation.month = situation.day = 12;
    situation.pin_tries = situation.code_b_tries = MNR_TRIES_UNKNOWN;
    OK(mnr_guide(NULL, 0, 1, &situation, &guidance));
    OK(mnr_page_html(NULL, MNR_LEAFLET_PIN_RESET, "ja", 2, "A", 1, NULL, 0, 0, DAY(2026, 12, 12), page, 1 << 18, &needed));
    free(page);
    OK(mnr_guidance_free(guidance));
    OK(mnr_face_free(face));
    OK(mnr_certificate_free(certificate));
    OK(mnr_anchors_free(anchors));
    OK(mnr_card_end(card, NULL));
    OK(mnr_sim_card_free(sim));
    return NULL;
}

/* Events handed to one reception by all: each is taken or refused for what it is, none as busy. */
static void *hand_events_in(void *argument)
{
    mnr_reception *reception = argument;
    int round;
    for (round = 0; round < 200; round++) {
        int32_t status = mnr_reception_card_placed(reception, (uint64_t)round, DAY(2026, 11, 24));
        CHECK(status == MNR_OK || status == MNR_ERROR_NOT_NOW);
        status = mnr_reception_cancelled(reception, (uint64_t)round, MNR_ACTOR_STAFF);
        CHECK(status == MNR_OK || status == MNR_ERROR_NOT_NOW);
        status = mnr_reception_card_removed(reception, (uint64_t)round);
        CHECK(status == MNR_OK || status == MNR_ERROR_NOT_NOW);
    }
    return NULL;
}

int main(void)
{
    pthread_t threads[4];
    pthread_attr_t attributes;
    mnr_sim_card *sim = new_sim("adult");
    mnr_card *card = open_card(sim);
    int at;

    OK(mnr_set_log(NULL, count_line, MNR_LOG_TRACE));
    for (at = 0; at < 4; at++)
        CHECK(pthread_create(&threads[at], NULL, own_card, NULL) == 0);
    for (at = 0; at < 4; at++)
        CHECK(pthread_join(threads[at], NULL) == 0);
    CHECK(lines > 100);
    OK(mnr_set_log(NULL, NULL, MNR_LOG_ERROR));

    for (at = 0; at < 4; at++)
        CHECK(pthread_create(&threads[at], NULL, shared_card, card) == 0);
    for (at = 0; at < 4; at++)
        CHECK(pthread_join(threads[at], NULL) == 0);
    /* A card that one thread opened may be ended by another. */
    OK(mnr_card_end(card, NULL));
    OK(mnr_sim_card_free(sim));

    {
        mnr_reception *reception;
        mnr_action action;
        uint64_t session = 0;
        OK(mnr_reception_new(NULL, &reception));
        for (at = 0; at < 4; at++)
            CHECK(pthread_create(&threads[at], NULL, hand_events_in, reception) == 0);
        for (at = 0; at < 4; at++)
            CHECK(pthread_join(threads[at], NULL) == 0);
        /* Actions come out in the order in which they were asked for. */
        for (;;) {
            MNR_INIT(&action);
            if (mnr_reception_next_action(reception, &action) != MNR_OK)
                break;
            CHECK(action.number.session >= session);
            session = action.number.session;
        }
        CHECK(session >= 1);
        OK(mnr_reception_free(reception));
    }

    CHECK(pthread_attr_init(&attributes) == 0);
    CHECK(pthread_attr_setstacksize(&attributes, 256 * 1024) == 0);
    CHECK(pthread_create(&threads[0], &attributes, small_stack, NULL) == 0);
    CHECK(pthread_join(threads[0], NULL) == 0);
    CHECK(pthread_attr_destroy(&attributes) == 0);
    nothing_is_left();
    return EXIT_SUCCESS;
}
