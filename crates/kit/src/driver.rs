//! A list of checks for a maker's driver, with a My Number card in the reader, real or virtual. It sends
//! no VERIFY and reads nothing but the authentication certificate's first kilobyte, which it forgets.

use core::time::Duration;
use std::time::Instant;

use mynareader_transport::callback::Driver;
use mynareader_transport::{LinkCapabilities, LinkError, LinkErrorKind, MAX_DRIVER_LENGTH, Sent};

use crate::Report;

/// How long a command may take that is not being hurried.
const PATIENCE: Duration = Duration::from_secs(5);
/// How much longer than its limit a hurried command may take.
const SLACK: Duration = Duration::from_secs(1);
/// SELECT the application 公的個人認証AP by its name \[C\] docs/card.md.
const SELECT_APPLICATION: [u8; 15] = [
    0x00, 0xA4, 0x04, 0x0C, 0x0A, 0xD3, 0x92, 0xF0, 0x00, 0x26, 0x01, 0x00, 0x00, 0x00, 0x01,
];
/// SELECT the file of the authentication certificate, which is free to read \[C\] docs/card.md.
const SELECT_CERTIFICATE: [u8; 7] = [0x00, 0xA4, 0x02, 0x0C, 0x02, 0x00, 0x0A];
/// An instruction that no card has.
const NO_INSTRUCTION: [u8; 4] = [0x00, 0xEE, 0x00, 0x00];
const DONE: [u8; 2] = [0x90, 0x00];

/// Takes a driver through the list. `claims` is what the link that is made of it will claim; the driver is
/// of no more use afterwards, since the last check takes the power away.
pub fn check(driver: &mut dyn Driver, claims: LinkCapabilities) -> Report {
    let mut report = Report::default();
    let mut chip = Chip {
        driver,
        buffer: vec![0; MAX_DRIVER_LENGTH],
    };
    report.judge("driver/selects", chip.selects());
    report.judge(
        "driver/one-answer-to-one-command",
        chip.refuses_what_no_card_has(),
    );
    report.judge("driver/short-read-of-255", chip.reads(&[0xFF], 255));
    report.judge("driver/short-read-of-256", chip.reads(&[0x00], 256));
    if claims.extended {
        report.judge(
            "driver/extended-read",
            chip.reads(&[0x00, 0x04, 0x00], 1024),
        );
    } else {
        report.add(
            "driver/extended-read",
            crate::Verdict::NotSeen,
            "the link does not claim it",
        );
    }
    report.judge("driver/keeps-its-limit", chip.is_hurried());
    report.judge("driver/reset", chip.is_reset());
    report.judge("driver/power-down", chip.loses_power());
    report
}

struct Chip<'d> {
    driver: &'d mut dyn Driver,
    buffer: Vec<u8>,
}

impl Chip<'_> {
    /// The answer to a command, whole.
    fn transmit(&mut self, command: &[u8], limit: Duration) -> Result<Vec<u8>, LinkError> {
        self.buffer.fill(0xA5);
        let length = self.driver.transmit(command, &mut self.buffer, limit)?;
        let answer = self.buffer.get(..length).map(<[u8]>::to_vec);
        // Beyond the answer a driver leaves the buffer as it was, or clears it; either is taken.
        self.buffer.fill(0);
        answer.ok_or_else(|| LinkError::new(LinkErrorKind::OversizedAnswer, Sent::Maybe))
    }

    /// What is wrong with the answer, where something is: it must be so much data and `9000`.
    fn expect(&mut self, command: &[u8], data: usize) -> Option<String> {
        match self.transmit(command, PATIENCE) {
            Ok(answer) if answer.len() == data.saturating_add(2) && answer.ends_with(&DONE) => None,
            Ok(answer) => {
                let status = match answer.as_slice() {
                    [.., first, second] => format!("{first:02X}{second:02X}"),
                    _ => "nothing".to_owned(),
                };
                Some(format!(
                    "{} bytes ending in {status}, and not {data} and 9000",
                    answer.len()
                ))
            }
            Err(error) => Some(error.to_string()),
        }
    }

    fn selects(&mut self) -> Option<String> {
        self.expect(&SELECT_APPLICATION, 0)
            .or_else(|| self.expect(&SELECT_CERTIFICATE, 0))
    }

    /// A driver that makes something of a status word by itself, or sends again what was refused, shows
    /// here first.
    fn refuses_what_no_card_has(&mut self) -> Option<String> {
        match self.transmit(&NO_INSTRUCTION, PATIENCE) {
            Ok(answer) if answer.len() == 2 && answer != DONE => None,
            Ok(answer) => Some(format!(
                "{} bytes to an instruction that no card has, and not its status word alone",
                answer.len()
            )),
            Err(error) => Some(format!("{error}, and not the card's status word")),
        }
    }

    fn reads(&mut self, length: &[u8], data: usize) -> Option<String> {
        let command = [&[0x00, 0xB0, 0x00, 0x00][..], length].concat();
        // An extended length stands behind a zero byte.
        self.expect(&command, data)
    }

    /// With a limit that no card keeps: it answers all the same, or says that the limit passed, and soon.
    fn is_hurried(&mut self) -> Option<String> {
        let begun = Instant::now();
        let answer = self.transmit(&[0x00, 0xB0, 0x00, 0x00, 0x00], Duration::from_millis(1));
        let took = begun.elapsed();
        if took > SLACK {
            return Some(format!(
                "it took {} ms with a limit of 1 ms",
                took.as_millis()
            ));
        }
        match answer {
            Ok(_) => None,
            Err(error) if error.kind == LinkErrorKind::TimedOut => match error.sent {
                Sent::Maybe => None,
                // A VERIFY of which nobody knows would be sent again.
                Sent::No => Some("it says that the chip cannot have seen the command".to_owned()),
            },
            Err(error) => Some(format!("{error}, and neither an answer nor a time-out")),
        }
    }

    fn is_reset(&mut self) -> Option<String> {
        match self.driver.reset() {
            Ok(()) => self.selects(),
            Err(error) => Some(error.to_string()),
        }
    }

    /// What was selected is gone with the power: the only sure end of a patient's session.
    fn loses_power(&mut self) -> Option<String> {
        if let Err(error) = self.driver.power_down() {
            return Some(error.to_string());
        }
        match self.transmit(&[0x00, 0xB0, 0x00, 0x00, 0x00], PATIENCE) {
            Ok(answer) if answer.ends_with(&DONE) => {
                Some("the file is still selected: the chip kept its power".to_owned())
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests;
