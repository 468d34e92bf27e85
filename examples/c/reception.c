/* A check-in by a program that has card code of its own: the reception (mnr_reception) says what is
 * to be done, one action after the other, and the program does all of it, reads the card and keeps
 * the secrets too. Here mnr_card stands in for the program's own card code, and the virtual card of
 * libmynareader_sim for a card:
 *
 *     cc reception.c $(pkg-config --cflags --libs mynareader_sim) -o reception
 *     ./reception                  an adult, by face
 *     ./reception adult pin        the same, by PIN
 *     ./reception pin-locked       whatever the personas are called; `./reception list` names them
 *
 * What a maker replaces stands in functions of their own: screen_* for the display, camera_* for
 * the cameras and the face engine, card_* for the card; what the national software does stands in
 * do_request, marked "centre". Whoever has no card code yet takes the desk: see checkin.c.
 */
#include <mynareader.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What one reader works with. Secrets stand in one place, so that they can be wiped. */
struct reader {
    mnr_reception *reception;
    mnr_sim_card *placed; /* the card that lies on the reader */
    mnr_card *card;       /* the session with it, while there is one */
    mnr_face *face;       /* the photo, while it is needed */
    mnr_anchors *anchors; /* whose certificates are accepted */
    char pin[5];
    unsigned char code_b[28]; /* two readings of 14 digits */
    unsigned char signature[MNR_SIGNATURE_MAX];
    unsigned char challenge[32];
    char serial[64];   /* of the certificate, to know the card again */
    uint64_t now;      /* a monotonic clock, in milliseconds */
    int32_t method;    /* what this patient chooses */
    int32_t given_up;  /* what they do not want any more */
    int32_t outcome;   /* how it ended */
    int32_t end_reason;
    int card_lies_there;
};

static const mnr_date today = {2026, 11, 24};

/* Every call is checked; an error that is not expected ends the example. */
static void must(int32_t status, const char *what)
{
    if (status != MNR_OK) {
        fprintf(stderr, "%s: %s\n", what, mnr_status_name(status));
        mnr_shutdown(1000); /* exit alone would leave the card its power */
        exit(EXIT_FAILURE);
    }
}

/* A compiler may leave out a memset on memory that is not read again; not one through a volatile
 * pointer. */
static void wipe(void *memory, size_t size)
{
    volatile unsigned char *byte = memory;
    while (size-- > 0)
        *byte++ = 0;
}

static void draw_random(unsigned char *bytes, size_t count)
{
    FILE *source = fopen("/dev/urandom", "rb");
    if (source == NULL || fread(bytes, 1, count, source) != count) {
        fprintf(stderr, "no random numbers\n");
        exit(EXIT_FAILURE);
    }
    fclose(source);
}

/* ---- the display ------------------------------------------------------------------------- */

static void screen_show(const mnr_action *action)
{
    static const char *const names[] = {"", "welcome", "reading the card", "the staff are looking",
                                        "asking the centre", "ended"};
    printf("screen   %s\n", names[action->detail]);
}

/* A code came up: its words for the patient, and what the staff may do next. */
static void screen_advise(struct reader *reader, const mnr_action *action)
{
    mnr_situation situation;
    mnr_guidance *guidance;
    mnr_guidance_facts facts;
    char text[1024];
    size_t needed;
    size_t index;

    MNR_INIT(&situation);
    must(mnr_reception_situation(reader->reception, &situation), "situation");
    memcpy(situation.language, "en", 3);
    must(mnr_guide(NULL, action->code_maker, action->code_number, &situation, &guidance), "guide");
    must(mnr_guidance_text(guidance, MNR_TEXT_PATIENT, text, sizeof text, &needed), "words");
    printf("patient  %s\n", text);
    MNR_INIT(&facts);
    must(mnr_guidance_read_facts(guidance, &facts), "facts");
    for (index = 0; index < facts.next_steps; index++) {
        mnr_next_step step;
        MNR_INIT(&step);
        must(mnr_guidance_next_step(guidance, index, &step), "step");
        if (step.standing != MNR_STANDING_POSSIBLE)
            continue;
        must(mnr_guidance_step_text(guidance, index, 0, text, sizeof text, &needed), "step");
        printf("staff    may now: %s\n", text);
    }
    must(mnr_guidance_free(guidance), "free");
}

/* ---- the cameras ------------------------------------------------------------------------- */

/* Reads the printed digits twice. Here they come from the persona instead of a camera. */
static int camera_scan(struct reader *reader)
{
    char digits[16];
    size_t needed;
    if (mnr_sim_card_secret(reader->placed, MNR_KEY_CODE_B, digits, sizeof digits, &needed) != MNR_OK)
        return 0;
    memcpy(reader->code_b, digits, 14);
    memcpy(reader->code_b + 14, digits, 14);
    wipe(digits, sizeof digits);
    return 1;
}

/* Compares the face before the camera with the photo of the chip, a JPEG 2000 image. */
static int32_t camera_compare(struct reader *reader)
{
    const uint8_t *photo;
    size_t length;
    must(mnr_face_photo(reader->face, &photo, &length), "photo");
    printf("camera   compares with a photo of %lu bytes\n", (unsigned long)length);
    return MNR_FACE_MATCH;
}

/* ---- the card ------------------------------------------------------------------------------ */

static int32_t card_open(struct reader *reader)
{
    mnr_link *link;
    int32_t status = mnr_sim_card_link(reader->placed, &link);
    if (status == MNR_OK) {
        status = mnr_card_open(link, &reader->card);
        if (status != MNR_OK)
            mnr_link_free(link);
    }
    return status;
}

/* Reads the serial number of the card's certificate and, if asked for, what it is worth today. */
static int32_t card_certificate(struct reader *reader, int32_t token, char serial[64], int32_t *state)
{
    mnr_certificate *certificate;
    mnr_assessment assessment;
    int32_t hierarchy;
    size_t needed;
    int32_t status =
        mnr_card_read_certificate(reader->card, NULL, 0, MNR_LAST_TRY_KEEP, &certificate, NULL);
    if (status != MNR_OK)
        return status;
    /* 1 accepts test cards, which is right for the virtual card and for nothing else. */
    status = mnr_anchors_verify(reader->anchors, certificate, 1, &hierarchy, NULL);
    MNR_INIT(&assessment);
    if (status == MNR_OK)
        status = mnr_certificate_assess(certificate, &today, token, MNR_GRACE_END_OF_MONTH,
                                        MNR_REVOCATION_UNKNOWN, &assessment);
    if (status == MNR_OK)
        status = mnr_certificate_serial(certificate, serial, 64, &needed);
    if (status == MNR_OK && state != NULL)
        *state = assessment.state;
    mnr_certificate_free(certificate);
    return status;
}

/* What happened on the card becomes a code by the library's table, and the answer to the request. */
static void card_failed(struct reader *reader, const mnr_action *action, int32_t step, int32_t key,
                        int32_t status, const mnr_detail *detail)
{
    mnr_symptom symptom;
    uint32_t maker, number;
    MNR_INIT(&symptom);
    symptom.step = step;
    symptom.key = key;
    if (status == MNR_ERROR_CARD_STATUS && detail != NULL) {
        symptom.happened = MNR_HAPPENED_STATUS_WORD;
        symptom.value = detail->status_word;
    } else if (status == MNR_ERROR_SECRET_BLOCKED) {
        symptom.happened = MNR_HAPPENED_TRIES;
        symptom.value = 0;
    } else if (status == MNR_ERROR_RECORD) {
        symptom.happened = MNR_HAPPENED_RECORD;
        symptom.value = MNR_RECORD_FACE_RECORD;
        symptom.second = MNR_RECORD_TROUBLE_MALFORMED;
    } else if (status == MNR_ERROR_UNTRUSTED || status == MNR_ERROR_CERTIFICATE) {
        symptom.happened = MNR_HAPPENED_CERTIFICATE_REFUSED;
        symptom.value = MNR_CERTIFICATE_REFUSAL_UNKNOWN_ISSUER;
    } else if (status == MNR_ERROR_SIGNATURE) {
        symptom.happened = MNR_HAPPENED_NOT_GENUINE;
    } else {
        symptom.happened = MNR_HAPPENED_LINK;
        symptom.value = status == MNR_ERROR_CARD_REMOVED ? MNR_LINK_FAILURE_CARD_REMOVED
                                                         : MNR_LINK_FAILURE_BROKEN;
        symptom.second = -1;
    }
    must(mnr_diagnose(&symptom, &maker, &number), "diagnose");
    printf("card     %s: code %03lu\n", mnr_status_name(status), (unsigned long)number);
    must(mnr_reception_reply(reader->reception, reader->now, &action->number,
                             mnr_answer_failed(maker, number, MNR_ACTOR_READER)),
         "answer");
}

static void card_identify(struct reader *reader, const mnr_action *action)
{
    mnr_identity identity;
    mnr_card_facts facts;
    int32_t status = card_open(reader);

    MNR_INIT(&facts);
    facts.pin_tries = facts.code_b_tries = MNR_TRIES_UNKNOWN;
    MNR_INIT(&identity);
    if (status == MNR_OK)
        status = mnr_card_identify(reader->card, &identity);
    if (status == MNR_OK)
        status = identity.token_status;
    /* A card that goes on answering may lack a record; one that does not answer is gone. */
    if (status == MNR_OK && identity.pin_tries_status <= MNR_ERROR_NO_CARD &&
        identity.pin_tries_status >= MNR_ERROR_DRIVER)
        status = identity.pin_tries_status;
    if (status != MNR_OK) {
        card_failed(reader, action, MNR_STEP_IDENTIFY, 0, status, NULL);
        return;
    }
    facts.token = identity.token;
    facts.pin_tries = identity.pin_tries;
    facts.card_expiry_year = identity.expiry_year; /* 0 where there is none */
    facts.card_expiry_month = identity.expiry_month;
    facts.card_expiry_day = identity.expiry_day;
    /* What cannot be read stays unknown; the reception knows what to do then. */
    if (identity.authentication_certificate == MNR_AVAILABILITY_ABSENT)
        facts.certificate = MNR_CERTIFICATE_ABSENT;
    else
        (void)card_certificate(reader, identity.token, reader->serial, &facts.certificate);
    (void)mnr_card_tries(reader->card, MNR_KEY_CODE_B, &facts.code_b_tries, NULL);
    must(mnr_reception_reply(reader->reception, reader->now, &action->number, mnr_answer_identified(&facts)),
         "answer");
}

static void card_read_face(struct reader *reader, const mnr_action *action)
{
    mnr_readings readings;
    mnr_detail detail;
    int32_t status, hierarchy;
    unsigned char challenge[32];

    draw_random(challenge, sizeof challenge);
    MNR_INIT(&detail);
    MNR_INIT(&readings);
    readings.codes = reader->code_b;
    readings.count = 2;
    status = mnr_card_read_face(reader->card, &readings, challenge, &reader->face, &detail);
    /* Whose photo it is: nothing of the record is given out before. 1 accepts test cards. */
    if (status == MNR_OK)
        status = mnr_face_verify(reader->face, reader->anchors, 1, MNR_UNTRACED_REFUSE, &hierarchy,
                                 &detail);
    if (status == MNR_OK)
        must(mnr_reception_reply(reader->reception, reader->now, &action->number, mnr_answer_record_read()),
             "answer");
    else if (status == MNR_ERROR_SECRET_WRONG)
        must(mnr_reception_reply(reader->reception, reader->now, &action->number,
                                 mnr_answer_code_b_wrong(detail.tries_left)),
             "answer");
    else
        card_failed(reader, action, MNR_STEP_READ_PHOTO, MNR_KEY_CODE_B, status, &detail);
}

/* Presents the PIN once and signs the centre's challenge. A link that fails after the PIN may have
 * been sent is told as it is: the reception then asks for the tries before anything else. */
static void card_verify_pin(struct reader *reader, const mnr_action *action)
{
    mnr_signing signing;
    mnr_detail detail;
    size_t length;
    int32_t status;

    MNR_INIT(&signing);
    signing.key = MNR_KEY_AUTHENTICATION_PIN;
    signing.scheme = MNR_SCHEME_DIGEST;
    signing.last_try = action->last_try ? MNR_LAST_TRY_ACCEPTED : MNR_LAST_TRY_KEEP;
    signing.data = reader->challenge;
    signing.data_length = sizeof reader->challenge;
    signing.secret = reader->pin;
    signing.secret_length = 4;
    MNR_INIT(&detail);
    status = mnr_card_sign(reader->card, &signing, reader->signature, sizeof reader->signature,
                           &length, &detail);
    if (status == MNR_OK)
        must(mnr_reception_reply(reader->reception, reader->now, &action->number, mnr_answer_pin_verified()),
             "answer");
    else if (status == MNR_ERROR_SECRET_WRONG)
        must(mnr_reception_reply(reader->reception, reader->now, &action->number,
                                 mnr_answer_pin_wrong(detail.tries_left, MNR_ACTOR_READER)),
             "answer");
    else if (status == MNR_ERROR_OUTCOME_UNKNOWN)
        must(mnr_reception_reply(reader->reception, reader->now, &action->number,
                                 mnr_answer_pin_unjudged(MNR_ACTOR_READER)),
             "answer");
    else
        card_failed(reader, action, MNR_STEP_VERIFY_PIN, MNR_KEY_AUTHENTICATION_PIN, status, &detail);
}

static void card_end(struct reader *reader)
{
    if (reader->card != NULL)
        (void)mnr_card_end(reader->card, NULL); /* frees it in any case */
    reader->card = NULL;
}

/* After the national software had the card: is it the same one? */
static void card_reacquire(struct reader *reader, const mnr_action *action)
{
    char serial[64] = "";
    int32_t status = reader->card == NULL ? card_open(reader) : MNR_OK;
    if (status == MNR_OK)
        status = card_certificate(reader, MNR_TOKEN_CARD, serial, NULL);
    if (status != MNR_OK) {
        card_failed(reader, action, MNR_STEP_IDENTIFY, 0, status, NULL);
        return;
    }
    must(mnr_reception_reply(reader->reception, reader->now, &action->number,
                             mnr_answer_reacquired(strcmp(serial, reader->serial) == 0)),
         "answer");
}

/* ---- what is to be done --------------------------------------------------------------------- */

static int is_open(const mnr_action *action, int32_t method)
{
    return (method == MNR_METHOD_FACE && action->offer_face == MNR_OFFER_OPEN) ||
           (method == MNR_METHOD_PIN && action->offer_pin == MNR_OFFER_OPEN) ||
           (method == MNR_METHOD_STAFF && action->offer_staff == MNR_OFFER_OPEN);
}

static void do_request(struct reader *reader, const mnr_action *action)
{
    mnr_reception *reception = reader->reception;
    const mnr_number *number = &action->number;
    uint64_t now = reader->now;
    int32_t status = MNR_OK;
    size_t needed;

    switch (action->kind) {
    case MNR_ACTION_IDENTIFY_CARD:
        card_identify(reader, action);
        break;
    case MNR_ACTION_CHOOSE_METHOD: {
        /* This patient takes the method of the command line, else whatever is open. */
        int32_t method = reader->method;
        if (!is_open(action, method) || method == reader->given_up)
            for (method = MNR_METHOD_FACE; method <= MNR_METHOD_STAFF; method++)
                if (is_open(action, method) && method != reader->given_up)
                    break;
        if (method > MNR_METHOD_STAFF)
            status = mnr_reception_cancelled(reception, now, MNR_ACTOR_PATIENT);
        else
            status = mnr_reception_reply(reception, now, number,
                                         mnr_answer_method(method,
                                                           method == MNR_METHOD_STAFF ? MNR_ACTOR_STAFF : MNR_ACTOR_PATIENT));
        break;
    }
    case MNR_ACTION_SCAN_CARD_FACE: {
        int read = camera_scan(reader);
        status = mnr_reception_reply(reception, now, number,
                                     mnr_answer_scanned(read ? MNR_SCAN_READ : MNR_SCAN_UNREADABLE,
                                                        read ? 2 : 0, MNR_MARK_NOT_SEEN));
        break;
    }
    case MNR_ACTION_READ_FACE_RECORD:
        card_read_face(reader, action);
        break;
    case MNR_ACTION_COMPARE_FACE:
        status = mnr_reception_reply(reception, now, number,
                                     mnr_answer_compared(camera_compare(reader), MNR_LIVENESS_LIVE));
        break;
    case MNR_ACTION_DECIDE_LAST_TRY:
        reader->given_up = MNR_METHOD_PIN;
        status = mnr_reception_reply(reception, now, number,
                                     mnr_answer_last_try(MNR_LAST_TRY_DECISION_KEEP, MNR_ACTOR_PATIENT));
        break;
    case MNR_ACTION_ENTER_PIN:
        must(mnr_sim_card_secret(reader->placed, MNR_KEY_AUTHENTICATION_PIN, reader->pin,
                                 sizeof reader->pin, &needed),
             "pin");
        status = mnr_reception_reply(reception, now, number, mnr_answer_pin_entered(MNR_ACTOR_PATIENT));
        break;
    case MNR_ACTION_OBTAIN_CHALLENGE: /* centre: here a random one instead of the centre's */
        draw_random(reader->challenge, sizeof reader->challenge);
        status = mnr_reception_reply(reception, now, number,
                                     mnr_answer_challenge_obtained(MNR_ACTOR_TERMINAL));
        break;
    case MNR_ACTION_VERIFY_PIN:
        card_verify_pin(reader, action);
        break;
    case MNR_ACTION_READ_TRIES: {
        int32_t tries = MNR_TRIES_UNKNOWN;
        (void)mnr_card_tries(reader->card, MNR_KEY_AUTHENTICATION_PIN, &tries, NULL);
        status = mnr_reception_reply(reception, now, number, mnr_answer_tries_read(tries));
        break;
    }
    case MNR_ACTION_CHECK_BY_SIGHT:
        status = mnr_reception_reply(reception, now, number,
                                     mnr_answer_sighted(MNR_SIGHTING_DECLINED, MNR_ACTOR_STAFF));
        break;
    case MNR_ACTION_AUTHENTICATE: /* centre */
        status = mnr_reception_reply(reception, now, number, mnr_answer_authenticated(1, MNR_ACTOR_CENTRE));
        break;
    case MNR_ACTION_REACQUIRE_CARD:
        card_reacquire(reader, action);
        break;
    case MNR_ACTION_QUERY_ELIGIBILITY: /* centre */
        status = mnr_reception_reply(reception, now, number,
                                     mnr_answer_eligibility(MNR_ELIGIBILITY_VALID, MNR_ACTOR_CENTRE));
        break;
    case MNR_ACTION_SHOW_NOTICE:
        status = mnr_reception_reply(reception, now, number, mnr_answer_notice_read(MNR_ACTOR_PATIENT));
        break;
    case MNR_ACTION_ASK_CONSENT:
        status = mnr_reception_reply(reception, now, number,
                                     mnr_answer_consented(action->consents, MNR_ACTOR_PATIENT));
        break;
    case MNR_ACTION_DELIVER: /* centre */
        status = mnr_reception_reply(reception, now, number, mnr_answer_delivered(MNR_ACTOR_TERMINAL));
        break;
    default: /* what this program cannot do fails with the code for the national software */
        status = mnr_reception_reply(reception, now, number, mnr_answer_failed(0, 901, MNR_ACTOR_TERMINAL));
        break;
    }
    must(status, "answer");
}

static void do_order(struct reader *reader, const mnr_action *action)
{
    switch (action->kind) {
    case MNR_ACTION_SHOW:
        screen_show(action);
        break;
    case MNR_ACTION_ADVISE:
        screen_advise(reader, action);
        break;
    case MNR_ACTION_TELL:
        if (action->detail == MNR_TELL_ENDED) {
            reader->outcome = action->outcome;
            reader->end_reason = action->end_reason;
        }
        break;
    case MNR_ACTION_WIPE:
        if (action->secrets & MNR_SECRET_PIN)
            wipe(reader->pin, sizeof reader->pin);
        if (action->secrets & MNR_SECRET_CODE_B)
            wipe(reader->code_b, sizeof reader->code_b);
        if (action->secrets & MNR_SECRET_SIGNATURE) {
            wipe(reader->signature, sizeof reader->signature);
            wipe(reader->challenge, sizeof reader->challenge);
        }
        if (action->secrets & MNR_SECRET_FACE) {
            must(mnr_face_free(reader->face), "free");
            reader->face = NULL;
        }
        break;
    case MNR_ACTION_RELEASE_CARD:
    case MNR_ACTION_END_CARD:
        card_end(reader);
        break;
    case MNR_ACTION_PROMPT_REMOVAL:
        printf("screen   please take your card\n");
        reader->card_lies_there = 0;
        break;
    default:
        break;
    }
}

static void carry_out(struct reader *reader)
{
    mnr_action action;
    for (;;) {
        int32_t status;
        MNR_INIT(&action);
        status = mnr_reception_next_action(reader->reception, &action);
        if (status == MNR_ERROR_NOT_FOUND)
            return;
        must(status, "next action");
        reader->now += 100;
        if (action.is_request)
            do_request(reader, &action);
        else
            do_order(reader, &action);
    }
}

static void list_personas(void)
{
    size_t count, index, needed;
    char name[64];
    must(mnr_sim_persona_count(&count), "personas");
    for (index = 0; index < count; index++) {
        must(mnr_sim_persona_name(index, name, sizeof name, &needed), "persona");
        puts(name);
    }
}

/* This program reads all that it wants to know of a card before the methods are shown. A desk reads
 * most of it while the patient chooses. */
static void begin_reception(struct reader *reader)
{
    mnr_reception_config config;
    MNR_INIT(&config);
    config.not_ahead = MNR_READ_ALL;
    must(mnr_reception_new(&config, &reader->reception), "reception");
}

int main(int argc, char **argv)
{
    const char *persona = argc > 1 ? argv[1] : "adult";
    struct reader reader;
    char journal[16384];
    size_t needed, alive;

    if (mnr_version_number() < MNR_VERSION_NUMBER) {
        fprintf(stderr, "the library %s is older than the header\n", mnr_version());
        return EXIT_FAILURE;
    }
    if (strcmp(persona, "list") == 0) {
        list_personas();
        return EXIT_SUCCESS;
    }

    memset(&reader, 0, sizeof reader);
    reader.method = argc > 2 && strcmp(argv[2], "pin") == 0 ? MNR_METHOD_PIN : MNR_METHOD_FACE;
    must(mnr_sim_anchors(&reader.anchors), "anchors");
    begin_reception(&reader);
    must(mnr_sim_card_new(persona, strlen(persona), &today, &reader.placed, NULL), persona);

    reader.card_lies_there = 1;
    must(mnr_reception_card_placed(reader.reception, reader.now, &today), "card placed");
    carry_out(&reader);
    must(mnr_reception_card_removed(reader.reception, reader.now), "card removed");
    carry_out(&reader);

    must(mnr_reception_journal(reader.reception, journal, sizeof journal, &needed), "journal");
    printf("journal  %s\n", journal);
    if (reader.outcome == MNR_OUTCOME_ADMITTED)
        printf("admitted\n");
    else if (reader.outcome == MNR_OUTCOME_ADMITTED_ELIGIBILITY_ONLY)
        printf("admitted, eligibility only\n");
    else
        printf("not admitted\n");

    card_end(&reader);
    must(mnr_face_free(reader.face), "free");
    must(mnr_reception_free(reader.reception), "free");
    must(mnr_anchors_free(reader.anchors), "free");
    must(mnr_sim_card_free(reader.placed), "free");
    must(mnr_handles_alive(&alive), "handles");
    if (alive != 0) {
        fprintf(stderr, "%lu handles were not freed\n", (unsigned long)alive);
        return EXIT_FAILURE;
    }
    return reader.outcome == MNR_OUTCOME_ADMITTED ||
                   reader.outcome == MNR_OUTCOME_ADMITTED_ELIGIBILITY_ONLY
               ? EXIT_SUCCESS
               : 2;
}
