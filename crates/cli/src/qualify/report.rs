//! The report: sizes, status words and times. There is nothing of a person in what it is made from.

use core::time::Duration;

use mynareader::card::Profile;
use mynareader::facts::Key;
use mynareader::transport::{LinkCapabilities, LinkErrorKind};
use mynareader_console::Lang;
use serde_json::{Value, json};

use super::guard::Sample;
use super::idle;
use super::measure::{Measured, Presented};
use super::plan::{KEYS, key_name};
use super::proposal::{self, Proposal};

/// The version of the JSON report. It rises when a name goes or changes its meaning.
const FORMAT_VERSION: u32 = 1;

fn word(sample: &Sample) -> String {
    match sample.outcome {
        Ok(word) => format!("{word:04X}"),
        Err(kind) => format!("{kind:?}"),
    }
}

fn milliseconds(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}

fn micros(sample: &Sample) -> u64 {
    u64::try_from(sample.took.as_micros()).unwrap_or(u64::MAX)
}

/// The sample at a percentage of a sorted list, by the nearest rank.
pub fn percentile(sorted: &[u64], percent: usize) -> Option<u64> {
    let rank = (sorted.len() * percent).div_ceil(100).max(1);
    sorted.get(rank - 1).copied()
}

/// What is made into a report.
pub struct Report<'a> {
    pub measured: &'a Measured,
    pub link: LinkCapabilities,
}

impl Report<'_> {
    fn sample(&self, name: &str) -> Option<&Sample> {
        let mut samples = self.measured.samples.iter();
        samples
            .find(|(one, _)| one == name)
            .map(|(_, sample)| sample)
    }

    fn under(&self, prefix: &str) -> Vec<(&str, &Sample)> {
        let samples = self.measured.samples.iter();
        samples
            .filter_map(|(name, sample)| Some((name.strip_prefix(prefix)?, sample)))
            .collect()
    }

    fn times(&self) -> (usize, Option<u64>, Option<u64>) {
        let mut times: Vec<u64> = self
            .under("exchange")
            .into_iter()
            .filter(|(_, sample)| sample.outcome.is_ok())
            .map(|(_, sample)| micros(sample))
            .collect();
        times.sort_unstable();
        (times.len(), percentile(&times, 50), percentile(&times, 95))
    }

    fn reads(&self, prefix: &str) -> Vec<Value> {
        self.under(prefix)
            .into_iter()
            .map(|(asked, sample)| {
                let took = micros(sample);
                let per_second = u64::try_from(sample.data)
                    .ok()
                    .and_then(|bytes| (bytes * 1_000_000).checked_div(took));
                json!({
                    "asked": asked.parse::<u32>().unwrap_or(0),
                    "status": word(sample),
                    "bytes": sample.data,
                    "microseconds": took,
                    "bytes_per_second": per_second,
                })
            })
            .collect()
    }

    /// Whether any answer was longer than the command had asked for.
    fn longer_than_asked(&self) -> bool {
        let of = |prefix: &str| {
            let reads = self.under(prefix).into_iter();
            reads
                .filter_map(|(asked, sample)| Some(sample.data > asked.parse::<usize>().ok()?))
                .any(|longer| longer)
        };
        of("short/") || of("extended/")
    }

    fn counters(&self) -> Vec<(&'static str, String, String)> {
        KEYS.iter()
            .filter_map(|(key, name)| {
                let sample = self.sample(&format!("tries/{name}"))?;
                let expected = format!("63C{:X}", key.most_tries());
                Some((*name, word(sample), expected))
            })
            .collect()
    }

    /// The largest extended read that gave as much as a short one can, and more.
    fn extended_works(&self) -> Option<bool> {
        let reads = self.under("extended/");
        // Without an answer after them nothing is known of the reads themselves.
        if self.sample("after-extended")?.outcome.is_err() {
            return None;
        }
        let more =
            |sample: &Sample| matches!(sample.outcome, Ok(0x9000 | 0x6282)) && sample.data > 256;
        Some(reads.iter().any(|(_, sample)| more(sample)))
    }

    fn survival(&self) -> Vec<Value> {
        let presented = self.measured.presented.iter();
        presented
            .map(|(key, effect, outcome)| {
                let (state, still, reason) = match outcome {
                    Presented::Accepted { still_verified } => ("accepted", *still_verified, None),
                    Presented::Wrong => ("wrong", None, None),
                    Presented::KeptBack(reason) => ("kept-back", None, Some(reason)),
                    Presented::Failed(reason) => ("failed", None, Some(reason)),
                    Presented::NotBegun => ("not-begun", None, None),
                };
                json!({
                    "key": key_name(*key, Lang::En),
                    "effect": effect.name(),
                    "outcome": state,
                    "still_verified": still,
                    "reason": reason,
                })
            })
            .collect()
    }

    /// What this card answers to the seven open questions of the README; null where it does not tell.
    fn questions(&self) -> Value {
        let word_of = |name: &str| self.sample(name).map(word);
        let blocked: Vec<_> = self
            .counters()
            .into_iter()
            .filter(|(_, word, _)| matches!(word.as_str(), "63C0" | "6983" | "6984"))
            .map(|(key, word, _)| json!({ "key": key, "status": word }))
            .collect();
        let code_b = self
            .survival()
            .into_iter()
            .find_map(|one| (one["key"] == "code B").then(|| one["outcome"].clone()));
        let after_power = self
            .survival()
            .into_iter()
            .filter(|one| one["effect"] == "power-down")
            .find_map(|one| one["still_verified"].as_bool());
        json!({
            "1_blocked_keys": (!blocked.is_empty()).then_some(blocked),
            "2_extended_read_binary": self.extended_works(),
            "3_code_b_as_given": code_b,
            "4_availability_and_pin_query": {
                "availability": word_of("availability"),
                "availability_bytes": self.sample("availability").map(|sample| sample.data),
                "pin_query": word_of("tries/authentication-pin"),
            },
            "5_face_record_bytes": self.measured.face_record,
            "6_verified_after_loss_of_power": after_power,
            "7_applications": self.under("select/").into_iter()
                .map(|(name, sample)| (name.to_owned(), Value::from(word(sample))))
                .collect::<serde_json::Map<_, _>>(),
        })
    }

    /// The changes to the built-in profile.
    fn proposal(&self) -> Proposal {
        proposal::propose(&Profile::my_number_card(), self.measured)
    }

    /// What is not as expected, each as a sentence.
    pub fn troubles(&self, lang: Lang) -> Vec<String> {
        let mut troubles = Vec::new();
        if let Some((act, kind)) = &self.measured.broke {
            let why = broke(*kind, lang);
            troubles.push(match lang {
                Lang::Ja => format!("「{act}」で止まりました: {why}"),
                Lang::En => format!("it stopped at \"{act}\": {why}"),
            });
        }
        if self.extended_works() == Some(false) {
            troubles.push(
                lang.of(
                    "長い読み出し(拡張 READ BINARY)が使えません。短く分けて読むので、受付はできますが遅くなります",
                    "extended READ BINARY does not work; the library reads in blocks, which is slower",
                )
                .to_owned(),
            );
        }
        if let Some(idle::Idle {
            first: Err(_),
            comes_back,
            ..
        }) = self.measured.idle
        {
            troubles.push(
                match comes_back {
                    true => lang.of(
                        "ほうっておくと、リーダーとのつながりが切れます。つなぎ直せば使えます。リーダーやUSBの省電力を切ってください",
                        "the link breaks when it is left alone, and comes back when it is opened anew; turn off power saving of reader and USB",
                    ),
                    false => lang.of(
                        "ほうっておくと、リーダーが応答しなくなります。リーダーやUSBの省電力を切ってください",
                        "the reader does not come back after it was left alone; turn off power saving of reader and USB",
                    ),
                }
                .to_owned(),
            );
        }
        for (key, _, outcome) in &self.measured.presented {
            match outcome {
                Presented::Wrong => troubles.push(
                    lang.of(
                        "番号が違いました。これ以上は送っていません",
                        "the secret was wrong; none was sent after it",
                    )
                    .to_owned(),
                ),
                Presented::KeptBack(reason) => troubles.push(format!(
                    "{}: {reason}",
                    lang.of("番号は送っていません", "no secret was sent")
                )),
                Presented::Failed(reason) => troubles.push(format!(
                    "{}: {reason}",
                    lang.of(
                        "番号の結果がわかりません。これ以上は送っていません",
                        "what became of the secret is not known; none was sent after it"
                    )
                )),
                // The query of a verified PIN does not tell it on every card; the record of code B does.
                Presented::Accepted {
                    still_verified: None,
                } if *key == Key::CodeB => troubles.push(
                    lang.of(
                        "番号は通りましたが、その後の状態がわかりません",
                        "the secret was accepted, and what became of it is not known",
                    )
                    .to_owned(),
                ),
                Presented::Accepted { .. } | Presented::NotBegun => {}
            }
        }
        match self.measured.second_program {
            Some(Ok(())) => troubles.push(
                lang.of(
                    "受付の途中で、ほかのプログラムがカードにつながりました",
                    "a second program got to the card in the middle",
                )
                .to_owned(),
            ),
            // Kept off because the card is held.
            None | Some(Err(LinkErrorKind::Shared)) => {}
            Some(Err(kind)) => troubles.push(format!(
                "{}: {}",
                lang.of(
                    "ほかのプログラムがカードにつなごうとすると",
                    "when a second program tries to connect to the card"
                ),
                broke(kind, lang)
            )),
        }
        if let Proposal::Refused(why) = self.proposal() {
            troubles.push(format!(
                "{}: {why}",
                lang.of(
                    "測った値に合うカードプロファイルはありません",
                    "no card profile fits what was measured"
                )
            ));
        }
        if self.measured.held_back > 0 {
            troubles.push(format!("held back: {}", self.measured.held_back));
        }
        troubles
    }

    /// For programs.
    pub fn json(&self) -> Value {
        let (count, median, p95) = self.times();
        let first = |name: &str| {
            self.sample(name)
                .map(|one| json!({ "status": word(one), "microseconds": micros(one) }))
        };
        let counters: Vec<Value> = self
            .counters()
            .into_iter()
            .map(|(key, status, expected)| json!({ "key": key, "status": status, "expected": expected }))
            .collect();
        json!({
            "format": "mynareader-qualify",
            "version": FORMAT_VERSION,
            "library": env!("CARGO_PKG_VERSION"),
            "link": {
                "extended_claimed": self.link.extended,
                "max_command": self.link.max_command,
                "max_response": self.link.max_response,
                "short_block": self.link.short_block.bytes(),
            },
            "exchange": { "count": count, "p50_microseconds": median, "p95_microseconds": p95 },
            "first_command": { "cold": first("first-cold"), "warm": first("first-warm") },
            "counters": counters,
            "short_reads": self.reads("short/"),
            "extended_reads": self.reads("extended/"),
            "longer_than_asked": self.longer_than_asked(),
            "second_program": self.measured.second_program.map(|outcome| match outcome {
                Ok(()) => "admitted",
                Err(kind) => kind.name(),
            }),
            "removal": self.measured.removal.map(|seen| {
                json!({
                    "told_after_ms": seen.told_after.map(milliseconds),
                    "ready_after_ms": seen.ready_after.map(milliseconds),
                })
            }),
            "idle": self.measured.idle.map(|seen| json!({
                "left_alone_ms": milliseconds(seen.left_alone),
                "first_answer_ms": seen.first.ok().map(milliseconds),
                "link": seen.first.err().map(LinkErrorKind::name),
                "comes_back": seen.comes_back,
            })),
            "secrets": self.survival(),
            "questions": self.questions(),
            "profile": match self.proposal() {
                Proposal::Changes(lines) => Value::from(lines),
                Proposal::None | Proposal::Refused(_) => Value::Null,
            },
            "troubles": self.troubles(Lang::En),
        })
    }

    /// For people.
    pub fn text(&self, lang: Lang) -> String {
        let (count, median, p95) = self.times();
        let shown = |time: Option<u64>| time.map_or("-".to_owned(), |time| format!("{time} µs"));
        let mut text = format!(
            "{}: {} ({count}), 95 %: {}\n",
            lang.of("1回のやりとり(中央値)", "an exchange, median"),
            shown(median),
            shown(p95)
        );
        for name in ["first-cold", "first-warm"] {
            if let Some(sample) = self.sample(name) {
                text += &format!("{name:<12} {}  {} µs\n", word(sample), micros(sample));
            }
        }
        for (key, status, expected) in self.counters() {
            let heading = lang.of("新しいカードなら", "on a fresh card");
            text += &format!("{key:<20} {status}  ({heading} {expected})\n");
        }
        for prefix in ["short/", "extended/"] {
            for read in self.reads(prefix) {
                text += &format!(
                    "{prefix}{:<8} {}  {} B  {} µs\n",
                    read["asked"],
                    read["status"].as_str().unwrap_or_default(),
                    read["bytes"],
                    read["microseconds"]
                );
            }
        }
        if let Some(seen) = self.measured.removal {
            let shown = |time: Option<Duration>| {
                time.map_or("-".to_owned(), |time| format!("{} ms", time.as_millis()))
            };
            text += &format!(
                "{}: {}\n{}: {}\n",
                lang.of("取ってから知らせまで", "from the removal to its word"),
                shown(seen.told_after),
                lang.of(
                    "知らせから最初の応答まで",
                    "from a new card's word to its first answer"
                ),
                shown(seen.ready_after),
            );
        }
        if let Some(seen) = self.measured.idle {
            let first = match seen.first {
                Ok(time) => format!("{} ms", time.as_millis()),
                Err(kind) => kind.name().to_owned(),
            };
            text += &format!(
                "{} ({} s): {first}\n",
                lang.of(
                    "ほうっておいた後の最初の応答",
                    "the first answer after being left alone"
                ),
                seen.left_alone.as_secs()
            );
        }
        for one in self.survival() {
            text += &format!(
                "{} / {}: {} {}\n",
                one["key"].as_str().unwrap_or_default(),
                one["effect"].as_str().unwrap_or_default(),
                one["outcome"].as_str().unwrap_or_default(),
                match one["still_verified"].as_bool() {
                    Some(true) => lang.of("(確認済みのまま)", "(still verified)"),
                    Some(false) => lang.of("(確認は消えた)", "(not verified any more)"),
                    None => "",
                }
            );
        }
        text += lang.of("\n未解決の質問:\n", "\nOpen questions:\n");
        if let Value::Object(questions) = self.questions() {
            for (name, answer) in questions {
                let none = lang.of("このカードではわからない", "this card does not tell");
                let answer = match answer {
                    Value::Null => none.to_owned(),
                    other => other.to_string(),
                };
                text += &format!("  {name}: {answer}\n");
            }
        }
        match self.proposal() {
            Proposal::Changes(lines) => {
                text += lang.of(
                    "\nカードプロファイルの変更案:\n",
                    "\nProposed changes to the card profile:\n",
                );
                for line in lines {
                    text += &format!("  {line}\n");
                }
            }
            Proposal::None => {
                text += lang.of(
                    "\n組み込みのカードプロファイルで合っています\n",
                    "\nThe built-in card profile fits\n",
                );
            }
            // It stands among the troubles.
            Proposal::Refused(_) => {}
        }
        for trouble in self.troubles(lang) {
            text += &format!("! {trouble}\n");
        }
        text
    }
}

fn broke(kind: LinkErrorKind, lang: Lang) -> &'static str {
    match kind {
        LinkErrorKind::NoCard | LinkErrorKind::CardRemoved => {
            lang.of("カードが離れました", "the card was taken away")
        }
        LinkErrorKind::Shared | LinkErrorKind::Reset => lang.of(
            "ほかのプログラムがカードを使いました",
            "another program used the card",
        ),
        LinkErrorKind::Mute => lang.of("カードが応答しません", "the card does not answer"),
        LinkErrorKind::ReaderGone => lang.of("リーダーが外れました", "the reader is gone"),
        LinkErrorKind::ServiceGone => lang.of(
            "スマートカードサービスが止まりました",
            "the smart card service stopped",
        ),
        _ => lang.of("通信に失敗しました", "the link failed"),
    }
}
