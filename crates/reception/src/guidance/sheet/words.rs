//! Words as HTML: escaped, with readings as ruby.
#![forbid(unsafe_code)]

use super::PageFault;

/// Where strong words begin or end, in words that come from Markdown. It may not stand in a text.
pub(super) const STRONG: char = '\u{1}';

/// Whether a character may not stand in a text: controls, and those that turn the direction of
/// writing, by which a line could read otherwise than it is.
pub(crate) fn is_hidden(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2028}' | '\u{2029}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}

/// Writes text so that it is text, in content and in a quoted attribute alike. Characters that
/// are not seen (controls, marks that turn the direction) become a space.
pub(super) fn escape(text: &str, out: &mut String) {
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            hidden if is_hidden(hidden) => out.push(' '),
            other => out.push(other),
        }
    }
}

/// Writes words with the readings of 青空文庫, ｜漢字《かんじ》, and with marks of strong words.
pub(crate) fn write_words(words: &str, out: &mut String) -> Result<(), PageFault> {
    let mut strong = false;
    for (index, part) in words.split(STRONG).enumerate() {
        if index > 0 {
            strong = !strong;
            out.push_str(if strong { "<strong>" } else { "</strong>" });
        }
        write_ruby(part, out)?;
    }
    if strong {
        return Err(PageFault::Strong);
    }
    Ok(())
}

fn write_ruby(text: &str, out: &mut String) -> Result<(), PageFault> {
    let mut parts = text.split('｜');
    plain(parts.next().unwrap_or_default(), out)?;
    for part in parts {
        let (base, rest) = part.split_once('《').ok_or(PageFault::Ruby)?;
        let (reading, after) = rest.split_once('》').ok_or(PageFault::Ruby)?;
        if base.is_empty() || reading.is_empty() || reading.contains('《') || base.contains('》')
        {
            return Err(PageFault::Ruby);
        }
        out.push_str("<ruby>");
        escape(base, out);
        out.push_str("<rp>（</rp><rt>");
        escape(reading, out);
        out.push_str("</rt><rp>）</rp></ruby>");
        plain(after, out)?;
    }
    Ok(())
}

fn plain(text: &str, out: &mut String) -> Result<(), PageFault> {
    if text.contains(['《', '》']) {
        return Err(PageFault::Ruby);
    }
    escape(text, out);
    Ok(())
}

/// Whether words of the frame can be written.
pub(crate) fn is_sound(words: &str) -> bool {
    !words.chars().any(is_hidden) && write_words(words, &mut String::new()).is_ok()
}

/// The words without readings and emphasis.
#[cfg(feature = "serde")]
pub(super) fn without_readings(words: &str) -> String {
    let mut out = String::new();
    let mut reading = false;
    for character in words.chars() {
        match character {
            '《' => reading = true,
            '》' => reading = false,
            '｜' | STRONG => {}
            other if !reading => out.push(other),
            _ => {}
        }
    }
    out
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

    #[test]
    fn readings_stand_over_their_words() {
        let mut out = String::new();
        write_words("a｜漢《か<》\u{1}b\u{1}", &mut out).unwrap();
        assert_eq!(
            out,
            "a<ruby>漢<rp>（</rp><rt>か&lt;</rt><rp>）</rp></ruby><strong>b</strong>"
        );
        for bad in [
            "｜漢字",
            "漢字《かんじ》",
            "｜《かんじ》",
            "a｜b《c",
            "\u{1}a",
        ] {
            assert!(write_words(bad, &mut String::new()).is_err(), "{bad}");
        }
    }
}
