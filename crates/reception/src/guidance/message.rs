//! Every text has a number and a name that never change, so that it can be replaced.
#![forbid(unsafe_code)]

use core::fmt;
use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::actions::Have;
use super::makers::ModelText;
use super::{
    FolderText, FrameText, Label, LadderStep, LeafletId, Note, NoticeText, Opening, Party, Phrase,
    ScreenText, StaffAction, Standing, Trouble, Upset, Variant, Why,
};
use crate::fault::{DeviceFault, FaultCode, KNOWN, Maker, Retry};

/// A text, by what it is about. [`Message::number`] is what a maker's file names it by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Message {
    /// The words for the patient.
    Patient(FaultCode, Variant),
    /// The words for the patient for a code that is not known.
    PatientUnknown,
    /// The title of a code.
    Title(FaultCode),
    /// The title of a code that is not known.
    TitleUnknown,
    /// A step for the staff.
    Staff(StaffAction),
    /// The name of a step of the ladder.
    Step(LadderStep),
    /// Why a step is open, when nothing stands in its way.
    Open(LadderStep),
    /// Why a step stands as it does.
    Why(Why),
    /// How a step stands.
    Standing(Standing),
    /// A label around guidance.
    Label(Label),
    /// Whether trying again helps.
    Retry(Retry),
    /// Whether a device is broken.
    DeviceFault(DeviceFault),
    /// Whom to call.
    Party(Party),
    /// What to have at hand.
    Have(Have),
    /// What to say at the municipal counter.
    Phrase(Phrase),
    /// The title of a leaflet.
    Leaflet(LeafletId),
    /// A note for the staff.
    Note(Note),
    /// What the staff answer to a patient who is upset.
    Upset(Trouble, Upset),
    /// What a patient who is upset says.
    Complaint(Upset),
    /// The first words on the telephone.
    Opening(Opening),
    /// Words around leaflets and forms.
    Frame(FrameText),
    /// Words on the screen for the patient.
    Screen(ScreenText),
    /// Words for the staff, on the reader or at the terminal.
    Notice(NoticeText),
    /// What an examination of the output folder says.
    Folder(FolderText),
    /// A maker's name, as short as people say it.
    Maker(Maker),
    /// The name of a maker's company.
    Company(Maker),
    /// Words about a model of a reader.
    Model(ModelText),
}

/// Which further words each code has beside the usual ones.
pub(super) const fn variants(code: FaultCode) -> &'static [Variant] {
    match (code.is_national(), code.number()) {
        (true, 1) => &[Variant::Usual, Variant::Again, Variant::Phone],
        (true, 2 | 9 | 15 | 101 | 950) => &[Variant::Usual, Variant::Again],
        (true, 3) => &[Variant::Usual, Variant::TriesLeft],
        (true, 4) => &[Variant::Usual, Variant::FaceOnly],
        (true, 6) => &[Variant::Usual, Variant::Grace, Variant::SeenToday],
        (true, 7 | 8 | 10..=14 | 901..=906) => &[Variant::Usual, Variant::SeenToday],
        (false, 2 | 3 | 5) if code.maker().number() == Maker::LIBRARY.number() => {
            &[Variant::Usual, Variant::Again]
        }
        (false, 9) if code.maker().number() == Maker::LIBRARY.number() => {
            &[Variant::Usual, Variant::Phone]
        }
        _ => &[Variant::Usual],
    }
}

fn wide(number: u16) -> u32 {
    u32::from(number)
}

fn of_code(code: FaultCode) -> u32 {
    let base = if code.maker() == Maker::LIBRARY {
        10_000
    } else {
        0
    };
    // Titles and words exist for known codes only, whose numbers are below 1,000.
    base + code.number().min(999) * 10
}

// Where the numbers of those texts begin whose number holds another.
const MAKERS: u32 = 1_000_000;
const COMPANIES: u32 = 1_100_000;
const MODELS: u32 = 2_000_000;

/// Every text by what names it, made once: a file names thousands.
struct Index {
    by_number: BTreeMap<u32, Message>,
    by_name: BTreeMap<String, Message>,
}

fn index() -> &'static Index {
    static INDEX: OnceLock<Index> = OnceLock::new();
    INDEX.get_or_init(|| {
        let all = Message::all();
        Index {
            by_number: all.iter().map(|it| (it.number(), *it)).collect(),
            by_name: all.iter().map(|it| (it.to_string(), *it)).collect(),
        }
    })
}

impl Message {
    /// The number by which a maker's file names this text.
    pub fn number(self) -> u32 {
        match self {
            Self::Patient(code, variant) => 100_000 + of_code(code) + wide(variant.number()),
            Self::PatientUnknown => 119_990,
            Self::Title(code) => 200_000 + of_code(code),
            Self::TitleUnknown => 219_990,
            Self::Staff(action) => 300_000 + wide(action.number()),
            Self::Step(step) => 400_000 + wide(step.number()),
            Self::Open(step) => 410_000 + wide(step.number()),
            Self::Why(why) => 500_000 + wide(why.number()),
            Self::Standing(standing) => 510_000 + wide(standing.number()),
            Self::Label(label) => 511_000 + wide(label.number()),
            Self::Retry(retry) => 520_000 + wide(retry.number()),
            Self::DeviceFault(fault) => 530_000 + wide(fault.number()),
            Self::Party(party) => 600_000 + wide(party.number()),
            Self::Have(have) => 610_000 + wide(have.number()),
            Self::Phrase(phrase) => 620_000 + wide(phrase.number()),
            Self::Leaflet(leaflet) => 630_000 + wide(leaflet.number()),
            Self::Note(note) => 640_000 + wide(note.number()),
            Self::Upset(trouble, upset) => {
                650_000 + wide(trouble.number()) * 10 + wide(upset.number())
            }
            Self::Complaint(upset) => 651_000 + wide(upset.number()),
            Self::Opening(opening) => 660_000 + wide(opening.number()),
            Self::Frame(frame) => 700_000 + wide(frame.number()),
            Self::Screen(screen) => 710_000 + wide(screen.number()),
            Self::Notice(notice) => 720_000 + wide(notice.number()),
            Self::Folder(text) => 730_000 + wide(text.number()),
            Self::Maker(maker) => MAKERS + wide(maker.number()),
            Self::Company(maker) => COMPANIES + wide(maker.number()),
            Self::Model(text) => MODELS + wide(text.model()) * 100 + wide(text.part()),
        }
    }

    /// Every text that a complete language has, in the order of the numbers; but those about makers
    /// and models, which a [`Book`](super::Book) knows ([`messages`](super::Book::messages)).
    pub fn all() -> Vec<Self> {
        let mut all = vec![Self::PatientUnknown, Self::TitleUnknown];
        for known in KNOWN {
            all.push(Self::Title(known.code));
            all.extend(
                variants(known.code)
                    .iter()
                    .map(|variant| Self::Patient(known.code, *variant)),
            );
        }
        all.extend(StaffAction::ALL.iter().copied().map(Self::Staff));
        all.extend(LadderStep::ALL.iter().copied().map(Self::Step));
        all.extend(LadderStep::ALL.iter().copied().map(Self::Open));
        all.extend(
            Why::ALL
                .iter()
                .copied()
                .filter(|why| *why != Why::Open)
                .map(Self::Why),
        );
        all.extend(Standing::ALL.iter().copied().map(Self::Standing));
        all.extend(Retry::ALL.iter().copied().map(Self::Retry));
        all.extend(DeviceFault::ALL.iter().copied().map(Self::DeviceFault));
        all.extend(Party::ALL.iter().copied().map(Self::Party));
        all.extend(Have::ALL.iter().copied().map(Self::Have));
        all.extend(Phrase::ALL.iter().copied().map(Self::Phrase));
        all.extend(LeafletId::ALL.iter().copied().map(Self::Leaflet));
        all.extend(Note::ALL.iter().copied().map(Self::Note));
        all.extend(
            Trouble::ALL
                .iter()
                .flat_map(|trouble| Upset::ALL.iter().map(|upset| Self::Upset(*trouble, *upset))),
        );
        all.extend(Upset::ALL.iter().copied().map(Self::Complaint));
        all.extend(Opening::ALL.iter().copied().map(Self::Opening));
        all.extend(Label::ALL.iter().copied().map(Self::Label));
        all.extend(FrameText::ALL.iter().copied().map(Self::Frame));
        all.extend(ScreenText::ALL.iter().copied().map(Self::Screen));
        all.extend(NoticeText::ALL.iter().copied().map(Self::Notice));
        all.extend(FolderText::ALL.iter().copied().map(Self::Folder));
        all.sort_by_key(|message| message.number());
        all
    }

    /// The text of a number, where this version has one.
    pub fn from_number(number: u32) -> Option<Self> {
        let of = |first: u32| u16::try_from(number.checked_sub(first)?).ok();
        match number {
            MAKERS..COMPANIES => of(MAKERS).map(Maker::new).map(Self::Maker),
            COMPANIES..MODELS => of(COMPANIES).map(Maker::new).map(Self::Company),
            MODELS.. => {
                let number = number.checked_sub(MODELS)?;
                let model = u16::try_from(number / 100).ok()?;
                let part = u16::try_from(number % 100).ok()?;
                ModelText::from_part(model, part).map(Self::Model)
            }
            _ => index().by_number.get(&number).copied(),
        }
    }

    /// The text of a name, where this version has one.
    pub fn from_name(name: &str) -> Option<Self> {
        let maker = |number: &str| {
            let maker = number.parse().ok().map(Maker::new)?;
            (maker.number().to_string() == number).then_some(maker)
        };
        match name.split_once('.') {
            Some(("maker", number)) => maker(number).map(Self::Maker),
            Some(("company", number)) => maker(number).map(Self::Company),
            Some(("model", text)) => ModelText::from_name(text).map(Self::Model),
            _ => index().by_name.get(name).copied(),
        }
    }

    /// Whether a patient reads or hears it: the words at a fault, and the screens of a check-in.
    /// Each language has all of these.
    pub const fn is_for_patient(self) -> bool {
        self.is_read_aloud() || matches!(self, Self::Screen(_))
    }

    /// Whether it stands around leaflets and forms. A language that has any of these has all.
    pub(super) const fn is_of_frame(self) -> bool {
        matches!(self, Self::Frame(_))
    }

    /// Whether it is read aloud to a patient, so that it is short and in Japanese has its reading.
    pub const fn is_read_aloud(self) -> bool {
        matches!(self, Self::Patient(..) | Self::PatientUnknown)
    }

    /// What a program fills in: each stands once in the words, in braces.
    pub const fn places(self) -> &'static [&'static str] {
        match self {
            Self::Frame(frame) => frame.places(),
            Self::Screen(screen) => screen.places(),
            Self::Opening(opening) => opening.places(),
            Self::Notice(notice) => notice.places(),
            _ => &[],
        }
    }
}

/// The stable name: `patient.004.face-only`, `staff.reseat`.
impl fmt::Display for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Patient(code, Variant::Usual) => write!(f, "patient.{code}"),
            Self::Patient(code, variant) => write!(f, "patient.{code}.{variant}"),
            Self::PatientUnknown => f.write_str("patient.unknown"),
            Self::Title(code) => write!(f, "title.{code}"),
            Self::TitleUnknown => f.write_str("title.unknown"),
            Self::Staff(action) => write!(f, "staff.{action}"),
            Self::Step(step) => write!(f, "step.{step}"),
            Self::Open(step) => write!(f, "open.{step}"),
            Self::Why(why) => write!(f, "why.{why}"),
            Self::Standing(standing) => write!(f, "standing.{standing}"),
            Self::Label(label) => write!(f, "label.{label}"),
            Self::Retry(retry) => write!(f, "retry.{retry}"),
            Self::DeviceFault(fault) => write!(f, "device-fault.{fault}"),
            Self::Party(party) => write!(f, "party.{party}"),
            Self::Have(have) => write!(f, "have.{have}"),
            Self::Phrase(phrase) => write!(f, "phrase.{phrase}"),
            Self::Leaflet(leaflet) => write!(f, "leaflet.{leaflet}"),
            Self::Note(note) => write!(f, "note.{note}"),
            Self::Upset(trouble, upset) => write!(f, "upset.{trouble}.{upset}"),
            Self::Complaint(upset) => write!(f, "complaint.{upset}"),
            Self::Opening(opening) => write!(f, "opening.{opening}"),
            Self::Frame(frame) => write!(f, "frame.{frame}"),
            Self::Screen(screen) => write!(f, "screen.{screen}"),
            Self::Notice(notice) => write!(f, "notice.{notice}"),
            Self::Folder(text) => write!(f, "folder.{text}"),
            Self::Maker(maker) => write!(f, "maker.{}", maker.number()),
            Self::Company(maker) => write!(f, "company.{}", maker.number()),
            Self::Model(text) => write!(f, "model.{text}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_names_are_each_the_texts_own() {
        let all = Message::all();
        let mut numbers: Vec<_> = all.iter().map(|message| message.number()).collect();
        numbers.dedup();
        assert_eq!(numbers.len(), all.len());
        for message in all {
            assert_eq!(Message::from_number(message.number()), Some(message));
            assert_eq!(Message::from_name(&message.to_string()), Some(message));
        }
        assert_eq!(
            Message::Patient(FaultCode::PIN_BLOCKED, Variant::FaceOnly).number(),
            100_043
        );
    }
}
