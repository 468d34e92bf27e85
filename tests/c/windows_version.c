/* What Windows reads of a DLL's version resource: the numbers that installers compare, and the names.
 *
 *     windows_version FILE VERSION
 */
#include <windows.h>
#include <stdio.h>
#include <string.h>

static int text_is(const void *data, const char *name, const char *expected)
{
    char path[64];
    void *value = NULL;
    UINT length = 0;
    snprintf(path, sizeof path, "\\StringFileInfo\\040904b0\\%s", name);
    if (!VerQueryValueA(data, path, &value, &length) || strcmp((const char *)value, expected) != 0) {
        printf("%s is %s, not %s\n", name, value == NULL ? "not there" : (const char *)value, expected);
        return 0;
    }
    return 1;
}

int main(int count, char **arguments)
{
    static char data[16384];
    VS_FIXEDFILEINFO *fixed = NULL;
    void *value = NULL;
    UINT length = 0;
    char numbers[64];
    DWORD ignored, size;
    if (count != 3)
        return 2;
    size = GetFileVersionInfoSizeA(arguments[1], &ignored);
    if (size == 0 || size > sizeof data || !GetFileVersionInfoA(arguments[1], 0, size, data) ||
        !VerQueryValueA(data, "\\", &value, &length) || length < sizeof *fixed) {
        printf("%s has no version resource\n", arguments[1]);
        return 1;
    }
    fixed = value;
    snprintf(numbers, sizeof numbers, "%lu.%lu.%lu", fixed->dwFileVersionMS >> 16,
             fixed->dwFileVersionMS & 0xFFFF, fixed->dwFileVersionLS >> 16);
    if (strcmp(numbers, arguments[2]) != 0 || fixed->dwFileType != VFT_DLL) {
        printf("the version is %s of type %lu, not %s\n", numbers, fixed->dwFileType, arguments[2]);
        return 1;
    }
    return text_is(data, "FileVersion", arguments[2]) && text_is(data, "ProductVersion", arguments[2]) &&
                   text_is(data, "OriginalFilename", arguments[1])
               ? 0
               : 1;
}
