//! The machine's zone changes nothing.

use super::{day, other, validity};
use mynareader::calendar::{Era, EraDate, Moment};
use mynareader::certificate::{Assessment, Revocation, ValidityPolicy};

/// Run by [`the_machines_zone_changes_nothing`] in processes with other zones.
fn everything_about_some_days() -> String {
    let mut lines = String::new();
    for seconds in [0, 1_771_340_399, 1_771_340_400, 1_700_000_000] {
        let moment = Moment::from_unix_seconds(seconds).unwrap();
        let era = EraDate::of(Era::Reiwa, moment.day_in_japan());
        lines += &format!("{moment} {} {era:?};", moment.day_in_japan());
    }
    let certificate = validity(other(2022, 6, 1), other(2026, 12, 31));
    for on in ["2026-12-31", "2027-01-01", "2027-03-31", "2027-04-01"] {
        let found = Assessment::of(
            certificate,
            Revocation::Unknown,
            day(on),
            ValidityPolicy::CARD,
        );
        lines += &format!("{:?} {:?};", found.state, found.days_left);
    }
    lines
}

/// Holds: R8
#[test]
fn the_machines_zone_changes_nothing() {
    const CHILD: &str = "MYNAREADER_TEST_ZONE_CHILD";
    if std::env::var_os(CHILD).is_some() {
        println!("ZONE:{}", everything_about_some_days());
        return;
    }
    let expected = format!("ZONE:{}", everything_about_some_days());
    assert!(expected.contains("2026-02-17T23:59:59+09:00"));
    assert!(expected.contains("Notice Some(0);Grace Some(-1);Grace Some(-90);PastGrace Some(-91)"));
    // East and west of Japan, with and without summer time, and no zone at all. POSIX rules, so
    // that no zone data is needed.
    for zone in ["<+14>-14", "<-12>12", "EST5EDT", "JST-9", "UTC0", ""] {
        let output = std::process::Command::new(std::env::current_exe().unwrap())
            .args([
                "--exact",
                "dates::zone::the_machines_zone_changes_nothing",
                "--nocapture",
            ])
            .env("TZ", zone)
            .env(CHILD, "1")
            .output()
            .unwrap();
        assert!(output.status.success());
        let text = String::from_utf8(output.stdout).unwrap();
        assert!(text.contains(&expected), "zone {zone:?}: {text}");
    }
}
