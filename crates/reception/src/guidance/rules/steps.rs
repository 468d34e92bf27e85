//! What each step of the ladder needs, and from when to when it stands.
#![forbid(unsafe_code)]

use std::borrow::Cow;

use super::StepRule;
use crate::guidance::ladder::Part;
use crate::guidance::{Facility, LadderStep};
use mynareader_facts::calendar::Date;

fn parts(flags: &[Part]) -> Part {
    flags.iter().copied().collect()
}

#[allow(clippy::too_many_lines, reason = "a table")]
pub(super) fn steps() -> Vec<StepRule> {
    use LadderStep as S;
    use Part as P;

    let way = parts(&[
        P::TERMINAL,
        P::TERMINAL_CERTIFICATE,
        P::LINE,
        P::CENTRE_FROM_TERMINAL,
    ]);
    let answer = P::REGISTRATION | P::ELIGIBILITY;
    let card = P::CARD | P::CHIP | P::CARD_APPLICATION | P::CERTIFICATE;
    let here = way | answer | card | P::READER | P::PANEL;
    let face = here
        | parts(&[
            P::CARD_FACE,
            P::CODE_B,
            P::PHOTO,
            P::CAMERA,
            P::FACE_MATCH,
            P::NO_PIN_PATH,
        ]);
    let pin = here | P::KEYPAD | P::PIN | P::PIN_PATH;
    let staff = here | P::NO_PIN_PATH;
    let row = |step, needs, facility, ordinary_share, source: &'static str| StepRule {
        step,
        needs,
        facility,
        from: None,
        until: None,
        provisional_until: None,
        ordinary_share,
        source: Cow::Borrowed(source),
    };
    let from = |mut rule: StepRule, date: Option<Date>| {
        rule.from = date;
        rule
    };
    let none = Facility::empty();
    let no_part = Part::empty();
    let notice_2023 = Some(Date::fixed(2023, 7, 10));
    vec![
        row(S::Continue, no_part, none, true, "[D]"),
        row(S::Retry, no_part, none, false, "[D]"),
        row(S::Face, face, none, true, "[C]"),
        row(S::Pin, pin, none, true, "[C]"),
        row(S::RepresentativePin, pin, none, true, "[1]"),
        from(
            // The staff enter the facility's passcode on the reader, so the keypad is needed.
            row(
                S::StaffCheckOnReader,
                staff | P::KEYPAD,
                Facility::STAFF_CHECK_ON_READER,
                true,
                "[X] planned for 2025-03; the day of release is not confirmed",
            ),
            Some(Date::fixed(2025, 3, 1)),
        ),
        row(S::VisualMode, staff, none, true, "[C]"),
        row(
            S::UnattendedMode,
            no_part,
            Facility::ADMINISTRATOR,
            true,
            "[C]",
        ),
        row(S::PinOnlyMode, pin, Facility::ADMINISTRATOR, true, "[1]"),
        row(
            S::SecondReader,
            way | answer | card,
            Facility::SECOND_READER,
            true,
            "[I]",
        ),
        row(
            S::GeneralReader,
            way | answer | card,
            Facility::GENERAL_READER,
            true,
            "[1]",
        ),
        from(
            row(
                S::MobileTerminal,
                answer | card | P::CENTRE,
                Facility::MOBILE_TERMINAL,
                true,
                "[1] at the counter since 2025-04",
            ),
            Some(Date::fixed(2025, 4, 1)),
        ),
        from(
            row(
                S::Smartphone,
                way | answer | P::READER | P::PANEL | P::PIN_PATH | P::PHONE_CERTIFICATE,
                Facility::SMARTPHONE,
                true,
                "[C] since 2025-09-19",
            ),
            Some(Date::fixed(2025, 9, 19)),
        ),
        row(
            S::DisasterRule,
            no_part,
            none,
            true,
            "[C] for the area and period that the authorities name (日経メディカル 2026-07-29)",
        ),
        from(
            row(
                S::PortalScreen,
                answer | P::PORTAL,
                none,
                true,
                "[D] 保発0710第1号",
            ),
            notice_2023,
        ),
        from(
            row(
                S::PortalPdf,
                answer | P::CARD,
                none,
                true,
                "[D] 保発0710第1号",
            ),
            notice_2023,
        ),
        from(
            row(
                S::EligibilityNotice,
                P::CARD,
                none,
                true,
                "[D] first day not found; who has one shows it",
            ),
            notice_2023,
        ),
        from(
            row(S::EligibilityCertificate, no_part, none, true, "[C]"),
            Some(Date::fixed(2024, 12, 2)),
        ),
        StepRule {
            until: Some(Date::fixed(2025, 12, 1)),
            provisional_until: Some(Date::fixed(2026, 7, 31)),
            ..row(
                S::OldInsuranceCard,
                no_part,
                none,
                true,
                "[C] last day 2025-12-01; tolerated first to 2026-03-31, then to 2026-07-31 (announced on \
                 2026-03-19: NHK, 読売, 日経, 毎日); since 2026-08-01 it counts as no card at all (日本医事新報 \
                 2026-06-25, GemMed 2026-07-10)",
            )
        },
        row(
            S::Prescription,
            no_part,
            Facility::PHARMACY,
            true,
            "[1] for a proxy at a pharmacy",
        ),
        from(
            row(
                S::OralConfirmation,
                no_part,
                none,
                true,
                "[C] 保発0710第1号",
            ),
            notice_2023,
        ),
        from(
            row(S::Declaration, no_part, none, true, "[C] 保発0710第1号"),
            notice_2023,
        ),
        row(S::NoteFourItems, no_part, none, false, "[C]"),
        row(S::OutageMode, no_part, none, true, "[1]"),
        row(S::PayInFull, no_part, none, false, "[D]"),
    ]
}
