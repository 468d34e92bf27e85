//! Every code of PC/SC and of Windows that a driver hands through: what it means for the link, and
//! which code it gets at the counter. Written out by hand, so that a change is a decision.

use mynareader::desk::link_symptom;
use mynareader::fault::{Happened, Step, Symptom, diagnose};
use mynareader::transport::LinkErrorKind::{self, *};
use mynareader::transport::pcsc::Code;
use mynareader::transport::{LinkError, Sent};

/// Code, name, what it means for the link, code at the counter before a card was recognised, and
/// after.
#[rustfmt::skip]
const CODES: &[(u32, &str, LinkErrorKind, &str, &str)] = &[
    (0x8010_0001, "SCARD_F_INTERNAL_ERROR", Driver, "008", "008"),
    (0x8010_0002, "SCARD_E_CANCELLED", ServiceGone, "008", "008"),
    (0x8010_0003, "SCARD_E_INVALID_HANDLE", ServiceGone, "008", "008"),
    (0x8010_0004, "SCARD_E_INVALID_PARAMETER", Driver, "008", "008"),
    (0x8010_0005, "SCARD_E_INVALID_TARGET", Driver, "008", "008"),
    (0x8010_0006, "SCARD_E_NO_MEMORY", Driver, "014", "014"),
    (0x8010_0007, "SCARD_F_WAITED_TOO_LONG", TimedOut, "001", "001"),
    (0x8010_0008, "SCARD_E_INSUFFICIENT_BUFFER", OversizedAnswer, "906", "906"),
    (0x8010_0009, "SCARD_E_UNKNOWN_READER", ReaderGone, "008", "008"),
    (0x8010_000A, "SCARD_E_TIMEOUT", TimedOut, "001", "001"),
    (0x8010_000B, "SCARD_E_SHARING_VIOLATION", Shared, "904", "904"),
    (0x8010_000C, "SCARD_E_NO_SMARTCARD", NoCard, "001", "L02"),
    (0x8010_000D, "SCARD_E_UNKNOWN_CARD", Mute, "001", "001"),
    (0x8010_000E, "SCARD_E_CANT_DISPOSE", Broken, "001", "001"),
    (0x8010_000F, "SCARD_E_PROTO_MISMATCH", Mute, "001", "001"),
    (0x8010_0010, "SCARD_E_NOT_READY", Mute, "001", "001"),
    (0x8010_0011, "SCARD_E_INVALID_VALUE", Driver, "008", "008"),
    (0x8010_0012, "SCARD_E_SYSTEM_CANCELLED", ServiceGone, "008", "008"),
    (0x8010_0013, "SCARD_F_COMM_ERROR", Broken, "001", "001"),
    (0x8010_0014, "SCARD_F_UNKNOWN_ERROR", Broken, "001", "001"),
    (0x8010_0015, "SCARD_E_INVALID_ATR", Mute, "001", "001"),
    (0x8010_0016, "SCARD_E_NOT_TRANSACTED", Broken, "001", "001"),
    (0x8010_0017, "SCARD_E_READER_UNAVAILABLE", ReaderGone, "008", "008"),
    (0x8010_0018, "SCARD_P_SHUTDOWN", ServiceGone, "008", "008"),
    (0x8010_0019, "SCARD_E_PCI_TOO_SMALL", Driver, "008", "008"),
    (0x8010_001A, "SCARD_E_READER_UNSUPPORTED", Driver, "906", "906"),
    (0x8010_001B, "SCARD_E_DUPLICATE_READER", Driver, "906", "906"),
    (0x8010_001C, "SCARD_E_CARD_UNSUPPORTED", Mute, "001", "001"),
    (0x8010_001D, "SCARD_E_NO_SERVICE", ServiceGone, "008", "008"),
    (0x8010_001E, "SCARD_E_SERVICE_STOPPED", ServiceGone, "008", "008"),
    (0x8010_001F, "SCARD_E_UNEXPECTED", Broken, "001", "001"),
    (0x8010_0022, "SCARD_E_UNSUPPORTED_FEATURE", Driver, "906", "906"),
    (0x8010_0020, "SCARD_E_ICC_INSTALLATION", Driver, "904", "904"),
    (0x8010_0021, "SCARD_E_ICC_CREATEORDER", Driver, "904", "904"),
    (0x8010_0023, "SCARD_E_DIR_NOT_FOUND", Driver, "904", "904"),
    (0x8010_0024, "SCARD_E_FILE_NOT_FOUND", Driver, "904", "904"),
    (0x8010_0025, "SCARD_E_NO_DIR", Driver, "904", "904"),
    (0x8010_0026, "SCARD_E_NO_FILE", Driver, "904", "904"),
    (0x8010_0027, "SCARD_E_NO_ACCESS", Refused, "905", "905"),
    (0x8010_0028, "SCARD_E_WRITE_TOO_MANY", Driver, "904", "904"),
    (0x8010_0029, "SCARD_E_BAD_SEEK", Driver, "904", "904"),
    (0x8010_002A, "SCARD_E_INVALID_CHV", Driver, "904", "904"),
    (0x8010_002B, "SCARD_E_UNKNOWN_RES_MNG", Broken, "001", "001"),
    (0x8010_002C, "SCARD_E_NO_SUCH_CERTIFICATE", Driver, "904", "904"),
    (0x8010_002D, "SCARD_E_CERTIFICATE_UNAVAILABLE", Driver, "904", "904"),
    (0x8010_002E, "SCARD_E_NO_READERS_AVAILABLE", ReaderGone, "008", "008"),
    (0x8010_002F, "SCARD_E_COMM_DATA_LOST", Broken, "001", "001"),
    (0x8010_0030, "SCARD_E_NO_KEY_CONTAINER", Driver, "904", "904"),
    (0x8010_0031, "SCARD_E_SERVER_TOO_BUSY", Shared, "904", "904"),
    (0x8010_0032, "SCARD_E_PIN_CACHE_EXPIRED", Driver, "904", "904"),
    (0x8010_0033, "SCARD_E_NO_PIN_CACHE", Driver, "904", "904"),
    (0x8010_0034, "SCARD_E_READ_ONLY_CARD", Driver, "904", "904"),
    (0x8010_0065, "SCARD_W_UNSUPPORTED_CARD", Mute, "001", "001"),
    (0x8010_0066, "SCARD_W_UNRESPONSIVE_CARD", Mute, "001", "001"),
    (0x8010_0067, "SCARD_W_UNPOWERED_CARD", Mute, "001", "001"),
    (0x8010_0068, "SCARD_W_RESET_CARD", Reset, "001", "001"),
    (0x8010_0069, "SCARD_W_REMOVED_CARD", CardRemoved, "L02", "L02"),
    (0x8010_006A, "SCARD_W_SECURITY_VIOLATION", Refused, "905", "905"),
    (0x8010_006B, "SCARD_W_WRONG_CHV", Driver, "904", "904"),
    (0x8010_006C, "SCARD_W_CHV_BLOCKED", Driver, "904", "904"),
    (0x8010_006D, "SCARD_W_EOF", Driver, "904", "904"),
    (0x8010_006E, "SCARD_W_CANCELLED_BY_USER", Driver, "L04", "L04"),
    (0x8010_006F, "SCARD_W_CARD_NOT_AUTHENTICATED", Driver, "904", "904"),
    (0x8010_0070, "SCARD_W_CACHE_ITEM_NOT_FOUND", Driver, "904", "904"),
    (0x8010_0071, "SCARD_W_CACHE_ITEM_STALE", Driver, "904", "904"),
    (0x8010_0072, "SCARD_W_CACHE_ITEM_TOO_BIG", Driver, "904", "904"),
    (2, "ERROR_FILE_NOT_FOUND", ReaderGone, "008", "008"),
    (5, "ERROR_ACCESS_DENIED", Refused, "905", "905"),
    (6, "ERROR_INVALID_HANDLE", ServiceGone, "008", "008"),
    (21, "ERROR_NOT_READY", Mute, "001", "001"),
    (22, "ERROR_BAD_COMMAND", Broken, "001", "001"),
    (23, "ERROR_CRC", Broken, "001", "001"),
    (31, "ERROR_GEN_FAILURE", Broken, "001", "001"),
    (32, "ERROR_SHARING_VIOLATION", Shared, "904", "904"),
    (55, "ERROR_DEV_NOT_EXIST", ReaderGone, "008", "008"),
    (109, "ERROR_BROKEN_PIPE", ServiceGone, "008", "008"),
    (121, "ERROR_SEM_TIMEOUT", TimedOut, "001", "001"),
    (122, "ERROR_INSUFFICIENT_BUFFER", OversizedAnswer, "906", "906"),
    (170, "ERROR_BUSY", Shared, "904", "904"),
    (234, "ERROR_MORE_DATA", OversizedAnswer, "906", "906"),
    (433, "ERROR_NO_SUCH_DEVICE", ReaderGone, "008", "008"),
    (995, "ERROR_OPERATION_ABORTED", Broken, "001", "001"),
    (1_058, "ERROR_SERVICE_DISABLED", ServiceGone, "008", "008"),
    (1_062, "ERROR_SERVICE_NOT_ACTIVE", ServiceGone, "008", "008"),
    (1_110, "ERROR_MEDIA_CHANGED", Reset, "001", "001"),
    (1_112, "ERROR_NO_MEDIA_IN_DRIVE", NoCard, "001", "L02"),
    (1_117, "ERROR_IO_DEVICE", Broken, "001", "001"),
    (1_167, "ERROR_DEVICE_NOT_CONNECTED", ReaderGone, "008", "008"),
    (1_223, "ERROR_CANCELLED", ServiceGone, "008", "008"),
    (1_460, "ERROR_TIMEOUT", TimedOut, "001", "001"),
    (1_617, "ERROR_DEVICE_REMOVED", ReaderGone, "008", "008"),
    (1_722, "RPC_S_SERVER_UNAVAILABLE", ServiceGone, "008", "008"),
    (1_726, "RPC_S_CALL_FAILED", ServiceGone, "008", "008"),
    (1_727, "RPC_S_CALL_FAILED_DNE", ServiceGone, "008", "008"),
    (1_785, "ERROR_UNRECOGNIZED_MEDIA", Mute, "001", "001"),
];

/// By the number itself, as a maker's own program tells it.
fn by_number(step: Step, code: u32) -> String {
    diagnose(&Symptom::new(step, Happened::Pcsc(code)))
        .code
        .to_string()
}

/// By the failure of a link.
fn by_link(step: Step, code: u32) -> String {
    let error = LinkError {
        kind: Code(code).kind(),
        sent: Sent::Maybe,
        code: Some(code),
    };
    let diagnosis = diagnose(&link_symptom(step, error));
    assert_eq!(
        diagnosis.origin.cause.extra,
        Some(code),
        "the number is kept"
    );
    let shown = diagnosis.origin.cause.to_string();
    assert!(shown.contains(&format!("{code:08X}")), "{shown}");
    diagnosis.code.to_string()
}

#[test]
fn every_code_has_its_meaning_and_its_code_at_the_counter() {
    for &(code, name, kind, first, later) in CODES {
        assert_eq!(Code(code).name(), Some(name));
        assert_eq!(Code(code).kind(), kind, "{name}");
        assert_eq!(by_number(Step::Detect, code), first, "{name}");
        assert_eq!(by_number(Step::ReadPhoto, code), later, "{name}");
        for (step, told) in [(Step::Detect, first), (Step::ReadPhoto, later)] {
            let by_link = by_link(step, code);
            // Where the link knows no more than that the driver failed, the number may say more.
            let nearest = kind == Driver && by_link == "008";
            assert!(by_link == told || nearest, "{name}: {by_link}, {told}");
        }
        // As Windows wraps it.
        if code < 0x1_0000 {
            let wrapped = 0x8007_0000 | code;
            assert_eq!(Code(wrapped).kind(), kind, "{name}");
            assert_eq!(by_number(Step::Detect, wrapped), first, "{name}");
        }
    }
    let named: Vec<u32> = Code::NAMED.iter().map(|code| code.0).collect();
    let listed: Vec<u32> = CODES.iter().map(|line| line.0).collect();
    assert_eq!(named, listed);
}

/// The codes that public reports name: the card lies badly, and nobody is sent to look at a cable.
#[test]
fn codes_that_mean_the_card_do_not_mean_the_cable() {
    for code in [22, 31, 1112, 1117] {
        for &step in Step::ALL {
            for told in [by_number(step, code), by_link(step, code)] {
                assert!(told == "001" || told == "L02", "{code} at {step}: {told}");
            }
        }
    }
}

#[test]
fn a_refusal_is_not_a_dead_service_and_no_code_is_the_callers_cancel() {
    for code in [Code::SECURITY_VIOLATION, Code::NO_ACCESS, Code(5)] {
        assert_eq!(code.kind(), Refused, "{code}");
        assert_eq!(by_link(Step::Detect, code.0), "905", "{code}");
    }
    for code in (0..=0xFFFF)
        .chain(0x8007_0000..=0x8007_FFFF)
        .chain(0x8010_0000..=0x8010_FFFF)
    {
        assert_ne!(Code(code).kind(), Cancelled, "{code:08X}");
    }
}

/// No code of PC/SC becomes a word on somebody's PIN, and an unknown one is kept.
#[test]
fn an_unknown_code_is_told_as_such() {
    for code in [
        0,
        1,
        50,
        9999,
        0x8010_0035,
        0x8010_0064,
        0x8010_0073,
        0xC000_0001,
        u32::MAX,
    ] {
        assert_eq!(Code(code).name(), None, "{code:08X}");
        assert_eq!(Code(code).kind(), Driver, "{code:08X}");
        assert_eq!(by_number(Step::Detect, code), "008");
        assert_eq!(by_link(Step::Detect, code), "008");
    }
}

/// Where the headers of libpcsclite or of Windows are installed: none of their codes is missing.
#[test]
fn no_code_of_an_installed_header_is_missing() {
    for header in [
        "/usr/include/PCSC/pcsclite.h",
        "/usr/share/mingw-w64/include/winerror.h",
    ] {
        let text = std::fs::read(header).unwrap_or_default();
        for line in String::from_utf8_lossy(&text).lines() {
            let mut words = line.split_whitespace();
            let (Some("#define"), Some(name)) = (words.next(), words.next()) else {
                continue;
            };
            let Some(at) = line.find("0x8010").filter(|_| name.starts_with("SCARD_")) else {
                continue;
            };
            let code = u32::from_str_radix(&line[at + 2..at + 10], 16).unwrap();
            assert!(Code(code).name().is_some(), "{header}: {name} {code:08X}");
        }
    }
}
