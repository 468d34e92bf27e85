//! The machine around the readers: power saving, clock, folders, the terminal's certificate, and the
//! library itself.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use mynareader::calendar::Date;
use mynareader::certificate::RELEASE_DAY;
use mynareader::guidance::Book;
use mynareader::terminal::certificate::{Schedule, standing};
use mynareader::terminal::folder;
use mynareader_console::Lang;
use serde_json::json;

use super::report::{Report, Verdict};

/// The class of smart card readers among the interfaces of USB.
const SMART_CARD_CLASS: &str = "0b";

/// A text from outside, as it may be shown on a terminal.
fn shown(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).collect()
}

fn content(path: &Path) -> Option<String> {
    let text = fs::read_to_string(path).ok()?;
    let shown = shown(text.trim());
    (!shown.is_empty()).then_some(shown)
}

/// The folders of the devices that have an interface for smart cards.
fn usb_readers(devices: &Path) -> Vec<PathBuf> {
    let entries = |folder: &Path| -> Vec<PathBuf> {
        let Ok(entries) = fs::read_dir(folder) else {
            return Vec::new();
        };
        entries.flatten().map(|entry| entry.path()).collect()
    };
    let is_for_cards = |interface: &PathBuf| {
        content(&interface.join("bInterfaceClass")).as_deref() == Some(SMART_CARD_CLASS)
    };
    let mut found: Vec<PathBuf> = entries(devices)
        .into_iter()
        .filter(|device| entries(device).iter().any(is_for_cards))
        .collect();
    found.sort();
    found
}

/// Which pcsc-lite is installed. The service itself tells no version to its clients, and another one may
/// run; so this is asked of the program at the place where systems have it.
pub fn service_version(program: &Path, lang: Lang, report: &mut Report) {
    let Ok(output) = Command::new(program).arg("--version").output() else {
        return;
    };
    let text = String::from_utf8_lossy(&output.stdout);
    let line = text.lines().next().unwrap_or_default();
    let line: String = shown(line.trim_end_matches('.')).chars().take(80).collect();
    if output.status.success() && !line.is_empty() {
        let heading = lang.of("入っているサービス", "installed service");
        let found = format!("{heading}: {line}");
        let values = json!({ "version": line });
        report.note("service-version", Verdict::Good, found, None, values);
    }
}

/// Whether readers on USB are put to sleep, where the system tells (Linux: `devices` is
/// `/sys/bus/usb/devices`).
pub fn power_saving(devices: &Path, lang: Lang, report: &mut Report) {
    for device in usb_readers(devices) {
        let name = content(&device.join("product")).unwrap_or_else(|| "USB".to_owned());
        let Some(control) = content(&device.join("power/control")) else {
            continue;
        };
        let sleeps = control == "auto";
        let found = match (lang, sleeps) {
            (Lang::Ja, true) => format!("USB {name}: 省電力で止まることがあります"),
            (Lang::Ja, false) => format!("USB {name}: 省電力で止まりません"),
            (Lang::En, true) => format!("USB {name}: power saving may put it to sleep"),
            (Lang::En, false) => format!("USB {name}: power saving is off"),
        };
        let act = lang.of(
            "リーダーが眠ったまま戻らないことがあれば、この機器の省電力を切ってください(power/control に on)",
            "if the reader sleeps and does not come back, turn it off for this device (\"on\" in power/control)",
        );
        let verdict = if sleeps { Verdict::Look } else { Verdict::Good };
        report.note(
            "usb-power",
            verdict,
            found,
            sleeps.then_some(act),
            json!({ "product": name, "control": control }),
        );
    }
}

/// The clock against the day of the library's release.
pub fn clock(today: Date, lang: Lang, report: &mut Report) {
    let early = today < RELEASE_DAY;
    let found = match lang {
        Lang::Ja => format!("時計: 日本では {today}"),
        Lang::En => format!("clock: {today} in Japan"),
    };
    let act = lang.of(
        "時計が進んでいません。日付を合わせてください。合わせるまで、証明書の期限は正しく見られません",
        "the clock is before the library's release; set it, because certificates are judged by it",
    );
    report.note(
        "clock",
        if early {
            Verdict::Broken
        } else {
            Verdict::Good
        },
        found,
        early.then_some(act),
        json!({ "day_in_japan": today.to_string(), "released": RELEASE_DAY.to_string() }),
    );
}

/// The time zone of the system: `TZ`, or the target of `/etc/localtime`. `None` where neither tells.
pub fn system_zone() -> Option<String> {
    if let Ok(zone) = std::env::var("TZ")
        && !zone.is_empty()
    {
        return Some(zone.trim_start_matches(':').to_owned());
    }
    let target = fs::read_link("/etc/localtime").ok()?;
    let (_, zone) = target.to_str()?.split_once("zoneinfo/")?;
    Some(zone.to_owned())
}

/// The library reckons in Japanese days whatever the zone; other programs of the terminal do not.
pub fn zone(zone: Option<&str>, lang: Lang, report: &mut Report) {
    let shown = shown(zone.unwrap_or(lang.of("わかりません", "not known")));
    let is_japan = zone.is_some_and(|zone| matches!(zone, "Asia/Tokyo" | "Japan" | "JST-9"));
    let act = lang.of(
        "Asia/Tokyo に合わせてください。資格確認の日付がずれることがあります",
        "set it to Asia/Tokyo; the days of other programs may be off by one",
    );
    report.note(
        "time-zone",
        if is_japan {
            Verdict::Good
        } else {
            Verdict::Look
        },
        format!("{}: {shown}", lang.of("時間帯", "time zone")),
        (!is_japan).then_some(act),
        json!({ "zone": zone }),
    );
}

/// What was found of a folder, for people.
fn folder_words(finding: folder::Finding, lang: Lang) -> &'static str {
    let (ja, en) = match finding {
        folder::Finding::Ready => ("使えます", "it can be used"),
        folder::Finding::Missing => ("ありません", "there is none"),
        folder::Finding::NotAFolder => ("フォルダではありません", "it is no folder"),
        folder::Finding::AccessDenied => {
            ("見る権限がありません", "this account may not look at it")
        }
        folder::Finding::NotWritable => (
            "書き込めません",
            "this account may not write into it, or it is read-only",
        ),
        folder::Finding::Full => ("空きがありません", "there is no room"),
        folder::Finding::LittleSpace => ("空きが少なくなっています", "there is little room"),
        folder::Finding::NotReachable => (
            "置いてあるコンピューターにつながりません",
            "the computer that holds it is not reached",
        ),
        folder::Finding::NoAnswer => ("応答がありません", "it does not answer"),
        folder::Finding::StillWaiting => (
            "前の確認がまだ応答を待っています",
            "an earlier look at it still waits for an answer",
        ),
        folder::Finding::Altered => (
            "書いたものと違う内容が読めました",
            "what was written read back otherwise",
        ),
        folder::Finding::ProbeLeft => (
            "書けますが、消せません。試しのファイルが残っています",
            "files can be written and not removed; the probe is still there",
        ),
        _ => ("使えません(システムのエラー)", "an error of the system"),
    };
    lang.of(ja, en)
}

/// The output folders (013). One probe file is written into each and removed again.
pub fn folders(paths: &[PathBuf], lang: Lang, report: &mut Report) {
    for path in paths {
        let examined = folder::examine(path);
        let finding = examined.finding();
        let verdict = match finding {
            folder::Finding::Ready => Verdict::Good,
            folder::Finding::LittleSpace => Verdict::Look,
            _ => Verdict::Broken,
        };
        let shown = shown(&path.display().to_string());
        let heading = lang.of("連携フォルダ", "output folder");
        let found = format!("{heading} {shown}: {}", folder_words(finding, lang));
        let act = lang.of(
            "フォルダの場所、権限、空き、つながりを確かめてください(コード013の原因になります)",
            "check the folder's place, rights, room and network: it leads to code 013",
        );
        report.note(
            "folder",
            verdict,
            found,
            (verdict != Verdict::Good).then_some(act),
            json!({
                "finding": examined.text(),
                "os_code": examined.os_code(),
                "free_bytes": examined.free(),
                "probe_left": examined.probe_left(),
            }),
        );
    }
}

/// Where the terminal's certificate (012) stands, if its last day is known.
pub fn terminal_certificate(today: Date, last: Option<Date>, lang: Lang, report: &mut Report) {
    let Some(last) = last else {
        return;
    };
    let renew = lang.of(
        "端末の電子証明書を更新してください(コード012の原因になります)",
        "renew the terminal's certificate: it leads to code 012",
    );
    let (verdict, found) = match (standing(today, last), lang) {
        (Schedule::Quiet { days_left }, Lang::Ja) => (
            Verdict::Good,
            format!("端末の電子証明書: あと{days_left}日"),
        ),
        (Schedule::Quiet { days_left }, Lang::En) => (
            Verdict::Good,
            format!("terminal certificate: {days_left} days left"),
        ),
        (Schedule::Warned { days_left, .. }, Lang::Ja) => (
            Verdict::Look,
            format!("端末の電子証明書: あと{days_left}日で切れます"),
        ),
        (Schedule::Warned { days_left, .. }, Lang::En) => (
            Verdict::Look,
            format!("terminal certificate: it ends in {days_left} days"),
        ),
        (Schedule::Ended { days_since }, Lang::Ja) => (
            Verdict::Broken,
            format!("端末の電子証明書: {days_since}日前に切れました"),
        ),
        (Schedule::Ended { days_since }, Lang::En) => (
            Verdict::Broken,
            format!("terminal certificate: it ended {days_since} days ago"),
        ),
    };
    report.note(
        "terminal-certificate",
        verdict,
        found,
        (verdict != Verdict::Good).then_some(renew),
        json!({ "last_day": last.to_string(), "days": today.days_until(last) }),
    );
}

/// The features that this program was built with.
fn features() -> Vec<&'static str> {
    let all = [
        ("pcsc", cfg!(feature = "pcsc")),
        ("emulator", true),
        ("package", true),
    ];
    all.into_iter()
        .filter_map(|(name, on)| on.then_some(name))
        .collect()
}

/// The version of the C ABI that goes with a version of the library: as in the name of the C library, before
/// 1.0 the minor version, from then on the major one.
pub fn abi(version: &str) -> String {
    let mut parts = version.split('.');
    match (parts.next(), parts.next()) {
        (Some("0"), Some(minor)) => format!("0.{minor}"),
        (major, _) => major.unwrap_or_default().to_owned(),
    }
}

/// The library: its version and source, and how old its rules are.
pub fn library(today: Date, lang: Lang, report: &mut Report) {
    let version = env!("CARGO_PKG_VERSION");
    let source = option_env!("MNR_SOURCE_ID").unwrap_or("unknown");
    let features = features();
    let abi = abi(version);
    report.note(
        "library",
        Verdict::Good,
        format!(
            "mynareader {version} ({source}; {}), C ABI {abi}",
            features.join(", ")
        ),
        None,
        json!({ "version": version, "source": source, "features": features, "abi": abi }),
    );
    let book = Book::built_in();
    let age = book.age(today);
    let found = match lang {
        Lang::Ja => format!(
            "規則: {} までのことを知っています({}日前)",
            age.known_up_to, age.days
        ),
        Lang::En => format!(
            "rules: known up to {}, {} days ago",
            age.known_up_to, age.days
        ),
    };
    let act = lang.of(
        "新しい規則のパッケージがあるか、メーカーに確かめてください",
        "ask the maker for a newer package of rules",
    );
    report.note(
        "rules",
        if age.warns {
            Verdict::Look
        } else {
            Verdict::Good
        },
        found,
        age.warns.then_some(act),
        json!({
            "edition": book.edition(),
            "known_up_to": age.known_up_to.to_string(),
            "days": age.days,
        }),
    );
}
