/* A whole check-in: a card is placed, the patient shows who they are, the centre is asked, the card
 * is taken. It runs with the virtual card of libmynareader_sim:
 *
 *     cc checkin.c $(pkg-config --cflags --libs mynareader_sim) -o checkin
 *     ./checkin                    an adult, by face
 *     ./checkin adult pin          the same, by PIN
 *     ./checkin adult staff        the same; the staff look
 *     ./checkin pin-locked         whatever the personas are called; `./checkin list` names them
 *
 * The desk (mnr_desk) reads the card, keeps the secrets and knows what comes next. What a maker
 * writes are the functions below: the screen, the keypad, the cameras, the staff's side, the
 * national software. Here they answer at once; a real device answers later, from its own thread,
 * with the same calls. Who has card code of their own takes mnr_reception alone: see reception.c.
 */
#include <mynareader.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* One reader, and the patient who stands before it. */
struct reader {
    mnr_desk *desk;
    mnr_sim_card *placed; /* the card that lies on the reader */
    int32_t wanted;       /* the method that this patient would like */
    int keeps_last_try;   /* they do not want to enter the PIN any more */
    int32_t outcome;      /* how it ended */
};

static const int32_t YEAR = 2026, MONTH = 11, DAY = 24;
static const char PASSCODE[] = "rosemary"; /* the facility's */

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

/* ---- the card: a real reader calls mnr_reader_connect or mnr_link_open_driver here ------------ */

static int32_t connect(void *user, mnr_link **link)
{
    struct reader *reader = user;
    return mnr_sim_card_link(reader->placed, link);
}

/* ---- the screens ------------------------------------------------------------------------------ */

/* A code came up: its words for the patient, and what the staff may do next. */
static void screen_advise(const mnr_action *action, const mnr_situation *about)
{
    mnr_situation situation = *about;
    mnr_guidance *guidance;
    mnr_guidance_facts facts;
    char text[1024];
    size_t needed, index;

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

static void screen_show(struct reader *reader, const mnr_action *action)
{
    static const char *const names[] = {"", "please place your card", "reading the card",
                                        "the staff are looking", "asking the centre", "ended"};
    printf("screen   %s\n", names[action->detail]);
    if (action->detail == MNR_SCREEN_ENDED)
        reader->outcome = action->outcome;
    /* Back at the beginning: a real reader goes on, this example has seen enough. */
    if (action->detail == MNR_SCREEN_WELCOME && reader->outcome != MNR_OUTCOME_NONE)
        must(mnr_desk_stop(reader->desk), "stop");
}

/* What needs no answer. */
static void order(void *user, const mnr_action *action, const mnr_situation *situation)
{
    struct reader *reader = user;
    switch (action->kind) {
    case MNR_ACTION_SHOW:
        screen_show(reader, action);
        break;
    case MNR_ACTION_ADVISE:
        screen_advise(action, situation);
        break;
    case MNR_ACTION_PROMPT_REMOVAL:
        /* The patient takes the card; a reader is told so by its sensor or by PC/SC. */
        printf("screen   please take your card\n");
        must(mnr_desk_card_removed(reader->desk), "removed");
        break;
    default: /* reminders, alarms, messages to the staff */
        break;
    }
}

/* ---- the patient ------------------------------------------------------------------------------ */

static int is_open(const mnr_action *action, int32_t method)
{
    return (method == MNR_METHOD_FACE && action->offer_face == MNR_OFFER_OPEN) ||
           (method == MNR_METHOD_PIN && action->offer_pin == MNR_OFFER_OPEN) ||
           (method == MNR_METHOD_STAFF && action->offer_staff == MNR_OFFER_OPEN);
}

/* The method that they want, else whatever is open, else they give up. */
static int32_t patient_chooses(struct reader *reader, const mnr_action *action)
{
    const int32_t methods[] = {reader->wanted, MNR_METHOD_FACE, MNR_METHOD_PIN, MNR_METHOD_STAFF};
    size_t index;
    for (index = 0; index < sizeof methods / sizeof *methods; index++) {
        const int32_t method = methods[index];
        if (!is_open(action, method) || (method == MNR_METHOD_PIN && reader->keeps_last_try))
            continue;
        return mnr_desk_reply(reader->desk, &action->number,
                              mnr_answer_method(method,
                                                method == MNR_METHOD_STAFF ? MNR_ACTOR_STAFF : MNR_ACTOR_PATIENT));
    }
    return mnr_desk_cancel(reader->desk, MNR_ACTOR_PATIENT);
}

/* Four digits from the keypad, here from the persona. The desk takes a copy that it wipes. */
static int32_t patient_enters_pin(struct reader *reader, const mnr_action *action)
{
    char pin[8];
    size_t size;
    int32_t status;
    must(mnr_sim_card_secret(reader->placed, MNR_KEY_AUTHENTICATION_PIN, pin, sizeof pin, &size),
         "the persona's PIN");
    status = mnr_desk_reply(reader->desk, &action->number, mnr_answer_pin(pin, size - 1, MNR_ACTOR_PATIENT));
    wipe(pin, sizeof pin);
    return status;
}

/* ---- the cameras ------------------------------------------------------------------------------ */

/* Reads the printed digits in two looks, here off the persona. */
static int32_t camera_scans_card(struct reader *reader, const mnr_action *action)
{
    char digits[16];
    uint8_t looks[28];
    size_t size;
    int32_t status;
    must(mnr_sim_card_secret(reader->placed, MNR_KEY_CODE_B, digits, sizeof digits, &size),
         "the persona's code B");
    memcpy(looks, digits, 14);
    memcpy(looks + 14, digits, 14);
    status = mnr_desk_reply(reader->desk, &action->number,
                            mnr_answer_reading(looks, 2, 0, 0, MNR_MARK_NOT_SEEN));
    wipe(digits, sizeof digits);
    wipe(looks, sizeof looks);
    return status;
}

/* Compares the face before the camera with the photo of the chip, a JPEG 2000 image. */
static int32_t camera_compares_face(struct reader *reader, const mnr_action *action,
                                    const mnr_material *material)
{
    printf("camera   compares with a photo of %lu bytes\n", (unsigned long)material->photo_length);
    return mnr_desk_reply(reader->desk, &action->number,
                          mnr_answer_compared(MNR_FACE_MATCH, MNR_LIVENESS_LIVE));
}

/* ---- the staff -------------------------------------------------------------------------------- */

static int32_t staff_look(struct reader *reader, const mnr_action *action)
{
    return mnr_desk_reply(reader->desk, &action->number,
                          mnr_answer_sighted_with_passcode(MNR_SIGHTING_SAME, PASSCODE, strlen(PASSCODE),
                                                           MNR_ACTOR_STAFF));
}

/* ---- the national software on the terminal, and the centre behind it -------------------------- */

static int32_t centre_challenges(struct reader *reader, const mnr_action *action)
{
    static const uint8_t digest[32] = "the centre draws these 32 bytes";
    return mnr_desk_reply(reader->desk, &action->number,
                          mnr_answer_challenge(MNR_SCHEME_DIGEST, digest, sizeof digest, MNR_ACTOR_TERMINAL));
}

static int32_t terminal_checks_passcode(struct reader *reader, const mnr_action *action,
                                        const mnr_material *material)
{
    const int same = material->passcode_length == strlen(PASSCODE) &&
                     memcmp(material->passcode, PASSCODE, strlen(PASSCODE)) == 0;
    return mnr_desk_reply(reader->desk, &action->number, mnr_answer_passcode(same, MNR_ACTOR_TERMINAL));
}

/* ---- what is asked ---------------------------------------------------------------------------- */

static void request(void *user, const mnr_action *action, const mnr_material *material)
{
    struct reader *reader = user;
    mnr_desk *desk = reader->desk;
    const mnr_number *number = &action->number;
    int32_t status;

    switch (action->kind) {
    case MNR_ACTION_CHOOSE_METHOD:
        status = patient_chooses(reader, action);
        break;
    case MNR_ACTION_ENTER_PIN:
        status = patient_enters_pin(reader, action);
        break;
    case MNR_ACTION_DECIDE_LAST_TRY:
        reader->keeps_last_try = 1;
        status = mnr_desk_reply(desk, number,
                                mnr_answer_last_try(MNR_LAST_TRY_DECISION_KEEP, MNR_ACTOR_PATIENT));
        break;
    case MNR_ACTION_SCAN_CARD_FACE:
        status = camera_scans_card(reader, action);
        break;
    case MNR_ACTION_COMPARE_FACE:
        status = camera_compares_face(reader, action, material);
        break;
    case MNR_ACTION_CHECK_BY_SIGHT:
        status = staff_look(reader, action);
        break;
    case MNR_ACTION_CHECK_PASSCODE:
        status = terminal_checks_passcode(reader, action, material);
        break;
    case MNR_ACTION_CONFIRM_ON_PHONE:
        status = mnr_desk_reply(desk, number, mnr_answer_phone_confirmed(MNR_ACTOR_READER));
        break;
    case MNR_ACTION_OBTAIN_CHALLENGE:
        status = centre_challenges(reader, action);
        break;
    case MNR_ACTION_AUTHENTICATE: /* material->signature after a PIN, otherwise nothing */
        status = mnr_desk_reply(desk, number, mnr_answer_authenticated(1, MNR_ACTOR_CENTRE));
        break;
    case MNR_ACTION_QUERY_ELIGIBILITY:
        status = mnr_desk_reply(desk, number,
                                mnr_answer_eligibility(MNR_ELIGIBILITY_VALID, MNR_ACTOR_CENTRE));
        break;
    case MNR_ACTION_SHOW_NOTICE:
        status = mnr_desk_reply(desk, number, mnr_answer_notice_read(MNR_ACTOR_PATIENT));
        break;
    case MNR_ACTION_ASK_CONSENT: /* this patient agrees to all that is asked */
        status = mnr_desk_reply(desk, number, mnr_answer_consented(action->consents, MNR_ACTOR_PATIENT));
        break;
    case MNR_ACTION_DELIVER:
        status = mnr_desk_reply(desk, number, mnr_answer_delivered(MNR_ACTOR_TERMINAL));
        break;
    default: /* a request that this program does not know fails, and the check-in goes on from there */
        status = mnr_desk_reply(desk, number, mnr_answer_failed(0, 904, MNR_ACTOR_TERMINAL));
        break;
    }
    must(status, "answer");
}

/* ---- the program ------------------------------------------------------------------------------ */

/* Of each check-in, without personal data: for the facility's own statistics. */
static void journal(void *user, const char *json, size_t length)
{
    (void)user;
    printf("journal  %.*s\n", (int)length, json);
}

static int32_t list_personas(void)
{
    size_t count, index, needed;
    char name[64];
    must(mnr_sim_persona_count(&count), "personas");
    for (index = 0; index < count; index++) {
        must(mnr_sim_persona_name(index, name, sizeof name, &needed), "persona");
        puts(name);
    }
    return EXIT_SUCCESS;
}

int main(int argc, char **argv)
{
    const char *persona = argc > 1 ? argv[1] : "adult";
    const char *method = argc > 2 ? argv[2] : "face";
    struct reader reader;
    mnr_devices devices;
    mnr_desk_options options;
    mnr_reception_config config;
    size_t alive;

    if (mnr_version_number() < MNR_VERSION_NUMBER) {
        fprintf(stderr, "the library %s is older than the header\n", mnr_version());
        return EXIT_FAILURE;
    }
    if (strcmp(persona, "list") == 0)
        return list_personas();

    memset(&reader, 0, sizeof reader);
    reader.wanted = strcmp(method, "pin") == 0     ? MNR_METHOD_PIN
                    : strcmp(method, "staff") == 0 ? MNR_METHOD_STAFF
                                                   : MNR_METHOD_FACE;
    must(mnr_sim_card_new(persona, strlen(persona), YEAR, MONTH, DAY, &reader.placed, NULL), persona);

    MNR_INIT(&config);
    config.staff_check = MNR_STAFF_CHECK_FROM_METHOD_SCREEN;
    /* Who vouches for the photo on the chip: the authority of the virtual cards, which is right for
     * them and for nothing else. A maker loads the keys that they hold under an agreement. */
    MNR_INIT(&options);
    must(mnr_sim_anchors(&options.anchors), "anchors");
    options.accept_test = 1;
    MNR_INIT(&devices);
    devices.connect = connect;
    devices.order = order;
    devices.request = request;
    devices.journal = journal;
    must(mnr_desk_new(&config, &options, &reader, &devices, &reader.desk), "desk");

    must(mnr_desk_card_placed(reader.desk, YEAR, MONTH, DAY), "card placed");
    must(mnr_desk_run(reader.desk), "run"); /* until the second welcome screen stops it */

    puts(reader.outcome == MNR_OUTCOME_ADMITTED                    ? "admitted"
         : reader.outcome == MNR_OUTCOME_ADMITTED_ELIGIBILITY_ONLY ? "admitted, eligibility only"
                                                                   : "not admitted");

    must(mnr_desk_free(reader.desk), "free");
    must(mnr_anchors_free(options.anchors), "free");
    must(mnr_sim_card_free(reader.placed), "free");
    must(mnr_handles_alive(&alive), "handles");
    if (alive != 0) {
        fprintf(stderr, "%lu handles were not freed\n", (unsigned long)alive);
        return EXIT_FAILURE;
    }
    must(mnr_shutdown(0), "shutdown"); /* of use where something was left open */
    return reader.outcome == MNR_OUTCOME_ADMITTED ||
                   reader.outcome == MNR_OUTCOME_ADMITTED_ELIGIBILITY_ONLY
               ? EXIT_SUCCESS
               : 2;
}
