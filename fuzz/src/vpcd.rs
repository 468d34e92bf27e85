//! The card's end of vpcd's protocol: anything that a virtual reader may send.

use core::time::Duration;
use std::io::{Read as _, Write as _};
use std::net::{Shutdown, TcpListener};
use std::sync::LazyLock;

use mynareader::emulator::vpcd::{Atr, Connection, Stop};

use crate::input::Input;
use crate::people;
use crate::said;

static LISTENER: LazyLock<TcpListener> =
    LazyLock::new(|| TcpListener::bind("127.0.0.1:0").expect("a port of this machine"));

/// Who, which answer to reset, and whether the bytes are cut into messages here or as they are.
pub fn run(data: &[u8]) {
    let mut input = Input::new(data);
    let mut card = people::card(input.byte());
    let how = input.byte();
    let atr = [Atr::Contact, Atr::Contactless, Atr::Unknown][usize::from(how >> 1) % 3];
    let sent = if how & 1 == 0 {
        input.rest().to_vec()
    } else {
        // Each message with its length before it, as the reader has it.
        let mut sent = Vec::new();
        while !input.is_empty() {
            let message = input.short();
            let length = u16::try_from(message.len()).expect("at most 255");
            sent.extend(length.to_be_bytes());
            sent.extend(message);
        }
        sent
    };
    let port = LISTENER.local_addr().expect("an address").port();
    let stop = Stop::new();
    if how & 0x80 != 0 {
        stop.stop();
    }
    let connection = Connection::open("127.0.0.1", port, Duration::from_secs(5), &stop)
        .expect("somebody listens");
    let (mut reader, _) = LISTENER.accept().expect("it has just connected");
    let feeder = std::thread::spawn(move || {
        let _ = reader.write_all(&sent);
        let _ = reader.shutdown(Shutdown::Write);
        let mut answers = Vec::new();
        let _ = reader.take(1 << 22).read_to_end(&mut answers);
        answers
    });
    let mut records = Vec::new();
    let ended = connection.serve(&mut card, atr, &stop, &mut |record| {
        records.push(record.json());
    });
    match ended {
        Ok(ended) => said::debug(ended),
        Err(error) => said::error(&error),
    }
    assert!(!card.handle().is_powered());
    let answers = feeder.join().expect("the reader's end");
    // Each answer has its length before it.
    let mut rest = answers.as_slice();
    while let [high, low, body @ ..] = rest {
        let length = usize::from(u16::from_be_bytes([*high, *low]));
        let Some(next) = body.get(length..) else {
            break;
        };
        rest = next;
    }
    for record in records {
        said::plain(&record);
    }
}
