/* mynareader: the C ABI. Written by `make abi` from crates/ffi; changes belong there.
 *
 * SPDX-License-Identifier: MIT OR Apache-2.0
 *
 * CONVENTIONS (more in docs/abi.md)
 *
 * Status. Functions that can fail return int32_t: 0 (MNR_OK) or a negative number, MNR_ERROR_*,
 * in classes of a hundred. New numbers may be added; no number ever changes its meaning.
 *
 * Results. Out-parameters are written on success only. There are two exceptions: the detail record,
 * which is written on failure only, and the needed size, which is also written when a buffer is too
 * small. A buffer that may be too small is refused before anything is sent to a card.
 *
 * Handles. mnr_card and the other handles are opaque. Each type has one function that frees it; NULL
 * is allowed there. A handle is a number, not an address: every function refuses a handle that was
 * freed or has another type, and returns MNR_ERROR_HANDLE.
 *
 * Threads. Any thread may use any handle. A link, a card, a reader and a virtual card can be used by one
 * thread at a time. A second thread gets MNR_ERROR_BUSY; so does a callback that uses the handle for
 * which it was called. A call that runs, polls or frees a desk in use also returns MNR_ERROR_BUSY. With
 * all other handles a second thread waits; the wait is short, because no call with them blocks. So any
 * thread may hand events to a reception, and answers to a desk.
 *
 * Input. Pointers must not be NULL, unless the function says so. Text is UTF-8 with its length in bytes
 * and needs no NUL. If the length is 0, the pointer may be NULL and the input is empty. The library
 * keeps no pointer to its input: it copies the input, and secrets into memory that is wiped. Input
 * above 16 MiB is refused with MNR_ERROR_LENGTH.
 *
 * A language is a tag of BCP 47, such as "ja"; empty, or NULL and 0, it is Japanese. What a book does not
 * have in a language is in that without its region ("en-US": "en"), and otherwise in Japanese;
 * mnr_book_language_at lists those it has. What is no tag is refused with MNR_ERROR_ARGUMENT.
 *
 * Structures that may grow begin with struct_size. Set struct_size to sizeof the structure, and all
 * other fields to zero: MNR_INIT does both.
 *
 * Views (data, length) belong to their handle and are valid until the handle is freed.
 *
 * Callbacks get the user pointer as their first argument. They must not throw, longjmp or unwind.
 *
 * Every call returns MNR_ERROR_FORKED in a fork of the process that made the first one,
 * MNR_ERROR_SECOND_LIBRARY where another copy of the library was loaded before, and MNR_ERROR_SHUT_DOWN
 * after mnr_shutdown.
 *
 * Panics of the library are its defects. They are caught: the call returns MNR_ERROR_PANIC, and later
 * calls with the handle return MNR_ERROR_POISONED. If the handle is a desk, its card has already lost
 * its power. If memory runs out, the process ends.
 */

/* On Windows the structures have this packing, also in programs that are compiled with another one (/Zp). */
#ifdef _WIN32
#pragma pack(push, 8)
#endif


#ifndef MYNAREADER_H
#define MYNAREADER_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* Imports the functions from the DLL on Windows. Define MNR_STATIC if you link the static library (the
 * .pc file and the CMake target define it). On other systems it has no effect. */
#if defined(_WIN32) && !defined(MNR_STATIC)
#define MNR_API __declspec(dllimport)
#else
#define MNR_API
#endif

#ifdef _WIN32
/* Does not compile if the compiler ignored the packing above: the library would read other bytes. */
struct mnr_packing {
    char first;
    uint64_t second;
};
typedef char mnr_packing_must_be_8[offsetof(struct mnr_packing, second) == 8 ? 1 : -1];
#endif

/** Sets a structure that begins with struct_size to zero and writes its size into it. */
#define MNR_INIT(pointer) \
    (memset((pointer), 0, sizeof *(pointer)), (void)((pointer)->struct_size = sizeof *(pointer)))

#ifdef __cplusplus
extern "C" {
#endif

/** @defgroup handles Handles
 * @{
 */

/**
 * A link to the chip of one card. It lasts from when the card is placed until it is taken away.
 * mnr_card_open takes ownership of it.
 *
 * One thread at a time; it may be any thread.
 */
typedef struct mnr_link mnr_link;

/**
 * A list of the readers that PC/SC knew when the list was made.
 *
 * Any thread. A second thread waits for the first; the wait is short.
 */
typedef struct mnr_readers mnr_readers;

/**
 * A reader of PC/SC.
 *
 * One thread at a time; it may be any thread. Only mnr_reader_cancel may be called while another
 * thread waits.
 */
typedef struct mnr_reader mnr_reader;

/**
 * A card profile: application, file and key identifiers, formats, tries and limits of one kind of
 * card.
 *
 * Any thread. A second thread waits for the first; the wait is short.
 */
typedef struct mnr_profile mnr_profile;

/**
 * One card, from mnr_card_open to mnr_card_end or mnr_card_free.
 *
 * One thread at a time; it may be any thread. A second thread gets MNR_ERROR_BUSY.
 */
typedef struct mnr_card mnr_card;

/**
 * The face record of a card, in memory that is wiped when it is freed. Its contents can be read
 * only after mnr_face_verify has succeeded.
 *
 * Any thread. A second thread waits for the first; the wait is short.
 */
typedef struct mnr_face mnr_face;

/**
 * A certificate of a card.
 *
 * Any thread. A second thread waits for the first; the wait is short.
 */
typedef struct mnr_certificate mnr_certificate;

/**
 * A set of trust anchors: root certificates, and keys of card-verifiable certificates.
 *
 * Any thread. A second thread waits for the first; the wait is short.
 */
typedef struct mnr_anchors mnr_anchors;

/**
 * A book of guidance: the rules, dates and words of one edition.
 *
 * Any thread. A second thread waits for the first; the wait is short.
 */
typedef struct mnr_book mnr_book;

/**
 * The guidance for one code in one situation: what to say, what to do and what comes next.
 *
 * Any thread. A second thread waits for the first; the wait is short.
 */
typedef struct mnr_guidance mnr_guidance;

/**
 * A shelf: the guidance in force, and the public keys of who may sign packages of guidance.
 *
 * Any thread. A second thread waits for the first, while a package is checked too.
 */
typedef struct mnr_shelf mnr_shelf;

/**
 * The reception at one reader. It does no input or output, reads no clock and holds no secret:
 * events go in, actions come out, and the program carries them out.
 *
 * Any thread. A second thread waits for the first; the wait is short.
 */
typedef struct mnr_reception mnr_reception;

/**
 * A check-in that runs itself: a reception with the card, the secrets and the inbox of one reader.
 * The program shows screens, asks people and hands in answers. The desk does everything with the
 * card.
 *
 * mnr_desk_run and mnr_desk_poll: one thread at a time, which may be any thread; a second thread
 * gets MNR_ERROR_BUSY. Answers, events and mnr_desk_stop: any thread at any time, also from inside
 * the desk's callbacks.
 */
typedef struct mnr_desk mnr_desk;

/**
 * Journals added up, as `mynareader stats` adds files of them up, without the times of day.
 *
 * Any thread. A second thread waits for the first; the wait is short.
 */
typedef struct mnr_statistics mnr_statistics;

/**
 * The result of examining a folder.
 *
 * Any thread. A second thread waits for the first; the wait is short.
 */
typedef struct mnr_folder mnr_folder;

/** @} */

/** @defgroup library The library
 * @{
 */

/**
 * The version of the header: major * 1,000,000 + minor * 1,000 + patch. Compare it with
 * mnr_version_number().
 */
#define MNR_VERSION_NUMBER 1000
/** The major part of the version of the header. */
#define MNR_VERSION_MAJOR 0
/** The minor part of the version of the header. */
#define MNR_VERSION_MINOR 1
/** The patch part of the version of the header. */
#define MNR_VERSION_PATCH 0

/** A feature of a build: readers over PC/SC. */
#define MNR_FEATURE_PCSC 1
/** A feature of a build: the virtual card. Never in a production build. */
#define MNR_FEATURE_SIMULATION 2

/**
 * The version of the library that runs, in the format of MNR_VERSION_NUMBER. The library may have
 * a newer minor and patch version than the header; before 1.0 only a newer patch version.
 *
 * Any thread. Does not block.
 */
MNR_API int32_t mnr_version_number(void);

/**
 * The version of the library that runs as text, for example "0.1.0". ASCII, NUL-terminated,
 * static: never freed.
 *
 * Any thread. Does not block.
 */
MNR_API const char *mnr_version(void);

/**
 * The source that the library was built from: the value of MNR_SOURCE_ID at build time, usually a
 * commit, or "unknown". ASCII, NUL-terminated, static: never freed.
 *
 * Any thread. Does not block.
 */
MNR_API const char *mnr_source_id(void);

/**
 * Counts the handles that have not been freed. At the end of a program it should be 0.
 *
 * handles: where to put the number.
 *
 * Errors: MNR_ERROR_NULL.
 * Any thread. Does not block.
 */
MNR_API int32_t mnr_handles_alive(size_t *handles);

/**
 * Ends all that is open, for the end of the program: desks are stopped, waits are cancelled, each card
 * loses its power, secrets are wiped, all handles are freed. From then on every call returns
 * MNR_ERROR_SHUT_DOWN but this one; functions without a status still work. Nothing of this happens by
 * itself: at exit() a card keeps its power, and with it a PIN that was verified on it.
 *
 * limit_ms: how long to wait for calls that are at work in other threads, such as mnr_desk_run; they end
 * after one exchange with the card. The functions of drivers and devices are called meanwhile, in this
 * thread, and may call the library.
 *
 * Errors: MNR_ERROR_BUSY at the limit, and at once from inside a desk's functions: a call was still at
 * work, and what it may need was not ended. Call it again.
 * Any thread. Blocks.
 */
MNR_API
int32_t mnr_shutdown(uint32_t limit_ms);

/** What mnr_name names: actions. */
#define MNR_NAME_ACTION 1
/** What mnr_name names: screens. */
#define MNR_NAME_SCREEN 2
/** What mnr_name names: outcomes of a check-in. */
#define MNR_NAME_OUTCOME 3
/** What mnr_name names: reasons for an end. */
#define MNR_NAME_END 4
/** What mnr_name names: offers, and why one is closed. */
#define MNR_NAME_OFFER 5
/** What mnr_name names: messages to the staff. */
#define MNR_NAME_TELL 6
/** What mnr_name names: actors. */
#define MNR_NAME_ACTOR 7
/** What mnr_name names: operation modes. */
#define MNR_NAME_MODE 8
/** What mnr_name names: methods. */
#define MNR_NAME_METHOD 9
/** What mnr_name names: kinds of answers. */
#define MNR_NAME_ANSWER 10
/** What mnr_name names: steps of a check-in. */
#define MNR_NAME_STEP 11
/** What mnr_name names: kinds of symptoms. */
#define MNR_NAME_HAPPENED 12
/** What mnr_name names: next steps. */
#define MNR_NAME_LADDER 13
/** What mnr_name names: standings of a next step. */
#define MNR_NAME_STANDING 14
/** What mnr_name names: reasons for a standing. */
#define MNR_NAME_WHY 15
/** What mnr_name names: leaflets. */
#define MNR_NAME_LEAFLET 16
/** What mnr_name names: eligibilities. */
#define MNR_NAME_ELIGIBILITY 17
/** What mnr_name names: kinds of cards and phones. */
#define MNR_NAME_TOKEN 18
/** What mnr_name names: keys of the card. */
#define MNR_NAME_KEY 19
/** What mnr_name names: sounds. */
#define MNR_NAME_CUE 20
/** What mnr_name names: origins of a code. */
#define MNR_NAME_ORIGIN 21

/**
 * The name of a number for logs and displays: that of its constant, in small letters and without its
 * beginning. MNR_ACTION_ENTER_PIN is "enter-pin". "unknown" for a number or a kind that is none.
 * ASCII, NUL-terminated, static: never freed. For statuses see mnr_status_name.
 *
 * kind: one of MNR_NAME_*. value: the number.
 *
 * Any thread. Does not block.
 */
MNR_API
const char *mnr_name(int32_t kind,
                     int32_t value);

/**
 * A day of the calendar. Functions take a pointer to one; a day that is none is refused with
 * MNR_ERROR_DATE.
 */
typedef struct {
    /**
     * The year, such as 2026.
     */
    int32_t year;
    /**
     * The month, 1 to 12.
     */
    int32_t month;
    /**
     * The day of the month, from 1.
     */
    int32_t day;
} mnr_date;

/**
 * The features of this build: a sum of MNR_FEATURE_*. The functions of a feature that is not built
 * in return MNR_ERROR_NOT_BUILT_IN.
 *
 * Any thread. Does not block.
 */
MNR_API uint32_t mnr_features(void);

/** @} */

/** @defgroup log The log
 * @{
 */

/** A level of the log: errors only. */
#define MNR_LOG_ERROR 1
/** A level of the log: warnings too. */
#define MNR_LOG_WARNING 2
/** A level of the log: what happens too. */
#define MNR_LOG_INFO 3
/** A level of the log: every exchange with the card too, by header, lengths and status word. */
#define MNR_LOG_TRACE 4

/**
 * Sets the log function for the whole process; NULL turns logging off. When this returns, the
 * previous function is not running and will not be called again.
 *
 * The text is one line of UTF-8, NUL-terminated, and valid until the log function returns. It
 * never holds a PIN, a code, a name, an address, a photo or a certificate, at any level.
 *
 * user: passed to the function unchanged. write: the log function. It is called from any thread,
 * one call at a time. It must not throw or longjmp. Functions of this library that it calls log
 * nothing. Other threads that want to log wait for it, so it must not wait for a thread that is
 * inside this library, and must not take a lock that the program holds while it calls this
 * library. level: the highest level wanted, one of MNR_LOG_*.
 *
 * Errors: MNR_ERROR_ARGUMENT if level is not one of MNR_LOG_*, MNR_ERROR_BUSY if called from
 * inside the log function.
 * Any thread. Blocks while the previous function runs.
 */
MNR_API
int32_t mnr_set_log(void *user,
                    void (*write)(void *user, int32_t level, const char *text),
                    int32_t level);

/** @} */

/** @defgroup statuses Statuses, and what went wrong
 * @{
 */

/** Done. */
#define MNR_OK 0

/** -1xx, the call: a pointer that must not be NULL is NULL. */
#define MNR_ERROR_NULL -100
/** A number is not one that the function accepts. */
#define MNR_ERROR_ARGUMENT -101
/** Input is empty or longer than the function accepts. */
#define MNR_ERROR_LENGTH -102
/** The caller's buffer is too small. The needed size was written; nothing else was done. */
#define MNR_ERROR_BUFFER -103
/** A text is not UTF-8, or has a NUL inside. */
#define MNR_ERROR_TEXT -104
/**
 * struct_size does not belong to any version of this structure, or a field of a newer version is
 * set.
 */
#define MNR_ERROR_STRUCT_SIZE -105
/** A PIN or code does not have the format of its key. Nothing was sent, no try was spent. */
#define MNR_ERROR_SECRET_FORMAT -106
/** Year, month and day are not a day of the calendar. */
#define MNR_ERROR_DATE -107
/**
 * The caller's clock went back, or ahead by more than a day, since the last event. The event was taken; the
 * timers go on from there.
 */
#define MNR_ERROR_CLOCK -108
/** -2xx, the state: the handle has another type, was freed, or never existed. */
#define MNR_ERROR_HANDLE -200
/** The handle is in use: by another thread, or by the call that runs this callback. */
#define MNR_ERROR_BUSY -201
/**
 * An earlier call with this handle ended with MNR_ERROR_PANIC. The handle can only be freed.
 */
#define MNR_ERROR_POISONED -202
/** The call is not allowed in the present state of the handle. */
#define MNR_ERROR_STATE -203
/** The feature is not built in; see mnr_features. */
#define MNR_ERROR_NOT_BUILT_IN -204
/** The wait was cancelled. */
#define MNR_ERROR_CANCELLED -205
/** The time limit of a wait passed. */
#define MNR_ERROR_TIME_LIMIT -206
/** There is no such entry, or no more entries. */
#define MNR_ERROR_NOT_FOUND -207
/** This process was forked from one that uses the library; it cannot be used here. */
#define MNR_ERROR_FORKED -208
/**
 * Another copy of the library, such as the simulation library, was loaded into this process before this
 * one; only that one can be used.
 */
#define MNR_ERROR_SECOND_LIBRARY -209
/** mnr_shutdown was called. */
#define MNR_ERROR_SHUT_DOWN -210
/** -3xx, the link: no card in the reader. */
#define MNR_ERROR_NO_CARD -300
/** The card was taken away. */
#define MNR_ERROR_CARD_REMOVED -301
/** The card was reset by another program; its state is lost. */
#define MNR_ERROR_CARD_RESET -302
/** A card is in the reader and does not answer. */
#define MNR_ERROR_CARD_MUTE -303
/** The card did not answer in time. */
#define MNR_ERROR_LINK_TIMED_OUT -304
/** The exchange broke off. */
#define MNR_ERROR_LINK_BROKEN -305
/** Another program holds the card. */
#define MNR_ERROR_READER_SHARED -306
/** The reader is gone or unknown. */
#define MNR_ERROR_READER_GONE -307
/** The PC/SC service is not running. */
#define MNR_ERROR_SERVICE_GONE -308
/** The answer is longer than any answer may be. */
#define MNR_ERROR_OVERSIZED_ANSWER -309
/** The command is longer than the link can carry. */
#define MNR_ERROR_OVERSIZED_COMMAND -310
/** The command is not a command APDU: it is shorter than its header. */
#define MNR_ERROR_INVALID_COMMAND -311
/** The driver failed in another way; see the driver's code in the detail record. */
#define MNR_ERROR_DRIVER -312
/**
 * The system does not allow this program or user to use the reader: check the access rights, not
 * the cable.
 */
#define MNR_ERROR_READER_REFUSED -313
/**
 * -4xx, the card: it answered with a status word that ends the operation; see the detail record.
 */
#define MNR_ERROR_CARD_STATUS -400
/** The answer has no status word, or cannot be a signature. */
#define MNR_ERROR_CARD_ANSWER -401
/** The card does not end its answer. */
#define MNR_ERROR_CARD_ENDLESS -402
/** The card's profile does not have the item that was asked for. */
#define MNR_ERROR_NOT_IN_PROFILE -403
/** -5xx, keys: the card refused the PIN or code. The detail record has the tries left. */
#define MNR_ERROR_SECRET_WRONG -500
/** No try is left. Nothing was presented, or the card did not judge it. */
#define MNR_ERROR_SECRET_BLOCKED -501
/** Too few tries are left, or the card does not say how many. Nothing was presented. */
#define MNR_ERROR_TOO_FEW_TRIES -502
/** The link failed after the secret may have been sent: read the tries before anything else. */
#define MNR_ERROR_OUTCOME_UNKNOWN -503
/**
 * Refused, because the outcome of an earlier presentation is not known: read the tries first.
 */
#define MNR_ERROR_UNSETTLED -504
/** This token gives its certificate only after the PIN. Nothing was sent. */
#define MNR_ERROR_PIN_NEEDED -505
/** The readings of the printed digits do not agree well enough. Nothing was presented. */
#define MNR_ERROR_READINGS_DISAGREE -506
/** -6xx, data: a record is malformed; the detail record has the offset. */
#define MNR_ERROR_RECORD -600
/** The data is not a valid public key. */
#define MNR_ERROR_PUBLIC_KEY -601
/** A signature is not valid. */
#define MNR_ERROR_SIGNATURE -602
/**
 * A file of anchors, rules or words, or a card profile, is refused; the detail record's text says
 * where.
 */
#define MNR_ERROR_DATA_FILE -603
/**
 * A package of guidance is older than what was accepted before, or than the built-in guidance.
 */
#define MNR_ERROR_PACKAGE_OLD -604
/** A package of guidance has expired, and was not in force before. */
#define MNR_ERROR_PACKAGE_EXPIRED -605
/** A file of guidance has no signature, and public keys are set. */
#define MNR_ERROR_UNSIGNED -606
/** -7xx, certificates: the certificate is malformed, or refused because of its content. */
#define MNR_ERROR_CERTIFICATE -700
/** The certificate was not issued by any trusted anchor. */
#define MNR_ERROR_UNTRUSTED -701
/** -8xx, the reception: nothing was asked. The event changed nothing. */
#define MNR_ERROR_NOTHING_ASKED -800
/** The answer has the number of another request: it is late or foreign. */
#define MNR_ERROR_FOREIGN_NUMBER -801
/** The answer does not belong to the request. */
#define MNR_ERROR_WRONG_ANSWER -802
/** This actor may not do this. */
#define MNR_ERROR_WRONG_ACTOR -803
/** The event means nothing in this state or mode. */
#define MNR_ERROR_NOT_NOW -804
/** The desk's inbox is full. The event was not taken. */
#define MNR_ERROR_FULL -805
/** The request of this number was answered before; the first answer stands. */
#define MNR_ERROR_ALREADY_ANSWERED -806
/** The answer has the number of another station, that is of another reader. */
#define MNR_ERROR_WRONG_STATION -807
/** -9xx, the library: a defect of the library. The handle in use is poisoned. */
#define MNR_ERROR_PANIC -900

/**
 * The name of a status, for example "MNR_ERROR_SECRET_WRONG"; "MNR_ERROR_UNKNOWN" for any other
 * number. ASCII, NUL-terminated, static: never freed.
 *
 * Any thread. Does not block.
 */
MNR_API const char *mnr_status_name(int32_t status);

/** What may help after a failure: nothing is known to help. */
#define MNR_RECOVERY_NONE 0
/** The same call may be repeated. */
#define MNR_RECOVERY_REPEAT 1
/** End the card, and start again when it is placed again. */
#define MNR_RECOVERY_PLACE_AGAIN 2
/** Read the tries of the key before anything else. */
#define MNR_RECOVERY_READ_TRIES 3
/** The program must be corrected; the call was wrong. */
#define MNR_RECOVERY_MEND_PROGRAM 4
/** Check the service, the reader and its cable. */
#define MNR_RECOVERY_CHECK_READER 5

/** The size of the text in a detail record, including the NUL. */
#define MNR_DETAIL_TEXT 240

/**
 * Details of a failure. It is written on failure only; on failure nothing else is written except a
 * needed size. Set struct_size before the call, for example with MNR_INIT.
 */
typedef struct {
    /**
     * The size of the structure that the caller was compiled with.
     */
    size_t struct_size;
    /**
     * The status that the call returned.
     */
    int32_t status;
    /**
     * What may help, one of MNR_RECOVERY_*.
     */
    int32_t recovery;
    /**
     * Tries left of the key in use: 0 when blocked, or MNR_TRIES_UNKNOWN.
     */
    int32_t tries_left;
    /**
     * The code of the driver or of PC/SC, unchanged; meaningful if has_driver_code is 1.
     */
    uint32_t driver_code;
    /**
     * The number of the exchange with the card, from 1; 0 if there was none.
     */
    uint32_t exchange;
    /**
     * The offset in the record, in bytes from its start; UINT32_MAX if there is none.
     */
    uint32_t offset;
    /**
     * The status word of the card; 0 if the cause was not a status word.
     */
    uint16_t status_word;
    /**
     * Whether driver_code means something.
     */
    uint8_t has_driver_code;
    /**
     * Whether the card may have seen the command that failed.
     */
    uint8_t may_have_been_sent;
    /**
     * A sentence in English for logs, UTF-8, NUL-terminated. Never a PIN, a name or a number of
     * the card.
     */
    char text[MNR_DETAIL_TEXT];
} mnr_detail;

/** @} */

/** @defgroup link The link to a chip, and a maker's driver
 * @{
 */

/** A link carries extended APDUs. */
#define MNR_LINK_EXTENDED 1
/**
 * A link is faster with reads of 251 bytes than of 256: contactless, with frames of 256 bytes.
 */
#define MNR_LINK_FRAMED 2

/**
 * What a driver reports about a command that failed, in addition to the status that its function
 * returns.
 */
typedef struct {
    /**
     * Set by the library.
     */
    size_t struct_size;
    /**
     * Whether the card may have seen the command. The library sets it to 1 before the call. Set it
     * to 0 only if it is certain that nothing left the host.
     */
    int32_t may_have_been_sent;
    /**
     * Whether code means something. The library sets it to 0 before the call.
     */
    int32_t has_code;
    /**
     * The driver's own code.
     */
    uint32_t code;
} mnr_driver_failure;

/**
 * A maker's own driver, as functions. The library calls them from the thread that uses the card,
 * one at a time. They may block. They must not throw or longjmp. They must not use the handle that
 * they serve (the call returns MNR_ERROR_BUSY). The structure is copied; the functions, and the
 * object that user points to, must stay valid until release was called.
 *
 * Each returns MNR_OK or one of the statuses -300 to -313 and MNR_ERROR_CANCELLED; any other
 * number counts as MNR_ERROR_DRIVER.
 */
typedef struct {
    /**
     * The size of the structure that the caller was compiled with.
     */
    size_t struct_size;
    /**
     * What the link carries: a sum of MNR_LINK_*.
     */
    uint32_t flags;
    /**
     * The longest command that the driver accepts, in bytes; 0 for the longest that flags allow.
     * The library never passes more than 65,535 bytes, so a driver may store lengths in 16 bits.
     */
    uint32_t max_command;
    /**
     * The longest answer in bytes, including the status word; 0 for the longest that flags allow.
     * The buffer for the answer always has 65,535 bytes, whatever this field says. A longer answer
     * is refused.
     */
    uint32_t max_response;
    /**
     * Sends a command to the card exactly once, and writes the whole answer, including the status
     * word, to response. If the answer is lost, it must not send the command again. It must not
     * follow 61xx or 6Cxx. A PIN that is presented twice costs the patient two tries. The library
     * keeps no reference to the content of the buffers after the call, and the driver must not
     * keep one.
     */
    int32_t (*transmit)(void *user,
                        const uint8_t *command,
                        size_t command_length,
                        uint8_t *response,
                        size_t capacity,
                        size_t *response_length,
                        uint32_t limit_ms,
                        mnr_driver_failure *failure);
    /**
     * Resets the card (warm).
     */
    int32_t (*reset)(void *user);
    /**
     * Takes the power or the field away from the card. Called at the end of every patient's
     * session, and when a link is freed.
     */
    int32_t (*power_down)(void *user);
    /**
     * Called once, after the last call of the other functions. May be NULL.
     */
    void (*release)(void *user);
    /**
     * Releases the card, so that the national software can use it: gives up any connection that
     * only one of the two can have. Before the call the library has left the application, so that
     * nothing is verified on the chip. let_go and take_back are both NULL if the national software
     * does not need the card. Called by mnr_desk only. After the call nothing is sent until
     * take_back has returned MNR_OK.
     */
    int32_t (*let_go)(void *user);
    /**
     * Takes the card back after the national software has used it. Returns MNR_ERROR_CARD_REMOVED
     * if the card was removed in between. The library then checks that it is the same chip. Called
     * after each let_go, whatever let_go returned, also if the check-in has ended meanwhile. If it
     * failed, it is called once more at the end. power_down follows, even if the card was not
     * taken back.
     */
    int32_t (*take_back)(void *user, uint32_t limit_ms);
} mnr_driver;

/**
 * Makes a link to the card that is in the reader now, over a maker's own driver. It calls none of
 * the driver's functions.
 *
 * user: passed to the functions unchanged; may be NULL. driver: the functions; copied. link: where
 * to put the handle; free it with mnr_link_free, or give it to mnr_card_open. On failure release
 * is not called.
 *
 * Errors: MNR_ERROR_NULL, also if a function is missing or only one of let_go and take_back is
 * given, MNR_ERROR_STRUCT_SIZE, MNR_ERROR_ARGUMENT if flags or sizes are not valid.
 * Any thread. Does not block.
 */
MNR_API int32_t mnr_link_open_driver(void *user, const mnr_driver *driver, mnr_link **link);

/**
 * Sends one command over a link and returns the answer unchanged. It is for a maker's own commands
 * before a card is opened. The command is never sent twice; 61xx and 6Cxx are not followed.
 *
 * link: the link. command, command_length: 4 to 65,544 bytes, with a driver at most 65,535.
 * answer, capacity: where to put the answer, including the status word; a capacity below 65,535 is
 * refused before anything is sent. If the link carries short APDUs only, 258 is enough. needed:
 * the length of the answer, or the capacity needed. limit_ms: how long the driver may take, 1 or
 * more. detail: NULL or a record.
 *
 * Errors: MNR_ERROR_BUFFER, and those of the link (-3xx).
 * One thread at a time per link. Blocks as the driver does.
 */
MNR_API
int32_t mnr_link_transmit(mnr_link *link,
                          const uint8_t *command,
                          size_t command_length,
                          uint32_t limit_ms,
                          uint8_t *answer,
                          size_t capacity,
                          size_t *needed,
                          mnr_detail *detail);

/**
 * Resets the card behind a link (warm), as before commands that another program's must not reach. A PIN
 * that was verified over the link does not outlive it: the application is left first, and where that fails
 * the card loses its power instead.
 *
 * link: the link. detail: NULL or a record.
 *
 * Errors: MNR_ERROR_CARD_STATUS if the card did not leave the application; then its power was taken away, and
 * nothing was reset; those of the link (-3xx).
 * One thread at a time per link. Blocks as the driver does.
 */
MNR_API
int32_t mnr_link_reset(mnr_link *link,
                       mnr_detail *detail);

/**
 * Takes the power or the field away from the card behind a link, as at the end of a patient's session:
 * the application is left first, so that nothing stays verified even if the power stays on. The link is
 * over then: nothing more is sent (MNR_ERROR_NO_CARD), and it is freed as ever.
 *
 * link: the link. detail: NULL or a record.
 *
 * Errors: those of the link (-3xx): the card may have kept its power; the log says so too. A card that was
 * taken away has none, which is no error.
 * One thread at a time per link. Blocks as the driver does.
 */
MNR_API
int32_t mnr_link_power_down(mnr_link *link,
                            mnr_detail *detail);

/**
 * Frees a link and takes the power away from its card. NULL is allowed and does nothing. Where the
 * power could not be taken, the log says so (MNR_LOG_ERROR), and over PC/SC it is tried again.
 *
 * Errors: MNR_ERROR_HANDLE; MNR_ERROR_BUSY while it is in use; then nothing is freed.
 * Any thread. Blocks as the driver does.
 */
MNR_API int32_t mnr_link_free(mnr_link *link);

/** @} */

/** @defgroup reader Readers over PC/SC
 * @{
 */

/** A wait without a time limit. */
#define MNR_NO_LIMIT UINT32_MAX

/**
 * Lists the readers that PC/SC knows. An empty list is not an error. On Windows the service runs
 * only while a reader is plugged in, so a service that does not run is an empty list there.
 *
 * readers: where to put the handle; free it with mnr_readers_free. detail: NULL or a record.
 *
 * Errors: MNR_ERROR_NOT_BUILT_IN, MNR_ERROR_SERVICE_GONE, MNR_ERROR_DRIVER.
 * Any thread. Blocks as PC/SC does.
 */
MNR_API int32_t mnr_readers_list(mnr_readers **readers, mnr_detail *detail);

/**
 * Counts the readers in the list.
 *
 * readers: the list. count: where to put the number.
 *
 * Errors: those of pointers and handles.
 * Any thread; waits while another thread uses the handle. Does not block otherwise.
 */
MNR_API int32_t mnr_readers_count(mnr_readers *readers, size_t *count);

/**
 * The name of a reader in the list. On Windows it is in UTF-8, whatever the code page; elsewhere
 * it has the bytes exactly as PC/SC gives them, usually UTF-8. A driver may put any bytes into it.
 * mnr_reader_open accepts the name unchanged. Before the program shows the name, it must remove
 * control characters and what is not UTF-8.
 *
 * readers: the list. index: from 0. name, capacity: where to put it, NUL-terminated; NULL and 0
 * to ask for the size. needed: the size with the NUL.
 *
 * Errors: MNR_ERROR_NOT_FOUND if index is past the end, MNR_ERROR_BUFFER.
 * Any thread; waits while another thread uses the handle. Does not block otherwise.
 */
MNR_API
int32_t mnr_readers_name(mnr_readers *readers,
                         size_t index,
                         char *name,
                         size_t capacity,
                         size_t *needed);

/**
 * Frees a list of readers. NULL is allowed and does nothing.
 *
 * Errors: MNR_ERROR_HANDLE.
 * Any thread; waits while another thread uses the handle. Does not block otherwise.
 */
MNR_API int32_t mnr_readers_free(mnr_readers *readers);

/**
 * Opens a reader by its name. It does not call PC/SC: the reader may be plugged in later.
 *
 * name, length: as mnr_readers_name gave it, without the NUL; any bytes. On Windows no reader is
 * found by a name in the code page. reader: where to put the
 * handle; free it with mnr_reader_free. detail: NULL or a record.
 *
 * Errors: MNR_ERROR_NOT_BUILT_IN, MNR_ERROR_TEXT if the name has a NUL inside, MNR_ERROR_LENGTH if
 * the name is empty.
 * Any thread. Does not block.
 */
MNR_API
int32_t mnr_reader_open(const char *name,
                        size_t length,
                        mnr_reader **reader,
                        mnr_detail *detail);

/**
 * Tells whether a card is in the reader now.
 *
 * reader: the reader. present: where to put 1 or 0. detail: NULL or a record.
 *
 * Errors: those of the link (-3xx).
 * One thread at a time per reader. Blocks as PC/SC does.
 */
MNR_API int32_t mnr_reader_has_card(mnr_reader *reader, int32_t *present, mnr_detail *detail);

/**
 * Waits until a card is placed.
 *
 * reader: the reader. limit_ms: the longest wait; MNR_NO_LIMIT to wait without a limit. detail:
 * NULL or a record.
 *
 * Errors: MNR_ERROR_TIME_LIMIT, MNR_ERROR_CANCELLED, and those of the link (-3xx).
 * One thread at a time per reader. Blocks until then.
 */
MNR_API int32_t mnr_reader_wait_for_card(mnr_reader *reader, uint32_t limit_ms, mnr_detail *detail);

/**
 * Waits until the card is taken away.
 *
 * reader: the reader. limit_ms: the longest wait; MNR_NO_LIMIT to wait without a limit. detail:
 * NULL or a record.
 *
 * Errors: MNR_ERROR_TIME_LIMIT, MNR_ERROR_CANCELLED, and those of the link (-3xx).
 * One thread at a time per reader. Blocks until then.
 */
MNR_API
int32_t mnr_reader_wait_for_removal(mnr_reader *reader,
                                    uint32_t limit_ms,
                                    mnr_detail *detail);

/**
 * Ends the wait of another thread with this reader. If no thread waits now, it ends the next wait.
 *
 * Errors: those of pointers and handles.
 * Any thread, also while another thread uses the reader. Does not block.
 */
MNR_API int32_t mnr_reader_cancel(mnr_reader *reader);

/**
 * Sets how long mnr_reader_connect waits while another program holds the card. Without this call
 * it is ten seconds on Windows, where programs of the system and the national software may take a
 * card just after it was placed, and two seconds elsewhere.
 *
 * reader: the reader. patience_ms: the time in milliseconds, from 0 to 60,000. Half a second is
 * waited at least if PC/SC itself does not return.
 *
 * Errors: MNR_ERROR_ARGUMENT if the time is longer.
 * One thread at a time per reader. Does not block.
 */
MNR_API int32_t mnr_reader_set_sharing_patience(mnr_reader *reader, uint32_t patience_ms);

/**
 * Connects to the card in the reader, with exclusive access for this program.
 *
 * reader: the reader; it stays usable. link: where to put the handle; free it with mnr_link_free,
 * or give it to mnr_card_open. detail: NULL or a record.
 *
 * Errors: MNR_ERROR_NO_CARD if there is none, MNR_ERROR_READER_SHARED if another program holds the
 * card for longer than mnr_reader_set_sharing_patience allows, MNR_ERROR_CANCELLED after
 * mnr_reader_cancel, and the others of the link (-3xx).
 * One thread at a time per reader. Blocks for that time at most if another program holds the
 * card, also if PC/SC itself does not return.
 */
MNR_API int32_t mnr_reader_connect(mnr_reader *reader, mnr_link **link, mnr_detail *detail);

/**
 * Frees a reader. NULL is allowed and does nothing.
 *
 * Errors: MNR_ERROR_HANDLE; MNR_ERROR_BUSY while it is in use; then nothing is freed.
 * Any thread. Does not block.
 */
MNR_API int32_t mnr_reader_free(mnr_reader *reader);

/** @} */

/** @defgroup profile The card profile
 * @{
 */

/**
 * Loads a card profile from a text, for example for the next generation of the card. The whole
 * text is checked before any of it is used; unknown keys are refused.
 *
 * toml, length: UTF-8, at most 65,536 bytes, in the form that mnr_profile_toml writes; copied.
 * profile: where to put the handle; free it with mnr_profile_free. detail: NULL or a record; its
 * text says which place was refused, and why.
 *
 * Errors: MNR_ERROR_DATA_FILE, MNR_ERROR_TEXT, MNR_ERROR_LENGTH.
 * Any thread. Does not block.
 */
MNR_API
int32_t mnr_profile_load(const char *toml,
                         size_t length,
                         mnr_profile **profile,
                         mnr_detail *detail);

/**
 * Writes a card profile as the text that mnr_profile_load reads: to see what is in use, and as a
 * starting point for your own profile.
 *
 * profile: the profile; NULL for the built-in one of the My Number card. text, capacity: where to
 * put it, NUL-terminated; NULL and 0 to ask for the size. needed: the size with the NUL.
 *
 * Errors: MNR_ERROR_BUFFER.
 * Any thread; waits while another thread uses the handle. Does not block otherwise.
 */
MNR_API int32_t mnr_profile_toml(mnr_profile *profile, char *text, size_t capacity, size_t *needed);

/**
 * Frees a profile. Cards that were opened with it keep their copy. NULL is allowed and does
 * nothing.
 *
 * Errors: MNR_ERROR_HANDLE.
 * Any thread; waits while another thread uses the handle. Does not block otherwise.
 */
MNR_API int32_t mnr_profile_free(mnr_profile *profile);

/** @} */

/** @defgroup card The card
 * @{
 */

/** A key: the four-digit PIN of the authentication certificate, three tries. */
#define MNR_KEY_AUTHENTICATION_PIN 1
/** A key: the password of the signature certificate, five tries. */
#define MNR_KEY_SIGNATURE_PASSWORD 2
/** A key: the four-digit PIN of the text application, three tries. */
#define MNR_KEY_TEXT_PIN 3
/** A key: code B of the surface application, 14 digits, ten tries. Opens the face record. */
#define MNR_KEY_CODE_B 4
/** A key: code B of the text application, with a counter of its own. */
#define MNR_KEY_TEXT_CODE_B 5
/** A key: the birth date key of the surface application, six digits, ten tries. */
#define MNR_KEY_BIRTH_DATE 6

/** A chip: not known. */
#define MNR_TOKEN_UNKNOWN 0
/** A chip: a My Number card. */
#define MNR_TOKEN_CARD 1
/** A chip: an Android phone with its certificate. */
#define MNR_TOKEN_ANDROID 2
/** A chip: an iPhone with its certificate. */
#define MNR_TOKEN_IPHONE 3
/** A chip: the predecessor of the card, without insurance use. */
#define MNR_TOKEN_JUKI_CARD 4

/**
 * The number of tries left is unknown: the card has not reported it. A number above the greatest
 * that a key can have (3 for a PIN, 5 for the signature password, 10 for code B) also counts as
 * unknown, whatever its source: it did not come from the card.
 */
#define MNR_TRIES_UNKNOWN -1

/**
 * Presenting a secret: keep the last try (the default). The call is refused with
 * MNR_ERROR_TOO_FEW_TRIES if one try or none is known to be left.
 */
#define MNR_LAST_TRY_KEEP 0
/**
 * Presenting a secret: the last try may be spent. The person was told that the next mistake blocks
 * the key until the municipal counter resets it, and still wants it presented.
 */
#define MNR_LAST_TRY_ACCEPTED 1

/** Signing: a SHA-256 digest of 32 bytes, PKCS #1 v1.5. The usual way. */
#define MNR_SCHEME_DIGEST 1
/** Signing: a message of 1 to 255 bytes that the card hashes with SHA-256, PKCS #1 v1.5. */
#define MNR_SCHEME_MESSAGE 2
/** Signing: 1 to 245 bytes as they are, for example a DigestInfo, PKCS #1 v1.5. */
#define MNR_SCHEME_PADDED 3
/** Signing: a SHA-256 digest of 32 bytes, PSS. */
#define MNR_SCHEME_PSS_DIGEST 4
/** Signing: a message of 1 to 255 bytes that the card hashes with SHA-256, PSS. */
#define MNR_SCHEME_PSS_MESSAGE 5

/** The capacity in bytes that a buffer for a signature needs. */
#define MNR_SIGNATURE_MAX 512

/** Whether a certificate is on a card: not known. */
#define MNR_AVAILABILITY_UNKNOWN 0
/** Whether a certificate is on a card: it is. */
#define MNR_AVAILABILITY_PRESENT 1
/** Whether a certificate is on a card: it is not. */
#define MNR_AVAILABILITY_ABSENT 2

/**
 * What can be read from a card without any code. An item that could not be read is unknown, and
 * its status field says why.
 */
typedef struct {
    /**
     * The size of the structure that the caller was compiled with.
     */
    size_t struct_size;
    /**
     * What kind of chip, one of MNR_TOKEN_*.
     */
    int32_t token;
    /**
     * The status of reading the kind.
     */
    int32_t token_status;
    /**
     * Whether there is an authentication certificate, one of MNR_AVAILABILITY_*.
     */
    int32_t authentication_certificate;
    /**
     * Whether there is a signature certificate, one of MNR_AVAILABILITY_*.
     */
    int32_t signature_certificate;
    /**
     * The status of reading which certificates there are.
     */
    int32_t availability_status;
    /**
     * Tries left of the authentication PIN, or MNR_TRIES_*.
     */
    int32_t pin_tries;
    /**
     * The status of reading them.
     */
    int32_t pin_tries_status;
    /**
     * The last day of the card: year, or 0 if there is none or it is not a day of the calendar.
     */
    int32_t expiry_year;
    /**
     * Its month.
     */
    int32_t expiry_month;
    /**
     * Its day.
     */
    int32_t expiry_day;
    /**
     * The status of reading it.
     */
    int32_t expiry_status;
} mnr_identity;

/**
 * Opens a session with the card behind a link. It sends nothing to the card.
 *
 * link: on success the card takes ownership, and the handle is no longer valid; on failure it
 * stays the caller's. card: where to put the handle; end it with mnr_card_end or mnr_card_free.
 *
 * Errors: MNR_ERROR_NULL, MNR_ERROR_HANDLE, MNR_ERROR_BUSY.
 * Any thread. Does not block.
 */
MNR_API int32_t mnr_card_open(mnr_link *link, mnr_card **card);

/**
 * Like mnr_card_open, with the caller's card profile instead of the built-in one.
 *
 * link: on success the card takes ownership, and the handle is no longer valid; on failure it
 * stays the caller's. profile: the profile; copied. NULL is refused, so that a profile that failed
 * to load is noticed. card: where to put the handle; end it with mnr_card_end or mnr_card_free.
 *
 * Errors: MNR_ERROR_NULL, MNR_ERROR_HANDLE, MNR_ERROR_BUSY.
 * Any thread. Does not block.
 */
MNR_API int32_t mnr_card_open_with(mnr_link *link, mnr_profile *profile, mnr_card **card);

/**
 * Reads what the card is, without any code: kind, certificates, tries of the PIN, last day. It
 * takes five exchanges. An item that cannot be read is unknown, with its status in the status
 * field; the call still succeeds.
 *
 * card: the card. identity: where to put it; set its struct_size before.
 *
 * Errors: those of pointers and handles.
 * One thread at a time per card. Blocks as the link does.
 */
MNR_API int32_t mnr_card_identify(mnr_card *card, mnr_identity *identity);

/**
 * Reads how many tries a key has left, without spending one. If the card has already reported it
 * in this session, it is not asked again, unless the counter may have changed since.
 *
 * card: the card. key: one of MNR_KEY_*. tries: where to put the number: 0 when blocked, or
 * MNR_TRIES_*. detail: NULL or a record.
 *
 * Errors: MNR_ERROR_ARGUMENT, those of the card (-4xx) and of the link (-3xx).
 * One thread at a time per card. Blocks as the link does.
 */
MNR_API int32_t mnr_card_tries(mnr_card *card, int32_t key, int32_t *tries, mnr_detail *detail);

/**
 * Reads the authentication certificate. A card needs no PIN; if one is given, it is not presented.
 * An Android phone needs the PIN.
 *
 * card: the card. pin, pin_length: four digits, or NULL and 0; copied into memory that is wiped.
 * last_try: MNR_LAST_TRY_KEEP or MNR_LAST_TRY_ACCEPTED. certificate: where to put the handle;
 * free it with mnr_certificate_free. detail: NULL or a record.
 *
 * Errors: MNR_ERROR_PIN_NEEDED, MNR_ERROR_CERTIFICATE, those of keys (-5xx), of the card (-4xx)
 * and of the link (-3xx).
 * One thread at a time per card. Blocks as the link does.
 */
MNR_API
int32_t mnr_card_read_certificate(mnr_card *card,
                                  const uint8_t *pin,
                                  size_t pin_length,
                                  int32_t last_try,
                                  mnr_certificate **certificate,
                                  mnr_detail *detail);

/**
 * Reads the certificate of the authentication certificate's issuer. It is the card's own copy and
 * proves nothing by itself: compare it with your trust anchors.
 *
 * card: the card. certificate: where to put the handle; free it with mnr_certificate_free. detail:
 * NULL or a record.
 *
 * Errors: MNR_ERROR_CERTIFICATE, those of the card (-4xx) and of the link (-3xx).
 * One thread at a time per card. Blocks as the link does.
 */
MNR_API
int32_t mnr_card_read_ca_certificate(mnr_card *card,
                                     mnr_certificate **certificate,
                                     mnr_detail *detail);

/**
 * Presents a PIN or password once, to check whether it is right, and does nothing else. If the
 * tries left are not known, they are read first.
 *
 * card: the card. key: MNR_KEY_AUTHENTICATION_PIN or MNR_KEY_SIGNATURE_PASSWORD. secret, length:
 * its characters; copied into memory that is wiped. last_try: MNR_LAST_TRY_KEEP or
 * MNR_LAST_TRY_ACCEPTED. detail: NULL or a record; it holds the tries left.
 *
 * Errors: MNR_ERROR_SECRET_FORMAT, MNR_ERROR_SECRET_WRONG, MNR_ERROR_SECRET_BLOCKED,
 * MNR_ERROR_TOO_FEW_TRIES, MNR_ERROR_OUTCOME_UNKNOWN, and those of card and link.
 * One thread at a time per card. Blocks as the link does.
 */
MNR_API
int32_t mnr_card_verify(mnr_card *card,
                        int32_t key,
                        const uint8_t *secret,
                        size_t length,
                        int32_t last_try,
                        mnr_detail *detail);

/**
 * What mnr_card_change presents and sets.
 */
typedef struct {
    /**
     * The size of the structure that the caller was compiled with.
     */
    size_t struct_size;
    /**
     * MNR_KEY_AUTHENTICATION_PIN, MNR_KEY_SIGNATURE_PASSWORD or MNR_KEY_TEXT_PIN.
     */
    int32_t key;
    /**
     * MNR_LAST_TRY_KEEP, the default, or MNR_LAST_TRY_ACCEPTED: of the one that is replaced.
     */
    int32_t last_try;
    /**
     * The characters of the PIN or password as it is; copied into memory that is wiped.
     */
    const void *current;
    /**
     * Its length in bytes.
     */
    size_t current_length;
    /**
     * The characters that replace it; copied into memory that is wiped. Let the person enter them twice.
     */
    const void *replacement;
    /**
     * Its length in bytes.
     */
    size_t replacement_length;
} mnr_change;

/**
 * Changes a PIN or password: presents the present one once, guarded as mnr_card_verify guards it, and if the
 * card accepts it sets the new one, once. Both are checked for their form before anything is sent: a card
 * would take a password that no other program accepts. It is not for the check-in, which changes nothing.
 *
 * card: the card. change: what to present and to set. detail: NULL or a record; it holds the tries left.
 *
 * Errors: as mnr_card_verify; MNR_ERROR_OUTCOME_UNKNOWN also if nobody knows whether the new one was set:
 * the person tries both, each costs a try if it is wrong; MNR_ERROR_LENGTH, MNR_ERROR_ARGUMENT,
 * MNR_ERROR_STRUCT_SIZE.
 * One thread at a time per card. Blocks as the link does.
 */
MNR_API
int32_t mnr_card_change(mnr_card *card,
                        const mnr_change *change,
                        mnr_detail *detail);

/**
 * Reads the signature certificate. It states name, address, birth date and sex: it is personal data, and a
 * check-in does not need it. The password is presented once, guarded as mnr_card_verify guards it.
 *
 * card: the card. password, length: its characters; copied into memory that is wiped. last_try:
 * MNR_LAST_TRY_KEEP or MNR_LAST_TRY_ACCEPTED. certificate: where to put the handle; free it with
 * mnr_certificate_free. detail: NULL or a record.
 *
 * Errors: MNR_ERROR_CERTIFICATE, and as mnr_card_verify.
 * One thread at a time per card. Blocks as the link does.
 */
MNR_API
int32_t mnr_card_read_signature_certificate(mnr_card *card,
                                            const uint8_t *password,
                                            size_t length,
                                            int32_t last_try,
                                            mnr_certificate **certificate,
                                            mnr_detail *detail);

/**
 * Reads the certificate of the signature certificate's issuer, as mnr_card_read_ca_certificate reads that of
 * the other one.
 *
 * card: the card. certificate: where to put the handle; free it with mnr_certificate_free. detail:
 * NULL or a record.
 *
 * Errors: MNR_ERROR_CERTIFICATE, those of the card (-4xx) and of the link (-3xx).
 * One thread at a time per card. Blocks as the link does.
 */
MNR_API
int32_t mnr_card_read_signature_ca_certificate(mnr_card *card,
                                               mnr_certificate **certificate,
                                               mnr_detail *detail);

/**
 * What mnr_card_sign presents and signs. Zero in a field that has a default means the default.
 */
typedef struct {
    /**
     * The size of the structure that the caller was compiled with.
     */
    size_t struct_size;
    /**
     * MNR_KEY_AUTHENTICATION_PIN or MNR_KEY_SIGNATURE_PASSWORD.
     */
    int32_t key;
    /**
     * How it is signed, one of MNR_SCHEME_*.
     */
    int32_t scheme;
    /**
     * MNR_LAST_TRY_KEEP, the default, or MNR_LAST_TRY_ACCEPTED.
     */
    int32_t last_try;
    /**
     * What to sign; see MNR_SCHEME_*.
     */
    const uint8_t *data;
    /**
     * Its length in bytes.
     */
    size_t data_length;
    /**
     * The characters of the PIN or password; copied into memory that is wiped.
     */
    const void *secret;
    /**
     * Its length in bytes.
     */
    size_t secret_length;
} mnr_signing;

/**
 * Presents a PIN or password once and signs once, in one call.
 *
 * card: the card. signing: what to present and to sign. signature, capacity: where to put the
 * signature; a capacity below MNR_SIGNATURE_MAX is refused before anything is sent. needed: the
 * length of the signature, or the capacity needed. detail: NULL or a record.
 *
 * Errors: as mnr_card_verify, MNR_ERROR_BUFFER, MNR_ERROR_LENGTH, MNR_ERROR_ARGUMENT,
 * MNR_ERROR_STRUCT_SIZE.
 * One thread at a time per card. Blocks as the link does.
 */
MNR_API
int32_t mnr_card_sign(mnr_card *card,
                      const mnr_signing *signing,
                      uint8_t *signature,
                      size_t capacity,
                      size_t *needed,
                      mnr_detail *detail);

/** Code B: no try needs to be left after a mistake; even the last one may be spent. */
#define MNR_TRIES_KEPT_NONE -1

/**
 * The readings of code B from the card's face, and when code B may be presented. Zero in a field
 * that has a default means the default.
 */
typedef struct {
    /**
     * The size of the structure that the caller was compiled with.
     */
    size_t struct_size;
    /**
     * The readings, one after the other, 14 digits each; copied into memory that is wiped.
     */
    const void *codes;
    /**
     * How many readings there are, 1 to 64.
     */
    size_t count;
    /**
     * How many scans did not give 14 digits.
     */
    size_t failed;
    /**
     * How many readings must be equal; 0 for the default, two.
     */
    size_t agreeing;
    /**
     * How many tries must be left after a mistake: 1 to 255; 0 for the default, five; or
     * MNR_TRIES_KEPT_NONE.
     */
    int32_t tries_kept;
} mnr_readings;

/**
 * Presents code B once and reads the face record with the photo. It checks the record's signature
 * with the key that the card holds, and makes the chip prove that it is present. It takes six
 * exchanges. mnr_face_verify then decides whose record it is and whether it may be used; before
 * that no content can be read.
 *
 * A misread digit costs one of ten tries. So code B is presented only if enough independent
 * readings agree, and if more than tries_kept tries are known to be left.
 *
 * card: the card. readings: the readings of code B. challenge: 32 random bytes, new for each call.
 * face: where to put the handle; free it with mnr_face_free. detail: NULL or a record.
 *
 * Errors: MNR_ERROR_READINGS_DISAGREE, MNR_ERROR_SECRET_FORMAT, MNR_ERROR_SECRET_WRONG,
 * MNR_ERROR_SECRET_BLOCKED, MNR_ERROR_TOO_FEW_TRIES, MNR_ERROR_OUTCOME_UNKNOWN, MNR_ERROR_RECORD,
 * MNR_ERROR_LENGTH, MNR_ERROR_ARGUMENT, MNR_ERROR_STRUCT_SIZE, and those of card and link. If the
 * record could be read but not proved, this call succeeds and mnr_face_verify refuses the record.
 * One thread at a time per card. Blocks as the link does.
 */
MNR_API
int32_t mnr_card_read_face(mnr_card *card,
                           const mnr_readings *readings,
                           const uint8_t *challenge,
                           mnr_face **face,
                           mnr_detail *detail);

/**
 * Puts code B together from what is printed on the card.
 *
 * birth, birth_length: the six digits of the birth date as printed: year in the era printed (01
 * for the first), month, day; the year's last two digits on cards printed in the western
 * calendar. expiry_year: the printed year of the last day, in the western calendar.
 * security_code, security_code_length: the four digits. code, capacity: where to put the 14
 * digits, without a NUL; wipe them after use. needed: 14.
 *
 * Errors: MNR_ERROR_SECRET_FORMAT, MNR_ERROR_BUFFER, MNR_ERROR_ARGUMENT.
 * Any thread. Does not block.
 */
MNR_API
int32_t mnr_code_b_from_printed(const uint8_t *birth,
                                size_t birth_length,
                                int32_t expiry_year,
                                const uint8_t *security_code,
                                size_t security_code_length,
                                uint8_t *code,
                                size_t capacity,
                                size_t *needed);

/**
 * Resets the card (warm) and forgets what is known of its state. A PIN that was accepted may stay
 * verified on the chip: to end a patient's session, use mnr_card_end.
 *
 * Errors: those of the link (-3xx).
 * One thread at a time per card. Blocks as the link does.
 */
MNR_API int32_t mnr_card_reset(mnr_card *card, mnr_detail *detail);

/**
 * Counts the exchanges of the session so far.
 *
 * card: the card. exchanges: where to put the number.
 *
 * Errors: those of pointers and handles.
 * One thread at a time per card. Does not block.
 */
MNR_API int32_t mnr_card_exchanges(mnr_card *card, uint32_t *exchanges);

/**
 * Ends the patient's session: leaves the application, takes the power away from the chip, and
 * frees the handle. The handle is freed whatever the function returns, except MNR_ERROR_HANDLE and
 * MNR_ERROR_BUSY.
 *
 * Errors: those of the link, if the power could not be taken away or that is not known, as when the
 * smart-card service stopped or the reader is gone: what the patient unlocked may stay usable until
 * the card is taken away, so ask for it to be removed. Over PC/SC the library goes on trying by
 * itself until it succeeds or the service sees no card, also after mnr_reader_free.
 * One thread at a time per card. Blocks as the link does.
 */
MNR_API int32_t mnr_card_end(mnr_card *card, mnr_detail *detail);

/**
 * Like mnr_card_end, but does not report whether the power was taken away. NULL is allowed and
 * does nothing.
 *
 * Errors: MNR_ERROR_HANDLE; MNR_ERROR_BUSY while it is in use; then nothing is freed.
 * Any thread. Blocks as the link does.
 */
MNR_API int32_t mnr_card_free(mnr_card *card);

/** @} */

/** @defgroup face The face record
 * @{
 */

/** Sex in the face record: not known. */
#define MNR_SEX_UNKNOWN 0
/** Sex in the face record: male. */
#define MNR_SEX_MALE 1
/** Sex in the face record: female. */
#define MNR_SEX_FEMALE 2
/** Sex in the face record: not applicable. */
#define MNR_SEX_NOT_APPLICABLE 9

/**
 * A record whose issuer is not among the anchors: refuse it (the default). Without a trusted
 * issuer the photo can be anybody's.
 */
#define MNR_UNTRACED_REFUSE 0
/**
 * A record whose issuer is not among the anchors: accept it, and report it. For readers whose
 * maker has no keys of the authorities.
 */
#define MNR_UNTRACED_REPORT 1

/**
 * The card's last day differs between the face record and the rest of the card: use the photo and
 * report the difference in the journal (the default). No signature covers either day, and a
 * prolonged stay may be the reason.
 */
#define MNR_EXPIRY_DIFFERS_REPORT 0
/** The card's last day differs: do not use the photo. Other methods remain. */
#define MNR_EXPIRY_DIFFERS_REFUSE 1
/**
 * The card's last day differs: use the photo only if the certificate was read. Its last day is
 * signed, and then counts.
 */
#define MNR_EXPIRY_DIFFERS_TRUST_SIGNED 2

/**
 * The plain fields of a face record.
 */
typedef struct {
    /**
     * The size of the structure that the caller was compiled with.
     */
    size_t struct_size;
    /**
     * One of MNR_SEX_*.
     */
    int32_t sex;
    /**
     * The birth date: year, or 0 if the digits are not a day of the calendar.
     */
    int32_t birth_year;
    /**
     * Its month.
     */
    int32_t birth_month;
    /**
     * Its day.
     */
    int32_t birth_day;
    /**
     * The last day of the card in this record: year, or 0. The signature does not cover it:
     * compare it with the date from mnr_card_identify.
     */
    int32_t expiry_year;
    /**
     * Its month.
     */
    int32_t expiry_month;
    /**
     * Its day.
     */
    int32_t expiry_day;
    /**
     * The width of the photo in pixels; 0 if there is no photo or its header is malformed.
     */
    uint32_t photo_width;
    /**
     * Its height.
     */
    uint32_t photo_height;
} mnr_face_facts;

/**
 * Decides whether the record may be used. Three checks must succeed: the key that signed it is
 * traced to an authority among the anchors, its signature is valid, and the chip with the record's
 * own key is present.
 *
 * No signature covers the card's last day, neither in the record nor outside it. The two dates may
 * differ, for example after a stay that was prolonged. Compare the date of mnr_face_read_facts
 * with the date of mnr_card_identify, and use the earlier one.
 *
 * Until this has succeeded, the photo, the images and the fields of the record cannot be read. A
 * call that fails withdraws the permission of an earlier one.
 *
 * face: the record. anchors: the trust anchors; their keys of card-verifiable certificates are
 * used. accept_test: 1 to accept the authorities of test cards too, 0 otherwise. untraced: what to
 * do with a record whose issuer is not among the anchors, MNR_UNTRACED_REFUSE or
 * MNR_UNTRACED_REPORT; a record that fails a check is refused with either. hierarchy: where to put
 * MNR_HIERARCHY_*; MNR_HIERARCHY_UNTRACED if the issuer is not among the anchors. detail: NULL or
 * a record.
 *
 * Errors: MNR_ERROR_UNTRUSTED if the issuer is not among the anchors, or is one of test cards and
 * accept_test is 0; MNR_ERROR_SIGNATURE if a check fails; MNR_ERROR_ARGUMENT; or the reason why a
 * proof could not be made: one of link, card, data or certificates (-3xx, -4xx, -6xx, -7xx).
 * Any thread; waits while another thread uses the handle. Does not block otherwise.
 */
MNR_API
int32_t mnr_face_verify(mnr_face *face,
                        mnr_anchors *anchors,
                        int32_t accept_test,
                        int32_t untraced,
                        int32_t *hierarchy,
                        mnr_detail *detail);

/**
 * Reports the results of the two proofs that the chip itself can give, for a log or a diagnosis.
 * They do not show whose record it is: a forged chip gives both. Only mnr_face_verify decides.
 *
 * face: the record. signature: where to put MNR_OK if the key that the card holds for it signed
 * the record, MNR_ERROR_SIGNATURE, or why it could not be checked. presence: the same for the
 * proof that the chip with the record's own key is there.
 *
 * Errors: those of pointers and handles.
 * Any thread; waits while another thread uses the handle. Does not block otherwise.
 */
MNR_API int32_t mnr_face_proof(mnr_face *face, int32_t *signature, int32_t *presence);

/**
 * The plain fields of the record.
 *
 * face: the record. facts: where to put them; set its struct_size before.
 *
 * Errors: MNR_ERROR_STATE before mnr_face_verify has succeeded, MNR_ERROR_STRUCT_SIZE.
 * Any thread; waits while another thread uses the handle. Does not block otherwise.
 */
MNR_API int32_t mnr_face_read_facts(mnr_face *face, mnr_face_facts *facts);

/**
 * The photo as the card stores it: JPEG 2000. Check the size from mnr_face_read_facts before you
 * pass the photo to a decoder.
 *
 * face: the record. data, length: where to put a view of the photo; it belongs to the handle and
 * is valid until that is freed.
 *
 * Errors: MNR_ERROR_STATE before mnr_face_verify has succeeded, MNR_ERROR_NOT_FOUND if the card
 * has no photo.
 * Any thread; waits while another thread uses the handle. Does not block otherwise.
 */
MNR_API int32_t mnr_face_photo(mnr_face *face, const uint8_t **data, size_t *length);

/**
 * The name as the card stores it: an image, PNG.
 *
 * face: the record. data, length: where to put a view of the image; it belongs to the handle and
 * is valid until that is freed.
 *
 * Errors: MNR_ERROR_STATE before mnr_face_verify has succeeded.
 * Any thread; waits while another thread uses the handle. Does not block otherwise.
 */
MNR_API int32_t mnr_face_name_image(mnr_face *face, const uint8_t **data, size_t *length);

/**
 * The address as the card stores it: an image, PNG.
 *
 * face: the record. data, length: where to put a view of the image; it belongs to the handle and
 * is valid until that is freed.
 *
 * Errors: MNR_ERROR_STATE before mnr_face_verify has succeeded.
 * Any thread; waits while another thread uses the handle. Does not block otherwise.
 */
MNR_API int32_t mnr_face_address_image(mnr_face *face, const uint8_t **data, size_t *length);

/**
 * Wipes and frees a face record. Views of it are no longer valid. NULL is allowed and does
 * nothing.
 *
 * Errors: MNR_ERROR_HANDLE.
 * Any thread; waits while another thread uses the handle. Does not block otherwise.
 */
MNR_API int32_t mnr_face_free(mnr_face *face);

/** @} */

/** @defgroup certificate Certificates and anchors
 * @{
 */

/** A certificate: not known, or the clock cannot be trusted. */
#define MNR_CERTIFICATE_UNKNOWN 0
/** A certificate: valid, and not within three months of its end. */
#define MNR_CERTIFICATE_VALID 1
/** A certificate: valid, within three months of its end. */
#define MNR_CERTIFICATE_NOTICE 2
/** A certificate: expired, in its grace period: eligibility only. */
#define MNR_CERTIFICATE_GRACE 3
/** A certificate: expired, and the grace period is over or there is none. */
#define MNR_CERTIFICATE_PAST_GRACE 4
/** A certificate: not valid yet, its first day has not come. */
#define MNR_CERTIFICATE_NOT_YET_VALID 5
/** A certificate: the centre reported that it is revoked. */
#define MNR_CERTIFICATE_REVOKED 6
/** A certificate: the card has none. */
#define MNR_CERTIFICATE_ABSENT 7

/**
 * A hierarchy of certificates: none, the issuer is not among the anchors. Only mnr_face_verify
 * gives it, and only with MNR_UNTRACED_REPORT.
 */
#define MNR_HIERARCHY_UNTRACED 0
/** A hierarchy of certificates: that of cards in use. */
#define MNR_HIERARCHY_PRODUCTION 1
/** A hierarchy of certificates: that of test cards. It is accepted only on request. */
#define MNR_HIERARCHY_TEST 2

/**
 * The grace period after the end of a certificate: until the end of the third month after it.
 */
#define MNR_GRACE_END_OF_MONTH 0
/** The grace period after the end of a certificate: three months to the day. */
#define MNR_GRACE_EXACT 1

/** What the centre reported about a certificate: nothing yet. */
#define MNR_REVOCATION_UNKNOWN 0
/** What the centre reported about a certificate: not revoked. */
#define MNR_REVOCATION_GOOD 1
/** What the centre reported about a certificate: revoked. */
#define MNR_REVOCATION_REVOKED 2

/**
 * The validity of a certificate on a day.
 */
typedef struct {
    /**
     * The size of the structure that the caller was compiled with.
     */
    size_t struct_size;
    /**
     * One of MNR_CERTIFICATE_*.
     */
    int32_t state;
    /**
     * How many days are left, including the last one; -1 if none is left.
     */
    int32_t days_left;
    /**
     * The last day: year.
     */
    int32_t last_year;
    /**
     * Its month.
     */
    int32_t last_month;
    /**
     * Its day.
     */
    int32_t last_day;
    /**
     * The first day on which the end is announced: year.
     */
    int32_t notice_year;
    /**
     * Its month.
     */
    int32_t notice_month;
    /**
     * Its day.
     */
    int32_t notice_day;
    /**
     * The last day of the grace period: year, or 0 if there is none.
     */
    int32_t grace_year;
    /**
     * Its month.
     */
    int32_t grace_month;
    /**
     * Its day.
     */
    int32_t grace_day;
} mnr_assessment;

/**
 * Parses a certificate from its bytes (DER), for makers who read the card themselves.
 *
 * der, length: at most 16,384 bytes; copied. certificate: where to put the handle; free it with
 * mnr_certificate_free. detail: NULL or a record.
 *
 * Errors: MNR_ERROR_CERTIFICATE.
 * Any thread. Does not block.
 */
MNR_API
int32_t mnr_certificate_parse(const uint8_t *der,
                              size_t length,
                              mnr_certificate **certificate,
                              mnr_detail *detail);

/**
 * The bytes of a certificate (DER).
 *
 * certificate: the certificate. data, length: where to put a view of them; it belongs to the
 * handle and is valid until that is freed.
 *
 * Errors: those of pointers and handles.
 * Any thread; waits while another thread uses the handle. Does not block otherwise.
 */
MNR_API
int32_t mnr_certificate_der(mnr_certificate *certificate,
                            const uint8_t **data,
                            size_t *length);

/**
 * The serial number of a certificate in hexadecimal digits.
 *
 * certificate: the certificate. text, capacity: where to put it, NUL-terminated; NULL and 0 to
 * ask for the size. needed: the size with the NUL.
 *
 * Errors: MNR_ERROR_BUFFER.
 * Any thread; waits while another thread uses the handle. Does not block otherwise.
 */
MNR_API
int32_t mnr_certificate_serial(mnr_certificate *certificate,
                               char *text,
                               size_t capacity,
                               size_t *needed);

/** What the key of a certificate may be used for: to authenticate, and to sign. */
#define MNR_USAGE_DIGITAL_SIGNATURE 1
/** What the key of a certificate may be used for: to sign with legal effect. */
#define MNR_USAGE_NON_REPUDIATION 2
/** What the key of a certificate may be used for: to encrypt keys. */
#define MNR_USAGE_KEY_ENCIPHERMENT 4
/** What the key of a certificate may be used for: to encrypt data. */
#define MNR_USAGE_DATA_ENCIPHERMENT 8
/** What the key of a certificate may be used for: to agree on keys. */
#define MNR_USAGE_KEY_AGREEMENT 16
/** What the key of a certificate may be used for: to sign certificates. */
#define MNR_USAGE_SIGN_CERTIFICATES 32
/** What the key of a certificate may be used for: to sign lists of revoked certificates. */
#define MNR_USAGE_SIGN_REVOCATION_LISTS 64
/**
 * What the key of a certificate may be used for: with a key that was agreed on, to encrypt only.
 */
#define MNR_USAGE_ENCIPHER_ONLY 128
/**
 * What the key of a certificate may be used for: with a key that was agreed on, to decrypt only.
 */
#define MNR_USAGE_DECIPHER_ONLY 256

/**
 * What the key of a certificate may be used for. It tells an authentication certificate from a signature
 * certificate, and nothing of a person.
 *
 * certificate: the certificate. usage: where to put a sum of MNR_USAGE_*; 0 if the certificate does not say.
 *
 * Errors: those of pointers and handles.
 * Any thread; waits while another thread uses the handle. Does not block otherwise.
 */
MNR_API
int32_t mnr_certificate_usage(mnr_certificate *certificate,
                              uint32_t *usage);

/**
 * Personal data of a certificate: the subject, in the form of RFC 4514. It is no person's name; on a signature
 * certificate the municipality stands in it.
 */
#define MNR_PERSONAL_SUBJECT 1
/** Personal data of a signature certificate: the name. */
#define MNR_PERSONAL_NAME 2
/**
 * Personal data of a signature certificate: a 1 for each character of the name that is a substitute, a 0 for each
 * other.
 */
#define MNR_PERSONAL_NAME_SUBSTITUTES 3
/** Personal data of a signature certificate: the address. */
#define MNR_PERSONAL_ADDRESS 4
/** Personal data of a signature certificate: the same of the address as of the name. */
#define MNR_PERSONAL_ADDRESS_SUBSTITUTES 5
/**
 * Personal data of a signature certificate: the birth date, eight digits, year first. Parts that are not known are 0.
 */
#define MNR_PERSONAL_BIRTH 6
/**
 * Personal data of a signature certificate: the sex, "male", "female", "unknown" or "other".
 */
#define MNR_PERSONAL_SEX 7

/**
 * Gives personal data of a certificate. It is the one function that does: a check-in does not need it. Whoever
 * calls it answers for what becomes of the copy, which is to be wiped after use; no log has it.
 *
 * certificate: the certificate. which: one of MNR_PERSONAL_*. text, capacity: where to put it, UTF-8,
 * NUL-terminated; NULL and 0 to ask for the size. needed: the size with the NUL.
 *
 * Errors: MNR_ERROR_ARGUMENT, MNR_ERROR_NOT_FOUND if the certificate does not state it, MNR_ERROR_BUFFER.
 * Any thread; waits while another thread uses the handle. Does not block otherwise.
 */
MNR_API
int32_t mnr_certificate_personal_data(mnr_certificate *certificate,
                                      int32_t which,
                                      char *text,
                                      size_t capacity,
                                      size_t *needed);

/**
 * Computes the validity of a certificate on a day in Japan, as it is at the end of that day.
 *
 * certificate: the certificate. day: the day in Japan, by the caller's clock; a day
 * before the release of this library gives MNR_CERTIFICATE_UNKNOWN. token: the kind of chip, one
 * of MNR_TOKEN_*; phones have no grace period. grace: MNR_GRACE_END_OF_MONTH or MNR_GRACE_EXACT.
 * revocation: what the centre reported, one of MNR_REVOCATION_*. assessment: where to put the
 * result; set its struct_size before.
 *
 * Errors: MNR_ERROR_DATE, MNR_ERROR_ARGUMENT.
 * Any thread; waits while another thread uses the handle. Does not block otherwise.
 */
MNR_API
int32_t mnr_certificate_assess(mnr_certificate *certificate,
                               const mnr_date *day,
                               int32_t token,
                               int32_t grace,
                               int32_t revocation,
                               mnr_assessment *assessment);

/**
 * Verifies that a trusted anchor issued the authentication certificate, and that the content of
 * the certificate is as it must be. It does not check the dates: use mnr_certificate_assess.
 *
 * anchors: the trust anchors. certificate: the certificate. accept_test: 1 to accept the hierarchy
 * of test cards too, 0 otherwise. hierarchy: where to put MNR_HIERARCHY_*. detail: NULL or a
 * record.
 *
 * Errors: MNR_ERROR_UNTRUSTED, MNR_ERROR_CERTIFICATE.
 * Any thread; waits while another thread uses the handle. Does not block otherwise.
 */
MNR_API
int32_t mnr_anchors_verify(mnr_anchors *anchors,
                           mnr_certificate *certificate,
                           int32_t accept_test,
                           int32_t *hierarchy,
                           mnr_detail *detail);

/**
 * Makes an empty set of anchors.
 *
 * anchors: where to put the handle; free it with mnr_anchors_free.
 *
 * Errors: MNR_ERROR_NULL.
 * Any thread. Does not block.
 */
MNR_API int32_t mnr_anchors_new(mnr_anchors **anchors);

/**
 * Loads a set of anchors from a trust store: a TOML text as described in docs/certificates.md.
 *
 * toml, length: UTF-8. anchors: where to put the handle; free it with mnr_anchors_free. detail:
 * NULL or a record; its text says which place was refused.
 *
 * Errors: MNR_ERROR_DATA_FILE, MNR_ERROR_LENGTH, MNR_ERROR_TEXT.
 * Any thread. Does not block.
 */
MNR_API
int32_t mnr_anchors_load(const char *toml,
                         size_t length,
                         mnr_anchors **anchors,
                         mnr_detail *detail);

/**
 * Adds a root certificate in DER. On failure the set is unchanged.
 *
 * anchors: the set. der, length: at most 16,384 bytes; copied. hierarchy: MNR_HIERARCHY_*.
 * detail: NULL or a record.
 *
 * Errors: MNR_ERROR_CERTIFICATE, MNR_ERROR_ARGUMENT.
 * Any thread; waits while another thread uses the handle. Does not block otherwise.
 */
MNR_API
int32_t mnr_anchors_add_der(mnr_anchors *anchors,
                            const uint8_t *der,
                            size_t length,
                            int32_t hierarchy,
                            mnr_detail *detail);

/**
 * Adds all root certificates of a PEM text, or none of them.
 *
 * anchors: the set. pem, length: UTF-8, at most 1 MiB; a certificate that is already in the set,
 * or appears earlier in the text, is not checked again. hierarchy: MNR_HIERARCHY_*. added: where
 * to put how many there were. detail: NULL or a record.
 *
 * Errors: MNR_ERROR_DATA_FILE, MNR_ERROR_LENGTH, MNR_ERROR_CERTIFICATE, MNR_ERROR_TEXT,
 * MNR_ERROR_ARGUMENT.
 * Any thread; waits while another thread uses the handle. Does not block otherwise.
 */
MNR_API
int32_t mnr_anchors_add_pem(mnr_anchors *anchors,
                            const char *pem,
                            size_t length,
                            int32_t hierarchy,
                            size_t *added,
                            mnr_detail *detail);

/**
 * Frees a set of anchors. NULL is allowed and does nothing.
 *
 * Errors: MNR_ERROR_HANDLE.
 * Any thread; waits while another thread uses the handle. Does not block otherwise.
 */
MNR_API int32_t mnr_anchors_free(mnr_anchors *anchors);

/**
 * Frees a certificate. Views of it are no longer valid. NULL is allowed and does nothing.
 *
 * Errors: MNR_ERROR_HANDLE.
 * Any thread; waits while another thread uses the handle. Does not block otherwise.
 */
MNR_API int32_t mnr_certificate_free(mnr_certificate *certificate);

/** @} */

/** @defgroup guidance Faults, and guidance at the counter
 * @{
 */

/** A step of a check-in: idle. */
#define MNR_STEP_IDLE 0
/** A step of a check-in: detect. */
#define MNR_STEP_DETECT 1
/** A step of a check-in: identify. */
#define MNR_STEP_IDENTIFY 2
/** A step of a check-in: scan card face. */
#define MNR_STEP_SCAN_CARD_FACE 3
/** A step of a check-in: open surface. */
#define MNR_STEP_OPEN_SURFACE 4
/** A step of a check-in: verify code b. */
#define MNR_STEP_VERIFY_CODE_B 5
/** A step of a check-in: read photo. */
#define MNR_STEP_READ_PHOTO 6
/** A step of a check-in: prove genuine. */
#define MNR_STEP_PROVE_GENUINE 7
/** A step of a check-in: capture face. */
#define MNR_STEP_CAPTURE_FACE 8
/** A step of a check-in: match face. */
#define MNR_STEP_MATCH_FACE 9
/** A step of a check-in: choose method. */
#define MNR_STEP_CHOOSE_METHOD 10
/** A step of a check-in: enter pin. */
#define MNR_STEP_ENTER_PIN 11
/** A step of a check-in: verify pin. */
#define MNR_STEP_VERIFY_PIN 12
/** A step of a check-in: staff check. */
#define MNR_STEP_STAFF_CHECK 13
/** A step of a check-in: read certificate. */
#define MNR_STEP_READ_CERTIFICATE 14
/** A step of a check-in: check certificate. */
#define MNR_STEP_CHECK_CERTIFICATE 15
/** A step of a check-in: sign. */
#define MNR_STEP_SIGN 16
/** A step of a check-in: authenticate without pin. */
#define MNR_STEP_AUTHENTICATE_WITHOUT_PIN 17
/** A step of a check-in: register. */
#define MNR_STEP_REGISTER 18
/** A step of a check-in: query eligibility. */
#define MNR_STEP_QUERY_ELIGIBILITY 19
/** A step of a check-in: consent. */
#define MNR_STEP_CONSENT 20
/** A step of a check-in: prescription. */
#define MNR_STEP_PRESCRIPTION 21
/** A step of a check-in: deliver. */
#define MNR_STEP_DELIVER 22
/** A step of a check-in: remove. */
#define MNR_STEP_REMOVE 23

/** The kind of a symptom: status word. */
#define MNR_HAPPENED_STATUS_WORD 1
/** The kind of a symptom: link. */
#define MNR_HAPPENED_LINK 2
/** The kind of a symptom: pcsc. */
#define MNR_HAPPENED_PCSC 3
/** The kind of a symptom: record. */
#define MNR_HAPPENED_RECORD 4
/** The kind of a symptom: certificate. */
#define MNR_HAPPENED_CERTIFICATE 5
/** The kind of a symptom: certificate refused. */
#define MNR_HAPPENED_CERTIFICATE_REFUSED 6
/** The kind of a symptom: card expired. */
#define MNR_HAPPENED_CARD_EXPIRED 7
/** The kind of a symptom: tries. */
#define MNR_HAPPENED_TRIES 8
/** The kind of a symptom: token. */
#define MNR_HAPPENED_TOKEN 9
/** The kind of a symptom: not genuine. */
#define MNR_HAPPENED_NOT_GENUINE 10
/** The kind of a symptom: scan. */
#define MNR_HAPPENED_SCAN 11
/** The kind of a symptom: camera. */
#define MNR_HAPPENED_CAMERA 12
/** The kind of a symptom: panel. */
#define MNR_HAPPENED_PANEL 13
/** The kind of a symptom: terminal. */
#define MNR_HAPPENED_TERMINAL 14
/** The kind of a symptom: reader. */
#define MNR_HAPPENED_READER 15
/** The kind of a symptom: folder. */
#define MNR_HAPPENED_FOLDER 16
/** The kind of a symptom: network. */
#define MNR_HAPPENED_NETWORK 17
/** The kind of a symptom: centre. */
#define MNR_HAPPENED_CENTRE 18
/** The kind of a symptom: person. */
#define MNR_HAPPENED_PERSON 19
/** The kind of a symptom: code. */
#define MNR_HAPPENED_CODE 20

/** The link failed: no card. */
#define MNR_LINK_FAILURE_NO_CARD 1
/** The link failed: card removed. */
#define MNR_LINK_FAILURE_CARD_REMOVED 2
/** The link failed: reset. */
#define MNR_LINK_FAILURE_RESET 3
/** The link failed: mute. */
#define MNR_LINK_FAILURE_MUTE 4
/** The link failed: timed out. */
#define MNR_LINK_FAILURE_TIMED_OUT 5
/** The link failed: broken. */
#define MNR_LINK_FAILURE_BROKEN 6
/** The link failed: shared. */
#define MNR_LINK_FAILURE_SHARED 7
/** The link failed: reader gone. */
#define MNR_LINK_FAILURE_READER_GONE 8
/** The link failed: service gone. */
#define MNR_LINK_FAILURE_SERVICE_GONE 9
/** The link failed: oversized. */
#define MNR_LINK_FAILURE_OVERSIZED 10
/** The link failed: cancelled. */
#define MNR_LINK_FAILURE_CANCELLED 11
/** The link failed: driver. */
#define MNR_LINK_FAILURE_DRIVER 12
/** The link failed: refused. */
#define MNR_LINK_FAILURE_REFUSED 13

/** A record on the card: token information. */
#define MNR_RECORD_TOKEN_INFORMATION 1
/** A record on the card: certificate. */
#define MNR_RECORD_CERTIFICATE 2
/** A record on the card: face record. */
#define MNR_RECORD_FACE_RECORD 3
/** A record on the card: age record. */
#define MNR_RECORD_AGE_RECORD 4
/** A record on the card: attributes. */
#define MNR_RECORD_ATTRIBUTES 5
/** A record on the card: common data. */
#define MNR_RECORD_COMMON_DATA 6
/** A record on the card: card key. */
#define MNR_RECORD_CARD_KEY 7
/** A record on the card: other. */
#define MNR_RECORD_OTHER 99
/** What is wrong with a record: truncated. */
#define MNR_RECORD_TROUBLE_TRUNCATED 1
/** What is wrong with a record: malformed. */
#define MNR_RECORD_TROUBLE_MALFORMED 2
/** What is wrong with a record: missing. */
#define MNR_RECORD_TROUBLE_MISSING 3
/** What is wrong with a record: oversized. */
#define MNR_RECORD_TROUBLE_OVERSIZED 4
/** What is wrong with a record: signature. */
#define MNR_RECORD_TROUBLE_SIGNATURE 5
/** What is wrong with a record: issuer. */
#define MNR_RECORD_TROUBLE_ISSUER 6
/** What is wrong with a record: differs. */
#define MNR_RECORD_TROUBLE_DIFFERS 7

/** Why a certificate was refused: malformed. */
#define MNR_CERTIFICATE_REFUSAL_MALFORMED 1
/** Why a certificate was refused: unknown issuer. */
#define MNR_CERTIFICATE_REFUSAL_UNKNOWN_ISSUER 2
/** Why a certificate was refused: signature. */
#define MNR_CERTIFICATE_REFUSAL_SIGNATURE 3
/** Why a certificate was refused: purpose. */
#define MNR_CERTIFICATE_REFUSAL_PURPOSE 4
/** Why a certificate was refused: key mismatch. */
#define MNR_CERTIFICATE_REFUSAL_KEY_MISMATCH 5

/** The result of scanning the card: unreadable. */
#define MNR_SCANNER_UNREADABLE 1
/** The result of scanning the card: doubtful. */
#define MNR_SCANNER_DOUBTFUL 2
/** The result of scanning the card: misplaced. */
#define MNR_SCANNER_MISPLACED 3
/** The result of scanning the card: timed out. */
#define MNR_SCANNER_TIMED_OUT 4
/** The result of scanning the card: camera broken. */
#define MNR_SCANNER_CAMERA_BROKEN 5
/** The result of scanning the card: tries too low. */
#define MNR_SCANNER_TRIES_TOO_LOW 6

/** The camera for the face: no picture. */
#define MNR_CAMERA_NO_PICTURE 1
/** The camera for the face: poor picture. */
#define MNR_CAMERA_POOR_PICTURE 2
/** The camera for the face: no face. */
#define MNR_CAMERA_NO_FACE 3
/** The camera for the face: several faces. */
#define MNR_CAMERA_SEVERAL_FACES 4
/** The camera for the face: not live. */
#define MNR_CAMERA_NOT_LIVE 5
/** The camera for the face: no match. */
#define MNR_CAMERA_NO_MATCH 6
/** The camera for the face: comparison failed. */
#define MNR_CAMERA_COMPARISON_FAILED 7

/** Keypad or panel: keypad dead. */
#define MNR_PANEL_TROUBLE_KEYPAD_DEAD 1
/** Keypad or panel: panel dead. */
#define MNR_PANEL_TROUBLE_PANEL_DEAD 2
/** Keypad or panel: unclear. */
#define MNR_PANEL_TROUBLE_UNCLEAR 3

/** The terminal: disconnected. */
#define MNR_TERMINAL_DISCONNECTED 1
/** The terminal: mode changed. */
#define MNR_TERMINAL_MODE_CHANGED 2
/** The terminal: certificate. */
#define MNR_TERMINAL_CERTIFICATE 3
/** The terminal: hardware. */
#define MNR_TERMINAL_HARDWARE 4
/** The terminal: application. */
#define MNR_TERMINAL_APPLICATION 5
/** The terminal: setup. */
#define MNR_TERMINAL_SETUP 6
/** The terminal: clock. */
#define MNR_TERMINAL_CLOCK 7

/** The reader: setup. */
#define MNR_READER_TROUBLE_SETUP 1
/** The reader: internal. */
#define MNR_READER_TROUBLE_INTERNAL 2
/** The reader: disconnected. */
#define MNR_READER_TROUBLE_DISCONNECTED 3

/** The output folder: missing. */
#define MNR_FOLDER_MISSING 1
/** The output folder: not writable. */
#define MNR_FOLDER_NOT_WRITABLE 2
/** The output folder: unreachable. */
#define MNR_FOLDER_UNREACHABLE 3
/** The output folder: full. */
#define MNR_FOLDER_FULL 4
/** The output folder: not a folder. */
#define MNR_FOLDER_NOT_A_FOLDER 5
/** The output folder: unclear. */
#define MNR_FOLDER_UNCLEAR 6

/** The network: no link. */
#define MNR_NETWORK_NO_LINK 1
/** The network: no route. */
#define MNR_NETWORK_NO_ROUTE 2
/** The network: name resolution. */
#define MNR_NETWORK_NAME_RESOLUTION 3
/** The network: tunnel. */
#define MNR_NETWORK_TUNNEL 4
/** The network: timed out. */
#define MNR_NETWORK_TIMED_OUT 5

/** The centre: outage. */
#define MNR_CENTRE_OUTAGE 1
/** The centre: registration delayed. */
#define MNR_CENTRE_REGISTRATION_DELAYED 2
/** The centre: institution authentication. */
#define MNR_CENTRE_INSTITUTION_AUTHENTICATION 3
/** The centre: institution certificate. */
#define MNR_CENTRE_INSTITUTION_CERTIFICATE 4
/** The centre: no eligibility. */
#define MNR_CENTRE_NO_ELIGIBILITY 5
/** The centre: insurer not registered. */
#define MNR_CENTRE_INSURER_NOT_REGISTERED 6
/** The centre: registration failed. */
#define MNR_CENTRE_REGISTRATION_FAILED 7
/** The centre: prescription outage. */
#define MNR_CENTRE_PRESCRIPTION_OUTAGE 8
/** The centre: pin blocked. */
#define MNR_CENTRE_PIN_BLOCKED 9
/** The centre: pin wrong. */
#define MNR_CENTRE_PIN_WRONG 10
/** The centre: unintelligible. */
#define MNR_CENTRE_UNINTELLIGIBLE 11

/** The people at the counter: removed card. */
#define MNR_PERSON_REMOVED_CARD 1
/** The people at the counter: timed out. */
#define MNR_PERSON_TIMED_OUT 2
/** The people at the counter: cancelled. */
#define MNR_PERSON_CANCELLED 3
/** The people at the counter: left card. */
#define MNR_PERSON_LEFT_CARD 4
/** The people at the counter: no method. */
#define MNR_PERSON_NO_METHOD 5
/** The people at the counter: not this way. */
#define MNR_PERSON_NOT_THIS_WAY 6
/** The people at the counter: no card. */
#define MNR_PERSON_NO_CARD 7

/** Whether trying again helps: same step. */
#define MNR_RETRY_SAME_STEP 1
/** Whether trying again helps: after fix. */
#define MNR_RETRY_AFTER_FIX 2
/** Whether trying again helps: later. */
#define MNR_RETRY_LATER 3
/** Whether trying again helps: not today. */
#define MNR_RETRY_NOT_TODAY 4

/** Whether the card is a face-only card: unknown. */
#define MNR_FACE_ONLY_UNKNOWN 0
/** Whether the card is a face-only card: unlikely. */
#define MNR_FACE_ONLY_UNLIKELY 1
/** Whether the card is a face-only card: likely. */
#define MNR_FACE_ONLY_LIKELY 2

/** Who is at the counter: patient. */
#define MNR_PRESENT_PATIENT 1
/** Who is at the counter: with helper. */
#define MNR_PRESENT_WITH_HELPER 2
/** Who is at the counter: with legal representative. */
#define MNR_PRESENT_WITH_LEGAL_REPRESENTATIVE 3
/** Who is at the counter: proxy. */
#define MNR_PRESENT_PROXY 4

/** Whether the patient was here before: unknown. */
#define MNR_VISIT_UNKNOWN 0
/** Whether the patient was here before: first. */
#define MNR_VISIT_FIRST 1
/** Whether the patient was here before: repeated. */
#define MNR_VISIT_REPEATED 2

/** The state of the panel: unknown. */
#define MNR_PANEL_UNKNOWN 0
/** The state of the panel: keypad dead. */
#define MNR_PANEL_KEYPAD_DEAD 1
/** The state of the panel: dead. */
#define MNR_PANEL_DEAD 2

/** The result of trying another card: not tried. */
#define MNR_ISOLATION_NOT_TRIED 0
/** The result of trying another card: other card reads. */
#define MNR_ISOLATION_OTHER_CARD_READS 1
/** The result of trying another card: no card reads. */
#define MNR_ISOLATION_NO_CARD_READS 2

/** A next step: continue. */
#define MNR_LADDER_CONTINUE 0
/** A next step: retry. */
#define MNR_LADDER_RETRY 1
/** A next step: face. */
#define MNR_LADDER_FACE 2
/** A next step: pin. */
#define MNR_LADDER_PIN 3
/** A next step: representative pin. */
#define MNR_LADDER_REPRESENTATIVE_PIN 4
/** A next step: staff check on reader. */
#define MNR_LADDER_STAFF_CHECK_ON_READER 5
/** A next step: visual mode. */
#define MNR_LADDER_VISUAL_MODE 6
/** A next step: unattended mode. */
#define MNR_LADDER_UNATTENDED_MODE 7
/** A next step: pin only mode. */
#define MNR_LADDER_PIN_ONLY_MODE 8
/** A next step: second reader. */
#define MNR_LADDER_SECOND_READER 9
/** A next step: general reader. */
#define MNR_LADDER_GENERAL_READER 10
/** A next step: mobile terminal. */
#define MNR_LADDER_MOBILE_TERMINAL 11
/** A next step: smartphone. */
#define MNR_LADDER_SMARTPHONE 12
/** A next step: disaster rule. */
#define MNR_LADDER_DISASTER_RULE 24
/** A next step: portal screen. */
#define MNR_LADDER_PORTAL_SCREEN 13
/** A next step: portal pdf. */
#define MNR_LADDER_PORTAL_PDF 14
/** A next step: eligibility notice. */
#define MNR_LADDER_ELIGIBILITY_NOTICE 15
/** A next step: eligibility certificate. */
#define MNR_LADDER_ELIGIBILITY_CERTIFICATE 16
/** A next step: old insurance card. */
#define MNR_LADDER_OLD_INSURANCE_CARD 17
/** A next step: prescription. */
#define MNR_LADDER_PRESCRIPTION 18
/** A next step: oral confirmation. */
#define MNR_LADDER_ORAL_CONFIRMATION 19
/** A next step: declaration. */
#define MNR_LADDER_DECLARATION 20
/** A next step: note four items. */
#define MNR_LADDER_NOTE_FOUR_ITEMS 21
/** A next step: outage mode. */
#define MNR_LADDER_OUTAGE_MODE 22
/** A next step: pay in full. */
#define MNR_LADDER_PAY_IN_FULL 23

/** The standing of a next step: possible. */
#define MNR_STANDING_POSSIBLE 1
/** The standing of a next step: conditional. */
#define MNR_STANDING_CONDITIONAL 2
/** The standing of a next step: worth trying. */
#define MNR_STANDING_WORTH_TRYING 3
/** The standing of a next step: not possible. */
#define MNR_STANDING_NOT_POSSIBLE 4

/** The reason for the standing of a next step: open. */
#define MNR_WHY_OPEN 1
/** The reason for the standing of a next step: if at hand. */
#define MNR_WHY_IF_AT_HAND 2
/** The reason for the standing of a next step: after fix. */
#define MNR_WHY_AFTER_FIX 3
/** The reason for the standing of a next step: later. */
#define MNR_WHY_LATER 4
/** The reason for the standing of a next step: with right card. */
#define MNR_WHY_WITH_RIGHT_CARD 5
/** The reason for the standing of a next step: when opened. */
#define MNR_WHY_WHEN_OPENED 6
/** The reason for the standing of a next step: if repeated. */
#define MNR_WHY_IF_REPEATED 7
/** The reason for the standing of a next step: if entrusted. */
#define MNR_WHY_IF_ENTRUSTED 8
/** The reason for the standing of a next step: if in grace. */
#define MNR_WHY_IF_IN_GRACE 9
/** The reason for the standing of a next step: if panel works. */
#define MNR_WHY_IF_PANEL_WORKS 10
/** The reason for the standing of a next step: pin path may work. */
#define MNR_WHY_PIN_PATH_MAY_WORK 11
/** The reason for the standing of a next step: other line may work. */
#define MNR_WHY_OTHER_LINE_MAY_WORK 12
/** The reason for the standing of a next step: cause uncertain. */
#define MNR_WHY_CAUSE_UNCERTAIN 13
/** The reason for the standing of a next step: provisional. */
#define MNR_WHY_PROVISIONAL 14
/** The reason for the standing of a next step: if right card. */
#define MNR_WHY_IF_RIGHT_CARD 15
/** The reason for the standing of a next step: if proxy knows. */
#define MNR_WHY_IF_PROXY_KNOWS 16
/** The reason for the standing of a next step: nothing else certain. */
#define MNR_WHY_NOTHING_ELSE_CERTAIN 17
/** The reason for the standing of a next step: if phone opens it. */
#define MNR_WHY_IF_PHONE_OPENS_IT 18
/** The reason for the standing of a next step: if here. */
#define MNR_WHY_IF_HERE 19
/** The reason for the standing of a next step: if administrator. */
#define MNR_WHY_IF_ADMINISTRATOR 20
/** The reason for the standing of a next step: if pharmacy. */
#define MNR_WHY_IF_PHARMACY 21
/** The reason for the standing of a next step: if notice allows. */
#define MNR_WHY_IF_NOTICE_ALLOWS 22
/** The reason for the standing of a next step: if of new insurance. */
#define MNR_WHY_IF_OF_NEW_INSURANCE 23
/** The reason for the standing of a next step: if phone at hand. */
#define MNR_WHY_IF_PHONE_AT_HAND 24
/** The reason for the standing of a next step: already tried. */
#define MNR_WHY_ALREADY_TRIED 100
/** The reason for the standing of a next step: pin blocked. */
#define MNR_WHY_PIN_BLOCKED 101
/** The reason for the standing of a next step: face only card. */
#define MNR_WHY_FACE_ONLY_CARD 102
/** The reason for the standing of a next step: last try. */
#define MNR_WHY_LAST_TRY 103
/** The reason for the standing of a next step: tries unknown. */
#define MNR_WHY_TRIES_UNKNOWN 104
/** The reason for the standing of a next step: code b blocked. */
#define MNR_WHY_CODE_B_BLOCKED 105
/** The reason for the standing of a next step: card face unreadable. */
#define MNR_WHY_CARD_FACE_UNREADABLE 106
/** The reason for the standing of a next step: photo unreadable. */
#define MNR_WHY_PHOTO_UNREADABLE 107
/** The reason for the standing of a next step: camera down. */
#define MNR_WHY_CAMERA_DOWN 108
/** The reason for the standing of a next step: face not matched. */
#define MNR_WHY_FACE_NOT_MATCHED 109
/** The reason for the standing of a next step: keypad dead. */
#define MNR_WHY_KEYPAD_DEAD 110
/** The reason for the standing of a next step: panel dead. */
#define MNR_WHY_PANEL_DEAD 111
/** The reason for the standing of a next step: certificate ended. */
#define MNR_WHY_CERTIFICATE_ENDED 112
/** The reason for the standing of a next step: card application broken. */
#define MNR_WHY_CARD_APPLICATION_BROKEN 113
/** The reason for the standing of a next step: no my number card. */
#define MNR_WHY_NO_MY_NUMBER_CARD 114
/** The reason for the standing of a next step: reader down. */
#define MNR_WHY_READER_DOWN 115
/** The reason for the standing of a next step: terminal down. */
#define MNR_WHY_TERMINAL_DOWN 116
/** The reason for the standing of a next step: terminal certificate ended. */
#define MNR_WHY_TERMINAL_CERTIFICATE_ENDED 117
/** The reason for the standing of a next step: line down. */
#define MNR_WHY_LINE_DOWN 118
/** The reason for the standing of a next step: centre down. */
#define MNR_WHY_CENTRE_DOWN 119
/** The reason for the standing of a next step: no pin path down. */
#define MNR_WHY_NO_PIN_PATH_DOWN 120
/** The reason for the standing of a next step: not registered. */
#define MNR_WHY_NOT_REGISTERED 121
/** The reason for the standing of a next step: no eligibility. */
#define MNR_WHY_NO_ELIGIBILITY 122
/** The reason for the standing of a next step: not in visual mode. */
#define MNR_WHY_NOT_IN_VISUAL_MODE 123
/** The reason for the standing of a next step: not in pin only mode. */
#define MNR_WHY_NOT_IN_PIN_ONLY_MODE 124
/** The reason for the standing of a next step: already in mode. */
#define MNR_WHY_ALREADY_IN_MODE 125
/** The reason for the standing of a next step: no administrator. */
#define MNR_WHY_NO_ADMINISTRATOR 126
/** The reason for the standing of a next step: not here. */
#define MNR_WHY_NOT_HERE 127
/** The reason for the standing of a next step: not yet. */
#define MNR_WHY_NOT_YET 128
/** The reason for the standing of a next step: no longer. */
#define MNR_WHY_NO_LONGER 129
/** The reason for the standing of a next step: patient absent. */
#define MNR_WHY_PATIENT_ABSENT 130
/** The reason for the standing of a next step: no representative. */
#define MNR_WHY_NO_REPRESENTATIVE 131
/** The reason for the standing of a next step: first visit. */
#define MNR_WHY_FIRST_VISIT 132
/** The reason for the standing of a next step: portal closed. */
#define MNR_WHY_PORTAL_CLOSED 133
/** The reason for the standing of a next step: not a pharmacy. */
#define MNR_WHY_NOT_A_PHARMACY 134
/** The reason for the standing of a next step: no outage. */
#define MNR_WHY_NO_OUTAGE 135
/** The reason for the standing of a next step: same there. */
#define MNR_WHY_SAME_THERE 136
/** The reason for the standing of a next step: nothing to continue. */
#define MNR_WHY_NOTHING_TO_CONTINUE 137
/** The reason for the standing of a next step: retry useless. */
#define MNR_WHY_RETRY_USELESS 138
/** The reason for the standing of a next step: phone in use. */
#define MNR_WHY_PHONE_IN_USE 139
/** The reason for the standing of a next step: phone ends with card. */
#define MNR_WHY_PHONE_ENDS_WITH_CARD 140
/** The reason for the standing of a next step: not called for. */
#define MNR_WHY_NOT_CALLED_FOR 141
/** The reason for the standing of a next step: code b too low. */
#define MNR_WHY_CODE_B_TOO_LOW 142
/** The reason for the standing of a next step: no disaster. */
#define MNR_WHY_NO_DISASTER 143
/** The reason for the standing of a next step: no method there. */
#define MNR_WHY_NO_METHOD_THERE 145
/** The reason for the standing of a next step: not for registration. */
#define MNR_WHY_NOT_FOR_REGISTRATION 146

/** A leaflet: certificate renewal. */
#define MNR_LEAFLET_CERTIFICATE_RENEWAL 1
/** A leaflet: card renewal. */
#define MNR_LEAFLET_CARD_RENEWAL 2
/** A leaflet: pin reset. */
#define MNR_LEAFLET_PIN_RESET 3
/** A leaflet: code b unlock. */
#define MNR_LEAFLET_CODE_B_UNLOCK 4
/** A leaflet: card reissue. */
#define MNR_LEAFLET_CARD_REISSUE 5
/** A leaflet: insurer not registered. */
#define MNR_LEAFLET_INSURER_NOT_REGISTERED 6
/** A leaflet: smartphone. */
#define MNR_LEAFLET_SMARTPHONE 7
/** A leaflet: reader how to. */
#define MNR_LEAFLET_READER_HOW_TO 8
/** A leaflet: face only card. */
#define MNR_LEAFLET_FACE_ONLY_CARD 9
/** A leaflet: staff mode switch. */
#define MNR_LEAFLET_STAFF_MODE_SWITCH 10
/** A leaflet: staff readiness. */
#define MNR_LEAFLET_STAFF_READINESS 11
/** A leaflet: without certificate. */
#define MNR_LEAFLET_WITHOUT_CERTIFICATE 12

/** In what reader models differ: pin after read error. */
#define MNR_FEATURE_PIN_AFTER_READ_ERROR 1
/** In what reader models differ: placement. */
#define MNR_FEATURE_PLACEMENT 2
/** In what reader models differ: tone on chip. */
#define MNR_FEATURE_TONE_ON_CHIP 3
/** In what reader models differ: chipless taken for insurance card. */
#define MNR_FEATURE_CHIPLESS_TAKEN_FOR_INSURANCE_CARD 4
/** In what reader models differ: staff check on reader. */
#define MNR_FEATURE_STAFF_CHECK_ON_READER 5
/** In what reader models differ: password screen. */
#define MNR_FEATURE_PASSWORD_SCREEN 6
/** In what reader models differ: own user rights. */
#define MNR_FEATURE_OWN_USER_RIGHTS 7
/** In what reader models differ: smartphone. */
#define MNR_FEATURE_SMARTPHONE 8
/** In what reader models differ: own codes. */
#define MNR_FEATURE_OWN_CODES 9
/** In what reader models differ: codes on web. */
#define MNR_FEATURE_CODES_ON_WEB 10
/** In what reader models differ: restart. */
#define MNR_FEATURE_RESTART 11
/** In what reader models differ: second generation. */
#define MNR_FEATURE_SECOND_GENERATION 12
/** In what reader models differ: terminal built in. */
#define MNR_FEATURE_TERMINAL_BUILT_IN 13
/** In what reader models differ: cable to terminal. */
#define MNR_FEATURE_CABLE_TO_TERMINAL 14
/** In what reader models differ: phone reader built in. */
#define MNR_FEATURE_PHONE_READER_BUILT_IN 15
/** In what reader models differ: external keypad. */
#define MNR_FEATURE_EXTERNAL_KEYPAD 16
/** In what reader models differ: card side. */
#define MNR_FEATURE_CARD_SIDE 17
/** In what reader models differ: own titles. */
#define MNR_FEATURE_OWN_TITLES 18
/** In what reader models differ: manual. */
#define MNR_FEATURE_MANUAL 19
/** In what reader models differ: manual needs registration. */
#define MNR_FEATURE_MANUAL_NEEDS_REGISTRATION 20
/** In what reader models differ: support. */
#define MNR_FEATURE_SUPPORT 21

/** A text of a guidance: the official title, always in Japanese. */
#define MNR_TEXT_OFFICIAL_TITLE 0
/** A text of a guidance: the title in the requested language. */
#define MNR_TEXT_TITLE 1
/** A text of a guidance: the words for the patient. */
#define MNR_TEXT_PATIENT 2
/** A text of a guidance: their reading in kana, for speech; in Japanese only. */
#define MNR_TEXT_PATIENT_READING 3
/** A text of a guidance: what the patient says at the municipal counter. */
#define MNR_TEXT_PHRASE 4
/** A text of a guidance: the codes of reader and terminal side by side, for the call centre. */
#define MNR_TEXT_CODES_LINE 5
/**
 * A text of a guidance: the first words on the telephone, where somebody is to be called. Two circles
 * (U+25CB) stand
 * for the facility's name.
 */
#define MNR_TEXT_OPENING 6
/**
 * A text of a guidance: where the manual of the reader model is found, where a source tells.
 */
#define MNR_TEXT_MANUAL 7
/**
 * A text of a guidance: where the support of the reader model is found, where a source tells.
 */
#define MNR_TEXT_SUPPORT 8

/** A list of a guidance: the steps for the staff, in order. */
#define MNR_LIST_STAFF 0
/** A list of a guidance: notes for the staff. */
#define MNR_LIST_NOTES 1
/** A list of a guidance: whom to call, in order, with what to have at hand. */
#define MNR_LIST_CALLS 2
/** A list of a guidance: leaflets to hand over; the number is one of MNR_LEAFLET_*. */
#define MNR_LIST_LEAFLETS 3
/**
 * A list of a guidance: the papers to fill in; the number is one of MNR_FORM_*, the text the title.
 */
#define MNR_LIST_PAPERS 4
/**
 * A list of a guidance: of the steps for the staff, those for this patient. They come first.
 */
#define MNR_LIST_FOR_PATIENT 5
/** A list of a guidance: of the steps for the staff, those for the device. */
#define MNR_LIST_FOR_DEVICE 6
/** A list of a guidance: of the steps for the staff, those for later. */
#define MNR_LIST_LATER 7
/**
 * A list of a guidance: what the staff answer to a patient who is upset: that it worked elsewhere, that
 * it worked before, that the machine is bad.
 */
#define MNR_LIST_UPSET 8
/** A list of a guidance: what a patient who is upset says, in the order of MNR_LIST_UPSET. */
#define MNR_LIST_COMPLAINTS 9
/**
 * A list of a guidance: for each step of MNR_LIST_STAFF, in its order, of which way to check in it is a
 * step. Of several ways one is taken, so that their steps do not come after each other. The number is
 * one of MNR_LADDER_* and the text its name; -1 and no text for a step that belongs to no
 * single way.
 */
#define MNR_LIST_STAFF_WAYS 10

/**
 * What a try with another card tells of the card reader: nothing, as for a cable, a line or a lens.
 */
#define MNR_DEVICE_FAULT_NOT_TOLD 0
/** What a try with another card tells of the card reader: it is sound. */
#define MNR_DEVICE_FAULT_NO 1
/** What a try with another card tells of the card reader: that card was not tried yet. */
#define MNR_DEVICE_FAULT_MAYBE 2
/** What a try with another card tells of the card reader: it is at fault. */
#define MNR_DEVICE_FAULT_YES 3

/** Whether the patient can be seen today at the ordinary share of cost: no step is open. */
#define MNR_SEEN_TODAY_NO 0
/**
 * Whether the patient can be seen today at the ordinary share of cost: yes, by the step named.
 */
#define MNR_SEEN_TODAY_YES 1
/**
 * Whether the patient can be seen today at the ordinary share of cost: on the condition that the
 * step names.
 */
#define MNR_SEEN_TODAY_ON_CONDITION 2

/** What a facility has: a second face-recognition reader that works. */
#define MNR_FACILITY_SECOND_READER 1
/** What a facility has: a general-purpose card reader at the terminal. */
#define MNR_FACILITY_GENERAL_READER 2
/** What a facility has: it is set up for phones. */
#define MNR_FACILITY_SMARTPHONE 4
/** What a facility has: a mobile terminal on a line of its own. */
#define MNR_FACILITY_MOBILE_TERMINAL 8
/** What a facility has: it takes part in electronic prescriptions. */
#define MNR_FACILITY_E_PRESCRIPTION 16
/** What a facility has: somebody is here who has an administrator account. */
#define MNR_FACILITY_ADMINISTRATOR 32
/** What a facility has: the staff check on the reader itself. */
#define MNR_FACILITY_STAFF_CHECK_ON_READER 64
/** What a facility has: it is a pharmacy. */
#define MNR_FACILITY_PHARMACY 128
/** What a facility has: the call centre has opened the outage mode. */
#define MNR_FACILITY_OUTAGE_MODE_OPEN 256
/**
 * What a facility has: the authorities have named its area after a disaster, and the period that they
 * named has not ended.
 */
#define MNR_FACILITY_DISASTER 512

/** What a patient has with them: the eligibility certificate. */
#define MNR_AT_HAND_ELIGIBILITY_CERTIFICATE 1
/** What a patient has with them: the eligibility notice. */
#define MNR_AT_HAND_ELIGIBILITY_NOTICE 2
/** What a patient has with them: an old health insurance card. */
#define MNR_AT_HAND_OLD_INSURANCE_CARD 4
/** What a patient has with them: a phone on which the portal opens. */
#define MNR_AT_HAND_PORTAL 8
/** What a patient has with them: the portal's eligibility page as PDF. */
#define MNR_AT_HAND_PORTAL_PDF 16
/** What a patient has with them: a phone with a certificate. */
#define MNR_AT_HAND_PHONE_CERTIFICATE 32
/** What a patient has with them: a prescription on paper. */
#define MNR_AT_HAND_PRESCRIPTION 64

/**
 * The situation at the counter, as far as it is known. After MNR_INIT set the day, and both counts of tries:
 * to MNR_TRIES_UNKNOWN where they are not known, because 0 means blocked.
 */
typedef struct {
    /**
     * The size of the structure that the caller was compiled with.
     */
    size_t struct_size;
    /**
     * The day in Japan: year.
     */
    int32_t year;
    /**
     * Its month.
     */
    int32_t month;
    /**
     * Its day.
     */
    int32_t day;
    /**
     * The language of all texts, by its tag (BCP 47), NUL-terminated: "ja", "en"; empty for
     * Japanese.
     */
    char language[12];
    /**
     * The reader model: a number of mnr_model_at, or one of your own; 0 for none. It decides which
     * replaced texts are used, and how the steps on cables, restarts and placing read.
     */
    uint32_t reader_model;
    /**
     * The operation mode, one of MNR_MODE_*; 0 for unattended.
     */
    int32_t mode;
    /**
     * The step at which the fault occurred, one of MNR_STEP_*.
     */
    int32_t step;
    /**
     * What kind of chip, one of MNR_TOKEN_*.
     */
    int32_t token;
    /**
     * Tries left of the PIN, or MNR_TRIES_*.
     */
    int32_t pin_tries;
    /**
     * Tries left of code B, or MNR_TRIES_*.
     */
    int32_t code_b_tries;
    /**
     * The validity of the certificate, one of MNR_CERTIFICATE_*.
     */
    int32_t certificate;
    /**
     * The card's own last day: year, or 0 if it is not known.
     */
    int32_t card_expiry_year;
    /**
     * Its month.
     */
    int32_t card_expiry_month;
    /**
     * Its day.
     */
    int32_t card_expiry_day;
    /**
     * Whether it is a face-only card, one of MNR_FACE_ONLY_*.
     */
    int32_t face_only;
    /**
     * The state of the panel, one of MNR_PANEL_*.
     */
    int32_t panel;
    /**
     * The result of trying another card, one of MNR_ISOLATION_*.
     */
    int32_t isolation;
    /**
     * What the facility has, a sum of MNR_FACILITY_*.
     */
    uint32_t facility;
    /**
     * What the patient has with them, a sum of MNR_AT_HAND_*.
     */
    uint32_t at_hand;
    /**
     * First or repeated visit, one of MNR_VISIT_*.
     */
    int32_t visit;
    /**
     * Who is at the counter, one of MNR_PRESENT_*; 0 for the patient.
     */
    int32_t present;
    /**
     * The next steps that were tried without success or are not available: bit n stands for the
     * step whose MNR_LADDER_* is n.
     */
    uint32_t tried;
    /**
     * The code on the terminal: 0 for the national table, 65535 for this library, or a maker.
     */
    uint32_t terminal_code_maker;
    /**
     * Its number; 0 if there is none.
     */
    uint32_t terminal_code_number;
    /**
     * What the facility is known not to have, a sum of MNR_FACILITY_*. What stands neither here nor in
     * facility is not known.
     */
    uint32_t facility_lacks;
    /**
     * 1 if the note on the age of the rules was shown in this check-in already.
     */
    int32_t age_of_rules_told;
    /**
     * Which reader the card or phone is at, one of MNR_AT_*; 0 for the face recognition reader.
     */
    int32_t at;
} mnr_situation;

/**
 * The numbers of a guidance.
 */
typedef struct {
    /**
     * The size of the structure that the caller was compiled with.
     */
    size_t struct_size;
    /**
     * Whether trying again helps, one of MNR_RETRY_*.
     */
    int32_t retry;
    /**
     * Whether the patient can be seen today at the ordinary share, one of MNR_SEEN_TODAY_*.
     */
    int32_t seen_today;
    /**
     * The step that makes it possible, one of MNR_LADDER_*; meaningless for MNR_SEEN_TODAY_NO.
     */
    int32_t seen_today_step;
    /**
     * The number of next steps, open and closed.
     */
    uint32_t next_steps;
    /**
     * What a try with another card tells of the card reader, one of MNR_DEVICE_FAULT_*.
     */
    int32_t device_fault;
} mnr_guidance_facts;

/**
 * A next step of a guidance.
 */
typedef struct {
    /**
     * The size of the structure that the caller was compiled with.
     */
    size_t struct_size;
    /**
     * Which, one of MNR_LADDER_*.
     */
    int32_t step;
    /**
     * Its standing, one of MNR_STANDING_*.
     */
    int32_t standing;
    /**
     * The reason, one of MNR_WHY_*.
     */
    int32_t why;
    /**
     * 1 if it leads to the ordinary share of cost.
     */
    int32_t ordinary_share;
} mnr_next_step;

/**
 * What happened at a step, in plain data.
 */
typedef struct {
    /**
     * The size of the structure that the caller was compiled with.
     */
    size_t struct_size;
    /**
     * At which step, one of MNR_STEP_*.
     */
    int32_t step;
    /**
     * Which key was in use, one of MNR_KEY_*; 0 for none.
     */
    int32_t key;
    /**
     * What kind of chip, one of MNR_TOKEN_*.
     */
    int32_t token;
    /**
     * What happened, one of MNR_HAPPENED_*.
     */
    int32_t happened;
    /**
     * The value, depending on happened: the status word; one of MNR_LINK_FAILURE_*; the code of
     * PC/SC; one of MNR_RECORD_*; MNR_CERTIFICATE_*; MNR_CERTIFICATE_REFUSAL_*; tries, or
     * MNR_TRIES_*; one of MNR_TOKEN_*; MNR_SCANNER_*; MNR_CAMERA_*; MNR_PANEL_TROUBLE_*;
     * MNR_TERMINAL_*; MNR_READER_TROUBLE_*; MNR_FOLDER_*; MNR_NETWORK_*; MNR_CENTRE_*;
     * MNR_PERSON_*; a code.
     */
    int64_t value;
    /**
     * For a link the driver's code, or -1; for a record one of MNR_RECORD_TROUBLE_*; for a code
     * its maker; otherwise 0.
     */
    int64_t second;
    /**
     * For a record the place, in bytes; otherwise 0.
     */
    uint32_t offset;
} mnr_symptom;

/**
 * Finds the code for a symptom in a table. Every symptom has a code.
 *
 * symptom: what happened. code_maker: where to put 0 for the national table, 65535 for this
 * library, or a maker. code_number: where to put the code.
 *
 * Errors: MNR_ERROR_ARGUMENT, MNR_ERROR_STRUCT_SIZE.
 * Any thread. Does not block.
 */
MNR_API
int32_t mnr_diagnose(const mnr_symptom *symptom,
                     uint32_t *code_maker,
                     uint32_t *code_number);

/**
 * Loads a book of guidance from a TOML text, which is either a whole book or a change to the
 * built-in one. The whole text is checked first; a text that is refused changes nothing.
 *
 * toml, length: UTF-8, at most 1 MiB. amend: 1 if the text changes the built-in book, 0 if it is a
 * whole book. book: where to put the handle; free it with mnr_book_free. detail: NULL or a record;
 * its text says what was refused.
 *
 * Errors: MNR_ERROR_DATA_FILE, MNR_ERROR_LENGTH, MNR_ERROR_TEXT, MNR_ERROR_ARGUMENT.
 * Any thread. Does not block.
 */
MNR_API
int32_t mnr_book_load(const char *toml,
                      size_t length,
                      int32_t amend,
                      mnr_book **book,
                      mnr_detail *detail);

/**
 * Frees a book. Guidance that was made from it stays valid. NULL is allowed and does nothing.
 *
 * Errors: MNR_ERROR_HANDLE.
 * Any thread; waits while another thread uses the handle. Does not block otherwise.
 */
MNR_API int32_t mnr_book_free(mnr_book *book);

/**
 * Makes the guidance for a code in a situation: what to say, what to do and what comes next. Every
 * code gets guidance, also an unknown one.
 *
 * book: the book to use, or NULL for the built-in one. code_maker, code_number: the code.
 * situation: what is known. guidance: where to put the handle; free it with mnr_guidance_free.
 *
 * Errors: MNR_ERROR_DATE, MNR_ERROR_ARGUMENT, MNR_ERROR_STRUCT_SIZE.
 * Any thread. Does not block.
 */
MNR_API
int32_t mnr_guide(mnr_book *book,
                  uint32_t code_maker,
                  uint32_t code_number,
                  const mnr_situation *situation,
                  mnr_guidance **guidance);

/**
 * The numbers of a guidance.
 *
 * guidance: the guidance. facts: where to put it; set its struct_size before.
 *
 * Errors: MNR_ERROR_STRUCT_SIZE.
 * Any thread; waits while another thread uses the handle. Does not block otherwise.
 */
MNR_API int32_t mnr_guidance_read_facts(mnr_guidance *guidance, mnr_guidance_facts *facts);

/**
 * A text of a guidance.
 *
 * guidance: the guidance. which: one of MNR_TEXT_*. text, capacity: where to put it, UTF-8,
 * NUL-terminated; NULL and 0 to ask for the size. needed: the size with the NUL.
 *
 * Errors: MNR_ERROR_NOT_FOUND if there is none, MNR_ERROR_ARGUMENT, MNR_ERROR_BUFFER.
 * Any thread; waits while another thread uses the handle. Does not block otherwise.
 */
MNR_API
int32_t mnr_guidance_text(mnr_guidance *guidance,
                          int32_t which,
                          char *text,
                          size_t capacity,
                          size_t *needed);

/**
 * Counts the entries of a list of a guidance.
 *
 * guidance: the guidance. list: one of MNR_LIST_*. count: where to put the number.
 *
 * Errors: MNR_ERROR_ARGUMENT.
 * Any thread; waits while another thread uses the handle. Does not block otherwise.
 */
MNR_API int32_t mnr_guidance_count(mnr_guidance *guidance, int32_t list, size_t *count);

/**
 * An entry of a list of a guidance.
 *
 * guidance: the guidance. list: one of MNR_LIST_*. index: from 0. number: where to put its stable
 * number. text, capacity: where to put its words, UTF-8, NUL-terminated; NULL and 0 to ask for
 * the size. needed: the size with the NUL.
 *
 * Errors: MNR_ERROR_NOT_FOUND if index is past the end, MNR_ERROR_ARGUMENT, MNR_ERROR_BUFFER; then
 * number is not written.
 * Any thread; waits while another thread uses the handle. Does not block otherwise.
 */
MNR_API
int32_t mnr_guidance_item(mnr_guidance *guidance,
                          int32_t list,
                          size_t index,
                          int32_t *number,
                          char *text,
                          size_t capacity,
                          size_t *needed);

/**
 * A next step of a guidance. The steps are in the order in which to try them.
 *
 * guidance: the guidance. index: from 0. step: where to put it; set its struct_size before.
 *
 * Errors: MNR_ERROR_NOT_FOUND if index is past the end, MNR_ERROR_STRUCT_SIZE.
 * Any thread; waits while another thread uses the handle. Does not block otherwise.
 */
MNR_API int32_t mnr_guidance_next_step(mnr_guidance *guidance, size_t index, mnr_next_step *step);

/**
 * The words of a next step: its name, or the reason why it is open or closed.
 *
 * guidance: the guidance. index: from 0. reason: 0 for the name, 1 for the reason. text,
 * capacity: where to put them, UTF-8, NUL-terminated; NULL and 0 to ask for the size. needed: the
 * size with the NUL.
 *
 * Errors: MNR_ERROR_NOT_FOUND if index is past the end, MNR_ERROR_ARGUMENT, MNR_ERROR_BUFFER.
 * Any thread; waits while another thread uses the handle. Does not block otherwise.
 */
MNR_API
int32_t mnr_guidance_step_text(mnr_guidance *guidance,
                               size_t index,
                               int32_t reason,
                               char *text,
                               size_t capacity,
                               size_t *needed);

/**
 * Frees a guidance. NULL is allowed and does nothing.
 *
 * Errors: MNR_ERROR_HANDLE.
 * Any thread; waits while another thread uses the handle. Does not block otherwise.
 */
MNR_API int32_t mnr_guidance_free(mnr_guidance *guidance);

/** A form: the four items from the card's face. */
#define MNR_FORM_FOUR_ITEMS 101
/** A form: the declaration of eligibility, which the patient fills in. */
#define MNR_FORM_DECLARATION 102
/** A form: the start of the outage mode. */
#define MNR_FORM_OUTAGE_MODE 103
/** A form: what is left to do after recovery. */
#define MNR_FORM_AFTER_RECOVERY 104

/**
 * A text of a book by its number, for the program's own screens.
 *
 * book: the book to use, or NULL for the built-in one. number: the number of the text in
 * docs/texts.md and in makers' files. language, language_length: the language's tag, such as "ja";
 * if the book has no words in that language, they are in Japanese. reader_model: the maker's
 * number of the reader model, or 0. text, capacity: where to put it, UTF-8, NUL-terminated;
 * placeholders are in braces; NULL and 0 to ask for the size. needed: the size with the NUL.
 *
 * Errors: MNR_ERROR_NOT_FOUND if no text has the number, MNR_ERROR_ARGUMENT if language is not a
 * language tag, MNR_ERROR_TEXT, MNR_ERROR_BUFFER.
 * Any thread; waits while another thread uses the book. Does not block otherwise.
 */
MNR_API
int32_t mnr_book_text(mnr_book *book,
                      uint32_t number,
                      const char *language,
                      size_t language_length,
                      uint32_t reader_model,
                      char *text,
                      size_t capacity,
                      size_t *needed);

/**
 * Counts the languages that a book has. Everywhere else a language that it does not have gives Japanese.
 *
 * book: the book to use, or NULL for the built-in one. count: where to put the number.
 *
 * Errors: those of pointers and handles.
 * Any thread; waits while another thread uses the book. Does not block otherwise.
 */
MNR_API
int32_t mnr_book_language_count(mnr_book *book,
                                size_t *count);

/**
 * The tag of a language that a book has, such as "ja", in the order of the tags.
 *
 * book: the book to use, or NULL for the built-in one. index: from 0. tag, capacity: where to put it,
 * ASCII, NUL-terminated; NULL and 0 to ask for the size. needed: the size with the NUL.
 *
 * Errors: MNR_ERROR_NOT_FOUND if there is no such entry, MNR_ERROR_BUFFER.
 * Any thread; waits while another thread uses the book. Does not block otherwise.
 */
MNR_API
int32_t mnr_book_language_at(mnr_book *book,
                             size_t index,
                             char *tag,
                             size_t capacity,
                             size_t *needed);

/**
 * Writes a leaflet, or a form to fill in by hand, as an HTML page for A4 paper.
 *
 * book: the book to use, or NULL for the built-in one. page: one of MNR_LEAFLET_* or MNR_FORM_*.
 * language, language_length: the language's tag, such as "ja" (large letters) or "ja-Easy" (easy
 * Japanese with all readings); a page that the book does not have in that language is in Japanese, and so
 * are texts for the staff. facility, facility_length: the facility's name, UTF-8, at most 100 characters.
 * phone, phone_length: its telephone number, at most 100 characters, or NULL and 0. reader_model: the
 * number of the reader model, for what differs by model (where the card goes, the order of restarting); 0
 * for none. day: today in Japan; pages hold from 2026-04-01. html, capacity: where to put the
 * page, UTF-8, NUL-terminated; NULL and 0 to ask for the size. needed: the size with the NUL.
 *
 * Errors: MNR_ERROR_ARGUMENT if page or language is not valid, MNR_ERROR_LENGTH if facility or phone is
 * empty or longer than that, MNR_ERROR_DATE if the day is none, or before the first on which pages hold,
 * MNR_ERROR_TEXT, MNR_ERROR_BUFFER.
 * Any thread; waits while another thread uses the book. Does not block otherwise.
 */
MNR_API
int32_t mnr_page_html(mnr_book *book,
                      int32_t page,
                      const char *language,
                      size_t language_length,
                      const char *facility,
                      size_t facility_length,
                      const char *phone,
                      size_t phone_length,
                      uint32_t reader_model,
                      const mnr_date *day,
                      char *html,
                      size_t capacity,
                      size_t *needed);

/** How well a fact is known: from one source. */
#define MNR_MARK_SINGLE 1
/** How well a fact is known: from two or more independent sources. */
#define MNR_MARK_CONFIRMED 2
/** How well a fact is known: inferred. */
#define MNR_MARK_INFERRED 3

/**
 * A model of a card reader.
 */
typedef struct {
    /**
     * The size of the structure that the caller was compiled with.
     */
    size_t struct_size;
    /**
     * Its number, for the field reader_model of situations and set-ups.
     */
    uint32_t number;
    /**
     * The number of its maker, as in codes.
     */
    uint32_t maker;
    /**
     * How many notes there are of it.
     */
    uint32_t notes;
    /**
     * Its name as printed, UTF-8, NUL-terminated; cut at the end of a character where it is longer.
     */
    char name[64];
} mnr_model;

/**
 * What is known of a model in one respect.
 */
typedef struct {
    /**
     * The size of the structure that the caller was compiled with.
     */
    size_t struct_size;
    /**
     * 1 if it is so, 0 if it is not, -1 if it is told in words: mnr_model_text.
     */
    int32_t is;
    /**
     * How well it is known, one of MNR_MARK_*.
     */
    int32_t mark;
} mnr_model_fact;

/**
 * Counts the reader models that a book knows.
 *
 * book: the book to use, or NULL for the built-in one. count: where to put the number.
 *
 * Errors: none beside those of every function.
 * Any thread; waits while another thread uses the book. Does not block otherwise.
 */
MNR_API int32_t mnr_model_count(mnr_book *book, size_t *count);

/**
 * A reader model of a book, in the order of the numbers.
 *
 * book: the book to use, or NULL for the built-in one. index: from 0. model: where to put it; set its
 * struct_size before.
 *
 * Errors: MNR_ERROR_NOT_FOUND if index is past the end, MNR_ERROR_STRUCT_SIZE.
 * Any thread; waits while another thread uses the book. Does not block otherwise.
 */
MNR_API
int32_t mnr_model_at(mnr_book *book,
                     size_t index,
                     mnr_model *model);

/**
 * The number of a reader model by its name. Case, spaces, hyphens and full-width letters do not
 * matter.
 *
 * book: the book to use, or NULL for the built-in one. name, length: the name, UTF-8. number: where to
 * put the number.
 *
 * Errors: MNR_ERROR_NOT_FOUND, MNR_ERROR_TEXT.
 * Any thread; waits while another thread uses the book. Does not block otherwise.
 */
MNR_API
int32_t mnr_model_find(mnr_book *book,
                       const char *name,
                       size_t length,
                       uint32_t *number);

/**
 * What is known of a reader model in one respect. What no source tells is not found; it is not "no".
 *
 * book: the book to use, or NULL for the built-in one. number: the model's. feature: one of
 * MNR_FEATURE_*. fact: where to put it; set its struct_size before.
 *
 * Errors: MNR_ERROR_NOT_FOUND if there is no such model, or it is not known; MNR_ERROR_ARGUMENT,
 * MNR_ERROR_STRUCT_SIZE.
 * Any thread; waits while another thread uses the book. Does not block otherwise.
 */
MNR_API
int32_t mnr_model_read_fact(mnr_book *book,
                            uint32_t number,
                            int32_t feature,
                            mnr_model_fact *fact);

/**
 * Words about a reader model: of a feature that is told in words, or a note.
 *
 * book: the book to use, or NULL for the built-in one. number: the model's. feature: one of
 * MNR_FEATURE_*, or 0 for a note. note: which note, from 1; 0 for a feature. language,
 * language_length: the language's tag, such as "ja"; if the book has no words in that language, they
 * are in Japanese. text, capacity: where to put it, UTF-8, NUL-terminated; NULL and 0 to ask for the
 * size. needed: the size with the NUL.
 *
 * Errors: MNR_ERROR_NOT_FOUND if there is no such model, or nothing is told; MNR_ERROR_ARGUMENT,
 * MNR_ERROR_TEXT, MNR_ERROR_BUFFER.
 * Any thread; waits while another thread uses the book. Does not block otherwise.
 */
MNR_API
int32_t mnr_model_text(mnr_book *book,
                       uint32_t number,
                       int32_t feature,
                       uint32_t note,
                       const char *language,
                       size_t language_length,
                       char *text,
                       size_t capacity,
                       size_t *needed);

/** How long a public key of Ed25519 is, in bytes. */
#define MNR_PACKAGE_KEY_LENGTH 32

/** Where guidance comes from: from the library itself. */
#define MNR_ORIGIN_BUILT_IN 0
/** Where guidance comes from: from a file without a signature. */
#define MNR_ORIGIN_UNSIGNED 1
/** Where guidance comes from: from a signed package. */
#define MNR_ORIGIN_PACKAGE 2

/**
 * How old guidance is on a day, and where it comes from. Days that there are not are 0.
 */
typedef struct {
    /**
     * The size of the structure that the caller was compiled with.
     */
    size_t struct_size;
    /**
     * The version of the package; 0 without one.
     */
    uint64_t version;
    /**
     * Where it comes from, one of MNR_ORIGIN_*.
     */
    int32_t origin;
    /**
     * 1 if it is time to warn whoever keeps the reader: from 30 days before a package expires; of
     * other guidance from the day after the rules are known to hold.
     */
    int32_t warns;
    /**
     * 1 if the package has expired. It stays in force.
     */
    int32_t has_expired;
    /**
     * Whole days since the last day up to which the rules are known to hold.
     */
    uint32_t days;
    /**
     * The last day up to which the rules are known to hold: year.
     */
    int32_t known_up_to_year;
    /**
     * Its month.
     */
    int32_t known_up_to_month;
    /**
     * Its day.
     */
    int32_t known_up_to_day;
    /**
     * The first day of the warnings: year.
     */
    int32_t warn_from_year;
    /**
     * Its month.
     */
    int32_t warn_from_month;
    /**
     * Its day.
     */
    int32_t warn_from_day;
    /**
     * The day on which the package was issued: year.
     */
    int32_t issued_year;
    /**
     * Its month.
     */
    int32_t issued_month;
    /**
     * Its day.
     */
    int32_t issued_day;
    /**
     * The last day for which whoever signed it vouches: year.
     */
    int32_t expires_year;
    /**
     * Its month.
     */
    int32_t expires_month;
    /**
     * Its day.
     */
    int32_t expires_day;
} mnr_rules_status;

/**
 * Makes a shelf with the built-in guidance in force.
 *
 * keys, length: the public keys of Ed25519 of who may sign packages, one after the other, in bytes:
 * MNR_PACKAGE_KEY_LENGTH for each, at most 16 keys; NULL and 0 for none, and then files without a
 * signature are taken. accepted: the highest version that was accepted before, which the program stored; 0 for
 * none. shelf: where to put the handle; free it with mnr_shelf_free. detail: NULL or a record.
 *
 * Errors: MNR_ERROR_PUBLIC_KEY, MNR_ERROR_LENGTH.
 * Any thread. Does not block.
 */
MNR_API
int32_t mnr_shelf_new(const uint8_t *keys,
                      size_t length,
                      uint64_t accepted,
                      mnr_shelf **shelf,
                      mnr_detail *detail);

/**
 * Takes a signed package of guidance, as the command "mynareader package" makes it; if it is taken,
 * it is in force. A package that is refused is refused whole, and what was in force stays.
 *
 * Refused are packages that were changed or are not whole, that none of the keys signed, that are of a
 * lower version than was accepted before or older than the built-in guidance, whose guidance is not
 * sound, and those that have expired; an expired one of the version accepted last is taken, so that it
 * stays in force after a restart.
 *
 * shelf: the shelf. package, length: the file as it is, at most 1 MiB and 1 KiB. day:
 * today in Japan. accepted: where to put the highest version accepted so far, which the program is to
 * store for mnr_shelf_new. detail: NULL or a record; its text says the reason and the line.
 *
 * Errors: MNR_ERROR_SIGNATURE, MNR_ERROR_PACKAGE_OLD, MNR_ERROR_PACKAGE_EXPIRED, MNR_ERROR_UNSIGNED if
 * it does not begin as a package does, MNR_ERROR_DATA_FILE, MNR_ERROR_LENGTH, MNR_ERROR_DATE.
 * Any thread; waits while another thread uses the handle. Does not block otherwise.
 */
MNR_API
int32_t mnr_shelf_load(mnr_shelf *shelf,
                       const uint8_t *package,
                       size_t length,
                       const mnr_date *day,
                       uint64_t *accepted,
                       mnr_detail *detail);

/**
 * Takes a file of guidance without a signature, where the shelf has no keys; if it is taken, it is in
 * force. A file that is refused changes nothing.
 *
 * shelf: the shelf. toml, length: UTF-8, at most 1 MiB. amend: 1 if the text changes the built-in
 * guidance, 0 if it is whole. detail: NULL or a record; its text says what was refused.
 *
 * Errors: MNR_ERROR_UNSIGNED if the shelf has keys, MNR_ERROR_DATA_FILE, MNR_ERROR_TEXT,
 * MNR_ERROR_ARGUMENT.
 * Any thread; waits while another thread uses the handle. Does not block otherwise.
 */
MNR_API
int32_t mnr_shelf_load_unsigned(mnr_shelf *shelf,
                                const char *toml,
                                size_t length,
                                int32_t amend,
                                mnr_detail *detail);

/**
 * The book in force. It stays as it is when another package is taken later.
 *
 * shelf: the shelf. book: where to put a handle of its own; free it with mnr_book_free.
 *
 * Errors: none beside those of every function.
 * Any thread; waits while another thread uses the handle. Does not block otherwise.
 */
MNR_API int32_t mnr_shelf_book(mnr_shelf *shelf, mnr_book **book);

/**
 * What is in force on a shelf, how old it is, and whether to warn.
 *
 * shelf: the shelf. day: today in Japan. status: where to put it; set its struct_size
 * before.
 *
 * Errors: MNR_ERROR_DATE, MNR_ERROR_STRUCT_SIZE.
 * Any thread; waits while another thread uses the handle. Does not block otherwise.
 */
MNR_API int32_t mnr_shelf_status(mnr_shelf *shelf, const mnr_date *day, mnr_rules_status *status);

/**
 * How old the rules of a book are, and whether to warn. Where the book comes from is what its shelf
 * says; here that stands as built in, without a version and a day of issue.
 *
 * book: the book, or NULL for the built-in one. day: today in Japan. status: where to
 * put it; set its struct_size before.
 *
 * Errors: MNR_ERROR_DATE, MNR_ERROR_STRUCT_SIZE.
 * Any thread; waits while another thread uses the handle. Does not block otherwise.
 */
MNR_API int32_t mnr_book_age(mnr_book *book, const mnr_date *day, mnr_rules_status *status);

/**
 * Frees a shelf. Books that it gave stay valid. NULL is allowed and does nothing.
 *
 * Errors: MNR_ERROR_HANDLE.
 * Any thread; waits while another thread uses the handle. Does not block otherwise.
 */
MNR_API int32_t mnr_shelf_free(mnr_shelf *shelf);

/** @} */

/** @defgroup reception The reception: set-up, events, actions, answers
 * @{
 */

/** A method: the reader compares the face with the photo on the chip. */
#define MNR_METHOD_FACE 1
/** A method: the four-digit PIN. */
#define MNR_METHOD_PIN 2
/** A method: the staff compare the face with the photo on the card. */
#define MNR_METHOD_STAFF 3

/** An operation mode: unattended, face or PIN. */
#define MNR_MODE_UNATTENDED 1
/** An operation mode: the staff look; switched at the terminal. */
#define MNR_MODE_VISUAL 2
/** An operation mode: PIN only. */
#define MNR_MODE_PIN_ONLY 3

/** A reader lacks the cameras for face and card, or the face engine. */
#define MNR_LACKS_FACE 1
/** A reader lacks a keypad, on the screen or beside it. */
#define MNR_LACKS_KEYPAD 2
/** A facility does not take phones. */
#define MNR_LACKS_PHONES 4

/** The staff check on the reader: once another method has failed. */
#define MNR_STAFF_CHECK_AFTER_FAILURE 1
/** The staff check on the reader: only in the visual mode, switched at the terminal. */
#define MNR_STAFF_CHECK_IN_VISUAL_MODE_ONLY 2
/** The staff check on the reader: from the screen where the method is chosen (default). */
#define MNR_STAFF_CHECK_FROM_METHOD_SCREEN 3

/** The PIN is verified on the card: by this library (default). */
#define MNR_PIN_VERIFIER_LIBRARY 1
/** The PIN is verified on the card: by the national software. */
#define MNR_PIN_VERIFIER_NATIONAL_SOFTWARE 2

/** The kind of prescription is not asked for (default). */
#define MNR_PRESCRIPTION_NOT_ASKED 0
/** The kind of prescription is asked for before the consents. */
#define MNR_PRESCRIPTION_BEFORE_CONSENT 1
/** The kind of prescription is asked for after the consents. */
#define MNR_PRESCRIPTION_AFTER_CONSENT 2

/** Phones are read: on this reader itself (default). */
#define MNR_PHONE_READER_SAME 1
/** Phones are read: on a second, general-purpose reader that is paired. */
#define MNR_PHONE_READER_PAIRED 2
/** Phones are read: on a second reader that is not paired or not connected now. */
#define MNR_PHONE_READER_NOT_PAIRED 3
/** Phones are read: nowhere. */
#define MNR_PHONE_READER_MISSING 4

/** Read of a card: which certificates there are, and the authentication certificate. */
#define MNR_READ_CERTIFICATE 1
/**
 * Read of a card: the tries of code B. Until they are known the face is offered; code B is presented
 * only after they were read.
 */
#define MNR_READ_CODE_B_TRIES 2
/**
 * Read of a card, together with the tries of code B: the certificate of the key that signed the photo.
 */
#define MNR_READ_RECORD_SIGNER 4
/** Read of a card: all of these. */
#define MNR_READ_ALL 7

/**
 * The configuration of a facility's reader. Zero in any field means the default. MNR_INIT makes a
 * configuration with all devices present, in the unattended mode.
 */
typedef struct {
    /**
     * The size of the structure that the caller was compiled with.
     */
    size_t struct_size;
    /**
     * The number of this reader among the readers that one program serves, 1 to 65535; default 1.
     * It is part of every action's number, so that an answer for one reader cannot reach the
     * check-in of another.
     */
    uint32_t station;
    /**
     * The operation mode to start in, one of MNR_MODE_*; default unattended.
     */
    int32_t mode;
    /**
     * What the reader does not have: a sum of MNR_LACKS_*.
     */
    uint32_t lacks;
    /**
     * What else the facility has, for guidance: a sum of MNR_FACILITY_*.
     */
    uint32_t facility;
    /**
     * What the facility is known not to have, likewise. What stands in neither is not known, and
     * guidance says of a step that needs it "if it is here".
     */
    uint32_t facility_lacks;
    /**
     * Where the staff may confirm by sight, one of MNR_STAFF_CHECK_*.
     */
    int32_t staff_check;
    /**
     * 1 if this reader can never register a patient whom the staff confirmed by sight.
     */
    int32_t no_registration_by_sight;
    /**
     * The first day on which it can, by the reader's software: year; 0 for 2024-02-01.
     */
    int32_t registration_by_sight_year;
    /**
     * Its month.
     */
    int32_t registration_by_sight_month;
    /**
     * Its day.
     */
    int32_t registration_by_sight_day;
    /**
     * The last day for which whoever signed the guidance in force vouches (mnr_shelf_status): year,
     * or 0 for other guidance. A check-in after it says so in its journal.
     */
    int32_t rules_expire_year;
    /**
     * Its month.
     */
    int32_t rules_expire_month;
    /**
     * Its day.
     */
    int32_t rules_expire_day;
    /**
     * The reader model, for guidance: a number of mnr_model_at, or of your own; 0 for none.
     */
    uint32_t reader_model;
    /**
     * Who verifies the PIN on the card, one of MNR_PIN_VERIFIER_*.
     */
    int32_t pin_verifier;
    /**
     * 1 to offer another method after the chip stopped answering during one.
     */
    int32_t methods_after_read_error;
    /**
     * How often a face that did not match may be tried in one check-in; default 2.
     */
    uint32_t face_attempts;
    /**
     * How often an unusable capture is repeated in one check-in; default 3.
     */
    uint32_t face_captures;
    /**
     * The target false-match rate: one in this many comparisons; default 10,000.
     */
    uint32_t one_false_match_in;
    /**
     * 1 if a match counts only when the face engine found the face to be live.
     */
    int32_t liveness_required;
    /**
     * How many readings of the card's face must agree; default 2.
     */
    uint32_t code_b_agreeing;
    /**
     * Code B is presented only while more tries than this are left; default 5.
     */
    uint32_t code_b_floor;
    /**
     * How often the card's face is scanned in one check-in; default 3.
     */
    uint32_t code_b_scans;
    /**
     * Whether and when the kind of prescription is asked for, one of MNR_PRESCRIPTION_*.
     */
    int32_t prescription;
    /**
     * 1 for a rehearsal: everything runs, the national software is not called, and nobody is
     * admitted.
     */
    int32_t rehearsal;
    /**
     * How long to wait for the patient, in milliseconds; default 60 s. After this time the patient
     * is reminded once; after the same time again the check-in ends. In this field and the waits
     * below, less than 100 counts as 100.
     */
    uint32_t patient_ms;
    /**
     * How long to wait for the staff; default 180 s.
     */
    uint32_t staff_ms;
    /**
     * How long to wait for a camera or scanner; default 20 s.
     */
    uint32_t device_ms;
    /**
     * How long to wait for one task on the card; default 20 s. A desk gives no exchange more time than
     * is left of it.
     */
    uint32_t card_ms;
    /**
     * How long to wait for the national software; default 60 s.
     */
    uint32_t national_ms;
    /**
     * How long until the reminder of a forgotten card, and between reminders; default 15 s.
     */
    uint32_t forgotten_card_ms;
    /**
     * How long a staff check that was made before the card was placed waits for the card; default
     * 300 s.
     */
    uint32_t waiting_proof_ms;
    /**
     * How often the staff are reminded that the visual mode is still on; default 1800 s.
     */
    uint32_t visual_mode_ms;
    /**
     * How many wrong passcodes end the staff check on the reader for a check-in; default 3.
     */
    uint32_t passcodes;
    /**
     * How many PINs may be presented in a check-in, for cards that do not report the tries left;
     * default 3.
     */
    uint32_t pins;
    /**
     * How often the answer in a check-in may be a method that is not open. Each time the open
     * methods are offered again; one more ends the check-in. Default 3.
     */
    uint32_t refusals;
    /**
     * How often the patient may go back to the methods in a check-in; default 3.
     */
    uint32_t ways_back;
    /**
     * 1 if the patient may never go back.
     */
    int32_t no_way_back;
    /**
     * Where phones are read, one of MNR_PHONE_READER_*.
     */
    int32_t phone_reader;
    /**
     * 1 if the facility takes part in the medical subsidy (PMH): a patient who holds a registered
     * certificate is asked whether to use it.
     */
    int32_t subsidy;
    /**
     * How long to wait for a phone that was chosen, and so how long its PIN waits; default 60 s.
     */
    uint32_t phone_ms;
    /**
     * How long all of it may take until the identity of the patient is proved; default 600 s.
     */
    uint32_t check_in_ms;
    /**
     * By how much the event more_time multiplies patient_ms, phone_ms and check_in_ms for one
     * patient; default 10. 1 gives nobody more time.
     */
    uint32_t more_time;
    /**
     * What is read of a card before the methods are shown, and not while the patient chooses: a sum
     * of MNR_READ_*. MNR_READ_ALL reads nothing ahead.
     */
    uint32_t not_ahead;
    /**
     * The session number after which this reception counts its check-ins. A program that restarts
     * must not use numbers again that it used before, because a late answer from before the
     * restart would then be accepted. Use the seconds since 1970 at the program's start, or a
     * count that is kept on disk.
     */
    uint64_t sessions_after;
} mnr_reception_config;

/** Who did something: the patient. */
#define MNR_ACTOR_PATIENT 1
/** Who did something: the legal representative. */
#define MNR_ACTOR_LEGAL_REPRESENTATIVE 2
/** Who did something: an ordinary proxy, who may have come without the patient. */
#define MNR_ACTOR_PROXY 3
/** Who did something: a family member or carer who helps the patient. */
#define MNR_ACTOR_CARER 4
/** Who did something: the facility's staff. */
#define MNR_ACTOR_STAFF 5
/** Who did something: the staff with an administrator's account. */
#define MNR_ACTOR_ADMINISTRATOR 6
/** Who did something: the reader: its devices and its card tasks. */
#define MNR_ACTOR_READER 7
/** Who did something: the terminal with the national software. */
#define MNR_ACTOR_TERMINAL 8
/** Who did something: the centre. */
#define MNR_ACTOR_CENTRE 9
/**
 * Who did something: somebody of the facility who places the card and works the screen for the
 * patient, on their wish. Not the PIN.
 */
#define MNR_ACTOR_HELPER 10

/** Whom the staff confirmed: the patient. */
#define MNR_CONFIRMED_PATIENT 1
/**
 * Whom the staff confirmed: somebody who came in place of the patient; a check by sight is
 * impossible.
 */
#define MNR_CONFIRMED_PROXY 2

/** The printed mark of a face-only card: not seen, or not looked for. */
#define MNR_MARK_NOT_SEEN 0
/** The printed mark of a face-only card: it is printed. */
#define MNR_MARK_PRINTED 1
/** The printed mark of a face-only card: it is struck through. */
#define MNR_MARK_STRUCK_THROUGH 2

/** The face engine: the same person. */
#define MNR_FACE_MATCH 1
/** The face engine: not the same person. */
#define MNR_FACE_NO_MATCH 2
/** The face engine: no face in the picture. */
#define MNR_FACE_NO_FACE 3
/** The face engine: several faces. */
#define MNR_FACE_SEVERAL_FACES 4
/** The face engine: too bright, or lit from behind. */
#define MNR_FACE_BAD_LIGHT 5
/** The face engine: blurred or covered. */
#define MNR_FACE_UNCLEAR 6
/** The face engine: no comparison took place, as in a rehearsal without an engine. */
#define MNR_FACE_NOT_COMPARED 7
/** The face engine: too dark. */
#define MNR_FACE_TOO_DARK 8
/** The face engine: too far away; the patient should come closer. */
#define MNR_FACE_TOO_FAR 9
/** The face engine: turned away or down; the patient should look into the camera. */
#define MNR_FACE_LOOKING_AWAY 10

/** The face: a living one. */
#define MNR_LIVENESS_LIVE 1
/** The face: a picture, a screen, a mask. */
#define MNR_LIVENESS_ATTACK 2
/** The face: liveness was not evaluated. This never counts as live. */
#define MNR_LIVENESS_NOT_EVALUATED 3

/** The last try: spend it. */
#define MNR_LAST_TRY_DECISION_SPEND 1
/** The last try: keep it and use another method. */
#define MNR_LAST_TRY_DECISION_KEEP 2

/** What the staff found: the patient is the person on the card. */
#define MNR_SIGHTING_SAME 1
/** What the staff found: not that person, or it cannot be told. */
#define MNR_SIGHTING_NOT_SAME 2
/** What the staff found: somebody came in place of the patient. */
#define MNR_SIGHTING_PROXY_ONLY 3
/** What the staff found: the staff do not make the check now. */
#define MNR_SIGHTING_DECLINED 4

/** The eligibility: valid. */
#define MNR_ELIGIBILITY_VALID 1
/** The eligibility: valid; the certificate is in its grace period, so nothing else is given. */
#define MNR_ELIGIBILITY_IN_GRACE 2
/** The eligibility: valid, and several apply: the staff choose. */
#define MNR_ELIGIBILITY_SEVERAL 3
/** The eligibility: valid, but medical assistance is not registered. */
#define MNR_ELIGIBILITY_AID_UNREGISTERED 4
/** The eligibility: none is known. */
#define MNR_ELIGIBILITY_NONE 5
/** The eligibility: none is valid; the last known one is shown to the staff. */
#define MNR_ELIGIBILITY_LOST 6

/** The prescription: electronic. */
#define MNR_PRESCRIPTION_ELECTRONIC 1
/** The prescription: on paper. */
#define MNR_PRESCRIPTION_PAPER 2

/** A check-in ended: a fault; the card cannot be used further now. */
#define MNR_END_FAULT 1
/** A check-in ended: the methods tried did not prove who the patient is. */
#define MNR_END_NOT_IDENTIFIED 2
/** A check-in ended: no method is possible with this mode, card and reader. */
#define MNR_END_NO_METHOD 3
/** A check-in ended: the card is not registered and was not registered now. */
#define MNR_END_NOT_REGISTERED 4
/** A check-in ended: no valid eligibility is known. */
#define MNR_END_NOT_ELIGIBLE 5
/** A check-in ended: the card was taken away. */
#define MNR_END_CARD_REMOVED 6
/** A check-in ended: another card was in the reader when the card was taken back. */
#define MNR_END_CARD_EXCHANGED 7
/** A check-in ended: the operation mode was switched. */
#define MNR_END_MODE_CHANGED 8
/** A check-in ended: the patient, or somebody for them, cancelled it. */
#define MNR_END_CANCELLED_BY_PATIENT 9
/** A check-in ended: the staff or the terminal cancelled it. */
#define MNR_END_CANCELLED_BY_STAFF 10
/** A check-in ended: time-out, nobody did what the screen asked for. */
#define MNR_END_SILENT 11
/** A check-in ended: the chosen method is not open here, and no other was chosen. */
#define MNR_END_NOT_OFFERED 12

/** A reading of the card's face: all fourteen digits were read. */
#define MNR_SCAN_READ 1
/** A reading of the card's face: the back of the card is up; the image is discarded at once. */
#define MNR_SCAN_WRONG_SIDE 2
/** A reading of the card's face: the card lies upside down. */
#define MNR_SCAN_UPSIDE_DOWN 3
/** A reading of the card's face: light is reflected. */
#define MNR_SCAN_GLARE 4
/** A reading of the card's face: the card is in a case. */
#define MNR_SCAN_IN_CASE 5
/** A reading of the card's face: two cards, or a card and a phone. */
#define MNR_SCAN_TWO_CARDS 6
/** A reading of the card's face: not all digits could be read. */
#define MNR_SCAN_UNREADABLE 7

/** A consent: treatment. */
#define MNR_CONSENT_TREATMENT 1
/** A consent: medicines. */
#define MNR_CONSENT_MEDICINES 2
/** A consent: surgery. */
#define MNR_CONSENT_SURGERY 4
/** A consent: health check-ups. */
#define MNR_CONSENT_CHECKUPS 8
/** A consent: the limit amount; asked for until 2024-10-06 only. */
#define MNR_CONSENT_LIMIT 16

/**
 * Request: identify the chip; at. Answer with mnr_answer_identified. A desk does this itself.
 */
#define MNR_ACTION_IDENTIFY_CARD 1
/**
 * Request: let the patient choose a method. Fields: offer_face, offer_pin, offer_staff; the code
 * of the method that just failed. Answer with mnr_answer_method.
 */
#define MNR_ACTION_CHOOSE_METHOD 2
/**
 * Request: scan the card's face and keep code B with the secrets; detail is what went wrong
 * before, MNR_SCAN_*, or 0. Answer with mnr_answer_scanned; for a desk with mnr_answer_reading.
 */
#define MNR_ACTION_SCAN_CARD_FACE 3
/**
 * Request: present code B, read the photo and check its proofs. Answer with mnr_answer_record_read
 * or mnr_answer_code_b_wrong. A desk does this itself.
 */
#define MNR_ACTION_READ_FACE_RECORD 4
/**
 * Request: capture the patient's face and compare it with the photo; again, and then detail says
 * why the capture before was no use, MNR_FACE_*; one_false_match_in.
 * Answer with mnr_answer_compared.
 */
#define MNR_ACTION_COMPARE_FACE 5
/**
 * Request: let the patient decide about the last try, as a separate question; tries; offer_*.
 * Answer with mnr_answer_last_try.
 */
#define MNR_ACTION_DECIDE_LAST_TRY 6
/**
 * Request: ask for the PIN and keep it with the secrets; tries; again is 1 if it was wrong. Answer
 * with mnr_answer_pin_entered; for a desk with mnr_answer_pin.
 */
#define MNR_ACTION_ENTER_PIN 7
/**
 * Request, national: get the centre's challenge. Answer with mnr_answer_challenge_obtained; for a
 * desk with mnr_answer_challenge.
 */
#define MNR_ACTION_OBTAIN_CHALLENGE 8
/**
 * Request: verify the PIN on the card once and sign the challenge; last_try. Answer with
 * mnr_answer_pin_verified, mnr_answer_pin_wrong or mnr_answer_pin_unjudged. A desk does this
 * itself.
 */
#define MNR_ACTION_VERIFY_PIN 9
/**
 * Request: read the tries of the PIN. Answer with mnr_answer_tries_read. A desk does this itself.
 */
#define MNR_ACTION_READ_TRIES 10
/**
 * Request: let the staff compare the patient with the photo on the card; detail is MNR_PLACE_*.
 * Answer with mnr_answer_sighted; for a desk, if detail is MNR_PLACE_READER, with
 * mnr_answer_sighted_with_passcode, which also passes the passcode.
 */
#define MNR_ACTION_CHECK_BY_SIGHT 11
/**
 * Request, national: let the terminal check the facility's passcode. Answer with
 * mnr_answer_passcode.
 */
#define MNR_ACTION_CHECK_PASSCODE 12
/** Request: let the phone confirm its holder. Answer with mnr_answer_phone_confirmed. */
#define MNR_ACTION_CONFIRM_ON_PHONE 13
/**
 * Request, national: let the national software verify the PIN and authenticate; last_try. Answer
 * with mnr_answer_authenticated, mnr_answer_pin_wrong or mnr_answer_pin_unjudged.
 */
#define MNR_ACTION_AUTHENTICATE_WITH_PIN 14
/**
 * Request, national: let the national software authenticate; detail is MNR_PATH_*. Answer with
 * mnr_answer_authenticated.
 */
#define MNR_ACTION_AUTHENTICATE 15
/**
 * Request: take the card back after the national software has used it, and check that it is the
 * same card. Answer with mnr_answer_reacquired. A desk does this itself.
 */
#define MNR_ACTION_REACQUIRE_CARD 16
/**
 * Request: explain the registration and ask whether the patient wants it. Answer with
 * mnr_answer_registration_wanted.
 */
#define MNR_ACTION_OFFER_REGISTRATION 17
/**
 * Request, national: register the card. Answer with mnr_answer_registered or
 * mnr_answer_registration_delayed.
 */
#define MNR_ACTION_REGISTER 18
/** Request, national: ask for the eligibility. Answer with mnr_answer_eligibility. */
#define MNR_ACTION_QUERY_ELIGIBILITY 19
/**
 * Request: show a notice until the patient has read it; detail is MNR_NOTICE_*. Answer with
 * mnr_answer_notice_read.
 */
#define MNR_ACTION_SHOW_NOTICE 20
/** Request: ask for the kind of prescription. Answer with mnr_answer_prescription. */
#define MNR_ACTION_CHOOSE_PRESCRIPTION 21
/**
 * Request: ask for the consents in the field consents; detail is 1 if the patient may give all of
 * them at once. Answer with mnr_answer_consented.
 */
#define MNR_ACTION_ASK_CONSENT 22
/**
 * Request, national: pass the consents and the choices to the national software; consents; detail
 * is MNR_PRESCRIPTION_ELECTRONIC, MNR_PRESCRIPTION_PAPER or 0; subsidy. Answer with
 * mnr_answer_delivered.
 */
#define MNR_ACTION_DELIVER 23
/**
 * Request: ask which kind of phone it is; offer_android, offer_iphone. Answer with
 * mnr_answer_phone. A card or phone that is placed instead also continues the check-in.
 */
#define MNR_ACTION_CHOOSE_PHONE 24
/**
 * Request: ask for the PIN of a phone that is not there yet and keep it with the secrets. Answer
 * with mnr_answer_pin_entered; for a desk with mnr_answer_pin.
 */
#define MNR_ACTION_ENTER_PIN_AHEAD 25
/**
 * Request: ask for the phone to be held to the reader; phone, at. It has no answer but
 * mnr_answer_back: the phone comes by the event phone_placed or card_placed.
 */
#define MNR_ACTION_AWAIT_PHONE 26
/**
 * Request: ask whether the registered certificate of the medical subsidy is to be used. Answer
 * with mnr_answer_subsidy.
 */
#define MNR_ACTION_ASK_SUBSIDY 27
/**
 * Request: read of the card what detail says, a sum of MNR_READ_*, while the patient is asked
 * something; stop for whatever else is asked of the card. It is open beside other requests, and
 * nobody waits for its answer before the card is released. Answer with mnr_answer_read_ahead. A
 * desk does this itself.
 */
#define MNR_ACTION_READ_AHEAD 28
/**
 * Order: show this screen to the patient; detail is MNR_SCREEN_*; mode, or outcome, end_reason and
 * code.
 */
#define MNR_ACTION_SHOW 101
/** Order: remind the patient that the screen waits for them. */
#define MNR_ACTION_REMIND 102
/**
 * Order: tell the staff; detail is MNR_TELL_*; method, mode, outcome, end_reason and code if they
 * belong to it.
 */
#define MNR_ACTION_TELL 103
/** Order: wipe secrets; secrets is a sum of MNR_SECRET_*. */
#define MNR_ACTION_WIPE 104
/** Order: stop working on the request numbered abandoned; its answer will be refused. */
#define MNR_ACTION_ABANDON 105
/** Order: release the card, so that the national software can use it. */
#define MNR_ACTION_RELEASE_CARD 106
/** Order: end the patient's session on the card: mnr_card_end. */
#define MNR_ACTION_END_CARD 107
/** Order: ask the patient to take the card. */
#define MNR_ACTION_PROMPT_REMOVAL 108
/** Order: the card was forgotten, sound the alarm; detail is the number of reminders so far. */
#define MNR_ACTION_SOUND_ALARM 109
/**
 * Order: a fault has a code; show its words and the next steps. mnr_reception_situation gives what
 * mnr_guide needs in addition to the code.
 */
#define MNR_ACTION_ADVISE 110
/**
 * Order: sound this, for patients who cannot see the screen; detail is MNR_CUE_*. Which sound it
 * is is the program's choice.
 */
#define MNR_ACTION_SOUND 111

/** A sound: the card or phone was noticed. */
#define MNR_CUE_NOTICED 1
/** A sound: the patient is asked something. */
#define MNR_CUE_YOUR_TURN 2
/** A sound: the check-in is done. */
#define MNR_CUE_DONE 3
/** A sound: it ended early; somebody at the desk helps. */
#define MNR_CUE_SEE_STAFF 4
/** A sound: the patient must take the card. */
#define MNR_CUE_TAKE_CARD 5

/** Which reader: the face recognition reader itself. */
#define MNR_AT_READER 1
/** Which reader: the paired general-purpose reader, which takes phones. */
#define MNR_AT_PHONE_READER 2

/** A phone: Android. The PIN is typed on the reader, then the phone is held to it. */
#define MNR_PHONE_ANDROID 1
/** A phone: iPhone. It confirms its holder itself, then it is held to the reader. */
#define MNR_PHONE_IPHONE 2

/** The medical subsidy: not asked, or not answered. */
#define MNR_SUBSIDY_NOT_ANSWERED 0
/** The medical subsidy: the certificate is to be used. */
#define MNR_SUBSIDY_USE 1
/** The medical subsidy: the certificate is not to be used. */
#define MNR_SUBSIDY_DO_NOT_USE 2

/** A method: not mentioned. */
#define MNR_OFFER_NONE 0
/** A method: it may be chosen. */
#define MNR_OFFER_OPEN 1
/** A method: closed, the operation mode does not have it. */
#define MNR_OFFER_BY_MODE 2
/** A method: closed, the reader or the facility does not have the equipment. */
#define MNR_OFFER_NOT_FITTED 3
/** A method: closed, it opens once another has failed. */
#define MNR_OFFER_NOT_YET 4
/** A method: closed, a phone cannot do it. */
#define MNR_OFFER_NOT_FOR_PHONES 5
/** A method: closed, the PIN or code B is blocked. */
#define MNR_OFFER_BLOCKED 6
/** A method: closed, too few tries of code B are known to be left. */
#define MNR_OFFER_TOO_FEW_TRIES 7
/** A method: closed, the card is probably a face-only card. */
#define MNR_OFFER_FACE_ONLY_CARD 8
/** A method: closed, it failed in this check-in. */
#define MNR_OFFER_FAILED 9
/** A method: closed, it was tried and did not prove who the patient is. */
#define MNR_OFFER_NOT_PROVED 10
/** A method: closed, nobody answered. */
#define MNR_OFFER_NO_ANSWER 11
/** A method is closed: the patient keeps the last try of the PIN in this check-in. */
#define MNR_OFFER_LAST_TRY_KEPT 12
/** A phone is closed: there is no reader for phones. */
#define MNR_OFFER_NO_PHONE_READER 13
/** A phone is closed: the reader for phones is not paired or not connected. */
#define MNR_OFFER_PHONE_READER_NOT_PAIRED 14
/** A method is closed: it does not serve for the registration that this card needs first. */
#define MNR_OFFER_NOT_FOR_REGISTRATION 15

/** Where the staff look: on the reader; they then enter the passcode. */
#define MNR_PLACE_READER 1
/** Where the staff look: at the terminal, in the visual mode. */
#define MNR_PLACE_TERMINAL 2

/** How the national software authenticates: without a PIN, after face or sight. */
#define MNR_PATH_WITHOUT_PIN 1
/** How the national software authenticates: with the challenge that the card signed. */
#define MNR_PATH_SIGNED 2
/** How the national software authenticates: a phone that confirmed its holder. */
#define MNR_PATH_PHONE 3

/** A notice: the certificate ends within three months. */
#define MNR_NOTICE_CERTIFICATE_ENDS_SOON 1
/** A notice: the certificate is in its grace period: eligibility only. */
#define MNR_NOTICE_CERTIFICATE_IN_GRACE 2
/**
 * A notice: the same, and the card itself has expired too, so that the card must be renewed.
 */
#define MNR_NOTICE_CARD_ENDED 3

/** A screen: waiting for a card or phone; mode; offer_phone. */
#define MNR_SCREEN_WELCOME 1
/** A screen: the card is being read. */
#define MNR_SCREEN_READING_CARD 2
/** A screen: the staff are looking. */
#define MNR_SCREEN_STAFF_LOOKING 3
/** A screen: the centre is being asked. */
#define MNR_SCREEN_ASKING_CENTRE 4
/** A screen: the check-in has ended; outcome. */
#define MNR_SCREEN_ENDED 5
/**
 * A screen: another card or phone came than the chosen one, and the check-in continues with it;
 * token.
 */
#define MNR_SCREEN_OTHER_TOKEN 6

/** What the staff are told: a method failed, others are open; method, code. */
#define MNR_TELL_METHOD_FAILED 1
/** What the staff are told: a fault from outside; code. */
#define MNR_TELL_FAULT 2
/** What the staff are told: the check-in has ended; outcome. */
#define MNR_TELL_ENDED 3
/** What the staff are told: a presentation attack, the face was not a live face. */
#define MNR_TELL_PRESENTATION_ATTACK 4
/**
 * What the staff are told: look whether the printed mark of a face-only card is struck through.
 */
#define MNR_TELL_CONFIRM_FACE_ONLY_MARK 5
/** What the staff are told: somebody came in place of the patient. */
#define MNR_TELL_PROXY_CANNOT_BE_SIGHTED 6
/** What the staff are told: several eligibilities, choose. */
#define MNR_TELL_SEVERAL_ELIGIBILITIES 7
/** What the staff are told: medical assistance is not registered. */
#define MNR_TELL_AID_UNREGISTERED 8
/** What the staff are told: the last known eligibility is on the terminal. */
#define MNR_TELL_LAST_KNOWN_ELIGIBILITY 9
/** What the staff are told: the registration will take a while. */
#define MNR_TELL_REGISTRATION_DELAYED 10
/** What the staff are told: a staff check waits for the next card. */
#define MNR_TELL_PROOF_WAITS 11
/** What the staff are told: the staff check that waited has lapsed. */
#define MNR_TELL_PROOF_LAPSED 12
/** What the staff are told: the mode was switched; mode. */
#define MNR_TELL_MODE_CHANGED 13
/** What the staff are told: the visual mode is still on. */
#define MNR_TELL_VISUAL_MODE_STILL_ON 14
/** What the staff are told: a card was forgotten. */
#define MNR_TELL_CARD_FORGOTTEN 15

/** How a check-in ended: it has not ended, or the action does not concern the end. */
#define MNR_OUTCOME_NONE 0
/** How a check-in ended: the patient is checked in. */
#define MNR_OUTCOME_ADMITTED 1
/** How a check-in ended: the patient is checked in, for the eligibility only. */
#define MNR_OUTCOME_ADMITTED_ELIGIBILITY_ONLY 2
/** How a check-in ended: a rehearsal reached its end; nobody is checked in. */
#define MNR_OUTCOME_REHEARSED 3
/** How a check-in ended: early; end_reason, code. */
#define MNR_OUTCOME_ENDED 4

/** A secret: the PIN. */
#define MNR_SECRET_PIN 1
/** A secret: code B, as scanned. */
#define MNR_SECRET_CODE_B 2
/** A secret: the photo from the chip and the face from the camera. */
#define MNR_SECRET_FACE 4
/** A secret: the facility's passcode. */
#define MNR_SECRET_PASSCODE 8
/** A secret: the centre's challenge and the card's signature over it. */
#define MNR_SECRET_SIGNATURE 16

/**
 * The number of an action. Its answer repeats the number.
 */
typedef struct {
    /**
     * Which check-in, from 1.
     */
    uint64_t session;
    /**
     * Which action of it, from 1.
     */
    uint32_t sequence;
    /**
     * Which reader.
     */
    uint32_t station;
} mnr_number;

/**
 * Where a code comes from. It has only numbers of closed lists and nothing personal. All fields
 * are 0 if somebody gave the code.
 */
typedef struct {
    /**
     * The step, one of MNR_STEP_*; 0 if it is not known.
     */
    int32_t step;
    /**
     * The key, one of MNR_KEY_*; 0 for none.
     */
    int32_t key;
    /**
     * The kind of event, one of MNR_HAPPENED_*.
     */
    int32_t happened;
    /**
     * Its first number: a status word, a code of PC/SC, and so on. For a record 256 times one of
     * MNR_RECORD_* and one of MNR_RECORD_TROUBLE_*.
     */
    uint32_t first;
    /**
     * Its second number, meaningful if has_second is 1: the driver's code, the offset in a record
     * in bytes, a code's maker.
     */
    uint32_t second;
    /**
     * Whether second means something.
     */
    int32_t has_second;
    /**
     * The number of the rule that chose the code, for the library's makers; it may change.
     */
    uint32_t rule;
} mnr_origin;

/**
 * Something that the program must do. Each MNR_ACTION_* says which fields belong to it. The other
 * fields are 0; tries is then MNR_TRIES_UNKNOWN.
 */
typedef struct {
    /**
     * The size of the structure that the caller was compiled with.
     */
    size_t struct_size;
    /**
     * Its number; the answer to a request repeats it.
     */
    mnr_number number;
    /**
     * For MNR_ACTION_ABANDON: the number of the request that is no longer wanted. It may have been
     * answered already: at the end of a check-in the last request is always named.
     */
    mnr_number abandoned;
    /**
     * What to do, one of MNR_ACTION_*. The program may ignore orders of an unknown kind. It must
     * answer every request, with mnr_answer_failed if it does not know the kind.
     */
    int32_t kind;
    /**
     * 1 for a request, which must be answered; 0 for an order.
     */
    int32_t is_request;
    /**
     * 1 if it is for the national software.
     */
    int32_t is_national;
    /**
     * The detail of the action; see MNR_ACTION_*.
     */
    int32_t detail;
    /**
     * 1 if the request is repeated.
     */
    int32_t again;
    /**
     * 1 if somebody decided that the last try may be spent.
     */
    int32_t last_try;
    /**
     * Tries left, or MNR_TRIES_*.
     */
    int32_t tries;
    /**
     * Whether the face may be chosen, one of MNR_OFFER_*.
     */
    int32_t offer_face;
    /**
     * Whether the PIN may be chosen.
     */
    int32_t offer_pin;
    /**
     * Whether the staff check may be chosen.
     */
    int32_t offer_staff;
    /**
     * Whether a phone may be used instead of a card.
     */
    int32_t offer_phone;
    /**
     * Whether an Android phone may be chosen.
     */
    int32_t offer_android;
    /**
     * Whether an iPhone may be chosen.
     */
    int32_t offer_iphone;
    /**
     * 1 if the patient may go back to the methods from this request: show a button for it, and
     * answer with mnr_answer_back.
     */
    int32_t may_go_back;
    /**
     * A phone, one of MNR_PHONE_*.
     */
    int32_t phone;
    /**
     * Which reader, one of MNR_AT_*.
     */
    int32_t at;
    /**
     * A kind of chip, one of MNR_TOKEN_*.
     */
    int32_t token;
    /**
     * Whether the medical subsidy is to be used, one of MNR_SUBSIDY_*.
     */
    int32_t subsidy;
    /**
     * A method, one of MNR_METHOD_*.
     */
    int32_t method;
    /**
     * An operation mode, one of MNR_MODE_*.
     */
    int32_t mode;
    /**
     * How the check-in ended, one of MNR_OUTCOME_*.
     */
    int32_t outcome;
    /**
     * Why it ended early, one of MNR_END_*.
     */
    int32_t end_reason;
    /**
     * A code: 0 for the national table, 65535 for this library, or a maker.
     */
    uint32_t code_maker;
    /**
     * Its number; 0 if there is none.
     */
    uint32_t code_number;
    /**
     * Consents, a sum of MNR_CONSENT_*.
     */
    uint32_t consents;
    /**
     * Secrets, a sum of MNR_SECRET_*.
     */
    uint32_t secrets;
    /**
     * The target false-match rate: one in this many comparisons.
     */
    uint32_t one_false_match_in;
    /**
     * 1 in a rehearsal: every screen must show that it is one.
     */
    int32_t rehearsal;
    /**
     * For MNR_ACTION_ADVISE: where the code comes from, for the log and for the support that is
     * called.
     */
    mnr_origin origin;
} mnr_action;

/**
 * Makes a reception that waits for its first card.
 *
 * config: the configuration of the reader; NULL for all defaults. reception: where to put the
 * handle; free it with mnr_reception_free.
 *
 * Errors: MNR_ERROR_ARGUMENT, MNR_ERROR_DATE, MNR_ERROR_STRUCT_SIZE.
 * Any thread. Does not block.
 */
MNR_API int32_t mnr_reception_new(const mnr_reception_config *config, mnr_reception **reception);

/**
 * Replaces the configuration between patients. The operation mode does not change.
 *
 * reception: the reception. config: the configuration of the reader.
 *
 * Errors: MNR_ERROR_NOT_NOW while a check-in runs or a card has not been taken yet,
 * MNR_ERROR_ARGUMENT, MNR_ERROR_DATE, MNR_ERROR_STRUCT_SIZE.
 * Any thread; waits while another thread uses the handle. Does not block otherwise.
 */
MNR_API
int32_t mnr_reception_configure(mnr_reception *reception,
                                const mnr_reception_config *config);

/**
 * Gets the next action, in order. Call it after every event until it returns MNR_ERROR_NOT_FOUND,
 * also if the event was refused: a deadline may have passed.
 *
 * reception: the reception. action: where to put it; set its struct_size before.
 *
 * Errors: MNR_ERROR_NOT_FOUND if there is no action, MNR_ERROR_STRUCT_SIZE.
 * Any thread; waits while another thread uses the handle. Does not block otherwise.
 */
MNR_API int32_t mnr_reception_next_action(mnr_reception *reception, mnr_action *action);

/**
 * Gets the situation of the last MNR_ACTION_ADVISE, for mnr_guide. The program may add what only
 * it knows: the language, what the patient has with them, who is at the counter.
 *
 * reception: the reception. situation: where to put it; set its struct_size before.
 *
 * Errors: MNR_ERROR_NOT_FOUND before the first MNR_ACTION_ADVISE, MNR_ERROR_STRUCT_SIZE.
 * Any thread; waits while another thread uses the handle. Does not block otherwise.
 */
MNR_API int32_t mnr_reception_situation(mnr_reception *reception, mnr_situation *situation);

/**
 * Gets the latest time to call mnr_reception_tick, by the caller's monotonic clock.
 *
 * reception: the reception. at_ms: where to put the time.
 *
 * Errors: MNR_ERROR_NOT_FOUND if there is no deadline.
 * Any thread; waits while another thread uses the handle. Does not block otherwise.
 */
MNR_API int32_t mnr_reception_deadline(mnr_reception *reception, uint64_t *at_ms);

/**
 * The operation mode.
 *
 * reception: the reception. mode: where to put one of MNR_MODE_*.
 *
 * Errors: those of pointers and handles.
 * Any thread; waits while another thread uses the handle. Does not block otherwise.
 */
MNR_API int32_t mnr_reception_mode(mnr_reception *reception, int32_t *mode);

/**
 * The state of the check-in, as a stable name for logs and displays: "idle", "entering-pin".
 *
 * reception: the reception. name, capacity: where to put it, NUL-terminated; NULL and 0 to ask
 * for the size. needed: the size with the NUL; 32 is enough for every name.
 *
 * Errors: MNR_ERROR_BUFFER.
 * Any thread; waits while another thread uses the handle. Does not block otherwise.
 */
MNR_API
int32_t mnr_reception_state_name(mnr_reception *reception,
                                 char *name,
                                 size_t capacity,
                                 size_t *needed);

/**
 * The journal of the last check-in that ended: the line of JSON that a file has of it
 * (docs/journal.md), with day, station, session, mode, steps, codes, counters, durations. No name, no
 * number of a card or a person, no photo.
 *
 * reception: the reception. json, capacity: where to put it, UTF-8, NUL-terminated; NULL and 0 to
 * ask for the size. needed: the size with the NUL.
 *
 * Errors: MNR_ERROR_NOT_FOUND before the first check-in has ended, MNR_ERROR_BUFFER.
 * Any thread; waits while another thread uses the handle. Does not block otherwise.
 */
MNR_API
int32_t mnr_reception_journal(mnr_reception *reception,
                              char *json,
                              size_t capacity,
                              size_t *needed);

/**
 * Frees a reception. NULL is allowed and does nothing.
 *
 * Errors: MNR_ERROR_HANDLE.
 * Any thread; waits while another thread uses the handle. Does not block otherwise.
 */
MNR_API int32_t mnr_reception_free(mnr_reception *reception);

/**
 * Tells the reception the time when nothing else has happened. Call it when the time of
 * mnr_reception_deadline has come.
 *
 * reception: the reception. at_ms: the caller's monotonic clock, in milliseconds, of 64 bits.
 *
 * Errors: MNR_ERROR_CLOCK if at_ms is more than a second before that of the last event (a counter of 32
 * bits wrapped, or the time of day was set), or more than a day after it while there was a deadline. The
 * timers go on from there, a leap ahead counts as a day. Other events are taken, and the log tells it.
 * Any thread; waits while another thread uses the handle. Does not block otherwise.
 */
MNR_API
int32_t mnr_reception_tick(mnr_reception *reception,
                           uint64_t at_ms);

/**
 * A card was placed. The day given here is used for the whole check-in.
 *
 * reception: the reception. at_ms: the caller's monotonic clock, in milliseconds. day:
 * today in Japan.
 *
 * Errors: MNR_ERROR_NOT_NOW if the event is not possible in this state, MNR_ERROR_DATE.
 * Any thread; waits while another thread uses the handle. Does not block otherwise.
 */
MNR_API
int32_t mnr_reception_card_placed(mnr_reception *reception,
                                  uint64_t at_ms,
                                  const mnr_date *day);

/**
 * The card was taken away.
 *
 * reception: the reception. at_ms: the caller's monotonic clock, in milliseconds.
 *
 * Errors: MNR_ERROR_NOT_NOW if the event is not possible in this state.
 * Any thread; waits while another thread uses the handle. Does not block otherwise.
 */
MNR_API int32_t mnr_reception_card_removed(mnr_reception *reception, uint64_t at_ms);

/**
 * The patient wants to use a phone and chose so on the screen, before anything was placed. The day
 * given here is used for the whole check-in.
 *
 * reception: the reception. at_ms: the caller's monotonic clock, in milliseconds. day:
 * today in Japan. actor: who chose it, the patient's side or the staff for them.
 *
 * Errors: MNR_ERROR_NOT_NOW if the event is not possible in this state, or phones are closed
 * (mnr_reception_phone_offer); MNR_ERROR_WRONG_ACTOR, MNR_ERROR_DATE, MNR_ERROR_ARGUMENT.
 * Any thread; waits while another thread uses the handle. Does not block otherwise.
 */
MNR_API
int32_t mnr_reception_phone_wanted(mnr_reception *reception,
                                   uint64_t at_ms,
                                   const mnr_date *day,
                                   int32_t actor);

/**
 * A phone was held to the paired reader for phones (MNR_PHONE_READER_PAIRED), or put on it. If the
 * reader takes phones itself, the event is mnr_reception_card_placed.
 *
 * reception: the reception. at_ms: the caller's monotonic clock, in milliseconds. day:
 * today in Japan.
 *
 * Errors: MNR_ERROR_NOT_NOW if the event is not possible in this state, MNR_ERROR_DATE.
 * Any thread; waits while another thread uses the handle. Does not block otherwise.
 */
MNR_API
int32_t mnr_reception_phone_placed(mnr_reception *reception,
                                   uint64_t at_ms,
                                   const mnr_date *day);

/**
 * The phone was taken from the paired reader.
 *
 * reception: the reception. at_ms: the caller's monotonic clock, in milliseconds.
 *
 * Errors: MNR_ERROR_NOT_NOW if the event is not possible in this state.
 * Any thread; waits while another thread uses the handle. Does not block otherwise.
 */
MNR_API int32_t mnr_reception_phone_removed(mnr_reception *reception, uint64_t at_ms);

/**
 * This patient needs more time: the time limits for the patient are longer in this check-in.
 *
 * reception: the reception. at_ms: the caller's monotonic clock, in milliseconds. actor: who asks
 * for it, the patient's side or the staff.
 *
 * Errors: MNR_ERROR_NOT_NOW if no check-in is running, MNR_ERROR_WRONG_ACTOR, MNR_ERROR_ARGUMENT.
 * Any thread; waits while another thread uses the handle. Does not block otherwise.
 */
MNR_API int32_t mnr_reception_more_time(mnr_reception *reception, uint64_t at_ms, int32_t actor);

/**
 * Whether a phone may be chosen now, or why not.
 *
 * reception: the reception. offer: where to put it, one of MNR_OFFER_*.
 *
 * Errors: those of pointers and handles.
 * Any thread; waits while another thread uses the handle. Does not block otherwise.
 */
MNR_API int32_t mnr_reception_phone_offer(mnr_reception *reception, int32_t *offer);

/**
 * The operation mode was switched at the terminal. A check-in that runs ends with 009.
 *
 * reception: the reception. at_ms: the caller's monotonic clock, in milliseconds. mode: one of
 * MNR_MODE_*. actor: who switched, MNR_ACTOR_ADMINISTRATOR or MNR_ACTOR_TERMINAL.
 *
 * Errors: MNR_ERROR_WRONG_ACTOR, MNR_ERROR_ARGUMENT.
 * Any thread; waits while another thread uses the handle. Does not block otherwise.
 */
MNR_API
int32_t mnr_reception_mode_changed(mnr_reception *reception,
                                   uint64_t at_ms,
                                   int32_t mode,
                                   int32_t actor);

/**
 * The check-in was cancelled.
 *
 * reception: the reception. at_ms: the caller's monotonic clock, in milliseconds. actor: who
 * cancelled it, any except MNR_ACTOR_READER and MNR_ACTOR_CENTRE.
 *
 * Errors: MNR_ERROR_NOT_NOW if the event is not possible in this state, MNR_ERROR_WRONG_ACTOR,
 * MNR_ERROR_ARGUMENT.
 * Any thread; waits while another thread uses the handle. Does not block otherwise.
 */
MNR_API int32_t mnr_reception_cancelled(mnr_reception *reception, uint64_t at_ms, int32_t actor);

/**
 * The staff confirmed a patient by sight before the card was placed. The confirmation counts for
 * the next card only.
 *
 * reception: the reception. at_ms: the caller's monotonic clock, in milliseconds. person: who was
 * there, one of MNR_CONFIRMED_*. actor: who confirmed, MNR_ACTOR_STAFF, MNR_ACTOR_ADMINISTRATOR or
 * MNR_ACTOR_TERMINAL.
 *
 * Errors: MNR_ERROR_NOT_NOW if the event is not possible in this state, MNR_ERROR_WRONG_ACTOR,
 * MNR_ERROR_ARGUMENT.
 * Any thread; waits while another thread uses the handle. Does not block otherwise.
 */
MNR_API
int32_t mnr_reception_staff_confirmed(mnr_reception *reception,
                                      uint64_t at_ms,
                                      int32_t person,
                                      int32_t actor);

/**
 * The staff looked for the printed mark of a face-only card.
 *
 * reception: the reception. at_ms: the caller's monotonic clock, in milliseconds. valid: 1 if it
 * is printed and not struck through, 0 otherwise. actor: who looked, MNR_ACTOR_STAFF or
 * MNR_ACTOR_ADMINISTRATOR.
 *
 * Errors: MNR_ERROR_NOT_NOW if the event is not possible in this state, MNR_ERROR_WRONG_ACTOR,
 * MNR_ERROR_ARGUMENT.
 * Any thread; waits while another thread uses the handle. Does not block otherwise.
 */
MNR_API
int32_t mnr_reception_face_only_mark(mnr_reception *reception,
                                     uint64_t at_ms,
                                     int32_t valid,
                                     int32_t actor);

/**
 * Something outside failed: the terminal, the line, the centre, the reader.
 *
 * reception: the reception. at_ms: the caller's monotonic clock, in milliseconds. code_maker: 0
 * for the national table, 65535 for this library's own codes, or a maker. code_number: the code.
 * actor: who reports it, MNR_ACTOR_READER, MNR_ACTOR_TERMINAL or MNR_ACTOR_CENTRE.
 *
 * Errors: MNR_ERROR_WRONG_ACTOR, MNR_ERROR_ARGUMENT.
 * Any thread; waits while another thread uses the handle. Does not block otherwise.
 */
MNR_API
int32_t mnr_reception_fault(mnr_reception *reception,
                            uint64_t at_ms,
                            uint32_t code_maker,
                            uint32_t code_number,
                            int32_t actor);

/** Words of an action: what is shown, asked or told. */
#define MNR_WORDS_MAIN 0
/** Words of an action that offers methods: the face, and the reason if it is closed. */
#define MNR_WORDS_FACE 1
/** Words of an action that offers methods: the PIN. */
#define MNR_WORDS_PIN 2
/** Words of an action that offers methods: the staff check. */
#define MNR_WORDS_STAFF 3
/** Words of an action that asks for the PIN or its last try: how many tries are left. */
#define MNR_WORDS_TRIES 4
/** Words of an action that offers a phone: the phone, and the reason if it is closed. */
#define MNR_WORDS_PHONE 5
/** Words of an action that offers kinds of phones: the Android phone. */
#define MNR_WORDS_ANDROID 6
/** Words of an action that offers kinds of phones: the iPhone. */
#define MNR_WORDS_IPHONE 7
/**
 * Words of an action: what to speak to the patient, with what is otherwise found by looking.
 */
#define MNR_WORDS_SPOKEN 8
/** Words of an action from which the patient may go back: the button. */
#define MNR_WORDS_BACK 9

/**
 * The words that belong to an action: the text of the patient's screen, or the message for the
 * staff. For a fault's code (MNR_ACTION_ADVISE) use mnr_guide.
 *
 * book: the book to use, or NULL for the built-in one. action: the action. which: one of
 * MNR_WORDS_*. language, language_length: the language's tag, such as "ja"; if the book has no
 * words in that language, they are in Japanese. reader_model: the maker's number of the reader
 * model, or 0. words, capacity: where to put them, UTF-8, NUL-terminated; NULL and 0 to ask for
 * the size. needed: the size with the NUL.
 *
 * Errors: MNR_ERROR_NOT_FOUND if the action has no such words, MNR_ERROR_ARGUMENT if a number or
 * the language is not valid, MNR_ERROR_TEXT, MNR_ERROR_STRUCT_SIZE, MNR_ERROR_BUFFER.
 * Any thread; waits while another thread uses the book. Does not block otherwise.
 */
MNR_API
int32_t mnr_action_words(mnr_book *book,
                         const mnr_action *action,
                         int32_t which,
                         const char *language,
                         size_t language_length,
                         uint32_t reader_model,
                         char *words,
                         size_t capacity,
                         size_t *needed);

/**
 * An answer to any request: it failed. Either code_maker and code_number say why, or symptom says
 * what was seen; the library then finds the code and keeps where it comes from. A code of the national
 * table or of this library must stand there: 0 is none. By the reader, the terminal or the centre.
 */
#define MNR_ANSWER_FAILED 1
/**
 * An answer to MNR_ACTION_IDENTIFY_CARD: what the chip reported about itself, facts. By the
 * reader.
 */
#define MNR_ANSWER_IDENTIFIED 2
/**
 * An answer to MNR_ACTION_CHOOSE_METHOD: what was chosen, method. By the patient's side; by the
 * staff for MNR_METHOD_STAFF.
 */
#define MNR_ANSWER_METHOD 3
/**
 * An answer to MNR_ACTION_SCAN_CARD_FACE: the result. To a reception: detail, one of MNR_SCAN_*;
 * agreeing, for MNR_SCAN_READ how many readings agree; and mark. To a desk: secret, the readings
 * that have all 14 digits, one after the other, of which at most 32 are used; failed, how many
 * scans failed; detail, what prevented a reading or 0; and mark. By the reader.
 */
#define MNR_ANSWER_SCANNED 4
/**
 * An answer to MNR_ACTION_READ_FACE_RECORD: code B was right, the photo was read, and its
 * signature and the proof that the chip is present are valid. By the reader.
 */
#define MNR_ANSWER_RECORD_READ 5
/**
 * An answer to MNR_ACTION_READ_FACE_RECORD: the card refused code B, tries are left. By the
 * reader.
 */
#define MNR_ANSWER_CODE_B_WRONG 6
/**
 * An answer to MNR_ACTION_COMPARE_FACE: what the face engine found, detail, one of MNR_FACE_*, and
 * liveness. By the reader.
 */
#define MNR_ANSWER_COMPARED 7
/**
 * An answer to MNR_ACTION_DECIDE_LAST_TRY: detail, one of MNR_LAST_TRY_DECISION_*. By the patient,
 * the legal representative or the proxy.
 */
#define MNR_ANSWER_LAST_TRY 8
/**
 * An answer to MNR_ACTION_ENTER_PIN and MNR_ACTION_ENTER_PIN_AHEAD: four digits were entered. To a desk: secret, the digits. By
 * the patient, the legal representative or the proxy.
 */
#define MNR_ANSWER_PIN_ENTERED 9
/**
 * An answer to MNR_ACTION_OBTAIN_CHALLENGE: the challenge was obtained. To a desk: secret, the
 * data to sign, and detail, one of MNR_SCHEME_*. By the terminal or the centre.
 */
#define MNR_ANSWER_CHALLENGE_OBTAINED 10
/**
 * An answer to MNR_ACTION_VERIFY_PIN and MNR_ACTION_AUTHENTICATE_WITH_PIN: wrong, tries are left.
 * By the reader to the first, by the terminal or the centre to the second.
 */
#define MNR_ANSWER_PIN_WRONG 11
/** An answer to MNR_ACTION_VERIFY_PIN: right, and the challenge is signed. By the reader. */
#define MNR_ANSWER_PIN_VERIFIED 12
/**
 * An answer to MNR_ACTION_VERIFY_PIN and MNR_ACTION_AUTHENTICATE_WITH_PIN: the link failed after
 * the PIN may have been sent, and nobody knows how the card judged it. By the same actors as
 * MNR_ANSWER_PIN_WRONG.
 */
#define MNR_ANSWER_PIN_UNJUDGED 13
/** An answer to MNR_ACTION_READ_TRIES: the tries of the PIN. By the reader. */
#define MNR_ANSWER_TRIES_READ 14
/**
 * An answer to MNR_ACTION_CHECK_BY_SIGHT: what the staff found, detail, one of MNR_SIGHTING_*. To
 * a desk also secret, the facility's passcode, if they checked on the reader. By the staff or the
 * terminal.
 */
#define MNR_ANSWER_SIGHTED 15
/**
 * An answer to MNR_ACTION_CHECK_PASSCODE: yes if it was the facility's. By the terminal or the
 * centre.
 */
#define MNR_ANSWER_PASSCODE 16
/**
 * An answer to MNR_ACTION_CONFIRM_ON_PHONE: the phone confirmed its holder. Only the device that
 * the phone lies on, reader or terminal, may report it; nobody else can answer for the phone.
 */
#define MNR_ANSWER_PHONE_CONFIRMED 17
/**
 * An answer to MNR_ACTION_AUTHENTICATE and MNR_ACTION_AUTHENTICATE_WITH_PIN: the centre accepted
 * the certificate; yes if the card is registered for insurance use. By the terminal or the centre.
 */
#define MNR_ANSWER_AUTHENTICATED 18
/** An answer to MNR_ACTION_REACQUIRE_CARD: yes if it is the same chip. By the reader. */
#define MNR_ANSWER_REACQUIRED 19
/** An answer to MNR_ACTION_OFFER_REGISTRATION: yes if it is wanted. By the patient's side. */
#define MNR_ANSWER_REGISTRATION_WANTED 20
/** An answer to MNR_ACTION_REGISTER: done. By the terminal or the centre. */
#define MNR_ANSWER_REGISTERED 21
/**
 * An answer to MNR_ACTION_REGISTER: taken, but it will take a while. By the terminal or the
 * centre.
 */
#define MNR_ANSWER_REGISTRATION_DELAYED 22
/**
 * An answer to MNR_ACTION_QUERY_ELIGIBILITY: what the centre said, detail, one of
 * MNR_ELIGIBILITY_*; yes if the patient holds a registered certificate of the medical subsidy. By
 * the terminal or the centre.
 */
#define MNR_ANSWER_ELIGIBILITY 23
/** An answer to MNR_ACTION_SHOW_NOTICE: it was read. By the patient's side. */
#define MNR_ANSWER_NOTICE_READ 24
/**
 * An answer to MNR_ACTION_CHOOSE_PRESCRIPTION: detail, one of MNR_PRESCRIPTION_*. By the patient's
 * side.
 */
#define MNR_ANSWER_PRESCRIPTION 25
/**
 * An answer to MNR_ACTION_ASK_CONSENT: what was consented to, consents. By the patient's side.
 */
#define MNR_ANSWER_CONSENTED 26
/**
 * An answer to MNR_ACTION_DELIVER: handed to the facility's system. By the terminal or the centre.
 */
#define MNR_ANSWER_DELIVERED 27
/**
 * An answer to a request with may_go_back 1: the patient goes back to the methods. It uses up no
 * try. By the patient's side.
 */
#define MNR_ANSWER_BACK 28
/**
 * An answer to MNR_ACTION_CHOOSE_PHONE: which kind of phone, detail, one of MNR_PHONE_*. By the
 * patient's side.
 */
#define MNR_ANSWER_PHONE 29
/** An answer to MNR_ACTION_ASK_SUBSIDY: yes if it is to be used. By the patient's side. */
#define MNR_ANSWER_SUBSIDY 30
/**
 * An answer to MNR_ACTION_READ_AHEAD: the tries of code B, tries; the validity of the
 * authentication certificate today, detail, one of MNR_CERTIFICATE_*; and, if the application that
 * holds the photo does not answer as it should, the code of the reason. By the reader.
 */
#define MNR_ANSWER_READ_AHEAD 31

/**
 * What the chip reported about itself when it was identified. No name, no number of the card.
 */
typedef struct {
    /**
     * The size of the structure that the caller was compiled with.
     */
    size_t struct_size;
    /**
     * What kind of chip, one of MNR_TOKEN_*.
     */
    int32_t token;
    /**
     * Tries left of the authentication PIN, or MNR_TRIES_*.
     */
    int32_t pin_tries;
    /**
     * Tries left of code B, or MNR_TRIES_*; MNR_TRIES_UNKNOWN if they are read later.
     */
    int32_t code_b_tries;
    /**
     * 1 if the chip looks like that of a face-only card.
     */
    int32_t face_only;
    /**
     * The validity of the authentication certificate today, one of MNR_CERTIFICATE_*;
     * MNR_CERTIFICATE_UNKNOWN if it is read later.
     */
    int32_t certificate;
    /**
     * The last day of the card itself: year, or 0 if it is not known or there is none.
     */
    int32_t card_expiry_year;
    /**
     * Its month.
     */
    int32_t card_expiry_month;
    /**
     * Its day.
     */
    int32_t card_expiry_day;
} mnr_card_facts;

/**
 * The answer to a request. Each MNR_ANSWER_* says which fields belong to it and who may give it;
 * the other fields must be 0. The functions mnr_answer_* below fill in the record, one for each
 * kind, so that the compiler checks the arguments. Other languages fill in the record themselves.
 * The data that it points to is copied, secrets into memory that is wiped, and need not outlive
 * the call.
 *
 * The patient's side are MNR_ACTOR_PATIENT, MNR_ACTOR_LEGAL_REPRESENTATIVE, MNR_ACTOR_PROXY,
 * MNR_ACTOR_CARER and MNR_ACTOR_HELPER; the staff MNR_ACTOR_STAFF and MNR_ACTOR_ADMINISTRATOR.
 */
typedef struct {
    /**
     * The size of the structure that the caller was compiled with.
     */
    size_t struct_size;
    /**
     * What is answered, one of MNR_ANSWER_*.
     */
    int32_t kind;
    /**
     * Who answered, one of MNR_ACTOR_*.
     */
    int32_t actor;
    /**
     * The detail of the answer; see MNR_ANSWER_*.
     */
    int32_t detail;
    /**
     * A method, one of MNR_METHOD_*.
     */
    int32_t method;
    /**
     * 1 for yes, 0 for no.
     */
    int32_t yes;
    /**
     * Tries left, or MNR_TRIES_*.
     */
    int32_t tries;
    /**
     * Whether a face is live, one of MNR_LIVENESS_*.
     */
    int32_t liveness;
    /**
     * The printed mark of a face-only card, one of MNR_MARK_*.
     */
    int32_t mark;
    /**
     * How many readings of the card's face agree.
     */
    uint32_t agreeing;
    /**
     * How many scans of the card's face did not give all 14 digits.
     */
    uint32_t failed;
    /**
     * Consents, a sum of MNR_CONSENT_*.
     */
    uint32_t consents;
    /**
     * A code: 0 for the national table, 65535 for this library, or a maker.
     */
    uint32_t code_maker;
    /**
     * Its number.
     */
    uint32_t code_number;
    /**
     * What was seen, instead of a code.
     */
    const mnr_symptom *symptom;
    /**
     * What the chip reported about itself.
     */
    const mnr_card_facts *facts;
    /**
     * A secret that goes with an answer to a desk: PIN, readings of code B, passcode, challenge. A
     * reception holds no secrets and refuses them.
     */
    const void *secret;
    /**
     * Its length in bytes.
     */
    size_t secret_length;
} mnr_answer;

/**
 * Answers a request of a reception.
 *
 * reception: the reception. at_ms: the caller's monotonic clock, in milliseconds. number: the
 * number of the action that is answered. answer: the answer and who gave it; without a secret,
 * because a reception holds none.
 *
 * Errors: MNR_ERROR_NOTHING_ASKED, MNR_ERROR_FOREIGN_NUMBER, MNR_ERROR_ALREADY_ANSWERED,
 * MNR_ERROR_WRONG_STATION, MNR_ERROR_WRONG_ANSWER, MNR_ERROR_WRONG_ACTOR: the answer changed nothing;
 * MNR_ERROR_ARGUMENT, also if a field is set that the kind does not use, or the code of a failure is
 * none of its table; MNR_ERROR_DATE, MNR_ERROR_STRUCT_SIZE.
 * Any thread; waits while another thread uses the handle. Does not block otherwise.
 */
MNR_API
int32_t mnr_reception_answer(mnr_reception *reception,
                             uint64_t at_ms,
                             const mnr_number *number,
                             const mnr_answer *answer);

/**
 * An answer of a kind with no other field set. The functions below, one for each kind, begin with
 * it. If only one actor may give an answer, they fill in the actor.
 */
static inline mnr_answer mnr_answer_of(int32_t kind, int32_t actor)
{
    mnr_answer answer;
    MNR_INIT(&answer);
    answer.kind = kind;
    answer.actor = actor;
    return answer;
}

/** It failed, with the code of the reason. To any request. */
static inline mnr_answer mnr_answer_failed(uint32_t code_maker, uint32_t code_number, int32_t actor)
{
    mnr_answer answer = mnr_answer_of(MNR_ANSWER_FAILED, actor);
    answer.code_maker = code_maker;
    answer.code_number = code_number;
    return answer;
}

/**
 * It failed, with what was seen: the library finds the code and keeps where it comes from. To any
 * request.
 */
static inline mnr_answer mnr_answer_symptom(const mnr_symptom *symptom, int32_t actor)
{
    mnr_answer answer = mnr_answer_of(MNR_ANSWER_FAILED, actor);
    answer.symptom = symptom;
    return answer;
}

/** What the chip reported about itself; facts stays the caller's. */
static inline mnr_answer mnr_answer_identified(const mnr_card_facts *facts)
{
    mnr_answer answer = mnr_answer_of(MNR_ANSWER_IDENTIFIED, MNR_ACTOR_READER);
    answer.facts = facts;
    return answer;
}

/** The chosen method, one of MNR_METHOD_*. */
static inline mnr_answer mnr_answer_method(int32_t method, int32_t actor)
{
    mnr_answer answer = mnr_answer_of(MNR_ANSWER_METHOD, actor);
    answer.method = method;
    return answer;
}

/**
 * To a reception: the result of scanning the card's face, MNR_SCAN_*; for MNR_SCAN_READ how many
 * readings agree, otherwise 0; MNR_MARK_*.
 */
static inline mnr_answer mnr_answer_scanned(int32_t outcome, uint32_t agreeing, int32_t mark)
{
    mnr_answer answer = mnr_answer_of(MNR_ANSWER_SCANNED, MNR_ACTOR_READER);
    answer.detail = outcome;
    answer.agreeing = agreeing;
    answer.mark = mark;
    return answer;
}

/** Code B was right and the photo was read. */
static inline mnr_answer mnr_answer_record_read(void)
{
    return mnr_answer_of(MNR_ANSWER_RECORD_READ, MNR_ACTOR_READER);
}

/** The card refused code B; the tries left, or MNR_TRIES_*. */
static inline mnr_answer mnr_answer_code_b_wrong(int32_t tries)
{
    mnr_answer answer = mnr_answer_of(MNR_ANSWER_CODE_B_WRONG, MNR_ACTOR_READER);
    answer.tries = tries;
    return answer;
}

/** What the face engine found, MNR_FACE_* and MNR_LIVENESS_*. */
static inline mnr_answer mnr_answer_compared(int32_t decision, int32_t liveness)
{
    mnr_answer answer = mnr_answer_of(MNR_ANSWER_COMPARED, MNR_ACTOR_READER);
    answer.detail = decision;
    answer.liveness = liveness;
    return answer;
}

/** Whether the last try is spent, MNR_LAST_TRY_DECISION_*. */
static inline mnr_answer mnr_answer_last_try(int32_t decision, int32_t actor)
{
    mnr_answer answer = mnr_answer_of(MNR_ANSWER_LAST_TRY, actor);
    answer.detail = decision;
    return answer;
}

/** To a reception: four digits were entered, and the program holds them. */
static inline mnr_answer mnr_answer_pin_entered(int32_t actor)
{
    return mnr_answer_of(MNR_ANSWER_PIN_ENTERED, actor);
}

/** To a reception: the challenge was obtained, and the program holds it. */
static inline mnr_answer mnr_answer_challenge_obtained(int32_t actor)
{
    return mnr_answer_of(MNR_ANSWER_CHALLENGE_OBTAINED, actor);
}

/** The PIN was wrong; the tries left, or MNR_TRIES_*. */
static inline mnr_answer mnr_answer_pin_wrong(int32_t tries, int32_t actor)
{
    mnr_answer answer = mnr_answer_of(MNR_ANSWER_PIN_WRONG, actor);
    answer.tries = tries;
    return answer;
}

/** The PIN was right, and the challenge is signed. */
static inline mnr_answer mnr_answer_pin_verified(void)
{
    return mnr_answer_of(MNR_ANSWER_PIN_VERIFIED, MNR_ACTOR_READER);
}

/** The PIN may have been sent, and nobody knows how the card judged it. */
static inline mnr_answer mnr_answer_pin_unjudged(int32_t actor)
{
    return mnr_answer_of(MNR_ANSWER_PIN_UNJUDGED, actor);
}

/** The tries left of the PIN, or MNR_TRIES_*. */
static inline mnr_answer mnr_answer_tries_read(int32_t tries)
{
    mnr_answer answer = mnr_answer_of(MNR_ANSWER_TRIES_READ, MNR_ACTOR_READER);
    answer.tries = tries;
    return answer;
}

/** What the staff found, MNR_SIGHTING_*. */
static inline mnr_answer mnr_answer_sighted(int32_t sighting, int32_t actor)
{
    mnr_answer answer = mnr_answer_of(MNR_ANSWER_SIGHTED, actor);
    answer.detail = sighting;
    return answer;
}

/** 1 if the passcode was the facility's, otherwise 0. */
static inline mnr_answer mnr_answer_passcode(int32_t accepted, int32_t actor)
{
    mnr_answer answer = mnr_answer_of(MNR_ANSWER_PASSCODE, actor);
    answer.yes = accepted;
    return answer;
}

/** The phone confirmed its holder. */
static inline mnr_answer mnr_answer_phone_confirmed(int32_t actor)
{
    return mnr_answer_of(MNR_ANSWER_PHONE_CONFIRMED, actor);
}

/**
 * The centre accepted the certificate; 1 if the card is registered for insurance use, otherwise 0.
 */
static inline mnr_answer mnr_answer_authenticated(int32_t registered, int32_t actor)
{
    mnr_answer answer = mnr_answer_of(MNR_ANSWER_AUTHENTICATED, actor);
    answer.yes = registered;
    return answer;
}

/** The card was taken back; 1 if it is the same chip, otherwise 0. */
static inline mnr_answer mnr_answer_reacquired(int32_t same)
{
    mnr_answer answer = mnr_answer_of(MNR_ANSWER_REACQUIRED, MNR_ACTOR_READER);
    answer.yes = same;
    return answer;
}

/** 1 if the registration is wanted, otherwise 0. */
static inline mnr_answer mnr_answer_registration_wanted(int32_t wanted, int32_t actor)
{
    mnr_answer answer = mnr_answer_of(MNR_ANSWER_REGISTRATION_WANTED, actor);
    answer.yes = wanted;
    return answer;
}

/** The card was registered. */
static inline mnr_answer mnr_answer_registered(int32_t actor)
{
    return mnr_answer_of(MNR_ANSWER_REGISTERED, actor);
}

/** The registration was taken, but it will take a while. */
static inline mnr_answer mnr_answer_registration_delayed(int32_t actor)
{
    return mnr_answer_of(MNR_ANSWER_REGISTRATION_DELAYED, actor);
}

/** What the centre said, MNR_ELIGIBILITY_*. */
static inline mnr_answer mnr_answer_eligibility(int32_t eligibility, int32_t actor)
{
    mnr_answer answer = mnr_answer_of(MNR_ANSWER_ELIGIBILITY, actor);
    answer.detail = eligibility;
    return answer;
}

/** The same of a patient who holds a registered certificate of the medical subsidy. */
static inline mnr_answer mnr_answer_eligibility_with_subsidy(int32_t eligibility, int32_t actor)
{
    mnr_answer answer = mnr_answer_eligibility(eligibility, actor);
    answer.yes = 1;
    return answer;
}

/** The notice was read. */
static inline mnr_answer mnr_answer_notice_read(int32_t actor)
{
    return mnr_answer_of(MNR_ANSWER_NOTICE_READ, actor);
}

/** MNR_PRESCRIPTION_ELECTRONIC or MNR_PRESCRIPTION_PAPER. */
static inline mnr_answer mnr_answer_prescription(int32_t prescription, int32_t actor)
{
    mnr_answer answer = mnr_answer_of(MNR_ANSWER_PRESCRIPTION, actor);
    answer.detail = prescription;
    return answer;
}

/** What was consented to, a sum of MNR_CONSENT_*. */
static inline mnr_answer mnr_answer_consented(uint32_t consents, int32_t actor)
{
    mnr_answer answer = mnr_answer_of(MNR_ANSWER_CONSENTED, actor);
    answer.consents = consents;
    return answer;
}

/** Back to the methods, if the action has may_go_back 1. It uses up no try. */
static inline mnr_answer mnr_answer_back(int32_t actor)
{
    return mnr_answer_of(MNR_ANSWER_BACK, actor);
}

/** Which kind of phone, MNR_PHONE_*. */
static inline mnr_answer mnr_answer_phone(int32_t phone, int32_t actor)
{
    mnr_answer answer = mnr_answer_of(MNR_ANSWER_PHONE, actor);
    answer.detail = phone;
    return answer;
}

/** Whether the certificate of the medical subsidy is to be used, 1 or 0. */
static inline mnr_answer mnr_answer_subsidy(int32_t use, int32_t actor)
{
    mnr_answer answer = mnr_answer_of(MNR_ANSWER_SUBSIDY, actor);
    answer.yes = use;
    return answer;
}

/**
 * What was read ahead: the tries of code B, or MNR_TRIES_*, and the validity of the authentication
 * certificate, one of MNR_CERTIFICATE_*.
 */
static inline mnr_answer mnr_answer_read_ahead(int32_t code_b_tries, int32_t certificate)
{
    mnr_answer answer = mnr_answer_of(MNR_ANSWER_READ_AHEAD, MNR_ACTOR_READER);
    answer.tries = code_b_tries;
    answer.detail = certificate;
    return answer;
}

/** Handed to the facility's system. */
static inline mnr_answer mnr_answer_delivered(int32_t actor)
{
    return mnr_answer_of(MNR_ANSWER_DELIVERED, actor);
}

/**
 * Like mnr_reception_answer, but takes the answer by value, so that one of the functions above can
 * stand in the call: mnr_reception_reply(reception, at_ms, &action->number,
 * mnr_answer_method(MNR_METHOD_FACE, MNR_ACTOR_PATIENT)).
 */
static inline int32_t mnr_reception_reply(mnr_reception *reception, uint64_t at_ms,
                                          const mnr_number *number, mnr_answer answer)
{
    return mnr_reception_answer(reception, at_ms, number, &answer);
}

/** @} */

/** @defgroup desk The desk: a check-in that runs itself
 * @{
 */

/**
 * The data that the library holds for a request. It belongs to the card or the patient and is
 * valid until the callback returns. Copy it only if you must, and wipe the copy as soon as it was
 * used, at the latest at MNR_ACTION_ABANDON or the end of the check-in.
 */
typedef struct {
    /**
     * The size of the structure, set by the library.
     */
    size_t struct_size;
    /**
     * For MNR_ACTION_COMPARE_FACE: the photo as the chip stores it, JPEG 2000. Check its size
     * before decoding.
     */
    const uint8_t *photo;
    /**
     * Its length in bytes.
     */
    size_t photo_length;
    /**
     * For MNR_ACTION_AUTHENTICATE with detail MNR_PATH_SIGNED: the card's signature over the
     * challenge.
     */
    const uint8_t *signature;
    /**
     * Its length in bytes.
     */
    size_t signature_length;
    /**
     * For MNR_ACTION_AUTHENTICATE_WITH_PIN: the PIN, ASCII digits. The national software must
     * present it once, and not at all if one try is left and action->last_try is 0.
     */
    const uint8_t *pin;
    /**
     * Its length in bytes.
     */
    size_t pin_length;
    /**
     * For MNR_ACTION_CHECK_PASSCODE: the facility's passcode, UTF-8.
     */
    const uint8_t *passcode;
    /**
     * Its length in bytes.
     */
    size_t passcode_length;
} mnr_material;

/**
 * A maker's devices and programs, as functions. The desk calls them from the thread that runs or
 * polls it, one at a time. They must not throw or longjmp. Running, polling or freeing the desk
 * from inside them returns MNR_ERROR_BUSY; all other functions may be called. The structure is
 * copied; the functions, and the object that user points to, must stay valid until release was
 * called.
 */
typedef struct {
    /**
     * The size of the structure that the caller was compiled with.
     */
    size_t struct_size;
    /**
     * Gives a link to the card that is in the reader now, for one check-in: by mnr_reader_connect
     * or mnr_link_open_driver. The desk takes ownership of the link. Returns MNR_OK, or the reason
     * why there is no link, one of -300 to -313. A handle that is not a link, or is in use, counts
     * as MNR_ERROR_DRIVER and stays the program's. May block; its time counts as time for the card
     * (card_ms).
     */
    int32_t (*connect)(void *user, mnr_link **link);
    /**
     * Carries out an order: action->kind is MNR_ACTION_SHOW or greater. The desk itself carries
     * out the orders for the card and the secrets. situation: for MNR_ACTION_ADVISE what mnr_guide
     * needs in addition to the code, otherwise NULL. Both are valid until the function returns.
     * Should not block.
     */
    void (*order)(void *user, const mnr_action *action, const mnr_situation *situation);
    /**
     * Starts a request: action->is_request is 1. The program hands in the answer by
     * mnr_desk_answer with action->number, at once or later, from any thread. material: the data
     * for the request, or NULL if it has none. Both are valid until the function returns. Should
     * not block longer than a patient may wait after cancelling.
     */
    void (*request)(void *user, const mnr_action *action, const mnr_material *material);
    /**
     * Receives the journal of a check-in that ended: the number of the action that closed it, whose station
     * and session name the check-in, and the line of JSON that a file has of it (docs/journal.md), without
     * an end of line: length bytes of UTF-8, followed by a NUL. Both are valid until the function returns.
     * May be NULL.
     */
    void (*journal)(void *user, const mnr_number *number, const char *line, size_t length);
    /**
     * Called once, after the last call of the other functions. May be NULL.
     */
    void (*release)(void *user);
    /**
     * The same as connect for the phone on the paired reader (MNR_PHONE_READER_PAIRED). May be
     * NULL; a phone there then fails with 008.
     */
    int32_t (*connect_phone)(void *user, mnr_link **link);
} mnr_devices;

/**
 * The options of a desk for reading the card. Zero in any field means the default.
 */
typedef struct {
    /**
     * The size of the structure that the caller was compiled with.
     */
    size_t struct_size;
    /**
     * The keys of the authorities to which the signer of a face record must be traced; copied.
     * NULL means no keys; then no face is compared unless untraced allows it.
     */
    mnr_anchors *anchors;
    /**
     * 1 if test cards are accepted; for development and rehearsal only.
     */
    int32_t accept_test;
    /**
     * What to do with a face record whose signer is not traced to any of anchors, one of
     * MNR_UNTRACED_*. If the record is accepted, the journal says so.
     */
    int32_t untraced;
    /**
     * What to do with a face record if its last day of the card differs from the day outside the
     * record, one of MNR_EXPIRY_DIFFERS_*.
     */
    int32_t differing_expiry;
    /**
     * How long a certificate counts as in its grace period, one of MNR_GRACE_*.
     */
    int32_t grace;
    /**
     * The card profile; copied. NULL means the built-in profile of the My Number card.
     */
    mnr_profile *profile;
} mnr_desk_options;

/**
 * Makes a desk for one reader. It waits for its first card.
 *
 * config: the configuration of the reader; NULL for all defaults. options: the options for reading
 * the card; NULL for all defaults. With the defaults no face is compared, because there are no
 * keys to verify the photo. user: passed to the functions unchanged; may be NULL. devices: the
 * functions; copied. desk: where to put the handle; free it with mnr_desk_free. On failure release
 * is not called.
 *
 * Errors: MNR_ERROR_NULL, also if a function is missing, MNR_ERROR_ARGUMENT, MNR_ERROR_DATE,
 * MNR_ERROR_STRUCT_SIZE, MNR_ERROR_HANDLE if anchors or profile is not a valid handle.
 * Any thread. Does not block.
 */
MNR_API
int32_t mnr_desk_new(const mnr_reception_config *config,
                     const mnr_desk_options *options,
                     void *user,
                     const mnr_devices *devices,
                     mnr_desk **desk);

/**
 * Does the work that is due now, calls the callbacks for it, and returns. It is for programs with
 * their own loop. Call it after each event or answer, and when the wait is over. After
 * mnr_desk_stop it does nothing. While the patient is asked something, each call also makes one
 * exchange of what is read of the card ahead, and the wait is 0 as long as there is more.
 *
 * desk: the desk. wait_ms: where to put the number of milliseconds until the next call, or
 * MNR_NO_LIMIT.
 *
 * Errors: MNR_ERROR_BUSY.
 * One thread at a time per desk. Blocks as the link and the callbacks do.
 */
MNR_API int32_t mnr_desk_poll(mnr_desk *desk, uint32_t *wait_ms);

/**
 * Runs the desk, one patient after the other, until mnr_desk_stop is called. It sleeps while there
 * is nothing to do. The first order is the screen that waits for a card.
 *
 * desk: the desk.
 *
 * Errors: MNR_ERROR_BUSY.
 * One thread at a time per desk. Blocks until mnr_desk_stop was called.
 */
MNR_API int32_t mnr_desk_run(mnr_desk *desk);

/**
 * Where the check-in stands, as a stable name for logs and displays: "idle", "entering-pin". From inside the
 * desk's functions it is already the state that the actions lead to.
 *
 * desk: the desk. name, capacity: where to put it, NUL-terminated; NULL and 0 to ask for the size.
 * needed: the size with the NUL; 32 is enough for every name.
 *
 * Errors: MNR_ERROR_BUFFER.
 * Any thread, also while another thread uses the desk. Does not block.
 */
MNR_API
int32_t mnr_desk_state_name(mnr_desk *desk,
                            char *name,
                            size_t capacity,
                            size_t *needed);

/**
 * Stops the desk for good. mnr_desk_run returns when the work in progress is done, and
 * mnr_desk_poll does nothing more. The desk accepts no more events, and drops the events in its
 * inbox. If a check-in is running, it ends when the desk is freed: the card loses its power and
 * the secrets are wiped, without further orders and without a journal. To end it with orders and a
 * journal, first call mnr_desk_cancel and wait for its end.
 *
 * Errors: those of pointers and handles.
 * Any thread, also while another thread uses the desk. Does not block.
 */
MNR_API int32_t mnr_desk_stop(mnr_desk *desk);

/**
 * Frees a desk: wipes the secrets, takes the power away from a card that is in use, and calls
 * release. NULL is allowed and does nothing.
 *
 * Errors: MNR_ERROR_HANDLE; MNR_ERROR_BUSY while it is in use; then nothing is freed.
 * Any thread. Blocks as the link does.
 */
MNR_API int32_t mnr_desk_free(mnr_desk *desk);

/**
 * Stops a desk, waits until the call that runs it has returned, and frees it, as mnr_desk_stop and
 * mnr_desk_free do: for the thread that owns it. NULL is allowed and does nothing.
 *
 * desk: the desk. limit_ms: how long to wait for the work in progress; a desk that is asleep wakes at once, and one that is
 * at the card is done after one exchange. MNR_NO_LIMIT: as long as that takes.
 *
 * Errors: MNR_ERROR_HANDLE; MNR_ERROR_BUSY at the limit, and at once from inside the desk's own functions:
 * it is stopped then, and not freed.
 * Any thread. Blocks.
 */
MNR_API
int32_t mnr_desk_end(mnr_desk *desk,
                     uint32_t limit_ms);

/**
 * A card was placed. The day given here is used for the whole check-in.
 *
 * Like all events of a desk, it goes into the inbox and wakes the thread that runs the desk. The
 * desk handles the events in order. If an event is no longer possible by then, it is refused, and
 * the log has a line that says so.
 *
 * desk: the desk. day: today in Japan.
 *
 * Errors: MNR_ERROR_DATE, MNR_ERROR_FULL if the inbox is full, MNR_ERROR_STATE after
 * mnr_desk_stop.
 * Any thread, also while another thread uses the desk. Does not block.
 */
MNR_API int32_t mnr_desk_card_placed(mnr_desk *desk, const mnr_date *day);

/**
 * The card was taken away.
 *
 * desk: the desk.
 *
 * Errors: MNR_ERROR_FULL if the inbox is full, MNR_ERROR_STATE after mnr_desk_stop.
 * Any thread, also while another thread uses the desk. Does not block.
 */
MNR_API int32_t mnr_desk_card_removed(mnr_desk *desk);

/**
 * The patient wants to use a phone and chose so on the screen, before anything was placed. The day
 * given here is used for the whole check-in.
 *
 * desk: the desk. day: today in Japan. actor: who chose it, the patient's side or the
 * staff for them.
 *
 * Errors: MNR_ERROR_DATE, MNR_ERROR_ARGUMENT, MNR_ERROR_WRONG_ACTOR, MNR_ERROR_FULL if the inbox is full,
 * MNR_ERROR_STATE after mnr_desk_stop.
 * Any thread, also while another thread uses the desk. Does not block.
 */
MNR_API
int32_t mnr_desk_phone_wanted(mnr_desk *desk,
                              const mnr_date *day,
                              int32_t actor);

/**
 * A phone was held to the paired reader for phones (MNR_PHONE_READER_PAIRED), or put on it. If the
 * reader takes phones itself, the event is mnr_desk_card_placed.
 *
 * desk: the desk. day: today in Japan.
 *
 * Errors: MNR_ERROR_DATE, MNR_ERROR_FULL if the inbox is full, MNR_ERROR_STATE after
 * mnr_desk_stop.
 * Any thread, also while another thread uses the desk. Does not block.
 */
MNR_API int32_t mnr_desk_phone_placed(mnr_desk *desk, const mnr_date *day);

/**
 * The phone was taken from the paired reader.
 *
 * desk: the desk.
 *
 * Errors: MNR_ERROR_FULL if the inbox is full, MNR_ERROR_STATE after mnr_desk_stop.
 * Any thread, also while another thread uses the desk. Does not block.
 */
MNR_API int32_t mnr_desk_phone_removed(mnr_desk *desk);

/**
 * This patient needs more time: the time limits for the patient are longer in this check-in.
 *
 * desk: the desk. actor: who asks for it, the patient's side or the staff.
 *
 * Errors: MNR_ERROR_ARGUMENT, MNR_ERROR_WRONG_ACTOR, MNR_ERROR_FULL if the inbox is full, MNR_ERROR_STATE after
 * mnr_desk_stop.
 * Any thread, also while another thread uses the desk. Does not block.
 */
MNR_API
int32_t mnr_desk_more_time(mnr_desk *desk,
                           int32_t actor);

/**
 * The operation mode was switched at the terminal. A check-in that runs ends with 009.
 *
 * desk: the desk. mode: one of MNR_MODE_*. actor: who switched, MNR_ACTOR_ADMINISTRATOR or
 * MNR_ACTOR_TERMINAL.
 *
 * Errors: MNR_ERROR_ARGUMENT, MNR_ERROR_WRONG_ACTOR, MNR_ERROR_FULL if the inbox is full, MNR_ERROR_STATE after
 * mnr_desk_stop.
 * Any thread, also while another thread uses the desk. Does not block.
 */
MNR_API
int32_t mnr_desk_mode_changed(mnr_desk *desk,
                              int32_t mode,
                              int32_t actor);

/**
 * Cancels the check-in.
 *
 * desk: the desk. actor: who cancels it, any except MNR_ACTOR_READER and MNR_ACTOR_CENTRE.
 *
 * Errors: MNR_ERROR_ARGUMENT, MNR_ERROR_WRONG_ACTOR, MNR_ERROR_FULL if the inbox is full, MNR_ERROR_STATE after
 * mnr_desk_stop.
 * Any thread, also while another thread uses the desk. Does not block.
 */
MNR_API
int32_t mnr_desk_cancel(mnr_desk *desk,
                        int32_t actor);

/**
 * The staff confirmed a patient by sight before the card was placed. The confirmation counts for
 * the next card only.
 *
 * desk: the desk. person: who was there, one of MNR_CONFIRMED_*. actor: who confirmed,
 * MNR_ACTOR_STAFF, MNR_ACTOR_ADMINISTRATOR or MNR_ACTOR_TERMINAL.
 *
 * Errors: MNR_ERROR_ARGUMENT, MNR_ERROR_WRONG_ACTOR, MNR_ERROR_FULL if the inbox is full, MNR_ERROR_STATE after
 * mnr_desk_stop.
 * Any thread, also while another thread uses the desk. Does not block.
 */
MNR_API
int32_t mnr_desk_staff_confirmed(mnr_desk *desk,
                                 int32_t person,
                                 int32_t actor);

/**
 * The staff looked for the printed mark of a face-only card.
 *
 * desk: the desk. valid: 1 if it is printed and not struck through, 0 otherwise. actor: who
 * looked, MNR_ACTOR_STAFF or MNR_ACTOR_ADMINISTRATOR.
 *
 * Errors: MNR_ERROR_ARGUMENT, MNR_ERROR_WRONG_ACTOR, MNR_ERROR_FULL if the inbox is full, MNR_ERROR_STATE after
 * mnr_desk_stop.
 * Any thread, also while another thread uses the desk. Does not block.
 */
MNR_API
int32_t mnr_desk_face_only_mark(mnr_desk *desk,
                                int32_t valid,
                                int32_t actor);

/**
 * Something outside failed: the terminal, the line, the centre, the reader.
 *
 * desk: the desk. code_maker: 0 for the national table, 65535 for this library's own codes, or a
 * maker. code_number: the code, which must stand in the table. actor: who reports it, MNR_ACTOR_READER, MNR_ACTOR_TERMINAL or
 * MNR_ACTOR_CENTRE.
 *
 * Errors: MNR_ERROR_ARGUMENT, MNR_ERROR_WRONG_ACTOR, MNR_ERROR_FULL if the inbox is full, MNR_ERROR_STATE after
 * mnr_desk_stop.
 * Any thread, also while another thread uses the desk. Does not block.
 */
MNR_API
int32_t mnr_desk_fault(mnr_desk *desk,
                       uint32_t code_maker,
                       uint32_t code_number,
                       int32_t actor);

/**
 * Answers a request of a desk. The answer goes into the desk's inbox and wakes the thread that
 * runs the desk. What is wrong as things stand is refused at once, and the sentence is in the log: an
 * answer to a request that was answered before or is not open, of another kind, by somebody who may
 * not give it, for another station. If the request closes before the turn of an answer comes, the log
 * has a line that says so. The secret of a refused answer is wiped without being read.
 *
 * desk: the desk. number: the number of the action that is answered. answer: the answer and who
 * gave it, with the secret if the kind has one.
 *
 * Errors: MNR_ERROR_NOTHING_ASKED, MNR_ERROR_FOREIGN_NUMBER if the number is of no open request,
 * MNR_ERROR_ALREADY_ANSWERED, MNR_ERROR_WRONG_STATION; MNR_ERROR_WRONG_ANSWER if the answer does not
 * belong to the request, or only the desk itself can give it;
 * MNR_ERROR_SECRET_FORMAT, MNR_ERROR_LENGTH, MNR_ERROR_TEXT if the secret is malformed;
 * MNR_ERROR_WRONG_ACTOR; MNR_ERROR_ARGUMENT, also if a field is set that the kind does not use;
 * MNR_ERROR_STRUCT_SIZE; MNR_ERROR_FULL if the inbox is full, MNR_ERROR_STATE after mnr_desk_stop.
 * Any thread, also while another thread uses the desk. Does not block.
 */
MNR_API
int32_t mnr_desk_answer(mnr_desk *desk,
                        const mnr_number *number,
                        const mnr_answer *answer);

/** To a desk: the PIN that was entered, four ASCII digits. */
static inline mnr_answer mnr_answer_pin(const void *pin, size_t length, int32_t actor)
{
    mnr_answer answer = mnr_answer_of(MNR_ANSWER_PIN_ENTERED, actor);
    answer.secret = pin;
    answer.secret_length = length;
    return answer;
}

/**
 * To a desk: what was read from the card's face. codes, count: the readings with all 14 digits of
 * code B, one after the other, 14 ASCII digits each; NULL and 0 if there are none. The desk finds
 * out whether they agree. failed: how many scans did not give all 14 digits. obstacle: what
 * prevented a reading, MNR_SCAN_WRONG_SIDE or another of MNR_SCAN_*, or 0. Discard an image of the
 * side with the individual number at once, before anything is read from it. mark: one of
 * MNR_MARK_*.
 */
static inline mnr_answer mnr_answer_reading(const void *codes, size_t count, uint32_t failed,
                                             int32_t obstacle, int32_t mark)
{
    mnr_answer answer = mnr_answer_of(MNR_ANSWER_SCANNED, MNR_ACTOR_READER);
    answer.secret = codes;
    /* More than there can be is refused. */
    answer.secret_length = count > (size_t)-1 / 14 ? (size_t)-1 : count * 14;
    answer.failed = failed;
    answer.detail = obstacle;
    answer.mark = mark;
    return answer;
}

/**
 * To a desk: what the staff found when they checked on the reader, MNR_SIGHTING_*, with the
 * facility's passcode, UTF-8, at most 64 bytes; NULL and 0 if there is none.
 */
static inline mnr_answer mnr_answer_sighted_with_passcode(int32_t sighting, const void *passcode,
                                                          size_t length, int32_t actor)
{
    mnr_answer answer = mnr_answer_of(MNR_ANSWER_SIGHTED, actor);
    answer.detail = sighting;
    answer.secret = passcode;
    answer.secret_length = length;
    return answer;
}

/** To a desk: the centre's challenge to sign, MNR_SCHEME_* and its data. */
static inline mnr_answer mnr_answer_challenge(int32_t scheme, const void *data, size_t length,
                                              int32_t actor)
{
    mnr_answer answer = mnr_answer_of(MNR_ANSWER_CHALLENGE_OBTAINED, actor);
    answer.detail = scheme;
    answer.secret = data;
    answer.secret_length = length;
    return answer;
}

/**
 * Like mnr_desk_answer, but takes the answer by value, so that one of the functions mnr_answer_*
 * can stand in the call: mnr_desk_reply(desk, &action->number, mnr_answer_pin(pin, 4,
 * MNR_ACTOR_PATIENT)).
 */
static inline int32_t mnr_desk_reply(mnr_desk *desk, const mnr_number *number, mnr_answer answer)
{
    return mnr_desk_answer(desk, number, &answer);
}

/** @} */

/** @defgroup statistics Journals added up
 * @{
 */

/**
 * Makes statistics in which nothing is counted yet.
 *
 * statistics: where to put the handle; free it with mnr_statistics_free.
 *
 * Errors: those of pointers and handles.
 * Any thread. Does not block.
 */
MNR_API int32_t mnr_statistics_new(mnr_statistics **statistics);

/**
 * Adds the journal of a check-in: a line as the journal function of a desk and mnr_reception_journal give it.
 * Rehearsals are counted apart.
 *
 * statistics: the statistics. line, length: the line, UTF-8, at most 1 MiB.
 *
 * Errors: MNR_ERROR_DATA_FILE if it is no journal of a known form; then nothing was added;
 * MNR_ERROR_LENGTH, MNR_ERROR_TEXT.
 * Any thread; waits while another thread uses the handle. Does not block otherwise.
 */
MNR_API
int32_t mnr_statistics_add(mnr_statistics *statistics,
                           const char *line,
                           size_t length);

/**
 * What was counted, as JSON: check_ins, admitted, rehearsals, outcomes by name, faults by code, proofs by name,
 * and duration_ms of all check-ins together.
 *
 * statistics: the statistics. json, capacity: where to put it, UTF-8, NUL-terminated; NULL and 0 to ask for
 * the size. needed: the size with the NUL.
 *
 * Errors: MNR_ERROR_BUFFER.
 * Any thread; waits while another thread uses the handle. Does not block otherwise.
 */
MNR_API
int32_t mnr_statistics_json(mnr_statistics *statistics,
                            char *json,
                            size_t capacity,
                            size_t *needed);

/**
 * Frees statistics. NULL is allowed and does nothing.
 *
 * Errors: MNR_ERROR_HANDLE.
 * Any thread; waits while another thread uses the handle. Does not block otherwise.
 */
MNR_API int32_t mnr_statistics_free(mnr_statistics *statistics);

/** @} */

/** @defgroup terminal The terminal around the reader
 * @{
 */

/** The terminal's certificate: no warning is due yet. */
#define MNR_SCHEDULE_QUIET 0
/** The terminal's certificate: a warning fell due today or earlier. */
#define MNR_SCHEDULE_WARNED 1
/** The terminal's certificate: its end has passed; 012 is to be expected. */
#define MNR_SCHEDULE_ENDED 2

/**
 * The position of a day in the schedule of warnings before the end of the terminal's certificate.
 */
typedef struct {
    /**
     * The size of the structure that the caller was compiled with.
     */
    size_t struct_size;
    /**
     * One of MNR_SCHEDULE_*.
     */
    int32_t standing;
    /**
     * Days to the last day, 0 on it; days since it for MNR_SCHEDULE_ENDED.
     */
    int32_t days;
    /**
     * 1 if a warning must be shown today: the latest due warning has not been shown yet.
     */
    int32_t show;
    /**
     * The day on which the latest warning fell due: year, or 0 if there is none.
     */
    int32_t due_year;
    /**
     * Its month.
     */
    int32_t due_month;
    /**
     * Its day.
     */
    int32_t due_day;
    /**
     * The day of the next warning: year, or 0 if there is none.
     */
    int32_t next_year;
    /**
     * Its month.
     */
    int32_t next_month;
    /**
     * Its day.
     */
    int32_t next_day;
} mnr_terminal_schedule;

/** A folder: it exists, can be written, and has room as far as is known. */
#define MNR_FINDING_READY 0
/** A folder: the name does not exist. */
#define MNR_FINDING_MISSING 1
/** A folder: the name exists, but it is not a folder. */
#define MNR_FINDING_NOT_A_FOLDER 2
/** A folder: this account may not look at it. */
#define MNR_FINDING_ACCESS_DENIED 3
/** A folder: this account may not write into it, or it is read-only. */
#define MNR_FINDING_NOT_WRITABLE 4
/** A folder: there is no room. */
#define MNR_FINDING_FULL 5
/** A folder: it can be written, but there is less room than asked for. */
#define MNR_FINDING_LITTLE_SPACE 6
/** A folder: the computer that holds it cannot be reached. */
#define MNR_FINDING_NOT_REACHABLE 7
/** A folder: it did not answer within the time limit. */
#define MNR_FINDING_NO_ANSWER 8
/** A folder: earlier examinations still wait for an answer; this one was not started. */
#define MNR_FINDING_STILL_WAITING 9
/** A folder: the data that was read back differs from what was written. */
#define MNR_FINDING_ALTERED 10
/** A folder: it can be written, but files cannot be removed from it. */
#define MNR_FINDING_PROBE_LEFT 11
/** A folder: another error of the system; see os_code. */
#define MNR_FINDING_OTHER 12

/** How far an examination came: looking whether the folder is there. */
#define MNR_EXAMINED_LOOK 0
/** How far an examination came: making the probe file. */
#define MNR_EXAMINED_CREATE 1
/** How far an examination came: writing it. */
#define MNR_EXAMINED_WRITE 2
/** How far an examination came: reading it back. */
#define MNR_EXAMINED_READ_BACK 3
/** How far an examination came: removing it. */
#define MNR_EXAMINED_REMOVE 4
/** How far an examination came: asking how much room is left. */
#define MNR_EXAMINED_SPACE 5

/** A text of an examination: for the staff in Japanese, what is wrong and what to do next. */
#define MNR_FOLDER_TEXT_JAPANESE 0
/** A text of an examination: the same in English. */
#define MNR_FOLDER_TEXT_ENGLISH 1
/** A text of an examination: the path of the probe file that could not be removed. */
#define MNR_FOLDER_TEXT_PROBE_LEFT 2

/**
 * The result of examining a folder, in numbers.
 */
typedef struct {
    /**
     * The size of the structure that the caller was compiled with.
     */
    size_t struct_size;
    /**
     * The room left in bytes; meaningful if has_free_bytes is 1.
     */
    uint64_t free_bytes;
    /**
     * The finding, one of MNR_FINDING_*.
     */
    int32_t finding;
    /**
     * 1 if the terminal can write its results there.
     */
    int32_t usable;
    /**
     * The last step that was begun, one of MNR_EXAMINED_*.
     */
    int32_t step;
    /**
     * The operating system's error number; meaningful if has_os_code is 1.
     */
    int32_t os_code;
    /**
     * Whether os_code means something.
     */
    int32_t has_os_code;
    /**
     * Whether free_bytes means something.
     */
    int32_t has_free_bytes;
    /**
     * 1 if the path names another computer.
     */
    int32_t names_a_share;
    /**
     * How long it took, in milliseconds.
     */
    uint32_t took_ms;
} mnr_folder_facts;

/**
 * Finds the position of a day in the schedule of warnings before the end of the terminal's
 * certificate: 90, 60, 30 and 15 days before, and daily from 7 days before.
 *
 * last: its last day. today: today in Japan. shown: when a warning was last shown, or NULL. schedule:
 * where to put it; set its struct_size before.
 *
 * Errors: MNR_ERROR_DATE, MNR_ERROR_STRUCT_SIZE.
 * Any thread. Does not block.
 */
MNR_API
int32_t mnr_terminal_schedule_on(const mnr_date *last,
                                 const mnr_date *today,
                                 const mnr_date *shown,
                                 mnr_terminal_schedule *schedule);

/**
 * Examines the folder into which the terminal writes its results: whether it exists, can be
 * written, answers in time and has room. It writes one small file with an unpredictable name,
 * never over another file, reads it back and removes it. A problem with the folder is not a
 * failure of the call.
 *
 * path, length: UTF-8. limit_ms: how long the folder may take to answer; 0 for the default, five
 * seconds. least_free: how much room there should be, in bytes; 0 for the default, 64 MiB.
 * folder: where to put the handle; free it with mnr_folder_free.
 *
 * Errors: MNR_ERROR_TEXT, MNR_ERROR_LENGTH.
 * Any thread. Blocks until the folder answers or the time limit has passed; a thread of the
 * library continues to wait for a folder that does not answer, at most four such threads.
 */
MNR_API
int32_t mnr_folder_examine(const char *path,
                           size_t length,
                           uint32_t limit_ms,
                           uint64_t least_free,
                           mnr_folder **folder);

/**
 * Gets the result in numbers.
 *
 * folder: the examination. facts: where to put it; set its struct_size before.
 *
 * Errors: MNR_ERROR_STRUCT_SIZE.
 * Any thread; waits while another thread uses the handle. Does not block otherwise.
 */
MNR_API int32_t mnr_folder_read_facts(mnr_folder *folder, mnr_folder_facts *facts);

/**
 * A text of an examination.
 *
 * folder: the examination. which: one of MNR_FOLDER_TEXT_*. text, capacity: where to put it,
 * UTF-8, NUL-terminated; NULL and 0 to ask for the size. needed: the size with the NUL.
 *
 * Errors: MNR_ERROR_NOT_FOUND if no probe file was left, MNR_ERROR_ARGUMENT, MNR_ERROR_BUFFER.
 * Any thread; waits while another thread uses the handle. Does not block otherwise.
 */
MNR_API
int32_t mnr_folder_text(mnr_folder *folder,
                        int32_t which,
                        char *text,
                        size_t capacity,
                        size_t *needed);

/**
 * Frees an examination. NULL is allowed and does nothing.
 *
 * Errors: MNR_ERROR_HANDLE.
 * Any thread; waits while another thread uses the handle. Does not block otherwise.
 */
MNR_API int32_t mnr_folder_free(mnr_folder *folder);

/** @} */

#if defined(MNR_SIM)

/** @defgroup simulation The virtual card: in the simulation library alone
 * @{
 */

/**
 * A fault of the virtual card: the link breaks before the card sees the command; the link cannot
 * tell whether it was sent.
 */
#define MNR_SIM_TORN_BEFORE 1
/** A fault of the virtual card: the card executes the command, and the answer is lost. */
#define MNR_SIM_TORN_AFTER 2
/** A fault of the virtual card: another program has reset the card. */
#define MNR_SIM_RESET 3
/** A fault of the virtual card: the card is taken away before the command. */
#define MNR_SIM_REMOVED 4
/** A fault of the virtual card: the card does not answer until it loses power. */
#define MNR_SIM_MUTE 5
/** A fault of the virtual card: only the first byte of the answer arrives. */
#define MNR_SIM_TRUNCATED 6

/**
 * A virtual card: one chip with its counters. Any number of links can use it, one after the other.
 *
 * One thread at a time; it may be any thread.
 */
typedef struct mnr_sim_card mnr_sim_card;

/**
 * Counts the personas.
 *
 * count: where to put the number.
 *
 * Errors: MNR_ERROR_NULL.
 * Any thread. Does not block.
 */
MNR_API int32_t mnr_sim_persona_count(size_t *count);

/**
 * The name of a persona, such as "adult".
 *
 * index: from 0. name, capacity: where to put it, NUL-terminated; NULL and 0 to ask for the size.
 * needed: the size with the NUL.
 *
 * Errors: MNR_ERROR_NOT_FOUND if index is past the end, MNR_ERROR_BUFFER.
 * Any thread. Does not block.
 */
MNR_API int32_t mnr_sim_persona_name(size_t index, char *name, size_t capacity, size_t *needed);

/**
 * Makes a virtual card, as it is when newly issued.
 *
 * persona, length: the name of the persona, such as "adult". day: the day in Japan to
 * which the persona's dates are relative. card: where to put the handle; free it with
 * mnr_sim_card_free. detail: NULL or a record.
 *
 * Errors: MNR_ERROR_NOT_FOUND for a persona that does not exist, MNR_ERROR_DATE.
 * Any thread. Does not block; the first card of a persona takes some tenths of a second.
 */
MNR_API
int32_t mnr_sim_card_new(const char *persona,
                         size_t length,
                         const mnr_date *day,
                         mnr_sim_card **card,
                         mnr_detail *detail);

/**
 * Makes a link to a virtual card, as if the card had been placed on a reader.
 *
 * card: the card; it stays usable. link: where to put the handle; free it with mnr_link_free, or
 * give it to mnr_card_open.
 *
 * Errors: those of pointers and handles.
 * One thread at a time per card. Does not block.
 */
MNR_API int32_t mnr_sim_card_link(mnr_sim_card *card, mnr_link **link);

/**
 * Gets a secret of a persona, for tests: the right value of a key.
 *
 * card: the card. key: one of MNR_KEY_AUTHENTICATION_PIN, MNR_KEY_SIGNATURE_PASSWORD,
 * MNR_KEY_TEXT_PIN, MNR_KEY_CODE_B, MNR_KEY_TEXT_CODE_B. value, capacity: where to put it,
 * NUL-terminated; NULL and 0 to ask for the size. needed: the size with the NUL.
 *
 * Errors: MNR_ERROR_NOT_FOUND if the card has no such key, MNR_ERROR_ARGUMENT, MNR_ERROR_BUFFER.
 * One thread at a time per card. Does not block.
 */
MNR_API
int32_t mnr_sim_card_secret(mnr_sim_card *card,
                            int32_t key,
                            char *value,
                            size_t capacity,
                            size_t *needed);

/**
 * Gets the tries left of a key from the chip's memory, without a command.
 *
 * card: the card. key: as mnr_sim_card_secret. tries: where to put the number.
 *
 * Errors: MNR_ERROR_NOT_FOUND if the card has no such key, MNR_ERROR_ARGUMENT.
 * One thread at a time per card. Does not block.
 */
MNR_API int32_t mnr_sim_card_tries(mnr_sim_card *card, int32_t key, int32_t *tries);

/**
 * Counts the commands that came over the wire so far, and how many of them presented a secret.
 *
 * card: the card. exchanges, presentations: where to put the numbers.
 *
 * Errors: those of pointers and handles.
 * One thread at a time per card. Does not block.
 */
MNR_API
int32_t mnr_sim_card_counts(mnr_sim_card *card,
                            uint32_t *exchanges,
                            uint32_t *presentations);

/**
 * Counts the exchanges that the card keeps for tests in Rust: the last 4,096, or fewer if they
 * take more than 1 MiB together. Older exchanges are dropped and counted.
 *
 * card: the card. kept, dropped: where to put how many exchanges are kept, and how many were dropped
 * since the record was last cleared.
 *
 * Errors: those of pointers and handles.
 * One thread at a time per card. Does not block.
 */
MNR_API
int32_t mnr_sim_card_logged(mnr_sim_card *card,
                            uint32_t *kept,
                            uint64_t *dropped);

/**
 * Deletes the kept exchanges, including PINs, and frees their memory. The counts of
 * mnr_sim_card_counts do not change.
 *
 * Errors: those of pointers and handles.
 * One thread at a time per card. Does not block.
 */
MNR_API int32_t mnr_sim_card_clear_log(mnr_sim_card *card);

/**
 * Makes a fault happen.
 *
 * card: the card. exchange: at which exchange, from 1 over the life of the card. what: one of
 * MNR_SIM_TORN_BEFORE, MNR_SIM_TORN_AFTER, MNR_SIM_RESET, MNR_SIM_REMOVED, MNR_SIM_MUTE,
 * MNR_SIM_TRUNCATED.
 *
 * Errors: MNR_ERROR_ARGUMENT.
 * One thread at a time per card. Does not block.
 */
MNR_API int32_t mnr_sim_card_fault(mnr_sim_card *card, uint32_t exchange, int32_t what);

/**
 * Makes the reader answer each query of tries itself from now on, without asking the card, as some
 * readers are reported to do with 6300.
 *
 * card: the card. status_word: what the reader answers.
 *
 * Errors: those of pointers and handles.
 * One thread at a time per card. Does not block.
 */
MNR_API int32_t mnr_sim_card_answer_queries(mnr_sim_card *card, uint16_t status_word);

/**
 * Ends all faults and places the card again.
 *
 * Errors: those of pointers and handles.
 * One thread at a time per card. Does not block.
 */
MNR_API int32_t mnr_sim_card_place(mnr_sim_card *card);

/**
 * Takes the card away.
 *
 * Errors: those of pointers and handles.
 * One thread at a time per card. Does not block.
 */
MNR_API int32_t mnr_sim_card_take_away(mnr_sim_card *card);

/**
 * The test authority that issued the virtual cards, as the hierarchy of test cards: the roots of
 * their certificates and the keys of their card-verifiable certificates.
 *
 * anchors: where to put the handle; free it with mnr_anchors_free.
 *
 * Errors: MNR_ERROR_NULL.
 * Any thread. Does not block.
 */
MNR_API int32_t mnr_sim_anchors(mnr_anchors **anchors);

/**
 * Frees a virtual card. Its links stay usable. NULL is allowed and does nothing.
 *
 * Errors: MNR_ERROR_HANDLE; MNR_ERROR_BUSY while it is in use; then nothing is freed.
 * Any thread. Does not block.
 */
MNR_API int32_t mnr_sim_card_free(mnr_sim_card *card);

/** @} */

#endif /* MNR_SIM */

#ifdef __cplusplus
}
#endif

#endif  /* MYNAREADER_H */

#ifdef _WIN32
#pragma pack(pop)
#endif
