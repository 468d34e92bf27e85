//! The virtual card behind a real PC/SC service: the card's end of the vpcd protocol
//! (vsmartcard's virtual reader), of which public clients see a reader with a card in it.
//!
//! vpcd listens; the card connects. Every message, both ways, is a length of two bytes, big-endian,
//! and that many bytes: one byte is a control (off, on, reset, ATR), more are a command.
//!
//! vpcd 3.3 sends length and content apart, without `TCP_NODELAY`, and so waits for the
//! acknowledgement of the first before it sends the second: 44 ms for each command where the
//! system delays acknowledgements (measured, tools.md §1). On Linux this end therefore asks for
//! acknowledgements at once, again before every read, because the setting does not last.
#![forbid(unsafe_code)]

mod journal;
#[cfg(test)]
mod tests;

use core::sync::atomic::{AtomicBool, Ordering};
use core::time::Duration;
use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpStream, ToSocketAddrs};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use super::{CardKind, VirtualCard};
pub use journal::{Event, Record};
use mynareader_transport::{ResponseBuffer, Transport};

/// The port that vpcd's own configuration names.
pub const DEFAULT_PORT: u16 = 0x8C7B;

/// How long a command may take: nobody waits longer for a card.
const LIMIT: Duration = Duration::from_secs(60);

/// The answer to reset that the reader shows. A contactless one is made up by the reader from
/// what it saw on the air; an ATR is never an identity (card.md §1.1).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Atr {
    /// `3BE000FF8131FE4514`, over contacts \[C\].
    Contact,
    /// `3B888001000005E0B381A1007F`, as a compliant contactless reader makes it up \[C\].
    #[default]
    Contactless,
    /// That of some other chip card: T=1 and nothing more.
    Unknown,
}

impl Atr {
    /// The bytes.
    pub const fn bytes(self) -> &'static [u8] {
        match self {
            Self::Contact => &crate::issuance::CONTACT_ATR,
            Self::Contactless => &[
                0x3B, 0x88, 0x80, 0x01, 0x00, 0x00, 0x05, 0xE0, 0xB3, 0x81, 0xA1, 0x00, 0x7F,
            ],
            Self::Unknown => &[0x3B, 0x80, 0x80, 0x01, 0x01],
        }
    }

    /// The same for this kind of chip: a card that is no My Number card has another ATR.
    #[must_use]
    pub const fn of(self, kind: CardKind) -> Self {
        match kind {
            CardKind::Other => Self::Unknown,
            _ => self,
        }
    }
}

/// Why serving could not begin or go on.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum VpcdError {
    /// Nobody listens.
    #[error("no virtual reader answers at {host}:{port}; is pcscd running with vpcd?")]
    NoReader {
        /// The host that was tried.
        host: String,
        /// The port that was tried.
        port: u16,
        /// What the system said last.
        #[source]
        last: Option<io::Error>,
    },
    /// The connection broke.
    #[error("the connection to the virtual reader broke")]
    Broken(#[source] io::Error),
}

/// How serving ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Ended {
    /// The reader closed the connection: the PC/SC service ended.
    ReaderClosed,
    /// [`Stop::stop`] was called.
    Stopped,
    /// The card is gone (a fault took it away, or broke the link).
    CardGone,
}

/// Ends a serving loop from another thread.
#[derive(Clone, Debug, Default)]
pub struct Stop {
    inner: Arc<StopState>,
}

#[derive(Debug, Default)]
struct StopState {
    stopped: AtomicBool,
    stream: Mutex<Option<TcpStream>>,
}

impl Stop {
    /// Not stopped yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Ends the loop: the reader sees the card taken out.
    pub fn stop(&self) {
        self.inner.stopped.store(true, Ordering::SeqCst);
        if let Some(stream) = self.stream().as_ref() {
            // Closed already is as good.
            drop(stream.shutdown(Shutdown::Both));
        }
    }

    /// Whether it was stopped.
    pub fn is_stopped(&self) -> bool {
        self.inner.stopped.load(Ordering::SeqCst)
    }

    fn stream(&self) -> std::sync::MutexGuard<'_, Option<TcpStream>> {
        self.inner
            .stream
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

/// A connection to a virtual reader.
#[derive(Debug)]
pub struct Connection {
    stream: TcpStream,
}

impl Connection {
    /// Connects, trying for `patience` because vpcd may come up later than the card.
    pub fn open(host: &str, port: u16, patience: Duration, stop: &Stop) -> Result<Self, VpcdError> {
        let began = Instant::now();
        loop {
            let last = match connect(host, port) {
                Ok(stream) => return Ok(Self { stream }),
                Err(error) => error,
            };
            if stop.is_stopped() || began.elapsed() >= patience {
                return Err(VpcdError::NoReader {
                    host: host.to_owned(),
                    port,
                    last: Some(last),
                });
            }
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// Serves the card until the reader closes the connection, the card is gone or `stop` is
    /// called. `journal` is told of every command and every change of power, with PINs masked.
    ///
    /// The card loses power at the end, whatever the end is.
    pub fn serve(
        self,
        card: &mut VirtualCard,
        atr: Atr,
        stop: &Stop,
        journal: &mut dyn FnMut(&Record),
    ) -> Result<Ended, VpcdError> {
        *stop.stream() = self.stream.try_clone().ok();
        let ended = self.exchange_until_end(card, atr, stop, journal);
        *stop.stream() = None;
        let _ = card.power_down();
        match ended {
            Ok(ended) => Ok(ended),
            Err(_) if stop.is_stopped() => Ok(Ended::Stopped),
            Err(error) if is_closed(&error) => Ok(Ended::ReaderClosed),
            Err(error) => Err(VpcdError::Broken(error)),
        }
    }

    fn exchange_until_end(
        mut self,
        card: &mut VirtualCard,
        atr: Atr,
        stop: &Stop,
        journal: &mut dyn FnMut(&Record),
    ) -> io::Result<Ended> {
        let began = Instant::now();
        let mut response = ResponseBuffer::new();
        while !stop.is_stopped() {
            let message = self.receive()?;
            let time = began.elapsed();
            let power = |event| Record { time, event };
            match message.as_slice() {
                [0x00] => {
                    let _ = card.power_down();
                    journal(&power(Event::PowerOff));
                }
                // The chip comes on with the next command; nothing is said to the reader.
                [0x01] => journal(&power(Event::PowerOn)),
                [0x02] => {
                    let _ = card.reset();
                    journal(&power(Event::Reset));
                }
                [0x04] => self.send(atr.bytes())?,
                command => {
                    if card.transmit(command, &mut response, LIMIT).is_err() {
                        return Ok(Ended::CardGone);
                    }
                    self.send(response.as_bytes())?;
                    journal(&Record::command(
                        time,
                        began.elapsed().saturating_sub(time),
                        command,
                        response.as_bytes(),
                    ));
                }
            }
        }
        Ok(Ended::Stopped)
    }

    fn receive(&mut self) -> io::Result<Vec<u8>> {
        let mut length = [0; 2];
        self.acknowledge_at_once();
        self.stream.read_exact(&mut length)?;
        let mut message = vec![0; usize::from(u16::from_be_bytes(length))];
        self.acknowledge_at_once();
        self.stream.read_exact(&mut message)?;
        Ok(message)
    }

    /// Length and content in one piece.
    fn send(&mut self, content: &[u8]) -> io::Result<()> {
        // The protocol has no room for the longest answers; the card would have refused them.
        const WRONG_LENGTH: [u8; 2] = [0x67, 0x00];
        let (length, content) = match u16::try_from(content.len()) {
            Ok(length) => (length, content),
            Err(_) => (2, WRONG_LENGTH.as_slice()),
        };
        self.stream
            .write_all(&[&length.to_be_bytes(), content].concat())
    }

    /// Asks for acknowledgements without delay, for the next read only.
    #[cfg(target_os = "linux")]
    fn acknowledge_at_once(&self) {
        use std::os::linux::net::TcpStreamExt as _;
        // Slower without it, and no worse.
        drop(self.stream.set_quickack(true));
    }

    #[cfg(not(target_os = "linux"))]
    #[expect(clippy::unused_self, reason = "only Linux has the setting")]
    fn acknowledge_at_once(&self) {}
}

fn connect(host: &str, port: u16) -> io::Result<TcpStream> {
    let mut last = io::Error::from(io::ErrorKind::AddrNotAvailable);
    for address in (host, port).to_socket_addrs()? {
        match TcpStream::connect_timeout(&address, Duration::from_secs(1)) {
            Ok(stream) => {
                stream.set_nodelay(true)?;
                return Ok(stream);
            }
            Err(error) => last = error,
        }
    }
    Err(last)
}

/// Whether the other end went away, as opposed to something being wrong here.
fn is_closed(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::UnexpectedEof
            | io::ErrorKind::ConnectionReset
            | io::ErrorKind::ConnectionAborted
            | io::ErrorKind::BrokenPipe
    )
}
