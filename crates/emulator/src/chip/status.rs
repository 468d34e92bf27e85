//! Status words as this card uses them: JICSAP's meanings, not ISO's, where the two differ
//! (docs/facts/card.md §4).
#![forbid(unsafe_code)]

pub(super) const OK: u16 = 0x9000;
pub(super) const END_OF_FILE: u16 = 0x6282;
pub(super) const WRONG_UNCOUNTED: u16 = 0x6300;
pub(super) const WRONG_LENGTH: u16 = 0x6700;
pub(super) const NO_SECURE_MESSAGING: u16 = 0x66F1;
pub(super) const CHANNEL: u16 = 0x6881;
pub(super) const SECURE_MESSAGING_CLASS: u16 = 0x6882;
pub(super) const STRUCTURE: u16 = 0x6981;
pub(super) const SECURITY: u16 = 0x6982;
pub(super) const CONDITIONS: u16 = 0x6985;
/// JICSAP: there is no current EF (not "command not allowed").
pub(super) const NO_CURRENT_FILE: u16 = 0x6986;
pub(super) const SECURE_MESSAGING_OBJECT: u16 = 0x6987;
pub(super) const DATA: u16 = 0x6A80;
pub(super) const NOT_SUPPORTED: u16 = 0x6A81;
pub(super) const NOT_FOUND: u16 = 0x6A82;
pub(super) const NO_RECORD: u16 = 0x6A83;
pub(super) const PARAMETERS: u16 = 0x6A86;
pub(super) const NO_OBJECT: u16 = 0x6A88;
pub(super) const OFFSET: u16 = 0x6B00;
pub(super) const INSTRUCTION: u16 = 0x6D00;
pub(super) const CLASS: u16 = 0x6E00;
pub(super) const SELF_DIAGNOSIS: u16 = 0x6F00;
