//! The statistics as one page of HTML with its plots in it: nothing is loaded from anywhere.

use mynareader_console::Lang;
use plotters::prelude::*;

use super::report::{Report, Row, code_title, percent, seconds};

const WIDTH: u32 = 720;
const HEIGHT: u32 = 280;

/// The most codes that are plotted; all are in the table.
const PLOTTED: usize = 12;

/// A text in HTML.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            c => safe.push(c),
        }
    }
    safe
}

/// Bars, one for each name; a second, darker one within it.
struct Bars {
    title: String,
    unit: &'static str,
    bars: Vec<(String, f64, Option<f64>)>,
}

impl Bars {
    /// As SVG.
    fn svg(&self) -> Result<String, String> {
        let mut svg = String::new();
        {
            let problem = |error: &dyn std::fmt::Display| error.to_string();
            let root = SVGBackend::with_string(&mut svg, (WIDTH, HEIGHT)).into_drawing_area();
            let highest = self
                .bars
                .iter()
                .map(|(_, value, _)| *value)
                .fold(0.0, f64::max);
            let count = self.bars.len();
            let mut chart = ChartBuilder::on(&root)
                .caption(&self.title, ("sans-serif", 16))
                .margin(8)
                .x_label_area_size(28)
                .y_label_area_size(64)
                .build_cartesian_2d(
                    (0..count.saturating_sub(1).max(1)).into_segmented(),
                    0.0..(highest * 1.1).max(1.0),
                )
                .map_err(|error| problem(&error))?;
            let name = |at: &SegmentValue<usize>| match at {
                SegmentValue::CenterOf(index) => self
                    .bars
                    .get(*index)
                    .map(|(name, ..)| name.clone())
                    .unwrap_or_default(),
                _ => String::new(),
            };
            chart
                .configure_mesh()
                .disable_x_mesh()
                .max_light_lines(1)
                .x_labels(count.max(1))
                .x_label_formatter(&name)
                .y_desc(self.unit)
                .y_labels(5)
                .label_style(("sans-serif", 12))
                .draw()
                .map_err(|error| problem(&error))?;
            let bar = |index: usize, value: f64, colour: RGBColor| {
                let corners = [
                    (SegmentValue::Exact(index), 0.0),
                    (SegmentValue::Exact(index + 1), value),
                ];
                let mut bar = Rectangle::new(corners, colour.filled());
                bar.set_margin(0, 0, 3, 3);
                bar
            };
            let light = RGBColor(150, 190, 230);
            let dark = RGBColor(30, 90, 160);
            let bars = self.bars.iter().enumerate();
            let outer = bars
                .clone()
                .map(|(index, (_, value, _))| bar(index, *value, light));
            chart.draw_series(outer).map_err(|error| problem(&error))?;
            let inner = bars.filter_map(|(index, (_, _, value))| Some(bar(index, (*value)?, dark)));
            chart.draw_series(inner).map_err(|error| problem(&error))?;
            root.present().map_err(|error| problem(&error))?;
        }
        Ok(svg)
    }
}

/// Exact up to far more check-ins than there are people.
fn number(count: u64) -> f64 {
    let high = u32::try_from(count >> 32).unwrap_or(u32::MAX);
    let low = u32::try_from(count & 0xFFFF_FFFF).unwrap_or(u32::MAX);
    f64::from(high) * 4_294_967_296.0 + f64::from(low)
}

fn times(title: &str, rows: &[Row<'_>], lang: Lang) -> Bars {
    let bars = rows.iter().map(|row| {
        let seconds = |percentile| row.group.time(percentile).map(|ms| number(ms) / 1000.0);
        (
            row.shown.clone(),
            seconds(95.0).unwrap_or(0.0),
            seconds(50.0),
        )
    });
    Bars {
        title: format!(
            "{title}: {}",
            lang.of(
                "患者の時間(濃い棒は中央値、薄い棒は95 %)",
                "the patient's time (dark: median, light: 95 %)"
            )
        ),
        unit: lang.of("秒", "s"),
        bars: bars.collect(),
    }
}

fn failures(title: &str, rows: &[Row<'_>], lang: Lang) -> Bars {
    let bars = rows.iter().map(|row| {
        let group = row.group;
        let share = |part: u64| 100.0 * number(part) / number(group.check_ins.max(1));
        let not_admitted = group.check_ins.saturating_sub(group.admitted);
        (
            row.shown.clone(),
            share(group.failed),
            Some(share(not_admitted)),
        )
    });
    Bars {
        title: format!(
            "{title}: {}",
            lang.of(
                "失敗があった割合(濃い棒は受付できなかった割合)",
                "share in which something failed (dark: not admitted)"
            )
        ),
        unit: "%",
        bars: bars.collect(),
    }
}

impl Report<'_> {
    /// The page.
    pub fn page(&self, lang: Lang) -> Result<String, String> {
        let title = lang.of("受付の統計", "Check-in statistics");
        let tag = lang.of("ja", "en");
        let mut page = format!(
            "<!DOCTYPE html>\n<html lang=\"{tag}\">\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width\">\n<title>{title}</title>\n<style>\n\
             body{{font-family:sans-serif;max-width:60rem;margin:1rem auto;padding:0 1rem}}\
             table{{border-collapse:collapse;margin:1rem 0}}th,td{{border-bottom:1px solid #ccc;padding:.2rem .6rem;text-align:right}}\
             th:first-child,td:first-child{{text-align:left}}svg{{max-width:100%;height:auto}}\
             </style>\n<h1>{title}</h1>\n"
        );
        for line in self.totals(lang) {
            page += &format!("<p>{}</p>\n", escaped(&line));
        }
        for (_, name, rows) in self.tables(lang) {
            page += &format!("<h2>{name}</h2>\n");
            if !rows.is_empty() {
                page += &failures(name, &rows, lang).svg()?;
                page += &times(name, &rows, lang).svg()?;
            }
            let rows = rows
                .iter()
                .map(|row| (row.shown.clone(), row.group, String::new()));
            page += &table(name, "", rows, lang);
        }
        let name = lang.of("コード", "code");
        page += &format!("<h2>{name}</h2>\n");
        let codes = self.codes_by_number();
        if !codes.is_empty() {
            let bars = codes.iter().take(PLOTTED).map(|(code, one)| {
                (
                    code.to_string(),
                    number(one.check_ins.check_ins),
                    Some(number(one.ended)),
                )
            });
            let bars = Bars {
                title: lang
                    .of(
                        "コードが出た受付(濃い棒は、これで終わった受付)",
                        "check-ins with the code (dark: ended by it)",
                    )
                    .to_owned(),
                unit: lang.of("件", "check-ins"),
                bars: bars.collect(),
            };
            page += &bars.svg()?;
        }
        let more = format!(
            "<th>{}<th>{}",
            lang.of("回数", "times"),
            lang.of("これで終了", "ended")
        );
        let rows = codes.iter().map(|(code, one)| {
            let shown = format!("{code} {}", code_title(*code, self.day, lang));
            (
                shown,
                &one.check_ins,
                format!("<td>{}<td>{}", one.times, one.ended),
            )
        });
        page += &table(name, &more, rows, lang);
        Ok(page)
    }
}

fn table<'g>(
    name: &str,
    more: &str,
    rows: impl Iterator<Item = (String, &'g super::tally::Group, String)>,
    lang: Lang,
) -> String {
    let columns = lang.of(
        "<th>受付<th>できた<th>失敗あり<th>中央値(秒)<th>95 %(秒)",
        "<th>check-ins<th>admitted<th>failed<th>median (s)<th>95 % (s)",
    );
    let mut table = format!("<table>\n<tr><th>{name}{columns}{more}\n");
    for (shown, group, more) in rows {
        table += &format!(
            "<tr><td>{}<td>{}<td>{}<td>{}<td>{}<td>{}{more}\n",
            escaped(&shown),
            group.check_ins,
            percent(group.admitted, group.check_ins),
            percent(group.failed, group.check_ins),
            seconds(group.time(50.0)),
            seconds(group.time(95.0)),
        );
    }
    table + "</table>\n"
}
