/* What a program and a DLL for the ABI of MSVC get from Microsoft's static library of the C runtime, and
 * these tests from here: entry points, thread-local storage, the stack's probe, the mark of floating
 * point. Written for tests; what is shipped is linked by Microsoft's linker. */

int _fltused = 1;

/* ---- thread-local storage: the loader reads _tls_used [PE format, section .tls] ----------------------- */

#pragma section(".tls", read, write)
#pragma section(".tls$ZZZ", read, write)
#pragma section(".CRT$XLA", read)
#pragma section(".CRT$XLZ", read)
__declspec(allocate(".tls")) char _tls_start = 0;
__declspec(allocate(".tls$ZZZ")) char _tls_end = 0;
unsigned long _tls_index = 0;
typedef void(__stdcall *tls_callback)(void *, unsigned long, void *);
__declspec(allocate(".CRT$XLA")) tls_callback first_callback = 0;
__declspec(allocate(".CRT$XLZ")) tls_callback last_callback = 0;
const struct {
    void *start, *end, *index, *callbacks;
    unsigned long zeros, characteristics;
} _tls_used = {&_tls_start, &_tls_end, &_tls_index, &first_callback + 1, 0, 0};

/* ---- where it begins ------------------------------------------------------------------------------------- */

int __stdcall _DllMainCRTStartup(void *module, unsigned long reason, void *reserved)
{
    (void)module, (void)reason, (void)reserved;
    return 1;
}

#ifdef PROGRAM
int main(int, char **);
int _configure_narrow_argv(int);
int *__p___argc(void);
char ***__p___argv(void);
__declspec(noreturn) void exit(int);
void mainCRTStartup(void)
{
    _configure_narrow_argv(1);
    exit(main(*__p___argc(), *__p___argv()));
}
#endif

/* ---- the probe: touches each page of a large frame, whose size is in rax, in order ------------------------ */

__asm__(".globl __chkstk\n"
        "__chkstk:\n"
        "  pushq %r10\n"
        "  pushq %r11\n"
        "  leaq 24(%rsp), %r10\n" /* the caller's stack pointer */
        "  movq %rax, %r11\n"
        "1: cmpq $4096, %r11\n"
        "  jb 2f\n"
        "  subq $4096, %r10\n"
        "  testq %r10, (%r10)\n"
        "  subq $4096, %r11\n"
        "  jmp 1b\n"
        "2: subq %r11, %r10\n"
        "  testq %r10, (%r10)\n"
        "  popq %r11\n"
        "  popq %r10\n"
        "  ret\n"
        /* The table of virtual functions of type_info, whose address marks the descriptors of exceptions. */
        ".section .rdata,\"dr\"\n"
        ".globl \"??_7type_info@@6B@\"\n"
        ".p2align 3\n"
        "\"??_7type_info@@6B@\":\n"
        "  .quad 0\n");
