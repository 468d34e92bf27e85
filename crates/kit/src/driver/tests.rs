//! A driver over the virtual card passes; each defect is found.

use core::time::Duration;

use mynareader_emulator::{Day, Personas, VirtualCard};
use mynareader_transport::callback::Driver;
use mynareader_transport::{
    LinkCapabilities, LinkError, LinkErrorKind, ResponseBuffer, Sent, ShortBlock, Transport,
};

use super::check;
use crate::Verdict;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Defect {
    None,
    /// It claims extended lengths and does not carry them.
    ShortAlone,
    /// It leaves the last byte of 256 away.
    Cuts,
    /// It takes its time, whatever the limit.
    Slow,
    /// It says of a time-out that nothing was sent.
    DeniesSending,
    /// The power stays.
    KeepsPower,
    /// It makes an answer of its own of a status word.
    HidesStatus,
    /// It says that the answer is longer than the buffer.
    Overruns,
}

struct Mine {
    card: VirtualCard,
    defect: Defect,
}

impl Driver for Mine {
    fn transmit(
        &mut self,
        command: &[u8],
        response: &mut [u8],
        limit: Duration,
    ) -> Result<usize, LinkError> {
        let hurried = limit < Duration::from_millis(100);
        let extended = command.len() > 5 && command.get(4) == Some(&0);
        match self.defect {
            Defect::ShortAlone if extended => {
                return Err(LinkError::new(LinkErrorKind::Broken, Sent::Maybe));
            }
            Defect::Slow if hurried => std::thread::sleep(Duration::from_millis(1200)),
            Defect::DeniesSending if hurried => {
                return Err(LinkError::new(LinkErrorKind::TimedOut, Sent::No));
            }
            Defect::Overruns => return Ok(response.len().saturating_add(1)),
            _ => {}
        }
        let mut answer = ResponseBuffer::new();
        self.card
            .transmit(command, &mut answer, Duration::from_secs(5))?;
        let mut answer = answer.as_bytes().to_vec();
        match self.defect {
            Defect::Cuts if answer.len() == 258 => {
                answer.remove(255);
            }
            Defect::HidesStatus if answer.len() == 2 => answer = vec![0x90, 0x00],
            _ => {}
        }
        response[..answer.len()].copy_from_slice(&answer);
        Ok(answer.len())
    }

    fn reset(&mut self) -> Result<(), LinkError> {
        self.card.reset()
    }

    fn power_down(&mut self) -> Result<(), LinkError> {
        match self.defect {
            Defect::KeepsPower => Ok(()),
            _ => self.card.power_down(),
        }
    }
}

const CLAIMS: LinkCapabilities = LinkCapabilities {
    extended: true,
    short_block: ShortBlock::Full,
    max_command: 65_535,
    max_response: 65_535,
};

#[test]
fn a_driver_over_the_virtual_card_passes_and_each_defect_is_found() {
    let personas = Personas::at(Day::new(2026, 10, 1).unwrap()).unwrap();
    let card = || personas.get("adult").unwrap().card().unwrap();
    for (defect, broken) in [
        (Defect::None, None),
        (Defect::ShortAlone, Some("driver/extended-read")),
        (Defect::Cuts, Some("driver/short-read-of-256")),
        (Defect::Slow, Some("driver/keeps-its-limit")),
        (Defect::DeniesSending, Some("driver/keeps-its-limit")),
        (Defect::KeepsPower, Some("driver/power-down")),
        (
            Defect::HidesStatus,
            Some("driver/one-answer-to-one-command"),
        ),
        (Defect::Overruns, Some("driver/selects")),
    ] {
        let mut driver = Mine {
            card: card(),
            defect,
        };
        let report = check(&mut driver, CLAIMS);
        let first = report.broken().next().map(|check| check.name.as_str());
        assert_eq!(first, broken, "{defect:?}\n{report}");
        assert_eq!(report.not_seen().count(), 0);
    }
}

/// What the link does not claim is not asked of the driver, and nothing is presented to the card.
#[test]
fn what_is_not_claimed_is_not_tried_and_no_try_is_touched() {
    let personas = Personas::at(Day::new(2026, 10, 1).unwrap()).unwrap();
    let card = personas.get("adult").unwrap().card().unwrap();
    let look = card.handle();
    let mut driver = Mine {
        card,
        defect: Defect::ShortAlone,
    };
    let report = check(&mut driver, LinkCapabilities::SHORT);
    assert!(report.is_sound(), "{report}");
    let not_seen: Vec<_> = report.not_seen().map(|check| check.name.as_str()).collect();
    assert_eq!(not_seen, ["driver/extended-read"]);
    assert_eq!(report.checks().len(), 8);
    assert!(
        report
            .checks()
            .iter()
            .any(|check| check.verdict == Verdict::Held)
    );
    assert_eq!(look.presentations(), 0);
}
