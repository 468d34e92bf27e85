//! The virtual card's people, made once.

use std::sync::{Arc, LazyLock, OnceLock};

use mynareader::certificate::CvAnchors;
use mynareader::emulator::{Chip, Day, Image, Persona, Personas, Policy, VirtualCard};

/// The day on which everything happens.
pub const DAY: &str = "2026-11-24";

static ALL: LazyLock<Personas> = LazyLock::new(|| {
    let day: Day = DAY.parse().expect("a day");
    Personas::at(day).expect("the personas of the emulator")
});

/// Each made when it is first asked for: its records are signed.
static IMAGES: LazyLock<Vec<OnceLock<Arc<Image>>>> =
    LazyLock::new(|| ALL.iter().map(|_| OnceLock::new()).collect());

static ANCHORS: LazyLock<CvAnchors> = LazyLock::new(|| {
    let mut anchors = CvAnchors::new();
    mynareader_rehearsal::authority::trust(&mut anchors).expect("the test authority");
    anchors
});

/// All of them.
pub fn all() -> &'static Personas {
    &ALL
}

/// Which of them has this number: mostly one of four, for a card costs some signatures to make.
fn place(number: u8) -> usize {
    let number = usize::from(number);
    if number < 0xE0 {
        number % 4
    } else {
        number % ALL.iter().len()
    }
}

/// The one with this number.
pub fn one(number: u8) -> &'static Persona {
    &ALL.iter().as_slice()[place(number)]
}

/// That person's card.
pub fn card(number: u8) -> VirtualCard {
    card_with(number, Policy::DEFAULT)
}

/// The same by other rules.
pub fn card_with(number: u8, policy: Policy) -> VirtualCard {
    let made = || one(number).image().expect("an image");
    let image = IMAGES[place(number)].get_or_init(made).clone();
    VirtualCard::new(Chip::new(image, policy))
}

/// The keys that sign their records.
pub fn anchors() -> &'static CvAnchors {
    &ANCHORS
}
