//! Which forms there are.
#![forbid(unsafe_code)]

use crate::fault::numbered;

numbered! {
    /// A paper for the time when the card route is down.
    pub enum Paper {
        /// 券面4情報の控え: [`FourItems`](super::super::outage::FourItems).
        FourItems = 1, "four-items";
        /// 被保険者資格申立書: [`Declaration`](super::super::outage::Declaration).
        Declaration = 2, "declaration";
        /// The start of システム障害時モード: [`OutageMode`](super::super::outage::OutageMode).
        OutageMode = 3, "outage-mode";
        /// What is left to do after recovery:
        /// [`AfterRecovery`](super::super::outage::AfterRecovery).
        AfterRecovery = 4, "after-recovery";
    }
}
