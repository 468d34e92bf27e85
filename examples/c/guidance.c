/* What to say and do for a code number: words for the patient, steps for the staff, what comes next
 * and why, whom to call, and the leaflets to hand over. No card, no reader, no network.
 *
 *     cc guidance.c $(pkg-config --cflags --libs mynareader) -o guidance
 *     ./guidance 004 ja pin=0 administrator
 *     ./guidance 101 en certificate=past-grace leaflets=/tmp/page
 *     ./guidance L04 visual date=2026-12-01
 *
 * The code comes first: as the terminal or the reader shows it, L in front for the library's own.
 * What is known of the situation follows in any order; what is left out is not known. The output is
 * UTF-8; labels in front of the lines are for this example, a reader has screens. */
#include <mynareader.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* A word of the command line and what it says of the situation. Values of one field are said once;
 * those of facility and at_hand add up. */
struct word {
    const char *word;
    size_t field;
    uint32_t value;
};
#define SAYS(word, field, value) {word, offsetof(mnr_situation, field), (uint32_t)(value)}

static const struct word WORDS[] = {
    SAYS("unattended", mode, MNR_MODE_UNATTENDED),
    SAYS("visual", mode, MNR_MODE_VISUAL),
    SAYS("pin-only", mode, MNR_MODE_PIN_ONLY),
    SAYS("card", token, MNR_TOKEN_CARD),
    SAYS("iphone", token, MNR_TOKEN_IPHONE),
    SAYS("android", token, MNR_TOKEN_ANDROID),
    SAYS("certificate=valid", certificate, MNR_CERTIFICATE_VALID),
    SAYS("certificate=notice", certificate, MNR_CERTIFICATE_NOTICE),
    SAYS("certificate=grace", certificate, MNR_CERTIFICATE_GRACE),
    SAYS("certificate=past-grace", certificate, MNR_CERTIFICATE_PAST_GRACE),
    SAYS("certificate=revoked", certificate, MNR_CERTIFICATE_REVOKED),
    SAYS("second-reader", facility, MNR_FACILITY_SECOND_READER),
    SAYS("general-reader", facility, MNR_FACILITY_GENERAL_READER),
    SAYS("smartphone", facility, MNR_FACILITY_SMARTPHONE),
    SAYS("mobile-terminal", facility, MNR_FACILITY_MOBILE_TERMINAL),
    SAYS("administrator", facility, MNR_FACILITY_ADMINISTRATOR),
    SAYS("staff-check-on-reader", facility, MNR_FACILITY_STAFF_CHECK_ON_READER),
    SAYS("pharmacy", facility, MNR_FACILITY_PHARMACY),
    SAYS("outage-mode-open", facility, MNR_FACILITY_OUTAGE_MODE_OPEN),
    SAYS("has-notice", at_hand, MNR_AT_HAND_ELIGIBILITY_NOTICE),
    SAYS("has-certificate", at_hand, MNR_AT_HAND_ELIGIBILITY_CERTIFICATE),
    SAYS("has-portal", at_hand, MNR_AT_HAND_PORTAL),
};

/* A number behind a word, such as pin=0. Gives whether it was there. */
static int number_behind(const char *argument, const char *word, int32_t *number)
{
    size_t length = strlen(word);
    if (strncmp(argument, word, length) != 0)
        return 0;
    *number = (int32_t)atol(argument + length);
    return 1;
}

static int say(mnr_situation *situation, const char *argument)
{
    size_t at;
    if (strcmp(argument, "ja") == 0 || strcmp(argument, "en") == 0) {
        memcpy(situation->language, argument, 2); /* a tag of BCP 47; empty for Japanese */
        return 1;
    }
    if (number_behind(argument, "pin=", &situation->pin_tries) ||
        number_behind(argument, "code-b=", &situation->code_b_tries))
        return 1;
    if (strncmp(argument, "model=", 6) == 0) /* by its name: model=XC-STFR3J-MN */
        return mnr_model_find(NULL, argument + 6, strlen(argument + 6), &situation->reader_model) == MNR_OK;
    if (strncmp(argument, "date=", 5) == 0) {
        int year, month, day;
        if (sscanf(argument + 5, "%d-%d-%d", &year, &month, &day) != 3)
            return 0;
        situation->year = year;
        situation->month = month;
        situation->day = day;
        return 1;
    }
    for (at = 0; at < sizeof WORDS / sizeof *WORDS; at++) {
        if (strcmp(argument, WORDS[at].word) == 0) {
            uint32_t value;
            unsigned char *field = (unsigned char *)situation + WORDS[at].field;
            memcpy(&value, field, sizeof value);
            value |= WORDS[at].value;
            memcpy(field, &value, sizeof value);
            return 1;
        }
    }
    return 0;
}

/* ---- texts of whatever size ------------------------------------------------------------------- */

/* A text is asked for twice: for its size, and with a buffer of that size. Each function below is
 * one call of the library in the form that this takes. */
struct asked {
    mnr_guidance *guidance;
    int32_t which;
    size_t index;
    int32_t number; /* what goes with an entry of a list */
};
typedef int32_t ask(struct asked *what, char *text, size_t capacity, size_t *needed);

static char *text_of(ask *question, struct asked *what)
{
    size_t needed = 0;
    char *text;
    if (question(what, NULL, 0, &needed) != MNR_ERROR_BUFFER)
        return NULL; /* there is none, which is nothing wrong */
    text = malloc(needed);
    if (text != NULL && question(what, text, needed, &needed) != MNR_OK) {
        free(text);
        text = NULL;
    }
    return text;
}

static int32_t ask_text(struct asked *what, char *text, size_t capacity, size_t *needed)
{
    return mnr_guidance_text(what->guidance, what->which, text, capacity, needed);
}

static int32_t ask_item(struct asked *what, char *text, size_t capacity, size_t *needed)
{
    return mnr_guidance_item(what->guidance, what->which, what->index, &what->number, text, capacity,
                             needed);
}

static int32_t ask_step(struct asked *what, char *text, size_t capacity, size_t *needed)
{
    return mnr_guidance_step_text(what->guidance, what->index, what->which, text, capacity, needed);
}

static void print_text(mnr_guidance *guidance, int32_t which, const char *label)
{
    struct asked what = {0};
    char *text;
    what.guidance = guidance;
    what.which = which;
    text = text_of(ask_text, &what);
    if (text != NULL)
        printf("%-9s %s\n", label, text);
    free(text);
}

static void print_list(mnr_guidance *guidance, int32_t which, const char *label)
{
    struct asked what = {0};
    size_t count = 0;
    what.guidance = guidance;
    what.which = which;
    if (mnr_guidance_count(guidance, which, &count) != MNR_OK)
        return;
    for (what.index = 0; what.index < count; what.index++) {
        char *text = text_of(ask_item, &what);
        char *line = text == NULL ? NULL : strtok(text, "\n");
        printf("%-9s %lu. %s\n", label, (unsigned long)what.index + 1, line == NULL ? "" : line);
        /* Behind whom to call stands what to have at hand. */
        while (line != NULL && (line = strtok(NULL, "\n")) != NULL)
            printf("%-9s    - %s\n", "", line);
        free(text);
    }
}

/* ---- what comes next -------------------------------------------------------------------------- */

/* Every step is there, the closed ones too: staff who wonder why the PIN is not offered see it. */
static void print_next_steps(mnr_guidance *guidance, const mnr_guidance_facts *facts)
{
    static const char *const standing[] = {"?", "open", "if", "try", "closed"};
    struct asked what = {0};
    what.guidance = guidance;
    for (what.index = 0; what.index < facts->next_steps; what.index++) {
        mnr_next_step step;
        char *name, *why;
        int32_t at = 0;
        MNR_INIT(&step);
        if (mnr_guidance_next_step(guidance, what.index, &step) != MNR_OK)
            return;
        if (step.standing >= MNR_STANDING_POSSIBLE && step.standing <= MNR_STANDING_NOT_POSSIBLE)
            at = step.standing; /* a later library may have further ones */
        what.which = 0;
        name = text_of(ask_step, &what);
        what.which = 1;
        why = text_of(ask_step, &what);
        printf("%-9s [%s] %s: %s\n", "next", standing[at], name == NULL ? "" : name,
               why == NULL ? "" : why);
        free(name);
        free(why);
    }
}

/* ---- leaflets --------------------------------------------------------------------------------- */

/* A page of HTML for the printer, complete in itself, with the facility's name on it. */
static int write_leaflet(int32_t leaflet, const mnr_situation *situation, const char *stem)
{
    static const char facility[] = "Example Clinic", phone[] = "03-0000-0000";
    const char *language = situation->language[0] == 0 ? "ja" : situation->language;
    char path[512];
    char *page = NULL;
    size_t needed = 0;
    int32_t status = MNR_ERROR_BUFFER;
    FILE *file;
    int written = 0;
    const mnr_date today = {situation->year, situation->month, situation->day};

    /* First for the size, then with a buffer of it. */
    while (status == MNR_ERROR_BUFFER) {
        size_t capacity = needed;
        free(page);
        page = capacity == 0 ? NULL : malloc(capacity);
        if (capacity != 0 && page == NULL)
            return 0;
        status = mnr_page_html(NULL, leaflet, language, strlen(language), facility, sizeof facility - 1,
                               phone, sizeof phone - 1, situation->reader_model, &today, page, capacity, &needed);
    }
    snprintf(path, sizeof path, "%s-%ld.html", stem, (long)leaflet);
    file = status == MNR_OK ? fopen(path, "wb") : NULL;
    if (file != NULL) {
        written = fwrite(page, 1, needed - 1, file) == needed - 1; /* without the NUL */
        written = fclose(file) == 0 && written;
    }
    if (written)
        printf("%-9s %s\n", "leaflet", path);
    else
        fprintf(stderr, "%s was not written: %s\n", path, mnr_status_name(status));
    free(page);
    return written;
}

static int write_leaflets(mnr_guidance *guidance, const mnr_situation *situation, const char *stem)
{
    struct asked what = {0};
    size_t count = 0;
    what.guidance = guidance;
    what.which = MNR_LIST_LEAFLETS;
    if (mnr_guidance_count(guidance, what.which, &count) != MNR_OK)
        return 0;
    for (what.index = 0; what.index < count; what.index++) {
        free(text_of(ask_item, &what)); /* the number comes with the title */
        if (!write_leaflet(what.number, situation, stem))
            return 0;
    }
    return 1;
}

/* ---- the whole -------------------------------------------------------------------------------- */

int main(int argc, char **argv)
{
    static const char *const seen[] = {"no", "yes", "on a condition"};
    mnr_situation situation;
    mnr_guidance_facts facts;
    mnr_guidance *guidance;
    const char *stem = NULL;
    time_t now = time(NULL);
    const struct tm *today = localtime(&now); /* a reader's clock shows the time in Japan */
    uint32_t maker, number;
    int32_t status;
    int at, done = 1;

    if (argc < 2 || today == NULL) {
        fprintf(stderr, "usage: guidance CODE [ja|en] [pin=N] [date=Y-M-D] [model=NAME] [leaflets=STEM] [word ...]\n");
        return EXIT_FAILURE;
    }
    maker = argv[1][0] == 'L' ? 65535 : 0; /* 65535: this library's own codes; else a maker's number */
    number = (uint32_t)strtoul(argv[1] + (maker != 0), NULL, 10);

    MNR_INIT(&situation);
    situation.year = today->tm_year + 1900;
    situation.month = today->tm_mon + 1;
    situation.day = today->tm_mday;
    situation.pin_tries = situation.code_b_tries = MNR_TRIES_UNKNOWN; /* 0 would mean blocked */
    for (at = 2; at < argc; at++) {
        if (strncmp(argv[at], "leaflets=", 9) == 0) {
            stem = argv[at] + 9;
        } else if (!say(&situation, argv[at])) {
            fprintf(stderr, "not known: %s\n", argv[at]);
            return EXIT_FAILURE;
        }
    }

    /* NULL: the rules and words that are built in. Newer ones come from a file, by mnr_book_load. */
    status = mnr_guide(NULL, maker, number, &situation, &guidance);
    if (status != MNR_OK) {
        fprintf(stderr, "%s\n", mnr_status_name(status));
        return EXIT_FAILURE;
    }
    print_text(guidance, MNR_TEXT_CODES_LINE, "code");
    print_text(guidance, MNR_TEXT_OFFICIAL_TITLE, "official");
    print_text(guidance, MNR_TEXT_PATIENT, "patient");
    print_text(guidance, MNR_TEXT_PATIENT_READING, "aloud"); /* kana for a speaker, in Japanese only */
    print_list(guidance, MNR_LIST_STAFF, "staff");
    print_list(guidance, MNR_LIST_NOTES, "note");
    MNR_INIT(&facts);
    if (mnr_guidance_read_facts(guidance, &facts) == MNR_OK) {
        print_next_steps(guidance, &facts);
        if (facts.seen_today >= MNR_SEEN_TODAY_NO && facts.seen_today <= MNR_SEEN_TODAY_ON_CONDITION)
            printf("%-9s %s\n", "today", seen[facts.seen_today]);
    }
    print_list(guidance, MNR_LIST_CALLS, "call");
    print_text(guidance, MNR_TEXT_PHRASE, "counter"); /* what to say at the municipal counter */
    print_list(guidance, MNR_LIST_LEAFLETS, "leaflet");
    if (stem != NULL)
        done = write_leaflets(guidance, &situation, stem);
    mnr_guidance_free(guidance);
    return done ? EXIT_SUCCESS : EXIT_FAILURE;
}
