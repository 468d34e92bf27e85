//! What is written into a field of a paper: wiped on drop, without `Debug`.
#![forbid(unsafe_code)]

use zeroize::Zeroizing;

use crate::guidance::sheet::{Value, is_hidden};

/// The longest entry of a paper, in characters.
pub const LONGEST_ENTRY: usize = 200;

/// Why a text was not taken into a field. It does not repeat the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EntryError {
    /// Longer than [`LONGEST_ENTRY`] characters.
    #[error("the entry is longer than {LONGEST_ENTRY} characters")]
    TooLong,
    /// A control character, a line break, or a mark that turns the direction of writing.
    #[error("the entry holds a line break or a character that is not seen")]
    HiddenCharacter,
    /// A name in kana with something else than kana.
    #[error("the entry must be in katakana")]
    NotKana,
    /// An institution's code that is not of 7 or 10 digits.
    #[error("the institution's code must be of 7 or 10 digits")]
    NotACode,
}

/// 性別 as on the card's face.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sex {
    /// 男.
    Male,
    /// 女.
    Female,
}

/// A text, or nothing.
#[derive(Default)]
pub(super) struct Entry(Option<Zeroizing<String>>);

impl Entry {
    /// Takes the text, trimmed; a blank one clears the entry. On an error the entry stays as it
    /// was.
    pub(super) fn set(&mut self, text: &str) -> Result<(), EntryError> {
        let text = text.trim();
        if text.chars().nth(LONGEST_ENTRY).is_some() {
            return Err(EntryError::TooLong);
        }
        if text.chars().any(is_hidden) {
            return Err(EntryError::HiddenCharacter);
        }
        self.0 = (!text.is_empty()).then(|| Zeroizing::new(text.to_owned()));
        Ok(())
    }

    pub(super) fn text(&self) -> Option<&str> {
        self.0.as_ref().map(|text| text.as_str())
    }

    pub(super) fn is_blank(&self) -> bool {
        self.0.is_none()
    }

    pub(super) fn value(&self) -> Value<'_> {
        self.text().map_or(Value::Blank, Value::Text)
    }
}

/// Whether the text is katakana, full or half width, with spaces and the marks of names: people from
/// abroad have ＝ or ゠ between parts of a name, ’ for an elision, and ， or ． after an initial.
pub(super) fn is_kana(text: &str) -> bool {
    text.chars().all(|character| {
        matches!(character,
            'ァ'..='ヺ' | '・'..='ヾ' | '\u{FF65}'..='\u{FF9F}' | ' ' | '\u{3000}' | '-' | '－' | '‐' | '=' | '＝' | '゠' | '\'' | '’' | '＇' | ',' | '，' | '、'
            | '.' | '．')
    })
}

/// A sex, or nothing, wiped on drop.
#[derive(Default)]
pub(super) struct SexEntry(Zeroizing<u8>);

impl SexEntry {
    pub(super) fn set(&mut self, sex: Option<Sex>) {
        *self.0 = match sex {
            None => 0,
            Some(Sex::Male) => 1,
            Some(Sex::Female) => 2,
        };
    }

    pub(super) fn sex(&self) -> Option<Sex> {
        match *self.0 {
            1 => Some(Sex::Male),
            2 => Some(Sex::Female),
            _ => None,
        }
    }
}

pub(super) const fn ticked(ticked: bool) -> Value<'static> {
    if ticked { Value::Ticked } else { Value::Blank }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_is_trimmed_capped_and_keeps_what_it_had_on_an_error() {
        let mut entry = Entry::default();
        entry.set("  見本　花子 ").unwrap();
        assert_eq!(entry.text(), Some("見本　花子"));
        assert_eq!(entry.set("a\nb"), Err(EntryError::HiddenCharacter));
        assert_eq!(entry.set("a\u{202E}b"), Err(EntryError::HiddenCharacter));
        assert_eq!(entry.set(&"字".repeat(201)), Err(EntryError::TooLong));
        assert_eq!(entry.text(), Some("見本　花子"));
        entry.set(&"字".repeat(200)).unwrap();
        // Outside JIS X 0208: beyond 16 bits, and with a selector of the form of the character.
        for name in ["𠮷野　葛\u{E0100}子", "辻\u{FE00}", "髙﨑　𩸽"] {
            entry.set(name).unwrap();
            assert_eq!(entry.text(), Some(name));
        }
        entry.set(" \u{3000}").unwrap();
        assert!(entry.is_blank());
    }

    /// What holds a person's entries is wiped on drop; a new field without it does not compile.
    #[test]
    fn entries_are_of_types_that_are_wiped() {
        fn wiped<T: zeroize::ZeroizeOnDrop>(_: &T) {}
        let mut entry = Entry::default();
        entry.set("x").unwrap();
        let Entry(Some(text)) = &entry else { panic!() };
        wiped(text);
        let SexEntry(sex) = SexEntry::default();
        wiped(&sex);
    }

    #[test]
    fn kana_is_katakana_of_either_width() {
        for good in [
            "ミホン　ハナコ",
            "ﾐﾎﾝ ﾊﾅｺﾞ",
            "ジョー・スミス",
            "ヴァン ダー",
            "ジャン＝ポール",
            "ジャン゠ポール",
            "オ’ブライエン",
            "オ'ブライエン",
            "キング， ジェイ．",
            "ｷﾝｸﾞ, ｼﾞｪｲ.",
        ] {
            assert!(is_kana(good), "{good}");
        }
        for bad in [
            "見本",
            "みほん",
            "MIHON",
            "ミホン1",
            "ミホン<",
            "ミホン;",
            "ミホン\u{202E}",
        ] {
            assert!(!is_kana(bad), "{bad}");
        }
    }
}
