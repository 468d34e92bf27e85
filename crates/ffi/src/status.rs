//! Status codes and their names.

use core::ffi::c_char;

/// Done.
pub const MNR_OK: i32 = 0;

/// -1xx, the call: a pointer that must not be NULL is NULL.
pub const MNR_ERROR_NULL: i32 = -100;
/// A number is not one that the function accepts.
pub const MNR_ERROR_ARGUMENT: i32 = -101;
/// Input is empty or longer than the function accepts.
pub const MNR_ERROR_LENGTH: i32 = -102;
/// The caller's buffer is too small. The needed size was written; nothing else was done.
pub const MNR_ERROR_BUFFER: i32 = -103;
/// A text is not UTF-8, or has a NUL inside.
pub const MNR_ERROR_TEXT: i32 = -104;
/// struct_size does not belong to any version of this structure, or a field of a newer version is
/// set.
pub const MNR_ERROR_STRUCT_SIZE: i32 = -105;
/// A PIN or code does not have the format of its key. Nothing was sent, no try was spent.
pub const MNR_ERROR_SECRET_FORMAT: i32 = -106;
/// Year, month and day are not a day of the calendar.
pub const MNR_ERROR_DATE: i32 = -107;
/// The caller's clock went back, or ahead by more than a day, since the last event. The event was taken; the
/// timers go on from there.
pub const MNR_ERROR_CLOCK: i32 = -108;

/// -2xx, the state: the handle has another type, was freed, or never existed.
pub const MNR_ERROR_HANDLE: i32 = -200;
/// The handle is in use: by another thread, or by the call that runs this callback.
pub const MNR_ERROR_BUSY: i32 = -201;
/// An earlier call with this handle ended with MNR_ERROR_PANIC. The handle can only be freed.
pub const MNR_ERROR_POISONED: i32 = -202;
/// The call is not allowed in the present state of the handle.
pub const MNR_ERROR_STATE: i32 = -203;
/// The feature is not built in; see mnr_features.
pub const MNR_ERROR_NOT_BUILT_IN: i32 = -204;
/// The wait was cancelled.
pub const MNR_ERROR_CANCELLED: i32 = -205;
/// The time limit of a wait passed.
pub const MNR_ERROR_TIME_LIMIT: i32 = -206;
/// There is no such entry, or no more entries.
pub const MNR_ERROR_NOT_FOUND: i32 = -207;
/// This process was forked from one that uses the library; it cannot be used here.
pub const MNR_ERROR_FORKED: i32 = -208;
/// Another copy of the library, such as the simulation library, was loaded into this process before this
/// one; only that one can be used.
pub const MNR_ERROR_SECOND_LIBRARY: i32 = -209;
/// mnr_shutdown was called.
pub const MNR_ERROR_SHUT_DOWN: i32 = -210;

/// -3xx, the link: no card in the reader.
pub const MNR_ERROR_NO_CARD: i32 = -300;
/// The card was taken away.
pub const MNR_ERROR_CARD_REMOVED: i32 = -301;
/// The card was reset by another program; its state is lost.
pub const MNR_ERROR_CARD_RESET: i32 = -302;
/// A card is in the reader and does not answer.
pub const MNR_ERROR_CARD_MUTE: i32 = -303;
/// The card did not answer in time.
pub const MNR_ERROR_LINK_TIMED_OUT: i32 = -304;
/// The exchange broke off.
pub const MNR_ERROR_LINK_BROKEN: i32 = -305;
/// Another program holds the card.
pub const MNR_ERROR_READER_SHARED: i32 = -306;
/// The reader is gone or unknown.
pub const MNR_ERROR_READER_GONE: i32 = -307;
/// The PC/SC service is not running.
pub const MNR_ERROR_SERVICE_GONE: i32 = -308;
/// The answer is longer than any answer may be.
pub const MNR_ERROR_OVERSIZED_ANSWER: i32 = -309;
/// The command is longer than the link can carry.
pub const MNR_ERROR_OVERSIZED_COMMAND: i32 = -310;
/// The command is not a command APDU: it is shorter than its header.
pub const MNR_ERROR_INVALID_COMMAND: i32 = -311;
/// The driver failed in another way; see the driver's code in the detail record.
pub const MNR_ERROR_DRIVER: i32 = -312;
/// The system does not allow this program or user to use the reader: check the access rights, not
/// the cable.
pub const MNR_ERROR_READER_REFUSED: i32 = -313;

/// -4xx, the card: it answered with a status word that ends the operation; see the detail record.
pub const MNR_ERROR_CARD_STATUS: i32 = -400;
/// The answer has no status word, or cannot be a signature.
pub const MNR_ERROR_CARD_ANSWER: i32 = -401;
/// The card does not end its answer.
pub const MNR_ERROR_CARD_ENDLESS: i32 = -402;
/// The card's profile does not have the item that was asked for.
pub const MNR_ERROR_NOT_IN_PROFILE: i32 = -403;

/// -5xx, keys: the card refused the PIN or code. The detail record has the tries left.
pub const MNR_ERROR_SECRET_WRONG: i32 = -500;
/// No try is left. Nothing was presented, or the card did not judge it.
pub const MNR_ERROR_SECRET_BLOCKED: i32 = -501;
/// Too few tries are left, or the card does not say how many. Nothing was presented.
pub const MNR_ERROR_TOO_FEW_TRIES: i32 = -502;
/// The link failed after the secret may have been sent: read the tries before anything else.
pub const MNR_ERROR_OUTCOME_UNKNOWN: i32 = -503;
/// Refused, because the outcome of an earlier presentation is not known: read the tries first.
pub const MNR_ERROR_UNSETTLED: i32 = -504;
/// This token gives its certificate only after the PIN. Nothing was sent.
pub const MNR_ERROR_PIN_NEEDED: i32 = -505;
/// The readings of the printed digits do not agree well enough. Nothing was presented.
pub const MNR_ERROR_READINGS_DISAGREE: i32 = -506;

/// -6xx, data: a record is malformed; the detail record has the offset.
pub const MNR_ERROR_RECORD: i32 = -600;
/// The data is not a valid public key.
pub const MNR_ERROR_PUBLIC_KEY: i32 = -601;
/// A signature is not valid.
pub const MNR_ERROR_SIGNATURE: i32 = -602;
/// A file of anchors, rules or words, or a card profile, is refused; the detail record's text says
/// where.
pub const MNR_ERROR_DATA_FILE: i32 = -603;
/// A package of guidance is older than what was accepted before, or than the built-in guidance.
pub const MNR_ERROR_PACKAGE_OLD: i32 = -604;
/// A package of guidance has expired, and was not in force before.
pub const MNR_ERROR_PACKAGE_EXPIRED: i32 = -605;
/// A file of guidance has no signature, and public keys are set.
pub const MNR_ERROR_UNSIGNED: i32 = -606;

/// -7xx, certificates: the certificate is malformed, or refused because of its content.
pub const MNR_ERROR_CERTIFICATE: i32 = -700;
/// The certificate was not issued by any trusted anchor.
pub const MNR_ERROR_UNTRUSTED: i32 = -701;

/// -8xx, the reception: nothing was asked. The event changed nothing.
pub const MNR_ERROR_NOTHING_ASKED: i32 = -800;
/// The answer has the number of another request: it is late or foreign.
pub const MNR_ERROR_FOREIGN_NUMBER: i32 = -801;
/// The answer does not belong to the request.
pub const MNR_ERROR_WRONG_ANSWER: i32 = -802;
/// This actor may not do this.
pub const MNR_ERROR_WRONG_ACTOR: i32 = -803;
/// The event means nothing in this state or mode.
pub const MNR_ERROR_NOT_NOW: i32 = -804;

/// The desk's inbox is full. The event was not taken.
pub const MNR_ERROR_FULL: i32 = -805;
/// The request of this number was answered before; the first answer stands.
pub const MNR_ERROR_ALREADY_ANSWERED: i32 = -806;
/// The answer has the number of another station, that is of another reader.
pub const MNR_ERROR_WRONG_STATION: i32 = -807;

/// -9xx, the library: a defect of the library. The handle in use is poisoned.
pub const MNR_ERROR_PANIC: i32 = -900;

/// The name of a status, for example "MNR_ERROR_SECRET_WRONG"; "MNR_ERROR_UNKNOWN" for any other
/// number. ASCII, NUL-terminated, static: never freed.
///
/// Any thread. Does not block.
#[unsafe(no_mangle)]
pub extern "C" fn mnr_status_name(status: i32) -> *const c_char {
    // No guard: a table and nothing that could panic.
    name(status).as_ptr()
}

macro_rules! names {
    ($($constant:ident)+) => {
        const fn name(status: i32) -> &'static core::ffi::CStr {
            match status {
                $($constant => match core::ffi::CStr::from_bytes_with_nul(
                    concat!(stringify!($constant), "\0").as_bytes(),
                ) {
                    Ok(name) => name,
                    Err(_) => c"",
                },)+
                _ => c"MNR_ERROR_UNKNOWN",
            }
        }

        #[cfg(test)]
        pub(crate) const ALL: &[(&str, i32)] = &[$((stringify!($constant), $constant)),+];
    };
}

names! {
    MNR_OK
    MNR_ERROR_NULL MNR_ERROR_ARGUMENT MNR_ERROR_LENGTH MNR_ERROR_BUFFER MNR_ERROR_TEXT
    MNR_ERROR_STRUCT_SIZE MNR_ERROR_SECRET_FORMAT MNR_ERROR_DATE MNR_ERROR_CLOCK
    MNR_ERROR_HANDLE MNR_ERROR_BUSY MNR_ERROR_POISONED MNR_ERROR_STATE MNR_ERROR_NOT_BUILT_IN
    MNR_ERROR_CANCELLED MNR_ERROR_TIME_LIMIT MNR_ERROR_NOT_FOUND MNR_ERROR_FORKED
    MNR_ERROR_SECOND_LIBRARY MNR_ERROR_SHUT_DOWN
    MNR_ERROR_NO_CARD MNR_ERROR_CARD_REMOVED MNR_ERROR_CARD_RESET MNR_ERROR_CARD_MUTE
    MNR_ERROR_LINK_TIMED_OUT MNR_ERROR_LINK_BROKEN MNR_ERROR_READER_SHARED MNR_ERROR_READER_GONE
    MNR_ERROR_SERVICE_GONE MNR_ERROR_OVERSIZED_ANSWER MNR_ERROR_OVERSIZED_COMMAND
    MNR_ERROR_INVALID_COMMAND MNR_ERROR_DRIVER MNR_ERROR_READER_REFUSED
    MNR_ERROR_CARD_STATUS MNR_ERROR_CARD_ANSWER MNR_ERROR_CARD_ENDLESS MNR_ERROR_NOT_IN_PROFILE
    MNR_ERROR_SECRET_WRONG MNR_ERROR_SECRET_BLOCKED MNR_ERROR_TOO_FEW_TRIES
    MNR_ERROR_OUTCOME_UNKNOWN MNR_ERROR_UNSETTLED MNR_ERROR_PIN_NEEDED MNR_ERROR_READINGS_DISAGREE
    MNR_ERROR_RECORD MNR_ERROR_PUBLIC_KEY MNR_ERROR_SIGNATURE MNR_ERROR_DATA_FILE
    MNR_ERROR_PACKAGE_OLD MNR_ERROR_PACKAGE_EXPIRED MNR_ERROR_UNSIGNED
    MNR_ERROR_CERTIFICATE MNR_ERROR_UNTRUSTED
    MNR_ERROR_NOTHING_ASKED MNR_ERROR_FOREIGN_NUMBER MNR_ERROR_WRONG_ANSWER MNR_ERROR_WRONG_ACTOR
    MNR_ERROR_NOT_NOW MNR_ERROR_FULL MNR_ERROR_ALREADY_ANSWERED MNR_ERROR_WRONG_STATION
    MNR_ERROR_PANIC
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    /// Holds: A1
    #[test]
    fn every_status_has_a_number_and_a_name_of_its_own() {
        let numbers: BTreeSet<i32> = ALL.iter().map(|(_, number)| *number).collect();
        assert_eq!(numbers.len(), ALL.len());
        for (text, number) in ALL {
            assert_eq!(name(*number).to_str(), Ok(*text));
            assert!(*number <= 0);
        }
        assert_eq!(name(-1).to_str(), Ok("MNR_ERROR_UNKNOWN"));
        // The source declares no status that the table lacks.
        let declared = include_str!("status.rs")
            .lines()
            .filter(|line| line.starts_with("pub const MNR_ERROR_"))
            .count();
        assert_eq!(declared + 1, ALL.len());
    }
}
