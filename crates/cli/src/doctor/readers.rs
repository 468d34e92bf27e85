//! The PC/SC service and its readers, as far as the service tells without a connection to any card.

use core::time::Duration;
use std::sync::Arc;
use std::sync::mpsc::channel;
use std::thread;

use mynareader::transport::LinkErrorKind;
use mynareader::transport::pcsc::{Code, ReaderName, ReaderState, Service};
use mynareader_console::Lang;
use serde_json::json;

use super::report::{Report, Verdict};

/// What the service told: of each reader its state, or why there is none.
type Told = Result<Vec<Seen>, Code>;

/// The most data that a short APDU carries.
const SHORT: usize = 256;

/// A reader, as far as the service and its driver tell.
struct Seen {
    name: ReaderName,
    state: Result<ReaderState, Code>,
    /// How much data an APDU may carry, where the driver was asked and says so.
    carries: Option<usize>,
}

/// Asks the service, which may never answer, for at most `limit`.
fn ask(service: Arc<dyn Service>, limit: Duration) -> Option<Told> {
    let (sender, answers) = channel();
    let asking = thread::Builder::new().spawn(move || {
        // Nobody listens any more when the limit has passed.
        let _ = sender.send(look(service.as_ref()));
    });
    asking.ok()?;
    answers.recv_timeout(limit).ok()
}

fn look(service: &dyn Service) -> Told {
    let mut context = service.establish()?;
    let names = match context.readers() {
        Err(Code::NO_READERS_AVAILABLE) => Vec::new(),
        other => other?,
    };
    Ok(names
        .into_iter()
        .map(|name| {
            // The first wait of a fresh context returns at once with the state as it is.
            let state = context.status_change(&name, ReaderState::UNAWARE, Duration::ZERO);
            // Of a reader with a card in it the driver is not asked: nothing here touches a card.
            let carries = match state {
                Ok(state) if state.is_empty() => context.max_apdu_data(&name).ok().flatten(),
                _ => None,
            };
            Seen {
                name,
                state,
                carries,
            }
        })
        .collect())
}

/// Examines the service and every reader.
pub fn examine(service: Arc<dyn Service>, limit: Duration, lang: Lang, report: &mut Report) {
    let stops_without_readers = service.stops_without_readers();
    let Some(told) = ask(service, limit) else {
        return report.note(
            "service",
            Verdict::Broken,
            lang.of(
                "スマートカードサービス: 応答がありません",
                "smart card service: it does not answer",
            ),
            Some(lang.of(
                "サービスを再起動してください。くり返すときは、リーダーを抜き差ししてください",
                "restart the service; if it happens again, unplug the reader and plug it in again",
            )),
            json!({ "state": "no-answer" }),
        );
    };
    match told {
        Ok(readers) => {
            report.note(
                "service",
                Verdict::Good,
                lang.of(
                    "スマートカードサービス: 動いています",
                    "smart card service: it runs",
                ),
                None,
                json!({ "state": "running" }),
            );
            if readers.is_empty() {
                no_reader(lang, report);
            }
            for seen in &readers {
                reader(seen, lang, report);
            }
        }
        Err(code) => service_failed(code, stops_without_readers, lang, report),
    }
}

fn service_failed(code: Code, stops_without_readers: bool, lang: Lang, report: &mut Report) {
    let values = |state: &str| json!({ "state": state, "code": format!("{:08X}", code.0) });
    let (state, found, act) = match code.kind() {
        // On Windows the service is stopped with the last reader: it may be sound.
        LinkErrorKind::ServiceGone if stops_without_readers => (
            "stopped",
            lang.of(
                "スマートカードサービス: 止まっています(リーダーが1台もつながっていないときも止まります)",
                "smart card service: it does not run (it also stops when no reader is plugged in)",
            ),
            lang.of(
                "リーダーのケーブルを確かめてから、サービス「Smart Card」を開始してください",
                "check the reader's cable, then start the service \"Smart Card\"",
            ),
        ),
        LinkErrorKind::ServiceGone => (
            "stopped",
            lang.of(
                "スマートカードサービス: 動いていません",
                "smart card service: it does not run",
            ),
            lang.of(
                "pcscd を入れて開始してください(Debian: apt-get install pcscd、systemctl start pcscd.socket)",
                "install and start pcscd (Debian: apt-get install pcscd, systemctl start pcscd.socket)",
            ),
        ),
        LinkErrorKind::Refused => (
            "refused",
            lang.of(
                "スマートカードサービス: この利用者には許されていません",
                "smart card service: this user is not admitted",
            ),
            lang.of(
                "polkit の規則か、利用者のグループを確かめてください。リーダーとカードの故障ではありません",
                "check the rules of polkit or the user's groups; reader and card may be sound",
            ),
        ),
        _ => (
            "failed",
            lang.of(
                "スマートカードサービス: 失敗しました",
                "smart card service: it failed",
            ),
            lang.of(
                "サービスを再起動してください",
                "restart the service",
            ),
        ),
    };
    let found = format!("{found} (0x{:08X})", code.0);
    report.note("service", Verdict::Broken, found, Some(act), values(state));
}

fn no_reader(lang: Lang, report: &mut Report) {
    report.note(
        "readers",
        Verdict::Broken,
        lang.of("リーダー: 1台も見つかりません", "readers: none was found"),
        Some(lang.of(
            "電源とUSBケーブルを確かめ、別の差し込み口も試してください。見つからないときは、メーカーのドライバーを入れ直してください",
            "check power and USB cable, and try another port; if it stays away, install the maker's driver again",
        )),
        json!({ "readers": 0 }),
    );
}

/// What the driver says that the reader carries, in words.
fn carried(carries: Option<usize>, lang: Lang) -> String {
    match carries {
        None => String::new(),
        Some(bytes) if bytes <= SHORT => lang
            .of(
                "。短いAPDUだけを運びます（受付はできますが、遅くなります）",
                "; it carries short APDUs only (check-ins work, and take longer)",
            )
            .to_owned(),
        Some(bytes) => format!(
            "{}{bytes}{}",
            lang.of(
                "。拡張長に対応し、一度に",
                "; it carries extended lengths, up to "
            ),
            lang.of("バイトまで運びます", " bytes at once")
        ),
    }
}

fn reader(seen: &Seen, lang: Lang, report: &mut Report) {
    let Seen {
        ref name,
        state,
        carries,
    } = *seen;
    let is_gone = state.is_ok_and(ReaderState::is_gone);
    let (verdict, word, found, act) = match state {
        Err(_) => (
            Verdict::Broken,
            "failed",
            lang.of("状態がわかりません", "its state cannot be read"),
            Some(lang.of(
                "リーダーを抜き差ししてください",
                "unplug the reader and plug it in again",
            )),
        ),
        Ok(_) if is_gone => (
            Verdict::Broken,
            "gone",
            lang.of("応答がありません", "it does not answer"),
            Some(lang.of(
                "ケーブルと電源を確かめ、リーダーを抜き差ししてください",
                "check cable and power; unplug the reader and plug it in again",
            )),
        ),
        Ok(state) if state.is_mute() => (
            Verdict::Look,
            "mute",
            lang.of(
                "カードがありますが、応答しません",
                "there is a card that does not answer",
            ),
            Some(lang.of(
                "カードを置き直してください。財布やケースからは出してください",
                "lay the card down again, out of its purse or case",
            )),
        ),
        Ok(state) if state.is_exclusive() => (
            Verdict::Look,
            "held",
            lang.of(
                "カードがありますが、ほかのプログラムが独占しています",
                "another program holds the card for itself alone",
            ),
            Some(lang.of(
                "そのプログラムが終わるのを待つか、閉じてください",
                "wait until that program is done, or close it",
            )),
        ),
        Ok(state) if state.is_in_use() => (
            Verdict::Look,
            "shared",
            lang.of(
                "カードがあり、ほかのプログラムもつながっています",
                "there is a card, and another program is connected to it",
            ),
            Some(lang.of(
                "受付を始める前に、そのプログラムを閉じてください",
                "close that program before a check-in",
            )),
        ),
        Ok(state) if state.is_present() => (
            Verdict::Good,
            "card",
            lang.of("カードがあります", "there is a card"),
            None,
        ),
        Ok(state) if state.is_empty() => (
            Verdict::Good,
            "empty",
            lang.of("カードはありません", "no card"),
            None,
        ),
        Ok(_) => (
            Verdict::Look,
            "unknown",
            lang.of(
                "カードの有無がわかりません",
                "it does not say whether there is a card",
            ),
            Some(lang.of(
                "リーダーを抜き差ししてください",
                "unplug the reader and plug it in again",
            )),
        ),
    };
    let code = state.err().map(|code| format!("{:08X}", code.0));
    let events = state.ok().and_then(ReaderState::events);
    let heading = lang.of("リーダー", "reader");
    report.note(
        "reader",
        verdict,
        format!("{heading} {name}: {found}{}", carried(carries, lang)),
        act,
        json!({
            "name": name.to_string(),
            "state": word,
            "code": code,
            "events": events,
            "max_apdu_data": carries,
            "extended": carries.map(|bytes| bytes > SHORT),
        }),
    );
}
