//! What a reader and a card that may be used for it really do.
//!
//! ```sh
//! mynareader qualify --dry-run                     # the whole plan of exchanges
//! mynareader qualify --reader NAME                 # nothing that costs a try
//! mynareader qualify --reader NAME --pin - --code-b -
//! ```

pub mod guard;
pub mod idle;
pub mod measure;
pub mod plan;
pub mod proposal;
pub mod removal;
pub mod report;

use core::time::Duration;
use std::cell::RefCell;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use mynareader::card::{Application, Profile};
use mynareader::facts::{Key, Tries};
use mynareader::secret::{CodeB, Pin};
use mynareader::transport::{
    LinkCapabilities, LinkError, LinkErrorKind, ResponseBuffer, Transport,
};
use mynareader_console::progress::Progress;
use mynareader_console::{Failure, Lang, record, secrets};
use mynareader_emulator::{Day, Personas, VirtualCard};

use guard::Bench;
use measure::{Announcement, Secrets};
use report::Report;

/// What a reader and a card that may be used for it really do.
#[derive(Parser)]
#[command(name = "qualify", after_help = AFTER_HELP)]
pub struct Args {
    /// The PC/SC reader with the card, by its name or a part of it (needs the feature pcsc)
    #[arg(long, value_name = "NAME", required_unless_present_any = ["persona", "dry_run"])]
    reader: Option<String>,

    /// The virtual card of this persona in place of a reader
    #[arg(long, value_name = "NAME", conflicts_with = "reader")]
    persona: Option<String>,

    /// `-` reads the PIN of the authentication certificate from standard input; it is presented up to
    /// three times, each announced before
    #[arg(long, value_name = "-")]
    pin: Option<String>,

    /// `-` reads 照合番号B, 14 digits, from standard input, after the PIN; likewise
    #[arg(long, value_name = "-")]
    code_b: Option<String>,

    /// At the end, measure how late it is told that the card was taken away; asks you to take it and to
    /// lay it down again
    #[arg(long, conflicts_with_all = ["persona", "dry_run"])]
    removal: bool,

    /// At the end, leave the card alone for so many seconds and see whether it still answers: readers and
    /// USB ports are put to sleep
    #[arg(long, value_name = "SECONDS", conflicts_with = "dry_run")]
    idle: Option<u32>,

    /// Print the whole plan of exchanges and touch no card
    #[arg(long)]
    dry_run: bool,

    /// Write what went over the link to this file: headers, lengths, status words and times, no
    /// content; "replay" plays it
    #[arg(long, value_name = "FILE", conflicts_with = "dry_run")]
    record: Option<PathBuf>,

    /// The language of the output
    #[arg(long, default_value_t)]
    lang: Lang,

    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

const AFTER_HELP: &str = "Nothing that costs a try is sent unless a secret is given on standard \
input. Each secret is announced on standard error before it is sent, none is sent where one try is \
left, and after one that was refused or lost none is sent any more. The report holds sizes, status \
words and times only. Exit status: 0 when all was as expected, 1 when not, 2 on bad arguments or \
without a card.";

/// What a recording says that it is of.
pub(crate) fn run_words(pin: bool, code_b: bool) -> String {
    let words = [
        Some("qualify"),
        pin.then_some("pin"),
        code_b.then_some("code-b"),
    ];
    words.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// Does what the arguments ask for.
pub fn main(args: &Args) -> ExitCode {
    match run(args) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(failure) => {
            eprintln!("qualify: {failure}");
            ExitCode::from(2)
        }
    }
}

/// Whether it was written.
fn announce(announcement: Announcement, lang: Lang) -> bool {
    let name = plan::key_name(announcement.key, lang);
    let left = match announcement.tries {
        Tries::Left(left) => left.to_string(),
        _ => "?".to_owned(),
    };
    let mut out = std::io::stderr().lock();
    let told = match lang {
        Lang::Ja => writeln!(out, "これから{name}を1回送ります(残り{left}回)"),
        Lang::En => writeln!(out, "about to send {name} once ({left} tries left)"),
    };
    told.is_ok()
}

/// Tells the person what to do with the card.
fn ask(what: removal::Ask, lang: Lang) {
    eprintln!(
        "{}",
        match what {
            removal::Ask::TakeAway => {
                lang.of("カードを取ってください", "please take the card away")
            }
            removal::Ask::LayDown => {
                lang.of(
                    "カードを置き直してください",
                    "please lay the card down again",
                )
            }
        }
    );
}

/// A link that shows how many of the exchanges of a plan it has carried.
struct Shown<'p, B> {
    inner: B,
    progress: &'p RefCell<Progress>,
    done: usize,
    of: usize,
}

impl<B: Bench> Transport for Shown<'_, B> {
    fn transmit(
        &mut self,
        command: &[u8],
        response: &mut ResponseBuffer,
        limit: Duration,
    ) -> Result<(), LinkError> {
        let (done, of) = (self.done, self.of);
        self.progress.borrow_mut().say(|| format!("{done}/{of}"));
        self.done = (done + 1).min(of);
        self.inner.transmit(command, response, limit)
    }

    fn capabilities(&self) -> LinkCapabilities {
        self.inner.capabilities()
    }

    fn reset(&mut self) -> Result<(), LinkError> {
        self.inner.reset()
    }

    fn power_down(&mut self) -> Result<(), LinkError> {
        self.inner.power_down()
    }
}

impl<B: Bench> Bench for Shown<'_, B> {
    fn reopen(&mut self) -> Result<(), LinkError> {
        self.inner.reopen()
    }

    fn notices_within(&self) -> Duration {
        self.inner.notices_within()
    }

    fn second_program(&mut self) -> Option<Result<(), LinkErrorKind>> {
        self.inner.second_program()
    }
}

/// A virtual card comes on cold by a reset after its power was taken.
impl Bench for VirtualCard {
    fn reopen(&mut self) -> Result<(), LinkError> {
        self.reset()
    }
}

#[cfg(feature = "pcsc")]
mod on_reader {
    use core::time::Duration;

    use mynareader::transport::pcsc::{Connection, Reader, ReaderName, system_reader};
    use mynareader::transport::{
        LinkCapabilities, LinkError, LinkErrorKind, ResponseBuffer, Sent, Transport,
    };

    use super::Bench;

    /// A reader and the connection to its card.
    pub struct OnReader {
        pub name: ReaderName,
        pub reader: Reader,
        pub connection: Option<Connection>,
    }

    impl OnReader {
        fn connection(&mut self) -> Result<&mut Connection, LinkError> {
            let none = LinkError::new(LinkErrorKind::NoCard, Sent::No);
            self.connection.as_mut().ok_or(none)
        }
    }

    impl Transport for OnReader {
        fn transmit(
            &mut self,
            command: &[u8],
            response: &mut ResponseBuffer,
            limit: Duration,
        ) -> Result<(), LinkError> {
            response.clear();
            self.connection()?.transmit(command, response, limit)
        }

        fn capabilities(&self) -> LinkCapabilities {
            let connection = self.connection.as_ref();
            connection.map_or(LinkCapabilities::SHORT, Connection::capabilities)
        }

        fn reset(&mut self) -> Result<(), LinkError> {
            self.connection()?.reset()
        }

        fn power_down(&mut self) -> Result<(), LinkError> {
            self.connection()?.power_down()
        }
    }

    impl Bench for OnReader {
        fn reopen(&mut self) -> Result<(), LinkError> {
            self.connection = None;
            self.reader.take_present_card();
            self.connection = Some(self.reader.connect()?);
            Ok(())
        }

        /// pcsc-lite looks every 0.4 s.
        fn notices_within(&self) -> Duration {
            Duration::from_millis(900)
        }

        /// A context of its own, as another program has one.
        fn second_program(&mut self) -> Option<Result<(), LinkErrorKind>> {
            let connected = system_reader(self.name.clone()).connect();
            Some(connected.map(drop).map_err(|error| error.kind))
        }

        fn told_of_removal(&mut self, limit: Duration) -> Option<Result<(), LinkError>> {
            Some(self.reader.wait_for_removal(limit))
        }

        fn told_of_card(&mut self, limit: Duration) -> Option<Result<(), LinkError>> {
            Some(self.reader.wait_for_card(limit))
        }
    }
}

#[cfg(feature = "pcsc")]
fn on_reader(name: &str, lang: Lang) -> Result<Box<dyn Bench>, Failure> {
    let (name, reader, connection) = mynareader_console::reader::connect_with(name, lang)?;
    Ok(Box::new(on_reader::OnReader {
        name,
        reader,
        connection: Some(connection),
    }))
}

#[cfg(not(feature = "pcsc"))]
fn on_reader(_: &str, lang: Lang) -> Result<Box<dyn Bench>, Failure> {
    Err(lang
        .of(
            "このプログラムは PC/SC なしで作られています。cargo install に --features pcsc を付けてください",
            "this program was built without PC/SC: install it with --features pcsc",
        )
        .into())
}

/// Whether all was as expected.
fn run(args: &Args) -> Result<bool, Failure> {
    let lang = args.lang;
    let profile = Profile::my_number_card();
    if args.dry_run {
        // No secret is asked for; the plan says where it would be sent.
        let given = [
            (Key::AuthenticationPin, &args.pin),
            (Key::CodeB, &args.code_b),
        ];
        let keys: Vec<Key> = given
            .into_iter()
            .filter_map(|(key, value)| value.as_ref().map(|_| key))
            .collect();
        print!("{}", plan::text(&plan::plan(&profile, &keys), lang));
        return Ok(true);
    }
    // Before any card is touched: a malformed value must not cost anything.
    let pin = secrets::secret("--pin", args.pin.as_deref(), true, lang)?
        .map(|value| Pin::from_ascii(&value))
        .transpose()
        .map_err(|error| format!("--pin: {error}"))?;
    let code_b = secrets::secret("--code-b", args.code_b.as_deref(), true, lang)?
        .map(|value| CodeB::from_ascii(&value))
        .transpose()
        .map_err(|error| format!("--code-b: {error}"))?;
    let given = Secrets { pin, code_b };
    let bench: Box<dyn Bench> = match (&args.reader, &args.persona) {
        (Some(name), _) => on_reader(name, lang)?,
        (None, Some(name)) => {
            let day = mynareader_console::today()?.to_string().parse::<Day>()?;
            Box::new(Personas::at(day)?.get(name)?.card()?)
        }
        (None, None) => return Err("--reader".into()),
    };
    let link = bench.capabilities();
    let acts = plan::plan(&profile, &given.keys());
    let mut bench = record::recorded(bench);
    let progress = RefCell::new(Progress::at_terminal());
    let shown = Shown {
        inner: &mut bench,
        progress: &progress,
        done: 0,
        of: acts.len(),
    };
    let measured = measure::measure(shown, &acts, &given, &mut |one| {
        // What is announced stands on a line of its own.
        progress.borrow_mut().clear();
        announce(one, lang)
    });
    progress.borrow_mut().clear();
    let run = run_words(given.pin.is_some(), given.code_b.is_some());
    record::save(&bench, &run, args.record.as_deref())?;
    let mut measured = measured;
    let select = plan::select(&profile, Application::Jpki).unwrap_or_default();
    if let (Some(seconds), None) = (args.idle, measured.broke.as_ref()) {
        let left_alone = Duration::from_secs(seconds.into());
        measured.idle = idle::watch(bench.inner_mut(), &select, left_alone);
    }
    if args.removal && measured.broke.is_none() {
        // What fails here is seen by what is missing in the report.
        let seen = removal::watch(bench.inner_mut(), &select, &mut |what| ask(what, lang));
        measured.removal = seen.ok().flatten();
    }
    let report = Report {
        measured: &measured,
        link,
    };
    if args.json {
        println!("{}", report.json());
    } else {
        print!("{}", report.text(lang));
    }
    Ok(report.troubles(lang).is_empty())
}
