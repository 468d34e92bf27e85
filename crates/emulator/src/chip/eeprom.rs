//! What the chip keeps without power: the values of its keys, how many tries are left, and, for
//! tests, how often it judged a VERIFY right or wrong.
#![forbid(unsafe_code)]

use core::fmt;
use std::collections::BTreeMap;

use crate::image::{File, Image, KeyRef, KeyRule};

/// How often the chip judged a VERIFY of one key. The library under test cannot reach this.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// VERIFYs with the right value.
    pub right: u32,
    /// VERIFYs with a wrong value, each of which cost a try.
    pub wrong: u32,
    /// VERIFYs refused because the key was blocked.
    pub refused: u32,
}

#[derive(Clone)]
struct Secret {
    value: Vec<u8>,
    /// `None`: the key does not count.
    left: Option<u8>,
    rule: KeyRule,
    counts: Counts,
}

/// The persistent part of a chip.
#[derive(Clone, Default)]
pub struct Eeprom {
    secrets: BTreeMap<KeyRef, Secret>,
}

/// What a VERIFY came to.
pub(super) enum Verdict {
    Right,
    /// Wrong, with so many tries left; `None` where the key does not count.
    Wrong(Option<u8>),
    Blocked,
}

impl Eeprom {
    pub(super) fn issued(image: &Image) -> Self {
        let secrets = image
            .applications
            .iter()
            .flat_map(|(app, files)| files.iter().map(move |(&ef, file)| (*app, ef, file)))
            .filter_map(|(app, ef, file)| match file {
                File::Secret { value, tries, rule } => Some((
                    KeyRef::new(app, ef),
                    Secret {
                        value: value.clone(),
                        left: *tries,
                        rule: *rule,
                        counts: Counts::default(),
                    },
                )),
                _ => None,
            })
            .collect();
        Self { secrets }
    }

    /// The tries left of a key, without any command. `None` where the card has no such key or
    /// does not count.
    pub fn tries_left(&self, key: KeyRef) -> Option<u8> {
        self.secrets.get(&key)?.left
    }

    /// Arranges the tries left, for a test.
    pub fn set_tries_left(&mut self, key: KeyRef, left: u8) {
        if let Some(secret) = self.secrets.get_mut(&key) {
            secret.left = Some(left);
        }
    }

    /// Lets a key answer `6300` and never block, as some cards' keys may \[1\].
    pub fn set_uncounted(&mut self, key: KeyRef) {
        if let Some(secret) = self.secrets.get_mut(&key) {
            secret.left = None;
            secret.rule.tries = None;
        }
    }

    /// Arranges a key's value, for a test.
    pub fn set_value(&mut self, key: KeyRef, value: &[u8]) {
        if let Some(secret) = self.secrets.get_mut(&key) {
            secret.value = value.to_vec();
        }
    }

    /// How often the chip judged VERIFYs of this key.
    pub fn counts(&self, key: KeyRef) -> Counts {
        self.secrets
            .get(&key)
            .map_or_else(Counts::default, |secret| secret.counts)
    }

    /// All keys that VERIFY takes.
    pub fn keys(&self) -> impl Iterator<Item = KeyRef> + '_ {
        self.secrets.keys().copied()
    }

    pub(super) fn rule(&self, key: KeyRef) -> Option<KeyRule> {
        self.secrets.get(&key).map(|secret| secret.rule)
    }

    /// The state machine of docs/facts/card.md §7.
    pub(super) fn verify(&mut self, key: KeyRef, value: &[u8]) -> Option<Verdict> {
        let secret = self.secrets.get_mut(&key)?;
        if secret.left == Some(0) {
            secret.counts.refused = secret.counts.refused.saturating_add(1);
            return Some(Verdict::Blocked);
        }
        if !secret.value.is_empty() && secret.value == value {
            secret.left = secret.rule.tries;
            secret.counts.right = secret.counts.right.saturating_add(1);
            return Some(Verdict::Right);
        }
        secret.left = secret.left.map(|left| left.saturating_sub(1));
        secret.counts.wrong = secret.counts.wrong.saturating_add(1);
        Some(Verdict::Wrong(secret.left))
    }

    pub(super) fn change(&mut self, key: KeyRef, value: &[u8]) {
        self.set_value(key, value);
    }
}

/// Shows counters and no values.
impl fmt::Debug for Eeprom {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map()
            .entries(self.secrets.iter().map(|(key, secret)| (key, secret.left)))
            .finish()
    }
}
