//! What is printed on the card's face.
#![forbid(unsafe_code)]

use core::fmt;

use serde::Deserialize;

use crate::Day;

/// What a camera would read off the face of the card.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct PrintedFace {
    /// The name.
    pub name: String,
    /// The address.
    pub address: String,
    /// The sex, 男 or 女, where one is printed.
    pub sex: &'static str,
    /// The date of birth as it is printed: `昭和55年2月17日`, `平成元年3月31日`, `1991年4月5日`.
    pub birth: String,
    /// The six digits of it that begin 照合番号B: the year as printed, month, day.
    pub birth_digits: String,
    /// The day until which the card is valid.
    pub expiry: Day,
    /// The same as it is printed: `2035年2月17日まで有効`.
    pub expiry_text: String,
    /// The security code of four digits.
    pub security_code: String,
    /// What stands in the 追記欄.
    pub annotation: Annotation,
}

/// The mark in the 追記欄 of a 顔認証マイナンバーカード. Closed: it is there, struck through, or not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Annotation {
    /// None.
    #[default]
    None,
    /// 「顔認証」: a card without PINs.
    FaceOnly,
    /// 「顔認証」 struck through: an ordinary card again.
    FaceOnlyStruckThrough,
}

/// Shows the annotation only; what is printed is personal.
impl fmt::Debug for PrintedFace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PrintedFace")
            .field("annotation", &self.annotation)
            .finish_non_exhaustive()
    }
}
