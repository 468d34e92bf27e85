//! The pictures on the chips: drawn by `tools/draw_personas.py`, committed beside the data.
#![forbid(unsafe_code)]

use serde::Deserialize;

/// A persona's file and the pictures that are its own.
pub(super) struct PersonaFile {
    pub(super) id: &'static str,
    pub(super) text: &'static str,
    pub(super) images: Images,
}

/// What the chip holds as rendered text: PNG, one bit, in the sizes of the test card \[V\].
#[derive(Clone, Copy, Default)]
pub(crate) struct Images {
    /// 216 × 12.
    pub(crate) name: &'static [u8],
    /// 288 × 12.
    pub(crate) address: &'static [u8],
    /// 24 × 12.
    pub(crate) security_code: &'static [u8],
    /// 72 × 12.
    pub(crate) individual_number: &'static [u8],
}

/// A photo that several personas may share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Photo {
    Woman,
    Man,
    Girl,
    Boy,
    ElderlyMan,
    ElderlyWoman,
}

impl Photo {
    pub(super) const fn bytes(self) -> &'static [u8] {
        match self {
            Self::Woman => include_bytes!("../photos/woman.jp2"),
            Self::Man => include_bytes!("../photos/man.jp2"),
            Self::Girl => include_bytes!("../photos/girl.jp2"),
            Self::Boy => include_bytes!("../photos/boy.jp2"),
            Self::ElderlyMan => include_bytes!("../photos/elderly-man.jp2"),
            Self::ElderlyWoman => include_bytes!("../photos/elderly-woman.jp2"),
        }
    }
}

macro_rules! files {
    (printed: [$($printed:literal),* $(,)?], chip_only: [$($chip:literal),* $(,)?]) => {
        /// All personas, in the order of the lists.
        pub(super) const FILES: &[PersonaFile] = &[
            $(PersonaFile {
                id: $printed,
                text: include_str!(concat!("../personas/", $printed, ".toml")),
                images: Images {
                    name: include_bytes!(concat!("../personas/", $printed, "/name.png")),
                    address: include_bytes!(concat!("../personas/", $printed, "/address.png")),
                    security_code:
                        include_bytes!(concat!("../personas/", $printed, "/security-code.png")),
                    individual_number:
                        include_bytes!(concat!("../personas/", $printed, "/individual-number.png")),
                },
            },)*
            $(PersonaFile {
                id: $chip,
                text: include_str!(concat!("../personas/", $chip, ".toml")),
                images: Images { name: &[], address: &[], security_code: &[], individual_number: &[] },
            },)*
        ];
    };
}

files! {
    printed: [
        "adult",
        "child",
        "foreigner",
        "gannen",
        "unknown-birthday",
        "face-only",
        "was-face-only",
        "pin-last-try",
        "pin-locked",
        "code-b-locked",
        "code-b-last-try",
        "expiring",
        "in-grace",
        "expired",
        "card-expired",
        "revoked",
        "unregistered",
        "no-insurer-data",
        "no-eligibility",
        "several-eligibilities",
        "lost-eligibility",
        "medical-assistance",
        "damaged-face-record",
        "altered-photo",
        "infant-without-photo",
    ],
    chip_only: ["android", "iphone", "old-juki-card", "not-a-mynumber-card"]
}
