/* As string.h here. */
#ifndef MNR_TEST_STDLIB_H
#define MNR_TEST_STDLIB_H
#include <stddef.h>
#define EXIT_SUCCESS 0
#define EXIT_FAILURE 1
#ifdef __cplusplus
extern "C" {
#endif
void *malloc(size_t);
void *calloc(size_t, size_t);
void *realloc(void *, size_t);
void free(void *);
__declspec(noreturn) void exit(int);
__declspec(noreturn) void abort(void);
int atexit(void(__cdecl *)(void));
char *getenv(const char *);
int atoi(const char *);
unsigned long strtoul(const char *, char **, int);
#ifdef __cplusplus
}
#endif
#endif
