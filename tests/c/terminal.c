/* The terminal beside the reader: warnings before its certificate ends (012), and the examination of
 * its output folder (013). POSIX, for folders of all kinds. */
#include "check.h"
#include <pthread.h>
#include <sys/stat.h>
#include <unistd.h>

static mnr_terminal_schedule schedule_on(int32_t month, int32_t day, int32_t shown_month, int32_t shown_day)
{
    mnr_terminal_schedule schedule;
    MNR_INIT(&schedule);
    /* The last day is 31 December 2026. */
    OK(mnr_terminal_schedule_on(DAY(2026, 12, 31), DAY(2026, month, day), shown_day == 0 ? NULL : DAY(2026, shown_month, shown_day), &schedule));
    return schedule;
}

static void warnings(void)
{
    mnr_terminal_schedule schedule = schedule_on(10, 1, 0, 0);
    CHECK(schedule.standing == MNR_SCHEDULE_QUIET && schedule.days == 91 && !schedule.show);
    CHECK(schedule.due_year == 0 && schedule.next_year == 2026);
    CHECK(schedule.next_month == 10 && schedule.next_day == 2); /* 90 days before */
    schedule = schedule_on(10, 2, 0, 0);
    CHECK(schedule.standing == MNR_SCHEDULE_WARNED && schedule.days == 90 && schedule.show);
    CHECK(schedule.due_month == 10 && schedule.due_day == 2);
    CHECK(schedule.next_month == 11 && schedule.next_day == 1); /* 60 */
    CHECK(!schedule_on(10, 3, 10, 2).show); /* once for each */
    CHECK(schedule_on(10, 3, 10, 1).show);  /* the terminal was off on the due day */
    CHECK(schedule_on(10, 3, 11, 9).show);  /* shown on a day that has not come: a wrong clock */
    schedule = schedule_on(12, 16, 12, 1);
    CHECK(schedule.days == 15 && schedule.show && schedule.next_month == 12 && schedule.next_day == 24);
    CHECK(schedule_on(12, 29, 12, 28).show); /* daily from 7 days before */
    schedule = schedule_on(12, 31, 12, 31);
    CHECK(schedule.standing == MNR_SCHEDULE_WARNED && schedule.days == 0 && !schedule.show && schedule.next_year == 0);
    OK(mnr_terminal_schedule_on(DAY(2026, 12, 31), DAY(2027, 1, 5), NULL, &schedule));
    CHECK(schedule.standing == MNR_SCHEDULE_ENDED && schedule.days == 5 && !schedule.show);

    CHECK_STATUS(MNR_ERROR_DATE, mnr_terminal_schedule_on(DAY(2026, 2, 29), DAY(2026, 1, 1), NULL, &schedule));
    CHECK_STATUS(MNR_ERROR_DATE, mnr_terminal_schedule_on(DAY(2026, 2, 28), DAY(2026, 13, 1), NULL, &schedule));
    CHECK_STATUS(MNR_ERROR_DATE, mnr_terminal_schedule_on(DAY(2026, 2, 28), DAY(2026, 1, 1), DAY(2026, 0, 1), &schedule));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_terminal_schedule_on(DAY(2026, 2, 28), DAY(2026, 1, 1), NULL, NULL));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_terminal_schedule_on(NULL, DAY(2026, 1, 1), NULL, &schedule));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_terminal_schedule_on(DAY(2026, 2, 28), NULL, NULL, &schedule));
    schedule.struct_size = 4;
    CHECK_STATUS(MNR_ERROR_STRUCT_SIZE, mnr_terminal_schedule_on(DAY(2026, 2, 28), DAY(2026, 1, 1), NULL, &schedule));
}

static mnr_folder_facts examined(const char *path, uint64_t least_free)
{
    mnr_folder *folder = NULL;
    mnr_folder_facts facts;
    char text[1024];
    size_t needed = 0;
    int32_t which;
    OK(mnr_folder_examine(path, strlen(path), 10000, least_free, &folder));
    MNR_INIT(&facts);
    OK(mnr_folder_read_facts(folder, &facts));
    CHECK(facts.took_ms <= 10000 && !facts.names_a_share);
    CHECK(facts.usable == (facts.finding == MNR_FINDING_READY || facts.finding == MNR_FINDING_LITTLE_SPACE));
    for (which = MNR_FOLDER_TEXT_JAPANESE; which <= MNR_FOLDER_TEXT_ENGLISH; which++) {
        CHECK_STATUS(MNR_ERROR_BUFFER, mnr_folder_text(folder, which, NULL, 0, &needed));
        OK(mnr_folder_text(folder, which, text, sizeof text, &needed));
        CHECK(strlen(text) + 1 == needed && needed > 20);
    }
    CHECK_STATUS(MNR_ERROR_NOT_FOUND, mnr_folder_text(folder, MNR_FOLDER_TEXT_PROBE_LEFT, text, sizeof text, &needed));
    OK(mnr_folder_free(folder));
    return facts;
}

static void folders(void)
{
    char path[256], file[300];
    mnr_folder_facts facts;
    mnr_folder *folder = NULL;
    size_t needed;
    /* A folder of a Japanese name; paths are UTF-8. */
    snprintf(path, sizeof path, "/tmp/mnr-\xE9\x80\xA3\xE6\x90\xBA\xE3\x83\x95\xE3\x82\xA9\xE3\x83\xAB\xE3\x83\x80-%ld-%p",
             (long)getpid(), (void *)&facts);
    snprintf(file, sizeof file, "%s/file", path);
    CHECK(mkdir(path, 0700) == 0);
    facts = examined(path, 1);
    CHECK(facts.finding == MNR_FINDING_READY && facts.has_free_bytes && facts.free_bytes > 0 && !facts.has_os_code);
    CHECK(facts.step == MNR_EXAMINED_SPACE);
    facts = examined(path, UINT64_MAX);
    CHECK(facts.finding == MNR_FINDING_LITTLE_SPACE && facts.usable);
    facts = examined(file, 0);
    CHECK(facts.finding == MNR_FINDING_MISSING && facts.has_os_code && facts.step == MNR_EXAMINED_LOOK);
    fclose(fopen(file, "w"));
    CHECK(examined(file, 0).finding == MNR_FINDING_NOT_A_FOLDER);
    CHECK(remove(file) == 0);
    CHECK(rmdir(path) == 0); /* it is empty: the probes are gone */

    CHECK_STATUS(MNR_ERROR_NULL, mnr_folder_examine(NULL, 3, 0, 0, &folder));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_folder_examine("/tmp", 4, 0, 0, NULL));
    CHECK_STATUS(MNR_ERROR_LENGTH, mnr_folder_examine("", 0, 0, 0, &folder));
    CHECK_STATUS(MNR_ERROR_TEXT, mnr_folder_examine("\x83\x4E", 2, 0, 0, &folder));
    CHECK(folder == NULL);
    OK(mnr_folder_examine("/tmp", 4, 0, 0, &folder));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_folder_read_facts(folder, NULL));
    facts.struct_size = 4;
    CHECK_STATUS(MNR_ERROR_STRUCT_SIZE, mnr_folder_read_facts(folder, &facts));
    MNR_INIT(&facts);
    CHECK_STATUS(MNR_ERROR_ARGUMENT, mnr_folder_text(folder, 3, path, sizeof path, &needed));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_folder_text(folder, 0, path, sizeof path, NULL));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_folder_text(NULL, 0, path, sizeof path, &needed));
    OK(mnr_folder_free(folder));
    OK(mnr_folder_free(NULL));
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_folder_free(folder));
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_folder_read_facts(folder, &facts));
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_folder_text(folder, 0, path, sizeof path, &needed));
}

static void *all(void *unused)
{
    warnings();
    folders();
    return unused;
}

int main(void)
{
    /* In a thread of its own: what Rust keeps of a thread that waited goes when that ends, and the
     * main one's, 48 bytes once in a process, is what valgrind would call possibly lost. */
    pthread_t thread;
    CHECK(pthread_create(&thread, NULL, all, NULL) == 0);
    CHECK(pthread_join(thread, NULL) == 0);
    nothing_is_left();
    return EXIT_SUCCESS;
}
