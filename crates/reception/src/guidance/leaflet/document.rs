//! The small document language of leaflets and papers: a strict part of Markdown, with the
//! ruby notation of 青空文庫 and with fields that are written in by a program or by a pen.
//!
//! ```text
//! # Title {patient}              {patient} | {staff} | {form}: for whom the paper is
//! ## Heading {note}              a section; {note}, {counter} or nothing
//! 1. a step                      steps count on through a section
//! - a point
//! - [ ] a box to tick{key}       ticked when the program says so
//! - [ ] a box: ____{key}         with room to write
//! | term | what it means |
//! > words to say
//! label: ____{key}               a field; blank when the program knows nothing for it
//! label: ( ) one{key} ( ) two    a choice
//! anything else                  a paragraph
//!
//! inline: **strong**, ｜漢字《かんじ》
//! ```
//!
//! A document is checked whole before it is used, and refused with the line and the reason.
#![forbid(unsafe_code)]

use core::fmt;

/// The largest document, and the largest set of words, that is read. The longest of our own has a
/// tenth of it.
pub(super) const MOST_BYTES: usize = 64 * 1024;
/// The longest key of a field.
const MOST_KEY_BYTES: usize = 40;

/// Why a leaflet's or a paper's text was refused, and at which line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {fault}")]
pub struct DocumentError {
    /// The line, counted from 1.
    pub line: usize,
    /// What is wrong there.
    pub fault: DocumentFault,
}

/// What is wrong with a leaflet's or a paper's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum DocumentFault {
    /// It is larger than is read.
    TooLarge,
    /// A control character, or a character that turns the direction of writing.
    ControlCharacter,
    /// The first line is not `# Title {patient}`, `{staff}` or `{form}`.
    NoTitle,
    /// A heading is of no known kind, empty, or a second title.
    Heading,
    /// A section, or the document, says nothing.
    Empty,
    /// A step's number does not follow the one before.
    StepNumber,
    /// A table's row has not exactly two cells.
    Row,
    /// A ruby is not `｜base《reading》`.
    Ruby,
    /// `**` without its partner.
    Strong,
    /// A key is not lower-case letters, digits, `.`, `-`, or it is not closed.
    Key,
    /// A choice has fewer than two options.
    Choice,
}

impl fmt::Display for DocumentFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::TooLarge => "the text is larger than 64 KiB",
            Self::ControlCharacter => "a control character stands in the text",
            Self::NoTitle => "the title must say for whom the paper is",
            Self::Heading => "the heading is empty, of an unknown kind, or a second title",
            Self::Empty => "nothing is said here",
            Self::StepNumber => "the step's number does not follow the one before",
            Self::Row => "a row must have exactly two cells",
            Self::Ruby => "a ruby must be written ｜base《reading》",
            Self::Strong => "the emphasis is not closed",
            Self::Key => "the key of a field is malformed",
            Self::Choice => "a choice needs at least two options",
        })
    }
}

/// For whom a paper is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Audience {
    /// Handed to a patient (患者さんへ).
    Patient,
    /// For the staff (職員用).
    Staff,
    /// A form that is filled in (記録用紙).
    Form,
}

/// One piece of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Span {
    Text(String),
    Ruby { base: String, reading: String },
    StrongOpens,
    StrongCloses,
}

/// A line's pieces, emphasis balanced.
pub(crate) type Line = Vec<Span>;

/// The name of a value that a program may know.
pub(crate) type Key = Option<String>;

/// A box or an option: its words, the key that ticks it, and for boxes whether there is room to
/// write, with the key that fills it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Tick {
    pub(crate) words: Line,
    pub(crate) key: Key,
    pub(crate) room: Option<Key>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Block {
    Paragraph(Line),
    Steps { first: usize, items: Vec<Line> },
    Points(Vec<Line>),
    Ticks(Vec<Tick>),
    Rows(Vec<(Line, Line)>),
    Say(Line),
    Fields(Vec<(Line, Key)>),
    Choice { label: Line, options: Vec<Tick> },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Plain,
    Note,
    Counter,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Section {
    pub(crate) heading: Line,
    pub(crate) kind: Kind,
    pub(crate) blocks: Vec<Block>,
}

/// A leaflet or a paper as read from its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Document {
    pub(crate) audience: Audience,
    pub(crate) title: Line,
    pub(crate) lead: Vec<Block>,
    pub(crate) sections: Vec<Section>,
}

impl Document {
    /// Reads and checks the whole text.
    pub(crate) fn parse(text: &str) -> Result<Self, DocumentError> {
        if text.len() > MOST_BYTES {
            return Err(DocumentFault::TooLarge.at(1));
        }
        let mut lines = text
            .lines()
            .enumerate()
            .map(|(index, line)| (index.saturating_add(1), line.trim_end()));
        let (_, first) = lines.next().ok_or(DocumentFault::NoTitle.at(1))?;
        let (title, audience) = title(first).map_err(|fault| fault.at(1))?;
        let mut document = Self {
            audience,
            title,
            lead: Vec::new(),
            sections: Vec::new(),
        };
        // Steps are numbered through a section, even where a table stands between two of them.
        let mut next_step = 1_usize;
        let mut heading_line = 1;
        for (number, line) in lines {
            let at = |fault: DocumentFault| fault.at(number);
            if line.is_empty() {
                continue;
            }
            if line.starts_with('#') {
                document.last_says_something(heading_line)?;
                let (heading, kind) = heading(line).map_err(at)?;
                next_step = 1;
                heading_line = number;
                document.sections.push(Section {
                    heading,
                    kind,
                    blocks: Vec::new(),
                });
                continue;
            }
            let block = block(line, &mut next_step).map_err(at)?;
            let blocks = match document.sections.last_mut() {
                Some(section) => &mut section.blocks,
                None => &mut document.lead,
            };
            append(blocks, block);
        }
        document.last_says_something(heading_line)?;
        Ok(document)
    }

    fn last_says_something(&self, line: usize) -> Result<(), DocumentError> {
        let empty = match self.sections.last() {
            Some(section) => section.blocks.is_empty(),
            None => self.lead.is_empty(),
        };
        if empty {
            Err(DocumentFault::Empty.at(line))
        } else {
            Ok(())
        }
    }

    /// Every key that a program may answer.
    pub(crate) fn keys(&self) -> Vec<String> {
        let mut keys = Vec::new();
        let sections = self.sections.iter().map(|section| &section.blocks);
        for block in std::iter::once(&self.lead).chain(sections).flatten() {
            match block {
                Block::Fields(fields) => {
                    keys.extend(fields.iter().filter_map(|(_, key)| key.clone()));
                }
                Block::Ticks(ticks) | Block::Choice { options: ticks, .. } => {
                    keys.extend(ticks.iter().filter_map(|tick| tick.key.clone()));
                    keys.extend(ticks.iter().filter_map(|tick| tick.room.clone().flatten()));
                }
                _ => {}
            }
        }
        keys
    }
}

impl DocumentFault {
    pub(crate) const fn at(self, line: usize) -> DocumentError {
        DocumentError { line, fault: self }
    }
}

/// The words without readings and emphasis.
pub(crate) fn plain(line: &[Span]) -> String {
    line.iter()
        .filter_map(|span| match span {
            Span::Text(text) | Span::Ruby { base: text, .. } => Some(text.as_str()),
            Span::StrongOpens | Span::StrongCloses => None,
        })
        .collect()
}

fn title(line: &str) -> Result<(Line, Audience), DocumentFault> {
    let rest = line.strip_prefix("# ").ok_or(DocumentFault::NoTitle)?;
    let (words, key) = split_key(rest)?;
    let audience = match key.as_deref() {
        Some("patient") => Audience::Patient,
        Some("staff") => Audience::Staff,
        Some("form") => Audience::Form,
        _ => return Err(DocumentFault::NoTitle),
    };
    let title = inline(words)?;
    if title.is_empty() {
        return Err(DocumentFault::NoTitle);
    }
    Ok((title, audience))
}

fn heading(line: &str) -> Result<(Line, Kind), DocumentFault> {
    let rest = line.strip_prefix("## ").ok_or(DocumentFault::Heading)?;
    let (words, key) = split_key(rest)?;
    let kind = match key.as_deref() {
        None => Kind::Plain,
        Some("note") => Kind::Note,
        Some("counter") => Kind::Counter,
        Some(_) => return Err(DocumentFault::Heading),
    };
    let heading = inline(words)?;
    if heading.is_empty() {
        return Err(DocumentFault::Heading);
    }
    Ok((heading, kind))
}

fn block(line: &str, next_step: &mut usize) -> Result<Block, DocumentFault> {
    if let Some(rest) = line.strip_prefix("- [ ] ") {
        return Ok(Block::Ticks(vec![tick(rest)?]));
    }
    if let Some(rest) = line.strip_prefix("- ") {
        return Ok(Block::Points(vec![said(rest)?]));
    }
    if let Some(rest) = line.strip_prefix("> ") {
        return Ok(Block::Say(said(rest)?));
    }
    if let Some(rest) = line.strip_prefix('|') {
        let cells = rest.strip_suffix('|').ok_or(DocumentFault::Row)?;
        let (term, text) = cells.split_once('|').ok_or(DocumentFault::Row)?;
        if text.contains('|') {
            return Err(DocumentFault::Row);
        }
        return Ok(Block::Rows(vec![(said(term)?, said(text)?)]));
    }
    if let Some((number, rest)) = line.split_once(". ")
        && !number.is_empty()
        && number.bytes().all(|byte| byte.is_ascii_digit())
    {
        // A number of any length is a step's; one that no step can have follows none.
        let number = number.parse().map_err(|_| DocumentFault::StepNumber)?;
        if number != *next_step {
            return Err(DocumentFault::StepNumber);
        }
        *next_step = next_step.saturating_add(1);
        return Ok(Block::Steps {
            first: number,
            items: vec![said(rest)?],
        });
    }
    if let Some((label, rest)) = line.split_once(": ____") {
        return Ok(Block::Fields(vec![(said(label)?, only_key(rest)?)]));
    }
    if let Some((label, options)) = line.split_once(": ( ) ") {
        let options = options
            .split(" ( ) ")
            .map(tick)
            .collect::<Result<Vec<_>, _>>()?;
        if options.len() < 2 {
            return Err(DocumentFault::Choice);
        }
        return Ok(Block::Choice {
            label: said(label)?,
            options,
        });
    }
    Ok(Block::Paragraph(said(line)?))
}

/// Adds a block, into the one before where both are items of one list.
fn append(blocks: &mut Vec<Block>, block: Block) {
    match (blocks.last_mut(), block) {
        (Some(Block::Steps { items, .. }), Block::Steps { items: more, .. })
        | (Some(Block::Points(items)), Block::Points(more)) => items.extend(more),
        (Some(Block::Ticks(items)), Block::Ticks(more)) => items.extend(more),
        (Some(Block::Rows(items)), Block::Rows(more)) => items.extend(more),
        (Some(Block::Fields(items)), Block::Fields(more)) => items.extend(more),
        (_, block) => blocks.push(block),
    }
}

fn tick(text: &str) -> Result<Tick, DocumentFault> {
    let (text, room) = match text.split_once(": ____") {
        Some((text, rest)) => (text, Some(only_key(rest)?)),
        None => (text, None),
    };
    let (words, key) = split_key(text)?;
    Ok(Tick {
        words: said(words)?,
        key,
        room,
    })
}

/// A line that says something.
fn said(text: &str) -> Result<Line, DocumentFault> {
    let line = inline(text.trim())?;
    if plain(&line).trim().is_empty() {
        Err(DocumentFault::Empty)
    } else {
        Ok(line)
    }
}

fn only_key(text: &str) -> Result<Key, DocumentFault> {
    match split_key(text)? {
        ("", key) => Ok(key),
        _ => Err(DocumentFault::Key),
    }
}

/// Splits `words{key}`.
fn split_key(text: &str) -> Result<(&str, Key), DocumentFault> {
    let Some(open) = text.strip_suffix('}') else {
        return if text.contains(['{', '}']) {
            Err(DocumentFault::Key)
        } else {
            Ok((text.trim(), None))
        };
    };
    let (words, key) = open.rsplit_once('{').ok_or(DocumentFault::Key)?;
    let formed = !key.is_empty()
        && key.len() <= MOST_KEY_BYTES
        && key
            .bytes()
            .all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'.' | b'-'))
        && !words.contains(['{', '}']);
    if formed {
        Ok((words.trim(), Some(key.to_owned())))
    } else {
        Err(DocumentFault::Key)
    }
}

/// Whether a character may not stand in a text: controls, and those that turn the direction of
/// writing, by which a line could read otherwise than it is.
pub(crate) fn is_hidden(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2028}' | '\u{2029}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}

/// Ruby and emphasis.
pub(crate) fn inline(text: &str) -> Result<Line, DocumentFault> {
    if text.chars().any(is_hidden) {
        return Err(DocumentFault::ControlCharacter);
    }
    let mut line = Vec::new();
    let mut strong = false;
    for (index, part) in text.split("**").enumerate() {
        if index > 0 {
            line.push(if strong {
                Span::StrongCloses
            } else {
                Span::StrongOpens
            });
            strong = !strong;
        }
        ruby(part, &mut line)?;
    }
    if strong {
        return Err(DocumentFault::Strong);
    }
    Ok(line)
}

fn ruby(text: &str, line: &mut Line) -> Result<(), DocumentFault> {
    let mut parts = text.split('｜');
    let before = parts.next().unwrap_or_default();
    words(before, line)?;
    for part in parts {
        let (base, rest) = part.split_once('《').ok_or(DocumentFault::Ruby)?;
        let (reading, after) = rest.split_once('》').ok_or(DocumentFault::Ruby)?;
        if base.is_empty() || reading.is_empty() || reading.contains('《') || base.contains('》')
        {
            return Err(DocumentFault::Ruby);
        }
        line.push(Span::Ruby {
            base: base.to_owned(),
            reading: reading.to_owned(),
        });
        words(after, line)?;
    }
    Ok(())
}

fn words(text: &str, line: &mut Line) -> Result<(), DocumentFault> {
    if text.contains(['《', '》']) {
        return Err(DocumentFault::Ruby);
    }
    if !text.is_empty() {
        line.push(Span::Text(text.to_owned()));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(text: &str) -> (usize, DocumentFault) {
        let error = Document::parse(text).unwrap_err();
        (error.line, error.fault)
    }

    #[test]
    fn a_document_is_read_block_by_block() {
        let document = Document::parse(
            "# ｜題《だい》 {form}\nlead\n## One {note}\n1. first\n| a | b |\n2. second\n3. third\n\
             - [ ] box{k}: ____{k.text}\nlabel: ____\nsex: ( ) m{sex.m} ( ) f{sex.f}\n> say **it**\n",
        )
        .unwrap();
        assert_eq!(document.audience, Audience::Form);
        assert_eq!(plain(&document.title), "題");
        assert_eq!(document.keys(), ["k", "k.text", "sex.m", "sex.f"]);
        let blocks = &document.sections[0].blocks;
        assert!(matches!(&blocks[0], Block::Steps { first: 1, items } if items.len() == 1));
        assert!(matches!(&blocks[2], Block::Steps { first: 2, items } if items.len() == 2));
        assert!(
            matches!(&blocks[3], Block::Ticks(ticks) if ticks[0].room == Some(Some("k.text".into())))
        );
        assert_eq!(document.sections[0].kind, Kind::Note);
    }

    #[test]
    fn a_step_has_no_sign() {
        let document = Document::parse("# T {form}\n+1. a\n1. b\n").unwrap();
        assert!(matches!(document.lead[0], Block::Paragraph(_)));
        assert!(matches!(document.lead[1], Block::Steps { first: 1, .. }));
    }

    #[test]
    fn a_bad_document_is_refused_with_the_line_and_the_reason() {
        use DocumentFault as F;
        for (text, expected) in [
            ("", (1, F::NoTitle)),
            ("# Title\nx", (1, F::NoTitle)),
            ("# Title {nobody}\nx", (1, F::NoTitle)),
            ("# T {form}\n", (1, F::Empty)),
            ("# T {form}\nx\n## H\n## I\nx", (3, F::Empty)),
            ("# T {form}\nx\n# U {form}\nx", (3, F::Heading)),
            ("# T {form}\nx\n## H {shout}\nx", (3, F::Heading)),
            ("# T {form}\n1. a\n3. b", (3, F::StepNumber)),
            ("# T {form}\n18446744073709551617. a", (2, F::StepNumber)),
            ("# T {form}\n| a |", (2, F::Row)),
            ("# T {form}\n| a | b | c |", (2, F::Row)),
            ("# T {form}\n｜漢字", (2, F::Ruby)),
            ("# T {form}\n漢字《かんじ》", (2, F::Ruby)),
            ("# T {form}\n｜《かんじ》", (2, F::Ruby)),
            ("# T {form}\na **b", (2, F::Strong)),
            ("# T {form}\nlabel: ____{BAD}", (2, F::Key)),
            ("# T {form}\nlabel: ____ more", (2, F::Key)),
            ("# T {form}\nlabel: ( ) alone", (2, F::Choice)),
            ("# T {form}\na\u{202E}b", (2, F::ControlCharacter)),
            ("# T {form}\na\u{7}b", (2, F::ControlCharacter)),
        ] {
            assert_eq!(fault(text), expected, "{text:?}");
        }
        let large = format!("# T {{form}}\n{}", "x".repeat(MOST_BYTES));
        assert_eq!(fault(&large), (1, F::TooLarge));
    }
}
