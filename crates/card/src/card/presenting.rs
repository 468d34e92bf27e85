//! Presenting secrets, and what needs one: VERIFY, change, signature.
#![forbid(unsafe_code)]

use super::wire::{Failure, Once, Repeatable};
use super::{Budget, Card, CardError, CardErrorKind, Operation, SigningKey, UnknownCause};
use mynareader_facts::{Key, Tries};
use mynareader_transport::Sent;

/// How many tries must stay, whatever becomes of a VERIFY.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(clippy::exhaustive_enums)] // Closed: to keep some, or to accept the loss of the last.
pub enum Floor {
    /// Present the secret only if more than so many tries are known to be left. `Keep(0)` keeps one
    /// all the same: the last try is spent by [`Floor::Override`] alone, never by a setting.
    Keep(u8),
    /// Present it even if it is the last try, or if the card does not say how many are left.
    Override(LastTryAccepted),
}

impl Floor {
    /// The last try is not spent.
    pub const DEFAULT: Self = Self::Keep(1);

    const fn allows(self, tries: Tries) -> bool {
        match self {
            Self::Keep(_) => tries.is_above(self.kept()),
            Self::Override(_) => !tries.is_blocked(),
        }
    }

    const fn kept(self) -> u8 {
        match self {
            Self::Keep(0) => 1,
            Self::Keep(kept) => kept,
            Self::Override(_) => 0,
        }
    }
}

impl Default for Floor {
    fn default() -> Self {
        Self::DEFAULT
    }
}

/// Somebody decided, explicitly and for this one attempt, to spend the last try.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LastTryAccepted(());

impl LastTryAccepted {
    /// To be called where the decision is made: the person was told that the next mistake blocks
    /// the key until the municipal counter resets it.
    pub const fn after_warning() -> Self {
        Self(())
    }
}

/// What became of a VERIFY.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
#[allow(clippy::exhaustive_enums)] // Closed: whatever else an answer may be, it is an error.
pub enum Verification {
    /// The card accepted the secret.
    Accepted,
    /// The card refused it and said what is left; [`Tries::Blocked`] where this was the last.
    Wrong(Tries),
    /// No try was left before; nothing was sent, or nothing was judged.
    Blocked,
}

impl Verification {
    /// Whether the card accepted the secret.
    pub const fn is_accepted(self) -> bool {
        matches!(self, Self::Accepted)
    }
}

/// How the card pads and hashes what it signs: P1 of COMPUTE DIGITAL SIGNATURE \[M\]\[1\], with
/// the data that go with it.
pub(crate) struct SignatureInput<'a> {
    pub(crate) p1: u8,
    pub(crate) data: &'a [u8],
}

impl Card<'_> {
    /// Presents a secret, once.
    ///
    /// The tries left are read first where they are not known, and too few of them, or a card
    /// that does not tell, refuse the attempt before anything is sent.
    pub(crate) fn verify(
        &mut self,
        key: Key,
        secret: &[u8],
        floor: Floor,
    ) -> Result<Verification, CardError> {
        let operation = Operation::Verify(key);
        self.gate(operation, None)?;
        let entry = self
            .profile
            .key(key)
            .ok_or_else(|| self.error(operation, CardErrorKind::NotInProfile))?;
        let command = Once::verify(entry.id, secret).map_err(|_| self.unsendable(operation))?;
        self.switch_to(entry.application)?;
        let tries = self.query(Operation::Tries(key), key)?;
        if tries.is_blocked() {
            return Ok(Verification::Blocked);
        }
        if !floor.allows(tries) {
            return Err(self.error(
                operation,
                CardErrorKind::TooFewTries {
                    key,
                    tries,
                    kept: floor.kept(),
                },
            ));
        }

        // From here on the counter is not what it was, and a wrong value may take back what an
        // earlier right one has opened \[I\]: it is not counted on, and left behind all the same.
        self.tries.remove(&key);
        self.lingering |= self.verified.remove(&key);
        let limit = self.profile.limits.exchange();
        // A wrong value takes a try: no key has more left after it than one less than before.
        let most = tries.count().unwrap_or(entry.tries).saturating_sub(1);
        let cause = match self.wire.send_once(command, limit) {
            Ok(answer) if answer.status.is_done() => {
                self.verified.insert(key);
                return Ok(Verification::Accepted);
            }
            Ok(answer) => match answer.status.tries(most) {
                Tries::Unknown => UnknownCause::Status(answer.status),
                told => {
                    self.tries.insert(key, told);
                    // 63C0 is the try that exhausted the counter; 6983 and 6984 say that none
                    // was left before \[M\].
                    let spent = answer.status.value() & 0xFFF0 == 0x63C0 || !told.is_blocked();
                    return Ok(if spent {
                        Verification::Wrong(told)
                    } else {
                        Verification::Blocked
                    });
                }
            },
            Err(failure) => self.cause(operation, failure)?,
        };
        self.unsettled = Some(key);
        self.lingering = true;
        Err(self.error(operation, CardErrorKind::OutcomeUnknown { key, cause }))
    }

    /// Changes a PIN: presents the old value, then sets the new one.
    pub(crate) fn change(
        &mut self,
        key: Key,
        old: &[u8],
        new: &[u8],
        floor: Floor,
    ) -> Result<Verification, CardError> {
        let operation = Operation::Change(key);
        self.gate(operation, None)?;
        let entry = self
            .profile
            .key(key)
            .ok_or_else(|| self.error(operation, CardErrorKind::NotInProfile))?;
        let command = Once::change(new).map_err(|_| self.unsendable(operation))?;
        self.switch_to(entry.application)?;
        // The PIN's file must be current for the change \[C\]. Done before the VERIFY, so that
        // nothing but the change stands between the two.
        let answer = self.exchange(
            operation,
            &Repeatable::select_file(entry.id),
            &mut Budget::one(),
        )?;
        if !answer.status.is_done() {
            return Err(self.error(operation, CardErrorKind::Status(answer.status)));
        }
        match self.verify(key, old, floor)? {
            Verification::Accepted => {}
            refused => return Ok(refused),
        }
        let limit = self.profile.limits.exchange();
        let cause = match self.wire.send_once(command, limit) {
            Ok(answer) if answer.status.is_done() => return Ok(Verification::Accepted),
            Ok(answer) => UnknownCause::Status(answer.status),
            Err(failure) => self.cause(operation, failure)?,
        };
        // Which value it has now is not known, nor whether the card keeps it verified.
        self.verified.remove(&key);
        self.unsettled = Some(key);
        self.lingering = true;
        Err(self.error(operation, CardErrorKind::OutcomeUnknown { key, cause }))
    }

    /// Makes a signature, once.
    pub(crate) fn sign(
        &mut self,
        key: SigningKey,
        input: &SignatureInput<'_>,
    ) -> Result<Vec<u8>, CardError> {
        let operation = Operation::Sign(key);
        self.gate(operation, None)?;
        let entry = self
            .profile
            .signing_key(key)
            .ok_or_else(|| self.error(operation, CardErrorKind::NotInProfile))?;
        let command = Once::sign(input.p1, entry.reference, input.data)
            .map_err(|_| self.unsendable(operation))?;
        self.switch_to(entry.application)?;
        let limit = self.profile.limits.signature();
        let mut answer = self
            .wire
            .send_once(command, limit)
            .map_err(|failure| self.failure(operation, failure))?;
        if !answer.status.is_done() {
            return Err(self.error(operation, CardErrorKind::Status(answer.status)));
        }
        if answer.data.is_empty() {
            return Err(self.error(operation, CardErrorKind::NoSignature));
        }
        Ok(core::mem::take(&mut *answer.data))
    }

    /// Why an outcome is not known; an error where it is certain that nothing was sent.
    fn cause(&mut self, operation: Operation, failure: Failure) -> Result<UnknownCause, CardError> {
        match failure {
            Failure::Link(error) if error.sent == Sent::No => {
                Err(self.link_error(operation, error))
            }
            Failure::Link(error) => {
                self.note(error);
                Ok(UnknownCause::Link(error))
            }
            Failure::Incomplete(bytes) => Ok(UnknownCause::Incomplete(bytes)),
            Failure::Exhausted => Err(self.error(operation, CardErrorKind::TooManyExchanges)),
        }
    }

    fn unsendable(&self, operation: Operation) -> CardError {
        self.error(operation, CardErrorKind::Unsendable)
    }
}
