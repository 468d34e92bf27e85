//! Languages, open to more than are built in.
#![forbid(unsafe_code)]

use core::fmt;
use core::str::FromStr;

/// A language by its tag (BCP 47), up to eight characters: `ja`, `en`, `zh-Hans`, `pt-BR`.
///
/// Japanese and English are built in and complete; others come as data.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Language([u8; 8]);

impl Language {
    /// Japanese.
    pub const JA: Self = Self(*b"ja\0\0\0\0\0\0");
    /// English.
    pub const EN: Self = Self(*b"en\0\0\0\0\0\0");

    /// The language without script or region: `ja-JP` gives `ja`.
    #[must_use]
    pub fn base(self) -> Self {
        let mut tag = [0; 8];
        for (to, from) in tag
            .iter_mut()
            .zip(self.0.iter().take_while(|b| **b != b'-'))
        {
            *to = *from;
        }
        Self(tag)
    }

    /// The tag.
    pub fn tag(&self) -> &str {
        let length = self.0.iter().position(|&b| b == 0).unwrap_or(self.0.len());
        self.0
            .get(..length)
            .and_then(|bytes| core::str::from_utf8(bytes).ok())
            .unwrap_or("und")
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.tag())
    }
}

impl fmt::Debug for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.tag())
    }
}

/// A text that is no language tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "a language is given by its tag of two to eight letters, digits and hyphens, such as ja or zh-Hans"
)]
pub struct NoSuchLanguage;

impl FromStr for Language {
    type Err = NoSuchLanguage;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let shaped = (2..=8).contains(&text.len())
            && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
            && text.bytes().take(2).all(|b| b.is_ascii_lowercase())
            && !text.ends_with('-');
        if !shaped {
            return Err(NoSuchLanguage);
        }
        let mut tag = [0; 8];
        for (to, from) in tag.iter_mut().zip(text.bytes()) {
            *to = from;
        }
        Ok(Self(tag))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_read_as_written() {
        for tag in ["ja", "en", "zh-Hans", "pt-BR", "vi", "ko"] {
            assert_eq!(tag.parse::<Language>().unwrap().tag(), tag);
        }
        assert_eq!("ja".parse(), Ok(Language::JA));
        assert_eq!("en-US".parse::<Language>().unwrap().base(), Language::EN);
        assert_eq!(Language::JA.base(), Language::JA);
        for bad in ["", "j", "JA", "ja_JP", "toolongtag", "ja-", "日本"] {
            assert_eq!(bad.parse::<Language>(), Err(NoSuchLanguage), "{bad}");
        }
    }
}
