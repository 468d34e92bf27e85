//! The card against a tiny reader that speaks as vpcd 3.3 does: length and content in two writes.
#![forbid(unsafe_code)]

use std::net::TcpListener;
use std::thread;

use super::*;
use crate::KeyRef;
use crate::persona::for_tests;

struct Reader {
    stream: TcpStream,
}

impl Reader {
    fn say(&mut self, content: &[u8]) {
        let length = u16::try_from(content.len()).unwrap();
        self.stream.write_all(&length.to_be_bytes()).unwrap();
        self.stream.write_all(content).unwrap();
    }

    fn hear(&mut self) -> Vec<u8> {
        let mut length = [0; 2];
        self.stream.read_exact(&mut length).unwrap();
        let mut content = vec![0; usize::from(u16::from_be_bytes(length))];
        self.stream.read_exact(&mut content).unwrap();
        content
    }

    fn ask(&mut self, command: &[u8]) -> Vec<u8> {
        self.say(command);
        self.hear()
    }
}

fn card() -> VirtualCard {
    for_tests().get("adult").unwrap().card().unwrap()
}

type Served = (Result<Ended, VpcdError>, Vec<String>);

fn insert(mut card: VirtualCard, stop: &Stop) -> (Reader, thread::JoinHandle<Served>) {
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let port = listener.local_addr().unwrap().port();
    let stop = stop.clone();
    let served = thread::spawn(move || {
        let connection =
            Connection::open("127.0.0.1", port, Duration::from_secs(5), &stop).unwrap();
        let mut lines = Vec::new();
        let ended = connection.serve(&mut card, Atr::Contact, &stop, &mut |record| {
            lines.push(record.json());
        });
        (ended, lines)
    });
    let (stream, _) = listener.accept().unwrap();
    (Reader { stream }, served)
}

const SELECT_JPKI: &[u8] = &[
    0x00, 0xA4, 0x04, 0x0C, 0x0A, 0xD3, 0x92, 0xF0, 0x00, 0x26, 0x01, 0x00, 0x00, 0x00, 0x01,
];
const VERIFY: &[u8] = &[0x00, 0x20, 0x00, 0x98, 0x04, 0x31, 0x32, 0x33, 0x34];
const PIN: KeyRef = KeyRef::AUTHENTICATION_PIN;

#[test]
fn a_card_is_served() {
    let card = card();
    let handle = card.handle();
    let (mut reader, served) = insert(card, &Stop::new());
    assert_eq!(reader.ask(&[0x04]), Atr::Contact.bytes());
    reader.say(&[0x01]);
    assert_eq!(reader.ask(&[0x04]), Atr::Contact.bytes());
    assert_eq!(reader.ask(SELECT_JPKI), [0x90, 0x00]);
    assert_eq!(reader.ask(VERIFY), [0x90, 0x00]);
    assert!(handle.is_verified(PIN));
    // A reset is warm: what was verified stays; the loss of power ends it.
    reader.say(&[0x02]);
    assert_eq!(reader.ask(&[0x04]), Atr::Contact.bytes());
    assert!(handle.is_verified(PIN));
    reader.say(&[0x00]);
    reader.say(&[0x01]);
    assert_eq!(reader.ask(&[0x04]), Atr::Contact.bytes());
    assert!(!handle.is_verified(PIN));
    assert_eq!(reader.ask(&[0x00, 0x20, 0x00, 0x98]), [0x6A, 0x82]);
    // Bytes that mean nothing get an answer, so that nobody waits for ever.
    assert_eq!(reader.ask(&[0x03]), [0x67, 0x00]);
    assert_eq!(reader.ask(&[]), [0x67, 0x00]);
    drop(reader);
    let (ended, lines) = served.join().unwrap();
    assert_eq!(ended.unwrap(), Ended::ReaderClosed);
    assert!(!handle.is_powered());
    let log = lines.join("\n");
    assert!(log.contains("\"command\":\"0020009804********\",\"response\":\"9000\""));
    assert!(!log.contains("31323334"));
    for event in ["power-on", "reset", "power-off"] {
        assert!(log.contains(&format!("\"event\":\"{event}\"")), "{event}");
    }
    for line in &lines {
        let value: serde_json::Value = serde_json::from_str(line).unwrap();
        assert!(value["time"].is_number());
    }
}

#[test]
fn long_commands_and_answers_pass_whole() {
    let (mut reader, served) = insert(card(), &Stop::new());
    reader.ask(SELECT_JPKI);
    let certificate = reader.ask(&[0x00, 0xB0, 0x8A, 0x00, 0x00, 0x00, 0x00]);
    assert!(certificate.len() > 1_500);
    // The longest message that the protocol has room for.
    let mut long = vec![0x00, 0xA2, 0x00, 0x00, 0x00, 0xFF, 0xF8];
    long.resize(65_535, 0x00);
    assert_eq!(reader.ask(&long), [0x6E, 0x00]);
    drop(reader);
    assert_eq!(served.join().unwrap().0.unwrap(), Ended::ReaderClosed);
}

/// 200 exchanges with a reader that writes in two pieces: 8.8 seconds where acknowledgements are
/// delayed.
#[test]
#[cfg(target_os = "linux")]
fn no_command_waits_for_a_delayed_acknowledgement() {
    let (mut reader, served) = insert(card(), &Stop::new());
    let began = Instant::now();
    for _ in 0..200 {
        assert_eq!(reader.ask(SELECT_JPKI), [0x90, 0x00]);
    }
    let took = began.elapsed();
    assert!(took < Duration::from_secs(4), "{took:?}");
    drop(reader);
    served.join().unwrap().0.unwrap();
}

#[test]
fn it_can_be_stopped_from_outside() {
    let stop = Stop::new();
    let (mut reader, served) = insert(card(), &stop);
    reader.ask(&[0x04]);
    stop.stop();
    let (ended, _) = served.join().unwrap();
    assert_eq!(ended.unwrap(), Ended::Stopped);
}

#[test]
fn a_card_that_is_gone_leaves_the_reader() {
    let card = card();
    let handle = card.handle();
    let (mut reader, served) = insert(card, &Stop::new());
    reader.ask(SELECT_JPKI);
    handle.remove();
    reader.say(SELECT_JPKI);
    assert_eq!(served.join().unwrap().0.unwrap(), Ended::CardGone);
}

#[test]
fn nobody_listening_is_said_after_the_given_time() {
    let port = {
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        listener.local_addr().unwrap().port()
    };
    let began = Instant::now();
    let error =
        Connection::open("127.0.0.1", port, Duration::from_millis(200), &Stop::new()).unwrap_err();
    assert!(began.elapsed() >= Duration::from_millis(200));
    assert!(matches!(error, VpcdError::NoReader { .. }));
    assert!(error.to_string().contains("no virtual reader answers"));
}

#[test]
fn an_answer_to_reset_checks_itself() {
    // TCK: the exclusive or of all bytes after TS, where a protocol other than T=0 is offered.
    for atr in [Atr::Contact, Atr::Contactless, Atr::Unknown] {
        assert_eq!(
            atr.bytes().iter().skip(1).fold(0, |sum, byte| sum ^ byte),
            0
        );
    }
    assert_eq!(Atr::Contact.of(CardKind::Other), Atr::Unknown);
    assert_eq!(Atr::Contact.of(CardKind::MyNumber), Atr::Contact);
}
