//! The PC/SC transport over a real service: a private pcscd with a virtual reader, and a bare
//! card in it.

#[path = "support/pcscd.rs"]
mod pcscd;
#[path = "support/runner.rs"]
mod runner;
#[path = "support/skip.rs"]
mod skip;
#[path = "support/vicc.rs"]
mod vicc;

use std::process::ExitCode;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use mynareader::transport::pcsc::{
    Code, Options, Reader, ReaderName, SystemService, system_readers,
};
use mynareader::transport::{
    LinkError, LinkErrorKind, ResponseBuffer, Sent, ShortBlock, Transport,
};
use pcscd::wait_until;
use runner::{Service, Test};
use vicc::{BareCard, Event};

const LONG: Duration = Duration::from_secs(20);
const COMMAND: [u8; 5] = [0x00, 0xB0, 0x00, 0x00, 0x00];

fn main() -> ExitCode {
    let tests: &[Test] = &[
        ("a_japanese_name_is_listed_and_found", listed),
        ("a_card_is_waited_for_and_its_removal", waits),
        ("a_wait_is_cancelled_from_another_thread", cancelled),
        ("commands_of_every_length_go_and_come_back", carried),
        ("every_end_takes_the_power_away", unpowered),
        ("a_card_that_is_still_there_has_no_second_turn", latched),
        ("cards_exchanged_unseen_are_told_by_the_count", counted),
        ("a_removal_during_a_session_is_told", removed),
        ("a_reset_does_not_reach_over_to_another_card", reset_over),
        ("the_connection_is_exclusive", exclusive),
        (
            "a_transaction_of_another_program_does_not_hold_up_the_counter",
            transaction,
        ),
        ("the_card_is_handed_over_and_taken_back", handed_over),
        ("another_card_is_not_taken_back", not_taken_back),
        ("the_service_stops_and_comes_back", restarted),
    ];
    runner::run("pcsc_service", tests)
}

fn reader(service: &Service) -> Reader {
    let mut options = Options::default();
    // The virtual reader reports nothing when its field goes off.
    options.flicker = Duration::ZERO;
    options.sharing_patience = Duration::from_millis(300);
    named(&service.reader, options)
}

fn named(name: &str, options: Options) -> Reader {
    let name = ReaderName::new(name).unwrap();
    Reader::new(Arc::new(SystemService), name, options)
}

/// A card that answers every command with two bytes of data and `9000`.
fn card(service: &Service) -> BareCard {
    // The virtual reader notices a removal only when it looks again.
    reader(service).wait_for_removal(LONG).unwrap();
    card_in_passing(service)
}

/// The same, laid down before the reader has noticed that the last one was taken away.
fn card_in_passing(service: &Service) -> BareCard {
    BareCard::insert(service.port, |_| vec![0xCA, 0xFE, 0x90, 0x00]).unwrap()
}

fn send(link: &mut dyn Transport, command: &[u8]) -> Result<Vec<u8>, LinkError> {
    let mut response = ResponseBuffer::new();
    link.transmit(command, &mut response, LONG)?;
    Ok(response.as_bytes().to_vec())
}

fn kind<T: std::fmt::Debug>(outcome: Result<T, LinkError>) -> LinkErrorKind {
    outcome.unwrap_err().kind
}

fn listed(service: &Service) -> Result<(), String> {
    let names = system_readers().unwrap();
    assert_eq!(names.len(), 2, "{names:?}");
    assert!(names.iter().any(|name| name == service.reader.as_str()));
    let mut unknown = named("存在しないリーダー", Options::default());
    let gone = unknown
        .wait_for_card(Duration::from_millis(50))
        .unwrap_err();
    assert_eq!(gone.kind, LinkErrorKind::ReaderGone);
    assert_eq!(gone.code, Some(Code::UNKNOWN_READER.0));
    Ok(())
}

fn waits(service: &Service) -> Result<(), String> {
    let mut reader = reader(service);
    let limit = Duration::from_millis(100);
    assert_eq!(kind(reader.wait_for_card(limit)), LinkErrorKind::TimedOut);
    assert_eq!(kind(reader.connect()), LinkErrorKind::NoCard);
    let card = card(service);
    reader.wait_for_card(LONG).unwrap();
    assert_eq!(reader.has_card(), Ok(true));
    drop(card);
    reader.wait_for_removal(LONG).unwrap();
    assert_eq!(reader.has_card(), Ok(false));
    Ok(())
}

fn cancelled(service: &Service) -> Result<(), String> {
    let mut reader = reader(service);
    let handle = reader.cancel_handle();
    for delay in [0, 1, 100] {
        let handle = handle.clone();
        let start = Instant::now();
        let canceller = thread::spawn(move || {
            thread::sleep(Duration::from_millis(delay));
            handle.cancel();
        });
        let outcome = reader.wait_for_card(LONG);
        canceller.join().unwrap();
        assert_eq!(kind(outcome), LinkErrorKind::Cancelled);
        assert!(start.elapsed() < LONG / 2);
    }
    Ok(())
}

fn carried(service: &Service) -> Result<(), String> {
    // The card answers with as many bytes as the first two of the data say.
    reader(service).wait_for_removal(LONG).unwrap();
    let card = BareCard::insert(service.port, |command| {
        let wanted = usize::from(u16::from_be_bytes([command[2], command[3]]));
        [vec![0x5A; wanted], vec![0x90, 0x00]].concat()
    })
    .unwrap();
    let mut reader = reader(service);
    reader.wait_for_card(LONG).unwrap();
    let mut connection = reader.connect().unwrap();
    let capabilities = connection.capabilities();
    assert!(
        capabilities.extended,
        "vpcd says nothing: claimed and left to be tried"
    );
    assert_eq!(capabilities.short_block, ShortBlock::Full, "a contact card");

    let mut sent = Vec::new();
    for (length, wanted) in [
        (4, 0_u16),
        (5, 256),
        (261, 0),
        (4_000, 10_000),
        (capabilities.max_command, 0),
        (7, 65_533),
    ] {
        let [high, low] = wanted.to_be_bytes();
        let mut command = vec![0; length];
        command[..4].copy_from_slice(&[0x80, 0x01, high, low]);
        let answer = send(&mut connection, &command).unwrap();
        assert_eq!(answer.len(), usize::from(wanted) + 2);
        sent.push(command);
    }
    // One byte is an order to the virtual reader: it must never get there.
    for order in [&[][..], &[0x00], &[0x04]] {
        let refused = send(&mut connection, order).unwrap_err();
        assert_eq!(
            refused,
            LinkError::new(LinkErrorKind::InvalidCommand, Sent::No)
        );
    }
    let too_long = vec![0; capabilities.max_command + 1];
    assert_eq!(
        kind(send(&mut connection, &too_long)),
        LinkErrorKind::OversizedCommand
    );
    assert!(card.commands() == sent, "each went once and whole");
    Ok(())
}

/// Whether the last thing that happened to the card is that it lost its power.
fn is_unpowered(card: &BareCard) -> bool {
    // The reader's order is written before the disconnect returns, but read by another thread.
    wait_until(Duration::from_secs(2), || {
        card.log().last() == Some(&Event::PowerOff)
    })
}

fn unpowered(service: &Service) -> Result<(), String> {
    let card = card(service);
    let mut reader = reader(service);
    reader.wait_for_card(LONG).unwrap();

    let mut connection = reader.connect().unwrap();
    send(&mut connection, &COMMAND).unwrap();
    assert_ne!(card.log().last(), Some(&Event::PowerOff));
    connection.power_down().unwrap();
    assert!(is_unpowered(&card), "{:?}", card.log());
    assert_eq!(kind(send(&mut connection, &COMMAND)), LinkErrorKind::NoCard);

    fn fails(reader: &mut Reader) -> Result<(), LinkError> {
        let mut connection = reader.connect()?;
        send(&mut connection, &COMMAND)?;
        send(&mut connection, &[0; 3])?;
        Ok(())
    }
    assert_eq!(kind(fails(&mut reader)), LinkErrorKind::InvalidCommand);
    assert!(is_unpowered(&card), "{:?}", card.log());
    let power_ons = |card: &BareCard| {
        card.log()
            .iter()
            .filter(|event| **event == Event::PowerOn)
            .count()
    };
    let before = power_ons(&card);
    let mut connection = reader.connect().unwrap();
    assert_eq!(power_ons(&card), before + 1, "powered again for the next");
    connection.reset().unwrap();
    assert!(card.log().contains(&Event::Reset));
    Ok(())
}

fn latched(service: &Service) -> Result<(), String> {
    let first = card(service);
    let mut reader = reader(service);
    reader.wait_for_card(LONG).unwrap();
    drop(reader.connect().unwrap());
    // Longer than the virtual reader's poll, so that a change would have been seen.
    let limit = Duration::from_millis(900);
    assert_eq!(kind(reader.wait_for_card(limit)), LinkErrorKind::TimedOut);
    drop(first);
    reader.wait_for_removal(LONG).unwrap();
    let _second = card(service);
    reader.wait_for_card(LONG).unwrap();
    Ok(())
}

fn counted(service: &Service) -> Result<(), String> {
    let first = card(service);
    let mut reader = reader(service);
    reader.wait_for_card(LONG).unwrap();
    drop(reader.connect().unwrap());
    drop(first);
    let _second = card_in_passing(service);
    // Nobody waits while the virtual reader notices the exchange; another client sees it through.
    let mut other = self::reader(service);
    other.wait_for_removal(LONG).unwrap();
    other.wait_for_card(LONG).unwrap();
    reader.wait_for_card(LONG).unwrap();
    Ok(())
}

fn removed(service: &Service) -> Result<(), String> {
    let first = card(service);
    let mut reader = reader(service);
    reader.wait_for_card(LONG).unwrap();
    let mut connection = reader.connect().unwrap();
    send(&mut connection, &COMMAND).unwrap();
    drop(first);
    // Until the service notices, an exchange merely breaks.
    let mut errors = Vec::new();
    let noticed = wait_until(LONG, || {
        let error = send(&mut connection, &COMMAND).unwrap_err();
        errors.push(error);
        error.kind == LinkErrorKind::CardRemoved
    });
    assert!(noticed, "{errors:?}");
    let maybe = |error: &LinkError| error.sent == Sent::Maybe && error.code.is_some();
    assert!(errors.iter().all(maybe), "{errors:?}");

    // The next card is not reached by the session of the last one, and may have its own.
    let second = card(service);
    reader.wait_for_card(LONG).unwrap();
    assert_eq!(
        kind(send(&mut connection, &COMMAND)),
        LinkErrorKind::CardRemoved
    );
    assert_eq!(kind(connection.reset()), LinkErrorKind::CardRemoved);
    assert!(second.commands().is_empty());
    drop(connection);
    send(&mut reader.connect().unwrap(), &COMMAND).unwrap();
    assert_eq!(second.commands(), [COMMAND]);
    Ok(())
}

fn reset_over(service: &Service) -> Result<(), String> {
    let first = card(service);
    let mut reader = reader(service);
    reader.wait_for_card(LONG).unwrap();
    let mut connection = reader.connect().unwrap();
    drop(first);
    let second = card(service);
    self::reader(service).wait_for_card(LONG).unwrap();
    // No command in between: only the count tells.
    assert_eq!(kind(connection.reset()), LinkErrorKind::CardRemoved);
    assert!(second.commands().is_empty());
    Ok(())
}

fn exclusive(service: &Service) -> Result<(), String> {
    let _card = card(service);
    let mut reader = reader(service);
    reader.wait_for_card(LONG).unwrap();
    let connection = reader.connect().unwrap();
    let mut other = self::reader(service);
    let held = other.connect().unwrap_err();
    assert_eq!(held.kind, LinkErrorKind::Shared);
    assert_eq!(held.code, Some(Code::SHARING_VIOLATION.0));

    // Given up within the patience, it is had.
    let end = thread::spawn(move || {
        thread::sleep(Duration::from_millis(100));
        drop(connection);
    });
    drop(other.connect().unwrap());
    end.join().unwrap();
    Ok(())
}

/// pcsc-lite returns from `SCardConnect` when another program's transaction is over, not before
/// (PCSC#254).
fn transaction(service: &Service) -> Result<(), String> {
    let card = card(service);
    let mut reader = reader(service);
    reader.wait_for_card(LONG).unwrap();
    let name = std::ffi::CString::new(service.reader.as_bytes()).unwrap();
    let (begun, is_begun) = std::sync::mpsc::channel();
    let (end, is_over) = std::sync::mpsc::channel::<()>();
    let other = thread::spawn(move || {
        let context = ::pcsc::Context::establish(::pcsc::Scope::User).unwrap();
        let shared = ::pcsc::ShareMode::Shared;
        let mut card = context
            .connect(&name, shared, ::pcsc::Protocols::ANY)
            .unwrap();
        let transaction = card.transaction().unwrap();
        begun.send(()).unwrap();
        let _ = is_over.recv();
        transaction
            .end(::pcsc::Disposition::LeaveCard)
            .map_err(|(_, error)| error)
            .unwrap();
        let _ = card.disconnect(::pcsc::Disposition::LeaveCard);
    });
    is_begun.recv().unwrap();

    let start = Instant::now();
    assert_eq!(kind(reader.connect()), LinkErrorKind::Shared);
    assert!(start.elapsed() < Duration::from_secs(2), "its limit");
    let cancel = reader.cancel_handle();
    let later = thread::spawn(move || {
        thread::sleep(Duration::from_millis(100));
        cancel.cancel();
    });
    let start = Instant::now();
    assert_eq!(kind(reader.connect()), LinkErrorKind::Cancelled);
    assert!(start.elapsed() < Duration::from_millis(450), "its cancel");
    later.join().unwrap();
    assert_eq!(reader.has_card(), Ok(true));

    drop(end);
    other.join().unwrap();
    let mut connection = reader.connect().unwrap();
    send(&mut connection, &COMMAND).unwrap();
    drop(connection);
    assert!(is_unpowered(&card));
    Ok(())
}

fn handed_over(service: &Service) -> Result<(), String> {
    let card = card(service);
    let mut reader = reader(service);
    reader.wait_for_card(LONG).unwrap();
    let mut connection = reader.connect().unwrap();
    connection.release().unwrap();
    assert!(is_unpowered(&card));
    assert_eq!(kind(send(&mut connection, &COMMAND)), LinkErrorKind::Shared);

    // The other program works with the card for a while.
    let mut other = self::reader(service);
    let mut theirs = other.connect().unwrap();
    send(&mut theirs, &COMMAND).unwrap();
    let end = thread::spawn(move || {
        thread::sleep(Duration::from_millis(200));
        drop(theirs);
    });
    connection
        .reacquire(LONG, |link| Ok(send(link, &COMMAND)?.starts_with(&[0xCA])))
        .unwrap();
    end.join().unwrap();
    send(&mut connection, &COMMAND).unwrap();
    Ok(())
}

fn not_taken_back(service: &Service) -> Result<(), String> {
    let first = card(service);
    let mut reader = reader(service);
    reader.wait_for_card(LONG).unwrap();
    let mut connection = reader.connect().unwrap();
    connection.release().unwrap();
    drop(first);
    let second = card_in_passing(service);
    let mut other = self::reader(service);
    other.wait_for_removal(LONG).unwrap();
    other.wait_for_card(LONG).unwrap();
    let refused = connection.reacquire(LONG, |_| Ok(true));
    assert_eq!(kind(refused), LinkErrorKind::CardRemoved);
    assert!(second.commands().is_empty());
    reader.wait_for_card(LONG).unwrap();
    Ok(())
}

fn restarted(_: &Service) -> Result<(), String> {
    // With a service of its own, reached by a program of its own: this one's is needed by the
    // other tests and its socket is fixed by the environment.
    if std::env::var_os("MYNAREADER_TEST_RESTART").is_none() {
        let mut own = pcscd::Pcscd::start().unwrap();
        let mut child = std::process::Command::new(std::env::current_exe().unwrap())
            .arg("the_service_stops_and_comes_back")
            .env("MYNAREADER_TEST_RESTART", own.directory())
            .env("PCSCLITE_CSOCK_NAME", own.socket())
            .env("MYNAREADER_TEST_VPCD_PORT", own.port().to_string())
            .stdout(std::process::Stdio::null())
            .spawn()
            .unwrap();
        let marker = own.directory().join("waiting");
        assert!(wait_until(LONG, || marker.exists()));
        own.stop();
        thread::sleep(Duration::from_millis(500));
        own.restart().unwrap();
        let card = BareCard::insert(own.port(), |_| vec![0x90, 0x00]).unwrap();
        let passed = child.wait().unwrap().success();
        assert!(passed, "the waiting program failed");
        assert_eq!(card.commands(), [COMMAND]);
        return Ok(());
    }
    let directory = std::env::var_os("MYNAREADER_TEST_RESTART").unwrap();
    let mut options = Options::default();
    options.flicker = Duration::ZERO;
    let mut reader = named(&format!("{} 00 00", pcscd::FRIENDLY_NAME), options);
    assert_eq!(reader.has_card(), Ok(false));
    std::fs::write(std::path::Path::new(&directory).join("waiting"), "").unwrap();
    reader.wait_for_card(LONG).unwrap();
    send(&mut reader.connect().unwrap(), &COMMAND).unwrap();
    Ok(())
}
