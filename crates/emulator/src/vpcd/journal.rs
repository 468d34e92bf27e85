//! What came over the wire, one record at a time, with the values of PINs and codes masked.
#![forbid(unsafe_code)]

use core::fmt::Write;
use core::time::Duration;

/// Something that happened between reader and card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Since serving began.
    pub time: Duration,
    /// What.
    pub event: Event,
}

/// What happened.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Event {
    /// The reader took the power away.
    PowerOff,
    /// The reader gave power.
    PowerOn,
    /// The reader reset the card (warm).
    Reset,
    /// A command and its answer.
    Command {
        /// In hexadecimal, with `**` for every byte of a PIN or code.
        command: String,
        /// The answer in hexadecimal, status word included.
        response: String,
        /// How long the card took.
        took: Duration,
    },
}

/// Shows no answers: they hold names and photos.
impl core::fmt::Debug for Event {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(match self {
            Self::PowerOff => "PowerOff",
            Self::PowerOn => "PowerOn",
            Self::Reset => "Reset",
            Self::Command { .. } => "Command",
        })
    }
}

impl Record {
    pub(super) fn command(time: Duration, took: Duration, command: &[u8], answer: &[u8]) -> Self {
        Self {
            time,
            event: Event::Command {
                command: masked(command),
                response: hex(answer),
                took,
            },
        }
    }

    /// One JSON object on one line: `time` in seconds since serving began; `command`, `response`
    /// and `took` in seconds; or `event` (`power-off`, `power-on`, `reset`).
    pub fn json(&self) -> String {
        let time = self.time.as_secs_f64();
        match &self.event {
            Event::Command {
                command,
                response,
                took,
            } => format!(
                "{{\"time\":{time:.6},\"command\":\"{command}\",\"response\":\"{response}\",\"took\":{:.6}}}",
                took.as_secs_f64()
            ),
            event => {
                let name = match event {
                    Event::PowerOff => "power-off",
                    Event::PowerOn => "power-on",
                    _ => "reset",
                };
                format!("{{\"time\":{time:.6},\"event\":\"{name}\"}}")
            }
        }
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a string does not fail.
        let _ = write!(text, "{byte:02X}");
        text
    })
}

/// VERIFY, CHANGE REFERENCE DATA and CHANGE KEY carry a PIN or a code: only their header and
/// length are shown, whatever the class byte says.
fn masked(command: &[u8]) -> String {
    let carries_a_secret = matches!(command, [_, 0x20 | 0x24 | 0x32, _, _, _, _, ..]);
    if !carries_a_secret {
        return hex(command);
    }
    let (header, rest) = command.split_at_checked(5).unwrap_or((command, &[]));
    format!("{}{}", hex(header), "**".repeat(rest.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_pin_is_shown() {
        let second = Duration::from_millis(1500);
        let shown = |command: &[u8]| Record::command(second, second, command, &[0x90, 0]).json();
        assert_eq!(
            shown(&[0x00, 0x20, 0x00, 0x80, 4, 0x31, 0x32, 0x33, 0x34]),
            r#"{"time":1.500000,"command":"0020008004********","response":"9000","took":1.500000}"#
        );
        for command in [
            &[0x00, 0x24, 0x01, 0x80, 4, 0x31, 0x32, 0x33, 0x34][..],
            &[0x80, 0x32, 0x00, 0x80, 4, 0x31, 0x32, 0x33, 0x34],
            &[0x08, 0x20, 0x00, 0x80, 0, 0, 4, 0x31, 0x32, 0x33, 0x34],
            &[0x00, 0x20, 0x00, 0x80, 9, 0x31, 0x32],
        ] {
            let line = shown(command);
            assert!(!line.contains("3132"), "{line}");
        }
        assert!(shown(&[0x00, 0x20, 0x00, 0x80]).contains("\"00200080\""));
        assert!(shown(&[0x00, 0xB0, 0x00, 0x00, 0x20]).contains("\"00B0000020\""));
    }
}
