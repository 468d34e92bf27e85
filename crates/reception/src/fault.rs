//! Faults: the codes that a reader shows, what happened in plain data, and the way from the one
//! to the other.
//!
//! A [`FaultCode`] is an open number: the 27 codes of the national table have constants, makers'
//! own codes pass through with the maker's name, and what has no official code (a face that did
//! not match, a card taken out early) has a code of this library's own. A [`Symptom`] says at
//! which [`Step`], with which key, what happened; [`diagnose`] turns it into a code by a committed
//! table. A status word alone is not enough: `6984` is 004 or 005 by the key, `6A82` is 002, 007
//! or a phone by the step.
//!
//! Nothing here touches a card, reads a clock or holds anything personal.
#![forbid(unsafe_code)]

mod cause;
mod code;
mod diagnosis;
mod numbered;
mod rules;
mod symptom;
mod table;

pub use cause::{Cause, CauseKind, Fault, Origin};
pub use code::{FaultCode, Maker, NoSuchCode};
pub use diagnosis::{Diagnosis, diagnose};
pub(crate) use numbered::numbered;
pub use rules::{CATCH_ALLS, RULE_COUNT, RuleLine, rule_lines};
pub use symptom::{
    CameraTrouble, CentreTrouble, CertificateRefusal, FolderTrouble, Happened, LinkFailure,
    NetworkTrouble, PanelTrouble, PersonTrouble, ReaderTrouble, RecordStructure, RecordTrouble,
    ScanTrouble, Step, Symptom, TerminalTrouble,
};
pub use table::{Affects, Audience, Category, DeviceFault, KNOWN, Known, Retry, Severity, known};
