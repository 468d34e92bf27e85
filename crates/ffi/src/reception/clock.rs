//! The caller's clock, as the reception sees it: it never steps back and never leaps.
//!
//! The header asks for a monotonic clock of 64 bits. What comes may be a counter of 32 bits that wraps
//! after 49.7 days, or the time of day, which somebody sets. A reception that believed it would wait for
//! a time that does not come, and the patient who left would stay on the screen.

use mynareader_reception::reception::Tick;

/// How the caller's clock went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Went {
    /// As clocks do.
    On,
    /// Back by so many milliseconds. No time has passed; from here it goes on.
    Back(u64),
    /// Ahead by so many milliseconds, of which a day counts.
    Ahead(u64),
}

/// The two clocks, of which the reception's follows the caller's.
#[derive(Default)]
pub(super) struct Clock {
    /// The caller's, at the last event.
    given: Option<u64>,
    /// The reception's, then.
    told: u64,
}

impl Clock {
    /// Two threads may take their times in one order and hand them in in the other.
    const JITTER: u64 = 1000;
    /// No deadline is as far away as that: whoever leaps so far has missed them all.
    const LEAP: u64 = 24 * 60 * 60 * 1000;
    /// Where the reception's clock may start, so that it has no end.
    const START: u64 = 1 << 53;

    /// The reception's time of an event.
    pub(super) fn follow(&mut self, at: u64) -> (Tick, Went) {
        let mut went = Went::On;
        match self.given {
            None => {
                self.told = at.min(Self::START);
                self.given = Some(at);
            }
            Some(given) => {
                let (ahead, back) = (at.saturating_sub(given), given.saturating_sub(at));
                if ahead > Self::LEAP {
                    went = Went::Ahead(ahead);
                }
                self.told = self.told.saturating_add(ahead.min(Self::LEAP));
                if back > Self::JITTER {
                    went = Went::Back(back);
                }
                if back == 0 || back > Self::JITTER {
                    self.given = Some(at);
                }
            }
        }
        (Tick::from_millis(self.told), went)
    }

    /// A time of the reception's by the caller's clock.
    pub(super) fn by_the_callers(&self, at: Tick) -> u64 {
        let ahead = at.millis().saturating_sub(self.told);
        let back = self.told.saturating_sub(at.millis());
        let given = self.given.unwrap_or(self.told);
        given.saturating_add(ahead).saturating_sub(back)
    }
}

#[cfg(test)]
mod tests {
    use super::{Clock, Tick, Went};

    fn times(clock: &mut Clock, given: &[u64]) -> Vec<(u64, Went)> {
        let follow = |at: &u64| {
            let (tick, went) = clock.follow(*at);
            (tick.millis(), went)
        };
        given.iter().map(follow).collect()
    }

    #[test]
    fn a_clock_that_goes_on_is_followed() {
        let mut clock = Clock::default();
        let all = times(&mut clock, &[7, 7, 1000, 900, 1100]);
        assert_eq!(
            all,
            [7, 7, 1000, 1000, 1100].map(|at| (at, Went::On)),
            "and what two threads hand in in the other order changes nothing"
        );
        assert_eq!(clock.by_the_callers(Tick::from_millis(1500)), 1500);
    }

    #[test]
    fn a_clock_that_wraps_or_is_set_back_goes_on_from_there() {
        let mut clock = Clock::default();
        let wrap = u64::from(u32::MAX);
        let all = times(&mut clock, &[wrap - 5000, wrap, 1000, 61_000]);
        assert_eq!(all[2], (wrap, Went::Back(wrap - 1000)));
        assert_eq!(all[3], (wrap + 60_000, Went::On));
        // And a deadline is told by the caller's clock.
        assert_eq!(
            clock.by_the_callers(Tick::from_millis(wrap + 90_000)),
            91_000
        );
    }

    #[test]
    fn a_clock_that_leaps_has_no_end() {
        for leap in [Clock::LEAP + 1, u64::MAX / 2, u64::MAX] {
            let mut clock = Clock::default();
            let all = times(&mut clock, &[0, leap, 5000, 6000]);
            assert_eq!(all[1], (Clock::LEAP, Went::Ahead(leap)));
            assert_eq!(all[2], (Clock::LEAP, Went::Back(leap - 5000)));
            assert_eq!(all[3], (Clock::LEAP + 1000, Went::On));
        }
        let mut clock = Clock::default();
        let all = times(&mut clock, &[u64::MAX, u64::MAX]);
        assert_eq!(all[1], (Clock::START, Went::On));
    }
}
