//! How long things take, as virtual time: figures of docs/facts/tools.md §5, computed, not measured.
#![forbid(unsafe_code)]

use core::time::Duration;

use crate::chip::Work;

/// The bit rate of a contactless link (ISO 14443 Type B). Closed: the standard has these four.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Rate {
    /// 106 kbit/s.
    Kbit106,
    /// 212 kbit/s.
    Kbit212,
    /// 424 kbit/s.
    Kbit424,
    /// 848 kbit/s.
    Kbit848,
}

impl Rate {
    /// The time of one byte: ten elementary time units of 128 carrier periods at 106 kbit/s, and
    /// half, a quarter, an eighth of that.
    const fn byte(self) -> Duration {
        Duration::from_nanos(match self {
            Self::Kbit106 => 94_395,
            Self::Kbit212 => 47_198,
            Self::Kbit424 => 23_599,
            Self::Kbit848 => 11_799,
        })
    }
}

/// How long an exchange takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timing {
    /// The air; `None` takes no time.
    pub rate: Option<Rate>,
    /// Host and reader, for each exchange (1.5 to 4 ms are usual).
    pub overhead: Duration,
    /// The card, for each command (1 to 5 ms are usual).
    pub command: Duration,
    /// The card, for each private-key operation (60 to 700 ms for RSA-2048).
    pub rsa: Duration,
}

impl Timing {
    /// Nothing takes time.
    pub const INSTANT: Self = Self {
        rate: None,
        overhead: Duration::ZERO,
        command: Duration::ZERO,
        rsa: Duration::ZERO,
    };

    /// A usual contactless card at this rate: 2 ms for host and reader, 2 ms for the card, 185 ms
    /// for RSA (the median of the chips in JCAlgTest).
    pub const fn contactless(rate: Rate) -> Self {
        Self {
            rate: Some(rate),
            overhead: Duration::from_millis(2),
            command: Duration::from_millis(2),
            rsa: Duration::from_millis(185),
        }
    }

    pub(super) fn exchange(&self, command: &[u8], answer: &[u8], work: Work) -> Duration {
        let computing = match work {
            Work::Rsa if answer.len() > 2 => self.rsa,
            Work::Rsa | Work::Plain => Duration::ZERO,
        };
        let air = self.rate.map_or(Duration::ZERO, |rate| {
            on_air(rate, command.len()).saturating_add(on_air(rate, answer.len()))
        });
        self.overhead
            .saturating_add(self.command)
            .saturating_add(computing)
            .saturating_add(air)
    }
}

/// A chain of frames of 256 bytes, each with three bytes around its content, 170 µs of turn-around
/// and 100 µs of pause.
fn on_air(rate: Rate, length: usize) -> Duration {
    const CONTENT: usize = 253;
    let frames = u32::try_from(length.div_ceil(CONTENT).max(1)).unwrap_or(u32::MAX);
    let bytes = u32::try_from(length).unwrap_or(u32::MAX);
    let on_wire = bytes.saturating_add(frames.saturating_mul(3));
    rate.byte()
        .saturating_mul(on_wire)
        .saturating_add(Duration::from_micros(270).saturating_mul(frames))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_face_record_takes_about_a_second_at_106_kbit() {
        // docs/facts/tools.md §5: 10 kB in one extended APDU, 1,019 ms of air at 106, 137 at 848.
        let timing = |rate| Timing {
            rate: Some(rate),
            ..Timing::INSTANT
        };
        let answer = vec![0; 10_002];
        let slow = timing(Rate::Kbit106).exchange(&[0; 7], &answer, Work::Plain);
        let fast = timing(Rate::Kbit848).exchange(&[0; 7], &answer, Work::Plain);
        assert!((950..1_080).contains(&slow.as_millis()), "{slow:?}");
        assert!((120..150).contains(&fast.as_millis()), "{fast:?}");
    }

    #[test]
    fn a_refused_signature_costs_no_rsa() {
        let timing = Timing::contactless(Rate::Kbit424);
        let refused = timing.exchange(&[0; 38], &[0x69, 0x82], Work::Rsa);
        let made = timing.exchange(&[0; 38], &[0; 258], Work::Rsa);
        assert!(refused < Duration::from_millis(20));
        assert!(made > Duration::from_millis(185));
    }
}
