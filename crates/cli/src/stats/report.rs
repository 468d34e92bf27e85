//! The statistics as a table for people and as JSON for programs.

use mynareader::calendar::Date;
use mynareader::facts::Mode;
use mynareader::fault::FaultCode;
use mynareader::guidance::{Book, Language, Situation};
use mynareader_console::Lang;
use serde_json::{Value, json};

use super::line::Way;
use super::tally::{Group, Tally};

/// The version of the JSON report. It rises when a name goes or changes its meaning.
const FORMAT_VERSION: u32 = 1;

/// One group, with its name for programs and for people.
pub struct Row<'a> {
    pub name: String,
    pub shown: String,
    pub group: &'a Group,
}

const fn mode_name(mode: Mode) -> &'static str {
    match mode {
        Mode::Unattended => "unattended",
        Mode::Visual => "visual",
        Mode::PinOnly => "pin-only",
    }
}

fn mode_shown(mode: Mode, lang: Lang) -> &'static str {
    match mode {
        Mode::Unattended => lang.of("無人運転モード", "unattended"),
        Mode::Visual => lang.of("目視確認モード", "visual"),
        Mode::PinOnly => lang.of("暗証番号認証固定モード", "PIN only"),
    }
}

fn way_shown(way: Way, lang: Lang) -> &'static str {
    match way {
        Way::Face => lang.of("顔認証", "face"),
        Way::Pin => lang.of("暗証番号", "PIN"),
        Way::Staff => lang.of("目視確認", "staff"),
        Way::Phone => lang.of("スマートフォン", "phone"),
        Way::None => lang.of("方法を選ぶ前に終了", "before any method"),
    }
}

/// What a code is called; its digits where it has no words.
pub fn code_title(code: FaultCode, day: Date, lang: Lang) -> String {
    let mut situation = Situation::on(day);
    situation.language = match lang {
        Lang::Ja => Language::JA,
        Lang::En => Language::EN,
    };
    Book::built_in().advise(code, &situation).title.to_string()
}

fn model_shown(model: u32, lang: Lang) -> String {
    match Book::built_in().model_of_number(model) {
        Some(known) => known.name.to_string(),
        None if model == 0 => lang.of("機種なし", "none named").to_owned(),
        None => model.to_string(),
    }
}

/// Seconds with one digit behind the point.
pub fn seconds(time: Option<u64>) -> String {
    time.map_or("-".to_owned(), |ms| {
        let tenths = ms.saturating_add(50) / 100;
        format!("{}.{}", tenths / 10, tenths % 10)
    })
}

/// Of a thousand, with one digit behind the point as percent.
pub fn percent(part: u64, of: u64) -> String {
    match part
        .saturating_mul(1000)
        .saturating_add(of / 2)
        .checked_div(of)
    {
        Some(mille) => format!("{}.{} %", mille / 10, mille % 10),
        None => "-".to_owned(),
    }
}

/// A tally with the day that words go by.
pub struct Report<'a> {
    pub tally: &'a Tally,
    pub day: Date,
}

impl<'a> Report<'a> {
    /// The groups of each table: its name for programs, its heading, and its rows.
    pub fn tables(&self, lang: Lang) -> Vec<(&'static str, &'static str, Vec<Row<'a>>)> {
        let tally = self.tally;
        let modes = tally.modes.iter().map(|(mode, group)| Row {
            name: mode_name(*mode).to_owned(),
            shown: mode_shown(*mode, lang).to_owned(),
            group,
        });
        let ways = tally.ways.iter().map(|(way, group)| Row {
            name: way.name().to_owned(),
            shown: way_shown(*way, lang).to_owned(),
            group,
        });
        let models = tally.models.iter().map(|(model, group)| Row {
            name: model.to_string(),
            shown: model_shown(*model, lang),
            group,
        });
        let hours = tally.hours.iter().map(|(hour, group)| Row {
            name: hour.to_string(),
            shown: match lang {
                Lang::Ja => format!("{hour}時台"),
                Lang::En => format!("{hour:02}:00"),
            },
            group,
        });
        vec![
            ("modes", lang.of("運転モード", "mode"), modes.collect()),
            (
                "methods",
                lang.of("本人確認の方法", "method"),
                ways.collect(),
            ),
            ("models", lang.of("機種", "model"), models.collect()),
            ("hours", lang.of("時間帯", "hour"), hours.collect()),
        ]
    }

    fn group(group: &Group) -> Value {
        json!({
            "check_ins": group.check_ins,
            "admitted": group.admitted,
            "failed": group.failed,
            "time_ms": { "median": group.time(50.0), "p95": group.time(95.0) },
        })
    }

    /// For programs.
    pub fn json(&self) -> Value {
        let tally = self.tally;
        let codes: serde_json::Map<String, Value> = tally
            .codes
            .iter()
            .map(|(code, counted)| {
                let mut value = Self::group(&counted.check_ins);
                if let Value::Object(members) = &mut value {
                    members.insert("times".to_owned(), counted.times.into());
                    members.insert("ended".to_owned(), counted.ended.into());
                }
                (code.to_string(), value)
            })
            .collect();
        let mut report = json!({
            "format": "mynareader-stats",
            "version": FORMAT_VERSION,
            "all": Self::group(&tally.all),
            "rehearsals": tally.rehearsals,
            "running": tally.running,
            "lines_refused": tally.no_journal,
            "left_out": tally.left_out,
            "outcomes": tally.outcomes,
            "codes": codes,
        });
        for (name, _, rows) in self.tables(Lang::En) {
            let rows: serde_json::Map<_, _> = rows
                .into_iter()
                .map(|row| (row.name, Self::group(row.group)))
                .collect();
            if let Value::Object(members) = &mut report {
                members.insert(name.to_owned(), Value::Object(rows));
            }
        }
        report
    }

    /// What was counted in all, as sentences.
    pub fn totals(&self, lang: Lang) -> Vec<String> {
        let tally = self.tally;
        let all = &tally.all;
        let (median, p95) = (seconds(all.time(50.0)), seconds(all.time(95.0)));
        let mut lines = vec![match lang {
            Lang::Ja => format!(
                "受付 {} 件、受付できた {} 件({})、患者の時間: 中央値 {median} 秒、95 % {p95} 秒",
                all.check_ins,
                all.admitted,
                percent(all.admitted, all.check_ins)
            ),
            Lang::En => format!(
                "{} check-ins, {} admitted ({}); the patient's time: median {median} s, 95 % {p95} s",
                all.check_ins,
                all.admitted,
                percent(all.admitted, all.check_ins)
            ),
        }];
        for (count, ja, en) in [
            (
                tally.rehearsals,
                "リハーサル(数えていません)",
                "rehearsals, not counted",
            ),
            (
                tally.running,
                "終わっていない受付(数えていません)",
                "that had not ended, not counted",
            ),
            (
                tally.no_journal,
                "読めない行(数えていません)",
                "lines that are no journal, not counted",
            ),
            (
                tally.left_out,
                "種類が多すぎて分けなかった件数",
                "of codes or models beyond those told apart",
            ),
        ] {
            if count > 0 {
                lines.push(format!("  {count} {}", lang.of(ja, en)));
            }
        }
        lines
    }

    /// For people.
    pub fn text(&self, lang: Lang) -> String {
        let mut text = self.totals(lang).join("\n") + "\n";
        let heading = |name: &str| {
            let columns = lang.of(
                "受付      できた    失敗あり  中央値(秒) 95%(秒)",
                "check-ins admitted  failed    median(s)  95%(s)",
            );
            format!("\n{columns}  {name}\n")
        };
        let columns = |group: &Group| {
            format!(
                "{:<9} {:<9} {:<9} {:<10} {:<8}",
                group.check_ins,
                percent(group.admitted, group.check_ins),
                percent(group.failed, group.check_ins),
                seconds(group.time(50.0)),
                seconds(group.time(95.0)),
            )
        };
        for (_, name, rows) in self.tables(lang) {
            text += &heading(name);
            for row in rows {
                text += &format!("{}{}\n", columns(row.group), row.shown);
            }
        }
        text += &heading(lang.of(
            "コード(回数、これで終わった受付)",
            "code (times, check-ins that it ended)",
        ));
        for (code, counted) in self.codes_by_number() {
            text += &format!(
                "{}{code} {} ({}, {})\n",
                columns(&counted.check_ins),
                code_title(code, self.day, lang),
                counted.times,
                counted.ended
            );
        }
        text
    }

    /// The codes, the most frequent first.
    pub fn codes_by_number(&self) -> Vec<(FaultCode, &'a super::tally::Code)> {
        let mut codes: Vec<_> = self
            .tally
            .codes
            .iter()
            .map(|(code, one)| (*code, one))
            .collect();
        codes.sort_by_key(|(_, one)| std::cmp::Reverse(one.check_ins.check_ins));
        codes
    }
}
