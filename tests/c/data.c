/* What is loaded at run time: card profile, anchors, words. Each is checked whole before it is used,
 * and what is refused is refused with the place and the reason; nothing is written then. */
#include "check.h"

static PER_THREAD mnr_detail detail;
static PER_THREAD char *text; /* of TEXT bytes */
enum { TEXT = 1 << 16 };

enum { PROFILE, ANCHORS, BOOK, AMENDMENT, KINDS };

/* Loads and frees one of them. */
static int32_t load(int kind, const char *toml, size_t length)
{
    mnr_profile *profile = NULL;
    mnr_anchors *anchors = NULL;
    mnr_book *book = NULL;
    int32_t status;
    MNR_INIT(&detail);
    if (kind == PROFILE)
        status = mnr_profile_load(toml, length, &profile, &detail);
    else if (kind == ANCHORS)
        status = mnr_anchors_load(toml, length, &anchors, &detail);
    else
        status = mnr_book_load(toml, length, kind == AMENDMENT, &book, &detail);
    CHECK((status == MNR_OK) == (profile != NULL || anchors != NULL || book != NULL));
    CHECK(status == MNR_OK || (detail.status == status && detail.text[0] != 0));
    CHECK(strchr(detail.text, '\n') == NULL); /* a sentence for a log */
    OK(mnr_profile_free(profile));
    OK(mnr_anchors_free(anchors));
    OK(mnr_book_free(book));
    return status;
}

/* Refused, and the sentence for the log names place and reason. */
static void refused(int kind, const char *toml, const char *place, const char *reason)
{
    CHECK_STATUS(MNR_ERROR_DATA_FILE, load(kind, toml, strlen(toml)));
    if (strstr(detail.text, place) == NULL || strstr(detail.text, reason) == NULL) {
        fprintf(stderr, "\"%s\" lacks \"%s\" or \"%s\"\n", detail.text, place, reason);
        exit(EXIT_FAILURE);
    }
}

/* The text with one part of it replaced. */
static const char *with(const char *whole, const char *part, const char *by)
{
    const char *at = strstr(whole, part);
    CHECK(at != NULL && strlen(whole) + strlen(by) < TEXT);
    sprintf(text, "%.*s%s%s", (int)(at - whole), whole, by, at + strlen(part));
    return text;
}

static void what_no_file_is(void)
{
    enum { LONG = 2 << 20 };
    char *long_one = malloc(LONG);
    int kind;
    CHECK(long_one != NULL);
    memset(long_one, '#', LONG);
    for (kind = PROFILE; kind < KINDS; kind++) {
        CHECK_STATUS(MNR_ERROR_NULL, load(kind, NULL, 7));
        CHECK_STATUS(MNR_ERROR_LENGTH, load(kind, "", 0));
        CHECK_STATUS(MNR_ERROR_LENGTH, load(kind, long_one, (size_t)1 << 40));
        CHECK_STATUS(MNR_ERROR_TEXT, load(kind, "\x83\x4E", 2)); /* Shift_JIS */
        CHECK_STATUS(MNR_ERROR_TEXT, load(kind, "# \0", 3));
        CHECK_STATUS(MNR_ERROR_DATA_FILE, load(kind, "= = =", 5));
        CHECK_STATUS(MNR_ERROR_LENGTH, load(kind, long_one, LONG));
    }
    free(long_one);
}

static void profiles(void)
{
    mnr_profile *profile = NULL;
    char *known;
    size_t needed = 0, again = 0;

    CHECK_STATUS(MNR_ERROR_NULL, mnr_profile_load("x", 1, NULL, NULL));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_profile_toml(NULL, text, TEXT, NULL));
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_profile_toml(NO_HANDLE(mnr_profile), text, TEXT, &needed));
    CHECK_STATUS(MNR_ERROR_BUFFER, mnr_profile_toml(NULL, NULL, 0, &needed));
    known = malloc(needed);
    CHECK(known != NULL);
    OK(mnr_profile_toml(NULL, known, needed, &needed));
    CHECK(strlen(known) + 1 == needed && strstr(known, "D392F000260100000001") != NULL);

    refused(PROFILE, with(known, "exchange_ms", "exchange_s"), "line ", "not written as the format has it");
    refused(PROFILE, with(known, "[limits]", "[limits]\nretry_ms = 5"), "line ", "not written as the format has it");
    refused(PROFILE, with(known, "exchange_ms = 10000", "exchange_ms = 10"), "exchange_ms", "100 to 120000");
    refused(PROFILE, with(known, "[keys.code-b]\napplication = \"surface\"\nid = 18", "[keys.code-b]\napplication = \"surface\"\nid = 31"), "CodeB", "1 to 30");
    refused(PROFILE, with(known, "id = 17\ntries = 3", "id = 17\ntries = 16"), "TextPin", "the number of tries is not one that the key can have");
    refused(PROFILE, with(known, "surface = \"D3921000310001010402\"\n", ""), "at ", "no identifier");
    refused(PROFILE, with(known, "D392F000260100000001", "D392F0"), "line ", "not written");
    refused(PROFILE, with(known, "my-number-card", ""), "name", "1 to 64");

    /* What is loaded comes out as it went in, and reads a card as the built-in one does. */
    OK(mnr_profile_load(known, needed - 1, &profile, NULL));
    OK(mnr_profile_toml(profile, text, TEXT, &again));
    CHECK(again == needed && strcmp(text, known) == 0);
    OK(mnr_profile_free(profile));
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_profile_free(profile));
    OK(mnr_profile_free(NULL));
    free(known);
}

static mnr_profile *changed(const char *part, const char *by)
{
    char *known = malloc(TEXT);
    mnr_profile *profile = NULL;
    size_t needed;
    CHECK(known != NULL);
    OK(mnr_profile_toml(NULL, known, TEXT, &needed));
    with(known, part, by);
    OK(mnr_profile_load(text, strlen(text), &profile, NULL));
    free(known);
    return profile;
}

static mnr_card *open_with(mnr_sim_card *sim, mnr_profile *profile)
{
    mnr_link *link = NULL;
    mnr_card *card = NULL;
    OK(mnr_sim_card_link(sim, &link));
    OK(mnr_card_open_with(link, profile, &card));
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_link_free(link)); /* it is the card's now */
    return card;
}

/* A card goes by the profile that it was opened with. */
static void cards_by_profile(void)
{
    mnr_sim_card *sim = new_sim("adult");
    mnr_profile *profile = changed("tries = 10", "tries = 10");
    mnr_card *card = NULL;
    mnr_link *link = NULL;
    mnr_identity identity;
    int32_t tries = 77;

    OK(mnr_sim_card_link(sim, &link));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_card_open_with(link, NULL, &card));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_card_open_with(NULL, profile, &card));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_card_open_with(link, profile, NULL));
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_card_open_with(link, NO_HANDLE(mnr_profile), &card));
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_card_open_with(NO_HANDLE(mnr_link), profile, &card));
    CHECK(card == NULL);
    OK(mnr_link_free(link)); /* it stayed the caller's */

    /* The profile may be freed while cards go by it. */
    card = open_with(sim, profile);
    OK(mnr_profile_free(profile));
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_card_open_with(link, profile, &card));
    MNR_INIT(&identity);
    OK(mnr_card_identify(card, &identity));
    CHECK(identity.token == MNR_TOKEN_CARD && identity.token_status == MNR_OK);
    OK(mnr_card_end(card, NULL));

    /* Another file: this card has none there, and says so by its status word. */
    profile = changed("[files.token-information]\napplication = \"jpki\"\nid = 6", "[files.token-information]\napplication = \"jpki\"\nid = 29");
    card = open_with(sim, profile);
    OK(mnr_profile_free(profile));
    MNR_INIT(&identity);
    OK(mnr_card_identify(card, &identity));
    CHECK(identity.token == MNR_TOKEN_UNKNOWN && identity.token_status == MNR_ERROR_CARD_STATUS);
    CHECK(identity.pin_tries == 3);
    OK(mnr_card_end(card, NULL));

    /* A card without the key: nothing is sent. */
    profile = changed("[keys.code-b]\napplication = \"surface\"\nid = 18\ntries = 10\n", "");
    card = open_with(sim, profile);
    OK(mnr_profile_free(profile));
    CHECK_STATUS(MNR_ERROR_NOT_IN_PROFILE, mnr_card_tries(card, MNR_KEY_CODE_B, &tries, NULL));
    OK(mnr_card_tries(card, MNR_KEY_AUTHENTICATION_PIN, &tries, NULL));
    CHECK(tries == 3);
    OK(mnr_card_end(card, NULL));
    OK(mnr_sim_card_free(sim));
}

static void anchors(void)
{
    static const char key[] = "schema = 1\n\n[[authority-key]]\nhierarchy = \"production\"\n"
                              "id = \"35303030303233080530303100000000\"\nexponent = \"010001\"\nmodulus = \"00\"\n";
    OK(load(ANCHORS, "schema = 1\n", 11));
    refused(ANCHORS, "schema = 7", "schema", "schema 7");
    refused(ANCHORS, "schema = 1\n\n[[anchors]]\n", "line 3", "not written as the format has it");
    refused(ANCHORS, "schema = 1\n[[anchor]]\nhierarchy = \"prod\"\npem = \"\"\n", "line 3", "not written");
    refused(ANCHORS, "schema = 1\n[[anchor]]\nhierarchy = \"test\"\npem = \"none\"\n", "anchor 1", "PEM");
    refused(ANCHORS, "schema = 1\n[[fingerprint]]\nhierarchy = \"test\"\nsha256 = \"12\"\n", "fingerprint 1", "sha256");
    refused(ANCHORS, "schema = 1\n[[policy]]\noid = \"1.x\"\nrole = \"signature\"\nhierarchy = \"test\"\n", "policy 1", "oid");
    refused(ANCHORS, with(key, "\"35303030303233", "\"00303030303233"), "authority-key 1", "key identifier");
    refused(ANCHORS, key, "authority-key 1", "modulus");
}

static void books(void)
{
    static const char amendment[] = "schema = 1\nedition = \"a maker's\"\nknown-up-to = \"2026-12-31\"\n";
    OK(load(AMENDMENT, amendment, sizeof amendment - 1));
    /* A whole book has more than that. */
    CHECK_STATUS(MNR_ERROR_DATA_FILE, load(BOOK, amendment, sizeof amendment - 1));
    refused(AMENDMENT, with(amendment, "schema = 1", "schema = 9"), "schema", "schema 9");
    refused(AMENDMENT, with(amendment, "2026-12-31", "2026-12-32"), "known-up-to", "YYYY-MM-DD");
    refused(AMENDMENT, with(amendment, "edition", "editon"), "editon", "line 2");
}

/* Numbers, lengths and depths that no file of ours has: each is refused with its place. */
static void numbers_and_depths(void)
{
    static const char *const no_oids[] = {
        "1.2.392.200149.8.5.1.3.4294967296", "1.2.392.200149.8.5.1.3.18446744073709551646",
        "4294967297.2.3", "1.40.1", "3.1.1", "1.02.3", "1.2.-3", "1.2..3", "1",
    };
    char *long_one = malloc(TEXT);
    size_t at, which;
    int kind;
    CHECK(long_one != NULL);
    for (which = 0; which < sizeof no_oids / sizeof *no_oids; which++) {
        sprintf(text, "schema = 1\n[[policy]]\noid = \"%s\"\nrole = \"authentication\"\nhierarchy = \"production\"\n", no_oids[which]);
        refused(ANCHORS, text, "policy 1", "not an object identifier");
    }
    at = (size_t)sprintf(text, "schema = 1\n[[policy]]\noid = \"1.2.");
    memset(text + at, '1', 50000);
    strcpy(text + at + 50000, "\"\nrole = \"authentication\"\nhierarchy = \"production\"\n");
    refused(ANCHORS, text, "policy 1", "not an object identifier");
    with("schema = 1\n[[policy]]\noid = \"1.2.x\"\nrole = \"signature\"\nhierarchy = \"test\"\n", "x", "4294967295");
    OK(load(ANCHORS, text, strlen(text)));

    /* Tables in tables, by brackets and by full stops together. */
    at = (size_t)sprintf(text, "schema = 1\nx = ");
    while (at + 200 < TEXT / 4) {
        text[at++] = '{';
        for (which = 0; which < 79; which++, at += 2)
            memcpy(text + at, "a.", 2);
        memcpy(text + at, "a=", 3);
        at += 2;
    }
    for (kind = PROFILE; kind < KINDS; kind++)
        refused(kind, text, "line 2", "");
    memset(long_one, '[', TEXT - 1);
    long_one[TEXT - 1] = 0;
    for (kind = PROFILE; kind < KINDS; kind++)
        refused(kind, long_one, "line 1", "");
    free(long_one);
}

/* Many problems are told in few words: the detail holds the first of them. */
static void many_problems(void)
{
    size_t at = (size_t)sprintf(text, "schema = 1\nedition = \"t\"\nknown-up-to = \"2026-12-31\"\n");
    int language;
    for (language = 0; at + 100 < TEXT; language++)
        at += (size_t)sprintf(text + at, "[text.%c%c%c]\n\"patient.004\"={words=\"x.\"}\n", 'a' + language % 26,
                              'a' + language / 26 % 26, 'a' + language / 676 % 26);
    refused(AMENDMENT, text, "(the first 100 of ", "text.aaa.patient.001: it is missing");
}

/* A text of PEM may have 1 MiB. */
/* Holds: A13 */
static void pem(void)
{
    enum { MOST = 1 << 20 };
    char *long_one = malloc(MOST + 1);
    mnr_anchors *anchors = NULL;
    size_t added = 77;
    CHECK(long_one != NULL);
    memset(long_one, '-', MOST + 1);
    OK(mnr_anchors_new(&anchors));
    MNR_INIT(&detail);
    CHECK_STATUS(MNR_ERROR_LENGTH, mnr_anchors_add_pem(anchors, long_one, MOST + 1, MNR_HIERARCHY_TEST, &added, &detail));
    CHECK(strstr(detail.text, "longer than 1 MiB") != NULL);
    CHECK_STATUS(MNR_ERROR_DATA_FILE, mnr_anchors_add_pem(anchors, long_one, MOST, MNR_HIERARCHY_TEST, &added, &detail));
    CHECK(strstr(detail.text, "no BEGIN CERTIFICATE") != NULL && added == 77);
    OK(mnr_anchors_free(anchors));
    free(long_one);
}

int main(void)
{
    text = malloc(TEXT);
    CHECK(text != NULL);
    what_no_file_is();
    profiles();
    cards_by_profile();
    anchors();
    books();
    numbers_and_depths();
    many_problems();
    pem();
    free(text);
    nothing_is_left();
    return EXIT_SUCCESS;
}
