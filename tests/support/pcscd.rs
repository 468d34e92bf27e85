//! A private PC/SC service with a virtual reader, for tests.
//!
//! pcscd has no option for its socket, but it takes one that is already bound when it is started
//! the way systemd does (descriptor 3, `LISTEN_FDS`, `LISTEN_PID`). The socket is handed over as
//! standard input and moved to descriptor 3 by the shell that then becomes pcscd, so that its
//! process id is the one that was started and nothing needs `unsafe`.
//!
//! The virtual reader (vsmartcard's vpcd) listens on all interfaces, on the given port and the
//! one after it, and that cannot be changed; the tests connect over loopback only, and for as
//! short as they can.
#![allow(dead_code)]

use std::fs;
use std::io;
use std::net::{Ipv4Addr, TcpListener};
use std::os::fd::OwnedFd;
use std::os::unix::net::UnixListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU16, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// The name of the reader, as a maker in Japan would name it. The service appends ` 00 00`.
pub const FRIENDLY_NAME: &str = "顔認証付きカードリーダー";

const PCSCD: &str = "/usr/sbin/pcscd";

/// The driver of the virtual reader, which distributions put in one of two places.
fn driver() -> Option<PathBuf> {
    const UNDER: &str = "pcsc/drivers/serial/libifdvpcd.so";
    let by_architecture = fs::read_dir("/usr/lib").ok()?.filter_map(Result::ok);
    std::iter::once(PathBuf::from("/usr/lib"))
        .chain(by_architecture.map(|entry| entry.path()))
        .map(|folder| folder.join(UNDER))
        .find(|path| path.exists())
}

/// What is needed and not there, as a reason for a skipped test.
pub fn missing() -> Option<String> {
    if !Path::new(PCSCD).exists() {
        return Some(format!("{PCSCD} is not there (Debian package pcscd)"));
    }
    if driver().is_none() {
        return Some("libifdvpcd.so is not there (Debian package vsmartcard-vpcd)".to_owned());
    }
    None
}

/// A process that is stopped when the test ends, however it ends.
pub struct Process {
    child: Child,
    what: &'static str,
}

impl Process {
    /// Starts a process.
    pub fn start(what: &'static str, command: &mut Command) -> io::Result<Self> {
        // Nothing that a test starts reads the terminal.
        let child = command.stdin(Stdio::null()).spawn()?;
        Ok(Self { child, what })
    }

    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Whether it still runs.
    pub fn is_running(&mut self) -> bool {
        matches!(self.child.try_wait(), Ok(None))
    }

    /// Asks it to end (SIGTERM), and makes it end after three seconds.
    pub fn stop(&mut self) {
        if !self.is_running() {
            return;
        }
        let _ = Command::new("kill")
            .arg(self.child.id().to_string())
            .status();
        let end = Instant::now() + Duration::from_secs(3);
        while Instant::now() < end {
            if !self.is_running() {
                return;
            }
            thread::sleep(Duration::from_millis(10));
        }
        eprintln!("{} had to be killed", self.what);
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.stop();
    }
}

/// A private PC/SC service. Stopped, and its directory removed, on drop.
pub struct Pcscd {
    process: Option<Process>,
    directory: tempfile::TempDir,
    port: u16,
}

impl Pcscd {
    /// Starts a service with one virtual reader of two slots.
    pub fn start() -> io::Result<Self> {
        let directory = tempfile::Builder::new()
            .prefix("mynareader-pcscd-")
            .tempdir()?;
        let mut pcscd = Self {
            process: None,
            directory,
            port: 0,
        };
        // A port may be taken by somebody else between the look and the use: try again then.
        let mut last = io::Error::other("no free pair of ports");
        for _ in 0..5 {
            pcscd.port = free_pair_of_ports()?;
            match pcscd.run() {
                Ok(()) => return Ok(pcscd),
                Err(error) => last = error,
            }
        }
        Err(last)
    }

    /// The socket for `PCSCLITE_CSOCK_NAME`.
    pub fn socket(&self) -> PathBuf {
        self.directory.path().join("pcscd.comm")
    }

    /// The port on which the reader's first slot waits for its card.
    pub const fn port(&self) -> u16 {
        self.port
    }

    /// The name of the reader's first slot.
    pub fn reader(&self) -> String {
        format!("{FRIENDLY_NAME} 00 00")
    }

    /// A directory that goes with the service.
    pub fn directory(&self) -> &Path {
        self.directory.path()
    }

    /// Stops the service, leaving the socket's name and the port for [`Self::restart`].
    pub fn stop(&mut self) {
        self.process = None;
        let _ = fs::remove_file(self.socket());
    }

    /// Starts the service again, on the same socket and port.
    pub fn restart(&mut self) -> io::Result<()> {
        self.stop();
        self.run()
    }

    fn run(&mut self) -> io::Result<()> {
        let configuration = self.directory.path().join("conf");
        fs::create_dir_all(&configuration)?;
        let port = self.port;
        let driver = driver().ok_or_else(|| io::Error::other("no driver"))?;
        let driver = driver.display();
        fs::write(
            configuration.join("vpcd"),
            format!(
                "FRIENDLYNAME \"{FRIENDLY_NAME}\"\nDEVICENAME /dev/null:{port}\n\
                 LIBPATH {driver}\nCHANNELID {port}\n"
            ),
        )?;
        let _ = fs::remove_file(self.socket());
        let listener = UnixListener::bind(self.socket())?;

        // pcscd wants /run/pcscd for its pid file and ends without it. Who may not make it gets a
        // /run of its own.
        let start = format!(
            "exec 3<&0 </dev/null; export LISTEN_FDS=1 LISTEN_PID=$$; \
             exec {PCSCD} --foreground --error --config \"$1\""
        );
        let script = format!(
            "if [ -d /run/pcscd ] || mkdir -p /run/pcscd 2>/dev/null; then {start}; \
             else exec unshare -Urm sh -c 'mount -t tmpfs none /run; mkdir /run/pcscd; {start}' sh \"$1\"; fi"
        );
        let log = fs::File::create(self.directory.path().join("pcscd.log"))?;
        let child = Command::new("sh")
            .args(["-c", &script, "sh"])
            .arg(&configuration)
            .stdin(Stdio::from(OwnedFd::from(listener)))
            .stdout(log.try_clone()?)
            .stderr(log)
            .spawn()?;
        let mut process = Process {
            child,
            what: "pcscd",
        };
        let up = wait_until(Duration::from_secs(10), || {
            !process.is_running() || !is_free(port)
        });
        if !up || !process.is_running() {
            let log = fs::read_to_string(self.directory.path().join("pcscd.log"));
            return Err(io::Error::other(format!(
                "pcscd did not come up: {}",
                log.unwrap_or_default()
            )));
        }
        self.process = Some(process);
        Ok(())
    }
}

/// Waits until `condition`, looking every few milliseconds; gives whether it came.
pub fn wait_until(limit: Duration, mut condition: impl FnMut() -> bool) -> bool {
    let end = Instant::now() + limit;
    loop {
        if condition() {
            return true;
        }
        if Instant::now() >= end {
            return false;
        }
        thread::sleep(Duration::from_millis(10));
    }
}

/// Whether a port can be bound. Binding, unlike connecting, does not disturb a virtual reader,
/// which would take the connection for a card.
fn is_free(port: u16) -> bool {
    TcpListener::bind((Ipv4Addr::UNSPECIFIED, port)).is_ok()
}

/// The first of two adjoining free ports, below the range from which the system hands them out.
fn free_pair_of_ports() -> io::Result<u16> {
    static NEXT: AtomicU16 = AtomicU16::new(0);
    // Test processes that run side by side start at different places.
    let start = u16::try_from(std::process::id() % 5_000).unwrap_or(0);
    for _ in 0..5_000 {
        let step = NEXT.fetch_add(1, Ordering::Relaxed);
        let port = 20_000 + (start + step) % 5_000 * 2;
        if is_free(port) && is_free(port + 1) {
            return Ok(port);
        }
    }
    Err(io::Error::other("no free pair of ports"))
}
