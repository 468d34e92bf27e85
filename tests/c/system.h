/* Time, threads and programs, of POSIX and of Windows. */
#ifndef MNR_TEST_SYSTEM_H
#define MNR_TEST_SYSTEM_H

#include "check.h"

#ifdef _WIN32
#define WIN32_LEAN_AND_MEAN /* without its sockets, which have names of ours */
#include <windows.h>

typedef HANDLE thread_t;
#define THREAD(name, argument) static DWORD WINAPI name(void *argument)
#define THREAD_ENDS return 0
static inline thread_t start_thread(DWORD(WINAPI *call)(void *), void *argument)
{
    thread_t thread = CreateThread(NULL, 0, call, argument, 0, NULL);
    CHECK(thread != NULL);
    return thread;
}
static inline void join_thread(thread_t thread)
{
    CHECK(WaitForSingleObject(thread, INFINITE) == WAIT_OBJECT_0);
    CloseHandle(thread);
}
static inline long now_ms(void) { return (long)GetTickCount(); }
static inline void sleep_ms(long ms) { Sleep((DWORD)ms); }

typedef HANDLE program_t;
#define NO_PROGRAM NULL
/* Nothing that is given here has a blank or a quotation mark in it. */
static inline program_t start_program(const char *const *arguments)
{
    char line[2048] = "";
    PROCESS_INFORMATION process;
    STARTUPINFOA start;
    memset(&start, 0, sizeof start);
    start.cb = sizeof start;
    for (; *arguments != NULL; arguments++) {
        CHECK(strlen(line) + strlen(*arguments) + 2 < sizeof line);
        strcat(strcat(line, line[0] ? " " : ""), *arguments);
    }
    CHECK(CreateProcessA(NULL, line, NULL, NULL, FALSE, CREATE_NO_WINDOW, NULL, NULL, &start, &process));
    CloseHandle(process.hThread);
    return process.hProcess;
}
static inline void end_program(program_t program)
{
    TerminateProcess(program, 0);
    WaitForSingleObject(program, INFINITE);
    CloseHandle(program);
}
static inline void *find_function(const char *library, const char *name)
{
    HMODULE module = GetModuleHandleA(library);
    return module == NULL ? NULL : (void *)(uintptr_t)GetProcAddress(module, name);
}
#else
#include <dlfcn.h>
#include <pthread.h>
#include <signal.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

typedef pthread_t thread_t;
#define THREAD(name, argument) static void *name(void *argument)
#define THREAD_ENDS return NULL
static inline thread_t start_thread(void *(*call)(void *), void *argument)
{
    thread_t thread;
    CHECK(pthread_create(&thread, NULL, call, argument) == 0);
    return thread;
}
static inline void join_thread(thread_t thread) { CHECK(pthread_join(thread, NULL) == 0); }
static inline long now_ms(void)
{
    struct timespec now;
    CHECK(clock_gettime(CLOCK_MONOTONIC, &now) == 0);
    return (long)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}
static inline void sleep_ms(long ms)
{
    struct timespec time;
    time.tv_sec = ms / 1000;
    time.tv_nsec = ms % 1000 * 1000000;
    nanosleep(&time, NULL);
}

typedef pid_t program_t;
#define NO_PROGRAM 0
static inline program_t start_program(const char *const *arguments)
{
    program_t program = fork();
    CHECK(program >= 0);
    if (program == 0) {
        if (freopen("/dev/null", "w", stdout) != NULL && freopen("/dev/null", "w", stderr) != NULL)
            execv(arguments[0], (char *const *)(uintptr_t)arguments);
        _exit(127);
    }
    return program;
}
static inline void end_program(program_t program)
{
    kill(program, SIGTERM);
    waitpid(program, NULL, 0);
}
static inline void *find_function(const char *library, const char *name)
{
    (void)library;
    return dlsym(RTLD_DEFAULT, name);
}
#endif

#endif
