//! 被保険者資格申立書: what a patient declares where nothing else tells the eligibility.
//!
//! \[C\] The fields are those of 保発0710第1号 (2023-07-10): from the card's face 氏名, 生年月日,
//! 性別, 住所; 連絡先; 加入医療保険種別; 保険者等名称; 事業所名; 一部負担金の割合. It is filled in as
//! far as the patient knows. \[I\] Which kinds of insurance are offered to tick.
#![forbid(unsafe_code)]

use core::fmt;

use super::birth::{Birth, BirthEntry};
use super::entry::{Entry, EntryError, Sex, SexEntry, ticked};
use super::four_items::{Incomplete, Item};
use super::{Fill, FourItems, Paper, Record};
use crate::guidance::sheet::Value;
use mynareader_facts::calendar::Date;
use zeroize::Zeroizing;

/// 加入医療保険種別.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum InsuranceKind {
    /// Through work: 健康保険, 共済 and the like.
    Employer,
    /// 国民健康保険.
    National,
    /// 後期高齢者医療.
    Elderly,
    /// Another one.
    Other,
    /// The patient does not know.
    NotKnown,
}

/// 一部負担金の割合.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Share {
    /// 1割.
    Ten,
    /// 2割.
    Twenty,
    /// 3割.
    Thirty,
    /// The patient does not know.
    NotKnown,
}

/// The declaration of one patient. Wiped on drop; `Debug` shows nothing of it.
#[derive(Default)]
pub struct Declaration {
    name: Entry,
    birth_date: BirthEntry,
    sex: SexEntry,
    address: Entry,
    contact: Entry,
    kind: Zeroizing<u8>,
    insurer: Entry,
    workplace: Entry,
    share: Zeroizing<u8>,
    date: Option<Date>,
}

impl Declaration {
    /// A blank declaration.
    pub fn new() -> Self {
        Self::default()
    }

    /// A declaration with what the four items hold already. Where the name is known in kana
    /// alone, it is taken.
    pub fn from_four_items(items: &FourItems) -> Self {
        let mut declaration = Self::new();
        // What one entry holds, another takes: the limits are the same.
        let take = |entry: &mut Entry, text: Option<&str>| {
            if let Some(text) = text {
                let _ = entry.set(text);
            }
        };
        take(
            &mut declaration.name,
            items.name().or_else(|| items.name_kana()),
        );
        take(&mut declaration.address, items.address());
        take(&mut declaration.insurer, items.insurer());
        declaration.set_sex(items.sex());
        declaration.set_birth_date(items.birth_date());
        declaration
    }

    /// 氏名, as on the card's face.
    pub fn set_name(&mut self, name: &str) -> Result<(), EntryError> {
        self.name.set(name)
    }

    /// 生年月日.
    pub fn set_birth_date(&mut self, birth: Option<Birth>) {
        self.birth_date.set(birth);
    }

    /// 性別.
    pub fn set_sex(&mut self, sex: Option<Sex>) {
        self.sex.set(sex);
    }

    /// 住所.
    pub fn set_address(&mut self, address: &str) -> Result<(), EntryError> {
        self.address.set(address)
    }

    /// 連絡先.
    pub fn set_contact(&mut self, contact: &str) -> Result<(), EntryError> {
        self.contact.set(contact)
    }

    /// 加入医療保険種別.
    pub fn set_kind(&mut self, kind: Option<InsuranceKind>) {
        *self.kind = match kind {
            None => 0,
            Some(InsuranceKind::Employer) => 1,
            Some(InsuranceKind::National) => 2,
            Some(InsuranceKind::Elderly) => 3,
            Some(InsuranceKind::Other) => 4,
            Some(InsuranceKind::NotKnown) => 5,
        };
    }

    /// 保険者等名称.
    pub fn set_insurer(&mut self, insurer: &str) -> Result<(), EntryError> {
        self.insurer.set(insurer)
    }

    /// 事業所名.
    pub fn set_workplace(&mut self, workplace: &str) -> Result<(), EntryError> {
        self.workplace.set(workplace)
    }

    /// 一部負担金の割合.
    pub fn set_share(&mut self, share: Option<Share>) {
        *self.share = match share {
            None => 0,
            Some(Share::Ten) => 1,
            Some(Share::Twenty) => 2,
            Some(Share::Thirty) => 3,
            Some(Share::NotKnown) => 4,
        };
    }

    /// The day of the declaration.
    pub fn set_date(&mut self, date: Option<Date>) {
        self.date = date;
    }

    /// The name.
    pub fn name(&self) -> Option<&str> {
        self.name.text()
    }

    /// The date of birth.
    pub fn birth_date(&self) -> Option<Birth> {
        self.birth_date.birth()
    }

    /// The sex.
    pub fn sex(&self) -> Option<Sex> {
        self.sex.sex()
    }

    /// The address.
    pub fn address(&self) -> Option<&str> {
        self.address.text()
    }

    /// Where the patient is reached.
    pub fn contact(&self) -> Option<&str> {
        self.contact.text()
    }

    /// The kind of insurance.
    pub fn kind(&self) -> Option<InsuranceKind> {
        match *self.kind {
            1 => Some(InsuranceKind::Employer),
            2 => Some(InsuranceKind::National),
            3 => Some(InsuranceKind::Elderly),
            4 => Some(InsuranceKind::Other),
            5 => Some(InsuranceKind::NotKnown),
            _ => None,
        }
    }

    /// The insurer's name.
    pub fn insurer(&self) -> Option<&str> {
        self.insurer.text()
    }

    /// The workplace.
    pub fn workplace(&self) -> Option<&str> {
        self.workplace.text()
    }

    /// The patient's share.
    pub fn share(&self) -> Option<Share> {
        match *self.share {
            1 => Some(Share::Ten),
            2 => Some(Share::Twenty),
            3 => Some(Share::Thirty),
            4 => Some(Share::NotKnown),
            _ => None,
        }
    }

    /// Whether what stands on the card's face is there: name, sex, date of birth, address. The
    /// rest is filled in as far as known and never missing.
    ///
    /// An insurer alone does not replace the address here, since the card shows the address.
    pub fn check(&self, today: Date) -> Result<(), Incomplete> {
        let birth = self.birth_date();
        let there = |item: Item| match item {
            Item::Name => !self.name.is_blank(),
            Item::Sex => self.sex.sex().is_some(),
            Item::BirthDate => birth.is_some(),
            Item::AddressOrInsurer => !self.address.is_blank(),
        };
        Incomplete::unless(there, birth.is_some_and(|birth| birth.is_after(today)))
    }
}

impl fmt::Debug for Declaration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Declaration { .. }")
    }
}

impl Fill for Declaration {
    fn fill(&self, key: &str) -> Value<'_> {
        let kind = |kind| ticked(self.kind() == Some(kind));
        let share = |share| ticked(self.share() == Some(share));
        match key {
            "name" => self.name.value(),
            "birth-date" => self.birth_date().map_or(Value::Blank, Value::Birth),
            "sex.male" => ticked(self.sex() == Some(Sex::Male)),
            "sex.female" => ticked(self.sex() == Some(Sex::Female)),
            "address" => self.address.value(),
            "contact" => self.contact.value(),
            "kind.employer" => kind(InsuranceKind::Employer),
            "kind.national" => kind(InsuranceKind::National),
            "kind.elderly" => kind(InsuranceKind::Elderly),
            "kind.other" => kind(InsuranceKind::Other),
            "kind.unknown" => kind(InsuranceKind::NotKnown),
            "insurer" => self.insurer.value(),
            "workplace" => self.workplace.value(),
            "share.10" => share(Share::Ten),
            "share.20" => share(Share::Twenty),
            "share.30" => share(Share::Thirty),
            "share.unknown" => share(Share::NotKnown),
            "date" => self.date.map_or(Value::Blank, Value::Date),
            _ => Value::Blank,
        }
    }
}

impl Record for Declaration {
    fn paper(&self) -> Paper {
        Paper::Declaration
    }
}
