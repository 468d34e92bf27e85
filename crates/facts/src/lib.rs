//! Plain facts that every floor of the house speaks of: what kind of chip it is, which key is
//! meant, how many tries are left; and days and eras in Japan ([`calendar`]). No I/O, no card types,
//! no words for people.
//!
//! The vocabularies here are closed enums: whoever judges by one has to treat each value.
#![forbid(unsafe_code)]
#![cfg_attr(
    test,
    allow(clippy::as_conversions, clippy::unreachable, clippy::string_slice)
)]

pub mod calendar;

use core::fmt;

/// What kind of chip answered, by the label of its token information (JPKI EF 0006).
///
/// Labels \[C\]: `JPKIAPICCTOKEN2`, `JPKIAPICCTOKEN`, `JPKIAPGPSETOKEN`; `JPKIAPIOSTOKEN` \[1\].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
pub enum TokenKind {
    /// A My Number card (マイナンバーカード).
    Card,
    /// An Android phone's スマホ用電子証明書 (GP-SE).
    Android,
    /// An iPhone's certificate.
    Iphone,
    /// The predecessor, 住民基本台帳カード. No health insurance use.
    JukiCard,
    /// A JPKI application answered, with a label that is none of the known ones.
    Unknown,
}

impl TokenKind {
    /// Whether it is a phone in place of the card.
    pub const fn is_phone(self) -> bool {
        matches!(self, Self::Android | Self::Iphone)
    }
}

/// A key, PIN or code on the chip, by its role.
///
/// The Japanese names are those of the municipal offices and of the manuals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
pub enum Key {
    /// 利用者証明用電子証明書暗証番号: four digits, three tries. What a patient enters at the counter.
    AuthenticationPin,
    /// 署名用電子証明書暗証番号: 6 to 16 letters and digits, five tries.
    SignaturePassword,
    /// 券面事項入力補助用暗証番号: four digits, three tries.
    TextPin,
    /// 照合番号B of 券面事項確認AP: 14 digits, ten tries. Opens the face record.
    CodeB,
    /// 照合番号B of 券面入力補助AP: the same digits, a counter of its own.
    TextCodeB,
    /// 生年月日 key of 券面事項確認AP: six digits, ten tries. Opens the age record.
    BirthDate,
    /// 照合番号A (the 個人番号 itself). Never used by the reception.
    CodeA,
}

impl Key {
    /// How many tries the key has when its counter is full. Every key of the card counts, so a
    /// greater number left is not the card's word.
    ///
    /// 3 for the PINs and 5 for the signature password \[C\] OpenSC jpki.h, jpki/myna and others; 10
    /// for the printed codes \[1\], self-checked by a tool that is used on real cards, code B \[D\]
    /// too: docs/facts/card.md §6.
    pub const fn most_tries(self) -> u8 {
        match self {
            Self::AuthenticationPin | Self::TextPin => 3,
            Self::SignaturePassword => 5,
            Self::CodeB | Self::TextCodeB | Self::BirthDate | Self::CodeA => 10,
        }
    }
}

/// The key's name in an English sentence.
impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::AuthenticationPin => "the authentication PIN",
            Self::SignaturePassword => "the signature password",
            Self::TextPin => "the text PIN",
            Self::CodeB => "code B",
            Self::TextCodeB => "code B of the text application",
            Self::BirthDate => "the birth date key",
            Self::CodeA => "code A",
        })
    }
}

/// How many readings of the printed digits must agree before 照合番号B is presented, where nobody
/// says otherwise.
pub const CODE_B_AGREEING: u8 = 2;

/// How many of the ten tries of 照合番号B are kept, where nobody says otherwise: a misread digit costs
/// one, and a blocked code takes the patient to the municipal office.
pub const CODE_B_TRIES_KEPT: u8 = 5;

/// How many tries a key has left, as far as the card has said so.
///
/// Only `63Cx` up to the key's greatest number, `63C0`, `6983` and `6984` tell; everything else is
/// [`Tries::Unknown`]: `6300` too, which a key that does not count would answer, for every key of
/// this card counts, and readers are reported to answer so by themselves (nfc-pcsc#37,
/// acsccid#30).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
pub enum Tries {
    /// So many tries are left; at least one.
    Left(u8),
    /// None is left: blocked until the municipal counter resets it.
    Blocked,
    /// The card has not said.
    Unknown,
}

impl Tries {
    /// What is left by a number that came from outside: 0 is blocked, and a number above `most` is
    /// nobody's word on a counter that cannot have it.
    pub const fn counted(left: u8, most: u8) -> Self {
        match left {
            0 => Self::Blocked,
            left if left <= most => Self::Left(left),
            _ => Self::Unknown,
        }
    }

    /// The same, as far as this key can have it: see [`Key::most_tries`].
    #[must_use]
    pub const fn of(self, key: Key) -> Self {
        match self {
            Self::Left(left) => Self::counted(left, key.most_tries()),
            Self::Blocked | Self::Unknown => self,
        }
    }

    /// The number left, where the card has said so; 0 when blocked.
    pub const fn count(self) -> Option<u8> {
        match self {
            Self::Left(n) => Some(n),
            Self::Blocked => Some(0),
            Self::Unknown => None,
        }
    }

    /// Whether the card said that no try is left.
    pub const fn is_blocked(self) -> bool {
        matches!(self, Self::Blocked | Self::Left(0))
    }

    /// Whether it is known that more than `floor` tries are left, so that one may be spent
    /// without touching the last ones. Unknown is never above a floor.
    pub const fn is_above(self, floor: u8) -> bool {
        match self {
            Self::Left(n) => n > floor,
            Self::Blocked | Self::Unknown => false,
        }
    }
}

impl fmt::Display for Tries {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Left(n) => write!(f, "{n}"),
            Self::Blocked => f.write_str("blocked"),
            Self::Unknown => f.write_str("unknown"),
        }
    }
}

/// At which of the readers something lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
pub enum Place {
    /// The face-recognition reader itself.
    Reader,
    /// The general-purpose reader beside it that is paired with it and takes phones.
    PhoneReader,
}

/// What a certificate is worth on a given day in Japan.
///
/// Days are judged at their end in Japan time; `certificate` in `mynareader-card` says how this is
/// found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
pub enum CertificateState {
    /// Valid, and further than the notice period from its end.
    Valid,
    /// Valid, within the notice period (from three months before the end).
    Notice,
    /// Expired, within the grace period: eligibility only, no medical information.
    Grace,
    /// Expired, and the grace period is over (or there is none, as for phones).
    PastGrace,
    /// Its first day has not come.
    NotYetValid,
    /// The centre said that it is revoked (失効). There is no grace.
    Revoked,
    /// The card has no such certificate.
    Absent,
    /// Not known: not read, or the clock cannot be believed.
    Unknown,
}

/// The three ways to prove that the person at the counter is the holder of the card.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
pub enum Method {
    /// 顔認証: the reader compares the face with the photo on the chip.
    Face,
    /// 暗証番号: the four-digit PIN of the authentication certificate.
    Pin,
    /// 目視確認: the staff compare the face with the photo on the card.
    Staff,
}

/// The operation mode (運転モード) of the reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
pub enum Mode {
    /// 無人運転モード (自動運転): face or PIN, by the patient alone. The initial state.
    Unattended,
    /// 目視確認モード: the staff look; switched at the terminal by an administrator account.
    Visual,
    /// 暗証番号認証固定モード: PIN only.
    PinOnly,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_has_no_more_tries_than_it_can_have() {
        for (key, most) in [
            (Key::AuthenticationPin, 3),
            (Key::SignaturePassword, 5),
            (Key::TextPin, 3),
            (Key::CodeB, 10),
            (Key::TextCodeB, 10),
            (Key::BirthDate, 10),
            (Key::CodeA, 10),
        ] {
            assert_eq!(key.most_tries(), most);
            for left in 0..=u8::MAX {
                let expected = match left {
                    0 => Tries::Blocked,
                    left if left <= most => Tries::Left(left),
                    _ => Tries::Unknown,
                };
                assert_eq!(Tries::Left(left).of(key), expected, "{key}: {left}");
            }
            assert_eq!(Tries::Blocked.of(key), Tries::Blocked);
            assert_eq!(Tries::Unknown.of(key), Tries::Unknown);
        }
    }

    #[test]
    fn unknown_tries_are_never_above_a_floor() {
        assert!(!Tries::Unknown.is_above(0));
        assert!(!Tries::Blocked.is_above(0));
        assert!(Tries::Left(0).is_blocked() && !Tries::Left(1).is_blocked());
        assert!(!Tries::Left(1).is_above(1));
        assert!(Tries::Left(2).is_above(1));
    }
}

/// The README's example is run as a test.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
pub struct Readme;
