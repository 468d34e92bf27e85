/* Diagnosis, guidance, books, leaflets. */
#include "check.h"

/* The steps of a code at a reader of this model. */
static int has_step(uint32_t code, uint32_t model, const char *words)
{
    mnr_situation situation;
    mnr_guidance *guidance = NULL;
    size_t count, index, needed;
    char text[1024];
    int found = 0;
    int32_t number;
    MNR_INIT(&situation);
    situation.year = 2026;
    situation.month = 11;
    situation.day = 27;
    situation.pin_tries = situation.code_b_tries = MNR_TRIES_UNKNOWN;
    situation.reader_model = model;
    memcpy(situation.language, "en", 2);
    OK(mnr_guide(NULL, 0, code, &situation, &guidance));
    OK(mnr_guidance_count(guidance, MNR_LIST_STAFF, &count));
    for (index = 0; index < count; index++) {
        OK(mnr_guidance_item(guidance, MNR_LIST_STAFF, index, &number, text, sizeof text, &needed));
        found |= strstr(text, words) != NULL;
    }
    OK(mnr_guidance_free(guidance));
    return found;
}

/* The readers' models, and steps that go by them. */
static void models(void)
{
    mnr_model model;
    mnr_model_fact fact;
    size_t count = 0, index, needed, inside = 0;
    uint32_t number = 0, second = 0;
    char text[1024];
    int32_t feature;
    OK(mnr_model_count(NULL, &count));
    CHECK(count == 9);
    for (index = 0; index < count; index++) {
        MNR_INIT(&model);
        MNR_INIT(&fact);
        OK(mnr_model_at(NULL, index, &model));
        OK(mnr_model_find(NULL, model.name, strlen(model.name), &number));
        CHECK(number == model.number && model.maker > 0);
        OK(mnr_model_read_fact(NULL, number, MNR_FEATURE_SECOND_GENERATION, &fact));
        second += fact.is == 1;
        if (mnr_model_read_fact(NULL, number, MNR_FEATURE_TERMINAL_BUILT_IN, &fact) == MNR_OK && fact.is == 1)
            inside = number;
        /* What no source tells of any model. */
        CHECK_STATUS(MNR_ERROR_NOT_FOUND, mnr_model_read_fact(NULL, number, MNR_FEATURE_PLACEMENT, &fact));
        for (feature = MNR_FEATURE_PIN_AFTER_READ_ERROR; feature <= MNR_FEATURE_SUPPORT; feature++)
            if (mnr_model_read_fact(NULL, number, feature, &fact) == MNR_OK) {
                CHECK(fact.mark >= MNR_MARK_SINGLE && fact.mark <= MNR_MARK_INFERRED);
                CHECK_STATUS(fact.is == -1 ? MNR_OK : MNR_ERROR_NOT_FOUND,
                             mnr_model_text(NULL, number, feature, 0, "ja", 2, text, sizeof text, &needed));
            }
        for (feature = 1; feature <= (int32_t)model.notes; feature++)
            OK(mnr_model_text(NULL, number, 0, (uint32_t)feature, "en", 2, text, sizeof text, &needed));
        CHECK_STATUS(MNR_ERROR_NOT_FOUND, mnr_model_text(NULL, number, 0, (uint32_t)feature, "en", 2, text, sizeof text, &needed));
    }
    CHECK(second == 3 && inside == 403);
    CHECK_STATUS(MNR_ERROR_NOT_FOUND, mnr_model_at(NULL, count, &model));
    OK(mnr_model_find(NULL, "xc stfr3j mn", 12, &number));
    CHECK(number == 403);
    CHECK(has_step(8, 403, "the terminal is inside") && !has_step(8, 0, "the terminal is inside"));
    CHECK(has_step(8, 301, "reader off") && !has_step(8, 0, "reader off") && !has_step(8, 101, "reader off"));
    CHECK(has_step(8, 0, "Where reader and terminal are two machines"));

    CHECK_STATUS(MNR_ERROR_NOT_FOUND, mnr_model_find(NULL, "none", 4, &number));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_model_find(NULL, NULL, 4, &number));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_model_find(NULL, "x", 1, NULL));
    CHECK_STATUS(MNR_ERROR_TEXT, mnr_model_find(NULL, "\xFF", 1, &number));
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_model_find(NO_HANDLE(mnr_book), "x", 1, &number));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_model_count(NULL, NULL));
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_model_count(NO_HANDLE(mnr_book), &count));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_model_at(NULL, 0, NULL));
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_model_at(NO_HANDLE(mnr_book), 0, &model));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_model_read_fact(NULL, 301, 1, NULL));
    CHECK_STATUS(MNR_ERROR_ARGUMENT, mnr_model_read_fact(NULL, 301, 0, &fact));
    CHECK_STATUS(MNR_ERROR_NOT_FOUND, mnr_model_read_fact(NULL, 9, 1, &fact));
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_model_read_fact(NO_HANDLE(mnr_book), 301, 1, &fact));
    CHECK_STATUS(MNR_ERROR_ARGUMENT, mnr_model_text(NULL, 301, 1, 1, "ja", 2, text, sizeof text, &needed));
    CHECK_STATUS(MNR_ERROR_ARGUMENT, mnr_model_text(NULL, 301, 99, 0, "ja", 2, text, sizeof text, &needed));
    CHECK_STATUS(MNR_ERROR_ARGUMENT, mnr_model_text(NULL, 301, 11, 0, "??", 2, text, sizeof text, &needed));
    CHECK_STATUS(MNR_ERROR_TEXT, mnr_model_text(NULL, 301, 11, 0, "\xFF", 1, text, sizeof text, &needed));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_model_text(NULL, 301, 11, 0, NULL, 2, text, sizeof text, &needed));
    CHECK_STATUS(MNR_ERROR_NOT_FOUND, mnr_model_text(NULL, 9, 11, 0, "ja", 2, text, sizeof text, &needed));
    CHECK_STATUS(MNR_ERROR_BUFFER, mnr_model_text(NULL, 301, 11, 0, "ja", 2, text, 3, &needed));
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_model_text(NO_HANDLE(mnr_book), 301, 11, 0, "ja", 2, text, sizeof text, &needed));
    model.struct_size = fact.struct_size = 4;
    CHECK_STATUS(MNR_ERROR_STRUCT_SIZE, mnr_model_at(NULL, 0, &model));
    CHECK_STATUS(MNR_ERROR_STRUCT_SIZE, mnr_model_read_fact(NULL, 301, 1, &fact));
}

/* One rule for all texts: no language, and one that the book does not have, is Japanese; a region is in its
 * language; what is no tag is refused. */
static void languages(void)
{
    static const struct {
        const char *given, *means;
    } tags[] = {{"", "ja"}, {"xx", "ja"}, {"zz-ZZ", "ja"}, {"en-US", "en"}, {"ja-JP", "ja"}, {"ja", "ja"}, {"en", "en"}};
    static const char *const none[] = {"JA", "??", "e", "a-very-long-tag-of-none"};
    static char words[2][1 << 18];
    mnr_action action;
    size_t index, count, needed;
    char tag[16];
    OK(mnr_book_language_count(NULL, &count));
    CHECK(count >= 2);
    for (index = 0; index < count; index++) {
        OK(mnr_book_language_at(NULL, index, tag, sizeof tag, &needed));
        CHECK(needed == strlen(tag) + 1);
    }
    CHECK_STATUS(MNR_ERROR_NOT_FOUND, mnr_book_language_at(NULL, count, tag, sizeof tag, &needed));
    CHECK_STATUS(MNR_ERROR_BUFFER, mnr_book_language_at(NULL, 0, NULL, 0, &needed));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_book_language_count(NULL, NULL));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_book_language_at(NULL, 0, tag, sizeof tag, NULL));
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_book_language_count(NO_HANDLE(mnr_book), &count));
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_book_language_at(NO_HANDLE(mnr_book), 0, tag, sizeof tag, &needed));

    MNR_INIT(&action);
    action.kind = MNR_ACTION_ENTER_PIN;
    for (index = 0; index < sizeof tags / sizeof tags[0]; index++) {
        int which;
        for (which = 0; which < 3; which++) {
            int side;
            for (side = 0; side < 2; side++) {
                const char *language = side ? tags[index].means : tags[index].given;
                size_t length = strlen(language), size = sizeof words[side];
                if (which == 0)
                    OK(mnr_page_html(NULL, MNR_LEAFLET_PIN_RESET, language, length, "A", 1, NULL, 0, 0, DAY(2026, 12, 1), words[side], size, &needed));
                else if (which == 1)
                    OK(mnr_action_words(NULL, &action, MNR_WORDS_MAIN, language, length, 0, words[side], size, &needed));
                else {
                    mnr_situation situation;
                    mnr_guidance *guidance;
                    MNR_INIT(&situation);
                    situation.year = 2026;
                    situation.month = 12;
                    situation.day = 1;
                    memcpy(situation.language, language, length);
                    OK(mnr_guide(NULL, 0, 4, &situation, &guidance));
                    OK(mnr_guidance_text(guidance, MNR_TEXT_PATIENT, words[side], size, &needed));
                    OK(mnr_guidance_free(guidance));
                }
            }
            /* The page of a region says which one it is in its first lines. */
            CHECK(which == 0 ? strlen(words[0]) > 1000 : strcmp(words[0], words[1]) == 0);
        }
    }
    for (index = 0; index < sizeof none / sizeof none[0]; index++) {
        CHECK_STATUS(MNR_ERROR_ARGUMENT, mnr_page_html(NULL, MNR_LEAFLET_PIN_RESET, none[index], strlen(none[index]), "A", 1, NULL, 0, 0, DAY(2026, 12, 1), NULL, 0, &needed));
        CHECK_STATUS(MNR_ERROR_ARGUMENT, mnr_action_words(NULL, &action, MNR_WORDS_MAIN, none[index], strlen(none[index]), 0, NULL, 0, &needed));
    }
}

int main(void)
{
    mnr_symptom symptom;
    mnr_situation situation;
    mnr_guidance *guidance = NULL;
    mnr_guidance_facts facts;
    mnr_next_step step;
    mnr_book *book = NULL;
    mnr_detail detail;
    uint32_t maker = 9, number = 9;
    size_t count = 99, needed = 0, index;
    int32_t which;
    char text[4096];
    char *page;
    int kind, open = 0;

    /* 6984 is 004 or 005 by the key. */
    MNR_INIT(&symptom);
    symptom.step = MNR_STEP_VERIFY_PIN;
    symptom.key = MNR_KEY_AUTHENTICATION_PIN;
    symptom.token = MNR_TOKEN_CARD;
    symptom.happened = MNR_HAPPENED_STATUS_WORD;
    symptom.value = 0x6984;
    OK(mnr_diagnose(&symptom, &maker, &number));
    CHECK(maker == 0 && number == 4);
    symptom.step = MNR_STEP_VERIFY_CODE_B;
    symptom.key = MNR_KEY_CODE_B;
    OK(mnr_diagnose(&symptom, &maker, &number));
    CHECK(number == 5);
    /* Every kind takes its first value; no kind takes nonsense. */
    for (kind = MNR_HAPPENED_STATUS_WORD; kind <= MNR_HAPPENED_CODE; kind++) {
        symptom.happened = kind;
        symptom.value = 1;
        symptom.second = kind == MNR_HAPPENED_LINK ? -1 : kind == MNR_HAPPENED_RECORD ? 1 : 0;
        OK(mnr_diagnose(&symptom, &maker, &number));
        if (kind != MNR_HAPPENED_CARD_EXPIRED && kind != MNR_HAPPENED_NOT_GENUINE) {
            symptom.value = (int64_t)1 << 40;
            CHECK_STATUS(MNR_ERROR_ARGUMENT, mnr_diagnose(&symptom, &maker, &number));
        }
    }
    symptom.struct_size = 4;
    CHECK_STATUS(MNR_ERROR_STRUCT_SIZE, mnr_diagnose(&symptom, &maker, &number));
    symptom.struct_size = sizeof symptom;
    symptom.happened = 99;
    CHECK_STATUS(MNR_ERROR_ARGUMENT, mnr_diagnose(&symptom, &maker, &number));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_diagnose(NULL, &maker, &number));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_diagnose(&symptom, NULL, &number));

    MNR_INIT(&situation);
    situation.year = 2026;
    situation.month = 12;
    situation.day = 1;
    situation.pin_tries = 0;
    situation.code_b_tries = MNR_TRIES_UNKNOWN;
    situation.facility = MNR_FACILITY_ADMINISTRATOR;
    CHECK_STATUS(MNR_ERROR_NULL, mnr_guide(NULL, 0, 4, NULL, &guidance));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_guide(NULL, 0, 4, &situation, NULL));
    CHECK_STATUS(MNR_ERROR_ARGUMENT, mnr_guide(NULL, 1u << 20, 4, &situation, &guidance));
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_guide(NO_HANDLE(mnr_book), 0, 4, &situation, &guidance));
    situation.day = 31;
    situation.month = 2;
    CHECK_STATUS(MNR_ERROR_DATE, mnr_guide(NULL, 0, 4, &situation, &guidance));
    situation.struct_size = 4;
    CHECK_STATUS(MNR_ERROR_STRUCT_SIZE, mnr_guide(NULL, 0, 4, &situation, &guidance));
    situation.struct_size = sizeof situation;
    situation.month = 12;
    situation.facility = 1u << 30;
    CHECK_STATUS(MNR_ERROR_ARGUMENT, mnr_guide(NULL, 0, 4, &situation, &guidance));
    situation.facility = MNR_FACILITY_ADMINISTRATOR;
    memset(situation.language, 'x', sizeof situation.language);
    CHECK_STATUS(MNR_ERROR_ARGUMENT, mnr_guide(NULL, 0, 4, &situation, &guidance));
    memset(situation.language, 0, sizeof situation.language);
    memcpy(situation.language, "ja", 2);
    CHECK(guidance == NULL);
    OK(mnr_guide(NULL, 0, 4, &situation, &guidance));

    MNR_INIT(&facts);
    OK(mnr_guidance_read_facts(guidance, &facts));
    CHECK(facts.seen_today == MNR_SEEN_TODAY_YES && facts.seen_today_step == MNR_LADDER_FACE);
    for (index = 0; index < facts.next_steps; index++) {
        MNR_INIT(&step);
        OK(mnr_guidance_next_step(guidance, index, &step));
        CHECK(step.step != MNR_LADDER_PIN || step.standing != MNR_STANDING_POSSIBLE);
        open += step.standing == MNR_STANDING_POSSIBLE;
        OK(mnr_guidance_step_text(guidance, index, 0, text, sizeof text, &needed));
        OK(mnr_guidance_step_text(guidance, index, 1, text, sizeof text, &needed));
        CHECK(needed > 1 && text[needed - 1] == 0);
    }
    CHECK(open > 0);
    CHECK_STATUS(MNR_ERROR_NOT_FOUND, mnr_guidance_next_step(guidance, index, &step));
    CHECK_STATUS(MNR_ERROR_NOT_FOUND, mnr_guidance_step_text(guidance, index, 0, text, sizeof text, &needed));
    CHECK_STATUS(MNR_ERROR_ARGUMENT, mnr_guidance_step_text(guidance, 0, 2, text, sizeof text, &needed));
    OK(mnr_guidance_text(guidance, MNR_TEXT_OFFICIAL_TITLE, text, sizeof text, &needed));
    CHECK(strcmp(text, "\xE3\x83\x9E\xE3\x82\xA4\xE3\x83\x8A\xE3\x83\xB3\xE3\x83\x90\xE3\x83\xBC\xE3\x82\xAB\xE3\x83\xBC\xE3\x83\x89\xE3\x81\xAE\xE3\x83\xAD\xE3\x83\x83\xE3\x82\xAF") == 0);
    OK(mnr_guidance_text(guidance, MNR_TEXT_PATIENT_READING, text, sizeof text, &needed));
    CHECK_STATUS(MNR_ERROR_BUFFER, mnr_guidance_text(guidance, MNR_TEXT_TITLE, text, 3, &needed));
    /* The patient calls the municipality; nobody here calls anybody. */
    CHECK_STATUS(MNR_ERROR_NOT_FOUND, mnr_guidance_text(guidance, MNR_TEXT_OPENING, text, sizeof text, &needed));
    CHECK_STATUS(MNR_ERROR_ARGUMENT, mnr_guidance_text(guidance, 9, text, sizeof text, &needed));
    CHECK_STATUS(MNR_ERROR_ARGUMENT, mnr_guidance_text(guidance, -1, text, sizeof text, &needed));
    for (which = MNR_LIST_STAFF; which <= MNR_LIST_STAFF_WAYS; which++) {
        int32_t item;
        OK(mnr_guidance_count(guidance, which, &count));
        for (index = 0; index < count; index++)
            OK(mnr_guidance_item(guidance, which, index, &item, text, sizeof text, &needed));
        CHECK_STATUS(MNR_ERROR_NOT_FOUND, mnr_guidance_item(guidance, which, count, &item, text, sizeof text, &needed));
    }
    CHECK_STATUS(MNR_ERROR_ARGUMENT, mnr_guidance_count(guidance, 11, &count));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_guidance_count(guidance, 0, NULL));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_guidance_item(guidance, 0, 0, NULL, text, sizeof text, &needed));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_guidance_text(guidance, 0, text, sizeof text, NULL));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_guidance_read_facts(guidance, NULL));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_guidance_next_step(guidance, 0, NULL));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_guidance_step_text(NULL, 0, 0, text, sizeof text, &needed));
    CHECK_STATUS(MNR_ERROR_ARGUMENT, mnr_guidance_item(guidance, 11, 0, &which, text, sizeof text, &needed));
    CHECK_STATUS(MNR_ERROR_BUFFER, mnr_guidance_item(guidance, MNR_LIST_STAFF, 0, &which, text, 1, &needed));
    CHECK_STATUS(MNR_ERROR_BUFFER, mnr_guidance_step_text(guidance, 0, 0, text, 1, &needed));
    facts.struct_size = step.struct_size = 4;
    CHECK_STATUS(MNR_ERROR_STRUCT_SIZE, mnr_guidance_read_facts(guidance, &facts));
    CHECK_STATUS(MNR_ERROR_STRUCT_SIZE, mnr_guidance_next_step(guidance, 0, &step));
    MNR_INIT(&facts);
    MNR_INIT(&step);
    OK(mnr_guidance_free(guidance));
    OK(mnr_guidance_free(NULL));
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_guidance_free(guidance));
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_guidance_read_facts(guidance, &facts));
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_guidance_text(guidance, 0, text, sizeof text, &needed));
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_guidance_count(guidance, 0, &count));
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_guidance_item(guidance, 0, 0, &which, text, sizeof text, &needed));
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_guidance_next_step(guidance, 0, &step));
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_guidance_step_text(guidance, 0, 0, text, sizeof text, &needed));

    /* An outage: papers, steps in three parts, a device line that no other card can tell, words for the
     * telephone; and what the facility has not is no condition any more. */
    OK(mnr_guide(NULL, 0, 11, &situation, &guidance));
    OK(mnr_guidance_read_facts(guidance, &facts));
    CHECK(facts.device_fault == MNR_DEVICE_FAULT_NOT_TOLD);
    OK(mnr_guidance_text(guidance, MNR_TEXT_OPENING, text, sizeof text, &needed));
    CHECK(strstr(text, "011") != NULL);
    {
        int32_t item;
        size_t all, patient, device, later;
        OK(mnr_guidance_count(guidance, MNR_LIST_STAFF, &all));
        OK(mnr_guidance_count(guidance, MNR_LIST_FOR_PATIENT, &patient));
        OK(mnr_guidance_count(guidance, MNR_LIST_FOR_DEVICE, &device));
        OK(mnr_guidance_count(guidance, MNR_LIST_LATER, &later));
        CHECK(patient > 0 && device > 0 && later > 0 && patient + device + later == all);
        OK(mnr_guidance_item(guidance, MNR_LIST_PAPERS, 0, &item, text, sizeof text, &needed));
        CHECK(item == MNR_FORM_FOUR_ITEMS && text[0] != 0);
        OK(mnr_guidance_count(guidance, MNR_LIST_UPSET, &count));
        CHECK(count == 3);
        OK(mnr_guidance_count(guidance, MNR_LIST_COMPLAINTS, &count));
        CHECK(count == 3);
        /* For every step its way, or none. */
        OK(mnr_guidance_count(guidance, MNR_LIST_STAFF_WAYS, &count));
        CHECK(count == all);
        OK(mnr_guidance_item(guidance, MNR_LIST_STAFF_WAYS, 0, &item, text, sizeof text, &needed));
        CHECK(item == -1 && text[0] == 0);
    }
    OK(mnr_guidance_free(guidance));
    situation.facility_lacks = 1u << 30;
    CHECK_STATUS(MNR_ERROR_ARGUMENT, mnr_guide(NULL, 0, 11, &situation, &guidance));
    situation.facility_lacks = MNR_FACILITY_MOBILE_TERMINAL;
    OK(mnr_guide(NULL, 0, 11, &situation, &guidance));
    for (index = 0; index < facts.next_steps; index++) {
        OK(mnr_guidance_next_step(guidance, index, &step));
        CHECK(step.step != MNR_LADDER_MOBILE_TERMINAL || step.why == MNR_WHY_NOT_HERE);
    }
    OK(mnr_guidance_free(guidance));

    /* A book that amends the built-in one; guidance outlives it. */
    MNR_INIT(&detail);
    CHECK_STATUS(MNR_ERROR_DATA_FILE, mnr_book_load("schema = 9", 10, 1, &book, &detail));
    CHECK(detail.text[0] != 0);
    CHECK_STATUS(MNR_ERROR_NULL, mnr_book_load(NULL, 10, 1, &book, NULL));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_book_load("x", 1, 1, NULL, NULL));
    CHECK_STATUS(MNR_ERROR_ARGUMENT, mnr_book_load("x", 1, 2, &book, NULL));
    {
        static const char amendment[] = "schema = 1\nedition = \"a maker's\"\nknown-up-to = \"2026-12-31\"\n";
        OK(mnr_book_load(amendment, sizeof amendment - 1, 1, &book, &detail));
    }
    OK(mnr_guide(book, 3, 0x81000001u, &situation, &guidance));
    OK(mnr_book_free(book));
    OK(mnr_book_free(NULL));
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_book_free(book));
    OK(mnr_guidance_text(guidance, MNR_TEXT_CODES_LINE, text, sizeof text, &needed));
    CHECK(strstr(text, "81000001") != NULL);
    CHECK_STATUS(MNR_ERROR_NOT_FOUND, mnr_guidance_text(guidance, MNR_TEXT_PHRASE, text, sizeof text, &needed));
    OK(mnr_guidance_free(guidance));

    CHECK_STATUS(MNR_ERROR_BUFFER, mnr_page_html(NULL, MNR_LEAFLET_PIN_RESET, "ja", 2, "A", 1, NULL, 0, 0, DAY(2026, 12, 1), NULL, 0, &needed));
    page = malloc(needed);
    CHECK(page != NULL);
    OK(mnr_page_html(NULL, MNR_LEAFLET_PIN_RESET, "ja", 2, "A", 1, NULL, 0, 0, DAY(2026, 12, 1), page, needed, &needed));
    CHECK(strlen(page) + 1 == needed);
    free(page);
    page = malloc(1 << 18);
    CHECK(page != NULL);
    OK(mnr_page_html(NULL, MNR_LEAFLET_PIN_RESET, "en", 2, "Clinic <&>", 10, "03-0000-0000", 12, 0, DAY(2026, 12, 1), page, 1 << 18, &needed));
    CHECK(strstr(page, "Clinic &lt;&amp;&gt;") != NULL);
    /* The order of restarting is that of the model; and the easy edition has readings. */
    OK(mnr_page_html(NULL, MNR_LEAFLET_STAFF_READINESS, "en", 2, "A", 1, NULL, 0, 301, DAY(2026, 12, 1), page, 1 << 18, &needed));
    CHECK(strstr(page, "reader off, shut") != NULL);
    OK(mnr_page_html(NULL, MNR_LEAFLET_STAFF_READINESS, "en", 2, "A", 1, NULL, 0, 0, DAY(2026, 12, 1), page, 1 << 18, &needed));
    CHECK(strstr(page, "reader off, shut") == NULL);
    OK(mnr_page_html(NULL, MNR_LEAFLET_PIN_RESET, "ja-Easy", 7, "A", 1, NULL, 0, 0, DAY(2026, 12, 1), page, 1 << 18, &needed));
    CHECK(strstr(page, "<rt>") != NULL);
    OK(mnr_page_html(NULL, MNR_LEAFLET_PIN_RESET, "ja", 2, "A", 1, NULL, 0, 0, DAY(2026, 12, 1), page, 1 << 18, &needed));
    CHECK(strstr(page, "<rt>") == NULL);
    CHECK_STATUS(MNR_ERROR_DATE, mnr_page_html(NULL, MNR_LEAFLET_PIN_RESET, "en", 2, "A", 1, NULL, 0, 0, DAY(2026, 2, 29), page, 1 << 18, &needed));
    CHECK_STATUS(MNR_ERROR_ARGUMENT, mnr_page_html(NULL, 999, "en", 2, "A", 1, NULL, 0, 0, DAY(2026, 12, 1), page, 1 << 18, &needed));
    CHECK_STATUS(MNR_ERROR_ARGUMENT, mnr_page_html(NULL, MNR_LEAFLET_PIN_RESET, "??", 2, "A", 1, NULL, 0, 0, DAY(2026, 12, 1), page, 1 << 18, &needed));
    {
        /* A name of 100 characters, of any length in bytes; one more is refused, and so is none. */
        char name[304] = "";
        int characters;
        for (characters = 0; characters < 101; characters++)
            strcat(name, characters % 2 ? "院" : "医");
        OK(mnr_page_html(NULL, MNR_LEAFLET_PIN_RESET, "ja", 2, name, 300, NULL, 0, 0, DAY(2026, 12, 1), page, 1 << 18, &needed));
        CHECK_STATUS(MNR_ERROR_LENGTH, mnr_page_html(NULL, MNR_LEAFLET_PIN_RESET, "ja", 2, name, 303, NULL, 0, 0, DAY(2026, 12, 1), page, 1 << 18, &needed));
        CHECK_STATUS(MNR_ERROR_LENGTH, mnr_page_html(NULL, MNR_LEAFLET_PIN_RESET, "ja", 2, "A", 1, name, 303, 0, DAY(2026, 12, 1), page, 1 << 18, &needed));
        CHECK_STATUS(MNR_ERROR_LENGTH, mnr_page_html(NULL, MNR_LEAFLET_PIN_RESET, "ja", 2, "", 0, NULL, 0, 0, DAY(2026, 12, 1), page, 1 << 18, &needed));
        CHECK_STATUS(MNR_ERROR_LENGTH, mnr_page_html(NULL, MNR_FORM_DECLARATION, "ja", 2, "A", 1, name, 303, 0, DAY(2026, 12, 1), page, 1 << 18, &needed));
    }
    OK(mnr_page_html(NULL, MNR_LEAFLET_PIN_RESET, "ja", 2, "A", 1, NULL, 0, 0, DAY(2026, 4, 1), page, 1 << 18, &needed));
    CHECK_STATUS(MNR_ERROR_DATE, mnr_page_html(NULL, MNR_LEAFLET_PIN_RESET, "ja", 2, "A", 1, NULL, 0, 0, DAY(2026, 3, 31), page, 1 << 18, &needed));
    CHECK_STATUS(MNR_ERROR_TEXT, mnr_page_html(NULL, MNR_LEAFLET_PIN_RESET, "en", 2, "\x83\x4E", 2, NULL, 0, 0, DAY(2026, 12, 1), page, 1 << 18, &needed));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_page_html(NULL, MNR_LEAFLET_PIN_RESET, NULL, 2, "A", 1, NULL, 0, 0, DAY(2026, 12, 1), page, 1 << 18, &needed));
    free(page);
    models();
    languages();
    nothing_is_left();
    return EXIT_SUCCESS;
}
