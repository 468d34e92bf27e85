//! A recording read back, whatever somebody handed in: `docs/recording.md`.

use core::fmt;
use std::io::Read;

use mynareader::transport::recording::{FORMAT, FORMAT_VERSION, is_words};
use mynareader::transport::{
    LinkCapabilities, LinkErrorKind, MAX_COMMAND, MAX_RESPONSE, Sent, ShortBlock,
};
use mynareader_console::record::MOST_ENTRIES;
use serde::{Deserialize, Serialize};

/// The longest file that is read.
pub const MAX_FILE: u64 = 8 * 1024 * 1024;

/// The longest line.
const MAX_LINE: usize = 512;

/// What is wrong with a file, and where. Nothing of its content is repeated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    /// Counted from 1; 0 for the whole file.
    pub line: usize,
    pub what: String,
}

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => f.write_str(&self.what),
            line => write!(f, "line {line}: {}", self.what),
        }
    }
}

impl std::error::Error for Wrong {}

/// The first line, as it is written.
#[derive(Deserialize, Serialize)]
struct HeadLine {
    format: String,
    version: u32,
    library: String,
    run: String,
    extended: bool,
    short_block: usize,
    max_command: usize,
    max_response: usize,
    left_out: u64,
}

/// Any other line, as it is written. Members of later versions are ignored.
#[derive(Default, Deserialize, Serialize)]
struct EventLine {
    #[serde(skip_serializing_if = "Option::is_none")]
    exchange: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reset: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    power_down: Option<String>,
    #[serde(default, skip_serializing_if = "is_unset", deserialize_with = "given")]
    header: Option<Option<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sent: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    received: Option<usize>,
    #[serde(default, skip_serializing_if = "is_unset", deserialize_with = "given")]
    status: Option<Option<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    failed: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    arrived: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    at_us: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    took_us: Option<u64>,
}

#[expect(
    clippy::option_option,
    clippy::ref_option,
    reason = "left out, null, or a text: three things in JSON; serde hands a reference"
)]
fn is_unset(value: &Option<Option<String>>) -> bool {
    value.is_none()
}

/// A member that is there, be it `null`.
#[expect(clippy::option_option, reason = "as above")]
fn given<'de, D: serde::Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Option<String>>, D::Error> {
    Option::<String>::deserialize(deserializer).map(Some)
}

/// Something that was recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// A command, by its header and length.
    Command {
        header: Option<[u8; 4]>,
        sent: usize,
    },
    Reset,
    PowerDown,
}

impl fmt::Display for Act {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Command { header, sent } => {
                match header {
                    Some([cla, ins, p1, p2]) => write!(f, "{cla:02X} {ins:02X} {p1:02X} {p2:02X}")?,
                    None => f.write_str("-- -- -- --")?,
                }
                write!(f, " ({sent} B)")
            }
            Self::Reset => f.write_str("reset"),
            Self::PowerDown => f.write_str("power down"),
        }
    }
}

/// How it came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// A reset or a loss of power that was carried out.
    Done,
    Answered {
        received: usize,
        status: Option<u16>,
    },
    Failed(LinkErrorKind, Sent),
}

/// One line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Event {
    /// The number of an exchange; 0 for what is none, or never left the host.
    pub number: u64,
    pub act: Act,
    pub outcome: Outcome,
    /// When and how long, in microseconds.
    pub at: Option<u64>,
    pub took: Option<u64>,
}

/// A recording.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// The version of the library that recorded it.
    pub library: String,
    /// What ran.
    pub run: String,
    pub link: LinkCapabilities,
    /// How many events before the first are missing.
    pub left_out: u64,
    pub events: Vec<Event>,
}

fn wrong(line: usize, what: impl Into<String>) -> Wrong {
    let what = what.into();
    Wrong { line, what }
}

/// What JSON says is wrong, without what stands there.
fn not_json(line: usize, error: &serde_json::Error) -> Wrong {
    let what = match error.classify() {
        serde_json::error::Category::Data => {
            "a member is missing or of another kind than docs/recording.md has"
        }
        _ => "not JSON",
    };
    wrong(line, format!("{what} (column {})", error.column()))
}

/// Three numbers, as versions are; what follows them is left off.
fn version(text: &str) -> Option<String> {
    let mut parts = text.split(['-', '+']).next()?.split('.');
    let mut number = || parts.next()?.parse::<u16>().ok().filter(|n| *n < 1000);
    let version = format!("{}.{}.{}", number()?, number()?, number()?);
    parts.next().is_none().then_some(version)
}

fn link_error(name: &str) -> Option<LinkErrorKind> {
    LinkErrorKind::ALL
        .into_iter()
        .find(|kind| kind.name() == name)
}

/// So many hexadecimal digits, and nothing else.
fn hex(text: &str, digits: usize) -> Option<u32> {
    let sound = text.len() == digits && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    sound.then(|| u32::from_str_radix(text, 16).ok()).flatten()
}

impl EventLine {
    fn event(self) -> Result<Event, &'static str> {
        let kinds = [
            self.exchange.is_some(),
            self.reset.is_some(),
            self.power_down.is_some(),
        ];
        if kinds.into_iter().filter(|is_there| *is_there).count() != 1 {
            return Err("one of \"exchange\", \"reset\" and \"power_down\" must be there");
        }
        let (number, act, outcome) = match (self.exchange, self.reset, self.power_down) {
            (Some(number), ..) => {
                let header = match self.header.ok_or("\"header\" is missing")? {
                    None => None,
                    Some(text) => {
                        Some(hex(&text, 8).ok_or("\"header\" is not eight hexadecimal digits")?)
                    }
                };
                let sent = self.sent.ok_or("\"sent\" is missing")?;
                if sent > MAX_COMMAND || header.is_some() != (sent >= 4) {
                    return Err("\"sent\" is no length of a command with such a header");
                }
                let act = Act::Command {
                    header: header.map(u32::to_be_bytes),
                    sent,
                };
                let outcome = answer(self.received, self.status, self.failed, self.arrived)?;
                (number, act, outcome)
            }
            (_, Some(end), _) => (0, Act::Reset, ended(&end)?),
            (_, _, Some(end)) => (0, Act::PowerDown, ended(&end)?),
            (None, None, None) => return Err("nothing that is known"),
        };
        Ok(Event {
            number,
            act,
            outcome,
            at: self.at_us,
            took: self.took_us,
        })
    }
}

fn ended(end: &str) -> Result<Outcome, &'static str> {
    if end == "done" {
        return Ok(Outcome::Done);
    }
    let kind = link_error(end).ok_or("a failure of the link that is not known")?;
    Ok(Outcome::Failed(kind, Sent::No))
}

#[expect(clippy::option_option, reason = "left out, null, or a text")]
fn answer(
    received: Option<usize>,
    status: Option<Option<String>>,
    failed: Option<String>,
    arrived: Option<String>,
) -> Result<Outcome, &'static str> {
    match (received, failed) {
        (Some(received), None) => {
            let status = match status.ok_or("\"status\" is missing")? {
                None => None,
                Some(text) => {
                    let word = hex(&text, 4).and_then(|word| u16::try_from(word).ok());
                    Some(word.ok_or("\"status\" is not four hexadecimal digits")?)
                }
            };
            if received > MAX_RESPONSE || status.is_some() != (received >= 2) {
                return Err("\"received\" is no length of an answer with such a status word");
            }
            Ok(Outcome::Answered { received, status })
        }
        (None, Some(kind)) => {
            let kind = link_error(&kind).ok_or("a failure of the link that is not known")?;
            match arrived.as_deref() {
                Some("no") => Ok(Outcome::Failed(kind, Sent::No)),
                Some("maybe") => Ok(Outcome::Failed(kind, Sent::Maybe)),
                _ => Err("\"arrived\" is neither \"no\" nor \"maybe\""),
            }
        }
        _ => Err("one of \"received\" and \"failed\" must be there"),
    }
}

impl From<&Event> for EventLine {
    fn from(event: &Event) -> Self {
        let mut line = Self {
            at_us: event.at,
            took_us: event.took,
            ..Self::default()
        };
        let end = match event.outcome {
            Outcome::Failed(kind, _) => kind.name(),
            _ => "done",
        };
        match event.act {
            Act::Reset => line.reset = Some(end.to_owned()),
            Act::PowerDown => line.power_down = Some(end.to_owned()),
            Act::Command { header, sent } => {
                line.exchange = Some(event.number);
                line.header =
                    Some(header.map(|bytes| format!("{:08X}", u32::from_be_bytes(bytes))));
                line.sent = Some(sent);
                match event.outcome {
                    Outcome::Answered { received, status } => {
                        line.received = Some(received);
                        line.status = Some(status.map(|word| format!("{word:04X}")));
                    }
                    Outcome::Failed(_, arrived) => {
                        line.failed = Some(end.to_owned());
                        let arrived = if arrived == Sent::No { "no" } else { "maybe" };
                        line.arrived = Some(arrived.to_owned());
                    }
                    Outcome::Done => {}
                }
            }
        }
        line
    }
}

fn head(text: &str) -> Result<File, Wrong> {
    let line: HeadLine = serde_json::from_str(text).map_err(|error| not_json(1, &error))?;
    if line.format != FORMAT {
        return Err(wrong(1, format!("the format is not \"{FORMAT}\"")));
    }
    if line.version != FORMAT_VERSION {
        return Err(wrong(
            1,
            format!(
                "the form is of version {}, and this program reads {FORMAT_VERSION}",
                line.version
            ),
        ));
    }
    if !is_words(&line.run) {
        return Err(wrong(1, "\"run\" is not made of words"));
    }
    let library = version(&line.library).ok_or_else(|| wrong(1, "\"library\" is no version"))?;
    let short_block = match line.short_block {
        256 => ShortBlock::Full,
        251 => ShortBlock::Framed,
        _ => return Err(wrong(1, "\"short_block\" is neither 256 nor 251")),
    };
    if line.max_command > MAX_COMMAND || line.max_response > MAX_RESPONSE {
        return Err(wrong(1, "the link cannot carry so much"));
    }
    let link = LinkCapabilities {
        extended: line.extended,
        short_block,
        max_command: line.max_command,
        max_response: line.max_response,
    };
    Ok(File {
        library,
        run: line.run,
        link,
        left_out: line.left_out,
        events: Vec::new(),
    })
}

impl File {
    /// Reads a recording; no more of it than one can have.
    pub fn read(from: impl Read) -> Result<Self, Wrong> {
        let mut text = Vec::new();
        let mut limited = from.take(MAX_FILE + 1);
        limited
            .read_to_end(&mut text)
            .map_err(|error| wrong(0, error.to_string()))?;
        if u64::try_from(text.len()).unwrap_or(u64::MAX) > MAX_FILE {
            return Err(wrong(
                0,
                format!("longer than {MAX_FILE} bytes: no recording"),
            ));
        }
        let text = String::from_utf8(text).map_err(|error| {
            let sound = error.utf8_error().valid_up_to();
            let before = error.as_bytes().get(..sound).unwrap_or_default();
            let line = 1 + before.iter().filter(|byte| **byte == b'\n').count();
            wrong(line, "not UTF-8")
        })?;
        Self::parse(&text)
    }

    fn parse(text: &str) -> Result<Self, Wrong> {
        let mut lines = (1..).zip(text.lines());
        let (_, first) = lines.next().ok_or_else(|| wrong(0, "empty"))?;
        if first.len() > MAX_LINE {
            return Err(wrong(1, format!("longer than {MAX_LINE} bytes")));
        }
        let mut file = head(first)?;
        for (number, line) in lines {
            if line.len() > MAX_LINE {
                return Err(wrong(number, format!("longer than {MAX_LINE} bytes")));
            }
            if file.events.len() == MOST_ENTRIES {
                return Err(wrong(number, format!("more than {MOST_ENTRIES} events")));
            }
            let line: EventLine =
                serde_json::from_str(line).map_err(|error| not_json(number, &error))?;
            file.events
                .push(line.event().map_err(|what| wrong(number, what))?);
        }
        Ok(file)
    }

    /// The recording as it was written, and nothing that is not of its form.
    pub fn to_lines(&self) -> String {
        let head = HeadLine {
            format: FORMAT.to_owned(),
            version: FORMAT_VERSION,
            library: self.library.clone(),
            run: self.run.clone(),
            extended: self.link.extended,
            short_block: self.link.short_block.bytes(),
            max_command: self.link.max_command,
            max_response: self.link.max_response,
            left_out: self.left_out,
        };
        let mut text = json_line(&head);
        for event in &self.events {
            text += &json_line(&EventLine::from(event));
        }
        text
    }
}

fn json_line(value: &impl Serialize) -> String {
    // Numbers and texts always have a form in JSON.
    let mut line = serde_json::to_string(value).unwrap_or_default();
    line.push('\n');
    line
}
