//! The PC/SC transport against a scripted service: no reader, no PC/SC, every trouble.

use std::sync::Arc;
use std::time::{Duration, Instant};

use mynareader::transport::pcsc::{Code, Connection, Disposition, Options, Reader, readers};
use mynareader::transport::{
    LinkCapabilities, LinkError, LinkErrorKind, ResponseBuffer, Sent, ShortBlock, Transport,
};
use mynareader_kit::service::{Call, NAME, Next, Scripted as Fake};

const COMMAND: [u8; 5] = [0x00, 0xB0, 0x00, 0x00, 0x00];
/// A VERIFY of the PIN 1234.
const VERIFY: &[u8] = b"\x00\x20\x00\x80\x041234";
/// Long enough for anything that is to happen.
const LONG: Duration = Duration::from_secs(20);
/// Long enough to see that something does not happen.
const SHORT: Duration = Duration::from_millis(60);

fn options(flicker: u64) -> Options {
    let mut options = Options::default();
    options.sharing_patience = Duration::from_millis(400);
    options.flicker = Duration::from_millis(flicker);
    options
}

fn reader(fake: &Fake) -> Reader {
    Reader::new(Arc::new(fake.clone()), fake.name(), options(0))
}

/// A reader with card 1, connected.
fn connected(fake: &Fake) -> (Reader, Connection) {
    fake.insert(1);
    let mut reader = reader(fake);
    reader.wait_for_card(LONG).unwrap();
    let connection = reader.connect().unwrap();
    (reader, connection)
}

fn send(link: &mut dyn Transport, command: &[u8]) -> Result<Vec<u8>, LinkError> {
    let mut response = ResponseBuffer::new();
    link.transmit(command, &mut response, LONG)?;
    Ok(response.as_bytes().to_vec())
}

/// The failure of a call that carries no command.
fn refused(code: Code) -> LinkError {
    LinkError::with_code(code.kind(), Sent::No, code.0)
}

fn kind<T: std::fmt::Debug>(outcome: Result<T, LinkError>) -> LinkErrorKind {
    outcome.unwrap_err().kind
}

#[test]
fn readers_are_listed_by_their_japanese_names_and_none_is_no_error() {
    let fake = Fake::new();
    let names = readers(&fake).unwrap();
    assert_eq!(names.len(), 1);
    assert_eq!(&names[0], NAME);

    fake.unplug();
    assert_eq!(readers(&fake), Ok(Vec::new()));
    fake.stop_service();
    let gone = readers(&fake).unwrap_err();
    assert_eq!(gone.kind, LinkErrorKind::ServiceGone);
    assert_eq!(gone.code, Some(Code::NO_SERVICE.0));
}

/// On Windows a service that does not run is what no reader looks like.
#[test]
fn where_the_service_stops_with_the_last_reader_none_is_no_error_either() {
    let fake = Fake::new();
    fake.script().stops_without_readers = true;
    for code in [
        Code::NO_SERVICE,
        Code::SERVICE_STOPPED,
        Code(1062),
        Code(0x8007_0426),
    ] {
        fake.stop_service();
        fake.script().establish_fails.push_back(code);
        assert_eq!(readers(&fake), Ok(Vec::new()), "{code}");
    }
    for code in [Code(1058), Code::NO_MEMORY, Code::SECURITY_VIOLATION] {
        fake.script().establish_fails.push_back(code);
        assert_eq!(readers(&fake), Err(refused(code)), "{code}");
    }
}

/// By driver an empty reader answers as empty or as "removed": one thing.
#[test]
fn an_empty_reader_is_told_as_one_whatever_its_driver_says() {
    for code in [Code::NO_SMARTCARD, Code::REMOVED_CARD] {
        let fake = Fake::new();
        fake.script().connect_fails.push_back(code);
        let error = reader(&fake).connect().unwrap_err();
        assert_eq!(
            (error.kind, error.code),
            (LinkErrorKind::NoCard, Some(code.0))
        );
    }
}

/// Windows' own programs and the national software hold a card for seconds after it was placed.
#[test]
fn the_patience_with_other_programs_can_be_set() {
    let fake = Fake::new();
    fake.insert(1);
    let mut reader = reader(&fake);
    fake.script().held = u32::MAX;
    let start = Instant::now();
    assert_eq!(kind(reader.connect()), LinkErrorKind::Shared);
    assert!(start.elapsed() < Duration::from_secs(1));
    reader.set_sharing_patience(Duration::from_millis(1500));
    fake.later(1000, |fake| fake.script().held = 0);
    drop(reader.connect().unwrap());
    assert!(start.elapsed() >= Duration::from_secs(1));
}

#[test]
fn a_wait_ends_with_the_card_and_otherwise_with_its_limit() {
    let fake = Fake::new();
    let mut reader = reader(&fake);
    assert_eq!(kind(reader.wait_for_card(SHORT)), LinkErrorKind::TimedOut);
    assert_eq!(
        kind(reader.wait_for_card(Duration::ZERO)),
        LinkErrorKind::TimedOut
    );
    fake.later(30, |fake| fake.insert(1));
    assert_eq!(reader.wait_for_card(LONG), Ok(()));
    assert_eq!(reader.has_card(), Ok(true));
    assert_eq!(
        kind(reader.wait_for_removal(SHORT)),
        LinkErrorKind::TimedOut
    );
    fake.later(30, Fake::remove);
    assert_eq!(reader.wait_for_removal(LONG), Ok(()));
    assert_eq!(reader.has_card(), Ok(false));
    assert_eq!(reader.wait_for_removal(Duration::ZERO), Ok(()));
}

#[test]
fn a_wait_blocks_in_the_service_and_does_not_poll() {
    let fake = Fake::new();
    let mut reader = reader(&fake);
    assert!(reader.wait_for_card(Duration::from_millis(300)).is_err());
    // One look at the state, one wait for its change.
    assert!(fake.script().waits <= 3, "{} calls", fake.script().waits);
}

#[test]
fn a_wait_is_cancelled_from_another_thread_before_and_during() {
    let fake = Fake::new();
    let mut reader = reader(&fake);
    let handle = reader.cancel_handle();

    handle.cancel();
    assert_eq!(kind(reader.wait_for_card(LONG)), LinkErrorKind::Cancelled);

    let start = Instant::now();
    let later = handle.clone();
    fake.later(50, move |_| later.cancel());
    assert_eq!(kind(reader.wait_for_card(LONG)), LinkErrorKind::Cancelled);
    assert!(start.elapsed() < LONG / 2, "did not wait for the limit");

    // While the service is away, too.
    fake.stop_service();
    let later = handle.clone();
    fake.later(50, move |_| later.cancel());
    assert_eq!(kind(reader.wait_for_card(LONG)), LinkErrorKind::Cancelled);

    // And the next wait is not touched by it.
    fake.start_service();
    fake.insert(1);
    assert_eq!(reader.wait_for_card(LONG), Ok(()));

    // The patience with another program's hold.
    fake.script().held = u32::MAX;
    handle.cancel();
    assert_eq!(kind(reader.connect()), LinkErrorKind::Cancelled);
}

#[test]
fn the_service_may_stop_and_come_back_during_a_wait() {
    let fake = Fake::new();
    let mut reader = reader(&fake);
    fake.later(20, |fake| {
        fake.stop_service();
        fake.later(150, |fake| {
            fake.start_service();
            fake.insert(1);
        });
    });
    assert_eq!(reader.wait_for_card(LONG), Ok(()));

    fake.stop_service();
    let away = reader.wait_for_removal(SHORT).unwrap_err();
    assert_eq!(away.kind, LinkErrorKind::ServiceGone);
    assert_eq!(away.code, Some(Code::NO_SERVICE.0));
}

/// A service that dies does not always say so: what its client hears first depends on where the
/// connection broke.
#[test]
fn a_dying_service_may_say_something_else_first() {
    for first in [Code::COMM_ERROR, Code::SECURITY_VIOLATION] {
        let fake = Fake::new();
        let mut reader = reader(&fake);
        fake.script().last_words.push_back(first);
        fake.later(20, |fake| {
            fake.stop_service();
            fake.later(150, |fake| {
                fake.start_service();
                fake.insert(1);
            });
        });
        assert_eq!(reader.wait_for_card(LONG), Ok(()), "{first}");
        assert!(fake.script().last_words.is_empty(), "{first} was heard");
    }
}

/// A context that outlived its service says so by whatever code (Yubico.NET.SDK#13): every call
/// outside of commands goes on with a new one.
#[test]
fn a_stale_context_is_renewed_whatever_it_says() {
    for code in [
        Code::INVALID_HANDLE,
        Code::SERVICE_STOPPED,
        Code::NO_SERVICE,
        Code::INTERNAL_ERROR,
        Code::COMM_ERROR,
        Code::UNKNOWN_ERROR,
        Code::INVALID_PARAMETER,
        Code::CANCELLED,
        Code::SYSTEM_CANCELLED,
        Code::NO_READERS_AVAILABLE,
        Code::SECURITY_VIOLATION,
        Code(6),
        Code(0x6A6),
        Code(0x8010_00FF),
        Code(0xC000_0001),
        Code(u32::MAX),
    ] {
        let fake = Fake::new();
        let mut reader = reader(&fake);
        assert_eq!(reader.has_card(), Ok(false));
        fake.script().stale = Some(code);
        assert_eq!(reader.has_card(), Ok(false), "{code}");
        assert_eq!(fake.script().contexts, 2, "{code}");

        // In a wait, too.
        fake.script().stale = None;
        let fake = Fake::new();
        let mut reader = self::reader(&fake);
        fake.later(30, move |fake| {
            fake.script().stale = Some(code);
            fake.insert(1);
        });
        assert_eq!(reader.wait_for_card(LONG), Ok(()), "{code}");

        // And at the connection's end.
        let connection = reader.connect().unwrap();
        drop(connection);
        assert!(!fake.script().powered, "{code}");
    }
}

/// A refusal that stays is returned with its number, before the limit, and after few calls.
#[test]
fn a_wait_does_not_spin_and_does_not_hide_what_stays() {
    for code in [Code::SECURITY_VIOLATION, Code::NO_ACCESS] {
        let fake = Fake::new();
        let mut reader = reader(&fake);
        fake.script().waits_say = Some(code);
        let start = Instant::now();
        let error = reader.wait_for_card(Duration::MAX).unwrap_err();
        assert_eq!((error.kind, error.code), (code.kind(), Some(code.0)));
        assert!(start.elapsed() < LONG / 2);
        assert!(
            fake.script().waits <= 10,
            "{code}: {} calls",
            fake.script().waits
        );
    }
    // Whatever else may come and go is waited for until the limit, also what nobody lists, and what
    // says nothing new is not asked all the time.
    for code in [
        Code::TIMEOUT,
        Code::CANCELLED,
        Code::SYSTEM_CANCELLED,
        Code::NO_SERVICE,
        Code::UNKNOWN_READER,
        Code::INVALID_HANDLE,
        Code::INTERNAL_ERROR,
        Code::INVALID_VALUE,
        Code::UNKNOWN_ERROR,
        Code::SYSTEM_ACCESS_DENIED,
        Code::SYSTEM_OPERATION_ABORTED,
        Code(0x7E),
        Code(0xC000_0001),
    ] {
        let fake = Fake::new();
        let mut reader = reader(&fake);
        fake.script().waits_say = Some(code);
        let limit = Duration::from_millis(1300);
        let start = Instant::now();
        let error = reader.wait_for_card(limit).unwrap_err();
        assert!(start.elapsed() >= limit, "{code}");
        assert_eq!(error.kind, code.kind(), "{code}");
        let told = (code != Code::TIMEOUT).then_some(code.0);
        assert_eq!(error.code, told, "{code}");
        assert!(
            fake.script().waits <= 20,
            "{code}: {} calls",
            fake.script().waits
        );
        fake.script().waits_say = None;
        fake.insert(1);
        assert_eq!(reader.wait_for_card(LONG), Ok(()), "{code}");
    }
    // A few of it are put up with.
    let fake = Fake::new();
    let mut reader = reader(&fake);
    fake.script().waits_fail = [Code::SECURITY_VIOLATION; 4].into();
    fake.insert(1);
    assert_eq!(reader.wait_for_card(LONG), Ok(()));
}

/// The system cancels, too, when a session or the service ends (pyscard#27).
#[test]
fn only_a_cancel_that_was_asked_for_is_told_as_one() {
    for code in [
        Code::CANCELLED,
        Code::SYSTEM_CANCELLED,
        Code::SHUTDOWN,
        Code(1223),
        Code(995),
    ] {
        let fake = Fake::new();
        fake.insert(1);
        let mut reader = reader(&fake);

        // In a wait it goes on, and the card is found.
        fake.script().waits_fail = [code; 3].into();
        assert_eq!(reader.wait_for_card(LONG), Ok(()), "{code}");

        // In a connection.
        fake.script().connect_fails = [code].into();
        let error = reader.connect().unwrap_err();
        assert_ne!(error.kind, LinkErrorKind::Cancelled, "{code}");
        assert_eq!(error.code, Some(code.0));

        // In a command: once on the wire, and not the caller's.
        let mut connection = reader.connect().unwrap();
        fake.script().next.push_back(Next::Fail(code));
        let error = send(&mut connection, VERIFY).unwrap_err();
        assert_ne!(error.kind, LinkErrorKind::Cancelled, "{code}");
        assert_eq!((error.sent, error.code), (Sent::Maybe, Some(code.0)));
        drop(connection);
        assert_eq!(fake.wire(), [VERIFY]);

        // While the system cancels all the time, ours is told all the same.
        fake.remove();
        fake.script().waits_say = Some(Code::CANCELLED);
        let handle = reader.cancel_handle();
        fake.later(100, move |_| handle.cancel());
        let start = Instant::now();
        assert_eq!(kind(reader.wait_for_card(LONG)), LinkErrorKind::Cancelled);
        assert!(start.elapsed() < Duration::from_secs(2));
    }
}

#[test]
fn the_reader_may_be_unplugged_and_plugged_again_during_a_wait() {
    let fake = Fake::new();
    let mut reader = reader(&fake);
    fake.later(20, |fake| {
        fake.unplug();
        fake.later(150, |fake| {
            fake.plug();
            fake.insert(1);
        });
    });
    assert_eq!(reader.wait_for_card(LONG), Ok(()));

    fake.unplug();
    assert_eq!(kind(reader.wait_for_card(SHORT)), LinkErrorKind::ReaderGone);
    assert_eq!(kind(reader.has_card()), LinkErrorKind::ReaderGone);
    assert_eq!(kind(reader.connect()), LinkErrorKind::ReaderGone);
}

#[test]
fn a_reader_that_comes_back_under_another_index_is_found_where_that_is_certain() {
    let other = "顔認証付きカードリーダー 01 00";
    let second =
        || mynareader::transport::pcsc::ReaderName::new("顔認証付きカードリーダー 02 00").unwrap();
    let limit = Duration::from_millis(700);

    let fake = Fake::new();
    let mut reader = reader(&fake);
    assert_eq!(kind(reader.wait_for_card(SHORT)), LinkErrorKind::TimedOut);
    fake.later(20, move |fake| {
        fake.unplug();
        fake.later(250, move |fake| {
            fake.plug_as(other);
            fake.insert(1);
        });
    });
    assert_eq!(reader.wait_for_card(LONG), Ok(()));
    assert_eq!(reader.name(), other);
    drop(reader.connect().unwrap());

    // The card that had its turn has none because the reader's name is another.
    fake.unplug();
    fake.plug();
    assert_eq!(kind(reader.wait_for_card(limit)), LinkErrorKind::TimedOut);
    assert_eq!(reader.name(), NAME);

    // Two of one make: neither when both were there before, nor when two came.
    let fake = Fake::new();
    fake.script().others.push(second());
    let mut reader = self::reader(&fake);
    assert_eq!(kind(reader.wait_for_card(SHORT)), LinkErrorKind::TimedOut);
    fake.unplug();
    assert_eq!(kind(reader.wait_for_card(limit)), LinkErrorKind::ReaderGone);
    assert_eq!(reader.name(), NAME);
    let fake = Fake::new();
    let mut reader = self::reader(&fake);
    assert_eq!(kind(reader.wait_for_card(SHORT)), LinkErrorKind::TimedOut);
    fake.script().others.push(second());
    fake.plug_as(other);
    assert_eq!(kind(reader.wait_for_card(limit)), LinkErrorKind::ReaderGone);
    assert_eq!(reader.name(), NAME);

    // One that was never there, and one of another slot.
    let fake = Fake::new();
    fake.plug_as(other);
    let mut reader = self::reader(&fake);
    assert_eq!(kind(reader.wait_for_card(limit)), LinkErrorKind::ReaderGone);
    fake.plug();
    assert_eq!(kind(reader.wait_for_card(SHORT)), LinkErrorKind::TimedOut);
    fake.plug_as("顔認証付きカードリーダー 01 01");
    assert_eq!(kind(reader.wait_for_card(limit)), LinkErrorKind::ReaderGone);
}

#[test]
fn a_sharing_violation_is_put_up_with_for_a_bounded_time() {
    let fake = Fake::new();
    fake.insert(1);
    fake.script().held = 3;
    let mut reader = reader(&fake);
    drop(reader.connect().unwrap());

    fake.script().held = u32::MAX;
    let start = Instant::now();
    let held = reader.connect().unwrap_err();
    assert_eq!((held.kind, held.sent), (LinkErrorKind::Shared, Sent::No));
    assert_eq!(held.code, Some(Code::SHARING_VIOLATION.0));
    assert!(start.elapsed() >= Duration::from_millis(400));
    assert!(start.elapsed() < LONG / 2);
}

/// With pcsc-lite `SCardConnect` returns only when another program's transaction is over (PCSC#254).
#[test]
fn a_connection_keeps_its_limit_while_another_program_is_in_a_transaction() {
    let fake = Fake::new();
    fake.insert(1);
    fake.script().transaction = true;
    let mut reader = reader(&fake);
    for _ in 0..3 {
        let start = Instant::now();
        let held = reader.connect().unwrap_err();
        assert_eq!((held.kind, held.sent), (LinkErrorKind::Shared, Sent::No));
        assert!(start.elapsed() >= Duration::from_millis(400));
        assert!(start.elapsed() < Duration::from_secs(2));
        assert_eq!(
            fake.script().blocked,
            1,
            "one thread, however often it is tried"
        );
    }
    // A cancel ends it at once, and not the next one.
    let handle = reader.cancel_handle();
    fake.later(50, move |_| handle.cancel());
    let start = Instant::now();
    assert_eq!(kind(reader.connect()), LinkErrorKind::Cancelled);
    assert!(start.elapsed() < Duration::from_millis(350));
    // The reader is usable meanwhile, and the card has not had its turn.
    assert_eq!(reader.has_card(), Ok(true));
    assert_eq!(reader.wait_for_card(LONG), Ok(()));

    // What comes when nobody wants it any more is powered down.
    fake.end_transaction();
    let end = Instant::now() + LONG;
    let unpower = [Call::Connect, Call::Disconnect(Disposition::Unpower)];
    while fake.calls() != unpower {
        assert!(Instant::now() < end, "{:?}", fake.calls());
        std::thread::sleep(Duration::from_millis(5));
    }
    assert!(!fake.script().powered);

    // And the next attempt gets the card; so does one that was waiting when the transaction ended.
    drop(reader.connect().unwrap());
    fake.script().transaction = true;
    assert_eq!(kind(reader.connect()), LinkErrorKind::Shared);
    fake.later(50, Fake::end_transaction);
    let mut connection = reader.connect().unwrap();
    assert_eq!(send(&mut connection, &COMMAND), Ok(vec![0x90, 0x00]));
    drop(connection);
    assert!(!fake.script().powered);
}

#[test]
fn taking_back_and_powering_down_keep_their_limits_while_another_program_is_in_a_transaction() {
    let fake = Fake::new();
    let (reader, mut connection) = connected(&fake);
    connection.release().unwrap();
    fake.script().transaction = true;
    let start = Instant::now();
    let held = connection.reacquire(SHORT, |_| unreachable!("not taken"));
    assert_eq!(kind(held), LinkErrorKind::Shared);
    assert!(start.elapsed() < Duration::from_secs(2));

    let handle = reader.cancel_handle();
    fake.later(50, move |_| handle.cancel());
    let start = Instant::now();
    let cancelled = connection.reacquire(LONG, |_| unreachable!("not taken"));
    assert_eq!(kind(cancelled), LinkErrorKind::Cancelled);
    assert!(start.elapsed() < LONG / 4);

    fake.later(50, Fake::end_transaction);
    connection.reacquire(LONG, |_| Ok(true)).unwrap();

    // A stale channel, so that the power has to be taken by a connection of its own.
    {
        let mut world = fake.script();
        world.transaction = true;
        world.disconnect_fails.push_back(Code::RESET_CARD);
        world.reconnect_fails.push_back(Code::INVALID_HANDLE);
    }
    let start = Instant::now();
    assert_eq!(kind(connection.power_down()), LinkErrorKind::Shared);
    assert!(start.elapsed() < Duration::from_secs(2));
    assert!(fake.script().powered, "and it was said");
    // The thread does it as soon as it can.
    fake.end_transaction();
    let end = Instant::now() + LONG;
    while fake.script().powered {
        assert!(Instant::now() < end);
        std::thread::sleep(Duration::from_millis(5));
    }
    connection.power_down().unwrap();
}

#[test]
fn other_errors_of_a_connection_are_returned_at_once() {
    let fake = Fake::new();
    let mut reader = reader(&fake);
    assert_eq!(kind(reader.connect()), LinkErrorKind::NoCard);
    fake.insert(1);
    for (code, expected) in [
        (Code::UNRESPONSIVE_CARD, LinkErrorKind::Mute),
        (Code::PROTO_MISMATCH, LinkErrorKind::Mute),
        (Code(31), LinkErrorKind::Broken),
        (Code(0x7E), LinkErrorKind::Driver),
        (Code::NO_ACCESS, LinkErrorKind::Refused),
    ] {
        fake.script().connect_fails.push_back(code);
        let failed = reader.connect().unwrap_err();
        assert_eq!((failed.kind, failed.code), (expected, Some(code.0)));
    }
    // Nobody had a turn, so the card still may.
    assert_eq!(reader.wait_for_card(LONG), Ok(()));
}

#[test]
fn every_end_takes_the_power_away() {
    let fake = Fake::new();
    let (mut reader, mut connection) = connected(&fake);
    assert!(fake.script().powered);
    connection.power_down().unwrap();
    assert!(!fake.script().powered);
    connection.power_down().unwrap();
    drop(connection);
    let unpower = Call::Disconnect(Disposition::Unpower);
    assert_eq!(fake.calls(), [Call::Connect, unpower.clone()]);

    // On drop, as on every `?`.
    drop(reader.connect().unwrap());
    assert_eq!(fake.calls()[2..], [Call::Connect, unpower]);
    assert!(!fake.script().powered);
}

#[test]
fn the_power_is_taken_away_even_when_the_channel_has_gone_stale() {
    // By the channel's reconnection.
    let fake = Fake::new();
    let (mut reader, mut connection) = connected(&fake);
    fake.script().disconnect_fails.push_back(Code::RESET_CARD);
    connection.power_down().unwrap();
    assert!(!fake.script().powered);

    // By a connection of its own, after the service was restarted.
    let mut connection = reader.connect().unwrap();
    fake.stop_service();
    fake.start_service();
    assert_eq!(
        kind(send(&mut connection, &COMMAND)),
        LinkErrorKind::ServiceGone
    );
    drop(connection);
    assert!(!fake.script().powered);

    // Not at all while the service is away: then it is said, and tried again.
    let mut connection = reader.connect().unwrap();
    fake.stop_service();
    assert_eq!(kind(connection.power_down()), LinkErrorKind::ServiceGone);
    assert!(fake.script().powered);
    fake.start_service();
    connection.power_down().unwrap();
    assert!(!fake.script().powered);
}

/// Waits until the chip has no power.
fn power_goes(fake: &Fake) -> bool {
    let end = Instant::now() + Duration::from_secs(10);
    while fake.script().powered && Instant::now() < end {
        std::thread::sleep(Duration::from_millis(10));
    }
    !fake.script().powered
}

/// Neither a service that stopped nor a reader that was unplugged has taken the power from a chip with
/// a verified PIN: that is told, and it is taken when they are back, also when nobody is left to ask.
#[test]
fn power_that_could_not_be_taken_is_told_and_taken_later() {
    type Act = fn(&Fake);
    let away: [(Act, Act, LinkErrorKind); 2] = [
        (
            Fake::stop_service,
            Fake::start_service,
            LinkErrorKind::ServiceGone,
        ),
        (Fake::unplug, Fake::plug, LinkErrorKind::ReaderGone),
    ];
    for (goes, returns, told) in away {
        for asked in [true, false] {
            let fake = Fake::new();
            let (reader, mut connection) = connected(&fake);
            send(&mut connection, VERIFY).unwrap();
            goes(&fake);
            if asked {
                assert_eq!(kind(connection.power_down()), told);
                assert_eq!(kind(connection.power_down()), told, "not yet");
            }
            drop((reader, connection));
            std::thread::sleep(Duration::from_millis(250));
            assert!(fake.script().powered, "nobody can have taken it");
            returns(&fake);
            assert!(power_goes(&fake), "{told:?} {asked}");
        }
        // Whoever asks again is told that it was taken.
        let fake = Fake::new();
        let (_reader, mut connection) = connected(&fake);
        goes(&fake);
        assert_eq!(kind(connection.power_down()), told);
        returns(&fake);
        assert!(power_goes(&fake));
        let end = Instant::now() + LONG;
        while connection.power_down().is_err() {
            assert!(Instant::now() < end);
        }
    }
}

/// What was verified for one patient is lost before the next connection can use it.
#[test]
fn power_that_is_owed_is_taken_before_the_next_connection() {
    let fake = Fake::new();
    let (mut reader, mut connection) = connected(&fake);
    send(&mut connection, VERIFY).unwrap();
    fake.stop_service();
    drop(connection);
    fake.start_service();
    reader.take_present_card();
    let mut connection = reader.connect().unwrap();
    send(&mut connection, &COMMAND).unwrap();
    let calls = fake.calls();
    let verified = calls
        .iter()
        .position(|call| *call == Call::Transmit(VERIFY.to_vec()))
        .unwrap();
    let next = calls
        .iter()
        .position(|call| *call == Call::Transmit(COMMAND.to_vec()))
        .unwrap();
    assert!(
        calls[verified..next].iter().any(|call| matches!(
            call,
            Call::Reconnect(Disposition::Unpower) | Call::Disconnect(Disposition::Unpower)
        )),
        "{calls:?}"
    );
    drop(connection);
    assert!(power_goes(&fake));
}

/// A driver that cannot power the card up again: the power is taken all the same, and it connects anew.
#[test]
fn power_that_is_owed_is_taken_by_a_disconnect_where_a_reconnect_fails() {
    let fake = Fake::new();
    let (mut reader, connection) = connected(&fake);
    fake.stop_service();
    drop(connection);
    fake.script().reconnect_fails.push_back(Code::COMM_ERROR);
    fake.start_service();
    let mut connection = reader.connect().unwrap();
    assert_eq!(send(&mut connection, &COMMAND), Ok(vec![0x90, 0x00]));
}

/// A card that went while its power was owed owes nothing, and the next one is left alone.
#[test]
fn power_is_not_owed_by_the_card_of_the_next_patient() {
    let fake = Fake::new();
    let (mut reader, mut connection) = connected(&fake);
    fake.stop_service();
    assert_eq!(kind(connection.power_down()), LinkErrorKind::ServiceGone);
    fake.remove();
    fake.start_service();
    assert_eq!(reader.wait_for_removal(LONG), Ok(()));
    assert_eq!(connection.power_down(), Ok(()), "it was seen to be gone");
    fake.insert(2);
    assert_eq!(reader.wait_for_card(LONG), Ok(()));
    let before = fake.calls().len();
    let mut next = reader.connect().unwrap();
    std::thread::sleep(Duration::from_millis(2500));
    send(&mut next, &COMMAND).unwrap();
    assert_eq!(
        fake.calls()[before..],
        [Call::Connect, Call::Transmit(COMMAND.to_vec())]
    );
}

#[test]
fn a_card_that_is_still_there_does_not_start_a_second_check_in() {
    let fake = Fake::new();
    let (mut reader, mut connection) = connected(&fake);
    assert_eq!(kind(reader.wait_for_card(SHORT)), LinkErrorKind::TimedOut);
    connection.power_down().unwrap();
    drop(connection);
    assert_eq!(kind(reader.wait_for_card(SHORT)), LinkErrorKind::TimedOut);

    // Unless it is asked for.
    reader.take_present_card();
    assert_eq!(reader.wait_for_card(LONG), Ok(()));
    drop(reader.connect().unwrap());
    assert_eq!(kind(reader.wait_for_card(SHORT)), LinkErrorKind::TimedOut);

    // Its removal and the next one start one.
    fake.later(20, |fake| {
        fake.remove();
        fake.later(20, |fake| fake.insert(2));
    });
    assert_eq!(reader.wait_for_card(LONG), Ok(()));
}

#[test]
fn cards_that_were_exchanged_while_nobody_looked_are_told_by_the_count() {
    let fake = Fake::new();
    let (mut reader, connection) = connected(&fake);
    drop(connection);
    fake.remove();
    fake.insert(2);
    assert_eq!(reader.wait_for_removal(LONG), Ok(()), "card 1 is gone");
    assert_eq!(reader.wait_for_card(LONG), Ok(()), "card 2 is there");

    // A service that does not count cannot tell: the card is taken for the same.
    fake.stop_counting();
    drop(reader.connect().unwrap());
    fake.remove();
    fake.insert(3);
    assert_eq!(kind(reader.wait_for_card(SHORT)), LinkErrorKind::TimedOut);
    fake.later(20, |fake| {
        fake.remove();
        fake.later(40, |fake| fake.insert(4));
    });
    assert_eq!(reader.wait_for_card(LONG), Ok(()));
}

#[test]
fn a_count_that_starts_afresh_is_no_removal() {
    let fake = Fake::new();
    let mut reader = reader(&fake);
    for card in 0..3 {
        fake.insert(card);
        reader.wait_for_card(LONG).unwrap();
        drop(reader.connect().unwrap());
        if card < 2 {
            fake.remove();
            reader.wait_for_removal(LONG).unwrap();
        }
    }
    fake.stop_service();
    fake.start_service();
    assert_eq!(kind(reader.wait_for_card(SHORT)), LinkErrorKind::TimedOut);
    fake.unplug();
    fake.plug();
    assert_eq!(kind(reader.wait_for_card(SHORT)), LinkErrorKind::TimedOut);
    fake.remove();
    fake.insert(9);
    assert_eq!(reader.wait_for_card(LONG), Ok(()));
}

#[test]
fn what_a_reader_reports_because_its_field_went_off_is_not_believed() {
    let fake = Fake::new();
    fake.insert(1);
    let mut reader = Reader::new(Arc::new(fake.clone()), fake.name(), options(200));
    reader.wait_for_card(LONG).unwrap();
    drop(reader.connect().unwrap());
    // The card lies where it lay; the reader says that it went and came.
    fake.later(20, |fake| {
        fake.remove();
        fake.later(20, |fake| fake.insert(1));
    });
    let limit = Duration::from_millis(500);
    assert_eq!(kind(reader.wait_for_card(limit)), LinkErrorKind::TimedOut);
    // A true exchange is believed.
    fake.later(20, |fake| {
        fake.remove();
        fake.insert(2);
    });
    assert_eq!(reader.wait_for_card(LONG), Ok(()));
}

#[test]
fn a_command_goes_on_the_wire_once_whatever_comes_back() {
    for code in [
        Code::NOT_TRANSACTED,
        Code::COMM_ERROR,
        Code::COMM_DATA_LOST,
        Code::INSUFFICIENT_BUFFER,
        Code::SHARING_VIOLATION,
        Code::RESET_CARD,
        Code::REMOVED_CARD,
        Code::NO_SERVICE,
        Code::TIMEOUT,
        Code::UNKNOWN_ERROR,
        Code::INVALID_HANDLE,
        Code(6),
        Code(31),
        Code(121),
        Code(0x45D),
        Code(0x6D),
    ] {
        let fake = Fake::new();
        let (_reader, mut connection) = connected(&fake);
        fake.script().next.push_back(Next::Fail(code));
        let error = send(&mut connection, VERIFY).unwrap_err();
        assert_eq!(error.code, Some(code.0), "{code}");
        let expected = match code {
            Code::SHARING_VIOLATION | Code::INVALID_HANDLE | Code(6) => Sent::No,
            _ => Sent::Maybe,
        };
        assert_eq!(error.sent, expected, "{code}");
        drop(connection);
        assert_eq!(fake.wire(), [VERIFY], "{code}");
    }
}

#[test]
fn a_removal_during_a_command_ends_the_session_and_lets_the_next_card_in() {
    let fake = Fake::new();
    let (mut reader, mut connection) = connected(&fake);
    fake.script().next.push_back(Next::Removal);
    let error = send(&mut connection, VERIFY).unwrap_err();
    assert_eq!(error.kind, LinkErrorKind::CardRemoved);
    assert_eq!(error.sent, Sent::Maybe);

    // Another card is never reached by the old connection.
    fake.insert(2);
    let refused = send(&mut connection, &COMMAND).unwrap_err();
    assert_eq!(
        (refused.kind, refused.sent),
        (LinkErrorKind::CardRemoved, Sent::No)
    );
    assert_eq!(kind(connection.reset()), LinkErrorKind::CardRemoved);
    assert_eq!(fake.wire(), [VERIFY]);
    drop(connection);
    assert_eq!(reader.wait_for_card(LONG), Ok(()));
}

/// A driver that says "no media" because the card moved proves no removal: the card that lies there
/// still does not start a second check-in.
#[test]
fn no_media_is_not_a_removal() {
    let fake = Fake::new();
    let (mut reader, mut connection) = connected(&fake);
    fake.script().next.push_back(Next::Fail(Code(1112)));
    let error = send(&mut connection, VERIFY).unwrap_err();
    assert_eq!(
        (error.kind, error.sent, error.code),
        (LinkErrorKind::NoCard, Sent::Maybe, Some(1112))
    );
    assert_eq!(kind(send(&mut connection, VERIFY)), LinkErrorKind::NoCard);
    drop(connection);
    assert!(!fake.script().powered);
    assert_eq!(kind(reader.wait_for_card(SHORT)), LinkErrorKind::TimedOut);
}

#[test]
fn a_reset_by_others_is_told_and_nothing_reaches_the_chip_until_it_is_dealt_with() {
    let fake = Fake::new();
    let (_reader, mut connection) = connected(&fake);
    fake.reset_by_others();
    for _ in 0..2 {
        assert_eq!(kind(send(&mut connection, VERIFY)), LinkErrorKind::Reset);
    }
    assert!(fake.wire().is_empty());
    connection.reset().unwrap();
    assert_eq!(send(&mut connection, &COMMAND), Ok(vec![0x90, 0x00]));
}

#[test]
fn a_reset_does_not_reach_over_to_another_card() {
    let fake = Fake::new();
    let (_reader, mut connection) = connected(&fake);
    fake.remove();
    fake.insert(2);
    assert_eq!(kind(connection.reset()), LinkErrorKind::CardRemoved);
    assert!(!fake.calls().contains(&Call::Reconnect(Disposition::Reset)));
    assert_eq!(
        kind(send(&mut connection, VERIFY)),
        LinkErrorKind::CardRemoved
    );
    assert!(fake.wire().is_empty());
}

#[test]
fn a_reset_that_fails_leaves_the_connection_refusing() {
    let fake = Fake::new();
    let (_reader, mut connection) = connected(&fake);
    fake.script().reconnect_fails.push_back(Code::COMM_ERROR);
    assert_eq!(kind(connection.reset()), LinkErrorKind::Broken);
    assert_eq!(kind(send(&mut connection, VERIFY)), LinkErrorKind::Reset);
    connection.reset().unwrap();
    assert!(send(&mut connection, &COMMAND).is_ok());
}

#[test]
fn answers_and_commands_of_impossible_length_are_refused() {
    let fake = Fake::new();
    let (_reader, mut connection) = connected(&fake);
    for short in [&[][..], &[0x04], &[0x00, 0xA4, 0x00]] {
        let refused = send(&mut connection, short).unwrap_err();
        assert_eq!(
            (refused.kind, refused.sent),
            (LinkErrorKind::InvalidCommand, Sent::No)
        );
    }
    let refused = send(&mut connection, &[0; 65_536]).unwrap_err();
    assert_eq!(
        (refused.kind, refused.sent),
        (LinkErrorKind::OversizedCommand, Sent::No)
    );
    let mut response = ResponseBuffer::new();
    let late = connection.transmit(VERIFY, &mut response, Duration::ZERO);
    assert_eq!(late, Err(LinkError::new(LinkErrorKind::TimedOut, Sent::No)));
    assert!(fake.wire().is_empty());

    for answer in [vec![], vec![0x90]] {
        fake.script().next.push_back(Next::Answer(answer));
        let broken = send(&mut connection, &COMMAND).unwrap_err();
        assert_eq!(
            (broken.kind, broken.sent),
            (LinkErrorKind::Broken, Sent::Maybe)
        );
    }
    let long = vec![0x5A; 65_535];
    fake.script().next.push_back(Next::Answer(long.clone()));
    assert_eq!(send(&mut connection, &COMMAND), Ok(long));
}

/// Drivers keep lengths in 16 bits (pyscard#100): 65,538 would be a buffer of two bytes.
#[test]
fn no_length_beyond_16_bits_is_stated_to_the_service() {
    let fake = Fake::new();
    fake.script().max_apdu_data = Some(65_536);
    let (_reader, mut connection) = connected(&fake);
    for length in [4, 261, 65_535] {
        send(&mut connection, &vec![0x00; length]).unwrap();
    }
    for length in [65_536, 65_544] {
        let refused = send(&mut connection, &vec![0x00; length]).unwrap_err();
        assert_eq!(refused.kind, LinkErrorKind::OversizedCommand);
        assert_eq!(refused.sent, Sent::No);
    }
    for claim in [65_536, 65_538, usize::MAX] {
        fake.script().next.push_back(Next::Claim(claim));
        let lie = send(&mut connection, &COMMAND).unwrap_err();
        assert_eq!(lie.kind, LinkErrorKind::OversizedAnswer);
        assert_eq!(lie.sent, Sent::Maybe);
    }
    connection.power_down().unwrap();
    let stated = fake.script().stated.clone();
    assert!(
        stated.len() >= 5,
        "transmissions and questions to the driver"
    );
    assert!(stated.iter().all(|&length| length <= 65_535), "{stated:?}");
}

#[test]
fn the_card_is_handed_over_without_power_and_taken_back_when_it_is_the_same() {
    let fake = Fake::new();
    let (_reader, mut connection) = connected(&fake);
    connection.release().unwrap();
    assert!(!fake.script().powered);
    let refused = send(&mut connection, VERIFY).unwrap_err();
    assert_eq!(
        (refused.kind, refused.sent),
        (LinkErrorKind::Shared, Sent::No)
    );

    // The other program holds it for a while.
    fake.script().held = 4;
    connection
        .reacquire(LONG, |link| Ok(send(link, &COMMAND)? == [0x90, 0x00]))
        .unwrap();
    assert_eq!(send(&mut connection, &COMMAND), Ok(vec![0x90, 0x00]));
    drop(connection);
    assert!(!fake.script().powered);
}

#[test]
fn taking_back_waits_no_longer_than_its_limit_and_can_be_tried_again() {
    let fake = Fake::new();
    let (_reader, mut connection) = connected(&fake);
    connection.release().unwrap();
    fake.script().held = u32::MAX;
    let held = connection.reacquire(SHORT, |_| Ok(true));
    assert_eq!(kind(held), LinkErrorKind::Shared);
    fake.script().held = 0;
    assert_eq!(connection.reacquire(LONG, |_| Ok(true)), Ok(()));
    assert_eq!(
        kind(connection.reacquire(LONG, |_| Ok(true))),
        LinkErrorKind::NoCard
    );
}

#[test]
fn another_card_is_not_taken_back() {
    // By the count, before the proof is even asked for.
    let fake = Fake::new();
    let (mut reader, mut connection) = connected(&fake);
    connection.release().unwrap();
    fake.remove();
    fake.insert(2);
    let other = connection.reacquire(LONG, |_| unreachable!("the count has told"));
    assert_eq!(kind(other), LinkErrorKind::CardRemoved);
    assert!(!fake.script().powered);
    assert_eq!(
        kind(send(&mut connection, VERIFY)),
        LinkErrorKind::CardRemoved
    );
    assert_eq!(reader.wait_for_card(LONG), Ok(()), "card 2 has its turn");

    // By the proof, where the service does not count.
    let fake = Fake::new();
    fake.stop_counting();
    let (_reader, mut connection) = connected(&fake);
    connection.release().unwrap();
    fake.remove();
    fake.insert(2);
    let other = connection.reacquire(LONG, |_| Ok(false));
    assert_eq!(kind(other), LinkErrorKind::CardRemoved);
    assert!(!fake.script().powered);

    // By nothing being there.
    let fake = Fake::new();
    let (_reader, mut connection) = connected(&fake);
    connection.release().unwrap();
    fake.remove();
    let none = connection.reacquire(LONG, |_| Ok(true)).unwrap_err();
    assert_eq!(none.kind, LinkErrorKind::CardRemoved);
    assert_eq!(none.code, Some(Code::NO_SMARTCARD.0));
}

#[test]
fn a_proof_that_fails_takes_the_power_away() {
    let fake = Fake::new();
    let (_reader, mut connection) = connected(&fake);
    connection.release().unwrap();
    let torn = LinkError::new(LinkErrorKind::Broken, Sent::Maybe);
    assert_eq!(connection.reacquire(LONG, |_| Err(torn)), Err(torn));
    assert!(!fake.script().powered);
    assert_eq!(kind(send(&mut connection, VERIFY)), LinkErrorKind::NoCard);
}

#[test]
fn the_link_claims_what_the_driver_says_and_tries_where_it_says_nothing() {
    let capabilities = |data: Option<u32>, block_protocol: bool, atr: &[u8]| {
        let fake = Fake::new();
        {
            let mut world = fake.script();
            world.max_apdu_data = data;
            world.block_protocol = block_protocol;
            world.atr = atr.to_vec();
        }
        let (_reader, connection) = connected(&fake);
        connection.capabilities()
    };
    let contactless = [0x3B, 0x88, 0x80, 0x01, 0x00];
    let contact = [0x3B, 0xE0, 0x00, 0xFF, 0x81];
    let short = LinkCapabilities::SHORT;

    // Silent, as vpcd: claims, within what goes through 16 bits of length.
    let silent = capabilities(None, true, &contact);
    assert!(silent.extended);
    assert_eq!((silent.max_command, silent.max_response), (65_535, 65_535));
    assert_eq!(silent.short_block, ShortBlock::Full);

    assert_eq!(capabilities(Some(0), true, &contact), short);
    assert_eq!(capabilities(Some(256), true, &contact), short);
    assert_eq!(
        capabilities(Some(65_500), true, &contact).max_response,
        65_502
    );
    assert_eq!(capabilities(Some(502), true, &contact).max_command, 511);
    // Nobody is told of more than 16 bits.
    for data in [65_533, 65_534, 65_536, u32::MAX] {
        let most = capabilities(Some(data), true, &contact);
        assert_eq!((most.max_command, most.max_response), (65_535, 65_535));
    }
    // T=0 carries none.
    assert_eq!(capabilities(Some(65_536), false, &contact), short);
    // The radio frame.
    assert_eq!(
        capabilities(Some(0), true, &contactless).short_block,
        ShortBlock::Framed
    );
}

#[test]
fn no_debug_output_shows_more_than_the_state() {
    let fake = Fake::new();
    let (reader, mut connection) = connected(&fake);
    send(&mut connection, VERIFY).unwrap();
    let shown = format!("{reader:?} {connection:?} {:?}", reader.cancel_handle());
    assert!(shown.contains(NAME));
    assert!(!shown.contains("1234") && !shown.contains("49, 50"));
}
