/* The shelf: signed packages of guidance, what is refused and why, and how old the rules are. The
 * packages were made with "mynareader package" and the private key of 32 bytes 01, far ahead of any
 * built-in book. */
#include "check.h"

static const char PACKAGE_7[] =
    "mynareader-package 1 8a88e3dd7409f195fd52db2d3cba5d72ca6709bf1d94121bf3748801b40f6f5c 6dd33b82b13a83550199afab4bfed0fd1c69e02474a7aab3c96146092bb54ce6b18037ce366a644679401616b70d75ad0735ff5454e8bf4a307ce3d137174701 149\n"
    "mynareader-guidance 1\n"
    "version 7\n"
    "issued 2090-01-01\n"
    "expires 2099-12-31\n"
    "contents amendment\n"
    "\n"
    "schema = 1\n"
    "edition = \"far ahead\"\n"
    "known-up-to = \"2090-01-01\"\n";
static const char PACKAGE_8[] =
    "mynareader-package 1 8a88e3dd7409f195fd52db2d3cba5d72ca6709bf1d94121bf3748801b40f6f5c b585aee91a0086dab764c4a88134178ddb03e93246e988304b4310bb4fa65449393051941e2a6eb3d16598e1e006b01edfe9e34871df0fd0f4b67142c85b550a 149\n"
    "mynareader-guidance 1\n"
    "version 8\n"
    "issued 2090-01-01\n"
    "expires 2099-12-31\n"
    "contents amendment\n"
    "\n"
    "schema = 1\n"
    "edition = \"far ahead\"\n"
    "known-up-to = \"2090-01-01\"\n";
enum { LENGTH = sizeof PACKAGE_7 - 1 };

/* 8a88e3dd7409f195fd52db2d3cba5d72ca6709bf1d94121bf3748801b40f6f5c */
static const uint8_t KEY[MNR_PACKAGE_KEY_LENGTH] = {
    0x8A, 0x88, 0xE3, 0xDD, 0x74, 0x09, 0xF1, 0x95,
    0xFD, 0x52, 0xDB, 0x2D, 0x3C, 0xBA, 0x5D, 0x72,
    0xCA, 0x67, 0x09, 0xBF, 0x1D, 0x94, 0x12, 0x1B,
    0xF3, 0x74, 0x88, 0x01, 0xB4, 0x0F, 0x6F, 0x5C,
};

static const char UNSIGNED[] = "schema = 1\nedition = \"tried out\"\n";

static mnr_shelf *new_shelf(size_t keys, uint64_t accepted)
{
    mnr_shelf *shelf = NULL;
    OK(mnr_shelf_new(keys ? KEY : NULL, keys * sizeof KEY, accepted, &shelf, NULL));
    return shelf;
}

static mnr_rules_status status_on(mnr_shelf *shelf, int year, int month, int day)
{
    mnr_rules_status status;
    MNR_INIT(&status);
    OK(mnr_shelf_status(shelf, DAY(year, month, day), &status));
    return status;
}

/* Refused, with a sentence that says why; what was in force stays. */
static void refused(mnr_shelf *shelf, int32_t expected, const char *package, size_t length, int year, const char *why)
{
    mnr_rules_status before = status_on(shelf, 2091, 1, 1), after;
    uint64_t accepted = 99;
    mnr_detail detail;
    MNR_INIT(&detail);
    CHECK_STATUS(expected, mnr_shelf_load(shelf, (const uint8_t *)package, length, DAY(year, 1, 1), &accepted, &detail));
    CHECK(accepted == 99 && detail.status == expected);
    if (strstr(detail.text, why) == NULL) {
        fprintf(stderr, "\"%s\" lacks \"%s\"\n", detail.text, why);
        exit(EXIT_FAILURE);
    }
    after = status_on(shelf, 2091, 1, 1);
    CHECK(memcmp(&before, &after, sizeof before) == 0);
}

static void what_is_taken(void)
{
    mnr_shelf *shelf = new_shelf(1, 6);
    mnr_rules_status status = status_on(shelf, 2026, 12, 24);
    mnr_book *book = NULL, *later = NULL;
    uint64_t accepted = 0;
    CHECK(status.origin == MNR_ORIGIN_BUILT_IN && status.version == 0 && status.expires_year == 0);
    CHECK(status.known_up_to_year >= 2026 && status.warn_from_year >= 2026 && status.has_expired == 0);
    OK(mnr_shelf_book(shelf, &book));
    OK(mnr_shelf_load(shelf, (const uint8_t *)PACKAGE_7, LENGTH, DAY(2091, 1, 1), &accepted, NULL));
    CHECK(accepted == 7);
    status = status_on(shelf, 2091, 1, 1);
    CHECK(status.origin == MNR_ORIGIN_PACKAGE && status.version == 7 && status.days == 365);
    CHECK(status.issued_year == 2090 && status.issued_month == 1 && status.issued_day == 1);
    CHECK(status.expires_year == 2099 && status.expires_month == 12 && status.expires_day == 31);
    CHECK(status.known_up_to_year == 2090 && status.warns == 0 && status.has_expired == 0);
    CHECK(status.warn_from_year == 2099 && status.warn_from_month == 12 && status.warn_from_day == 1);
    CHECK(status_on(shelf, 2099, 12, 1).warns == 1 && status_on(shelf, 2099, 12, 31).has_expired == 0);
    CHECK(status_on(shelf, 2100, 1, 1).has_expired == 1);
    /* A book outlives its shelf, and stays what it was. */
    OK(mnr_shelf_book(shelf, &later));
    OK(mnr_shelf_free(shelf));
    MNR_INIT(&status);
    OK(mnr_book_age(book, DAY(2091, 1, 1), &status));
    CHECK(status.expires_year == 0 && status.warns == 1);
    OK(mnr_book_age(later, DAY(2091, 1, 1), &status));
    CHECK(status.expires_year == 2099 && status.warns == 0);
    OK(mnr_book_age(NULL, DAY(2091, 1, 1), &status));
    CHECK(status.expires_year == 0 && status.known_up_to_year < 2090);
    OK(mnr_book_free(book));
    OK(mnr_book_free(later));
}

static void what_is_refused(void)
{
    mnr_shelf *shelf = new_shelf(1, 0), *without;
    uint64_t accepted = 0;
    char changed[sizeof PACKAGE_7];
    size_t length;
    memcpy(changed, PACKAGE_7, sizeof changed);
    changed[LENGTH - 4] ^= 1;
    refused(shelf, MNR_ERROR_SIGNATURE, changed, LENGTH, 2091, "line 1: the signature does not fit");
    for (length = 18; length < LENGTH; length++)
        refused(shelf, MNR_ERROR_DATA_FILE, PACKAGE_7, length, 2091, "line 1: ");
    refused(shelf, MNR_ERROR_UNSIGNED, UNSIGNED, sizeof UNSIGNED - 1, 2091, "no signed package");
    CHECK_STATUS(MNR_ERROR_UNSIGNED, mnr_shelf_load_unsigned(shelf, UNSIGNED, sizeof UNSIGNED - 1, 1, NULL));
    refused(shelf, MNR_ERROR_PACKAGE_EXPIRED, PACKAGE_7, LENGTH, 2100, "line 5: it expired on 2099-12-31");
    OK(mnr_shelf_load(shelf, (const uint8_t *)PACKAGE_8, LENGTH, DAY(2091, 1, 1), &accepted, NULL));
    CHECK(accepted == 8);
    refused(shelf, MNR_ERROR_PACKAGE_OLD, PACKAGE_7, LENGTH, 2091, "line 3: version 7 is older than version 8");
    OK(mnr_shelf_free(shelf));
    /* In force before a restart, and expired since: it stays, and says so. */
    shelf = new_shelf(1, 8);
    OK(mnr_shelf_load(shelf, (const uint8_t *)PACKAGE_8, LENGTH, DAY(2100, 1, 1), &accepted, NULL));
    CHECK(status_on(shelf, 2100, 1, 1).has_expired == 1 && status_on(shelf, 2100, 1, 1).version == 8);
    OK(mnr_shelf_free(shelf));
    without = new_shelf(0, 0);
    refused(without, MNR_ERROR_SIGNATURE, PACKAGE_7, LENGTH, 2091, "no public key");
    OK(mnr_shelf_load_unsigned(without, UNSIGNED, sizeof UNSIGNED - 1, 1, NULL));
    CHECK(status_on(without, 2026, 12, 24).origin == MNR_ORIGIN_UNSIGNED);
    CHECK_STATUS(MNR_ERROR_DATA_FILE, mnr_shelf_load_unsigned(without, UNSIGNED, sizeof UNSIGNED - 1, 0, NULL));
    CHECK_STATUS(MNR_ERROR_ARGUMENT, mnr_shelf_load_unsigned(without, UNSIGNED, sizeof UNSIGNED - 1, 2, NULL));
    CHECK_STATUS(MNR_ERROR_TEXT, mnr_shelf_load_unsigned(without, "\xFF", 1, 1, NULL));
    CHECK(status_on(without, 2026, 12, 24).origin == MNR_ORIGIN_UNSIGNED);
    OK(mnr_shelf_free(without));
}

static void the_call_itself(void)
{
    mnr_shelf *shelf = NULL;
    mnr_book *book = NULL;
    mnr_rules_status status;
    uint64_t accepted = 0;
    uint8_t many[17 * MNR_PACKAGE_KEY_LENGTH] = {0};
    size_t at;
    const uint8_t *package = (const uint8_t *)PACKAGE_7;
    MNR_INIT(&status);
    CHECK_STATUS(MNR_ERROR_NULL, mnr_shelf_new(NULL, 32, 0, &shelf, NULL));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_shelf_new(KEY, 32, 0, NULL, NULL));
    CHECK_STATUS(MNR_ERROR_LENGTH, mnr_shelf_new(KEY, 31, 0, &shelf, NULL));
    CHECK_STATUS(MNR_ERROR_PUBLIC_KEY, mnr_shelf_new(many, 32, 0, &shelf, NULL));
    for (at = 0; at < 17; at++)
        memcpy(many + at * sizeof KEY, KEY, sizeof KEY);
    CHECK_STATUS(MNR_ERROR_LENGTH, mnr_shelf_new(many, sizeof many, 0, &shelf, NULL));
    CHECK(shelf == NULL);
    OK(mnr_shelf_new(many, 16 * sizeof KEY, 0, &shelf, NULL));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_shelf_load(shelf, NULL, 1, DAY(2091, 1, 1), &accepted, NULL));
    CHECK_STATUS(MNR_ERROR_LENGTH, mnr_shelf_load(shelf, package, 0, DAY(2091, 1, 1), &accepted, NULL));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_shelf_load(shelf, package, LENGTH, DAY(2091, 1, 1), NULL, NULL));
    CHECK_STATUS(MNR_ERROR_DATE, mnr_shelf_load(shelf, package, LENGTH, DAY(2091, 2, 29), &accepted, NULL));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_shelf_load_unsigned(shelf, NULL, 1, 1, NULL));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_shelf_book(shelf, NULL));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_shelf_status(shelf, DAY(2091, 1, 1), NULL));
    CHECK_STATUS(MNR_ERROR_DATE, mnr_shelf_status(shelf, DAY(2091, 13, 1), &status));
    CHECK_STATUS(MNR_ERROR_DATE, mnr_book_age(NULL, DAY(2091, 13, 1), &status));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_book_age(NULL, DAY(2091, 1, 1), NULL));
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_book_age(NO_HANDLE(mnr_book), DAY(2091, 1, 1), &status));
    status.struct_size = 4;
    CHECK_STATUS(MNR_ERROR_STRUCT_SIZE, mnr_shelf_status(shelf, DAY(2091, 1, 1), &status));
    CHECK_STATUS(MNR_ERROR_STRUCT_SIZE, mnr_book_age(NULL, DAY(2091, 1, 1), &status));
    MNR_INIT(&status);
    OK(mnr_shelf_free(shelf));
    OK(mnr_shelf_free(NULL));
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_shelf_free(shelf));
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_shelf_load(shelf, package, LENGTH, DAY(2091, 1, 1), &accepted, NULL));
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_shelf_load_unsigned(shelf, UNSIGNED, sizeof UNSIGNED - 1, 1, NULL));
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_shelf_book(shelf, &book));
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_shelf_status(shelf, DAY(2091, 1, 1), &status));
}

#ifndef SIDE_BY_SIDE /* the log is the whole process's */
static char logged[4096];

static void keep_line(void *user, int32_t level, const char *line)
{
    (void)user;
    (void)level;
    CHECK(strlen(logged) + strlen(line) + 2 < sizeof logged);
    strcat(logged, line);
    strcat(logged, "\n");
}

/* A check-in on that day at a reader whose rules expire on 2027-12-01, or are the built-in ones. */
static void check_in(int signed_rules, int year, int month, int day, char *journal, size_t capacity)
{
    mnr_reception_config config;
    mnr_reception *reception = NULL;
    mnr_action action;
    size_t needed;
    int32_t status;
    MNR_INIT(&config);
    if (signed_rules) {
        config.rules_expire_year = 2027;
        config.rules_expire_month = 12;
        config.rules_expire_day = 1;
    }
    logged[0] = 0;
    OK(mnr_reception_new(&config, &reception));
    OK(mnr_reception_card_placed(reception, 0, DAY(year, month, day)));
    OK(mnr_reception_card_removed(reception, 10));
    do {
        MNR_INIT(&action);
        status = mnr_reception_next_action(reception, &action);
    } while (status == MNR_OK);
    OK(mnr_reception_journal(reception, journal, capacity, &needed));
    OK(mnr_reception_free(reception));
}

/* What has expired stands in the journal and, once, in the log; till then neither speaks of age. */
static void what_has_expired_says_so(void)
{
    char journal[4096];
    OK(mnr_set_log(NULL, keep_line, MNR_LOG_WARNING));
    check_in(1, 2027, 12, 1, journal, sizeof journal);
    CHECK(strstr(journal, "rules-expired") == NULL && strstr(logged, "guidance") == NULL);
    check_in(1, 2027, 12, 2, journal, sizeof journal);
    CHECK(strstr(journal, "rules-expired") != NULL && strstr(logged, "expired on 2027-12-01") != NULL);
    check_in(0, 2027, 12, 2, journal, sizeof journal);
    CHECK(strstr(journal, "rules-expired") == NULL && strstr(logged, "known to hold up to") != NULL);
    OK(mnr_set_log(NULL, NULL, MNR_LOG_ERROR));
}
#endif

int main(void)
{
    what_is_taken();
    what_is_refused();
    the_call_itself();
#ifndef SIDE_BY_SIDE
    what_has_expired_says_so();
#endif
    nothing_is_left();
    return EXIT_SUCCESS;
}
