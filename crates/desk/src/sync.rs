//! The locks of the inbox: the system's, and in a model those of loom, which tries every order in which
//! threads can come.
#![forbid(unsafe_code)]

#[cfg(not(all(loom, test)))]
pub(crate) use std::sync::{Condvar, Mutex, MutexGuard};

#[cfg(all(loom, test))]
pub(crate) use loom::sync::{Mutex, MutexGuard};
#[cfg(all(loom, test))]
pub(crate) use modelled::Condvar;

/// What loom's own lacks.
#[cfg(all(loom, test))]
mod modelled {
    use core::time::Duration;
    use std::sync::{LockResult, PoisonError};

    use super::MutexGuard;

    #[derive(Debug, Default)]
    pub(crate) struct Condvar(loom::sync::Condvar);

    impl Condvar {
        pub(crate) fn notify_all(&self) {
            self.0.notify_all();
        }

        /// One wait without a condition, as a seeded mistake needs it.
        #[allow(dead_code)]
        pub(crate) fn wait<'a, T>(
            &self,
            guard: MutexGuard<'a, T>,
        ) -> LockResult<MutexGuard<'a, T>> {
            self.0.wait(guard)
        }

        pub(crate) fn wait_while<'a, T>(
            &self,
            mut guard: MutexGuard<'a, T>,
            mut idle: impl FnMut(&mut T) -> bool,
        ) -> LockResult<MutexGuard<'a, T>> {
            while idle(&mut guard) {
                guard = self.0.wait(guard).unwrap_or_else(PoisonError::into_inner);
            }
            Ok(guard)
        }

        /// No time passes in a model.
        pub(crate) fn wait_timeout_while<'a, T>(
            &self,
            guard: MutexGuard<'a, T>,
            _: Duration,
            idle: impl FnMut(&mut T) -> bool,
        ) -> LockResult<MutexGuard<'a, T>> {
            self.wait_while(guard, idle)
        }
    }
}
