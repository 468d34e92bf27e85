//! The makers of 顔認証付きカードリーダー and their models, as far as the sources know them.
//!
//! Facts that a source tells of one model are not carried over to another: whatever is not known
//! says so ([`Known::NotKnown`]). Where a manual is found is told by titles and routes; addresses
//! are not guessed. \[1\] marks a single source, \[C\] two or more; see `docs/facts/README.md`.
//!
//! Readers of the next generation (次期顔認証付きカードリーダー, specified 2025-02-17, on sale from
//! about summer 2026 \[1\]) are not here: no source names their models.
#![forbid(unsafe_code)]

mod data;

use core::fmt;

use crate::fault;

pub use data::MAKERS;

/// How well something is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Mark {
    /// \[C\] Two or more independent sources.
    Confirmed,
    /// \[1\] One source.
    Single,
    /// \[I\] Inferred from what sources say.
    Inferred,
}

impl fmt::Display for Mark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Confirmed => "[C]",
            Self::Single => "[1]",
            Self::Inferred => "[I]",
        })
    }
}

/// A fact with its source, or that there is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Known<T> {
    /// It is known.
    Known {
        /// What is so.
        value: T,
        /// How well.
        mark: Mark,
        /// By whom: a short name of the source.
        source: &'static str,
    },
    /// No source tells.
    NotKnown,
}

impl<T: Copy> Known<T> {
    /// The fact, if there is one.
    pub const fn value(self) -> Option<T> {
        match self {
            Self::Known { value, .. } => Some(value),
            Self::NotKnown => None,
        }
    }

    /// Whether it is known.
    pub const fn is_known(self) -> bool {
        matches!(self, Self::Known { .. })
    }
}

/// A text in Japanese and in English.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Bilingual {
    /// Japanese.
    pub japanese: &'static str,
    /// English.
    pub english: &'static str,
}

/// A maker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Maker {
    /// Its number among the makers of codes.
    pub code_maker: fault::Maker,
    /// The stable name, in kebab case.
    pub name: &'static str,
    /// The company's name in Japanese, as the source writes it.
    pub japanese: &'static str,
    /// The company's name in Latin letters \[I\].
    pub english: &'static str,
    /// Where the manuals are found: titles and route \[1\].
    pub manuals: Bilingual,
    /// Whether the manuals can be had only after registering as a user.
    pub manuals_need_registration: Known<bool>,
    /// The models.
    pub models: &'static [Model],
}

/// A model of a reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Model {
    /// Its name or number, as printed.
    pub name: &'static str,
    /// Features in which models differ.
    pub features: Features,
    /// Notes that fit no feature, each with its mark and source.
    pub notes: &'static [Note],
}

/// In what models differ. All `NotKnown` unless a source tells of this model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Features {
    /// Whether the patient is offered the PIN after a read error (001). That some models do is
    /// \[1\]; which is not told.
    pub pin_after_read_error: Known<bool>,
    /// Where the card goes and which way. That models differ is \[1\]; how is not told.
    pub placement: Known<Bilingual>,
    /// Whether a tone at the start tells that the chip was sensed.
    pub tone_on_chip: Known<bool>,
    /// Whether a card whose chip is not sensed is taken for an old 保険証.
    pub chipless_taken_for_insurance_card: Known<bool>,
    /// Whether the reader itself offers the check by staff with the facility's password.
    pub staff_check_on_reader: Known<bool>,
    /// How the staff reach the password or settings screen.
    pub password_screen: Known<Bilingual>,
    /// Whether it knows administrators and users of its own.
    pub own_user_rights: Known<bool>,
    /// Whether a smartphone can be used with it.
    pub smartphone: Known<bool>,
    /// Whether it shows codes of its own beside the national ones.
    pub own_codes: Known<bool>,
    /// Whether the list of codes can be read on the web without a manual.
    pub codes_on_web: Known<bool>,
    /// In which order reader and terminal are restarted.
    pub restart: Known<Bilingual>,
}

impl Features {
    /// Nothing is known.
    pub const NOT_KNOWN: Self = Self {
        pin_after_read_error: Known::NotKnown,
        placement: Known::NotKnown,
        tone_on_chip: Known::NotKnown,
        chipless_taken_for_insurance_card: Known::NotKnown,
        staff_check_on_reader: Known::NotKnown,
        password_screen: Known::NotKnown,
        own_user_rights: Known::NotKnown,
        smartphone: Known::NotKnown,
        own_codes: Known::NotKnown,
        codes_on_web: Known::NotKnown,
        restart: Known::NotKnown,
    };

    /// How many of the features are known.
    pub fn known(&self) -> usize {
        [
            self.pin_after_read_error.is_known(),
            self.placement.is_known(),
            self.tone_on_chip.is_known(),
            self.chipless_taken_for_insurance_card.is_known(),
            self.staff_check_on_reader.is_known(),
            self.password_screen.is_known(),
            self.own_user_rights.is_known(),
            self.smartphone.is_known(),
            self.own_codes.is_known(),
            self.codes_on_web.is_known(),
            self.restart.is_known(),
        ]
        .into_iter()
        .filter(|known| *known)
        .count()
    }
}

/// A note on a model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Note {
    /// What is so.
    pub text: Bilingual,
    /// How well it is known.
    pub mark: Mark,
    /// By whom.
    pub source: &'static str,
}

/// The maker of that stable name.
pub fn maker(name: &str) -> Option<&'static Maker> {
    MAKERS.iter().find(|maker| maker.name == name)
}

/// What is known of the maker of a code.
pub fn of(code_maker: fault::Maker) -> Option<&'static Maker> {
    MAKERS.iter().find(|maker| maker.code_maker == code_maker)
}

/// The model of that name and its maker. Case, spaces, hyphens and full-width letters do not
/// matter: `hi cara`, `ＨＩ－ＣＡＲＡ`, `XC STFR1J MN`.
pub fn model(name: &str) -> Option<(&'static Maker, &'static Model)> {
    let wanted = folded(name);
    if wanted.is_empty() {
        return None;
    }
    MAKERS.iter().find_map(|maker| {
        let model = maker
            .models
            .iter()
            .find(|model| folded(model.name) == wanted)?;
        Some((maker, model))
    })
}

fn folded(name: &str) -> String {
    // A longer name is that of no model, whatever it begins with.
    if name.chars().nth(64).is_some() {
        return String::new();
    }
    name.chars()
        .filter_map(|character| {
            // Full-width forms of ASCII lie 0xFEE0 above.
            let narrow = match character {
                '！'..='～' => u32::from(character)
                    .checked_sub(0xFEE0)
                    .and_then(char::from_u32)
                    .unwrap_or(character),
                other => other,
            };
            (!narrow.is_whitespace() && !matches!(narrow, '-' | '‐' | '−' | '_'))
                .then(|| narrow.to_ascii_lowercase())
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The table of the read-failure article, row by row.
    #[test]
    fn the_five_makers_and_their_models_are_there() {
        let found: Vec<_> = MAKERS
            .iter()
            .flat_map(|maker| {
                maker
                    .models
                    .iter()
                    .map(move |model| (maker.name, model.name))
            })
            .collect();
        assert_eq!(
            found,
            [
                ("canon-mj", "Hi-CARA"),
                ("fujitsu-japan", "Caora"),
                ("almex", "マイナタッチ"),
                ("panasonic-connect", "XC-STFR1J-MN"),
                ("panasonic-connect", "XC-STFR2J-MN"),
                ("atlas", "EXC-9000"),
            ]
        );
    }

    #[test]
    fn the_makers_are_those_of_the_codes() {
        for number in 1..=5 {
            let code_maker = fault::Maker::new(number);
            let maker = of(code_maker).unwrap();
            assert!(maker.japanese.contains(code_maker.name_ja().unwrap()));
            assert!(maker.english.starts_with(code_maker.name_en().unwrap()));
            assert_eq!(super::maker(maker.name), Some(maker));
        }
        assert_eq!(of(fault::Maker::NATIONAL), None);
    }

    #[test]
    fn a_model_is_found_however_it_is_typed() {
        for (typed, expected) in [
            ("Hi-CARA", "Hi-CARA"),
            ("hi cara", "Hi-CARA"),
            ("ＨＩ－ＣＡＲＡ", "Hi-CARA"),
            ("xc-stfr2j-mn", "XC-STFR2J-MN"),
            ("マイナタッチ", "マイナタッチ"),
            ("EXC9000", "EXC-9000"),
        ] {
            assert_eq!(model(typed).map(|(_, model)| model.name), Some(expected));
        }
        for typed in ["", "-", "XC-STFR3J-MN", "Hi"] {
            assert_eq!(model(typed), None, "{typed}");
        }
    }

    /// What the sources leave open must not be filled in by anybody's guess.
    #[test]
    fn what_no_source_tells_is_not_known() {
        for model in MAKERS.iter().flat_map(|maker| maker.models) {
            let features = model.features;
            assert!(!features.pin_after_read_error.is_known(), "{}", model.name);
            assert!(!features.placement.is_known(), "{}", model.name);
            assert!(!features.staff_check_on_reader.is_known(), "{}", model.name);
            assert!(!features.smartphone.is_known(), "{}", model.name);
        }
        let known = |name: &str| model(name).map(|(_, model)| model.features.known());
        for (name, expected) in [
            ("Hi-CARA", 0),
            ("Caora", 3),
            ("マイナタッチ", 5),
            ("XC-STFR1J-MN", 0),
            ("XC-STFR2J-MN", 0),
            ("EXC-9000", 0),
        ] {
            assert_eq!(known(name), Some(expected), "{name}");
        }
    }

    #[test]
    fn no_text_holds_an_address() {
        for maker in &MAKERS {
            let notes = maker.models.iter().flat_map(|model| model.notes);
            let texts = notes.map(|note| note.text).chain([maker.manuals]);
            for text in texts {
                for text in [text.japanese, text.english] {
                    assert!(!text.is_empty());
                    for sign in ["http", "www.", ".jp", ".com", "://"] {
                        assert!(!text.contains(sign), "{text}");
                    }
                }
            }
        }
    }
}
