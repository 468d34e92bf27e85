/* As string.h here. The UCRT exports one function for each family; these are its inline callers. */
#ifndef MNR_TEST_STDIO_H
#define MNR_TEST_STDIO_H
#include <stdarg.h>
#include <stddef.h>
#define EOF (-1)
#ifdef __cplusplus
extern "C" {
#endif
typedef struct _iobuf FILE;
FILE *__acrt_iob_func(unsigned);
#define stdin (__acrt_iob_func(0))
#define stdout (__acrt_iob_func(1))
#define stderr (__acrt_iob_func(2))
int __stdio_common_vfprintf(unsigned long long, FILE *, const char *, void *, va_list);
int __stdio_common_vsprintf(unsigned long long, char *, size_t, const char *, void *, va_list);
int __stdio_common_vsscanf(unsigned long long, const char *, size_t, const char *, void *, va_list);
FILE *fopen(const char *, const char *);
int fclose(FILE *);
int fflush(FILE *);
size_t fread(void *, size_t, size_t, FILE *);
size_t fwrite(const void *, size_t, size_t, FILE *);
char *fgets(char *, int, FILE *);
int fputs(const char *, FILE *);
int puts(const char *);
int putchar(int);
int getchar(void);
int remove(const char *);
static inline int fprintf(FILE *file, const char *format, ...)
{
    va_list list;
    int length;
    va_start(list, format);
    length = __stdio_common_vfprintf(0, file, format, NULL, list);
    va_end(list);
    return length;
}
static inline int printf(const char *format, ...)
{
    va_list list;
    int length;
    va_start(list, format);
    length = __stdio_common_vfprintf(0, stdout, format, NULL, list);
    va_end(list);
    return length;
}
static inline int vsnprintf(char *text, size_t room, const char *format, va_list list)
{
    return __stdio_common_vsprintf(2, text, room, format, NULL, list); /* the length as C99 has it */
}
static inline int snprintf(char *text, size_t room, const char *format, ...)
{
    va_list list;
    int length;
    va_start(list, format);
    length = vsnprintf(text, room, format, list);
    va_end(list);
    return length;
}
static inline int sprintf(char *text, const char *format, ...)
{
    va_list list;
    int length;
    va_start(list, format);
    length = __stdio_common_vsprintf(0, text, (size_t)-1, format, NULL, list);
    va_end(list);
    return length;
}
static inline int sscanf(const char *text, const char *format, ...)
{
    va_list list;
    int found;
    va_start(list, format);
    found = __stdio_common_vsscanf(0, text, (size_t)-1, format, NULL, list);
    va_end(list);
    return found;
}
#ifdef __cplusplus
}
#endif
#endif
