/* A maker's own driver under the library: no PC/SC, the reader's own exchange functions instead.
 *
 *     cc custom_transport.c $(pkg-config --cflags --libs mynareader_sim) -o custom_transport
 *     ./custom_transport adult
 *
 * Part 1 stands for what a maker has: functions of a firmware or an SDK with codes of its own. Here
 * a virtual card lies behind them; with libmynareader in place of the simulation library, the
 * hardware does. Part 2 is the driver, which is all that has to be written. Part 3 uses it. */
#include <mynareader.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- 1. what the maker has ------------------------------------------------------------------ */

enum { HW_OK, HW_NO_CARD, HW_QUEUE_FULL, HW_NO_ANSWER };

struct hardware {
    mnr_sim_card *lies_there; /* the card on the reader */
    mnr_link *field;          /* the field, while it is on */
    int lose_next_answer;     /* for the demonstration: the cable is touched at the wrong time */
    int commands;
};

/* Puts the field on. */
static int hw_power_on(struct hardware *hw)
{
    return mnr_sim_card_link(hw->lies_there, &hw->field) == MNR_OK ? HW_OK : HW_NO_CARD;
}

/* Takes it away; the chip forgets everything. */
static int hw_power_off(struct hardware *hw)
{
    int done = mnr_link_free(hw->field) == MNR_OK;
    hw->field = NULL;
    return done ? HW_OK : HW_NO_ANSWER;
}

static int hw_exchange(struct hardware *hw, const uint8_t *command, size_t length, uint8_t *answer,
                       size_t capacity, size_t *got, uint32_t limit_ms)
{
    if (hw->field == NULL)
        return HW_NO_CARD;
    if (length > 4096)
        return HW_QUEUE_FULL; /* this firmware's buffer; nothing was sent */
    hw->commands++;
    if (mnr_link_transmit(hw->field, command, length, limit_ms, answer, capacity, got, NULL) != MNR_OK)
        return HW_NO_ANSWER;
    if (hw->lose_next_answer) {
        hw->lose_next_answer = 0;
        return HW_NO_ANSWER; /* the card has done what it was told, and nobody heard it say so */
    }
    return HW_OK;
}

/* ---- 2. the driver -------------------------------------------------------------------------- */

/* Three rules, on which the tries of patients depend:
 *
 *  1. Send a command once. If its answer is lost, say so; never send it again. A PIN that is sent
 *     twice costs two of three tries.
 *  2. Leave may_have_been_sent at 1, unless it is certain that nothing left the host. After a PIN
 *     the library reads the counter before it believes anything; it can do so only if it is told.
 *  3. Do not follow 61xx and 6Cxx; hand the status word on. The library does what is right for the
 *     command at hand, and for a PIN that is nothing. Switch it off where a firmware does it.
 *
 * The functions run in the thread that uses the card, may block for limit_ms, and must not use the
 * card that they serve: that gives MNR_ERROR_BUSY. */
static int32_t transmit(void *user, const uint8_t *command, size_t command_length, uint8_t *response,
                        size_t capacity, size_t *response_length, uint32_t limit_ms,
                        mnr_driver_failure *failure)
{
    /* Straight through: nothing is logged, nothing is kept. Among the commands are PINs, among the
     * answers names and photos. The library's own log shows headers, lengths and status words. */
    int code = hw_exchange(user, command, command_length, response, capacity, response_length, limit_ms);
    if (code == HW_OK)
        return MNR_OK;
    failure->has_code = 1; /* comes back in mnr_detail.driver_code, for the maker's own support */
    failure->code = (uint32_t)code;
    switch (code) {
    case HW_NO_CARD:
        failure->may_have_been_sent = 0;
        return MNR_ERROR_CARD_REMOVED;
    case HW_QUEUE_FULL:
        failure->may_have_been_sent = 0; /* rule 2: here it is certain */
        return MNR_ERROR_DRIVER;
    default:
        return MNR_ERROR_LINK_BROKEN; /* rule 2: it may have been */
    }
}

/* A reset ends no PIN's acceptance on the chip; the library asks for one only to get a card back
 * that stumbled. This reader knows nothing but its field. */
static int32_t reset(void *user)
{
    if (hw_power_off(user) != HW_OK || hw_power_on(user) != HW_OK)
        return MNR_ERROR_LINK_BROKEN;
    return MNR_OK;
}

/* Called at the end of every patient, also when a program forgot to: only the loss of power ends a
 * PIN's acceptance. Say MNR_OK only where the power really went; otherwise the staff are told to
 * have the card taken away. */
static int32_t power_down(void *user)
{
    return hw_power_off(user) == HW_OK ? MNR_OK : MNR_ERROR_LINK_BROKEN;
}

/* The last call: here what user points to could be freed. */
static void release(void *user)
{
    (void)user;
}

/* The card that lies in the reader now. The functions are copied; user must stay until release. */
static int32_t open_card(struct hardware *hw, mnr_card **card)
{
    mnr_driver driver;
    mnr_link *link;
    int32_t status;

    MNR_INIT(&driver);
    driver.transmit = transmit;
    driver.reset = reset;
    driver.power_down = power_down;
    driver.release = release;
    /* What the reader carries. MNR_LINK_EXTENDED saves most exchanges of a check-in; it is tried on
     * the first long read and given up for the session if it fails, so claim it where it is likely.
     * MNR_LINK_FRAMED is for contactless readers with frames of 256 bytes. 0 carries short APDUs. */
    driver.flags = MNR_LINK_EXTENDED;
    driver.max_command = 4096; /* as long as hw_exchange takes; 0 for what flags allow */

    if (hw_power_on(hw) != HW_OK)
        return MNR_ERROR_NO_CARD;
    status = mnr_link_open_driver(hw, &driver, &link);
    if (status != MNR_OK) {
        hw_power_off(hw);
        return status;
    }
    status = mnr_card_open(link, card); /* takes the link over */
    if (status != MNR_OK)
        mnr_link_free(link); /* power_down, then release */
    return status;
}

/* ---- 3. a card over it ---------------------------------------------------------------------- */

/* Ends the program where something fails that cannot, with what the library says of it. */
static void must(int32_t status, const mnr_detail *detail)
{
    if (status == MNR_OK)
        return;
    fprintf(stderr, "%s: %s\n", mnr_status_name(status), detail->text);
    mnr_shutdown(1000); /* exit alone would leave the card its power */
    exit(EXIT_FAILURE);
}

/* The answer to a PIN is lost. What became of it is not known: not "wrong", and above all nothing
 * to be tried once more at once. */
static void a_lost_answer(struct hardware *hw, mnr_card *card, mnr_detail *detail)
{
    int before;
    int32_t tries, status;

    must(mnr_card_tries(card, MNR_KEY_AUTHENTICATION_PIN, &tries, detail), detail);
    before = hw->commands;
    hw->lose_next_answer = 1;
    status = mnr_card_verify(card, MNR_KEY_AUTHENTICATION_PIN, (const uint8_t *)"0000", 4,
                             MNR_LAST_TRY_KEEP, detail);
    printf("lost answer  %s after %d command, driver's code %lu\n", mnr_status_name(status),
           hw->commands - before, (unsigned long)detail->driver_code);
    /* Until the counter was read, the card takes no other PIN. */
    must(mnr_card_tries(card, MNR_KEY_AUTHENTICATION_PIN, &tries, detail), detail);
    printf("tries left   %ld\n", (long)tries);
}

int main(int argc, char **argv)
{
    const char *persona = argc > 1 ? argv[1] : "adult";
    struct hardware hw;
    mnr_detail detail;
    mnr_card *card;
    mnr_certificate *certificate;
    mnr_assessment worth;
    int32_t tries;
    size_t alive = 1;
    const mnr_date day = {2026, 11, 24};

    memset(&hw, 0, sizeof hw);
    MNR_INIT(&detail);
    must(mnr_sim_card_new(persona, strlen(persona), &day, &hw.lies_there, &detail), &detail);
    must(open_card(&hw, &card), &detail);

    must(mnr_card_tries(card, MNR_KEY_AUTHENTICATION_PIN, &tries, &detail), &detail);
    printf("tries left   %ld\n", (long)tries);
    must(mnr_card_read_certificate(card, NULL, 0, MNR_LAST_TRY_KEEP, &certificate, &detail), &detail);
    MNR_INIT(&worth);
    must(mnr_certificate_assess(certificate, &day, MNR_TOKEN_CARD, MNR_GRACE_END_OF_MONTH,
                                MNR_REVOCATION_UNKNOWN, &worth),
         &detail);
    printf("certificate  ends %04ld-%02ld-%02ld\n", (long)worth.last_year, (long)worth.last_month,
           (long)worth.last_day);
    must(mnr_certificate_free(certificate), &detail);
    if (tries == 3)
        a_lost_answer(&hw, card, &detail);

    /* Leaves the application, takes the power away by the driver, frees the handle. */
    must(mnr_card_end(card, &detail), &detail);
    printf("ended        the field is %s after %d commands\n", hw.field == NULL ? "off" : "on",
           hw.commands);

    must(mnr_sim_card_free(hw.lies_there), &detail);
    must(mnr_handles_alive(&alive), &detail);
    return alive == 0 && hw.field == NULL ? EXIT_SUCCESS : EXIT_FAILURE;
}
