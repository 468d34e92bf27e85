//! The tasks by OpenSC through PKCS #11: `pkcs11-tool` over a private PC/SC service, counted at the card.
//!
//! Each is a process of its own with an empty cache, as after a card was laid down. `OPENSC_DRIVER` names
//! the card, which spares OpenSC asking for forty others.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use mynareader_emulator::vpcd::{Atr, Connection, Event, Stop};
use mynareader_emulator::{CardHandle, Link, Persona};

use crate::meter::{Cost, TIMING, wire};
use crate::pcscd::{Pcscd, missing, wait_until};
use crate::{Task, WRONG};

const LONG: Duration = Duration::from_secs(20);

pub struct OpenSc {
    service: Pcscd,
    module: PathBuf,
}

impl OpenSc {
    /// Starts the service, or says what is missing.
    pub fn start() -> Result<Self, String> {
        if let Some(what) = missing() {
            return Err(what);
        }
        if Command::new("pkcs11-tool")
            .arg("--version")
            .output()
            .is_err()
        {
            return Err("pkcs11-tool is not there (Debian package opensc)".to_owned());
        }
        let module = fs::read_dir("/usr/lib")
            .map_err(|error| error.to_string())?
            .filter_map(Result::ok)
            .map(|entry| entry.path().join("opensc-pkcs11.so"))
            .find(|path| path.exists())
            .ok_or("opensc-pkcs11.so is not there (Debian package opensc)")?;
        let service = Pcscd::start().map_err(|error| error.to_string())?;
        Ok(Self { service, module })
    }

    /// What it calls itself.
    pub fn version() -> String {
        let said = Command::new("opensc-tool").arg("--info").output();
        let said = said.map(|output| String::from_utf8_lossy(&output.stdout).into_owned());
        let said = said.unwrap_or_default();
        let first = said.lines().next().unwrap_or("of unknown version");
        first.split(" [").next().unwrap_or(first).to_owned()
    }

    /// Whether PKCS #11 has this task.
    pub fn can(task: Task) -> Result<(), &'static str> {
        match task {
            Task::Certificate | Task::PinAndSign => Ok(()),
            Task::Tries => Err("PKCS #11 tells \"low\" and \"last\", no number"),
            Task::Record | Task::Photo | Task::FaceFlow => {
                Err("the surface application is not in its driver")
            }
        }
    }

    pub fn run(&self, task: Task, persona: &Persona) -> Cost {
        let (data, out) = (self.path("data"), self.path("out"));
        let _ = fs::remove_file(&out);
        fs::write(&data, crate::DIGEST).expect("a file");
        let pin = persona.pin().expect("a PIN");
        let arguments: &[&str] = match task {
            Task::Certificate => &["--read-object", "--type", "cert", "--id", "01", "-o", &out],
            Task::PinAndSign => &sign(pin, &data, &out),
            _ => unreachable!("{:?}", Self::can(task)),
        };
        let (handle, output) = self.with_card(persona, arguments);
        assert!(output.status.success(), "{output:?}");
        assert!(fs::metadata(&out).expect("a result").len() >= 256);
        wire(&handle)
    }

    /// The card after a wrong PIN.
    pub fn wrong_pin(&self, persona: &Persona) -> CardHandle {
        let (data, out) = (self.path("data"), self.path("out"));
        fs::write(&data, crate::DIGEST).expect("a file");
        let (handle, output) = self.with_card(persona, &sign(WRONG, &data, &out));
        assert!(!output.status.success(), "{output:?}");
        handle
    }

    fn path(&self, name: &str) -> String {
        let path = self.service.directory().join(name);
        path.to_str().expect("a plain path").to_owned()
    }

    /// Puts a fresh card into the reader and runs the tool on it.
    fn with_card(&self, persona: &Persona, arguments: &[&str]) -> (CardHandle, Output) {
        let card = persona.card().expect("a card").with_link(Link::EXTENDED);
        let mut card = card.with_timing(TIMING);
        let (handle, stop) = (card.handle(), Stop::new());
        let powered = Arc::new(AtomicBool::new(false));
        let (port, stopping, seen) = (self.service.port(), stop.clone(), Arc::clone(&powered));
        let serving = thread::spawn(move || {
            let connection =
                Connection::open("127.0.0.1", port, LONG, &stopping).expect("the virtual reader");
            let mut journal = |record: &mynareader_emulator::vpcd::Record| {
                if matches!(record.event, Event::PowerOn) {
                    seen.store(true, Ordering::SeqCst);
                }
            };
            connection.serve(&mut card, Atr::Contactless, &stopping, &mut journal)
        });
        assert!(
            wait_until(LONG, || powered.load(Ordering::SeqCst)),
            "the service does not see the card"
        );
        let module = self.module.to_str().expect("a plain path");
        let output = Command::new("pkcs11-tool")
            .args(["--module", module, "--slot-index", "0"])
            .args(arguments)
            .current_dir(self.service.directory())
            .env("HOME", self.service.directory())
            .env_remove("XDG_CACHE_HOME")
            .env("PCSCLITE_CSOCK_NAME", self.service.socket())
            .env("OPENSC_DRIVER", "jpki")
            .output()
            .expect("pkcs11-tool");
        stop.stop();
        serving.join().expect("the card").expect("served");
        // The reader must have seen the card go before another comes.
        thread::sleep(Duration::from_millis(900));
        (handle, output)
    }
}

fn sign<'a>(pin: &'a str, data: &'a str, out: &'a str) -> [&'a str; 12] {
    [
        "--sign",
        "--login",
        "--pin",
        pin,
        "-m",
        "SHA256-RSA-PKCS",
        "--id",
        "01",
        "-i",
        data,
        "-o",
        out,
    ]
}
