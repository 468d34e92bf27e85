//! Pages from Markdown: a strict part of it, with the ruby notation of 青空文庫 and with fields that
//! are written in by a program or by a pen.
//!
//! ```text
//! # Title {patient}              {patient} | {staff} | {form}: for whom the page is
//! ## Heading {note}              a section; {note}, {counter} or nothing
//! 1. a step                      steps count on through a section
//! - a point
//! - [ ] a box to tick{key}       ticked when the program says so
//! - [ ] a box: ____{key}         with room to write
//! | | |                          a table of two columns, its head empty
//! |---|---|
//! | term | what it means |
//! > words to say
//! ![caption](card)               a drawing of the card: 有効期限, セキュリティコード, 追記欄; or one of
//!                                them, (card-expiry), (card-code), (card-note)
//! label: ____{key}               a field; blank when the program knows nothing for it
//! label: ( ) one{key} ( ) two    a choice
//! anything else                  a paragraph, each line
//!
//! within a line: **strong**, ｜漢字《かんじ》
//! ```
//!
//! What is Markdown there is read by `pulldown-cmark`. A page is checked whole before it is used,
//! and refused with the line and the reason.
#![forbid(unsafe_code)]

use std::borrow::Cow;
use std::iter::Peekable;
use std::ops::Range;

use mynareader_toml::Lines;
use pulldown_cmark::{
    Event, HeadingLevel, OffsetIter, Options, Parser, Tag, TagEnd, TextMergeWithOffset,
};

use super::words::{STRONG, without_readings};
use super::{
    Audience, FrameText, Key, MOST_BYTES, Page, PageError, PageFault, Piece, is_hidden, write_words,
};

/// The card as a drawing of our own. Where things stand on it is simplified.
const CARD: &str = include_str!("card.svg");

/// The longest key of a field.
const MOST_KEY_BYTES: usize = 40;

/// Reads a page.
pub(crate) fn compile(source: &str) -> Result<Page, PageError> {
    if source.len() > MOST_BYTES {
        return Err(PageFault::TooLarge.at(1));
    }
    let hidden = |(_, character): &(usize, char)| is_hidden(*character) && *character != '\n';
    let lines = Lines::new(source);
    if let Some((at, _)) = source.char_indices().find(hidden) {
        return Err(PageFault::ControlCharacter.at(lines.of(at)));
    }
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_TASKLISTS | Options::ENABLE_HEADING_ATTRIBUTES;
    let events = Parser::new_ext(source, options).into_offset_iter();
    let mut reader = Reader {
        source,
        lines,
        events: TextMergeWithOffset::new(events).peekable(),
        writer: Writer::default(),
    };
    reader.page()
}

impl PageFault {
    const fn at(self, line: usize) -> PageError {
        PageError { line, fault: self }
    }
}

/// What stands together in one element.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Group {
    Steps,
    Points,
    Ticks,
    Rows,
    Fields,
}

impl Group {
    const fn ends(self) -> &'static str {
        match self {
            Self::Steps => "</ol>\n",
            Self::Points | Self::Ticks => "</ul>\n",
            Self::Rows => "</table>\n",
            Self::Fields => "</dl>\n",
        }
    }
}

/// Collects the pieces.
#[derive(Default)]
struct Writer {
    pieces: Vec<Piece>,
    html: String,
    group: Option<Group>,
}

impl Writer {
    fn piece(&mut self, piece: Piece) {
        let html = std::mem::take(&mut self.html);
        if !html.is_empty() {
            self.pieces.push(Piece::Html(Cow::Owned(html)));
        }
        self.pieces.push(piece);
    }

    fn raw(&mut self, html: &str) {
        self.html.push_str(html);
    }

    /// Words that must say something.
    fn words(&mut self, words: &str) -> Result<(), PageFault> {
        let words = words.trim();
        if without_readings(words).trim().is_empty() {
            return Err(PageFault::Empty);
        }
        // The key of no field.
        if words.contains(['{', '}']) {
            return Err(PageFault::Key);
        }
        write_words(words, &mut self.html)
    }

    /// Goes on in an element of this kind, or begins one.
    fn go_on(&mut self, group: Group, begin: &str) {
        if self.group != Some(group) {
            self.close();
            self.raw(begin);
            self.group = Some(group);
        }
    }

    fn close(&mut self) {
        if let Some(group) = self.group.take() {
            self.raw(group.ends());
        }
    }

    fn element(&mut self, name: &str, words: &str) -> Result<(), PageFault> {
        self.raw(&format!("<{name}>"));
        self.words(words)?;
        self.raw(&format!("</{name}>\n"));
        Ok(())
    }

    /// A box or an option, and whatever room it has.
    fn tick(&mut self, text: &str) -> Result<(), PageFault> {
        let (text, room) = match text.split_once(": ____") {
            Some((text, rest)) => (text, Some(only_key(rest)?)),
            None => (text, None),
        };
        let (words, key) = split_key(text)?;
        self.raw("<span class=\"box\">");
        self.piece(Piece::Tick(key));
        self.raw("</span><span class=\"words\">");
        self.words(words)?;
        self.raw("</span>");
        if let Some(key) = room {
            self.raw("<span class=\"room\">");
            self.piece(Piece::Room(key));
            self.raw("</span>");
        }
        Ok(())
    }

    /// One line of a paragraph: a field, a choice, or words.
    fn line(&mut self, text: &str) -> Result<(), PageFault> {
        if let Some((label, rest)) = text.split_once(": ____") {
            self.go_on(Group::Fields, "<dl>\n");
            self.raw("<div><dt>");
            self.words(label)?;
            self.raw("</dt><dd>");
            self.piece(Piece::Room(only_key(rest)?));
            self.raw("</dd></div>\n");
            return Ok(());
        }
        self.close();
        let Some((label, options)) = text.split_once(": ( ) ") else {
            return self.element("p", text);
        };
        if !options.contains(" ( ) ") {
            return Err(PageFault::Choice);
        }
        self.raw("<dl>\n<div><dt>");
        self.words(label)?;
        self.raw("</dt><dd class=\"choice\">");
        for option in options.split(" ( ) ") {
            self.raw("<span class=\"option\">");
            self.tick(option)?;
            self.raw("</span> ");
        }
        self.raw("</dd></div>\n</dl>\n");
        Ok(())
    }
}

struct Reader<'s> {
    source: &'s str,
    lines: Lines,
    events: Peekable<TextMergeWithOffset<'s, OffsetIter<'s>>>,
    writer: Writer,
}

/// Words between two tags, each line with where it begins. A mark stands where strong words begin
/// and end.
type Inline = Vec<(usize, String)>;

impl<'s> Reader<'s> {
    fn next(&mut self) -> Option<(Event<'s>, Range<usize>)> {
        self.events.next()
    }

    fn error(&self, at: usize, fault: PageFault) -> PageError {
        fault.at(self.lines.of(at))
    }

    /// Takes the next event if it is this one.
    fn take(&mut self, wanted: &Event<'_>) -> bool {
        self.events.next_if(|(event, _)| event == wanted).is_some()
    }

    fn page(&mut self) -> Result<Page, PageError> {
        let (title, audience) = self.title()?;
        self.writer.words(&title).map_err(|fault| fault.at(1))?;
        let heading = std::mem::take(&mut self.writer.html);
        // Steps are numbered through a section, even where a table stands between two of them.
        let mut next_step = 1;
        let mut begun = 0;
        // What closes the part that is open; none before a part says something.
        let mut open: Option<&str> = None;
        let mut in_section = false;
        while let Some((event, range)) = self.next() {
            if let Event::Start(Tag::Heading {
                level, id, attrs, ..
            }) = event
            {
                self.ended(open, begun)?;
                let kind = match (id, attrs.as_slice()) {
                    (None, []) => "",
                    (None, [(kind, None)]) => kind.as_ref(),
                    _ => return Err(self.error(range.start, PageFault::Heading)),
                };
                self.section(level, kind, range.start)?;
                (next_step, begun, open, in_section) = (1, range.start, None, true);
                continue;
            }
            if open.is_none() {
                if !in_section {
                    self.writer.raw("<div class=\"lead\">\n");
                }
                open = Some(if in_section {
                    "</section>\n"
                } else {
                    "</div>\n"
                });
            }
            self.block(event, &range, &mut next_step)?;
        }
        self.ended(open, begun)?;
        let html = std::mem::take(&mut self.writer.html);
        self.writer.pieces.push(Piece::Html(Cow::Owned(html)));
        Ok(Page {
            audience,
            title: Cow::Owned(without_readings(&title)),
            heading: Cow::Owned(heading),
            body: Cow::Owned(std::mem::take(&mut self.writer.pieces)),
            source: Cow::Owned(self.source.to_owned()),
        })
    }

    fn ended(&mut self, open: Option<&str>, begun: usize) -> Result<(), PageError> {
        let end = open.ok_or_else(|| self.error(begun, PageFault::Empty))?;
        self.writer.close();
        self.writer.raw(end);
        Ok(())
    }

    fn title(&mut self) -> Result<(String, Audience), PageError> {
        let none = PageFault::NoTitle.at(1);
        let Some((Event::Start(Tag::Heading { level, attrs, .. }), range)) = self.next() else {
            return Err(none);
        };
        let audience = match attrs.as_slice() {
            [(word, None)] => match word.as_ref() {
                "patient" => Audience::Patient,
                "staff" => Audience::Staff,
                "form" => Audience::Form,
                _ => return Err(none),
            },
            _ => return Err(none),
        };
        if level != HeadingLevel::H1 || self.lines.of(range.start) != 1 {
            return Err(none);
        }
        let title = self.one_line(TagEnd::Heading(level))?;
        if without_readings(&title).trim().is_empty() {
            return Err(none);
        }
        Ok((title, audience))
    }

    fn section(&mut self, level: HeadingLevel, kind: &str, at: usize) -> Result<(), PageError> {
        let bad = self.error(at, PageFault::Heading);
        if level != HeadingLevel::H2 {
            return Err(bad);
        }
        self.writer.raw(match kind {
            "" => "<section>\n",
            "note" => "<section class=\"note\">\n",
            "counter" => "<section class=\"counter\">\n",
            _ => return Err(bad),
        });
        if kind == "counter" {
            self.writer.raw("<p class=\"for\">");
            self.writer.piece(Piece::Words(FrameText::Counter));
            self.writer.raw("</p>\n");
        }
        let heading = self.one_line(TagEnd::Heading(level))?;
        self.writer
            .element("h2", &heading)
            .map_err(|fault| match fault {
                PageFault::Empty => bad,
                other => self.error(at, other),
            })
    }

    fn block(
        &mut self,
        event: Event<'s>,
        range: &Range<usize>,
        next_step: &mut usize,
    ) -> Result<(), PageError> {
        match event {
            Event::Start(Tag::Paragraph) if self.is_drawing() => self.drawing(range.start),
            Event::Start(Tag::Paragraph) => {
                for (at, line) in self.inline(TagEnd::Paragraph)? {
                    self.writer
                        .line(&line)
                        .map_err(|fault| self.error(at, fault))?;
                }
                Ok(())
            }
            Event::Start(Tag::List(first)) => {
                let end = Event::End(TagEnd::List(first.is_some()));
                while !self.take(&end) {
                    self.item(first.is_some().then_some(&mut *next_step))?;
                }
                Ok(())
            }
            Event::Start(Tag::Table(columns)) => self.table(columns.len(), range.start),
            Event::Start(Tag::BlockQuote(None)) => {
                if !self.take(&Event::Start(Tag::Paragraph)) {
                    return Err(self.error(range.start, PageFault::Markup));
                }
                let words = self.one_line(TagEnd::Paragraph)?;
                if !self.take(&Event::End(TagEnd::BlockQuote(None))) {
                    return Err(self.error(range.start, PageFault::Markup));
                }
                self.writer.close();
                self.writer.raw("<blockquote><p class=\"cue\">");
                self.writer.piece(Piece::Words(FrameText::Say));
                self.writer.raw("</p>");
                self.writer
                    .element("p", &words)
                    .map_err(|fault| self.error(range.start, fault))?;
                self.writer.raw("</blockquote>\n");
                Ok(())
            }
            _ => Err(self.error(range.start, PageFault::Markup)),
        }
    }

    fn is_drawing(&mut self) -> bool {
        let next = self.events.peek();
        next.is_some_and(|(event, _)| matches!(event, Event::Start(Tag::Image { .. })))
    }

    /// A drawing of the card with what it points to; alone in its paragraph.
    fn drawing(&mut self, at: usize) -> Result<(), PageError> {
        let markup = self.error(at, PageFault::Markup);
        let Some((
            Event::Start(Tag::Image {
                dest_url, title, ..
            }),
            _,
        )) = self.next()
        else {
            return Err(markup);
        };
        let all = [
            ("card-expiry", "1", FrameText::CardExpiry),
            ("card-code", "2", FrameText::CardCode),
            ("card-note", "3", FrameText::CardNote),
        ];
        let wanted = |name: &str| dest_url.as_ref() == "card" || dest_url.as_ref() == name;
        if !title.is_empty() || !all.iter().any(|(name, ..)| wanted(name)) {
            return Err(markup);
        }
        let caption = self.one_line(TagEnd::Image)?;
        if !self.take(&Event::End(TagEnd::Paragraph)) {
            return Err(markup);
        }
        let writer = &mut self.writer;
        writer.close();
        writer.raw(&format!("<figure class=\"{dest_url}\">"));
        // With one place alone there is nothing to count.
        let several = dest_url.as_ref() == "card";
        let mark = |number| if several { number } else { "\u{25CF}" };
        let mut card = CARD.trim_end().to_owned();
        for (_, number, _) in all {
            card = card.replace(&format!(">{number}<"), &format!(">{}<", mark(number)));
        }
        writer.raw(&card);
        writer.raw("<figcaption>");
        writer
            .element("p", &caption)
            .map_err(|fault| fault.at(markup.line))?;
        writer.raw("<dl class=\"legend\">");
        for (_, number, words) in all.iter().filter(|(name, ..)| wanted(name)) {
            writer.raw(&format!("<div><dt>{}</dt><dd>", mark(number)));
            writer.piece(Piece::Words(*words));
            writer.raw("</dd></div>");
        }
        writer.raw("</dl></figcaption></figure>\n");
        Ok(())
    }

    /// An item of a list, with the number that it must have where it is a step.
    fn item(&mut self, step: Option<&mut usize>) -> Result<(), PageError> {
        let Some((Event::Start(Tag::Item), range)) = self.next() else {
            return Err(PageFault::Markup.at(1));
        };
        let at = range.start;
        let steps = step.is_some();
        if let Some(next) = step {
            // What Markdown counts by itself, a reader of the text takes at its word.
            let text = self.source.get(at..).unwrap_or_default();
            let digits = text.split(|c: char| !c.is_ascii_digit()).next();
            if digits.and_then(|digits| digits.parse().ok()) != Some(*next) {
                return Err(self.error(at, PageFault::StepNumber));
            }
            self.writer.go_on(
                Group::Steps,
                // The numbers are drawn by a counter of the style, which counts from what is
                // before the first.
                &format!(
                    "<ol start=\"{next}\" style=\"counter-reset: step {}\">\n",
                    next.saturating_sub(1)
                ),
            );
            *next = next.saturating_add(1);
        }
        // With empty lines between the items each is a paragraph.
        let paragraph = self.take(&Event::Start(Tag::Paragraph));
        let tick = self.take(&Event::TaskListMarker(false));
        let words = self.one_line(if paragraph {
            TagEnd::Paragraph
        } else {
            TagEnd::Item
        })?;
        if paragraph && !self.take(&Event::End(TagEnd::Item)) {
            return Err(self.error(at, PageFault::RunOn));
        }
        let writer = &mut self.writer;
        let written = match (steps, tick) {
            (true, true) => Err(PageFault::Markup),
            (true, false) => writer.element("li", &words),
            (false, false) => {
                writer.go_on(Group::Points, "<ul>\n");
                writer.element("li", &words)
            }
            (false, true) => {
                writer.go_on(Group::Ticks, "<ul class=\"ticks\">\n");
                writer.raw("<li>");
                let written = writer.tick(&words);
                writer.raw("</li>\n");
                written
            }
        };
        written.map_err(|fault| self.error(at, fault))
    }

    fn table(&mut self, columns: usize, at: usize) -> Result<(), PageError> {
        let head = [
            Event::Start(Tag::TableHead),
            Event::Start(Tag::TableCell),
            Event::End(TagEnd::TableCell),
            Event::Start(Tag::TableCell),
            Event::End(TagEnd::TableCell),
            Event::End(TagEnd::TableHead),
        ];
        if columns != 2 || !head.iter().all(|event| self.take(event)) {
            return Err(self.error(at, PageFault::Row));
        }
        self.writer.go_on(Group::Rows, "<table>\n");
        while let Some((Event::Start(Tag::TableRow), range)) = self.next() {
            let row = self.error(range.start, PageFault::Row);
            // A cell too many would be left out without a word, and one that is missing be empty.
            let text = self.source.get(range).unwrap_or_default();
            if text.matches('|').count() != 3 {
                return Err(row);
            }
            for (begin, end) in [
                ("<tr><th scope=\"row\">", "</th>"),
                ("<td>", "</td></tr>\n"),
            ] {
                if !self.take(&Event::Start(Tag::TableCell)) {
                    return Err(row);
                }
                let words = self.one_line(TagEnd::TableCell)?;
                self.writer.raw(begin);
                self.writer
                    .words(&words)
                    .map_err(|fault| fault.at(row.line))?;
                self.writer.raw(end);
            }
            if !self.take(&Event::End(TagEnd::TableRow)) {
                return Err(row);
            }
        }
        Ok(())
    }

    /// The words up to this end, in one line.
    fn one_line(&mut self, end: TagEnd) -> Result<String, PageError> {
        let mut lines = self.inline(end)?.into_iter();
        let first = lines.next().map_or_else(String::new, |(_, line)| line);
        match lines.next() {
            Some((at, _)) => Err(self.error(at, PageFault::RunOn)),
            None => Ok(first),
        }
    }

    fn inline(&mut self, end: TagEnd) -> Result<Inline, PageError> {
        let mut lines: Inline = Vec::new();
        while let Some((event, range)) = self.next() {
            if event == Event::End(end) {
                return Ok(lines);
            }
            if lines.is_empty() {
                lines.push((range.start, String::new()));
            }
            let Some((_, line)) = lines.last_mut() else {
                continue;
            };
            match event {
                // Markdown takes `**` for no end where a bracket stands before it and a letter
                // after, as it does in Japanese all the time. Each counts here.
                Event::Text(text) => {
                    for (index, text) in text.split("**").enumerate() {
                        line.extend((index > 0).then_some(STRONG));
                        line.push_str(text);
                    }
                }
                Event::Start(Tag::Strong) | Event::End(TagEnd::Strong) => line.push(STRONG),
                Event::SoftBreak => lines.push((range.end, String::new())),
                // Another block within an item.
                Event::Start(Tag::List(_) | Tag::BlockQuote(_) | Tag::Table(_))
                    if end == TagEnd::Item =>
                {
                    return Err(self.error(range.start, PageFault::RunOn));
                }
                _ => return Err(self.error(range.start, PageFault::Markup)),
            }
        }
        Ok(lines)
    }
}

fn only_key(text: &str) -> Result<Key, PageFault> {
    match split_key(text)? {
        ("", key) => Ok(key),
        _ => Err(PageFault::Key),
    }
}

/// Splits `words{key}`.
fn split_key(text: &str) -> Result<(&str, Key), PageFault> {
    let Some(open) = text.strip_suffix('}') else {
        return if text.contains(['{', '}']) {
            Err(PageFault::Key)
        } else {
            Ok((text.trim(), None))
        };
    };
    let (words, key) = open.rsplit_once('{').ok_or(PageFault::Key)?;
    let formed = !key.is_empty()
        && key.len() <= MOST_KEY_BYTES
        && key
            .bytes()
            .all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'.' | b'-'))
        && !words.contains(['{', '}']);
    if formed {
        Ok((words.trim(), Some(Cow::Owned(key.to_owned()))))
    } else {
        Err(PageFault::Key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_read_block_by_block() {
        let page = compile(
            "# ｜題《だい》 {form}\nlead\n## One {note}\n1. first\n\n| | |\n|---|---|\n| a | b |\n\n2. second\n3. third\n\n\
             - [ ] box{k}: ____{k.text}\n\nlabel: ____\nsex: ( ) m{sex.m} ( ) f{sex.f}\n\n> say **it**\n",
        )
        .unwrap();
        assert_eq!(page.audience, Audience::Form);
        assert_eq!(page.title, "題");
        assert_eq!(page.keys(), ["k", "k.text", "sex.f", "sex.m"]);
        let mut html = String::new();
        for piece in page.body.iter() {
            match piece {
                Piece::Html(text) => html += text,
                other => html.extend(["[", &format!("{other:?}"), "]"]),
            }
        }
        assert_eq!(
            html,
            "<div class=\"lead\">\n<p>lead</p>\n</div>\n<section class=\"note\">\n<h2>One</h2>\n\
             <ol start=\"1\" style=\"counter-reset: step 0\">\n<li>first</li>\n</ol>\n\
             <table>\n<tr><th scope=\"row\">a</th><td>b</td></tr>\n</table>\n\
             <ol start=\"2\" style=\"counter-reset: step 1\">\n<li>second</li>\n<li>third</li>\n</ol>\n\
             <ul class=\"ticks\">\n<li><span class=\"box\">[Tick(Some(\"k\"))]</span><span class=\"words\">box</span>\
             <span class=\"room\">[Room(Some(\"k.text\"))]</span></li>\n</ul>\n\
             <dl>\n<div><dt>label</dt><dd>[Room(None)]</dd></div>\n</dl>\n\
             <dl>\n<div><dt>sex</dt><dd class=\"choice\">\
             <span class=\"option\"><span class=\"box\">[Tick(Some(\"sex.m\"))]</span><span class=\"words\">m</span></span> \
             <span class=\"option\"><span class=\"box\">[Tick(Some(\"sex.f\"))]</span><span class=\"words\">f</span></span> </dd></div>\n</dl>\n\
             <blockquote><p class=\"cue\">[Words(Say)]</p><p>say <strong>it</strong></p>\n</blockquote>\n</section>\n"
        );
    }

    #[test]
    fn a_bad_page_is_refused_with_the_line_and_the_reason() {
        use PageFault as F;
        for (text, expected) in [
            ("", (1, F::NoTitle)),
            ("\n# T {form}\nx", (1, F::NoTitle)),
            ("# Title\nx", (1, F::NoTitle)),
            ("# Title {nobody}\nx", (1, F::NoTitle)),
            ("## Title {form}\nx", (1, F::NoTitle)),
            ("# {form}\nx", (1, F::NoTitle)),
            ("# T {form}\n", (1, F::Empty)),
            ("# T {form}\nx\n## H\n## I\nx", (3, F::Empty)),
            ("# T {form}\nx\n## \nx", (3, F::Heading)),
            ("# T {form}\nx\n# U {form}\nx", (3, F::Heading)),
            ("# T {form}\nx\n## H {shout}\nx", (3, F::Heading)),
            ("# T {form}\nx\n## H {#id}\nx", (3, F::Heading)),
            ("# T {form}\nx\n## H {a}{note}\nx", (3, F::Key)),
            ("# T {a}{form}\nx", (1, F::Key)),
            ("# T {form}\na {b} c", (2, F::Key)),
            ("# T {form}\n1. a\n3. b", (3, F::StepNumber)),
            ("# T {form}\n2. a", (2, F::StepNumber)),
            ("# T {form}\n1) a\n5) b", (3, F::StepNumber)),
            ("# T {form}\n- ", (2, F::Empty)),
            ("# T {form}\n- [x] a", (2, F::Markup)),
            ("# T {form}\n1. [ ] a", (2, F::Markup)),
            ("# T {form}\n- a\nb", (3, F::RunOn)),
            ("# T {form}\n- a\n\n  b", (2, F::RunOn)),
            ("# T {form}\n- a\n  - b", (3, F::RunOn)),
            ("# T {form}\n> a\nb", (3, F::RunOn)),
            ("# T {form}\n> a\n>\n> b", (2, F::Markup)),
            ("# T {form}\n> - a", (2, F::Markup)),
            ("# T {form}\n\n| a | b |\n|---|---|\n", (3, F::Row)),
            ("# T {form}\n\n| | |\n|---|---|\n| a |", (5, F::Row)),
            ("# T {form}\n\n| | |\n|---|---|\n| a | b | c |", (5, F::Row)),
            ("# T {form}\n\n| | |\n|---|---|\n| a | |", (5, F::Empty)),
            (
                "# T {form}\n\n| | | |\n|---|---|---|\n| a | b | c |",
                (3, F::Row),
            ),
            ("# T {form}\n｜漢字", (2, F::Ruby)),
            ("# T {form}\n漢字《かんじ》", (2, F::Ruby)),
            ("# T {form}\na **b", (2, F::Strong)),
            ("# T {form}\n**a\nb**", (2, F::Strong)),
            ("# T {form}\nx\nlabel: ____{BAD}", (3, F::Key)),
            ("# T {form}\nlabel: ____ more", (2, F::Key)),
            ("# T {form}\nlabel: ( ) alone", (2, F::Choice)),
            ("# T {form}\na\u{202E}b", (2, F::ControlCharacter)),
            ("# T {form}\na\u{1}b", (2, F::ControlCharacter)),
            ("# T {form}\nx\n\n    code", (4, F::Markup)),
            ("# T {form}\na `b`", (2, F::Markup)),
            ("# T {form}\na *b*", (2, F::Markup)),
            ("# T {form}\na <b>b</b>", (2, F::Markup)),
            ("# T {form}\n<script>", (2, F::Markup)),
            ("# T {form}\n[a](http://x)", (2, F::Markup)),
            ("# T {form}\n![a](x)", (2, F::Markup)),
            ("# T {form}\nx\n\n---\n", (4, F::Markup)),
        ] {
            let error = compile(text).map(|page| format!("{page:?}")).unwrap_err();
            assert_eq!((error.line, error.fault), expected, "{text:?}");
        }
        let large = format!("# T {{form}}\n{}", "x".repeat(MOST_BYTES));
        assert_eq!(compile(&large).unwrap_err(), F::TooLarge.at(1));
    }

    /// Where Markdown by itself sees no emphasis, or another.
    #[test]
    fn emphasis_stands_beside_brackets() {
        for (text, html) in [
            ("あ**「い」**う", "あ<strong>「い」</strong>う"),
            (
                "**「い」**か、**「う」**え",
                "<strong>「い」</strong>か、<strong>「う」</strong>え",
            ),
            ("**い**う**え**", "<strong>い</strong>う<strong>え</strong>"),
        ] {
            let page = compile(&format!("# T {{form}}\n{text}\n")).unwrap();
            let Piece::Html(body) = &page.body[0] else {
                panic!("{page:?}");
            };
            assert!(body.contains(&format!("<p>{html}</p>")), "{body}");
        }
    }

    #[test]
    fn what_markdown_writes_otherwise_is_text() {
        let page = compile("# T {form}\n\\<b\\> &lt;i&gt; & \\*\n").unwrap();
        let Piece::Html(html) = &page.body[0] else {
            panic!("{page:?}");
        };
        assert!(
            html.contains("<p>&lt;b&gt; &lt;i&gt; &amp; *</p>"),
            "{html}"
        );
    }
}
