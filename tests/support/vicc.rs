//! A bare card for the virtual reader: it answers with what a test tells it and keeps a log of
//! what the reader did, powering included. It knows nothing of My Number cards.
#![allow(dead_code)]

use std::io::{self, Read as _, Write as _};
use std::net::{Ipv4Addr, Shutdown, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// A contact card's answer to reset (docs/facts/card.md §1).
pub const CONTACT_ATR: &[u8] = &[0x3B, 0xE0, 0x00, 0xFF, 0x81, 0x31, 0xFE, 0x45, 0x14];

/// What the reader did to the card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    PowerOff,
    PowerOn,
    Reset,
    Command(Vec<u8>),
}

/// A card in the virtual reader; taken out when dropped.
pub struct BareCard {
    stream: TcpStream,
    log: Arc<Mutex<Vec<Event>>>,
    thread: Option<JoinHandle<()>>,
}

impl BareCard {
    /// Puts a card that answers by `answer` into the reader whose port this is.
    pub fn insert(
        port: u16,
        mut answer: impl FnMut(&[u8]) -> Vec<u8> + Send + 'static,
    ) -> io::Result<Self> {
        let mut stream = connect(port)?;
        stream.set_nodelay(true)?;
        let log = Arc::new(Mutex::new(Vec::new()));
        let kept = stream.try_clone()?;
        let written = Arc::clone(&log);
        let thread = thread::spawn(move || {
            while let Ok(message) = read(&mut stream) {
                let event = match *message {
                    [0x00] => Event::PowerOff,
                    [0x01] => Event::PowerOn,
                    [0x02] => Event::Reset,
                    [0x04] => {
                        if write(&mut stream, CONTACT_ATR).is_err() {
                            return;
                        }
                        continue;
                    }
                    _ => Event::Command(message.clone()),
                };
                written.lock().unwrap().push(event);
                if message.len() > 1 && write(&mut stream, &answer(&message)).is_err() {
                    return;
                }
            }
        });
        Ok(Self {
            stream: kept,
            log,
            thread: Some(thread),
        })
    }

    /// What the reader did so far.
    pub fn log(&self) -> Vec<Event> {
        self.log.lock().unwrap().clone()
    }

    /// The commands among it.
    pub fn commands(&self) -> Vec<Vec<u8>> {
        self.log()
            .into_iter()
            .filter_map(|event| match event {
                Event::Command(command) => Some(command),
                _ => None,
            })
            .collect()
    }
}

impl Drop for BareCard {
    fn drop(&mut self) {
        let _ = self.stream.shutdown(Shutdown::Both);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// The virtual reader accepts a card only every 400 ms and takes one at a time.
fn connect(port: u16) -> io::Result<TcpStream> {
    let end = Instant::now() + Duration::from_secs(10);
    loop {
        match TcpStream::connect((Ipv4Addr::LOCALHOST, port)) {
            Err(_) if Instant::now() < end => thread::sleep(Duration::from_millis(20)),
            outcome => return outcome,
        }
    }
}

fn read(stream: &mut TcpStream) -> io::Result<Vec<u8>> {
    let mut length = [0; 2];
    stream.read_exact(&mut length)?;
    let mut message = vec![0; usize::from(u16::from_be_bytes(length))];
    stream.read_exact(&mut message)?;
    Ok(message)
}

/// In one piece: two would wait for each other's acknowledgement.
fn write(stream: &mut TcpStream, message: &[u8]) -> io::Result<()> {
    let length = u16::try_from(message.len()).unwrap().to_be_bytes();
    stream.write_all(&[&length[..], message].concat())
}
