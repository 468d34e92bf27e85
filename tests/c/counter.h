/* What the tests of the desk share: a patient, a reader and a centre that answer at once, and hands to
 * place cards with. */
#ifndef MNR_TEST_COUNTER_H
#define MNR_TEST_COUNTER_H

#include "check.h"

enum { KINDS = 128 };

/* What one test wants of patient, reader and centre, and what it has seen. */
struct world {
    mnr_desk *desk;
    mnr_sim_card *card;
    mnr_anchors *anchors;
    int32_t method;       /* what the patient takes */
    int32_t wrong_pins;   /* how many they enter before the right one */
    int32_t decision;     /* on the last try */
    int32_t sighting;     /* what the staff find */
    const char *passcode; /* what the staff enter */
    int32_t hold;         /* a request of this kind is left open */
    int32_t connect_says; /* instead of a link */
    int connects_to_none; /* OK, and no link */
    int nested;           /* try what is forbidden from inside */
    mnr_action held;      /* the one that was left open */
    mnr_number last;      /* of the last action */
    mnr_number chosen;    /* of the last choice of a method that was answered */
    int asked[KINDS], told[KINDS];
    int connects, phone_connects, journals, releases, national, unmarked;
    int pins, outcomes;
    int32_t outcome, end_reason;
    uint32_t code;
    char journal[16384];
};

/* ---- the devices ------------------------------------------------------------------------------ */

static inline int32_t connect(void *user, mnr_link **link)
{
    struct world *world = user;
    world->connects++;
    if (world->connect_says != MNR_OK)
        return world->connect_says;
    if (world->connects_to_none)
        return MNR_OK;
    return mnr_sim_card_link(world->card, link);
}

static inline int32_t connect_phone(void *user, mnr_link **link)
{
    struct world *world = user;
    world->phone_connects++;
    return mnr_sim_card_link(world->card, link);
}

static inline void nested(struct world *world)
{
    uint32_t wait;
    if (!world->nested)
        return;
    CHECK_STATUS(MNR_ERROR_BUSY, mnr_desk_poll(world->desk, &wait));
    CHECK_STATUS(MNR_ERROR_BUSY, mnr_desk_run(world->desk));
    CHECK_STATUS(MNR_ERROR_BUSY, mnr_desk_free(world->desk));
}

/* Actions count on, orders and requests alike. */
static inline void counts_on(struct world *world, const mnr_action *action)
{
    const mnr_number *number = &action->number, *last = &world->last;
    CHECK(number->session > last->session ||
          (number->session == last->session && number->sequence > last->sequence));
    world->last = *number;
}

static inline void order(void *user, const mnr_action *action, const mnr_situation *situation)
{
    struct world *world = user;
    CHECK(action->struct_size == sizeof *action && !action->is_request);
    CHECK(action->kind > 100 && action->kind < KINDS);
    CHECK((situation != NULL) == (action->kind == MNR_ACTION_ADVISE));
    counts_on(world, action);
    world->told[action->kind]++;
    world->unmarked += !action->rehearsal;
    nested(world);
    if (action->kind == MNR_ACTION_ADVISE) {
        mnr_guidance *guidance;
        CHECK(situation->struct_size == sizeof *situation);
        OK(mnr_guide(NULL, action->code_maker, action->code_number, situation, &guidance));
        OK(mnr_guidance_free(guidance));
    }
    if (action->kind == MNR_ACTION_SHOW && action->detail == MNR_SCREEN_ENDED) {
        world->outcomes++;
        world->outcome = action->outcome;
        world->end_reason = action->end_reason;
        world->code = action->code_number;
    }
}

static inline int is_open(const mnr_action *action, int32_t method)
{
    return (method == MNR_METHOD_FACE && action->offer_face == MNR_OFFER_OPEN) ||
           (method == MNR_METHOD_PIN && action->offer_pin == MNR_OFFER_OPEN) ||
           (method == MNR_METHOD_STAFF && action->offer_staff == MNR_OFFER_OPEN);
}

/* The digits of the persona's key, or others. */
static inline size_t digits(struct world *world, int32_t key, int wrong, char *text, size_t capacity)
{
    size_t size;
    OK(mnr_sim_card_secret(world->card, key, text, capacity, &size));
    if (wrong)
        text[0] = text[0] == '9' ? '8' : (char)(text[0] + 1);
    return size - 1;
}

static inline void enter_pin(struct world *world, const mnr_number *number)
{
    char pin[32];
    size_t length = digits(world, MNR_KEY_AUTHENTICATION_PIN, world->pins < world->wrong_pins, pin, sizeof pin);
    world->pins++;
    OK(mnr_desk_reply(world->desk, number, mnr_answer_pin(pin, length, MNR_ACTOR_PATIENT)));
}

static inline void scan(struct world *world, const mnr_number *number)
{
    char code[32];
    uint8_t looks[28];
    CHECK(digits(world, MNR_KEY_CODE_B, 0, code, sizeof code) == 14);
    memcpy(looks, code, 14);
    memcpy(looks + 14, code, 14);
    OK(mnr_desk_reply(world->desk, number, mnr_answer_reading(looks, 2, 0, 0, MNR_MARK_NOT_SEEN)));
}

static inline void only(const mnr_material *material, int photo, int signature, int pin, int passcode)
{
    CHECK(material != NULL && material->struct_size == sizeof *material);
    CHECK((material->photo != NULL) == photo && (material->photo_length != 0) == photo);
    CHECK((material->signature != NULL) == signature && (material->signature_length != 0) == signature);
    CHECK((material->pin != NULL) == pin && (material->pin_length != 0) == pin);
    CHECK((material->passcode != NULL) == passcode && (material->passcode_length != 0) == passcode);
}

/* The national software verifies the PIN on the card by itself; here it looks at the persona. */
static inline void authenticate_with_pin(struct world *world, const mnr_action *action, const mnr_material *material)
{
    char pin[32];
    const size_t length = digits(world, MNR_KEY_AUTHENTICATION_PIN, 0, pin, sizeof pin);
    const int right = material->pin_length == length && memcmp(material->pin, pin, length) == 0;
    if (right)
        OK(mnr_desk_reply(world->desk, &action->number, mnr_answer_authenticated(1, MNR_ACTOR_CENTRE)));
    else
        OK(mnr_desk_reply(world->desk, &action->number, mnr_answer_pin_wrong(3 - world->pins, MNR_ACTOR_TERMINAL)));
}

static inline void request(void *user, const mnr_action *action, const mnr_material *material)
{
    struct world *world = user;
    mnr_desk *desk = world->desk;
    const mnr_number *number = &action->number;
    static const uint8_t digest[32] = {7};
    size_t index;
    CHECK(action->struct_size == sizeof *action && action->is_request);
    CHECK(action->kind > 0 && action->kind < KINDS);
    counts_on(world, action);
    world->asked[action->kind]++;
    world->national += action->is_national;
    world->unmarked += !action->rehearsal;
    nested(world);
    if (action->kind == world->hold) {
        world->held = *action;
        return;
    }
    switch (action->kind) {
    case MNR_ACTION_CHOOSE_METHOD: {
        const int32_t methods[] = {world->method, MNR_METHOD_FACE, MNR_METHOD_PIN, MNR_METHOD_STAFF};
        CHECK(material == NULL);
        for (index = 0; index < 4; index++)
            if (is_open(action, methods[index])) {
                world->chosen = *number;
                OK(mnr_desk_reply(desk, number,
                                  mnr_answer_method(methods[index],
                                                    methods[index] == MNR_METHOD_STAFF ? MNR_ACTOR_STAFF : MNR_ACTOR_PATIENT)));
                return;
            }
        OK(mnr_desk_cancel(desk, MNR_ACTOR_PATIENT));
        break;
    }
    case MNR_ACTION_SCAN_CARD_FACE:
        scan(world, number);
        break;
    case MNR_ACTION_COMPARE_FACE:
        only(material, 1, 0, 0, 0);
        CHECK(material->photo_length > 1000 && action->one_false_match_in > 0);
        OK(mnr_desk_reply(desk, number, mnr_answer_compared(MNR_FACE_MATCH, MNR_LIVENESS_LIVE)));
        break;
    case MNR_ACTION_DECIDE_LAST_TRY:
        OK(mnr_desk_reply(desk, number, mnr_answer_last_try(world->decision, MNR_ACTOR_PATIENT)));
        break;
    case MNR_ACTION_CHOOSE_PHONE:
        OK(mnr_desk_reply(desk, number, mnr_answer_phone(MNR_PHONE_ANDROID, MNR_ACTOR_PATIENT)));
        break;
    case MNR_ACTION_AWAIT_PHONE:
        OK(action->at == MNR_AT_PHONE_READER ? mnr_desk_phone_placed(desk, DAY(2026, 11, 24))
                                             : mnr_desk_card_placed(desk, DAY(2026, 11, 24)));
        break;
    case MNR_ACTION_ENTER_PIN_AHEAD:
    case MNR_ACTION_ENTER_PIN:
        enter_pin(world, number);
        break;
    case MNR_ACTION_OBTAIN_CHALLENGE:
        OK(mnr_desk_reply(world->desk, number,
                          mnr_answer_challenge(MNR_SCHEME_DIGEST, digest, sizeof digest, MNR_ACTOR_TERMINAL)));
        break;
    case MNR_ACTION_CHECK_BY_SIGHT:
        OK(mnr_desk_reply(world->desk, number,
                          mnr_answer_sighted_with_passcode(world->sighting, world->passcode,
                                                           world->passcode == NULL ? 0 : strlen(world->passcode), MNR_ACTOR_STAFF)));
        break;
    case MNR_ACTION_CHECK_PASSCODE: {
        only(material, 0, 0, 0, 1);
        OK(mnr_desk_reply(desk, number,
                          mnr_answer_passcode(material->passcode_length == 6 && memcmp(material->passcode, "sesame",
                                              6) == 0, MNR_ACTOR_TERMINAL)));
        break;
    }
    case MNR_ACTION_AUTHENTICATE_WITH_PIN:
        only(material, 0, 0, 1, 0);
        authenticate_with_pin(world, action, material);
        break;
    case MNR_ACTION_AUTHENTICATE:
        if (action->detail == MNR_PATH_SIGNED)
            only(material, 0, 1, 0, 0);
        else
            CHECK(material == NULL);
        OK(mnr_desk_reply(desk, number, mnr_answer_authenticated(1, MNR_ACTOR_CENTRE)));
        break;
    case MNR_ACTION_QUERY_ELIGIBILITY:
        OK(mnr_desk_reply(desk, number, mnr_answer_eligibility(MNR_ELIGIBILITY_VALID, MNR_ACTOR_CENTRE)));
        break;
    case MNR_ACTION_SHOW_NOTICE:
        OK(mnr_desk_reply(desk, number, mnr_answer_notice_read(MNR_ACTOR_PATIENT)));
        break;
    case MNR_ACTION_ASK_CONSENT:
        OK(mnr_desk_reply(desk, number, mnr_answer_consented(action->consents, MNR_ACTOR_PATIENT)));
        break;
    case MNR_ACTION_DELIVER:
        OK(mnr_desk_reply(desk, number, mnr_answer_delivered(MNR_ACTOR_TERMINAL)));
        break;
    default:
        OK(mnr_desk_reply(desk, number, mnr_answer_failed(0, 904, MNR_ACTOR_TERMINAL)));
        break;
    }
}

static inline void journal(void *user, const mnr_number *number, const char *json, size_t length)
{
    struct world *world = user;
    char begins[96];
    /* The line is that of this check-in. */
    sprintf(begins, "{\"line\":1,\"station\":%u,\"session\":%lu,\"model\":", (unsigned)number->station, (unsigned long)number->session);
    CHECK(strncmp(json, begins, strlen(begins)) == 0 && number->session == world->last.session);
    CHECK(strstr(json, ",\"day\":\"20") != NULL && strstr(json, ",\"journal\":{\"schema\":1,") != NULL && strchr(json, '\n') == NULL);
    CHECK(length < sizeof world->journal && json[length] == 0 && json[0] == '{');
    memcpy(world->journal, json, length + 1);
    world->journals++;
}

static inline void released(void *user)
{
    ((struct world *)user)->releases++;
}

/* ---- the test's own hands --------------------------------------------------------------------- */

static inline mnr_devices functions(void)
{
    mnr_devices devices;
    MNR_INIT(&devices);
    devices.connect = connect;
    devices.order = order;
    devices.request = request;
    devices.journal = journal;
    devices.release = released;
    devices.connect_phone = connect_phone;
    return devices;
}

/* Everything but the desk. */
static inline void furnish(struct world *world, const char *persona)
{
    memset(world, 0, sizeof *world);
    world->method = MNR_METHOD_FACE;
    world->decision = MNR_LAST_TRY_DECISION_KEEP;
    world->sighting = MNR_SIGHTING_SAME;
    world->passcode = "sesame";
    world->card = new_sim(persona);
    OK(mnr_sim_anchors(&world->anchors));
}

/* Whose records are believed: the virtual cards' authority. */
static inline mnr_desk_options believing(const struct world *world)
{
    mnr_desk_options options;
    MNR_INIT(&options);
    options.anchors = world->anchors;
    options.accept_test = 1;
    return options;
}

static inline void open_desk(struct world *world, const mnr_reception_config *config,
                             const mnr_desk_options *options, void *user, const mnr_devices *devices)
{
    OK(mnr_desk_new(config, options, user, devices, &world->desk));
}

static inline void set_up(struct world *world, const char *persona, const mnr_reception_config *config)
{
    mnr_devices devices = functions();
    mnr_desk_options options;
    furnish(world, persona);
    options = believing(world);
    open_desk(world, config, &options, world, &devices);
}

static inline void tear_down(struct world *world)
{
    CHECK(world->releases == 0);
    OK(mnr_desk_free(world->desk));
    CHECK(world->releases == 1);
    OK(mnr_anchors_free(world->anchors));
    OK(mnr_sim_card_free(world->card));
}

static inline uint32_t settle(struct world *world)
{
    uint32_t wait = 0;
    do
        OK(mnr_desk_poll(world->desk, &wait));
    while (wait == 0);
    return wait;
}

static inline void place(struct world *world)
{
    world->outcome = MNR_OUTCOME_NONE;
    world->pins = 0;
    OK(mnr_desk_card_placed(world->desk, DAY(2026, 11, 24)));
    settle(world);
}

static inline int32_t check_in(struct world *world)
{
    const int before = world->outcomes, journals = world->journals;
    place(world);
    OK(mnr_desk_card_removed(world->desk));
    settle(world);
    CHECK(world->outcomes == before + 1 && world->journals == journals + 1);
    return world->outcome;
}

static inline uint32_t presented(struct world *world)
{
    uint32_t exchanges, presentations;
    OK(mnr_sim_card_counts(world->card, &exchanges, &presentations));
    return presentations;
}

static inline int32_t tries(struct world *world, int32_t key)
{
    int32_t left = -7;
    OK(mnr_sim_card_tries(world->card, key, &left));
    return left;
}

#endif
