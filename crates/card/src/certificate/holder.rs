//! The four attributes (基本4情報) that a signature certificate carries in its subject alternative
//! name.
#![forbid(unsafe_code)]

use core::fmt;

use x509_cert::der::asn1::{Ia5StringRef, PrintableStringRef, Utf8StringRef};
use x509_cert::der::{Any, Tag, Tagged as _};
use x509_cert::ext::pkix::name::GeneralName;
use zeroize::Zeroizing;

use super::Oid;
use mynareader_facts::calendar::{Date, Era};

/// The longest text accepted. The address has up to 200 characters \[1\].
const MAX_TEXT: usize = 1024;

/// Name, birth date, sex and address of the holder, from a signature certificate (署名用電子証明書).
///
/// The identifiers are 1.2.392.200149.8.5.5.1 to .6 \[C\]: name, positions of substitute characters
/// in it, sex, birth date, address, positions of substitute characters in it. Characters outside
/// JIS level 1 and 2 and the supplementary kanji are replaced there \[1\]; the positions are a `1`
/// for each replaced character and a `0` for each other.
///
/// Personal data: no `Debug` of the values, wiped when dropped.
#[derive(Clone, PartialEq, Eq)]
pub struct SignatureHolder {
    name: Option<Zeroizing<String>>,
    name_substitutes: Option<Zeroizing<String>>,
    sex: Option<HolderSex>,
    birth: Option<HolderBirth>,
    address: Option<Zeroizing<String>>,
    address_substitutes: Option<Zeroizing<String>>,
    odd: Vec<HolderAttribute>,
}

/// One of the attributes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum HolderAttribute {
    /// The name.
    Name,
    /// The positions of substitute characters in the name.
    NameSubstitutes,
    /// The sex.
    Sex,
    /// The birth date.
    Birth,
    /// The address.
    Address,
    /// The positions of substitute characters in the address.
    AddressSubstitutes,
}

/// The sex as a signature certificate writes it.
#[derive(Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum HolderSex {
    /// `1`
    Male,
    /// `2`
    Female,
    /// `3`: not known.
    Unknown,
    /// Another digit than the known ones.
    Other,
}

/// The birth date as a signature certificate writes it: which calendar is printed on the card,
/// and eight digits.
///
/// The first digit stands for an era, 1 明治 to 5 令和, or 0: not known, or printed by the western
/// year (`3` before `19800217` \[V\]; the others \[1\]).
#[derive(Clone, PartialEq, Eq)]
pub struct HolderBirth {
    era: Option<Era>,
    digits: Zeroizing<[u8; 8]>,
}

impl HolderBirth {
    /// The era in which the card prints the birth date.
    pub fn era(&self) -> Option<Era> {
        self.era
    }

    /// The day, where the digits are a day. Births of which the day is not known have others.
    pub fn date(&self) -> Option<Date> {
        Date::from_digits(self.digits.as_slice()).ok()
    }

    /// The eight digits, `YYYYMMDD` by the western year.
    pub fn digits(&self) -> &[u8; 8] {
        &self.digits
    }
}

impl SignatureHolder {
    /// The name, family and given name separated by a full-width space.
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref().map(String::as_str)
    }

    /// A `1` for each character of the name that is a substitute.
    pub fn name_substitutes(&self) -> Option<&str> {
        self.name_substitutes.as_deref().map(String::as_str)
    }

    /// The sex.
    pub fn sex(&self) -> Option<HolderSex> {
        self.sex
    }

    /// The birth date.
    pub fn birth(&self) -> Option<&HolderBirth> {
        self.birth.as_ref()
    }

    /// The address.
    pub fn address(&self) -> Option<&str> {
        self.address.as_deref().map(String::as_str)
    }

    /// A `1` for each character of the address that is a substitute.
    pub fn address_substitutes(&self) -> Option<&str> {
        self.address_substitutes.as_deref().map(String::as_str)
    }

    /// Attributes that are there and cannot be used: twice, or with a value that they cannot have. The
    /// others are sound.
    pub fn odd(&self) -> &[HolderAttribute] {
        &self.odd
    }

    /// Reads the attributes, if there are any. One that is there twice, or has a value that it cannot
    /// have, is left out and named; it takes none of the others with it.
    pub(super) fn from_names(names: &[GeneralName]) -> Option<Self> {
        let mut holder = Self {
            name: None,
            name_substitutes: None,
            sex: None,
            birth: None,
            address: None,
            address_substitutes: None,
            odd: Vec::new(),
        };
        let mut met = Vec::new();
        for name in names {
            let GeneralName::OtherName(other) = name else {
                continue;
            };
            let Some(attribute) = Oid::from_inner(other.type_id).and_then(HolderAttribute::of)
            else {
                continue;
            };
            let twice = met.contains(&attribute);
            met.push(attribute);
            if (twice || holder.take(attribute, &other.value).is_err())
                && !holder.odd.contains(&attribute)
            {
                holder.odd.push(attribute);
            }
        }
        for attribute in holder.odd.clone() {
            holder.leave_out(attribute);
        }
        (!met.is_empty()).then_some(holder)
    }

    fn take(&mut self, attribute: HolderAttribute, value: &Any) -> Result<(), MalformedHolder> {
        match attribute {
            HolderAttribute::Name => self.name = Some(text(value)?),
            HolderAttribute::NameSubstitutes => self.name_substitutes = Some(text(value)?),
            HolderAttribute::Address => self.address = Some(text(value)?),
            HolderAttribute::AddressSubstitutes => self.address_substitutes = Some(text(value)?),
            HolderAttribute::Sex => {
                self.sex = Some(match text(value)?.as_bytes() {
                    b"1" => HolderSex::Male,
                    b"2" => HolderSex::Female,
                    b"3" => HolderSex::Unknown,
                    [digit] if digit.is_ascii_digit() => HolderSex::Other,
                    _ => return Err(MalformedHolder),
                });
            }
            HolderAttribute::Birth => self.birth = Some(birth(value)?),
        }
        Ok(())
    }

    /// Nobody can say which of two is right.
    fn leave_out(&mut self, attribute: HolderAttribute) {
        match attribute {
            HolderAttribute::Name => self.name = None,
            HolderAttribute::NameSubstitutes => self.name_substitutes = None,
            HolderAttribute::Sex => self.sex = None,
            HolderAttribute::Birth => self.birth = None,
            HolderAttribute::Address => self.address = None,
            HolderAttribute::AddressSubstitutes => self.address_substitutes = None,
        }
    }
}

impl HolderAttribute {
    fn of(oid: Oid) -> Option<Self> {
        Some(match oid {
            Oid::HOLDER_NAME => Self::Name,
            Oid::HOLDER_NAME_SUBSTITUTES => Self::NameSubstitutes,
            Oid::HOLDER_SEX => Self::Sex,
            Oid::HOLDER_BIRTH => Self::Birth,
            Oid::HOLDER_ADDRESS => Self::Address,
            Oid::HOLDER_ADDRESS_SUBSTITUTES => Self::AddressSubstitutes,
            _ => return None,
        })
    }
}

/// An attribute that cannot be what it says.
struct MalformedHolder;

fn text(value: &Any) -> Result<Zeroizing<String>, MalformedHolder> {
    let text = match value.tag() {
        Tag::Utf8String => Utf8StringRef::try_from(value).map(|text| text.as_str().to_owned()),
        Tag::PrintableString => {
            PrintableStringRef::try_from(value).map(|text| text.as_str().to_owned())
        }
        Tag::Ia5String => Ia5StringRef::try_from(value).map(|text| text.as_str().to_owned()),
        _ => return Err(MalformedHolder),
    };
    text.ok()
        .filter(|text| !text.is_empty() && text.len() <= MAX_TEXT)
        .map(Zeroizing::new)
        .ok_or(MalformedHolder)
}

fn birth(value: &Any) -> Result<HolderBirth, MalformedHolder> {
    let text = text(value)?;
    let [calendar, digits @ ..] = text.as_bytes() else {
        return Err(MalformedHolder);
    };
    let digits: [u8; 8] = digits.try_into().map_err(|_| MalformedHolder)?;
    if !calendar.is_ascii_digit() || !digits.iter().all(u8::is_ascii_digit) {
        return Err(MalformedHolder);
    }
    Ok(HolderBirth {
        era: Era::from_digit(calendar - b'0'),
        digits: Zeroizing::new(digits),
    })
}

/// Shows nothing of the person.
impl fmt::Debug for SignatureHolder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SignatureHolder(..)")
    }
}

/// Shows nothing of the person.
impl fmt::Debug for HolderSex {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("HolderSex(..)")
    }
}

/// Shows nothing of the person.
impl fmt::Debug for HolderBirth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("HolderBirth(..)")
    }
}
