//! The number of a fault, and whose number it is.
#![forbid(unsafe_code)]

use core::fmt;
use core::str::FromStr;

/// Whose numbers a code belongs to: the national table, one of the reader makers, or this
/// library.
///
/// An open number, since readers of the next generation bring new makers. Numbers 1 to 5 are
/// the five makers known today; a maker without one takes any number from 256 on.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Maker(u16);

impl Maker {
    /// The table that all makers share (001–017, 101–103, 901–906, 950).
    pub const NATIONAL: Self = Self(0);
    /// キヤノンマーケティングジャパン (Hi-CARA).
    pub const CANON: Self = Self(1);
    /// 富士通Japan (Caora).
    pub const FUJITSU: Self = Self(2);
    /// アルメックス (マイナタッチ).
    pub const ALMEX: Self = Self(3);
    /// パナソニック コネクト (XC-STFR1J-MN, XC-STFR2J-MN).
    pub const PANASONIC: Self = Self(4);
    /// アトラス情報サービス (EXC-9000).
    pub const ATLAS: Self = Self(5);
    /// This library: situations at the counter for which there is no official code.
    pub const LIBRARY: Self = Self(u16::MAX);

    /// The maker of a number.
    pub const fn new(number: u16) -> Self {
        Self(number)
    }

    /// The number.
    pub const fn number(self) -> u16 {
        self.0
    }
}

impl fmt::Debug for Maker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            0 => f.write_str("Maker(national table)"),
            u16::MAX => f.write_str("Maker(this library)"),
            number => write!(f, "Maker({number})"),
        }
    }
}

/// The code of a fault: an open number, and whose number it is.
///
/// Shown and parsed as the manuals write it: `004` for the national table, `L01` for this
/// library's own, `3:0x81000001` for a maker's own (maker number, then the value in hex).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(into = "String", try_from = "String"))]
pub struct FaultCode {
    maker: Maker,
    number: u32,
}

impl FaultCode {
    /// L00: nothing is wrong; a symptom was diagnosed that is none.
    pub const NONE: Self = Self::library(0);

    /// A code of the national table, known to this version or not.
    pub const fn national(number: u32) -> Self {
        Self {
            maker: Maker::NATIONAL,
            number,
        }
    }

    /// A maker's own code, passed through as it is.
    pub const fn vendor(maker: Maker, number: u32) -> Self {
        Self { maker, number }
    }

    pub(super) const fn library(number: u32) -> Self {
        Self {
            maker: Maker::LIBRARY,
            number,
        }
    }

    /// The number, within the numbers of [`FaultCode::maker`].
    pub const fn number(self) -> u32 {
        self.number
    }

    /// Whose number it is.
    pub const fn maker(self) -> Maker {
        self.maker
    }

    /// Whether the code is one maker's own.
    pub const fn has_maker(self) -> bool {
        !matches!(self.maker, Maker::NATIONAL | Maker::LIBRARY)
    }

    /// Whether the code is of the national table's numbers.
    pub const fn is_national(self) -> bool {
        self.maker.0 == Maker::NATIONAL.0
    }
}

/// As the manuals write it: `004`; `L01`; `3:0x81000001`.
impl fmt::Display for FaultCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.maker {
            Maker::NATIONAL => write!(f, "{:03}", self.number),
            Maker::LIBRARY => write!(f, "L{:02}", self.number),
            Maker(maker) => write!(f, "{maker}:0x{:08X}", self.number),
        }
    }
}

/// A text that is no fault code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a fault code is written as 004, L01 or, for a maker's own, 3:0x81000001")]
pub struct NoSuchCode;

impl FromStr for FaultCode {
    type Err = NoSuchCode;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let digits = |text: &str| -> Result<u32, NoSuchCode> {
            if text.is_empty() || !text.bytes().all(|b| b.is_ascii_digit()) {
                return Err(NoSuchCode);
            }
            text.parse().map_err(|_| NoSuchCode)
        };
        if let Some((maker, number)) = text.split_once(':') {
            let maker = u16::try_from(digits(maker)?).map_err(|_| NoSuchCode)?;
            let number = match number.strip_prefix("0x") {
                Some(hex) if hex.bytes().all(|b| b.is_ascii_hexdigit()) => {
                    u32::from_str_radix(hex, 16).map_err(|_| NoSuchCode)?
                }
                Some(_) => return Err(NoSuchCode),
                None => digits(number)?,
            };
            return Ok(Self::vendor(Maker(maker), number));
        }
        if let Some(number) = text.strip_prefix(['L', 'l']) {
            return digits(number).map(Self::library);
        }
        digits(text).map(Self::national)
    }
}

impl From<FaultCode> for String {
    fn from(code: FaultCode) -> Self {
        code.to_string()
    }
}

impl TryFrom<String> for FaultCode {
    type Error = NoSuchCode;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_written_as_the_manuals_write_them_and_read_back() {
        for (code, text) in [
            (FaultCode::PIN_BLOCKED, "004"),
            (FaultCode::CARD_FACE_UNREADABLE, "101"),
            (FaultCode::FACE_NOT_MATCHED, "L01"),
            (FaultCode::vendor(Maker::ALMEX, 0x8100_0001), "3:0x81000001"),
        ] {
            assert_eq!(code.to_string(), text);
            assert_eq!(text.parse(), Ok(code));
        }
        assert_eq!("4".parse(), Ok(FaultCode::PIN_BLOCKED));
        for bad in [
            "",
            "x",
            "-4",
            "+4",
            "L",
            "3:",
            "3:0xZZ",
            "3:0x+1",
            "70000:1",
            "99999999999",
        ] {
            assert_eq!(bad.parse::<FaultCode>(), Err(NoSuchCode), "{bad}");
        }
    }

    #[test]
    fn a_code_says_whose_number_it_is() {
        let rows = [
            (FaultCode::PIN_BLOCKED, Maker::NATIONAL, 4, true, false),
            (FaultCode::FACE_NOT_MATCHED, Maker::LIBRARY, 1, false, false),
            (
                FaultCode::vendor(Maker::ALMEX, 77),
                Maker::ALMEX,
                77,
                false,
                true,
            ),
        ];
        for (code, maker, number, national, own) in rows {
            assert_eq!((code.maker(), code.number()), (maker, number));
            assert_eq!((code.is_national(), code.has_maker()), (national, own));
            assert_eq!(String::from(code), code.to_string());
        }
        assert_eq!(Maker::new(9).number(), 9);
        assert_eq!(format!("{:?}", Maker::NATIONAL), "Maker(national table)");
        assert_eq!(format!("{:?}", Maker::LIBRARY), "Maker(this library)");
        assert_eq!(format!("{:?}", Maker::new(9)), "Maker(9)");
    }

    #[test]
    fn a_makers_number_never_meets_a_national_one() {
        assert_ne!(FaultCode::vendor(Maker::CANON, 4), FaultCode::PIN_BLOCKED);
        assert!(!FaultCode::vendor(Maker::CANON, 4).is_national());
    }
}
