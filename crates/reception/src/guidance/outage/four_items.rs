//! 券面4情報: what is copied from the card's face while eligibility cannot be asked.
//!
//! \[C\] Two sources name the items alike: 氏名（漢字）or 氏名（カナ）, 性別, 生年月日, and 住所 or
//! 保険者名.
#![forbid(unsafe_code)]

use core::fmt;

use super::birth::{Birth, BirthEntry};
use super::entry::{Entry, EntryError, Sex, SexEntry, is_kana, ticked};
use super::{Fill, Paper, Record};
use crate::guidance::sheet::Value;
use mynareader_facts::calendar::Date;

/// The four items (4情報) of one patient. Wiped on drop; `Debug` shows nothing of it.
#[derive(Default)]
pub struct FourItems {
    name: Entry,
    name_kana: Entry,
    sex: SexEntry,
    birth_date: BirthEntry,
    address: Entry,
    insurer: Entry,
}

/// One of the four items.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Item {
    /// The name, in kanji or in kana.
    Name,
    /// The sex.
    Sex,
    /// The date of birth.
    BirthDate,
    /// The address, or the insurer's name.
    AddressOrInsurer,
}

impl Item {
    /// Every item, in the order of the paper.
    pub const ALL: [Self; 4] = [
        Self::Name,
        Self::Sex,
        Self::BirthDate,
        Self::AddressOrInsurer,
    ];

    /// Its name in Japanese.
    pub const fn japanese(self) -> &'static str {
        match self {
            Self::Name => "氏名（漢字またはカナ）",
            Self::Sex => "性別",
            Self::BirthDate => "生年月日",
            Self::AddressOrInsurer => "住所または保険者名",
        }
    }
}

impl fmt::Display for Item {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Name => "the name (in kanji or in kana)",
            Self::Sex => "the sex",
            Self::BirthDate => "the date of birth",
            Self::AddressOrInsurer => "the address or the insurer's name",
        })
    }
}

/// Why the four items do not suffice yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Incomplete {
    missing: Vec<Item>,
    birth_in_future: bool,
}

impl Incomplete {
    pub(super) fn unless(there: impl Fn(Item) -> bool, birth_in_future: bool) -> Result<(), Self> {
        let missing: Vec<_> = Item::ALL.into_iter().filter(|item| !there(*item)).collect();
        if missing.is_empty() && !birth_in_future {
            Ok(())
        } else {
            Err(Self {
                missing,
                birth_in_future,
            })
        }
    }

    /// The items that are missing, in the order of the paper.
    pub fn missing(&self) -> &[Item] {
        &self.missing
    }

    /// Whether the date of birth lies after the day of the check.
    pub fn birth_date_is_in_future(&self) -> bool {
        self.birth_in_future
    }

    /// The sentence for a Japanese screen.
    pub fn japanese(&self) -> String {
        let mut parts = Vec::new();
        if !self.missing.is_empty() {
            let names: Vec<_> = self.missing.iter().map(|item| item.japanese()).collect();
            parts.push(format!("{}を書いてください。", names.join("、")));
        }
        if self.birth_in_future {
            parts.push("生年月日が今日より後になっています。".to_owned());
        }
        parts.concat()
    }
}

impl fmt::Display for Incomplete {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, item) in self.missing.iter().enumerate() {
            f.write_str(if index == 0 { "missing: " } else { ", " })?;
            item.fmt(f)?;
        }
        if self.birth_in_future {
            if !self.missing.is_empty() {
                f.write_str("; ")?;
            }
            f.write_str("the date of birth is in the future")?;
        }
        Ok(())
    }
}

impl core::error::Error for Incomplete {}

impl FourItems {
    /// A blank paper.
    pub fn new() -> Self {
        Self::default()
    }

    /// 氏名（漢字）, as on the card's face.
    pub fn set_name(&mut self, name: &str) -> Result<(), EntryError> {
        self.name.set(name)
    }

    /// 氏名（カナ）.
    pub fn set_name_kana(&mut self, name: &str) -> Result<(), EntryError> {
        if is_kana(name) {
            self.name_kana.set(name)
        } else {
            Err(EntryError::NotKana)
        }
    }

    /// 性別.
    pub fn set_sex(&mut self, sex: Option<Sex>) {
        self.sex.set(sex);
    }

    /// 生年月日, as far as it is known.
    pub fn set_birth_date(&mut self, birth: Option<Birth>) {
        self.birth_date.set(birth);
    }

    /// 住所.
    pub fn set_address(&mut self, address: &str) -> Result<(), EntryError> {
        self.address.set(address)
    }

    /// 保険者名.
    pub fn set_insurer(&mut self, insurer: &str) -> Result<(), EntryError> {
        self.insurer.set(insurer)
    }

    /// The name in kanji.
    pub fn name(&self) -> Option<&str> {
        self.name.text()
    }

    /// The name in kana.
    pub fn name_kana(&self) -> Option<&str> {
        self.name_kana.text()
    }

    /// The sex.
    pub fn sex(&self) -> Option<Sex> {
        self.sex.sex()
    }

    /// The date of birth.
    pub fn birth_date(&self) -> Option<Birth> {
        self.birth_date.birth()
    }

    /// The address.
    pub fn address(&self) -> Option<&str> {
        self.address.text()
    }

    /// The insurer's name.
    pub fn insurer(&self) -> Option<&str> {
        self.insurer.text()
    }

    /// Whether an item is there.
    pub fn has(&self, item: Item) -> bool {
        match item {
            Item::Name => !self.name.is_blank() || !self.name_kana.is_blank(),
            Item::Sex => self.sex().is_some(),
            Item::BirthDate => self.birth_date().is_some(),
            Item::AddressOrInsurer => !self.address.is_blank() || !self.insurer.is_blank(),
        }
    }

    /// Whether the items suffice for a later look-up, and if not, what is missing.
    pub fn check(&self, today: Date) -> Result<(), Incomplete> {
        let in_future = self.birth_date().is_some_and(|birth| birth.is_after(today));
        Incomplete::unless(|item| self.has(item), in_future)
    }
}

impl fmt::Debug for FourItems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FourItems { .. }")
    }
}

impl Fill for FourItems {
    fn fill(&self, key: &str) -> Value<'_> {
        match key {
            "name" => self.name.value(),
            "name-kana" => self.name_kana.value(),
            "sex.male" => ticked(self.sex() == Some(Sex::Male)),
            "sex.female" => ticked(self.sex() == Some(Sex::Female)),
            "birth-date" => self.birth_date().map_or(Value::Blank, Value::Birth),
            "address" => self.address.value(),
            "insurer" => self.insurer.value(),
            "has.name" => ticked(self.has(Item::Name)),
            "has.sex" => ticked(self.has(Item::Sex)),
            "has.birth-date" => ticked(self.has(Item::BirthDate)),
            "has.address-or-insurer" => ticked(self.has(Item::AddressOrInsurer)),
            _ => Value::Blank,
        }
    }
}

impl Record for FourItems {
    fn paper(&self) -> Paper {
        Paper::FourItems
    }
}
