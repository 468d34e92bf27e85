/* A stand-in for the PC/SC service of the system, for tests: WinSCard.dll for programs under wine,
 * libpcsclite.so.1 on Linux. One model for both, so that what is played to one is played to the other.
 * Readers are lists of names; a card is laid on one by the test itself (standin.h), or comes over TCP by
 * the protocol of vpcd, whose place this takes: the program virtual_card connects to it.
 *
 * It is a model from what Microsoft and pcsc-lite document and from public reports (docs/facts/tools.md
 * section 1), not the service itself.
 *
 *   MNR_STANDIN_READERS  names in UTF-8, separated by ';'
 *   MNR_STANDIN_PORT     where cards for the first reader connect, the next port for the second, ...
 *   MNR_STANDIN_SCRIPT   commands, run in a thread from the first call on
 *   MNR_STANDIN_LOG      a file that gets a line for each call
 *
 * Commands, separated by ';' (READER from 0):
 *   sleep MS                      later MS COMMAND, COMMAND ...   (in a thread of its own)
 *   stop, start, restart          the service; contexts and handles die, the card keeps its power
 *   unplug READER, plug READER    unplug-last: all of them, and the service stops as on Windows
 *   grab MS                       another program holds the first card for so long
 *   reset, resume                 another program resets it; the machine slept and woke up
 *   fail FUNCTION CODE TIMES      the next calls of FUNCTION (as in the log) end with CODE
 *   stale CODE                    what a context or handle says that died with its service
 *   gone CODE                     what one says while the service is stopped; none CODE: a new context
 *   empty CODE                    what connecting to an empty reader says
 *   driver DATA                   the driver tells how much an APDU carries; -1: it refuses control codes
 *   at N COMMAND + COMMAND ...    before the Nth transmission from now on
 *   new                           everything as it was in the beginning, but for cards */
#ifdef _WIN32
#define WIN32_LEAN_AND_MEAN
#include <winsock2.h>
#include <windows.h>
#include <winscard.h>
#else
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <pthread.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>
#include <winscard.h>
#endif
#include "standin.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- what the system has ----------------------------------------------------------------------- */

#ifdef _WIN32
enum { WINDOWS = 1 };
#define EXPORT __declspec(dllexport)
#define CALL WINAPI
typedef SRWLOCK lock_t;
#define UNLOCKED SRWLOCK_INIT
static void take(lock_t *lock) { AcquireSRWLockExclusive(lock); }
static void give(lock_t *lock) { ReleaseSRWLockExclusive(lock); }
static CONDITION_VARIABLE changed = CONDITION_VARIABLE_INIT;
static void wake(void) { WakeAllConditionVariable(&changed); }
static void doze(lock_t *lock, unsigned ms) { SleepConditionVariableSRW(&changed, lock, ms, 0); }
static void nap(unsigned ms) { Sleep(ms); }
static unsigned long long clock_ms(void) { return GetTickCount64(); }
static DWORD WINAPI enter(void *start) { void (**call)(void *) = start; call[0]((void *)(ULONG_PTR)call[1]); free(start); return 0; }
static void background(void (*call)(void *), void *argument)
{
    void **start = malloc(2 * sizeof *start);
    start[0] = (void *)(ULONG_PTR)call;
    start[1] = argument;
    CloseHandle(CreateThread(NULL, 0, enter, start, 0, NULL));
}
static int setting(const char *name, char *value, int room)
{
    wchar_t wide_name[64], wide[2048];
    MultiByteToWideChar(CP_UTF8, 0, name, -1, wide_name, 64);
    if (!GetEnvironmentVariableW(wide_name, wide, 2048))
        return 0;
    return WideCharToMultiByte(CP_UTF8, 0, wide, -1, value, room, NULL, NULL) > 0;
}
typedef SOCKET socket_t;
#define NO_SOCKET INVALID_SOCKET
static void hang_up(socket_t socket) { closesocket(socket); }
#else
enum { WINDOWS = 0 };
#define EXPORT __attribute__((visibility("default")))
#define CALL
typedef pthread_mutex_t lock_t;
#define UNLOCKED PTHREAD_MUTEX_INITIALIZER
static void take(lock_t *lock) { pthread_mutex_lock(lock); }
static void give(lock_t *lock) { pthread_mutex_unlock(lock); }
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static void wake(void) { pthread_cond_broadcast(&changed); }
static void doze(lock_t *lock, unsigned ms)
{
    struct timespec end;
    clock_gettime(CLOCK_REALTIME, &end);
    end.tv_nsec += ms % 1000 * 1000000L;
    end.tv_sec += ms / 1000 + end.tv_nsec / 1000000000L;
    end.tv_nsec %= 1000000000L;
    pthread_cond_timedwait(&changed, lock, &end);
}
static void nap(unsigned ms) { usleep(ms * 1000); }
static unsigned long long clock_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (unsigned long long)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}
struct start { void (*call)(void *); void *argument; };
static void *enter(void *argument)
{
    struct start start = *(struct start *)argument;
    free(argument);
    start.call(start.argument);
    return NULL;
}
static void background(void (*call)(void *), void *argument)
{
    struct start *start = malloc(sizeof *start);
    pthread_t thread;
    start->call = call;
    start->argument = argument;
    pthread_create(&thread, NULL, enter, start);
    pthread_detach(thread);
}
static int setting(const char *name, char *value, int room)
{
    const char *found = getenv(name);
    if (found == NULL)
        return 0;
    snprintf(value, room, "%s", found);
    return 1;
}
typedef int socket_t;
#define NO_SOCKET (-1)
static void hang_up(socket_t socket) { close(socket); }
#endif

/* ---- the world --------------------------------------------------------------------------------- */

typedef uint32_t code_t;
enum { READERS = 4, MOST = 1024, FAILS = 16, NAME = 512 };
/* By their names in the headers, without SCARD_. */
#define E(number) (0x80100000u | (number))
#define CANCELLED E(0x02)
#define BAD_HANDLE E(0x03)
#define TOO_SMALL E(0x08)
#define UNKNOWN E(0x09)
#define TIME_OVER E(0x0A)
#define SHARED E(0x0B)
#define NOBODY E(0x0C)
#define TORN E(0x16)
#define UNAVAILABLE E(0x17)
#define NO_SERVICE E(0x1D)
#define STOPPED E(0x1E)
#define NO_READERS E(0x2E)
#define WAS_RESET E(0x68)
#define WAS_REMOVED E(0x69)

struct reader {
    char name[NAME];
    lock_t io; /* whoever speaks to the card; taken before the state */
    int plugged, present, powered;
    uint32_t count, generation; /* insertions and removals; of the card */
    int holder;                 /* the handle that has the card to itself */
    struct standin_card card;
    socket_t listener, socket;
    uint8_t atr[33];
    size_t atr_length;
};
static struct reader readers[READERS];
static int reader_count, begun, running = 1;
static uint32_t epoch = 1; /* of the service */
static struct { int serial; uint32_t epoch; int open, cancelled, waiting; } contexts[MOST];
static struct { int serial; uint32_t epoch; int open, reader, reset, context; uint32_t generation; } handles[MOST];
static int last_serial;
static unsigned long long held_until;
static code_t stale, gone, none, empty;
static long driver;
static struct { char function[24]; code_t code; int times; } fails[FAILS];
static struct { int left; char commands[256]; } at;
static lock_t state = UNLOCKED;
static FILE *notes;

static void note(const char *format, ...)
{
    va_list list;
    if (notes == NULL)
        return;
    va_start(list, format);
    fprintf(notes, "%llu ", clock_ms());
    vfprintf(notes, format, list);
    fputc('\n', notes);
    fflush(notes);
    va_end(list);
}

/* State held: what this call is to say instead of doing its work. */
static code_t failing(const char *function)
{
    int index;
    for (index = 0; index < FAILS; index++)
        if (fails[index].times > 0 && strcmp(fails[index].function, function) == 0) {
            fails[index].times--;
            note("%s fails with 0x%lX", function, (unsigned long)fails[index].code);
            return fails[index].code;
        }
    return 0;
}

static void as_in_the_beginning(void)
{
    stale = WINDOWS ? 6 : NO_SERVICE;
    gone = WINDOWS ? STOPPED : NO_SERVICE;
    none = NO_SERVICE;
    empty = NOBODY;
    driver = -1;
    held_until = 0;
    memset(fails, 0, sizeof fails);
    at.left = 0;
}

/* ---- the card ---------------------------------------------------------------------------------- */

static int whole(socket_t socket, uint8_t *data, size_t size)
{
    while (size > 0) {
        int got = (int)recv(socket, (char *)data, (int)size, 0);
        if (got <= 0)
            return 0;
        data += got;
        size -= (size_t)got;
    }
    return 1;
}

static int tell(socket_t socket, const uint8_t *data, size_t size)
{
    uint8_t *message = malloc(size + 2);
    int sent;
    message[0] = (uint8_t)(size >> 8);
    message[1] = (uint8_t)size;
    memcpy(message + 2, data, size);
    sent = send(socket, (const char *)message, (int)size + 2, 0) == (int)size + 2;
    free(message);
    return sent;
}

static size_t ask(socket_t socket, const uint8_t *data, size_t size, uint8_t *answer, size_t room)
{
    uint8_t head[2], *all;
    size_t length;
    if (!tell(socket, data, size) || !whole(socket, head, 2))
        return 0;
    length = (size_t)head[0] << 8 | head[1];
    all = malloc(length + 1);
    if (!whole(socket, all, length))
        length = 0;
    memcpy(answer, all, length < room ? length : room);
    free(all);
    return length;
}

/* io held */
static void power(struct reader *reader, int order)
{
    uint8_t byte = (uint8_t)order;
    if (reader->card.power != NULL)
        reader->card.power(reader->card.user, order);
    else if (reader->socket != NO_SOCKET)
        tell(reader->socket, &byte, 1);
    reader->powered = order != 0;
    note("reader %d: power %d", (int)(reader - readers), order);
}

/* io and state held */
static void here(struct reader *reader, const uint8_t *atr, size_t length)
{
    memcpy(reader->atr, atr, length);
    reader->atr_length = length;
    reader->present = 1;
    reader->count++;
    reader->generation++;
    note("reader %d: card laid down", (int)(reader - readers));
    wake();
}

static void away(struct reader *reader)
{
    reader->present = reader->powered = 0;
    reader->count++;
    reader->generation++;
    note("reader %d: card taken away", (int)(reader - readers));
    wake();
}

/* Cards that come over TCP, one after the other. */
static void watch(void *argument)
{
    static const uint8_t atr_please = 4;
    struct reader *reader = argument;
    for (;;) {
        uint8_t atr[33];
        size_t length;
        int yes = 1;
        socket_t socket = accept(reader->listener, NULL, NULL);
        if (socket == NO_SOCKET)
            continue;
        setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, (const char *)&yes, sizeof yes);
        take(&reader->io);
        reader->socket = socket;
        power(reader, 1);
        length = ask(socket, &atr_please, 1, atr, sizeof atr);
        if (length > 0 && length <= sizeof atr) {
            take(&state);
            here(reader, atr, length);
            give(&state);
        }
        give(&reader->io);
        for (;;) {
            struct timeval no_time = {0, 0};
            fd_set set;
            char byte;
            int ended;
            nap(10);
            /* With the line in hand, so that no answer is on it. */
            take(&reader->io);
            FD_ZERO(&set);
            FD_SET(socket, &set);
            ended = select((int)socket + 1, &set, NULL, NULL, &no_time) > 0 && recv(socket, &byte, 1, MSG_PEEK) <= 0;
            if (ended) {
                reader->socket = NO_SOCKET;
                hang_up(socket);
                take(&state);
                away(reader);
                give(&state);
            }
            give(&reader->io);
            if (ended)
                break;
        }
    }
}

/* As a contactless reader makes it up. */
static const uint8_t ATR[] = {0x3B, 0x88, 0x80, 0x01, 0x00, 0x00, 0x05, 0xE0, 0xB3, 0x81, 0xA1, 0x00, 0x7F};

static void begin(void);
EXPORT standin_lay_function standin_lay;
EXPORT void standin_lay(int index, const struct standin_card *card)
{
    struct reader *reader = &readers[index];
    begin();
    take(&reader->io);
    if (card != NULL) {
        reader->card = *card;
        power(reader, 1);
    }
    take(&state);
    if (reader->present)
        away(reader);
    if (card != NULL) {
        here(reader, ATR, sizeof ATR);
        reader->powered = 1;
    }
    give(&state);
    if (card == NULL)
        memset(&reader->card, 0, sizeof reader->card);
    give(&reader->io);
}

EXPORT standin_powered_function standin_powered;
EXPORT int standin_powered(int index)
{
    int powered;
    take(&readers[index].io);
    powered = readers[index].powered;
    give(&readers[index].io);
    return powered;
}

EXPORT standin_open_function standin_open;
EXPORT int standin_open(void)
{
    int index, open = 0;
    take(&state);
    for (index = 0; index < MOST; index++)
        open += (contexts[index].open && contexts[index].epoch == epoch) + (handles[index].open && handles[index].epoch == epoch);
    give(&state);
    return open;
}

/* ---- what happens ------------------------------------------------------------------------------ */

static void service_dies(void)
{
    int index;
    epoch++;
    for (index = 0; index < reader_count; index++)
        readers[index].holder = 0;
    wake();
}

static void service_starts(void)
{
    int index;
    running = 1;
    for (index = 0; index < reader_count; index++)
        readers[index].count = (uint32_t)readers[index].present;
    wake();
}

EXPORT standin_run_function standin_run;

static void run_later(void *argument)
{
    char *text = argument, *comma;
    unsigned ms = (unsigned)strtoul(text, &text, 10);
    for (comma = strchr(text, ','); comma != NULL; comma = strchr(comma, ','))
        *comma = ';';
    nap(ms);
    standin_run(text);
    free(argument);
}

static void one(const char *command)
{
    char word[24] = "", function[24];
    unsigned long code = 0;
    long number = 0;
    int index, times, known = 1;
    const char *rest = command + strcspn(command, " ");
    sscanf(command, "%23s %li", word, &number);
    code = strtoul(rest, NULL, 0);
    note("-- %s", command);
    if (strcmp(word, "sleep") == 0) {
        nap((unsigned)number);
        return;
    }
    if (strcmp(word, "later") == 0) {
        background(run_later, strcpy(malloc(strlen(rest) + 1), rest));
        return;
    }
    if (strcmp(word, "reset") == 0 || strcmp(word, "resume") == 0) {
        take(&readers[0].io);
        if (word[2] == 's' && word[3] == 'e')
            power(&readers[0], 2);
        else {
            power(&readers[0], 0);
            power(&readers[0], 1);
        }
        give(&readers[0].io);
    }
    take(&state);
    if (strcmp(word, "stop") == 0) {
        running = 0;
        service_dies();
    } else if (strcmp(word, "start") == 0)
        service_starts();
    else if (strcmp(word, "restart") == 0) {
        service_dies();
        service_starts();
    } else if (strcmp(word, "unplug") == 0)
        readers[number].plugged = 0;
    else if (strcmp(word, "unplug-last") == 0) {
        for (index = 0; index < reader_count; index++)
            readers[index].plugged = 0;
        running = 0;
        service_dies();
    } else if (strcmp(word, "plug") == 0) {
        readers[number].plugged = 1;
        readers[number].holder = 0;
        readers[number].generation++;
        readers[number].count = (uint32_t)readers[number].present;
        running = 1;
    } else if (strcmp(word, "grab") == 0)
        held_until = clock_ms() + (unsigned long)number;
    else if (strcmp(word, "reset") == 0) {
        for (index = 0; index < MOST; index++)
            handles[index].reset |= handles[index].reader == 0;
    } else if (strcmp(word, "resume") == 0) {
        readers[0].generation++;
        service_dies();
        readers[0].count += 2;
    } else if (strcmp(word, "stale") == 0)
        stale = (code_t)code;
    else if (strcmp(word, "gone") == 0)
        gone = (code_t)code;
    else if (strcmp(word, "none") == 0)
        none = (code_t)code;
    else if (strcmp(word, "empty") == 0)
        empty = (code_t)code;
    else if (strcmp(word, "driver") == 0)
        driver = number;
    else if (strcmp(word, "new") == 0) {
        as_in_the_beginning();
        running = 1;
        for (index = 0; index < reader_count; index++)
            readers[index].plugged = 1;
    } else if (strcmp(word, "at") == 0 && sscanf(rest, "%i%n", &at.left, &times) == 1) {
        char *plus;
        snprintf(at.commands, sizeof at.commands, "%s", rest + times);
        for (plus = strchr(at.commands, '+'); plus != NULL; plus = strchr(plus, '+'))
            *plus = ';';
    } else if (strcmp(word, "fail") == 0 && sscanf(rest, "%23s %li %i", function, &number, &times) == 3) {
        code = strtoul(strchr(rest + 1, ' '), NULL, 0);
        for (index = 0; index < FAILS && fails[index].times > 0;)
            index++;
        known = index < FAILS;
        if (known) {
            strcpy(fails[index].function, function);
            fails[index].code = (code_t)code;
            fails[index].times = times;
        }
    } else
        known = 0;
    wake();
    give(&state);
    if (!known) {
        fprintf(stderr, "the stand-in does not know \"%s\"\n", command);
        exit(99);
    }
}

EXPORT void standin_run(const char *commands)
{
    begin();
    while (*commands != 0) {
        char command[512];
        size_t length = strcspn(commands, ";");
        while (*commands == ' ')
            commands++, length--;
        snprintf(command, sizeof command, "%.*s", (int)length, commands);
        commands += length + (commands[length] == ';');
        if (command[0] != 0)
            one(command);
    }
}

static void script(void *commands) { standin_run(commands); }

/* At the first call, not under the loader's lock. */
static void begin(void)
{
    static char names[2048], commands[2048];
    char value[1024], *name, *next;
    int port, index;
    take(&state);
    if (begun) {
        give(&state);
        return;
    }
    begun = 1;
    as_in_the_beginning();
    if (setting("MNR_STANDIN_LOG", value, sizeof value))
        notes = fopen(value, "a");
    if (!setting("MNR_STANDIN_READERS", names, sizeof names))
        strcpy(names, "Stand-in Reader 0");
    port = setting("MNR_STANDIN_PORT", value, sizeof value) ? atoi(value) : 0;
#ifdef _WIN32
    {
        WSADATA data;
        WSAStartup(MAKEWORD(2, 2), &data);
    }
#endif
    for (name = names; name != NULL && reader_count < READERS; name = next) {
        static const lock_t unlocked = UNLOCKED;
        struct reader *reader = &readers[reader_count];
        next = strchr(name, ';');
        if (next != NULL)
            *next++ = 0;
        snprintf(reader->name, NAME, "%.*s", NAME - 1, name);
        reader->plugged = 1;
        reader->io = unlocked;
        reader->socket = NO_SOCKET;
        if (port != 0) {
            struct sockaddr_in address;
            int yes = 1;
            memset(&address, 0, sizeof address);
            address.sin_family = AF_INET;
            address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
            address.sin_port = htons((uint16_t)(port + reader_count));
            reader->listener = socket(AF_INET, SOCK_STREAM, 0);
            setsockopt(reader->listener, SOL_SOCKET, SO_REUSEADDR, (const char *)&yes, sizeof yes);
            if (bind(reader->listener, (struct sockaddr *)&address, sizeof address) != 0 || listen(reader->listener, 1) != 0) {
                fprintf(stderr, "the stand-in cannot listen on port %d\n", port + reader_count);
                exit(99);
            }
        }
        reader_count++;
    }
    for (index = 0; port != 0 && index < reader_count; index++)
        background(watch, &readers[index]);
    give(&state);
    if (setting("MNR_STANDIN_SCRIPT", commands, sizeof commands))
        background(script, commands);
}

/* ---- contexts ---------------------------------------------------------------------------------- */

typedef uintptr_t value_t;
#define CONTEXT 0x1C000000u
#define HANDLE_ 0x1D000000u

/* State held, all of these. The service's word on a context, and its place. */
static code_t context_at(value_t value, int *index)
{
    int serial = (int)(value - CONTEXT);
    *index = serial % MOST;
    if (value <= CONTEXT || value > CONTEXT + (value_t)last_serial || contexts[*index].serial != serial || !contexts[*index].open)
        return WINDOWS ? 6 : BAD_HANDLE;
    if (contexts[*index].epoch == epoch)
        return running ? 0 : gone;
    return running ? stale : gone;
}

static code_t handle_at(value_t value, int *index, struct reader **reader)
{
    int serial = (int)(value - HANDLE_);
    *index = serial % MOST;
    if (value <= HANDLE_ || value > HANDLE_ + (value_t)last_serial || handles[*index].serial != serial || !handles[*index].open)
        return BAD_HANDLE;
    *reader = &readers[handles[*index].reader];
    if (handles[*index].epoch != epoch || !running)
        return running ? stale : gone;
    if (!(*reader)->plugged)
        return UNAVAILABLE;
    return handles[*index].generation == (*reader)->generation ? 0 : WAS_REMOVED;
}

static code_t establish(value_t *out)
{
    code_t code;
    begin();
    take(&state);
    code = failing("establish");
    if (code == 0 && !running)
        code = none;
    if (code == 0) {
        int index = ++last_serial % MOST;
        contexts[index].serial = last_serial;
        contexts[index].epoch = epoch;
        contexts[index].open = 1;
        contexts[index].cancelled = contexts[index].waiting = 0;
        *out = CONTEXT + (value_t)last_serial;
    }
    note("establish -> 0x%lX", (unsigned long)code);
    give(&state);
    return code;
}

static code_t release(value_t context)
{
    int index;
    code_t code;
    take(&state);
    code = context_at(context, &index);
    if (code == 0) {
        const int serial = contexts[index].serial;
        contexts[index].open = 0;
        /* Its handles end with it; the card stays as it is. */
        for (index = 0; index < MOST; index++)
            if (handles[index].open && handles[index].context == serial) {
                handles[index].open = 0;
                if (readers[handles[index].reader].holder == handles[index].serial)
                    readers[handles[index].reader].holder = 0;
            }
    }
    give(&state);
    return code;
}

static code_t valid(value_t context)
{
    int index;
    code_t code;
    take(&state);
    code = context_at(context, &index);
    give(&state);
    return code;
}

static code_t cancel(value_t context)
{
    int index;
    code_t code;
    take(&state);
    code = context_at(context, &index);
    if (code == 0 && contexts[index].waiting)
        contexts[index].cancelled = 1;
    wake();
    give(&state);
    return code;
}

/* Names, each with a zero behind it, and one more: the size of that, at most room of it. */
static code_t list(value_t context, char *out, size_t room, size_t *size)
{
    int index, reader;
    code_t code;
    *size = 0;
    take(&state);
    code = context_at(context, &index);
    if (code == 0)
        code = failing("list");
    for (reader = 0; reader < reader_count && code == 0; reader++)
        if (readers[reader].plugged) {
            size_t length = strlen(readers[reader].name) + 1;
            if (*size + length < room)
                memcpy(out + *size, readers[reader].name, length);
            *size += length;
        }
    if (code == 0 && *size == 0)
        code = NO_READERS;
    if (code == 0 && *size < room)
        out[(*size)++] = 0;
    note("list -> 0x%lX", (unsigned long)code);
    give(&state);
    return code;
}

static struct reader *called(const char *name)
{
    int index;
    for (index = 0; index < reader_count; index++)
        if (readers[index].plugged && strcmp(readers[index].name, name) == 0)
            return &readers[index];
    return NULL;
}

/* One reader's state, from a known one; the end of the limit is TIME_OVER. */
static code_t wait_for(value_t context, unsigned long limit, const char *name, uint32_t known, uint32_t *event, uint8_t *atr, size_t *atr_length)
{
    const unsigned long long end = clock_ms() + limit;
    int index = 0;
    code_t code;
    take(&state);
    code = context_at(context, &index);
    if (code == 0) {
        contexts[index].waiting++;
        contexts[index].cancelled = 0;
    }
    while (code == 0) {
        unsigned long long now = clock_ms();
        struct reader *reader;
        uint32_t seen;
        code = context_at(context, &index);
        if (code == 0)
            code = failing("status");
        if (code != 0)
            break;
        reader = called(name);
        if (reader == NULL) {
            *event = 0x0006;
            code = UNKNOWN;
            break;
        }
        seen = reader->count << 16 |
               (!reader->present ? 0x10u : 0x20u | (reader->holder ? 0x180u : now < held_until ? 0x100u : reader->powered ? 0u : 0x400u));
        *event = seen;
        *atr_length = reader->present ? reader->atr_length : 0;
        memcpy(atr, reader->atr, *atr_length);
        if ((known & ~2u) != seen) {
            *event |= 2;
            break;
        }
        if (contexts[index].cancelled)
            code = CANCELLED;
        else if (now >= end)
            code = TIME_OVER;
        else
            doze(&state, end - now > 50 ? 50 : (unsigned)(end - now));
    }
    if (contexts[index].waiting > 0)
        contexts[index].waiting--;
    note("status (limit %lu, known 0x%lX) -> 0x%lX, 0x%lX", limit, (unsigned long)known, (unsigned long)code, (unsigned long)*event);
    give(&state);
    return code;
}

/* ---- handles ----------------------------------------------------------------------------------- */

static code_t connect_to(value_t context, const char *name, int exclusive, uint32_t protocols, value_t *out, uint32_t *protocol)
{
    int index;
    code_t code;
    struct reader *reader = NULL;
    take(&state);
    code = context_at(context, &index);
    if (code == 0)
        code = failing("connect");
    if (code == 0 && (reader = called(name)) == NULL)
        code = UNKNOWN;
    give(&state);
    if (code != 0) {
        note("connect -> 0x%lX", (unsigned long)code);
        return code;
    }
    take(&reader->io);
    take(&state);
    code = context_at(context, &index);
    if (code == 0 && !reader->present)
        code = empty;
    if (code == 0 && (reader->holder || (reader == readers && clock_ms() < held_until)))
        code = SHARED;
    if (code == 0 && (protocols & 2) == 0)
        code = E(0x0F);
    if (code == 0) {
        int at_index = ++last_serial % MOST;
        handles[at_index].serial = last_serial;
        handles[at_index].epoch = epoch;
        handles[at_index].open = 1;
        handles[at_index].reset = 0;
        handles[at_index].context = contexts[index].serial;
        handles[at_index].reader = (int)(reader - readers);
        handles[at_index].generation = reader->generation;
        if (exclusive)
            reader->holder = last_serial;
        *out = HANDLE_ + (value_t)last_serial;
        *protocol = 2;
    }
    give(&state);
    if (code == 0 && !reader->powered)
        power(reader, 1);
    note("connect -> 0x%lX", (unsigned long)code);
    give(&reader->io);
    return code;
}

/* Both locks are held afterwards where it gives 0. */
static code_t with_card(value_t handle, const char *function, int after_reset, int *index, struct reader **reader)
{
    code_t code;
    take(&state);
    code = handle_at(handle, index, reader);
    give(&state);
    if (code == 0) {
        take(&(*reader)->io);
        take(&state);
        code = handle_at(handle, index, reader);
        if (code == 0)
            code = failing(function);
        if (code == 0 && !after_reset && handles[*index].reset)
            code = WAS_RESET;
        if (code == 0)
            return 0;
        give(&state);
        give(&(*reader)->io);
    }
    note("%s -> 0x%lX", function, (unsigned long)code);
    return code;
}

static code_t disconnect(value_t handle, uint32_t how)
{
    int index;
    struct reader *reader;
    code_t code;
    take(&state);
    if (handle_at(handle, &index, &reader) == WAS_REMOVED) {
        /* The handle ends, and there is no card any more to do something to. */
        handles[index].open = 0;
        if (reader->holder == handles[index].serial)
            reader->holder = 0;
        give(&state);
        return WINDOWS ? WAS_REMOVED : 0;
    }
    give(&state);
    code = with_card(handle, "disconnect", 1, &index, &reader);
    if (code != 0)
        return code;
    handles[index].open = 0;
    if (reader->holder == handles[index].serial)
        reader->holder = 0;
    wake();
    give(&state);
    if (how == 1)
        power(reader, 2);
    if (how == 2)
        power(reader, 0);
    note("disconnect (%lu) -> 0", (unsigned long)how);
    give(&reader->io);
    return 0;
}

static code_t reconnect(value_t handle, uint32_t how, uint32_t *protocol)
{
    int index;
    struct reader *reader;
    code_t code = with_card(handle, "reconnect", 1, &index, &reader);
    if (code != 0)
        return code;
    handles[index].reset = 0;
    *protocol = 2;
    give(&state);
    if (how == 1)
        power(reader, 2);
    if (how == 2) {
        power(reader, 0);
        power(reader, 1);
    }
    give(&reader->io);
    return 0;
}

static code_t transmit(value_t handle, const uint8_t *command, size_t length, uint8_t *answer, size_t room, size_t *size)
{
    int index;
    struct reader *reader;
    code_t code;
    char commands[sizeof at.commands] = "";
    take(&state);
    if (at.left > 0 && --at.left == 0)
        strcpy(commands, at.commands);
    give(&state);
    if (commands[0] != 0)
        standin_run(commands);
    code = with_card(handle, "transmit", 0, &index, &reader);
    if (code != 0)
        return code;
    give(&state);
    if (reader->card.transmit != NULL)
        *size = reader->card.transmit(reader->card.user, command, length, answer, room);
    else
        *size = reader->socket == NO_SOCKET ? 0 : ask(reader->socket, command, length, answer, room);
    code = *size == 0 ? TORN : *size > room ? TOO_SMALL : 0;
    note("transmit (%lu bytes, room for %lu) -> 0x%lX, %lu bytes", (unsigned long)length, (unsigned long)room, (unsigned long)code, (unsigned long)*size);
    give(&reader->io);
    return code;
}

static code_t control(value_t handle, uint32_t function, uint8_t *answer, size_t room, size_t *size)
{
    /* SCARD_CTL_CODE(3400), and the code that this driver gives for its properties. */
#ifdef _WIN32
    const uint32_t features = 0x00310000u | 3400u << 2, properties = 0x00310000u | 3500u << 2;
#else
    const uint32_t features = 0x42000000u + 3400u, properties = 0x42000000u + 3500u;
#endif
    const code_t refusal = WINDOWS ? 1 : E(0x1F);
    uint8_t told[6];
    int index;
    struct reader *reader;
    code_t code = with_card(handle, "control", 0, &index, &reader);
    *size = 0;
    if (code != 0)
        return code;
    /* ERROR_INVALID_FUNCTION, as drivers of Windows say that know no such code; pcsc-lite has a code. */
    if (driver < 0 || room < sizeof told)
        code = refusal;
    else if (function == features) {
        const uint8_t list[] = {0x12, 4, (uint8_t)(properties >> 24), (uint8_t)(properties >> 16), (uint8_t)(properties >> 8), (uint8_t)properties};
        memcpy(told, list, sizeof told);
    } else if (function == properties) {
        const uint8_t list[] = {0x0A, 4, (uint8_t)driver, (uint8_t)(driver >> 8), (uint8_t)(driver >> 16), (uint8_t)(driver >> 24)};
        memcpy(told, list, sizeof told);
    } else
        code = refusal;
    if (code == 0) {
        memcpy(answer, told, sizeof told);
        *size = sizeof told;
    }
    note("control (0x%lX) -> 0x%lX", (unsigned long)function, (unsigned long)code);
    give(&state);
    give(&reader->io);
    return code;
}

static code_t card_status(value_t handle, uint8_t *atr, size_t *length)
{
    int index;
    struct reader *reader;
    code_t code = with_card(handle, "cardstatus", 0, &index, &reader);
    if (code != 0)
        return code;
    *length = reader->atr_length;
    memcpy(atr, reader->atr, *length);
    give(&state);
    give(&reader->io);
    return 0;
}

/* ---- the functions of both systems ------------------------------------------------------------- */

/* A LONG is the code as Windows has it, and on Linux, where it is wider, as pcsc-lite has it. */
#define SAY(code) return (LONG)(code)

EXPORT LONG CALL SCardEstablishContext(DWORD scope, LPCVOID one_reserved, LPCVOID other_reserved, LPSCARDCONTEXT out)
{
    value_t value = 0;
    code_t code = establish(&value);
    (void)scope, (void)one_reserved, (void)other_reserved;
    *out = (SCARDCONTEXT)value;
    SAY(code);
}
EXPORT LONG CALL SCardReleaseContext(SCARDCONTEXT context) { SAY(release((value_t)context)); }
EXPORT LONG CALL SCardIsValidContext(SCARDCONTEXT context) { SAY(valid((value_t)context)); }
EXPORT LONG CALL SCardCancel(SCARDCONTEXT context) { SAY(cancel((value_t)context)); }

EXPORT LONG CALL SCardReconnect(SCARDHANDLE handle, DWORD share, DWORD protocols, DWORD how, LPDWORD protocol)
{
    uint32_t agreed = 0;
    code_t code = reconnect((value_t)handle, (uint32_t)how, &agreed);
    (void)share, (void)protocols;
    *protocol = agreed;
    SAY(code);
}
EXPORT LONG CALL SCardDisconnect(SCARDHANDLE handle, DWORD how) { SAY(disconnect((value_t)handle, (uint32_t)how)); }

EXPORT LONG CALL SCardTransmit(SCARDHANDLE handle, const SCARD_IO_REQUEST *head, LPCBYTE command, DWORD length,
                               SCARD_IO_REQUEST *answer_head, LPBYTE answer, LPDWORD size)
{
    size_t told = 0;
    code_t code;
    (void)answer_head;
    if (head == NULL || head->dwProtocol != 2 || head->cbPciLength != sizeof *head)
        SAY(E(0x04)); /* SCARD_E_INVALID_PARAMETER */
    code = transmit((value_t)handle, command, length, answer, *size, &told);
    *size = (DWORD)told;
    SAY(code);
}

EXPORT LONG CALL SCardControl(SCARDHANDLE handle, DWORD function, LPCVOID in, DWORD in_size, LPVOID answer, DWORD room, LPDWORD size)
{
    size_t told = 0;
    code_t code = control((value_t)handle, (uint32_t)function, answer, room, &told);
    (void)in, (void)in_size;
    *size = (DWORD)told;
    SAY(code);
}

#ifdef _WIN32
/* For UTF-16 alone: a program that uses the functions for the code page does not start here. */
EXPORT LONG WINAPI SCardListReadersW(SCARDCONTEXT context, LPCWSTR groups, LPWSTR out, LPDWORD size)
{
    char names[READERS * NAME + 1];
    size_t length = 0;
    int wide;
    code_t code = list(context, names, sizeof names, &length);
    (void)groups;
    if (code != 0)
        SAY(code);
    wide = MultiByteToWideChar(CP_UTF8, 0, names, (int)length, NULL, 0);
    if (out != NULL && *size < (DWORD)wide)
        code = TOO_SMALL;
    else if (out != NULL)
        MultiByteToWideChar(CP_UTF8, 0, names, (int)length, out, wide);
    *size = (DWORD)wide;
    SAY(code);
}
static void narrow(LPCWSTR wide, char *name) { WideCharToMultiByte(CP_UTF8, 0, wide, -1, name, NAME, NULL, NULL); }
EXPORT LONG WINAPI SCardGetStatusChangeW(SCARDCONTEXT context, DWORD limit, LPSCARD_READERSTATEW states, DWORD count)
{
    char name[NAME];
    uint32_t event = 0;
    size_t length = 0;
    code_t code;
    if (count != 1)
        SAY(E(0x04));
    narrow(states->szReader, name);
    code = wait_for(context, limit, name, states->dwCurrentState, &event, states->rgbAtr, &length);
    states->dwEventState = event;
    states->cbAtr = (DWORD)length;
    SAY(code);
}
EXPORT LONG WINAPI SCardConnectW(SCARDCONTEXT context, LPCWSTR reader, DWORD share, DWORD protocols, LPSCARDHANDLE out, LPDWORD protocol)
{
    char name[NAME];
    value_t value = 0;
    uint32_t agreed = 0;
    code_t code;
    narrow(reader, name);
    code = connect_to(context, name, share == 1, protocols, &value, &agreed);
    *out = value;
    *protocol = agreed;
    SAY(code);
}
EXPORT LONG WINAPI SCardStatusW(SCARDHANDLE handle, LPWSTR name, LPDWORD name_size, LPDWORD state_out, LPDWORD protocol, LPBYTE atr, LPDWORD size)
{
    uint8_t told[33];
    size_t length = 0;
    code_t code = card_status(handle, told, &length);
    (void)name, (void)name_size, (void)state_out, (void)protocol;
    if (code == 0 && atr != NULL && *size >= length)
        memcpy(atr, told, length);
    *size = (DWORD)length;
    SAY(code);
}
#else
EXPORT const SCARD_IO_REQUEST g_rgSCardT0Pci = {1, sizeof(SCARD_IO_REQUEST)};
EXPORT const SCARD_IO_REQUEST g_rgSCardT1Pci = {2, sizeof(SCARD_IO_REQUEST)};
EXPORT const SCARD_IO_REQUEST g_rgSCardRawPci = {4, sizeof(SCARD_IO_REQUEST)};
EXPORT LONG SCardListReaders(SCARDCONTEXT context, LPCSTR groups, LPSTR out, LPDWORD size)
{
    char names[READERS * NAME + 1];
    size_t length = 0;
    code_t code = list((value_t)context, names, sizeof names, &length);
    (void)groups;
    if (code != 0)
        SAY(code);
    if (out != NULL && *size < length)
        code = TOO_SMALL;
    else if (out != NULL)
        memcpy(out, names, length);
    *size = length;
    SAY(code);
}
EXPORT LONG SCardGetStatusChange(SCARDCONTEXT context, DWORD limit, SCARD_READERSTATE *states, DWORD count)
{
    uint32_t event = 0;
    size_t length = 0;
    code_t code;
    if (count != 1)
        SAY(E(0x04));
    code = wait_for((value_t)context, limit, states->szReader, (uint32_t)states->dwCurrentState, &event, states->rgbAtr, &length);
    states->dwEventState = event;
    states->cbAtr = length;
    SAY(code);
}
EXPORT LONG SCardConnect(SCARDCONTEXT context, LPCSTR reader, DWORD share, DWORD protocols, LPSCARDHANDLE out, LPDWORD protocol)
{
    value_t value = 0;
    uint32_t agreed = 0;
    code_t code = connect_to((value_t)context, reader, share == 1, (uint32_t)protocols, &value, &agreed);
    *out = (SCARDHANDLE)value;
    *protocol = agreed;
    SAY(code);
}
EXPORT LONG SCardStatus(SCARDHANDLE handle, LPSTR name, LPDWORD name_size, LPDWORD state_out, LPDWORD protocol, LPBYTE atr, LPDWORD size)
{
    uint8_t told[33];
    size_t length = 0;
    code_t code = card_status((value_t)handle, told, &length);
    if (name_size != NULL) {
        if (name != NULL && *name_size > 0)
            *name = 0;
        *name_size = 1;
    }
    if (state_out != NULL)
        *state_out = 0x34; /* present, powered, negotiated */
    if (protocol != NULL)
        *protocol = 2;
    if (code == 0 && atr != NULL && *size >= length)
        memcpy(atr, told, length);
    if (size != NULL)
        *size = length;
    SAY(code);
}
/* What else the binding is linked with. */
EXPORT LONG SCardBeginTransaction(SCARDHANDLE handle) { (void)handle; SAY(E(0x1F)); }
EXPORT LONG SCardEndTransaction(SCARDHANDLE handle, DWORD how) { (void)handle, (void)how; SAY(E(0x1F)); }
EXPORT LONG SCardGetAttrib(SCARDHANDLE handle, DWORD which, LPBYTE value, LPDWORD size) { (void)handle, (void)which, (void)value, (void)size; SAY(E(0x1F)); }
EXPORT LONG SCardSetAttrib(SCARDHANDLE handle, DWORD which, LPCBYTE value, DWORD size) { (void)handle, (void)which, (void)value, (void)size; SAY(E(0x1F)); }
#endif
