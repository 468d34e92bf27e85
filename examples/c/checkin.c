/* A whole check-in: a card is placed, the patient shows who they are, the centre is asked, the card is taken.
 * It runs with the virtual card of libmynareader_sim:
 *
 *     cc checkin.c $(pkg-config --cflags --libs mynareader_sim) -o checkin
 *     ./checkin [PERSONA [face|pin|staff]]     for example: ./checkin adult pin
 *
 * The desk (mnr_desk) reads the card, keeps the secrets and knows what comes next. What a maker writes are the
 * functions below. Here every device answers at once; a real one answers later, from its own thread, with the
 * same call. Who has card code of their own takes mnr_reception alone: see reception.c.
 */
#include <mynareader.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static mnr_desk *desk;
static mnr_sim_card *placed;              /* the card that lies on the reader */
static int32_t wanted = MNR_METHOD_FACE;  /* the method that this patient would like */
static int keeps_last_try;                /* they do not want to enter the PIN any more */
static int32_t outcome = MNR_OUTCOME_NONE;
static const char PASSCODE[] = "rosemary"; /* the facility's, for the check by sight */

/* Every call is checked; an error that is not expected ends the example. */
static void must(int32_t status, const char *what)
{
    if (status != MNR_OK) {
        fprintf(stderr, "%s: %s\n", what, mnr_status_name(status));
        mnr_shutdown(1000); /* exit alone would leave the card its power */
        exit(EXIT_FAILURE);
    }
}

/* The link to the card that lies there: a real reader calls mnr_reader_connect or mnr_link_open_driver. */
static int32_t connect(void *user, mnr_link **link)
{
    (void)user;
    return mnr_sim_card_link(placed, link);
}

/* A code came up: its words for the patient; mnr_guidance_* has the steps for the staff, see guidance.c. */
static void advise(const mnr_action *action, mnr_situation situation)
{
    mnr_guidance *guidance;
    char text[1024];
    size_t needed;
    memcpy(situation.language, "en", 3);
    must(mnr_guide(NULL, action->code_maker, action->code_number, &situation, &guidance), "guide");
    must(mnr_guidance_text(guidance, MNR_TEXT_PATIENT, text, sizeof text, &needed), "words");
    /* 004 of the national table is another code than L04 of the library. */
    if (action->code_maker == 0)
        printf("code %03u %s\n", (unsigned)action->code_number, text);
    else if (action->code_maker == 65535)
        printf("code L%02u %s\n", (unsigned)action->code_number, text);
    else
        printf("code %u:0x%08X %s\n", (unsigned)action->code_maker, (unsigned)action->code_number, text);
    must(mnr_guidance_free(guidance), "free");
}

/* What needs no answer: the screens, the staff's side, the sounds. */
static void order(void *user, const mnr_action *action, const mnr_situation *situation)
{
    char words[1024];
    size_t needed;
    (void)user;
    if (mnr_action_words(NULL, action, MNR_WORDS_MAIN, "en", 2, 0, words, sizeof words, &needed) == MNR_OK)
        printf("%-8.8s %s\n", mnr_name(MNR_NAME_ACTION, action->kind), words);
    if (action->kind == MNR_ACTION_ADVISE)
        advise(action, *situation);
    if (action->kind == MNR_ACTION_PROMPT_REMOVAL) /* the patient takes the card: the sensor says so */
        must(mnr_desk_card_removed(desk), "removed");
    if (action->kind == MNR_ACTION_SHOW && action->detail == MNR_SCREEN_ENDED)
        outcome = action->outcome;
    /* Back at the beginning: a real reader goes on, this example has seen enough. */
    if (action->kind == MNR_ACTION_SHOW && action->detail == MNR_SCREEN_WELCOME && outcome != MNR_OUTCOME_NONE)
        must(mnr_desk_stop(desk), "stop");
}

static int is_open(const mnr_action *action, int32_t method)
{
    return (method == MNR_METHOD_FACE && action->offer_face == MNR_OFFER_OPEN) ||
           (method == MNR_METHOD_PIN && action->offer_pin == MNR_OFFER_OPEN && !keeps_last_try) ||
           (method == MNR_METHOD_STAFF && action->offer_staff == MNR_OFFER_OPEN);
}

/* What somebody or some device answers. secret: room for what an answer points to. */
static mnr_answer answer(const mnr_action *action, const mnr_material *material, char secret[64])
{
    static const uint8_t digest[32] = "the centre draws these 32 bytes";
    size_t size;
    switch (action->kind) {
    case MNR_ACTION_CHOOSE_METHOD: /* the one that they want, else whatever is open */
        if (!is_open(action, wanted))
            wanted = is_open(action, MNR_METHOD_FACE) ? MNR_METHOD_FACE : MNR_METHOD_STAFF;
        return mnr_answer_method(wanted, wanted == MNR_METHOD_STAFF ? MNR_ACTOR_STAFF : MNR_ACTOR_PATIENT);
    case MNR_ACTION_ENTER_PIN: /* the keypad, here the persona's PIN */
        must(mnr_sim_card_secret(placed, MNR_KEY_AUTHENTICATION_PIN, secret, 64, &size), "the persona's PIN");
        return mnr_answer_pin(secret, size - 1, MNR_ACTOR_PATIENT);
    case MNR_ACTION_DECIDE_LAST_TRY:
        keeps_last_try = 1;
        return mnr_answer_last_try(MNR_LAST_TRY_DECISION_KEEP, MNR_ACTOR_PATIENT);
    case MNR_ACTION_SCAN_CARD_FACE: /* the camera over the card reads the printed digits, in two looks */
        must(mnr_sim_card_secret(placed, MNR_KEY_CODE_B, secret, 64, &size), "the persona's code B");
        memcpy(secret + 14, secret, 14);
        return mnr_answer_reading(secret, 2, 0, 0, MNR_MARK_NOT_SEEN);
    case MNR_ACTION_COMPARE_FACE: /* the camera, with the chip's photo (JPEG 2000) */
        printf("camera   compares with a photo of %lu bytes\n", (unsigned long)material->photo_length);
        return mnr_answer_compared(MNR_FACE_MATCH, MNR_LIVENESS_LIVE);
    case MNR_ACTION_CHECK_BY_SIGHT:
        return mnr_answer_sighted_with_passcode(MNR_SIGHTING_SAME, PASSCODE, strlen(PASSCODE), MNR_ACTOR_STAFF);
    case MNR_ACTION_CHECK_PASSCODE:
        return mnr_answer_passcode(material->passcode_length == strlen(PASSCODE) &&
                                       memcmp(material->passcode, PASSCODE, strlen(PASSCODE)) == 0,
                                   MNR_ACTOR_TERMINAL);
    case MNR_ACTION_CONFIRM_ON_PHONE:
        return mnr_answer_phone_confirmed(MNR_ACTOR_READER);
    case MNR_ACTION_OBTAIN_CHALLENGE: /* the national software, and the centre behind it */
        return mnr_answer_challenge(MNR_SCHEME_DIGEST, digest, sizeof digest, MNR_ACTOR_TERMINAL);
    case MNR_ACTION_AUTHENTICATE: /* material->signature after a PIN, otherwise nothing */
        return mnr_answer_authenticated(1, MNR_ACTOR_CENTRE);
    case MNR_ACTION_QUERY_ELIGIBILITY:
        return mnr_answer_eligibility(MNR_ELIGIBILITY_VALID, MNR_ACTOR_CENTRE);
    case MNR_ACTION_SHOW_NOTICE:
        return mnr_answer_notice_read(MNR_ACTOR_PATIENT);
    case MNR_ACTION_ASK_CONSENT: /* this patient agrees to all that is asked */
        return mnr_answer_consented(action->consents, MNR_ACTOR_PATIENT);
    case MNR_ACTION_DELIVER:
        return mnr_answer_delivered(MNR_ACTOR_TERMINAL);
    default: /* a request that this program does not know fails, and the check-in goes on from there */
        return mnr_answer_failed(0, 904, MNR_ACTOR_TERMINAL);
    }
}

static void request(void *user, const mnr_action *action, const mnr_material *material)
{
    char secret[64];
    volatile char *byte = secret;
    const mnr_answer said = answer(action, material, secret);
    (void)user;
    /* No method is open to them: they give up. */
    if (action->kind == MNR_ACTION_CHOOSE_METHOD && !is_open(action, said.method))
        must(mnr_desk_cancel(desk, MNR_ACTOR_PATIENT), "cancel");
    else
        must(mnr_desk_reply(desk, &action->number, said), "answer"); /* it has a copy now, which it wipes */
    while (byte < secret + sizeof secret)
        *byte++ = 0; /* through a volatile pointer: a compiler may leave out a memset */
}

/* Of each check-in, without personal data: a line for a file that mynareader stats reads. */
static void journal(void *user, const mnr_number *number, const char *line, size_t length)
{
    (void)user;
    (void)number;
    printf("journal  %.*s\n", (int)length, line);
}

int main(int argc, char **argv)
{
    const char *persona = argc > 1 ? argv[1] : "adult", *method = argc > 2 ? argv[2] : "face";
    mnr_devices devices;
    mnr_desk_options options;
    mnr_reception_config config;
    const mnr_date day = {2026, 11, 24}; /* a reader has a clock */

    wanted = strcmp(method, "pin") == 0 ? MNR_METHOD_PIN : strcmp(method, "staff") == 0 ? MNR_METHOD_STAFF : wanted;
    must(mnr_sim_card_new(persona, strlen(persona), &day, &placed, NULL), persona);
    MNR_INIT(&config);
    config.staff_check = MNR_STAFF_CHECK_FROM_METHOD_SCREEN;
    /* Who vouches for the photo on the chip: the authority of the virtual cards, which is right for them and for
     * nothing else. A maker loads the keys that they hold under an agreement (mnr_anchors_load). */
    MNR_INIT(&options);
    must(mnr_sim_anchors(&options.anchors), "anchors");
    options.accept_test = 1;
    MNR_INIT(&devices);
    devices.connect = connect;
    devices.order = order;
    devices.request = request;
    devices.journal = journal;
    must(mnr_desk_new(&config, &options, NULL, &devices, &desk), "desk");

    must(mnr_desk_card_placed(desk, &day), "card placed");
    must(mnr_desk_run(desk), "run"); /* until the second welcome screen stops it */

    puts(outcome == MNR_OUTCOME_ENDED ? "not admitted" : mnr_name(MNR_NAME_OUTCOME, outcome));
    must(mnr_desk_free(desk), "free");
    must(mnr_anchors_free(options.anchors), "free");
    must(mnr_sim_card_free(placed), "free");
    must(mnr_shutdown(0), "shutdown"); /* of use where something was left open */
    return outcome == MNR_OUTCOME_ENDED ? 2 : EXIT_SUCCESS;
}
