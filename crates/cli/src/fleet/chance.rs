//! What the simulated world goes by: chances and times.

/// Numbers that come again with the same seed.
pub struct Chance(fastrand::Rng);

impl Chance {
    /// By this seed.
    pub fn new(seed: u64) -> Self {
        Self(fastrand::Rng::with_seed(seed))
    }

    /// True so often of a thousand.
    pub fn per_mille(&mut self, often: f64) -> bool {
        self.0.f64() * 1000.0 < often
    }

    /// A number from 0 to below this one.
    pub fn below(&mut self, bound: u64) -> u64 {
        self.0.u64(0..bound.max(1))
    }

    /// One of these, each with its weight.
    pub fn weighted<T: Copy>(&mut self, of: &[(u32, T)], otherwise: T) -> T {
        let all: u32 = of.iter().map(|(weight, _)| weight).sum();
        let mut drawn = self.0.u32(0..all.max(1));
        for (weight, value) in of {
            match drawn.checked_sub(*weight) {
                Some(rest) => drawn = rest,
                None => return *value,
            }
        }
        otherwise
    }

    /// A time in milliseconds around a median, as people's times are: half within a factor of `1.4` or so,
    /// some much longer, capped.
    pub fn around(&mut self, median: u64) -> u64 {
        // The sum of twelve is normal for our purpose.
        let normal: f64 = (0..12).map(|_| self.0.f64()).sum::<f64>() - 6.0;
        let factor = (normal * 0.5).exp().clamp(0.2, 12.0);
        // A median is some seconds.
        let median = f64::from(u32::try_from(median).unwrap_or(u32::MAX));
        scaled(median * factor)
    }
}

/// Rounded to whole milliseconds.
fn scaled(milliseconds: f64) -> u64 {
    // Below a few minutes, so that nothing is lost.
    std::time::Duration::try_from_secs_f64(milliseconds / 1000.0)
        .ok()
        .and_then(|time| u64::try_from(time.as_millis()).ok())
        .unwrap_or(0)
}
