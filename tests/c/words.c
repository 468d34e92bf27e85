/* Words of screens, texts of a book, and pages to print. */
#include "check.h"

/* Each thread's own, since the crowd runs every test side by side; the text is no part of a small stack. */
static __thread mnr_book *book;
static __thread char *text;
static __thread size_t needed;
#define SIZE ((size_t)1 << 18)

static int32_t words(const mnr_action *action, int32_t which, const char *language)
{
    return mnr_action_words(NULL, action, which, language, strlen(language), 0, text, SIZE, &needed);
}

static void shows(const mnr_action *action, int32_t which, const char *language, const char *wanted)
{
    OK(words(action, which, language));
    CHECK(strcmp(text, wanted) == 0);
    CHECK(strlen(text) + 1 == needed);
}

static void screens(void)
{
    static const int32_t numbers[] = {MNR_ACTION_SHOW, MNR_ACTION_TELL, MNR_ACTION_SCAN_CARD_FACE, MNR_ACTION_SHOW_NOTICE, MNR_ACTION_CHECK_BY_SIGHT};
    mnr_action action;
    size_t index;
    MNR_INIT(&action);
    action.kind = MNR_ACTION_SHOW;
    action.detail = MNR_SCREEN_WELCOME;
    action.mode = MNR_MODE_UNATTENDED;
    shows(&action, MNR_WORDS_MAIN, "en", "Please place your My Number card.");
    shows(&action, MNR_WORDS_MAIN, "ja-JP", "マイナンバーカードを置いてください。");
    /* A language that nobody has is answered in Japanese. */
    shows(&action, MNR_WORDS_MAIN, "xx", "マイナンバーカードを置いてください。");
    OK(mnr_action_words(book, &action, MNR_WORDS_MAIN, "en", 2, 7, text, SIZE, &needed));
    CHECK(strcmp(text, "Card into the lower slot, please.") == 0);
    OK(mnr_action_words(book, &action, MNR_WORDS_MAIN, "en", 2, 8, text, SIZE, &needed));
    CHECK(strcmp(text, "Please place your My Number card.") == 0);

    action.kind = MNR_ACTION_ENTER_PIN;
    action.tries = 1;
    shows(&action, MNR_WORDS_MAIN, "en", "Please enter your four-digit PIN, or press \"I do not know my PIN\" (1 try left).");
    shows(&action, MNR_WORDS_SPOKEN, "en", "Please enter your four-digit PIN, 1 try left. If you do not know it, please ask at the desk.");
    CHECK_STATUS(MNR_ERROR_NOT_FOUND, words(&action, MNR_WORDS_BACK, "en"));
    action.may_go_back = 1;
    shows(&action, MNR_WORDS_BACK, "ja", "番号がわからない");
    action.again = 1;
    action.tries = 2;
    shows(&action, MNR_WORDS_TRIES, "ja", "あと2回");
    CHECK_STATUS(MNR_ERROR_NOT_FOUND, words(&action, MNR_WORDS_FACE, "ja"));
    action.kind = MNR_ACTION_CHOOSE_METHOD;
    action.offer_face = MNR_OFFER_OPEN;
    action.offer_pin = MNR_OFFER_BLOCKED;
    shows(&action, MNR_WORDS_FACE, "en", "face recognition");
    shows(&action, MNR_WORDS_PIN, "en", "PIN (locked)");
    CHECK_STATUS(MNR_ERROR_NOT_FOUND, words(&action, MNR_WORDS_STAFF, "en"));
    CHECK_STATUS(MNR_ERROR_NOT_FOUND, words(&action, MNR_WORDS_TRIES, "en"));
    action.offer_staff = MNR_OFFER_OPEN;
    shows(&action, MNR_WORDS_SPOKEN, "en", "Please choose how to confirm who you are: face recognition, check by the staff.");
    action.offer_staff = MNR_OFFER_NOT_FOR_REGISTRATION;
    shows(&action, MNR_WORDS_STAFF, "en", "check by the staff (not for the registration)");
    action.offer_staff = 0;
    action.may_go_back = 0;
    action.kind = MNR_ACTION_SHOW;
    action.detail = MNR_SCREEN_WELCOME;
    action.offer_phone = MNR_OFFER_PHONE_READER_NOT_PAIRED;
    shows(&action, MNR_WORDS_PHONE, "en", "phone (its reader is not connected)");
    shows(&action, MNR_WORDS_SPOKEN, "en", "Please place your My Number card. If you would like help, please ask at the desk.");
    action.detail = MNR_SCREEN_OTHER_TOKEN;
    action.token = MNR_TOKEN_CARD;
    shows(&action, MNR_WORDS_MAIN, "en", "A card was placed. We go on with the card.");
    action.token = 99;
    CHECK_STATUS(MNR_ERROR_ARGUMENT, words(&action, MNR_WORDS_MAIN, "en"));
    action.kind = MNR_ACTION_CHOOSE_PHONE;
    action.offer_android = MNR_OFFER_OPEN;
    action.offer_iphone = MNR_OFFER_BY_MODE;
    shows(&action, MNR_WORDS_ANDROID, "en", "Android");
    shows(&action, MNR_WORDS_IPHONE, "en", "iPhone (not in this mode)");
    CHECK_STATUS(MNR_ERROR_NOT_FOUND, words(&action, MNR_WORDS_BACK, "en"));
    action.kind = MNR_ACTION_AWAIT_PHONE;
    action.phone = MNR_PHONE_ANDROID;
    action.at = MNR_AT_PHONE_READER;
    action.may_go_back = 1;
    shows(&action, MNR_WORDS_MAIN, "en", "Please hold your phone to the reader beside this machine.");
    shows(&action, MNR_WORDS_BACK, "en", "Back");
    action.at = 3;
    CHECK_STATUS(MNR_ERROR_ARGUMENT, words(&action, MNR_WORDS_MAIN, "en"));
    action.kind = MNR_ACTION_COMPARE_FACE;
    action.detail = MNR_FACE_TOO_FAR;
    shows(&action, MNR_WORDS_MAIN, "en", "Please come a little closer and look at the camera.");
    action.kind = MNR_ACTION_ASK_SUBSIDY;
    shows(&action, MNR_WORDS_MAIN, "en", "Would you like to use your registered medical subsidy certificate here today?");
    action.offer_phone = action.offer_android = action.offer_iphone = 0;
    action.kind = MNR_ACTION_TELL;
    action.detail = MNR_TELL_ENDED;
    action.outcome = MNR_OUTCOME_ENDED;
    action.end_reason = MNR_END_SILENT;
    action.code_maker = 65535;
    action.code_number = 3;
    shows(&action, MNR_WORDS_MAIN, "en", "Ended: nobody answered (L03).");
    action.kind = MNR_ACTION_READ_TRIES;
    CHECK_STATUS(MNR_ERROR_NOT_FOUND, words(&action, MNR_WORDS_MAIN, "en"));

    /* Numbers that are none. */
    CHECK_STATUS(MNR_ERROR_ARGUMENT, words(&action, 10, "en"));
    CHECK_STATUS(MNR_ERROR_ARGUMENT, words(&action, MNR_WORDS_MAIN, "?"));
    for (index = 0; index < sizeof numbers / sizeof numbers[0]; index++) {
        action.kind = numbers[index];
        action.detail = 99;
        CHECK_STATUS(MNR_ERROR_ARGUMENT, words(&action, MNR_WORDS_MAIN, "en"));
    }
    action.offer_pin = 99;
    CHECK_STATUS(MNR_ERROR_ARGUMENT, words(&action, MNR_WORDS_PIN, "en"));
    action.kind = MNR_ACTION_ENTER_PIN;
    action.tries = -9;
    CHECK_STATUS(MNR_ERROR_ARGUMENT, words(&action, MNR_WORDS_MAIN, "en"));
    action.tries = 3;
    CHECK_STATUS(MNR_ERROR_TEXT, words(&action, MNR_WORDS_MAIN, "\x83\x4E"));
    CHECK_STATUS(MNR_ERROR_BUFFER, mnr_action_words(NULL, &action, MNR_WORDS_MAIN, "en", 2, 0, text, 3, &needed));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_action_words(NULL, NULL, MNR_WORDS_MAIN, "en", 2, 0, text, SIZE, &needed));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_action_words(NULL, &action, MNR_WORDS_MAIN, NULL, 2, 0, text, SIZE, &needed));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_action_words(NULL, &action, MNR_WORDS_MAIN, "en", 2, 0, text, SIZE, NULL));
    action.struct_size = 4;
    CHECK_STATUS(MNR_ERROR_STRUCT_SIZE, words(&action, MNR_WORDS_MAIN, "en"));
}

static void texts(void)
{
    OK(mnr_book_text(NULL, 100043, "en", 2, 0, text, SIZE, &needed));
    CHECK(strstr(text, "needs no number") != NULL);
    OK(mnr_book_text(NULL, 710022, "ja", 2, 0, text, SIZE, &needed));
    CHECK(strcmp(text, "あと{tries}回") == 0);
    OK(mnr_book_text(book, 710001, "en", 2, 7, text, SIZE, &needed));
    CHECK(strcmp(text, "Card into the lower slot, please.") == 0);
    CHECK_STATUS(MNR_ERROR_NOT_FOUND, mnr_book_text(NULL, 1, "ja", 2, 0, text, SIZE, &needed));
    /* The name of a maker that nobody knows. */
    CHECK_STATUS(MNR_ERROR_NOT_FOUND, mnr_book_text(NULL, 1000077, "ja", 2, 0, text, SIZE, &needed));
    CHECK_STATUS(MNR_ERROR_NOT_FOUND, mnr_book_text(NULL, 0xFFFFFFFFu, "ja", 2, 0, text, SIZE, &needed));
    CHECK_STATUS(MNR_ERROR_ARGUMENT, mnr_book_text(NULL, 100043, "?", 1, 0, text, SIZE, &needed));
    CHECK_STATUS(MNR_ERROR_TEXT, mnr_book_text(NULL, 100043, "\x83\x4E", 2, 0, text, SIZE, &needed));
    CHECK_STATUS(MNR_ERROR_BUFFER, mnr_book_text(NULL, 100043, "ja", 2, 0, text, 3, &needed));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_book_text(NULL, 100043, NULL, 2, 0, text, SIZE, &needed));
}

static int32_t page(mnr_book *of, int32_t which, const char *language)
{
    return mnr_page_html(of, which, language, strlen(language), "A", 1, NULL, 0, 0, DAY(2026, 12, 1), text, SIZE, &needed);
}

static void pages(void)
{
    int32_t which;
    for (which = MNR_LEAFLET_CERTIFICATE_RENEWAL; which <= MNR_LEAFLET_STAFF_READINESS; which++) {
        OK(page(NULL, which, "ja"));
        OK(page(NULL, which, "en"));
    }
    for (which = MNR_FORM_FOUR_ITEMS; which <= MNR_FORM_AFTER_RECOVERY; which++) {
        OK(page(NULL, which, "ja"));
        CHECK(strstr(text, "<article class=\"form\">") != NULL);
        OK(page(NULL, which, "en"));
    }
    OK(page(NULL, MNR_FORM_DECLARATION, "en"));
    CHECK(strstr(text, "Declaration of eligibility") != NULL);
    OK(page(book, MNR_LEAFLET_PIN_RESET, "en"));
    CHECK(strstr(text, "<h1>Ours</h1>") != NULL);
    OK(page(NULL, MNR_LEAFLET_PIN_RESET, "en"));
    CHECK(strstr(text, "<h1>Ours</h1>") == NULL);
    /* In a language that is not there: in Japanese. */
    OK(page(NULL, MNR_LEAFLET_STAFF_READINESS, "vi"));
    OK(page(NULL, MNR_LEAFLET_PIN_RESET, "vi"));
    CHECK(strstr(text, "<html lang=\"ja\"") != NULL);
    CHECK_STATUS(MNR_ERROR_ARGUMENT, page(NULL, 0, "ja"));
    CHECK_STATUS(MNR_ERROR_ARGUMENT, page(NULL, 100, "ja"));
    CHECK_STATUS(MNR_ERROR_ARGUMENT, page(NULL, 105, "ja"));
    CHECK_STATUS(MNR_ERROR_ARGUMENT, page(NULL, -1, "ja"));
}

int main(void)
{
    static const char amendment[] =
        "schema = 1\n[[replace]]\nreader-model = 7\nmessage = 710001\nlanguage = \"en\"\n"
        "words = \"Card into the lower slot, please.\"\n"
        "[page.en]\npin-reset = '''\n# Ours {patient}\nAll is here.\n'''\n";
    mnr_action action;
    text = malloc(SIZE);
    CHECK(text != NULL);
    OK(mnr_book_load(amendment, sizeof amendment - 1, 1, &book, NULL));
    screens();
    texts();
    pages();
    OK(mnr_book_free(book));
    MNR_INIT(&action);
    action.kind = MNR_ACTION_REMIND;
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_action_words(book, &action, MNR_WORDS_MAIN, "en", 2, 0, text, SIZE, &needed));
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_book_text(book, 710001, "en", 2, 0, text, SIZE, &needed));
    CHECK_STATUS(MNR_ERROR_HANDLE, page(book, MNR_LEAFLET_PIN_RESET, "en"));
    free(text);
    nothing_is_left();
    return EXIT_SUCCESS;
}
