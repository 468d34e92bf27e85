/* Version, features, names of statuses, log, virtual cards' own functions, PC/SC where absent. */
#include "check.h"

static int lines;
static void count_line(void *user, int32_t level, const char *text)
{
    CHECK(user == &lines);
    CHECK(level >= MNR_LOG_ERROR && level <= MNR_LOG_TRACE);
    CHECK(strstr(text, "\n") == NULL);
    /* From inside, the callback cannot be replaced, and what fails here logs nothing. */
    CHECK_STATUS(MNR_ERROR_BUSY, mnr_set_log(NULL, NULL, MNR_LOG_ERROR));
    lines++;
}

static void names_of_readers(void)
{
    mnr_readers *readers = NULL;
    mnr_reader *reader = NULL;
    mnr_link *link = NULL;
    mnr_detail detail;
    size_t count = 0, needed = 0;
    int32_t present;
    char name[256];
    /* A reader with a Japanese name; PC/SC is asked only when it is used. */
    static const char japanese[] = "\xE9\xA1\x94\xE8\xAA\x8D\xE8\xA8\xBC\xE3\x83\xAA\xE3\x83\xBC\xE3\x83\x80\xE3\x83\xBC 00";

    CHECK_STATUS(MNR_ERROR_NULL, mnr_readers_list(NULL, NULL));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_reader_open(japanese, sizeof japanese - 1, NULL, NULL));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_reader_open(NULL, 1, &reader, NULL));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_readers_count(NULL, &count));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_readers_name(NULL, 0, name, sizeof name, &needed));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_reader_has_card(NULL, &present, NULL));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_reader_wait_for_card(NULL, 1, NULL));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_reader_wait_for_removal(NULL, 1, NULL));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_reader_cancel(NULL));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_reader_set_sharing_patience(NULL, 1000));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_reader_connect(NULL, &link, NULL));
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_readers_count(NO_HANDLE(mnr_readers), &count));
    CHECK_STATUS(MNR_ERROR_HANDLE,
                 mnr_readers_name(NO_HANDLE(mnr_readers), 0, name, sizeof name, &needed));
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_reader_has_card(NO_HANDLE(mnr_reader), &present, NULL));
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_reader_wait_for_card(NO_HANDLE(mnr_reader), 1, NULL));
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_reader_wait_for_removal(NO_HANDLE(mnr_reader), 1, NULL));
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_reader_cancel(NO_HANDLE(mnr_reader)));
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_reader_set_sharing_patience(NO_HANDLE(mnr_reader), 1000));
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_reader_connect(NO_HANDLE(mnr_reader), &link, NULL));
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_reader_free(NO_HANDLE(mnr_reader)));
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_readers_free(NO_HANDLE(mnr_readers)));

    MNR_INIT(&detail);
    if ((mnr_features() & MNR_FEATURE_PCSC) == 0) {
        CHECK_STATUS(MNR_ERROR_NOT_BUILT_IN, mnr_readers_list(&readers, &detail));
        CHECK(detail.status == MNR_ERROR_NOT_BUILT_IN && detail.text[0] != 0);
        CHECK_STATUS(MNR_ERROR_NOT_BUILT_IN,
                     mnr_reader_open(japanese, sizeof japanese - 1, &reader, &detail));
        return;
    }
    if (mnr_readers_list(&readers, &detail) == MNR_OK) {
        OK(mnr_readers_count(readers, &count));
        CHECK_STATUS(MNR_ERROR_NOT_FOUND, mnr_readers_name(readers, count, NULL, 0, &needed));
        OK(mnr_readers_free(readers));
    } else {
        CHECK(detail.status <= -300 && detail.status > -400);
    }
    /* Names come in any bytes: Shift_JIS, cut in the middle of a character, with escapes. */
    {
        static const char *const names[] = {"\xFF\xFE", ("\x8A\xE7\x94" "F\x8F\xD8\x95t"), "\xE3\x83",
                                            "\x1B[31mRED.\x1B[0m reader", "\x01"};
        size_t number;
        for (number = 0; number < sizeof names / sizeof *names; number++) {
            OK(mnr_reader_open(names[number], strlen(names[number]), &reader, NULL));
            OK(mnr_reader_free(reader));
        }
    }
    CHECK_STATUS(MNR_ERROR_TEXT, mnr_reader_open("a\0b", 3, &reader, NULL));
    CHECK_STATUS(MNR_ERROR_LENGTH, mnr_reader_open("", 0, &reader, NULL));
    OK(mnr_reader_open(japanese, sizeof japanese - 1, &reader, NULL));
    CHECK_STATUS(MNR_ERROR_ARGUMENT, mnr_reader_set_sharing_patience(reader, 60001));
    OK(mnr_reader_set_sharing_patience(reader, 60000));
    OK(mnr_reader_set_sharing_patience(reader, 0));
    /* No such reader, or no service: either way it says so and leaves the link alone. */
    CHECK(mnr_reader_connect(reader, &link, &detail) <= -300);
    CHECK(link == NULL);
    OK(mnr_reader_cancel(reader));
    CHECK(mnr_reader_wait_for_card(reader, 50, &detail) != MNR_OK);
    OK(mnr_reader_free(reader));
}

/* What the virtual card keeps of the wire has an end, and C can clear it. */
static void wire_log(void)
{
    enum { MOST = 4096, MANY = MOST + 500, ANSWER = 65538 };
    static const uint8_t command[] = {0x00, 0xB0, 0x00, 0x00, 0x00};
    mnr_sim_card *card = new_sim("adult");
    mnr_link *link = NULL;
    uint8_t *answer = malloc(ANSWER), *large = calloc(MANY, 16);
    size_t length = 0;
    uint32_t kept = 77, exchanges, presentations;
    uint64_t dropped = 77;
    int at;
    CHECK(answer != NULL && large != NULL);
    CHECK_STATUS(MNR_ERROR_NULL, mnr_sim_card_logged(card, NULL, &dropped));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_sim_card_logged(card, &kept, NULL));
    OK(mnr_sim_card_logged(card, &kept, &dropped));
    CHECK(kept == 0 && dropped == 0);
    OK(mnr_sim_card_link(card, &link));
    for (at = 0; at < MANY; at++)
        OK(mnr_link_transmit(link, command, sizeof command, 1000, answer, ANSWER, &length, NULL));
    OK(mnr_sim_card_logged(card, &kept, &dropped));
    CHECK(kept == MOST && dropped == MANY - MOST);
    OK(mnr_sim_card_clear_log(card));
    OK(mnr_sim_card_logged(card, &kept, &dropped));
    CHECK(kept == 0 && dropped == 0);
    OK(mnr_sim_card_counts(card, &exchanges, &presentations));
    CHECK(exchanges == MANY && presentations == 0);
    /* Long commands leave room for fewer. */
    for (at = 0; at < 40; at++)
        (void)mnr_link_transmit(link, large, 60000, 1000, answer, ANSWER, &length, NULL);
    OK(mnr_sim_card_logged(card, &kept, &dropped));
    CHECK(kept <= (1 << 20) / 60000 && kept + dropped == 40);
    OK(mnr_link_free(link));
    OK(mnr_sim_card_free(card));
    free(answer);
    free(large);
}

static void names(void)
{
    int32_t kind, value, named = 0;
    CHECK(strcmp(mnr_name(MNR_NAME_ACTION, MNR_ACTION_ENTER_PIN), "enter-pin") == 0);
    CHECK(strcmp(mnr_name(MNR_NAME_OUTCOME, MNR_OUTCOME_ADMITTED), "admitted") == 0);
    CHECK(strcmp(mnr_name(MNR_NAME_WHY, MNR_WHY_LAST_TRY), "last-try") == 0);
    CHECK(strcmp(mnr_name(MNR_NAME_ACTION, 99999), "unknown") == 0);
    for (kind = -1; kind < 64; kind++)
        for (value = -2; value < 300; value++) {
            const char *name = mnr_name(kind, value), *at;
            for (at = name; *at != 0; at++)
                CHECK((*at >= 'a' && *at <= 'z') || (at > name && (*at == '-' || (*at >= '0' && *at <= '9'))));
            named += strcmp(name, "unknown") != 0;
        }
    CHECK(named > 200);
}

int main(void)
{
    /* First: the thread that connected has gone long before the end, or valgrind finds its memory. */
    names_of_readers();
    names();
    mnr_sim_card *card;
    mnr_anchors *anchors;
    mnr_link *link;
    char name[64];
    size_t count, needed, index;
    int32_t tries;
    uint32_t exchanges, presentations;
    uint64_t dropped = 0;

    CHECK(MNR_VERSION_NUMBER ==
          MNR_VERSION_MAJOR * 1000000 + MNR_VERSION_MINOR * 1000 + MNR_VERSION_PATCH);
    CHECK(mnr_version_number() == MNR_VERSION_NUMBER);
    sprintf(name, "%d.%d.%d", (int)MNR_VERSION_MAJOR, (int)MNR_VERSION_MINOR, (int)MNR_VERSION_PATCH);
    CHECK(strcmp(mnr_version(), name) == 0);
    CHECK(mnr_source_id()[0] != 0);
    CHECK(mnr_features() & MNR_FEATURE_SIMULATION);
    CHECK(strcmp(mnr_status_name(MNR_ERROR_SECRET_WRONG), "MNR_ERROR_SECRET_WRONG") == 0);
    CHECK(strcmp(mnr_status_name(17), "MNR_ERROR_UNKNOWN") == 0);

    CHECK_STATUS(MNR_ERROR_NULL, mnr_handles_alive(NULL));
    CHECK_STATUS(MNR_ERROR_ARGUMENT, mnr_set_log(&lines, count_line, 0));
    CHECK_STATUS(MNR_ERROR_ARGUMENT, mnr_set_log(&lines, count_line, 5));
    OK(mnr_set_log(&lines, count_line, MNR_LOG_ERROR));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_handles_alive(NULL));
    CHECK(lines == 1);
    OK(mnr_set_log(NULL, NULL, MNR_LOG_ERROR));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_handles_alive(NULL));
    CHECK(lines == 1);

    CHECK_STATUS(MNR_ERROR_NULL, mnr_sim_persona_count(NULL));
    OK(mnr_sim_persona_count(&count));
    CHECK(count > 20);
    for (index = 0; index < count; index++)
        OK(mnr_sim_persona_name(index, name, sizeof name, &needed));
    CHECK_STATUS(MNR_ERROR_NOT_FOUND, mnr_sim_persona_name(count, name, sizeof name, &needed));
    needed = 0;
    CHECK_STATUS(MNR_ERROR_BUFFER, mnr_sim_persona_name(0, NULL, 0, &needed));
    CHECK(needed == sizeof "adult");
    CHECK_STATUS(MNR_ERROR_NULL, mnr_sim_persona_name(0, NULL, 10, &needed));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_sim_persona_name(0, name, sizeof name, NULL));

    card = NULL;
    CHECK_STATUS(MNR_ERROR_NOT_FOUND, mnr_sim_card_new("nobody", 6, DAY(2026, 11, 24), &card, NULL));
    CHECK_STATUS(MNR_ERROR_DATE, mnr_sim_card_new("adult", 5, DAY(2026, 2, 30), &card, NULL));
    CHECK_STATUS(MNR_ERROR_LENGTH, mnr_sim_card_new("adult", 0, DAY(2026, 2, 3), &card, NULL));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_sim_card_new(NULL, 5, DAY(2026, 2, 3), &card, NULL));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_sim_card_new("adult", 5, DAY(2026, 2, 3), NULL, NULL));
    CHECK(card == NULL);
    card = new_sim("adult");
    CHECK_STATUS(MNR_ERROR_NULL, mnr_sim_card_link(card, NULL));
    OK(mnr_sim_card_link(card, &link));
    OK(mnr_link_free(link));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_sim_card_secret(card, MNR_KEY_CODE_B, name, sizeof name, NULL));
    OK(mnr_sim_card_secret(card, MNR_KEY_CODE_B, name, sizeof name, &needed));
    CHECK(needed == 15);
    CHECK_STATUS(MNR_ERROR_NOT_FOUND,
                 mnr_sim_card_secret(card, MNR_KEY_BIRTH_DATE, name, sizeof name, &needed));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_sim_card_tries(card, MNR_KEY_AUTHENTICATION_PIN, NULL));
    CHECK_STATUS(MNR_ERROR_ARGUMENT, mnr_sim_card_tries(card, 99, &tries));
    CHECK_STATUS(MNR_ERROR_ARGUMENT, mnr_sim_card_secret(card, 99, name, sizeof name, &needed));
    CHECK_STATUS(MNR_ERROR_BUFFER, mnr_sim_card_secret(card, MNR_KEY_CODE_B, name, 14, &needed));
    {
        mnr_sim_card *phone = new_sim("iphone");
        CHECK_STATUS(MNR_ERROR_NOT_FOUND, mnr_sim_card_tries(phone, MNR_KEY_CODE_B, &tries));
        OK(mnr_sim_card_free(phone));
    }
    OK(mnr_sim_card_tries(card, MNR_KEY_AUTHENTICATION_PIN, &tries));
    CHECK(tries == 3);
    CHECK_STATUS(MNR_ERROR_NULL, mnr_sim_card_counts(card, NULL, &presentations));
    OK(mnr_sim_card_counts(card, &exchanges, &presentations));
    CHECK(exchanges == 0 && presentations == 0);
    CHECK_STATUS(MNR_ERROR_ARGUMENT, mnr_sim_card_fault(card, 0, MNR_SIM_RESET));
    CHECK_STATUS(MNR_ERROR_ARGUMENT, mnr_sim_card_fault(card, 1, 99));
    OK(mnr_sim_card_fault(card, 1, MNR_SIM_RESET));
    OK(mnr_sim_card_take_away(card));
    OK(mnr_sim_card_place(card));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_sim_anchors(NULL));
    OK(mnr_sim_anchors(&anchors));
    OK(mnr_anchors_free(anchors));
    OK(mnr_sim_card_free(card));
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_sim_card_free(card));
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_sim_card_link(card, &link));
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_sim_card_secret(card, MNR_KEY_CODE_B, name, 64, &needed));
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_sim_card_tries(card, MNR_KEY_CODE_B, &tries));
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_sim_card_counts(card, &exchanges, &presentations));
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_sim_card_logged(card, &exchanges, &dropped));
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_sim_card_clear_log(card));
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_sim_card_fault(card, 1, MNR_SIM_RESET));
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_sim_card_place(card));
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_sim_card_take_away(card));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_sim_card_link(NULL, &link));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_sim_card_fault(NULL, 1, MNR_SIM_RESET));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_sim_card_place(NULL));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_sim_card_take_away(NULL));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_sim_card_logged(NULL, &exchanges, &dropped));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_sim_card_clear_log(NULL));
    OK(mnr_sim_card_free(NULL));
    OK(mnr_readers_free(NULL));
    OK(mnr_reader_free(NULL));

    wire_log();
    nothing_is_left();
    return EXIT_SUCCESS;
}
