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
    /// 001 マイナンバーカードの認識不可: the card was not recognised.
    pub const CARD_NOT_RECOGNISED: Self = Self::national(1);
    /// 002 マイナンバーカード以外: something other than a My Number card.
    pub const NOT_A_MY_NUMBER_CARD: Self = Self::national(2);
    /// 003 暗証番号入力誤り: the PIN was wrong.
    pub const PIN_WRONG: Self = Self::national(3);
    /// 004 マイナンバーカードのロック: the PIN of the authentication certificate is blocked.
    pub const PIN_BLOCKED: Self = Self::national(4);
    /// 005 照合番号Bのロック: code B is blocked.
    pub const CODE_B_BLOCKED: Self = Self::national(5);
    /// 006 利用者証明用電子証明書の失効・有効期限切れ: the certificate is revoked or has expired.
    pub const CERTIFICATE_ENDED: Self = Self::national(6);
    /// 007 マイナンバーカードアプリの故障: the card's application is broken.
    pub const CARD_APPLICATION_BROKEN: Self = Self::national(7);
    /// 008 端末接続不良: reader and terminal are not connected.
    pub const READER_DISCONNECTED: Self = Self::national(8);
    /// 009 処理中の運転モード変更: the operation mode changed during a check-in.
    pub const MODE_CHANGED: Self = Self::national(9);
    /// 010 初回登録エラー: the first registration failed.
    pub const REGISTRATION_FAILED: Self = Self::national(10);
    /// 011 ネットワークエラー: network.
    pub const NETWORK: Self = Self::national(11);
    /// 012 端末の電子証明書エラー: the terminal's own certificate.
    pub const TERMINAL_CERTIFICATE: Self = Self::national(12);
    /// 013 資格確認端末の環境設定エラー: the terminal's environment, above all its output folder.
    pub const TERMINAL_SETTINGS: Self = Self::national(13);
    /// 014 資格確認端末のハードウェアエラー: the terminal's hardware.
    pub const TERMINAL_HARDWARE: Self = Self::national(14);
    /// 015 マイナンバーカードから顔写真の引き出し不可: the photo could not be read from the card.
    pub const PHOTO_UNREADABLE: Self = Self::national(15);
    /// 016 資格取得エラー: no valid eligibility was found.
    pub const NO_ELIGIBILITY: Self = Self::national(16);
    /// 017 保険者確認: the insurer has not registered the person's data.
    pub const INSURER_NOT_REGISTERED: Self = Self::national(17);
    /// 101 マイナンバーカードの券面の読取り不可: the printed face of the card could not be read.
    pub const CARD_FACE_UNREADABLE: Self = Self::national(101);
    /// 102 顔の撮影不可: the face could not be captured.
    pub const FACE_NOT_CAPTURED: Self = Self::national(102);
    /// 103 スクリーンキーボード不良: the keypad on the screen.
    pub const KEYPAD: Self = Self::national(103);
    /// 901 オンライン資格確認等システムの障害発生: outage of the national system.
    pub const CENTRE_OUTAGE: Self = Self::national(901);
    /// 902 オンライン資格確認等システムの特定機関認証エラー: authentication without PIN.
    pub const INSTITUTION_AUTHENTICATION: Self = Self::national(902);
    /// 903 オンライン資格確認等システムの電子証明書エラー: the certificate for institutions.
    pub const INSTITUTION_CERTIFICATE: Self = Self::national(903);
    /// 904 資格確認端末の予期せぬアプリケーション不良: a program on the terminal.
    pub const TERMINAL_APPLICATION: Self = Self::national(904);
    /// 905 資格確認端末の予期せぬ設定処理エラー: the terminal's set-up.
    pub const TERMINAL_SETUP: Self = Self::national(905);
    /// 906 顔認証装置の予期せぬ設定処理エラー: the reader's set-up.
    pub const READER_SETUP: Self = Self::national(906);
    /// 950 電子処方箋管理サービスの障害発生: outage of the e-prescription service.
    pub const PRESCRIPTION_OUTAGE: Self = Self::national(950);

    /// L00: nothing is wrong; a symptom was diagnosed that is none.
    pub const NONE: Self = Self::library(0);
    /// L01: the captured face and the photo on the card did not match. No fault, and no code in
    /// the national table: the reader offers another way.
    pub const FACE_NOT_MATCHED: Self = Self::library(1);
    /// L02: the card was taken out before the end.
    pub const CARD_REMOVED: Self = Self::library(2);
    /// L03: nobody did what the screen asked for in time.
    pub const TIMED_OUT: Self = Self::library(3);
    /// L04: the patient or the staff ended the check-in.
    pub const CANCELLED: Self = Self::library(4);
    /// L05: a phone where a card is needed.
    pub const PHONE_INSTEAD_OF_CARD: Self = Self::library(5);
    /// L06: the mode leaves this card no way to prove whose it is (a face-only card or a blocked
    /// PIN in the PIN-only mode).
    pub const NO_METHOD: Self = Self::library(6);
    /// L07: the check-in is over and the card still lies in the reader.
    pub const CARD_LEFT: Self = Self::library(7);

    /// The codes of the national table, in order.
    pub const NATIONAL: [Self; 27] = [
        Self::CARD_NOT_RECOGNISED,
        Self::NOT_A_MY_NUMBER_CARD,
        Self::PIN_WRONG,
        Self::PIN_BLOCKED,
        Self::CODE_B_BLOCKED,
        Self::CERTIFICATE_ENDED,
        Self::CARD_APPLICATION_BROKEN,
        Self::READER_DISCONNECTED,
        Self::MODE_CHANGED,
        Self::REGISTRATION_FAILED,
        Self::NETWORK,
        Self::TERMINAL_CERTIFICATE,
        Self::TERMINAL_SETTINGS,
        Self::TERMINAL_HARDWARE,
        Self::PHOTO_UNREADABLE,
        Self::NO_ELIGIBILITY,
        Self::INSURER_NOT_REGISTERED,
        Self::CARD_FACE_UNREADABLE,
        Self::FACE_NOT_CAPTURED,
        Self::KEYPAD,
        Self::CENTRE_OUTAGE,
        Self::INSTITUTION_AUTHENTICATION,
        Self::INSTITUTION_CERTIFICATE,
        Self::TERMINAL_APPLICATION,
        Self::TERMINAL_SETUP,
        Self::READER_SETUP,
        Self::PRESCRIPTION_OUTAGE,
    ];

    /// This library's own codes that need guidance, in order. [`FaultCode::NONE`] is not among
    /// them.
    pub const LIBRARY: [Self; 7] = [
        Self::FACE_NOT_MATCHED,
        Self::CARD_REMOVED,
        Self::TIMED_OUT,
        Self::CANCELLED,
        Self::PHONE_INSTEAD_OF_CARD,
        Self::NO_METHOD,
        Self::CARD_LEFT,
    ];

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

    const fn library(number: u32) -> Self {
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
    fn a_makers_number_never_meets_a_national_one() {
        assert_ne!(FaultCode::vendor(Maker::CANON, 4), FaultCode::PIN_BLOCKED);
        assert!(!FaultCode::vendor(Maker::CANON, 4).is_national());
    }
}
