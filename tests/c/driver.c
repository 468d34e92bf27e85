/* A maker's own driver: what it may do, what it may not, what becomes of what it says. Behind it
 * lies the virtual card, reached by mnr_link_transmit. */
#include "check.h"

struct driver {
    mnr_link *behind;
    mnr_card *card;     /* the session that it serves, to try what is forbidden */
    mnr_link *link;     /* the link that it serves, likewise */
    int transmits, resets, power_downs, releases;
    int isd_selected;   /* how many of the commands selected the issuer security domain */
    int isd_refused;    /* the card does not select it */
    int32_t reset_says; /* by reset and power_down */
    int32_t say;        /* instead of the card's answer, if not MNR_OK */
    int not_sent;
    size_t claim;       /* instead of the answer's length, if not 0 */
    int another_day;    /* the card's last day outside the record is one year later */
    int change_at;      /* at which command from now an answer is changed; 0 for none */
    size_t change_byte; /* which byte of it */
};

/* Every function of the handle that this call serves: all are refused, and nothing is written. */
static void reentered(struct driver *driver)
{
    enum { ANSWER = 65538 };
    unsigned char *answer = malloc(ANSWER);
    static const unsigned char codes[28] = "1234567890123412345678901234", digest[32] = {1};
    size_t needed = 77;
    int32_t tries = 77;
    uint32_t exchanges = 77;
    mnr_identity identity;
    mnr_certificate *certificate = NULL;
    mnr_profile *profile = NULL;
    mnr_face *face = NULL;
    mnr_card *card = driver->card, *another = NULL;
    mnr_link *link = driver->link;
    CHECK(answer != NULL);
    if (link != NULL) {
        CHECK_STATUS(MNR_ERROR_BUSY, mnr_link_transmit(link, digest, 5, 1000, answer, ANSWER, &needed, NULL));
        CHECK_STATUS(MNR_ERROR_BUSY, mnr_card_open(link, &another));
        CHECK_STATUS(MNR_ERROR_BUFFER, mnr_profile_toml(NULL, NULL, 0, &needed));
        OK(mnr_profile_toml(NULL, (char *)answer, ANSWER, &needed));
        OK(mnr_profile_load((char *)answer, needed - 1, &profile, NULL));
        CHECK_STATUS(MNR_ERROR_BUSY, mnr_card_open_with(link, profile, &another));
        OK(mnr_profile_free(profile));
        CHECK_STATUS(MNR_ERROR_BUSY, mnr_link_reset(link, NULL));
        CHECK_STATUS(MNR_ERROR_BUSY, mnr_link_power_down(link, NULL));
        CHECK_STATUS(MNR_ERROR_BUSY, mnr_link_free(link));
        CHECK(another == NULL);
    }
    if (card == NULL) {
        free(answer);
        return;
    }
    needed = 77;
    MNR_INIT(&identity);
    CHECK_STATUS(MNR_ERROR_BUSY, mnr_card_identify(card, &identity));
    CHECK_STATUS(MNR_ERROR_BUSY, mnr_card_tries(card, MNR_KEY_CODE_B, &tries, NULL));
    CHECK_STATUS(MNR_ERROR_BUSY, mnr_card_read_certificate(card, NULL, 0, 0, &certificate, NULL));
    CHECK_STATUS(MNR_ERROR_BUSY, mnr_card_read_ca_certificate(card, &certificate, NULL));
    CHECK_STATUS(MNR_ERROR_BUSY, mnr_card_verify(card, MNR_KEY_AUTHENTICATION_PIN, codes, 4, 0, NULL));
    CHECK_STATUS(MNR_ERROR_BUSY, mnr_card_change(card, CHANGE(MNR_KEY_AUTHENTICATION_PIN, 0, codes, 4, codes, 4), NULL));
    CHECK_STATUS(MNR_ERROR_BUSY, mnr_card_read_signature_certificate(card, (const uint8_t *)"ABC123", 6, 0, &certificate, NULL));
    CHECK_STATUS(MNR_ERROR_BUSY, mnr_card_read_signature_ca_certificate(card, &certificate, NULL));
    CHECK_STATUS(MNR_ERROR_BUSY, mnr_card_sign(card, SIGNING(MNR_KEY_AUTHENTICATION_PIN, MNR_SCHEME_DIGEST, 0, digest, 32, codes, 4), answer, ANSWER, &needed, NULL));
    CHECK_STATUS(MNR_ERROR_BUSY, mnr_card_read_face(card, READINGS(codes, 2, 0, 0, 0), digest, &face, NULL));
    CHECK_STATUS(MNR_ERROR_BUSY, mnr_card_reset(card, NULL));
    CHECK_STATUS(MNR_ERROR_BUSY, mnr_card_exchanges(card, &exchanges));
    CHECK_STATUS(MNR_ERROR_BUSY, mnr_card_end(card, NULL));
    CHECK_STATUS(MNR_ERROR_BUSY, mnr_card_free(card));
    CHECK(needed == 77 && tries == 77 && exchanges == 77 && certificate == NULL && face == NULL);
    CHECK(identity.token == 0);
    free(answer);
}

static int32_t transmit(void *user, const uint8_t *command, size_t command_length, uint8_t *response,
                        size_t capacity, size_t *response_length, uint32_t limit_ms,
                        mnr_driver_failure *failure)
{
    struct driver *driver = user;
    mnr_detail detail;
    int32_t status;
    CHECK(limit_ms > 0 && command_length >= 4 && capacity >= 258);
    CHECK(failure->struct_size >= sizeof *failure && failure->may_have_been_sent == 1);
    driver->transmits++;
    if (command_length >= 6 && command[1] == 0xA4 && command[2] == 0x04 && command[5] == 0xA0)
        driver->isd_selected++;
    if (driver->isd_refused) {
        response[0] = 0x6A;
        response[1] = 0x82;
        *response_length = 2;
        return MNR_OK;
    }
    reentered(driver);
    if (driver->say != MNR_OK) {
        failure->may_have_been_sent = !driver->not_sent;
        failure->has_code = 1;
        failure->code = 0xC0FFEE;
        return driver->say;
    }
    MNR_INIT(&detail);
    status = mnr_link_transmit(driver->behind, command, command_length, limit_ms, response, capacity,
                               response_length, &detail);
    /* GET DATA 00F2: eight digits, year first, and the status word behind them. */
    if (status == MNR_OK && driver->another_day && command[1] == 0xCA && command[2] == 0x00 &&
        command[3] == 0xF2) {
        uint8_t *year = response + *response_length - 10 + 3;
        *year = (uint8_t)(*year == '9' ? '8' : *year + 1);
    }
    if (driver->change_at > 0 && --driver->change_at == 0) {
        CHECK(status == MNR_OK && driver->change_byte + 2 < *response_length);
        response[driver->change_byte] ^= 0xFF;
    }
    if (status == MNR_OK && driver->claim != 0)
        *response_length = driver->claim;
    return status;
}

static int32_t reset(void *user)
{
    ((struct driver *)user)->resets++;
    reentered(user);
    return ((struct driver *)user)->reset_says;
}

static int32_t power_down(void *user)
{
    ((struct driver *)user)->power_downs++;
    return ((struct driver *)user)->reset_says;
}

static void released(void *user)
{
    ((struct driver *)user)->releases++;
}

static mnr_driver functions(void)
{
    mnr_driver driver;
    MNR_INIT(&driver);
    driver.flags = MNR_LINK_EXTENDED;
    driver.transmit = transmit;
    driver.reset = reset;
    driver.power_down = power_down;
    driver.release = released;
    return driver;
}

static void what_is_refused(struct driver *state)
{
    mnr_driver driver = functions();
    mnr_link *link = NULL;
    unsigned char big[sizeof(mnr_driver) + 32];
    CHECK_STATUS(MNR_ERROR_NULL, mnr_link_open_driver(state, NULL, &link));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_link_open_driver(state, &driver, NULL));
    driver.transmit = NULL;
    CHECK_STATUS(MNR_ERROR_NULL, mnr_link_open_driver(state, &driver, &link));
    driver = functions();
    driver.flags = 0x80;
    CHECK_STATUS(MNR_ERROR_ARGUMENT, mnr_link_open_driver(state, &driver, &link));
    driver = functions();
    driver.max_command = 3;
    CHECK_STATUS(MNR_ERROR_ARGUMENT, mnr_link_open_driver(state, &driver, &link));
    driver = functions();
    driver.struct_size = 8;
    CHECK_STATUS(MNR_ERROR_STRUCT_SIZE, mnr_link_open_driver(state, &driver, &link));
    /* A program compiled with a newer header: what it leaves at zero is taken, else refused. */
    memset(big, 0, sizeof big);
    driver = functions();
    driver.struct_size = sizeof big;
    memcpy(big, &driver, sizeof driver);
    big[sizeof big - 1] = 1;
    CHECK_STATUS(MNR_ERROR_STRUCT_SIZE, mnr_link_open_driver(state, (const mnr_driver *)(const void *)big, &link));
    CHECK(link == NULL && state->releases == 0);
    big[sizeof big - 1] = 0;
    OK(mnr_link_open_driver(state, (const mnr_driver *)(const void *)big, &link));
    OK(mnr_link_free(link));
    CHECK(state->releases == 1 && state->power_downs == 1);
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_link_free(link));
    OK(mnr_link_free(NULL));
}

static void bare_link(struct driver *state)
{
    mnr_driver driver = functions();
    mnr_link *link;
    enum { ANSWER = 65538 };
    unsigned char *answer = malloc(ANSWER);
    static const unsigned char select[] = {0x00, 0xA4, 0x04, 0x0C, 0x0A, 0xD3, 0x92, 0xF0,
                                           0x00, 0x26, 0x01, 0x00, 0x00, 0x00, 0x01};
    size_t needed = 0;
    CHECK(answer != NULL);
    OK(mnr_link_open_driver(state, &driver, &link));
    state->link = link;
    CHECK_STATUS(MNR_ERROR_BUFFER, mnr_link_transmit(link, select, sizeof select, 1000, answer, 10, &needed, NULL));
    CHECK(needed == 65535 && state->transmits == 0);
    OK(mnr_link_transmit(link, select, sizeof select, 1000, answer, ANSWER, &needed, NULL));
    CHECK(needed == 2 && answer[0] == 0x90 && answer[1] == 0x00);
    CHECK_STATUS(MNR_ERROR_ARGUMENT, mnr_link_transmit(link, select, sizeof select, 0, answer, ANSWER, &needed, NULL));
    CHECK_STATUS(MNR_ERROR_INVALID_COMMAND, mnr_link_transmit(link, select, 3, 1000, answer, ANSWER, &needed, NULL));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_link_transmit(link, NULL, 5, 1000, answer, ANSWER, &needed, NULL));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_link_transmit(NULL, select, sizeof select, 1000, answer, ANSWER, &needed, NULL));
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_link_transmit(NO_HANDLE(mnr_link), select, sizeof select, 1000, answer, ANSWER, &needed, NULL));
    state->claim = 70000;
    CHECK_STATUS(MNR_ERROR_OVERSIZED_ANSWER, mnr_link_transmit(link, select, sizeof select, 1000, answer, ANSWER, &needed, NULL));
    state->claim = 1;
    CHECK_STATUS(MNR_ERROR_LINK_BROKEN, mnr_link_transmit(link, select, sizeof select, 1000, answer, ANSWER, &needed, NULL));
    state->claim = 0;
    state->link = NULL;
    OK(mnr_link_free(link));
    free(answer);
}

/* What a maker's own commands do: the status word of the last one. Selects the application of the
 * certificates, presents a PIN there if there is one, and signs. */
static unsigned own_signature(mnr_link *link, unsigned char *answer, const char *pin)
{
    enum { ANSWER = 65538 };
    static const unsigned char application[] = {0x00, 0xA4, 0x04, 0x0C, 0x0A, 0xD3, 0x92, 0xF0,
                                                0x00, 0x26, 0x01, 0x00, 0x00, 0x00, 0x01};
    static const unsigned char pin_file[] = {0x00, 0xA4, 0x02, 0x0C, 0x02, 0x00, 0x18};
    static const unsigned char key_file[] = {0x00, 0xA4, 0x02, 0x0C, 0x02, 0x00, 0x17};
    unsigned char verify[9] = {0x00, 0x20, 0x00, 0x80, 0x04};
    unsigned char sign[57] = {0x80, 0x2A, 0x00, 0x80, 0x33, 0x30, 0x31, 0x30, 0x0D, 0x06, 0x09, 0x60,
                              0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x05, 0x00, 0x04, 0x20};
    size_t needed;
    OK(mnr_link_transmit(link, application, sizeof application, 1000, answer, ANSWER, &needed, NULL));
    if (pin != NULL) {
        memcpy(verify + 5, pin, 4);
        OK(mnr_link_transmit(link, pin_file, sizeof pin_file, 1000, answer, ANSWER, &needed, NULL));
        OK(mnr_link_transmit(link, verify, sizeof verify, 1000, answer, ANSWER, &needed, NULL));
        CHECK(needed == 2 && answer[0] == 0x90);
    }
    OK(mnr_link_transmit(link, key_file, sizeof key_file, 1000, answer, ANSWER, &needed, NULL));
    OK(mnr_link_transmit(link, sign, sizeof sign, 5000, answer, ANSWER, &needed, NULL));
    return answer[needed - 2] * 256u + answer[needed - 1];
}

static mnr_link *own_link(struct driver *state)
{
    const mnr_driver driver = functions();
    OK(mnr_link_open_driver(state, &driver, &state->link));
    return state->link;
}

static void free_own_link(struct driver *state)
{
    mnr_link *link = state->link;
    state->link = NULL;
    OK(mnr_link_free(link));
}

/* A link that is reset or loses its power keeps nothing verified, even if the driver's functions do nothing. */
/* Holds: R9 */
static void reset_and_power_down(struct driver *state, mnr_sim_card *sim)
{
    mnr_link *link;
    mnr_detail detail;
    char pin[16];
    size_t needed;
    int turn, resets = state->resets, downs = state->power_downs, left;
    unsigned char *answer = malloc(65538);
    CHECK(answer != NULL);
    OK(mnr_sim_card_secret(sim, MNR_KEY_AUTHENTICATION_PIN, pin, sizeof pin, &needed));
    for (turn = 0; turn < 2; turn++) {
        link = own_link(state);
        CHECK(own_signature(link, answer, NULL) == 0x6982);
        CHECK(own_signature(link, answer, pin) == 0x9000);
        /* The application selected anew keeps it: what the two calls do is not that. */
        CHECK(own_signature(link, answer, NULL) == 0x9000);
        left = state->isd_selected;
        if (turn == 0) {
            OK(mnr_link_reset(link, NULL));
            CHECK(own_signature(link, answer, NULL) == 0x6982);
            CHECK(state->resets == resets + 1 && state->power_downs == downs);
        } else {
            OK(mnr_link_power_down(link, NULL));
            CHECK(state->power_downs == downs + 2);
            CHECK_STATUS(MNR_ERROR_NO_CARD, mnr_link_reset(link, NULL));
        }
        CHECK(state->isd_selected == left + 1);
        free_own_link(state);
    }
    downs = state->power_downs;
    /* A chip that does not leave loses its power, and is not reset. */
    link = own_link(state);
    MNR_INIT(&detail);
    state->say = MNR_ERROR_CARD_MUTE;
    CHECK_STATUS(MNR_ERROR_CARD_MUTE, mnr_link_reset(link, &detail));
    CHECK(detail.status == MNR_ERROR_CARD_MUTE && state->resets == resets + 1 && state->power_downs == downs + 1);
    free_own_link(state);
    link = own_link(state);
    state->isd_refused = 1;
    downs = state->power_downs;
    CHECK_STATUS(MNR_ERROR_CARD_STATUS, mnr_link_reset(link, &detail));
    CHECK(detail.status_word == 0x6A82 && state->resets == resets + 1 && state->power_downs == downs + 1);
    state->isd_refused = 0;
    free_own_link(state);
    /* To lose its power is enough. */
    link = own_link(state);
    OK(mnr_link_power_down(link, NULL));
    state->say = MNR_OK;
    free_own_link(state);
    /* What the driver says is told. */
    state->reset_says = MNR_ERROR_DRIVER;
    link = own_link(state);
    CHECK_STATUS(MNR_ERROR_DRIVER, mnr_link_reset(link, NULL));
    MNR_INIT(&detail);
    CHECK_STATUS(MNR_ERROR_DRIVER, mnr_link_power_down(link, &detail));
    CHECK(detail.status == MNR_ERROR_DRIVER);
    state->reset_says = MNR_OK;
    free_own_link(state);
    CHECK_STATUS(MNR_ERROR_NULL, mnr_link_reset(NULL, NULL));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_link_power_down(NULL, NULL));
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_link_reset(NO_HANDLE(mnr_link), NULL));
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_link_power_down(NO_HANDLE(mnr_link), NULL));
    free(answer);
}

/* A card whose certificates are none, and whose record nobody can check: what arrives is changed on
 * the way, at one byte of one answer. */
static void changed_answers(struct driver *state, mnr_sim_card *sim)
{
    mnr_driver driver = functions();
    mnr_anchors *anchors;
    mnr_link *link;
    mnr_card *card;
    mnr_certificate *certificate = NULL;
    mnr_face *face;
    unsigned char codes[28], challenge[32] = {9};
    char digits[16], password[32];
    size_t needed;
    int32_t hierarchy = 77, signature, presence;

    OK(mnr_sim_anchors(&anchors));
    OK(mnr_sim_card_secret(sim, MNR_KEY_CODE_B, digits, sizeof digits, &needed));
    memcpy(codes, digits, 14);
    memcpy(codes + 14, digits, 14);
    OK(mnr_link_free(state->behind));
    OK(mnr_sim_card_link(sim, &state->behind));
    OK(mnr_link_open_driver(state, &driver, &link));
    OK(mnr_card_open(link, &card));
    /* The inner structure of a certificate; the application is selected first. */
    state->change_at = 2;
    state->change_byte = 4;
    CHECK_STATUS(MNR_ERROR_CERTIFICATE, mnr_card_read_certificate(card, NULL, 0, 0, &certificate, NULL));
    state->change_at = 1;
    CHECK_STATUS(MNR_ERROR_CERTIFICATE, mnr_card_read_ca_certificate(card, &certificate, NULL));
    state->change_at = 1;
    CHECK_STATUS(MNR_ERROR_CERTIFICATE, mnr_card_read_signature_ca_certificate(card, &certificate, NULL));
    /* Tries and password before it. */
    OK(mnr_sim_card_secret(sim, MNR_KEY_SIGNATURE_PASSWORD, password, sizeof password, &needed));
    state->change_at = 3;
    CHECK_STATUS(MNR_ERROR_CERTIFICATE, mnr_card_read_signature_certificate(card, (const uint8_t *)password, needed - 1, 0, &certificate, NULL));
    CHECK(certificate == NULL);
    /* Selection, tries, code B, record, certificate of its key, challenge. */
    state->change_at = 4;
    state->change_byte = 0;
    CHECK_STATUS(MNR_ERROR_RECORD, mnr_card_read_face(card, READINGS(codes, 2, 0, 0, 0), challenge, &face, NULL));
    OK(mnr_card_end(card, NULL));
    for (state->change_byte = 0; state->change_byte < 300; state->change_byte += 40) {
        OK(mnr_link_free(state->behind));
        OK(mnr_sim_card_link(sim, &state->behind));
        OK(mnr_link_open_driver(state, &driver, &link));
        OK(mnr_card_open(link, &card));
        state->change_at = 5;
        OK(mnr_card_read_face(card, READINGS(codes, 2, 0, 0, 0), challenge, &face, NULL));
        CHECK(state->change_at == 0);
        OK(mnr_face_proof(face, &signature, &presence));
        CHECK(mnr_face_verify(face, anchors, 1, MNR_UNTRACED_REFUSE, &hierarchy, NULL) != MNR_OK);
        CHECK(hierarchy == 77);
        OK(mnr_face_free(face));
        OK(mnr_card_end(card, NULL));
    }
    OK(mnr_anchors_free(anchors));
}

static void ready_to_verify(mnr_card *card)
{
    mnr_certificate *certificate;
    int32_t tries;
    OK(mnr_card_tries(card, MNR_KEY_AUTHENTICATION_PIN, &tries, NULL));
    OK(mnr_card_read_ca_certificate(card, &certificate, NULL));
    OK(mnr_certificate_free(certificate));
}

static void a_card_behind_it(struct driver *state)
{
    mnr_driver driver = functions();
    mnr_link *link;
    mnr_detail detail;
    mnr_identity identity;
    int32_t tries;
    int before;

    OK(mnr_link_open_driver(state, &driver, &link));
    OK(mnr_card_open(link, &state->card));
    /* The link is the card's now. */
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_link_free(link));
    MNR_INIT(&identity);
    OK(mnr_card_identify(state->card, &identity));
    CHECK(identity.token == MNR_TOKEN_CARD);

    /* The driver's own code comes through; a number that is no status means that it failed. */
    MNR_INIT(&detail);
    state->say = 4711;
    state->not_sent = 1;
    CHECK_STATUS(MNR_ERROR_DRIVER, mnr_card_tries(state->card, MNR_KEY_CODE_B, &tries, &detail));
    CHECK(detail.has_driver_code && detail.driver_code == 0xC0FFEE && !detail.may_have_been_sent);
    /* A PIN that certainly was not sent is not in doubt; one that may have been is. Reading the
     * tries and a certificate before leaves nothing but the VERIFY to be sent. */
    state->say = MNR_OK;
    ready_to_verify(state->card);
    state->say = MNR_ERROR_LINK_TIMED_OUT;
    before = state->transmits;
    CHECK_STATUS(MNR_ERROR_LINK_TIMED_OUT, mnr_card_verify(state->card, MNR_KEY_AUTHENTICATION_PIN, (const uint8_t *)"0000", 4, 0, NULL));
    CHECK(state->transmits == before + 1);
    state->say = MNR_OK;
    ready_to_verify(state->card);
    state->say = MNR_ERROR_LINK_TIMED_OUT;
    state->not_sent = 0;
    before = state->transmits;
    CHECK_STATUS(MNR_ERROR_OUTCOME_UNKNOWN, mnr_card_verify(state->card, MNR_KEY_AUTHENTICATION_PIN, (const uint8_t *)"0000", 4, 0, &detail));
    CHECK(state->transmits == before + 1); /* once, and never again */
    /* Once the driver says that the card is gone, it is not called for it any more. */
    state->say = MNR_ERROR_CARD_REMOVED;
    CHECK_STATUS(MNR_ERROR_CARD_REMOVED, mnr_card_tries(state->card, MNR_KEY_AUTHENTICATION_PIN, &tries, NULL));
    before = state->transmits;
    state->say = MNR_OK;
    CHECK_STATUS(MNR_ERROR_CARD_REMOVED, mnr_card_tries(state->card, MNR_KEY_AUTHENTICATION_PIN, &tries, NULL));
    CHECK(state->transmits == before);
    {
        mnr_card *card = state->card;
        int downs = state->power_downs, freed = state->releases;
        state->card = NULL;
        OK(mnr_card_end(card, NULL));
        CHECK(state->power_downs == downs + 1 && state->releases == freed + 1);
    }
}

/* The card's last day in the record is not signed: where it is another one outside, the record may be
 * used all the same, and both days are told. */
static void another_day_outside(struct driver *state, mnr_sim_card *sim)
{
    char digits[16];
    size_t needed;
    int round;
    OK(mnr_sim_card_secret(sim, MNR_KEY_CODE_B, digits, sizeof digits, &needed));
    for (round = 0; round < 2; round++) {
        mnr_driver driver = functions();
        mnr_anchors *anchors;
        mnr_link *link;
        mnr_card *card;
        mnr_face *face;
        mnr_identity identity;
        mnr_face_facts facts;
        unsigned char codes[28], challenge[32] = {9};
        int32_t hierarchy;
        memcpy(codes, digits, 14);
        memcpy(codes + 14, digits, 14);
        state->another_day = round;
        /* Placed anew, so that no application is selected on the chip. */
        OK(mnr_link_free(state->behind));
        OK(mnr_sim_card_link(sim, &state->behind));
        OK(mnr_sim_anchors(&anchors));
        OK(mnr_link_open_driver(state, &driver, &link));
        OK(mnr_card_open(link, &card));
        MNR_INIT(&identity);
        OK(mnr_card_identify(card, &identity));
        CHECK(identity.expiry_status == MNR_OK);
        OK(mnr_card_read_face(card, READINGS(codes, 2, 0, 0, 0), challenge, &face, NULL));
        OK(mnr_face_verify(face, anchors, 1, MNR_UNTRACED_REPORT, &hierarchy, NULL));
        MNR_INIT(&facts);
        OK(mnr_face_read_facts(face, &facts));
        CHECK((facts.expiry_year == identity.expiry_year && facts.expiry_month == identity.expiry_month &&
               facts.expiry_day == identity.expiry_day) == (round == 0));
        OK(mnr_face_free(face));
        OK(mnr_card_end(card, NULL));
        OK(mnr_anchors_free(anchors));
    }
    state->another_day = 0;
}

int main(void)
{
    mnr_sim_card *sim = new_sim("adult");
    struct driver state;
    memset(&state, 0, sizeof state);
    OK(mnr_sim_card_link(sim, &state.behind));
    what_is_refused(&state);
    bare_link(&state);
    reset_and_power_down(&state, sim);
    another_day_outside(&state, sim);
    changed_answers(&state, sim);
    a_card_behind_it(&state);
    OK(mnr_link_free(state.behind));
    OK(mnr_sim_card_free(sim));
    nothing_is_left();
    return EXIT_SUCCESS;
}
