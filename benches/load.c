/* How long a program waits for the library: dlopen, the first call, the first words for a code (which
 * unpacks the built-in texts), the second. Prints microseconds; tools/bench-load runs it many times. */
#include <dlfcn.h>
#include <mynareader.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec * 1e6 + (double)time.tv_nsec / 1e3;
}

int main(int count, char **arguments) {
    void *library;
    int32_t (*reception_new)(const mnr_reception_config *, mnr_reception **);
    int32_t (*guide)(mnr_book *, uint32_t, uint32_t, const mnr_situation *, mnr_guidance **);
    mnr_reception *reception;
    mnr_guidance *guidance;
    mnr_situation situation;
    double begun, loaded, called, guided, again;
    if (count != 2) return 2;
    memset(&situation, 0, sizeof situation);
    situation.struct_size = sizeof situation;
    situation.year = 2026, situation.month = 11, situation.day = 24;
    begun = now();
    library = dlopen(arguments[1], RTLD_NOW | RTLD_LOCAL);
    if (!library) return fprintf(stderr, "%s\n", dlerror()), 1;
    *(void **)&reception_new = dlsym(library, "mnr_reception_new");
    *(void **)&guide = dlsym(library, "mnr_guide");
    if (!reception_new || !guide) return 1;
    loaded = now();
    if (reception_new(NULL, &reception) != MNR_OK) return 1;
    called = now();
    if (guide(NULL, 0, 3, &situation, &guidance) != MNR_OK) return 1;
    guided = now();
    if (guide(NULL, 0, 3, &situation, &guidance) != MNR_OK) return 1;
    again = now();
    printf("%.1f %.1f %.1f %.1f\n", loaded - begun, called - loaded, guided - called, again - guided);
    return 0;
}
