//! The fields of each page: what a program may fill, and a translation must have.
#![forbid(unsafe_code)]

use super::{Paper, Sheet};
use crate::guidance::LeafletId;

/// The keys of a page's fields.
pub(crate) const fn keys(sheet: Sheet) -> &'static [&'static str] {
    match sheet {
        Sheet::Leaflet(LeafletId::ReaderHowTo) => &["placement"],
        Sheet::Leaflet(LeafletId::Smartphone) => &["smartphone.yes", "smartphone.no"],
        Sheet::Leaflet(LeafletId::StaffReadiness) => &["model", "restart"],
        Sheet::Leaflet(_) => &[],
        Sheet::Paper(Paper::FourItems) => FOUR_ITEMS,
        Sheet::Paper(Paper::Declaration) => DECLARATION,
        Sheet::Paper(Paper::OutageMode) => OUTAGE_MODE,
        Sheet::Paper(Paper::AfterRecovery) => AFTER_RECOVERY,
    }
}

const FOUR_ITEMS: &[&str] = &[
    "name",
    "name-kana",
    "sex.male",
    "sex.female",
    "birth-date",
    "address",
    "insurer",
    "has.name",
    "has.sex",
    "has.birth-date",
    "has.address-or-insurer",
];

const DECLARATION: &[&str] = &[
    "name",
    "birth-date",
    "sex.male",
    "sex.female",
    "address",
    "contact",
    "kind.employer",
    "kind.national",
    "kind.elderly",
    "kind.other",
    "kind.unknown",
    "insurer",
    "workplace",
    "share.10",
    "share.20",
    "share.30",
    "share.unknown",
    "date",
];

const OUTAGE_MODE: &[&str] = &[
    "institution-code",
    "institution-name",
    "caller",
    "registered-phone",
    "codes",
    "done.called",
    "when.called",
    "done.called-back",
    "when.called-back",
    "done.report-received",
    "when.report-received",
    "done.enabled",
    "when.enabled",
    "done.used",
    "when.used",
    "done.report-sent",
    "when.report-sent",
];

const AFTER_RECOVERY: &[&str] = &[
    "done.tested",
    "done.mode",
    "done.noted",
    "count.noted",
    "done.declarations",
    "count.declarations",
    "done.not-found",
    "done.report",
    "done.claims",
    "done.reported",
    "done.papers",
    "done.readiness",
];
