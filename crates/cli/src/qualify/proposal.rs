//! A card profile that fits what was measured, as a difference to the built-in one. It only ever waits longer,
//! reads more, or expects what the card showed; the loader of profiles judges it, and refuses one in which a key
//! has more tries than it can have.

use core::time::Duration;

use mynareader::card::profile::FirstCommand;
use mynareader::card::{File, Profile};

use super::guard::Sample;
use super::measure::Measured;
use super::plan::KEYS;

/// A limit is proposed where an exchange took more than half of it: so many times what it took.
const ROOM: u32 = 3;

/// The longest limit that the loader takes, in milliseconds.
const LONGEST: u32 = 120_000;

/// The largest file that the loader takes.
const LARGEST: usize = 0x1_0000;

/// What was found of a profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Proposal {
    /// The built-in profile fits.
    None,
    /// Lines of its text that change: `-` before the known one, `+` before the proposed one.
    Changes(Vec<String>),
    /// What was measured fits no profile that the loader takes; why.
    Refused(String),
}

/// A limit that gives room for what was measured, if there is none.
fn limit(known: u32, slowest: Option<Duration>) -> u32 {
    let took = slowest.map_or(0, |took| {
        u32::try_from(took.as_millis()).unwrap_or(u32::MAX)
    });
    if took <= known / 2 {
        return known;
    }
    let wanted = took
        .saturating_mul(ROOM)
        .div_ceil(1000)
        .saturating_mul(1000);
    wanted.clamp(known, LONGEST.max(known))
}

fn slowest<'a>(samples: impl Iterator<Item = &'a Sample>) -> Option<Duration> {
    samples.map(|sample| sample.took).max()
}

/// The tries that a key told, where it told any.
fn told(measured: &Measured, name: &str) -> Option<u8> {
    let name = format!("tries/{name}");
    let (_, sample) = measured.samples.iter().find(|(one, _)| *one == name)?;
    let word = sample.outcome.ok().filter(|word| word & 0xFFF0 == 0x63C0)?;
    u8::try_from(word & 0x000F).ok()
}

/// The changes to a profile.
pub fn propose(known: &Profile, measured: &Measured) -> Proposal {
    let mut proposed = known.clone();
    let is_long = |name: &str| name.starts_with("extended/");
    let of = |long: bool| {
        let samples = measured.samples.iter();
        slowest(
            samples
                .filter(|(name, _)| is_long(name) == long)
                .map(|(_, sample)| sample),
        )
    };
    proposed.limits.exchange_ms = limit(known.limits.exchange_ms, of(false));
    proposed.limits.long_read_ms = limit(known.limits.long_read_ms, of(true));
    let word = |wanted: &str| {
        let mut samples = measured.samples.iter();
        samples.find(|(name, _)| name == wanted)?.1.outcome.ok()
    };
    // 6F00 is repeated anyway; a card that stumbles in another way gets a command in vain.
    if word("first-cold").is_some_and(|word| !matches!(word, 0x9000 | 0x6F00))
        && word("select/jpki") == Some(0x9000)
    {
        proposed.first_command = FirstCommand::ThrowAway;
    }
    if let Some((bytes, entry)) = measured
        .face_record
        .zip(proposed.files.get_mut(&File::FaceRecord))
        && bytes > entry.most / 4 * 3
    {
        entry.most = bytes
            .saturating_mul(2)
            .clamp(entry.most, LARGEST.max(entry.most));
    }
    for (key, name) in KEYS {
        if let (Some(left), Some(entry)) = (told(measured, name), proposed.keys.get_mut(&key)) {
            entry.tries = entry.tries.max(left);
        }
    }
    judge(known, &proposed)
}

/// What the loader says of it.
fn judge(known: &Profile, proposed: &Profile) -> Proposal {
    if known == proposed {
        return Proposal::None;
    }
    let (before, after) = (known.to_toml(), proposed.to_toml());
    if let Err(error) = Profile::from_toml(&after) {
        return Proposal::Refused(error.to_string());
    }
    let (mut place, mut heading) = ("", "");
    let mut lines = Vec::new();
    // Values change, and no line comes or goes.
    for (before, after) in before.lines().zip(after.lines()) {
        if before.starts_with('[') {
            (place, heading) = (before, before);
        }
        if before != after {
            if !std::mem::take(&mut place).is_empty() {
                lines.push(heading.to_owned());
            }
            lines.push(format!("-{before}"));
            lines.push(format!("+{after}"));
        }
    }
    Proposal::Changes(lines)
}
