//! Texts in TOML from outside: how deep they nest is looked at before anything is built from them.
//!
//! `toml` 1.2.1 bounds how deep brackets lie in each other and how many parts a dotted key has, each
//! by 80, but not both together: a text of 13 kB with dotted keys in inline tables makes 6,000
//! tables, one in the other, and ends a thread of 2 MiB of stack (tried). The files of this library
//! nest four deep.
#![forbid(unsafe_code)]
#![cfg_attr(
    test,
    allow(clippy::as_conversions, clippy::unreachable, clippy::string_slice)
)]

use serde::de::DeserializeOwned;
use toml_parser::Source;
use toml_parser::lexer::TokenKind;

/// How many tables and arrays may lie in each other within a value, and how many parts a table's
/// name may have.
const MAX_DEPTH: usize = 8;

/// Where the lines of a text end, found once.
#[derive(Debug)]
pub struct Lines(Vec<usize>);

impl Lines {
    /// Of this text.
    pub fn new(text: &str) -> Self {
        Self(text.match_indices('\n').map(|(at, _)| at).collect())
    }

    /// The line on which an offset lies, counted from 1.
    pub fn of(&self, offset: usize) -> usize {
        self.0.partition_point(|end| *end < offset) + 1
    }
}

/// Reads a text.
///
/// # Errors
///
/// What is not TOML, nests too deeply, or is not of the form of `T`, is refused with its line.
pub fn read<T: DeserializeOwned>(text: &str) -> Result<T, usize> {
    let line = |offset| Lines::new(text).of(offset);
    if let Some(offset) = too_deep(text) {
        return Err(line(offset));
    }
    toml::from_str(text).map_err(|error| {
        // Only a key of too many parts has no place, and that one was found before.
        line(error.span().map_or(0, |span| span.start))
    })
}

/// Where a text nests too deeply. An upper bound for what a parser makes of it: brackets that are
/// open, and full stops before a value, none of which is forgotten before it is certainly over. In
/// what is no TOML it may find more than there is.
fn too_deep(text: &str) -> Option<usize> {
    // For each bracket that is open what closes it, and the full stops met in it since the last
    // comma.
    let mut open: Vec<(TokenKind, usize)> = Vec::new();
    // The full stops outside of all brackets, on this line.
    let mut outside = 0_usize;
    // All full stops that count.
    let mut stops = 0_usize;
    for token in Source::new(text).lex() {
        let here = open.last_mut().map_or(&mut outside, |(_, here)| here);
        match token.kind() {
            TokenKind::Dot => {
                *here += 1;
                stops += 1;
            }
            TokenKind::Comma => {
                stops -= *here;
                *here = 0;
            }
            TokenKind::Newline if open.is_empty() => (stops, outside) = (0, 0),
            TokenKind::LeftSquareBracket => open.push((TokenKind::RightSquareBracket, 0)),
            TokenKind::LeftCurlyBracket => open.push((TokenKind::RightCurlyBracket, 0)),
            close => {
                if let Some((_, here)) = open.pop_if(|(wanted, _)| *wanted == close) {
                    stops -= here;
                }
            }
        }
        if open.len() + stops > MAX_DEPTH {
            return Some(token.span().start());
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Refused here, at this line; otherwise taken or refused by the parser.
    fn line(text: &str) -> Option<usize> {
        too_deep(text).map(|at| Lines::new(text).of(at))
    }

    #[test]
    fn what_nests_no_deeper_than_a_file_of_ours_is_let_through() {
        let stops = "x = 1.5\n".repeat(if cfg!(miri) { 40 } else { 1000 });
        for text in [
            "",
            "a = 1\n[b.c.\"d.e.f.g.h.i.j.k.l\"]\nx = { y = [ { z = 1 } ] }\n",
            "a.b.c.d = { e.f = { g = 1 } }\n",
            // Full stops in strings, in comments, and beside each other.
            "a = \"..............\" # ..............\nb = '..............'\n",
            "a = \"\"\"\n.........[[[[[[[[[\n\"\"\"\nb = '''{{{{{{{{{{{'''\n",
            "a = [1.5, 1.5, 1.5, 1.5, 1.5, 1.5, 1.5, 1.5, 1.5, 1.5, 1.5]\n",
            "a = [\n{ b.c = 1.5 },\n{ b.c = 1.5 },\n{ b.c = 1.5 },\n{ b.c = 1.5 },\n]\n",
            &stops,
            // Not TOML, and not deep.
            "]]]]]]]]]]]]]]]]",
            "}}}}}}}}}}}}}}}}",
            "[\n]\n[\n]\n[\n]\n[\n]\n[\n]\n[\n]\n[\n]\n[\n]\n[\n]\n[\n]\n",
        ] {
            assert_eq!(line(text), None, "{text}");
        }
    }

    #[test]
    fn what_nests_too_deeply_is_found_at_its_line() {
        let nine = |piece: &str| piece.repeat(9);
        for text in [
            nine("["),
            nine("{"),
            nine("{a="),
            nine("a."),
            format!("[{}", nine("a.")),
            format!("x = [1, 2, {}", nine("[")),
            // Both together.
            format!("x = {}", "{a.b.c=".repeat(3)),
            format!("x = {}", "{a={},b.c.d=".repeat(3)),
            format!("a.b.c.d.e = {}", "{a=".repeat(5)),
            // What closes nothing, and what a parser may pass over.
            nine("{]"),
            nine("[}"),
            format!("x = {}", "{a.b.c=\n".repeat(3)),
        ] {
            let text = format!("# a\n\n\n{text}");
            let found = line(&text).unwrap();
            let lines = text.matches('\n').count() + 1;
            assert!((4..=lines).contains(&found), "{found} {text}");
        }
    }

    /// The worst of both bounds of the parser, and long ones of each, on a small stack.
    #[test]
    #[cfg_attr(miri, ignore = "texts of a megabyte")]
    fn a_deep_text_does_not_use_up_the_stack() {
        let dotted = "a.".repeat(79);
        let texts = [
            format!("x = {}", format!("{{{dotted}a=").repeat(79)),
            format!(
                "x = {}1{}",
                format!("{{{dotted}a=").repeat(79),
                "}".repeat(79)
            ),
            format!("x = {}", "{a.a.a.a=".repeat(100_000)),
            format!("x = {}", "[".repeat(1_000_000)),
            format!("{}a = 1", "a.".repeat(500_000)),
            format!("[{}a]", "a.".repeat(500_000)),
        ];
        // As deep as is let through: a name of eight parts, and a value of eight tables.
        let deepest = format!(
            "[{}a]\nx = {}1{}\n",
            "a.".repeat(7),
            "{a=".repeat(8),
            "}".repeat(8)
        );
        let read = move || {
            assert!(read::<toml::Table>(&deepest).is_ok());
            texts.map(|text| read::<toml::Table>(&text).is_err())
        };
        let thread = std::thread::Builder::new().stack_size(512 * 1024);
        assert_eq!(thread.spawn(read).unwrap().join().unwrap(), [true; 6]);
    }
}
