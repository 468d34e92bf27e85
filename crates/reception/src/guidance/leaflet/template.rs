//! The one HTML template of leaflets and papers: a self-contained page for A4, with its style
//! inside, without scripts, images or anything fetched. The page says so to the browser too, by
//! a Content-Security-Policy that allows nothing but the style.
#![forbid(unsafe_code)]

use super::document::{Audience, Block, Document, Kind, Line, Section, Span, Tick, plain};
use super::words::Words;
use mynareader_facts::calendar::Date;

const STYLE: &str = include_str!("style.css");

/// What a program knows for a key of the document. It may be a person's: no `Debug`.
#[derive(Clone, Copy)]
#[allow(missing_debug_implementations)]
pub enum Value<'a> {
    /// Nothing: the paper keeps room for a pen.
    Blank,
    /// A text to stand in the field.
    Text(&'a str),
    /// A day to stand in the field, as the language writes it.
    Date(Date),
    /// A day of birth to stand in the field, also as the card's face shows it.
    Birth(Date),
    /// A number to stand in the field.
    Number(u32),
    /// The box or the option is ticked.
    Ticked,
}

/// What stands around the document.
pub(crate) struct Page<'a> {
    pub(crate) facility: &'a str,
    pub(crate) phone: Option<&'a str>,
    pub(crate) date: Date,
    /// The sentence on how far the facts reach; none on forms.
    pub(crate) facts: Option<&'a str>,
}

/// Writes the page to the end of `out`.
pub(crate) fn write<'a>(
    document: &Document,
    words: &Words,
    page: &Page<'_>,
    values: &dyn Fn(&str) -> Value<'a>,
    out: &mut String,
) {
    let (class, audience, date_label) = match document.audience {
        Audience::Patient => ("patient", &words.patient, &words.issued),
        Audience::Staff => ("staff", &words.staff, &words.printed),
        Audience::Form => ("form", &words.form, &words.printed),
    };
    out.push_str("<!DOCTYPE html>\n<html lang=\"");
    escape(words.language.tag(), out);
    out.push_str(
        "\">\n<head>\n<meta charset=\"utf-8\"/>\n\
         <meta http-equiv=\"Content-Security-Policy\" \
         content=\"default-src 'none'; style-src 'unsafe-inline'\"/>\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n\
         <meta name=\"robots\" content=\"noindex\"/>\n<title>",
    );
    escape(&plain(&document.title), out);
    out.push_str("</title>\n<style>\n");
    out.push_str(STYLE);
    out.push_str("</style>\n</head>\n<body>\n<article class=\"");
    out.push_str(class);
    out.push_str("\">\n<header>\n<p class=\"audience\">");
    line(audience, out);
    out.push_str("</p>\n<h1>");
    line(&document.title, out);
    out.push_str("</h1>\n</header>\n");
    if !document.lead.is_empty() {
        out.push_str("<div class=\"lead\">\n");
        blocks(&document.lead, words, values, out);
        out.push_str("</div>\n");
    }
    for section in &document.sections {
        write_section(section, words, values, out);
    }
    out.push_str("<footer>\n<p class=\"facility\"><strong>");
    escape(page.facility, out);
    out.push_str("</strong>");
    if let Some(phone) = page.phone {
        out.push_str(" <span>");
        line(&words.phone, out);
        out.push(' ');
        escape(phone, out);
        out.push_str("</span>");
    }
    out.push_str("</p>\n<p class=\"date\">");
    line(date_label, out);
    out.push(' ');
    words.write_date(page.date, out);
    out.push_str("</p>\n");
    if let Some(facts) = page.facts {
        out.push_str("<p class=\"facts\">");
        escape(facts, out);
        out.push_str("</p>\n");
    }
    out.push_str("</footer>\n</article>\n</body>\n</html>\n");
}

fn write_section<'a>(
    section: &Section,
    words: &Words,
    values: &dyn Fn(&str) -> Value<'a>,
    out: &mut String,
) {
    out.push_str(match section.kind {
        Kind::Plain => "<section>\n",
        Kind::Note => "<section class=\"note\">\n",
        Kind::Counter => "<section class=\"counter\">\n",
    });
    if section.kind == Kind::Counter {
        out.push_str("<p class=\"for\">");
        line(&words.counter, out);
        out.push_str("</p>\n");
    }
    out.push_str("<h2>");
    line(&section.heading, out);
    out.push_str("</h2>\n");
    blocks(&section.blocks, words, values, out);
    out.push_str("</section>\n");
}

fn blocks<'a>(
    blocks: &[Block],
    words: &Words,
    values: &dyn Fn(&str) -> Value<'a>,
    out: &mut String,
) {
    for block in blocks {
        match block {
            Block::Paragraph(text) => element("p", text, out),
            Block::Steps { first, items } => {
                out.push_str("<ol start=\"");
                out.push_str(&first.to_string());
                // The numbers are drawn by a counter of the style, which counts from what is
                // before the first.
                out.push_str("\" style=\"counter-reset: step ");
                out.push_str(&first.saturating_sub(1).to_string());
                out.push_str("\">\n");
                elements("li", items, out);
                out.push_str("</ol>\n");
            }
            Block::Points(items) => {
                out.push_str("<ul>\n");
                elements("li", items, out);
                out.push_str("</ul>\n");
            }
            Block::Ticks(ticks) => {
                out.push_str("<ul class=\"ticks\">\n");
                for tick in ticks {
                    out.push_str("<li>");
                    write_tick(tick, words, values, out);
                    out.push_str("</li>\n");
                }
                out.push_str("</ul>\n");
            }
            Block::Rows(rows) => {
                out.push_str("<table>\n");
                for (term, text) in rows {
                    out.push_str("<tr><th scope=\"row\">");
                    line(term, out);
                    out.push_str("</th><td>");
                    line(text, out);
                    out.push_str("</td></tr>\n");
                }
                out.push_str("</table>\n");
            }
            Block::Say(text) => {
                out.push_str("<blockquote><p class=\"cue\">");
                line(&words.say, out);
                out.push_str("</p>");
                element("p", text, out);
                out.push_str("</blockquote>\n");
            }
            Block::Fields(fields) => {
                out.push_str("<dl>\n");
                for (label, key) in fields {
                    out.push_str("<div><dt>");
                    line(label, out);
                    out.push_str("</dt><dd>");
                    room(key.as_deref(), words, values, out);
                    out.push_str("</dd></div>\n");
                }
                out.push_str("</dl>\n");
            }
            Block::Choice { label, options } => {
                out.push_str("<dl>\n<div><dt>");
                line(label, out);
                out.push_str("</dt><dd class=\"choice\">");
                for option in options {
                    out.push_str("<span class=\"option\">");
                    write_tick(option, words, values, out);
                    out.push_str("</span> ");
                }
                out.push_str("</dd></div>\n</dl>\n");
            }
        }
    }
}

fn write_tick<'a>(
    tick: &Tick,
    words: &Words,
    values: &dyn Fn(&str) -> Value<'a>,
    out: &mut String,
) {
    let ticked = tick
        .key
        .as_deref()
        .is_some_and(|key| matches!(values(key), Value::Ticked));
    out.push_str(if ticked {
        "<span class=\"box\">\u{2713}</span>"
    } else {
        "<span class=\"box\">&#160;</span>"
    });
    out.push_str("<span class=\"words\">");
    line(&tick.words, out);
    out.push_str("</span>");
    if let Some(key) = &tick.room {
        out.push_str("<span class=\"room\">");
        room(key.as_deref(), words, values, out);
        out.push_str("</span>");
    }
}

fn room<'a>(
    key: Option<&str>,
    words: &Words,
    values: &dyn Fn(&str) -> Value<'a>,
    out: &mut String,
) {
    match key.map(values) {
        Some(Value::Text(text)) => escape(text, out),
        Some(Value::Date(date)) => words.write_date(date, out),
        Some(Value::Birth(date)) => words.write_birth_date(date, out),
        Some(Value::Number(number)) => out.push_str(&number.to_string()),
        // A blank must not be empty, or its line collapses.
        _ => out.push_str("&#160;"),
    }
}

fn elements(name: &str, items: &[Line], out: &mut String) {
    for item in items {
        element(name, item, out);
    }
}

fn element(name: &str, text: &Line, out: &mut String) {
    out.push('<');
    out.push_str(name);
    out.push('>');
    line(text, out);
    out.push_str("</");
    out.push_str(name);
    out.push_str(">\n");
}

fn line(spans: &Line, out: &mut String) {
    for span in spans {
        match span {
            Span::Text(text) => escape(text, out),
            Span::Ruby { base, reading } => {
                out.push_str("<ruby>");
                escape(base, out);
                out.push_str("<rp>（</rp><rt>");
                escape(reading, out);
                out.push_str("</rt><rp>）</rp></ruby>");
            }
            Span::StrongOpens => out.push_str("<strong>"),
            Span::StrongCloses => out.push_str("</strong>"),
        }
    }
}

/// Writes text so that it is text, in content and in a quoted attribute alike. Characters that
/// are not seen (controls, marks that turn the direction) become a space.
pub(crate) fn escape(text: &str, out: &mut String) {
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            hidden if super::document::is_hidden(hidden) => out.push(' '),
            other => out.push(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_from_outside_stays_text() {
        let mut out = String::new();
        escape("<b a=\"1\" c='2'>&\u{202E}\u{0}", &mut out);
        assert_eq!(out, "&lt;b a=&quot;1&quot; c=&#39;2&#39;&gt;&amp;  ");
    }
}
